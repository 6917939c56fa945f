//! What is watched, contacted, kept and allowed: read once at the first start, and changed in the settings.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::super::place::Place;
use super::super::source::{IconPlace, Outside, Settings};
use super::Scene;
use super::marks::{Mark, mark};
use super::parts::{SLOTS, filled, form, note};
use crate::presentation::ServiceLine;
use crate::presentation::words::{Words, t};

/// The first start: what this is going to do, before it is done for long.
pub(super) fn welcome(scene: &Scene<'_>, place: &Place) -> Markup {
    let words = scene.view.words;
    let Some(settings) = &scene.extras.settings else { return html! {} };
    html! {
        (saved(scene, place))
        section.welcome aria-labelledby="welcome" {
            h2 #welcome { (t!(words, "page-welcome")) }
            @let often = words.every_capitalised(settings.interval);
            p.lead { (t!(words, "page-welcome-text", Often = often, quickly = words.every(settings.quick))) }
            (icon_hint(words, settings.icon))
            (form(scene, place, &html! {
                div.actions { button #welcomed name="do" value="welcomed" { (t!(words, "page-welcomed")) } }
            }))
        }
        (watched(scene, place))
        (allowed(scene, place))
        (contacted(scene))
    }
}

/// Whether the last change was saved.
pub(super) fn saved(scene: &Scene<'_>, place: &Place) -> Markup {
    let unsaved = scene.extras.settings.as_ref().and_then(|it| it.unsaved.as_ref());
    html! {
        @match unsaved {
            Some(why) => p.note.failed role="alert" { (mark(Mark::Bad)) (t!(scene.view.words, "page-not-saved", why = why.as_str())) },
            None => (note(scene.view.words, place)),
        }
    }
}

/// Where to find the icon.
pub(super) fn icon_hint(words: Words, place: IconPlace) -> Markup {
    let says = match place {
        IconPlace::Tray => "page-icon-tray",
        IconPlace::Overflow => "page-icon-overflow",
        IconPlace::MenuBar => "page-icon-menu-bar",
        IconPlace::NoTray => "page-icon-no-tray",
        IconPlace::Nowhere => "page-icon-nowhere",
    };
    html! { p.hint { (words.say(says)) } }
}

/// Which services are watched.
pub(super) fn watched(scene: &Scene<'_>, place: &Place) -> Markup {
    let words = scene.view.words;
    let Some(settings) = &scene.extras.settings else { return html! {} };
    html! {
        section.card aria-labelledby="watched" {
            h2 #watched { (t!(words, "page-watched")) }
            (form(scene, place, &html! {
                fieldset.choices {
                    legend.soft { (t!(words, "page-choose")) }
                    @for row in &settings.contacts.services {
                        label {
                            input type="checkbox" name="service" value=(row.id) checked[row.watched] id={ "watch-" (row.id) };
                            (row.name)
                        }
                    }
                }
                div.actions { button #watch name="do" value="watch" { (t!(words, "page-watch")) } }
            }))
        }
    }
}

/// What may be done besides looking.
pub(super) fn allowed(scene: &Scene<'_>, place: &Place) -> Markup {
    let words = scene.view.words;
    let Some(settings) = &scene.extras.settings else { return html! {} };
    let outside = match settings.outside {
        Outside::Ask => "page-outside-ask",
        Outside::Allowed => "page-outside-allowed",
        Outside::Refused => "page-outside-refused",
    };
    html! {
        section.card aria-labelledby="allowed" {
            h2 #allowed { (t!(words, "page-may-try")) }
            h3 { (t!(words, "page-outside-vpn")) }
            p { (t!(words, "page-outside-vpn-text")) " " strong { (words.say(outside)) } }
            (form(scene, place, &html! {
                input type="hidden" name="do" value="outside";
                div.actions {
                    @if settings.outside != Outside::Allowed { button.second #allow name="allow" value="yes" { (t!(words, "page-allow")) } }
                    @if settings.outside != Outside::Refused { button.second #refuse name="allow" value="no" { (t!(words, "page-refuse")) } }
                }
            }))
            h3 { (t!(words, "page-resolvers")) }
            @if settings.contacts.resolvers.is_empty() {
                p { (t!(words, "page-no-resolvers")) }
            } @else {
                @let resolvers = name_servers(&settings.contacts.resolvers);
                @let text = t!(words, "page-resolvers-text", resolvers = resolvers, section = SLOTS[0]);
                p { (filled(&text, &[html! { code { "[resolvers]" } }])) }
            }
            h3 { (t!(words, "page-start")) }
            @match scene.view.starts_at_login {
                None => p { (t!(words, "page-start-unknown")) },
                Some(starts) => {
                    p { (words.say(if starts { "page-starts" } else { "page-starts-not" })) }
                    (form(scene, place, &html! {
                        input type="hidden" name="do" value="login";
                        button.second #login name="allow" value=(if starts { "no" } else { "yes" }) {
                            (words.say(if starts { "page-do-not-start" } else { "page-do-start" }))
                        }
                    }))
                }
            }
        }
    }
}

/// Of which services nothing is told.
pub(super) fn told(scene: &Scene<'_>, place: &Place) -> Markup {
    let view = scene.view;
    let words = view.words;
    let label = |line: &ServiceLine| {
        let name = line.name.as_str();
        if line.muted {
            t!(words, "page-tell-me-about", name = name)
        } else {
            t!(words, "page-mute-service", name = name)
        }
    };
    html! {
        @if !view.services.is_empty() {
            section.card aria-labelledby="told" {
                h2 #told { (t!(words, "page-told")) }
                p.soft { (t!(words, "page-told-text")) }
                ul.mutes {
                    @for line in &view.services {
                        li {
                            span { strong { (line.name) } @if line.muted { " " (t!(words, "page-muted")) } }
                            (form(scene, place, &html! {
                                input type="hidden" name="do" value="mute_service";
                                input type="hidden" name="service" value=(line.id);
                                button.plain id={ "mute-" (line.id) } name="muted" value=(if line.muted { "no" } else { "yes" })
                                    aria-label=(label(line)) {
                                    (words.say(if line.muted { "page-tell-me" } else { "page-mute-it" }))
                                }
                            }))
                        }
                    }
                }
            }
        }
    }
}

/// The hours in which nothing is announced.
pub(super) fn quiet(scene: &Scene<'_>, place: &Place) -> Markup {
    let quiet = scene.extras.settings.as_ref().and_then(|it| it.quiet.as_ref());
    let Some(hours) = quiet else { return html! {} };
    let words = scene.view.words;
    let written = hours.iter().filter_map(|it| it.split_once('-'));
    let written = written
        .map(|(from, until)| t!(words, "page-quiet-from-until", from = from, until = until))
        .collect::<Vec<_>>();
    let (from, until) =
        hours.first().and_then(|it| it.split_once('-')).unwrap_or(("22:00", "07:00"));
    html! {
        section.card aria-labelledby="quiet" {
            h2 #quiet { (t!(words, "page-quiet")) }
            p {
                @if hours.is_empty() { (t!(words, "page-quiet-none")) }
                @else { (t!(words, "page-quiet-hours", hours = written.join(", "))) }
            }
            (form(scene, place, &html! {
                input type="hidden" name="do" value="quiet";
                div.hours {
                    label for="quiet-from" { (t!(words, "page-quiet-from")) } input #quiet-from type="time" name="from" value=(from);
                    label for="quiet-until" { (t!(words, "page-quiet-until")) } input #quiet-until type="time" name="until" value=(until);
                    button.second #keep-quiet name="set" value="yes" { (t!(words, "page-keep-quiet")) }
                    @if !hours.is_empty() { button.plain #no-quiet name="set" value="no" { (t!(words, "page-no-quiet")) } }
                }
            }))
        }
    }
}

/// Who is contacted, how often, and what is kept.
pub(super) fn contacted(scene: &Scene<'_>) -> Markup {
    let words = scene.view.words;
    let Some(settings) = &scene.extras.settings else { return html! {} };
    html! {
        section.card aria-labelledby="contacted" {
            h2 #contacted { (t!(words, "page-contacted")) }
            @let (often, quickly) = (words.every(settings.interval), words.every(settings.quick));
            p { (t!(words, "page-contacted-text", often = often, quickly = quickly)) }
            (hosts(words, settings))
            h3 { (t!(words, "page-kept")) }
            p { (t!(words, "page-kept-text")) }
            dl.facts { @for (what, folder) in &settings.folders { dt { (what) } dd { code { (folder) } } } }
        }
    }
}

fn hosts(words: Words, settings: &Settings) -> Markup {
    let contacts = &settings.contacts;
    html! {
        details #hosts {
            summary { (t!(words, "page-show-all")) }
            dl.facts {
                @for row in contacts.services.iter().filter(|it| it.watched) {
                    dt { (row.name) } dd { (row.hosts.join(", ")) }
                }
                dt { (t!(words, "page-to-compare")) } dd { (contacts.controls.join(", ")) }
                @if !contacts.resolvers.is_empty() {
                    dt { (t!(words, "page-name-servers")) } dd { (name_servers(&contacts.resolvers)) }
                }
                @if let Some(collector) = &contacts.collector {
                    dt { (t!(words, "page-collector")) } dd { (collector) }
                }
            }
        }
    }
}

/// Name servers, each once: one is asked by its own port and over HTTPS, and people want to know whom.
fn name_servers(resolvers: &[String]) -> String {
    let hosts = resolvers.iter().map(|it| it.strip_suffix(":53").unwrap_or(it));
    hosts.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
}
