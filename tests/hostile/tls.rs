//! TLS: alerts, records without end, absurd chains, whoever mirrors the name that is asked for.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use rustls::crypto::ring as crypto;
use rustls::pki_types::CertificateDer;
use rustls::{CipherSuite, ConnectionTrafficSecrets, ServerConfig, ServerConnection};
use tokio::io::AsyncWriteExt as _;

use super::cases::{Case, HOST, Kind, OK};
use super::wire::{Script, Taken, blurt, drain, script};
use crate::support::pki::{Authority, Identity};
use crate::support::server::{accept_tls, read_head, serve};

const NOW: Duration = Duration::ZERO;
const SLOWLY: Duration = Duration::from_millis(100);

fn record(kind: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind, 3, 3];
    bytes.extend(u16::try_from(payload.len()).unwrap().to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// What the client says comes back to it.
fn mirror() -> Script {
    script(|stream, taken| async move {
        let (mut reader, mut writer) = tokio::io::split(stream);
        let mut buffer = vec![0; 4096];
        while let Ok(length @ 1..) = tokio::io::AsyncReadExt::read(&mut reader, &mut buffer).await {
            if !taken.write(&mut writer, &buffer[..length]).await {
                break;
            }
        }
    })
}

/// A good chain with `more` behind it.
fn chain(authority: &Authority, more: Vec<CertificateDer<'static>>) -> Arc<ServerConfig> {
    let mut identity = authority.certify(HOST);
    identity.chain.extend(more);
    identity.config(&[b"http/1.1"])
}

/// Thousands of tickets to come back with.
fn generous(authority: &Authority) -> Arc<ServerConfig> {
    let config = authority.certify(HOST).config(&[b"http/1.1"]);
    let mut config = ServerConfig::clone(&config);
    config.send_tls13_tickets = 4000;
    Arc::new(config)
}

/// A server of TLS 1.2 that answers a request by asking to shake hands again (RFC 5246, 7.4.1.1): so often, or for ever.
pub(crate) async fn anew(authority: &Authority, times: Option<usize>, taken: Taken) -> SocketAddr {
    let mut provider = crypto::default_provider();
    // Its nonces are plain numbers (RFC 7905).
    let suites = [
        CipherSuite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ];
    provider.cipher_suites.retain(|it| suites.contains(&it.suite()));
    let mut config = authority.certify(HOST).config_of(provider, &[&rustls::version::TLS12]);
    config.enable_secret_extraction = true;
    let config = Arc::new(config);
    serve(move |stream| {
        let (config, taken) = (Arc::clone(&config), taken.clone());
        async move {
            let Some(mut session) = accept_tls(stream, config).await else { return };
            read_head(&mut session).await;
            let (mut stream, session) = session.into_inner();
            let mut sealer = Sealer::of(session);
            let mut asked = 0;
            while times.is_none_or(|times| asked < times) {
                let request = sealer.seal(22, &[0, 0, 0, 0]);
                if !taken.write(&mut stream, &request).await {
                    return;
                }
                asked += 1;
                tokio::task::yield_now().await;
            }
            taken.write(&mut stream, &sealer.seal(23, OK.as_bytes())).await;
            drain(&mut stream).await;
        }
    })
    .await
}

/// Goes on writing where a session of TLS 1.2 has ended.
struct Sealer {
    key: LessSafeKey,
    iv: [u8; 12],
    number: u64,
}

impl Sealer {
    fn of(session: ServerConnection) -> Self {
        let (number, secrets) = session.dangerous_extract_secrets().unwrap().tx;
        let ConnectionTrafficSecrets::Chacha20Poly1305 { key, iv } = secrets else {
            panic!("no other cipher was offered")
        };
        let key = UnboundKey::new(&CHACHA20_POLY1305, key.as_ref()).unwrap();
        Self { key: LessSafeKey::new(key), iv: iv.as_ref().try_into().unwrap(), number }
    }

    fn seal(&mut self, kind: u8, payload: &[u8]) -> Vec<u8> {
        let number = self.number.to_be_bytes();
        self.number += 1;
        let mut nonce = self.iv;
        for (byte, other) in nonce[4..].iter_mut().zip(number) {
            *byte ^= other;
        }
        let length = u16::try_from(payload.len()).unwrap().to_be_bytes();
        let about = [&number[..], &[kind, 3, 3], &length].concat();
        let mut sealed = payload.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        self.key.seal_in_place_append_tag(nonce, Aad::from(about), &mut sealed).unwrap();
        record(kind, &sealed)
    }
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn cases() -> Vec<Case> {
    const NOT_TLS: &[&str] = &[
        "handshake.not_tls",
        "handshake.tls_protocol",
        "handshake.tls_alert",
        "handshake.closed",
        "handshake.reset",
        "handshake.timed_out",
        "handshake.unclassified",
    ];
    const THEIRS: &[&str] = &[
        "service.tls_invalid",
        "service.error",
        "service.unreachable",
        "service.slow",
        "filter.connection_blocked",
        "unknown",
    ];
    let raw =
        |name, script| Case { name, kind: Kind::Raw(script), expected: NOT_TLS, causes: THEIRS };
    let with = |name, config: fn(&Authority) -> Arc<ServerConfig>, expected, causes| Case {
        name,
        kind: Kind::Tls(config),
        expected,
        causes,
    };
    let fatal = record(21, &[2, 40]);
    let warning = record(21, &[1, 0]);
    let warning_of_name = record(21, &[1, 112]);
    let change = record(20, &[1]);
    // ServerHello's head says 16 MB, and they never end.
    let piece = record(22, &[0; 16 * 1024]);
    let hello_request = record(22, &[0, 0, 0, 0]);
    vec![
        raw("tls: an alert", blurt(fatal, "", NOW)),
        raw("tls: endless warnings", blurt("", warning_of_name.repeat(64), NOW)),
        raw("tls: endless goodbyes", blurt("", warning.repeat(64), NOW)),
        raw("tls: endless changes of cipher", blurt("", change.repeat(64), NOW)),
        raw("tls: endless empty records", blurt("", record(22, &[]).repeat(64), NOW)),
        raw("tls: a message of 16 MB", blurt(record(22, &[2, 0xff, 0xff, 0xff]), piece, NOW)),
        raw("tls: endless requests to begin anew", blurt("", hello_request.repeat(64), NOW)),
        raw(
            "tls: a record that says 64 KB",
            blurt([22, 3, 3, 0xff, 0xff], vec![0; 16 * 1024], NOW),
        ),
        raw("tls: noise", blurt("", [0xa7; 16 * 1024], NOW)),
        raw("tls: clear text", blurt("HTTP/1.1 400 Bad Request\r\n\r\n", "", NOW)),
        raw("tls: a byte a tenth of a second", blurt([22, 3, 3, 0x3f, 0xff], [2], SLOWLY)),
        raw("tls: silence", script(|mut stream, _| async move { drain(&mut stream).await })),
        raw("tls: a mirror of what is said", mirror()),
        raw(
            "tls: closed at once",
            script(|mut stream, _| async move {
                stream.shutdown().await.ok();
            }),
        ),
        with(
            "tls: a chain of 200",
            |it| chain(it, vec![it.root(); 200]),
            // More than 64 KB of certificates are no message of TLS to our library.
            &["handshake.not_tls"],
            &["service.tls_invalid"],
        ),
        with(
            "tls: a certificate of 3 MB behind the right one",
            |it| chain(it, vec![CertificateDer::from(vec![0x30; 3 << 20])]),
            NOT_TLS,
            THEIRS,
        ),
        with(
            "tls: a certificate of 60 KB behind the right one",
            |it| chain(it, vec![CertificateDer::from(vec![0x30; 60_000])]),
            &["200"],
            &["none"],
        ),
        with(
            "tls: noise in place of a certificate",
            |_| Identity::garbage().config(&[b"http/1.1"]),
            &["handshake.certificate_invalid"],
            &["service.tls_invalid"],
        ),
        with(
            "tls: whatever name is asked for, signed by itself",
            |_| Identity::self_signed(HOST).config(&[b"http/1.1"]),
            &["handshake.unknown_issuer", "handshake.self_signed"],
            &["service.tls_invalid", "filter.tls_intercepted"],
        ),
        with(
            "tls: whatever name is asked for, by a root of its own",
            |_| Authority::new("Mirror").certify(HOST).config(&[b"http/1.1"]),
            &["handshake.unknown_issuer"],
            &["service.tls_invalid", "filter.tls_intercepted"],
        ),
        Case {
            name: "tls: endless requests to begin a session anew",
            kind: Kind::Anew(None),
            expected: &["exchange.unclassified"],
            causes: &["service.error"],
        },
        Case {
            name: "tls: one request to begin a session anew",
            kind: Kind::Anew(Some(1)),
            expected: &["200"],
            causes: &["none"],
        },
        with("tls: 4000 tickets", generous, &["exchange.malformed_response"], &["service.error"]),
    ]
}
