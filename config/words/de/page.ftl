# Die Seite, mit ihren Briefen und ihrer Karte. $time, $age und Ähnliches können Auszeichnungen der Seite enthalten: sie
# stehen irgendwo im Satz, einmal.

## Um den Inhalt herum

page-skip = Zum Inhalt springen
page-pages = Seiten
page-now = Jetzt
page-history = Verlauf
page-settings = Einstellungen
page-about = Über
page-footer = Diese Seite kommt vom streamdoctor auf diesem Computer, und niemand sonst kann sie sehen.
page-checked = Geprüft { $age }
page-not-checked = Noch nicht geprüft
page-check-now = Jetzt prüfen
page-checking = Prüft …
page-said-checking = { $headline } Wird geprüft …
page-reload = Neu laden
page-look-again = Jetzt wieder nachsehen
page-pause = Anhalten:
page-pause-half-an-hour = 30 Minuten
page-pause-an-hour = 1 Stunde
page-pause-until-tomorrow = bis morgen
page-open = { $place } öffnen
page-the-settings = Einstellungen
page-open-streamdoctor = streamdoctor öffnen

## Was das Skript sagt

page-copied = Kopiert
page-not-copied = Kopieren ist nicht erlaubt
page-gone = streamdoctor antwortet nicht. Diese Seite zeigt, was zuletzt bekannt war, und verbindet sich von selbst wieder. Wurde er neu gestartet, öffnen Sie die Seite noch einmal über sein Symbol.
page-restarted = streamdoctor wurde neu gestartet, und diese Seite ist von vorher. Öffnen Sie sie noch einmal über sein Symbol.

## Was nicht erlaubt war oder nicht gefunden wurde

page-refused-foreign = Nicht von hier
    .text = Diese Seite gehört zum streamdoctor, der in Ihrer Sitzung läuft: öffnen Sie sie über sein Symbol in der Leiste.
page-refused-used = Dieser Link ist schon benutzt
    .text = Ein Link zu streamdoctor öffnet sich einmal, innerhalb einer halben Minute. Öffnen Sie die Seite noch einmal über das Symbol in der Leiste.
page-refused-not-found = Hier ist nichts
    .text = Eine solche Seite hat streamdoctor nicht. Öffnen Sie ihn über das Symbol in der Leiste.
page-refused-form = Nicht verstanden
    .text = streamdoctor hat diese Anfrage nicht verstanden.
page-refused-too-large = Zu groß
    .text = Diese Anfrage ist größer als alles, was streamdoctor braucht.
page-refused-too-slow = Zu langsam
    .text = Diese Anfrage hat zu lange gebraucht.
page-refused-too-many = Zu viele
    .text = Zu viele Anfragen wurden abgelehnt. Warten Sie einen Augenblick.

## Der Anfang

page-fine = Alles in Ordnung
page-partial = Nicht alles in Ordnung
page-service-down = Ein Dienst ist ausgefallen
page-my-network = Es liegt auf dieser Seite
page-paused = Angehalten
page-looking = Es wird nachgesehen
page-unknown = Nicht bekannt
page-paused-until = Bis { $time } wird nichts geprüft.
page-watched = Was beobachtet wird
page-none-watched = Kein Dienst wird beobachtet.
page-status-page = Statusseite von { $name }
page-status = Statusseite

## Während nachgesehen wird

page-progress = Wie weit die Prüfung ist
page-progress-nothing = Es wird gefragt …
page-progress-connected = Ihre Verbindung steht.
page-progress-silent = Noch hat nichts geantwortet.
page-progress-answer =
    { $number ->
        [one] { $names } antwortet.
       *[many] { $names } antworten.
    }
page-progress-failing = { $names }: bisher nicht alle Antworten.
page-progress-helps = Ausprobiert { $trial }: das geht.
page-progress-no-help = Ausprobiert { $trial }: ebenso.
page-progress-closer = Etwas ist seltsam: es wird genauer nachgesehen und ausprobiert, was helfen könnte.
page-trial-resolver = mit einem anderen Namensserver
page-trial-hosts = ohne die Hosts-Datei
page-trial-proxy = ohne den Proxy
page-trial-tunnel = außerhalb des VPN
page-trial-interface = über ein anderes Netzwerk
page-trial-family = über nur eine Art von Adressen

## Ein Problem

page-since = Seit { $time }, also { $age }
page-hits = Es trifft { $services }.
page-list = { $first } und { $last }
page-also-wrong = Außerdem gestört
page-wrong-now = Zurzeit gestört
page-will-be-told = Sie erfahren, wenn der Dienst wieder da ist.
page-await = Melden, wenn er wieder da ist
page-remind = In einer Stunde erinnern
page-mute = Nichts mehr davon melden
page-over-title = Es ist vorbei: { $title }
page-over-headline = Das ist vorbei: { $title }
page-over-lead = Es dauerte { $length } und endete um { $time }, { $age }.
page-gone-title = Nicht mehr zu sehen
page-gone-headline = Dieses Problem ist nicht mehr zu sehen
page-gone-lead = Der Link ist älter als das, woran sich streamdoctor erinnert. So ist es jetzt.
page-how-now = So ist es jetzt
page-see-everything = Alles ansehen

# Auf wessen Seite es liegt. $service ist der eine Dienst, den es trifft; bei mehreren ist $number „many“.
page-the-services = die Dienste
page-blame-other-device =
    { $confidence ->
        [certain]
            { $number ->
                [one] Es liegt an dem anderen Gerät, nicht an { $service } und nicht an Ihrer Verbindung.
               *[many] Es liegt an dem anderen Gerät, nicht an den Diensten und nicht an Ihrer Verbindung.
            }
        [likely]
            { $number ->
                [one] Wahrscheinlich liegt es an dem anderen Gerät, nicht an { $service } und nicht an Ihrer Verbindung.
               *[many] Wahrscheinlich liegt es an dem anderen Gerät, nicht an den Diensten und nicht an Ihrer Verbindung.
            }
       *[possible]
            { $number ->
                [one] Vielleicht liegt es an dem anderen Gerät, nicht an { $service } und nicht an Ihrer Verbindung.
               *[many] Vielleicht liegt es an dem anderen Gerät, nicht an den Diensten und nicht an Ihrer Verbindung.
            }
    }
page-blame-device =
    { $confidence ->
        [certain]
            { $number ->
                [one] Es liegt an diesem Gerät, nicht an { $service }.
               *[many] Es liegt an diesem Gerät, nicht an den Diensten.
            }
        [likely]
            { $number ->
                [one] Wahrscheinlich liegt es an diesem Gerät, nicht an { $service }.
               *[many] Wahrscheinlich liegt es an diesem Gerät, nicht an den Diensten.
            }
       *[possible]
            { $number ->
                [one] Vielleicht liegt es an diesem Gerät, nicht an { $service }.
               *[many] Vielleicht liegt es an diesem Gerät, nicht an den Diensten.
            }
    }
page-blame-dns =
    { $confidence ->
        [certain]
            { $number ->
                [one] Es liegt an dem Namensserver (DNS), den Ihr Netzwerk benutzt, nicht an { $service }.
               *[many] Es liegt an dem Namensserver (DNS), den Ihr Netzwerk benutzt, nicht an den Diensten.
            }
        [likely]
            { $number ->
                [one] Wahrscheinlich liegt es an dem Namensserver (DNS), den Ihr Netzwerk benutzt, nicht an { $service }.
               *[many] Wahrscheinlich liegt es an dem Namensserver (DNS), den Ihr Netzwerk benutzt, nicht an den Diensten.
            }
       *[possible]
            { $number ->
                [one] Vielleicht liegt es an dem Namensserver (DNS), den Ihr Netzwerk benutzt, nicht an { $service }.
               *[many] Vielleicht liegt es an dem Namensserver (DNS), den Ihr Netzwerk benutzt, nicht an den Diensten.
            }
    }
page-blame-filter =
    { $confidence ->
        [certain]
            { $number ->
                [one] Es liegt an einem Filter auf dem Weg, nicht an { $service }.
               *[many] Es liegt an einem Filter auf dem Weg, nicht an den Diensten.
            }
        [likely]
            { $number ->
                [one] Wahrscheinlich liegt es an einem Filter auf dem Weg, nicht an { $service }.
               *[many] Wahrscheinlich liegt es an einem Filter auf dem Weg, nicht an den Diensten.
            }
       *[possible]
            { $number ->
                [one] Vielleicht liegt es an einem Filter auf dem Weg, nicht an { $service }.
               *[many] Vielleicht liegt es an einem Filter auf dem Weg, nicht an den Diensten.
            }
    }
page-blame-network =
    { $confidence ->
        [certain]
            { $number ->
                [one] Es liegt an dem Netzwerk, in dem Sie sind, nicht an { $service }.
               *[many] Es liegt an dem Netzwerk, in dem Sie sind, nicht an den Diensten.
            }
        [likely]
            { $number ->
                [one] Wahrscheinlich liegt es an dem Netzwerk, in dem Sie sind, nicht an { $service }.
               *[many] Wahrscheinlich liegt es an dem Netzwerk, in dem Sie sind, nicht an den Diensten.
            }
       *[possible]
            { $number ->
                [one] Vielleicht liegt es an dem Netzwerk, in dem Sie sind, nicht an { $service }.
               *[many] Vielleicht liegt es an dem Netzwerk, in dem Sie sind, nicht an den Diensten.
            }
    }
page-blame-isp =
    { $confidence ->
        [certain] Es liegt nicht an Ihnen: der Fehler ist bei Ihrem Internetanbieter.
        [likely] Wahrscheinlich liegt es nicht an Ihnen: der Fehler ist bei Ihrem Internetanbieter.
       *[possible] Vielleicht liegt es nicht an Ihnen: der Fehler ist bei Ihrem Internetanbieter.
    }
page-blame-proxy =
    { $confidence ->
        [certain] Es liegt an dem Proxy auf dem Weg, nicht an Ihrer Verbindung.
        [likely] Wahrscheinlich liegt es an dem Proxy auf dem Weg, nicht an Ihrer Verbindung.
       *[possible] Vielleicht liegt es an dem Proxy auf dem Weg, nicht an Ihrer Verbindung.
    }
page-blame-vpn =
    { $confidence ->
        [certain] Es liegt an dem VPN auf dem Weg, nicht an Ihrer Verbindung.
        [likely] Wahrscheinlich liegt es an dem VPN auf dem Weg, nicht an Ihrer Verbindung.
       *[possible] Vielleicht liegt es an dem VPN auf dem Weg, nicht an Ihrer Verbindung.
    }
page-blame-service =
    { $confidence ->
        [certain]
            { $number ->
                [one] Es liegt nicht an Ihnen: der Fehler ist bei { $service }.
               *[many] Es liegt nicht an Ihnen: der Fehler ist bei den Diensten.
            }
        [likely]
            { $number ->
                [one] Wahrscheinlich liegt es nicht an Ihnen: der Fehler ist bei { $service }.
               *[many] Wahrscheinlich liegt es nicht an Ihnen: der Fehler ist bei den Diensten.
            }
       *[possible]
            { $number ->
                [one] Vielleicht liegt es nicht an Ihnen: der Fehler ist bei { $service }.
               *[many] Vielleicht liegt es nicht an Ihnen: der Fehler ist bei den Diensten.
            }
    }
page-blame-account =
    { $confidence ->
        [certain]
            { $number ->
                [one] Ihre Verbindung steht: es geht um Ihr Konto bei { $service }.
               *[many] Ihre Verbindung steht: es geht um Ihre Konten bei den Diensten.
            }
        [likely]
            { $number ->
                [one] Ihre Verbindung steht: es geht wahrscheinlich um Ihr Konto bei { $service }.
               *[many] Ihre Verbindung steht: es geht wahrscheinlich um Ihre Konten bei den Diensten.
            }
       *[possible]
            { $number ->
                [one] Ihre Verbindung steht: es geht vielleicht um Ihr Konto bei { $service }.
               *[many] Ihre Verbindung steht: es geht vielleicht um Ihre Konten bei den Diensten.
            }
    }
page-blame-region =
    { $confidence ->
        [certain] Ihre Verbindung steht: es geht um die Region.
        [likely] Ihre Verbindung steht: es geht wahrscheinlich um die Region.
       *[possible] Ihre Verbindung steht: es geht vielleicht um die Region.
    }
page-blame-unknown = Auf wessen Seite es liegt, ist noch nicht zu sagen.

## Was gehört wurde

page-heard-muted = Davon wird Ihnen nichts mehr gemeldet.
page-heard-helped = Gut. streamdoctor merkt sich, dass das hier geholfen hat.
page-heard-no-help = Danke. Weiter mit dem nächsten Schritt.
page-heard-reminded = Sie werden in einer Stunde erinnert, wenn es dann noch so ist.
page-heard-saved = Gespeichert.
page-heard-phone-opens = Auf Ihrem Telefon öffnet es sich: also liegt es nicht am Dienst. streamdoctor rechnet das ein.
page-heard-phone-fails = Auch auf Ihrem Telefon öffnet es sich nicht: das spricht für den Dienst als Ursache. streamdoctor rechnet das ein.
page-not-saved = Nicht gespeichert: { $why }.

## Der Weg

page-way = Der Weg von diesem Gerät zum Dienst
page-way-device = Dieses Gerät
page-way-other-device = Das andere Gerät
page-way-network = Ihr Netzwerk
page-way-filter = Ein Filter
page-way-proxy = Der Proxy
page-way-provider = Ihr Anbieter
page-way-vpn = Ihr VPN
page-way-names = Namen (DNS)
page-way-internet = Das Internet
page-way-phone = Ihr Telefon
page-way-console = Ihre Konsole
page-way-tv = Ihr Fernseher
page-way-services = Ihre Dienste
page-way-works = geht
page-way-answer = antworten
page-way-looked-at = wird angesehen
page-way-paused = zurzeit nicht beobachtet
page-way-unknown = nicht bekannt
page-way-not-seen = von hier nicht zu sehen
page-way-refuses = lehnt es ab
page-way-behind = dahinter
page-way-out-of-reach = nicht erreichbar
page-way-here =
    { $confidence ->
        [certain] hier ist der Fehler
        [likely] wahrscheinlich hier
       *[possible] vielleicht hier
    }
page-way-perhaps = vielleicht { $word }
page-way-slow = hier ist es langsam
page-way-lossy = hier gehen Daten verloren
page-way-unstable = kommt und geht
page-way-sign-in = verlangt eine Anmeldung
page-way-maintenance = wird gewartet
page-way-overloaded = überlastet
page-way-not-let-in = wird nicht eingelassen
page-way-says-no = sagt nein
page-around-without = ohne geht es
page-around-resolver = mit einem anderen geht es
page-around-network = über ein anderes Netzwerk geht es
page-around-hosts = am Eintrag vorbei geht es
page-around-ipv4 = über IPv4 geht es

## Die Schritte

page-steps-done = { $done } von { $all } getan
page-looking-whether = Es wird nachgesehen, ob das geholfen hat
page-check-again = Noch einmal prüfen
page-done-check-again = Getan, noch einmal prüfen
page-do-first = Tun Sie zuerst das
page-try-next = Es ist noch da. Versuchen Sie als Nächstes das
page-all-done = Sie haben alles getan, was bekanntermaßen hilft
page-all-done-text = streamdoctor sieht weiter nach und meldet, wenn es wieder geht.
page-others-help = Was sonst noch hilft
page-you-did-this = haben Sie getan
page-does-it-play = Läuft es jetzt?
page-you-did = Sie haben getan: { $step }
page-helped = Ja, das hat geholfen
page-no-help = Nein, noch nicht
page-outside = Darf streamdoctor es außerhalb Ihres VPN versuchen?
page-outside-text = Dann lässt sich sicher sagen, ob das VPN der Grund ist. Der Dienst sähe während des Versuchs Ihre wirkliche Adresse. An diesem Computer wird nichts geändert.
page-outside-yes = Ja, versuchen
page-outside-no = Nein
page-which-device = Welches Gerät zeigt den Fehler?
page-device-browser = Browser hier
page-device-app = App hier
page-device-tv = Fernseher oder Stick
page-device-phone = Telefon oder Tablet
page-device-console = Spielkonsole
page-steps-for-tv = Diese Schritte sind für den Fernseher oder Stick.
page-steps-for-phone = Diese Schritte sind für das Telefon oder Tablet.
page-steps-for-console = Diese Schritte sind für die Spielkonsole.
page-not-past-tv = Was gefunden wurde, ist auf diesem Computer, und der Fernseher oder Stick kommt daran nicht vorbei. Zeigt er einen Code, geben Sie ihn unten ein.
page-not-past-phone = Was gefunden wurde, ist auf diesem Computer, und das Telefon oder Tablet kommt daran nicht vorbei. Zeigt es einen Code, geben Sie ihn unten ein.
page-not-past-console = Was gefunden wurde, ist auf diesem Computer, und die Spielkonsole kommt daran nicht vorbei. Zeigt sie einen Code, geben Sie ihn unten ein.
page-measured-here = Gemessen wurde von diesem Computer aus, im selben Netzwerk.

## Was der Bildschirm sagt

page-screen = Was steht auf Ihrem Bildschirm?
page-screen-hint = Der Fehlercode oder die Nummer, wie sie dort steht: 503, NW-2-5, M7111 … Kein Code? Lassen Sie das Feld leer und sagen Sie, wo.
page-screen-at = Bei
page-screen-on = Auf
page-any-service = einem Dienst
page-any-device = einem Gerät
page-what-is-it = Was ist das?
page-on-your-screen = Auf Ihrem Bildschirm
page-no-code = Ein Fehler ohne Code
page-say-where = Sagen Sie unten, bei welchem Dienst es ist: dann gibt es Schritte dafür.
page-code-unknown = Dieser Code ist hier nicht bekannt. Vielleicht kennen ihn die Hilfeseiten des Dienstes.
page-did-you-mean = Meinten Sie { $codes }?
page-means-here =
    { $confidence ->
        [certain] { $service }: das bedeutet
        [likely] { $service }: das bedeutet meistens
       *[possible] { $service }: das bedeutet oft
    }
page-means =
    { $confidence ->
        [certain] Das bedeutet
        [likely] Das bedeutet meistens
       *[possible] Das bedeutet oft
    }
page-what-helps = Was hilft
page-seen-from-here = Von hier aus gesehen:

## Ein Telefon als zweiter Ort

page-phone = Fragen Sie Ihr Telefon: liegt es an { $name } oder an diesem Anschluss?
page-phone-wifi = Schalten Sie das WLAN an Ihrem Telefon aus, damit es einen anderen Weg nimmt.
page-phone-scan = Nehmen Sie das hier mit der Kamera auf. Es öffnet { $address }.
page-phone-does-it = Öffnet es sich?
page-phone-yes = Es öffnet sich
page-phone-no = Es öffnet sich nicht
page-phone-code = QR-Code von { $address }

## Die Karte

page-card-not-you =
    { $confidence ->
        [certain] Es liegt nicht an Ihnen
        [likely] Wahrscheinlich liegt es nicht an Ihnen
       *[possible] Vielleicht liegt es nicht an Ihnen
    }
page-card-other-device =
    { $confidence ->
        [certain] Es liegt am anderen Gerät
        [likely] Wahrscheinlich liegt es am anderen Gerät
       *[possible] Vielleicht liegt es am anderen Gerät
    }
page-card-device =
    { $confidence ->
        [certain] Es liegt an diesem Gerät
        [likely] Wahrscheinlich liegt es an diesem Gerät
       *[possible] Vielleicht liegt es an diesem Gerät
    }
page-card-network =
    { $confidence ->
        [certain] Es liegt an Ihrem Netzwerk
        [likely] Wahrscheinlich liegt es an Ihrem Netzwerk
       *[possible] Vielleicht liegt es an Ihrem Netzwerk
    }
page-card-proxy =
    { $confidence ->
        [certain] Es liegt am Proxy
        [likely] Wahrscheinlich liegt es am Proxy
       *[possible] Vielleicht liegt es am Proxy
    }
page-card-vpn =
    { $confidence ->
        [certain] Es liegt an Ihrem VPN
        [likely] Wahrscheinlich liegt es an Ihrem VPN
       *[possible] Vielleicht liegt es an Ihrem VPN
    }
page-card-account =
    { $confidence ->
        [certain] Es geht um das Konto
        [likely] Wahrscheinlich geht es um das Konto
       *[possible] Vielleicht geht es um das Konto
    }
page-card-region =
    { $confidence ->
        [certain] Es geht um die Region
        [likely] Wahrscheinlich geht es um die Region
       *[possible] Vielleicht geht es um die Region
    }
page-card-seen = Was zu sehen war
page-card-foot = Seit { $since }, gemessen am { $date }, { $time } (UTC{ $zone }) von streamdoctor, ohne Anmeldung.
page-copy-text = Als Text kopieren
page-copy-picture = Als Bild kopieren
page-save-picture = Als Bild speichern

## Die Einzelheiten

page-details = Einzelheiten
page-why = Was dafür spricht
page-not = Was es nicht ist
page-tried = Was ausprobiert wurde
page-report = Ein Bericht zum Weitergeben
page-report-text = Darin steht, was gemessen wurde. Adressen und Namen von Dingen bei Ihnen zu Hause bleiben weg.
page-copy-support = Bericht für den Kundendienst kopieren
page-copy-provider = Bericht für meinen Anbieter kopieren
page-show-support = Bericht für den Kundendienst zeigen
page-show-provider = Bericht für meinen Anbieter zeigen
page-timings = Wie lange jeder Teil gedauert hat
page-timings-caption = Wie lange jeder Teil gedauert hat, in Millisekunden
page-part = Teil
page-result = Ergebnis
page-phase-resolve = Nachschlagen
page-phase-connect = Verbinden
page-phase-handshake = Verschlüsseln
page-phase-exchange = Erste Antwort

## Wie es war

page-how-it-was = Wie es war
page-nothing-yet = Noch wurde nichts geprüft. Was von jetzt an zu sehen ist, wird hier aufbewahrt, nur auf diesem Computer.
page-by-service = Dienst für Dienst
page-last-look = Die letzte Prüfung, Teil für Teil
page-last-day = Der letzte Tag
page-last-week = Die letzte Woche
page-last-day-of = { $name }, letzter Tag: { $said }
page-last-week-of = { $name }, letzte Woche: { $said }
page-still-there = noch da
page-not-looked-at = noch nicht angesehen
page-no-trouble = keine Störung gesehen
page-trouble-for = gestört: { $time }
page-axis-now = jetzt
page-legend-good = antwortet
page-legend-partly = langsam oder teilweise
page-legend-bad = ausgefallen
page-legend-held = Ihr Netzwerk
page-legend-none = nicht angesehen
page-not-drawn =
    { $n ->
        [one] Ein weiterer Dienst ist nicht gezeichnet.
       *[other] { $n } weitere Dienste sind nicht gezeichnet.
    }

## Der erste Start, und die Einstellungen

page-welcome = streamdoctor läuft jetzt, und das tut er
page-welcome-text = { $Often } wird nachgesehen, ob Ihre Dienste antworten, und { $quickly }, solange etwas nicht stimmt oder diese Seite offen ist. Sie erfahren, wenn etwas ausfällt, und was hilft.
page-welcomed = Gut, weiter beobachten
page-icon-tray = Das Symbol ist in der Leiste, neben der Uhr. Ein Klick darauf führt hierher zurück.
page-icon-overflow = Das Symbol ist neben der Uhr. Windows versteckt neue hinter dem kleinen Pfeil: ziehen Sie es heraus, damit Sie es immer sehen.
page-icon-menu-bar = Das Symbol ist in der Menüleiste, oben rechts. Ein Klick darauf führt hierher zurück.
page-icon-no-tray = Dieser Desktop zeigt keine Symbole für solche Programme, wie GNOME ohne die Erweiterung AppIndicator. Starten Sie streamdoctor noch einmal, um hierher zurückzukommen; er meldet sich trotzdem, wenn etwas ausfällt.
page-icon-nowhere = Er wurde ohne Symbol gestartet. Starten Sie streamdoctor noch einmal, um hierher zurückzukommen.
page-choose = Wählen Sie die Dienste, die Sie benutzen.
page-watch = Diese beobachten
page-may-try = Was ausprobiert werden darf
page-outside-vpn = Außerhalb eines VPN
page-outside-vpn-text = Um zu sagen, ob ein VPN der Grund ist, wird dieselbe Anfrage daneben gestellt. Der Dienst sieht dann Ihre wirkliche Adresse.
page-outside-ask = Sie werden gefragt, wenn es etwas verraten würde.
page-outside-allowed = Erlaubt.
page-outside-refused = Nicht erlaubt.
page-allow = Erlauben
page-refuse = Niemals tun
page-resolvers = Andere Namensserver
page-no-resolvers = Öffentliche Namensserver werden nicht gefragt.
page-resolvers-text = Wenn ein Name nicht zu finden ist oder etwas seltsam ist, werden auch öffentliche Namensserver nach den Namen Ihrer Dienste gefragt: { $resolvers }. Welche, bestimmen Sie in der Einstellungsdatei unter { $section }.
page-start = Mit dem Computer starten
page-start-unknown = Ob er bei der Anmeldung startet, ist auf diesem System nicht zu sehen.
page-starts = Er startet, wenn Sie sich anmelden.
page-starts-not = Er startet nicht von selbst.
page-do-not-start = Nicht mehr starten
page-do-start = Bei der Anmeldung starten
page-told = Was Ihnen gemeldet wird
page-told-text = Ein stummer Dienst wird weiter beobachtet und hier gezeigt; nur eine Benachrichtigung kommt nicht.
page-muted = (stumm)
page-tell-me-about = { $name } wieder melden
page-mute-service = { $name } stummschalten
page-tell-me = Wieder melden
page-mute-it = Stummschalten
page-quiet = Ruhezeiten
page-quiet-none = Keine: gemeldet wird zu jeder Stunde.
page-quiet-from-until = { $from } bis { $until }
page-quiet-hours = Von { $hours } wird nichts gemeldet. Was dann noch so ist, erfahren Sie danach.
page-quiet-from = Von
page-quiet-until = bis
page-keep-quiet = Dann Ruhe halten
page-no-quiet = Keine Ruhezeiten
page-contacted = Wer angefragt wird, und was aufbewahrt wird
page-contacted-text = Diese hier, { $often }, mit je einer kleinen Anfrage; { $quickly }, solange etwas nicht stimmt. Sonst niemand.
page-kept = Was aufbewahrt wird
page-kept-text = Wie es jedem Dienst ging und was nicht stimmte, nur auf diesem Computer. Kein Konto, keine Adressen von Seiten, die Sie öffnen, und nichts wird irgendwohin geschickt.
page-show-all = Alle zeigen
page-to-compare = Zum Vergleich
page-name-servers = Namensserver, wenn etwas seltsam ist
page-collector = Ihr Sammler von Messwerten

## Was es ist

page-about-text = streamdoctor sagt, warum ein Streamingdienst nicht läuft, ob es an Ihnen liegt oder am Dienst, und was hilft.
page-promises = Was versprochen wird
page-promise-gentle = Er sieht behutsam nach: je Adresse eine kleine Anfrage auf einmal, selten, und er sagt, wer er ist.
page-promise-no-account = Er meldet sich nirgends an und braucht kein Konto.
page-promise-private = Er erzählt niemandem etwas: was er sieht, bleibt auf diesem Computer.
page-promise-harmless = Er ändert nichts. Die Schritte tun Sie; er probiert vorher aus, welche helfen.
page-promise-honest = Er sagt, wenn er etwas nicht weiß.
page-where = Wo etwas liegt
page-terminal = In einem Terminal
page-terminal-check = sieht jetzt nach und sagt, was nicht stimmt
page-terminal-code = sagt, was der Code auf dem Bildschirm bedeutet
page-terminal-status = sagt, was dieser hier weiß
page-licence = Freie Software, nach Ihrer Wahl unter der MIT-Lizenz oder der Apache-Lizenz 2.0.

## Ein Brief mit den Messwerten

page-letter-support = Guten Tag, das Folgende wurde an meinem Computer gemessen, ohne Anmeldung.
page-letter-provider = Guten Tag, das Folgende wurde an meinem Computer an meinem Anschluss gemessen.
page-letter-cause = Ursache: { $cause } ({ $confidence })
page-letter-since = Seit: { $time }
page-letter-written = Geschrieben: { $time }
page-letter-hit = Betroffen: { $services }
page-letter-seen = Was zu sehen war:
page-letter-not = Was es nicht ist:
page-letter-tried = Was ausprobiert wurde:
page-letter-measured = Gemessen (Millisekunden: Nachschlagen, Verbinden, Verschlüsseln, erstes Byte):
page-letter-by = Gemessen mit streamdoctor { $version }.
