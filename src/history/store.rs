//! What is written, and what is thinned out with age.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::network::hexadecimal;
use super::round::{Round, Seen};
use super::{Salt, traffic};
use crate::diagnosis::Cause;
use crate::observation::Snapshot;
use crate::presentation::ServiceState;
use crate::remedy::Remedy;

/// How much is kept, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For how many days hours are kept.
    pub days: u32,
    /// How large the file may become.
    pub bytes: u64,
}

/// Recorded rounds are kept whole for so long: "when did it fail?" is asked of yesterday.
const WHOLE: SignedDuration = SignedDuration::from_hours(36);

/// Rounds in which something was wrong are kept for longer.
const WHOLE_IF_WRONG: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long each minute is kept.
const MINUTES: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Whole rounds may take up this part of the file.
const SHARE_OF_ROUNDS: u64 = 3;

/// A round of thousands of targets is told by its samples alone.
const LARGEST_ROUND: usize = 1 << 20;

/// What was cut short by the end of the program goes on, if it is seen again so soon.
const GOES_ON: SignedDuration = SignedDuration::from_mins(30);

/// The lengths of samples, in seconds.
pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 3600;

/// What became of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    Opened { key: String, cause: Cause },
    Changed { key: String, cause: Cause },
    Resolved { key: String, cause: Cause, since: Timestamp },
}

/// What is handed over to be kept.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    /// A finished round: the network that it was made on, and its snapshot, scrubbed.
    Round {
        round: Box<Round>,
        network: Option<String>,
    },
    Happened {
        at: Timestamp,
        what: Happening,
    },
    Judged {
        cause: Cause,
        network: Option<String>,
        remedy: Remedy,
        helped: bool,
    },
    /// A value under a key, as JSON.
    State {
        key: &'static str,
        value: String,
    },
    Traffic {
        network: String,
        day: Date,
        bytes: u64,
    },
}

/// The tables, and what is needed to write them.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) connection: Connection,
    pub(super) salt: Salt,
}

impl Store {
    /// Takes over a connection whose tables are of this version.
    pub(super) fn new(connection: Connection) -> rusqlite::Result<Self> {
        let fresh = random_hex();
        let add = "INSERT OR IGNORE INTO state (key, value) VALUES ('salt', ?1)";
        connection.execute(add, [fresh])?;
        let salt: String =
            connection
                .query_row("SELECT value FROM state WHERE key = 'salt'", [], |row| row.get(0))?;
        Ok(Self { connection, salt: Salt::new(salt.as_bytes()) })
    }

    /// What the last run left open ended with it: nobody knows more than when it was last seen. What is dated after `now`
    /// is of a clock that was wrong.
    pub(super) fn cut_short(&self, now: Timestamp) -> rusqlite::Result<()> {
        let end = "UPDATE incident SET cut_short = 1, ended = MAX(began, COALESCE(
            (SELECT MAX(at) FROM round WHERE at <= ?1),
            (SELECT MAX(at) * 1000 FROM sample WHERE span = 60 AND at * 1000 <= ?1), began))
            WHERE ended IS NULL";
        self.connection.execute(end, [now.as_millisecond()]).map(drop)
    }

    /// Writes all of `entries`, or none.
    pub(super) fn write<'a>(
        &mut self,
        entries: impl IntoIterator<Item = &'a Entry>,
    ) -> rusqlite::Result<()> {
        let change = self.connection.transaction()?;
        for entry in entries {
            match entry {
                Entry::Round { round, network } => add_round(&change, round, network.as_deref())?,
                Entry::Happened { at, what } => add_happening(&change, *at, what)?,
                Entry::Judged { cause, network, remedy, helped } => {
                    add_feedback(&change, *cause, network.as_deref(), *remedy, *helped)?;
                }
                Entry::State { key, value } => {
                    let set = "INSERT INTO state (key, value) VALUES (?1, ?2)
                        ON CONFLICT (key) DO UPDATE SET value = excluded.value";
                    change.prepare_cached(set)?.execute(params![key, value])?;
                }
                Entry::Traffic { network, day, bytes } => {
                    let add = "INSERT INTO traffic (network, day, bytes) VALUES (?1, ?2, ?3)
                        ON CONFLICT (network, day) DO UPDATE SET bytes = bytes + excluded.bytes";
                    let network = network_row(&change, Some(network))?;
                    let day = traffic::as_number(*day);
                    change.prepare_cached(add)?.execute(params![network, day, whole(*bytes)])?;
                }
            }
        }
        change.commit()
    }

    /// The value under `key`, if it is one.
    pub(super) fn state<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let find = "SELECT value FROM state WHERE key = ?1";
        let text: Option<String> =
            self.connection.query_row(find, [key], |row| row.get(0)).optional().ok()?;
        serde_json::from_str(&text?).ok()
    }

    /// Lets go of the pages that were read or written; they are in the system's cache of files all the same.
    pub(super) fn let_go(&self) {
        // What it keeps all the same is bounded.
        self.connection.execute_batch("PRAGMA shrink_memory").unwrap_or_default();
    }

    /// Deletes what is too old at `now`, then what is too much. `now` must be borne out: a clock that is wrong by a year
    /// would make everything old.
    pub(super) fn thin(&mut self, now: Timestamp, limits: Limits) -> rusqlite::Result<()> {
        let before = |age: SignedDuration| now.saturating_sub(age).unwrap_or(now);
        let days = SignedDuration::from_hours(24 * i64::from(limits.days));
        let change = self.connection.transaction()?;
        let old = "DELETE FROM round WHERE at < ?1 OR (at < ?2 AND cause = 'none')";
        let ages = [before(WHOLE_IF_WRONG), before(WHOLE)].map(Timestamp::as_millisecond);
        change.execute(old, ages)?;
        let much = "DELETE FROM round WHERE id IN (SELECT id FROM
            (SELECT id, SUM(LENGTH(snapshot)) OVER (ORDER BY at DESC, id DESC) AS total FROM round)
            WHERE total > ?1)";
        change.execute(much, [whole(limits.bytes / SHARE_OF_ROUNDS)])?;
        let samples = "DELETE FROM sample WHERE span = ?1 AND at < ?2";
        change.execute(samples, [MINUTE, before(MINUTES).as_second()])?;
        change.execute(samples, [HOUR, before(days).as_second()])?;
        let day = traffic::as_number(
            before(days).strftime("%Y-%m-%d").to_string().parse().unwrap_or(Date::MIN),
        );
        change.execute("DELETE FROM traffic WHERE day < ?1", [day])?;
        change.commit()?;
        self.keep_small(now, limits.bytes)?;
        self.connection.execute_batch("PRAGMA incremental_vacuum")
    }

    /// Halves the age of what is kept until the file is small enough: whole rounds, then minutes, then hours.
    fn keep_small(&mut self, now: Timestamp, most: u64) -> rusqlite::Result<()> {
        for share in 1..=8 {
            if self.used_bytes()? <= most {
                return Ok(());
            }
            let since = |age: i64| now.as_second() - (age >> share);
            let change = self.connection.transaction()?;
            let rounds = since(WHOLE_IF_WRONG.as_secs()).saturating_mul(1000);
            change.execute("DELETE FROM round WHERE at < ?1", [rounds])?;
            let samples = "DELETE FROM sample WHERE span = ?1 AND at < ?2";
            change.execute(samples, [MINUTE, since(MINUTES.as_secs())])?;
            if share > 3 {
                change.execute(samples, [HOUR, since(366 * 24 * HOUR)])?;
            }
            change.commit()?;
        }
        Ok(())
    }

    fn used_bytes(&self) -> rusqlite::Result<u64> {
        let pragma =
            |name| self.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let pages = pragma("page_count")? - pragma("freelist_count")?;
        Ok(u64::try_from(pages * pragma("page_size")?).unwrap_or_default())
    }
}

fn add_round(
    change: &Transaction<'_>,
    round: &Round,
    network: Option<&str>,
) -> rusqlite::Result<()> {
    let network = network_row(change, network)?;
    let snapshot = pack(&round.snapshot).filter(|it| it.len() <= LARGEST_ROUND);
    change
        .prepare_cached(
            "INSERT INTO round (at, took_ms, network, cause, snapshot) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            round.at.as_millisecond(),
            round.took_ms,
            network,
            round.cause.id(),
            snapshot
        ])?;
    for seen in &round.services {
        let service = service_row(change, &seen.service)?;
        for span in [MINUTE, HOUR] {
            let at = round.at.as_second().div_euclid(span) * span;
            add_sample(change, span, at, service, network, seen)?;
        }
    }
    Ok(())
}

fn add_sample(
    change: &Transaction<'_>,
    span: i64,
    at: i64,
    service: i64,
    network: i64,
    seen: &Seen,
) -> rusqlite::Result<()> {
    let is = |state: ServiceState| i64::from(seen.state == state);
    let cause = (seen.cause != Cause::None).then(|| seen.cause.id());
    let mut add = change.prepare_cached(
        "INSERT INTO sample (span, service, at, network, up, degraded, down, refused, held, unknown,
            answers, response_ms, first_byte_ms, cause)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        ON CONFLICT (span, service, at, network) DO UPDATE SET
            up = up + excluded.up, degraded = degraded + excluded.degraded, down = down + excluded.down,
            refused = refused + excluded.refused, held = held + excluded.held,
            unknown = unknown + excluded.unknown, answers = answers + excluded.answers,
            response_ms = response_ms + excluded.response_ms,
            first_byte_ms = first_byte_ms + excluded.first_byte_ms,
            cause = COALESCE(excluded.cause, cause)",
    )?;
    add.execute(params![
        span,
        service,
        at,
        network,
        is(ServiceState::Up),
        is(ServiceState::Degraded),
        is(ServiceState::Down),
        is(ServiceState::Refused),
        is(ServiceState::Held),
        is(ServiceState::Unknown),
        i64::from(seen.response_ms.is_some()),
        seen.response_ms.unwrap_or_default(),
        seen.first_byte_ms.unwrap_or_default(),
        cause
    ])?;
    Ok(())
}

fn add_happening(
    change: &Transaction<'_>,
    at: Timestamp,
    what: &Happening,
) -> rusqlite::Result<()> {
    let now = at.as_millisecond();
    // The open one, or the one that the end of the program cut short a moment ago; not one that a wrong clock has dated in
    // what is still to come.
    let find = |key: &str| {
        let find = "SELECT id FROM incident WHERE key = ?1
            AND (ended IS NULL OR (cut_short = 1 AND ended BETWEEN ?2 AND ?3))
            ORDER BY began DESC LIMIT 1";
        let recent = at.saturating_sub(GOES_ON).unwrap_or(at).as_millisecond();
        let soon = at.saturating_add(GOES_ON).unwrap_or(at).as_millisecond();
        change.query_row(find, params![key, recent, soon], |row| row.get::<_, i64>(0)).optional()
    };
    match what {
        Happening::Opened { key, cause } | Happening::Changed { key, cause } => {
            if let Some(id) = find(key)? {
                let go_on =
                    "UPDATE incident SET cause = ?2, ended = NULL, cut_short = 0 WHERE id = ?1";
                change.execute(go_on, params![id, cause.id()])?;
            } else {
                let begin = "INSERT INTO incident (key, cause, began) VALUES (?1, ?2, ?3)";
                change.execute(begin, params![key, cause.id(), now])?;
            }
        }
        Happening::Resolved { key, cause, since } => {
            if let Some(id) = find(key)? {
                let end =
                    "UPDATE incident SET began = MIN(began, ?2), ended = MAX(MIN(began, ?2), ?3),
                    cut_short = 0 WHERE id = ?1";
                change.execute(end, params![id, since.as_millisecond(), now])?;
            } else {
                let whole =
                    "INSERT INTO incident (key, cause, began, ended) VALUES (?1, ?2, ?3, ?4)";
                let began = since.as_millisecond().min(now);
                change.execute(whole, params![key, cause.id(), began, now])?;
            }
        }
    }
    Ok(())
}

fn add_feedback(
    change: &Transaction<'_>,
    cause: Cause,
    network: Option<&str>,
    remedy: Remedy,
    helped: bool,
) -> rusqlite::Result<()> {
    let network = network_row(change, network)?;
    let add =
        "INSERT INTO feedback (cause, network, remedy, helped, failed) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (cause, network, remedy) DO UPDATE SET
            helped = helped + excluded.helped, failed = failed + excluded.failed";
    let values = params![cause.id(), network, remedy.id(), i64::from(helped), i64::from(!helped)];
    change.execute(add, values).map(drop)
}

/// The number of a service.
fn service_row(change: &Transaction<'_>, name: &str) -> rusqlite::Result<i64> {
    row(
        change,
        name,
        "SELECT id FROM service WHERE name = ?1",
        "INSERT INTO service (name) VALUES (?1)",
    )
}

/// The number of a network; nought where it is not known.
fn network_row(change: &Transaction<'_>, hash: Option<&str>) -> rusqlite::Result<i64> {
    let Some(hash) = hash else { return Ok(0) };
    row(
        change,
        hash,
        "SELECT id FROM network WHERE hash = ?1",
        "INSERT INTO network (hash) VALUES (?1)",
    )
}

fn row(change: &Transaction<'_>, name: &str, find: &str, add: &str) -> rusqlite::Result<i64> {
    let found = change.prepare_cached(find)?.query_row([name], |row| row.get(0)).optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    change.execute(add, [name])?;
    Ok(change.last_insert_rowid())
}

/// A round as it is stored.
fn pack(snapshot: &Snapshot) -> Option<Vec<u8>> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::new(4));
    packed.write_all(&serde_json::to_vec(snapshot).ok()?).ok()?;
    packed.finish().ok()
}

/// A value as it is kept under a key.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// SQLite's whole numbers have a sign.
fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn random_hex() -> String {
    let mut bytes = [0; 16];
    // Without randomness the names of networks are no secrets, which beats having no history.
    if let Err(error) = getrandom::fill(&mut bytes) {
        tracing::warn!(%error, "the system gives no random numbers");
    }
    hexadecimal(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::file::in_memory;

    const NOW: i64 = 1_800_000_000;

    fn at(hours_ago: i64) -> Timestamp {
        Timestamp::from_second(NOW - hours_ago * HOUR).unwrap()
    }

    fn round(hours_ago: i64, cause: Cause) -> Entry {
        let seen = Seen {
            service: "alfa".to_owned(),
            state: if cause == Cause::None { ServiceState::Up } else { ServiceState::Down },
            cause,
            response_ms: Some(100),
            first_byte_ms: Some(50),
        };
        let round = Round {
            at: at(hours_ago),
            is_dated: true,
            took_ms: 1,
            cause,
            services: vec![seen],
            snapshot: Snapshot::empty(at(hours_ago)),
        };
        Entry::Round { round: Box::new(round), network: Some("here".to_owned()) }
    }

    fn store(entries: &[Entry]) -> Store {
        let mut store = Store::new(in_memory().unwrap()).unwrap();
        store.write(entries).unwrap();
        store
    }

    fn count(store: &Store, what: &str) -> i64 {
        let count = format!("SELECT COUNT(*) FROM {what}");
        store.connection.query_row(&count, [], |row| row.get(0)).unwrap()
    }

    const LARGE: Limits = Limits { days: 366, bytes: 1 << 30 };

    #[test]
    fn what_is_old_is_known_less_and_less_exactly() {
        let ages = [1, 48, 24 * 8, 24 * 400];
        let mut store = store(&ages.map(|it| round(it, Cause::None)));
        store.thin(at(0), LARGE).unwrap();
        assert_eq!(count(&store, "round"), 1, "whole looks for a day and a half");
        assert_eq!(count(&store, "sample WHERE span = 60"), 2, "minutes for a week");
        assert_eq!(count(&store, "sample WHERE span = 3600"), 3, "hours for a year");
    }

    #[test]
    fn looks_at_trouble_are_kept_for_a_week_and_incidents_for_ever() {
        let key = "alfa".to_owned();
        let what = Happening::Resolved { key, cause: Cause::IspDown, since: at(24 * 999) };
        let old = Entry::Happened { at: at(24 * 998), what };
        let mut store = store(&[round(48, Cause::IspDown), round(24 * 8, Cause::IspDown), old]);
        store.thin(at(0), LARGE).unwrap();
        assert_eq!(count(&store, "round"), 1);
        assert_eq!(count(&store, "incident"), 1);
    }

    #[test]
    fn what_is_too_large_gives_up_the_oldest_first() {
        let rounds = (0..2_000).map(|it| round(it, Cause::None)).collect::<Vec<_>>();
        let mut store = store(&rounds);
        let full = store.used_bytes().unwrap();
        store.thin(at(0), Limits { days: 366, bytes: full / 3 }).unwrap();
        assert!(store.used_bytes().unwrap() <= full / 3);
        let newest = "SELECT MAX(at) FROM sample WHERE span = 60";
        let newest: i64 = store.connection.query_row(newest, [], |row| row.get(0)).unwrap();
        assert_eq!(newest, NOW.div_euclid(60) * 60);
    }

    #[test]
    fn one_that_fails_leaves_nothing_of_the_others() {
        let mut store = store(&[]);
        store.connection.execute_batch("DROP TABLE traffic").unwrap();
        let day = jiff::civil::date(2026, 3, 1);
        let broken = Entry::Traffic { network: "here".to_owned(), day, bytes: 1 };
        assert!(store.write(&[round(0, Cause::None), broken]).is_err());
        assert_eq!(count(&store, "round"), 0);
    }

    #[test]
    fn a_state_is_one_value() {
        let state = |value: &str| Entry::State { key: "memory", value: value.to_owned() };
        let store = store(&[state("1"), state("2")]);
        assert_eq!(store.state::<i64>("memory"), Some(2));
        assert_eq!(store.state::<String>("memory"), None, "of another kind");
        assert_eq!(store.state::<i64>("other"), None);
    }
}
