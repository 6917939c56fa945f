//! KDE: `kioslaverc`, group `Proxy Settings`.

use std::collections::BTreeMap;
use std::path::Path;

use super::{DesktopProxy, LARGEST, filled};
use crate::whole_file;

const PLACE: &str = "KDE settings";
const FILE: &str = "kioslaverc";
const GROUP: &str = "[Proxy Settings]";

/// Reads the settings below `config`; `None` where nobody has ever set any.
pub(super) fn read(config: &Path) -> Option<DesktopProxy> {
    parse(&whole_file::read_text(&config.join(FILE), LARGEST).ok()?)
}

fn parse(text: &str) -> Option<DesktopProxy> {
    let keys = group(text)?;
    let value = |name: &str| keys.get(name).copied().unwrap_or_default();
    let endpoint = |name: &str| filled(value(name)).map(|it| with_port(&it));
    let nothing = DesktopProxy { place: PLACE, ..DesktopProxy::default() };
    // 3 looks for a script in the network and 4 repeats the environment, which was read before.
    Some(match value("ProxyType").parse() {
        // "Only for these addresses", the reverse of a list of exceptions, is for what nobody streams from.
        Ok(1) if value("ReversedException") == "true" => nothing,
        Ok(1) => DesktopProxy {
            http: endpoint("httpProxy"),
            https: endpoint("httpsProxy"),
            socks: endpoint("socksProxy"),
            bypass: value("NoProxyFor").split([',', ' ']).filter_map(filled).collect(),
            ..nothing
        },
        Ok(2) => DesktopProxy { pac: filled(value("Proxy Config Script")), ..nothing },
        Ok(0_u8 | 3..) | Err(_) => nothing,
    })
}

/// The keys of the group; `None` where it is not in the file. Flags of a key (`key[$e]`, `key[de]`) are left out.
fn group(text: &str) -> Option<BTreeMap<&str, &str>> {
    let mut found = None;
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.trim_end_matches("[$i]") == GROUP;
            if inside {
                found.get_or_insert_with(BTreeMap::new);
            }
        } else if let (true, Some(keys), Some((key, value))) =
            (inside, &mut found, line.split_once('='))
        {
            let key = key.split('[').next().unwrap_or_default().trim();
            keys.insert(key, value.trim());
        }
    }
    found
}

/// KDE keeps the port behind a blank: `http://proxy.example 3128`.
fn with_port(value: &str) -> String {
    match value.rsplit_once(' ') {
        Some((host, port)) if port.parse::<u16>().is_ok() => {
            format!("{}:{port}", host.trim_end().trim_end_matches('/'))
        }
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_script_is_found() {
        let found =
            parse("[Proxy Settings]\nProxyType=2\nProxy Config Script=http://p.example/x.pac\n");
        assert_eq!(found.unwrap().pac.as_deref(), Some("http://p.example/x.pac"));
    }

    #[test]
    fn manual_proxies_are_found_with_both_ways_to_write_a_port() {
        let found = parse(
            "[$Version]\nx=1\n\n[Proxy Settings][$i]\nNoProxyFor=localhost, .home\nProxyType=1\n\
             httpProxy=http://10.0.0.1 3128\nhttpsProxy[$e]=http://10.0.0.2:3129\nsocksProxy=socks://10.0.0.3 1080\n",
        )
        .unwrap();
        assert_eq!(found.http.as_deref(), Some("http://10.0.0.1:3128"));
        assert_eq!(found.https.as_deref(), Some("http://10.0.0.2:3129"));
        assert_eq!(found.socks.as_deref(), Some("socks://10.0.0.3:1080"));
        assert_eq!(found.bypass, ["localhost", ".home"]);
    }

    #[test]
    fn values_left_over_from_a_mode_that_is_off_do_not_count() {
        for mode in ["0", "3", "4", "", "99", "x"] {
            let text = format!(
                "[Proxy Settings]\nProxyType={mode}\nhttpProxy=http://x 1\nProxy Config Script=http://x/\n"
            );
            assert_eq!(
                parse(&text),
                Some(DesktopProxy { place: PLACE, ..DesktopProxy::default() })
            );
        }
    }

    #[test]
    fn a_file_without_the_group_says_nothing() {
        assert_eq!(parse("[Other]\nProxyType=1\nhttpProxy=http://x 1\n"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(\\[Proxy Settings\\]\n|ProxyType=[0-9]\n|httpProxy=|\\PC|\n)*") {
            parse(&text);
        }
    }
}
