//! Everything for whoever wants to know: what was tried, why, how it was lately, how long each part took.

use maud::{Markup, html};

use super::super::letter::{PHASES, Reader, letter};
use super::marks::{Mark, mark};
use super::{Scene, timeline, words};
use crate::diagnosis::Blame;
use crate::presentation::words::Words;
use crate::presentation::{Problem, ServiceReport};
use crate::remedy::TrialResult;

/// All about `problem`, behind one click.
pub(super) fn details(scene: &Scene<'_>, problem: &Problem) -> Markup {
    let extras = scene.extras;
    let report = extras.report.as_deref();
    let tried = problem.steps.iter().filter(|it| it.trial != TrialResult::NotTried);
    let tried = tried.collect::<Vec<_>>();
    let hit = report.iter().flat_map(|it| &it.services);
    let hit = hit.filter(|it| problem.services.contains(&it.name)).collect::<Vec<_>>();
    // Whose desk it is about stands first.
    let mut letters = [
        (Reader::Support, "support", "Copy report for support"),
        (Reader::Provider, "provider", "Copy report for my provider"),
    ];
    if matches!(problem.blame, Blame::Isp | Blame::Network) {
        letters.reverse();
    }
    html! {
        details.card #details {
            summary { "Details" }
            @if !problem.evidence.is_empty() {
                h3 { "Why we think so" }
                ul.seen { @for says in &problem.evidence { li { (says) } } }
            }
            @if !problem.ruled_out.is_empty() {
                h3 { "What it is not" }
                ul.seen { @for says in &problem.ruled_out { li { (says) } } }
            }
            @if !tried.is_empty() {
                h3 { "What was tried" }
                ul.tried {
                    @for step in tried {
                        li { (mark(Mark::of_trial(step.trial))) span { (step.title) ": " (words::trial(step.trial)) } }
                    }
                }
            }
            (timeline::both(scene, &extras.day, &extras.week))
            (timings(scene.view.words, &hit))
            h3 { "A report to hand on" }
            p.soft { "It holds what was measured. Addresses and names of things at home are left out." }
            div.actions {
                @for (_, id, label) in &letters {
                    button.second type="button" hidden data-copy={ "letter-" (id) } { (label) }
                }
            }
            @for (reader, id, label) in letters {
                details.letter id={ "show-" (id) } {
                    summary { @if label.contains("provider") { "Show the report for my provider" } @else { "Show the report for support" } }
                    pre.copied id={ "letter-" (id) } tabindex="0" { (letter(scene.view.words, problem, report, reader, scene.now)) }
                }
            }
        }
    }
}

/// How long each part of each look took.
pub(super) fn timings(words: Words, services: &[&ServiceReport]) -> Markup {
    let rows =
        services.iter().flat_map(|service| service.targets.iter().map(move |it| (service, it)));
    let rows = rows.collect::<Vec<_>>();
    html! {
        @if !rows.is_empty() {
            div.table tabindex="0" role="region" aria-label="How long each part took" {
                table {
                    caption { "How long each part took, in milliseconds" }
                    thead {
                        tr {
                            th scope="col" { "Part" }
                            @for (_, word) in PHASES { th scope="col" { (word) } }
                            th scope="col" { "Result" }
                        }
                    }
                    tbody {
                        @for (service, target) in rows {
                            @let times = &target.phases;
                            tr {
                                th scope="row" { (service.name) ", " (words.role_word(target.role)) }
                                @for time in [times.resolve_ms, times.connect_ms, times.handshake_ms, times.first_byte_ms] {
                                    td { @match time { Some(time) => (format!("{time:.0}")), None => "–" } }
                                }
                                td { (result(target.status, target.error.as_deref())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn result(status: Option<u16>, error: Option<&str>) -> String {
    match (status, error) {
        (_, Some(error)) => error.replace('_', " "),
        (Some(status), None) => status.to_string(),
        (None, None) => "–".to_owned(),
    }
}
