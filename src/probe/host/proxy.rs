//! The proxy settings that programs on this computer obey: the environment's, else the desktop's.

use std::collections::BTreeMap;

use url::{Host, Url};

use crate::observation::{ProxyEndpoint, ProxyScheme, ProxySettings, ProxySource};
use crate::platform;
use crate::platform::proxy::DesktopProxy;
pub use crate::probe::Credentials;

/// The settings in force, and the credentials that stood in them, by proxy.
///
/// Reads the environment and some small files; whether a script can be fetched is left open.
pub fn proxy_settings() -> (ProxySettings, BTreeMap<ProxyEndpoint, Credentials>) {
    settings(platform::environment, platform::proxy::desktop)
}

/// The environment comes first, as for every program that is started from a shell or a session.
fn settings(
    variable: impl Fn(&str) -> Option<String>,
    desktop: impl FnOnce() -> Option<DesktopProxy>,
) -> (ProxySettings, BTreeMap<ProxyEndpoint, Credentials>) {
    let mut reader = Reader::default();
    if reader.read_environment(variable) {
        reader.settings.source = ProxySource::Environment;
    } else if let Some(desktop) = desktop() {
        reader.read_desktop(desktop);
    }
    (reader.settings, reader.credentials)
}

#[derive(Default)]
struct Reader {
    settings: ProxySettings,
    credentials: BTreeMap<ProxyEndpoint, Credentials>,
}

impl Reader {
    /// Reads the variables as curl does: lower case before upper case, `http_proxy` in lower case only (a CGI script's
    /// `HTTP_PROXY` is the client's header), and `all_proxy` for what has none of its own. Says whether any is set.
    fn read_environment(&mut self, variable: impl Fn(&str) -> Option<String>) -> bool {
        let either = |names: &[&'static str]| {
            let set = names.iter().find_map(|name| variable(name).map(|value| (*name, value)));
            set.filter(|(_, value)| !value.trim().is_empty())
        };
        let all = either(&["all_proxy", "ALL_PROXY"]);
        let http = either(&["http_proxy"]).or_else(|| all.clone());
        let https = either(&["https_proxy", "HTTPS_PROXY"]).or(all);
        let script =
            either(&["auto_proxy", "AUTO_PROXY"]).filter(|_| http.is_none() && https.is_none());
        let is_set = http.is_some() || https.is_some() || script.is_some();
        // Not curl's: some desktops export the address of their script (PAC) to the programs that they start.
        if let Some((place, url)) = script {
            self.script(place, &url);
        }
        self.settings.http = http.and_then(|(place, value)| self.endpoint(place, &value));
        self.settings.https = https.and_then(|(place, value)| self.endpoint(place, &value));
        if is_set && let Some((_, hosts)) = either(&["no_proxy", "NO_PROXY"]) {
            self.settings.bypass = bypass(&hosts);
        }
        is_set
    }

    fn read_desktop(&mut self, desktop: DesktopProxy) {
        let DesktopProxy { place, http, https, socks, bypass, pac, pac_optional } = desktop;
        let socks = socks.map(|it| if it.contains("://") { it } else { format!("socks5://{it}") });
        let http = http.or_else(|| socks.clone());
        self.settings.http = http.and_then(|it| self.endpoint(&format!("{place}, http"), &it));
        let https = https.or(socks);
        self.settings.https = https.and_then(|it| self.endpoint(&format!("{place}, https"), &it));
        if let Some(url) = pac {
            self.script(&format!("{place}, script"), &url);
            self.settings.pac_optional = pac_optional && self.settings.pac_url.is_some();
        }
        let is_set = self.settings.any() || !self.settings.unusable.is_empty();
        if is_set {
            self.settings.source = ProxySource::Desktop;
            self.settings.bypass = bypass;
        }
    }

    /// Notes the address of a script (PAC).
    fn script(&mut self, place: &str, value: &str) {
        match Url::parse(value) {
            Ok(url) => self.settings.pac_url = Some(without_secrets(url)),
            Err(_) => self.unusable(place, "value is not a URL"),
        }
    }

    /// The proxy that `value` names; one that makes no sense is noted, without what stood in it.
    fn endpoint(&mut self, place: &str, value: &str) -> Option<ProxyEndpoint> {
        match parse(value) {
            Ok((endpoint, credentials)) => {
                if let Some(credentials) = credentials {
                    self.credentials.entry(endpoint.clone()).or_insert(credentials);
                }
                Some(endpoint)
            }
            Err(reason) => {
                self.unusable(place, reason);
                None
            }
        }
    }

    fn unusable(&mut self, place: &str, reason: &str) {
        let line = format!("{place}: {reason}");
        if !self.settings.unusable.contains(&line) {
            self.settings.unusable.push(line);
        }
    }
}

/// A proxy's address: `[scheme://][user[:password]@]host[:port][/]`.
pub(super) fn parse(value: &str) -> Result<(ProxyEndpoint, Option<Credentials>), &'static str> {
    const NOT_A_URL: &str = "value is not a URL";
    let value = value.trim();
    let with_scheme =
        if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    let url = Url::parse(&with_scheme).map_err(|_| NOT_A_URL)?;
    let (scheme, usual_port) = match url.scheme() {
        "http" => (ProxyScheme::Http, 80),
        "https" => (ProxyScheme::Https, 443),
        // 4a differs only in who resolves, and that is the walk's to choose.
        "socks4" | "socks4a" => (ProxyScheme::Socks4, 1080),
        // Desktops write "socks" and mean version 5.
        "socks5" | "socks" => (ProxyScheme::Socks5, 1080),
        "socks5h" => (ProxyScheme::Socks5h, 1080),
        _ => return Err("unknown kind of proxy"),
    };
    let host = match url.host() {
        Some(Host::Domain(name)) => plain_name(name).ok_or(NOT_A_URL)?,
        Some(Host::Ipv4(address)) => address.to_string(),
        Some(Host::Ipv6(address)) => address.to_string(),
        None => return Err(NOT_A_URL),
    };
    let port = url.port().unwrap_or(usual_port);
    if port == 0 {
        return Err("port is 0");
    }
    let has_user = !url.username().is_empty() || url.password().is_some();
    let credentials = has_user.then(|| Credentials {
        user: decode(url.username()),
        password: decode(url.password().unwrap_or_default()),
    });
    Ok((ProxyEndpoint { scheme, host, port }, credentials))
}

/// A host name as one can be; the URL rules let more through for schemes that they do not know.
fn plain_name(name: &str) -> Option<String> {
    // For such schemes an IPv4 address comes as a name as well.
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_');
    (!name.is_empty() && name.chars().all(is_plain)).then(|| name.to_ascii_lowercase())
}

/// Undoes percent-encoding (RFC 3986, section 2.1). What is no such code stays.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = text.get(at + 1..at + 3).filter(|_| byte == b'%');
        let digits = digits.filter(|it| it.bytes().all(|digit| digit.is_ascii_hexdigit()));
        if let Some(value) = digits.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            decoded.push(value);
            at += 3;
        } else {
            decoded.push(byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// The hosts of a `no_proxy` list, with commas or blanks between them.
fn bypass(list: &str) -> Vec<String> {
    let words = list.split(|it: char| it == ',' || it.is_whitespace());
    words.filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The address without user name and password.
fn without_secrets(mut url: Url) -> String {
    if !url.cannot_be_a_base() && url.has_host() {
        // It fails only for addresses that cannot have any.
        url.set_username("").ok();
        url.set_password(None).ok();
    }
    url.into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Read = (ProxySettings, BTreeMap<ProxyEndpoint, Credentials>);

    fn environment(variables: &[(&str, &str)]) -> Read {
        let variable = |name: &str| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        settings(variable, || None)
    }

    fn endpoint(scheme: ProxyScheme, host: &str, port: u16) -> ProxyEndpoint {
        ProxyEndpoint { scheme, host: host.to_owned(), port }
    }

    #[test]
    fn each_scheme_has_its_port() {
        use ProxyScheme::{Http, Https, Socks4, Socks5, Socks5h};
        for (value, scheme, port) in [
            ("proxy.example", Http, 80),
            ("http://proxy.example/", Http, 80),
            ("proxy.example:3128", Http, 3128),
            ("HTTP://Proxy.Example:3128", Http, 3128),
            ("https://proxy.example", Https, 443),
            ("socks4://proxy.example", Socks4, 1080),
            ("socks4a://proxy.example", Socks4, 1080),
            ("socks5://Proxy.example:9050", Socks5, 9050),
            ("socks5h://proxy.example", Socks5h, 1080),
            ("socks://proxy.example", Socks5, 1080),
        ] {
            let found = parse(value).map(|it| it.0);
            assert_eq!(found, Ok(endpoint(scheme, "proxy.example", port)), "{value}");
        }
    }

    #[test]
    fn a_script_counts_only_where_no_proxy_is_named() {
        let script = ("auto_proxy", "http://jo:secret@p.example/x.pac");
        let (found, _) = environment(&[script]);
        assert_eq!(
            (found.source, found.pac_url.as_deref()),
            (ProxySource::Environment, Some("http://p.example/x.pac"))
        );
        let (found, _) = environment(&[script, ("https_proxy", "proxy.example")]);
        assert_eq!(found.pac_url, None);
        let (found, _) = environment(&[("auto_proxy", "nonsense")]);
        assert_eq!(
            (found.pac_url, found.unusable),
            (None, vec!["auto_proxy: value is not a URL".to_owned()])
        );
    }

    #[test]
    fn addresses_stand_without_brackets() {
        let expected = Ok(endpoint(ProxyScheme::Http, "2001:db8::1", 3128));
        assert_eq!(parse("[2001:db8::1]:3128").map(|it| it.0), expected);
        let expected = Ok(endpoint(ProxyScheme::Socks5, "10.0.0.1", 1080));
        assert_eq!(parse("socks5://10.0.0.1").map(|it| it.0), expected);
    }

    #[test]
    fn credentials_are_kept_apart() {
        let (settings, credentials) =
            environment(&[("https_proxy", "http://jo%40home:p%3Aw%2fd@proxy.example:8080")]);
        let proxy = endpoint(ProxyScheme::Http, "proxy.example", 8080);
        assert_eq!(settings.https.as_ref(), Some(&proxy));
        let expected = Credentials { user: "jo@home".to_owned(), password: "p:w/d".to_owned() };
        assert_eq!(credentials.get(&proxy), Some(&expected));
        let shown = format!("{settings:?} {credentials:?}");
        assert!(!shown.contains("jo") && !shown.contains("p:w"), "{shown}");
    }

    #[test]
    fn lower_case_wins_and_all_serves_what_has_none() {
        let (settings, _) = environment(&[
            ("HTTPS_PROXY", "upper:1"),
            ("https_proxy", "lower:2"),
            ("ALL_PROXY", "socks5://rest:3"),
            ("NO_PROXY", "localhost, .home 10.0.0.0/8"),
        ]);
        assert_eq!(settings.source, ProxySource::Environment);
        assert_eq!(settings.https, Some(endpoint(ProxyScheme::Http, "lower", 2)));
        assert_eq!(settings.http, Some(endpoint(ProxyScheme::Socks5, "rest", 3)));
        assert_eq!(settings.bypass, ["localhost", ".home", "10.0.0.0/8"]);
    }

    #[test]
    fn http_proxy_in_upper_case_is_a_clients_header_and_ignored() {
        assert_eq!(environment(&[("HTTP_PROXY", "evil:1")]).0, ProxySettings::default());
    }

    #[test]
    fn exceptions_alone_are_no_proxy() {
        assert_eq!(environment(&[("no_proxy", "localhost")]).0, ProxySettings::default());
        assert_eq!(environment(&[("https_proxy", "  ")]).0, ProxySettings::default());
    }

    #[test]
    fn rubbish_is_named_and_never_repeated() {
        for (value, reason) in [
            ("http://jo:secret@", "value is not a URL"),
            ("http://jo:secret@host:99999", "value is not a URL"),
            ("jo:secret@ho st", "value is not a URL"),
            ("socks5://jo:secret@h%00st", "value is not a URL"),
            ("ftp://jo:secret@host", "unknown kind of proxy"),
            ("http://jo:secret@host:0", "port is 0"),
        ] {
            let (settings, credentials) = environment(&[("HTTPS_PROXY", value)]);
            assert_eq!(settings.unusable, [format!("HTTPS_PROXY: {reason}")], "{value}");
            assert_eq!(settings.https, None);
            assert!(credentials.is_empty());
        }
    }

    #[test]
    fn the_desktop_is_asked_only_where_the_environment_is_silent() {
        let desktop = || {
            let pac = Some("http://jo:secret@p.example/x.pac".to_owned());
            Some(DesktopProxy { place: "Desktop", pac, ..DesktopProxy::default() })
        };
        let (found, _) = settings(|_| None, desktop);
        assert_eq!(found.source, ProxySource::Desktop);
        assert_eq!(found.pac_url.as_deref(), Some("http://p.example/x.pac"));
        let (found, _) = settings(|name| (name == "all_proxy").then(|| "p:1".to_owned()), desktop);
        assert_eq!((found.source, found.pac_url), (ProxySource::Environment, None));
    }

    #[test]
    fn a_desktops_socks_proxy_serves_what_has_none() {
        let desktop = DesktopProxy {
            place: "Desktop",
            https: Some("10.0.0.1:3128".to_owned()),
            socks: Some("10.0.0.2:1080".to_owned()),
            bypass: vec!["localhost".to_owned()],
            ..DesktopProxy::default()
        };
        let (found, _) = settings(|_| None, || Some(desktop));
        assert_eq!(found.https, Some(endpoint(ProxyScheme::Http, "10.0.0.1", 3128)));
        assert_eq!(found.http, Some(endpoint(ProxyScheme::Socks5, "10.0.0.2", 1080)));
        assert_eq!(found.bypass, ["localhost"]);
    }

    #[test]
    fn a_desktop_without_proxy_has_none() {
        let desktop = DesktopProxy { place: "Desktop", ..DesktopProxy::default() };
        assert_eq!(settings(|_| None, || Some(desktop)).0, ProxySettings::default());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_no_secret_gets_out(value in "(http://|socks5://|\\[|\\]|:|@|%|/|\\PC)*") {
            let secret = "s3cr3t-pa55";
            let (settings, _) = environment(&[("https_proxy", &format!("http://u:{secret}@{value}"))]);
            let shown = format!("{settings:?}");
            prop_assert!(!shown.contains(secret));
            environment(&[("all_proxy", &value)]);
            decode(&value);
        }
    }
}
