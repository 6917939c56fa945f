//! Which network this is, so that nobody who reads the file learns which. Pure.

use std::net::IpAddr;

use ring::hmac;

use crate::observation::{Host, InterfaceKind};

/// What makes our hashes ours: the same network has another name in every installation.
#[derive(Clone, Debug)]
pub struct Salt(hmac::Key);

impl Salt {
    /// The salt that these bytes make.
    pub fn new(bytes: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, bytes))
    }

    /// The keyed hash of `what`.
    pub(super) fn hash(&self, what: &[u8]) -> [u8; 32] {
        let mut hash = [0; 32];
        hash.copy_from_slice(hmac::sign(&self.0, what).as_ref());
        hash
    }

    /// The first `length` bytes of the keyed hash of `what`, in hexadecimal.
    pub(super) fn name(&self, what: &str, length: usize) -> String {
        let hash = self.hash(what.as_bytes());
        hexadecimal(&hash[..length.min(hash.len())])
    }
}

/// Bytes as text.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |it: u8| char::from_digit(u32::from(it), 16).unwrap_or('0');
    bytes.iter().flat_map(|it| [digit(it >> 4), digit(it & 15)]).collect()
}

/// The name of the network that most traffic goes by; `None` where there is no way out, or none that can be told from
/// others.
///
/// A network is its router: the hardware address where it is known, as private addresses are the same in half of all
/// homes. `hardware` tells it.
pub fn network_id(
    host: &Host,
    salt: &Salt,
    hardware: impl Fn(IpAddr) -> Option<String>,
) -> Option<String> {
    let interface = carrier(host)?;
    let routes = host.routes.iter().flatten().filter(|it| it.interface == interface.name);
    let gateway = routes.filter_map(|it| it.gateway).min();
    let known = gateway.and_then(&hardware);
    let told = match (gateway, known) {
        (Some(_), Some(hardware)) => format!("router {hardware}"),
        (Some(gateway), None) => format!("gateway {gateway} {:?}", interface.kind),
        // A line from point to point, such as a modem's, has no router.
        (None, _) => format!("line {} {:?}", interface.name, interface.kind),
    };
    Some(salt.name(&told, 8))
}

/// The interface that the traffic leaves this computer by, below any tunnel.
pub(super) fn carrier(host: &Host) -> Option<&crate::observation::Interface> {
    let tunnels = host.tunnels.as_deref().unwrap_or_default();
    let interfaces = host.interfaces.as_deref().unwrap_or_default();
    let mut routes = host.routes.iter().flatten();
    routes.find_map(|route| {
        let interface = interfaces.iter().find(|it| it.name == route.interface)?;
        let is_tunnel = interface.kind == InterfaceKind::Tunnel
            || tunnels.iter().any(|it| it.interface == interface.name);
        (!is_tunnel).then_some(interface)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::{DefaultRoute, Family, Interface, Tunnel};

    fn host(interfaces: &[(&str, InterfaceKind, Option<&str>)]) -> Host {
        let route = |(name, _, gateway): &(&str, InterfaceKind, Option<&str>)| DefaultRoute {
            family: Family::V4,
            gateway: gateway.map(|it| it.parse().unwrap()),
            interface: (*name).to_owned(),
            metric: 0,
        };
        let interface = |(name, kind, _): &(&str, InterfaceKind, Option<&str>)| Interface {
            name: (*name).to_owned(),
            kind: *kind,
            ..Interface::default()
        };
        Host {
            interfaces: Some(interfaces.iter().map(interface).collect()),
            routes: Some(interfaces.iter().map(route).collect()),
            tunnels: Some(vec![Tunnel { interface: "tun0".to_owned(), carries_default: true }]),
            ..Host::default()
        }
    }

    const WIFI: (&str, InterfaceKind, Option<&str>) =
        ("wlan0", InterfaceKind::Wifi, Some("192.168.1.1"));

    fn id(host: &Host, hardware: &str) -> Option<String> {
        network_id(host, &Salt::new(b"salt"), |_| Some(hardware.to_owned()))
    }

    #[test]
    fn two_routers_with_the_same_address_are_two_networks() {
        let here = host(&[WIFI]);
        assert_eq!(id(&here, "aa"), id(&here, "aa"));
        assert_ne!(id(&here, "aa"), id(&here, "bb"));
    }

    #[test]
    fn a_tunnel_is_not_the_network_that_it_runs_through() {
        let tunnel = ("tun0", InterfaceKind::Tunnel, None);
        assert_eq!(id(&host(&[tunnel, WIFI]), "aa"), id(&host(&[WIFI]), "aa"));
        assert_eq!(id(&host(&[tunnel]), "aa"), None);
    }

    #[test]
    fn the_name_depends_on_the_installation_and_tells_nothing() {
        let here = host(&[WIFI]);
        let other = network_id(&here, &Salt::new(b"other"), |_| Some("aa".to_owned()));
        assert_ne!(other, id(&here, "aa"));
        let name = id(&here, "aa").unwrap();
        assert!(name.len() == 16 && name.bytes().all(|it| it.is_ascii_hexdigit()), "{name}");
    }

    #[test]
    fn without_a_way_out_there_is_no_network() {
        assert_eq!(id(&Host::default(), "aa"), None);
    }
}
