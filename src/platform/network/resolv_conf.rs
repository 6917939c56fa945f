//! The name servers of `/etc/resolv.conf`.

use std::net::{IpAddr, Ipv6Addr, SocketAddr, SocketAddrV6};

use crate::observation::NameServer;

/// The C library asks no more than this many (MAXNS in resolv.conf(5)); a further line has no effect.
const ASKED: usize = 3;
const PORT: u16 = 53;

/// The name servers that `text` names, in the order in which they are asked.
///
/// No line means "none configured". The C library then tries 127.0.0.1, which is nobody's intention, so it is not
/// listed. The resolver stub of systemd-resolved (127.0.0.53) stays what it is: the server that programs ask.
pub(super) fn name_servers(
    text: &str,
    index_of: impl Fn(&str) -> Option<u32>,
    name_of: impl Fn(u32) -> Option<String>,
) -> Vec<NameServer> {
    let server = |line: &str| {
        let mut words = line.split_ascii_whitespace();
        if words.next() != Some("nameserver") {
            return None;
        }
        let word = words.next()?;
        let (address, zone) = word.split_once('%').map_or((word, None), |(a, z)| (a, Some(z)));
        let address = address.parse::<IpAddr>().ok()?;
        let IpAddr::V6(v6) = address else {
            return Some(NameServer { address: SocketAddr::new(address, PORT), interface: None });
        };
        let index = zone.and_then(|zone| index_of(zone).or_else(|| zone.parse().ok()));
        let interface = index.and_then(&name_of);
        Some(NameServer { address: scoped(v6, index.unwrap_or(0)), interface })
    };
    text.lines().filter_map(server).take(ASKED).collect()
}

fn scoped(address: Ipv6Addr, index: u32) -> SocketAddr {
    SocketAddr::V6(SocketAddrV6::new(address, PORT, 0, index))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Vec<NameServer> {
        let index = |name: &str| (name == "eth0").then_some(7);
        let name = |index: u32| (index == 7).then(|| "eth0".to_owned());
        name_servers(text, index, name)
    }

    fn addresses(text: &str) -> Vec<String> {
        parse(text).into_iter().map(|it| it.address.to_string()).collect()
    }

    #[test]
    fn servers_keep_their_order() {
        let text =
            "# by hand\nsearch home\nnameserver 192.168.1.1\n nameserver\t2001:db8::1 # no\n";
        assert_eq!(addresses(text), ["192.168.1.1:53", "[2001:db8::1]:53"]);
    }

    #[test]
    fn comments_other_keywords_and_rubbish_name_no_server() {
        let text = "#nameserver 1.2.3.4\n;nameserver 1.2.3.4\nnameservers 1.2.3.4\nnameserver\nnameserver x.y\noptions ndots:1\n";
        assert!(parse(text).is_empty());
    }

    #[test]
    fn the_local_stub_is_what_programs_ask() {
        assert_eq!(addresses("nameserver 127.0.0.53\noptions edns0"), ["127.0.0.53:53"]);
    }

    #[test]
    fn a_zone_is_a_name_or_a_number() {
        for zone in ["eth0", "7"] {
            let found = parse(&format!("nameserver fe80::1%{zone}"));
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].address.to_string(), "[fe80::1%7]:53");
            assert_eq!(found[0].interface.as_deref(), Some("eth0"));
        }
    }

    #[test]
    fn the_fourth_server_is_never_asked() {
        let text =
            "nameserver 10.0.0.1\nnameserver 10.0.0.2\nnameserver 10.0.0.3\nnameserver 10.0.0.4\n";
        assert_eq!(addresses(text), ["10.0.0.1:53", "10.0.0.2:53", "10.0.0.3:53"]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(nameserver[ \t]*[0-9a-f:.%]*|\\PC|\n)*") {
            prop_assert!(parse(&text).len() <= ASKED);
        }
    }
}
