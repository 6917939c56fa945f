//! Linux desktops: a desktop entry in the user's autostart folder (Desktop Application Autostart Specification), which
//! hides the system's of the same name; or a systemd user unit that is enabled.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(target_os = "linux")]
use crate::platform::environment;
use crate::whole_file;

/// The entry's name, here and in the system's folders.
const ENTRY: &str = "streamdoctor.desktop";

/// The unit's name.
const UNIT: &str = "streamdoctor.service";

#[cfg(target_os = "linux")]
pub(super) fn state() -> Option<bool> {
    Some(Places::of_the_user()?.state())
}

#[cfg(target_os = "linux")]
pub(super) fn set(on: bool) -> io::Result<()> {
    let places = Places::of_the_user().ok_or(io::ErrorKind::NotFound)?;
    places.set(on, &in_place(std::env::current_exe()?))
}

/// Where `program` is found at the next start: after an update under a running program, the kernel calls the old one
/// `… (deleted)` (`proc_pid_exe(5)`).
fn in_place(program: PathBuf) -> PathBuf {
    let text = program.to_str().filter(|_| !program.exists());
    text.and_then(|it| it.strip_suffix(" (deleted)")).map(PathBuf::from).unwrap_or(program)
}

/// Where a session looks for what it starts.
#[derive(Clone, Debug)]
struct Places {
    /// The user's configuration.
    home: PathBuf,
    /// The system's, most important first.
    system: Vec<PathBuf>,
    /// The desktops that this one calls itself (`XDG_CURRENT_DESKTOP`).
    desktops: Vec<String>,
}

impl Places {
    #[cfg(target_os = "linux")]
    fn of_the_user() -> Option<Self> {
        let home = environment("XDG_CONFIG_HOME").map(PathBuf::from).filter(|it| it.is_absolute());
        let home = home.or_else(|| Some(PathBuf::from(environment("HOME")?).join(".config")))?;
        let list = |name: &str| environment(name).unwrap_or_default();
        let system = list("XDG_CONFIG_DIRS");
        let system = if system.is_empty() { "/etc/xdg" } else { &system };
        Some(Self {
            home,
            system: system.split(':').map(PathBuf::from).collect(),
            desktops: list("XDG_CURRENT_DESKTOP").split(':').map(ToOwned::to_owned).collect(),
        })
    }

    fn entry(&self) -> PathBuf {
        self.home.join("autostart").join(ENTRY)
    }

    fn state(&self) -> bool {
        self.entry_starts() || self.unit_is_enabled()
    }

    /// The user's entry counts alone where there is one: it hides the system's.
    fn entry_starts(&self) -> bool {
        let of_system = self.system.iter().map(|it| it.join("autostart").join(ENTRY));
        let mut entries = std::iter::once(self.entry()).chain(of_system);
        let first = entries.find_map(|it| read(&it).ok());
        first.is_some_and(|text| starts(&text, &self.desktops))
    }

    /// `systemctl --user enable` leaves a link in the folder of a target.
    fn unit_is_enabled(&self) -> bool {
        let targets = fs::read_dir(self.home.join("systemd/user")).into_iter().flatten().flatten();
        let mut wants = targets
            .map(|it| it.path())
            .filter(|it| it.extension().is_some_and(|it| it == "wants" || it == "requires"));
        wants.any(|it| it.join(UNIT).symlink_metadata().is_ok())
    }

    fn set(&self, on: bool, program: &Path) -> io::Result<()> {
        if !on && self.unit_is_enabled() {
            // A unit is the user's own work, and systemd's to undo.
            return Err(io::Error::other(
                "a systemd user unit starts it; `systemctl --user disable streamdoctor` ends that",
            ));
        }
        let entry = self.entry();
        let of_system = || self.system.iter().any(|it| it.join("autostart").join(ENTRY).exists());
        match (on, read(&entry)) {
            // What else stands in an entry that somebody has changed stays.
            (true, Ok(text)) if is_usable(&text) => write(&entry, &switched(&text, true)),
            (true, _) => write(&entry, &fresh(program)),
            (false, Ok(text)) => write(&entry, &switched(&text, false)),
            // The system's entry is switched off by one of the user's that is hidden.
            (false, Err(_)) if of_system() => write(&entry, &switched(&fresh(program), false)),
            (false, Err(_)) => Ok(()),
        }
    }
}

/// Whether a desktop starts what this entry describes.
fn starts(text: &str, desktops: &[String]) -> bool {
    let value = |key: &str| value(text, key);
    let is = |key: &str, wanted: &str| value(key).is_some_and(|it| it.eq_ignore_ascii_case(wanted));
    let among = |key: &str| {
        let listed = value(key)?;
        Some(listed.split(';').any(|it| desktops.iter().any(|desktop| desktop == it)))
    };
    value("Exec").is_some_and(|it| !it.is_empty())
        && !is("Hidden", "true")
        && !is("X-GNOME-Autostart-enabled", "false")
        && among("OnlyShowIn") != Some(false)
        && among("NotShowIn") != Some(true)
}

/// The value of `key` in the entry's main group.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    main_group(text).find_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name.trim() == key).then(|| value.trim())
    })
}

/// The lines of the main group: further ones describe actions.
fn main_group(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().skip_while(|it| it.trim() != "[Desktop Entry]").skip(1);
    lines.take_while(|it| !it.trim_start().starts_with('['))
}

/// Whether the entry starts something that is there: a program that has moved leaves one that starts nothing.
fn is_usable(text: &str) -> bool {
    let Some(exec) = value(text, "Exec").filter(|it| !it.is_empty()) else { return false };
    let program = match exec.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => exec.split(' ').next(),
    };
    program.is_some_and(|it| !it.starts_with('/') || Path::new(it).exists())
}

/// The same entry, switched: each key that switches is written anew, everything else stays.
fn switched(text: &str, on: bool) -> String {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let key = line.split('=').next().unwrap_or_default().trim();
        if inside && ["Hidden", "X-GNOME-Autostart-enabled"].contains(&key) {
            continue;
        }
        lines.push(line.to_owned());
        if line.trim_start().starts_with('[') {
            inside = line.trim() == "[Desktop Entry]";
            if inside {
                lines.push(format!("Hidden={}", !on));
                lines.push(format!("X-GNOME-Autostart-enabled={on}"));
            }
        }
    }
    lines.join("\n") + "\n"
}

fn fresh(program: &Path) -> String {
    let exec = exec(program);
    switched(
        &format!(
            "[Desktop Entry]\nType=Application\nName=streamdoctor\nComment=Says why a streaming service does not play\nExec={exec}\nIcon=streamdoctor\nTerminal=false\nNoDisplay=true\n"
        ),
        true,
    )
}

/// The path as the `Exec` key wants it: in quotes, what a shell would read escaped (Desktop Entry Specification, "The
/// Exec key"), and a percent sign doubled.
fn exec(program: &Path) -> String {
    let mut quoted = String::from("\"");
    for letter in program.to_string_lossy().chars() {
        match letter {
            // The value is itself a string with escapes, so a backslash takes four.
            '\\' => quoted.push_str("\\\\\\\\"),
            '"' | '`' | '$' => {
                quoted.push_str("\\\\");
                quoted.push(letter);
            }
            '%' => quoted.push_str("%%"),
            other => quoted.push(other),
        }
    }
    quoted + "\""
}

/// Half an entry is one that starts nothing.
/// An entry is a few lines.
fn read(path: &Path) -> io::Result<String> {
    whole_file::read_text(path, 1 << 20)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    whole_file::replace(path, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    struct User {
        _folder: TempDir,
        places: Places,
    }

    const PROGRAM: &str = "/opt/stream doctor/streamdoctor";

    impl User {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let places = Places {
                home: folder.path().join("home"),
                system: vec![folder.path().join("xdg")],
                desktops: vec!["XFCE".to_owned()],
            };
            Self { _folder: folder, places }
        }

        fn has(&self, text: &str) -> bool {
            write(&self.places.entry(), text).unwrap();
            self.places.state()
        }

        fn set(&self, on: bool) {
            self.places.set(on, Path::new(PROGRAM)).unwrap();
            assert_eq!(self.places.state(), on);
        }
    }

    #[test]
    fn a_program_that_was_updated_while_it_ran_is_still_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("streamdoctor");
        let called = folder.path().join("streamdoctor (deleted)");
        assert_eq!(in_place(place.clone()), place);
        assert_eq!(in_place(called.clone()), place);
        // Somebody may call it that.
        std::fs::write(&called, "").unwrap();
        assert_eq!(in_place(called.clone()), called);
    }

    #[test]
    fn it_is_off_until_it_is_switched_on_and_back() {
        let user = User::new();
        assert!(!user.places.state());
        for on in [true, false, false, true, true] {
            user.set(on);
        }
        let text = fs::read_to_string(user.places.entry()).unwrap();
        assert_eq!(value(&text, "Exec"), Some("\"/opt/stream doctor/streamdoctor\""));
    }

    #[test]
    fn what_the_desktops_own_settings_switched_is_seen() {
        let user = User::new();
        let entry = "[Desktop Entry]\nType=Application\nExec=streamdoctor\n";
        assert!(user.has(entry));
        for off in [
            "Hidden=true",
            "Hidden = True",
            "X-GNOME-Autostart-enabled=false",
            "OnlyShowIn=KDE;GNOME;",
            "NotShowIn=XFCE;",
        ] {
            assert!(!user.has(&format!("{entry}{off}\n")), "{off}");
        }
        for on in ["Hidden=false", "OnlyShowIn=XFCE;", "NotShowIn=KDE;"] {
            assert!(user.has(&format!("{entry}{on}\n")), "{on}");
        }
        let of_an_action = format!("{entry}[Desktop Action x]\nHidden=true\n");
        assert!(user.has(&of_an_action), "another group's keys are not the entry's");
        assert!(!user.has(""), "an empty file starts nothing");
    }

    #[test]
    fn what_the_user_wrote_into_the_entry_stays() {
        let user = User::new();
        let own = "[Desktop Entry]\nType=Application\nExec=nice streamdoctor\nHidden=false\nName[de]=Arzt\n";
        user.has(own);
        user.set(false);
        user.set(true);
        let text = fs::read_to_string(user.places.entry()).unwrap();
        for kept in ["Name[de]=Arzt", "Type=Application"] {
            assert!(text.contains(kept), "{text}");
        }
        assert_eq!(text.matches("Hidden").count(), 1, "{text}");
    }

    #[test]
    fn the_systems_entry_counts_until_the_users_hides_it() {
        let user = User::new();
        let system = user.places.system[0].join("autostart").join(ENTRY);
        write(&system, "[Desktop Entry]\nExec=streamdoctor\n").unwrap();
        assert!(user.places.state());
        user.set(false);
        assert!(system.exists(), "what is the system's is left alone");
        user.set(true);
    }

    #[test]
    fn an_enabled_unit_starts_it_and_is_not_undone_behind_systemds_back() {
        let user = User::new();
        let wants = user.places.home.join("systemd/user/graphical-session.target.wants");
        fs::create_dir_all(&wants).unwrap();
        fs::write(wants.join(UNIT), "").unwrap();
        assert!(user.places.state());
        let refused = user.places.set(false, Path::new(PROGRAM)).unwrap_err();
        assert!(refused.to_string().contains("systemctl --user disable"), "{refused}");
        assert!(user.places.state());
    }

    #[test]
    fn a_strange_path_is_quoted_as_the_specification_wants() {
        assert_eq!(exec(Path::new("/a b/$x\"%")), r#""/a b/\\$x\\"%%""#);
    }
}
