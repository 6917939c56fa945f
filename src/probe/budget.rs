//! How long a step may still take: its own limit, the walk's, and the round's.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::observation::FailureKind;

/// The ends that a step must not pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    walk: Instant,
    round: Option<Instant>,
}

impl Budget {
    /// Begins now: a walk that may take `walk`, in a round that ends at `round`.
    pub(super) fn new(walk: Duration, round: Option<Instant>) -> Self {
        Self { walk: Instant::now() + walk, round }
    }

    /// When a step that begins now and may take `limit` must end.
    pub(super) fn until(&self, limit: Duration) -> Instant {
        let end = self.walk.min(Instant::now() + limit);
        self.round.map_or(end, |round| end.min(round))
    }

    /// What it means that time is up: the other side was too slow, or we were told to stop.
    pub(super) fn late(&self) -> FailureKind {
        match self.round {
            Some(round) if Instant::now() >= round => FailureKind::Cancelled,
            Some(_) | None => FailureKind::TimedOut,
        }
    }

    /// Runs `step` for at most `limit`.
    pub(super) async fn run<T>(
        &self,
        limit: Duration,
        step: impl Future<Output = Result<T, FailureKind>>,
    ) -> Result<T, FailureKind> {
        timeout_at(self.until(limit), step).await.unwrap_or_else(|_| Err(self.late()))
    }
}

/// A duration in milliseconds, as timings are noted.
pub(super) fn millis(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}

/// The same in whole milliseconds.
pub(super) fn whole_millis(took: Duration) -> u32 {
    u32::try_from(took.as_millis()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_step_that_takes_too_long_timed_out() {
        let budget = Budget::new(Duration::from_secs(9), None);
        let result = budget.run(Duration::from_secs(1), pending::<Result<(), _>>()).await;
        assert_eq!(result, Err(FailureKind::TimedOut));
    }

    #[tokio::test(start_paused = true)]
    async fn the_walk_ends_a_step_too() {
        let begin = Instant::now();
        let budget = Budget::new(Duration::from_secs(1), None);
        let result = budget.run(Duration::from_secs(9), pending::<Result<(), _>>()).await;
        assert_eq!(result, Err(FailureKind::TimedOut));
        assert_eq!(begin.elapsed().as_secs(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn the_end_of_the_round_is_nobodys_fault() {
        let round = Instant::now() + Duration::from_secs(1);
        let budget = Budget::new(Duration::from_secs(9), Some(round));
        let result = budget.run(Duration::from_secs(5), pending::<Result<(), _>>()).await;
        assert_eq!(result, Err(FailureKind::Cancelled));
    }
}
