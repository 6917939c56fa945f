//! One target that did not answer well, while the network as a whole does not explain it: what can be told whatever
//! the phase, and then the phase's own rules.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::path::trial;
use super::{Finding, connection, exchange, name, response, session};
use crate::diagnosis::facts::{Facts, Seen, ServiceFacts, TargetFact, through_proxy};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Said};
use crate::observation::{Anchor, Failure, FailureKind, Phase, ResolverKind, Vantage, is_inside};

/// What is wrong with `target`. Total: what cannot be decided is `unknown`, saying what would decide it.
pub(in crate::diagnosis) fn judge(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
) -> Option<Finding> {
    let finding = match &target.seen {
        Seen::Fine => return None,
        Seen::Answered(answer) => hosts_override(facts, target)
            .or_else(|| name::redirected(facts, target))
            .unwrap_or_else(|| response::judge(facts, service, target, answer)),
        Seen::Failed(failure) => hosts_override(facts, target)
            .or_else(|| firewall(target))
            .or_else(|| outside_the_tunnel(facts, target, failure))
            .or_else(|| some_addresses(facts, target))
            .or_else(|| large_packets_vanish(facts, target, failure))
            .or_else(|| name::redirected(facts, target))
            .unwrap_or_else(|| match failure.phase {
                Phase::Resolve => name::unresolved(facts, service, target, failure),
                Phase::Connect => connection::unconnected(facts, service, target, failure),
                Phase::Handshake => session::unauthenticated(facts, service, target, failure),
                Phase::Exchange => exchange::unfinished(facts, target, failure),
            }),
    };
    Some(finding)
}

/// The hosts file pins the name, and past it the service answers or has other addresses.
fn hosts_override(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<Finding> {
    let host = target.host()?;
    let pinned: Vec<IpAddr> = facts
        .host()
        .hosts_entries
        .as_ref()?
        .iter()
        .filter(|it| it.name.eq_ignore_ascii_case(&host))
        .map(|it| it.address)
        .collect();
    if pinned.is_empty() || target.hop().is_some_and(through_proxy) {
        return None;
    }
    let past = trial(facts, &target.walk.subject, |it| *it == Vantage::PastHostsFile);
    // Where it fails past that line as well, or the service itself is at the pinned address, the line is not to blame.
    let genuine = target
        .hop()
        .and_then(|hop| hop.tls.as_ref())
        .is_some_and(|it| it.anchor == Some(Anchor::Public));
    if past == Some(false) || (genuine && past != Some(true)) {
        return None;
    }
    let truth: BTreeSet<IpAddr> = facts
        .snapshot
        .lookups
        .iter()
        .filter(|it| it.name == host && it.resolver.kind != ResolverKind::System)
        .flat_map(|it| it.answer.addresses().to_vec())
        .collect();
    let contradicted = !truth.is_empty() && pinned.iter().all(|it| !truth.contains(it));
    let confidence = match (past, contradicted) {
        (Some(true), _) => Confidence::Certain,
        (_, true) => Confidence::Likely,
        // The pinned address is the right one, or nobody says otherwise.
        (_, false) if !truth.is_empty() => return None,
        (_, false) => Confidence::Possible,
    };
    Some(
        Finding::new(Cause::HostsOverride, confidence)
            .because(
                "hosts.entry",
                say!(
                    "A line in this computer's hosts file sends {host} to {place}.",
                    host = host.clone(),
                    place = pinned_to(pinned[0])
                ),
            )
            .because_if(contradicted, "dns.others", say!("DNS gives other addresses for it."))
            .because_if(
                past == Some(true),
                "trial.past_hosts_file",
                say!("Past that line the service answers."),
            )
            .not_if(
                past == Some(true),
                Cause::ServiceUnreachable,
                say!("it answers at its own address"),
            ),
    )
}

/// What a pinned address means, without showing the address.
fn pinned_to(address: IpAddr) -> Said {
    if address.is_unspecified() {
        say!("nowhere")
    } else if address.is_loopback() {
        say!("this computer itself")
    } else if is_inside(address) {
        say!("a device on your own network")
    } else {
        say!("another address")
    }
}

/// This computer's own rules: the system says "not permitted" for this service only.
fn firewall(target: &TargetFact<'_>) -> Option<Finding> {
    let confidence = Facts::forbidden_here(target.walk)?;
    Some(
        Finding::new(Cause::Firewall, confidence)
            .because("device.permission", say!("This computer itself refuses to connect to it: a firewall or security program forbids it."))
            .not(Cause::ServiceUnreachable, say!("the traffic does not leave this computer")),
    )
}

/// Inside the tunnel it fails, outside it answers. A name that the tunnel's resolver denies is that resolver's affair.
fn outside_the_tunnel(
    facts: &Facts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
) -> Option<Finding> {
    let outside = trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OutsideTunnel(_)));
    (failure.phase != Phase::Resolve && outside == Some(true)).then(|| {
        Finding::new(Cause::VpnBlocked, Confidence::Likely)
            .because(
                "trial.outside_tunnel",
                say!("Outside your VPN the service answers; inside it does not."),
            )
            .not(Cause::ServiceUnreachable, say!("it answers outside the VPN"))
    })
}

/// The ordinary way failed, but another address of the same name answers well.
fn some_addresses(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<Finding> {
    let trials = facts.trials(&target.walk.subject, |it| matches!(it, Vantage::Address(_)));
    let full: Vec<_> =
        trials.iter().filter(|it| it.exchange().is_some() || it.failure().is_some()).collect();
    let well = full.iter().filter(|it| it.succeeded() && it.exchange().is_some()).count();
    // Inside a re-signed session whoever reads along may have hung up, once.
    let middleman = target
        .hop()
        .and_then(|hop| hop.tls.as_ref())
        .is_some_and(|it| it.anchor == Some(Anchor::Private));
    (well > 0).then(|| {
        let mut finding =
            edge_failing("trial.address", say!("Another of its addresses answers well."));
        if middleman {
            finding.confidence = Confidence::Possible;
            finding = finding.beside(Cause::TlsIntercepted, Confidence::Possible);
        }
        finding
    })
}

fn edge_failing(rule: &str, says: Said) -> Finding {
    Finding::new(Cause::EdgeFailing, Confidence::Likely)
        .because(rule, says)
        .not(Cause::IspDown, say!("the service answers at another address"))
        .partly()
}

/// It stalls on large answers, and small segments get through: a black hole on the way to this service alone.
fn large_packets_vanish(
    facts: &Facts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
) -> Option<Finding> {
    let stalls = matches!(failure.phase, Phase::Handshake | Phase::Exchange)
        && matches!(failure.kind, FailureKind::TimedOut | FailureKind::Truncated);
    let small = trial(facts, &target.walk.subject, |it| *it == Vantage::SmallSegments);
    (stalls && small == Some(true)).then(|| {
        Finding::new(Cause::MtuBlackhole, Confidence::Likely)
            .because(
                "path.stall_one",
                say!("Connections to it open, but the first large answer never arrives."),
            )
            .because("trial.small_segments", say!("With smaller packets it works."))
            .not(Cause::ServiceUnreachable, say!("it answers in smaller packets"))
    })
}
