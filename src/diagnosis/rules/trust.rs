//! Certificates that fail everywhere: the clock, the store, or somebody who re-signs.

use std::collections::BTreeSet;

use super::name;
use super::{Finding, owner};
use crate::diagnosis::facts::{Facts, Seen, is_local};
use crate::diagnosis::responder;
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Party, Responder, Said};
use crate::observation::{Anchor, Exchange, FailureKind, TlsFacts, Transport, Vantage, Walk};

/// Walks that ended at a certificate for which `wanted` holds, with what the handshake showed.
fn certificate_failures<'a>(
    facts: &Facts<'a>,
    wanted: impl Fn(&FailureKind) -> bool,
) -> Vec<(&'a Walk, Option<&'a TlsFacts>)> {
    let failed =
        facts.walks().filter(|(_, seen)| seen.failure().is_some_and(|it| wanted(&it.kind)));
    failed.map(|(walk, _)| (walk, walk.last().and_then(|hop| hop.tls.as_ref()))).collect()
}

fn owners(walks: &[(&Walk, Option<&TlsFacts>)]) -> usize {
    walks.iter().map(|(walk, _)| owner(&walk.subject)).collect::<BTreeSet<_>>().len()
}

/// Whether any TLS session was accepted.
fn tls_works(facts: &Facts<'_>) -> bool {
    facts
        .walks()
        .any(|(walk, _)| walk.hops.iter().any(|hop| hop.outcome.is_ok() && hop.tls.is_some()))
}

/// A clock that is off by less fools nobody.
const CLOCK_TOLERANCE_SECS: u64 = 300;

/// The clock is off: certificates of unrelated owners are out of their time, and others' clocks agree against ours.
///
/// Look-alike: one service whose certificate ran out. There other clocks agree with ours.
pub(super) fn clock_wrong(facts: &Facts<'_>) -> Option<Finding> {
    let out_of_time = |kind: &FailureKind| {
        matches!(kind, FailureKind::CertificateExpired | FailureKind::CertificateNotYetValid)
    };
    let failed = certificate_failures(facts, out_of_time);
    if failed.is_empty() {
        return None;
    }
    let skews = facts.snapshot.clock_skews();
    let skew = middle_skew(facts);
    let off = skew.is_some_and(|it| it.unsigned_abs() > CLOCK_TOLERANCE_SECS);
    let agree = skews.len() >= 2
        && skew.is_some_and(|it| {
            skews.iter().filter(|other| other.abs_diff(it) <= CLOCK_TOLERANCE_SECS).count() * 2
                > skews.len()
        });
    // Without any other clock, unrelated certificates that all fail in time still point here.
    let confidence = match (off && agree, skews.is_empty()) {
        // A clock that is off by minutes does not make last year's certificate run out.
        (true, _) if failed.iter().any(|(walk, _)| is_in_time_by_others(facts, walk)) => {
            Confidence::Certain
        }
        (true, _) => return None,
        (false, true) if owners(&failed) >= 2 && !tls_works(facts) => Confidence::Likely,
        (false, _) => return None,
    };
    let corrected =
        facts.trial_outcome(&facts.troubled(), |it| matches!(it, Vantage::CorrectedClock(_)));
    let says = match skew.filter(|_| off) {
        Some(skew) => {
            let duration = duration_words(skew.unsigned_abs());
            if skew < 0 {
                say!("The clock of this computer is {duration} ahead.", duration)
            } else {
                say!("The clock of this computer is {duration} behind.", duration)
            }
        }
        None => say!("Certificates of unrelated services all seem to be out of their time."),
    };
    Some(
        Finding::new(Cause::ClockWrong, confidence)
            .because("clock.skew", says)
            .because_if(
                off,
                "clock.controls",
                say!("{count} other clocks agree about the time.", count = skews.len()),
            )
            .because_if(
                corrected == Some(true),
                "trial.corrected_clock",
                say!("Judged at the time of those clocks, the certificates are good."),
            )
            .not(Cause::ServiceTlsInvalid, say!("the certificates are good at the true time")),
    )
}

/// How far others' clocks are ahead of ours: the middle one of what they say.
fn middle_skew(facts: &Facts<'_>) -> Option<i64> {
    let skews = facts.snapshot.clock_skews();
    skews.get(skews.len() / 2).copied()
}

/// Whether a walk ended at a certificate that is out of its time by our clock only, as far as can be told.
pub(in crate::diagnosis) fn is_in_time_by_others(facts: &Facts<'_>, walk: &Walk) -> bool {
    let out_of_time = walk.failure().is_some_and(|it| {
        matches!(it.kind, FailureKind::CertificateExpired | FailureKind::CertificateNotYetValid)
    });
    let certificate =
        walk.last().and_then(|hop| hop.tls.as_ref()).and_then(|it| it.certificate.as_ref());
    out_of_time
        && match (middle_skew(facts), certificate) {
            (Some(skew), Some(it)) => {
                let truth = facts.snapshot.started_at.as_second() + skew;
                it.not_before.as_second() <= truth && truth <= it.not_after.as_second()
            }
            (None, _) | (_, None) => true,
        }
}

/// Seconds in words, by the largest fitting unit.
fn duration_words(seconds: u64) -> Said {
    match seconds {
        0..=7_199 => say!("{count} minutes", count = seconds / 60),
        7_200..=172_799 => say!("{count} hours", count = seconds / 3_600),
        _ => say!("{count} days", count = seconds / 86_400),
    }
}

fn ends_in_public_root(tls: Option<&TlsFacts>) -> Option<bool> {
    match tls?.anchor.as_ref()? {
        Anchor::Public => Some(true),
        Anchor::Private => Some(false),
        Anchor::Rejected { public } => Some(*public),
    }
}

/// The system trusts no public root: every chain is good, and none is accepted.
pub(super) fn store_empty(facts: &Facts<'_>) -> Option<Finding> {
    let failed = certificate_failures(facts, |kind| *kind == FailureKind::UnknownIssuer);
    let public = failed.iter().all(|(_, tls)| ends_in_public_root(*tls) == Some(true));
    (owners(&failed) >= 2 && public && !tls_works(facts)).then(|| {
        Finding::new(Cause::TrustStore, Confidence::Certain)
            .because("trust.store", say!("Every service shows a certificate that is good, and this computer accepts none of them."))
            .not(Cause::TlsIntercepted, say!("the certificates end in publicly trusted roots"))
    })
}

/// Unrelated services show certificates that one unknown authority signed: somebody re-signs TLS on the way.
pub(super) fn intercepted(facts: &Facts<'_>) -> Option<Finding> {
    let failed = certificate_failures(facts, |kind| {
        matches!(
            kind,
            FailureKind::UnknownIssuer
                | FailureKind::NameMismatch
                | FailureKind::CertificateInvalid
        )
    });
    // Names that the resolver sends to one block page share its certificate: that is the resolver's doing.
    let sent_there = |walk: &Walk| {
        facts
            .targets()
            .any(|(_, it)| it.walk.subject == walk.subject && name::redirected(facts, it).is_some())
    };
    let foreign: Vec<_> = failed
        .into_iter()
        .filter(|(walk, tls)| ends_in_public_root(*tls) != Some(true) && !sent_there(walk))
        .collect();
    let roots: BTreeSet<_> = foreign
        .iter()
        .filter_map(|(_, tls)| tls.as_ref()?.certificate.as_ref())
        .map(|it| it.root.as_str())
        .collect();
    let owned = owners(&foreign);
    if owned < 2 || roots.len() > 1 {
        return None;
    }
    let name = roots.first().copied().unwrap_or_default();
    let whole = !tls_works(facts);
    let says = if name.is_empty() {
        say!(
            "{count} unrelated services show certificates of one and the same unknown signer.",
            count = owned
        )
    } else {
        say!(
            "{count} unrelated services show certificates of one and the same unknown signer (“{signer}”).",
            count = owned,
            signer = name
        )
    };
    let mut finding = Finding::new(
        Cause::TlsIntercepted,
        if whole { Confidence::Certain } else { Confidence::Likely },
    )
    .because("trust.one_signer", says)
    .not(Cause::ServiceTlsInvalid, say!("unrelated services cannot share one bad signer"))
    .not(Cause::ClockWrong, say!("the certificates are in their time"));
    finding.responder = Some(Responder {
        party: Party::Interceptor,
        product: responder::interceptor(name).map(str::to_owned),
    });
    Some(finding)
}

/// Whoever re-signs TLS here answers for everybody: unrelated services give the same refusal inside its sessions.
///
/// Look-alike: one service that fails behind an interceptor which passes the others.
pub(super) fn interceptor_answers(facts: &Facts<'_>) -> Option<Finding> {
    let inside: Vec<_> = facts
        .targets()
        .filter(|(_, it)| it.walk.exchange().is_some_and(|x| x.transport == Transport::Intercepted))
        // A server of one's own with one's own authority is nobody's interceptor.
        .filter(|(_, it)| !is_local(it.walk))
        .collect();
    let refused: Vec<_> =
        inside.iter().filter(|(_, it)| matches!(it.seen, Seen::Answered(_))).collect();
    let services: BTreeSet<_> =
        refused.iter().map(|(service, _)| service.spec.id.as_str()).collect();
    let statuses: BTreeSet<_> =
        refused.iter().filter_map(|(_, it)| it.walk.exchange()).map(|x| x.status).collect();
    if services.len() < 2 || statuses.len() != 1 || refused.len() < inside.len() {
        return None;
    }
    let signer = refused
        .iter()
        .find_map(|(_, it)| it.hop()?.tls.as_ref()?.certificate.as_ref())
        .map(|it| it.root.clone())
        .unwrap_or_default();
    // Challenges are made by services, and come through whoever reads along.
    let challenged =
        |it: &Seen<'_>| it.answer().is_some_and(|it| it.if_relayed == Some(Cause::BotChallenge));
    if refused.iter().any(|(_, it)| challenged(&it.seen)) {
        return None;
    }
    // One and the same page is one author's; one and the same status may be chance.
    let pages: BTreeSet<&str> =
        refused.iter().filter_map(|(_, it)| it.walk.exchange()).map(Exchange::text).collect();
    let confidence = if pages.len() == 1 { Confidence::Certain } else { Confidence::Likely };
    let mut finding = Finding::new(Cause::PageBlocked, confidence)
        .because(
            "trust.private_root",
            say!(
                "Secure connections are opened and re-signed on the way by “{signer}”.",
                signer = signer.clone()
            ),
        )
        .because(
            "filter.same_answer",
            say!(
                "{count} unrelated services give the same answer inside them.",
                count = services.len()
            ),
        )
        .not(Cause::ServiceOverloaded, say!("the answer was not written by the services"))
        .beside(Cause::TlsIntercepted, Confidence::Likely);
    finding.responder = Some(Responder {
        party: Party::Interceptor,
        product: responder::interceptor(&signer).map(str::to_owned),
    });
    Some(finding)
}
