//! Days of faults: rounds go in, and popups come out. The controller, the notifier and the bus are the real ones; the
//! time is the test's own.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::Ordering;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use streamdoctor::app::{Controller, Effect, Event, Finished, Now, Watched};
use streamdoctor::catalogue;
use streamdoctor::clock::Moment;
use streamdoctor::config::{Quiet, Schedule};
use streamdoctor::diagnosis::{Findings, diagnose};
use streamdoctor::presentation::words::Platform;
use streamdoctor::presentation::{Command, PauseFor, Report, report};

use crate::actor::{Actor, Ask, Said};
use crate::bus::Bus;
use crate::fakes::Server;
use crate::support_snapshot::{Scenario, scenarios};

/// How long a round takes.
const ROUND: Duration = Duration::from_secs(2);

/// What happens at a time of the day.
enum Turn {
    /// From now on rounds see these scenarios in turn.
    See(&'static [&'static str]),
    /// The next round sees this, and those after it what was seen before.
    Once(&'static str),
    Ask(Command),
    /// The user does not want to be disturbed, or does again.
    DoNotDisturb(bool),
    /// The notification server dies, or another one comes.
    Server(bool),
    /// The computer sleeps for so long: timers stand still, and clocks do not.
    Sleep(SignedDuration),
}

/// All is well but for what is told, with the hours of local time.
fn script() -> Vec<(&'static str, Turn)> {
    use Turn::{Ask, DoNotDisturb, Once, See, Server, Sleep};
    const WELL: Turn = See(&["healthy"]);
    const DOWN: Turn = See(&["service_overloaded"]);
    vec![
        ("01 00:00", WELL),
        // A blip, one that flaps at each look, a wall against programs, and what is only slower: all not worth a word.
        ("01 08:00", Once("service_overloaded")),
        ("01 08:30", Once("isp_down")),
        ("01 09:00", See(&["service_overloaded", "healthy"])),
        ("01 09:45", WELL),
        ("01 10:00", See(&["service_bot_challenge"])),
        ("01 10:30", See(&["account_sign_in_required"])),
        ("01 10:45", See(&["dns_slow"])),
        ("01 10:55", WELL),
        // A service that is down, and then down in another way.
        ("01 11:00", DOWN),
        ("01 11:10", See(&["service_gateway_error"])),
        ("01 11:30", WELL),
        // The whole network.
        ("01 12:00", See(&["dns_resolver_down"])),
        ("01 12:10", WELL),
        // Asleep; Wi-Fi takes a moment to come back.
        ("01 13:00", Sleep(SignedDuration::from_hours(2))),
        ("01 15:00", Once("device_no_route")),
        // Not to be disturbed: what begins and ends is never told, what lasts is told afterwards.
        ("01 16:00", DoNotDisturb(true)),
        ("01 16:02", DOWN),
        ("01 16:08", WELL),
        ("01 16:35", DOWN),
        ("01 16:45", DoNotDisturb(false)),
        ("01 16:55", WELL),
        // A pause, with a fault that outlasts it.
        ("02 17:00", Ask(Command::Pause(PauseFor::AnHour))),
        ("02 17:30", DOWN),
        ("02 18:10", WELL),
        // Reminded of it in an hour.
        ("03 19:00", DOWN),
        ("03 19:05", Ask(Command::Remind("alfa".to_owned()))),
        ("03 20:30", WELL),
        // Nobody shows popups for a while.
        ("04 20:45", Server(false)),
        ("04 20:50", DOWN),
        ("04 21:00", Server(true)),
        ("04 21:20", WELL),
        // Quiet hours, with a fault that ends in them and one that does not.
        ("05 22:30", DOWN),
        ("05 23:30", WELL),
        ("06 06:30", See(&["dns_resolver_down"])),
        ("06 07:15", WELL),
        ("06 08:00", WELL),
    ]
}

/// The popups of those days: at what time the reason for each begins, what is written on it, and whether it takes the place
/// of another.
const EXPECTED: &[(&str, &str, bool)] = &[
    ("01 11:00", "Alfa is overloaded", false),
    ("01 11:10", "Alfa's website has trouble inside", true),
    ("01 11:30", "Alfa works again", true),
    ("01 12:00", "Alfa and Bravo: your DNS does not answer", false),
    ("01 12:10", "It works again", true),
    ("01 16:45", "Alfa is overloaded", true),
    ("01 16:55", "Alfa works again", true),
    ("02 18:00", "Alfa is overloaded", true),
    ("02 18:10", "Alfa works again", true),
    ("03 19:00", "Alfa is overloaded", true),
    ("03 20:05", "Alfa is overloaded", false),
    ("03 20:30", "Alfa works again", true),
    ("04 21:00", "Alfa is overloaded", false),
    ("04 21:20", "Alfa works again", true),
    ("06 07:00", "Alfa and Bravo: your DNS does not answer", false),
    ("06 07:15", "It works again", true),
];

/// How late a popup may be: a calm interval, and the look that bears it out.
const LATE: SignedDuration = SignedDuration::from_mins(5);

pub(crate) async fn play(bus: &Bus) {
    let server = serve(bus).await;
    let mut day = Day::new(bus, Actor::start(&bus.address), server);
    for (at, turn) in script() {
        day.until(time(at)).await;
        day.turn(turn).await;
    }
    let told = day.told.iter().map(|(_, title, replaces)| (title.as_str(), *replaces));
    let expected = EXPECTED.iter().map(|(_, title, replaces)| (*title, *replaces));
    let times = day.told.iter().map(|(at, ..)| at.to_string()).collect::<Vec<_>>();
    assert_eq!(told.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{times:#?}");
    for ((at, title, _), (from, ..)) in day.told.iter().zip(EXPECTED) {
        let late = at.duration_since(time(from));
        assert!((SignedDuration::ZERO..LATE).contains(&late), "{title:?} of {from} came at {at}");
    }
    assert!(day.looks > 500, "{} looks", day.looks);
}

async fn serve(bus: &Bus) -> Server {
    Server::start(bus, &["actions", "body"]).await
}

/// The first is the first of the month.
fn time(at: &str) -> Timestamp {
    let (day, hours) = at.split_once(' ').unwrap();
    format!("2026-06-{day}T{hours}:00Z").parse().unwrap()
}

/// Whether a scenario is part of the day.
fn is_played(name: &str) -> bool {
    script().iter().any(|(_, turn)| match turn {
        Turn::See(names) => names.contains(&name),
        Turn::Once(only) => *only == name,
        Turn::Ask(_) | Turn::DoNotDisturb(_) | Turn::Server(_) | Turn::Sleep(_) => false,
    })
}

/// The daemon without a network: what it decides is done, and what it sees is told.
struct Day<'a> {
    bus: &'a Bus,
    controller: Controller,
    rounds: BTreeMap<String, (Findings, Report)>,
    actor: Actor,
    server: Option<Server>,
    moment: Moment,
    wall: Timestamp,
    due: Option<Moment>,
    /// When the rounds under way end, by their numbers.
    ends: VecDeque<(Moment, u64)>,
    see: &'static [&'static str],
    once: Option<&'static str>,
    looks: usize,
    told: Vec<(Timestamp, String, bool)>,
}

impl<'a> Day<'a> {
    fn new(bus: &'a Bus, actor: Actor, server: Server) -> Self {
        let schedule = Schedule {
            interval: Duration::from_mins(3),
            quick: Duration::from_secs(20),
            ..Schedule::default()
        };
        let watched = [("alfa", "Alfa"), ("bravo", "Bravo")].map(|(id, name)| Watched {
            id: id.to_owned(),
            name: name.to_owned(),
            parts: 2,
            ..Watched::default()
        });
        let controller = Controller::new(schedule, watched.to_vec(), TimeZone::UTC);
        let services = catalogue::bundled();
        let rounds = scenarios().into_iter().filter(|(name, _)| is_played(name));
        let rounds = rounds.map(|(name, scenario): (String, Scenario)| {
            let snapshot = scenario.snapshot();
            let findings = diagnose(&snapshot);
            let told = report(&snapshot, &findings, &services, Platform::Linux);
            (name, (findings, told))
        });
        Self {
            bus,
            controller: controller.quiet_in(Quiet::read(["22:00-07:00"]).unwrap()),
            rounds: rounds.collect(),
            actor,
            server: Some(server),
            moment: Moment::from_secs(0),
            wall: time("01 00:00"),
            due: Some(Moment::from_secs(0)),
            ends: VecDeque::new(),
            see: &["healthy"],
            once: None,
            looks: 0,
            told: vec![],
        }
    }

    /// Lets time pass, with all that falls due in it.
    async fn until(&mut self, wall: Timestamp) {
        let end = |it: &(Moment, u64)| it.0;
        while let Some(next) = self.due.into_iter().chain(self.ends.front().map(end)).min() {
            let passes = next - self.moment;
            if self.wall + passes > wall {
                break;
            }
            self.pass(passes);
            let event = if let Some((_, round)) = self.ends.pop_front_if(|it| it.0 <= next) {
                self.looks += 1;
                let name = self.once.take().unwrap_or(self.see[self.looks % self.see.len()]);
                let (findings, report) = self.rounds[name].clone();
                Event::Finished(Box::new(Finished {
                    round,
                    findings,
                    report,
                    bytes: 0,
                    walks: 0,
                    retry_after: BTreeMap::new(),
                    in_tunnel: None,
                }))
            } else {
                self.due = None;
                Event::Due
            };
            self.step(event).await;
        }
        let rest = wall.duration_since(self.wall).try_into().unwrap_or_default();
        self.pass(rest);
    }

    fn pass(&mut self, time: Duration) {
        self.moment = Moment(self.moment.0 + time);
        self.wall += time;
    }

    async fn turn(&mut self, turn: Turn) {
        match turn {
            Turn::See(scenarios) => self.see = scenarios,
            Turn::Once(scenario) => self.once = Some(scenario),
            Turn::Ask(command) => self.step(Event::Asked(command)).await,
            Turn::DoNotDisturb(on) => {
                self.server.as_ref().unwrap().inhibited.store(on, Ordering::Relaxed);
            }
            Turn::Server(true) => self.server = Some(serve(self.bus).await),
            Turn::Server(false) => self.server.take().unwrap().die().await,
            Turn::Sleep(time) => {
                let slept = Duration::try_from(time).unwrap();
                self.step(Event::Sleeping).await;
                self.pass(slept);
                // Timers stood still meanwhile.
                self.due = self.due.map(|it| Moment(it.0 + slept));
                self.step(Event::Woke).await;
            }
        }
    }

    async fn step(&mut self, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            let now = Now { moment: self.moment, wall: self.wall, watched: false };
            for effect in self.controller.step(event, now) {
                events.extend(self.carry_out(effect).await);
            }
        }
    }

    async fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Look { round, .. } => {
                self.ends.push_back((Moment(self.moment.0 + ROUND), round));
            }
            Effect::Wake(after) => self.due = Some(Moment(self.moment.0 + after)),
            Effect::Notify(notice) => {
                let shown = self.actor.ask(Ask::Notify(Box::new(notice.clone()))).await;
                let Said::Did(shown, _) = shown else { panic!("{shown:?}") };
                if shown.is_err() {
                    return Some(Event::Unheard(notice));
                }
                let sent = self.server.as_ref().unwrap().sent.all().pop().unwrap();
                self.told.push((self.wall, sent.title, sent.replaces != 0));
            }
            Effect::Withdraw(key) => self.actor.must(Ask::Close(key)).await,
            Effect::Publish(_) | Effect::Record(_) | Effect::Heed(_) => {}
            other @ (Effect::OpenPage(_)
            | Effect::OpenStatusPage(_)
            | Effect::OpenSection(_)
            | Effect::OpenCode { .. }
            | Effect::HearPhone(_)
            | Effect::Save(_)
            | Effect::Welcome
            | Effect::Judged { .. }
            | Effect::StartAtLogin(_)
            | Effect::Quit) => panic!("nobody asked for {other:?}"),
        }
        None
    }
}
