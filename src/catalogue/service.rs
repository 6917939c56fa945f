//! A service as its file describes it.

use std::collections::BTreeMap;

use serde::Deserialize;
use url::Url;

use crate::diagnosis::{Cause, Confidence};
use crate::observation::{Expectation, Role};
use crate::remedy::Remedy;

/// How a target is probed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProbeKind {
    Https,
    Http,
    /// Only the connection; where the path would need a sign-in, or the certificate is not public.
    Tcp,
    /// Only the name.
    Dns,
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub role: Role,
    pub probe: ProbeKind,
    pub url: Url,
    pub expect: Expectation,
    /// Read up to this many bytes and measure the throughput, when looking closely.
    pub measure: Option<u64>,
}

/// The format of a vendor's status feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusKind {
    AtlassianStatuspage,
    AppleSystemStatus,
    PagerdutyStatus,
    AwsCurrentevents,
    GoogleIncidents,
    Instatus,
}

/// A vendor's machine-readable status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusFeed {
    pub kind: StatusKind,
    pub url: Url,
    /// The components that matter, by name; empty: the page's overall state.
    pub components: Vec<String>,
}

/// What one family of codes on the screen means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The codes as the service writes them; `*` stands for any rest.
    pub codes: Vec<String>,
    pub meaning: String,
    pub causes: Vec<Cause>,
    pub remedies: Vec<Remedy>,
    pub confidence: Confidence,
    pub help: Option<Url>,
    /// Names of the sources, as `config/sources.toml` has them.
    pub source: Vec<String>,
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    pub id: String,
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// Whether it is watched unless the user says otherwise.
    pub default_enabled: bool,
    pub targets: Vec<Target>,
    pub status: Option<StatusFeed>,
    /// The service's own pages by purpose: home, help, account, payment, clear_cookies, login_help, status, devices.
    pub links: BTreeMap<String, Url>,
    pub codes: Vec<Code>,
}
