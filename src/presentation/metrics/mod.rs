//! The numbers for other programs: what the running program knows, as metrics. Pure.
//!
//! They are made once and written in two forms: Prometheus' text and OTLP. A label's value is a service's id or one of
//! few words; no address, no URL and no text from elsewhere is ever in one.

mod exposition;
mod otlp;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::{Report, ServiceReport, ServiceState, View};
use crate::diagnosis::{Blame, Cause, Confidence};
use crate::observation::{Role, Timings};

pub use exposition::{CONTENT_TYPE, exposition};
pub use otlp::{Sender, otlp, rejected};

/// What the running program knows.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    pub view: &'a View,
    /// What is known of each service; `None` before the first look.
    pub report: Option<&'a Report>,
    /// How many rounds have ended since the start.
    pub rounds: u64,
    /// How long the last one took.
    pub took: Option<Duration>,
}

/// Metrics of one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// The name without the program's, the unit and the kind.
    stem: &'static str,
    unit: Unit,
    kind: Kind,
    help: &'static str,
    samples: Vec<Sample>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    None,
    Seconds,
    Bytes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Gauge,
    /// It only grows, from the program's start.
    Counter,
}

#[derive(Clone, Debug, PartialEq)]
struct Sample {
    labels: Vec<(&'static str, String)>,
    value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Value {
    Whole(i64),
    Real(f64),
}

const STATES: [ServiceState; 6] = [
    ServiceState::Up,
    ServiceState::Degraded,
    ServiceState::Down,
    ServiceState::Refused,
    ServiceState::Held,
    ServiceState::Unknown,
];

/// All that can be told now. What was not measured is left out: a zero would be read as a value.
#[expect(clippy::too_many_lines, reason = "one list, with an entry for each metric")]
pub fn families(reading: &Reading<'_>) -> Vec<Family> {
    let view = reading.view;
    let services = reading.report.map_or(&[][..], |it| &it.services);
    let gauge = |stem, unit, help, samples| Family { stem, unit, kind: Kind::Gauge, help, samples };
    let all = vec![
        gauge(
            "build_info",
            Unit::None,
            "The program that tells this; always 1.",
            vec![Sample::one([("version", env!("CARGO_PKG_VERSION").to_owned())])],
        ),
        gauge(
            "service_state",
            Unit::None,
            "How a service did at the last look: 1 for its state, 0 for the others. Held: hidden behind a cause of the \
             network. Refused: it answers people, not programs.",
            view.services
                .iter()
                .filter_map(|it| Some(states(&it.id, it.state?)))
                .flatten()
                .collect(),
        ),
        gauge(
            "service_cause_info",
            Unit::None,
            "Why a service does as it does, as the last look saw it; always 1.",
            services.iter().map(cause_of).collect(),
        ),
        gauge(
            "network_cause_info",
            Unit::None,
            "What is wrong with the network or this computer, as the last look saw it; always 1.",
            reading
                .report
                .map(|it| &it.network)
                .map(|it| Sample::one(cause(it.cause, it.blame, it.confidence)))
                .into_iter()
                .collect(),
        ),
        gauge(
            "problem_open",
            Unit::None,
            "A problem that more than one look has confirmed; about is a service or the network. Always 1.",
            view.problems
                .iter()
                .map(|it| {
                    let about = ("about", it.key.clone());
                    let cause = cause(it.cause, it.blame, it.confidence);
                    Sample::one([about].into_iter().chain(cause))
                })
                .collect(),
        ),
        gauge(
            "problem_since_timestamp",
            Unit::Seconds,
            "When a problem that is open began.",
            view.problems
                .iter()
                .map(|it| Sample {
                    labels: vec![("about", it.key.clone())],
                    value: Value::Whole(it.since.as_second()),
                })
                .collect(),
        ),
        gauge(
            "phase_duration",
            Unit::Seconds,
            "How long each phase of a request took at the last look: resolve, connect, handshake, first_byte. The slowest \
             where a service has several parts of one role.",
            services.iter().flat_map(phases).collect(),
        ),
        Family {
            stem: "rounds",
            unit: Unit::None,
            kind: Kind::Counter,
            help: "Rounds of looks that have ended since the start.",
            samples: vec![Sample::bare(Value::Whole(whole(reading.rounds)))],
        },
        gauge(
            "last_round_duration",
            Unit::Seconds,
            "How long the last round took.",
            reading
                .took
                .map(|it| Sample::bare(Value::Real(it.as_secs_f64())))
                .into_iter()
                .collect(),
        ),
        gauge(
            "last_look_timestamp",
            Unit::Seconds,
            "When the last round ended.",
            view.checked_at
                .map(|it| Sample::bare(Value::Whole(it.as_second())))
                .into_iter()
                .collect(),
        ),
        gauge(
            "paused",
            Unit::None,
            "Whether the user has asked it to pause.",
            vec![Sample::bare(flag(view.paused_until.is_some()))],
        ),
        gauge(
            "settings_refused",
            Unit::None,
            "Whether the settings were changed into some that cannot be used, so that the old ones hold.",
            vec![Sample::bare(flag(view.upkeep.settings_problem.is_some()))],
        ),
        gauge(
            "traffic_today",
            Unit::Bytes,
            "What looking has sent and received since midnight.",
            vec![Sample::bare(Value::Whole(whole(view.upkeep.bytes_today)))],
        ),
        gauge(
            "traffic_allowed",
            Unit::Bytes,
            "What a day may cost under the present conditions.",
            view.upkeep
                .bytes_allowed
                .map(|it| Sample::bare(Value::Whole(whole(it))))
                .into_iter()
                .collect(),
        ),
    ];
    all.into_iter().filter(|it| !it.samples.is_empty()).collect()
}

impl Sample {
    fn bare(value: Value) -> Self {
        Self { labels: vec![], value }
    }

    fn one(labels: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self { labels: labels.into_iter().collect(), value: Value::Whole(1) }
    }
}

fn states(service: &str, state: ServiceState) -> impl Iterator<Item = Sample> {
    STATES.into_iter().map(move |it| Sample {
        labels: vec![("service", service.to_owned()), ("state", word(it))],
        value: flag(it == state),
    })
}

fn cause_of(service: &ServiceReport) -> Sample {
    let found = &service.diagnosis;
    let labels = [("service", service.id.clone())];
    Sample::one(labels.into_iter().chain(cause(found.cause, found.blame, found.confidence)))
}

fn cause(cause: Cause, blame: Blame, confidence: Confidence) -> [(&'static str, String); 3] {
    [("cause", cause.id().to_owned()), ("blame", word(blame)), ("confidence", word(confidence))]
}

/// The slowest of each phase, by role: two samples of the same labels would be none.
fn phases(service: &ServiceReport) -> impl Iterator<Item = Sample> {
    let mut slowest = BTreeMap::<(Role, &'static str), f64>::new();
    for target in &service.targets {
        let Timings { resolve_ms, connect_ms, handshake_ms, first_byte_ms } = target.phases;
        let phases = [
            ("resolve", resolve_ms),
            ("connect", connect_ms),
            ("handshake", handshake_ms),
            ("first_byte", first_byte_ms),
        ];
        for (phase, ms) in phases {
            if let Some(ms) = ms.filter(|it| it.is_finite()) {
                let known = slowest.entry((target.role, phase)).or_insert(ms);
                *known = known.max(ms);
            }
        }
    }
    slowest.into_iter().map(|((role, phase), ms)| Sample {
        labels: vec![
            ("service", service.id.clone()),
            ("role", word(role)),
            ("phase", phase.to_owned()),
        ],
        value: Value::Real(ms / 1000.0),
    })
}

fn flag(is_so: bool) -> Value {
    Value::Whole(i64::from(is_so))
}

fn whole(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// The word that the JSON has for it.
fn word(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}
