//! Beyond the gateway: the provider, one port, large packets, one address family.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};

use url::Url;

use super::session::names_neutral;
use super::{Finding, owner};
use crate::diagnosis::facts::{Facts, Seen, host_of, is_usable, outcome_of, through_proxy};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence};
use crate::observation::{
    AttemptOutcome, FailureKind, Family, Phase, ResolverKind, SoftwareKind, Subject, Vantage, Walk,
};

/// Where name servers are asked (RFC 1035, section 4.2).
const DNS_PORT: u16 = 53;

/// The gateway is alive and nothing beyond it answers, by name or by literal address.
///
/// Look-alike: a network that lets nobody ask other name servers than its own, which is dead.
pub(super) fn provider_down(facts: &Facts<'_>) -> Option<Finding> {
    // Public resolvers are beyond the gateway too, and are asked by number.
    let resolvers: Vec<_> = facts
        .snapshot
        .lookups
        .iter()
        .filter(|it| !matches!(it.resolver.kind, ResolverKind::Configured | ResolverKind::System))
        .collect();
    let by_number = !facts.anchors.is_empty() || resolvers.len() >= 2;
    // Where only one's own network was asked, nothing is known of what is beyond it.
    let asked = facts.walks().next().is_some();
    let nothing = asked && by_number && facts.walks().all(|(walk, seen)| is_unreached(walk, seen));
    let resolvers_heard = resolvers.iter().any(|it| it.answer.answered());
    // A network that keeps back whoever has not signed in, and says so, looks the same.
    let kept_back = facts.snapshot.wants_sign_in == Some(true);
    if !nothing || resolvers_heard || facts.gateways_dead() || kept_back {
        return None;
    }
    // A dead tunnel looks the same, unless outside it nothing answers either.
    if facts.tunnel().is_some() && super::tunnel::outside(facts) != Some(false) {
        return None;
    }
    let proxied = facts.walks().any(|(walk, _)| walk.hops.iter().any(through_proxy));
    let other =
        facts.trial_outcome(&facts.troubled(), |it| matches!(it, Vantage::OtherInterface(_)));
    let alive = facts.gateway_alive();
    if !alive || proxied {
        return None;
    }
    // One answering port shows that this computer's own rules let packets out.
    let heard = facts.gateways().iter().any(|it| it.responds == Some(true));
    // A VPN's kill switch lets the own network through and nothing else.
    let switch = facts.tunnel().is_none()
        && facts.host().software.iter().flatten().any(|it| it.kind == SoftwareKind::Vpn);
    let others = reached_for_others(facts);
    let sure = heard && !switch && others && !facts.anchors.is_empty() && facts.tunnel().is_none();
    let confidence = if sure { Confidence::Certain } else { Confidence::Likely };
    let mut finding = Finding::new(Cause::IspDown, confidence);
    if switch {
        finding = finding.beside(Cause::Firewall, Confidence::Possible);
    }
    Some(
        finding
            // Some providers end a plan by cutting the line.
            .beside_if(facts.plan_is_used_up(), Cause::DataCap, Confidence::Likely)
            .because("router.neighbour", say!("Your router answers."))
            .because(
                "control.anchors",
                match facts.references().count() {
                    1 => say!(
                        "Nothing beyond it does: one independent check failed, by name and by number."
                    ),
                    count => say!(
                        "Nothing beyond it does: {count} independent checks failed, by name and by number.",
                        count
                    ),
                },
            )
            .because_if(
                other == Some(true),
                "trial.other_interface",
                say!("Over another connection the Internet works."),
            )
            .not(Cause::RouterUnreachable, say!("your router answers"))
            .not_if(
                facts.tunnel().is_some(),
                Cause::VpnDown,
                say!("outside your VPN nothing answers either"),
            ),
    )
}

/// Whether somebody beyond was reached for, by number, who is no name server: what shuts out all of these, and the
/// questions to them, looks like a dead line.
fn reached_for_others(facts: &Facts<'_>) -> bool {
    let asked = facts.snapshot.lookups.iter().map(|it| it.resolver.address.as_str());
    let resolvers: BTreeSet<IpAddr> = asked
        .filter_map(|it| match it.parse::<SocketAddr>() {
            Ok(address) => Some(address.ip()),
            Err(_) => host_of(it)?.parse().ok(),
        })
        .collect();
    let hops = facts.walks().flat_map(|(walk, _)| &walk.hops).filter(|hop| !through_proxy(hop));
    hops.flat_map(|hop| &hop.attempts)
        .any(|it| it.peer.port() != DNS_PORT && !resolvers.contains(&it.peer.ip()))
}

/// Whether a walk got nothing from beyond the gateway. An answer by a resolver proves nothing: it may be the router's.
fn is_unreached(walk: &Walk, seen: &Seen<'_>) -> bool {
    let opened = walk
        .hops
        .iter()
        .flat_map(|hop| &hop.attempts)
        .any(|attempt| attempt.outcome == AttemptOutcome::Connected);
    let silent = |kind: &FailureKind| {
        matches!(
            kind,
            FailureKind::TimedOut
                | FailureKind::NetworkUnreachable
                | FailureKind::HostUnreachable
                | FailureKind::Refused
                | FailureKind::Reset
        )
    };
    match seen {
        Seen::Failed(failure) => {
            // Over IPv6 "not permitted" may be the provider's word.
            let prohibited = failure.kind == FailureKind::PermissionDenied
                && Facts::forbidden_here(walk).is_none();
            !opened
                && (failure.phase == Phase::Resolve
                    || (failure.phase == Phase::Connect && (silent(&failure.kind) || prohibited)))
        }
        Seen::Fine | Seen::Answered(_) => false,
    }
}

/// The port of the hop at which a walk ended.
fn port_of(walk: &Walk) -> Option<u16> {
    Url::parse(&walk.last()?.url).ok()?.port_or_known_default()
}

/// One port is dropped for every host, while another port to unrelated hosts works.
pub(super) fn port_blocked(facts: &Facts<'_>) -> Option<Finding> {
    let to_443: Vec<_> =
        facts.walks().filter(|(walk, _)| port_of(walk) == Some(443) && !proxied(walk)).collect();
    let hosts: BTreeSet<_> =
        to_443.iter().filter_map(|(walk, _)| host_of(&walk.last()?.url)).collect();
    let dropped = |seen: &Seen<'_>| {
        seen.failure().is_some_and(|it| {
            it.phase == Phase::Connect
                && matches!(
                    it.kind,
                    FailureKind::TimedOut
                        | FailureKind::Refused
                        | FailureKind::HostUnreachable
                        | FailureKind::NetworkUnreachable
                )
        })
    };
    let all = hosts.len() >= 3 && to_443.iter().all(|(_, seen)| dropped(seen));
    let others_fine =
        facts.walks().filter(|(walk, seen)| port_of(walk) != Some(443) && seen.is_fine()).count()
            >= 2;
    // Literal addresses are filtered in some places, and one service can be down: that is no port yet.
    let owners: BTreeSet<_> = to_443
        .iter()
        .filter(|(walk, _)| !matches!(walk.subject, Subject::Anchor(_)))
        .map(|(walk, _)| owner(&walk.subject))
        .collect();
    let confidence = if owners.len() >= 2 { Confidence::Likely } else { Confidence::Possible };
    (all && others_fine).then(|| {
        Finding::new(Cause::PortBlocked, confidence)
            .because(
                "path.port",
                say!(
                    "No secure connection (port 443) opens to any of {count} hosts.",
                    count = hosts.len()
                ),
            )
            .because("control.names", say!("Plain connections to other hosts work."))
            .not(Cause::IspDown, say!("other connections work"))
            .beside(Cause::Firewall, Confidence::Possible)
    })
}

/// Connections to port 443 open, and no secure session comes to be with anybody, whatever name is given, while clear text
/// passes: somebody on the way lets no encryption through.
///
/// Look-alike: one service that is cut off. What stalls, and passes in smaller packets, is large packets' affair.
pub(super) fn no_secure_session(facts: &Facts<'_>) -> Option<Finding> {
    let secure: Vec<_> = facts
        .walks()
        .filter(|(walk, _)| {
            !proxied(walk) && walk.last().is_some_and(|hop| hop.url.starts_with("https:"))
        })
        .collect();
    // What is silent in smaller packets, too, is not swallowed for its size.
    let subjects: Vec<_> = secure.iter().map(|(walk, _)| &walk.subject).collect();
    let small = facts.trial_outcome(&subjects, |it| *it == Vantage::SmallSegments);
    let cut = |walk: &Walk| {
        walk.hops.iter().all(|hop| hop.tls.as_ref().is_none_or(|it| it.certificate.is_none()))
            && walk.failure().is_some_and(|it| {
                it.phase == Phase::Handshake
                    && (matches!(
                        it.kind,
                        FailureKind::Reset
                            | FailureKind::Closed
                            | FailureKind::NotTls
                            | FailureKind::TlsAlert(_)
                    ) || (it.kind == FailureKind::TimedOut && small == Some(false)))
            })
    };
    let owners: BTreeSet<_> = secure.iter().map(|(walk, _)| owner(&walk.subject)).collect();
    let by_name = facts.targets().any(|(_, it)| names_neutral(facts, it) == Some(true));
    let tested = facts.targets().any(|(_, it)| names_neutral(facts, it) == Some(false));
    let elsewhere = facts.snapshot.walks.iter().any(|walk| {
        walk.hops.iter().any(|hop| hop.tls.as_ref().is_some_and(|it| it.certificate.is_some()))
    });
    let all = owners.len() >= 2 && secure.iter().all(|(walk, _)| cut(walk));
    if !all || by_name || elsewhere || !facts.controls_hold() {
        return None;
    }
    let confidence = if tested { Confidence::Likely } else { Confidence::Possible };
    Some(
        Finding::new(Cause::PortBlocked, confidence)
            .because(
                "path.no_session",
                say!(
                    "No secure session comes to be with any of {count} unrelated parties.",
                    count = owners.len()
                ),
            )
            .because("control.names", say!("Plain connections to other hosts work."))
            .not(Cause::ServiceUnreachable, say!("unrelated services are cut off alike"))
            .beside(Cause::ConnectionBlocked, Confidence::Possible),
    )
}

/// Questions to name servers of others pass, and no connection opens to anybody: something lets only these through.
pub(super) fn only_questions_pass(facts: &Facts<'_>) -> Option<Finding> {
    let found = |kind: ResolverKind| {
        facts
            .snapshot
            .lookups
            .iter()
            .any(|it| it.resolver.kind == kind && !it.answer.addresses().is_empty())
    };
    let connections = [ResolverKind::PublicTcp, ResolverKind::Doh];
    let unconnected = |seen: &Seen<'_>| seen.failure().is_some_and(|it| it.phase == Phase::Connect);
    let owners: BTreeSet<_> = facts
        .walks()
        .filter(|(_, seen)| unconnected(seen))
        .map(|(walk, _)| owner(&walk.subject))
        .collect();
    let only = facts.snapshot.wants_sign_in != Some(true)
        && found(ResolverKind::Public)
        && !connections.into_iter().any(found)
        && owners.len() >= 3
        && facts.nothing_opens()
        && facts.walks().all(|(walk, seen)| unconnected(seen) && !proxied(walk));
    (only && facts.gateway_alive() && facts.tunnel().is_none()).then(|| {
        Finding::new(Cause::PortBlocked, Confidence::Possible)
            .because(
                "path.only_questions",
                say!("DNS servers of others answer from here, and no connection opens to anybody."),
            )
            .not(Cause::IspDown, say!("questions to DNS servers of others are answered"))
            .beside(Cause::Firewall, Confidence::Possible)
    })
}

fn proxied(walk: &Walk) -> bool {
    walk.hops.iter().any(through_proxy)
}

/// Connections open, but the first large answer never comes, everywhere: path MTU discovery fails (RFC 2923, 2.1).
pub(super) fn large_packets_vanish(facts: &Facts<'_>) -> Option<Finding> {
    let stalls = |seen: &Seen<'_>| {
        seen.failure().is_some_and(|it| {
            matches!(it.phase, Phase::Handshake | Phase::Exchange)
                && matches!(it.kind, FailureKind::TimedOut | FailureKind::Truncated)
        })
    };
    let stalled: Vec<_> = facts.targets().filter(|(_, it)| stalls(&it.seen)).collect();
    let owners: BTreeSet<_> = stalled.iter().map(|(service, _)| service.spec.id.as_str()).collect();
    // The small clear-text answers of the controls fit into one small packet.
    let small_pass = facts.controls_hold();
    let subjects: Vec<_> = stalled.iter().map(|(_, it)| &it.walk.subject).collect();
    let small = facts.trial_outcome(&subjects, |it| *it == Vantage::SmallSegments);
    let enough = owners.len() >= 2 || (small == Some(true) && facts.services.len() == 1);
    if stalled.is_empty() || !enough || !small_pass || small == Some(false) {
        return None;
    }
    // Where certificates arrive, large packets do; and what passes under another name is stopped by its name.
    let large_pass = facts
        .targets()
        .any(|(_, it)| it.seen.is_fine() && it.walk.hops.iter().any(|hop| hop.tls.is_some()));
    let by_name = stalled.iter().any(|(_, it)| names_neutral(facts, it) == Some(true));
    if small != Some(true) && (large_pass || by_name) {
        return None;
    }
    let confidence = if small == Some(true) { Confidence::Certain } else { Confidence::Likely };
    Some(
        Finding::new(Cause::MtuBlackhole, confidence)
            .because("path.stall", say!("Connections open, but the first large answer never arrives, from unrelated services."))
            .because("control.names", say!("Small answers arrive."))
            .because_if(small == Some(true), "trial.small_segments", say!("With smaller packets it works."))
            .not(Cause::ServiceUnreachable, say!("unrelated services stall alike")),
    )
}

/// IPv6 is announced and does not work, while IPv4 does.
///
/// Without an IPv6 route there is nothing to be broken. One service without IPv6 is that service's affair.
pub(super) fn ipv6_broken(facts: &Facts<'_>) -> Option<Finding> {
    let host = facts.host();
    let addressed = host
        .interfaces
        .as_ref()?
        .iter()
        .any(|it| it.addresses.iter().any(|a| a.is_ipv6() && is_usable(a)));
    let routed = host.routes.as_ref()?.iter().any(|it| it.family == Family::V6);
    if !addressed || !routed {
        return None;
    }
    // A rule of one's own shows only when the handshake is sent again; somebody's word on the way comes sooner
    // (`Facts::forbidden_here`).
    let mut told = false;
    let mut failed = BTreeSet::new();
    let mut worked = false;
    let mut v4_works = BTreeSet::new();
    for walk in &facts.snapshot.walks {
        if matches!(walk.vantage, Vantage::OutsideTunnel(_) | Vantage::OtherInterface(_)) {
            continue;
        }
        for hop in &walk.hops {
            if through_proxy(hop) {
                continue;
            }
            let owner = owner(&walk.subject);
            for attempt in &hop.attempts {
                match (&attempt.outcome, attempt.peer.is_ipv6()) {
                    (AttemptOutcome::Connected, true) => worked = true,
                    (AttemptOutcome::Connected, false) => drop(v4_works.insert(owner.clone())),
                    (AttemptOutcome::Failed(FailureKind::PermissionDenied), true)
                        if attempt.took_ms < Facts::RESENT_MS =>
                    {
                        told = true;
                        failed.insert(owner.clone());
                    }
                    (
                        AttemptOutcome::Failed(
                            FailureKind::AddressNotAvailable | FailureKind::PermissionDenied,
                        ),
                        true,
                    ) => {}
                    (AttemptOutcome::Failed(_), true) => drop(failed.insert(owner.clone())),
                    // An abandoned attempt says nothing; a failed one over IPv4 is another rule's.
                    (AttemptOutcome::Abandoned | AttemptOutcome::Failed(_), _) => {}
                }
            }
        }
    }
    let both: Vec<_> = failed.intersection(&v4_works).collect();
    (!worked && both.len() >= 2).then(|| {
        Finding::new(Cause::Ipv6Broken, if both.len() >= 3 && !told { Confidence::Certain } else { Confidence::Likely })
            .because("path.family", say!("{count} unrelated parties answer over IPv4 and none of them over IPv6, though your network offers IPv6.", count = both.len()))
            .not(Cause::ServiceUnreachable, say!("unrelated hosts fail alike over IPv6"))
            .partly()
    })
}

/// How trials from a vantage went for one subject.
pub(super) fn trial(
    facts: &Facts<'_>,
    subject: &Subject,
    wanted: impl Fn(&Vantage) -> bool,
) -> Option<bool> {
    outcome_of(facts.trials(subject, wanted))
}
