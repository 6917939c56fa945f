//! One look, or a recorded one, judged and told.

use std::cell::{Cell, RefCell};
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use jiff::SignedDuration;
use jiff::tz::TimeZone;

use super::args::Check;
use super::{
    Done, Outcome, ask, complain, history, read, runtime, say, say_json, settings, style,
    with_reasons,
};
use crate::app::look::{LookError, Looker, spec};
use crate::app::words;
use crate::catalogue::{self, Explanation, Service};
use crate::clock::Clock;
use crate::config::Config;
use crate::diagnosis::reported::weigh;
use crate::diagnosis::{Cause, Findings, over_time};
use crate::history::{Past, when};
use crate::observation::{SCHEMA, Snapshot};
use crate::platform;
use crate::presentation::terminal::{self, Progress as Line};
use crate::presentation::text::plain;
use crate::presentation::words::{Platform, Words};
use crate::presentation::{Listener, Report, Reported, only_refused, report_to};
use crate::probe::{Progress, Spec};

/// What is recorded farther off tells of another time.
const NEAR: SignedDuration = SignedDuration::from_hours(1);

/// A round of thirty services with all trials is below a twentieth of this.
const LARGEST_SNAPSHOT: u64 = 64 << 20;

pub(super) fn check(folder: Option<&Path>, options: &Check) -> Done {
    let config = settings(folder)?;
    match &options.at {
        Some(at) => replay(config, options, at),
        None => look(config, options),
    }
}

/// Judges the recorded round nearest to a time.
fn replay(mut config: Config, options: &Check, at: &str) -> Done {
    choose(&mut config, &options.services)?;
    let now = history::now(&Clock::system());
    let Some(at) = when::moment(at, &now) else {
        complain(format_args!("“{}” is no time that has been; write {}", plain(at), when::FORMS));
        return Err(Outcome::BadInput);
    };
    let nearest = history::reader().nearest(at).map_err(|it| history::complain_of(&it))?;
    let wanted = history::point(Words::English, at, &now);
    let Some(round) = nearest else {
        complain(format_args!(
            "no look is recorded any more; they are kept for a day and a half. `streamdoctor history` tells of {wanted} by the hour"
        ));
        return Err(Outcome::Inconclusive);
    };
    let apart = round.at.duration_since(at);
    let began = history::point(Words::English, round.at, &now);
    let how_far = history::length(Words::English, apart.abs().as_secs());
    if apart.abs() > NEAR {
        complain(format_args!(
            "nothing is recorded near {wanted}; the nearest look is of {began}, {how_far} {}",
            if apart.is_negative() { "before" } else { "after" }
        ));
        return Err(Outcome::Inconclusive);
    }
    let findings = crate::diagnosis::diagnose(&round.snapshot);
    let words = words(config.language);
    let mut told = report_to(&round.snapshot, &findings, &config.catalogue, &listener(words));
    if !options.services.is_empty() {
        told.services.retain(|it| config.services.iter().any(|wanted| wanted.id == it.id));
    }
    if let Some(file) = &options.save
        && let Err(error) = save(&round.snapshot, file)
    {
        complain(format_args!("{}: what was seen cannot be written: {error}", file.display()));
    }
    if !options.json {
        let relation = match apart.as_secs() {
            0 => "as asked".to_owned(),
            ..0 => format!("{how_far} before"),
            _ => format!("{how_far} after"),
        };
        say(&format!("As it was at {began} ({relation}), looked at again:\n"));
    }
    tell(&told, words, options.json);
    Ok(outcome(&told))
}

/// One look at what `config` watches, as anybody who asks wants it.
pub(super) fn look_now(config: &Config, clock: &Clock, deadline: Duration) -> Done<Snapshot> {
    let spec = spec(config, true, true, deadline);
    let looked = Looker::new(config, clock).and_then(|looker| {
        let runtime = runtime()?;
        let (snapshot, _) = runtime.block_on(round(&looker, config, &spec, false));
        runtime.shutdown_background();
        Ok(snapshot)
    });
    looked.map_err(|error| {
        complain(format_args!("cannot {}", with_reasons(&error)));
        Outcome::BadInput
    })
}

/// What a code on the screen means, and a look at the service that uses it.
pub(super) fn code(folder: Option<&Path>, typed: &[OsString]) -> Done {
    let typed = typed.iter().map(|it| it.to_string_lossy()).collect::<Vec<_>>();
    if let Some(option) = typed.iter().find(|it| it.starts_with("--")) {
        complain(format_args!(
            "“{}” is not understood after a code; use `streamdoctor check --seen CODE` with its options",
            plain(option)
        ));
        return Err(Outcome::BadInput);
    }
    let config = settings(folder)?;
    let code = typed.join(" ");
    let explanation = ask::known_code(
        &code,
        "neither a command (`streamdoctor --help` lists them) nor a code that is known here",
        nearest_command(&code),
        &config.catalogue,
    )?;
    let words = words(config.language);
    let view = ask::view(words, &explanation, &config.catalogue);
    say(&terminal::explanation(&view, style(words)));
    // What the code means is told before it is looked at, which takes a while.
    say("");
    // A code of several services: each that is watched is looked at; of one: that one, watched or not.
    // What any service may show says nothing about which it is: all that are watched are looked at.
    let users: Vec<String> = match explanation.services()[..] {
        _ if explanation.meanings.iter().any(|it| it.service.is_none()) => Vec::new(),
        [one] => vec![one.to_owned()],
        [] => Vec::new(),
        ref several => {
            let watched = |id: &&str| config.services.iter().any(|it| it.id == **id);
            several.iter().filter(|it| watched(it)).map(|it| (*it).to_owned()).collect()
        }
    };
    look(config, &Check { seen: Some(code), ..Check::of(users) })
}

/// A look at the service with this id.
pub(super) fn one(config: Config, service: String) -> Done {
    look(config, &Check::of(vec![service]))
}

/// The command that was probably meant by `word`.
fn nearest_command(word: &str) -> Option<&'static str> {
    // At most two slips, of a word that is a command but for these: codes are short, too.
    const COMMANDS: [&str; 10] = [
        "check", "classify", "config", "diagnose", "explain", "history", "report", "run",
        "services", "status",
    ];
    COMMANDS.into_iter().find(|it| catalogue::is_slip_of(word, it))
}

/// Narrows `config` to the services that were asked for.
fn choose(config: &mut Config, wanted: &[String]) -> Done<()> {
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

fn look(mut config: Config, options: &Check) -> Done {
    choose(&mut config, &options.services)?;
    let seen = options.seen.as_deref().map(|code| seen(code, &config)).transpose()?;
    let reported = seen.map(|explanation| Reported::new(explanation, None, options.on));
    if let Some(file) = &options.save {
        // Before the look, not after it, somebody can still name another file.
        can_be_written(file)?;
    }
    let clock = Clock::system();
    let mut spec = spec(&config, true, true, options.deadline);
    spec.trials = !options.no_trials;
    let rounds = rounds(&config, &clock, &spec, options).map_err(|error| {
        complain(format_args!("cannot {}", with_reasons(&error)));
        Outcome::BadInput
    })?;
    if rounds.is_empty() {
        complain("it ended before the first look was over, so nothing can be said");
        return Err(Outcome::Inconclusive);
    }
    let (snapshot, findings) = over_time::worst(rounds);
    let findings = match &reported {
        Some(reported) => weigh(findings, &reported.seen, &snapshot),
        None => findings,
    };
    let words = words(config.language);
    let listener = Listener { reported: reported.as_slice(), ..listener(words) };
    let told = report_to(&snapshot, &findings, &config.catalogue, &listener);
    if let Some(file) = &options.save
        && let Err(error) = save(&snapshot, file)
    {
        complain(format_args!("{}: what was seen cannot be written: {error}", file.display()));
    }
    tell(&told, words, options.json);
    if let Some(Reported { seen, .. }) = &reported
        && let [first, _, ..] = &config.services[..]
        && seen.is_anybodys()
        && outcome(&told) == Outcome::Well
        && !options.json
    {
        // One code, several services, and nothing is wrong with any of them: only the user knows which it is.
        let (code, id) = (plain(&seen.code), &first.id);
        say(&format!(
            "\nWhich service shows “{code}”? Name it: streamdoctor check {id} --seen \"{code}\""
        ));
    }
    Ok(outcome(&told))
}

/// What the code that the user sees means.
fn seen(code: &str, config: &Config) -> Done<Explanation> {
    ask::known_code(code, "no code that is known here", None, &config.catalogue)
}

/// Looks once, or again and again for as long as was asked for, or until somebody has seen enough (Ctrl-C).
fn rounds(
    config: &Config,
    clock: &Clock,
    spec: &Spec,
    options: &Check,
) -> Result<Vec<(Snapshot, Findings)>, LookError> {
    let looker = Looker::new(config, clock)?;
    let runtime = runtime()?;
    let rounds = runtime.block_on(async {
        let Some(length) = options.watch else {
            return vec![round(&looker, config, spec, options.json).await];
        };
        let mut rounds = Vec::new();
        let (begun, rest) = (clock.now(), rest(length));
        let watching = async {
            loop {
                rounds.push(round(&looker, config, spec, options.json).await);
                if clock.now() - begun + rest >= length {
                    return;
                }
                tokio::time::sleep(rest).await;
            }
        };
        tokio::select! {
            () = watching => {}
            () = platform::asked_to_end() => {}
        }
        rounds
    });
    // A look-up that hangs in the system's resolver must not keep us: the process is about to end.
    runtime.shutdown_background();
    Ok(rounds)
}

/// One look, with its progress, and with what the history knows of this network.
async fn round(
    looker: &Looker,
    config: &Config,
    spec: &Spec,
    hidden: bool,
) -> (Snapshot, Findings) {
    let line = Watcher::new(spec, words(config.language), hidden);
    let mut snapshot = looker.look(spec, |progress| line.note(progress)).await;
    Past::read(&history::reader(), config.data_plan, &TimeZone::system(), &mut snapshot);
    let findings = crate::diagnosis::diagnose(&snapshot);
    (snapshot, findings)
}

/// How long to rest between two looks of a watch: no look is missed in a short one, and a long one asks services no more
/// often than it needs.
fn rest(length: Duration) -> Duration {
    (length / 60).clamp(Duration::from_secs(1), Duration::from_mins(1))
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
    fn new(spec: &'a Spec, words: Words, hidden: bool) -> Self {
        let line = if hidden { Line::hidden() } else { Line::new(spec.services.len(), words) };
        line.begin();
        let left = spec.services.iter().map(|it| (it.targets.len(), true)).collect();
        Self { spec, line: RefCell::new(line), left: RefCell::new(left), closer: Cell::new(false) }
    }

    fn note(&self, progress: Progress) {
        match progress {
            Progress::Begun(_) | Progress::Reference { .. } | Progress::Trial { .. } => {}
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

/// Complains if `file` cannot be written. What is in it stays until there is something new.
fn can_be_written(file: &Path) -> Done<()> {
    let opened = std::fs::File::options().append(true).create(true).open(file);
    opened.map(drop).map_err(|error| {
        complain(format_args!("{}: it cannot be written: {error}", file.display()));
        Outcome::BadInput
    })
}

fn save(snapshot: &Snapshot, file: &Path) -> std::io::Result<()> {
    let text = serde_json::to_vec_pretty(snapshot)?;
    std::fs::write(file, text)
}

pub(super) fn diagnose(folder: Option<&Path>, file: &Path, json: bool) -> Done {
    let config = settings(folder)?;
    let snapshot = parse(&read(file, LARGEST_SNAPSHOT)?, file)?;
    let findings = crate::diagnosis::diagnose(&snapshot);
    let words = words(config.language);
    let told = report_to(&snapshot, &findings, &config.catalogue, &listener(words));
    tell(&told, words, json);
    Ok(outcome(&told))
}

/// Reads a recorded round. Another version's, or another program's, is refused with the reason.
fn parse(bytes: &[u8], file: &Path) -> Done<Snapshot> {
    #[derive(serde::Deserialize)]
    struct Version {
        schema: u32,
    }
    let refuse = |reason: String| {
        complain(format_args!("{}: this is no recorded round: {reason}", file.display()));
        Outcome::BadInput
    };
    let wrong = |error: serde_json::Error| {
        refuse(if bytes.trim_ascii().is_empty() {
            "it is empty".to_owned()
        } else if error.is_eof() {
            format!("its end is missing ({error})")
        } else {
            error.to_string()
        })
    };
    let version: Version = serde_json::from_slice(bytes).map_err(wrong)?;
    if version.schema != SCHEMA {
        let schema = version.schema;
        return Err(refuse(format!("its format is {schema}, and this program reads {SCHEMA}")));
    }
    serde_json::from_slice(bytes).map_err(wrong)
}

/// Whoever sits at this computer.
fn listener(words: Words) -> Listener<'static> {
    Listener { words, ..Listener::at(Platform::named(std::env::consts::OS)) }
}

fn tell(report: &Report, words: Words, json: bool) {
    if json {
        say_json(report);
    } else {
        say(&terminal::report(report, style(words)));
    }
}

/// The exit status that a report stands for.
pub(super) fn outcome(report: &Report) -> Outcome {
    let cause = report.summary.cause;
    if cause == Cause::None || only_refused(report) {
        Outcome::Well
    } else if cause == Cause::Unknown {
        Outcome::Inconclusive
    } else {
        Outcome::Wrong
    }
}
