//! macOS: the proxies of the active network service, as `scutil --proxy` prints them.

use std::collections::BTreeMap;

use super::{DesktopProxy, filled, host_and_port};

const PLACE: &str = "macOS settings";

#[cfg(target_os = "macos")]
pub(super) fn read() -> Option<DesktopProxy> {
    crate::platform::command::output("/usr/sbin/scutil", &["--proxy"]).map(|it| parse(&it))
}

fn parse(text: &str) -> DesktopProxy {
    let mut keys = BTreeMap::new();
    let mut bypass = Vec::new();
    let mut list = None;
    for line in text.lines() {
        let Some((key, value)) = line.split_once(" : ") else {
            if line.trim() == "}" {
                list = None;
            }
            continue;
        };
        let (key, value) = (key.trim(), value.trim());
        if value.ends_with("<array> {") {
            list = Some(key);
        } else if list == Some("ExceptionsList") {
            bypass.extend(filled(value));
        } else if list.is_none() {
            keys.insert(key, value);
        }
    }
    let enabled = |kind: &str| keys.get(format!("{kind}Enable").as_str()) == Some(&"1");
    let text = |name: String| keys.get(name.as_str()).copied().unwrap_or_default();
    let endpoint = |kind: &str| {
        let port = text(format!("{kind}Port")).parse().unwrap_or(0);
        enabled(kind).then(|| host_and_port(text(format!("{kind}Proxy")), port)).flatten()
    };
    DesktopProxy {
        place: PLACE,
        http: endpoint("HTTP"),
        https: endpoint("HTTPS"),
        socks: endpoint("SOCKS"),
        bypass,
        pac: enabled("ProxyAutoConfig")
            .then(|| filled(text("ProxyAutoConfigURLString".to_owned())))
            .flatten(),
        pac_optional: false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_enabled_counts() {
        let text = "<dictionary> {\n  ExceptionsList : <array> {\n    0 : *.local\n    1 : 169.254/16\n  }\n  \
            FTPPassive : 1\n  HTTPEnable : 1\n  HTTPPort : 3128\n  HTTPProxy : 10.0.0.1\n  HTTPSEnable : 0\n  \
            HTTPSPort : 3129\n  HTTPSProxy : 10.0.0.2\n  ProxyAutoConfigEnable : 1\n  \
            ProxyAutoConfigURLString : http://p.example/x.pac\n  SOCKSEnable : 1\n  SOCKSPort : 1080\n  SOCKSProxy : s\n}\n";
        let found = parse(text);
        assert_eq!(found.http.as_deref(), Some("10.0.0.1:3128"));
        assert_eq!(found.https, None);
        assert_eq!(found.socks.as_deref(), Some("s:1080"));
        assert_eq!(found.pac.as_deref(), Some("http://p.example/x.pac"));
        assert_eq!(found.bypass, ["*.local", "169.254/16"]);
    }

    #[test]
    fn an_empty_dictionary_means_no_proxy() {
        let expected = DesktopProxy { place: PLACE, ..DesktopProxy::default() };
        assert_eq!(parse("<dictionary> {\n}\n"), expected);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(ExceptionsList : <array> \\{\n|HTTPEnable : 1\n|\\PC| : |\n)*") {
            parse(&text);
        }
    }
}
