//! When to look at what. Pure: it is told the time, and says when to wake up and what to look at then.
//!
//! - A few targets are looked at together: one wake-up of computer and radio instead of many. Many are spread over the
//!   interval, each in a place of its own that does not change, so that probes never come in a herd.
//! - What is uneasy is looked at often: at once until it is borne out, then more and more seldom, as one that has been
//!   down for an hour will not be back in this minute.
//! - All of it is paid from a [`Purse`]. When it is half empty, only the front doors are looked at each time and the other
//!   parts in turn; when it is empty, the next look waits. What the user asks for is always done, and paid later.
//!
//! There is one next moment ([`Schedule::next`]), for one timer. Due subjects are kept in order, so that ten thousand of
//! them cost no more to look through than ten.

mod places;
mod purse;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use self::places::{mix, offset, places};
use self::purse::{BURST, DAY, Purse};
use crate::clock::Moment;
use crate::config::{self, Daily};
use crate::diagnosis::incident::Calm;

pub(super) use self::purse::Left;

/// So many targets are looked at together; more are spread.
const TOGETHER: usize = 40;

/// What falls due so soon is taken along by an earlier round, as long as that stays small.
const ALONG: Duration = Duration::from_secs(15);

/// Targets under way at a time: what a home router's table of connections takes with ease, trials included.
const IN_FLIGHT: usize = 256;

/// After so many looks at something that stays wrong, the next looks come half as often.
const PATIENCE: u32 = 6;

/// A server that asks for more than this is asked again after this.
const LONGEST_RETRY: Duration = Duration::from_hours(1);

/// On battery we look half as often while all is calm, and on a metered link a quarter.
const ON_BATTERY: u32 = 2;
const METERED: u32 = 4;

/// A fresh HTTPS walk as it was measured with certificates of common size; what we learn takes its place.
const USUAL_WALK: f64 = 7_000.0;

/// The budgets of a day, in bytes.
pub(super) const USUAL_DAY: u64 = 30_000_000;
const METERED_DAY: u64 = 5_000_000;

/// A service as the schedule knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) id: String,
    /// How often, where it is not as often as the others.
    pub(super) every: Option<Duration>,
    /// How many targets it has; the first is the front door.
    pub(super) parts: usize,
}

/// Which of a service's parts are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parts {
    All,
    /// These, by number.
    Only(Vec<usize>),
}

/// What one round looks at.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Plan {
    /// Services by id, and which parts of them.
    pub services: BTreeMap<String, Parts>,
    /// Whether the controls and anchors are looked at, too.
    pub references: bool,
}

/// What holds around us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Conditions {
    pub(super) metered: bool,
    pub(super) battery: bool,
    /// Whether the page is visible to somebody.
    pub(super) watched: bool,
}

/// How a subject fares, which is how often it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    Calm,
    /// Uneasy, for so many looks.
    Uneasy(u32),
}

#[derive(Clone, Debug)]
struct Entry {
    id: String,
    parts: usize,
    every: Duration,
    /// Its place in the interval, as a share of it: one of so many.
    place: (u32, u32),
    pace: Pace,
    /// When the last look at it began.
    looked: Option<Moment>,
    /// Not before this: its server said so.
    not_before: Option<Moment>,
    /// When it is due; `None` while it is being looked at.
    due: Option<Moment>,
}

/// Which entry: the references, or a service by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whom {
    References,
    Service(usize),
}

/// The schedule of one program.
#[derive(Clone, Debug)]
pub(super) struct Schedule {
    quick: Duration,
    interval: Duration,
    references: Entry,
    services: Vec<Entry>,
    numbers: BTreeMap<String, usize>,
    /// All that is due, in order.
    queue: BTreeSet<(Moment, Whom)>,
    /// From where places are counted.
    start: Moment,
    seed: u64,
    conditions: Conditions,
    /// Nothing is due before this.
    rests_until: Moment,
    in_flight: usize,
    purse: Purse,
    metered_purse: Purse,
    /// What a walk costs, as learned.
    walk: f64,
    references_count: usize,
    /// Whose other parts are next in turn.
    turn: usize,
    /// Parts that could be paid for, and were too few for a whole one.
    change: f64,
}

impl Schedule {
    /// A schedule in which everything is due from `now` on. `seed` keeps programs that start together apart.
    pub(super) fn new(
        settings: &config::Schedule,
        subjects: &[Subject],
        references: usize,
        seed: u64,
        now: Moment,
    ) -> Self {
        let interval = settings.interval;
        let parts = subjects.iter().map(|it| it.parts.max(1)).sum::<usize>();
        let day = match settings.daily {
            Daily::Usual => Some(in_proportion(USUAL_DAY, parts)),
            Daily::Bytes(bytes) => Some(bytes),
            Daily::Unlimited => None,
        };
        let metered_day = match settings.daily_metered {
            Daily::Usual => Some(in_proportion(METERED_DAY, parts)),
            Daily::Bytes(bytes) => Some(bytes),
            Daily::Unlimited => None,
        };
        let mut schedule = Self {
            quick: settings.quick,
            interval,
            references: Entry::new("", references, interval, (0, 1)),
            services: Vec::new(),
            numbers: BTreeMap::new(),
            queue: BTreeSet::new(),
            start: now,
            seed,
            conditions: Conditions::default(),
            rests_until: now,
            in_flight: 0,
            purse: Purse::new(day, now),
            metered_purse: Purse::new(metered_day, now),
            walk: USUAL_WALK,
            references_count: references,
            turn: 0,
            change: 0.0,
        };
        let places = places(subjects, interval);
        for (number, (subject, place)) in subjects.iter().zip(places).enumerate() {
            let every = subject.every.unwrap_or(interval);
            let entry = Entry::new(&subject.id, subject.parts.max(1), every, place);
            schedule.numbers.insert(subject.id.clone(), number);
            schedule.services.push(entry);
            let first = Moment(now.0 + offset(every, place));
            schedule.put(Whom::Service(number), first);
        }
        schedule.put(Whom::References, now);
        schedule
    }

    /// When the next look is due; `None` while all that could be due is under way.
    pub(super) fn next(&self, now: Moment) -> Option<Moment> {
        let (due, _) = self.queue.first()?;
        if self.in_flight >= IN_FLIGHT {
            return None;
        }
        let wanted = (*due).max(now).max(self.rests_until);
        Some(wanted.max(self.affordable(wanted, self.least())))
    }

    /// What is to be looked at now, if anything is due and can be paid; ask again until there is nothing more.
    pub(super) fn take(&mut self, now: Moment) -> Option<Plan> {
        if self.next(now)? > now {
            return None;
        }
        let mut plan = Plan::default();
        let (mut parts, mut uneasy) = (0, false);
        let room = IN_FLIGHT - self.in_flight;
        while let Some((due, whom)) = self.queue.first().copied() {
            let size = self.entry(whom).parts;
            let is_due = due <= now;
            let soon = ALONG.min(self.entry(whom).every / 4);
            let is_free = self.entry(whom).not_before.is_none_or(|it| it <= now);
            let along = is_free && due <= Moment(now.0 + soon) && parts + size <= TOGETHER;
            // A late herd is cut into rounds, too: the first verdict need not wait for the last probe.
            let fits = parts == 0 || parts + size <= room.min(4 * TOGETHER);
            if !(is_due || along) || !fits {
                break;
            }
            self.queue.pop_first();
            uneasy |= self.entry(whom).pace != Pace::Calm;
            self.entry_mut(whom).due = None;
            self.entry_mut(whom).looked = Some(now);
            match whom {
                Whom::References => plan.references = true,
                Whom::Service(number) => {
                    parts += size;
                    plan.services.insert(self.services[number].id.clone(), Parts::All);
                }
            }
        }
        // What is in doubt needs its contrast.
        if uneasy && !plan.references && self.references.due.is_some() {
            self.remove(Whom::References);
            self.references.looked = Some(now);
            plan.references = true;
        }
        if !uneasy && !self.conditions.watched {
            self.thin(&mut plan, now);
        }
        self.in_flight += self.count(&plan);
        Some(plan)
    }

    /// Everything, now: somebody has asked, or the network is another one. Whatever is under way stays so.
    pub(super) fn take_all(&mut self, now: Moment) -> Plan {
        let mut plan = Plan::default();
        for number in 0..self.services.len() {
            if self.services[number].due.is_some() {
                self.remove(Whom::Service(number));
                self.services[number].looked = Some(now);
                plan.services.insert(self.services[number].id.clone(), Parts::All);
            }
        }
        if self.references.due.is_some() {
            self.remove(Whom::References);
            self.references.looked = Some(now);
            plan.references = true;
        }
        self.in_flight += self.count(&plan);
        plan
    }

    /// Whether everything together is more than may be under way at a time.
    pub(super) fn is_much(&self) -> bool {
        self.services.iter().map(|it| it.parts).sum::<usize>() > IN_FLIGHT
    }

    /// Everything is due at `at`, one after the other.
    pub(super) fn hurry_all(&mut self, at: Moment) {
        for number in 0..self.services.len() {
            self.advance(Whom::Service(number), at);
        }
        self.advance(Whom::References, at);
    }

    /// A round has ended: how each subject fares now, what it cost, and who wants to be left alone for how long.
    pub(super) fn landed(
        &mut self,
        plan: &Plan,
        network: Calm,
        fares: impl Fn(&str) -> Calm,
        retry_after: &BTreeMap<String, Duration>,
        now: Moment,
    ) {
        self.in_flight = self.in_flight.saturating_sub(self.count(plan));
        for id in plan.services.keys() {
            let Some(number) = self.numbers.get(id).copied() else { continue };
            let calm = fares(id);
            let wish = retry_after.get(id).filter(|_| calm == Calm::Open);
            let entry = &mut self.services[number];
            entry.pace = entry.pace.after(calm);
            entry.not_before = wish.map(|it| Moment(now.0 + (*it).min(LONGEST_RETRY)));
            self.plan_next(Whom::Service(number), now);
        }
        if plan.references {
            self.references.pace = self.references.pace.after(network);
            self.plan_next(Whom::References, now);
        }
        if network != Calm::Calm || self.conditions.watched {
            self.hurry_scouts(now);
        }
    }

    /// A round has ended without an answer: its subjects are due again in their time.
    pub(super) fn lost(&mut self, plan: &Plan, now: Moment) {
        self.in_flight = self.in_flight.saturating_sub(self.count(plan));
        for id in plan.services.keys() {
            if let Some(number) = self.numbers.get(id).copied() {
                self.plan_next(Whom::Service(number), now);
            }
        }
        if plan.references {
            self.plan_next(Whom::References, now);
        }
    }

    /// Notes what a round of so many walks cost.
    pub(super) fn pay(&mut self, bytes: u64, walks: usize, now: Moment) {
        #[expect(clippy::cast_precision_loss, reason = "a cost needs no more than 52 bits")]
        let (cost, walks) = (bytes as f64, walks as f64);
        if walks > 0.0 && cost > 0.0 {
            // A few rounds tell; a single odd one does not.
            self.walk += (cost / walks - self.walk) / 4.0;
        }
        self.purse.spend(cost, now);
        if self.conditions.metered {
            self.metered_purse.spend(cost, now);
        }
    }

    /// What holds around us has changed. What is due later than it would be now is due earlier.
    pub(super) fn adapt(&mut self, conditions: Conditions, now: Moment) {
        let before = std::mem::replace(&mut self.conditions, conditions);
        if conditions.watched && !before.watched {
            self.hurry_scouts(now);
        }
        if (before.metered, before.battery) != (conditions.metered, conditions.battery) {
            for number in 0..self.services.len() {
                if self.services[number].due.is_some() {
                    self.plan_next(Whom::Service(number), now);
                }
            }
            if self.references.due.is_some() {
                self.plan_next(Whom::References, now);
            }
        }
    }

    /// Nothing of our own accord before `until`, whatever was said before.
    pub(super) fn rest(&mut self, until: Moment) {
        self.rests_until = until;
    }

    /// The scouts and the references are due at `at`, unless they are earlier.
    pub(super) fn hurry(&mut self, at: Moment) {
        for number in self.scouts() {
            self.advance(Whom::Service(number), at);
        }
        self.advance(Whom::References, at);
    }

    /// These services are due at `at` together with the references, unless they are earlier.
    pub(super) fn doubt<'a>(&mut self, ids: impl Iterator<Item = &'a str>, at: Moment) {
        for id in ids {
            if let Some(number) = self.numbers.get(id).copied() {
                self.services[number].pace = Pace::Uneasy(0);
                self.advance(Whom::Service(number), at);
                self.advance(Whom::References, at);
            }
        }
    }

    /// What is left to spend, to be remembered over restarts.
    pub(super) fn purses(&self) -> [Purse; 2] {
        [self.purse, self.metered_purse]
    }

    /// Goes on with what was left, `ago` it was remembered. The budgets are those of the settings.
    pub(super) fn restore(&mut self, left: [Left; 2], ago: Duration, now: Moment) {
        for (purse, left) in [&mut self.purse, &mut self.metered_purse].into_iter().zip(left) {
            purse.restore(left, ago, now);
        }
    }

    /// How many bytes a day may cost under the present conditions; `None` without a limit.
    pub(super) fn allowance(&self) -> Option<u64> {
        match (self.purse.day, self.metered_purse.day.filter(|_| self.conditions.metered)) {
            (Some(day), Some(metered)) => Some(day.min(metered)),
            (day, metered) => day.or(metered),
        }
    }

    pub(super) fn conditions(&self) -> Conditions {
        self.conditions
    }

    /// The first services, as many as are looked at together: they tell how the network is.
    fn scouts(&self) -> Vec<usize> {
        let mut parts = 0;
        let fits = |(_, it): &(usize, &Entry)| {
            parts += it.parts;
            parts <= TOGETHER || parts == it.parts
        };
        self.services.iter().enumerate().take_while(fits).map(|(number, _)| number).collect()
    }

    /// While the network is in doubt, or somebody watches, the scouts keep up with the references.
    pub(super) fn hurry_scouts(&mut self, now: Moment) {
        let pace = self.references.pace.max_of(Pace::Uneasy(0));
        let gap = self.gap(pace, self.interval);
        for number in self.scouts() {
            let entry = &self.services[number];
            let begun = entry.looked.unwrap_or(now);
            self.advance(Whom::Service(number), Moment((begun.0 + gap).max(now.0)));
        }
        let begun = self.references.looked.unwrap_or(now);
        self.advance(Whom::References, Moment((begun.0 + gap).max(now.0)));
    }

    fn entry(&self, whom: Whom) -> &Entry {
        match whom {
            Whom::References => &self.references,
            Whom::Service(number) => &self.services[number],
        }
    }

    fn entry_mut(&mut self, whom: Whom) -> &mut Entry {
        match whom {
            Whom::References => &mut self.references,
            Whom::Service(number) => &mut self.services[number],
        }
    }

    fn put(&mut self, whom: Whom, at: Moment) {
        self.remove(whom);
        self.entry_mut(whom).due = Some(at);
        self.queue.insert((at, whom));
    }

    fn remove(&mut self, whom: Whom) {
        if let Some(due) = self.entry_mut(whom).due.take() {
            self.queue.remove(&(due, whom));
        }
    }

    /// Lets it be due at `at` if it is later now; what is under way stays so, and who asked to be left alone is.
    fn advance(&mut self, whom: Whom, at: Moment) {
        let entry = self.entry(whom);
        let at = entry.not_before.map_or(at, |it| it.max(at));
        if entry.due.is_some_and(|due| due > at) {
            self.put(whom, at);
        }
    }

    fn plan_next(&mut self, whom: Whom, now: Moment) {
        let entry = self.entry(whom);
        let begun = entry.looked.unwrap_or(now);
        let at = match entry.pace {
            Pace::Calm => self.next_place(entry, begun),
            pace @ Pace::Uneasy(_) => Moment(now.0 + self.gap(pace, entry.every)),
        };
        let at = entry.not_before.map_or(at, |it| it.max(at));
        self.put(whom, at.max(now));
    }

    /// How long after a look at something uneasy the next one comes.
    fn gap(&self, pace: Pace, every: Duration) -> Duration {
        let looks = if let Pace::Uneasy(looks) = pace { looks } else { 0 };
        let gap = self.quick.saturating_mul(1 << (looks / PATIENCE).min(16));
        gap.min(every.max(self.quick))
    }

    /// The first place of its own in an interval that is a whole interval, or nearly so, after the last look.
    fn next_place(&self, entry: &Entry, begun: Moment) -> Moment {
        let period = self.period(entry.every);
        let place = offset(period, entry.place);
        let earliest = (begun - self.start) + period.mul_f64(0.8);
        let whole = earliest.saturating_sub(place).as_nanos().div_ceil(period.as_nanos().max(1));
        let round = u32::try_from(whole).unwrap_or(u32::MAX);
        let at = place + period.saturating_mul(round);
        Moment(self.start.0 + at + self.jitter(entry, period, round))
    }

    fn period(&self, every: Duration) -> Duration {
        let Conditions { metered, battery, .. } = self.conditions;
        every
            * if metered {
                METERED
            } else if battery {
                ON_BATTERY
            } else {
                1
            }
    }

    /// The same for all that share a place, or they would not be looked at together.
    fn jitter(&self, entry: &Entry, period: Duration, round: u32) -> Duration {
        let (place, places) = entry.place;
        let most = (period / 10).min(period / places.max(1)).as_secs_f64();
        let mixed = mix(self.seed ^ (u64::from(round) << 32 | u64::from(place)));
        #[expect(clippy::cast_precision_loss, reason = "any number will do")]
        let share = (mixed >> 11) as f64 / (1_u64 << 53) as f64;
        Duration::from_secs_f64(most * share)
    }

    /// Where the purse is not full enough for whole looks: the front doors, and of the other parts as many in turn as
    /// a day's budget has room for.
    fn thin(&mut self, plan: &mut Plan, now: Moment) {
        let Some(day) = self.allowance() else { return };
        let whole = self.estimate(self.count(plan));
        if self.purse_in_force().left(now) - whole >= self.purse_in_force().capacity() / 2.0 {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "a budget needs no more than 52 bits")]
        let share = day as f64 * (1.0 - BURST) * self.period(self.interval).as_secs_f64() / DAY;
        let references = if plan.references { self.references_count } else { 0 };
        let doors = self.estimate(plan.services.len() + references);
        self.change = (self.change + ((share - doors) / self.walk).max(0.25)).min(64.0);
        let others = plan.services.keys().filter_map(|id| Some((id, *self.numbers.get(id)?)));
        let others = others.flat_map(|(id, number)| {
            (1..self.services[number].parts).map(move |part| (id.clone(), part))
        });
        let others = others.collect::<Vec<_>>();
        let mut only: BTreeMap<String, Vec<usize>> =
            plan.services.keys().map(|id| (id.clone(), vec![0])).collect();
        for _ in 0..others.len() {
            if self.change < 1.0 {
                break;
            }
            self.change -= 1.0;
            let (id, part) = &others[self.turn % others.len()];
            self.turn = self.turn.wrapping_add(1);
            only.entry(id.clone()).or_default().push(*part);
        }
        plan.services = only.into_iter().map(|(id, parts)| (id, Parts::Only(parts))).collect();
    }

    /// How many targets a round has, without references.
    fn count(&self, plan: &Plan) -> usize {
        let parts = |(id, parts): (&String, &Parts)| match parts {
            Parts::Only(parts) => parts.len(),
            Parts::All => self.numbers.get(id).map_or(0, |it| self.services[*it].parts),
        };
        plan.services.iter().map(parts).sum()
    }

    fn estimate(&self, walks: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a count of walks is small")]
        let walks = walks as f64;
        walks * self.walk
    }

    /// The cost of the least that may come next.
    fn least(&self) -> f64 {
        let doors = self.services.len().min(TOGETHER / 4);
        self.estimate(doors + self.references_count)
    }

    fn purse_in_force(&self) -> &Purse {
        match (self.conditions.metered, self.metered_purse.day) {
            (true, Some(_)) => &self.metered_purse,
            (true | false, _) => &self.purse,
        }
    }

    /// When so much can be paid, from `now` on.
    fn affordable(&self, now: Moment, cost: f64) -> Moment {
        let general = self.purse.affordable(now, cost);
        if !self.conditions.metered {
            return general;
        }
        general.max(self.metered_purse.affordable(now, cost))
    }
}

impl Entry {
    fn new(id: &str, parts: usize, every: Duration, place: (u32, u32)) -> Self {
        Self {
            id: id.to_owned(),
            parts,
            every,
            place,
            pace: Pace::Calm,
            looked: None,
            not_before: None,
            due: None,
        }
    }
}

impl Pace {
    fn after(self, calm: Calm) -> Self {
        match (calm, self) {
            (Calm::Calm, _) => Self::Calm,
            (Calm::Turning, _) | (Calm::Open, Self::Calm) => Self::Uneasy(0),
            (Calm::Open, Self::Uneasy(looks)) => Self::Uneasy(looks.saturating_add(1)),
        }
    }

    fn max_of(self, other: Self) -> Self {
        if self == Self::Calm { other } else { self }
    }
}

/// The budget of the usual watch is that of so many targets; who watches more has chosen more.
fn in_proportion(day: u64, parts: usize) -> u64 {
    let parts = u64::try_from(parts).unwrap_or(u64::MAX);
    day.max(day.saturating_mul(parts) / TOGETHER as u64)
}

#[cfg(test)]
mod tests;
