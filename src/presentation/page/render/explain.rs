//! What the screen says: the box to type it into, and what it means.

use maud::{Markup, html};

use super::super::links;
use super::super::place::{PagePath, Place};
use super::home::progress;
use super::parts::{SLOTS, anchor, filled, hidden, lines, note, step_link};
use super::plan::name_of;
use super::{Scene, phone, words};
use crate::diagnosis::reported::Device;
use crate::presentation::words::t;

/// Asks for the code, the service and the device. Only the code matters to be understood; all three are weighed.
pub(super) fn code_box(scene: &Scene<'_>, place: &Place) -> Markup {
    let view = scene.view;
    let words = view.words;
    let (code, service) = match &place.path {
        PagePath::Explain(code) => (code.as_str(), place.service.as_deref()),
        // Whoever types it beside a problem of one service most likely sees it there.
        PagePath::Problem(key) => ("", place.service.as_deref().or(Some(key.as_str()))),
        PagePath::Home | PagePath::Section(_) => ("", None),
    };
    html! {
        section.card.code aria-labelledby="code-title" {
            h2 #code-title { label for="code" { (t!(words, "page-screen")) } }
            p.soft #code-hint { (t!(words, "page-screen-hint")) }
            form method="post" action={ (scene.root) "command" } {
                (hidden(scene, place))
                input type="hidden" name="do" value="saw";
                input #code name="code" value=(code) maxlength="64" autocomplete="off" autocapitalize="characters"
                    spellcheck="false" aria-describedby="code-hint";
                label for="code-service" { (t!(words, "page-screen-at")) }
                select #code-service name="service" {
                    option value="" { (t!(words, "page-any-service")) }
                    @for line in &view.services {
                        option value=(line.id) selected[service == Some(line.id.as_str())] { (line.name) }
                    }
                }
                label for="code-on" { (t!(words, "page-screen-on")) }
                select #code-on name="on" {
                    option value="" { (t!(words, "page-any-device")) }
                    @for device in Device::ALL {
                        option value=(device.id()) selected[place.on == Some(device)] { (name_of(words, device)) }
                    }
                }
                button #explain { (t!(words, "page-what-is-it")) }
            }
        }
    }
}

/// What a code means, and what is seen from here.
pub(super) fn page(scene: &Scene<'_>, place: &Place) -> Markup {
    let words = scene.view.words;
    let Some(page) = &scene.extras.explained else {
        return html! { section.hero { h1 #headline { (t!(words, "page-screen")) } } };
    };
    let none = page.meanings.is_empty();
    html! {
        section.hero aria-labelledby="headline" {
            p.kicker { (t!(words, "page-on-your-screen")) }
            h1 #headline { @if page.code.is_empty() { (t!(words, "page-no-code")) } @else { (page.code) } }
            @if none && page.code.is_empty() {
                p.lead { (t!(words, "page-say-where")) }
            } @else if none {
                p.lead { (t!(words, "page-code-unknown")) }
            }
            @if !page.nearest.is_empty() {
                @let codes = html! {
                    @for (at, code) in page.nearest.iter().enumerate() {
                        @if at > 0 { ", " }
                        a href={ (scene.root) (Place { path: PagePath::Explain(code.clone()), ..place.clone() }.link()) } { (code) }
                    }
                };
                p.lead { (filled(&t!(words, "page-did-you-mean", codes = SLOTS[0]), &[codes])) }
            }
            (seen_from_here(scene))
        }
        (note(words, place))
        @for (at, meaning) in page.meanings.iter().enumerate() {
            section.card.meaning {
                h2 {
                    @match &meaning.service {
                        Some(service) if page.code.is_empty() => (service),
                        service => (words::means(words, service.as_deref(), meaning.confidence)),
                    }
                }
                // What users add to the catalogue is told as it is.
                p.lead lang=[(meaning.words != words).then(|| meaning.words.tag())] { (meaning.says) }
                @if !meaning.steps.is_empty() {
                    h3 { (t!(words, "page-what-helps")) }
                    ol.steps {
                        @for (number, step) in meaning.steps.iter().enumerate() {
                            li {
                                @if step.steps.is_empty() { h4 { (step.title) } }
                                @else {
                                    // The first is what to do; the rest is a click away.
                                    details id={ "meaning-" (at) "-" (step.remedy.id()) } open[at == 0 && number == 0] {
                                        summary { (step.title) }
                                        (lines(step))
                                    }
                                }
                                (step_link(words, step))
                            }
                        }
                    }
                }
                @if let Some(link) = meaning.help.as_deref().and_then(links::vet) { (anchor(words, &link)) }
            }
        }
        (phone::phone(scene, place))
    }
}

fn seen_from_here(scene: &Scene<'_>) -> Markup {
    let view = scene.view;
    html! {
        p.lead.after {
            strong { (t!(view.words, "page-seen-from-here")) " " }
            @if let Some(problem) = view.problems.first() {
                a href={ (scene.root) (Place::at(PagePath::Problem(problem.key.clone())).link()) } { (problem.title) }
            } @else {
                (view.headline)
            }
        }
        @if view.checking { (progress(scene.progress, view)) }
    }
}
