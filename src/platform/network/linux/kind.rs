//! What kind of link an interface is.

use crate::observation::InterfaceKind;

/// Link types of `if_arp.h`.
const ARPHRD_ETHER: u16 = 1;
pub(super) const ARPHRD_PPP: u16 = 512;
const ARPHRD_RAWIP: u16 = 519;
const ARPHRD_TUNNEL: u16 = 768;
const ARPHRD_TUNNEL6: u16 = 769;
const ARPHRD_SIT: u16 = 776;
const ARPHRD_IPGRE: u16 = 778;
const ARPHRD_IEEE80211: u16 = 801;
const ARPHRD_IEEE80211_RADIOTAP: u16 = 803;
const ARPHRD_IP6GRE: u16 = 823;
const ARPHRD_NONE: u16 = 0xfffe;

/// What is known about a link, beyond what the observation keeps.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
pub(super) struct Facts {
    pub(super) index: u32,
    /// The link type (`ARPHRD_…`).
    pub(super) layer: u16,
    /// The driver's name for software links (`IFLA_INFO_KIND`).
    pub(super) driver: Option<String>,
    /// The bridge, bond or the like that it is a port of.
    pub(super) controller: Option<u32>,
    pub(super) wireless: bool,
    /// Whether a device (PCI, USB, virtio) stands behind it.
    pub(super) hardware: bool,
    /// `DEVTYPE` of its uevent.
    pub(super) device_type: Option<String>,
    /// Whether it is PPP and this computer dials by PPPoE: the provider's line and no tunnel.
    pub(super) pppoe: bool,
    /// Whether it has an address other than a link-local one.
    pub(super) has_address: bool,
    /// Whether a default route leads through it.
    pub(super) leads_out: bool,
}

/// The kinds of all links, in their order. Some are told only by what stands beside them.
pub(super) fn sort(links: &[&Facts]) -> Vec<InterfaceKind> {
    let has_hardware = links.iter().any(|it| it.hardware);
    let has_hardware_port =
        |bridge: u32| links.iter().any(|it| it.controller == Some(bridge) && it.hardware);
    links.iter().map(|it| kind(it, has_hardware, has_hardware_port(it.index))).collect()
}

fn kind(link: &Facts, has_hardware: bool, has_hardware_port: bool) -> InterfaceKind {
    use InterfaceKind::{Ethernet, Mobile, Tunnel, Unknown, Virtual, Wifi};
    if link.wireless {
        return Wifi;
    }
    match link.driver.as_deref() {
        Some("wwan" | "rmnet") => return Mobile,
        // A TAP that is a port of a bridge is a virtual machine's cable.
        Some("tun") if link.controller.is_some() => return Virtual,
        Some(
            "tun" | "wireguard" | "amneziawg" | "ovpn" | "ovpn-dco" | "gre" | "gretap" | "ip6gre"
            | "ip6gretap" | "erspan" | "ipip" | "sit" | "ip6tnl" | "vti" | "vti6" | "xfrm" | "gtp",
        ) => return Tunnel,
        Some("ppp") => return if link.pppoe { Ethernet } else { Tunnel },
        // Ways over a card of another name: the address sits here instead.
        Some("bond" | "team" | "vlan" | "macvlan" | "macvtap" | "ipvlan" | "macsec" | "hsr") => {
            return if link.controller.is_some() { Virtual } else { Ethernet };
        }
        // A bridge over a card, or one with the default route, is the way out; one for containers only is not.
        Some("bridge") => {
            return if has_hardware_port || link.leads_out { Ethernet } else { Virtual };
        }
        // The near end of a container's cable, or, inside the container, its only card.
        Some("veth" | "netkit") => {
            let is_card = link.leads_out || link.has_address || !has_hardware;
            return if link.controller.is_none() && is_card { Ethernet } else { Virtual };
        }
        Some(_) => return Virtual,
        None => {}
    }
    match (link.layer, link.device_type.as_deref()) {
        (_, Some("wlan")) => Wifi,
        (_, Some("wwan")) | (ARPHRD_RAWIP, _) => Mobile,
        (_, Some("bridge")) if !link.leads_out && !has_hardware_port => Virtual,
        (ARPHRD_ETHER, _) => Ethernet,
        (ARPHRD_IEEE80211..=ARPHRD_IEEE80211_RADIOTAP, _) => Wifi,
        (ARPHRD_PPP, _) if link.pppoe => Ethernet,
        (
            ARPHRD_PPP | ARPHRD_TUNNEL | ARPHRD_TUNNEL6 | ARPHRD_SIT | ARPHRD_IPGRE | ARPHRD_IP6GRE
            | ARPHRD_NONE,
            _,
        ) => Tunnel,
        _ => Unknown,
    }
}

#[cfg(test)]
mod tests {
    use InterfaceKind::{Ethernet, Mobile, Tunnel, Unknown, Virtual, Wifi};

    use super::*;

    fn card() -> Facts {
        Facts { index: 1, layer: ARPHRD_ETHER, hardware: true, ..Facts::default() }
    }

    fn software(driver: &str) -> Facts {
        Facts { index: 2, layer: ARPHRD_ETHER, driver: Some(driver.to_owned()), ..Facts::default() }
    }

    fn beside_a_card(link: &Facts) -> InterfaceKind {
        sort(&[&card(), link])[1]
    }

    #[track_caller]
    fn alone(link: &Facts, expected: InterfaceKind) {
        assert_eq!(sort(&[link]), [expected], "{link:?}");
    }

    #[test]
    fn hardware_is_told_by_its_type() {
        alone(&card(), Ethernet);
        alone(&Facts { wireless: true, ..card() }, Wifi);
        alone(&Facts { device_type: Some("wlan".to_owned()), ..card() }, Wifi);
        alone(&Facts { device_type: Some("wwan".to_owned()), ..card() }, Mobile);
        alone(&Facts { layer: ARPHRD_RAWIP, ..card() }, Mobile);
        alone(&Facts { layer: 280, ..card() }, Unknown);
    }

    #[test]
    fn tunnels_are_told_by_driver_or_type() {
        for driver in ["tun", "wireguard", "ppp", "xfrm", "ovpn"] {
            alone(&software(driver), Tunnel);
        }
        alone(&Facts { layer: ARPHRD_NONE, ..Facts::default() }, Tunnel);
        alone(&Facts { layer: ARPHRD_PPP, ..Facts::default() }, Tunnel);
    }

    #[test]
    fn a_providers_line_by_pppoe_is_no_tunnel() {
        alone(&Facts { layer: ARPHRD_PPP, pppoe: true, ..software("ppp") }, Ethernet);
    }

    #[test]
    fn a_virtual_machines_tap_is_no_tunnel() {
        alone(&software("tun"), Tunnel);
        alone(&Facts { controller: Some(9), ..software("tun") }, Virtual);
    }

    #[test]
    fn a_veth_is_a_card_inside_a_container_and_a_cable_outside() {
        alone(&software("veth"), Ethernet);
        assert_eq!(beside_a_card(&software("veth")), Virtual);
        assert_eq!(beside_a_card(&Facts { has_address: true, ..software("veth") }), Ethernet);
        assert_eq!(beside_a_card(&Facts { leads_out: true, ..software("veth") }), Ethernet);
        alone(&Facts { controller: Some(9), has_address: true, ..software("veth") }, Virtual);
    }

    #[test]
    fn a_bridge_is_a_way_out_only_over_a_card_or_with_the_default_route() {
        let bridge = Facts { has_address: true, ..software("bridge") };
        assert_eq!(beside_a_card(&bridge), Virtual);
        assert_eq!(beside_a_card(&Facts { leads_out: true, ..bridge.clone() }), Ethernet);
        let port = Facts { controller: Some(bridge.index), ..card() };
        assert_eq!(sort(&[&port, &bridge]), [Ethernet, Ethernet]);
    }

    #[test]
    fn other_software_links_are_virtual() {
        for driver in ["dummy", "ifb", "vxlan", "nlmon", "vrf", "something-new"] {
            alone(&software(driver), Virtual);
        }
    }
}
