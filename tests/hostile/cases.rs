//! A case: who is met, what may be said of them, and who may be blamed.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use rustls::ServerConfig;
use streamdoctor::catalogue::{ProbeKind, StatusFeed, StatusKind};
use streamdoctor::clock::{Clock, Moment};
use streamdoctor::diagnosis::{Cause, diagnose};
use streamdoctor::observation::{
    Expectation, Family, LookupAnswer, ProxyEndpoint, ProxyScheme, ProxySettings, Resolver,
    ResolverKind, Snapshot, Subject, Vantage, Walk,
};
use streamdoctor::probe::{Errand, Limits, Proxies, Reader, Trust, Walker, feed};
use tokio::io::AsyncWriteExt as _;
use url::Url;

use super::dns::{self, Answers};
use super::wire::{Script, Taken, clear, drain, flood, script, tls};
use crate::support::pki::Authority;
use crate::support::server::{accept_tls, read_head, serve};
use crate::support_snapshot::scenarios;

/// A name that may lie on this computer (RFC 6761), and one that may not.
pub(crate) const HOST: &str = "stream.localhost";
const PUBLIC: &str = "www.example.com";

pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) expected: &'static [&'static str],
    pub(crate) causes: &'static [&'static str],
}

pub(crate) enum Kind {
    /// In a good session, where a text may be wanted.
    Http(Script, Option<&'static str>),
    Http2(Script),
    /// In place of a session.
    Raw(Script),
    /// A session, then an ordinary answer.
    Tls(fn(&Authority) -> Arc<ServerConfig>),
    /// A session of TLS 1.2 that is to begin anew so often, or for ever; then an ordinary answer.
    Anew(Option<usize>),
    /// From place to place.
    Onward,
    /// From the Internet to this computer.
    Inward,
    Dns(ResolverKind, Answers),
    /// A vendor's status page.
    Feed(Script),
    /// One that sends to this computer.
    FeedInward,
}

pub(crate) fn all() -> Vec<Case> {
    [dns::cases(), super::tls::cases(), super::http::cases(), super::h2::cases()]
        .into_iter()
        .flatten()
        .collect()
}

/// The server of a case.
pub(crate) struct Stage {
    authority: Authority,
    address: SocketAddr,
    taken: Taken,
    /// How often somebody came where nobody was to go.
    visits: Arc<AtomicUsize>,
}

pub(crate) struct Outcome {
    /// The phase and the failure, or the status.
    pub(crate) said: String,
    pub(crate) cause: String,
    pub(crate) taken: usize,
}

pub(crate) const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

/// Meets one harmless server.
pub(crate) fn warm_up(runtime: &tokio::runtime::Runtime, limits: &Limits) {
    let kind = Kind::Http(flood(OK, "", Duration::ZERO), None);
    let case = Case { name: "", kind, expected: &[], causes: &[] };
    let stage = runtime.block_on(case.stage());
    assert_eq!(runtime.block_on(case.play(&stage, limits)).said, "200");
}

impl Case {
    pub(crate) async fn stage(&self) -> Stage {
        let authority = Authority::new("Public Root");
        let taken = Taken::default();
        let visits = Arc::new(AtomicUsize::new(0));
        let session = |protocol: &[u8]| authority.certify(HOST).config(&[protocol]);
        let address = match &self.kind {
            Kind::Http(it, _) => tls(session(b"http/1.1"), Arc::clone(it), taken.clone()).await,
            Kind::Http2(it) => tls(session(b"h2"), Arc::clone(it), taken.clone()).await,
            Kind::Raw(it) | Kind::Feed(it) => clear(Arc::clone(it), taken.clone()).await,
            Kind::Tls(config) => {
                tls(config(&authority), flood(OK, "", Duration::ZERO), taken.clone()).await
            }
            Kind::Anew(times) => super::tls::anew(&authority, *times, taken.clone()).await,
            Kind::Onward => {
                let hops = Arc::new(AtomicUsize::new(0));
                let onward = script(move |mut stream, taken| {
                    let hop = hops.fetch_add(1, Relaxed);
                    async move {
                        read_head(&mut stream).await;
                        taken.write(&mut stream, redirect(&format!("/{hop}")).as_bytes()).await;
                        stream.shutdown().await.ok();
                    }
                });
                tls(session(b"http/1.1"), onward, taken.clone()).await
            }
            Kind::Inward => {
                let there = own_page(&visits).await;
                let config = authority.certify(PUBLIC).config(&[b"http/1.1"]);
                // A forward proxy, and the service behind it.
                serve(move |mut stream| {
                    let config = Arc::clone(&config);
                    async move {
                        read_head(&mut stream).await;
                        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok();
                        let Some(mut stream) = accept_tls(stream, config).await else { return };
                        read_head(&mut stream).await;
                        stream
                            .write_all(redirect(&format!("http://{there}/")).as_bytes())
                            .await
                            .ok();
                        drain(&mut stream).await;
                    }
                })
                .await
            }
            Kind::FeedInward => {
                let there = own_page(&visits).await;
                // Seen through a proxy, as a name that may not be on this computer.
                clear(
                    flood(redirect(&format!("http://{there}/")), "", Duration::ZERO),
                    taken.clone(),
                )
                .await
            }
            Kind::Dns(_, answers) => dns::serve(Arc::clone(answers), taken.clone()).await,
        };
        Stage { authority, address, taken, visits }
    }

    pub(crate) async fn play(&self, stage: &Stage, limits: &Limits) -> Outcome {
        let trust = Trust::from_roots(&[stage.authority.root()], &[stage.authority.root()]);
        let mut snapshot = healthy();
        let said = match &self.kind {
            Kind::Dns(kind, _) => {
                let walker = Walker::new(trust, Clock::system(), limits.clone());
                let resolver = Resolver { kind: *kind, address: stage.address.to_string() };
                let lookup = walker.look_up(&resolver, "www.example.test", Family::V4, None).await;
                let said = if let LookupAnswer::Addresses(found) = &lookup.answer {
                    format!("{} addresses", found.len())
                } else {
                    format!("{:?}", lookup.answer)
                };
                snapshot.lookups.push(lookup);
                said
            }
            Kind::Feed(_) | Kind::FeedInward => {
                let through = matches!(self.kind, Kind::FeedInward);
                let host = if through { PUBLIC.to_owned() } else { stage.address.to_string() };
                let proxies = if through { proxies(stage.address) } else { Proxies::default() };
                let reader = Reader::new(trust, proxies, limits);
                let source = StatusFeed {
                    kind: StatusKind::AtlassianStatuspage,
                    url: Url::parse(&format!("http://{host}/")).unwrap(),
                    components: Vec::new(),
                };
                let told = feed("alfa", &source, &reader).await;
                let said = format!("{:?}", told.state);
                snapshot.feeds.push(told);
                said
            }
            Kind::Http(..)
            | Kind::Http2(_)
            | Kind::Raw(_)
            | Kind::Tls(_)
            | Kind::Anew(_)
            | Kind::Onward
            | Kind::Inward => {
                let walk = self.walk(stage, trust, limits).await;
                let said = said(&walk);
                stand_in(&mut snapshot, &walk, stage.address);
                said
            }
        };
        assert_eq!(stage.visits.load(Relaxed), 0, "{}: nobody goes there", self.name);
        let findings = diagnose(&snapshot);
        let network = findings.network.cause;
        let of_service =
            || findings.services.iter().find(|it| it.id == "alfa").unwrap().diagnosis.cause;
        let cause = if network == Cause::None { of_service() } else { network };
        Outcome { said, cause: cause.id().to_owned(), taken: stage.taken.count() }
    }

    async fn walk(&self, stage: &Stage, trust: Trust, limits: &Limits) -> Walk {
        let mut walker = Walker::new(trust, Clock::system(), limits.clone());
        let port = stage.address.port();
        let inward = matches!(self.kind, Kind::Inward);
        if inward {
            walker = walker.with_proxies(proxies(stage.address));
        }
        let url =
            if inward { format!("https://{PUBLIC}/") } else { format!("https://{HOST}:{port}/") };
        let text = if let Kind::Http(_, text) = &self.kind { *text } else { None };
        let errand = Errand {
            subject: Subject::Target { service: "alfa".to_owned(), index: 0 },
            vantage: Vantage::Ordinary,
            url: Url::parse(&url).unwrap(),
            kind: ProbeKind::Https,
            expect: Expectation { body: text.map(str::to_owned), ..Expectation::default() },
            measure: None,
            addresses: (!inward).then(|| vec![Ipv4Addr::LOCALHOST.into()]),
            sni: None,
        };
        let walk = walker.walk(&errand, Moment::default());
        tokio::time::timeout(limits.walk * 3, walk).await.expect("a walk ends by itself")
    }
}

fn redirect(location: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n")
}

/// Somebody on this computer whom no stranger may send us to.
async fn own_page(visits: &Arc<AtomicUsize>) -> SocketAddr {
    let visits = Arc::clone(visits);
    serve(move |_| {
        visits.fetch_add(1, Relaxed);
        async {}
    })
    .await
}

fn proxies(address: SocketAddr) -> Proxies {
    let scheme = ProxyScheme::Http;
    let endpoint = ProxyEndpoint { scheme, host: address.ip().to_string(), port: address.port() };
    let settings = ProxySettings {
        http: Some(endpoint.clone()),
        https: Some(endpoint),
        ..ProxySettings::default()
    };
    Proxies { settings, ..Proxies::default() }
}

fn said(walk: &Walk) -> String {
    match (walk.failure(), walk.exchange()) {
        (Some(failure), _) => {
            let phase = serde_json::to_value(failure.phase).unwrap();
            format!("{}.{}", phase.as_str().unwrap(), failure.kind.code())
        }
        (None, Some(it)) if it.as_expected || it.status != 200 => it.status.to_string(),
        (None, Some(it)) => format!("{} unexpected", it.status),
        (None, None) => "nothing".to_owned(),
    }
}

/// A round in which all is well.
fn healthy() -> Snapshot {
    let all = scenarios();
    let (_, scenario) =
        all.iter().find(|(name, _)| name.starts_with("healthy.") || *name == "healthy").unwrap();
    scenario.snapshot()
}

/// Puts `walk`, which went to `address` here, in the place of the one to the first target of a service.
fn stand_in(snapshot: &mut Snapshot, walk: &Walk, address: SocketAddr) {
    let old = snapshot
        .walks
        .iter_mut()
        .find(|it| it.subject == walk.subject && it.vantage == Vantage::Ordinary)
        .expect("the service has such a target");
    let first = &old.hops[0];
    let there = Url::parse(&first.url).unwrap();
    let peer = first.peer.expect("it went well");
    let text = serde_json::to_string(walk).unwrap();
    let text = text
        .replace(&format!("{HOST}:{}", address.port()), there.host_str().unwrap())
        .replace(PUBLIC, there.host_str().unwrap())
        .replace(&address.to_string(), &peer.to_string());
    let mut new = serde_json::from_str::<Walk>(&text).unwrap();
    // Whoever looks it up finds the service.
    new.hops[0].lookup.clone_from(&first.lookup);
    *old = new;
}
