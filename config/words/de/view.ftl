# Was jede Oberfläche vom Zustand zeigt.

view-paused = Angehalten
view-first-look = Zum ersten Mal wird nachgesehen …
view-suspicious = Etwas sieht seltsam aus. Es wird noch einmal nachgesehen, bevor es gemeldet wird.
view-not-looked-at = noch nicht angesehen
view-network = Ihr Netzwerk: { $word }
# Wo etwas liegt, auf der Seite
view-folder-settings = Ihre Einstellungen
view-folder-data = Was aufbewahrt wird
view-folder-state = Eigene Notizen
