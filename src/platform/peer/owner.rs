//! Windows: whose process is at the other end of a connection.
#![expect(unsafe_code, reason = "the IP Helper interface hands out a raw table")]

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::ptr;

use windows_sys::Win32::Foundation::{ERROR_INSUFFICIENT_BUFFER, FALSE, NO_ERROR};
use windows_sys::Win32::NetworkManagement::IpHelper::{
    GetExtendedTcpTable, MIB_TCPROW_OWNER_PID, MIB_TCPTABLE_OWNER_PID, TCP_TABLE_OWNER_PID_ALL,
};
use windows_sys::Win32::Networking::WinSock::AF_INET;

use super::Peer;
use crate::platform::user;

/// The account under which Windows itself runs: its administrator.
const SYSTEM: &str = "S-1-5-18";
/// The session of the services.
const SERVICES: u32 = 0;
/// The table grows between two calls; so often is it asked for again.
const ATTEMPTS: usize = 4;

/// Who opened the connection from `peer` to `local`.
pub(super) fn identify(peer: SocketAddr, local: SocketAddr) -> Peer {
    match connections() {
        Some(table) => judge(&table, peer, local, whose),
        None => Peer::Unknown,
    }
}

/// A connection, seen from one end.
#[derive(Clone, Copy, Debug)]
struct Connection {
    local: SocketAddr,
    remote: SocketAddr,
    /// 0 when its program has closed it.
    process: u32,
}

fn judge(
    table: &[Connection],
    peer: SocketAddr,
    local: SocketAddr,
    whose: impl FnOnce(u32) -> Peer,
) -> Peer {
    match table.iter().find(|it| it.local == peer && it.remote == local) {
        Some(Connection { process: 0, .. }) => Peer::Foreign,
        Some(theirs) => whose(theirs.process),
        // A table that has our own end has the other one, too, as long as that is open.
        None if table.iter().any(|it| it.local == local) => Peer::Foreign,
        None => Peer::Unknown,
    }
}

/// Whose process has this number.
fn whose(process: u32) -> Peer {
    match (user::of(process), user::own()) {
        (Ok(theirs), Ok(own)) if theirs == own || theirs == SYSTEM => Peer::Ours,
        (Ok(_), Ok(_)) => Peer::Foreign,
        // It cannot be looked at. On another desktop it is another user's; among the services it may be the system's.
        (Err(_), _) | (_, Err(_)) => match user::session_of(process) {
            Some(SERVICES) | None => Peer::Unknown,
            session if session == user::session_of(std::process::id()) => Peer::Unknown,
            Some(_) => Peer::Foreign,
        },
    }
}

/// All connections of IPv4, which our page is reached by.
fn connections() -> Option<Vec<Connection>> {
    let mut size = 0;
    let mut buffer = Vec::<u32>::new();
    for _ in 0..ATTEMPTS {
        let raw = if buffer.is_empty() { ptr::null_mut() } else { buffer.as_mut_ptr().cast() };
        let kind = TCP_TABLE_OWNER_PID_ALL;
        // SAFETY: `raw` is null or points to `size` bytes of ours, aligned for a table of four-byte numbers.
        let result =
            unsafe { GetExtendedTcpTable(raw, &raw mut size, FALSE, u32::from(AF_INET), kind, 0) };
        match result {
            NO_ERROR if !buffer.is_empty() => return Some(rows(&buffer)),
            NO_ERROR | ERROR_INSUFFICIENT_BUFFER => {
                buffer = vec![0; usize::try_from(size).ok()?.div_ceil(size_of::<u32>()).max(1)];
                size = u32::try_from(buffer.len() * size_of::<u32>()).ok()?;
            }
            error => {
                tracing::debug!(error, "the connections cannot be listed");
                return None;
            }
        }
    }
    None
}

fn rows(buffer: &[u32]) -> Vec<Connection> {
    let table = buffer.as_ptr().cast::<MIB_TCPTABLE_OWNER_PID>();
    // SAFETY: the system has filled the buffer with a table that says how many rows follow in it.
    let rows = unsafe {
        let count = usize::try_from((*table).dwNumEntries).unwrap_or(0);
        let first = (&raw const (*table).table).cast::<MIB_TCPROW_OWNER_PID>();
        std::slice::from_raw_parts(first, count)
    };
    let end = |address: u32, port: u32| {
        // Both in network order, the port in the lower half of its number.
        let port = u16::from_be(u16::try_from(port & 0xffff).unwrap_or(0));
        SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::from(address.to_ne_bytes()), port))
    };
    let connection = |row: &MIB_TCPROW_OWNER_PID| Connection {
        local: end(row.dwLocalAddr, row.dwLocalPort),
        remote: end(row.dwRemoteAddr, row.dwRemotePort),
        process: row.dwOwningPid,
    };
    rows.iter().map(connection).collect()
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use super::*;

    #[test]
    fn a_connection_of_our_own_is_ours() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let _accepted = listener.accept().unwrap();
        let (peer, local) = (stream.local_addr().unwrap(), stream.peer_addr().unwrap());
        assert_eq!(identify(peer, local), Peer::Ours);
    }

    #[test]
    fn a_connection_that_is_closed_or_not_there_is_nobodys_to_trust() {
        let (peer, local) = ("127.0.0.1:5".parse().unwrap(), "127.0.0.1:6".parse().unwrap());
        let never = |_| unreachable!("no process is known");
        let ours = Connection { local, remote: peer, process: 8 };
        let closed = Connection { local: peer, remote: local, process: 0 };
        assert_eq!(judge(&[ours, closed], peer, local, never), Peer::Foreign);
        assert_eq!(judge(&[ours], peer, local, never), Peer::Foreign);
        assert_eq!(judge(&[], peer, local, never), Peer::Unknown);
    }

    #[test]
    fn the_process_at_the_other_end_decides() {
        let (peer, local) = ("127.0.0.1:5".parse().unwrap(), "127.0.0.1:6".parse().unwrap());
        let ours = Connection { local, remote: peer, process: 8 };
        let theirs = Connection { local: peer, remote: local, process: 12 };
        let whose = |it| if it == 12 { Peer::Foreign } else { Peer::Ours };
        assert_eq!(judge(&[ours, theirs], peer, local, whose), Peer::Foreign);
    }
}
