//! What is open and since when: the only place with memory. Pure, over time.
//!
//! One incident for one root cause: a service that is held behind a cause of the network has none of its own, and the
//! time for which it is held is not its own downtime. What was not measured changes nothing. How long something lasted
//! is counted in [`Moment`]s, so that a wall clock that jumps changes nothing either.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use super::SETTLE;
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
    /// Hidden behind the network.
    Held,
    /// Not measured.
    Unknown,
}

/// Where an incident stands. Each state carries only what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Seen, not yet believed.
    Suspected,
    /// Believed.
    Open { from: Moment },
    /// Not seen any more, not yet believed to be over.
    Clearing { opened: Moment, absent_from: Moment },
}

/// How calm a subject is, which is how often it must be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calm {
    /// Nothing is known to be wrong.
    Calm,
    /// A look must bear something out: that it has begun, or that it is over.
    Turning,
    /// It is open and stays so.
    Open,
}

/// Something that is wrong, over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    phase: Phase,
    /// The cause as it was last seen.
    pub cause: Cause,
    /// When it was first seen, by the wall clock of that time.
    pub since: Timestamp,
    /// Whether it was over a short while ago, and is back.
    pub comes_and_goes: bool,
    /// When this program first saw it.
    first_seen: Moment,
    /// How long it had lasted when this program was started.
    before: Duration,
    /// For how long it was hidden behind the network, besides the time since `held_from`.
    held: Duration,
    held_from: Option<Moment>,
    /// How long it must stay away before it is over.
    steady: Duration,
}

impl Incident {
    /// Whether it is believed, and so shown.
    pub fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Open { .. } | Phase::Clearing { .. })
    }

    /// For how long it has been open at `now`.
    pub fn open_for(&self, now: Moment) -> Duration {
        match self.phase {
            Phase::Suspected => Duration::ZERO,
            Phase::Open { from } | Phase::Clearing { opened: from, .. } => {
                self.before + (now - from)
            }
        }
    }

    /// How long it has lasted at `now`, without the time for which nobody could see it.
    fn lasted(&self, now: Moment) -> Duration {
        let held = self.held + self.held_from.map_or(Duration::ZERO, |from| now - from);
        (self.before + (now - self.first_seen)).saturating_sub(held)
    }

    /// How long it must stay away before it is over, where an ordinary change is believed after `settle`.
    fn must_stay_away(&self, settle: Duration) -> Duration {
        // Who asks wants to know what is, now.
        if settle.is_zero() { settle } else { settle.max(self.cause.settle()).max(self.steady) }
    }

    fn calm(&self) -> Calm {
        match self.phase {
            Phase::Open { .. } => Calm::Open,
            Phase::Suspected | Phase::Clearing { .. } => Calm::Turning,
        }
    }
}

/// What became of an incident in one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Opened(Key),
    /// Open as before, with another cause.
    Changed(Key, Cause),
    /// Over, after having lasted since then: the time for which it was hidden behind the network is not in it.
    Resolved(Key, Cause, Timestamp),
}

/// What is back so soon after it was over was not over.
const RELAPSE: Duration = Duration::from_mins(15);

/// How long what came back must stay away before it is believed to be over.
const STEADY: Duration = Duration::from_mins(5);

/// What opens so often within [`WINDOW`] comes and goes: it is said once, and then nothing until it has been
/// [`LONG_STEADY`].
const TURNS: usize = 3;
const WINDOW: Duration = Duration::from_hours(3);
const LONG_STEADY: Duration = Duration::from_mins(45);

/// How a subject has fared lately.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Past {
    /// When its last incident ended.
    ended: Option<Moment>,
    /// When its last incidents opened, at most [`TURNS`].
    opened: Vec<Moment>,
}

impl Past {
    /// Whether what begins now comes and goes, and how long it must then stay away.
    fn unrest(&self, now: Moment) -> (bool, Duration) {
        let turns = 1 + self.opened.iter().filter(|it| now - **it < WINDOW).count();
        let relapsed = self.ended.is_some_and(|it| now - it < RELAPSE);
        match (turns >= TURNS, relapsed) {
            (true, _) => (true, LONG_STEADY),
            (false, true) => (true, STEADY),
            (false, false) => (false, Duration::ZERO),
        }
    }

    fn open(&mut self, now: Moment) {
        self.opened.push(now);
        let spare = self.opened.len().saturating_sub(TURNS);
        self.opened.drain(..spare);
    }
}

/// All incidents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incidents {
    known: BTreeMap<Key, Incident>,
    past: BTreeMap<Key, Past>,
}

/// What is remembered of an open incident when the program ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    pub key: Key,
    pub cause: Cause,
    pub since: Timestamp,
    #[serde(default)]
    pub comes_and_goes: bool,
    /// How long it had lasted, in seconds.
    pub lasted_s: u64,
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

    /// How calm this subject is.
    pub fn calm(&self, key: &str) -> Calm {
        self.known.get(key).map_or(Calm::Calm, Incident::calm)
    }

    /// Whether anything was seen once and waits for the look that bears it out.
    pub fn is_suspicious(&self) -> bool {
        self.known.values().any(|it| !it.is_open())
    }

    /// Whether this subject was seen in trouble once, and waits for the look that bears it out.
    pub fn is_suspected(&self, key: &str) -> bool {
        self.known.get(key).is_some_and(|it| !it.is_open())
    }

    /// Takes in one round. The same round twice changes nothing.
    ///
    /// `settle` is how long a change must last before it is believed, at least: [`SETTLE`], or nothing when somebody
    /// has asked and wants to know what is, now.
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
                (true, _) => Sighting::Held,
                (_, false) => Sighting::Unknown,
                (false, true) => sighting(&service.diagnosis),
            };
            self.see(&service.id, sighting, look, &mut changes);
        }
        changes
    }

    /// Forgets subjects that are not watched any more.
    pub fn keep(&mut self, watched: impl Fn(&str) -> bool) {
        self.known.retain(|key, _| key == NETWORK || watched(key));
        self.past.retain(|key, _| key == NETWORK || watched(key));
    }

    /// What must outlive the program: what is open. A suspicion is seen again if there is anything in it.
    pub fn remember(&self, now: Moment) -> Vec<Remembered> {
        let open = self.known.iter().filter(|(_, it)| it.is_open());
        open.map(|(key, it)| Remembered {
            key: key.clone(),
            cause: it.cause,
            since: it.since,
            comes_and_goes: it.comes_and_goes,
            lasted_s: it.lasted(now).as_secs(),
        })
        .collect()
    }

    /// Goes on with what an earlier start remembered.
    pub fn restore(&mut self, remembered: Vec<Remembered>, now: Moment) {
        for it in remembered {
            let incident = Incident {
                phase: Phase::Open { from: now },
                cause: it.cause,
                since: it.since,
                comes_and_goes: it.comes_and_goes,
                first_seen: now,
                before: Duration::from_secs(it.lasted_s),
                held: Duration::ZERO,
                held_from: None,
                steady: if it.comes_and_goes { STEADY } else { Duration::ZERO },
            };
            self.known.insert(it.key, incident);
        }
    }

    fn see(&mut self, key: &str, sighting: Sighting, look: Look, changes: &mut Vec<Change>) {
        let Look { now, wall, settle } = look;
        let Some(incident) = self.known.get_mut(key) else {
            if let Sighting::Present(cause) = sighting {
                self.begin(key, cause, look, changes);
            }
            return;
        };
        if sighting == Sighting::Held {
            // Nobody can see it: it neither lasts nor ends meanwhile.
            incident.held_from.get_or_insert(now);
            return;
        }
        if sighting != Sighting::Unknown
            && let Some(from) = incident.held_from.take()
        {
            incident.held += now - from;
        }
        match sighting {
            Sighting::Present(cause) => {
                let before = std::mem::replace(&mut incident.cause, cause);
                let needed = if settle.is_zero() { settle } else { settle.max(cause.settle()) };
                match incident.phase {
                    Phase::Suspected if incident.lasted(now) >= needed => {
                        incident.phase = Phase::Open { from: now };
                        self.past.entry(key.to_owned()).or_default().open(now);
                        changes.push(Change::Opened(key.to_owned()));
                    }
                    Phase::Suspected => {}
                    Phase::Open { from } | Phase::Clearing { opened: from, .. } => {
                        incident.phase = Phase::Open { from };
                        if before != cause {
                            changes.push(Change::Changed(key.to_owned(), before));
                        }
                    }
                }
            }
            Sighting::Absent => match incident.phase {
                Phase::Suspected => drop(self.known.remove(key)),
                Phase::Open { from } if !settle.is_zero() => {
                    incident.phase = Phase::Clearing { opened: from, absent_from: now };
                }
                Phase::Clearing { absent_from, .. }
                    if now - absent_from < incident.must_stay_away(settle) => {}
                Phase::Open { .. } | Phase::Clearing { .. } => {
                    let lasted = SignedDuration::try_from(incident.lasted(now)).unwrap_or_default();
                    let since = wall.saturating_sub(lasted).unwrap_or(wall);
                    changes.push(Change::Resolved(key.to_owned(), incident.cause, since));
                    self.known.remove(key);
                    self.past.entry(key.to_owned()).or_default().ended = Some(now);
                }
            },
            // Nothing was measured, so nothing is known to have changed.
            Sighting::Held | Sighting::Unknown => {}
        }
    }

    fn begin(&mut self, key: &str, cause: Cause, look: Look, changes: &mut Vec<Change>) {
        let Look { now, wall, settle } = look;
        let past = self.past.entry(key.to_owned()).or_default();
        let (comes_and_goes, steady) = past.unrest(now);
        let phase = if settle.is_zero() {
            past.open(now);
            changes.push(Change::Opened(key.to_owned()));
            Phase::Open { from: now }
        } else {
            Phase::Suspected
        };
        let incident = Incident {
            phase,
            cause,
            since: wall,
            comes_and_goes,
            first_seen: now,
            before: Duration::ZERO,
            held: Duration::ZERO,
            held_from: None,
            steady,
        };
        self.known.insert(key.to_owned(), incident);
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
    use crate::diagnosis::{Confidence, Extent, ServiceFinding};

    fn diagnosis(cause: Cause) -> Diagnosis {
        Diagnosis::plain(cause, Confidence::Likely, Extent::Service)
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

    /// The wall clock shows the time that has passed.
    fn wall(seconds: u64) -> Timestamp {
        Timestamp::from_second(i64::try_from(seconds).unwrap()).unwrap()
    }

    fn play(rounds: &[(u64, Findings)]) -> Vec<Change> {
        play_on(&mut Incidents::default(), rounds)
    }

    fn play_on(incidents: &mut Incidents, rounds: &[(u64, Findings)]) -> Vec<Change> {
        let absorb =
            |(at, it): &(u64, _)| incidents.absorb(it, Moment::from_secs(*at), wall(*at), SETTLE);
        rounds.iter().flat_map(absorb).collect()
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
        let over = |since| Change::Resolved("s".to_owned(), DOWN, wall(since));
        assert_eq!(seen, [opened(), over(0), opened(), over(80)]);
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

    #[test]
    fn what_opens_again_and_again_over_hours_is_told_three_times_and_then_not_until_it_is_steady() {
        let fine = |at| (at, round(Cause::None, Cause::None, false));
        let down = |at| (at, round(Cause::None, DOWN, false));
        // Five minutes down in each half an hour, for five hours; then it stays well for two.
        let rounds = (0..7 * 180_u64).map(|look| {
            let at = look * 20;
            if at < 5 * 3600 && at % 1800 < 300 { down(at) } else { fine(at) }
        });
        let seen = play(&rounds.collect::<Vec<_>>());
        let opened = seen.iter().filter(|it| matches!(it, Change::Opened(_))).count();
        assert_eq!((opened, seen.len()), (TURNS, 2 * TURNS), "{seen:#?}");
    }

    #[test]
    fn a_matter_of_degree_needs_more_looks_than_two() {
        let slow = |at| (at, round(Cause::None, Cause::ServiceSlow, false));
        assert_eq!(play(&[slow(0), slow(20), slow(40)]), []);
        assert_eq!(
            play(&[slow(0), slow(20), slow(40), slow(60)]),
            [Change::Opened("s".to_owned())]
        );
    }

    #[test]
    fn the_time_behind_the_network_is_no_downtime_of_the_service() {
        let fine = |at| (at, round(Cause::None, Cause::None, false));
        let down = |at| (at, round(Cause::None, DOWN, false));
        let held = |at| (at, round(Cause::IspDown, Cause::IspDown, true));
        let seen =
            play(&[down(0), down(20), held(100), held(200), down(1100), fine(1200), fine(1220)]);
        let resolved = seen.iter().find_map(|it| match it {
            Change::Resolved(key, _, since) if key == "s" => Some(*since),
            Change::Opened(_) | Change::Changed(..) | Change::Resolved(..) => None,
        });
        // Of the 1,220 seconds it was hidden for 1,000.
        assert_eq!(resolved, Some(wall(1000)));
    }

    #[test]
    fn what_is_held_from_its_suspicion_on_is_not_believed_by_that() {
        let down = |at| (at, round(Cause::None, DOWN, false));
        let held = |at| (at, round(Cause::IspDown, Cause::IspDown, true));
        let seen = play(&[down(0), held(1), held(100), down(101)]);
        assert!(!seen.contains(&Change::Opened("s".to_owned())), "{seen:?}");
    }

    #[test]
    fn a_wall_clock_that_jumps_changes_no_length() {
        let mut incidents = Incidents::default();
        let mut look = |at: u64, cause, wall: &str| {
            let (now, wall) = (Moment::from_secs(at), wall.parse::<Timestamp>().unwrap());
            incidents.absorb(&round(Cause::None, cause, false), now, wall, SETTLE)
        };
        look(0, DOWN, "2026-06-01T12:00:00Z");
        look(20, DOWN, "2026-06-01T12:00:20Z");
        look(40, Cause::None, "2025-06-01T12:00:40Z");
        let seen = look(60, Cause::None, "2025-06-01T12:01:00Z");
        let since = "2025-06-01T12:00:00Z".parse().unwrap();
        assert_eq!(seen, [Change::Resolved("s".to_owned(), DOWN, since)]);
    }

    #[test]
    fn a_restart_opens_nothing_again_and_goes_on_counting() {
        let down = |at| (at, round(Cause::None, DOWN, false));
        let fine = |at| (at, round(Cause::None, Cause::None, false));
        let mut first = Incidents::default();
        play_on(&mut first, &[down(0), down(20)]);
        let told = serde_json::to_string(&first.remember(Moment::from_secs(600))).unwrap();
        let mut next = Incidents::default();
        next.restore(serde_json::from_str(&told).unwrap(), Moment::from_secs(5));
        let seen = play_on(&mut next, &[down(6), down(26), fine(65), fine(105)]);
        let Some(Change::Resolved(_, DOWN, since)) = seen.last() else { panic!("{seen:?}") };
        assert_eq!(seen.len(), 1, "nothing opened: {seen:?}");
        assert_eq!(wall(105).duration_since(*since).as_secs(), 700);
    }

    #[test]
    fn a_suspicion_is_not_remembered() {
        let mut incidents = Incidents::default();
        play_on(&mut incidents, &[(0, round(Cause::None, DOWN, false))]);
        assert_eq!(incidents.remember(Moment::from_secs(1)), []);
    }

    #[test]
    fn a_round_of_a_part_changes_nothing_about_the_rest() {
        let down = |at| (at, round(Cause::None, DOWN, false));
        let mut incidents = Incidents::default();
        play_on(&mut incidents, &[down(0), down(20)]);
        let others = Findings { services: vec![], ..round(Cause::None, Cause::None, false) };
        let seen =
            play_on(&mut incidents, &[(40, others.clone()), (60, others.clone()), (400, others)]);
        assert_eq!((seen, incidents.calm("s")), (vec![], Calm::Open));
    }
}
