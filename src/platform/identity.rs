//! Windows: under which name and icon the system shows what the program says.
//!
//! A notification belongs to an "application user model id". Without one of ours they would come from "Windows
//! PowerShell", and be switched off together with it. A program that no installer has registered does so itself, below
//! `AppUserModelId` in the classes of the user, as the Windows App SDK does.
#![expect(unsafe_code, reason = "the system takes the id of the process as a raw text")]

use std::path::PathBuf;
use std::{fs, io};

use widestring::u16cstr;
use windows_registry::CURRENT_USER;
use windows_sys::Win32::UI::Shell::SetCurrentProcessExplicitAppUserModelID;

use crate::presentation::tray::icon;

/// Who the program is to the system; the same for ever, as users' choices about notifications hang on it.
pub(super) const APP_ID: &str = "streamdoctor.streamdoctor";

/// Makes notifications of this process our own. Where that fails they are shown without name and icon.
pub(super) fn register() {
    // SAFETY: the text is constant and ends with a zero.
    let result = unsafe {
        SetCurrentProcessExplicitAppUserModelID(u16cstr!("streamdoctor.streamdoctor").as_ptr())
    };
    if result < 0 {
        tracing::debug!(result, "the process keeps the identity that it was started with");
    }
    let classes = r"Software\Classes\AppUserModelId";
    if let Err(error) = enter(classes, icon_file().ok()) {
        tracing::debug!(%error, "notifications come without a name and an icon");
    }
}

/// Writes what differs: the shell looks again whenever something is written.
fn enter(classes: &str, icon: Option<PathBuf>) -> windows_registry::Result<()> {
    let key = CURRENT_USER.create(format!(r"{classes}\{APP_ID}"))?;
    let write = |name: &str, value: &str| {
        if key.get_string(name).is_ok_and(|it| it == value) {
            return Ok(());
        }
        key.set_string(name, value)
    };
    write("DisplayName", "streamdoctor")?;
    icon.map_or(Ok(()), |icon| write("IconUri", &icon.to_string_lossy()))
}

/// The icon as a file of its own, which is what the shell wants.
fn icon_file() -> io::Result<PathBuf> {
    let folder = super::paths().ok_or(io::ErrorKind::NotFound)?.state;
    let file = folder.join("streamdoctor.png");
    if fs::read(&file).is_ok_and(|it| it == icon::APP) {
        return Ok(file);
    }
    fs::create_dir_all(&folder)?;
    fs::write(&file, icon::APP)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_knows_us_by_name_and_icon() {
        let classes = format!(r"Software\streamdoctor-test-{}-identity", std::process::id());
        let icon = r"C:\Users\Zoë\streamdoctor.png";
        enter(&classes, Some(icon.into())).unwrap();
        enter(&classes, None).unwrap();
        let key = CURRENT_USER.open(format!(r"{classes}\{APP_ID}")).unwrap();
        assert_eq!(key.get_string("DisplayName").unwrap(), "streamdoctor");
        assert_eq!(key.get_string("IconUri").unwrap(), icon);
        CURRENT_USER.remove_tree(&classes).unwrap();
    }
}
