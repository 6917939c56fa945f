//! One look, or a recorded one, judged and told.

use std::cell::{Cell, RefCell};
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use super::args::Check;
use super::{Outcome, ask, complain, read, say, say_json, settings, style};
use crate::app::look::{LookError, Looker, spec};
use crate::catalogue::{self, Service};
use crate::clock::Clock;
use crate::config::Config;
use crate::diagnosis::reported::{Device, Seen, weigh};
use crate::diagnosis::{Cause, Findings, over_time};
use crate::observation::{SCHEMA, Snapshot};
use crate::presentation::terminal::{self, Progress as Line};
use crate::presentation::words::Platform;
use crate::presentation::{Report, only_refused, report};
use crate::probe::{Progress, Spec};

/// A round of thirty services with all trials is below a twentieth of this.
const LARGEST_SNAPSHOT: u64 = 64 << 20;

/// How long to rest between two looks of a watch: services are asked no more often than a person would reload.
const REST: Duration = Duration::from_secs(1);

pub(super) fn check(folder: Option<&Path>, options: &Check) -> Outcome {
    let config = match settings(folder) {
        Ok(config) => config,
        Err(outcome) => return outcome,
    };
    look(config, options)
}

/// What a code on the screen means, and a look at the service that uses it.
pub(super) fn code(folder: Option<&Path>, words: &[OsString]) -> Outcome {
    let config = match settings(folder) {
        Ok(config) => config,
        Err(outcome) => return outcome,
    };
    let code = words.iter().map(|it| it.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let explanation = catalogue::explain(&code, None, &config.catalogue);
    if explanation.meanings.is_empty() {
        complain(format_args!(
            "“{}” is neither a command nor a code that is known here{}; `streamdoctor --help` lists the commands",
            crate::presentation::text::plain(&code),
            explanation
                .nearest
                .first()
                .map(|it| format!("; did you mean {it}?"))
                .unwrap_or_default()
        ));
        return Outcome::BadInput;
    }
    say(&terminal::explanation(&ask::view(&explanation, &config.catalogue), style()));
    // A code of several services: each that is watched is looked at; of one: that one, watched or not.
    let users: Vec<String> = match explanation.services()[..] {
        [one] => vec![one.to_owned()],
        [] => Vec::new(),
        ref several => {
            let watched = |id: &&str| config.services.iter().any(|it| it.id == **id);
            several.iter().filter(|it| watched(it)).map(|it| (*it).to_owned()).collect()
        }
    };
    let options = Check {
        services: users,
        json: false,
        seen: Some(code),
        on: None,
        no_trials: false,
        save: None,
        deadline: Duration::from_secs(15),
        watch: None,
    };
    look(config, &options)
}

/// Narrows `config` to the services that were asked for.
fn choose(config: &mut Config, wanted: &[String]) -> Result<(), Outcome> {
    if wanted.is_empty() {
        return Ok(());
    }
    let mut chosen: Vec<Service> = Vec::new();
    for name in wanted {
        let id = ask::named(&config.catalogue, name)?;
        let service = config.catalogue.iter().find(|it| it.id == id);
        chosen.extend(service.filter(|it| chosen.iter().all(|other| other.id != it.id)).cloned());
    }
    config.services = chosen;
    Ok(())
}

fn look(mut config: Config, options: &Check) -> Outcome {
    if let Err(outcome) = choose(&mut config, &options.services) {
        return outcome;
    }
    let seen = match options.seen.as_deref().map(|code| seen(code, options.on, &config)).transpose()
    {
        Ok(seen) => seen,
        Err(outcome) => return outcome,
    };
    let clock = Clock::system();
    let mut spec = spec(&config, true, true, options.deadline);
    spec.trials = !options.no_trials;
    let rounds = match rounds(&config, &clock, &spec, options) {
        Ok(rounds) => rounds,
        Err(error) => {
            let reason =
                std::error::Error::source(&error).map(|it| format!(": {it}")).unwrap_or_default();
            complain(format_args!("cannot {error}{reason}"));
            return Outcome::BadInput;
        }
    };
    let (snapshot, findings) = over_time::worst(rounds);
    let findings = match &seen {
        Some(seen) => weigh(findings, seen, &snapshot),
        None => findings,
    };
    let told =
        report(&snapshot, &findings, &config.catalogue, Platform::named(std::env::consts::OS));
    if let Some(file) = &options.save
        && let Err(error) = save(&snapshot, file)
    {
        complain(format_args!("{}: what was seen cannot be written: {error}", file.display()));
    }
    tell(&told, options.json);
    outcome(&told)
}

/// What the user sees, from a code as it was typed.
fn seen(code: &str, on: Option<Device>, config: &Config) -> Result<Seen, Outcome> {
    let explanation = catalogue::explain(code, None, &config.catalogue);
    if explanation.meanings.is_empty() {
        complain(format_args!(
            "“{}” is no code that is known here{}",
            crate::presentation::text::plain(code),
            explanation
                .nearest
                .first()
                .map(|it| format!("; did you mean {it}?"))
                .unwrap_or_default()
        ));
        return Err(Outcome::BadInput);
    }
    let meaning =
        |it: &catalogue::Meaning| (it.service.clone(), it.causes.clone(), it.remedies.clone());
    Ok(Seen {
        code: explanation.code.clone(),
        device: on,
        meanings: explanation.meanings.iter().map(meaning).collect(),
    })
}

/// Looks once, or again and again for as long as was asked for.
fn rounds(
    config: &Config,
    clock: &Clock,
    spec: &Spec,
    options: &Check,
) -> Result<Vec<(Snapshot, Findings)>, LookError> {
    let looker = Looker::new(config, clock)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let rounds = runtime.block_on(async {
        let begun = clock.now();
        let mut rounds = Vec::new();
        loop {
            let line = Watcher::new(spec, options.json);
            let snapshot = looker.look(spec, |progress| line.note(progress)).await;
            let findings = crate::diagnosis::diagnose(&snapshot);
            rounds.push((snapshot, findings));
            match options.watch {
                Some(length) if clock.now() - begun + REST < length => {
                    tokio::time::sleep(REST).await
                }
                Some(_) | None => return rounds,
            }
        }
    });
    // A look-up that hangs in the system's resolver must not keep us: the process is about to end.
    runtime.shutdown_background();
    Ok(rounds)
}

/// The progress line of one look.
struct Watcher<'a> {
    spec: &'a Spec,
    line: RefCell<Line>,
    /// What is still to come of each service.
    left: RefCell<Vec<(usize, bool)>>,
    closer: Cell<bool>,
}

impl<'a> Watcher<'a> {
    fn new(spec: &'a Spec, hidden: bool) -> Self {
        let line = if hidden { Line::hidden() } else { Line::new(spec.services.len()) };
        line.phase("Looking");
        let left = spec.services.iter().map(|it| (it.targets.len(), true)).collect();
        Self { spec, line: RefCell::new(line), left: RefCell::new(left), closer: Cell::new(false) }
    }

    fn note(&self, progress: Progress) {
        match progress {
            Progress::Begun(_) | Progress::Reference { .. } => {}
            Progress::Target { service, well } => {
                let Some(at) = self.spec.services.iter().position(|it| it.id == service) else {
                    return;
                };
                let mut left = self.left.borrow_mut();
                left[at] = (left[at].0.saturating_sub(1), left[at].1 && well);
                if left[at].0 == 0 {
                    self.line.borrow().target_done(&self.spec.services[at].name, left[at].1);
                }
            }
            Progress::Closer => {
                if !self.closer.replace(true) {
                    self.line.borrow().closer_look();
                }
            }
        }
    }
}

fn save(snapshot: &Snapshot, file: &Path) -> std::io::Result<()> {
    let text = serde_json::to_vec_pretty(snapshot)?;
    std::fs::write(file, text)
}

pub(super) fn diagnose(folder: Option<&Path>, file: &Path, json: bool) -> Outcome {
    let config = match settings(folder) {
        Ok(config) => config,
        Err(outcome) => return outcome,
    };
    let snapshot = match read(file, LARGEST_SNAPSHOT).and_then(|bytes| parse(&bytes, file)) {
        Ok(snapshot) => snapshot,
        Err(outcome) => return outcome,
    };
    let findings = crate::diagnosis::diagnose(&snapshot);
    let told =
        report(&snapshot, &findings, &config.catalogue, Platform::named(std::env::consts::OS));
    tell(&told, json);
    outcome(&told)
}

/// Reads a recorded round. Another version's, or another program's, is refused with the reason.
fn parse(bytes: &[u8], file: &Path) -> Result<Snapshot, Outcome> {
    #[derive(serde::Deserialize)]
    struct Version {
        schema: u32,
    }
    let refuse = |reason: String| {
        complain(format_args!("{}: this is no recorded round: {reason}", file.display()));
        Outcome::BadInput
    };
    let version: Version =
        serde_json::from_slice(bytes).map_err(|error| refuse(error.to_string()))?;
    if version.schema != SCHEMA {
        return Err(refuse(format!(
            "its format is {}, and this program reads {SCHEMA}",
            version.schema
        )));
    }
    serde_json::from_slice(bytes).map_err(|error| refuse(error.to_string()))
}

fn tell(report: &Report, json: bool) {
    if json {
        say_json(report);
    } else {
        say(&terminal::report(report, style()));
    }
}

/// The exit status that a report stands for.
pub(super) fn outcome(report: &Report) -> Outcome {
    match report.summary.cause {
        Cause::None => Outcome::Well,
        _ if only_refused(report) => Outcome::Well,
        Cause::Unknown => Outcome::Inconclusive,
        _ => Outcome::Wrong,
    }
}
