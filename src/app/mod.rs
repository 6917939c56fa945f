//! The running program: a controller that decides, and a shell that carries it out.

pub mod channel;
mod controller;
pub mod look;
pub mod session;
mod shell;

pub use controller::{Controller, Effect, Event, Watched};
pub use shell::{Mode, Surfaces, run};
