//! What operating systems do in their own way about sockets: binding to an interface, limiting the segment size.

use std::ffi::OsStr;
use std::io;
use std::net::{IpAddr, SocketAddr};

use socket2::{SockAddr, SockRef};

use crate::observation::Family;

/// Whether [`limit_segments`] can work here.
pub const CAN_LIMIT_SEGMENTS: bool = cfg!(unix);

/// Makes `socket` send and receive through `interface` alone, whatever the routing table prefers.
///
/// Fails with [`io::ErrorKind::AddrNotAvailable`] where there is no such interface, or it has no address of `family`.
pub fn bind_to_interface(socket: &SockRef<'_>, interface: &str, family: Family) -> io::Result<()> {
    match bind_device(socket, interface, family) {
        // Kernels before 5.7 want a privilege for it; binding to the interface's address is the next best.
        Err(err) if err.kind() == io::ErrorKind::PermissionDenied => {}
        Err(err) if err.kind() == io::ErrorKind::Unsupported => {}
        Err(_) => return Err(io::ErrorKind::AddrNotAvailable.into()),
        Ok(()) => return Ok(()),
    }
    let address = address_of(interface, family).ok_or(io::ErrorKind::AddrNotAvailable)?;
    socket.bind(&SockAddr::from(SocketAddr::new(address, 0)))
}

/// Whether `error` says that this computer has no descriptors, buffers or memory left: nothing was sent to anybody.
pub fn is_exhausted(error: &io::Error) -> bool {
    // EMFILE and ENFILE everywhere; ENOBUFS of Linux and macOS; WSAEMFILE and WSAENOBUFS.
    let codes: &[i32] = if cfg!(windows) {
        &[10_024, 10_055]
    } else if cfg!(target_os = "macos") {
        &[23, 24, 55]
    } else {
        &[23, 24, 105]
    };
    error.kind() == io::ErrorKind::OutOfMemory
        || error.raw_os_error().is_some_and(|it| codes.contains(&it))
}

/// Limits TCP segments in both directions: the limit is announced in the SYN, and kept when sending.
#[cfg(unix)]
pub fn limit_segments(socket: &SockRef<'_>, bytes: u32) -> io::Result<()> {
    socket.set_tcp_mss(bytes)
}

/// Windows has no option for it.
#[cfg(not(unix))]
pub fn limit_segments(_socket: &SockRef<'_>, _bytes: u32) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(target_os = "linux")]
fn bind_device(socket: &SockRef<'_>, interface: &str, _: Family) -> io::Result<()> {
    socket.bind_device(Some(interface.as_bytes()))
}

/// The number of the interface decides, and not an address of it: with a tunnel up, a socket that is bound to the address
/// of the card may still be routed into the tunnel.
#[cfg(not(target_os = "linux"))]
fn bind_device(socket: &SockRef<'_>, interface: &str, family: Family) -> io::Result<()> {
    let network = super::network::read();
    let link = network.link(interface).ok_or(io::ErrorKind::AddrNotAvailable)?;
    if !link.interface.addresses.iter().any(|it| Family::of(*it) == family) {
        return Err(io::ErrorKind::AddrNotAvailable.into());
    }
    super::network::bind(socket, link, family)
}

/// An address of `interface` from which the Internet can be reached.
fn address_of(interface: &str, family: Family) -> Option<IpAddr> {
    let networks = sysinfo::Networks::new_with_refreshed_list().ok()?;
    let found =
        networks.get(OsStr::new(interface))?.ip_networks().iter().map(|network| network.addr);
    found.filter(|address| Family::of(*address) == family).find(|address| match address {
        IpAddr::V4(address) => !address.is_link_local(),
        IpAddr::V6(address) => !address.is_unicast_link_local(),
    })
}

#[cfg(test)]
mod tests {
    use socket2::{Domain, Socket, Type};

    use super::*;

    #[test]
    fn an_interface_that_is_not_there_is_said_to_be_missing() {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        let result = bind_to_interface(&SockRef::from(&socket), "missing0", Family::V4);
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::AddrNotAvailable);
    }

    #[cfg(unix)]
    #[test]
    fn the_segment_size_is_limited() {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        limit_segments(&SockRef::from(&socket), 536).unwrap();
    }
}
