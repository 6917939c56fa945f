//! Windows: the WinINET settings in the registry, `…\Internet Settings`.

use super::{DesktopProxy, filled};

const PLACE: &str = "Windows settings";

/// The values of the registry key, as they are.
#[derive(Debug, Default)]
struct Values {
    enabled: bool,
    server: String,
    exceptions: String,
    script: String,
}

/// The settings of the user, or of the machine where a policy says so.
#[cfg(windows)]
pub(super) fn read() -> Option<DesktopProxy> {
    use windows_registry::{CURRENT_USER, LOCAL_MACHINE};

    const KEY: &str = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings";
    const POLICY: &str = r"Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings";
    let per_machine =
        LOCAL_MACHINE.open(POLICY).and_then(|it| it.get_u32("ProxySettingsPerUser")) == Ok(0);
    let root = if per_machine { LOCAL_MACHINE } else { CURRENT_USER };
    let key = root.open(KEY).ok()?;
    let text = |name: &str| key.get_string(name).unwrap_or_default();
    Some(meaning(&Values {
        enabled: key.get_u32("ProxyEnable").is_ok_and(|it| it != 0),
        server: text("ProxyServer"),
        exceptions: text("ProxyOverride"),
        script: text("AutoConfigURL"),
    }))
}

fn meaning(values: &Values) -> DesktopProxy {
    // WinINET and WinHTTP try what stands beside the script next, and go the direct way in the end.
    let mut found = DesktopProxy {
        place: PLACE,
        pac: filled(&values.script),
        pac_optional: true,
        ..DesktopProxy::default()
    };
    if !values.enabled {
        return found;
    }
    for part in values.server.split([';', ' ']).filter_map(filled) {
        match part.split_once('=') {
            // One for everything.
            None => {
                found.http = Some(part.clone());
                found.https = Some(part);
            }
            Some((kind, server)) => match kind.trim().to_ascii_lowercase().as_str() {
                "http" => found.http = filled(server),
                "https" => found.https = filled(server),
                // WinINET speaks version 4 here.
                "socks" => {
                    found.socks = filled(server)
                        .map(|it| if it.contains("://") { it } else { format!("socks4://{it}") });
                }
                _ => {}
            },
        }
    }
    found.bypass = values.exceptions.split([';', ' ']).filter_map(filled).collect();
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn enabled(server: &str) -> DesktopProxy {
        meaning(&Values { enabled: true, server: server.to_owned(), ..Values::default() })
    }

    #[test]
    fn one_server_serves_all() {
        let found = enabled("10.0.0.1:3128");
        assert_eq!(found.http.as_deref(), Some("10.0.0.1:3128"));
        assert_eq!(found.https, found.http);
    }

    #[test]
    fn each_protocol_can_have_its_own() {
        let found = enabled("http=a:1;HTTPS=b:2; ftp=c:3;socks=d:4");
        assert_eq!(found.http.as_deref(), Some("a:1"));
        assert_eq!(found.https.as_deref(), Some("b:2"));
        assert_eq!(found.socks.as_deref(), Some("socks4://d:4"));
    }

    #[test]
    fn a_server_that_is_switched_off_does_not_count_but_a_script_does() {
        let found = meaning(&Values {
            enabled: false,
            server: "10.0.0.1:3128".to_owned(),
            exceptions: "<local>".to_owned(),
            script: "http://p.example/x.pac".to_owned(),
        });
        assert_eq!((found.http, found.https, found.bypass.len()), (None, None, 0));
        assert_eq!(found.pac.as_deref(), Some("http://p.example/x.pac"));
        assert!(found.pac_optional);
    }

    #[test]
    fn exceptions_keep_their_words() {
        let values = Values {
            enabled: true,
            server: "a:1".to_owned(),
            exceptions: "*.home;192.168.*;<local>".to_owned(),
            ..Values::default()
        };
        assert_eq!(meaning(&values).bypass, ["*.home", "192.168.*", "<local>"]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(server in "(http|socks|=|;| |:|\\PC)*", exceptions: String) {
            meaning(&Values { enabled: true, server, exceptions, ..Values::default() });
        }
    }
}
