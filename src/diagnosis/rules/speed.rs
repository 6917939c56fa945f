//! Late, lost, thin: faults that let everything through, badly.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::resolver::median;
use super::{Finding, owner};
use crate::diagnosis::facts::{Facts, ServiceFacts, TargetFact, through_proxy};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Said, Slot};
use crate::observation::{
    Attempt, AttemptOutcome, Exchange, FailureKind, Family, Neighbour, Phase, Throughput,
    Transport, Usual, Vantage, Walk,
};

/// A connection that took longer needed a second SYN: the first is sent again after a second (RFC 6298, section 2.1).
const RESENT_MS: u32 = 950;

/// Below one connection in eight a stray loss is as likely.
const LOST_SHARE: f64 = 0.12;

/// Round trips to one's own gateway beyond this are no radio's jitter: a queue stands before it.
const QUEUED_MS: f64 = 50.0;

/// First bytes later than this are felt (1.5 s, as the catalogue of causes has it).
const LATE_MS: f64 = 1_500.0;

/// Packets get lost: connections to unrelated hosts opened only at a second try.
///
/// Look-alikes: a dead address never opens; a server that drops connections under load is one owner's; a long way
/// (satellite) is late every time, and by less than a second. The gateway's round trips tell the link from the line.
pub(super) fn lossy(facts: &Facts<'_>) -> Option<Finding> {
    let opened: Vec<(&Walk, &Attempt)> =
        attempts(facts).filter(|(_, it)| it.outcome == AttemptOutcome::Connected).collect();
    // While this program stood still, nothing came late but itself.
    let waited = |walk: &Walk, it: &Attempt| {
        let looked_up = walk.hops.first().and_then(|hop| hop.lookup.as_ref()).map(|it| it.took_ms);
        let end = walk.at_ms.saturating_add(looked_up.unwrap_or(0)).saturating_add(it.took_ms);
        it.took_ms.saturating_sub(facts.snapshot.stood_still_ms(walk.at_ms, end))
    };
    let resent: Vec<_> = opened.iter().filter(|(walk, it)| waited(walk, it) >= RESENT_MS).collect();
    let owners: BTreeSet<String> = resent.iter().map(|(walk, _)| owner(&walk.subject)).collect();
    let trips: Vec<Option<u32>> =
        facts.gateways().iter().flat_map(|it| it.round_trips.iter().copied()).collect();
    let trips_lost = trips.iter().filter(|it| it.is_none_or(|ms| ms >= RESENT_MS)).count();
    let link = trips_lost >= 2;
    // A way on which nothing opens soon is long: there a late connection lost nothing.
    let long = opened.iter().all(|(_, it)| it.took_ms >= RESENT_MS / 2);
    let beyond = resent.len() >= 3
        && owners.len() >= 2
        && !long
        && share(resent.len(), opened.len()) >= LOST_SHARE;
    // What was lost on the link is lost to everything beyond it, so fewer witnesses from there are enough.
    let felt = beyond || (link && (!resent.is_empty() || facts.nothing_works()));
    if !felt {
        return None;
    }
    let says = say!(
        "{resent} of {opened} connections, to unrelated places, opened only after something was sent again.",
        resent = resent.len(),
        opened = opened.len()
    );
    if link {
        return Some(
            Finding::new(Cause::LinkLossy, Confidence::Certain)
                .because(
                    "link.round_trips",
                    say!("{lost} of {trips} questions to your own router got lost or came back late.", lost = trips_lost, trips = trips.len()),
                )
                .because_if(!resent.is_empty(), "path.resent", says)
                .not(Cause::IspLossy, say!("the loss begins before your router")),
        );
    }
    // Inside a tunnel, or behind a proxy, it may be lost there.
    let sure = !trips.is_empty() && !is_led_round(facts);
    let confidence = if sure { Confidence::Certain } else { Confidence::Possible };
    Some(
        Finding::new(Cause::IspLossy, confidence)
            .because("path.resent", says)
            .because_if(
                !trips.is_empty(),
                "link.round_trips",
                say!("Every question to your own router came back at once."),
            )
            .not_if(
                !trips.is_empty(),
                Cause::LinkLossy,
                say!("nothing is lost between here and your router"),
            )
            .not(Cause::EdgeFailing, say!("unrelated services are hit alike")),
    )
}

/// The way died while we looked: what had opened stalls, of several owners, and nothing that began later opens.
///
/// Look-alikes: large packets vanish (later connections open); a service of which one address is dead (nothing stalls).
pub(super) fn died(facts: &Facts<'_>) -> Option<Finding> {
    let ordinary = |walk: &&Walk| {
        !matches!(walk.vantage, Vantage::OutsideTunnel(_) | Vantage::OtherInterface(_))
            && !walk.cancelled()
    };
    let walks: Vec<&Walk> = facts.snapshot.walks.iter().filter(ordinary).collect();
    let last = walks.iter().filter(|it| it.succeeded()).map(|it| it.at_ms + it.took_ms).max()?;
    let later = || walks.iter().filter(|it| it.at_ms >= last && !it.succeeded());
    let mut attempts = later().flat_map(|it| &it.hops).flat_map(|hop| &hop.attempts);
    if attempts.any(|it| it.outcome == AttemptOutcome::Connected) {
        return None;
    }
    let silent = |kind: &FailureKind| {
        matches!(
            kind,
            FailureKind::TimedOut | FailureKind::LookupFailed | FailureKind::HostUnreachable
        )
    };
    let unanswered: Vec<&&Walk> = later()
        .filter(|it| it.failure().is_some_and(|it| it.phase <= Phase::Connect && silent(&it.kind)))
        .collect();
    let gone: BTreeSet<String> = unanswered.iter().map(|it| owner(&it.subject)).collect();
    let stalled: BTreeSet<String> = facts
        .targets()
        .filter(|(_, it)| {
            it.seen.failure().is_some_and(|it| {
                it.phase >= Phase::Handshake
                    && matches!(it.kind, FailureKind::TimedOut | FailureKind::Truncated)
            })
        })
        .map(|(_, it)| owner(&it.walk.subject))
        .collect();
    let both = gone.intersection(&stalled).count();
    if gone.len() < 2 || both == 0 || unanswered.len() < 3 {
        return None;
    }
    let trips: Vec<Option<u32>> =
        facts.gateways().iter().flat_map(|it| it.round_trips.iter().copied()).collect();
    let missing = trips.iter().filter(|it| it.is_none()).count();
    let link = missing * 2 > trips.len()
        || facts.gateways().iter().any(|it| it.neighbour == Neighbour::Failed);
    let (cause, confidence) = match (link, trips.is_empty() || is_led_round(facts)) {
        (true, _) => (Cause::LinkLossy, Confidence::Likely),
        (false, false) => (Cause::IspDown, Confidence::Likely),
        (false, true) => (Cause::IspLossy, Confidence::Possible),
    };
    // Of one party alone it may have been its own, and the others' addresses dead before.
    let confidence = if both < 2 { Confidence::Possible } else { confidence };
    Some(
        Finding::new(cause, confidence)
            .because(
                "path.died",
                say!("What had begun well stalled, of unrelated services, and nothing that was tried later got through."),
            )
            .because_if(
                link,
                "link.gone",
                say!("Your own router does not answer any more either."),
            )
            .not(Cause::ServiceError, say!("unrelated services stopped together")),
    )
}

/// All attempts to connect over the ordinary way.
fn attempts<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (&'a Walk, &'a Attempt)> {
    let ordinary = |walk: &&Walk| {
        matches!(
            walk.vantage,
            Vantage::Ordinary | Vantage::Address(_) | Vantage::Family(_) | Vantage::Again
        )
    };
    let walks = facts.snapshot.walks.iter().filter(ordinary);
    walks.flat_map(|walk| {
        walk.hops.iter().flat_map(move |hop| hop.attempts.iter().map(move |it| (walk, it)))
    })
}

/// Whether the traffic goes by a tunnel or a proxy, so that what is late or lost may be so by them.
fn is_led_round(facts: &Facts<'_>) -> bool {
    facts.tunnel().is_some() || facts.walks().any(|(walk, _)| walk.hops.iter().any(through_proxy))
}

#[expect(clippy::cast_precision_loss, reason = "a few dozen connections")]
fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

/// Bytes a second, as people know them.
fn megabits(rate: f64) -> Slot {
    Slot::Decimal(rate * 8.0 / 1_000_000.0, 1)
}

fn seconds(milliseconds: f64) -> Slot {
    Slot::Decimal(milliseconds / 1000.0, 1)
}

/// How fast each measured target's content came, by service.
fn rates(facts: &Facts<'_>) -> BTreeMap<String, f64> {
    let mut rates: BTreeMap<String, f64> = BTreeMap::new();
    for (service, target) in facts.targets() {
        let throughput = target.walk.exchange().and_then(|it| it.throughput);
        if let Some(rate) = throughput.as_ref().and_then(Throughput::bytes_per_second) {
            let best = rates.entry(service.spec.id.clone()).or_insert(rate);
            *best = best.max(rate);
        }
    }
    rates
}

/// Everything that was measured comes too slowly to play.
///
/// One slow service beside a fast one is that service's affair. A queue before one's own gateway is the link's.
pub(super) fn thin(facts: &Facts<'_>) -> Option<Finding> {
    let rates = rates(facts);
    let fastest = rates.values().copied().max_by(f64::total_cmp)?;
    if fastest >= Throughput::PLAYABLE {
        return None;
    }
    let trips: Vec<f64> = facts
        .gateways()
        .iter()
        .flat_map(|it| it.round_trips.iter().flatten().map(|ms| f64::from(*ms)))
        .collect();
    // A moment in which this computer stood still makes many late; a queue lets none through soon.
    let queue = trips.iter().copied().min_by(f64::total_cmp);
    let (rate, least) = (megabits(fastest), megabits(Throughput::PLAYABLE));
    let says = match rates.len() {
        1 => say!(
            "The one download that was measured came at {rate} Mbit/s; video needs {least} at least.",
            rate,
            least
        ),
        count => say!(
            "The fastest of {count} measured downloads came at {rate} Mbit/s; video needs {least} at least.",
            count,
            rate,
            least
        ),
    };
    let several = rates.len() >= 2;
    if let Some(finding) = thin_by_this_computer(facts, &says) {
        return Some(finding);
    }
    if facts.targets().any(|(_, it)| it.walk.hops.iter().any(through_proxy)) {
        return Some(thin_through_the_proxy(facts, fastest, says));
    }
    if let Some(finding) = thin_through_the_tunnel(facts, fastest, &says) {
        return Some(finding);
    }
    let by_itself = |finding: Finding| {
        finding
            .beside_if(!several, Cause::ServiceSlow, Confidence::Possible)
            // What carries it was not measured by itself.
            .beside_if(facts.tunnel().is_some(), Cause::VpnDown, Confidence::Possible)
    };
    // A computer that is busy with a tunnel answers late by itself.
    let least = if is_led_round(facts) { 2.0 * QUEUED_MS } else { QUEUED_MS };
    Some(match queue {
        Some(queue) if queue >= least => Finding::new(
            Cause::LinkSlow,
            if several && queue >= 2.0 * QUEUED_MS {
                Confidence::Certain
            } else {
                Confidence::Likely
            },
        )
        .because("speed.media", says)
        .because(
            "link.round_trips",
            say!(
                "Meanwhile an answer of your own router took {queue} ms: the way to it is full.",
                queue = Slot::Decimal(queue, 0)
            ),
        )
        .not(Cause::IspSlow, say!("the queue stands before your router")),
        Some(_) => by_itself(Finding::new(
            Cause::IspSlow,
            if several && !is_led_round(facts) {
                Confidence::Certain
            } else {
                Confidence::Possible
            },
        ))
        .because("speed.media", says)
        .because(
            "link.round_trips",
            say!("Meanwhile your own router answered soon: the way to it is free."),
        )
        .not(Cause::LinkSlow, say!("the way to your router is free")),
        None => by_itself(Finding::new(Cause::IspSlow, Confidence::Possible))
            .because("speed.media", says),
    })
}

/// Thin, where this computer has no strength left to take more, or the plan that pays for it is used up: many providers
/// then throttle the line.
///
/// Look-alikes: a line or a link that is thin by itself, beside a computer that is merely busy, or a plan with room left.
fn thin_by_this_computer(facts: &Facts<'_>, says: &Said) -> Option<Finding> {
    if facts.is_overloaded() {
        return Some(
            Finding::new(Cause::Overloaded, Confidence::Likely)
                .because("speed.media", says.clone())
                .because(
                    "device.pressure",
                    say!(
                        "This computer is so busy that its programs wait: it could not take more."
                    ),
                )
                .beside(Cause::IspSlow, Confidence::Possible),
        );
    }
    facts.plan_is_used_up().then(|| {
        Finding::new(Cause::DataCap, Confidence::Likely)
            .because("speed.media", says.clone())
            .because(
                "device.data_use",
                say!("Your data plan is used up by this computer's own count; providers slow the line down then."),
            )
            .beside(Cause::IspSlow, Confidence::Possible)
    })
}

/// How fast it came at best from a vantage for which `wanted` holds, where that was measured.
fn fastest_from(facts: &Facts<'_>, wanted: impl Fn(&Vantage) -> bool) -> Option<f64> {
    facts
        .targets()
        .flat_map(|(_, it)| facts.trials(&it.walk.subject, &wanted))
        .filter_map(|walk| walk.exchange()?.throughput?.bytes_per_second())
        .max_by(f64::total_cmp)
}

/// Whether one way plays where the other does not, and by more than chance.
fn is_freed(other: f64, usual: f64) -> bool {
    other >= Throughput::PLAYABLE && other >= 3.0 * usual
}

/// Thin behind a proxy: the line is not blamed unless it is as thin without the proxy.
fn thin_through_the_proxy(facts: &Facts<'_>, fastest: f64, says: Said) -> Finding {
    match fastest_from(facts, |it| *it == Vantage::WithoutProxy) {
        Some(rate) if is_freed(rate, fastest) => {
            Finding::new(Cause::ProxyFailed, Confidence::Likely)
                .because("speed.media", says)
                .because("speed.without_proxy", say!("Without the proxy it comes fast enough."))
                .not(Cause::IspSlow, say!("without the proxy it is fast"))
        }
        Some(_) => Finding::new(Cause::IspSlow, Confidence::Likely)
            .because("speed.media", says)
            .not(Cause::ProxyFailed, say!("without the proxy it is no faster")),
        None => Finding::new(Cause::ProxyFailed, Confidence::Possible)
            .because("speed.media", says)
            .although(
                "speed.without_proxy",
                say!("It was not measured without the proxy; that would decide it."),
            )
            .beside(Cause::IspSlow, Confidence::Possible),
    }
}

/// Thin inside a tunnel, and measured outside it. A tunnel that carries too little fails to do what it is for, and the
/// line below it is not to blame.
fn thin_through_the_tunnel(facts: &Facts<'_>, fastest: f64, says: &Said) -> Option<Finding> {
    let tunnel = facts.tunnel()?;
    let outside = fastest_from(facts, |it| matches!(it, Vantage::OutsideTunnel(_)))?;
    Some(if is_freed(outside, fastest) {
        Finding::new(Cause::VpnDown, Confidence::Likely)
            .because("speed.media", says.clone())
            .because(
                "speed.outside_tunnel",
                say!("Outside your VPN ({tunnel}) it comes fast enough.", tunnel),
            )
            .not(Cause::IspSlow, say!("outside the VPN the line is fast"))
            .partly()
    } else {
        Finding::new(Cause::IspSlow, Confidence::Likely)
            .because("speed.media", says.clone())
            .not(Cause::VpnDown, say!("outside the VPN it is no faster"))
    })
}

/// What is wrong with a service all of whose targets answer: one of its addresses dead, or its content late.
pub(in crate::diagnosis) fn living(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
) -> Option<(usize, Finding)> {
    let each = service.targets.iter();
    each.clone()
        .find_map(|it| Some((it.index, some_addresses_dead(facts, it)?)))
        .or_else(|| each.clone().find_map(|it| Some((it.index, some_addresses_err(facts, it)?))))
        .or_else(|| each.clone().find_map(|it| Some((it.index, slow_content(facts, service, it)?))))
        .or_else(|| each.clone().find_map(|it| Some((it.index, late(facts, service, it)?))))
}

/// Some addresses of the name open and others of the same family do not, twice.
///
/// A family of which nothing opens is the network's affair, or the service's as a whole.
fn some_addresses_dead(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<Finding> {
    let mut opened: BTreeSet<IpAddr> = BTreeSet::new();
    let mut failed: BTreeMap<IpAddr, Vec<&FailureKind>> = BTreeMap::new();
    let near = |walk: &&Walk| {
        matches!(walk.vantage, Vantage::Ordinary | Vantage::Address(_) | Vantage::Again)
    };
    let walks =
        facts.snapshot.walks.iter().filter(|walk| walk.subject == target.walk.subject).filter(near);
    for attempt in walks.filter_map(|walk| walk.hops.first()).flat_map(|hop| &hop.attempts) {
        match &attempt.outcome {
            AttemptOutcome::Connected => drop(opened.insert(attempt.peer.ip())),
            AttemptOutcome::Failed(kind) => failed.entry(attempt.peer.ip()).or_default().push(kind),
            AttemptOutcome::Abandoned => {}
        }
    }
    // A refusal is an answer; silence may be a stray loss, so it must have been met twice.
    let dead = failed.iter().filter(|(address, kinds)| {
        let surely = kinds.iter().any(|it| matches!(it, FailureKind::Refused | FailureKind::Reset))
            || kinds.len() >= 2;
        let family = |it: &&IpAddr| Family::of(**it) == Family::of(**address);
        surely && !opened.contains(address) && opened.iter().any(|it| family(&it))
    });
    let dead = dead.count();
    (dead > 0).then(|| {
        Finding::new(Cause::EdgeFailing, Confidence::Likely)
            .because(
                "census.addresses",
                match (dead, dead + opened.len()) {
                    (1, all) => {
                        say!("One of its {all} addresses that were tried does not open.", all)
                    }
                    (dead, all) => say!(
                        "{dead} of its {all} addresses that were tried do not open.",
                        dead,
                        all
                    ),
                },
            )
            .because("target.fine", say!("The others answer."))
            .not(Cause::IspDown, say!("its other addresses answer"))
            .partly()
    })
}

/// The ordinary way answers well, and other addresses of the name serve errors, or a certificate that is not good.
///
/// Look-alikes: one error, which may be a passing hitch; refusals (403, 429), which are aimed at whoever asks often.
fn some_addresses_err(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<Finding> {
    let tried: Vec<(IpAddr, bool)> = facts
        .trials(&target.walk.subject, |it| matches!(it, Vantage::Address(_)))
        .into_iter()
        .filter_map(|walk| {
            // Behind a redirect it is another host's answer.
            let [hop] = walk.hops.as_slice() else { return None };
            let errs = match &hop.outcome {
                Ok(exchange) => {
                    let exchange = exchange.as_ref()?;
                    (500..600).contains(&exchange.status) && exchange.transport == Transport::Tls
                }
                Err(failure) => failure.kind.is_certificate(),
            };
            Some((hop.peer?.ip(), errs))
        })
        .collect();
    let good: BTreeSet<IpAddr> = tried.iter().filter(|it| !it.1).map(|it| it.0).collect();
    let bad: BTreeSet<IpAddr> =
        tried.iter().filter(|it| it.1 && !good.contains(&it.0)).map(|it| it.0).collect();
    let confidence = if bad.len() >= 2 { Confidence::Likely } else { Confidence::Possible };
    (!bad.is_empty() && target.walk.hops.len() == 1).then(|| {
        Finding::new(Cause::EdgeFailing, confidence)
            .because(
                "census.errors",
                match (bad.len(), bad.len() + good.len() + 1) {
                    (1, all) => say!(
                        "One of its {all} addresses that were tried does not answer well.",
                        all
                    ),
                    (bad, all) => say!(
                        "{bad} of its {all} addresses that were tried do not answer well.",
                        bad,
                        all
                    ),
                },
            )
            .because("target.fine", say!("The others answer."))
            .not(Cause::IspDown, say!("its other addresses answer"))
            .partly()
    })
}

/// Its content comes too slowly to play, while another service's is fast.
fn slow_content(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
) -> Option<Finding> {
    let rate = target.walk.exchange()?.throughput?.bytes_per_second()?;
    let rates = rates(facts);
    let other = rates
        .iter()
        .filter(|(id, _)| **id != service.spec.id)
        .map(|(_, rate)| *rate)
        .max_by(f64::total_cmp)?;
    (rate < Throughput::PLAYABLE && other >= Throughput::PLAYABLE && other >= 3.0 * rate).then(
        || {
            Finding::new(Cause::ServiceSlow, Confidence::Likely)
                .because(
                    "speed.media",
                    say!(
                        "Its video came at {rate} Mbit/s; video needs {least} at least.",
                        rate = megabits(rate),
                        least = megabits(Throughput::PLAYABLE)
                    ),
                )
                .because(
                    "speed.others",
                    say!(
                        "Another service's came at {rate} Mbit/s at the same time.",
                        rate = megabits(other)
                    ),
                )
                .not(Cause::IspSlow, say!("another service is fast"))
        },
    )
}

/// Its first byte comes late, while others' come soon.
fn late(facts: &Facts<'_>, service: &ServiceFacts<'_>, target: &TargetFact<'_>) -> Option<Finding> {
    let first_byte = |walk: &Walk| walk.hops.last()?.timings.first_byte_ms;
    let own = first_byte(target.walk)?;
    if let Some(usual) = usual(facts, &service.spec.id, target.index) {
        return later_than_usual(facts, service, own, usual);
    }
    let others: Vec<f64> = facts
        .walks()
        .filter(|(walk, seen)| seen.is_fine() && walk.exchange().is_some_and(is_full))
        .filter(|(walk, _)| owner(&walk.subject) != service.spec.id)
        .filter_map(|(walk, _)| first_byte(walk))
        .collect();
    let typical = median(others)?;
    (own >= LATE_MS && typical * 3.0 <= own).then(|| {
        Finding::new(Cause::ServiceSlow, Confidence::Likely)
            .because(
                "speed.first_byte",
                say!("Its answer began only after {own} seconds.", own = seconds(own)),
            )
            .because(
                "speed.others",
                say!("Others began to answer after {typical}.", typical = seconds(typical)),
            )
            .not(Cause::IspSlow, say!("others answer soon"))
    })
}

/// Later than usual by less is not felt.
const FELT_MS: f64 = 500.0;

/// What is usual of a target, where earlier rounds tell.
fn usual<'a>(facts: &Facts<'a>, service: &str, index: usize) -> Option<&'a Usual> {
    facts.snapshot.usual.iter().find(|it| it.service == service && it.index == index)
}

/// Far later than this target usually is, while another service is as soon as ever.
///
/// Look-alikes: one that is always late (that is its usual time); a line on which everything is later than usual. Eight
/// times the spread (as a standard deviation: 1.4826 median deviations) is beyond any ordinary evening.
fn later_than_usual(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    own: f64,
    usual_here: &Usual,
) -> Option<Finding> {
    let Usual { first_byte_ms, spread_ms, .. } = *usual_here;
    let odd = (first_byte_ms * 3.0)
        .max(first_byte_ms + 8.0 * 1.4826 * spread_ms)
        .max(first_byte_ms + FELT_MS);
    if own < odd {
        return None;
    }
    let as_ever = |(other, it): &(&ServiceFacts<'_>, &TargetFact<'_>)| {
        other.spec.id != service.spec.id
            && it.seen.is_fine()
            && usual(facts, &other.spec.id, it.index).is_some_and(|usual| {
                let now = it.walk.hops.last().and_then(|hop| hop.timings.first_byte_ms);
                let most = (usual.first_byte_ms * 1.5).max(usual.first_byte_ms + FELT_MS / 2.0);
                now.is_some_and(|now| now <= most)
            })
    };
    let witness = facts.targets().find(as_ever);
    witness.map(|(other, _)| {
        Finding::new(Cause::ServiceSlow, Confidence::Likely)
            .because(
                "speed.usual",
                say!(
                    "Its answer began only after {own} seconds; about this hour, on this network, it usually takes {usual}.",
                    own = seconds(own),
                    usual = seconds(first_byte_ms)
                ),
            )
            .because("speed.others", say!("{service} answers as soon as ever.", service = other.spec.name.clone()))
            .not(Cause::IspSlow, say!("another service is as soon as ever"))
    })
}

fn is_full(exchange: &Exchange) -> bool {
    exchange.as_expected
}
