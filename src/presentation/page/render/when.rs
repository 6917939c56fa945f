//! Times for people: how long ago, with the exact time at hand.

use std::borrow::Cow;

use jiff::{Timestamp, ZonedDateTime};
use maud::{Markup, html};

use crate::presentation::words::{Words, t};

/// "2 minutes ago", with the exact local time in the title. The script keeps it true while the page is open.
pub(super) fn ago(words: Words, then: Timestamp, now: &ZonedDateTime) -> Markup {
    html! {
        time datetime=(then) title=(exact(words, then, now)) data-ago { (ago_text(words, seconds(then, now))) }
    }
}

/// "20:15", or with the day where that is not today.
pub(super) fn at(words: Words, then: Timestamp, now: &ZonedDateTime) -> Markup {
    let local = then.to_zoned_datetime(now.time_zone().clone());
    let time = local.strftime("%H:%M").to_string();
    let shown = if local.date() == now.date() {
        time.into()
    } else {
        t!(words, "time-on-weekday", weekday = words.weekday(local.weekday()), time = time)
    };
    html! { time datetime=(then) title=(exact(words, then, now)) { (shown) } }
}

/// "24 minutes".
pub(super) fn length(words: Words, from: Timestamp, until: Timestamp) -> Cow<'static, str> {
    let seconds = until.as_second().saturating_sub(from.as_second()).max(0);
    match seconds {
        ..90 => t!(words, "time-page-minutes", n = 1),
        90..5_400 => t!(words, "time-page-minutes", n = rounded(seconds, 60)),
        5_400..129_600 => t!(words, "time-page-hours", n = rounded(seconds, 3_600)),
        _ => t!(words, "time-page-days", n = rounded(seconds, 86_400)),
    }
}

fn ago_text(words: Words, seconds: i64) -> Cow<'static, str> {
    match seconds {
        ..45 => t!(words, "time-just-now"),
        45..90 => t!(words, "time-page-minutes-ago", n = 1),
        90..3_570 => t!(words, "time-page-minutes-ago", n = rounded(seconds, 60)),
        3_570..5_400 => t!(words, "time-page-hours-ago", n = 1),
        5_400..84_600 => t!(words, "time-page-hours-ago", n = rounded(seconds, 3_600)),
        84_600..129_600 => t!(words, "time-page-days-ago", n = 1),
        _ => t!(words, "time-page-days-ago", n = rounded(seconds, 86_400)),
    }
}

fn rounded(seconds: i64, unit: i64) -> i64 {
    (seconds + unit / 2) / unit
}

/// A clock that was set back in between makes a time to come: that is "just now".
fn seconds(then: Timestamp, now: &ZonedDateTime) -> i64 {
    now.timestamp().as_second().saturating_sub(then.as_second())
}

fn exact(words: Words, then: Timestamp, now: &ZonedDateTime) -> Cow<'static, str> {
    words.exact(&then.to_zoned_datetime(now.time_zone().clone()))
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
            assert_eq!(ago_text(Words::English, seconds), text, "{seconds}");
        }
    }

    #[test]
    fn the_exact_time_is_local() {
        let now: ZonedDateTime = "2026-11-24T20:15:00+01:00[+01:00]".parse().unwrap();
        let then: Timestamp = "2026-11-24T19:13:05Z".parse().unwrap();
        let shown = ago(Words::English, then, &now).into_string();
        assert!(shown.contains("Tuesday, 24 November 2026, 20:13:05"), "{shown}");
        assert!(shown.contains(">2 minutes ago<"), "{shown}");
        let day_before: Timestamp = "2026-11-23T19:13:05Z".parse().unwrap();
        assert!(at(Words::English, day_before, &now).into_string().contains(">Monday, 20:13<"));
        assert!(at(Words::English, then, &now).into_string().contains(">20:13<"));
    }

    #[test]
    fn lengths_are_in_words() {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        assert_eq!(length(Words::English, at(100), at(50)), "about a minute");
        assert_eq!(length(Words::English, at(0), at(24 * 60)), "24 minutes");
        assert_eq!(length(Words::English, at(0), at(7_200)), "2 hours");
        assert_eq!(length(Words::English, at(0), at(3 * 86_400)), "3 days");
    }
}
