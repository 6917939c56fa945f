# The terminal: what only stands there.

terminal-written-by = Written by
terminal-cause = Cause
terminal-watched = Watched
terminal-compare = To compare with
terminal-always = always
terminal-when-wrong = when wrong
terminal-collector = Your collector of numbers
terminal-known = Known, not contacted unless you ask for them
terminal-looking = Looking

## What stands below a status

terminal-looked-at = Last looked at { $time }
terminal-not-looked-at = Not looked at yet
terminal-only-looked = { $looked }.
terminal-paused-until = { $looked }. It is paused until { $time }.
terminal-looking-again = { $looked }, and looking again now.
terminal-moved = Today it has moved { $today }; there is no limit.
terminal-moved-of = Today it has moved { $today } of at most { $allowed } a day.
terminal-less-often-for-money = It looks less often, as traffic costs money here.
terminal-less-often-for-battery = It looks less often, as the battery pays for it.
terminal-less-often-for-both = It looks less often, as traffic costs money here and the battery pays for it.
terminal-old-settings = The settings have changed and the old ones hold: { $problem }
