//! A tray icon, seen from the host: its properties and its menu.

use std::collections::HashMap;

use futures_util::{FutureExt, StreamExt};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, MatchRule, MessageStream, Proxy};

use crate::bus::{Bus, PATIENCE};

const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// An entry of the menu as the host reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: i32,
    /// The labels from the top to this entry.
    pub(crate) path: String,
    pub(crate) enabled: bool,
    /// Whether it has a tick; `None` where it has no room for one.
    pub(crate) ticked: Option<bool>,
}

/// One registered icon.
pub(crate) struct Item {
    client: Connection,
    service: String,
    menu: OwnedObjectPath,
    signals: MessageStream,
    /// The names of the signals since they were last asked for.
    names: Vec<String>,
}

pub(crate) type Pixmap = (i32, i32, Vec<u8>);
type Node = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl Item {
    pub(crate) async fn find(bus: &Bus, service: &str) -> Self {
        let client = bus.connect().await;
        let rule = MatchRule::builder().msg_type(zbus::message::Type::Signal);
        let rule = rule.sender(service.to_owned()).unwrap().build();
        // A full queue would hold up the answers on the same connection.
        let room = Some(10_000);
        let signals = MessageStream::for_match_rule(rule, &client, room).await.unwrap();
        let item = proxy(&client, service, "/StatusNotifierItem", ITEM).await;
        let menu = item.get_property("Menu").await.unwrap();
        Self { client, service: service.to_owned(), menu, signals, names: vec![] }
    }

    pub(crate) async fn property<T>(&self, name: &str) -> T
    where
        T: TryFrom<OwnedValue, Error: Into<zbus::Error>>,
    {
        self.item().await.get_property(name).await.unwrap()
    }

    /// What the pointer is told: the title, and the text below it.
    pub(crate) async fn tooltip(&self) -> (String, String) {
        let tooltip = self.property::<(String, Vec<Pixmap>, String, String)>("ToolTip").await;
        (tooltip.2, tooltip.3)
    }

    /// Width, height and bytes of the icon.
    pub(crate) async fn pixels(&self) -> Pixmap {
        let mut pixmaps = self.property::<Vec<Pixmap>>("IconPixmap").await;
        assert_eq!(pixmaps.len(), 1);
        pixmaps.remove(0)
    }

    /// Waits until the icon is as `wanted`, and returns it.
    pub(crate) async fn until_pixels(
        &mut self,
        what: &str,
        wanted: impl Fn(&Pixmap) -> bool,
    ) -> Pixmap {
        loop {
            let pixels = self.pixels().await;
            if wanted(&pixels) {
                return pixels;
            }
            self.signal(&format!("waited for the icon of {what}")).await;
        }
    }

    /// All entries of the menu, from the top down.
    pub(crate) async fn entries(&self) -> Vec<Entry> {
        let menu = self.menu().await;
        let all = (0_i32, -1_i32, Vec::<String>::new());
        let layout = menu.call_method("GetLayout", &all).await.unwrap();
        let (_revision, root) = layout.body().deserialize::<(u32, Node)>().unwrap();
        let mut entries = vec![];
        collect(&root, "", &mut entries);
        entries
    }

    /// Waits until an entry has this path, and returns the menu.
    pub(crate) async fn until(&mut self, path: &str) -> Vec<Entry> {
        self.until_entries(path, |entries| entries.iter().any(|it| it.path == path)).await
    }

    /// Waits until the menu is as `wanted`, and returns it.
    pub(crate) async fn until_entries(
        &mut self,
        what: &str,
        wanted: impl Fn(&[Entry]) -> bool,
    ) -> Vec<Entry> {
        loop {
            let entries = self.entries().await;
            if wanted(&entries) {
                return entries;
            }
            self.signal(&format!("waited for {what:?}, and the menu is {entries:#?}")).await;
        }
    }

    /// Waits until the tooltip begins with `text`.
    pub(crate) async fn until_tooltip(&mut self, text: &str) {
        loop {
            let tooltip = self.tooltip().await.1;
            if tooltip.starts_with(text) {
                return;
            }
            self.signal(&format!("waited for {text:?}, and the tooltip is {tooltip:?}")).await;
        }
    }

    /// Waits for the next signal, whatever it says; `why` tells what is missing if none comes.
    pub(crate) async fn signal(&mut self, why: &str) {
        let next = tokio::time::timeout(PATIENCE, self.signals.next()).await;
        let message = next.unwrap_or_else(|_| panic!("{why}")).unwrap().unwrap();
        self.names.push(message.header().member().unwrap().to_string());
    }

    /// The names of the signals that have come since they were last asked for.
    pub(crate) fn signals(&mut self) -> Vec<String> {
        while let Some(Some(Ok(message))) = self.signals.next().now_or_never() {
            self.names.push(message.header().member().unwrap().to_string());
        }
        std::mem::take(&mut self.names)
    }

    /// Clicks the entry with this path.
    pub(crate) async fn click(&self, path: &str) {
        let entries = self.entries().await;
        let found = entries.iter().find(|it| it.path == path);
        let id = found.unwrap_or_else(|| panic!("no {path:?} in {entries:#?}")).id;
        self.click_id(id).await.unwrap();
    }

    pub(crate) async fn click_id(&self, id: i32) -> zbus::Result<()> {
        let event = (id, "clicked", Value::new(0_i32), 0_u32);
        self.menu().await.call_method("Event", &event).await.map(drop)
    }

    pub(crate) async fn left_click(&self) {
        self.item().await.call_method("Activate", &(1_i32, 1_i32)).await.unwrap();
    }

    async fn item(&self) -> Proxy<'_> {
        proxy(&self.client, &self.service, "/StatusNotifierItem", ITEM).await
    }

    async fn menu(&self) -> Proxy<'_> {
        proxy(&self.client, &self.service, self.menu.as_str(), MENU).await
    }
}

async fn proxy<'a>(client: &Connection, service: &'a str, path: &'a str, of: &'a str) -> Proxy<'a> {
    let proxy = zbus::proxy::Builder::<Proxy<'_>>::new(client);
    let proxy = proxy.destination(service).unwrap().path(path).unwrap().interface(of).unwrap();
    // As it is now, not as it was told to us last.
    proxy.cache_properties(zbus::proxy::CacheProperties::No).build().await.unwrap()
}

fn collect(node: &Node, above: &str, entries: &mut Vec<Entry>) {
    let (id, properties, children) = node;
    let property = |key: &str| properties.get(key).map(|it| it.try_clone().unwrap());
    let label = property("label").map(|it| String::try_from(it).unwrap()).unwrap_or_default();
    let (ticked, label) = match label.split_at_checked(3) {
        Some(("☑", rest)) => (Some(true), rest.trim_start()),
        Some(("☐", rest)) => (Some(false), rest.trim_start()),
        _ => (None, &*label),
    };
    let path = if above.is_empty() { label.to_owned() } else { format!("{above} > {label}") };
    if *id != 0 {
        let enabled = property("enabled").is_none_or(|it| bool::try_from(it).unwrap());
        // Such an entry would be counted by two threads at once.
        assert!(property("toggle-type").is_none(), "{path} has a tick of its own");
        entries.push(Entry { id: *id, path: path.clone(), enabled, ticked });
    }
    for child in children {
        collect(&Node::try_from(child.try_clone().unwrap()).unwrap(), &path, entries);
    }
}
