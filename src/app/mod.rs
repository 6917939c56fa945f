//! The running program: a controller that decides, and a shell that carries it out.

mod announcer;
pub mod channel;
mod controller;
pub mod look;
mod page;
mod problem;
pub mod session;
mod shell;
mod welcome;

pub use controller::{Controller, Effect, Event, Now, Record, Settings, Watched};
pub use shell::{Surfaces, run};
