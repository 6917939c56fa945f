//! (see ARCHITECTURE.md)

#[cfg(target_os = "linux")]
mod notice_dbus;
#[cfg(not(target_os = "linux"))]
mod notice_toast;
#[cfg(target_os = "linux")]
mod tray_ksni;
#[cfg(not(target_os = "linux"))]
mod tray_tao;

#[cfg(target_os = "linux")]
pub use tray_ksni::has_tray_host;
#[cfg(not(target_os = "linux"))]
pub use tray_tao::has_tray_host;
mod session;
pub use session::{asked_to_end, keep_to_owner, terminal_width, with_tray};
pub mod socket;
