//! A walk: one fresh attempt towards one target from one vantage, phase by phase, hop by hop.
//!
//! Each phase is a step with its own limit and its own classification, and `?` is the rule "stop at the first step
//! that fails". Nothing is reused from one walk to the next: no connection, no session, no cookie.

mod leg;

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderValue, Request, Uri, header};
use rustls_pki_types::UnixTime;
use tokio::time::Instant;
use url::Url;

use self::leg::Leg;
use super::budget::{Budget, whole_millis};
use super::handshake::{self, Greeting, Stream};
use super::jar::Jar;
use super::limits::Limits;
use super::proxy::Proxies;
use super::redirect::{self, MAX_REDIRECTS, Next};
use super::resolve::{self, System};
use super::traffic::Traffic;
use super::trust::Trust;
use super::url_parts::{authority, without_secrets};
use super::verdicts::Now;
use crate::catalogue::ProbeKind;
use crate::clock::{Clock, Moment};
use crate::observation::{
    Expectation, FailureKind, Hop, Phase, Route, Subject, Timings, Vantage, Walk,
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
        // Boxed: who waits for a walk moves it about, and it is some 10 KB.
        let hops = Box::pin(self.hops(errand, &budget, trace)).await;
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
