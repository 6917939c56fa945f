//! What the page asks of the running program: meanings, steps, the last round, what was, what is set.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::language::words;
use crate::catalogue::{self, Service};
use crate::clock::Clock;
use crate::config::{self, Config, OutsideTunnel};
use crate::diagnosis::incident::NETWORK;
use crate::diagnosis::reported::{Device, is_of_this_computer};
use crate::diagnosis::{Cause, Confidence};
use crate::history::{self, PastIncident, Slot};
use crate::observation::{Role, Vantage};
use crate::platform;
use crate::presentation::page::{
    Cell, ExplainPage, IconPlace, Meaning, Outage, Outside, Progress, Question, Settings, Source,
    Span, Timeline, Trial,
};
use crate::presentation::words::{DiagnosisWords, Platform, ServiceWords, Words};
use crate::presentation::{Problem, Report, ServiceState, StepView};
use crate::probe;
use crate::remedy::{self, Remedy, TrialResult};

/// What the program knows and the page may ask. Cloning is cheap: all clones are the same.
#[derive(Clone, Debug)]
pub(super) struct Backstage {
    clock: Clock,
    progress: watch::Sender<Progress>,
    past: history::Reader,
    known: Arc<Mutex<Known>>,
}

#[derive(Debug)]
struct Known {
    words: Words,
    config: Arc<Config>,
    report: Option<Arc<Report>>,
    icon: IconPlace,
    unsaved: Option<String>,
}

impl Backstage {
    /// Knows the settings, and nothing else yet.
    pub(super) fn new(
        config: Arc<Config>,
        clock: Clock,
        has_tray: bool,
        past: history::Reader,
    ) -> Self {
        let icon = if has_tray { icon_place() } else { IconPlace::Nowhere };
        let known =
            Known { words: words(config.language), config, report: None, icon, unsaved: None };
        Self { clock, progress: watch::Sender::default(), past, known: Arc::new(Mutex::new(known)) }
    }

    /// Takes in other settings.
    pub(super) fn configure(&self, config: Arc<Config>) {
        self.with(|known| {
            known.words = words(config.language);
            known.config = config;
        });
    }

    /// A change of the settings was saved, or why not.
    pub(super) fn saved(&self, why_not: Option<String>) {
        self.with(|known| known.unsaved = why_not);
    }

    /// The desktop has told whether it shows icons.
    pub(super) fn shows_icons(&self, shows: bool) {
        self.with(|known| {
            if !shows && known.icon != IconPlace::Nowhere {
                known.icon = IconPlace::NoTray;
            }
        });
    }

    /// Takes in what the round under way tells.
    pub(super) fn hear(&self, told: probe::Progress) {
        self.progress.send_modify(|progress| match told {
            probe::Progress::Begun(count) => *progress = Progress::begin(count),
            probe::Progress::Reference { well } => progress.reference(well),
            probe::Progress::Target { service, well } => progress.service(&service, well),
            probe::Progress::Closer => progress.closer = true,
            probe::Progress::Trial { vantage, well } => {
                if let Some(trial) = trial(&vantage) {
                    progress.tried(trial, well);
                }
            }
        });
    }

    /// Takes in what a round has found.
    pub(super) fn found(&self, report: &Report) {
        self.with(|known| {
            known.report = Some(Arc::new(report.clone()));
        });
    }

    fn with<T>(&self, look: impl FnOnce(&mut Known) -> T) -> T {
        // Each change is made in one step, so a poisoned lock still guards whole values.
        look(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn here() -> Platform {
        Platform::named(std::env::consts::OS)
    }
}

impl Source for Backstage {
    fn explain(&self, question: &Question) -> ExplainPage {
        self.with(|known| explain(known.words, question, &known.config.catalogue))
    }

    fn steps_on(&self, problem: &Problem, device: Device) -> Vec<StepView> {
        let (words, service) = self.with(|known| {
            let service = known.config.services.iter().find(|it| it.id == problem.key);
            (known.words, service.cloned())
        });
        let mut steps = problem.steps.clone();
        for it in &mut steps {
            if device.is_another() {
                *it = StepView {
                    trial: it.trial,
                    ..step(words, it.remedy, service.as_ref(), Some(device))
                };
            }
        }
        let elsewhere = device.is_another() && is_of_this_computer(problem.cause);
        steps.retain(|it| !elsewhere && it.remedy.applies_to(device));
        // What this computer tried on itself says little about another device in the same room.
        if device.is_another() {
            let beside = remedy::for_cause(Cause::OtherDevice).iter().copied();
            let beside = beside
                .filter(|it| it.applies_to(device) && !steps.iter().any(|step| step.remedy == *it));
            let beside = beside.map(|it| step(words, it, service.as_ref(), Some(device)));
            let beside = beside.collect::<Vec<_>>();
            steps.extend(beside);
        }
        steps
    }

    fn report(&self) -> Option<Arc<Report>> {
        self.with(|known| known.report.clone())
    }

    fn history(&self, span: Span) -> Vec<Timeline> {
        let until = self.clock.wall();
        let from = until.checked_sub(SignedDuration::from_hours(span.hours())).unwrap_or(until);
        let stretch = stretch(span);
        // What cannot be read is not drawn; the log has the reason.
        let incidents = self.past.incidents(from).unwrap_or_default();
        let (words, services) = self.with(|known| {
            let named = |it: &Service| (it.id.clone(), it.name.clone());
            (known.words, known.config.services.iter().map(named).collect::<Vec<_>>())
        });
        let line = |(service, name): (String, String)| {
            let slots = self.past.timeline(&service, from, until, stretch).unwrap_or_default();
            let incidents = outages(words, &incidents, &service, &name);
            if slots.is_empty() && incidents.is_empty() {
                return None;
            }
            let cells = cells(&slots, stretch, from, until);
            Some(Timeline { service, name, from, until, cells, incidents })
        };
        services.into_iter().filter_map(line).collect()
    }

    fn settings(&self) -> Settings {
        self.with(|known| {
            let config = &known.config;
            Settings {
                contacts: config::contacts(config),
                interval: config.schedule.interval,
                quick: config.schedule.quick,
                outside: match config.outside_tunnel {
                    OutsideTunnel::Ask => Outside::Ask,
                    OutsideTunnel::Always => Outside::Allowed,
                    OutsideTunnel::Never => Outside::Refused,
                },
                quiet: Some(config.quiet.written()),
                folders: folders(known.words),
                icon: known.icon,
                unsaved: known.unsaved.clone(),
            }
        })
    }

    fn address(&self, service: &str) -> Option<String> {
        self.with(|known| {
            let service = known.config.catalogue.iter().find(|it| it.id == service)?;
            let web = service.targets.iter().find(|it| it.role == Role::Web)?;
            // What people type, without what only a probe asks for.
            Some(format!("https://{}/", web.url.host_str()?))
        })
    }

    fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }
}

/// How long a stretch of the picture is: fine enough to see an evening, coarse enough to be drawn.
fn stretch(span: Span) -> SignedDuration {
    match span {
        Span::Day => SignedDuration::from_mins(15),
        Span::Week => SignedDuration::from_hours(2),
    }
}

/// The stretches of a timeline, and between them nothing, where nobody looked.
fn cells(slots: &[Slot], stretch: SignedDuration, from: Timestamp, until: Timestamp) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut end = from;
    for slot in slots {
        let begin = slot.begin.max(from);
        if begin > end {
            cells.push(Cell { from: end, state: None });
        }
        cells.push(Cell { from: begin, state: worst(slot) });
        end = slot.begin.saturating_add(stretch).unwrap_or(until);
    }
    if end < until {
        cells.push(Cell { from: end, state: None });
    }
    cells
}

/// The worst that was seen in a stretch; `None` where nobody looked.
fn worst(slot: &Slot) -> Option<ServiceState> {
    let seen = [
        (slot.down, ServiceState::Down),
        (slot.degraded, ServiceState::Degraded),
        (slot.held, ServiceState::Held),
        (slot.refused, ServiceState::Refused),
        (slot.up, ServiceState::Up),
        (slot.unknown, ServiceState::Unknown),
    ];
    seen.into_iter().find(|(count, _)| *count > 0).map(|(_, state)| state)
}

/// What was wrong with a service, or with everything.
fn outages(words: Words, incidents: &[PastIncident], service: &str, name: &str) -> Vec<Outage> {
    let hits = |it: &&PastIncident| it.key == service || it.key == NETWORK;
    let outage = |it: &PastIncident| Outage {
        cause: it.cause,
        title: words.title(&DiagnosisWords::of_cause(it.cause, [name])),
        since: it.began,
        until: it.ended,
    };
    incidents.iter().filter(hits).map(outage).collect()
}

fn explain(words: Words, question: &Question, known: &[Service]) -> ExplainPage {
    let asked = question.service.as_ref().and_then(|id| known.iter().find(|it| it.id == *id));
    if question.code.is_empty() {
        let meanings = asked.map(|service| without_code(words, service, question.device));
        return ExplainPage { meanings: meanings.into_iter().collect(), ..ExplainPage::default() };
    }
    let explanation = catalogue::explain(&question.code, question.service.as_deref(), known);
    let fits = |it: &Remedy| question.device.is_none_or(|device| it.applies_to(device));
    let meanings = explanation.meanings.iter().map(|it| {
        let owner = it.service.as_ref().and_then(|id| known.iter().find(|known| known.id == *id));
        let remedies = it.remedies.iter().copied().filter(fits);
        let (says, language) = words.meaning(&it.says);
        Meaning {
            service: owner.map(|it| it.name.clone()),
            says: says.into_owned(),
            words: language,
            confidence: it.confidence.into(),
            steps: remedies.map(|it| step(words, it, owner.or(asked), question.device)).collect(),
            help: it.help.as_ref().map(ToString::to_string),
        }
    });
    ExplainPage {
        code: explanation.code.clone(),
        meanings: meanings.collect(),
        nearest: explanation.nearest.clone(),
    }
}

/// A screen that fails without saying why, at a service that answers this computer.
fn without_code(words: Words, service: &Service, device: Option<Device>) -> Meaning {
    let cause = match device {
        Some(device) if device.is_another() => Cause::OtherDevice,
        _ => Cause::AppOrBrowser,
    };
    let told = DiagnosisWords {
        confidence: Confidence::Possible,
        ..DiagnosisWords::of_cause(cause, [service.name.as_str()])
    };
    let remedies = remedy::for_cause(cause).iter().copied();
    let remedies = remedies.filter(|it| device.is_none_or(|device| it.applies_to(device)));
    Meaning {
        service: Some(service.name.clone()),
        says: words.detail(&told),
        words,
        confidence: Confidence::Possible,
        steps: remedies.map(|it| step(words, it, Some(service), device)).collect(),
        help: service.links.get("help").map(ToString::to_string),
    }
}

fn step(
    words: Words,
    remedy: Remedy,
    service: Option<&Service>,
    device: Option<Device>,
) -> StepView {
    let service = service.map(|it| ServiceWords { name: &it.name, links: &it.links });
    let text = words.steps(remedy, Backstage::here().at(device), service.as_ref());
    StepView {
        remedy,
        trial: TrialResult::NotTried,
        title: text.title,
        steps: text.steps,
        link: text.link,
    }
}

/// What people would call it; `None` for what only tells something together with the rest.
fn trial(vantage: &Vantage) -> Option<Trial> {
    match vantage {
        Vantage::OtherResolver(_) => Some(Trial::OtherResolver),
        Vantage::PastHostsFile => Some(Trial::PastHostsFile),
        Vantage::WithoutProxy => Some(Trial::WithoutProxy),
        Vantage::OutsideTunnel(_) => Some(Trial::OutsideTunnel),
        Vantage::OtherInterface(_) => Some(Trial::OtherInterface),
        Vantage::Family(_) => Some(Trial::OneFamily),
        Vantage::Ordinary
        | Vantage::Address(_)
        | Vantage::NeutralName(_)
        | Vantage::SmallSegments
        | Vantage::Http1
        | Vantage::CorrectedClock(_)
        | Vantage::Again => None,
    }
}

fn icon_place() -> IconPlace {
    match std::env::consts::OS {
        "windows" => IconPlace::Overflow,
        "macos" => IconPlace::MenuBar,
        _ => IconPlace::Tray,
    }
}

fn folders(words: Words) -> Vec<(String, String)> {
    let Some(paths) = platform::paths() else { return Vec::new() };
    [
        ("view-folder-settings", paths.config),
        ("view-folder-data", paths.data),
        ("view-folder-state", paths.state),
    ]
    .map(|(what, path)| (words.say(what).into_owned(), path.display().to_string()))
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backstage() -> Backstage {
        let past = history::Reader::new(std::path::Path::new("/nowhere/history.db"));
        Backstage::new(Arc::new(Config::default()), Clock::system(), true, past)
    }

    fn asked(code: &str, service: Option<&str>, device: Option<Device>) -> ExplainPage {
        let service = service.map(str::to_owned);
        backstage().explain(&Question { code: code.to_owned(), service, device })
    }

    #[test]
    fn a_code_is_explained_for_the_device_that_shows_it() {
        let steps = |device| {
            let page = asked("NW-2-5", Some("netflix"), device);
            page.meanings[0].steps.iter().map(|it| it.remedy).collect::<Vec<_>>()
        };
        let (any, tv) = (steps(None), steps(Some(Device::Tv)));
        assert!(!tv.is_empty() && tv.len() <= any.len());
        assert!(tv.iter().all(|it| it.applies_to(Device::Tv)));
    }

    #[test]
    fn what_a_code_means_is_told_in_the_users_language_where_there_are_words_for_it() {
        let known = catalogue::bundled();
        let asked = |code: &str, known: &[Service]| {
            let code = code.to_owned();
            let question = Question { code, service: None, device: None };
            explain(Words::German, &question, known).meanings.remove(0)
        };
        let common = asked("503", &known);
        assert_eq!(common.words, Words::German);
        assert!(common.says.starts_with("Der Server ist da"), "{}", common.says);
        let mut own = known.into_iter().find(|it| !it.codes.is_empty()).unwrap();
        own.codes.truncate(1);
        own.codes[0].codes = vec!["OWN-77".to_owned()];
        own.codes[0].meaning = "The cat sat on the box.".to_owned();
        let told = asked("OWN-77", &[own]);
        assert_eq!((told.says.as_str(), told.words), ("The cat sat on the box.", Words::English));
    }

    #[test]
    fn a_screen_without_a_code_gets_steps_for_where_it_is() {
        let tv = asked("", Some("netflix"), Some(Device::Tv));
        let browser = asked("", Some("netflix"), Some(Device::Browser));
        assert!(!tv.meanings[0].steps.is_empty() && !browser.meanings[0].steps.is_empty());
        assert_ne!(tv.meanings[0].says, browser.meanings[0].says);
        assert!(asked("", None, None).meanings.is_empty());
    }

    #[test]
    fn a_television_is_not_told_to_mend_this_computer() {
        let cause = Cause::VpnBlocked;
        let problem = Problem {
            key: "netflix".to_owned(),
            cause,
            blame: cause.blame(),
            confidence: Confidence::Certain,
            title: String::new(),
            sentence: String::new(),
            evidence: Vec::new(),
            ruled_out: Vec::new(),
            services: Vec::new(),
            steps: vec![step(Words::English, Remedy::TurnOffVpn, None, None)],
            since: Timestamp::UNIX_EPOCH,
        };
        let steps = |device| backstage().steps_on(&problem, device);
        let has = |steps: Vec<StepView>| steps.iter().any(|it| it.remedy == Remedy::TurnOffVpn);
        assert!(has(steps(Device::App)));
        assert!(!steps(Device::Tv).is_empty() && !has(steps(Device::Tv)));
    }

    #[test]
    fn a_code_that_nobody_knows_is_told_with_its_neighbours() {
        let page = asked("UI-800-33", Some("netflix"), None);
        assert!(page.meanings.is_empty());
        assert!(page.nearest.contains(&"UI-800-3".to_owned()), "{:?}", page.nearest);
    }

    #[test]
    fn the_page_of_a_service_is_its_front_door() {
        assert_eq!(backstage().address("netflix").unwrap(), "https://www.netflix.com/");
        assert_eq!(backstage().address("nobody"), None);
    }

    #[test]
    fn a_round_is_followed_from_its_beginning() {
        let backstage = backstage();
        backstage.hear(probe::Progress::Reference { well: false });
        backstage.hear(probe::Progress::Begun(7));
        backstage.hear(probe::Progress::Target { service: "netflix".to_owned(), well: true });
        backstage.hear(probe::Progress::Trial { vantage: Vantage::Http1, well: true });
        backstage.hear(probe::Progress::Trial { vantage: Vantage::WithoutProxy, well: true });
        let seen = backstage.progress().borrow().clone();
        assert_eq!((seen.begun, seen.references.failed), (7, 0));
        assert_eq!(seen.services["netflix"].well, 1);
        assert_eq!(seen.trials, [(Trial::WithoutProxy, true)]);
    }
}
