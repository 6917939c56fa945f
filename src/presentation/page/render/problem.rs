//! One problem: the sentence, the way, the steps, the facts; and what is left of one that is over.

use maud::{Markup, html};

use super::super::place::{Note, PagePath, Place};
use super::home::badge_word;
use super::marks::{Mark, mark};
use super::parts::{SLOTS, filled, form, listed, note};
use super::{Scene, card, details, phone, plan, way, when, words};
use crate::diagnosis::Blame;
use crate::presentation::Problem;
use crate::presentation::text::beyond;
use crate::presentation::words::t;

/// All about `problem`.
pub(super) fn section(scene: &Scene<'_>, place: &Place, problem: &Problem) -> Markup {
    let words = scene.view.words;
    let blame = words::blame(words, problem);
    let since =
        [when::at(words, problem.since, scene.now), when::ago(words, problem.since, scene.now)];
    html! {
        section.hero aria-labelledby="headline" {
            // The title says no more than the headline does; since when, does.
            p.kicker {
                (mark(Mark::Bad))
                span { (filled(&t!(words, "page-since", time = SLOTS[0], age = SLOTS[1]), &since)) }
            }
            h1 #headline { (problem.sentence) }
            p.lead {
                @if !blame.is_empty() { strong { (blame) } }
                @if problem.services.len() > 1 {
                    " " (t!(words, "page-hits", services = listed(words, &problem.services)))
                }
            }
            (way::of_problem(words, problem, place.on))
        }
        (note(words, place))
        (plan::plan(scene, place, problem))
        (card::card(scene, problem))
        (phone::phone(scene, place))
        (details::details(scene, problem))
        (hush(scene, place, problem))
    }
}

/// What is said about it from now on.
fn hush(scene: &Scene<'_>, place: &Place, problem: &Problem) -> Markup {
    let words = scene.view.words;
    let waits = matches!(problem.blame, Blame::Service | Blame::Isp);
    // One service's return can be waited for; the network's is told anyway.
    let service = scene.view.services.iter().find(|it| it.id == problem.key && waits);
    html! {
        div.hush {
            @if let Some(line) = service {
                @if line.awaited { span.soft { (t!(words, "page-will-be-told")) } }
                @else if place.note != Some(Note::Awaited) {
                    (form(scene, place, &html! {
                        input type="hidden" name="service" value=(line.id);
                        button.plain #await name="do" value="await" { (t!(words, "page-await")) }
                    }))
                }
            }
            @if !matches!(place.note, Some(Note::Muted | Note::Reminded)) {
                (form(scene, place, &html! {
                    input type="hidden" name="key" value=(problem.key);
                    button.plain #remind name="do" value="remind" { (t!(words, "page-remind")) }
                    button.plain #mute name="do" value="mute" { (t!(words, "page-mute")) }
                }))
            }
        }
    }
}

/// The problem of a link is not there any more.
pub(super) fn over(scene: &Scene<'_>, place: &Place, key: &str) -> Markup {
    let view = scene.view;
    let words = view.words;
    let line = view.services.iter().find(|it| it.id == key);
    html! {
        section.hero aria-labelledby="headline" {
            @match scene.ended {
                Some(ended) => {
                    h1 #headline { (t!(words, "page-over-headline", title = ended.title.as_str())) }
                    @let length = when::length(words, ended.since, ended.until);
                    @let text = t!(words, "page-over-lead", length = length, time = SLOTS[0], age = SLOTS[1]);
                    p.lead {
                        (filled(&text, &[when::at(words, ended.until, scene.now), when::ago(words, ended.until, scene.now)]))
                    }
                }
                None => {
                    p.kicker { (mark(Mark::of_badge(view.badge))) (badge_word(words, view.badge)) }
                    h1 #headline { (t!(words, "page-gone-headline")) }
                    p.lead { (t!(words, "page-gone-lead")) }
                }
            }
        }
        (note(words, place))
        @if scene.ended.is_some() { (plan::did_it_help(scene, place, key, &[])) }
        section.card aria-labelledby="now" {
            h2 #now { (t!(words, "page-how-now")) }
            @if let Some(line) = line {
                p.now { (mark(Mark::of_service(line.state))) strong { (line.name) } ": " (line.word) }
            }
            p { (view.headline) }
            p { a href=(scene.root) { (t!(words, "page-see-everything")) } }
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
    let words = scene.view.words;
    html! {
        @if !rest.is_empty() {
            section aria-labelledby="also" {
                h2 #also { (words.say(if shown.is_some() { "page-also-wrong" } else { "page-wrong-now" })) }
                ul.problems {
                    @for problem in rest {
                        li {
                            a.card href={ (scene.root) (Place::at(PagePath::Problem(problem.key.clone())).link()) } {
                                (mark(Mark::Bad))
                                span { strong { (problem.title) } " " span.soft { (beyond(&problem.title, &problem.sentence)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
