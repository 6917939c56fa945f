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
