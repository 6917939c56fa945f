//! The picture of the way from this device to the service, with the broken place marked.

use maud::{Markup, html};

use super::marks::{Icon, Mark, icon, mark};
use crate::diagnosis::reported::{Device, is_of_this_computer};
use crate::diagnosis::{Blame, Cause, Confidence};
use crate::presentation::{Badge, Problem, StepView, View};
use crate::remedy::{Remedy, TrialResult};

/// One station of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Station {
    icon: Icon,
    name: String,
    mark: Mark,
    word: String,
}

/// The way that `problem` breaks, and around what a trial has found another. `on` is the device that shows it.
pub(super) fn of_problem(problem: &Problem, on: Option<Device>) -> Markup {
    let mut stations = stations(problem.cause, problem.confidence, &many(&problem.services));
    if let Some(device) = on.filter(|it| it.is_another() && !is_of_this_computer(problem.cause))
        && let Some(first) =
            stations.first_mut().filter(|it| it.icon == Icon::Device && it.mark != Mark::Bad)
    {
        (first.icon, first.name) = match device {
            Device::Phone => (Icon::Phone, "Your phone".to_owned()),
            Device::Console => (Icon::Console, "Your console".to_owned()),
            Device::Tv | Device::Browser | Device::App => (Icon::OtherDevice, "Your TV".to_owned()),
        };
        // It was not looked at: only what lies behind it was.
        (first.mark, first.word) = (Mark::Unsure, "not seen from here".to_owned());
    }
    draw(&stations, problem.steps.iter().find_map(around))
}

/// What a step that was tried and helps goes around.
fn around(step: &StepView) -> Option<&'static str> {
    if step.trial != TrialResult::Helps {
        return None;
    }
    let around = [
        (Remedy::TurnOffVpn, "without it, it works"),
        (Remedy::TurnOffProxy, "without it, it works"),
        (Remedy::ChangeDns, "with another one, it works"),
        (Remedy::TryAnotherNetwork, "over another network, it works"),
        (Remedy::RemoveHostsEntry, "past the entry, it works"),
        (Remedy::PreferIpv4, "over IPv4, it works"),
    ];
    around.iter().find(|(it, _)| *it == step.remedy).map(|(_, word)| *word)
}

/// The way while there is no problem.
pub(super) fn of_calm(view: &View) -> Markup {
    let (mark, word) = match view.badge {
        Badge::Fine => (Mark::Good, "works"),
        Badge::Checking => (Mark::Busy, "being looked at"),
        Badge::Paused => (Mark::Held, "not watched now"),
        Badge::Partial | Badge::ServiceDown | Badge::MyNetwork | Badge::Unknown => {
            (Mark::Unsure, "not known")
        }
    };
    let whole = [Icon::Device, Icon::Network, Icon::Provider, Icon::Internet, Icon::Service];
    let stations = whole.map(|icon| {
        let name = name(icon, "Your services");
        // What was seen is that they answer; whether a film plays, nobody sees without signing in.
        let word = if icon == Icon::Service && mark == Mark::Good { "answer" } else { word };
        Station { icon, name, mark, word: word.to_owned() }
    });
    draw(&stations, None)
}

/// "Netflix", or "Netflix and 3 others".
pub(super) fn many(services: &[String]) -> String {
    match services {
        [] => "Your services".to_owned(),
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [one, rest @ ..] => format!("{one} and {} others", rest.len()),
    }
}

fn stations(cause: Cause, confidence: Confidence, service: &str) -> Vec<Station> {
    let broken = place(cause);
    // What a cause adds to the way is shown at its place in it only when it matters.
    let (near, far) = match broken {
        Some(Icon::OtherDevice) => (Some(Icon::OtherDevice), None),
        Some(it @ (Icon::Filter | Icon::Proxy)) => (Some(it), None),
        Some(Icon::Vpn) => (None, Some(Icon::Vpn)),
        _ => (None, None),
    };
    let first = if near == Some(Icon::OtherDevice) { Icon::OtherDevice } else { Icon::Device };
    let between = near.filter(|it| *it != Icon::OtherDevice);
    let middle = if broken == Some(Icon::Names) { Icon::Names } else { Icon::Internet };
    let way = [Some(first), Some(Icon::Network), between, Some(Icon::Provider), far]
        .into_iter()
        .flatten()
        .chain([middle, Icon::Service]);
    let way = way.collect::<Vec<_>>();
    let at = way.iter().position(|it| Some(*it) == broken);
    let station = |(index, icon): (usize, &Icon)| {
        let (mark, word) = match at {
            None => (Mark::Unsure, "not known".to_owned()),
            Some(at) if index == at => (Mark::Bad, word(cause, confidence)),
            Some(at) if index < at => (Mark::Good, "works".to_owned()),
            // Another device's fault is not seen from here, but the rest of its way is.
            Some(_) if first == Icon::OtherDevice => (Mark::Good, "works".to_owned()),
            Some(_) if says_no(cause) && *icon == Icon::Internet => {
                (Mark::Good, "works".to_owned())
            }
            Some(_) if says_no(cause) => (Mark::Closed, "refuses it".to_owned()),
            Some(_) => (Mark::Open, beyond(cause).to_owned()),
        };
        Station { icon: *icon, name: name(*icon, service), mark, word }
    };
    way.iter().enumerate().map(station).collect()
}

/// Where on the way a cause sits; `None` where that is not known.
fn place(cause: Cause) -> Option<Icon> {
    const OTHERWISE: [(Cause, Icon); 4] = [
        (Cause::OtherDevice, Icon::OtherDevice),
        (Cause::DnsBlocked, Icon::Names),
        (Cause::CaptivePortal, Icon::Network),
        (Cause::IspRouteLost, Icon::Internet),
    ];
    if let Some((_, icon)) = OTHERWISE.iter().find(|(it, _)| *it == cause) {
        return Some(*icon);
    }
    match cause.area() {
        "device" => Some(Icon::Device),
        "link" | "router" => Some(Icon::Network),
        "filter" => Some(Icon::Filter),
        "proxy" => Some(Icon::Proxy),
        "isp" => Some(Icon::Provider),
        "vpn" => Some(Icon::Vpn),
        "dns" => Some(Icon::Names),
        "service" | "account" => Some(Icon::Service),
        _ => None,
    }
}

fn name(icon: Icon, service: &str) -> String {
    match icon {
        Icon::Device => "This device",
        Icon::OtherDevice => "The other device",
        Icon::Network => "Your network",
        Icon::Filter => "A filter",
        Icon::Proxy => "The proxy",
        Icon::Provider => "Your provider",
        Icon::Vpn => "Your VPN",
        Icon::Names => "Names (DNS)",
        Icon::Internet => "The Internet",
        Icon::Phone => "Your phone",
        Icon::Console => "Your console",
        Icon::Service => service,
    }
    .to_owned()
}

/// What to write at the broken place.
#[expect(clippy::wildcard_enum_match_arm, reason = "most causes have no word of their own here")]
fn word(cause: Cause, confidence: Confidence) -> String {
    let special = match cause {
        Cause::LinkSlow | Cause::IspSlow | Cause::DnsSlow | Cause::ServiceSlow => Some("slow here"),
        Cause::LinkLossy | Cause::IspLossy => Some("data gets lost here"),
        Cause::LinkUnstable => Some("comes and goes"),
        Cause::CaptivePortal => Some("wants a sign-in"),
        Cause::Maintenance => Some("under maintenance"),
        Cause::ServiceOverloaded => Some("overloaded"),
        Cause::VpnBlocked | Cause::VpnAddressFlagged => Some("is not let in"),
        _ if matches!(cause.blame(), Blame::Account | Blame::Region) => Some("says no"),
        _ => None,
    };
    match (special, confidence) {
        (Some(word), Confidence::Certain | Confidence::Likely) => word.to_owned(),
        (Some(word), Confidence::Possible) => format!("perhaps {word}"),
        (None, Confidence::Certain) => "the fault is here".to_owned(),
        (None, Confidence::Likely) => "most likely here".to_owned(),
        (None, Confidence::Possible) => "perhaps here".to_owned(),
    }
}

/// Whether what is behind the broken place was reached, and answered that it does not want this one's traffic.
fn says_no(cause: Cause) -> bool {
    matches!(cause, Cause::VpnBlocked | Cause::VpnAddressFlagged)
}

/// What to write behind it.
fn beyond(cause: Cause) -> &'static str {
    let passable = matches!(
        cause,
        Cause::LinkSlow
            | Cause::LinkLossy
            | Cause::LinkUnstable
            | Cause::IspSlow
            | Cause::IspLossy
            | Cause::DnsSlow
            | Cause::Overloaded
    );
    if passable { "behind it" } else { "out of reach" }
}

/// `around` is what a trial did that came through all the same.
fn draw(stations: &[Station], around: Option<&str>) -> Markup {
    html! {
        ol.way aria-label="The way from this device to the service" {
            @for station in stations {
                @let around = around.filter(|_| station.mark == Mark::Bad);
                li class={ (station.mark.class()) (if around.is_some() { " passed" } else { "" }) } {
                    span.stop { (icon(station.icon)) (mark(station.mark)) }
                    span.name { (station.name) }
                    span.word { (station.word) }
                    @if let Some(around) = around { span.around { (mark(Mark::Good)) (around) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_but_none_and_unknown_breaks_one_place() {
        for cause in Cause::ALL {
            let way = stations(*cause, Confidence::Certain, "Vidora");
            let broken = way.iter().filter(|it| it.mark == Mark::Bad).count();
            let wanted = usize::from(!matches!(cause, Cause::None | Cause::Unknown));
            assert_eq!(broken, wanted, "{cause}");
            assert_eq!(way.last().unwrap().name, "Vidora", "{cause}");
        }
    }

    #[test]
    fn what_is_nearer_works_and_what_is_farther_is_not_judged() {
        let way = stations(Cause::IspDown, Confidence::Certain, "Vidora");
        let marks = way.iter().map(|it| it.mark).collect::<Vec<_>>();
        assert_eq!(marks, [Mark::Good, Mark::Good, Mark::Bad, Mark::Open, Mark::Open]);
    }

    #[test]
    fn without_a_verdict_no_place_is_called_working() {
        let way = stations(Cause::Unknown, Confidence::Possible, "Vidora");
        assert!(way.iter().all(|it| it.mark == Mark::Unsure));
    }

    #[test]
    fn doubt_is_said_at_the_place() {
        let word = |confidence| word(Cause::IspDown, confidence);
        assert_eq!(word(Confidence::Certain), "the fault is here");
        assert_eq!(word(Confidence::Likely), "most likely here");
        assert_eq!(word(Confidence::Possible), "perhaps here");
        assert_eq!(super::word(Cause::ServiceSlow, Confidence::Possible), "perhaps slow here");
    }
}
