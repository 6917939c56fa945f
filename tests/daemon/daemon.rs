//! The running program.

use std::process::{ExitStatus, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::bus::PATIENCE;
use crate::seen::Seen;

/// Killed with the test.
pub(crate) struct Daemon {
    pub(crate) child: Child,
    /// What it writes to standard error, line by line.
    pub(crate) says: Seen<String>,
}

impl Daemon {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let says = Seen::default();
        let said = says.clone();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        tokio::spawn(async move {
            while let Some(line) = lines.next_line().await.unwrap() {
                said.push(line);
            }
        });
        Self { child, says }
    }

    /// Whether it says something with `words` in it, and does not end instead.
    pub(crate) async fn says_before_it_ends(&mut self, words: &str) -> bool {
        let says = self.says.clone();
        // Waiting for the end of a process closes its standard input first.
        let stdin = self.child.stdin.take();
        let said = tokio::select! {
            () = until(&says, words) => true,
            _ = self.child.wait() => false,
        };
        self.child.stdin = stdin;
        said
    }

    pub(crate) async fn type_in(&mut self, words: &str) {
        self.child.stdin.as_mut().unwrap().write_all(words.as_bytes()).await.unwrap();
    }

    /// Waits until it says something with `words` in it.
    pub(crate) async fn until_it_says(&self, words: &str) {
        until(&self.says, words).await;
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.id().unwrap()).unwrap();
        kill(Pid::from_raw(id), signal).unwrap();
    }

    /// Waits for its end, and returns all that it said.
    pub(crate) async fn ends(mut self) -> (ExitStatus, Vec<String>) {
        let status = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        (status.expect("it ends").unwrap(), self.says.all())
    }

    pub(crate) async fn ends_after(self, signal: Signal) -> (ExitStatus, Vec<String>) {
        self.signal(signal);
        self.ends().await
    }
}

async fn until(says: &Seen<String>, words: &str) {
    let mut wanted = 0;
    loop {
        wanted += 1;
        if says.nth(wanted).await.contains(words) {
            return;
        }
    }
}
