//! The hours in which nothing is said. Pure: the wall clock and the zone are arguments.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

/// The hours of each day in which no notice is shown, as clocks on the wall tell them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quiet(Vec<Span>);

/// From an hour until another, which is on the next day if it is not later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from: Time,
    until: Time,
}

impl Quiet {
    /// The hours as they are written: `22:00-07:00`, several of them or none.
    pub fn read<T: AsRef<str>>(spans: impl IntoIterator<Item = T>) -> Option<Self> {
        spans.into_iter().map(|it| Span::read(it.as_ref())).collect::<Option<_>>().map(Self)
    }

    /// Whether it is one of these hours at `wall` in `zone`.
    ///
    /// By the clock on the wall, so that a night is as quiet when clocks change in it.
    pub fn covers(&self, wall: Timestamp, zone: &TimeZone) -> bool {
        let time = zone.to_datetime(wall).time();
        self.0.iter().any(|it| it.covers(time))
    }

    /// The hours as they are written.
    pub fn written(&self) -> Vec<String> {
        let time = |it: Time| format!("{:02}:{:02}", it.hour(), it.minute());
        self.0.iter().map(|it| format!("{}-{}", time(it.from), time(it.until))).collect()
    }
}

impl Span {
    fn read(text: &str) -> Option<Self> {
        let (from, until) = text.split_once('-')?;
        let (from, until) = (time(from)?, time(until)?);
        // Whoever writes the same twice may mean all of the day or nothing of it.
        (from != until).then_some(Self { from, until })
    }

    fn covers(self, time: Time) -> bool {
        if self.from < self.until {
            self.from <= time && time < self.until
        } else {
            self.from <= time || time < self.until
        }
    }
}

/// `7:00`, `22:30`; `24:00` is the end of the day.
fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    let number = |it: &str, most| {
        let digits = (1..=2).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
        it.parse::<i8>().ok().filter(|it| digits && *it <= most)
    };
    match (number(hour, 24)?, number(minute, 59).filter(|_| minute.len() == 2)?) {
        (24, 0) => Some(Time::midnight()),
        (24, _) => None,
        (hour, minute) => Time::new(hour, minute, 0, 0).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet(spans: &[&str]) -> Quiet {
        Quiet::read(spans).unwrap()
    }

    #[track_caller]
    fn covers(quiet: &Quiet, zone: &TimeZone, wall: &str, expected: bool) {
        assert_eq!(quiet.covers(wall.parse().unwrap(), zone), expected, "{wall}");
    }

    #[test]
    fn a_night_begins_in_the_evening_and_ends_in_the_morning() {
        let night = quiet(&["22:00-07:00"]);
        for (wall, expected) in [
            ("2026-01-10T21:59:59Z", false),
            ("2026-01-10T22:00:00Z", true),
            ("2026-01-11T00:00:00Z", true),
            ("2026-01-11T06:59:59Z", true),
            ("2026-01-11T07:00:00Z", false),
        ] {
            covers(&night, &TimeZone::UTC, wall, expected);
        }
    }

    #[test]
    fn it_is_night_where_the_user_lives_also_when_clocks_change() {
        // Central Europe: clocks go forward in the night to 29 March 2026, and back in the night to 25 October.
        let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let night = quiet(&["22:00-07:00"]);
        for (wall, expected) in [
            ("2026-03-28T20:59:59Z", false),
            ("2026-03-28T21:00:00Z", true),
            ("2026-03-29T04:59:59Z", true),
            ("2026-03-29T05:00:00Z", false),
            ("2026-10-24T19:59:59Z", false),
            ("2026-10-24T20:00:00Z", true),
            ("2026-10-25T05:59:59Z", true),
            ("2026-10-25T06:00:00Z", false),
        ] {
            covers(&night, &zone, wall, expected);
        }
        // An hour that clocks show twice is as quiet the second time; one that they leave out is no trap.
        let early = quiet(&["02:15-02:45"]);
        covers(&early, &zone, "2026-10-25T00:30:00Z", true);
        covers(&early, &zone, "2026-10-25T01:30:00Z", true);
        covers(&early, &zone, "2026-03-29T01:00:00Z", false);
    }

    #[test]
    fn several_spans_and_none() {
        let both = quiet(&["13:00-14:30", "22:30-24:00"]);
        covers(&both, &TimeZone::UTC, "2026-01-10T14:29:00Z", true);
        covers(&both, &TimeZone::UTC, "2026-01-10T14:30:00Z", false);
        covers(&both, &TimeZone::UTC, "2026-01-10T23:59:59Z", true);
        covers(&both, &TimeZone::UTC, "2026-01-11T00:00:00Z", false);
        covers(&Quiet::default(), &TimeZone::UTC, "2026-01-10T03:00:00Z", false);
    }

    #[test]
    fn what_is_no_span_is_not_guessed_at() {
        for text in [
            "",
            "22-7",
            "22:00",
            "22:00-22:00",
            "25:00-07:00",
            "22:60-07:00",
            "24:01-3:00",
            "+2:00-3:00",
            "22:0-7:00",
        ] {
            assert_eq!(Quiet::read([text]), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let quiet = quiet(&["9:00-9:30", "22:00-07:00", "23:00-24:00"]);
        assert_eq!(quiet.written(), ["09:00-09:30", "22:00-07:00", "23:00-00:00"]);
        assert_eq!(Quiet::read(quiet.written()), Some(quiet));
    }
}
