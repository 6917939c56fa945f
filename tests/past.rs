//! What somebody at a terminal is told of the past: with a history, without one, and with one that cannot be read.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

#[expect(dead_code, unused_imports, reason = "the tests of the diagnosis need more of it")]
mod support_snapshot;
#[path = "cli/user.rs"]
#[expect(dead_code, reason = "the tests of the command line need more of it")]
mod user;

use std::path::PathBuf;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use streamdoctor::clock::Clock;
use streamdoctor::diagnosis::{Cause, diagnose};
use streamdoctor::history::scrub::PublicNames;
use streamdoctor::history::{Happening, Limits, Open, Round, open};
use streamdoctor::observation::Snapshot;
use streamdoctor::presentation::report;
use streamdoctor::presentation::words::Platform;
use support_snapshot::scenarios;
use user::User;

/// Where the user's data is.
const DATA: &str = "home/.local/share/streamdoctor";

fn ago(minutes: i64) -> Timestamp {
    Clock::system().wall() - SignedDuration::from_mins(minutes)
}

fn round(scenario: &str, at: Timestamp) -> Round {
    let (_, scenario) = scenarios().into_iter().find(|(name, _)| name == scenario).unwrap();
    let mut snapshot: Snapshot = scenario.snapshot();
    snapshot.started_at = at;
    // Nobody tells another time.
    for hop in snapshot.walks.iter_mut().flat_map(|it| &mut it.hops) {
        if let Ok(Some(exchange)) = &mut hop.outcome {
            exchange.headers.0.retain(|(name, _)| name != "date");
        }
    }
    let told = report(&snapshot, &diagnose(&snapshot), &[], Platform::Linux);
    Round::of(snapshot, &told)
}

/// Somebody whose "alfa" was overloaded two hours ago, for a while, and is well again.
fn with_a_past() -> User {
    let user = User::new();
    let how = Open {
        folder: Some(user.path(DATA)),
        limits: Limits { days: 366, bytes: 1 << 30 },
        plan: None,
        zone: TimeZone::UTC,
        public: PublicNames::bundled(),
    };
    let (history, troubles) = open(how, Clock::system(), |_| ());
    assert_eq!(troubles, []);
    for (minutes, scenario) in [(130, "healthy"), (120, "service_overloaded"), (100, "healthy")] {
        history.writer.record(round(scenario, ago(minutes)));
    }
    let (key, cause) = ("alfa".to_owned(), Cause::ServiceOverloaded);
    history.writer.happened(ago(120), Happening::Opened { key: key.clone(), cause });
    history.writer.happened(ago(100), Happening::Resolved { key, cause, since: ago(120) });
    while !history.writer.finish() {}
    user
}

#[tokio::test]
async fn without_a_history_it_is_said_how_it_begins() {
    let user = User::new();
    let told = user.run(&["history"]).await.ends(0);
    assert!(told.out.contains("type `streamdoctor` to start it"), "{}", told.out);
    let told = user.run(&["history", "--json"]).await.ends(0);
    assert_eq!(told.json()["incidents"].as_array().unwrap().len(), 0);
    let told = user.run(&["check", "--at", "1h ago"]).await;
    assert_eq!(told.status, 3);
    assert!(told.err.contains("there is no history yet"), "{}", told.err);
    assert!(!user.path(DATA).exists(), "asking makes nothing");
}

#[tokio::test]
async fn history_tells_incidents_and_timings() {
    let user = with_a_past();
    let told = user.run(&["history"]).await.ends(0);
    for words in ["One thing was wrong", "alfa is overloaded (20 min)", "of the time"] {
        assert!(told.out.contains(words), "{words:?} is missing in {}", told.out);
    }
    let told = user.run(&["history", "--since", "1d", "--json"]).await.ends(0);
    let json = told.json();
    assert_eq!(json["incidents"][0]["cause"], "service.overloaded");
    assert_eq!(json["incidents"][0]["key"], "alfa");
    assert_eq!(json["services"][0]["looks"], 3);
    let told = user.run(&["history", "--csv"]).await.ends(0);
    assert_eq!(told.out.lines().count(), 4, "{}", told.out);
    // What ended before is not told.
    let told = user.run(&["history", "--since", "1h"]).await.ends(0);
    assert!(!told.out.contains("overloaded"), "{}", told.out);
}

#[tokio::test]
async fn the_recorded_look_nearest_to_a_time_is_judged_again() {
    let user = with_a_past();
    let told = user.run(&["check", "--at", "119m ago"]).await.ends(1);
    assert!(told.out.starts_with("As it was at "), "{}", told.out);
    assert!(told.out.contains("before), looked at again:"), "{}", told.out);
    assert!(told.out.contains("Alfa is overloaded"), "{}", told.out);
    let told = user.run(&["check", "--at", "2h ago", "--json"]).await.ends(1);
    assert_eq!(told.json()["summary"]["cause"], "service.overloaded");
    user.run(&["check", "--at", "131m ago"]).await.ends(0);
}

#[tokio::test]
async fn a_time_far_from_any_look_is_not_judged() {
    let user = with_a_past();
    let told = user.run(&["check", "--at", "6h ago"]).await;
    assert_eq!(told.status, 3);
    assert!(told.err.contains("nothing is recorded near"), "{}", told.err);
    assert!(told.err.contains(" after"), "{}", told.err);
}

#[tokio::test]
async fn what_is_no_time_is_refused_with_what_would_be_one() {
    let user = User::new();
    for wrong in ["soon", "25:00", "2999-01-01 10:00"] {
        let told = user.run(&["check", "--at", wrong]).await;
        assert_eq!(told.status, 2);
        assert!(
            told.err.contains("is no time that has been; write a time such as"),
            "{}",
            told.err
        );
    }
    let told = user.run(&["history", "--since", "lately"]).await;
    assert_eq!(told.status, 2);
    assert!(told.err.contains("7d"), "{}", told.err);
}

#[tokio::test]
async fn a_report_tells_the_facts_and_nobodys_address() {
    let user = with_a_past();
    let told = user.run(&["report"]).await.ends(0);
    for words in [
        "Recorded",
        "Alfa: down",
        "cause service.overloaded (",
        "status 503",
        "first byte",
        "In the last seven days",
    ] {
        assert!(told.out.contains(words), "{words:?} is missing in {}", told.out);
    }
    for secret in ["192.168.1.23", "192.168.1.1", "203.0.113.", "alfa.example"] {
        assert!(!told.out.contains(secret), "{secret} is in {}", told.out);
    }
}

/// The file with a past, as the program leaves it at its end.
fn file_of(user: &User) -> PathBuf {
    let log = user.path(DATA).join("history.db-wal");
    while log.exists() {
        std::thread::yield_now();
    }
    user.path(DATA).join("history.db")
}

#[tokio::test]
async fn a_damaged_history_is_said_and_left_alone() {
    let user = with_a_past();
    let file = file_of(&user);
    let whole = std::fs::read(&file).unwrap();
    let (mut noise, half) = (whole.clone(), whole.len() / 2);
    noise[100..].fill(0xa5);
    for damaged in [b"Dear diary".to_vec(), whole[..half].to_vec(), noise] {
        std::fs::write(&file, &damaged).unwrap();
        let told = user.run(&["history"]).await;
        assert_eq!(told.status, 3, "{}", told.err);
        let says = "the history is damaged; streamdoctor sets it aside when it starts";
        assert!(told.err.contains(says), "{}", told.err);
        assert!(std::fs::read(&file).unwrap() == damaged);
    }
}

#[tokio::test]
async fn a_history_from_the_future_is_left_alone() {
    let user = with_a_past();
    let file = file_of(&user);
    let mut bytes = std::fs::read(&file).unwrap();
    // The user version (SQLite, "Database File Format", section 1.3).
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(&file, &bytes).unwrap();
    for command in [&["history"][..], &["check", "--at", "2h ago"]] {
        let told = user.run(command).await;
        assert_eq!(told.status, 3);
        assert!(told.err.contains("newer version of streamdoctor"), "{}", told.err);
    }
    assert!(std::fs::read(&file).unwrap() == bytes);
}
