//! What the network tools of macOS print: `ifconfig`, `networksetup`, `netstat`, `arp`, `ndp`, `scutil`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

use super::table::Row;
use super::{Link, Resolution};
use crate::observation::{Family, Interface, InterfaceKind, NameServer};

const DNS_PORT: u16 = 53;

/// The interfaces of `ifconfig`, without loopback; `ports` is the output of `networksetup -listallhardwareports`.
pub(super) fn links(ifconfig: &str, ports: &str) -> Vec<Link> {
    let mut links = Vec::<Link>::new();
    let mut skipped = false;
    for line in ifconfig.lines() {
        if let Some((name, rest)) = heading(line) {
            let flags = between(rest, '<', '>').split(',').collect::<Vec<_>>();
            skipped = flags.contains(&"LOOPBACK");
            if !skipped {
                links.push(Link {
                    index: 0,
                    interface: Interface {
                        name: name.to_owned(),
                        kind: kind(name, hardware_port(ports, name)),
                        enabled: flags.contains(&"UP"),
                        carrier: flags.contains(&"UP").then(|| flags.contains(&"RUNNING")),
                        ..Interface::default()
                    },
                });
            }
        } else if let (false, Some(link)) = (skipped, links.last_mut()) {
            detail(line.trim(), link);
        }
    }
    links
}

/// The first line of an interface: `en0: flags=8863<UP,…> mtu 1500`.
fn heading(line: &str) -> Option<(&str, &str)> {
    line.split_once(": flags=")
        .filter(|(name, _)| !name.is_empty() && !name.starts_with(char::is_whitespace))
}

fn detail(text: &str, link: &mut Link) {
    let words = text.split_ascii_whitespace().collect::<Vec<_>>();
    match words.as_slice() {
        ["inet", address, ..] => link.interface.addresses.extend(address.parse::<IpAddr>()),
        // An address whose uniqueness is not proven cannot be used (RFC 4862, section 5.4).
        ["inet6", ..] if words.iter().any(|it| matches!(*it, "tentative" | "duplicated")) => {}
        ["inet6", address, rest @ ..] => {
            link.interface.addresses.extend(plain(address));
            let scope = rest.iter().skip_while(|it| **it != "scopeid").nth(1);
            let scope =
                scope.and_then(|it| u32::from_str_radix(it.trim_start_matches("0x"), 16).ok());
            link.index = scope.unwrap_or(link.index);
        }
        ["status:", status, ..] if link.interface.enabled => {
            link.interface.carrier = Some(*status == "active");
        }
        _ => {}
    }
}

/// The name that the system gives to the hardware behind a device.
fn hardware_port<'a>(ports: &'a str, device: &str) -> Option<&'a str> {
    let mut port = None;
    for line in ports.lines() {
        match line.split_once(": ") {
            Some(("Hardware Port", name)) => port = Some(name.trim()),
            Some(("Device", name)) if name.trim() == device => return port,
            _ => {}
        }
    }
    None
}

fn kind(name: &str, port: Option<&str>) -> InterfaceKind {
    let family = name.trim_end_matches(|it: char| it.is_ascii_digit());
    match (family, port) {
        (_, Some("Wi-Fi" | "AirPort")) => InterfaceKind::Wifi,
        (_, Some(port)) if port.contains("iPhone") || port.contains("iPad") => {
            InterfaceKind::Mobile
        }
        ("en", _) => InterfaceKind::Ethernet,
        ("utun" | "ipsec" | "ppp" | "tun" | "tap" | "gif" | "stf" | "feth", _) => {
            InterfaceKind::Tunnel
        }
        ("pdp_ip", _) => InterfaceKind::Mobile,
        ("awdl" | "llw" | "ap" | "anpi" | "bridge" | "vmenet" | "vmnet" | "XHC", _) => {
            InterfaceKind::Virtual
        }
        _ => InterfaceKind::Unknown,
    }
}

/// The routes of `netstat -rn -f inet` or `-f inet6`.
pub(super) fn routes(
    netstat: &str,
    family: Family,
    index_of: impl Fn(&str) -> Option<u32>,
) -> Vec<Row> {
    let row = |line: &str| {
        let words = line.split_ascii_whitespace().collect::<Vec<_>>();
        let &[destination, gateway, flags, interface, ..] = words.as_slice() else { return None };
        let (prefix, length) = destination_of(destination, family)?;
        if !flags.starts_with('U') {
            return None;
        }
        Some(Row {
            prefix,
            length,
            // `link#6` and a tunnel's name are no addresses.
            gateway: if family == Family::V4 { gateway.parse().ok() } else { plain(gateway) },
            index: index_of(interface)?,
            metric: 0,
            refuses: flags.contains(['R', 'B']),
            scoped: flags.contains('I'),
        })
    };
    netstat.lines().filter_map(row).collect()
}

/// A destination, which IPv4 prints without its zeros: `default`, `10/8`, `128.0/1`, `169.254`, `192.168.1.1`.
fn destination_of(text: &str, family: Family) -> Option<(IpAddr, u8)> {
    if text == "default" {
        let any = match family {
            Family::V4 => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            Family::V6 => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
        };
        return Some((any, 0));
    }
    let (address, length) = text.split_once('/').map_or((text, None), |(a, l)| (a, Some(l)));
    if family == Family::V6 {
        let length = length.map_or(Some(128), |it| it.parse().ok())?;
        return plain(address).map(|it| (it, length));
    }
    let mut octets = [0; 4];
    let parts = address.split('.').collect::<Vec<_>>();
    if parts.len() > octets.len() {
        return None;
    }
    for (octet, part) in octets.iter_mut().zip(&parts) {
        *octet = part.parse().ok()?;
    }
    let whole = u8::try_from(parts.len() * 8).ok()?;
    Some((octets.into(), length.map_or(Some(whole), |it| it.parse().ok())?))
}

/// An address without its zone.
fn plain(text: &str) -> Option<IpAddr> {
    text.split('%').next()?.parse().ok()
}

/// What `arp -n ADDRESS` says. The table does not tell a fresh entry from an old one.
pub(super) fn arp(text: &str) -> Resolution {
    match text.split_once(" at ") {
        Some((_, rest)) if rest.starts_with("(incomplete)") => Resolution::Incomplete,
        Some(_) => Resolution::Stale,
        None => Resolution::Absent,
    }
}

/// What `ndp -an` says about `address` on `interface`.
pub(super) fn ndp(text: &str, address: Ipv6Addr, interface: &str) -> Resolution {
    let entry = |line: &str| {
        let words = line.split_ascii_whitespace().collect::<Vec<_>>();
        let &[neighbour, hardware, device, _, state, ..] = words.as_slice() else { return None };
        (plain(neighbour) == Some(address.into()) && device == interface).then(|| match state {
            _ if hardware == "(incomplete)" => Resolution::Incomplete,
            "R" => Resolution::Reachable,
            "P" => Resolution::Probing,
            "I" | "N" => Resolution::Incomplete,
            _ => Resolution::Stale,
        })
    };
    text.lines().find_map(entry).unwrap_or(Resolution::Absent)
}

/// The servers of the first resolver of `scutil --dns`, which answers for all names without one of their own.
pub(super) fn name_servers(
    scutil: &str,
    index_of: impl Fn(&str) -> Option<u32>,
) -> Vec<NameServer> {
    let first = scutil.lines().map(str::trim).skip_while(|it| *it != "resolver #1").skip(1);
    let block = first.take_while(|it| !it.starts_with("resolver #")).collect::<Vec<_>>();
    let interface = block
        .iter()
        .find_map(|it| it.strip_prefix("if_index :"))
        .map(|it| between(it, '(', ')').to_owned())
        .filter(|it| !it.is_empty());
    let server = |line: &&str| {
        let (key, value) = line.split_once(" : ")?;
        let address = plain(value.trim()).filter(|_| key.starts_with("nameserver["))?;
        let zone = value.split_once('%').map(|(_, zone)| zone.trim());
        let address = match address {
            IpAddr::V6(it) => {
                let index = zone.and_then(&index_of).unwrap_or(0);
                SocketAddr::V6(SocketAddrV6::new(it, DNS_PORT, 0, index))
            }
            IpAddr::V4(_) => SocketAddr::new(address, DNS_PORT),
        };
        Some(NameServer { address, interface: interface.clone() })
    };
    block.iter().filter_map(server).collect()
}

/// What stands between the first `open` and the next `close`.
fn between(text: &str, open: char, close: char) -> &str {
    let inside = text.split_once(open).map_or("", |(_, rest)| rest);
    inside.split_once(close).map_or("", |(inside, _)| inside)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const IFCONFIG: &str = "lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384
\tinet 127.0.0.1 netmask 0xff000000
en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tether aa:bb:cc:dd:ee:ff
\tinet6 fe80::1c%en0 prefixlen 64 secured scopeid 0x6
\tinet6 2001:db8::5 prefixlen 64 tentative
\tinet 192.168.1.5 netmask 0xffffff00 broadcast 192.168.1.255
\tmedia: autoselect
\tstatus: active
en5: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tstatus: inactive
en7: flags=8822<BROADCAST,SMART,SIMPLEX,MULTICAST> mtu 1500
utun3: flags=8051<UP,POINTOPOINT,RUNNING,MULTICAST> mtu 1380
\tinet 10.8.0.2 --> 10.8.0.1 netmask 0xffffffff
";
    const PORTS: &str = "\nHardware Port: Wi-Fi\nDevice: en0\nEthernet Address: aa\n\nHardware Port: USB LAN\nDevice: en5\n";

    fn index(name: &str) -> Option<u32> {
        ["en0", "en5", "utun3"].iter().position(|it| *it == name).and_then(|it| it.try_into().ok())
    }

    #[test]
    fn interfaces_are_read() {
        let found = links(IFCONFIG, PORTS);
        let names = found.iter().map(|it| it.interface.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names, ["en0", "en5", "en7", "utun3"]);
        let [wifi, usb, off, tunnel] = found.as_slice() else { unreachable!() };
        assert_eq!((wifi.index, wifi.interface.kind), (6, InterfaceKind::Wifi));
        assert_eq!(wifi.interface.carrier, Some(true));
        let addresses = ["fe80::1c", "192.168.1.5"].map(|it| it.parse::<IpAddr>().unwrap());
        assert_eq!(wifi.interface.addresses, addresses);
        assert_eq!(
            (usb.interface.kind, usb.interface.carrier),
            (InterfaceKind::Ethernet, Some(false))
        );
        assert_eq!((off.interface.enabled, off.interface.carrier), (false, None));
        assert_eq!(tunnel.interface.kind, InterfaceKind::Tunnel);
        assert_eq!(tunnel.interface.addresses, ["10.8.0.2".parse::<IpAddr>().unwrap()]);
    }

    #[test]
    fn routes_are_read_with_their_short_destinations() {
        let text = "Routing tables\n\nInternet:\nDestination        Gateway            Flags               Netif Expire\n\
            0/1                10.8.0.1           UGScg               utun3\n\
            default            192.168.1.1        UGScg                 en0\n\
            default            10.0.0.1           UGScIg                en5\n\
            128.0/1            10.8.0.1           UGSc                utun3\n\
            169.254            link#6             UCS                   en0      !\n\
            192.168.1.1/32     link#6             UCS                   en0      !\n";
        let found = routes(text, Family::V4, index);
        let destinations =
            found.iter().map(|it| format!("{}/{}", it.prefix, it.length)).collect::<Vec<_>>();
        assert_eq!(
            destinations,
            [
                "0.0.0.0/1",
                "0.0.0.0/0",
                "0.0.0.0/0",
                "128.0.0.0/1",
                "169.254.0.0/16",
                "192.168.1.1/32"
            ]
        );
        assert_eq!(found[1].gateway, Some("192.168.1.1".parse().unwrap()));
        assert!(!found[1].scoped && found[2].scoped);
        assert_eq!(found[4].gateway, None);
    }

    #[test]
    fn ipv6_routes_lose_their_zones() {
        let text = "default   fe80::1%en0   UGcg   en0\nfe80::%utun3/64  fe80::2%utun3  UcI utun3\n::/1 utun3 UR utun3\n";
        let found = routes(text, Family::V6, index);
        assert_eq!(found[0].gateway, Some("fe80::1".parse().unwrap()));
        assert_eq!(found[1].length, 64);
        assert!(found[2].refuses);
    }

    #[test]
    fn neighbours_are_read() {
        assert_eq!(
            arp("? (192.168.1.1) at aa:bb:cc:dd:ee:ff on en0 ifscope [ethernet]"),
            Resolution::Stale
        );
        assert_eq!(
            arp("? (192.168.1.1) at (incomplete) on en0 ifscope [ethernet]"),
            Resolution::Incomplete
        );
        assert_eq!(arp("192.168.1.1 (192.168.1.1) -- no entry"), Resolution::Absent);
        let text = "Neighbor   Linklayer Address  Netif Expire    St Flgs Prbs\n\
            fe80::1%en0  aa:bb:cc:dd:ee:ff  en0 15s  R  R\nfe80::2%en0 (incomplete) en0 1s I\n";
        let ndp = |it: &str| ndp(text, it.parse().unwrap(), "en0");
        assert_eq!(ndp("fe80::1"), Resolution::Reachable);
        assert_eq!(ndp("fe80::2"), Resolution::Incomplete);
        assert_eq!(ndp("fe80::3"), Resolution::Absent);
    }

    #[test]
    fn the_first_resolver_counts() {
        let text = "DNS configuration\n\nresolver #1\n  search domain[0] : home\n  nameserver[0] : 192.168.1.1\n  \
            nameserver[1] : fe80::1%en5\n  if_index : 6 (en0)\n  flags    : Request A records\n\n\
            resolver #2\n  domain   : local\n  nameserver[0] : 10.0.0.1\n";
        let found = name_servers(text, index);
        let addresses = found.iter().map(|it| it.address.to_string()).collect::<Vec<_>>();
        assert_eq!(addresses, ["192.168.1.1:53", "[fe80::1%1]:53"]);
        assert_eq!(found[0].interface.as_deref(), Some("en0"));
    }

    proptest! {
        #[test]
        fn no_text_makes_them_panic(text in "(en0: flags=1<UP>\n|inet6 |resolver #1\n|nameserver\\[0\\] : |default |[0-9./]{1,9}|[A-Z ]|\\PC|\n)*") {
            links(&text, &text);
            routes(&text, Family::V4, index);
            routes(&text, Family::V6, index);
            arp(&text);
            ndp(&text, Ipv6Addr::LOCALHOST, "en0");
            name_servers(&text, index);
        }
    }
}
