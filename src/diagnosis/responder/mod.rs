//! Who wrote this response, and what it means. Pure.
use super::*;
use crate::observation::{Exchange, Transport};
use url::Url;
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub responder: Responder,
    pub cause: Cause,
    pub confidence: Confidence,
    pub evidence: Vec<Evidence>,
    pub retry_after: Option<u64>,
}
pub fn read(x: &Exchange, _url: &Url, expected: bool) -> Answer {
    let (party, cause) = match (x.transport, x.status) {
        _ if expected => (Party::ServiceEdge, Cause::None),
        (Transport::Connect | Transport::Proxied, 407) => {
            (Party::ForwardProxy, Cause::ProxyAuthRequired)
        }
        (Transport::Connect | Transport::Proxied, 403) => (Party::ForwardProxy, Cause::ProxyDenied),
        (Transport::Connect | Transport::Proxied, _) => (Party::ForwardProxy, Cause::ProxyFailed),
        (Transport::Intercepted, _) => (Party::Interceptor, Cause::PageBlocked),
        (Transport::Plain, 300..=399 | 511) => (Party::Portal, Cause::CaptivePortal),
        (_, 502 | 504) => (Party::ServiceEdge, Cause::GatewayError),
        (_, 503) if x.text().contains("maintenance") => (Party::ServiceEdge, Cause::Maintenance),
        (_, 503) => (Party::ServiceEdge, Cause::ServiceOverloaded),
        (_, 403) if x.headers.has("cf-mitigated") => (Party::ServiceEdge, Cause::BotChallenge),
        (_, 403) => (Party::ServiceOrigin, Cause::Forbidden),
        (_, 429) => (Party::ServiceOrigin, Cause::RateLimited),
        (_, 451) => (Party::ServiceOrigin, Cause::LegalBlock),
        (_, 401) => (Party::ServiceOrigin, Cause::SignInRequired),
        _ => (Party::ServiceOrigin, Cause::ServiceError),
    };
    Answer {
        responder: Responder { party, product: None },
        cause,
        confidence: Confidence::Likely,
        evidence: vec![],
        retry_after: None,
    }
}
pub fn interceptor(_issuer: &str) -> Option<&'static str> {
    None
}
