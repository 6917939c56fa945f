//! What differs between operating systems: the only home of `cfg(target_os)` and of `unsafe`.
//!
//! Everything here reads, opens or locates; nothing decides. Formats that a system keeps its settings in are parsed by
//! pure functions, compiled and tested everywhere, so that the parser for one system is not blind on another.
//!
//! Invariants:
//!
//! - Nothing here tells the name of this computer, of its user or of a network to anybody.
//! - What cannot be read is `None`, and says so at DEBUG; an empty list means that there is none.

pub mod autostart;
pub mod desktop;
mod languages;
pub mod memory;
pub mod open;
pub mod paths;
pub(crate) mod network;
pub(crate) mod proxy;
#[cfg(any(target_os = "macos", all(unix, test)))]
mod command;

#[cfg(target_os = "linux")]
mod bus_again;
#[cfg(target_os = "linux")]
mod bus_settings;
#[cfg(target_os = "linux")]
mod notice_dbus;
#[cfg(target_os = "linux")]
mod notice_disturb;
#[cfg(not(target_os = "linux"))]
mod notice_toast;
#[cfg(not(target_os = "linux"))]
mod console;
mod door;
#[cfg(windows)]
mod identity;
mod peer;
mod session;
pub mod socket;
mod storage;
pub mod surroundings;
#[cfg(target_os = "linux")]
mod tray_ksni;
#[cfg(target_os = "linux")]
mod tray_panel;
#[cfg(not(target_os = "linux"))]
mod tray_tao;
#[cfg(windows)]
mod user;

pub use desktop::{Desktop, desktop};
pub use door::{for_this_user, leads_to_this_user, local_socket};
pub use languages::languages;
pub use open::{Handed, OpenError, open_by_file, open_url};
pub use paths::{Paths, paths};
pub use peer::{identify, may_speak};
pub use session::{asked_to_end, terminal_width, with_tray};
pub use storage::{boot_id, create_private, hardware_address, is_remote, make_own};
#[cfg(target_os = "linux")]
pub use tray_ksni::has_tray_host;
#[cfg(target_os = "linux")]
pub use tray_panel::follow_panel;
#[cfg(not(target_os = "linux"))]
pub use tray_tao::{follow_panel, has_tray_host};

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
#[cfg(not(windows))]
pub(crate) fn hosts_file() -> PathBuf {
    PathBuf::from("/etc/hosts")
}

/// Where this system keeps its hosts file: the resolver looks where the registry says, and some programs say elsewhere.
#[cfg(windows)]
pub(crate) fn hosts_file() -> PathBuf {
    const KEY: &str = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters";
    let key = windows_registry::LOCAL_MACHINE.open(KEY);
    let folder = key.and_then(|it| it.get_string("DataBasePath")).ok();
    let root = environment("SystemRoot").unwrap_or_else(|| r"C:\Windows".to_owned());
    hosts_file_in(folder.as_deref().unwrap_or_default(), &root)
}

/// The hosts file in `folder`, which is as the registry has it: `%SystemRoot%` stands for the folder of Windows.
#[cfg(any(windows, test))]
fn hosts_file_in(folder: &str, root: &str) -> PathBuf {
    const USUAL: &str = r"%SystemRoot%\System32\drivers\etc";
    const ROOT: &str = "%systemroot%";
    let folder = if folder.trim().is_empty() { USUAL } else { folder.trim() };
    let folder = match folder.get(..ROOT.len()) {
        Some(start) if start.eq_ignore_ascii_case(ROOT) => {
            format!("{root}{}", &folder[ROOT.len()..])
        }
        Some(_) | None => folder.to_owned(),
    };
    PathBuf::from(format!(r"{}\hosts", folder.trim_end_matches('\\')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hosts_file_of_windows_is_where_the_registry_says() {
        let found = |folder| hosts_file_in(folder, r"D:\Win").to_string_lossy().into_owned();
        let usual = r"D:\Win\System32\drivers\etc\hosts";
        assert_eq!(found(r"%SystemRoot%\System32\drivers\etc"), usual);
        assert_eq!(found(r"%systemroot%\System32\drivers\etc\"), usual);
        assert_eq!(found(""), usual);
        assert_eq!(found(r"C:\Übung"), r"C:\Übung\hosts");
    }
}
