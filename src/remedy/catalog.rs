//! Which remedies serve which cause.
use super::Remedy;
use crate::diagnosis::Cause;
pub fn for_cause(_cause: Cause) -> &'static [Remedy] {
    &[]
}
