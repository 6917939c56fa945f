//! Files that are always whole: whoever pulls the plug finds the old one or the new one.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

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
