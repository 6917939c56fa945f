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
