//! Late, lost, thin: faults that let everything through, badly.

use super::Finding;
use crate::diagnosis::facts::{Facts, ServiceFacts};

/// Connections to unrelated hosts need several attempts.
pub(super) fn lossy(_facts: &Facts<'_>) -> Option<Finding> {
    None
}

/// What is wrong with a service all of whose targets answer: one of its addresses dead, or late.
pub(in crate::diagnosis) fn living(
    _facts: &Facts<'_>,
    _service: &ServiceFacts<'_>,
) -> Option<(usize, Finding)> {
    None
}
