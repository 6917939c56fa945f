//! Which trials a symptom calls for: a pure plan, carried out by `round`.
//!
//! A trial is the same walk with one thing changed. It is planned only where it can tell something: a resolver is
//! not exchanged for a service that answered 503 inside an authenticated session.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::time::Duration;

use url::Url;

use crate::observation::{
    Anchor, AttemptOutcome, DefaultRoute, Exchange, FailureKind, Family, Hop, Host, InterfaceKind,
    Phase, Route, Throughput, Transport, Vantage, Walk,
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
    /// Over one family only: the one that the ordinary walk did not use.
    Family(Family),
    /// The same again after so long.
    Again(Duration),
    /// With certificates judged at the time that the clocks of others tell: so many seconds ahead of ours.
    CorrectedClock(i64),
}

/// What is known of a subject when its trials are planned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Symptom<'a> {
    /// Its host name, or literal address.
    pub(super) host: &'a str,
    /// The ordinary walk; `None` while it is still under way, later than it should be.
    pub(super) walk: Option<&'a Walk>,
    /// The first hop of the walk that is still under way, once its connection has opened.
    pub(super) so_far: Option<&'a Hop>,
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
    /// Families for which there is no way out at all, as far as that is known.
    pub(super) without_route: Vec<Family>,
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
            without_route: host.routes.as_ref().map(|it| without_route(it)).unwrap_or_default(),
            pinned: host
                .hosts_entries
                .iter()
                .flatten()
                .map(|it| it.name.to_ascii_lowercase())
                .collect(),
        }
    }
}

/// The families that none of `routes` is for. Without any route at all every family is tried: something may work yet.
fn without_route(routes: &[DefaultRoute]) -> Vec<Family> {
    let lacks =
        |family: &Family| !routes.is_empty() && routes.iter().all(|it| it.family != *family);
    [Family::V4, Family::V6].into_iter().filter(lacks).collect()
}

/// The trials that a symptom calls for, most telling first.
pub(super) fn trials(symptom: Symptom<'_>, ways: &Ways) -> Vec<Trial> {
    let Some((walk, hop)) = symptom.walk.and_then(|walk| Some((walk, walk.last()?))) else {
        return early(symptom, ways);
    };
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
    let addresses =
        || other_addresses(hop, ways).into_iter().filter(|_| direct).map(Trial::Address);
    let family = || other_family(hop, ways).into_iter().filter(|_| direct).map(Trial::Family);
    match &hop.outcome {
        Err(failure) if failure.phase == Phase::Handshake && !failure.kind.is_certificate() => {
            trials.extend(peer.filter(|_| direct).map(Trial::NeutralName));
            trials.extend((failure.kind == FailureKind::TimedOut).then_some(Trial::SmallSegments));
            trials.extend(addresses().chain(family()));
        }
        // One of its addresses may show a certificate that the others have replaced; and who forges certificates forges
        // them for any name.
        Err(failure) if failure.phase == Phase::Handshake => {
            let unknown = failure.kind == FailureKind::UnknownIssuer;
            trials.extend(peer.filter(|_| direct && unknown).map(Trial::NeutralName));
            trials.extend(addresses());
        }
        Err(failure) if failure.phase == Phase::Exchange => {
            if matches!(failure.kind, FailureKind::TimedOut | FailureKind::Truncated) {
                trials.push(Trial::SmallSegments);
            }
            if matches!(failure.kind, FailureKind::Http2(_)) {
                trials.push(Trial::Http1);
            }
            trials.extend(addresses().chain(family()));
        }
        Ok(Some(exchange)) => {
            trials.extend(addresses().chain(family()));
            trials.extend(pause(exchange).map(Trial::Again));
        }
        Err(_) | Ok(None) => {}
    }
    trials
}

/// Longer than this nobody waits for a verdict.
const PATIENCE: Duration = Duration::from_secs(4);

/// A passing hitch of a server is over after about so long.
const HITCH: Duration = Duration::from_millis(1_500);

/// After how long the same request makes sense again, if within our patience: what the server asks for
/// (RFC 9110, section 10.2.3), or a short while after an error of its own.
fn pause(exchange: &Exchange) -> Option<Duration> {
    let asked =
        exchange.headers.get("retry-after").map(|it| it.trim().parse().map(Duration::from_secs));
    match asked {
        Some(Ok(asked)) if asked <= PATIENCE => Some(asked.max(HITCH)),
        // A date, or a longer time: then we do as we are asked, and do not come back before.
        Some(_) => None,
        None => (500..=599).contains(&exchange.status).then_some(HITCH),
    }
}

/// The family that the walk did not use, where the name has addresses of it and there is a way for it.
fn other_family(hop: &Hop, ways: &Ways) -> Option<Family> {
    let used = Family::of(hop.peer?.ip());
    let all = hop.lookup.as_ref()?.answer.addresses();
    let other = |it: &Family| *it != used && !ways.without_route.contains(it);
    all.iter().map(|it| Family::of(*it)).find(other)
}

/// What is tried while the ordinary walk is merely late: whatever can be told without knowing how it will end. Where its
/// connection has opened, it is known at what it hangs.
fn early(symptom: Symptom<'_>, ways: &Ways) -> Vec<Trial> {
    if ways.proxy {
        return vec![Trial::WithoutProxy];
    }
    let mut trials: Vec<Trial> = around(ways, false).collect();
    if symptom.host.parse::<IpAddr>().is_err() && !symptom.so_far.is_some_and(authenticated) {
        trials.push(Trial::OtherResolvers { walk: true });
    }
    let Some(hop) = symptom.so_far.filter(|hop| hop.peer.is_some()) else { return trials };
    if hop.url.starts_with("https:") && hop.tls.is_none() {
        trials.extend(hop.peer.map(|it| Trial::NeutralName(it.ip())));
    }
    trials.push(Trial::SmallSegments);
    trials.extend(other_addresses(hop, ways).into_iter().map(Trial::Address));
    trials.extend(other_family(hop, ways).map(Trial::Family));
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

/// At most so many further addresses of one name are asked: names of large services have eight and more, and what three
/// say alike the others would say too.
const FURTHER_ADDRESSES: usize = 3;

/// Further addresses of the name: of the same family if there are any, as the other family may be no way out.
fn other_addresses(hop: &Hop, ways: &Ways) -> Vec<IpAddr> {
    let (Some(used), Some(lookup)) = (hop.peer.map(|it| it.ip()), &hop.lookup) else {
        return Vec::new();
    };
    let others = || lookup.answer.addresses().iter().copied().filter(|it| *it != used);
    let alike = |it: &IpAddr| Family::of(*it) == Family::of(used);
    let same: Vec<IpAddr> = others().filter(alike).take(FURTHER_ADDRESSES).collect();
    let led = |it: &IpAddr| !ways.without_route.contains(&Family::of(*it));
    if same.is_empty() { others().filter(led).take(1).collect() } else { same }
}

/// So many clocks have to agree before certificates are judged by them.
const CLOCKS: usize = 2;

/// A clock that is off by less fools no certificate.
const CLOCK_TOLERANCE_SECS: u64 = 300;

/// By how much others' clocks are ahead of ours, where enough of them agree that ours is wrong. `skews` in order of size.
pub(super) fn wrong_clock(skews: &[i64]) -> Option<i64> {
    let middle = *skews.get(skews.len() / 2)?;
    let agree = skews.iter().filter(|it| it.abs_diff(middle) <= CLOCK_TOLERANCE_SECS).count();
    let wrong = middle.unsigned_abs() > CLOCK_TOLERANCE_SECS;
    (wrong && agree >= CLOCKS && agree * 2 > skews.len()).then_some(middle)
}

/// Whether a walk ended at a certificate whose time is over or has not begun, by our clock.
pub(super) fn is_out_of_time(walk: &Walk) -> bool {
    walk.failure().is_some_and(|it| {
        matches!(it.kind, FailureKind::CertificateExpired | FailureKind::CertificateNotYetValid)
    })
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

/// Whether content that was measured came too thinly to play.
pub(super) fn is_thin(walk: &Walk) -> bool {
    let throughput = walk.exchange().and_then(|it| it.throughput.as_ref());
    throughput
        .and_then(Throughput::bytes_per_second)
        .is_some_and(|rate| rate < Throughput::PLAYABLE)
}

/// How else thin content is measured once: past the proxy or the tunnel that it came through.
pub(super) fn measured_otherwise(walk: &Walk, ways: &Ways) -> Option<Trial> {
    let hop = walk.last().filter(|_| is_thin(walk))?;
    match hop.route {
        Route::Proxy(_) => Some(Trial::WithoutProxy),
        Route::Direct => ways.tunnel.as_ref().and(ways.physical.clone()).map(Trial::OutsideTunnel),
    }
}

/// Whether another service's name leads to the same address although it is another owner's: a reason to ask whether
/// other resolvers lead there, too.
pub(super) fn leads_together(one: &Hop, other: &Hop) -> bool {
    let direct = |hop: &Hop| hop.route == Route::Direct && authenticated(hop);
    let addresses = |hop: &Hop| -> BTreeSet<IpAddr> {
        hop.lookup
            .as_ref()
            .map(|it| it.answer.addresses())
            .unwrap_or_default()
            .iter()
            .copied()
            .collect()
    };
    direct(one) && direct(other) && !addresses(one).is_disjoint(&addresses(other))
}

/// Whether the service refuses somebody who comes from here.
pub(super) fn refuses_the_place(walk: &Walk) -> bool {
    walk.exchange()
        .is_some_and(|it| it.transport == Transport::Tls && matches!(it.status, 403 | 420 | 451))
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
        Trial::Family(family) => Vantage::Family(*family),
        Trial::Again(_) => Vantage::Again,
        Trial::CorrectedClock(ahead) => Vantage::CorrectedClock(*ahead),
    })
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;
    use crate::observation::{
        Attempt, Failure, Headers, HttpVersion, Interface, Lookup, LookupAnswer, ProxyEndpoint,
        ProxyScheme, Resolver, ResolverKind, Subject, Timings, TlsFacts,
    };

    const NAME: &str = "www.example.com";
    const V4: [&str; 2] = ["198.51.100.1", "198.51.100.2"];
    const V6: &str = "2001:db8::1";

    fn exchange(status: u16, headers: &[(&str, &str)]) -> Exchange {
        Exchange {
            transport: Transport::Tls,
            version: HttpVersion::Http11,
            status,
            reason: None,
            headers: Headers(headers.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()),
            body: None,
            as_expected: status < 400,
            throughput: None,
        }
    }

    /// A walk to the first IPv4 address of a name with three, that ended so.
    fn walk(outcome: Result<Option<Exchange>, Failure>) -> Walk {
        let addresses: Vec<IpAddr> = V4.iter().chain([&V6]).map(|it| it.parse().unwrap()).collect();
        let peer = SocketAddr::new(addresses[0], 443);
        let authenticated = outcome.is_ok();
        let tls = TlsFacts {
            version: Some("1.3".to_owned()),
            alpn: None,
            anchor: Some(Anchor::Public),
            certificate: None,
        };
        let hop = Hop {
            url: format!("https://{NAME}/"),
            route: Route::Direct,
            lookup: Some(Lookup {
                resolver: Resolver { kind: ResolverKind::System, address: String::new() },
                name: NAME.to_owned(),
                family: None,
                answer: LookupAnswer::Addresses(addresses),
                took_ms: 1,
            }),
            attempts: vec![Attempt { peer, outcome: AttemptOutcome::Connected, took_ms: 1 }],
            peer: Some(peer),
            tls: authenticated.then_some(tls),
            timings: Timings::default(),
            outcome,
        };
        let subject = Subject::Target { service: "s".to_owned(), index: 0 };
        Walk { subject, vantage: Vantage::Ordinary, at_ms: 0, took_ms: 1, hops: vec![hop] }
    }

    fn planned(walk: Option<&Walk>, ways: &Ways) -> Vec<Trial> {
        trials(Symptom { host: NAME, walk, so_far: None }, ways)
    }

    fn tunnel() -> Ways {
        let (tunnel, physical) = (Some("tun0".to_owned()), Some("eth0".to_owned()));
        Ways { tunnel, physical, ..Ways::default() }
    }

    #[test]
    fn what_went_well_is_left_alone() {
        assert_eq!(planned(Some(&walk(Ok(Some(exchange(200, &[]))))), &tunnel()), []);
    }

    #[test]
    fn an_authenticated_503_is_asked_elsewhere_but_not_looked_up_elsewhere() {
        let planned = planned(Some(&walk(Ok(Some(exchange(503, &[]))))), &Ways::default());
        let address = V4[1].parse().unwrap();
        assert_eq!(
            planned,
            [Trial::Address(address), Trial::Family(Family::V6), Trial::Again(HITCH)]
        );
    }

    #[test]
    fn a_server_is_not_asked_again_before_it_wants_to_be() {
        let soon = walk(Ok(Some(exchange(429, &[("retry-after", "3")]))));
        assert!(
            planned(Some(&soon), &Ways::default()).contains(&Trial::Again(Duration::from_secs(3)))
        );
        for later in ["120", "Wed, 21 Oct 2015 07:28:00 GMT"] {
            let later = walk(Ok(Some(exchange(503, &[("retry-after", later)]))));
            let again = |it: &Trial| matches!(it, Trial::Again(_));
            assert!(!planned(Some(&later), &Ways::default()).iter().any(again));
        }
    }

    #[test]
    fn a_cut_off_handshake_is_tried_with_another_name() {
        let cut = walk(Err(FailureKind::Reset.at(Phase::Handshake)));
        let planned = planned(Some(&cut), &Ways::default());
        assert!(planned.contains(&Trial::NeutralName(V4[0].parse().unwrap())));
        assert!(!planned.contains(&Trial::SmallSegments), "nothing was swallowed");
    }

    #[test]
    fn a_bad_certificate_is_looked_for_at_another_address_and_needs_no_other_name() {
        let bad = walk(Err(FailureKind::CertificateExpired.at(Phase::Handshake)));
        let planned = planned(Some(&bad), &Ways::default());
        assert!(planned.contains(&Trial::Address(V4[1].parse().unwrap())));
        assert!(!planned.iter().any(|it| matches!(it, Trial::NeutralName(_))));
    }

    #[test]
    fn an_unknown_signer_is_asked_for_another_name() {
        let forged = walk(Err(FailureKind::UnknownIssuer.at(Phase::Handshake)));
        let planned = planned(Some(&forged), &Ways::default());
        assert!(planned.contains(&Trial::NeutralName(V4[0].parse().unwrap())));
        assert!(planned.contains(&Trial::Address(V4[1].parse().unwrap())));
    }

    #[test]
    fn silence_is_tried_with_small_segments_and_a_broken_stream_without_streams() {
        for phase in [Phase::Handshake, Phase::Exchange] {
            let silent = walk(Err(FailureKind::TimedOut.at(phase)));
            assert!(planned(Some(&silent), &Ways::default()).contains(&Trial::SmallSegments));
        }
        let broken = FailureKind::Http2("PROTOCOL_ERROR".to_owned()).at(Phase::Exchange);
        assert!(planned(Some(&walk(Err(broken))), &Ways::default()).contains(&Trial::Http1));
    }

    #[test]
    fn behind_a_proxy_only_the_way_without_it_is_another_way() {
        let mut through = walk(Err(FailureKind::Reset.at(Phase::Handshake)));
        through.hops[0].route = Route::Proxy(proxy());
        let ways = Ways { proxy: true, ..tunnel() };
        assert_eq!(planned(Some(&through), &ways), [Trial::WithoutProxy]);
    }

    fn proxy() -> ProxyEndpoint {
        ProxyEndpoint { scheme: ProxyScheme::Http, host: "proxy.example".to_owned(), port: 3128 }
    }

    #[test]
    fn behind_a_redirect_the_first_hosts_addresses_say_nothing() {
        let mut sent_on = walk(Err(FailureKind::Reset.at(Phase::Handshake)));
        sent_on.hops.insert(0, walk(Ok(Some(exchange(302, &[])))).hops.remove(0));
        let by_address =
            |it: &Trial| matches!(it, Trial::Address(_) | Trial::NeutralName(_) | Trial::Family(_));
        assert!(!planned(Some(&sent_on), &Ways::default()).iter().any(by_address));
    }

    #[test]
    fn what_is_merely_late_is_tried_by_every_way_that_needs_no_answer() {
        let other = Trial::OtherInterface("wlan0".to_owned());
        let ways = Ways { other: Some("wlan0".to_owned()), ..Ways::default() };
        assert_eq!(planned(None, &ways), [other.clone(), Trial::OtherResolvers { walk: true }]);
        let literal = Symptom { host: "203.0.113.9", walk: None, so_far: None };
        assert_eq!(trials(literal, &ways), [other]);
    }

    #[test]
    fn tunnels_and_bridges_are_no_second_way_out() {
        let kinds = [
            ("wg0", InterfaceKind::Tunnel),
            ("eth0", InterfaceKind::Ethernet),
            ("br0", InterfaceKind::Virtual),
            ("wlan0", InterfaceKind::Wifi),
        ];
        let interface = |(name, kind): (&str, _)| Interface {
            name: name.to_owned(),
            kind,
            ..Interface::default()
        };
        let route = |interface: &str| DefaultRoute {
            family: Family::V4,
            gateway: None,
            interface: interface.to_owned(),
            metric: 1,
        };
        let host = Host {
            interfaces: Some(kinds.map(interface).into()),
            routes: Some(["wg0", "eth0", "br0", "eth0", "wlan0"].map(route).into()),
            ..Host::default()
        };
        let ways = Ways::of(&host);
        assert_eq!(
            (ways.physical.as_deref(), ways.other.as_deref()),
            (Some("eth0"), Some("wlan0"))
        );
    }

    #[test]
    fn the_census_does_not_reach_past_a_proxy() {
        let mut through = walk(Ok(None));
        through.hops[0].route = Route::Proxy(proxy());
        assert_eq!(census(&through, 9), []);
    }

    #[test]
    fn a_tunnel_is_gone_around_whatever_failed() {
        for walk in [Some(walk(Ok(Some(exchange(403, &[]))))), None] {
            assert!(
                planned(walk.as_ref(), &tunnel())
                    .contains(&Trial::OutsideTunnel("eth0".to_owned()))
            );
        }
    }

    #[test]
    fn the_hosts_file_is_gone_past_only_where_it_pins_the_name() {
        let failed = walk(Err(FailureKind::Refused.at(Phase::Connect)));
        let pinned = Ways { pinned: [NAME.to_owned()].into(), ..Ways::default() };
        assert!(planned(Some(&failed), &pinned).contains(&Trial::PastHostsFile));
        assert!(!planned(Some(&failed), &Ways::default()).contains(&Trial::PastHostsFile));
    }

    fn measured(route: Route, millis: f64) -> Walk {
        let throughput = Some(Throughput { bytes: 190_000, millis });
        let mut walk = walk(Ok(Some(Exchange { throughput, ..exchange(200, &[]) })));
        walk.hops[0].route = route;
        walk
    }

    #[test]
    fn a_thin_download_is_measured_past_its_proxy_or_its_tunnel() {
        let proxy =
            ProxyEndpoint { scheme: ProxyScheme::Http, host: "proxy".to_owned(), port: 3128 };
        let proxied = || Route::Proxy(proxy.clone());
        let otherwise = |walk: &Walk, ways: &Ways| measured_otherwise(walk, ways);
        let (thin, playing) = (2_000.0, 500.0);
        let none = Ways::default();
        assert_eq!(otherwise(&measured(proxied(), thin), &tunnel()), Some(Trial::WithoutProxy));
        assert_eq!(otherwise(&measured(proxied(), playing), &none), None, "it plays");
        assert_eq!(otherwise(&measured(Route::Direct, thin), &none), None, "there is no other way");
        let outside = Trial::OutsideTunnel("eth0".to_owned());
        assert_eq!(otherwise(&measured(Route::Direct, thin), &tunnel()), Some(outside));
    }

    #[test]
    fn what_hangs_after_its_connection_is_tried_before_it_ends() {
        let hop = |outcome| walk(outcome).hops.remove(0);
        let early = |so_far: &Hop| {
            trials(Symptom { host: NAME, walk: None, so_far: Some(so_far) }, &Ways::default())
        };
        let in_handshake = hop(Err(FailureKind::Cancelled.at(Phase::Handshake)));
        let planned = early(&in_handshake);
        assert!(planned.contains(&Trial::NeutralName(V4[0].parse().unwrap())));
        assert!(planned.contains(&Trial::OtherResolvers { walk: true }));
        let in_exchange = hop(Ok(None));
        let planned = early(&in_exchange);
        assert!(planned.contains(&Trial::SmallSegments));
        assert!(planned.contains(&Trial::Address(V4[1].parse().unwrap())));
        let unsure =
            |it: &Trial| matches!(it, Trial::NeutralName(_) | Trial::OtherResolvers { .. });
        assert!(!planned.iter().any(unsure), "the service itself was reached");
    }

    #[test]
    fn a_family_without_a_way_out_is_no_trial() {
        let only_four = Ways { without_route: vec![Family::V6], ..Ways::default() };
        let failed = walk(Ok(Some(exchange(503, &[]))));
        assert!(!planned(Some(&failed), &only_four).contains(&Trial::Family(Family::V6)));
        let route = DefaultRoute {
            family: Family::V4,
            gateway: None,
            interface: "eth0".to_owned(),
            metric: 1,
        };
        assert_eq!(without_route(&[route]), [Family::V6]);
        assert_eq!(without_route(&[]), []);
    }

    #[test]
    fn certificates_are_judged_by_others_clocks_only_where_these_agree() {
        assert_eq!(wrong_clock(&[86_400, 86_401, 86_430]), Some(86_400 + 1));
        assert_eq!(wrong_clock(&[-7, 86_400]), None, "they do not agree");
        assert_eq!(wrong_clock(&[86_400]), None, "one is no quorum");
        assert_eq!(wrong_clock(&[0, 1, 2]), None, "ours is right");
        assert_eq!(wrong_clock(&[]), None);
    }

    #[test]
    fn names_of_two_owners_that_lead_to_one_address_are_noticed() {
        let steered = walk(Ok(Some(exchange(200, &[])))).hops.remove(0);
        assert!(leads_together(&steered, &steered.clone()));
        let mut unproved = steered.clone();
        unproved.tls = None;
        unproved.outcome = Err(FailureKind::Reset.at(Phase::Handshake));
        assert!(!leads_together(&steered, &unproved));
    }

    #[test]
    fn the_census_leaves_out_what_is_known() {
        let open: Vec<IpAddr> = census(&walk(Ok(None)), 9).into_iter().map(|(_, it)| it).collect();
        let expected: Vec<IpAddr> = [V4[1], V6].iter().map(|it| it.parse().unwrap()).collect();
        assert_eq!(open, expected);
    }
}
