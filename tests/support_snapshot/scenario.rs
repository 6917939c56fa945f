//! Scenarios: what was seen, as far as it differs from a healthy world, and whom to blame.

use std::collections::BTreeMap;
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use streamdoctor::diagnosis::{Cause, Confidence, Extent, Party};
use streamdoctor::observation::{
    Anchor, Attempt, AttemptOutcome, Body, CertificateFacts, Failure, FailureKind, Family, Feed,
    FeedState, Hop, Host, Lookup, LookupAnswer, Phase, ProxyEndpoint, Resolver, ResolverKind, Role,
    Route, ServiceSpec, Snapshot, Subject, TargetSpec, Throughput, TlsFacts, Transport, Usual,
    Vantage, Walk,
};
use streamdoctor::presentation::ServiceState;
use streamdoctor::remedy::{Remedy, TrialResult};
use url::Url;

use super::world::{self, ANCHORS, CONTROLS};

/// One file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    /// What it shows, in one sentence.
    pub(crate) rule: String,
    #[serde(default)]
    world: World,
    /// Fields of [`Host`] that differ.
    #[serde(default)]
    host: toml::Table,
    #[serde(default)]
    walk: Vec<Told>,
    #[serde(default)]
    lookup: Vec<Asked>,
    #[serde(default)]
    feed: Vec<ToldFeed>,
    /// What earlier rounds make us expect.
    #[serde(default)]
    usual: Vec<Usual>,
    /// By service, or `network`. Who is not named must be well.
    pub(crate) expect: BTreeMap<String, Verdict>,
}

/// The size and the ways of the world.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct World {
    services: Vec<String>,
    controls: usize,
    anchors: usize,
    ipv6: bool,
    /// The proxy for everything.
    proxy: Option<String>,
    /// How far the clocks of others are ahead of ours.
    others_are_ahead_s: i64,
    /// Vantages that could not be taken.
    not_possible: Vec<String>,
    /// What the network's own interface says of a sign-in.
    wants_sign_in: Option<bool>,
    /// Parts of the host's state that could not be read.
    unread: Vec<String>,
    /// Services of the user's own.
    own: Vec<OwnService>,
}

impl Default for World {
    fn default() -> Self {
        Self {
            services: vec!["alfa".to_owned(), "bravo".to_owned()],
            controls: CONTROLS.len(),
            anchors: ANCHORS.len(),
            ipv6: false,
            proxy: None,
            others_are_ahead_s: 0,
            not_possible: Vec::new(),
            wants_sign_in: None,
            unread: Vec::new(),
            own: Vec::new(),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnService {
    id: String,
    /// Role and URL of each target.
    targets: Vec<(Role, String)>,
    /// The addresses of its names.
    #[serde(default)]
    addresses: Vec<IpAddr>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<T: Clone> OneOrMany<T> {
    fn all(&self) -> Vec<T> {
        match self {
            Self::One(it) => vec![it.clone()],
            Self::Many(all) => all.clone(),
        }
    }
}

/// How the walks towards some subjects went. What is not told went well.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    /// `everything`, `names`, `services`, `controls`, `anchors`, a service, `service.role`, `control.N`, `anchor.N`.
    to: OneOrMany<String>,
    /// The vantage, `outside_tunnel:eth0`; as any program would, where none is named.
    via: Option<String>,
    /// `phase.kind`, or `phase.kind:detail`.
    fails: Option<String>,
    status: Option<u16>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    transport: Option<Transport>,
    expected: Option<bool>,
    /// Addresses, or the name of another answer.
    lookup: Option<OneOrMany<String>>,
    /// `address outcome [milliseconds]`.
    attempts: Option<Vec<String>>,
    resolve_ms: Option<f64>,
    connect_ms: Option<u32>,
    /// When it began.
    at_ms: Option<u32>,
    first_byte_ms: Option<f64>,
    /// How fast the content came.
    mbps: Option<f64>,
    /// `public`, `private`, `rejected` or `rejected_public`.
    anchor: Option<String>,
    #[serde(default)]
    certificate: toml::Table,
    /// The hosts that redirected here, the first one left out.
    ends_at: Option<String>,
    /// The round ended first.
    #[serde(default)]
    cancelled: bool,
}

/// A look-up made to compare resolvers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    by: OneOrMany<ResolverKind>,
    /// One address for each kind, where they matter.
    server: Option<String>,
    /// The subjects whose names were asked for.
    of: OneOrMany<String>,
    answer: OneOrMany<String>,
    #[serde(default)]
    took_ms: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ToldFeed {
    service: String,
    state: FeedState,
    says: Option<String>,
}

/// What must be said of a service, or of the network.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Verdict {
    pub(crate) cause: Cause,
    pub(crate) confidence: Confidence,
    pub(crate) state: Option<ServiceState>,
    pub(crate) extent: Option<Extent>,
    pub(crate) roles: Option<Vec<Role>>,
    pub(crate) party: Option<Party>,
    pub(crate) product: Option<String>,
    /// The first remedy of the plan, and what became of trying it.
    pub(crate) first: Option<(Remedy, TrialResult)>,
    /// The last one.
    pub(crate) last: Option<(Remedy, TrialResult)>,
    /// Causes that must be named beside it.
    #[serde(default)]
    pub(crate) beside: Vec<Cause>,
    /// Causes that must have been ruled out.
    #[serde(default)]
    pub(crate) ruled_out: Vec<Cause>,
}

/// All scenarios, with the names of their files.
pub(crate) fn scenarios() -> Vec<(String, Scenario)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut found: Vec<(String, Scenario)> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "toml"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap();
            let scenario = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, scenario)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// One thing that can be walked to.
#[derive(Clone, Debug)]
struct Place {
    subject: Subject,
    /// What selects it.
    names: Vec<String>,
    url: String,
    addresses: Vec<IpAddr>,
}

impl Scenario {
    /// The round that it tells of.
    pub(crate) fn snapshot(&self) -> Snapshot {
        let mut snapshot = Snapshot::empty(world::began());
        snapshot.took_ms = 1_840;
        snapshot.controls =
            CONTROLS[..self.world.controls].iter().map(|it| (*it).to_owned()).collect();
        snapshot.anchors =
            ANCHORS[..self.world.anchors].iter().map(|it| it.parse().unwrap()).collect();
        snapshot.services = self.services();
        let places = self.places(&snapshot);
        let proxy = self.world.proxy.as_deref().map(world::proxy);
        snapshot.host = self.host(proxy.as_ref());
        let default = Told::nothing();
        for place in &places {
            let told = self.walk.iter().rev().find(|it| it.via.is_none() && it.is_about(place));
            snapshot.walks.push(self.walk_to(place, told.unwrap_or(&default), proxy.as_ref()));
        }
        for told in self.walk.iter().filter(|it| it.via.is_some()) {
            assert!(places.iter().any(|it| told.is_about(it)), "nothing is {:?}", told.to);
            for place in places.iter().filter(|it| told.is_about(it)) {
                snapshot.walks.push(self.walk_to(place, told, proxy.as_ref()));
            }
        }
        for told in &self.walk {
            assert!(places.iter().any(|it| told.is_about(it)), "nothing is {:?}", told.to);
        }
        snapshot.lookups = self.lookup.iter().flat_map(|it| it.lookups(&places)).collect();
        snapshot.feeds = self
            .feed
            .iter()
            .map(|it| Feed { service: it.service.clone(), state: it.state, says: it.says.clone() })
            .collect();
        snapshot.looked_closer =
            self.walk.iter().any(|it| it.via.is_some()) || !self.lookup.is_empty();
        let barred = |it: &String| (vantage(it), "the settings do not allow it".to_owned());
        snapshot.wants_sign_in = self.world.wants_sign_in;
        snapshot.usual.clone_from(&self.usual);
        snapshot.not_possible = self.world.not_possible.iter().map(barred).collect();
        snapshot
    }

    fn services(&self) -> Vec<ServiceSpec> {
        let mut all: Vec<ServiceSpec> = world::services()
            .into_iter()
            .filter(|it| self.world.services.contains(&it.id))
            .collect();
        all.extend(self.world.own.iter().map(|own| {
            ServiceSpec {
                id: own.id.clone(),
                name: own.id.clone(),
                targets: own
                    .targets
                    .iter()
                    .map(|(role, url)| TargetSpec {
                        role: *role,
                        url: url.clone(),
                        measured: false,
                    })
                    .collect(),
            }
        }));
        all
    }

    fn places(&self, snapshot: &Snapshot) -> Vec<Place> {
        let mut all = Vec::new();
        let names = |of: &[&str]| of.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let mut number = 0;
        for service in &snapshot.services {
            let own = self.world.own.iter().find(|it| it.id == service.id);
            for (index, target) in service.targets.iter().enumerate() {
                let role = serde_json::to_value(target.role).unwrap();
                let exact = format!("{}.{}", service.id, role.as_str().unwrap());
                let addresses = own.map(|it| it.addresses.clone()).filter(|it| !it.is_empty());
                all.push(Place {
                    subject: Subject::Target { service: service.id.clone(), index },
                    names: names(&["everything", "names", "services", &service.id, &exact]),
                    url: target.url.clone(),
                    addresses: addresses
                        .unwrap_or_else(|| world::addresses(number, self.world.ipv6)),
                });
                number += 1;
            }
        }
        // The controls keep their addresses, however many services there are.
        number = 20;
        for (index, url) in snapshot.controls.iter().enumerate() {
            all.push(Place {
                subject: Subject::Control(index),
                names: names(&["everything", "names", "controls", &format!("control.{index}")]),
                url: url.clone(),
                addresses: world::addresses(number, self.world.ipv6),
            });
            number += 1;
        }
        for (index, address) in snapshot.anchors.iter().enumerate() {
            all.push(Place {
                subject: Subject::Anchor(index),
                names: names(&["everything", "anchors", &format!("anchor.{index}")]),
                url: format!("tcp://{address}"),
                addresses: vec![address.ip()],
            });
        }
        all
    }

    fn host(&self, proxy: Option<&ProxyEndpoint>) -> Host {
        let mut host = world::host(self.world.ipv6);
        host.proxy = Some(proxy.map(world::proxy_settings).unwrap_or_default());
        let mut all = serde_json::to_value(host).unwrap();
        for (field, value) in &self.host {
            assert!(all.get(field).is_some(), "the host has no {field}");
            all[field] = serde_json::to_value(value).unwrap();
        }
        for field in &self.world.unread {
            all[field] = serde_json::Value::Null;
        }
        serde_json::from_value(all).unwrap()
    }

    fn walk_to(&self, place: &Place, told: &Told, proxy: Option<&ProxyEndpoint>) -> Walk {
        let via = told.via.as_deref().map(vantage).unwrap_or_default();
        let proxy = proxy.filter(|_| via != Vantage::WithoutProxy);
        let mut hops = Vec::new();
        if let Some(end) = &told.ends_at {
            let mut first = Told::nothing().hop(self, &place.url, &place.addresses, &via, proxy);
            if let Ok(Some(exchange)) = &mut first.outcome {
                exchange.status = 302;
                exchange.headers.0.push(("location".to_owned(), end.clone()));
            }
            hops.push(first);
            hops.push(told.hop(self, end, &place.addresses, &via, proxy));
        } else if !told.cancelled {
            hops.push(told.hop(self, &place.url, &place.addresses, &via, proxy));
        }
        Walk {
            subject: place.subject.clone(),
            vantage: via,
            at_ms: told.at_ms.unwrap_or(5),
            took_ms: 95,
            hops,
        }
    }
}

impl Told {
    /// A walk that went well.
    fn nothing() -> Self {
        toml::from_str("to = []").unwrap()
    }

    fn is_about(&self, place: &Place) -> bool {
        self.to.all().iter().any(|it| place.names.contains(it))
    }

    fn hop(
        &self,
        scenario: &Scenario,
        url: &str,
        addresses: &[IpAddr],
        via: &Vantage,
        proxy: Option<&ProxyEndpoint>,
    ) -> Hop {
        let one = match via {
            Vantage::Address(address) | Vantage::NeutralName(address) => Some(vec![*address]),
            _ => None,
        };
        let answer = self.lookup.as_ref().map(|it| lookup_answer(&it.all()));
        let found = match (&answer, one) {
            (Some(answer), _) => answer.addresses().to_vec(),
            (None, Some(one)) => one,
            (None, None) => addresses.to_vec(),
        };
        let mut hop = world::hop(url, &found);
        let parsed = Url::parse(url).unwrap();
        let name = parsed.host_str().unwrap().trim_matches(['[', ']']).to_owned();
        let port = parsed.port_or_known_default().unwrap_or(443);
        if let Some(lookup) = &mut hop.lookup {
            lookup.answer = answer.unwrap_or_else(|| lookup.answer.clone());
        }
        if matches!(via, Vantage::Address(_) | Vantage::NeutralName(_) | Vantage::OtherResolver(_))
        {
            hop.lookup = None;
            hop.timings.resolve_ms = None;
        }
        if let Some(proxy) = proxy {
            hop.route = Route::Proxy(proxy.clone());
            hop.lookup = None;
            hop.timings.resolve_ms = None;
            hop.peer = Some(SocketAddr::from(([192, 168, 1, 40], proxy.port)));
            hop.attempts[0].peer = hop.peer.unwrap();
        }
        if let Some(ms) = self.resolve_ms {
            hop.timings.resolve_ms = Some(ms);
        }
        if let Some(ms) = self.connect_ms {
            hop.timings.connect_ms = Some(f64::from(ms));
            hop.attempts.iter_mut().for_each(|it| it.took_ms = ms);
        }
        if let Some(told) = &self.attempts {
            hop.attempts = told.iter().map(|it| attempt(it, port)).collect();
            hop.peer = hop
                .attempts
                .iter()
                .find(|it| it.outcome == AttemptOutcome::Connected)
                .map(|it| it.peer);
        }
        match &self.fails {
            Some(told) => self.fail(&mut hop, &name, told, &found, port, proxy.is_some()),
            None => self.answer(&mut hop, scenario, &parsed, &name, proxy.is_some()),
        }
        hop
    }

    fn fail(
        &self,
        hop: &mut Hop,
        name: &str,
        told: &str,
        found: &[IpAddr],
        port: u16,
        proxied: bool,
    ) {
        let failure = failure(told);
        hop.timings.first_byte_ms = None;
        if failure.phase < Phase::Exchange {
            hop.timings.handshake_ms = None;
            hop.tls = self.tls(name, Some(&failure.kind));
        }
        if failure.phase < Phase::Handshake {
            hop.timings.connect_ms = None;
            hop.tls = None;
            hop.peer = None;
            if self.attempts.is_none() {
                let failed = |ip: &IpAddr| Attempt {
                    peer: SocketAddr::new(*ip, port),
                    outcome: AttemptOutcome::Failed(failure.kind.clone()),
                    took_ms: if failure.kind == FailureKind::TimedOut { 5_000 } else { 11 },
                };
                hop.attempts =
                    if proxied { Vec::new() } else { found.iter().map(failed).collect() };
            }
        }
        if failure.phase == Phase::Resolve {
            hop.attempts.clear();
            if let Some(lookup) = hop.lookup.as_mut().filter(|_| self.lookup.is_none()) {
                lookup.answer = match failure.kind {
                    FailureKind::NoSuchName => LookupAnswer::NoSuchName,
                    FailureKind::NoData => LookupAnswer::NoData,
                    FailureKind::ServerFailure => LookupAnswer::ServerFailure,
                    FailureKind::QueryRefused => LookupAnswer::Refused,
                    FailureKind::TimedOut => LookupAnswer::TimedOut,
                    FailureKind::UnusableAddress => {
                        LookupAnswer::Addresses(vec![IpAddr::from([0, 0, 0, 0])])
                    }
                    _ => LookupAnswer::Failed,
                };
            }
        }
        if failure.phase == Phase::Exchange && self.anchor.is_some() {
            hop.tls = self.tls(name, None);
        }
        hop.outcome = Err(failure);
    }

    fn answer(&self, hop: &mut Hop, scenario: &Scenario, url: &Url, name: &str, proxied: bool) {
        if url.scheme() == "tcp" && self.status.is_none() {
            hop.timings.first_byte_ms = None;
            return;
        }
        let transport = self.transport.unwrap_or(match (url.scheme(), proxied) {
            ("https", _) => Transport::Tls,
            (_, true) => Transport::Proxied,
            (_, false) => Transport::Plain,
        });
        if url.scheme() == "https" {
            hop.tls = match transport {
                Transport::Connect => None,
                Transport::Intercepted if self.anchor.is_none() => Some(TlsFacts {
                    anchor: Some(Anchor::Private),
                    ..self.tls(name, None).unwrap()
                }),
                _ => self.tls(name, None),
            };
        }
        if let Some(ms) = self.first_byte_ms {
            hop.timings.first_byte_ms = Some(ms);
        }
        let is_control = hop.url.contains("generate_204");
        let status = self.status.unwrap_or(if is_control { 204 } else { 200 });
        let good = if is_control { status == 204 } else { (200..300).contains(&status) };
        let mut exchange = world::exchange(transport, status, self.expected.unwrap_or(good));
        exchange.headers.0 = self.headers.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        if !exchange.headers.has("date") {
            let ahead = SignedDuration::from_secs(scenario.world.others_are_ahead_s);
            exchange.headers.0.push(("date".to_owned(), http_date(world::began() + ahead)));
        }
        exchange.body = self.body.as_ref().map(|text| Body {
            text: text.clone(),
            read: text.len() as u64,
            complete: true,
        });
        exchange.throughput = self
            .mbps
            .map(|mbps| Throughput { bytes: 262_144, millis: 262_144.0 * 8.0 / (mbps * 1_000.0) });
        hop.outcome = Ok(Some(exchange));
    }

    /// What the handshake showed; nothing, where it ended before a certificate came.
    fn tls(&self, host: &str, failure: Option<&FailureKind>) -> Option<TlsFacts> {
        if failure.is_some_and(|it| !it.is_certificate()) && self.certificate.is_empty() {
            return None;
        }
        let anchor = match (self.anchor.as_deref(), failure) {
            (Some("public"), _) | (None, None) => Anchor::Public,
            (Some("private"), _) => Anchor::Private,
            (Some("rejected"), _) | (None, Some(FailureKind::UnknownIssuer)) => {
                Anchor::Rejected { public: false }
            }
            (Some("rejected_public"), _) | (None, Some(_)) => Anchor::Rejected { public: true },
            (Some(other), _) => panic!("{other} is no anchor"),
        };
        let mut certificate = json!(world::certificate(host));
        for (field, value) in &self.certificate {
            certificate[field] = serde_json::to_value(value).unwrap();
        }
        let certificate: CertificateFacts = serde_json::from_value(certificate).unwrap();
        Some(TlsFacts {
            anchor: Some(anchor),
            certificate: Some(certificate),
            ..world::good_tls(host)
        })
    }
}

impl Asked {
    fn lookups(&self, places: &[Place]) -> Vec<Lookup> {
        let wanted = self.of.all();
        let mut found = Vec::new();
        for place in places.iter().filter(|it| it.names.iter().any(|name| wanted.contains(name))) {
            let url = Url::parse(&place.url).unwrap();
            for kind in self.by.all() {
                let answer = match self.answer.all().as_slice() {
                    [truth] if truth == "truth" => LookupAnswer::Addresses(place.addresses.clone()),
                    told => lookup_answer(told),
                };
                found.push(Lookup {
                    resolver: Resolver { kind, address: self.server(kind) },
                    name: url.host_str().unwrap().to_owned(),
                    family: Some(Family::V4),
                    answer,
                    took_ms: self.took_ms,
                });
            }
        }
        assert!(!found.is_empty(), "nothing is {wanted:?}");
        found
    }

    fn server(&self, kind: ResolverKind) -> String {
        let usual = match kind {
            ResolverKind::System => "",
            ResolverKind::Configured => "192.168.1.1:53",
            ResolverKind::Public | ResolverKind::PublicTcp => "1.1.1.1:53",
            ResolverKind::Doh => "https://1.1.1.1/dns-query",
        };
        self.server.clone().unwrap_or_else(|| usual.to_owned())
    }
}

fn http_date(at: Timestamp) -> String {
    let seconds = u64::try_from(at.as_second()).unwrap();
    httpdate::fmt_http_date(std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds))
}

/// A value of an enum by its name in the JSON, with a detail behind a colon.
fn by_name<T: DeserializeOwned>(told: &str) -> T {
    let value = match told.split_once(':') {
        None => json!(told),
        Some((name, detail)) => json!({ name: detail }),
    };
    serde_json::from_value(value).unwrap_or_else(|error| panic!("{told}: {error}"))
}

fn vantage(told: &str) -> Vantage {
    match told.strip_prefix("corrected_clock:") {
        Some(seconds) => Vantage::CorrectedClock(seconds.parse().unwrap()),
        None => by_name(told),
    }
}

fn lookup_answer(told: &[String]) -> LookupAnswer {
    let addresses: Vec<IpAddr> = told.iter().filter_map(|it| it.parse().ok()).collect();
    match told {
        [word] if addresses.is_empty() => by_name(word),
        _ => LookupAnswer::Addresses(addresses),
    }
}

fn kind(told: &str) -> FailureKind {
    let (error, detail) = told.split_once(':').map_or((told, None), |(e, d)| (e, Some(d)));
    let value = match (error, detail) {
        (_, None) => json!({ "error": error }),
        ("proxy_unreachable", Some(inner)) => {
            json!({ "error": error, "detail": { "error": inner } })
        }
        ("socks_reply", Some(code)) => {
            json!({ "error": error, "detail": code.parse::<u8>().unwrap() })
        }
        (_, Some(detail)) => json!({ "error": error, "detail": detail }),
    };
    serde_json::from_value(value).unwrap_or_else(|problem| panic!("{told}: {problem}"))
}

fn failure(told: &str) -> Failure {
    let (phase, rest) = told.split_once('.').expect("phase.kind");
    kind(rest).at(by_name(phase))
}

fn attempt(told: &str, port: u16) -> Attempt {
    let words: Vec<&str> = told.split(' ').collect();
    let outcome = match words[1] {
        "connected" => AttemptOutcome::Connected,
        "abandoned" => AttemptOutcome::Abandoned,
        other => AttemptOutcome::Failed(kind(other)),
    };
    let took_ms = words.get(2).map_or(9, |it| it.parse().unwrap());
    Attempt { peer: SocketAddr::new(words[0].parse().unwrap(), port), outcome, took_ms }
}
