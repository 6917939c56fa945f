# The page, with its letters and its card. $time, $age and the like may hold marks of the page: they stand anywhere in
# the sentence, once.

## Around the content

page-skip = Skip to the content
page-pages = Pages
page-now = Now
page-history = History
page-settings = Settings
page-about = About
page-footer = This page comes from the streamdoctor on this computer, and nobody else can see it.
page-checked = Checked { $age }
page-not-checked = Not checked yet
page-check-now = Check now
page-checking = Checking…
page-said-checking = { $headline } Checking…
page-reload = Reload
page-look-again = Look again now
page-pause = Pause:
page-pause-half-an-hour = 30 minutes
page-pause-an-hour = 1 hour
page-pause-until-tomorrow = until tomorrow
page-open = Open { $place }
page-the-settings = the settings
page-open-streamdoctor = Open streamdoctor

## What the script says

page-copied = Copied
page-not-copied = Not allowed to copy
page-gone = streamdoctor does not answer. This page shows what was known last, and connects again by itself. If it was started again, open the page anew from its icon.
page-restarted = streamdoctor was started again, and this page is of the time before. Open it anew from its icon.

## What was not allowed or not found

page-refused-foreign = Not from here
    .text = This page belongs to the streamdoctor that runs in your session: open it from the tray icon.
page-refused-used = This link has been used
    .text = A link to streamdoctor opens once, within half a minute. Open the page again from the tray icon.
page-refused-not-found = Nothing here
    .text = streamdoctor has no such page. Open it from the tray icon.
page-refused-form = Not understood
    .text = streamdoctor did not understand this request.
page-refused-too-large = Too large
    .text = This request is larger than anything that streamdoctor needs.
page-refused-too-slow = Too slow
    .text = This request took too long to arrive.
page-refused-too-many = Too many
    .text = Too many requests were refused. Wait a moment.

## The beginning

page-fine = All is well
page-partial = Not all is well
page-service-down = A service is down
page-my-network = It is on this side
page-paused = Paused
page-looking = Looking
page-unknown = Not known
page-paused-until = Nothing is looked at until { $time }.
page-watched = What is watched
page-none-watched = No service is watched.
page-status-page = Status page of { $name }
page-status = status

## While a look is under way

page-progress = How far the check has come
page-progress-nothing = Asking…
page-progress-connected = Your connection works.
page-progress-silent = Nothing has answered yet.
page-progress-answer =
    { $number ->
        [one] { $names } answers.
       *[many] { $names } answer.
    }
page-progress-failing = { $names }: not all answers so far.
page-progress-helps = Tried { $trial }: works.
page-progress-no-help = Tried { $trial }: the same.
page-progress-closer = Something is odd: taking a closer look, and trying what could help.
page-trial-resolver = with another name server
page-trial-hosts = without the hosts file
page-trial-proxy = without the proxy
page-trial-tunnel = outside the VPN
page-trial-interface = over another network
page-trial-family = over one kind of address only

## A problem

page-since = Since { $time }, { $age }
page-hits = It hits { $services }.
page-list = { $first } and { $last }
page-also-wrong = Also wrong
page-wrong-now = Wrong now
page-will-be-told = You will be told when it is back.
page-await = Tell me when it is back
page-remind = Remind me in an hour
page-mute = Say nothing more about this
page-over-title = It is over: { $title }
page-over-headline = This is over: { $title }
page-over-lead = It lasted { $length } and ended at { $time }, { $age }.
page-gone-title = Not seen any more
page-gone-headline = This problem is not seen any more
page-gone-lead = The link is older than what streamdoctor remembers. This is how it is now.
page-how-now = How it is now
page-see-everything = See everything

# Whose side it is. $service is the one service that is hit, or "the services".
page-the-services = the services
page-blame-other-device =
    { $confidence ->
        [certain] It is the other device, not { $service } and not your connection.
        [likely] It is probably the other device, not { $service } and not your connection.
       *[possible] It may be the other device, not { $service } and not your connection.
    }
page-blame-device =
    { $confidence ->
        [certain] It is this device, not { $service }.
        [likely] It is probably this device, not { $service }.
       *[possible] It may be this device, not { $service }.
    }
page-blame-dns =
    { $confidence ->
        [certain] It is the name server (DNS) that your network uses, not { $service }.
        [likely] It is probably the name server (DNS) that your network uses, not { $service }.
       *[possible] It may be the name server (DNS) that your network uses, not { $service }.
    }
page-blame-filter =
    { $confidence ->
        [certain] It is a filter on the way, not { $service }.
        [likely] It is probably a filter on the way, not { $service }.
       *[possible] It may be a filter on the way, not { $service }.
    }
page-blame-network =
    { $confidence ->
        [certain] It is the network that you are in, not { $service }.
        [likely] It is probably the network that you are in, not { $service }.
       *[possible] It may be the network that you are in, not { $service }.
    }
page-blame-isp =
    { $confidence ->
        [certain] It is not you: the fault is at your Internet provider.
        [likely] It is probably not you: the fault is at your Internet provider.
       *[possible] It may not be you: the fault may be at your Internet provider.
    }
page-blame-proxy =
    { $confidence ->
        [certain] It is the proxy on the way, not your connection.
        [likely] It is probably the proxy on the way, not your connection.
       *[possible] It may be the proxy on the way, not your connection.
    }
page-blame-vpn =
    { $confidence ->
        [certain] It is the VPN on the way, not your connection.
        [likely] It is probably the VPN on the way, not your connection.
       *[possible] It may be the VPN on the way, not your connection.
    }
page-blame-service =
    { $confidence ->
        [certain] It is not you: the fault is at { $service }.
        [likely] It is probably not you: the fault is at { $service }.
       *[possible] It may not be you: the fault may be at { $service }.
    }
page-blame-account =
    { $confidence ->
        [certain] Your connection works: it is about your account at { $service }.
        [likely] Your connection works: it is probably about your account at { $service }.
       *[possible] Your connection works: it may be about your account at { $service }.
    }
page-blame-region =
    { $confidence ->
        [certain] Your connection works: it is about the region.
        [likely] Your connection works: it is probably about the region.
       *[possible] Your connection works: it may be about the region.
    }
page-blame-unknown = Whose side it is cannot be told yet.

## What was heard

page-heard-muted = You will not be told about this any more.
page-heard-helped = Good. streamdoctor remembers that this helped here.
page-heard-no-help = Thank you. On to the next.
page-heard-reminded = You will be told again in an hour, if it is still there.
page-heard-saved = Saved.
page-heard-phone-opens = It opens on your phone: so it is not the service. streamdoctor takes that into account.
page-heard-phone-fails = It does not open on your phone either: that points at the service. streamdoctor takes that into account.
page-not-saved = Not saved: { $why }.

## The way

page-way = The way from this device to the service
page-way-device = This device
page-way-other-device = The other device
page-way-network = Your network
page-way-filter = A filter
page-way-proxy = The proxy
page-way-provider = Your provider
page-way-vpn = Your VPN
page-way-names = Names (DNS)
page-way-internet = The Internet
page-way-phone = Your phone
page-way-console = Your console
page-way-tv = Your TV
page-way-services = Your services
page-way-works = works
page-way-answer = answer
page-way-looked-at = being looked at
page-way-paused = not watched now
page-way-unknown = not known
page-way-not-seen = not seen from here
page-way-refuses = refuses it
page-way-behind = behind it
page-way-out-of-reach = out of reach
page-way-here =
    { $confidence ->
        [certain] the fault is here
        [likely] probably here
       *[possible] perhaps here
    }
page-way-perhaps = perhaps { $word }
page-way-slow = slow here
page-way-lossy = data gets lost here
page-way-unstable = comes and goes
page-way-sign-in = wants a sign-in
page-way-maintenance = under maintenance
page-way-overloaded = overloaded
page-way-not-let-in = is not let in
page-way-says-no = says no
page-around-without = without it, it works
page-around-resolver = with another one, it works
page-around-network = over another network, it works
page-around-hosts = past the entry, it works
page-around-ipv4 = over IPv4, it works

## The steps

page-steps-done = { $done } of { $all } done
page-looking-whether = Looking whether that helped
page-check-again = Check again
page-done-check-again = Done, check again
page-do-first = Do this first
page-try-next = It is still there. Next, try this
page-all-done = You have done all that is known to help
page-all-done-text = streamdoctor keeps looking, and says when it is back.
page-others-help = Other things that help
page-you-did-this = you did this
page-does-it-play = Does it play now?
page-you-did = You did: { $step }
page-helped = Yes, this helped
page-no-help = No, it does not
page-outside = May streamdoctor try it outside your VPN?
page-outside-text = Then it can tell for sure whether the VPN is the reason. The service would see your real address while it is tried. Nothing on this computer is changed.
page-outside-yes = Yes, try it
page-outside-no = No
page-which-device = Which device shows it?
page-device-browser = Browser here
page-device-app = App here
page-device-tv = TV or stick
page-device-phone = Phone or tablet
page-device-console = Game console
page-steps-for-tv = These steps are for the TV or stick.
page-steps-for-phone = These steps are for the phone or tablet.
page-steps-for-console = These steps are for the game console.
page-not-past-tv = What was found is on this computer, and the TV or stick does not pass it. If it shows a code, type that below.
page-not-past-phone = What was found is on this computer, and the phone or tablet does not pass it. If it shows a code, type that below.
page-not-past-console = What was found is on this computer, and the game console does not pass it. If it shows a code, type that below.
page-measured-here = What was measured was measured from this computer, in the same network.

## What the screen says

page-screen = What does your screen say?
page-screen-hint = The error code or number, as it stands there: 503, NW-2-5, M7111… No code? Leave it empty and say where.
page-screen-at = At
page-screen-on = On
page-any-service = any service
page-any-device = any device
page-what-is-it = What is it?
page-on-your-screen = On your screen
page-no-code = An error without a code
page-say-where = Say at which service it is, in the box below: then there are steps for it.
page-code-unknown = This code is not known here. The service's own help pages may know it.
page-did-you-mean = Did you mean { $codes }?
page-means-here =
    { $confidence ->
        [certain] { $service }: this means
        [likely] { $service }: this usually means
       *[possible] { $service }: this often means
    }
page-means =
    { $confidence ->
        [certain] This means
        [likely] This usually means
       *[possible] This often means
    }
page-what-helps = What helps
page-seen-from-here = Seen from here:

## A phone as a second place

page-phone = Ask your phone: is it { $name }, or is it here?
page-phone-wifi = Switch off Wi-Fi on your phone, so that it takes another way.
page-phone-scan = Scan this with its camera. It opens { $address }.
page-phone-does-it = Does it open?
page-phone-yes = It opens
page-phone-no = It does not
page-phone-code = QR code of { $address }

## The card

page-card-not-you =
    { $confidence ->
        [certain] It is not you
        [likely] It is probably not you
       *[possible] It may not be you
    }
page-card-other-device =
    { $confidence ->
        [certain] It is the other device
        [likely] It is probably the other device
       *[possible] It may be the other device
    }
page-card-device =
    { $confidence ->
        [certain] It is this device
        [likely] It is probably this device
       *[possible] It may be this device
    }
page-card-network =
    { $confidence ->
        [certain] It is your network
        [likely] It is probably your network
       *[possible] It may be your network
    }
page-card-proxy =
    { $confidence ->
        [certain] It is the proxy
        [likely] It is probably the proxy
       *[possible] It may be the proxy
    }
page-card-vpn =
    { $confidence ->
        [certain] It is your VPN
        [likely] It is probably your VPN
       *[possible] It may be your VPN
    }
page-card-account =
    { $confidence ->
        [certain] It is about the account
        [likely] It is probably about the account
       *[possible] It may be about the account
    }
page-card-region =
    { $confidence ->
        [certain] It is about the region
        [likely] It is probably about the region
       *[possible] It may be about the region
    }
page-card-seen = What was seen
page-card-foot = Since { $since }, measured { $date }, { $time } (UTC{ $zone }) by streamdoctor, without signing in.
page-copy-text = Copy as text
page-copy-picture = Copy as picture
page-save-picture = Save as picture

## The details

page-details = Details
page-why = Why we think so
page-not = What it is not
page-tried = What was tried
page-report = A report to hand on
page-report-text = It holds what was measured. Addresses and names of things at home are left out.
page-copy-support = Copy report for support
page-copy-provider = Copy report for my provider
page-show-support = Show the report for support
page-show-provider = Show the report for my provider
page-timings = How long each part took
page-timings-caption = How long each part took, in milliseconds
page-part = Part
page-result = Result
page-phase-resolve = Looking up
page-phase-connect = Connecting
page-phase-handshake = Encrypting
page-phase-exchange = First answer

## How it was

page-how-it-was = How it was
page-nothing-yet = Nothing was looked at yet. What is seen from now on is kept here, on this computer only.
page-by-service = Service by service
page-last-look = The last look, part by part
page-last-day = The last day
page-last-week = The last week
page-last-day-of = { $name }, last day: { $said }
page-last-week-of = { $name }, last week: { $said }
page-still-there = still there
page-not-looked-at = not looked at yet
page-no-trouble = no trouble seen
page-trouble-for = trouble for { $time }
page-axis-now = now
page-legend-good = answers
page-legend-partly = slow or in part
page-legend-bad = down
page-legend-held = your network
page-legend-none = not looked at
page-not-drawn =
    { $n ->
        [one] One further service is not drawn.
       *[other] { $n } further services are not drawn.
    }

## The first start, and the settings

page-welcome = streamdoctor runs now, and this is what it does
page-welcome-text = { $Often } it looks whether your services answer, and { $quickly } while something is wrong or this page is open. It tells you when something breaks, and what helps.
page-welcomed = Good, keep watching
page-icon-tray = Its icon is in the panel, next to the clock. Click it to come back here.
page-icon-overflow = Its icon is next to the clock. Windows hides new ones behind the small arrow: drag it out to keep it in sight.
page-icon-menu-bar = Its icon is in the menu bar, at the top right. Click it to come back here.
page-icon-no-tray = This desktop shows no icons for programs like this, as GNOME does not without its AppIndicator extension. Start streamdoctor again to come back here; it tells you all the same when something breaks.
page-icon-nowhere = It was started without an icon. Start streamdoctor again to come back here.
page-choose = Choose the services that you use.
page-watch = Watch these
page-may-try = What it may try
page-outside-vpn = Outside a VPN
page-outside-vpn-text = To tell whether a VPN is the reason, the same request is made beside it. The service then sees your real address.
page-outside-ask = You are asked when it would tell something.
page-outside-allowed = Allowed.
page-outside-refused = Not allowed.
page-allow = Allow it
page-refuse = Never do it
page-resolvers = Other name servers
page-no-resolvers = Public name servers are not asked.
page-resolvers-text = When a name cannot be found, or something is odd, public name servers are asked for the names of your services, too: { $resolvers }. Which, you can set in the settings file under { $section }.
page-start = Start with the computer
page-start-unknown = Whether it starts when you sign in cannot be seen on this system.
page-starts = It starts when you sign in.
page-starts-not = It does not start by itself.
page-do-not-start = Do not start it
page-do-start = Start when I sign in
page-told = What you are told
page-told-text = A muted service is watched as before, and shown here; only no notice comes about it.
page-muted = (muted)
page-tell-me-about = Tell me about { $name }
page-mute-service = Mute { $name }
page-tell-me = Tell me
page-mute-it = Mute
page-quiet = Quiet hours
page-quiet-none = None: you are told at any hour.
page-quiet-from-until = { $from } until { $until }
page-quiet-hours = Nothing is announced from { $hours }. What still holds is told afterwards.
page-quiet-from = From
page-quiet-until = until
page-keep-quiet = Keep quiet then
page-no-quiet = No quiet hours
page-contacted = Who is contacted, and what is kept
page-contacted-text = These, { $often }, with one small request each; { $quickly } while something is wrong. No one else.
page-kept = What is kept
page-kept-text = How each service did and what was wrong, on this computer only. No account, no addresses of pages that you open, and nothing is sent anywhere.
page-show-all = Show all of them
page-to-compare = To compare with
page-name-servers = Name servers, when something is odd
page-collector = Your collector of numbers

## What it is

page-about-text = It says why a streaming service does not play, whether it is you or the service, and what helps.
page-promises = What it promises
page-promise-gentle = It looks gently: one small request to each host at a time, seldom, and it says who it is.
page-promise-no-account = It signs in nowhere, and needs no account.
page-promise-private = It tells nobody anything: what is seen stays on this computer.
page-promise-harmless = It changes nothing. You do the steps; it tries beforehand which of them will help.
page-promise-honest = It says when it does not know.
page-where = Where things are
page-terminal = In a terminal
page-terminal-check = looks now, and says what is wrong
page-terminal-code = says what the code on the screen means
page-terminal-status = says what this one knows
page-licence = Free software, under the MIT licence or the Apache licence 2.0, as you like.

## A letter with the facts

page-letter-support = Hello, the following was measured on my computer, without signing in.
page-letter-provider = Hello, the following was measured on my computer at my line.
page-letter-cause = Cause: { $cause } ({ $confidence })
page-letter-since = Since: { $time }
page-letter-written = Written: { $time }
page-letter-hit = Hit: { $services }
page-letter-seen = What was seen:
page-letter-not = What it is not:
page-letter-tried = What was tried:
page-letter-measured = Measured (milliseconds: look-up, connection, encryption, first byte):
page-letter-by = Measured by streamdoctor { $version }.
