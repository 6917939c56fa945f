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
