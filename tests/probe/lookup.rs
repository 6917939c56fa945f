use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use bytes::Bytes;
use hickory_proto::op::{Message, ResponseCode};
use streamdoctor::catalogue::{StatusFeed, StatusKind};
use streamdoctor::clock::Clock;
use streamdoctor::observation::{Family, FeedState, LookupAnswer, Resolver, ResolverKind};
use streamdoctor::probe::{Limits, Proxies, Reader, Trust, Walker, feed};
use tokio::net::UdpSocket;
use url::Url;

use crate::support::dns::{Carrier, NameServer, address, reply, wire};
use crate::support::server::{self, accept_tls, http, http_by, response};
use crate::world::{SHORT, World, ip, walker, walker_with};

const NAME: &str = "www.example.test";

fn resolver(kind: ResolverKind, address: SocketAddr) -> Resolver {
    Resolver { kind, address: address.to_string() }
}

async fn ask(walker: &Walker, kind: ResolverKind, server: SocketAddr) -> LookupAnswer {
    let lookup = walker.look_up(&resolver(kind, server), NAME, Family::V4, None).await;
    assert_eq!((lookup.name.as_str(), lookup.family), (NAME, Some(Family::V4)));
    lookup.answer
}

fn found() -> LookupAnswer {
    LookupAnswer::Addresses(vec![ip("192.0.2.7")])
}

#[tokio::test]
async fn addresses_are_read() {
    let server = NameServer::start(|question, _, _| {
        assert!(question.edns.as_ref().is_some_and(|it| it.max_payload() == 1232));
        assert!(question.metadata.recursion_desired);
        vec![wire(&address(question, [192, 0, 2, 7]))]
    })
    .await;
    assert_eq!(ask(&walker(), ResolverKind::Configured, server.address).await, found());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn each_response_code_is_told_apart() {
    let codes = [
        (ResponseCode::NXDomain, LookupAnswer::NoSuchName),
        (ResponseCode::NoError, LookupAnswer::NoData),
        (ResponseCode::ServFail, LookupAnswer::ServerFailure),
        (ResponseCode::Refused, LookupAnswer::Refused),
        (ResponseCode::NotImp, LookupAnswer::OtherCode(4)),
    ];
    for (code, answer) in codes {
        let server = NameServer::start(move |it, _, _| vec![wire(&reply(it, code))]).await;
        assert_eq!(ask(&walker(), ResolverKind::Public, server.address).await, answer);
    }
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_asked_for_over_tcp() {
    let server = NameServer::start(|question, _, carrier| {
        let mut message = address(question, [192, 0, 2, 7]);
        if carrier == Carrier::Udp {
            message.answers.clear();
            message.metadata.truncation = true;
        }
        vec![wire(&message)]
    })
    .await;
    assert_eq!(ask(&walker(), ResolverKind::Public, server.address).await, found());
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn tcp_can_be_asked_for() {
    let server = NameServer::start(|question, _, carrier| {
        assert_eq!(carrier, Carrier::Tcp);
        vec![wire(&address(question, [192, 0, 2, 7]))]
    })
    .await;
    assert_eq!(ask(&walker(), ResolverKind::PublicTcp, server.address).await, found());
}

#[tokio::test]
async fn a_forged_answer_does_not_hide_the_real_one() {
    let server = NameServer::start(|question, _, _| {
        let mut forged = address(question, [192, 0, 2, 66]);
        forged.metadata.id = forged.metadata.id.wrapping_add(1);
        vec![b"noise".to_vec(), wire(&forged), wire(&address(question, [192, 0, 2, 7]))]
    })
    .await;
    assert_eq!(ask(&walker(), ResolverKind::Public, server.address).await, found());
}

#[tokio::test]
async fn only_forged_answers_are_no_answer() {
    let server = NameServer::start(|question, _, _| {
        let mut forged = address(question, [192, 0, 2, 66]);
        forged.metadata.id = forged.metadata.id.wrapping_add(1);
        vec![wire(&forged)]
    })
    .await;
    let limits = Limits { query: SHORT, resend: SHORT / 2, ..Limits::default() };
    let answer = ask(&walker_with(limits), ResolverKind::Public, server.address).await;
    assert_eq!(answer, LookupAnswer::Malformed);
}

#[tokio::test]
async fn a_lost_datagram_is_sent_again() {
    let server = NameServer::start(|question, before, _| {
        if before == 0 { vec![] } else { vec![wire(&address(question, [192, 0, 2, 7]))] }
    })
    .await;
    assert_eq!(ask(&walker(), ResolverKind::Public, server.address).await, found());
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn silence_timed_out_after_two_questions() {
    let server = NameServer::start(|_, _, _| vec![]).await;
    let limits = Limits { query: SHORT, resend: SHORT / 2, ..Limits::default() };
    let answer = ask(&walker_with(limits), ResolverKind::Configured, server.address).await;
    assert_eq!(answer, LookupAnswer::TimedOut);
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_closed_port_is_unreachable() {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let closed = socket.local_addr().unwrap();
    drop(socket);
    for kind in [ResolverKind::Configured, ResolverKind::PublicTcp] {
        assert_eq!(ask(&walker(), kind, closed).await, LookupAnswer::Unreachable);
    }
}

#[tokio::test]
async fn a_server_too_old_for_edns_is_asked_without() {
    let server = NameServer::start(|question, _, _| {
        let message = if question.edns.is_some() {
            reply(question, ResponseCode::FormErr)
        } else {
            address(question, [192, 0, 2, 7])
        };
        vec![wire(&message)]
    })
    .await;
    assert_eq!(ask(&walker(), ResolverKind::Configured, server.address).await, found());
}

#[tokio::test]
async fn a_resolver_without_a_usable_address_failed() {
    let nowhere = Resolver { kind: ResolverKind::Public, address: "not an address".to_owned() };
    let lookup = walker().look_up(&nowhere, NAME, Family::V4, None).await;
    assert_eq!(lookup.answer, LookupAnswer::Failed);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_question_can_leave_through_one_interface() {
    let server = NameServer::start(|it, _, _| vec![wire(&address(it, [192, 0, 2, 7]))]).await;
    let asked = resolver(ResolverKind::Public, server.address);
    let lookup = walker().look_up(&asked, NAME, Family::V4, Some("lo")).await;
    assert_eq!(lookup.answer, found());
    let lookup = walker().look_up(&asked, NAME, Family::V4, Some("missing0")).await;
    assert_eq!(lookup.answer, LookupAnswer::Unreachable);
}

/// A resolver over HTTPS that answers every question by `answer`, as `status`.
async fn doh(world: &World, status: u16, answer: fn(&Message) -> Message) -> Resolver {
    let config = world.public.certify("127.0.0.1").config(&[b"h2"]);
    let address = server::serve(move |stream| {
        let config = Arc::clone(&config);
        async move {
            let Some(stream) = accept_tls(stream, config).await else { return };
            let mut connection = h2::server::handshake(stream).await.unwrap();
            while let Some(Ok((request, mut respond))) = connection.accept().await {
                assert_eq!(request.method(), http::Method::POST);
                assert_eq!(request.headers()["content-type"], "application/dns-message");
                let mut content = request.into_body();
                tokio::spawn(async move {
                    let bytes = content.data().await.unwrap().unwrap();
                    let question = Message::from_vec(&bytes).unwrap();
                    assert_eq!(question.metadata.id, 0);
                    let head = http::Response::builder()
                        .status(status)
                        .header("content-type", "application/dns-message")
                        .body(())
                        .unwrap();
                    let mut content = respond.send_response(head, false).unwrap();
                    content.send_data(Bytes::from(wire(&answer(&question))), true).unwrap();
                });
            }
        }
    })
    .await;
    let address = format!("https://127.0.0.1:{}/dns-query", address.port());
    Resolver { kind: ResolverKind::Doh, address }
}

#[tokio::test]
async fn a_resolver_can_be_asked_over_https() {
    let world = World::new();
    let asked = doh(&world, 200, |it| address(it, [192, 0, 2, 7])).await;
    let lookup = world.walker().look_up(&asked, NAME, Family::V4, None).await;
    assert_eq!(lookup.answer, found());
    let asked = doh(&world, 200, |it| reply(it, ResponseCode::NXDomain)).await;
    let lookup = world.walker().look_up(&asked, NAME, Family::V4, None).await;
    assert_eq!(lookup.answer, LookupAnswer::NoSuchName);
}

#[tokio::test]
async fn an_https_resolver_that_refuses_gave_no_answer() {
    let world = World::new();
    let asked = doh(&world, 403, |it| address(it, [192, 0, 2, 7])).await;
    let lookup = world.walker().look_up(&asked, NAME, Family::V4, None).await;
    assert_eq!(lookup.answer, LookupAnswer::Malformed);
}

#[tokio::test]
async fn an_https_resolver_that_somebody_poses_as_is_not_believed() {
    let asked = doh(&World::new(), 200, |it| address(it, [192, 0, 2, 66])).await;
    let lookup = World::new().walker().look_up(&asked, NAME, Family::V4, None).await;
    assert_eq!(lookup.answer, LookupAnswer::Unreachable);
}

// Status feeds

async fn read_feed(content: &str) -> (FeedState, Option<String>) {
    let address = http(vec![response("200 OK", content)]).await;
    let status = StatusFeed {
        kind: StatusKind::AtlassianStatuspage,
        url: Url::parse(&format!("http://{address}/api/v2/summary.json")).unwrap(),
        components: Vec::new(),
    };
    let trust = Trust::from_roots(&[], &[]);
    let reader = Reader::new(trust, Proxies::default(), &Limits::default());
    let feed = feed("bravo", &status, &reader).await;
    assert_eq!(feed.service, "bravo");
    (feed.state, feed.says)
}

#[tokio::test]
async fn a_vendors_words_are_read() {
    let content = r#"{"status":{"indicator":"critical"},"incidents":[{"name":"Playback fails"}]}"#;
    let expected = (FeedState::Outage, Some("Playback fails".to_owned()));
    assert_eq!(read_feed(content).await, expected);
}

#[tokio::test]
async fn what_is_no_feed_is_unreadable() {
    assert_eq!(read_feed("<html>").await, (FeedState::Unreadable, None));
    let endless = format!("\"{}\"", "x".repeat(600 * 1024));
    assert_eq!(read_feed(&endless).await, (FeedState::Unreadable, None));
}

/// What a status page of `PagerDuty`'s tells whose documents are `posts` and `legend`, and how many of them are asked for.
async fn read_front(posts: &'static str, legend: String) -> (FeedState, Option<String>, usize) {
    let (address, asked) = http_by(move |request| {
        let path = request.split(' ').nth(1).unwrap();
        vec![match path {
            "/api/posts?is_featured=true" => response("200 OK", posts),
            "/api/post_enums" => response("200 OK", &legend),
            _ => response("404 Not Found", ""),
        }]
    })
    .await;
    let status = StatusFeed {
        kind: StatusKind::PagerdutyStatus,
        url: Url::parse(&format!("http://{address}/api/posts?is_featured=true")).unwrap(),
        components: Vec::new(),
    };
    let trust = Trust::from_roots(&[], &[]);
    let reader = Reader::new(trust, Proxies::default(), &Limits::default());
    let feed = feed("bravo", &status, &reader).await;
    let asked = asked.lock().unwrap().len();
    (feed.state, feed.says, asked)
}

#[tokio::test]
async fn what_a_front_page_means_is_asked_for_only_where_something_stands_on_it() {
    const POSTS: &str = r#"{"posts":[{"id":"P1","title":"Streams fail","post_type":"incident",
        "latest_update":{"status_id":"S1","severity_id":"V1","impacts":[]}}]}"#;
    let legend = r#"{"post_enums":[
        {"id":"S1","name":"investigating","post_type":"incident","post_enum_type":"status"},
        {"id":"V1","name":"major","post_type":"incident","post_enum_type":"severity"}]}"#;
    let failing = (FeedState::Outage, Some("Streams fail".to_owned()), 2);
    assert_eq!(read_front(POSTS, legend.to_owned()).await, failing);
    let well = (FeedState::Operational, None, 1);
    assert_eq!(read_front(r#"{"posts":[]}"#, legend.to_owned()).await, well);
    let endless = format!("{{\"post_enums\":[\"{}\"]}}", "x".repeat(600 * 1024));
    assert_eq!(read_front(POSTS, endless).await, (FeedState::Unreadable, None, 2));
}

#[tokio::test]
async fn a_walk_can_run_on_any_thread() {
    fn is_send(_: &impl Send) {}
    let walker = Walker::new(Trust::from_roots(&[], &[]), Clock::system(), Limits::default());
    let errand = crate::world::errand("https://stream.localhost/");
    is_send(&walker.walk(&errand, streamdoctor::clock::Moment::default()));
    let asked = Resolver { kind: ResolverKind::System, address: String::new() };
    is_send(&walker.look_up(&asked, NAME, Family::V4, None));
}
