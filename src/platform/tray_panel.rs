//! Whether the panel is light or dark, as far as the desktop tells: by the settings portal, or by Xfce's own settings. And
//! whether the bus is still there, on which the icon is: the library of the icon does not say.

use futures_util::StreamExt;
use futures_util::stream::select;
use zbus::{Connection, MatchRule, MessageStream};

use super::bus_again::{Connections, Which};
use super::bus_settings::{Place, XFCONF, xfce_switch};
use super::environment;
use crate::presentation::tray::icon::Theme;

/// The settings of all desktops (XDG Desktop Portal, `org.freedesktop.portal.Settings`).
const PORTAL: Place = Place {
    service: "org.freedesktop.portal.Desktop",
    path: "/org/freedesktop/portal/desktop",
    interface: "org.freedesktop.portal.Settings",
};
const APPEARANCE: &str = "org.freedesktop.appearance";
const SCHEME: &str = "color-scheme";
const XFCE_PANEL: &str = "xfce4-panel";

/// Calls `dress` with `chosen`, or with what the panel is, now and whenever it changes; and `renew` when the bus is back
/// after it was gone, and the icon with it.
pub async fn follow_panel(chosen: Option<Theme>, dress: impl Fn(Theme), renew: impl Fn()) {
    if let Some(theme) = chosen {
        dress(theme);
    }
    let mut connections = Connections::to(Which::Session);
    let mut bus = connections.make().await;
    loop {
        if chosen.is_none()
            && let Some(bus) = &bus
            && let Err(err) = follow(bus, &dress).await
        {
            tracing::debug!(%err, "the colour of the panel is not followed");
        }
        bus = Some(connections.after(bus).await);
        renew();
    }
}

/// Calls `dress` until the bus is gone.
async fn follow(bus: &Connection, dress: &impl Fn(Theme)) -> zbus::Result<()> {
    let mut changes = select(
        changes(bus, PORTAL, "SettingChanged", APPEARANCE).await?,
        changes(bus, XFCONF, "PropertyChanged", XFCE_PANEL).await?,
    );
    let desktop = environment("XDG_CURRENT_DESKTOP").unwrap_or_default();
    let mut shown = None;
    loop {
        let dark = xfce_switch(bus, XFCE_PANEL, "/panels/dark-mode").await;
        let theme = theme(&desktop, scheme(bus).await, dark);
        if shown.replace(theme) != Some(theme) {
            dress(theme);
        }
        match changes.next().await {
            Some(change) => drop(change?),
            None => return Ok(()),
        }
    }
}

/// What these answers mean: the portal's scheme (1: dark, 2: light, 0: no preference), and whether Xfce's panel is dark.
fn theme(desktop: &str, scheme: Option<u32>, xfce_is_dark: Option<bool>) -> Theme {
    let is = |name: &str| desktop.split(':').any(|it| it.eq_ignore_ascii_case(name));
    match scheme {
        _ if xfce_is_dark == Some(true) => Theme::Dark,
        Some(1) => Theme::Dark,
        // GNOME's bar is dark whatever its windows are.
        Some(2) if !is("GNOME") => Theme::Light,
        _ => Theme::Any,
    }
}

/// The messages with which `place` says that something of `subject` has changed.
async fn changes(
    bus: &Connection,
    place: Place,
    member: &'static str,
    subject: &'static str,
) -> zbus::Result<MessageStream> {
    let rule = MatchRule::builder().msg_type(zbus::message::Type::Signal);
    let rule = rule.interface(place.interface)?.member(member)?.arg(0, subject)?.build();
    MessageStream::for_match_rule(rule, bus, Some(8)).await
}

/// The scheme that the portal tells; `None` where there is none.
async fn scheme(bus: &Connection) -> Option<u32> {
    let about = (APPEARANCE, SCHEME);
    match PORTAL.ask(bus, "ReadOne", &about).await {
        Some(scheme) => Some(scheme),
        // The first version of the portal.
        None => PORTAL.ask(bus, "Read", &about).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_is_what_the_desktop_says_and_else_anything() {
        for (desktop, scheme, xfce, expected) in [
            ("KDE", Some(1), None, Theme::Dark),
            ("KDE", Some(2), None, Theme::Light),
            ("KDE", Some(0), None, Theme::Any),
            ("KDE", None, None, Theme::Any),
            ("KDE", Some(7), None, Theme::Any),
            ("GNOME", Some(1), None, Theme::Dark),
            ("ubuntu:GNOME", Some(2), None, Theme::Any),
            ("XFCE", None, Some(true), Theme::Dark),
            ("XFCE", Some(2), Some(true), Theme::Dark),
            ("XFCE", Some(2), Some(false), Theme::Light),
            ("", None, Some(false), Theme::Any),
        ] {
            assert_eq!(theme(desktop, scheme, xfce), expected, "{desktop} {scheme:?} {xfce:?}");
        }
    }
}
