//! How good the link to the gateway is: many small round trips at once, while something is late.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// Ports that routers answer on, or refuse; either is a round trip.
const PORTS: [u16; 3] = [53, 80, 443];

/// So many round trips on each port: enough to tell a lossy link from a stray loss.
const TIMES: usize = 5;

/// Long enough for one retransmission of the SYN (RFC 6298, section 2.1: after one second).
const LIMIT: Duration = Duration::from_millis(2_500);

/// The round trips to `gateway`, in milliseconds; `None` for one that did not come back. Empty where the gateway
/// answers on no port at all, which says nothing about the link.
pub(super) async fn round_trips(gateway: IpAddr) -> Vec<Option<f64>> {
    let mut trips = JoinSet::new();
    for port in PORTS.into_iter().flat_map(|port| [port; TIMES]) {
        trips.spawn(async move { (port, round_trip(SocketAddr::new(gateway, port)).await) });
    }
    let all: Vec<(u16, Option<f64>)> = trips.join_all().await;
    // A port that is silent every time is dropped by the router's rules, not by the link.
    let heard = |port: u16| all.iter().any(|(other, trip)| *other == port && trip.is_some());
    all.iter().filter(|(port, _)| heard(*port)).map(|(_, trip)| *trip).collect()
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
        let trips = round_trips(IpAddr::from([127, 0, 0, 1])).await;
        assert!(!trips.is_empty() && trips.iter().all(Option::is_some));
    }
}
