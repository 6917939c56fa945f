//! A response with all readings of it: what its page, its header fields and its address say.

use std::collections::BTreeSet;

use url::Url;

use super::hops::{self, HopError};
use super::lexicon::{self, Heards, Notice, Signature};
use super::location::Location;
use super::page::Page;
use crate::diagnosis::{Cause, Party};
use crate::observation::Exchange;

/// A response with all readings of it.
pub(super) struct Seen<'a> {
    pub(super) exchange: &'a Exchange,
    pub(super) expected: bool,
    pub(super) page: Page,
    pub(super) heard: Heards,
    pub(super) signatures: Vec<&'static Signature>,
    pub(super) hop: Option<HopError>,
    /// Where it sends us: by a redirect, or by a page that does nothing else.
    pub(super) location: Option<Location>,
}

impl<'a> Seen<'a> {
    pub(super) fn of(exchange: &'a Exchange, url: &Url, expected: bool) -> Self {
        let page = Page::of(exchange);
        let mut heard = lexicon::notices(&page);
        let location = match exchange.status {
            300..400 => exchange.headers.get("location"),
            _ => page.forwards_to.as_deref().or_else(|| {
                exchange.headers.get("refresh").filter(|_| page.length <= 200).and_then(refresh)
            }),
        };
        let location = location.and_then(|it| Location::of(url, it));
        hear_headers(exchange, &mut heard);
        if let Some(location) = &location {
            location.notices().for_each(|it| heard.add(it));
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

    pub(super) fn status(&self) -> u16 {
        self.exchange.status
    }

    pub(super) fn success(&self) -> bool {
        (200..300).contains(&self.status())
    }

    pub(super) fn redirect(&self) -> bool {
        (300..400).contains(&self.status())
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.exchange.headers.get(name)
    }

    pub(super) fn has(&self, notice: Notice) -> bool {
        self.heard.has(notice)
    }

    pub(super) fn clearly(&self, notice: Notice) -> bool {
        self.heard.clearly(notice)
    }

    /// The preferred signature of one of these parties.
    pub(super) fn signature(&self, parties: &[Party]) -> Option<&'static Signature> {
        self.signatures.iter().copied().find(|it| parties.contains(&it.party))
    }

    /// The preferred signature that names this cause.
    pub(super) fn naming(&self, cause: Cause) -> Option<&'static Signature> {
        self.signatures.iter().copied().find(|it| it.cause == Some(cause))
    }

    /// The first word of `Server`: what the last hop, or what it relays, calls itself.
    pub(super) fn server(&self) -> Option<String> {
        let name = self.header("server")?.split(['/', ' ', '(', ';']).next()?.trim();
        (!name.is_empty() && name.len() <= 40).then(|| name.to_owned())
    }
}

/// The address in `Refresh: 0; url=…`.
fn refresh(field: &str) -> Option<&str> {
    let (_, rest) = field.split_once(';')?;
    let rest = rest.trim_start();
    let named = rest.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("url="));
    let address = if named { &rest[4..] } else { rest };
    Some(address.trim_matches(['"', '\'', ' ']))
}

/// What header fields say by themselves.
fn hear_headers(exchange: &Exchange, heard: &mut Heards) {
    for (name, value) in &exchange.headers.0 {
        // The name first: most fields are of no interest.
        let value = || value.trim().to_ascii_lowercase();
        let of_a_place = name
            .split('-')
            .any(|part| matches!(part, "geo" | "geoip" | "country" | "region" | "territory"));
        // Such as `X-Netflix-Geo-Check: failed`.
        if of_a_place && refuses(&value()) {
            heard.add(Notice::Region);
        }
        let limit = name.contains("ratelimit") || name.contains("rate-limit");
        if limit && is_spent(name, &value()) {
            heard.add(Notice::RateLimit);
        }
        if name.ends_with("-mitigated") && value().contains("challenge")
            || name.ends_with("captcha") && value() == "challenge"
        {
            heard.add(Notice::Challenge);
        }
    }
}

/// Whether the value of a field says no; in lower case.
fn refuses(value: &str) -> bool {
    ["fail", "block", "den", "restrict", "reject"].iter().any(|it| value.contains(it))
}

/// Whether the field of this name says that nothing is left of what is allowed; its value in lower case.
fn is_spent(name: &str, value: &str) -> bool {
    name.ends_with("remaining") && value == "0"
        || value.split([',', ';']).any(|it| matches!(it.trim(), "remaining=0" | "r=0"))
}
