//! From what people write to a point in time. Pure: now is an argument.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, Timestamp, ZonedDateTime};

/// What can be read, for complaints.
pub const FORMS: &str =
    "a time such as 20:14, “yesterday 20:14”, “2h ago”, “2026-03-01 20:14” or 2026-03-01T20:14:00Z";

/// What can be read as a length, for complaints.
pub const LENGTHS: &str = "a length such as 12h, 7d or 4w, or a date such as 2026-03-01";

/// The point in time that `text` means at `now`, by the user's clock; `None` where it means none, or one to come.
///
/// A bare time is the last one that has been. Where clocks were put forward over it, it is the moment after; where they
/// were put back, so that it was twice, it is the first.
pub fn moment(text: &str, now: &ZonedDateTime) -> Option<Timestamp> {
    let text = text.trim();
    let found = absolute(text, now).or_else(|| {
        let lower = text.to_ascii_lowercase();
        match lower.split_once(' ') {
            _ if lower == "now" => Some(now.timestamp()),
            Some(("yesterday", time)) => on_day(now.date().yesterday().ok()?, time, now),
            Some(("today", time)) => on_day(now.date(), time, now),
            _ => match lower.strip_suffix("ago") {
                Some(length) => before(length.trim(), now),
                None => last(time(&lower)?, now),
            },
        }
    });
    found.filter(|it| *it <= now.timestamp())
}

/// The point in time from which on `text`, a length or a date, counts at `now`.
pub fn since(text: &str, now: &ZonedDateTime) -> Option<Timestamp> {
    let text = text.trim();
    let found = match text.parse::<Date>() {
        Ok(date) if !text.contains(['T', ':']) => on_day(date, "00:00", now),
        _ => before(text, now).or_else(|| moment(text, now)),
    };
    found.filter(|it| *it <= now.timestamp())
}

/// With a date in it.
fn absolute(text: &str, now: &ZonedDateTime) -> Option<Timestamp> {
    if let Ok(found) = text.parse::<Timestamp>() {
        return Some(found);
    }
    let local = text.parse::<DateTime>().ok().filter(|_| text.len() > "2026-03-01".len())?;
    Some(local.to_zoned_datetime(now.time_zone().clone()).ok()?.timestamp())
}

fn time(text: &str) -> Option<Time> {
    let digits =
        text.split(':').all(|it| it.len() <= 2 && it.bytes().all(|it| it.is_ascii_digit()));
    // A bare number may be anything.
    let wide = if text.find(':') == Some(1) { format!("0{text}") } else { text.to_owned() };
    if digits && text.contains(':') { wide.parse().ok() } else { None }
}

fn on_day(day: Date, text: &str, now: &ZonedDateTime) -> Option<Timestamp> {
    let local = day.to_datetime(time(text)?);
    Some(local.to_zoned_datetime(now.time_zone().clone()).ok()?.timestamp())
}

fn last(time: Time, now: &ZonedDateTime) -> Option<Timestamp> {
    let on = |day: Date| {
        let local = day.to_datetime(time).to_zoned_datetime(now.time_zone().clone()).ok()?;
        Some(local.timestamp()).filter(|it| *it <= now.timestamp())
    };
    on(now.date()).or_else(|| on(now.date().yesterday().ok()?))
}

fn before(length: &str, now: &ZonedDateTime) -> Option<Timestamp> {
    let span: Span = length.parse().ok().filter(|it: &Span| it.is_positive())?;
    // Days are days of the calendar, however long the clocks make them.
    Some(now.checked_sub(span).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    fn at(now: &str) -> ZonedDateTime {
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        now.parse::<DateTime>().unwrap().to_zoned_datetime(berlin).unwrap()
    }

    fn read(text: &str, now: &str) -> Option<String> {
        Some(moment(text, &at(now))?.to_string())
    }

    #[test]
    fn a_bare_time_is_the_last_one_that_has_been() {
        assert_eq!(read("20:14", "2026-03-10T21:00").as_deref(), Some("2026-03-10T19:14:00Z"));
        assert_eq!(read("20:14", "2026-03-10T20:00").as_deref(), Some("2026-03-09T19:14:00Z"));
        assert_eq!(read("7:05", "2026-03-10T20:00").as_deref(), Some("2026-03-10T06:05:00Z"));
        assert_eq!(read("20:14:30", "2026-03-10T21:00").as_deref(), Some("2026-03-10T19:14:30Z"));
    }

    #[test]
    fn days_and_lengths_are_read() {
        let now = "2026-03-10T20:00";
        assert_eq!(read("yesterday 20:14", now).as_deref(), Some("2026-03-09T19:14:00Z"));
        assert_eq!(read("Today 8:00", now).as_deref(), Some("2026-03-10T07:00:00Z"));
        assert_eq!(read("2h ago", now).as_deref(), Some("2026-03-10T17:00:00Z"));
        assert_eq!(read("1h 30m ago", now).as_deref(), Some("2026-03-10T17:30:00Z"));
        assert_eq!(read("2026-03-01 20:14", now).as_deref(), Some("2026-03-01T19:14:00Z"));
        assert_eq!(read("2026-03-01T20:14:00Z", now).as_deref(), Some("2026-03-01T20:14:00Z"));
        assert_eq!(read("2026-03-01T20:14:00+05:00", now).as_deref(), Some("2026-03-01T15:14:00Z"));
    }

    #[test]
    fn what_is_to_come_and_what_is_no_time_is_refused() {
        let now = "2026-03-10T20:00";
        for text in [
            "",
            "20",
            "25:00",
            "soon",
            "2027-01-01 10:00",
            "today 21:00",
            "-2h ago",
            "ago",
            "2026-03-01",
            "8:5:3:1",
        ] {
            assert_eq!(read(text, now), None, "{text}");
        }
    }

    #[test]
    fn the_change_of_clocks_is_no_trouble() {
        // 02:30 was not on the 29th of March, and twice on the 25th of October.
        assert_eq!(read("2:30", "2026-03-29T12:00").as_deref(), Some("2026-03-29T01:30:00Z"));
        assert_eq!(read("2:30", "2026-10-25T12:00").as_deref(), Some("2026-10-25T00:30:00Z"));
        let day = since("1d", &at("2026-03-29T12:00")).unwrap();
        assert_eq!(day.to_string(), "2026-03-28T11:00:00Z");
    }

    #[test]
    fn since_is_a_length_or_a_date() {
        let since = |text: &str| since(text, &at("2026-03-10T20:00")).map(|it| it.to_string());
        assert_eq!(since("7d").as_deref(), Some("2026-03-03T19:00:00Z"));
        assert_eq!(since("4w").as_deref(), Some("2026-02-10T19:00:00Z"));
        assert_eq!(since("12h").as_deref(), Some("2026-03-10T07:00:00Z"));
        assert_eq!(since("2026-03-01").as_deref(), Some("2026-02-28T23:00:00Z"));
        assert_eq!(since("yesterday 20:00").as_deref(), Some("2026-03-09T19:00:00Z"));
        assert_eq!(since("lately"), None);
        assert_eq!(since("0d"), None);
    }
}
