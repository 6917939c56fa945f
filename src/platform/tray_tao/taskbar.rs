//! How the taskbar of Windows looks: its colour, and how large its icons are.
#![expect(unsafe_code, reason = "the system's metrics, and its word that something has changed")]

use std::{ptr, thread};

use tray_icon::TrayIcon;
use windows_registry::{CURRENT_USER, Key};
use windows_sys::Win32::Foundation::{HWND, LPARAM, LRESULT, NO_ERROR, WPARAM};
use windows_sys::Win32::System::Registry::{REG_NOTIFY_CHANGE_LAST_SET, RegNotifyChangeKeyValue};
use windows_sys::Win32::UI::HiDpi::{GetDpiForSystem, GetDpiForWindow, GetSystemMetricsForDpi};
use windows_sys::Win32::UI::Shell::{DefSubclassProc, RemoveWindowSubclass, SetWindowSubclass};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    FindWindowW, RegisterWindowMessageW, SM_CXSMICON, WM_DISPLAYCHANGE, WM_DPICHANGED,
    WM_NCDESTROY, WM_SETTINGCHANGE,
};
use windows_sys::core::w;

use crate::presentation::tray::icon::Theme;
use crate::presentation::tray::native::Look;

/// Where Windows keeps its colours.
const PERSONAL: &str = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize";
/// A small icon at 100 percent.
const SMALL: u32 = 16;

/// A left click opens the page, as the icons beside ours do.
pub(super) fn look() -> Look {
    Look {
        theme: theme(CURRENT_USER.open(PERSONAL).ok().as_ref()),
        size: small_icon(taskbar_dpi()),
        menu_on_left_click: false,
        title: None,
        tooltip: str::to_owned,
        writes_ticks: false,
    }
}

/// The taskbar's own colour: that of the programs is another setting. Before Windows 10 1903 it was always dark.
fn theme(personal: Option<&Key>) -> Theme {
    let light = personal.and_then(|it| it.get_u32("SystemUsesLightTheme").ok());
    if light.is_some_and(|it| it != 0) { Theme::Light } else { Theme::Dark }
}

/// What the notification area draws without scaling: 16 pixels at 100 percent (96 dots an inch), 32 at 200.
fn small_icon(dpi: u32) -> u32 {
    // SAFETY: plain numbers.
    let size = unsafe { GetSystemMetricsForDpi(SM_CXSMICON, dpi) };
    u32::try_from(size).ok().filter(|it| *it > 0).unwrap_or(SMALL)
}

/// The scale of the screen that the taskbar is on. The system's own is the one that was set when the user signed in.
fn taskbar_dpi() -> u32 {
    // SAFETY: the name ends in a zero; where there is no such window, now or any more, the scale is 0.
    let dpi = unsafe { GetDpiForWindow(FindWindowW(w!("Shell_TrayWnd"), ptr::null())) };
    // SAFETY: plain numbers.
    if dpi == 0 { unsafe { GetDpiForSystem() } } else { dpi }
}

/// Whom the window of the icon tells what the system says to all windows.
struct Listener {
    /// What the taskbar says when it is there again, after Explorer was restarted.
    taskbar_created: u32,
    changed: Box<dyn Fn()>,
}

/// Calls `changed` each time that the scale or a setting may have changed, and when the taskbar is there again: the icon
/// is put back by `tray-icon`, and what could not be drawn meanwhile is to be drawn then. For as long as the icon lives.
pub(super) fn listen(icon: &TrayIcon, changed: impl Fn() + 'static) {
    // SAFETY: the name ends in a zero.
    let taskbar_created = unsafe { RegisterWindowMessageW(w!("TaskbarCreated")) };
    let listener =
        Box::into_raw(Box::new(Listener { taskbar_created, changed: Box::new(changed) }));
    // SAFETY: the window lives as long as the icon, on this thread; the listener is given back with its last message.
    let set = unsafe {
        SetWindowSubclass(icon.window_handle(), Some(heard), LISTENER, listener as usize)
    };
    if set == 0 {
        tracing::debug!("the icon does not follow the scale of the taskbar");
        // SAFETY: nobody has it.
        drop(unsafe { Box::from_raw(listener) });
    }
}

/// The number of our listener at the window.
const LISTENER: usize = 1;

unsafe extern "system" fn heard(
    window: HWND,
    message: u32,
    w: WPARAM,
    l: LPARAM,
    number: usize,
    listener: usize,
) -> LRESULT {
    let listener = listener as *mut Listener;
    if message == WM_NCDESTROY {
        // SAFETY: this is the window's last message, so nobody asks for the listener again.
        unsafe {
            RemoveWindowSubclass(window, Some(heard), number);
            drop(Box::from_raw(listener));
        }
    } else {
        // SAFETY: it is there until the window's last message.
        let Listener { taskbar_created, changed } = unsafe { &*listener };
        let is_news = matches!(message, WM_DPICHANGED | WM_DISPLAYCHANGE | WM_SETTINGCHANGE);
        if is_news || message == *taskbar_created {
            // It only sends: what comes of it is done when the message was handled.
            changed();
        }
    }
    // SAFETY: the window and the message are handed on as they came.
    unsafe { DefSubclassProc(window, message, w, l) }
}

/// Calls `changed` each time that somebody changes the colours. Its thread sleeps in between, and ends with the program.
pub(super) fn watch(changed: impl Fn() + Send + 'static) {
    let wait = move || {
        // The key is there on every Windows that has a choice of colours.
        let Ok(key) = CURRENT_USER.open(PERSONAL) else { return };
        while next_change(&key) {
            changed();
        }
    };
    if let Err(error) = thread::Builder::new().name("colours".to_owned()).spawn(wait) {
        tracing::debug!(%error, "the icon does not follow the colours of the taskbar");
    }
}

/// Waits until a value of `key` is set.
fn next_change(key: &Key) -> bool {
    let nothing = ptr::null_mut();
    // SAFETY: the key is open for reading, which includes being told of changes; without an event the call waits.
    let result =
        unsafe { RegNotifyChangeKeyValue(key.as_raw(), 0, REG_NOTIFY_CHANGE_LAST_SET, nothing, 0) };
    result == NO_ERROR
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_taskbar_is_light_only_where_it_says_so() {
        let name = format!(r"Software\streamdoctor-test-{}-theme", std::process::id());
        let key = CURRENT_USER.create(&name).unwrap();
        assert_eq!(theme(None), Theme::Dark);
        assert_eq!(theme(Some(&key)), Theme::Dark);
        key.set_u32("AppsUseLightTheme", 1).unwrap();
        assert_eq!(theme(Some(&key)), Theme::Dark);
        key.set_u32("SystemUsesLightTheme", 1).unwrap();
        assert_eq!(theme(Some(&key)), Theme::Light);
        CURRENT_USER.remove_tree(&name).unwrap();
    }

    #[test]
    fn a_change_of_colours_is_told() {
        let name = format!(r"Software\streamdoctor-test-{}-watch", std::process::id());
        let key = CURRENT_USER.create(&name).unwrap();
        let (sender, told) = channel();
        let reading = CURRENT_USER.open(&name).unwrap();
        thread::spawn(move || sender.send(next_change(&reading)));
        // Before the other thread waits a change is nobody's; so it is changed until it was told.
        let mut value = 0;
        let changed = loop {
            value += 1;
            key.set_u32("SystemUsesLightTheme", value).unwrap();
            match told.recv_timeout(Duration::from_millis(100)) {
                Ok(changed) => break changed,
                Err(_) => assert!(value < 100, "nobody was told"),
            }
        };
        assert!(changed);
        CURRENT_USER.remove_tree(&name).unwrap();
    }

    #[test]
    fn an_icon_is_as_large_as_the_scale_wants_it() {
        let scales = [100, 125, 150, 175, 200, 250, 300];
        let sizes = scales.map(|percent| small_icon(96 * percent / 100));
        assert_eq!(sizes, [16, 20, 24, 28, 32, 40, 48]);
        assert!((96..=960).contains(&taskbar_dpi()), "{}", taskbar_dpi());
    }
}
