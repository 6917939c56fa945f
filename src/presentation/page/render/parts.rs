//! What several pages are made of.

use std::borrow::Cow;

use maud::{Markup, html};

use super::super::links::{self, Target};
use super::super::place::{Note, Place};
use super::marks::{Mark, mark};
use super::{Scene, words};
use crate::presentation::StepView;
use crate::presentation::words::{Words, t};
use crate::remedy::Remedy;

/// What stands in the slots of a text where [`filled`] puts markup: characters that no text has.
pub(super) const SLOTS: [&str; 3] = ["\u{e000}", "\u{e001}", "\u{e002}"];

/// `text` with each of [`SLOTS`] in it exchanged for the markup of the same place.
pub(super) fn filled(text: &str, markup: &[Markup]) -> Markup {
    let mut rest = text;
    let mut parts = Vec::new();
    while let Some(at) = rest.find(|it| ('\u{e000}'..='\u{e002}').contains(&it)) {
        let (before, slot) = rest.split_at(at);
        let (slot, after) = slot.split_at(SLOTS[0].len());
        let part = SLOTS.iter().position(|it| *it == slot).and_then(|at| markup.get(at));
        parts.push((before, part));
        rest = after;
    }
    html! {
        @for (before, part) in parts { (before) @if let Some(part) = part { (part) } }
        (rest)
    }
}

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

/// While a look is under way the button says so, and pressing it again does no harm. `label` names its text.
pub(super) fn check_button(
    scene: &Scene<'_>,
    place: &Place,
    id: &str,
    label: &'static str,
    step: Option<Remedy>,
) -> Markup {
    let (checking, words) = (scene.view.checking, scene.view.words);
    form(
        scene,
        place,
        &html! {
            @if let Some(step) = step { input type="hidden" name="step" value=(step.id()); }
            button id=(id) name="do" value="check_now" aria-disabled=[checking.then_some("true")] {
                @if checking { span.spinner aria-hidden="true" {} (t!(words, "page-checking")) } @else { (words.say(label)) }
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
pub(super) fn badge(words: Words, step: &StepView, done: bool) -> Markup {
    let (sign, word) = if done {
        (Mark::Held, t!(words, "page-you-did-this"))
    } else {
        (Mark::of_trial(step.trial), words::trial(words, step.trial))
    };
    html! { p class={ "badge " (sign.class()) } { (mark(sign)) (word) } }
}

pub(super) fn step_link(words: Words, step: &StepView) -> Markup {
    let link = step.link.as_deref().and_then(|link| links::vet_step(step.remedy, link));
    html! { @if let Some(link) = link { (anchor(words, &link)) } }
}

pub(super) fn anchor(words: Words, link: &links::Link) -> Markup {
    html! {
        a.link href=(link.url) rel="noreferrer noopener" target=[(link.target == Target::Web).then_some("_blank")] {
            (t!(words, "page-open", place = link.label(words)))
        }
    }
}

/// That what the reader has just asked for was heard.
pub(super) fn note(words: Words, place: &Place) -> Markup {
    let says = place.note.map(|note| match note {
        Note::Muted => "page-heard-muted",
        Note::Helped => "page-heard-helped",
        Note::DidNotHelp => "page-heard-no-help",
        Note::Reminded => "page-heard-reminded",
        Note::Awaited => "page-will-be-told",
        Note::Saved => "page-heard-saved",
        Note::OpensOnThePhone => "page-heard-phone-opens",
        Note::FailsOnThePhone => "page-heard-phone-fails",
    });
    html! { @if let Some(says) = says { p.note role="status" { (mark(Mark::Good)) (words.say(says)) } } }
}

/// "A, B and C".
pub(super) fn listed(words: Words, names: &[String]) -> Cow<'static, str> {
    match names {
        [] => Cow::default(),
        [one] => Cow::Owned(one.clone()),
        [first @ .., last] => {
            t!(words, "page-list", first = first.join(", "), last = last.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_stands_where_the_language_wants_it() {
        let (age, time) = (html! { b { "2" } }, html! { i { "<" } });
        let text = format!("<{}, {}.", SLOTS[1], SLOTS[0]);
        assert_eq!(filled(&text, &[age.clone(), time]).0, "&lt;<i>&lt;</i>, <b>2</b>.");
        // A name from a file that has such a character shows nothing in its place.
        assert_eq!(filled(SLOTS[2], &[age]).0, "");
        assert_eq!(filled("ä", &[]).0, "ä");
    }
}
