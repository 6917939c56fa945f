//! Who broke it and why: a pure function from a [`Snapshot`](crate::observation::Snapshot) to a [`Diagnosis`] of the
//! network and one of each service.

mod cause;
mod engine;
mod facts;
pub mod incident;
pub mod over_time;
pub mod phone;
pub mod reported;
pub mod responder;
mod rules;
mod said;

use serde::{Deserialize, Serialize};

pub use cause::{Blame, Cause, Confidence, SETTLE};
pub use engine::{Findings, ServiceFinding, diagnose, is_near};

pub use said::{Said, Slot};

use crate::observation::Role;

/// Who wrote a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    ServiceOrigin,
    ServiceEdge,
    ForwardProxy,
    Filter,
    Portal,
    Interceptor,
    Unknown,
}

/// Who wrote a response, and with what product if that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responder {
    pub party: Party,
    pub product: Option<String>,
}

/// One reason for or against a diagnosis, for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The stable id of the rule that says so.
    pub rule: String,
    /// One sentence.
    pub says: Said,
    /// Whether it speaks for the diagnosis.
    pub supports: bool,
}

/// A cause that was considered, and what speaks against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuledOut {
    pub cause: Cause,
    pub because: Said,
}

/// A further cause beside the main one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contributing {
    pub cause: Cause,
    pub confidence: Confidence,
}

/// How much of a service is hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// Everything: the network itself.
    All,
    /// The whole service.
    Service,
    /// Some of its roles.
    Role,
    /// Some of its addresses, or one address family.
    Partial,
}

/// When it was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    #[default]
    Now,
    Passed,
    ComesAndGoes,
}

/// What is wrong with one thing (the network, or a service), and why we think so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    pub cause: Cause,
    pub blame: Blame,
    pub confidence: Confidence,
    pub extent: Extent,
    /// The roles that are hit.
    pub roles: Vec<Role>,
    /// Who answered, where somebody did.
    pub responder: Option<Responder>,
    pub evidence: Vec<Evidence>,
    pub ruled_out: Vec<RuledOut>,
    pub contributing: Vec<Contributing>,
    pub when: When,
}

impl Diagnosis {
    /// A claim with nothing beside it: no reasons, no roles, nobody who answered.
    pub fn plain(cause: Cause, confidence: Confidence, extent: Extent) -> Self {
        Self {
            cause,
            blame: cause.blame(),
            confidence,
            extent,
            roles: Vec::new(),
            responder: None,
            evidence: Vec::new(),
            ruled_out: Vec::new(),
            contributing: Vec::new(),
            when: When::Now,
        }
    }
}
