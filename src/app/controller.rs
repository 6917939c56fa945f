//! What the daemon does about each event. No I/O, no clock, no panic: the tests drive this.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::clock::Moment;
use crate::config::Schedule;
use crate::diagnosis::incident::{self, Change, Incidents, NETWORK};
use crate::diagnosis::{Blame, Cause, Findings, is_near};
use crate::presentation::notice::{self, Notice};
use crate::presentation::words::{self, DiagnosisWords};
use crate::presentation::{
    Badge, Command, PauseFor, PlanEntry, Problem, Report, ServiceLine, ServiceReport, ServiceState,
    StepView, View,
};

/// Everything that can wake the daemon. Closed on purpose: this is the list of its inputs.
#[derive(Debug)]
pub enum Event {
    /// The next round is due.
    Due,
    /// A round has ended.
    Finished(Box<(Findings, Report)>),
    /// A round ended without an answer: a fault of ours.
    Lost,
    /// Somebody asked for something, on whatever surface.
    Asked(Command),
}

/// Everything that the daemon can do. Closed on purpose: this is the list of its outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Make a round; `closely` if somebody waits for it or something is wrong.
    Look {
        closely: bool,
    },
    /// Let the next round be due after so long, instead of whatever was set before.
    Wake(Duration),
    /// Show this on every surface.
    Publish(Box<View>),
    Notify(Notice),
    /// Take back the notice with this key.
    Withdraw(String),
    /// Open the page at its beginning, or at the problem with this key.
    OpenPage(Option<String>),
    /// Open a service's own status page, by the service's id.
    OpenStatusPage(String),
    Quit,
}

/// A service as the surfaces name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    pub id: String,
    pub name: String,
    pub status_page: Option<String>,
}

/// The daemon's memory.
#[derive(Debug)]
pub struct Controller {
    schedule: Schedule,
    services: Vec<Watched>,
    /// In whose time zone "tomorrow" is.
    zone: TimeZone,
    incidents: Incidents,
    /// The open problems, as they were last told.
    problems: BTreeMap<String, Problem>,
    /// The keys of problems that were announced: only these are ever said to be over.
    announced: BTreeSet<String>,
    muted: BTreeSet<String>,
    report: Option<Report>,
    checked_at: Option<Timestamp>,
    checking: bool,
    /// Whether somebody waits for the round that is under way.
    asked: bool,
    paused_until: Option<Timestamp>,
}

impl Controller {
    /// A daemon that has seen nothing yet.
    pub fn new(schedule: Schedule, services: Vec<Watched>, zone: TimeZone) -> Self {
        Self {
            schedule,
            services,
            zone,
            incidents: Incidents::default(),
            problems: BTreeMap::new(),
            announced: BTreeSet::new(),
            muted: BTreeSet::new(),
            report: None,
            checked_at: None,
            checking: false,
            asked: false,
            paused_until: None,
        }
    }

    /// Decides what to do about `event`.
    #[must_use]
    pub fn step(&mut self, event: Event, now: Moment, wall: Timestamp) -> Vec<Effect> {
        match event {
            Event::Due => self.due(wall),
            Event::Finished(found) => self.absorb(&found.0, found.1, now, wall),
            Event::Lost => {
                self.checking = false;
                vec![self.wake(), self.publish()]
            }
            Event::Asked(command) => self.obey(command, wall),
        }
    }

    /// The last round's report.
    pub fn report(&self) -> Option<&Report> {
        self.report.as_ref()
    }

    fn due(&mut self, wall: Timestamp) -> Vec<Effect> {
        if let Some(until) = self.paused_until {
            if wall < until {
                return vec![Effect::Wake(between(wall, until))];
            }
            self.paused_until = None;
        }
        self.look(self.incidents.is_uneasy())
    }

    fn look(&mut self, closely: bool) -> Vec<Effect> {
        if self.checking {
            return vec![];
        }
        self.checking = true;
        vec![Effect::Look { closely }, self.publish()]
    }

    fn obey(&mut self, command: Command, wall: Timestamp) -> Vec<Effect> {
        match command {
            Command::CheckNow => {
                self.asked = true;
                self.look(true)
            }
            Command::OpenPage => vec![Effect::OpenPage(None)],
            Command::OpenFix(key) => vec![Effect::OpenPage(Some(key))],
            Command::OpenStatusPage(service) => vec![Effect::OpenStatusPage(service)],
            Command::Pause(length) => {
                let until = pause_end(length, wall, &self.zone);
                self.paused_until = Some(until);
                vec![Effect::Wake(between(wall, until)), self.publish()]
            }
            Command::Resume => {
                self.paused_until = None;
                let mut effects = self.look(true);
                effects.extend(self.summary());
                effects
            }
            Command::Mute(key) => {
                let effects = vec![Effect::Withdraw(key.clone())];
                self.muted.insert(key);
                effects
            }
            Command::Quit => vec![Effect::Quit],
        }
    }

    /// What became known during a pause and was not told.
    fn summary(&mut self) -> Option<Effect> {
        let untold: Vec<Problem> = self
            .problems
            .values()
            .filter(|it| !self.announced.contains(&it.key) && self.may_tell(it))
            .cloned()
            .collect();
        self.announced.extend(untold.iter().map(|it| it.key.clone()));
        notice::summary(&untold).map(Effect::Notify)
    }

    fn absorb(
        &mut self,
        findings: &Findings,
        report: Report,
        now: Moment,
        wall: Timestamp,
    ) -> Vec<Effect> {
        self.checking = false;
        let settle =
            if std::mem::take(&mut self.asked) { Duration::ZERO } else { incident::SETTLE };
        let changes = self.incidents.absorb(findings, now, wall, settle);
        self.checked_at = Some(wall);
        let before = std::mem::take(&mut self.problems);
        self.problems = self
            .incidents
            .open()
            .filter_map(|(key, it)| {
                problem(key, &report, it.since)
                    .or_else(|| before.get(key).cloned())
                    .map(|it| (key.clone(), it))
            })
            .collect();
        self.report = Some(report);
        let mut effects: Vec<Effect> =
            changes.into_iter().filter_map(|change| self.tell(change, &before, wall)).collect();
        effects.push(self.wake());
        effects.push(self.publish());
        effects
    }

    fn tell(
        &mut self,
        change: Change,
        before: &BTreeMap<String, Problem>,
        wall: Timestamp,
    ) -> Option<Effect> {
        let quiet = self.paused_until.is_some();
        match change {
            Change::Opened(key) => {
                let problem = self.problems.get(&key).filter(|it| !quiet && self.may_tell(it))?;
                let notice = notice::opened(problem);
                self.announced.insert(key);
                Some(Effect::Notify(notice))
            }
            Change::Changed(key, _) => {
                let problem = self.problems.get(&key).filter(|it| !quiet && self.may_tell(it))?;
                let notice = if self.announced.contains(&key) {
                    notice::changed(problem)
                } else {
                    notice::opened(problem)
                };
                self.announced.insert(key);
                Some(Effect::Notify(notice))
            }
            Change::Resolved(key, _, since) => {
                self.muted.remove(&key);
                if !self.announced.remove(&key) {
                    return None;
                }
                let problem = before.get(&key).filter(|_| !quiet);
                Some(match problem {
                    Some(problem) => {
                        Effect::Notify(notice::resolved(problem, between(since, wall)))
                    }
                    None => Effect::Withdraw(key),
                })
            }
        }
    }

    /// Whether anybody has to hear of it: something does not work, and nobody asked for silence.
    fn may_tell(&self, problem: &Problem) -> bool {
        let mild = matches!(
            problem.cause,
            Cause::DnsSlow
                | Cause::Ipv6Broken
                | Cause::EdgeFailing
                | Cause::ServiceSlow
                | Cause::IspSlow
                | Cause::LinkSlow
                | Cause::VpnSmartDns
        );
        let felt = problem.key != NETWORK || !problem.services.is_empty();
        !mild && felt && !self.muted.contains(&problem.key)
    }

    fn wake(&self) -> Effect {
        Effect::Wake(if self.incidents.is_uneasy() {
            self.schedule.quick
        } else {
            self.schedule.interval
        })
    }

    fn publish(&self) -> Effect {
        Effect::Publish(Box::new(self.view()))
    }

    /// What every surface shows now.
    pub fn view(&self) -> View {
        let mut problems: Vec<Problem> = self.problems.values().cloned().collect();
        problems.sort_by_key(|it| (it.key != NETWORK, mildness(it.blame), it.since));
        View {
            badge: self.badge(&problems),
            headline: self.headline(&problems),
            network: self
                .report
                .as_ref()
                .map_or("", |it| words::network_word(it.network.cause))
                .to_owned(),
            services: self.services.iter().map(|it| self.line(it)).collect(),
            problems,
            checked_at: self.checked_at,
            checking: self.checking,
            paused_until: self.paused_until,
        }
    }

    fn badge(&self, problems: &[Problem]) -> Badge {
        let Some(report) = self.report.as_ref().filter(|_| self.paused_until.is_none()) else {
            return if self.paused_until.is_some() { Badge::Paused } else { Badge::Checking };
        };
        let worst = problems.iter().map(|it| problem_badge(it, report)).max();
        let undecided = report.summary.cause == Cause::Unknown;
        worst.unwrap_or(if undecided { Badge::Unknown } else { Badge::Fine })
    }

    fn headline(&self, problems: &[Problem]) -> String {
        if self.paused_until.is_some() {
            return "Paused".to_owned();
        }
        if let Some(problem) = problems.first() {
            return problem.sentence.clone();
        }
        let Some(report) = &self.report else { return "Looking for the first time…".to_owned() };
        match report.summary.cause {
            // A suspicion is not told before a second look bears it out.
            _ if self.incidents.is_uneasy() => {
                "Something looks odd. Looking again before saying so.".to_owned()
            }
            _ => report.summary.sentence.clone(),
        }
    }

    fn line(&self, watched: &Watched) -> ServiceLine {
        let seen =
            self.report.as_ref().and_then(|it| it.services.iter().find(|it| it.id == watched.id));
        let state = seen.map(|it| it.state);
        let own = self.problems.contains_key(&watched.id).then(|| watched.id.clone());
        let held = || {
            (state == Some(ServiceState::Held) && self.problems.contains_key(NETWORK))
                .then(|| NETWORK.to_owned())
        };
        ServiceLine {
            id: watched.id.clone(),
            name: watched.name.clone(),
            state,
            word: state.map_or("not looked at yet", words::state_word).to_owned(),
            response_ms: seen.and_then(response_ms),
            problem: own.or_else(held),
            status_page: watched.status_page.clone(),
        }
    }
}

/// How long the first target took to answer, connection and all.
fn response_ms(service: &ServiceReport) -> Option<u32> {
    let phases = service.targets.first()?.phases;
    let parts = [phases.resolve_ms, phases.connect_ms, phases.handshake_ms, phases.first_byte_ms];
    phases.first_byte_ms?;
    let sum: f64 = parts.into_iter().flatten().sum();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "bounded by the time limits of a walk"
    )]
    Some(sum.round().max(0.0) as u32)
}

fn problem_badge(problem: &Problem, report: &Report) -> Badge {
    let down = report.services.iter().any(|it| {
        (it.id == problem.key && it.state == ServiceState::Down)
            || (problem.key == NETWORK && it.state == ServiceState::Held)
    });
    match (down, is_near(problem.blame)) {
        (false, _) => Badge::Partial,
        (true, true) => Badge::MyNetwork,
        (true, false) => Badge::ServiceDown,
    }
}

/// What is nearer to the user comes first.
fn mildness(blame: Blame) -> u8 {
    u8::from(!is_near(blame))
}

/// The open problem with this key, as the last report tells it; `None` where the report does not know it any more.
fn problem(key: &str, report: &Report, since: Timestamp) -> Option<Problem> {
    if key == NETWORK {
        let network = &report.network;
        if matches!(network.cause, Cause::None | Cause::Unknown) {
            return None;
        }
        let held: Vec<&str> = report
            .services
            .iter()
            .filter(|it| it.state == ServiceState::Held)
            .map(|it| it.name.as_str())
            .collect();
        let told = DiagnosisWords::of_network(network, held.clone());
        return Some(Problem {
            key: key.to_owned(),
            cause: network.cause,
            blame: network.blame,
            confidence: network.confidence,
            title: words::grouped_title(&told),
            sentence: words::sentence(&told),
            evidence: network.evidence.iter().map(|it| it.says.clone()).collect(),
            ruled_out: network.ruled_out.iter().map(words::ruled_out).collect(),
            services: held.into_iter().map(str::to_owned).collect(),
            steps: network.plan.iter().map(step).collect(),
            since,
        });
    }
    let service = report.services.iter().find(|it| it.id == key)?;
    let diagnosis = &service.diagnosis;
    if matches!(service.state, ServiceState::Up | ServiceState::Held | ServiceState::Unknown) {
        return None;
    }
    let told = DiagnosisWords::new(diagnosis, [service.name.as_str()]);
    Some(Problem {
        key: key.to_owned(),
        cause: diagnosis.cause,
        blame: diagnosis.blame,
        confidence: diagnosis.confidence,
        title: words::title(&told),
        sentence: words::sentence(&told),
        evidence: diagnosis.evidence.iter().map(|it| it.says.clone()).collect(),
        ruled_out: diagnosis.ruled_out.iter().map(words::ruled_out).collect(),
        services: vec![service.name.clone()],
        steps: service.plan.iter().map(step).collect(),
        since,
    })
}

fn step(entry: &PlanEntry) -> StepView {
    StepView {
        remedy: entry.remedy,
        trial: entry.trial,
        title: entry.title.clone(),
        steps: entry.steps.clone(),
        link: entry.link.clone(),
    }
}

/// When a pause ends. "Tomorrow" begins at six in the morning: who pauses at one at night means the next day.
fn pause_end(length: PauseFor, wall: Timestamp, zone: &TimeZone) -> Timestamp {
    let hours = |minutes: i64| {
        wall.saturating_add(jiff::SignedDuration::from_mins(minutes)).unwrap_or(wall)
    };
    match length {
        PauseFor::HalfAnHour => hours(30),
        PauseFor::AnHour => hours(60),
        PauseFor::UntilTomorrow => wall
            .to_zoned_datetime(zone.clone())
            .tomorrow()
            .and_then(|it| it.with().hour(6).minute(0).second(0).subsec_nanosecond(0).build())
            .map_or_else(|_| hours(24 * 60), |it| it.timestamp()),
    }
}

/// The time from `earlier` to `later`; nothing if the wall clock was set back between them.
fn between(earlier: Timestamp, later: Timestamp) -> Duration {
    later.duration_since(earlier).try_into().unwrap_or_default()
}
