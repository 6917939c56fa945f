# What is wrong, and whose side it is, in German; the head of the English file of this name says how it is built.
#
# The value of a message is a nominative with its article. What is likely is "wahrscheinlich" and what is possible is
# "vielleicht", and never another word (`tests/languages.rs`). Whoever is hit stands in the
# nominative ($name, $service, $Name and $Service), after "von", "zu" and "bei" in the dative ($name_dat), and as
# an object in the accusative ($name_acc).

cause-none = eine Störung
    .all-title = Alles in Ordnung
    .all-sentence = Ihre Verbindung funktioniert.
    .service-title =
        { $name_number ->
            [one] { $Name } antwortet
           *[many] { $Name } antworten
        }
    .service-sentence =
        { $name_number ->
            [one] { $Name } antwortet von hier aus; ob die Wiedergabe klappt, ist ohne Anmeldung nicht zu sehen. Trotzdem ein Fehler? Geben Sie ihn ein.
           *[many] { $Name } antworten von hier aus; ob die Wiedergabe klappt, ist ohne Anmeldung nicht zu sehen. Trotzdem ein Fehler? Geben Sie ihn ein.
        }
    .detail = Alles, was ein Programm ohne Anmeldung sehen kann, ist in Ordnung. Zeigt Ihr Bildschirm einen Fehler, geben Sie hier seinen Code ein: Er verrät, was von außen nicht zu sehen ist. Bei Netflix und den meisten anderen steht er unten auf der Fehlerseite.

cause-unknown = etwas Unbekanntes
    .all-title = Unklar, woran es liegt
    .all-sentence = Was zu sehen war, entscheidet nicht, woran es liegt; ein Blick aus einem anderen Netzwerk, etwa dem Ihres Telefons, würde helfen.
    .service-title = Unklar, woran es bei { $name_dat } liegt
    .service-sentence =
        { $name_number ->
            [one] { $Name } antwortet nicht wie gewohnt, und woran das liegt, ist nicht klar; ein anderes Netzwerk würde es zeigen.
           *[many] { $Name } antworten nicht wie gewohnt, und woran das liegt, ist nicht klar; ein anderes Netzwerk würde es zeigen.
        }
    .detail = Raten würde Sie nur in die Irre führen, deshalb bekommt niemand die Schuld. Versuchen Sie dasselbe auf Ihrem Telefon mit ausgeschaltetem WLAN: Geht es dort, liegt der Fehler auf dieser Seite; wenn nicht, liegt er beim Dienst.


## This computer

cause-device-interface_off = ein ausgeschaltetes Netzwerk
    .all-title =
        { $confidence ->
            [certain] Am Computer ist das Netzwerk aus
            [likely] Am Computer ist wahrscheinlich das Netzwerk aus
           *[possible] Am Computer ist vielleicht das Netzwerk aus
        }
    .all-sentence =
        { $confidence ->
            [certain] WLAN und Netzwerkanschluss sind an diesem Computer beide ausgeschaltet, deshalb kommt nichts durch.
            [likely] WLAN und Netzwerkanschluss sind an diesem Computer wahrscheinlich beide ausgeschaltet, deshalb kommt nichts durch.
           *[possible] WLAN und Netzwerkanschluss sind an diesem Computer vielleicht beide ausgeschaltet, deshalb kommt nichts durch.
        }
    .detail = Kein Weg ins Netzwerk ist hier eingeschaltet: Das kann am Flugzeugmodus liegen, an einer Taste der Tastatur oder an einer Einstellung. Schalten Sie das WLAN ein, oder stecken Sie ein Kabel ein. Draußen ist nach allem, was wir wissen, nichts gestört.

cause-device-no_route = ein fehlender Weg ins Internet
    .all-title =
        { $confidence ->
            [certain] Der Computer findet nicht hinaus
            [likely] Der Computer findet wahrscheinlich nicht hinaus
           *[possible] Der Computer findet vielleicht nicht hinaus
        }
    .all-sentence =
        { $confidence ->
            [certain] Dieser Computer ist verbunden, kennt aber den Weg ins Internet nicht.
            [likely] Dieser Computer ist verbunden, kennt aber den Weg ins Internet wahrscheinlich nicht.
           *[possible] Dieser Computer ist verbunden, kennt aber den Weg ins Internet vielleicht nicht.
        }
    .detail = Er hat eine Adresse in Ihrem Netzwerk, aber nichts sagt ihm, welcher Router hinausführt. Dahinter kann eine Einstellung von Hand stecken, der Rest eines VPN oder ein Router, der nur halb gestartet ist.

cause-device-no_resolver = eine fehlende DNS-Einstellung
    .all-title =
        { $confidence ->
            [certain] Diesem Computer fehlt das DNS
            [likely] Diesem Computer fehlt wahrscheinlich das DNS
           *[possible] Diesem Computer fehlt vielleicht das DNS
        }
    .all-sentence =
        { $confidence ->
            [certain] Dieser Computer hat niemanden, der ihm die Adressen des Internets nennt (sein DNS ist nicht eingestellt oder läuft nicht).
            [likely] Dieser Computer hat wahrscheinlich niemanden, der ihm die Adressen des Internets nennt (sein DNS ist nicht eingestellt oder läuft nicht).
           *[possible] Dieser Computer hat vielleicht niemanden, der ihm die Adressen des Internets nennt (sein DNS ist nicht eingestellt oder läuft nicht).
        }
    .detail = Jeder Name, etwa netflix.com, muss zuerst in eine Adresse übersetzt werden. Die Einstellung, wen der Computer danach fragt, ist hier leer, oder sie zeigt auf ein Hilfsprogramm auf diesem Computer, das nicht läuft.

cause-device-hosts_override = ein Eintrag in der Hosts-Datei
    .all-title =
        { $confidence ->
            [certain] Eine Datei hier führt in die Irre
            [likely] Eine Datei hier führt wahrscheinlich in die Irre
           *[possible] Eine Datei hier führt vielleicht in die Irre
        }
    .all-sentence =
        { $confidence ->
            [certain] Eine Datei auf diesem Computer schickt das Streaming an eine falsche Adresse; die Dienste können nichts dafür.
            [likely] Eine Datei auf diesem Computer schickt das Streaming wahrscheinlich an eine falsche Adresse.
           *[possible] Eine Datei auf diesem Computer schickt das Streaming vielleicht an eine falsche Adresse.
        }
    .service-title =
        { $confidence ->
            [certain] Eine Datei hier leitet { $name_acc } um
            [likely] Eine Datei hier leitet { $name_acc } wahrscheinlich um
           *[possible] Eine Datei hier leitet { $name_acc } vielleicht um
        }
    .service-sentence =
        { $confidence ->
            [certain] Eine Datei auf diesem Computer gibt für { $name_acc } eine falsche Adresse vor; an { $name_dat } liegt es nicht.
            [likely] Eine Datei auf diesem Computer gibt für { $name_acc } wahrscheinlich eine falsche Adresse vor.
           *[possible] Eine Datei auf diesem Computer gibt für { $name_acc } vielleicht eine falsche Adresse vor.
        }
    .detail = Die Hosts-Datei dieses Computers legt manche Adressen von Hand fest und gilt vor allem anderen. Ein Werbeblocker, ein anderes Programm oder ein Mensch hat dort eine Zeile eingetragen. Ohne diese Zeile würde die richtige Adresse gefunden.

cause-device-firewall = die Firewall dieses Computers
    .all-title =
        { $confidence ->
            [certain] Ihre Firewall sperrt Streaming
            [likely] Ihre Firewall sperrt wahrscheinlich Streaming
           *[possible] Ihre Firewall sperrt vielleicht Streaming
        }
    .all-sentence =
        { $confidence ->
            [certain] Eine Firewall auf diesem Computer hält die Daten auf; das Netzwerk draußen würde sie durchlassen.
            [likely] Eine Firewall auf diesem Computer hält die Daten wahrscheinlich auf; das Netzwerk draußen würde sie durchlassen.
           *[possible] Eine Firewall auf diesem Computer hält die Daten vielleicht auf; das Netzwerk draußen würde sie durchlassen.
        }
    .service-title =
        { $confidence ->
            [certain] Ihre Firewall sperrt { $name_acc }
            [likely] Ihre Firewall sperrt wahrscheinlich { $name_acc }
           *[possible] Ihre Firewall sperrt vielleicht { $name_acc }
        }
    .service-sentence =
        { $confidence ->
            [certain] Eine Firewall auf diesem Computer hält die Daten für { $name_acc } auf; das Netzwerk draußen würde sie durchlassen.
            [likely] Eine Firewall auf diesem Computer hält die Daten für { $name_acc } wahrscheinlich auf; das Netzwerk draußen würde sie durchlassen.
           *[possible] Eine Firewall auf diesem Computer hält die Daten für { $name_acc } vielleicht auf; das Netzwerk draußen würde sie durchlassen.
        }
    .detail = Die Daten werden abgewiesen, bevor sie diesen Computer verlassen. Das kann die Firewall des Systems tun, ein Schutzprogramm oder die Sperre eines VPN, das ausgeschaltet ist.

cause-device-clock_wrong = die Uhr
    .all-title =
        { $confidence ->
            [certain] Die Uhr am Computer geht falsch
            [likely] Die Uhr am Computer geht wahrscheinlich falsch
           *[possible] Die Uhr am Computer geht vielleicht falsch
        }
    .all-sentence =
        { $confidence ->
            [certain] Die Uhr dieses Computers geht falsch, und mit falschem Datum lassen sich sichere Seiten nicht öffnen.
            [likely] Die Uhr dieses Computers geht wahrscheinlich falsch, und mit falschem Datum lassen sich sichere Seiten nicht öffnen.
           *[possible] Die Uhr dieses Computers geht vielleicht falsch, und mit falschem Datum lassen sich sichere Seiten nicht öffnen.
        }
    .detail = Jede sichere Seite zeigt einen Ausweis, der einige Monate gültig ist. Mit falschem Datum hält dieser Computer einen guten Ausweis für abgelaufen oder für noch nicht gültig. Stellen Sie die Uhr, und alles Weitere ergibt sich.

cause-device-trust_store = die Liste, wem dieser Computer vertraut
    .all-title =
        { $confidence ->
            [certain] Der Computer traut keiner Seite
            [likely] Der Computer traut wahrscheinlich keiner Seite
           *[possible] Der Computer traut vielleicht keiner Seite
        }
    .all-sentence =
        { $confidence ->
            [certain] Diesem Computer fehlt die Liste, wem er vertrauen darf; deshalb hält er jede sichere Seite für falsch.
            [likely] Diesem Computer fehlt wahrscheinlich die Liste, wem er vertrauen darf; deshalb hält er jede sichere Seite für falsch.
           *[possible] Diesem Computer fehlt vielleicht die Liste, wem er vertrauen darf; deshalb hält er jede sichere Seite für falsch.
        }
    .detail = Die Seiten zeigen gute Ausweise, aber die Liste, mit der dieser Computer sie prüft, fehlt, ist beschädigt oder zu alt. Ein Update des Systems bringt eine neue.

cause-device-data_cap = das Datenvolumen
    .all-title =
        { $confidence ->
            [certain] Ihr Datenvolumen ist aufgebraucht
            [likely] Ihr Datenvolumen ist wahrscheinlich aufgebraucht
           *[possible] Ihr Datenvolumen ist vielleicht aufgebraucht
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr Datenvolumen ist aufgebraucht; bis es sich erneuert, bremst Ihr Internetanbieter die Leitung oder sperrt sie.
            [likely] Ihr Datenvolumen ist wahrscheinlich aufgebraucht; bis es sich erneuert, bremst Ihr Internetanbieter die Leitung oder sperrt sie.
           *[possible] Ihr Datenvolumen ist vielleicht aufgebraucht; bis es sich erneuert, bremst Ihr Internetanbieter die Leitung oder sperrt sie.
        }
    .detail = Dieser Computer hat in diesem Zeitraum mehr Daten gezählt, als der von Ihnen eingestellte Tarif erlaubt. Das meiste davon braucht Video: Eine Stunde in HD sind etwa 3 GB.

cause-device-overloaded = ein ausgelasteter Computer
    .all-title =
        { $confidence ->
            [certain] Der Computer hat zu viel zu tun
            [likely] Der Computer hat wahrscheinlich zu viel zu tun
           *[possible] Der Computer hat vielleicht zu viel zu tun
        }
    .all-sentence =
        { $confidence ->
            [certain] Dieser Computer hat zu viel zu tun, um flüssig abzuspielen; an Ihrer Verbindung liegt es nicht.
            [likely] Dieser Computer hat wahrscheinlich zu viel zu tun, um flüssig abzuspielen.
           *[possible] Dieser Computer hat vielleicht zu viel zu tun, um flüssig abzuspielen.
        }
    .detail = Sein Prozessor oder sein Speicher hat für die Wiedergabe nichts mehr übrig; deshalb ruckelt das Bild, obwohl die Daten rechtzeitig kommen. Ein anderes Programm oder ein Browser mit vielen Tabs braucht alles auf.

cause-device-app_or_browser = Ihre App oder Ihr Browser
    .all-title =
        { $confidence ->
            [certain] Es liegt an App oder Browser
            [likely] Es liegt wahrscheinlich an App oder Browser
           *[possible] Es liegt vielleicht an App oder Browser
        }
    .all-sentence =
        { $confidence ->
            [certain] Dieser Computer kommt durch, also steckt der Fehler in der App oder im Browser, der ihn anzeigt.
            [likely] Dieser Computer kommt durch, also steckt der Fehler wahrscheinlich in der App oder im Browser, der ihn anzeigt.
           *[possible] Dieser Computer kommt durch, also steckt der Fehler vielleicht in der App oder im Browser, der ihn anzeigt.
        }
    .service-title =
        { $confidence ->
            [certain] Es liegt an App oder Browser
            [likely] Es liegt wahrscheinlich an App oder Browser
           *[possible] Es liegt vielleicht an App oder Browser
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } antwortet diesem Computer, also steckt der Fehler in der App oder im Browser, der ihn anzeigt.
                   *[many] { $Name } antworten diesem Computer, also steckt der Fehler in der App oder im Browser, der ihn anzeigt.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } antwortet diesem Computer, also steckt der Fehler wahrscheinlich in der App oder im Browser, der ihn anzeigt.
                   *[many] { $Name } antworten diesem Computer, also steckt der Fehler wahrscheinlich in der App oder im Browser, der ihn anzeigt.
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } antwortet diesem Computer, also steckt der Fehler vielleicht in der App oder im Browser, der ihn anzeigt.
                   *[many] { $Name } antworten diesem Computer, also steckt der Fehler vielleicht in der App oder im Browser, der ihn anzeigt.
                }
        }
    .detail = Eine frische Anfrage auf demselben Weg bekommt eine gute Antwort. Anders ist in Ihrer App oder Ihrem Browser, was sich angesammelt hat (Cookies, Cache, eine alte Anmeldung) und was hinzugekommen ist (Erweiterungen). Auch Ihr Konto kann der Grund sein.

cause-device-other_device = das andere Gerät
    .all-title =
        { $confidence ->
            [certain] Es liegt am anderen Gerät
            [likely] Es liegt wahrscheinlich am anderen Gerät
           *[possible] Es liegt vielleicht am anderen Gerät
        }
    .all-sentence =
        { $confidence ->
            [certain] Dieser Computer kommt durch; der Fehler liegt am anderen Gerät oder zwischen ihm und Ihrem Router.
            [likely] Dieser Computer kommt durch; der Fehler liegt wahrscheinlich am anderen Gerät oder zwischen ihm und Ihrem Router.
           *[possible] Dieser Computer kommt durch; der Fehler liegt vielleicht am anderen Gerät oder zwischen ihm und Ihrem Router.
        }
    .service-title =
        { $confidence ->
            [certain] Es liegt am anderen Gerät
            [likely] Es liegt wahrscheinlich am anderen Gerät
           *[possible] Es liegt vielleicht am anderen Gerät
        }
    .service-sentence =
        { $confidence ->
            [certain] Dieser Computer kommt zu { $name_dat } durch; der Fehler liegt am anderen Gerät oder zwischen ihm und Ihrem Router.
            [likely] Dieser Computer kommt zu { $name_dat } durch; der Fehler liegt wahrscheinlich am anderen Gerät oder zwischen ihm und Ihrem Router.
           *[possible] Dieser Computer kommt zu { $name_dat } durch; der Fehler liegt vielleicht am anderen Gerät oder zwischen ihm und Ihrem Router.
        }
    .detail = Beide nutzen dieselbe Leitung, und hier geht es. Sehen Sie also beim Fernseher, Telefon oder der Konsole nach: bei der App, dem WLAN und den eigenen Netzwerkeinstellungen.

cause-device-drm = der Kopierschutz
    .all-title =
        { $confidence ->
            [certain] Der Kopierschutz sperrt das Bild
            [likely] Der Kopierschutz sperrt wahrscheinlich das Bild
           *[possible] Der Kopierschutz sperrt vielleicht das Bild
        }
    .all-sentence =
        { $confidence ->
            [certain] Der Kopierschutz lehnt dieses Gerät, den Bildschirm oder das Kabel ab; an Ihrer Verbindung liegt es nicht.
            [likely] Der Kopierschutz lehnt dieses Gerät, den Bildschirm oder das Kabel wahrscheinlich ab.
           *[possible] Der Kopierschutz lehnt dieses Gerät, den Bildschirm oder das Kabel vielleicht ab.
        }
    .service-title =
        { $confidence ->
            [certain] Der Kopierschutz sperrt { $name_acc }
            [likely] Der Kopierschutz sperrt wahrscheinlich { $name_acc }
           *[possible] Der Kopierschutz sperrt vielleicht { $name_acc }
        }
    .service-sentence =
        { $confidence ->
            [certain] Der Kopierschutz von { $name_dat } lehnt dieses Gerät, den Bildschirm oder das Kabel ab; an Ihrer Verbindung liegt es nicht.
            [likely] Der Kopierschutz von { $name_dat } lehnt dieses Gerät, den Bildschirm oder das Kabel wahrscheinlich ab.
           *[possible] Der Kopierschutz von { $name_dat } lehnt dieses Gerät, den Bildschirm oder das Kabel vielleicht ab.
        }
    .detail = Filme kommen verschlossen an, und Player, Grafiktreiber, Kabel und Bildschirm müssen alle zustimmen, bevor sie sich öffnen. Eines davon ist zu alt, oder etwas, das das Bild aufnimmt, sitzt dazwischen.

cause-device-unsupported = ein Gerät, das nicht unterstützt wird
    .all-title =
        { $confidence ->
            [certain] Dieses Gerät wird nicht unterstützt
            [likely] Dieses Gerät wird wahrscheinlich nicht unterstützt
           *[possible] Dieses Gerät wird vielleicht nicht unterstützt
        }
    .all-sentence =
        { $confidence ->
            [certain] Dieses Gerät, die App oder der Browser ist zu alt oder dem Dienst unbekannt; an Ihrer Verbindung liegt es nicht.
            [likely] Dieses Gerät, die App oder der Browser ist wahrscheinlich zu alt oder dem Dienst unbekannt.
           *[possible] Dieses Gerät, die App oder der Browser ist vielleicht zu alt oder dem Dienst unbekannt.
        }
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } unterstützt dieses Gerät nicht
                   *[many] { $Name } unterstützen dieses Gerät nicht
                }
            [likely]
                { $name_number ->
                    [one] { $Name } kennt dieses Gerät wahrscheinlich nicht
                   *[many] { $Name } kennen dieses Gerät wahrscheinlich nicht
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } unterstützt dieses Gerät vielleicht nicht
                   *[many] { $Name } unterstützen dieses Gerät vielleicht nicht
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } unterstützt dieses Gerät, die App oder den Browser nicht; an Ihrer Verbindung liegt es nicht.
                   *[many] { $Name } unterstützen dieses Gerät, die App oder den Browser nicht; an Ihrer Verbindung liegt es nicht.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } unterstützt dieses Gerät, die App oder den Browser wahrscheinlich nicht.
                   *[many] { $Name } unterstützen dieses Gerät, die App oder den Browser wahrscheinlich nicht.
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } unterstützt dieses Gerät, die App oder den Browser vielleicht nicht.
                   *[many] { $Name } unterstützen dieses Gerät, die App oder den Browser vielleicht nicht.
                }
        }
    .detail = Dienste unterstützen alte Apps, Browser und Geräte nach einigen Jahren nicht mehr. Oft hilft ein Update; wo es keines gibt, spielt ein anderes Gerät den Titel ab.


## The network at home

cause-link-no_carrier = ein loses Kabel oder getrenntes WLAN
    .all-title =
        { $confidence ->
            [certain] Kabel oder WLAN ist getrennt
            [likely] Kabel oder WLAN ist wahrscheinlich getrennt
           *[possible] Kabel oder WLAN ist vielleicht getrennt
        }
    .all-sentence =
        { $confidence ->
            [certain] Dieser Computer ist nicht verbunden: Das Kabel steckt nicht, oder kein WLAN ist ausgewählt.
            [likely] Dieser Computer ist wahrscheinlich nicht verbunden: Das Kabel steckt nicht, oder kein WLAN ist ausgewählt.
           *[possible] Dieser Computer ist vielleicht nicht verbunden: Das Kabel steckt nicht, oder kein WLAN ist ausgewählt.
        }
    .detail = Das Netzwerk ist hier eingeschaltet, aber am anderen Ende ist nichts. Prüfen Sie das Kabel an beiden Enden, oder wählen Sie Ihr WLAN aus der Liste.

cause-link-no_lease = eine fehlende Adresse vom Router
    .all-title =
        { $confidence ->
            [certain] Ihr Router vergibt keine Adresse
            [likely] Ihr Router vergibt wahrscheinlich keine Adresse
           *[possible] Ihr Router vergibt vielleicht keine Adresse
        }
    .all-sentence =
        { $confidence ->
            [certain] Dieser Computer ist verbunden, bekommt aber von Ihrem Router keine Adresse und kommt deshalb nicht hinaus.
            [likely] Dieser Computer ist verbunden, bekommt aber von Ihrem Router wahrscheinlich keine Adresse und kommt deshalb nicht hinaus.
           *[possible] Dieser Computer ist verbunden, bekommt aber von Ihrem Router vielleicht keine Adresse und kommt deshalb nicht hinaus.
        }
    .detail = Jedes Gerät bekommt vom Router eine Adresse, sobald es sich verbindet. Das ist hier nicht geschehen: Der Router hängt, hat keine Adresse mehr frei, oder das WLAN-Passwort ist veraltet.

cause-link-lossy = ein schlechtes WLAN oder Kabel
    .all-title =
        { $confidence ->
            [certain] WLAN oder Kabel verliert Daten
            [likely] WLAN oder Kabel verliert wahrscheinlich Daten
           *[possible] WLAN oder Kabel verliert vielleicht Daten
        }
    .all-sentence =
        { $confidence ->
            [certain] Zwischen diesem Computer und Ihrem Router gehen Daten verloren; deshalb ruckelt die Wiedergabe oder bleibt stehen.
            [likely] Zwischen diesem Computer und Ihrem Router gehen wahrscheinlich Daten verloren; deshalb ruckelt die Wiedergabe oder bleibt stehen.
           *[possible] Zwischen diesem Computer und Ihrem Router gehen vielleicht Daten verloren; deshalb ruckelt die Wiedergabe oder bleibt stehen.
        }
    .detail = Der Ärger beginnt noch vor dem Internet. Entfernung, Wände, ein Nachbarnetz auf demselben Kanal oder ein beschädigtes Kabel können der Grund sein.

cause-link-slow = ein langsames WLAN oder Kabel
    .all-title =
        { $confidence ->
            [certain] WLAN oder Kabel ist zu langsam
            [likely] WLAN oder Kabel ist wahrscheinlich zu langsam
           *[possible] WLAN oder Kabel ist vielleicht zu langsam
        }
    .all-sentence =
        { $confidence ->
            [certain] Der Weg von diesem Computer zu Ihrem Router ist zu langsam für Video.
            [likely] Der Weg von diesem Computer zu Ihrem Router ist wahrscheinlich zu langsam für Video.
           *[possible] Der Weg von diesem Computer zu Ihrem Router ist vielleicht zu langsam für Video.
        }
    .detail = Die Leitung Ihres Internetanbieters mag schnell sein, die letzten Meter sind es nicht. Video in HD braucht etwa 5 Mbit/s, 4K etwa 15.

cause-link-unstable = eine Verbindung, die abbricht
    .all-title =
        { $confidence ->
            [certain] WLAN oder Kabel bricht oft ab
            [likely] WLAN oder Kabel bricht wahrscheinlich oft ab
           *[possible] WLAN oder Kabel bricht vielleicht oft ab
        }
    .all-sentence =
        { $confidence ->
            [certain] Die Verbindung zwischen diesem Computer und Ihrem Router bricht immer wieder ab.
            [likely] Die Verbindung zwischen diesem Computer und Ihrem Router bricht wahrscheinlich immer wieder ab.
           *[possible] Die Verbindung zwischen diesem Computer und Ihrem Router bricht vielleicht immer wieder ab.
        }
    .detail = Sie kommt jedes Mal zurück, aber ein Film übersteht das nicht. Dahinter kann ein loser Stecker stecken, ein schwaches WLAN, zwei Geräte mit derselben Adresse oder ein Router, der neu startet.

cause-router-unreachable = der Router
    .all-title =
        { $confidence ->
            [certain] Ihr Router antwortet nicht
            [likely] Ihr Router antwortet wahrscheinlich nicht
           *[possible] Ihr Router antwortet vielleicht nicht
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr Router antwortet nicht, deshalb kommt nichts hinaus; die Dienste können nichts dafür.
            [likely] Ihr Router antwortet wahrscheinlich nicht, deshalb kommt nichts hinaus.
           *[possible] Ihr Router antwortet vielleicht nicht, deshalb kommt nichts hinaus.
        }
    .detail = Dieser Computer ist verbunden und hat eine Adresse, aber das Gerät, das hinausführt, schweigt. Es hängt, oder dieser Computer fragt das falsche.

cause-filter-captive_portal = ein Netzwerk, das eine Anmeldung verlangt
    .all-title =
        { $confidence ->
            [certain] Dieses Netzwerk will Ihre Anmeldung
            [likely] Dieses Netzwerk will wahrscheinlich Ihre Anmeldung
           *[possible] Dieses Netzwerk will vielleicht Ihre Anmeldung
        }
    .all-sentence =
        { $confidence ->
            [certain] Dieses Netzwerk verlangt, dass Sie sich zuerst auf seiner eigenen Seite anmelden; bis dahin lässt es nichts anderes durch.
            [likely] Dieses Netzwerk verlangt wahrscheinlich, dass Sie sich zuerst auf seiner eigenen Seite anmelden; bis dahin lässt es nichts anderes durch.
           *[possible] Dieses Netzwerk verlangt vielleicht, dass Sie sich zuerst auf seiner eigenen Seite anmelden; bis dahin lässt es nichts anderes durch.
        }
    .detail = In Hotels, Zügen, Cafés und bei manchen Internetanbietern ist das so. Öffnen Sie eine einfache Seite im Browser, dann zeigt das Netzwerk seine eigene; danach geht alles wie gewohnt.


## A proxy in between

cause-proxy-unreachable = der Proxy
    .all-title =
        { $confidence ->
            [certain] Ihr Proxy antwortet nicht
            [likely] Ihr Proxy antwortet wahrscheinlich nicht
           *[possible] Ihr Proxy antwortet vielleicht nicht
        }
    .all-sentence =
        { $confidence ->
            [certain] Dieser Computer schickt alles über einen Proxy, und der antwortet nicht.
            [likely] Dieser Computer schickt alles über einen Proxy, und der antwortet wahrscheinlich nicht.
           *[possible] Dieser Computer schickt alles über einen Proxy, und der antwortet vielleicht nicht.
        }
    .service-title =
        { $confidence ->
            [certain] Der Proxy zu { $name_dat } schweigt
            [likely] Der Proxy zu { $name_dat } schweigt wahrscheinlich
           *[possible] Der Proxy zu { $name_dat } schweigt vielleicht
        }
    .service-sentence =
        { $confidence ->
            [certain] Dieser Computer erreicht { $name_acc } über einen Proxy, und der antwortet nicht.
            [likely] Dieser Computer erreicht { $name_acc } über einen Proxy, und der antwortet wahrscheinlich nicht.
           *[possible] Dieser Computer erreicht { $name_acc } über einen Proxy, und der antwortet vielleicht nicht.
        }
    .detail = Ein Proxy ist ein Computer dazwischen; eine Firma, ein Programm oder Sie selbst haben ihn hier einmal eingestellt. Er ist ausgeschaltet, umgezogen, oder die Einstellung ist ein Überbleibsel. Ohne ihn würde dieser Computer direkt zum Dienst gehen.

cause-proxy-auth_required = ein Proxy, der ein Passwort verlangt
    .all-title =
        { $confidence ->
            [certain] Ihr Proxy verlangt ein Passwort
            [likely] Ihr Proxy verlangt wahrscheinlich ein Passwort
           *[possible] Ihr Proxy verlangt vielleicht ein Passwort
        }
    .all-sentence =
        { $confidence ->
            [certain] Der Proxy zwischen Ihnen und dem Internet verlangt einen Namen und ein Passwort, bevor er Sie durchlässt.
            [likely] Der Proxy zwischen Ihnen und dem Internet verlangt wahrscheinlich einen Namen und ein Passwort, bevor er Sie durchlässt.
           *[possible] Der Proxy zwischen Ihnen und dem Internet verlangt vielleicht einen Namen und ein Passwort, bevor er Sie durchlässt.
        }
    .service-title =
        { $confidence ->
            [certain] Ihr Proxy verlangt ein Passwort
            [likely] Ihr Proxy verlangt wahrscheinlich ein Passwort
           *[possible] Ihr Proxy verlangt vielleicht ein Passwort
        }
    .service-sentence =
        { $confidence ->
            [certain] Der Proxy zwischen Ihnen und { $name_dat } verlangt einen Namen und ein Passwort; dort kommen Sie gar nicht an.
            [likely] Der Proxy zwischen Ihnen und { $name_dat } verlangt wahrscheinlich einen Namen und ein Passwort; dort kommen Sie gar nicht an.
           *[possible] Der Proxy zwischen Ihnen und { $name_dat } verlangt vielleicht einen Namen und ein Passwort; dort kommen Sie gar nicht an.
        }
    .detail = Der Fehler kommt von dem Proxy, der auf diesem Computer eingestellt ist, nicht vom Dienst. Wer ihn betreibt, kann Ihnen Namen und Passwort nennen; zu Hause brauchen Sie ihn kaum.

cause-proxy-denied = ein Proxy, der ablehnt
    .all-title =
        { $confidence ->
            [certain] Ihr Proxy weist Sie ab
            [likely] Ihr Proxy weist Sie wahrscheinlich ab
           *[possible] Ihr Proxy weist Sie vielleicht ab
        }
    .all-sentence =
        { $confidence ->
            [certain] Der Proxy zwischen Ihnen und dem Internet lässt Sie nicht durch; die Dienste können nichts dafür.
            [likely] Der Proxy zwischen Ihnen und dem Internet lässt Sie wahrscheinlich nicht durch.
           *[possible] Der Proxy zwischen Ihnen und dem Internet lässt Sie vielleicht nicht durch.
        }
    .service-title =
        { $confidence ->
            [certain] Ihr Proxy sperrt { $name_acc }
            [likely] Ihr Proxy sperrt wahrscheinlich { $name_acc }
           *[possible] Ihr Proxy sperrt vielleicht { $name_acc }
        }
    .service-sentence =
        { $confidence ->
            [certain] Der Proxy zwischen Ihnen und { $name_dat } lässt Sie nicht durch; an { $name_dat } liegt es nicht.
            [likely] Der Proxy zwischen Ihnen und { $name_dat } lässt Sie wahrscheinlich nicht durch.
           *[possible] Der Proxy zwischen Ihnen und { $name_dat } lässt Sie vielleicht nicht durch.
        }
    .detail = Firmen und Schulen halten Streaming auf diese Weise fern. Die Ablehnung hat der Proxy geschrieben; der Dienst wurde nie gefragt.

cause-proxy-failed = ein Proxy, der versagt
    .all-title =
        { $confidence ->
            [certain] Ihr Proxy kommt nicht durch
            [likely] Ihr Proxy kommt wahrscheinlich nicht durch
           *[possible] Ihr Proxy kommt vielleicht nicht durch
        }
    .all-sentence =
        { $confidence ->
            [certain] Der Proxy zwischen Ihnen und dem Internet versagt, und der Fehler ist sein eigener; die Dienste können nichts dafür.
            [likely] Der Proxy zwischen Ihnen und dem Internet versagt wahrscheinlich, und der Fehler ist sein eigener.
           *[possible] Der Proxy zwischen Ihnen und dem Internet versagt vielleicht, und der Fehler ist sein eigener.
        }
    .service-title =
        { $confidence ->
            [certain] Ihr Proxy erreicht { $name_acc } nicht
            [likely] Ihr Proxy erreicht { $name_acc } wahrscheinlich nicht
           *[possible] Ihr Proxy erreicht { $name_acc } vielleicht nicht
        }
    .service-sentence =
        { $confidence ->
            [certain] Der Proxy zwischen Ihnen und { $name_dat } versagt, und der Fehler ist sein eigener; an { $name_dat } liegt es nicht.
            [likely] Der Proxy zwischen Ihnen und { $name_dat } versagt wahrscheinlich, und der Fehler ist sein eigener.
           *[possible] Der Proxy zwischen Ihnen und { $name_dat } versagt vielleicht, und der Fehler ist sein eigener.
        }
    .detail = Der Proxy antwortet, kommt aber nicht weiter: Er ist überlastet, oder seine eigene Verbindung ist gestört. Ohne ihn würde dieser Computer direkt zum Dienst gehen.


## A VPN in between

cause-vpn-down = das VPN
    .all-title =
        { $confidence ->
            [certain] Ihr VPN lässt kaum etwas durch
            [likely] Ihr VPN lässt wahrscheinlich kaum etwas durch
           *[possible] Ihr VPN lässt vielleicht kaum etwas durch
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr VPN ist an, lässt aber kaum etwas durch; die Dienste können nichts dafür.
            [likely] Ihr VPN ist an, lässt aber wahrscheinlich kaum etwas durch.
           *[possible] Ihr VPN ist an, lässt aber vielleicht kaum etwas durch.
        }
    .service-title =
        { $confidence ->
            [certain] Ihr VPN lässt { $name_acc } nicht durch
            [likely] Ihr VPN lässt { $name_acc } wahrscheinlich nicht durch
           *[possible] Ihr VPN lässt { $name_acc } vielleicht nicht durch
        }
    .service-sentence =
        { $confidence ->
            [certain] Ihr VPN ist an, lässt { $name_acc } aber nicht durch; an { $name_dat } liegt es nicht.
            [likely] Ihr VPN ist an, lässt { $name_acc } aber wahrscheinlich nicht durch.
           *[possible] Ihr VPN ist an, lässt { $name_acc } aber vielleicht nicht durch.
        }
    .detail = Alles, was dieser Computer sendet, geht in das VPN, und am anderen Ende kommt wenig oder nichts heraus. Sein Server ist ausgefallen oder überlastet, oder die Verbindung ist abgebrochen, und das VPN hat es nicht bemerkt.

cause-vpn-dns_failing = das DNS des VPN
    .all-title =
        { $confidence ->
            [certain] Ihr VPN findet keine Adressen
            [likely] Ihr VPN findet wahrscheinlich keine Adressen
           *[possible] Ihr VPN findet vielleicht keine Adressen
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr VPN ist an, kann aber keine Adresse des Internets nachschlagen (DNS), deshalb öffnet sich nichts.
            [likely] Ihr VPN ist an, kann aber wahrscheinlich keine Adresse des Internets nachschlagen (DNS), deshalb öffnet sich nichts.
           *[possible] Ihr VPN ist an, kann aber vielleicht keine Adresse des Internets nachschlagen (DNS), deshalb öffnet sich nichts.
        }
    .service-title =
        { $confidence ->
            [certain] Ihr VPN findet { $name_acc } nicht
            [likely] Ihr VPN findet { $name_acc } wahrscheinlich nicht
           *[possible] Ihr VPN findet { $name_acc } vielleicht nicht
        }
    .service-sentence =
        { $confidence ->
            [certain] Ihr VPN ist an, kann aber die Adresse von { $name_dat } nicht nachschlagen (DNS), deshalb öffnet sich dort nichts.
            [likely] Ihr VPN ist an, kann aber die Adresse von { $name_dat } wahrscheinlich nicht nachschlagen (DNS), deshalb öffnet sich dort nichts.
           *[possible] Ihr VPN ist an, kann aber die Adresse von { $name_dat } vielleicht nicht nachschlagen (DNS), deshalb öffnet sich dort nichts.
        }
    .detail = Das VPN bringt sein eigenes Adressbuch mit, und das antwortet nicht. Die Daten selbst kämen durch.

cause-vpn-blocked = die Adresse des VPN
    .all-title =
        { $confidence ->
            [certain] Die Dienste lehnen Ihr VPN ab
            [likely] Die Dienste lehnen Ihr VPN wahrscheinlich ab
           *[possible] Die Dienste lehnen Ihr VPN vielleicht ab
        }
    .all-sentence =
        { $confidence ->
            [certain] Streaming-Dienste weisen Sie wegen Ihres VPN ab; ohne VPN sollten Sie hineinkommen.
            [likely] Streaming-Dienste weisen Sie wahrscheinlich wegen Ihres VPN ab; ohne VPN sollten Sie hineinkommen.
           *[possible] Streaming-Dienste weisen Sie vielleicht wegen Ihres VPN ab; ohne VPN sollten Sie hineinkommen.
        }
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } lehnt Ihr VPN ab
                   *[many] { $Name } lehnen Ihr VPN ab
                }
            [likely]
                { $name_number ->
                    [one] { $Name } lehnt Ihr VPN wahrscheinlich ab
                   *[many] { $Name } lehnen Ihr VPN wahrscheinlich ab
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } lehnt Ihr VPN vielleicht ab
                   *[many] { $Name } lehnen Ihr VPN vielleicht ab
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } weist Sie wegen Ihres VPN ab; ohne VPN sollten Sie hineinkommen.
                   *[many] { $Name } weisen Sie wegen Ihres VPN ab; ohne VPN sollten Sie hineinkommen.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } weist Sie wahrscheinlich wegen Ihres VPN ab; ohne VPN sollten Sie hineinkommen.
                   *[many] { $Name } weisen Sie wahrscheinlich wegen Ihres VPN ab; ohne VPN sollten Sie hineinkommen.
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } weist Sie vielleicht wegen Ihres VPN ab; ohne VPN sollten Sie hineinkommen.
                   *[many] { $Name } weisen Sie vielleicht wegen Ihres VPN ab; ohne VPN sollten Sie hineinkommen.
                }
        }
    .detail = Viele Menschen teilen sich die Adressen eines VPN, und die Rechte an Filmen unterscheiden sich von Land zu Land. Deshalb führen Dienste Listen solcher Adressen und weisen sie ab. Kaputt ist nichts.

cause-vpn-address_flagged = eine Adresse, die nach VPN aussieht
    .all-title =
        { $confidence ->
            [certain] Ihre Verbindung wirkt wie ein VPN
            [likely] Ihre Verbindung wirkt wahrscheinlich wie ein VPN
           *[possible] Ihre Verbindung wirkt vielleicht wie ein VPN
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihre Verbindung wird für ein VPN oder einen Proxy gehalten, obwohl auf diesem Computer keines zu sehen ist.
            [likely] Ihre Verbindung wird wahrscheinlich für ein VPN oder einen Proxy gehalten, obwohl auf diesem Computer keines zu sehen ist.
           *[possible] Ihre Verbindung wird vielleicht für ein VPN oder einen Proxy gehalten, obwohl auf diesem Computer keines zu sehen ist.
        }
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } sieht bei Ihnen ein VPN
                   *[many] { $Name } sehen bei Ihnen ein VPN
                }
            [likely]
                { $name_number ->
                    [one] { $Name } sieht bei Ihnen wahrscheinlich ein VPN
                   *[many] { $Name } sehen bei Ihnen wahrscheinlich ein VPN
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } sieht bei Ihnen vielleicht ein VPN
                   *[many] { $Name } sehen bei Ihnen vielleicht ein VPN
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } hält Ihre Verbindung für ein VPN oder einen Proxy, obwohl auf diesem Computer keines zu sehen ist.
                   *[many] { $Name } halten Ihre Verbindung für ein VPN oder einen Proxy, obwohl auf diesem Computer keines zu sehen ist.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } hält Ihre Verbindung wahrscheinlich für ein VPN oder einen Proxy, obwohl auf diesem Computer keines zu sehen ist.
                   *[many] { $Name } halten Ihre Verbindung wahrscheinlich für ein VPN oder einen Proxy, obwohl auf diesem Computer keines zu sehen ist.
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } hält Ihre Verbindung vielleicht für ein VPN oder einen Proxy, obwohl auf diesem Computer keines zu sehen ist.
                   *[many] { $Name } halten Ihre Verbindung vielleicht für ein VPN oder einen Proxy, obwohl auf diesem Computer keines zu sehen ist.
                }
        }
    .detail = Ein VPN im Router, eine Erweiterung des Browsers, ein Privat-Relay oder eine Adresse, die Sie mit vielen anderen teilen, sieht von außen so aus. Nutzen Sie nichts davon, kann Ihr Internetanbieter sagen, warum seine Adresse auf so einer Liste steht.

cause-vpn-smart_dns = ein DNS, das Sperren umgeht
    .all-title =
        { $confidence ->
            [certain] Ihr DNS leitet das Streaming um
            [likely] Ihr DNS leitet das Streaming wahrscheinlich um
           *[possible] Ihr DNS leitet das Streaming vielleicht um
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr DNS schickt das Streaming über einen Umweg, der Sperren umgehen soll, und das kann stören.
            [likely] Ihr DNS schickt das Streaming wahrscheinlich über einen Umweg, der Sperren umgehen soll, und das kann stören.
           *[possible] Ihr DNS schickt das Streaming vielleicht über einen Umweg, der Sperren umgehen soll, und das kann stören.
        }
    .service-title =
        { $confidence ->
            [certain] Ihr DNS leitet { $name_acc } um
            [likely] Ihr DNS leitet { $name_acc } wahrscheinlich um
           *[possible] Ihr DNS leitet { $name_acc } vielleicht um
        }
    .service-sentence =
        { $confidence ->
            [certain] Ihr DNS schickt { $name_acc } über einen Umweg, der Sperren umgehen soll, und das kann stören.
            [likely] Ihr DNS schickt { $name_acc } wahrscheinlich über einen Umweg, der Sperren umgehen soll, und das kann stören.
           *[possible] Ihr DNS schickt { $name_acc } vielleicht über einen Umweg, der Sperren umgehen soll, und das kann stören.
        }
    .detail = Die Adressen verschiedener Dienste führen alle an ein und denselben Ort, den sonst niemand genannt bekommt. Jemand hat so ein DNS auf diesem Computer oder in Ihrem Router eingestellt, um Filme eines anderen Landes zu sehen.


## The provider

cause-isp-down = Ihr Internetanbieter
    .all-title =
        { $confidence ->
            [certain] Ihr Internet ist ausgefallen
            [likely] Ihr Internet ist wahrscheinlich ausgefallen
           *[possible] Ihr Internet ist vielleicht ausgefallen
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr Router antwortet, dahinter aber nichts: Ihr Internet ist ausgefallen; an diesem Computer liegt es nicht.
            [likely] Ihr Router antwortet, dahinter aber nichts: Ihr Internet ist wahrscheinlich ausgefallen.
           *[possible] Ihr Router antwortet, dahinter aber nichts: Ihr Internet ist vielleicht ausgefallen.
        }
    .detail = Die Störung liegt in der Leitung, bei Ihrem Internetanbieter oder in dem Teil des Routers, der mit ihm spricht. Sehen Sie nach der Lampe mit der Aufschrift Internet, WAN oder DSL.

cause-isp-lossy = Verluste auf der Leitung Ihres Internetanbieters
    .all-title =
        { $confidence ->
            [certain] Ihre Leitung verliert Daten
            [likely] Ihre Leitung verliert wahrscheinlich Daten
           *[possible] Ihre Leitung verliert vielleicht Daten
        }
    .all-sentence =
        { $confidence ->
            [certain] Hinter Ihrem Router gehen Daten verloren, auf der Leitung oder bei Ihrem Internetanbieter; an diesem Computer liegt es nicht.
            [likely] Hinter Ihrem Router gehen wahrscheinlich Daten verloren, auf der Leitung oder bei Ihrem Internetanbieter.
           *[possible] Hinter Ihrem Router gehen vielleicht Daten verloren, auf der Leitung oder bei Ihrem Internetanbieter.
        }
    .service-title =
        { $confidence ->
            [certain] Der Weg zu { $name_dat } verliert Daten
            [likely] Der Weg zu { $name_dat } verliert wahrscheinlich Daten
           *[possible] Der Weg zu { $name_dat } verliert vielleicht Daten
        }
    .service-sentence =
        { $confidence ->
            [certain] Hinter Ihrem Router gehen auf dem Weg zu { $name_dat } Daten verloren; an diesem Computer liegt es nicht.
            [likely] Hinter Ihrem Router gehen auf dem Weg zu { $name_dat } wahrscheinlich Daten verloren.
           *[possible] Hinter Ihrem Router gehen auf dem Weg zu { $name_dat } vielleicht Daten verloren.
        }
    .detail = Bis zu Ihrem Router ist alles in Ordnung. Dahinter kommt ein Teil von dem, was gesendet wird, nie an; deshalb ruckelt die Wiedergabe, oder das Bild wird schlecht. Am Abend ist es oft am schlimmsten.

cause-isp-slow = die Geschwindigkeit Ihres Internetanbieters
    .all-title =
        { $confidence ->
            [certain] Ihr Internet ist zu langsam
            [likely] Ihr Internet ist wahrscheinlich zu langsam
           *[possible] Ihr Internet ist vielleicht zu langsam
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr Internet ist gerade zu langsam für Video; an diesem Computer liegt es nicht.
            [likely] Ihr Internet ist wahrscheinlich gerade zu langsam für Video.
           *[possible] Ihr Internet ist vielleicht gerade zu langsam für Video.
        }
    .service-title =
        { $confidence ->
            [certain] Ihr Weg zu { $name_dat } ist zu langsam
            [likely] Ihr Weg zu { $name_dat } ist wahrscheinlich zu langsam
           *[possible] Ihr Weg zu { $name_dat } ist vielleicht zu langsam
        }
    .service-sentence =
        { $confidence ->
            [certain] Der Weg von Ihrem Internetanbieter zu { $name_dat } ist gerade zu langsam für Video; an diesem Computer liegt es nicht.
            [likely] Der Weg von Ihrem Internetanbieter zu { $name_dat } ist wahrscheinlich gerade zu langsam für Video.
           *[possible] Der Weg von Ihrem Internetanbieter zu { $name_dat } ist vielleicht gerade zu langsam für Video.
        }
    .detail = Bis zu Ihrem Router ist alles in Ordnung. Dahinter schafft die Leitung weniger, als Video braucht: Andere zu Hause nutzen sie, der Internetanbieter ist ausgelastet, oder ein aufgebrauchtes Datenvolumen bremst sie.

cause-isp-route_lost = ein verlorener Weg bei Ihrem Internetanbieter
    .all-title =
        { $confidence ->
            [certain] Ihr Anbieter erreicht nicht alles
            [likely] Ihr Anbieter erreicht wahrscheinlich nicht alles
           *[possible] Ihr Anbieter erreicht vielleicht nicht alles
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr Internetanbieter hat den Weg zu einem Teil des Internets verloren; der Rest ist da.
            [likely] Ihr Internetanbieter hat wahrscheinlich den Weg zu einem Teil des Internets verloren; der Rest ist da.
           *[possible] Ihr Internetanbieter hat vielleicht den Weg zu einem Teil des Internets verloren; der Rest ist da.
        }
    .service-title =
        { $confidence ->
            [certain] Ihr Anbieter erreicht { $name_acc } nicht
            [likely] Ihr Anbieter erreicht { $name_acc } wahrscheinlich nicht
           *[possible] Ihr Anbieter erreicht { $name_acc } vielleicht nicht
        }
    .service-sentence =
        { $confidence ->
            [certain] Ihr Internetanbieter hat den Weg zu { $name_dat } verloren; der Rest des Internets ist da.
            [likely] Ihr Internetanbieter hat wahrscheinlich den Weg zu { $name_dat } verloren; der Rest des Internets ist da.
           *[possible] Ihr Internetanbieter hat vielleicht den Weg zu { $name_dat } verloren; der Rest des Internets ist da.
        }
    .detail = Zwischen den Netzen der Anbieter gibt es Kreuzungen, und eine davon führt ins Leere. Das liegt weder an diesem Computer noch am Dienst und ist meist nach Stunden vorbei.

cause-isp-ipv6_broken = IPv6
    .all-title =
        { $confidence ->
            [certain] Ein Teil Ihrer Verbindung ist gestört
            [likely] Ein Teil Ihrer Verbindung ist wahrscheinlich gestört
           *[possible] Ein Teil Ihrer Verbindung ist vielleicht gestört
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihre Verbindung bietet einen neueren Weg ins Internet an (IPv6), und der führt ins Leere; der ältere geht.
            [likely] Ihre Verbindung bietet einen neueren Weg ins Internet an (IPv6), und der führt wahrscheinlich ins Leere; der ältere geht.
           *[possible] Ihre Verbindung bietet einen neueren Weg ins Internet an (IPv6), und der führt vielleicht ins Leere; der ältere geht.
        }
    .service-title =
        { $confidence ->
            [certain] Ein Teil Ihrer Verbindung ist gestört
            [likely] Ein Teil Ihrer Verbindung ist wahrscheinlich gestört
           *[possible] Ein Teil Ihrer Verbindung ist vielleicht gestört
        }
    .service-sentence =
        { $confidence ->
            [certain] Ihre Verbindung bietet einen neueren Weg (IPv6) zu { $name_dat } an, und der führt ins Leere; der ältere geht.
            [likely] Ihre Verbindung bietet einen neueren Weg (IPv6) zu { $name_dat } an, und der führt wahrscheinlich ins Leere; der ältere geht.
           *[possible] Ihre Verbindung bietet einen neueren Weg (IPv6) zu { $name_dat } an, und der führt vielleicht ins Leere; der ältere geht.
        }
    .detail = Programme versuchen zuerst den neueren Weg und warten auf ihn; deshalb startet alles spät oder gar nicht. Ihr Router oder Ihr Internetanbieter kündigt ihn fälschlich an; diesem Computer lässt sich sagen, dass er ihn nicht nehmen soll.

cause-isp-mtu_blackhole = große Datenpakete, die verschwinden
    .all-title =
        { $confidence ->
            [certain] Große Datenpakete kommen nicht durch
            [likely] Große Datenpakete kommen wahrscheinlich nicht durch
           *[possible] Große Datenpakete kommen vielleicht nicht durch
        }
    .all-sentence =
        { $confidence ->
            [certain] Kleine Nachrichten kommen durch, große verschwinden unterwegs; deshalb bleiben Seiten und Videos hängen.
            [likely] Kleine Nachrichten kommen durch, große verschwinden wahrscheinlich unterwegs; deshalb bleiben Seiten und Videos hängen.
           *[possible] Kleine Nachrichten kommen durch, große verschwinden vielleicht unterwegs; deshalb bleiben Seiten und Videos hängen.
        }
    .service-title =
        { $confidence ->
            [certain] Große Daten von { $name_dat } verschwinden
            [likely] Große Daten von { $name_dat } fehlen wahrscheinlich
           *[possible] Große Daten von { $name_dat } verschwinden vielleicht
        }
    .service-sentence =
        { $confidence ->
            [certain] Kleine Nachrichten an { $name_acc } kommen durch, große verschwinden unterwegs; deshalb bleibt die Wiedergabe hängen.
            [likely] Kleine Nachrichten an { $name_acc } kommen durch, große verschwinden wahrscheinlich unterwegs; deshalb bleibt die Wiedergabe hängen.
           *[possible] Kleine Nachrichten an { $name_acc } kommen durch, große verschwinden vielleicht unterwegs; deshalb bleibt die Wiedergabe hängen.
        }
    .detail = Irgendwo unterwegs, oft in einem VPN oder im Router, ist eine enge Stelle, die verwirft, was nicht hindurchpasst, und es nicht sagt. Beim Dienst ist nichts gestört.

cause-isp-port_blocked = eine gesperrte Art von Verbindung
    .all-title =
        { $confidence ->
            [certain] Hier ist eine Verbindungsart gesperrt
            [likely] Hier ist wahrscheinlich eine Verbindungsart gesperrt
           *[possible] Hier ist vielleicht eine Verbindungsart gesperrt
        }
    .all-sentence =
        { $confidence ->
            [certain] Dieses Netzwerk oder Ihr Internetanbieter sperrt eine Art von Verbindung zu allen Seiten, und Streaming braucht sie.
            [likely] Dieses Netzwerk oder Ihr Internetanbieter sperrt wahrscheinlich eine Art von Verbindung zu allen Seiten, und Streaming braucht sie.
           *[possible] Dieses Netzwerk oder Ihr Internetanbieter sperrt vielleicht eine Art von Verbindung zu allen Seiten, und Streaming braucht sie.
        }
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] Hier ist gesperrt, was { $name } braucht
                   *[many] Hier ist gesperrt, was { $name } brauchen
                }
            [likely]
                { $name_number ->
                    [one] Was { $name } braucht, ist wahrscheinlich gesperrt
                   *[many] Was { $name } brauchen, ist wahrscheinlich gesperrt
                }
           *[possible]
                { $name_number ->
                    [one] Hier ist vielleicht gesperrt, was { $name } braucht
                   *[many] Hier ist vielleicht gesperrt, was { $name } brauchen
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] Dieses Netzwerk oder Ihr Internetanbieter sperrt eine Art von Verbindung, die { $name } braucht; an { $name_dat } liegt es nicht.
                   *[many] Dieses Netzwerk oder Ihr Internetanbieter sperrt eine Art von Verbindung, die { $name } brauchen; an { $name_dat } liegt es nicht.
                }
            [likely]
                { $name_number ->
                    [one] Dieses Netzwerk oder Ihr Internetanbieter sperrt wahrscheinlich eine Art von Verbindung, die { $name } braucht.
                   *[many] Dieses Netzwerk oder Ihr Internetanbieter sperrt wahrscheinlich eine Art von Verbindung, die { $name } brauchen.
                }
           *[possible]
                { $name_number ->
                    [one] Dieses Netzwerk oder Ihr Internetanbieter sperrt vielleicht eine Art von Verbindung, die { $name } braucht.
                   *[many] Dieses Netzwerk oder Ihr Internetanbieter sperrt vielleicht eine Art von Verbindung, die { $name } brauchen.
                }
        }
    .detail = Es ist bei allen Seiten gleich, also ist es eine Regel und keine Störung: eine des Routers, einer Firma oder Schule oder des Internetanbieters.


## The address book

cause-dns-resolver_down = Ihr DNS
    .all-title =
        { $confidence ->
            [certain] Ihr DNS antwortet nicht
            [likely] Ihr DNS antwortet wahrscheinlich nicht
           *[possible] Ihr DNS antwortet vielleicht nicht
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr DNS, das Adressbuch des Internets, antwortet nicht, deshalb wird nichts gefunden.
            [likely] Ihr DNS, das Adressbuch des Internets, antwortet wahrscheinlich nicht, deshalb wird nichts gefunden.
           *[possible] Ihr DNS, das Adressbuch des Internets, antwortet vielleicht nicht, deshalb wird nichts gefunden.
        }
    .detail = Jeder Name, etwa netflix.com, muss zuerst in eine Adresse übersetzt werden. Das DNS, das dieser Computer danach fragt, in Ihrem Router oder bei Ihrem Internetanbieter, schweigt. Andere antworten, und Sie können ein anderes wählen.

cause-dns-resolver_failing = falsche Antworten Ihres DNS
    .all-title =
        { $confidence ->
            [certain] Ihr DNS ist gestört
            [likely] Ihr DNS ist wahrscheinlich gestört
           *[possible] Ihr DNS ist vielleicht gestört
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr DNS, das Adressbuch des Internets, antwortet, findet aber nichts oder etwas Falsches.
            [likely] Ihr DNS, das Adressbuch des Internets, antwortet, findet aber wahrscheinlich nichts oder etwas Falsches.
           *[possible] Ihr DNS, das Adressbuch des Internets, antwortet, findet aber vielleicht nichts oder etwas Falsches.
        }
    .detail = Jeder Name, etwa netflix.com, muss zuerst in eine Adresse übersetzt werden. Das DNS, das dieser Computer danach fragt, ist da, hat aber selbst eine Störung. Andere antworten gut, und Sie können ein anderes wählen.

cause-dns-slow = ein langsames DNS
    .all-title =
        { $confidence ->
            [certain] Ihr DNS ist zu langsam
            [likely] Ihr DNS ist wahrscheinlich zu langsam
           *[possible] Ihr DNS ist vielleicht zu langsam
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr DNS, das Adressbuch des Internets, antwortet zu spät, deshalb startet alles langsam.
            [likely] Ihr DNS, das Adressbuch des Internets, antwortet wahrscheinlich zu spät, deshalb startet alles langsam.
           *[possible] Ihr DNS, das Adressbuch des Internets, antwortet vielleicht zu spät, deshalb startet alles langsam.
        }
    .detail = Jede Seite fragt nach Dutzenden von Adressen, bevor sie etwas zeigt. Läuft ein Film erst einmal, braucht er keine mehr. Sie können ein anderes DNS wählen.


## Filters

cause-filter-dns_blocked = eine Sperre in Ihrem DNS
    .all-title =
        { $confidence ->
            [certain] Ihr DNS sperrt Streaming
            [likely] Ihr DNS sperrt wahrscheinlich Streaming
           *[possible] Ihr DNS sperrt vielleicht Streaming
        }
    .all-sentence =
        { $confidence ->
            [certain] Ihr DNS, das Adressbuch des Internets, verbirgt die Streaming-Dienste; anderswo werden sie gefunden.
            [likely] Ihr DNS, das Adressbuch des Internets, verbirgt wahrscheinlich die Streaming-Dienste; anderswo werden sie gefunden.
           *[possible] Ihr DNS, das Adressbuch des Internets, verbirgt vielleicht die Streaming-Dienste; anderswo werden sie gefunden.
        }
    .service-title =
        { $confidence ->
            [certain] Ihr DNS sperrt { $name_acc }
            [likely] Ihr DNS sperrt wahrscheinlich { $name_acc }
           *[possible] Ihr DNS sperrt vielleicht { $name_acc }
        }
    .service-sentence =
        { $confidence ->
            [certain] Ihr DNS, das Adressbuch des Internets, verbirgt { $name_acc }; anderswo ist die Adresse zu finden.
            [likely] Ihr DNS, das Adressbuch des Internets, verbirgt wahrscheinlich { $name_acc }; anderswo ist die Adresse zu finden.
           *[possible] Ihr DNS, das Adressbuch des Internets, verbirgt vielleicht { $name_acc }; anderswo ist die Adresse zu finden.
        }
    .detail = Für diesen Namen nennt es keine oder eine falsche Adresse, während andere Namen richtig herauskommen. Filter von Schulen, Firmen, Eltern und Werbeblocker tun das, und manche Internetanbieter müssen es von Gesetzes wegen. Der Dienst kann nichts dafür.

cause-filter-connection_blocked = eine Sperre unterwegs
    .all-title =
        { $confidence ->
            [certain] Unterwegs wird Streaming gesperrt
            [likely] Unterwegs wird wahrscheinlich Streaming gesperrt
           *[possible] Unterwegs wird vielleicht Streaming gesperrt
        }
    .all-sentence =
        { $confidence ->
            [certain] Etwas zwischen Ihnen und den Streaming-Diensten kappt die Verbindung zu ihnen; andere Seiten kommen durch.
            [likely] Etwas zwischen Ihnen und den Streaming-Diensten kappt wahrscheinlich die Verbindung zu ihnen; andere Seiten kommen durch.
           *[possible] Etwas zwischen Ihnen und den Streaming-Diensten kappt vielleicht die Verbindung zu ihnen; andere Seiten kommen durch.
        }
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] Unterwegs wird { $name } gesperrt
                   *[many] Unterwegs werden { $name } gesperrt
                }
            [likely]
                { $name_number ->
                    [one] Unterwegs wird { $name } wahrscheinlich gesperrt
                   *[many] Unterwegs werden { $name } wahrscheinlich gesperrt
                }
           *[possible]
                { $name_number ->
                    [one] Unterwegs wird { $name } vielleicht gesperrt
                   *[many] Unterwegs werden { $name } vielleicht gesperrt
                }
        }
    .service-sentence =
        { $confidence ->
            [certain] Etwas zwischen Ihnen und { $name_dat } kappt diese Verbindung; andere Seiten kommen durch.
            [likely] Etwas zwischen Ihnen und { $name_dat } kappt wahrscheinlich diese Verbindung; andere Seiten kommen durch.
           *[possible] Etwas zwischen Ihnen und { $name_dat } kappt vielleicht diese Verbindung; andere Seiten kommen durch.
        }
    .detail = Die Adresse stimmt, und dort ist jemand, aber sobald der Name des Dienstes fällt, ist die Leitung tot. So arbeiten Firewalls von Schulen, Firmen und manchen Internetanbietern. Der Dienst erfährt nie von Ihnen.

cause-filter-page_blocked = die Seite eines Filters
    .all-title =
        { $confidence ->
            [certain] Ein Filter sperrt hier Streaming
            [likely] Ein Filter sperrt hier wahrscheinlich Streaming
           *[possible] Ein Filter sperrt hier vielleicht Streaming
        }
    .all-sentence =
        { $confidence ->
            [certain] Ein Filter in diesem Netzwerk oder auf diesem Computer antwortet anstelle der Dienste.
            [likely] Ein Filter in diesem Netzwerk oder auf diesem Computer antwortet wahrscheinlich anstelle der Dienste.
           *[possible] Ein Filter in diesem Netzwerk oder auf diesem Computer antwortet vielleicht anstelle der Dienste.
        }
    .service-title =
        { $confidence ->
            [certain] Ein Filter sperrt hier { $name_acc }
            [likely] Ein Filter sperrt hier wahrscheinlich { $name_acc }
           *[possible] Ein Filter sperrt hier vielleicht { $name_acc }
        }
    .service-sentence =
        { $confidence ->
            [certain] Ein Filter in diesem Netzwerk oder auf diesem Computer antwortet anstelle von { $name_dat }; von dort kommt der Fehler nicht.
            [likely] Ein Filter in diesem Netzwerk oder auf diesem Computer antwortet wahrscheinlich anstelle von { $name_dat }; von dort kommt der Fehler nicht.
           *[possible] Ein Filter in diesem Netzwerk oder auf diesem Computer antwortet vielleicht anstelle von { $name_dat }; von dort kommt der Fehler nicht.
        }
    .detail = Die Seite oder den Fehler, den Sie sehen, hat jemand unterwegs geschrieben. Schulen, Firmen, Kindersicherungen und Schutzprogramme halten Streaming auf diese Weise fern.

cause-filter-tls_intercepted = jemand, der sichere Verbindungen öffnet
    .all-title =
        { $confidence ->
            [certain] Sichere Verbindungen werden geöffnet
            [likely] Sichere Verbindungen werden wahrscheinlich geöffnet
           *[possible] Sichere Verbindungen werden vielleicht geöffnet
        }
    .all-sentence =
        { $confidence ->
            [certain] Ein Virenschutz, eine Firma oder jemand anders unterwegs öffnet und stört Ihre sicheren Verbindungen.
            [likely] Ein Virenschutz, eine Firma oder jemand anders unterwegs öffnet und stört wahrscheinlich Ihre sicheren Verbindungen.
           *[possible] Ein Virenschutz, eine Firma oder jemand anders unterwegs öffnet und stört vielleicht Ihre sicheren Verbindungen.
        }
    .service-title =
        { $confidence ->
            [certain] Etwas öffnet die Verbindung zu { $name_dat }
            [likely] Etwas liest bei { $name_dat } wahrscheinlich mit
           *[possible] Etwas öffnet vielleicht die Verbindung zu { $name_dat }
        }
    .service-sentence =
        { $confidence ->
            [certain] Ein Virenschutz, eine Firma oder jemand anders unterwegs öffnet Ihre sichere Verbindung zu { $name_dat }.
            [likely] Ein Virenschutz, eine Firma oder jemand anders unterwegs öffnet wahrscheinlich Ihre sichere Verbindung zu { $name_dat }.
           *[possible] Ein Virenschutz, eine Firma oder jemand anders unterwegs öffnet vielleicht Ihre sichere Verbindung zu { $name_dat }.
        }
    .detail = Der Ausweis, der hier ankommt, wurde nicht für den Dienst ausgestellt, sondern unterwegs gemacht. Player und Apps lehnen ihn ab. Ist es weder Ihr eigenes Schutzprogramm noch Ihre Firma, geben Sie hier kein Passwort ein.


## The service

cause-service-dns_missing = ein Name, den es nicht mehr gibt
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } ist nicht zu finden
                   *[many] { $Service } sind nicht zu finden
                }
            [likely]
                { $service_number ->
                    [one] { $Service } fehlt wahrscheinlich im Netz
                   *[many] { $Service } fehlen wahrscheinlich im Netz
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } ist vielleicht unauffindbar
                   *[many] { $Service } sind vielleicht unauffindbar
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } steht nicht mehr im Adressbuch des Internets; das liegt nicht an Ihnen.
                   *[many] { $Service } stehen nicht mehr im Adressbuch des Internets; das liegt nicht an Ihnen.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } steht wahrscheinlich nicht mehr im Adressbuch des Internets; das liegt wahrscheinlich nicht an Ihnen.
                   *[many] { $Service } stehen wahrscheinlich nicht mehr im Adressbuch des Internets; das liegt wahrscheinlich nicht an Ihnen.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } steht vielleicht nicht mehr im Adressbuch des Internets.
                   *[many] { $Service } stehen vielleicht nicht mehr im Adressbuch des Internets.
                }
        }
    .detail = Wen man auch fragt, niemand kennt diesen Namen, während andere Namen gefunden werden. Nur der Dienst kann ihn wieder eintragen; das dauert meist Minuten bis Stunden.

cause-service-unreachable = ein Dienst, der nicht da ist
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } antwortet nicht
                   *[many] { $Service } antworten nicht
                }
            [likely]
                { $service_number ->
                    [one] { $Service } antwortet wahrscheinlich nicht
                   *[many] { $Service } antworten wahrscheinlich nicht
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } antwortet vielleicht nicht
                   *[many] { $Service } antworten vielleicht nicht
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } antwortet nicht, der Rest des Internets schon; das liegt nicht an Ihnen.
                   *[many] { $Service } antworten nicht, der Rest des Internets schon; das liegt nicht an Ihnen.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } antwortet wahrscheinlich nicht, der Rest des Internets schon; das liegt wahrscheinlich nicht an Ihnen.
                   *[many] { $Service } antworten wahrscheinlich nicht, der Rest des Internets schon; das liegt wahrscheinlich nicht an Ihnen.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } antwortet vielleicht nicht, der Rest des Internets schon.
                   *[many] { $Service } antworten vielleicht nicht, der Rest des Internets schon.
                }
        }
    .detail = Die Adressen sind bekannt, aber dort macht niemand auf. Andere Seiten sind im selben Moment über dieselbe Leitung zu erreichen. Nur der Dienst kann das beheben.

cause-service-tls_invalid = ein Dienst, der sich nicht ausweisen kann
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } ist nicht sicher
                   *[many] { $Service } sind nicht sicher
                }
            [likely]
                { $service_number ->
                    [one] { $Service } ist wahrscheinlich unsicher
                   *[many] { $Service } sind wahrscheinlich unsicher
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } ist vielleicht nicht sicher
                   *[many] { $Service } sind vielleicht nicht sicher
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } zeigt einen ungültigen Ausweis, deshalb lässt sich nichts öffnen; das liegt nicht an Ihnen.
                   *[many] { $Service } zeigen einen ungültigen Ausweis, deshalb lässt sich nichts öffnen; das liegt nicht an Ihnen.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } zeigt wahrscheinlich einen ungültigen Ausweis, deshalb lässt sich nichts öffnen; das liegt wahrscheinlich nicht an Ihnen.
                   *[many] { $Service } zeigen wahrscheinlich einen ungültigen Ausweis, deshalb lässt sich nichts öffnen; das liegt wahrscheinlich nicht an Ihnen.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } zeigt vielleicht einen ungültigen Ausweis, deshalb lässt sich nichts öffnen.
                   *[many] { $Service } zeigen vielleicht einen ungültigen Ausweis, deshalb lässt sich nichts öffnen.
                }
        }
    .detail = Der Ausweis ist abgelaufen, gilt für einen anderen Namen oder hat eine Form, die niemand mehr annimmt. Ihre Uhr geht richtig, und niemand unterwegs hat ihn vertauscht. Nur der Dienst kann ihn erneuern; schalten Sie die Warnung nicht aus.

cause-service-gateway_error = Ärger zwischen den Rechnern des Dienstes
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } hat intern Probleme
                   *[many] { $Service } haben intern Probleme
                }
            [likely]
                { $service_number ->
                    [one] { $Service } hat wahrscheinlich Probleme
                   *[many] { $Service } haben wahrscheinlich Probleme
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } hat vielleicht Probleme
                   *[many] { $Service } haben vielleicht Probleme
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } hat intern Probleme: Vorn wird geöffnet, dahinter antwortet niemand; das liegt nicht an Ihnen.
                   *[many] { $Service } haben intern Probleme: Vorn wird geöffnet, dahinter antwortet niemand; das liegt nicht an Ihnen.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } hat wahrscheinlich intern Probleme: Vorn wird geöffnet, dahinter antwortet niemand; das liegt wahrscheinlich nicht an Ihnen.
                   *[many] { $Service } haben wahrscheinlich intern Probleme: Vorn wird geöffnet, dahinter antwortet niemand; das liegt wahrscheinlich nicht an Ihnen.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } hat vielleicht intern Probleme: Vorn wird geöffnet, dahinter antwortet niemand.
                   *[many] { $Service } haben vielleicht intern Probleme: Vorn wird geöffnet, dahinter antwortet niemand.
                }
        }
    .detail = Dafür stehen 502 und 504: Ein Rechner des Dienstes hat vom nächsten keine brauchbare Antwort bekommen. Solche Aussetzer sind meist in Minuten vorbei.

cause-service-overloaded = eine Überlastung
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } ist überlastet
                   *[many] { $Service } sind überlastet
                }
            [likely]
                { $service_number ->
                    [one] { $Service } ist wahrscheinlich überlastet
                   *[many] { $Service } sind wahrscheinlich überlastet
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } ist vielleicht überlastet
                   *[many] { $Service } sind vielleicht überlastet
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } ist überlastet; das liegt nicht an Ihnen.
                   *[many] { $Service } sind überlastet; das liegt nicht an Ihnen.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } ist wahrscheinlich überlastet; das liegt wahrscheinlich nicht an Ihnen.
                   *[many] { $Service } sind wahrscheinlich überlastet; das liegt wahrscheinlich nicht an Ihnen.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } ist vielleicht überlastet; bewiesen ist es noch nicht.
                   *[many] { $Service } sind vielleicht überlastet; bewiesen ist es noch nicht.
                }
        }
    .detail = Dafür steht 503: Der Dienst ist da, kann aber im Moment keine weiteren Anfragen annehmen. Das dauert meist nicht lange; in der Leiste sieht streamdoctor von selbst wieder nach und sagt Ihnen, wenn es wieder geht.

cause-service-partial = ein Teil, der nicht zu sehen ist
    .service-title =
        { $confidence ->
            [certain] Ein Teil von { $name_dat } fällt aus
            [likely] Ein Teil von { $name_dat } fällt wahrscheinlich aus
           *[possible] Ein Teil von { $name_dat } fällt vielleicht aus
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] Sie sehen einen Fehler, doch von hier aus antwortet { $name }: Ein Teil hinter der Anmeldung fällt aus, oder es ist schon vorbei.
                   *[many] Sie sehen einen Fehler, doch von hier aus antworten { $name }: Ein Teil hinter der Anmeldung fällt aus, oder es ist schon vorbei.
                }
            [likely]
                { $name_number ->
                    [one] Sie sehen einen Fehler, doch von hier aus antwortet { $name }: Ein Teil hinter der Anmeldung fällt wahrscheinlich aus, oder es ist schon vorbei.
                   *[many] Sie sehen einen Fehler, doch von hier aus antworten { $name }: Ein Teil hinter der Anmeldung fällt wahrscheinlich aus, oder es ist schon vorbei.
                }
           *[possible]
                { $name_number ->
                    [one] Sie sehen einen Fehler, doch von hier aus antwortet { $name }: Ein Teil hinter der Anmeldung fällt vielleicht aus, oder es ist schon vorbei.
                   *[many] Sie sehen einen Fehler, doch von hier aus antworten { $name }: Ein Teil hinter der Anmeldung fällt vielleicht aus, oder es ist schon vorbei.
                }
        }
    .detail = Was ohne Anmeldung zu sehen ist, ist in Ordnung. Player sprechen mit weiteren Rechnern, die nur Ihrem Konto antworten, und die können gestört sein. Bleibt es nur bei Ihnen so, kommen als Nächstes Ihre App oder Ihr Konto infrage.

cause-service-maintenance = geplante Wartungsarbeiten
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } wird gewartet
                   *[many] { $Service } werden gewartet
                }
            [likely]
                { $service_number ->
                    [one] { $Service } wird wahrscheinlich gewartet
                   *[many] { $Service } werden wahrscheinlich gewartet
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } wird vielleicht gewartet
                   *[many] { $Service } werden vielleicht gewartet
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } ist wegen geplanter Arbeiten geschlossen und kommt von selbst zurück; das liegt nicht an Ihnen.
                   *[many] { $Service } sind wegen geplanter Arbeiten geschlossen und kommen von selbst zurück; das liegt nicht an Ihnen.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } ist wahrscheinlich wegen geplanter Arbeiten geschlossen und kommt von selbst zurück; das liegt wahrscheinlich nicht an Ihnen.
                   *[many] { $Service } sind wahrscheinlich wegen geplanter Arbeiten geschlossen und kommen von selbst zurück; das liegt wahrscheinlich nicht an Ihnen.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } ist vielleicht wegen geplanter Arbeiten geschlossen und kommt von selbst zurück.
                   *[many] { $Service } sind vielleicht wegen geplanter Arbeiten geschlossen und kommen von selbst zurück.
                }
        }
    .detail = Das sagt der Dienst selbst. Nichts, was Sie hier tun könnten, verkürzt es; in der Leiste sieht streamdoctor von selbst wieder nach und sagt Ihnen, wenn es wieder geht.

cause-service-error = eine Störung beim Dienst
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } hat eine Störung
                   *[many] { $Service } haben eine Störung
                }
            [likely]
                { $service_number ->
                    [one] { $Service } ist wahrscheinlich gestört
                   *[many] { $Service } sind wahrscheinlich gestört
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } hat vielleicht eine Störung
                   *[many] { $Service } haben vielleicht eine Störung
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } hat selbst eine Störung und antwortet nur mit einem Fehler; das liegt nicht an Ihnen.
                   *[many] { $Service } haben selbst eine Störung und antworten nur mit einem Fehler; das liegt nicht an Ihnen.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } hat wahrscheinlich selbst eine Störung und antwortet nur mit einem Fehler; das liegt wahrscheinlich nicht an Ihnen.
                   *[many] { $Service } haben wahrscheinlich selbst eine Störung und antworten nur mit einem Fehler; das liegt wahrscheinlich nicht an Ihnen.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } hat vielleicht selbst eine Störung und antwortet nur mit einem Fehler.
                   *[many] { $Service } haben vielleicht selbst eine Störung und antworten nur mit einem Fehler.
                }
        }
    .detail = Die Antwort kommt vom Dienst und ist nicht zu gebrauchen: ein interner Fehler, Weiterleitungen im Kreis oder eine halbe Seite. Nur der Dienst kann das beheben.

cause-service-edge_failing = einige der Rechner des Dienstes
    .service-title =
        { $confidence ->
            [certain] Einige Server von { $name_dat } fallen aus
            [likely] Einige Server von { $name_dat } versagen wahrscheinlich
           *[possible] Einige Server von { $name_dat } fallen vielleicht aus
        }
    .service-sentence =
        { $confidence ->
            [certain] Einige Server von { $name_dat } fallen aus, andere laufen: Ein zweiter Versuch kann gelingen; das liegt nicht an Ihnen.
            [likely] Einige Server von { $name_dat } fallen wahrscheinlich aus, andere laufen: Ein zweiter Versuch kann gelingen; das liegt wahrscheinlich nicht an Ihnen.
           *[possible] Einige Server von { $name_dat } fallen vielleicht aus, andere laufen: Ein zweiter Versuch kann gelingen.
        }
    .detail = Ein Dienst steht an vielen Adressen, und Ihre wechselt von Zeit zu Zeit. Wer auf eine gestörte trifft, sieht einen Fehler; wer auf eine gute trifft, sieht keinen.

cause-service-slow = ein langsamer Dienst
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } ist langsam
                   *[many] { $Service } sind langsam
                }
            [likely]
                { $service_number ->
                    [one] { $Service } ist wahrscheinlich langsam
                   *[many] { $Service } sind wahrscheinlich langsam
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } ist vielleicht langsam
                   *[many] { $Service } sind vielleicht langsam
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } antwortet viel später als gewohnt; das liegt nicht an Ihnen.
                   *[many] { $Service } antworten viel später als gewohnt; das liegt nicht an Ihnen.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } antwortet wahrscheinlich viel später als gewohnt; das liegt wahrscheinlich nicht an Ihnen.
                   *[many] { $Service } antworten wahrscheinlich viel später als gewohnt; das liegt wahrscheinlich nicht an Ihnen.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } antwortet vielleicht viel später als gewohnt.
                   *[many] { $Service } antworten vielleicht viel später als gewohnt.
                }
        }
    .detail = Andere Seiten sind im selben Moment über dieselbe Leitung schnell. Ein voller Abend oder eine interne Störung kann dahinterstecken; mit geringerer Bildqualität läuft es oft.

cause-service-content_unavailable = ein Titel, den es nicht gibt
    .service-title =
        { $confidence ->
            [certain] Diesen Titel gibt es hier nicht
            [likely] Diesen Titel gibt es hier wahrscheinlich nicht
           *[possible] Diesen Titel gibt es hier vielleicht nicht
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } hat diesen Titel hier nicht oder nicht mehr; an Ihrer Verbindung liegt es nicht.
                   *[many] { $Name } haben diesen Titel hier nicht oder nicht mehr; an Ihrer Verbindung liegt es nicht.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } hat diesen Titel hier wahrscheinlich nicht oder nicht mehr.
                   *[many] { $Name } haben diesen Titel hier wahrscheinlich nicht oder nicht mehr.
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } hat diesen Titel hier vielleicht nicht oder nicht mehr.
                   *[many] { $Name } haben diesen Titel hier vielleicht nicht oder nicht mehr.
                }
        }
    .detail = Titel kommen und gehen mit ihren Lizenzen und sind von Land zu Land verschieden. Andere Titel des Dienstes sollten laufen.

cause-service-rate_limited = zu viele Anfragen
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } bittet um Geduld
                   *[many] { $Service } bitten um Geduld
                }
            [likely]
                { $service_number ->
                    [one] { $Service } bremst Sie wahrscheinlich
                   *[many] { $Service } bremsen Sie wahrscheinlich
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } bittet vielleicht um Geduld
                   *[many] { $Service } bitten vielleicht um Geduld
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } zählt zu viele Anfragen von Ihrer Adresse; mit etwas Geduld ist das vorbei.
                   *[many] { $Service } zählen zu viele Anfragen von Ihrer Adresse; mit etwas Geduld ist das vorbei.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } zählt wahrscheinlich zu viele Anfragen von Ihrer Adresse; mit etwas Geduld ist das vorbei.
                   *[many] { $Service } zählen wahrscheinlich zu viele Anfragen von Ihrer Adresse; mit etwas Geduld ist das vorbei.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } zählt vielleicht zu viele Anfragen von Ihrer Adresse; mit etwas Geduld ist das vorbei.
                   *[many] { $Service } zählen vielleicht zu viele Anfragen von Ihrer Adresse; mit etwas Geduld ist das vorbei.
                }
        }
    .detail = Viele Versuche hintereinander oder viele Menschen hinter einer Adresse (ein VPN, eine Schule, ein Mobilfunknetz) führen dazu. Es endet von selbst, wenn einige Minuten lang niemand fragt.

cause-service-bot_challenge = eine Tür nur für Menschen
    .service-title =
        { $name_number ->
            [one] { $Name } lässt nur Menschen hinein
           *[many] { $Name } lassen nur Menschen hinein
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } antwortet, lässt aber nur Menschen hinein, keine Programme wie dieses; das ist keine Störung.
                   *[many] { $Name } antworten, lassen aber nur Menschen hinein, keine Programme wie dieses; das ist keine Störung.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } antwortet, lässt aber wahrscheinlich nur Menschen hinein, keine Programme wie dieses; das ist keine Störung.
                   *[many] { $Name } antworten, lassen aber wahrscheinlich nur Menschen hinein, keine Programme wie dieses; das ist keine Störung.
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } antwortet, lässt aber vielleicht nur Menschen hinein, keine Programme wie dieses; das ist keine Störung.
                   *[many] { $Name } antworten, lassen aber vielleicht nur Menschen hinein, keine Programme wie dieses; das ist keine Störung.
                }
        }
    .detail = Der Dienst hält Programme fern und prüft, ob ein Mensch fragt. In Ihrem Browser sollte er sich öffnen. Fragt er Sie immer wieder, lässt ein VPN oder eine Erweiterung Sie wie ein Programm aussehen.


## The account and the region

cause-account-geo_blocked = Ihre Region
    .service-title =
        { $confidence ->
            [certain] Hier gibt es { $name_acc } nicht
            [likely] Hier gibt es { $name_acc } wahrscheinlich nicht
           *[possible] Hier gibt es { $name_acc } vielleicht nicht
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] Wo Ihre Verbindung zu sein scheint, wird { $name } nicht angeboten; kaputt ist nichts.
                   *[many] Wo Ihre Verbindung zu sein scheint, werden { $name } nicht angeboten; kaputt ist nichts.
                }
            [likely]
                { $name_number ->
                    [one] Wo Ihre Verbindung zu sein scheint, wird { $name } wahrscheinlich nicht angeboten.
                   *[many] Wo Ihre Verbindung zu sein scheint, werden { $name } wahrscheinlich nicht angeboten.
                }
           *[possible]
                { $name_number ->
                    [one] Wo Ihre Verbindung zu sein scheint, wird { $name } vielleicht nicht angeboten.
                   *[many] Wo Ihre Verbindung zu sein scheint, werden { $name } vielleicht nicht angeboten.
                }
        }
    .detail = Der Dienst erkennt Ihr Land an Ihrer Adresse. Sind Sie auf Reisen, nutzen Sie ein VPN, oder ist die Adresse Ihres Internetanbieters im falschen Land verzeichnet, hält er Sie für jemanden von anderswo.

cause-account-legal_block = eine gesetzliche Sperre
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } ist hier gesetzlich gesperrt
                   *[many] { $Name } sind hier gesetzlich gesperrt
                }
            [likely]
                { $name_number ->
                    [one] { $Name } ist wahrscheinlich gesetzlich gesperrt
                   *[many] { $Name } sind wahrscheinlich gesetzlich gesperrt
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } ist hier vielleicht gesetzlich gesperrt
                   *[many] { $Name } sind hier vielleicht gesetzlich gesperrt
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } ist in dieser Region aus rechtlichen Gründen gesperrt; kaputt ist nichts.
                   *[many] { $Name } sind in dieser Region aus rechtlichen Gründen gesperrt; kaputt ist nichts.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } ist in dieser Region wahrscheinlich aus rechtlichen Gründen gesperrt.
                   *[many] { $Name } sind in dieser Region wahrscheinlich aus rechtlichen Gründen gesperrt.
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } ist in dieser Region vielleicht aus rechtlichen Gründen gesperrt.
                   *[many] { $Name } sind in dieser Region vielleicht aus rechtlichen Gründen gesperrt.
                }
        }
    .detail = Die Antwort nennt ein Gesetz oder ein Gericht als Grund. Nichts auf diesem Computer oder in Ihrem Netzwerk ist daran schuld.

cause-account-sign_in_required = eine fehlende Anmeldung
    .service-title =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } verlangt Ihre Anmeldung
                   *[many] { $Name } verlangen Ihre Anmeldung
                }
            [likely]
                { $name_number ->
                    [one] { $Name } verlangt wahrscheinlich Ihre Anmeldung
                   *[many] { $Name } verlangen wahrscheinlich Ihre Anmeldung
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } verlangt vielleicht Ihre Anmeldung
                   *[many] { $Name } verlangen vielleicht Ihre Anmeldung
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $name_number ->
                    [one] { $Name } verlangt Ihre Anmeldung; was danach kommt, ist von hier aus nicht zu sehen.
                   *[many] { $Name } verlangen Ihre Anmeldung; was danach kommt, ist von hier aus nicht zu sehen.
                }
            [likely]
                { $name_number ->
                    [one] { $Name } verlangt wahrscheinlich Ihre Anmeldung; was danach kommt, ist von hier aus nicht zu sehen.
                   *[many] { $Name } verlangen wahrscheinlich Ihre Anmeldung; was danach kommt, ist von hier aus nicht zu sehen.
                }
           *[possible]
                { $name_number ->
                    [one] { $Name } verlangt vielleicht Ihre Anmeldung; was danach kommt, ist von hier aus nicht zu sehen.
                   *[many] { $Name } verlangen vielleicht Ihre Anmeldung; was danach kommt, ist von hier aus nicht zu sehen.
                }
        }
    .detail = Ihre Anmeldung fehlt, ist abgelaufen oder wurde nicht angenommen. Das ist nach einigen Wochen, nach einem neuen Passwort oder nach dem Löschen von Cookies ganz normal.

cause-account-not_entitled = Ihr Abo
    .service-title =
        { $confidence ->
            [certain] Ihr Abo reicht dafür nicht
            [likely] Ihr Abo reicht dafür wahrscheinlich nicht
           *[possible] Ihr Abo reicht dafür vielleicht nicht
        }
    .service-sentence =
        { $confidence ->
            [certain] Laut { $name_dat } deckt Ihr Abo oder Ihre Zahlung das nicht ab; an Ihrer Verbindung liegt es nicht.
            [likely] Laut { $name_dat } deckt Ihr Abo oder Ihre Zahlung das wahrscheinlich nicht ab.
           *[possible] Laut { $name_dat } deckt Ihr Abo oder Ihre Zahlung das vielleicht nicht ab.
        }
    .detail = Dahinter kann eine fehlgeschlagene Zahlung stecken, ein abgelaufenes Abo oder ein Titel, der ein größeres Abo braucht. Die Kontoseite des Dienstes sagt, was es ist.

cause-account-too_many_streams = zu viele Geräte zugleich
    .service-title =
        { $confidence ->
            [certain] Zu viele Geräte schauen zugleich
            [likely] Zu viele Geräte schauen wahrscheinlich zugleich
           *[possible] Zu viele Geräte schauen vielleicht zugleich
        }
    .service-sentence =
        { $confidence ->
            [certain] Ihr Konto bei { $name_dat } wird auf mehr Geräten zugleich genutzt, als Ihr Abo erlaubt.
            [likely] Ihr Konto bei { $name_dat } wird wahrscheinlich auf mehr Geräten zugleich genutzt, als Ihr Abo erlaubt.
           *[possible] Ihr Konto bei { $name_dat } wird vielleicht auf mehr Geräten zugleich genutzt, als Ihr Abo erlaubt.
        }
    .detail = Jemand anders schaut über dieses Konto, oder ein Gerät, das mittendrin ausgeschaltet wurde, zählt noch einige Minuten mit.

cause-account-forbidden = eine Ablehnung ohne Grund
    .service-title =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } lehnt die Anfrage ab
                   *[many] { $Service } lehnen die Anfrage ab
                }
            [likely]
                { $service_number ->
                    [one] { $Service } weist Sie wahrscheinlich ab
                   *[many] { $Service } weisen Sie wahrscheinlich ab
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } lehnt vielleicht Anfragen ab
                   *[many] { $Service } lehnen vielleicht Anfragen ab
                }
        }
    .service-sentence =
        { $confidence ->
            [certain]
                { $service_number ->
                    [one] { $Service } lehnt diese Anfrage ohne Begründung ab; Ihre Anmeldung, Ihr Abo oder Ihre Adresse kann der Grund sein.
                   *[many] { $Service } lehnen diese Anfrage ohne Begründung ab; Ihre Anmeldung, Ihr Abo oder Ihre Adresse kann der Grund sein.
                }
            [likely]
                { $service_number ->
                    [one] { $Service } lehnt diese Anfrage wahrscheinlich ohne Begründung ab; Ihre Anmeldung, Ihr Abo oder Ihre Adresse kann der Grund sein.
                   *[many] { $Service } lehnen diese Anfrage wahrscheinlich ohne Begründung ab; Ihre Anmeldung, Ihr Abo oder Ihre Adresse kann der Grund sein.
                }
           *[possible]
                { $service_number ->
                    [one] { $Service } lehnt diese Anfrage vielleicht ohne Begründung ab; Ihre Anmeldung, Ihr Abo oder Ihre Adresse kann der Grund sein.
                   *[many] { $Service } lehnen diese Anfrage vielleicht ohne Begründung ab; Ihre Anmeldung, Ihr Abo oder Ihre Adresse kann der Grund sein.
                }
        }
    .detail = Dafür steht 403: Der Dienst ist da und sagt Nein. Eine alte Anmeldung, ein abgelaufenes Abo, eine Adresse, die nach VPN aussieht, oder veraltete Cookies sind die üblichen Gründe.
