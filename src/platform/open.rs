//! Opens pages in the user's browser, and nothing else.

#[cfg(any(target_os = "linux", test))]
mod browser;

use std::io;
use std::path::Path;

use thiserror::Error;
use url::{Host, Url};

/// Why a page was not opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// It is not the kind of link that this program opens.
    #[error("open this kind of link")]
    Refused,
    /// The system could not start a browser.
    #[error("start a browser")]
    NoBrowser(#[source] io::Error),
}

/// Opens a page: `https`, our own page on this computer, or a page of the system's settings.
///
/// Links come from data that users can override, so the scheme is checked here, at the last step: `file:` and the many
/// schemes that start programs never pass.
pub fn open_url(url: &str) -> Result<(), OpenError> {
    if !is_permitted(url) {
        return Err(OpenError::Refused);
    }
    open::that_detached(url).map_err(OpenError::NoBrowser)
}

/// A file that was handed to a browser. It is gone with this.
#[derive(Debug)]
pub struct Handed {
    #[cfg(target_os = "linux")]
    _file: tempfile::TempPath,
}

/// Opens our own page by a link that nobody else must have.
///
/// On Linux every user can read how a browser was started. So it is handed a file instead, for this user alone, in our
/// own `folder`: `page`, which goes to the link. It must stay until the browser has read it. A browser that would not
/// find it there is handed the link all the same.
#[cfg(target_os = "linux")]
pub fn open_by_file(link: &str, page: &str, folder: &Path) -> Result<Option<Handed>, OpenError> {
    if !browser::reads_our_files() {
        return open_url(link).map(|()| None);
    }
    match write(page, folder) {
        Ok(file) => match open::that_detached(&file) {
            Ok(()) => Ok(Some(Handed { _file: file })),
            Err(error) => Err(OpenError::NoBrowser(error)),
        },
        Err(error) => {
            tracing::debug!(%error, "no file can be made for the browser");
            open_url(link).map(|()| None)
        }
    }
}

/// Opens our own page by its link: no other user can read how a browser was started on Windows, and on macOS only while
/// `open` runs.
#[cfg(not(target_os = "linux"))]
pub fn open_by_file(link: &str, _: &str, _: &Path) -> Result<Option<Handed>, OpenError> {
    open_url(link).map(|()| None)
}

/// Takes away what a program that was killed has left of [`open_by_file`] in `folder`.
pub fn sweep(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(|it| it.starts_with(BEGIN) && it.ends_with(END)) {
            // What cannot be taken away holds a link that no longer opens anything.
            std::fs::remove_file(entry.path()).ok();
        }
    }
}

/// How the names of the files that browsers are handed begin and end.
const BEGIN: &str = "page-";
const END: &str = ".html";

/// Writes `page` into a new file in `folder` that only its owner can read.
#[cfg(target_os = "linux")]
fn write(page: &str, folder: &Path) -> io::Result<tempfile::TempPath> {
    use std::io::Write as _;

    let mut file = tempfile::Builder::new().prefix(BEGIN).suffix(END).tempfile_in(folder)?;
    file.write_all(page.as_bytes())?;
    Ok(file.into_temp_path())
}

fn is_permitted(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    match url.scheme() {
        "https" => url.has_host(),
        "http" => match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        },
        "ms-settings" => cfg!(windows),
        "x-apple.systempreferences" => cfg!(target_os = "macos"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn what_a_browser_is_handed_is_for_its_user_alone_and_goes_with_its_use() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let file = write("a page", folder.path()).unwrap();
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "a page");
        let place = file.to_path_buf();
        drop(file);
        assert!(!place.exists());
    }

    #[test]
    fn only_what_was_left_over_is_swept_away() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["page-x1y2z3.html", "page.html", "streamdoctor.sock", "page-1.html.bak"];
        for name in names {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        sweep(folder.path());
        let left = names.map(|name| folder.path().join(name).exists());
        assert_eq!(left, [false, true, true, true]);
        sweep(&folder.path().join("not there"));
    }

    #[test]
    fn https_and_our_own_page_are_opened() {
        assert!(is_permitted("https://help.example/x?y#z"));
        assert!(is_permitted("http://127.0.0.1:8765/fix/1?ticket=a"));
        assert!(is_permitted("http://[::1]:8765/"));
    }

    #[test]
    fn clear_text_programs_and_files_are_not() {
        for url in [
            "http://help.example/",
            "http://127.0.0.1.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "vscode://x",
            "ms-msdt:/id",
            "https:",
            "C:\\Windows\\system32\\calc.exe",
            "--help",
            "",
        ] {
            assert!(!is_permitted(url), "{url}");
        }
    }

    #[test]
    fn system_settings_open_only_where_they_exist() {
        assert_eq!(is_permitted("ms-settings:dateandtime"), cfg!(windows));
    }
}
