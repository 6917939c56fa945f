//! Where our files are.

use std::path::PathBuf;

use directories::ProjectDirs;

/// The folders that are ours, as each system wants them. None is created here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The user's settings.
    pub config: PathBuf,
    /// What should outlive an update: history.
    pub data: PathBuf,
    /// What the program notes for itself: journal, logs, baselines.
    pub state: PathBuf,
    /// Sockets and locks. It is emptied when the session ends, where the system has such a folder.
    pub runtime: PathBuf,
}

/// Our folders; `None` for a user without a home directory.
///
/// Linux: the XDG base directories. Windows: `%APPDATA%` and `%LOCALAPPDATA%`. macOS: `~/Library/Application Support`.
pub fn paths() -> Option<Paths> {
    let folders = ProjectDirs::from("", "", "streamdoctor")?;
    let state = folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_owned();
    Some(Paths {
        config: folders.config_dir().to_owned(),
        data: folders.data_local_dir().to_owned(),
        runtime: folders.runtime_dir().map_or_else(|| state.join("run"), ToOwned::to_owned),
        state,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_is_ours_alone() {
        let Some(paths) = paths() else { return };
        for path in [paths.config, paths.data, paths.state, paths.runtime] {
            let ours = path.components().any(|it| it.as_os_str() == "streamdoctor");
            assert!(path.is_absolute() && ours, "{}", path.display());
        }
    }
}
