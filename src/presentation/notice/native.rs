//! The handle of the popups, and what all systems share of it: one popup for each key, failures told once, no wait
//! without an end. The systems' own ways are in `platform`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::sync::{mpsc, oneshot};

use super::Notice;

/// What was clicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clicked {
    /// The popup itself.
    Popup,
    /// One of its buttons, by the id of the action.
    Button(String),
}

/// Why a notice was not shown.
#[derive(Debug, Error)]
pub enum NoticeError {
    #[error("no notification can be shown here: {0}")]
    Refused(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("no notification can be shown here: the desktop did not answer within {} seconds", .0.as_secs_f32())]
    Silent(Duration),
    #[error("the desktop is not to be disturbed")]
    DoNotDisturb,
    #[error("no notification can be shown any more: the program is ending")]
    Ending,
}

impl NoticeError {
    /// Whether surely nobody has seen it, so that it is worth showing again. A desktop that takes its time may show it
    /// yet.
    pub fn is_unheard(&self) -> bool {
        match self {
            Self::Refused(_) | Self::DoNotDisturb => true,
            Self::Silent(_) | Self::Ending => false,
        }
    }
}

/// How long and how many.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long the desktop may take to show or to close a popup. Its server may hang, and never says so.
    pub call: Duration,
    /// How long a click is waited for. A response can be lost, and each wait holds a connection open; but a popup in
    /// the notification centre is found hours later.
    pub wait: Duration,
    /// So many popups at once; the oldest goes for the next.
    pub open: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { call: Duration::from_secs(3), wait: Duration::from_hours(12), open: 4 }
    }
}

/// Called with the key of a notice and what of it was clicked.
pub(crate) type OnClick = Arc<dyn Fn(String, Clicked) + Send + Sync>;

/// What the handle asks of the system's own end.
pub(crate) enum Request {
    /// Show it. Who asks may have given up when it is read: then it is old news.
    Show(Notice, oneshot::Sender<Result<(), NoticeError>>),
    Close(String, oneshot::Sender<()>),
}

/// The handle of the popups. Open ones stay when it is dropped, but their clicks are not heard any more.
#[derive(Clone)]
pub struct Notifier {
    requests: mpsc::UnboundedSender<Request>,
    limits: Limits,
}

impl Notifier {
    /// A handle, and what it asks for.
    pub(crate) fn channel(limits: Limits) -> (Self, mpsc::UnboundedReceiver<Request>) {
        let (requests, received) = mpsc::unbounded_channel();
        (Self { requests, limits }, received)
    }

    /// Shows `notice` in the place of the last one with its key. A failure has been logged, the first of several in a
    /// row, and needs no other care.
    pub async fn show(&self, notice: Notice) -> Result<(), NoticeError> {
        let (answer, answered) = oneshot::channel();
        self.requests.send(Request::Show(notice, answer)).map_err(|_| NoticeError::Ending)?;
        match tokio::time::timeout(self.patience(), answered).await {
            Ok(Ok(shown)) => shown,
            Ok(Err(_)) => Err(NoticeError::Ending),
            Err(_) => Err(NoticeError::Silent(self.patience())),
        }
    }

    /// Closes the notice with this key, if it is open.
    pub async fn close(&self, key: &str) {
        let (done, closed) = oneshot::channel();
        if self.requests.send(Request::Close(key.to_owned(), done)).is_ok() {
            // Closed or not: more than asking is not possible.
            let _asked = tokio::time::timeout(self.patience(), closed).await;
        }
    }

    /// A request may find another one before it that takes its whole time.
    fn patience(&self) -> Duration {
        self.limits.call * 2
    }
}

impl fmt::Debug for Notifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notifier").field("limits", &self.limits).finish_non_exhaustive()
    }
}

/// Tells the first failure of several in a row, and that it is over.
#[derive(Debug, Default)]
pub(crate) struct Complaint {
    failing: bool,
}

impl Complaint {
    /// Notes an outcome, and says what is new.
    pub(crate) fn note(&mut self, outcome: &Result<(), NoticeError>) {
        match outcome {
            // Nothing fails: the user wants it so.
            Err(NoticeError::DoNotDisturb) => {}
            Ok(()) if self.turned(false) => tracing::info!("notifications are shown again"),
            Err(err) if self.turned(true) => {
                tracing::warn!("{err}; the tray and the page still say it all");
            }
            Ok(()) | Err(_) => {}
        }
    }

    /// Whether this outcome is another than the last.
    fn turned(&mut self, failing: bool) -> bool {
        std::mem::replace(&mut self.failing, failing) != failing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_failure_of_several_and_the_first_success_after_them_are_told() {
        let mut complaint = Complaint::default();
        let told = [false, true, true, false, false, true].map(|failing| complaint.turned(failing));
        assert_eq!(told, [false, true, false, true, false, true]);
    }
}
