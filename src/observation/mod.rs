//! What was seen: plain values, and nothing that we concluded from them.
//!
//! Everything here can be written to a file and read back (`check --save`, `diagnose`). There is no I/O, no clock
//! and no logic beyond convenient readings of the data.
//!
//! Invariants:
//!
//! - A broken stream is a value ([`Failure`]), never an `Err` of ours.
//! - `None` means "not measured" and is never read as "healthy" or "absent".

mod address;
mod coding;
mod failure;
mod host;
mod http;
mod lookup;
mod snapshot;
mod walk;

pub use address::{is_inside, is_inside_name, leads_somewhere};
pub use failure::{Failure, FailureKind, Phase};
pub use host::{
    DataUse, DefaultRoute, Family, Gateway, Host, HostsEntry, Interface, InterfaceKind, NameServer,
    Neighbour, Pressure, ProxyEndpoint, ProxyScheme, ProxySettings, ProxySource, ScriptProxy,
    ScriptWays, Software, SoftwareKind, Tunnel,
};
pub use http::{Body, Exchange, Headers, HttpVersion, Throughput, Transport};
pub use lookup::{Lookup, LookupAnswer, Resolver, ResolverKind};
pub use snapshot::{
    Expectation, Feed, FeedState, SCHEMA, ServiceSpec, Snapshot, TargetSpec, Usual,
};
pub use walk::{
    Anchor, Attempt, AttemptOutcome, CertificateFacts, Hop, NEUTRAL_NAME, Role, Route, Subject,
    Timings, TlsFacts, Vantage, Walk,
};
