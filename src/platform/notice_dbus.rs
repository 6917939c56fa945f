//! Notifications on Linux: the desktop's server over D-Bus (Desktop Notifications Specification, 1.2).
//!
//! One task owns all popups, and one connection carries all that is said about them, in the order in which it was said: a
//! response cannot come before anybody waits for it. What else may go wrong without a word is met here: a server that never
//! answers (each call has its time), a response that never comes (each wait has its end), a server that dies with a popup
//! open and whose successor gives the same number to another one (when the name changes hands, all waits end).

use std::collections::HashMap;
use std::future::pending;
use std::sync::Arc;

use futures_util::StreamExt;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use zbus::message::Sequence;
use zbus::zvariant::Value;
use zbus::{MatchRule, MessageStream};

use super::notice_disturb::is_not_to_be_disturbed;
use crate::presentation::notice::native::{
    Clicked, Complaint, Limits, NoticeError, Notifier, OnClick, Request,
};
use crate::presentation::notice::{Kind, Notice, Urgency};

const SERVER: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// The action of a click on the popup itself.
const DEFAULT: &str = "default";
/// How long a popup stays: as long as the server likes.
const AS_SERVER_LIKES: i32 = -1;
/// Signals that wait to be taken. The server tells of everybody's popups, and a full queue would hold up its answers.
const QUEUE: usize = 256;

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
    /// The oldest first.
    open: Vec<Open>,
    closing: JoinSet<()>,
    complaint: Complaint,
    /// None until it was asked, and again when another server comes.
    server: Option<Server>,
    bus: Option<Bus>,
}

/// One popup that somebody may still click.
struct Open {
    key: String,
    /// Its number on the server, to replace it in place.
    id: u32,
    /// Where the server's word that it is there stood among all that came: what came before is not about it, though a lost
    /// popup, or one of another program, had the same number.
    since: Sequence,
    /// When nobody waits for a click any more.
    until: Instant,
}

/// Who shows the popups, and what it says that it can do.
#[derive(Clone, Debug)]
struct Server {
    /// The name of its connection, which no other ever has.
    owner: String,
    /// What it calls itself.
    name: String,
    markup: bool,
    actions: bool,
}

/// The connection to the server, which also tells when the server goes.
struct Bus {
    connection: zbus::Connection,
    owners: MessageStream,
    said: MessageStream,
}

impl Popups {
    fn new(on_click: OnClick, limits: Limits) -> Self {
        Self {
            on_click,
            limits,
            open: vec![],
            closing: JoinSet::new(),
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
                heard = next_heard(&mut self.bus) => self.hear(heard),
                Some(_) = self.closing.join_next() => {}
                () = until(self.open.first().map(|it| it.until)) => self.close_oldest(),
                request = requests.recv() => match request {
                    Some(Request::Show(_, answer)) if answer.is_closed() => {}
                    Some(Request::Show(notice, answer)) => {
                        let shown = self.show(&notice).await;
                        self.complaint.note(&shown);
                        // Who asked may have given up meanwhile.
                        let _asker = answer.send(shown);
                    }
                    Some(Request::Close(key, done)) => {
                        if let Some(open) = self.take(|it| it.key == key) {
                            self.close(&open, Some(done));
                        }
                    }
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
        if let Some(bus) = &self.bus
            && is_not_to_be_disturbed(&bus.connection, &server.name).await
        {
            return Err(NoticeError::DoNotDisturb);
        }
        let earlier = self.take(|it| it.key == notice.key);
        if self.open.len() >= self.limits.open {
            self.close_oldest();
        }
        let bus = self.bus.as_ref().ok_or(NoticeError::Ending)?;
        let replaces = earlier.as_ref().map(|it| it.id);
        let (id, shown) = bus.notify(notice, &server, replaces).await.map_err(refused)?;
        // One that was replaced in place may have been clicked just before.
        let since = earlier.filter(|it| it.id == id).map_or(shown, |it| it.since);
        let until = Instant::now() + self.limits.wait;
        self.open.push(Open { key: notice.key.clone(), id, since, until });
        Ok(())
    }

    fn take(&mut self, which: impl Fn(&Open) -> bool) -> Option<Open> {
        self.open.iter().position(which).map(|at| self.open.remove(at))
    }

    /// Takes what a server's word is about, if that is one of ours.
    fn take_that(&mut self, about: &About) -> Option<Open> {
        let from_ours = self.server.as_ref().is_some_and(|it| it.owner == about.server);
        self.take(|it| from_ours && it.id == about.id && it.since < about.at)
    }

    /// Takes a popup back, in a task of its own: the server may hang, and there is nothing else to do about it.
    fn close(&mut self, popup: &Open, done: Option<oneshot::Sender<()>>) {
        let Some(bus) = &self.bus else { return };
        let (connection, id, limit) = (bus.connection.clone(), popup.id, self.limits.call);
        self.closing.spawn(async move {
            let call =
                connection.call_method(Some(SERVER), PATH, Some(SERVER), "CloseNotification", &id);
            let _closed = timeout(limit, call).await;
            drop(done);
        });
    }

    fn close_oldest(&mut self) {
        if !self.open.is_empty() {
            let oldest = self.open.remove(0);
            self.close(&oldest, None);
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
        let name = bus.name_of_server().await?;
        let can = |what: &str| can.iter().any(|it| it == what);
        let owner = bus.owner().await.unwrap_or_default();
        let (markup, actions) = (can("body-markup"), can("actions"));
        let server = Server { owner, name, markup, actions };
        self.forget();
        self.server = Some(server.clone());
        Ok(server)
    }

    fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Clicked(about, action) => {
                if let Some(popup) = self.take_that(&about) {
                    let clicked =
                        if action == DEFAULT { Clicked::Popup } else { Clicked::Button(action) };
                    (self.on_click)(popup.key, clicked);
                }
            }
            Heard::Closed(about) => drop(self.take_that(&about)),
            // The first of its name: this is the one that our call has just started.
            Heard::Came | Heard::Other => {}
            Heard::Went => self.forget(),
            Heard::NoBus => {
                self.bus = None;
                self.forget();
            }
        }
    }

    /// The numbers of a server mean nothing to the next one.
    fn forget(&mut self) {
        self.server = None;
        self.open.clear();
        self.closing.abort_all();
    }
}

/// Waits until then; for ever without a time.
async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => pending().await,
    }
}

/// What the bus tells by itself.
enum Heard {
    /// The server's name has got an owner.
    Came,
    /// It has lost the one that it had.
    Went,
    /// The bus itself is gone.
    NoBus,
    Clicked(About, String),
    Closed(About),
    Other,
}

/// Which popup a word of a server is about.
struct About {
    id: u32,
    /// Whose number that is: the name of its connection, which no other ever has.
    server: String,
    /// Where the word stood among all that came.
    at: Sequence,
}

/// Waits for the next word; for ever while there is no connection.
async fn next_heard(bus: &mut Option<Bus>) -> Heard {
    let Some(bus) = bus else { return pending().await };
    tokio::select! {
        biased;
        message = bus.owners.next() => {
            let Some(Ok(message)) = message else { return Heard::NoBus };
            match message.body().deserialize::<(&str, &str, &str)>() {
                Ok((_, "", _)) => Heard::Came,
                Ok(_) | Err(_) => Heard::Went,
            }
        }
        message = bus.said.next() => {
            let Some(Ok(message)) = message else { return Heard::NoBus };
            heard(&message).unwrap_or(Heard::Other)
        }
    }
}

/// What a signal of the server says of a popup.
fn heard(message: &zbus::Message) -> Option<Heard> {
    let (body, header) = (message.body(), message.header());
    let server = header.sender()?.to_string();
    let about = |id| About { id, server, at: message.recv_position() };
    match header.member()?.as_str() {
        "ActionInvoked" => {
            body.deserialize().ok().map(|(id, action)| Heard::Clicked(about(id), action))
        }
        "NotificationClosed" => {
            body.deserialize().ok().map(|(id, _why): (u32, u32)| Heard::Closed(about(id)))
        }
        _ => None,
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
        let rule = MatchRule::builder().msg_type(zbus::message::Type::Signal);
        let rule = rule.sender(SERVER)?.path(PATH)?.interface(SERVER)?.build();
        let said = MessageStream::for_match_rule(rule, &connection, Some(QUEUE)).await?;
        Ok(Self { connection, owners, said })
    }

    /// The connection that has the server's name; none if nobody has it.
    async fn owner(&self) -> Option<String> {
        let (bus, path) = ("org.freedesktop.DBus", "/org/freedesktop/DBus");
        let answer =
            self.connection.call_method(Some(bus), path, Some(bus), "GetNameOwner", &SERVER);
        answer.await.ok()?.body().deserialize().ok()
    }

    async fn capabilities(&self) -> zbus::Result<Vec<String>> {
        self.ask_server("GetCapabilities").await?.body().deserialize()
    }

    async fn name_of_server(&self) -> zbus::Result<String> {
        let answer = self.ask_server("GetServerInformation").await?;
        let (name, _vendor, _version, _spec): (String, String, String, String) =
            answer.body().deserialize()?;
        Ok(name)
    }

    async fn ask_server(&self, method: &'static str) -> zbus::Result<zbus::Message> {
        self.connection.call_method(Some(SERVER), PATH, Some(SERVER), method, &()).await
    }

    /// Shows `notice` as `server` understands it; returns its number there, and where that word stood among all that came.
    async fn notify(
        &self,
        notice: &Notice,
        server: &Server,
        replaces: Option<u32>,
    ) -> zbus::Result<(u32, Sequence)> {
        let body = body(notice, server);
        // Some servers dismiss a popup that is clicked, and show this action as a button beside the others.
        let mut actions = vec![DEFAULT, &*notice.open];
        actions.extend(notice.actions.iter().flat_map(|(id, label)| [&**id, &**label]));
        let hints = HashMap::from([
            ("category", Value::new(category(notice.kind))),
            ("desktop-entry", Value::new("streamdoctor")),
            ("urgency", Value::new(urgency(notice.urgency))),
        ]);
        let (replaces, icon, title) = (replaces.unwrap_or(0), icon(notice.kind), &*notice.title);
        let popup = ("streamdoctor", replaces, icon, title, body, actions, hints, AS_SERVER_LIKES);
        let bus = &self.connection;
        let answer = bus.call_method(Some(SERVER), PATH, Some(SERVER), "Notify", &popup).await?;
        Ok((answer.body().deserialize()?, answer.recv_position()))
    }
}

fn body(notice: &Notice, server: &Server) -> String {
    let mut body = notice.body.clone();
    if !server.actions && !notice.actions.is_empty() {
        body += "\n";
        body += &notice.way;
    }
    if server.markup { escaped(&body) } else { body }
}

fn icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Opened | Kind::Changed => "dialog-warning",
        Kind::Resolved | Kind::Returned | Kind::Summary => "dialog-information",
    }
}

fn urgency(urgency: Urgency) -> u8 {
    match urgency {
        Urgency::Low => 0,
        Urgency::Normal => 1,
    }
}

/// The categories of the Desktop Notifications Specification, 1.2.
fn category(kind: Kind) -> &'static str {
    match kind {
        Kind::Opened | Kind::Changed => "network.error",
        Kind::Resolved | Kind::Returned => "network.connected",
        Kind::Summary => "network",
    }
}

/// The characters that begin markup (Desktop Notifications Specification, 1.2, "Markup"), as themselves.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn refused(err: impl std::error::Error + Send + Sync + 'static) -> NoticeError {
    NoticeError::Refused(Box::new(err))
}
