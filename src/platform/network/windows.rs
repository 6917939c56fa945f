//! Windows: the IP Helper tables. None of them needs a privilege.
#![expect(unsafe_code, reason = "the IP Helper interface hands out raw tables and lists")]

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::os::windows::io::AsRawSocket;
use std::ptr::{self, NonNull};
use std::slice;

use socket2::Socket;
use tracing::debug;
use windows_sys::Win32::Foundation::{ERROR_BUFFER_OVERFLOW, ERROR_NOT_FOUND, NO_ERROR};
use windows_sys::Win32::NetworkManagement::IpHelper::{
    FreeMibTable, GAA_FLAG_SKIP_ANYCAST, GAA_FLAG_SKIP_MULTICAST, GetAdaptersAddresses,
    GetIfTable2, GetIpForwardTable2, GetIpNetTable2, IF_TYPE_SOFTWARE_LOOPBACK,
    IP_ADAPTER_ADDRESSES_LH, MIB_IF_ROW2, MIB_IF_TABLE2, MIB_IPFORWARD_ROW2, MIB_IPFORWARD_TABLE2,
    MIB_IPNET_ROW2, MIB_IPNET_TABLE2,
};
use windows_sys::Win32::NetworkManagement::Ndis::{IfOperStatusUp, NET_IF_ADMIN_STATUS_DOWN};
use windows_sys::Win32::Networking::WinSock::{
    AF_INET, AF_INET6, AF_UNSPEC, IP_UNICAST_IF, IPPROTO_IP, IPPROTO_IPV6, IPV6_UNICAST_IF,
    IpDadStateDeprecated, IpDadStatePreferred, NlnsDelay, NlnsIncomplete, NlnsPermanent, NlnsProbe,
    NlnsReachable, NlnsStale, NlnsUnreachable, SOCKADDR_IN, SOCKADDR_IN6, SOCKADDR_INET, SOCKET,
    SOCKET_ADDRESS, setsockopt,
};
use windows_sys::core::PWSTR;

use super::table::{self, Row};
use super::{Link, Network, Resolution, adapter, carriers, order};
use crate::observation::{Family, Interface, NameServer};

const DNS_PORT: u16 = 53;
/// What Microsoft advises to begin with; the system names a larger size where that is too small.
const ADAPTERS_SIZE: u32 = 15_000;
const ATTEMPTS: usize = 3;

pub(super) fn read() -> Network {
    let adapters = adapters();
    let counters = counters();
    let rows = rows(adapters.as_deref().unwrap_or_default());
    let exits = rows.as_deref().map(table::exits).unwrap_or_default();
    let candidates = rows.as_deref().map(table::candidates);
    let leading =
        candidates.iter().flatten().map(|it| it.index).chain(carriers(&exits)).collect::<Vec<_>>();
    let name_servers = adapters.as_deref().map(name_servers);
    let links = adapters.map(|adapters| {
        let link = |adapter| link(adapter, counters.as_deref(), &leading);
        adapters
            .into_iter()
            .filter(|it| it.if_type != IF_TYPE_SOFTWARE_LOOPBACK)
            .map(link)
            .collect()
    });
    let name_of = |index: u32| {
        let links: Option<&Vec<Link>> = links.as_ref();
        let known = links.into_iter().flatten().find(|link| link.index == index);
        known.map(|link| link.interface.name.clone())
    };
    let routes = candidates.map(|it| order(&it, &exits, name_of));
    Network { routes, carriers: carriers(&exits), name_servers, links }
}

pub(super) fn neighbour(link: &Link, address: IpAddr) -> Option<Resolution> {
    let family = if address.is_ipv4() { AF_INET } else { AF_INET6 };
    let mut raw = ptr::null_mut();
    // SAFETY: the call puts a pointer to a table of its own there, or fails.
    let result = unsafe { GetIpNetTable2(family, &raw mut raw) };
    if result == ERROR_NOT_FOUND {
        return Some(Resolution::Absent);
    }
    let table = Table::<MIB_IPNET_TABLE2>::new(result, raw)?;
    // SAFETY: the table says itself how many rows follow, and `table` keeps it until after they are read.
    let rows = unsafe {
        let raw = table.0.as_ptr();
        rows_of::<MIB_IPNET_ROW2>((&raw const (*raw).Table).cast(), (*raw).NumEntries)
    };
    let is_it = |row: &&MIB_IPNET_ROW2| {
        row.InterfaceIndex == link.index && plain_address(&row.Address) == Some(address)
    };
    Some(rows.iter().find(is_it).map_or(Resolution::Absent, |row| resolution(row.State)))
}

#[expect(non_upper_case_globals, reason = "the names are the system's")]
fn resolution(state: i32) -> Resolution {
    match state {
        NlnsUnreachable => Resolution::Failed,
        NlnsIncomplete => Resolution::Incomplete,
        NlnsProbe => Resolution::Probing,
        NlnsReachable => Resolution::Reachable,
        NlnsDelay | NlnsStale | NlnsPermanent => Resolution::Stale,
        _ => Resolution::Stale,
    }
}

pub(super) fn bind(socket: &Socket, link: &Link, family: Family) -> io::Result<()> {
    // For IPv4 the number is wanted in network order, for IPv6 in the machine's own (IPPROTO_IP socket options).
    let (level, option, value) = match family {
        Family::V4 => (IPPROTO_IP, IP_UNICAST_IF, link.index.to_be_bytes()),
        Family::V6 => (IPPROTO_IPV6, IPV6_UNICAST_IF, link.index.to_ne_bytes()),
    };
    let handle = SOCKET::try_from(socket.as_raw_socket()).map_err(io::Error::other)?;
    // SAFETY: the socket is open while `socket` is borrowed, and the option is the four bytes of `value`.
    let result = unsafe { setsockopt(handle, level, option, value.as_ptr(), 4) };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// An adapter, copied out of the system's list.
struct Adapter {
    index_v4: u32,
    index_v6: u32,
    if_type: u32,
    name: String,
    description: String,
    is_up: bool,
    addresses: Vec<IpAddr>,
    name_servers: Vec<SocketAddr>,
    metric_v4: u32,
    metric_v6: u32,
    bits_per_second: u64,
}

impl Adapter {
    /// The number of the adapter: one for both families on all but odd systems.
    fn index(&self) -> u32 {
        if self.index_v4 == 0 { self.index_v6 } else { self.index_v4 }
    }
}

fn adapters() -> Option<Vec<Adapter>> {
    let mut size = ADAPTERS_SIZE;
    for _ in 0..ATTEMPTS {
        // Eight-byte words, as the list begins with one.
        let mut buffer = vec![0_u64; usize::try_from(size).ok()?.div_ceil(size_of::<u64>())];
        let first = buffer.as_mut_ptr().cast::<IP_ADAPTER_ADDRESSES_LH>();
        let flags = GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST;
        // SAFETY: `first` points to at least `size` bytes that are ours and rightly aligned.
        let result = unsafe {
            GetAdaptersAddresses(u32::from(AF_UNSPEC), flags, ptr::null(), first, &raw mut size)
        };
        match result {
            NO_ERROR => {
                // SAFETY: the call filled the buffer with a list whose pointers stay inside it, and it lives on here.
                return Some(unsafe { list(first, |it| it.Next) }.map(adapter_of).collect());
            }
            ERROR_BUFFER_OVERFLOW => {}
            error => {
                debug!(error, "the adapters cannot be listed");
                return None;
            }
        }
    }
    None
}

fn adapter_of(raw: &IP_ADAPTER_ADDRESSES_LH) -> Adapter {
    // SAFETY: `raw` is an element of the system's list, which is whole: its texts end with a zero and its lists with
    // a null, and every address has the size that its family says.
    unsafe {
        let usable = |state| state == IpDadStatePreferred || state == IpDadStateDeprecated;
        Adapter {
            index_v4: raw.Anonymous1.Anonymous.IfIndex,
            index_v6: raw.Ipv6IfIndex,
            if_type: raw.IfType,
            name: text(raw.FriendlyName),
            description: text(raw.Description),
            is_up: raw.OperStatus == IfOperStatusUp,
            addresses: list(raw.FirstUnicastAddress, |it| it.Next)
                .filter(|it| usable(it.DadState))
                .filter_map(|it| address(&it.Address))
                .map(|it| it.ip())
                .collect(),
            name_servers: list(raw.FirstDnsServerAddress, |it| it.Next)
                .filter_map(|it| address(&it.Address))
                .collect(),
            metric_v4: raw.Ipv4Metric,
            metric_v6: raw.Ipv6Metric,
            bits_per_second: raw.TransmitLinkSpeed,
        }
    }
}

fn link(adapter: Adapter, counters: Option<&[Counters]>, leading: &[u32]) -> Link {
    let index = adapter.index();
    let counters = counters.into_iter().flatten().find(|it| it.index == index);
    let enabled = counters.is_none_or(|it| it.enabled);
    let mbps = u32::try_from(adapter.bits_per_second / 1_000_000).ok().filter(|it| *it > 0);
    Link {
        index,
        interface: Interface {
            kind: adapter::kind(adapter.if_type, &adapter.description, leading.contains(&index)),
            name: adapter.name,
            enabled,
            carrier: enabled.then_some(adapter.is_up),
            addresses: adapter.addresses,
            // All ones mean "unknown".
            speed_mbps: mbps.filter(|_| adapter.bits_per_second != u64::MAX),
            carrier_changes: None,
            errors: counters.map(|it| it.errors),
            ..Interface::default()
        },
    }
}

/// The servers of the adapters that are up, as the system asks them: by the adapter's metric.
///
/// fec0:0:0:ffff::1 to ::3 are defaults of Windows for an adapter without any, which nobody serves.
fn name_servers(adapters: &[Adapter]) -> Vec<NameServer> {
    let mut up = adapters
        .iter()
        .filter(|it| it.is_up && it.if_type != IF_TYPE_SOFTWARE_LOOPBACK)
        .collect::<Vec<_>>();
    up.sort_by_key(|it| it.metric_v4.min(it.metric_v6));
    let mut found = Vec::<NameServer>::new();
    for adapter in up {
        for address in &adapter.name_servers {
            let address = SocketAddr::new(address.ip(), DNS_PORT);
            if !is_placeholder(address.ip()) && found.iter().all(|it| it.address != address) {
                found.push(NameServer { address, interface: Some(adapter.name.clone()) });
            }
        }
    }
    found
}

fn is_placeholder(address: IpAddr) -> bool {
    matches!(address, IpAddr::V6(it) if matches!(it.segments(), [0xfec0, 0, 0, 0xffff, 0, 0, 0, 1..=3]))
}

/// What the interface table tells of an adapter.
struct Counters {
    index: u32,
    enabled: bool,
    errors: u64,
}

fn counters() -> Option<Vec<Counters>> {
    let mut raw = ptr::null_mut();
    // SAFETY: the call puts a pointer to a table of its own there, or fails.
    let result = unsafe { GetIfTable2(&raw mut raw) };
    let table = Table::<MIB_IF_TABLE2>::new(result, raw)?;
    // SAFETY: the table says itself how many rows follow, and `table` keeps it until after they are read.
    let rows = unsafe {
        let raw = table.0.as_ptr();
        rows_of::<MIB_IF_ROW2>((&raw const (*raw).Table).cast(), (*raw).NumEntries)
    };
    let counters = |row: &MIB_IF_ROW2| Counters {
        index: row.InterfaceIndex,
        enabled: row.AdminStatus != NET_IF_ADMIN_STATUS_DOWN,
        errors: [row.InErrors, row.OutErrors, row.InDiscards, row.OutDiscards]
            .into_iter()
            .fold(0, u64::saturating_add),
    };
    Some(rows.iter().map(counters).collect())
}

/// The routes, each with the metric that counts: the route's and its adapter's.
fn rows(adapters: &[Adapter]) -> Option<Vec<Row>> {
    let mut raw = ptr::null_mut();
    // SAFETY: the call puts a pointer to a table of its own there, or fails.
    let result = unsafe { GetIpForwardTable2(AF_UNSPEC, &raw mut raw) };
    let table = Table::<MIB_IPFORWARD_TABLE2>::new(result, raw)?;
    // SAFETY: the table says itself how many rows follow, and `table` keeps it until after they are read.
    let rows = unsafe {
        let raw = table.0.as_ptr();
        rows_of::<MIB_IPFORWARD_ROW2>((&raw const (*raw).Table).cast(), (*raw).NumEntries)
    };
    let row = |row: &MIB_IPFORWARD_ROW2| {
        let prefix = plain_address(&row.DestinationPrefix.Prefix)?;
        let adapter = adapters.iter().find(|it| it.index() == row.InterfaceIndex);
        let adapters_metric = adapter.map_or(0, |it| match prefix {
            IpAddr::V4(_) => it.metric_v4,
            IpAddr::V6(_) => it.metric_v6,
        });
        Some(Row {
            prefix,
            length: row.DestinationPrefix.PrefixLength,
            gateway: plain_address(&row.NextHop).filter(|it| !it.is_unspecified()),
            index: row.InterfaceIndex,
            metric: row.Metric.saturating_add(adapters_metric),
            refuses: row.Loopback,
            scoped: adapter.is_some_and(|it| !it.is_up),
        })
    };
    Some(rows.iter().filter_map(row).collect())
}

/// A table that the system made, given back in the end.
struct Table<T>(NonNull<T>);

impl<T> Table<T> {
    fn new(result: u32, raw: *mut T) -> Option<Self> {
        if result != NO_ERROR {
            debug!(result, "a table cannot be read");
            return None;
        }
        NonNull::new(raw).map(Self)
    }
}

impl<T> Drop for Table<T> {
    fn drop(&mut self) {
        // SAFETY: the system made it, and nobody else has it.
        unsafe { FreeMibTable(self.0.as_ptr().cast()) }
    }
}

/// The rows of a table.
///
/// SAFETY: `count` rows must stand at `first`, for as long as the result is used.
unsafe fn rows_of<'a, T>(first: *const T, count: u32) -> &'a [T] {
    // SAFETY: as the caller promises.
    unsafe { slice::from_raw_parts(first, usize::try_from(count).unwrap_or(0)) }
}

/// The elements of one of the system's lists.
///
/// SAFETY: the list must be whole, end with a null, and live as long as the result is used.
unsafe fn list<'a, T: 'a>(first: *mut T, next: fn(&T) -> *mut T) -> impl Iterator<Item = &'a T> {
    // SAFETY: as the caller promises.
    std::iter::successors(unsafe { first.as_ref() }, move |it| unsafe { next(it).as_ref() })
}

/// A text that ends with a zero.
///
/// SAFETY: it must be null, or end with a zero.
unsafe fn text(raw: PWSTR) -> String {
    if raw.is_null() {
        return String::new();
    }
    let mut length = 0;
    // SAFETY: the caller promises a zero at the end, and we stop there.
    while unsafe { *raw.add(length) } != 0 {
        length += 1;
    }
    // SAFETY: these are the words before the zero.
    String::from_utf16_lossy(unsafe { slice::from_raw_parts(raw, length) })
}

/// The address in one of the system's structures.
///
/// SAFETY: its pointer must be null, or point to an address of the family that stands at its beginning.
unsafe fn address(raw: &SOCKET_ADDRESS) -> Option<SocketAddr> {
    // SAFETY: every kind of address begins with its family.
    let family = unsafe { raw.lpSockaddr.as_ref() }?.sa_family;
    match family {
        // SAFETY: the family says which it is.
        AF_INET => Some(v4(unsafe { &*raw.lpSockaddr.cast::<SOCKADDR_IN>() }).into()),
        // SAFETY: the family says which it is.
        AF_INET6 => Some(v6(unsafe { &*raw.lpSockaddr.cast::<SOCKADDR_IN6>() }).into()),
        _ => None,
    }
}

fn plain_address(raw: &SOCKADDR_INET) -> Option<IpAddr> {
    // SAFETY: every variant begins with the family, and it says which one is filled in.
    unsafe {
        match raw.si_family {
            AF_INET => Some(IpAddr::V4(*v4(&raw.Ipv4).ip())),
            AF_INET6 => Some(IpAddr::V6(*v6(&raw.Ipv6).ip())),
            _ => None,
        }
    }
}

fn v4(raw: &SOCKADDR_IN) -> SocketAddrV4 {
    // SAFETY: all variants are four plain bytes.
    let octets = unsafe { raw.sin_addr.S_un.S_addr }.to_ne_bytes();
    SocketAddrV4::new(Ipv4Addr::from(octets), u16::from_be(raw.sin_port))
}

fn v6(raw: &SOCKADDR_IN6) -> SocketAddrV6 {
    // SAFETY: all variants are plain bytes of one size.
    let (octets, scope) = unsafe { (raw.sin6_addr.u.Byte, raw.Anonymous.sin6_scope_id) };
    SocketAddrV6::new(Ipv6Addr::from(octets), u16::from_be(raw.sin6_port), 0, scope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_can_be_read() {
        let network = read();
        let links = network.links.expect("the adapters can be listed");
        assert!(links.iter().all(|it| !it.interface.name.is_empty() && it.index != 0));
        assert!(network.routes.is_some());
        assert!(network.name_servers.is_some());
    }

    #[test]
    fn a_neighbour_that_is_not_there_is_absent() {
        let link = Link { index: 1, ..Link::default() };
        let found = neighbour(&link, IpAddr::V4(Ipv4Addr::new(192, 0, 2, 99)));
        assert_eq!(found, Some(Resolution::Absent));
    }

    #[test]
    fn the_servers_that_nobody_runs_are_left_out() {
        assert!(is_placeholder("fec0:0:0:ffff::2".parse().unwrap()));
        assert!(!is_placeholder("fec0:0:0:ffff::4".parse().unwrap()));
        assert!(!is_placeholder("192.168.1.1".parse().unwrap()));
    }
}
