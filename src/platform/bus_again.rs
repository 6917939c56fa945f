//! A bus that may go away, and is joined again when it is back.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};
use zbus::Connection;

/// How long a bus may take to let us in.
const START: Duration = Duration::from_secs(5);
/// How long to wait for a bus that is gone: at first, and at most. A system that starts its bus anew does so at once; one
/// that does not is ending.
const AGAIN: [Duration; 2] = [Duration::from_millis(250), Duration::from_mins(1)];

#[derive(Clone, Copy, Debug)]
pub(super) enum Which {
    /// The user's own.
    Session,
    /// The computer's.
    System,
}

/// The connections to one bus, one after the other.
#[derive(Debug)]
pub(super) struct Connections {
    which: Which,
    wait: Duration,
    /// When the last one was made.
    since: Instant,
}

impl Connections {
    pub(super) fn to(which: Which) -> Self {
        let [wait, _] = AGAIN;
        Self { which, wait, since: Instant::now() }
    }

    /// A connection; `None` where the bus is not there, or does not let us in.
    pub(super) async fn make(&mut self) -> Option<Connection> {
        let connecting = async {
            match self.which {
                Which::Session => Connection::session().await,
                Which::System => Connection::system().await,
            }
        };
        let connection = timeout(START, connecting).await.ok()?.ok()?;
        self.since = Instant::now();
        Some(connection)
    }

    /// Waits until `lost`, if there was one, is gone, and the bus is there again.
    pub(super) async fn after(&mut self, lost: Option<Connection>) -> Connection {
        if let Some(lost) = lost {
            lost.closed().await;
            tracing::debug!(bus = ?self.which, "the bus is gone");
        }
        let [first, longest] = AGAIN;
        // One that comes and goes must not have us come and go with it.
        if self.since.elapsed() > longest {
            self.wait = first;
        }
        loop {
            sleep(self.wait).await;
            self.wait = longest.min(self.wait * 2);
            if let Some(connection) = self.make().await {
                return connection;
            }
        }
    }
}
