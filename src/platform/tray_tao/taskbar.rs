//! How the taskbar of Windows looks: its colour, and how large its icons are.
#![expect(unsafe_code, reason = "the system's metrics, and its word that a key has changed")]

use std::thread;

use windows_registry::{CURRENT_USER, Key};
use windows_sys::Win32::Foundation::NO_ERROR;
use windows_sys::Win32::System::Registry::{REG_NOTIFY_CHANGE_LAST_SET, RegNotifyChangeKeyValue};
use windows_sys::Win32::UI::HiDpi::{GetDpiForSystem, GetSystemMetricsForDpi};
use windows_sys::Win32::UI::WindowsAndMessaging::SM_CXSMICON;

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
        size: small_icon(),
        menu_on_left_click: false,
        title: None,
        tooltip: str::to_owned,
    }
}

/// The taskbar's own colour: that of the programs is another setting. Before Windows 10 1903 it was always dark.
fn theme(personal: Option<&Key>) -> Theme {
    let light = personal.and_then(|it| it.get_u32("SystemUsesLightTheme").ok());
    if light.is_some_and(|it| it != 0) { Theme::Light } else { Theme::Dark }
}

/// What the notification area draws without scaling, on the main screen: 16 pixels at 100 percent, 32 at 200.
fn small_icon() -> u32 {
    // SAFETY: both take and give plain numbers.
    let size = unsafe { GetSystemMetricsForDpi(SM_CXSMICON, GetDpiForSystem()) };
    u32::try_from(size).ok().filter(|it| *it > 0).unwrap_or(SMALL)
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
    let nothing = std::ptr::null_mut();
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
    fn an_icon_has_a_size() {
        assert!((16..=128).contains(&small_icon()));
    }
}
