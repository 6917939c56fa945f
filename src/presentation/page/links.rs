//! Which links may be shown to be clicked, or handed to the desktop. Everything else is text.

use url::{Host, Url};

use crate::presentation::words::Words;
use crate::remedy::Remedy;

/// Where a vetted link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page on the web.
    Web,
    /// A page of the operating system's settings.
    Settings,
}

/// A link that may be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub url: Url,
    pub target: Target,
}

impl Link {
    /// What to call it: the host for the web.
    pub fn label(&self, words: Words) -> String {
        match self.target {
            Target::Web => {
                let host = self.url.host_str().unwrap_or_default();
                host.strip_prefix("www.").unwrap_or(host).to_owned()
            }
            Target::Settings => words.say("page-the-settings").into_owned(),
        }
    }
}

/// The link, if it is an https page of a named host, or a page of the system's settings.
pub fn vet(link: &str) -> Option<Link> {
    let url = Url::parse(link).ok()?;
    let target = match url.scheme() {
        "https" if names_a_host(&url) => Target::Web,
        "ms-settings" | "x-apple.systempreferences" if is_plain(&url) => Target::Settings,
        _ => return None,
    };
    Some(Link { url, target })
}

/// The link of a step. Signing in to a hotspot needs a clear-text page, as a portal cannot stand in for an https one
/// (RFC 8952, section 2.1); the address is a control of our own settings, never what a portal answered.
pub fn vet_step(remedy: Remedy, link: &str) -> Option<Link> {
    vet(link).or_else(|| {
        let url = Url::parse(link).ok()?;
        let portal = remedy == Remedy::SignInToNetwork && url.scheme() == "http";
        (portal && names_a_host(&url)).then_some(Link { url, target: Target::Web })
    })
}

/// Whether the URL names somebody out there, without credentials that could make it look like somebody else.
fn names_a_host(url: &Url) -> bool {
    let Some(Host::Domain(name)) = url.host() else { return false };
    url.username().is_empty()
        && url.password().is_none()
        && name.contains('.')
        && name != "localhost"
        && !name.ends_with(".localhost")
}

/// Whether a settings link is a bare name with parameters: no host, no path that could be read as a file or command.
fn is_plain(url: &Url) -> bool {
    url.host().is_none()
        && url
            .as_str()
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b":.-_?=&".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_and_settings_pages_may_be_opened() {
        for (link, label) in [
            ("https://www.netflix.com/clearcookies", "netflix.com"),
            ("https://help.disneyplus.com/", "help.disneyplus.com"),
            ("ms-settings:network-proxy", "the settings"),
            ("x-apple.systempreferences:com.apple.preference.network?Proxies", "the settings"),
        ] {
            assert_eq!(vet(link).unwrap().label(Words::English), label, "{link}");
        }
    }

    #[test]
    fn nothing_else_may_be_opened() {
        for link in [
            "http://www.netflix.com/",
            "https://user@netflix.com/",
            "https://netflix.com:pass@evil.example/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://localhost/",
            "https://a.localhost/",
            "https://router/",
            "https://",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "ms-msdt:/id PCWDiagnostic",
            "ms-settings://evil.example/x",
            "ms-settings:a b",
            "ms-settings:../x",
            "x-apple.systempreferences:a/b",
            "search-ms:query=x",
            "smb://server/share",
            "netflix.com",
            "",
        ] {
            assert_eq!(vet(link), None, "{link}");
        }
    }

    #[test]
    fn clear_text_is_for_signing_in_to_a_network_only() {
        let link = "http://connectivity.example/";
        assert!(vet_step(Remedy::SignInToNetwork, link).is_some());
        assert!(vet_step(Remedy::CheckServiceStatus, link).is_none());
        assert!(vet_step(Remedy::SignInToNetwork, "http://192.168.0.1/login").is_none());
        assert!(vet_step(Remedy::SignInToNetwork, "file:///etc/passwd").is_none());
        assert!(vet_step(Remedy::CheckServiceStatus, "https://status.example/").is_some());
    }
}
