//! Links, addresses, routes, neighbours and name servers, as the operating system tells them.
//!
//! Nothing is sent: these are the system's own tables. What provokes a neighbour entry is the gateway probe.

#[cfg(any(windows, test))]
mod adapter;
#[cfg(any(target_os = "linux", test))]
mod resolv_conf;
mod table;
#[cfg(any(target_os = "macos", test))]
mod tools;

#[cfg(target_os = "linux")]
mod lease;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
use linux as system;

#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "macos")]
use macos as system;

#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as system;

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use socket2::Socket;

use crate::observation::{DefaultRoute, Family, Interface, NameServer, Neighbour};

/// Arbitrary public addresses, spread over the space that providers use. They are looked up in the route table and
/// nothing is sent to them. More than one, because a tunnel may replace the default route by any set of prefixes that
/// covers everything but the private networks, and because a single address may have a route of its own.
const SOMEWHERE_V4: [Ipv4Addr; 5] = [
    Ipv4Addr::new(4, 20, 30, 40),
    Ipv4Addr::new(62, 80, 90, 100),
    Ipv4Addr::new(93, 130, 140, 150),
    Ipv4Addr::new(151, 60, 70, 80),
    Ipv4Addr::new(203, 5, 10, 20),
];
const SOMEWHERE_V6: [Ipv6Addr; 5] = [
    Ipv6Addr::new(0x2001, 0x4860, 0x1234, 0, 0, 0, 0, 0x77),
    Ipv6Addr::new(0x2400, 0xcb00, 0x1234, 0, 0, 0, 0, 0x77),
    Ipv6Addr::new(0x2606, 0x4700, 0x1234, 0, 0, 0, 0, 0x77),
    Ipv6Addr::new(0x2804, 0x14c, 0x1234, 0, 0, 0, 0, 0x77),
    Ipv6Addr::new(0x2a00, 0x1450, 0x1234, 0, 0, 0, 0, 0x77),
];

/// An interface with the number by which the system knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) index: u32,
    pub(crate) interface: Interface,
}

/// Which way ordinary traffic to everywhere takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Through the link with this index, by way of this next hop.
    Through { index: u32, gateway: Option<IpAddr> },
    /// The system refuses it: no route, or one that says "unreachable".
    Nowhere,
    /// It could not be asked.
    Unknown,
}

impl Exit {
    /// What most of several look-ups say.
    fn most(answers: &[Self]) -> Self {
        let votes = |exit: &Self| answers.iter().filter(|it| it.same_link(*exit)).count();
        answers.iter().copied().rev().max_by_key(votes).unwrap_or(Self::Unknown)
    }

    fn same_link(self, other: Self) -> bool {
        match (self, other) {
            (Self::Through { index, .. }, Self::Through { index: other, .. }) => index == other,
            (Self::Nowhere, Self::Nowhere) | (Self::Unknown, Self::Unknown) => true,
            (Self::Through { .. } | Self::Nowhere | Self::Unknown, _) => false,
        }
    }
}

/// The system's tables at one moment. Each part is `None` where it could not be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    /// Without loopback.
    pub(crate) links: Option<Vec<Link>>,
    /// Best first.
    pub(crate) routes: Option<Vec<DefaultRoute>>,
    /// The indices of the links that carry the traffic to everywhere.
    pub(crate) carriers: Vec<u32>,
    pub(crate) name_servers: Option<Vec<NameServer>>,
}

impl Network {
    /// The link of this name.
    pub(crate) fn link(&self, name: &str) -> Option<&Link> {
        self.links.iter().flatten().find(|link| link.interface.name == name)
    }
}

/// What the neighbour table says, finer than [`Neighbour`], as we wait for it to settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resolution {
    /// It is not in the table.
    Absent,
    /// It is asked for, and was never heard.
    Incomplete,
    /// It was heard once, and is asked again just now.
    Probing,
    /// It was heard once, or somebody entered it by hand.
    Stale,
    /// It was heard lately.
    Reachable,
    /// It was asked for in vain.
    #[cfg_attr(target_os = "macos", expect(dead_code, reason = "its tables never give up"))]
    Failed,
}

impl Resolution {
    /// Whether it may still change while we look.
    pub(crate) fn is_pending(self) -> bool {
        matches!(self, Self::Incomplete | Self::Probing)
    }
}

impl From<Resolution> for Neighbour {
    /// What it counts as when we wait no longer.
    fn from(resolution: Resolution) -> Self {
        match resolution {
            Resolution::Absent => Self::Absent,
            Resolution::Incomplete | Resolution::Failed => Self::Failed,
            Resolution::Probing | Resolution::Stale => Self::Stale,
            Resolution::Reachable => Self::Reachable,
        }
    }
}

/// Reads all tables. Takes some milliseconds; call it where blocking is allowed.
pub(crate) fn read() -> Network {
    system::read()
}

/// Where the present leases say that the network's own interface for its sign-in is (RFC 8910).
///
/// Only Linux tells, where systemd-networkd keeps the leases.
pub(crate) fn portal_interfaces() -> Vec<String> {
    #[cfg(target_os = "linux")]
    return lease::portal_interfaces();
    #[cfg(not(target_os = "linux"))]
    Vec::new()
}

/// How often the carrier of each interface has changed since the interface exists, by its name.
///
/// Only Linux counts; elsewhere the answer is empty.
pub(crate) fn carrier_changes() -> BTreeMap<String, u64> {
    #[cfg(target_os = "linux")]
    return system::carrier_changes();
    #[cfg(not(target_os = "linux"))]
    BTreeMap::new()
}

/// What the neighbour table says about `address` on `link`; `None` where it cannot be read.
pub(crate) fn neighbour(link: &Link, address: IpAddr) -> Option<Resolution> {
    system::neighbour(link, address)
}

/// Ties `socket` to `link`, so that it speaks to the neighbour there and not to one of the same address elsewhere.
pub(crate) fn bind(socket: &Socket, link: &Link, family: Family) -> io::Result<()> {
    system::bind(socket, link, family)
}

/// A default route as a table has it: the link by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Candidate {
    family: Family,
    gateway: Option<IpAddr>,
    index: u32,
    metric: u32,
}

/// Puts the default routes in the order in which they serve.
///
/// The way that ordinary traffic really takes comes first, also where it is no default route by its letter (half-space
/// pairs, policy tables); the other default routes follow by metric, as they tell of the physical link below a tunnel.
/// Where the system says that there is no way, a default route that it lists has no effect and is none.
fn order(
    candidates: &[Candidate],
    exits: &[(Family, Exit)],
    name_of: impl Fn(u32) -> Option<String>,
) -> Vec<DefaultRoute> {
    let mut ordered = Vec::new();
    for &(family, exit) in exits {
        let mut listed =
            candidates.iter().filter(|it| it.family == family).copied().collect::<Vec<_>>();
        listed.sort_by_key(|it| it.metric);
        match exit {
            Exit::Nowhere => continue,
            Exit::Unknown => {}
            Exit::Through { index, gateway } => {
                let is_exit = |it: &Candidate| it.index == index && it.gateway == gateway;
                let metric = listed.iter().find(|it| is_exit(it)).map_or(0, |it| it.metric);
                listed.retain(|it| !is_exit(it));
                listed.insert(0, Candidate { family, gateway, index, metric });
            }
        }
        for candidate in listed {
            if let Some(interface) = name_of(candidate.index) {
                let route = DefaultRoute {
                    family,
                    gateway: candidate.gateway,
                    interface,
                    metric: candidate.metric,
                };
                if !ordered.contains(&route) {
                    ordered.push(route);
                }
            }
        }
    }
    ordered
}

/// The links that carry what goes to everywhere, each once.
fn carriers(exits: &[(Family, Exit)]) -> Vec<u32> {
    let mut found = Vec::new();
    for (_, exit) in exits {
        if let Exit::Through { index, .. } = exit
            && !found.contains(index)
        {
            found.push(*index);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTER: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 1));

    fn physical(metric: u32, index: u32) -> Candidate {
        Candidate { family: Family::V4, gateway: Some(ROUTER), index, metric }
    }

    fn names(index: u32) -> Option<String> {
        ["eth0", "wlan0", "wg0"].get(index as usize).map(ToString::to_string)
    }

    fn ordered(candidates: &[Candidate], exit: Exit) -> Vec<String> {
        let routes = order(candidates, &[(Family::V4, exit)], names);
        routes.into_iter().map(|it| it.interface).collect()
    }

    #[test]
    fn the_effective_way_comes_first_and_the_physical_one_stays() {
        let exit = Exit::Through { index: 2, gateway: None };
        assert_eq!(ordered(&[physical(100, 0)], exit), ["wg0", "eth0"]);
    }

    #[test]
    fn without_a_tunnel_the_metric_decides_and_nothing_is_told_twice() {
        let exit = Exit::Through { index: 0, gateway: Some(ROUTER) };
        assert_eq!(ordered(&[physical(600, 1), physical(100, 0)], exit), ["eth0", "wlan0"]);
    }

    #[test]
    fn a_default_route_that_the_system_does_not_follow_is_none() {
        assert!(ordered(&[physical(100, 0)], Exit::Nowhere).is_empty());
    }

    #[test]
    fn where_the_system_cannot_be_asked_the_table_speaks() {
        assert_eq!(
            ordered(&[physical(600, 1), physical(100, 0)], Exit::Unknown),
            ["eth0", "wlan0"]
        );
    }

    #[test]
    fn one_address_with_a_route_of_its_own_does_not_make_an_exit() {
        let tunnel = Exit::Through { index: 2, gateway: None };
        let physical = Exit::Through { index: 0, gateway: Some(ROUTER) };
        assert_eq!(Exit::most(&[tunnel, physical, physical, physical, physical]), physical);
        assert_eq!(Exit::most(&[tunnel, tunnel, tunnel, physical, Exit::Nowhere]), tunnel);
        assert_eq!(Exit::most(&[]), Exit::Unknown);
    }

    #[test]
    fn a_neighbour_still_asked_for_when_we_stop_waiting_has_not_answered() {
        assert_eq!(Neighbour::from(Resolution::Incomplete), Neighbour::Failed);
        assert_eq!(Neighbour::from(Resolution::Probing), Neighbour::Stale);
    }
}
