//! Snapshots for tests: a healthy world in which only what differs is told, and snapshots of no sense at all.
#![expect(clippy::wildcard_enum_match_arm, reason = "what is not told apart goes well")]

pub(crate) mod arbitrary;
pub(crate) mod scenario;
pub(crate) mod world;

pub(crate) use scenario::{Scenario, scenarios};
