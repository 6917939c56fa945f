//! What a resolver answered.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::Family;

/// Who was asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Resolver {
    /// In which relation it stands to this computer.
    pub kind: ResolverKind,
    /// `address:port`, the DoH URL, or nothing for the system's own way.
    pub address: String,
}

/// In which relation a resolver stands to this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResolverKind {
    /// The system's own way (`getaddrinfo`): hosts file, stub resolver, caches and all.
    System,
    /// A configured name server, asked directly, so that its response code is seen.
    Configured,
    /// A public resolver over UDP (TCP when truncated).
    Public,
    /// A public resolver over TCP.
    PublicTcp,
    /// A public resolver over HTTPS (RFC 8484).
    Doh,
}

/// One question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lookup {
    /// Who was asked.
    pub resolver: Resolver,
    /// The name that was asked for.
    pub name: String,
    /// The family that was asked for; `None` where both were asked at once.
    pub family: Option<Family>,
    /// What came back.
    pub answer: LookupAnswer,
    /// How long it took.
    pub took_ms: u32,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookupAnswer {
    /// NOERROR with addresses.
    Addresses(Vec<IpAddr>),
    /// NXDOMAIN (RFC 9499).
    NoSuchName,
    /// NOERROR without an address (NODATA).
    NoData,
    /// SERVFAIL.
    ServerFailure,
    /// REFUSED.
    Refused,
    /// Another response code.
    OtherCode(u16),
    /// Nothing came back in time.
    TimedOut,
    /// The port is closed, or there is no way to it.
    Unreachable,
    /// What came back is not an answer to the question.
    Malformed,
    /// The system's resolver failed without saying why.
    Failed,
}

impl LookupAnswer {
    /// The addresses, if any.
    pub fn addresses(&self) -> &[IpAddr] {
        if let Self::Addresses(found) = self { found } else { &[] }
    }

    /// Whether a resolver spoke at all.
    pub fn answered(&self) -> bool {
        !matches!(self, Self::TimedOut | Self::Unreachable | Self::Malformed | Self::Failed)
    }
}
