//! What must outlive the program, in one small file that is always whole.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::controller::State;

/// Larger than any state of ours.
const LARGEST: u64 = 8 << 20;

/// The file in the folder of the program's own notes.
#[derive(Debug)]
pub(super) struct Memory {
    file: PathBuf,
}

impl Memory {
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self { file: folder.join("state.json") }
    }

    /// What an earlier start left. One that cannot be read is as good as none: it is said once, and written anew.
    pub(super) fn read(&self) -> Option<State> {
        let read = || -> io::Result<State> {
            if fs::metadata(&self.file)?.len() > LARGEST {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            Ok(serde_json::from_slice(&fs::read(&self.file)?)?)
        };
        match read() {
            Ok(state) => Some(state),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                tracing::warn!(%error, "what was told before the last end is forgotten");
                None
            }
        }
    }

    /// Writes all or nothing: whoever pulls the plug finds the old state or the new one.
    pub(super) fn write(&self, state: &State) {
        let write = || -> io::Result<()> {
            let folder = self.file.parent().ok_or(io::ErrorKind::NotFound)?;
            fs::create_dir_all(folder)?;
            let beside = self.file.with_extension("json.new");
            let mut file = File::create(&beside)?;
            file.write_all(&serde_json::to_vec(state)?)?;
            file.sync_data()?;
            fs::rename(&beside, &self.file)
        };
        if let Err(error) = write() {
            tracing::debug!(%error, "the state cannot be kept");
        }
    }
}
