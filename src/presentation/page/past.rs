//! Problems that are over: a notification can be clicked long after its problem went away.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::presentation::{Problem, View};

/// How many are remembered.
const REMEMBERED: usize = 32;

/// A problem that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ended {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) services: Vec<String>,
    pub(super) since: Timestamp,
    pub(super) until: Timestamp,
}

/// The last problems that went away, latest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Past {
    ended: VecDeque<Ended>,
    open: Vec<Problem>,
}

impl Past {
    /// Takes in the view of `now`.
    pub(super) fn absorb(&mut self, view: &View, now: Timestamp) {
        for gone in self.open.iter().filter(|old| !view.problems.iter().any(|it| it.key == old.key))
        {
            self.ended.retain(|it| it.key != gone.key);
            self.ended.truncate(REMEMBERED - 1);
            self.ended.push_front(Ended {
                key: gone.key.clone(),
                title: gone.title.clone(),
                services: gone.services.clone(),
                since: gone.since,
                until: view.checked_at.unwrap_or(now).max(gone.since),
            });
        }
        self.open.clone_from(&view.problems);
    }

    /// The problem with this key, if it is over and was seen.
    pub(super) fn find(&self, key: &str) -> Option<&Ended> {
        self.ended.iter().find(|it| it.key == key)
    }
}
