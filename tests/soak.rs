//! A day of the daemon's memory in a moment: rounds as they come, in time that is only counted. What it holds must not
//! grow, wherever the clock goes.
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

#[path = "hostile/meter.rs"]
#[expect(dead_code, reason = "the tests of hostile answers need more of it")]
mod meter;
#[expect(dead_code, unused_imports, reason = "the tests of the diagnosis need more of it")]
mod support_snapshot;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use streamdoctor::app::{Controller, Effect, Event, Finished, Now, Watched};
use streamdoctor::clock::Moment;
use streamdoctor::config::Schedule;
use streamdoctor::diagnosis::{Findings, diagnose};
use streamdoctor::presentation::words::Platform;
use streamdoctor::presentation::{Command, Report, report};

const DAY: Duration = Duration::from_hours(24);

/// Another fault, or none, so often.
const FAULT: Duration = Duration::from_secs(10);

/// A round takes so long.
const ROUND: Duration = Duration::from_secs(2);

/// Every scenario of the same two services, judged once.
fn rounds() -> Vec<(Findings, Report)> {
    let snapshots = support_snapshot::scenarios().into_iter().map(|(_, it)| it.snapshot());
    let snapshots =
        snapshots.filter(|it| it.services.iter().map(|it| &it.id).eq(["alfa", "bravo"]));
    snapshots
        .map(|it| {
            let findings = diagnose(&it);
            let told = report(&it, &findings, &[], Platform::Linux);
            (findings, told)
        })
        .collect()
}

fn watched(id: &str) -> Watched {
    Watched { id: id.to_owned(), name: id.to_owned(), parts: 2, ..Watched::default() }
}

#[test]
fn a_day_with_a_fault_every_ten_seconds_leaves_nothing_behind() {
    let rounds = rounds();
    assert!(rounds.len() > 60, "only {} scenarios", rounds.len());
    let quick = Duration::from_secs(10);
    let mut controller = Controller::new(
        Schedule { interval: quick, quick, ..Schedule::default() },
        vec![watched("alfa"), watched("bravo")],
        TimeZone::UTC,
    );
    let begin = Timestamp::from_second(1_750_000_000).unwrap();
    let mut time = Duration::ZERO;
    let mut ends = VecDeque::<(Duration, Event)>::new();
    let mut asks = Duration::from_mins(10);
    let mut due = Duration::ZERO;
    let mut held = Vec::new();
    let mut did = BTreeMap::<&str, usize>::new();
    let mut hour = 0;
    let idle = meter::start();
    while time < DAY {
        let hours = time.as_secs() / 3600;
        // Once a day somebody sets the clock, forwards or back; the monotonic one goes on.
        let jump = match hours {
            6..12 => SignedDuration::from_hours(-30),
            12..18 => SignedDuration::from_hours(400),
            _ => SignedDuration::ZERO,
        };
        let wall = begin + SignedDuration::try_from(time).unwrap() + jump;
        let now = Now { moment: Moment(time), wall, watched: hours.is_multiple_of(2) };
        let event = if asks <= time {
            asks += Duration::from_mins(10);
            Event::Asked(Command::CheckNow)
        } else if let Some((_, end)) = ends.pop_front_if(|it| it.0 <= time) {
            end
        } else {
            due = DAY;
            Event::Due
        };
        for effect in controller.step(event, now) {
            match effect {
                Effect::Look { round, .. } => {
                    *did.entry("rounds").or_default() += 1;
                    let at = usize::try_from(time.as_secs() / FAULT.as_secs()).unwrap();
                    // One in fifty rounds is lost, as if a rule had panicked.
                    let lost = at % 50 == 7;
                    let (findings, report) = rounds[at * 7 % rounds.len()].clone();
                    let end = if lost {
                        Event::Lost(round)
                    } else {
                        Event::Finished(Box::new(Finished {
                            round,
                            findings,
                            report,
                            // Cheap enough for the day's budget.
                            bytes: 1_000,
                            walks: 10,
                            retry_after: BTreeMap::new(),
                            in_tunnel: None,
                        }))
                    };
                    ends.push_back((time + ROUND, end));
                }
                Effect::Wake(after) => due = time + after,
                Effect::Notify(_) => *did.entry("notices").or_default() += 1,
                Effect::Record(_) => *did.entry("records").or_default() += 1,
                Effect::Publish(_) => *did.entry("views").or_default() += 1,
                Effect::Withdraw(_) => *did.entry("withdrawn").or_default() += 1,
                Effect::OpenPage(_)
                | Effect::OpenStatusPage(_)
                | Effect::OpenSection(_)
                | Effect::OpenCode { .. }
                | Effect::Heed(_)
                | Effect::HearPhone(_)
                | Effect::Save(_)
                | Effect::Welcome
                | Effect::Judged { .. }
                | Effect::StartAtLogin(_)
                | Effect::Quit => panic!("nobody asked for it"),
            }
        }
        let next = ends.front().map_or(DAY, |it| it.0).min(due).min(asks);
        time = next.max(time + Duration::from_millis(1));
        if time.as_secs() / 3600 > hour {
            hour = time.as_secs() / 3600;
            meter::start();
            held.push(meter::start().saturating_sub(idle));
        }
    }
    println!("{did:?}; held after each hour: {held:?} bytes");
    assert!(did["rounds"] > 4000, "{did:?}");
    let least = *held.iter().min().unwrap();
    let most = *held.iter().max().unwrap();
    assert!(most < least + 256 * 1024, "it grows: {held:?}");
}
