//! Changes `streamdoctor.toml` in place: what the user wrote, comments and order and all, stays as it was.
//!
//! A file that could not be read back is never written, and a crash leaves the old file or the new one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use thiserror::Error;
use toml_edit::{Array, DocumentMut, Item, Table, TomlError, value};

use super::load::{ConfigErrors, SETTINGS, read_text};
use super::schema::{Config, OutsideTunnel};
use crate::whole_file;

/// A setting that can be changed without an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The services that are watched, by their ids.
    Services(Vec<String>),
    OutsideTunnel(OutsideTunnel),
    /// The hours in which nothing is announced, as they are written: `22:00-07:00`.
    Quiet(Vec<String>),
}

/// Why a setting was not saved. Nothing was changed then.
#[derive(Debug, Error)]
pub enum SaveError {
    #[error("read {}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("understand {}; mend it by hand", path.display())]
    Broken { path: PathBuf, source: TomlError },
    #[error("change a setting; it would be this")]
    Unfit(#[source] ConfigErrors),
    #[error("write {}", path.display())]
    Write { path: PathBuf, source: io::Error },
}

impl SaveError {
    /// In words for people: a sentence without its end.
    pub fn told(&self) -> String {
        match self {
            Self::Read { path, source } => format!("{} cannot be read: {source}", path.display()),
            Self::Broken { path, .. } => {
                format!("{} has a mistake in it; mend it by hand first", path.display())
            }
            Self::Unfit(errors) => errors.to_string(),
            Self::Write { path, source } => {
                format!("{} cannot be written: {source}", path.display())
            }
        }
    }
}

/// Changes one setting in `folder`, which need not exist, and says what is in force afterwards.
pub fn save(folder: &Path, setting: &Setting) -> Result<Config, SaveError> {
    // Of two at once, the later one would undo the earlier.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let named = folder.join(SETTINGS);
    // Whoever keeps the file elsewhere and links to it wants the link to stay.
    let path = fs::canonicalize(&named).unwrap_or(named);
    let text = match read_text(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(source) => return Err(SaveError::Read { path, source }),
    };
    let changed = match changed(&text, setting) {
        Ok(changed) => changed,
        Err(source) => return Err(SaveError::Broken { path, source }),
    };
    let config = Config::with_settings(folder, &changed).map_err(SaveError::Unfit)?;
    if changed != text {
        whole_file::replace(&path, changed.as_bytes())
            .map_err(|source| SaveError::Write { path, source })?;
    }
    Ok(config)
}

/// `text` with the setting changed.
fn changed(text: &str, setting: &Setting) -> Result<String, TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let (section, key, new) = match setting {
        Setting::Services(ids) => ("services", "enabled", list(ids)),
        Setting::OutsideTunnel(allowed) => {
            let word = match allowed {
                OutsideTunnel::Ask => "ask",
                OutsideTunnel::Always => "always",
                OutsideTunnel::Never => "never",
            };
            ("trials", "outside_tunnel", value(word))
        }
        Setting::Quiet(hours) => ("notifications", "quiet", list(hours)),
    };
    let section = document.entry(section).or_insert_with(|| Item::Table(Table::new()));
    match section.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            // What stands around the value, such as a comment behind it, is not the value's.
            if let Ok(mut new) = new.into_value() {
                *new.decor_mut() = old.decor().clone();
                *old = new;
            }
        }
        None => {
            if let Some(section) = section.as_table_like_mut() {
                section.insert(key, new);
            }
        }
    }
    Ok(document.to_string())
}

fn list(texts: &[String]) -> Item {
    value(texts.iter().map(String::as_str).collect::<Array>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(SETTINGS), text).unwrap();
        folder
    }

    fn text(folder: &tempfile::TempDir) -> String {
        fs::read_to_string(folder.path().join(SETTINGS)).unwrap()
    }

    fn services(ids: &[&str]) -> Setting {
        Setting::Services(ids.iter().map(|it| (*it).to_owned()).collect())
    }

    #[test]
    fn comments_order_and_everything_else_stay() {
        let before = "# mine\nversion = 1\n\n[services] # what we use\nenabled = [\"netflix\", \"spotify\"] # all of us\n\n[schedule]\ninterval = \"5m\"\n";
        let folder = folder(before);
        let config = save(folder.path(), &services(&["netflix"])).unwrap();
        assert_eq!(config.services.len(), 1);
        let after = before.replace("[\"netflix\", \"spotify\"]", "[\"netflix\"]");
        assert_eq!(text(&folder), after);
    }

    #[test]
    fn what_was_not_there_is_added_at_the_end() {
        let folder = folder("[schedule]\ninterval = \"5m\"\n");
        let config = save(folder.path(), &Setting::OutsideTunnel(OutsideTunnel::Never)).unwrap();
        assert_eq!(config.outside_tunnel, OutsideTunnel::Never);
        assert_eq!(
            text(&folder),
            "[schedule]\ninterval = \"5m\"\n\n[trials]\noutside_tunnel = \"never\"\n"
        );
    }

    #[test]
    fn without_a_folder_both_are_made() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("new").join("streamdoctor");
        save(&folder, &services(&["netflix"])).unwrap();
        assert_eq!(Config::load(Some(&folder), &folder).unwrap().services[0].id, "netflix");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left lying about");
    }

    #[test]
    fn what_could_not_be_read_back_is_not_written() {
        let before = "[services]\nenabled = [\"netflix\"]\n";
        let folder = folder(before);
        let refused = save(folder.path(), &services(&["nobody-knows-this"]));
        assert!(matches!(refused, Err(SaveError::Unfit(_))), "{refused:?}");
        assert_eq!(text(&folder), before);
    }

    #[test]
    fn a_file_that_is_broken_already_is_left_alone() {
        let folder = folder("[services\n");
        let refused = save(folder.path(), &services(&["netflix"]));
        assert!(matches!(refused, Err(SaveError::Broken { .. })), "{refused:?}");
        assert_eq!(text(&folder), "[services\n");
    }

    #[test]
    fn inline_tables_are_changed_where_they_stand() {
        let folder = folder("services = { enabled = [\"netflix\"] }\n");
        save(folder.path(), &services(&["spotify"])).unwrap();
        assert_eq!(text(&folder), "services = { enabled = [\"spotify\"] }\n");
    }
}
