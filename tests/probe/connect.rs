use std::future::pending;
use std::net::SocketAddr;

use streamdoctor::catalogue::ProbeKind;
use streamdoctor::clock::{Clock, Moment};
use streamdoctor::observation::{AttemptOutcome, FailureKind, Family, Phase, Route, Vantage};
use streamdoctor::probe::{Errand, Limits, Trust, Walker};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::sync::mpsc;

use crate::support::server::{self, closed_port, response};
use crate::world::{
    HOST, assert_failure, errand, exchange, go, http_errand, ip, walker, walker_with,
};

async fn quiet(stream: TcpStream) {
    let _held = stream;
    pending::<()>().await;
}

fn tcp(address: SocketAddr) -> Errand {
    errand(&format!("tcp://{address}"))
}

#[tokio::test]
async fn an_open_port_is_all_that_tcp_wants() {
    let address = server::serve(quiet).await;
    let walk = go(&walker(), &tcp(address)).await;
    assert!(walk.succeeded(), "{walk:#?}");
    let hop = walk.last().unwrap();
    assert_eq!((hop.peer, &hop.route, &hop.outcome), (Some(address), &Route::Direct, &Ok(None)));
    assert!(hop.timings.connect_ms.is_some() && hop.timings.handshake_ms.is_none());
}

#[tokio::test]
async fn a_closed_port_is_refused() {
    let address = closed_port().await;
    let walk = go(&walker(), &tcp(address)).await;
    assert_failure(&walk, Phase::Connect, &FailureKind::Refused);
    let attempts = &walk.last().unwrap().attempts;
    assert_eq!(attempts[0].outcome, AttemptOutcome::Failed(FailureKind::Refused));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_address_that_swallows_everything_timed_out() {
    let (address, _held) = server::black_hole(ip("127.0.0.1"), 0).await;
    let limits = Limits { connect: crate::world::SHORT, ..Limits::default() };
    let walk = go(&walker_with(limits), &tcp(address)).await;
    assert_failure(&walk, Phase::Connect, &FailureKind::TimedOut);
    let attempts = &walk.last().unwrap().attempts;
    assert_eq!(attempts[0].outcome, AttemptOutcome::Failed(FailureKind::TimedOut));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_next_address_is_tried_beside_a_silent_one() {
    let (silent, _held) = server::black_hole(ip("127.0.0.2"), 0).await;
    server::serve_at(ip("127.0.0.3"), silent.port(), quiet).await;
    let errand = Errand {
        addresses: Some(vec![ip("127.0.0.2"), ip("127.0.0.3")]),
        ..errand(&format!("tcp://{HOST}:{}", silent.port()))
    };
    let walk = go(&walker(), &errand).await;
    assert!(walk.succeeded(), "{walk:#?}");
    let attempts = &walk.last().unwrap().attempts;
    assert_eq!(attempts[0].outcome, AttemptOutcome::Abandoned);
    assert_eq!(attempts[1].outcome, AttemptOutcome::Connected);
    assert!(attempts[0].took_ms >= attempts[1].took_ms, "{attempts:?}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn after_a_refusal_the_next_address_is_tried_at_once() {
    let limits = Limits { stagger: std::time::Duration::from_secs(3), ..Limits::default() };
    let open = server::serve_at(ip("127.0.0.3"), 0, quiet).await;
    let errand = Errand {
        addresses: Some(vec![ip("127.0.0.2"), ip("127.0.0.3")]),
        ..errand(&format!("tcp://{HOST}:{}", open.port()))
    };
    let walk = go(&walker_with(limits), &errand).await;
    let outcomes = walk.last().unwrap().attempts.iter().map(|it| &it.outcome).collect::<Vec<_>>();
    let refused = AttemptOutcome::Failed(FailureKind::Refused);
    assert_eq!(outcomes, [&refused, &AttemptOutcome::Connected]);
    assert!(walk.took_ms < 2000, "{walk:#?}");
}

#[tokio::test]
async fn sunk_names_are_never_connected_to() {
    let address = server::serve(quiet).await;
    for sink in ["0.0.0.0", "127.0.0.1", "::"] {
        let errand = Errand {
            addresses: Some(vec![ip(sink)]),
            ..errand(&format!("http://www.example.test:{}/", address.port()))
        };
        let walk = go(&walker(), &errand).await;
        assert_failure(&walk, Phase::Resolve, &FailureKind::UnusableAddress);
        assert_eq!(walk.last().unwrap().attempts, [], "{sink}");
    }
}

#[tokio::test]
async fn a_sunk_address_beside_a_real_one_is_left_out() {
    let port = closed_port().await.port();
    let errand = Errand {
        addresses: Some(vec![ip("0.0.0.0"), ip("192.0.2.1")]),
        ..errand(&format!("tcp://www.example.test:{port}"))
    };
    let limits = Limits { connect: crate::world::SHORT, ..Limits::default() };
    let walk = go(&walker_with(limits), &errand).await;
    let peers = walk.last().unwrap().attempts.iter().map(|it| it.peer.ip()).collect::<Vec<_>>();
    assert_eq!(peers, [ip("192.0.2.1")]);
}

#[tokio::test]
async fn a_literal_on_this_computer_works() {
    let address = server::http(vec![response("200 OK", "")]).await;
    let errand = Errand { addresses: None, ..errand(&format!("http://{address}/")) };
    let walk = go(&walker(), &errand).await;
    assert!(walk.succeeded(), "{walk:#?}");
    assert_eq!(walk.last().unwrap().lookup, None);
}

#[tokio::test]
async fn the_system_resolves_where_no_addresses_are_given() {
    let address = server::http(vec![response("200 OK", "")]).await;
    let errand =
        Errand { addresses: None, ..errand(&format!("http://localhost:{}/", address.port())) };
    let walk = go(&walker(), &errand).await;
    assert!(walk.succeeded(), "{walk:#?}");
    let hop = walk.last().unwrap();
    let lookup = hop.lookup.as_ref().unwrap();
    assert!(lookup.answer.addresses().contains(&ip("127.0.0.1")), "{lookup:?}");
    assert!(hop.timings.resolve_ms.is_some());
}

#[tokio::test]
async fn a_family_without_addresses_has_no_data() {
    let address = server::serve(quiet).await;
    let errand = Errand { vantage: Vantage::Family(Family::V6), ..http_errand(address) };
    let walk = go(&walker(), &errand).await;
    assert_failure(&walk, Phase::Resolve, &FailureKind::NoData);
}

#[tokio::test]
async fn the_vantage_of_one_address_needs_no_look_up() {
    let address = server::http(vec![response("200 OK", "")]).await;
    let errand = Errand {
        vantage: Vantage::Address(ip("127.0.0.1")),
        addresses: None,
        ..http_errand(address)
    };
    assert!(go(&walker(), &errand).await.succeeded());
}

#[tokio::test]
async fn a_name_is_all_that_dns_wants() {
    let errand = Errand { kind: ProbeKind::Dns, addresses: None, ..errand("https://localhost/") };
    let walk = go(&walker(), &errand).await;
    assert!(walk.succeeded(), "{walk:#?}");
    assert_eq!(walk.last().unwrap().attempts, []);
}

#[tokio::test]
async fn an_interface_that_is_not_there_is_no_fault_of_the_target() {
    let address = server::serve(quiet).await;
    let vantage = Vantage::OutsideTunnel("missing0".to_owned());
    let walk = go(&walker(), &Errand { vantage, ..tcp(address) }).await;
    assert_failure(&walk, Phase::Connect, &FailureKind::AddressNotAvailable);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_walk_bound_to_an_interface_arrives() {
    let address = server::http(vec![response("200 OK", "")]).await;
    let vantage = Vantage::OtherInterface("lo".to_owned());
    let walk = go(&walker(), &Errand { vantage, ..http_errand(address) }).await;
    assert!(walk.succeeded(), "{walk:#?}");
}

#[cfg(unix)]
#[tokio::test]
async fn small_segments_arrive() {
    let address = server::http(vec![response("200 OK", "")]).await;
    let errand = Errand { vantage: Vantage::SmallSegments, ..http_errand(address) };
    let walk = go(&walker(), &errand).await;
    assert_eq!(exchange(&walk).status, 200);
}

#[tokio::test]
async fn dropping_a_walk_closes_its_connection() {
    let (closed, mut is_closed) = mpsc::unbounded_channel();
    let (opened, mut is_open) = mpsc::unbounded_channel();
    let address = server::serve(move |mut stream| {
        let (closed, opened) = (closed.clone(), opened.clone());
        async move {
            server::read_head(&mut stream).await;
            opened.send(()).unwrap();
            let read = stream.read_u8().await;
            closed.send(read.is_err()).unwrap();
        }
    })
    .await;
    let walker = walker();
    let errand = http_errand(address);
    let walk = tokio::spawn(async move { walker.walk(&errand, Moment::default()).await });
    is_open.recv().await.unwrap();
    walk.abort();
    assert_eq!(is_closed.recv().await, Some(true));
}

#[tokio::test]
async fn the_rounds_end_keeps_what_was_seen() {
    let address = server::http(vec![server::Act::Stall]).await;
    let clock = Clock::system();
    let walker = Walker::new(Trust::from_roots(&[], &[]), clock.clone(), Limits::default());
    let start = clock.now();
    let deadline = Moment(start.0 + crate::world::SHORT);
    let walk = walker.walk_until(&http_errand(address), start, Some(deadline)).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::Cancelled);
    assert!(walk.cancelled());
    assert_eq!(walk.last().unwrap().peer, Some(address));
}
