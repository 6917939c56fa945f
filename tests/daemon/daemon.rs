//! The running program.

use std::process::{ExitStatus, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::bus::PATIENCE;
use crate::seen::Seen;

/// Killed with the test.
pub(crate) struct Daemon {
    child: Child,
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

    /// Waits until it says something with `words` in it.
    pub(crate) async fn until_it_says(&self, words: &str) {
        let mut wanted = 0;
        loop {
            wanted += 1;
            if self.says.nth(wanted).await.contains(words) {
                return;
            }
        }
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
