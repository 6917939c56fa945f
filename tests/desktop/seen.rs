//! What was seen so far, and a way to wait for more.

use std::fmt::Debug;

use tokio::sync::watch;

use crate::bus::PATIENCE;

/// A growing list that many may hold.
#[derive(Clone)]
pub(crate) struct Seen<T>(watch::Sender<Vec<T>>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(watch::Sender::new(vec![]))
    }
}

impl<T: Clone + Debug> Seen<T> {
    pub(crate) fn push(&self, it: T) {
        self.0.send_modify(|all| all.push(it));
    }

    pub(crate) fn all(&self) -> Vec<T> {
        self.0.borrow().clone()
    }

    /// Waits until there are `n`, and returns the last of these.
    pub(crate) async fn nth(&self, n: usize) -> T {
        let mut seen = self.0.subscribe();
        let enough = seen.wait_for(|all| all.len() >= n);
        let all = tokio::time::timeout(PATIENCE, enough).await;
        let all = all.unwrap_or_else(|_| panic!("waited for {n}, and saw only {:?}", self.all()));
        all.unwrap()[n - 1].clone()
    }
}
