//! What must outlive the program, in one small file that is always whole.

use std::io;
use std::path::{Path, PathBuf};

use super::controller::State;
use crate::whole_file;

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
            Ok(serde_json::from_slice(&whole_file::read(&self.file, LARGEST)?)?)
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
        let content = serde_json::to_vec(state).map_err(io::Error::from);
        if let Err(error) = content.and_then(|it| whole_file::replace(&self.file, &it)) {
            tracing::debug!(%error, "the state cannot be kept");
        }
    }
}
