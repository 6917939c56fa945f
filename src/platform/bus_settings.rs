//! Settings that a desktop tells over the session bus. Each question has its time; who does not know the answer, or gives
//! one of another type, has not answered.

use std::time::Duration;

use serde::Serialize;
use zbus::Connection;
use zbus::zvariant::{Type, Value};

/// How long a desktop may take to tell a setting.
const ASK: Duration = Duration::from_secs(2);

/// A thing on the bus that can be asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) service: &'static str,
    pub(super) path: &'static str,
    pub(super) interface: &'static str,
}

/// Where Xfce keeps its settings.
pub(super) const XFCONF: Place =
    Place { service: "org.xfce.Xfconf", path: "/org/xfce/Xfconf", interface: "org.xfce.Xfconf" };

impl Place {
    /// The value that a call of `method` returns.
    pub(super) async fn ask<T: for<'a> TryFrom<Value<'a>>>(
        self,
        bus: &Connection,
        method: &'static str,
        about: &(impl Serialize + Type),
    ) -> Option<T> {
        let call =
            bus.call_method(Some(self.service), self.path, Some(self.interface), method, about);
        let answer = tokio::time::timeout(ASK, call).await.ok()?.ok()?;
        let body = answer.body();
        let mut value = body.deserialize::<Value<'_>>().ok()?;
        // Some wrap a value twice.
        while let Value::Value(inner) = value {
            value = *inner;
        }
        T::try_from(value).ok()
    }

    /// A switch among its properties.
    pub(super) async fn property(self, bus: &Connection, name: &'static str) -> Option<bool> {
        let properties = Self { interface: "org.freedesktop.DBus.Properties", ..self };
        properties.ask(bus, "Get", &(self.interface, name)).await
    }
}

/// A switch in Xfce's settings. Nothing is started to hear it: on other desktops nobody has it.
pub(super) async fn xfce_switch(
    bus: &Connection,
    channel: &'static str,
    property: &'static str,
) -> Option<bool> {
    let (service, path) = ("org.freedesktop.DBus", "/org/freedesktop/DBus");
    let asked =
        bus.call_method(Some(service), path, Some(service), "NameHasOwner", &XFCONF.service);
    let answer = tokio::time::timeout(ASK, asked).await.ok()?.ok()?;
    if !answer.body().deserialize::<bool>().ok()? {
        return None;
    }
    XFCONF.ask(bus, "GetProperty", &(channel, property)).await
}
