//! The line between a running daemon and whoever starts the program again: one request, one answer, each a line of
//! JSON, over a local socket in a folder that only this user can enter.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use interprocess::local_socket::tokio::prelude::*;
use interprocess::local_socket::tokio::{Listener, Stream};
use interprocess::local_socket::{GenericFilePath, ListenerOptions, Name};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

use crate::presentation::{Command, Report, View};

/// What may be asked of a running daemon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// What it knows.
    Status,
    /// Do this.
    Do(Command),
}

/// What it answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// What it knows; no report before the first round has ended.
    Status {
        report: Option<Box<Report>>,
        view: Box<View>,
    },
    Done,
}

/// Why a daemon cannot be spoken to.
#[derive(Debug, Error)]
pub enum ChannelError {
    #[error("no streamdoctor is running in this session")]
    NobodyThere,
    #[error("talk to the running streamdoctor")]
    Io(#[source] io::Error),
    #[error("understand the running streamdoctor; is it another version?")]
    Foreign(#[source] serde_json::Error),
    #[error("get an answer from the running streamdoctor within {} seconds", PATIENCE.as_secs())]
    Silent,
}

/// How long the other side may take: it answers from memory.
const PATIENCE: Duration = Duration::from_secs(3);

/// The longest request that makes sense.
const LONGEST: u64 = 64 * 1024;

/// Where the socket is, in the session's `folder`.
fn place(folder: &Path) -> PathBuf {
    if cfg!(windows) {
        // A pipe has no folder; the user's own folder makes its name the user's own.
        let tail: String =
            folder.to_string_lossy().chars().filter(char::is_ascii_alphanumeric).collect();
        PathBuf::from(format!(r"\\.\pipe\streamdoctor-{tail}"))
    } else {
        folder.join("streamdoctor.sock")
    }
}

fn name(place: &Path) -> io::Result<Name<'_>> {
    place.to_fs_name::<GenericFilePath>()
}

/// Asks the daemon of this session.
pub async fn ask(folder: &Path, request: &Request) -> Result<Response, ChannelError> {
    let place = place(folder);
    let exchange = async {
        let stream =
            Stream::connect(name(&place).map_err(ChannelError::Io)?).await.map_err(|error| {
                match error.kind() {
                    io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => {
                        ChannelError::NobodyThere
                    }
                    _ => ChannelError::Io(error),
                }
            })?;
        let mut line = serde_json::to_vec(request).map_err(ChannelError::Foreign)?;
        line.push(b'\n');
        (&stream).write_all(&line).await.map_err(ChannelError::Io)?;
        let mut answer = String::new();
        BufReader::new(&stream).read_line(&mut answer).await.map_err(ChannelError::Io)?;
        serde_json::from_str(&answer).map_err(ChannelError::Foreign)
    };
    tokio::time::timeout(PATIENCE, exchange).await.unwrap_or(Err(ChannelError::Silent))
}

/// The daemon's end.
pub(super) struct Door {
    listener: Listener,
}

impl Door {
    /// Opens the door. The caller holds the session's lock, so a socket that is still there is a dead one's.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        let place = place(folder);
        let listener =
            ListenerOptions::new().name(name(&place)?).try_overwrite(true).create_tokio()?;
        Ok(Self { listener })
    }

    /// The next request and where its answer goes. What makes no sense is dropped.
    pub(super) async fn next(&self) -> io::Result<Stream> {
        self.listener.accept().await
    }
}

/// Reads one request from `stream` and writes what `answer` says to it.
pub(super) async fn serve<F>(stream: Stream, answer: impl FnOnce(Request) -> F)
where
    F: Future<Output = Response>,
{
    let exchange = async {
        let mut line = String::new();
        BufReader::new((&stream).take(LONGEST)).read_line(&mut line).await?;
        let request = serde_json::from_str(&line)?;
        let mut reply = serde_json::to_vec(&answer(request).await)?;
        reply.push(b'\n');
        (&stream).write_all(&reply).await
    };
    match tokio::time::timeout(PATIENCE, exchange).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a request over the local socket made no sense"),
        Err(_) => tracing::debug!("a request over the local socket never came"),
    }
}
