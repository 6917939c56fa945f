//! The pages beside the present: what was, what is set, what this is.

use maud::{Markup, html};

use super::super::place::Place;
use super::{Scene, details, timeline, welcome};
use crate::presentation::words::t;

/// The last day and week of all that is watched.
pub(super) fn history(scene: &Scene<'_>) -> Markup {
    let extras = scene.extras;
    let words = scene.view.words;
    let services = extras.report.iter().flat_map(|it| &it.services).collect::<Vec<_>>();
    html! {
        section.hero { h1 #headline { (t!(words, "page-how-it-was")) } }
        @if extras.day.is_empty() && extras.week.is_empty() {
            p.lead { (t!(words, "page-nothing-yet")) }
        } @else {
            section.card.past aria-labelledby="lately" {
                h2 #lately { (t!(words, "page-by-service")) }
                (timeline::both(scene, &extras.day, &extras.week))
            }
        }
        @if !services.is_empty() {
            section.card aria-labelledby="parts" {
                h2 #parts { (t!(words, "page-last-look")) }
                (details::timings(words, &services))
            }
        }
    }
}

pub(super) fn settings(scene: &Scene<'_>, place: &Place) -> Markup {
    let words = scene.view.words;
    html! {
        section.hero { h1 #headline { (t!(words, "page-settings")) } }
        (welcome::saved(scene, place))
        (welcome::watched(scene, place))
        (welcome::allowed(scene, place))
        (welcome::quiet(scene, place))
        (welcome::told(scene, place))
        (welcome::contacted(scene))
    }
}

pub(super) fn about(scene: &Scene<'_>) -> Markup {
    let words = scene.view.words;
    html! {
        section.hero {
            h1 #headline { "streamdoctor " (env!("CARGO_PKG_VERSION")) }
            p.lead { (t!(words, "page-about-text")) }
        }
        section.card aria-labelledby="promise" {
            h2 #promise { (t!(words, "page-promises")) }
            ul.seen {
                li { (t!(words, "page-promise-gentle")) }
                li { (t!(words, "page-promise-no-account")) }
                li { (t!(words, "page-promise-private")) }
                li { (t!(words, "page-promise-harmless")) }
                li { (t!(words, "page-promise-honest")) }
            }
        }
        @if let Some(settings) = &scene.extras.settings {
            section.card aria-labelledby="folders" {
                h2 #folders { (t!(words, "page-where")) }
                dl.facts {
                    @for (what, folder) in &settings.folders { dt { (what) } dd { code { (folder) } } }
                }
                (welcome::icon_hint(words, settings.icon))
            }
        }
        section.card aria-labelledby="terminal" {
            h2 #terminal { (t!(words, "page-terminal")) }
            dl.facts {
                dt { code { "streamdoctor check" } } dd { (t!(words, "page-terminal-check")) }
                dt { code { "streamdoctor NW-2-5" } } dd { (t!(words, "page-terminal-code")) }
                dt { code { "streamdoctor status" } } dd { (t!(words, "page-terminal-status")) }
            }
        }
        p.soft { (t!(words, "page-licence")) }
    }
}
