//! How long the computer slept while we ran. Pure.

use std::time::Duration;

use crate::clock::Moment;

/// Two clocks that are read one after the other differ by less than this.
const NOISE: Duration = Duration::from_secs(2);

/// Compares the clock that stands still in sleep with the one that does not.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SleepMeter {
    /// By how much the sleepless clock was ahead when last compared.
    ahead: Option<Duration>,
    slept: Duration,
}

impl SleepMeter {
    /// Takes both readings; whether the computer has slept since the last ones.
    pub(super) fn read(&mut self, awake: Moment, uptime: Option<Duration>) -> bool {
        let Some(ahead) = uptime.map(|it| it.saturating_sub(awake.0)) else { return false };
        let before = *self.ahead.get_or_insert(ahead);
        let slept = ahead.saturating_sub(before);
        if slept < NOISE {
            return false;
        }
        self.ahead = Some(ahead);
        self.slept += slept;
        true
    }

    /// The moment that goes on in sleep.
    pub(super) fn moment(&self, awake: Moment) -> Moment {
        Moment(awake.0 + self.slept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_sleep_is_what_the_sleepless_clock_is_ahead() {
        let mut meter = SleepMeter::default();
        assert!(!meter.read(Moment::from_secs(10), Some(seconds(5010))));
        assert!(!meter.read(Moment::from_secs(20), Some(seconds(5021))), "the noise of reading");
        assert!(meter.read(Moment::from_secs(30), Some(seconds(5030 + 7200))));
        assert_eq!(meter.moment(Moment::from_secs(30)), Moment::from_secs(7230));
        assert!(!meter.read(Moment::from_secs(40), Some(seconds(5040 + 7200))), "told once");
        assert!(meter.read(Moment::from_secs(50), Some(seconds(5050 + 7200 + 60))));
        assert_eq!(meter.moment(Moment::from_secs(50)), Moment::from_secs(50 + 7260));
    }

    #[test]
    fn where_no_clock_tells_there_is_no_sleep() {
        let mut meter = SleepMeter::default();
        assert!(!meter.read(Moment::from_secs(10), None));
        assert_eq!(meter.moment(Moment::from_secs(10)), Moment::from_secs(10));
    }
}
