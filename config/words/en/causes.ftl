# What is wrong, and whose side it is. English is the original; a further language has the same messages.
#
# The value of a message is the noun that completes "not …". Titles are for menus and notices; the sentence says what
# happened and whose side it is; neither uses words of the trade. `all-…` is said where everything is hit, `service-…`
# where one service or several are. A cause has words for one of the two, or for both.
#
#   $confidence             certain, likely, possible
#   $service                what is hit: the service, its part ("Netflix's sign-in"), or several services
#   $name                   the service or services, whatever part is hit
#   $service_number         one, many; the same for $name_number
#   $Service, $Name         at the beginning of a sentence
#   $service_acc, $service_dat, $name_acc, $name_dat     in the cases of a language that has them: `common.ftl`

cause-none = a fault
    .all-title = All is well
    .all-sentence = Your connection works.
    .service-title =
        { $name_number ->
            [one] { $Name } answers
           *[many] { $Name } answer
        }
    .service-sentence =
        { $name_number ->
            [one] { $Name }'s front door answers from here; playback cannot be seen without signing in. Still an error? Type it.
           *[many] { $Name } answer from here; playback cannot be seen without signing in. Still an error? Type it.
        }
    .detail = Everything that a program can see without signing in is as it should be. If your screen shows an error, type its code here: that tells what no look from outside can see. Netflix and most others show it at the bottom of the error page.

cause-unknown = something unknown
    .all-title = Not clear what is wrong
    .all-sentence = What was seen does not decide what is wrong; a look from another network, such as your phone's, would.
    .service-title =
        { $name_number ->
            [one] Not clear why { $name } fails
           *[many] Not clear why { $name } fail
        }
    .service-sentence =
        { $name_number ->
            [one] { $Name } does not answer as it should, and what was seen does not decide why; another network would tell.
           *[many] { $Name } do not answer as they should, and what was seen does not decide why; another network would tell.
        }
    .detail = Guessing would send you the wrong way, so nobody is blamed. Try the same on your phone with its Wi-Fi switched off: if it works there, the fault is on this side; if not, it is the service.


## This computer

cause-device-interface_off = a network that is switched off
    .all-title =
        { $confidence ->
            [certain] This computer's network is off
            [likely] This computer's network is probably off
           *[possible] This computer's network may be off
        }
    .all-sentence =
        { $confidence ->
            [certain] Wi-Fi and cable are both switched off on this computer, so nothing gets through.
            [likely] Wi-Fi and cable are probably both switched off on this computer, so nothing gets through.
           *[possible] Wi-Fi and cable may be both switched off on this computer, so nothing gets through.
        }
    .detail = No way to the network is switched on here: airplane mode, a key on the keyboard or a setting can do that. Switch Wi-Fi on, or plug a cable in. Nothing is known to be wrong outside this computer.

cause-device-no_route = a missing way out
    .all-title =
        { $confidence ->
            [certain] This computer has no way out
            [likely] This computer probably has no way out
           *[possible] This computer may have no way out
        }
    .all-sentence =
        { $confidence ->
            [certain] This computer is connected, but does not know the way to the Internet.
            [likely] This computer is connected, but probably does not know the way to the Internet.
           *[possible] This computer is connected, but may not know the way to the Internet.
        }
    .detail = It has an address in your network, but nothing tells it which router leads outside. A setting made by hand, a leftover of a VPN, or a router that has started only half can be behind it.

cause-device-no_resolver = a missing DNS setting
    .all-title =
        { $confidence ->
            [certain] This computer has no DNS
            [likely] This computer probably has no DNS
           *[possible] This computer may have no DNS
        }
    .all-sentence =
        { $confidence ->
            [certain] This computer has nobody to ask for the addresses of the Internet (its DNS is not set, or not running).
            [likely] This computer probably has nobody to ask for the addresses of the Internet (its DNS is not set, or not running).
           *[possible] This computer may have nobody to ask for the addresses of the Internet (its DNS is not set, or not running).
        }
    .detail = Every name, such as netflix.com, must be turned into an address first. The setting that says whom to ask is empty here, or points at a helper program on this computer that does not run.

cause-device-hosts_override = an entry in the hosts file
    .all-title =
        { $confidence ->
            [certain] A file on this computer misdirects it
            [likely] A file on this computer probably misdirects it
           *[possible] A file on this computer may misdirect it
        }
    .all-sentence =
        { $confidence ->
            [certain] A file on this computer sends streaming to a wrong address; no service is to blame.
            [likely] A file on this computer probably sends streaming to a wrong address.
           *[possible] A file on this computer may send streaming to a wrong address.
        }
    .service-title =
        { $confidence ->
            [certain] This computer misdirects { $name }
            [likely] This computer probably misdirects { $name }
           *[possible] This computer may misdirect { $name }
        }
    .service-sentence =
        { $confidence ->
            [certain] A file on this computer sends { $name } to a wrong address; no service is to blame.
            [likely] A file on this computer probably sends { $name } to a wrong address.
           *[possible] A file on this computer may send { $name } to a wrong address.
        }
    .detail = The hosts file of this computer fixes some addresses by hand, and it comes before everything else. An ad blocker, another program or a person wrote a line there. Without that line the right address would be found.

cause-device-firewall = this computer's firewall
    .all-title =
        { $confidence ->
            [certain] This computer's firewall blocks it
            [likely] This computer's firewall probably blocks it
           *[possible] This computer's firewall may block it
        }
    .all-sentence =
        { $confidence ->
            [certain] A firewall on this computer stops the traffic; the network outside would let it through.
            [likely] A firewall on this computer probably stops the traffic; the network outside would let it through.
           *[possible] A firewall on this computer may stop the traffic; the network outside would let it through.
        }
    .service-title =
        { $confidence ->
            [certain] This computer's firewall blocks { $name }
            [likely] This computer's firewall probably blocks { $name }
           *[possible] This computer's firewall may block { $name }
        }
    .service-sentence =
        { $confidence ->
            [certain] A firewall on this computer stops { $name }; the network outside would let it through.
            [likely] A firewall on this computer probably stops { $name }; the network outside would let it through.
           *[possible] A firewall on this computer may stop { $name }; the network outside would let it through.
        }
    .detail = The traffic is refused before it leaves this computer. The firewall of the system, a security program, or the protection of a VPN that is switched off can do that.

cause-device-clock_wrong = the clock
    .all-title =
        { $confidence ->
            [certain] This computer's clock is wrong
            [likely] This computer's clock is probably wrong
           *[possible] This computer's clock may be wrong
        }
    .all-sentence =
        { $confidence ->
            [certain] The clock of this computer is wrong, and secure sites cannot be opened with a wrong date.
            [likely] The clock of this computer is probably wrong, and secure sites cannot be opened with a wrong date.
           *[possible] The clock of this computer may be wrong, and secure sites cannot be opened with a wrong date.
        }
    .detail = Every secure site shows a proof that is valid for some months. With a wrong date this computer takes a good proof for an old or a future one. Set the clock, and the rest follows.

cause-device-trust_store = this computer's list of trusted names
    .all-title =
        { $confidence ->
            [certain] This computer trusts no secure site
            [likely] This computer probably trusts no secure site
           *[possible] This computer may trust no secure site
        }
    .all-sentence =
        { $confidence ->
            [certain] This computer has lost its list of whom to trust, so every secure site looks false to it.
            [likely] This computer has probably lost its list of whom to trust, so every secure site looks false to it.
           *[possible] This computer may have lost its list of whom to trust, so every secure site looks false to it.
        }
    .detail = The sites show good proofs, but the list with which this computer checks them is missing, damaged or too old. An update of the system brings a new one.

cause-device-data_cap = the data plan
    .all-title =
        { $confidence ->
            [certain] Your data plan is used up
            [likely] Your data plan is probably used up
           *[possible] Your data plan may be used up
        }
    .all-sentence =
        { $confidence ->
            [certain] Your data plan is used up; until it renews, your provider slows the line down or closes it.
            [likely] Your data plan is probably used up; until it renews, your provider slows the line down or closes it.
           *[possible] Your data plan may be used up; until it renews, your provider slows the line down or closes it.
        }
    .detail = This computer counted more traffic in this period than the plan that you set allows. Video needs most of it: an hour in high definition takes about 3 GB.

cause-device-overloaded = a busy computer
    .all-title =
        { $confidence ->
            [certain] This computer is too busy
            [likely] This computer is probably too busy
           *[possible] This computer may be too busy
        }
    .all-sentence =
        { $confidence ->
            [certain] This computer is too busy to play smoothly; your connection is not the reason.
            [likely] This computer is probably too busy to play smoothly.
           *[possible] This computer may be too busy to play smoothly.
        }
    .detail = Its processor or its memory has nothing left for the player, so pictures stutter although the data arrives in time. Another program, or a browser with many tabs, takes it all.

cause-device-app_or_browser = your app or browser
    .all-title =
        { $confidence ->
            [certain] Your app or browser is the reason
            [likely] Your app or browser is probably the reason
           *[possible] Your app or browser may be the reason
        }
    .all-sentence =
        { $confidence ->
            [certain] This computer gets through, so the fault is in the app or browser that shows the error.
            [likely] This computer gets through, so the fault is probably in the app or browser that shows the error.
           *[possible] This computer gets through, so the fault may be in the app or browser that shows the error.
        }
    .service-title =
        { $confidence ->
            [certain] Your app or browser is the reason
            [likely] Your app or browser is probably the reason
           *[possible] Your app or browser may be the reason
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } answers this computer, so the fault is in the app or browser that shows the error.
                   *[many] { $Name } answer this computer, so the fault is in the app or browser that shows the error.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } answers this computer, so the fault is probably in the app or browser that shows the error.
                   *[many] { $Name } answer this computer, so the fault is probably in the app or browser that shows the error.
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } answers this computer, so the fault may be in the app or browser that shows the error.
                   *[many] { $Name } answer this computer, so the fault may be in the app or browser that shows the error.
                }
        }
    .detail = A fresh request over the same way gets a good answer. What differs in your app or browser is what it has kept (cookies, a cache, an old sign-in) and what has been added to it (extensions). Your account can also be the reason.

cause-device-other_device = the other device
    .all-title =
        { $confidence ->
            [certain] The other device is the reason
            [likely] The other device is probably the reason
           *[possible] The other device may be the reason
        }
    .all-sentence =
        { $confidence ->
            [certain] This computer gets through; the fault is at the other device, or between it and your router.
            [likely] This computer gets through; the fault is probably at the other device, or between it and your router.
           *[possible] This computer gets through; the fault may be at the other device, or between it and your router.
        }
    .service-title =
        { $confidence ->
            [certain] The other device is the reason
            [likely] The other device is probably the reason
           *[possible] The other device may be the reason
        }
    .service-sentence =
        { $confidence ->
            [certain] This computer gets through to { $name }; the fault is at the other device, or between it and your router.
            [likely] This computer gets through to { $name }; the fault is probably at the other device, or between it and your router.
           *[possible] This computer gets through to { $name }; the fault may be at the other device, or between it and your router.
        }
    .detail = Both use the same line, and here it works. So look at the TV, phone or console: its app, its Wi-Fi, its own network settings.

cause-device-drm = copy protection
    .all-title =
        { $confidence ->
            [certain] Copy protection stops the picture
            [likely] Copy protection probably stops the picture
           *[possible] Copy protection may stop the picture
        }
    .all-sentence =
        { $confidence ->
            [certain] The copy protection refuses this device, screen or cable; your connection is not the reason.
            [likely] The copy protection probably refuses this device, screen or cable.
           *[possible] The copy protection may refuse this device, screen or cable.
        }
    .service-title =
        { $confidence ->
            [certain] Copy protection stops { $name }
            [likely] Copy protection probably stops { $name }
           *[possible] Copy protection may stop { $name }
        }
    .service-sentence =
        { $confidence ->
            [certain] { $Name }'s copy protection refuses this device, screen or cable; your connection is not the reason.
            [likely] { $Name }'s copy protection probably refuses this device, screen or cable.
           *[possible] { $Name }'s copy protection may refuse this device, screen or cable.
        }
    .detail = Films are sent locked, and the player, the graphics driver, the cable and the screen all have to agree before it opens. One of them is too old, or something that records the picture is in between.

cause-device-unsupported = a device that is not supported
    .all-title =
        { $confidence ->
            [certain] This device is not supported
            [likely] This device is probably not supported
           *[possible] This device may not be supported
        }
    .all-sentence =
        { $confidence ->
            [certain] This device, app or browser is too old or unknown to the service; your connection is not the reason.
            [likely] This device, app or browser is probably too old or unknown to the service.
           *[possible] This device, app or browser may be too old or unknown to the service.
        }
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } does not support this device
                   *[many] { $Name } do not support this device
                }
            [likely]
                { $name_number ->
                    [one] { $Name } probably does not support this device
                   *[many] { $Name } probably do not support this device
                }
           *[possible] { $Name } may not support this device
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } does not support this device, app or browser; your connection is not the reason.
                   *[many] { $Name } do not support this device, app or browser; your connection is not the reason.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } probably does not support this device, app or browser.
                   *[many] { $Name } probably do not support this device, app or browser.
                }
           *[possible] { $Name } may not support this device, app or browser.
        }
    .detail = Services stop serving old apps, browsers and devices after some years. An update often brings it back; where there is none, another device plays it.


## The network at home

cause-link-no_carrier = a loose cable or lost Wi-Fi
    .all-title =
        { $confidence ->
            [certain] Cable or Wi-Fi is disconnected
            [likely] Cable or Wi-Fi is probably disconnected
           *[possible] Cable or Wi-Fi may be disconnected
        }
    .all-sentence =
        { $confidence ->
            [certain] This computer is not connected: the cable is out, or no Wi-Fi is joined.
            [likely] This computer is probably not connected: the cable is out, or no Wi-Fi is joined.
           *[possible] This computer may not be connected: the cable is out, or no Wi-Fi is joined.
        }
    .detail = The network is switched on here, but there is nothing at the other end. Look at the cable at both ends, or choose your Wi-Fi from the list.

cause-link-no_lease = a missing address from the router
    .all-title =
        { $confidence ->
            [certain] Your router gives no address
            [likely] Your router probably gives no address
           *[possible] Your router may give no address
        }
    .all-sentence =
        { $confidence ->
            [certain] This computer is connected, but your router gives it no address, so it cannot get out.
            [likely] This computer is connected, but your router probably gives it no address, so it cannot get out.
           *[possible] This computer is connected, but your router may give it no address, so it cannot get out.
        }
    .detail = Each device gets an address from the router when it joins. That did not happen here: the router hangs, has no address left, or the Wi-Fi password is an old one.

cause-link-lossy = a poor Wi-Fi or cable
    .all-title =
        { $confidence ->
            [certain] Your Wi-Fi or cable loses data
            [likely] Your Wi-Fi or cable probably loses data
           *[possible] Your Wi-Fi or cable may lose data
        }
    .all-sentence =
        { $confidence ->
            [certain] Data gets lost between this computer and your router, so playback stutters or stops.
            [likely] Data probably gets lost between this computer and your router, so playback stutters or stops.
           *[possible] Data may get lost between this computer and your router, so playback stutters or stops.
        }
    .detail = The trouble begins before the Internet does. Distance, walls, a neighbour's network on the same channel, or a damaged cable do that.

cause-link-slow = a slow Wi-Fi or cable
    .all-title =
        { $confidence ->
            [certain] Your Wi-Fi or cable is too slow
            [likely] Your Wi-Fi or cable is probably too slow
           *[possible] Your Wi-Fi or cable may be too slow
        }
    .all-sentence =
        { $confidence ->
            [certain] The way from this computer to your router carries too little for video.
            [likely] The way from this computer to your router probably carries too little for video.
           *[possible] The way from this computer to your router may carry too little for video.
        }
    .detail = The line of your provider may be fast, but the last metres are not. Video in high definition needs about 5 Mbit/s, 4K about 15.

cause-link-unstable = a connection that breaks
    .all-title =
        { $confidence ->
            [certain] Your Wi-Fi or cable breaks off
            [likely] Your Wi-Fi or cable probably breaks off
           *[possible] Your Wi-Fi or cable may break off
        }
    .all-sentence =
        { $confidence ->
            [certain] The connection between this computer and your router breaks off again and again.
            [likely] The connection between this computer and your router probably breaks off again and again.
           *[possible] The connection between this computer and your router may break off again and again.
        }
    .detail = It comes back each time, but a film does not survive it. A loose plug, weak Wi-Fi, two devices with the same address, or a router that restarts can be behind it.

cause-router-unreachable = the router
    .all-title =
        { $confidence ->
            [certain] Your router does not answer
            [likely] Your router probably does not answer
           *[possible] Your router may not be answering
        }
    .all-sentence =
        { $confidence ->
            [certain] Your router does not answer, so nothing gets out; no service is to blame.
            [likely] Your router probably does not answer, so nothing gets out.
           *[possible] Your router may not be answering, so nothing gets out.
        }
    .detail = This computer is connected and has an address, but the box that leads outside keeps silent. It hangs, or this computer asks the wrong one.

cause-filter-captive_portal = a network that wants a sign-in
    .all-title =
        { $confidence ->
            [certain] This network wants you to sign in
            [likely] This network probably wants you to sign in
           *[possible] This network may want you to sign in
        }
    .all-sentence =
        { $confidence ->
            [certain] This network wants you to sign in on its own page first; until then it lets nothing else through.
            [likely] This network probably wants you to sign in on its own page first; until then it lets nothing else through.
           *[possible] This network may want you to sign in on its own page first; until then it lets nothing else through.
        }
    .detail = Hotels, trains, cafés and some providers do that. Open a plain page in your browser, and the network shows its own; after that everything works as usual.


## A proxy in between

cause-proxy-unreachable = the proxy
    .all-title =
        { $confidence ->
            [certain] Your proxy does not answer
            [likely] Your proxy probably does not answer
           *[possible] Your proxy may not be answering
        }
    .all-sentence =
        { $confidence ->
            [certain] This computer sends everything through a proxy, and that does not answer.
            [likely] This computer sends everything through a proxy, and that probably does not answer.
           *[possible] This computer sends everything through a proxy, and that may not be answering.
        }
    .service-title =
        { $confidence ->
            [certain] The proxy to { $name } is silent
            [likely] The proxy to { $name } is probably silent
           *[possible] The proxy to { $name } may be silent
        }
    .service-sentence =
        { $confidence ->
            [certain] This computer reaches { $name } through a proxy, and that does not answer.
            [likely] This computer reaches { $name } through a proxy, and that probably does not answer.
           *[possible] This computer reaches { $name } through a proxy, and that may not be answering.
        }
    .detail = A proxy is a computer in between; a company, a program or you once set it here. It is switched off, has moved, or the setting is a leftover. Without it this computer would go straight to the service.

cause-proxy-auth_required = a proxy that wants a password
    .all-title =
        { $confidence ->
            [certain] Your proxy wants a password
            [likely] Your proxy probably wants a password
           *[possible] Your proxy may want a password
        }
    .all-sentence =
        { $confidence ->
            [certain] The proxy between you and the Internet wants a name and a password before it lets you through.
            [likely] The proxy between you and the Internet probably wants a name and a password before it lets you through.
           *[possible] The proxy between you and the Internet may want a name and a password before it lets you through.
        }
    .service-title =
        { $confidence ->
            [certain] Your proxy wants a password
            [likely] Your proxy probably wants a password
           *[possible] Your proxy may want a password
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] The proxy between you and { $name } wants a name and a password; { $name } never sees you.
                   *[many] The proxy between you and { $name } wants a name and a password; { $name } never see you.
                }
            [likely]
                { $name_number ->
                    [one] The proxy between you and { $name } probably wants a name and a password; { $name } never sees you.
                   *[many] The proxy between you and { $name } probably wants a name and a password; { $name } never see you.
                }
           *[possible]
                { $name_number ->
                    [one] The proxy between you and { $name } may want a name and a password; { $name } never sees you.
                   *[many] The proxy between you and { $name } may want a name and a password; { $name } never see you.
                }
        }
    .detail = The error comes from the proxy that is set on this computer, not from the service. Whoever runs it can tell you the name and the password; at home you will hardly need it.

cause-proxy-denied = a proxy that refuses
    .all-title =
        { $confidence ->
            [certain] Your proxy refuses you
            [likely] Your proxy probably refuses you
           *[possible] Your proxy may refuse you
        }
    .all-sentence =
        { $confidence ->
            [certain] The proxy between you and the Internet refuses to let you through; no service is to blame.
            [likely] The proxy between you and the Internet probably refuses to let you through.
           *[possible] The proxy between you and the Internet may refuse to let you through.
        }
    .service-title =
        { $confidence ->
            [certain] Your proxy refuses { $name }
            [likely] Your proxy probably refuses { $name }
           *[possible] Your proxy may refuse { $name }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] The proxy between you and { $name } refuses to let it through; no service is to blame.
                   *[many] The proxy between you and { $name } refuses to let them through; no service is to blame.
                }
            [likely]
                { $name_number ->
                    [one] The proxy between you and { $name } probably refuses to let it through.
                   *[many] The proxy between you and { $name } probably refuses to let them through.
                }
           *[possible]
                { $name_number ->
                    [one] The proxy between you and { $name } may refuse to let it through.
                   *[many] The proxy between you and { $name } may refuse to let them through.
                }
        }
    .detail = Companies and schools keep streaming out that way. The refusal was written by the proxy; the service was never asked.

cause-proxy-failed = a proxy that fails
    .all-title =
        { $confidence ->
            [certain] Your proxy does not get through
            [likely] Your proxy probably does not get through
           *[possible] Your proxy may not get through
        }
    .all-sentence =
        { $confidence ->
            [certain] The proxy between you and the Internet fails, and the error is its own; no service is to blame.
            [likely] The proxy between you and the Internet probably fails, and the error is its own.
           *[possible] The proxy between you and the Internet may fail, and the error is its own.
        }
    .service-title =
        { $confidence ->
            [certain] Your proxy does not reach { $name }
            [likely] Your proxy probably does not reach { $name }
           *[possible] Your proxy may not reach { $name }
        }
    .service-sentence =
        { $confidence ->
            [certain] The proxy between you and { $name } fails, and the error is its own; no service is to blame.
            [likely] The proxy between you and { $name } probably fails, and the error is its own.
           *[possible] The proxy between you and { $name } may fail, and the error is its own.
        }
    .detail = The proxy answers, but gets no further: it is overloaded, or its own connection is broken. Without it this computer would go straight to the service.


## A VPN in between

cause-vpn-down = the VPN
    .all-title =
        { $confidence ->
            [certain] Your VPN lets hardly anything through
            [likely] Your VPN probably lets hardly anything through
           *[possible] Your VPN may let hardly anything through
        }
    .all-sentence =
        { $confidence ->
            [certain] Your VPN is on, but lets hardly anything through; no service is to blame.
            [likely] Your VPN is on, but probably lets hardly anything through.
           *[possible] Your VPN is on, but may let hardly anything through.
        }
    .service-title =
        { $confidence ->
            [certain] Your VPN does not let { $name } through
            [likely] Your VPN probably does not let { $name } through
           *[possible] Your VPN may not let { $name } through
        }
    .service-sentence =
        { $confidence ->
            [certain] Your VPN is on, but does not let { $name } through; no service is to blame.
            [likely] Your VPN is on, but probably does not let { $name } through.
           *[possible] Your VPN is on, but may not let { $name } through.
        }
    .detail = Everything that this computer sends goes into the VPN, and little or nothing comes out at the other end. Its server is down or overloaded, or its connection broke off and it has not noticed.

cause-vpn-dns_failing = the VPN's DNS
    .all-title =
        { $confidence ->
            [certain] Your VPN finds no addresses
            [likely] Your VPN probably finds no addresses
           *[possible] Your VPN may find no addresses
        }
    .all-sentence =
        { $confidence ->
            [certain] Your VPN is on, but cannot look up any address of the Internet (DNS), so nothing opens.
            [likely] Your VPN is on, but probably cannot look up any address of the Internet (DNS), so nothing opens.
           *[possible] Your VPN is on, but may be unable to look up any address of the Internet (DNS), so nothing opens.
        }
    .service-title =
        { $confidence ->
            [certain] Your VPN does not find { $name }
            [likely] Your VPN probably does not find { $name }
           *[possible] Your VPN may not find { $name }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] Your VPN is on, but cannot look up the address of { $name } (DNS), so it does not open.
                   *[many] Your VPN is on, but cannot look up the address of { $name } (DNS), so they do not open.
                }
            [likely]
                { $name_number ->
                    [one] Your VPN is on, but probably cannot look up the address of { $name } (DNS), so it does not open.
                   *[many] Your VPN is on, but probably cannot look up the address of { $name } (DNS), so they do not open.
                }
           *[possible]
                { $name_number ->
                    [one] Your VPN is on, but may be unable to look up the address of { $name } (DNS), so it does not open.
                   *[many] Your VPN is on, but may be unable to look up the address of { $name } (DNS), so they do not open.
                }
        }
    .detail = The VPN brings its own address book, and that one does not answer. Data itself would get through.

cause-vpn-blocked = the VPN's address
    .all-title =
        { $confidence ->
            [certain] Services refuse your VPN
            [likely] Services probably refuse your VPN
           *[possible] Services may refuse your VPN
        }
    .all-sentence =
        { $confidence ->
            [certain] Streaming services refuse you because of your VPN; without the VPN they should let you in.
            [likely] Streaming services probably refuse you because of your VPN; without the VPN they should let you in.
           *[possible] Streaming services may refuse you because of your VPN; without the VPN they should let you in.
        }
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } refuses your VPN
                   *[many] { $Name } refuse your VPN
                }
            [likely]
                { $name_number ->
                    [one] { $Name } probably refuses your VPN
                   *[many] { $Name } probably refuse your VPN
                }
           *[possible] { $Name } may refuse your VPN
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } refuses you because of your VPN; without the VPN it should let you in.
                   *[many] { $Name } refuse you because of your VPN; without the VPN they should let you in.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } probably refuses you because of your VPN; without the VPN it should let you in.
                   *[many] { $Name } probably refuse you because of your VPN; without the VPN they should let you in.
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } may refuse you because of your VPN; without the VPN it should let you in.
                   *[many] { $Name } may refuse you because of your VPN; without the VPN they should let you in.
                }
        }
    .detail = Many people share the addresses of a VPN, and rights to films differ from country to country, so services keep lists of such addresses and turn them away. Nothing is broken.

cause-vpn-address_flagged = an address that looks like a VPN
    .all-title =
        { $confidence ->
            [certain] You are taken for a VPN user
            [likely] You are probably taken for a VPN user
           *[possible] You may be taken for a VPN user
        }
    .all-sentence =
        { $confidence ->
            [certain] Your connection is taken for a VPN or proxy, although none is seen on this computer.
            [likely] Your connection is probably taken for a VPN or proxy, although none is seen on this computer.
           *[possible] Your connection may be taken for a VPN or proxy, although none is seen on this computer.
        }
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } takes you for a VPN user
                   *[many] { $Name } take you for a VPN user
                }
            [likely]
                { $name_number ->
                    [one] { $Name } probably takes you for a VPN user
                   *[many] { $Name } probably take you for a VPN user
                }
           *[possible] { $Name } may take you for a VPN user
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } takes your connection for a VPN or proxy, although none is seen on this computer.
                   *[many] { $Name } take your connection for a VPN or proxy, although none is seen on this computer.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } probably takes your connection for a VPN or proxy, although none is seen on this computer.
                   *[many] { $Name } probably take your connection for a VPN or proxy, although none is seen on this computer.
                }
           *[possible] { $Name } may take your connection for a VPN or proxy, although none is seen on this computer.
        }
    .detail = A VPN in the router, an extension of the browser, a private relay, or an address that you share with many others looks like that from outside. If you use none, your provider can say why its address is on such a list.

cause-vpn-smart_dns = an unblocking DNS
    .all-title =
        { $confidence ->
            [certain] Your DNS steers streaming elsewhere
            [likely] Your DNS probably steers streaming elsewhere
           *[possible] Your DNS may steer streaming elsewhere
        }
    .all-sentence =
        { $confidence ->
            [certain] Your DNS sends streaming through an “unblocking” service in between, and that can upset it.
            [likely] Your DNS probably sends streaming through an “unblocking” service in between, and that can upset it.
           *[possible] Your DNS may send streaming through an “unblocking” service in between, and that can upset it.
        }
    .service-title =
        { $confidence ->
            [certain] Your DNS steers { $name } elsewhere
            [likely] Your DNS probably steers { $name } elsewhere
           *[possible] Your DNS may steer { $name } elsewhere
        }
    .service-sentence =
        { $confidence ->
            [certain] Your DNS sends { $name } through an “unblocking” service in between, and that can upset it.
            [likely] Your DNS probably sends { $name } through an “unblocking” service in between, and that can upset it.
           *[possible] Your DNS may send { $name } through an “unblocking” service in between, and that can upset it.
        }
    .detail = Addresses of different services all lead to one and the same place that nobody else is told. Somebody set such a DNS on this computer or in your router, to watch films of another country.


## The provider

cause-isp-down = your provider
    .all-title =
        { $confidence ->
            [certain] Your Internet connection is down
            [likely] Your Internet connection is probably down
           *[possible] Your Internet connection may be down
        }
    .all-sentence =
        { $confidence ->
            [certain] Your router answers, but nothing beyond it does: your Internet connection is down; it is not this computer.
            [likely] Your router answers, but nothing beyond it does: your Internet connection is probably down.
           *[possible] Your router answers, but nothing beyond it does: your Internet connection may be down.
        }
    .detail = The fault is in the line, at your provider, or in the part of the router that talks to it. Look at the lamp named Internet, WAN or DSL.

cause-isp-lossy = losses on your provider's line
    .all-title =
        { $confidence ->
            [certain] Your Internet line loses data
            [likely] Your Internet line probably loses data
           *[possible] Your Internet line may lose data
        }
    .all-sentence =
        { $confidence ->
            [certain] Data gets lost beyond your router, on the line or at your provider; it is not this computer.
            [likely] Data probably gets lost beyond your router, on the line or at your provider.
           *[possible] Data may get lost beyond your router, on the line or at your provider.
        }
    .service-title =
        { $confidence ->
            [certain] Data gets lost on the way to { $name }
            [likely] Data probably gets lost on the way to { $name }
           *[possible] Data may get lost on the way to { $name }
        }
    .service-sentence =
        { $confidence ->
            [certain] Data gets lost beyond your router, on the way to { $name }; it is not this computer.
            [likely] Data probably gets lost beyond your router, on the way to { $name }.
           *[possible] Data may get lost beyond your router, on the way to { $name }.
        }
    .detail = Up to your router all is well. Beyond it some of what is sent never arrives, so playback stutters or drops to a poor picture. It is often worst in the evening.

cause-isp-slow = your provider's speed
    .all-title =
        { $confidence ->
            [certain] Your Internet line is too slow
            [likely] Your Internet line is probably too slow
           *[possible] Your Internet line may be too slow
        }
    .all-sentence =
        { $confidence ->
            [certain] Your Internet line is too slow for video right now; it is not this computer.
            [likely] Your Internet line is probably too slow for video right now.
           *[possible] Your Internet line may be too slow for video right now.
        }
    .service-title =
        { $confidence ->
            [certain] Your line to { $name } is too slow
            [likely] Your line to { $name } is probably too slow
           *[possible] Your line to { $name } may be too slow
        }
    .service-sentence =
        { $confidence ->
            [certain] The way from your provider to { $name } is too slow for video right now; it is not this computer.
            [likely] The way from your provider to { $name } is probably too slow for video right now.
           *[possible] The way from your provider to { $name } may be too slow for video right now.
        }
    .detail = Up to your router all is well. Beyond it the line carries less than video needs: others at home use it, the provider is full, or a used-up data plan slows it down.

cause-isp-route_lost = a lost way at your provider
    .all-title =
        { $confidence ->
            [certain] Your provider does not reach everything
            [likely] Your provider probably does not reach everything
           *[possible] Your provider may not reach everything
        }
    .all-sentence =
        { $confidence ->
            [certain] Your provider has lost the way to a part of the Internet; the rest is there.
            [likely] Your provider has probably lost the way to a part of the Internet; the rest is there.
           *[possible] Your provider may have lost the way to a part of the Internet; the rest is there.
        }
    .service-title =
        { $confidence ->
            [certain] Your provider does not reach { $name }
            [likely] Your provider probably does not reach { $name }
           *[possible] Your provider may not reach { $name }
        }
    .service-sentence =
        { $confidence ->
            [certain] Your provider has lost the way to { $name }; the rest of the Internet is there.
            [likely] Your provider has probably lost the way to { $name }; the rest of the Internet is there.
           *[possible] Your provider may have lost the way to { $name }; the rest of the Internet is there.
        }
    .detail = Between the networks of providers there are junctions, and one of them leads nowhere. It is neither this computer nor the service, and mostly over within hours.

cause-isp-ipv6_broken = IPv6
    .all-title =
        { $confidence ->
            [certain] Part of your connection is broken
            [likely] Part of your connection is probably broken
           *[possible] Part of your connection may be broken
        }
    .all-sentence =
        { $confidence ->
            [certain] Your connection offers a newer way to the Internet (IPv6), and that leads nowhere; the older one works.
            [likely] Your connection offers a newer way to the Internet (IPv6), and that probably leads nowhere; the older one works.
           *[possible] Your connection offers a newer way to the Internet (IPv6), and that may lead nowhere; the older one works.
        }
    .service-title =
        { $confidence ->
            [certain] Part of your connection is broken
            [likely] Part of your connection is probably broken
           *[possible] Part of your connection may be broken
        }
    .service-sentence =
        { $confidence ->
            [certain] Your connection offers a newer way (IPv6) to { $name }, and that leads nowhere; the older one works.
            [likely] Your connection offers a newer way (IPv6) to { $name }, and that probably leads nowhere; the older one works.
           *[possible] Your connection offers a newer way (IPv6) to { $name }, and that may lead nowhere; the older one works.
        }
    .detail = Programs try the newer way first and wait for it, so everything starts late or not at all. Your router or your provider announces it wrongly; this computer can be told not to use it.

cause-isp-mtu_blackhole = large data that vanishes
    .all-title =
        { $confidence ->
            [certain] Large data does not get through
            [likely] Large data probably does not get through
           *[possible] Large data may not get through
        }
    .all-sentence =
        { $confidence ->
            [certain] Small messages get through, large ones vanish on the way, so pages and videos hang.
            [likely] Small messages get through, large ones probably vanish on the way, so pages and videos hang.
           *[possible] Small messages get through, large ones may vanish on the way, so pages and videos hang.
        }
    .service-title =
        { $confidence ->
            [certain] Large data from { $name } vanishes
            [likely] Large data from { $name } probably vanishes
           *[possible] Large data from { $name } may vanish
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] Small messages to { $name } get through, large ones vanish on the way, so it hangs.
                   *[many] Small messages to { $name } get through, large ones vanish on the way, so they hang.
                }
            [likely]
                { $name_number ->
                    [one] Small messages to { $name } get through, large ones probably vanish on the way, so it hangs.
                   *[many] Small messages to { $name } get through, large ones probably vanish on the way, so they hang.
                }
           *[possible]
                { $name_number ->
                    [one] Small messages to { $name } get through, large ones may vanish on the way, so it hangs.
                   *[many] Small messages to { $name } get through, large ones may vanish on the way, so they hang.
                }
        }
    .detail = Somewhere on the way, often in a VPN or in the router, is a narrow place that drops what does not fit and does not say so. Nothing at the service is wrong.

cause-isp-port_blocked = a blocked kind of traffic
    .all-title =
        { $confidence ->
            [certain] This network blocks a kind of traffic
            [likely] This network probably blocks a kind of traffic
           *[possible] This network may block a kind of traffic
        }
    .all-sentence =
        { $confidence ->
            [certain] This network or your provider blocks one kind of traffic to every site, and streaming needs it.
            [likely] This network or your provider probably blocks one kind of traffic to every site, and streaming needs it.
           *[possible] This network or your provider may block one kind of traffic to every site, and streaming needs it.
        }
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] This network blocks what { $name } needs
                   *[many] This network blocks what { $name } need
                }
            [likely]
                { $name_number ->
                    [one] This network probably blocks what { $name } needs
                   *[many] This network probably blocks what { $name } need
                }
           *[possible]
                { $name_number ->
                    [one] This network may block what { $name } needs
                   *[many] This network may block what { $name } need
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] This network or your provider blocks a kind of traffic that { $name } needs; no service is to blame.
                   *[many] This network or your provider blocks a kind of traffic that { $name } need; no service is to blame.
                }
            [likely]
                { $name_number ->
                    [one] This network or your provider probably blocks a kind of traffic that { $name } needs.
                   *[many] This network or your provider probably blocks a kind of traffic that { $name } need.
                }
           *[possible]
                { $name_number ->
                    [one] This network or your provider may block a kind of traffic that { $name } needs.
                   *[many] This network or your provider may block a kind of traffic that { $name } need.
                }
        }
    .detail = It is the same for every site, so it is a rule and no fault: of the router, of a company or school, or of the provider.


## The address book

cause-dns-resolver_down = your DNS
    .all-title =
        { $confidence ->
            [certain] Your DNS does not answer
            [likely] Your DNS probably does not answer
           *[possible] Your DNS may not be answering
        }
    .all-sentence =
        { $confidence ->
            [certain] Your DNS, the address book of the Internet, does not answer, so nothing is found.
            [likely] Your DNS, the address book of the Internet, probably does not answer, so nothing is found.
           *[possible] Your DNS, the address book of the Internet, may not be answering, so nothing is found.
        }
    .detail = Every name, such as netflix.com, must be turned into an address first. The one that this computer asks, in your router or at your provider, keeps silent. Others answer, and you can choose another.

cause-dns-resolver_failing = wrong answers of your DNS
    .all-title =
        { $confidence ->
            [certain] Your DNS fails
            [likely] Your DNS probably fails
           *[possible] Your DNS may be failing
        }
    .all-sentence =
        { $confidence ->
            [certain] Your DNS, the address book of the Internet, answers, but finds nothing or something wrong.
            [likely] Your DNS, the address book of the Internet, answers, but probably finds nothing or something wrong.
           *[possible] Your DNS, the address book of the Internet, answers, but may find nothing or something wrong.
        }
    .detail = Every name, such as netflix.com, must be turned into an address first. The one that this computer asks is there, but in trouble itself. Others answer well, and you can choose another.

cause-dns-slow = a slow DNS
    .all-title =
        { $confidence ->
            [certain] Your DNS is too slow
            [likely] Your DNS is probably too slow
           *[possible] Your DNS may be too slow
        }
    .all-sentence =
        { $confidence ->
            [certain] Your DNS, the address book of the Internet, answers too late, so everything starts slowly.
            [likely] Your DNS, the address book of the Internet, probably answers too late, so everything starts slowly.
           *[possible] Your DNS, the address book of the Internet, may answer too late, so everything starts slowly.
        }
    .detail = Each page asks for dozens of addresses before it shows anything. Once a film runs, it does not need them any more. You can choose another DNS.


## Filters

cause-filter-dns_blocked = a block in your DNS
    .all-title =
        { $confidence ->
            [certain] Your DNS blocks streaming
            [likely] Your DNS probably blocks streaming
           *[possible] Your DNS may block streaming
        }
    .all-sentence =
        { $confidence ->
            [certain] Your DNS, the address book of the Internet, hides streaming services; elsewhere they are found.
            [likely] Your DNS, the address book of the Internet, probably hides streaming services; elsewhere they are found.
           *[possible] Your DNS, the address book of the Internet, may hide streaming services; elsewhere they are found.
        }
    .service-title =
        { $confidence ->
            [certain] Your DNS blocks { $name }
            [likely] Your DNS probably blocks { $name }
           *[possible] Your DNS may block { $name }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] Your DNS, the address book of the Internet, hides { $name }; elsewhere it is found.
                   *[many] Your DNS, the address book of the Internet, hides { $name }; elsewhere they are found.
                }
            [likely]
                { $name_number ->
                    [one] Your DNS, the address book of the Internet, probably hides { $name }; elsewhere it is found.
                   *[many] Your DNS, the address book of the Internet, probably hides { $name }; elsewhere they are found.
                }
           *[possible]
                { $name_number ->
                    [one] Your DNS, the address book of the Internet, may hide { $name }; elsewhere it is found.
                   *[many] Your DNS, the address book of the Internet, may hide { $name }; elsewhere they are found.
                }
        }
    .detail = For this name it gives no address or a false one, while other names come out right. Filters of schools, companies, parents and ad blockers do that, and some providers must by law. The service is not to blame.

cause-filter-connection_blocked = a block on the way
    .all-title =
        { $confidence ->
            [certain] Something on the way blocks streaming
            [likely] Something on the way probably blocks streaming
           *[possible] Something on the way may block streaming
        }
    .all-sentence =
        { $confidence ->
            [certain] Something between you and the streaming services cuts the connection to them; other sites get through.
            [likely] Something between you and the streaming services probably cuts the connection to them; other sites get through.
           *[possible] Something between you and the streaming services may cut the connection to them; other sites get through.
        }
    .service-title =
        { $confidence ->
            [certain] Something on the way blocks { $name }
            [likely] Something on the way probably blocks { $name }
           *[possible] Something on the way may block { $name }
        }
    .service-sentence =
        { $confidence ->
            [certain] Something between you and { $name } cuts that connection; other sites get through.
            [likely] Something between you and { $name } probably cuts that connection; other sites get through.
           *[possible] Something between you and { $name } may cut that connection; other sites get through.
        }
    .detail = The address is right and somebody is there, but as soon as the name of the service is said, the line goes dead. Firewalls of schools, companies and some providers work like that. The service never hears of you.

cause-filter-page_blocked = a filter's page
    .all-title =
        { $confidence ->
            [certain] A filter blocks streaming here
            [likely] A filter probably blocks streaming here
           *[possible] A filter may block streaming here
        }
    .all-sentence =
        { $confidence ->
            [certain] A filter in this network or on this computer answers in place of the services.
            [likely] A filter in this network or on this computer probably answers in place of the services.
           *[possible] A filter in this network or on this computer may answer in place of the services.
        }
    .service-title =
        { $confidence ->
            [certain] A filter blocks { $name } here
            [likely] A filter probably blocks { $name } here
           *[possible] A filter may block { $name } here
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] A filter in this network or on this computer answers in place of { $name }; the error is not from it.
                   *[many] A filter in this network or on this computer answers in place of { $name }; the error is not from them.
                }
            [likely]
                { $name_number ->
                    [one] A filter in this network or on this computer probably answers in place of { $name }; the error is not from it.
                   *[many] A filter in this network or on this computer probably answers in place of { $name }; the error is not from them.
                }
           *[possible]
                { $name_number ->
                    [one] A filter in this network or on this computer may answer in place of { $name }; the error is not from it.
                   *[many] A filter in this network or on this computer may answer in place of { $name }; the error is not from them.
                }
        }
    .detail = The page or the error that you see was written by somebody on the way. Schools, companies, parents' controls and security programs keep streaming out like that.

cause-filter-tls_intercepted = somebody who opens secure connections
    .all-title =
        { $confidence ->
            [certain] Secure connections are opened on the way
            [likely] Secure connections are probably opened on the way
           *[possible] Secure connections may be opened on the way
        }
    .all-sentence =
        { $confidence ->
            [certain] An antivirus, a company or somebody else on the way opens and breaks your secure connections.
            [likely] An antivirus, a company or somebody else on the way probably opens and breaks your secure connections.
           *[possible] An antivirus, a company or somebody else on the way may open and break your secure connections.
        }
    .service-title =
        { $confidence ->
            [certain] Something opens your connection to { $name }
            [likely] Something probably opens your connection to { $name }
           *[possible] Something may open your connection to { $name }
        }
    .service-sentence =
        { $confidence ->
            [certain] An antivirus, a company or somebody else on the way opens your secure connection to { $name }.
            [likely] An antivirus, a company or somebody else on the way probably opens your secure connection to { $name }.
           *[possible] An antivirus, a company or somebody else on the way may open your secure connection to { $name }.
        }
    .detail = The proof of identity that arrives here was not issued to the service, but made on the way. Players and apps refuse that. If it is neither your own security program nor your company, do not type a password here.


## The service

cause-service-dns_missing = a name that is gone
    .service-title =
        { $confidence ->
            [certain] { $Service } cannot be found
            [likely] { $Service } probably cannot be found
           *[possible] { $Service } perhaps cannot be found
        }
    .service-sentence =
        { $confidence ->
            [certain] The address of { $service } is gone from the Internet's address book; it is not you.
            [likely] The address of { $service } is probably gone from the Internet's address book; it is probably not you.
           *[possible] The address of { $service } may be gone from the Internet's address book.
        }
    .detail = Whoever is asked, nobody knows this name, while other names are found. Only the service can put it back; that mostly takes minutes to hours.

cause-service-unreachable = a service that is not there
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } does not answer
                   *[many] { $Service } do not answer
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably does not answer
                   *[many] { $Service } probably do not answer
                }
           *[possible] { $Service } may not answer
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } does not answer, while the rest of the Internet does; it is not you.
                   *[many] { $Service } do not answer, while the rest of the Internet does; it is not you.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably does not answer, while the rest of the Internet does; it is probably not you.
                   *[many] { $Service } probably do not answer, while the rest of the Internet does; it is probably not you.
                }
           *[possible] { $Service } may not be answering, while the rest of the Internet does.
        }
    .detail = Its addresses are known, but nobody opens there. Other sites are reached over the same line at the same moment. Only the service can repair it.

cause-service-tls_invalid = a service that cannot prove who it is
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } is not safe to open
                   *[many] { $Service } are not safe to open
                }
            [likely]
                { $service_number ->
                    [one] { $Service } is probably not safe to open
                   *[many] { $Service } are probably not safe to open
                }
           *[possible] { $Service } may not be safe to open
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } shows a proof of identity that is not valid, so nothing opens it; it is not you.
                   *[many] { $Service } show a proof of identity that is not valid, so nothing opens them; it is not you.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably shows a proof of identity that is not valid, so nothing opens it; it is probably not you.
                   *[many] { $Service } probably show a proof of identity that is not valid, so nothing opens them; it is probably not you.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } may show a proof of identity that is not valid, so nothing opens it.
                   *[many] { $Service } may show a proof of identity that is not valid, so nothing opens them.
                }
        }
    .detail = The proof is out of date, for another name, or in a form that nobody accepts any more. Your clock is right, and nobody on the way has exchanged it. Only the service can renew it; do not switch the warning off.

cause-service-gateway_error = trouble among the service's machines
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } has trouble inside
                   *[many] { $Service } have trouble inside
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably has trouble inside
                   *[many] { $Service } probably have trouble inside
                }
           *[possible] { $Service } may have trouble inside
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } has trouble inside: the front is there, the machines behind it do not answer; it is not you.
                   *[many] { $Service } have trouble inside: the front is there, the machines behind it do not answer; it is not you.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably has trouble inside: the front is there, the machines behind it probably do not answer; it is probably not you.
                   *[many] { $Service } probably have trouble inside: the front is there, the machines behind it probably do not answer; it is probably not you.
                }
           *[possible] { $Service } may have trouble inside: the front is there, the machines behind it may not answer.
        }
    .detail = That is what 502 and 504 stand for: one machine of the service got no good answer from the next. Such hitches mostly pass within minutes.

cause-service-overloaded = an overload
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } is overloaded
                   *[many] { $Service } are overloaded
                }
            [likely]
                { $service_number ->
                    [one] { $Service } is probably overloaded
                   *[many] { $Service } are probably overloaded
                }
           *[possible] { $Service } may be overloaded
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } is overloaded; it is not you.
                   *[many] { $Service } are overloaded; it is not you.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } is probably overloaded; it is probably not you.
                   *[many] { $Service } are probably overloaded; it is probably not you.
                }
           *[possible] { $Service } may be overloaded; what was seen does not prove it yet.
        }
    .detail = That is what 503 stands for: the service is there, but cannot take more requests at the moment. It is mostly short; in the tray, streamdoctor looks again by itself and tells you when it is back.

cause-service-partial = a part that cannot be seen
    .service-title =
        { $confidence ->
            [certain] A part of { $name } fails
            [likely] A part of { $name } probably fails
           *[possible] A part of { $name } may be failing
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] You see an error, yet { $name } answers from here: a part behind the sign-in fails, or it is over already.
                   *[many] You see an error, yet { $name } answer from here: a part behind the sign-in fails, or it is over already.
                }
            [likely]
                { $name_number ->
                    [one] You see an error, yet { $name } answers from here: a part behind the sign-in probably fails, or it is over already.
                   *[many] You see an error, yet { $name } answer from here: a part behind the sign-in probably fails, or it is over already.
                }
           *[possible]
                { $name_number ->
                    [one] You see an error, yet { $name } answers from here: a part behind the sign-in may fail, or it is over already.
                   *[many] You see an error, yet { $name } answer from here: a part behind the sign-in may fail, or it is over already.
                }
        }
    .detail = What can be seen without signing in is well. Players talk to further machines that answer only your account, and those may be in trouble. If it stays for you alone, your app or your account is the next suspect.

cause-service-maintenance = planned work
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } is under maintenance
                   *[many] { $Service } are under maintenance
                }
            [likely]
                { $service_number ->
                    [one] { $Service } is probably under maintenance
                   *[many] { $Service } are probably under maintenance
                }
           *[possible] { $Service } may be under maintenance
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } is closed for planned work and will come back without your help; it is not you.
                   *[many] { $Service } are closed for planned work and will come back without your help; it is not you.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } is probably closed for planned work and will come back without your help; it is probably not you.
                   *[many] { $Service } are probably closed for planned work and will come back without your help; it is probably not you.
                }
           *[possible] { $Service } may be closed for planned work and will come back without your help.
        }
    .detail = The service says so itself. Nothing that you could do here makes it shorter; in the tray, streamdoctor looks again by itself and tells you when it is back.

cause-service-error = a fault of the service
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } has a fault
                   *[many] { $Service } have a fault
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably has a fault
                   *[many] { $Service } probably have a fault
                }
           *[possible] { $Service } may have a fault
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } answers with a fault of its own; it is not you.
                   *[many] { $Service } answer with a fault of their own; it is not you.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably answers with a fault of its own; it is probably not you.
                   *[many] { $Service } probably answer with a fault of their own; it is probably not you.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } may be answering with a fault of its own.
                   *[many] { $Service } may be answering with a fault of their own.
                }
        }
    .detail = The answer comes from the service, and it is not usable: an internal fault, a circle of redirects, or half a page. Only the service can repair it.

cause-service-edge_failing = some of the service's machines
    .service-title =
        { $confidence ->
            [certain] Some servers of { $name } fail
            [likely] Some servers of { $name } probably fail
           *[possible] Some servers of { $name } may fail
        }
    .service-sentence =
        { $confidence ->
            [certain] Some servers of { $name } fail, while others work: a second try can succeed; it is not you.
            [likely] Some servers of { $name } probably fail, while others work: a second try can succeed; it is probably not you.
           *[possible] Some servers of { $name } may fail, while others work: a second try can succeed.
        }
    .detail = A service stands at many addresses, and yours changes from time to time. Who meets a broken one sees an error, who meets a good one sees none.

cause-service-slow = a slow service
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } is slow
                   *[many] { $Service } are slow
                }
            [likely]
                { $service_number ->
                    [one] { $Service } is probably slow
                   *[many] { $Service } are probably slow
                }
           *[possible] { $Service } may be slow
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } answers much later than it should; it is not you.
                   *[many] { $Service } answer much later than they should; it is not you.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably answers much later than it should; it is probably not you.
                   *[many] { $Service } probably answer much later than they should; it is probably not you.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } may answer much later than it should.
                   *[many] { $Service } may answer much later than they should.
                }
        }
    .detail = Other sites are quick over the same line at the same moment. A full evening or a fault inside can be behind it; a lower picture quality often plays.

cause-service-content_unavailable = a title that is not there
    .service-title =
        { $confidence ->
            [certain] This title is not available
            [likely] This title is probably not available
           *[possible] This title may not be available
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } does not have this title here, or not any more; your connection is not the reason.
                   *[many] { $Name } do not have this title here, or not any more; your connection is not the reason.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } probably does not have this title here, or not any more.
                   *[many] { $Name } probably do not have this title here, or not any more.
                }
           *[possible] { $Name } may not have this title here, or not any more.
        }
    .detail = Titles come and go with their licences, and differ from country to country. Other titles of the service should play.

cause-service-rate_limited = too many requests
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } asks you to wait
                   *[many] { $Service } ask you to wait
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably asks you to wait
                   *[many] { $Service } probably ask you to wait
                }
           *[possible] { $Service } may ask you to wait
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } counts too many requests from your address; a little patience ends it.
                   *[many] { $Service } count too many requests from your address; a little patience ends it.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably counts too many requests from your address; a little patience ends it.
                   *[many] { $Service } probably count too many requests from your address; a little patience ends it.
                }
           *[possible] { $Service } may count too many requests from your address; a little patience ends it.
        }
    .detail = Many tries in a row, or many people behind one address (a VPN, a school, a mobile network), bring it about. It ends by itself when nobody asks for some minutes.

cause-service-bot_challenge = a door for people only
    .service-title =
        { $name_number ->
            [one] { $Name } lets only people in
           *[many] { $Name } let only people in
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } answers, but lets in only people, not programs like this one; that is no fault.
                   *[many] { $Name } answer, but let in only people, not programs like this one; that is no fault.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } answers, but probably lets in only people, not programs like this one; that is no fault.
                   *[many] { $Name } answer, but probably let in only people, not programs like this one; that is no fault.
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } answers, but may let in only people, not programs like this one; that is no fault.
                   *[many] { $Name } answer, but may let in only people, not programs like this one; that is no fault.
                }
        }
    .detail = The service keeps programs out and tests whether a person asks. In your browser it should open. If it asks you again and again, a VPN or an extension makes you look like a program.


## The account and the region

cause-account-geo_blocked = your region
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } is not offered here
                   *[many] { $Name } are not offered here
                }
            [likely]
                { $name_number ->
                    [one] { $Name } is probably not offered here
                   *[many] { $Name } are probably not offered here
                }
           *[possible] { $Name } may not be offered here
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } is not offered where your connection seems to be; nothing is broken.
                   *[many] { $Name } are not offered where your connection seems to be; nothing is broken.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } is probably not offered where your connection seems to be.
                   *[many] { $Name } are probably not offered where your connection seems to be.
                }
           *[possible] { $Name } may not be offered where your connection seems to be.
        }
    .detail = The service sees your country by your address. When you travel, use a VPN, or your provider's address is listed in a wrong country, it takes you for somebody elsewhere.

cause-account-legal_block = a legal block
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } is closed here by law
                   *[many] { $Name } are closed here by law
                }
            [likely]
                { $name_number ->
                    [one] { $Name } is probably closed here by law
                   *[many] { $Name } are probably closed here by law
                }
           *[possible] { $Name } may be closed here by law
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } is closed in this region for legal reasons; nothing is broken.
                   *[many] { $Name } are closed in this region for legal reasons; nothing is broken.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } is probably closed in this region for legal reasons.
                   *[many] { $Name } are probably closed in this region for legal reasons.
                }
           *[possible] { $Name } may be closed in this region for legal reasons.
        }
    .detail = The answer says that a law or a court is the reason. Nothing on this computer or in your network causes it.

cause-account-sign_in_required = a missing sign-in
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } wants you to sign in
                   *[many] { $Name } want you to sign in
                }
            [likely]
                { $name_number ->
                    [one] { $Name } probably wants you to sign in
                   *[many] { $Name } probably want you to sign in
                }
           *[possible] { $Name } may want you to sign in
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } wants you to sign in; what comes after that cannot be seen from here.
                   *[many] { $Name } want you to sign in; what comes after that cannot be seen from here.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } probably wants you to sign in; what comes after that cannot be seen from here.
                   *[many] { $Name } probably want you to sign in; what comes after that cannot be seen from here.
                }
           *[possible] { $Name } may want you to sign in; what comes after that cannot be seen from here.
        }
    .detail = Your sign-in is missing, has run out, or was not accepted. That is ordinary after some weeks, after a change of the password, or when cookies were deleted.

cause-account-not_entitled = your plan
    .service-title =
        { $confidence ->
            [certain] Your plan does not cover this
            [likely] Your plan probably does not cover this
           *[possible] Your plan may not cover this
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } says that your plan or your payment does not cover this; your connection is not the reason.
                   *[many] { $Name } say that your plan or your payment does not cover this; your connection is not the reason.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } probably says that your plan or your payment does not cover this.
                   *[many] { $Name } probably say that your plan or your payment does not cover this.
                }
           *[possible] { $Name } may say that your plan or your payment does not cover this.
        }
    .detail = A payment that failed, a plan that has ended, or a title that needs a larger plan can be behind it. The account page of the service tells which.

cause-account-too_many_streams = too many devices at once
    .service-title =
        { $confidence ->
            [certain] Too many devices are watching
            [likely] Too many devices are probably watching
           *[possible] Too many devices may be watching
        }
    .service-sentence =
        { $confidence ->
            [certain] Your account at { $name } is in use on more devices at once than your plan allows.
            [likely] Your account at { $name } is probably in use on more devices at once than your plan allows.
           *[possible] Your account at { $name } may be in use on more devices at once than your plan allows.
        }
    .detail = Somebody else who uses the account is watching, or a device that was switched off in the middle still counts for some minutes.

cause-account-forbidden = a refusal without a reason
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } refuses the request
                   *[many] { $Service } refuse the request
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably refuses the request
                   *[many] { $Service } probably refuse the request
                }
           *[possible] { $Service } may refuse the request
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } refuses this request without a reason; your sign-in, plan or address can be it.
                   *[many] { $Service } refuse this request without a reason; your sign-in, plan or address can be it.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } probably refuses this request without a reason; your sign-in, plan or address can be it.
                   *[many] { $Service } probably refuse this request without a reason; your sign-in, plan or address can be it.
                }
           *[possible] { $Service } may refuse this request without a reason; your sign-in, plan or address can be it.
        }
    .detail = That is what 403 stands for: the service is there and says no. An old sign-in, a plan that has ended, an address that looks like a VPN, or stale cookies are the usual reasons.
