//! The history as the running program keeps it.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::sync::mpsc;

use super::controller::{Event, Record};
use crate::clock::Clock;
use crate::config::Config;
use crate::history::scrub::PublicNames;
use crate::history::traffic::{Level, Warning};
use crate::history::{self, Happening, History, Limits};
use crate::platform;

/// Opens the history that `config` wants. What it has to say of the data plan goes to `events`.
pub(super) fn open(
    config: &Config,
    clock: &Clock,
    events: mpsc::UnboundedSender<Event>,
) -> History {
    let keeping = config.history;
    let how = history::Open {
        folder: platform::paths().map(|it| it.data).filter(|_| keeping.on_disk),
        limits: Limits { days: keeping.days, bytes: u64::from(keeping.max_mb) * 1_000_000 },
        plan: config.data_plan,
        zone: TimeZone::system(),
        public: PublicNames::bundled_in(&config.catalogue),
    };
    // A word after the end is nobody's any more.
    let warn = move |it: Warning| drop(events.send(as_event(it)));
    let (history, troubles) = history::open(how, clock.clone(), warn);
    for trouble in troubles {
        tracing::warn!("{trouble}");
    }
    history
}

fn as_event(warning: Warning) -> Event {
    let Warning { level, used, renews } = warning;
    Event::DataPlan { used, is_used_up: level == Level::UsedUp, renews }
}

/// What the history keeps of `record`, made at `at`.
pub(super) fn happening(record: &Record, at: Timestamp) -> Happening {
    match record.clone() {
        Record::Opened { key, cause } => Happening::Opened { key, cause },
        Record::Changed { key, cause, .. } => Happening::Changed { key, cause },
        Record::Resolved { key, cause, lasted } => {
            let since = at.checked_sub(lasted).unwrap_or(at);
            Happening::Resolved { key, cause, since }
        }
    }
}
