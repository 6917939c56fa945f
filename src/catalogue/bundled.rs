//! The files of `config/` that are part of the program, in the form that `build.rs` gives them: they are read at each
//! start, and TOML takes its time.

use std::borrow::Cow;
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

/// `service` as the program brings it along; `None` where it is the user's own.
///
/// # Panics
///
/// Never in a build that passed its tests.
pub(crate) fn as_bundled(service: &Service) -> Option<Cow<'_, Service>> {
    if service.file.is_none() {
        return Some(Cow::Borrowed(service));
    }
    let of_it = |(name, _): &&Bundled| {
        name.strip_prefix("services/").and_then(|it| it.strip_suffix(".toml")) == Some(&service.id)
    };
    let read = read_service(SERVICES.iter().find(of_it)?);
    Some(Cow::Owned(
        read.unwrap_or_else(|problems| panic!("the bundled files are valid: {problems:?}")),
    ))
}

fn read_bundled() -> Result<Vec<Service>, Vec<Problem>> {
    SERVICES.iter().map(read_service).collect()
}

fn read_service((name, text): &Bundled) -> Result<Service, Vec<Problem>> {
    let draft = file::draft_of(Reader::of_bundled(name, text))?;
    draft.complete(name).map_err(|problem| vec![problem])
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

    #[test]
    fn what_the_user_changes_is_known_as_it_was_and_what_is_his_own_is_not() {
        let mut services = bundled();
        let before = services[0].clone();
        assert_eq!(as_bundled(&services[0]).as_deref(), Some(&before));
        services[0].targets.clear();
        services[0].file = Some("netflix.toml".into());
        assert_eq!(as_bundled(&services[0]).as_deref(), Some(&before));
        services[0].id = "my-own".to_owned();
        assert_eq!(as_bundled(&services[0]), None);
    }
}
