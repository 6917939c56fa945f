//! How it is shown: one view, rendered by every face (tray, notification, page, terminal, JSON).
//!
//! Faces decide nothing about the network. A face that needs an `if` about it is missing a field in the view.

mod report;
mod view;
pub mod page;

pub use report::{
    NetworkReport, PlanEntry, Report, ServiceReport, ServiceState, Summary, Symptom, TargetReport,
};
pub use view::{Badge, Command, PauseFor, Problem, ServiceLine, StepView, View};
