//! What the daemon does about each event. No I/O, no clock, no panic: the tests drive this.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use url::Url;

use super::announcer::{self, Announcer, Ended, News};
use super::merge;
use super::problem::{self, Open};
use super::schedule::{Conditions, Left, Plan, Schedule, Subject};
use super::sighting::Sighting;
use crate::clock::Moment;
use crate::config::{self, Metered, OutsideTunnel, Quiet, Setting};
use crate::diagnosis::incident::{self, Calm, Change, Incidents, NETWORK, Remembered};
use crate::diagnosis::{Cause, Findings, phone};
use crate::observation::DataUse;
use crate::presentation::notice::{self, Notice};
use crate::presentation::words::{ServiceWords, Words, t};
use crate::presentation::{
    Badge, Command, PauseFor, Report, Section, ServiceLine, ServiceReport, ServiceState, Upkeep,
    View, network_reworded, reworded, summary,
};
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
    Finished(Box<Finished>),
    /// The round with this number ended without an answer: a fault of ours.
    Lost(u64),
    /// Somebody asked for something, on whatever surface.
    Asked(Command),
    /// The desktop did not show this, and nobody has heard it.
    Unheard(Notice),
    /// Most of the data plan is used, or all of it.
    DataPlan { used: DataUse, is_used_up: bool, renews: Date },
    /// A way out has come, gone or become another one.
    NetworkChanged,
    /// The computer is about to sleep.
    Sleeping,
    /// The computer has slept.
    Woke,
    /// Whether traffic costs money here; `None` where nobody knows.
    Metered(Option<bool>),
    /// Whether the computer runs on its battery.
    Battery(Option<bool>),
    /// The settings have changed.
    Configured(Box<Configured>),
    /// The settings have changed and cannot be used, for this reason. The old ones hold.
    Misconfigured(String),
    /// Whether the program starts at login, as the system has it.
    StartsAtLogin(Option<bool>),
}

/// What came of a round.
#[derive(Debug)]
pub struct Finished {
    /// The number that its [`Effect::Look`] had.
    pub round: u64,
    pub findings: Findings,
    pub report: Report,
    /// What it cost, and how many walks that paid for.
    pub bytes: u64,
    pub walks: usize,
    /// For how long a service wants to be left alone, where it said so.
    pub retry_after: BTreeMap<String, Duration>,
    /// Whether a tunnel carried the computer's traffic; `None` where that was not seen.
    pub in_tunnel: Option<bool>,
}

/// Settings that can be used.
#[derive(Debug)]
pub struct Configured {
    pub words: Words,
    pub schedule: config::Schedule,
    pub services: Vec<Watched>,
    /// How many controls and anchors there are.
    pub references: usize,
    /// Whether a trial outside a VPN waits for the user's word.
    pub asks_outside_tunnel: bool,
    /// When nothing is announced.
    pub quiet: Quiet,
}

/// When an event comes, and what cannot be read from it.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// It goes on while the computer sleeps.
    pub moment: Moment,
    pub wall: Timestamp,
    /// Whether the page is visible to somebody.
    pub watched: bool,
}

/// Everything that the daemon can do. Closed on purpose: this is the list of its outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Make a round of what the plan says; `closely` if somebody waits for it, or something must be borne out.
    Look {
        round: u64,
        closely: bool,
        plan: Plan,
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
    /// Open the section of the page that is not about a problem.
    OpenSection(Section),
    /// Open the page at what a code means at a service, by its id, or, without a code, at the question which it is.
    OpenCode {
        service: String,
        code: String,
    },
    /// Join what the user sees, this and nothing else, with what rounds find from now on.
    Heed(Vec<Sighting>),
    /// Put a setting into the user's file, and into force.
    Save(Setting),
    /// Join what was seen on a phone with what rounds find from now on.
    HearPhone(phone::Seen),
    /// Remember that what is watched and kept has been read.
    Welcome,
    /// Put it on record.
    Record(Record),
    /// Remember whether a remedy helped against a cause.
    Judged {
        cause: Cause,
        remedy: Remedy,
        helped: bool,
    },
    /// Let the program start with the session, or not.
    StartAtLogin(bool),
    Quit,
}

/// What is worth a line in the log: a healthy day has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    Opened { key: String, cause: Cause },
    Changed { key: String, before: Cause, cause: Cause },
    Resolved { key: String, cause: Cause, lasted: Duration },
}

/// A service as the surfaces name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    pub id: String,
    pub name: String,
    /// Its own pages, by purpose.
    pub links: BTreeMap<String, Url>,
    /// How often it is looked at, where not as often as the others.
    pub every: Option<Duration>,
    /// How many targets it has.
    pub parts: usize,
}

/// While paused the wall clock is read so often, for whoever sets it.
const PAUSE_SLICE: Duration = Duration::from_hours(1);

/// After waking, what a network that is not there yet does is nobody's fault for so long.
const WAKING: Duration = Duration::from_secs(30);

/// So long after waking the first look is made, unless the network comes earlier.
const WAKING_LOOK: Duration = Duration::from_secs(5);

/// The same after a change of the network: addresses and names take some seconds to follow a link.
const ROAMING: Duration = Duration::from_secs(8);

/// So often it is looked again in that time.
const AGAIN: Duration = Duration::from_secs(4);

/// Changes of the network are looked at so often at most, and half as often each time while they do not stop.
const CHANGE_GAP: Duration = Duration::from_secs(4);
const MOST_CHANGE_GAP: Duration = Duration::from_mins(1);

/// More services than these are not told of at the end of each round, but so often.
const MANY: usize = 64;
const MANY_GAP: Duration = Duration::from_secs(5);

/// What only a close look shows is looked at closely so often as long as it lasts: such a look reads a lot.
const CLOSE_LOOKS: Duration = Duration::from_mins(15);

/// The daemon's memory.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Controller {
    settings: config::Schedule,
    words: Words,
    /// Made when the first event comes: before that there is no time.
    schedule: Option<Schedule>,
    services: Vec<Watched>,
    /// Where each of them stands.
    places: BTreeMap<String, usize>,
    references: usize,
    seed: u64,
    /// In whose time zone "tomorrow" is.
    zone: TimeZone,
    incidents: Incidents,
    /// The open problems, as they were last told.
    problems: BTreeMap<String, Open>,
    announcer: Announcer,
    /// What is known of each service, from the last round that looked at it.
    report: Option<Report>,
    /// Whether its summary is only that of the last round.
    is_partial: bool,
    /// Whether the last round saw what a change of the network or the start may have done, and is not believed.
    is_forgiving: bool,
    checked: Option<(Moment, Timestamp)>,
    checked_closely: Option<Moment>,
    /// The rounds that are under way.
    rounds: BTreeMap<u64, Round>,
    next_round: u64,
    /// When the last one began.
    begun: Option<Moment>,
    /// Whether somebody asked for a close look while another one was under way.
    again: bool,
    paused_until: Option<Timestamp>,
    /// Rounds that began before this say nothing bad about anything but this computer's own link.
    grace: Option<Moment>,
    /// The last change of the network that was looked at, and how long the next one waits.
    changed: Option<(Moment, Duration)>,
    /// Services that failed in a round without a contrast.
    doubted: BTreeSet<String>,
    metered: Option<bool>,
    battery: Option<bool>,
    spent: Spent,
    settings_problem: Option<String>,
    starts_at_login: Option<bool>,
    published: Option<Moment>,
    /// What the user sees.
    sightings: Vec<Sighting>,
    /// Who waits to hear what came of a symptom.
    answer: Option<Answer>,
    /// Whether nobody has yet read what is watched and kept.
    first_run: bool,
    asks_outside_tunnel: bool,
    /// Whether the last round went through a tunnel.
    in_tunnel: bool,
}

/// Somebody reported a symptom, and waits to hear what comes of it.
#[derive(Clone, Debug)]
struct Answer {
    service: String,
    code: String,
    /// The round that will tell, once it is under way.
    round: Option<u64>,
}

/// A round under way.
#[derive(Clone, Debug)]
struct Round {
    plan: Plan,
    begun: Moment,
    closely: bool,
    /// Whether somebody waits for it.
    asked: bool,
}

/// What was spent on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Spent {
    day: Option<Date>,
    bytes: u64,
}

/// What must outlive the program, so that nothing is told twice and no budget is spent twice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    incidents: Vec<Remembered>,
    #[serde(default)]
    announced: announcer::State,
    #[serde(default)]
    paused_until: Option<Timestamp>,
    #[serde(default)]
    spent: Spent,
    #[serde(default)]
    purses: [Left; 2],
    at: Timestamp,
}

impl Controller {
    /// A daemon that has seen nothing yet.
    pub fn new(settings: config::Schedule, services: Vec<Watched>, zone: TimeZone) -> Self {
        Self {
            settings,
            words: Words::English,
            schedule: None,
            places: merge::places(services.iter().map(|it| &it.id)),
            services,
            references: 0,
            seed: 0,
            announcer: Announcer::new(Quiet::default(), zone.clone()),
            zone,
            incidents: Incidents::default(),
            problems: BTreeMap::new(),
            report: None,
            is_partial: false,
            is_forgiving: false,
            checked: None,
            checked_closely: None,
            rounds: BTreeMap::new(),
            next_round: 0,
            begun: None,
            again: false,
            paused_until: None,
            grace: None,
            changed: None,
            doubted: BTreeSet::new(),
            metered: None,
            battery: None,
            spent: Spent::default(),
            settings_problem: None,
            starts_at_login: None,
            published: None,
            sightings: Vec::new(),
            answer: None,
            first_run: false,
            asks_outside_tunnel: false,
            in_tunnel: false,
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

    /// The same daemon, which speaks in these words.
    #[must_use]
    pub fn speaking(mut self, words: Words) -> Self {
        self.words = words;
        self
    }

    /// The same daemon, which announces nothing in these hours.
    #[must_use]
    pub fn quiet_in(mut self, hours: Quiet) -> Self {
        self.announcer.be_quiet_in(hours);
        self
    }

    /// The same with so many controls and anchors, and a seed that keeps programs that start together apart.
    #[must_use]
    pub fn with(self, references: usize, seed: u64) -> Self {
        Self { references, seed, ..self }
    }

    /// What must outlive the program.
    pub fn remember(&self, now: Now) -> State {
        let purses = self.schedule.as_ref().map(Schedule::purses);
        State {
            incidents: self.incidents.remember(now.moment),
            announced: self.announcer.remember(),
            paused_until: self.paused_until,
            spent: self.spent,
            purses: purses.map(|all| all.map(|it| Left(it.left(now.moment)))).unwrap_or_default(),
            at: now.wall,
        }
    }

    /// Goes on with what an earlier start remembered. To be called before the first event.
    pub fn restore(&mut self, state: State, now: Now) {
        self.start(now.moment);
        self.incidents.restore(state.incidents, now.moment);
        let services = &self.services;
        self.incidents.keep(|key| services.iter().any(|it| it.id == key));
        self.announcer.restore(state.announced);
        self.paused_until = state.paused_until.filter(|it| *it > now.wall);
        self.spent = state.spent;
        if let Some(schedule) = &mut self.schedule {
            schedule.restore(state.purses, between(state.at, now.wall), now.moment);
        }
    }

    /// Whoever starts us with the session does so before the network is up.
    fn start(&mut self, now: Moment) {
        self.grace = Some(Moment(now.0 + WAKING));
        self.begin(now);
    }

    fn begin(&mut self, now: Moment) {
        let subject =
            |it: &Watched| Subject { id: it.id.clone(), every: it.every, parts: it.parts.max(1) };
        let subjects = self.services.iter().map(subject).collect::<Vec<_>>();
        self.schedule =
            Some(Schedule::new(&self.settings, &subjects, self.references, self.seed, now));
    }

    /// Decides what to do about `event`.
    #[must_use]
    pub fn step(&mut self, event: Event, now: Now) -> Vec<Effect> {
        if self.schedule.is_none() {
            self.start(now.moment);
        }
        self.adapt(now);
        match event {
            Event::Due => self.due(now),
            Event::Visited if self.paused_until.is_some() => vec![],
            Event::Visited => {
                if let Some(schedule) = &mut self.schedule {
                    schedule.hurry_scouts(now.moment);
                }
                self.go(now)
            }
            Event::Finished(finished) => self.absorb(*finished, now),
            Event::Lost(round) => {
                if let Some(answer) = self.answer.as_mut().filter(|it| it.round == Some(round)) {
                    answer.round = None;
                }
                if let (Some(round), Some(schedule)) =
                    (self.rounds.remove(&round), &mut self.schedule)
                {
                    schedule.lost(&round.plan, now.moment);
                }
                self.go_on(now)
            }
            Event::Asked(command) => self.obey(command, now),
            Event::Unheard(notice) => self.announcer.unheard(&notice).into_iter().collect(),
            Event::DataPlan { .. } if self.paused_until.is_some() => vec![],
            Event::DataPlan { used, is_used_up, renews } => {
                vec![Effect::Notify(notice::data_plan(self.words, used, is_used_up, renews))]
            }
            Event::NetworkChanged => self.network_changed(now),
            Event::Sleeping => {
                self.forget_rounds(now);
                vec![]
            }
            Event::Woke => self.woke(now),
            Event::Metered(metered) => {
                self.metered = metered;
                self.conditions_changed(now)
            }
            Event::Battery(battery) => {
                self.battery = battery;
                self.conditions_changed(now)
            }
            Event::Configured(configured) => self.configured(*configured, now),
            Event::Misconfigured(problem) => {
                self.settings_problem = Some(problem);
                vec![self.publish(now)]
            }
            Event::StartsAtLogin(starts) => {
                self.starts_at_login = starts;
                vec![self.publish(now)]
            }
        }
    }

    /// What is known of each service.
    pub fn report(&self) -> Option<&Report> {
        self.report.as_ref()
    }

    fn adapt(&mut self, now: Now) {
        let metered = match self.settings.metered {
            Metered::Auto => self.metered.unwrap_or(false),
            Metered::Yes => true,
            Metered::No => false,
        };
        let battery = self.battery.unwrap_or(false);
        if let Some(schedule) = &mut self.schedule {
            schedule.adapt(Conditions { metered, battery, watched: now.watched }, now.moment);
        }
    }

    fn conditions_changed(&mut self, now: Now) -> Vec<Effect> {
        self.adapt(now);
        self.wake(now).into_iter().chain([self.publish(now)]).collect()
    }

    fn due(&mut self, now: Now) -> Vec<Effect> {
        match self.paused_until {
            Some(until) if now.wall < until => self.wake(now).into_iter().collect(),
            Some(_) => self.resume(now),
            None => self.go(now),
        }
    }

    /// Begins what is due.
    fn go(&mut self, now: Now) -> Vec<Effect> {
        let mut effects = Vec::new();
        while let Some(plan) = self.schedule.as_mut().and_then(|it| it.take(now.moment)) {
            let closely = self.must_look_closely(&plan, now);
            effects.push(self.look(plan, closely, false, now));
        }
        // A round that has just begun is no news among many.
        if !effects.is_empty() && self.services.len() <= MANY {
            effects.push(self.publish(now));
        }
        effects.extend(self.wake(now));
        effects
    }

    fn look(&mut self, plan: Plan, closely: bool, asked: bool, now: Now) -> Effect {
        let round = self.next_round;
        self.next_round += 1;
        self.doubted.retain(|it| !plan.services.contains_key(it));
        let under_way = Round { plan: plan.clone(), begun: now.moment, closely, asked };
        self.rounds.insert(round, under_way);
        self.begun = Some(now.moment);
        if let Some(answer) = &mut self.answer
            && answer.round.is_none()
            && plan.services.contains_key(&answer.service)
        {
            answer.round = Some(round);
        }
        Effect::Look { round, closely, plan }
    }

    /// Looks closely at everything; after the rounds that are under way, unless one of them is just that.
    fn look_at_all(&mut self, asked: bool, now: Now) -> Vec<Effect> {
        let everything = self.services.len();
        let same = |it: &&mut Round| it.closely && it.plan.services.len() == everything;
        if let Some(round) = self.rounds.values_mut().find(same) {
            round.asked |= asked;
            return vec![];
        }
        if !self.rounds.is_empty() {
            self.again |= asked;
            return vec![];
        }
        let Some(schedule) = &mut self.schedule else { return vec![] };
        if schedule.is_much() {
            // Not ten thousand connections at once, even for who asks.
            schedule.hurry_all(now.moment);
            return self.go(now).into_iter().chain([self.publish(now)]).collect();
        }
        let plan = schedule.take_all(now.moment);
        vec![self.look(plan, true, asked, now), self.publish(now)]
    }

    /// Whether a round of our own accord must be a close one.
    fn must_look_closely(&self, plan: &Plan, now: Now) -> bool {
        let in_plan = |key: &str| {
            if key == NETWORK { plan.references } else { plan.services.contains_key(key) }
        };
        // What only a close look shows is over only when a close look does not.
        let turns_unseen = |key: &str| {
            let open =
                self.incidents.get(key).filter(|_| self.incidents.calm(key) == Calm::Turning);
            open.is_some_and(|it| problem::needs_a_close_look(it.cause))
        };
        let suspected = |key: &str| self.incidents.is_suspected(key) || turns_unseen(key);
        let is_due = self.checked_closely.is_none_or(|it| now.moment - it >= CLOSE_LOOKS);
        let mut open = self.incidents.open();
        suspected(NETWORK)
            || plan.services.keys().any(|it| suspected(it) || self.doubted.contains(it))
            || (is_due
                && open.any(|(key, it)| in_plan(key) && problem::needs_a_close_look(it.cause)))
    }

    /// A look at once, or, where changes do not stop, more and more seldom.
    fn network_changed(&mut self, now: Now) -> Vec<Effect> {
        // The look for an earlier one is due, and must not be put off by this one.
        if self.changed.is_some_and(|(at, _)| at <= now.moment && self.begun < Some(at)) {
            return self.hurry(now.moment, now);
        }
        let gap = match self.changed {
            Some((at, gap)) if now.moment - at < 2 * gap => (gap * 2).min(MOST_CHANGE_GAP),
            Some(_) | None => CHANGE_GAP,
        };
        let at = match self.changed {
            // One that waits for its look already looks at this, too.
            Some((at, _)) if at > now.moment => return vec![],
            Some((at, gap)) => Moment(at.0 + gap).max(now.moment),
            None => now.moment,
        };
        self.changed = Some((at, gap));
        self.grace = self.grace.max(Some(Moment(at.0 + ROAMING)));
        if let Some(schedule) = &mut self.schedule {
            schedule.rest(at);
        }
        self.hurry(at, now)
    }

    /// Nothing that the sleep did is anybody's fault.
    fn woke(&mut self, now: Now) -> Vec<Effect> {
        self.forget_rounds(now);
        self.grace = Some(Moment(now.moment.0 + WAKING));
        if self.paused_until.is_some_and(|it| it <= now.wall) {
            return self.resume(now);
        }
        let at = Moment(now.moment.0 + WAKING_LOOK);
        if let Some(schedule) = &mut self.schedule {
            // The time that has passed has made everything due.
            schedule.rest(at);
        }
        self.hurry(at, now)
    }

    fn hurry(&mut self, at: Moment, now: Now) -> Vec<Effect> {
        if let Some(schedule) = &mut self.schedule {
            schedule.hurry(at);
        }
        if self.paused_until.is_some() { vec![] } else { self.go(now) }
    }

    /// What was under way saw two worlds.
    fn forget_rounds(&mut self, now: Now) {
        for round in std::mem::take(&mut self.rounds).into_values() {
            self.again |= round.asked;
            if let Some(schedule) = &mut self.schedule {
                schedule.lost(&round.plan, now.moment);
            }
        }
    }

    fn configured(&mut self, configured: Configured, now: Now) -> Vec<Effect> {
        self.settings_problem = None;
        let Configured { words, schedule, services, references, asks_outside_tunnel, quiet } =
            configured;
        let is_reworded = std::mem::replace(&mut self.words, words) != words;
        self.asks_outside_tunnel = asks_outside_tunnel;
        self.announcer.be_quiet_in(quiet);
        self.places = merge::places(services.iter().map(|it| &it.id));
        (self.settings, self.services, self.references) = (schedule, services, references);
        self.forget_rounds(now);
        let purses = self.schedule.as_ref().map(Schedule::purses);
        self.begin(now.moment);
        if let (Some(schedule), Some(purses)) = (&mut self.schedule, purses) {
            let left = purses.map(|it| Left(it.left(now.moment)));
            schedule.restore(left, Duration::ZERO, now.moment);
        }
        self.adapt(now);
        let services = &self.services;
        let is_watched = |key: &str| key == NETWORK || services.iter().any(|it| it.id == key);
        self.incidents.keep(is_watched);
        let gone = self.problems.keys().filter(|it| !is_watched(it)).cloned().collect::<Vec<_>>();
        let mut effects = Vec::new();
        for key in gone {
            self.problems.remove(&key);
            effects.extend(self.announcer.forget(&key));
        }
        if let Some(report) = &mut self.report {
            report.services.retain(|it| is_watched(&it.id));
            report.services.sort_by_key(|it| self.places.get(&it.id));
        }
        if is_reworded {
            self.reword();
        }
        if self.paused_until.is_none() {
            effects.extend(self.go(now));
        }
        effects.push(self.publish(now));
        effects
    }

    /// Tells what is known in the words of another language.
    fn reword(&mut self) {
        let Some(report) = &mut self.report else { return };
        let words = self.words;
        for service in &mut report.services {
            let known = self.services.iter().find(|it| it.id == service.id);
            let device = self.sightings.iter().find(|it| it.service == service.id);
            let names = known.map(|it| ServiceWords { name: &it.name, links: &it.links });
            reworded(service, words, names.as_ref(), device.and_then(|it| it.on));
        }
        network_reworded(&mut report.network, words);
        report.summary = summary(words, &report.network, &report.services);
        self.is_partial = false;
        for (key, open) in &mut self.problems {
            let incident = self.incidents.get(key);
            // What the last round did not see stays as it was told.
            let said = incident.and_then(|it| Open::of(words, key, it, report));
            if let Some(said) = said {
                open.problem = said.problem;
            }
        }
    }

    fn obey(&mut self, command: Command, now: Now) -> Vec<Effect> {
        match command {
            Command::CheckNow => self.look_at_all(true, now),
            Command::OpenPage => vec![Effect::OpenPage(None)],
            // The summary is about several problems, and the page begins with all of them.
            Command::OpenFix(key) if key == notice::SUMMARY => vec![Effect::OpenPage(None)],
            Command::OpenFix(key) if key == notice::DATA_PLAN => vec![Effect::OpenPage(None)],
            Command::OpenFix(key) if key == notice::UNOPENED => vec![Effect::OpenPage(None)],
            Command::OpenFix(key) => vec![Effect::OpenPage(Some(key))],
            Command::OpenStatusPage(service) => vec![Effect::OpenStatusPage(service)],
            Command::Pause(length) => {
                self.paused_until = Some(pause_end(length, now.wall, &self.zone));
                self.wake(now).into_iter().chain([self.publish(now)]).collect()
            }
            Command::Resume if self.paused_until.is_none() => vec![],
            Command::Resume => self.resume(now),
            // A page that was opened before it was over may still offer it.
            Command::Mute(key) if !self.problems.contains_key(&key) => vec![],
            Command::Mute(key) => vec![self.announcer.mute(key)],
            Command::Judge { key, remedy, helped } => {
                let problem = self.problems.get(&key).map(|it| it.problem.cause);
                problem.map(|cause| Effect::Judged { cause, remedy, helped }).into_iter().collect()
            }
            Command::Remind(key) if !self.problems.contains_key(&key) => vec![],
            Command::Remind(key) => vec![self.announcer.postpone(key, now)],
            Command::MuteService { service, .. }
            | Command::AwaitReturn { service, .. }
            | Command::Saw { service, .. }
            | Command::AskCode(service)
                if !self.places.contains_key(&service) =>
            {
                vec![]
            }
            Command::MuteService { service, muted } => {
                let withdrawn = self.announcer.mute_service(service, muted);
                withdrawn.into_iter().chain([self.publish(now)]).collect()
            }
            Command::AwaitReturn { service, awaited } => {
                let away = self.is_away(&service);
                self.announcer.await_return(service, awaited, away);
                vec![self.publish(now)]
            }
            Command::Saw { service, code, on } => {
                self.heed(Sighting { service, code, on, at: now.wall }, now)
            }
            Command::AskCode(service) => vec![Effect::OpenCode { service, code: String::new() }],
            Command::OpenSection(section) => vec![Effect::OpenSection(section)],
            Command::PhoneSaw { service, .. } if !self.places.contains_key(&service) => vec![],
            Command::PhoneSaw { service, opens } => {
                let heard = Effect::HearPhone(phone::Seen { service, opens });
                self.look_with(heard, now)
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
                vec![Effect::Welcome, self.publish(now)]
            }
            Command::StartAtLogin(on) => vec![Effect::StartAtLogin(on)],
            Command::Quit => vec![Effect::Quit],
        }
    }

    /// Takes in what the user sees: a close look, now, that is joined with it, and an answer.
    fn heed(&mut self, sighting: Sighting, now: Now) -> Vec<Effect> {
        let (service, code) = (sighting.service.clone(), sighting.code.clone());
        self.answer = Some(Answer { service, code, round: None });
        self.sightings.retain(|it| it.service != sighting.service);
        self.sightings.push(sighting);
        let heed = Effect::Heed(self.sightings.clone());
        self.look_with(heed, now)
    }

    /// A close look, now, that begins with what was just heard.
    fn look_with(&mut self, heard: Effect, now: Now) -> Vec<Effect> {
        if !self.rounds.is_empty() {
            // The rounds that are under way began without it.
            self.again = true;
            return vec![heard];
        }
        iter::once(heard).chain(self.look_at_all(true, now)).collect()
    }

    /// Forgets what the user saw when it is old, or when what was measured explains it: that is seen to be over.
    fn forget_sightings(&mut self, now: Now) -> Option<Effect> {
        let mut sightings = std::mem::take(&mut self.sightings);
        let before = sightings.len();
        sightings.retain(|it| {
            let is_measured = self.problems.get(&it.service).is_some_and(|it| !it.is_reported);
            it.stands(now.wall) && !is_measured && !self.is_held(&it.service)
        });
        let forgotten = sightings.len() != before;
        self.sightings = sightings;
        forgotten.then(|| Effect::Heed(self.sightings.clone()))
    }

    /// What came of a symptom that somebody reported.
    fn answer(&mut self, answer: Answer, now: Now) -> Option<Effect> {
        // Whoever sees the page sees it there.
        if now.watched {
            return None;
        }
        let key = if self.is_held(&answer.service) { NETWORK } else { answer.service.as_str() };
        let Some(open) = self.problems.get(key) else {
            let Answer { service, code, .. } = answer;
            return Some(Effect::OpenCode { service, code });
        };
        if self.paused_until.is_some() || self.announcer.is_quiet(now.wall) {
            return Some(Effect::OpenPage(Some(key.to_owned())));
        }
        Some(self.announcer.answer(self.words, open))
    }

    /// Whether a service is known not to answer.
    fn is_away(&self, service: &str) -> bool {
        let seen = self.report.iter().flat_map(|it| &it.services).find(|it| it.id == service);
        seen.is_some_and(|it| {
            matches!(it.state, ServiceState::Down | ServiceState::Degraded | ServiceState::Held)
        })
    }

    /// Ends the pause. What it kept quiet is told after a look at whether it still holds.
    fn resume(&mut self, now: Now) -> Vec<Effect> {
        self.paused_until = None;
        self.announcer.catch_up();
        if self.rounds.is_empty() {
            return self.look_at_all(false, now);
        }
        self.wake(now).into_iter().chain([self.publish(now)]).collect()
    }

    fn absorb(&mut self, finished: Finished, now: Now) -> Vec<Effect> {
        let Finished { round: number, findings, report, bytes, walks, retry_after, in_tunnel } =
            finished;
        self.spend(bytes, walks, now);
        // One that saw the time before a sleep, or before other settings, says nothing about now.
        let Some(round) = self.rounds.remove(&number) else { return self.go_on(now) };
        self.in_tunnel = in_tunnel.unwrap_or(self.in_tunnel);
        let settle = if round.asked { Duration::ZERO } else { incident::SETTLE };
        let findings = if round.closely { findings } else { self.without_blind_spots(findings) };
        let findings = self.with_contrast(&round, findings);
        let (findings, forgiven) = self.with_grace(&round, findings);
        self.is_forgiving = forgiven;
        let changes = self.incidents.absorb(&findings, now.moment, now.wall, settle);
        self.checked = Some((now.moment, now.wall));
        if round.closely {
            self.checked_closely = Some(now.moment);
        }
        let incidents = &self.incidents;
        if let Some(schedule) = &mut self.schedule {
            let fares = |id: &str| incidents.calm(id);
            let network = incidents.calm(NETWORK);
            schedule.landed(&round.plan, network, fares, &retry_after, now.moment);
            schedule.doubt(self.doubted.iter().map(String::as_str), now.moment);
            if forgiven {
                schedule.hurry(Moment(now.moment.0 + AGAIN));
            } else if let Some((at, _)) = self.changed.filter(|(at, _)| *at > round.begun) {
                // What was under way when the network changed could not be taken along.
                schedule.hurry(at.max(now.moment));
            }
        }
        let is_whole = round.plan.services.len() == self.services.len();
        merge::add(&mut self.report, report, &self.places, round.plan.references);
        self.is_partial = !is_whole;
        let mut before = std::mem::take(&mut self.problems);
        let (open, report, words) = (self.incidents.open(), &self.report, self.words);
        self.problems = open
            .filter_map(|(key, it)| {
                let known = report.as_ref().and_then(|report| Open::of(words, key, it, report));
                let mut open = known.or_else(|| before.get(key).map(Open::unseen))?;
                open.is_ripe |= round.asked || it.open_for(now.moment) >= it.cause.patience();
                Some((key.clone(), open))
            })
            .collect();
        let (mut effects, mut ended) = (Vec::new(), Vec::new());
        if !changes.is_empty() {
            self.published = None;
        }
        for change in changes {
            effects.push(Effect::Record(self.record(&change, now)));
            if let Change::Resolved(key, _, since) = change {
                ended.push(Ended { open: before.remove(&key), key, since });
            }
        }
        if let Some(report) = &self.report {
            let (open, paused) = (&self.problems, self.paused_until.is_some());
            let words = self.words;
            let news = News { words, ended, open, report, settle, paused };
            effects.extend(self.announcer.tell(news, now));
        }
        if let Some(answer) = self.answer.take_if(|it| it.round == Some(number)) {
            let told = self.answer(answer, now);
            let is_new = |it: &Effect| !tells_the_same(&effects, it);
            effects.extend(told.filter(is_new));
        }
        effects.extend(self.forget_sightings(now));
        effects.extend(self.go_on(now));
        effects
    }

    fn spend(&mut self, bytes: u64, walks: usize, now: Now) {
        let today = now.wall.to_zoned_datetime(self.zone.clone()).date();
        if self.spent.day != Some(today) {
            self.spent = Spent { day: Some(today), bytes: 0 };
        }
        self.spent.bytes = self.spent.bytes.saturating_add(bytes);
        if let Some(schedule) = &mut self.schedule {
            schedule.pay(bytes, walks, now.moment);
        }
    }

    /// A failure without a contrast is looked at again with one, before anything is made of it.
    fn with_contrast(&mut self, round: &Round, mut findings: Findings) -> Findings {
        if round.plan.references || self.references == 0 {
            return findings;
        }
        let trouble = |it: Cause| it != Cause::None && !it.is_refusal();
        for service in &mut findings.services {
            if trouble(service.diagnosis.cause) {
                service.looked_at = false;
                service.held = false;
                self.doubted.insert(service.id.clone());
            }
        }
        if trouble(findings.network.cause) {
            findings.network.cause = Cause::Unknown;
        }
        findings
    }

    /// Trouble with the network while it was still coming up counts as not measured, and so does what is behind it;
    /// whether there was any. A round to which the network is no hindrance ends the grace.
    fn with_grace(&mut self, round: &Round, mut findings: Findings) -> (Findings, bool) {
        let Some(grace) = self.grace else { return (findings, false) };
        let is_up = findings.network.cause == Cause::None && round.plan.references;
        if is_up || round.begun >= grace {
            self.grace = None;
        }
        // After a change of the network, what this computer's own link says is no passing matter.
        let waking = self.changed.is_none_or(|(at, _)| Moment(at.0 + ROAMING) < grace);
        let is_own = !waking && matches!(findings.network.cause.area(), "device" | "link");
        if is_up || is_own || round.asked || round.begun >= grace {
            return (findings, false);
        }
        findings.network.cause = Cause::Unknown;
        for service in &mut findings.services {
            (service.held, service.looked_at) = (false, false);
        }
        (findings, true)
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
        if self.again && self.rounds.is_empty() {
            self.again = false;
            return self.look_at_all(true, now);
        }
        let mut effects = self.wake(now).into_iter().collect::<Vec<_>>();
        let is_time = self.published.is_none_or(|it| now.moment - it >= MANY_GAP);
        if self.services.len() <= MANY || is_time {
            effects.push(self.publish(now));
        }
        effects
    }

    fn wake(&self, now: Now) -> Option<Effect> {
        if let Some(until) = self.paused_until {
            return Some(Effect::Wake(between(now.wall, until).min(PAUSE_SLICE)));
        }
        let next = self.schedule.as_ref()?.next(now.moment)?;
        Some(Effect::Wake(next - now.moment))
    }

    fn publish(&mut self, now: Now) -> Effect {
        self.published = Some(now.moment);
        if let Some(report) = self.report.as_mut().filter(|_| std::mem::take(&mut self.is_partial))
        {
            report.summary = summary(self.words, &report.network, &report.services);
        }
        Effect::Publish(Box::new(self.view()))
    }

    /// What every surface shows now.
    pub fn view(&self) -> View {
        // Behind a problem of the network nobody can see how a service is, so it is not told what it was.
        let mut open: Vec<&Open> =
            self.problems.values().filter(|it| !self.is_held(&it.problem.key)).collect();
        open.sort_by_key(|it| it.rank());
        View {
            words: self.words,
            badge: self.badge(&open),
            headline: self.headline(&open),
            network: self
                .report
                .as_ref()
                .map(|it| network_line(self.words, it))
                .unwrap_or_default(),
            services: self.lines(),
            problems: open.into_iter().map(|it| it.problem.clone()).collect(),
            checked_at: self.checked.map(|(_, wall)| wall),
            checking: !self.rounds.is_empty(),
            paused_until: self.paused_until,
            starts_at_login: self.starts_at_login,
            first_run: self.first_run,
            // Whoever has no VPN would only wonder at the question.
            asks_outside_tunnel: self.asks_outside_tunnel && self.in_tunnel,
            upkeep: self.upkeep(),
        }
    }

    fn upkeep(&self) -> Upkeep {
        let schedule = self.schedule.as_ref();
        let conditions = schedule.map(Schedule::conditions).unwrap_or_default();
        Upkeep {
            bytes_today: self.spent.bytes,
            bytes_allowed: schedule.and_then(Schedule::allowance),
            metered: conditions.metered,
            on_battery: conditions.battery,
            settings_problem: self.settings_problem.clone(),
        }
    }

    fn lines(&self) -> Vec<ServiceLine> {
        let seen = self.report.iter().flat_map(|it| &it.services);
        let seen = seen.map(|it| (it.id.as_str(), it)).collect::<BTreeMap<_, _>>();
        self.services.iter().map(|it| self.line(it, seen.get(it.id.as_str()).copied())).collect()
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
        // What is being looked at again must not be called fine meanwhile.
        let otherwise = if self.is_suspicious() {
            Badge::Checking
        } else if report.summary.cause == Cause::Unknown {
            Badge::Unknown
        } else {
            Badge::Fine
        };
        open.iter().map(|it| it.badge).max().unwrap_or(otherwise)
    }

    /// Whether something was seen once, and nobody is told of it before it is seen again.
    fn is_suspicious(&self) -> bool {
        self.is_forgiving || self.incidents.is_suspicious()
    }

    fn headline(&self, open: &[&Open]) -> String {
        if self.paused_until.is_some() {
            return self.words.say("view-paused").into_owned();
        }
        if let Some(open) = open.first() {
            return open.problem.sentence.clone();
        }
        let Some(report) = &self.report else {
            return self.words.say("view-first-look").into_owned();
        };
        // A suspicion is not told before a second look bears it out.
        if self.is_suspicious() {
            return self.words.say("view-suspicious").into_owned();
        }
        report.summary.sentence.clone()
    }

    fn line(&self, watched: &Watched, seen: Option<&ServiceReport>) -> ServiceLine {
        let state = seen.map(|it| it.state);
        let is_held = self.problems.contains_key(NETWORK) && state == Some(ServiceState::Held);
        let problem = if is_held { NETWORK } else { watched.id.as_str() };
        ServiceLine {
            id: watched.id.clone(),
            name: watched.name.clone(),
            state,
            word: state
                .map_or_else(
                    || self.words.say("view-not-looked-at"),
                    |it| self.words.state_word(it),
                )
                .into_owned(),
            response_ms: seen.and_then(problem::response_ms),
            problem: self.problems.contains_key(problem).then(|| problem.to_owned()),
            status_page: watched.links.get("status").map(ToString::to_string),
            muted: self.announcer.is_muted(&watched.id),
            awaited: self.announcer.is_awaited(&watched.id),
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

/// Whether `effects` show a notice in the place of this one already.
fn tells_the_same(effects: &[Effect], other: &Effect) -> bool {
    let Effect::Notify(other) = other else { return false };
    effects.iter().any(|it| matches!(it, Effect::Notify(it) if it.key == other.key))
}

/// What the network does, in a line that stands by itself.
fn network_line(words: Words, report: &Report) -> String {
    t!(words, "view-network", word = words.network_word(report.network.cause)).into_owned()
}

/// The time from `earlier` to `later`; nothing if the wall clock was set back between them.
pub(super) fn between(earlier: Timestamp, later: Timestamp) -> Duration {
    later.duration_since(earlier).try_into().unwrap_or_default()
}
