//! Faults of the machine that the program runs on: it says so, ends as promised, and neither panics nor hangs.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

#[path = "cli/internet.rs"]
#[expect(dead_code, reason = "the tests of the command line need more of it")]
mod internet;
#[path = "support/server.rs"]
#[expect(dead_code, reason = "the tests of the probe need more of it")]
mod server;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Output, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use internet::Internet;

const PROGRAM: &str = env!("CARGO_BIN_EXE_streamdoctor");

/// Longer than any command may take.
const PATIENCE: Duration = Duration::from_mins(1);

struct World {
    folder: tempfile::TempDir,
    _internet: Internet,
}

impl World {
    async fn new() -> Self {
        let (folder, internet) = (tempfile::tempdir().unwrap(), Internet::new().await);
        let config = folder.path().join("home/.config/streamdoctor");
        fs::create_dir_all(config.join("services")).unwrap();
        fs::write(config.join("streamdoctor.toml"), internet.settings()).unwrap();
        fs::write(config.join("services/bravo.toml"), internet.service()).unwrap();
        fs::create_dir(folder.path().join("run")).unwrap();
        fs::set_permissions(folder.path().join("run"), fs::Permissions::from_mode(0o700)).unwrap();
        Self { folder, _internet: internet }
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().kill_on_drop(true).stdin(Stdio::null());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.folder.path().join("home"));
        command.env("XDG_RUNTIME_DIR", self.folder.path().join("run"));
        command.current_dir(self.folder.path());
        command
    }

    /// What a shell makes of `line`, in which `$it` is the program.
    async fn shell(&self, line: &str) -> Output {
        let mut command = self.command("sh");
        command.args(["-c", line]).env("it", PROGRAM);
        tokio::time::timeout(PATIENCE, command.output()).await.expect("it ends").unwrap()
    }
}

/// Ended by itself with a status that is promised, and without a fault of its own.
#[track_caller]
fn ended_well(output: &Output, statuses: &[i32]) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code().is_some_and(|it| statuses.contains(&it)), "{output:?}");
    assert!(
        !said.contains("fault of streamdoctor") && !said.contains("ended abnormally"),
        "{said}"
    );
    said
}

#[tokio::test]
async fn without_descriptors_it_judges_what_it_could_see_and_blames_no_network() {
    let world = World::new().await;
    for limit in [8, 10, 12, 14, 16, 20, 24] {
        let output = world.shell(&format!("ulimit -n {limit}; exec $it check --json")).await;
        let said = ended_well(&output, &[0, 1, 2, 3]);
        let Ok(told) = serde_json::from_slice::<serde_json::Value>(&output.stdout) else {
            assert!(said.starts_with("streamdoctor: cannot"), "{limit}: {output:?}");
            continue;
        };
        let blame = told["summary"]["blame"].as_str().unwrap().to_owned();
        assert!(["none", "unknown", "device"].contains(&blame.as_str()), "{limit}: {told:#}");
    }
}

#[tokio::test]
async fn a_full_disk_loses_the_record_and_not_the_answer() {
    let world = World::new().await;
    let output = world.shell("$it check --json --save /dev/full").await;
    let said = ended_well(&output, &[0]);
    assert!(said.contains("/dev/full: what was seen cannot be written"), "{said}");
    assert!(serde_json::from_slice::<serde_json::Value>(&output.stdout).is_ok(), "{output:?}");
}

#[tokio::test]
async fn nobody_who_listens_is_no_failure() {
    let world = World::new().await;
    for line in [
        "$it check > /dev/full",
        "$it check >&-",
        "$it check 2>&-",
        "$it check --json | true",
        "$it services | head -n 1",
    ] {
        ended_well(&world.shell(line).await, &[0]);
    }
}

#[tokio::test]
async fn where_nothing_can_be_written_it_runs_and_says_what_is_missing() {
    let world = World::new().await;
    let mut command = world.command(PROGRAM);
    // Nobody can make a folder there, not even root.
    command.args(["run", "--headless"]).env("XDG_RUNTIME_DIR", "/proc/1/none");
    let mut daemon = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(daemon.stderr.take().unwrap()).lines();
    let said = async {
        let mut said = Vec::new();
        while !said.iter().any(|it: &String| it.contains("started")) {
            said.push(lines.next_line().await.unwrap().expect("it runs"));
        }
        said
    };
    let said = tokio::time::timeout(PATIENCE, said).await.expect("it starts");
    assert!(said[0].contains("there is no place for the notes of this session"), "{said:?}");
    let id = i32::try_from(daemon.id().unwrap()).unwrap();
    kill(Pid::from_raw(id), Signal::SIGTERM).unwrap();
    assert!(daemon.wait().await.unwrap().success());
}
