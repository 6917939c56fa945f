//! What is open and since when: the only place with memory. Pure, over time.
//!
//! One incident for one root cause: a service that is held behind a cause of the network has none of its own. What
//! was not measured changes nothing.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use super::{Cause, Diagnosis, Findings};
use crate::clock::Moment;

/// What an incident is about: the network, or a service by its id.
pub type Key = String;

/// The key of the incident about the network.
pub const NETWORK: &str = "network";

/// What one round says about one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sighting {
    Present(Cause),
    Absent,
    /// Not measured, or hidden behind the network.
    Unknown,
}

/// Where an incident stands. Each state carries only what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Seen, not yet believed.
    Suspected { since: Moment },
    /// Believed.
    Open,
    /// Not seen any more, not yet believed to be over.
    Clearing { absent_from: Moment },
}

/// Something that is wrong, over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    phase: Phase,
    /// The cause as it was last seen.
    pub cause: Cause,
    /// When it was first seen.
    pub since: Timestamp,
    /// Whether it was over a short while ago, and is back.
    pub comes_and_goes: bool,
}

impl Incident {
    /// Whether it is believed, and so shown.
    pub fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Open | Phase::Clearing { .. })
    }

    /// How long it must stay away before it is over, where an ordinary change is believed after `settle`.
    fn must_stay_away(&self, settle: Duration) -> Duration {
        // Who asks wants to know what is, now.
        if self.comes_and_goes && !settle.is_zero() { settle.max(STEADY) } else { settle }
    }
}

/// What became of an incident in one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Opened(Key),
    /// Open as before, with another cause.
    Changed(Key, Cause),
    /// Over, after having been open since then.
    Resolved(Key, Cause, Timestamp),
}

/// How long a change must last before it is believed: longer than a retry, shorter than a quick interval, so that the
/// second look in a row decides.
pub const SETTLE: Duration = Duration::from_secs(5);

/// What is back so soon after it was over was not over.
const RELAPSE: Duration = Duration::from_mins(15);

/// How long what comes and goes must stay away before it is believed to be over.
const STEADY: Duration = Duration::from_mins(5);

/// All incidents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incidents {
    known: BTreeMap<Key, Incident>,
    /// When the last one about a subject ended.
    ended: BTreeMap<Key, Moment>,
}

impl Incidents {
    /// The open ones, the network's first.
    pub fn open(&self) -> impl Iterator<Item = (&Key, &Incident)> {
        let network = |key: &Key| key.as_str() != NETWORK;
        let mut open: Vec<_> = self.known.iter().filter(|(_, it)| it.is_open()).collect();
        open.sort_by_key(|(key, _)| network(key));
        open.into_iter()
    }

    /// The open incident with this key.
    pub fn get(&self, key: &str) -> Option<&Incident> {
        self.known.get(key).filter(|it| it.is_open())
    }

    /// Drops what is known about a subject that is not looked at any more.
    pub fn forget(&mut self, key: &str) {
        self.known.remove(key);
        self.ended.remove(key);
    }

    /// Whether anything is not settled: suspected, open or clearing. Then it is looked at more often.
    pub fn is_uneasy(&self) -> bool {
        !self.known.is_empty()
    }

    /// Whether anything was seen once and waits for the look that bears it out.
    pub fn is_suspicious(&self) -> bool {
        self.known.values().any(|it| !it.is_open())
    }

    /// Takes in one round. The same round twice changes nothing.
    ///
    /// `settle` is how long a change must last before it is believed: [`SETTLE`], or nothing when somebody has asked
    /// and wants to know what is, now.
    pub fn absorb(
        &mut self,
        findings: &Findings,
        now: Moment,
        wall: Timestamp,
        settle: Duration,
    ) -> Vec<Change> {
        let look = Look { now, wall, settle };
        let mut changes = Vec::new();
        self.see(NETWORK, sighting(&findings.network), look, &mut changes);
        for service in &findings.services {
            let sighting = match (service.held, service.looked_at) {
                (true, _) | (_, false) => Sighting::Unknown,
                (false, true) => sighting(&service.diagnosis),
            };
            self.see(&service.id, sighting, look, &mut changes);
        }
        changes
    }

    /// Forgets subjects that are not watched any more.
    pub fn keep(&mut self, watched: impl Fn(&str) -> bool) {
        self.known.retain(|key, _| key == NETWORK || watched(key));
        self.ended.retain(|key, _| key == NETWORK || watched(key));
    }

    fn see(&mut self, key: &str, sighting: Sighting, look: Look, changes: &mut Vec<Change>) {
        let Look { now, wall, settle } = look;
        let begin = |phase, cause, ended: Option<&Moment>| Incident {
            phase,
            cause,
            since: wall,
            comes_and_goes: ended.is_some_and(|it| now - *it < RELAPSE),
        };
        match (self.known.get_mut(key), sighting) {
            // Nothing was measured, so nothing is known to have changed.
            (_, Sighting::Unknown) | (None, Sighting::Absent) => {}
            (None, Sighting::Present(cause)) if settle.is_zero() => {
                let incident = begin(Phase::Open, cause, self.ended.get(key));
                self.known.insert(key.to_owned(), incident);
                changes.push(Change::Opened(key.to_owned()));
            }
            (None, Sighting::Present(cause)) => {
                let phase = Phase::Suspected { since: now };
                let incident = begin(phase, cause, self.ended.get(key));
                self.known.insert(key.to_owned(), incident);
            }
            (Some(incident), Sighting::Present(cause)) => {
                let before = std::mem::replace(&mut incident.cause, cause);
                match incident.phase {
                    Phase::Suspected { since } if now - since >= settle => {
                        incident.phase = Phase::Open;
                        changes.push(Change::Opened(key.to_owned()));
                    }
                    Phase::Suspected { .. } => {}
                    Phase::Open | Phase::Clearing { .. } => {
                        incident.phase = Phase::Open;
                        if before != cause {
                            changes.push(Change::Changed(key.to_owned(), before));
                        }
                    }
                }
            }
            (Some(incident), Sighting::Absent) => match incident.phase {
                Phase::Suspected { .. } => drop(self.known.remove(key)),
                Phase::Open if !settle.is_zero() => {
                    incident.phase = Phase::Clearing { absent_from: now }
                }
                Phase::Clearing { absent_from }
                    if now - absent_from < incident.must_stay_away(settle) => {}
                Phase::Open | Phase::Clearing { .. } => {
                    changes.push(Change::Resolved(key.to_owned(), incident.cause, incident.since));
                    self.known.remove(key);
                    self.ended.insert(key.to_owned(), now);
                }
            },
        }
    }
}

/// One look: when, and how long a change must last.
#[derive(Clone, Copy, Debug)]
struct Look {
    now: Moment,
    wall: Timestamp,
    settle: Duration,
}

fn sighting(diagnosis: &Diagnosis) -> Sighting {
    let cause = diagnosis.cause;
    if cause == Cause::Unknown {
        Sighting::Unknown
    } else if cause == Cause::None || cause.is_refusal() {
        Sighting::Absent
    } else {
        Sighting::Present(cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::{Confidence, Extent, ServiceFinding, When};

    fn diagnosis(cause: Cause) -> Diagnosis {
        Diagnosis {
            cause,
            blame: cause.blame(),
            confidence: Confidence::Likely,
            extent: Extent::Service,
            roles: vec![],
            responder: None,
            evidence: vec![],
            ruled_out: vec![],
            contributing: vec![],
            when: When::Now,
        }
    }

    fn round(network: Cause, service: Cause, held: bool) -> Findings {
        let service = ServiceFinding {
            id: "s".to_owned(),
            held,
            looked_at: true,
            diagnosis: diagnosis(service),
            symptom: None,
        };
        Findings { network: diagnosis(network), services: vec![service] }
    }

    fn play(rounds: &[(u64, Findings)]) -> Vec<Change> {
        let mut incidents = Incidents::default();
        let wall = Timestamp::UNIX_EPOCH;
        rounds
            .iter()
            .flat_map(|(at, it)| incidents.absorb(it, Moment::from_secs(*at), wall, SETTLE))
            .collect()
    }

    const DOWN: Cause = Cause::ServiceOverloaded;

    #[test]
    fn opens_on_the_second_look() {
        let seen =
            play(&[(0, round(Cause::None, DOWN, false)), (20, round(Cause::None, DOWN, false))]);
        assert_eq!(seen, [Change::Opened("s".to_owned())]);
    }

    #[test]
    fn opens_and_closes_at_once_when_somebody_asked() {
        let mut incidents = Incidents::default();
        let mut ask = |cause| {
            incidents.absorb(
                &round(Cause::None, cause, false),
                Moment::default(),
                Timestamp::UNIX_EPOCH,
                Duration::ZERO,
            )
        };
        assert_eq!(ask(DOWN), [Change::Opened("s".to_owned())]);
        assert_eq!(
            ask(Cause::None),
            [Change::Resolved("s".to_owned(), DOWN, Timestamp::UNIX_EPOCH)]
        );
    }

    #[test]
    fn a_blip_is_never_told() {
        let seen = play(&[
            (0, round(Cause::None, DOWN, false)),
            (20, round(Cause::None, Cause::None, false)),
            (40, round(Cause::None, DOWN, false)),
            (60, round(Cause::None, Cause::None, false)),
        ]);
        assert_eq!(seen, []);
    }

    #[test]
    fn the_same_round_twice_changes_nothing() {
        let seen =
            play(&[(0, round(Cause::None, DOWN, false)), (0, round(Cause::None, DOWN, false))]);
        assert_eq!(seen, []);
    }

    #[test]
    fn resolves_once_after_it_stayed_away() {
        let fine = || round(Cause::None, Cause::None, false);
        let down = || round(Cause::None, DOWN, false);
        let seen = play(&[(0, down()), (20, down()), (40, fine()), (60, fine()), (80, fine())]);
        let over = Change::Resolved("s".to_owned(), DOWN, Timestamp::UNIX_EPOCH);
        assert_eq!(seen, [Change::Opened("s".to_owned()), over]);
    }

    #[test]
    fn unknown_never_closes_an_incident() {
        let down = || round(Cause::None, DOWN, false);
        let unknown = || round(Cause::None, Cause::Unknown, false);
        let seen =
            play(&[(0, down()), (20, down()), (40, unknown()), (60, unknown()), (80, unknown())]);
        assert_eq!(seen, [Change::Opened("s".to_owned())]);
    }

    #[test]
    fn a_held_service_has_no_incident_of_its_own() {
        let held = || round(Cause::IspDown, Cause::IspDown, true);
        let seen = play(&[(0, held()), (20, held()), (40, held())]);
        assert_eq!(seen, [Change::Opened(NETWORK.to_owned())]);
    }

    #[test]
    fn a_bot_wall_is_never_an_alarm() {
        let wall = || round(Cause::None, Cause::BotChallenge, false);
        assert_eq!(play(&[(0, wall()), (20, wall()), (40, wall())]), []);
    }

    #[test]
    fn another_cause_changes_the_open_incident() {
        let down = || round(Cause::None, DOWN, false);
        let seen = play(&[
            (0, down()),
            (20, down()),
            (40, round(Cause::None, Cause::GatewayError, false)),
        ]);
        assert_eq!(seen, [Change::Opened("s".to_owned()), Change::Changed("s".to_owned(), DOWN)]);
    }

    #[test]
    fn what_comes_and_goes_is_told_twice_and_then_stays_open_until_it_is_steady() {
        let fine = |at| (at, round(Cause::None, Cause::None, false));
        let down = |at| (at, round(Cause::None, DOWN, false));
        // Twice down, twice fine, for ten minutes; then it stays well.
        let flapping = (0..30_u64).flat_map(|at| {
            let start = at * 80;
            [down(start), down(start + 20), fine(start + 40), fine(start + 60)]
        });
        let well = (120..150).map(|at| fine(at * 20));
        let rounds = flapping.chain(well).collect::<Vec<_>>();
        let seen = play(&rounds);
        let opened = || Change::Opened("s".to_owned());
        let over = || Change::Resolved("s".to_owned(), DOWN, Timestamp::UNIX_EPOCH);
        assert_eq!(seen, [opened(), over(), opened(), over()]);
    }

    #[test]
    fn what_is_back_after_a_long_while_is_new() {
        let fine = |at| (at, round(Cause::None, Cause::None, false));
        let down = |at| (at, round(Cause::None, DOWN, false));
        let day = 86_400;
        let seen = play(&[
            down(0),
            down(20),
            fine(40),
            fine(60),
            down(day),
            down(day + 20),
            fine(day + 40),
            fine(day + 60),
        ]);
        assert_eq!(seen.len(), 4, "{seen:?}");
    }
}
