//! macOS: an agent of the user's, which launchd starts at login: `~/Library/LaunchAgents/streamdoctor.plist`.

use std::path::Path;

const LABEL: &str = "streamdoctor";

#[cfg(target_os = "macos")]
pub(super) use switch::{set, state};

#[cfg(target_os = "macos")]
mod switch {
    use std::path::PathBuf;
    use std::{fs, io};

    use super::{LABEL, is_disabled, plist, program_of};
    use crate::platform::command::output;

    /// Where launchd looks for the agents of the user.
    fn file() -> Option<PathBuf> {
        let home = directories::BaseDirs::new()?;
        Some(home.home_dir().join("Library/LaunchAgents").join(format!("{LABEL}.plist")))
    }

    /// What launchd will do at the next login: it starts what is there and was not switched off (System Settings ›
    /// General › Login Items).
    pub(in super::super) fn state() -> Option<bool> {
        let text = match fs::read_to_string(file()?) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(false),
            Err(_) => return None,
        };
        let is_there = program_of(&text).is_some_and(|it| it.is_file());
        let list = output("/bin/launchctl", &["print-disabled", &domain()?])?;
        Some(is_there && !is_disabled(&list))
    }

    pub(in super::super) fn set(on: bool) -> io::Result<()> {
        let file = file().ok_or(io::ErrorKind::NotFound)?;
        if on {
            let program = std::env::current_exe()?;
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(file, plist(&program))
        } else {
            match fs::remove_file(file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                Ok(()) | Err(_) => Ok(()),
            }
        }
    }

    /// launchd's name for this user's desktop.
    fn domain() -> Option<String> {
        use std::os::unix::fs::MetadataExt as _;
        let home = directories::BaseDirs::new()?;
        Some(format!("gui/{}", fs::metadata(home.home_dir()).ok()?.uid()))
    }
}

/// `launchd.plist(5)`.
fn plist(program: &Path) -> String {
    let program = program.to_string_lossy();
    let program = program.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
    <key>Label</key>
    <string>{LABEL}</string>
    <key>ProgramArguments</key>
    <array>
        <string>{program}</string>
    </array>
    <key>RunAtLoad</key>
    <true/>
    <key>LimitLoadToSessionType</key>
    <string>Aqua</string>
    <key>ProcessType</key>
    <string>Background</string>
</dict>
</plist>
"#
    )
}

/// The program in a file that [`plist`] wrote.
fn program_of(plist: &str) -> Option<std::path::PathBuf> {
    let (_, rest) = plist.split_once("<array>")?;
    let (_, rest) = rest.split_once("<string>")?;
    let (program, _) = rest.split_once("</string>")?;
    let program = program.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    Some(program.into())
}

/// What `launchctl print-disabled` says of us: `"streamdoctor" => disabled`, on older systems `=> true`.
fn is_disabled(list: &str) -> bool {
    list.lines().any(|line| {
        line.trim().strip_prefix(&format!("\"{LABEL}\" => ")).is_some_and(|it| {
            let word = it.trim_end_matches(';');
            word == "disabled" || word == "true"
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_comes_back_as_it_was() {
        for path in
            ["/Applications/streamdoctor.app/Contents/MacOS/streamdoctor", "/Users/Zoë & Co/<x>"]
        {
            let text = plist(Path::new(path));
            assert_eq!(program_of(&text).as_deref(), Some(Path::new(path)));
            assert!(!text.contains("& ") && text.contains("<key>RunAtLoad</key>"));
        }
        assert_eq!(program_of("<plist/>"), None);
    }

    #[test]
    fn launchds_list_tells_what_is_switched_off() {
        let list = |word| {
            format!(
                "\tdisabled services = {{\n\t\t\"other\" => disabled\n\t\t\"streamdoctor\" => {word}\n\t}}\n"
            )
        };
        assert!(is_disabled(&list("disabled")) && is_disabled(&list("true")));
        assert!(!is_disabled(&list("enabled")) && !is_disabled(&list("false")));
        assert!(!is_disabled("\"other\" => disabled\n\"streamdoctor-old\" => disabled"));
    }
}
