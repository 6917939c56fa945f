//! The picture of the way from this device to the service, with the broken place marked.

use std::borrow::Cow;

use maud::{Markup, html};

use super::marks::{Icon, Mark, icon, mark};
use crate::diagnosis::reported::{Device, is_of_this_computer};
use crate::diagnosis::{Blame, Cause, Confidence};
use crate::presentation::words::{Words, name_of, t};
use crate::presentation::{Badge, Problem, StepView, View};
use crate::remedy::{Remedy, TrialResult};

/// One station of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Station {
    icon: Icon,
    name: Cow<'static, str>,
    mark: Mark,
    word: Cow<'static, str>,
}

/// The way that `problem` breaks, and around what a trial has found another. `on` is the device that shows it.
pub(super) fn of_problem(words: Words, problem: &Problem, on: Option<Device>) -> Markup {
    let service = many(words, &problem.services);
    let mut stations = stations(words, problem.cause, problem.confidence, &service);
    if let Some(device) = on.filter(|it| it.is_another() && !is_of_this_computer(problem.cause))
        && let Some(first) =
            stations.first_mut().filter(|it| it.icon == Icon::Device && it.mark != Mark::Bad)
    {
        (first.icon, first.name) = match device {
            Device::Phone => (Icon::Phone, words.say("page-way-phone")),
            Device::Console => (Icon::Console, words.say("page-way-console")),
            Device::Tv | Device::Browser | Device::App => {
                (Icon::OtherDevice, words.say("page-way-tv"))
            }
        };
        // It was not looked at: only what lies behind it was.
        (first.mark, first.word) = (Mark::Unsure, words.say("page-way-not-seen"));
    }
    let around = problem.steps.iter().find_map(around).map(|it| words.say(it));
    draw(words, &stations, around.as_deref())
}

/// What a step that was tried and helps goes around: the name of its words.
fn around(step: &StepView) -> Option<&'static str> {
    if step.trial != TrialResult::Helps {
        return None;
    }
    let around = [
        (Remedy::TurnOffVpn, "page-around-without"),
        (Remedy::TurnOffProxy, "page-around-without"),
        (Remedy::ChangeDns, "page-around-resolver"),
        (Remedy::TryAnotherNetwork, "page-around-network"),
        (Remedy::RemoveHostsEntry, "page-around-hosts"),
        (Remedy::PreferIpv4, "page-around-ipv4"),
    ];
    around.iter().find(|(it, _)| *it == step.remedy).map(|(_, word)| *word)
}

/// The way while there is no problem.
pub(super) fn of_calm(view: &View) -> Markup {
    let words = view.words;
    let (mark, word) = match view.badge {
        Badge::Fine => (Mark::Good, "page-way-works"),
        Badge::Checking => (Mark::Busy, "page-way-looked-at"),
        Badge::Paused => (Mark::Held, "page-way-paused"),
        Badge::Partial | Badge::ServiceDown | Badge::MyNetwork | Badge::Unknown => {
            (Mark::Unsure, "page-way-unknown")
        }
    };
    let whole = [Icon::Device, Icon::Network, Icon::Provider, Icon::Internet, Icon::Service];
    let stations = whole.map(|icon| {
        let name = name(words, icon, &words.say("page-way-services"));
        // What was seen is that they answer; whether a film plays, nobody sees without signing in.
        let word =
            if icon == Icon::Service && mark == Mark::Good { "page-way-answer" } else { word };
        Station { icon, name, mark, word: words.say(word) }
    });
    draw(words, &stations, None)
}

/// "Netflix", or "Netflix and 3 others".
fn many(words: Words, services: &[String]) -> Cow<'static, str> {
    match services {
        [] => words.say("page-way-services"),
        [one] => Cow::Owned(one.clone()),
        [a, b] => t!(words, "list-two", a = a.as_str(), b = b.as_str()),
        [a, rest @ ..] => t!(words, "list-many", a = a.as_str(), n = rest.len()),
    }
}

fn stations(words: Words, cause: Cause, confidence: Confidence, service: &str) -> Vec<Station> {
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
            None => (Mark::Unsure, words.say("page-way-unknown")),
            Some(at) if index == at => (Mark::Bad, word(words, cause, confidence)),
            Some(at) if index < at => (Mark::Good, words.say("page-way-works")),
            // Another device's fault is not seen from here, but the rest of its way is.
            Some(_) if first == Icon::OtherDevice => (Mark::Good, words.say("page-way-works")),
            Some(_) if says_no(cause) && *icon == Icon::Internet => {
                (Mark::Good, words.say("page-way-works"))
            }
            Some(_) if says_no(cause) => (Mark::Closed, words.say("page-way-refuses")),
            Some(_) => (Mark::Open, words.say(beyond(cause))),
        };
        Station { icon: *icon, name: name(words, *icon, service), mark, word }
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

fn name(words: Words, icon: Icon, service: &str) -> Cow<'static, str> {
    let id = match icon {
        Icon::Device => "page-way-device",
        Icon::OtherDevice => "page-way-other-device",
        Icon::Network => "page-way-network",
        Icon::Filter => "page-way-filter",
        Icon::Proxy => "page-way-proxy",
        Icon::Provider => "page-way-provider",
        Icon::Vpn => "page-way-vpn",
        Icon::Names => "page-way-names",
        Icon::Internet => "page-way-internet",
        Icon::Phone => "page-way-phone",
        Icon::Console => "page-way-console",
        Icon::Service => return Cow::Owned(service.to_owned()),
    };
    words.say(id)
}

/// What to write at the broken place.
#[expect(clippy::wildcard_enum_match_arm, reason = "most causes have no word of their own here")]
fn word(words: Words, cause: Cause, confidence: Confidence) -> Cow<'static, str> {
    let special = match cause {
        Cause::LinkSlow | Cause::IspSlow | Cause::DnsSlow | Cause::ServiceSlow => {
            Some("page-way-slow")
        }
        Cause::LinkLossy | Cause::IspLossy => Some("page-way-lossy"),
        Cause::LinkUnstable => Some("page-way-unstable"),
        Cause::CaptivePortal => Some("page-way-sign-in"),
        Cause::Maintenance => Some("page-way-maintenance"),
        Cause::ServiceOverloaded => Some("page-way-overloaded"),
        Cause::VpnBlocked | Cause::VpnAddressFlagged => Some("page-way-not-let-in"),
        _ if matches!(cause.blame(), Blame::Account | Blame::Region) => Some("page-way-says-no"),
        _ => None,
    };
    match (special, confidence) {
        (Some(word), Confidence::Certain | Confidence::Likely) => words.say(word),
        (Some(word), Confidence::Possible) => {
            t!(words, "page-way-perhaps", word = words.say(word))
        }
        (None, confidence) => t!(words, "page-way-here", confidence = name_of(confidence)),
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
    if passable { "page-way-behind" } else { "page-way-out-of-reach" }
}

/// `around` is what a trial did that came through all the same.
fn draw(words: Words, stations: &[Station], around: Option<&str>) -> Markup {
    html! {
        ol.way aria-label=(t!(words, "page-way")) {
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

    const EN: Words = Words::English;

    #[test]
    fn every_cause_but_none_and_unknown_breaks_one_place() {
        for cause in Cause::ALL {
            let way = stations(EN, *cause, Confidence::Certain, "Vidora");
            let broken = way.iter().filter(|it| it.mark == Mark::Bad).count();
            let wanted = usize::from(!matches!(cause, Cause::None | Cause::Unknown));
            assert_eq!(broken, wanted, "{cause}");
            assert_eq!(way.last().unwrap().name, "Vidora", "{cause}");
        }
    }

    #[test]
    fn what_is_nearer_works_and_what_is_farther_is_not_judged() {
        let way = stations(EN, Cause::IspDown, Confidence::Certain, "Vidora");
        let marks = way.iter().map(|it| it.mark).collect::<Vec<_>>();
        assert_eq!(marks, [Mark::Good, Mark::Good, Mark::Bad, Mark::Open, Mark::Open]);
    }

    #[test]
    fn without_a_verdict_no_place_is_called_working() {
        let way = stations(EN, Cause::Unknown, Confidence::Possible, "Vidora");
        assert!(way.iter().all(|it| it.mark == Mark::Unsure));
    }

    #[test]
    fn doubt_is_said_at_the_place() {
        let word = |confidence| word(EN, Cause::IspDown, confidence);
        assert_eq!(word(Confidence::Certain), "the fault is here");
        assert_eq!(word(Confidence::Likely), "probably here");
        assert_eq!(word(Confidence::Possible), "perhaps here");
        assert_eq!(super::word(EN, Cause::ServiceSlow, Confidence::Possible), "perhaps slow here");
    }
}
