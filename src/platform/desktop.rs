//! Whether there is a desktop to show anything on.

use std::path::Path;

use super::environment;

/// What of a desktop is to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Desktop {
    /// A session bus, which tray icons and notifications need on Linux.
    pub session_bus: bool,
    /// A screen, which a browser needs.
    pub display: bool,
}

/// What of a desktop this process can reach, as far as can be told without connecting to it.
pub fn desktop() -> Desktop {
    if cfg!(target_os = "linux") {
        from_environment(environment, Path::exists)
    } else {
        // Windows and macOS have no session without a desktop that a tray program is started in.
        Desktop { session_bus: true, display: true }
    }
}

/// The rule for Linux: the bus is named, or is where systemd puts it; X11 or Wayland is named.
fn from_environment(
    variable: impl Fn(&str) -> Option<String>,
    exists: impl Fn(&Path) -> bool,
) -> Desktop {
    let usual_bus = || {
        variable("XDG_RUNTIME_DIR").is_some_and(|folder| exists(&Path::new(&folder).join("bus")))
    };
    Desktop {
        session_bus: variable("DBUS_SESSION_BUS_ADDRESS").is_some() || usual_bus(),
        display: variable("DISPLAY").is_some() || variable("WAYLAND_DISPLAY").is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Desktop {
        let variable = |name: &str| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        from_environment(variable, |path| path == Path::new("/run/user/7/bus"))
    }

    #[test]
    fn a_bare_session_has_neither() {
        assert_eq!(with(&[]), Desktop { session_bus: false, display: false });
    }

    #[test]
    fn the_bus_is_named_or_where_systemd_puts_it() {
        assert!(with(&[("DBUS_SESSION_BUS_ADDRESS", "unix:path=/x")]).session_bus);
        assert!(with(&[("XDG_RUNTIME_DIR", "/run/user/7")]).session_bus);
        assert!(!with(&[("XDG_RUNTIME_DIR", "/run/user/8")]).session_bus);
    }

    #[test]
    fn x11_and_wayland_are_displays() {
        assert!(with(&[("DISPLAY", ":0")]).display);
        assert!(with(&[("WAYLAND_DISPLAY", "wayland-0")]).display);
    }
}
