# Notifications. Buttons are as short as they can be.

notice-open = Open
notice-fix = Fix steps
notice-remind = Remind me in 1 h
notice-mute = Mute

# Where buttons are not shown.
notice-way = Click the streamdoctor icon in the tray for the steps.

# What stands below the sentence: the step that comes first.
notice-first-step = First step: { $step }
notice-tried-step = Tried, this works: { $step }

# $others is how many services there are besides the one that is named.
notice-works-again = It works again
notice-one-works-again = { $name } works again
notice-several-work-again =
    { $others ->
        [one] { $name } and one other work again
       *[other] { $name } and { $others } others work again
    }
notice-over = “{ $title }” is over; it lasted { $time }.
notice-all-over =
    { $n ->
        [one] One problem is over; it lasted { $time }.
       *[other] { $n } problems are over; it lasted { $time }.
    }
notice-returned = You asked to be told when it is back.

# The sentence about one problem, and the titles of the others.
notice-and-more =
    { $n ->
        [one] { $sentence } And one more problem: { $titles }.
       *[other] { $sentence } And { $n } more problems: { $titles }.
    }

## The data plan

notice-plan-used-up = Your data plan is used up
notice-plan-nearly = Most of your data plan is used
notice-plan-used-up-body = This computer alone has used { $used } of { $plan } on this connection. Your provider may slow the line down or close it; it renews on { $date }.
notice-plan-nearly-body = This computer alone has used { $used } of { $plan } on this connection. When it is used up, your provider may slow the line down or close it; it renews on { $date }.

## No browser

notice-unopened = The page did not open
notice-unopened-body = No web browser took it. In a terminal, `streamdoctor status` says the same.
