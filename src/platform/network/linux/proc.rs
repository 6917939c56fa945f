//! What `/proc/net` tells where netlink is forbidden, as in some sandboxes, and what only it tells.
//!
//! Addresses are not among it, so there is no list of interfaces from here: one without addresses would say that there
//! are none.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::super::Resolution;
use crate::observation::{DefaultRoute, Family};

const RTF_UP: u32 = 0x1;
const RTF_REJECT: u32 = 0x200;
/// The flag "complete" of an ARP entry (arp(7)).
const ATF_COM: u32 = 0x2;

/// The default routes of the main table, by metric.
pub(super) fn default_routes() -> Option<Vec<DefaultRoute>> {
    let mut routes = routes_v4(&fs::read_to_string("/proc/net/route").ok()?);
    routes.sort_by_key(|it| it.metric);
    let mut v6 =
        fs::read_to_string("/proc/net/ipv6_route").map(|it| routes_v6(&it)).unwrap_or_default();
    v6.sort_by_key(|it| it.metric);
    routes.append(&mut v6);
    Some(routes)
}

/// The ARP entry for `address`. The IPv6 table is not in `/proc`.
pub(super) fn neighbour(interface: &str, address: IpAddr) -> Option<Resolution> {
    let IpAddr::V4(address) = address else { return None };
    Some(arp(&fs::read_to_string("/proc/net/arp").ok()?, interface, address))
}

/// Whether this computer dials its provider by PPPoE: the table has a session besides its heading.
pub(super) fn has_pppoe() -> bool {
    fs::read_to_string("/proc/net/pppoe").is_ok_and(|it| it.lines().count() > 1)
}

fn routes_v4(text: &str) -> Vec<DefaultRoute> {
    let route = |line: &str| {
        let words = line.split_ascii_whitespace().collect::<Vec<_>>();
        let &[interface, destination, gateway, flags, _, _, metric, mask, ..] = words.as_slice()
        else {
            return None;
        };
        let flags = u32::from_str_radix(flags, 16).ok()?;
        if destination != "00000000" || mask != "00000000" || !is_way(flags) {
            return None;
        }
        // The address is printed as one number in the machine's own order.
        let gateway = Ipv4Addr::from(u32::from_str_radix(gateway, 16).ok()?.to_ne_bytes());
        Some(DefaultRoute {
            family: Family::V4,
            gateway: (!gateway.is_unspecified()).then_some(gateway.into()),
            interface: interface.to_owned(),
            metric: metric.parse().ok()?,
        })
    };
    text.lines().filter_map(route).collect()
}

fn routes_v6(text: &str) -> Vec<DefaultRoute> {
    let route = |line: &str| {
        let words = line.split_ascii_whitespace().collect::<Vec<_>>();
        let &[_, length, _, _, gateway, metric, _, _, flags, interface] = words.as_slice() else {
            return None;
        };
        let flags = u32::from_str_radix(flags, 16).ok()?;
        if length != "00" || !is_way(flags) || interface == "lo" {
            return None;
        }
        let gateway = Ipv6Addr::from(u128::from_str_radix(gateway, 16).ok()?);
        Some(DefaultRoute {
            family: Family::V6,
            gateway: (!gateway.is_unspecified()).then_some(gateway.into()),
            interface: interface.to_owned(),
            metric: u32::from_str_radix(metric, 16).ok()?,
        })
    };
    text.lines().filter_map(route).collect()
}

fn is_way(flags: u32) -> bool {
    flags & RTF_UP != 0 && flags & RTF_REJECT == 0
}

fn arp(text: &str, interface: &str, address: Ipv4Addr) -> Resolution {
    let entry = |line: &str| {
        let words = line.split_ascii_whitespace().collect::<Vec<_>>();
        let &[theirs, _, flags, _, _, device] = words.as_slice() else { return None };
        if device != interface || theirs.parse() != Ok(address) {
            return None;
        }
        let flags = u32::from_str_radix(flags.trim_start_matches("0x"), 16).ok()?;
        // The file does not tell a fresh entry from an old one.
        Some(if flags & ATF_COM == 0 { Resolution::Incomplete } else { Resolution::Stale })
    };
    text.lines().find_map(entry).unwrap_or(Resolution::Absent)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    #[cfg(target_endian = "little")]
    fn the_ipv4_table_is_read() {
        let text = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n\
            eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n\
            wg0\t00000000\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0\n\
            *\t00000000\t00000000\t0201\t0\t0\t1\t00000000\t0\t0\t0\n\
            eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n";
        let expected = DefaultRoute {
            family: Family::V4,
            gateway: Some("192.168.1.1".parse().unwrap()),
            interface: "eth0".to_owned(),
            metric: 100,
        };
        assert_eq!(routes_v4(text), [expected]);
    }

    #[test]
    fn the_ipv6_table_is_read_and_a_refusal_is_no_route() {
        let none = "0".repeat(32);
        let text = format!(
            "{none} 00 {none} 00 fe80000000000000000000000000{0} 00000400 00000001 00000000 00450003     eth0\n\
             {none} 00 {none} 00 {none} ffffffff 00000001 00000000 00200200       lo\n",
            "0001"
        );
        let found = routes_v6(&text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].gateway, Some("fe80::1".parse().unwrap()));
        assert_eq!(found[0].metric, 1024);
    }

    #[test]
    fn an_arp_entry_without_an_answer_is_incomplete() {
        let text = "IP address       HW type     Flags       HW address            Mask     Device\n\
            192.168.1.1      0x1         0x2         aa:bb:cc:dd:ee:ff     *        eth0\n\
            192.168.1.9      0x1         0x0         00:00:00:00:00:00     *        eth0\n";
        let at = |device, host| arp(text, device, Ipv4Addr::new(192, 168, 1, host));
        assert_eq!(at("eth0", 1), Resolution::Stale);
        assert_eq!(at("eth0", 9), Resolution::Incomplete);
        assert_eq!(at("eth0", 2), Resolution::Absent);
        assert_eq!(at("wlan0", 1), Resolution::Absent);
    }

    proptest! {
        #[test]
        fn no_text_makes_them_panic(text in "([0-9a-fx.]{1,9}[ \t]|\\PC|\n)*") {
            routes_v4(&text);
            routes_v6(&text);
            arp(&text, "eth0", Ipv4Addr::LOCALHOST);
        }
    }
}
