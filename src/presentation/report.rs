//! The JSON of `check`, `diagnose` and `status`. Fields may be added, not changed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::diagnosis::{Blame, Cause, Confidence, Contributing, Diagnosis, Evidence, RuledOut};
use crate::observation::{Phase, Role, Timings};
use crate::remedy::{Remedy, TrialResult};

/// One round, judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub schema: u32,
    pub version: String,
    pub started_at: Timestamp,
    pub took_ms: u32,
    /// From the first probe that failed to the verdict with all trials; `None` where none failed.
    #[serde(default)]
    pub verdict_after_ms: Option<u32>,
    pub summary: Summary,
    pub network: NetworkReport,
    pub services: Vec<ServiceReport>,
}

/// The worst and nearest of what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub blame: Blame,
    pub cause: Cause,
    /// One sentence, for people.
    pub sentence: String,
}

/// Causes that hit the controls, or everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkReport {
    pub cause: Cause,
    pub blame: Blame,
    pub confidence: Confidence,
    pub evidence: Vec<Evidence>,
    #[serde(default)]
    pub ruled_out: Vec<RuledOut>,
    pub contributing: Vec<Contributing>,
    pub plan: Vec<PlanEntry>,
}

/// How a service is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceState {
    Up,
    Degraded,
    Down,
    /// It answers people, not programs.
    Refused,
    /// Hidden behind a cause of the network.
    Held,
    Unknown,
}

/// What was seen of a service, where something was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Symptom {
    pub phase: Phase,
    /// The stable name of the failure; null where a response came.
    pub error: Option<String>,
    /// The status of the response, where one came.
    pub status: Option<u16>,
    pub role: Role,
}

/// A service, judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceReport {
    pub id: String,
    #[serde(default)]
    pub name: String,
    pub state: ServiceState,
    pub symptom: Option<Symptom>,
    pub diagnosis: Diagnosis,
    pub plan: Vec<PlanEntry>,
    pub targets: Vec<TargetReport>,
}

/// One remedy of a plan, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanEntry {
    pub remedy: Remedy,
    pub trial: TrialResult,
    pub title: String,
    pub steps: Vec<String>,
    pub link: Option<String>,
}

/// How one target answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetReport {
    pub role: Role,
    pub url: String,
    pub phases: Timings,
    #[serde(default)]
    pub status: Option<u16>,
    #[serde(default)]
    pub error: Option<String>,
}
