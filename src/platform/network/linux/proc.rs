//! What `/proc/net` tells where netlink is forbidden, as in some sandboxes, and what only it tells.
//!
//! Addresses are not among it, so there is no list of interfaces from here: one without addresses would say that there
//! are none.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::super::table::{self, Row};
use super::super::{Resolution, order};
use crate::observation::DefaultRoute;

const RTF_UP: u32 = 0x1;
const RTF_REJECT: u32 = 0x200;
/// The flag "complete" of an ARP entry (arp(7)).
const ATF_COM: u32 = 0x2;

/// The default routes of the main table. Policy rules are not in `/proc`, so the table alone decides.
pub(super) fn default_routes() -> Option<Vec<DefaultRoute>> {
    let v4 = fs::read_to_string("/proc/net/route").ok()?;
    // The file is missing where IPv6 is switched off.
    let v6 = fs::read_to_string("/proc/net/ipv6_route").unwrap_or_default();
    Some(routes(&v4, &v6))
}

fn routes(v4: &str, v6: &str) -> Vec<DefaultRoute> {
    let mut names = Names::default();
    let mut rows = rows_v4(v4, &mut names);
    rows.extend(rows_v6(v6, &mut names));
    order(&table::candidates(&rows), &table::exits(&rows), |number| names.name(number))
}

/// Numbers for the interfaces that the tables name, in the order in which they are met.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn number(&mut self, name: &str) -> Option<u32> {
        let known = self.0.iter().position(|it| it == name);
        let at = known.unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        });
        u32::try_from(at).ok()
    }

    fn name(&self, number: u32) -> Option<String> {
        self.0.get(usize::try_from(number).ok()?).cloned()
    }
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

fn rows_v4(text: &str, names: &mut Names) -> Vec<Row> {
    // Addresses are printed as one number in the machine's own order.
    let address =
        |word: &str| u32::from_str_radix(word, 16).ok().map(|it| Ipv4Addr::from(it.to_ne_bytes()));
    let row = |line: &str| {
        let words = line.split_ascii_whitespace().collect::<Vec<_>>();
        let &[interface, destination, gateway, flags, _, _, metric, mask, ..] = words.as_slice()
        else {
            return None;
        };
        let flags = u32::from_str_radix(flags, 16).ok().filter(|it| it & RTF_UP != 0)?;
        let gateway = address(gateway)?;
        Some(Row {
            prefix: address(destination)?.into(),
            length: u8::try_from(address(mask)?.to_bits().leading_ones()).ok()?,
            gateway: (!gateway.is_unspecified()).then_some(gateway.into()),
            index: names.number(interface)?,
            metric: metric.parse().ok()?,
            refuses: flags & RTF_REJECT != 0,
            scoped: false,
        })
    };
    text.lines().filter_map(row).collect()
}

fn rows_v6(text: &str, names: &mut Names) -> Vec<Row> {
    let address = |word: &str| u128::from_str_radix(word, 16).ok().map(Ipv6Addr::from);
    let row = |line: &str| {
        let words = line.split_ascii_whitespace().collect::<Vec<_>>();
        let &[destination, length, _, _, gateway, metric, _, _, flags, interface] =
            words.as_slice()
        else {
            return None;
        };
        let flags = u32::from_str_radix(flags, 16).ok().filter(|it| it & RTF_UP != 0)?;
        let gateway = address(gateway)?;
        Some(Row {
            prefix: address(destination)?.into(),
            length: u8::from_str_radix(length, 16).ok()?,
            gateway: (!gateway.is_unspecified()).then_some(gateway.into()),
            index: names.number(interface)?,
            metric: u32::from_str_radix(metric, 16).ok()?,
            refuses: flags & RTF_REJECT != 0,
            scoped: false,
        })
    };
    text.lines().filter_map(row).collect()
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

    const HEADING: &str =
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
    const DEFAULT: &str = "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n\
        eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n";

    fn seen(v4: &str, v6: &str) -> Vec<String> {
        let show = |it: DefaultRoute| {
            let gateway = it.gateway.map_or_else(|| "-".to_owned(), |it| it.to_string());
            format!("{} {gateway} {}", it.interface, it.metric)
        };
        routes(v4, v6).into_iter().map(show).collect()
    }

    #[test]
    #[cfg(target_endian = "little")]
    fn the_ipv4_table_is_read() {
        assert_eq!(seen(&format!("{HEADING}{DEFAULT}"), ""), ["eth0 192.168.1.1 100"]);
    }

    #[test]
    #[cfg(target_endian = "little")]
    fn half_space_routes_come_first() {
        let halves = "wg0\t00000000\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0\n\
            wg0\t00000080\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0\n";
        let seen = seen(&format!("{HEADING}{DEFAULT}{halves}"), "");
        assert_eq!(seen, ["wg0 - 0", "eth0 192.168.1.1 100"]);
    }

    #[test]
    #[cfg(target_endian = "little")]
    fn a_refusal_before_the_default_route_leaves_none() {
        let refusal = "*\t00000000\t00000000\t0201\t0\t0\t1\t00000000\t0\t0\t0\n";
        assert!(seen(&format!("{HEADING}{DEFAULT}{refusal}"), "").is_empty());
    }

    #[test]
    fn the_ipv6_table_is_read() {
        let none = "0".repeat(32);
        let gateway = format!("fe80{}1", "0".repeat(27));
        let text = format!(
            "{none} 00 {none} 00 {gateway} 00000400 00000001 00000000 00450003     eth0\n\
             {none} 00 {none} 00 {none} ffffffff 00000001 00000000 00200200       lo\n"
        );
        assert_eq!(seen("", &text), ["eth0 fe80::1 1024"]);
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
            routes(&text, &text);
            arp(&text, "eth0", Ipv4Addr::LOCALHOST);
        }
    }
}
