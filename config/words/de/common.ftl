# Small words that every face shares, in German; the original is the English file of this name.
#
# What stands in other sentences has its cases: the nominative is the value or `.nom`, then `.acc` and `.dat`. They arrive
# as `$name_dat`, `$part_acc` and so on. Genitives are "von" with a dative, as a name may end in any letter.


## What a sentence is about

name-nobody = der Dienst
    .acc = den Dienst
    .dat = dem Dienst
# Netflix und Twitch
list-two = { $a } und { $b }
list-three = { $a }, { $b } und { $c }
list-more =
    { $n ->
        [one] { $a }, { $b } und ein weiterer
       *[other] { $a }, { $b } und { $n } weitere
    }
    .acc =
        { $n ->
            [one] { $a }, { $b } und einen weiteren
           *[other] { $a }, { $b } und { $n } weitere
        }
    .dat =
        { $n ->
            [one] { $a }, { $b } und einem weiteren
           *[other] { $a }, { $b } und { $n } weiteren
        }
# Shorter, for titles.
list-many =
    { $n ->
        [one] { $a } und ein weiterer
       *[other] { $a } und { $n } weitere
    }
    .acc =
        { $n ->
            [one] { $a } und einen weiteren
           *[other] { $a } und { $n } weitere
        }
    .dat =
        { $n ->
            [one] { $a } und einem weiteren
           *[other] { $a } und { $n } weiteren
        }

# The parts of a service: the bare word, and with its article in each case. `.number` is that of the word: one, many.
part-web = Website
    .nom = die Website
    .acc = die Website
    .dat = der Website
    .number = one
part-api = App-Dienst
    .nom = der App-Dienst
    .acc = den App-Dienst
    .dat = dem App-Dienst
    .number = one
part-auth = Anmeldung
    .nom = die Anmeldung
    .acc = die Anmeldung
    .dat = der Anmeldung
    .number = one
part-media = Streaming-Server
    .nom = die Streaming-Server
    .acc = die Streaming-Server
    .dat = den Streaming-Servern
    .number = many
part-images = Bilder
    .nom = die Bild-Server
    .acc = die Bild-Server
    .dat = den Bild-Servern
    .number = many
part-status = Statusseite
    .nom = die Statusseite
    .acc = die Statusseite
    .dat = der Statusseite
    .number = one

# die Anmeldung von Netflix; where nobody is named: die Anmeldung des Dienstes
subject-part =
    { $whose ->
        [nobody] { $part } des Dienstes
       *[named] { $part } von { $name_dat }
    }
    .acc =
        { $whose ->
            [nobody] { $part_acc } des Dienstes
           *[named] { $part_acc } von { $name_dat }
        }
    .dat =
        { $whose ->
            [nobody] { $part_dat } des Dienstes
           *[named] { $part_dat } von { $name_dat }
        }
subject-parts = { $a } und { $b }
    .acc = { $a_acc } und { $b_acc }
    .dat = { $a_dat } und { $b_dat }
subject-some =
    { $whose ->
        [nobody] einige Server des Dienstes
       *[named] einige Server von { $name_dat }
    }
    .dat =
        { $whose ->
            [nobody] einigen Servern des Dienstes
           *[named] einigen Servern von { $name_dat }
        }

# A title about several services that does not name them: "Netflix und 3 weitere: Ihr DNS antwortet nicht".
title-grouped = { $names }: { $title }
# A sentence after a colon keeps its capital.
title-uncapitalised = { "" }


## When, and what else

title-passed = { $title } (schon vorbei)
title-comes-and-goes = { $title }, immer wieder
sentence-passed = { $sentence } Das war eben noch so; jetzt geht es wieder.
sentence-comes-and-goes = { $sentence } Das kommt und geht.
# The noun is a nominative, with or without an article.
ruled-out = Ausgeschlossen: { $noun } – { $because }.


## States

state-up = antwortet
state-degraded = langsam oder teilweise
state-down = ausgefallen
state-refused = antwortet nur Menschen
state-held = wartet auf Ihr Netzwerk
state-unknown = unklar

network-fine = funktioniert
network-wrong = gestört
network-unknown = unklar


## Who and how sure

blame-none = niemand
blame-device = dieser Computer
blame-network = Ihr Netzwerk
blame-isp = Ihr Internetanbieter
blame-vpn_or_proxy = Ihr VPN oder Proxy
blame-service = der Dienst
blame-account = Ihr Konto
blame-region = Ihre Region
blame-unknown = unklar

party-service_origin = der Dienst selbst
party-service_edge = die vorderen Server des Dienstes
party-forward_proxy = ein Proxy
party-filter = ein Filter unterwegs
party-portal = die Anmeldeseite eines Netzwerks
party-interceptor = ein Programm oder Gerät, das sichere Verbindungen öffnet
party-unknown = unbekannt

confidence-certain = sicher
confidence-likely = wahrscheinlich
confidence-possible = möglich

# What a code means, by how sure that is: "503 usually means …".
meaning-certain = sicher
meaning-likely = meistens
meaning-possible = oft

trial-helps = ausprobiert: das hilft
trial-no-help = ausprobiert: das hilft nicht
trial-not-possible = lässt sich von hier aus nicht ausprobieren
trial-not-tried = nicht ausprobiert

phase-resolve = beim Nachschlagen der Adresse
phase-connect = beim Verbinden
phase-handshake = beim Vereinbaren der Verschlüsselung
phase-exchange = beim Warten auf die Antwort


## How an attempt failed, in a few words, by the names that the JSON has

failure-no_such_name = kein solcher Name
failure-no_data = keine Adresse dieser Art
failure-server_failure = DNS-Server versagt
failure-query_refused = DNS-Server lehnt ab
failure-lookup_failed = Nachschlagen misslungen
failure-unusable_address = unbrauchbare Adresse
failure-timed_out = keine Antwort in der Zeit
failure-refused = abgelehnt
failure-reset = abgebrochen
failure-closed = ohne Antwort geschlossen
failure-network_unreachable = Netz nicht erreichbar
failure-host_unreachable = Rechner nicht erreichbar
failure-permission_denied = auf diesem Computer nicht erlaubt
failure-address_not_available = eigene Adresse fehlt
failure-proxy_unreachable = Proxy nicht erreichbar
failure-proxy_protocol = Proxy antwortet regelwidrig
failure-socks_reply = Proxy lehnt ab
failure-certificate_expired = Zertifikat abgelaufen
failure-certificate_not_yet_valid = Zertifikat noch nicht gültig
failure-unknown_issuer = Zertifikat von unbekanntem Aussteller
failure-name_mismatch = Zertifikat für einen anderen Namen
failure-certificate_invalid = Zertifikat ungültig
failure-tls_version = keine gemeinsame Verschlüsselung
failure-tls_alert = Verschlüsselung abgelehnt
failure-not_tls = dort keine Verschlüsselung
failure-malformed_response = fehlerhafte Antwort
failure-head_too_large = Antwort mit zu großem Kopf
failure-http2 = Fehler in HTTP/2
failure-truncated = Antwort unvollständig
failure-redirect_loop = im Kreis weitergeleitet
failure-redirect_refused = Weiterleitung, der nicht gefolgt wird
failure-cancelled = abgebrochen, keine Zeit mehr
failure-unclassified = anderer Fehler


## Headings

heading-network = Ihr Netzwerk
heading-why = Warum
heading-ruled-out = Ausgeschlossen
heading-against = Aber
heading-also = Außerdem
heading-what-helps = Was hilft
heading-any-service = Jeder Dienst
heading-closer-look = Jetzt wird genauer hingesehen

code-unknown = Was „{ $code }“ bedeutet, hat uns niemand gesagt.
code-nearest = Meinten Sie { $codes }?
# The last line of steps at another device.
step-done-there = Starten Sie den Titel dort noch einmal: Läuft er nicht, geht es mit dem nächsten Schritt weiter.
