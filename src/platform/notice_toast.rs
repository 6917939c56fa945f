//! Notifications on Windows and macOS, by `notify-rust`, which waits there on the thread that shows.
//!
//! Each popup has a thread of its own: such a wait cannot be broken off, and must not keep the program from ending, as
//! a blocking task of the runtime would. Popups cannot be replaced or closed there; the system itself puts them away.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use notify_rust::{Notification, NotificationResponse};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use crate::presentation::notice::Notice;
use crate::presentation::notice::native::{
    Clicked, Complaint, Limits, NoticeError, Notifier, OnClick, Request,
};

impl Notifier {
    /// Starts the task that shows notices. Each click calls `on_click`, which must only send. Needs a tokio runtime.
    pub fn new(on_click: impl Fn(String, Clicked) + Send + Sync + 'static) -> Self {
        Self::with_limits(on_click, Limits::default())
    }

    /// As [`new`](Self::new), with other limits.
    pub fn with_limits(
        on_click: impl Fn(String, Clicked) + Send + Sync + 'static,
        limits: Limits,
    ) -> Self {
        #[cfg(windows)]
        super::identity::register();
        let (notifier, requests) = Self::channel(limits);
        tokio::spawn(serve(requests, Arc::new(on_click), limits));
        notifier
    }
}

async fn serve(mut requests: mpsc::UnboundedReceiver<Request>, on_click: OnClick, limits: Limits) {
    let mut complaint = Complaint::default();
    let waiting = Arc::new(AtomicUsize::new(0));
    while let Some(request) = requests.recv().await {
        match request {
            Request::Show(_, answer) if answer.is_closed() => {}
            Request::Show(notice, answer) => {
                let shown = show(notice, &on_click, &waiting, limits).await;
                complaint.note(&shown);
                // Who asked may have given up meanwhile.
                let _asker = answer.send(shown);
            }
            Request::Close(key, done) => {
                tracing::debug!(key, "a notification cannot be taken back here");
                drop(done);
            }
        }
    }
}

async fn show(
    notice: Notice,
    on_click: &OnClick,
    waiting: &Arc<AtomicUsize>,
    limits: Limits,
) -> Result<(), NoticeError> {
    let (started, shown) = oneshot::channel();
    let (on_click, waiting) = (Arc::clone(on_click), Arc::clone(waiting));
    let run = move || {
        let handle = match popup(&notice).show() {
            Ok(handle) => handle,
            Err(err) => {
                // Who asked may have given up meanwhile.
                let _asker = started.send(Err(NoticeError::Refused(Box::new(err))));
                return;
            }
        };
        let _asker = started.send(Ok(()));
        // A popup that is put away unseen may never answer, and its thread is lost: no more than the limit of them.
        if waiting.fetch_add(1, Ordering::Relaxed) < limits.open {
            let heard = handle.wait_for_response(|response: &NotificationResponse| {
                if let Some(clicked) = read(response) {
                    on_click(notice.key.clone(), clicked);
                }
            });
            if let Err(err) = heard {
                tracing::debug!(%err, "what became of a notification is not known");
            }
        }
        waiting.fetch_sub(1, Ordering::Relaxed);
    };
    let thread = thread::Builder::new().name("notice".to_owned()).spawn(run);
    thread.map_err(|err| NoticeError::Refused(Box::new(err)))?;
    match timeout(limits.call, shown).await {
        Ok(Ok(shown)) => shown,
        Ok(Err(_)) => Err(NoticeError::Ending),
        Err(_) => Err(NoticeError::Silent(limits.call)),
    }
}

fn popup(notice: &Notice) -> Notification {
    let mut popup = Notification::new();
    #[cfg(windows)]
    popup.app_id(super::identity::APP_ID);
    popup.appname("streamdoctor").summary(&notice.title).body(&notice.body);
    for (id, label) in &notice.actions {
        popup.action(id, label);
    }
    popup
}

fn read(response: &NotificationResponse) -> Option<Clicked> {
    match response {
        NotificationResponse::Default => Some(Clicked::Popup),
        NotificationResponse::Action(id) => Some(Clicked::Button(id.clone())),
        NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => None,
    }
}
