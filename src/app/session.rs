//! One running program in each session of a user.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::platform;
use crate::whole_file;

/// The session's place: held while the program runs, given up by the system if it dies.
#[derive(Debug)]
pub struct Session {
    folder: PathBuf,
    /// Locked as long as it is open.
    _lock: File,
}

/// What came of wanting to be the session's one program.
#[derive(Debug)]
pub enum Entry {
    /// We are.
    Entered(Session),
    /// Another one is running.
    Taken,
    /// The folder cannot be used: nobody can be asked, and nobody can ask us.
    NoPlace(io::Error),
}

/// Becomes the one program of the session whose sockets and locks live in `folder`.
pub fn enter(folder: &Path) -> Entry {
    match lock(folder) {
        Ok(Some(lock)) => Entry::Entered(Session { folder: folder.to_owned(), _lock: lock }),
        Ok(None) => Entry::Taken,
        Err(error) => Entry::NoPlace(error),
    }
}

fn lock(folder: &Path) -> io::Result<Option<File>> {
    platform::make_own(folder)?;
    let file = whole_file::to_append(&folder.join("streamdoctor.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

impl Session {
    /// Where the session's socket is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_enters_until_it_leaves() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("run");
        let Entry::Entered(first) = enter(&place) else { panic!("nobody else is there") };
        assert!(matches!(enter(&place), Entry::Taken));
        drop(first);
        assert!(matches!(enter(&place), Entry::Entered(_)));
    }

    #[test]
    fn a_place_that_cannot_be_made_is_told() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(matches!(enter(&file.path().join("run")), Entry::NoPlace(_)));
    }
}
