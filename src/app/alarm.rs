//! The one timer of the daemon: it sleeps through until its moment has come.
//!
//! The runtime's own wakes up on the way to a moment that is far off, as its wheel turns: once or twice for each round, on
//! battery too. So the long sleep is a thread's.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

/// Rings once, at the moment that was set last.
#[derive(Debug)]
pub(super) struct Alarm {
    at: Option<Instant>,
    /// The thread that sleeps; without one the runtime does.
    sleeper: Option<Sleeper>,
}

#[derive(Debug)]
struct Sleeper {
    moments: Sender<Instant>,
    rang: Arc<Notify>,
}

impl Alarm {
    /// An alarm that is not set.
    pub(super) fn new() -> Self {
        let rang = Arc::new(Notify::new());
        let (moments, told) = channel();
        let bell = Arc::clone(&rang);
        let thread = thread::Builder::new().name("alarm".to_owned());
        let sleeper = match thread.spawn(move || sleep_through(&told, &bell)) {
            Ok(_) => Some(Sleeper { moments, rang }),
            Err(error) => {
                tracing::debug!(%error, "the alarm has no thread of its own");
                None
            }
        };
        Self { at: None, sleeper }
    }

    /// Rings at `at`, and not at what was set before.
    pub(super) fn set(&mut self, at: Instant) {
        self.at = Some(at);
        // The thread ends only with this; without it the runtime sleeps.
        if self.sleeper.as_ref().is_some_and(|it| it.moments.send(at).is_err()) {
            self.sleeper = None;
        }
    }

    /// Waits until it rings; for ever where it is not set.
    pub(super) async fn rings(&mut self) {
        let Some(at) = self.at else { return std::future::pending().await };
        match &self.sleeper {
            // A ring of what was set before may still be in the air.
            Some(sleeper) => {
                while Instant::now() < at {
                    sleeper.rang.notified().await;
                }
            }
            None => sleep_until(at).await,
        }
        self.at = None;
    }
}

/// Rings at the moment that was told last, until nobody can tell any more.
fn sleep_through(told: &Receiver<Instant>, rang: &Notify) {
    let mut at = told.recv().ok();
    while let Some(moment) = at {
        at = match told.recv_timeout(moment.saturating_duration_since(Instant::now())) {
            Ok(other) => Some(other),
            Err(RecvTimeoutError::Timeout) => {
                rang.notify_one();
                told.recv().ok()
            }
            Err(RecvTimeoutError::Disconnected) => None,
        };
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Longer than any test waits.
    const LONG: Duration = Duration::from_hours(1);

    async fn never_rings(alarm: &mut Alarm) {
        let rings = tokio::time::timeout(Duration::from_millis(20), alarm.rings()).await;
        assert!(rings.is_err(), "it rang");
    }

    #[tokio::test]
    async fn it_rings_once_at_the_moment_that_was_set_last() {
        let mut alarm = Alarm::new();
        never_rings(&mut alarm).await;
        alarm.set(Instant::now() + LONG);
        let at = Instant::now() + Duration::from_millis(5);
        alarm.set(at);
        alarm.rings().await;
        assert!(Instant::now() >= at);
        never_rings(&mut alarm).await;
    }

    #[tokio::test]
    async fn what_was_set_before_does_not_ring_for_what_is_set_now() {
        let mut alarm = Alarm::new();
        alarm.set(Instant::now());
        // The ring of the first is in the air by then, or on its way.
        alarm.set(Instant::now() + LONG);
        never_rings(&mut alarm).await;
    }

    #[tokio::test]
    async fn without_a_thread_it_rings_as_well() {
        let mut alarm = Alarm { at: None, sleeper: None };
        alarm.set(Instant::now());
        alarm.rings().await;
        never_rings(&mut alarm).await;
    }
}
