//! Whether somebody has read what this program does: known by a mark among its own notes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::platform;

/// Whether this is the first start. Where nothing can be noted, nobody is welcomed again and again.
pub(super) fn is_due() -> bool {
    place().is_some_and(|it| is_missing(&it))
}

/// Notes that it was read.
pub(super) fn note() {
    if let Some(place) = place()
        && let Err(error) = make(&place)
    {
        tracing::warn!(%error, "the next start will look like the first one");
    }
}

fn place() -> Option<PathBuf> {
    Some(platform::paths()?.state.join("welcomed"))
}

fn is_missing(place: &Path) -> bool {
    matches!(place.try_exists(), Ok(false))
}

fn make(place: &Path) -> std::io::Result<()> {
    if let Some(folder) = place.parent() {
        platform::make_own(folder)?;
    }
    fs::write(place, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_start_is_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("state").join("welcomed");
        assert!(is_missing(&place));
        make(&place).unwrap();
        assert!(!is_missing(&place));
    }
}
