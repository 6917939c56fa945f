//! A finished round, as the history takes it in.

use jiff::{SignedDuration, Timestamp};

use crate::diagnosis::Cause;
use crate::observation::{Snapshot, Subject, Walk};
use crate::presentation::{Report, ServiceReport, ServiceState};

/// Clocks of others that are farther off than this tell that ours is wrong.
const CLOCK_OFF: SignedDuration = SignedDuration::from_mins(10);

/// A finished round.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// When it began: by the clocks of others, where they agree that this computer's is wrong.
    pub at: Timestamp,
    /// Whether anybody out there bore the time out.
    pub is_dated: bool,
    pub took_ms: u32,
    /// The worst and nearest cause.
    pub cause: Cause,
    pub services: Vec<Seen>,
    pub snapshot: Snapshot,
}

/// How one service did in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub service: String,
    pub state: ServiceState,
    pub cause: Cause,
    /// How long the first target took to answer, connection and all; only where it did as it should.
    pub response_ms: Option<u32>,
    /// From the request to the first byte of the answer, likewise.
    pub first_byte_ms: Option<u32>,
}

impl Round {
    /// What is kept of a round.
    pub fn of(snapshot: Snapshot, report: &Report) -> Self {
        let ahead = others_are_ahead(&snapshot);
        let wrong = ahead.filter(|it| it.abs() > CLOCK_OFF);
        let at = wrong.and_then(|it| snapshot.started_at.checked_add(it).ok());
        Self {
            at: at.unwrap_or(snapshot.started_at),
            is_dated: ahead.is_some(),
            took_ms: report.took_ms,
            cause: report.summary.cause,
            services: report.services.iter().map(|it| seen(it, &snapshot)).collect(),
            snapshot,
        }
    }
}

fn seen(service: &ServiceReport, snapshot: &Snapshot) -> Seen {
    let subject = Subject::Target { service: service.id.clone(), index: 0 };
    let walk = snapshot.ordinary(&subject).filter(|it| it.succeeded());
    let hop = walk.and_then(Walk::last);
    let answered = hop.and_then(|hop| {
        let timings = hop.timings;
        let first_byte = timings.first_byte_ms?;
        let before = [timings.resolve_ms, timings.connect_ms, timings.handshake_ms];
        Some((before.into_iter().flatten().sum::<f64>() + first_byte, first_byte))
    });
    Seen {
        service: service.id.clone(),
        state: service.state,
        cause: service.diagnosis.cause,
        response_ms: answered.map(|(all, _)| millis(all)),
        first_byte_ms: answered.map(|(_, first_byte)| millis(first_byte)),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounded by the time limits of a walk"
)]
fn millis(ms: f64) -> u32 {
    ms.round().clamp(0.0, f64::from(u32::MAX)) as u32
}

/// How far the clocks of the controls are ahead of ours; `None` where none told, or two of them differ.
fn others_are_ahead(snapshot: &Snapshot) -> Option<SignedDuration> {
    let told = |walk: &Walk| {
        let exchange = walk.exchange().filter(|it| it.as_expected)?;
        let theirs = httpdate::parse_http_date(exchange.headers.get("date")?).ok()?;
        let ours = SignedDuration::from_millis(i64::from(walk.at_ms) + i64::from(walk.took_ms));
        let ours = snapshot.started_at.checked_add(ours).ok()?;
        Some(Timestamp::try_from(theirs).ok()?.duration_since(ours))
    };
    let mut ahead: Vec<SignedDuration> = snapshot.controls().filter_map(told).collect();
    ahead.sort_unstable();
    let (first, last) = (*ahead.first()?, *ahead.last()?);
    (ahead.len() >= 2 && last.saturating_sub(first) <= CLOCK_OFF).then(|| ahead[ahead.len() / 2])
}
