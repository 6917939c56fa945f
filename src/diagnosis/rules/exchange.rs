//! One service whose secure session stood, and whose answer did not come as it should.

use super::path::trial;
use super::{Finding, owner};
use crate::diagnosis::facts::{Facts, TargetFact, outcome_of, through_proxy};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Party, Responder, Said};
use crate::observation::{Anchor, Failure, FailureKind, Phase, Transport, Vantage, Walk};

/// The secure session stood, and the answer did not come as it should.
pub(super) fn unfinished(facts: &Facts<'_>, target: &TargetFact<'_>, failure: &Failure) -> Finding {
    // What was refused after a redirect never left; the one before it sent us there.
    let hops = &target.walk.hops;
    let sent = matches!(failure.kind, FailureKind::RedirectLoop | FailureKind::RedirectRefused);
    let spoke = if sent && hops.len() > 1 { hops.get(hops.len() - 2) } else { hops.last() };
    let anchor = spoke.and_then(|hop| hop.tls.as_ref()).and_then(|it| it.anchor.as_ref());
    let authenticated = anchor == Some(&Anchor::Public);
    let says = what_came(&failure.kind);
    if target.hop().is_some_and(through_proxy) && !authenticated {
        return Finding::new(Cause::ProxyFailed, Confidence::Likely).because("proxy.answer", says);
    }
    if target.hop().is_some_and(through_proxy)
        && trial(facts, &target.walk.subject, |it| *it == Vantage::WithoutProxy) == Some(true)
    {
        return Finding::new(Cause::ProxyFailed, Confidence::Certain)
            .because("proxy.answer", says)
            .because("trial.without_proxy", say!("Without the proxy the service answers."))
            .not(Cause::ServiceError, say!("it answers without the proxy"));
    }
    if anchor == Some(&Anchor::Private) {
        return by_interceptor(facts, failure);
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
            say!("The secure connection proves that it is the service's own side."),
        )
        .not_if(authenticated, Cause::IspDown, say!("the service itself was reached"))
}

/// What the service did, as far as an answer shows it.
fn what_came(kind: &FailureKind) -> Said {
    match kind {
        FailureKind::RedirectLoop => say!("The service sends us round in circles."),
        FailureKind::RedirectRefused => {
            say!("The service sends us to an address that no honest page has.")
        }
        FailureKind::TimedOut => say!("The service accepts the request and never answers it."),
        FailureKind::Reset | FailureKind::Closed => {
            say!("The service accepts the request and hangs up.")
        }
        FailureKind::Http2(_) => {
            say!("The service breaks off its answer with a protocol error.")
        }
        kind => what_came_of_anybody(kind),
    }
}

/// The same of somebody on the way.
fn what_came_instead(kind: &FailureKind) -> Said {
    match kind {
        FailureKind::RedirectLoop => say!("What answers in its place sends us round in circles."),
        FailureKind::RedirectRefused => {
            say!("What answers in its place sends us to an address that no honest page has.")
        }
        FailureKind::TimedOut => {
            say!("What answers in its place accepts the request and never answers it.")
        }
        FailureKind::Reset | FailureKind::Closed => {
            say!("What answers in its place accepts the request and hangs up.")
        }
        FailureKind::Http2(_) => {
            say!("What answers in its place breaks off its answer with a protocol error.")
        }
        kind => what_came_of_anybody(kind),
    }
}

/// The same of an answer that names nobody.
fn what_came_of_anybody(kind: &FailureKind) -> Said {
    match kind {
        FailureKind::Truncated => say!("The answer stops in the middle."),
        FailureKind::HeadTooLarge => say!("The answer has a head without end."),
        _ => say!("The answer makes no sense."),
    }
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
                say!("Answers of unrelated services stop in the same way, and none of that kind comes through."),
            )
            .not(Cause::ServiceError, say!("unrelated services are cut off alike"))
            .beside(Cause::ConnectionBlocked, Confidence::Possible)
    })
}

/// Inside a session that somebody on the way opened, what breaks it off or leads elsewhere is most likely theirs.
fn by_interceptor(facts: &Facts<'_>, failure: &Failure) -> Finding {
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
        .because("exchange.failed", what_came_instead(&failure.kind))
        .because(
            "trust.opened",
            say!("Somebody on the way opens this computer's secure connections, and speaks in it."),
        )
        .because_if(passes, "trust.passes_others", say!("It passes what others answer."));
    finding.responder = Some(Responder { party: Party::Interceptor, product: None });
    finding
}
