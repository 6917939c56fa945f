//! Linux desktops: whether the program that opens pages can be handed a file of ours instead of a link.
//!
//! The desktop's opener decides by the kind of what it is given: `text/html` for a file, `x-scheme-handler/http` for a
//! link (MIME Applications Associations Specification). It is looked up in the files that the opener reads, too, and
//! nothing is run. Any doubt is a "no": then a link is handed over, which every browser understands.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[cfg(target_os = "linux")]
use crate::platform::environment;
use crate::whole_file;

/// Many times the lists of a desktop with all programs there are.
const LARGEST: u64 = 4 << 20;
const FILE: &str = "text/html";
const LINK: &str = "x-scheme-handler/http";

/// What shows programs a file system of their own. Our file is not in it.
const JAILS: [&str; 5] = ["snap", "flatpak", "firejail", "bwrap", "bubblejail"];

/// Whether whoever opens links here opens files as well, and can read ours.
#[cfg(target_os = "linux")]
pub(super) fn reads_our_files() -> bool {
    // Named past the desktop, or a browser of the Windows around us: nothing is known of it.
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let unknown = environment("BROWSER").is_some() || kernel.to_lowercase().contains("microsoft");
    !unknown && Places::of_the_user().is_some_and(|it| it.reads_our_files())
}

/// Where a desktop looks for what opens a kind of file or link.
#[derive(Clone, Debug)]
struct Places {
    /// Lists of choices, most important first.
    lists: Vec<PathBuf>,
    /// Folders of desktop entries, most important first.
    applications: Vec<PathBuf>,
    /// Folders of programs (`PATH`).
    programs: Vec<PathBuf>,
}

impl Places {
    #[cfg(target_os = "linux")]
    fn of_the_user() -> Option<Self> {
        let folders = |name: &str, usual: &str| {
            let list = environment(name).unwrap_or_else(|| usual.to_owned());
            list.split(':').map(PathBuf::from).filter(|it| it.is_absolute()).collect::<Vec<_>>()
        };
        let home = environment("HOME")?;
        let config = folders("XDG_CONFIG_HOME", &format!("{home}/.config"));
        let config = [config, folders("XDG_CONFIG_DIRS", "/etc/xdg")].concat();
        let data = folders("XDG_DATA_HOME", &format!("{home}/.local/share"));
        let data = [data, folders("XDG_DATA_DIRS", "/usr/local/share:/usr/share")].concat();
        let desktops = environment("XDG_CURRENT_DESKTOP").unwrap_or_default().to_lowercase();
        Some(Self::new(&config, &data, &desktops, folders("PATH", "/usr/bin:/bin")))
    }

    fn new(config: &[PathBuf], data: &[PathBuf], desktops: &str, programs: Vec<PathBuf>) -> Self {
        let applications = data.iter().map(|it| it.join("applications")).collect::<Vec<_>>();
        let of_desktops = desktops.split(':').filter(|it| !it.is_empty());
        let names = of_desktops.map(|it| format!("{it}-mimeapps.list"));
        let names = names.chain(["mimeapps.list".to_owned()]).collect::<Vec<_>>();
        let folders = config.iter().chain(&applications);
        let lists = folders.flat_map(|folder| names.iter().map(|name| folder.join(name)));
        Self { lists: lists.collect(), applications, programs }
    }

    fn reads_our_files(&self) -> bool {
        let openers = self.openers(FILE);
        // Another program than the one for links is an editor, or not where the user reads pages.
        !openers.is_empty()
            && openers == self.openers(LINK)
            && openers.iter().all(|it| self.is_free_browser(it))
    }

    /// The entries of those who may be meant for `kind`: the one who was chosen or, where nobody was, all who offer it.
    /// Which of them a desktop takes then is up to the desktop.
    fn openers(&self, kind: &str) -> BTreeSet<PathBuf> {
        let lists = self.lists.iter().filter_map(|it| text_of(it)).collect::<Vec<_>>();
        let mut chosen = lists.iter().flat_map(|it| ids(it, "Default Applications", kind));
        if let Some(chosen) = chosen.find_map(|it| self.entry(it)) {
            return [chosen].into();
        }
        let caches = self.applications.iter().filter_map(|it| text_of(&it.join("mimeinfo.cache")));
        let caches = caches.collect::<Vec<_>>();
        let added = lists.iter().flat_map(|it| ids(it, "Added Associations", kind));
        let offered = caches.iter().flat_map(|it| ids(it, "MIME Cache", kind));
        added.chain(offered).filter_map(|it| self.entry(it)).collect()
    }

    /// The desktop entry with this id. A hyphen may stand for a folder (Desktop Entry Specification, "desktop file ID").
    fn entry(&self, id: &str) -> Option<PathBuf> {
        let hyphens = id.matches('-').count();
        let names = (0..=hyphens).map(|it| id.replacen('-', "/", it)).collect::<Vec<_>>();
        let paths =
            self.applications.iter().flat_map(|folder| names.iter().map(|it| folder.join(it)));
        paths.into_iter().find(|it| it.is_file())
    }

    /// Whether this entry is a browser's that sees the files that we see.
    fn is_free_browser(&self, entry: &Path) -> bool {
        let Some(text) = text_of(entry) else { return false };
        let keys = || group(&text, "Desktop Entry");
        let value = |name: &str| keys().find_map(|(key, it)| (key == name).then_some(it));
        let kinds = value("MimeType").unwrap_or_default();
        let jailed =
            keys().any(|(key, _)| key.starts_with("X-Flatpak") || key.starts_with("X-Snap"));
        kinds.split(';').any(|it| it == LINK)
            && !jailed
            && value("Exec").and_then(program).is_some_and(|it| self.is_free(it))
    }

    fn is_free(&self, program: &str) -> bool {
        let mut places = self.programs.iter().map(|folder| folder.join(program));
        let Some(path) = places.find(|it| it.is_file()) else { return false };
        let Ok(place) = path.canonicalize() else { return false };
        let jail = |path: &Path| path.iter().any(|it| JAILS.iter().any(|jail| it == *jail));
        if jail(&path) || jail(&place) {
            return false;
        }
        // Distributions put scripts in front of it.
        let begin = begin_of(&place).unwrap_or_default();
        let mut words = begin.split(|it: char| it.is_whitespace() || "\"'`/;()".contains(it));
        !begin.starts_with("#!") || !words.any(|it| JAILS.contains(&it))
    }
}

/// The program of an entry's command. `env` and its variables may stand before it.
fn program(command: &str) -> Option<&str> {
    let mut words = command.split_whitespace().map(|it| it.trim_matches('"'));
    words.find(|it| !it.contains('=') && *it != "env" && !it.ends_with("/env"))
}

/// The ids that a list names for `kind`.
fn ids<'a>(text: &'a str, name: &'a str, kind: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = group(text, name).filter(move |(key, _)| *key == kind);
    lines.flat_map(|(_, ids)| ids.split(';')).map(str::trim).filter(|it| !it.is_empty())
}

/// The keys of a group, with their values (Desktop Entry Specification, "basic format of the file").
fn group<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let mut inside = false;
    text.lines().map(str::trim).filter_map(move |line| {
        if let Some(group) = line.strip_prefix('[') {
            inside = group.strip_suffix(']') == Some(name);
        }
        let (key, value) = line.split_once('=')?;
        (inside && !line.starts_with(['[', '#'])).then(|| (key.trim(), value.trim()))
    })
}

fn text_of(file: &Path) -> Option<String> {
    whole_file::read_text(file, LARGEST).ok()
}

/// The first kilobytes of a program: enough for a script, little of anything else.
fn begin_of(file: &Path) -> Option<String> {
    use std::io::Read as _;

    let mut begin = Vec::new();
    fs::File::open(file).ok()?.take(16 * 1024).read_to_end(&mut begin).ok()?;
    Some(String::from_utf8_lossy(&begin).into_owned())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    const BROWSER: &str =
        "[Desktop Entry]\nName=Web\nExec=web %u\nMimeType=text/html;x-scheme-handler/http;\n";
    const EDITOR: &str =
        "[Desktop Entry]\nName=Edit\nExec=edit %F\nMimeType=text/plain;text/html;\n";
    const CHOSEN: &str =
        "[Default Applications]\ntext/html=web.desktop\nx-scheme-handler/http=web.desktop\n";
    const BOTH_OFFER: &str =
        "[MIME Cache]\ntext/html=edit.desktop;web.desktop;\nx-scheme-handler/http=web.desktop;\n";

    /// A desktop with a browser and an editor, none of them chosen.
    struct Desktop(TempDir);

    impl Desktop {
        fn new() -> Self {
            let desktop = Self(TempDir::new().unwrap());
            desktop.has("share/applications/web.desktop", BROWSER);
            desktop.has("share/applications/edit.desktop", EDITOR);
            desktop.has("share/applications/mimeinfo.cache", BOTH_OFFER);
            desktop.has("bin/web", "\u{7f}ELF");
            desktop.has("bin/edit", "\u{7f}ELF");
            desktop
        }

        fn has(&self, name: &str, text: &str) -> PathBuf {
            let path = self.0.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            path
        }

        fn places(&self, desktops: &str) -> Places {
            let place = |name: &str| self.0.path().join(name);
            let config = [place("home/config"), place("etc")];
            let data = [place("home/share"), place("share")];
            Places::new(&config, &data, desktops, vec![place("bin")])
        }

        fn reads_our_files(&self) -> bool {
            self.places("gnome").reads_our_files()
        }
    }

    #[test]
    fn the_chosen_browser_reads_files_whatever_else_is_offered() {
        let desktop = Desktop::new();
        desktop.has("home/config/mimeapps.list", CHOSEN);
        assert!(desktop.reads_our_files());
    }

    #[test]
    fn where_an_editor_may_be_meant_a_file_is_no_page() {
        assert!(!Desktop::new().reads_our_files());
        let desktop = Desktop::new();
        desktop.has("etc/mimeapps.list", &CHOSEN.replace("text/html=web", "text/html=edit"));
        assert!(!desktop.reads_our_files());
    }

    #[test]
    fn a_browser_that_alone_offers_both_is_meant() {
        let desktop = Desktop::new();
        let cache = BOTH_OFFER.replace("edit.desktop;", "");
        desktop.has("share/applications/mimeinfo.cache", &cache);
        assert!(desktop.reads_our_files());
        // … until an editor is added by hand.
        let added = "[Added Associations]\ntext/html=edit.desktop;\n";
        desktop.has("home/config/mimeapps.list", added);
        assert!(!desktop.reads_our_files());
    }

    #[test]
    fn a_desktop_without_a_browser_has_none() {
        let desktop = Desktop(TempDir::new().unwrap());
        assert!(!desktop.reads_our_files());
        // Chosen, and long gone.
        desktop.has("home/config/mimeapps.list", CHOSEN);
        assert!(!desktop.reads_our_files());
        desktop.has("share/applications/web.desktop", BROWSER);
        assert!(!desktop.reads_our_files(), "its program is gone, too");
    }

    #[test]
    fn the_list_of_this_desktop_comes_before_the_list_for_all() {
        let desktop = Desktop::new();
        desktop.has("etc/mimeapps.list", CHOSEN);
        let other = CHOSEN.replace("web.desktop", "gone.desktop;edit.desktop");
        desktop.has("etc/gnome-mimeapps.list", &other);
        assert!(!desktop.places("gnome").reads_our_files());
        assert!(desktop.places("xfce").reads_our_files());
        assert!(desktop.places("").reads_our_files());
        desktop.has("home/config/mimeapps.list", CHOSEN);
        assert!(desktop.places("gnome").reads_our_files(), "the user's own comes before both");
    }

    #[test]
    fn a_hyphen_may_be_a_folder() {
        let desktop = Desktop::new();
        desktop.has("home/config/mimeapps.list", &CHOSEN.replace("web", "maker-web-next"));
        assert!(!desktop.reads_our_files());
        desktop.has("home/share/applications/maker/web-next.desktop", BROWSER);
        assert!(desktop.reads_our_files());
    }

    #[test]
    fn a_browser_that_sees_other_files_is_handed_none() {
        let snap = BROWSER.replace("Exec=web", "X-SnapInstanceName=web\nExec=web");
        let snap_by_path =
            BROWSER.replace("Exec=web", "Exec=env HINT=/x/web.desktop /snap/bin/web");
        let flatpak = BROWSER.replace("Exec=web", "Exec=flatpak run --command=web org.example.Web");
        let flatpak_by_key = format!("{BROWSER}X-Flatpak=org.example.Web\n");
        let firejail = BROWSER.replace("Exec=web", "Exec=\"firejail\" web");
        for entry in [snap, snap_by_path, flatpak, flatpak_by_key, firejail] {
            let desktop = Desktop::new();
            desktop.has("home/config/mimeapps.list", CHOSEN);
            for jail in ["flatpak", "firejail"] {
                desktop.has(&format!("bin/{jail}"), "\u{7f}ELF");
            }
            assert!(desktop.reads_our_files());
            desktop.has("share/applications/web.desktop", &entry);
            assert!(!desktop.reads_our_files(), "{entry}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_script_or_a_link_may_lead_to_such_a_browser() {
        let desktop = Desktop::new();
        desktop.has("home/config/mimeapps.list", CHOSEN);
        for script in [
            "#!/bin/sh\nexec /snap/bin/web \"$@\"\n",
            "#!/bin/sh\nexec flatpak run org.example.Web \"$@\"\n",
        ] {
            desktop.has("bin/web", script);
            assert!(!desktop.reads_our_files(), "{script}");
        }
        desktop.has("bin/web", "#!/bin/sh\n# No snapshot of anything.\nexec /opt/web/web \"$@\"\n");
        assert!(desktop.reads_our_files());
        let jail = desktop.has("bin/firejail", "\u{7f}ELF");
        let web = desktop.0.path().join("bin/web");
        fs::remove_file(&web).unwrap();
        std::os::unix::fs::symlink(jail, &web).unwrap();
        assert!(!desktop.reads_our_files());
    }

    #[test]
    fn an_action_of_an_entry_is_not_its_command() {
        let desktop = Desktop::new();
        desktop.has("home/config/mimeapps.list", CHOSEN);
        let entry =
            format!("{BROWSER}[Desktop Action new]\nExec=/snap/bin/web\nX-Flatpak=x\n# Exec=y\n");
        desktop.has("share/applications/web.desktop", &entry);
        assert!(desktop.reads_our_files());
    }
}
