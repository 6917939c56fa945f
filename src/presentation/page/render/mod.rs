//! What the page looks like: pure functions from the view to HTML. All text is escaped by the templates; links are
//! vetted; there is no inline style and no inline script.

mod marks;
mod way;
mod when;
mod words;

use jiff::ZonedDateTime;
use maud::{DOCTYPE, Markup, html};

use self::marks::{Mark, mark};
use super::gate::Refusal;
use super::links::{self, Target};
use super::past::Ended;
use super::place::{PagePath, Place};
use crate::diagnosis::Confidence;
use crate::presentation::{Badge, Problem, ServiceLine, StepView, View};
use crate::remedy::Remedy;

pub(super) use self::marks::favicon as icon;

/// What a code on the screen means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExplainPage {
    /// The code, as it is usually written.
    pub code: String,
    /// Likeliest first; empty where nobody knows.
    pub meanings: Vec<Meaning>,
}

/// One meaning of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Whose code it is, by name; `None` where it is anybody's.
    pub service: Option<String>,
    /// One sentence.
    pub says: String,
    pub confidence: Confidence,
    pub steps: Vec<StepView>,
    /// The service's own page about it.
    pub help: Option<String>,
}

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
    /// The code that the place is about.
    pub(super) explained: Option<&'a ExplainPage>,
}

/// The whole page at `place`.
pub(super) fn document(scene: &Scene<'_>, place: &Place) -> Markup {
    let root = scene.root;
    let view = scene.view;
    let badge = serde_json::to_value(view.badge).unwrap_or_default();
    let icon = format!("{root}icon.svg?badge={}", badge.as_str().unwrap_or_default());
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { (title(scene, place)) " – streamdoctor" }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                link rel="icon" type="image/svg+xml" href=(icon);
                link rel="stylesheet" href={ (root) "style.css" };
                script src={ (root) "script.js" } defer {}
                @if view.checking { noscript { meta http-equiv="refresh" content="5"; } }
            }
            body data-root=(root) {
                (marks::sprite())
                a.skip href="#main" { "Skip to the content" }
                header.top {
                    a.brand href=(root) { span.logo aria-hidden="true" {} "streamdoctor" }
                    div #checked { (checked(scene, place)) }
                }
                p #lost role="alert" hidden {}
                main #main tabindex="-1" {
                    p.quiet #said role="status" { (said(view)) }
                    div #live data-version=(scene.version) { (live(scene, place)) }
                    (code_box(scene, place))
                }
                footer {
                    div #pause { (pausing(scene, place)) }
                    p { "This page comes from the streamdoctor on this computer, and nobody else can see it." }
                }
            }
        }
    }
}

/// The page that the browser passes through where a redirect would lose the cookie.
pub(super) fn passage(target: &str) -> Markup {
    bare(
        "streamdoctor",
        &html! { p { a href=(target) { "Open streamdoctor" } } },
        Some(&format!("0;url={target}")),
    )
}

/// What somebody sees who may not see the page.
pub(super) fn refusal(refusal: Refusal) -> Markup {
    let (title, text) = match refusal {
        Refusal::WrongHost | Refusal::ForeignSite | Refusal::NoCookie | Refusal::NoToken => (
            "Not from here",
            "This page belongs to the streamdoctor that runs in your session: open it from the tray icon.",
        ),
        Refusal::NoTicket => (
            "This link has been used",
            "A link to streamdoctor opens once, within half a minute. Open the page again from the tray icon.",
        ),
        Refusal::NotFound => {
            ("Nothing here", "streamdoctor has no such page. Open it from the tray icon.")
        }
        Refusal::Method | Refusal::Form => {
            ("Not understood", "streamdoctor did not understand this request.")
        }
        Refusal::TooLarge => {
            ("Too large", "This request is larger than anything that streamdoctor needs.")
        }
        Refusal::TooSlow => ("Too slow", "This request took too long to arrive."),
        Refusal::TooMany => ("Too many", "Too many requests were refused. Wait a moment."),
    };
    bare(title, &html! { h1 { (title) } p { (text) } }, None)
}

/// A page without style or script, which would need the cookie.
fn bare(title: &str, content: &Markup, refresh: Option<&str>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
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

/// The problem that `key` leads to: its own, or the one that hides that service's.
fn problem_of<'a>(view: &'a View, key: &str) -> Option<&'a Problem> {
    let find = |key: &str| view.problems.iter().find(|it| it.key == key);
    find(key).or_else(|| {
        let line = view.services.iter().find(|it| it.id == key)?;
        find(line.problem.as_deref()?)
    })
}

fn title(scene: &Scene<'_>, place: &Place) -> String {
    match &place.path {
        PagePath::Home => scene.view.headline.clone(),
        PagePath::Problem(key) => match (problem_of(scene.view, key), scene.ended) {
            (Some(problem), _) => problem.title.clone(),
            (None, Some(ended)) => format!("It is over: {}", ended.title),
            (None, None) => "Not seen any more".to_owned(),
        },
        PagePath::Explain(code) if code.is_empty() => "What does your screen say?".to_owned(),
        PagePath::Explain(code) => code.clone(),
    }
}

/// What a screen reader is told when it changes.
fn said(view: &View) -> String {
    if view.checking { format!("{} Checking…", view.headline) } else { view.headline.clone() }
}

/// The part that changes while the page is open.
fn live(scene: &Scene<'_>, place: &Place) -> Markup {
    match &place.path {
        PagePath::Home => home(scene),
        PagePath::Problem(key) => match problem_of(scene.view, key) {
            Some(problem) => html! {
                (problem_section(scene, place, problem))
                (others(scene, Some(problem)))
            },
            None => over(scene, key),
        },
        PagePath::Explain(_) => explanation(scene),
    }
}

fn home(scene: &Scene<'_>) -> Markup {
    let view = scene.view;
    let first = view.problems.first();
    html! {
        @match first {
            // From here on it is about this problem, even when another becomes the first one.
            Some(problem) => {
                (problem_section(scene, &Place::at(PagePath::Problem(problem.key.clone())), problem))
            }
            None => (calm(scene)),
        }
        (others(scene, first))
        (services(scene))
    }
}

/// Nothing is wrong, or nothing is known yet.
fn calm(scene: &Scene<'_>) -> Markup {
    let view = scene.view;
    html! {
        section.hero aria-labelledby="headline" {
            p.kicker { (mark(Mark::of_badge(view.badge))) (badge_word(view.badge)) }
            h1 #headline { (view.headline) }
            @if !view.network.is_empty() { p.lead { (view.network) } }
            @if let Some(until) = view.paused_until {
                p.lead { "Nothing is looked at until " (when::at(until, scene.now)) "." }
            }
            (way::of_calm(view))
        }
    }
}

fn badge_word(badge: Badge) -> &'static str {
    match badge {
        Badge::Fine => "All is well",
        Badge::Partial => "Not all is well",
        Badge::ServiceDown => "A service is down",
        Badge::MyNetwork => "It is on this side",
        Badge::Paused => "Paused",
        Badge::Checking => "Looking",
        Badge::Unknown => "Not known",
    }
}

/// One problem: the sentence, the way, one step, the others, and why.
fn problem_section(scene: &Scene<'_>, place: &Place, problem: &Problem) -> Markup {
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
            (way::of_problem(problem))
        }
        (plan(scene, place, problem))
        @if !problem.evidence.is_empty() || !problem.ruled_out.is_empty() {
            details.card #why {
                summary { "Why we think so" }
                @if !problem.evidence.is_empty() {
                    h3 { "What was seen" }
                    ul.seen { @for says in &problem.evidence { li { (says) } } }
                }
                @if !problem.ruled_out.is_empty() {
                    h3 { "What it is not" }
                    ul.seen { @for says in &problem.ruled_out { li { (says) } } }
                }
            }
        }
        @if place.muted {
            p.aside { "You will not be told about this any more." }
        } @else {
            form.aside method="post" action={ (scene.root) "command" } {
                (hidden(scene, place))
                input type="hidden" name="key" value=(problem.key);
                button.plain #mute name="do" value="mute" { "Say nothing more about this" }
            }
        }
    }
}

/// One step large, the others behind a click, in the order in which to try them.
fn plan(scene: &Scene<'_>, place: &Place, problem: &Problem) -> Markup {
    let (done, left): (Vec<_>, Vec<_>) =
        problem.steps.iter().partition(|it| place.done.contains(&it.remedy));
    let next = left.first().copied();
    let others = left.iter().skip(1).chain(&done).copied().collect::<Vec<_>>();
    // A step counts as done without help only after a look that began later has come back.
    let looked = !scene.view.checking
        && place.asked.is_none_or(|asked| {
            scene.view.checked_at.is_some_and(|at| at.as_millisecond() >= asked)
        });
    html! {
        @if let Some(step) = next {
            section.step.card aria-labelledby="step-title" {
                p.kicker {
                    @if done.is_empty() { "Do this first" }
                    @else if looked { "It is still there. Next, try this" }
                    @else { "Looking whether that helped" }
                }
                div.head { h2 #step-title { (step.title) } (badge(step, false)) }
                (lines(step))
                div.actions {
                    (check_again(scene, place, step.remedy))
                    (step_link(step))
                }
            }
        } @else if !done.is_empty() {
            section.step.card aria-labelledby="step-title" {
                p.kicker { (done.len()) " of " (done.len()) " done" }
                h2 #step-title { "You have done all that is known to help" }
                p { "streamdoctor keeps looking, and says when it is back." }
                div.actions { (check_button(scene, place, "check", "Check again", None)) }
            }
        }
        @if !others.is_empty() {
            details.card #others {
                summary { "Other things that help" span.count { (others.len()) } }
                ol.steps {
                    @for step in others {
                        li {
                            div.head { h3 { (step.title) } (badge(step, place.done.contains(&step.remedy))) }
                            (lines(step))
                            (step_link(step))
                        }
                    }
                }
            }
        }
    }
}

fn lines(step: &StepView) -> Markup {
    html! {
        @if let [only] = step.steps.as_slice() {
            p { (only) }
        } @else if !step.steps.is_empty() {
            ol.lines { @for line in &step.steps { li { (line) } } }
        }
    }
}

fn badge(step: &StepView, done: bool) -> Markup {
    let (sign, word) = if done {
        (Mark::Held, "you did this")
    } else {
        (Mark::of_trial(step.trial), words::trial(step.trial))
    };
    html! { p class={ "badge " (sign.class()) } { (mark(sign)) (word) } }
}

fn step_link(step: &StepView) -> Markup {
    let link = step.link.as_deref().and_then(|link| links::vet_step(step.remedy, link));
    html! { @if let Some(link) = link { (anchor(&link)) } }
}

fn anchor(link: &links::Link) -> Markup {
    html! {
        a.link href=(link.url) rel="noreferrer noopener" target=[(link.target == Target::Web).then_some("_blank")] {
            "Open " (link.label())
        }
    }
}

fn check_again(scene: &Scene<'_>, place: &Place, remedy: Remedy) -> Markup {
    let to_do = !matches!(remedy, Remedy::WaitAndRetry | Remedy::CheckServiceStatus);
    let label = if to_do { "Done, check again" } else { "Check again" };
    check_button(scene, place, "done", label, Some(remedy))
}

/// While a look is under way the button says so, and pressing it again does no harm.
fn check_button(
    scene: &Scene<'_>,
    place: &Place,
    id: &str,
    label: &str,
    step: Option<Remedy>,
) -> Markup {
    let checking = scene.view.checking;
    html! {
        form method="post" action={ (scene.root) "command" } {
            (hidden(scene, place))
            @if let Some(step) = step { input type="hidden" name="step" value=(step.id()); }
            button id=(id) name="do" value="check_now" aria-disabled=[checking.then_some("true")] {
                @if checking { span.spinner aria-hidden="true" {} "Checking…" } @else { (label) }
            }
        }
    }
}

fn hidden(scene: &Scene<'_>, place: &Place) -> Markup {
    html! {
        input type="hidden" name="token" value=(scene.token);
        input type="hidden" name="back" value=(place.link());
    }
}

/// The problem of a link is not there any more.
fn over(scene: &Scene<'_>, key: &str) -> Markup {
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
        section.card aria-labelledby="now" {
            h2 #now { "How it is now" }
            @if let Some(line) = line {
                p.now { (mark(Mark::of_service(line.state))) strong { (line.name) } ": " (line.word) }
            }
            p { (view.headline) }
            p { a href=(scene.root) { "See everything" } }
        }
        (others(scene, None))
    }
}

/// The problems beside the one that is shown.
fn others(scene: &Scene<'_>, shown: Option<&Problem>) -> Markup {
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

fn services(scene: &Scene<'_>) -> Markup {
    let view = scene.view;
    html! {
        section aria-labelledby="services" {
            h2 #services { "What is watched" }
            @if view.services.is_empty() {
                p { "No service is watched." }
            }
            ul.services { @for line in &view.services { (service(scene, line)) } }
            @if !view.problems.is_empty() && !view.network.is_empty() {
                p.soft { (view.network) }
            }
        }
    }
}

fn service(scene: &Scene<'_>, line: &ServiceLine) -> Markup {
    let status = line.status_page.as_deref().and_then(links::vet);
    html! {
        li {
            (mark(Mark::of_service(line.state)))
            span.name {
                @match &line.problem {
                    Some(key) => {
                        a href={ (scene.root) (Place::at(PagePath::Problem(key.clone())).link()) } { (line.name) }
                    }
                    None => (line.name),
                }
                @if let Some(link) = status {
                    a.status href=(link.url) rel="noreferrer noopener" target="_blank"
                        aria-label={ "Status page of " (line.name) } { "status" }
                }
            }
            span.word {
                (line.word)
                @if let Some(time) = line.response_ms { span.time { (milliseconds(time)) } }
            }
        }
    }
}

fn milliseconds(time: u32) -> String {
    if time < 1000 {
        format!("{time} ms")
    } else {
        format!("{}.{} s", time / 1000, time % 1000 / 100)
    }
}

fn code_box(scene: &Scene<'_>, place: &Place) -> Markup {
    let code = match &place.path {
        PagePath::Explain(code) => code.as_str(),
        PagePath::Home | PagePath::Problem(_) => "",
    };
    html! {
        section.card.code aria-labelledby="code-title" {
            h2 #code-title { label for="code" { "What does your screen say?" } }
            p.soft #code-hint { "An error code or a number, as it stands there: 503, NW-2-5, M7111…" }
            form action={ (scene.root) "explain" } role="search" {
                input #code name="code" value=(code) maxlength="64" autocomplete="off" autocapitalize="characters"
                    spellcheck="false" aria-describedby="code-hint" required;
                button { "Explain" }
            }
        }
    }
}

fn explanation(scene: &Scene<'_>) -> Markup {
    let Some(page) = scene.explained else {
        return html! { h1.small { "What does your screen say?" } };
    };
    html! {
        section.hero aria-labelledby="headline" {
            p.kicker { "On your screen" }
            h1 #headline { (page.code) }
            @if page.meanings.is_empty() {
                p.lead { "This code is not known here. The service's own help pages may know it." }
            }
        }
        @for (at, meaning) in page.meanings.iter().enumerate() {
            section.card.meaning {
                h2 {
                    @match &meaning.service {
                        Some(service) => { (service) ": this " (words::confidence(meaning.confidence)) }
                        None => { "This " (words::confidence(meaning.confidence)) }
                    }
                }
                p.lead { (meaning.says) }
                @if !meaning.steps.is_empty() {
                    h3 { "What helps" }
                    ol.steps {
                        @for step in &meaning.steps {
                            li {
                                @if step.steps.is_empty() { h4 { (step.title) } }
                                @else {
                                    details id={ "meaning-" (at) "-" (step.remedy.id()) } {
                                        summary { (step.title) }
                                        (lines(step))
                                    }
                                }
                                (step_link(step))
                            }
                        }
                    }
                }
                @if let Some(link) = meaning.help.as_deref().and_then(links::vet) { (anchor(&link)) }
            }
        }
        @if let Some(problem) = scene.view.problems.first() {
            p.after { "Seen from here right now: "
                a href={ (scene.root) (Place::at(PagePath::Problem(problem.key.clone())).link()) } { (problem.title) }
            }
        } @else {
            p.after { "Seen from here right now: " (scene.view.headline) }
        }
    }
}

/// When it was last looked at, and the button to look now.
fn checked(scene: &Scene<'_>, place: &Place) -> Markup {
    let view = scene.view;
    html! {
        span.soft {
            @match view.checked_at {
                Some(then) => { "Checked " (when::ago(then, scene.now)) }
                None => "Not checked yet",
            }
        }
        (check_button(scene, place, "check-now", "Check now", None))
        noscript { a href="" { "Reload" } }
    }
}

fn pausing(scene: &Scene<'_>, place: &Place) -> Markup {
    html! {
        form method="post" action={ (scene.root) "command" } {
            (hidden(scene, place))
            @if scene.view.paused_until.is_some() {
                button.plain #resume name="do" value="resume" { "Look again now" }
            } @else {
                input type="hidden" name="do" value="pause";
                span { "Pause:" }
                button.plain #pause-30 name="for" value="half_an_hour" { "30 minutes" }
                button.plain #pause-60 name="for" value="an_hour" { "1 hour" }
                button.plain #pause-day name="for" value="until_tomorrow" { "until tomorrow" }
            }
        }
    }
}

/// "A, B and C".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
