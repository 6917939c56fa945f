//! Whether the program starts with the user's session, as the system has it, and the switch for that.
//!
//! The truth is what the desktop will do, not what we once wrote: users switch it in their desktop's settings, too.

#[cfg(any(target_os = "linux", test))]
mod xdg;

#[cfg(target_os = "linux")]
use xdg as system;

#[cfg(any(target_os = "macos", test))]
mod agent;
#[cfg(target_os = "macos")]
use agent as system;

#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as system;

use std::io;

/// Whether the program starts at login; `None` where that cannot be known.
pub fn state() -> Option<bool> {
    system::state()
}

/// Lets the program start at login, or not. Afterwards [`state`] tells the truth, whatever came of it.
pub fn set(on: bool) -> io::Result<()> {
    system::set(on)
}
