//! Windows: the Run key of the user, and beside it what the user has decided in Settings › Apps › Startup.

use std::io;
use std::path::{Path, PathBuf};

use windows_registry::{CURRENT_USER, Key, Type};

const NAME: &str = "streamdoctor";
const CURRENT_VERSION: &str = r"Software\Microsoft\Windows\CurrentVersion";
/// `ERROR_FILE_NOT_FOUND`, as an HRESULT.
const MISSING: u32 = 0x8007_0002;

pub(super) fn state() -> Option<bool> {
    Switch { root: CURRENT_VERSION }.state()
}

pub(super) fn set(on: bool) -> io::Result<()> {
    Switch { root: CURRENT_VERSION }.set(on)
}

/// The keys below `root` in the user's part of the registry.
struct Switch<'a> {
    root: &'a str,
}

impl Switch<'_> {
    fn run(&self) -> String {
        format!(r"{}\Run", self.root)
    }

    /// Where Windows notes that the user switched an entry of [`run`](Self::run) off, and when.
    fn approved(&self) -> String {
        format!(r"{}\Explorer\StartupApproved\Run", self.root)
    }

    /// What Windows will do at the next login: it starts what is there and was not switched off.
    fn state(&self) -> Option<bool> {
        let command = match read(&self.run()) {
            Ok(command) => command,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(false),
            Err(error) => {
                tracing::debug!(%error, "whether the program starts at login is not known");
                return None;
            }
        };
        let is_there = program_of(&command).is_some_and(|it| it.is_file());
        Some(is_there && !self.is_switched_off())
    }

    /// The first of twelve bytes is even for "on" and odd for "off"; the rest is the time. Nothing there: nobody touched it.
    fn is_switched_off(&self) -> bool {
        let key = CURRENT_USER.open(self.approved());
        key.and_then(|it| it.get_value(NAME))
            .is_ok_and(|it| it.first().is_some_and(|it| it & 1 == 1))
    }

    fn set(&self, on: bool) -> io::Result<()> {
        let run = CURRENT_USER.create(self.run())?;
        // Its absence is what is wanted.
        let forget = |key: &Key| match key.remove_value(NAME) {
            Err(error) if error.code().0.cast_unsigned() != MISSING => Err(io::Error::from(error)),
            Ok(()) | Err(_) => Ok(()),
        };
        if on {
            let command = format!("\"{}\"", program()?.display());
            run.set_string(NAME, &command)?;
        } else {
            forget(&run)?;
        }
        // What the user says here is the newer word.
        match CURRENT_USER.options().read().write().open(self.approved()) {
            Ok(approved) => forget(&approved),
            // Nobody ever switched anything off.
            Err(_) => Ok(()),
        }
    }
}

fn read(key: &str) -> io::Result<String> {
    let value = CURRENT_USER.open(key).and_then(|it| it.get_value(NAME))?;
    match value.ty() {
        Type::String | Type::ExpandString => String::try_from(value).map_err(io::Error::from),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// The program to be started: the one without a console window, where it lies beside this one.
fn program() -> io::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let quiet = own.with_file_name("streamdoctorw.exe");
    Ok(if quiet.is_file() { quiet } else { own })
}

/// The program of a command line.
fn program_of(command: &str) -> Option<&Path> {
    let command = command.trim();
    let program = match command.strip_prefix('"') {
        Some(rest) => rest.split_once('"')?.0,
        None => command.split(' ').next()?,
    };
    Some(Path::new(program))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys of the test's own, away in the end.
    struct Sandbox(String);

    impl Sandbox {
        fn new(name: &str) -> Self {
            Self(format!(r"Software\streamdoctor-test-{}-{name}", std::process::id()))
        }

        fn switch(&self) -> Switch<'_> {
            Switch { root: &self.0 }
        }

        fn user_decides(&self, first: u8) {
            let key = CURRENT_USER.create(self.switch().approved()).unwrap();
            let mut bytes = [0; 12];
            bytes[0] = first;
            key.set_bytes(NAME, Type::Bytes, &bytes).unwrap();
        }
    }

    impl Drop for Sandbox {
        fn drop(&mut self) {
            drop(CURRENT_USER.remove_tree(&self.0));
        }
    }

    #[test]
    fn it_is_off_until_it_is_switched_on() {
        let sandbox = Sandbox::new("on");
        let switch = sandbox.switch();
        assert_eq!(switch.state(), Some(false));
        switch.set(true).unwrap();
        assert_eq!(switch.state(), Some(true));
        switch.set(false).unwrap();
        assert_eq!(switch.state(), Some(false));
        switch.set(false).unwrap();
    }

    #[test]
    fn what_the_user_switched_off_in_the_settings_is_off_until_switched_on_here() {
        let sandbox = Sandbox::new("user");
        let switch = sandbox.switch();
        switch.set(true).unwrap();
        sandbox.user_decides(3);
        assert_eq!(switch.state(), Some(false));
        sandbox.user_decides(2);
        assert_eq!(switch.state(), Some(true));
        sandbox.user_decides(3);
        switch.set(true).unwrap();
        assert_eq!(switch.state(), Some(true));
    }

    #[test]
    fn an_entry_whose_program_is_gone_starts_nothing() {
        let sandbox = Sandbox::new("gone");
        let run = CURRENT_USER.create(sandbox.switch().run()).unwrap();
        run.set_string(NAME, r#""C:\Äußerst weit weg\streamdoctor.exe""#).unwrap();
        assert_eq!(sandbox.switch().state(), Some(false));
        run.set_u32(NAME, 7).unwrap();
        assert_eq!(sandbox.switch().state(), None);
    }

    #[test]
    fn the_program_is_found_in_its_command_line() {
        let program = |it| program_of(it).map(|it| it.to_string_lossy().into_owned());
        assert_eq!(program(r#""C:\A B\s.exe" run"#).as_deref(), Some(r"C:\A B\s.exe"));
        assert_eq!(program(r"C:\s.exe run").as_deref(), Some(r"C:\s.exe"));
        assert_eq!(program("\"C:"), None);
    }
}
