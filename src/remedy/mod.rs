//! What helps: the remedies, and the order in which to try them.

mod catalog;
mod device;
mod id;
mod plan;

use serde::{Deserialize, Serialize};

pub use catalog::for_cause;
pub use device::fits;
pub use id::Remedy;
pub use plan::{Scope, plan};

/// What became of trying a remedy on ourselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialResult {
    /// With it the probe succeeds.
    Helps,
    /// With it the probe fails all the same.
    NoHelp,
    /// It was not tried, or is nothing that a program can try.
    #[default]
    NotTried,
    /// It could not be tried here, or cannot show what the user sees.
    NotPossible,
}

/// One entry of a plan. The words are added by `presentation`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub remedy: Remedy,
    pub trial: TrialResult,
}
