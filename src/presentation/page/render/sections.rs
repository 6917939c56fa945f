//! The pages beside the present: what was, what is set, what this is.

use maud::{Markup, html};

use super::super::place::Place;
use super::{Scene, details, timeline, welcome};

/// The last day and week of all that is watched.
pub(super) fn history(scene: &Scene<'_>) -> Markup {
    let extras = scene.extras;
    let services = extras.report.iter().flat_map(|it| &it.services).collect::<Vec<_>>();
    html! {
        section.hero { h1 #headline { "How it was" } }
        @if extras.day.is_empty() && extras.week.is_empty() {
            p.lead { "Nothing was looked at yet. What is seen from now on is kept here, on this computer only." }
        } @else {
            section.card.past aria-labelledby="lately" {
                h2 #lately { "Service by service" }
                (timeline::both(scene, &extras.day, &extras.week))
            }
        }
        @if !services.is_empty() {
            section.card aria-labelledby="parts" {
                h2 #parts { "The last look, part by part" }
                (details::timings(scene.view.words, &services))
            }
        }
    }
}

pub(super) fn settings(scene: &Scene<'_>, place: &Place) -> Markup {
    html! {
        section.hero { h1 #headline { "Settings" } }
        (welcome::saved(scene, place))
        (welcome::watched(scene, place))
        (welcome::allowed(scene, place))
        (welcome::quiet(scene, place))
        (welcome::told(scene, place))
        (welcome::contacted(scene))
    }
}

pub(super) fn about(scene: &Scene<'_>) -> Markup {
    html! {
        section.hero {
            h1 #headline { "streamdoctor " (env!("CARGO_PKG_VERSION")) }
            p.lead { "It says why a streaming service does not play, whether it is you or the service, and what helps." }
        }
        section.card aria-labelledby="promise" {
            h2 #promise { "What it promises" }
            ul.seen {
                li { "It looks gently: one small request to each host at a time, seldom, and it says who it is." }
                li { "It signs in nowhere, and needs no account." }
                li { "It tells nobody anything: what is seen stays on this computer." }
                li { "It changes nothing. You do the steps; it tries beforehand which of them will help." }
                li { "It says when it does not know." }
            }
        }
        @if let Some(settings) = &scene.extras.settings {
            section.card aria-labelledby="folders" {
                h2 #folders { "Where things are" }
                dl.facts {
                    @for (what, folder) in &settings.folders { dt { (what) } dd { code { (folder) } } }
                }
                (welcome::icon_hint(settings.icon))
            }
        }
        section.card aria-labelledby="terminal" {
            h2 #terminal { "In a terminal" }
            dl.facts {
                dt { code { "streamdoctor check" } } dd { "looks now, and says what is wrong" }
                dt { code { "streamdoctor NW-2-5" } } dd { "says what the code on the screen means" }
                dt { code { "streamdoctor status" } } dd { "says what this one knows" }
            }
        }
        p.soft { "Free software, under the MIT licence or the Apache licence 2.0, as you like." }
    }
}
