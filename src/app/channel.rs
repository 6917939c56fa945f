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
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader,
};

use crate::platform::{for_this_user, leads_to_this_user, local_socket, may_speak};
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
        /// The same with the reasons in the language of the one who asks, where that is not English: a report on its way
        /// is written in English, from which nobody gets back to the pattern.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<Box<Report>>,
        view: Box<View>,
    },
    Done,
    /// It could not be done, for this reason: a sentence without its end.
    NotDone(String),
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
    #[error("talk to the program in its place, which another user has started")]
    Stranger,
    #[error("get an answer from the running streamdoctor within {} seconds", PATIENCE.as_secs())]
    Silent,
}

/// How long the other side may take: it answers from memory, or starts a browser.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long one that has just started may take until it listens.
const GET_READY: Duration = Duration::from_secs(3);

/// How often it is asked meanwhile.
const AGAIN: Duration = Duration::from_millis(100);

/// How long to rest where connections cannot be taken: the reason, such as too many open files, lasts a while.
const ACCEPT_REST: Duration = Duration::from_secs(1);

/// So many other starts are answered at once: nobody starts it more often.
pub(super) const MOST_AT_ONCE: usize = 64;

/// The longest request that makes sense.
const LONGEST_REQUEST: u64 = 64 * 1024;

/// The longest answer: a report of all known services is a tenth of it.
const LONGEST_ANSWER: u64 = 16 * 1024 * 1024;

fn name(place: &Path) -> io::Result<Name<'_>> {
    place.to_fs_name::<GenericFilePath>()
}

/// Asks a daemon that is known to run, and may have started a moment ago.
pub async fn ask_when_ready(folder: &Path, request: &Request) -> Result<Response, ChannelError> {
    let end = tokio::time::Instant::now() + GET_READY;
    loop {
        match ask(folder, request).await {
            Err(ChannelError::NobodyThere) if tokio::time::Instant::now() < end => {
                tokio::time::sleep(AGAIN).await;
            }
            answer => return answer,
        }
    }
}

/// Asks the daemon of this session.
pub async fn ask(folder: &Path, request: &Request) -> Result<Response, ChannelError> {
    let place = local_socket(folder);
    let exchange = async {
        let connected = Stream::connect(name(&place).map_err(ChannelError::Io)?).await;
        let stream = connected.map_err(|error| {
            let kind = error.kind();
            if matches!(kind, io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) {
                ChannelError::NobodyThere
            } else {
                ChannelError::Io(error)
            }
        })?;
        if !leads_to_this_user(&stream) {
            return Err(ChannelError::Stranger);
        }
        speak(stream, request).await
    };
    tokio::time::timeout(PATIENCE, exchange).await.unwrap_or(Err(ChannelError::Silent))
}

/// Sends `request` to the daemon at the other end of `stream`, and reads what it answers.
#[doc(hidden)]
pub async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    request: &Request,
) -> Result<Response, ChannelError> {
    let mut stream = BufReader::new(stream);
    let mut line = serde_json::to_vec(request).map_err(ChannelError::Foreign)?;
    line.push(b'\n');
    stream.write_all(&line).await.map_err(ChannelError::Io)?;
    let answer = read_line(&mut stream, LONGEST_ANSWER).await.map_err(ChannelError::Io)?;
    if answer.is_empty() {
        // It ended, or did not understand the question.
        return Err(ChannelError::Io(io::ErrorKind::UnexpectedEof.into()));
    }
    serde_json::from_slice(&answer).map_err(ChannelError::Foreign)
}

/// The next line of `stream`, or its first `longest` bytes.
async fn read_line(stream: impl AsyncBufRead + Unpin, longest: u64) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    stream.take(longest).read_until(b'\n', &mut line).await?;
    Ok(line)
}

/// The daemon's end.
pub(super) struct Door {
    listener: Listener,
    folder: PathBuf,
}

impl Door {
    /// Opens the door. The caller holds the session's lock, so a socket that is still there is a dead one's.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        let place = local_socket(folder);
        let options = ListenerOptions::new().name(name(&place)?).try_overwrite(true);
        let listener = for_this_user(options)?.create_tokio()?;
        Ok(Self { listener, folder: folder.to_owned() })
    }

    /// The next connection of another start.
    pub(super) async fn next(&self) -> Stream {
        loop {
            match self.listener.accept().await {
                Ok(stream) if may_speak(&stream, &self.folder) => return stream,
                Ok(_) => tracing::info!("another user of this computer tried to speak to it"),
                Err(error) => {
                    tracing::debug!(%error, "another start could not come in");
                    tokio::time::sleep(ACCEPT_REST).await;
                }
            }
        }
    }
}

/// Reads one request from `stream` and writes what `answer` says to it.
#[doc(hidden)]
pub async fn serve<F>(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    answer: impl FnOnce(Request) -> F,
) where
    F: Future<Output = Response>,
{
    let exchange = async {
        let mut stream = BufReader::new(stream);
        let line = read_line(&mut stream, LONGEST_REQUEST).await?;
        let request = serde_json::from_slice(&line)?;
        let mut reply = serde_json::to_vec(&answer(request).await)?;
        reply.push(b'\n');
        stream.write_all(&reply).await
    };
    match tokio::time::timeout(PATIENCE, exchange).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a request over the local socket made no sense"),
        Err(_) => tracing::debug!("a request over the local socket never came"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::session::{self, Entry};

    /// Answers one request in `folder` by what `answer` makes of it.
    fn daemon(folder: &Path, answer: impl FnOnce(Request) -> Response + Send + 'static) {
        let door = Door::open(folder).unwrap();
        tokio::spawn(async move {
            serve(door.next().await, |request| async { answer(request) }).await;
        });
    }

    #[tokio::test]
    async fn a_request_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        daemon(folder.path(), |request| {
            assert_eq!(request, Request::Do(Command::OpenPage));
            Response::Done
        });
        let answer = ask(folder.path(), &Request::Do(Command::OpenPage)).await.unwrap();
        assert_eq!(answer, Response::Done);
    }

    #[tokio::test]
    async fn without_a_daemon_nobody_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let answer = ask(folder.path(), &Request::Status).await;
        assert!(matches!(answer, Err(ChannelError::NobodyThere)), "{answer:?}");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn the_socket_of_a_dead_daemon_is_nobody_and_makes_room() {
        let folder = tempfile::tempdir().unwrap();
        // Closed without being removed, as by a kill.
        drop(std::os::unix::net::UnixListener::bind(local_socket(folder.path())).unwrap());
        let answer = ask(folder.path(), &Request::Status).await;
        assert!(matches!(answer, Err(ChannelError::NobodyThere)), "{answer:?}");
        daemon(folder.path(), |_| Response::Done);
        assert_eq!(ask(folder.path(), &Request::Status).await.unwrap(), Response::Done);
    }

    #[tokio::test]
    async fn one_that_is_just_starting_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let (asked, ()) = tokio::join!(ask_when_ready(folder.path(), &Request::Status), async {
            tokio::task::yield_now().await;
            daemon(folder.path(), |_| Response::Done);
        });
        assert_eq!(asked.unwrap(), Response::Done);
    }

    #[cfg(unix)]
    #[tokio::test(start_paused = true)]
    async fn a_daemon_that_never_answers_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let _silent = std::os::unix::net::UnixListener::bind(local_socket(folder.path())).unwrap();
        let answer = ask(folder.path(), &Request::Status).await;
        assert!(matches!(answer, Err(ChannelError::Silent)), "{answer:?}");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn what_makes_no_sense_gets_no_answer_and_breaks_nothing() {
        use std::io::{Read as _, Write as _};
        let folder = tempfile::tempdir().unwrap();
        let door = Door::open(folder.path()).unwrap();
        for nonsense in
            [&b"\n"[..], b"{\"do\":\"explode\"}\n", b"\xff\xfe\n", b"GET / HTTP/1.1\r\n"]
        {
            let place = local_socket(folder.path());
            let stranger = tokio::task::spawn_blocking(move || {
                let mut stream = std::os::unix::net::UnixStream::connect(place).unwrap();
                stream.write_all(nonsense).unwrap();
                let mut answer = Vec::new();
                // Closed, or reset with bytes unread: either way there is no answer.
                drop(stream.read_to_end(&mut answer));
                answer
            });
            serve(door.next().await, |_| async { Response::Done }).await;
            assert_eq!(stranger.await.unwrap(), b"");
        }
    }

    /// What comes back to somebody who says `words`, and then nothing more.
    async fn said_to(words: Vec<u8>) -> Vec<u8> {
        let (ours, theirs) = tokio::io::duplex(1024);
        let stranger = async move {
            let (mut read, mut write) = tokio::io::split(theirs);
            let mut answer = Vec::new();
            let says = async {
                // It may be cut off in the middle.
                drop(write.write_all(&words).await);
                std::future::pending::<()>().await;
            };
            tokio::select! {
                _ = read.read_to_end(&mut answer) => {}
                () = says => {}
            }
            answer
        };
        let answer = |_| async { Response::Done };
        tokio::join!(serve(ours, answer), stranger).1
    }

    #[tokio::test(start_paused = true)]
    async fn who_says_half_a_request_and_then_nothing_is_given_up() {
        assert_eq!(said_to(b"\"status\"\n".to_vec()).await, b"\"done\"\n");
        let began = tokio::time::Instant::now();
        assert_eq!(said_to(b"\"stat".to_vec()).await, b"");
        assert_eq!(began.elapsed().as_secs(), PATIENCE.as_secs(), "and not later");
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_without_end_is_cut_off_and_one_without_bottom_is_none() {
        let began = tokio::time::Instant::now();
        let longest = usize::try_from(LONGEST_REQUEST).unwrap();
        let mut padded = vec![b' '; longest - b"\"status\"\n".len()];
        padded.extend(b"\"status\"\n");
        assert_eq!(said_to(padded).await, b"\"done\"\n", "as long as one may be");
        assert_eq!(said_to(vec![b' '; longest * 100]).await, b"");
        for deep in ["[", "{\"do\":", "{\"do\":{\"saw\":["] {
            let mut words = deep.repeat(longest / deep.len() / 2).into_bytes();
            words.push(b'\n');
            assert_eq!(said_to(words).await, b"", "{deep}");
        }
        assert_eq!(began.elapsed(), Duration::ZERO, "nobody waits for it");
    }

    #[tokio::test]
    async fn an_answer_without_end_or_bottom_is_not_understood() {
        for word in ["[", "{\"status\":", " "] {
            let (ours, theirs) = tokio::io::duplex(64 * 1024);
            let daemon = async move {
                let words = word.repeat(1024).into_bytes();
                let (mut read, mut write) = tokio::io::split(theirs);
                read.read_u8().await.unwrap();
                let mut sent = 0;
                while write.write_all(&words).await.is_ok() {
                    sent += words.len() as u64;
                }
                sent
            };
            let asked = async move { speak(ours, &Request::Status).await };
            let (answer, sent) = tokio::join!(asked, daemon);
            assert!(matches!(answer, Err(ChannelError::Foreign(_))), "{word:?}: {answer:?}");
            assert!(sent <= LONGEST_ANSWER + 128 * 1024, "{word:?}: {sent}");
        }
    }

    #[tokio::test]
    async fn another_versions_answer_is_called_that() {
        let folder = tempfile::tempdir().unwrap();
        let door = Door::open(folder.path()).unwrap();
        let (answer, ()) = tokio::join!(ask(folder.path(), &Request::Status), async {
            let stream = door.next().await;
            let mut line = String::new();
            BufReader::new(&stream).read_line(&mut line).await.unwrap();
            (&stream).write_all(b"{\"from\":\"the future\"}\n").await.unwrap();
        });
        assert!(matches!(answer, Err(ChannelError::Foreign(_))), "{answer:?}");
    }

    #[test]
    fn the_socket_lies_where_only_its_owner_may_enter() {
        let folder = tempfile::tempdir().unwrap();
        let Entry::Entered(session) = session::enter(&folder.path().join("run")) else {
            panic!("nobody else is there")
        };
        assert!(local_socket(session.folder()).starts_with(session.folder()) || cfg!(windows));
    }
}
