//! A configured forward proxy: its answer to CONNECT, and what comes through it in clear text.

use super::between::{clear_redirect, filter_page, origin_mark, portal_page, proxy_mark};
use super::hops::Points;
use super::lexicon::Notice;
use super::location::Location;
use super::page::Kind;
use super::raw;
use super::seen::Seen;
use super::service::{hop_says, service_side};
use super::verdict::Verdict;
use crate::diagnosis::Confidence::{Certain, Likely, Possible};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Party, Said};

/// A forward proxy's answer to CONNECT: nobody else can have written it.
pub(super) fn connect(seen: &Seen<'_>) -> Verdict {
    let says = say!("It answers our request for a tunnel, so the configured proxy wrote it.");
    let known = seen.signature(&[Party::ForwardProxy, Party::Filter]);
    let verdict = |cause, sure| Verdict::new(Party::ForwardProxy, cause, sure).by(known);
    let verdict = match seen.status() {
        // RFC 9110, section 15.5.8: it must say how to sign in. Some proxies refuse with it.
        407 if !seen.exchange.headers.has("proxy-authenticate") && seen.clearly(Notice::Denied) => {
            verdict(Cause::ProxyDenied, Likely).because(
                "http.status",
                say!("The proxy refuses, and offers no way to sign in (407)."),
            )
        }
        407 => verdict(Cause::ProxyAuthRequired, Certain)
            .because("http.status", say!("The proxy wants a user name and a password (407).")),
        200..=299 => tunnel(seen).by(known),
        300..=399 => {
            let says = match seen.location.as_ref().map(Location::host) {
                Some(host) => {
                    say!("Instead of opening the tunnel the proxy sends us to {host}.", host)
                }
                None => say!("Instead of opening the tunnel the proxy sends us to another page."),
            };
            verdict(Cause::ProxyDenied, Likely).because("http.redirect", says)
        }
        511 => Verdict::new(Party::Portal, Cause::CaptivePortal, Likely)
            .because("http.status", say!("The network wants a sign-in first (511).")),
        status => {
            let hop = seen.hop.as_ref();
            let policy = hop.map(|it| it.points == Points::Policy);
            let refuses = match status {
                401..=403 | 405 | 406 | 409 | 423 | 429 | 451 => true,
                400 | 404 | 408 | 410..=422 => false,
                // Filters report what they could not fetch on the same page as what they deny.
                _ => {
                    let failed = seen.has(Notice::FetchFailed);
                    known.is_some_and(|it| it.party == Party::Filter)
                        && (!failed || seen.has(Notice::Blocked))
                        || seen.clearly(Notice::Blocked) && !failed
                }
            };
            let told = if policy.unwrap_or(refuses) {
                verdict(Cause::ProxyDenied, Likely).because(
                    "http.status",
                    say!("The proxy refuses to connect us to the service ({status}).", status),
                )
            } else {
                verdict(Cause::ProxyFailed, Likely).because(
                    "http.status",
                    say!(
                        "The proxy says that it could not connect us to the service ({status}).",
                        status
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
            .because("http.status", say!("The proxy opened the tunnel."));
    }
    let text = seen.exchange.text();
    if let Ok(inner) = raw::parse(text.as_bytes()) {
        // We spoke TLS into the tunnel: clear text out of it cannot be the service's.
        let says = say!(
            "The proxy opened a tunnel, and then answered in it in place of the service ({status}).",
            status = inner.status
        );
        return match inner.status {
            300..=499 => verdict(Cause::ProxyDenied, Likely).because("http.tunnel", says),
            500.. => verdict(Cause::ProxyFailed, Likely).because("http.tunnel", says),
            _ => verdict(Cause::None, Possible)
                .because("http.tunnel", say!("The tunnel carries an answer.")),
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
                say!("Instead of a tunnel the proxy gives a page that says it could not connect."),
            )
        } else {
            verdict(Cause::ProxyDenied, Likely).because(
                "http.content",
                say!("Instead of a tunnel the proxy gives a page of its own."),
            )
        };
    }
    if text.trim().is_empty() {
        return verdict(Cause::ProxyFailed, Possible).because(
            "http.tunnel",
            say!("The proxy says that the tunnel is open, but nothing came through it."),
        );
    }
    verdict(Cause::None, Possible)
        .because("http.tunnel", say!("The proxy opened the tunnel, and something came through it."))
}

/// Clear text through a configured proxy: its own page, or the origin's, handed on.
pub(super) fn proxied(seen: &Seen<'_>) -> Verdict {
    let fallback = service_side(seen);
    let relayed = fallback.cause;
    let status = seen.status();
    let own = |cause, sure| Verdict::new(Party::ForwardProxy, cause, sure);

    let mut verdict = if status == 407 {
        own(Cause::ProxyAuthRequired, Certain)
            .by(seen.signature(&[Party::ForwardProxy]))
            .because("http.status", say!("The proxy wants a user name and a password (407)."))
    } else if let Some(verdict) = portal_page(seen) {
        verdict
    } else if let Some(mark) = proxy_mark(seen)
        .filter(|_| !seen.success() || seen.signature(&[Party::ForwardProxy]).is_some())
    {
        let (cause, says) = match status {
            300..=399 | 401 | 403 | 405 | 429 => {
                (Cause::ProxyDenied, say!("The proxy refuses the request ({status}).", status))
            }
            _ => {
                (Cause::ProxyFailed, say!("The proxy could not fetch the page ({status}).", status))
            }
        };
        Verdict { cause, ..mark }.because("http.status", says)
    } else if let Some(verdict) = filter_page(seen)
        .filter(|_| seen.signature(&[Party::Filter]).is_some() || origin_mark(seen).is_none())
    {
        verdict
    } else {
        proxied_unmarked(seen, fallback)
    };
    if verdict.cause != Cause::None {
        verdict.if_relayed = Some(relayed);
        verdict = verdict.because("http.transport", say!("It came in clear text through the configured proxy, so the proxy or the service wrote it."));
    }
    verdict
}

/// No mark of a known proxy or filter.
fn proxied_unmarked(seen: &Seen<'_>, fallback: Verdict) -> Verdict {
    let status = seen.status();
    let own = |cause, sure| Verdict::new(Party::ForwardProxy, cause, sure);
    let pass_on =
        |verdict: Verdict, says: Said| verdict.at_most(Likely).because("http.relayed", says);

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
                    say!("The proxy says that it could not fetch the page."),
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
                    say!("The proxy, or somebody behind it, refuses ({status}).", status),
                )
            }
            None if seen.has(Notice::FetchFailed) => own(Cause::ProxyFailed, Likely).because(
                "page.fetch_failed",
                say!("The proxy says that it could not fetch the page."),
            ),
            None => fallback.at_most(Possible),
        },
        _ => {
            let told = seen.has(Notice::Proxy) || seen.has(Notice::FetchFailed);
            // A program's own error names what failed in the words of its system.
            let programs_error =
                seen.page.kind == Kind::Json && seen.has(Notice::FetchFailed) && status != 503;
            let origin = origin_mark(seen).filter(|_| !programs_error).or_else(|| {
                let application = seen.signatures.iter().any(|it| it.party == Party::ServiceOrigin);
                application.then_some(say!("The page is an application's, not a proxy's."))
            });
            match origin {
                Some(mark) => pass_on(fallback, mark),
                None if fallback.cause == Cause::Maintenance => fallback.at_most(Possible),
                None if told => own(Cause::ProxyFailed, Likely).because(
                    "page.fetch_failed",
                    say!("The proxy tells why it could not fetch the page."),
                ),
                None => own(Cause::ProxyFailed, Possible).because(
                    "http.status",
                    say!("The proxy, or somebody behind it, could not answer ({status}).", status),
                ),
            }
        }
    }
}
