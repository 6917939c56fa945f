# The tray: its menu and its tooltip. Entries are short; names of menus and buttons as the desktop has them.

tray-open = Open streamdoctor…
tray-history = History…
tray-settings = Settings…
tray-about = About streamdoctor…
tray-quit = Quit
tray-check-now = Check now
tray-checking = Checking…
tray-pause = Pause
tray-pause-half-an-hour = For 30 minutes
tray-pause-an-hour = For 1 hour
tray-pause-until-tomorrow = Until tomorrow
tray-resume = Resume ({ $left } left)
tray-left = { $left } left
tray-start-at-login = Start at login
tray-bad-settings = The new settings cannot be used; the old ones hold

## A problem

tray-began = It began { $age }.
tray-fix = Fix steps…
tray-remind = Remind me in 1 h
tray-mute = Mute
tray-more = and { $n } more…
tray-more-problems =
    { $n ->
        [one] and one more problem
       *[other] and { $n } more problems
    }

## Services

tray-services = Services
tray-services-state = Services: { $state }
tray-none-watched = No service is watched.
tray-held = waiting for your network
tray-all-fine =
    { $all ->
        [one] it is fine
       *[other] all { $all } are fine
    }
tray-some-fine =
    { $all ->
        [1] { $fine } of { $all } is fine
       *[other] { $fine } of { $all } are fine
    }
tray-muted = muted
tray-details = Details…
tray-status-page = The service's own status page…
tray-await = Tell me when it is back
tray-seen = I see an error here
# What browsers say beside the codes that nearly everybody sees.
tray-seen-403 = forbidden
tray-seen-502 = bad gateway
tray-seen-503 = service unavailable
tray-seen-other = Other code…

## The tooltip

tray-checked = checked { $age }
