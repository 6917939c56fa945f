# Benachrichtigungen. Knöpfe sind so kurz wie möglich.

notice-open = Öffnen
notice-fix = Schritte
notice-remind = In 1 Std. erinnern
notice-mute = Stummschalten

# Wo keine Knöpfe gezeigt werden.
notice-way = Die Schritte zeigt ein Klick auf das Symbol von streamdoctor in der Leiste.

# Was unter dem Satz steht: der Schritt, der zuerst kommt.
notice-first-step = Erster Schritt: { $step }
notice-tried-step = Ausprobiert, das hilft: { $step }

# $others ist, wie viele Dienste es außer dem genannten sind.
notice-works-again = Es geht wieder
notice-one-works-again = { $name } geht wieder
notice-several-work-again =
    { $others ->
        [one] { $name } und ein weiterer gehen wieder
       *[other] { $name } und { $others } weitere gehen wieder
    }
notice-over = „{ $title }“ ist vorbei; Dauer: { $time }.
notice-all-over =
    { $n ->
        [one] Ein Problem ist vorbei; Dauer: { $time }.
       *[other] { $n } Probleme sind vorbei; Dauer: { $time }.
    }
notice-returned = Sie wollten wissen, wann der Dienst wieder da ist.

# Der Satz über ein Problem, und die Titel der anderen.
notice-and-more =
    { $n ->
        [one] { $sentence } Und ein weiteres Problem: { $titles }.
       *[other] { $sentence } Und { $n } weitere Probleme: { $titles }.
    }

## Das Datenvolumen

notice-plan-used-up = Ihr Datenvolumen ist aufgebraucht
notice-plan-nearly = Ihr Datenvolumen ist fast aufgebraucht
notice-plan-used-up-body = Dieser Computer allein hat an diesem Anschluss { $used } von { $plan } verbraucht. Ihr Anbieter kann die Leitung bremsen oder sperren; neues Volumen gibt es am { $date }.
notice-plan-nearly-body = Dieser Computer allein hat an diesem Anschluss { $used } von { $plan } verbraucht. Ist alles aufgebraucht, kann Ihr Anbieter die Leitung bremsen oder sperren; neues Volumen gibt es am { $date }.

## Kein Browser

notice-unopened = Die Seite ging nicht auf
notice-unopened-body = Kein Webbrowser hat sie angenommen. Im Terminal sagt `streamdoctor status` dasselbe.
