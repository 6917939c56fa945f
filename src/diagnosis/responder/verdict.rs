//! The decision, one function for each way by which a response can come.

use std::collections::BTreeSet;

use url::Url;

use super::hops::{self, HopError, Points};
use super::lexicon::{self, Heards, Notice, Signature};
use super::location::{Location, Relation};
use super::page::{Kind, Page};
use super::raw::{self, RawError};
use crate::diagnosis::{Cause, Confidence, Evidence, Party};
use crate::observation::{Exchange, Transport};

/// A response with all readings of it.
pub(super) struct Seen<'a> {
    exchange: &'a Exchange,
    expected: bool,
    page: Page,
    heard: Heards,
    signatures: Vec<&'static Signature>,
    hop: Option<HopError>,
    /// Where it sends us: by a redirect, or by a page that does nothing else.
    location: Option<Location>,
}

/// What was decided.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) party: Party,
    pub(super) product: Option<String>,
    pub(super) cause: Cause,
    pub(super) confidence: Confidence,
    pub(super) evidence: Vec<Evidence>,
    pub(super) if_relayed: Option<Cause>,
}

impl Verdict {
    fn new(party: Party, cause: Cause, confidence: Confidence) -> Self {
        Self { party, product: None, cause, confidence, evidence: Vec::new(), if_relayed: None }
    }

    fn by(mut self, signature: Option<&Signature>) -> Self {
        if let Some(it) = signature {
            self.product = Some(it.product.clone());
            self = self.because(
                &format!("signature.{}", it.id),
                format!("The page is the one that {} writes.", it.product),
            );
        }
        self
    }

    fn because(mut self, rule: &str, says: impl Into<String>) -> Self {
        self.evidence.push(Evidence { rule: rule.into(), says: says.into(), supports: true });
        self
    }

    /// At most this sure.
    fn at_most(mut self, confidence: Confidence) -> Self {
        self.confidence = self.confidence.min(confidence);
        self
    }
}

use Confidence::{Certain, Likely, Possible};

impl<'a> Seen<'a> {
    pub(super) fn of(exchange: &'a Exchange, url: &Url, expected: bool) -> Self {
        let page = Page::of(exchange);
        let mut heard = lexicon::notices(&page);
        let location = match exchange.status {
            300..400 => exchange.headers.get("location"),
            _ => page.forwards_to.as_deref().or_else(|| {
                exchange.headers.get("refresh").and_then(|it| it.split_once("url=")).map(|it| it.1)
            }),
        };
        let location = location.and_then(|it| Location::of(url, it));
        hear_headers(exchange, &mut heard);
        if let Some(location) = &location {
            hear_location(location, &mut heard);
        }
        let signatures = lexicon::signatures(exchange);
        Self {
            exchange,
            expected,
            page,
            heard,
            signatures,
            hop: hops::error(&exchange.headers),
            location,
        }
    }

    pub(super) fn notices(&self) -> BTreeSet<Notice> {
        self.heard.notices()
    }

    fn status(&self) -> u16 {
        self.exchange.status
    }

    fn success(&self) -> bool {
        (200..300).contains(&self.status())
    }

    fn redirect(&self) -> bool {
        (300..400).contains(&self.status())
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.exchange.headers.get(name)
    }

    fn has(&self, notice: Notice) -> bool {
        self.heard.has(notice)
    }

    fn clearly(&self, notice: Notice) -> bool {
        self.heard.clearly(notice)
    }

    /// The preferred signature of one of these parties.
    fn signature(&self, parties: &[Party]) -> Option<&'static Signature> {
        self.signatures.iter().copied().find(|it| parties.contains(&it.party))
    }

    /// The preferred signature that names this cause.
    fn naming(&self, cause: Cause) -> Option<&'static Signature> {
        self.signatures.iter().copied().find(|it| it.cause == Some(cause))
    }

    /// The first word of `Server`: what the last hop, or what it relays, calls itself.
    fn server(&self) -> Option<String> {
        let name = self.header("server")?.split(['/', ' ', '(', ';']).next()?.trim();
        (!name.is_empty() && name.len() <= 40).then(|| name.to_owned())
    }
}

/// What header fields say by themselves.
fn hear_headers(exchange: &Exchange, heard: &mut Heards) {
    for (name, value) in &exchange.headers.0 {
        let value = value.trim().to_ascii_lowercase();
        let refuses =
            ["fail", "block", "den", "restrict", "reject"].iter().any(|it| value.contains(it));
        // Such as `X-Netflix-Geo-Check: failed`.
        if refuses
            && name
                .split('-')
                .any(|part| matches!(part, "geo" | "geoip" | "country" | "region" | "territory"))
        {
            heard.add(Notice::Region);
        }
        let limit = name.contains("ratelimit") || name.contains("rate-limit");
        let spent = name.ends_with("remaining") && value == "0"
            || value.split([',', ';']).any(|it| matches!(it.trim(), "remaining=0" | "r=0"));
        if limit && spent {
            heard.add(Notice::RateLimit);
        }
        if name.ends_with("-mitigated") && value.contains("challenge")
            || name.ends_with("captcha") && value == "challenge"
        {
            heard.add(Notice::Challenge);
        }
    }
}

/// What the address of a redirect says by itself.
fn hear_location(location: &Location, heard: &mut Heards) {
    let words: &[(Notice, &[&str])] = &[
        (
            Notice::Maintenance,
            &["maintenance", "wartung", "mantenimiento", "manutencao", "manutenzione"],
        ),
        (
            Notice::Challenge,
            &["captcha", "challenge", "sorry", "perfdrive", "humancheck", "botcheck"],
        ),
        (
            Notice::Region,
            &[
                "geo",
                "geoblock",
                "geoblocked",
                "georestricted",
                "geofence",
                "unsupportedcountry",
                "unavailableregion",
                "notavailable",
                "country",
                "region",
            ],
        ),
    ];
    for (notice, words) in words {
        // `/country/de/…` is where people live; only a page about it has the word last.
        if location.says(words) && (*notice != Notice::Region || is_about_region(location)) {
            heard.add(*notice);
        }
    }
    if location.is_sign_in() {
        heard.add(Notice::SignIn);
    }
}

fn is_about_region(location: &Location) -> bool {
    location.says(&[
        "geo",
        "geoblock",
        "geoblocked",
        "georestricted",
        "geofence",
        "unsupportedcountry",
        "unavailableregion",
        "notavailable",
    ]) || location.says(&["country", "region"])
        && location.says(&[
            "not",
            "un",
            "unavailable",
            "unsupported",
            "blocked",
            "restricted",
            "unavailable",
        ])
}

/// Decides.
pub(super) fn judge(seen: &Seen<'_>) -> Verdict {
    match seen.exchange.transport {
        Transport::Tls => authenticated(seen),
        Transport::Intercepted => intercepted(seen),
        Transport::Connect => connect(seen),
        Transport::Proxied => proxied(seen),
        Transport::Plain => clear(seen),
    }
}

/// Bytes that are no HTTP response.
pub(super) fn no_response(bytes: &[u8], error: RawError, transport: Transport) -> Verdict {
    if error == RawError::Empty {
        return Verdict::new(Party::Unknown, Cause::Unknown, Possible).because(
            "http.empty",
            "The connection closed without an answer, so nobody can be named from it.",
        );
    }
    // Alert or handshake records (RFC 8446, section 5.1).
    if matches!(bytes, [0x15 | 0x16, 0x03, ..]) {
        return Verdict::new(Party::Unknown, Cause::Unknown, Possible)
            .because("http.not_http", "The answer is an encrypted session, not a page.");
    }
    let says = "The answer is not one that a web server may give.";
    match transport {
        Transport::Tls => Verdict::new(Party::ServiceOrigin, Cause::ServiceError, Likely),
        // A proxy hands garbage on as it comes; its own faults it reports in HTTP.
        Transport::Proxied | Transport::Plain => {
            Verdict::new(Party::Unknown, Cause::ServiceError, Possible)
        }
        Transport::Connect => Verdict::new(Party::ForwardProxy, Cause::ProxyFailed, Likely),
        Transport::Intercepted => Verdict::new(Party::Interceptor, Cause::TlsIntercepted, Possible),
    }
    .because("http.not_http", says)
}

// ---- The service's side wrote it ----

/// Inside an authenticated session. A block page's template is then the service's own firewall.
fn authenticated(seen: &Seen<'_>) -> Verdict {
    let says = "The session was authenticated by a publicly trusted certificate, so the service's side wrote this.";
    let mut verdict = service_side(seen);
    verdict
        .evidence
        .insert(0, Evidence { rule: "http.transport".into(), says: says.into(), supports: true });
    verdict
}

/// What a response means if the service's side wrote it.
fn service_side(seen: &Seen<'_>) -> Verdict {
    let verdict = match seen.status() {
        0..=299 => service_success(seen),
        300..=399 => service_redirect(seen),
        400..=499 => service_refusal(seen),
        _ => service_failure(seen),
    };
    named(seen, verdict)
}

/// Says who on the service's side wrote it.
fn named(seen: &Seen<'_>, mut verdict: Verdict) -> Verdict {
    if verdict.product.is_none() {
        match seen.signatures.first() {
            Some(it) if verdict.cause != Cause::None => {
                verdict.product = Some(it.product.clone());
                if it.party == Party::ServiceEdge || !is_service(it.party) {
                    verdict.party = Party::ServiceEdge;
                }
            }
            _ => verdict.product = seen.server(),
        }
    }
    verdict
}

fn is_service(party: Party) -> bool {
    matches!(party, Party::ServiceEdge | Party::ServiceOrigin)
}

fn service(cause: Cause, confidence: Confidence) -> Verdict {
    let at_the_edge = matches!(cause, Cause::GatewayError | Cause::BotChallenge);
    let party = if at_the_edge { Party::ServiceEdge } else { Party::ServiceOrigin };
    Verdict::new(party, cause, confidence)
}

fn service_success(seen: &Seen<'_>) -> Verdict {
    // A challenge may come with a status of success: 200, or 202 with nothing in it.
    if let Some(it) = seen.naming(Cause::BotChallenge) {
        return service(Cause::BotChallenge, Likely).by(Some(it));
    }
    if seen
        .header("x-transformed-from")
        .is_some_and(|it| it.trim().eq_ignore_ascii_case("HTTP/0.9"))
    {
        return service(Cause::ServiceError, Likely)
            .because("http.garbage", "The service's server sent something that is not a web page, and its front passed it on.");
    }
    if seen.heard.get(Notice::Maintenance).in_title
        && seen.page.kind == Kind::Html
        && seen.page.length <= 2000
    {
        return service(Cause::Maintenance, if seen.expected { Possible } else { Likely })
            .because("page.maintenance", "The page announces maintenance.");
    }
    // Some interfaces refuse with 200 and an error in the content.
    let soft_error =
        seen.page.kind == Kind::Json && seen.page.length <= 600 && seen.page.text.contains("error");
    if let Some(verdict) = soft_error
        .then(|| {
            told_of(
                seen,
                &[
                    Notice::Vpn,
                    Notice::TooManyStreams,
                    Notice::Region,
                    Notice::RateLimit,
                    Notice::Maintenance,
                ],
            )
        })
        .flatten()
    {
        return verdict.at_most(Possible);
    }
    if seen.expected || !matches!(seen.page.kind, Kind::Html | Kind::Json | Kind::Text) {
        return service(Cause::None, Certain)
            .because("http.status", "The service answers as it should.");
    }
    told(seen).map_or_else(
        || {
            service(Cause::ServiceError, Possible)
                .because("http.content", "The service answers, but not with what belongs there.")
        },
        |verdict| verdict.at_most(Possible),
    )
}

fn service_redirect(seen: &Seen<'_>) -> Verdict {
    let none = || {
        service(Cause::None, Likely)
            .because("http.redirect", "The service sends us on to another of its pages.")
    };
    let Some(location) = &seen.location else {
        return service(Cause::None, Possible)
            .because("http.redirect", "The service answers with a redirect.");
    };
    if let Some(it) = seen.naming(Cause::BotChallenge) {
        return service(Cause::BotChallenge, Likely).by(Some(it));
    }
    let to = location.host();
    let by_address: &[(Notice, Cause, &str)] = &[
        (Notice::Challenge, Cause::BotChallenge, "a page that asks for proof of a human reader"),
        (Notice::Maintenance, Cause::Maintenance, "a page about maintenance"),
        (Notice::Region, Cause::GeoBlocked, "a page about the reader's region"),
    ];
    for (notice, cause, what) in by_address {
        if seen.has(*notice) && !seen.expected {
            return service(*cause, Likely)
                .because("http.redirect", format!("The service sends us to {what} at {to}."));
        }
    }
    if location.is_sign_in() && !seen.expected {
        return service(Cause::SignInRequired, Likely)
            .because("http.redirect", format!("The service sends us to its sign-in at {to}."));
    }
    none()
}

/// A 4xx: who may see it, from where, how often, and as whom.
fn service_refusal(seen: &Seen<'_>) -> Verdict {
    let by_status =
        |cause, confidence, says: &str| service(cause, confidence).because("http.status", says);
    match seen.status() {
        // Challenges take any status; a session limit is told with 429 as well.
        429 => told_of(seen, &[Notice::Challenge, Notice::TooManyStreams]).unwrap_or_else(|| {
            by_status(
                Cause::RateLimited,
                Likely,
                "The service says that too many requests came from here (429).",
            )
        }),
        401 => told_of(seen, &[Notice::Challenge]).unwrap_or_else(|| {
            by_status(Cause::SignInRequired, Likely, "The service wants a sign-in first (401).")
        }),
        407 => by_status(
            Cause::SignInRequired,
            Possible,
            "A server on the service's side wants a password (407).",
        ),
        402 => match seen.naming(Cause::ServiceError) {
            Some(it) => service(Cause::ServiceError, Possible).by(Some(it)),
            None => {
                by_status(Cause::NotEntitled, Likely, "The service wants a payment first (402).")
            }
        },
        451 => told_of(seen, &[Notice::Challenge, Notice::Region])
            .filter(|it| !seen.has(Notice::Legal) || it.cause != Cause::GeoBlocked)
            .unwrap_or_else(|| {
                by_status(
                    Cause::LegalBlock,
                    Likely,
                    "The service may not show this here, for legal reasons (451).",
                )
            }),
        // Not in any registry: some services refuse an address, others slow down a program with it.
        420 => told(seen).unwrap_or_else(|| {
            by_status(
                Cause::GeoBlocked,
                Possible,
                "The service refuses the address that we come from (420).",
            )
        }),
        403 => told(seen)
            .or_else(|| {
                seen.naming(Cause::ServiceError)
                    .map(|it| service(Cause::ServiceError, Possible).by(Some(it)))
            })
            .unwrap_or_else(|| {
                let walled = seen
                    .naming(Cause::Forbidden)
                    .or_else(|| seen.signature(&[Party::Filter, Party::ForwardProxy]));
                let denied = seen.hop.as_ref().filter(|it| it.points == Points::Policy);
                let verdict = by_status(
                    Cause::Forbidden,
                    Possible,
                    "The service refuses without saying why (403).",
                )
                .by(walled);
                match denied {
                    Some(hop) => verdict.because("http.proxy_status", hop_says(hop)),
                    None => verdict,
                }
            }),
        408 => by_status(
            Cause::ServiceError,
            Possible,
            "The service gave up waiting for our request (408).",
        ),
        status => told(seen)
            .map(|it| it.at_most(Likely))
            .or_else(|| {
                seen.naming(Cause::Forbidden)
                    .map(|it| service(Cause::Forbidden, Possible).by(Some(it)))
            })
            .unwrap_or_else(|| {
                by_status(
                    Cause::Unknown,
                    Possible,
                    &format!("The service answers, but not to this request ({status})."),
                )
            }),
    }
}

/// A 5xx: its front, or its servers.
fn service_failure(seen: &Seen<'_>) -> Verdict {
    let status = seen.status();
    // Some firewalls refuse with 503: that is no outage.
    if status == 503 {
        let refused = told_of(
            seen,
            &[Notice::Challenge, Notice::Vpn, Notice::RateLimit, Notice::TooManyStreams],
        )
        .or_else(|| told_of(seen, &[Notice::Region]).filter(|_| seen.clearly(Notice::Region)))
        .or_else(|| {
            seen.naming(Cause::Forbidden).map(|it| service(Cause::Forbidden, Possible).by(Some(it)))
        });
        if let Some(verdict) = refused {
            return verdict;
        }
    }
    if let Some(it) = seen.naming(Cause::Maintenance) {
        return service(Cause::Maintenance, Likely).by(Some(it));
    }
    let maintenance = match status {
        503 => seen.has(Notice::Maintenance),
        _ => seen.heard.get(Notice::Maintenance).in_title,
    };
    if maintenance {
        return service(Cause::Maintenance, Likely)
            .because("page.maintenance", "The page announces maintenance.");
    }
    if let Some(hop) = seen.hop.as_ref().filter(|it| !it.relayed) {
        let cause = match hop.points {
            Points::Behind => Some(Cause::GatewayError),
            Points::Capacity => Some(Cause::ServiceOverloaded),
            Points::Hop if status != 503 => Some(Cause::ServiceError),
            Points::Policy if !matches!(status, 500 | 503) => Some(Cause::GatewayError),
            Points::Hop | Points::Policy | Points::Request => None,
        };
        if let Some(cause) = cause {
            let sure = if cause == Cause::ServiceOverloaded { Likely } else { Certain };
            let mut verdict = service(cause, sure).because("http.proxy_status", hop_says(hop));
            verdict.party = Party::ServiceEdge;
            return verdict;
        }
    }
    let by_status = |cause, confidence, says: String| {
        let author = seen.signature(&[Party::ServiceEdge, Party::ServiceOrigin]);
        service(cause, confidence).because("http.status", says).by(author)
    };
    match status {
        502 => by_status(
            Cause::GatewayError,
            Certain,
            "The service's front got no good answer from its own servers (502).".into(),
        ),
        504 => by_status(
            Cause::GatewayError,
            Certain,
            "The service's front got no answer in time from its own servers (504).".into(),
        ),
        503 => by_status(
            Cause::ServiceOverloaded,
            Likely,
            "The service says that it cannot answer at the moment (503).".into(),
        ),
        520..=530 | 598 | 599 => by_status(
            Cause::GatewayError,
            Certain,
            format!("The service's front did not reach its own servers ({status})."),
        ),
        511 => by_status(
            Cause::ServiceError,
            Possible,
            "The service gives an answer that only a network may give (511).".into(),
        ),
        _ => by_status(
            Cause::ServiceError,
            Certain,
            format!("Something broke inside the service ({status})."),
        ),
    }
}

/// What a page of the service's side tells, in the order in which one reason hides another.
fn told(seen: &Seen<'_>) -> Option<Verdict> {
    told_of(
        seen,
        &[
            Notice::Challenge,
            Notice::Vpn,
            Notice::TooManyStreams,
            Notice::Region,
            Notice::RateLimit,
            Notice::Maintenance,
            Notice::Full,
            Notice::Entitlement,
            Notice::SignIn,
        ],
    )
}

fn told_of(seen: &Seen<'_>, order: &[Notice]) -> Option<Verdict> {
    order.iter().find_map(|notice| {
        let (cause, says) = match notice {
            Notice::Challenge => (Cause::BotChallenge, "The page asks for proof that a person is reading; it is aimed at programs, not at people."),
            Notice::Vpn => (Cause::VpnBlocked, "The page says that we come through a VPN or proxy."),
            Notice::TooManyStreams => (Cause::TooManyStreams, "The page says that too many devices are watching."),
            Notice::Region => (Cause::GeoBlocked, "The page says that this is not shown in our region."),
            Notice::RateLimit => (Cause::RateLimited, "The service says that too many requests came from here."),
            Notice::Maintenance => (Cause::Maintenance, "The page announces maintenance."),
            Notice::Full => (Cause::ServiceError, "The service says that it has no place left."),
            Notice::Entitlement => (Cause::NotEntitled, "The page speaks of plan, subscription or payment."),
            Notice::SignIn => (Cause::SignInRequired, "The page wants a sign-in first."),
            Notice::Legal | Notice::Blocked | Notice::Denied | Notice::Portal | Notice::PortalHint | Notice::FetchFailed | Notice::Proxy => return None,
        };
        if let Some(it) = seen.naming(cause) {
            return Some(service(cause, it.confidence).by(Some(it)));
        }
        if !seen.has(*notice) {
            return None;
        }
        // A word or two on a longer page may be said in passing.
        let sure = if seen.page.length <= 400 || seen.clearly(*notice) { Likely } else { Possible };
        Some(service(cause, sure).because(&format!("page.{}", rule(*notice)), says))
    })
}

/// The notice's name in rule ids.
fn rule(notice: Notice) -> &'static str {
    match notice {
        Notice::Maintenance => "maintenance",
        Notice::RateLimit => "rate_limit",
        Notice::Challenge => "challenge",
        Notice::Region => "region",
        Notice::Vpn => "vpn",
        Notice::TooManyStreams => "too_many_streams",
        Notice::Entitlement => "entitlement",
        Notice::SignIn => "sign_in",
        Notice::Full => "full",
        Notice::Legal => "legal",
        Notice::Blocked => "blocked",
        Notice::Denied => "denied",
        Notice::Portal | Notice::PortalHint => "portal",
        Notice::FetchFailed => "fetch_failed",
        Notice::Proxy => "proxy",
    }
}

fn hop_says(hop: &HopError) -> String {
    if hop.hop.is_empty() {
        format!("A server on the way says that {}.", hop.says)
    } else {
        format!("The server \"{}\" on the way says that {}.", hop.hop, hop.says)
    }
}

// ---- Somebody between may have written it ----

/// A filter's page, by its marks or its words.
fn filter_page(seen: &Seen<'_>) -> Option<Verdict> {
    if let Some(it) = seen.signature(&[Party::Filter]) {
        return Some(Verdict::new(Party::Filter, Cause::PageBlocked, it.confidence).by(Some(it)));
    }
    let heard = seen.heard.get(Notice::Blocked);
    // A middleman's report of a failure speaks of policies and administrators too.
    if seen.has(Notice::FetchFailed) && !heard.in_title {
        return None;
    }
    let titled_denial = seen.heard.get(Notice::Denied).in_title;
    let sure = if seen.success() {
        // A page of success has to say it plainly: articles speak of categories too.
        if !(heard.in_title || titled_denial || heard.phrases >= 2 && seen.page.length <= 1500)
            || seen.page.length > 4000
        {
            return None;
        }
        heard.in_title || titled_denial
    } else {
        if heard.phrases == 0 {
            return None;
        }
        heard.in_title || heard.phrases >= 2
    };
    let verdict =
        Verdict::new(Party::Filter, Cause::PageBlocked, if sure { Likely } else { Possible });
    Some(verdict.because("page.blocked", "The page speaks as a filter does, not as the service."))
}

/// A captive portal's page, by its marks or its words.
fn portal_page(seen: &Seen<'_>) -> Option<Verdict> {
    if seen.status() == 511 {
        // RFC 6585, section 6: only the network sends it.
        let verdict = Verdict::new(Party::Portal, Cause::CaptivePortal, Certain)
            .by(seen.signature(&[Party::Portal]));
        return Some(
            verdict.because("http.status", "The network says that it wants a sign-in first (511)."),
        );
    }
    if let Some(it) = seen.signature(&[Party::Portal]) {
        return Some(Verdict::new(Party::Portal, Cause::CaptivePortal, it.confidence).by(Some(it)));
    }
    // RFC 8908, section 5.
    if seen.header("content-type").is_some_and(|it| it.starts_with("application/captive+json")) {
        let captive = seen.exchange.text().split_once("\"captive\"").is_some_and(|(_, rest)| {
            rest.trim_start_matches([' ', ':', '\n', '\t']).starts_with("true")
        });
        return captive.then(|| {
            Verdict::new(Party::Portal, Cause::CaptivePortal, Certain).because(
                "portal.api",
                "The network's own interface says that it wants a sign-in first.",
            )
        });
    }
    let words = seen.heard.get(Notice::Portal);
    let hints = seen.heard.get(Notice::PortalHint).phrases;
    let speaks =
        words.phrases > 0 && (seen.page.form || hints > 0 || words.in_title || words.phrases >= 2);
    let short = seen.page.length <= 3000;
    (speaks && short).then(|| {
        Verdict::new(Party::Portal, Cause::CaptivePortal, Likely).because(
            "page.portal",
            "The page is about getting access to this network, not about the service.",
        )
    })
}

/// A redirect in clear text: home, to a portal, or to a block page.
fn clear_redirect(seen: &Seen<'_>, location: &Location) -> Option<Verdict> {
    let portal = |sure| Verdict::new(Party::Portal, Cause::CaptivePortal, sure);
    let block = |sure| Verdict::new(Party::Filter, Cause::PageBlocked, sure);
    let host = location.host();
    let to_block = format!(
        "Instead of the service's page we are sent to {host}, which calls itself a block page."
    );
    let to_portal =
        format!("Instead of the service's page we are sent to {host}, to sign in to the network.");
    match location.relation {
        Relation::Home => None,
        _ if location.is_block() => Some(block(Likely).because("http.redirect", to_block)),
        Relation::Local => {
            let says = format!(
                "Instead of the service's page we are sent to {host}, which only this network has."
            );
            Some(portal(Likely).because("http.redirect", says))
        }
        Relation::Elsewhere => {
            let sure = (location.is_portal()
                && (location.carries_origin || location.has_odd_port() || location.is_sign_in()))
                || location.is_sign_in()
                    && location.carries_origin
                    && location.target.scheme() == "http";
            if sure {
                return Some(portal(Likely).because("http.redirect", to_portal));
            }
            let odd = location.is_portal()
                || location.is_bare_address()
                || location.carries_origin
                || location.has_odd_port();
            let strange = format!(
                "Instead of the service's page we are sent to {host}, which is not the service's."
            );
            // Services move to another name of theirs, but in doing so to https.
            let moved = seen.expected || location.target.scheme() == "https";
            (odd || !moved).then(|| portal(Possible).because("http.redirect", strange))
        }
    }
}

/// Marks that only an application or its edge leaves, never a middleman's own page.
fn origin_mark(seen: &Seen<'_>) -> Option<&'static str> {
    const FIELDS: &[&str] = &[
        "etag",
        "set-cookie",
        "x-powered-by",
        "strict-transport-security",
        "content-security-policy",
        "alt-svc",
        "nel",
        "report-to",
        "cf-ray",
        "x-amz-cf-id",
        "x-amz-request-id",
        "x-amzn-requestid",
        "x-azure-ref",
        "x-served-by",
        "x-fastly-request-id",
        "x-akamai-request-id",
        "x-request-id",
        "x-envoy-upstream-service-time",
        "access-control-allow-origin",
        "x-runtime",
        "x-aspnet-version",
    ];
    if matches!(seen.page.kind, Kind::Json) {
        return Some("The answer is made for the service's own programs.");
    }
    if seen.page.kind == Kind::Data
        && seen.header("content-type").is_some_and(|it| {
            ["audio/", "video/", "application/vnd", "application/dash"]
                .iter()
                .any(|media| it.starts_with(media))
        })
    {
        return Some("The answer is a stream.");
    }
    FIELDS
        .iter()
        .any(|name| seen.exchange.headers.has(name))
        .then_some("The answer has marks that only the service's servers leave.")
}

/// Marks that only a proxy's own page has.
fn proxy_mark(seen: &Seen<'_>) -> Option<Verdict> {
    let verdict = Verdict::new(Party::ForwardProxy, Cause::ProxyFailed, Likely);
    if let Some(it) = seen.signature(&[Party::ForwardProxy]) {
        return Some(verdict.by(Some(it)));
    }
    let fields =
        ["proxy-authenticate", "proxy-agent", "x-proxy-error", "x-squid-error", "proxy-connection"];
    if fields.iter().any(|name| seen.exchange.headers.has(name)) {
        return Some(
            verdict.because("http.proxy_fields", "The answer has marks that only a proxy leaves."),
        );
    }
    None
}

/// Clear text, with no proxy configured.
fn clear(seen: &Seen<'_>) -> Verdict {
    let fallback = service_side(seen);
    let relayed = fallback.cause;
    let mut verdict =
        clear_by_others(seen).unwrap_or_else(|| match (seen.status(), origin_mark(seen)) {
            // Services redirect clear text; who refuses it outright is more likely to be in between.
            (403, None)
                if fallback.cause == Cause::Forbidden
                    && !seen.signatures.iter().any(|it| it.party == Party::ServiceOrigin) =>
            {
                Verdict::new(Party::Unknown, Cause::PageBlocked, Possible).because(
                    "http.status",
                    "In clear text, somebody refuses without saying who (403).",
                )
            }
            (_, mark) => {
                let mut verdict = fallback.at_most(Possible);
                if mark.is_none() && seen.signatures.is_empty() && verdict.cause != Cause::None {
                    verdict.party = Party::Unknown;
                }
                verdict
            }
        });
    if verdict.cause != Cause::None {
        verdict.if_relayed = Some(relayed);
        verdict = verdict.because(
            "http.transport",
            "It came in clear text, so anybody on the way can have written it.",
        );
    }
    verdict
}

fn clear_by_others(seen: &Seen<'_>) -> Option<Verdict> {
    if seen.status() == 407 {
        return Some(
            Verdict::new(Party::ForwardProxy, Cause::ProxyAuthRequired, Likely)
                .by(seen.signature(&[Party::ForwardProxy]))
                .because("http.status", "A proxy on the way wants a password (407)."),
        );
    }
    if seen.status() == 451 {
        return Some(legal(seen));
    }
    if let Some(verdict) = portal_page(seen) {
        return Some(verdict);
    }
    if let Some(verdict) = filter_page(seen).filter(|_| seen.signature(&[Party::Filter]).is_some())
    {
        return Some(verdict);
    }
    let sent = seen.location.as_ref().and_then(|it| clear_redirect(seen, it));
    if let Some(mut verdict) = proxy_mark(seen) {
        verdict.cause = match seen.status() {
            300..=399 => {
                // Its own redirect: to a block page, or to a sign-in of the proxy's.
                return Some(sent.unwrap_or(Verdict { cause: Cause::ProxyDenied, ..verdict }));
            }
            401 | 403 | 405 | 429 => Cause::PageBlocked,
            200..=299 if !seen.has(Notice::FetchFailed) => Cause::PageBlocked,
            404 if !seen.has(Notice::FetchFailed) => Cause::PageBlocked,
            _ => Cause::ProxyFailed,
        };
        if seen.success() && seen.signature(&[Party::ForwardProxy]).is_none() {
            return None;
        }
        return Some(verdict);
    }
    if let Some(verdict) = sent {
        return Some(verdict);
    }
    if seen.redirect() {
        return None;
    }
    // What only the service would say comes before what a filter may say.
    let services_own = !seen.success()
        && seen.signatures.iter().any(|it| is_service(it.party) && it.cause.is_some());
    if services_own {
        return None;
    }
    filter_page(seen).or_else(|| {
        let failed = seen.success()
            && seen.heard.get(Notice::FetchFailed).in_title
            && seen.page.length <= 4000;
        failed.then(|| {
            Verdict::new(Party::ForwardProxy, Cause::ProxyFailed, Possible).because(
                "page.fetch_failed",
                "Somebody on the way says that they could not fetch the page.",
            )
        })
    })
}

/// 451 in clear text. `Link: rel="blocked-by"` names who blocks (RFC 7725, section 4).
fn legal(seen: &Seen<'_>) -> Verdict {
    if let Some(it) = seen.signature(&[Party::Filter]) {
        return Verdict::new(Party::Filter, Cause::PageBlocked, Likely).by(Some(it));
    }
    let blocker =
        seen.exchange.headers.all("link").any(|it| it.to_ascii_lowercase().contains("blocked-by"));
    let says = if blocker {
        "Somebody who names himself blocks this for legal reasons (451)."
    } else {
        "This is not shown here, for legal reasons (451)."
    };
    Verdict::new(Party::Unknown, Cause::LegalBlock, if blocker { Likely } else { Possible })
        .because("http.status", says)
}

/// Inside a session that another root signed.
fn intercepted(seen: &Seen<'_>) -> Verdict {
    let says = "Another certificate than a public one signs this session, so whoever reads along here can have written it.";
    let own = proxy_mark(seen);
    let refuses = matches!(seen.status(), 400..=499) && (own.is_some() || seen.has(Notice::Denied));
    let blocked = filter_page(seen).or_else(|| {
        let by_proxy = refuses && own.is_some() && seen.status() != 407;
        by_proxy.then(|| Verdict {
            cause: Cause::PageBlocked,
            party: Party::Filter,
            ..own.clone().expect("just seen")
        })
    });
    let mut verdict = match blocked {
        Some(verdict) => verdict,
        None if seen.expected && (seen.success() || seen.redirect()) => {
            Verdict::new(Party::Interceptor, Cause::None, Possible)
                .because("http.status", "The answer is what it should be.")
        }
        None => {
            let sure =
                if origin_mark(seen).is_some() && !seen.success() { Possible } else { Likely };
            let mut verdict = Verdict::new(Party::Interceptor, Cause::TlsIntercepted, sure);
            if let Some(own) = own {
                verdict.product = own.product;
                verdict.evidence = own.evidence;
            }
            verdict
        }
    };
    if verdict.product.is_none() && seen.status() >= 400 {
        verdict.product = seen.server();
    }
    if !matches!(verdict.cause, Cause::None | Cause::PageBlocked) {
        verdict.if_relayed = Some(service_side(seen).cause);
    }
    verdict.because("http.transport", says)
}

/// A forward proxy's answer to CONNECT: nobody else can have written it.
fn connect(seen: &Seen<'_>) -> Verdict {
    let says = "It answers our request for a tunnel, so the configured proxy wrote it.";
    let known = seen.signature(&[Party::ForwardProxy, Party::Filter]);
    let verdict = |cause, sure| Verdict::new(Party::ForwardProxy, cause, sure).by(known);
    let verdict = match seen.status() {
        407 => verdict(Cause::ProxyAuthRequired, Certain)
            .because("http.status", "The proxy wants a user name and a password (407)."),
        200..=299 => tunnel(seen).by(known),
        300..=399 => {
            let host = seen.location.as_ref().map_or("another page", Location::host);
            verdict(Cause::ProxyDenied, Likely).because(
                "http.redirect",
                format!("Instead of opening the tunnel the proxy sends us to {host}."),
            )
        }
        511 => Verdict::new(Party::Portal, Cause::CaptivePortal, Likely)
            .because("http.status", "The network wants a sign-in first (511)."),
        status => {
            let hop = seen.hop.as_ref();
            let policy = hop.map(|it| it.points == Points::Policy);
            let refuses = match status {
                401..=403 | 405 | 406 | 409 | 423 | 429 | 451 => true,
                400 | 404 | 408 | 410..=422 => false,
                _ => {
                    known.is_some_and(|it| it.party == Party::Filter)
                        || seen.clearly(Notice::Blocked) && !seen.has(Notice::FetchFailed)
                }
            };
            let told = if policy.unwrap_or(refuses) {
                verdict(Cause::ProxyDenied, Likely).because(
                    "http.status",
                    format!("The proxy refuses to connect us to the service ({status})."),
                )
            } else {
                verdict(Cause::ProxyFailed, Likely).because(
                    "http.status",
                    format!(
                        "The proxy says that it could not connect us to the service ({status})."
                    ),
                )
            };
            match hop {
                Some(hop) => told.because("http.proxy_status", hop_says(hop)),
                None => told,
            }
        }
    };
    let mut verdict = verdict.because("http.transport", says);
    if verdict.product.is_none() {
        verdict.product = seen.server().or_else(|| {
            seen.header("proxy-agent").map(|it| it.split('/').next().unwrap_or(it).to_owned())
        });
    }
    verdict
}

/// What came through a tunnel that the proxy says it opened.
fn tunnel(seen: &Seen<'_>) -> Verdict {
    let verdict = |cause, sure| Verdict::new(Party::ForwardProxy, cause, sure);
    if seen.expected {
        return verdict(Cause::None, Certain)
            .because("http.status", "The proxy opened the tunnel.");
    }
    let text = seen.exchange.text();
    if let Ok(inner) = raw::parse(text.as_bytes()) {
        // We spoke TLS into the tunnel: clear text out of it cannot be the service's.
        let says = format!(
            "The proxy opened a tunnel, and then answered in it in place of the service ({}).",
            inner.status
        );
        return match inner.status {
            300..=499 => verdict(Cause::ProxyDenied, Likely).because("http.tunnel", says),
            500.. => verdict(Cause::ProxyFailed, Likely).because("http.tunnel", says),
            _ => verdict(Cause::None, Possible)
                .because("http.tunnel", "The tunnel carries an answer."),
        };
    }
    if matches!(seen.page.kind, Kind::Html | Kind::Text)
        && !text.starts_with(['\u{15}', '\u{16}', '\u{fffd}'])
    {
        let failed = seen.has(Notice::FetchFailed)
            && seen.signature(&[Party::Filter]).is_none()
            && !seen.heard.get(Notice::Blocked).in_title;
        return if failed {
            verdict(Cause::ProxyFailed, Likely).because(
                "page.fetch_failed",
                "Instead of a tunnel the proxy gives a page that says it could not connect.",
            )
        } else {
            verdict(Cause::ProxyDenied, Likely)
                .because("http.content", "Instead of a tunnel the proxy gives a page of its own.")
        };
    }
    if text.trim().is_empty() {
        return verdict(Cause::ProxyFailed, Possible).because(
            "http.tunnel",
            "The proxy says that the tunnel is open, but nothing came through it.",
        );
    }
    verdict(Cause::None, Possible)
        .because("http.tunnel", "The proxy opened the tunnel, and something came through it.")
}

/// Clear text through a configured proxy: its own page, or the origin's, handed on.
fn proxied(seen: &Seen<'_>) -> Verdict {
    let fallback = service_side(seen);
    let relayed = fallback.cause;
    let status = seen.status();
    let own = |cause, sure| Verdict::new(Party::ForwardProxy, cause, sure);

    let mut verdict = if status == 407 {
        own(Cause::ProxyAuthRequired, Certain)
            .by(seen.signature(&[Party::ForwardProxy]))
            .because("http.status", "The proxy wants a user name and a password (407).")
    } else if let Some(verdict) = portal_page(seen) {
        verdict
    } else if let Some(mark) = proxy_mark(seen)
        .filter(|_| !seen.success() || seen.signature(&[Party::ForwardProxy]).is_some())
    {
        let cause = if matches!(status, 300..=399 | 401 | 403 | 405 | 429) {
            Cause::ProxyDenied
        } else {
            Cause::ProxyFailed
        };
        let says = if cause == Cause::ProxyDenied {
            "The proxy refuses the request."
        } else {
            "The proxy could not fetch the page."
        };
        Verdict { cause, ..mark }
            .because("http.status", format!("{says} ({status})").replace(". (", " (") + ".")
    } else if let Some(verdict) = filter_page(seen)
        .filter(|_| seen.signature(&[Party::Filter]).is_some() || origin_mark(seen).is_none())
    {
        verdict
    } else {
        proxied_unmarked(seen, fallback)
    };
    if verdict.cause != Cause::None {
        verdict.if_relayed = Some(relayed);
        verdict = verdict.because("http.transport", "It came in clear text through the configured proxy, so the proxy or the service wrote it.");
    }
    verdict
}

/// No mark of a known proxy or filter.
fn proxied_unmarked(seen: &Seen<'_>, fallback: Verdict) -> Verdict {
    let status = seen.status();
    let own = |cause, sure| Verdict::new(Party::ForwardProxy, cause, sure);
    let pass_on =
        |verdict: Verdict, says: &str| verdict.at_most(Likely).because("http.relayed", says);

    if let Some(hop) =
        seen.hop.as_ref().filter(|it| it.nearest && !it.relayed && origin_mark(seen).is_none())
    {
        let denied = hop.points == Points::Policy || hop.points == Points::Request && status < 500;
        return own(if denied { Cause::ProxyDenied } else { Cause::ProxyFailed }, Likely)
            .because("http.proxy_status", hop_says(hop));
    }
    match status {
        200..=299 => {
            let failed = seen.heard.get(Notice::FetchFailed).in_title && seen.page.length <= 4000;
            if failed {
                own(Cause::ProxyFailed, Likely).because(
                    "page.fetch_failed",
                    "The proxy says that it could not fetch the page.",
                )
            } else {
                fallback.at_most(Likely)
            }
        }
        300..=399 => {
            seen.location.as_ref().and_then(|it| clear_redirect(seen, it)).unwrap_or(fallback)
        }
        400..=499 => match origin_mark(seen) {
            Some(mark) => pass_on(fallback, mark),
            None if matches!(status, 403 | 405) && fallback.cause == Cause::Forbidden => {
                own(Cause::ProxyDenied, Possible).because(
                    "http.status",
                    format!("The proxy, or somebody behind it, refuses ({status})."),
                )
            }
            None if seen.has(Notice::FetchFailed) => own(Cause::ProxyFailed, Likely)
                .because("page.fetch_failed", "The proxy says that it could not fetch the page."),
            None => fallback.at_most(Possible),
        },
        _ => {
            let told = seen.has(Notice::Proxy) || seen.has(Notice::FetchFailed);
            // A program's own error names what failed in the words of its system.
            let programs_error =
                seen.page.kind == Kind::Json && seen.has(Notice::FetchFailed) && status != 503;
            let origin = origin_mark(seen).filter(|_| !programs_error).or_else(|| {
                let application = seen.signatures.iter().any(|it| it.party == Party::ServiceOrigin);
                application.then_some("The page is an application's, not a proxy's.")
            });
            match origin {
                Some(mark) => pass_on(fallback, mark),
                None if fallback.cause == Cause::Maintenance => fallback.at_most(Possible),
                None if told => own(Cause::ProxyFailed, Likely).because(
                    "page.fetch_failed",
                    "The proxy tells why it could not fetch the page.",
                ),
                None => own(Cause::ProxyFailed, Possible).because(
                    "http.status",
                    format!("The proxy, or somebody behind it, could not answer ({status})."),
                ),
            }
        }
    }
}
