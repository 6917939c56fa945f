//! Real servers on loopback that misbehave on cue, and what tests need to meet them.

pub mod dns;
pub mod pki;
pub mod proxy;
pub mod server;
