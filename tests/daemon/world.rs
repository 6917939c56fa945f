//! A user's private folders, a browser that only notes what it is to open, and an Internet.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::Command;

use crate::internet::Internet;
use crate::seen::Seen;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_streamdoctor");

/// Ends with the test.
pub(crate) struct World {
    folder: TempDir,
    internet: Internet,
    /// The links that a browser was to open.
    pub(crate) opened: Seen<String>,
}

impl World {
    /// A world in which all is well.
    pub(crate) async fn new() -> Self {
        let (folder, internet) = (tempfile::tempdir().unwrap(), Internet::new().await);
        let world = Self { folder, internet, opened: Seen::default() };
        world.write("home/.config/streamdoctor/streamdoctor.toml", &world.internet.settings());
        world.write("home/.config/streamdoctor/services/bravo.toml", &world.internet.service());
        for folder in ["run", "bin"] {
            fs::create_dir_all(world.path(folder)).unwrap();
        }
        fs::set_permissions(world.path("run"), fs::Permissions::from_mode(0o700)).unwrap();
        world.watch_the_browser();
        world
    }

    /// From now on the service answers so.
    pub(crate) fn answers(&self, status: u16) {
        self.internet.answers(status);
    }

    /// How often it looks while all is calm.
    pub(crate) fn looks_every(&self, interval: &str) {
        let settings = self.internet.settings();
        let settings =
            settings.replace("interval = \"10s\"", &format!("interval = \"{interval}\""));
        self.write("home/.config/streamdoctor/streamdoctor.toml", &settings);
    }

    /// Which language it is set to.
    pub(crate) fn speaks(&self, language: &str) {
        let settings =
            format!("{}[appearance]\nlanguage = \"{language}\"\n", self.internet.settings());
        self.write("home/.config/streamdoctor/streamdoctor.toml", &settings);
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// The program with these arguments, as a user without a desktop starts it.
    pub(crate) fn command<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
    ) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).env_clear().kill_on_drop(true).stdin(Stdio::null());
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = [self.path("bin")].into_iter().chain(std::env::split_paths(&path));
        command.env("PATH", std::env::join_paths(path).unwrap());
        command.env("HOME", self.path("home")).env("XDG_RUNTIME_DIR", self.path("run"));
        // Nothing of this computer's desktop.
        command.env("XDG_CONFIG_DIRS", self.path("etc")).env("XDG_DATA_DIRS", self.path("share"));
        command.current_dir(self.folder.path());
        command
    }

    /// Chooses a browser as desktops do. It tells what it was started with, and stays until what is returned is closed.
    /// `more` stands in its entry besides.
    pub(crate) fn chooses_a_browser(&self, more: &str) -> fs::File {
        let stay = self.path("stay");
        let made = std::process::Command::new("mkfifo").arg(&stay).status().unwrap();
        assert!(made.success());
        let open = fs::File::options().read(true).write(true).open(&stay).unwrap();
        let web = self.write(
            "bin/web",
            &format!(
                "#!/bin/sh\nprintf '%s\\n' \"$1\" > '{}'\nread -r _ < '{}'\n",
                self.path("opened").display(),
                stay.display()
            ),
        );
        fs::set_permissions(&web, fs::Permissions::from_mode(0o755)).unwrap();
        self.write(
            "share/applications/web.desktop",
            &format!(
                "[Desktop Entry]\nType=Application\nName=Web\nExec={} %u\n\
                 MimeType=text/html;x-scheme-handler/http;\n{more}",
                web.display()
            ),
        );
        self.write(
            "home/.config/mimeapps.list",
            "[Default Applications]\ntext/html=web.desktop\nx-scheme-handler/http=web.desktop\n",
        );
        self.write("bin/xdg-open", "#!/bin/sh\nweb \"$1\"\n");
        open
    }

    /// From now on the system's own opener is asked; `false` where there is none, or none that knows kinds of files.
    pub(crate) fn asks_the_systems_opener(&self) -> bool {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let has = |it: &str| std::env::split_paths(&path).any(|folder| folder.join(it).is_file());
        let kinds = Path::new("/usr/share/mime");
        let has = ["xdg-open", "xdg-mime"].into_iter().all(has) && kinds.is_dir();
        if has {
            fs::remove_file(self.path("bin/xdg-open")).unwrap();
            symlink(kinds, self.path("share/mime")).unwrap();
        }
        has
    }

    /// Puts something in the place of the opener of the desktop that tells us each link.
    fn watch_the_browser(&self) {
        let pipe = self.path("opened");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        let program = self.write(
            "bin/xdg-open",
            &format!("#!/bin/sh\nprintf '%s\\n' \"$1\" > '{}'\n", pipe.display()),
        );
        fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
        // Open for writing, too: so it does not end with the first who writes.
        let links = fs::File::options().read(true).write(true).open(pipe).unwrap();
        let opened = self.opened.clone();
        // Not a task: a read that never ends must not keep the test.
        std::thread::spawn(move || {
            for link in BufReader::new(links).lines() {
                opened.push(link.unwrap());
            }
        });
    }
}
