//! The settings, parsed and validated.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use crate::catalogue::Service;
use crate::observation::Expectation;

/// A known-good comparison: an endpoint with a known answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    pub url: Url,
    pub expect: Expectation,
}

/// How often we look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// When all is calm.
    pub interval: Duration,
    /// While something is suspected or open, or the page is visible.
    pub quick: Duration,
}

/// Whether a probe may go around the tunnel, which shows the real address to the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutsideTunnel {
    #[default]
    Ask,
    Always,
    Never,
}

/// All settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub controls: Vec<Control>,
    /// Literal addresses that need no DNS.
    pub anchors: Vec<SocketAddr>,
    /// Public resolvers, to compare the system's own with.
    pub public_resolvers: Vec<SocketAddr>,
    pub doh: Vec<Url>,
    /// Further roots to count as publicly trusted (a PEM file, absolute).
    pub public_roots: Option<PathBuf>,
    pub schedule: Schedule,
    pub outside_tunnel: OutsideTunnel,
    /// The services that are watched, in the order in which they are shown.
    pub services: Vec<Service>,
    /// All services that are known, bundled and the user's own.
    pub catalogue: Vec<Service>,
    /// The files that were read, besides what is embedded.
    pub files: Vec<PathBuf>,
}
