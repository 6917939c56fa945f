//! Commands that look at nothing out there: what is known, what is running, what a recorded answer means.

use std::path::Path;

use url::Url;

use super::{Outcome, complain, read, say, say_json, settings, style};
use crate::app::channel::{ChannelError, Request, Response, ask};
use crate::catalogue;
use crate::config;
use crate::diagnosis::responder;
use crate::observation::Transport;
use crate::platform;
use crate::presentation::terminal::{self, ExplainView, MeaningView};
use crate::presentation::words;

/// No honest response that somebody saved is larger.
const LARGEST_RESPONSE: u64 = 16 << 20;

pub(super) fn classify(
    file: &Path,
    url: Option<&Url>,
    transport: Option<Transport>,
    json: bool,
) -> Outcome {
    let bytes = match read(file, LARGEST_RESPONSE) {
        Ok(bytes) => bytes,
        Err(outcome) => return outcome,
    };
    let by_scheme =
        if url.is_some_and(|it| it.scheme() == "http") { Transport::Plain } else { Transport::Tls };
    let classified = responder::classify_json(&bytes, url, transport.unwrap_or(by_scheme));
    if json {
        say_json(&classified);
    } else {
        say(&terminal::classification(&classified, style()));
    }
    Outcome::Well
}

pub(super) fn explain(
    folder: Option<&Path>,
    code: &str,
    service: Option<&str>,
    json: bool,
) -> Outcome {
    let config = match settings(folder) {
        Ok(config) => config,
        Err(outcome) => return outcome,
    };
    let service = match service.map(|name| named(&config.catalogue, name)).transpose() {
        Ok(service) => service,
        Err(outcome) => return outcome,
    };
    let explanation = catalogue::explain(code, service, &config.catalogue);
    let known = !explanation.meanings.is_empty();
    if json {
        say_json(&explanation);
    } else {
        say(&terminal::explanation(&view(&explanation, &config.catalogue), style()));
    }
    if known { Outcome::Well } else { Outcome::Wrong }
}

/// The id of the service that is called `name`, or a complaint.
pub(super) fn named<'a>(known: &'a [catalogue::Service], name: &str) -> Result<&'a str, Outcome> {
    if let Some(service) = catalogue::find(known, name) {
        return Ok(&service.id);
    }
    let meant = catalogue::nearest_service(known, name)
        .map(|it| format!("; did you mean {it}?"))
        .unwrap_or_default();
    complain(format_args!(
        "no service is called “{name}”{meant} `streamdoctor services` lists all"
    ));
    Err(Outcome::BadInput)
}

/// An explanation, ready for people.
pub(super) fn view(
    explanation: &catalogue::Explanation,
    known: &[catalogue::Service],
) -> ExplainView {
    let name = |id: &String| known.iter().find(|it| it.id == *id).map_or(id, |it| &it.name).clone();
    let meaning = |it: &catalogue::Meaning| MeaningView {
        service: it.service.as_ref().map(name),
        says: it.says.clone(),
        confidence: it.confidence.into(),
        remedies: it.remedies.iter().map(|it| words::remedy_title(*it).to_owned()).collect(),
    };
    ExplainView {
        code: explanation.code.clone(),
        meanings: explanation.meanings.iter().map(meaning).collect(),
        nearest: explanation.nearest.clone(),
    }
}

pub(super) fn status(json: bool) -> Outcome {
    let answer = platform::paths().ok_or(ChannelError::NobodyThere).and_then(|paths| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(ChannelError::Io)?;
        runtime.block_on(ask(&paths.runtime, &Request::Status))
    });
    match answer {
        Ok(Response::Status { report: Some(report), view }) => {
            if json {
                say_json(&report);
            } else {
                say(&terminal::report(&report, style()));
                if view.paused_until.is_some() {
                    say("It is paused: nothing is looked at until it is resumed.");
                }
            }
            super::check::outcome(&report)
        }
        Ok(Response::Status { report: None, .. }) => {
            complain(
                "the running streamdoctor is still looking for the first time; ask again in a few seconds",
            );
            Outcome::Inconclusive
        }
        Ok(Response::Done) => Outcome::Inconclusive,
        Err(error @ ChannelError::NobodyThere) => {
            complain(format_args!(
                "{error}; start it with `streamdoctor`, or look once with `streamdoctor check`"
            ));
            Outcome::NobodyThere
        }
        Err(error) => {
            complain(format_args!("cannot {error}"));
            Outcome::NobodyThere
        }
    }
}

pub(super) fn services(folder: Option<&Path>, json: bool) -> Outcome {
    let config = match settings(folder) {
        Ok(config) => config,
        Err(outcome) => return outcome,
    };
    let contacts = config::contacts(&config);
    if json {
        say_json(&contacts);
    } else {
        say(&terminal::contacts(&contacts, style()));
    }
    Outcome::Well
}

pub(super) fn config(folder: Option<&Path>, check: bool) -> Outcome {
    let config = match settings(folder) {
        Ok(config) => config,
        Err(outcome) => return outcome,
    };
    if check {
        say(&match &config.files[..] {
            [] => "All is at its default: there are no files of your own.".to_owned(),
            files => {
                let files: Vec<String> =
                    files.iter().map(|it| format!("  {}", it.display())).collect();
                format!("The settings are good. They come from\n{}", files.join("\n"))
            }
        });
    } else {
        say(&config::describe(&config));
    }
    Outcome::Well
}
