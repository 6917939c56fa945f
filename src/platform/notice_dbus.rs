//! Notifications on Linux: the desktop's server over D-Bus, by `notify-rust`.
//!
//! One task owns all popups. What may go wrong there without a word, and is met here: a server that never answers (each
//! call has its time), a response that comes before anybody waits for it (each wait has its end), a server that dies with
//! a popup open and whose successor gives the same number to another one (when the name changes hands, all waits end).

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::Arc;

use futures_util::StreamExt;
use notify_rust::{Hint, Notification, NotificationHandle, NotificationResponse};
use tokio::sync::{mpsc, oneshot};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;
use zbus::{MatchRule, MessageStream};

use crate::presentation::notice::native::{
    Clicked, Complaint, Limits, NoticeError, Notifier, OnClick, Request,
};
use crate::presentation::notice::{Kind, Notice, Urgency};

const SERVER: &str = "org.freedesktop.Notifications";
/// For servers that show no buttons, and may do nothing on a click.
const WAY: &str = "Open streamdoctor in the tray for the steps.";

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
        let (notifier, requests) = Self::channel(limits);
        tokio::spawn(Popups::new(Arc::new(on_click), limits).serve(requests));
        notifier
    }
}

/// All that is open, and what the server can do.
struct Popups {
    on_click: OnClick,
    limits: Limits,
    /// By key, with the time of its opening as a number.
    open: BTreeMap<String, Open>,
    opened: u64,
    waits: JoinSet<()>,
    complaint: Complaint,
    /// None until it was asked, and again when another server comes.
    server: Option<Server>,
    bus: Option<Bus>,
}

/// One popup that somebody may still click.
struct Open {
    /// Its number on the server, to replace it in place.
    id: u32,
    /// Its place in the order of opening.
    order: u64,
    wait: AbortHandle,
    /// Sending closes the popup.
    close: oneshot::Sender<oneshot::Sender<()>>,
}

/// Who shows the popups, and what it says that it can do.
#[derive(Clone, Debug)]
struct Server {
    /// The name of its connection, which no other ever has.
    owner: String,
    markup: bool,
    actions: bool,
}

/// Our own connection, to ask the server and to hear when it goes.
struct Bus {
    connection: zbus::Connection,
    owners: MessageStream,
}

impl Popups {
    fn new(on_click: OnClick, limits: Limits) -> Self {
        Self {
            on_click,
            limits,
            open: BTreeMap::new(),
            opened: 0,
            waits: JoinSet::new(),
            complaint: Complaint::default(),
            server: None,
            bus: None,
        }
    }

    async fn serve(mut self, mut requests: mpsc::UnboundedReceiver<Request>) {
        loop {
            tokio::select! {
                // In this order: a popup of a server that is gone must not be replaced on the next one.
                biased;
                owner = next_owner(&mut self.bus) => self.server_changed(owner),
                Some(_) = self.waits.join_next() => self.open.retain(|_, it| !it.wait.is_finished()),
                request = requests.recv() => match request {
                    Some(Request::Show(_, answer)) if answer.is_closed() => {}
                    Some(Request::Show(notice, answer)) => {
                        let shown = self.show(&notice).await;
                        self.complaint.note(&shown);
                        // Who asked may have given up meanwhile.
                        let _asker = answer.send(shown);
                    }
                    Some(Request::Close(key, done)) => self.close(&key, done),
                    None => return,
                },
            }
        }
    }

    async fn show(&mut self, notice: &Notice) -> Result<(), NoticeError> {
        let limit = self.limits.call;
        let shown = timeout(limit, self.show_without_limit(notice)).await;
        shown.unwrap_or(Err(NoticeError::Silent(limit)))
    }

    async fn show_without_limit(&mut self, notice: &Notice) -> Result<(), NoticeError> {
        let server = self.server().await.map_err(refused)?;
        // Before the new one is sent, or the answer to it would be taken for one to the old popup too.
        let replaces = self.open.remove(&notice.key).map(|old| {
            old.wait.abort();
            old.id
        });
        if self.open.len() >= self.limits.open {
            self.close_oldest();
        }
        let handle = popup(notice, &server, replaces).show_async().await.map_err(refused)?;
        self.wait_for(notice.key.clone(), handle);
        Ok(())
    }

    /// Waits, in a task of its own, for what the user does with the popup.
    fn wait_for(&mut self, key: String, handle: NotificationHandle) {
        let (close, asked) = oneshot::channel();
        let id = handle.id();
        let (on_click, limits, about) = (Arc::clone(&self.on_click), self.limits, key.clone());
        let wait = self.waits.spawn(async move {
            let click = async {
                let mut clicked = None;
                handle.wait_for_action_async(|it: &NotificationResponse| clicked = read(it)).await;
                clicked
            };
            let done = tokio::select! {
                clicked = timeout(limits.wait, click) => match clicked {
                    Ok(clicked) => {
                        if let Some(clicked) = clicked {
                            on_click(about, clicked);
                        }
                        return;
                    }
                    // Nobody would hear a click from now on.
                    Err(_) => None,
                },
                Ok(done) = asked => Some(done),
            };
            // The server may hang. There is nothing else to do about it.
            let _closed = timeout(limits.call, handle.close_async()).await;
            drop(done);
        });
        self.opened += 1;
        self.open.insert(key, Open { id, order: self.opened, wait, close });
    }

    fn close(&mut self, key: &str, done: oneshot::Sender<()>) {
        if let Some(open) = self.open.remove(key) {
            // If the wait has just ended, so has the popup.
            let _ended = open.close.send(done);
        }
    }

    fn close_oldest(&mut self) {
        let oldest = self.open.iter().min_by_key(|(_, it)| it.order).map(|(key, _)| key.clone());
        if let Some(key) = oldest {
            let (done, _) = oneshot::channel();
            self.close(&key, done);
        }
    }

    /// The server as it is now. That it changed may not have reached us yet, so its owner is asked for each time.
    async fn server(&mut self) -> zbus::Result<Server> {
        let bus = match self.bus.take() {
            Some(bus) => bus,
            None => Bus::connect().await?,
        };
        let bus = self.bus.insert(bus);
        let owner = bus.owner().await;
        if let Some(server) = &self.server
            && owner.as_ref() == Some(&server.owner)
        {
            return Ok(server.clone());
        }
        // The first call starts a server where none runs.
        let can = bus.capabilities().await?;
        let can = |what: &str| can.iter().any(|it| it == what);
        let owner = bus.owner().await.unwrap_or_default();
        let server = Server { owner, markup: can("body-markup"), actions: can("actions") };
        self.forget();
        self.server = Some(server.clone());
        Ok(server)
    }

    /// The numbers of a server mean nothing to the next one.
    fn server_changed(&mut self, owner: Owner) {
        match owner {
            // The first of its name: this is the one that our call has just started.
            Owner::Came => {}
            Owner::Went => self.forget(),
            Owner::NoBus => {
                self.bus = None;
                self.forget();
            }
        }
    }

    fn forget(&mut self) {
        self.server = None;
        self.open.clear();
        self.waits.abort_all();
    }
}

/// What happened to the server's name.
#[derive(Clone, Copy)]
enum Owner {
    Came,
    Went,
    /// The bus itself is gone.
    NoBus,
}

/// Waits until the server's name changes hands; for ever while there is no connection.
async fn next_owner(bus: &mut Option<Bus>) -> Owner {
    let Some(bus) = bus else { return pending().await };
    let Some(Ok(message)) = bus.owners.next().await else { return Owner::NoBus };
    match message.body().deserialize::<(&str, &str, &str)>() {
        Ok((_, "", _)) => Owner::Came,
        Ok(_) | Err(_) => Owner::Went,
    }
}

impl Bus {
    async fn connect() -> zbus::Result<Self> {
        let connection = zbus::Connection::session().await?;
        let rule = MatchRule::builder()
            .msg_type(zbus::message::Type::Signal)
            .sender("org.freedesktop.DBus")?
            .interface("org.freedesktop.DBus")?
            .member("NameOwnerChanged")?
            .arg(0, SERVER)?
            .build();
        let owners = MessageStream::for_match_rule(rule, &connection, Some(8)).await?;
        Ok(Self { connection, owners })
    }

    /// The connection that has the server's name; none if nobody has it.
    async fn owner(&self) -> Option<String> {
        let (bus, path) = ("org.freedesktop.DBus", "/org/freedesktop/DBus");
        let answer =
            self.connection.call_method(Some(bus), path, Some(bus), "GetNameOwner", &SERVER);
        answer.await.ok()?.body().deserialize().ok()
    }

    async fn capabilities(&self) -> zbus::Result<Vec<String>> {
        let (bus, path) = (&self.connection, "/org/freedesktop/Notifications");
        bus.call_method(Some(SERVER), path, Some(SERVER), "GetCapabilities", &())
            .await?
            .body()
            .deserialize()
    }
}

/// `notice` as `server` understands it.
fn popup(notice: &Notice, server: &Server, replaces: Option<u32>) -> Notification {
    let mut body = notice.body.clone();
    if !server.actions && !notice.actions.is_empty() {
        body += "\n";
        body += WAY;
    }
    let mut popup = Notification::new();
    popup
        .appname("streamdoctor")
        .summary(&notice.title)
        .body(&if server.markup { escaped(&body) } else { body })
        .icon(match notice.kind {
            Kind::Opened | Kind::Changed => "dialog-warning",
            Kind::Resolved | Kind::Summary => "dialog-information",
        })
        .urgency(match notice.urgency {
            Urgency::Low => notify_rust::Urgency::Low,
            Urgency::Normal => notify_rust::Urgency::Normal,
        })
        .hint(Hint::Category(category(notice.kind).to_owned()))
        .hint(Hint::DesktopEntry("streamdoctor".to_owned()));
    // Some servers dismiss a popup that is clicked, and show this action as a button beside the others.
    popup.action("default", "Open");
    for (id, label) in &notice.actions {
        popup.action(id, label);
    }
    if let Some(id) = replaces {
        popup.id(id);
    }
    popup
}

/// The categories of the Desktop Notifications Specification, 1.2.
fn category(kind: Kind) -> &'static str {
    match kind {
        Kind::Opened | Kind::Changed => "network.error",
        Kind::Resolved => "network.connected",
        Kind::Summary => "network",
    }
}

/// The characters that begin markup (Desktop Notifications Specification, 1.2, "Markup"), as themselves.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn read(response: &NotificationResponse) -> Option<Clicked> {
    match response {
        NotificationResponse::Default => Some(Clicked::Popup),
        NotificationResponse::Action(id) => Some(Clicked::Button(id.clone())),
        NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => None,
    }
}

fn refused(err: impl std::error::Error + Send + Sync + 'static) -> NoticeError {
    NoticeError::Refused(Box::new(err))
}
