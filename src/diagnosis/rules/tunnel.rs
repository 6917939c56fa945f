//! A tunnel that carries everything: alive or dead.

use super::Finding;
use crate::diagnosis::facts::{Facts, Seen, outcome_of};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence};
use crate::observation::{FailureKind, Phase, Vantage, Walk};

/// The tunnel is up and nothing passes it.
///
/// Look-alike: the line below it is dead too. The trial outside the tunnel tells; without it the gateway's answer
/// makes the tunnel likely, as a dead tunnel is commoner than a line that dies behind a living router.
pub(super) fn down(facts: &Facts<'_>) -> Option<Finding> {
    let tunnel = facts.tunnel()?;
    let silent = |seen: &Seen<'_>| {
        seen.failure().is_some_and(|it| {
            matches!(it.phase, Phase::Resolve | Phase::Connect)
                && it.kind != FailureKind::PermissionDenied
        })
    };
    let dead = facts.walks().next().is_some()
        && facts.walks().all(|(_, seen)| silent(seen))
        && !anchors_heard(facts);
    if !dead {
        return None;
    }
    let outside = outside(facts);
    let finding = |confidence| {
        Finding::new(Cause::VpnDown, confidence).because(
            "vpn.silent",
            say!("Your VPN ({tunnel}) is switched on, but nothing passes through it.", tunnel),
        )
    };
    match outside {
        Some(true) => Some(
            finding(Confidence::Certain)
                .because("trial.outside_tunnel", say!("Outside the VPN the connection works."))
                .not(Cause::IspDown, say!("your connection works outside the VPN")),
        ),
        Some(false) => None,
        None => facts.gateway_alive().then(|| {
            let finding = finding(Confidence::Likely).because(
                "router.neighbour",
                say!("Your router answers, so the link itself is fine."),
            );
            if !is_forbidden(facts) {
                return finding;
            }
            finding
                .because(
                    "vpn.kill_switch",
                    say!("This computer forbids everything outside the VPN: a kill switch."),
                )
                .beside(Cause::Firewall, Confidence::Possible)
        }),
    }
}

/// How trials outside the tunnel went; `None` where none was made: a kill switch lets nothing past the tunnel, and a name
/// that did not resolve may have been asked for inside it.
pub(super) fn outside(facts: &Facts<'_>) -> Option<bool> {
    let unmade = |walk: &Walk| {
        is_barred(walk) || walk.failure().is_some_and(|it| it.phase == Phase::Resolve)
    };
    outcome_of(trials(facts).filter(|walk| !unmade(walk)))
}

fn trials<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Walk> {
    facts
        .troubled()
        .into_iter()
        .flat_map(|subject| facts.trials(subject, |it| matches!(it, Vantage::OutsideTunnel(_))))
}

fn is_barred(walk: &Walk) -> bool {
    walk.failure().is_some_and(|it| it.kind == FailureKind::PermissionDenied)
}

/// Whether this computer forbade every look outside the tunnel.
fn is_forbidden(facts: &Facts<'_>) -> bool {
    let mut trials = trials(facts).peekable();
    trials.peek().is_some() && trials.all(is_barred)
}

fn anchors_heard(facts: &Facts<'_>) -> bool {
    facts.anchors.iter().any(|it| it.seen.is_fine())
}
