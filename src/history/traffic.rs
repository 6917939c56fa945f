//! How many bytes went, drawn from counters that wrap, begin anew and are read only now and then; and what they say
//! against the user's plan. Pure.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::config::DataPlan;
use crate::observation::{DataUse, Host};

/// Counters of 32 bits, as some drivers have them, wrap here.
const WRAP: u64 = 1 << 32;

/// So near to its end a counter of 32 bits can be believed to have wrapped between two looks.
const NEAR: u64 = 1 << 30;

/// The counters as they were last read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// Which start of the computer they count from, where that can be told.
    boot: Option<String>,
    /// The network that the bytes went by.
    network: Option<String>,
    /// Bytes in both directions, by interface.
    bytes: BTreeMap<String, (u64, u64)>,
}

impl Counters {
    /// The counters of the interface that the traffic leaves by. Tunnels' bytes are in it already.
    pub fn of(host: &Host, boot: Option<String>, network: Option<String>) -> Self {
        let carrier = super::network::carrier(host);
        let bytes =
            carrier.and_then(|it| Some((it.name.clone(), (it.received_bytes?, it.sent_bytes?))));
        Self { boot, network, bytes: bytes.into_iter().collect() }
    }

    /// The bytes since `before`, on this network. What cannot be told is not counted: a false alarm about a plan is worse
    /// than a late one.
    ///
    /// `same_run`: whether this process read `before`, too.
    pub fn since(&self, before: &Self, same_run: bool) -> u64 {
        let same_boot = self.boot == before.boot;
        // Between two networks, and while nobody looked, the bytes may have gone anywhere.
        if self.network.is_none() || self.network != before.network {
            return 0;
        }
        let each = self.bytes.iter().filter_map(|(name, now)| Some((now, before.bytes.get(name)?)));
        each.map(|(now, then)| {
            let one = |now, then| grown(now, then, same_boot, same_run);
            one(now.0, then.0).saturating_add(one(now.1, then.1))
        })
        .fold(0, u64::saturating_add)
    }
}

fn grown(now: u64, then: u64, same_boot: bool, same_run: bool) -> u64 {
    if !same_boot {
        // All of it since the start of the computer.
        return now;
    }
    match now.checked_sub(then) {
        Some(more) => more,
        None if same_run && (WRAP - NEAR..WRAP).contains(&then) && now < NEAR => WRAP - then + now,
        // The interface was made anew.
        None => now,
    }
}

impl DataPlan {
    /// The first day of the period that `today` is in. A month that is too short renews on its last day.
    pub fn begin(&self, today: Date) -> Date {
        let in_month = |first: Date| {
            let day = self.resets_on.clamp(1, first.days_in_month());
            first.with().day(day).build().unwrap_or(first)
        };
        let this = in_month(today.first_of_month());
        if this <= today {
            return this;
        }
        let before = today.first_of_month().yesterday().map(Date::first_of_month);
        before.map_or(this, in_month)
    }

    /// How far `used` has got.
    pub fn level(&self, used: u64) -> Level {
        let share = u128::from(used) * 100;
        let plan = u128::from(self.bytes);
        if share >= plan * 100 {
            Level::UsedUp
        } else if share >= plan * 80 {
            Level::NearlyUsed
        } else {
            Level::Plenty
        }
    }

    /// As the diagnosis reads it.
    pub fn data_use(&self, used: u64) -> DataUse {
        DataUse { used_bytes: used, plan_bytes: self.bytes }
    }
}

/// How much of a plan is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Plenty,
    /// Four fifths.
    NearlyUsed,
    UsedUp,
}

/// What was warned of last, so that nobody is told twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warned {
    network: String,
    begin: Date,
    level: Level,
}

/// A word about the plan that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    pub level: Level,
    pub used: DataUse,
    /// When the plan renews.
    pub renews: Date,
}

/// What is to be said now that `used` bytes have gone on `network`, after what was said before; and what is to be
/// remembered of it.
pub fn warn(
    plan: DataPlan,
    network: &str,
    used: u64,
    today: Date,
    before: Option<&Warned>,
) -> Option<(Warning, Warned)> {
    let (begin, level) = (plan.begin(today), plan.level(used));
    let said = before.filter(|it| it.network == network && it.begin == begin);
    if level <= said.map_or(Level::Plenty, |it| it.level) {
        return None;
    }
    let renews = renewal(plan, today);
    let warned = Warned { network: network.to_owned(), begin, level };
    Some((Warning { level, used: plan.data_use(used), renews }, warned))
}

/// The first day of the next period.
fn renewal(plan: DataPlan, today: Date) -> Date {
    let mut day = today;
    // At most a month ahead, and each step is a day.
    for _ in 0..32 {
        day = day.tomorrow().unwrap_or(day);
        if plan.begin(day) == day {
            break;
        }
    }
    day
}

/// A date as one number, in the order of the days.
pub(super) fn as_number(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn counters(boot: &str, network: &str, received: u64, sent: u64) -> Counters {
        Counters {
            boot: Some(boot.to_owned()),
            network: Some(network.to_owned()),
            bytes: [("wlan0".to_owned(), (received, sent))].into(),
        }
    }

    #[test]
    fn what_was_counted_between_two_looks_is_the_difference() {
        let before = counters("a", "home", 1_000, 100);
        assert_eq!(counters("a", "home", 5_000, 300).since(&before, true), 4_200);
        assert_eq!(before.since(&before, true), 0);
        // Also what went while the program did not run.
        assert_eq!(counters("a", "home", 5_000, 300).since(&before, false), 4_200);
    }

    #[test]
    fn a_restart_of_the_computer_begins_at_nought() {
        let before = counters("a", "home", 9_000, 900);
        assert_eq!(counters("b", "home", 500, 50).since(&before, false), 550);
        // More than before is no difference, either: it counts from the start.
        assert_eq!(counters("b", "home", 10_000, 1_000).since(&before, false), 11_000);
    }

    #[test]
    fn a_counter_of_32_bits_wraps() {
        let before = counters("a", "home", WRAP - 1_000, 0);
        assert_eq!(counters("a", "home", 500, 0).since(&before, true), 1_500);
    }

    #[test]
    fn an_interface_that_was_made_anew_has_not_wrapped() {
        let far_from_the_end = counters("a", "home", WRAP / 2, 0);
        assert_eq!(counters("a", "home", 500, 0).since(&far_from_the_end, true), 500);
        let of_64_bits = counters("a", "home", 20 * WRAP, 0);
        assert_eq!(counters("a", "home", 500, 0).since(&of_64_bits, true), 500);
        let while_nobody_looked = counters("a", "home", WRAP - 1_000, 0);
        assert_eq!(counters("a", "home", 500, 0).since(&while_nobody_looked, false), 500);
    }

    #[test]
    fn what_went_between_two_networks_is_nobodys() {
        let before = counters("a", "home", 1_000, 0);
        assert_eq!(counters("a", "cafe", 5_000, 0).since(&before, true), 0);
        assert_eq!(Counters::default().since(&before, true), 0);
        assert_eq!(before.since(&Counters::default(), false), 0);
    }

    #[test]
    fn the_period_begins_on_the_day_of_renewal() {
        let on = |resets_on| DataPlan { bytes: 100, resets_on };
        assert_eq!(on(1).begin(date(2026, 3, 1)), date(2026, 3, 1));
        assert_eq!(on(15).begin(date(2026, 3, 14)), date(2026, 2, 15));
        assert_eq!(on(31).begin(date(2026, 3, 30)), date(2026, 2, 28));
        assert_eq!(on(31).begin(date(2026, 4, 30)), date(2026, 4, 30));
        assert_eq!(on(20).begin(date(2026, 1, 3)), date(2025, 12, 20));
        assert_eq!(renewal(on(31), date(2026, 2, 10)), date(2026, 2, 28));
        assert_eq!(renewal(on(1), date(2026, 12, 10)), date(2027, 1, 1));
    }

    #[test]
    fn each_level_is_told_once_in_a_period_and_on_a_network() {
        let plan = DataPlan { bytes: 1_000, resets_on: 1 };
        let today = date(2026, 3, 10);
        assert_eq!(warn(plan, "home", 799, today, None), None);
        let (first, said) = warn(plan, "home", 800, today, None).unwrap();
        assert_eq!((first.level, first.renews), (Level::NearlyUsed, date(2026, 4, 1)));
        assert_eq!(warn(plan, "home", 999, today, Some(&said)), None);
        let (second, said) = warn(plan, "home", 1_000, today, Some(&said)).unwrap();
        assert_eq!(second.level, Level::UsedUp);
        assert_eq!(warn(plan, "home", 5_000, today, Some(&said)), None);
        assert!(warn(plan, "home", 900, date(2026, 4, 2), Some(&said)).is_some());
        assert!(warn(plan, "cafe", 900, today, Some(&said)).is_some());
    }
}
