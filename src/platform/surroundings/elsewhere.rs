//! A system that tells nothing yet: nothing can be known.

use std::time::Duration;

use tokio::sync::mpsc;

use super::Change;

/// Nothing is watched.
#[derive(Debug)]
pub(super) struct Watch;

pub(super) fn watch(_: &mpsc::Sender<Change>) -> Watch {
    Watch
}

pub(super) fn uptime() -> Option<Duration> {
    None
}
