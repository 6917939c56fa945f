//! The beginning: the nearest problem, or that all is well, or what is known so far; and what is watched.

use std::borrow::Cow;

use maud::{Markup, html};

use super::super::links;
use super::super::place::{PagePath, Place};
use super::super::progress::{Progress, Sofar, Tally};
use super::marks::{Mark, mark};
use super::parts::{SLOTS, filled, note};
use super::{Scene, problem, way, welcome, when};
use crate::presentation::words::{Words, t};
use crate::presentation::{Badge, ServiceLine, View};

pub(super) fn page(scene: &Scene<'_>, place: &Place) -> Markup {
    let view = scene.view;
    let first = view.problems.first();
    html! {
        @match first {
            // From here on it is about this problem, even when another becomes the first one.
            Some(found) => {
                @let place = Place { note: place.note, ..Place::at(PagePath::Problem(found.key.clone())) };
                (problem::section(scene, &place, found))
            }
            None => (calm(scene, place)),
        }
        (problem::others(scene, first))
        @if view.first_run { (welcome::welcome(scene, place)) }
        @else { (services(scene)) }
    }
}

/// Nothing is wrong, or nothing is known yet.
fn calm(scene: &Scene<'_>, place: &Place) -> Markup {
    let view = scene.view;
    let words = view.words;
    html! {
        section.hero aria-labelledby="headline" {
            @let state = badge_word(words, view.badge);
            // "Paused", and nothing else to say.
            @if !view.headline.starts_with(&*state) {
                p.kicker { (mark(Mark::of_badge(view.badge))) (state) }
            }
            h1 #headline { (view.headline) }
            @if !view.network.is_empty() { p.lead { (view.network) } }
            @if let Some(until) = view.paused_until {
                @let text = t!(words, "page-paused-until", time = SLOTS[0]);
                p.lead { (filled(&text, &[when::at(words, until, scene.now)])) }
            }
            @if view.checking { (progress(scene.progress, view)) }
            (way::of_calm(view))
        }
        @if !view.first_run { (note(words, place)) }
    }
}

pub(super) fn badge_word(words: Words, badge: Badge) -> Cow<'static, str> {
    words.say(match badge {
        Badge::Fine => "page-fine",
        Badge::Partial => "page-partial",
        Badge::ServiceDown => "page-service-down",
        Badge::MyNetwork => "page-my-network",
        Badge::Paused => "page-paused",
        Badge::Checking => "page-looking",
        Badge::Unknown => "page-unknown",
    })
}

/// What is known while a round runs. The script puts it in place again whenever more is.
pub(in crate::presentation::page) fn progress(progress: &Progress, view: &View) -> Markup {
    let words = view.words;
    let seen = |id: &str| progress.services.get(id).copied().unwrap_or_default();
    let (mut well, mut failing) = (Vec::new(), Vec::new());
    for line in &view.services {
        match seen(&line.id) {
            Tally { failed: 0, well: 0 } => {}
            Tally { failed: 0, .. } => well.push(line.name.as_str()),
            Tally { .. } => failing.push(line.name.as_str()),
        }
    }
    let (sign, connection) = match progress.so_far() {
        Sofar::Nothing => (Mark::Busy, "page-progress-nothing"),
        Sofar::Connected => (Mark::Good, "page-progress-connected"),
        Sofar::Silent => (Mark::Unsure, "page-progress-silent"),
    };
    let done = progress.done().min(progress.begun);
    html! {
        div.progress #progress {
            progress max=(progress.begun.max(1)) value=(done) aria-label=(t!(words, "page-progress")) {}
            ul {
                li { (mark(sign)) (words.say(connection)) }
                @if !well.is_empty() {
                    @let number = if well.len() == 1 { "one" } else { "many" };
                    li { (mark(Mark::Good)) (t!(words, "page-progress-answer", names = some(words, &well), number = number)) }
                }
                @if !failing.is_empty() {
                    li { (mark(Mark::Partly)) (t!(words, "page-progress-failing", names = some(words, &failing))) }
                }
                @for (trial, helps) in &progress.trials {
                    li {
                        (mark(if *helps { Mark::Good } else { Mark::Bad }))
                        @let trial = words.say(trial.id());
                        @if *helps { (t!(words, "page-progress-helps", trial = trial)) }
                        @else { (t!(words, "page-progress-no-help", trial = trial)) }
                    }
                }
                @if progress.closer { li { (mark(Mark::Busy)) (t!(words, "page-progress-closer")) } }
            }
        }
    }
}

/// A few names: "A, B and 4 others".
fn some(words: Words, names: &[&str]) -> Cow<'static, str> {
    match *names {
        [one] => Cow::Owned(one.to_owned()),
        [a, b] => t!(words, "list-two", a = a, b = b),
        [a, b, c] => t!(words, "list-three", a = a, b = b, c = c),
        [a, b, ref rest @ ..] => t!(words, "list-more", a = a, b = b, n = rest.len()),
        [] => Cow::default(),
    }
}

/// What is watched, and how it does.
pub(super) fn services(scene: &Scene<'_>) -> Markup {
    let view = scene.view;
    let words = view.words;
    html! {
        section aria-labelledby="services" {
            h2 #services { (t!(words, "page-watched")) }
            @if view.services.is_empty() {
                p { (t!(words, "page-none-watched")) }
            }
            ul.services { @for line in &view.services { (service(scene, line)) } }
            @if !view.problems.is_empty() && !view.network.is_empty() {
                p.soft { (view.network) }
            }
        }
    }
}

fn service(scene: &Scene<'_>, line: &ServiceLine) -> Markup {
    let words = scene.view.words;
    let status = line.status_page.as_deref().and_then(links::vet);
    html! {
        li {
            (mark(Mark::of_service(line.state)))
            span.name {
                @match &line.problem {
                    Some(key) => {
                        a href={ (scene.root) (Place::at(PagePath::Problem(key.clone())).link()) } { (line.name) }
                    }
                    None => (line.name),
                }
                @if let Some(link) = status {
                    a.status href=(link.url) rel="noreferrer noopener" target="_blank"
                        aria-label=(t!(words, "page-status-page", name = line.name.as_str())) { (t!(words, "page-status")) }
                }
            }
            span.word {
                (line.word)
                @if let Some(time) = line.response_ms { span.time { (words.milliseconds(time)) } }
            }
        }
    }
}
