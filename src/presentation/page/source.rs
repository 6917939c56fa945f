//! What the page asks of the program besides the view: the meaning of codes, steps for another device, what was, what
//! is set.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use super::progress::Progress;
use crate::config::Contacts;
use crate::diagnosis::reported::Device;
use crate::diagnosis::{Cause, Confidence};
use crate::presentation::words::Words;
use crate::presentation::{Problem, Report, ServiceState, StepView};

/// Answers the page. Each answer is wanted while a browser waits, so it comes from memory or from a small file.
pub trait Source: Send + Sync {
    /// What is seen on a screen, and what it means.
    fn explain(&self, question: &Question) -> ExplainPage;

    /// The plan of `problem` for the device that shows it, instead of for this computer.
    fn steps_on(&self, problem: &Problem, device: Device) -> Vec<StepView>;

    /// The last round, with what the view leaves out.
    fn report(&self) -> Option<Arc<Report>>;

    /// How the services did lately, in the order in which they are watched.
    fn history(&self, span: Span) -> Vec<Timeline>;

    /// What is watched, contacted and allowed.
    fn settings(&self) -> Settings;

    /// A page of the service with this id that a phone can open.
    fn address(&self, service: &str) -> Option<String>;

    /// What the round under way has seen so far; the last one's where none is.
    fn progress(&self) -> watch::Receiver<Progress>;
}

/// What somebody sees on a screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// As it was typed; empty where the screen shows no code.
    pub code: String,
    /// The service's id.
    pub service: Option<String>,
    pub device: Option<Device>,
}

/// What a code on the screen means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExplainPage {
    /// The code, as it is usually written.
    pub code: String,
    /// Likeliest first; empty where nobody knows.
    pub meanings: Vec<Meaning>,
    /// Known codes that look like it, where it is not known itself.
    pub nearest: Vec<String>,
}

/// One meaning of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Whose code it is, by name; `None` where it is anybody's.
    pub service: Option<String>,
    /// One sentence.
    pub says: String,
    /// In which language.
    pub words: Words,
    pub confidence: Confidence,
    pub steps: Vec<StepView>,
    /// The service's own page about it.
    pub help: Option<String>,
}

/// How far back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    Day,
    Week,
}

impl Span {
    /// In hours.
    pub fn hours(self) -> i64 {
        match self {
            Self::Day => 24,
            Self::Week => 7 * 24,
        }
    }
}

/// How one service did over a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The service's id.
    pub service: String,
    pub name: String,
    pub from: Timestamp,
    pub until: Timestamp,
    /// In order; each lasts until the next begins.
    pub cells: Vec<Cell>,
    /// Latest first.
    pub incidents: Vec<Outage>,
}

/// From when on a service did how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub from: Timestamp,
    /// `None` while nobody looked.
    pub state: Option<ServiceState>,
}

/// Something that was wrong, or still is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outage {
    pub cause: Cause,
    /// A few words.
    pub title: String,
    pub since: Timestamp,
    /// `None` while it lasts.
    pub until: Option<Timestamp>,
}

/// What is watched, contacted and allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// All that is contacted, and why.
    pub contacts: Contacts,
    /// How often.
    pub interval: Duration,
    pub quick: Duration,
    pub outside: Outside,
    /// The hours in which nothing is announced, as they are written: `22:00-07:00`; `None` where that cannot be set.
    pub quiet: Option<Vec<String>>,
    /// Where the user's settings and our own notes are.
    pub folders: Vec<(String, String)>,
    pub icon: IconPlace,
    /// Why the last change was not saved, if it was not: a sentence without its end.
    pub unsaved: Option<String>,
}

/// Whether a trial may go around a VPN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// The user has not been asked.
    Ask,
    Allowed,
    Refused,
}

/// Where the icon is to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconPlace {
    /// In the panel, for all to see.
    Tray,
    /// Windows 11 hides new icons behind an arrow.
    Overflow,
    MenuBar,
    /// This desktop shows no icons.
    NoTray,
    /// Started without.
    Nowhere,
}
