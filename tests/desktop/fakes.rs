//! The desktop's side of the tray and of the notifications, as far as a program sees it.

#![expect(
    clippy::unused_self,
    clippy::used_underscore_binding,
    reason = "the signatures are D-Bus's"
)]

use std::collections::HashMap;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use zbus::message::Header;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{Connection, fdo, interface};

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
    name: String,
    can: Vec<String>,
    /// Whether the user does not want to be disturbed, as KDE's server says.
    inhibited: Arc<AtomicBool>,
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
        let hints = ["category", "desktop-entry", "urgency"].iter().filter_map(|key| {
            let value = hints.get(*key)?.try_clone().ok()?;
            let text = value.try_clone().ok().and_then(|it| String::try_from(it).ok());
            let text = text.or_else(|| Some(u8::try_from(value).ok()?.to_string()))?;
            Some(format!("{key}={text}"))
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
        let [vendor, version, spec] = ["tests", "1", "1.2"].map(str::to_owned);
        (self.name.clone(), vendor, version, spec)
    }

    #[zbus(property)]
    fn inhibited(&self) -> bool {
        self.inhibited.load(Ordering::Relaxed)
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

/// What dunst has beside it.
struct Dunst(Arc<AtomicBool>);

#[interface(name = "org.dunstproject.cmd0")]
impl Dunst {
    #[zbus(property, name = "paused")]
    fn paused(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Xfce's settings: a few switches.
pub(crate) struct Xfconf(pub(crate) Vec<(&'static str, &'static str, Arc<AtomicBool>)>);

#[interface(name = "org.xfce.Xfconf")]
impl Xfconf {
    #[expect(clippy::needless_pass_by_value, reason = "what the macro calls")]
    fn get_property(&self, channel: String, property: String) -> fdo::Result<Value<'static>> {
        let found = self.0.iter().find(|it| (it.0, it.1) == (&*channel, &*property));
        let found = found.map(|it| Value::new(it.2.load(Ordering::Relaxed)));
        found.ok_or_else(|| fdo::Error::Failed("no such property".to_owned()))
    }

    #[zbus(signal)]
    async fn property_changed(
        emitter: &SignalEmitter<'_>,
        channel: &str,
        property: &str,
        value: Value<'_>,
    ) -> zbus::Result<()>;
}

impl Xfconf {
    /// Says that a setting has changed.
    pub(crate) async fn changed(connection: &Connection, channel: &str, property: &str) {
        let emitter = SignalEmitter::new(connection, "/org/xfce/Xfconf").unwrap();
        Self::property_changed(&emitter, channel, property, Value::new(true)).await.unwrap();
    }

    /// Lives as long as the connection.
    pub(crate) async fn start(self, bus: &Bus) -> Connection {
        let connection = bus.builder().serve_at("/org/xfce/Xfconf", self).unwrap();
        connection.name("org.xfce.Xfconf").unwrap().build().await.unwrap()
    }
}

/// The settings portal: the scheme of colours.
pub(crate) struct Portal {
    pub(crate) scheme: u32,
    /// Whether it is of the first version, which knows `Read` only and wraps what it says twice.
    pub(crate) old: bool,
}

const PORTAL: &str = "/org/freedesktop/portal/desktop";

#[interface(name = "org.freedesktop.portal.Settings")]
impl Portal {
    fn read_one(&self, _namespace: String, _key: String) -> fdo::Result<Value<'static>> {
        if self.old {
            return Err(fdo::Error::UnknownMethod("ReadOne".to_owned()));
        }
        Ok(Value::new(self.scheme))
    }

    fn read(&self, _namespace: String, _key: String) -> Value<'static> {
        Value::Value(Box::new(Value::new(self.scheme)))
    }

    #[zbus(signal)]
    async fn setting_changed(
        emitter: &SignalEmitter<'_>,
        namespace: &str,
        key: &str,
        value: Value<'_>,
    ) -> zbus::Result<()>;
}

impl Portal {
    /// Lives as long as the connection.
    pub(crate) async fn start(self, bus: &Bus) -> Connection {
        let connection = bus.builder().serve_at(PORTAL, self).unwrap();
        connection.name("org.freedesktop.portal.Desktop").unwrap().build().await.unwrap()
    }

    /// The user chooses another scheme.
    pub(crate) async fn choose(connection: &Connection, scheme: u32) {
        let place = connection.object_server().interface::<_, Self>(PORTAL).await.unwrap();
        place.get_mut().await.scheme = scheme;
        let (about, key) = ("org.freedesktop.appearance", "color-scheme");
        let emitter = place.signal_emitter();
        Self::setting_changed(emitter, about, key, Value::new(scheme)).await.unwrap();
    }
}

/// A running notification server, and what it saw.
pub(crate) struct Server {
    /// Whether it says that the user does not want to be disturbed.
    pub(crate) inhibited: Arc<AtomicBool>,
    connection: Connection,
    pub(crate) sent: Seen<Sent>,
    pub(crate) closed: Seen<u32>,
}

impl Server {
    /// A server that can do `can`.
    pub(crate) async fn start(bus: &Bus, can: &[&str]) -> Self {
        Self::serve(bus, "fake", can, false).await
    }

    /// A server of this name.
    pub(crate) async fn start_named(bus: &Bus, name: &str) -> Self {
        Self::serve(bus, name, &["actions"], false).await
    }

    /// A server that never answers.
    pub(crate) async fn start_hanging(bus: &Bus) -> Self {
        Self::serve(bus, "fake", &["actions"], true).await
    }

    async fn serve(bus: &Bus, name: &str, can: &[&str], hangs: bool) -> Self {
        let can = can.iter().map(ToString::to_string).collect();
        let (sent, closed) = (Seen::default(), Seen::default());
        let (seen, gone) = (sent.clone(), closed.clone());
        let switch = Arc::new(AtomicBool::new(false));
        // Each has its own way, and the others' do not count.
        let (inhibited, paused) = match name {
            "dunst" => (Arc::default(), switch.clone()),
            "fake" => (switch.clone(), Arc::default()),
            _ => (Arc::default(), Arc::default()),
        };
        let name = name.to_owned();
        let server =
            Notifications { name, can, inhibited, hangs, last: 0, sent: seen, closed: gone };
        let connection = bus.builder().serve_at(NOTIFICATIONS, server).unwrap();
        let connection = connection.serve_at(NOTIFICATIONS, Dunst(paused)).unwrap();
        let connection =
            connection.name("org.freedesktop.Notifications").unwrap().build().await.unwrap();
        Self { inhibited: switch, connection, sent, closed }
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

/// What the computer tells on its own bus: `logind`, `NetworkManager` and `UPower`, each with its name.
pub(crate) struct Computer {
    logind: Connection,
    network: Connection,
    power: Connection,
}

struct Logind;

#[interface(name = "org.freedesktop.login1.Manager")]
impl Logind {
    #[zbus(signal)]
    async fn prepare_for_sleep(emitter: &SignalEmitter<'_>, begins: bool) -> zbus::Result<()>;
}

struct NetworkManager(u32);

#[interface(name = "org.freedesktop.NetworkManager")]
impl NetworkManager {
    #[zbus(property)]
    fn metered(&self) -> u32 {
        self.0
    }
}

struct UPower(bool);

#[interface(name = "org.freedesktop.UPower")]
impl UPower {
    #[zbus(property)]
    fn on_battery(&self) -> bool {
        self.0
    }
}

const LOGIND: &str = "/org/freedesktop/login1";
const NETWORK_MANAGER: &str = "/org/freedesktop/NetworkManager";
const UPOWER: &str = "/org/freedesktop/UPower";

impl Computer {
    /// With this `NMMetered`, and whether the battery pays.
    pub(crate) async fn start(bus: &Bus, metered: u32, on_battery: bool) -> Self {
        Self {
            logind: served(bus, "org.freedesktop.login1", LOGIND, Logind).await,
            network: Self::network(bus, metered).await,
            power: served(bus, "org.freedesktop.UPower", UPOWER, UPower(on_battery)).await,
        }
    }

    async fn network(bus: &Bus, metered: u32) -> Connection {
        let service = NetworkManager(metered);
        served(bus, "org.freedesktop.NetworkManager", NETWORK_MANAGER, service).await
    }

    /// Falls asleep, or has woken up.
    pub(crate) async fn sleeps(&self, begins: bool) {
        let emitter = SignalEmitter::new(&self.logind, LOGIND).unwrap();
        Logind::prepare_for_sleep(&emitter, begins).await.unwrap();
    }

    /// The network is another one.
    pub(crate) async fn meters(&self, metered: u32) {
        let server = self.network.object_server();
        let place = server.interface::<_, NetworkManager>(NETWORK_MANAGER).await.unwrap();
        place.get_mut().await.0 = metered;
        place.get().await.metered_changed(place.signal_emitter()).await.unwrap();
    }

    /// The cable is pulled, or back.
    pub(crate) async fn discharges(&self, on_battery: bool) {
        let place = self.power.object_server().interface::<_, UPower>(UPOWER).await.unwrap();
        place.get_mut().await.0 = on_battery;
        place.get().await.on_battery_changed(place.signal_emitter()).await.unwrap();
    }

    /// `NetworkManager` ends, and another one starts.
    pub(crate) async fn restart_network(&mut self, bus: &Bus, metered: u32) {
        self.network.clone().close().await.unwrap();
        self.network = Self::network(bus, metered).await;
    }
}

/// Lives as long as the connection.
async fn served(
    bus: &Bus,
    name: &'static str,
    path: &'static str,
    it: impl zbus::object_server::Interface,
) -> Connection {
    let connection = bus.builder().serve_at(path, it).unwrap();
    connection.name(name).unwrap().build().await.unwrap()
}
