# Das Terminal: was nur dort steht.

terminal-written-by = Absender
terminal-cause = Ursache
terminal-watched = Beobachtet
terminal-compare = Zum Vergleich
terminal-always = immer
terminal-when-wrong = bei Störung
terminal-collector = Ihr Sammler von Messwerten
terminal-known = Bekannt, aber nur auf Ihren Wunsch angefragt
terminal-looking = Es wird nachgesehen

## Was unter einem Stand steht

terminal-looked-at = Zuletzt nachgesehen um { $time }
terminal-not-looked-at = Noch nicht nachgesehen
terminal-only-looked = { $looked }.
terminal-paused-until = { $looked }. Pause bis { $time }.
terminal-looking-again = { $looked }, und gerade wird wieder nachgesehen.
terminal-moved = Heute wurden { $today } übertragen; es gibt keine Grenze.
terminal-moved-of = Heute wurden { $today } von höchstens { $allowed } am Tag übertragen.
terminal-less-often-for-money = Es wird seltener nachgesehen, weil die Verbindung hier Geld kostet.
terminal-less-often-for-battery = Es wird seltener nachgesehen, um den Akku zu schonen.
terminal-less-often-for-both = Es wird seltener nachgesehen, weil die Verbindung hier Geld kostet und um den Akku zu schonen.
terminal-old-settings = Die Einstellungen wurden geändert, aber die alten gelten weiter: { $problem }

## Der Verlauf

terminal-history-nothing = Seit { $begin } ist nichts aufgezeichnet. Das geschieht, solange streamdoctor läuft: `streamdoctor` startet es.
terminal-history-well = Seit { $begin } war nichts gestört.
terminal-history-wrong =
    { $n ->
        [one] Seit { $begin } gab es eine Störung:
       *[other] Seit { $begin } gab es { $n } Störungen, die letzte zuerst:
    }
terminal-history-still-so = noch immer
terminal-history-at-least = mindestens { $length }
terminal-history-unknown = nichts bekannt
terminal-history-answered = antwortete { $share } der Zeit
terminal-history-partly = teilweise oder langsam { $share }
terminal-history-down = ausgefallen { $share }
terminal-history-took = in { $ms } ms
terminal-history-not-seen =
    { $n ->
        [one] einmal nicht zu sehen, weil das Netzwerk gestört war
       *[other] { $n }-mal nicht zu sehen, weil das Netzwerk gestört war
    }
terminal-history-hardly = weniger als { $share }
# Längen: „2 Tg. 3 Std.“, „5 Min. 10 Sek.“
terminal-history-days = { $n } Tg.
terminal-history-hours = { $n } Std.
terminal-history-minutes = { $n } Min.
terminal-history-seconds = { $n } Sek.
