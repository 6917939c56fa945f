//! The beginning: the nearest problem, or that all is well, or what is known so far; and what is watched.

use maud::{Markup, html};

use super::super::links;
use super::super::place::{PagePath, Place};
use super::super::progress::{Progress, Sofar, Tally};
use super::marks::{Mark, mark};
use super::parts::{milliseconds, note};
use super::{Scene, problem, way, welcome, when};
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
    html! {
        section.hero aria-labelledby="headline" {
            p.kicker { (mark(Mark::of_badge(view.badge))) (badge_word(view.badge)) }
            h1 #headline { (view.headline) }
            @if !view.network.is_empty() { p.lead { (view.network) } }
            @if let Some(until) = view.paused_until {
                p.lead { "Nothing is looked at until " (when::at(until, scene.now)) "." }
            }
            @if view.checking { (progress(scene.progress, view)) }
            (way::of_calm(view))
        }
        @if !view.first_run { (note(place)) }
    }
}

pub(super) fn badge_word(badge: Badge) -> &'static str {
    match badge {
        Badge::Fine => "All is well",
        Badge::Partial => "Not all is well",
        Badge::ServiceDown => "A service is down",
        Badge::MyNetwork => "It is on this side",
        Badge::Paused => "Paused",
        Badge::Checking => "Looking",
        Badge::Unknown => "Not known",
    }
}

/// What is known while a round runs. The script puts it in place again whenever more is.
pub(in crate::presentation::page) fn progress(progress: &Progress, view: &View) -> Markup {
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
        Sofar::Nothing => (Mark::Busy, "Asking…"),
        Sofar::Connected => (Mark::Good, "Your connection works."),
        Sofar::Silent => (Mark::Unsure, "Nothing has answered yet."),
    };
    let done = progress.done().min(progress.begun);
    html! {
        div.progress #progress {
            progress max=(progress.begun.max(1)) value=(done) aria-label="How far the check has come" {}
            ul {
                li { (mark(sign)) (connection) }
                @if !well.is_empty() { li { (mark(Mark::Good)) (some(&well)) (if well.len() == 1 { " answers." } else { " answer." }) } }
                @if !failing.is_empty() { li { (mark(Mark::Partly)) (some(&failing)) ": not all answers so far." } }
                @for (trial, helps) in &progress.trials {
                    li {
                        (mark(if *helps { Mark::Good } else { Mark::Bad }))
                        "Tried " (trial.word()) ": " (if *helps { "works." } else { "the same." })
                    }
                }
                @if progress.closer { li { (mark(Mark::Busy)) "Something is odd: taking a closer look, and trying what could help." } }
            }
        }
    }
}

/// A few names: "A, B and 4 others".
fn some(names: &[&str]) -> String {
    match names {
        [one] => (*one).to_owned(),
        [first, second] => format!("{first} and {second}"),
        [first, second, third] => format!("{first}, {second} and {third}"),
        [first, second, rest @ ..] => format!("{first}, {second} and {} others", rest.len()),
        [] => String::new(),
    }
}

/// What is watched, and how it does.
pub(super) fn services(scene: &Scene<'_>) -> Markup {
    let view = scene.view;
    html! {
        section aria-labelledby="services" {
            h2 #services { "What is watched" }
            @if view.services.is_empty() {
                p { "No service is watched." }
            }
            ul.services { @for line in &view.services { (service(scene, line)) } }
            @if !view.problems.is_empty() && !view.network.is_empty() {
                p.soft { (view.network) }
            }
        }
    }
}

fn service(scene: &Scene<'_>, line: &ServiceLine) -> Markup {
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
                        aria-label={ "Status page of " (line.name) } { "status" }
                }
            }
            span.word {
                (line.word)
                @if let Some(time) = line.response_ms { span.time { (milliseconds(time)) } }
            }
        }
    }
}
