//! The system's bus: logind, NetworkManager, UPower.

use std::time::Duration;

use futures_util::StreamExt;
use tokio::sync::mpsc;
use tokio::time::timeout;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{Connection, MatchRule, MessageStream, message};

use super::super::Change;
use super::{power, tell};
use crate::platform::bus_again::{Connections, Which};

/// A property that somebody keeps: where it is, and what it means to us.
struct Property {
    owner: &'static str,
    path: &'static str,
    interface: &'static str,
    name: &'static str,
    read: fn(&Value<'_>) -> Option<Change>,
}

/// NetworkManager's `NMMetered`: 1 and 3 say yes, the latter by a guess; 2 and 4 say no; 0 is unknown.
const METERED: Property = Property {
    owner: "org.freedesktop.NetworkManager",
    path: "/org/freedesktop/NetworkManager",
    interface: "org.freedesktop.NetworkManager",
    name: "Metered",
    read: |value| {
        Some(Change::Metered(match u32::try_from(value).ok()? {
            1 | 3 => Some(true),
            2 | 4 => Some(false),
            _ => None,
        }))
    },
};

const BATTERY: Property = Property {
    owner: "org.freedesktop.UPower",
    path: "/org/freedesktop/UPower",
    interface: "org.freedesktop.UPower",
    name: "OnBattery",
    read: |value| Some(Change::Battery(Some(bool::try_from(value).ok()?))),
};

const BUS: &str = "org.freedesktop.DBus";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";
const LOGIND: &str = "org.freedesktop.login1";

/// A service that does not answer holds nobody.
const PATIENCE: Duration = Duration::from_secs(5);

/// Signals that wait to be taken.
const QUEUE: usize = 8;

/// Tells of each change, on this bus and on the one after it. Where there is none from the start, none is waited for.
pub(super) async fn watch(changes: &mpsc::Sender<Change>) {
    let mut connections = Connections::to(Which::System);
    let Some(mut bus) = connections.make().await else {
        tracing::debug!("there is no system bus");
        return tell(changes, Change::Battery(power::on_battery()));
    };
    loop {
        if let Err(error) = follow(&bus, changes).await {
            tracing::debug!(%error, "the system's bus tells nothing");
            tell(changes, Change::Battery(power::on_battery()));
        }
        bus = connections.after(Some(bus)).await;
    }
}

/// Tells of each change, until the bus is gone.
async fn follow(bus: &Connection, changes: &mpsc::Sender<Change>) -> zbus::Result<()> {
    // The signals first: what changes while the value is being read must not be missed.
    let mut sleep = sleeps(bus).await?;
    let mut metered = values(bus, &METERED).await?;
    let mut battery = values(bus, &BATTERY).await?;
    let mut owners = [owners(bus, &METERED).await?, owners(bus, &BATTERY).await?];
    let [came, other] = &mut owners;
    for property in [&METERED, &BATTERY] {
        tell_value(bus, property, changes).await;
    }
    loop {
        tokio::select! {
            Some(message) = sleep.next() => {
                let Ok(begins) = message?.body().deserialize::<bool>() else { continue };
                tell(changes, if begins { Change::Sleeping } else { Change::Awake });
            }
            Some(message) = metered.next() => tell_changed(&message?, &METERED, changes),
            Some(message) = battery.next() => tell_changed(&message?, &BATTERY, changes),
            Some(_) = came.next() => tell_value(bus, &METERED, changes).await,
            Some(_) = other.next() => tell_value(bus, &BATTERY, changes).await,
            else => return Ok(()),
        }
    }
}

async fn stream(bus: &Connection, rule: MatchRule<'_>) -> zbus::Result<MessageStream> {
    MessageStream::for_match_rule(rule, bus, Some(QUEUE)).await
}

fn signals() -> zbus::match_rule::Builder<'static> {
    MatchRule::builder().msg_type(message::Type::Signal)
}

/// Sleep and waking.
async fn sleeps(bus: &Connection) -> zbus::Result<MessageStream> {
    let rule = signals().sender(LOGIND)?.interface("org.freedesktop.login1.Manager")?;
    stream(bus, rule.member("PrepareForSleep")?.build()).await
}

/// The changes of a property's value.
async fn values(bus: &Connection, property: &Property) -> zbus::Result<MessageStream> {
    let rule = signals().sender(property.owner)?.path(property.path)?.interface(PROPERTIES)?;
    stream(bus, rule.member("PropertiesChanged")?.arg(0, property.interface)?.build()).await
}

/// The comings and goings of who keeps a property.
async fn owners(bus: &Connection, property: &Property) -> zbus::Result<MessageStream> {
    let rule = signals().sender(BUS)?.interface(BUS)?.member("NameOwnerChanged")?;
    stream(bus, rule.arg(0, property.owner)?.build()).await
}

fn tell_changed(message: &zbus::Message, property: &Property, changes: &mpsc::Sender<Change>) {
    type Body<'a> = (&'a str, std::collections::BTreeMap<&'a str, Value<'a>>, Vec<&'a str>);
    let body = message.body();
    let Ok((_, values, _)) = body.deserialize::<Body<'_>>() else { return };
    if let Some(change) = values.get(property.name).and_then(property.read) {
        tell(changes, change);
    }
}

/// Tells what holds now, if its keeper is there: asking must not start it.
async fn tell_value(bus: &Connection, property: &Property, changes: &mpsc::Sender<Change>) {
    let change = match timeout(PATIENCE, value(bus, property)).await {
        Ok(Ok(value)) => (property.read)(&value),
        Ok(Err(_)) | Err(_) => None,
    };
    let is_battery = property.name == BATTERY.name;
    let unknown = || is_battery.then(|| Change::Battery(power::on_battery()));
    if let Some(change) = change.or_else(unknown) {
        tell(changes, change);
    }
}

async fn value(bus: &Connection, property: &Property) -> zbus::Result<OwnedValue> {
    let path = "/org/freedesktop/DBus";
    let has = bus.call_method(Some(BUS), path, Some(BUS), "NameHasOwner", &property.owner).await?;
    if !has.body().deserialize::<bool>()? {
        return Err(zbus::Error::InterfaceNotFound);
    }
    let what = (property.interface, property.name);
    let answer = bus
        .call_method(Some(property.owner), property.path, Some(PROPERTIES), "Get", &what)
        .await?;
    answer.body().deserialize::<OwnedValue>()
}
