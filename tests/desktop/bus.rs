//! A private session bus. Nothing is started by it, so that only what a test starts can own a name.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use zbus::Connection;

/// Long enough for a busy machine; nothing waits for it but what is broken.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Ends with the test.
pub(crate) struct Bus {
    daemon: Child,
    pub(crate) address: String,
    folder: TempDir,
}

impl Bus {
    /// None if `dbus-daemon` is not installed, which is said aloud, and is a failure where CI runs.
    pub(crate) async fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("bus.conf");
        std::fs::write(&config, configuration(folder.path().to_str().unwrap())).unwrap();
        match daemon(&config).await {
            Ok((daemon, address)) => Some(Self { daemon, address, folder }),
            Err(err) => {
                assert!(std::env::var_os("CI").is_none(), "dbus-daemon cannot be started: {err}");
                // Past the capture of the test runner: who skips must say so.
                let says = "SKIPPED: dbus-daemon is not installed, so the tray was not tested\n";
                std::io::stderr().write_all(says.as_bytes()).unwrap();
                None
            }
        }
    }

    pub(crate) async fn connect(&self) -> Connection {
        self.builder().build().await.unwrap()
    }

    pub(crate) fn builder(&self) -> zbus::connection::Builder<'_> {
        zbus::connection::Builder::address(self.address.as_str()).unwrap()
    }

    /// The names that icons have on the bus.
    pub(crate) async fn icons(&self) -> Vec<String> {
        let bus = zbus::fdo::DBusProxy::new(&self.connect().await).await.unwrap();
        let names = bus.list_names().await.unwrap().into_iter().map(|it| it.to_string());
        names.filter(|it| it.starts_with("org.kde.StatusNotifierItem-")).collect()
    }

    /// Ends the bus while others use it.
    pub(crate) async fn kill(&mut self) {
        self.daemon.kill().await.unwrap();
    }

    /// Starts it anew in the same place.
    pub(crate) async fn start_again(&mut self) {
        // Another guid stands in the address; the place is what the others know.
        (self.daemon, _) = daemon(&self.folder.path().join("bus.conf")).await.unwrap();
    }
}

/// A running daemon, and its address.
async fn daemon(config: &Path) -> io::Result<(Child, String)> {
    let mut command = Command::new("dbus-daemon");
    command.arg(format!("--config-file={}", config.display()));
    command.args(["--nofork", "--nopidfile", "--print-address=1"]);
    command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    let mut daemon = command.spawn()?;
    let mut lines = BufReader::new(daemon.stdout.take().unwrap()).lines();
    let address = tokio::time::timeout(PATIENCE, lines.next_line()).await.unwrap().unwrap();
    // Without what it adds about this one start of the bus.
    let address = address.unwrap().split(',').next().unwrap().to_owned();
    Ok((daemon, address))
}

fn configuration(folder: &str) -> String {
    let mut text = String::from(concat!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN""#,
        r#" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">"#,
    ));
    write!(
        text,
        r#"<busconfig>
             <type>session</type>
             <listen>unix:path={folder}/bus</listen>
             <auth>EXTERNAL</auth>
             <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
           </busconfig>"#
    )
    .unwrap();
    text
}
