//! Times and numbers in the way of a language.

use std::borrow::Cow;
use std::time::Duration;

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, Unit, ZonedDateTime};

use super::{Words, capitalised, t};

impl Words {
    /// A length of time, to the minute: "less than a minute", "12 min", "3 h 5 min", "2 days".
    pub(in crate::presentation) fn lasting(self, seconds: i64) -> Cow<'static, str> {
        let minutes = seconds / 60;
        match (minutes / (24 * 60), minutes / 60, minutes % 60) {
            (0, 0, 0) => t!(self, "time-moment"),
            (0, 0, minutes) => t!(self, "time-minutes", minutes = minutes),
            (0, hours, 0) => t!(self, "time-hours", hours = hours),
            (0, hours, minutes) => {
                t!(self, "time-hours-minutes", hours = hours, minutes = minutes)
            }
            (days, _, _) => t!(self, "time-days", days = days),
        }
    }

    /// How long ago `then` was, to the minute: "just now", "2 min ago".
    pub(in crate::presentation) fn ago(self, then: Timestamp, now: Timestamp) -> Cow<'static, str> {
        // Also when `then` lies ahead: somebody set the clock back.
        let minutes = (now.as_second() - then.as_second()).max(0) / 60;
        match (minutes / (24 * 60), minutes / 60, minutes % 60) {
            (0, 0, 0) => t!(self, "time-just-now"),
            (0, 0, minutes) => t!(self, "time-minutes-ago", minutes = minutes),
            (0, hours, 0) => t!(self, "time-hours-ago", hours = hours),
            (0, hours, minutes) => {
                t!(self, "time-hours-minutes-ago", hours = hours, minutes = minutes)
            }
            (days, _, _) => t!(self, "time-days-ago", days = days),
        }
    }

    /// "every 3 minutes", "every 20 seconds".
    pub(in crate::presentation) fn every(self, length: Duration) -> Cow<'static, str> {
        let seconds = length.as_secs();
        match (seconds / 60, seconds % 60) {
            (minutes @ 1.., 0) => t!(self, "time-every", unit = "minute", n = minutes),
            _ => t!(self, "time-every", unit = "second", n = seconds),
        }
    }

    /// The same at the beginning of a sentence.
    pub(in crate::presentation) fn every_capitalised(self, length: Duration) -> String {
        capitalised(&self.every(length))
    }

    /// "84 ms", "1.5 s".
    pub(in crate::presentation) fn milliseconds(self, time: u32) -> String {
        if time < 1000 {
            format!("{time} ms")
        } else {
            self.decimal(&format!("{}.{} s", time / 1000, time % 1000 / 100))
        }
    }

    /// `number` with the sign that the language puts before tenths.
    pub(crate) fn decimal(self, number: &str) -> String {
        number.replace('.', &self.say("time-decimal"))
    }

    /// "24 November 2026".
    pub(crate) fn date(self, date: Date) -> Cow<'static, str> {
        t!(self, "time-date", day = date.day(), month = self.month(date), year = date.year())
    }

    /// "24 November".
    pub(crate) fn day_of_year(self, date: Date) -> Cow<'static, str> {
        t!(self, "time-day-of-year", day = date.day(), month = self.month(date))
    }

    /// "Monday".
    pub(in crate::presentation) fn weekday(self, day: Weekday) -> Cow<'static, str> {
        t!(self, "time-weekday", day = day.to_monday_one_offset())
    }

    /// "Mon".
    pub(in crate::presentation) fn weekday_short(self, day: Weekday) -> Cow<'static, str> {
        t!(self, "time-weekday-short", day = day.to_monday_one_offset())
    }

    /// "Tuesday, 24 November 2026, 20:13:05".
    pub(in crate::presentation) fn exact(self, time: &ZonedDateTime) -> Cow<'static, str> {
        let time = time.round(Unit::Second).unwrap_or_else(|_| time.clone());
        t!(
            self,
            "time-exact",
            weekday = self.weekday(time.weekday()),
            date = self.date(time.date()),
            time = time.strftime("%H:%M:%S").to_string(),
        )
    }

    fn month(self, date: Date) -> Cow<'static, str> {
        t!(self, "time-month", month = date.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Words = Words::English;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn ages_are_told_in_minutes() {
        assert_eq!(EN.ago(at(100), at(159)), "just now");
        assert_eq!(EN.ago(at(100), at(160)), "1 min ago");
        assert_eq!(EN.ago(at(0), at(3 * 3600 + 300)), "3 h 5 min ago");
        assert_eq!(EN.ago(at(0), at(24 * 3600)), "one day ago");
        assert_eq!(EN.ago(at(0), at(49 * 3600)), "2 days ago");
        assert_eq!(Words::German.ago(at(0), at(49 * 3600)), "vor 2 Tagen");
    }

    #[test]
    fn a_clock_that_was_set_back_makes_nothing_older() {
        assert_eq!(EN.ago(at(500), at(100)), "just now");
    }

    #[test]
    fn lengths_are_told_in_minutes() {
        assert_eq!(EN.lasting(59), "less than a minute");
        assert_eq!(EN.lasting(90), "1 min");
        assert_eq!(EN.lasting(2 * 86_400), "2 days");
        assert_eq!(Words::German.lasting(86_400), "einen Tag");
    }

    #[test]
    fn intervals_are_spoken() {
        let spoken = |words: Words, seconds| words.every(Duration::from_secs(seconds));
        assert_eq!(spoken(EN, 180), "every 3 minutes");
        assert_eq!(spoken(EN, 60), "every minute");
        assert_eq!(spoken(EN, 20), "every 20 seconds");
        assert_eq!(spoken(EN, 90), "every 90 seconds");
        assert_eq!(spoken(Words::German, 60), "jede Minute");
        assert_eq!(EN.every_capitalised(Duration::from_secs(1)), "Every second");
    }

    #[test]
    fn days_and_tenths_follow_the_language() {
        let time: ZonedDateTime = "2026-11-24T20:13:05+01:00[+01:00]".parse().unwrap();
        assert_eq!(EN.exact(&time), "Tuesday, 24 November 2026, 20:13:05");
        assert_eq!(Words::German.exact(&time), "Dienstag, 24. November 2026, 20:13:05");
        assert_eq!(Words::German.day_of_year(time.date()), "24. November");
        assert_eq!(EN.milliseconds(1_549), "1.5 s");
        assert_eq!(Words::German.milliseconds(1_549), "1,5 s");
        assert_eq!(EN.milliseconds(84), "84 ms");
    }
}
