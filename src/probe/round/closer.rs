//! The closer look: trials on what failed or is late, the census of addresses, and the state of this computer meanwhile.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;
use url::Url;

use super::waiting::Wait;
use super::{Found, Known, Progress, Round};
use crate::catalogue::ProbeKind;
use crate::observation::{Expectation, NEUTRAL_NAME, Role, Subject, Vantage, Walk};
use crate::platform::network::portal_interfaces;
use crate::platform::socket::CAN_LIMIT_SEGMENTS;
use crate::probe::plan::{self, Symptom, Trial};
use crate::probe::walk::Trace;
use crate::probe::{Errand, feed, host, portal, quality};

/// At most so many targets of one service are tried again from elsewhere: more would tell nothing new.
const TRIED_TARGETS: usize = 2;

/// At most so many references: enough to judge the network, as controls have different owners.
const TRIED_REFERENCES: usize = 3;

/// At most so many trials in one round, most of one walk each: where everything fails, a few dozen tell what all would,
/// and none reads more than 64 KiB of a surprising answer.
const TRIALS: usize = 64;

/// At most so many further addresses of one name are opened.
const CENSUS: usize = 6;

/// An address that has been silent for so long is opened a second time beside it: silence may be a stray loss.
const SECOND_TRY: Duration = Duration::from_millis(1_200);

impl<P: Fn(Progress)> Round<'_, P> {
    /// Opens the other addresses of the name once each. Where the service's page is they are asked in full, as an address
    /// may open and serve errors alone.
    pub(super) fn take_census(&mut self, index: usize, walk: &Walk) {
        let in_full = walk.succeeded() && self.is_first_page(&walk.subject);
        for (url, address) in plan::census(walk, CENSUS) {
            if in_full {
                self.open(Errand {
                    vantage: Vantage::Address(address),
                    addresses: Some(vec![address]),
                    measure: None,
                    ..self.jobs[index].errand.clone()
                });
            } else if let Some(url) = as_connection(&url) {
                self.open(Errand {
                    subject: walk.subject.clone(),
                    vantage: Vantage::Address(address),
                    url,
                    kind: ProbeKind::Tcp,
                    expect: Expectation::default(),
                    measure: None,
                    addresses: Some(vec![address]),
                    sni: None,
                });
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

    /// Walks to one address; twice, where it is silent.
    fn open(&mut self, errand: Errand) {
        let (walker, begun) = (self.walker.clone(), self.begun);
        self.spawn(Wait::Needed, async move {
            let trace = Trace::default();
            let first = walker.walk_traced(&errand, begun, None, &trace);
            tokio::pin!(first);
            let early = timeout(SECOND_TRY, &mut first).await.ok();
            match early {
                Some(walk) => Found::Trial(vec![walk]),
                // It has opened: what is late then is another matter.
                None if trace.so_far().is_some() => Found::Trial(vec![first.await]),
                None => {
                    let (first, second) = tokio::join!(first, walker.walk(&errand, begun));
                    Found::Trial(vec![first, second])
                }
            }
        });
    }

    /// Measures once past the proxy or the tunnel where what came through it came thinly, and looks at this computer.
    pub(super) fn measure_otherwise(&mut self, index: usize) {
        let subject = &self.jobs[index].errand.subject;
        let Some(walk) = self.snapshot.ordinary(subject).filter(|it| plan::is_thin(it)) else {
            return;
        };
        let Some(ways) = self.ways.as_ref().filter(|_| self.spec.trials) else { return };
        let other = plan::measured_otherwise(walk, ways);
        self.measure_pressure();
        let Some(other) = other else { return };
        let before = self
            .started
            .iter()
            .any(|(subject, trial)| *trial == other && matches!(subject, Subject::Target { .. }));
        if self.spec.closely && !before {
            self.start(index, &other);
        }
    }

    /// Looks once how busy this computer is.
    fn measure_pressure(&mut self) {
        if !self.measured_pressure {
            self.measured_pressure = true;
            self.spawn_blocking(Wait::Pressure, || Found::Pressure(host::pressure()));
        }
    }

    fn spawn_blocking(&mut self, wait: Wait, task: impl FnOnce() -> Found + Send + 'static) {
        let id = self.tasks.spawn_blocking(task).id();
        self.waiting.add(id, wait);
    }

    /// Asks others for names of different owners that lead to one address, where that matters: somebody may steer them.
    pub(super) fn look_for_steering(&mut self, index: usize) {
        let Subject::Target { service, .. } = &self.jobs[index].errand.subject else { return };
        let Some(walk) = self.snapshot.ordinary(&self.jobs[index].errand.subject) else { return };
        let Some(hop) = walk.hops.first().filter(|_| self.spec.trials && self.ways.is_some())
        else {
            return;
        };
        let refused = |walk: &Walk| plan::refuses_the_place(walk);
        let together: Vec<usize> = (0..self.jobs.len())
            .filter(|other| {
                let job = &self.jobs[*other];
                let of_another = matches!(
                    &job.errand.subject,
                    Subject::Target { service: other, .. } if other != service
                );
                let led = self.snapshot.ordinary(&job.errand.subject).is_some_and(|other| {
                    let matters = self.spec.closely || refused(walk) || refused(other);
                    matters && other.hops.first().is_some_and(|it| plan::leads_together(hop, it))
                });
                of_another && led && job.done
            })
            .collect();
        if together.is_empty() {
            return;
        }
        for index in together.into_iter().chain([index]) {
            let subject = &self.jobs[index].errand.subject;
            let walk = self.snapshot.ordinary(subject).is_some_and(refused);
            self.start(index, &Trial::OtherResolvers { walk });
        }
    }

    /// Judges certificates that are out of their time by the clocks of others, as soon as enough of them have told it.
    pub(super) fn judge_by_others_clocks(&mut self) {
        if !self.spec.trials || self.ways.is_none() {
            return;
        }
        let Some(ahead) = plan::wrong_clock(&self.snapshot.clock_skews()) else { return };
        for index in 0..self.jobs.len() {
            let subject = &self.jobs[index].errand.subject;
            let out = self.snapshot.ordinary(subject).is_some_and(plan::is_out_of_time);
            let before = |(other, trial): &(Subject, Trial)| {
                other == subject && matches!(trial, Trial::CorrectedClock(_))
            };
            if out && !self.started.iter().any(before) && self.has_room_for(subject) {
                self.start(index, &Trial::CorrectedClock(ahead));
            }
        }
    }

    /// Where a walk that was sent on came to its end, and the errand to go there straight.
    fn where_it_ended(&self, index: usize) -> Option<(String, Errand)> {
        let errand = &self.jobs[index].errand;
        let walk = self.snapshot.ordinary(&errand.subject)?;
        let url = Url::parse(&walk.last().filter(|_| walk.hops.len() > 1)?.url).ok()?;
        let host = url.host_str()?.trim_matches(['[', ']']).to_ascii_lowercase();
        let sent_on = host != self.jobs[index].host && !walk.succeeded();
        sent_on.then(|| (host, Errand { url, ..errand.clone() }))
    }

    fn say_impossible(&mut self, vantage: Vantage, why: &str) {
        if !self.snapshot.not_possible.iter().any(|(it, _)| *it == vantage) {
            self.snapshot.not_possible.push((vantage, why.to_owned()));
        }
    }

    /// Plans the trials of everything that ended badly before the host's state was known.
    pub(super) fn catch_up(&mut self) {
        for index in 0..self.jobs.len() {
            if self.jobs[index].done {
                self.look_at(index);
                self.measure_otherwise(index);
                self.look_for_steering(index);
            }
        }
        self.judge_by_others_clocks();
    }

    /// Looks closely at what is still under way and later than it should be, and at the link meanwhile.
    pub(super) fn look_at_late(&mut self) {
        self.measure_link();
        for index in 0..self.jobs.len() {
            let job = &self.jobs[index];
            // A download that is measured may take its time, and another one beside it would make it later.
            let downloads = || {
                let begun = job.trace.so_far().is_some_and(|it| it.tls.is_some());
                job.errand.measure.is_some() && begun
            };
            if !job.done && !downloads() {
                self.look_at(index);
            }
        }
    }

    /// Makes round trips to the gateways, once, if anything is still under way: under load they tell most.
    fn measure_link(&mut self) {
        let busy = self.jobs.iter().any(|it| !it.done);
        let Some(gateways) = self.snapshot.host.gateways.clone() else { return };
        if self.measured_link || !busy || !self.spec.trials {
            return;
        }
        self.measured_link = true;
        for gateway in gateways {
            // A link-local address means nothing without its interface.
            let IpAddr::V4(address) = gateway.address else { continue };
            let answered = gateway.responds == Some(true);
            self.spawn(Wait::Needed, async move {
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
    pub(super) fn look_at(&mut self, index: usize) {
        let Some(ways) = self.ways.clone().filter(|_| self.spec.trials) else { return };
        let job = &self.jobs[index];
        let known = job.known();
        if job.looked_at >= known {
            return;
        }
        let subject = job.errand.subject.clone();
        let walk = self.snapshot.ordinary(&subject);
        if walk.is_some_and(Walk::succeeded) || !self.has_room_for(&subject) {
            return;
        }
        let is_target = matches!(subject, Subject::Target { .. });
        let so_far = job.trace.so_far().filter(|_| walk.is_none() && is_target);
        let symptom = Symptom { host: &job.host, walk, so_far: so_far.as_ref() };
        let trials = plan::trials(symptom, &ways);
        // What is late and has not even been reached will most likely fail, and what is asked then takes its time as well.
        let unreached = known == Known::Late;
        let failed = walk.is_some();
        self.jobs[index].looked_at = known;
        if failed || unreached {
            self.look_around();
        }
        self.read_feed(&subject);
        for trial in &trials {
            self.start(index, trial);
        }
        self.go_to_references_outside();
    }

    /// Whether another subject of the same kind may be tried from elsewhere.
    fn has_room_for(&self, subject: &Subject) -> bool {
        if self.started.len() >= TRIALS {
            return false;
        }
        // What was merely late takes no room from what fails.
        let fine = |it: &Subject| self.snapshot.ordinary(it).is_some_and(Walk::succeeded);
        let tried: BTreeSet<&Subject> =
            self.started.iter().map(|(it, _)| it).filter(|it| !fine(it)).collect();
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

    /// Once something is wrong: programs that may have a hand in it, and what the resolvers say of the controls.
    fn look_around(&mut self) {
        if !self.looked_for_software {
            self.looked_for_software = true;
            self.snapshot.looked_closer = true;
            (self.progress)(Progress::Closer);
            self.spawn_blocking(Wait::Line, || Found::Software(host::software()));
            self.measure_pressure();
            self.ask_the_network();
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
    }

    /// Asks the network's own interface, where there is one, whether it wants a sign-in.
    fn ask_the_network(&mut self) {
        let reader = Arc::clone(self.reader);
        self.spawn(Wait::Line, async move {
            let named = tokio::task::spawn_blocking(portal_interfaces).await.unwrap_or_default();
            Found::WantsSignIn(portal::wants_sign_in(&named, &reader).await)
        });
    }

    /// Reads the vendor's own word, once, about a service that is late or wrong.
    fn read_feed(&mut self, subject: &Subject) {
        let Subject::Target { service, .. } = subject else { return };
        let status =
            self.spec.services.iter().find(|it| it.id == *service).and_then(|it| it.status.clone());
        if let Some(status) = status.filter(|_| self.feeds.insert(service.clone())) {
            let (service, reader) = (service.clone(), Arc::clone(self.reader));
            self.spawn(
                Wait::Needed,
                async move { Found::Feed(feed(&service, &status, &reader).await) },
            );
        }
    }

    pub(super) fn start(&mut self, index: usize, trial: &Trial) {
        let errand = self.jobs[index].errand.clone();
        if !self.started.insert((errand.subject.clone(), trial.clone())) {
            return;
        }
        if let (Trial::OutsideTunnel(interface), false) = (trial, self.spec.outside_tunnel) {
            let vantage = Vantage::OutsideTunnel(interface.clone());
            self.say_impossible(vantage, "the settings do not allow a look outside the VPN");
            return;
        }
        if *trial == Trial::SmallSegments && !CAN_LIMIT_SEGMENTS {
            self.say_impossible(Vantage::SmallSegments, "this system cannot keep packets small");
            return;
        }
        let host = self.jobs[index].host.clone();
        match trial {
            Trial::OtherResolvers { walk } => {
                // What a redirect led to is what has to be found.
                let (host, errand) = self.where_it_ended(index).unwrap_or((host, errand));
                self.ask_around(&host, walk.then_some(errand));
            }
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
                sni: Some(NEUTRAL_NAME.to_owned()),
                ..errand
            }),
            Trial::Again(pause) => {
                let (walker, begun, pause) = (self.walker.clone(), self.begun, *pause);
                let errand = Errand { vantage: Vantage::Again, ..errand };
                self.spawn(Wait::Again(errand.subject.clone()), async move {
                    tokio::time::sleep(pause).await;
                    Found::Trial(vec![walker.walk(&errand, begun).await])
                });
            }
            Trial::WithoutProxy
            | Trial::SmallSegments
            | Trial::Http1
            | Trial::Family(_)
            | Trial::CorrectedClock(_) => {
                if let Some(vantage) = plan::vantage(trial) {
                    self.spawn_walk(Errand { vantage, ..errand });
                }
            }
        }
    }

    pub(super) fn spawn_walk(&mut self, errand: Errand) {
        let (walker, begun) = (self.walker.clone(), self.begun);
        self.spawn(
            Wait::Needed,
            async move { Found::Trial(vec![walker.walk(&errand, begun).await]) },
        );
    }
}

/// The connection that a URL needs.
fn as_connection(url: &Url) -> Option<Url> {
    let (host, port) = (url.host_str()?, url.port_or_known_default()?);
    Url::parse(&format!("tcp://{host}:{port}")).ok()
}
