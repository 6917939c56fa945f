//! Another user of this computer against the running program: its socket, its page, and the link that it hands to the
//! desktop, which anybody can read in the list of processes. What is tried, and what comes of it, is printed:
//! `cargo test --test attacks -- --nocapture`.
//!
//! It takes a second user, so it runs as root alone, and says so elsewhere: the program is root's, the attacker nobody.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

#[path = "../daemon/browser.rs"]
#[expect(dead_code, reason = "the tests of the daemon need more of it")]
mod browser;
#[path = "../desktop/bus.rs"]
#[expect(dead_code, reason = "the tests of the tray need more of it")]
mod bus;
#[path = "../daemon/daemon.rs"]
#[expect(dead_code, reason = "the tests of the daemon need more of it")]
mod daemon;
#[path = "../cli/internet.rs"]
#[expect(dead_code, reason = "the tests of the command line need more of it")]
mod internet;
#[path = "../desktop/seen.rs"]
mod seen;
#[path = "../support/server.rs"]
#[expect(dead_code, reason = "the tests of the probe need more of it")]
mod server;
#[path = "../daemon/world.rs"]
#[expect(dead_code, reason = "the tests of the daemon need more of it")]
mod world;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::process::Command;
use url::Url;

use daemon::Daemon;
use world::World;

const NOBODY: u32 = 65_534;

/// Where the attacker goes, and what they say there.
const WHERE: &str = "ATTACK_WHERE";
const WHAT: &str = "ATTACK_WHAT";

#[tokio::test]
async fn another_user_gets_nothing() {
    if !nix::unistd::geteuid().is_root() {
        assert!(std::env::var_os("CI").is_none_or(|it| it.is_empty()), "it needs root");
        eprintln!("skipped: another user is needed, and only root has one");
        return;
    }
    let world = World::new().await;
    let mut command = world.command(["run", "--headless"]);
    command.env("STREAMDOCTOR_LOG", "trace");
    let daemon = Daemon::start(command);
    daemon.until_it_says("started").await;
    let attacker = Attacker::new();
    let run = world.path("run");
    let socket = run.join("streamdoctor/streamdoctor.sock");
    let mut told = Vec::new();

    // The folder keeps them out.
    let answer = attacker.tries(&unix(&socket), "\"status\"\n").await;
    assert!(answer.starts_with("error"), "{answer}");
    told.push(("the socket, through its folder", answer));

    // The program does, too, where the folder has been opened to everybody, as a careless backup does.
    for path in [world.path(""), run.clone(), run.join("streamdoctor"), socket.clone()] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
    }
    for (attack, words) in [
        ("the socket, asking what it knows", "\"status\"\n"),
        ("the socket, telling it to open its page", "{\"do\":\"open_page\"}\n"),
        ("the socket, telling it to end", "{\"do\":\"quit\"}\n"),
    ] {
        let answer = attacker.tries(&unix(&socket), words).await;
        assert!(
            [
                "",
                "error: Connection reset by peer (os error 104)",
                "error: Broken pipe (os error 32)"
            ]
            .contains(&answer.as_str()),
            "{answer}"
        );
        told.push((attack, answer));
    }
    daemon.until_it_says("another user of this computer tried to speak to it").await;

    // A live link, as it stands in the list of processes while the desktop starts a browser.
    let status = world.command::<&str>([]).status().await.unwrap();
    assert!(status.success(), "the owner may");
    let link = world.opened.nth(1).await;
    let url = Url::parse(&link).unwrap();
    let there = format!("tcp:127.0.0.1:{}", url.port().unwrap());
    let host = format!("127.0.0.1:{}", url.port().unwrap());
    let path = format!("{}?{}", url.path(), url.query().unwrap());
    for (attack, target) in [
        ("the page, with the live link of the process list", path.as_str()),
        ("the page, with nothing", "/"),
    ] {
        let request = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let answer = attacker.tries(&there, &request).await;
        assert!(!answer.contains("HTTP/1.1"), "{answer}");
        told.push((attack, answer));
    }
    let page = browser::open(&link).await;
    assert_eq!(page.status, 200, "the attack did not use it up");
    assert_eq!(browser::open(&link).await.status, 403, "and now it is dead");
    told.push(("the page, with the link that was used", "403".to_owned()));

    let said = daemon.says.all().join("\n");
    let ticket = url.query().unwrap().split_once('=').unwrap().1;
    assert!(!said.contains(ticket), "no ticket in a log");
    for (attack, answer) in told {
        let answer = if answer.is_empty() { "closed without a word" } else { &answer };
        println!("{attack} → {answer}");
    }
}

/// What the attacker's process does: this test binary, started once more as somebody else.
#[test]
#[ignore = "it is started by the other test"]
fn attacker() {
    let [there, what] =
        [WHERE, WHAT].map(|it| std::env::var_os(it).unwrap().into_string().unwrap());
    let answer = attack(&there, &what).unwrap_or_else(|error| format!("error: {error}"));
    println!("<<<{answer}>>>");
}

fn attack(there: &str, what: &str) -> std::io::Result<String> {
    let mut answer = Vec::new();
    let limit = Some(Duration::from_secs(5));
    if let Some(path) = there.strip_prefix("unix:") {
        let mut stream = UnixStream::connect(path)?;
        stream.set_read_timeout(limit)?;
        stream.write_all(what.as_bytes())?;
        stream.read_to_end(&mut answer)?;
    } else {
        let mut stream = TcpStream::connect(there.trim_start_matches("tcp:"))?;
        stream.set_read_timeout(limit)?;
        stream.write_all(what.as_bytes())?;
        stream.read_to_end(&mut answer)?;
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn unix(socket: &Path) -> String {
    format!("unix:{}", socket.display())
}

/// A copy of this program that anybody may run, wherever it was built.
struct Attacker {
    _folder: tempfile::TempDir,
    program: PathBuf,
}

impl Attacker {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let program = folder.path().join("attacker");
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        Self { _folder: folder, program }
    }

    async fn tries(&self, there: &str, what: &str) -> String {
        let mut command = Command::new(&self.program);
        command.args(["--ignored", "--exact", "attacker", "--nocapture"]);
        command
            .env_clear()
            .env(WHERE, there)
            .env(WHAT, what)
            .current_dir("/")
            .uid(NOBODY)
            .gid(NOBODY);
        let output = command.output().await.unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let (_, rest) = text.split_once("<<<").unwrap_or_else(|| panic!("{text}"));
        rest.split_once(">>>").unwrap().0.to_owned()
    }
}
