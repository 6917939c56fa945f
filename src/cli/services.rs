//! The services that are watched: which they are, one more, and whether what is known about them still holds.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::args::AddService;
use super::{
    Done, Outcome, check, complain, runtime, say, say_json, settings, style, with_reasons,
};
use crate::app::look::{Looker, spec};
use crate::app::words;
use crate::catalogue::{NewService, Service, read_service};
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::observation::Subject;
use crate::platform;
use crate::presentation::text::plain;
use crate::presentation::{handbook, terminal};

/// The schema that editors check a service's file against; it lies beside the folder of the files.
const SCHEMA: &str = include_str!("../../config/service.schema.json");

/// What is watched, and whom that contacts.
pub(super) fn list(folder: Option<&Path>, json: bool) -> Done {
    let config = settings(folder)?;
    let contacts = config::contacts(&config);
    if json {
        say_json(&contacts);
    } else {
        say(&terminal::contacts(&contacts, style(words(config.language))));
    }
    Ok(Outcome::Well)
}

/// All that is known.
pub(super) fn markdown(folder: Option<&Path>) -> Done {
    say(&handbook(&settings(folder)?.catalogue));
    Ok(Outcome::Well)
}

/// Writes the file of one more service, and looks at it once.
pub(super) fn add(folder: Option<&Path>, options: &AddService) -> Done {
    let refuse = |reason: &dyn std::fmt::Display| {
        complain(format_args!("“{}” cannot be added: {reason}", plain(&options.url)));
        Outcome::BadInput
    };
    let config = settings(folder)?;
    let service = NewService::new(&options.url, options.name.as_deref(), options.id.as_deref());
    let mut service = service.map_err(|reason| refuse(&reason))?;
    if let Some(known) = service.among(&config.catalogue)
        && (options.id.is_none() || known.id == service.id)
    {
        let how =
            if known.file.is_some() { "change its file" } else { "name it in [services] enabled" };
        let reason = format!(
            "{} is known already, as {}; {how}, or give another --id",
            known.name, known.id
        );
        return Err(refuse(&reason));
    }
    let folder = folder.map(Path::to_owned).or_else(|| Some(platform::paths()?.config));
    let Some(folder) = folder else {
        return Err(refuse(&"there is no folder for settings; name one with --config"));
    };
    service.status =
        if service.speaks_http() { answer_by_nature(&config, &service)? } else { None };
    let file = write(&folder, &service).map_err(|error| refuse(&error))?;
    say(&format!("{} is added: {}", plain(&service.name), file.display()));
    if let Some(status) = service.status {
        say(&format!("It answers {status} at its door, so that is what will be expected of it."));
    }
    let config = settings(Some(&folder))?;
    if config.services.iter().all(|it| it.id != service.id) {
        say(&format!(
            "It is not watched yet: add \"{}\" to the list `enabled` under [services] in {}.",
            service.id,
            folder.join("streamdoctor.toml").display()
        ));
    }
    say("");
    check::one(config, service.id)?;
    // That it cannot be reached at the moment is told, and does not undo what was asked for.
    Ok(Outcome::Well)
}

/// The status with which it answers now, where it is one that would count as a fault, and is a door's: it wants a
/// sign-in, or has nothing at this place.
fn answer_by_nature(config: &Config, service: &NewService) -> Done<Option<u16>> {
    let file = format!("{}.toml", service.id);
    let unreadable = |problem: &dyn std::fmt::Display| {
        complain(problem);
        Outcome::BadInput
    };
    let draft = read_service(&file, &service.text()).map_err(|it| unreadable(&it[0]))?;
    let described: Service = draft.complete(&file).map_err(|it| unreadable(&it))?;
    let alone = Config { services: vec![described], ..config.clone() };
    let clock = Clock::system();
    let look = || {
        let looker = Looker::new(&alone, &clock)?;
        let mut spec = spec(&alone, false, false, Duration::from_secs(15));
        spec.trials = false;
        let runtime = runtime()?;
        let snapshot = runtime.block_on(looker.look(&spec, |_| ()));
        runtime.shutdown_background();
        Ok(snapshot)
    };
    let snapshot = look().map_err(|error: crate::app::look::LookError| {
        complain(format_args!("cannot {}", with_reasons(&error)));
        Outcome::BadInput
    })?;
    let subject = Subject::Target { service: service.id.clone(), index: 0 };
    let exchange = snapshot.ordinary(&subject).and_then(|it| it.exchange());
    let surprising = exchange.filter(|it| !it.as_expected).map(|it| it.status);
    Ok(surprising.filter(|it| matches!(it, 400..=406)))
}

/// Writes the file, never over another one, and the schema beside its folder.
fn write(folder: &Path, service: &NewService) -> io::Result<PathBuf> {
    let services = folder.join("services");
    fs::create_dir_all(&services)?;
    let file = services.join(format!("{}.toml", service.id));
    let mut new = File::create_new(&file).map_err(|error| {
        let reason = if error.kind() == io::ErrorKind::AlreadyExists {
            "it is there already; change it, or give another --id".to_owned()
        } else {
            error.to_string()
        };
        io::Error::new(error.kind(), format!("{}: {reason}", file.display()))
    })?;
    new.write_all(service.text().as_bytes())?;
    // Editors do without it.
    drop(fs::write(folder.join("service.schema.json"), SCHEMA));
    Ok(file)
}

/// Asks for every page that the catalogue links, a few at a time, and lists those that are not there any more.
pub(super) fn check_links(folder: Option<&Path>) -> Done {
    let config = settings(folder)?;
    let looker = Looker::new(&config, &Clock::system()).map_err(|error| {
        complain(format_args!("cannot {}", with_reasons(&error)));
        Outcome::BadInput
    })?;
    let mut links: Vec<(String, url::Url)> = Vec::new();
    for service in &config.catalogue {
        let codes = service.codes.iter().filter_map(|it| it.help.as_ref());
        for url in service.links.values().chain(codes) {
            if links.iter().all(|(_, known)| known != url) {
                links.push((service.name.clone(), url.clone()));
            }
        }
    }
    let runtime = runtime().map_err(|error| {
        complain(format_args!("cannot look: {error}"));
        Outcome::BadInput
    })?;
    let count = links.len();
    let broken = runtime.block_on(looker.broken_links(links));
    runtime.shutdown_background();
    for (service, url, reason) in &broken {
        say(&format!("{}: {url}: {reason}", plain(service)));
    }
    say(&format!("{count} links, {} of them broken.", broken.len()));
    Ok(if broken.is_empty() { Outcome::Well } else { Outcome::Wrong })
}
