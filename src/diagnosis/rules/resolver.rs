//! The configured resolvers as such: none, silent, failing, late. One name that they deny is `service`'s affair.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, owner};
use crate::diagnosis::facts::{Facts, Seen, host_of};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Slot};
use crate::observation::{
    FailureKind, Lookup, LookupAnswer, Phase, ResolverKind, Subject, Vantage, Walk, is_inside,
};

/// How one configured server does with names that surely exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Health {
    Works,
    /// Nothing comes back.
    Silent,
    /// Its port is closed.
    Closed,
    /// It says REFUSED.
    Refuses,
    /// It answers, but never with an address.
    Fails,
}

fn health(lookups: &[&Lookup]) -> Health {
    let all = |wanted: fn(&LookupAnswer) -> bool| lookups.iter().all(|it| wanted(&it.answer));
    // Whoever sends every name nowhere finds none.
    let usable = |it: &&&Lookup| {
        it.answer.addresses().iter().any(|a| !a.is_unspecified() && !a.is_loopback())
    };
    if lookups.iter().any(|it| usable(&it)) {
        Health::Works
    } else if all(|it| *it == LookupAnswer::Unreachable) {
        Health::Closed
    } else if all(|it| !it.answered()) {
        Health::Silent
    } else if all(|it| matches!(it, LookupAnswer::Refused) || !it.answered()) {
        Health::Refuses
    } else {
        Health::Fails
    }
}

/// The health of each configured server that was asked for names that surely exist: the controls', or the services' where
/// there are no controls.
fn servers(facts: &Facts<'_>) -> BTreeMap<String, Health> {
    let mut controls: Vec<String> = facts.control_hosts().collect();
    if controls.is_empty() {
        controls.extend(facts.targets().filter_map(|(_, it)| it.host()));
    }
    let mut asked: BTreeMap<String, Vec<&Lookup>> = BTreeMap::new();
    for lookup in
        facts.lookups(ResolverKind::Configured, |name| controls.iter().any(|it| it == name))
    {
        asked.entry(lookup.resolver.address.clone()).or_default().push(lookup);
    }
    asked.into_iter().map(|(address, lookups)| (address, health(&lookups))).collect()
}

/// Whether no control's name could be resolved the system's way, and the names of at least two owners were tried.
fn no_name_resolves(facts: &Facts<'_>) -> bool {
    let unresolved = |seen: &Seen<'_>| seen.failure().is_some_and(|it| it.phase == Phase::Resolve);
    let owners: BTreeSet<String> = facts
        .walks()
        .filter(|(_, seen)| unresolved(seen))
        .map(|(walk, _)| owner(&walk.subject))
        .collect();
    owners.len() >= 2 && facts.controls.iter().all(|it| unresolved(&it.seen))
}

/// Whether a service's name could be resolved, other than by the hosts file: then not every name is lost.
///
/// Blockers deny the names of the usual controls.
fn a_service_resolves(facts: &Facts<'_>) -> bool {
    let pinned = |host: &str| {
        facts.host().hosts_entries.iter().flatten().any(|it| it.name.eq_ignore_ascii_case(host))
    };
    let resolved = |walk: &Walk| {
        let lookup = walk.hops.first().and_then(|hop| hop.lookup.as_ref());
        lookup.is_some_and(|it| !it.answer.addresses().is_empty() && !pinned(&it.name))
    };
    facts.walks().any(|(walk, seen)| {
        matches!(walk.subject, Subject::Target { .. })
            && resolved(walk)
            && seen.failure().is_none_or(|it| it.phase > Phase::Resolve)
    })
}

/// How sure one may be of a resolver's fault: without controls, two services' names may as well be filtered.
fn surest(facts: &Facts<'_>) -> Confidence {
    match facts.controls.len() {
        0 => Confidence::Possible,
        1 => Confidence::Likely,
        _ => Confidence::Certain,
    }
}

/// Whether somebody else resolves names from here, or literal addresses answer: the line itself works.
fn line_works(facts: &Facts<'_>) -> bool {
    public_answers(facts) || facts.anchors.iter().any(|it| it.seen.is_fine())
}

fn public_was_asked(facts: &Facts<'_>) -> bool {
    let public = [ResolverKind::Public, ResolverKind::PublicTcp, ResolverKind::Doh];
    facts.snapshot.lookups.iter().any(|it| public.contains(&it.resolver.kind))
}

fn public_answers(facts: &Facts<'_>) -> bool {
    let public = [ResolverKind::Public, ResolverKind::PublicTcp, ResolverKind::Doh];
    facts
        .snapshot
        .lookups
        .iter()
        .any(|it| public.contains(&it.resolver.kind) && !it.answer.addresses().is_empty())
}

/// Whether resolvers that surely know the controls' names answer and do not.
fn public_denies(facts: &Facts<'_>) -> bool {
    let controls: Vec<String> = facts.control_hosts().collect();
    let denied = facts.lookups(ResolverKind::Public, |name| controls.iter().any(|it| it == name));
    denied.iter().any(|it| it.answer.answered())
}

/// No name server is configured, or the configured local stub is not running.
pub(super) fn none_configured(facts: &Facts<'_>) -> Option<Finding> {
    let configured = facts.host().name_servers.as_ref()?;
    if !no_name_resolves(facts) {
        return None;
    }
    if configured.is_empty() {
        return Some(
            Finding::new(Cause::NoResolver, Confidence::Certain)
                .because(
                    "dns.configuration",
                    say!("No DNS server is set on this computer, so no name can be looked up."),
                )
                .because_if(
                    line_works(facts),
                    "control.anchors",
                    say!("Without names the connection works."),
                )
                .not_if(line_works(facts), Cause::IspDown, say!("literal addresses answer")),
        );
    }
    let servers = servers(facts);
    let stub_closed = configured.iter().all(|it| it.address.ip().is_loopback())
        && !servers.is_empty()
        && servers.values().all(|it| *it == Health::Closed);
    stub_closed.then(|| {
        Finding::new(Cause::NoResolver, Confidence::Certain)
            .because("dns.stub", say!("The DNS program of this computer is not running, and it is the only one that is set."))
            .because_if(line_works(facts), "control.anchors", say!("Without names the connection works."))
    })
}

/// The configured resolvers are silent or refuse.
pub(super) fn down(facts: &Facts<'_>) -> Option<Finding> {
    if !no_name_resolves(facts) || none_configured(facts).is_some() {
        return None;
    }
    let servers = servers(facts);
    let works = line_works(facts);
    let asked = !servers.is_empty();
    let dead =
        servers.values().all(|it| matches!(it, Health::Silent | Health::Closed | Health::Refuses));
    if !dead || (!asked && !works) {
        return None;
    }
    // What is still known from before hides nothing, where the servers themselves were asked.
    if !asked && a_service_resolves(facts) {
        return None;
    }
    // Where the servers of others are silent too, it is the way to them all.
    if !works && public_was_asked(facts) {
        return None;
    }
    let refuses = asked && servers.values().all(|it| *it == Health::Refuses);
    let says = if refuses {
        say!("Your DNS server refuses every question.")
    } else {
        say!("Your DNS server does not answer.")
    };
    let confidence = match (asked, works) {
        (true, true) => Confidence::Certain,
        (false, true) => Confidence::Likely,
        (_, false) => Confidence::Possible,
    };
    let confidence = confidence.min(surest(facts));
    Some(
        through_tunnel(facts, Cause::ResolverDown, confidence)
            .because("dns.configured", says)
            .tested(facts),
    )
}

/// The configured resolvers answer, but with nothing of use, even for names that surely exist.
pub(super) fn failing(facts: &Facts<'_>) -> Option<Finding> {
    let servers = servers(facts);
    let failing = !servers.is_empty()
        && servers.values().any(|it| *it == Health::Fails)
        && !servers.values().any(|it| *it == Health::Works);
    if !failing || !no_name_resolves(facts) || a_service_resolves(facts) {
        return None;
    }
    // Where others deny the same names, questions to them are answered on the way: another server would not help.
    let alike = public_denies(facts) && !public_answers(facts);
    let confidence = match (public_answers(facts), alike) {
        (true, _) => Confidence::Certain,
        (false, true) => Confidence::Possible,
        (false, false) => Confidence::Likely,
    };
    let confidence = confidence.min(surest(facts));
    let finding = through_tunnel(facts, Cause::ResolverFailing, confidence)
        .because(
            "dns.configured",
            say!("Your DNS server answers, but finds no name at all, not even well-known ones."),
        )
        .because_if(
            alike,
            "dns.on_the_way",
            say!("Questions to other DNS servers get the same answer: somebody on the way answers in their place."),
        )
        .tested(facts);
    Some(if alike { finding.beside(Cause::DnsBlocked, Confidence::Possible) } else { finding })
}

/// The same fault inside a tunnel is the tunnel's: its resolver came with it.
///
/// A resolver of one's own network that is asked past the tunnel stays one's own.
fn through_tunnel(facts: &Facts<'_>, cause: Cause, confidence: Confidence) -> Finding {
    let Some(tunnel) = facts.tunnel() else { return Finding::new(cause, confidence) };
    let configured = facts.host().name_servers.as_deref().unwrap_or_default();
    let gateways = facts.gateways();
    let own = |ip| gateways.iter().any(|it| it.address == ip);
    let came_with_it = configured.iter().any(|it| {
        it.interface.as_deref() == Some(tunnel)
            || (is_inside(it.address.ip())
                && !own(it.address.ip())
                && !it.address.ip().is_loopback())
    });
    if came_with_it {
        Finding::new(Cause::VpnDnsFailing, confidence)
            .because("vpn.resolver", say!("The DNS server belongs to your VPN ({tunnel}).", tunnel))
            .beside(cause, Confidence::Possible)
    } else {
        Finding::new(cause, confidence)
    }
}

impl Finding {
    /// Adds what other resolvers showed.
    fn tested(self, facts: &Facts<'_>) -> Self {
        let trial =
            facts.trial_outcome(&facts.troubled(), |it| matches!(it, Vantage::OtherResolver(_)));
        self.because_if(
            public_answers(facts),
            "dns.public",
            say!("Other DNS servers answer from here."),
        )
        .because_if(
            trial == Some(true),
            "trial.other_resolver",
            say!("With the addresses that they give, the services work."),
        )
        .because_if(
            facts.anchors.iter().any(|it| it.seen.is_fine()),
            "control.anchors",
            say!("Without names the connection works."),
        )
        .not_if(line_works(facts), Cause::IspDown, say!("the line itself works"))
    }
}

/// Look-ups later than this are felt by people: a page makes several, one after the other.
const LATE_MS: f64 = 900.0;

/// It answers, but too late.
///
/// Look-alike: a line on which everything is late (satellite). There connections are as late as look-ups.
pub(super) fn slow(facts: &Facts<'_>) -> Option<Finding> {
    let resolved = |walk: &&crate::observation::Walk| {
        let hop = walk.hops.first()?;
        let found = hop.lookup.as_ref().is_some_and(|it| !it.answer.addresses().is_empty());
        hop.timings.resolve_ms.filter(|_| found)
    };
    let walks: Vec<_> = facts.walks().map(|(walk, _)| walk).collect();
    let lookups: Vec<f64> = walks.iter().filter_map(resolved).collect();
    let connects: Vec<f64> = walks
        .iter()
        .filter_map(|walk| walk.hops.first().and_then(|hop| hop.timings.connect_ms))
        .collect();
    let typical = median(lookups.clone())?;
    let late = lookups.len() >= 3 && typical >= LATE_MS;
    let line = median(connects).unwrap_or(0.0);
    // What needs no name, and begins at the same moment, tells most.
    let literal: Vec<f64> = facts
        .anchors
        .iter()
        .filter_map(|it| it.walk.hops.first().and_then(|hop| hop.timings.connect_ms))
        .collect();
    let alike = median(literal).is_some_and(|it| typical < 2.0 * it);
    if !late || typical < 3.0 * line || alike {
        return None;
    }
    let silent =
        servers(facts).values().filter(|it| matches!(it, Health::Silent | Health::Closed)).count();
    let public =
        facts.snapshot.lookups.iter().filter(|it| {
            it.resolver.kind == ResolverKind::Public && !it.answer.addresses().is_empty()
        });
    // Then somebody on the way slows all questions, or the line does: another resolver is no cure.
    let all_slow = median(public.map(|it| f64::from(it.took_ms)).collect())
        .is_some_and(|it| it >= LATE_MS && typical < 2.0 * it);
    let all_late = silent > 0 || lookups.iter().all(|it| *it >= LATE_MS);
    let confidence = if all_late && !all_slow { Confidence::Certain } else { Confidence::Likely };
    Some(
        Finding::new(Cause::DnsSlow, confidence)
            .because(
                "dns.timing",
                say!(
                    "Looking up a name takes {lookup} seconds here; connecting takes {connect}.",
                    lookup = Slot::Decimal(typical / 1000.0, 1),
                    connect = Slot::Decimal(line / 1000.0, 2)
                ),
            )
            .because_if(all_slow, "dns.public_slow", say!("Other DNS servers take as long."))
            .because_if(
                silent > 0,
                "dns.configured",
                if silent == 1 {
                    say!(
                        "One of your DNS servers does not answer, and each look-up waits for it."
                    )
                } else {
                    say!(
                        "{count} of your DNS servers do not answer, and each look-up waits for them.",
                        count = silent
                    )
                },
            ),
    )
}

/// Some look-ups get no answer, of unrelated names, and others do: questions or answers get lost.
///
/// Look-alike: a filter, which speaks, or is silent about what it filters and nothing else.
pub(super) fn unsteady(facts: &Facts<'_>) -> Option<Finding> {
    let denied = |name: &str| {
        facts
            .lookups(ResolverKind::Configured, |it| it == name)
            .iter()
            .any(|it| it.answer.answered() && it.answer.addresses().is_empty())
    };
    let silent = |walk: &Walk, seen: &Seen<'_>| {
        let Some(hop) = walk.hops.first() else { return false };
        let waited = hop.timings.resolve_ms.is_some_and(|it| it >= LATE_MS);
        walk.hops.len() == 1
            && seen.failure().is_some_and(|it| {
                it.phase == Phase::Resolve
                    && (it.kind == FailureKind::TimedOut
                        || (it.kind == FailureKind::LookupFailed && waited))
            })
            && host_of(&hop.url).is_some_and(|it| !denied(&it))
    };
    let unanswered: BTreeSet<String> = facts
        .walks()
        .filter(|(walk, seen)| silent(walk, seen))
        .map(|(walk, _)| owner(&walk.subject))
        .collect();
    let of_controls = facts.controls.iter().filter(|it| silent(it.walk, &it.seen)).count();
    let answered = facts.controls.iter().filter(|it| it.seen.is_fine()).count();
    // Names of controls that every blocker denies say nothing; that one of them is silent and another is not, does.
    let felt =
        unanswered.len() >= 3 && of_controls > 0 && (answered > 0 || a_service_resolves(facts));
    (felt && line_works(facts) && slow(facts).is_none()).then(|| {
        Finding::new(Cause::DnsSlow, Confidence::Likely)
            .because(
                "dns.unsteady",
                say!(
                    "Look-ups of {count} unrelated parties got no answer, and others did: questions to your DNS server get lost.",
                    count = unanswered.len()
                ),
            )
            .not(Cause::DnsBlocked, say!("no name was denied"))
    })
}

/// The middle one of `values`; `None` of nothing.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
