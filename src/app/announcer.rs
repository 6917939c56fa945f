//! Who was told what: which problems were announced, and what is still to be said. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::controller::{Effect, Now, between};
use super::problem::Open;
use crate::clock::Moment;
use crate::diagnosis::Cause;
use crate::presentation::notice;

/// What was said, and what must not be.
#[derive(Debug, Default)]
pub(super) struct Announcer {
    /// The problems that were announced: only these are ever said to be over.
    announced: BTreeMap<String, Announced>,
    muted: BTreeSet<String>,
    /// Whether a silence has just ended, and what it kept quiet is still to be told.
    catching_up: bool,
}

/// What must outlive the program, so that nothing is told twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct State {
    announced: BTreeMap<String, Cause>,
    muted: BTreeSet<String>,
}

/// What was said about a problem.
#[derive(Clone, Copy, Debug)]
struct Announced {
    cause: Cause,
    /// Another cause that it seems to have by now, and since when.
    doubt: Option<(Cause, Moment)>,
}

impl Announcer {
    /// What must outlive the program.
    pub(super) fn remember(&self) -> State {
        let announced = self.announced.iter().map(|(key, it)| (key.clone(), it.cause)).collect();
        State { announced, muted: self.muted.clone() }
    }

    /// Goes on with what an earlier start remembered.
    pub(super) fn restore(&mut self, state: State) {
        let told = |(key, cause)| (key, Announced { cause, doubt: None });
        self.announced = state.announced.into_iter().map(told).collect();
        self.muted = state.muted;
    }

    /// Says no more about the problem with this key.
    pub(super) fn mute(&mut self, key: String) -> Effect {
        self.announced.remove(&key);
        self.muted.insert(key.clone());
        Effect::Withdraw(key)
    }

    /// A silence has ended: what it kept quiet is told after the next round, if it still holds.
    pub(super) fn catch_up(&mut self) {
        self.catching_up = true;
    }

    /// What is said when a problem is over: nothing, unless it was announced.
    pub(super) fn tell_end(
        &mut self,
        key: &str,
        open: Option<Open>,
        since: Timestamp,
        now: Now,
        silent: bool,
    ) -> Option<Effect> {
        self.muted.remove(key);
        self.announced.remove(key)?;
        Some(match open.filter(|_| !silent) {
            Some(open) => Effect::Notify(notice::resolved(&open.problem, between(since, now.wall))),
            None => Effect::Withdraw(key.to_owned()),
        })
    }

    /// What is to be said of the open problems: those that nobody has heard of, and those that are not any more what
    /// was said of them. `settle` is how long another cause must last before it is told.
    pub(super) fn tell_news(
        &mut self,
        problems: &BTreeMap<String, Open>,
        now: Now,
        settle: Duration,
    ) -> Vec<Effect> {
        let mut notices = Vec::new();
        let mut unheard = Vec::new();
        for (key, open) in problems {
            if !open.is_felt() || self.muted.contains(key) {
                continue;
            }
            let cause = open.problem.cause;
            match self.announced.get_mut(key) {
                None => unheard.push(open),
                Some(announced) if announced.cause == cause => announced.doubt = None,
                Some(announced) => {
                    // A service that answers now 502 and now 503 is not worth a word at each turn.
                    let since = match announced.doubt {
                        Some((doubt, since)) if doubt == cause => since,
                        _ => now.moment,
                    };
                    announced.doubt = Some((cause, since));
                    if now.moment - since >= settle {
                        *announced = Announced { cause, doubt: None };
                        notices.push(notice::changed(&open.problem));
                    }
                }
            }
        }
        unheard.sort_by_key(|it| it.rank());
        let unheard = unheard.into_iter().map(|it| it.problem.clone()).collect::<Vec<_>>();
        for problem in &unheard {
            let announced = Announced { cause: problem.cause, doubt: None };
            self.announced.insert(problem.key.clone(), announced);
        }
        if std::mem::take(&mut self.catching_up) && unheard.len() > 1 {
            notices.extend(notice::summary(&unheard));
        } else {
            notices.extend(unheard.iter().map(notice::opened));
        }
        notices.into_iter().map(Effect::Notify).collect()
    }
}
