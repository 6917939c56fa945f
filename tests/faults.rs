//! Faults of the machine that the program runs on: it says so, ends as promised, and neither panics nor hangs.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

#[path = "cli/internet.rs"]
#[expect(dead_code, reason = "the tests of the command line need more of it")]
mod internet;
#[path = "support/pki.rs"]
#[expect(dead_code, reason = "the tests of the probe need more of it")]
mod pki;
#[path = "support/server.rs"]
#[expect(dead_code, reason = "the tests of the probe need more of it")]
mod server;

use std::fmt::{Debug, Write as _};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use streamdoctor::catalogue::{ProbeKind, bundled};
use streamdoctor::clock::Clock;
use streamdoctor::config::Config;
use streamdoctor::diagnosis::{Blame, diagnose};
use streamdoctor::observation::Expectation;
use streamdoctor::presentation::words::Platform;
use streamdoctor::presentation::{ServiceState, report};
use streamdoctor::probe::{Limits, Proxies, Reader, Spec, Trust, Walker, round};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use tracing::field::Field;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry;
use url::Url;

use internet::Internet;
use pki::Authority;

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

/// Panics in the middle of a probe: at the first word that the library of HTTP/2 says of its work.
#[derive(Clone, Default)]
struct Saboteur {
    /// What the program says of its own faults.
    said: Arc<Mutex<Vec<String>>>,
}

impl<S: tracing::Subscriber> Layer<S> for Saboteur {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let about = event.metadata();
        assert!(!about.target().starts_with("h2::"), "sabotage");
        if about.target().starts_with("streamdoctor") && *about.level() == tracing::Level::ERROR {
            let mut words = String::new();
            event.record(&mut |field: &Field, value: &dyn Debug| {
                write!(words, "{}={value:?} ", field.name()).unwrap();
            });
            self.said.lock().unwrap().push(words);
        }
    }
}

#[tokio::test]
async fn a_probe_that_panics_is_our_fault_and_what_else_was_seen_stands() {
    let authority = Authority::new("Public Root");
    let identity = |protocol: &[u8]| authority.certify("127.0.0.1").config(&[protocol]);
    let answer = vec![server::response("200 OK", "hello")];
    let well = server::https(identity(b"http/1.1"), answer.clone()).await;
    let sabotaged = server::https(identity(b"h2"), answer).await;
    let control = server::http(vec![server::response("204 No Content", "")]).await;

    let mut services = bundled();
    services.truncate(2);
    for (service, address) in services.iter_mut().zip([sabotaged, well]) {
        service.targets.truncate(1);
        service.targets[0].url = Url::parse(&format!("https://{address}/")).unwrap();
        service.targets[0].probe = ProbeKind::Https;
        service.targets[0].expect = Expectation::default();
    }
    let mut controls = Config::default().controls;
    for it in &mut controls {
        it.url = Url::parse(&format!("http://{control}/")).unwrap();
        it.expect = Expectation::default();
    }
    let spec = Spec {
        controls,
        anchors: vec![control],
        public_resolvers: vec![],
        doh: vec![],
        services: services.clone(),
        trials: false,
        outside_tunnel: false,
        closely: false,
        deadline: Duration::from_secs(15),
    };
    let roots = [authority.root()];
    let trust = Trust::from_roots(&roots, &roots);
    let (clock, limits) = (Clock::system(), Limits::default());
    let walker = Walker::new(trust.clone(), clock.clone(), limits.clone());
    let reader = Arc::new(Reader::new(trust, Proxies::default(), &limits));

    let saboteur = Saboteur::default();
    let heard = tracing::subscriber::set_default(registry().with(saboteur.clone()));
    let snapshot = round(&walker, &reader, &clock, &spec, |_| ()).await;
    drop(heard);

    let said = saboteur.said.lock().unwrap().clone();
    assert_eq!(said, ["message=a probe ended abnormally panicked=true "]);
    let told = report(&snapshot, &diagnose(&snapshot), &services, Platform::Linux);
    let states = told.services.iter().map(|it| it.state).collect::<Vec<_>>();
    assert_eq!(states, [ServiceState::Unknown, ServiceState::Up], "{told:#?}");
    // Not looked at is neither well nor anybody's fault.
    let blame = told.services[0].diagnosis.cause.blame();
    assert!([Blame::None, Blame::Unknown].contains(&blame), "{told:#?}");
    assert!([Blame::None, Blame::Unknown].contains(&told.network.cause.blame()));
}

#[tokio::test]
async fn where_nothing_can_be_written_it_runs_and_says_what_is_missing() {
    let world = World::new().await;
    let mut command = world.command(PROGRAM);
    // Nobody can make a folder there, not even root.
    command.args(["run", "--headless"]).env("XDG_RUNTIME_DIR", "/proc/1/none");
    let said = runs_and_ends(command).await;
    assert!(said[0].contains("there is no place for the notes of this session"), "{said:?}");
}

/// What is no file, in the place of `place`: opening a pipe waits for somebody who writes, and a device may have no end.
fn no_files() -> [fn(&Path); 3] {
    let pipe: fn(&Path) = |place| {
        let made = std::process::Command::new("mkfifo").arg(place).status();
        assert!(made.unwrap().success());
    };
    [pipe, |place| fs::create_dir(place).unwrap(), |place| symlink("/dev/zero", place).unwrap()]
}

fn away_with(place: &Path) {
    match fs::symlink_metadata(place) {
        Ok(it) if it.is_dir() => fs::remove_dir(place).unwrap(),
        Ok(_) => fs::remove_file(place).unwrap(),
        Err(_) => {}
    }
}

#[tokio::test]
async fn settings_that_are_no_files_are_named_and_hold_nobody() {
    let world = World::new().await;
    let config = world.folder.path().join("home/.config/streamdoctor");
    for name in ["streamdoctor.toml", "services/bravo.toml", "services/own.toml"] {
        let place = config.join(name);
        let before = fs::read(&place).ok();
        for put in no_files() {
            away_with(&place);
            put(&place);
            for line in ["$it run --headless", "$it check", "$it history"] {
                let said = ended_well(&world.shell(line).await, &[2]);
                assert!(said.contains("home/.config/streamdoctor cannot be used"), "{said}");
                let why =
                    format!("{name}: the file cannot be read: it is not a file; move it away");
                assert!(said.contains(&why), "{line}: {said}");
            }
        }
        away_with(&place);
        if let Some(before) = before {
            fs::write(&place, before).unwrap();
        }
        ended_well(&world.shell("$it check").await, &[0]);
    }
}

#[tokio::test]
async fn a_lock_or_a_log_that_is_no_file_is_left_alone_and_holds_nobody() {
    let world = World::new().await;
    let (run, state) = ("run/streamdoctor", "home/.local/state/streamdoctor");
    for folder in [run, state] {
        fs::create_dir_all(world.folder.path().join(folder)).unwrap();
    }
    let headless = || {
        let mut command = world.command(PROGRAM);
        command.args(["run", "--headless"]);
        command
    };
    for put in no_files() {
        let lock = world.folder.path().join(run).join("streamdoctor.lock");
        away_with(&lock);
        put(&lock);
        let said = runs_and_ends(headless()).await;
        let why = format!(
            "there is no place for the notes of this session ({} is not a file; move it away)",
            lock.display()
        );
        assert!(said[0].contains(&why), "{said:?}");
        for line in ["$it check", "$it history", "$it status"] {
            ended_well(&world.shell(line).await, &[0, 4]);
        }
        assert!(!fs::symlink_metadata(&lock).unwrap().is_file());
        away_with(&lock);
        let log = world.folder.path().join(state).join("streamdoctor.log");
        away_with(&log);
        put(&log);
        let said = runs_and_ends(headless()).await.join("\n");
        assert!(!said.contains("there is no place"), "{said}");
        away_with(&log);
    }
}

#[tokio::test]
async fn a_history_whose_files_are_none_is_left_alone_and_holds_nobody() {
    let world = World::new().await;
    let headless = || {
        let mut command = world.command(PROGRAM);
        command.args(["run", "--headless"]);
        command
    };
    runs_and_ends(headless()).await;
    let data = world.folder.path().join("home/.local/share/streamdoctor");
    for name in ["history.db-wal", "history.db-shm", "history.db-journal", "history.db"] {
        let place = data.join(name);
        for put in no_files() {
            away_with(&place);
            put(&place);
            let why = format!("({} is not a file; move it away)", place.display());
            let said = runs_and_ends(headless()).await.join("\n");
            let told = format!("the history cannot be kept in a file {why}");
            assert!(said.contains(&told), "{said}");
            let said = ended_well(&world.shell("$it history").await, &[3]);
            assert!(said.contains(&format!("the history cannot be read {why}")), "{said}");
            ended_well(&world.shell("$it check").await, &[0]);
            assert!(!fs::symlink_metadata(&place).unwrap().is_file());
        }
        away_with(&place);
    }
    let said = runs_and_ends(headless()).await.join("\n");
    assert!(!said.contains("the history cannot be kept"), "{said}");
}

/// As under `sudo -E`: the environment names the folders of the user who typed it. Only root can have them made.
#[tokio::test]
async fn folders_of_another_user_are_left_alone() {
    const ANNA: u32 = 12_345;
    if !nix::unistd::geteuid().is_root() {
        assert!(std::env::var_os("CI").is_none_or(|it| it.is_empty()), "it needs root");
        // Past the capture of the test runner: who skips must say so.
        std::io::stderr().write_all(b"SKIPPED: only root has another user's folders\n").unwrap();
        return;
    }
    let world = World::new().await;
    let (run, home) = (world.folder.path().join("run"), world.folder.path().join("home"));
    let all = || {
        let found = std::process::Command::new("find").args([&run, &home]).output().unwrap().stdout;
        String::from_utf8(found).unwrap()
    };
    let give = |place: &Path| chown(place, Some(ANNA), Some(ANNA)).unwrap();
    give(&run);
    give(&home);
    let before = all();
    let mut command = world.command(PROGRAM);
    command.args(["run", "--headless"]);
    let said = runs_and_ends(command).await.join("\n");
    for (what, place) in [
        ("there is no place for the notes of this session", &run),
        ("the history cannot be kept in a file", &home),
    ] {
        let told = format!(
            "{what} ({} belongs to another user of this computer; start it as that user, without sudo)",
            place.display()
        );
        assert!(said.contains(&told), "{said}");
    }
    assert_eq!(all(), before, "nothing is left there");

    // Nor is a program of that user's believed.
    fs::create_dir(run.join("streamdoctor")).unwrap();
    give(&run.join("streamdoctor"));
    let socket = run.join("streamdoctor/streamdoctor.sock");
    // What leads there is for its owner alone, and this program lies where it was built.
    fs::set_permissions(world.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = world.folder.path().join("theirs");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let mut theirs = Command::new(program);
    theirs.args(["--ignored", "--exact", "a_stranger", "--nocapture"]).env(THEIRS, &socket);
    theirs.uid(ANNA).gid(ANNA).current_dir("/").stdout(Stdio::piped()).kill_on_drop(true);
    let mut theirs = theirs.spawn().unwrap();
    let mut lines = BufReader::new(theirs.stdout.take().unwrap()).lines();
    while !lines.next_line().await.unwrap().expect("it listens").contains("listens") {}
    let said = ended_well(&world.shell("$it status").await, &[4]);
    assert!(said.contains("which another user has started"), "{said}");
}

/// Where the program of another user listens.
const THEIRS: &str = "THEIRS";

/// That program: this test binary, started once more as somebody else. It answers whoever asks.
#[test]
#[ignore = "it is started by the other test"]
fn a_stranger() {
    let listener = UnixListener::bind(std::env::var_os(THEIRS).unwrap()).unwrap();
    println!("\nlistens");
    for stream in listener.incoming() {
        // Who asks may not wait for the answer.
        drop(stream.unwrap().write_all(b"\"done\"\n"));
    }
}

/// What `command` says before it is up, by then and at its end.
async fn runs_and_ends(mut command: Command) -> Vec<String> {
    let mut daemon = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(daemon.stderr.take().unwrap()).lines();
    let all = async {
        let mut said = Vec::new();
        while !said.iter().any(|it: &String| it.contains("started")) {
            said.push(lines.next_line().await.unwrap().expect("it runs"));
        }
        let id = i32::try_from(daemon.id().unwrap()).unwrap();
        kill(Pid::from_raw(id), Signal::SIGTERM).unwrap();
        while let Some(line) = lines.next_line().await.unwrap() {
            said.push(line);
        }
        assert!(daemon.wait().await.unwrap().success(), "{said:?}");
        said
    };
    tokio::time::timeout(PATIENCE, all).await.expect("it starts and ends")
}

/// Makes the system refuse what `REFUSES` names (`tests/faults/refusing.c`); `None` where no C compiler is there to
/// build it, which is said aloud.
fn refusal(world: &World) -> Option<PathBuf> {
    let library = world.folder.path().join("refusing.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/refusing.c");
    let mut cc = std::process::Command::new("cc");
    cc.args(["-shared", "-fPIC", "-o"]).arg(&library).args([source, "-ldl"]);
    if cc.status().is_ok_and(|it| it.success()) {
        return Some(library);
    }
    assert!(std::env::var_os("CI").is_none_or(|it| it.is_empty()), "it needs a C compiler");
    // Past the capture of the test runner: who skips must say so.
    std::io::stderr().write_all(b"SKIPPED: a C compiler is needed\n").unwrap();
    None
}

fn refused(world: &World, library: &Path, what: &str) -> Command {
    let mut command = world.command(PROGRAM);
    command.args(["run", "--headless"]).env("LD_PRELOAD", library).env("REFUSES", what);
    command.env("REFUSES_BELOW", world.folder.path().join("home"));
    command.env("STREAMDOCTOR_LOG", "debug");
    command
}

/// All that the program has written below the home.
fn left(world: &World) -> Vec<String> {
    let data = world.folder.path().join("home/.local");
    let found = std::process::Command::new("find").arg(data).args(["-type", "f"]).output();
    String::from_utf8(found.unwrap().stdout).unwrap().lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_used_up_quota_loses_the_record_and_not_the_program() {
    let world = World::new().await;
    let Some(library) = refusal(&world) else { return };
    let said = runs_and_ends(refused(&world, &library, "room")).await.join("\n");
    assert!(said.contains("the history cannot be kept in a file"), "{said}");
    assert!(!said.contains("fault of streamdoctor"), "{said}");
    // What could be written by halves is not there by halves.
    let halves = left(&world).into_iter().filter(|it| it.contains("/.state.json"));
    assert_eq!(halves.collect::<Vec<_>>(), [""; 0]);
    // Nor does it stand in the way of the next, when there is room again.
    let mut command = world.command(PROGRAM);
    command.args(["run", "--headless"]);
    let said = runs_and_ends(command).await.join("\n");
    assert!(!said.contains("the history cannot be kept"), "{said}");
    assert!(!left(&world).iter().any(|it| it.contains("damaged")), "{:?}", left(&world));
}

/// As on NFS without its lock daemon.
#[tokio::test]
async fn without_locks_it_runs_and_says_what_is_missing() {
    let world = World::new().await;
    let Some(library) = refusal(&world) else { return };
    let said = runs_and_ends(refused(&world, &library, "locks")).await.join("\n");
    assert!(said.contains("there is no place for the notes of this session"), "{said}");
    assert!(said.contains("the history cannot be kept in a file"), "{said}");
    assert!(said.contains("or its disk has no locks"), "{said}");
    assert!(!said.contains("fault of streamdoctor"), "{said}");
}
