//! Commands that look at nothing out there: what is known, what is running, what a recorded answer means.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use url::Url;

use super::args::ConfigAction;
use super::{Done, Outcome, complain, read, runtime, say, say_json, settings, style, with_reasons};
use crate::app::channel::{ChannelError, Request, Response, ask};
use crate::app::look::Looker;
use crate::app::words;
use crate::catalogue;
use crate::clock::Clock;
use crate::config::{self, Language};
use crate::diagnosis::responder;
use crate::observation::Transport;
use crate::platform;
use crate::presentation::terminal::{self, ExplainView, MeaningView};
use crate::presentation::text::plain;
use crate::presentation::words::{Words, t};
use crate::presentation::{Report, Upkeep, View};

/// No honest response that somebody saved is larger.
const LARGEST_RESPONSE: u64 = 16 << 20;

pub(super) fn classify(
    file: &Path,
    url: Option<&Url>,
    transport: Option<Transport>,
    json: bool,
) -> Done {
    let bytes = read(file, LARGEST_RESPONSE)?;
    let by_scheme =
        if url.is_some_and(|it| it.scheme() == "http") { Transport::Plain } else { Transport::Tls };
    let classified = responder::classify_json(&bytes, url, transport.unwrap_or(by_scheme));
    if json {
        say_json(&classified);
    } else {
        say(&terminal::classification(&classified, style(words(Language::Auto))));
    }
    Ok(Outcome::Well)
}

pub(super) fn explain(
    folder: Option<&Path>,
    code: &str,
    service: Option<&str>,
    json: bool,
) -> Done {
    let config = settings(folder)?;
    let service = service.map(|name| named(&config.catalogue, name)).transpose()?;
    let explanation = catalogue::explain(code, service, &config.catalogue);
    if json {
        say_json(&explanation);
    } else {
        let words = words(config.language);
        let view = view(words, &explanation, &config.catalogue);
        say(&terminal::explanation(&view, style(words)));
    }
    Ok(if explanation.meanings.is_empty() { Outcome::Wrong } else { Outcome::Well })
}

/// The id of the service that is called `name`, or a complaint.
pub(super) fn named<'a>(known: &'a [catalogue::Service], name: &str) -> Done<&'a str> {
    if let Some(service) = catalogue::find(known, name) {
        return Ok(&service.id);
    }
    let meant = catalogue::nearest_service(known, name);
    let meant = meant.map(|it| format!("did you mean {it}? ")).unwrap_or_default();
    complain(format_args!(
        "no service is called “{}”; {meant}`streamdoctor services` lists all",
        plain(name)
    ));
    Err(Outcome::BadInput)
}

/// The explanation of `code`, or a complaint that begins with `as_what`: what it is not.
pub(super) fn known_code(
    code: &str,
    as_what: &str,
    nearest_command: Option<&str>,
    known: &[catalogue::Service],
) -> Done<catalogue::Explanation> {
    let explanation = catalogue::explain(code, None, known);
    if !explanation.meanings.is_empty() {
        return Ok(explanation);
    }
    let meant = nearest_command.or(explanation.nearest.first().map(String::as_str));
    let meant = meant.map(|it| format!("; did you mean {it}?")).unwrap_or_default();
    complain(format_args!("“{}” is {as_what}{meant}", plain(&explanation.code)));
    Err(Outcome::BadInput)
}

/// An explanation, ready for people.
pub(super) fn view(
    words: Words,
    explanation: &catalogue::Explanation,
    known: &[catalogue::Service],
) -> ExplainView {
    let name = |id: &String| known.iter().find(|it| it.id == *id).map_or(id, |it| &it.name).clone();
    let meaning = |it: &catalogue::Meaning| MeaningView {
        service: it.service.as_ref().map(name),
        says: words.meaning(&it.says).0.into_owned(),
        confidence: it.confidence.into(),
        remedies: it.remedies.iter().map(|it| words.remedy_title(*it).into_owned()).collect(),
    };
    ExplainView {
        code: explanation.code.clone(),
        meanings: explanation.meanings.iter().map(meaning).collect(),
        nearest: explanation.nearest.clone(),
    }
}

/// What the running program knows, for other programs: the report, and what it costs.
#[derive(Serialize)]
struct Status<'a> {
    #[serde(flatten)]
    report: &'a Report,
    upkeep: &'a Upkeep,
}

pub(super) fn status(json: bool) -> Done {
    let (report, told, view) = match running() {
        Ok(Response::Status { report: Some(report), told, view }) => (report, told, view),
        Ok(Response::Status { report: None, .. } | Response::Done | Response::NotDone(_)) => {
            complain(
                "the running streamdoctor is still looking for the first time; ask again in a few seconds",
            );
            return Err(Outcome::Inconclusive);
        }
        Err(error @ ChannelError::NobodyThere) => {
            complain(format_args!(
                "{error}; start it with `streamdoctor`, or look once with `streamdoctor check`"
            ));
            return Err(Outcome::NobodyThere);
        }
        Err(error) => {
            complain(format_args!("cannot {}", with_reasons(&error)));
            return Err(Outcome::NobodyThere);
        }
    };
    if json {
        say_json(&Status { report: &report, upkeep: &view.upkeep });
    } else {
        say(&terminal::report(told.as_ref().unwrap_or(&report), style(view.words)));
        say(&age(&view));
        say(&upkeep(view.words, &view.upkeep));
    }
    Ok(super::check::outcome(&report))
}

/// What the running program says.
fn running() -> Result<Response, ChannelError> {
    let paths = platform::paths().ok_or(ChannelError::NobodyThere)?;
    let runtime = runtime().map_err(ChannelError::Io)?;
    runtime.block_on(ask(&paths.runtime, &Request::Status))
}

/// How old it is, and whether anything newer is to come.
fn age(view: &View) -> String {
    let words = view.words;
    let looked = match view.checked_at {
        Some(at) => t!(words, "terminal-looked-at", time = time_of_day(at)),
        None => t!(words, "terminal-not-looked-at"),
    };
    let age = match view.paused_until {
        Some(until) => {
            t!(words, "terminal-paused-until", looked = looked, time = time_of_day(until))
        }
        None if view.checking => t!(words, "terminal-looking-again", looked = looked),
        None => t!(words, "terminal-only-looked", looked = looked),
    };
    format!("\n{age}")
}

/// What it costs, and what hinders it.
fn upkeep(words: Words, it: &Upkeep) -> String {
    let today = megabytes(words, it.bytes_today);
    let mut text = match it.bytes_allowed {
        Some(allowed) => {
            let allowed = megabytes(words, allowed);
            t!(words, "terminal-moved-of", today = today, allowed = allowed)
        }
        None => t!(words, "terminal-moved", today = today),
    }
    .into_owned();
    let less_often = match (it.metered, it.on_battery) {
        (true, true) => Some(t!(words, "terminal-less-often-for-both")),
        (true, false) => Some(t!(words, "terminal-less-often-for-money")),
        (false, true) => Some(t!(words, "terminal-less-often-for-battery")),
        (false, false) => None,
    };
    if let Some(says) = less_often {
        text = format!("{text} {says}");
    }
    if let Some(problem) = &it.settings_problem {
        let says = t!(words, "terminal-old-settings", problem = problem.as_str());
        text = format!("{text}\n{says}");
    }
    text
}

/// In megabytes with one digit, as providers count them.
fn megabytes(words: Words, bytes: u64) -> String {
    words.decimal(&format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10))
}

fn time_of_day(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::system()).strftime("%H:%M:%S").to_string()
}

pub(super) fn config(folder: Option<&Path>, action: Option<ConfigAction>) -> Done {
    let config = settings(folder)?;
    match action {
        None => say(&config::describe(&config)),
        Some(ConfigAction::Check) => {
            // The certificates that they name are read when they are first needed; here that is now.
            if let Err(error) = Looker::new(&config, &Clock::system()) {
                complain(format_args!("cannot {}", with_reasons(&error)));
                return Err(Outcome::BadInput);
            }
            let files = config.files.iter().map(|it| format!("\n  {}", it.display()));
            say(&match files.collect::<String>() {
                none if none.is_empty() => {
                    "All is at its default: there are no files of your own.".to_owned()
                }
                files => format!("The settings are good. They come from{files}"),
            });
        }
    }
    Ok(Outcome::Well)
}
