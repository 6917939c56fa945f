//! What a day may cost, as a purse that fills again.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Moment;

/// Of a day's budget so much may be spent in one go, and the rest comes back over the day: so no day ever costs more.
pub(super) const BURST: f64 = 0.2;

/// So much of it is never planned with: a round may cost more than was expected of it.
const RESERVE: f64 = 0.03;

pub(super) const DAY: f64 = 86_400.0;

/// A day's budget, of which [`BURST`] can be spent in one go; the rest comes back evenly over the day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::app) struct Purse {
    /// `None`: no limit.
    pub(super) day: Option<u64>,
    left: f64,
    at: Moment,
}

/// What was left in a purse, in bytes; less than nothing after something that the user asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::app) struct Left(pub(in crate::app) f64);

impl Purse {
    pub(super) fn new(day: Option<u64>, at: Moment) -> Self {
        let mut purse = Self { day, left: 0.0, at };
        purse.left = purse.capacity();
        purse
    }

    fn bytes(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a budget needs no more than 52 bits")]
        self.day.map_or(f64::MAX, |it| it as f64)
    }

    pub(super) fn capacity(&self) -> f64 {
        self.bytes() * BURST
    }

    /// What comes back each second.
    fn rate(&self) -> f64 {
        self.bytes() * (1.0 - BURST - RESERVE) / DAY
    }

    pub(in crate::app) fn left(&self, now: Moment) -> f64 {
        (self.left + self.rate() * (now - self.at).as_secs_f64()).min(self.capacity())
    }

    pub(super) fn spend(&mut self, cost: f64, now: Moment) {
        if self.day.is_some() {
            self.left = self.left(now) - cost;
            self.at = now;
        }
    }

    pub(super) fn affordable(&self, now: Moment, cost: f64) -> Moment {
        if self.day.is_none() {
            return now;
        }
        // What costs more than a purse can hold is paid from a full one.
        let missing = cost.min(self.capacity() * 0.95) - self.left(now);
        if missing <= 0.0 {
            return now;
        }
        // A moment more, or the rounding of the wait would end it a moment too early.
        let wait = Duration::try_from_secs_f64(missing / self.rate()).unwrap_or(Duration::MAX);
        Moment(now.0.saturating_add(wait).saturating_add(Duration::from_millis(1)))
    }

    pub(super) fn restore(&mut self, left: Left, ago: Duration, now: Moment) {
        let back = self.rate() * ago.as_secs_f64();
        self.left = (left.0.max(-self.bytes()) + back).min(self.capacity());
        self.at = now;
    }
}
