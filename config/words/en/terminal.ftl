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

## The history

terminal-history-nothing = Nothing is recorded since { $begin }. History is written while streamdoctor runs: type `streamdoctor` to start it.
terminal-history-well = Nothing was wrong since { $begin }.
terminal-history-wrong =
    { $n ->
        [one] One thing was wrong since { $begin }:
       *[other] { $n } things were wrong since { $begin }, the latest first:
    }
terminal-history-still-so = still so
terminal-history-at-least = at least { $length }
terminal-history-unknown = nothing is known of it
terminal-history-answered = answered { $share } of the time
terminal-history-partly = in part or slowly { $share }
terminal-history-down = down { $share }
terminal-history-took = in { $ms } ms
terminal-history-not-seen =
    { $n ->
        [one] not seen once for trouble of the network
       *[other] not seen { $n } times for trouble of the network
    }
terminal-history-hardly = less than { $share }
# Lengths: "2 d 3 h", "5 min 10 s"
terminal-history-days = { $n } d
terminal-history-hours = { $n } h
terminal-history-minutes = { $n } min
terminal-history-seconds = { $n } s
