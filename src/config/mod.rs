//! The user's settings, read once into a value that cannot be wrong.

mod schema;
mod quiet;
mod load;
mod keeping;
mod metrics;
mod describe;
mod save;

pub use crate::catalogue::Problem;
pub use describe::{Contacts, Origin, ServiceRow, contacts, describe, list};
pub use load::ConfigErrors;
#[doc(hidden)]
pub use load::read_texts;
pub use metrics::Metrics;
pub use quiet::Quiet;
pub use save::{SaveError, Setting, save};
pub use schema::{
    Config, Control, Daily, DataPlan, Icons, Keeping, Language, Metered, OutsideTunnel, Schedule,
};
pub(crate) use schema::{default_anchors, default_controls, default_doh, default_resolvers};
