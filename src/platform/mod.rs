//! (see ARCHITECTURE.md)

pub mod socket;
