//! From addresses to an open TCP connection: both families in a race (RFC 8305), every attempt noted.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use socket2::SockRef;
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use super::budget::{Budget, whole_millis};
use super::classify;
use super::limits::Limits;
use crate::observation::{Attempt, AttemptOutcome, FailureKind, Family};
use crate::platform;

/// Addresses tried at most: more would not open within the limit.
const MAX_ADDRESSES: usize = 8;

/// The smallest segment that every IPv4 host takes (RFC 9293, section 3.7.1): it fits through any tunnel.
const SMALL_SEGMENT: u32 = 536;

/// How the sockets of a walk are made.
#[derive(Clone, Debug, Default)]
pub(super) struct SocketOptions {
    /// The interface to bind to.
    pub(super) interface: Option<String>,
    /// Whether segments are kept small.
    pub(super) small_segments: bool,
}

/// How a race went.
#[derive(Debug)]
pub(super) struct Race {
    pub(super) attempts: Vec<Attempt>,
    pub(super) outcome: Result<(TcpStream, SocketAddr), FailureKind>,
}

/// Connects to the first of `addresses` that opens.
pub(super) async fn race(
    addresses: &[SocketAddr],
    options: &SocketOptions,
    limits: &Limits,
    budget: &Budget,
) -> Race {
    let mut waiting = interleave(addresses).into_iter().take(MAX_ADDRESSES);
    let mut tries = Vec::<Try>::new();
    let mut running = JoinSet::new();
    let end = budget.until(limits.connect);
    let mut next_start = Instant::now();
    let won = loop {
        // Without the timer where it is due already: that would round up to a millisecond.
        if Instant::now() >= next_start
            && let Some(peer) = waiting.next()
        {
            let (index, options) = (tries.len(), options.clone());
            tries.push(Try { peer, begin: Instant::now(), end: None });
            running.spawn(async move { (index, open(peer, &options).await) });
            next_start = Instant::now() + limits.stagger;
        }
        if running.is_empty() {
            break None;
        }
        tokio::select! {
            biased;
            Some(done) = running.join_next() => {
                let Ok((index, result)) = done else { continue };
                let it: &mut Try = &mut tries[index];
                match result {
                    Ok(stream) => {
                        it.end(AttemptOutcome::Connected);
                        break Some((stream, it.peer));
                    }
                    Err(err) => it.end(AttemptOutcome::Failed(failure(&err, options))),
                }
                // Nothing is gained by waiting for an attempt that has ended (RFC 8305, section 5).
                next_start = Instant::now();
            }
            () = sleep_until(end) => break None,
            () = sleep_until(next_start), if waiting.len() > 0 => {}
        }
    };
    let left_over = match won {
        Some(_) => AttemptOutcome::Abandoned,
        None => AttemptOutcome::Failed(budget.late()),
    };
    let attempts = tries.into_iter().map(|it| it.into_attempt(&left_over)).collect::<Vec<_>>();
    let outcome = won.ok_or_else(|| most_telling(&attempts).unwrap_or_else(|| budget.late()));
    Race { attempts, outcome }
}

struct Try {
    peer: SocketAddr,
    begin: Instant,
    end: Option<(AttemptOutcome, Duration)>,
}

impl Try {
    fn end(&mut self, outcome: AttemptOutcome) {
        self.end = Some((outcome, self.begin.elapsed()));
    }

    fn into_attempt(self, left_over: &AttemptOutcome) -> Attempt {
        let (outcome, took) = self.end.unwrap_or_else(|| (left_over.clone(), self.begin.elapsed()));
        Attempt { peer: self.peer, outcome, took_ms: whole_millis(took) }
    }
}

async fn open(peer: SocketAddr, options: &SocketOptions) -> io::Result<TcpStream> {
    let socket = if peer.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    if let Some(interface) = &options.interface {
        let family = Family::of(peer.ip());
        platform::socket::bind_to_interface(&SockRef::from(&socket), interface, family)?;
    }
    if options.small_segments {
        platform::socket::limit_segments(&SockRef::from(&socket), SMALL_SEGMENT)?;
    }
    socket.set_nodelay(true)?;
    socket.connect(peer).await
}

/// What an attempt failed with.
fn failure(err: &io::Error, options: &SocketOptions) -> FailureKind {
    let kind = classify::io(err);
    // Linux misses a source address where it has none of the family. If we wanted no particular one, it has no way.
    let has_no_way = kind == FailureKind::AddressNotAvailable && options.interface.is_none();
    if has_no_way { FailureKind::NetworkUnreachable } else { kind }
}

/// Alternates the families, the IPv6 addresses first, and otherwise keeps the resolver's order (RFC 8305, section 4).
fn interleave(addresses: &[SocketAddr]) -> Vec<SocketAddr> {
    let (mut v6, mut v4) = (
        addresses.iter().filter(|it| it.is_ipv6()).copied(),
        addresses.iter().filter(|it| it.is_ipv4()).copied(),
    );
    let mut order = Vec::with_capacity(addresses.len());
    loop {
        let pair = [v6.next(), v4.next()];
        if pair == [None, None] {
            return order;
        }
        order.extend(pair.into_iter().flatten());
    }
}

/// The kind that says most about why nothing opened: that of the most attempts.
///
/// A family without a route fails at once and says only that this computer does not use it; it counts where nothing
/// else was tried.
fn most_telling(attempts: &[Attempt]) -> Option<FailureKind> {
    let mut counts = BTreeMap::<&'static str, (usize, &FailureKind)>::new();
    let mut first = Vec::new();
    for attempt in attempts {
        if let AttemptOutcome::Failed(kind) = &attempt.outcome {
            counts.entry(kind.code()).or_insert((0, kind)).0 += 1;
            first.push(kind.code());
        }
    }
    let no_route = FailureKind::NetworkUnreachable.code();
    if counts.len() > 1 {
        counts.remove(no_route);
    }
    let rank = |code: &str| first.iter().position(|it| *it == code);
    counts
        .into_iter()
        // Of two kinds that are met equally often, the one that was met first.
        .max_by_key(|(code, (count, _))| (*count, std::cmp::Reverse(rank(code))))
        .map(|(_, (_, kind))| kind.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> SocketAddr {
        SocketAddr::new(text.parse().unwrap(), 443)
    }

    fn failed(text: &str, kind: FailureKind) -> Attempt {
        Attempt { peer: address(text), outcome: AttemptOutcome::Failed(kind), took_ms: 1 }
    }

    #[test]
    fn families_alternate_and_ipv6_begins() {
        let given = ["192.0.2.1", "192.0.2.2", "2001:db8::1"].map(address);
        let wanted = ["2001:db8::1", "192.0.2.1", "192.0.2.2"].map(address);
        assert_eq!(interleave(&given), wanted);
    }

    #[test]
    fn the_kind_of_the_most_attempts_is_told() {
        let attempts = [
            failed("192.0.2.1", FailureKind::Refused),
            failed("192.0.2.2", FailureKind::TimedOut),
            failed("192.0.2.3", FailureKind::TimedOut),
        ];
        assert_eq!(most_telling(&attempts), Some(FailureKind::TimedOut));
    }

    #[test]
    fn a_family_without_a_route_is_noise_beside_a_real_attempt() {
        let attempts = [
            failed("2001:db8::1", FailureKind::NetworkUnreachable),
            failed("2001:db8::2", FailureKind::NetworkUnreachable),
            failed("192.0.2.1", FailureKind::TimedOut),
        ];
        assert_eq!(most_telling(&attempts), Some(FailureKind::TimedOut));
    }

    #[test]
    fn no_route_at_all_is_told_as_such() {
        let attempts = [
            failed("2001:db8::1", FailureKind::NetworkUnreachable),
            failed("192.0.2.1", FailureKind::NetworkUnreachable),
        ];
        assert_eq!(most_telling(&attempts), Some(FailureKind::NetworkUnreachable));
    }

    #[test]
    fn a_family_without_an_own_address_has_no_route() {
        let err = io::Error::from(io::ErrorKind::AddrNotAvailable);
        let free = SocketOptions::default();
        assert_eq!(failure(&err, &free), FailureKind::NetworkUnreachable);
        let bound = SocketOptions { interface: Some("eth1".to_owned()), ..free };
        assert_eq!(failure(&err, &bound), FailureKind::AddressNotAvailable);
    }

    #[test]
    fn of_two_kinds_met_equally_often_the_first_is_told() {
        let attempts =
            [failed("192.0.2.1", FailureKind::TimedOut), failed("192.0.2.2", FailureKind::Refused)];
        assert_eq!(most_telling(&attempts), Some(FailureKind::TimedOut));
    }
}
