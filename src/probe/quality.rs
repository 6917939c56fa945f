//! How good the link to the gateway is: many small round trips, while something is late.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::host::answers_datagrams;

/// Ports that routers answer on, or refuse; either is a round trip.
const PORTS: [u16; 3] = [53, 80, 443];

/// So many round trips on each port: enough to tell a lossy link from a stray loss.
const TIMES: u32 = 5;

/// Between two trips: so that one stall of this computer, or one burst of others on the air, does not colour them all.
const PACE: Duration = Duration::from_millis(40);

/// Long enough for one retransmission of the SYN (RFC 6298, section 2.1: after one second); not longer, as a port that
/// never answers is waited for as long.
const LIMIT: Duration = Duration::from_millis(2_300);

/// The round trips to `gateway`, in milliseconds; `None` for one that did not come back.
///
/// Empty where the gateway answers on no port at all, which says nothing about the link, unless it `answered` the same
/// questions before: then everything got lost.
pub(super) async fn round_trips(gateway: IpAddr, answered: bool) -> Vec<Option<f64>> {
    let mut trips = JoinSet::new();
    let turns = (0..TIMES).flat_map(|_| PORTS);
    for (turn, port) in (0_u32..).zip(turns) {
        trips.spawn(async move {
            sleep(PACE * turn).await;
            (port, round_trip(SocketAddr::new(gateway, port)).await)
        });
    }
    // A router may drop all of TCP and still answer datagrams; that was an answer as well.
    let (all, speaks) = tokio::join!(trips.join_all(), async {
        answered && answers_datagrams(gateway, LIMIT).await
    });
    counted(&all, answered && !speaks)
}

/// The trips that tell something about the link.
///
/// A port that is silent every time is dropped by the router's rules, not by the link, but where the router was
/// `expected` to answer and no port does, all of them are lost.
fn counted(all: &[(u16, Option<f64>)], expected: bool) -> Vec<Option<f64>> {
    let heard = |port: u16| all.iter().any(|(other, trip)| *other == port && trip.is_some());
    let silent = !PORTS.into_iter().any(heard);
    let counts = |port: u16| heard(port) || (silent && expected);
    all.iter().filter(|(port, _)| counts(*port)).map(|(_, trip)| *trip).collect()
}

async fn round_trip(peer: SocketAddr) -> Option<f64> {
    let begun = Instant::now();
    let answered = match tokio::time::timeout(LIMIT, TcpStream::connect(peer)).await {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => matches!(
            error.kind(),
            io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset
        ),
        Err(_) => false,
    };
    answered.then(|| begun.elapsed().as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_refusal_is_a_round_trip() {
        let trips = round_trips(IpAddr::from([127, 0, 0, 1]), false).await;
        assert!(!trips.is_empty() && trips.iter().all(Option::is_some));
    }

    #[test]
    fn a_port_that_is_always_silent_says_nothing_about_the_link() {
        let all = [(53, Some(1.0)), (80, None), (53, None), (80, None)];
        assert_eq!(counted(&all, true), [Some(1.0), None]);
    }

    #[test]
    fn a_router_that_never_answers_says_nothing_about_the_link() {
        let all = [(53, None), (80, None), (443, None)];
        assert!(counted(&all, false).is_empty());
    }

    #[test]
    fn a_router_that_answered_before_and_is_silent_now_lost_everything() {
        let all = [(53, None), (80, None), (443, None)];
        assert_eq!(counted(&all, true), [None; 3]);
    }
}
