//! The settings, parsed and validated.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use super::metrics::Metrics;
use super::quiet::Quiet;
use crate::catalogue::{self, Service};
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
    /// What a day may cost.
    pub daily: Daily,
    /// What a day may cost on a link where traffic costs money.
    pub daily_metered: Daily,
    pub metered: Metered,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            interval: Duration::from_mins(3),
            quick: Duration::from_secs(20),
            daily: Daily::Usual,
            daily_metered: Daily::Usual,
            metered: Metered::Auto,
        }
    }
}

/// A day's budget of traffic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Daily {
    /// What is usual for so many targets.
    #[default]
    Usual,
    Bytes(u64),
    Unlimited,
}

/// Whether traffic costs money here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metered {
    /// As the system says.
    #[default]
    Auto,
    Yes,
    No,
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

/// What is remembered, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// Whether there is a file; without one, only this run is remembered.
    pub on_disk: bool,
    /// For how many days it is known how each hour was.
    pub days: u32,
    /// How large the file may become, in MB.
    pub max_mb: u32,
}

impl Default for Keeping {
    fn default() -> Self {
        Self { on_disk: true, days: 366, max_mb: 200 }
    }
}

/// The user's data plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataPlan {
    pub bytes: u64,
    /// The day of the month on which it renews.
    pub resets_on: i8,
}

/// What the tray's icons are drawn for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Icons {
    /// Whatever the desktop says that its panel is.
    #[default]
    Auto,
    /// A light panel.
    Light,
    /// A dark panel.
    Dark,
}

/// In which language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// In the desktop's, where there are words for it.
    #[default]
    Auto,
    English,
    German,
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
    pub history: Keeping,
    pub data_plan: Option<DataPlan>,
    /// Who else gets the numbers.
    pub metrics: Metrics,
    /// When no notice is shown.
    pub quiet: Quiet,
    pub icons: Icons,
    pub language: Language,
    /// The services that are watched, in the order in which they are shown.
    pub services: Vec<Service>,
    /// All services that are known, bundled and the user's own.
    pub catalogue: Vec<Service>,
    /// The files that were read, besides what is embedded.
    pub files: Vec<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        let catalogue = catalogue::bundled();
        Self {
            controls: default_controls(),
            anchors: default_anchors(),
            public_resolvers: default_resolvers(),
            doh: default_doh(),
            public_roots: None,
            schedule: Schedule::default(),
            outside_tunnel: OutsideTunnel::default(),
            history: Keeping::default(),
            data_plan: None,
            metrics: Metrics::default(),
            quiet: Quiet::default(),
            icons: Icons::default(),
            language: Language::default(),
            services: catalogue.iter().filter(|it| it.default_enabled).cloned().collect(),
            catalogue,
            files: Vec::new(),
        }
    }
}

/// Six owners that have nothing to do with one another, and that answer anybody in clear text, so that a network that
/// wants a sign-in shows itself. Apple's is never enough alone: some hotspots let it through before the sign-in.
pub(crate) fn default_controls() -> Vec<Control> {
    [
        ("http://connectivitycheck.gstatic.com/generate_204", 204, None),
        ("http://cp.cloudflare.com/generate_204", 204, None),
        ("http://www.msftconnecttest.com/connecttest.txt", 200, Some("Microsoft Connect Test")),
        ("http://captive.apple.com/hotspot-detect.html", 200, Some("Success")),
        ("http://detectportal.firefox.com/success.txt", 200, Some("success")),
        (
            "http://nmcheck.gnome.org/check_network_status.txt",
            200,
            Some("NetworkManager is online"),
        ),
    ]
    .map(|(url, status, body)| Control {
        url: constant(url),
        expect: Expectation { status: vec![status], body: body.map(str::to_owned) },
    })
    .into()
}

/// By ports that every network lets through: two public resolvers, and GitHub Pages, whose documentation tells people to
/// write this address into their own zones. A network that shuts out public resolvers must not look like a dead line.
pub(crate) fn default_anchors() -> Vec<SocketAddr> {
    vec![
        SocketAddr::from(([185, 199, 108, 153], 443)),
        SocketAddr::from(([8, 8, 8, 8], 443)),
        SocketAddr::from(([9, 9, 9, 9], 53)),
    ]
}

pub(crate) fn default_resolvers() -> Vec<SocketAddr> {
    [[1, 1, 1, 1], [8, 8, 8, 8], [9, 9, 9, 9]].map(|it| SocketAddr::from((it, 53))).into()
}

/// By literal address: a resolver that is down or filters must not be asked for the way to another.
pub(crate) fn default_doh() -> Vec<Url> {
    ["https://1.1.1.1/dns-query", "https://8.8.8.8/dns-query", "https://9.9.9.9/dns-query"]
        .map(constant)
        .into()
}

fn constant(url: &str) -> Url {
    Url::parse(url).unwrap_or_else(|error| panic!("{url} is a constant: {error}"))
}
