//! Somebody between may have written it: filters and portals in clear text, interceptors in re-signed sessions.

use super::lexicon::Notice;
use super::location::{Location, Relation};
use super::page::Kind;
use super::seen::Seen;
use super::service::{is_service, service_side};
use super::verdict::Verdict;
use crate::diagnosis::Confidence::{Certain, Likely, Possible};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Party, Said};

/// Clear text, with no proxy configured.
pub(super) fn clear(seen: &Seen<'_>) -> Verdict {
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
                    say!("In clear text, somebody refuses without saying who (403)."),
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
            say!("It came in clear text, so anybody on the way can have written it."),
        );
    }
    verdict
}

fn clear_by_others(seen: &Seen<'_>) -> Option<Verdict> {
    if seen.status() == 407 {
        return Some(
            Verdict::new(Party::ForwardProxy, Cause::ProxyAuthRequired, Likely)
                .by(seen.signature(&[Party::ForwardProxy]))
                .because("http.status", say!("A proxy on the way wants a password (407).")),
        );
    }
    if seen.status() == 451 {
        return Some(legal(seen));
    }
    // A block page may speak of the Internet that it blocks; a portal has something to fill in.
    let known = seen.signature(&[Party::Filter]).is_some();
    let blocked = seen.heard.get(Notice::Blocked).in_title && !seen.page.form && !seen.redirect();
    let portals = seen.signature(&[Party::Portal]).is_some() || seen.status() == 511;
    let page = filter_page(seen).filter(|_| known || blocked && !portals && !services_own(seen));
    if page.is_some() {
        return page;
    }
    if let Some(verdict) = portal_page(seen) {
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
    if services_own(seen) {
        return None;
    }
    filter_page(seen).or_else(|| {
        let failed = seen.success()
            && seen.heard.get(Notice::FetchFailed).in_title
            && seen.page.length <= 4000;
        failed.then(|| {
            Verdict::new(Party::ForwardProxy, Cause::ProxyFailed, Possible).because(
                "page.fetch_failed",
                say!("Somebody on the way says that they could not fetch the page."),
            )
        })
    })
}

/// Whether the page is one that a product on the service's side writes.
fn services_own(seen: &Seen<'_>) -> bool {
    !seen.success() && seen.signatures.iter().any(|it| is_service(it.party) && it.cause.is_some())
}

/// 451 in clear text. `Link: rel="blocked-by"` names who blocks (RFC 7725, section 4).
fn legal(seen: &Seen<'_>) -> Verdict {
    if let Some(it) = seen.signature(&[Party::Filter]) {
        return Verdict::new(Party::Filter, Cause::PageBlocked, Likely).by(Some(it));
    }
    let blocker =
        seen.exchange.headers.all("link").any(|it| it.to_ascii_lowercase().contains("blocked-by"));
    let says = if blocker {
        say!("Somebody who names himself blocks this for legal reasons (451).")
    } else {
        say!("This is not shown here, for legal reasons (451).")
    };
    Verdict::new(Party::Unknown, Cause::LegalBlock, if blocker { Likely } else { Possible })
        .because("http.status", says)
}

/// Inside a session that another root signed.
pub(super) fn intercepted(seen: &Seen<'_>) -> Verdict {
    let says = say!(
        "Another certificate than a public one signs this session, so whoever reads along here can have written it."
    );
    let own = proxy_mark(seen);
    let sent = seen.location.as_ref().and_then(|it| intercepted_redirect(seen, it));
    let blocked = sent.or_else(|| filter_page(seen)).or_else(|| {
        let refused = (400..500).contains(&seen.status()) && seen.status() != 407;
        let own = own.clone().filter(|_| refused)?;
        Some(Verdict { cause: Cause::PageBlocked, party: Party::Filter, ..own })
    });
    let mut verdict = match blocked {
        Some(verdict) => verdict,
        None if seen.expected && (seen.success() || seen.redirect()) => {
            Verdict::new(Party::Interceptor, Cause::None, Possible)
                .because("http.status", say!("The answer is what it should be."))
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
    if !matches!(verdict.cause, Cause::None | Cause::PageBlocked | Cause::CaptivePortal) {
        verdict.if_relayed = Some(service_side(seen).cause);
    }
    verdict.because("http.transport", says)
}

/// A redirect inside a re-signed session: to a block page, or, where a gateway's own certificate stands for every name,
/// to its sign-in.
fn intercepted_redirect(seen: &Seen<'_>, location: &Location) -> Option<Verdict> {
    let away = location.relation != Relation::Home;
    let known = seen.signature(&[Party::Filter, Party::Portal]);
    let telling = away
        && (location.is_block() || location.relation == Relation::Local || location.is_portal());
    match known.and_then(|it| it.cause.map(|cause| (it, cause))) {
        Some((it, cause)) => Some(Verdict::new(it.party, cause, it.confidence).by(Some(it))),
        None => clear_redirect(seen, location).filter(|_| telling),
    }
}

/// A filter's page, by its marks or its words.
pub(super) fn filter_page(seen: &Seen<'_>) -> Option<Verdict> {
    if let Some(it) = seen.signature(&[Party::Filter]) {
        return Some(Verdict::new(Party::Filter, Cause::PageBlocked, it.confidence).by(Some(it)));
    }
    let heard = seen.heard.get(Notice::Blocked);
    // A middleman's report of a failure speaks of policies and administrators too.
    if seen.has(Notice::FetchFailed) && !heard.in_title {
        return None;
    }
    let titled_denial = seen.heard.get(Notice::Denied).in_title;
    // Blocks by law speak of the law: a court, a ministry, an act.
    let legal = seen.heard.get(Notice::Legal);
    let said = heard.phrases + legal.phrases;
    let sure = if seen.success() {
        // A page of success has to say it plainly, and to speak of nothing else: articles speak of categories too.
        let by_law = legal.in_title && (said >= 2 || seen.page.length <= 300);
        let titled = heard.in_title || titled_denial || by_law;
        if !(titled || said >= 2 && seen.page.length <= 1500)
            || seen.page.length > 4000
            || seen.page.headings > 2
        {
            return None;
        }
        titled
    } else {
        if heard.phrases == 0 && (seen.status() != 403 || legal.phrases < 2) {
            return None;
        }
        heard.in_title || said >= 2
    };
    let verdict =
        Verdict::new(Party::Filter, Cause::PageBlocked, if sure { Likely } else { Possible });
    Some(
        verdict
            .because("page.blocked", say!("The page speaks as a filter does, not as the service.")),
    )
}

/// A captive portal's page, by its marks or its words.
pub(super) fn portal_page(seen: &Seen<'_>) -> Option<Verdict> {
    if seen.status() == 511 {
        // RFC 6585, section 6: only the network sends it.
        let verdict = Verdict::new(Party::Portal, Cause::CaptivePortal, Certain)
            .by(seen.signature(&[Party::Portal]));
        return Some(verdict.because(
            "http.status",
            say!("The network says that it wants a sign-in first (511)."),
        ));
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
                say!("The network's own interface says that it wants a sign-in first."),
            )
        });
    }
    let words = seen.heard.get(Notice::Portal);
    let hints = seen.heard.get(Notice::PortalHint).phrases;
    let sure = words.phrases > 0 && (seen.page.form || words.in_title || words.phrases >= 2);
    let speaks = words.phrases > 0 && (sure || hints > 0) || seen.page.form && hints >= 3;
    // One word in passing, and nothing to fill in, may stand on any page.
    let short = seen.page.length <= if sure { 3000 } else { 1000 };
    (speaks && short).then(|| {
        Verdict::new(Party::Portal, Cause::CaptivePortal, if sure { Likely } else { Possible })
            .because(
                "page.portal",
                say!("The page is about getting access to this network, not about the service."),
            )
    })
}

/// A redirect in clear text: home, to a portal, or to a block page.
pub(super) fn clear_redirect(seen: &Seen<'_>, location: &Location) -> Option<Verdict> {
    let portal = |sure| Verdict::new(Party::Portal, Cause::CaptivePortal, sure);
    let block = |sure| Verdict::new(Party::Filter, Cause::PageBlocked, sure);
    let host = location.host();
    let to_block = say!(
        "Instead of the service's page we are sent to {host}, which calls itself a block page.",
        host
    );
    let to_portal = say!(
        "Instead of the service's page we are sent to {host}, to sign in to the network.",
        host
    );
    match location.relation {
        Relation::Home => None,
        _ if location.is_block() => Some(block(Likely).because("http.redirect", to_block)),
        Relation::Local => {
            let says = say!(
                "Instead of the service's page we are sent to {host}, which only this network has.",
                host
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
            let strange = say!(
                "Instead of the service's page we are sent to {host}, which is not the service's.",
                host
            );
            // Services move to another name of theirs, but in doing so to https.
            let moved = seen.expected || location.target.scheme() == "https";
            (odd || !moved).then(|| portal(Possible).because("http.redirect", strange))
        }
    }
}

/// Marks that only an application or its edge leaves, never a middleman's own page.
pub(super) fn origin_mark(seen: &Seen<'_>) -> Option<Said> {
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
        return Some(say!("The answer is made for the service's own programs."));
    }
    if seen.page.kind == Kind::Data
        && seen.header("content-type").is_some_and(|it| {
            ["audio/", "video/", "application/vnd", "application/dash"]
                .iter()
                .any(|media| it.starts_with(media))
        })
    {
        return Some(say!("The answer is a stream."));
    }
    FIELDS
        .iter()
        .any(|name| seen.exchange.headers.has(name))
        .then_some(say!("The answer has marks that only the service's servers leave."))
}

/// Marks that only a proxy's own page has.
pub(super) fn proxy_mark(seen: &Seen<'_>) -> Option<Verdict> {
    let verdict = Verdict::new(Party::ForwardProxy, Cause::ProxyFailed, Likely);
    if let Some(it) = seen.signature(&[Party::ForwardProxy]) {
        return Some(verdict.by(Some(it)));
    }
    let fields =
        ["proxy-authenticate", "proxy-agent", "x-proxy-error", "x-squid-error", "proxy-connection"];
    if fields.iter().any(|name| seen.exchange.headers.has(name)) {
        return Some(
            verdict.because(
                "http.proxy_fields",
                say!("The answer has marks that only a proxy leaves."),
            ),
        );
    }
    None
}
