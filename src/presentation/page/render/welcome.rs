//! What is watched, contacted, kept and allowed: read once at the first start, and changed in the settings.

use maud::{Markup, html};

use super::super::place::Place;
use super::super::source::{IconPlace, Outside, Settings};
use super::Scene;
use super::marks::{Mark, mark};
use super::parts::{form, note};

/// The first start: what this is going to do, before it is done for long.
pub(super) fn welcome(scene: &Scene<'_>, place: &Place) -> Markup {
    let Some(settings) = &scene.extras.settings else { return html! {} };
    html! {
        (saved(scene, place))
        section.welcome aria-labelledby="welcome" {
            h2 #welcome { "streamdoctor runs now, and this is what it does" }
            p.lead {
                "Every " (settings.interval) " it looks whether your services answer, and every " (settings.quick)
                " while something is wrong or this page is open. It tells you when something breaks, and what helps."
            }
            (icon_hint(settings.icon))
            (form(scene, place, &html! {
                div.actions { button #welcomed name="do" value="welcomed" { "Good, keep watching" } }
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
            Some(why) => p.note.failed role="alert" { (mark(Mark::Bad)) "Not saved: " (why) "." },
            None => (note(place)),
        }
    }
}

/// Where to find the icon.
pub(super) fn icon_hint(place: IconPlace) -> Markup {
    let says = match place {
        IconPlace::Tray => {
            "Its icon is in the panel, next to the clock. Click it to come back here."
        }
        IconPlace::Overflow => {
            "Its icon is next to the clock. Windows hides new ones behind the small arrow: drag it out to keep it in sight."
        }
        IconPlace::MenuBar => {
            "Its icon is in the menu bar, at the top right. Click it to come back here."
        }
        IconPlace::NoTray => {
            "This desktop shows no icons for programs like this, as GNOME does not without its AppIndicator extension. \
             Start streamdoctor again to come back here; it tells you all the same when something breaks."
        }
        IconPlace::Nowhere => {
            "It was started without an icon. Start streamdoctor again to come back here."
        }
    };
    html! { p.hint { (says) } }
}

/// Which services are watched.
pub(super) fn watched(scene: &Scene<'_>, place: &Place) -> Markup {
    let Some(settings) = &scene.extras.settings else { return html! {} };
    html! {
        section.card aria-labelledby="watched" {
            h2 #watched { "What is watched" }
            (form(scene, place, &html! {
                fieldset.choices {
                    legend.soft { "Choose the services that you use." }
                    @for row in &settings.contacts.services {
                        label {
                            input type="checkbox" name="service" value=(row.id) checked[row.watched] id={ "watch-" (row.id) };
                            (row.name)
                        }
                    }
                }
                div.actions { button #watch name="do" value="watch" { "Watch these" } }
            }))
        }
    }
}

/// What may be done besides looking.
pub(super) fn allowed(scene: &Scene<'_>, place: &Place) -> Markup {
    let Some(settings) = &scene.extras.settings else { return html! {} };
    let outside = match settings.outside {
        Outside::Ask => "You are asked when it would tell something.",
        Outside::Allowed => "Allowed.",
        Outside::Refused => "Not allowed.",
    };
    html! {
        section.card aria-labelledby="allowed" {
            h2 #allowed { "What it may try" }
            h3 { "Outside a VPN" }
            p {
                "To tell whether a VPN is the reason, the same request is made beside it. The service then sees your \
                 real address. " strong { (outside) }
            }
            (form(scene, place, &html! {
                input type="hidden" name="do" value="outside";
                div.actions {
                    @if settings.outside != Outside::Allowed { button.second #allow name="allow" value="yes" { "Allow it" } }
                    @if settings.outside != Outside::Refused { button.second #refuse name="allow" value="no" { "Never do it" } }
                }
            }))
            h3 { "Other name servers" }
            @if settings.contacts.resolvers.is_empty() {
                p { "Public name servers are not asked." }
            } @else {
                p {
                    "When a name cannot be found, or something is odd, public name servers are asked for the names of \
                     your services, too: " (settings.contacts.resolvers.join(", ")) ". Which, you can set in the \
                     settings file under " code { "[resolvers]" } "."
                }
            }
            h3 { "Start with the computer" }
            @match scene.view.starts_at_login {
                None => p { "Whether it starts when you sign in cannot be seen on this system." },
                Some(starts) => {
                    p { @if starts { "It starts when you sign in." } @else { "It does not start by itself." } }
                    (form(scene, place, &html! {
                        input type="hidden" name="do" value="login";
                        button.second #login name="allow" value=(if starts { "no" } else { "yes" }) {
                            @if starts { "Do not start it" } @else { "Start when I sign in" }
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
    html! {
        @if !view.services.is_empty() {
            section.card aria-labelledby="told" {
                h2 #told { "What you are told" }
                p.soft { "A muted service is watched as before, and shown here; only no notice comes about it." }
                ul.mutes {
                    @for line in &view.services {
                        li {
                            span { strong { (line.name) } @if line.muted { " (muted)" } }
                            (form(scene, place, &html! {
                                input type="hidden" name="do" value="mute_service";
                                input type="hidden" name="service" value=(line.id);
                                button.plain id={ "mute-" (line.id) } name="muted" value=(if line.muted { "no" } else { "yes" })
                                    aria-label={ (if line.muted { "Tell me about " } else { "Mute " }) (line.name) } {
                                    @if line.muted { "Tell me" } @else { "Mute" }
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
    let (from, until) =
        hours.first().and_then(|it| it.split_once('-')).unwrap_or(("22:00", "07:00"));
    html! {
        section.card aria-labelledby="quiet" {
            h2 #quiet { "Quiet hours" }
            p {
                @if hours.is_empty() { "None: you are told at any hour." }
                @else { "Nothing is announced from " (hours.join(", ").replace('-', " until ")) ". What still holds is told afterwards." }
            }
            (form(scene, place, &html! {
                input type="hidden" name="do" value="quiet";
                div.hours {
                    label for="quiet-from" { "From" } input #quiet-from type="time" name="from" value=(from);
                    label for="quiet-until" { "until" } input #quiet-until type="time" name="until" value=(until);
                    button.second #keep-quiet name="set" value="yes" { "Keep quiet then" }
                    @if !hours.is_empty() { button.plain #no-quiet name="set" value="no" { "No quiet hours" } }
                }
            }))
        }
    }
}

/// Who is contacted, how often, and what is kept.
pub(super) fn contacted(scene: &Scene<'_>) -> Markup {
    let Some(settings) = &scene.extras.settings else { return html! {} };
    html! {
        section.card aria-labelledby="contacted" {
            h2 #contacted { "Who is contacted, and what is kept" }
            p {
                "These, every " (settings.interval) ", with one small request each; every " (settings.quick)
                " while something is wrong. No one else."
            }
            (hosts(settings))
            h3 { "What is kept" }
            p {
                "How each service did and what was wrong, on this computer only. No account, no addresses of pages that \
                 you open, and nothing is sent anywhere."
            }
            dl.facts { @for (what, folder) in &settings.folders { dt { (what) } dd { code { (folder) } } } }
        }
    }
}

fn hosts(settings: &Settings) -> Markup {
    let contacts = &settings.contacts;
    html! {
        details #hosts {
            summary { "Show all of them" }
            dl.facts {
                @for row in contacts.services.iter().filter(|it| it.watched) {
                    dt { (row.name) } dd { (row.hosts.join(", ")) }
                }
                dt { "To compare with" } dd { (contacts.controls.join(", ")) }
                @if !contacts.resolvers.is_empty() {
                    dt { "Name servers, when something is odd" } dd { (contacts.resolvers.join(", ")) }
                }
                @if let Some(collector) = &contacts.collector {
                    dt { "Your collector of numbers" } dd { (collector) }
                }
            }
        }
    }
}
