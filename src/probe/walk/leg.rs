//! One hop of a walk: each phase in its turn, until one fails.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use http::{Request, header};
use http_body_util::Full;
use tokio::time::Instant;
use url::Url;

use super::{Errand, Trace, Walker};
use crate::catalogue::ProbeKind;
use crate::observation::{
    AttemptOutcome, Exchange, Failure, FailureKind, Family, Hop, Lookup, LookupAnswer, Phase,
    ProxyEndpoint, ProxyScheme, Resolver, ResolverKind, Route, Subject, Transport, Vantage,
};
use crate::probe::budget::{Budget, millis, whole_millis};
use crate::probe::connect::{self, SocketOptions};
use crate::probe::exchange::{self, Wish};
use crate::probe::handshake::{Greeting, Secured, Stream};
use crate::probe::jar::Jar;
use crate::probe::limits::Limits;
use crate::probe::proxy::{self, Destination, Tunnel};
use crate::probe::redirect::{self, Reach};
use crate::probe::resolve;
use crate::probe::trust::Offer;
use crate::probe::url_parts::{host_of, port_of, with_port};

/// One hop to make.
pub(super) struct Leg<'a> {
    pub(super) walker: &'a Walker,
    pub(super) errand: &'a Errand,
    pub(super) url: &'a Url,
    pub(super) is_first: bool,
    /// How near the walk's first host is.
    pub(super) began: Reach,
    pub(super) budget: &'a Budget,
    pub(super) trace: &'a Trace,
}

/// Where a hop that did not fail ended.
pub(super) struct Landing {
    pub(super) exchange: Option<Exchange>,
    pub(super) cookies: Vec<String>,
    /// Where it leads on to.
    pub(super) location: Option<String>,
}

/// The way to the target.
enum Way {
    /// Bytes now go to the target.
    Open(Stream),
    /// Requests go to an HTTP proxy, which asks the target.
    ProxyAsks(Stream),
    /// A proxy answered instead of opening the way.
    Refused(Box<Exchange>),
}

impl Leg<'_> {
    pub(super) async fn walk(&self, jar: &Jar, hop: &mut Hop) -> Result<Landing, Failure> {
        let host = host_of(self.url)
            .ok_or_else(|| unclassified("the URL has no host").at(Phase::Resolve))?;
        let proxy = self.proxy(host);
        if let Some(proxy) = proxy {
            hop.route = Route::Proxy(proxy.clone());
        }
        let kind = self.errand.kind;
        let resolves_here = proxy.is_none_or(|it| !proxy::resolves_names(it.scheme));
        let addresses =
            if resolves_here { self.resolve(host, proxy, hop).await? } else { self.given(host)? };
        if kind == ProbeKind::Dns {
            return Ok(Landing::nothing());
        }
        let stream = match self.connect(host, proxy, &addresses, hop).await? {
            Way::Refused(exchange) => return Ok(Landing::at(*exchange)),
            Way::ProxyAsks(stream) => {
                return self.exchange(stream, false, Transport::Proxied, jar, hop).await;
            }
            Way::Open(stream) => stream,
        };
        if kind == ProbeKind::Tcp {
            return Ok(Landing::nothing());
        }
        self.note(hop);
        if self.url.scheme() == "http" {
            return self.exchange(stream, false, Transport::Plain, jar, hop).await;
        }
        let secured = self.shake_hands(host, stream, hop).await?;
        self.note(hop);
        if self.errand.sni.is_some() {
            return Ok(Landing::nothing());
        }
        let Secured { stream, is_h2, transport } = secured;
        self.exchange(stream, is_h2, transport, jar, hop).await
    }

    fn note(&self, hop: &Hop) {
        if self.is_first {
            self.trace.note(hop);
        }
    }

    /// The proxy that this hop goes through.
    fn proxy(&self, host: &str) -> Option<&ProxyEndpoint> {
        if self.errand.vantage == Vantage::WithoutProxy {
            return None;
        }
        let kind = match (self.errand.kind, self.url.scheme()) {
            (ProbeKind::Http | ProbeKind::Https, "http") => ProbeKind::Http,
            (ProbeKind::Http | ProbeKind::Https, _) => ProbeKind::Https,
            (kind, _) => kind,
        };
        self.walker.proxies.choose(kind, host, port_of(self.url))
    }

    fn family(&self) -> Option<Family> {
        if let Vantage::Family(family) = self.errand.vantage { Some(family) } else { None }
    }

    /// The addresses that need no look-up, usable or not; empty where one is needed.
    fn known(&self, host: &str) -> Vec<IpAddr> {
        if let Ok(literal) = host.parse() {
            return vec![literal];
        }
        if !self.is_first && host_of(&self.errand.url) != Some(host) {
            return Vec::new();
        }
        match (&self.errand.addresses, &self.errand.vantage) {
            (Some(given), _) => given.clone(),
            (None, Vantage::Address(one) | Vantage::NeutralName(one)) => vec![*one],
            (None, _) => Vec::new(),
        }
    }

    /// The known addresses, where a proxy would resolve the name.
    fn given(&self, host: &str) -> Result<Vec<SocketAddr>, Failure> {
        let known = self.known(host);
        if known.is_empty() {
            return Ok(Vec::new());
        }
        self.usable(host, &known).map_err(|kind| kind.at(Phase::Resolve))
    }

    async fn resolve(
        &self,
        host: &str,
        proxy: Option<&ProxyEndpoint>,
        hop: &mut Hop,
    ) -> Result<Vec<SocketAddr>, Failure> {
        let known = self.known(host);
        if !known.is_empty() || self.errand.addresses.is_some() && self.is_first {
            return self.usable(host, &known).map_err(|kind| kind.at(Phase::Resolve));
        }
        let begin = Instant::now();
        // SOCKS 4 has no room for an IPv6 address.
        let is_socks4 = proxy.is_some_and(|it| it.scheme == ProxyScheme::Socks4);
        let family = if is_socks4 { Some(Family::V4) } else { self.family() };
        let tools = &self.walker.tools;
        self.walker.traffic.add_look_ups(if family.is_some() { 1 } else { 2 });
        let asked = tools.system.look_up(host, family, &tools.limits, self.budget).await;
        hop.timings.resolve_ms = Some(millis(begin.elapsed()));
        let (answer, late) = match asked {
            Ok(answer) => (answer, None),
            Err(late) => (LookupAnswer::TimedOut, Some(late)),
        };
        let failure = late.or_else(|| resolve::failure(&answer));
        let lookup = hop.lookup.insert(Lookup {
            resolver: Resolver { kind: ResolverKind::System, address: String::new() },
            name: host.to_owned(),
            family,
            answer,
            took_ms: whole_millis(begin.elapsed()),
        });
        let result = match failure {
            Some(failure) => Err(failure),
            None => self.usable(host, lookup.answer.addresses()),
        };
        let addresses = result.map_err(|kind| kind.at(Phase::Resolve))?;
        if self.is_first {
            return Ok(addresses);
        }
        // A redirect must not lead nearer by a name either.
        let is_allowed = |it: &SocketAddr| redirect::reach(it.ip()) <= self.began;
        let allowed = addresses.into_iter().filter(is_allowed).collect::<Vec<_>>();
        if allowed.is_empty() {
            return Err(FailureKind::RedirectRefused.at(Phase::Exchange));
        }
        Ok(allowed)
    }

    /// Those of `found` that can be the target.
    fn usable(&self, host: &str, found: &[IpAddr]) -> Result<Vec<SocketAddr>, FailureKind> {
        let is_wanted = |it: &IpAddr| self.family().is_none_or(|family| Family::of(*it) == family);
        let wanted = found.iter().copied().filter(is_wanted).collect::<Vec<_>>();
        if wanted.is_empty() {
            return Err(FailureKind::NoData);
        }
        let is_local = self.walker.tools.all_is_here || resolve::is_local_name(host);
        let usable = wanted.into_iter().filter(|it| is_local || resolve::is_usable(*it));
        let usable = with_port(&usable.collect::<Vec<_>>(), port_of(self.url));
        if usable.is_empty() { Err(FailureKind::UnusableAddress) } else { Ok(usable) }
    }

    async fn connect(
        &self,
        host: &str,
        proxy: Option<&ProxyEndpoint>,
        addresses: &[SocketAddr],
        hop: &mut Hop,
    ) -> Result<Way, Failure> {
        let begin = Instant::now();
        let way = match proxy {
            None => self.open(addresses, hop).await.map(Way::Open),
            Some(proxy) => self.pass(host, proxy, addresses, hop).await,
        };
        hop.timings.connect_ms = Some(millis(begin.elapsed()));
        way.map_err(|kind| kind.at(Phase::Connect))
    }

    /// How long a step may take, apart from looking up names.
    fn limits(&self) -> &Limits {
        let tools = &self.walker.tools;
        if self.errand.vantage == Vantage::Ordinary { &tools.limits } else { &tools.trial_limits }
    }

    async fn open(&self, addresses: &[SocketAddr], hop: &mut Hop) -> Result<Stream, FailureKind> {
        let mut options = SocketOptions {
            interface: None,
            small_segments: self.errand.vantage == Vantage::SmallSegments,
        };
        if let Vantage::OutsideTunnel(name) | Vantage::OtherInterface(name) = &self.errand.vantage {
            options.interface = Some(name.clone());
        }
        let limits = self.limits();
        let race = connect::race(addresses, &options, limits, self.budget).await;
        for _ in race.attempts.iter().filter(|it| it.outcome != AttemptOutcome::Connected) {
            self.walker.traffic.add_attempt();
        }
        hop.attempts = race.attempts;
        let (stream, peer) = race.outcome?;
        hop.peer = Some(peer);
        Ok(Box::new(self.walker.traffic.counted(stream)))
    }

    /// Opens the way through `proxy`, to the first of `addresses` if there are any, else to `host`.
    async fn pass(
        &self,
        host: &str,
        proxy: &ProxyEndpoint,
        addresses: &[SocketAddr],
        hop: &mut Hop,
    ) -> Result<Way, FailureKind> {
        let tools = &self.walker.tools;
        let stream = self.reach(proxy, hop).await.map_err(|kind| {
            let is_ours = kind == FailureKind::Cancelled;
            if is_ours { kind } else { FailureKind::ProxyUnreachable(Box::new(kind)) }
        })?;
        let is_plain = self.url.scheme() == "http" && self.errand.kind != ProbeKind::Tcp;
        if is_plain && proxy::speaks_http(proxy.scheme) {
            return Ok(Way::ProxyAsks(stream));
        }
        let destination = match addresses.first() {
            Some(address) => Destination::Address(*address),
            None => Destination::Name(host.to_owned(), port_of(self.url)),
        };
        if !proxy::speaks_http(proxy.scheme) {
            let credentials = self.walker.proxies.credentials.get(proxy);
            let asking = proxy::socks(
                stream,
                proxy.scheme,
                &destination,
                credentials,
                &tools.limits,
                self.budget,
            );
            return asking.await.map(Way::Open);
        }
        let authorization = self.walker.proxies.authorization(proxy);
        let asking = proxy::connect(
            stream,
            &destination,
            authorization,
            &tools.user_agent,
            &tools.limits,
            self.budget,
        );
        Ok(match asking.await? {
            Tunnel::Open(stream) => Way::Open(stream),
            Tunnel::Refused(exchange) => Way::Refused(exchange),
        })
    }

    /// Connects to `proxy` itself.
    async fn reach(&self, proxy: &ProxyEndpoint, hop: &mut Hop) -> Result<Stream, FailureKind> {
        let addresses = self.walker.addresses_of(&proxy.host, self.budget).await?;
        let stream = self.open(&with_port(&addresses, proxy.port), hop).await?;
        if proxy.scheme != ProxyScheme::Https {
            return Ok(stream);
        }
        let greeting = Greeting::to(&proxy.host, Offer::Http1);
        let greeting = greeting.ok_or_else(|| unclassified("the proxy's name is no server's"))?;
        let session = self.walker.shake_hands(stream, greeting, self.budget).await;
        session.outcome.map(|it| it.stream)
    }

    async fn shake_hands(
        &self,
        host: &str,
        stream: Stream,
        hop: &mut Hop,
    ) -> Result<Secured, Failure> {
        let begin = Instant::now();
        let is_http1 = self.errand.vantage == Vantage::Http1;
        let offer = if is_http1 { Offer::Http1 } else { Offer::AnyHttp };
        let neutral = self.errand.sni.as_deref();
        let greeting = Greeting::to(neutral.unwrap_or(host), offer).ok_or_else(|| {
            unclassified("the URL's host is no server's name").at(Phase::Handshake)
        })?;
        let greeting = Greeting { lenient: neutral.is_some(), ..greeting };
        let corrected = &self.errand.vantage;
        let ahead_s = if let Vantage::CorrectedClock(it) = corrected { *it } else { 0 };
        let session =
            self.walker.shake_hands_at(ahead_s, stream, greeting, self.limits(), self.budget).await;
        hop.timings.handshake_ms = Some(millis(begin.elapsed()));
        hop.tls = session.facts;
        session.outcome.map_err(|kind| kind.at(Phase::Handshake))
    }

    async fn exchange(
        &self,
        stream: Stream,
        is_h2: bool,
        transport: Transport,
        jar: &Jar,
        hop: &mut Hop,
    ) -> Result<Landing, Failure> {
        self.ask(stream, is_h2, transport, jar, hop).await.map_err(|kind| kind.at(Phase::Exchange))
    }

    async fn ask(
        &self,
        stream: Stream,
        is_h2: bool,
        transport: Transport,
        jar: &Jar,
        hop: &mut Hop,
    ) -> Result<Landing, FailureKind> {
        let is_control = matches!(self.errand.subject, Subject::Control(_));
        let is_clear = matches!(transport, Transport::Plain | Transport::Proxied);
        let wish = Wish {
            expect: &self.errand.expect,
            // A control that is redirected in clear text is what a captive portal looks like.
            redirect_is_fine: !(is_control && is_clear),
            follows: !is_control,
            measure: self.errand.measure,
        };
        let request = self.request(is_h2, transport, jar)?;
        let limits = self.limits();
        let begin = Instant::now();
        let sending =
            exchange::send(stream, is_h2, request, wish.measure, limits.first_byte, self.budget);
        let answer = match sending.await {
            Ok(answer) => answer,
            Err(failure) => {
                hop.timings.first_byte_ms = Some(millis(begin.elapsed()));
                return Err(failure);
            }
        };
        hop.timings.first_byte_ms = Some(millis(answer.first_byte));
        let (status, fields) = (answer.response.status(), answer.response.headers());
        let location = wish.leads_to(status, fields).map(str::to_owned);
        let cookies = exchange::cookies(fields);
        let exchange = exchange::read(answer, transport, &wish, limits, self.budget).await?;
        Ok(Landing { exchange: Some(exchange), cookies, location })
    }

    fn request(
        &self,
        is_h2: bool,
        transport: Transport,
        jar: &Jar,
    ) -> Result<Request<Full<Bytes>>, FailureKind> {
        let to_proxy = transport == Transport::Proxied;
        let mut request = self
            .walker
            .request(self.url, http::Method::GET, is_h2, to_proxy)
            .header(header::ACCEPT, "*/*")
            .header(header::ACCEPT_LANGUAGE, "en, *;q=0.5")
            .header(header::ACCEPT_ENCODING, "identity");
        if let Some(cookies) = jar.header(self.url) {
            request = request.header(header::COOKIE, cookies);
        }
        let host = host_of(self.url).unwrap_or_default();
        let proxy = self.proxy(host).filter(|_| to_proxy);
        if let Some(value) = proxy.and_then(|it| self.walker.proxies.authorization(it)) {
            request = request.header(header::PROXY_AUTHORIZATION, value);
        }
        request.body(Full::new(Bytes::new())).map_err(|_| unclassified("the URL fits no request"))
    }
}

impl Landing {
    fn nothing() -> Self {
        Self { exchange: None, cookies: Vec::new(), location: None }
    }

    fn at(exchange: Exchange) -> Self {
        Self { exchange: Some(exchange), cookies: Vec::new(), location: None }
    }
}

fn unclassified(text: &str) -> FailureKind {
    FailureKind::Unclassified(text.to_owned())
}
