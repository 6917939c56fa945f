//! One walk: one attempt towards one target from one vantage, hop by hop where it is redirected.

use std::net::{IpAddr, SocketAddr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Exchange, Failure, Family, Lookup, ProxyEndpoint};

/// A host that no filter has a reason to listen for, and of which no service has a certificate (RFC 2606, section 3).
pub const NEUTRAL_NAME: &str = "www.example.com";

/// The part that a target plays for its service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Web,
    Api,
    Auth,
    Media,
    Images,
    Status,
}

/// What a walk is towards.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A known-good comparison with a name; the index into [`super::Snapshot::controls`].
    Control(usize),
    /// A literal address, reached without any DNS; the index into [`super::Snapshot::anchors`].
    Anchor(usize),
    /// What the user cares about: a service's id and the index into its targets.
    Target { service: String, index: usize },
}

/// From where, or with what one thing changed, a walk is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vantage {
    /// As any program on this computer would.
    #[default]
    Ordinary,
    /// With addresses that another resolver gave (named by its address or URL).
    OtherResolver(String),
    /// With addresses from the configured resolvers, asked directly, past the hosts file.
    PastHostsFile,
    /// Without the configured proxy.
    WithoutProxy,
    /// Bound to the physical interface, outside the tunnel.
    OutsideTunnel(String),
    /// Bound to another interface that has a default route.
    OtherInterface(String),
    /// Over one address family only.
    Family(Family),
    /// To one address of the name.
    Address(IpAddr),
    /// To the same address, naming a neutral host in the ClientHello: tells a name filter from a dead address.
    NeutralName(IpAddr),
    /// With small TCP segments: tells a black hole for large packets.
    SmallSegments,
    /// Offering HTTP/1.1 alone.
    Http1,
    /// The same again, after a pause.
    Again,
    /// With certificates judged at the time that others' clocks tell: so many seconds ahead of ours.
    CorrectedClock(i64),
}

/// How a hop left this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// Straight to the target.
    Direct,
    /// Through a configured proxy.
    Proxy(ProxyEndpoint),
}

/// One attempt to open a connection to one address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The address tried.
    pub peer: SocketAddr,
    /// How it went.
    pub outcome: AttemptOutcome,
    /// How long it took, or how long it was waited for.
    pub took_ms: u32,
}

/// How an attempt to connect went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// The connection opened.
    Connected,
    /// It failed.
    Failed(super::FailureKind),
    /// Another address won first; nothing is known about this one.
    Abandoned,
}

/// Who signed the server's certificate, as far as we can tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// A root that is publicly trusted.
    Public,
    /// A root that only this system trusts.
    Private,
    /// The chain was not accepted by this system; `public` says whether it ends in a public root all the same.
    Rejected { public: bool },
}

/// What a certificate says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateFacts {
    /// Common name, or organisation, of the subject.
    pub subject: String,
    /// Organisation and common name of the leaf's issuer.
    pub issuer: String,
    /// The issuer of the last certificate that the server sent: the root's name.
    pub root: String,
    /// Begin of validity.
    pub not_before: Timestamp,
    /// End of validity.
    pub not_after: Timestamp,
    /// Whether subject and issuer are the same.
    pub self_signed: bool,
}

/// What the handshake showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TlsFacts {
    /// Protocol version, such as `1.3`; `None` where the handshake failed before it was agreed.
    pub version: Option<String>,
    /// The protocol that ALPN chose.
    pub alpn: Option<String>,
    /// Who signed; `None` where no certificate came.
    pub anchor: Option<Anchor>,
    /// The certificate; `None` where none came or it cannot be read.
    pub certificate: Option<CertificateFacts>,
}

/// How long each phase took, in milliseconds; `None` where it was not reached or not needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timings {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolve_ms: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connect_ms: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handshake_ms: Option<f64>,
    /// From the request to the first byte of the response's head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_byte_ms: Option<f64>,
}

/// One request of a walk: the first, or one that a redirect asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hop {
    /// What was asked for, without user name and query.
    pub url: String,
    /// How it left this computer.
    pub route: Route,
    /// The look-up that gave the addresses; `None` for literal addresses and where a proxy resolves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lookup: Option<Lookup>,
    /// The connections tried, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// The address that was talked to: the target's, or the proxy's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer: Option<SocketAddr>,
    /// What the handshake showed, as far as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsFacts>,
    /// How long each phase took.
    pub timings: Timings,
    /// A response, or the one failure at which the hop ended. A probe without HTTP ends in `Ok(None)`.
    pub outcome: Result<Option<Exchange>, Failure>,
}

/// One attempt towards one target from one vantage.
///
/// Invariant: there is at least one hop, and only the last may have failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Walk {
    /// Towards what.
    pub subject: Subject,
    /// From where, or with what changed.
    #[serde(default)]
    pub vantage: Vantage,
    /// When it began, in milliseconds after the round's start.
    pub at_ms: u32,
    /// How long it took in all.
    pub took_ms: u32,
    /// The requests, in order.
    pub hops: Vec<Hop>,
}

impl Walk {
    /// The last hop: where the walk ended.
    pub fn last(&self) -> Option<&Hop> {
        self.hops.last()
    }

    /// The failure at which it ended, if it did.
    pub fn failure(&self) -> Option<&Failure> {
        self.last().and_then(|hop| hop.outcome.as_ref().err())
    }

    /// The response at which it ended, if one came.
    pub fn exchange(&self) -> Option<&Exchange> {
        self.last().and_then(|hop| hop.outcome.as_ref().ok()).and_then(Option::as_ref)
    }

    /// How far the clock of who answered is ahead of ours, in seconds, in a round that began at `started_at`.
    pub fn clock_skew(&self, started_at: Timestamp) -> Option<i64> {
        let date = httpdate::parse_http_date(self.exchange()?.headers.get("date")?).ok()?;
        let theirs = date.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs();
        let ours =
            started_at.as_second() + i64::from(self.at_ms.saturating_add(self.took_ms)) / 1000;
        Some(i64::try_from(theirs).ok()? - ours)
    }

    /// Whether it ended as the target's expectation says. False for a walk that never began.
    pub fn succeeded(&self) -> bool {
        self.last().is_some_and(|hop| match &hop.outcome {
            Ok(Some(exchange)) => exchange.as_expected,
            Ok(None) => true,
            Err(_) => false,
        })
    }

    /// Whether nothing can be said, because the round ended first.
    pub fn cancelled(&self) -> bool {
        self.hops.is_empty()
            || self.failure().is_some_and(|it| it.kind == super::FailureKind::Cancelled)
    }
}
