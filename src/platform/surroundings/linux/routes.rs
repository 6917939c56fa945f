//! The kernel's route socket: bursts of messages become one change, and messages that change nothing become none.

use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::time::Duration;

use rtnetlink::sys::protocols::NETLINK_ROUTE;
use rtnetlink::sys::{AsyncSocket, AsyncSocketExt, TokioSocket};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout_at};

use super::super::Change;
use super::tell;
use crate::observation::{DefaultRoute, InterfaceKind, NameServer};
use crate::platform::network::{self, Network};

/// The groups of links, addresses and routes (rtnetlink(7)).
const GROUPS: [u32; 5] = [1, 5, 7, 9, 11];

/// A burst is over when nothing has come for so long: what a change of networks sends comes within tens of milliseconds.
const QUIET: Duration = Duration::from_millis(250);

/// A burst that does not end is told after so long.
const LONGEST: Duration = Duration::from_secs(1);

/// Tells of each change, until nobody listens any more.
pub(super) async fn watch(changes: &mpsc::Sender<Change>) -> io::Result<()> {
    let mut socket = listen()?;
    let mut known = ways().await;
    loop {
        hear(&mut socket).await?;
        let end = Instant::now() + LONGEST;
        while let Ok(more) = timeout_at(end.min(Instant::now() + QUIET), hear(&mut socket)).await {
            more?;
            if Instant::now() >= end {
                break;
            }
        }
        let now = ways().await;
        if now != known {
            known = now;
            tell(changes, Change::Network);
        }
    }
}

fn listen() -> io::Result<TokioSocket> {
    let mut socket = TokioSocket::new(NETLINK_ROUTE)?;
    socket.socket_mut().bind_auto()?;
    for group in GROUPS {
        socket.socket_mut().add_membership(group)?;
    }
    Ok(socket)
}

/// Waits for a message. What it says does not matter: the tables are read afterwards.
async fn hear(socket: &mut TokioSocket) -> io::Result<()> {
    match socket.recv_from_full().await {
        Ok(_) => Ok(()),
        // More came than the socket holds (netlink(7), ENOBUFS): that, too, is a change.
        Err(error) if is_overrun(&error) || error.kind() == ErrorKind::Interrupted => Ok(()),
        Err(error) => Err(error),
    }
}

fn is_overrun(error: &io::Error) -> bool {
    const ENOBUFS: i32 = 105;
    error.raw_os_error() == Some(ENOBUFS)
}

/// What matters of the tables: the ways out, and the links that can be one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ways {
    routes: Option<Vec<DefaultRoute>>,
    /// Name, whether it has a carrier, addresses.
    links: Vec<(String, Option<bool>, Vec<IpAddr>)>,
    name_servers: Option<Vec<NameServer>>,
}

async fn ways() -> Option<Ways> {
    spawn_blocking(|| Ways::of(network::read())).await.ok()
}

impl Ways {
    /// Containers come and go all day: their links are no way out, and no change of ours.
    fn of(network: Network) -> Self {
        let real = network.links.into_iter().flatten().map(|it| it.interface);
        let real = real.filter(|it| it.kind != InterfaceKind::Virtual);
        let links = real.map(|mut it| {
            // Before a router has spoken, a link-local address says nothing about a way.
            it.addresses.retain(|address| match address {
                IpAddr::V4(address) => !address.is_link_local(),
                IpAddr::V6(address) => !address.is_unicast_link_local(),
            });
            it.addresses.sort_unstable();
            (it.name, it.carrier, it.addresses)
        });
        Self { routes: network.routes, links: links.collect(), name_servers: network.name_servers }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::Interface;
    use crate::platform::network::Link;

    fn with(kind: InterfaceKind, addresses: &[&str]) -> Ways {
        let addresses = addresses.iter().map(|it| it.parse().unwrap()).collect();
        let interface =
            Interface { name: "x0".to_owned(), kind, addresses, ..Interface::default() };
        let links = Some(vec![Link { index: 7, interface }]);
        Ways::of(Network { links, ..Network::default() })
    }

    #[test]
    fn a_containers_link_is_no_change() {
        assert_eq!(with(InterfaceKind::Virtual, &["172.17.0.1"]).links, []);
    }

    #[test]
    fn another_address_is_a_change_and_its_order_is_not() {
        let one = with(InterfaceKind::Wifi, &["192.0.2.1", "2001:db8::1"]);
        assert_eq!(one, with(InterfaceKind::Wifi, &["2001:db8::1", "192.0.2.1"]));
        assert_ne!(one, with(InterfaceKind::Wifi, &["192.0.2.2", "2001:db8::1"]));
    }

    #[test]
    fn a_link_that_only_names_itself_is_no_way_yet() {
        let bare = with(InterfaceKind::Wifi, &[]);
        assert_eq!(with(InterfaceKind::Wifi, &["fe80::1", "169.254.3.4"]), bare);
    }
}
