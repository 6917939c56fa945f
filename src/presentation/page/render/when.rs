//! Times for people: how long ago, with the exact time at hand.

use jiff::{Timestamp, Unit, ZonedDateTime};
use maud::{Markup, html};

/// "2 minutes ago", with the exact local time in the title. The script keeps it true while the page is open.
pub(super) fn ago(then: Timestamp, now: &ZonedDateTime) -> Markup {
    html! {
        time datetime=(then) title=(exact(then, now)) data-ago { (ago_text(seconds(then, now))) }
    }
}

/// "20:15", or with the day where that is not today.
pub(super) fn at(then: Timestamp, now: &ZonedDateTime) -> Markup {
    let local = then.to_zoned_datetime(now.time_zone().clone());
    let format = if local.date() == now.date() { "%H:%M" } else { "%A, %H:%M" };
    html! { time datetime=(then) title=(exact(then, now)) { (local.strftime(format)) } }
}

/// "24 minutes".
pub(super) fn length(from: Timestamp, until: Timestamp) -> String {
    let seconds = until.as_second().saturating_sub(from.as_second()).max(0);
    match seconds {
        ..90 => "about a minute".to_owned(),
        90..5_400 => format!("{} minutes", rounded(seconds, 60)),
        5_400..129_600 => format!("{} hours", rounded(seconds, 3_600)),
        _ => format!("{} days", rounded(seconds, 86_400)),
    }
}

fn ago_text(seconds: i64) -> String {
    match seconds {
        ..45 => "just now".to_owned(),
        45..90 => "a minute ago".to_owned(),
        90..3_570 => format!("{} minutes ago", rounded(seconds, 60)),
        3_570..5_400 => "an hour ago".to_owned(),
        5_400..84_600 => format!("{} hours ago", rounded(seconds, 3_600)),
        84_600..129_600 => "a day ago".to_owned(),
        _ => format!("{} days ago", rounded(seconds, 86_400)),
    }
}

fn rounded(seconds: i64, unit: i64) -> i64 {
    (seconds + unit / 2) / unit
}

/// A clock that was set back in between makes a time to come: that is "just now".
fn seconds(then: Timestamp, now: &ZonedDateTime) -> i64 {
    now.timestamp().as_second().saturating_sub(then.as_second())
}

fn exact(then: Timestamp, now: &ZonedDateTime) -> String {
    let local = then.to_zoned_datetime(now.time_zone().clone());
    let local = local.round(Unit::Second).unwrap_or(local);
    local.strftime("%A, %-d %B %Y, %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_in_words() {
        for (seconds, text) in [
            (-100, "just now"),
            (0, "just now"),
            (44, "just now"),
            (45, "a minute ago"),
            (90, "2 minutes ago"),
            (3_569, "59 minutes ago"),
            (3_570, "an hour ago"),
            (5_400, "2 hours ago"),
            (84_600, "a day ago"),
            (129_600, "2 days ago"),
        ] {
            assert_eq!(ago_text(seconds), text, "{seconds}");
        }
    }

    #[test]
    fn the_exact_time_is_local() {
        let now: ZonedDateTime = "2026-11-24T20:15:00+01:00[+01:00]".parse().unwrap();
        let then: Timestamp = "2026-11-24T19:13:05Z".parse().unwrap();
        let shown = ago(then, &now).into_string();
        assert!(shown.contains("Tuesday, 24 November 2026, 20:13:05"), "{shown}");
        assert!(shown.contains(">2 minutes ago<"), "{shown}");
        let day_before: Timestamp = "2026-11-23T19:13:05Z".parse().unwrap();
        assert!(at(day_before, &now).into_string().contains(">Monday, 20:13<"));
        assert!(at(then, &now).into_string().contains(">20:13<"));
    }

    #[test]
    fn lengths_are_in_words() {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        assert_eq!(length(at(100), at(50)), "about a minute");
        assert_eq!(length(at(0), at(24 * 60)), "24 minutes");
        assert_eq!(length(at(0), at(7_200)), "2 hours");
        assert_eq!(length(at(0), at(3 * 86_400)), "3 days");
    }
}
