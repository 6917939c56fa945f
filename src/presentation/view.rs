//! The one view model of the running program. All surfaces render this, and only this.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ServiceState;
use super::words::Words;
use crate::diagnosis::reported::Device;
use crate::diagnosis::{Blame, Cause, Confidence};
use crate::remedy::{Remedy, TrialResult};

/// The state that the icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Badge {
    /// All is well.
    Fine,
    /// A part, or slow.
    Partial,
    /// A service is down.
    ServiceDown,
    /// The fault is on this side: device, network, provider, VPN or proxy.
    MyNetwork,
    Paused,
    /// Nothing is known yet, or what was seen once is looked at again.
    Checking,
    /// It was looked at, and the evidence does not decide.
    Unknown,
}

/// What a user may ask for, on any surface.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    CheckNow,
    /// Show the page.
    OpenPage,
    /// Show the fix steps of one problem, by its key.
    OpenFix(String),
    /// Open a service's own status page, by the service's id.
    OpenStatusPage(String),
    Pause(PauseFor),
    Resume,
    /// Say nothing about this problem any more, by its key.
    Mute(String),
    /// Say it again in an hour, if it still holds: a problem, by its key.
    Remind(String),
    /// Say nothing about a service, by its id, until this is taken back.
    MuteService {
        service: String,
        muted: bool,
    },
    /// Say when a service, by its id, answers again, even if nothing else would be said.
    AwaitReturn {
        service: String,
        awaited: bool,
    },
    /// The user sees an error at a service, by its id, whatever a probe sees.
    Saw {
        service: String,
        code: String,
        on: Option<Device>,
    },
    /// Ask which code the user sees at a service, by its id.
    AskCode(String),
    /// Whether a remedy helped against a problem, by its key.
    Judge {
        key: String,
        remedy: Remedy,
        helped: bool,
    },
    /// Whether a service, by its id, opens on a phone over mobile data: another way to the same place.
    PhoneSaw {
        service: String,
        opens: bool,
    },
    /// What is watched, contacted and kept has been read: the page need not begin with it any more.
    Welcomed,
    /// Show a section of the page that is not about a problem.
    OpenSection(Section),
    /// Whether a trial may go around a VPN, which shows the real address to the service.
    AllowOutsideTunnel(bool),
    /// Announce nothing in these hours, as they are written in the settings: `22:00-07:00`.
    KeepQuiet(Vec<String>),
    /// Watch these services, by their ids, and no others.
    Watch(Vec<String>),
    StartAtLogin(bool),
    Quit,
}

/// A section of the page, besides its beginning and the problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    History,
    Settings,
    About,
}

/// For how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseFor {
    HalfAnHour,
    AnHour,
    UntilTomorrow,
}

/// A remedy, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    pub remedy: Remedy,
    pub trial: TrialResult,
    /// What to do, in a few words.
    pub title: String,
    /// How, line by line, for this platform. The last says how to see that it worked.
    pub steps: Vec<String>,
    /// The service's own page for it, where there is one.
    pub link: Option<String>,
}

/// One open problem: one root cause, with everything that it hits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable while the problem lasts: `network` or the service's id.
    pub key: String,
    pub cause: Cause,
    pub blame: Blame,
    pub confidence: Confidence,
    /// A few words without codes, for the menu and the notification's title.
    pub title: String,
    /// One sentence: what happened and whose side it is.
    pub sentence: String,
    /// Why we think so, and what was ruled out: one sentence each.
    pub evidence: Vec<String>,
    pub ruled_out: Vec<String>,
    /// The services that it hits, by name.
    pub services: Vec<String>,
    pub steps: Vec<StepView>,
    pub since: Timestamp,
}

/// One watched service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceLine {
    pub id: String,
    pub name: String,
    /// `None` until it was looked at.
    pub state: Option<ServiceState>,
    /// The state in a word or two.
    pub word: String,
    /// How long the first target took to answer.
    pub response_ms: Option<u32>,
    /// The key of the problem that hits it, if any.
    pub problem: Option<String>,
    pub status_page: Option<String>,
    /// Whether nothing is said about it.
    pub muted: bool,
    /// Whether its return is waited for.
    pub awaited: bool,
}

/// Everything that a surface shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// In which language all of it is, and what the surfaces add.
    #[serde(default)]
    pub words: Words,
    pub badge: Badge,
    /// The state line.
    pub headline: String,
    /// What the network does, in a line.
    pub network: String,
    /// Worst and nearest first.
    pub problems: Vec<Problem>,
    pub services: Vec<ServiceLine>,
    /// When the last round ended.
    pub checked_at: Option<Timestamp>,
    /// Whether a round is running.
    pub checking: bool,
    pub paused_until: Option<Timestamp>,
    /// Whether the program starts with the session; `None` where that cannot be known.
    pub starts_at_login: Option<bool>,
    /// Whether nobody has yet seen what is watched and what is kept: the page says so first.
    pub first_run: bool,
    /// Whether a trial outside a VPN waits for the user's word.
    pub asks_outside_tunnel: bool,
    /// What it costs, and what hinders the program itself.
    #[serde(default)]
    pub upkeep: Upkeep,
}

/// What the program costs, and what hinders it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Upkeep {
    /// Bytes sent and received since midnight.
    pub bytes_today: u64,
    /// What a day may cost under the present conditions; `None` without a limit.
    pub bytes_allowed: Option<u64>,
    /// Whether traffic costs money here, so that it looks less often.
    pub metered: bool,
    /// Whether it looks less often to spare the battery.
    pub on_battery: bool,
    /// Why the settings that were changed last are not in force.
    pub settings_problem: Option<String>,
}
