//! Secrets are planted wherever the program looks; then every byte that it writes is searched for them.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

#[path = "support/server.rs"]
#[expect(dead_code, reason = "the tests of the probe need more of it")]
mod server;

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_streamdoctor");

/// What must stand in nothing that is written, at whatever level it logs.
const SECRETS: [(&str, &str); 7] = [
    ("the user's name", "planted-user"),
    ("the computer's name", "planted-computer"),
    ("the password of the proxy", "planted-password"),
    ("the name at the proxy", "planted-login"),
    ("a query", "planted-query"),
    ("a cookie", "planted-cookie"),
    ("a credential of the service", "planted-credential"),
];

/// What must not stand in the log of every day.
const ADDRESS: &str = "127.0.0.1";

/// A user's folders, with a service that sets cookies, redirects with a query, and then fails.
struct World {
    folder: tempfile::TempDir,
    service: SocketAddr,
}

impl World {
    async fn new() -> Self {
        let (service, _) = server::http_by(|request| {
            let line = request.lines().next().unwrap_or_default();
            if line.contains("/alive") {
                return vec![server::response("204 No Content", "")];
            }
            if line.contains("/again") {
                return vec![server::send(
                    "HTTP/1.1 503 Service Unavailable\r\nSet-Cookie: id=planted-cookie-2; Path=/\r\n\
                     WWW-Authenticate: Basic realm=\"x\"\r\nAuthorization: Bearer planted-credential\r\n\
                     Content-Length: 4\r\n\r\nsad\n",
                )];
            }
            vec![server::send(
                "HTTP/1.1 302 Found\r\nSet-Cookie: id=planted-cookie; HttpOnly\r\n\
                 Location: /again?session=planted-query#planted-query\r\nContent-Length: 0\r\n\r\n",
            )]
        })
        .await;
        let world = Self { folder: tempfile::tempdir().unwrap(), service };
        world.write(
            "planted-user/.config/streamdoctor/streamdoctor.toml",
            &format!(
                "[controls]\nendpoints = [{{ url = \"http://{service}/alive\", expect = {{ status = 204 }} }}]\n\
                 addresses = [\"{service}\"]\n[resolvers]\npublic = []\ndoh = []\n\
                 [schedule]\ninterval = \"10s\"\nquick = \"10s\"\n[services]\nenabled = [\"bravo\"]\n"
            ),
        );
        world.write(
            "planted-user/.config/streamdoctor/services/bravo.toml",
            &format!(
                "id = \"bravo\"\nname = \"Bravo\"\n[[target]]\nrole = \"web\"\n\
                 url = \"http://{service}/watch?key=planted-query\"\n"
            ),
        );
        fs::create_dir_all(world.path("run")).unwrap();
        fs::set_permissions(world.path("run"), fs::Permissions::from_mode(0o700)).unwrap();
        world
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &[&str], log: &str) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).env_clear().kill_on_drop(true).stdin(Stdio::null());
        command.env("HOME", self.path("planted-user")).env("XDG_RUNTIME_DIR", self.path("run"));
        command.env("USER", "planted-user").env("LOGNAME", "planted-user");
        command.env("HOSTNAME", "planted-computer").env("STREAMDOCTOR_LOG", log);
        // For another scheme than the service's, so that it is read and not used.
        command.env("https_proxy", "http://planted-login:planted-password@127.0.0.1:9");
        command.current_dir(self.path("run"));
        command
    }

    async fn run(&self, arguments: &[&str], log: &str) -> Output {
        self.command(arguments, log).output().await.unwrap()
    }
}

#[tokio::test]
async fn nothing_that_is_written_holds_a_planted_secret() {
    let world = World::new().await;
    let mut written = Vec::new();
    for (arguments, log) in [
        (&["check", "--save", "round.json"][..], "trace"),
        (&["check", "--json"], "trace"),
        (&["check", "--seen", "503"], "info"),
        (&["diagnose", "round.json"], "trace"),
        (&["diagnose", "round.json", "--json"], "info"),
        (&["classify", "round.json"], "trace"),
        (&["explain", "503"], "info"),
        (&["status"], "info"),
    ] {
        let output = world.run(arguments, log).await;
        written.push((format!("{arguments:?}, standard output"), output.stdout));
        written.push((format!("{arguments:?}, standard error"), output.stderr));
    }

    // The daemon, up to its first word about the fault, and another start that asks it.
    let mut daemon =
        world.command(&["run", "--headless"], "trace").stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(daemon.stderr.take().unwrap());
    let mut log = Vec::new();
    let told = async {
        while !String::from_utf8_lossy(&log).contains("a problem began") {
            assert_ne!(lines.read_until(b'\n', &mut log).await.unwrap(), 0, "it ended");
        }
    };
    tokio::time::timeout(Duration::from_mins(1), told).await.expect("a problem is told");
    let status = world.run(&["status", "--json"], "trace").await;
    assert_eq!(status.status.code(), Some(1), "{status:?}");
    written.push(("status, standard output".to_owned(), status.stdout));
    written.push(("status, standard error".to_owned(), status.stderr));
    let id = i32::try_from(daemon.id().unwrap()).unwrap();
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(id), nix::sys::signal::Signal::SIGTERM)
        .unwrap();
    lines.read_to_end(&mut log).await.unwrap();
    written.push(("the daemon's log".to_owned(), log));

    let own = world.path("planted-user/.config");
    for file in files(world.folder.path()).into_iter().filter(|it| !it.starts_with(&own)) {
        if fs::symlink_metadata(&file).unwrap().is_file() {
            written.push((file.display().to_string(), fs::read(&file).unwrap()));
        }
    }
    assert!(written.iter().any(|(what, _)| what.ends_with("round.json")), "the round was saved");
    let found = written.iter().flat_map(|(what, bytes)| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let found = SECRETS.iter().filter(move |(_, secret)| text.contains(secret));
        found.map(move |(of, _)| format!("{of} stands in {what}"))
    });
    let found = found.collect::<Vec<_>>();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let bytes = written.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    println!(
        "{} planted secrets, none in {bytes} bytes of {} outputs",
        SECRETS.len(),
        written.len()
    );
}

#[tokio::test]
async fn the_log_of_every_day_holds_no_address() {
    let world = World::new().await;
    let output = world.run(&["check", "--json"], "info").await;
    let log = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!log.contains(ADDRESS), "{log}");
    assert!(!log.contains(&world.service.port().to_string()), "{log}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
