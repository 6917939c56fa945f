//! Who was told what: which problems were announced, what is still to be said, and when nothing is. Pure.
//!
//! One notice for one root cause, replaced in place. Only what was announced is ever said to be over. What a silence
//! kept quiet (a pause, quiet hours, a desktop that is not to be disturbed) is told after it, in one notice, if it still
//! holds. Nobody counts as told before the desktop has shown it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::controller::{Effect, Now, between};
use super::problem::Open;
use crate::clock::Moment;
use crate::config::Quiet;
use crate::diagnosis::Cause;
use crate::diagnosis::incident::NETWORK;
use crate::presentation::notice::{self, Kind, Notice};
use crate::presentation::words::Words;
use crate::presentation::{Report, ServiceState};

/// How long "Remind me" keeps quiet.
const REMIND: SignedDuration = SignedDuration::from_hours(1);

/// What begins or ends at once and is more than this is told in one notice: nobody reads a stack of them.
const SEPARATELY: usize = 2;

/// What was said, and what must not be.
#[derive(Debug)]
pub(super) struct Announcer {
    quiet: Quiet,
    /// Where it is night.
    zone: TimeZone,
    /// The problems that were announced: only these are ever said to be over.
    announced: BTreeMap<String, Announced>,
    /// The problems of which nothing more is said.
    muted: BTreeSet<String>,
    /// The services of which nothing is said, until that is taken back.
    muted_services: BTreeSet<String>,
    /// The services whose return is to be said, and whether they have been away since.
    awaited: BTreeMap<String, bool>,
    /// The problems of which nothing is said for a while, and since when.
    postponed: BTreeMap<String, Timestamp>,
    /// Whether nothing was to be said when we last looked.
    silent: bool,
    /// Whether a silence has just ended, and what it kept quiet is still to be told.
    catching_up: bool,
}

/// What must outlive the program, so that nothing is told twice, and what was asked for still holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct State {
    announced: BTreeMap<String, Cause>,
    muted: BTreeSet<String>,
    muted_services: BTreeSet<String>,
    awaited: BTreeMap<String, bool>,
    postponed: BTreeMap<String, Timestamp>,
}

/// What was said about a problem.
#[derive(Clone, Copy, Debug)]
struct Announced {
    cause: Cause,
    /// Another cause that it seems to have by now, and since when.
    doubt: Option<(Cause, Moment)>,
    /// Whether the notice told of others, too.
    with_others: bool,
}

/// A problem that is over, as it was last told.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) key: String,
    pub(super) open: Option<Open>,
    pub(super) since: Timestamp,
}

/// What one round has changed.
#[derive(Debug)]
pub(super) struct News<'a> {
    pub(super) words: Words,
    pub(super) ended: Vec<Ended>,
    pub(super) open: &'a BTreeMap<String, Open>,
    pub(super) report: &'a Report,
    /// How long another cause must last before it is told.
    pub(super) settle: Duration,
    pub(super) paused: bool,
}

impl Announcer {
    /// One that has said nothing yet, and is quiet in these hours of `zone`.
    pub(super) fn new(quiet: Quiet, zone: TimeZone) -> Self {
        Self {
            quiet,
            zone,
            announced: BTreeMap::new(),
            muted: BTreeSet::new(),
            muted_services: BTreeSet::new(),
            awaited: BTreeMap::new(),
            postponed: BTreeMap::new(),
            silent: false,
            catching_up: false,
        }
    }

    /// Is quiet in these hours from now on.
    pub(super) fn be_quiet_in(&mut self, hours: Quiet) {
        self.quiet = hours;
    }

    /// What must outlive the program.
    pub(super) fn remember(&self) -> State {
        State {
            announced: self.announced.iter().map(|(key, it)| (key.clone(), it.cause)).collect(),
            muted: self.muted.clone(),
            muted_services: self.muted_services.clone(),
            awaited: self.awaited.clone(),
            postponed: self.postponed.clone(),
        }
    }

    /// Goes on with what an earlier start remembered.
    pub(super) fn restore(&mut self, state: State) {
        let told = |(key, cause)| (key, Announced { cause, doubt: None, with_others: false });
        self.announced = state.announced.into_iter().map(told).collect();
        self.muted = state.muted;
        self.muted_services = state.muted_services;
        self.awaited = state.awaited;
        self.postponed = state.postponed;
    }

    /// Says no more about what is not watched any more; what was said of it is taken back.
    pub(super) fn forget(&mut self, key: &str) -> Option<Effect> {
        self.muted.remove(key);
        self.postponed.remove(key);
        self.announced.remove(key).map(|_| Effect::Withdraw(key.to_owned()))
    }

    /// Says no more about the problem with this key.
    pub(super) fn mute(&mut self, key: String) -> Effect {
        self.announced.remove(&key);
        self.muted.insert(key.clone());
        Effect::Withdraw(key)
    }

    /// Says nothing about a service until that is taken back.
    pub(super) fn mute_service(&mut self, service: String, muted: bool) -> Option<Effect> {
        if !muted {
            self.muted_services.remove(&service);
            return None;
        }
        self.announced.remove(&service);
        self.muted_services.insert(service.clone());
        Some(Effect::Withdraw(service))
    }

    /// Says that a service is back; `away`: whether it is known to be away now.
    pub(super) fn await_return(&mut self, service: String, awaited: bool, away: bool) {
        if awaited {
            self.awaited.insert(service, away);
        } else {
            self.awaited.remove(&service);
        }
    }

    /// Says it again in an hour, if it still holds then. That it is over is said all the same.
    pub(super) fn postpone(&mut self, key: String, now: Now) -> Effect {
        self.postponed.insert(key.clone(), now.wall);
        Effect::Withdraw(key)
    }

    /// Whether nothing is said of this service.
    pub(super) fn is_muted(&self, service: &str) -> bool {
        self.muted_services.contains(service)
    }

    /// Whether the return of this service is waited for.
    pub(super) fn is_awaited(&self, service: &str) -> bool {
        self.awaited.contains_key(service)
    }

    /// Whether it is one of the hours in which nothing is said.
    pub(super) fn is_quiet(&self, wall: Timestamp) -> bool {
        self.quiet.covers(wall, &self.zone)
    }

    /// A silence has ended: what it kept quiet is told after the next round, if it still holds.
    pub(super) fn catch_up(&mut self) {
        self.catching_up = true;
    }

    /// Takes back what nobody was shown: the desktop is not to be disturbed, or shows nothing.
    pub(super) fn unheard(&mut self, notice: &Notice) -> Option<Effect> {
        self.catching_up = true;
        match notice.kind {
            Kind::Opened | Kind::Changed => {
                self.announced.remove(&notice.key);
            }
            Kind::Summary => self.announced.retain(|_, it| !it.with_others),
            Kind::Returned => {
                self.awaited.insert(notice.key.clone(), true);
            }
            // That it began is still on the screen, perhaps.
            Kind::Resolved => return Some(Effect::Withdraw(notice.key.clone())),
        }
        None
    }

    /// What is to be said after a round.
    pub(super) fn tell(&mut self, mut news: News<'_>, now: Now) -> Vec<Effect> {
        let silent = news.paused || self.is_quiet(now.wall);
        if self.silent && !silent {
            self.catch_up();
        }
        self.silent = silent;
        let mut effects = self.tell_ends(news.words, std::mem::take(&mut news.ended), now);
        if !silent {
            effects.extend(self.tell_returns(&news, &effects));
            effects.extend(self.tell_open(&news, now));
        }
        effects
    }

    /// Tells what came of a look that somebody asked for with a symptom: whatever was said before, and to whom.
    pub(super) fn answer(&mut self, words: Words, open: &Open) -> Effect {
        let problem = &open.problem;
        self.postponed.remove(&problem.key);
        self.announced.insert(problem.key.clone(), Announced::of(open, false));
        Effect::Notify(notice::opened(words, problem))
    }

    /// What is said of problems that are over: nothing, unless they were announced.
    fn tell_ends(&mut self, words: Words, ended: Vec<Ended>, now: Now) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut over = Vec::new();
        let mut of_summary = false;
        for Ended { key, open, since } in ended {
            self.muted.remove(&key);
            self.postponed.remove(&key);
            let Some(announced) = self.announced.remove(&key) else { continue };
            of_summary |= announced.with_others;
            // That a reported symptom is gone cannot be seen from here.
            match open.filter(|it| !self.silent && !it.is_reported) {
                Some(open) => over.push((open.problem, between(since, now.wall))),
                None => effects.push(Effect::Withdraw(key)),
            }
        }
        let together = over.len() > SEPARATELY;
        if of_summary && !together && !self.announced.values().any(|it| it.with_others) {
            effects.push(Effect::Withdraw(notice::SUMMARY.to_owned()));
        }
        if together {
            let keys = over.iter().map(|(problem, _)| problem.key.clone());
            effects.extend(keys.map(Effect::Withdraw));
            effects.push(Effect::Notify(notice::all_resolved(words, &over)));
        } else {
            let one_by_one = over.iter().map(|(it, lasted)| notice::resolved(words, it, *lasted));
            effects.extend(one_by_one.map(Effect::Notify));
        }
        effects
    }

    /// What is said of services whose return is waited for: once, and nothing where their problem is just said to be over.
    fn tell_returns(&mut self, news: &News<'_>, told: &[Effect]) -> Vec<Effect> {
        let open = news.open;
        let hidden = open.get(NETWORK).is_some_and(Open::is_felt);
        let is_told = |service: &str| {
            let over = |it: &Notice| {
                it.kind == Kind::Resolved
                    && [service, NETWORK, notice::SUMMARY].contains(&it.key.as_str())
            };
            told.iter().any(|it| matches!(it, Effect::Notify(it) if over(it)))
        };
        let mut effects = Vec::new();
        for service in &news.report.services {
            let Some(away) = self.awaited.get_mut(&service.id) else { continue };
            match service.state {
                ServiceState::Up if *away && !hidden && !open.contains_key(&service.id) => {
                    self.awaited.remove(&service.id);
                    if !is_told(&service.id) {
                        let notice = notice::returned(news.words, &service.id, &service.name);
                        effects.push(Effect::Notify(notice));
                    }
                }
                ServiceState::Down | ServiceState::Degraded | ServiceState::Held => *away = true,
                // It may be there for people.
                ServiceState::Up | ServiceState::Refused | ServiceState::Unknown => {}
            }
        }
        effects
    }

    /// What is to be said of the open problems: those that nobody has heard of, and those that are not any more what
    /// was said of them.
    fn tell_open(&mut self, news: &News<'_>, now: Now) -> Vec<Effect> {
        let mut notices = Vec::new();
        let mut unheard = Vec::new();
        for (key, open) in news.open {
            let muted = self.muted.contains(key) || self.muted_services.contains(key);
            if !open.is_felt() || open.is_reported || muted {
                continue;
            }
            match self.postponed.get(key) {
                Some(asked) if is_postponed(*asked, now.wall) => continue,
                Some(_) => {
                    self.postponed.remove(key);
                    self.announced.remove(key);
                }
                None => {}
            }
            let cause = open.problem.cause;
            match self.announced.get_mut(key) {
                // What was just seen to be well must not be called down.
                None if open.is_seen => unheard.push(open),
                None => {}
                Some(announced) if announced.cause == cause => announced.doubt = None,
                Some(announced) => {
                    // A service that answers now 502 and now 503 is not worth a word at each turn.
                    let since = match announced.doubt {
                        Some((doubt, since)) if doubt == cause => since,
                        _ => now.moment,
                    };
                    announced.doubt = Some((cause, since));
                    if now.moment - since >= news.settle {
                        *announced = Announced::of(open, announced.with_others);
                        notices.push(notice::changed(news.words, &open.problem));
                    }
                }
            }
        }
        let most = if std::mem::take(&mut self.catching_up) { 1 } else { SEPARATELY };
        let together = unheard.len() > most;
        unheard.sort_by_key(|it| it.rank());
        for open in &unheard {
            self.announced.insert(open.problem.key.clone(), Announced::of(open, together));
        }
        let unheard = unheard.into_iter().map(|it| it.problem.clone()).collect::<Vec<_>>();
        if together {
            notices.extend(notice::summary(news.words, &unheard));
        } else {
            notices.extend(unheard.iter().map(|it| notice::opened(news.words, it)));
        }
        notices.into_iter().map(Effect::Notify).collect()
    }
}

impl Announced {
    fn of(open: &Open, with_others: bool) -> Self {
        Self { cause: open.problem.cause, doubt: None, with_others }
    }
}

/// Whether the hour since `asked` is not over. A clock that was set back must not make it longer.
fn is_postponed(asked: Timestamp, wall: Timestamp) -> bool {
    let passed = wall.duration_since(asked);
    passed >= SignedDuration::ZERO && passed < REMIND
}
