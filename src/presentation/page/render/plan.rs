//! The guided loop: one step large, look again, did it help, the next.

use std::borrow::Cow;

use maud::{Markup, html};

use super::super::place::{PagePath, Place};
use super::Scene;
use super::home::progress;
use super::marks::{Icon, icon};
use super::parts::{badge, check_button, form, lines, step_link};
use crate::diagnosis::reported::{Device, is_of_this_computer};
use crate::presentation::words::{Words, t};
use crate::presentation::{Problem, StepView};
use crate::remedy::{Remedy, TrialResult};

/// The steps against `problem`, for the device that shows it.
pub(super) fn plan(scene: &Scene<'_>, place: &Place, problem: &Problem) -> Markup {
    let words = scene.view.words;
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
                p.kicker { (t!(words, "page-steps-done", done = done.len(), all = steps.len())) }
                h2 #step-title { (t!(words, "page-looking-whether")) }
                div.actions { (check_button(scene, place, "done", "page-check-again", None)) }
                @if scene.view.checking { (progress(scene.progress, scene.view)) }
            }
        } @else if let Some(step) = next {
            section.step.card aria-labelledby="step-title" {
                p.kicker { (words.say(if done.is_empty() { "page-do-first" } else { "page-try-next" })) }
                div.head {
                    h2 #step-title { (step.title) }
                    // That nothing is known of it is no reason to do it.
                    @if step.trial != TrialResult::NotTried { (badge(words, step, false)) }
                }
                (lines(step))
                div.actions {
                    (check_again(scene, place, step.remedy))
                    (step_link(words, step))
                }
                @if scene.view.checking { (progress(scene.progress, scene.view)) }
            }
        } @else if !done.is_empty() {
            section.step.card aria-labelledby="step-title" {
                p.kicker { (t!(words, "page-steps-done", done = done.len(), all = done.len())) }
                h2 #step-title { (t!(words, "page-all-done")) }
                p { (t!(words, "page-all-done-text")) }
                div.actions { (check_button(scene, place, "done", "page-check-again", None)) }
            }
        }
        (may_go_outside(scene, place, steps))
        (devices(scene, place, problem))
        @if !others.is_empty() {
            details.card #others {
                summary { (t!(words, "page-others-help")) span.count { (others.len()) } }
                ol.steps {
                    @for step in others {
                        li {
                            div.head { h3 { (step.title) } (badge(words, step, place.done.contains(&step.remedy))) }
                            (lines(step))
                            (step_link(words, step))
                        }
                    }
                }
            }
        }
    }
}

fn check_again(scene: &Scene<'_>, place: &Place, remedy: Remedy) -> Markup {
    let to_do = !matches!(remedy, Remedy::WaitAndRetry | Remedy::CheckServiceStatus);
    let label = if to_do { "page-done-check-again" } else { "page-check-again" };
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
    let words = scene.view.words;
    let title = steps.iter().find(|it| it.remedy == *last).map(|it| it.title.as_str());
    html! {
        section.card.ask aria-labelledby="ask" {
            h2 #ask { (t!(words, "page-does-it-play")) }
            @if let Some(title) = title { p.soft { (t!(words, "page-you-did", step = title)) } }
            (form(scene, place, &html! {
                input type="hidden" name="key" value=(key);
                input type="hidden" name="step" value=(last.id());
                input type="hidden" name="do" value="judge";
                div.actions {
                    button #helped name="helped" value="yes" { (t!(words, "page-helped")) }
                    button.second #no-help name="helped" value="no" { (t!(words, "page-no-help")) }
                }
            }))
        }
    }
}

/// Whether a trial may show the service where the user really is.
fn may_go_outside(scene: &Scene<'_>, place: &Place, steps: &[StepView]) -> Markup {
    let words = scene.view.words;
    let is_open =
        |it: &StepView| it.remedy == Remedy::TurnOffVpn && it.trial == TrialResult::NotTried;
    html! {
        @if scene.view.asks_outside_tunnel && steps.iter().any(is_open) {
            section.card.ask aria-labelledby="outside" {
                h2 #outside { (t!(words, "page-outside")) }
                p { (t!(words, "page-outside-text")) }
                (form(scene, place, &html! {
                    input type="hidden" name="do" value="outside";
                    div.actions {
                        button #outside-yes name="allow" value="yes" { (t!(words, "page-outside-yes")) }
                        button.second #outside-no name="allow" value="no" { (t!(words, "page-outside-no")) }
                    }
                }))
            }
        }
    }
}

/// Which device shows the fault: the steps depend on it.
fn devices(scene: &Scene<'_>, place: &Place, problem: &Problem) -> Markup {
    let words = scene.view.words;
    // From here on it is about this problem, even when another becomes the first one.
    let place = match place.path {
        PagePath::Problem(_) => place.clone(),
        PagePath::Home | PagePath::Explain(_) | PagePath::Section(_) => {
            Place::at(PagePath::Problem(problem.key.clone()))
        }
    };
    html! {
        nav.devices aria-labelledby="devices" {
            h2 #devices { (t!(words, "page-which-device")) }
            ul {
                @for device in Device::ALL {
                    @let current = (place.on == Some(device)).then_some("true");
                    li {
                        a href={ (scene.root) (place.shown_by(Some(device)).link()) } aria-current=[current]
                            id={ "on-" (device.id()) } {
                            (icon(icon_of(device))) (name_of(words, device))
                        }
                    }
                }
            }
        }
        @if let Some((steps_for, not_past)) = elsewhere(place.on) {
            p.aside.soft {
                (words.say(steps_for)) " "
                (words.say(if is_of_this_computer(problem.cause) { not_past } else { "page-measured-here" }))
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

pub(super) fn name_of(words: Words, device: Device) -> Cow<'static, str> {
    words.say(match device {
        Device::Browser => "page-device-browser",
        Device::App => "page-device-app",
        Device::Tv => "page-device-tv",
        Device::Phone => "page-device-phone",
        Device::Console => "page-device-console",
    })
}

/// For which other device the steps are, and that what was found is not on its way.
fn elsewhere(device: Option<Device>) -> Option<(&'static str, &'static str)> {
    match device? {
        Device::Tv => Some(("page-steps-for-tv", "page-not-past-tv")),
        Device::Phone => Some(("page-steps-for-phone", "page-not-past-phone")),
        Device::Console => Some(("page-steps-for-console", "page-not-past-console")),
        Device::Browser | Device::App => None,
    }
}
