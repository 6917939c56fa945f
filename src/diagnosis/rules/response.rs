//! One target that answered, but not as it should: what the response says by itself, held against the contrasts.

use std::collections::BTreeSet;

use super::Finding;
use super::path::trial;
use crate::diagnosis::facts::{Facts, ServiceFacts, TargetFact, through_proxy};
use crate::diagnosis::responder::Answer;
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Party, Responder};
use crate::observation::{Exchange, FeedState, Transport, Vantage};

/// Judges a response by who wrote it and by what else was seen.
pub(super) fn judge(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    answer: &Answer,
) -> Finding {
    let Some(exchange) = target.walk.exchange() else {
        return super::undecided("exchange.none", say!("No answer came."));
    };
    let mut finding = match answer.responder.party {
        Party::ForwardProxy => by_proxy(facts, target, answer),
        Party::Filter | Party::Portal | Party::Interceptor => {
            by_stranger(facts, target, answer, exchange)
        }
        Party::ServiceOrigin | Party::ServiceEdge | Party::Unknown => {
            by_service(facts, service, target, answer, exchange)
        }
    };
    finding.responder = Some(refined(finding.cause, &answer.responder));
    let mut evidence = answer.evidence.clone();
    evidence.append(&mut finding.evidence);
    finding.evidence = evidence;
    finding
}

/// Who answered, once the contrasts have spoken.
fn refined(cause: Cause, responder: &Responder) -> Responder {
    match (cause, responder.party) {
        (Cause::PageBlocked | Cause::TlsIntercepted, Party::Unknown) => {
            Responder { party: Party::Filter, product: responder.product.clone() }
        }
        _ => responder.clone(),
    }
}

/// A configured proxy answered for this service only.
fn by_proxy(facts: &Facts<'_>, target: &TargetFact<'_>, answer: &Answer) -> Finding {
    let without = trial(facts, &target.walk.subject, |it| *it == Vantage::WithoutProxy);
    let others =
        facts.walks().any(|(walk, seen)| seen.is_fine() && walk.hops.iter().any(through_proxy));
    // A proxy that passes the others may only tell that it does not reach this one.
    let messenger = others && answer.cause == Cause::ProxyFailed && without == Some(false);
    let confidence = match without {
        Some(true) => Confidence::Certain,
        _ if messenger => Confidence::Possible,
        Some(false) | None => answer.confidence.max(Confidence::Likely),
    };
    let mut finding = Finding::new(answer.cause, confidence);
    if messenger {
        finding = finding.beside(Cause::ServiceUnreachable, Confidence::Possible);
    }
    finding
        .because_if(others, "proxy.others", say!("The proxy passes other traffic."))
        .because_if(
            without == Some(true),
            "trial.without_proxy",
            say!("Without the proxy the service answers."),
        )
        .not_if(
            without == Some(true),
            Cause::ServiceUnreachable,
            say!("without the proxy it answers"),
        )
}

/// Somebody on the way answered instead of the service.
fn by_stranger(
    facts: &Facts<'_>,
    target: &TargetFact<'_>,
    answer: &Answer,
    exchange: &Exchange,
) -> Finding {
    let cause = match answer.cause {
        // A portal that takes over one service only is a filter: portals know no services.
        Cause::CaptivePortal if facts.controls_hold() => Cause::PageBlocked,
        cause => cause,
    };
    let intercepted = exchange.transport == Transport::Intercepted;
    if let Some(finding) = passed_on(facts, target, answer) {
        return finding;
    }
    let others = facts.targets().any(|(other, it)| {
        it.seen.is_fine()
            && other.targets.first().map(|it| &it.walk.subject) != Some(&target.walk.subject)
    });
    let elsewhere = trial(facts, &target.walk.subject, |it| {
        matches!(
            it,
            Vantage::OtherInterface(_) | Vantage::OutsideTunnel(_) | Vantage::OtherResolver(_)
        )
    });
    let confidence = match (elsewhere, intercepted) {
        (Some(true), _) => Confidence::Certain,
        // What would be certain of a portal is not of a filter.
        _ if cause != answer.cause => answer.confidence.min(Confidence::Likely),
        (_, true) => answer.confidence.max(Confidence::Likely),
        (_, false) => answer.confidence,
    };
    Finding::new(cause, confidence)
        .because_if(others, "control.services", say!("Other services answer from here."))
        .because_if(
            elsewhere == Some(true),
            "trial.elsewhere",
            say!("Another way to the service gets the real answer."),
        )
        .not(Cause::Forbidden, say!("the answer was not written by the service"))
}

/// An interceptor that passes others well may only have passed this answer on.
fn passed_on(facts: &Facts<'_>, target: &TargetFact<'_>, answer: &Answer) -> Option<Finding> {
    let relayed = answer.if_relayed?;
    let exchange = target.walk.exchange()?;
    let passes = facts.targets().any(|(_, it)| {
        it.seen.is_fine()
            && it.walk.exchange().is_some_and(|x| x.transport == Transport::Intercepted)
    });
    if answer.cause != Cause::TlsIntercepted || !passes {
        return None;
    }
    let says =
        say!("It passes the answers of others as they are, so the service may have written this.");
    // An interceptor refuses by category, and fails for everybody; a refusal may be its own.
    let finding = if exchange.status >= 500 || relayed == Cause::BotChallenge {
        Finding::new(relayed, Confidence::Possible)
            .beside(Cause::TlsIntercepted, Confidence::Possible)
    } else {
        Finding::new(Cause::TlsIntercepted, Confidence::Possible)
            .beside(relayed, Confidence::Possible)
    };
    Some(finding.because("trust.passes_others", says))
}

/// The service's own side answered.
fn by_service(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    answer: &Answer,
    exchange: &Exchange,
) -> Finding {
    let subject = &target.walk.subject;
    let status = exchange.status;
    let addressed = is_about_the_address(answer.cause, status);
    if let Some(finding) = super::steering::refused(facts, target, answer) {
        return finding;
    }
    if let Some(tunnel) = facts.tunnel() {
        match trial(facts, subject, |it| matches!(it, Vantage::OutsideTunnel(_))) {
            Some(true) => {
                return Finding::new(
                    Cause::VpnBlocked,
                    if addressed { Confidence::Certain } else { Confidence::Likely },
                )
                .because(
                    "vpn.inside",
                    say!(
                        "Inside your VPN ({tunnel}) the service refuses with status {status}.",
                        tunnel,
                        status
                    ),
                )
                .because("trial.outside_tunnel", say!("Outside the VPN it answers well."))
                .not(answer.cause, say!("outside the VPN the service answers well"));
            }
            Some(false) => {
                let mut finding = with_contrasts(facts, service, target, answer, status);
                // Whatever its page says: the address outside is treated alike.
                if finding.cause == Cause::VpnBlocked {
                    finding.cause = Cause::VpnAddressFlagged;
                    finding.confidence = Confidence::Possible;
                }
                return finding
                    .not(Cause::VpnBlocked, say!("outside your VPN the answer is the same"));
            }
            None if addressed || answer.cause == Cause::ServiceOverloaded => {
                let mut finding = with_contrasts(facts, service, target, answer, status)
                    .although(
                        "vpn.untested",
                        say!(
                            "Your VPN is on, and it was not tried without it; that would decide it."
                        ),
                    )
                    .beside(Cause::VpnBlocked, Confidence::Possible);
                finding.confidence = Confidence::Possible;
                return finding;
            }
            None => {}
        }
    }
    with_contrasts(facts, service, target, answer, status)
}

/// Whether such a refusal is commonly aimed at the address that asks.
fn is_about_the_address(cause: Cause, status: u16) -> bool {
    matches!(status, 403 | 420 | 429 | 451)
        || matches!(
            cause,
            Cause::BotChallenge
                | Cause::Forbidden
                | Cause::GeoBlocked
                | Cause::LegalBlock
                | Cause::RateLimited
                | Cause::VpnBlocked
                | Cause::VpnAddressFlagged
        )
}

/// Joins the response's own word with other addresses, other egresses and the vendor's word.
fn with_contrasts(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    answer: &Answer,
    status: u16,
) -> Finding {
    let subject = &target.walk.subject;
    let same = |vantage: &Vantage| matches!(vantage, Vantage::Address(_) | Vantage::Family(_));
    let addresses: Vec<_> = facts
        .trials(subject, same)
        .into_iter()
        .filter(|it| it.exchange().is_some() || it.failure().is_some())
        .collect();
    let well = addresses.iter().any(|it| it.succeeded() && it.exchange().is_some());
    // One address that now answers and now does not is no better than the others: what stands behind them sheds load.
    let wavers = well && wavers(facts, target);
    if well
        && !wavers
        && matches!(answer.cause.area(), "service")
        && answer.cause != Cause::BotChallenge
        && answer.cause != Cause::RateLimited
    {
        return Finding::new(Cause::EdgeFailing, Confidence::Likely)
            .because(
                "trial.address",
                say!(
                    "One of its addresses answers with status {status}, another answers well.",
                    status
                ),
            )
            .not(answer.cause, say!("another of its addresses answers well"))
            .partly();
    }
    let second = addresses.iter().filter_map(|it| it.exchange()).any(|it| it.status == status);
    let authentic = target.walk.exchange().is_some_and(|it| it.transport == Transport::Tls);
    let vendor = facts.snapshot.feeds.iter().find(|it| it.service == service.spec.id);
    let vendor_agrees = vendor.is_some_and(|it| {
        matches!(it.state, FeedState::Outage | FeedState::Degraded | FeedState::Maintenance)
    });
    let by_vendor = vendor.and_then(|it| it.says.clone()).filter(|_| vendor_agrees);
    let cause = match (answer.cause, vendor.map(|it| it.state)) {
        // A tunnel that is not here cannot be turned off here.
        (Cause::VpnBlocked, _) if facts.tunnel().is_none() => Cause::VpnAddressFlagged,
        (Cause::ServiceOverloaded, Some(FeedState::Maintenance)) => Cause::Maintenance,
        // What is asked for is known to be there (RFC 9110, sections 15.5.5 and 15.5.11).
        (Cause::Unknown, _) if matches!(status, 404 | 410) && authentic && second => {
            Cause::ServiceError
        }
        (cause, _) => cause,
    };
    // A 503 that only one place saw is a 503 "to you": its being everybody's needs a second witness.
    let confidence = match cause {
        Cause::ServiceOverloaded if authentic && (second || vendor_agrees) => Confidence::Certain,
        Cause::ServiceOverloaded => answer.confidence.min(Confidence::Likely),
        Cause::VpnAddressFlagged => Confidence::Possible,
        Cause::ServiceError if answer.cause == Cause::Unknown => Confidence::Likely,
        _ => answer.confidence,
    };
    let confidence = if wavers { confidence.min(Confidence::Likely) } else { confidence };
    Finding::new(cause, confidence)
        .because_if(
            wavers,
            "trial.wavers",
            say!(
                "One and the same address of it answers now well, now with status {status}.",
                status
            ),
        )
        .because_if(
            second,
            "trial.address",
            say!("Another of its addresses answers with status {status} too.", status),
        )
        .because_if(
            by_vendor.is_some(),
            "vendor.feed",
            say!(
                "{service} says itself: “{word}”.",
                service = service.spec.name.clone(),
                word = by_vendor.unwrap_or_default()
            ),
        )
        .because_if(
            facts.controls_hold(),
            "control.names",
            say!("The rest of the Internet answers as usual."),
        )
        .not_if(facts.controls_hold(), Cause::IspDown, say!("other services answer"))
}

/// Whether one address of the service answers now well, now with an error of the server's.
fn wavers(facts: &Facts<'_>, target: &TargetFact<'_>) -> bool {
    let every = facts.trials(&target.walk.subject, |it| {
        matches!(it, Vantage::Address(_) | Vantage::Family(_) | Vantage::Again)
    });
    let mut good = BTreeSet::new();
    let mut bad = BTreeSet::new();
    for walk in every.into_iter().chain([target.walk]) {
        let (Some(peer), Some(exchange)) = (walk.last().and_then(|it| it.peer), walk.exchange())
        else {
            continue;
        };
        if walk.succeeded() {
            good.insert(peer.ip());
        } else if exchange.status >= 500 {
            bad.insert(peer.ip());
        }
    }
    !good.is_disjoint(&bad)
}
