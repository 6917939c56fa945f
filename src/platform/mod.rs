//! What differs between operating systems: the only home of `cfg(target_os)` and of `unsafe`.
//!
//! Everything here reads, opens or locates; nothing decides. Formats that a system keeps its settings in are parsed by
//! pure functions, compiled and tested everywhere, so that the parser for one system is not blind on another.
//!
//! Invariants:
//!
//! - Nothing here tells the name of this computer, of its user or of a network to anybody.
//! - What cannot be read is `None`, and says so at DEBUG; an empty list means that there is none.

pub mod desktop;
pub mod memory;
pub mod open;
pub mod paths;
pub(crate) mod network;
pub(crate) mod proxy;
#[cfg(any(target_os = "macos", all(unix, test)))]
mod command;

#[cfg(target_os = "linux")]
mod notice_dbus;
#[cfg(not(target_os = "linux"))]
mod notice_toast;
mod peer;
mod session;
pub mod socket;
#[cfg(target_os = "linux")]
mod tray_ksni;
#[cfg(not(target_os = "linux"))]
mod tray_tao;

pub use desktop::{Desktop, desktop};
pub use open::{OpenError, open_sign_in_page, open_url};
pub use paths::{Paths, paths};
pub use peer::identify;
pub use session::{asked_to_end, keep_to_owner, terminal_width, with_tray};
#[cfg(target_os = "linux")]
pub use tray_ksni::has_tray_host;
#[cfg(not(target_os = "linux"))]
pub use tray_tao::has_tray_host;

use std::path::PathBuf;

/// The value of an environment variable, unless it is missing, empty or not text.
#[expect(
    clippy::disallowed_methods,
    reason = "`platform` is one of the readers of the environment"
)]
pub(crate) fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Where this system keeps its hosts file.
pub(crate) fn hosts_file() -> PathBuf {
    if cfg!(windows) {
        let root = environment("SystemRoot").unwrap_or_else(|| r"C:\Windows".to_owned());
        PathBuf::from(root).join(r"System32\drivers\etc\hosts")
    } else {
        PathBuf::from("/etc/hosts")
    }
}
