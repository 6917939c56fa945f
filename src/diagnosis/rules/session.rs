//! One service with which no secure session comes to be: its certificate, or somebody who cuts off.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::Finding;
use super::name::may_be_redirected;
use super::path::trial;
use super::trust::is_in_time_by_others;
use crate::diagnosis::facts::{Facts, ServiceFacts, TargetFact, is_local, through_proxy};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Party, Responder, Said, responder};
use crate::observation::{
    Anchor, CertificateFacts, Failure, FailureKind, NEUTRAL_NAME, Phase, Vantage,
};

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
        FailureKind::TlsAlert(says) => alerted(facts, service, target, says),
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

/// The other side breaks off with an alert.
fn alerted(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    says: &str,
) -> Finding {
    let by_name = names_neutral(facts, target) == Some(true);
    let everywhere = by_name
        && is_by_name_everywhere(facts, service, |it| matches!(it, FailureKind::TlsAlert(_)));
    // A server that says that it does not know the name (RFC 6066, section 3) may greet others. It seldom lacks one on
    // machines of different networks.
    if by_name && (everywhere || says != "unrecognized_name") {
        let confidence = if everywhere { Confidence::Likely } else { Confidence::Possible };
        return Finding::new(Cause::ConnectionBlocked, confidence)
            .because("tls.alert", say!("The secure connection is broken off as soon as the service is named."))
            .because("trial.neutral_name", say!("The same address answers when another name is given: somebody on the way listens for the name."))
            .beside_if(!everywhere, Cause::ServiceTlsInvalid, Confidence::Possible);
    }
    let sure = !by_name && others_are_secure(facts, service);
    let confidence = if sure { Confidence::Likely } else { Confidence::Possible };
    Finding::new(Cause::ServiceTlsInvalid, confidence)
        .because("tls.certificate", say!("The service breaks off the secure connection."))
        .beside(Cause::ConnectionBlocked, Confidence::Possible)
}

/// Whether machines of several names in two networks, or unrelated services, break off so at their names, and greet another
/// name.
fn is_by_name_everywhere(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    so: impl Fn(&FailureKind) -> bool,
) -> bool {
    let (mut owners, mut hosts, mut networks) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (other, target) in facts.targets() {
        let failed =
            target.seen.failure().is_some_and(|it| it.phase == Phase::Handshake && so(&it.kind));
        if !failed || names_neutral(facts, target) != Some(true) {
            continue;
        }
        owners.insert(&other.spec.id);
        if other.spec.id == service.spec.id {
            hosts.extend(target.host());
            networks.extend(target.hop().and_then(|it| Some(network_of(it.peer?.ip()))));
        }
    }
    owners.len() >= 2 || hosts.len() >= 2 && networks.len() >= 2
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
    if let Some(finding) = forged(facts, target, failure) {
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
    // An authority of the service's own, which its devices know and others do not, bears its name.
    let own = failure.kind == FailureKind::UnknownIssuer
        && certificate.is_some_and(|it| {
            !it.self_signed && (is_of(&it.root, service) || is_of(&it.issuer, service))
        });
    if own {
        return Finding::new(Cause::ServiceTlsInvalid, Confidence::Likely)
            .because(
                "tls.own_authority",
                say!("The service shows a certificate by an authority of its own, which this computer does not know."),
            )
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
    if re_signed && signs_exactly(service) {
        return Finding::new(Cause::TlsIntercepted, Confidence::Likely)
            .because(
                "trust.signer_of_names",
                say!("One unknown signer made certificates for exactly the names of several parts, which stand in different networks."),
            )
            .beside(Cause::ServiceTlsInvalid, Confidence::Possible);
    }
    // A service's own mishap is one machine's; one unknown signer on machines of different networks stands before them all.
    if same_everywhere && one_unknown_signer(service) {
        return Finding::new(Cause::TlsIntercepted, Confidence::Possible)
            .because(
                "trust.signer_everywhere",
                say!("One unknown signer made the certificates of all its parts, which stand in different networks."),
            )
            .beside(Cause::ServiceTlsInvalid, Confidence::Possible);
    }
    mishap(facts, service, target, failure, certificate)
}

/// What shows by itself that somebody on the way makes the certificates.
fn forged(facts: &Facts<'_>, target: &TargetFact<'_>, failure: &Failure) -> Option<Finding> {
    if makes_any(facts, target) {
        return Some(
            Finding::new(Cause::TlsIntercepted, Confidence::Likely)
            .because(
                "trust.any_name",
                say!(
                    "Whoever answers there makes a certificate for any name that he is asked for."
                ),
            )
            .not(
                Cause::ServiceTlsInvalid,
                say!("no service has certificates for names that are not its own"),
            ),
        );
    }
    if failure.kind == FailureKind::UnknownIssuer && is_good_elsewhere(facts, target) {
        return Some(
            Finding::new(Cause::TlsIntercepted, Confidence::Likely)
                .because(
                    "trust.good_elsewhere",
                    say!("Over another connection the same address shows a good certificate."),
                )
                .not(
                    Cause::ServiceTlsInvalid,
                    say!("over another connection its certificate is good"),
                ),
        );
    }
    None
}

/// Whether the same address shows a certificate for a name that is nobody's there, and no public authority signed it: only
/// who forges certificates has one at hand.
fn makes_any(facts: &Facts<'_>, target: &TargetFact<'_>) -> bool {
    let trials = facts.trials(&target.walk.subject, |it| matches!(it, Vantage::NeutralName(_)));
    trials.iter().flat_map(|it| &it.hops).filter_map(|hop| hop.tls.as_ref()).any(|tls| {
        tls.anchor != Some(Anchor::Public)
            && tls.certificate.as_ref().is_some_and(|it| names_host(&it.subject, NEUTRAL_NAME))
    })
}

/// Whether the very address shows a public certificate over another connection. Another address may be a machine that is
/// in order.
fn is_good_elsewhere(facts: &Facts<'_>, target: &TargetFact<'_>) -> bool {
    let here = target.hop().and_then(|it| it.peer);
    let trials = facts.trials(&target.walk.subject, |it| matches!(it, Vantage::OtherInterface(_)));
    here.is_some()
        && trials.iter().flat_map(|it| &it.hops).any(|hop| {
            hop.peer == here && hop.tls.as_ref().is_some_and(|it| it.anchor == Some(Anchor::Public))
        })
}

/// Whether a signer bears the name of `service`, or of one of its hosts.
fn is_of(signer: &str, service: &ServiceFacts<'_>) -> bool {
    let hosts = service.targets.iter().filter_map(TargetFact::host);
    let labels = hosts.filter_map(|it| Some(responder::site(&it).split('.').next()?.to_owned()));
    let mut names = labels.chain([service.spec.name.to_lowercase()]);
    let signer = signer.to_lowercase();
    // A name of a few letters stands in many words.
    names.any(|it| it.chars().count() >= 4 && signer.contains(&it))
}

/// Whether one authority, which nobody knows, signed certificates for exactly the names of several hosts, in two networks
/// at least: more than one machine has them, and they are no stranger's.
fn signs_exactly(service: &ServiceFacts<'_>) -> bool {
    let shown = service.hit().filter_map(|it| {
        let hop = it.hop()?;
        let certificate = hop.tls.as_ref()?.certificate.as_ref()?;
        let exact = !certificate.root.is_empty() && names_host(&certificate.subject, &it.host()?);
        exact.then_some((certificate.root.as_str(), network_of(hop.peer?.ip()), it.host()?))
    });
    let shown: Vec<_> = shown.collect();
    let signers: BTreeSet<_> = shown.iter().map(|it| it.0).collect();
    let networks: BTreeSet<_> = shown.iter().map(|it| it.1).collect();
    let hosts: BTreeSet<_> = shown.iter().map(|it| &it.2).collect();
    signers.len() == 1 && networks.len() >= 2 && hosts.len() >= 2
}

/// A certificate that is not valid for a reason of the service's own, as far as can be told.
fn mishap(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
    certificate: Option<&CertificateFacts>,
) -> Finding {
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
    let others = others_are_secure(facts, service);
    // A signer whom nobody knows, and who is not the service itself, may as well stand on the way.
    let forged = failure.kind == FailureKind::UnknownIssuer
        && !is_local(target.walk)
        && certificate.is_some_and(|it| !it.self_signed && !it.root.is_empty());
    let odd = may_be_redirected(facts, target);
    let finding = Finding::new(
        Cause::ServiceTlsInvalid,
        if odd || forged { Confidence::Possible } else { Confidence::Likely },
    )
    .because("tls.certificate", says)
    .because_if(others, "control.tls", say!("Other services show good certificates."));
    // No public authority signs for those who re-sign on the way.
    let public = target
        .hop()
        .and_then(|hop| hop.tls.as_ref())
        .is_some_and(|it| it.anchor == Some(Anchor::Rejected { public: true }));
    let finding = if public {
        finding.not(Cause::TlsIntercepted, say!("a public authority signed the certificate"))
    } else {
        finding.beside(Cause::TlsIntercepted, Confidence::Possible)
    };
    if odd { finding.beside(Cause::DnsBlocked, Confidence::Possible) } else { finding }
}

/// Whether one authority, which nobody knows, signed what all parts show, and these stand in two networks at least.
fn one_unknown_signer(service: &ServiceFacts<'_>) -> bool {
    let shown = service.hit().map(|it| {
        let hop = it.hop()?;
        let certificate = hop.tls.as_ref()?.certificate.as_ref()?;
        let named = !certificate.self_signed && !certificate.root.is_empty();
        Some((named.then_some(certificate.root.as_str())?, network_of(hop.peer?.ip())))
    });
    let Some(shown) = shown.collect::<Option<Vec<_>>>() else { return false };
    let signers: BTreeSet<&str> = shown.iter().map(|it| it.0).collect();
    let networks: BTreeSet<IpAddr> = shown.iter().map(|it| it.1).collect();
    signers.len() == 1 && networks.len() >= 2
}

/// The network in which an address stands, as far as routes on the Internet are told apart at most: its /24 or /48.
fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(it) => IpAddr::V4((it.to_bits() & !0xff).into()),
        IpAddr::V6(it) => IpAddr::V6((it.to_bits() & (!0_u128 << 80)).into()),
    }
}

/// Whether another service's session was authenticated in this round.
fn others_are_secure(facts: &Facts<'_>, service: &ServiceFacts<'_>) -> bool {
    facts.targets().any(|(other, it)| {
        other.spec.id != service.spec.id
            && it
                .walk
                .hops
                .iter()
                .any(|hop| hop.tls.as_ref().is_some_and(|it| it.anchor == Some(Anchor::Public)))
    })
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
    // Any other TLS answer counts, a wrong certificate most of all: the name made the difference.
    let alerted =
        target.seen.failure().is_some_and(|it| matches!(it.kind, FailureKind::TlsAlert(_)));
    Some(trials.iter().any(|walk| {
        walk.succeeded()
            || walk.hops.iter().any(|hop| {
                hop.tls.as_ref().is_some_and(|it| it.certificate.is_some() || it.version.is_some())
            })
            || walk.failure().is_some_and(|it| {
                (!alerted && matches!(it.kind, FailureKind::TlsAlert(_)))
                    || it.kind.is_certificate()
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
        Some(true) => {
            let cuts = |it: &FailureKind| {
                matches!(it, FailureKind::Reset | FailureKind::Closed | FailureKind::TimedOut)
            };
            // A front that hands connections on by their name drops those whose own servers are gone.
            let elsewhere =
                trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OtherInterface(_)));
            let sure = is_by_name_everywhere(facts, service, cuts) || elsewhere == Some(true);
            let confidence = if sure { Confidence::Certain } else { Confidence::Likely };
            Finding::new(Cause::ConnectionBlocked, confidence)
                .because("tls.broken_off", says)
                .because("trial.neutral_name", say!("The same address answers when another name is given: somebody on the way listens for the name."))
                .because_if(
                    elsewhere == Some(true),
                    "trial.other_interface",
                    say!("Over another connection it works."),
                )
                .not_if(sure, Cause::ServiceUnreachable, say!("its address answers"))
                .beside_if(!sure, Cause::ServiceUnreachable, Confidence::Possible)
        }
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
