//! What was: rounds, how each service did over days, incidents, what helped, and how many bytes went, in one SQLite file.
//!
//! One thread of its own writes ([`Writer`]); whoever wants to know opens the file for a moment ([`Reader`]). What a
//! round may know of the past ([`Past`]) lies ready in memory, so that nothing waits for a disk.
//!
//! Invariants:
//!
//! - Handing something over never blocks. A finished round is in the file within a moment; the end of the process does
//!   not undo it (WAL, and a commit hands everything to the system).
//! - Nothing is deleted because it cannot be read: a damaged or newer file is set aside under another name.
//! - No address, no host name of the user's own and no name of a network is in it: rounds are scrubbed ([`scrub`]), and a
//!   network is known by a salted hash.
//! - Its size is bounded, whatever is watched.
//! - `baseline`, `scrub`, `traffic`, `network` and `when` are pure: `tests/architecture.rs` holds them to it.

pub mod baseline;
mod file;
mod network;
mod reader;
mod round;
mod schema;
pub mod scrub;
mod store;
pub mod traffic;
pub mod when;
mod writer;

use std::path::PathBuf;

use thiserror::Error;

pub use file::FILE;
pub use network::{Salt, network_id};
pub use reader::{PastIncident, ReadError, Reader, ServiceTiming, Slot, StoredRound};
pub use round::{Round, Seen};
pub use store::{Happening, Limits};
pub use writer::{History, Open, Past, Writer, open};

/// What went wrong with the file, for people: a sentence each. None of it stops the program.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Trouble {
    #[error(
        "the history was damaged and is set aside as {}; a new one begins", .0.display()
    )]
    Damaged(PathBuf),
    #[error(
        "the history was written by a newer version and is set aside as {}; a new one begins", .0.display()
    )]
    Newer(PathBuf),
    #[error(
        "the history cannot be kept in a file ({0}); it is kept in memory and lost when the program ends"
    )]
    InMemory(String),
    #[error(
        "the history cannot be written ({0}); what comes meanwhile is kept in memory and written when that is over"
    )]
    NotWritten(String),
    #[error("the history is written again")]
    WrittenAgain,
    #[error("the history cannot keep up; {0} entries were left out")]
    Overrun(u64),
}
