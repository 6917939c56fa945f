//! The daemon: in the tray, or without it.

use std::io::IsTerminal as _;
use std::path::Path;

use tokio::sync::mpsc;

use super::{Done, Outcome, complain, runtime, say, settings, with_reasons};
use crate::app::channel::{ChannelError, Request, Response, ask_when_ready};
use crate::app::session::{self, Entry, Session};
use crate::app::{self, Home, LogFile, Surfaces};
use crate::clock::Clock;
use crate::config::Config;
use crate::platform;
use crate::presentation::Command;

/// How the program shows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Tray,
    /// It was to be in the tray, and why it is not has been said.
    NoTray,
    Headless,
}

pub(super) fn start(folder: Option<&Path>, tray: bool, log: &LogFile) -> Done {
    platform::memory::share_heap();
    let config = settings(folder)?;
    let session = match platform::paths().map(|paths| session::enter(&paths.runtime)) {
        Some(Entry::Entered(session)) => Some(session),
        Some(Entry::Taken) => return hand_over(),
        Some(Entry::NoPlace(error)) => {
            complain(format_args!(
                "there is no place for the notes of this session ({error}); it runs, but `streamdoctor status` will not find it"
            ));
            None
        }
        None => {
            complain(
                "there is no home directory for the notes of this session; it runs, but `streamdoctor status` will not find it",
            );
            None
        }
    };
    let paths = platform::paths();
    // Who watches a terminal sees it there.
    if let Some(paths) = paths.as_ref().filter(|_| !std::io::stderr().is_terminal())
        && let Err(error) = log.open(&paths.state)
    {
        tracing::debug!(%error, "the log is not kept");
    }
    let home = Home {
        named: folder.map(Path::to_owned),
        settings: paths.as_ref().map(|it| it.config.clone()),
        state: paths.map(|it| it.state),
    };
    if tray { with_tray(config, session, home) } else { headless(config, session, home) }
}

/// Shows the page of the one that runs already.
fn hand_over() -> Done {
    let open = Request::Do(Command::OpenPage);
    let asked = runtime().map_err(ChannelError::Io).and_then(|runtime| {
        let paths = platform::paths().ok_or(ChannelError::NobodyThere)?;
        runtime.block_on(ask_when_ready(&paths.runtime, &open))
    });
    match asked {
        Ok(Response::NotDone(reason)) => {
            complain(format_args!(
                "it is running already, but its page cannot be opened: {reason}; `streamdoctor status` says the same"
            ));
            Ok(Outcome::Well)
        }
        Ok(Response::Done | Response::Status { .. }) => {
            say("streamdoctor is running already; its page is being opened.");
            Ok(Outcome::Well)
        }
        Err(ChannelError::NobodyThere) => {
            complain(
                "it is running already, but nobody can speak to it; end it, then start it again",
            );
            Err(Outcome::Wrong)
        }
        Err(error) => {
            complain(format_args!(
                "it is running already, but this one cannot {}",
                with_reasons(&error)
            ));
            Err(Outcome::Wrong)
        }
    }
}

fn headless(config: Config, session: Option<Session>, home: Home) -> Done {
    let (sender, commands) = mpsc::unbounded_channel();
    serve(config, session, Surfaces { tray: None, commands, sender }, home, Face::Headless)
}

/// Puts the icon into the tray, or says why not and goes on without it.
fn with_tray(config: Config, session: Option<Session>, home: Home) -> Done {
    let (sender, commands) = mpsc::unbounded_channel();
    let clicks = sender.clone();
    // A click after the end is nobody's any more.
    let click = move |command| drop(clicks.send(command));
    platform::with_tray(app::words(config.language), click, move |tray| {
        let tray = tray.inspect_err(|error| {
            complain(format_args!(
                "{}. It runs without an icon; `streamdoctor status` says what it knows.",
                with_reasons(error)
            ));
        });
        let face = if tray.is_ok() { Face::Tray } else { Face::NoTray };
        serve(config, session, Surfaces { tray: tray.ok(), commands, sender }, home, face)
    })
}

fn serve(
    config: Config,
    session: Option<Session>,
    surfaces: Surfaces,
    home: Home,
    face: Face,
) -> Done {
    let runtime = runtime().map_err(|error| {
        complain(format_args!("cannot start: {error}"));
        Outcome::Wrong
    })?;
    let served = runtime.block_on(async {
        // Beside the rest: a desktop that is just starting may take its time to answer.
        tokio::spawn(greet(face));
        app::run(config, Clock::system(), session, surfaces, home).await
    });
    // A look-up that hangs in the system's resolver must not keep us.
    runtime.shutdown_background();
    served.map_err(|error| {
        complain(format_args!("cannot {}", with_reasons(&error)));
        Outcome::BadInput
    })?;
    Ok(Outcome::Well)
}

/// Says to whoever started it by hand where it is, and to everybody if it is nowhere to be seen.
async fn greet(face: Face) {
    let by_hand = std::io::stdout().is_terminal();
    match face {
        Face::Tray if platform::has_tray_host().await == Some(false) => complain(
            "this desktop shows no tray icons, as GNOME does not without its AppIndicator extension. It runs; `streamdoctor` opens its page.",
        ),
        Face::Tray if by_hand => {
            say(
                "streamdoctor runs in the tray. Click its icon, or type `streamdoctor` again, to see its page.",
            );
        }
        Face::Headless if by_hand => {
            say("streamdoctor runs. `streamdoctor status` says what it knows; Ctrl-C ends it.");
        }
        Face::Tray | Face::NoTray | Face::Headless => {}
    }
}
