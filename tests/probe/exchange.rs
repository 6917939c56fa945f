use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use rustls::ServerConfig;
use streamdoctor::observation::{
    Expectation, FailureKind, HttpVersion, Phase, Subject, Transport, Walk,
};
use streamdoctor::probe::{Errand, Limits};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::server::{self, Act, accept_tls, http, http_by, redirect, response, send};
use crate::world::{
    HOST, SHORT, World, assert_failure, exchange, go, http_errand, https_errand, walker,
    walker_with,
};

fn text_wanted(text: &str) -> Expectation {
    Expectation { status: vec![200], body: Some(text.to_owned()) }
}

async fn walk_to(acts: Vec<Act>) -> Walk {
    go(&walker(), &http_errand(http(acts).await)).await
}

async fn walk_for_text(text: &str, acts: Vec<Act>) -> Walk {
    let errand = Errand { expect: text_wanted(text), ..http_errand(http(acts).await) };
    go(&walker(), &errand).await
}

#[tokio::test]
async fn an_expected_answer_is_read_to_the_end_of_its_head() {
    let walk = walk_to(vec![
        send("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 1000000\r\n\r\nhello"),
        Act::Stall,
    ])
    .await;
    let exchange = exchange(&walk);
    assert!(exchange.as_expected);
    assert_eq!((exchange.status, exchange.version), (200, HttpVersion::Http11));
    assert_eq!((exchange.transport, &exchange.body), (Transport::Plain, &None));
    assert_eq!(exchange.headers.get("server"), Some("nginx"));
    assert!(walk.last().unwrap().timings.first_byte_ms.is_some());
}

#[tokio::test]
async fn we_say_who_we_are_and_ask_for_plain_content() {
    let (address, log) = http_by(|_| vec![response("200 OK", "")]).await;
    let mut errand = http_errand(address);
    errand.url.set_path("/a/b");
    errand.url.set_query(Some("x=1"));
    go(&walker(), &errand).await;
    let request = log.lock().unwrap()[0].to_ascii_lowercase();
    assert!(request.starts_with("get /a/b?x=1 http/1.1\r\n"), "{request}");
    for line in [
        format!("host: {HOST}:{}", address.port()),
        format!("user-agent: streamdoctor/{}", env!("CARGO_PKG_VERSION")),
        "accept: */*".to_owned(),
        "accept-encoding: identity".to_owned(),
    ] {
        assert!(request.contains(&format!("\r\n{line}")), "{line} in {request}");
    }
}

#[tokio::test]
async fn a_surprising_answer_is_read_with_its_content() {
    let walk = walk_to(vec![send(
        "HTTP/1.1 503 Overloaded\r\nRetry-After: 30\r\nContent-Length: 5\r\n\r\nsorry",
    )])
    .await;
    let exchange = exchange(&walk);
    assert!(!exchange.as_expected && !walk.succeeded());
    assert_eq!(exchange.reason.as_deref(), Some("Overloaded"));
    let body = exchange.body.as_ref().unwrap();
    assert_eq!((body.text.as_str(), body.read, body.complete), ("sorry", 5, true));
}

#[tokio::test]
async fn a_surprise_that_breaks_off_keeps_its_status() {
    let walk = walk_to(vec![
        send("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 500\r\n\r\nsor"),
        Act::Reset,
    ])
    .await;
    let exchange = exchange(&walk);
    assert_eq!((exchange.status, exchange.text()), (503, "sor"));
    assert!(!exchange.body.as_ref().unwrap().complete);
}

#[tokio::test]
async fn a_listed_status_alone_is_right() {
    let address = http(vec![response("200 OK", "welcome to the hotel")]).await;
    let expect = Expectation { status: vec![204], body: None };
    let walk = go(&walker(), &Errand { expect, ..http_errand(address) }).await;
    assert!(!exchange(&walk).as_expected);
    assert_eq!(exchange(&walk).text(), "welcome to the hotel");
}

#[tokio::test]
async fn the_expected_text_is_found_across_pieces() {
    let walk = walk_for_text(
        "Microsoft Connect Test",
        vec![
            send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            send("b\r\n<Microsoft \r\n"),
            send("d\r\nConnect Test>\r\n"),
            Act::Stall,
        ],
    )
    .await;
    assert!(exchange(&walk).as_expected, "{walk:#?}");
    assert_eq!(exchange(&walk).body, None, "what was expected need not be kept");
}

#[tokio::test]
async fn another_text_is_not_as_expected() {
    let walk = walk_for_text("success", vec![response("200 OK", "please sign in")]).await;
    assert!(!exchange(&walk).as_expected);
    assert_eq!(exchange(&walk).text(), "please sign in");
}

#[tokio::test]
async fn content_that_breaks_off_is_truncated() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nsome";
    for end in [vec![], vec![Act::Reset]] {
        let acts = [vec![send(head)], end].concat();
        let walk = walk_for_text("success", acts).await;
        assert_failure(&walk, Phase::Exchange, &FailureKind::Truncated);
    }
}

#[tokio::test]
async fn content_that_stops_coming_is_truncated() {
    let acts = vec![send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nsome"), Act::Stall];
    let errand = Errand { expect: text_wanted("success"), ..http_errand(http(acts).await) };
    let limits = Limits { idle: SHORT, ..Limits::default() };
    let walk = go(&walker_with(limits), &errand).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::Truncated);
}

#[tokio::test]
async fn content_that_drips_is_bounded_by_the_whole() {
    let drip = Act::Drip(b"1\r\nx\r\n".to_vec(), Duration::from_millis(20));
    let acts = vec![send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), drip];
    let errand = Errand { expect: text_wanted("success"), ..http_errand(http(acts).await) };
    let limits = Limits { content: SHORT, ..Limits::default() };
    let walk = go(&walker_with(limits), &errand).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::TimedOut);
}

#[tokio::test]
async fn endless_content_is_cut() {
    let walk =
        walk_to(vec![send("HTTP/1.1 500 Oops\r\n\r\n"), Act::Flood(vec![b'x'; 10_000])]).await;
    let body = exchange(&walk).body.as_ref().unwrap();
    assert_eq!(body.text.len(), 64 * 1024);
    assert!(!body.complete && body.read < 1024 * 1024);
}

#[tokio::test]
async fn a_page_that_comes_packed_though_nobody_asked_is_read() {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(b"<h1>Blocked by your administrator</h1>").unwrap();
    let packed = packed.finish().unwrap();
    let head = |status: &str| {
        let length = packed.len();
        format!("HTTP/1.1 {status}\r\nContent-Encoding: gzip\r\nContent-Length: {length}\r\n\r\n")
    };
    let walk = walk_to(vec![send(&head("403 Forbidden")), Act::Send(packed.clone())]).await;
    let body = exchange(&walk).body.as_ref().unwrap();
    assert_eq!(body.text, "<h1>Blocked by your administrator</h1>");
    assert_eq!((body.read, body.complete), (packed.len() as u64, true));
    // What is expected is looked for in the same words.
    let acts = vec![send(&head("200 OK")), Act::Send(packed.clone())];
    assert!(exchange(&walk_for_text("your administrator", acts).await).as_expected);
    let acts = vec![send(&head("200 OK")), Act::Send(packed)];
    assert!(!exchange(&walk_for_text("Welcome", acts).await).as_expected);
}

#[tokio::test]
async fn what_only_says_that_it_is_packed_is_kept_as_it_is() {
    let head = "HTTP/1.1 403 Forbidden\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n";
    let walk = walk_to(vec![send(head), Act::Send(vec![0x1f, 0x8b, 0xff, 0xfe])]).await;
    let body = exchange(&walk).body.as_ref().unwrap();
    assert_eq!(body.read, 4);
    assert!(body.text.contains('\u{fffd}'));
}

#[tokio::test]
async fn silence_after_the_request_timed_out() {
    let limits = Limits { first_byte: SHORT, ..Limits::default() };
    let errand = http_errand(http(vec![Act::Stall]).await);
    let walk = go(&walker_with(limits), &errand).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::TimedOut);
}

#[tokio::test]
async fn a_head_that_drips_timed_out() {
    let drip = Act::Drip(b"X-A: b\r\n".to_vec(), Duration::from_millis(20));
    let errand = http_errand(http(vec![send("HTTP/1.1 200 OK\r\n"), drip]).await);
    let limits = Limits { first_byte: SHORT, ..Limits::default() };
    let walk = go(&walker_with(limits), &errand).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::TimedOut);
}

#[tokio::test]
async fn an_endless_head_is_too_large() {
    let many = Act::Flood(b"X-Filler: y\r\n".to_vec());
    let walk = walk_to(vec![send("HTTP/1.1 200 OK\r\n"), many]).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::HeadTooLarge);
    let long = Act::Flood(vec![b'y'; 4096]);
    let walk = walk_to(vec![send("HTTP/1.1 200 OK\r\nX-Filler: "), long]).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::HeadTooLarge);
}

#[tokio::test]
async fn what_is_not_http_is_malformed() {
    let walk = walk_to(vec![send("SSH-2.0-OpenSSH_9.2\r\n")]).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::MalformedResponse);
    let walk = walk_to(vec![send("HTTP/1.1 two hundred\r\n\r\n")]).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::MalformedResponse);
}

#[tokio::test]
async fn an_end_without_an_answer_is_closed_or_reset() {
    let walk = walk_to(vec![]).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::Closed);
    let walk = walk_to(vec![Act::Reset]).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::Reset);
}

#[tokio::test]
async fn bytes_that_are_no_text_are_replaced() {
    let head = b"HTTP/1.1 403 Forbidden\r\nX-Odd: \xff\xfe\r\nContent-Length: 2\r\n\r\n\xc3\x28";
    let walk = walk_to(vec![Act::Send(head.to_vec())]).await;
    assert!(exchange(&walk).headers.get("x-odd").unwrap().contains('\u{fffd}'));
    assert!(exchange(&walk).text().contains('\u{fffd}'));
}

#[tokio::test]
async fn cookies_are_cut_to_their_names() {
    let head = "HTTP/1.1 200 OK\r\nSet-Cookie: session=secret; Path=/\r\nSet-Cookie: cf=x\r\n\r\n";
    let walk = walk_to(vec![send(head)]).await;
    let kept = exchange(&walk).headers.all("set-cookie").collect::<Vec<_>>();
    assert_eq!(kept, ["session", "cf"]);
}

#[tokio::test]
async fn throughput_is_measured_up_to_a_limit() {
    let acts = vec![send("HTTP/1.1 200 OK\r\n\r\n"), Act::Flood(vec![0; 16 * 1024])];
    let errand = Errand { measure: Some(256 * 1024), ..http_errand(http(acts).await) };
    let walk = go(&walker(), &errand).await;
    let throughput = exchange(&walk).throughput.unwrap();
    assert!((256 * 1024..1024 * 1024).contains(&throughput.bytes), "{throughput:?}");
    assert!(throughput.bytes_per_second().is_some());
    assert_eq!(exchange(&walk).body, None);
}

#[tokio::test]
async fn slow_content_is_a_measurement_and_no_failure() {
    let drip = Act::Drip(vec![0; 1000], Duration::from_millis(20));
    let acts = vec![send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"), drip];
    let errand = Errand { measure: Some(100_000), ..http_errand(http(acts).await) };
    let limits = Limits { measure: SHORT, ..Limits::default() };
    let walk = go(&walker_with(limits), &errand).await;
    let throughput = exchange(&walk).throughput.unwrap();
    assert!((1..100_000).contains(&throughput.bytes), "{throughput:?}");
}

#[tokio::test]
async fn measured_content_that_breaks_off_is_truncated() {
    let acts = vec![send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc"), Act::Reset];
    let errand = Errand { measure: Some(100_000), ..http_errand(http(acts).await) };
    let walk = go(&walker(), &errand).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::Truncated);
}

#[tokio::test]
async fn short_content_is_measured_whole() {
    let address = http(vec![response("200 OK", "abc")]).await;
    let walk = go(&walker(), &Errand { measure: Some(100_000), ..http_errand(address) }).await;
    assert_eq!(exchange(&walk).throughput.unwrap().bytes, 3);
}

#[tokio::test]
async fn a_control_that_is_redirected_in_clear_text_is_not_as_expected() {
    let address = http(vec![redirect("http://portal.test/sign-in?token=1")]).await;
    let errand = Errand { subject: Subject::Control(0), ..http_errand(address) };
    let walk = go(&walker(), &errand).await;
    assert_eq!(walk.hops.len(), 1);
    assert!(!exchange(&walk).as_expected);
    assert!(exchange(&walk).headers.get("location").unwrap().starts_with("http://portal.test/"));
}

// HTTP/2

/// Walks to a server that agrees on HTTP/2 and then does what `serve` does.
async fn walk_to_h2<F, R>(serve: F) -> Walk
where
    F: Fn(tokio_rustls::server::TlsStream<tokio::net::TcpStream>) -> R + Clone + Send + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    let world = World::new();
    let address = h2_server(world.public.certify(HOST).config(&[b"h2"]), serve).await;
    go(&world.walker(), &https_errand(address)).await
}

async fn h2_server<F, R>(config: Arc<ServerConfig>, serve: F) -> SocketAddr
where
    F: Fn(tokio_rustls::server::TlsStream<tokio::net::TcpStream>) -> R + Clone + Send + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    server::serve(move |stream| {
        let (config, serve) = (Arc::clone(&config), serve.clone());
        async move {
            if let Some(stream) = accept_tls(stream, config).await {
                serve(stream).await;
            }
        }
    })
    .await
}

#[tokio::test]
async fn http_2_is_spoken_where_it_is_agreed_on() {
    let walk = walk_to_h2(|stream| async move {
        let mut connection = h2::server::handshake(stream).await.unwrap();
        while let Some(Ok((request, mut respond))) = connection.accept().await {
            assert_eq!(request.uri().host(), Some(HOST));
            assert!(!request.headers().contains_key("host"));
            let head = http::Response::builder().status(503).body(()).unwrap();
            let mut content = respond.send_response(head, false).unwrap();
            content.send_data(Bytes::from_static(b"busy"), true).unwrap();
        }
    })
    .await;
    let exchange = exchange(&walk);
    assert_eq!((exchange.version, exchange.status), (HttpVersion::Http2, 503));
    assert_eq!((exchange.transport, exchange.text()), (Transport::Tls, "busy"));
    assert_eq!(walk.last().unwrap().tls.as_ref().unwrap().alpn.as_deref(), Some("h2"));
}

#[tokio::test]
async fn a_reset_stream_is_told_by_its_reason() {
    let walk = walk_to_h2(|stream| async move {
        let mut connection = h2::server::handshake(stream).await.unwrap();
        while let Some(Ok((_, mut respond))) = connection.accept().await {
            respond.send_reset(h2::Reason::INTERNAL_ERROR);
        }
    })
    .await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::Http2("INTERNAL_ERROR".to_owned()));
}

#[tokio::test]
async fn a_server_that_goes_away_is_told_by_its_reason() {
    // Written by hand, so that the connection stays open and no reset overtakes the frame.
    const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    const GO_AWAY: [u8; 17] = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11];
    let walk = walk_to_h2(|mut stream| async move {
        stream.write_all(&[&SETTINGS[..], &GO_AWAY[..]].concat()).await.unwrap();
        while stream.read_u8().await.is_ok() {}
    })
    .await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::Http2("ENHANCE_YOUR_CALM".to_owned()));
}

#[tokio::test]
async fn a_server_that_agrees_on_http_2_and_cannot_speak_it_is_found_out() {
    let walk = walk_to_h2(|mut stream| async move {
        server::read_head(&mut stream).await;
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n").await.unwrap();
        drop(stream.shutdown().await);
    })
    .await;
    let failure = walk.failure().unwrap();
    assert_eq!(failure.phase, Phase::Exchange);
    assert!(matches!(failure.kind, FailureKind::Http2(_)), "{failure:?}");
}

#[tokio::test]
async fn an_endless_head_over_http_2_is_too_large() {
    for fields in [70, 700] {
        let walk = walk_to_h2(move |stream| async move {
            let mut connection = h2::server::handshake(stream).await.unwrap();
            while let Some(Ok((_, mut respond))) = connection.accept().await {
                let mut head = http::Response::builder().status(200);
                for n in 0..fields {
                    head = head.header(format!("x-filler-{n}"), "y".repeat(1000));
                }
                // The client may have gone.
                drop(respond.send_response(head.body(()).unwrap(), true));
            }
        })
        .await;
        assert_failure(&walk, Phase::Exchange, &FailureKind::HeadTooLarge);
    }
}
