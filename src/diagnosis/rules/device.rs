//! This computer, its link and its gateway: what the operating system itself tells.

use std::net::IpAddr;

use super::Finding;
use crate::diagnosis::facts::{Facts, is_physical, is_usable};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence};
use crate::observation::{Interface, InterfaceKind, Neighbour};

/// Interfaces that can be a way to the Internet.
fn physical<'a>(facts: &Facts<'a>) -> Option<Vec<&'a Interface>> {
    let all = facts.host().interfaces.as_ref()?;
    Some(all.iter().filter(|it| is_physical(it.kind)).collect())
}

/// Interfaces that are switched on and have a link.
fn linked<'a>(facts: &Facts<'a>) -> Option<Vec<&'a Interface>> {
    Some(
        physical(facts)?.into_iter().filter(|it| it.enabled && it.carrier != Some(false)).collect(),
    )
}

/// Whether a default route leads out over an interface that is none of the physical ones: a bridge, a modem of an unknown
/// sort. A tunnel needs one of them below it.
fn has_another_way(facts: &Facts<'_>) -> bool {
    let interfaces = facts.host().interfaces.as_deref().unwrap_or_default();
    facts.host().routes.iter().flatten().any(|route| {
        interfaces
            .iter()
            .any(|it| it.name == route.interface && it.enabled && it.kind == InterfaceKind::Virtual)
    })
}

/// No interface is switched on. Something that works all the same (a modem that we do not know) is proof of the contrary.
pub(super) fn interface_off(facts: &Facts<'_>) -> Option<Finding> {
    let off = facts.nothing_opens() && physical(facts)?.iter().all(|it| !it.enabled);
    (off && !has_another_way(facts)).then(|| {
        Finding::new(Cause::InterfaceOff, Confidence::Certain)
            .because(
                "device.interfaces",
                say!("Every network connection of this computer is switched off."),
            )
            .not(
                Cause::IspDown,
                say!(
                    "without a connection to your network nothing can be said about your provider"
                ),
            )
    })
}

/// Switched on, but the cable is out or no Wi-Fi is joined.
pub(super) fn no_carrier(facts: &Facts<'_>) -> Option<Finding> {
    let interfaces = physical(facts)?;
    let on = interfaces.iter().filter(|it| it.enabled).count();
    let dark =
        on > 0 && interfaces.iter().filter(|it| it.enabled).all(|it| it.carrier == Some(false));
    (dark && facts.nothing_opens() && !has_another_way(facts)).then(|| {
        Finding::new(Cause::NoCarrier, Confidence::Certain)
            .because("link.carrier", say!("The network connection is switched on, but there is no link: no cable, or no Wi-Fi joined."))
            .not(Cause::InterfaceOff, say!("the connection is switched on"))
    })
}

/// A link without an address, or with one that the computer gave itself (RFC 3927).
pub(super) fn no_lease(facts: &Facts<'_>) -> Option<Finding> {
    let linked = linked(facts)?;
    let bare = !linked.is_empty() && linked.iter().all(|it| !it.addresses.iter().any(is_usable));
    (bare && facts.nothing_works()).then(|| {
        let self_given = linked.iter().any(|it| it.addresses.iter().any(IpAddr::is_ipv4));
        let says = if self_given {
            say!("This computer gave itself an address, because the router gave it none.")
        } else {
            say!("There is a link, but the router gave this computer no address.")
        };
        Finding::new(Cause::NoLease, Confidence::Certain)
            .because("link.addresses", says)
            .not(Cause::NoCarrier, say!("there is a link"))
    })
}

/// An address, but no way to everywhere.
pub(super) fn no_route(facts: &Facts<'_>) -> Option<Finding> {
    let addressed = linked(facts)?.iter().any(|it| it.addresses.iter().any(is_usable));
    let none = facts.host().routes.as_ref()?.is_empty();
    (addressed && none && facts.nothing_works()).then(|| {
        Finding::new(Cause::NoRoute, Confidence::Certain)
            .because(
                "device.routes",
                say!("This computer has an address, but no default route: it does not know the way out."),
            )
            .not(Cause::NoLease, say!("there is an address"))
    })
}

/// The gateway does not answer, not even the question for its hardware address. Never decided by ping.
pub(super) fn gateway_dead(facts: &Facts<'_>) -> Option<Finding> {
    // A tunnel that still carries traffic over another link would be heard.
    let asked = facts.gateways().iter().any(|it| it.neighbour == Neighbour::Failed);
    let silent = facts.nothing_answers() || (asked && facts.nothing_opens());
    (facts.gateways_dead() && silent).then(|| {
        let confidence = if asked { Confidence::Certain } else { Confidence::Likely };
        Finding::new(Cause::RouterUnreachable, confidence)
            .because("router.neighbour", say!("Your router does not answer this computer at all."))
            .not(Cause::NoCarrier, say!("there is a link"))
            .not(Cause::IspDown, say!("nothing gets as far as your provider"))
    })
}

/// The link came and went while we looked.
pub(super) fn link_unstable(facts: &Facts<'_>) -> Option<Finding> {
    let used: Vec<&str> = facts.gateways().iter().map(|it| it.interface.as_str()).collect();
    let changes = linked(facts)?
        .into_iter()
        .filter(|it| used.is_empty() || used.contains(&it.name.as_str()))
        .filter_map(|it| it.carrier_changes_during)
        .max()?;
    (changes > 0).then(|| {
        // One change may be a cable that was just plugged in.
        let confidence = if changes >= 2 { Confidence::Certain } else { Confidence::Likely };
        Finding::new(Cause::LinkUnstable, confidence)
            .because(
                "link.carrier_changes",
                say!(
                    "The link changed between up and down {changes} times while we looked.",
                    changes
                ),
            )
            .not(Cause::IspDown, say!("the link itself comes and goes"))
    })
}

/// This computer's own rules stop everything: the system says "not permitted" where a network would say nothing.
///
/// Look-alike: the provider says "prohibited", which the system tells in the same word over IPv6.
pub(super) fn firewall(facts: &Facts<'_>) -> Option<Finding> {
    let stopped = facts.walks().filter(|(_, seen)| !seen.is_fine());
    let forbidden: Vec<Confidence> =
        stopped.filter_map(|(walk, _)| Facts::forbidden_here(walk)).collect();
    let finding = |confidence| {
        Finding::new(Cause::Firewall, confidence)
            .not(Cause::IspDown, say!("the traffic does not leave this computer"))
    };
    if facts.nothing_works() && forbidden.len() >= 2 {
        let surest = forbidden.into_iter().max().unwrap_or(Confidence::Possible);
        return Some(finding(surest).because(
            "device.permission",
            say!(
                "This computer itself refuses to send: a firewall or security program forbids it."
            ),
        ));
    }
    (facts.nothing_opens() && facts.answered_here()).then(|| {
        finding(Confidence::Certain).because(
            "device.answered_here",
            say!("Connections are refused at once, and nothing was even sent to your router: a firewall or security program on this computer refuses them."),
        )
    })
}
