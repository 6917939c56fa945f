//! Snapshots for tests: a healthy world in which only what differs is told, and snapshots of no sense at all.
#![allow(dead_code, reason = "each test binary uses the part that it needs")]
#![allow(
    clippy::unwrap_used,
    clippy::similar_names,
    clippy::wildcard_enum_match_arm,
    reason = "helpers of tests may unwrap as tests do, and tell only what differs"
)]

pub(crate) mod arbitrary;
pub(crate) mod scenario;
pub(crate) mod world;

pub(crate) use scenario::{Scenario, scenarios};
