//! What a round has seen so far, for whoever waits for it. Pure.

use std::collections::BTreeMap;

/// A round under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// So many looks were begun.
    pub begun: usize,
    /// Those at pages that have nothing to do with streaming.
    pub references: Tally,
    /// Those at the services, by id.
    pub services: BTreeMap<String, Tally>,
    /// Whether something is wrong, and fixes are being tried.
    pub closer: bool,
    /// What was tried, and how it went, in the order in which it was.
    pub trials: Vec<(Trial, bool)>,
}

/// How many looks came back, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub well: usize,
    pub failed: usize,
}

/// A fix that the program tries on itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trial {
    OtherResolver,
    PastHostsFile,
    WithoutProxy,
    OutsideTunnel,
    OtherInterface,
    OneFamily,
}

impl Trial {
    /// The name of its words: "with another name server".
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::OtherResolver => "page-trial-resolver",
            Self::PastHostsFile => "page-trial-hosts",
            Self::WithoutProxy => "page-trial-proxy",
            Self::OutsideTunnel => "page-trial-tunnel",
            Self::OtherInterface => "page-trial-interface",
            Self::OneFamily => "page-trial-family",
        }
    }
}

impl Tally {
    fn count(&mut self, well: bool) {
        if well {
            self.well += 1;
        } else {
            self.failed += 1;
        }
    }
}

/// What can be said before all is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sofar {
    /// Nothing came back yet.
    Nothing,
    /// Pages that have nothing to do with streaming answer.
    Connected,
    /// Several of them do not, and none does.
    Silent,
}

impl Progress {
    /// So many looks begin.
    pub fn begin(count: usize) -> Self {
        Self { begun: count, ..Self::default() }
    }

    pub fn reference(&mut self, well: bool) {
        self.references.count(well);
    }

    pub fn service(&mut self, id: &str, well: bool) {
        self.services.entry(id.to_owned()).or_default().count(well);
    }

    /// A fix was tried. It helps if it helped once.
    pub fn tried(&mut self, trial: Trial, well: bool) {
        match self.trials.iter_mut().find(|(it, _)| *it == trial) {
            Some((_, helps)) => *helps |= well,
            None => self.trials.push((trial, well)),
        }
    }

    /// How many looks came back.
    pub(super) fn done(&self) -> usize {
        let all = self.services.values().chain([&self.references]);
        all.map(|it| it.well + it.failed).sum()
    }

    /// One failure says nothing; one answer says that there is a way.
    pub(super) fn so_far(&self) -> Sofar {
        match self.references {
            Tally { well: 0, failed: 0 | 1 } => Sofar::Nothing,
            Tally { well: 0, .. } => Sofar::Silent,
            Tally { .. } => Sofar::Connected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_answer_shows_that_there_is_a_way_and_one_failure_shows_nothing() {
        let mut progress = Progress::begin(9);
        assert_eq!(progress.so_far(), Sofar::Nothing);
        progress.reference(false);
        assert_eq!(progress.so_far(), Sofar::Nothing);
        progress.reference(false);
        assert_eq!(progress.so_far(), Sofar::Silent);
        progress.reference(true);
        assert_eq!(progress.so_far(), Sofar::Connected);
    }

    #[test]
    fn what_a_service_answers_says_nothing_about_the_connection_before_others_do() {
        let mut progress = Progress::begin(9);
        progress.service("alfa", false);
        progress.service("alfa", false);
        assert_eq!(progress.so_far(), Sofar::Nothing);
        assert_eq!(progress.done(), 2);
    }

    #[test]
    fn a_fix_that_helped_at_one_place_is_told_once_and_as_helping() {
        let mut progress = Progress::default();
        progress.tried(Trial::OtherResolver, false);
        progress.tried(Trial::OtherResolver, true);
        progress.tried(Trial::OtherResolver, false);
        assert_eq!(progress.trials, [(Trial::OtherResolver, true)]);
    }
}
