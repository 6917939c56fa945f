//! Everything for whoever wants to know: what was tried, why, how it was lately, how long each part took.

use std::borrow::Cow;

use maud::{Markup, html};

use super::super::letter::{PHASES, Reader, letter};
use super::marks::{Mark, mark};
use super::{Scene, timeline, words};
use crate::diagnosis::Blame;
use crate::presentation::words::{Words, t};
use crate::presentation::{Problem, ServiceReport};
use crate::remedy::TrialResult;

/// All about `problem`, behind one click.
pub(super) fn details(scene: &Scene<'_>, problem: &Problem) -> Markup {
    let extras = scene.extras;
    let words = scene.view.words;
    let report = extras.report.as_deref();
    let tried = problem.steps.iter().filter(|it| it.trial != TrialResult::NotTried);
    let tried = tried.collect::<Vec<_>>();
    let hit = report.iter().flat_map(|it| &it.services);
    let hit = hit.filter(|it| problem.services.contains(&it.name)).collect::<Vec<_>>();
    // Whose desk it is about stands first.
    let mut letters = [
        (Reader::Support, "support", "page-copy-support", "page-show-support"),
        (Reader::Provider, "provider", "page-copy-provider", "page-show-provider"),
    ];
    if matches!(problem.blame, Blame::Isp | Blame::Network) {
        letters.reverse();
    }
    html! {
        details.card #details {
            summary { (t!(words, "page-details")) }
            @if !problem.evidence.is_empty() {
                h3 { (t!(words, "page-why")) }
                ul.seen { @for says in &problem.evidence { li { (says) } } }
            }
            @if !problem.ruled_out.is_empty() {
                h3 { (t!(words, "page-not")) }
                ul.seen { @for says in &problem.ruled_out { li { (says) } } }
            }
            @if !tried.is_empty() {
                h3 { (t!(words, "page-tried")) }
                ul.tried {
                    @for step in tried {
                        li { (mark(Mark::of_trial(step.trial))) span { (step.title) ": " (words::trial(words, step.trial)) } }
                    }
                }
            }
            (timeline::both(scene, &extras.day, &extras.week))
            (timings(words, &hit))
            h3 { (t!(words, "page-report")) }
            p.soft { (t!(words, "page-report-text")) }
            div.actions {
                @for (_, id, copy, _) in &letters {
                    button.second type="button" hidden data-copy={ "letter-" (id) } { (words.say(copy)) }
                }
            }
            @for (reader, id, _, show) in letters {
                details.letter id={ "show-" (id) } {
                    summary { (words.say(show)) }
                    pre.copied id={ "letter-" (id) } tabindex="0" { (letter(words, problem, report, reader, scene.now)) }
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
            div.table tabindex="0" role="region" aria-label=(t!(words, "page-timings")) {
                table {
                    caption { (t!(words, "page-timings-caption")) }
                    thead {
                        tr {
                            th scope="col" { (t!(words, "page-part")) }
                            @for (_, word) in PHASES { th scope="col" { (words.say(word)) } }
                            th scope="col" { (t!(words, "page-result")) }
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
                                @let (result, language) = result(words, target.status, target.error.as_deref());
                                td lang=[language] { (result) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What came of a look, and the language of that where it is another than the page's.
fn result(
    words: Words,
    status: Option<u16>,
    error: Option<&str>,
) -> (Cow<'static, str>, Option<&'static str>) {
    match (status, error) {
        (_, Some(error)) => words::failure(words, error),
        (Some(status), None) => (status.to_string().into(), None),
        (None, None) => ("–".into(), None),
    }
}
