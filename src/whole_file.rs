//! Files that are always whole: whoever pulls the plug finds the old one or the new one. And small files, read whole,
//! whatever lies in their place. What is no file is not opened: a pipe would hold us for ever, and a device has no end.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

/// The content of `path`, a file of at most `most` bytes.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a file; move it away"));
    }
    let mut content = Vec::new();
    // Its length is no promise: it may be growing.
    File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut content)?;
    if content.len() as u64 > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(content)
}

/// The same of a file that must be text.
pub(crate) fn read_text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))
}

/// Fails where something stands in the place of `path` that is no file, and tells that whole story.
pub(crate) fn leave_what_is_none(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(it) if !it.is_file() => {
            Err(io::Error::other(format!("{} is not a file; move it away", path.display())))
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

/// The file at `path`, for writing at its end; made where there is none.
pub(crate) fn to_append(path: &Path) -> io::Result<File> {
    leave_what_is_none(path)?;
    File::options().create(true).append(true).open(path)
}

/// Puts `content` in the place of `path`, with the old file's permissions, and makes its folder where there is none.
pub(crate) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let (folder, name) = path.parent().zip(path.file_name()).ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    // Nobody who looks through the folder for files of some ending takes it for one.
    let beside = folder.join(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
    let written = write_new(&beside, content)
        .and_then(|()| match fs::metadata(path) {
            Ok(old) => fs::set_permissions(&beside, old.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // It is not worth a second word.
        fs::remove_file(&beside).ok();
    }
    written
}

fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(content)?;
    // A rename may reach the disk before the content does.
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name());
        names.map(|it| it.into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_is_read_up_to_its_bound() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "12345").unwrap();
        assert_eq!(read_text(file.path(), 5).unwrap(), "12345");
        let kind = |most| read(file.path(), most).unwrap_err().kind();
        assert_eq!(kind(4), io::ErrorKind::FileTooLarge);
        fs::write(file.path(), b"\xff").unwrap();
        assert_eq!(read(file.path(), 5).unwrap(), b"\xff");
        let error = read_text(file.path(), 5).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn what_is_no_file_holds_nobody() {
        let folder = tempfile::tempdir().unwrap();
        read(folder.path(), 9).unwrap_err();
        let gone = read(&folder.path().join("gone"), 9).unwrap_err();
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
        to_append(folder.path()).unwrap_err();
        to_append(&folder.path().join("new")).unwrap();
        let pipe = folder.path().join("pipe");
        // Nobody writes into it: whoever opened it would wait for ever.
        if std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|it| it.success()) {
            read(&pipe, 9).unwrap_err();
            let told = to_append(&pipe).unwrap_err().to_string();
            assert!(told.ends_with("pipe is not a file; move it away"), "{told}");
            let link = folder.path().join("link");
            if cfg!(unix) {
                let made = std::process::Command::new("ln").arg("-s").args([&pipe, &link]).status();
                assert!(made.unwrap().success());
                read(&link, 9).unwrap_err();
            }
        }
    }

    #[test]
    fn a_file_and_its_folder_are_made_and_nothing_is_left_lying_about() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("a/b");
        for content in ["old", "new"] {
            replace(&folder.join("state.json"), content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(folder.join("state.json")).unwrap(), content);
            assert_eq!(names(&folder), ["state.json"]);
        }
    }

    #[test]
    fn what_cannot_be_replaced_stays_and_nothing_is_left_lying_about() {
        let parent = tempfile::tempdir().unwrap();
        // No file can take the place of a folder.
        let taken = parent.path().join("taken");
        fs::create_dir(&taken).unwrap();
        fs::write(taken.join("inside"), "x").unwrap();
        replace(&taken, b"new").unwrap_err();
        assert_eq!(names(parent.path()), ["taken"]);
        assert_eq!(names(&taken), ["inside"]);
        replace(&taken.join("inside/below"), b"new").unwrap_err();
    }
}
