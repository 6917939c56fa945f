//! A walk: one fresh attempt towards one target from one vantage, phase by phase, hop by hop.
//!
//! Each phase is a step with its own limit and its own classification, and `?` is the rule "stop at the first step
//! that fails". Nothing is reused from one walk to the next: no connection, no session, no cookie.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Uri, header};
use http_body_util::Full;
use rustls_pki_types::UnixTime;
use tokio::time::Instant;
use url::Url;

use super::budget::{Budget, millis, whole_millis};
use super::connect::{self, SocketOptions};
use super::exchange::{self, Wish};
use super::handshake::{self, Greeting, Secured, Stream};
use super::jar::Jar;
use super::limits::Limits;
use super::proxy::{self, Destination, Proxies, Tunnel};
use super::redirect::{self, MAX_REDIRECTS, Next, Reach};
use super::resolve::{self, System};
use super::traffic::Traffic;
use super::trust::{Offer, Trust};
use super::verdicts::Now;
use crate::catalogue::ProbeKind;
use crate::clock::{Clock, Moment};
use crate::observation::{
    AttemptOutcome, Exchange, Expectation, Failure, FailureKind, Family, Hop, Lookup, LookupAnswer,
    Phase, ProxyEndpoint, ProxyScheme, Resolver, ResolverKind, Route, Subject, Timings, Transport,
    Vantage, Walk,
};

/// One walk to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Towards what.
    pub subject: Subject,
    /// From where, or with what one thing changed.
    pub vantage: Vantage,
    /// The target.
    pub url: Url,
    /// How far to go.
    pub kind: ProbeKind,
    /// What the target should answer.
    pub expect: Expectation,
    /// Read up to so many bytes of the content and time them.
    pub measure: Option<u64>,
    /// The addresses to use instead of a look-up.
    pub addresses: Option<Vec<IpAddr>>,
    /// A neutral name to say in the handshake instead of the URL's host. Then only the handshake's outcome matters, and nothing is asked.
    pub sni: Option<String>,
}

/// What a walk that is still under way has seen of its first hop, for those who will not wait for its end.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace(Arc<Mutex<Option<Hop>>>);

impl Trace {
    /// The first hop, as far as it has come; `None` before its connection opened.
    pub(super) fn so_far(&self) -> Option<Hop> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, hop: &Hop) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(hop.clone());
    }
}

/// Makes walks. Made once; cloning is cheap.
#[derive(Clone, Debug)]
pub struct Walker {
    pub(super) tools: Arc<Tools>,
    proxies: Arc<Proxies>,
    /// What all that this walker does costs.
    pub(super) traffic: Traffic,
}

#[derive(Debug)]
pub(super) struct Tools {
    trust: Trust,
    clock: Clock,
    pub(super) limits: Limits,
    trial_limits: Limits,
    pub(super) system: System,
    user_agent: HeaderValue,
    /// Whether any name may be at an address of this computer.
    all_is_here: bool,
}

impl Walker {
    /// A walker without proxies.
    pub fn new(trust: Trust, clock: Clock, limits: Limits) -> Self {
        Self::of(trust, clock, limits, false)
    }

    /// The same in a world that lies on this computer: an address of its own is then no sign of a filter.
    pub fn in_this_computer(trust: Trust, clock: Clock, limits: Limits) -> Self {
        Self::of(trust, clock, limits, true)
    }

    fn of(trust: Trust, clock: Clock, limits: Limits, all_is_here: bool) -> Self {
        let user_agent = HeaderValue::from_static(super::USER_AGENT);
        let trial_limits = limits.of_trials();
        let system = System::new();
        let tools = Tools { trust, clock, limits, trial_limits, system, user_agent, all_is_here };
        Self { tools: Arc::new(tools), proxies: Arc::default(), traffic: Traffic::default() }
    }

    /// The same walker with other proxy settings.
    #[must_use]
    pub fn with_proxies(&self, proxies: Proxies) -> Self {
        Self {
            tools: Arc::clone(&self.tools),
            proxies: Arc::new(proxies),
            traffic: Traffic::default(),
        }
    }

    /// The same walker, with a count of its own of what it costs.
    #[must_use]
    pub(super) fn counted(&self) -> Self {
        Self { traffic: Traffic::default(), ..self.clone() }
    }

    /// Makes one walk, in the round that began at `round_start`.
    ///
    /// Never fails: whatever goes wrong out there is the observation. Dropping the future ends everything that it
    /// began, except a look-up by the system, which ends by itself and keeps nothing waiting.
    pub async fn walk(&self, errand: &Errand, round_start: Moment) -> Walk {
        self.walk_until(errand, round_start, None).await
    }

    /// The same, in a round that ends at `deadline`: what was seen until then is kept, and ends in
    /// [`FailureKind::Cancelled`].
    pub async fn walk_until(
        &self,
        errand: &Errand,
        round_start: Moment,
        deadline: Option<Moment>,
    ) -> Walk {
        self.walk_traced(errand, round_start, deadline, &Trace::default()).await
    }

    /// The same, telling `trace` how far it has come.
    pub(super) async fn walk_traced(
        &self,
        errand: &Errand,
        round_start: Moment,
        deadline: Option<Moment>,
        trace: &Trace,
    ) -> Walk {
        let now = self.tools.clock.now();
        let round_end = deadline.map(|it| Instant::now() + it.since(now));
        let budget = Budget::new(self.tools.limits.walk, round_end);
        let hops = self.hops(errand, &budget, trace).await;
        Walk {
            subject: errand.subject.clone(),
            vantage: errand.vantage.clone(),
            at_ms: whole_millis(now.since(round_start)),
            took_ms: whole_millis(self.tools.clock.now().since(now)),
            hops,
        }
    }

    /// A walk that cannot begin, as no address of its host could be learnt from its vantage.
    pub(super) fn stay(&self, errand: &Errand, why: FailureKind, round_start: Moment) -> Walk {
        let mut hop = Hop::to(&errand.url);
        hop.outcome = Err(why.at(Phase::Resolve));
        Walk {
            subject: errand.subject.clone(),
            vantage: errand.vantage.clone(),
            at_ms: whole_millis(self.tools.clock.now().since(round_start)),
            took_ms: 0,
            hops: vec![hop],
        }
    }

    async fn hops(&self, errand: &Errand, budget: &Budget, trace: &Trace) -> Vec<Hop> {
        let mut hops = Vec::new();
        let mut jar = Jar::default();
        let mut seen = Vec::new();
        let mut url = errand.url.clone();
        let mut began = redirect::reach_of(&url);
        loop {
            seen.push((url.clone(), jar.header(&url)));
            let mut hop = Hop::to(&url);
            let is_first = hops.is_empty();
            let leg = Leg { walker: self, errand, url: &url, is_first, began, budget, trace };
            let location = match leg.walk(&jar, &mut hop).await {
                Ok(landing) => {
                    jar.keep(&url, landing.cookies);
                    hop.outcome = Ok(landing.exchange);
                    landing.location
                }
                Err(failure) => {
                    hop.outcome = Err(failure);
                    None
                }
            };
            if is_first && hop.route == Route::Direct {
                began = hop.peer.map_or(began, |it| began.max(redirect::reach(it.ip())));
            }
            hops.push(hop);
            let Some(location) = location else { return hops };
            let next = redirect::judge(&url, &location, began);
            let refusal = match next {
                // A browser is led nowhere, either.
                None => (url, FailureKind::MalformedResponse),
                // The same again, with no new cookie to show, can only go round in a circle.
                Some(Next::Follow(to)) if seen.contains(&(to.clone(), jar.header(&to))) => {
                    (to, FailureKind::RedirectLoop)
                }
                Some(Next::Follow(to)) if hops.len() > MAX_REDIRECTS => {
                    (to, FailureKind::RedirectLoop)
                }
                Some(Next::Follow(to)) => {
                    url = to;
                    continue;
                }
                Some(Next::Refuse(to)) => (to, FailureKind::RedirectRefused),
            };
            let mut last = Hop::to(&refusal.0);
            last.outcome = Err(refusal.1.at(Phase::Exchange));
            hops.push(last);
            return hops;
        }
    }

    /// The addresses of `host`, which may be one itself.
    pub(super) async fn addresses_of(
        &self,
        host: &str,
        budget: &Budget,
    ) -> Result<Vec<IpAddr>, FailureKind> {
        if let Ok(address) = host.parse() {
            return Ok(vec![address]);
        }
        let tools = &self.tools;
        let found = tools.system.look_up(host, None, &tools.limits, budget).await?;
        match resolve::failure(&found) {
            Some(failure) => Err(failure),
            None => Ok(found.addresses().to_vec()),
        }
    }

    pub(super) async fn shake_hands(
        &self,
        stream: Stream,
        greeting: Greeting,
        budget: &Budget,
    ) -> handshake::Session {
        self.shake_hands_at(0, stream, greeting, &self.tools.limits, budget).await
    }

    /// The same, judging certificates at a time that is `ahead_s` seconds ahead of our clock.
    async fn shake_hands_at(
        &self,
        ahead_s: i64,
        stream: Stream,
        greeting: Greeting,
        limits: &Limits,
        budget: &Budget,
    ) -> handshake::Session {
        let wall = self.tools.clock.wall().as_second().saturating_add(ahead_s);
        let seconds = u64::try_from(wall).unwrap_or(0);
        let wall = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        let now = Now { wall, moment: self.tools.clock.now() };
        handshake::shake_hands(&self.tools.trust, stream, greeting, now, limits, budget).await
    }

    /// A request to `url` without its content and preferences.
    pub(super) fn request(
        &self,
        url: &Url,
        method: http::Method,
        is_h2: bool,
        to_proxy: bool,
    ) -> http::request::Builder {
        let mut request = Request::builder().method(method);
        // HTTP/2 carries the host in the URI (RFC 9113, section 8.3.1), HTTP/1 in a field; proxies want it in both.
        request = if is_h2 || to_proxy {
            request.uri(Uri::try_from(without_secrets(url, true)).unwrap_or_default())
        } else {
            let mut target = url.path().to_owned();
            if let Some(query) = url.query() {
                target.push('?');
                target.push_str(query);
            }
            request.uri(target)
        };
        if !is_h2 {
            request = request.header(header::HOST, authority(url));
        }
        request.header(header::USER_AGENT, &self.tools.user_agent)
    }
}

/// One hop to make.
struct Leg<'a> {
    walker: &'a Walker,
    errand: &'a Errand,
    url: &'a Url,
    is_first: bool,
    /// How near the walk's first host is.
    began: Reach,
    budget: &'a Budget,
    trace: &'a Trace,
}

/// Where a hop that did not fail ended.
struct Landing {
    exchange: Option<Exchange>,
    cookies: Vec<String>,
    /// Where it leads on to.
    location: Option<String>,
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
    async fn walk(&self, jar: &Jar, hop: &mut Hop) -> Result<Landing, Failure> {
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

impl Hop {
    /// A hop to `url` that has not begun.
    pub(super) fn to(url: &Url) -> Self {
        Self {
            url: without_secrets(url, false),
            route: Route::Direct,
            lookup: None,
            attempts: Vec::new(),
            peer: None,
            tls: None,
            timings: Timings::default(),
            outcome: Ok(None),
        }
    }
}

fn unclassified(text: &str) -> FailureKind {
    FailureKind::Unclassified(text.to_owned())
}

/// `url` without user name, password and fragment, and without the query unless it is wanted.
pub(super) fn without_secrets(url: &Url, with_query: bool) -> String {
    let mut url = url.clone();
    // Both fail only for URLs that cannot have credentials.
    let _no_credentials = (url.set_username(""), url.set_password(None));
    url.set_fragment(None);
    if !with_query {
        url.set_query(None);
    }
    url.into()
}

/// The host without the brackets of an IPv6 address.
pub(super) fn host_of(url: &Url) -> Option<&str> {
    let host = url.host_str()?;
    Some(host.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(host))
        .filter(|it| !it.is_empty())
}

pub(super) fn port_of(url: &Url) -> u16 {
    url.port_or_known_default().unwrap_or(443)
}

/// Host and port as `Host` has them: without the scheme's own port (RFC 9110, section 7.2).
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

pub(super) fn with_port(addresses: &[IpAddr], port: u16) -> Vec<SocketAddr> {
    addresses.iter().map(|it| SocketAddr::new(*it, port)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn credentials_and_query_never_leave_the_probe() {
        let url = url("https://anna:secret@www.example.com/a?token=1#part");
        assert_eq!(without_secrets(&url, false), "https://www.example.com/a");
        assert_eq!(without_secrets(&url, true), "https://www.example.com/a?token=1");
    }

    #[test]
    fn hosts_and_ports_of_any_scheme_are_found() {
        let literal = url("tcp://192.0.2.1:443");
        assert_eq!((host_of(&literal), port_of(&literal)), (Some("192.0.2.1"), 443));
        let v6 = url("https://[2001:db8::1]:8443/");
        assert_eq!((host_of(&v6), port_of(&v6)), (Some("2001:db8::1"), 8443));
        assert_eq!(authority(&v6), "[2001:db8::1]:8443");
        assert_eq!(authority(&url("http://www.example.com:80/")), "www.example.com");
        assert_eq!(host_of(&url("data:text/plain,x")), None);
    }
}
