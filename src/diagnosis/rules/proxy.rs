//! A configured proxy: dead, wanting a password, refusing, failing.

use std::collections::BTreeSet;

use super::{Finding, owner};
use crate::diagnosis::facts::{Facts, Seen, through_proxy};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Party, Responder, Said};
use crate::observation::{FailureKind, Phase, Transport, Vantage, Walk};

/// The proxy cannot be reached.
pub(super) fn unreachable(facts: &Facts<'_>) -> Option<Finding> {
    let dead = |seen: &Seen<'_>| {
        seen.failure().is_some_and(|it| matches!(it.kind, FailureKind::ProxyUnreachable(_)))
    };
    let proxied: Vec<_> =
        facts.walks().filter(|(walk, _)| walk.hops.iter().any(through_proxy)).collect();
    if proxied.is_empty() || !proxied.iter().all(|(_, seen)| dead(seen)) {
        return None;
    }
    let without = without_proxy(facts);
    // Without the contrast a dead line looks the same, unless a neighbour refused: then the proxy's port is closed.
    let refused = proxied.iter().any(|(_, seen)| {
        seen.failure().is_some_and(|it| {
            it.kind == FailureKind::ProxyUnreachable(Box::new(FailureKind::Refused))
        })
    });
    let confidence = match without {
        Some(true) => Confidence::Certain,
        Some(false) | None if refused => Confidence::Likely,
        Some(false) | None => Confidence::Possible,
    };
    let says = if refused {
        say!("The proxy that is set on this computer refuses connections.")
    } else {
        say!("The proxy that is set on this computer does not answer.")
    };
    Some(
        Finding::new(Cause::ProxyUnreachable, confidence)
            .because("proxy.connect", says)
            .because_if(
                without == Some(true),
                "trial.without_proxy",
                say!("Without the proxy it works."),
            )
            .not_if(
                without == Some(true),
                Cause::IspDown,
                say!("without the proxy the Internet works"),
            ),
    )
}

fn without_proxy(facts: &Facts<'_>) -> Option<bool> {
    facts.trial_outcome(&facts.troubled(), |it| *it == Vantage::WithoutProxy)
}

/// The proxy itself answers everything: it wants a password, refuses, or fails.
///
/// One service refused while others pass is that service's diagnosis.
pub(super) fn answers(facts: &Facts<'_>) -> Option<Finding> {
    let proxied: Vec<_> =
        facts.walks().filter(|(walk, _)| walk.hops.iter().any(through_proxy)).collect();
    let by_proxy = |seen: &Seen<'_>| match seen {
        Seen::Answered(answer) => answer.responder.party == Party::ForwardProxy,
        // It took the connection and hung up, never answered the request to connect, or cut off what it had opened.
        Seen::Failed(failure) => match failure.phase {
            Phase::Connect => !matches!(failure.kind, FailureKind::ProxyUnreachable(_)),
            Phase::Handshake => !failure.kind.is_certificate(),
            Phase::Resolve | Phase::Exchange => false,
        },
        Seen::Fine => false,
    };
    // A proxy that passes plain pages can still pass nobody's tunnel (RFC 9110, section 9.3.6).
    let tunnels: Vec<_> = proxied.iter().copied().filter(|(walk, _)| is_to_tls(walk)).collect();
    let owners: BTreeSet<_> = tunnels.iter().map(|(walk, _)| owner(&walk.subject)).collect();
    let whole = proxied.iter().all(|(_, seen)| by_proxy(seen));
    let every_tunnel = owners.len() >= 2 && tunnels.iter().all(|(_, seen)| by_proxy(seen));
    if proxied.is_empty() || !(whole || every_tunnel) {
        return None;
    }
    let proxied = if whole { proxied } else { tunnels };
    let causes: Vec<Cause> =
        proxied.iter().filter_map(|(_, seen)| seen.answer()).map(|it| it.cause).collect();
    let cause = [Cause::ProxyAuthRequired, Cause::ProxyFailed, Cause::ProxyDenied]
        .into_iter()
        .max_by_key(|cause| causes.iter().filter(|it| *it == cause).count())
        .filter(|cause| causes.contains(cause))
        .unwrap_or(Cause::ProxyFailed);
    let without = without_proxy(facts);
    let says = match cause {
        Cause::ProxyAuthRequired => {
            say!("The proxy that is set on this computer wants a user name and a password.")
        }
        Cause::ProxyDenied => say!("The proxy that is set on this computer refuses everything."),
        _ => {
            say!(
                "The proxy that is set on this computer answers every request with an error of its own."
            )
        }
    };
    let mut finding = Finding::new(
        cause,
        if causes.is_empty() { Confidence::Likely } else { Confidence::Certain },
    )
    .because("proxy.answer", says)
    .because_if(without == Some(true), "trial.without_proxy", say!("Without the proxy it works."))
    .not(
        Cause::ServiceError,
        say!("unrelated services get the same answer, and it is the proxy's"),
    );
    finding.responder =
        proxied.iter().find_map(|(_, seen)| seen.answer()).map(|it| it.responder.clone());
    Some(finding)
}

fn is_to_tls(walk: &Walk) -> bool {
    walk.last().is_some_and(|hop| hop.url.starts_with("https:"))
}

/// Unrelated pages in clear text get one and the same error, and none its own answer: a machine on the way, which nobody
/// set here, answers in their place and fails.
///
/// Look-alike: one control whose own server fails. A changed page or a redirect is a portal's.
pub(super) fn on_the_way(facts: &Facts<'_>) -> Option<Finding> {
    let clear: Vec<_> = facts
        .controls
        .iter()
        .filter_map(|it| it.walk.exchange())
        .filter(|it| it.transport == Transport::Plain)
        .collect();
    let statuses: BTreeSet<u16> = clear.iter().map(|it| it.status).collect();
    let failing = clear.iter().all(|it| matches!(it.status, 500..=510 | 512..=599));
    if clear.len() < 2 || statuses.len() != 1 || !failing {
        return None;
    }
    let mut finding = Finding::new(Cause::ProxyFailed, Confidence::Likely)
        .because(
            "proxy.on_the_way",
            say!(
                "{count} unrelated plain pages come back as the same error ({status}).",
                count = clear.len(),
                status = clear[0].status
            ),
        )
        .not(Cause::ServiceError, say!("unrelated pages do not fail alike by themselves"));
    finding.responder = Some(Responder { party: Party::ForwardProxy, product: None });
    Some(finding)
}

/// The automatic proxy script cannot be fetched.
pub(in crate::diagnosis) const SCRIPT_MISSING: Said =
    say!("This computer is told to fetch its proxy settings from an address that does not answer.");

/// The automatic proxy script cannot be fetched: programs that follow it do not get out, or wait for it.
///
/// Look-alike: a system on which they go without it, where it is a note (`script_missed`).
pub(super) fn script_missing(facts: &Facts<'_>) -> Option<Finding> {
    // If nothing works the script's server is only one more thing that cannot be reached.
    (is_script_missing(facts, false) && facts.reaches_beyond()).then(|| {
        Finding::new(Cause::ProxyUnreachable, Confidence::Likely)
            .because("proxy.script", SCRIPT_MISSING)
            .because_if(
                facts.controls_hold(),
                "control.names",
                say!("Programs that do not need that script get through."),
            )
    })
}

/// The automatic proxy script names proxies, no direct way, and none of the proxies takes a connection: whatever it says
/// to whom, programs that follow it do not get out.
///
/// Look-alike: a script that names a direct way, too. Who goes which way is not known without evaluating it.
pub(super) fn script_leads_nowhere(facts: &Facts<'_>) -> Option<Finding> {
    let ways = facts.host().proxy.as_ref()?.pac_ways.as_ref()?;
    let dead = !ways.proxies.is_empty() && ways.proxies.iter().all(|it| !it.answers);
    // If nothing works the proxies are only more things that cannot be reached.
    (dead && !ways.direct && facts.reaches_beyond()).then(|| {
        Finding::new(Cause::ProxyUnreachable, Confidence::Likely)
            .because(
                "proxy.script_proxies",
                say!("The script with this computer's proxy settings leads to proxies alone, and they do not answer."),
            )
            .because_if(
                facts.controls_hold(),
                "control.names",
                say!("Programs that do not need that script get through."),
            )
    })
}

/// Whether the script cannot be fetched and programs go without it: they are late at most.
pub(in crate::diagnosis) fn script_missed(facts: &Facts<'_>) -> bool {
    is_script_missing(facts, true)
}

fn is_script_missing(facts: &Facts<'_>, optional: bool) -> bool {
    facts.host().proxy.as_ref().is_some_and(|it| {
        it.pac_url.is_some() && it.pac_reachable == Some(false) && it.pac_optional == optional
    })
}
