//! From a snapshot to diagnoses: the network first, then each service in its light. Pure and total.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "most causes hide and explain nothing; the scenarios watch over those that do"
)]

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::facts::{Facts, Seen, ServiceFacts, TargetFact, is_authentic, is_local, through_proxy};
use super::rules::{self, Finding};
use super::{Blame, Cause, Confidence, Contributing, Diagnosis, Evidence, Extent, Said};
use crate::diagnosis::said::say;
use crate::observation::{
    Anchor, AttemptOutcome, Exchange, Failure, FailureKind, Phase, Role, Snapshot, Transport,
    Vantage, Walk,
};

/// What one round shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// What hits everything.
    pub network: Diagnosis,
    /// What hits each service, in the order of the snapshot's services.
    pub services: Vec<ServiceFinding>,
}

/// What one round shows of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceFinding {
    /// The service's id.
    pub id: String,
    /// Whether what is wrong is hidden behind the network's cause.
    pub held: bool,
    /// Whether anything of it could be looked at.
    pub looked_at: bool,
    pub diagnosis: Diagnosis,
    /// The index of the target whose symptom is told, where one has a symptom.
    pub symptom: Option<usize>,
}

/// Judges one round. The same snapshot always gives the same answer.
pub fn diagnose(snapshot: &Snapshot) -> Findings {
    let facts = Facts::of(snapshot);
    let found = network_findings(&facts);
    let network = network_diagnosis(&facts, &found);
    let services = facts
        .services
        .iter()
        .map(|service| service_finding(&facts, &found, &network, service))
        .collect();
    Findings { network, services }
}

/// All that the network's rules find, nearest first, without what a nearer finding explains.
fn network_findings(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = rules::NETWORK.iter().filter_map(|rule| rule(facts)).collect();
    found.sort_by_key(|it| it.cause);
    let hidden: Vec<bool> =
        found.iter().map(|it| found.iter().any(|other| hides(other, it.cause))).collect();
    let mut hidden = hidden.into_iter();
    found.retain(|_| !hidden.next().unwrap_or_default());
    found
}

/// Whether everything that `nearer` cuts off includes what `further` would be seen by.
///
/// The relation is transitive by construction: a cause that severs hides every later one.
fn hides(nearer: &Finding, further: Cause) -> bool {
    let blinds = match nearer.cause {
        // What is behind a wrong clock cannot be judged by certificates.
        Cause::ClockWrong => matches!(further, Cause::TrustStore | Cause::TlsIntercepted),
        Cause::PageBlocked => further == Cause::TlsIntercepted,
        Cause::ResolverDown => further == Cause::DnsSlow,
        // On a lossy or full way everything else is late, too.
        Cause::LinkUnstable | Cause::LinkLossy | Cause::LinkSlow | Cause::IspLossy => matches!(
            further,
            Cause::LinkLossy
                | Cause::LinkSlow
                | Cause::IspLossy
                | Cause::IspSlow
                | Cause::ResolverDown
                | Cause::ResolverFailing
                | Cause::DnsSlow
                | Cause::MtuBlackhole
        ),
        _ => severs(nearer.cause) && !nearer.partial && further != Cause::ClockWrong,
    };
    nearer.cause < further && blinds
}

/// Whether nothing gets past this cause.
fn severs(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::InterfaceOff
            | Cause::NoCarrier
            | Cause::NoLease
            | Cause::NoRoute
            | Cause::Firewall
            | Cause::RouterUnreachable
            | Cause::CaptivePortal
            | Cause::VpnDown
            | Cause::IspDown
            | Cause::NoResolver
    )
}

/// Whether everything is late or lost by it, so that a late service is no finding.
fn is_lame(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::LinkLossy
            | Cause::LinkSlow
            | Cause::IspLossy
            | Cause::IspSlow
            | Cause::LinkUnstable
            | Cause::Overloaded
            | Cause::DataCap
    )
}

/// Whether a cause of the network explains how this walk ended.
fn explains(facts: &Facts<'_>, finding: &Finding, walk: &Walk, seen: &Seen<'_>) -> bool {
    let cause = finding.cause;
    let failure = seen.failure();
    let exchange = walk.exchange().filter(|_| seen.answer().is_some());
    let failed_at = |phase: Phase| failure.is_some_and(|it| it.phase == phase);
    let authenticated = walk
        .last()
        .and_then(|hop| hop.tls.as_ref())
        .is_some_and(|it| it.anchor == Some(Anchor::Public));
    let silent =
        failure.is_some_and(|it| matches!(it.kind, FailureKind::TimedOut | FailureKind::Truncated));
    // A server of one's own network does not need the provider.
    if is_local(walk) && !matches!(cause.area(), "device" | "link" | "router") {
        return false;
    }
    match cause {
        Cause::InterfaceOff
        | Cause::NoCarrier
        | Cause::NoLease
        | Cause::NoRoute
        | Cause::Firewall
        | Cause::RouterUnreachable
        | Cause::IspDown => failure.is_some(),
        // Through a tunnel that carries too little, what is stopped is so by something else.
        Cause::VpnDown => failure.is_some() && !finding.partial,
        Cause::CaptivePortal => !authenticated,
        Cause::NoResolver | Cause::ResolverDown | Cause::ResolverFailing | Cause::VpnDnsFailing => {
            failed_at(Phase::Resolve)
        }
        // Late is not denied.
        Cause::DnsSlow => failure.is_some_and(|it| {
            it.phase == Phase::Resolve
                && matches!(it.kind, FailureKind::TimedOut | FailureKind::LookupFailed)
        }),
        Cause::ProxyUnreachable => {
            failure.is_some_and(|it| matches!(it.kind, FailureKind::ProxyUnreachable(_)))
        }
        Cause::ProxyAuthRequired | Cause::ProxyDenied | Cause::ProxyFailed => {
            let cut_off = failed_at(Phase::Connect)
                || (failed_at(Phase::Handshake)
                    && !failure.is_some_and(|it| it.kind.is_certificate()));
            // A proxy on the way that nobody set shows itself in clear text only.
            let in_clear =
                |it: &Exchange| it.transport == Transport::Plain && (500..600).contains(&it.status);
            (walk.hops.iter().any(through_proxy) && (cut_off || exchange.is_some_and(by_proxy)))
                || (cause == Cause::ProxyFailed && exchange.is_some_and(in_clear))
        }
        Cause::ClockWrong => rules::is_in_time_by_others(facts, walk),
        Cause::TrustStore => failure.is_some_and(|it| it.kind == FailureKind::UnknownIssuer),
        Cause::TlsIntercepted => {
            failure.is_some_and(|it| it.kind.is_certificate())
                || exchange.is_some_and(|it| it.transport == Transport::Intercepted)
        }
        Cause::PageBlocked => exchange.is_some_and(|it| it.transport == Transport::Intercepted),
        Cause::PortBlocked => {
            failed_at(Phase::Connect)
                || (failed_at(Phase::Handshake)
                    && failure.is_some_and(|it| {
                        matches!(
                            it.kind,
                            FailureKind::Reset
                                | FailureKind::Closed
                                | FailureKind::NotTls
                                | FailureKind::TlsAlert(_)
                                | FailureKind::TimedOut
                        )
                    }))
        }
        Cause::MtuBlackhole => silent && !failed_at(Phase::Connect) && !failed_at(Phase::Resolve),
        Cause::LinkLossy | Cause::IspLossy | Cause::LinkUnstable => {
            silent || failure.is_some_and(|it| it.kind == FailureKind::LookupFailed)
        }
        Cause::LinkSlow | Cause::IspSlow | Cause::Overloaded | Cause::DataCap => {
            silent && failed_at(Phase::Exchange)
        }
        // Everything that was tried was IPv6.
        Cause::Ipv6Broken => walk.last().is_some_and(|hop| {
            failed_at(Phase::Connect)
                && !hop.attempts.is_empty()
                && hop
                    .attempts
                    .iter()
                    .all(|it| it.peer.is_ipv6() && it.outcome != AttemptOutcome::Connected)
        }),
        _ => false,
    }
}

fn by_proxy(exchange: &Exchange) -> bool {
    matches!(exchange.transport, Transport::Connect | Transport::Proxied)
}

fn network_diagnosis(facts: &Facts<'_>, found: &[Finding]) -> Diagnosis {
    let Some((main, rest)) = found.split_first() else { return network_well(facts) };
    let mut diagnosis =
        claim(main, if main.partial { Extent::Partial } else { Extent::All }, Vec::new());
    // Two rules may find one cause by different marks; it is told once.
    for further in rest {
        let told = |it: &Contributing| it.cause == further.cause;
        if further.cause != main.cause && !diagnosis.contributing.iter().any(told) {
            let Finding { cause, confidence, .. } = *further;
            diagnosis.contributing.push(Contributing { cause, confidence });
        }
    }
    diagnosis
}

/// Nothing was found wrong with the network: well, or not known.
fn network_well(facts: &Facts<'_>) -> Diagnosis {
    let references = facts.references().count();
    let fine = facts.references().filter(|it| it.seen.is_fine()).count();
    let through = facts
        .targets()
        .any(|(_, it)| (it.seen.is_fine() && !is_local(it.walk)) || is_authentic(it.walk));
    if facts.controls_hold() || through {
        let says = say!(
            "{fine} of {references} independent checks answer as they should.",
            fine,
            references
        );
        let quorum = Evidence { rule: "control.quorum".to_owned(), says, supports: true };
        let note =
            |rule: &str, says: Said| Evidence { rule: rule.to_owned(), says, supports: false };
        let steered = !rules::steered(facts).is_empty();
        let steered = steered.then(|| note("dns.steered", rules::STEERED));
        let missed = rules::script_missed(facts);
        let missed = missed.then(|| note("proxy.script", rules::SCRIPT_MISSING));
        return Diagnosis {
            evidence: std::iter::once(quorum).chain(steered).chain(missed).collect(),
            ..Diagnosis::plain(
                Cause::None,
                if facts.controls_hold() { Confidence::Certain } else { Confidence::Likely },
                Extent::All,
            )
        };
    }
    let says = if references == 0 {
        say!("No independent check could be made, so nothing can be said about your network.")
    } else {
        say!(
            "Only {fine} of {references} independent checks answer, and what else was seen does not tell why.",
            fine,
            references
        )
    };
    Diagnosis {
        evidence: vec![Evidence { rule: "control.quorum".to_owned(), says, supports: true }],
        ..Diagnosis::plain(Cause::Unknown, Confidence::Possible, Extent::All)
    }
}

fn service_finding(
    facts: &Facts<'_>,
    network: &[Finding],
    network_diagnosis: &Diagnosis,
    service: &ServiceFacts<'_>,
) -> ServiceFinding {
    let id = service.spec.id.clone();
    let hit: Vec<&TargetFact<'_>> = service.hit().collect();
    let explained = |target: &&TargetFact<'_>| {
        network.iter().find(|it| explains(facts, it, target.walk, &target.seen))
    };
    if let Some(held_by) =
        hit.first().and_then(explained).filter(|_| hit.iter().all(|it| explained(it).is_some()))
    {
        let roles = roles(hit.iter().copied());
        return ServiceFinding {
            id,
            held: true,
            looked_at: true,
            diagnosis: behind(
                facts,
                &hit,
                Diagnosis { roles, ..claim(held_by, Extent::All, Vec::new()) },
            ),
            symptom: hit.first().map(|it| it.index),
        };
    }
    let own: Vec<(&TargetFact<'_>, Finding)> = hit
        .iter()
        .filter(|it| explained(it).is_none())
        .filter_map(|target| Some((*target, rules::judge(facts, service, target)?)))
        .collect();
    let own = as_siblings(facts, own);
    let slow = (own.is_empty() && !network.iter().any(|it| is_lame(it.cause) || severs(it.cause)))
        .then(|| rules_for_living(facts, service))
        .flatten();
    let looked_at = !service.targets.is_empty();
    if let Some((diagnosis, symptom)) = main_of(service, own).or(slow) {
        return ServiceFinding { id, held: false, looked_at, diagnosis, symptom };
    }
    if !looked_at {
        let held = network_diagnosis.cause != Cause::None && severs(network_diagnosis.cause);
        let diagnosis = if held {
            network_diagnosis.clone()
        } else {
            Diagnosis {
                evidence: vec![Evidence {
                    rule: "target.none".to_owned(),
                    says: say!("There was no time to look at it."),
                    supports: true,
                }],
                ..Diagnosis::plain(Cause::Unknown, Confidence::Possible, Extent::Service)
            }
        };
        return ServiceFinding { id, held, looked_at, diagnosis, symptom: None };
    }
    ServiceFinding { id, held: false, looked_at, diagnosis: well(service), symptom: None }
}

/// Adds what the service itself answered in every trial that got past the network's cause.
fn behind(facts: &Facts<'_>, hit: &[&TargetFact<'_>], mut diagnosis: Diagnosis) -> Diagnosis {
    let past = hit.iter().flat_map(|target| {
        facts.trials(&target.walk.subject, |it| {
            matches!(
                it,
                Vantage::OtherResolver(_)
                    | Vantage::WithoutProxy
                    | Vantage::OutsideTunnel(_)
                    | Vantage::OtherInterface(_)
                    | Vantage::CorrectedClock(_)
            )
        })
    });
    let past: Vec<Seen<'_>> = past.filter(|it| is_authentic(it)).filter_map(Seen::of).collect();
    if past.iter().any(Seen::is_fine) {
        return diagnosis;
    }
    let answers: Vec<_> = past.iter().filter_map(Seen::answer).collect();
    let worst = answers
        .iter()
        .filter(|it| it.cause.blame() == Blame::Service)
        .max_by_key(|it| (it.confidence, Reverse(it.cause)));
    if let Some(answer) = worst {
        diagnosis.contributing.push(Contributing {
            cause: answer.cause,
            confidence: answer.confidence.min(Confidence::Likely),
        });
    }
    diagnosis
}

/// What can be wrong with a service all of whose targets answer.
fn rules_for_living(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
) -> Option<(Diagnosis, Option<usize>)> {
    let (index, finding) = rules::living(facts, service)?;
    let extent = if finding.partial { Extent::Partial } else { Extent::Role };
    let role = service.targets.iter().find(|it| it.index == index)?.role;
    Some((claim(&finding, extent, vec![role]), Some(index)))
}

/// A part that nothing was tried on is judged as another part of the service that failed in the same way, and was tried:
/// only some parts are, so that a round stays gentle.
fn as_siblings<'a, 'b>(
    facts: &Facts<'_>,
    own: Vec<(&'b TargetFact<'a>, Finding)>,
) -> Vec<(&'b TargetFact<'a>, Finding)> {
    // An address that was merely opened and closed tells nothing of what comes after.
    let merely_opened = |it: &&Walk| {
        matches!(it.vantage, Vantage::Address(_))
            && it.exchange().is_none()
            && it.failure().is_none()
    };
    let untried = |target: &TargetFact<'_>| {
        facts.trials(&target.walk.subject, |_| true).iter().all(merely_opened)
    };
    let tried = |target: &TargetFact<'_>| {
        let alike = own.iter().filter(|(other, theirs)| {
            is_alike(other, target) && !untried(other) && !theirs.partial
        });
        alike
            .max_by_key(|(other, it)| (it.confidence, Reverse(other.index)))
            .map(|(_, it)| it.clone())
    };
    let judged: Vec<Option<Finding>> =
        own.iter().map(|(target, _)| untried(target).then(|| tried(target)).flatten()).collect();
    own.into_iter()
        .zip(judged)
        .map(|((target, finding), better)| (target, better.unwrap_or(finding)))
        .collect()
}

/// Whether two parts failed in the same way.
fn is_alike(one: &TargetFact<'_>, other: &TargetFact<'_>) -> bool {
    let answer = |it: &TargetFact<'_>| it.walk.exchange().map(|it| (it.status, it.transport));
    match (&one.seen, &other.seen) {
        (Seen::Failed(one), Seen::Failed(other)) => one == other,
        (Seen::Answered(_), Seen::Answered(_)) => answer(one) == answer(other),
        _ => false,
    }
}

/// Whether two parts show the same: one status, or one failure.
fn shows_the_same(one: &TargetFact<'_>, other: &TargetFact<'_>) -> bool {
    let status = |it: &TargetFact<'_>| it.walk.exchange().map(|it| it.status);
    let failure =
        |it: &TargetFact<'_>| it.seen.failure().map(|it: &Failure| (it.phase, it.kind.code()));
    (status(one).is_some() && status(one) == status(other))
        || (failure(one).is_some() && failure(one) == failure(other))
}

/// Joins what was found for each target: the cause of most of them first, the nearer one of equals.
fn main_of(
    service: &ServiceFacts<'_>,
    own: Vec<(&TargetFact<'_>, Finding)>,
) -> Option<(Diagnosis, Option<usize>)> {
    let mut by_cause: BTreeMap<Cause, Vec<(&TargetFact<'_>, Finding)>> = BTreeMap::new();
    for (target, finding) in own {
        by_cause.entry(finding.cause).or_default().push((target, finding));
    }
    let mut groups: Vec<_> = by_cause.into_iter().collect();
    groups.sort_by_key(|(cause, hit)| (weight(*cause), Reverse(hit.len()), *cause));
    let mut groups = groups.into_iter();
    let (cause, main) = groups.next()?;
    let (target, strongest) =
        main.iter().max_by_key(|(target, it)| (it.confidence, Reverse(target.index)))?;
    let everything = service.hit().count() == service.targets.len();
    let extent = match (strongest.partial, everything) {
        (true, _) => Extent::Partial,
        (false, true) => Extent::Service,
        (false, false) => Extent::Role,
    };
    let mut diagnosis = claim(strongest, extent, roles(main.iter().map(|(target, _)| *target)));
    // What is stopped near us for sure does not also fail out there: the other parts are stopped alike.
    let stopped = strongest.confidence == Confidence::Certain && is_near(cause.blame());
    // What shows the same as a part whose trial decided for something near has the same cause.
    let near = is_near(cause.blame()) && strongest.confidence >= Confidence::Likely;
    let decided = |target: &TargetFact<'_>| {
        near && main.iter().any(|(other, _)| shows_the_same(other, target))
    };
    for (cause, rest) in groups.filter(|(cause, rest)| {
        let alike = stopped && matches!(cause, Cause::ServiceUnreachable | Cause::Unknown);
        !(alike || rest.iter().all(|(target, _)| decided(target)))
    }) {
        let confidence =
            rest.iter().map(|(_, it)| it.confidence).max().unwrap_or(Confidence::Possible);
        if !diagnosis.contributing.iter().any(|it| it.cause == cause) {
            diagnosis.contributing.push(Contributing { cause, confidence });
        }
    }
    Some((diagnosis, Some(target.index)))
}

/// What is no failure for people, or is not decided, comes after what is.
fn weight(cause: Cause) -> u8 {
    match cause {
        Cause::Unknown => 2,
        Cause::BotChallenge | Cause::SignInRequired | Cause::NotEntitled => 1,
        _ => 0,
    }
}

fn roles<'a>(targets: impl Iterator<Item = &'a TargetFact<'a>>) -> Vec<Role> {
    let mut roles: Vec<Role> = targets.map(|it| it.role).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

fn well(service: &ServiceFacts<'_>) -> Diagnosis {
    let says = match service.targets.len() {
        1 => say!("It answers as it should."),
        count => say!("All {count} parts that were asked answer as they should.", count),
    };
    Diagnosis {
        evidence: vec![Evidence { rule: "target.fine".to_owned(), says, supports: true }],
        ..Diagnosis::plain(Cause::None, Confidence::Certain, Extent::Service)
    }
}

fn claim(finding: &Finding, extent: Extent, roles: Vec<Role>) -> Diagnosis {
    Diagnosis {
        roles,
        responder: finding.responder.clone(),
        evidence: finding.evidence.clone(),
        ruled_out: finding.ruled_out.clone(),
        contributing: finding.contributing.clone(),
        ..Diagnosis::plain(finding.cause, finding.confidence, extent)
    }
}

/// Whether this blame means that it is on the user's side of the line.
pub fn is_near(blame: Blame) -> bool {
    matches!(blame, Blame::Device | Blame::Network | Blame::Isp | Blame::VpnOrProxy)
}
