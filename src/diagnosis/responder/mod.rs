//! Who wrote this response, and what it means. Pure and total.
//!
//! The first question is who *can* have written it, and the transport answers that ([`Transport`]): inside a session that
//! a public root authenticates only the service's side can; in clear text anybody on the path. The same bytes mean
//! different things on different ways, so each way has its own decision ([`verdict`]). In it, what intermediaries say of
//! themselves ([`hops`]) comes first, then the marks of known products ([`lexicon`]), then what the page says in words
//! ([`page`]), then the status code alone.
//!
//! Headers that name the path (`Via`, `X-Cache`, `cf-ray`) never name the author: they are added to relayed answers too.

mod between;
mod forward;
mod hops;
mod lexicon;
mod location;
mod page;
mod raw;
mod search;
mod seen;
mod service;
mod structured;
mod verdict;

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use serde::Serialize;
use url::Url;

pub use lexicon::{Notice, interceptor};
pub(super) use location::is_waiting_room;
pub use location::{is_local_name, is_telling, site};
pub use raw::{RawError, RawResponse, exchange_from_raw, parse};

use super::{Blame, Cause, Confidence, Evidence, Responder};
use crate::observation::{Exchange, Headers, Transport};

/// What one response says by itself: who wrote it, and the cause it names if nothing else contradicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who wrote it.
    pub responder: Responder,
    /// The cause that it names.
    pub cause: Cause,
    /// How sure the response alone makes us.
    pub confidence: Confidence,
    /// Why.
    pub evidence: Vec<Evidence>,
    /// What it would mean if a middleman only passed it on and the service's side wrote it; `None` where nobody between
    /// could have written it, or where the page itself shows that somebody did.
    pub if_relayed: Option<Cause>,
    /// What the page, or the target of its redirect, speaks of; whether or not that decided.
    pub notices: BTreeSet<Notice>,
    /// How long to wait before the next request (RFC 9110, section 10.2.3).
    pub retry_after: Option<Duration>,
    /// Whether a cache says that it answered from its store (RFC 9211): then the origin was not asked.
    pub cached: bool,
}

impl Answer {
    /// Whether the page speaks of this.
    pub fn says(&self, notice: Notice) -> bool {
        self.notices.contains(&notice)
    }
}

/// Reads one response to a request for `url`. `expected`: whether status and content are what the target's expectation
/// says; then only marks that somebody else wrote it, or that it is no real answer, give another cause than none.
pub fn read(exchange: &Exchange, url: &Url, expected: bool) -> Answer {
    let seen = seen::Seen::of(exchange, url, expected);
    let verdict = verdict::judge(&seen);
    Answer {
        responder: Responder { party: verdict.party, product: verdict.product },
        cause: verdict.cause,
        confidence: verdict.confidence,
        evidence: verdict.evidence,
        if_relayed: verdict.if_relayed,
        notices: seen.notices(),
        retry_after: retry_after(&exchange.headers),
        cached: hops::cached(&exchange.headers),
    }
}

/// Stands for an address that is not known: every redirect leads elsewhere.
static NOWHERE: LazyLock<Url> =
    LazyLock::new(|| Url::parse("http://unknown.invalid/").expect("a constant address"));

/// What `classify` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Classification {
    /// The version of this shape.
    pub schema: u32,
    pub responder: Responder,
    pub cause: Cause,
    pub blame: Blame,
    pub confidence: Confidence,
    pub evidence: Vec<Evidence>,
}

/// Reads a recorded response. Without a `url` nothing is known about where a redirect should lead.
pub fn classify_json(bytes: &[u8], url: Option<&Url>, transport: Transport) -> Classification {
    let (responder, cause, confidence, evidence) = match exchange_from_raw(bytes, transport) {
        Ok(exchange) => {
            let answer = read(&exchange, url.unwrap_or(&NOWHERE), as_any_service(&exchange));
            (answer.responder, answer.cause, answer.confidence, answer.evidence)
        }
        Err(error) => {
            let verdict = verdict::no_response(bytes, error, transport);
            let responder = Responder { party: verdict.party, product: verdict.product };
            (responder, verdict.cause, verdict.confidence, verdict.evidence)
        }
    };
    Classification { schema: 1, responder, cause, blame: cause.blame(), confidence, evidence }
}

/// Whether a recorded response is what any service may answer. Nothing is, where somebody else sits in the session.
fn as_any_service(exchange: &Exchange) -> bool {
    let open = match exchange.transport {
        Transport::Tls | Transport::Proxied | Transport::Plain => true,
        Transport::Intercepted | Transport::Connect => false,
    };
    open && (200..300).contains(&exchange.status)
}

/// `Retry-After`: seconds, or a date that counts from the response's own `Date`.
fn retry_after(headers: &Headers) -> Option<Duration> {
    let value = headers.get("retry-after")?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    let now = httpdate::parse_http_date(headers.get("date")?).ok()?;
    until.duration_since(now).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(fields: &[(&str, &str)]) -> Headers {
        Headers(fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_that_counts_from_the_response() {
        let seconds = |fields: &[_]| retry_after(&headers(fields)).map(|it| it.as_secs());
        assert_eq!(seconds(&[("retry-after", "120")]), Some(120));
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(seconds(&[("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT"), date]), Some(60));
        assert_eq!(seconds(&[("retry-after", "Sun, 06 Nov 1994 08:48:37 GMT"), date]), None);
        assert_eq!(seconds(&[("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT")]), None);
        assert_eq!(seconds(&[("retry-after", "soon")]), None);
    }
}
