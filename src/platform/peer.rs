//! Whose process is at the other end of a connection. Other users of this computer can reach the loopback interface,
//! too.

use std::net::SocketAddr;
use std::path::Path;

use interprocess::local_socket::tokio::Stream;
#[cfg(unix)]
use interprocess::local_socket::traits::StreamCommon as _;

use crate::presentation::page::Peer;

/// Who opened the connection from `peer` to `local`.
#[cfg(not(windows))]
pub fn identify(peer: SocketAddr, local: SocketAddr) -> Peer {
    match ask_kernel() {
        Some((own, tables)) => {
            table::judge(&tables.each_ref().map(String::as_str), peer, local, own)
        }
        None => Peer::Unknown,
    }
}

/// Who opened the connection from `peer` to `local`.
#[cfg(windows)]
pub fn identify(peer: SocketAddr, local: SocketAddr) -> Peer {
    owner::identify(peer, local)
}

/// Whether the process at the other end of `stream`, a socket in our own `folder`, may speak to us: one of this user,
/// or of the administrator, whom nothing here could keep out.
#[cfg(unix)]
pub fn may_speak(stream: &Stream, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    match (std::fs::metadata(folder), stream.peer_creds().map(|it| it.euid())) {
        (Ok(folder), Ok(Some(theirs))) => theirs == folder.uid() || theirs == ROOT,
        // From outside the container that we live in: there is no number for it here, and the folder alone must do.
        (Ok(_), Ok(None) | Err(_)) => true,
        (Err(_), _) => false,
    }
}

/// The same: the pipe's rights, which `for_this_user` sets, let nobody else in.
#[cfg(not(unix))]
pub fn may_speak(_: &Stream, _: &Path) -> bool {
    true
}

/// The administrator.
#[cfg(any(unix, test))]
pub(super) const ROOT: u32 = 0;

/// The user whom this process serves.
#[cfg(unix)]
#[expect(unsafe_code, reason = "the C library's own call")]
pub(super) fn user_id() -> u32 {
    // SAFETY: it takes nothing, and cannot fail (geteuid(2)).
    unsafe { libc::geteuid() }
}

/// Our own user id, and the kernel's tables of sockets. A program may speak IPv4 through an IPv6 socket, and then
/// stands in the second one.
#[cfg(target_os = "linux")]
fn ask_kernel() -> Option<(u32, [String; 2])> {
    use std::fs;
    use std::os::unix::fs::MetadataExt as _;

    let own = fs::metadata("/proc/self").ok()?.uid();
    let tcp = fs::read_to_string("/proc/net/tcp").ok()?;
    // Missing where the kernel has no IPv6.
    let tcp6 = fs::read_to_string("/proc/net/tcp6").unwrap_or_default();
    Some((own, [tcp, tcp6]))
}

/// Elsewhere there is no such table to read.
#[cfg(not(any(target_os = "linux", windows)))]
fn ask_kernel() -> Option<(u32, [String; 2])> {
    None
}

/// Windows: the table of connections names the process at each end.
#[cfg(windows)]
mod owner;

#[cfg(any(not(windows), test))]
mod table {
    use std::net::{IpAddr, SocketAddr};

    use super::{Peer, ROOT};

    pub(super) fn judge(tables: &[&str], peer: SocketAddr, local: SocketAddr, own: u32) -> Peer {
        let lines = || tables.iter().flat_map(|table| table.lines()).filter_map(Line::parse);
        if let Some(theirs) = lines().find(|it| it.local == peer && it.remote == local) {
            // A socket that its program has already closed counts as the administrator's: it has no inode.
            return match theirs.uid {
                uid if uid == own => Peer::Ours,
                ROOT if theirs.inode != 0 => Peer::Ours,
                _ => Peer::Foreign,
            };
        }
        // Some kernels and sandboxes have the table without the content. One that lacks our own end says nothing.
        if lines().any(|it| it.local == local) { Peer::Foreign } else { Peer::Unknown }
    }

    /// One socket, as `proc_pid_net(5)` describes `/proc/net/tcp`.
    struct Line {
        local: SocketAddr,
        remote: SocketAddr,
        uid: u32,
        inode: u64,
    }

    impl Line {
        fn parse(line: &str) -> Option<Self> {
            let mut fields = line.split_ascii_whitespace().skip(1);
            let local = address(fields.next()?)?;
            let remote = address(fields.next()?)?;
            // State, queues, timer and retransmits stand between.
            let uid = fields.nth(4)?.parse().ok()?;
            let inode = fields.nth(1)?.parse().ok()?;
            Some(Self { local, remote, uid, inode })
        }
    }

    /// The kernel prints each 32-bit word of the address in this machine's byte order.
    fn address(text: &str) -> Option<SocketAddr> {
        let (address, port) = text.split_once(':')?;
        let port = u16::from_str_radix(port, 16).ok()?;
        let mut bytes = Vec::with_capacity(16);
        for at in (0..address.len()).step_by(8) {
            let word = u32::from_str_radix(address.get(at..at + 8)?, 16).ok()?;
            bytes.extend(word.to_ne_bytes());
        }
        let ip = match bytes.len() {
            4 => IpAddr::from(<[u8; 4]>::try_from(bytes).ok()?),
            16 => IpAddr::from(<[u8; 16]>::try_from(bytes).ok()?).to_canonical(),
            _ => return None,
        };
        Some(SocketAddr::new(ip, port))
    }

    #[cfg(test)]
    #[cfg(target_endian = "little")]
    mod tests {
        use super::*;

        const HEAD: &str = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
        const LISTENER: &str = "   0: 0100007F:9C40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 17 1 0 100 0 0 10 0\n";

        fn line(local: &str, remote: &str, uid: u32, inode: u64) -> String {
            format!(
                "   1: {local} {remote} 01 00000000:00000000 00:00000000 00000000 {uid:>5}        0 {inode} 1 0 20 4 30 10 -1\n"
            )
        }

        #[track_caller]
        fn expect(v4: &str, v6: &str, peer: Peer) {
            let v4 = format!("{HEAD}{LISTENER}{v4}");
            let v6 = format!("{HEAD}{v6}");
            let from = "127.0.0.1:50000".parse().unwrap();
            let to = "127.0.0.1:40000".parse().unwrap();
            assert_eq!(judge(&[&v4, &v6], from, to, 1000), peer);
        }

        #[test]
        fn this_user_and_the_administrator_may() {
            expect(&line("0100007F:C350", "0100007F:9C40", 1000, 5), "", Peer::Ours);
            expect(&line("0100007F:C350", "0100007F:9C40", 0, 5), "", Peer::Ours);
        }

        #[test]
        fn another_user_may_not() {
            expect(&line("0100007F:C350", "0100007F:9C40", 1001, 5), "", Peer::Foreign);
        }

        #[test]
        fn another_user_may_not_through_an_ipv6_socket() {
            let mapped = |uid| {
                line(
                    "0000000000000000FFFF00000100007F:C350",
                    "0000000000000000FFFF00000100007F:9C40",
                    uid,
                    5,
                )
            };
            expect("", &mapped(1001), Peer::Foreign);
            expect("", &mapped(1000), Peer::Ours);
        }

        #[test]
        fn a_socket_that_was_closed_does_not_count_as_the_administrators() {
            expect(&line("0100007F:C350", "0100007F:9C40", 0, 0), "", Peer::Foreign);
            expect("", "", Peer::Foreign);
        }

        #[test]
        fn our_own_end_of_the_connection_is_not_the_other_end() {
            expect(&line("0100007F:9C40", "0100007F:C350", 1000, 5), "", Peer::Foreign);
        }

        #[test]
        fn a_table_without_our_own_socket_says_nothing() {
            let from = "127.0.0.1:50000".parse().unwrap();
            let to = "127.0.0.1:40000".parse().unwrap();
            assert_eq!(judge(&[HEAD, ""], from, to, 1000), Peer::Unknown);
            assert_eq!(
                judge(&["garbage\n: : :", "1: zz:1 0100007F 1"], from, to, 1000),
                Peer::Unknown
            );
        }
    }
}
