//! The tables, version by version.
//!
//! A version that was released never changes; the next one is another step. `tests/fixtures/history` holds a file of
//! each version, with something in every table, and a test opens them all.

use rusqlite::{Connection, Transaction};

/// Tells our files from others' ("strm").
pub(super) const APPLICATION: i32 = 0x7374_726d;

/// What leads from each version to the next.
pub(super) const STEPS: &[&str] = &[FIRST];

/// Times are in UTC: milliseconds since 1970 for what happened, seconds for the beginnings of spans.
const FIRST: &str = "
CREATE TABLE state (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE service (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE network (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE) STRICT;

-- Rounds of the last day, and for a while those in which something was wrong: scrubbed, JSON, deflated.
CREATE TABLE round (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    took_ms INTEGER NOT NULL,
    network INTEGER,
    cause TEXT NOT NULL,
    snapshot BLOB
) STRICT;
CREATE INDEX round_at ON round (at);

-- How each service did: by the minute (span 60) for a week, by the hour (span 3600) for a year.
CREATE TABLE sample (
    span INTEGER NOT NULL,
    service INTEGER NOT NULL,
    at INTEGER NOT NULL,
    network INTEGER NOT NULL,
    up INTEGER NOT NULL,
    degraded INTEGER NOT NULL,
    down INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    held INTEGER NOT NULL,
    unknown INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    response_ms INTEGER NOT NULL,
    first_byte_ms INTEGER NOT NULL,
    cause TEXT,
    PRIMARY KEY (span, service, at, network)
) STRICT, WITHOUT ROWID;

-- Kept for ever. One that was cut short ended with the program, so its end is when it was last seen.
CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    cause TEXT NOT NULL,
    began INTEGER NOT NULL,
    ended INTEGER,
    cut_short INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX incident_began ON incident (began);
CREATE INDEX incident_key ON incident (key, began);

CREATE TABLE feedback (
    cause TEXT NOT NULL,
    network INTEGER NOT NULL,
    remedy TEXT NOT NULL,
    helped INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    PRIMARY KEY (cause, network, remedy)
) STRICT, WITHOUT ROWID;

-- Bytes on each network, by the local day, as yyyymmdd.
CREATE TABLE traffic (
    network INTEGER NOT NULL,
    day INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (network, day)
) STRICT, WITHOUT ROWID;
";

/// Brings the tables up to the last of `steps`. Another process may be doing the same: the version is read inside.
pub(super) fn migrate(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    if version(connection)? >= steps.len() {
        return Ok(());
    }
    let change = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for step in steps.iter().skip(version(&change)?) {
        change.execute_batch(step)?;
    }
    change.pragma_update(None, "application_id", APPLICATION)?;
    set_version(&change, steps.len())?;
    change.commit()
}

/// The version of the tables; nought where there are none yet.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // A version that makes no sense is no version of ours.
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

fn set_version(change: &Transaction<'_>, version: usize) -> rusqlite::Result<()> {
    change.pragma_update(None, "user_version", i64::try_from(version).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADE_UP: &[&str] = &[
        "CREATE TABLE one (a INTEGER); INSERT INTO one VALUES (1)",
        "ALTER TABLE one ADD COLUMN b INTEGER DEFAULT 2",
        "UPDATE one SET b = b + 1",
    ];

    fn content(connection: &Connection) -> (i64, i64) {
        connection.query_row("SELECT a, b FROM one", [], |it| Ok((it.get(0)?, it.get(1)?))).unwrap()
    }

    #[test]
    fn each_step_is_made_once_from_whatever_version() {
        for begin in 0..=MADE_UP.len() {
            let mut connection = Connection::open_in_memory().unwrap();
            migrate(&mut connection, &MADE_UP[..begin]).unwrap();
            migrate(&mut connection, MADE_UP).unwrap();
            migrate(&mut connection, MADE_UP).unwrap();
            assert_eq!(content(&connection), (1, 3), "from {begin}");
            assert_eq!(version(&connection).unwrap(), 3);
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_older_version_whole() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &MADE_UP[..1]).unwrap();
        let broken = [MADE_UP[0], MADE_UP[1], "UPDATE nowhere SET b = 1"];
        assert!(migrate(&mut connection, &broken).is_err());
        assert_eq!(version(&connection).unwrap(), 1);
        assert!(connection.query_row("SELECT b FROM one", [], |_| Ok(())).is_err());
    }
}
