//! `streamdoctor` says *who* broke a stream, why it thinks so, and what helps.
//!
//! Read the modules in the order in which data passes through them:
//!
//! ```text
//!  catalogue ──▶ probe ──▶ observation ──▶ diagnosis ──▶ remedy ──▶ presentation
//!  what we       asks the  what was seen   who and why   what       one view: tray, notification,
//!  look at       world     (values)        (pure)        helps      page, terminal, JSON
//! ```
//!
//! `use` points the other way, at the vocabulary; `tests/architecture.rs` is the wall:
//!
//! ```text
//!  probe ──▶ observation ◀── diagnosis ◀── remedy ◀── presentation;   app sees them all
//! ```
//!
//! Invariants:
//!
//! - [`observation`], [`diagnosis`] and [`remedy`] do no I/O, read no clock and cannot fail. A verdict is a function
//!   of its [`observation::Snapshot`], so any bug report replays.
//! - A broken stream is a value ([`observation::Failure`]), never an `Err` of ours.
//! - "Not measured" is never read as "healthy".

pub mod clock;
mod whole_file;
pub mod observation;
pub mod diagnosis;
pub mod remedy;
pub mod catalogue;
pub mod config;
pub mod probe;
pub mod presentation;
pub mod platform;
pub mod history;
pub mod app;
pub mod cli;
