//! TLS: alerts, records without end, absurd chains, whoever mirrors the name that is asked for.

use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::CertificateDer;
use tokio::io::AsyncWriteExt as _;

use super::cases::{Case, HOST, Kind};
use super::wire::{Script, blurt, drain, script};
use crate::support::pki::{Authority, Identity};

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
        with("tls: 4000 tickets", generous, &["exchange.malformed_response"], &["service.error"]),
    ]
}
