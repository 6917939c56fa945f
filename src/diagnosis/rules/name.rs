//! One name: denied here, gone for everybody, sent elsewhere, or without a way for its family.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::path::trial;
use super::{Finding, undecided};
use crate::diagnosis::facts::{Facts, ServiceFacts, TargetFact, outcome_of};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Said};
use crate::observation::{
    Anchor, Failure, FailureKind, Family, Lookup, LookupAnswer, Phase, Resolver, ResolverKind,
    Vantage, Walk, is_inside, is_inside_name, leads_somewhere,
};

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
    let mut by_resolver: BTreeMap<_, Vec<&Lookup>> = BTreeMap::new();
    for lookup in facts.public_lookups(host) {
        by_resolver.entry(&lookup.resolver).or_default().push(lookup);
    }
    for (resolver, lookups) in by_resolver {
        let usable = |it: &&Lookup| it.answer.addresses().iter().any(|a| leads_somewhere(*a));
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
pub(super) fn unresolved(
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
    if is_inside_name(&host) {
        return undecided("dns.own_name", say!("Your DNS {how}.", how)).although(
            "dns.public",
            say!("Only your own network can know this name, so other DNS servers cannot tell."),
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
            .because("dns.silent", say!("Your DNS did not answer for this name, nor for others."))
            .not(Cause::ServiceDnsMissing, say!("other DNS servers know the name"));
    }
    if others.found > 0 && elsewhere_too && only_failed(facts, &host) {
        return Finding::new(Cause::ResolverFailing, Confidence::Likely)
            .because(
                "dns.stumbles",
                say!("Your DNS fails to find this name, and stumbles over unrelated names, too."),
            )
            .because("dns.public", say!("Other DNS servers know the name."))
            .because_if(
                works == Some(true),
                "trial.other_resolver",
                say!("With the address that they give, the service answers."),
            )
            .not(Cause::ServiceDnsMissing, say!("other DNS servers know the name"))
            .beside(Cause::DnsBlocked, Confidence::Possible);
    }
    if others.found > 0 {
        // Denied here and known elsewhere. A resolver that merely stumbled would stumble over other names too.
        let confidence = match (works, controls) {
            (Some(true), true) if said => Confidence::Certain,
            (_, true) => Confidence::Likely,
            (_, false) => Confidence::Possible,
        };
        return Finding::new(Cause::DnsBlocked, confidence)
            .because("dns.denied", say!("Your DNS {how}.", how))
            .because_if(controls, "control.names", say!("It finds other names without trouble."))
            .because("dns.public", say!("Other DNS servers know the name."))
            .because_if(others.denied > 0 && others.found_privately, "dns.private", say!("Only an encrypted look-up gets the true answer: questions to other DNS servers are answered on the way."))
            .because_if(works == Some(true), "trial.other_resolver", say!("With the address that they give, the service answers."))
            .not(Cause::ServiceDnsMissing, say!("other DNS servers know the name"))
            .not_if(works == Some(true), Cause::ServiceUnreachable, say!("the service answers"));
    }
    known_to_nobody(facts, &host, &others, how)
}

/// How many resolvers of others are silent about a name, where all of them are, two at least, and answer for other names.
///
/// A resolver that gets no answer from a domain's own servers says so late, or never.
fn silent_about(facts: &Facts<'_>, host: &str) -> Option<usize> {
    let asked: BTreeSet<_> = facts.public_lookups(host).iter().map(|it| &it.resolver).collect();
    let speaks = |resolver: &Resolver| {
        let mut others =
            facts.snapshot.lookups.iter().filter(|it| it.resolver == *resolver && it.name != host);
        others.any(|it| it.answer.answered())
    };
    let silent = facts.public_lookups(host).iter().all(|it| !it.answer.answered());
    let speaking = asked.into_iter().filter(|it| speaks(it)).count();
    (silent && speaking >= 2).then_some(speaking)
}

/// Whether the resolver in use never said that there is no such name, nor led it astray: it failed, or was silent.
fn only_failed(facts: &Facts<'_>, host: &str) -> bool {
    let asked = facts.lookups(ResolverKind::Configured, |name| name == host);
    let astray = |it: &LookupAnswer| {
        matches!(it, LookupAnswer::NoSuchName | LookupAnswer::NoData | LookupAnswer::Refused)
            || it.addresses().iter().any(|it| !leads_somewhere(*it))
    };
    !asked.is_empty() && !asked.iter().any(|it| astray(&it.answer))
}

/// Nobody else finds the name either, or nobody else answered.
fn known_to_nobody(facts: &Facts<'_>, host: &str, others: &NameElsewhere, how: Said) -> Finding {
    let controls = facts.controls_hold();
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
                match others.denied {
                    1 => say!(
                        "No DNS server finds the name: yours {how}, and so does one other.",
                        how
                    ),
                    count => say!(
                        "No DNS server finds the name: yours {how}, and so do {count} others.",
                        how,
                        count
                    ),
                },
            )
            .because("control.names", say!("Other names are found without trouble."))
            .not_if(
                others.denied_privately,
                Cause::DnsBlocked,
                say!("independent DNS servers say the same"),
            )
            .not(Cause::ResolverFailing, say!("other names are found"));
    }
    if others.found == 0
        && controls
        && let Some(silent) = silent_about(facts, host)
    {
        return Finding::new(Cause::ServiceDnsMissing, Confidence::Possible)
            .because("dns.silent_everywhere", say!("{silent} other DNS servers answer for other names and are silent about this one, as yours is.", silent))
            .because("control.names", say!("Other names are found without trouble."))
            .beside(Cause::DnsBlocked, Confidence::Possible);
    }
    undecided("dns.denied", say!("Your DNS {how}.", how))
        .although(
            "dns.public",
            say!("No other DNS server answered; whether one knows the name would decide it."),
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
        .because(
            "exchange.sent_nowhere",
            say!("The service sends us to a name that does not exist."),
        )
        .because_if(
            facts.controls_hold(),
            "control.names",
            say!("It finds other names without trouble."),
        )
        .beside(Cause::ServiceDnsMissing, Confidence::Possible);
    // A filter denies a domain with all that is in it, so a name beside one that is found was hardly filtered.
    let found_beside = service.targets.iter().any(|it| {
        it.index != target.index
            && it.host().is_some_and(|it| parent(&it).is_some() && parent(&it) == parent(host))
    });
    Some(if found_beside {
        finding.not(Cause::DnsBlocked, say!("other names of the same domain are found"))
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
        .filter(|it| leads_somewhere(*it))
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
                .because(
                    "dns.again",
                    say!("The look-up failed; asked again, your DNS knows the name."),
                )
                .not(Cause::DnsBlocked, say!("your DNS knows the name")),
        )
    })
}

/// All of these addresses are of a family for which this network offers no way out.
pub(super) fn no_way_for(facts: &Facts<'_>, addresses: &[IpAddr]) -> Option<Finding> {
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
                say!(
                    "It has {lacks} addresses only, and your network offers no way but {has}.",
                    lacks,
                    has
                ),
            )
            .not(Cause::ServiceUnreachable, say!("nothing was sent to it"))
    })
}

/// What the resolver in use says, in words; its own response code where it was asked directly.
fn denial(facts: &Facts<'_>, host: &str, failure: &Failure) -> Said {
    let direct = facts.lookups(ResolverKind::Configured, |name| name == host);
    let said = |wanted: &LookupAnswer| direct.iter().any(|it| it.answer == *wanted);
    if failure.kind == FailureKind::UnusableAddress {
        say!("answers with an address that leads nowhere")
    } else if said(&LookupAnswer::NoSuchName) {
        say!("says that this name does not exist")
    } else if said(&LookupAnswer::ServerFailure) {
        say!("fails to find this name")
    } else if said(&LookupAnswer::Refused) {
        say!("refuses to look up this name")
    } else if said(&LookupAnswer::NoData) || failure.kind == FailureKind::NoData {
        say!("gives no address for this name")
    } else {
        say!("does not find this name")
    }
}

/// The resolver gives an address that nobody else gives, and what is there is not the service.
///
/// Different addresses alone are only the variety of content networks: the certificate decides.
pub(super) fn redirected(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<Finding> {
    // What leads nowhere at all is a denial.
    if target.seen.failure().is_some_and(|it| it.phase == Phase::Resolve) {
        return None;
    }
    let (mine, truth) = odd_addresses(facts, target)?;
    // Only a trial that went where the truth lies tells; others may have been led astray as well.
    let went = facts.trials(&target.walk.subject, |it| matches!(it, Vantage::OtherResolver(_)));
    let there = |it: &&Walk| {
        it.hops.iter().any(|hop| hop.attempts.iter().any(|it| truth.contains(&it.peer.ip())))
    };
    let works = outcome_of(went.into_iter().filter(there));
    let lied_to = facts
        .public_lookups(&target.host()?)
        .iter()
        .any(|it| it.answer.addresses().iter().any(|it| mine.contains(it)));
    let private = mine.iter().copied().all(is_inside) && !truth.iter().copied().any(is_inside);
    let confidence = match (works, private) {
        (Some(true), _) => Confidence::Certain,
        (_, true) => Confidence::Likely,
        (_, false) => return None,
    };
    let says = if lied_to {
        say!(
            "Only an encrypted look-up gets the true address: all others lead to one that is not the service's."
        )
    } else {
        say!(
            "Your DNS gives an address for it that no other DNS server gives, and what is there is not the service."
        )
    };
    Some(
        Finding::new(Cause::DnsBlocked, confidence)
            .because("dns.redirected", says)
            .because_if(
                works == Some(true),
                "trial.other_resolver",
                say!("With the address that others give, the service answers."),
            )
            .not(Cause::ServiceTlsInvalid, say!("the certificate is not the service's at all")),
    )
}

/// The addresses of this resolver and of others, where they have none in common and no certificate vouches for ours.
fn odd_addresses(
    facts: &Facts<'_>,
    target: &TargetFact<'_>,
) -> Option<(BTreeSet<IpAddr>, BTreeSet<IpAddr>)> {
    let hop = target.hop()?;
    let mine: BTreeSet<IpAddr> = hop.lookup.as_ref()?.answer.addresses().iter().copied().collect();
    let truth = truth(facts, &target.host()?);
    let authenticated = hop.tls.as_ref().is_some_and(|it| it.anchor == Some(Anchor::Public));
    let odd = !mine.is_empty() && !truth.is_empty() && mine.is_disjoint(&truth) && !authenticated;
    odd.then_some((mine, truth))
}

/// The addresses that others give for a name. What came over an encrypted look-up counts alone: the rest may have been
/// answered on the way.
fn truth(facts: &Facts<'_>, host: &str) -> BTreeSet<IpAddr> {
    let by = |kind: Option<ResolverKind>| -> BTreeSet<IpAddr> {
        let lookups = facts.public_lookups(host);
        let wanted = lookups.iter().filter(|it| kind.is_none_or(|kind| it.resolver.kind == kind));
        wanted.flat_map(|it| it.answer.addresses().to_vec()).collect()
    };
    let private = by(Some(ResolverKind::Doh));
    if private.is_empty() { by(None) } else { private }
}

/// Whether the resolver may have sent us elsewhere: addresses that nobody else gives, and no trial that tells.
pub(super) fn may_be_redirected(facts: &Facts<'_>, target: &TargetFact<'_>) -> bool {
    odd_addresses(facts, target).is_some()
        && trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OtherResolver(_)))
            .is_none()
}
