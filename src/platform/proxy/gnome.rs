//! GNOME and the desktops that share its settings: `org.gnome.system.proxy`, kept by dconf, or in a key file where
//! GSettings is told to (`GSETTINGS_BACKEND=keyfile`) and in sandboxes without dconf.

use std::collections::BTreeMap;
use std::path::Path;

use super::dconf::{self, Value};
use super::{DesktopProxy, LARGEST, filled, host_and_port};
use crate::whole_file;

const PLACE: &str = "GNOME settings";
/// Where dconf keeps what the schema `org.gnome.system.proxy` describes.
const FOLDER: &str = "/system/proxy/";
/// The same in a key file: the schema's path, or its id with slashes, by the version of the library.
const GROUPS: [&str; 2] = ["org/gnome/system/proxy", "system/proxy"];

/// Settings by their path below the schema's: `mode`, `http/host`, …
type Keys = BTreeMap<String, Value>;

/// Reads the settings below `config`; `None` where nobody has ever set any.
pub(super) fn read(config: &Path, backend: Option<&str>) -> Option<DesktopProxy> {
    let from_file = || {
        let file = config.join("glib-2.0/settings/keyfile");
        let text = whole_file::read_text(&file, LARGEST).ok()?;
        Some(key_file(&text)).filter(|it| !it.is_empty())
    };
    let from_dconf = || dconf::read(config, FOLDER).filter(|it| !it.is_empty());
    let keys = match backend {
        Some("keyfile") => from_file()?,
        Some("memory") => return None,
        _ => from_dconf().or_else(from_file)?,
    };
    Some(meaning(&keys))
}

fn meaning(keys: &Keys) -> DesktopProxy {
    let text = |name: &str| match keys.get(name) {
        Some(Value::Text(text)) => text.as_str(),
        Some(Value::Number(_) | Value::Switch(_) | Value::Texts(_)) | None => "",
    };
    let port = |name: &str| match keys.get(name) {
        Some(Value::Number(number)) => u16::try_from(*number).unwrap_or_default(),
        Some(Value::Text(_) | Value::Switch(_) | Value::Texts(_)) | None => 0,
    };
    let endpoint =
        |kind: &str| host_and_port(text(&format!("{kind}/host")), port(&format!("{kind}/port")));
    let bypass = match keys.get("ignore-hosts") {
        Some(Value::Texts(hosts)) => hosts.clone(),
        // The schema's default.
        _ => ["localhost", "127.0.0.0/8", "::1"].map(str::to_owned).to_vec(),
    };
    match text("mode") {
        "manual" => {
            let http = endpoint("http").map(|it| match keys.get("http/use-authentication") {
                Some(Value::Switch(true)) => with_user(
                    &it,
                    text("http/authentication-user"),
                    text("http/authentication-password"),
                ),
                _ => it,
            });
            let same = matches!(keys.get("use-same-proxy"), Some(Value::Switch(true)));
            // The key is obsolete and its default is "true", so it counts only where nothing else is set.
            let https = endpoint("https").or_else(|| http.clone().filter(|_| same));
            DesktopProxy {
                place: PLACE,
                http,
                https,
                socks: endpoint("socks"),
                bypass,
                ..DesktopProxy::default()
            }
        }
        "auto" => DesktopProxy {
            place: PLACE,
            bypass: Vec::new(),
            pac: filled(text("autoconfig-url")),
            ..DesktopProxy::default()
        },
        _ => DesktopProxy { place: PLACE, ..DesktopProxy::default() },
    }
}

fn with_user(endpoint: &str, user: &str, password: &str) -> String {
    let encode =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    if user.is_empty() {
        return endpoint.to_owned();
    }
    let credentials = format!("{}:{}@", encode(user), encode(password)).replace('+', "%20");
    match endpoint.split_once("://") {
        Some((scheme, rest)) => format!("{scheme}://{credentials}{rest}"),
        None => format!("{credentials}{endpoint}"),
    }
}

/// The proxy keys of a GSettings key file. Each value is a GVariant in text form.
fn key_file(text: &str) -> Keys {
    let mut keys = Keys::new();
    let mut folder = None;
    for line in text.lines().map(str::trim) {
        if let Some(group) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            let group = group.trim_matches('/');
            folder = GROUPS.iter().find_map(|it| group.strip_prefix(it)).and_then(|rest| {
                if rest.is_empty() {
                    Some(String::new())
                } else {
                    rest.strip_prefix('/').map(|rest| format!("{rest}/"))
                }
            });
        } else if let (Some(folder), Some((key, value))) = (&folder, line.split_once('='))
            && let Some(value) = variant(value.trim())
        {
            keys.insert(format!("{folder}{}", key.trim()), value);
        }
    }
    keys
}

/// A GVariant in text form, of the four types that the schema has.
fn variant(text: &str) -> Option<Value> {
    match text {
        "true" => return Some(Value::Switch(true)),
        "false" => return Some(Value::Switch(false)),
        _ => {}
    }
    if let Ok(number) = text.parse() {
        return Some(Value::Number(number));
    }
    let list = text.strip_prefix("@as").map_or(text, str::trim_start);
    if let Some(mut rest) = list.strip_prefix('[') {
        let mut items = Vec::new();
        loop {
            rest = rest.trim_start_matches([' ', '\t', ',']);
            if rest.starts_with(']') {
                return Some(Value::Texts(items));
            }
            let (item, after) = quoted(rest)?;
            items.push(item);
            rest = after;
        }
    }
    quoted(text).map(|(text, _)| Value::Text(text))
}

/// A quoted string, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|it| matches!(it, '\'' | '"'))?;
    let mut unquoted = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => unquoted.push(characters.next()?.1),
            it if it == quote => return text.get(at + 1..).map(|rest| (unquoted, rest)),
            it => unquoted.push(it),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> DesktopProxy {
        meaning(&key_file(text))
    }

    #[test]
    fn an_automatic_script_is_found() {
        let found = parse(
            "[org/gnome/system/proxy]\nmode='auto'\nautoconfig-url='http://proxy.example/p.pac'\n",
        );
        assert_eq!(found.pac.as_deref(), Some("http://proxy.example/p.pac"));
        assert_eq!(found.http, None);
    }

    #[test]
    fn manual_proxies_are_found_with_their_exceptions() {
        let found = parse(
            "[org/gnome/system/proxy]\nmode='manual'\nignore-hosts=['localhost', '*.home']\n\
             [org/gnome/system/proxy/http]\nhost='10.0.0.1'\nport=3128\n\
             [org/gnome/system/proxy/https]\nhost='10.0.0.2'\nport=3129\n\
             [org/gnome/system/proxy/socks]\nhost='2001:db8::1'\nport=1080\n",
        );
        assert_eq!(found.http.as_deref(), Some("10.0.0.1:3128"));
        assert_eq!(found.https.as_deref(), Some("10.0.0.2:3129"));
        assert_eq!(found.socks.as_deref(), Some("[2001:db8::1]:1080"));
        assert_eq!(found.bypass, ["localhost", "*.home"]);
        assert_eq!(found.pac, None);
    }

    #[test]
    fn proxies_left_over_from_a_mode_that_is_off_do_not_count() {
        let found = parse(
            "[org/gnome/system/proxy]\nmode='none'\nautoconfig-url='http://x.example/'\n\
             [org/gnome/system/proxy/http]\nhost='10.0.0.1'\nport=3128\n",
        );
        assert_eq!(found, DesktopProxy { place: PLACE, ..DesktopProxy::default() });
    }

    #[test]
    fn credentials_are_encoded_into_the_address() {
        let found = parse(
            "[org/gnome/system/proxy]\nmode='manual'\n[org/gnome/system/proxy/http]\nhost='p'\nport=8\n\
             use-authentication=true\nauthentication-user='a b'\nauthentication-password='c@d\\'e'\n",
        );
        assert_eq!(found.http.as_deref(), Some("a%20b:c%40d%27e@p:8"));
    }

    #[test]
    fn other_groups_of_the_file_are_not_ours() {
        assert!(
            key_file("[org/gnome/system/proxyfoo]\nmode='auto'\n[x]\nmode='auto'\n").is_empty()
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(\\[org/gnome/system/proxy\\]\n|mode='manual'\n|[a-z/=\\['\"\\\\,@\\]\n]{0,9}|\\PC)*") {
            parse(&text);
        }
    }
}
