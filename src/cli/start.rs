//! The daemon: in the tray, or without it.

use std::path::Path;

use tokio::sync::mpsc;

use super::{Outcome, complain, settings};
use crate::app::channel::{Request, ask};
use crate::app::session::{self, Entry, Session};
use crate::app::{self, Surfaces};
use crate::clock::Clock;
use crate::config::Config;
use crate::platform;
use crate::presentation::Command;

pub(super) fn start(folder: Option<&Path>, tray: bool) -> Outcome {
    let config = match settings(folder) {
        Ok(config) => config,
        Err(outcome) => return outcome,
    };
    let session = match platform::paths().map(|paths| session::enter(&paths.runtime)) {
        Some(Entry::Entered(session)) => Some(session),
        Some(Entry::Taken) => return hand_over(),
        Some(Entry::NoPlace(error)) => {
            complain(format_args!(
                "there is no place for notes of this session ({error}); `streamdoctor status` will not find it"
            ));
            None
        }
        None => None,
    };
    if tray { with_tray(config, session) } else { headless(config, session) }
}

/// Shows the page of the one that runs already.
fn hand_over() -> Outcome {
    let asked = platform::paths().map(|paths| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime
            .block_on(ask(&paths.runtime, &Request::Do(Command::OpenPage)))
            .map_err(std::io::Error::other)
    });
    match asked {
        Some(Err(error)) => {
            complain(format_args!("it is running already, but does not answer: {error}"))
        }
        Some(Ok(_)) | None => {
            super::say("streamdoctor is running already; its page is being opened.")
        }
    }
    Outcome::Well
}

fn headless(config: Config, session: Option<Session>) -> Outcome {
    let (sender, commands) = mpsc::unbounded_channel();
    serve(config, session, Surfaces { tray: None, commands, sender })
}

/// Puts the icon into the tray, or says why not and goes on without it.
fn with_tray(config: Config, session: Option<Session>) -> Outcome {
    let (sender, commands) = mpsc::unbounded_channel();
    let clicks = sender.clone();
    // A click after the end is nobody's any more.
    let click = move |command| drop(clicks.send(command));
    platform::with_tray(click, move |tray| {
        let tray = tray.inspect_err(|error| {
            complain(format_args!(
                "{error}. It runs without an icon; `streamdoctor status` says what it knows."
            ));
        });
        serve(config, session, Surfaces { tray: tray.ok(), commands, sender })
    })
}

fn serve(config: Config, session: Option<Session>, surfaces: Surfaces) -> Outcome {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(format_args!("cannot start: {error}"));
            return Outcome::Wrong;
        }
    };
    let served = runtime.block_on(app::run(config, Clock::system(), session, surfaces));
    runtime.shutdown_background();
    match served {
        Ok(()) => Outcome::Well,
        Err(error) => {
            complain(format_args!("cannot {error}"));
            Outcome::BadInput
        }
    }
}
