//! Which trials a symptom calls for: a pure plan, carried out by `round`.
//!
//! A trial is the same walk with one thing changed. It is planned only where it can tell something: a resolver is
//! not exchanged for a service that answered 503 inside an authenticated session.

use std::collections::BTreeSet;
use std::net::IpAddr;

use url::Url;

use crate::observation::{
    Anchor, AttemptOutcome, FailureKind, Family, Hop, Host, InterfaceKind, Phase, Route, Transport,
    Vantage, Walk,
};

/// One thing to try.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trial {
    /// Ask other resolvers for the name, and walk to what they say if `walk` is set.
    OtherResolvers {
        walk: bool,
    },
    /// Ask the configured resolvers directly, and walk to what they say.
    PastHostsFile,
    WithoutProxy,
    OutsideTunnel(String),
    OtherInterface(String),
    Address(IpAddr),
    NeutralName(IpAddr),
    SmallSegments,
    Http1,
}

/// What is known of a subject when its trials are planned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Symptom<'a> {
    /// Its host name, or literal address.
    pub(super) host: &'a str,
    /// The ordinary walk; `None` while it is still under way, later than it should be.
    pub(super) walk: Option<&'a Walk>,
}

/// A way around the usual one, where this computer has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ways {
    /// The tunnel that carries everything.
    pub(super) tunnel: Option<String>,
    /// The physical interface below the tunnel.
    pub(super) physical: Option<String>,
    /// A second physical interface with a default route.
    pub(super) other: Option<String>,
    /// Whether a proxy is configured.
    pub(super) proxy: bool,
    /// Names that the hosts file pins.
    pub(super) pinned: BTreeSet<String>,
}

impl Ways {
    /// Reads the ways from what the operating system told.
    pub(super) fn of(host: &Host) -> Self {
        let kind = |name: &str| {
            let known = host.interfaces.iter().flatten().find(|it| it.name == name);
            known.map_or(InterfaceKind::Unknown, |it| it.kind)
        };
        let mut physical = Vec::new();
        for route in host.routes.iter().flatten() {
            let real =
                !matches!(kind(&route.interface), InterfaceKind::Tunnel | InterfaceKind::Virtual);
            if real && !physical.contains(&route.interface) {
                physical.push(route.interface.clone());
            }
        }
        let tunnels = host.tunnels.iter().flatten();
        Self {
            tunnel: tunnels.clone().find(|it| it.carries_default).map(|it| it.interface.clone()),
            physical: physical.first().cloned(),
            other: physical.get(1).cloned(),
            proxy: host.proxy.as_ref().is_some_and(|it| it.http.is_some() || it.https.is_some()),
            pinned: host
                .hosts_entries
                .iter()
                .flatten()
                .map(|it| it.name.to_ascii_lowercase())
                .collect(),
        }
    }
}

/// The trials that a symptom calls for, most telling first.
pub(super) fn trials(symptom: Symptom<'_>, ways: &Ways) -> Vec<Trial> {
    let Some(walk) = symptom.walk else { return early(symptom.host, ways) };
    let Some(hop) = walk.last() else { return early(symptom.host, ways) };
    if walk.succeeded() || walk.cancelled() {
        return Vec::new();
    }
    let mut trials = Vec::new();
    let proxied = walk.hops.iter().any(|it| matches!(it.route, Route::Proxy(_)));
    if proxied {
        trials.push(Trial::WithoutProxy);
    }
    trials.extend(around(ways, proxied));
    if proxied {
        return trials;
    }
    let named = symptom.host.parse::<IpAddr>().is_err();
    let unsure = named && !authenticated(hop);
    if unsure && ways.pinned.contains(symptom.host) {
        trials.push(Trial::PastHostsFile);
    }
    if unsure {
        trials.push(Trial::OtherResolvers { walk: true });
    }
    // Behind a redirect the addresses of the first host say nothing about the last.
    let direct = walk.hops.len() == 1;
    let peer = hop.peer.map(|it| it.ip());
    match &hop.outcome {
        Err(failure) if failure.phase == Phase::Handshake && !failure.kind.is_certificate() => {
            trials.extend(peer.filter(|_| direct).map(Trial::NeutralName));
            trials.extend((failure.kind == FailureKind::TimedOut).then_some(Trial::SmallSegments));
            trials.extend(another_address(hop).filter(|_| direct).map(Trial::Address));
        }
        Err(failure) if failure.phase == Phase::Exchange => {
            if matches!(failure.kind, FailureKind::TimedOut | FailureKind::Truncated) {
                trials.push(Trial::SmallSegments);
            }
            if matches!(failure.kind, FailureKind::Http2(_)) {
                trials.push(Trial::Http1);
            }
            trials.extend(another_address(hop).filter(|_| direct).map(Trial::Address));
        }
        Ok(Some(_)) => trials.extend(another_address(hop).filter(|_| direct).map(Trial::Address)),
        Err(_) | Ok(None) => {}
    }
    trials
}

/// What is tried while the ordinary walk is merely late: whatever can be told without knowing at what it hangs.
fn early(host: &str, ways: &Ways) -> Vec<Trial> {
    if ways.proxy {
        return vec![Trial::WithoutProxy];
    }
    let mut trials: Vec<Trial> = around(ways, false).collect();
    if host.parse::<IpAddr>().is_err() {
        trials.push(Trial::OtherResolvers { walk: true });
    }
    trials
}

/// The ways around the tunnel and the link.
fn around(ways: &Ways, proxied: bool) -> impl Iterator<Item = Trial> {
    let outside = ways.tunnel.as_ref().and(ways.physical.clone()).map(Trial::OutsideTunnel);
    let other = ways.other.clone().filter(|_| ways.tunnel.is_none()).map(Trial::OtherInterface);
    outside.into_iter().chain(other).filter(move |_| !proxied)
}

/// Whether the service's own side was certainly reached, so that its name was resolved rightly.
fn authenticated(hop: &Hop) -> bool {
    hop.tls.as_ref().is_some_and(|it| it.anchor == Some(Anchor::Public))
        || matches!(&hop.outcome, Ok(Some(exchange)) if exchange.transport == Transport::Tls)
}

/// A second address of the name: of the same family if there is one, as the other family may be no way out.
fn another_address(hop: &Hop) -> Option<IpAddr> {
    let used = hop.peer?.ip();
    let all = hop.lookup.as_ref()?.answer.addresses();
    let family = |it: &&IpAddr| Family::of(**it) == Family::of(used);
    let others = || all.iter().filter(|it| **it != used);
    others().find(family).or_else(|| others().next()).copied()
}

/// Addresses of a name that the ordinary walk did not talk to, to be opened once and closed: the census.
///
/// It shows one dead address of several, and a family that is announced and does not work.
pub(super) fn census(walk: &Walk, most: usize) -> Vec<(Url, IpAddr)> {
    let Some(hop) = walk.hops.first() else { return Vec::new() };
    let Some(url) = Url::parse(&hop.url).ok() else { return Vec::new() };
    if hop.route != Route::Direct {
        return Vec::new();
    }
    let settled: BTreeSet<IpAddr> = hop
        .attempts
        .iter()
        .filter(|it| it.outcome != AttemptOutcome::Abandoned)
        .map(|it| it.peer.ip())
        .collect();
    let all = hop.lookup.as_ref().map(|it| it.answer.addresses()).unwrap_or_default();
    let open =
        all.iter().filter(|it| !settled.contains(it) && !it.is_unspecified() && !it.is_loopback());
    open.take(most).map(|it| (url.clone(), *it)).collect()
}

/// The vantage of a trial that is a walk by itself.
pub(super) fn vantage(trial: &Trial) -> Option<Vantage> {
    Some(match trial {
        Trial::OtherResolvers { .. } | Trial::PastHostsFile => return None,
        Trial::WithoutProxy => Vantage::WithoutProxy,
        Trial::OutsideTunnel(interface) => Vantage::OutsideTunnel(interface.clone()),
        Trial::OtherInterface(interface) => Vantage::OtherInterface(interface.clone()),
        Trial::Address(address) => Vantage::Address(*address),
        Trial::NeutralName(address) => Vantage::NeutralName(*address),
        Trial::SmallSegments => Vantage::SmallSegments,
        Trial::Http1 => Vantage::Http1,
    })
}
