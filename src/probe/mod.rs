//! Asks the world: one fresh attempt at a time, in phases (resolve, connect, handshake, exchange), and the state of
//! this computer and its link. Whatever goes wrong out there is an observation, never an error of ours.
//!
//! A [`Walker`] makes one walk for each [`Errand`]. Invariants:
//!
//! - A walk never fails and never panics. It is bounded in time ([`Limits`]) and memory, whatever the other side sends.
//! - An error is classified once, by type, in `classify` (certificates: in `trust`).
//! - Nothing on this computer is changed, and nothing is kept from one walk to the next.

mod budget;
mod bypass;
mod certificate;
mod classify;
mod connect;
mod datagram;
mod dns;
mod exchange;
mod feed;
#[doc(hidden)]
pub mod fuzzing;
mod handshake;
pub mod host;
mod jar;
mod limits;
mod look_up;
mod metered;
mod plan;
mod portal;
mod proxy;
mod quality;
mod reader;
mod redirect;
mod resolve;
mod round;
mod traffic;
mod trust;
mod url_parts;
mod verdicts;
mod walk;

pub use feed::feed;
pub use limits::Limits;
pub use proxy::{Credentials, Proxies};
pub use reader::Reader;
pub use round::{Progress, Spec, round};
pub use trust::{Trust, TrustError};
pub use walk::{Errand, Walker};

/// Who we are, to every server that we ask.
pub const USER_AGENT: &str = concat!("streamdoctor/", env!("CARGO_PKG_VERSION"));
