//! How it is shown: one view, rendered by every face (tray, notification, page, terminal, JSON).
//!
//! Faces decide nothing about the network. A face that needs an `if` about it is missing a field in the view.

mod handbook;
mod judge;
mod report;
mod view;
pub mod text;
pub mod words;
pub mod terminal;
pub mod tray;
pub mod notice;
pub mod metrics;
pub mod page;

pub use handbook::handbook;
pub use judge::{
    Listener, Reported, network_reworded, only_refused, report, report_to, reworded, summary,
};
pub use report::{
    NetworkReport, PlanEntry, Report, ServiceReport, ServiceState, Summary, Symptom, TargetReport,
};
pub use view::{Badge, Command, PauseFor, Problem, Section, ServiceLine, StepView, Upkeep, View};
