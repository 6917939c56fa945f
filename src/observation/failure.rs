//! How an attempt can fail: one closed vocabulary, assigned once, where the error is met.

use serde::{Deserialize, Serialize};

/// The phases of one attempt, in order: a later phase implies that the earlier ones worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// From a name to addresses.
    Resolve,
    /// To an open connection (TCP, or through a proxy up to its answer to CONNECT).
    Connect,
    /// To an authenticated TLS session.
    Handshake,
    /// From the request to the end of what we read of the response.
    Exchange,
}

/// Where and how an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Failure {
    /// The phase that failed.
    pub phase: Phase,
    /// What happened in it.
    #[serde(flatten)]
    pub kind: FailureKind,
}

/// What happened, in the field's words. Leftovers are [`FailureKind::Unclassified`], with addresses scrubbed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "error", content = "detail", rename_all = "snake_case")]
pub enum FailureKind {
    /// NXDOMAIN, or the system's word for it.
    NoSuchName,
    /// NODATA: the name exists without an address of the wanted family (RFC 2308).
    NoData,
    /// SERVFAIL.
    ServerFailure,
    /// REFUSED, the response code.
    QueryRefused,
    /// The system's resolver failed without saying more ("temporary failure", "try again").
    LookupFailed,
    /// Only addresses that cannot be the service: unspecified, loopback.
    UnusableAddress,

    /// Nothing came back in time.
    TimedOut,
    /// Connection refused: a reset in answer to the SYN.
    Refused,
    /// Connection reset in the middle.
    Reset,
    /// The other side closed cleanly where an answer was due.
    Closed,
    /// No route: ENETUNREACH, or ICMP "network unreachable".
    NetworkUnreachable,
    /// EHOSTUNREACH, or ICMP "host unreachable": often an unanswered ARP question.
    HostUnreachable,
    /// EACCES or EPERM: this computer's own rules.
    PermissionDenied,
    /// The local address or interface that we wanted to use is not there.
    AddressNotAvailable,

    /// The proxy's own name does not resolve, or its port does not open; `detail` says which failure.
    ProxyUnreachable(Box<FailureKind>),
    /// The proxy answered something that its protocol does not allow.
    ProxyProtocol,
    /// SOCKS reply code other than "succeeded" (RFC 1928, section 6).
    SocksReply(u8),

    /// The certificate's time is over, by this computer's clock.
    CertificateExpired,
    /// The certificate's time has not begun, by this computer's clock.
    CertificateNotYetValid,
    /// The chain does not end in a root that this system trusts.
    UnknownIssuer,
    /// The certificate is for other names.
    NameMismatch,
    /// Any other fault of the certificate: revoked, malformed, wrong purpose.
    CertificateInvalid,
    /// No common TLS version or cipher suite.
    TlsVersion,
    /// The other side ended the handshake with this alert (RFC 8446, section 6).
    TlsAlert(String),
    /// What answered does not speak TLS.
    NotTls,

    /// The response is not HTTP, or breaks its rules.
    MalformedResponse,
    /// The response head is larger than any honest one.
    HeadTooLarge,
    /// HTTP/2 stream or connection error, by its name (RFC 9113, section 7).
    Http2(String),
    /// The body ended before its announced length, or stopped coming.
    Truncated,
    /// More redirects than a browser follows, or a circle.
    RedirectLoop,
    /// A redirect to something that we do not follow (another scheme, this computer itself).
    RedirectRefused,

    /// The round's deadline came first; says nothing about the other side.
    Cancelled,
    /// Anything else, as text without addresses and names.
    Unclassified(String),
}

impl FailureKind {
    /// This kind of failure, met in `phase`.
    pub fn at(self, phase: Phase) -> Failure {
        Failure { phase, kind: self }
    }

    /// The stable name of the kind, as the JSON has it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchName => "no_such_name",
            Self::NoData => "no_data",
            Self::ServerFailure => "server_failure",
            Self::QueryRefused => "query_refused",
            Self::LookupFailed => "lookup_failed",
            Self::UnusableAddress => "unusable_address",
            Self::TimedOut => "timed_out",
            Self::Refused => "refused",
            Self::Reset => "reset",
            Self::Closed => "closed",
            Self::NetworkUnreachable => "network_unreachable",
            Self::HostUnreachable => "host_unreachable",
            Self::PermissionDenied => "permission_denied",
            Self::AddressNotAvailable => "address_not_available",
            Self::ProxyUnreachable(_) => "proxy_unreachable",
            Self::ProxyProtocol => "proxy_protocol",
            Self::SocksReply(_) => "socks_reply",
            Self::CertificateExpired => "certificate_expired",
            Self::CertificateNotYetValid => "certificate_not_yet_valid",
            Self::UnknownIssuer => "unknown_issuer",
            Self::NameMismatch => "name_mismatch",
            Self::CertificateInvalid => "certificate_invalid",
            Self::TlsVersion => "tls_version",
            Self::TlsAlert(_) => "tls_alert",
            Self::NotTls => "not_tls",
            Self::MalformedResponse => "malformed_response",
            Self::HeadTooLarge => "head_too_large",
            Self::Http2(_) => "http2",
            Self::Truncated => "truncated",
            Self::RedirectLoop => "redirect_loop",
            Self::RedirectRefused => "redirect_refused",
            Self::Cancelled => "cancelled",
            Self::Unclassified(_) => "unclassified",
        }
    }

    /// Whether the certificate was judged and found wanting.
    pub fn is_certificate(&self) -> bool {
        matches!(
            self,
            Self::CertificateExpired
                | Self::CertificateNotYetValid
                | Self::UnknownIssuer
                | Self::NameMismatch
                | Self::CertificateInvalid
        )
    }
}
