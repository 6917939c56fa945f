//! The user's settings, read once into a value that cannot be wrong.

mod schema;

pub use schema::{Config, Control, OutsideTunnel, Schedule};
