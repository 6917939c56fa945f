//! macOS: the system's own network tools, each for a short time. They print what its private interfaces would tell.

use std::io;
use std::net::IpAddr;
use std::num::NonZeroU32;

use socket2::Socket;

use super::{Link, Network, Resolution, carriers, order, table, tools};
use crate::observation::Family;
use crate::platform::command::output;

pub(super) fn read() -> Network {
    let ports = output("/usr/sbin/networksetup", &["-listallhardwareports"]).unwrap_or_default();
    let links = output("/sbin/ifconfig", &["-a"]).map(|it| numbered(tools::links(&it, &ports)));
    let find = |wanted: &dyn Fn(&Link) -> bool| links.iter().flatten().find(|link| wanted(link));
    let index_of = |name: &str| find(&|it| it.interface.name == name).map(|it| it.index);
    let name_of = |index: u32| find(&|it| it.index == index).map(|it| it.interface.name.clone());

    let netstat = |family: &str| output("/usr/sbin/netstat", &["-rn", "-f", family]);
    let rows = netstat("inet").zip(netstat("inet6")).map(|(v4, v6)| {
        let mut rows = tools::routes(&v4, Family::V4, index_of);
        rows.extend(tools::routes(&v6, Family::V6, index_of));
        rows
    });
    let exits = rows.as_deref().map(table::exits).unwrap_or_default();
    let routes = rows.map(|rows| order(&table::candidates(&rows), &exits, name_of));
    let name_servers =
        output("/usr/sbin/scutil", &["--dns"]).map(|it| tools::name_servers(&it, index_of));
    Network { routes, carriers: carriers(&exits), name_servers, links }
}

pub(super) fn neighbour(link: &Link, address: IpAddr) -> Option<Resolution> {
    match address {
        IpAddr::V4(_) => {
            output("/usr/sbin/arp", &["-n", &address.to_string()]).map(|it| tools::arp(&it))
        }
        IpAddr::V6(it) => {
            let text = output("/usr/sbin/ndp", &["-an"])?;
            Some(tools::ndp(&text, it, &link.interface.name))
        }
    }
}

pub(super) fn bind(socket: &Socket, link: &Link, family: Family) -> io::Result<()> {
    let index = NonZeroU32::new(link.index).filter(|_| link.index < UNNUMBERED);
    match family {
        Family::V4 => socket.bind_device_by_index_v4(index),
        Family::V6 => socket.bind_device_by_index_v6(index),
    }
}

/// Above every number that the system gives to an interface.
const UNNUMBERED: u32 = 1 << 24;

/// Gives a number of our own to each link whose number was not printed, so that they can be told apart.
fn numbered(mut links: Vec<Link>) -> Vec<Link> {
    for (link, number) in links.iter_mut().filter(|it| it.index == 0).zip(UNNUMBERED..) {
        link.index = number;
    }
    links
}
