//! What several pages are made of.

use maud::{Markup, html};

use super::super::links::{self, Target};
use super::super::place::{Note, Place};
use super::marks::{Mark, mark};
use super::{Scene, words};
use crate::presentation::StepView;
use crate::remedy::Remedy;

/// What every form carries.
pub(super) fn hidden(scene: &Scene<'_>, place: &Place) -> Markup {
    html! {
        input type="hidden" name="token" value=(scene.token);
        input type="hidden" name="back" value=(place.link());
    }
}

/// A form of our own, with what it carries.
pub(super) fn form(scene: &Scene<'_>, place: &Place, content: &Markup) -> Markup {
    html! {
        form method="post" action={ (scene.root) "command" } { (hidden(scene, place)) (content) }
    }
}

/// While a look is under way the button says so, and pressing it again does no harm.
pub(super) fn check_button(
    scene: &Scene<'_>,
    place: &Place,
    id: &str,
    label: &str,
    step: Option<Remedy>,
) -> Markup {
    let checking = scene.view.checking;
    form(
        scene,
        place,
        &html! {
            @if let Some(step) = step { input type="hidden" name="step" value=(step.id()); }
            button id=(id) name="do" value="check_now" aria-disabled=[checking.then_some("true")] {
                @if checking { span.spinner aria-hidden="true" {} "Checking…" } @else { (label) }
            }
        },
    )
}

/// How a step is done, line by line.
pub(super) fn lines(step: &StepView) -> Markup {
    html! {
        @if let [only] = step.steps.as_slice() {
            p { (only) }
        } @else if !step.steps.is_empty() {
            ol.lines { @for line in &step.steps { li { (line) } } }
        }
    }
}

/// What became of a step.
pub(super) fn badge(step: &StepView, done: bool) -> Markup {
    let (sign, word) = if done {
        (Mark::Held, "you did this")
    } else {
        (Mark::of_trial(step.trial), words::trial(step.trial))
    };
    html! { p class={ "badge " (sign.class()) } { (mark(sign)) (word) } }
}

pub(super) fn step_link(step: &StepView) -> Markup {
    let link = step.link.as_deref().and_then(|link| links::vet_step(step.remedy, link));
    html! { @if let Some(link) = link { (anchor(&link)) } }
}

pub(super) fn anchor(link: &links::Link) -> Markup {
    html! {
        a.link href=(link.url) rel="noreferrer noopener" target=[(link.target == Target::Web).then_some("_blank")] {
            "Open " (link.label())
        }
    }
}

/// That what the reader has just asked for was heard.
pub(super) fn note(place: &Place) -> Markup {
    let says = place.note.map(|note| match note {
        Note::Muted => "You will not be told about this any more.",
        Note::Helped => "Good. streamdoctor remembers that this helped here.",
        Note::DidNotHelp => "Thank you. On to the next.",
        Note::Reminded => "You will be told again in an hour, if it is still there.",
        Note::Awaited => "You will be told when it is back.",
        Note::Saved => "Saved.",
        Note::OpensOnThePhone => {
            "It opens on your phone: so it is not the service. streamdoctor takes that into account."
        }
        Note::FailsOnThePhone => {
            "It does not open on your phone either: that points at the service. streamdoctor takes that into account."
        }
    });
    html! { @if let Some(says) = says { p.note role="status" { (mark(Mark::Good)) (says) } } }
}

/// "A, B and C".
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

pub(super) fn milliseconds(time: u32) -> String {
    if time < 1000 {
        format!("{time} ms")
    } else {
        format!("{}.{} s", time / 1000, time % 1000 / 100)
    }
}
