//! Linux: rtnetlink for links, addresses, routes and neighbours; `/sys` for what it does not tell; `/proc` where
//! netlink is forbidden. No privilege is needed for any of it.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "netlink's enums are foreign and grow with the kernel"
)]

mod kind;
mod netlink;
mod proc;
mod sys;

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use rtnetlink::packet_route::address::{AddressAttribute, AddressHeaderFlags, AddressMessage};
use rtnetlink::packet_route::link::{LinkAttribute, LinkFlags, LinkInfo, LinkMessage, State};
use rtnetlink::packet_route::neighbour::{NeighbourAddress, NeighbourAttribute, NeighbourState};
use rtnetlink::packet_route::route::{
    RouteAddress, RouteAttribute, RouteHeader, RouteMessage, RouteNextHopFlags, RouteType, RouteVia,
};
use socket2::Socket;
use tracing::debug;

use super::{
    Candidate, Exit, Link, Network, Resolution, SOMEWHERE_V4, SOMEWHERE_V6, carriers, order,
    resolv_conf,
};
use crate::observation::{Family, Interface, InterfaceKind, NameServer};
use crate::whole_file;
use kind::Facts;
use netlink::Netlink;

const RESOLV_CONF: &str = "/etc/resolv.conf";

pub(super) fn read() -> Network {
    let mut network = match Netlink::open() {
        Ok(mut netlink) => from_netlink(&mut netlink),
        Err(error) => {
            debug!(%error, "netlink is not to be had");
            Network::default()
        }
    };
    if network.routes.is_none() {
        network.routes = proc::default_routes();
    }
    network.name_servers = name_servers(network.links.as_deref().unwrap_or_default());
    network
}

pub(super) fn neighbour(link: &Link, address: IpAddr) -> Option<Resolution> {
    match Netlink::open().and_then(|mut netlink| netlink.neighbours(Family::of(address))) {
        Ok(entries) => {
            let here = entries.iter().find(|entry| {
                entry.header.ifindex == link.index
                    && entry.attributes.iter().any(|it| is_destination(it, address))
            });
            Some(here.map_or(Resolution::Absent, |entry| resolution(entry.header.state)))
        }
        Err(error) => {
            debug!(%error, "the neighbour table is not to be had by netlink");
            proc::neighbour(&link.interface.name, address)
        }
    }
}

/// How often the carrier of each interface changed, by the interface's name.
pub(super) fn carrier_changes() -> BTreeMap<String, u64> {
    match Netlink::open().and_then(|mut netlink| netlink.links()) {
        Ok(links) => links.iter().filter_map(changes).collect(),
        Err(error) => {
            debug!(%error, "netlink does not tell the carriers' changes");
            BTreeMap::new()
        }
    }
}

fn changes(message: &LinkMessage) -> Option<(String, u64)> {
    let name = message.attributes.iter().find_map(|it| match it {
        LinkAttribute::IfName(name) => Some(name.clone()),
        _ => None,
    })?;
    let count = message.attributes.iter().find_map(|it| match it {
        LinkAttribute::CarrierChanges(count) => Some(u64::from(*count)),
        _ => None,
    })?;
    Some((name, count))
}

pub(super) fn bind(socket: &Socket, link: &Link, _: Family) -> io::Result<()> {
    socket.bind_device(Some(link.interface.name.as_bytes()))
}

fn from_netlink(netlink: &mut Netlink) -> Network {
    let exits = exits(netlink);
    let routes = read_or_none("routes", netlink.routes());
    let candidates = routes.iter().flatten().flat_map(candidates).collect::<Vec<_>>();
    let links = read_or_none("links", netlink.links())
        .zip(read_or_none("addresses", netlink.addresses()))
        .map(|(links, addresses)| {
            let leading = candidates.iter().map(|it| it.index).chain(carriers(&exits));
            assemble(&links, &addresses, &leading.collect::<Vec<_>>())
        });
    let name_of = |index: u32| {
        let known = links.iter().flatten().find(|link| link.index == index);
        known.map(|link| link.interface.name.clone())
    };
    let ordered = routes.is_some().then(|| order(&candidates, &exits, name_of));
    Network { links, routes: ordered, carriers: carriers(&exits), name_servers: None }
}

fn read_or_none<T>(what: &'static str, read: io::Result<T>) -> Option<T> {
    read.inspect_err(|error| debug!(%error, what, "netlink does not tell")).ok()
}

/// Many times what anybody writes there.
const LARGEST_RESOLV_CONF: u64 = 1 << 20;

/// The name servers; a missing file (a link into a directory that its owner has not filled, say) names none.
fn name_servers(links: &[Link]) -> Option<Vec<NameServer>> {
    let text = match whole_file::read(RESOLV_CONF.as_ref(), LARGEST_RESOLV_CONF) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => {
            debug!(%error, "resolv.conf cannot be read");
            return None;
        }
    };
    let find = |wanted: &dyn Fn(&Link) -> bool| links.iter().find(|link| wanted(link));
    let index_of = |name: &str| find(&|it| it.interface.name == name).map(|it| it.index);
    let name_of = |index: u32| find(&|it| it.index == index).map(|it| it.interface.name.clone());
    Some(resolv_conf::name_servers(&text, index_of, name_of))
}

/// What the kernel says about the way to everywhere, policy rules and all. Asking needs no privilege.
fn exits(netlink: &mut Netlink) -> Vec<(Family, Exit)> {
    let v4 = SOMEWHERE_V4.map(|it| exit(netlink, it.into()));
    let v6 = SOMEWHERE_V6.map(|it| exit(netlink, it.into()));
    vec![(Family::V4, Exit::most(&v4)), (Family::V6, Exit::most(&v6))]
}

fn exit(netlink: &mut Netlink, address: IpAddr) -> Exit {
    let error = match netlink.route_to(address) {
        Ok(message) => return message.map_or(Exit::Nowhere, |it| way(&it)),
        Err(error) => error,
    };
    match error.kind() {
        // EACCES is the answer of a "prohibit" route.
        ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::PermissionDenied => Exit::Nowhere,
        // EINVAL is the answer of a "blackhole" route, and that of a kernel which does not understand us.
        ErrorKind::InvalidInput => {
            let loopback = match address {
                IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
                IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
            };
            match netlink.route_to(loopback) {
                Err(error) if error.kind() == ErrorKind::InvalidInput => Exit::Unknown,
                Ok(_) | Err(_) => Exit::Nowhere,
            }
        }
        _ => Exit::Unknown,
    }
}

fn way(message: &RouteMessage) -> Exit {
    if message.header.kind != RouteType::Unicast {
        return Exit::Nowhere;
    }
    let gateway = gateway(&message.attributes);
    let index = message.attributes.iter().find_map(|it| match it {
        RouteAttribute::Oif(index) => Some(*index),
        _ => None,
    });
    index.map_or(Exit::Nowhere, |index| Exit::Through { index, gateway })
}

/// The next hop, which for IPv4 may be an IPv6 address (RFC 8950).
fn gateway(attributes: &[RouteAttribute]) -> Option<IpAddr> {
    attributes.iter().find_map(|attribute| match attribute {
        RouteAttribute::Gateway(RouteAddress::Inet(address))
        | RouteAttribute::Via(RouteVia::Inet(address)) => Some(IpAddr::from(*address)),
        RouteAttribute::Gateway(RouteAddress::Inet6(address))
        | RouteAttribute::Via(RouteVia::Inet6(address)) => Some(IpAddr::from(*address)),
        _ => None,
    })
}

/// The default routes in a message: none, one, or one for each next hop.
///
/// Only the main table counts. Whether another table matters is for the policy rules to say, and [`exits`] asks them.
/// "Unreachable", "blackhole" and "prohibit" are refusals and no routes.
fn candidates(message: &RouteMessage) -> Vec<Candidate> {
    let header = &message.header;
    let family = if header.address_family == rtnetlink::packet_route::AddressFamily::Inet6 {
        Family::V6
    } else {
        Family::V4
    };
    if header.kind != RouteType::Unicast
        || header.destination_prefix_length != 0
        || header.source_prefix_length != 0
        || header.table != RouteHeader::RT_TABLE_MAIN
    {
        return Vec::new();
    }
    let mut metric = 0;
    let mut index = None;
    let mut hops = Vec::new();
    for attribute in &message.attributes {
        match attribute {
            RouteAttribute::Priority(priority) => metric = *priority,
            RouteAttribute::Oif(oif) => index = Some(*oif),
            RouteAttribute::MultiPath(paths) => hops.extend(
                paths
                    .iter()
                    .filter(|hop| !hop.flags.contains(RouteNextHopFlags::Dead))
                    .map(|hop| (hop.interface_index, gateway(&hop.attributes))),
            ),
            _ => {}
        }
    }
    hops.extend(index.map(|index| (index, gateway(&message.attributes))));
    let candidate = |(index, gateway)| Candidate { family, gateway, index, metric };
    hops.into_iter().map(candidate).collect()
}

/// Joins links and addresses, and sorts the links by kind once all are known.
fn assemble(links: &[LinkMessage], addresses: &[AddressMessage], leading: &[u32]) -> Vec<Link> {
    let mut by_index = BTreeMap::<u32, Vec<IpAddr>>::new();
    for message in addresses {
        if let Some(address) = usable_address(message) {
            by_index.entry(message.header.index).or_default().push(address);
        }
    }
    let mut facts = links
        .iter()
        .filter(|it| !it.header.flags.contains(LinkFlags::Loopback))
        .filter_map(|message| {
            let addresses = by_index.remove(&message.header.index).unwrap_or_default();
            link(message, addresses, leading.contains(&message.header.index))
        })
        .collect::<Vec<_>>();
    let kinds = kind::sort(&facts.iter().map(|(_, facts)| facts).collect::<Vec<_>>());
    for ((link, _), kind) in facts.iter_mut().zip(kinds) {
        link.interface.kind = kind;
    }
    facts.into_iter().map(|(link, _)| link).collect()
}

/// The address itself; `Address` alone would be the other end's on a point-to-point link.
///
/// An address whose uniqueness is not yet proven, or is refuted, cannot be used (RFC 4862, section 5.4).
fn usable_address(message: &AddressMessage) -> Option<IpAddr> {
    let flags = message.header.flags;
    if flags.intersects(AddressHeaderFlags::Tentative | AddressHeaderFlags::Dadfailed)
        && !flags.contains(AddressHeaderFlags::Optimistic)
    {
        return None;
    }
    let local = message.attributes.iter().find_map(|it| match it {
        AddressAttribute::Local(address) => Some(*address),
        _ => None,
    });
    local.or_else(|| {
        message.attributes.iter().find_map(|it| match it {
            AddressAttribute::Address(address) => Some(*address),
            _ => None,
        })
    })
}

fn link(message: &LinkMessage, addresses: Vec<IpAddr>, leads_out: bool) -> Option<(Link, Facts)> {
    let index = message.header.index;
    let enabled = message.header.flags.contains(LinkFlags::Up);
    let mut name = None;
    let mut carrier = Some(message.header.flags.contains(LinkFlags::LowerUp));
    let mut dormant = false;
    let mut carrier_changes = None;
    let mut errors = None;
    let mut facts = Facts {
        index,
        layer: u16::from(message.header.link_layer_type),
        has_address: addresses.iter().any(is_routable),
        leads_out,
        ..Facts::default()
    };
    for attribute in &message.attributes {
        match attribute {
            LinkAttribute::IfName(it) => name = Some(it.clone()),
            LinkAttribute::Carrier(it) => carrier = Some(*it != 0),
            LinkAttribute::OperState(it) => dormant = *it == State::Dormant,
            LinkAttribute::CarrierChanges(it) => carrier_changes = Some(u64::from(*it)),
            LinkAttribute::Stats64(it) => {
                errors = Some(it.rx_errors + it.tx_errors + it.rx_dropped + it.tx_dropped);
            }
            LinkAttribute::Controller(it) => facts.controller = Some(*it),
            LinkAttribute::LinkInfo(infos) => {
                facts.driver = infos.iter().find_map(|info| match info {
                    LinkInfo::Kind(kind) => Some(kind.to_string()),
                    _ => None,
                });
            }
            _ => {}
        }
    }
    let name = name?;
    let device = sys::Device::find(&name, index);
    facts.wireless = device.as_ref().is_some_and(sys::Device::is_wireless);
    facts.hardware = device.as_ref().is_some_and(sys::Device::is_hardware);
    facts.device_type = device.as_ref().and_then(sys::Device::device_type);
    facts.pppoe = facts.layer == kind::ARPHRD_PPP && proc::has_pppoe();
    let interface = Interface {
        name,
        kind: InterfaceKind::Unknown,
        enabled,
        // A link that is switched off has no carrier by that alone, and a cable may well be in.
        // "Dormant" is a link that waits to be let in: 802.1X, Wi-Fi before its keys are set (RFC 2863).
        carrier: carrier.filter(|_| enabled).map(|it| it && !dormant),
        addresses,
        speed_mbps: device.as_ref().and_then(sys::Device::speed_mbps),
        carrier_changes,
        errors,
        ..Interface::default()
    };
    Some((Link { index, interface }, facts))
}

/// Whether an address can be somebody's way out: not link-local.
fn is_routable(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(_) => true,
        IpAddr::V6(it) => !it.is_unicast_link_local(),
    }
}

fn is_destination(attribute: &NeighbourAttribute, address: IpAddr) -> bool {
    match (attribute, address) {
        (NeighbourAttribute::Destination(NeighbourAddress::Inet(it)), IpAddr::V4(wanted)) => {
            *it == wanted
        }
        (NeighbourAttribute::Destination(NeighbourAddress::Inet6(it)), IpAddr::V6(wanted)) => {
            *it == wanted
        }
        _ => false,
    }
}

fn resolution(state: NeighbourState) -> Resolution {
    match state {
        NeighbourState::Incomplete => Resolution::Incomplete,
        NeighbourState::Reachable => Resolution::Reachable,
        NeighbourState::Probe => Resolution::Probing,
        NeighbourState::Failed => Resolution::Failed,
        NeighbourState::None => Resolution::Absent,
        // Entered by hand, or a link without neighbour discovery: it says nothing about an answer.
        NeighbourState::Permanent | NeighbourState::Noarp => Resolution::Stale,
        // Used lately, and given some seconds to prove itself before it is asked again.
        NeighbourState::Stale | NeighbourState::Delay => Resolution::Stale,
        _ => Resolution::Stale,
    }
}
