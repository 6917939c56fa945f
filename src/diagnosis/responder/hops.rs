//! What intermediaries say about themselves: Proxy-Status (RFC 9209) and Cache-Status (RFC 9211).

use super::structured::{self, Bare};
use crate::diagnosis::Said;
use crate::diagnosis::said::say;
use crate::observation::Headers;

/// Where a Proxy-Status error type points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Points {
    /// At what lies behind the hop: its next hop, or the way or the name that leads there.
    Behind,
    /// At the hop's own capacity.
    Capacity,
    /// At the hop's own rules.
    Policy,
    /// At the hop itself: broken or wrongly configured.
    Hop,
    /// At the request, as the hop judges it; the status code says how.
    Request,
}

/// The error types of RFC 9209, section 2.3, with where they point and what they say in plain words.
const TYPES: &[(&str, Points, Said)] = &[
    (
        "dns_timeout",
        Points::Behind,
        say!("the name of the server behind it was not resolved in time"),
    ),
    ("dns_error", Points::Behind, say!("the name of the server behind it does not resolve")),
    ("destination_not_found", Points::Hop, say!("it knows no server for this address")),
    ("destination_unavailable", Points::Behind, say!("it takes the server behind it for down")),
    ("destination_ip_prohibited", Points::Policy, say!("its rules forbid the server's address")),
    ("destination_ip_unroutable", Points::Behind, say!("it has no route to the server behind it")),
    ("connection_refused", Points::Behind, say!("the server behind it refused the connection")),
    (
        "connection_terminated",
        Points::Behind,
        say!("the server behind it closed the connection too early"),
    ),
    (
        "connection_timeout",
        Points::Behind,
        say!("the server behind it did not accept a connection in time"),
    ),
    (
        "connection_read_timeout",
        Points::Behind,
        say!("the server behind it did not answer in time"),
    ),
    (
        "connection_write_timeout",
        Points::Behind,
        say!("the server behind it did not take the request in time"),
    ),
    (
        "connection_limit_reached",
        Points::Capacity,
        say!("it has too many connections to the server behind it"),
    ),
    (
        "tls_protocol_error",
        Points::Behind,
        say!("the encrypted connection to the server behind it failed"),
    ),
    (
        "tls_certificate_error",
        Points::Behind,
        say!("the certificate of the server behind it is not valid"),
    ),
    (
        "tls_alert_received",
        Points::Behind,
        say!("the server behind it refused the encrypted connection"),
    ),
    ("http_request_error", Points::Request, say!("it does not accept the request")),
    ("http_request_denied", Points::Policy, say!("its rules deny the request")),
    ("http_response_incomplete", Points::Behind, say!("the server behind it broke off its answer")),
    (
        "http_response_header_section_size",
        Points::Behind,
        say!("the answer of the server behind it has too large a head"),
    ),
    (
        "http_response_header_size",
        Points::Behind,
        say!("the answer of the server behind it has too large a header field"),
    ),
    (
        "http_response_body_size",
        Points::Behind,
        say!("the answer of the server behind it is too large"),
    ),
    (
        "http_response_trailer_section_size",
        Points::Behind,
        say!("the answer of the server behind it has too large a trailer"),
    ),
    (
        "http_response_trailer_size",
        Points::Behind,
        say!("the answer of the server behind it has too large a trailer field"),
    ),
    (
        "http_response_transfer_coding",
        Points::Behind,
        say!("the answer of the server behind it cannot be decoded"),
    ),
    (
        "http_response_content_coding",
        Points::Behind,
        say!("the content from the server behind it cannot be decoded"),
    ),
    (
        "http_response_timeout",
        Points::Behind,
        say!("the server behind it did not finish its answer in time"),
    ),
    (
        "http_upgrade_failed",
        Points::Behind,
        say!("the server behind it refused to change the protocol"),
    ),
    ("http_protocol_error", Points::Behind, say!("the server behind it breaks the rules of HTTP")),
    ("proxy_internal_response", Points::Request, say!("it made this answer up itself")),
    ("proxy_internal_error", Points::Hop, say!("it is broken itself")),
    ("proxy_configuration_error", Points::Hop, say!("it is wrongly configured")),
    ("proxy_loop_detected", Points::Behind, say!("its requests come back to itself")),
];

/// An error that an intermediary reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HopError {
    /// The name that the hop gives itself.
    pub(super) hop: String,
    /// Where the error points.
    pub(super) points: Points,
    /// What it says, in plain words.
    pub(super) says: Said,
    /// Whether it is the hop nearest to us: the last member of the field.
    pub(super) nearest: bool,
    /// Whether the next hop did answer: then the response is not the hop's own.
    pub(super) relayed: bool,
}

/// The error reported nearest to the origin: what comes after it is a consequence.
pub(super) fn error(headers: &Headers) -> Option<HopError> {
    let members = members(headers, "proxy-status");
    let last = members.len().checked_sub(1)?;
    members.iter().enumerate().find_map(|(position, member)| {
        let token = member.text("error")?;
        let known = TYPES.iter().find(|(name, ..)| *name == token);
        // A type that a later document adds: the status code has to do.
        let (points, says) =
            known.map_or((Points::Request, say!("it reports an error")), |it| (it.1, it.2.clone()));
        Some(HopError {
            hop: match &member.item {
                Bare::Text(name) => name.clone(),
                Bare::Integer(_) | Bare::Bool(_) | Bare::Other => String::new(),
            },
            points,
            says,
            nearest: position == last,
            relayed: member.integer("received-status").is_some(),
        })
    })
}

/// Whether a cache answered from its store: then only the cache has shown that it works.
pub(super) fn cached(headers: &Headers) -> bool {
    members(headers, "cache-status").iter().any(|member| member.flag("hit"))
}

/// All members of a list field; its lines join to one list (RFC 9651, section 4.2).
fn members(headers: &Headers, name: &str) -> Vec<structured::Member> {
    let lines = headers.all(name).collect::<Vec<_>>();
    structured::list(&lines.join(",")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &str, value: &str) -> Headers {
        Headers(vec![(name.into(), value.into())])
    }

    #[test]
    fn all_types_of_the_registry_are_known_once() {
        let mut names = TYPES.iter().map(|it| it.0).collect::<Vec<_>>();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 32);
    }

    #[test]
    fn the_error_nearest_to_the_origin_counts() {
        let seen = error(&headers(
            "proxy-status",
            "inner.example; error=connection_refused, edge.example; received-status=502; error=http_protocol_error",
        ));
        let seen = seen.unwrap();
        assert_eq!(
            (seen.hop.as_str(), seen.points, seen.nearest),
            ("inner.example", Points::Behind, false)
        );
        assert!(!seen.relayed);
    }

    #[test]
    fn a_hop_without_an_error_says_nothing() {
        assert_eq!(error(&headers("proxy-status", "edge.example; received-status=503")), None);
        assert_eq!(error(&headers("proxy-status", "broken field; ;")), None);
        assert_eq!(error(&Headers::default()), None);
    }

    #[test]
    fn an_unknown_type_leaves_it_to_the_status_code() {
        let seen = error(&headers("proxy-status", "edge; error=invented_tomorrow")).unwrap();
        assert_eq!(seen.points, Points::Request);
    }

    #[test]
    fn a_hit_is_told_from_a_miss() {
        assert!(cached(&headers("cache-status", "edge; hit; ttl=30")));
        assert!(!cached(&headers("cache-status", "edge; fwd=miss; stored")));
    }
}
