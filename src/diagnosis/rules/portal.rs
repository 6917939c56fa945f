//! Captive portals: the network wants a sign-in first (RFC 8952).

use url::Url;

use super::Finding;
use crate::diagnosis::facts::{ControlFact, Facts, Seen, is_authentic, is_local};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Confidence, Party, Responder};
use crate::observation::{
    Anchor, Exchange, Subject, TlsFacts, Transport, Vantage, is_inside, is_inside_name,
};

/// So few characters are no page (“ok”, “true”).
const NO_PAGE: usize = 4;

/// How a control's answer was changed on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// 511 Network Authentication Required (RFC 6585, section 6).
    Announced,
    /// A redirect to somewhere else.
    Redirect,
    /// Another page where a known one was due.
    OtherPage,
}

/// The controls' clear-text answers are changed, alike, and nobody else gets through.
///
/// One control that answers something else is that control's affair (a broken endpoint). A proxy that somebody
/// configured answers as itself. A failed connection is not a portal.
pub(super) fn captive(facts: &Facts<'_>) -> Option<Finding> {
    let below = below_the_tunnel(facts);
    let controls = if below.is_empty() { &facts.controls } else { &below };
    let clear: Vec<&ControlFact<'_>> = controls
        .iter()
        .filter(|it| it.walk.exchange().is_some_and(|x| x.transport == Transport::Plain))
        .collect();
    let changed: Vec<Change> = clear.iter().filter_map(|it| change(it)).collect();
    let fine = controls.iter().filter(|it| it.seen.is_fine()).count();
    let announced = changed.contains(&Change::Announced);
    // Some portals let one vendor's check through, so one right answer does not acquit; services that work do.
    let most = changed.len() >= 2 && changed.len() > fine;
    // It may let more than half of the checks through, where it leads the others to one and the same place of its own.
    let hosts: Vec<String> = clear.iter().filter_map(|it| leads_inside(it)).collect();
    let nobody_through = facts
        .targets()
        .filter(|(_, it)| !is_local(it.walk))
        .all(|(_, it)| !it.walk.hops.iter().any(|hop| hop.tls.is_some()) && !it.seen.is_fine());
    let alike = hosts.len() >= 2
        && hosts.iter().all(|it| *it == hosts[0])
        && facts.targets().next().is_some()
        && nobody_through;
    // A single witness has to say it plainly, with nothing against it.
    let plainly = changed.len() == 1
        && controls.len() == 1
        && clear.iter().any(|it| is_plain(it))
        && facts.nothing_works();
    let authentic = facts.targets().any(|(_, it)| it.seen.is_fine() && is_authentic(it.walk));
    // What a portal lets through does not acquit it of what it stops.
    let stops = facts.targets().any(|(_, it)| {
        !it.seen.is_fine()
            && !is_local(it.walk)
            && !it.walk.hops.iter().any(|hop| hop.tls.as_ref().is_some_and(is_public))
    });
    if !(most || plainly || alike) || (authentic && !stops) {
        return None;
    }
    let how = match changed.iter().find(|it| **it != Change::OtherPage) {
        Some(Change::Announced) => {
            say!("Your network says itself that it wants a sign-in first (status 511).")
        }
        Some(Change::Redirect) => {
            say!("Your network sends every plain page to its own sign-in page.")
        }
        Some(Change::OtherPage) | None => {
            say!("Your network answers every plain page with a page of its own.")
        }
    };
    let elsewhere =
        facts.trial_outcome(&facts.troubled(), |it| matches!(it, Vantage::OtherInterface(_)));
    let confidence = if most
        && !authentic
        && (announced || changed.len() >= 3 || clear.len() == changed.len())
    {
        Confidence::Certain
    } else {
        Confidence::Likely
    };
    let mut finding = Finding::new(Cause::CaptivePortal, confidence)
        .because("portal.controls", how)
        .because(
            "portal.count",
            match controls.len() {
                1 => say!("The one known page that was asked for came back changed."),
                all => say!(
                    "{changed} of {all} known pages came back changed.",
                    changed = changed.len(),
                    all
                ),
            },
        )
        .because_if(
            !below.is_empty(),
            "portal.below_tunnel",
            say!(
                "That is so outside your VPN, which gets nothing through before you have signed in."
            ),
        )
        .because_if(
            elsewhere == Some(true),
            "trial.other_interface",
            say!("Over another connection it works."),
        )
        .not(Cause::IspDown, say!("somebody on your own network answers"));
    // Providers show a page of theirs where a plan is used up.
    finding = finding.beside_if(facts.plan_is_used_up(), Cause::DataCap, Confidence::Likely);
    finding.responder = Some(Responder { party: Party::Portal, product: None });
    Some(finding)
}

/// The network's own interface says that it wants a sign-in first (RFC 8908), and nobody gets through without one.
///
/// Look-alike: an interface that still says so where services answer.
pub(super) fn announced(facts: &Facts<'_>) -> Option<Finding> {
    let authentic = facts.targets().any(|(_, it)| it.seen.is_fine() && is_authentic(it.walk));
    let asked = facts.walks().next().is_some();
    if facts.snapshot.wants_sign_in != Some(true) || authentic || !asked {
        return None;
    }
    let confidence = if facts.nothing_works() { Confidence::Certain } else { Confidence::Likely };
    let mut finding = Finding::new(Cause::CaptivePortal, confidence)
        .because(
            "portal.api",
            say!("The network's own interface says that it wants a sign-in first."),
        )
        .not(Cause::IspDown, say!("the network keeps everybody back who has not signed in"));
    finding.responder = Some(Responder { party: Party::Portal, product: None });
    Some(finding)
}

/// How controls went outside a tunnel through which nothing comes: a portal below it lets the tunnel not through either.
fn below_the_tunnel<'a>(facts: &Facts<'a>) -> Vec<ControlFact<'a>> {
    if facts.tunnel().is_none() || !facts.nothing_opens() {
        return Vec::new();
    }
    let outside = facts.snapshot.walks.iter().filter(|walk| {
        matches!(walk.subject, Subject::Control(_))
            && matches!(walk.vantage, Vantage::OutsideTunnel(_))
    });
    outside.filter_map(|walk| Some(ControlFact { walk, seen: Seen::of(walk)? })).collect()
}

fn is_public(tls: &TlsFacts) -> bool {
    tls.anchor == Some(Anchor::Public)
}

/// Whether an answer cannot be the endpoint's own: the network announces itself, or leads into itself.
fn is_plain(control: &ControlFact<'_>) -> bool {
    match change(control) {
        Some(Change::Announced) => true,
        Some(Change::Redirect) => {
            control.seen.answer().is_some_and(|it| it.responder.party == Party::Portal)
        }
        Some(Change::OtherPage) | None => false,
    }
}

fn change(control: &ControlFact<'_>) -> Option<Change> {
    if control.seen.is_fine() {
        return None;
    }
    let exchange = control.walk.exchange()?;
    let asked = Url::parse(&control.walk.hops.first()?.url).ok()?;
    match exchange.status {
        511 => Some(Change::Announced),
        300..=399 => leads_away(exchange, &asked).then_some(Change::Redirect),
        // An error of the endpoint's own front is no portal; a page is. Nobody can sign in on an empty one.
        200..=299 => (exchange.text().trim().len() > NO_PAGE).then_some(Change::OtherPage),
        // Portals that cannot redirect say 403 or 401 with a page of theirs.
        401 | 403 => (!exchange.text().trim().is_empty()).then_some(Change::OtherPage),
        _ => None,
    }
}

/// The host of one's own network to which a control leads.
fn leads_inside(control: &ControlFact<'_>) -> Option<String> {
    if change(control) != Some(Change::Redirect) {
        return None;
    }
    let asked = Url::parse(&control.walk.hops.first()?.url).ok()?;
    let target = asked.join(control.walk.exchange()?.headers.get("location")?).ok()?;
    let host = target.host_str()?.trim_matches(['[', ']']).to_ascii_lowercase();
    let inside = host.parse().is_ok_and(is_inside) || is_inside_name(&host);
    inside.then_some(host)
}

/// Whether a redirect leads to another site, or to a host of the local network.
fn leads_away(exchange: &Exchange, asked: &Url) -> bool {
    let Some(location) = exchange.headers.get("location") else { return false };
    let Ok(target) = asked.join(location) else { return true };
    if target
        .host_str()
        .and_then(|it| it.trim_matches(['[', ']']).parse().ok())
        .is_some_and(is_inside)
    {
        return true;
    }
    // The same site over https, or with another path, is an ordinary redirect.
    target.host_str() != asked.host_str()
}
