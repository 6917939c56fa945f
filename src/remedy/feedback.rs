//! What the user said of remedies.

use std::collections::BTreeMap;

use super::Remedy;
use crate::diagnosis::Cause;

/// How often each remedy helped against each cause, and how often it did not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feedback {
    known: BTreeMap<(Cause, Remedy), (u32, u32)>,
}

impl Feedback {
    /// Adds what was said.
    pub fn add(&mut self, cause: Cause, remedy: Remedy, helped: u32, failed: u32) {
        let known = self.known.entry((cause, remedy)).or_default();
        known.0 = known.0.saturating_add(helped);
        known.1 = known.1.saturating_add(failed);
    }

    /// Where a remedy stands among its like: what helped more often than not first, what mostly did not last.
    pub(super) fn rank(&self, cause: Cause, remedy: Remedy) -> u8 {
        let (helped, failed) = self.known.get(&(cause, remedy)).copied().unwrap_or_default();
        match helped.cmp(&failed) {
            std::cmp::Ordering::Greater => 0,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Less => 2,
        }
    }
}
