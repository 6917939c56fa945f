//! A service as its file describes it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};
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
    /// `https`, `http`, `tcp://host:port` or `dns:name`.
    pub url: Url,
    pub expect: Expectation,
    /// Read up to this many bytes and measure the throughput, when looking closely.
    pub measure: Option<u64>,
}

impl Target {
    /// The host's name, or its address as it stands in the URL.
    pub fn host(&self) -> &str {
        // A `dns:name` URL has no authority: the name is its path.
        self.url.host_str().unwrap_or_else(|| self.url.path())
    }

    /// The port, where the probe needs one.
    pub fn port(&self) -> Option<u16> {
        self.url.port_or_known_default()
    }
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

/// How well a fact is sourced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// One weak source, or sources that disagree: the text says "often means".
    Low,
    /// One good source.
    Medium,
    /// The vendor's own page, or two independent sources.
    High,
}

impl From<Trust> for Confidence {
    fn from(trust: Trust) -> Self {
        match trust {
            Trust::High => Self::Certain,
            Trust::Medium => Self::Likely,
            Trust::Low => Self::Possible,
        }
    }
}

/// What one family of codes on the screen means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The codes as the service writes them; `*` stands for any one part between separators.
    pub codes: Vec<String>,
    /// Words of the message that is shown instead of, or beside, a code.
    pub texts: Vec<String>,
    pub meaning: String,
    pub causes: Vec<Cause>,
    pub remedies: Vec<Remedy>,
    pub confidence: Trust,
    pub help: Option<Url>,
    /// Names of the sources, as `config/sources.toml` has them.
    pub source: Vec<String>,
}

/// A service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    pub id: String,
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// Whether it is watched unless the user says otherwise.
    pub default_enabled: bool,
    /// The domains under which its hosts are, the ones that vary per viewer included.
    pub host_suffixes: Vec<String>,
    pub targets: Vec<Target>,
    /// How often it is looked at while all is calm, where not as often as the others.
    pub every: Option<Duration>,
    pub status: Option<StatusFeed>,
    /// The service's own pages, by purpose: one of [`super::LINKS`].
    pub links: BTreeMap<String, Url>,
    pub codes: Vec<Code>,
    /// The user's own file that describes or changes it; `None` where all is bundled.
    pub file: Option<PathBuf>,
}
