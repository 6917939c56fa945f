//! What the running program is told to do, and what the shell is told about us.

use std::io::Write as _;

use clap::CommandFactory as _;

use super::{Args, Done, Outcome, complain, runtime, say, with_reasons};
use crate::app::channel::{ChannelError, Request, Response, ask};
use crate::platform;
use crate::presentation::{Command, PauseFor};

pub(super) fn pause(length: PauseFor) -> Done {
    tell(Command::Pause(length), "It is paused. `streamdoctor resume` ends that.")
}

pub(super) fn resume() -> Done {
    tell(Command::Resume, "It looks again.")
}

pub(super) fn quit() -> Done {
    tell(Command::Quit, "It has ended.")
}

/// Tells the running program to do it; `done` is said if it does.
fn tell(command: Command, done: &str) -> Done {
    let asked = runtime().map_err(ChannelError::Io).and_then(|runtime| {
        let paths = platform::paths().ok_or(ChannelError::NobodyThere)?;
        runtime.block_on(ask(&paths.runtime, &Request::Do(command)))
    });
    match asked {
        Ok(Response::Done | Response::Status { .. }) => {
            say(done);
            Ok(Outcome::Well)
        }
        Ok(Response::NotDone(reason)) => {
            complain(format_args!("it cannot do that: {reason}"));
            Err(Outcome::Wrong)
        }
        Err(error @ ChannelError::NobodyThere) => {
            complain(error);
            Err(Outcome::NobodyThere)
        }
        Err(error) => {
            complain(format_args!("cannot {}", with_reasons(&error)));
            Err(Outcome::NobodyThere)
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "every command ends in an outcome")]
pub(super) fn completions(shell: clap_complete::Shell) -> Done {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "streamdoctor", &mut text);
    write(&text);
    Ok(Outcome::Well)
}

pub(super) fn manual() -> Done {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(Args::command()).render(&mut page);
    if let Err(error) = rendered {
        complain(format_args!("cannot write the manual page: {error}"));
        return Err(Outcome::Wrong);
    }
    write(&page);
    Ok(Outcome::Well)
}

/// Writes what another program reads, as it is. Whoever closed it wants to hear no more.
fn write(bytes: &[u8]) {
    let mut out = std::io::stdout().lock();
    drop(out.write_all(bytes).and_then(|()| out.flush()));
}
