//! What a response means if the service's side wrote it.

use super::hops::{HopError, Points};
use super::lexicon::Notice;
use super::page::Kind;
use super::seen::Seen;
use super::verdict::Verdict;
use crate::diagnosis::Confidence::{self, Certain, Likely, Possible};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Evidence, Party, Said};

/// Inside an authenticated session. A block page's template is then the service's own firewall.
pub(super) fn authenticated(seen: &Seen<'_>) -> Verdict {
    let says = say!(
        "The session was authenticated by a publicly trusted certificate, so the service's side wrote this."
    );
    let mut verdict = service_side(seen);
    verdict.evidence.insert(0, Evidence { rule: "http.transport".into(), says, supports: true });
    verdict
}

/// What a response means if the service's side wrote it.
pub(super) fn service_side(seen: &Seen<'_>) -> Verdict {
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
    // Whose page it is, is known where its marks are the front's.
    let of_the_front = seen
        .signatures
        .iter()
        .any(|it| it.party == Party::ServiceEdge && verdict.product.as_ref() == Some(&it.product));
    if of_the_front && verdict.cause != Cause::None {
        verdict.party = Party::ServiceEdge;
    }
    verdict
}

pub(super) fn is_service(party: Party) -> bool {
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
            .because("http.garbage", say!("The service's server sent something that is not a web page, and its front passed it on."));
    }
    // A notice has one subject; articles and status pages have more to say.
    let notice = seen.page.kind == Kind::Html && seen.page.headings <= 2;
    let challenge = seen.heard.get(Notice::Challenge);
    if notice && challenge.in_title && challenge.phrases >= 2 && seen.page.length <= 1000 {
        return service(Cause::BotChallenge, if seen.expected { Possible } else { Likely }).because(
            "page.challenge",
            say!("The page asks for proof that a person is reading; it is aimed at programs, not at people."),
        );
    }
    if notice && seen.heard.get(Notice::Maintenance).in_title && seen.page.length <= 2000 {
        return service(Cause::Maintenance, if seen.expected { Possible } else { Likely })
            .because("page.maintenance", say!("The page announces maintenance."));
    }
    let waiting = seen.heard.get(Notice::Waiting).in_title && notice && seen.page.length <= 2000;
    if let Some(verdict) =
        seen.naming(Cause::ServiceOverloaded).map(|it| waiting_room().by(Some(it))).or_else(|| {
            waiting.then(|| waiting_room().at_most(if seen.expected { Possible } else { Likely }))
        })
    {
        return verdict;
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
    // Some firewalls refuse with 200: a page that is theirs and says so.
    if let Some(it) = seen.naming(Cause::Forbidden).filter(|_| seen.page.length <= 600) {
        return service(Cause::Forbidden, Possible).by(Some(it));
    }
    if seen.expected || !matches!(seen.page.kind, Kind::Html | Kind::Json | Kind::Text) {
        return service(Cause::None, Certain)
            .because("http.status", say!("The service answers as it should."));
    }
    told(seen).map_or_else(
        || {
            service(Cause::ServiceError, Possible).because(
                "http.content",
                say!("The service answers, but not with what belongs there."),
            )
        },
        |verdict| verdict.at_most(Possible),
    )
}

/// The service holds people back before it lets them in: more come than it serves.
fn waiting_room() -> Verdict {
    service(Cause::ServiceOverloaded, Likely).because("page.waiting", says_waiting())
}

fn says_waiting() -> Said {
    say!("The service lets people in by turns: this is its waiting room.")
}

fn service_redirect(seen: &Seen<'_>) -> Verdict {
    let none = || {
        service(Cause::None, Likely)
            .because("http.redirect", say!("The service sends us on to another of its pages."))
    };
    let Some(location) = &seen.location else {
        return service(Cause::None, Possible)
            .because("http.redirect", say!("The service answers with a redirect."));
    };
    if let Some(it) = seen.naming(Cause::BotChallenge) {
        return service(Cause::BotChallenge, Likely).by(Some(it));
    }
    let to = location.host();
    // No expectation of a redirect means this one.
    if location.is_waiting_room() {
        return service(Cause::ServiceOverloaded, Likely).because(
            "http.redirect",
            say!(
                "The service sends us to a waiting room at {to}, which lets people in by turns.",
                to
            ),
        );
    }
    let by_address = [
        (
            Notice::Challenge,
            Cause::BotChallenge,
            say!(
                "The service sends us to a page that asks for proof of a human reader at {to}.",
                to
            ),
        ),
        (
            Notice::Maintenance,
            Cause::Maintenance,
            say!("The service sends us to a page about maintenance at {to}.", to),
        ),
        (
            Notice::Region,
            Cause::GeoBlocked,
            say!("The service sends us to a page about the reader's region at {to}.", to),
        ),
    ];
    for (notice, cause, says) in by_address {
        if seen.has(notice) && !seen.expected {
            return service(cause, Likely).because("http.redirect", says);
        }
    }
    if location.is_sign_in() && !seen.expected {
        return service(Cause::SignInRequired, Likely)
            .because("http.redirect", say!("The service sends us to its sign-in at {to}.", to));
    }
    none()
}

/// A 4xx: who may see it, from where, how often, and as whom.
fn service_refusal(seen: &Seen<'_>) -> Verdict {
    let by_status =
        |cause, confidence, says: Said| service(cause, confidence).because("http.status", says);
    match seen.status() {
        // Challenges take any status; a session limit is told with 429 as well.
        429 => told_of(seen, &[Notice::Challenge, Notice::TooManyStreams, Notice::Waiting])
            .unwrap_or_else(|| {
                by_status(
                    Cause::RateLimited,
                    Likely,
                    say!("The service says that too many requests came from here (429)."),
                )
            }),
        401 => told_of(seen, &[Notice::Challenge]).unwrap_or_else(|| {
            by_status(
                Cause::SignInRequired,
                Likely,
                say!("The service wants a sign-in first (401)."),
            )
        }),
        407 => by_status(
            Cause::SignInRequired,
            Possible,
            say!("A server on the service's side wants a password (407)."),
        ),
        402 => match seen.naming(Cause::ServiceError) {
            Some(it) => service(Cause::ServiceError, Possible).by(Some(it)),
            None => by_status(
                Cause::NotEntitled,
                Likely,
                say!("The service wants a payment first (402)."),
            ),
        },
        451 => told_of(seen, &[Notice::Challenge, Notice::Region])
            .filter(|it| !seen.has(Notice::Legal) || it.cause != Cause::GeoBlocked)
            .unwrap_or_else(|| {
                by_status(
                    Cause::LegalBlock,
                    Likely,
                    say!("The service may not show this here, for legal reasons (451)."),
                )
            }),
        // Not in any registry: some services refuse an address, others slow down a program with it.
        420 => told(seen).unwrap_or_else(|| {
            by_status(
                Cause::GeoBlocked,
                Possible,
                say!("The service refuses the address that we come from (420)."),
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
                    say!("The service refuses without saying why (403)."),
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
            say!("The service gave up waiting for our request (408)."),
        ),
        // What is not there, or not asked rightly, is so for reasons of its own: other reasons have to be in its title.
        status => told(seen)
            .filter(|_| is_titled(seen) || seen.page.kind == Kind::Json)
            .map(|it| it.at_most(Likely))
            .or_else(|| {
                [Cause::Forbidden, Cause::ServiceError].into_iter().find_map(|cause| {
                    seen.naming(cause).map(|it| service(cause, Possible).by(Some(it)))
                })
            })
            .unwrap_or_else(|| {
                by_status(
                    Cause::Unknown,
                    Possible,
                    say!("The service answers, but not to this request ({status}).", status),
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
        .or_else(|| told_of(seen, &[Notice::Region]).filter(|_| seen.clearly(Notice::Region)));
        if let Some(verdict) = refused {
            return verdict;
        }
    }
    // And some with a 500 or a number of their own.
    if let Some(it) = seen.naming(Cause::BotChallenge).or_else(|| seen.naming(Cause::Forbidden)) {
        let cause = it.cause.unwrap_or(Cause::Forbidden);
        return service(cause, if cause == Cause::Forbidden { Possible } else { Likely })
            .by(Some(it));
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
            .because("page.maintenance", say!("The page announces maintenance."));
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
    let by_status = |cause, confidence, says: Said| {
        let author = seen.signature(&[Party::ServiceEdge, Party::ServiceOrigin]);
        service(cause, confidence).because("http.status", says).by(author)
    };
    match status {
        502 => by_status(
            Cause::GatewayError,
            Certain,
            say!("The service's front got no good answer from its own servers (502)."),
        ),
        504 => by_status(
            Cause::GatewayError,
            Certain,
            say!("The service's front got no answer in time from its own servers (504)."),
        ),
        503 => by_status(
            Cause::ServiceOverloaded,
            Likely,
            say!("The service says that it cannot answer at the moment (503)."),
        ),
        520..=530 | 598 | 599 => by_status(
            Cause::GatewayError,
            Certain,
            say!("The service's front did not reach its own servers ({status}).", status),
        ),
        511 => by_status(
            Cause::ServiceError,
            Possible,
            say!("The service gives an answer that only a network may give (511)."),
        ),
        500..=510 => by_status(
            Cause::ServiceError,
            Certain,
            say!("Something broke inside the service ({status}).", status),
        ),
        // In no registry: what it means is known to its maker.
        _ => by_status(
            Cause::ServiceError,
            Likely,
            say!("Something broke inside the service ({status}).", status),
        ),
    }
}

/// What pages of a service's side give as a reason, in the order in which one hides another.
const REASONS: &[Notice] = &[
    Notice::Challenge,
    Notice::Vpn,
    Notice::TooManyStreams,
    Notice::Region,
    Notice::Waiting,
    Notice::RateLimit,
    Notice::Maintenance,
    Notice::Full,
    Notice::Entitlement,
    Notice::SignIn,
];

/// What a page of the service's side tells.
fn told(seen: &Seen<'_>) -> Option<Verdict> {
    told_of(seen, REASONS)
}

/// Whether any reason that [`told`] knows stands in the title.
fn is_titled(seen: &Seen<'_>) -> bool {
    seen.signatures.iter().any(|it| is_service(it.party) && it.cause.is_some())
        || REASONS.iter().any(|notice| seen.heard.get(*notice).in_title)
}

fn told_of(seen: &Seen<'_>, order: &[Notice]) -> Option<Verdict> {
    order.iter().find_map(|notice| {
        let (cause, says) = match notice {
            Notice::Challenge => (Cause::BotChallenge, say!("The page asks for proof that a person is reading; it is aimed at programs, not at people.")),
            Notice::Vpn => (Cause::VpnBlocked, say!("The page says that we come through a VPN or proxy.")),
            Notice::TooManyStreams => (Cause::TooManyStreams, say!("The page says that too many devices are watching.")),
            Notice::Region => (Cause::GeoBlocked, say!("The page says that this is not shown in our region.")),
            Notice::RateLimit => (Cause::RateLimited, say!("The service says that too many requests came from here.")),
            Notice::Maintenance => (Cause::Maintenance, say!("The page announces maintenance.")),
            Notice::Waiting => (Cause::ServiceOverloaded, says_waiting()),
            Notice::Full => (Cause::ServiceError, say!("The service says that it has no place left.")),
            Notice::Entitlement => (Cause::NotEntitled, say!("The page speaks of plan, subscription or payment.")),
            Notice::SignIn => (Cause::SignInRequired, say!("The page wants a sign-in first.")),
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
        Notice::Waiting => "waiting",
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

pub(super) fn hop_says(hop: &HopError) -> Said {
    if hop.hop.is_empty() {
        say!("A server on the way says that {what}.", what = hop.says.clone())
    } else {
        say!(
            "The server \"{server}\" on the way says that {what}.",
            server = hop.hop.clone(),
            what = hop.says.clone()
        )
    }
}
