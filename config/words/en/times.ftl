# Times and numbers. A number stands in its slot as digits; where its form changes the words, they follow it.

# The sign between whole and part: 1.5
time-decimal = .

## How long

time-moment = less than a minute
time-minutes = { $minutes } min
time-hours = { $hours } h
time-hours-minutes = { $hours } h { $minutes } min
time-days =
    { $days ->
        [one] one day
       *[other] { $days } days
    }

## How long ago, in a menu

time-just-now = just now
time-minutes-ago = { $minutes } min ago
time-hours-ago = { $hours } h ago
time-hours-minutes-ago = { $hours } h { $minutes } min ago
time-days-ago =
    { $days ->
        [one] one day ago
       *[other] { $days } days ago
    }

## The same on the page, where there is more room. The script fills in the number: there $n is "#"

time-page-minutes-ago =
    { $n ->
        [one] a minute ago
       *[other] { $n } minutes ago
    }
time-page-hours-ago =
    { $n ->
        [one] an hour ago
       *[other] { $n } hours ago
    }
time-page-days-ago =
    { $n ->
        [one] a day ago
       *[other] { $n } days ago
    }

time-page-minutes =
    { $n ->
        [one] about a minute
       *[other] { $n } minutes
    }
time-page-hours =
    { $n ->
        [one] about an hour
       *[other] { $n } hours
    }
time-page-days =
    { $n ->
        [one] about a day
       *[other] { $n } days
    }

# After "every": "every minute", "every 3 minutes".
time-every =
    { $unit ->
        [second]
            { $n ->
                [1] every second
               *[other] every { $n } seconds
            }
       *[minute]
            { $n ->
                [1] every minute
               *[other] every { $n } minutes
            }
    }

## Days. $day is the day of the week from 1, Monday

time-weekday =
    { $day ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
time-weekday-short =
    { $day ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    }
time-month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
time-on-weekday = { $weekday }, { $time }
time-day-of-year = { $day } { $month }
time-date = { $day } { $month } { $year }
time-exact = { $weekday }, { $date }, { $time }
