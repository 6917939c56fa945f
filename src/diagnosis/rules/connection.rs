//! One service to which no connection opens, although the network is fine.

use std::net::IpAddr;

use super::name::{may_be_redirected, no_way_for};
use super::path::trial;
use super::{Finding, undecided};
use crate::diagnosis::facts::{Facts, ServiceFacts, TargetFact, through_proxy};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence};
use crate::observation::{AttemptOutcome, Failure, FailureKind, Phase, Vantage};

/// Connections do not open, although the network is fine.
pub(super) fn unconnected(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
) -> Finding {
    if target.hop().is_some_and(through_proxy) {
        return not_through_the_proxy(facts, target, failure);
    }
    if !facts.controls_hold() && !facts.reaches_beyond() {
        return undecided("connect.failed", say!("No connection opens to it.")).although(
            "control.none",
            say!("No independent check succeeded either, so it cannot be said whose side it is."),
        );
    }
    let other_interface =
        trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OtherInterface(_)));
    if other_interface == Some(true) {
        return Finding::new(Cause::ConnectionBlocked, Confidence::Likely)
            .because(
                "trial.other_interface",
                say!("Over another connection the service answers; over this one no connection opens."),
            )
            .not(Cause::ServiceUnreachable, say!("it answers over another connection"))
            .beside(Cause::IspRouteLost, Confidence::Possible);
    }
    let addresses: Vec<IpAddr> = target
        .hop()
        .map(|hop| hop.attempts.iter().map(|it| it.peer.ip()).collect())
        .unwrap_or_default();
    if let Some(finding) = no_way_for(facts, &addresses)
        .or_else(|| route_lost(target, failure))
        .or_else(|| prohibited(target))
        .or_else(|| refused_near_by(facts, target))
    {
        return finding;
    }
    let whole = service
        .targets
        .iter()
        .all(|it| it.seen.failure().is_some_and(|it| it.phase == Phase::Connect));
    let says = match failure.kind {
        FailureKind::Refused => say!("All of its addresses refuse the connection."),
        FailureKind::TimedOut => say!("None of its addresses answers."),
        _ => say!("No connection to it opens."),
    };
    let others = facts.others_hold(service.spec);
    let odd = may_be_redirected(facts, target);
    // Seen from one place, a dead address, a lost route and a filter that drops look the same.
    // Unrelated services seldom fall silent together; who is in the way of one may be in the way of several.
    let together = facts.services.iter().any(|other| {
        other.spec.id != service.spec.id
            && other.hit().next().is_some()
            && other.targets.iter().all(|it| {
                it.seen.failure().is_some_and(|it| {
                    it.phase == Phase::Connect && it.kind != FailureKind::PermissionDenied
                })
            })
    });
    let sure = others && !odd && !(together && whole);
    let confidence = if sure { Confidence::Likely } else { Confidence::Possible };
    let finding = Finding::new(Cause::ServiceUnreachable, confidence)
        .because("connect.failed", says)
        .because_if(others, "control.names", say!("Other services answer from here."))
        .because_if(whole, "connect.all_roles", say!("All parts of the service are hit."))
        .not_if(others, Cause::IspDown, say!("other services answer"))
        .not(Cause::ResolverDown, say!("its name is found"))
        .beside(Cause::ConnectionBlocked, Confidence::Possible);
    // A refusal is an answer: the way there works.
    let finding = if failure.kind == FailureKind::TimedOut {
        finding.beside(Cause::IspRouteLost, Confidence::Possible)
    } else {
        finding
    };
    if odd { finding.beside(Cause::DnsBlocked, Confidence::Possible) } else { finding }
}

/// A router on the way says that it knows no way there (RFC 792, code 0), while it knows the way to others.
fn route_lost(target: &TargetFact<'_>, failure: &Failure) -> Option<Finding> {
    let says_so =
        |it: &AttemptOutcome| *it == AttemptOutcome::Failed(FailureKind::NetworkUnreachable);
    let attempts = &target.hop()?.attempts;
    let all = failure.kind == FailureKind::NetworkUnreachable
        && attempts.iter().all(|it| says_so(&it.outcome));
    all.then(|| {
        Finding::new(Cause::IspRouteLost, Confidence::Likely)
            .because("path.no_route", say!("A router on the way says that no route leads to it."))
            .not(Cause::IspDown, say!("other services answer"))
            .beside(Cause::ConnectionBlocked, Confidence::Possible)
            .beside(Cause::ServiceUnreachable, Confidence::Possible)
    })
}

/// Somebody on the way says that the way there is forbidden (RFC 4443, section 3.1: administratively prohibited).
///
/// The system tells it in the same word as a rule of its own. Where IPv4 was tried too, that shows that the packets left.
fn prohibited(target: &TargetFact<'_>) -> Option<Finding> {
    let attempts = &target.hop()?.attempts;
    let denied = attempts.iter().any(|it| {
        it.peer.is_ipv6() && it.outcome == AttemptOutcome::Failed(FailureKind::PermissionDenied)
    });
    if !denied || attempts.iter().any(|it| it.outcome == AttemptOutcome::Connected) {
        return None;
    }
    let left = attempts.iter().any(|it| it.peer.is_ipv4());
    let confidence = if left { Confidence::Likely } else { Confidence::Possible };
    let finding = Finding::new(Cause::ConnectionBlocked, confidence)
        .because(
            "path.prohibited",
            say!("Somebody on the way says that connections to it are forbidden."),
        )
        .not_if(left, Cause::Firewall, say!("the refusal took the time of a way and back"));
    Some(if left { finding } else { finding.beside(Cause::Firewall, Confidence::Possible) })
}

/// Refusals sooner than light comes back from anything out there.
const NEAR_MS: u32 = 3;

/// Every address refuses, sooner than anything beyond the gateway has ever answered: the refusal was made near by.
fn refused_near_by(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<Finding> {
    let attempts = &target.hop()?.attempts;
    let near = !attempts.is_empty()
        && attempts.iter().all(|it| {
            it.took_ms <= NEAR_MS
                && matches!(
                    it.outcome,
                    AttemptOutcome::Failed(
                        FailureKind::Refused
                            | FailureKind::Reset
                            | FailureKind::HostUnreachable
                            | FailureKind::NetworkUnreachable
                    )
                )
        });
    let nearest = facts
        .walks()
        .flat_map(|(walk, _)| walk.hops.iter().flat_map(|hop| &hop.attempts))
        .filter(|it| it.outcome == AttemptOutcome::Connected)
        .map(|it| it.took_ms)
        .min()?;
    (near && nearest >= 3 * NEAR_MS).then(|| {
        Finding::new(Cause::ConnectionBlocked, Confidence::Likely)
            .because(
                "connect.near_by",
                say!("The refusal came within {near} ms; nothing else out there answers in less than {nearest}.", near = NEAR_MS, nearest),
            )
            .not(Cause::ServiceUnreachable, say!("the refusal came from near by"))
            .beside(Cause::Firewall, Confidence::Possible)
    })
}

/// The proxy does not get a connection to this one. What it passes otherwise is told by the network's rules.
fn not_through_the_proxy(facts: &Facts<'_>, target: &TargetFact<'_>, failure: &Failure) -> Finding {
    let without = trial(facts, &target.walk.subject, |it| *it == Vantage::WithoutProxy);
    let says = say!("The proxy that is set on this computer does not get a connection to it.");
    let by_proxy = |cause, confidence| {
        Finding::new(cause, confidence)
            .because("proxy.connect", says)
            .because_if(
                without == Some(true),
                "trial.without_proxy",
                say!("Without the proxy the service answers."),
            )
            .although("proxy.others", say!("It passes other traffic."))
    };
    let kind = match &failure.kind {
        FailureKind::ProxyUnreachable(inner) => inner,
        kind => kind,
    };
    match (without, kind) {
        (Some(true), FailureKind::SocksReply(2)) => {
            by_proxy(Cause::ProxyDenied, Confidence::Certain)
        }
        (Some(true), _) => by_proxy(Cause::ProxyFailed, Confidence::Certain),
        // RFC 1928, section 6: 2 is its own rules; 3, 4 and 5 are what it met on the way and there.
        (_, FailureKind::SocksReply(2)) => by_proxy(Cause::ProxyDenied, Confidence::Likely),
        (_, FailureKind::SocksReply(3..=5)) => {
            Finding::new(Cause::ServiceUnreachable, Confidence::Likely)
                .because(
                    "proxy.reply",
                    say!("The proxy says that the service cannot be reached from there."),
                )
                .because("proxy.others", say!("It passes other traffic."))
                .beside(Cause::ProxyFailed, Confidence::Possible)
        }
        (Some(false), _) => by_proxy(Cause::ProxyFailed, Confidence::Possible)
            .beside(Cause::ServiceUnreachable, Confidence::Possible),
        (None, _) => by_proxy(Cause::ProxyFailed, Confidence::Likely),
    }
}
