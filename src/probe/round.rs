//! One round: all ordinary walks at once, and a closer look at whatever goes wrong, within one budget of time.
//!
//! Trials begin as soon as a walk has failed, or is later than it should be; they run beside what is still under way.
//! The round ends once nothing is awaited that could still tell something ([`waiting`]). Nothing on this computer is
//! changed. Dropping the future ends everything.

mod around;
mod closer;
mod elsewhere;
mod waiting;

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{Id, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use url::Url;

use self::waiting::{Patience, Wait, Waiting};
use super::plan::{Trial, Ways};
use super::url_parts::without_secrets;
use super::walk::Trace;
use super::{Errand, Reader, Walker, host};
use crate::catalogue::{ProbeKind, Service};
use crate::clock::{Clock, Moment};
use crate::config::Control;
use crate::observation::{
    Expectation, Feed, Gateway, Host, Lookup, Pressure, ServiceSpec, Snapshot, Software, Subject,
    TargetSpec, Vantage, Walk,
};

/// What a round looks at, and how.
#[derive(Clone, Debug)]
pub struct Spec {
    pub controls: Vec<Control>,
    /// Literal addresses that need no DNS.
    pub anchors: Vec<SocketAddr>,
    /// Public resolvers, to compare the configured ones with.
    pub public_resolvers: Vec<SocketAddr>,
    pub doh: Vec<Url>,
    pub services: Vec<Service>,
    /// Whether fixes are tried where something is wrong.
    pub trials: bool,
    /// Whether a trial may go outside a tunnel.
    pub outside_tunnel: bool,
    /// Whether to look closely at what seems well, too: throughput, and each address of each name.
    pub closely: bool,
    /// After this long the round ends with what it has.
    pub deadline: Duration,
}

/// What a round tells while it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many walks have begun.
    Begun(usize),
    /// An ordinary walk towards a service's target ended.
    Target { service: String, well: bool },
    /// An ordinary walk towards a control or an anchor ended.
    Reference { well: bool },
    /// Something is wrong, and fixes are being tried.
    Closer,
    /// A walk with one thing changed ended.
    Trial { vantage: Vantage, well: bool },
}

/// A walk that is later than this is looked at closely while it is still under way. Above what a healthy walk takes
/// over a slow line (three round trips of 300 ms) and a lost packet's first repetition; so early that a trial, which may
/// take less long ([`super::Limits::of_trials`]), ends soon after the walk that it is about.
const LATE: Duration = Duration::from_millis(1_100);

/// How often the round looks whether it still gets its turns.
const BEAT: Duration = Duration::from_millis(50);

/// Standing still for less makes nothing seem lost: a lost packet costs a second.
const STALL: Duration = Duration::from_millis(100);

/// Longer than a second opinion of the same kind takes on a long line (satellite), so that no answer is lost that is on
/// its way.
const GRACE: Duration = Duration::from_millis(600);

/// What a task of the round brings back.
enum Found {
    Host(Box<Host>, host::Gateways),
    Gateways(Option<Vec<Gateway>>),
    Ordinary(usize, Box<Walk>),
    Trial(Vec<Walk>),
    /// What a resolver said of a name, for both families.
    Lookups(String, Vec<Lookup>),
    Feed(Feed),
    Software(Vec<Software>),
    Pressure(Pressure),
    /// Whether the network's own interface wants a sign-in.
    WantsSignIn(Option<bool>),
    RoundTrips(IpAddr, Vec<Option<u32>>),
}

/// Everything of one subject that its walks need.
#[derive(Clone, Debug)]
struct Job {
    errand: Errand,
    host: String,
    /// How far its walk has come.
    trace: Trace,
    /// Whether its walk has come back.
    done: bool,
    /// What was known when its trials were planned last.
    looked_at: Known,
}

/// How much is known of a walk, in the order in which it comes to be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    #[default]
    Nothing,
    /// It is later than it should be.
    Late,
    /// It is late, and its connection has opened.
    Opened,
    Ended,
}

impl Job {
    fn known(&self) -> Known {
        match (self.done, self.trace.so_far()) {
            (true, _) => Known::Ended,
            (false, Some(_)) => Known::Opened,
            (false, None) => Known::Late,
        }
    }
}

/// A round under way.
struct Round<'a, P> {
    walker: &'a Walker,
    reader: &'a Arc<Reader>,
    clock: &'a Clock,
    spec: &'a Spec,
    begun: Moment,
    progress: P,
    jobs: Vec<Job>,
    tasks: JoinSet<Found>,
    waiting: Waiting<Id>,
    snapshot: Snapshot,
    ways: Option<Ways>,
    /// Trials that have been started.
    started: BTreeSet<(Subject, Trial)>,
    /// Names that were looked up elsewhere.
    looked_up: BTreeSet<String>,
    /// Walks that wait for what another resolver says of a name.
    to_be_led: BTreeMap<String, Vec<Errand>>,
    /// Walks that went where the first of the others led, and the addresses there.
    led: BTreeMap<String, Vec<(Errand, Vec<IpAddr>)>>,
    looked_for_software: bool,
    measured_link: bool,
    measured_pressure: bool,
    feeds: BTreeSet<String>,
}

/// Makes one round. Never fails: what cannot be seen is missing from the snapshot.
pub async fn round(
    walker: &Walker,
    reader: &Arc<Reader>,
    clock: &Clock,
    spec: &Spec,
    progress: impl Fn(Progress),
) -> Snapshot {
    let walker = &walker.counted();
    let mut snapshot = Snapshot::empty(clock.wall());
    snapshot.controls = spec.controls.iter().map(|it| without_secrets(&it.url, false)).collect();
    snapshot.anchors.clone_from(&spec.anchors);
    snapshot.services = spec.services.iter().map(service_spec).collect();
    let mut round = Round {
        walker,
        reader,
        clock,
        spec,
        begun: clock.now(),
        progress,
        jobs: jobs(spec),
        tasks: JoinSet::new(),
        waiting: Waiting::default(),
        snapshot,
        ways: None,
        started: BTreeSet::new(),
        looked_up: BTreeSet::new(),
        to_be_led: BTreeMap::new(),
        led: BTreeMap::new(),
        looked_for_software: false,
        measured_link: false,
        measured_pressure: false,
        feeds: BTreeSet::new(),
    };
    round.begin();
    round.run().await;
    round.tasks.abort_all();
    note_carriers(&mut round.snapshot.host, &host::carrier_changes().await);
    round.finish()
}

/// Notes how often each interface's carrier changed since the round looked at it first, given the counts of `now`.
fn note_carriers(host: &mut Host, now: &BTreeMap<String, u64>) {
    for interface in host.interfaces.iter_mut().flatten() {
        let counts = interface.carrier_changes.zip(now.get(&interface.name));
        // A count that is lower than before is another interface's, of the same name.
        interface.carrier_changes_during = counts.and_then(|(before, now)| now.checked_sub(before));
    }
}

fn service_spec(service: &Service) -> ServiceSpec {
    let target = |it: &crate::catalogue::Target| TargetSpec {
        role: it.role,
        // A key of the user's own server may stand in the query.
        url: without_secrets(&it.url, false),
        measured: it.measure.is_some(),
    };
    ServiceSpec {
        id: service.id.clone(),
        name: service.name.clone(),
        targets: service.targets.iter().map(target).collect(),
    }
}

/// One job for each control, anchor and target.
fn jobs(spec: &Spec) -> Vec<Job> {
    let controls = spec.controls.iter().enumerate().map(|(index, control)| {
        let kind = if control.url.scheme() == "https" { ProbeKind::Https } else { ProbeKind::Http };
        job(Subject::Control(index), control.url.clone(), kind, control.expect.clone(), None)
    });
    let anchors = spec.anchors.iter().enumerate().filter_map(|(index, anchor)| {
        let url = Url::parse(&format!("tcp://{anchor}")).ok()?;
        Some(job(Subject::Anchor(index), url, ProbeKind::Tcp, Expectation::default(), None))
    });
    let targets = spec.services.iter().flat_map(|service| {
        service.targets.iter().enumerate().map(|(index, target)| {
            let subject = Subject::Target { service: service.id.clone(), index };
            let measure = target.measure.filter(|_| spec.closely);
            let job =
                job(subject, target.url.clone(), target.probe, target.expect.clone(), measure);
            Job { host: target.host().to_ascii_lowercase(), ..job }
        })
    });
    controls.chain(anchors).chain(targets).collect()
}

fn job(
    subject: Subject,
    url: Url,
    kind: ProbeKind,
    expect: Expectation,
    measure: Option<u64>,
) -> Job {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_ascii_lowercase();
    let errand = Errand {
        subject,
        vantage: Vantage::Ordinary,
        url,
        kind,
        expect,
        measure,
        addresses: None,
        sni: None,
    };
    Job { errand, host, trace: Trace::default(), done: false, looked_at: Known::Nothing }
}

impl<P: Fn(Progress)> Round<'_, P> {
    fn begin(&mut self) {
        (self.progress)(Progress::Begun(self.jobs.len()));
        let names: BTreeSet<String> = self.jobs.iter().map(|it| it.host.clone()).collect();
        self.spawn(Wait::Needed, async move {
            let (host, gateways) = host::read(&names).await;
            Found::Host(Box::new(host), gateways)
        });
        for index in 0..self.jobs.len() {
            let Job { errand, trace, .. } = self.jobs[index].clone();
            let (walker, begun, end) = (self.walker.clone(), self.begun, Some(self.end()));
            self.spawn(Wait::Needed, async move {
                let walk = walker.walk_traced(&errand, begun, end, &trace).await;
                Found::Ordinary(index, Box::new(walk))
            });
        }
    }

    /// When the round is over.
    fn end(&self) -> Moment {
        Moment(self.begun.0 + self.spec.deadline)
    }

    /// Begins something that is awaited so.
    fn spawn(&mut self, wait: Wait, task: impl Future<Output = Found> + Send + 'static) {
        self.waiting.add(self.tasks.spawn(task).id(), wait);
    }

    async fn run(&mut self) {
        let deadline = tokio::time::sleep(self.spec.deadline);
        let mut late = interval_at(Instant::now() + LATE, LATE);
        let grace = tokio::time::sleep(GRACE);
        tokio::pin!(deadline, grace);
        let mut beat = interval_at(Instant::now() + BEAT, BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last_beat = Instant::now();
        let (mut waited, mut ending) = (false, false);
        loop {
            let patience = self.waiting.patience(&self.snapshot);
            if patience == Patience::Over {
                // What has come by now is not thrown away.
                while let Some(Ok((_, found))) = self.tasks.try_join_next_with_id() {
                    self.take(found);
                }
                return;
            }
            // What comes to be needed again ends the grace.
            let enough = patience == Patience::Grace;
            if enough && !ending {
                grace.as_mut().reset(Instant::now() + GRACE);
            }
            ending = enough;
            tokio::select! {
                () = &mut deadline => return,
                _ = beat.tick() => {
                    self.note_stall(last_beat.elapsed().saturating_sub(BEAT));
                    last_beat = Instant::now();
                }
                () = &mut grace, if ending => return,
                _ = late.tick() => {
                    waited = true;
                    self.look_at_late();
                }
                found = self.tasks.join_next_with_id() => match found {
                    None => return,
                    Some(Ok((id, found))) => {
                        self.waiting.remove(&id);
                        self.take(found);
                        if waited {
                            self.look_at_late();
                        }
                    }
                    // A panicking probe is a fault of ours; its subject stays "not looked at".
                    // What it panicked with may hold anything, and its place has been told.
                    Some(Err(error)) => {
                        self.waiting.remove(&error.id());
                        tracing::error!(panicked = error.is_panic(), "a probe ended abnormally");
                    }
                },
            }
        }
    }

    /// Notes that nothing was done for so long, where that is longer than work of one's own takes.
    fn note_stall(&mut self, length: Duration) {
        if length >= STALL {
            let now = millis(self.clock.now() - self.begun);
            self.snapshot.stalls.push((now.saturating_sub(millis(length)), millis(length)));
        }
    }

    fn take(&mut self, found: Found) {
        match found {
            Found::Host(host, gateways) => {
                self.ways = Some(Ways::of(&host));
                self.snapshot.host = *host;
                self.spawn(Wait::Line, async move { Found::Gateways(gateways.observe().await) });
                self.catch_up();
            }
            Found::Gateways(gateways) => self.snapshot.host.gateways = gateways,
            Found::Ordinary(index, walk) => self.take_ordinary(index, *walk),
            Found::Trial(walks) => {
                for walk in &walks {
                    let (vantage, well) = (walk.vantage.clone(), walk.succeeded());
                    (self.progress)(Progress::Trial { vantage, well });
                }
                self.snapshot.walks.extend(walks);
            }
            Found::Lookups(name, lookups) => self.take_lookups(&name, lookups),
            Found::Feed(feed) => self.snapshot.feeds.push(feed),
            Found::Software(software) => self.snapshot.host.software = Some(software),
            Found::WantsSignIn(said) => self.snapshot.wants_sign_in = said,
            Found::Pressure(pressure) => self.snapshot.host.pressure = Some(pressure),
            Found::RoundTrips(gateway, trips) => {
                let gateways = self.snapshot.host.gateways.iter_mut().flatten();
                if let Some(gateway) = gateways.into_iter().find(|it| it.address == gateway) {
                    gateway.round_trips = trips;
                }
            }
        }
    }

    fn take_ordinary(&mut self, index: usize, walk: Walk) {
        let well = walk.succeeded();
        (self.progress)(match &walk.subject {
            Subject::Target { service, .. } => Progress::Target { service: service.clone(), well },
            Subject::Control(_) | Subject::Anchor(_) => Progress::Reference { well },
        });
        if self.spec.closely
            && matches!(walk.subject, Subject::Target { .. })
            && !walk.hops.is_empty()
        {
            self.take_census(index, &walk);
        }
        self.jobs[index].done = true;
        self.snapshot.walks.push(walk);
        self.look_at(index);
        self.measure_otherwise(index);
        self.look_for_steering(index);
        self.judge_by_others_clocks();
    }

    fn finish(mut self) -> Snapshot {
        for job in &self.jobs {
            if !job.done {
                // It began and did not end: nothing is known, which is not the same as nothing being wrong.
                self.snapshot.walks.push(Walk {
                    subject: job.errand.subject.clone(),
                    vantage: Vantage::Ordinary,
                    at_ms: 0,
                    took_ms: millis(self.spec.deadline),
                    hops: Vec::new(),
                });
            }
        }
        self.snapshot.took_ms = millis(self.clock.now() - self.begun);
        let bytes = self.walker.traffic.total() + self.reader.take_count();
        self.snapshot.bytes = Some(bytes);
        self.snapshot
    }
}

fn millis(duration: Duration) -> u32 {
    u32::try_from(duration.as_millis()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::Interface;

    fn interface(name: &str, carrier_changes: Option<u64>) -> Interface {
        Interface { name: name.to_owned(), carrier_changes, ..Interface::default() }
    }

    #[test]
    fn a_link_that_came_and_went_during_the_round_is_noted() {
        let interfaces = vec![
            interface("still", Some(2)),
            interface("flaps", Some(2)),
            interface("made-anew", Some(9)),
            interface("gone", Some(2)),
            interface("uncounted", None),
        ];
        let mut host = Host { interfaces: Some(interfaces), ..Host::default() };
        let now = [("still", 2), ("flaps", 6), ("made-anew", 1), ("uncounted", 3)];
        note_carriers(&mut host, &now.map(|(name, count)| (name.to_owned(), count)).into());
        let noted = host.interfaces.iter().flatten().map(|it| it.carrier_changes_during);
        assert_eq!(noted.collect::<Vec<_>>(), [Some(0), Some(4), None, None, None]);
    }
}
