//! What is usual: how soon a target answers on one network about one hour, by statistics that a few bad days do not move.
//! Pure.
//!
//! Median and median absolute deviation: both stay where they are while fewer than half of the looks are odd (Rousseeuw
//! and Croux, "Alternatives to the Median Absolute Deviation", 1993).

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Fewer looks than this tell nothing.
const LEAST_LOOKS: usize = 20;

/// An hour of the day is known after it was seen on so many days.
const LEAST_DAYS: usize = 3;

/// Hours so near to the present one count as the same.
const NEAR_HOURS: i8 = 1;

/// What lasts must not become usual while it lasts.
const TOO_FRESH: SignedDuration = SignedDuration::from_mins(30);

/// One look, or the mean of a few.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub at: Timestamp,
    pub ms: f64,
}

/// What is usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Baseline {
    pub median_ms: f64,
    /// The median distance from the median.
    pub spread_ms: f64,
    pub looks: usize,
}

/// What is usual about the hour of `now`, as `zone` counts hours; of the whole day where too little is known of the hour;
/// `None` where too little is known at all.
pub fn usual(points: &[Point], now: Timestamp, zone: &TimeZone) -> Option<Baseline> {
    let settled = now.saturating_sub(TOO_FRESH).unwrap_or(now);
    let known: Vec<&Point> =
        points.iter().filter(|it| it.at <= settled && it.ms.is_finite()).collect();
    let hour = zone.to_datetime(now).hour();
    let near = |it: &&&Point| {
        let apart = (zone.to_datetime(it.at).hour() - hour).rem_euclid(24);
        apart <= NEAR_HOURS || apart >= 24 - NEAR_HOURS
    };
    let about_now: Vec<&Point> = known.iter().filter(near).copied().collect();
    let mut days: Vec<_> = about_now.iter().map(|it| zone.to_datetime(it.at).date()).collect();
    days.sort_unstable();
    days.dedup();
    let chosen =
        if days.len() >= LEAST_DAYS && about_now.len() >= LEAST_LOOKS { about_now } else { known };
    if chosen.len() < LEAST_LOOKS {
        return None;
    }
    let mut all: Vec<f64> = chosen.iter().map(|it| it.ms).collect();
    let median_ms = median(&mut all);
    let mut distances: Vec<f64> = all.iter().map(|it| (it - median_ms).abs()).collect();
    Some(Baseline { median_ms, spread_ms: median(&mut distances), looks: all.len() })
}

/// The middle of `all`, which is not empty.
fn median(all: &mut [f64]) -> f64 {
    all.sort_by(f64::total_cmp);
    let middle = all.len() / 2;
    if all.len() % 2 == 1 { all[middle] } else { f64::midpoint(all[middle - 1], all[middle]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-03-20T20:30:00Z".parse().unwrap()
    }

    /// `count` looks on each of the `days` before, at `hour` in UTC.
    fn looks(days: i64, hour: i64, count: i64, ms: f64) -> Vec<Point> {
        let midnight: Timestamp = "2026-03-20T00:00:00Z".parse().unwrap();
        let at = |day: i64, minute: i64| {
            midnight - SignedDuration::from_hours(24 * day)
                + SignedDuration::from_mins(60 * hour + minute)
        };
        (1..=days)
            .flat_map(|day| (0..count).map(move |it| (day, it)))
            .map(|(day, it)| Point {
                at: at(day, it * 60 / count),
                ms: ms + f64::from(u8::try_from(it % 3).unwrap()),
            })
            .collect()
    }

    fn of(points: &[Point]) -> Option<Baseline> {
        usual(points, now(), &TimeZone::UTC)
    }

    #[test]
    fn the_hour_counts_where_it_is_known() {
        let points = [looks(5, 20, 10, 300.0), looks(5, 4, 200, 50.0)].concat();
        let usual = of(&points).unwrap();
        assert_eq!((usual.median_ms, usual.looks), (301.0, 50));
    }

    #[test]
    fn the_whole_day_counts_where_the_hour_is_not_known() {
        let points = [looks(1, 20, 30, 300.0), looks(5, 4, 20, 50.0)].concat();
        assert_eq!(of(&points).unwrap().looks, 130);
    }

    #[test]
    fn a_few_looks_tell_nothing() {
        assert_eq!(of(&looks(1, 20, 19, 300.0)), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn two_bad_evenings_in_a_week_change_nothing() {
        let mut points = looks(7, 20, 10, 100.0);
        let steady = of(&points).unwrap();
        for point in &mut points[..20] {
            point.ms = 9_000.0;
        }
        let disturbed = of(&points).unwrap();
        assert!((steady.median_ms - disturbed.median_ms).abs() <= 1.0, "{disturbed:?}");
        assert!(disturbed.spread_ms <= 2.0, "{disturbed:?}");
    }

    #[test]
    fn what_has_just_begun_is_not_usual() {
        let mut points = looks(5, 20, 10, 100.0);
        points.extend(
            (0..200).map(|it| Point { at: now() - SignedDuration::from_secs(it * 5), ms: 5_000.0 }),
        );
        let usual = of(&points).unwrap();
        assert_eq!((usual.median_ms, usual.spread_ms), (101.0, 1.0));
    }

    #[test]
    fn looks_from_the_future_of_a_wrong_clock_do_not_count() {
        let mut points = looks(5, 20, 10, 100.0);
        points.extend(
            points
                .clone()
                .iter()
                .map(|it| Point { at: it.at + SignedDuration::from_hours(24 * 400), ms: 9_000.0 }),
        );
        let usual = of(&points).unwrap();
        assert_eq!((usual.median_ms, usual.looks), (101.0, 50));
    }

    #[test]
    fn hours_are_the_users_own_over_the_change_of_clocks() {
        // 21:30 in Berlin is 20:30 in UTC in winter and 19:30 in summer.
        let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let winter = looks(5, 20, 10, 100.0);
        let summer: Timestamp = "2026-03-29T19:30:00Z".parse().unwrap();
        let day = looks(5, 12, 100, 900.0);
        let usual = usual(&[winter, day].concat(), summer, &zone).unwrap();
        assert_eq!(usual.looks, 50);
    }
}
