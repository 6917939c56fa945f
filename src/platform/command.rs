//! Runs one of the system's own tools, for a short time.

use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// These tools only read tables; one that takes longer is stuck.
const LIMIT: Duration = Duration::from_millis(300);

/// What `program` prints; `None` where it is missing or does not end in time. Its language is the untranslated one.
pub(super) fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let mut child = Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut pipe = child.stdout.take()?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if pipe.read_to_end(&mut bytes).is_ok() {
            // Nobody listens any more where it came too late.
            drop(sender.send(bytes));
        }
    });
    let bytes = receiver.recv_timeout(LIMIT).ok();
    if bytes.is_none() {
        // It may have ended by itself just now.
        drop(child.kill());
    }
    drop(child.wait());
    bytes.map(|it| String::from_utf8_lossy(&it).into_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_given() {
        assert_eq!(output("/bin/echo", &["one", "two"]).as_deref(), Some("one two\n"));
    }

    #[test]
    fn a_tool_that_is_missing_or_stuck_gives_nothing() {
        assert_eq!(output("/nowhere/tool", &[]), None);
        assert_eq!(output("/bin/sleep", &["60"]), None);
    }
}
