//! The guided loop: one step large, look again, did it help, the next.

use maud::{Markup, html};

use super::super::place::{PagePath, Place};
use super::Scene;
use super::home::progress;
use super::marks::{Icon, icon};
use super::parts::{badge, check_button, form, lines, step_link};
use crate::diagnosis::reported::{Device, is_of_this_computer};
use crate::presentation::{Problem, StepView};
use crate::remedy::{Remedy, TrialResult};

/// The steps against `problem`, for the device that shows it.
pub(super) fn plan(scene: &Scene<'_>, place: &Place, problem: &Problem) -> Markup {
    let steps = scene.extras.steps.as_ref().unwrap_or(&problem.steps);
    let (done, left): (Vec<_>, Vec<_>) =
        steps.iter().partition(|it| place.done.contains(&it.remedy));
    let next = left.first().copied();
    let others = left.iter().skip(1).chain(&done).copied().collect::<Vec<_>>();
    // A step counts as done without help only after a look that began later has come back.
    let looked = !scene.view.checking
        && place.asked.is_none_or(|asked| {
            scene.view.checked_at.is_some_and(|at| at.as_millisecond() >= asked)
        });
    html! {
        @if looked { (did_it_help(scene, place, &problem.key, steps)) }
        @if !looked && !done.is_empty() {
            section.step.card aria-labelledby="step-title" {
                p.kicker { (done.len()) " of " (steps.len()) " done" }
                h2 #step-title { "Looking whether that helped" }
                div.actions { (check_button(scene, place, "done", "Check again", None)) }
                @if scene.view.checking { (progress(scene.progress, scene.view)) }
            }
        } @else if let Some(step) = next {
            section.step.card aria-labelledby="step-title" {
                p.kicker { @if done.is_empty() { "Do this first" } @else { "It is still there. Next, try this" } }
                div.head {
                    h2 #step-title { (step.title) }
                    // That nothing is known of it is no reason to do it.
                    @if step.trial != TrialResult::NotTried { (badge(step, false)) }
                }
                (lines(step))
                div.actions {
                    (check_again(scene, place, step.remedy))
                    (step_link(step))
                }
                @if scene.view.checking { (progress(scene.progress, scene.view)) }
            }
        } @else if !done.is_empty() {
            section.step.card aria-labelledby="step-title" {
                p.kicker { (done.len()) " of " (done.len()) " done" }
                h2 #step-title { "You have done all that is known to help" }
                p { "streamdoctor keeps looking, and says when it is back." }
                div.actions { (check_button(scene, place, "done", "Check again", None)) }
            }
        }
        (may_go_outside(scene, place, steps))
        (devices(scene, place, problem))
        @if !others.is_empty() {
            details.card #others {
                summary { "Other things that help" span.count { (others.len()) } }
                ol.steps {
                    @for step in others {
                        li {
                            div.head { h3 { (step.title) } (badge(step, place.done.contains(&step.remedy))) }
                            (lines(step))
                            (step_link(step))
                        }
                    }
                }
            }
        }
    }
}

fn check_again(scene: &Scene<'_>, place: &Place, remedy: Remedy) -> Markup {
    let to_do = !matches!(remedy, Remedy::WaitAndRetry | Remedy::CheckServiceStatus);
    let label = if to_do { "Done, check again" } else { "Check again" };
    check_button(scene, place, "done", label, Some(remedy))
}

/// What is seen from here is not what is seen on the screen, so the reader is asked.
pub(super) fn did_it_help(
    scene: &Scene<'_>,
    place: &Place,
    key: &str,
    steps: &[StepView],
) -> Markup {
    let Some(last) = place.done.last().filter(|it| place.judged != Some(**it)) else {
        return html! {};
    };
    let title = steps.iter().find(|it| it.remedy == *last).map(|it| it.title.as_str());
    html! {
        section.card.ask aria-labelledby="ask" {
            h2 #ask { "Does it play now?" }
            @if let Some(title) = title { p.soft { "You did: " (title) } }
            (form(scene, place, &html! {
                input type="hidden" name="key" value=(key);
                input type="hidden" name="step" value=(last.id());
                input type="hidden" name="do" value="judge";
                div.actions {
                    button #helped name="helped" value="yes" { "Yes, this helped" }
                    button.second #no-help name="helped" value="no" { "No, it does not" }
                }
            }))
        }
    }
}

/// Whether a trial may show the service where the user really is.
fn may_go_outside(scene: &Scene<'_>, place: &Place, steps: &[StepView]) -> Markup {
    let is_open =
        |it: &StepView| it.remedy == Remedy::TurnOffVpn && it.trial == TrialResult::NotTried;
    html! {
        @if scene.view.asks_outside_tunnel && steps.iter().any(is_open) {
            section.card.ask aria-labelledby="outside" {
                h2 #outside { "May streamdoctor try it outside your VPN?" }
                p {
                    "Then it can tell for sure whether the VPN is the reason. The service would see your real address \
                     while it is tried. Nothing on this computer is changed."
                }
                (form(scene, place, &html! {
                    input type="hidden" name="do" value="outside";
                    div.actions {
                        button #outside-yes name="allow" value="yes" { "Yes, try it" }
                        button.second #outside-no name="allow" value="no" { "No" }
                    }
                }))
            }
        }
    }
}

/// Which device shows the fault: the steps depend on it.
fn devices(scene: &Scene<'_>, place: &Place, problem: &Problem) -> Markup {
    // From here on it is about this problem, even when another becomes the first one.
    let place = match place.path {
        PagePath::Problem(_) => place.clone(),
        PagePath::Home | PagePath::Explain(_) | PagePath::Section(_) => {
            Place::at(PagePath::Problem(problem.key.clone()))
        }
    };
    html! {
        nav.devices aria-labelledby="devices" {
            h2 #devices { "Which device shows it?" }
            ul {
                @for device in Device::ALL {
                    @let current = (place.on == Some(device)).then_some("true");
                    li {
                        a href={ (scene.root) (place.shown_by(Some(device)).link()) } aria-current=[current]
                            id={ "on-" (device.id()) } {
                            (icon(icon_of(device))) (name_of(device))
                        }
                    }
                }
            }
        }
        @if place.on.is_some_and(Device::is_another) {
            p.aside.soft {
                "These steps are for " (the(place.on)) ". "
                @if is_of_this_computer(problem.cause) {
                    "What was found is on this computer, and " (the(place.on)) " does not pass it. If it shows a code, type \
                     that below."
                } @else {
                    "What was measured was measured from this computer, in the same network."
                }
            }
        }
    }
}

fn icon_of(device: Device) -> Icon {
    match device {
        Device::Browser => Icon::Internet,
        Device::App => Icon::Device,
        Device::Tv => Icon::OtherDevice,
        Device::Phone => Icon::Phone,
        Device::Console => Icon::Console,
    }
}

pub(super) fn name_of(device: Device) -> &'static str {
    match device {
        Device::Browser => "Browser here",
        Device::App => "App here",
        Device::Tv => "TV or stick",
        Device::Phone => "Phone or tablet",
        Device::Console => "Game console",
    }
}

fn the(device: Option<Device>) -> &'static str {
    match device {
        Some(Device::Tv) => "the TV or stick",
        Some(Device::Phone) => "the phone or tablet",
        Some(Device::Console) => "the game console",
        Some(Device::Browser | Device::App) | None => "this computer",
    }
}
