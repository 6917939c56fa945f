//! Whether the desktop is not to be disturbed now, as far as it tells.
//!
//! Servers keep a popup that comes at such a time in their list, or for later; but what is over by then is not worth
//! either, and several are worth one.

use std::path::{Path, PathBuf};

use directories::BaseDirs;
use zbus::Connection;

use super::bus_settings::{Place, xfce_switch};
use super::environment;
use super::proxy::dconf::{self, Value};

/// The notification server itself.
const SERVER: Place = Place {
    service: "org.freedesktop.Notifications",
    path: "/org/freedesktop/Notifications",
    interface: "org.freedesktop.Notifications",
};

/// Whether the server of this name shows nothing now, because the user does not want to be disturbed.
pub(super) async fn is_not_to_be_disturbed(bus: &Connection, server: &str) -> bool {
    let says = match server {
        "dunst" => {
            Place { interface: "org.dunstproject.cmd0", ..SERVER }.property(bus, "paused").await
        }
        "Xfce Notify Daemon" => xfce_switch(bus, "xfce4-notifyd", "/do-not-disturb").await,
        "gnome-shell" => tokio::task::spawn_blocking(gnome).await.ok().flatten(),
        // KDE's, and whoever else takes over its property.
        _ => SERVER.property(bus, "Inhibited").await,
    };
    says.unwrap_or_default()
}

fn gnome() -> Option<bool> {
    let config = environment("XDG_CONFIG_HOME").map(PathBuf::from);
    let config = config.or_else(|| BaseDirs::new().map(|it| it.config_dir().to_owned()))?;
    has_no_banners(&config)
}

/// GNOME's "Do Not Disturb" is that no banners are shown.
fn has_no_banners(config: &Path) -> Option<bool> {
    match dconf::read(config, "/org/gnome/desktop/notifications/")?.get("show-banners")? {
        Value::Switch(shown) => Some(!shown),
        Value::Text(_) | Value::Number(_) | Value::Texts(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::proxy::dconf::tests::database;
    use super::*;

    #[test]
    fn gnome_is_not_to_be_disturbed_when_it_is_to_show_no_banners() {
        let with = |value: &[u8]| {
            let folder = tempfile::tempdir().unwrap();
            std::fs::create_dir(folder.path().join("dconf")).unwrap();
            let key = "/org/gnome/desktop/notifications/show-banners";
            std::fs::write(folder.path().join("dconf/user"), database(&[(key, value)])).unwrap();
            has_no_banners(folder.path())
        };
        assert_eq!(with(b"\0\0b"), Some(true));
        assert_eq!(with(b"\x01\0b"), Some(false));
        assert_eq!(with(b"no\0\0s"), None);
        assert_eq!(has_no_banners(Path::new("/nonexistent")), None);
    }
}
