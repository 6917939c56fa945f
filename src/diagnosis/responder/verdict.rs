//! What was decided, and the decision itself: one function for each way by which a response can come.

use super::lexicon::Signature;
use super::raw::RawError;
use super::seen::Seen;
use super::{between, forward, service};
use crate::diagnosis::Confidence::{self, Likely, Possible};
use crate::diagnosis::said::say;
use crate::diagnosis::{Cause, Evidence, Party, Said};
use crate::observation::Transport;

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
    pub(super) fn new(party: Party, cause: Cause, confidence: Confidence) -> Self {
        Self { party, product: None, cause, confidence, evidence: Vec::new(), if_relayed: None }
    }

    pub(super) fn by(mut self, signature: Option<&Signature>) -> Self {
        if let Some(it) = signature {
            self.product = Some(it.product.clone());
            self = self.because(
                &format!("signature.{}", it.id),
                say!("The page is the one that {product} writes.", product = it.product.clone()),
            );
        }
        self
    }

    pub(super) fn because(mut self, rule: &str, says: Said) -> Self {
        self.evidence.push(Evidence { rule: rule.into(), says, supports: true });
        self
    }

    /// At most this sure.
    pub(super) fn at_most(mut self, confidence: Confidence) -> Self {
        self.confidence = self.confidence.min(confidence);
        self
    }
}

/// Decides.
pub(super) fn judge(seen: &Seen<'_>) -> Verdict {
    match seen.exchange.transport {
        Transport::Tls => service::authenticated(seen),
        Transport::Intercepted => between::intercepted(seen),
        Transport::Connect => forward::connect(seen),
        Transport::Proxied => forward::proxied(seen),
        Transport::Plain => between::clear(seen),
    }
}

/// Bytes that are no HTTP response.
pub(super) fn no_response(bytes: &[u8], error: RawError, transport: Transport) -> Verdict {
    if error == RawError::Empty {
        return Verdict::new(Party::Unknown, Cause::Unknown, Possible).because(
            "http.empty",
            say!("The connection closed without an answer, so nobody can be named from it."),
        );
    }
    // Alert or handshake records (RFC 8446, section 5.1): a session begins, where we are not in one yet.
    let in_session = matches!(transport, Transport::Tls | Transport::Intercepted);
    if !in_session && matches!(bytes, [0x15 | 0x16, 0x03, ..]) {
        return Verdict::new(Party::Unknown, Cause::Unknown, Possible)
            .because("http.not_http", say!("The answer is an encrypted session, not a page."));
    }
    let says = say!("The answer is not one that a web server may give.");
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
