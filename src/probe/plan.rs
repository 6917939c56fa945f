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
        // One of its addresses may show a certificate that the others have replaced.
        Err(failure) if failure.phase == Phase::Handshake => {
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

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;
    use crate::observation::{
        Attempt, Exchange, Headers, HttpVersion, Interface, Lookup, LookupAnswer, ProxyEndpoint,
        ProxyScheme, Resolver, ResolverKind, Subject, Timings, TlsFacts,
    };

    const HOST: &str = "www.alfa.example";

    fn ip(last: u8) -> IpAddr {
        IpAddr::from([203, 0, 113, last])
    }

    fn hop(outcome: Result<Option<Exchange>, crate::observation::Failure>) -> Hop {
        let lookup = Lookup {
            resolver: Resolver { kind: ResolverKind::System, address: String::new() },
            name: HOST.to_owned(),
            family: None,
            answer: LookupAnswer::Addresses(vec![ip(1), ip(2)]),
            took_ms: 10,
        };
        let peer = SocketAddr::new(ip(1), 443);
        Hop {
            url: format!("https://{HOST}/"),
            route: Route::Direct,
            lookup: Some(lookup),
            attempts: vec![Attempt { peer, outcome: AttemptOutcome::Connected, took_ms: 9 }],
            peer: Some(peer),
            tls: None,
            timings: Timings::default(),
            outcome,
        }
    }

    fn walk(hops: Vec<Hop>) -> Walk {
        Walk {
            subject: Subject::Control(0),
            vantage: Vantage::Ordinary,
            at_ms: 0,
            took_ms: 0,
            hops,
        }
    }

    fn planned(walk: &Walk, ways: &Ways) -> Vec<Trial> {
        trials(Symptom { host: HOST, walk: Some(walk) }, ways)
    }

    fn after(kind: FailureKind, phase: Phase) -> Vec<Trial> {
        planned(&walk(vec![hop(Err(kind.at(phase)))]), &Ways::default())
    }

    fn answer(transport: Transport, as_expected: bool) -> Exchange {
        Exchange {
            transport,
            version: HttpVersion::Http11,
            status: 503,
            reason: None,
            headers: Headers::default(),
            body: None,
            as_expected,
            throughput: None,
        }
    }

    #[test]
    fn what_went_well_and_what_was_cut_off_call_for_nothing() {
        let well = walk(vec![hop(Ok(Some(answer(Transport::Tls, true))))]);
        assert_eq!(planned(&well, &Ways::default()), []);
        assert_eq!(after(FailureKind::Cancelled, Phase::Connect), []);
    }

    #[test]
    fn the_services_own_answer_is_held_against_another_address_and_not_against_a_resolver() {
        let refused = walk(vec![hop(Ok(Some(answer(Transport::Tls, false))))]);
        assert_eq!(planned(&refused, &Ways::default()), [Trial::Address(ip(2))]);
    }

    #[test]
    fn an_answer_that_anybody_can_have_written_is_held_against_a_resolver_too() {
        let refused = walk(vec![hop(Ok(Some(answer(Transport::Plain, false))))]);
        assert!(
            planned(&refused, &Ways::default()).contains(&Trial::OtherResolvers { walk: true })
        );
    }

    #[test]
    fn a_name_that_is_not_found_is_asked_for_elsewhere_past_the_hosts_file_first() {
        let failed = walk(vec![hop(Err(FailureKind::UnusableAddress.at(Phase::Resolve)))]);
        let ways = Ways { pinned: BTreeSet::from([HOST.to_owned()]), ..Ways::default() };
        assert_eq!(
            planned(&failed, &ways),
            [Trial::PastHostsFile, Trial::OtherResolvers { walk: true }]
        );
    }

    #[test]
    fn a_handshake_that_is_cut_off_is_tried_under_another_name() {
        let trials = after(FailureKind::Reset, Phase::Handshake);
        assert!(trials.contains(&Trial::NeutralName(ip(1))));
        assert!(!trials.contains(&Trial::SmallSegments));
    }

    #[test]
    fn silence_is_tried_with_small_segments() {
        for phase in [Phase::Handshake, Phase::Exchange] {
            assert!(after(FailureKind::TimedOut, phase).contains(&Trial::SmallSegments));
        }
    }

    #[test]
    fn a_bad_certificate_is_looked_for_at_another_address_and_not_under_another_name() {
        let trials = after(FailureKind::CertificateExpired, Phase::Handshake);
        assert!(trials.contains(&Trial::Address(ip(2))));
        assert!(!trials.iter().any(|it| matches!(it, Trial::NeutralName(_))));
    }

    #[test]
    fn a_broken_stream_is_tried_without_streams() {
        let trials = after(FailureKind::Http2("PROTOCOL_ERROR".to_owned()), Phase::Exchange);
        assert!(trials.contains(&Trial::Http1));
    }

    #[test]
    fn behind_a_proxy_only_the_way_without_it_is_another_way() {
        let proxy =
            ProxyEndpoint { scheme: ProxyScheme::Http, host: "proxy.example".into(), port: 3128 };
        let mut through = hop(Err(FailureKind::Reset.at(Phase::Handshake)));
        through.route = Route::Proxy(proxy);
        let ways = Ways {
            proxy: true,
            tunnel: Some("wg0".to_owned()),
            physical: Some("eth0".to_owned()),
            ..Ways::default()
        };
        assert_eq!(planned(&walk(vec![through]), &ways), [Trial::WithoutProxy]);
    }

    #[test]
    fn behind_a_redirect_the_first_hosts_addresses_say_nothing() {
        let first = hop(Ok(Some(answer(Transport::Tls, false))));
        let last = hop(Err(FailureKind::Reset.at(Phase::Handshake)));
        let trials = planned(&walk(vec![first, last]), &Ways::default());
        assert!(
            !trials.iter().any(|it| matches!(it, Trial::Address(_) | Trial::NeutralName(_))),
            "{trials:?}"
        );
    }

    #[test]
    fn inside_a_tunnel_the_way_outside_it_comes_before_any_other_interface() {
        let refused = walk(vec![hop(Ok(Some(answer(Transport::Tls, false))))]);
        let ways = Ways {
            tunnel: Some("wg0".to_owned()),
            physical: Some("eth0".to_owned()),
            other: Some("wlan0".to_owned()),
            ..Ways::default()
        };
        assert_eq!(
            planned(&refused, &ways),
            [Trial::OutsideTunnel("eth0".to_owned()), Trial::Address(ip(2))]
        );
    }

    #[test]
    fn what_is_merely_late_is_tried_by_every_way_that_needs_no_answer() {
        let ways = Ways { other: Some("wlan0".to_owned()), ..Ways::default() };
        let late = trials(Symptom { host: HOST, walk: None }, &ways);
        assert_eq!(
            late,
            [Trial::OtherInterface("wlan0".to_owned()), Trial::OtherResolvers { walk: true }]
        );
        let literal = trials(Symptom { host: "203.0.113.9", walk: None }, &Ways::default());
        assert_eq!(literal, []);
    }

    #[test]
    fn tunnels_and_bridges_are_no_second_way_out() {
        let route = |interface: &str| crate::observation::DefaultRoute {
            family: Family::V4,
            gateway: None,
            interface: interface.to_owned(),
            metric: 1,
        };
        let interface =
            |name: &str, kind| Interface { name: name.to_owned(), kind, ..Interface::default() };
        let host = Host {
            interfaces: Some(vec![
                interface("wg0", InterfaceKind::Tunnel),
                interface("eth0", InterfaceKind::Ethernet),
                interface("br0", InterfaceKind::Virtual),
                interface("wlan0", InterfaceKind::Wifi),
            ]),
            routes: Some(["wg0", "eth0", "br0", "eth0", "wlan0"].map(route).into()),
            ..Host::default()
        };
        let ways = Ways::of(&host);
        assert_eq!(ways.physical.as_deref(), Some("eth0"));
        assert_eq!(ways.other.as_deref(), Some("wlan0"));
    }

    #[test]
    fn the_census_opens_what_nobody_has_settled() {
        let mut lone = hop(Ok(None));
        assert_eq!(addresses(&walk(vec![lone.clone()])), [ip(2)]);
        lone.attempts.push(Attempt {
            peer: SocketAddr::new(ip(2), 443),
            outcome: AttemptOutcome::Abandoned,
            took_ms: 1,
        });
        assert_eq!(addresses(&walk(vec![lone.clone()])), [ip(2)]);
        lone.attempts[1].outcome = AttemptOutcome::Failed(FailureKind::Refused);
        assert_eq!(addresses(&walk(vec![lone.clone()])), [] as [IpAddr; 0]);
        let proxy =
            ProxyEndpoint { scheme: ProxyScheme::Http, host: "proxy.example".into(), port: 3128 };
        lone.route = Route::Proxy(proxy);
        lone.attempts.clear();
        assert_eq!(addresses(&walk(vec![lone])), [] as [IpAddr; 0]);
    }

    fn addresses(walk: &Walk) -> Vec<IpAddr> {
        census(walk, 4).into_iter().map(|(_, address)| address).collect()
    }

    #[test]
    fn who_was_certainly_heard_was_found_rightly() {
        let mut heard = hop(Err(FailureKind::Truncated.at(Phase::Exchange)));
        heard.tls = Some(TlsFacts {
            version: None,
            alpn: None,
            anchor: Some(Anchor::Public),
            certificate: None,
        });
        let trials = planned(&walk(vec![heard]), &Ways::default());
        assert!(!trials.iter().any(|it| matches!(it, Trial::OtherResolvers { .. })));
    }
}
