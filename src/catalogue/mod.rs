//! What we look at and what is known about it: services, their targets, codes and links. Data, from `config/`,
//! embedded in the binary; each part can be overridden by the user.

mod service;

pub use service::{Code, ProbeKind, Service, StatusFeed, StatusKind, Target};
