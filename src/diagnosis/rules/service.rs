//! One target that did not answer well, while the network as a whole does not explain it.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::path::trial;
use super::trust::is_in_time_by_others;
use super::{Finding, response};
use crate::diagnosis::facts::{
    Facts, Seen, ServiceFacts, TargetFact, is_own_name, is_private, outcome_of, through_proxy,
};
use crate::diagnosis::{Cause, Confidence};
use crate::observation::{
    Anchor, AttemptOutcome, CertificateFacts, Failure, FailureKind, Family, Lookup, LookupAnswer,
    Phase, ResolverKind, Transport, Vantage, Walk,
};

/// What is wrong with `target`. Total: what cannot be decided is `unknown`, saying what would decide it.
pub(in crate::diagnosis) fn judge(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
) -> Option<Finding> {
    let finding = match &target.seen {
        Seen::Fine => return None,
        Seen::Answered(answer) => hosts_override(facts, target)
            .or_else(|| redirected_name(facts, target))
            .unwrap_or_else(|| response::judge(facts, service, target, answer)),
        Seen::Failed(failure) => hosts_override(facts, target)
            .or_else(|| firewall(target))
            .or_else(|| outside_the_tunnel(facts, target, failure))
            .or_else(|| some_addresses(facts, target))
            .or_else(|| large_packets_vanish(facts, target, failure))
            .unwrap_or_else(|| match failure.phase {
                Phase::Resolve => unresolved(facts, service, target, failure),
                Phase::Connect => unconnected(facts, service, target, failure),
                Phase::Handshake => unauthenticated(facts, service, target, failure),
                Phase::Exchange => unfinished(facts, target, failure),
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
                format!(
                    "A line in this computer's hosts file sends {host} to {}.",
                    Pinned(pinned[0])
                ),
            )
            .because_if(contradicted, "dns.others", "DNS gives other addresses for it.")
            .because_if(
                past == Some(true),
                "trial.past_hosts_file",
                "Past that line the service answers.",
            )
            .not_if(past == Some(true), Cause::ServiceUnreachable, "it answers at its own address"),
    )
}

/// What a pinned address means, without showing the address.
struct Pinned(IpAddr);

impl std::fmt::Display for Pinned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_unspecified() {
            "nowhere"
        } else if self.0.is_loopback() {
            "this computer itself"
        } else if is_private(&self.0) {
            "a device on your own network"
        } else {
            "another address"
        })
    }
}

/// This computer's own rules: the system says "not permitted" for this service only.
fn firewall(target: &TargetFact<'_>) -> Option<Finding> {
    let confidence = Facts::forbidden_here(target.walk)?;
    Some(
        Finding::new(Cause::Firewall, confidence)
            .because("device.permission", "This computer itself refuses to connect to it: a firewall or security program forbids it.")
            .not(Cause::ServiceUnreachable, "the traffic does not leave this computer"),
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
                "Outside your VPN the service answers; inside it does not.",
            )
            .not(Cause::ServiceUnreachable, "it answers outside the VPN")
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
        let mut finding = edge_failing("trial.address", "Another of its addresses answers well.");
        if middleman {
            finding.confidence = Confidence::Possible;
            finding = finding.beside(Cause::TlsIntercepted, Confidence::Possible);
        }
        finding
    })
}

fn edge_failing(rule: &str, says: &str) -> Finding {
    Finding::new(Cause::EdgeFailing, Confidence::Likely)
        .because(rule, says)
        .not(Cause::IspDown, "the service answers at another address")
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
                "Connections to it open, but the first large answer never arrives.",
            )
            .because("trial.small_segments", "With smaller packets it works.")
            .not(Cause::ServiceUnreachable, "it answers in smaller packets")
    })
}

/// How the resolvers of others see a name.
struct NameElsewhere {
    /// Those that gave addresses.
    found: usize,
    /// Those that denied it: no such name, no address, or a failure of their own.
    denied: usize,
    /// Whether one that cannot be redirected on the way (DoH) gave addresses.
    found_privately: bool,
    /// Whether one that cannot be redirected on the way (DoH) denied it.
    denied_privately: bool,
}

fn elsewhere(facts: &Facts<'_>, host: &str) -> NameElsewhere {
    let mut seen =
        NameElsewhere { found: 0, denied: 0, found_privately: false, denied_privately: false };
    let mut by_resolver: std::collections::BTreeMap<_, Vec<&Lookup>> =
        std::collections::BTreeMap::new();
    for lookup in facts.public_lookups(host) {
        by_resolver.entry(&lookup.resolver).or_default().push(lookup);
    }
    for (resolver, lookups) in by_resolver {
        let usable = |it: &&Lookup| {
            it.answer.addresses().iter().any(|a| !a.is_unspecified() && !a.is_loopback())
        };
        let private = resolver.kind == ResolverKind::Doh;
        if lookups.iter().any(usable) {
            seen.found += 1;
            seen.found_privately |= private;
        } else if lookups.iter().any(|it| it.answer.answered()) {
            seen.denied += 1;
            seen.denied_privately |= private;
        }
    }
    seen
}

/// The name does not resolve here: denied by this resolver only, gone for everybody, or not decided.
fn unresolved(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
) -> Finding {
    let host = target.host().unwrap_or_default();
    let others = elsewhere(facts, &host);
    let works = trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OtherResolver(_)));
    let controls = facts.controls_hold();
    let how = denial(facts, &host, failure);
    if is_own_name(&host) {
        return undecided("dns.own_name", format!("Your DNS {how}.")).although(
            "dns.public",
            "Only your own network can know this name, so other DNS servers cannot tell.",
        );
    }
    if let Some(finding) = known_all_the_same(facts, target, &host) {
        return finding;
    }
    // A filter answers; silence may be a look-up that went astray.
    let said = !matches!(failure.kind, FailureKind::TimedOut | FailureKind::LookupFailed)
        || facts
            .lookups(ResolverKind::Configured, |name| name == host)
            .iter()
            .any(|it| it.answer.answered());
    // Silence is no denial, unless it is about this name and no other.
    let elsewhere_too = facts.controls.iter().any(|it| {
        it.seen.failure().is_some_and(|it| {
            it.phase == Phase::Resolve
                && matches!(it.kind, FailureKind::TimedOut | FailureKind::LookupFailed)
        })
    });
    if others.found == 0
        && works != Some(true)
        && let Some(finding) = sent_nowhere(facts, service, target, failure, &host)
    {
        return finding;
    }
    if others.found > 0 && !said && elsewhere_too {
        return Finding::new(Cause::DnsSlow, Confidence::Possible)
            .because("dns.silent", "Your DNS did not answer for this name, nor for others.")
            .not(Cause::ServiceDnsMissing, "other DNS servers know the name");
    }
    if others.found > 0 {
        // Denied here and known elsewhere. A resolver that merely stumbled would stumble over other names too.
        let confidence = match (works, controls) {
            (Some(true), true) if said => Confidence::Certain,
            (_, true) => Confidence::Likely,
            (_, false) => Confidence::Possible,
        };
        return Finding::new(Cause::DnsBlocked, confidence)
            .because("dns.denied", format!("Your DNS {how}."))
            .because_if(controls, "control.names", "It finds other names without trouble.")
            .because("dns.public", "Other DNS servers know the name.")
            .because_if(others.denied > 0 && others.found_privately, "dns.private", "Only an encrypted look-up gets the true answer: questions to other DNS servers are answered on the way.")
            .because_if(works == Some(true), "trial.other_resolver", "With the address that they give, the service answers.")
            .not(Cause::ServiceDnsMissing, "other DNS servers know the name")
            .not_if(works == Some(true), Cause::ServiceUnreachable, "the service answers");
    }
    if others.denied > 0 && controls {
        // What was not asked for privately may have been answered on the way, by one and the same machine.
        let confidence = match (others.denied_privately, others.denied) {
            (true, 2..) => Confidence::Certain,
            (true, _) => Confidence::Likely,
            (false, _) => Confidence::Possible,
        };
        let mut finding = Finding::new(Cause::ServiceDnsMissing, confidence);
        if !others.denied_privately {
            finding = finding.beside(Cause::DnsBlocked, Confidence::Possible);
        }
        return finding
            .because(
                "dns.everywhere",
                format!(
                    "No DNS server finds the name: yours {how}, and so do {} others.",
                    others.denied
                ),
            )
            .because("control.names", "Other names are found without trouble.")
            .not_if(
                others.denied_privately,
                Cause::DnsBlocked,
                "independent DNS servers say the same",
            )
            .not(Cause::ResolverFailing, "other names are found");
    }
    undecided("dns.denied", format!("Your DNS {how}."))
        .although(
            "dns.public",
            "No other DNS server could be asked; whether one knows the name would decide it.",
        )
        .beside(Cause::DnsBlocked, Confidence::Possible)
        .beside(Cause::ServiceDnsMissing, Confidence::Possible)
}

/// The service itself sent us to a name that does not exist, while its other names are found.
fn sent_nowhere(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
    host: &str,
) -> Option<Finding> {
    let sent_by_itself =
        target.walk.hops.iter().rev().nth(1).is_some_and(|hop| {
            hop.tls.as_ref().is_some_and(|it| it.anchor == Some(Anchor::Public))
        });
    let others_resolve = service.targets.iter().all(|it| {
        it.seen.failure().is_none_or(|it| it.phase > Phase::Resolve) || it.index == target.index
    });
    let denied = matches!(failure.kind, FailureKind::NoSuchName | FailureKind::NoData);
    if !(denied && sent_by_itself && others_resolve) {
        return None;
    }

    let finding = Finding::new(Cause::ServiceError, Confidence::Possible)
        .because("exchange.sent_nowhere", "The service sends us to a name that does not exist.")
        .because_if(facts.controls_hold(), "control.names", "It finds other names without trouble.")
        .beside(Cause::ServiceDnsMissing, Confidence::Possible);
    // A filter denies a domain with all that is in it, so a name beside one that is found was hardly filtered.
    let found_beside = service.targets.iter().any(|it| {
        it.index != target.index
            && it.host().is_some_and(|it| parent(&it).is_some() && parent(&it) == parent(host))
    });
    Some(if found_beside {
        finding.not(Cause::DnsBlocked, "other names of the same domain are found")
    } else {
        finding.beside(Cause::DnsBlocked, Confidence::Possible)
    })
}

/// The domain in which a host stands, where it is not a domain of registries itself.
fn parent(host: &str) -> Option<&str> {
    host.split_once('.').map(|(_, rest)| rest).filter(|it| it.contains('.'))
}

/// The configured resolvers know the name when they are asked for it directly: nobody denies it.
fn known_all_the_same(facts: &Facts<'_>, target: &TargetFact<'_>, host: &str) -> Option<Finding> {
    let direct = facts.lookups(ResolverKind::Configured, |name| name == host);
    let given: Vec<IpAddr> = direct
        .iter()
        .flat_map(|it| it.answer.addresses().to_vec())
        .filter(|it| !it.is_unspecified() && !it.is_loopback())
        .collect();
    // Of two servers the one that is asked first may be the one that denies.
    let denied = direct.iter().any(|it| {
        it.answer.answered()
            && it.answer != LookupAnswer::NoData
            && !it.answer.addresses().iter().any(|it| given.contains(it))
    });
    let seen = target.hop()?.lookup.as_ref()?.answer.addresses();
    if given.is_empty() || denied || seen.iter().any(|it| !given.contains(it)) {
        return None;
    }
    no_way_for(facts, &given).or_else(|| {
        Some(
            Finding::new(Cause::DnsSlow, Confidence::Possible)
                .because("dns.again", "The look-up failed; asked again, your DNS knows the name.")
                .not(Cause::DnsBlocked, "your DNS knows the name"),
        )
    })
}

/// All of these addresses are of a family for which this network offers no way out.
fn no_way_for(facts: &Facts<'_>, addresses: &[IpAddr]) -> Option<Finding> {
    let routes = facts.host().routes.as_ref()?;
    let mut families = addresses.iter().map(|it| Family::of(*it));
    let family = families.next()?;
    let none = !routes.is_empty()
        && families.all(|it| it == family)
        && routes.iter().all(|it| it.family != family);
    let (lacks, has) = match family {
        Family::V4 => ("IPv4", "IPv6"),
        Family::V6 => ("IPv6", "IPv4"),
    };
    none.then(|| {
        Finding::new(Cause::IspRouteLost, Confidence::Likely)
            .because(
                "path.no_family",
                format!("It has {lacks} addresses only, and your network offers no way but {has}."),
            )
            .not(Cause::ServiceUnreachable, "nothing was sent to it")
    })
}

/// What the resolver in use says, in words; its own response code where it was asked directly.
fn denial(facts: &Facts<'_>, host: &str, failure: &Failure) -> &'static str {
    let direct = facts.lookups(ResolverKind::Configured, |name| name == host);
    let said = |wanted: &LookupAnswer| direct.iter().any(|it| it.answer == *wanted);
    if failure.kind == FailureKind::UnusableAddress {
        "answers with an address that leads nowhere"
    } else if said(&LookupAnswer::NoSuchName) {
        "says that this name does not exist"
    } else if said(&LookupAnswer::ServerFailure) {
        "fails to find this name"
    } else if said(&LookupAnswer::Refused) {
        "refuses to look up this name"
    } else if said(&LookupAnswer::NoData) || failure.kind == FailureKind::NoData {
        "gives no address for this name"
    } else {
        "does not find this name"
    }
}

/// The resolver gives an address that nobody else gives, and what is there is not the service.
///
/// Different addresses alone are only the variety of content networks: the certificate decides.
pub(super) fn redirected_name(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<Finding> {
    let (mine, truth) = odd_addresses(facts, target)?;
    let works = trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OtherResolver(_)));
    let private = mine.iter().all(is_private) && !truth.iter().any(is_private);
    let confidence = match (works, private) {
        (Some(true), _) => Confidence::Certain,
        (_, true) => Confidence::Likely,
        (_, false) => return None,
    };
    Some(
        Finding::new(Cause::DnsBlocked, confidence)
            .because("dns.redirected", "Your DNS gives an address for it that no other DNS server gives, and what is there is not the service.")
            .because_if(works == Some(true), "trial.other_resolver", "With the address that others give, the service answers.")
            .not(Cause::ServiceTlsInvalid, "the certificate is not the service's at all"),
    )
}

/// The addresses of this resolver and of others, where they have none in common and no certificate vouches for ours.
fn odd_addresses(
    facts: &Facts<'_>,
    target: &TargetFact<'_>,
) -> Option<(BTreeSet<IpAddr>, BTreeSet<IpAddr>)> {
    let hop = target.hop()?;
    let mine: BTreeSet<IpAddr> = hop.lookup.as_ref()?.answer.addresses().iter().copied().collect();
    let host = target.host()?;
    let truth: BTreeSet<IpAddr> =
        facts.public_lookups(&host).iter().flat_map(|it| it.answer.addresses().to_vec()).collect();
    let authenticated = hop.tls.as_ref().is_some_and(|it| it.anchor == Some(Anchor::Public));
    let odd = !mine.is_empty() && !truth.is_empty() && mine.is_disjoint(&truth) && !authenticated;
    odd.then_some((mine, truth))
}

/// Whether the resolver may have sent us elsewhere: addresses that nobody else gives, and no trial that tells.
fn may_be_redirected(facts: &Facts<'_>, target: &TargetFact<'_>) -> bool {
    odd_addresses(facts, target).is_some()
        && trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OtherResolver(_)))
            .is_none()
}

/// Connections do not open, although the network is fine.
fn unconnected(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
) -> Finding {
    if let Some(finding) = redirected_name(facts, target) {
        return finding;
    }
    if target.hop().is_some_and(through_proxy) {
        return not_through_the_proxy(facts, target, failure);
    }
    if !facts.controls_hold() && !facts.reaches_beyond() {
        return undecided("connect.failed", "No connection opens to it.").although(
            "control.none",
            "No independent check succeeded either, so it cannot be said whose side it is.",
        );
    }
    let other_interface =
        trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OtherInterface(_)));
    if other_interface == Some(true) {
        return Finding::new(Cause::ConnectionBlocked, Confidence::Likely)
            .because(
                "trial.other_interface",
                "Over another connection the service answers; over this one no connection opens.",
            )
            .not(Cause::ServiceUnreachable, "it answers over another connection")
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
        FailureKind::Refused => "All of its addresses refuse the connection.",
        FailureKind::TimedOut => "None of its addresses answers.",
        _ => "No connection to it opens.",
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
        .because_if(others, "control.names", "Other services answer from here.")
        .because_if(whole, "connect.all_roles", "All parts of the service are hit.")
        .not_if(others, Cause::IspDown, "other services answer")
        .not(Cause::ResolverDown, "its name is found")
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
            .because("path.no_route", "A router on the way says that no route leads to it.")
            .not(Cause::IspDown, "other services answer")
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
            "Somebody on the way says that connections to it are forbidden.",
        )
        .not_if(left, Cause::Firewall, "the refusal took the time of a way and back");
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
                format!("The refusal came within {NEAR_MS} ms; nothing else out there answers in less than {nearest}."),
            )
            .not(Cause::ServiceUnreachable, "the refusal came from near by")
            .beside(Cause::Firewall, Confidence::Possible)
    })
}

/// The proxy does not get a connection to this one. What it passes otherwise is told by the network's rules.
fn not_through_the_proxy(facts: &Facts<'_>, target: &TargetFact<'_>, failure: &Failure) -> Finding {
    let without = trial(facts, &target.walk.subject, |it| *it == Vantage::WithoutProxy);
    let says = "The proxy that is set on this computer does not get a connection to it.";
    let by_proxy = |cause, confidence| {
        Finding::new(cause, confidence)
            .because("proxy.connect", says)
            .because_if(
                without == Some(true),
                "trial.without_proxy",
                "Without the proxy the service answers.",
            )
            .although("proxy.others", "It passes other traffic.")
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
                    "The proxy says that the service cannot be reached from there.",
                )
                .because("proxy.others", "It passes other traffic.")
                .beside(Cause::ProxyFailed, Confidence::Possible)
        }
        (Some(false), _) => by_proxy(Cause::ProxyFailed, Confidence::Possible)
            .beside(Cause::ServiceUnreachable, Confidence::Possible),
        (None, _) => by_proxy(Cause::ProxyFailed, Confidence::Likely),
    }
}

/// The TLS session does not come to be, for this service only.
fn unauthenticated(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
) -> Finding {
    if let Some(finding) = redirected_name(facts, target) {
        return finding;
    }
    if target.hop().is_some_and(through_proxy) && !failure.kind.is_certificate() {
        let without = trial(facts, &target.walk.subject, |it| *it == Vantage::WithoutProxy);
        if without == Some(true) {
            return Finding::new(Cause::ProxyFailed, Confidence::Likely)
                .because("proxy.cuts_off", "The proxy opens a way to it, and then nothing passes.")
                .because("trial.without_proxy", "Without the proxy the service answers.")
                .not(Cause::ServiceUnreachable, "it answers without the proxy");
        }
    }
    let tls = target.hop().and_then(|hop| hop.tls.as_ref());
    let certificate = tls.and_then(|it| it.certificate.as_ref());
    let invalid = |says: String| {
        Finding::new(Cause::ServiceTlsInvalid, Confidence::Likely).because("tls.certificate", says)
    };
    match &failure.kind {
        FailureKind::CertificateExpired | FailureKind::CertificateNotYetValid => {
            // A clock that is off by minutes changes nothing for what ran out long ago.
            let by_others = certificate.is_some()
                && facts.clock_skews().len() >= 2
                && !is_in_time_by_others(facts, target.walk);
            let clock = by_others || clock_is_right(facts);
            let mut finding = invalid(match &failure.kind {
                FailureKind::CertificateExpired => {
                    "The service shows a certificate that has run out.".to_owned()
                }
                _ => "The service shows a certificate that is not valid yet.".to_owned(),
            });
            if clock {
                finding = finding
                    .because(
                        "clock.controls",
                        "It is out of its time by the clocks of others, too.",
                    )
                    .not(Cause::ClockWrong, "by the clocks of others it is the same");
                if matches!(
                    tls.and_then(|it| it.anchor.as_ref()),
                    Some(Anchor::Rejected { public: true })
                ) && !may_be_redirected(facts, target)
                {
                    finding.confidence = Confidence::Certain;
                }
            } else {
                finding = finding.beside(Cause::ClockWrong, Confidence::Possible);
            }
            finding
        }
        FailureKind::UnknownIssuer
        | FailureKind::NameMismatch
        | FailureKind::CertificateInvalid => {
            foreign_certificate(facts, service, target, failure, certificate)
        }
        FailureKind::TlsVersion => {
            invalid("The service and this computer share no safe way to encrypt.".to_owned())
                .beside(Cause::ConnectionBlocked, Confidence::Possible)
        }
        // Filters cut off without a word. An alert is a server's, and one that greets other names lacks this one.
        FailureKind::TlsAlert(_) => {
            let mut finding = invalid("The service breaks off the secure connection.".to_owned())
                .beside(Cause::ConnectionBlocked, Confidence::Possible);
            if names_neutral(facts, target) == Some(true) {
                finding.confidence = Confidence::Possible;
            }
            finding
        }
        FailureKind::NotTls if names_neutral(facts, target) == Some(true) => {
            Finding::new(Cause::ConnectionBlocked, Confidence::Certain)
                .because("tls.not", "What answers there does not speak the secure protocol.")
                .because("trial.neutral_name", "The same address answers when another name is given: somebody on the way listens for the name.")
                .not(Cause::ServiceTlsInvalid, "its address speaks it when another name is given")
        }
        FailureKind::NotTls => Finding::new(Cause::ServiceTlsInvalid, Confidence::Possible)
            .because("tls.not", "What answers there does not speak the secure protocol.")
            .beside(Cause::ConnectionBlocked, Confidence::Possible),
        _ => broken_off(facts, service, target, failure),
    }
}

/// Whether the clocks of at least two others agree with ours.
fn clock_is_right(facts: &Facts<'_>) -> bool {
    let skews = facts.clock_skews();
    skews.len() >= 2 && skews.iter().filter(|it| it.unsigned_abs() <= 300).count() * 2 > skews.len()
}

/// A certificate that nobody known signed, or for other names, on one service only.
///
/// Who re-signs on the way makes certificates for the right name; a service's own mishap is self-signed or for
/// other names.
fn foreign_certificate(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
    certificate: Option<&CertificateFacts>,
) -> Finding {
    let product = certificate.and_then(|it| {
        crate::diagnosis::responder::interceptor(&it.issuer)
            .or_else(|| crate::diagnosis::responder::interceptor(&it.root))
    });
    if let Some(product) = product {
        let mut finding = Finding::new(Cause::TlsIntercepted, Confidence::Likely)
            .because(
                "trust.signer",
                format!("The certificate was made by {product}, not by the service."),
            )
            .not(
                Cause::ServiceTlsInvalid,
                "the signer is known for opening other people's connections",
            );
        finding.responder = Some(crate::diagnosis::Responder {
            party: crate::diagnosis::Party::Interceptor,
            product: Some(product.to_owned()),
        });
        return finding;
    }
    let host = target.host().unwrap_or_default();
    let re_signed = failure.kind == FailureKind::UnknownIssuer
        && certificate.is_some_and(|it| {
            !it.self_signed && !it.root.is_empty() && names_host(&it.subject, &host)
        });
    // Of names that lead to one machine, which is none of them, a resolver has made one.
    let hit_hosts: BTreeSet<String> = service.hit().filter_map(TargetFact::host).collect();
    let peers: BTreeSet<IpAddr> =
        service.hit().filter_map(|it| Some(it.hop()?.peer?.ip())).collect();
    let nobody = |it: &TargetFact<'_>| {
        let subject = it.hop()?.tls.as_ref()?.certificate.as_ref()?.subject.clone();
        Some(!hit_hosts.iter().any(|host| names_host(&subject, host)))
    };
    let stranger = hit_hosts.len() >= 2
        && peers.len() == 1
        && service.hit().all(|it| nobody(it) == Some(true))
        && !target.hop().is_some_and(through_proxy);
    if stranger {
        return Finding::new(Cause::DnsBlocked, Confidence::Likely)
            .because(
                "dns.one_address",
                "All names of it lead to one machine, whose certificate names none of them.",
            )
            .not(Cause::ServiceTlsInvalid, "the certificate is not the service's at all")
            .beside(Cause::TlsIntercepted, Confidence::Possible);
    }
    let same_everywhere = service.targets.len() > 1
        && service
            .targets
            .iter()
            .all(|it| it.seen.failure().is_some_and(|it| it.kind == FailureKind::UnknownIssuer));
    if re_signed && same_everywhere {
        return Finding::new(Cause::TlsIntercepted, Confidence::Likely)
            .because(
                "trust.signer",
                "An unknown signer made certificates for exactly the names of this service.",
            )
            .beside(Cause::ServiceTlsInvalid, Confidence::Possible);
    }
    let says = match failure.kind {
        FailureKind::NameMismatch => "The certificate that is shown belongs to other names.",
        FailureKind::UnknownIssuer if certificate.is_some_and(|it| it.self_signed) => {
            "The certificate that is shown was signed by nobody but itself."
        }
        FailureKind::UnknownIssuer => {
            "Nobody whom this computer trusts signed the certificate that is shown."
        }
        _ => "The certificate that is shown is not valid.",
    };
    let others = facts.targets().any(|(other, it)| {
        other.spec.id != service.spec.id
            && it
                .walk
                .hops
                .iter()
                .any(|hop| hop.tls.as_ref().is_some_and(|it| it.anchor == Some(Anchor::Public)))
    });
    let odd = may_be_redirected(facts, target);
    let finding = Finding::new(
        Cause::ServiceTlsInvalid,
        if odd { Confidence::Possible } else { Confidence::Likely },
    )
    .because("tls.certificate", says)
    .because_if(others, "control.tls", "Other services show good certificates.")
    .beside(Cause::TlsIntercepted, Confidence::Possible);
    if odd { finding.beside(Cause::DnsBlocked, Confidence::Possible) } else { finding }
}

/// Whether a certificate's subject is `host`, itself or by a wildcard.
fn names_host(subject: &str, host: &str) -> bool {
    let subject = subject.trim().to_ascii_lowercase();
    subject == host
        || subject.strip_prefix("*.").is_some_and(|rest| host.ends_with(&format!(".{rest}")))
}

/// Whether the same address goes on when another name is named in the ClientHello (RFC 6066, section 3).
pub(super) fn names_neutral(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<bool> {
    let trials = facts.trials(&target.walk.subject, |it| matches!(it, Vantage::NeutralName(_)));
    if trials.is_empty() {
        return None;
    }
    // Any TLS answer counts, a wrong certificate most of all: the name made the difference.
    Some(trials.iter().any(|walk| {
        walk.succeeded()
            || walk.hops.iter().any(|hop| {
                hop.tls.as_ref().is_some_and(|it| it.certificate.is_some() || it.version.is_some())
            })
            || walk.failure().is_some_and(|it| {
                matches!(it.kind, FailureKind::TlsAlert(_)) || it.kind.is_certificate()
            })
    }))
}

/// The connection opens, and the handshake is cut off or swallowed.
fn broken_off(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
) -> Finding {
    let others = facts.others_hold(service.spec);
    let says = match failure.kind {
        FailureKind::Reset | FailureKind::Closed => {
            "The connection is cut off as soon as the service is named."
        }
        _ => "The connection opens, and then nothing comes back.",
    };
    match names_neutral(facts, target) {
        Some(true) => Finding::new(Cause::ConnectionBlocked, Confidence::Certain)
            .because("tls.broken_off", says)
            .because("trial.neutral_name", "The same address answers when another name is given: somebody on the way listens for the name.")
            .not(Cause::ServiceUnreachable, "its address answers"),
        Some(false) => Finding::new(
            Cause::ServiceUnreachable,
            if others { Confidence::Likely } else { Confidence::Possible },
        )
            .because("tls.broken_off", says)
            .because("trial.neutral_name", "The address does the same whatever name is given.")
            .because_if(others, "control.names", "Other services answer from here.")
            .beside(Cause::ConnectionBlocked, Confidence::Possible),
        None => Finding::new(Cause::ServiceUnreachable, Confidence::Possible)
            .because("tls.broken_off", says)
            .beside(Cause::ConnectionBlocked, Confidence::Possible),
    }
}

/// The secure session stood, and the answer did not come as it should.
fn unfinished(facts: &Facts<'_>, target: &TargetFact<'_>, failure: &Failure) -> Finding {
    // What was refused after a redirect never left; the one before it sent us there.
    let hops = &target.walk.hops;
    let sent = matches!(failure.kind, FailureKind::RedirectLoop | FailureKind::RedirectRefused);
    let spoke = if sent && hops.len() > 1 { hops.get(hops.len() - 2) } else { hops.last() };
    let anchor = spoke.and_then(|hop| hop.tls.as_ref()).and_then(|it| it.anchor.as_ref());
    let authenticated = anchor == Some(&Anchor::Public);
    let says = match &failure.kind {
        FailureKind::RedirectLoop => "The service sends us round in circles.",
        FailureKind::RedirectRefused => {
            "The service sends us to an address that no honest page has."
        }
        FailureKind::Truncated => "The answer stops in the middle.",
        FailureKind::TimedOut => "The service accepts the request and never answers it.",
        FailureKind::Reset | FailureKind::Closed => "The service accepts the request and hangs up.",
        FailureKind::Http2(_) => "The service breaks off its answer with a protocol error.",
        FailureKind::HeadTooLarge => "The answer has a head without end.",
        _ => "The answer makes no sense.",
    };
    if target.hop().is_some_and(through_proxy) && !authenticated {
        return Finding::new(Cause::ProxyFailed, Confidence::Likely).because("proxy.answer", says);
    }
    if target.hop().is_some_and(through_proxy)
        && trial(facts, &target.walk.subject, |it| *it == Vantage::WithoutProxy) == Some(true)
    {
        return Finding::new(Cause::ProxyFailed, Confidence::Certain)
            .because("proxy.answer", says)
            .because("trial.without_proxy", "Without the proxy the service answers.")
            .not(Cause::ServiceError, "it answers without the proxy");
    }
    if anchor == Some(&Anchor::Private) {
        return by_interceptor(facts, failure, says);
    }
    // Only what got as far as this tells whether it happens again.
    let again = facts.trials(&target.walk.subject, |it| {
        matches!(it, Vantage::Address(_) | Vantage::Again | Vantage::Http1)
    });
    let cut_before = |walk: &&Walk| walk.failure().is_some_and(|it| it.phase < Phase::Exchange);
    let second = outcome_of(again.iter().copied().filter(|it| !cut_before(it)));
    // Where nothing opens any more afterwards, it may as well be the way that is gone.
    let gone = second.is_none()
        && again.iter().any(|it| {
            it.failure()
                .is_some_and(|it| it.phase <= Phase::Connect && it.kind == FailureKind::TimedOut)
        });
    // Anybody on the way can cut a connection or let it starve; nobody else can speak inside the session.
    let spoken = !matches!(
        failure.kind,
        FailureKind::TimedOut | FailureKind::Reset | FailureKind::Closed | FailureKind::Truncated
    );
    let confidence = match (authenticated, second) {
        (true, Some(false)) if spoken => Confidence::Certain,
        (true, _) if !gone => Confidence::Likely,
        (_, _) => Confidence::Possible,
    };
    let finding = Finding::new(Cause::ServiceError, confidence);
    let finding =
        if gone { finding.beside(Cause::IspLossy, Confidence::Possible) } else { finding };
    finding
        .because("exchange.failed", says)
        .because_if(
            authenticated,
            "tls.authenticated",
            "The secure connection proves that it is the service's own side.",
        )
        .not_if(authenticated, Cause::IspDown, "the service itself was reached")
}

/// Inside a session that somebody on the way opened, what breaks it off or leads elsewhere is most likely theirs.
fn by_interceptor(facts: &Facts<'_>, failure: &Failure, says: &str) -> Finding {
    let passes = facts.targets().any(|(_, it)| {
        it.seen.is_fine()
            && it.walk.exchange().is_some_and(|it| it.transport == Transport::Intercepted)
    });
    let cause = if failure.kind == FailureKind::RedirectRefused {
        Cause::PageBlocked
    } else {
        Cause::TlsIntercepted
    };
    let confidence = if passes { Confidence::Likely } else { Confidence::Possible };
    let mut finding = Finding::new(cause, confidence)
        .because("exchange.failed", says.replacen("The service", "What answers in its place", 1))
        .because(
            "trust.opened",
            "Somebody on the way opens this computer's secure connections, and speaks in it.",
        )
        .because_if(passes, "trust.passes_others", "It passes what others answer.");
    finding.responder = Some(crate::diagnosis::Responder {
        party: crate::diagnosis::Party::Interceptor,
        product: None,
    });
    finding
}

/// A failure that the evidence does not attribute.
pub(super) fn undecided(rule: &str, says: impl Into<String>) -> Finding {
    Finding::new(Cause::Unknown, Confidence::Possible).because(rule, says)
}
