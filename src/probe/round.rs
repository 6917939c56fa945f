//! One round: all ordinary walks at once, and a closer look at whatever goes wrong, within one budget of time.
//!
//! Trials begin as soon as a walk has failed, or is later than it should be; they run beside what is still under way.
//! Nothing on this computer is changed. Dropping the future ends everything.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use url::Url;

use super::plan::{self, Symptom, Trial, Ways};
use super::walk::without_secrets;
use super::{Errand, Reader, Walker, dns, feed, host, quality, resolve};
use crate::catalogue::{ProbeKind, Service};
use crate::clock::{Clock, Moment};
use crate::config::Control;
use crate::observation::{
    AttemptOutcome, Expectation, FailureKind, Family, Feed, Host, Lookup, Phase, Resolver,
    ResolverKind, Role, ServiceSpec, Snapshot, Software, Subject, TargetSpec, Vantage, Walk,
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
/// over a slow line (three round trips of 300 ms), below the first retransmission's second try.
const LATE: Duration = Duration::from_millis(1_500);

/// At most so many targets of one service are tried again from elsewhere: more would tell nothing new.
const TRIED_TARGETS: usize = 2;

/// At most so many references: enough to judge the network, as controls have different owners.
const TRIED_REFERENCES: usize = 3;

/// So many literal addresses are tried outside a tunnel.
const OUTSIDE_ANCHORS: usize = 2;

const DNS_PORT: u16 = 53;

/// At most so many further addresses of one name are opened.
const CENSUS: usize = 6;

/// A host that no filter has a reason to listen for (RFC 2606, section 3).
const NEUTRAL: &str = "www.example.com";

/// What a task of the round brings back.
enum Found {
    Host(Box<Host>),
    Ordinary(usize, Box<Walk>),
    Trial(Vec<Walk>, Vec<Lookup>),
    Feed(Feed),
    Software(Vec<Software>),
    RoundTrips(IpAddr, Vec<Option<u32>>),
}

/// Everything of one subject that its walks need.
#[derive(Clone, Debug)]
struct Job {
    errand: Errand,
    host: String,
    /// Whether its walk has come back.
    done: bool,
    /// Whether its trials have been planned, before the walk ended and after.
    tried: [bool; 2],
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
    snapshot: Snapshot,
    ways: Option<Ways>,
    /// Trials that have been started.
    started: BTreeSet<(Subject, Trial)>,
    /// Names that were looked up elsewhere.
    looked_up: BTreeSet<String>,
    looked_for_software: bool,
    measured_link: bool,
    feeds: BTreeSet<String>,
    /// Addresses that were opened a second time.
    opened_again: BTreeSet<(Subject, IpAddr)>,
    /// Addresses of the census that were asked in full.
    asked_in_full: BTreeSet<(Subject, IpAddr)>,
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
        snapshot,
        ways: None,
        started: BTreeSet::new(),
        looked_up: BTreeSet::new(),
        looked_for_software: false,
        measured_link: false,
        feeds: BTreeSet::new(),
        opened_again: BTreeSet::new(),
        asked_in_full: BTreeSet::new(),
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
    Job { errand, host, done: false, tried: [false; 2] }
}

impl<P: Fn(Progress)> Round<'_, P> {
    fn begin(&mut self) {
        (self.progress)(Progress::Begun(self.jobs.len()));
        let names: BTreeSet<String> = self.jobs.iter().map(|it| it.host.clone()).collect();
        self.tasks.spawn(async move { Found::Host(Box::new(host::observe(&names).await)) });
        for (index, job) in self.jobs.iter().enumerate() {
            let (walker, errand, begun) = (self.walker.clone(), job.errand.clone(), self.begun);
            let end = Some(self.end());
            self.tasks.spawn(async move {
                Found::Ordinary(index, Box::new(walker.walk_until(&errand, begun, end).await))
            });
        }
    }

    /// When the round is over.
    fn end(&self) -> Moment {
        Moment(self.begun.0 + self.spec.deadline)
    }

    async fn run(&mut self) {
        let deadline = tokio::time::sleep(self.spec.deadline);
        let late = tokio::time::sleep(LATE);
        tokio::pin!(deadline, late);
        let mut waited = false;
        loop {
            tokio::select! {
                () = &mut deadline => return,
                () = &mut late, if !waited => {
                    waited = true;
                    self.look_at_late();
                }
                found = self.tasks.join_next() => match found {
                    None => return,
                    Some(Ok(found)) => {
                        self.take(found);
                        if waited {
                            self.look_at_late();
                        }
                    }
                    // A panicking probe is a fault of ours; its subject stays "not looked at".
                    // What it panicked with may hold anything, and its place has been told.
                    Some(Err(error)) => {
                        tracing::error!(panicked = error.is_panic(), "a probe ended abnormally");
                    }
                },
            }
        }
    }

    fn take(&mut self, found: Found) {
        match found {
            Found::Host(host) => {
                self.ways = Some(Ways::of(&host));
                self.snapshot.host = *host;
                self.catch_up();
            }
            Found::Ordinary(index, walk) => self.take_ordinary(index, *walk),
            Found::Trial(walks, lookups) => {
                for walk in &walks {
                    let (vantage, well) = (walk.vantage.clone(), walk.succeeded());
                    (self.progress)(Progress::Trial { vantage, well });
                    self.open_again(walk);
                }
                self.snapshot.walks.extend(walks);
                self.snapshot.lookups.extend(lookups);
            }
            Found::Feed(feed) => self.snapshot.feeds.push(feed),
            Found::Software(software) => self.snapshot.host.software = Some(software),
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
        self.measure_without_proxy(index, &walk);
        self.jobs[index].done = true;
        self.snapshot.walks.push(walk);
        self.look_at(index);
    }

    /// Opens the other addresses of the name once each. One of them is asked in full where the service's page is, as
    /// an address may open and serve errors alone.
    fn take_census(&mut self, index: usize, walk: &Walk) {
        let mut in_full = walk.succeeded() && self.is_first_page(&walk.subject);
        for (url, address) in plan::census(walk, CENSUS) {
            if in_full {
                in_full = false;
                self.asked_in_full.insert((walk.subject.clone(), address));
                self.spawn_walk(Errand {
                    vantage: Vantage::Address(address),
                    addresses: Some(vec![address]),
                    measure: None,
                    ..self.jobs[index].errand.clone()
                });
            } else {
                self.open(walk.subject.clone(), &url, address);
            }
        }
    }

    /// Whether `subject` is the first page of its service.
    fn is_first_page(&self, subject: &Subject) -> bool {
        let Subject::Target { service, index } = subject else { return false };
        let service = self.spec.services.iter().find(|it| it.id == *service);
        let first = service.and_then(|it| it.targets.iter().position(|it| it.role == Role::Web));
        first == Some(*index)
    }

    /// Measures once without the proxy where what came through it came thinly.
    fn measure_without_proxy(&mut self, index: usize, walk: &Walk) {
        let tried = self.started.iter().any(|(_, it)| *it == Trial::WithoutProxy);
        if self.spec.trials && self.spec.closely && !tried && plan::is_thin_by_proxy(walk) {
            self.start(index, &Trial::WithoutProxy);
        }
    }

    /// An address that was silent is opened once more: silence may be a stray loss.
    fn open_again(&mut self, walk: &Walk) {
        let Vantage::Address(address) = walk.vantage else { return };
        let silent = walk
            .failure()
            .is_some_and(|it| it.phase == Phase::Connect && it.kind == FailureKind::TimedOut);
        let Some(url) = walk.hops.first().and_then(|hop| Url::parse(&hop.url).ok()) else { return };
        if silent
            && (url.scheme() == "tcp"
                || self.asked_in_full.contains(&(walk.subject.clone(), address)))
            && self.opened_again.insert((walk.subject.clone(), address))
        {
            self.open(walk.subject.clone(), &url, address);
        }
    }

    /// Opens one address of a name, and closes it.
    fn open(&mut self, subject: Subject, url: &Url, address: IpAddr) {
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return;
        };
        let Ok(url) = Url::parse(&format!("tcp://{host}:{port}")) else { return };
        self.spawn_walk(Errand {
            subject,
            vantage: Vantage::Address(address),
            url,
            kind: ProbeKind::Tcp,
            expect: Expectation::default(),
            measure: None,
            addresses: Some(vec![address]),
            sni: None,
        });
    }

    /// Plans the trials of everything that ended badly before the host's state was known.
    fn catch_up(&mut self) {
        for index in 0..self.jobs.len() {
            if self.jobs[index].done {
                self.look_at(index);
            }
        }
    }

    /// Looks closely at what is still under way and later than it should be, and at the link meanwhile.
    fn look_at_late(&mut self) {
        self.measure_link();
        for index in 0..self.jobs.len() {
            // A download that is measured may take its time, and another one beside it would make it later.
            if !self.jobs[index].done && self.jobs[index].errand.measure.is_none() {
                self.look_at(index);
            }
        }
    }

    /// Makes round trips to the gateways, once, if anything is still under way: under load they tell most.
    fn measure_link(&mut self) {
        let busy = self.jobs.iter().any(|it| !it.done);
        if self.measured_link || !busy || !self.spec.trials || self.ways.is_none() {
            return;
        }
        self.measured_link = true;
        for gateway in self.snapshot.host.gateways.iter().flatten() {
            // A link-local address means nothing without its interface.
            let IpAddr::V4(address) = gateway.address else { continue };
            let answered = gateway.responds == Some(true);
            self.tasks.spawn(async move {
                let trips = quality::round_trips(IpAddr::V4(address), answered).await;
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "below a few seconds"
                )]
                let trips =
                    trips.into_iter().map(|trip| trip.map(|ms| ms.round() as u32)).collect();
                Found::RoundTrips(IpAddr::V4(address), trips)
            });
        }
    }

    /// Plans and starts the trials of one subject, if its walk calls for any and it has not been done.
    fn look_at(&mut self, index: usize) {
        let Some(ways) = self.ways.clone().filter(|_| self.spec.trials) else { return };
        let job = &self.jobs[index];
        if job.tried[usize::from(job.done)] {
            return;
        }
        let subject = job.errand.subject.clone();
        let walk = self.snapshot.ordinary(&subject);
        if walk.is_some_and(Walk::succeeded) || !self.has_room_for(&subject) {
            return;
        }
        let trials = plan::trials(Symptom { host: &job.host, walk }, &ways);
        let (done, failed) = (job.done, walk.is_some());
        self.jobs[index].tried[usize::from(done)] = true;
        if failed {
            self.look_around(&subject);
        }
        for trial in &trials {
            self.start(index, trial);
        }
        self.go_to_anchors_outside();
    }

    /// Whether another subject of the same kind may be tried from elsewhere.
    fn has_room_for(&self, subject: &Subject) -> bool {
        let tried: BTreeSet<&Subject> = self.started.iter().map(|(it, _)| it).collect();
        if tried.contains(subject) {
            return true;
        }
        match subject {
            Subject::Target { service, .. } => {
                let same = |it: &&&Subject| matches!(it, Subject::Target { service: other, .. } if other == service);
                tried.iter().filter(same).count() < TRIED_TARGETS
            }
            // Anchors that are tried outside a tunnel take no room from the controls.
            Subject::Control(_) => {
                let control = |it: &&&Subject| matches!(it, Subject::Control(_));
                tried.iter().filter(control).count() < TRIED_REFERENCES
            }
            Subject::Anchor(_) => {
                tried.iter().filter(|it| !matches!(it, Subject::Target { .. })).count()
                    < TRIED_REFERENCES
            }
        }
    }

    /// Once something is wrong: programs that may have a hand in it, the vendor's word.
    fn look_around(&mut self, subject: &Subject) {
        if !self.looked_for_software {
            self.looked_for_software = true;
            self.snapshot.looked_closer = true;
            (self.progress)(Progress::Closer);
            self.tasks.spawn_blocking(|| Found::Software(host::software()));
            // The configured resolvers' own words about names that surely exist.
            let controls: Vec<String> = self
                .jobs
                .iter()
                .filter(|it| matches!(it.errand.subject, Subject::Control(_)))
                .map(|it| it.host.clone())
                .take(TRIED_REFERENCES)
                .collect();
            for name in controls {
                self.ask_around(&name, None);
            }
        }
        let Subject::Target { service, .. } = subject else { return };
        let status =
            self.spec.services.iter().find(|it| it.id == *service).and_then(|it| it.status.clone());
        if let Some(status) = status.filter(|_| self.feeds.insert(service.clone())) {
            let (service, reader) = (service.clone(), Arc::clone(self.reader));
            self.tasks.spawn(async move { Found::Feed(feed(&service, &status, &reader).await) });
        }
    }

    fn start(&mut self, index: usize, trial: &Trial) {
        let errand = self.jobs[index].errand.clone();
        if !self.started.insert((errand.subject.clone(), trial.clone())) {
            return;
        }
        if let (Trial::OutsideTunnel(interface), false) = (trial, self.spec.outside_tunnel) {
            let vantage = Vantage::OutsideTunnel(interface.clone());
            if !self.snapshot.not_possible.iter().any(|(it, _)| *it == vantage) {
                self.snapshot
                    .not_possible
                    .push((vantage, "the settings do not allow a look outside the VPN".to_owned()));
            }
            return;
        }
        let host = self.jobs[index].host.clone();
        match trial {
            Trial::OtherResolvers { walk } => self.ask_around(&host, walk.then_some(errand)),
            Trial::PastHostsFile => self.go_past_hosts(host, errand),
            Trial::OutsideTunnel(interface) | Trial::OtherInterface(interface) => {
                self.go_around(host, interface.clone(), plan::vantage(trial), errand);
            }
            Trial::Address(address) => {
                self.spawn_walk(Errand {
                    vantage: Vantage::Address(*address),
                    addresses: Some(vec![*address]),
                    ..errand
                });
            }
            Trial::NeutralName(address) => self.spawn_walk(Errand {
                vantage: Vantage::NeutralName(*address),
                addresses: Some(vec![*address]),
                sni: Some(NEUTRAL.to_owned()),
                ..errand
            }),
            Trial::Again(pause) => {
                let (walker, begun, pause) = (self.walker.clone(), self.begun, *pause);
                let errand = Errand { vantage: Vantage::Again, ..errand };
                self.tasks.spawn(async move {
                    tokio::time::sleep(pause).await;
                    Found::Trial(vec![walker.walk(&errand, begun).await], Vec::new())
                });
            }
            Trial::WithoutProxy | Trial::SmallSegments | Trial::Http1 | Trial::Family(_) => {
                if let Some(vantage) = plan::vantage(trial) {
                    self.spawn_walk(Errand { vantage, ..errand });
                }
            }
        }
    }

    fn spawn_walk(&mut self, errand: Errand) {
        let (walker, begun) = (self.walker.clone(), self.begun);
        self.tasks.spawn(async move {
            Found::Trial(vec![walker.walk(&errand, begun).await], Vec::new())
        });
    }

    /// Asks the configured resolvers directly and others beside them; walks to what the first of the others says.
    fn ask_around(&mut self, name: &str, errand: Option<Errand>) {
        if name.parse::<IpAddr>().is_ok() {
            return;
        }
        // The answers are kept once for each name; another subject with the same name still makes its walk.
        let fresh = self.looked_up.insert(name.to_owned());
        let (walker, begun, name) = (self.walker.clone(), self.begun, name.to_owned());
        let (configured, others) = (self.configured(), self.others());
        self.tasks.spawn(async move {
            let direct = ask_all(&walker, configured, &name, None);
            let elsewhere = async {
                let (first, found) = tokio::sync::oneshot::channel();
                let walk = async {
                    let (errand, Ok((resolver, addresses))) = (errand?, found.await) else {
                        return None;
                    };
                    let vantage = Vantage::OtherResolver(resolver);
                    Some(
                        walker
                            .walk(&Errand { vantage, addresses: Some(addresses), ..errand }, begun)
                            .await,
                    )
                };
                tokio::join!(ask_until(&walker, others, &name, first), walk)
            };
            let (mut lookups, (more, walk)) = tokio::join!(direct, elsewhere);
            lookups.extend(more);
            Found::Trial(walk.into_iter().collect(), if fresh { lookups } else { Vec::new() })
        });
    }

    /// Walks to the addresses that DNS gives, past the hosts file.
    fn go_past_hosts(&mut self, name: String, errand: Errand) {
        let (walker, begun) = (self.walker.clone(), self.begun);
        let (configured, others) = (self.configured(), self.others());
        self.tasks.spawn(async move {
            let mut lookups = ask_all(&walker, configured, &name, None).await;
            if first_usable(&lookups).is_none() {
                lookups = ask_all(&walker, others, &name, None).await;
            }
            let Some((_, addresses)) = first_usable(&lookups) else {
                return Found::Trial(Vec::new(), Vec::new());
            };
            let errand =
                Errand { vantage: Vantage::PastHostsFile, addresses: Some(addresses), ..errand };
            Found::Trial(vec![walker.walk(&errand, begun).await], Vec::new())
        });
    }

    /// Walks over another interface, with addresses that were asked for over it too.
    ///
    /// The system's resolver is never asked: its question would take the ordinary way, which may be what is broken.
    fn go_around(
        &mut self,
        name: String,
        interface: String,
        vantage: Option<Vantage>,
        errand: Errand,
    ) {
        let Some(vantage) = vantage else { return };
        let (walker, begun, public) = (self.walker.clone(), self.begun, self.others());
        let routers = self.routers_on(&interface);
        let known = self
            .snapshot
            .ordinary(&errand.subject)
            .and_then(|walk| walk.hops.first()?.lookup.clone())
            .map(|it| it.answer.addresses().to_vec())
            .unwrap_or_default();
        let anchors: Vec<IpAddr> = self.spec.anchors.iter().map(SocketAddr::ip).collect();
        self.tasks.spawn(async move {
            let learnt = match name.parse::<IpAddr>() {
                Ok(literal) => Ok(vec![literal]),
                Err(_) => learn(&walker, public, routers, &name, &interface).await,
            };
            let learnt = learnt.or_else(|why| if known.is_empty() { Err(why) } else { Ok(known) });
            let errand = Errand { vantage, ..errand };
            let mut walk = match learnt {
                Ok(addresses) => {
                    let errand = Errand { addresses: Some(addresses), ..errand };
                    walker.walk(&errand, begun).await
                }
                Err(why) => walker.stay(&errand, why, begun),
            };
            let tried = silent_peers(&walk);
            let tried = if tried.is_empty() { anchors } else { tried };
            if is_silence(&walk) && all_held_back(&tried, &interface).await {
                forbid(&mut walk);
            }
            Found::Trial(vec![walk], Vec::new())
        });
    }

    /// The gateways on `interface`, as the resolvers that home routers are.
    fn routers_on(&self, interface: &str) -> Vec<Resolver> {
        let gateways = self.snapshot.host.gateways.iter().flatten();
        gateways
            // A link-local address means nothing without its interface.
            .filter(|it| it.interface == interface && it.address.is_ipv4())
            .map(|it| Resolver {
                kind: ResolverKind::Configured,
                address: SocketAddr::new(it.address, DNS_PORT).to_string(),
            })
            .collect()
    }

    /// Walks to literal addresses outside the tunnel, where one carries everything: a contrast without any DNS.
    fn go_to_anchors_outside(&mut self) {
        let Some(ways) = &self.ways else { return };
        let Some(physical) = ways.tunnel.as_ref().and(ways.physical.clone()) else { return };
        let is_anchor =
            |index: &usize| matches!(self.jobs[*index].errand.subject, Subject::Anchor(_));
        let anchors: Vec<usize> =
            (0..self.jobs.len()).filter(is_anchor).take(OUTSIDE_ANCHORS).collect();
        for index in anchors {
            self.start(index, &Trial::OutsideTunnel(physical.clone()));
        }
    }

    fn configured(&self) -> Vec<Resolver> {
        let servers = self.snapshot.host.name_servers.iter().flatten();
        servers
            .map(|it| Resolver { kind: ResolverKind::Configured, address: it.address.to_string() })
            .collect()
    }

    fn others(&self) -> Vec<Resolver> {
        let public = self.spec.public_resolvers.iter();
        let plain = public
            .clone()
            .map(|it| Resolver { kind: ResolverKind::Public, address: it.to_string() });
        // One over TCP: some networks answer or drop UDP only.
        let stream = public
            .clone()
            .take(1)
            .map(|it| Resolver { kind: ResolverKind::PublicTcp, address: it.to_string() });
        let private = self
            .spec
            .doh
            .iter()
            .map(|it| Resolver { kind: ResolverKind::Doh, address: it.to_string() });
        plain.chain(stream).chain(private).collect()
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

/// The addresses of `name`, asked for over `interface` alone: what a public resolver says, or else what the router
/// there does. The error is why nobody gave any.
async fn learn(
    walker: &Walker,
    public: Vec<Resolver>,
    routers: Vec<Resolver>,
    name: &str,
    interface: &str,
) -> Result<Vec<IpAddr>, FailureKind> {
    let (public, routers) = tokio::join!(
        ask_all(walker, public, name, Some(interface)),
        ask_all(walker, routers, name, Some(interface))
    );
    let given = first_usable(&public).or_else(|| first_usable(&routers));
    given.map(|(_, addresses)| addresses).ok_or_else(|| {
        // An answer without an address says more than silence.
        let all = || public.iter().chain(&routers);
        let telling = all().find(|it| it.answer.answered()).or_else(|| all().next());
        telling.and_then(|it| resolve::failure(&it.answer)).unwrap_or(FailureKind::LookupFailed)
    })
}

/// Whether a walk ended because nothing came back, so that it may not have left this computer.
fn is_silence(walk: &Walk) -> bool {
    walk.failure().is_some_and(|it| {
        matches!(it.phase, Phase::Resolve | Phase::Connect)
            && matches!(it.kind, FailureKind::TimedOut | FailureKind::LookupFailed)
    })
}

/// The addresses that nothing came back from. Those of a family without a route were never tried.
fn silent_peers(walk: &Walk) -> Vec<IpAddr> {
    let attempts = walk.hops.iter().flat_map(|it| &it.attempts);
    attempts
        .filter(|it| it.outcome == AttemptOutcome::Failed(FailureKind::TimedOut))
        .map(|it| it.peer.ip())
        .collect()
}

/// Whether rules of this computer let nothing out to any of `addresses` over `interface`: a kill switch.
async fn all_held_back(addresses: &[IpAddr], interface: &str) -> bool {
    for address in addresses {
        if !dns::is_held_back(*address, interface).await {
            return false;
        }
    }
    !addresses.is_empty()
}

/// Says of a walk that this computer did not let it out.
fn forbid(walk: &mut Walk) {
    let Some(hop) = walk.hops.last_mut() else { return };
    if let Err(failure) = &mut hop.outcome {
        failure.kind = FailureKind::PermissionDenied;
    }
    for attempt in &mut hop.attempts {
        if attempt.outcome == AttemptOutcome::Failed(FailureKind::TimedOut) {
            attempt.outcome = AttemptOutcome::Failed(FailureKind::PermissionDenied);
        }
    }
}

/// Asks all `resolvers` for both families of `name` at once.
async fn ask_all(
    walker: &Walker,
    resolvers: Vec<Resolver>,
    name: &str,
    via: Option<&str>,
) -> Vec<Lookup> {
    let mut asked = JoinSet::new();
    for (order, resolver) in resolvers.into_iter().enumerate() {
        for family in [Family::V4, Family::V6] {
            let (walker, resolver, name, via) =
                (walker.clone(), resolver.clone(), name.to_owned(), via.map(str::to_owned));
            asked.spawn(async move {
                (order, walker.look_up(&resolver, &name, family, via.as_deref()).await)
            });
        }
    }
    let mut found: Vec<(usize, Lookup)> = asked.join_all().await;
    found.sort_by_key(|(order, lookup)| (*order, lookup.family));
    found.into_iter().map(|(_, lookup)| lookup).collect()
}

/// A resolver and the addresses that it gave.
type Given = (String, Vec<IpAddr>);

/// The same, telling `first` what the first of them gave as soon as one has given both families.
async fn ask_until(
    walker: &Walker,
    resolvers: Vec<Resolver>,
    name: &str,
    first: tokio::sync::oneshot::Sender<Given>,
) -> Vec<Lookup> {
    let mut asked = JoinSet::new();
    for (order, resolver) in resolvers.into_iter().enumerate() {
        let (walker, name) = (walker.clone(), name.to_owned());
        asked.spawn(async move { (order, ask_all(&walker, vec![resolver], &name, None).await) });
    }
    let (mut first, mut all) = (Some(first), Vec::new());
    while let Some(answer) = asked.join_next().await {
        let Ok((order, lookups)) = answer else { continue };
        if let Some(given) = first_usable(&lookups)
            && let Some(first) = first.take()
        {
            // Nobody waits for it where no walk is wanted.
            drop(first.send(given));
        }
        all.push((order, lookups));
    }
    all.sort_by_key(|(order, _)| *order);
    all.into_iter().flat_map(|(_, lookups)| lookups).collect()
}

/// The first resolver that gave addresses which can be somebody's, and these addresses.
fn first_usable(lookups: &[Lookup]) -> Option<Given> {
    let usable = |lookup: &Lookup| -> Vec<IpAddr> {
        let all = lookup.answer.addresses().iter();
        all.filter(|it| !it.is_unspecified() && !it.is_loopback()).copied().collect()
    };
    let resolver = lookups.iter().find(|it| !usable(it).is_empty())?.resolver.clone();
    let addresses = lookups.iter().filter(|it| it.resolver == resolver).flat_map(usable).collect();
    Some((resolver.address, addresses))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::{Attempt, Hop, Interface};

    fn silent_walk() -> Walk {
        let mut hop = Hop::to(&Url::parse("tcp://192.0.2.1:443").unwrap());
        hop.attempts = vec![Attempt {
            peer: "192.0.2.1:443".parse().unwrap(),
            outcome: AttemptOutcome::Failed(FailureKind::TimedOut),
            took_ms: 4_000,
        }];
        hop.outcome = Err(FailureKind::TimedOut.at(Phase::Connect));
        Walk {
            subject: Subject::Anchor(0),
            vantage: Vantage::OutsideTunnel("eth0".to_owned()),
            at_ms: 0,
            took_ms: 4_000,
            hops: vec![hop],
        }
    }

    #[test]
    fn a_walk_that_this_computer_held_back_is_said_to_be_forbidden() {
        let mut walk = silent_walk();
        assert!(is_silence(&walk));
        forbid(&mut walk);
        assert_eq!(walk.failure(), Some(&FailureKind::PermissionDenied.at(Phase::Connect)));
        let forbidden = AttemptOutcome::Failed(FailureKind::PermissionDenied);
        assert_eq!(walk.hops[0].attempts[0].outcome, forbidden);
    }

    #[test]
    fn a_family_without_a_route_is_no_witness_of_silence() {
        let mut walk = silent_walk();
        walk.hops[0].attempts.push(Attempt {
            peer: "[2001:db8::1]:443".parse().unwrap(),
            outcome: AttemptOutcome::Failed(FailureKind::NetworkUnreachable),
            took_ms: 0,
        });
        assert_eq!(silent_peers(&walk), ["192.0.2.1".parse::<IpAddr>().unwrap()]);
    }

    #[test]
    fn a_refusal_came_back_and_so_was_not_held_back() {
        let mut walk = silent_walk();
        walk.hops[0].outcome = Err(FailureKind::Refused.at(Phase::Connect));
        assert!(!is_silence(&walk));
    }

    #[tokio::test]
    async fn nothing_is_held_back_where_nothing_was_tried() {
        assert!(!all_held_back(&[], "lo").await);
    }

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
