# What the diagnosis says: the English stands where the rule is (`src/diagnosis`), and its words make the name here.
# `reason-…` is a sentence; `because-…` stands after a cause that was ruled out, or in a sentence: no capital, no full stop.

## How it stands

reason-fine-of-references-independent-checks-answer-as-they-should = { $fine } von { $references } unabhängigen Prüfungen antworten, wie sie sollen.
reason-no-independent-check-could-be-made-so-nothing-can-be-said-about-your-network = Keine unabhängige Prüfung war möglich, deshalb lässt sich über Ihr Netzwerk nichts sagen.
reason-only-fine-of-references-independent-checks-answer-and-what-else-was-seen-does-not-tell-why = Nur { $fine } von { $references } unabhängigen Prüfungen antworten, und was sonst zu sehen war, verrät nicht, warum.
reason-there-was-no-time-to-look-at-it = Dafür war keine Zeit mehr.
reason-it-answers-as-it-should = Die Antwort ist, wie sie sein soll.
reason-all-count-parts-that-were-asked-answer-as-they-should = Alle { $count } gefragten Teile antworten, wie sie sollen.

## Over a while

reason-the-link-changed-between-up-and-down-changes-times-while-we-looked =
    { $changes ->
        [one] Die Verbindung wechselte beim Nachsehen einmal zwischen da und weg.
       *[other] Die Verbindung wechselte beim Nachsehen { $changes }-mal zwischen da und weg.
    }

## On the phone

because-it-opens-on-your-phone-over-mobile-data = über mobile Daten öffnet es sich auf Ihrem Telefon
reason-it-opens-on-your-phone-over-mobile-data = Über mobile Daten öffnet es sich auf Ihrem Telefon.
reason-it-does-not-open-on-your-phone-over-mobile-data-either = Auch über mobile Daten öffnet es sich auf Ihrem Telefon nicht.

## What the user sees

reason-you-see-code = Sie sehen „{ $code }“.
reason-this-computer-gets-a-good-answer-whether-the-address-may-play-shows-only-when-something-is-played = Dieser Computer bekommt eine gute Antwort; ob über diese Adresse abgespielt werden darf, zeigt sich erst beim Abspielen.
reason-the-front-door-answers-what-lies-behind-the-sign-in-or-was-over-before-cannot-be-seen-from-outside = Der Eingang antwortet; was hinter der Anmeldung liegt oder vorher schon vorbei war, ist von außen nicht zu sehen.
reason-this-computer-gets-a-good-answer-over-the-same-line-so-the-line-and-the-service-work = Dieser Computer bekommt über dieselbe Leitung eine gute Antwort, also funktionieren Leitung und Dienst.
reason-this-computer-gets-a-good-answer-what-needs-your-account-cannot-be-seen-from-outside = Dieser Computer bekommt eine gute Antwort; was Ihr Konto braucht, ist von außen nicht zu sehen.

## A response of the service

reason-the-session-was-authenticated-by-a-publicly-trusted-certificate-so-the-service-s-side-wrote-this = Die Verbindung ist mit einem öffentlich anerkannten Zertifikat gesichert, also hat der Dienst selbst dies geschrieben.
reason-the-service-s-server-sent-something-that-is-not-a-web-page-and-its-front-passed-it-on = Der Server des Dienstes schickte etwas, das keine Webseite ist, und der vordere Server gab es weiter.
reason-the-page-asks-for-proof-that-a-person-is-reading-it-is-aimed-at-programs-not-at-people = Die Seite verlangt einen Beweis, dass ein Mensch liest; sie richtet sich gegen Programme, nicht gegen Menschen.
reason-the-page-announces-maintenance = Die Seite kündigt eine Wartung an.
reason-the-service-answers-as-it-should = Der Dienst antwortet, wie er soll.
reason-the-service-answers-but-not-with-what-belongs-there = Der Dienst antwortet, aber nicht mit dem, was dorthin gehört.
reason-the-service-sends-us-on-to-another-of-its-pages = Der Dienst schickt uns auf eine andere seiner Seiten weiter.
reason-the-service-answers-with-a-redirect = Der Dienst antwortet mit einer Weiterleitung.
reason-the-service-sends-us-to-a-page-that-asks-for-proof-of-a-human-reader-at-to = Der Dienst schickt uns zu { $to }, auf eine Seite, die einen Beweis verlangt, dass ein Mensch liest.
reason-the-service-lets-people-in-by-turns-this-is-its-waiting-room = Der Dienst lässt die Leute nacheinander ein: Das ist sein Warteraum.
reason-the-service-sends-us-to-a-waiting-room-at-to-which-lets-people-in-by-turns = Der Dienst schickt uns zu { $to }, in einen Warteraum, der die Leute nacheinander einlässt.
reason-the-service-sends-us-to-a-page-about-maintenance-at-to = Der Dienst schickt uns zu { $to }, auf eine Seite über eine Wartung.
reason-the-service-sends-us-to-a-page-about-the-reader-s-region-at-to = Der Dienst schickt uns zu { $to }, auf eine Seite über die Region, aus der man kommt.
reason-the-service-sends-us-to-its-sign-in-at-to = Der Dienst schickt uns zu seiner Anmeldung bei { $to }.
reason-the-service-says-that-too-many-requests-came-from-here-429 = Der Dienst sagt, dass von hier zu viele Anfragen kamen (429).
reason-the-service-wants-a-sign-in-first-401 = Der Dienst will zuerst eine Anmeldung (401).
reason-a-server-on-the-service-s-side-wants-a-password-407 = Ein Server beim Dienst verlangt ein Passwort (407).
reason-the-service-wants-a-payment-first-402 = Der Dienst will zuerst eine Zahlung (402).
reason-the-service-may-not-show-this-here-for-legal-reasons-451 = Der Dienst darf dies hier aus rechtlichen Gründen nicht zeigen (451).
reason-the-service-refuses-the-address-that-we-come-from-420 = Der Dienst lehnt die Adresse ab, von der wir kommen (420).
reason-the-service-refuses-without-saying-why-403 = Der Dienst lehnt ab, ohne zu sagen, warum (403).
reason-the-service-gave-up-waiting-for-our-request-408 = Der Dienst hat nicht länger auf unsere Anfrage gewartet (408).
reason-the-service-answers-but-not-to-this-request-status = Der Dienst antwortet, aber nicht auf diese Anfrage ({ $status }).
reason-the-service-s-front-got-no-good-answer-from-its-own-servers-502 = Der vordere Server des Dienstes bekam von den Servern dahinter keine brauchbare Antwort (502).
reason-the-service-s-front-got-no-answer-in-time-from-its-own-servers-504 = Der vordere Server des Dienstes bekam von den Servern dahinter nicht rechtzeitig eine Antwort (504).
reason-the-service-says-that-it-cannot-answer-at-the-moment-503 = Der Dienst sagt, dass er gerade nicht antworten kann (503).
reason-the-service-s-front-did-not-reach-its-own-servers-status = Der vordere Server des Dienstes erreichte die Server dahinter nicht ({ $status }).
reason-the-service-gives-an-answer-that-only-a-network-may-give-511 = Der Dienst gibt eine Antwort, die nur ein Netzwerk geben darf (511).
reason-something-broke-inside-the-service-status = Im Dienst selbst ist etwas schiefgegangen ({ $status }).
reason-the-page-says-that-we-come-through-a-vpn-or-proxy = Die Seite sagt, dass wir über ein VPN oder einen Proxy kommen.
reason-the-page-says-that-too-many-devices-are-watching = Die Seite sagt, dass zu viele Geräte zuschauen.
reason-the-page-says-that-this-is-not-shown-in-our-region = Die Seite sagt, dass dies in unserer Region nicht gezeigt wird.
reason-the-service-says-that-too-many-requests-came-from-here = Der Dienst sagt, dass von hier zu viele Anfragen kamen.
reason-the-service-says-that-it-has-no-place-left = Der Dienst sagt, dass er keinen Platz mehr hat.
reason-the-page-speaks-of-plan-subscription-or-payment = Die Seite spricht von Tarif, Abo oder Bezahlung.
reason-the-page-wants-a-sign-in-first = Die Seite will zuerst eine Anmeldung.
reason-a-server-on-the-way-says-that-what = Ein Server unterwegs meldet: { $what }.
reason-the-server-server-on-the-way-says-that-what = Der Server „{ $server }“ unterwegs meldet: { $what }.

## What servers on the way say of themselves; stands after “meldet:”

because-the-name-of-the-server-behind-it-was-not-resolved-in-time = der Name des Servers dahinter wurde nicht rechtzeitig nachgeschlagen
because-the-name-of-the-server-behind-it-does-not-resolve = zum Namen des Servers dahinter findet sich keine Adresse
because-it-knows-no-server-for-this-address = er kennt keinen Server für diese Adresse
because-it-takes-the-server-behind-it-for-down = er hält den Server dahinter für ausgefallen
because-its-rules-forbid-the-server-s-address = seine Regeln verbieten die Adresse des Servers
because-it-has-no-route-to-the-server-behind-it = er kennt keinen Weg zum Server dahinter
because-the-server-behind-it-refused-the-connection = der Server dahinter hat die Verbindung abgelehnt
because-the-server-behind-it-closed-the-connection-too-early = der Server dahinter hat die Verbindung zu früh geschlossen
because-the-server-behind-it-did-not-accept-a-connection-in-time = der Server dahinter hat nicht rechtzeitig eine Verbindung angenommen
because-the-server-behind-it-did-not-answer-in-time = der Server dahinter hat nicht rechtzeitig geantwortet
because-the-server-behind-it-did-not-take-the-request-in-time = der Server dahinter hat die Anfrage nicht rechtzeitig angenommen
because-it-has-too-many-connections-to-the-server-behind-it = er hat zu viele Verbindungen zum Server dahinter
because-the-encrypted-connection-to-the-server-behind-it-failed = die verschlüsselte Verbindung zum Server dahinter kam nicht zustande
because-the-certificate-of-the-server-behind-it-is-not-valid = das Zertifikat des Servers dahinter ist nicht gültig
because-the-server-behind-it-refused-the-encrypted-connection = der Server dahinter hat die verschlüsselte Verbindung abgelehnt
because-it-does-not-accept-the-request = er nimmt die Anfrage nicht an
because-its-rules-deny-the-request = seine Regeln lassen die Anfrage nicht zu
because-the-server-behind-it-broke-off-its-answer = der Server dahinter hat seine Antwort abgebrochen
because-the-answer-of-the-server-behind-it-has-too-large-a-head = die Antwort des Servers dahinter hat einen zu großen Kopf
because-the-answer-of-the-server-behind-it-has-too-large-a-header-field = die Antwort des Servers dahinter hat ein zu großes Kopffeld
because-the-answer-of-the-server-behind-it-is-too-large = die Antwort des Servers dahinter ist zu groß
because-the-answer-of-the-server-behind-it-has-too-large-a-trailer = die Antwort des Servers dahinter hat einen zu großen Nachspann
because-the-answer-of-the-server-behind-it-has-too-large-a-trailer-field = die Antwort des Servers dahinter hat ein zu großes Feld im Nachspann
because-the-answer-of-the-server-behind-it-cannot-be-decoded = die Antwort des Servers dahinter ist nicht zu entpacken
because-the-content-from-the-server-behind-it-cannot-be-decoded = der Inhalt vom Server dahinter ist nicht zu entpacken
because-the-server-behind-it-did-not-finish-its-answer-in-time = der Server dahinter wurde mit seiner Antwort nicht rechtzeitig fertig
because-the-server-behind-it-refused-to-change-the-protocol = der Server dahinter wollte das Protokoll nicht wechseln
because-the-server-behind-it-breaks-the-rules-of-http = der Server dahinter hält sich nicht an die Regeln von HTTP
because-it-made-this-answer-up-itself = diese Antwort stammt von ihm selbst
because-it-is-broken-itself = er ist selbst gestört
because-it-is-wrongly-configured = er ist falsch eingestellt
because-its-requests-come-back-to-itself = seine Anfragen kommen zu ihm selbst zurück
because-it-reports-an-error = es gab einen Fehler

## A response of somebody between

reason-in-clear-text-somebody-refuses-without-saying-who-403 = Unverschlüsselt lehnt jemand ab, ohne zu sagen, wer er ist (403).
reason-it-came-in-clear-text-so-anybody-on-the-way-can-have-written-it = Die Antwort kam unverschlüsselt, also kann sie jeder unterwegs geschrieben haben.
reason-a-proxy-on-the-way-wants-a-password-407 = Ein Proxy unterwegs verlangt ein Passwort (407).
reason-somebody-on-the-way-says-that-they-could-not-fetch-the-page = Jemand unterwegs meldet, dass er die Seite nicht holen konnte.
reason-somebody-who-names-himself-blocks-this-for-legal-reasons-451 = Jemand, der seinen Namen nennt, sperrt dies aus rechtlichen Gründen (451).
reason-this-is-not-shown-here-for-legal-reasons-451 = Dies wird hier aus rechtlichen Gründen nicht gezeigt (451).
reason-another-certificate-than-a-public-one-signs-this-session-so-whoever-reads-along-here-can-have-written-it = Diese Verbindung ist nicht mit einem öffentlichen Zertifikat gesichert, also kann die Antwort von jemandem stammen, der hier mitliest.
reason-the-answer-is-what-it-should-be = Es kam die Antwort, die kommen soll.
reason-the-page-speaks-as-a-filter-does-not-as-the-service = Die Seite spricht wie ein Filter, nicht wie der Dienst.
reason-the-network-says-that-it-wants-a-sign-in-first-511 = Das Netzwerk sagt, dass es zuerst eine Anmeldung will (511).
reason-the-network-s-own-interface-says-that-it-wants-a-sign-in-first = Die Schnittstelle des Netzwerks selbst sagt, dass es zuerst eine Anmeldung will.
reason-the-page-is-about-getting-access-to-this-network-not-about-the-service = Die Seite handelt vom Zugang zu diesem Netzwerk, nicht vom Dienst.
reason-instead-of-the-service-s-page-we-are-sent-to-host-which-calls-itself-a-block-page = Statt auf die Seite des Dienstes werden wir zu { $host } geschickt, einer Adresse, die sich selbst als Sperrseite ausgibt.
reason-instead-of-the-service-s-page-we-are-sent-to-host-to-sign-in-to-the-network = Statt auf die Seite des Dienstes werden wir zu { $host } geschickt, um uns am Netzwerk anzumelden.
reason-instead-of-the-service-s-page-we-are-sent-to-host-which-only-this-network-has = Statt auf die Seite des Dienstes werden wir zu { $host } geschickt, einer Adresse, die es nur in diesem Netzwerk gibt.
reason-instead-of-the-service-s-page-we-are-sent-to-host-which-is-not-the-service-s = Statt auf die Seite des Dienstes werden wir zu { $host } geschickt, einer Adresse, die nicht dem Dienst gehört.
reason-the-answer-is-made-for-the-service-s-own-programs = Die Antwort ist für die eigenen Programme des Dienstes gemacht.
reason-the-answer-is-a-stream = Die Antwort ist ein Stream.
reason-the-answer-has-marks-that-only-the-service-s-servers-leave = Die Antwort trägt Merkmale, die nur die Server des Dienstes hinterlassen.
reason-the-answer-has-marks-that-only-a-proxy-leaves = Die Antwort trägt Merkmale, die nur ein Proxy hinterlässt.

## A response of a configured proxy

reason-it-answers-our-request-for-a-tunnel-so-the-configured-proxy-wrote-it = Dies beantwortet unsere Bitte um einen Tunnel, also hat es der eingestellte Proxy geschrieben.
reason-the-proxy-refuses-and-offers-no-way-to-sign-in-407 = Der Proxy lehnt ab und bietet keine Anmeldung an (407).
reason-the-proxy-wants-a-user-name-and-a-password-407 = Der Proxy verlangt Benutzernamen und Passwort (407).
reason-instead-of-opening-the-tunnel-the-proxy-sends-us-to-host = Statt den Tunnel zu öffnen, schickt uns der Proxy zu { $host }.
reason-instead-of-opening-the-tunnel-the-proxy-sends-us-to-another-page = Statt den Tunnel zu öffnen, schickt uns der Proxy auf eine andere Seite.
reason-the-network-wants-a-sign-in-first-511 = Das Netzwerk will zuerst eine Anmeldung (511).
reason-the-proxy-refuses-to-connect-us-to-the-service-status = Der Proxy lehnt es ab, uns mit dem Dienst zu verbinden ({ $status }).
reason-the-proxy-says-that-it-could-not-connect-us-to-the-service-status = Der Proxy meldet, dass er uns nicht mit dem Dienst verbinden konnte ({ $status }).
reason-the-proxy-opened-the-tunnel = Der Proxy hat den Tunnel geöffnet.
reason-the-proxy-opened-a-tunnel-and-then-answered-in-it-in-place-of-the-service-status = Der Proxy hat einen Tunnel geöffnet und darin dann anstelle des Dienstes geantwortet ({ $status }).
reason-the-tunnel-carries-an-answer = Durch den Tunnel kommt eine Antwort.
reason-instead-of-a-tunnel-the-proxy-gives-a-page-that-says-it-could-not-connect = Statt eines Tunnels liefert der Proxy eine Seite, auf der steht, dass er keine Verbindung bekam.
reason-instead-of-a-tunnel-the-proxy-gives-a-page-of-its-own = Statt eines Tunnels liefert der Proxy eine eigene Seite.
reason-the-proxy-says-that-the-tunnel-is-open-but-nothing-came-through-it = Der Proxy sagt, der Tunnel sei offen, aber es kam nichts hindurch.
reason-the-proxy-opened-the-tunnel-and-something-came-through-it = Der Proxy hat den Tunnel geöffnet, und es kam etwas hindurch.
reason-the-proxy-refuses-the-request-status = Der Proxy lehnt die Anfrage ab ({ $status }).
reason-the-proxy-could-not-fetch-the-page-status = Der Proxy konnte die Seite nicht holen ({ $status }).
reason-it-came-in-clear-text-through-the-configured-proxy-so-the-proxy-or-the-service-wrote-it = Die Antwort kam unverschlüsselt durch den eingestellten Proxy, also hat sie der Proxy oder der Dienst geschrieben.
reason-the-proxy-says-that-it-could-not-fetch-the-page = Der Proxy meldet, dass er die Seite nicht holen konnte.
reason-the-proxy-or-somebody-behind-it-refuses-status = Der Proxy oder jemand dahinter lehnt ab ({ $status }).
reason-the-page-is-an-application-s-not-a-proxy-s = Die Seite stammt von einer Anwendung, nicht von einem Proxy.
reason-the-proxy-tells-why-it-could-not-fetch-the-page = Der Proxy sagt, warum er die Seite nicht holen konnte.
reason-the-proxy-or-somebody-behind-it-could-not-answer-status = Der Proxy oder jemand dahinter konnte nicht antworten ({ $status }).

## Any response

reason-the-page-is-the-one-that-product-writes = Eine solche Seite schreibt { $product }.
reason-the-connection-closed-without-an-answer-so-nobody-can-be-named-from-it = Die Verbindung wurde ohne Antwort geschlossen, daraus lässt sich niemand erkennen.
reason-the-answer-is-an-encrypted-session-not-a-page = Die Antwort ist eine verschlüsselte Verbindung, keine Seite.
reason-the-answer-is-not-one-that-a-web-server-may-give = So darf ein Webserver nicht antworten.

## Connection

reason-no-connection-opens-to-it = Dorthin kommt keine Verbindung zustande.
reason-no-independent-check-succeeded-either-so-it-cannot-be-said-whose-side-it-is = Auch keine unabhängige Prüfung gelang, deshalb lässt sich nicht sagen, an wem es liegt.
reason-over-another-connection-the-service-answers-over-this-one-no-connection-opens = Über eine andere Verbindung antwortet der Dienst; über diese kommt keine Verbindung zustande.
because-it-answers-over-another-connection = über eine andere Verbindung antwortet er
reason-all-of-its-addresses-refuse-the-connection = Alle seine Adressen lehnen die Verbindung ab.
reason-none-of-its-addresses-answers = Keine seiner Adressen antwortet.
reason-one-of-its-all-addresses-that-were-tried-does-not-answer-well = Eine der { $all } Adressen, die versucht wurden, antwortet nicht, wie sie soll.
reason-bad-of-its-all-addresses-that-were-tried-do-not-answer-well = { $bad } von { $all } Adressen, die versucht wurden, antworten nicht, wie sie sollen.
reason-one-and-the-same-address-of-it-answers-now-well-now-with-status-status = Ein und dieselbe Adresse antwortet einmal gut und einmal mit dem Status { $status }.
reason-no-connection-to-it-opens = Es kommt keine Verbindung dorthin zustande.
reason-other-services-answer-from-here = Andere Dienste antworten von hier aus.
reason-all-parts-of-the-service-are-hit = Alle Teile des Dienstes sind betroffen.
because-other-services-answer = andere Dienste antworten
because-its-name-is-found = sein Name wird gefunden
reason-a-router-on-the-way-says-that-no-route-leads-to-it = Ein Router unterwegs meldet, dass kein Weg dorthin führt.
reason-somebody-on-the-way-says-that-connections-to-it-are-forbidden = Jemand unterwegs meldet, dass Verbindungen dorthin verboten sind.
because-the-refusal-took-the-time-of-a-way-and-back = die Ablehnung brauchte so lange wie der Weg hin und zurück
reason-the-refusal-came-within-near-ms-nothing-else-out-there-answers-in-less-than-nearest = Die Ablehnung kam innerhalb von { $near } ms; nichts sonst da draußen antwortet in weniger als { $nearest }.
because-the-refusal-came-from-near-by = die Ablehnung kam aus der Nähe
reason-the-proxy-that-is-set-on-this-computer-does-not-get-a-connection-to-it = Der Proxy, der auf diesem Computer eingestellt ist, bekommt keine Verbindung dorthin.
reason-without-the-proxy-the-service-answers = Ohne den Proxy antwortet der Dienst.
reason-it-passes-other-traffic = Anderes lässt er durch.
reason-the-proxy-says-that-the-service-cannot-be-reached-from-there = Der Proxy meldet, dass der Dienst von dort nicht zu erreichen ist.

## Device

reason-every-network-connection-of-this-computer-is-switched-off = Alle Netzwerkverbindungen dieses Computers sind ausgeschaltet.
because-without-a-connection-to-your-network-nothing-can-be-said-about-your-provider = ohne Verbindung zu Ihrem Netzwerk lässt sich über Ihren Anbieter nichts sagen
reason-the-network-connection-is-switched-on-but-there-is-no-link-no-cable-or-no-wi-fi-joined = Die Netzwerkverbindung ist eingeschaltet, aber nicht verbunden: Es steckt kein Kabel, oder der Computer ist mit keinem WLAN verbunden.
because-the-connection-is-switched-on = die Verbindung ist eingeschaltet
reason-this-computer-gave-itself-an-address-because-the-router-gave-it-none = Dieser Computer hat sich selbst eine Adresse gegeben, weil ihm der Router keine gab.
reason-there-is-a-link-but-the-router-gave-this-computer-no-address = Die Verbindung steht, aber der Router hat diesem Computer keine Adresse gegeben.
because-there-is-a-link = die Verbindung steht
reason-this-computer-has-an-address-but-no-default-route-it-does-not-know-the-way-out = Dieser Computer hat eine Adresse, aber keine Standardroute: Er kennt den Weg hinaus nicht.
because-there-is-an-address = eine Adresse ist da
reason-your-router-does-not-answer-this-computer-at-all = Ihr Router antwortet diesem Computer überhaupt nicht.
because-nothing-gets-as-far-as-your-provider = nichts kommt bis zu Ihrem Anbieter
because-the-link-itself-comes-and-goes = die Verbindung zum Netzwerk selbst kommt und geht
because-the-traffic-does-not-leave-this-computer = die Daten verlassen diesen Computer nicht
reason-this-computer-itself-refuses-to-send-a-firewall-or-security-program-forbids-it = Dieser Computer selbst sendet nicht: Eine Firewall oder ein Schutzprogramm verbietet es.
reason-connections-are-refused-at-once-and-nothing-was-even-sent-to-your-router-a-firewall-or-security-program-on-this-computer-refuses-them = Verbindungen werden sofort abgelehnt, und zum Router wurde gar nichts geschickt: Eine Firewall oder ein Schutzprogramm auf diesem Computer lehnt sie ab.

## Exchange

because-it-answers-without-the-proxy = ohne den Proxy antwortet er
reason-the-secure-connection-proves-that-it-is-the-service-s-own-side = Die sichere Verbindung beweist, dass es der Dienst selbst ist.
because-the-service-itself-was-reached = der Dienst selbst wurde erreicht
reason-the-service-sends-us-round-in-circles = Der Dienst schickt uns im Kreis herum.
reason-the-service-sends-us-to-an-address-that-no-honest-page-has = Der Dienst schickt uns zu einer Adresse, die keine ehrliche Seite hat.
reason-the-service-accepts-the-request-and-never-answers-it = Der Dienst nimmt die Anfrage an und beantwortet sie nie.
reason-the-service-accepts-the-request-and-hangs-up = Der Dienst nimmt die Anfrage an und legt auf.
reason-the-service-breaks-off-its-answer-with-a-protocol-error = Der Dienst bricht seine Antwort mit einem Protokollfehler ab.
reason-what-answers-in-its-place-sends-us-round-in-circles = Wer an seiner Stelle antwortet, schickt uns im Kreis herum.
reason-what-answers-in-its-place-sends-us-to-an-address-that-no-honest-page-has = Wer an seiner Stelle antwortet, schickt uns zu einer Adresse, die keine ehrliche Seite hat.
reason-what-answers-in-its-place-accepts-the-request-and-never-answers-it = Wer an seiner Stelle antwortet, nimmt die Anfrage an und beantwortet sie nie.
reason-what-answers-in-its-place-accepts-the-request-and-hangs-up = Wer an seiner Stelle antwortet, nimmt die Anfrage an und legt auf.
reason-what-answers-in-its-place-breaks-off-its-answer-with-a-protocol-error = Wer an seiner Stelle antwortet, bricht die Antwort mit einem Protokollfehler ab.
reason-the-answer-stops-in-the-middle = Die Antwort hört mittendrin auf.
reason-the-answer-has-a-head-without-end = Die Antwort hat einen Kopf ohne Ende.
reason-the-answer-makes-no-sense = Die Antwort ergibt keinen Sinn.
reason-somebody-on-the-way-opens-this-computer-s-secure-connections-and-speaks-in-it = Jemand unterwegs öffnet die sicheren Verbindungen dieses Computers und spricht darin mit.
reason-it-passes-what-others-answer = Was andere antworten, lässt er durch.

## Name

reason-your-dns-how = Ihr DNS { $how }.
reason-only-your-own-network-can-know-this-name-so-other-dns-servers-cannot-tell = Diesen Namen kann nur Ihr eigenes Netzwerk kennen, deshalb wissen andere DNS-Server nichts darüber.
reason-your-dns-did-not-answer-for-this-name-nor-for-others = Ihr DNS hat weder zu diesem Namen noch zu anderen geantwortet.
because-other-dns-servers-know-the-name = andere DNS-Server kennen den Namen
reason-it-finds-other-names-without-trouble = Andere Namen findet es ohne Mühe.
reason-other-dns-servers-know-the-name = Andere DNS-Server kennen den Namen.
reason-only-an-encrypted-look-up-gets-the-true-answer-questions-to-other-dns-servers-are-answered-on-the-way = Nur verschlüsselt gefragt kommt die wahre Antwort: Fragen an andere DNS-Server beantwortet jemand unterwegs.
reason-with-the-address-that-they-give-the-service-answers = Mit der Adresse, die sie nennen, antwortet der Dienst.
because-the-service-answers = der Dienst antwortet
reason-no-dns-server-finds-the-name-yours-how-and-so-does-one-other = Kein DNS-Server findet den Namen: Ihrer { $how }, ein anderer Server ebenso.
reason-no-dns-server-finds-the-name-yours-how-and-so-do-count-others = Kein DNS-Server findet den Namen: Ihrer { $how }, { $count } andere Server ebenso.
reason-other-names-are-found-without-trouble = Andere Namen werden ohne Mühe gefunden.
because-independent-dns-servers-say-the-same = unabhängige DNS-Server sagen dasselbe
because-other-names-are-found = andere Namen werden gefunden
reason-no-other-dns-server-answered-whether-one-knows-the-name-would-decide-it = Kein anderer DNS-Server hat geantwortet; ob einer den Namen kennt, würde es entscheiden.
reason-silent-other-dns-servers-answer-for-other-names-and-are-silent-about-this-one-as-yours-is = { $silent } andere DNS-Server antworten zu anderen Namen und schweigen zu diesem, wie Ihrer auch.
reason-your-dns-fails-to-find-this-name-and-stumbles-over-unrelated-names-too = Ihr DNS findet diesen Namen nicht und stolpert auch über andere, die nichts mit ihm zu tun haben.
reason-only-an-encrypted-look-up-gets-the-true-address-all-others-lead-to-one-that-is-not-the-service-s = Nur eine verschlüsselte Abfrage erhält die richtige Adresse: Alle anderen führen zu einer, die nicht dem Dienst gehört.
reason-the-service-sends-us-to-a-name-that-does-not-exist = Der Dienst schickt uns zu einem Namen, den es nicht gibt.
because-other-names-of-the-same-domain-are-found = andere Namen derselben Domain werden gefunden
reason-the-look-up-failed-asked-again-your-dns-knows-the-name = Das Nachschlagen misslang; noch einmal gefragt, kennt Ihr DNS den Namen.
because-your-dns-knows-the-name = Ihr DNS kennt den Namen
reason-it-has-lacks-addresses-only-and-your-network-offers-no-way-but-has = Es gibt dafür nur Adressen für { $lacks }, und Ihr Netzwerk bietet nur einen Weg über { $has }.
because-nothing-was-sent-to-it = dorthin wurde nichts geschickt
because-answers-with-an-address-that-leads-nowhere = nennt eine Adresse, die nirgendwohin führt
because-says-that-this-name-does-not-exist = sagt, dass es diesen Namen nicht gibt
because-fails-to-find-this-name = scheitert daran, diesen Namen zu finden
because-refuses-to-look-up-this-name = weigert sich, diesen Namen nachzuschlagen
because-gives-no-address-for-this-name = nennt zu diesem Namen keine Adresse
because-does-not-find-this-name = findet diesen Namen nicht
reason-your-dns-gives-an-address-for-it-that-no-other-dns-server-gives-and-what-is-there-is-not-the-service = Ihr DNS nennt dafür eine Adresse, die kein anderer DNS-Server nennt, und was dort ist, ist nicht der Dienst.
reason-with-the-address-that-others-give-the-service-answers = Mit der Adresse, die andere nennen, antwortet der Dienst.
because-the-certificate-is-not-the-service-s-at-all = das Zertifikat ist gar nicht das des Dienstes

## Path

reason-your-router-answers = Ihr Router antwortet.
reason-nothing-beyond-it-does-one-independent-check-failed-by-name-and-by-number = Dahinter antwortet nichts: Eine unabhängige Prüfung misslang, mit Namen und mit Nummer.
reason-nothing-beyond-it-does-count-independent-checks-failed-by-name-and-by-number = Dahinter antwortet nichts: { $count } unabhängige Prüfungen misslangen, mit Namen und mit Nummern.
reason-over-another-connection-the-internet-works = Über eine andere Verbindung funktioniert das Internet.
because-your-router-answers = Ihr Router antwortet
because-outside-your-vpn-nothing-answers-either = auch außerhalb Ihres VPN antwortet nichts
reason-no-secure-connection-port-443-opens-to-any-of-count-hosts = Zu keinem von { $count } Servern kommt eine sichere Verbindung (Port 443) zustande.
reason-plain-connections-to-other-hosts-work = Unverschlüsselte Verbindungen zu anderen Servern funktionieren.
because-other-connections-work = andere Verbindungen funktionieren
reason-no-secure-session-comes-to-be-with-any-of-count-unrelated-parties = Mit keiner von { $count } Gegenstellen, die nichts miteinander zu tun haben, kommt eine verschlüsselte Verbindung zustande.
because-unrelated-services-are-cut-off-alike = Dienste, die nichts miteinander zu tun haben, werden gleichermaßen abgeschnitten
reason-dns-servers-of-others-answer-from-here-and-no-connection-opens-to-anybody = Fremde DNS-Server antworten von hier aus, aber zu niemandem kommt eine Verbindung zustande.
because-questions-to-dns-servers-of-others-are-answered = Fragen an fremde DNS-Server werden beantwortet
reason-connections-open-but-the-first-large-answer-never-arrives-from-unrelated-services = Verbindungen kommen zustande, aber die erste große Antwort trifft nie ein, und das bei Diensten, die nichts miteinander zu tun haben.
reason-small-answers-arrive = Kleine Antworten kommen an.
reason-with-smaller-packets-it-works = Mit kleineren Paketen funktioniert es.
because-unrelated-services-stall-alike = Dienste, die nichts miteinander zu tun haben, stocken gleichermaßen
reason-count-unrelated-parties-answer-over-ipv4-and-none-of-them-over-ipv6-though-your-network-offers-ipv6 = { $count } Gegenstellen, die nichts miteinander zu tun haben, antworten über IPv4 und keine davon über IPv6, obwohl Ihr Netzwerk IPv6 anbietet.
because-unrelated-hosts-fail-alike-over-ipv6 = Server, die nichts miteinander zu tun haben, versagen über IPv6 gleichermaßen

## Portal

reason-your-network-says-itself-that-it-wants-a-sign-in-first-status-511 = Ihr Netzwerk sagt selbst, dass es zuerst eine Anmeldung will (Status 511).
reason-your-network-sends-every-plain-page-to-its-own-sign-in-page = Ihr Netzwerk leitet jede unverschlüsselte Seite auf seine eigene Anmeldeseite um.
reason-your-network-answers-every-plain-page-with-a-page-of-its-own = Ihr Netzwerk zeigt statt jeder unverschlüsselten Seite eine eigene.
reason-the-one-known-page-that-was-asked-for-came-back-changed = Die eine bekannte Seite, nach der gefragt wurde, kam verändert zurück.
reason-changed-of-all-known-pages-came-back-changed =
    { $changed ->
        [one] { $changed } von { $all } bekannten Seiten kam verändert zurück.
       *[other] { $changed } von { $all } bekannten Seiten kamen verändert zurück.
    }
reason-that-is-so-outside-your-vpn-which-gets-nothing-through-before-you-have-signed-in = So ist es außerhalb Ihres VPN; das bekommt nichts durch, solange Sie nicht angemeldet sind.
reason-over-another-connection-it-works = Über eine andere Verbindung funktioniert es.
because-somebody-on-your-own-network-answers = jemand in Ihrem eigenen Netzwerk antwortet

## Proxy

reason-the-proxy-that-is-set-on-this-computer-refuses-connections = Der Proxy, der auf diesem Computer eingestellt ist, lehnt Verbindungen ab.
reason-the-proxy-that-is-set-on-this-computer-does-not-answer = Der Proxy, der auf diesem Computer eingestellt ist, antwortet nicht.
reason-without-the-proxy-it-works = Ohne den Proxy funktioniert es.
because-without-the-proxy-the-internet-works = ohne den Proxy funktioniert das Internet
reason-the-proxy-that-is-set-on-this-computer-wants-a-user-name-and-a-password = Der Proxy, der auf diesem Computer eingestellt ist, verlangt Benutzernamen und Passwort.
reason-the-proxy-that-is-set-on-this-computer-refuses-everything = Der Proxy, der auf diesem Computer eingestellt ist, lehnt alles ab.
reason-the-proxy-that-is-set-on-this-computer-answers-every-request-with-an-error-of-its-own = Der Proxy, der auf diesem Computer eingestellt ist, beantwortet jede Anfrage mit einem eigenen Fehler.
because-unrelated-services-get-the-same-answer-and-it-is-the-proxy-s = Dienste, die nichts miteinander zu tun haben, bekommen dieselbe Antwort, und sie stammt vom Proxy
reason-count-unrelated-plain-pages-come-back-as-the-same-error-status = { $count } unverschlüsselte Seiten, die nichts miteinander zu tun haben, kommen als derselbe Fehler zurück ({ $status }).
because-unrelated-pages-do-not-fail-alike-by-themselves = Seiten, die nichts miteinander zu tun haben, versagen nicht von selbst auf gleiche Weise
reason-this-computer-is-told-to-fetch-its-proxy-settings-from-an-address-that-does-not-answer = Dieser Computer soll seine Proxy-Einstellungen von einer Adresse holen, die nicht antwortet.
reason-programs-that-do-not-need-that-script-get-through = Programme, die dieses Skript nicht brauchen, kommen durch.
reason-the-script-with-this-computer-s-proxy-settings-leads-to-proxies-alone-and-they-do-not-answer = Das Skript mit den Proxy-Einstellungen dieses Computers führt nur zu Proxys, und die antworten nicht.

## Resolver

reason-no-dns-server-is-set-on-this-computer-so-no-name-can-be-looked-up = Auf diesem Computer ist kein DNS-Server eingestellt, deshalb lässt sich kein Name nachschlagen.
reason-without-names-the-connection-works = Ohne Namen funktioniert die Verbindung.
because-literal-addresses-answer = Adressen ohne Namen antworten
reason-the-dns-program-of-this-computer-is-not-running-and-it-is-the-only-one-that-is-set = Das DNS-Programm dieses Computers läuft nicht, und nichts anderes ist eingestellt.
reason-your-dns-server-refuses-every-question = Ihr DNS-Server lehnt jede Frage ab.
reason-your-dns-server-does-not-answer = Ihr DNS-Server antwortet nicht.
reason-your-dns-server-answers-but-finds-no-name-at-all-not-even-well-known-ones = Ihr DNS-Server antwortet, findet aber überhaupt keinen Namen, nicht einmal bekannte.
reason-questions-to-other-dns-servers-get-the-same-answer-somebody-on-the-way-answers-in-their-place = Fragen an andere DNS-Server bringen dieselbe Antwort: Jemand unterwegs antwortet an ihrer Stelle.
reason-the-dns-server-belongs-to-your-vpn-tunnel = Der DNS-Server gehört zu Ihrem VPN ({ $tunnel }).
reason-other-dns-servers-answer-from-here = Andere DNS-Server antworten von hier aus.
reason-with-the-addresses-that-they-give-the-services-work = Mit den Adressen, die sie nennen, funktionieren die Dienste.
because-the-line-itself-works = die Leitung selbst funktioniert
reason-looking-up-a-name-takes-lookup-seconds-here-connecting-takes-connect = Einen Namen nachzuschlagen, dauert hier { $lookup } Sekunden; das Verbinden dauert { $connect }.
reason-one-of-your-dns-servers-does-not-answer-and-each-look-up-waits-for-it = Einer Ihrer DNS-Server antwortet nicht, und jedes Nachschlagen wartet auf ihn.
reason-count-of-your-dns-servers-do-not-answer-and-each-look-up-waits-for-them = { $count } Ihrer DNS-Server antworten nicht, und jedes Nachschlagen wartet auf sie.
reason-look-ups-of-count-unrelated-parties-got-no-answer-and-others-did-questions-to-your-dns-server-get-lost = Die Fragen nach Namen von { $count } Betreibern, die nichts miteinander zu tun haben, blieben ohne Antwort, andere nicht: Fragen an Ihren DNS-Server gehen verloren.
because-no-name-was-denied = kein Name wurde verweigert

## Response

reason-no-answer-came = Es kam keine Antwort.
reason-the-proxy-passes-other-traffic = Der Proxy lässt anderes durch.
because-without-the-proxy-it-answers = er antwortet ohne den Proxy
reason-another-way-to-the-service-gets-the-real-answer = Auf einem anderen Weg zum Dienst kommt die echte Antwort.
because-the-answer-was-not-written-by-the-service = die Antwort hat nicht der Dienst geschrieben
reason-it-passes-the-answers-of-others-as-they-are-so-the-service-may-have-written-this = Die Antworten anderer gibt er unverändert weiter, also kann der Dienst dies geschrieben haben.
reason-inside-your-vpn-tunnel-the-service-refuses-with-status-status = Innerhalb Ihres VPN ({ $tunnel }) lehnt der Dienst mit Status { $status } ab.
reason-outside-the-vpn-it-answers-well = Außerhalb des VPN antwortet er gut.
because-outside-the-vpn-the-service-answers-well = außerhalb des VPN antwortet der Dienst gut
because-outside-your-vpn-the-answer-is-the-same = außerhalb Ihres VPN ist die Antwort dieselbe
reason-your-vpn-is-on-and-it-was-not-tried-without-it-that-would-decide-it = Ihr VPN ist an, und ohne das VPN wurde es nicht versucht; das würde es entscheiden.
reason-one-of-its-addresses-answers-with-status-status-another-answers-well = Eine seiner Adressen antwortet mit Status { $status }, eine andere antwortet gut.
because-another-of-its-addresses-answers-well = eine andere seiner Adressen antwortet gut
reason-another-of-its-addresses-answers-with-status-status-too = Auch eine andere seiner Adressen antwortet mit Status { $status }.
reason-service-says-itself-word = { $service } sagt selbst: „{ $word }“.
reason-the-rest-of-the-internet-answers-as-usual = Das übrige Internet antwortet wie immer.

## Service

reason-a-line-in-this-computer-s-hosts-file-sends-host-to-place = Eine Zeile in der Hosts-Datei dieses Computers leitet { $host } { $place }.
reason-dns-gives-other-addresses-for-it = Das DNS nennt dafür andere Adressen.
reason-past-that-line-the-service-answers = An dieser Zeile vorbei antwortet der Dienst.
because-it-answers-at-its-own-address = unter der eigenen Adresse antwortet er
because-nowhere = ins Leere
because-this-computer-itself = auf diesen Computer selbst
because-a-device-on-your-own-network = auf ein Gerät in Ihrem eigenen Netzwerk
because-another-address = auf eine andere Adresse
reason-this-computer-itself-refuses-to-connect-to-it-a-firewall-or-security-program-forbids-it = Dieser Computer selbst verbindet sich nicht damit: Eine Firewall oder ein Schutzprogramm verbietet es.
reason-outside-your-vpn-the-service-answers-inside-it-does-not = Außerhalb Ihres VPN antwortet der Dienst, innerhalb nicht.
because-it-answers-outside-the-vpn = außerhalb des VPN antwortet er
reason-another-of-its-addresses-answers-well = Eine andere seiner Adressen antwortet gut.
because-the-service-answers-at-another-address = der Dienst antwortet unter einer anderen Adresse
reason-connections-to-it-open-but-the-first-large-answer-never-arrives = Verbindungen dorthin kommen zustande, aber die erste große Antwort trifft nie ein.
because-it-answers-in-smaller-packets = mit kleineren Paketen antwortet er

## Session

reason-the-proxy-opens-a-way-to-it-and-then-nothing-passes = Der Proxy öffnet einen Weg dorthin, und dann kommt nichts durch.
reason-the-service-shows-a-certificate-that-has-run-out = Der Dienst zeigt ein Zertifikat, das abgelaufen ist.
reason-the-service-shows-a-certificate-that-is-not-valid-yet = Der Dienst zeigt ein Zertifikat, das noch nicht gültig ist.
reason-it-is-out-of-its-time-by-the-clocks-of-others-too = Auch nach den Uhren anderer gilt es jetzt nicht.
because-by-the-clocks-of-others-it-is-the-same = nach den Uhren anderer ist es dasselbe
reason-the-service-and-this-computer-share-no-safe-way-to-encrypt = Der Dienst und dieser Computer haben keine gemeinsame sichere Verschlüsselung.
reason-the-service-breaks-off-the-secure-connection = Der Dienst bricht die sichere Verbindung ab.
reason-what-answers-there-does-not-speak-the-secure-protocol = Was dort antwortet, spricht das sichere Protokoll nicht.
reason-the-same-address-answers-when-another-name-is-given-somebody-on-the-way-listens-for-the-name = Dieselbe Adresse antwortet, wenn ein anderer Name genannt wird: Jemand unterwegs achtet auf den Namen.
because-its-address-speaks-it-when-another-name-is-given = seine Adresse spricht es, wenn ein anderer Name genannt wird
reason-the-certificate-was-made-by-product-not-by-the-service = Das Zertifikat stammt von { $product }, nicht vom Dienst.
because-the-signer-is-known-for-opening-other-people-s-connections = der Aussteller ist dafür bekannt, fremde Verbindungen zu öffnen
reason-all-names-of-it-lead-to-one-machine-whose-certificate-names-none-of-them = Alle seine Namen führen zu einem Server, dessen Zertifikat keinen davon nennt.
reason-whoever-answers-there-makes-a-certificate-for-any-name-that-he-is-asked-for = Wer dort antwortet, macht ein Zertifikat für jeden Namen, nach dem er gefragt wird.
because-no-service-has-certificates-for-names-that-are-not-its-own = kein Dienst hat Zertifikate für Namen, die nicht seine eigenen sind
reason-the-service-shows-a-certificate-by-an-authority-of-its-own-which-this-computer-does-not-know = Der Dienst zeigt ein Zertifikat einer eigenen Stelle, die dieser Computer nicht kennt.
reason-one-unknown-signer-made-certificates-for-exactly-the-names-of-several-parts-which-stand-in-different-networks = Ein unbekannter Aussteller hat Zertifikate für genau die Namen mehrerer Teile gemacht, die in verschiedenen Netzwerken stehen.
reason-over-another-connection-the-same-address-shows-a-good-certificate = Über eine andere Verbindung zeigt dieselbe Adresse ein gutes Zertifikat.
because-over-another-connection-its-certificate-is-good = über eine andere Verbindung ist sein Zertifikat gut
reason-other-dns-servers-take-as-long = Andere DNS-Server brauchen ebenso lang.
reason-an-unknown-signer-made-certificates-for-exactly-the-names-of-this-service = Ein unbekannter Aussteller hat Zertifikate für genau die Namen dieses Dienstes gemacht.
reason-the-service-sends-its-certificate-without-those-that-vouch-for-its-signer = Der Dienst schickt sein Zertifikat ohne die, die für den Aussteller bürgen.
because-its-signer-has-signed-for-others-who-are-trusted = sein Aussteller hat auch für andere unterschrieben, denen vertraut wird
reason-the-certificate-that-is-shown-belongs-to-other-names = Das gezeigte Zertifikat gehört zu anderen Namen.
reason-the-certificate-that-is-shown-was-signed-by-nobody-but-itself = Das gezeigte Zertifikat hat niemand unterschrieben außer ihm selbst.
reason-nobody-whom-this-computer-trusts-signed-the-certificate-that-is-shown = Das gezeigte Zertifikat hat niemand unterschrieben, dem dieser Computer vertraut.
reason-the-certificate-that-is-shown-is-not-valid = Das gezeigte Zertifikat ist nicht gültig.
reason-other-services-show-good-certificates = Andere Dienste zeigen gute Zertifikate.
reason-the-connection-is-cut-off-as-soon-as-the-service-is-named = Die Verbindung wird abgeschnitten, sobald der Dienst genannt wird.
reason-the-connection-opens-and-then-nothing-comes-back = Die Verbindung kommt zustande, und dann kommt nichts zurück.
because-its-address-answers = seine Adresse antwortet
reason-the-address-does-the-same-whatever-name-is-given = Die Adresse verhält sich gleich, welcher Name auch genannt wird.

## Speed

reason-resent-of-opened-connections-to-unrelated-places-opened-only-after-something-was-sent-again =
    { $resent ->
        [one] { $resent } von { $opened } Verbindungen, an ganz verschiedene Orte, kam erst zustande, nachdem etwas noch einmal gesendet wurde.
       *[other] { $resent } von { $opened } Verbindungen, an ganz verschiedene Orte, kamen erst zustande, nachdem etwas noch einmal gesendet wurde.
    }
reason-lost-of-trips-questions-to-your-own-router-got-lost-or-came-back-late =
    { $lost ->
        [one] { $lost } von { $trips } Fragen an Ihren eigenen Router ging verloren oder kam spät zurück.
       *[other] { $lost } von { $trips } Fragen an Ihren eigenen Router gingen verloren oder kamen spät zurück.
    }
because-the-loss-begins-before-your-router = es geht schon vor Ihrem Router etwas verloren
reason-every-question-to-your-own-router-came-back-at-once = Jede Frage an Ihren eigenen Router kam sofort zurück.
because-nothing-is-lost-between-here-and-your-router = zwischen hier und Ihrem Router geht nichts verloren
because-unrelated-services-are-hit-alike = Dienste, die nichts miteinander zu tun haben, sind gleichermaßen betroffen
reason-what-had-begun-well-stalled-of-unrelated-services-and-nothing-that-was-tried-later-got-through = Was gut begonnen hatte, blieb stecken, bei Diensten, die nichts miteinander zu tun haben, und nichts, was danach versucht wurde, kam durch.
reason-your-own-router-does-not-answer-any-more-either = Auch Ihr eigener Router antwortet nicht mehr.
because-unrelated-services-stopped-together = Dienste, die nichts miteinander zu tun haben, blieben gemeinsam stehen
reason-the-one-download-that-was-measured-came-at-rate-mbit-s-video-needs-least-at-least = Der eine gemessene Download kam mit { $rate } Mbit/s; Video braucht mindestens { $least }.
reason-the-fastest-of-count-measured-downloads-came-at-rate-mbit-s-video-needs-least-at-least = Der schnellste von { $count } gemessenen Downloads kam mit { $rate } Mbit/s; Video braucht mindestens { $least }.
reason-meanwhile-an-answer-of-your-own-router-took-queue-ms-the-way-to-it-is-full = Währenddessen brauchte eine Antwort Ihres eigenen Routers { $queue } ms: Der Weg zu ihm ist voll.
because-the-queue-stands-before-your-router = der Stau ist vor Ihrem Router
reason-meanwhile-your-own-router-answered-soon-the-way-to-it-is-free = Währenddessen antwortete Ihr eigener Router schnell: Der Weg zu ihm ist frei.
because-the-way-to-your-router-is-free = der Weg zu Ihrem Router ist frei
reason-this-computer-is-so-busy-that-its-programs-wait-it-could-not-take-more = Dieser Computer ist so ausgelastet, dass seine Programme warten: Mehr konnte er nicht aufnehmen.
reason-your-data-plan-is-used-up-by-this-computer-s-own-count-providers-slow-the-line-down-then = Ihr Datenvolumen ist nach der Zählung dieses Computers aufgebraucht; Anbieter bremsen die Leitung dann.
reason-without-the-proxy-it-comes-fast-enough = Ohne den Proxy kommt es schnell genug.
because-without-the-proxy-it-is-fast = ohne den Proxy ist es schnell
because-without-the-proxy-it-is-no-faster = ohne den Proxy ist es nicht schneller
reason-it-was-not-measured-without-the-proxy-that-would-decide-it = Ohne den Proxy wurde nicht gemessen; das würde es entscheiden.
reason-outside-your-vpn-tunnel-it-comes-fast-enough = Außerhalb Ihres VPN ({ $tunnel }) kommt es schnell genug.
because-outside-the-vpn-the-line-is-fast = außerhalb des VPN ist die Leitung schnell
because-outside-the-vpn-it-is-no-faster = außerhalb des VPN ist es nicht schneller
reason-one-of-its-all-addresses-that-were-tried-does-not-open = Eine der { $all } Adressen, die versucht wurden, öffnet sich nicht.
reason-dead-of-its-all-addresses-that-were-tried-do-not-open = { $dead } der { $all } Adressen, die versucht wurden, öffnen sich nicht.
reason-the-others-answer = Die übrigen antworten.
because-its-other-addresses-answer = seine anderen Adressen antworten
reason-its-video-came-at-rate-mbit-s-video-needs-least-at-least = Sein Video kam mit { $rate } Mbit/s; Video braucht mindestens { $least }.
reason-another-service-s-came-at-rate-mbit-s-at-the-same-time = Das eines anderen Dienstes kam zur selben Zeit mit { $rate } Mbit/s.
because-another-service-is-fast = ein anderer Dienst ist schnell
reason-its-answer-began-only-after-own-seconds = Die Antwort begann erst nach { $own } Sekunden.
reason-others-began-to-answer-after-typical = Andere begannen nach { $typical } zu antworten.
because-others-answer-soon = andere antworten schnell
reason-its-answer-began-only-after-own-seconds-about-this-hour-on-this-network-it-usually-takes-usual = Die Antwort begann erst nach { $own } Sekunden; um diese Zeit dauert es in diesem Netzwerk sonst { $usual }.
reason-service-answers-as-soon-as-ever = { $service } antwortet so schnell wie immer.
because-another-service-is-as-soon-as-ever = ein anderer Dienst ist so schnell wie immer

## Steering

reason-your-dns-leads-services-of-different-owners-to-one-machine-that-no-other-dns-server-leads-to-a-service-that-makes-you-seem-to-be-elsewhere = Ihr DNS führt Dienste verschiedener Betreiber zu ein und demselben Server, zu dem kein anderer DNS-Server führt: ein Angebot, das Sie scheinbar woanders sein lässt.

## Trust

reason-the-clock-of-this-computer-is-duration-ahead = Die Uhr dieses Computers geht { $duration } vor.
reason-the-clock-of-this-computer-is-duration-behind = Die Uhr dieses Computers geht { $duration } nach.
reason-certificates-of-unrelated-services-all-seem-to-be-out-of-their-time = Die Zertifikate von Diensten, die nichts miteinander zu tun haben, scheinen alle gerade nicht zu gelten.
reason-count-other-clocks-agree-about-the-time = { $count } andere Uhren sind sich über die Zeit einig.
reason-judged-at-the-time-of-those-clocks-the-certificates-are-good = Nach diesen Uhren sind die Zertifikate gut.
because-the-certificates-are-good-at-the-true-time = zur wahren Zeit sind die Zertifikate gut
reason-count-minutes =
    { $count ->
        [one] eine Minute
       *[other] { $count } Minuten
    }
reason-count-hours =
    { $count ->
        [one] eine Stunde
       *[other] { $count } Stunden
    }
reason-count-days =
    { $count ->
        [one] einen Tag
       *[other] { $count } Tage
    }
reason-every-service-shows-a-certificate-that-is-good-and-this-computer-accepts-none-of-them = Jeder Dienst zeigt ein Zertifikat, das gut ist, und dieser Computer nimmt keines davon an.
because-the-certificates-end-in-publicly-trusted-roots = die Zertifikate gehen auf öffentlich anerkannte Aussteller zurück
reason-count-unrelated-services-show-certificates-of-one-and-the-same-unknown-signer = { $count } Dienste, die nichts miteinander zu tun haben, zeigen Zertifikate ein und desselben unbekannten Ausstellers.
reason-count-unrelated-services-show-certificates-of-one-and-the-same-unknown-signer-signer = { $count } Dienste, die nichts miteinander zu tun haben, zeigen Zertifikate ein und desselben unbekannten Ausstellers („{ $signer }“).
because-unrelated-services-cannot-share-one-bad-signer = Dienste, die nichts miteinander zu tun haben, können nicht denselben schlechten Aussteller haben
because-the-certificates-are-in-their-time = die Zertifikate gelten jetzt
reason-secure-connections-are-opened-and-re-signed-on-the-way-by-signer = Sichere Verbindungen werden unterwegs von „{ $signer }“ geöffnet und neu unterschrieben.
reason-count-unrelated-services-give-the-same-answer-inside-them = { $count } Dienste, die nichts miteinander zu tun haben, geben darin dieselbe Antwort.
because-the-answer-was-not-written-by-the-services = die Antwort haben nicht die Dienste geschrieben

## Tunnel

reason-your-vpn-tunnel-is-switched-on-but-nothing-passes-through-it = Ihr VPN ({ $tunnel }) ist eingeschaltet, aber es kommt nichts hindurch.
reason-outside-the-vpn-the-connection-works = Außerhalb des VPN funktioniert die Verbindung.
because-your-connection-works-outside-the-vpn = außerhalb des VPN funktioniert Ihre Verbindung
reason-your-router-answers-so-the-link-itself-is-fine = Ihr Router antwortet, also ist die Verbindung zu ihm in Ordnung.
reason-this-computer-forbids-everything-outside-the-vpn-a-kill-switch = Dieser Computer verbietet alles außerhalb des VPN: eine Notabschaltung (Kill-Switch).
because-the-network-keeps-everybody-back-who-has-not-signed-in = das Netzwerk hält alle zurück, die sich nicht angemeldet haben
reason-answers-of-unrelated-services-stop-in-the-same-way-and-none-of-that-kind-comes-through = Antworten von Diensten, die nichts miteinander zu tun haben, brechen auf gleiche Weise ab, und keine solche kommt durch.
reason-one-unknown-signer-made-the-certificates-of-all-its-parts-which-stand-in-different-networks = Die Zertifikate aller Teile, die in verschiedenen Netzwerken stehen, hat ein und derselbe unbekannte Aussteller gemacht.
because-a-public-authority-signed-the-certificate = eine öffentliche Stelle hat das Zertifikat ausgestellt
reason-the-secure-connection-is-broken-off-as-soon-as-the-service-is-named = Die sichere Verbindung wird abgebrochen, sobald der Name des Dienstes fällt.
