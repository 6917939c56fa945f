//! What is asked of the history.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::DeflateDecoder;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;
use thiserror::Error;

use super::baseline::{self, Point};
use super::file::{Unusable, open_to_read, reason};
use super::store::{HOUR, MINUTE, Store};
use super::traffic;
use crate::diagnosis::Cause;
use crate::observation::{SCHEMA, Snapshot, Usual};
use crate::remedy::{Feedback, Remedy};

/// No round of ours is larger, whatever the file says.
const LARGEST_ROUND: u64 = 64 << 20;

/// How far back "usual" reaches: minutes for a week, hours for the rest.
const USUAL: SignedDuration = SignedDuration::from_hours(28 * 24);
const USUAL_BY_THE_MINUTE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Why nothing can be read.
#[derive(Debug, Error)]
pub enum ReadError {
    #[error("there is no history yet")]
    None,
    #[error("the history was written by a newer version of streamdoctor")]
    Newer,
    #[error("the history is damaged; streamdoctor sets it aside when it starts")]
    Damaged,
    #[error("the history cannot be read ({0})")]
    OutOfReach(String),
}

impl From<rusqlite::Error> for ReadError {
    fn from(error: rusqlite::Error) -> Self {
        if super::file::is_damage(&error) {
            Self::Damaged
        } else {
            Self::OutOfReach(reason(&error))
        }
    }
}

/// A problem, from its beginning to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PastIncident {
    /// `network`, or the service's id.
    pub key: String,
    /// The cause as it was last seen.
    pub cause: Cause,
    pub began: Timestamp,
    /// `None` while it lasts.
    pub ended: Option<Timestamp>,
    /// Whether its end was not seen, because the program ended first.
    pub cut_short: bool,
}

/// How a service did, over a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServiceTiming {
    pub service: String,
    /// How often it was looked at, and how often that told how it is.
    pub looks: u64,
    pub decided: u64,
    pub up: u64,
    pub degraded: u64,
    pub down: u64,
    pub refused: u64,
    /// Hidden behind a problem of the network: not its downtime.
    pub held: u64,
    /// The mean time to an answer; `None` where none came.
    pub response_ms: Option<u64>,
}

/// One stretch of a timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Slot {
    pub begin: Timestamp,
    pub up: u64,
    pub degraded: u64,
    pub down: u64,
    pub refused: u64,
    pub held: u64,
    pub unknown: u64,
    pub response_ms: Option<u64>,
    /// The last cause of trouble in it.
    pub cause: Option<Cause>,
}

/// A recorded round.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRound {
    pub at: Timestamp,
    pub cause: Cause,
    pub snapshot: Snapshot,
}

/// Reads the history. Cloning is cheap; each question opens the file for a moment.
#[derive(Clone, Debug)]
pub struct Reader {
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    File(PathBuf),
    Memory(Arc<Mutex<Store>>),
}

impl Reader {
    /// Reads `file`, which need not be there.
    pub fn new(file: &Path) -> Self {
        Self { source: Source::File(file.to_owned()) }
    }

    /// Reads what is kept in memory.
    pub(super) fn of_memory(store: Arc<Mutex<Store>>) -> Self {
        Self { source: Source::Memory(store) }
    }

    /// The incidents that lasted until `since` or later, the latest first.
    pub fn incidents(&self, since: Timestamp) -> Result<Vec<PastIncident>, ReadError> {
        self.ask(|it| incidents(it, since))
    }

    /// How each service did since then, in the order of their ids.
    pub fn timings(&self, since: Timestamp) -> Result<Vec<ServiceTiming>, ReadError> {
        self.ask(|it| timings(it, since))
    }

    /// The timeline of `service` from `from` to `to`, in stretches of whole hours, or of whole minutes where the stretch is
    /// shorter than an hour. Stretches without a look are left out.
    pub fn timeline(
        &self,
        service: &str,
        from: Timestamp,
        to: Timestamp,
        stretch: SignedDuration,
    ) -> Result<Vec<Slot>, ReadError> {
        self.ask(|it| timeline(it, service, from, to, stretch))
    }

    /// The recorded round nearest to `at`.
    pub fn nearest(&self, at: Timestamp) -> Result<Option<StoredRound>, ReadError> {
        self.ask(|it| nearest(it, at))
    }

    /// When rounds were recorded from `from` to `to`, and their causes, the earliest first.
    pub fn rounds(
        &self,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<(Timestamp, Cause)>, ReadError> {
        self.ask(|it| {
            let find = "SELECT at, cause FROM round WHERE at >= ?1 AND at <= ?2 ORDER BY at";
            let mut find = it.prepare(find)?;
            let found = find.query_map([from.as_millisecond(), to.as_millisecond()], |row| {
                Ok((moment(row.get(0)?), cause(&row.get::<_, String>(1)?)))
            })?;
            found.collect()
        })
    }

    /// The latest recorded round in which `service` was not well; of any service, or of the network, where none is named.
    pub fn latest_trouble(&self, service: Option<&str>) -> Result<Option<StoredRound>, ReadError> {
        self.ask(|it| latest_trouble(it, service))
    }

    /// When the oldest recorded round and the oldest sample began.
    pub fn begin(&self) -> Result<Option<Timestamp>, ReadError> {
        self.ask(|it| {
            let first = "SELECT MIN(at) FROM (SELECT MIN(at) AS at FROM round
                UNION ALL SELECT MIN(at) * 1000 FROM sample
                UNION ALL SELECT MIN(began) FROM incident)";
            let at: Option<i64> = it.query_row(first, [], |row| row.get(0))?;
            Ok(at.map(moment))
        })
    }

    /// What is usual on `network` about the hour of `now`.
    pub fn usual(
        &self,
        network: &str,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Result<Vec<Usual>, ReadError> {
        self.ask(|it| usual(it, network, now, zone))
    }

    /// What the user said of remedies on `network`.
    pub fn feedback(&self, network: Option<&str>) -> Result<Feedback, ReadError> {
        self.ask(|it| feedback(it, network))
    }

    /// Bytes on `network` since the beginning of `day`.
    pub fn used_since(&self, network: &str, day: Date) -> Result<u64, ReadError> {
        self.ask(|it| used_since(it, network, day))
    }

    /// The salt of this history; `None` where there is none yet.
    pub fn salt(&self) -> Option<super::Salt> {
        let find = "SELECT value FROM state WHERE key = 'salt'";
        let salt = self.ask(|it| it.query_row(find, [], |row| row.get::<_, String>(0)));
        salt.ok().map(|it| super::Salt::new(it.as_bytes()))
    }

    fn ask<T>(
        &self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, ReadError> {
        let answer = match &self.source {
            Source::Memory(store) => {
                let store = store.lock().unwrap_or_else(PoisonError::into_inner);
                question(&store.connection)
            }
            Source::File(file) if !file.exists() => return Err(ReadError::None),
            Source::File(file) => match open_to_read(file) {
                Ok(connection) => question(&connection),
                Err(Unusable::Newer) => return Err(ReadError::Newer),
                Err(Unusable::Damaged) => return Err(ReadError::Damaged),
                Err(Unusable::OutOfReach(reason)) => return Err(ReadError::OutOfReach(reason)),
            },
        };
        Ok(answer?)
    }
}

fn incidents(connection: &Connection, since: Timestamp) -> rusqlite::Result<Vec<PastIncident>> {
    let find = "SELECT key, cause, began, ended, cut_short FROM incident
        WHERE ended IS NULL OR ended >= ?1 ORDER BY began DESC, id DESC";
    let mut find = connection.prepare(find)?;
    let found = find.query_map([since.as_millisecond()], |row| {
        Ok(PastIncident {
            key: row.get(0)?,
            cause: cause(&row.get::<_, String>(1)?),
            began: moment(row.get(2)?),
            ended: row.get::<_, Option<i64>>(3)?.map(moment),
            cut_short: row.get(4)?,
        })
    })?;
    found.collect()
}

fn timings(connection: &Connection, since: Timestamp) -> rusqlite::Result<Vec<ServiceTiming>> {
    // Short stretches are told by the minute.
    let span = if is_known_by_the_minute(connection, since)? { MINUTE } else { HOUR };
    let find = "SELECT service.name, SUM(up), SUM(degraded), SUM(down), SUM(refused), SUM(held), SUM(unknown),
            SUM(answers), SUM(response_ms)
        FROM sample JOIN service ON service.id = sample.service
        WHERE span = ?1 AND at >= ?2 GROUP BY service.name ORDER BY service.name";
    let mut find = connection.prepare(find)?;
    let since = since.as_second().div_euclid(span) * span;
    let found = find.query_map(params![span, since], |row| {
        let count = |at: usize| Ok::<_, rusqlite::Error>(natural(row.get(at)?));
        let (up, degraded, down) = (count(1)?, count(2)?, count(3)?);
        let (refused, held, unknown) = (count(4)?, count(5)?, count(6)?);
        let decided = up + degraded + down + refused;
        Ok(ServiceTiming {
            service: row.get(0)?,
            looks: decided + held + unknown,
            decided,
            up,
            degraded,
            down,
            refused,
            held,
            response_ms: count(8)?.checked_div(count(7)?),
        })
    })?;
    found.collect()
}

/// Whether nothing since then is known by the hour alone.
fn is_known_by_the_minute(connection: &Connection, since: Timestamp) -> rusqlite::Result<bool> {
    let newest = "SELECT MAX(at) FROM sample WHERE span = ?1";
    let newest: Option<i64> = connection.query_row(newest, [HOUR], |row| row.get(0))?;
    Ok(newest.is_none_or(|it| it - since.as_second() < 2 * 24 * HOUR))
}

fn timeline(
    connection: &Connection,
    service: &str,
    from: Timestamp,
    to: Timestamp,
    stretch: SignedDuration,
) -> rusqlite::Result<Vec<Slot>> {
    let span = if stretch.as_secs() < HOUR { MINUTE } else { HOUR };
    let stretch = (stretch.as_secs() / span).max(1) * span;
    // `cause` is that of the last row of each group: SQLite takes bare columns from the row of MAX (SELECT, section 2.5).
    let find = "SELECT (at / ?5) * ?5 AS slot, SUM(up), SUM(degraded), SUM(down), SUM(refused), SUM(held),
            SUM(unknown), SUM(answers), SUM(response_ms), cause, MAX(CASE WHEN cause IS NULL THEN 0 ELSE at END)
        FROM sample
        WHERE span = ?1 AND service = (SELECT id FROM service WHERE name = ?2) AND at >= ?3 AND at < ?4
        GROUP BY slot ORDER BY slot";
    let mut find = connection.prepare(find)?;
    let (from, to) = (from.as_second().div_euclid(stretch) * stretch, to.as_second());
    let found = find.query_map(params![span, service, from, to, stretch], |row| {
        let count = |at: usize| Ok::<_, rusqlite::Error>(natural(row.get(at)?));
        Ok(Slot {
            begin: moment(row.get::<_, i64>(0)?.saturating_mul(1000)),
            up: count(1)?,
            degraded: count(2)?,
            down: count(3)?,
            refused: count(4)?,
            held: count(5)?,
            unknown: count(6)?,
            response_ms: count(8)?.checked_div(count(7)?),
            cause: row.get::<_, Option<String>>(9)?.map(|it| cause(&it)),
        })
    })?;
    found.collect()
}

fn nearest(connection: &Connection, at: Timestamp) -> rusqlite::Result<Option<StoredRound>> {
    let at = at.as_millisecond();
    let one = |text: &str| {
        let mut find = connection.prepare(text)?;
        find.query_row([at], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))).optional()
    };
    let before = one(
        "SELECT id, at FROM round WHERE at <= ?1 AND snapshot IS NOT NULL ORDER BY at DESC LIMIT 1",
    )?;
    let after =
        one("SELECT id, at FROM round WHERE at > ?1 AND snapshot IS NOT NULL ORDER BY at LIMIT 1")?;
    let both = before.into_iter().chain(after);
    match both.min_by_key(|(_, it)| it.abs_diff(at)) {
        Some((id, _)) => stored(connection, id),
        None => Ok(None),
    }
}

fn latest_trouble(
    connection: &Connection,
    service: Option<&str>,
) -> rusqlite::Result<Option<StoredRound>> {
    // Which service it was is told by the samples of that minute. The latest is the one that was written last: a clock that
    // was wrong may have dated another after it.
    let find = "SELECT id FROM round WHERE cause != 'none' AND snapshot IS NOT NULL AND (?1 IS NULL OR EXISTS (
            SELECT 1 FROM sample WHERE span = 60 AND service = (SELECT id FROM service WHERE name = ?1)
                AND sample.at = (round.at / 60000) * 60 AND sample.cause IS NOT NULL))
        ORDER BY id DESC LIMIT 1";
    let id: Option<i64> = connection.query_row(find, [service], |row| row.get(0)).optional()?;
    id.map_or(Ok(None), |id| stored(connection, id))
}

fn stored(connection: &Connection, id: i64) -> rusqlite::Result<Option<StoredRound>> {
    let find = "SELECT at, cause, snapshot FROM round WHERE id = ?1";
    let (at, cause_id, packed): (i64, String, Vec<u8>) =
        connection.query_row(find, [id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let snapshot = unpack(&packed);
    Ok(snapshot.map(|snapshot| StoredRound { at: moment(at), cause: cause(&cause_id), snapshot }))
}

/// A round as it was stored; `None` where another version stored it in a form that is not ours.
fn unpack(packed: &[u8]) -> Option<Snapshot> {
    let mut text = Vec::new();
    DeflateDecoder::new(packed).take(LARGEST_ROUND).read_to_end(&mut text).ok()?;
    serde_json::from_slice::<Snapshot>(&text).ok().filter(|it| it.schema == SCHEMA)
}

fn usual(
    connection: &Connection,
    network: &str,
    now: Timestamp,
    zone: &TimeZone,
) -> rusqlite::Result<Vec<Usual>> {
    let find = "SELECT service.name, at, first_byte_ms, answers
        FROM sample JOIN service ON service.id = sample.service
        WHERE network = (SELECT id FROM network WHERE hash = ?1) AND answers > 0
            AND ((span = 60 AND at >= ?2) OR (span = 3600 AND at >= ?3 AND at < ?2))";
    let since = |age| now.saturating_sub(age).unwrap_or(now).as_second();
    let mut find = connection.prepare(find)?;
    let mut rows = find.query(params![network, since(USUAL_BY_THE_MINUTE), since(USUAL)])?;
    let mut points: BTreeMap<String, Vec<Point>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (sum, count): (f64, f64) = (row.get(2)?, row.get(3)?);
        let point =
            Point { at: moment(row.get::<_, i64>(1)?.saturating_mul(1000)), ms: sum / count };
        points.entry(row.get(0)?).or_default().push(point);
    }
    let each = points.into_iter().filter_map(|(service, points)| {
        let known = baseline::usual(&points, now, zone)?;
        Some(Usual {
            service,
            index: 0,
            first_byte_ms: known.median_ms,
            spread_ms: known.spread_ms,
            looks: u32::try_from(known.looks).unwrap_or(u32::MAX),
        })
    });
    Ok(each.collect())
}

fn feedback(connection: &Connection, network: Option<&str>) -> rusqlite::Result<Feedback> {
    let find = "SELECT cause, remedy, helped, failed FROM feedback
        WHERE network = COALESCE((SELECT id FROM network WHERE hash = ?1), 0)";
    let mut find = connection.prepare(find)?;
    let mut rows = find.query([network])?;
    let mut known = Feedback::default();
    while let Some(row) = rows.next()? {
        let remedy = Remedy::from_id(&row.get::<_, String>(1)?);
        let cause = Cause::from_id(&row.get::<_, String>(0)?);
        if let (Some(cause), Some(remedy)) = (cause, remedy) {
            known.add(cause, remedy, row.get(2)?, row.get(3)?);
        }
    }
    Ok(known)
}

fn used_since(connection: &Connection, network: &str, day: Date) -> rusqlite::Result<u64> {
    let find = "SELECT COALESCE(SUM(bytes), 0) FROM traffic
        WHERE network = (SELECT id FROM network WHERE hash = ?1) AND day >= ?2";
    let used: i64 =
        connection.query_row(find, params![network, traffic::as_number(day)], |row| row.get(0))?;
    Ok(natural(used))
}

fn moment(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or_default()
}

/// A later version may know more causes.
fn cause(id: &str) -> Cause {
    Cause::from_id(id).unwrap_or(Cause::Unknown)
}

fn natural(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
