//! The state of this computer and of its link.
//!
//! Almost all of it is read from the system's own tables. Only the gateways are spoken to, as a neighbour entry tells
//! little before that, and the address of a proxy script, once, with the proxies that it names. Nothing here fails: a part that cannot be read is
//! `None`, and one part does not wait for another.

mod counters;
mod gateway;
mod hosts_file;
mod pac;
mod pressure;
mod proxy;
mod software;

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::net::IpAddr;

use tokio::task::{JoinSet, spawn_blocking};
use tracing::debug;

use crate::observation::{Gateway, Host, HostsEntry, InterfaceKind, Tunnel};
use crate::platform;
use crate::platform::network::{self, Link, Network};
use crate::whole_file;

pub(super) use gateway::answers_datagrams;
pub(super) use pressure::pressure;
pub use proxy::{Credentials, proxy_settings};
pub use software::software;

/// Looks at this computer and its link.
///
/// `names` are the hosts that we look at: of the hosts file, only lines about them are told. Some milliseconds where
/// the gateway answers; up to the limits of the gateway probe where it does not, or of the script's where that is away.
pub async fn observe(names: &BTreeSet<String>) -> Host {
    let (host, gateways) = read(names).await;
    Host { gateways: gateways.observe().await, ..host }
}

/// Reads everything but the gateways, which are only found: a silent one takes a second, and most of what is made of the
/// rest does not depend on it.
pub(super) async fn read(names: &BTreeSet<String>) -> (Host, Gateways) {
    let (network, proxy) = tokio::join!(read_network(), read_proxy());
    let (pac_reachable, pac_ways) = pac::observe(proxy.pac_url.as_deref()).await;
    let proxy = crate::observation::ProxySettings { pac_reachable, pac_ways, ..proxy };
    let gateways = Gateways::of(&network);
    let host = Host {
        tunnels: tunnels(&network),
        gateways: None,
        interfaces: network.links.map(|it| it.into_iter().map(|link| link.interface).collect()),
        routes: network.routes,
        name_servers: network.name_servers,
        hosts_entries: hosts_entries(names),
        proxy: Some(proxy),
        software: None,
        pressure: None,
        data_use: None,
    };
    (host, gateways)
}

/// How often the carrier of each interface has changed, by the interface's name; empty where the system does not count.
pub(super) async fn carrier_changes() -> BTreeMap<String, u64> {
    spawn_blocking(network::carrier_changes).await.unwrap_or_default()
}

async fn read_network() -> Network {
    let read = || {
        let mut network = network::read();
        counters::fill_in(network.links.iter_mut().flatten().map(|it| &mut it.interface));
        network
    };
    spawn_blocking(read).await.unwrap_or_else(|error| {
        debug!(%error, "the network could not be read");
        Network::default()
    })
}

async fn read_proxy() -> crate::observation::ProxySettings {
    spawn_blocking(|| proxy_settings().0).await.unwrap_or_default()
}

/// The gateways of the default routes that lead through a real link. A tunnel's next hop is at its other end and has
/// no neighbour entry.
#[derive(Debug)]
pub(super) struct Gateways(Option<Vec<(IpAddr, Link)>>);

impl Gateways {
    fn of(network: &Network) -> Self {
        let Some(routes) = &network.routes else { return Self(None) };
        let mut wanted = Vec::<(IpAddr, Link)>::new();
        for route in routes {
            let (Some(address), Some(link)) = (route.gateway, network.link(&route.interface))
            else {
                continue;
            };
            let is_known =
                wanted.iter().any(|(it, other)| *it == address && other.index == link.index);
            if link.interface.kind != InterfaceKind::Tunnel && !is_known {
                wanted.push((address, link.clone()));
            }
        }
        Self(Some(wanted))
    }

    /// Speaks to each of them.
    pub(super) async fn observe(self) -> Option<Vec<Gateway>> {
        let mut found = Vec::new();
        let mut running = JoinSet::new();
        for (number, (address, link)) in self.0?.into_iter().enumerate() {
            running.spawn(async move { (number, gateway::observe(address, link).await) });
        }
        while let Some(task) = running.join_next().await {
            match task {
                Ok(gateway) => found.push(gateway),
                Err(error) => debug!(%error, "a gateway probe was lost"),
            }
        }
        // In the order of the routes.
        found.sort_by_key(|(number, _)| *number);
        Some(found.into_iter().map(|(_, gateway)| gateway).collect())
    }
}

/// The tunnels that are up and carry addresses: some systems keep idle tunnel interfaces with link-local ones only.
fn tunnels(network: &Network) -> Option<Vec<Tunnel>> {
    let tunnel = |link: &Link| {
        let interface = &link.interface;
        let carries_default = network.carriers.contains(&link.index);
        let is_up = interface.kind == InterfaceKind::Tunnel
            && interface.enabled
            && interface.carrier != Some(false)
            && (carries_default || interface.addresses.iter().any(is_routable));
        is_up.then(|| Tunnel { interface: interface.name.clone(), carries_default })
    };
    Some(network.links.as_ref()?.iter().filter_map(tunnel).collect())
}

fn is_routable(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => !it.is_link_local(),
        IpAddr::V6(it) => !it.is_unicast_link_local(),
    }
}

/// Larger than the longest lists of advertisers that people put there.
const LARGEST_HOSTS: u64 = 32 << 20;

fn hosts_entries(names: &BTreeSet<String>) -> Option<Vec<HostsEntry>> {
    match whole_file::read(&platform::hosts_file(), LARGEST_HOSTS) {
        Ok(bytes) => Some(hosts_file::entries(&String::from_utf8_lossy(&bytes), names)),
        Err(error) if error.kind() == ErrorKind::NotFound => Some(Vec::new()),
        Err(error) => {
            debug!(%error, "the hosts file cannot be read");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::Interface;

    fn link(index: u32, kind: InterfaceKind, addresses: &[&str]) -> Link {
        let addresses = addresses.iter().map(|it| it.parse().unwrap()).collect();
        let name = format!("if{index}");
        Link {
            index,
            interface: Interface { name, kind, enabled: true, addresses, ..Interface::default() },
        }
    }

    fn names(links: Vec<Link>, carriers: &[u32]) -> Vec<(String, bool)> {
        let network =
            Network { links: Some(links), carriers: carriers.to_vec(), ..Network::default() };
        let found = tunnels(&network).unwrap();
        found.into_iter().map(|it| (it.interface, it.carries_default)).collect()
    }

    #[test]
    fn a_tunnel_carries_the_default_where_traffic_really_goes() {
        let links = vec![
            link(1, InterfaceKind::Ethernet, &["192.168.1.2"]),
            link(2, InterfaceKind::Tunnel, &["10.0.0.2"]),
            link(3, InterfaceKind::Tunnel, &["100.64.0.2"]),
        ];
        assert_eq!(names(links, &[2]), [("if2".to_owned(), true), ("if3".to_owned(), false)]);
    }

    #[test]
    fn an_idle_tunnel_interface_is_no_tunnel() {
        let mut off = link(3, InterfaceKind::Tunnel, &["10.0.0.2"]);
        off.interface.enabled = false;
        let mut unused = link(4, InterfaceKind::Tunnel, &["10.0.0.2"]);
        unused.interface.carrier = Some(false);
        let links = vec![link(2, InterfaceKind::Tunnel, &["fe80::1"]), off, unused];
        assert!(names(links, &[]).is_empty());
    }

    #[test]
    fn without_a_list_of_interfaces_nothing_is_said_about_tunnels() {
        assert_eq!(tunnels(&Network::default()), None);
    }
}
