//! The console window of a program that needs none.
//!
//! `streamdoctor.exe` is a console program, so that its commands print, can be piped, and are waited for. Started without
//! a console, from a double click or at login, Windows opens one for it (before Windows 11 24H2, which its manifest asks
//! not to). The package has the same program once more as `streamdoctorw.exe`, for which no console is ever opened.

/// Lets a console window go that was opened for this program alone: nobody looks at it.
#[cfg(windows)]
#[expect(unsafe_code, reason = "the system's interface for consoles")]
pub(super) fn leave_own() {
    use windows_sys::Win32::System::Console::{FreeConsole, GetConsoleProcessList};

    let mut processes = [0; 2];
    // SAFETY: there is room for two numbers, and no more are written; the answer is how many there are.
    let count = unsafe { GetConsoleProcessList(processes.as_mut_ptr(), 2) };
    // A shell that we were started from, or a terminal's own program, would be the second.
    if count == 1 {
        // SAFETY: it takes nothing. Handles of the console that are still held give errors from now on.
        unsafe { FreeConsole() };
    }
}

/// Only Windows opens windows for programs that print.
#[cfg(target_os = "macos")]
pub(super) fn leave_own() {}
