//! The rules, by mechanism. Each is a pure function from the facts to what it finds.
//!
//! Rules never see each other: what hides what is decided once, in `engine`.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what a rule does not speak of takes its general way; the scenarios watch over each cause"
)]

mod device;
mod connection;
mod exchange;
mod name;
mod path;
mod portal;
mod proxy;
mod resolver;
mod response;
mod service;
mod session;
mod speed;
mod steering;
mod trust;
mod tunnel;

use super::facts::Facts;
use super::{Cause, Confidence, Contributing, Evidence, Responder, RuledOut, Said};
use crate::observation::Subject;

pub(super) use proxy::{SCRIPT_MISSING, script_missed};
pub(super) use service::judge;
pub(super) use speed::living;
pub(super) use steering::{NOTE as STEERED, steered};
pub(super) use trust::is_in_time_by_others;

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) cause: Cause,
    pub(super) confidence: Confidence,
    pub(super) evidence: Vec<Evidence>,
    pub(super) ruled_out: Vec<RuledOut>,
    pub(super) contributing: Vec<Contributing>,
    pub(super) responder: Option<Responder>,
    /// Whether only some addresses, or one family, are hit.
    pub(super) partial: bool,
}

impl Finding {
    pub(super) fn new(cause: Cause, confidence: Confidence) -> Self {
        Self {
            cause,
            confidence,
            evidence: Vec::new(),
            ruled_out: Vec::new(),
            contributing: Vec::new(),
            responder: None,
            partial: false,
        }
    }

    /// Adds a reason for it.
    pub(super) fn because(mut self, rule: &str, says: Said) -> Self {
        self.evidence.push(Evidence { rule: rule.to_owned(), says, supports: true });
        self
    }

    /// Adds a reason for it where there is one.
    pub(super) fn because_if(self, holds: bool, rule: &str, says: Said) -> Self {
        if holds { self.because(rule, says) } else { self }
    }

    /// Adds a reason against it.
    pub(super) fn although(mut self, rule: &str, says: Said) -> Self {
        self.evidence.push(Evidence { rule: rule.to_owned(), says, supports: false });
        self
    }

    /// Adds what was considered and set aside. What is said is not.
    pub(super) fn not(mut self, cause: Cause, because: Said) -> Self {
        if cause != self.cause {
            self.ruled_out.push(RuledOut { cause, because });
        }
        self
    }

    /// Adds what was set aside, where it was.
    pub(super) fn not_if(self, holds: bool, cause: Cause, because: Said) -> Self {
        if holds { self.not(cause, because) } else { self }
    }

    /// Adds a cause that may play a part, unless it is the one that is said.
    pub(super) fn beside(mut self, cause: Cause, confidence: Confidence) -> Self {
        if cause != self.cause {
            self.contributing.push(Contributing { cause, confidence });
        }
        self
    }

    /// Adds a cause that may play a part, where it may.
    pub(super) fn beside_if(self, holds: bool, cause: Cause, confidence: Confidence) -> Self {
        if holds { self.beside(cause, confidence) } else { self }
    }

    pub(super) fn partly(mut self) -> Self {
        self.partial = true;
        self
    }
}

/// A failure that the evidence does not attribute.
fn undecided(rule: &str, says: Said) -> Finding {
    Finding::new(Cause::Unknown, Confidence::Possible).because(rule, says)
}

/// A rule about the network as a whole.
pub(super) type NetworkRule = fn(&Facts<'_>) -> Option<Finding>;

/// All rules about the network. Their order does not matter: causes have an order of their own.
pub(super) const NETWORK: &[NetworkRule] = &[
    device::interface_off,
    device::no_carrier,
    device::no_lease,
    device::no_route,
    device::firewall,
    device::gateway_dead,
    device::link_unstable,
    tunnel::down,
    path::provider_down,
    path::port_blocked,
    path::no_secure_session,
    path::only_questions_pass,
    path::large_packets_vanish,
    path::ipv6_broken,
    speed::lossy,
    speed::died,
    resolver::unsteady,
    speed::thin,
    resolver::none_configured,
    resolver::down,
    resolver::failing,
    resolver::slow,
    portal::captive,
    portal::announced,
    proxy::unreachable,
    proxy::answers,
    proxy::script_missing,
    proxy::script_leads_nowhere,
    proxy::on_the_way,
    trust::clock_wrong,
    trust::store_empty,
    trust::intercepted,
    trust::interceptor_answers,
];

/// Whose a subject is: unrelated owners must not be counted twice.
fn owner(subject: &Subject) -> String {
    match subject {
        Subject::Control(index) => format!("control {index}"),
        Subject::Anchor(index) => format!("anchor {index}"),
        Subject::Target { service, .. } => service.clone(),
    }
}
