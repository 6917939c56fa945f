# What codes on the screen mean: the English stands beside the code (`config/codes`, `config/services`), and its words make the
# name here. What is missing is told in English and marked so, as are the codes of services that users add.

## What a status means

means-the-server-does-not-understand-the-request-often-means-that-stored-cookies-are-damaged-or-too-large = Der Server versteht die Anfrage nicht: Oft sind gespeicherte Cookies beschädigt oder zu groß.
means-the-service-wants-a-sign-in-first-or-the-session-has-ended = Der Dienst will zuerst eine Anmeldung, oder die Sitzung ist abgelaufen.
means-the-service-wants-a-payment-or-another-plan-first = Der Dienst will zuerst eine Zahlung oder einen anderen Tarif.
means-somebody-refuses-the-access-the-service-sign-in-plan-region-vpn-or-programs-as-such-or-a-filter-or-proxy-on-the-way = Jemand verweigert den Zugang: der Dienst (wegen Anmeldung, Tarif, Region, VPN oder weil ein Programm fragt) oder ein Filter oder Proxy unterwegs.
means-there-is-no-such-page-or-title-at-this-address-or-it-was-removed = Unter dieser Adresse gibt es keine solche Seite oder keinen solchen Titel, oder sie wurden entfernt.
means-a-proxy-on-the-way-wants-a-user-name-and-a-password = Ein Proxy unterwegs verlangt Benutzernamen und Passwort.
means-the-request-arrived-too-slowly-a-weak-line-or-a-busy-server = Die Anfrage kam zu langsam an: eine schwache Leitung oder ein ausgelasteter Server.
means-the-page-or-title-was-removed-for-good = Die Seite oder der Titel wurde endgültig entfernt.
means-not-a-registered-status-netflix-s-video-servers-use-it-for-addresses-that-look-like-a-vpn-s-or-another-region-s-others-for-too-many-requests = Kein offizieller Status: Die Videoserver von Netflix nutzen ihn für Adressen, die nach einem VPN oder einer anderen Region aussehen; andere für zu viele Anfragen.
means-too-many-requests-came-from-this-address-in-a-short-time = Von dieser Adresse kamen in kurzer Zeit zu viele Anfragen.
means-the-request-is-too-large-for-the-server-as-a-rule-because-of-stored-cookies = Die Anfrage ist dem Server zu groß: meist wegen gespeicherter Cookies.
means-the-content-may-not-be-shown-here-for-legal-reasons = Der Inhalt darf hier aus rechtlichen Gründen nicht gezeigt werden.
means-something-broke-on-the-service-s-side = Beim Dienst ist etwas schiefgegangen.
means-the-server-cannot-do-what-was-asked-a-fault-of-the-service-or-of-a-proxy-on-the-way = Der Server kann nicht, was verlangt wurde: ein Fehler des Dienstes oder eines Proxys unterwegs.
means-one-server-got-no-valid-answer-from-the-next-a-hitch-in-the-service-s-own-chain-or-in-a-proxy-on-the-way = Ein Server bekam vom nächsten keine brauchbare Antwort: Es hakt in der Kette des Dienstes oder bei einem Proxy unterwegs.
means-the-server-is-there-but-cannot-answer-now-overloaded-or-in-maintenance-filtered-networks-proxies-and-bot-walls-use-it-too = Der Server ist da, kann aber gerade nicht antworten: überlastet oder in Wartung. Auch Filter, Proxys und Sperren gegen Programme zeigen dies.
means-one-server-waited-too-long-for-the-next-a-hitch-in-the-service-s-own-chain-or-in-a-proxy-on-the-way = Ein Server wartete zu lange auf den nächsten: Es hakt in der Kette des Dienstes oder bei einem Proxy unterwegs.
means-this-network-wants-a-sign-in-before-it-lets-anything-through = Dieses Netzwerk will eine Anmeldung, bevor es etwas durchlässt.
means-cloudflare-got-an-empty-or-odd-answer-from-the-service-s-own-server = Cloudflare bekam vom eigenen Server des Dienstes eine leere oder seltsame Antwort.
means-the-service-s-own-server-refuses-the-connection-from-cloudflare = Der eigene Server des Dienstes lehnt die Verbindung von Cloudflare ab.
means-cloudflare-cannot-reach-the-service-s-own-server = Cloudflare erreicht den eigenen Server des Dienstes nicht.
means-the-service-s-own-server-did-not-answer-cloudflare-in-time = Der eigene Server des Dienstes hat Cloudflare nicht rechtzeitig geantwortet.
means-cloudflare-could-not-make-a-secure-connection-to-the-service-s-own-server = Cloudflare bekam keine sichere Verbindung zum eigenen Server des Dienstes.
means-cloudflare-cannot-find-the-service-s-own-server = Cloudflare findet den eigenen Server des Dienstes nicht.
means-something-failed-on-the-service-s-side-or-at-a-proxy-on-the-way-the-whole-number-says-more = Beim Dienst oder bei einem Proxy unterwegs ist etwas schiefgegangen; die ganze Zahl verrät mehr.
means-somebody-refuses-the-request-or-it-was-not-in-order-the-whole-number-says-more = Jemand lehnt die Anfrage ab, oder sie war nicht in Ordnung; die ganze Zahl verrät mehr.
means-the-server-does-not-take-this-kind-of-request-as-a-rule-an-old-app-or-page-or-a-firewall-in-front-of-the-service = Der Server nimmt diese Art von Anfrage nicht an: meist eine alte App oder Seite oder eine Firewall vor dem Dienst.
means-not-a-registered-status-a-front-of-the-service-or-a-proxy-on-the-way-waited-too-long-for-the-next-server = Kein offizieller Status: Ein vorderer Server des Dienstes oder ein Proxy unterwegs wartete zu lange auf den nächsten Server.
means-the-service-s-rules-at-cloudflare-refuse-this-address-or-browser-often-a-vpn-a-shared-address-an-extension-or-a-program = Die Regeln des Dienstes bei Cloudflare lehnen diese Adresse oder diesen Browser ab: oft ein VPN, eine geteilte Adresse, eine Erweiterung oder ein Programm.
means-the-service-does-not-let-this-country-or-region-in = Der Dienst lässt dieses Land oder diese Region nicht herein.
means-the-service-is-not-set-up-rightly-at-cloudflare-or-its-program-there-failed = Der Dienst ist bei Cloudflare nicht richtig eingerichtet, oder sein Programm dort ist gescheitert.

## What browsers say

means-the-name-of-the-server-was-not-found = Der Name des Servers wurde nicht gefunden.
means-the-name-server-does-not-answer-or-the-one-that-is-configured-is-wrong = Der DNS-Server antwortet nicht, oder der eingestellte ist falsch.
means-this-computer-has-no-connection-to-the-internet = Dieser Computer hat keine Verbindung zum Internet.
means-the-network-changed-while-the-page-was-loading-wi-fi-cable-or-vpn-went-up-or-down = Das Netzwerk hat gewechselt, während die Seite lud: WLAN, Kabel oder VPN kam oder ging.
means-no-answer-came-in-time = Es kam nicht rechtzeitig eine Antwort.
means-the-server-or-something-in-front-of-it-refused-the-connection = Der Server oder etwas davor hat die Verbindung abgelehnt.
means-the-connection-was-cut-off-often-by-a-filter-an-antivirus-or-a-vpn-on-the-way = Die Verbindung wurde abgeschnitten: oft von einem Filter, einem Virenschutz oder einem VPN unterwegs.
means-there-is-no-way-to-the-server-s-address-from-this-network = Aus diesem Netzwerk führt kein Weg zur Adresse des Servers.
means-this-computer-s-own-rules-stop-the-browser-a-firewall-or-a-security-program = Dieser Computer selbst hält den Browser auf: eine Firewall oder ein Schutzprogramm.
means-the-server-closed-the-connection-without-an-answer = Der Server hat die Verbindung ohne Antwort geschlossen.
means-the-page-sends-the-browser-round-in-circles-often-because-of-old-cookies = Die Seite schickt den Browser im Kreis herum: oft wegen alter Cookies.
means-an-extension-in-the-browser-such-as-an-ad-blocker-stopped-the-request = Eine Erweiterung im Browser, etwa ein Werbeblocker, hat die Anfrage aufgehalten.
means-the-proxy-in-the-settings-does-not-answer = Der eingestellte Proxy antwortet nicht.
means-the-proxy-or-vpn-did-not-let-the-connection-through = Der Proxy oder das VPN hat die Verbindung nicht durchgelassen.
means-the-certificate-is-out-of-date-by-this-computer-s-clock-as-a-rule-the-clock-is-wrong = Das Zertifikat gilt nach der Uhr dieses Computers nicht: Meist geht die Uhr falsch.
means-somebody-on-the-way-signs-with-a-certificate-that-is-not-publicly-trusted-an-antivirus-a-company-s-filter-or-a-network-that-wants-a-sign-in = Jemand unterwegs unterschreibt mit einem Zertifikat, das nicht öffentlich anerkannt ist: ein Virenschutz, der Filter einer Firma oder ein Netzwerk, das eine Anmeldung will.
means-what-answers-is-not-the-service-its-certificate-is-for-another-name = Was antwortet, ist nicht der Dienst: Sein Zertifikat gilt für einen anderen Namen.
means-the-service-s-certificate-was-withdrawn = Das Zertifikat des Dienstes wurde zurückgezogen.
means-the-secure-connection-could-not-begin-a-wrong-clock-something-on-the-way-that-looks-into-the-traffic-or-an-old-browser = Die sichere Verbindung kam nicht zustande: eine falsche Uhr, etwas unterwegs, das mitliest, oder ein alter Browser.
means-browser-and-server-have-no-way-of-encryption-in-common-an-old-browser-an-interceptor-or-a-fault-of-the-service = Browser und Server haben keine gemeinsame Verschlüsselung: ein alter Browser, etwas unterwegs, das mitliest, oder ein Fehler des Dienstes.
means-browser-and-server-stopped-understanding-each-other-often-something-on-the-way-that-changes-the-traffic = Browser und Server verstehen sich nicht mehr: oft etwas unterwegs, das die Daten verändert.
means-the-proxy-in-the-settings-wants-a-user-name-and-a-password-that-the-browser-does-not-have = Der eingestellte Proxy verlangt Benutzernamen und Passwort, die der Browser nicht hat.
means-whoever-manages-this-computer-or-browser-does-not-allow-the-page = Wer diesen Computer oder Browser verwaltet, erlaubt die Seite nicht.
means-the-server-wants-a-certificate-of-yours-as-company-pages-do-a-streaming-service-never-asks-for-one = Der Server verlangt ein Zertifikat von Ihnen, wie es Firmenseiten tun; ein Streaming-Dienst fragt nie danach.
means-the-service-wants-a-sign-in-first-or-refuses-the-one-that-it-got = Der Dienst will zuerst eine Anmeldung oder lehnt die ab, die er bekam.
means-the-browser-s-own-store-or-memory-is-at-fault-not-the-network = Es liegt am Speicher des Browsers selbst, nicht am Netzwerk.
means-the-page-crashed-in-the-browser-the-browser-itself-an-extension-or-too-little-memory = Die Seite ist im Browser abgestürzt: der Browser selbst, eine Erweiterung oder zu wenig Arbeitsspeicher.
means-the-browser-gave-up-without-saying-why-often-an-extension-the-browser-s-cache-or-the-network = Der Browser hat aufgegeben, ohne zu sagen, warum: oft eine Erweiterung, der Zwischenspeicher des Browsers oder das Netzwerk.
means-the-browser-got-no-answer-from-the-service-the-code-below-the-sentence-such-as-err-connection-reset-says-more = Der Browser bekam keine Antwort vom Dienst. Der Code unter dem Satz, etwa ERR_CONNECTION_RESET, verrät mehr.
means-the-browser-could-not-reach-the-service-or-was-refused = Der Browser konnte den Dienst nicht erreichen oder wurde abgelehnt.
means-the-player-lost-the-stream-or-was-refused-it-a-weak-or-filtered-line-a-vpn-or-a-fault-of-the-service-s-video-servers = Der Player hat den Stream verloren oder nicht bekommen: eine schwache oder gefilterte Leitung, ein VPN oder ein Fehler der Videoserver des Dienstes.
means-the-browser-or-app-cannot-play-this-kind-of-video-or-its-player-crashed = Der Browser oder die App kann diese Art von Video nicht abspielen, oder der Player ist abgestürzt.
means-protected-playback-is-refused-the-cable-or-the-screen-the-browser-s-drm-module-or-an-old-device = Die geschützte Wiedergabe wird verweigert: das Kabel oder der Bildschirm, das DRM-Modul des Browsers oder ein altes Gerät.
means-a-sentence-that-every-service-uses-for-every-fault-a-code-near-it-or-the-name-of-the-service-says-more-meanwhile-a-look-at-the-network-and-the-service-tells-whose-side-it-is = Diesen Satz zeigen alle Dienste bei allen Fehlern. Ein Code daneben oder der Name des Dienstes verrät mehr; inzwischen zeigt ein Blick auf Netzwerk und Dienst, an wem es liegt.

## BBC iPlayer

means-the-connection-does-not-look-as-if-it-were-in-the-united-kingdom = Die Verbindung sieht nicht so aus, als käme sie aus dem Vereinigten Königreich.
means-this-programme-or-format-is-not-available-at-present = Diese Sendung oder dieses Format ist zurzeit nicht verfügbar.

## Crunchyroll

means-often-means-that-the-app-s-sign-in-or-session-is-no-longer-good = Oft gilt die Anmeldung oder Sitzung der App nicht mehr.

## Dailymotion

means-there-is-no-such-video = Ein solches Video gibt es nicht.

## DAZN

means-dazn-refuses-this-address = DAZN lehnt diese Adresse ab.
means-the-limit-of-devices-or-of-streams-at-once-is-reached-remove-a-device-in-the-account = Die Höchstzahl an Geräten oder gleichzeitigen Streams ist erreicht; entfernen Sie im Konto ein Gerät.

## Deezer

means-deezer-is-busy = Deezer ist ausgelastet.
means-too-many-requests-in-a-short-time = Zu viele Anfragen in kurzer Zeit.
means-deezer-has-no-such-content = Deezer hat keinen solchen Inhalt.

## Disney+

means-disney-takes-the-device-or-browser-for-one-that-it-does-not-support-it-is-seen-from-data-centres-addresses-vpn-too = Disney+ hält das Gerät oder den Browser für nicht unterstützt; auch bei Adressen von Rechenzentren (VPN) kommt das vor.
means-the-service-or-the-title-is-not-offered-where-this-connection-appears-to-be = Der Dienst oder der Titel wird dort nicht angeboten, wo diese Verbindung zu sein scheint.
means-protected-playback-was-refused-rights-copy-protection-hdcp-or-the-state-of-the-player = Die geschützte Wiedergabe wurde verweigert: Rechte, Kopierschutz (HDCP) oder der Zustand des Players.
means-the-sign-in-details-were-not-accepted-or-the-session-ended = Die Anmeldedaten wurden nicht angenommen, oder die Sitzung ist abgelaufen.
means-wrong-e-mail-address-or-password = Falsche E-Mail-Adresse oder falsches Passwort.
means-this-plan-does-not-include-the-title = In diesem Tarif ist der Titel nicht enthalten.

## Fubo

means-fubo-is-not-offered-in-this-country = Fubo wird in diesem Land nicht angeboten.

## HBO Max

means-often-means-that-signing-in-for-playback-failed = Oft ist die Anmeldung für die Wiedergabe misslungen.
means-often-means-that-app-and-service-no-longer-understand-each-other = Oft verstehen sich App und Dienst nicht mehr.
means-often-means-that-hbo-max-was-not-reached-or-that-it-refuses-the-region-or-a-vpn = Oft war HBO Max nicht zu erreichen oder lehnt die Region oder ein VPN ab.
means-often-means-that-the-player-or-its-licence-failed = Oft hat der Player oder seine Lizenz versagt.
means-the-session-is-no-longer-valid = Die Sitzung gilt nicht mehr.

## Hulu

means-the-app-cannot-talk-to-hulu-often-an-outage-sometimes-an-old-app = Die App erreicht Hulu nicht: oft eine Störung, manchmal eine alte App.
means-playback-failed-old-data-of-app-or-browser-or-a-browser-that-cannot-play-protected-video = Die Wiedergabe ist misslungen: alte Daten der App oder des Browsers, oder der Browser kann geschützte Videos nicht abspielen.
means-a-part-of-the-catalogue-fails-on-hulu-s-side = Ein Teil des Angebots ist bei Hulu gestört.
means-playback-failed-on-this-device = Auf diesem Gerät ist die Wiedergabe misslungen.
means-no-usable-connection = Keine brauchbare Verbindung.
means-hulu-does-not-serve-this-region = Hulu gibt es in dieser Region nicht.
means-a-problem-with-the-account-or-with-the-registration-of-this-device = Ein Problem mit dem Konto oder mit der Anmeldung dieses Geräts.
means-this-address-is-outside-the-area-that-hulu-serves = Diese Adresse liegt außerhalb des Gebiets von Hulu.
means-the-session-has-expired = Die Sitzung ist abgelaufen.

## ITVX

means-itvx-refuses-to-play-outside-its-region = ITVX spielt außerhalb seiner Region nichts ab.

## Kick

means-cloudflare-refuses-this-program-browsers-may-still-work = Cloudflare lehnt dieses Programm ab; Browser funktionieren vielleicht trotzdem.

## Netflix

means-the-device-waited-too-long-for-a-connection-to-netflix-nearly-always-the-way-from-the-device-to-the-internet = Das Gerät wartete zu lange auf eine Verbindung zu Netflix: Fast immer liegt es am Weg vom Gerät ins Internet.
means-one-of-the-network-codes-the-device-could-not-reach-netflix = Einer der Netzwerk-Codes: Das Gerät konnte Netflix nicht erreichen.
means-a-network-fault-keeps-the-device-from-reaching-netflix = Ein Netzwerkfehler hält das Gerät davon ab, Netflix zu erreichen.
means-often-means-that-the-device-could-not-reach-netflix-all-codes-that-begin-with-nw-are-about-the-network = Oft konnte das Gerät Netflix nicht erreichen: Alle Codes, die mit NW beginnen, betreffen das Netzwerk.
means-netflix-cannot-connect-the-account-at-the-moment-try-again-later = Netflix kann das Konto gerade nicht verbinden; versuchen Sie es später noch einmal.
means-data-that-the-app-keeps-on-the-device-must-be-refreshed = Daten, die die App auf dem Gerät speichert, müssen erneuert werden.
means-the-app-on-a-tv-or-box-cannot-reach-netflix = Die App auf einem Fernseher oder einer Box erreicht Netflix nicht.
means-often-means-that-the-app-cannot-connect-to-netflix = Oft bekommt die App keine Verbindung zu Netflix.
means-often-means-that-the-player-on-the-television-cannot-connect-to-netflix = Oft bekommt der Player auf dem Fernseher keine Verbindung zu Netflix.
means-data-kept-on-the-device-stops-playback-a-number-in-brackets-after-the-code-says-more = Daten, die auf dem Gerät gespeichert sind, verhindern die Wiedergabe. Eine Zahl in Klammern hinter dem Code verrät mehr.
means-too-many-devices-are-playing-on-this-account = Mit diesem Konto spielen zu viele Geräte.
means-often-means-that-the-app-on-the-television-could-not-start-a-session-with-netflix = Oft konnte die App auf dem Fernseher keine Sitzung mit Netflix beginnen.
means-often-means-that-the-app-on-the-television-cannot-play-with-the-data-that-it-keeps-or-cannot-reach-netflix = Oft kann die App auf dem Fernseher mit ihren gespeicherten Daten nicht abspielen, oder sie erreicht Netflix nicht.
means-netflix-treats-the-address-as-a-vpn-proxy-or-unblocker = Netflix hält die Adresse für die eines VPN, eines Proxys oder einer Umgehung.
means-the-address-that-fetches-the-video-differs-from-the-one-that-opened-netflix-com-split-tunnel-unblocking-dns-or-two-providers = Die Adresse, die das Video holt, ist eine andere als die, die netflix.com geöffnet hat: ein geteilter Tunnel, ein DNS, das Sperren umgeht, oder zwei Anbieter.
means-the-account-is-on-hold-because-the-last-payment-failed = Das Konto ruht, weil die letzte Zahlung misslang.
means-as-many-screens-are-playing-as-the-plan-allows = Es spielen so viele Bildschirme, wie der Tarif erlaubt.
means-netflix-refused-to-hand-out-the-stream-it-was-seen-widely-during-an-outage = Netflix gab den Stream nicht heraus. Bei einer Störung wurde dies häufig gesehen.
means-often-means-that-the-browser-s-part-for-protected-video-widevine-is-missing-old-or-refused-with-6013-the-clock-may-be-wrong = Oft fehlt der Teil des Browsers für geschützte Videos (Widevine), ist alt oder wird abgelehnt; bei 6013 geht vielleicht die Uhr falsch.
means-often-means-that-the-browser-lost-its-way-to-netflix-s-licence-server = Oft hat der Browser den Lizenzserver von Netflix nicht mehr erreicht.
means-often-means-that-the-browser-s-part-for-protected-video-is-not-accepted = Oft wird der Teil des Browsers für geschützte Videos nicht angenommen.
means-often-means-that-firefox-cannot-play-protected-video-or-that-its-stored-data-is-old = Oft kann Firefox geschützte Videos nicht abspielen, oder seine gespeicherten Daten sind alt.
means-access-refused-the-sign-in-the-subscription-a-vpn-or-proxy-or-old-cookies = Zugang verweigert: die Anmeldung, das Abo, ein VPN oder Proxy oder alte Cookies.
means-one-of-netflix-s-servers-got-no-usable-answer-from-the-one-behind-it-short-lived-as-a-rule = Ein Server von Netflix bekam vom Server dahinter keine brauchbare Antwort; meist geht das bald vorbei.
means-netflix-is-overloaded-or-in-maintenance-filtered-networks-and-some-proxies-show-it-too = Netflix ist überlastet oder in Wartung; auch gefilterte Netzwerke und manche Proxys zeigen dies.

## Peacock

means-too-many-devices-are-streaming-it-may-clear-only-after-some-hours = Zu viele Geräte streamen; es löst sich vielleicht erst nach einigen Stunden.
means-the-service-does-not-know-this-device = Der Dienst kennt dieses Gerät nicht.
means-the-check-for-protected-playback-failed = Die Prüfung für die geschützte Wiedergabe ist misslungen.

## Plex

means-the-player-lost-the-server-s-data-a-weak-link-an-overloaded-server-or-a-file-that-cannot-be-read = Der Player hat die Daten des Servers verloren: eine schwache Verbindung, ein überlasteter Server oder eine Datei, die sich nicht lesen lässt.

## Pluto TV

means-pluto-tv-is-not-offered-in-this-country = Pluto TV wird in diesem Land nicht angeboten.

## Prime Video

means-a-payment-or-an-order-failed-card-details-the-bank-s-refusal-or-an-open-order = Eine Zahlung oder Bestellung ist misslungen: die Kartendaten, eine Ablehnung der Bank oder eine offene Bestellung.
means-a-payment-or-an-order-failed = Eine Zahlung oder Bestellung ist misslungen.
means-the-connection-is-too-slow-or-was-lost = Die Verbindung ist zu langsam oder ging verloren.
means-sign-in-failed = Die Anmeldung ist misslungen.
means-the-browser-or-its-part-for-protected-video-widevine-is-out-of-date = Der Browser oder sein Teil für geschützte Videos (Widevine) ist veraltet.
means-often-means-that-playback-could-not-be-delivered-the-connection-an-old-app-or-browser-or-the-cable-to-the-screen = Oft kam die Wiedergabe nicht an: die Verbindung, eine alte App, ein alter Browser oder das Kabel zum Bildschirm.
means-often-means-that-the-stream-was-cut-off-in-the-middle = Oft wurde der Stream mittendrin abgeschnitten.
means-often-means-that-the-app-s-stored-data-is-old = Oft sind die gespeicherten Daten der App alt.
means-often-means-that-copy-protection-hdcp-fails-between-the-device-and-the-screen = Oft versagt der Kopierschutz (HDCP) zwischen Gerät und Bildschirm.
means-often-means-that-the-device-s-part-for-protected-video-was-refused = Oft wurde der Teil des Geräts für geschützte Videos abgelehnt.
means-often-means-that-the-app-could-not-be-updated = Oft ließ sich die App nicht aktualisieren.
means-often-means-that-the-connection-the-sign-in-or-copy-protection-hdcp-failed = Oft hat die Verbindung, die Anmeldung oder der Kopierschutz (HDCP) versagt.

## Sling TV

means-sling-tv-is-not-offered-in-this-country = Sling TV wird in diesem Land nicht angeboten.

## SoundCloud

means-the-session-was-refused-the-site-will-fetch-a-new-one = Die Sitzung wurde abgelehnt; die Seite holt sich eine neue.
means-a-bot-wall-datadome-refuses-this-program-it-is-not-an-outage = Eine Sperre gegen Programme (DataDome) lehnt dieses Programm ab; das ist keine Störung.

## Spotify

means-the-servers-for-signing-in-were-not-reached-or-are-overloaded = Die Server für die Anmeldung waren nicht zu erreichen oder sind überlastet.
means-the-sign-in-was-refused-wrong-details-an-expired-session-or-a-fault-at-spotify = Die Anmeldung wurde abgelehnt: falsche Daten, eine abgelaufene Sitzung oder ein Fehler bei Spotify.
means-a-firewall-proxy-antivirus-or-vpn-stands-between-the-app-and-the-servers-for-signing-in = Eine Firewall, ein Proxy, ein Virenschutz oder ein VPN steht zwischen der App und den Servern für die Anmeldung.
means-the-account-s-region-and-the-present-region-differ-or-signing-in-is-blocked = Die Region des Kontos ist eine andere als die jetzige, oder die Anmeldung ist gesperrt.
means-the-app-sees-no-internet-connection = Die App sieht keine Verbindung zum Internet.
means-wrong-user-name-or-password = Falscher Benutzername oder falsches Passwort.
means-a-proxy-answers-instead-of-spotify-http-401-403-or-407 = Statt Spotify antwortet ein Proxy (HTTP 401, 403 oder 407).
means-a-firewall-blocks-the-check-of-the-account = Eine Firewall verhindert die Prüfung des Kontos.
means-spotify-ended-the-session = Spotify hat die Sitzung beendet.
means-the-app-is-too-old-and-must-be-updated = Die App ist zu alt und muss aktualisiert werden.
means-the-account-is-disabled = Das Konto ist gesperrt.
means-this-device-is-not-allowed-for-the-account = Dieses Gerät ist für das Konto nicht zugelassen.
means-the-account-s-profile-is-incomplete = Das Profil des Kontos ist unvollständig.
means-the-account-s-country-does-not-match = Das Land des Kontos passt nicht.
means-this-needs-premium = Dafür braucht es Premium.
means-the-stored-session-is-not-valid = Die gespeicherte Sitzung gilt nicht.
means-the-session-could-not-begin-after-signing-in-with-the-browser = Nach der Anmeldung mit dem Browser kam die Sitzung nicht zustande.
means-the-automatic-update-failed = Die automatische Aktualisierung ist misslungen.
means-often-means-that-spotify-could-not-connect = Oft bekam Spotify keine Verbindung.

## Stan

means-stan-sees-a-vpn-or-proxy = Stan sieht ein VPN oder einen Proxy.

## Steam

means-a-page-of-the-store-or-the-community-could-not-be-made-usually-load-on-steam-s-side = Eine Seite des Shops oder der Community ließ sich nicht erstellen; meist ist Steam überlastet.
means-the-connection-timed-out = Die Verbindung kam nicht rechtzeitig zustande.
means-the-connection-was-reset = Die Verbindung wurde abgebrochen.
means-the-connection-was-refused = Die Verbindung wurde abgelehnt.
means-looking-up-the-server-s-name-failed = Der Name des Servers ließ sich nicht nachschlagen.
means-the-proxy-failed = Der Proxy hat versagt.

## TIDAL

means-the-session-expired-or-is-not-valid = Die Sitzung ist abgelaufen oder gilt nicht.
means-often-means-that-the-sign-in-was-refused = Oft wurde die Anmeldung abgelehnt.

## Tubi

means-tubi-is-not-offered-in-this-country = Tubi wird in diesem Land nicht angeboten.

## Twitch

means-loading-the-video-was-cut-off = Das Laden des Videos wurde abgeschnitten.
means-a-network-error-between-player-and-video-server-ad-blockers-are-a-frequent-cause = Ein Netzwerkfehler zwischen Player und Videoserver; Werbeblocker sind häufig der Grund.
means-the-stream-cannot-be-used-in-this-player-its-format-a-channel-that-is-offline-or-a-faulty-server = Der Stream lässt sich in diesem Player nicht nutzen: sein Format, ein Kanal, der offline ist, oder ein gestörter Server.
means-often-means-that-the-content-is-not-available-at-present = Oft ist der Inhalt zurzeit nicht verfügbar.
means-the-recording-is-for-subscribers-only = Die Aufzeichnung ist nur für Abonnenten.

## Vimeo

means-vimeo-asks-for-a-sign-in-possibly-because-of-rules-of-this-place = Vimeo verlangt eine Anmeldung, vielleicht wegen der Regeln hier.
means-the-event-is-protected-by-a-password = Die Veranstaltung ist mit einem Passwort geschützt.
means-the-video-plays-only-inside-the-site-that-embeds-it = Das Video spielt nur auf der Seite, in die es eingebettet ist.
means-vimeo-refuses-this-program-or-an-address-of-a-data-centre-or-vpn-browsers-may-still-work = Vimeo lehnt dieses Programm oder eine Adresse eines Rechenzentrums oder VPN ab; Browser funktionieren vielleicht trotzdem.

## YouTube

means-youtube-does-not-trust-this-address-or-session-a-shared-vpn-exit-or-many-requests = YouTube traut dieser Adresse oder Sitzung nicht: ein geteilter VPN-Ausgang oder viele Anfragen.
means-too-many-requests-from-this-session-or-account-it-clears-after-about-an-hour = Zu viele Anfragen aus dieser Sitzung oder von diesem Konto; nach etwa einer Stunde ist es vorbei.
means-youtube-asks-for-a-captcha-before-playback = YouTube verlangt vor der Wiedergabe ein Captcha.
means-the-owner-does-not-offer-the-video-in-this-country = Der Eigentümer bietet das Video in diesem Land nicht an.
means-the-embedded-player-was-refused-because-the-page-did-not-say-who-it-is-no-referrer = Der eingebettete Player wurde abgelehnt, weil die Seite nicht sagte, wer sie ist (kein Referrer).
means-the-owner-does-not-allow-playback-outside-youtube-com = Der Eigentümer erlaubt die Wiedergabe nur auf youtube.com.
means-the-embedded-player-failed-in-this-browser = Der eingebettete Player hat in diesem Browser versagt.
means-the-video-was-removed-or-is-private = Das Video wurde entfernt oder ist privat.
means-too-many-requests-from-this-address = Zu viele Anfragen von dieser Adresse.
means-a-fault-on-youtube-s-side = Ein Fehler bei YouTube.
means-the-player-could-not-load-the-stream = Der Player konnte den Stream nicht laden.
