//! What the daemon does about each event. No I/O, no clock, no panic: the tests drive this.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::announcer::Announcer;
use super::problem::{self, Open};
use crate::clock::Moment;
use crate::config::{OutsideTunnel, Schedule, Setting};
use crate::diagnosis::incident::{self, Change, Incidents, NETWORK};
use crate::diagnosis::{Cause, Findings, phone};
use crate::presentation::notice::{self, Notice};
use crate::presentation::words;
use crate::presentation::{Badge, Command, PauseFor, Report, ServiceLine, ServiceState, View};
use crate::remedy::Remedy;

#[cfg(test)]
mod tests;

/// Everything that can wake the daemon. Closed on purpose: this is the list of its inputs.
#[derive(Debug)]
pub enum Event {
    /// The next round is due.
    Due,
    /// Somebody has just opened the page.
    Visited,
    /// A round has ended.
    Finished(Box<(Findings, Report)>),
    /// A round ended without an answer: a fault of ours.
    Lost,
    /// Somebody asked for something, on whatever surface.
    Asked(Command),
    /// Other settings are in force.
    Configured(Settings),
}

/// When an event comes, and what cannot be read from it.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    pub moment: Moment,
    pub wall: Timestamp,
    /// Whether the page is visible to somebody.
    pub watched: bool,
}

/// Everything that the daemon can do. Closed on purpose: this is the list of its outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Make a round; `closely` if somebody waits for it, or something must be borne out.
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
    /// Put a setting into the user's file, and into force.
    Save(Setting),
    /// Join what was seen on a phone with what rounds find from now on.
    HearPhone(phone::Seen),
    /// Remember that what is watched and kept has been read.
    Welcome,
    /// Put it on record.
    Record(Record),
    Quit,
}

/// What is worth a line in the log: a healthy day has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    Opened {
        key: String,
        cause: Cause,
    },
    Changed {
        key: String,
        before: Cause,
        cause: Cause,
    },
    Resolved {
        key: String,
        cause: Cause,
        lasted: Duration,
    },
    /// The user says whether a remedy helped; the cause is not known any more where it was over before.
    Judged {
        key: String,
        cause: Option<Cause>,
        remedy: Remedy,
        helped: bool,
    },
}

/// The settings that decide what is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub services: Vec<Watched>,
    /// Whether the user is to be asked before a trial goes around a VPN.
    pub asks_outside_tunnel: bool,
}

/// A service as the surfaces name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    pub id: String,
    pub name: String,
    pub status_page: Option<String>,
}

/// While paused the wall clock is read so often: a computer that slept has a clock that jumped, and timers that did not.
const PAUSE_SLICE: Duration = Duration::from_mins(1);

/// What only a close look shows is looked at closely so often as long as it lasts: such a look reads a lot.
const CLOSE_LOOKS: Duration = Duration::from_mins(15);

/// The daemon's memory.
#[derive(Debug)]
pub struct Controller {
    schedule: Schedule,
    services: Vec<Watched>,
    /// In whose time zone "tomorrow" is.
    zone: TimeZone,
    incidents: Incidents,
    /// The open problems, as they were last told.
    problems: BTreeMap<String, Open>,
    announcer: Announcer,
    report: Option<Report>,
    checked: Option<(Moment, Timestamp)>,
    checked_closely: Option<Moment>,
    /// The round that is under way.
    round: Option<Round>,
    /// Whether somebody asked for a close look while another one was under way.
    again: bool,
    paused_until: Option<Timestamp>,
    /// Whether nobody has yet read what is watched and kept.
    first_run: bool,
    asks_outside_tunnel: bool,
}

/// A round under way.
#[derive(Clone, Copy, Debug)]
struct Round {
    closely: bool,
    /// Whether somebody waits for it.
    asked: bool,
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
            announcer: Announcer::default(),
            report: None,
            checked: None,
            checked_closely: None,
            round: None,
            again: false,
            paused_until: None,
            first_run: false,
            asks_outside_tunnel: false,
        }
    }

    /// The same daemon at its first start, where `first` says so.
    #[must_use]
    pub fn welcoming(mut self, first: bool) -> Self {
        self.first_run = first;
        self
    }

    /// The same daemon, which asks before a trial goes around a VPN, where `asks` says so.
    #[must_use]
    pub fn asking_before_outside(mut self, asks: bool) -> Self {
        self.asks_outside_tunnel = asks;
        self
    }

    /// Decides what to do about `event`.
    #[must_use]
    pub fn step(&mut self, event: Event, now: Now) -> Vec<Effect> {
        match event {
            Event::Due => self.due(now),
            Event::Visited => self.visited(now),
            Event::Finished(found) => self.absorb(found.0, found.1, now),
            Event::Lost => {
                self.round = None;
                self.go_on(now)
            }
            Event::Asked(command) => self.obey(command, now),
            Event::Configured(settings) => self.configure(settings, now),
        }
    }

    /// The last round's report.
    pub fn report(&self) -> Option<&Report> {
        self.report.as_ref()
    }

    fn due(&mut self, now: Now) -> Vec<Effect> {
        match self.paused_until {
            Some(until) if now.wall < until => vec![self.wake(now)],
            Some(_) => self.resume(now),
            None => self.look(self.must_look_closely(now), false),
        }
    }

    /// Whoever opens the page wants to see what is, not what was.
    fn visited(&mut self, now: Now) -> Vec<Effect> {
        let (None, None) = (self.paused_until, self.round) else { return vec![] };
        let age = self.checked.map_or(Duration::MAX, |(at, _)| now.moment - at);
        match self.schedule.quick.checked_sub(age) {
            Some(rest) if !rest.is_zero() => vec![Effect::Wake(rest)],
            _ => self.look(self.must_look_closely(now), false),
        }
    }

    fn look(&mut self, closely: bool, asked: bool) -> Vec<Effect> {
        match &mut self.round {
            Some(round) if closely && !round.closely => self.again |= asked,
            Some(round) => round.asked |= asked,
            None => {
                self.round = Some(Round { closely, asked });
                return vec![Effect::Look { closely }, self.publish()];
            }
        }
        vec![]
    }

    /// Whether the next round of our own accord must be a close one.
    fn must_look_closely(&self, now: Now) -> bool {
        let is_due = self.checked_closely.is_none_or(|it| now.moment - it >= CLOSE_LOOKS);
        let mut open = self.incidents.open();
        self.incidents.is_suspicious()
            || (is_due && open.any(|(_, it)| problem::needs_a_close_look(it.cause)))
    }

    fn obey(&mut self, command: Command, now: Now) -> Vec<Effect> {
        match command {
            Command::CheckNow => self.look(true, true),
            Command::OpenPage => vec![Effect::OpenPage(None)],
            // The summary is about several problems, and the page begins with all of them.
            Command::OpenFix(key) if key == notice::SUMMARY => vec![Effect::OpenPage(None)],
            Command::OpenFix(key) => vec![Effect::OpenPage(Some(key))],
            Command::OpenStatusPage(service) => vec![Effect::OpenStatusPage(service)],
            Command::Pause(length) => {
                self.paused_until = Some(pause_end(length, now.wall, &self.zone));
                vec![self.wake(now), self.publish()]
            }
            Command::Resume if self.paused_until.is_none() => vec![],
            Command::Resume => self.resume(now),
            // A page that was opened before it was over may still offer it.
            Command::Mute(key) if !self.problems.contains_key(&key) => vec![],
            Command::Mute(key) => vec![self.announcer.mute(key)],
            // No surface offers these yet.
            Command::Remind(_)
            | Command::MuteService { .. }
            | Command::AwaitReturn { .. }
            | Command::Saw { .. }
            | Command::OpenSection(_)
            | Command::StartAtLogin(_) => vec![],
            Command::Judge { key, remedy, helped } => {
                let cause = self.problems.get(&key).map(|it| it.problem.cause);
                vec![Effect::Record(Record::Judged { key, cause, remedy, helped })]
            }
            Command::PhoneSaw { service, .. }
                if !self.services.iter().any(|it| it.id == service) =>
            {
                vec![]
            }
            Command::PhoneSaw { service, opens } => {
                // The round that is under way began without it.
                self.again |= self.round.is_some();
                let heard = Effect::HearPhone(phone::Seen { service, opens });
                std::iter::once(heard).chain(self.look(true, true)).collect()
            }
            Command::AllowOutsideTunnel(allowed) => {
                let allowed = if allowed { OutsideTunnel::Always } else { OutsideTunnel::Never };
                vec![Effect::Save(Setting::OutsideTunnel(allowed))]
            }
            Command::Watch(services) => vec![Effect::Save(Setting::Services(services))],
            Command::KeepQuiet(hours) => vec![Effect::Save(Setting::Quiet(hours))],
            Command::Welcomed if !self.first_run => vec![],
            Command::Welcomed => {
                self.first_run = false;
                vec![Effect::Welcome, self.publish()]
            }
            Command::Quit => vec![Effect::Quit],
        }
    }

    /// Takes in other settings. What is not watched any more is no problem any more; what is new is looked at now.
    fn configure(&mut self, settings: Settings, now: Now) -> Vec<Effect> {
        let Settings { services, asks_outside_tunnel } = settings;
        let is_watched = |key: &String| key == NETWORK || services.iter().any(|it| it.id == *key);
        let gone = self.problems.keys().filter(|key| !is_watched(key)).cloned().collect::<Vec<_>>();
        for key in &gone {
            self.problems.remove(key);
            self.incidents.forget(key);
        }
        self.services = services;
        self.asks_outside_tunnel = asks_outside_tunnel;
        let mut effects = gone.into_iter().map(Effect::Withdraw).collect::<Vec<_>>();
        effects.push(self.publish());
        if self.paused_until.is_none() {
            self.again |= self.round.is_some();
            effects.extend(self.look(true, now.watched));
        }
        effects
    }

    /// Ends the pause. What it kept quiet is told after a look at whether it still holds.
    fn resume(&mut self, now: Now) -> Vec<Effect> {
        self.paused_until = None;
        self.announcer.catch_up();
        match &self.round {
            Some(_) => vec![self.wake(now), self.publish()],
            None => self.look(true, false),
        }
    }

    fn absorb(&mut self, findings: Findings, report: Report, now: Now) -> Vec<Effect> {
        let round = self.round.take().unwrap_or(Round { closely: false, asked: false });
        let settle = if round.asked { Duration::ZERO } else { incident::SETTLE };
        let findings = if round.closely { findings } else { self.without_blind_spots(findings) };
        let changes = self.incidents.absorb(&findings, now.moment, now.wall, settle);
        self.checked = Some((now.moment, now.wall));
        if round.closely {
            self.checked_closely = Some(now.moment);
        }
        let mut before = std::mem::take(&mut self.problems);
        let open = self.incidents.open();
        self.problems = open
            .filter_map(|(key, it)| {
                let open = Open::of(key, it, &report).or_else(|| before.get(key).cloned())?;
                Some((key.clone(), open))
            })
            .collect();
        self.report = Some(report);
        let mut effects = Vec::new();
        for change in changes {
            effects.push(Effect::Record(self.record(&change, now)));
            if let Change::Resolved(key, _, since) = change {
                let (open, silent) = (before.remove(&key), self.paused_until.is_some());
                effects.extend(self.announcer.tell_end(&key, open, since, now, silent));
            }
        }
        if self.paused_until.is_none() {
            effects.extend(self.announcer.tell_news(&self.problems, now, settle));
        }
        effects.extend(self.go_on(now));
        effects
    }

    /// What an ordinary look cannot see is not gone because it does not see it.
    fn without_blind_spots(&self, mut findings: Findings) -> Findings {
        let is_blind = |key: &str| {
            self.incidents.get(key).is_some_and(|it| problem::needs_a_close_look(it.cause))
        };
        if findings.network.cause == Cause::None && is_blind(NETWORK) {
            findings.network.cause = Cause::Unknown;
        }
        for service in &mut findings.services {
            if service.diagnosis.cause == Cause::None && is_blind(&service.id) {
                service.looked_at = false;
            }
        }
        findings
    }

    fn record(&self, change: &Change, now: Now) -> Record {
        let cause = |key: &String| self.incidents.get(key).map_or(Cause::Unknown, |it| it.cause);
        match change.clone() {
            Change::Opened(key) => Record::Opened { cause: cause(&key), key },
            Change::Changed(key, before) => Record::Changed { cause: cause(&key), key, before },
            Change::Resolved(key, cause, since) => {
                Record::Resolved { key, cause, lasted: between(since, now.wall) }
            }
        }
    }

    /// What follows a round: the next one, at once if somebody waits for it, or in its time.
    fn go_on(&mut self, now: Now) -> Vec<Effect> {
        if std::mem::take(&mut self.again) {
            return self.look(true, true);
        }
        vec![self.wake(now), self.publish()]
    }

    fn wake(&self, now: Now) -> Effect {
        Effect::Wake(match self.paused_until {
            Some(until) => between(now.wall, until).min(PAUSE_SLICE),
            None if self.incidents.is_uneasy() || now.watched => self.schedule.quick,
            None => self.schedule.interval,
        })
    }

    fn publish(&self) -> Effect {
        Effect::Publish(Box::new(self.view()))
    }

    /// What every surface shows now.
    pub fn view(&self) -> View {
        // Behind a problem of the network nobody can see how a service is, so it is not told what it was.
        let mut open: Vec<&Open> =
            self.problems.values().filter(|it| !self.is_held(&it.problem.key)).collect();
        open.sort_by_key(|it| it.rank());
        View {
            badge: self.badge(&open),
            headline: self.headline(&open),
            network: self.report.as_ref().map(network_line).unwrap_or_default(),
            services: self.services.iter().map(|it| self.line(it)).collect(),
            problems: open.into_iter().map(|it| it.problem.clone()).collect(),
            checked_at: self.checked.map(|(_, wall)| wall),
            checking: self.round.is_some(),
            paused_until: self.paused_until,
            starts_at_login: None,
            first_run: self.first_run,
            asks_outside_tunnel: self.asks_outside_tunnel,
        }
    }

    fn is_held(&self, service: &str) -> bool {
        self.problems.contains_key(NETWORK)
            && self.report.as_ref().is_some_and(|report| {
                report.services.iter().any(|it| it.id == service && it.state == ServiceState::Held)
            })
    }

    fn badge(&self, open: &[&Open]) -> Badge {
        let Some(report) = self.report.as_ref().filter(|_| self.paused_until.is_none()) else {
            return if self.paused_until.is_some() { Badge::Paused } else { Badge::Checking };
        };
        let undecided = report.summary.cause == Cause::Unknown;
        let otherwise = if undecided { Badge::Unknown } else { Badge::Fine };
        open.iter().map(|it| it.badge).max().unwrap_or(otherwise)
    }

    fn headline(&self, open: &[&Open]) -> String {
        if self.paused_until.is_some() {
            return "Paused".to_owned();
        }
        if let Some(open) = open.first() {
            return open.problem.sentence.clone();
        }
        let Some(report) = &self.report else { return "Looking for the first time…".to_owned() };
        // A suspicion is not told before a second look bears it out.
        if self.incidents.is_suspicious() {
            return "Something looks odd. Looking again before saying so.".to_owned();
        }
        report.summary.sentence.clone()
    }

    fn line(&self, watched: &Watched) -> ServiceLine {
        let seen =
            self.report.as_ref().and_then(|it| it.services.iter().find(|it| it.id == watched.id));
        let state = seen.map(|it| it.state);
        let problem = if self.is_held(&watched.id) { NETWORK } else { watched.id.as_str() };
        ServiceLine {
            id: watched.id.clone(),
            name: watched.name.clone(),
            state,
            word: state.map_or("not looked at yet", words::state_word).to_owned(),
            response_ms: seen.and_then(problem::response_ms),
            problem: self.problems.contains_key(problem).then(|| problem.to_owned()),
            status_page: watched.status_page.clone(),
            muted: false,
            awaited: false,
        }
    }
}

/// When a pause ends. "Tomorrow" begins at six in the morning of the next day.
fn pause_end(length: PauseFor, wall: Timestamp, zone: &TimeZone) -> Timestamp {
    let after = |minutes| wall.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(wall);
    match length {
        PauseFor::HalfAnHour => after(30),
        PauseFor::AnHour => after(60),
        PauseFor::UntilTomorrow => wall
            .to_zoned_datetime(zone.clone())
            .tomorrow()
            .and_then(|it| it.with().hour(6).minute(0).second(0).subsec_nanosecond(0).build())
            .map_or_else(|_| after(24 * 60), |it| it.timestamp()),
    }
}

/// What the network does, in a line that stands by itself.
fn network_line(report: &Report) -> String {
    format!("Your network: {}", words::network_word(report.network.cause))
}

/// The time from `earlier` to `later`; nothing if the wall clock was set back between them.
pub(super) fn between(earlier: Timestamp, later: Timestamp) -> Duration {
    later.duration_since(earlier).try_into().unwrap_or_default()
}
