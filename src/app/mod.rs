//! The running program: a controller that decides, and a shell that carries it out.

mod announcer;
pub mod channel;
mod controller;
pub mod look;
mod problem;
mod sighting;
pub mod session;
mod shell;

pub use controller::{Controller, Effect, Event, Now, Record, Watched};
pub use shell::{Surfaces, run};
pub use sighting::Sighting;
