//! The file: made for its owner alone, opened, and set aside where it cannot be used.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::schema::{APPLICATION, STEPS, migrate, version};
use crate::platform;
use crate::whole_file;

/// The file's name in the data folder.
pub const FILE: &str = "history.db";

/// How long another process of the user's may hold the file.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// What follows a database's name in the names of its files, itself last: one without its log is still found, and set
/// aside the next time, whereas an old log beside a new database would be read into it.
const FILES: [&str; 3] = ["-shm", "-wal", ""];

/// Why a file cannot be used.
#[derive(Debug)]
pub(super) enum Unusable {
    /// It, or a part of it, is not what it was.
    Damaged,
    /// A later version of the program wrote it.
    Newer,
    /// It is sound for all we know, but cannot be reached: the reason, in words.
    OutOfReach(String),
}

impl From<rusqlite::Error> for Unusable {
    fn from(error: rusqlite::Error) -> Self {
        if is_damage(&error) { Self::Damaged } else { Self::OutOfReach(reason(&error)) }
    }
}

/// Whether `error` says that the file's content is no good.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Why something could not be done, in words for people.
pub(super) fn reason(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "the disk is full".to_owned(),
        Some(ErrorCode::ReadOnly) => "the folder is read-only".to_owned(),
        Some(ErrorCode::CannotOpen) => "the file cannot be opened".to_owned(),
        Some(ErrorCode::PermissionDenied) => "this user may not".to_owned(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program holds the file, or its disk has no locks".to_owned()
        }
        Some(ErrorCode::SystemIoFailure) => "the disk does not answer as it should".to_owned(),
        _ => error.to_string(),
    }
}

/// Opens `file` for writing, and makes it where there is none.
pub(super) fn open(file: &Path) -> Result<Connection, Unusable> {
    prepare(file).map_err(|error| Unusable::OutOfReach(error.to_string()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(PATIENCE)?;
    check_origin(&connection)?;
    // Before the first table: room that is given up goes back to the disk.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if !mode.eq_ignore_ascii_case("wal") {
        return Err(Unusable::OutOfReach("the disk is of a kind that cannot hold it".to_owned()));
    }
    settle(&connection)?;
    migrate(&mut connection, STEPS)?;
    Ok(connection)
}

/// A place in memory with the same tables.
pub(super) fn in_memory() -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    migrate(&mut connection, STEPS)?;
    Ok(connection)
}

/// Opens `file` for reading; nothing is made or changed.
pub(super) fn open_to_read(file: &Path) -> Result<Connection, Unusable> {
    leave_what_is_none(file).map_err(|error| Unusable::OutOfReach(error.to_string()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(PATIENCE)?;
    check_origin(&connection)?;
    if version(&connection)? < STEPS.len() {
        return Err(Unusable::OutOfReach(
            "it is an older version's; start streamdoctor once to renew it".to_owned(),
        ));
    }
    Ok(connection)
}

/// Whether `file` is sound as a whole, as far as that can be found out. Reading all of it takes a while.
pub(super) fn is_sound(file: &Path) -> bool {
    let check = |connection: Connection| -> rusqlite::Result<String> {
        connection.pragma_query_value(None, "quick_check", |row| row.get(0))
    };
    match open_to_read(file).map(check) {
        Ok(Ok(says)) => says == "ok",
        Ok(Err(error)) => !is_damage(&error),
        Err(error) => !matches!(error, Unusable::Damaged),
    }
}

/// A commit hands everything to the system, which keeps it when the process dies; only a power cut can take the last
/// moments, and never the whole (SQLite, "Write-Ahead Logging", section 3).
fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // What a burst made of the log is given back.
    connection.pragma_update(None, "journal_size_limit", 4 << 20)?;
    connection.pragma_update(None, "cache_size", -1024)
}

fn check_origin(connection: &Connection) -> Result<(), Unusable> {
    let version = version(connection)?;
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    match (version, application) {
        (0, 0) => Ok(()),
        (_, APPLICATION) if version > STEPS.len() => Err(Unusable::Newer),
        (_, APPLICATION) => Ok(()),
        // Somebody else's, in our place.
        _ => Err(Unusable::Damaged),
    }
}

/// Makes folder and file so that only their owner can read them. What SQLite puts beside the file takes its mode over.
fn prepare(file: &Path) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        platform::make_own(folder)?;
        if platform::is_remote(folder) {
            return Err(io::Error::other("it would lie on another computer's disk"));
        }
    }
    leave_what_is_none(file)?;
    platform::create_private(file)
}

/// SQLite opens whatever lies in the place of its files, and waits for a pipe for ever.
fn leave_what_is_none(file: &Path) -> io::Result<()> {
    let places = FILES.iter().chain(&["-journal"]).map(|end| with_end(file, end));
    places.into_iter().try_for_each(|it| whole_file::leave_what_is_none(&it))
}

/// Gives `file`, and what belongs to it, another name; its new place.
pub(super) fn set_aside(file: &Path, why: &str, now: Timestamp) -> io::Result<PathBuf> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let day = now.strftime("%Y-%m-%d");
    let name = |count: u32| match count {
        0 => file.with_file_name(format!("{stem}-{why}-{day}.db")),
        _ => file.with_file_name(format!("{stem}-{why}-{day}-{count}.db")),
    };
    let free = |it: &PathBuf| !it.exists();
    let place = (0..1000).map(name).find(free);
    let place = place.ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))?;
    for end in FILES {
        match fs::rename(with_end(file, end), with_end(&place, end)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            renamed => renamed?,
        }
    }
    Ok(place)
}

fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
