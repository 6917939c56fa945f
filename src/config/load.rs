//! From a folder to the settings: `streamdoctor.toml` and `services/*.toml`.
//!
//! Everything that is wrong in any of the files is found in one go. No environment is read here: the caller says which
//! folder it is.

use std::fmt;
use std::fs;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use url::Url;

use super::keeping::{data_plan, keeping};
use super::metrics::metrics;
use super::quiet::Quiet;
use super::schema::{
    Config, Control, Daily, Icons, Language, Metered, OutsideTunnel, Schedule, default_anchors,
    default_controls, default_doh, default_resolvers,
};
use crate::catalogue::{
    self, Entry, Problem, Reader, Section, Service, Text, expectation, interval, nearest_service,
    page_url, read_service, written,
};
use crate::whole_file;

/// The settings' file in the configuration folder.
pub(super) const SETTINGS: &str = "streamdoctor.toml";

/// The folder of the user's own services in the configuration folder.
const SERVICES: &str = "services";

/// The version of the settings' format.
const VERSION: u64 = 1;

/// Nobody writes larger settings by hand.
const LARGEST_FILE: u64 = 1024 * 1024;

const OUTSIDE_TUNNEL: &[(&str, OutsideTunnel)] = &[
    ("ask", OutsideTunnel::Ask),
    ("always", OutsideTunnel::Always),
    ("never", OutsideTunnel::Never),
];

const METERED: &[(&str, Metered)] =
    &[("auto", Metered::Auto), ("yes", Metered::Yes), ("no", Metered::No)];

/// A day's budget in megabytes: more than this is no budget.
const MOST_MEGABYTES: u64 = 1_000_000;

const ICONS: &[(&str, Icons)] =
    &[("auto", Icons::Auto), ("light", Icons::Light), ("dark", Icons::Dark)];

const LANGUAGES: &[(&str, Language)] =
    &[("auto", Language::Auto), ("en", Language::English), ("de", Language::German)];

/// All that is wrong with a configuration folder. There is at least one problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigErrors {
    /// The folder.
    pub folder: PathBuf,
    pub problems: Vec<Problem>,
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the configuration in {} cannot be used:", self.folder.display())?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for ConfigErrors {}

impl Config {
    /// Reads the settings from the folder that the user named, or else from `default_dir`, which need not exist.
    pub fn load(explicit: Option<&Path>, default_dir: &Path) -> Result<Self, ConfigErrors> {
        let folder = explicit.unwrap_or(default_dir);
        // Relative paths in the settings count from the folder, wherever the program is at home later.
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        match fs::metadata(&folder) {
            Ok(metadata) if metadata.is_dir() => {}
            Err(error) if explicit.is_none() && error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            unusable => {
                let says = match unusable {
                    Ok(_) => "this is not a folder; name the folder that holds streamdoctor.toml"
                        .to_owned(),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {
                        "there is no such folder; make it, or name another one".to_owned()
                    }
                    Err(error) => format!("the folder cannot be read: {error}"),
                };
                let problems = vec![Problem::of(&folder.display().to_string(), says)];
                return Err(ConfigErrors { folder, problems });
            }
        }
        Loader::of(&folder).finish(None)
    }

    /// What would be in force if the folder's settings were `text`.
    pub(super) fn with_settings(folder: &Path, text: &str) -> Result<Self, ConfigErrors> {
        Loader::of(folder).finish(Some(text))
    }
}

/// Reads the texts of the settings and of one service's file, without a folder: a narrow way for fuzzing.
#[doc(hidden)]
pub fn read_texts(settings: &str, service: &str) -> (Option<Config>, Vec<Problem>) {
    const FILE: &str = "services/own.toml";
    let mut catalogue = Vec::new();
    let mut problems = Vec::new();
    match read_service(FILE, service).and_then(|it| it.complete(FILE).map_err(|it| vec![it])) {
        Ok(service) => catalogue.push(service),
        Err(found) => problems = found,
    }
    let reader = Reader::new(SETTINGS, settings);
    let config = reader.root().map(|root| settings_of(root, Path::new(""), catalogue, &[]));
    problems.extend(reader.into_problems());
    (config, problems)
}

/// The folder under reading, with what was found so far.
struct Loader<'a> {
    folder: &'a Path,
    problems: Vec<Problem>,
    files: Vec<PathBuf>,
    /// The names of service files that cannot be used. Whether a setting names such a service cannot be told.
    broken: Vec<String>,
}

impl<'a> Loader<'a> {
    fn of(folder: &'a Path) -> Self {
        Self { folder, problems: Vec::new(), files: Vec::new(), broken: Vec::new() }
    }

    /// The settings of the folder, or of it with `text` in the place of its own.
    fn finish(mut self, text: Option<&str>) -> Result<Config, ConfigErrors> {
        match self.load(text) {
            Some(config) if self.problems.is_empty() => Ok(config),
            _ => Err(ConfigErrors { folder: self.folder.to_owned(), problems: self.problems }),
        }
    }

    fn load(&mut self, text: Option<&str>) -> Option<Config> {
        let settings = match (text, self.folder.join(SETTINGS).try_exists()) {
            (Some(text), _) => Ok(text.to_owned()),
            (None, Ok(false)) => Ok(String::new()),
            (None, _) => self.read(SETTINGS),
        };
        let catalogue = self.catalogue();
        let text = settings.unwrap_or_else(|problems| {
            self.problems.splice(0..0, problems);
            String::new()
        });
        let reader = Reader::new(SETTINGS, &text);
        let config =
            reader.root().map(|root| settings_of(root, self.folder, catalogue, &self.broken));
        self.problems.splice(0..0, reader.into_problems());
        config.map(|config| Config { files: std::mem::take(&mut self.files), ..config })
    }

    /// The bundled services with the user's changes, then the user's own.
    fn catalogue(&mut self) -> Vec<Service> {
        let mut services = catalogue::bundled();
        for name in self.service_files() {
            let read = self.read(&name).and_then(|text| self.add(&mut services, &name, &text));
            if let Err(problems) = read {
                let stem = Path::new(&name).file_stem().unwrap_or_default();
                self.broken.push(stem.to_string_lossy().into_owned());
                self.problems.extend(problems);
            }
        }
        services
    }

    /// Adds the user's service, or changes the bundled one of the same id.
    fn add(&self, services: &mut Vec<Service>, name: &str, text: &str) -> Result<(), Vec<Problem>> {
        let draft = read_service(name, text)?;
        let file = Some(self.folder.join(name));
        match services.iter_mut().find(|service| service.id == draft.id) {
            Some(Service { id, file: Some(other), .. }) => {
                let other = other.file_name().unwrap_or_default().to_string_lossy();
                let says = format!(
                    "id {id:?} is also in {SERVICES}/{other}; change one of them, or put both together"
                );
                return Err(vec![Problem::of(name, says)]);
            }
            Some(service) => {
                draft.change(service);
                service.file = file;
            }
            None => {
                // Who writes a file for a service wants to see it.
                let default_enabled = draft.default_enabled().unwrap_or(true);
                let service = draft.complete(name).map_err(|problem| vec![problem])?;
                services.push(Service { default_enabled, file, ..service });
            }
        }
        Ok(())
    }

    /// The names of the user's service files, sorted, so that messages and order do not depend on the disk.
    fn service_files(&mut self) -> Vec<String> {
        let listed = fs::read_dir(self.folder.join(SERVICES)).and_then(|entries| {
            entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()
        });
        let mut names = match listed {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                self.problems
                    .push(Problem::of(SERVICES, format!("the folder cannot be read: {error}")));
                Vec::new()
            }
        };
        names.sort();
        let names = names.iter().map(|name| name.to_string_lossy());
        let ours = names.filter(|name| !name.starts_with('.') && name.ends_with(".toml"));
        ours.map(|name| format!("{SERVICES}/{name}")).collect()
    }

    /// The text of a file in the folder.
    #[expect(clippy::wildcard_enum_match_arm, reason = "most kinds need no words of ours")]
    fn read(&mut self, name: &str) -> Result<String, Vec<Problem>> {
        let path = self.folder.join(name);
        let text = read_text(&path).map_err(|error| {
            let says = match error.kind() {
                io::ErrorKind::InvalidData => {
                    "the file is not UTF-8 text; save it as UTF-8".to_owned()
                }
                io::ErrorKind::FileTooLarge => {
                    "the file is larger than 1 MiB, so it is hardly what it should be".to_owned()
                }
                io::ErrorKind::NotFound => "the file is not there any more".to_owned(),
                _ => format!("the file cannot be read: {error}"),
            };
            vec![Problem::of(name, says)]
        })?;
        self.files.push(path);
        Ok(text)
    }
}

/// The text of a file of ours, wherever it is.
pub(super) fn read_text(path: &Path) -> io::Result<String> {
    whole_file::read_text(path, LARGEST_FILE)
}

/// The settings of `streamdoctor.toml`; what it does not say is at its default.
fn settings_of(
    mut root: Section<'_, '_>,
    folder: &Path,
    catalogue: Vec<Service>,
    broken: &[String],
) -> Config {
    // There is one version so far; a later one will be read differently.
    let _version = root.take("version").and_then(|it| it.whole(VERSION..=VERSION));
    let mut controls = root.take("controls").and_then(Entry::section);
    let mut resolvers = root.take("resolvers").and_then(Entry::section);
    let mut trust = root.take("trust").and_then(Entry::section);
    let schedule = root.take("schedule").and_then(Entry::section);
    let mut trials = root.take("trials").and_then(Entry::section);
    let history = root.take("history").and_then(Entry::section);
    let data = root.take("data").and_then(Entry::section);
    let numbers = root.take("metrics").and_then(Entry::section);
    let mut notifications = root.take("notifications").and_then(Entry::section);
    let mut tray = root.take("tray").and_then(Entry::section);
    let mut appearance = root.take("appearance").and_then(Entry::section);
    let mut services = root.take("services").and_then(Entry::section);
    root.finish();

    let endpoints = take(&mut controls, "endpoints").map(endpoints);
    let anchors = take(&mut controls, "addresses").map(|it| addresses(it, None));
    let public_resolvers = take(&mut resolvers, "public").map(|it| addresses(it, Some(53)));
    let doh = take(&mut resolvers, "doh").map(|it| parsed(it, doh_url));
    let public_roots = take(&mut trust, "public_roots").and_then(|it| public_roots(it, folder));
    let outside_tunnel = take(&mut trials, "outside_tunnel");
    let outside_tunnel = outside_tunnel.and_then(|it| it.text()?.one_of(OUTSIDE_TUNNEL));
    let enabled = take(&mut services, "enabled").map(|it| enabled(it, &catalogue, broken));
    let quiet = take(&mut notifications, "quiet").and_then(quiet);
    let icons = take(&mut tray, "icons").and_then(|it| it.text()?.one_of(ICONS));
    let language = take(&mut appearance, "language").and_then(|it| it.text()?.one_of(LANGUAGES));
    let sections = [controls, resolvers, trust, trials, notifications, tray, appearance, services];
    for section in sections.into_iter().flatten() {
        section.finish();
    }

    let schedule = schedule.map(schedule_of).unwrap_or_default();
    Config {
        controls: endpoints.unwrap_or_else(default_controls),
        anchors: anchors.unwrap_or_else(default_anchors),
        public_resolvers: public_resolvers.unwrap_or_else(default_resolvers),
        doh: doh.unwrap_or_else(default_doh),
        public_roots,
        schedule,
        outside_tunnel: outside_tunnel.unwrap_or_default(),
        history: history.map(keeping).unwrap_or_default(),
        data_plan: data.and_then(data_plan),
        metrics: numbers.map(metrics).unwrap_or_default(),
        quiet: quiet.unwrap_or_default(),
        icons: icons.unwrap_or_default(),
        language: language.unwrap_or_default(),
        services: enabled.unwrap_or_else(|| {
            catalogue.iter().filter(|service| service.default_enabled).cloned().collect()
        }),
        catalogue,
        files: Vec::new(),
    }
}

fn take<'r, 'a>(section: &mut Option<Section<'r, 'a>>, key: &'static str) -> Option<Entry<'r, 'a>> {
    section.as_mut()?.take(key)
}

fn endpoints(entry: Entry<'_, '_>) -> Vec<Control> {
    let endpoints = entry.list().unwrap_or_default();
    endpoints.into_iter().filter_map(|entry| endpoint(entry.section()?)).collect()
}

fn endpoint(mut section: Section<'_, '_>) -> Option<Control> {
    let url = section.need("url", "\"http://connectivity.example/generate_204\"");
    let url = url.and_then(Entry::text).and_then(|url| url.parse(page_url));
    let expect = section.take("expect").map(expectation).unwrap_or_default();
    section.finish();
    Some(Control { url: url?, expect })
}

fn addresses(entry: Entry<'_, '_>, port: Option<u16>) -> Vec<SocketAddr> {
    parsed(entry, |text| {
        let bare = || Some(SocketAddr::new(text.parse::<IpAddr>().ok()?, port?));
        text.parse()
            .ok()
            .or_else(bare)
            .ok_or("is not an address with a port, such as \"192.0.2.1:443\"")
    })
}

fn doh_url(text: &str) -> Result<Url, String> {
    let url = page_url(text)?;
    if url.scheme() != "https" {
        return Err("does not begin with https://".to_owned());
    }
    Ok(url)
}

fn parsed<T, E: fmt::Display>(
    entry: Entry<'_, '_>,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Vec<T> {
    let texts = entry.texts().unwrap_or_default();
    texts.into_iter().filter_map(|text| text.parse(&parse)).collect()
}

fn public_roots(entry: Entry<'_, '_>, folder: &Path) -> Option<PathBuf> {
    entry.text()?.parse(|text| {
        let path = folder.join(text);
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() => Ok(path),
            Ok(_) => Err("is not a file".to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err("is not there; relative paths count from the configuration folder".to_owned())
            }
            Err(error) => Err(format!("cannot be read: {error}")),
        }
    })
}

fn quiet(entry: Entry<'_, '_>) -> Option<Quiet> {
    let span = |text: &str| match Quiet::read([text]) {
        Some(_) => Ok(text.to_owned()),
        None => Err("is not a span of hours such as \"22:00-07:00\""),
    };
    Quiet::read(parsed(entry, span))
}

fn enabled(entry: Entry<'_, '_>, catalogue: &[Service], broken: &[String]) -> Vec<Service> {
    let known = |id: &str| {
        let found = catalogue.iter().find(|service| service.id == id);
        if found.is_some() || broken.iter().any(|it| it == id) {
            return Ok(found);
        }
        Err(nearest_service(catalogue, id).map_or_else(
            || {
                "is not a service; `streamdoctor services` lists them, services/NAME.toml adds one"
                    .to_owned()
            },
            |meant| format!("is not a service; did you mean {meant:?}?"),
        ))
    };
    let mut services: Vec<Service> = Vec::new();
    for service in parsed(entry, known).into_iter().flatten() {
        if !services.iter().any(|other| other.id == service.id) {
            services.push(service.clone());
        }
    }
    services
}

fn schedule_of(mut section: Section<'_, '_>) -> Schedule {
    let duration = |text: Text<'_, '_>| text.parse(interval);
    let often = section.take("interval").and_then(Entry::text).map(duration);
    let quick = section.take("quick").and_then(Entry::text).map(duration);
    let default = Schedule::default();
    let daily = section.take("daily_mb").map(megabytes);
    let daily_metered = section.take("daily_mb_metered").map(megabytes);
    let metered = section.take("metered").and_then(|it| it.text()?.one_of(METERED));
    // Who wants it to look more often has chosen what that costs, unless a budget is given, too.
    let shorter = often.flatten().is_some_and(|it| it < default.interval);
    let usual = if shorter { Daily::Unlimited } else { Daily::Usual };
    let schedule = Schedule {
        daily: daily.unwrap_or(usual),
        daily_metered: daily_metered.unwrap_or_default(),
        metered: metered.unwrap_or_default(),
        ..default
    };
    let schedule = match (often, quick) {
        (Some(Some(interval)), None) => {
            Schedule { interval, quick: default.quick.min(interval), ..schedule }
        }
        (interval, quick) => Schedule {
            interval: interval.flatten().unwrap_or(default.interval),
            quick: quick.flatten().unwrap_or(default.quick),
            ..schedule
        },
    };
    if schedule.quick > schedule.interval && quick.is_some_and(|it| it.is_some()) {
        section.complain(format!(
            "schedule quick {:?} is longer than interval {:?}; make it shorter, or interval longer",
            written(schedule.quick),
            written(schedule.interval)
        ));
    }
    section.finish();
    schedule
}

fn megabytes(entry: Entry<'_, '_>) -> Daily {
    match entry.whole(0..=MOST_MEGABYTES) {
        Some(0) => Daily::Unlimited,
        Some(megabytes) => Daily::Bytes(megabytes * 1_000_000),
        None => Daily::Usual,
    }
}
