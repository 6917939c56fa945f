//! What changes around the program: the network, sleep, whether traffic costs money, whether the battery pays for it.
//!
//! Everything here waits for the system's own events; nothing asks again and again. What a system cannot tell is `None`,
//! and never comes as a [`Change`].

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
use linux as system;

#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "macos")]
use macos as system;

#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as system;

#[cfg(any(not(target_os = "linux"), test))]
#[cfg_attr(target_os = "linux", expect(dead_code, reason = "what calls it is other systems'"))]
mod ways;

use std::time::Duration;

use tokio::sync::mpsc;

/// Something has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A way out has come, gone or become another one. Bursts come as one.
    Network,
    /// The computer is about to sleep.
    Sleeping,
    /// It has slept and is awake.
    Awake,
    /// Whether traffic costs money; `None` where it cannot be known any more.
    Metered(Option<bool>),
    /// Whether it runs on its battery.
    Battery(Option<bool>),
}

/// The watch over the surroundings. Dropping it ends the watch.
#[derive(Debug)]
pub struct Surroundings {
    changes: mpsc::Receiver<Change>,
    _watch: system::Watch,
}

/// So many changes wait to be taken: a storm of them says no more than a few.
const WAITING: usize = 16;

impl Surroundings {
    /// Begins to watch. What holds now comes as the first changes, where it is known. Needs a tokio runtime.
    pub fn watch() -> Self {
        let (sender, changes) = mpsc::channel(WAITING);
        Self { changes, _watch: system::watch(&sender) }
    }

    /// The next change; waits for ever where nothing can be told.
    pub async fn next(&mut self) -> Change {
        match self.changes.recv().await {
            Some(change) => change,
            None => std::future::pending().await,
        }
    }
}

/// How long ago the computer was started, sleep included; `None` where that cannot be known. What it runs ahead of
/// [`Clock::now`](crate::clock::Clock::now) grows by each sleep.
pub fn uptime() -> Option<Duration> {
    system::uptime()
}
