# Das Symbol in der Leiste: sein Menü und sein Hinweis. Einträge sind kurz; Namen von Menüs und Knöpfen wie am Desktop.

tray-open = streamdoctor öffnen …
tray-history = Verlauf …
tray-settings = Einstellungen …
tray-about = Über streamdoctor …
tray-quit = Beenden
tray-check-now = Jetzt prüfen
tray-checking = Wird geprüft …
tray-pause = Anhalten
tray-pause-half-an-hour = 30 Minuten lang
tray-pause-an-hour = 1 Stunde lang
tray-pause-until-tomorrow = Bis morgen
tray-resume = Weitermachen (noch { $left })
tray-left = noch { $left }
tray-start-at-login = Bei der Anmeldung starten
tray-bad-settings = Die neuen Einstellungen sind unbrauchbar; die alten gelten

## Ein Problem

tray-began = Es begann { $age }.
tray-fix = Schritte zur Lösung …
tray-remind = In 1 Std. erinnern
tray-mute = Stummschalten
tray-more =
    { $n ->
        [one] und ein weiterer …
       *[other] und { $n } weitere …
    }
tray-more-problems =
    { $n ->
        [one] und ein weiteres Problem
       *[other] und { $n } weitere Probleme
    }

## Dienste

tray-services = Dienste
tray-services-state = Dienste: { $state }
tray-none-watched = Kein Dienst wird beobachtet.
tray-held = warten auf Ihr Netzwerk
tray-all-fine =
    { $all ->
        [one] er antwortet
       *[other] alle { $all } antworten
    }
tray-some-fine =
    { $all ->
        [1] { $fine } von { $all } antwortet
       *[other] { $fine } von { $all } antworten
    }
tray-muted = stumm
tray-details = Einzelheiten …
tray-status-page = Statusseite des Dienstes …
tray-await = Melden, wenn er wieder da ist
tray-seen = Ich sehe hier einen Fehler
# Was Browser neben den Codes schreiben, die fast alle sehen.
tray-seen-403 = verboten
tray-seen-502 = fehlerhaftes Gateway
tray-seen-503 = Dienst nicht verfügbar
tray-seen-other = Anderer Code …

## Der Hinweis

tray-checked = geprüft { $age }
