# Zeiten und Zahlen. Eine Zahl steht als Ziffern in ihrer Lücke; wo die Wörter ihr folgen, stehen sie danach.

# Das Zeichen zwischen Ganzem und Teil: 1,5
time-decimal = ,

## Wie lange

time-moment = weniger als eine Minute
time-minutes = { $minutes } Min.
time-hours = { $hours } Std.
time-hours-minutes = { $hours } Std. { $minutes } Min.
time-days =
    { $days ->
        [one] einen Tag
       *[other] { $days } Tage
    }

## Wie lange her, in einem Menü

time-just-now = gerade eben
time-minutes-ago = vor { $minutes } Min.
time-hours-ago = vor { $hours } Std.
time-hours-minutes-ago = vor { $hours } Std. { $minutes } Min.
time-days-ago =
    { $days ->
        [one] vor einem Tag
       *[other] vor { $days } Tagen
    }

## Dasselbe auf der Seite, wo mehr Platz ist. Das Skript setzt die Zahl ein: dort ist $n „#“

time-page-minutes-ago =
    { $n ->
        [one] vor einer Minute
       *[other] vor { $n } Minuten
    }
time-page-hours-ago =
    { $n ->
        [one] vor einer Stunde
       *[other] vor { $n } Stunden
    }
time-page-days-ago =
    { $n ->
        [one] vor einem Tag
       *[other] vor { $n } Tagen
    }

time-page-minutes =
    { $n ->
        [one] etwa eine Minute
       *[other] { $n } Minuten
    }
time-page-hours =
    { $n ->
        [one] etwa eine Stunde
       *[other] { $n } Stunden
    }
time-page-days =
    { $n ->
        [one] etwa ein Tag
       *[other] { $n } Tage
    }

# „jede Minute“, „alle 3 Minuten“
time-every =
    { $unit ->
        [second]
            { $n ->
                [1] jede Sekunde
               *[other] alle { $n } Sekunden
            }
       *[minute]
            { $n ->
                [1] jede Minute
               *[other] alle { $n } Minuten
            }
    }

## Tage. $day ist der Tag der Woche ab 1, Montag

time-weekday =
    { $day ->
        [1] Montag
        [2] Dienstag
        [3] Mittwoch
        [4] Donnerstag
        [5] Freitag
        [6] Samstag
       *[7] Sonntag
    }
time-weekday-short =
    { $day ->
        [1] Mo
        [2] Di
        [3] Mi
        [4] Do
        [5] Fr
        [6] Sa
       *[7] So
    }
time-month =
    { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    }
time-on-weekday = { $weekday }, { $time }
time-day-of-year = { $day }. { $month }
time-date = { $day }. { $month } { $year }
time-exact = { $weekday }, { $date }, { $time }
