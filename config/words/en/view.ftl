# What every surface shows of the state.

view-paused = Paused
view-first-look = Looking for the first time…
view-suspicious = Something looks odd. Looking again before saying so.
view-not-looked-at = not looked at yet
view-network = Your network: { $word }
# Where things are, on the page
view-folder-settings = Your settings
view-folder-data = What is kept
view-folder-state = Notes for itself
