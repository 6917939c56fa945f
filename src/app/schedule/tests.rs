//! Days in no time: what is looked at when, and what it costs.

use super::places::hash;
use super::*;

const CALM: Duration = Duration::from_mins(3);
/// The default watch: six services, 28 targets, nine references.
const REFERENCES: usize = 9;

fn subjects(count: usize, parts: usize) -> Vec<Subject> {
    let subject = |it| Subject { id: format!("service-{it}"), every: None, parts };
    (0..count).map(subject).collect()
}

fn usual() -> Vec<Subject> {
    let parts = [5, 5, 4, 3, 5, 6];
    let with = |(it, parts)| Subject { parts, ..it };
    subjects(6, 1).into_iter().zip(parts).map(with).collect()
}

/// A schedule, a clock, and what came of each round.
struct Days {
    schedule: Schedule,
    now: Moment,
    /// What a walk costs.
    walk: u64,
    bytes: u64,
    /// When each round began, and what it looked at.
    rounds: Vec<(Moment, Plan)>,
    /// Rounds under way, by their ends.
    flying: BTreeMap<(Moment, usize), Plan>,
    most_in_flight: usize,
    takes: Duration,
    sick: BTreeMap<String, Calm>,
    network: Calm,
    retry_after: BTreeMap<String, Duration>,
}

impl Days {
    fn new(settings: config::Schedule, subjects: &[Subject]) -> Self {
        let now = Moment::from_secs(1000);
        Self {
            schedule: Schedule::new(&settings, subjects, REFERENCES, 7, now),
            now,
            walk: 7_000,
            bytes: 0,
            rounds: Vec::new(),
            flying: BTreeMap::new(),
            most_in_flight: 0,
            takes: Duration::from_millis(700),
            sick: BTreeMap::new(),
            network: Calm::Calm,
            retry_after: BTreeMap::new(),
        }
    }

    fn usual() -> Self {
        Self::new(config::Schedule::default(), &usual())
    }

    /// Lives for `time`.
    fn pass(&mut self, time: Duration) {
        let end = Moment(self.now.0 + time);
        loop {
            while let Some(plan) = self.schedule.take(self.now) {
                let number = self.rounds.len();
                self.rounds.push((self.now, plan.clone()));
                self.flying.insert((Moment(self.now.0 + self.takes), number), plan);
                self.most_in_flight = self.most_in_flight.max(self.schedule.in_flight);
            }
            let landing = self.flying.first_key_value().map(|((at, _), _)| *at);
            let next = [landing, self.schedule.next(self.now)].into_iter().flatten().min();
            let Some(next) = next.filter(|it| *it <= end) else { break };
            assert!(landing == Some(next) || next > self.now, "it wakes up for nothing");
            self.now = next;
            while let Some(entry) = self.flying.first_entry() {
                if entry.key().0 > self.now {
                    break;
                }
                let plan = entry.remove();
                self.land(&plan);
            }
        }
        self.now = end;
    }

    fn land(&mut self, plan: &Plan) {
        let references = if plan.references { REFERENCES } else { 0 };
        let walks = self.schedule.count(plan) + references;
        let bytes = self.walk * walks as u64;
        self.bytes += bytes;
        self.schedule.pay(bytes, walks, self.now);
        let (sick, network) = (&self.sick, self.network);
        let fares = |id: &str| sick.get(id).copied().unwrap_or(Calm::Calm);
        self.schedule.landed(plan, network, fares, &self.retry_after, self.now);
    }

    /// When `id` was looked at.
    fn looks_at(&self, id: &str) -> Vec<Moment> {
        let at = self.rounds.iter().filter(|(_, plan)| plan.services.contains_key(id));
        at.map(|(at, _)| *at).collect()
    }

    fn gaps(&self, id: &str) -> Vec<Duration> {
        self.looks_at(id).windows(2).map(|it| it[1] - it[0]).collect()
    }
}

fn unlimited() -> config::Schedule {
    config::Schedule { daily: Daily::Unlimited, ..config::Schedule::default() }
}

// Calm days.

#[test]
fn a_few_are_looked_at_together_and_every_three_minutes() {
    let mut days = Days::usual();
    days.pass(Duration::from_hours(2));
    assert!(days.rounds.iter().all(|(_, plan)| plan.services.len() == 6 && plan.references));
    assert!((38..=42).contains(&days.rounds.len()), "{}", days.rounds.len());
    for gap in days.gaps("service-0") {
        assert!((CALM.mul_f64(0.79)..CALM.mul_f64(1.21)).contains(&gap), "{gap:?}");
    }
}

#[test]
fn two_programs_do_not_look_at_the_same_times_and_one_always_does() {
    let times = |seed| {
        let settings = config::Schedule::default();
        let schedule =
            Schedule::new(&settings, &usual(), REFERENCES, seed, Moment::from_secs(1000));
        let mut days = Days { schedule, ..Days::usual() };
        days.pass(Duration::from_hours(1));
        days.looks_at("service-0")
    };
    assert_eq!(times(1), times(1));
    assert_ne!(times(1)[1..], times(2)[1..]);
}

#[test]
fn a_service_has_an_interval_of_its_own() {
    let mut subjects = usual();
    subjects[0].every = Some(Duration::from_mins(15));
    let mut days = Days::new(unlimited(), &subjects);
    days.pass(Duration::from_hours(5));
    let (own, others) = (days.looks_at("service-0").len(), days.looks_at("service-1").len());
    assert!((19..=22).contains(&own), "{own}");
    assert!((95..=105).contains(&others), "{others}");
}

#[test]
fn ten_thousand_are_spread_and_on_time_with_few_under_way() {
    let settings = config::Schedule {
        interval: Duration::from_mins(1),
        daily: Daily::Unlimited,
        ..config::Schedule::default()
    };
    let mut days = Days::new(settings, &subjects(10_000, 1));
    days.pass(Duration::from_mins(5));
    assert!(days.most_in_flight <= IN_FLIGHT, "{}", days.most_in_flight);
    let second = |at: &Moment| at.0.as_secs();
    let mut per_second: BTreeMap<u64, usize> = BTreeMap::new();
    for (at, plan) in days.rounds.iter().filter(|(at, _)| second(at) > 1060) {
        *per_second.entry(second(at)).or_default() += plan.services.len();
    }
    let most = per_second.values().max().copied().unwrap();
    assert!(most < 600, "{most} in one second of an even 167");
    for id in ["service-0", "service-5000", "service-9999"] {
        for gap in days.gaps(id) {
            assert!((48..=66).contains(&gap.as_secs()), "{gap:?}");
        }
    }
    let references = days.rounds.iter().filter(|(_, plan)| plan.references).count();
    assert!(references <= 7, "the controls are not asked with every round: {references}");
}

#[test]
fn of_ten_thousand_ninety_nine_of_a_hundred_probes_begin_within_a_second_of_their_time() {
    let settings = config::Schedule {
        interval: Duration::from_mins(1),
        daily: Daily::Unlimited,
        ..config::Schedule::default()
    };
    let mut days = Days::new(settings, &subjects(10_000, 1));
    let (mut all, mut late) = (0, 0);
    for _ in 0..180 * 4 {
        let due = days.schedule.queue.iter().take_while(|(at, _)| *at <= days.now);
        let waiting = due.filter(|(at, _)| days.now - *at > Duration::from_secs(1)).count();
        late += waiting;
        let before = days.rounds.len();
        days.pass(Duration::from_millis(250));
        all += days.rounds[before..].iter().map(|(_, plan)| plan.services.len()).sum::<usize>();
    }
    assert!(all > 29_000, "{all}");
    assert!(late * 100 <= all, "{late} of {all}");
}

#[test]
fn a_place_in_the_interval_is_for_ever() {
    let names = subjects(500, 1);
    let all = places(&names, CALM);
    assert_eq!(all, places(&names, CALM));
    // The others' places do not move it, as long as there are about as many.
    assert_eq!(places(&names[..490], CALM)[7], all[7]);
    assert_eq!(hash("netflix") % 12, 7, "an update must not move it either");
}

// Uneasy ones.

#[test]
fn what_is_down_is_looked_at_quickly_and_then_more_and_more_seldom() {
    let mut days = Days::new(unlimited(), &usual());
    days.pass(Duration::from_mins(1));
    days.sick.insert("service-3".to_owned(), Calm::Open);
    days.pass(Duration::from_hours(3));
    let gaps = days.gaps("service-3");
    assert!(gaps[2..5].iter().all(|it| (19..=22).contains(&it.as_secs())), "{gaps:?}");
    assert!(gaps.iter().all(|it| *it <= CALM.mul_f64(1.3)), "{gaps:?}");
    let last = gaps.last().unwrap();
    assert!(*last > Duration::from_mins(2), "{last:?}");
    let others = days.looks_at("service-0").len();
    assert!(others <= 66, "the others are looked at as always: {others}");
    let alone = days.rounds.iter().filter(|(_, plan)| plan.services.len() == 1);
    assert!(alone.clone().count() > 10 && alone.clone().all(|(_, plan)| plan.references));
    // Whether it is over is seen soon.
    days.sick.insert("service-3".to_owned(), Calm::Turning);
    days.pass(Duration::from_mins(5));
    let gap = *days.gaps("service-3").last().unwrap();
    assert!(gap < Duration::from_secs(25), "{gap:?}");
}

#[test]
fn who_asks_to_be_left_alone_is_within_reason() {
    for (wish, least, most) in [(300, 300, 320), (86_400, 3_600, 3_620)] {
        let mut days = Days::new(unlimited(), &usual());
        days.sick.insert("service-3".to_owned(), Calm::Open);
        days.retry_after.insert("service-3".to_owned(), Duration::from_secs(wish));
        days.pass(Duration::from_hours(4));
        let gaps = days.gaps("service-3");
        assert!(gaps.len() > 2, "it is asked again in the end");
        assert!(gaps.iter().all(|it| (least..most).contains(&it.as_secs())), "{gaps:?}");
        assert!(days.looks_at("service-0").len() > 70);
    }
}

#[test]
fn while_the_network_is_in_doubt_the_first_services_are_looked_at_and_not_ten_thousand() {
    let mut days = Days::new(unlimited(), &subjects(10_000, 1));
    days.pass(Duration::from_mins(4));
    days.network = Calm::Turning;
    days.pass(Duration::from_mins(5));
    let before = days.rounds.len();
    days.pass(Duration::from_mins(3));
    let looks: usize = days.rounds[before..].iter().map(|(_, plan)| plan.services.len()).sum();
    assert!(looks < 10_500, "{looks}");
    assert!(days.gaps("service-0").last().unwrap() < &Duration::from_secs(25));
}

#[test]
fn as_long_as_somebody_watches_it_is_looked_at_quickly() {
    let mut days = Days::new(unlimited(), &usual());
    days.pass(Duration::from_mins(10));
    let watched = Conditions { watched: true, ..Conditions::default() };
    days.schedule.adapt(watched, days.now);
    days.pass(Duration::from_mins(5));
    let last = *days.gaps("service-0").last().unwrap();
    assert!(last < Duration::from_secs(25), "{last:?}");
    days.schedule.adapt(Conditions::default(), days.now);
    days.pass(Duration::from_mins(20));
    assert!(*days.gaps("service-0").last().unwrap() > Duration::from_mins(2));
}

#[test]
fn everything_is_taken_at_once_for_who_asks_and_nothing_twice() {
    let mut days = Days::usual();
    let first = days.schedule.take_all(days.now);
    assert_eq!((first.services.len(), first.references), (6, true));
    assert_eq!(days.schedule.take_all(days.now), Plan::default());
    assert_eq!(days.schedule.next(days.now), None, "all is under way");
    days.schedule.lost(&first, days.now);
    assert!(days.schedule.next(days.now).is_some_and(|it| it > days.now));
}

#[test]
fn even_who_asks_gets_ten_thousand_one_after_the_other() {
    let mut days = Days::new(unlimited(), &subjects(10_000, 1));
    days.pass(Duration::from_mins(4));
    assert!(days.schedule.is_much() && !Days::usual().schedule.is_much());
    let before = days.rounds.len();
    days.schedule.hurry_all(days.now);
    days.pass(Duration::from_mins(1));
    assert!(days.most_in_flight <= IN_FLIGHT);
    let looks: usize = days.rounds[before..].iter().map(|(_, plan)| plan.services.len()).sum();
    assert!(looks >= 9_900, "but for those under way already: {looks}");
}

// What it costs.

#[test]
fn a_day_costs_what_it_may_and_every_front_door_is_looked_at_all_day() {
    for (metered, walk, most, longest) in [
        (false, 7_000, USUAL_DAY, 10),
        (false, 12_000, USUAL_DAY, 15),
        (true, 7_000, METERED_DAY, 60),
        (true, 12_000, METERED_DAY, 120),
    ] {
        let mut days = Days { walk, ..Days::usual() };
        days.schedule.adapt(Conditions { metered, ..Conditions::default() }, days.now);
        days.pass(Duration::from_hours(24));
        assert!(days.bytes <= most, "{} at {walk} a walk", days.bytes);
        assert!(days.bytes > most / 2, "{} at {walk} a walk: it may look more", days.bytes);
        let gap = days.gaps("service-4").into_iter().max().unwrap();
        assert!(gap < Duration::from_mins(longest), "{gap:?} at {walk} a walk");
        // Each part in its turn.
        let parts =
            days.rounds.iter().filter_map(|(_, plan)| match plan.services.get("service-5") {
                Some(Parts::Only(parts)) => Some(parts.clone()),
                Some(Parts::All) => Some((0..6).collect()),
                None => None,
            });
        assert_eq!(parts.flatten().collect::<BTreeSet<_>>().len(), 6);
    }
}

#[test]
fn at_the_usual_cost_a_front_door_is_looked_at_every_three_minutes_all_day() {
    let mut days = Days { walk: 3_500, ..Days::usual() };
    days.pass(Duration::from_hours(24));
    assert!(days.looks_at("service-0").len() > 440, "{}", days.looks_at("service-0").len());
    assert!(days.bytes <= USUAL_DAY);
}

#[test]
fn a_day_of_trouble_costs_no_more() {
    let mut days = Days::usual();
    days.network = Calm::Turning;
    for id in 0..6 {
        days.sick.insert(format!("service-{id}"), Calm::Turning);
    }
    days.pass(Duration::from_hours(24));
    assert!(days.bytes <= USUAL_DAY + 300_000, "{}", days.bytes);
}

#[test]
fn what_the_user_asks_for_is_done_and_paid_later() {
    let mut days = Days::usual();
    for _ in 0..100 {
        let plan = days.schedule.take_all(days.now);
        assert_eq!(plan.services.len(), 6);
        days.land(&plan);
        days.now = Moment(days.now.0 + Duration::from_secs(5));
    }
    let next = days.schedule.next(days.now).unwrap();
    assert!(next - days.now > Duration::from_hours(1), "the rest of the day pays for it");
}

#[test]
fn without_a_limit_it_never_waits() {
    let mut days = Days { walk: 1_000_000, ..Days::new(unlimited(), &usual()) };
    days.pass(Duration::from_hours(2));
    assert!((38..=42).contains(&days.rounds.len()), "{}", days.rounds.len());
}

#[test]
fn on_battery_it_looks_half_as_often() {
    let mut days = Days::new(unlimited(), &usual());
    days.schedule.adapt(Conditions { battery: true, ..Conditions::default() }, days.now);
    days.pass(Duration::from_hours(2));
    assert!((19..=22).contains(&days.rounds.len()), "{}", days.rounds.len());
}

#[test]
fn a_restart_does_not_fill_the_purse() {
    let mut days = Days::usual();
    days.pass(Duration::from_hours(6));
    let left = days.schedule.purses().map(|it| Left(it.left(days.now)));
    let mut next = Days::usual();
    next.schedule.restore(left, Duration::from_secs(30), next.now);
    let [purse, _] = next.schedule.purses();
    assert!(purse.left(next.now) < purse.capacity() * 0.6);
    // Not even one with a file that somebody has made up.
    next.schedule.restore([Left(f64::MAX), Left(f64::MIN)], Duration::MAX, next.now);
    let [purse, metered] = next.schedule.purses();
    assert!(purse.left(next.now) <= purse.capacity() && metered.left(next.now).is_finite());
}

#[test]
fn after_two_days_of_sleep_everything_is_due_once() {
    let mut days = Days::usual();
    days.pass(Duration::from_mins(20));
    let before = days.rounds.len();
    days.now = Moment(days.now.0 + Duration::from_hours(48));
    days.pass(Duration::from_mins(1));
    assert_eq!(days.rounds.len(), before + 1);
}
