# What helps, and how it is done. English is the original; a further language has the same messages.
#
# The value of a message says what to do, in a few words. `.steps` are for every platform; `.windows`, `.macos`, `.linux`,
# `.tv`, `.phone` and `.console` are for one, and come before `.steps`. Each line is a step, and an empty one is left out.
# `.done` is the last step: how to see that it worked. Names of buttons are those that the platform shows in this language.
#
#   $service                the service; $Service at the beginning of a sentence, $service_acc and $service_dat in its cases
#   $page                   which page of the service $link is, of those that may help: status, help, account…; none
#   $link                   its address

remedy-wait_and_retry = Wait a little, then retry
    .steps =
        Leave it alone for five minutes; trying again and again makes it worse.
        Then start the title again, or reload the page.
    .done = In the tray, streamdoctor keeps looking meanwhile and tells you when { $service } is back.

remedy-check_service_status = Look at the service's status
    .steps =
        { $page ->
            [status] Open { $link } and see whether others are hit.
            [help] Open { $link } and look for a note about an outage.
           *[none] Search the web for the name of { $service } and “status”.
        }
        Look at its account on social networks, or at a site that collects reports, too.
        If others are hit, nothing here needs repair: wait.
    .done = When the page says that all is well, check again here.

remedy-try_another_network = Try another network
    .windows =
        On your phone, switch the mobile hotspot on.
        Here, open Settings › Network & internet › Wi-Fi, switch it on and choose the phone's hotspot.
        Start the title again. Mobile data can cost money, so try only for a minute.
        Go back to your own network afterwards.
    .macos =
        On your phone, switch the personal hotspot on.
        Here, open System Settings › Wi-Fi, switch it on and choose the phone's hotspot.
        Start the title again. Mobile data can cost money, so try only for a minute.
        Go back to your own network afterwards.
    .linux =
        On your phone, switch the mobile hotspot on.
        Here, open the network menu at the edge of the screen, switch Wi-Fi on and choose the phone's hotspot.
        Start the title again. Mobile data can cost money, so try only for a minute.
        Go back to your own network afterwards.
    .tv =
        On your phone, switch the mobile hotspot on.
        On the TV, open Settings › Network and choose the phone's hotspot.
        Start the title again. Mobile data can cost money, so try only for a minute.
        Go back to your own network afterwards.
    .phone =
        Switch Wi-Fi off, so that the phone uses mobile data.
        Start the title again. Mobile data can cost money, so try only for a minute.
        Switch Wi-Fi on again afterwards.
    .console =
        On your phone, switch the mobile hotspot on.
        On the console, open Settings › Network, set up an Internet connection, and choose the phone's hotspot.
        Start the title again. Mobile data can cost money, so try only for a minute.
        Go back to your own network afterwards.
    .done = Check again: if { $service } plays there, the network that you left is the reason.

remedy-turn_off_vpn = Turn the VPN off
    .windows =
        Open your VPN's own program and press Disconnect.
        Without one: Settings › Network & internet › VPN, then Disconnect.
        Look for a VPN in the browser's extensions, too, and in the router if you set one up there.
        Close the page or the app of { $service } and open it again.
    .macos =
        Open your VPN's own program and press Disconnect.
        Without one: System Settings › VPN, and switch it off.
        Private Relay counts, too: System Settings › your name › iCloud › Private Relay.
        Close the page or the app of { $service } and open it again.
    .linux =
        Open your VPN's own program and press Disconnect.
        Without one: Settings › Network › VPN, and switch it off (KDE: the network menu in the panel).
        Look for a VPN in the browser's extensions, too, and in the router if you set one up there.
        Close the page or the app of { $service } and open it again.
    .tv =
        Look on the TV for a VPN app, and disconnect it.
        Look in the router: a VPN or “smart DNS” that was set up there covers the TV, too. Switch it off for a while.
        Close { $service } on the TV and open it again.
    .phone =
        Open the VPN's app and disconnect. Without one: look for VPN in the phone's settings, and switch it off.
        iPhone: Private Relay counts, too: Settings › your name › iCloud › Private Relay.
        Close { $service } completely and open it again.
    .console =
        A console has no VPN of its own: look in the router, or at the computer that shares its line.
        Switch the VPN or “smart DNS” off there for a while.
        Close { $service } on the console and open it again.
    .done = Check again: the VPN is gone from the list and { $service } answers. You can switch it on again for other things.

remedy-turn_off_proxy = Turn the proxy off
    .windows =
        Open Settings › Network & internet › Proxy.
        “Use a proxy server”: press Edit, switch it off, press Save. On Windows 10: the switch is on the page itself.
        “Use setup script”: switch it off in the same way.
        Still an error in an app from the Store? Press Start, type cmd, Enter, then: netsh winhttp show proxy
        In a company or school, ask first: the proxy may be the only way out.
    .macos =
        Open System Settings › Network, choose Wi-Fi or Ethernet, then Details… › Proxies.
        Switch off every proxy in the list, and “Automatic proxy configuration”. Press OK.
        What is left, Terminal shows: type scutil --proxy
        In a company or school, ask first: the proxy may be the only way out.
    .linux =
        Open Settings › Network › Proxy and switch it off (KDE: System Settings › Wi-Fi & Internet › Proxy).
        In a terminal, type: env | grep -i proxy
        If that shows a line, remove it from ~/.profile, ~/.bashrc or /etc/environment, and sign in again.
        In a company or school, ask first: the proxy may be the only way out.
    .phone =
        Open the Wi-Fi settings, and the details of the network that you use.
        At Proxy choose None or Off, and save.
        Close { $service } completely and open it again.
    .console =
        Open the console's network settings, and the advanced settings of the connection.
        At Proxy choose “Do not use”, and save.
        Start { $service } again.
    .done = Check again: the proxy is gone from the list and { $service } answers.

remedy-change_dns = Choose another DNS
    .windows =
        Open Settings › Network & internet › Ethernet, or › Wi-Fi › Hardware properties.
        At “DNS server assignment” press Edit, choose Manual, and switch IPv4 on.
        Preferred DNS: 1.1.1.1 (Cloudflare). Alternate DNS: 8.8.8.8 (Google). Press Save.
        On Windows 10: press Windows+R, type ncpa.cpl, open the connection, then Properties › Internet Protocol Version 4 › Properties.
    .macos =
        Open System Settings › Network, choose Wi-Fi or Ethernet, then Details… › DNS.
        Press + and type 1.1.1.1 (Cloudflare); press + again and type 8.8.8.8 (Google).
        Press OK. What is asked now, Terminal shows: type scutil --dns
    .linux =
        Open Settings › Wi-Fi or Network, the cogwheel of your connection, then IPv4.
        At DNS, switch Automatic off and type: 1.1.1.1, 8.8.8.8 (Cloudflare and Google).
        Press Apply, then switch the connection off and on.
        KDE: System Settings › Wi-Fi & Internet › your connection › IPv4 › Automatic (Only addresses).
    .tv =
        On the TV, open Settings › Network › your connection › IP settings.
        Set DNS to “Enter manually” and type 1.1.1.1 (Cloudflare) or 8.8.8.8 (Google).
        Save, and restart the TV.
    .phone =
        iPhone: Settings › Wi-Fi › the i beside your network › Configure DNS › Manual; add 1.1.1.1 and 8.8.8.8.
        Android: Settings › Network & internet › Private DNS; choose Off if a name is set there that you do not know.
        Close { $service } completely and open it again.
    .console =
        Open the console's network settings, and the advanced settings of the connection.
        Set DNS to Manual: primary 1.1.1.1 (Cloudflare), secondary 8.8.8.8 (Google).
        Save, and start { $service } again.
    .done = Check again: the new DNS answers and { $service } is found. To go back, choose Automatic.

remedy-restart_device = Restart the device
    .windows =
        Save your work.
        Press Start › Power › Restart. “Shut down” is not enough: Windows keeps part of its state.
        A TV, stick or console: pull its plug, wait 30 seconds, plug it in again.
    .macos =
        Save your work.
        Choose Apple menu › Restart….
        A TV, stick or console: pull its plug, wait 30 seconds, plug it in again.
    .linux =
        Save your work.
        Open the system menu and choose Restart.
        A TV, stick or console: pull its plug, wait 30 seconds, plug it in again.
    .tv =
        Pull the TV's plug, or that of the stick or box. Standby is not enough.
        Press the TV's own power button once while it has no power.
        Wait a minute, then plug it in again.
    .phone =
        Hold the power button, and choose Restart, or switch it off and on.
        Wait until it has found its network again.
    .console =
        Shut the console down completely: rest mode is not enough.
        Pull its plug, wait a minute, and plug it in again.
    .done = Check again after the start, before you open anything else.

remedy-restart_network_equipment = Restart router and modem
    .steps =
        Tell the others at home: the Internet will be away for some minutes.
        Pull the plug of the router, and of the modem if it is a box of its own.
        Wait 30 seconds.
        Plug the modem in first, wait until its lamps are steady, then the router.
        Wait two minutes more.
    .done = Check again: the network line here says that it works.

remedy-clear_cookies_and_cache = Clear cookies and cache
    .windows =
        { $page ->
            [clear_cookies] Open { $link } in the browser: it deletes only the cookies of { $service } and signs you out.
           *[none] In Chrome or Edge, open { $service }, click the sign left of its address, then Cookies and site data › Manage, and delete all.
        }
        Press Ctrl+Shift+Delete, tick “Cached images and files” only, and press Delete.
        An app: open Settings › Apps › Installed apps › … › Advanced options › Reset.
        Sign in to { $service } again.
    .macos =
        { $page ->
            [clear_cookies] Open { $link } in the browser: it deletes only the cookies of { $service } and signs you out.
           *[none] In Safari, choose Settings › Privacy › Manage Website Data…, search for { $service } and press Remove.
        }
        Chrome and Firefox: press Shift+Command+Delete, tick the cache only, and press Delete.
        Sign in to { $service } again.
    .linux =
        { $page ->
            [clear_cookies] Open { $link } in the browser: it deletes only the cookies of { $service } and signs you out.
           *[none] In Firefox or Chrome, open { $service }, click the sign left of its address, and delete its cookies and site data.
        }
        Press Ctrl+Shift+Delete, tick the cache only, and press Delete.
        Sign in to { $service } again.
    .tv =
        Open the TV's settings › Apps, choose { $service }, and clear its data or cache.
        Where there is no such thing, sign out of { $service } and remove the app, then install it again.
        Sign in to { $service } again.
    .phone =
        Android: Settings › Apps › { $service } › Storage › Clear cache; if that does not help, Clear storage.
        iPhone: an app keeps no cache that can be cleared; remove it and install it again.
        In a browser: clear the data of { $service } in the browser's settings.
        Sign in to { $service } again.
    .console =
        Open the console's settings › Storage or Apps, choose { $service }, and clear its saved data.
        Where there is no such thing, remove the app and install it again.
        Sign in to { $service } again.
    .done = Start the title again: the error is gone, or a private window of the browser shows it just the same.

remedy-check_credentials = Check your sign-in
    .steps =
        Type e-mail address and password anew, by hand, and look at Caps Lock.
        { $page ->
            [login_help] If that fails, set a new password: { $link }
           *[none] If that fails, press “Forgot password?” at the sign-in of { $service }.
        }
        If you signed up through another company (a phone contract, Apple, Google), sign in that way.
    .done = You are in when your profile shows; then start the title again.

remedy-check_subscription = Check your plan
    .steps =
        { $page ->
            [account] Open { $link } and sign in.
           *[none] Open the account page of { $service } and sign in.
        }
        See whether the plan is active and paid, and whether it covers what you want to watch.
        If it comes with another contract, look there: it may have ended.
    .done = The account page says that the plan is active; then sign out and in, and start the title again.

remedy-update_software = Update app, browser and system
    .windows =
        The app: open Microsoft Store › Library › Get updates.
        The browser: menu › Help › About; it updates itself. Restart it.
        The system: Settings › Windows Update › Check for updates. On Windows 10: Settings › Update & Security.
        A TV, stick or console: look for updates in its own settings.
    .macos =
        The app: open App Store › Updates.
        The browser: its menu › About; it updates itself. Restart it.
        The system, and Safari with it: System Settings › General › Software Update.
        A TV, stick or console: look for updates in its own settings.
    .linux =
        Open Software, choose Updates, and install what is there.
        Restart the browser afterwards.
        A TV, stick or console: look for updates in its own settings.
    .tv =
        Open the TV's app store, and update { $service }.
        Open the TV's settings › Support or About › Software update.
        If there has been no update for years, the TV may be too old for { $service }: its help pages have a list.
    .phone =
        Open App Store or Play Store, and update { $service }.
        Open the phone's settings › General or System › Software update.
    .console =
        Open the console's library, choose { $service }, and check for an update.
        Open the console's settings › System › Software update.
    .done = Start the title again; then check again here.

remedy-reinstall_app = Reinstall the app
    .windows =
        Open Settings › Apps › Installed apps. On Windows 10: Settings › Apps › Apps & features.
        Find { $service }, press …, then Uninstall. Downloads in it are lost.
        Restart the computer.
        Install it again from the Microsoft Store and sign in.
    .macos =
        Open Finder › Applications and drag { $service } to the Bin. Downloads in it are lost.
        Restart the Mac.
        Install it again from the App Store and sign in.
    .linux =
        Open Software, choose Installed, find { $service } and press Uninstall. Downloads in it are lost.
        Restart the computer.
        Install it again from the same place and sign in.
    .tv =
        On the TV, open Apps, choose { $service }, and remove it.
        Pull the TV's plug for a minute.
        Install it again from the TV's store and sign in.
    .phone =
        Press and hold the icon of { $service }, and remove the app. Downloads in it are lost.
        Restart the phone.
        Install it again from App Store or Play Store and sign in.
    .console =
        Choose { $service } in the library, press the options button, and delete it.
        Restart the console.
        Install it again from the store and sign in.
    .done = Start the title again; then check again here.

remedy-try_another_browser = Try another browser
    .windows =
        Open { $service } in another browser: Edge is always there; Chrome and Firefox are free.
        If it plays, keep that one: Settings › Apps › Default apps, choose the browser, press Set default.
    .macos =
        Open { $service } in another browser: Safari is always there; Chrome and Firefox are free.
        If it plays, keep that one: System Settings › Desktop & Dock › Default web browser.
    .linux =
        Open { $service } in Chrome or Firefox as their makers ship them: other builds may not play protected films.
        In Firefox, open Settings › General and tick “Play DRM-controlled content”.
        If it plays, keep that one: Settings › Apps › Default Apps › Web.
    .phone =
        Open { $service } in another browser, or in its app.
        If it plays there, keep to that one.
    .done = If { $service } plays there, the first browser is the reason: clear its cookies and look at its extensions.

remedy-disable_extensions = Turn browser extensions off
    .steps =
        Open a private window: extensions are off there. (Ctrl+Shift+N, in Firefox Ctrl+Shift+P; on a Mac, Command.)
        Open { $service } in it, sign in and start the title.
        If it plays, open the browser's menu › Extensions, and switch all off.
        Switch them on again one by one; the one that brings the error back is the reason. Blockers and VPNs come first.
    .done = The title plays with the extension off.

remedy-try_another_device = Try another device
    .steps =
        Start the same title on a phone, tablet, TV or another computer in the same network.
        If it fails on all of them, it is the service, your account or the network.
        If it plays, only this device is the reason.
    .done = Tell streamdoctor which it was: it narrows the search.

remedy-check_data_limit = Check your data plan
    .windows =
        Open Settings › Network & internet › Advanced network settings › Data usage. On Windows 10: Network & Internet › Status.
        Compare it with your plan: your provider's account page or app shows what is left.
        If it is used up, buy more, wait until it renews, or use another network.
    .macos =
        Open your provider's account page or app, and see how much of the plan is left.
        What this Mac uses: open Activity Monitor › Network, and sort by “Rcvd Bytes”.
        If it is used up, buy more, wait until it renews, or use another network.
    .linux =
        Open your provider's account page or app, and see how much of the plan is left.
        What this computer uses: open System Monitor › Resources › Network.
        If it is used up, buy more, wait until it renews, or use another network.
    .tv =
        Open your provider's account page or app, and see how much of the plan is left.
        If it is used up, buy more, wait until it renews, or use another network.
    .phone =
        Open your provider's account page or app, and see how much of the plan is left.
        Look in the phone's settings for a limit or a “data saver”, and switch it off for { $service }.
        If it is used up, buy more, wait until it renews, or use Wi-Fi.
    .console =
        Open your provider's account page or app, and see how much of the plan is left.
        If it is used up, buy more, wait until it renews, or use another network.
    .done = Check again when data is left: the line is as quick as before.

remedy-contact_support = Ask the service's support
    .steps =
        Copy the report that streamdoctor has ready: it names the time, what was seen and what was ruled out.
        { $page ->
            [contact] Open { $link }
            [help] Open { $link }
           *[none] Open the help pages of { $service }, and look for “Contact us”.
        }
        Paste the report, and add the code on your screen and the name of the device.
    .done = Keep the number of your case until { $service } works again here.

remedy-contact_provider = Call your Internet provider
    .steps =
        Copy the report that streamdoctor has ready: it names the time, what was seen and what was ruled out.
        Look for a note about an outage on your provider's page, over mobile data.
        Call them, read the report out, and ask what they see on your line.
    .done = Check again when they say that it is repaired.

remedy-sign_in_to_network = Sign in to this network
    .steps =
        Open { $link } in the browser: this network shows its own page in its place.
        Accept the terms, or type what the hotel, the train or the café gave you.
        If no page comes up, switch Wi-Fi off and on, and a VPN off, then try once more.
    .done = Check again: the network line here says that it works.

remedy-remove_hosts_entry = Remove the hosts entry
    .windows =
        Press Start, type Notepad, right-click it and choose “Run as administrator”.
        Open the file C:\Windows\System32\drivers\etc\hosts (choose “All files” to see it).
        Put # before each line that names { $service }, and save.
        If the line comes back, a program writes it: look at ad blockers and security software.
    .macos =
        Open Terminal and type: sudo nano /etc/hosts
        Put # before each line that names { $service }.
        Press Control+O, Return, then Control+X.
        If the line comes back, a program writes it: look at ad blockers and security software.
    .linux =
        Open a terminal and type: sudo nano /etc/hosts
        Put # before each line that names { $service }.
        Press Ctrl+O, Enter, then Ctrl+X.
        If the line comes back, a program writes it: look at ad blockers and security software.
    .done = Check again: { $service } is found at its real address.

remedy-restart_app = Restart the app or browser
    .windows =
        Close the app, or all windows of the browser.
        If it hangs: press Ctrl+Shift+Esc, choose it in the list, and press End task.
        Open it again and start the title.
    .macos =
        Press Command+Q in the app or the browser.
        If it hangs: press Option+Command+Esc, choose it, and press Force Quit.
        Open it again and start the title.
    .linux =
        Close the app, or all windows of the browser.
        If it hangs: open System Monitor, choose it in the list, and end it.
        Open it again and start the title.
    .tv =
        Press and hold Home or Back, and close { $service } completely.
        Open it again and start the title.
    .phone =
        Open the list of running apps, and swipe { $service } away.
        Open it again and start the title.
    .console =
        Press the console's button, choose { $service }, and close or quit it.
        Open it again and start the title.
    .done = The title plays, or the error comes back at once: then go on with the next step.

remedy-sign_out_and_in = Sign out and in again
    .steps =
        In the app or on the page of { $service }, open your profile and choose Sign out.
        Close it completely and open it again.
        Sign in, and start the title.
        { $page ->
            [devices] If it fails still, sign out everywhere: { $link }
            [account] If it fails still, sign out of all devices on the account page: { $link }
           *[none] { "" }
        }
    .done = Your profile shows and the title plays.

remedy-close_other_streams = Stop it on other devices
    .steps =
        Ask who else uses the account, and stop one of the streams.
        { $page ->
            [devices] See which devices are signed in, and sign out those that you do not know: { $link }
            [account] See on the account page which devices are signed in: { $link }
           *[none] See in the account settings of { $service } which devices are signed in.
        }
        Wait ten minutes: a device that was just switched off still counts.
    .done = Start the title again: it plays.

remedy-update_payment = Update your payment
    .steps =
        { $page ->
            [payment] Open { $link } and sign in.
            [account] Open { $link } and sign in.
           *[none] Open the account page of { $service } and sign in.
        }
        See whether the card has expired or a payment failed.
        Correct it, or choose another way to pay; an open bill is then tried again.
    .done = The page says that the plan is active; then sign out and in, and start the title.

remedy-check_hdmi = Check the HDMI cable
    .steps =
        Pull the cable at both ends, wait ten seconds, and plug it in again.
        Try another cable and another socket of the TV.
        Take out what is in between: splitters, recorders, old receivers, adapters.
        A second screen can be the reason, too: unplug it for a test.
    .done = The picture shows, in the quality of your plan.

remedy-lower_quality = Lower the picture quality
    .steps =
        In the player, press the cogwheel and choose a lower quality; or set it in your profile at { $service }.
        Stop downloads, updates and other streams at home meanwhile.
    .done = The title runs for five minutes without a pause.

remedy-fix_clock = Set the clock
    .windows =
        Open Settings › Time & language › Date & time.
        Switch on “Set time automatically” and “Set time zone automatically”.
        Press “Sync now” under Additional settings.
        If it is wrong again after the next start, the battery on the main board is empty.
    .macos =
        Open System Settings › General › Date & Time.
        Switch on “Set time and date automatically” and “Set time zone automatically using your current location”.
    .linux =
        Open Settings › System › Date & Time (KDE: System Settings › Date & Time).
        Switch on “Automatic Date & Time” and “Automatic Time Zone”.
        Or in a terminal, type: sudo timedatectl set-ntp true
    .tv =
        Open the TV's settings › General or System › Time.
        Set the clock to Auto, and choose your country and time zone.
    .phone =
        Open the phone's settings › General or System › Date & Time.
        Switch on “Set automatically”, for the time zone, too.
    .console =
        Open the console's settings › System › Date and time.
        Set it by the Internet, and choose your time zone.
    .done = Check again: date, time and time zone are right, and secure pages open.

remedy-prefer_ipv4 = Use IPv4 for now
    .windows =
        Press Windows+R, type ncpa.cpl, and press Enter.
        Right-click your connection and choose Properties.
        Remove the tick at “Internet Protocol Version 6 (TCP/IPv6)”, and press OK.
    .macos =
        Open System Settings › Network, choose Wi-Fi or Ethernet, then Details… › TCP/IP.
        At “Configure IPv6” choose Link-Local Only, and press OK.
    .linux =
        Open Settings › Wi-Fi or Network, the cogwheel of your connection, then IPv6.
        Choose Disable and press Apply.
        Switch the connection off and on.
    .done = Check again: pages start at once. Put it back when router or provider have repaired IPv6.

remedy-flush_dns = Forget old addresses
    .windows =
        Press Start, type cmd, and press Enter.
        Type this and press Enter: ipconfig /flushdns
        Close the browser completely and open it again.
    .macos =
        Open Terminal.
        Type this and press Return: sudo dscacheutil -flushcache; sudo killall -HUP mDNSResponder
        Close the browser completely and open it again.
    .linux =
        Open a terminal.
        Type this and press Enter: resolvectl flush-caches
        If the command is not known, nothing is kept there: restart the browser instead.
    .done = Check again: { $service } is found at its new address.

remedy-allow_in_firewall = Allow it in the firewall
    .windows =
        Open Windows Security › Firewall & network protection › Allow an app through firewall.
        Press Change settings, and tick the browser or the app of { $service }.
        If another security program is installed, allow it there, too; its own firewall takes over.
        A VPN with a “kill switch” blocks everything while it is off: switch that off in its settings.
    .macos =
        If a firewall program (Little Snitch, LuLu, a security suite) is installed, allow the browser or the app there.
        The Mac's own: System Settings › Network › Firewall › Options…; it blocks what comes in only.
        A VPN with a “kill switch” blocks everything while it is off: switch that off in its settings.
    .linux =
        See the rules: type in a terminal: sudo nft list ruleset
        Allow what goes out to ports 443, 80 and 53; with ufw, type: sudo ufw default allow outgoing
        A VPN with a “kill switch” blocks everything while it is off: switch that off in its settings.
    .done = Check again: { $service } answers.

remedy-stop_https_scanning = Stop the scanning of secure pages
    .steps =
        Open your antivirus or parents' control, and look in its settings for web protection.
        Switch off “HTTPS scanning”, “SSL scanning” or “encrypted connections”; the rest can stay on.
        Restart the browser.
        If you have no such program, somebody on the way does it: do not type passwords, and use another network.
    .done = Check again: the connection to { $service } is signed by a public name again.

remedy-ask_network_owner = Ask who runs the network
    .steps =
        At work or school, ask the IT desk; in a hotel or café, the staff; at home, whoever set the router up.
        Say what streamdoctor found: the report to copy has it in words.
        Ask whether { $service } is blocked on purpose, and whether you may use it.
    .done = Check again when they have changed something.

remedy-move_closer_or_use_cable = Move closer, or use a cable
    .windows =
        Connect this computer to the router by cable, if you can: look that both ends click.
        Else move closer to the router, or move the router out of the cupboard and off the floor.
        See that Wi-Fi is on and your network is chosen: Settings › Network & internet › Wi-Fi.
        Choose the 5 GHz network if the router offers two.
    .macos =
        Connect this Mac to the router by cable, if you can: look that both ends click.
        Else move closer to the router, or move the router out of the cupboard and off the floor.
        See that Wi-Fi is on and your network is chosen: System Settings › Wi-Fi.
        Choose the 5 GHz network if the router offers two.
    .linux =
        Connect this computer to the router by cable, if you can: look that both ends click.
        Else move closer to the router, or move the router out of the cupboard and off the floor.
        See that Wi-Fi is on and your network is chosen: Settings › Wi-Fi.
        Choose the 5 GHz network if the router offers two.
    .tv =
        Connect the TV to the router by cable, if you can: look that both ends click.
        Else bring the router nearer, or out of the cupboard and off the floor.
        A stick behind a TV hears badly: use the extension cable that came with it.
    .phone =
        Go nearer to the router.
        Choose the 5 GHz network if the router offers two.
    .console =
        Connect the console to the router by cable, if you can: look that both ends click.
        Else bring the router nearer, or out of the cupboard and off the floor.
        Choose the 5 GHz network if the router offers two.
    .done = Check again: your router answers quickly and nothing gets lost.
