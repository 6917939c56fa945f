//! Weeks in no time: the real controller, with its schedule, its incidents and its announcements, in a world that sleeps,
//! roams and stumbles. What one round sees in each state of this world is what the scenarios tell; the rest is real.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

#[expect(dead_code, reason = "the tests of the verdicts need more of it")]
mod support_snapshot;

#[expect(dead_code, reason = "the tests of the probe need more of it")]
mod support;

#[path = "days/cost.rs"]
mod cost;
#[path = "days/life.rs"]
mod life;
#[path = "days/timeline.rs"]
mod timeline;

use std::time::Duration;

use streamdoctor::config::Daily;
use streamdoctor::presentation::notice::Kind;

use life::{Life, services, settings};
use timeline::{Event, What, month};

/// The month of the promise, told by several seeds.
#[test]
fn in_a_month_of_stumbles_twelve_real_incidents_are_told_and_nothing_else() {
    for seed in 1..=3 {
        let month = month(seed);
        let mut life = Life::new(seed, &settings(), services(), month.clone());
        life.pass(Duration::from_hours(24 * 30));
        let table = table(&life, &month);
        println!("seed {seed}\n{table}");
        let told = |kind| life.notices.iter().filter(|(_, it)| it.kind == kind).count();
        assert_eq!((told(Kind::Opened), told(Kind::Resolved)), (12, 12), "seed {seed}\n{table}");
        assert_eq!(life.notices.len(), 24, "nothing else is told\n{table}");
        for real in month.iter().filter(|it| it.what == What::Incident) {
            let during =
                |at: &Duration| *at >= real.at && *at <= real.end() + Duration::from_mins(8);
            let kinds = life.notices.iter().filter(|(at, _)| during(at)).map(|(_, it)| it.kind);
            let kinds = kinds.collect::<Vec<_>>();
            assert_eq!(kinds, [Kind::Opened, Kind::Resolved], "{real:?}\n{table}");
        }
    }
}

/// What happened, and what was told of it.
fn table(life: &Life, month: &[Event]) -> String {
    use std::fmt::Write as _;
    let mut table = format!("{:<12}{:>9}{:>11}{:>12}\n", "", "happened", "told", "told over");
    for what in What::ALL {
        let events = month.iter().filter(|it| it.what == what);
        let told = |kind| {
            let of_it = |at: &Duration| {
                let last = month.iter().filter(|it| it.at <= *at).max_by_key(|it| it.at);
                last.is_some_and(|it| it.what == what)
            };
            life.notices.iter().filter(|(at, it)| it.kind == kind && of_it(at)).count()
        };
        let (opened, resolved) = (told(Kind::Opened), told(Kind::Resolved));
        writeln!(table, "{:<12}{:>9}{opened:>11}{resolved:>12}", what.name(), events.count())
            .unwrap();
    }
    write!(table, "{} rounds, {} wake-ups", life.rounds, life.wake_ups).unwrap();
    table
}

#[test]
fn two_days_of_sleep_are_not_told() {
    let sleep = Event { what: What::Sleep, at: hours(3), lasts: hours(48), scene: "isp_down" };
    let mut life = Life::new(3, &settings(), services(), vec![sleep]);
    life.pass(hours(60));
    assert!(life.notices.is_empty(), "{:?}", life.notices);
    assert!(life.rounds > 200, "it goes on afterwards: {}", life.rounds);
}

#[test]
fn a_clock_that_is_set_back_a_year_changes_nothing() {
    let outage = |at, lasts, scene| Event { what: What::Incident, at, lasts, scene };
    let events = vec![
        outage(hours(5), hours(2), "service_overloaded"),
        outage(hours(20), hours(2), "isp_down"),
    ];
    let mut life = Life::new(3, &settings(), services(), events);
    life.pass(hours(6));
    life.set_clock_back(hours(24 * 365));
    life.pass(hours(15));
    life.set_clock_back(hours(24 * 365));
    life.pass(hours(10));
    let told = life.notices.iter().map(|(_, it)| it.kind).collect::<Vec<_>>();
    assert_eq!(told, [Kind::Opened, Kind::Resolved, Kind::Opened, Kind::Resolved]);
    for (_, notice) in life.notices.iter().filter(|(_, it)| it.kind == Kind::Resolved) {
        assert!(notice.body.contains("it lasted 2 h"), "{}", notice.body);
    }
    assert!(life.rounds > 500, "{}", life.rounds);
}

#[test]
fn a_network_that_changes_every_second_is_looked_at_within_reason() {
    let mut life = Life::new(3, &settings(), services(), vec![]);
    life.pass(hours(1));
    let before = life.rounds;
    for _ in 0..3600 {
        life.pass(Duration::from_secs(1));
        life.network_changes();
    }
    let looks = life.rounds - before;
    assert!((20..250).contains(&looks), "{looks} rounds in an hour");
    life.pass(hours(2));
    assert!(life.notices.is_empty(), "{:?}", life.notices);
}

#[test]
fn a_restart_in_the_middle_of_everything_tells_nothing_twice() {
    let month = month(4);
    let mut life = Life::new(4, &settings(), services(), month.clone());
    for _ in 0..90 {
        life.pass(hours(8));
        life.restart();
    }
    let table = table(&life, &month);
    let told = |kind| life.notices.iter().filter(|(_, it)| it.kind == kind).count();
    assert_eq!((told(Kind::Opened), told(Kind::Resolved)), (12, 12), "{table}");
}

/// A service of many names, each answering as its first does.
#[test]
fn ten_thousand_targets_are_watched_like_one() {
    let many = (0..10_000).map(|it| life::service(&format!("service-{it}"), 1)).collect();
    let settings = streamdoctor::config::Schedule {
        interval: Duration::from_mins(5),
        daily: Daily::Unlimited,
        ..settings()
    };
    let mut life = Life::new(3, &settings, many, vec![]);
    life.pass(Duration::from_mins(6));
    assert!(life.walks >= 9_900, "{} walks", life.walks);
    assert!(life.most_walks_under_way <= 400, "{}", life.most_walks_under_way);
    assert!(life.notices.is_empty());
}

/// The bytes are those of a real round of the default watch against servers on loopback.
#[tokio::test]
async fn a_day_at_the_defaults_costs_what_it_may() {
    let config = streamdoctor::config::Config::default();
    let cost = cost::of_a_round(&config).await;
    let whole = 28 * cost.target + 9 * cost.reference;
    println!(
        "a target: {}, a reference: {}, a whole round: {whole} bytes",
        cost.target, cost.reference
    );
    let watched = config.services.iter().map(|it| life::service(&it.id, it.targets.len()));
    let watched = watched.collect::<Vec<_>>();
    for (metered, most) in [(false, 30_000_000), (true, 5_000_000)] {
        let mut life = Life::new(3, &config.schedule, watched.clone(), vec![]);
        (life.target_bytes, life.reference_bytes) = (cost.target, cost.reference);
        if metered {
            life.is_metered();
        }
        for day in 1..=3 {
            let (bytes, rounds) = (life.bytes, life.rounds);
            life.pass(hours(24));
            let (bytes, rounds) = (life.bytes - bytes, life.rounds - rounds);
            println!("metered: {metered}, day {day}: {bytes} bytes in {rounds} rounds");
            assert!(bytes <= most, "{bytes}");
            assert!(rounds >= if metered { 48 } else { 300 }, "{rounds}");
        }
    }
}

fn hours(hours: u64) -> Duration {
    Duration::from_hours(hours)
}
