//! One service whose secure session stood, and whose answer did not come as it should.

use super::path::trial;
use super::{Finding, owner};
use crate::diagnosis::facts::{Facts, TargetFact, outcome_of, through_proxy};
use crate::diagnosis::{Cause, Confidence, Party, Responder};
use crate::observation::{Anchor, Failure, FailureKind, Phase, Transport, Vantage, Walk};

/// The secure session stood, and the answer did not come as it should.
pub(super) fn unfinished(facts: &Facts<'_>, target: &TargetFact<'_>, failure: &Failure) -> Finding {
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
    if let Some(finding) = cut_alike(facts, target, failure) {
        return finding;
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

/// Unrelated services' answers are cut off or starve alike, and nobody's comes through whole: that is on the way.
///
/// Look-alike: one service whose answers stop, while another one's content comes.
fn cut_alike(facts: &Facts<'_>, target: &TargetFact<'_>, failure: &Failure) -> Option<Finding> {
    let by_anybody = |it: &Failure| {
        it.phase == Phase::Exchange
            && matches!(
                it.kind,
                FailureKind::TimedOut
                    | FailureKind::Reset
                    | FailureKind::Closed
                    | FailureKind::Truncated
            )
    };
    let mine = owner(&target.walk.subject);
    let others: Vec<_> =
        facts.targets().filter(|(service, _)| service.spec.id != mine).map(|(_, it)| it).collect();
    let alike = others.iter().any(|it| it.seen.failure().is_some_and(|it| it == failure));
    let whole = others.iter().any(|it| {
        it.seen.is_fine() && it.walk.exchange().is_some_and(|it| it.throughput.is_some())
    });
    // Small answers of others tell nothing where large ones are cut off.
    let same_kind = others.iter().any(|it| it.role == target.role && it.seen.is_fine());
    (by_anybody(failure) && alike && !whole && !same_kind).then(|| {
        Finding::new(Cause::IspLossy, Confidence::Possible)
            .because(
                "exchange.cut_alike",
                "Answers of unrelated services stop in the same way, and none of that kind comes through.",
            )
            .not(Cause::ServiceError, "unrelated services are cut off alike")
            .beside(Cause::ConnectionBlocked, Confidence::Possible)
    })
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
    finding.responder = Some(Responder { party: Party::Interceptor, product: None });
    finding
}
