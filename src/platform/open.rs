//! Opens pages in the user's browser, and nothing else.

use std::io;

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

/// Opens a clear-text page, so that a captive portal can answer in its place.
///
/// Only for an address that we chose ourselves, never for one that the network gave (its `Location`).
pub fn open_sign_in_page(url: &str) -> Result<(), OpenError> {
    if !Url::parse(url).is_ok_and(|it| it.scheme() == "http" && it.has_host()) {
        return Err(OpenError::Refused);
    }
    open::that_detached(url).map_err(OpenError::NoBrowser)
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

    #[test]
    fn a_sign_in_page_is_clear_text_or_nothing() {
        for url in ["https://x.example/", "file:///x", "http:", "ftp://x.example/"] {
            assert!(matches!(open_sign_in_page(url), Err(OpenError::Refused)), "{url}");
        }
    }
}
