//! "Smart DNS": a resolver that leads services of different owners to one machine, which passes them on untouched, so
//! that they seem to be visited from another country.
//!
//! It is a note, not a fault, until a service refuses the place that it seems to be visited from.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::Finding;
use super::path::trial;
use crate::diagnosis::facts::{Facts, TargetFact, host_of, is_authentic, through_proxy};
use crate::diagnosis::responder::Answer;
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Said};
use crate::observation::{Subject, Vantage};

/// The ids of the services that the resolver leads to one machine, which no public resolver gives for any of them, while
/// the services' own certificates vouch for what answers there.
///
/// Look-alike: services behind one content network. There public resolvers lead to the same addresses.
pub(in crate::diagnosis) fn steered<'a>(facts: &Facts<'a>) -> BTreeSet<&'a str> {
    let mut led: Vec<(&str, String, BTreeSet<IpAddr>)> = Vec::new();
    for (service, target) in facts.targets() {
        if let Some((site, addresses)) = led_elsewhere(facts, target) {
            led.push((&service.spec.id, site, addresses));
        }
    }
    let together = |one: &(&'a str, String, BTreeSet<IpAddr>)| {
        led.iter().any(|other| other.0 != one.0 && other.1 != one.1 && !other.2.is_disjoint(&one.2))
    };
    led.iter().filter(|it| together(it)).map(|it| it.0).collect()
}

/// The registered name of a target, and the addresses that only the resolver in use gives for it, where the service's
/// own certificate vouches for what answers there.
fn led_elsewhere(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<(String, BTreeSet<IpAddr>)> {
    let hop = target.walk.hops.first().filter(|it| !through_proxy(it))?;
    let host = host_of(&hop.url)?;
    let mut pinned = facts.host().hosts_entries.iter().flatten();
    if !is_authentic(target.walk) || pinned.any(|it| it.name.eq_ignore_ascii_case(&host)) {
        return None;
    }
    let mine: BTreeSet<IpAddr> = hop.lookup.as_ref()?.answer.addresses().iter().copied().collect();
    let truth: BTreeSet<IpAddr> =
        facts.public_lookups(&host).iter().flat_map(|it| it.answer.addresses().to_vec()).collect();
    let led = !mine.is_empty() && !truth.is_empty() && mine.is_disjoint(&truth);
    led.then(|| (site_of(&host), mine))
}

/// The last two labels: enough to tell owners apart, as one who has several names has one machine for them anyway.
fn site_of(host: &str) -> String {
    let mut labels: Vec<&str> = host.rsplit('.').take(2).collect();
    labels.reverse();
    labels.join(".")
}

/// A service refuses the country or the kind of address that it is visited from, and its name is steered.
pub(super) fn refused(
    facts: &Facts<'_>,
    target: &TargetFact<'_>,
    answer: &Answer,
) -> Option<Finding> {
    let about_the_place =
        matches!(answer.cause, Cause::GeoBlocked | Cause::VpnBlocked | Cause::VpnAddressFlagged);
    let Subject::Target { service, .. } = &target.walk.subject else { return None };
    if !about_the_place || !steered(facts).contains(service.as_str()) {
        return None;
    }
    let works = trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OtherResolver(_)));
    let confidence = match works {
        Some(true) => Confidence::Likely,
        None => Confidence::Possible,
        // It refuses the true address of this line, too.
        Some(false) => return None,
    };
    Some(
        Finding::new(Cause::VpnSmartDns, confidence)
            .because("dns.steered", NOTE)
            .because_if(
                works == Some(true),
                "trial.other_resolver",
                say!("With the address that others give, the service answers."),
            )
            .beside(answer.cause, Confidence::Possible),
    )
}

/// What is said of it, wherever it is said.
pub(in crate::diagnosis) const NOTE: Said = say!(
    "Your DNS leads services of different owners to one machine that no other DNS server leads to: a service that makes you seem to be elsewhere."
);
