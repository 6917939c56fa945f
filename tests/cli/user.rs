//! Somebody at a terminal, with private folders.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

/// Long enough for a busy machine; nothing waits for it but what is broken.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Ends with the test.
pub(crate) struct User {
    folder: TempDir,
}

impl User {
    /// Somebody who has no settings.
    pub(crate) fn new() -> Self {
        let user = Self { folder: tempfile::tempdir().unwrap() };
        for folder in ["home", "run"] {
            fs::create_dir(user.path(folder)).unwrap();
        }
        user
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The program with these arguments, in the user's folder.
    pub(crate) fn command<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_streamdoctor"));
        command.args(arguments).env_clear().kill_on_drop(true).stdin(Stdio::null());
        command.env("HOME", self.path("home")).env("XDG_RUNTIME_DIR", self.path("run"));
        command.current_dir(self.folder.path());
        command
    }

    pub(crate) async fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Outcome {
        outcome(self.command(arguments)).await
    }

    /// The same, with `input` on standard input.
    pub(crate) async fn feed(&self, arguments: &[&str], input: &[u8]) -> Outcome {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // It may have had enough before the end.
        drop(stdin.write_all(input).await);
        drop(stdin);
        Outcome::of(
            tokio::time::timeout(PATIENCE, child.wait_with_output()).await.unwrap().unwrap(),
        )
    }
}

/// Runs `command` to its end.
pub(crate) async fn outcome(mut command: Command) -> Outcome {
    Outcome::of(tokio::time::timeout(PATIENCE, command.output()).await.unwrap().unwrap())
}

/// What came of a command.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Outcome {
    fn of(output: std::process::Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let outcome = Self {
            status: output.status.code().expect("it ends by itself"),
            out: text(output.stdout),
            err: text(output.stderr),
        };
        assert!(!outcome.err.contains("panicked"), "{outcome:#?}");
        outcome
    }

    /// It ended so, and had nothing to complain of.
    #[track_caller]
    pub(crate) fn ends(self, status: i32) -> Self {
        assert_eq!((self.status, self.err.as_str()), (status, ""), "{self:#?}");
        self
    }

    /// It refused its input with a sentence that holds all of `words`.
    #[track_caller]
    pub(crate) fn refuses(&self, words: &[&str]) {
        assert_eq!((self.status, self.out.as_str()), (2, ""), "{self:#?}");
        for words in words {
            assert!(self.err.contains(words), "{words:?} is missing in {:?}", self.err);
        }
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|err| panic!("{err}: {}", self.out))
    }
}
