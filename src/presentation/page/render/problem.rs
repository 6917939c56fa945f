//! One problem: the sentence, the way, the steps, the facts; and what is left of one that is over.

use maud::{Markup, html};

use super::super::place::{Note, PagePath, Place};
use super::home::badge_word;
use super::marks::{Mark, mark};
use super::parts::{form, listed, note};
use super::{Scene, card, details, phone, plan, way, when, words};
use crate::diagnosis::Blame;
use crate::presentation::Problem;

/// All about `problem`.
pub(super) fn section(scene: &Scene<'_>, place: &Place, problem: &Problem) -> Markup {
    let blame = words::blame(problem);
    html! {
        section.hero aria-labelledby="headline" {
            p.kicker { (mark(Mark::Bad)) (problem.title) }
            h1 #headline { (problem.sentence) }
            p.lead {
                @if !blame.is_empty() { strong { (blame) } " " }
                "Since " (when::at(problem.since, scene.now)) ", " (when::ago(problem.since, scene.now)) "."
                @if problem.services.len() > 1 { " It hits " (listed(&problem.services)) "." }
            }
            (way::of_problem(problem, place.on))
        }
        (note(place))
        (plan::plan(scene, place, problem))
        (card::card(scene, problem))
        (phone::phone(scene, place))
        (details::details(scene, problem))
        (hush(scene, place, problem))
    }
}

/// What is said about it from now on.
fn hush(scene: &Scene<'_>, place: &Place, problem: &Problem) -> Markup {
    let waits = matches!(problem.blame, Blame::Service | Blame::Isp);
    // One service's return can be waited for; the network's is told anyway.
    let service = scene.view.services.iter().find(|it| it.id == problem.key && waits);
    html! {
        div.hush {
            @if let Some(line) = service {
                @if line.awaited { span.soft { "You will be told when it is back." } }
                @else if place.note != Some(Note::Awaited) {
                    (form(scene, place, &html! {
                        input type="hidden" name="service" value=(line.id);
                        button.plain #await name="do" value="await" { "Tell me when it is back" }
                    }))
                }
            }
            @if !matches!(place.note, Some(Note::Muted | Note::Reminded)) {
                (form(scene, place, &html! {
                    input type="hidden" name="key" value=(problem.key);
                    button.plain #remind name="do" value="remind" { "Remind me in an hour" }
                    button.plain #mute name="do" value="mute" { "Say nothing more about this" }
                }))
            }
        }
    }
}

/// The problem of a link is not there any more.
pub(super) fn over(scene: &Scene<'_>, place: &Place, key: &str) -> Markup {
    let view = scene.view;
    let line = view.services.iter().find(|it| it.id == key);
    html! {
        section.hero aria-labelledby="headline" {
            @match scene.ended {
                Some(ended) => {
                    p.kicker { (mark(Mark::Good)) "Over" }
                    h1 #headline { "This is over: " (ended.title) }
                    p.lead {
                        "It lasted " (when::length(ended.since, ended.until)) " and ended at "
                        (when::at(ended.until, scene.now)) ", " (when::ago(ended.until, scene.now)) "."
                    }
                }
                None => {
                    p.kicker { (mark(Mark::of_badge(view.badge))) (badge_word(view.badge)) }
                    h1 #headline { "This problem is not seen any more" }
                    p.lead { "The link is older than what streamdoctor remembers. This is how it is now." }
                }
            }
        }
        (note(place))
        @if scene.ended.is_some() { (plan::did_it_help(scene, place, key, &[])) }
        section.card aria-labelledby="now" {
            h2 #now { "How it is now" }
            @if let Some(line) = line {
                p.now { (mark(Mark::of_service(line.state))) strong { (line.name) } ": " (line.word) }
            }
            p { (view.headline) }
            p { a href=(scene.root) { "See everything" } }
        }
        (phone::phone(scene, place))
        (others(scene, None))
    }
}

/// The problems beside the one that is shown.
pub(super) fn others(scene: &Scene<'_>, shown: Option<&Problem>) -> Markup {
    let rest =
        scene.view.problems.iter().filter(|it| shown.is_none_or(|shown| shown.key != it.key));
    let rest = rest.collect::<Vec<_>>();
    html! {
        @if !rest.is_empty() {
            section aria-labelledby="also" {
                h2 #also { @if shown.is_some() { "Also wrong" } @else { "Wrong now" } }
                ul.problems {
                    @for problem in rest {
                        li {
                            a.card href={ (scene.root) (Place::at(PagePath::Problem(problem.key.clone())).link()) } {
                                (mark(Mark::Bad))
                                span { strong { (problem.title) } " " span.soft { (problem.sentence) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
