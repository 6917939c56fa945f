//! Whether a gateway is there.
//!
//! The neighbour table answers it (ARP, NDP), once somebody has spoken to the gateway. So we knock at ports that routers
//! have, and any answer, a refusal too, is a sign of life. A router may stay silent on every port and still forward, and
//! ping is the first thing that routers drop, so silence alone decides nothing: it is told apart from what the table says.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV6};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::{TcpSocket, UdpSocket};
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tracing::debug;

use crate::observation::{Family, Gateway, InterfaceKind, Neighbour};
use crate::platform::network::{self, Link, Resolution};
use crate::probe::datagram::receive;

const TCP_PORTS: [u16; 3] = [53, 80, 443];
const DNS_PORT: u16 = 53;

/// A question without "recursion desired" for a name that no resolver asks others about (RFC 6761, section 6.3), so
/// that a router which serves DNS answers from itself.
const HARMLESS_QUESTION: &[u8] =
    b"\x53\x44\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x09localhost\x00\x00\x01\x00\x01";

/// For an answer on any port: far above the round trip of a radio link under load, and below a user's patience.
const ANSWER_LIMIT: Duration = Duration::from_millis(700);
/// For the neighbour entry: two questions of the kernel, which asks once a second (RFC 4861, section 10).
const NEIGHBOUR_LIMIT: Duration = Duration::from_millis(1200);
/// For the answer that was held up by the question for the neighbour.
const GRACE: Duration = Duration::from_millis(100);
/// How often we look whether the entry has settled.
const GLANCE: Duration = Duration::from_millis(25);

/// Speaks to the gateway at `address` on `link` and tells what came of it.
pub(super) async fn observe(address: IpAddr, link: Link) -> Gateway {
    // Without a carrier nobody can be asked, and waiting would tell nothing.
    let can_speak = link.interface.enabled && link.interface.carrier != Some(false);
    let (responds, resolution) =
        if can_speak { speak(address, &link).await } else { (None, look(address, &link).await) };
    Gateway {
        address,
        neighbour: resolution.map_or(Neighbour::Absent, Neighbour::from),
        responds: heard(responds, resolution, link.interface.kind),
        interface: link.interface.name,
        round_trips: Vec::new(),
    }
}

/// Silence counts only where we have spoken. Packets that leave no entry in a table that we can read never came as far
/// as the link: rules of this computer have dropped them.
///
/// By the same token, an answer is the gateway's own only where the gateway's address is known on the link. Where it is
/// not, rules of this computer have refused us in the gateway's name.
fn heard(
    responds: Option<bool>,
    resolution: Option<Resolution>,
    kind: InterfaceKind,
) -> Option<bool> {
    let resolves = matches!(kind, InterfaceKind::Ethernet | InterfaceKind::Wifi);
    let unknown = matches!(resolution, Some(Resolution::Absent | Resolution::Incomplete));
    responds.filter(|answered| {
        if *answered { !(resolves && unknown) } else { resolution != Some(Resolution::Absent) }
    })
}

/// Whether anything comes back, and what the neighbour entry settles at.
async fn speak(address: IpAddr, link: &Link) -> (Option<bool>, Option<Resolution>) {
    let started = Instant::now();
    let neighbour_deadline = started + NEIGHBOUR_LIMIT;
    let patience = async {
        sleep_until(started + ANSWER_LIMIT).await;
        let resolution = settle(address, link, neighbour_deadline).await;
        if resolution == Some(Resolution::Reachable) {
            sleep(GRACE).await;
        }
        resolution
    };
    tokio::select! {
        responds = knock(address, link) => {
            // An answer settles it, and what was not sent changes nothing.
            let deadline = if responds == Some(false) { neighbour_deadline } else { started };
            (responds, settle(address, link, deadline).await)
        }
        resolution = patience => (Some(false), resolution),
    }
}

/// What one knock brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Knock {
    Answered,
    Silent,
    /// This computer did not let it out: nothing is known about the gateway.
    NotSent,
}

/// Whether anything comes back from the gateway; `None` where nothing was let out. Takes as long as it takes.
async fn knock(address: IpAddr, link: &Link) -> Option<bool> {
    let mut knocks = JoinSet::new();
    for port in TCP_PORTS {
        let (peer, link) = (peer(address, port, link), link.clone());
        knocks.spawn(async move { tcp(peer, &link).await });
    }
    let (peer, link) = (peer(address, DNS_PORT, link), link.clone());
    knocks.spawn(async move { udp(peer, &link).await });

    let mut was_sent = false;
    while let Some(knock) = knocks.join_next().await {
        match knock {
            Ok(Ok(())) => return Some(true),
            Ok(Err(error)) => match meaning(&error) {
                Knock::Answered => return Some(true),
                Knock::Silent => was_sent = true,
                Knock::NotSent => debug!(%error, "a knock at the gateway was not let out"),
            },
            Err(error) => debug!(%error, "a knock at the gateway was lost"),
        }
    }
    was_sent.then_some(false)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the kinds of I/O errors are many and grow")]
/// A refusal is an answer. "No route to host" is not: the system says so itself when nobody answers its question.
fn meaning(error: &io::Error) -> Knock {
    match error.kind() {
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset => Knock::Answered,
        ErrorKind::PermissionDenied | ErrorKind::AddrNotAvailable | ErrorKind::NetworkDown => {
            Knock::NotSent
        }
        _ => Knock::Silent,
    }
}

async fn tcp(peer: SocketAddr, link: &Link) -> io::Result<()> {
    let socket = socket(peer, Type::STREAM, Protocol::TCP, link)?;
    TcpSocket::from_std_stream(socket.into()).connect(peer).await.map(drop)
}

async fn udp(peer: SocketAddr, link: &Link) -> io::Result<()> {
    let socket = UdpSocket::from_std(socket(peer, Type::DGRAM, Protocol::UDP, link)?.into())?;
    socket.connect(peer).await?;
    socket.send(HARMLESS_QUESTION).await?;
    receive(&socket, &mut [0; 512]).await.map(drop)
}

/// Whether anything comes back from `gateway` for a small question over UDP, a refusal too. It is asked twice, within
/// `limit` in all.
pub(in crate::probe) async fn answers_datagrams(gateway: IpAddr, limit: Duration) -> bool {
    let ask = || async {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).await?;
        socket.connect(SocketAddr::new(gateway, DNS_PORT)).await?;
        socket.send(HARMLESS_QUESTION).await?;
        receive(&socket, &mut [0; 512]).await.map(drop)
    };
    for _ in 0..2 {
        match timeout(limit / 2, ask()).await {
            Ok(Ok(())) => return true,
            Ok(Err(error)) if meaning(&error) == Knock::Answered => return true,
            Ok(Err(_)) | Err(_) => {}
        }
    }
    false
}

fn socket(peer: SocketAddr, kind: Type, protocol: Protocol, link: &Link) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(peer), kind, Some(protocol))?;
    socket.set_nonblocking(true)?;
    if let Err(error) = network::bind(&socket, link, Family::of(peer.ip())) {
        // Without it the route table chooses, which is the same link in all but odd cases.
        debug!(%error, "a socket could not be tied to its link");
    }
    Ok(socket)
}

/// A link-local address needs its link's number.
fn peer(address: IpAddr, port: u16, link: &Link) -> SocketAddr {
    match address {
        IpAddr::V6(it) if it.is_unicast_link_local() => {
            SocketAddr::V6(SocketAddrV6::new(it, port, 0, link.index))
        }
        IpAddr::V4(_) | IpAddr::V6(_) => SocketAddr::new(address, port),
    }
}

/// Waits until the neighbour entry says yes or no, or until `deadline`.
async fn settle(address: IpAddr, link: &Link, deadline: Instant) -> Option<Resolution> {
    loop {
        let now = look(address, link).await;
        if !now.is_some_and(Resolution::is_pending) || Instant::now() >= deadline {
            return now;
        }
        sleep(GLANCE).await;
    }
}

/// The table at this moment; `None` where it cannot be read.
async fn look(address: IpAddr, link: &Link) -> Option<Resolution> {
    let link = link.clone();
    let look = spawn_blocking(move || network::neighbour(&link, address));
    timeout(ANSWER_LIMIT, look).await.ok()?.ok()?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_an_answer_and_silence_is_not() {
        let knock = |kind: ErrorKind| meaning(&kind.into());
        assert_eq!(knock(ErrorKind::ConnectionRefused), Knock::Answered);
        assert_eq!(knock(ErrorKind::ConnectionReset), Knock::Answered);
        assert_eq!(knock(ErrorKind::HostUnreachable), Knock::Silent);
        assert_eq!(knock(ErrorKind::TimedOut), Knock::Silent);
    }

    #[test]
    fn what_this_computer_holds_back_says_nothing_about_the_gateway() {
        assert_eq!(meaning(&ErrorKind::PermissionDenied.into()), Knock::NotSent);
    }

    #[test]
    fn silence_counts_only_where_the_link_was_reached() {
        let silent = |it| heard(Some(false), it, InterfaceKind::Ethernet);
        assert_eq!(silent(Some(Resolution::Failed)), Some(false));
        assert_eq!(silent(Some(Resolution::Reachable)), Some(false));
        assert_eq!(silent(None), Some(false));
        assert_eq!(silent(Some(Resolution::Absent)), None);
    }

    #[test]
    fn an_answer_from_an_address_that_nobody_asked_the_link_for_is_not_the_gateways() {
        for kind in [InterfaceKind::Ethernet, InterfaceKind::Wifi] {
            assert_eq!(heard(Some(true), Some(Resolution::Absent), kind), None);
            assert_eq!(heard(Some(true), Some(Resolution::Incomplete), kind), None);
            assert_eq!(heard(Some(true), Some(Resolution::Reachable), kind), Some(true));
            assert_eq!(heard(Some(true), Some(Resolution::Probing), kind), Some(true));
            assert_eq!(heard(Some(true), None, kind), Some(true), "the table cannot be read");
        }
    }

    #[test]
    fn a_link_without_neighbours_needs_no_entry() {
        let answered = heard(Some(true), Some(Resolution::Absent), InterfaceKind::Mobile);
        assert_eq!(answered, Some(true));
    }

    #[test]
    fn a_link_local_gateway_is_reached_over_its_own_link() {
        let link = Link { index: 7, ..Link::default() };
        assert_eq!(peer("fe80::1".parse().unwrap(), 80, &link).to_string(), "[fe80::1%7]:80");
        assert_eq!(peer("2001:db8::1".parse().unwrap(), 80, &link).to_string(), "[2001:db8::1]:80");
    }

    #[test]
    fn the_question_is_one_that_a_dns_server_understands() {
        use hickory_proto::op::{Message, MessageType};

        let message = Message::from_vec(HARMLESS_QUESTION).unwrap();
        assert_eq!(message.metadata.message_type, MessageType::Query);
        assert!(!message.metadata.recursion_desired);
        assert_eq!(message.queries[0].name().to_string(), "localhost.");
    }
}
