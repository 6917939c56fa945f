//! Real servers on loopback that misbehave on cue, and what tests need to meet them.

pub(crate) mod dns;
pub(crate) mod pki;
pub(crate) mod proxy;
pub(crate) mod server;
