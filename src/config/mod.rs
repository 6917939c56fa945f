//! The user's settings, read once into a value that cannot be wrong.

mod schema;
mod load;
mod describe;
mod save;

pub use crate::catalogue::Problem;
pub use describe::{Contacts, Origin, ServiceRow, contacts, describe, list};
pub use load::ConfigErrors;
pub use save::{SaveError, Setting, save};
pub use schema::{Config, Control, OutsideTunnel, Schedule};
