//! What kind of link an adapter of Windows is, by its type and by what its driver calls itself.

use crate::observation::InterfaceKind;

/// Types of `ipifcons.h`.
const ETHERNET: u32 = 6;
const PPP: u32 = 23;
const PROPRIETARY_VIRTUAL: u32 = 53;
const WIFI: u32 = 71;
const TUNNEL: u32 = 131;
const MOBILE: [u32; 2] = [243, 244];

/// Microsoft's ways to carry IPv6 in IPv4, which are on most computers and nobody's VPN.
const TRANSITION: [&str; 3] = ["teredo", "isatap", "6to4"];
/// Drivers of tunnels; several pass for Ethernet.
const TUNNELS: [&str; 12] = [
    "tap-",
    " tap ",
    "wintun",
    "wireguard",
    "tunnel",
    "vpn",
    "zerotier",
    "tailscale",
    "nordlynx",
    "anyconnect",
    "cisco secure client",
    "pangp",
];
/// Drivers of links inside this computer, or to a phone that is not there.
const INTERNAL: [&str; 7] = [
    "hyper-v virtual",
    "vmware virtual",
    "virtualbox",
    "wi-fi direct virtual",
    "bluetooth device",
    "loopback",
    "kernel debug",
];

/// The kind of an adapter; `leads_out` says whether a default route leads through it.
pub(super) fn kind(if_type: u32, description: &str, leads_out: bool) -> InterfaceKind {
    let description = description.to_lowercase();
    let is_one_of = |names: &[&str]| names.iter().any(|it| description.contains(it));
    if is_one_of(&TRANSITION) || (is_one_of(&INTERNAL) && !leads_out) {
        return InterfaceKind::Virtual;
    }
    match if_type {
        _ if is_one_of(&TUNNELS) => InterfaceKind::Tunnel,
        PPP | PROPRIETARY_VIRTUAL | TUNNEL => InterfaceKind::Tunnel,
        WIFI => InterfaceKind::Wifi,
        ETHERNET => InterfaceKind::Ethernet,
        _ if MOBILE.contains(&if_type) => InterfaceKind::Mobile,
        _ => InterfaceKind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hardware_is_told_by_its_type() {
        assert_eq!(
            kind(ETHERNET, "Intel(R) Ethernet Connection I219-LM", true),
            InterfaceKind::Ethernet
        );
        assert_eq!(kind(WIFI, "Intel(R) Wi-Fi 6 AX201 160MHz", false), InterfaceKind::Wifi);
        assert_eq!(kind(244, "Generic Mobile Broadband Adapter", false), InterfaceKind::Mobile);
    }

    #[test]
    fn tunnels_that_pass_for_ethernet_are_told_by_their_driver() {
        for (if_type, name) in [
            (ETHERNET, "TAP-Windows Adapter V9"),
            (ETHERNET, "ExpressVPN TAP Adapter"),
            (ETHERNET, "Cisco AnyConnect Virtual Miniport Adapter"),
            (PROPRIETARY_VIRTUAL, "WireGuard Tunnel"),
            (PROPRIETARY_VIRTUAL, "Anything"),
            (PPP, "Work"),
        ] {
            assert_eq!(kind(if_type, name, true), InterfaceKind::Tunnel, "{name}");
        }
    }

    #[test]
    fn what_every_computer_has_is_no_vpn() {
        for (if_type, name) in [
            (TUNNEL, "Microsoft Teredo Tunneling Adapter"),
            (WIFI, "Microsoft Wi-Fi Direct Virtual Adapter #2"),
            (ETHERNET, "Bluetooth Device (Personal Area Network)"),
            (ETHERNET, "VMware Virtual Ethernet Adapter for VMnet8"),
        ] {
            assert_eq!(kind(if_type, name, false), InterfaceKind::Virtual, "{name}");
        }
    }

    #[test]
    fn a_virtual_switch_with_the_default_route_is_the_card() {
        let name = "Hyper-V Virtual Ethernet Adapter";
        assert_eq!(kind(ETHERNET, name, true), InterfaceKind::Ethernet);
        assert_eq!(kind(ETHERNET, name, false), InterfaceKind::Virtual);
    }
}
