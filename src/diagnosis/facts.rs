//! Readings of a snapshot that several rules need, made once. Pure.

use std::net::IpAddr;

use url::Url;

use super::responder::{self, Answer};
use super::{Cause, Confidence};
use crate::observation::{
    Attempt, AttemptOutcome, DataUse, DefaultRoute, Failure, FailureKind, Family, Gateway, Hop,
    Host, InterfaceKind, Lookup, LookupAnswer, Neighbour, Pressure, ResolverKind, Role, Route,
    ServiceSpec, Snapshot, Subject, Transport, Vantage, Walk, is_inside, is_inside_name,
};

/// How one walk ended.
#[derive(Clone, Debug)]
pub(super) enum Seen<'a> {
    /// As the expectation says.
    Fine,
    /// A response came, but not the expected one.
    Answered(Box<Answer>),
    /// No response came.
    Failed(&'a Failure),
}

impl<'a> Seen<'a> {
    /// Reads how `walk` ended; `None` where the round ended first.
    pub(super) fn of(walk: &'a Walk) -> Option<Self> {
        if walk.cancelled() {
            return None;
        }
        if walk.succeeded() {
            let other = blocked_with_success(walk).or_else(|| held_back_with_success(walk));
            return Some(other.unwrap_or(Self::Fine));
        }
        if let Some(failure) = walk.failure() {
            return Some(Self::Failed(failure));
        }
        let hop = walk.last()?;
        let exchange = walk.exchange()?;
        let url = Url::parse(&hop.url).ok()?;
        Some(Self::Answered(Box::new(responder::read(exchange, &url, exchange.as_expected))))
    }

    pub(super) fn is_fine(&self) -> bool {
        matches!(self, Self::Fine)
    }

    pub(super) fn failure(&self) -> Option<&'a Failure> {
        if let Self::Failed(failure) = self { Some(failure) } else { None }
    }

    pub(super) fn answer(&self) -> Option<&Answer> {
        if let Self::Answered(answer) = self { Some(answer) } else { None }
    }
}

/// A filter's page that whoever re-signs on the way calls success.
fn blocked_with_success<'a>(walk: &Walk) -> Option<Seen<'a>> {
    let exchange = walk.exchange().filter(|it| it.transport == Transport::Intercepted)?;
    exchange.body.as_ref()?;
    let answer = responder::read(exchange, &Url::parse(&walk.last()?.url).ok()?, true);
    let by_filter = answer.cause == Cause::PageBlocked && answer.confidence >= Confidence::Likely;
    by_filter.then(|| Seen::Answered(Box::new(answer)))
}

/// A waiting room that the service calls success: its address says so, or a page that comes again by itself has the marks
/// of one. Look-alike: a redirect to a sign-in or to a country's page, and one that came back from a waiting room.
fn held_back_with_success<'a>(walk: &Walk) -> Option<Seen<'a>> {
    let comes_again = walk.exchange().is_some_and(|it| it.headers.has("refresh"));
    // Most walks lead nowhere else and do not come again: their addresses need not be read.
    if walk.hops.len() < 2 && !comes_again {
        return None;
    }
    let ends: Vec<Url> = walk.hops.iter().filter_map(|it| Url::parse(&it.url).ok()).collect();
    let (first, last) = (ends.first()?, ends.last()?);
    let site = |url: &Url| responder::site(url.host_str().unwrap_or_default());
    let waits = |url: &Url| responder::is_waiting_room(url, site(url) != site(first));
    let led = if waits(last) && ends.len() == walk.hops.len() {
        ends.iter().position(waits)?.checked_sub(1)?
    } else if comes_again {
        walk.hops.len().checked_sub(1)?
    } else {
        return None;
    };
    let exchange = walk.hops.get(led)?.outcome.as_ref().ok()?.as_ref()?;
    let answer = responder::read(exchange, ends.get(led)?, true);
    (answer.cause == Cause::ServiceOverloaded).then(|| Seen::Answered(Box::new(answer)))
}

/// A control or an anchor, and how it went.
#[derive(Clone, Debug)]
pub(super) struct ControlFact<'a> {
    pub(super) walk: &'a Walk,
    pub(super) seen: Seen<'a>,
}

/// A target, and how it went.
#[derive(Clone, Debug)]
pub(super) struct TargetFact<'a> {
    pub(super) index: usize,
    pub(super) role: Role,
    pub(super) walk: &'a Walk,
    pub(super) seen: Seen<'a>,
}

impl<'a> TargetFact<'a> {
    /// The hop at which the walk ended.
    pub(super) fn hop(&self) -> Option<&'a Hop> {
        self.walk.last()
    }

    /// The host that the walk ended at.
    pub(super) fn host(&self) -> Option<String> {
        host_of(&self.hop()?.url)
    }
}

/// A service with its targets that were looked at.
#[derive(Clone, Debug)]
pub(super) struct ServiceFacts<'a> {
    pub(super) spec: &'a ServiceSpec,
    pub(super) targets: Vec<TargetFact<'a>>,
}

impl<'a> ServiceFacts<'a> {
    /// The targets that did not answer as expected.
    pub(super) fn hit(&self) -> impl Iterator<Item = &TargetFact<'a>> {
        self.targets.iter().filter(|target| !target.seen.is_fine())
    }
}

/// Everything that the rules read.
#[derive(Clone, Debug)]
pub(super) struct Facts<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) controls: Vec<ControlFact<'a>>,
    pub(super) anchors: Vec<ControlFact<'a>>,
    pub(super) services: Vec<ServiceFacts<'a>>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(snapshot: &'a Snapshot) -> Self {
        let fact = |walk: &'a Walk| Seen::of(walk).map(|seen| ControlFact { walk, seen });
        let services = snapshot
            .services
            .iter()
            .map(|spec| ServiceFacts { spec, targets: target_facts(snapshot, spec) })
            .collect();
        Self {
            snapshot,
            controls: snapshot.controls().filter_map(fact).collect(),
            anchors: snapshot.anchors().filter_map(fact).collect(),
            services,
        }
    }

    pub(super) fn host(&self) -> &'a Host {
        &self.snapshot.host
    }

    /// Controls and anchors.
    pub(super) fn references(&self) -> impl Iterator<Item = &ControlFact<'a>> {
        self.controls.iter().chain(&self.anchors)
    }

    /// All targets of all services.
    pub(super) fn targets(&self) -> impl Iterator<Item = (&ServiceFacts<'a>, &TargetFact<'a>)> {
        self.services
            .iter()
            .flat_map(|service| service.targets.iter().map(move |target| (service, target)))
    }

    /// All ordinary walks beyond one's own network that ended.
    pub(super) fn walks(&self) -> impl Iterator<Item = (&'a Walk, &Seen<'a>)> {
        let references = self.references().map(|it| (it.walk, &it.seen));
        references
            .chain(self.targets().map(|(_, it)| (it.walk, &it.seen)))
            .filter(|(walk, _)| !is_local(walk))
    }

    /// Whether nothing at all came back as expected, and something was asked.
    pub(super) fn nothing_works(&self) -> bool {
        self.walks().next().is_some() && self.walks().all(|(_, seen)| !seen.is_fine())
    }

    /// Whether nothing came back from anywhere: not even a wrong answer, a reset or a certificate.
    pub(super) fn nothing_answers(&self) -> bool {
        self.walks().next().is_some() && self.walks().all(|(walk, seen)| !was_heard(walk, seen))
    }

    /// Whether no connection opened at all and nobody spoke. A look-up is no sign of life: this computer remembers names.
    pub(super) fn nothing_opens(&self) -> bool {
        self.walks().next().is_some()
            && self.walks().all(|(walk, seen)| {
                matches!(seen, Seen::Failed(_))
                    && !walk
                        .hops
                        .iter()
                        .flat_map(|hop| &hop.attempts)
                        .any(|it| it.outcome == AttemptOutcome::Connected)
            })
    }

    /// Whether most of the controls with a name answer as they should: the Internet and DNS work from here.
    ///
    /// Without controls there is no quorum: not measured is not healthy.
    pub(super) fn controls_hold(&self) -> bool {
        let fine = self.controls.iter().filter(|it| it.seen.is_fine()).count();
        fine > 0 && fine * 2 >= self.controls.len()
    }

    /// Whether anything shows that packets pass beyond the gateway.
    pub(super) fn reaches_beyond(&self) -> bool {
        self.walks()
            .any(|(walk, seen)| seen.is_fine() || walk.hops.iter().any(|hop| hop.tls.is_some()))
    }

    /// Whether there is a witness that what `service` shows is its own: most controls, or another service for sure.
    pub(super) fn others_hold(&self, service: &ServiceSpec) -> bool {
        self.controls_hold()
            || self.targets().any(|(other, it)| {
                other.spec.id != service.id && it.seen.is_fine() && is_authentic(it.walk)
            })
    }

    /// The host names of the controls.
    pub(super) fn control_hosts(&self) -> impl Iterator<Item = String> {
        self.snapshot.controls.iter().filter_map(|url| host_of(url))
    }

    /// Look-ups by resolvers of `kind` for names for which `wanted` holds.
    pub(super) fn lookups(
        &self,
        kind: ResolverKind,
        wanted: impl Fn(&str) -> bool,
    ) -> Vec<&'a Lookup> {
        self.snapshot
            .lookups
            .iter()
            .filter(|it| it.resolver.kind == kind && wanted(&it.name))
            .collect()
    }

    /// Look-ups of `name` by public resolvers, over whatever transport.
    pub(super) fn public_lookups(&self, name: &str) -> Vec<&'a Lookup> {
        let public = [ResolverKind::Public, ResolverKind::PublicTcp, ResolverKind::Doh];
        self.snapshot
            .lookups
            .iter()
            .filter(|it| it.name == name && public.contains(&it.resolver.kind))
            .collect()
    }

    /// The trials on `subject` from vantages for which `wanted` holds.
    pub(super) fn trials(
        &self,
        subject: &Subject,
        wanted: impl Fn(&Vantage) -> bool,
    ) -> Vec<&'a Walk> {
        self.snapshot
            .walks
            .iter()
            .filter(|walk| {
                walk.subject == *subject && walk.vantage != Vantage::Ordinary && !walk.cancelled()
            })
            .filter(|walk| wanted(&walk.vantage))
            .collect()
    }

    /// Whether trials from such a vantage were made on anything that failed, and how they went.
    pub(super) fn trial_outcome(
        &self,
        subjects: &[&Subject],
        wanted: impl Fn(&Vantage) -> bool + Copy,
    ) -> Option<bool> {
        outcome_of(subjects.iter().flat_map(|subject| self.trials(subject, wanted)))
    }

    /// The subjects whose ordinary walk did not end well.
    pub(super) fn troubled(&self) -> Vec<&'a Subject> {
        self.walks().filter(|(_, seen)| !seen.is_fine()).map(|(walk, _)| &walk.subject).collect()
    }

    /// Whether this computer keeps its programs waiting.
    pub(super) fn is_overloaded(&self) -> bool {
        self.host().pressure.as_ref().is_some_and(Pressure::is_overload)
    }

    /// Whether the user's data plan is used up, as far as this computer's own use tells.
    pub(super) fn plan_is_used_up(&self) -> bool {
        self.host().data_use.as_ref().is_some_and(DataUse::is_used_up)
    }

    /// The tunnel that carries the traffic to everywhere, if one does.
    pub(super) fn tunnel(&self) -> Option<&'a str> {
        let tunnels = self.host().tunnels.as_ref()?;
        tunnels.iter().find(|it| it.carries_default).map(|it| it.interface.as_str())
    }

    /// Gateways of the physical ways that are in use: an idle second way says nothing about the first.
    pub(super) fn gateways(&self) -> Vec<&'a Gateway> {
        let all = self.host().gateways.as_deref().unwrap_or_default();
        let used = self.ways_in_use();
        let leads = |it: &Gateway, way: &DefaultRoute| {
            way.interface == it.interface && way.gateway.is_none_or(|gateway| gateway == it.address)
        };
        let on = |it: &&Gateway| used.is_empty() || used.iter().any(|way| leads(it, way));
        let found: Vec<_> = all.iter().filter(on).collect();
        if found.is_empty() { all.iter().collect() } else { found }
    }

    /// The best default routes of each family, below any tunnel.
    fn ways_in_use(&self) -> Vec<&'a DefaultRoute> {
        let tunnels = self.host().tunnels.as_deref().unwrap_or_default();
        let routes = self.host().routes.as_deref().unwrap_or_default();
        let best = |family: Family| {
            let ways: Vec<_> = routes
                .iter()
                .filter(|it| {
                    it.family == family && !tunnels.iter().any(|t| t.interface == it.interface)
                })
                .collect();
            let metric = ways.first().map(|it| it.metric);
            ways.into_iter().filter(move |it| Some(it.metric) == metric)
        };
        best(Family::V4).chain(best(Family::V6)).collect()
    }

    /// Whether a gateway is known to be there: it was heard, by ARP or by any answer that it can have given.
    pub(super) fn gateway_alive(&self) -> bool {
        let here = self.answered_here();
        self.gateways()
            .iter()
            .any(|it| it.neighbour == Neighbour::Reachable || (it.responds == Some(true) && !here))
    }

    /// Whether this computer itself refuses everything: refusals came at once, and from nobody, as on a link with
    /// hardware addresses (RFC 826) nothing was ever sent to a gateway that the neighbour table does not know.
    pub(super) fn answered_here(&self) -> bool {
        let gateways = self.gateways();
        let interfaces = self.host().interfaces.as_deref().unwrap_or_default();
        let resolves = |name: &str| {
            interfaces.iter().any(|it| {
                it.name == name && matches!(it.kind, InterfaceKind::Ethernet | InterfaceKind::Wifi)
            })
        };
        let unknown = |it: &&Gateway| it.neighbour == Neighbour::Absent && resolves(&it.interface);
        let mut refusals = 0;
        let mut only_refused = true;
        for attempt in self.walks().flat_map(|(walk, _)| &walk.hops).flat_map(|hop| &hop.attempts) {
            let refused = matches!(
                attempt.outcome,
                AttemptOutcome::Failed(
                    FailureKind::Refused
                        | FailureKind::Reset
                        | FailureKind::HostUnreachable
                        | FailureKind::PermissionDenied
                )
            );
            refusals += usize::from(refused);
            // A family without a way fails by itself.
            only_refused &= refused
                || attempt.outcome == AttemptOutcome::Failed(FailureKind::NetworkUnreachable);
        }
        !gateways.is_empty()
            && gateways.iter().all(unknown)
            && self.tunnel().is_none()
            && refusals >= 2
            && only_refused
    }

    /// A handshake of TCP is sent again after a second (RFC 6298, section 2.1).
    pub(super) const RESENT_MS: u32 = 950;

    /// Whether this computer's own rules stopped a walk, as far as that can be proved; how surely.
    ///
    /// Over IPv6 "not permitted" is also what the system makes of an `ICMPv6` "administratively prohibited" by anybody on
    /// the way (RFC 4443, section 3.1); over IPv4 no network's word becomes it. A rule of one's own that rejects both
    /// shows by IPv4 failing in no time, while the IPv6 handshake learns of it only when it is sent again.
    pub(super) fn forbidden_here(walk: &Walk) -> Option<Confidence> {
        let attempts = &walk.last()?.attempts;
        let denied =
            |it: &Attempt| it.outcome == AttemptOutcome::Failed(FailureKind::PermissionDenied);
        let failed = |it: &Attempt| matches!(it.outcome, AttemptOutcome::Failed(_));
        let (four, six): (Vec<_>, Vec<_>) = attempts.iter().partition(|it| it.peer.is_ipv4());
        if walk.failure().is_some_and(|it| it.kind == FailureKind::PermissionDenied)
            && attempts.is_empty()
        {
            return Some(Confidence::Certain);
        }
        if !four.is_empty() && four.iter().all(|it| denied(it)) {
            return Some(Confidence::Certain);
        }
        let at_once = !four.is_empty() && four.iter().all(|it| failed(it) && it.took_ms == 0);
        let late =
            !six.is_empty() && six.iter().all(|it| denied(it) && it.took_ms >= Self::RESENT_MS);
        (at_once && late).then_some(Confidence::Likely)
    }

    /// Whether all gateways are known not to be there.
    pub(super) fn gateways_dead(&self) -> bool {
        let gateways = self.gateways();
        !gateways.is_empty()
            && gateways.iter().all(|it| {
                it.responds != Some(true)
                    && matches!(it.neighbour, Neighbour::Failed | Neighbour::Absent)
            })
    }
}

fn target_facts<'a>(snapshot: &'a Snapshot, spec: &'a ServiceSpec) -> Vec<TargetFact<'a>> {
    let indexed = snapshot.walks.iter().filter_map(|walk| match &walk.subject {
        Subject::Target { service, index }
            if *service == spec.id && walk.vantage == Vantage::Ordinary =>
        {
            Some((*index, walk))
        }
        Subject::Target { .. } | Subject::Control(_) | Subject::Anchor(_) => None,
    });
    let mut found: Vec<_> = indexed
        .filter_map(|(index, walk)| {
            Some(TargetFact {
                index,
                role: spec.targets.get(index)?.role,
                walk,
                seen: Seen::of(walk)?,
            })
        })
        .collect();
    found.sort_by_key(|it| it.index);
    found
}

/// Whether anything came back from beyond this computer.
fn was_heard(walk: &Walk, seen: &Seen<'_>) -> bool {
    let answered = |answer: &LookupAnswer| answer.answered();
    let looked_up = walk.hops.iter().filter_map(|hop| hop.lookup.as_ref());
    let connected = walk
        .hops
        .iter()
        .flat_map(|hop| &hop.attempts)
        .any(|attempt| attempt.outcome == AttemptOutcome::Connected);
    match seen {
        Seen::Fine | Seen::Answered(_) => true,
        Seen::Failed(_) => connected || looked_up.into_iter().any(|it| answered(&it.answer)),
    }
}

/// `Some(true)` if at least half of the trials ended well, `None` if there were none.
pub(super) fn outcome_of<'a>(walks: impl IntoIterator<Item = &'a Walk>) -> Option<bool> {
    let (mut well, mut all) = (0, 0);
    for walk in walks {
        all += 1;
        well += usize::from(walk.succeeded());
    }
    (all > 0).then_some(well > 0 && well * 2 >= all)
}

/// Whether a walk stays inside one's own network: the user's own server, which tells nothing about what is beyond.
pub(super) fn is_local(walk: &Walk) -> bool {
    let Some(hop) = walk.hops.first().filter(|it| it.route == Route::Direct) else { return false };
    let found = hop.lookup.as_ref().map(|it| it.answer.addresses()).unwrap_or_default();
    // Most names lead outside, and to read an address costs more than to see that.
    if found.iter().any(|it| !is_inside(*it)) {
        return false;
    }
    let Some(host) = host_of(&hop.url) else { return false };
    match host.parse() {
        Ok(literal) => is_inside(literal),
        // A portal or a filter gives addresses of its own for everybody's names; a name of one's own is not public.
        Err(_) => !found.is_empty() && (walk.succeeded() || is_inside_name(&host)),
    }
}

/// Whether the service's own side was certainly heard.
pub(super) fn is_authentic(walk: &Walk) -> bool {
    !is_local(walk) && walk.exchange().is_some_and(|it| it.transport == Transport::Tls)
}

/// The host of a URL, in lower case, without brackets.
pub(super) fn host_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    Some(url.host_str()?.trim_matches(['[', ']']).to_ascii_lowercase())
}

/// Whether the hop went through a proxy.
pub(super) fn through_proxy(hop: &Hop) -> bool {
    matches!(hop.route, Route::Proxy(_))
}

/// Whether an address can be used beyond the link: neither link-local, loopback nor unspecified.
pub(super) fn is_usable(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => !(it.is_link_local() || it.is_loopback() || it.is_unspecified()),
        IpAddr::V6(it) => !(it.is_unicast_link_local() || it.is_loopback() || it.is_unspecified()),
    }
}

/// Whether an interface can be a way to the Internet by itself.
pub(super) fn is_physical(kind: InterfaceKind) -> bool {
    matches!(
        kind,
        InterfaceKind::Ethernet
            | InterfaceKind::Wifi
            | InterfaceKind::Mobile
            | InterfaceKind::Unknown
    )
}
