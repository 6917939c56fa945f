use std::collections::BTreeMap;
use std::net::SocketAddr;

use streamdoctor::observation::{
    FailureKind, Phase, ProxyEndpoint, ProxyScheme, ProxySettings, Route, Transport, Vantage, Walk,
};
use streamdoctor::probe::{Credentials, Errand, Proxies, Walker};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::proxy::{http_connect, socks4, socks5};
use crate::support::server::{
    self, Act, closed_port, http, http_by, https, https_by, redirect, response, send,
};
use crate::world::{HOST, World, assert_failure, errand, exchange, go, http_errand, walker};

/// A name that only a proxy can resolve.
const REMOTE: &str = "stream.example.test";

fn endpoint(scheme: ProxyScheme, address: SocketAddr) -> ProxyEndpoint {
    ProxyEndpoint { scheme, host: address.ip().to_string(), port: address.port() }
}

fn proxies(proxy: &ProxyEndpoint, bypass: &[&str]) -> Proxies {
    Proxies {
        settings: ProxySettings {
            http: Some(proxy.clone()),
            https: Some(proxy.clone()),
            bypass: bypass.iter().map(|it| (*it).to_owned()).collect(),
            ..ProxySettings::default()
        },
        credentials: BTreeMap::new(),
    }
}

fn with_password(proxy: &ProxyEndpoint, password: &str) -> Proxies {
    let credentials = Credentials { user: "anna".to_owned(), password: password.to_owned() };
    Proxies { credentials: BTreeMap::from([(proxy.clone(), credentials)]), ..proxies(proxy, &[]) }
}

fn remote(url: &str) -> Errand {
    Errand { addresses: None, ..errand(url) }
}

async fn walk_through(walker: &Walker, proxy: &ProxyEndpoint, url: &str) -> Walk {
    go(&walker.with_proxies(proxies(proxy, &[])), &remote(url)).await
}

/// Walks to an https URL through an HTTP proxy that answers CONNECT by `acts`.
async fn walk_through_acts(acts: Vec<Act>) -> Walk {
    let proxy = endpoint(ProxyScheme::Http, http(acts).await);
    walk_through(&walker(), &proxy, &format!("https://{REMOTE}/")).await
}

#[tokio::test]
async fn the_tunnel_leads_to_the_service() {
    let world = World::new();
    let config = world.public.certify(REMOTE).config(&[]);
    let target = https(config, vec![response("200 OK", "")]).await;
    let (address, log) = http_connect(target).await;
    let proxy = endpoint(ProxyScheme::Http, address);
    let walk = walk_through(&world.walker(), &proxy, &format!("https://{REMOTE}/")).await;
    assert_eq!((exchange(&walk).status, exchange(&walk).transport), (200, Transport::Tls));
    let hop = walk.last().unwrap();
    assert_eq!((&hop.route, hop.peer), (&Route::Proxy(proxy), Some(address)));
    assert_eq!(hop.lookup, None, "the proxy resolves");
    let request = log.lock().unwrap()[0].clone();
    assert!(request.starts_with(&format!("CONNECT {REMOTE}:443 HTTP/1.1\r\n")), "{request}");
}

#[tokio::test]
async fn a_proxys_own_answer_is_an_exchange() {
    for status in ["407 Proxy Authentication Required", "403 Forbidden", "503 Unavailable"] {
        let walk = walk_through_acts(vec![response(status, "the proxy says no")]).await;
        let exchange = exchange(&walk);
        assert_eq!(exchange.transport, Transport::Connect);
        assert_eq!(exchange.status.to_string(), status[..3]);
        assert_eq!(exchange.text(), "the proxy says no");
        assert!(!exchange.as_expected);
    }
}

#[tokio::test]
async fn a_redirect_by_the_proxy_is_not_followed() {
    let walk = walk_through_acts(vec![redirect("http://sign-in.example.test/")]).await;
    assert_eq!((walk.hops.len(), exchange(&walk).transport), (1, Transport::Connect));
}

#[tokio::test]
async fn a_proxy_that_ends_the_connection_failed_to_connect() {
    let walk = walk_through_acts(vec![]).await;
    assert_failure(&walk, Phase::Connect, &FailureKind::Closed);
    let walk = walk_through_acts(vec![Act::Reset]).await;
    assert_failure(&walk, Phase::Connect, &FailureKind::Reset);
}

#[tokio::test]
async fn a_proxy_that_answers_nonsense_breaks_its_protocol() {
    let walk = walk_through_acts(vec![send("SSH-2.0-OpenSSH_9.2\r\n")]).await;
    assert_failure(&walk, Phase::Connect, &FailureKind::ProxyProtocol);
}

#[tokio::test]
async fn a_proxy_whose_port_is_closed_is_unreachable() {
    let proxy = endpoint(ProxyScheme::Http, closed_port().await);
    let kind = FailureKind::ProxyUnreachable(Box::new(FailureKind::Refused));
    for url in [format!("https://{REMOTE}/"), format!("http://{REMOTE}/")] {
        let walk = walk_through(&walker(), &proxy, &url).await;
        assert_failure(&walk, Phase::Connect, &kind);
        assert_eq!(walk.last().unwrap().route, Route::Proxy(proxy.clone()));
    }
}

#[tokio::test]
async fn clear_text_is_asked_of_the_proxy_itself() {
    let (address, log) = http_by(|_| vec![response("200 OK", "")]).await;
    let proxy = endpoint(ProxyScheme::Http, address);
    let walker = walker().with_proxies(with_password(&proxy, "open sesame"));
    let walk = go(&walker, &remote(&format!("http://{REMOTE}/a?b=1"))).await;
    assert_eq!((exchange(&walk).status, exchange(&walk).transport), (200, Transport::Proxied));
    let request = log.lock().unwrap()[0].to_ascii_lowercase();
    assert!(request.starts_with(&format!("get http://{REMOTE}/a?b=1 http/1.1\r\n")), "{request}");
    assert!(request.contains(&format!("\r\nhost: {REMOTE}\r\n")), "{request}");
    assert!(request.contains("\r\nproxy-authorization: basic "), "{request}");
}

#[tokio::test]
async fn credentials_are_shown_to_the_proxy_and_not_to_the_service() {
    let world = World::new();
    let config = world.public.certify(REMOTE).config(&[]);
    let (target, seen) = https_by(config, |_| vec![response("200 OK", "")]).await;
    let (address, log) = http_connect(target).await;
    let proxy = endpoint(ProxyScheme::Http, address);
    let walker = world.walker().with_proxies(with_password(&proxy, "open sesame"));
    let walk = go(&walker, &remote(&format!("https://{REMOTE}/"))).await;
    assert!(walk.succeeded(), "{walk:#?}");
    let header = "proxy-authorization: Basic YW5uYTpvcGVuIHNlc2FtZQ==";
    assert!(log.lock().unwrap()[0].contains(header));
    assert!(!seen.lock().unwrap()[0].contains("authorization"));
}

#[tokio::test]
async fn a_stranger_cannot_send_us_into_our_own_network() {
    for inside in ["http://127.0.0.1:1/", "http://localhost/", "http://192.168.0.1/"] {
        let (address, log) = http_by(move |_| vec![redirect(inside)]).await;
        let proxy = endpoint(ProxyScheme::Http, address);
        let walk = walk_through(&walker(), &proxy, &format!("http://{REMOTE}/")).await;
        assert_failure(&walk, Phase::Exchange, &FailureKind::RedirectRefused);
        assert_eq!(walk.last().unwrap().url, inside);
        assert_eq!(log.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn exempt_hosts_and_the_trial_without_a_proxy_go_direct() {
    let proxy = endpoint(ProxyScheme::Http, closed_port().await);
    let address = http(vec![response("200 OK", "")]).await;
    let exempt = walker().with_proxies(proxies(&proxy, &["localhost"]));
    let walk = go(&exempt, &http_errand(address)).await;
    assert!(walk.succeeded(), "{walk:#?}");
    assert_eq!(walk.last().unwrap().route, Route::Direct);

    let bound = walker().with_proxies(proxies(&proxy, &[]));
    let errand = Errand { vantage: Vantage::WithoutProxy, ..http_errand(address) };
    assert!(go(&bound, &errand).await.succeeded());
    let errand = Errand { vantage: Vantage::Ordinary, ..errand };
    assert!(!go(&bound, &errand).await.succeeded(), "the proxy is dead");
}

#[tokio::test]
async fn a_proxy_can_be_spoken_to_over_tls() {
    let world = World::new();
    let config = world.private.certify("127.0.0.1").config(&[]);
    let address = https(config, vec![response("200 OK", "")]).await;
    let proxy = endpoint(ProxyScheme::Https, address);
    let walk = walk_through(&world.walker(), &proxy, &format!("http://{REMOTE}/")).await;
    assert_eq!((exchange(&walk).status, exchange(&walk).transport), (200, Transport::Proxied));
}

#[tokio::test]
async fn a_proxy_whose_certificate_is_wrong_is_unreachable() {
    let world = World::new();
    let config = world.public.certify(HOST).config(&[]);
    let address = https(config, vec![response("200 OK", "")]).await;
    let proxy = endpoint(ProxyScheme::Https, address);
    let walk = walk_through(&world.walker(), &proxy, &format!("http://{REMOTE}/")).await;
    let kind = FailureKind::ProxyUnreachable(Box::new(FailureKind::NameMismatch));
    assert_failure(&walk, Phase::Connect, &kind);
}

#[tokio::test]
async fn socks_5h_resolves_names_itself() {
    let world = World::new();
    let config = world.public.certify(REMOTE).config(&[]);
    let target = https(config, vec![response("200 OK", "")]).await;
    let (address, asked) = socks5(target, 0, false).await;
    let proxy = endpoint(ProxyScheme::Socks5h, address);
    let walk = walk_through(&world.walker(), &proxy, &format!("https://{REMOTE}/")).await;
    assert_eq!(exchange(&walk).transport, Transport::Tls);
    let expected = [&[3], REMOTE.as_bytes(), &443_u16.to_be_bytes()].concat();
    assert_eq!(asked.lock().unwrap().destination, expected);
}

#[tokio::test]
async fn socks_5_is_given_an_address() {
    let target = http(vec![response("200 OK", "")]).await;
    let (address, asked) = socks5(target, 0, false).await;
    let proxy = endpoint(ProxyScheme::Socks5, address);
    let walker = walker().with_proxies(proxies(&proxy, &[]));
    let walk = go(&walker, &http_errand(target)).await;
    assert_eq!(exchange(&walk).transport, Transport::Plain);
    let port = target.port().to_be_bytes();
    assert_eq!(asked.lock().unwrap().destination, [1, 127, 0, 0, 1, port[0], port[1]]);
}

#[tokio::test]
async fn socks_refusals_are_told_by_their_code() {
    let target = closed_port().await;
    let (address, _) = socks5(target, 5, false).await;
    let proxy = endpoint(ProxyScheme::Socks5h, address);
    let walk = walk_through(&walker(), &proxy, &format!("https://{REMOTE}/")).await;
    assert_failure(&walk, Phase::Connect, &FailureKind::SocksReply(5));
}

#[tokio::test]
async fn a_socks_password_is_asked_for_and_checked() {
    let target = http(vec![response("200 OK", "")]).await;
    let (address, asked) = socks5(target, 0, true).await;
    let proxy = endpoint(ProxyScheme::Socks5h, address);
    let url = format!("http://{REMOTE}/");

    let walk = walk_through(&walker(), &proxy, &url).await;
    assert_failure(&walk, Phase::Connect, &FailureKind::SocksReply(0xff));

    let wrong = walker().with_proxies(with_password(&proxy, "guess"));
    let walk = go(&wrong, &remote(&url)).await;
    assert_failure(&walk, Phase::Connect, &FailureKind::SocksReply(0xff));

    let right = walker().with_proxies(with_password(&proxy, "open sesame"));
    assert!(go(&right, &remote(&url)).await.succeeded());
    let user = asked.lock().unwrap().user.clone();
    assert_eq!(user, Some(("anna".to_owned(), "open sesame".to_owned())));
}

#[tokio::test]
async fn socks_4_grants_or_rejects() {
    let target = http(vec![response("200 OK", "")]).await;
    for (reply, works) in [(90, true), (91, false)] {
        let proxy = endpoint(ProxyScheme::Socks4, socks4(target, reply).await);
        let walker = walker().with_proxies(proxies(&proxy, &[]));
        let walk = go(&walker, &http_errand(target)).await;
        assert_eq!(walk.succeeded(), works, "{walk:#?}");
        if !works {
            assert_failure(&walk, Phase::Connect, &FailureKind::SocksReply(91));
        }
    }
}

#[tokio::test]
async fn what_is_no_socks_proxy_breaks_the_protocol() {
    let address = server::serve(|mut stream| async move {
        let _first = stream.read_u8().await;
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        while stream.read_u8().await.is_ok() {}
    })
    .await;
    let proxy = endpoint(ProxyScheme::Socks5h, address);
    let walk = walk_through(&walker(), &proxy, &format!("https://{REMOTE}/")).await;
    assert_failure(&walk, Phase::Connect, &FailureKind::ProxyProtocol);
}

#[tokio::test]
async fn a_dead_service_behind_a_proxy_is_not_the_proxys_fault() {
    let world = World::new();
    let target = server::serve(|mut stream| async move {
        let _first = stream.read_u8().await;
        stream.write_all(b"nonsense").await.unwrap();
        while stream.read_u8().await.is_ok() {}
    });
    let (address, _) = http_connect(target.await).await;
    let proxy = endpoint(ProxyScheme::Http, address);
    let walk = walk_through(&world.walker(), &proxy, &format!("https://{REMOTE}/")).await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::NotTls);
}
