//! One target that did not answer well, while the network as a whole does not explain it.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::path::trial;
use super::{Finding, response};
use crate::diagnosis::facts::{Facts, Seen, ServiceFacts, TargetFact, is_private, through_proxy};
use crate::diagnosis::{Cause, Confidence};
use crate::observation::{
    Anchor, AttemptOutcome, CertificateFacts, Failure, FailureKind, Lookup, LookupAnswer, Phase,
    ResolverKind, Vantage,
};

/// What is wrong with `target`. Total: what cannot be decided is `unknown`, saying what would decide it.
pub(in crate::diagnosis) fn judge(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
) -> Option<Finding> {
    let finding = match &target.seen {
        Seen::Fine => return None,
        Seen::Answered(answer) => hosts_override(facts, target)
            .or_else(|| redirected_name(facts, target))
            .unwrap_or_else(|| response::judge(facts, service, target, answer)),
        Seen::Failed(failure) => hosts_override(facts, target)
            .or_else(|| firewall(target, failure))
            .or_else(|| some_addresses(facts, target))
            .unwrap_or_else(|| match failure.phase {
                Phase::Resolve => unresolved(facts, target, failure),
                Phase::Connect => unconnected(facts, service, target, failure),
                Phase::Handshake => unauthenticated(facts, service, target, failure),
                Phase::Exchange => unfinished(facts, target, failure),
            }),
    };
    Some(finding)
}

/// The hosts file pins the name, and past it the service answers or has other addresses.
fn hosts_override(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<Finding> {
    let host = target.host()?;
    let pinned: Vec<IpAddr> = facts
        .host()
        .hosts_entries
        .as_ref()?
        .iter()
        .filter(|it| it.name.eq_ignore_ascii_case(&host))
        .map(|it| it.address)
        .collect();
    if pinned.is_empty() || target.hop().is_some_and(through_proxy) {
        return None;
    }
    let past = trial(facts, &target.walk.subject, |it| *it == Vantage::PastHostsFile);
    let truth: BTreeSet<IpAddr> = facts
        .snapshot
        .lookups
        .iter()
        .filter(|it| it.name == host && it.resolver.kind != ResolverKind::System)
        .flat_map(|it| it.answer.addresses().to_vec())
        .collect();
    let contradicted = !truth.is_empty() && pinned.iter().all(|it| !truth.contains(it));
    let confidence = match (past, contradicted) {
        (Some(true), _) => Confidence::Certain,
        (_, true) => Confidence::Likely,
        // The pinned address is the right one, or nobody says otherwise.
        (_, false) if !truth.is_empty() => return None,
        (_, false) => Confidence::Possible,
    };
    Some(
        Finding::new(Cause::HostsOverride, confidence)
            .because(
                "hosts.entry",
                format!(
                    "A line in this computer's hosts file sends {host} to {}.",
                    Pinned(pinned[0])
                ),
            )
            .because_if(contradicted, "dns.others", "DNS gives other addresses for it.")
            .because_if(
                past == Some(true),
                "trial.past_hosts_file",
                "Past that line the service answers.",
            )
            .not_if(past == Some(true), Cause::ServiceUnreachable, "it answers at its own address"),
    )
}

/// What a pinned address means, without showing the address.
struct Pinned(IpAddr);

impl std::fmt::Display for Pinned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_unspecified() {
            "nowhere"
        } else if self.0.is_loopback() {
            "this computer itself"
        } else if is_private(&self.0) {
            "a device on your own network"
        } else {
            "another address"
        })
    }
}

/// This computer's own rules: the system says "not permitted" for this service only.
fn firewall(target: &TargetFact<'_>, failure: &Failure) -> Option<Finding> {
    let forbidden = failure.kind == FailureKind::PermissionDenied
        || target.hop().is_some_and(|hop| {
            !hop.attempts.is_empty()
                && hop
                    .attempts
                    .iter()
                    .all(|it| it.outcome == AttemptOutcome::Failed(FailureKind::PermissionDenied))
        });
    forbidden.then(|| {
        Finding::new(Cause::Firewall, Confidence::Certain)
            .because("device.permission", "This computer itself refuses to connect to it: a firewall or security program forbids it.")
            .not(Cause::ServiceUnreachable, "the traffic does not leave this computer")
    })
}

/// The ordinary way failed, but another address of the same name answers well.
fn some_addresses(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<Finding> {
    let trials = facts.trials(&target.walk.subject, |it| matches!(it, Vantage::Address(_)));
    let full: Vec<_> =
        trials.iter().filter(|it| it.exchange().is_some() || it.failure().is_some()).collect();
    let well = full.iter().filter(|it| it.succeeded() && it.exchange().is_some()).count();
    (well > 0).then(|| edge_failing("trial.address", "Another of its addresses answers well."))
}

fn edge_failing(rule: &str, says: &str) -> Finding {
    Finding::new(Cause::EdgeFailing, Confidence::Likely)
        .because(rule, says)
        .not(Cause::IspDown, "the service answers at another address")
        .partly()
}

/// How the resolvers of others see a name.
struct NameElsewhere {
    /// Those that gave addresses.
    found: usize,
    /// Those that denied it: no such name, no address, or a failure of their own.
    denied: usize,
    /// Whether one that cannot be redirected on the way (DoH) gave addresses.
    found_privately: bool,
    /// Whether one that cannot be redirected on the way (DoH) denied it.
    denied_privately: bool,
}

fn elsewhere(facts: &Facts<'_>, host: &str) -> NameElsewhere {
    let mut seen =
        NameElsewhere { found: 0, denied: 0, found_privately: false, denied_privately: false };
    let mut by_resolver: std::collections::BTreeMap<_, Vec<&Lookup>> =
        std::collections::BTreeMap::new();
    for lookup in facts.public_lookups(host) {
        by_resolver.entry(&lookup.resolver).or_default().push(lookup);
    }
    for (resolver, lookups) in by_resolver {
        let usable = |it: &&Lookup| {
            it.answer.addresses().iter().any(|a| !a.is_unspecified() && !a.is_loopback())
        };
        let private = resolver.kind == ResolverKind::Doh;
        if lookups.iter().any(|it| usable(it)) {
            seen.found += 1;
            seen.found_privately |= private;
        } else if lookups.iter().any(|it| it.answer.answered()) {
            seen.denied += 1;
            seen.denied_privately |= private;
        }
    }
    seen
}

/// The name does not resolve here: denied by this resolver only, gone for everybody, or not decided.
fn unresolved(facts: &Facts<'_>, target: &TargetFact<'_>, failure: &Failure) -> Finding {
    let host = target.host().unwrap_or_default();
    let others = elsewhere(facts, &host);
    let works = trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OtherResolver(_)));
    let controls = facts.controls_hold();
    let how = denial(facts, &host, failure);
    if others.found > 0 {
        // Denied here and known elsewhere. A resolver that merely stumbled would stumble over other names too.
        let confidence = match (works, controls) {
            (Some(true), true) => Confidence::Certain,
            (_, true) => Confidence::Likely,
            (_, false) => Confidence::Possible,
        };
        return Finding::new(Cause::DnsBlocked, confidence)
            .because("dns.denied", format!("Your DNS {how}."))
            .because_if(controls, "control.names", "It finds other names without trouble.")
            .because("dns.public", "Other DNS servers know the name.")
            .because_if(others.denied > 0 && others.found_privately, "dns.private", "Only an encrypted look-up gets the true answer: questions to other DNS servers are answered on the way.")
            .because_if(works == Some(true), "trial.other_resolver", "With the address that they give, the service answers.")
            .not(Cause::ServiceDnsMissing, "other DNS servers know the name")
            .not_if(works == Some(true), Cause::ServiceUnreachable, "the service answers");
    }
    if others.denied > 0 && controls {
        let confidence = match (others.denied_privately, others.denied) {
            (true, 2..) => Confidence::Certain,
            (true, _) | (false, 2..) => Confidence::Likely,
            (false, _) => Confidence::Possible,
        };
        return Finding::new(Cause::ServiceDnsMissing, confidence)
            .because(
                "dns.everywhere",
                format!(
                    "No DNS server finds the name: yours {how}, and so do {} others.",
                    others.denied
                ),
            )
            .because("control.names", "Other names are found without trouble.")
            .not(Cause::DnsBlocked, "independent DNS servers say the same")
            .not(Cause::ResolverFailing, "other names are found");
    }
    undecided("dns.denied", format!("Your DNS {how}."))
        .although(
            "dns.public",
            "No other DNS server could be asked; whether one knows the name would decide it.",
        )
        .beside(Cause::DnsBlocked, Confidence::Possible)
        .beside(Cause::ServiceDnsMissing, Confidence::Possible)
}

/// What the resolver in use says, in words; its own response code where it was asked directly.
fn denial(facts: &Facts<'_>, host: &str, failure: &Failure) -> &'static str {
    let direct = facts.lookups(ResolverKind::Configured, |name| name == host);
    let said = |wanted: &LookupAnswer| direct.iter().any(|it| it.answer == *wanted);
    if failure.kind == FailureKind::UnusableAddress {
        "answers with an address that leads nowhere"
    } else if said(&LookupAnswer::NoSuchName) {
        "says that this name does not exist"
    } else if said(&LookupAnswer::ServerFailure) {
        "fails to find this name"
    } else if said(&LookupAnswer::Refused) {
        "refuses to look up this name"
    } else if said(&LookupAnswer::NoData) || failure.kind == FailureKind::NoData {
        "gives no address for this name"
    } else {
        "does not find this name"
    }
}

/// The resolver gives an address that nobody else gives, and what is there is not the service.
///
/// Different addresses alone are only the variety of content networks: the certificate decides.
fn redirected_name(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<Finding> {
    let hop = target.hop()?;
    let mine: BTreeSet<IpAddr> = hop.lookup.as_ref()?.answer.addresses().iter().copied().collect();
    let host = target.host()?;
    let truth: BTreeSet<IpAddr> =
        facts.public_lookups(&host).iter().flat_map(|it| it.answer.addresses().to_vec()).collect();
    let authenticated = hop.tls.as_ref().is_some_and(|it| it.anchor == Some(Anchor::Public));
    let odd = !mine.is_empty() && !truth.is_empty() && mine.is_disjoint(&truth) && !authenticated;
    if !odd {
        return None;
    }
    let works = trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OtherResolver(_)));
    let private = mine.iter().all(is_private) && !truth.iter().any(is_private);
    let confidence = match (works, private) {
        (Some(true), _) => Confidence::Certain,
        (_, true) => Confidence::Likely,
        (_, false) => return None,
    };
    Some(
        Finding::new(Cause::DnsBlocked, confidence)
            .because("dns.redirected", "Your DNS gives an address for it that no other DNS server gives, and what is there is not the service.")
            .because_if(works == Some(true), "trial.other_resolver", "With the address that others give, the service answers.")
            .not(Cause::ServiceTlsInvalid, "the certificate is not the service's at all"),
    )
}

/// Connections do not open, although the network is fine.
fn unconnected(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
) -> Finding {
    if let Some(finding) = redirected_name(facts, target) {
        return finding;
    }
    if target.hop().is_some_and(through_proxy) {
        return Finding::new(Cause::ProxyFailed, Confidence::Likely)
            .because(
                "proxy.connect",
                "The proxy that is set on this computer does not get a connection to it.",
            )
            .although("proxy.others", "It passes other traffic.");
    }
    if !facts.controls_hold() && !facts.reaches_beyond() {
        return undecided("connect.failed", "No connection opens to it.").although(
            "control.none",
            "No independent check succeeded either, so it cannot be said whose side it is.",
        );
    }
    let outside = trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OutsideTunnel(_)));
    if outside == Some(true) {
        return Finding::new(Cause::VpnBlocked, Confidence::Likely)
            .because(
                "trial.outside_tunnel",
                "Outside your VPN the service answers; inside it no connection opens.",
            )
            .not(Cause::ServiceUnreachable, "it answers outside the VPN");
    }
    let other_interface =
        trial(facts, &target.walk.subject, |it| matches!(it, Vantage::OtherInterface(_)));
    if other_interface == Some(true) {
        return Finding::new(Cause::ConnectionBlocked, Confidence::Likely)
            .because(
                "trial.other_interface",
                "Over another connection the service answers; over this one no connection opens.",
            )
            .not(Cause::ServiceUnreachable, "it answers over another connection")
            .beside(Cause::IspRouteLost, Confidence::Possible);
    }
    let whole = service
        .targets
        .iter()
        .all(|it| it.seen.failure().is_some_and(|it| it.phase == Phase::Connect));
    // A router that says "no way there" stands on the way; the service itself cannot say so.
    if matches!(failure.kind, FailureKind::NetworkUnreachable | FailureKind::HostUnreachable) {
        return Finding::new(Cause::IspRouteLost, Confidence::Likely)
            .because("connect.unreachable", "A router on the way says that it knows no way to it.")
            .because("control.names", "Other services answer from here.")
            .not(Cause::IspDown, "other services answer")
            .beside(Cause::ServiceUnreachable, Confidence::Possible)
            .beside(Cause::ConnectionBlocked, Confidence::Possible);
    }
    let silent = failure.kind == FailureKind::TimedOut;
    let says = match failure.kind {
        FailureKind::Refused => "All of its addresses refuse the connection.",
        FailureKind::TimedOut => "None of its addresses answers.",
        _ => "No connection to it opens.",
    };
    // Seen from one place, a dead address, a lost route and a filter that drops look the same.
    let finding = Finding::new(Cause::ServiceUnreachable, Confidence::Likely)
        .because("connect.failed", says)
        .because("control.names", "Other services answer from here.")
        .because_if(whole, "connect.all_roles", "All parts of the service are hit.")
        .not(Cause::IspDown, "other services answer")
        .not(Cause::ResolverDown, "its name is found")
        .beside(Cause::ConnectionBlocked, Confidence::Possible);
    // A refusal is an answer: the way there works.
    if silent { finding.beside(Cause::IspRouteLost, Confidence::Possible) } else { finding }
}

/// The TLS session does not come to be, for this service only.
fn unauthenticated(
    facts: &Facts<'_>,
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
) -> Finding {
    if let Some(finding) = redirected_name(facts, target) {
        return finding;
    }
    let tls = target.hop().and_then(|hop| hop.tls.as_ref());
    let certificate = tls.and_then(|it| it.certificate.as_ref());
    let invalid = |says: String| {
        Finding::new(Cause::ServiceTlsInvalid, Confidence::Likely).because("tls.certificate", says)
    };
    match &failure.kind {
        FailureKind::CertificateExpired | FailureKind::CertificateNotYetValid => {
            let clock = clock_is_right(facts);
            let mut finding = invalid(match &failure.kind {
                FailureKind::CertificateExpired => {
                    "The service shows a certificate that has run out.".to_owned()
                }
                _ => "The service shows a certificate that is not valid yet.".to_owned(),
            });
            if clock {
                finding = finding
                    .because("clock.controls", "The clock of this computer is right.")
                    .not(Cause::ClockWrong, "other clocks agree with this one");
                if matches!(
                    tls.and_then(|it| it.anchor.as_ref()),
                    Some(Anchor::Rejected { public: true })
                ) {
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
            foreign_certificate(service, target, failure, certificate)
        }
        FailureKind::TlsVersion => {
            invalid("The service and this computer share no safe way to encrypt.".to_owned())
                .beside(Cause::ConnectionBlocked, Confidence::Possible)
        }
        FailureKind::TlsAlert(_) if names_neutral(facts, target) != Some(true) => {
            invalid("The service breaks off the secure connection.".to_owned())
                .beside(Cause::ConnectionBlocked, Confidence::Possible)
        }
        FailureKind::NotTls => Finding::new(Cause::ServiceTlsInvalid, Confidence::Possible)
            .because("tls.not", "What answers there does not speak the secure protocol.")
            .beside(Cause::ConnectionBlocked, Confidence::Possible),
        _ => broken_off(facts, target, failure),
    }
}

/// Whether the clocks of at least two others agree with ours.
fn clock_is_right(facts: &Facts<'_>) -> bool {
    let skews = facts.clock_skews();
    skews.len() >= 2 && skews.iter().filter(|it| it.unsigned_abs() <= 300).count() * 2 > skews.len()
}

/// A certificate that nobody known signed, or for other names, on one service only.
///
/// Who re-signs on the way makes certificates for the right name; a service's own mishap is self-signed or for
/// other names.
fn foreign_certificate(
    service: &ServiceFacts<'_>,
    target: &TargetFact<'_>,
    failure: &Failure,
    certificate: Option<&CertificateFacts>,
) -> Finding {
    let product = certificate.and_then(|it| {
        crate::diagnosis::responder::interceptor(&it.issuer)
            .or_else(|| crate::diagnosis::responder::interceptor(&it.root))
    });
    if let Some(product) = product {
        let mut finding = Finding::new(Cause::TlsIntercepted, Confidence::Likely)
            .because(
                "trust.signer",
                format!("The certificate was made by {product}, not by the service."),
            )
            .not(
                Cause::ServiceTlsInvalid,
                "the signer is known for opening other people's connections",
            );
        finding.responder = Some(crate::diagnosis::Responder {
            party: crate::diagnosis::Party::Interceptor,
            product: Some(product.to_owned()),
        });
        return finding;
    }
    let host = target.host().unwrap_or_default();
    let re_signed = failure.kind == FailureKind::UnknownIssuer
        && certificate.is_some_and(|it| {
            !it.self_signed && !it.root.is_empty() && names_host(&it.subject, &host)
        });
    let same_everywhere = service.targets.len() > 1
        && service
            .targets
            .iter()
            .all(|it| it.seen.failure().is_some_and(|it| it.kind == FailureKind::UnknownIssuer));
    if re_signed && same_everywhere {
        return Finding::new(Cause::TlsIntercepted, Confidence::Likely)
            .because(
                "trust.signer",
                "An unknown signer made certificates for exactly the names of this service.",
            )
            .beside(Cause::ServiceTlsInvalid, Confidence::Possible);
    }
    let says = match failure.kind {
        FailureKind::NameMismatch => "The certificate that is shown belongs to other names.",
        FailureKind::UnknownIssuer if certificate.is_some_and(|it| it.self_signed) => {
            "The certificate that is shown was signed by nobody but itself."
        }
        FailureKind::UnknownIssuer => {
            "Nobody whom this computer trusts signed the certificate that is shown."
        }
        _ => "The certificate that is shown is not valid.",
    };
    Finding::new(Cause::ServiceTlsInvalid, Confidence::Likely)
        .because("tls.certificate", says)
        .because("control.tls", "Other services show good certificates.")
        .beside(Cause::TlsIntercepted, Confidence::Possible)
}

/// Whether a certificate's subject is `host`, itself or by a wildcard.
fn names_host(subject: &str, host: &str) -> bool {
    let subject = subject.trim().to_ascii_lowercase();
    subject == host
        || subject.strip_prefix("*.").is_some_and(|rest| host.ends_with(&format!(".{rest}")))
}

/// Whether the same address goes on when another name is named in the ClientHello (RFC 6066, section 3).
fn names_neutral(facts: &Facts<'_>, target: &TargetFact<'_>) -> Option<bool> {
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
fn broken_off(facts: &Facts<'_>, target: &TargetFact<'_>, failure: &Failure) -> Finding {
    let says = match failure.kind {
        FailureKind::Reset | FailureKind::Closed => {
            "The connection is cut off as soon as the service is named."
        }
        _ => "The connection opens, and then nothing comes back.",
    };
    match names_neutral(facts, target) {
        Some(true) => Finding::new(Cause::ConnectionBlocked, Confidence::Certain)
            .because("tls.broken_off", says)
            .because("trial.neutral_name", "The same address answers when another name is given: somebody on the way listens for the name.")
            .not(Cause::ServiceUnreachable, "its address answers"),
        Some(false) => Finding::new(Cause::ServiceUnreachable, Confidence::Likely)
            .because("tls.broken_off", says)
            .because("trial.neutral_name", "The address does the same whatever name is given.")
            .because("control.names", "Other services answer from here.")
            .beside(Cause::ConnectionBlocked, Confidence::Possible),
        None => Finding::new(Cause::ServiceUnreachable, Confidence::Possible)
            .because("tls.broken_off", says)
            .beside(Cause::ConnectionBlocked, Confidence::Possible),
    }
}

/// The secure session stood, and the answer did not come as it should.
fn unfinished(facts: &Facts<'_>, target: &TargetFact<'_>, failure: &Failure) -> Finding {
    let anchor = target.hop().and_then(|hop| hop.tls.as_ref()).and_then(|it| it.anchor.as_ref());
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
    let second = trial(facts, &target.walk.subject, |it| {
        matches!(it, Vantage::Address(_) | Vantage::Again | Vantage::Http1)
    });
    let confidence = match (authenticated, second) {
        (true, Some(false)) => Confidence::Certain,
        (true, _) => Confidence::Likely,
        (false, _) => Confidence::Possible,
    };
    Finding::new(Cause::ServiceError, confidence)
        .because("exchange.failed", says)
        .because_if(
            authenticated,
            "tls.authenticated",
            "The secure connection proves that it is the service's own side.",
        )
        .not_if(authenticated, Cause::IspDown, "the service itself was reached")
}

/// A failure that the evidence does not attribute.
pub(super) fn undecided(rule: &str, says: impl Into<String>) -> Finding {
    Finding::new(Cause::Unknown, Confidence::Possible).because(rule, says)
}
