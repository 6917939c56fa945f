//! A computer, its clocks, and the program that runs on it.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use streamdoctor::app::{
    Controller, Effect, Event as Input, Finished, Now, Parts, Plan, State, Watched,
};
use streamdoctor::clock::Moment;
use streamdoctor::config::{Daily, Schedule};
use streamdoctor::diagnosis::{Findings, diagnose};
use streamdoctor::presentation::notice::Notice;
use streamdoctor::presentation::words::Platform;
use streamdoctor::presentation::{Report, report};

use super::support_snapshot::{Scenario, scenarios};
use super::timeline::{Dice, Event, What};

/// How many references the scenarios have.
const REFERENCES: usize = 9;

/// The default settings, without a budget: what is told must not depend on what it costs.
pub(crate) fn settings() -> Schedule {
    Schedule { daily: Daily::Unlimited, ..Schedule::default() }
}

/// The services of the scenarios.
pub(crate) fn services() -> Vec<Watched> {
    vec![service("alfa", 3), service("bravo", 2)]
}

pub(crate) fn service(id: &str, parts: usize) -> Watched {
    Watched { id: id.to_owned(), name: id.to_uppercase(), parts, ..Watched::default() }
}

/// A round under way: when it ends, and what the world is like while it looks.
#[derive(Debug)]
struct Look {
    ends: Duration,
    round: u64,
    plan: Plan,
    scene: String,
}

pub(crate) struct Life {
    controller: Controller,
    settings: Schedule,
    services: Vec<Watched>,
    /// How many targets each of them has.
    parts: BTreeMap<String, usize>,
    seed: u64,
    /// The time since the beginning, sleep included.
    now: Duration,
    wall: Timestamp,
    events: Vec<Event>,
    /// Changes of the network that the kernel is going to tell of.
    changes: Vec<Duration>,
    looks: Vec<Look>,
    wakes: Option<Duration>,
    dice: Dice,
    scenes: BTreeMap<String, Scenario>,
    /// What a round sees in each scene.
    seen: BTreeMap<String, (Findings, Report)>,
    pub(crate) notices: Vec<(Duration, Notice)>,
    pub(crate) rounds: usize,
    pub(crate) walks: usize,
    pub(crate) most_walks_under_way: usize,
    pub(crate) wake_ups: usize,
    /// What a walk to a target and one to a reference cost, and what all have cost.
    pub(crate) target_bytes: u64,
    pub(crate) reference_bytes: u64,
    pub(crate) bytes: u64,
}

impl Life {
    pub(crate) fn new(
        seed: u64,
        settings: &Schedule,
        services: Vec<Watched>,
        events: Vec<Event>,
    ) -> Self {
        // The kernel tells of a new network, and of its way out when that is there.
        let roams = events.iter().filter(|it| matches!(it.what, What::Roam | What::Portal));
        let mut changes = roams
            .flat_map(|it| match it.what {
                What::Roam => vec![it.at, it.at + it.lasts / 2, it.end()],
                What::Blip | What::Sleep | What::Portal | What::BotWall | What::Incident => {
                    vec![it.at]
                }
            })
            .collect::<Vec<_>>();
        let carriers = events.iter().filter(|it| it.scene == "link_no_carrier");
        changes.extend(carriers.flat_map(|it| [it.at, it.end()]));
        changes.sort_unstable();
        let mut life = Self {
            controller: Self::controller(settings, &services, seed),
            settings: *settings,
            parts: services.iter().map(|it| (it.id.clone(), it.parts)).collect(),
            services,
            seed,
            now: Duration::ZERO,
            wall: "2026-03-01T00:00:00Z".parse().unwrap(),
            events,
            changes,
            looks: Vec::new(),
            wakes: None,
            dice: Dice(seed ^ 0xda75),
            scenes: scenarios().into_iter().collect(),
            seen: BTreeMap::new(),
            notices: Vec::new(),
            rounds: 0,
            walks: 0,
            most_walks_under_way: 0,
            wake_ups: 0,
            target_bytes: 8_000,
            reference_bytes: 1_000,
            bytes: 0,
        };
        life.step(Input::Due);
        life
    }

    fn controller(settings: &Schedule, services: &[Watched], seed: u64) -> Controller {
        Controller::new(*settings, services.to_vec(), TimeZone::UTC).with(REFERENCES, seed)
    }

    /// Lives for `time`.
    pub(crate) fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        loop {
            let landing = self.looks.iter().map(|it| it.ends).min();
            let change = self.changes.first().copied();
            let sleep = self.events.iter().filter(|it| it.what == What::Sleep && it.at > self.now);
            let sleep = sleep.map(|it| it.at).min();
            let next = [landing, self.wakes, change, sleep].into_iter().flatten().min();
            let Some(next) = next.filter(|it| *it <= end) else { break };
            self.go_to(next);
            self.wake_ups += 1;
            if sleep == Some(next) {
                self.sleep();
            } else if landing == Some(next) {
                self.land();
            } else if change == Some(next) {
                self.changes.remove(0);
                self.step(Input::NetworkChanged);
            } else {
                self.wakes = None;
                self.step(Input::Due);
            }
        }
        self.go_to(end);
    }

    pub(crate) fn set_clock_back(&mut self, by: Duration) {
        self.wall -= by;
    }

    pub(crate) fn is_metered(&mut self) {
        self.step(Input::Metered(Some(true)));
    }

    pub(crate) fn network_changes(&mut self) {
        self.step(Input::NetworkChanged);
    }

    /// Ends the program, and starts it again from what it wrote down.
    pub(crate) fn restart(&mut self) {
        let written = serde_json::to_string(&self.controller.remember(self.clocks())).unwrap();
        self.controller = Self::controller(&self.settings, &self.services, self.seed);
        self.looks.clear();
        let state = serde_json::from_str::<State>(&written).unwrap();
        let now = self.clocks();
        self.controller.restore(state, now);
        self.step(Input::Due);
    }

    fn go_to(&mut self, then: Duration) {
        let passed = then.saturating_sub(self.now);
        self.now += passed;
        self.wall += passed;
    }

    /// Everything stands still; a timer that was set goes on where it was.
    fn sleep(&mut self) {
        let sleep = self.events.iter().find(|it| it.what == What::Sleep && it.at == self.now);
        let (end, lasts) = sleep.map(|it| (it.end(), it.lasts)).unwrap();
        // Not every system says so beforehand.
        if self.dice.between(0, 1) == 0 {
            self.step(Input::Sleeping);
        }
        self.looks.iter_mut().for_each(|it| it.ends += lasts);
        self.changes.iter_mut().filter(|it| **it < end).for_each(|it| *it = end);
        self.wakes = self.wakes.map(|it| it + lasts);
        self.go_to(end);
        // The network is back some seconds later, and the kernel says so.
        let back = end + Duration::from_secs(self.dice.between(1, 24));
        self.changes.push(back);
        self.changes.sort_unstable();
        let scene = self.events.iter().find(|it| it.end() == end).map(|it| it.scene).unwrap();
        let waking =
            Event { what: What::Roam, at: end, lasts: back.checked_sub(end).unwrap(), scene };
        self.events.push(waking);
        self.step(Input::Woke);
    }

    fn scene(&self) -> String {
        let is_now = |it: &&Event| it.what != What::Sleep && (it.at..it.end()).contains(&self.now);
        let now = self.events.iter().rev().find(is_now);
        now.map_or("healthy", |it| it.scene).to_owned()
    }

    fn clocks(&self) -> Now {
        // The program did not start with the computer.
        Now { moment: Moment(self.now + Duration::from_secs(77)), wall: self.wall, watched: false }
    }

    fn step(&mut self, input: Input) {
        for effect in self.controller.step(input, self.clocks()) {
            match effect {
                Effect::Look { round, plan, .. } => {
                    let scene = self.scene();
                    // What fails takes its time.
                    let most = if scene == "healthy" { 1_500 } else { 9_000 };
                    let ends = self.now + Duration::from_millis(self.dice.between(300, most));
                    self.rounds += 1;
                    self.walks += self.count(&plan);
                    self.looks.push(Look { ends, round, plan, scene });
                    let under_way = self.looks.iter().map(|it| self.count(&it.plan)).sum();
                    self.most_walks_under_way = self.most_walks_under_way.max(under_way);
                }
                Effect::Wake(after) => self.wakes = Some(self.now + after),
                Effect::Notify(notice) => self.notices.push((self.now, notice)),
                Effect::Publish(_)
                | Effect::Withdraw(_)
                | Effect::OpenPage(_)
                | Effect::OpenStatusPage(_)
                | Effect::Record(_)
                | Effect::StartAtLogin(_)
                | Effect::Judged { .. }
                | Effect::OpenSection(_)
                | Effect::OpenCode { .. }
                | Effect::Heed(_)
                | Effect::HearPhone(_)
                | Effect::Save(_)
                | Effect::Welcome
                | Effect::Quit => {}
            }
        }
    }

    fn land(&mut self) {
        let first = (0..self.looks.len()).min_by_key(|it| self.looks[*it].ends).unwrap();
        let Look { round, plan, scene, .. } = self.looks.remove(first);
        let (findings, report) = self.see(&scene, &plan);
        let walks = self.count(&plan);
        let references = if plan.references { REFERENCES } else { 0 };
        let bytes = self.reference_bytes * references as u64
            + self.target_bytes * (walks - references) as u64;
        self.bytes += bytes;
        let finished = Finished {
            round,
            findings,
            report,
            bytes,
            walks,
            retry_after: BTreeMap::new(),
            in_tunnel: None,
        };
        self.step(Input::Finished(Box::new(finished)));
    }

    fn count(&self, plan: &Plan) -> usize {
        let parts = plan.services.iter().map(|(id, parts)| match parts {
            Parts::Only(parts) => parts.len(),
            Parts::All => self.parts.get(id).copied().unwrap_or(0),
        });
        parts.sum::<usize>() + if plan.references { REFERENCES } else { 0 }
    }

    /// What a round sees of the services in its plan.
    fn see(&mut self, scene: &str, plan: &Plan) -> (Findings, Report) {
        let (scenes, seen) = (&self.scenes, &mut self.seen);
        let (findings, told) = seen.entry(scene.to_owned()).or_insert_with(|| {
            let scenario = scenes.get(scene).unwrap_or_else(|| panic!("no scenario {scene}"));
            let snapshot = scenario.snapshot();
            let findings = diagnose(&snapshot);
            let told = report(&snapshot, &findings, &[], Platform::Linux);
            (findings, told)
        });
        let (mut findings, mut told) = (findings.clone(), told.clone());
        // Services that the scenarios do not know fare as the first of theirs.
        for id in plan.services.keys() {
            if !findings.services.iter().any(|it| it.id == *id) {
                let mut finding = findings.services[0].clone();
                let mut line = told.services[0].clone();
                id.clone_into(&mut finding.id);
                id.clone_into(&mut line.id);
                findings.services.push(finding);
                told.services.push(line);
            }
        }
        findings.services.retain(|it| plan.services.contains_key(&it.id));
        told.services.retain(|it| plan.services.contains_key(&it.id));
        (findings, told)
    }
}
