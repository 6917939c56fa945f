//! One service with which no secure session comes to be: its certificate, or somebody who cuts off.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::Finding;
use super::name::may_be_redirected;
use super::path::trial;
use super::trust::is_in_time_by_others;
use crate::diagnosis::facts::{Facts, ServiceFacts, TargetFact, through_proxy};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Party, Responder, Said, responder};
use crate::observation::{Anchor, CertificateFacts, Failure, FailureKind, Vantage};

/// The TLS session does not come to be, for this service only.
pub(super) fn unauthenticated(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
) -> Finding {
    if target.hop().is_some_and(through_proxy) && !failure.kind.is_certificate() {
        let without = trial(facts, &target.walk.subject, |it| *it == Vantage::WithoutProxy);
        if without == Some(true) {
            return Finding::new(Cause::ProxyFailed, Confidence::Likely)
                .because(
                    "proxy.cuts_off",
                    say!("The proxy opens a way to it, and then nothing passes."),
                )
                .because("trial.without_proxy", say!("Without the proxy the service answers."))
                .not(Cause::ServiceUnreachable, say!("it answers without the proxy"));
        }
    }
    let tls = target.hop().and_then(|hop| hop.tls.as_ref());
    let certificate = tls.and_then(|it| it.certificate.as_ref());
    let invalid = |says: Said| {
        Finding::new(Cause::ServiceTlsInvalid, Confidence::Likely).because("tls.certificate", says)
    };
    match &failure.kind {
        FailureKind::CertificateExpired | FailureKind::CertificateNotYetValid => {
            // A clock that is off by minutes changes nothing for what ran out long ago.
            let by_others = certificate.is_some()
                && facts.snapshot.clock_skews().len() >= 2
                && !is_in_time_by_others(facts, target.walk);
            let clock = by_others || clock_is_right(facts);
            let mut finding = invalid(match &failure.kind {
                FailureKind::CertificateExpired => {
                    say!("The service shows a certificate that has run out.")
                }
                _ => say!("The service shows a certificate that is not valid yet."),
            });
            if clock {
                finding = finding
                    .because(
                        "clock.controls",
                        say!("It is out of its time by the clocks of others, too."),
                    )
                    .not(Cause::ClockWrong, say!("by the clocks of others it is the same"));
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
            invalid(say!("The service and this computer share no safe way to encrypt."))
                .beside(Cause::ConnectionBlocked, Confidence::Possible)
        }
        // Filters cut off without a word. An alert is a server's, and one that greets other names lacks this one.
        FailureKind::TlsAlert(_) => {
            let mut finding = invalid(say!("The service breaks off the secure connection."))
                .beside(Cause::ConnectionBlocked, Confidence::Possible);
            if names_neutral(facts, target) == Some(true) {
                finding.confidence = Confidence::Possible;
            }
            finding
        }
        FailureKind::NotTls if names_neutral(facts, target) == Some(true) => {
            Finding::new(Cause::ConnectionBlocked, Confidence::Certain)
                .because("tls.not", say!("What answers there does not speak the secure protocol."))
                .because("trial.neutral_name", say!("The same address answers when another name is given: somebody on the way listens for the name."))
                .not(Cause::ServiceTlsInvalid, say!("its address speaks it when another name is given"))
        }
        FailureKind::NotTls => Finding::new(Cause::ServiceTlsInvalid, Confidence::Possible)
            .because("tls.not", say!("What answers there does not speak the secure protocol."))
            .beside(Cause::ConnectionBlocked, Confidence::Possible),
        _ => broken_off(facts, service, target, failure),
    }
}

/// Whether the clocks of at least two others agree with ours.
fn clock_is_right(facts: &Facts<'_>) -> bool {
    let skews = facts.snapshot.clock_skews();
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
        responder::interceptor(&it.issuer).or_else(|| responder::interceptor(&it.root))
    });
    if let Some(product) = product {
        let mut finding = Finding::new(Cause::TlsIntercepted, Confidence::Likely)
            .because(
                "trust.signer",
                say!("The certificate was made by {product}, not by the service.", product),
            )
            .not(
                Cause::ServiceTlsInvalid,
                say!("the signer is known for opening other people's connections"),
            );
        finding.responder =
            Some(Responder { party: Party::Interceptor, product: Some(product.to_owned()) });
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
                say!("All names of it lead to one machine, whose certificate names none of them."),
            )
            .not(Cause::ServiceTlsInvalid, say!("the certificate is not the service's at all"))
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
                say!("An unknown signer made certificates for exactly the names of this service."),
            )
            .beside(Cause::ServiceTlsInvalid, Confidence::Possible);
    }
    // Whoever forges certificates signs them in a name of his own: this one's signer has signed for others, who are
    // trusted, so that only the links between are missing (RFC 8446, section 4.4.2).
    let incomplete = failure.kind == FailureKind::UnknownIssuer
        && certificate.is_some_and(|it| !it.self_signed && signs_for_others(facts, &it.issuer));
    if incomplete {
        return Finding::new(Cause::ServiceTlsInvalid, Confidence::Likely)
            .because(
                "tls.incomplete",
                say!("The service sends its certificate without those that vouch for its signer."),
            )
            .not(Cause::TlsIntercepted, say!("its signer has signed for others, who are trusted"));
    }
    let says = match failure.kind {
        FailureKind::NameMismatch => say!("The certificate that is shown belongs to other names."),
        FailureKind::UnknownIssuer if certificate.is_some_and(|it| it.self_signed) => {
            say!("The certificate that is shown was signed by nobody but itself.")
        }
        FailureKind::UnknownIssuer => {
            say!("Nobody whom this computer trusts signed the certificate that is shown.")
        }
        _ => say!("The certificate that is shown is not valid."),
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
    .because_if(others, "control.tls", say!("Other services show good certificates."))
    .beside(Cause::TlsIntercepted, Confidence::Possible);
    if odd { finding.beside(Cause::DnsBlocked, Confidence::Possible) } else { finding }
}

/// Whether a certificate by `issuer` was accepted as a public one in this round.
fn signs_for_others(facts: &Facts<'_>, issuer: &str) -> bool {
    let hops = facts.snapshot.walks.iter().flat_map(|it| &it.hops);
    let mut public =
        hops.filter_map(|it| it.tls.as_ref()).filter(|it| it.anchor == Some(Anchor::Public));
    !issuer.is_empty()
        && public.any(|it| it.certificate.as_ref().is_some_and(|it| it.issuer == issuer))
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
            say!("The connection is cut off as soon as the service is named.")
        }
        _ => say!("The connection opens, and then nothing comes back."),
    };
    match names_neutral(facts, target) {
        Some(true) => Finding::new(Cause::ConnectionBlocked, Confidence::Certain)
            .because("tls.broken_off", says)
            .because("trial.neutral_name", say!("The same address answers when another name is given: somebody on the way listens for the name."))
            .not(Cause::ServiceUnreachable, say!("its address answers")),
        Some(false) => Finding::new(
            Cause::ServiceUnreachable,
            if others { Confidence::Likely } else { Confidence::Possible },
        )
            .because("tls.broken_off", says)
            .because("trial.neutral_name", say!("The address does the same whatever name is given."))
            .because_if(others, "control.names", say!("Other services answer from here."))
            .beside(Cause::ConnectionBlocked, Confidence::Possible),
        None => Finding::new(Cause::ServiceUnreachable, Confidence::Possible)
            .because("tls.broken_off", says)
            .beside(Cause::ConnectionBlocked, Confidence::Possible),
    }
}
