//! All that one round saw.

use std::net::SocketAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Host, Lookup, Role, Subject, Vantage, Walk};

/// The version of the format. A snapshot of another version is refused.
pub const SCHEMA: u32 = 1;

/// What a target should answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Expectation {
    /// The statuses that are right; empty: any 2xx or 3xx.
    pub status: Vec<u16>,
    /// Text that must be in the content.
    pub body: Option<String>,
}

/// A target as it was configured for the round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetSpec {
    pub role: Role,
    pub url: String,
    /// Whether the throughput of the content is measured.
    #[serde(default)]
    pub measured: bool,
}

/// A service as it was configured for the round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceSpec {
    pub id: String,
    pub name: String,
    pub targets: Vec<TargetSpec>,
}

/// What a vendor says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedState {
    Operational,
    Degraded,
    Outage,
    Maintenance,
    /// The feed could not be read, or says something that we do not know.
    Unreadable,
}

/// A vendor's status feed, as it was read in the round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// The service's id.
    pub service: String,
    pub state: FeedState,
    /// The vendor's own words, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

/// How soon a target usually answers here: on this network, about this hour, as earlier rounds saw it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Usual {
    /// The service's id and the index into its targets.
    pub service: String,
    pub index: usize,
    /// The median time to the first byte, in milliseconds.
    pub first_byte_ms: f64,
    /// The median distance from it.
    pub spread_ms: f64,
    /// How many looks it is drawn from.
    pub looks: u32,
}

/// One round's evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The version of the program that made it.
    pub version: String,
    /// When the round began, by this computer's clock.
    pub started_at: Timestamp,
    /// How long it took.
    pub took_ms: u32,
    /// This computer and its link.
    pub host: Host,
    /// The URLs of the controls: unrelated services with a known answer.
    pub controls: Vec<String>,
    /// Literal addresses that are reached without DNS.
    pub anchors: Vec<SocketAddr>,
    /// The services looked at.
    pub services: Vec<ServiceSpec>,
    /// All walks, ordinary ones and trials, in no particular order.
    pub walks: Vec<Walk>,
    /// Look-ups made to compare resolvers, beyond those inside walks.
    pub lookups: Vec<Lookup>,
    /// Vendors' words.
    pub feeds: Vec<Feed>,
    /// Whether the closer look was taken (trials, resolver comparison). Without it there is little contrast.
    pub looked_closer: bool,
    /// Vantages that could not be taken although they would have told something, with the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_possible: Vec<(Vantage, String)>,
    /// What earlier rounds make us expect; empty where there were too few.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub usual: Vec<Usual>,
    /// What the round cost: bytes sent and received, with an estimate of the packets' heads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// When this program itself stood still, as a busy computer gave it no turn: milliseconds after the round's start, and
    /// for how many. What seems late then was not late out there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stalls: Vec<(u32, u32)>,
    /// Whether the network's own interface says that it wants a sign-in first (RFC 8908); `None` where it has none, or it
    /// was not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wants_sign_in: Option<bool>,
}

impl Snapshot {
    /// A round that has begun at `started_at` and seen nothing yet.
    pub fn empty(started_at: Timestamp) -> Self {
        Self {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            started_at,
            took_ms: 0,
            host: Host::default(),
            controls: Vec::new(),
            anchors: Vec::new(),
            services: Vec::new(),
            walks: Vec::new(),
            lookups: Vec::new(),
            feeds: Vec::new(),
            looked_closer: false,
            not_possible: Vec::new(),
            usual: Vec::new(),
            bytes: None,
            stalls: Vec::new(),
            wants_sign_in: None,
        }
    }

    /// How far the clocks of others are ahead of ours, in seconds, in order of size, one for each control or anchor that
    /// told its time.
    ///
    /// Only those with the expected answer count: a portal's clock is nobody's witness.
    pub fn clock_skews(&self) -> Vec<i64> {
        let references = self.controls().chain(self.anchors()).filter(|it| it.succeeded());
        let mut skews: Vec<i64> =
            references.filter_map(|it| it.clock_skew(self.started_at)).collect();
        skews.sort_unstable();
        skews
    }

    /// When the first ordinary walk ended badly, in milliseconds after the round's start; `None` where none did.
    pub fn first_failure_ms(&self) -> Option<u32> {
        let failed = |walk: &&Walk| {
            walk.vantage == Vantage::Ordinary && !walk.cancelled() && !walk.succeeded()
        };
        self.walks.iter().filter(failed).map(|it| it.at_ms.saturating_add(it.took_ms)).min()
    }

    /// For how long this program stood still between `from` and `to`, in milliseconds after the round's start.
    pub fn stood_still_ms(&self, from: u32, to: u32) -> u32 {
        let within = |(at, length): &(u32, u32)| {
            at.saturating_add(*length).min(to).saturating_sub(from.max(*at))
        };
        self.stalls.iter().map(within).fold(0, u32::saturating_add)
    }

    /// The walks towards `subject`, from every vantage.
    pub fn walks_to<'a>(&'a self, subject: &'a Subject) -> impl Iterator<Item = &'a Walk> {
        self.walks.iter().filter(move |walk| walk.subject == *subject)
    }

    /// The walk towards `subject` as any program would make it.
    pub fn ordinary(&self, subject: &Subject) -> Option<&Walk> {
        self.walks.iter().find(|walk| walk.subject == *subject && walk.vantage == Vantage::Ordinary)
    }

    /// The ordinary walks towards controls with a name.
    pub fn controls(&self) -> impl Iterator<Item = &Walk> {
        self.walks.iter().filter(|walk| {
            walk.vantage == Vantage::Ordinary && matches!(walk.subject, Subject::Control(_))
        })
    }

    /// The ordinary walks towards literal addresses.
    pub fn anchors(&self) -> impl Iterator<Item = &Walk> {
        self.walks.iter().filter(|walk| {
            walk.vantage == Vantage::Ordinary && matches!(walk.subject, Subject::Anchor(_))
        })
    }

    /// The ordinary walks towards the targets of `service`, with their role.
    pub fn targets<'a>(
        &'a self,
        service: &'a ServiceSpec,
    ) -> impl Iterator<Item = (Role, &'a Walk)> {
        self.walks.iter().filter_map(move |walk| match &walk.subject {
            Subject::Target { service: id, index }
                if *id == service.id && walk.vantage == Vantage::Ordinary =>
            {
                service.targets.get(*index).map(|target| (target.role, walk))
            }
            Subject::Target { .. } | Subject::Control(_) | Subject::Anchor(_) => None,
        })
    }
}
