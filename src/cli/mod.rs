//! The commands: each reads its arguments, asks the rest of the program, and writes one answer.

mod args;
mod ask;
mod check;
mod fault;
mod history;
mod report;
mod services;
mod start;
mod tell;

use std::error::Error;
use std::fmt::{self, Write as _};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;

use args::ServicesAction;

pub use args::Args;
pub use fault::watch as watch_for_faults;

use crate::app::LogFile;
use crate::catalogue::is_hidden;
use crate::config::Config;
use crate::platform;
use crate::presentation::terminal::Style;
use crate::presentation::words::Words;

/// How a command ends, as the documentation promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Well,
    Wrong,
    BadInput,
    Inconclusive,
    NobodyThere,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Well => 0,
            Outcome::Wrong => 1,
            Outcome::BadInput => 2,
            Outcome::Inconclusive => 3,
            Outcome::NobodyThere => 4,
        })
    }
}

/// What ends a command early has been complained of; this is how the command ends.
type Done<T = Outcome> = Result<T, Outcome>;

/// Does what the command line says. `log` is opened by what runs for long.
pub fn run(args: Args, log: &LogFile) -> ExitCode {
    let folder = args.config.as_deref();
    let done = match args.command {
        None => start::start(folder, true, log),
        Some(args::Command::Run { headless }) => start::start(folder, !headless, log),
        Some(args::Command::Check(options)) => check::check(folder, &options),
        Some(args::Command::Diagnose { snapshot, json }) => {
            check::diagnose(folder, &snapshot, json)
        }
        Some(args::Command::Classify { file, url, transport, json }) => {
            ask::classify(&file, url.as_ref(), transport.map(Into::into), json)
        }
        Some(args::Command::Explain { code, service, json }) => {
            ask::explain(folder, &code.join(" "), service.as_deref(), json)
        }
        Some(args::Command::Status { json }) => ask::status(json),
        Some(args::Command::History(options)) => history::history(folder, &options),
        Some(args::Command::Report(options)) => report::tell_facts(folder, &options),
        Some(args::Command::Pause { length }) => tell::pause(length.into()),
        Some(args::Command::Resume) => tell::resume(),
        Some(args::Command::Quit) => tell::quit(),
        Some(args::Command::Completions { shell }) => tell::completions(shell),
        Some(args::Command::Man) => tell::manual(),
        Some(args::Command::Services { action: Some(ServicesAction::Add(options)), .. }) => {
            services::add(folder, &options)
        }
        Some(args::Command::Services { check_links: true, .. }) => services::check_links(folder),
        Some(args::Command::Services { markdown: true, .. }) => services::markdown(folder),
        Some(args::Command::Services { json, .. }) => services::list(folder, json),
        Some(args::Command::Config { action }) => ask::config(folder, action),
        Some(args::Command::Code(words)) => check::code(folder, &words),
    };
    done.unwrap_or_else(|outcome| outcome).into()
}

/// Writes to standard output. Whoever closed it wants to hear no more, which is no failure.
fn say(text: &str) {
    let mut out = anstream::stdout();
    let written = out
        .write_all(text.as_bytes())
        .and_then(|()| if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") });
    drop(written.and_then(|()| out.flush()));
}

/// Writes a complaint to standard error.
fn complain(text: impl fmt::Display) {
    drop(writeln!(anstream::stderr(), "streamdoctor: {text}"));
}

/// Writes `value` as JSON.
fn say_json(value: &impl Serialize) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => say(&unseen_escaped(&text)),
        Err(error) => complain(format_args!("cannot write the answer as JSON: {error}")),
    }
}

/// JSON whose strings hold no character that a terminal obeys or that cannot be seen. They are escaped, and mean the
/// same: `serde_json` escapes those below a space alone.
fn unseen_escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for char in json.chars() {
        // The line breaks between values are ours.
        if char == '\n' || !is_hidden(char) {
            text.push(char);
            continue;
        }
        for unit in char.encode_utf16(&mut [0; 2]) {
            // Writing to a `String` cannot fail.
            write!(text, "\\u{unit:04x}").ok();
        }
    }
    text
}

/// Colours and width for standard output.
fn style(words: Words) -> Style {
    let width = platform::terminal_width().unwrap_or(80);
    let style = if anstream::stdout().current_choice() == anstream::ColorChoice::Never {
        Style::plain(width)
    } else {
        Style::colored(width)
    };
    style.in_words(words)
}

/// The settings, or a complaint.
fn settings(folder: Option<&Path>) -> Done<Config> {
    let config = match (folder, platform::paths()) {
        (folder, Some(paths)) => Config::load(folder, &paths.config),
        (Some(folder), None) => Config::load(Some(folder), folder),
        // A user without a home has no folder of settings, so the defaults hold.
        (None, None) => Ok(Config::default()),
    };
    config.map_err(|errors| {
        complain(errors);
        Outcome::BadInput
    })
}

/// A runtime for a command that waits for something.
fn runtime() -> io::Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    // A thread that waits for more work wakes up to end, seconds after the round that it was for.
    builder.enable_all().thread_keep_alive(Duration::from_millis(100)).build()
}

/// What `error` says, and why: "use the file: it is empty". Some texts bring their reason along; it is told once.
fn with_reasons(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(reason) = source {
        let says = reason.to_string();
        if !text.ends_with(&says) {
            text += ": ";
            text += &says;
        }
        source = reason.source();
    }
    text
}

/// The bytes of `file`, or of standard input for `-`; never more than `most`.
fn read(file: &Path, most: u64) -> Done<Vec<u8>> {
    let mut bytes = Vec::new();
    let reading = if file == Path::new("-") {
        io::stdin().lock().take(most + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|it| it.take(most + 1).read_to_end(&mut bytes))
    };
    match reading {
        Ok(read) if read as u64 > most => {
            complain(format_args!(
                "{}: this is larger than {} MiB, which no such file is",
                file.display(),
                most >> 20
            ));
            Err(Outcome::BadInput)
        }
        Ok(_) => Ok(bytes),
        Err(error) => {
            complain(format_args!("{}: it cannot be read: {error}", file.display()));
            Err(Outcome::BadInput)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    struct Layer(&'static str, #[source] Option<Box<Layer>>);

    #[test]
    fn json_holds_nothing_that_a_terminal_obeys_and_means_the_same() {
        let value = serde_json::json!({
            "a\u{9b}31m": ["\u{1b}[2J", "\u{90}x\u{9c}\u{7f}", "\u{202e}gnp", "\u{e0041}", "one\ntwo\t", "テレビ 😀 \"'<>&"],
        });
        let text = unseen_escaped(&serde_json::to_string_pretty(&value).unwrap());
        assert!(text.chars().all(|it| it == '\n' || !is_hidden(it)), "{text}");
        assert!(text.contains("テレビ 😀"), "what can be read stays: {text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }

    #[test]
    fn every_reason_is_told_once() {
        let file = Layer("no such file", None);
        let open = Layer("open roots.pem", Some(Box::new(file)));
        assert_eq!(with_reasons(&open), "open roots.pem: no such file");
        let with_its_reason = Layer("open roots.pem: no such file", open.1);
        assert_eq!(with_reasons(&with_its_reason), "open roots.pem: no such file");
    }
}
