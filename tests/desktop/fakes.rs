//! The desktop's side of the tray and of the notifications, as far as a program sees it.

#![expect(
    clippy::unused_self,
    clippy::used_underscore_binding,
    reason = "the signatures are D-Bus's"
)]

use std::collections::HashMap;
use std::future::pending;

use zbus::message::Header;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;
use zbus::{Connection, interface};

use crate::bus::Bus;
use crate::seen::Seen;

const NOTIFICATIONS: &str = "/org/freedesktop/Notifications";

/// A tray host: `org.kde.StatusNotifierWatcher`. Keeps the services that registered.
pub(crate) struct Watcher {
    registered: Seen<String>,
}

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    #[expect(clippy::needless_pass_by_value, reason = "what the macro calls")]
    fn register_status_notifier_item(&self, service: String, #[zbus(header)] header: Header<'_>) {
        // An item gives its name, or only its path when it has no name but that of its connection.
        let sender = header.sender().unwrap().to_string();
        self.registered.push(if service.starts_with('/') { sender } else { service });
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}

impl Watcher {
    /// Lives as long as the connection.
    pub(crate) async fn start(bus: &Bus, registered: &Seen<String>) -> Connection {
        let watcher = Self { registered: registered.clone() };
        let connection = bus.builder().serve_at("/StatusNotifierWatcher", watcher).unwrap();
        connection.name("org.kde.StatusNotifierWatcher").unwrap().build().await.unwrap()
    }
}

/// A notification as it came in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    pub(crate) id: u32,
    pub(crate) app: String,
    pub(crate) replaces: u32,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) actions: Vec<String>,
    pub(crate) hints: Vec<String>,
}

/// A notification server.
struct Notifications {
    can: Vec<String>,
    hangs: bool,
    last: u32,
    sent: Seen<Sent>,
    closed: Seen<u32>,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    #[expect(clippy::too_many_arguments, reason = "the signature is the specification's")]
    async fn notify(
        &mut self,
        app: String,
        replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        if self.hangs {
            pending::<()>().await;
        }
        if replaces == 0 {
            self.last += 1;
        }
        let id = if replaces == 0 { self.last } else { replaces };
        let hints = ["category", "desktop-entry"].iter().filter_map(|key| {
            let value = String::try_from(hints.get(*key)?.try_clone().ok()?).ok()?;
            Some(format!("{key}={value}"))
        });
        let hints = hints.collect();
        self.sent.push(Sent { id, app, replaces, title, body, actions, hints });
        id
    }

    async fn close_notification(
        &self,
        id: u32,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) {
        self.closed.push(id);
        Self::notification_closed(&emitter, id, 3).await.unwrap();
    }

    fn get_capabilities(&self) -> Vec<String> {
        self.can.clone()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        let [name, vendor, version, spec] = ["fake", "tests", "1", "1.2"].map(str::to_owned);
        (name, vendor, version, spec)
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, key: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn notification_closed(
        emitter: &SignalEmitter<'_>,
        id: u32,
        reason: u32,
    ) -> zbus::Result<()>;
}

/// A running notification server, and what it saw.
pub(crate) struct Server {
    connection: Connection,
    pub(crate) sent: Seen<Sent>,
    pub(crate) closed: Seen<u32>,
}

impl Server {
    /// A server that can do `can`.
    pub(crate) async fn start(bus: &Bus, can: &[&str]) -> Self {
        Self::serve(bus, can, false).await
    }

    /// A server that never answers.
    pub(crate) async fn start_hanging(bus: &Bus) -> Self {
        Self::serve(bus, &["actions"], true).await
    }

    async fn serve(bus: &Bus, can: &[&str], hangs: bool) -> Self {
        let can = can.iter().map(ToString::to_string).collect();
        let (sent, closed) = (Seen::default(), Seen::default());
        let (seen, gone) = (sent.clone(), closed.clone());
        let server = Notifications { can, hangs, last: 0, sent: seen, closed: gone };
        let connection = bus.builder().serve_at(NOTIFICATIONS, server).unwrap();
        let connection = connection.name("org.freedesktop.Notifications").unwrap();
        let connection = connection.build().await.unwrap();
        Self { connection, sent, closed }
    }

    /// The user clicks; `key` is "default" for the popup itself.
    pub(crate) async fn click(&self, id: u32, key: &str) {
        let emitter = SignalEmitter::new(&self.connection, NOTIFICATIONS).unwrap();
        Notifications::action_invoked(&emitter, id, key).await.unwrap();
    }

    /// The server puts a popup away that was clicked.
    pub(crate) async fn put_away(&self, id: u32) {
        let emitter = SignalEmitter::new(&self.connection, NOTIFICATIONS).unwrap();
        Notifications::notification_closed(&emitter, id, 2).await.unwrap();
    }

    /// The server dies, and tells nobody.
    pub(crate) async fn die(self) {
        self.connection.close().await.unwrap();
    }
}
