//! The running program: a controller that decides, and a shell that carries it out.

mod alarm;
mod announcer;
pub mod channel;
mod controller;
mod language;
mod log_file;
pub mod look;
mod memory;
mod merge;
mod metrics;
mod page;
mod past;
mod problem;
mod reload;
mod schedule;
mod sighting;
pub mod session;
mod shell;
mod sleep;
mod welcome;

pub use controller::{
    Configured, Controller, Effect, Event, Finished, Now, Record, State, Watched,
};
pub use language::words;
pub use log_file::LogFile;
pub use schedule::{Parts, Plan};
pub use shell::{Home, Surfaces, run};
pub use sighting::Sighting;
