use std::future::pending;
use std::sync::Arc;

use rustls::ServerConfig;
use streamdoctor::clock::Clock;
use streamdoctor::observation::{
    Anchor, FailureKind, HttpVersion, Phase, TlsFacts, Transport, Vantage, Walk,
};
use streamdoctor::probe::{Errand, Limits, Trust, Walker};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::pki::{Authority, Identity};
use crate::support::server::{self, accept_tls, response, set_reset};
use crate::world::{
    HOST, SHORT, World, assert_failure, exchange, go, https_errand, ip, walker_with,
};

async fn walk_to(walker: &Walker, config: Arc<ServerConfig>) -> Walk {
    let address = server::https(config, vec![response("200 OK", "hello")]).await;
    go(walker, &https_errand(address)).await
}

/// Walks to a server that answers a hello with `bytes`.
async fn walk_to_bytes(bytes: &'static [u8]) -> Walk {
    let address = server::serve(move |mut stream| async move {
        let mut hello = [0; 1024];
        let _length = stream.read(&mut hello).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        // The client closes first.
        while matches!(stream.read(&mut hello).await, Ok(1..)) {}
    })
    .await;
    go(&World::new().walker(), &https_errand(address)).await
}

fn facts(walk: &Walk) -> &TlsFacts {
    walk.last().unwrap().tls.as_ref().unwrap_or_else(|| panic!("no TLS facts: {walk:#?}"))
}

#[tokio::test]
async fn a_public_root_authenticates_the_answer() {
    let world = World::new();
    let walk = walk_to(&world.walker(), world.public.certify(HOST).config(&[])).await;
    assert_eq!(exchange(&walk).transport, Transport::Tls);
    assert!(walk.succeeded());
    let facts = facts(&walk);
    assert_eq!(facts.anchor, Some(Anchor::Public));
    assert_eq!(facts.version.as_deref(), Some("1.3"));
    let certificate = facts.certificate.as_ref().unwrap();
    assert_eq!((certificate.subject.as_str(), certificate.root.as_str()), (HOST, "Public Root"));
    assert!(!certificate.self_signed);
    assert!(walk.last().unwrap().timings.handshake_ms.is_some());
}

#[tokio::test]
async fn a_private_root_means_that_somebody_re_signed() {
    let world = World::new();
    let walk = walk_to(&world.walker(), world.private.certify(HOST).config(&[])).await;
    assert_eq!(exchange(&walk).transport, Transport::Intercepted);
    assert_eq!(facts(&walk).anchor, Some(Anchor::Private));
}

#[tokio::test]
async fn an_unknown_root_is_not_accepted() {
    let world = World::new();
    // The second one has the name of a root that is trusted.
    for stranger in ["Stranger", "Public Root"].map(Authority::new) {
        let walk = walk_to(&world.walker(), stranger.certify(HOST).config(&[])).await;
        assert_failure(&walk, Phase::Handshake, &FailureKind::UnknownIssuer);
        assert_eq!(facts(&walk).anchor, Some(Anchor::Rejected { public: false }));
        assert!(facts(&walk).certificate.is_some());
    }
}

#[tokio::test]
async fn a_system_that_trusts_nobody_is_told_from_an_interceptor() {
    let world = World::new();
    let trust = Trust::from_roots(&[], &[world.public.root()]);
    let walker = Walker::new(trust, Clock::system(), Limits::default());
    let walk = walk_to(&walker, world.public.certify(HOST).config(&[])).await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::UnknownIssuer);
    assert_eq!(facts(&walk).anchor, Some(Anchor::Rejected { public: true }));
}

#[tokio::test]
async fn an_expired_certificate_still_says_whose_it_is() {
    let world = World::new();
    for (authority, public) in [(&world.public, true), (&world.private, false)] {
        let identity = authority.certify_between(HOST, (2020, 2021));
        let walk = walk_to(&world.walker(), identity.config(&[])).await;
        assert_failure(&walk, Phase::Handshake, &FailureKind::CertificateExpired);
        assert_eq!(facts(&walk).anchor, Some(Anchor::Rejected { public }));
    }
}

#[tokio::test]
async fn a_certificate_of_the_future_is_not_yet_valid() {
    let world = World::new();
    let identity = world.public.certify_between(HOST, (2090, 2095));
    let walk = walk_to(&world.walker(), identity.config(&[])).await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::CertificateNotYetValid);
    assert_eq!(facts(&walk).anchor, Some(Anchor::Rejected { public: true }));
}

#[tokio::test]
async fn a_certificate_for_another_name_is_a_mismatch() {
    let world = World::new();
    let identity = world.public.certify("other.localhost");
    let walk = walk_to(&world.walker(), identity.config(&[])).await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::NameMismatch);
    assert_eq!(facts(&walk).anchor, Some(Anchor::Rejected { public: true }));
}

#[tokio::test]
async fn a_self_signed_certificate_has_an_unknown_issuer() {
    let walk = walk_to(&World::new().walker(), Identity::self_signed(HOST).config(&[])).await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::UnknownIssuer);
    assert!(facts(&walk).certificate.as_ref().unwrap().self_signed);
}

#[tokio::test]
async fn a_self_signed_certificate_that_the_user_trusts_is_accepted_as_private() {
    let identity = Identity::self_signed(HOST);
    let trust = Trust::from_roots(&identity.chain, &[]);
    let walker = Walker::new(trust, Clock::system(), Limits::default());
    let walk = walk_to(&walker, identity.config(&[])).await;
    assert_eq!(exchange(&walk).transport, Transport::Intercepted);
    assert_eq!(facts(&walk).anchor, Some(Anchor::Private));
}

#[tokio::test]
async fn a_chain_that_was_accepted_before_still_needs_its_key() {
    let world = World::new();
    let walker = world.walker();
    let identity = world.public.certify(HOST);
    let impostor = Identity::impostor(identity.chain.clone());
    let config = identity.config(&[]);
    for _ in 0..2 {
        assert!(walk_to(&walker, Arc::clone(&config)).await.succeeded());
    }
    let walk = walk_to(&walker, impostor.config(&[])).await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::CertificateInvalid);
}

#[tokio::test]
async fn bytes_in_place_of_a_certificate_are_invalid() {
    let walk = walk_to(&World::new().walker(), Identity::garbage().config(&[])).await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::CertificateInvalid);
    assert_eq!(facts(&walk).certificate, None);
    assert_eq!(facts(&walk).anchor, Some(Anchor::Rejected { public: false }));
}

#[tokio::test]
async fn a_server_without_a_common_version_says_so() {
    // A fatal alert: protocol_version.
    let walk = walk_to_bytes(&[21, 3, 1, 0, 2, 2, 70]).await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::TlsVersion);
}

#[tokio::test]
async fn a_server_that_insists_on_tls_1_1_has_no_common_version() {
    // A ServerHello with version 3.2, no session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression, no extensions.
    const HELLO: [u8; 47] = {
        let mut hello = [0; 47];
        let head = [22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2];
        let mut at = 0;
        while at < head.len() {
            hello[at] = head[at];
            at += 1;
        }
        hello[45] = 0x2f;
        hello
    };
    let walk = walk_to_bytes(&HELLO).await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::TlsVersion);
}

#[tokio::test]
async fn an_alert_is_told_by_its_name() {
    let walk = walk_to_bytes(&[21, 3, 3, 0, 2, 2, 40]).await;
    let alert = FailureKind::TlsAlert("handshake_failure".to_owned());
    assert_failure(&walk, Phase::Handshake, &alert);
    assert_eq!(walk.last().unwrap().tls, None);
    let walk = walk_to_bytes(&[21, 3, 3, 0, 2, 2, 112]).await;
    let alert = FailureKind::TlsAlert("unrecognized_name".to_owned());
    assert_failure(&walk, Phase::Handshake, &alert);
}

#[tokio::test]
async fn clear_text_is_not_tls() {
    let walk = walk_to_bytes(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::NotTls);
}

#[tokio::test]
async fn a_reset_and_a_close_are_told_apart() {
    let reset = server::serve(|mut stream| async move {
        let _first = stream.read_u8().await;
        set_reset(&stream);
    });
    let walk = go(&World::new().walker(), &https_errand(reset.await)).await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::Reset);

    let walk = walk_to_closing().await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::Closed);
}

async fn walk_to_closing() -> Walk {
    let address = server::serve(|mut stream| async move {
        let mut hello = [0; 4096];
        let _length = stream.read(&mut hello).await.unwrap();
        stream.shutdown().await.unwrap();
        while matches!(stream.read(&mut hello).await, Ok(1..)) {}
    })
    .await;
    go(&World::new().walker(), &https_errand(address)).await
}

#[tokio::test]
async fn silence_timed_out_in_the_handshake() {
    let address = server::serve(|stream| async move {
        let _held = stream;
        pending::<()>().await;
    })
    .await;
    let limits = Limits { handshake: SHORT, ..Limits::default() };
    let walk = go(&walker_with(limits), &https_errand(address)).await;
    assert_failure(&walk, Phase::Handshake, &FailureKind::TimedOut);
}

#[tokio::test]
async fn a_handshake_that_dies_after_the_certificate_keeps_it() {
    let world = World::new();
    let config = world.public.certify(HOST).config(&[]);
    let address = server::serve(move |stream| {
        let config = Arc::clone(&config);
        async move {
            let Some(stream) = accept_tls(stream, config).await else { return };
            set_reset(stream.get_ref().0);
        }
    })
    .await;
    let walk = go(&world.walker(), &https_errand(address)).await;
    assert_failure(&walk, Phase::Exchange, &FailureKind::Reset);
    assert_eq!(facts(&walk).anchor, Some(Anchor::Public));
}

#[tokio::test]
async fn a_neutral_name_asks_only_whether_tls_is_spoken() {
    let world = World::new();
    let config = World::new().public.certify("default.localhost").config(&[]);
    let address = server::https(config, vec![response("200 OK", "")]).await;
    let errand = Errand {
        vantage: Vantage::NeutralName(ip("127.0.0.1")),
        sni: Some("neutral.example".to_owned()),
        ..https_errand(address)
    };
    let walk = go(&world.walker(), &errand).await;
    assert!(walk.succeeded(), "{walk:#?}");
    assert_eq!(walk.exchange(), None);
    assert_eq!(facts(&walk).anchor, Some(Anchor::Rejected { public: false }));
}

#[tokio::test]
async fn the_name_is_said_in_the_hello_and_addresses_are_not() {
    let world = World::new();
    for (host, said) in [(HOST, Some(HOST)), ("127.0.0.1", None)] {
        let config = world.public.certify(host).config(&[]);
        let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
        let address = server::serve(move |stream| {
            let (config, sender) = (Arc::clone(&config), sender.clone());
            async move {
                let Some(stream) = accept_tls(stream, config).await else { return };
                sender.send(stream.get_ref().1.server_name().map(str::to_owned)).unwrap();
            }
        })
        .await;
        let errand = crate::world::errand(&format!("https://{host}:{}/", address.port()));
        go(&world.walker(), &errand).await;
        assert_eq!(receiver.recv().await.unwrap().as_deref(), said);
    }
}

#[tokio::test]
async fn http_1_alone_can_be_offered() {
    let world = World::new();
    let config = world.public.certify(HOST).config(&[b"h2", b"http/1.1"]);
    let address = server::https(config, vec![response("200 OK", "")]).await;
    let errand = Errand { vantage: Vantage::Http1, ..https_errand(address) };
    let walk = go(&world.walker(), &errand).await;
    assert_eq!(exchange(&walk).version, HttpVersion::Http11);
    assert_eq!(facts(&walk).alpn.as_deref(), Some("http/1.1"));
}

#[tokio::test]
async fn nothing_is_sent_to_a_server_that_is_not_accepted() {
    let world = World::new();
    let config = World::new().public.certify(HOST).config(&[]);
    let (address, log) = server::https_by(config, |_| vec![response("200 OK", "")]).await;
    go(&world.walker(), &https_errand(address)).await;
    assert!(log.lock().unwrap().is_empty());
}
