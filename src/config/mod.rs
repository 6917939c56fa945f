//! The user's settings, read once into a value that cannot be wrong.

mod schema;
mod quiet;
mod load;
mod describe;

pub use crate::catalogue::Problem;
pub use describe::{Contacts, Origin, ServiceRow, contacts, describe, list};
pub use load::ConfigErrors;
pub use quiet::Quiet;
pub use schema::{Config, Control, Icons, OutsideTunnel, Schedule};
