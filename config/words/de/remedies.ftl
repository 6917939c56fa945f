# What helps, and how it is done, in German; the head of the English file of this name says how it is built.
#
# The value says what to do with an infinitive, the steps say "Sie". Names of buttons and pages are those that Windows,
# macOS, GNOME, KDE and the devices show in German, in „…“ where they would read as a sentence otherwise. The service
# is $service_acc after "öffnen" and "für", $service_dat after "von" and "bei".

remedy-wait_and_retry = Kurz warten, dann noch einmal versuchen
    .steps =
        Lassen Sie es fünf Minuten in Ruhe; ständiges Probieren macht es schlimmer.
        Starten Sie den Titel dann noch einmal, oder laden Sie die Seite neu.
    .done = In der Leiste sieht streamdoctor inzwischen weiter nach und sagt Ihnen, wenn { $service } wieder da ist.

remedy-check_service_status = Den Status des Dienstes ansehen
    .steps =
        { $page ->
            [status] Öffnen Sie { $link }, und sehen Sie nach, ob es auch andere trifft.
            [help] Öffnen Sie { $link }, und suchen Sie nach einem Hinweis auf eine Störung.
           *[none] Suchen Sie im Internet nach { $service_dat } und „Störung“.
        }
        Sehen Sie auch in den sozialen Netzwerken nach oder auf einer Seite, die Störungsmeldungen sammelt.
        Trifft es auch andere, ist hier nichts zu reparieren: Warten Sie ab.
    .done = Meldet die Seite, dass alles in Ordnung ist, prüfen Sie hier noch einmal.

remedy-try_another_network = Ein anderes Netzwerk probieren
    .windows =
        Schalten Sie auf Ihrem Telefon den mobilen Hotspot ein.
        Öffnen Sie hier Einstellungen › Netzwerk und Internet › WLAN, schalten Sie es ein, und wählen Sie den Hotspot des Telefons.
        Starten Sie den Titel noch einmal. Mobile Daten können Geld kosten, probieren Sie es also nur eine Minute lang.
        Kehren Sie danach in Ihr eigenes Netzwerk zurück.
    .macos =
        Schalten Sie auf Ihrem Telefon den persönlichen Hotspot ein.
        Öffnen Sie hier Systemeinstellungen › WLAN, schalten Sie es ein, und wählen Sie den Hotspot des Telefons.
        Starten Sie den Titel noch einmal. Mobile Daten können Geld kosten, probieren Sie es also nur eine Minute lang.
        Kehren Sie danach in Ihr eigenes Netzwerk zurück.
    .linux =
        Schalten Sie auf Ihrem Telefon den mobilen Hotspot ein.
        Öffnen Sie hier das Netzwerkmenü am Rand des Bildschirms, schalten Sie das WLAN ein, und wählen Sie den Hotspot des Telefons.
        Starten Sie den Titel noch einmal. Mobile Daten können Geld kosten, probieren Sie es also nur eine Minute lang.
        Kehren Sie danach in Ihr eigenes Netzwerk zurück.
    .tv =
        Schalten Sie auf Ihrem Telefon den mobilen Hotspot ein.
        Öffnen Sie am Fernseher Einstellungen › Netzwerk, und wählen Sie den Hotspot des Telefons.
        Starten Sie den Titel noch einmal. Mobile Daten können Geld kosten, probieren Sie es also nur eine Minute lang.
        Kehren Sie danach in Ihr eigenes Netzwerk zurück.
    .phone =
        Schalten Sie das WLAN aus, damit das Telefon mobile Daten nutzt.
        Starten Sie den Titel noch einmal. Mobile Daten können Geld kosten, probieren Sie es also nur eine Minute lang.
        Schalten Sie das WLAN danach wieder ein.
    .console =
        Schalten Sie auf Ihrem Telefon den mobilen Hotspot ein.
        Öffnen Sie an der Konsole Einstellungen › Netzwerk, richten Sie eine Internetverbindung ein, und wählen Sie den Hotspot des Telefons.
        Starten Sie den Titel noch einmal. Mobile Daten können Geld kosten, probieren Sie es also nur eine Minute lang.
        Kehren Sie danach in Ihr eigenes Netzwerk zurück.
    .done = Prüfen Sie noch einmal: Läuft { $service } dort, ist das Netzwerk der Grund, das Sie verlassen haben.

remedy-turn_off_vpn = VPN ausschalten
    .windows =
        Öffnen Sie das Programm Ihres VPN, und klicken Sie auf „Trennen“.
        Ohne eigenes Programm: Einstellungen › Netzwerk und Internet › VPN, dann „Trennen“.
        Sehen Sie auch bei den Erweiterungen des Browsers nach einem VPN, und im Router, falls Sie dort eines eingerichtet haben.
        Schließen Sie die Seite oder die App von { $service_dat }, und öffnen Sie sie wieder.
    .macos =
        Öffnen Sie das Programm Ihres VPN, und klicken Sie auf „Trennen“.
        Ohne eigenes Programm: Systemeinstellungen › VPN, und schalten Sie es aus.
        Auch Privat-Relay zählt: Systemeinstellungen › Ihr Name › iCloud › Privat-Relay.
        Schließen Sie die Seite oder die App von { $service_dat }, und öffnen Sie sie wieder.
    .linux =
        Öffnen Sie das Programm Ihres VPN, und trennen Sie dort die Verbindung.
        Ohne eigenes Programm: Einstellungen › Netzwerk › VPN, und schalten Sie es aus (KDE: das Netzwerkmenü in der Kontrollleiste).
        Sehen Sie auch bei den Erweiterungen des Browsers nach einem VPN, und im Router, falls Sie dort eines eingerichtet haben.
        Schließen Sie die Seite oder die App von { $service_dat }, und öffnen Sie sie wieder.
    .tv =
        Suchen Sie auf dem Fernseher nach einer VPN-App, und trennen Sie dort die Verbindung.
        Sehen Sie im Router nach: Ein VPN oder „Smart DNS“, das dort eingerichtet wurde, gilt auch für den Fernseher. Schalten Sie es eine Weile aus.
        Schließen Sie { $service_acc } auf dem Fernseher, und öffnen Sie die App wieder.
    .phone =
        Öffnen Sie die App des VPN, und trennen Sie die Verbindung. Ohne App: Suchen Sie in den Einstellungen des Telefons nach VPN, und schalten Sie es aus.
        iPhone: Auch Privat-Relay zählt: Einstellungen › Ihr Name › iCloud › Privat-Relay.
        Schließen Sie { $service_acc } vollständig, und öffnen Sie die App wieder.
    .console =
        Eine Konsole hat kein eigenes VPN: Sehen Sie im Router nach oder am Computer, der seine Leitung mit ihr teilt.
        Schalten Sie das VPN oder „Smart DNS“ dort eine Weile aus.
        Schließen Sie { $service_acc } auf der Konsole, und öffnen Sie die App wieder.
    .done = Prüfen Sie noch einmal: Das VPN ist aus der Liste verschwunden, und { $service } antwortet. Für anderes können Sie es wieder einschalten.

remedy-turn_off_proxy = Proxy ausschalten
    .windows =
        Öffnen Sie Einstellungen › Netzwerk und Internet › Proxy.
        „Proxyserver verwenden“: Klicken Sie auf „Bearbeiten“, schalten Sie es aus, und klicken Sie auf „Speichern“. Unter Windows 10 ist der Schalter auf der Seite selbst.
        „Setupskript verwenden“: Schalten Sie es auf dieselbe Weise aus.
        Noch immer ein Fehler in einer App aus dem Store? Drücken Sie die Windows-Taste, tippen Sie cmd, Eingabetaste, dann: netsh winhttp show proxy
        In einer Firma oder Schule fragen Sie vorher: Der Proxy ist vielleicht der einzige Weg hinaus.
    .macos =
        Öffnen Sie Systemeinstellungen › Netzwerk, wählen Sie WLAN oder Ethernet, dann Details … › Proxys.
        Schalten Sie jeden Proxy der Liste aus, auch „Automatische Proxy-Konfiguration“. Klicken Sie auf „OK“.
        Was noch übrig ist, zeigt das Terminal: Tippen Sie scutil --proxy
        In einer Firma oder Schule fragen Sie vorher: Der Proxy ist vielleicht der einzige Weg hinaus.
    .linux =
        Öffnen Sie Einstellungen › Netzwerk › Netzwerk-Proxy, und schalten Sie ihn aus (KDE: Systemeinstellungen › WLAN & Internet › Proxy).
        Tippen Sie in einem Terminal: env | grep -i proxy
        Zeigt das eine Zeile, entfernen Sie sie aus ~/.profile, ~/.bashrc oder /etc/environment, und melden Sie sich neu an.
        In einer Firma oder Schule fragen Sie vorher: Der Proxy ist vielleicht der einzige Weg hinaus.
    .phone =
        Öffnen Sie die WLAN-Einstellungen und dort die Details des Netzwerks, das Sie nutzen.
        Wählen Sie bei Proxy „Kein“ oder „Aus“, und speichern Sie.
        Schließen Sie { $service_acc } vollständig, und öffnen Sie die App wieder.
    .console =
        Öffnen Sie die Netzwerkeinstellungen der Konsole und dort die erweiterten Einstellungen der Verbindung.
        Wählen Sie bei Proxy „Nicht verwenden“, und speichern Sie.
        Starten Sie { $service_acc } noch einmal.
    .done = Prüfen Sie noch einmal: Der Proxy ist aus der Liste verschwunden, und { $service } antwortet.

remedy-change_dns = Ein anderes DNS wählen
    .windows =
        Öffnen Sie Einstellungen › Netzwerk und Internet › Ethernet, oder › WLAN › Hardwareeigenschaften.
        Klicken Sie bei „DNS-Serverzuweisung“ auf „Bearbeiten“, wählen Sie „Manuell“, und schalten Sie IPv4 ein.
        Bevorzugter DNS: 1.1.1.1 (Cloudflare). Alternativer DNS: 8.8.8.8 (Google). Klicken Sie auf „Speichern“.
        Unter Windows 10: Drücken Sie Windows+R, tippen Sie ncpa.cpl, öffnen Sie die Verbindung, dann Eigenschaften › Internetprotokoll, Version 4 › Eigenschaften.
    .macos =
        Öffnen Sie Systemeinstellungen › Netzwerk, wählen Sie WLAN oder Ethernet, dann Details … › DNS.
        Klicken Sie auf +, und tippen Sie 1.1.1.1 (Cloudflare); klicken Sie wieder auf +, und tippen Sie 8.8.8.8 (Google).
        Klicken Sie auf „OK“. Wen der Mac jetzt fragt, zeigt das Terminal: Tippen Sie scutil --dns
    .linux =
        Öffnen Sie Einstellungen › WLAN oder Netzwerk, das Zahnrad Ihrer Verbindung, dann IPv4.
        Schalten Sie bei DNS „Automatisch“ aus, und tippen Sie: 1.1.1.1, 8.8.8.8 (Cloudflare und Google).
        Klicken Sie auf „Anwenden“, und schalten Sie die Verbindung dann aus und wieder ein.
        KDE: Systemeinstellungen › WLAN & Internet › Ihre Verbindung › IPv4 › Automatisch (nur Adressen).
    .tv =
        Öffnen Sie am Fernseher Einstellungen › Netzwerk › Ihre Verbindung › IP-Einstellungen.
        Stellen Sie DNS auf „Manuell eingeben“, und tippen Sie 1.1.1.1 (Cloudflare) oder 8.8.8.8 (Google).
        Speichern Sie, und starten Sie den Fernseher neu.
    .phone =
        iPhone: Einstellungen › WLAN › das i neben Ihrem Netzwerk › DNS konfigurieren › Manuell; fügen Sie 1.1.1.1 und 8.8.8.8 hinzu.
        Android: Einstellungen › Netzwerk & Internet › Privates DNS; wählen Sie „Aus“, wenn dort ein Name steht, den Sie nicht kennen.
        Schließen Sie { $service_acc } vollständig, und öffnen Sie die App wieder.
    .console =
        Öffnen Sie die Netzwerkeinstellungen der Konsole und dort die erweiterten Einstellungen der Verbindung.
        Stellen Sie DNS auf „Manuell“: primär 1.1.1.1 (Cloudflare), sekundär 8.8.8.8 (Google).
        Speichern Sie, und starten Sie { $service_acc } noch einmal.
    .done = Prüfen Sie noch einmal: Das neue DNS antwortet, und { $service } wird gefunden. Zurück geht es mit „Automatisch“.

remedy-restart_device = Das Gerät neu starten
    .windows =
        Speichern Sie Ihre Arbeit.
        Klicken Sie auf Start › Ein/Aus › Neu starten. „Herunterfahren“ genügt nicht: Windows behält dabei einen Teil seines Zustands.
        Fernseher, Stick oder Konsole: Ziehen Sie den Stecker, warten Sie 30 Sekunden, und stecken Sie ihn wieder ein.
    .macos =
        Speichern Sie Ihre Arbeit.
        Wählen Sie Apple-Menü › Neustart ….
        Fernseher, Stick oder Konsole: Ziehen Sie den Stecker, warten Sie 30 Sekunden, und stecken Sie ihn wieder ein.
    .linux =
        Speichern Sie Ihre Arbeit.
        Öffnen Sie das Systemmenü, und wählen Sie „Neu starten“.
        Fernseher, Stick oder Konsole: Ziehen Sie den Stecker, warten Sie 30 Sekunden, und stecken Sie ihn wieder ein.
    .tv =
        Ziehen Sie den Stecker des Fernsehers oder den des Sticks oder der Box. Stand-by genügt nicht.
        Drücken Sie einmal die Ein-/Aus-Taste am Fernseher selbst, während er keinen Strom hat.
        Warten Sie eine Minute, und stecken Sie ihn dann wieder ein.
    .phone =
        Halten Sie die Ein-/Aus-Taste gedrückt, und wählen Sie „Neu starten“, oder schalten Sie das Telefon aus und wieder ein.
        Warten Sie, bis es sein Netzwerk wiedergefunden hat.
    .console =
        Schalten Sie die Konsole ganz aus: Der Ruhemodus genügt nicht.
        Ziehen Sie den Stecker, warten Sie eine Minute, und stecken Sie ihn wieder ein.
    .done = Prüfen Sie nach dem Start noch einmal, bevor Sie etwas anderes öffnen.

remedy-restart_network_equipment = Router und Modem neu starten
    .steps =
        Sagen Sie den anderen zu Hause Bescheid: Das Internet ist einige Minuten lang weg.
        Ziehen Sie den Stecker des Routers und den des Modems, falls es ein eigenes Gerät ist.
        Warten Sie 30 Sekunden.
        Stecken Sie zuerst das Modem ein, warten Sie, bis seine Lampen ruhig leuchten, dann den Router.
        Warten Sie noch zwei Minuten.
    .done = Prüfen Sie noch einmal: Die Zeile „Ihr Netzwerk“ hier meldet, dass es funktioniert.

remedy-clear_cookies_and_cache = Cookies und Cache löschen
    .windows =
        { $page ->
            [clear_cookies] Öffnen Sie { $link } im Browser: Das löscht nur die Cookies von { $service_dat } und meldet Sie ab.
           *[none] Öffnen Sie { $service_acc } in Chrome oder Edge, klicken Sie auf das Symbol links neben der Adresse, dann Cookies und Websitedaten › Verwalten, und löschen Sie alles.
        }
        Drücken Sie Strg+Umschalt+Entf, haken Sie nur die Bilder und Dateien im Cache an, und klicken Sie auf „Löschen“.
        Eine App: Öffnen Sie Einstellungen › Apps › Installierte Apps › … › Erweiterte Optionen › Zurücksetzen.
        Melden Sie sich bei { $service_dat } wieder an.
    .macos =
        { $page ->
            [clear_cookies] Öffnen Sie { $link } im Browser: Das löscht nur die Cookies von { $service_dat } und meldet Sie ab.
           *[none] Wählen Sie in Safari Einstellungen › Datenschutz › Websitedaten verwalten …, suchen Sie nach { $service_dat }, und klicken Sie auf „Entfernen“.
        }
        Chrome und Firefox: Drücken Sie Umschalt+Befehl+Löschtaste, haken Sie nur den Cache an, und klicken Sie auf „Löschen“.
        Melden Sie sich bei { $service_dat } wieder an.
    .linux =
        { $page ->
            [clear_cookies] Öffnen Sie { $link } im Browser: Das löscht nur die Cookies von { $service_dat } und meldet Sie ab.
           *[none] Öffnen Sie { $service_acc } in Firefox oder Chrome, klicken Sie auf das Symbol links neben der Adresse, und löschen Sie Cookies und Websitedaten.
        }
        Drücken Sie Strg+Umschalt+Entf, haken Sie nur den Cache an, und klicken Sie auf „Löschen“.
        Melden Sie sich bei { $service_dat } wieder an.
    .tv =
        Öffnen Sie am Fernseher Einstellungen › Apps, wählen Sie { $service_acc }, und löschen Sie Daten oder Cache.
        Gibt es das nicht, melden Sie sich bei { $service_dat } ab, entfernen Sie die App, und installieren Sie sie neu.
        Melden Sie sich bei { $service_dat } wieder an.
    .phone =
        Android: Einstellungen › Apps › { $service } › Speicher › Cache leeren; hilft das nicht, „Speicherinhalt löschen“.
        iPhone: Eine App hat keinen Cache, der sich löschen lässt; entfernen Sie sie, und installieren Sie sie neu.
        Im Browser: Löschen Sie in seinen Einstellungen die Daten von { $service_dat }.
        Melden Sie sich bei { $service_dat } wieder an.
    .console =
        Öffnen Sie in den Einstellungen der Konsole Speicher oder Apps, wählen Sie { $service_acc }, und löschen Sie die gespeicherten Daten.
        Gibt es das nicht, entfernen Sie die App, und installieren Sie sie neu.
        Melden Sie sich bei { $service_dat } wieder an.
    .done = Starten Sie den Titel noch einmal: Der Fehler ist weg, oder ein privates Fenster des Browsers zeigt ihn genauso.

remedy-check_credentials = Die Anmeldung prüfen
    .steps =
        Tippen Sie E-Mail-Adresse und Passwort neu ein, von Hand, und achten Sie auf die Feststelltaste.
        { $page ->
            [login_help] Klappt das nicht, legen Sie ein neues Passwort fest: { $link }
           *[none] Klappt das nicht, wählen Sie bei der Anmeldung von { $service_dat } „Passwort vergessen?“.
        }
        Haben Sie sich über eine andere Firma registriert (Mobilfunkvertrag, Apple, Google), melden Sie sich auf diesem Weg an.
    .done = Sie sind angemeldet, wenn Ihr Profil erscheint; starten Sie dann den Titel noch einmal.

remedy-check_subscription = Das Abo prüfen
    .steps =
        { $page ->
            [account] Öffnen Sie { $link }, und melden Sie sich an.
           *[none] Öffnen Sie die Kontoseite von { $service_dat }, und melden Sie sich an.
        }
        Sehen Sie nach, ob das Abo aktiv und bezahlt ist und ob es umfasst, was Sie sehen möchten.
        Gehört es zu einem anderen Vertrag, sehen Sie dort nach: Er ist vielleicht abgelaufen.
    .done = Die Kontoseite meldet, dass das Abo aktiv ist; melden Sie sich dann ab und wieder an, und starten Sie den Titel noch einmal.

remedy-update_software = App, Browser und System aktualisieren
    .windows =
        Die App: Öffnen Sie Microsoft Store › Bibliothek, und lassen Sie dort nach Updates suchen.
        Der Browser: Menü › Hilfe › Über …; er aktualisiert sich selbst. Starten Sie ihn neu.
        Das System: Einstellungen › Windows Update › Nach Updates suchen. Unter Windows 10: Einstellungen › Update und Sicherheit.
        Fernseher, Stick oder Konsole: Suchen Sie in deren Einstellungen nach Updates.
    .macos =
        Die App: Öffnen Sie App Store › Updates.
        Der Browser: sein Menü › Über …; er aktualisiert sich selbst. Starten Sie ihn neu.
        Das System und mit ihm Safari: Systemeinstellungen › Allgemein › Softwareupdate.
        Fernseher, Stick oder Konsole: Suchen Sie in deren Einstellungen nach Updates.
    .linux =
        Öffnen Sie „Software“, wählen Sie „Aktualisierungen“, und installieren Sie, was dort steht.
        Starten Sie danach den Browser neu.
        Fernseher, Stick oder Konsole: Suchen Sie in deren Einstellungen nach Updates.
    .tv =
        Öffnen Sie den App-Store des Fernsehers, und aktualisieren Sie { $service_acc }.
        Öffnen Sie in den Einstellungen des Fernsehers Support oder Info › Softwareupdate.
        Gab es seit Jahren kein Update, ist der Fernseher vielleicht zu alt für { $service_acc }: Auf den Hilfeseiten steht eine Liste.
    .phone =
        Öffnen Sie App Store oder Play Store, und aktualisieren Sie { $service_acc }.
        Öffnen Sie in den Einstellungen des Telefons Allgemein oder System › Softwareupdate.
    .console =
        Öffnen Sie die Bibliothek der Konsole, wählen Sie { $service_acc }, und suchen Sie nach einem Update.
        Öffnen Sie in den Einstellungen der Konsole System › Softwareupdate.
    .done = Starten Sie den Titel noch einmal; prüfen Sie dann hier erneut.

remedy-reinstall_app = Die App neu installieren
    .windows =
        Öffnen Sie Einstellungen › Apps › Installierte Apps. Unter Windows 10: Einstellungen › Apps › Apps & Features.
        Suchen Sie { $service_acc }, klicken Sie auf …, dann auf „Deinstallieren“. Downloads darin gehen verloren.
        Starten Sie den Computer neu.
        Installieren Sie die App aus dem Microsoft Store neu, und melden Sie sich an.
    .macos =
        Öffnen Sie Finder › Programme, und ziehen Sie { $service_acc } in den Papierkorb. Downloads darin gehen verloren.
        Starten Sie den Mac neu.
        Installieren Sie die App aus dem App Store neu, und melden Sie sich an.
    .linux =
        Öffnen Sie „Software“, wählen Sie „Installiert“, suchen Sie { $service_acc }, und klicken Sie auf „Deinstallieren“. Downloads darin gehen verloren.
        Starten Sie den Computer neu.
        Installieren Sie die App an derselben Stelle neu, und melden Sie sich an.
    .tv =
        Öffnen Sie am Fernseher „Apps“, wählen Sie { $service_acc }, und entfernen Sie die App.
        Ziehen Sie den Stecker des Fernsehers eine Minute lang.
        Installieren Sie die App aus dem Store des Fernsehers neu, und melden Sie sich an.
    .phone =
        Halten Sie das Symbol von { $service_dat } gedrückt, und entfernen Sie die App. Downloads darin gehen verloren.
        Starten Sie das Telefon neu.
        Installieren Sie die App aus App Store oder Play Store neu, und melden Sie sich an.
    .console =
        Wählen Sie { $service_acc } in der Bibliothek, drücken Sie die Optionstaste, und löschen Sie die App.
        Starten Sie die Konsole neu.
        Installieren Sie die App aus dem Store neu, und melden Sie sich an.
    .done = Starten Sie den Titel noch einmal; prüfen Sie dann hier erneut.

remedy-try_another_browser = Einen anderen Browser probieren
    .windows =
        Öffnen Sie { $service_acc } in einem anderen Browser: Edge ist immer da; Chrome und Firefox kosten nichts.
        Läuft es dort, bleiben Sie dabei: Öffnen Sie Einstellungen › Apps › Standard-Apps, wählen Sie den Browser, und legen Sie ihn als Standard fest.
    .macos =
        Öffnen Sie { $service_acc } in einem anderen Browser: Safari ist immer da; Chrome und Firefox kosten nichts.
        Läuft es dort, bleiben Sie dabei: Systemeinstellungen › Schreibtisch & Dock › Standard-Webbrowser.
    .linux =
        Öffnen Sie { $service_acc } in Chrome oder Firefox, wie ihre Hersteller sie ausliefern: Andere Fassungen spielen geschützte Filme manchmal nicht ab.
        Öffnen Sie in Firefox Einstellungen › Allgemein, und haken Sie „Inhalte mit DRM-Kopierschutz wiedergeben“ an.
        Läuft es dort, bleiben Sie dabei: Einstellungen › Apps › Vorgabe-Apps › Web.
    .phone =
        Öffnen Sie { $service_acc } in einem anderen Browser oder in der eigenen App.
        Läuft es dort, bleiben Sie dabei.
    .done = Läuft { $service } dort, ist der erste Browser der Grund: Löschen Sie seine Cookies, und prüfen Sie seine Erweiterungen.

remedy-disable_extensions = Browser-Erweiterungen ausschalten
    .steps =
        Öffnen Sie ein privates Fenster: Dort sind Erweiterungen aus. (Strg+Umschalt+N, in Firefox Strg+Umschalt+P; am Mac die Befehlstaste.)
        Öffnen Sie darin { $service_acc }, melden Sie sich an, und starten Sie den Titel.
        Läuft er, öffnen Sie das Menü des Browsers › Erweiterungen, und schalten Sie alle aus.
        Schalten Sie sie einzeln wieder ein; diejenige, mit der der Fehler zurückkommt, ist der Grund. Blocker und VPNs zuerst.
    .done = Der Titel läuft, wenn die Erweiterung aus ist.

remedy-try_another_device = Ein anderes Gerät probieren
    .steps =
        Starten Sie denselben Titel auf einem Telefon, Tablet, Fernseher oder anderen Computer im selben Netzwerk.
        Geht es auf keinem, liegt es am Dienst, an Ihrem Konto oder am Netzwerk.
        Geht es, ist nur dieses Gerät der Grund.
    .done = Sagen Sie streamdoctor, welches es war: Das grenzt die Suche ein.

remedy-check_data_limit = Das Datenvolumen prüfen
    .windows =
        Öffnen Sie Einstellungen › Netzwerk und Internet › Erweiterte Netzwerkeinstellungen › Datennutzung. Unter Windows 10: Netzwerk und Internet › Status.
        Vergleichen Sie es mit Ihrem Tarif: Die Kontoseite oder App Ihres Internetanbieters zeigt, wie viel noch übrig ist.
        Ist alles aufgebraucht, kaufen Sie Volumen nach, warten Sie, bis es sich erneuert, oder nutzen Sie ein anderes Netzwerk.
    .macos =
        Öffnen Sie die Kontoseite oder App Ihres Internetanbieters, und sehen Sie nach, wie viel Volumen noch übrig ist.
        Was dieser Mac verbraucht: Öffnen Sie Aktivitätsanzeige › Netzwerk, und sortieren Sie nach den empfangenen Byte.
        Ist alles aufgebraucht, kaufen Sie Volumen nach, warten Sie, bis es sich erneuert, oder nutzen Sie ein anderes Netzwerk.
    .linux =
        Öffnen Sie die Kontoseite oder App Ihres Internetanbieters, und sehen Sie nach, wie viel Volumen noch übrig ist.
        Was dieser Computer verbraucht: Öffnen Sie Systemüberwachung › Ressourcen › Netzwerk.
        Ist alles aufgebraucht, kaufen Sie Volumen nach, warten Sie, bis es sich erneuert, oder nutzen Sie ein anderes Netzwerk.
    .tv =
        Öffnen Sie die Kontoseite oder App Ihres Internetanbieters, und sehen Sie nach, wie viel Volumen noch übrig ist.
        Ist alles aufgebraucht, kaufen Sie Volumen nach, warten Sie, bis es sich erneuert, oder nutzen Sie ein anderes Netzwerk.
    .phone =
        Öffnen Sie die Kontoseite oder App Ihres Internetanbieters, und sehen Sie nach, wie viel Volumen noch übrig ist.
        Suchen Sie in den Einstellungen des Telefons nach einem Limit oder „Datensparmodus“, und schalten Sie ihn für { $service_acc } aus.
        Ist alles aufgebraucht, kaufen Sie Volumen nach, warten Sie, bis es sich erneuert, oder nutzen Sie WLAN.
    .console =
        Öffnen Sie die Kontoseite oder App Ihres Internetanbieters, und sehen Sie nach, wie viel Volumen noch übrig ist.
        Ist alles aufgebraucht, kaufen Sie Volumen nach, warten Sie, bis es sich erneuert, oder nutzen Sie ein anderes Netzwerk.
    .done = Prüfen Sie noch einmal, sobald wieder Volumen da ist: Die Leitung ist so schnell wie zuvor.

remedy-contact_support = Den Kundendienst fragen
    .steps =
        Kopieren Sie den Bericht, den streamdoctor bereithält: Er nennt die Zeit, was zu sehen war und was ausgeschlossen ist.
        { $page ->
            [contact] Öffnen Sie { $link }
            [help] Öffnen Sie { $link }
           *[none] Öffnen Sie die Hilfeseiten von { $service_dat }, und suchen Sie nach „Kontakt“.
        }
        Fügen Sie den Bericht ein, dazu den Code auf Ihrem Bildschirm und den Namen des Geräts.
    .done = Bewahren Sie die Nummer Ihres Falls auf, bis { $service } hier wieder funktioniert.

remedy-contact_provider = Den Internetanbieter anrufen
    .steps =
        Kopieren Sie den Bericht, den streamdoctor bereithält: Er nennt die Zeit, was zu sehen war und was ausgeschlossen ist.
        Suchen Sie auf der Seite Ihres Internetanbieters nach einem Hinweis auf eine Störung, über mobile Daten.
        Rufen Sie dort an, lesen Sie den Bericht vor, und fragen Sie, was auf Ihrer Leitung zu sehen ist.
    .done = Prüfen Sie noch einmal, wenn es heißt, dass es behoben ist.

remedy-sign_in_to_network = Bei diesem Netzwerk anmelden
    .steps =
        Öffnen Sie { $link } im Browser: Dieses Netzwerk zeigt dort seine eigene Seite.
        Stimmen Sie den Bedingungen zu, oder tippen Sie ein, was Ihnen Hotel, Bahn oder Café gegeben hat.
        Kommt keine Seite, schalten Sie das WLAN aus und wieder ein und ein VPN aus, und versuchen Sie es noch einmal.
    .done = Prüfen Sie noch einmal: Die Zeile „Ihr Netzwerk“ hier meldet, dass es funktioniert.

remedy-remove_hosts_entry = Den Eintrag in der Hosts-Datei entfernen
    .windows =
        Drücken Sie die Windows-Taste, tippen Sie Editor, klicken Sie mit der rechten Maustaste darauf, und wählen Sie „Als Administrator ausführen“.
        Öffnen Sie die Datei C:\Windows\System32\drivers\etc\hosts (wählen Sie „Alle Dateien“, um sie zu sehen).
        Setzen Sie # vor jede Zeile, die { $service_acc } nennt, und speichern Sie.
        Kommt die Zeile zurück, schreibt ein Programm sie: Sehen Sie bei Werbeblockern und Schutzprogrammen nach.
    .macos =
        Öffnen Sie das Terminal, und tippen Sie: sudo nano /etc/hosts
        Setzen Sie # vor jede Zeile, die { $service_acc } nennt.
        Drücken Sie Control+O, Return, dann Control+X.
        Kommt die Zeile zurück, schreibt ein Programm sie: Sehen Sie bei Werbeblockern und Schutzprogrammen nach.
    .linux =
        Öffnen Sie ein Terminal, und tippen Sie: sudo nano /etc/hosts
        Setzen Sie # vor jede Zeile, die { $service_acc } nennt.
        Drücken Sie Strg+O, Eingabetaste, dann Strg+X.
        Kommt die Zeile zurück, schreibt ein Programm sie: Sehen Sie bei Werbeblockern und Schutzprogrammen nach.
    .done = Prüfen Sie noch einmal: Die richtige Adresse von { $service_dat } wird gefunden.

remedy-restart_app = App oder Browser neu starten
    .windows =
        Schließen Sie die App oder alle Fenster des Browsers.
        Falls nichts mehr reagiert: Drücken Sie Strg+Umschalt+Esc, wählen Sie das Programm in der Liste, und klicken Sie auf „Task beenden“.
        Öffnen Sie es wieder, und starten Sie den Titel.
    .macos =
        Drücken Sie in der App oder im Browser Befehl+Q.
        Falls nichts mehr reagiert: Drücken Sie Wahl+Befehl+Esc, wählen Sie das Programm, und klicken Sie auf „Sofort beenden“.
        Öffnen Sie es wieder, und starten Sie den Titel.
    .linux =
        Schließen Sie die App oder alle Fenster des Browsers.
        Falls nichts mehr reagiert: Öffnen Sie die Systemüberwachung, wählen Sie das Programm in der Liste, und beenden Sie es.
        Öffnen Sie es wieder, und starten Sie den Titel.
    .tv =
        Halten Sie die Home- oder Zurück-Taste gedrückt, und schließen Sie { $service_acc } vollständig.
        Öffnen Sie die App wieder, und starten Sie den Titel.
    .phone =
        Öffnen Sie die Liste der laufenden Apps, und wischen Sie { $service_acc } weg.
        Öffnen Sie die App wieder, und starten Sie den Titel.
    .console =
        Drücken Sie die Taste der Konsole, wählen Sie { $service_acc }, und schließen oder beenden Sie die App.
        Öffnen Sie die App wieder, und starten Sie den Titel.
    .done = Der Titel läuft, oder der Fehler kommt sofort wieder: Dann geht es mit dem nächsten Schritt weiter.

remedy-sign_out_and_in = Abmelden und wieder anmelden
    .steps =
        Öffnen Sie in der App oder auf der Seite von { $service_dat } Ihr Profil, und wählen Sie „Abmelden“.
        Schließen Sie die App oder die Seite vollständig, und öffnen Sie sie wieder.
        Melden Sie sich an, und starten Sie den Titel.
        { $page ->
            [devices] Klappt es noch nicht, melden Sie sich überall ab: { $link }
            [account] Klappt es noch nicht, melden Sie sich auf der Kontoseite von allen Geräten ab: { $link }
           *[none] { "" }
        }
    .done = Ihr Profil erscheint, und der Titel läuft.

remedy-close_other_streams = Auf anderen Geräten beenden
    .steps =
        Fragen Sie, wer das Konto noch nutzt, und beenden Sie die Wiedergabe auf einem der Geräte.
        { $page ->
            [devices] Sehen Sie nach, welche Geräte angemeldet sind, und melden Sie die ab, die Sie nicht kennen: { $link }
            [account] Sehen Sie auf der Kontoseite nach, welche Geräte angemeldet sind: { $link }
           *[none] Sehen Sie in den Kontoeinstellungen von { $service_dat } nach, welche Geräte angemeldet sind.
        }
        Warten Sie zehn Minuten: Ein Gerät, das gerade erst ausgeschaltet wurde, zählt noch mit.
    .done = Starten Sie den Titel noch einmal: Er läuft.

remedy-update_payment = Die Zahlung aktualisieren
    .steps =
        { $page ->
            [payment] Öffnen Sie { $link }, und melden Sie sich an.
            [account] Öffnen Sie { $link }, und melden Sie sich an.
           *[none] Öffnen Sie die Kontoseite von { $service_dat }, und melden Sie sich an.
        }
        Sehen Sie nach, ob die Karte abgelaufen oder eine Zahlung fehlgeschlagen ist.
        Berichtigen Sie das, oder wählen Sie eine andere Zahlungsart; eine offene Rechnung wird dann noch einmal abgebucht.
    .done = Die Seite meldet, dass das Abo aktiv ist; melden Sie sich dann ab und wieder an, und starten Sie den Titel noch einmal.

remedy-check_hdmi = Das HDMI-Kabel prüfen
    .steps =
        Ziehen Sie das Kabel an beiden Enden ab, warten Sie zehn Sekunden, und stecken Sie es wieder ein.
        Probieren Sie ein anderes Kabel und einen anderen Anschluss am Fernseher.
        Nehmen Sie heraus, was dazwischen steckt: Verteiler, Rekorder, alte Receiver, Adapter.
        Auch ein zweiter Bildschirm kann der Grund sein: Ziehen Sie ihn probeweise ab.
    .done = Das Bild erscheint, in der Qualität Ihres Abos.

remedy-lower_quality = Die Bildqualität verringern
    .steps =
        Klicken Sie im Player auf das Zahnrad, und wählen Sie eine geringere Qualität; oder stellen Sie sie in Ihrem Profil bei { $service_dat } ein.
        Halten Sie solange Downloads, Updates und andere Streams zu Hause an.
    .done = Der Titel läuft fünf Minuten lang ohne Pause.

remedy-fix_clock = Die Uhr stellen
    .windows =
        Öffnen Sie Einstellungen › Zeit und Sprache › Datum und Uhrzeit.
        Schalten Sie „Uhrzeit automatisch festlegen“ und „Zeitzone automatisch festlegen“ ein.
        Klicken Sie unter „Zusätzliche Einstellungen“ auf „Jetzt synchronisieren“.
        Geht sie nach dem nächsten Start wieder falsch, ist die Batterie auf der Hauptplatine leer.
    .macos =
        Öffnen Sie Systemeinstellungen › Allgemein › Datum & Uhrzeit.
        Schalten Sie ein, dass Datum und Uhrzeit automatisch eingestellt werden, und ebenso die Zeitzone anhand Ihres Standorts.
    .linux =
        Öffnen Sie Einstellungen › System › Datum und Uhrzeit (KDE: Systemeinstellungen › Datum und Zeit).
        Schalten Sie „Datum und Uhrzeit automatisch ermitteln“ und „Zeitzone automatisch ermitteln“ ein.
        Oder tippen Sie in einem Terminal: sudo timedatectl set-ntp true
    .tv =
        Öffnen Sie in den Einstellungen des Fernsehers Allgemein oder System › Zeit.
        Stellen Sie die Uhr auf „Auto“, und wählen Sie Ihr Land und Ihre Zeitzone.
    .phone =
        Öffnen Sie in den Einstellungen des Telefons Allgemein oder System › Datum & Uhrzeit.
        Schalten Sie „Automatisch einstellen“ ein, auch für die Zeitzone.
    .console =
        Öffnen Sie in den Einstellungen der Konsole System › Datum und Uhrzeit.
        Lassen Sie die Uhr über das Internet stellen, und wählen Sie Ihre Zeitzone.
    .done = Prüfen Sie noch einmal: Datum, Uhrzeit und Zeitzone stimmen, und sichere Seiten öffnen sich.

remedy-prefer_ipv4 = Vorerst IPv4 verwenden
    .windows =
        Drücken Sie Windows+R, tippen Sie ncpa.cpl, und drücken Sie die Eingabetaste.
        Klicken Sie mit der rechten Maustaste auf Ihre Verbindung, und wählen Sie „Eigenschaften“.
        Entfernen Sie den Haken bei „Internetprotokoll, Version 6 (TCP/IPv6)“, und klicken Sie auf „OK“.
    .macos =
        Öffnen Sie Systemeinstellungen › Netzwerk, wählen Sie WLAN oder Ethernet, dann Details … › TCP/IP.
        Wählen Sie bei „IPv6 konfigurieren“ „Nur Link-Local“, und klicken Sie auf „OK“.
    .linux =
        Öffnen Sie Einstellungen › WLAN oder Netzwerk, das Zahnrad Ihrer Verbindung, dann IPv6.
        Wählen Sie „Deaktivieren“, und klicken Sie auf „Anwenden“.
        Schalten Sie die Verbindung aus und wieder ein.
    .done = Prüfen Sie noch einmal: Seiten öffnen sich sofort. Stellen Sie es zurück, wenn Router oder Internetanbieter IPv6 in Ordnung gebracht haben.

remedy-flush_dns = Alte Adressen vergessen
    .windows =
        Drücken Sie die Windows-Taste, tippen Sie cmd, und drücken Sie die Eingabetaste.
        Tippen Sie dies, und drücken Sie die Eingabetaste: ipconfig /flushdns
        Schließen Sie den Browser vollständig, und öffnen Sie ihn wieder.
    .macos =
        Öffnen Sie das Terminal.
        Tippen Sie dies, und drücken Sie Return: sudo dscacheutil -flushcache; sudo killall -HUP mDNSResponder
        Schließen Sie den Browser vollständig, und öffnen Sie ihn wieder.
    .linux =
        Öffnen Sie ein Terminal.
        Tippen Sie dies, und drücken Sie die Eingabetaste: resolvectl flush-caches
        Ist der Befehl unbekannt, wird dort nichts aufgehoben: Starten Sie stattdessen den Browser neu.
    .done = Prüfen Sie noch einmal: Die neue Adresse von { $service_dat } wird gefunden.

remedy-allow_in_firewall = In der Firewall zulassen
    .windows =
        Öffnen Sie Windows-Sicherheit › Firewall- und Netzwerkschutz › Zugriff von App durch Firewall zulassen.
        Klicken Sie auf „Einstellungen ändern“, und haken Sie den Browser oder die App von { $service_dat } an.
        Ist ein anderes Schutzprogramm installiert, lassen Sie es auch dort zu; dann gilt dessen eigene Firewall.
        Ein VPN mit „Kill Switch“ sperrt alles, solange es aus ist: Schalten Sie das in seinen Einstellungen aus.
    .macos =
        Ist ein Firewall-Programm installiert (Little Snitch, LuLu, ein Schutzprogramm), lassen Sie den Browser oder die App dort zu.
        Die Firewall des Macs: Systemeinstellungen › Netzwerk › Firewall › Optionen …; sie sperrt nur, was hereinkommt.
        Ein VPN mit „Kill Switch“ sperrt alles, solange es aus ist: Schalten Sie das in seinen Einstellungen aus.
    .linux =
        Sehen Sie die Regeln an: Tippen Sie in einem Terminal: sudo nft list ruleset
        Lassen Sie zu, was zu den Ports 443, 80 und 53 hinausgeht; mit ufw tippen Sie: sudo ufw default allow outgoing
        Ein VPN mit „Kill Switch“ sperrt alles, solange es aus ist: Schalten Sie das in seinen Einstellungen aus.
    .done = Prüfen Sie noch einmal: { $Service } antwortet.

remedy-stop_https_scanning = Das Prüfen sicherer Seiten abschalten
    .steps =
        Öffnen Sie Ihren Virenschutz oder die Kindersicherung, und suchen Sie in den Einstellungen nach dem Webschutz.
        Schalten Sie „HTTPS-Scan“, „SSL-Scan“ oder „Verschlüsselte Verbindungen“ aus; das Übrige kann an bleiben.
        Starten Sie den Browser neu.
        Haben Sie kein solches Programm, tut es jemand unterwegs: Geben Sie keine Passwörter ein, und nutzen Sie ein anderes Netzwerk.
    .done = Prüfen Sie noch einmal: Für die Verbindung zu { $service_dat } bürgt wieder ein öffentlicher Name.

remedy-ask_network_owner = Den Betreiber des Netzwerks fragen
    .steps =
        In Firma oder Schule fragen Sie die IT, in Hotel oder Café das Personal, zu Hause, wer den Router eingerichtet hat.
        Sagen Sie, was streamdoctor gefunden hat: Im Bericht zum Kopieren steht es in Worten.
        Fragen Sie, ob { $service } absichtlich gesperrt ist und ob Sie den Zugang bekommen können.
    .done = Prüfen Sie noch einmal, wenn etwas geändert wurde.

remedy-move_closer_or_use_cable = Näher herangehen oder ein Kabel nehmen
    .windows =
        Verbinden Sie diesen Computer möglichst per Kabel mit dem Router: Achten Sie darauf, dass beide Enden einrasten.
        Sonst gehen Sie näher an den Router, oder holen Sie den Router aus dem Schrank und vom Boden.
        Sehen Sie nach, ob das WLAN an und Ihr Netzwerk ausgewählt ist: Einstellungen › Netzwerk und Internet › WLAN.
        Wählen Sie das 5-GHz-Netz, wenn der Router zwei anbietet.
    .macos =
        Verbinden Sie diesen Mac möglichst per Kabel mit dem Router: Achten Sie darauf, dass beide Enden einrasten.
        Sonst gehen Sie näher an den Router, oder holen Sie den Router aus dem Schrank und vom Boden.
        Sehen Sie nach, ob das WLAN an und Ihr Netzwerk ausgewählt ist: Systemeinstellungen › WLAN.
        Wählen Sie das 5-GHz-Netz, wenn der Router zwei anbietet.
    .linux =
        Verbinden Sie diesen Computer möglichst per Kabel mit dem Router: Achten Sie darauf, dass beide Enden einrasten.
        Sonst gehen Sie näher an den Router, oder holen Sie den Router aus dem Schrank und vom Boden.
        Sehen Sie nach, ob das WLAN an und Ihr Netzwerk ausgewählt ist: Einstellungen › WLAN.
        Wählen Sie das 5-GHz-Netz, wenn der Router zwei anbietet.
    .tv =
        Verbinden Sie den Fernseher möglichst per Kabel mit dem Router: Achten Sie darauf, dass beide Enden einrasten.
        Sonst stellen Sie den Router näher heran, oder holen Sie ihn aus dem Schrank und vom Boden.
        Ein Stick hinter dem Fernseher empfängt schlecht: Nehmen Sie das Verlängerungskabel, das dabei war.
    .phone =
        Gehen Sie näher an den Router.
        Wählen Sie das 5-GHz-Netz, wenn der Router zwei anbietet.
    .console =
        Verbinden Sie die Konsole möglichst per Kabel mit dem Router: Achten Sie darauf, dass beide Enden einrasten.
        Sonst stellen Sie den Router näher heran, oder holen Sie ihn aus dem Schrank und vom Boden.
        Wählen Sie das 5-GHz-Netz, wenn der Router zwei anbietet.
    .done = Prüfen Sie noch einmal: Ihr Router antwortet schnell, und nichts geht verloren.
