//! The files of `config/` that are part of the program, in the form that `build.rs` gives them: they are read at each
//! start, and TOML takes its time.

use std::sync::OnceLock;

use super::file;
use super::read::{Problem, Reader};
use super::service::{Code, Service};

/// A file's name below `config/` and what it says, in JSON.
type Bundled = (&'static str, &'static str);

macro_rules! bundle {
    ($folder:literal: $($name:literal)*) => {
        &[$((
            concat!($folder, "/", $name, ".toml"),
            include_str!(concat!(env!("OUT_DIR"), "/", $folder, "/", $name, ".json")),
        ),)*]
    };
}

/// In the order in which they are shown: the six that are watched unless the user says otherwise come first.
const SERVICES: &[Bundled] = bundle!("services":
    "netflix" "youtube" "prime-video" "disney-plus" "twitch" "spotify"
    "abema" "apple-music" "apple-tv" "bbc-iplayer" "channel4" "crunchyroll" "dailymotion" "dazn" "deezer"
    "discovery-plus" "espn" "fubo" "hbo-max" "hulu" "itvx" "kick" "mubi" "paramount-plus" "peacock" "plex" "pluto-tv"
    "sling" "soundcloud" "stan" "starz" "steam" "tidal" "tubi" "vimeo"
);

/// Plain statuses first: people type those most.
const CODES: &[Bundled] = bundle!("codes": "http" "browser");

/// The services that the program knows by itself, in the order in which they are shown.
///
/// # Panics
///
/// Never in a build that passed its tests: they read every bundled file.
pub fn bundled() -> Vec<Service> {
    read_bundled().unwrap_or_else(|problems| panic!("the bundled files are valid: {problems:?}"))
}

/// The codes that belong to no service: HTTP statuses, and what browsers say when no answer came.
pub(crate) fn general_codes() -> &'static [Code] {
    static GENERAL: OnceLock<Vec<Code>> = OnceLock::new();
    GENERAL.get_or_init(|| {
        let read = |(name, text): &Bundled| {
            file::codes(Reader::of_bundled(name, text))
                .unwrap_or_else(|problems| panic!("the bundled files are valid: {problems:?}"))
        };
        CODES.iter().flat_map(read).collect()
    })
}

fn read_bundled() -> Result<Vec<Service>, Vec<Problem>> {
    let read = |(name, text): &Bundled| {
        let draft = file::draft_of(Reader::of_bundled(name, text))?;
        draft.complete(name).map_err(|problem| vec![problem])
    };
    SERVICES.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    /// The names of the files in `config/FOLDER`.
    fn on_disk(folder: &str) -> BTreeSet<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config").join(folder);
        let name = |it: std::io::Result<fs::DirEntry>| {
            format!("{folder}/{}", it.unwrap().file_name().to_string_lossy())
        };
        fs::read_dir(path).unwrap().map(name).collect()
    }

    fn listed(files: &[Bundled]) -> BTreeSet<String> {
        files.iter().map(|(name, _)| (*name).to_owned()).collect()
    }

    #[test]
    fn every_file_is_bundled() {
        assert_eq!(listed(SERVICES), on_disk("services"));
        assert_eq!(listed(CODES), on_disk("codes"));
    }

    #[test]
    fn every_bundled_file_is_valid_and_named_after_its_id() {
        let services = read_bundled().unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!(services.len(), 35);
        for (service, (name, _)) in services.iter().zip(SERVICES) {
            assert_eq!(format!("services/{}.toml", service.id), *name);
        }
        assert!(!general_codes().is_empty());
    }
}
