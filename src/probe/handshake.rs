//! From an open connection to a TLS session whose other side is known.

use rustls_pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::budget::Budget;
use super::classify;
use super::limits::Limits;
use super::trust::{Offer, Trust, Witness};
use super::verdicts::Now;
use crate::observation::{Anchor, FailureKind, TlsFacts, Transport};

/// Anything that bytes go through: TCP, TLS, a tunnel.
pub(super) trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// A connection, whatever it leads through.
pub(super) type Stream = Box<dyn Io>;

/// What is said in a handshake, and to whom.
#[derive(Clone, Debug)]
pub(super) struct Greeting {
    /// The name that is said, and the one that the certificate must be for; literal addresses are not sent.
    pub(super) name: ServerName<'static>,
    pub(super) offer: Offer,
    /// Any certificate will do, since nothing is going to be sent.
    pub(super) lenient: bool,
}

impl Greeting {
    /// Greets `host`; `None` where it cannot be a server's name.
    pub(super) fn to(host: &str, offer: Offer) -> Option<Self> {
        let host = host.strip_suffix('.').unwrap_or(host);
        let name = ServerName::try_from(host.to_owned()).ok()?;
        Some(Self { name, offer, lenient: false })
    }
}

/// How a handshake went.
pub(super) struct Session {
    /// What was seen, also where it failed; `None` where the other side showed nothing.
    pub(super) facts: Option<TlsFacts>,
    pub(super) outcome: Result<Secured, FailureKind>,
}

/// A session with an accepted certificate.
pub(super) struct Secured {
    pub(super) stream: Stream,
    /// Who can have written what comes out of it.
    pub(super) transport: Transport,
    /// Whether HTTP/2 was agreed on.
    pub(super) is_h2: bool,
}

/// Shakes hands over `stream`, the clocks showing `now`.
pub(super) async fn shake_hands(
    trust: &Trust,
    stream: Stream,
    greeting: Greeting,
    now: Now,
    limits: &Limits,
    budget: &Budget,
) -> Session {
    let (config, witness) = trust.witnessed(greeting.offer, now, greeting.lenient);
    // Boxed: a session under way is moved once for each layer around it, and it is large.
    let shake = Box::pin(TlsConnector::from(config).connect(greeting.name, stream));
    let result =
        budget.run(limits.handshake, async { shake.await.map_err(|err| classify::io(&err)) }).await;
    let stream = match result {
        Ok(stream) => stream,
        Err(failure) => return failed(&witness, failure),
    };
    let Some(verdict) = witness.verdict() else {
        // Each full handshake shows a certificate, and resumption is off.
        return failed(&witness, FailureKind::CertificateInvalid);
    };
    let is_h2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    Session {
        facts: Some(facts(&stream, &witness)),
        outcome: Ok(Secured {
            transport: match verdict.anchor {
                Anchor::Public => Transport::Tls,
                Anchor::Private | Anchor::Rejected { .. } => Transport::Intercepted,
            },
            is_h2,
            stream: Box::new(stream),
        }),
    }
}

fn failed(witness: &Witness, failure: FailureKind) -> Session {
    let verdict = witness.verdict();
    // The verdict knows better what is wrong with a certificate than the error that it became.
    let failure = verdict.and_then(|it| it.failure.clone()).unwrap_or(failure);
    let facts = verdict.map(|verdict| TlsFacts {
        version: None,
        alpn: None,
        anchor: Some(verdict.anchor.clone()),
        certificate: verdict.certificate.clone(),
    });
    Session { facts, outcome: Err(failure) }
}

fn facts(stream: &TlsStream<Stream>, witness: &Witness) -> TlsFacts {
    let session = stream.get_ref().1;
    let version = session.protocol_version().map(|version| {
        #[expect(clippy::wildcard_enum_match_arm, reason = "only two versions are offered")]
        match version {
            rustls::ProtocolVersion::TLSv1_2 => "1.2".to_owned(),
            rustls::ProtocolVersion::TLSv1_3 => "1.3".to_owned(),
            other => format!("{other:?}"),
        }
    });
    let alpn = session.alpn_protocol().map(|it| String::from_utf8_lossy(it).into_owned());
    TlsFacts {
        version,
        alpn,
        anchor: witness.verdict().map(|it| it.anchor.clone()),
        certificate: witness.verdict().and_then(|it| it.certificate.clone()),
    }
}
