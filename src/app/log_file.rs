//! The log in a file, for a program that nobody started at a terminal. It never takes more than [`LIMIT`] twice.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::platform;
use crate::whole_file;

/// Years of calm days, and hours of the most talkative level.
const LIMIT: u64 = 1 << 20;

/// The file's name in the folder of the program's own notes.
const NAME: &str = "streamdoctor.log";

/// Where lines of the log go. Until it is opened, they go nowhere. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct LogFile(Arc<Mutex<Option<Rotating>>>);

#[derive(Debug)]
struct Rotating {
    path: PathBuf,
    file: File,
    size: u64,
    limit: u64,
}

impl LogFile {
    /// Writes to a file in `folder` from now on.
    pub fn open(&self, folder: &Path) -> io::Result<()> {
        let file = Rotating::open(folder, LIMIT)?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
        Ok(())
    }
}

impl Write for LogFile {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if let Some(file) = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            file.write(line)?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Rotating {
    fn open(folder: &Path, limit: u64) -> io::Result<Self> {
        platform::make_own(folder)?;
        let path = folder.join(NAME);
        let file = whole_file::to_append(&path)?;
        let size = file.metadata()?.len();
        Ok(Self { path, file, size, limit })
    }

    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        let length = line.len() as u64;
        if self.size > 0 && self.size + length > self.limit {
            // The last one but one is gone: who needs more asks for a saved round.
            fs::rename(&self.path, self.path.with_extension("log.old"))?;
            self.file = whole_file::to_append(&self.path)?;
            self.size = 0;
        }
        self.file.write_all(line)?;
        self.size += length;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_takes_more_than_twice_its_limit_and_keeps_the_latest() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Rotating::open(folder.path(), 100).unwrap();
        for number in 0..50 {
            log.write(format!("line {number:4}\n").as_bytes()).unwrap();
        }
        // A restart goes on where it was.
        let mut log = Rotating::open(folder.path(), 100).unwrap();
        log.write(b"the last\n").unwrap();
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        let (now, before) = (read(NAME), read("streamdoctor.log.old"));
        assert!(now.len() <= 100 && before.len() <= 100, "{now}{before}");
        assert!((before + &now).ends_with("line   49\nthe last\n"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn before_it_is_opened_nothing_is_written_and_nothing_fails() {
        let mut log = LogFile::default();
        log.write_all(b"nobody reads this\n").unwrap();
        let folder = tempfile::tempdir().unwrap();
        log.open(&folder.path().join("state")).unwrap();
        log.write_all(b"this\n").unwrap();
        let text = fs::read_to_string(folder.path().join("state").join(NAME)).unwrap();
        assert_eq!(text, "this\n");
    }
}
