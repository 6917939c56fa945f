//! What the page looks like: pure functions from the view, and what was asked of the program beside it, to HTML. All
//! text is escaped by the templates; links are vetted; there is no inline style and no inline script.

mod card;
mod details;
mod explain;
mod home;
mod marks;
mod parts;
mod phone;
mod plan;
mod problem;
mod sections;
mod timeline;
mod way;
mod welcome;
mod when;
mod words;

use std::borrow::Cow;
use std::sync::Arc;

use jiff::ZonedDateTime;
use maud::{DOCTYPE, Markup, html};

use self::parts::{SLOTS, check_button, filled, hidden};
use super::gate::Refusal;
use super::past::Ended;
use super::place::{PagePath, Place};
use super::progress::Progress;
use super::source::{ExplainPage, Settings, Timeline};
use crate::presentation::words::{Words, t};
use crate::presentation::{Problem, Report, Section, StepView, View};

pub(super) use self::card::picture;
pub(super) use self::home::progress;
pub(super) use self::marks::favicon as icon;

/// All that a page is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'a> {
    pub(super) view: &'a View,
    /// Names this view; the script fetches the page again when another is announced.
    pub(super) version: &'a str,
    pub(super) now: &'a ZonedDateTime,
    /// The path below which everything lies.
    pub(super) root: &'a str,
    /// What forms must carry.
    pub(super) token: &'a str,
    /// The problem that the place is about, where it is over.
    pub(super) ended: Option<&'a Ended>,
    /// What the round under way has seen so far.
    pub(super) progress: &'a Progress,
    pub(super) extras: &'a Extras,
}

/// What a place needs besides the view.
#[derive(Clone, Debug, Default)]
pub(super) struct Extras {
    /// The code that the place is about.
    pub(super) explained: Option<ExplainPage>,
    /// The plan for the device that shows the fault, where that is another than this one.
    pub(super) steps: Option<Vec<StepView>>,
    pub(super) report: Option<Arc<Report>>,
    pub(super) day: Vec<Timeline>,
    pub(super) week: Vec<Timeline>,
    pub(super) settings: Option<Settings>,
    /// What a phone can open, and whose it is: the service's id and name, and the address.
    pub(super) phone: Option<(String, String, String)>,
}

/// The whole page at `place`.
pub(super) fn document(scene: &Scene<'_>, place: &Place) -> Markup {
    let root = scene.root;
    let view = scene.view;
    let words = view.words;
    let badge = serde_json::to_value(view.badge).unwrap_or_default();
    let icon = format!("{root}icon.svg?badge={}", badge.as_str().unwrap_or_default());
    // Who comes for the first time mostly comes with an error on the screen.
    let code_first = view.first_run && place.path == PagePath::Home;
    let has_code_box = !matches!(place.path, PagePath::Section(_));
    html! {
        (DOCTYPE)
        html lang=(words.tag()) {
            head {
                meta charset="utf-8";
                title { (title(scene, place)) " – streamdoctor" }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                link rel="icon" type="image/svg+xml" href=(icon);
                link rel="stylesheet" href={ (root) "style.css" };
                script src={ (root) "script.js" } defer {}
                @if view.checking { noscript { meta http-equiv="refresh" content="3"; } }
            }
            body data-root=(root) data-words=(for_script(words)) {
                (marks::sprite())
                a.skip href="#main" { (t!(words, "page-skip")) }
                header.top {
                    a.brand href=(root) { span.logo aria-hidden="true" {} "streamdoctor" }
                    (navigation(scene, place))
                    div #checked { (checked(scene, place)) }
                }
                p #lost role="alert" hidden {}
                main #main tabindex="-1" {
                    p.quiet #said role="status" { (said(view)) }
                    @if code_first { (explain::code_box(scene, place)) }
                    div #live data-version=(scene.version) data-page=(frame(place, code_first)) { (live(scene, place)) }
                    @if has_code_box && !code_first { (explain::code_box(scene, place)) }
                }
                footer {
                    div #pause { (pausing(scene, place)) }
                    p { (t!(words, "page-footer")) }
                }
            }
        }
    }
}

/// What the script says by itself, by the names under which it knows it.
fn for_script(words: Words) -> String {
    // Where the script puts its number.
    const N: &str = "#";
    let says = [
        ("copied", t!(words, "page-copied")),
        ("notCopied", t!(words, "page-not-copied")),
        ("gone", t!(words, "page-gone")),
        ("new", t!(words, "page-restarted")),
        ("now", t!(words, "time-just-now")),
        ("minute", t!(words, "time-page-minutes-ago", n = 1)),
        ("minutes", t!(words, "time-page-minutes-ago", n = N)),
        ("hour", t!(words, "time-page-hours-ago", n = 1)),
        ("hours", t!(words, "time-page-hours-ago", n = N)),
        ("day", t!(words, "time-page-days-ago", n = 1)),
        ("days", t!(words, "time-page-days-ago", n = N)),
    ];
    let says = says.into_iter().map(|(name, says)| (name.to_owned(), says.into_owned().into()));
    serde_json::Value::Object(says.collect()).to_string()
}

/// What stands around the part that changes: the script puts a part only into the frame that it is made for.
fn frame(place: &Place, code_first: bool) -> &'static str {
    match place.path {
        _ if code_first => "first",
        PagePath::Home | PagePath::Problem(_) => "now",
        PagePath::Explain(_) => "explain",
        PagePath::Section(Section::History) => "history",
        PagePath::Section(Section::Settings) => "settings",
        PagePath::Section(Section::About) => "about",
    }
}

/// The page that the browser passes through where a redirect would lose the cookie.
pub(super) fn passage(words: Words, target: &str) -> Markup {
    bare(
        words,
        "streamdoctor",
        &html! { p { a href=(target) { (t!(words, "page-open-streamdoctor")) } } },
        Some(&format!("0;url={target}")),
    )
}

/// What somebody sees who may not see the page.
pub(super) fn refusal(words: Words, refusal: Refusal) -> Markup {
    let id = match refusal {
        Refusal::WrongHost | Refusal::ForeignSite | Refusal::NoCookie | Refusal::NoToken => {
            "page-refused-foreign"
        }
        Refusal::NoTicket => "page-refused-used",
        Refusal::NotFound => "page-refused-not-found",
        Refusal::Method | Refusal::Form => "page-refused-form",
        Refusal::TooLarge => "page-refused-too-large",
        Refusal::TooSlow => "page-refused-too-slow",
        Refusal::TooMany => "page-refused-too-many",
    };
    let title = words.say(id);
    let text = words.part(id, "text");
    bare(words, &title, &html! { h1 { (title) } p { (text) } }, None)
}

/// The problem that `key` leads to: its own, or the one that hides that service's.
pub(super) fn problem_of<'a>(view: &'a View, key: &str) -> Option<&'a Problem> {
    let find = |key: &str| view.problems.iter().find(|it| it.key == key);
    find(key).or_else(|| {
        let line = view.services.iter().find(|it| it.id == key)?;
        find(line.problem.as_deref()?)
    })
}

/// A page without style or script, which would need the cookie.
fn bare(words: Words, title: &str, content: &Markup, refresh: Option<&str>) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.tag()) {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @if let Some(refresh) = refresh { meta http-equiv="refresh" content=(refresh); }
            }
            body { main { (content) } }
        }
    }
}

fn title(scene: &Scene<'_>, place: &Place) -> String {
    let words = scene.view.words;
    match &place.path {
        PagePath::Home => scene.view.headline.clone(),
        PagePath::Problem(key) => match (problem_of(scene.view, key), scene.ended) {
            (Some(problem), _) => problem.title.clone(),
            (None, Some(ended)) => {
                t!(words, "page-over-title", title = ended.title.as_str()).into_owned()
            }
            (None, None) => t!(words, "page-gone-title").into_owned(),
        },
        PagePath::Explain(code) if code.is_empty() => t!(words, "page-screen").into_owned(),
        PagePath::Explain(code) => code.clone(),
        PagePath::Section(section) => section_name(words, *section).into_owned(),
    }
}

fn section_name(words: Words, section: Section) -> Cow<'static, str> {
    words.say(match section {
        Section::History => "page-history",
        Section::Settings => "page-settings",
        Section::About => "page-about",
    })
}

fn navigation(scene: &Scene<'_>, place: &Place) -> Markup {
    let words = scene.view.words;
    let here = |path: &PagePath| (*path == place.path).then_some("page");
    html! {
        nav.nav aria-label=(t!(words, "page-pages")) {
            a href=(scene.root) aria-current=[here(&PagePath::Home)] { (t!(words, "page-now")) }
            @for section in [Section::History, Section::Settings, Section::About] {
                @let path = PagePath::Section(section);
                @let current = here(&path);
                a href={ (scene.root) (Place::at(path).link()) } aria-current=[current] { (section_name(words, section)) }
            }
        }
    }
}

/// What a screen reader is told when it changes.
fn said(view: &View) -> String {
    if !view.checking {
        return view.headline.clone();
    }
    t!(view.words, "page-said-checking", headline = view.headline.as_str()).into_owned()
}

/// The part that changes while the page is open.
fn live(scene: &Scene<'_>, place: &Place) -> Markup {
    match &place.path {
        PagePath::Home => home::page(scene, place),
        PagePath::Problem(key) => match problem_of(scene.view, key) {
            Some(found) => html! {
                (problem::section(scene, place, found))
                (problem::others(scene, Some(found)))
            },
            None => problem::over(scene, place, key),
        },
        PagePath::Explain(_) => explain::page(scene, place),
        PagePath::Section(Section::History) => sections::history(scene),
        PagePath::Section(Section::Settings) => sections::settings(scene, place),
        PagePath::Section(Section::About) => sections::about(scene),
    }
}

/// When it was last looked at, and the button to look now.
fn checked(scene: &Scene<'_>, place: &Place) -> Markup {
    let view = scene.view;
    let words = view.words;
    html! {
        span.soft {
            @match view.checked_at {
                Some(then) => {
                    (filled(&t!(words, "page-checked", age = SLOTS[0]), &[when::ago(words, then, scene.now)]))
                }
                None => (t!(words, "page-not-checked")),
            }
        }
        (check_button(scene, place, "check-now", "page-check-now", None))
        noscript { a href="" { (t!(words, "page-reload")) } }
    }
}

fn pausing(scene: &Scene<'_>, place: &Place) -> Markup {
    let words = scene.view.words;
    html! {
        form method="post" action={ (scene.root) "command" } {
            (hidden(scene, place))
            @if scene.view.paused_until.is_some() {
                button.plain #resume name="do" value="resume" { (t!(words, "page-look-again")) }
            } @else {
                input type="hidden" name="do" value="pause";
                span { (t!(words, "page-pause")) }
                button.plain #pause-30 name="for" value="half_an_hour" { (t!(words, "page-pause-half-an-hour")) }
                button.plain #pause-60 name="for" value="an_hour" { (t!(words, "page-pause-an-hour")) }
                button.plain #pause-day name="for" value="until_tomorrow" { (t!(words, "page-pause-until-tomorrow")) }
            }
        }
    }
}
