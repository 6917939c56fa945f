//! The only reader of time.
//!
//! Pure code takes a [`Moment`] as an argument; the shell asks a [`Clock`].

use std::ops::Sub;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A point in monotonic time, counted from an arbitrary start.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Moment(pub Duration);

impl Moment {
    /// The moment `seconds` after the start; fixtures write seconds.
    pub const fn from_secs(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }

    /// The time from `earlier` to this moment; zero if `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

impl Sub for Moment {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.since(earlier)
    }
}

/// A source of time. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Clock {
    start: Arc<Instant>,
}

impl Clock {
    /// The system's monotonic and wall clocks.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn system() -> Self {
        Self { start: Arc::new(Instant::now()) }
    }

    /// The monotonic time since this clock was made. Under `tokio`'s paused time it stands still.
    pub fn now(&self) -> Moment {
        Moment(tokio::time::Instant::now().into_std().saturating_duration_since(*self.start))
    }

    /// The wall clock, in UTC. It may be wrong: that is one of our subjects.
    pub fn wall(&self) -> Timestamp {
        Timestamp::now()
    }
}
