//! The probe against real servers on loopback that misbehave in one way each: the failure must be named once, in its
//! phase, and a walk must end in bounded time and memory whatever comes.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first surprise, also in what it is built from"
)]

mod support;

#[path = "probe/world.rs"]
mod world;

#[path = "probe/connect.rs"]
mod connect;
#[path = "probe/exchange.rs"]
mod exchange;
#[path = "probe/handshake.rs"]
mod handshake;
#[path = "probe/lookup.rs"]
mod lookup;
#[path = "probe/proxy.rs"]
mod proxy;
#[path = "probe/redirect.rs"]
mod redirect;
