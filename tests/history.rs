//! What is remembered: nothing is lost, nothing is told to anybody, and what was wrong can be looked at again.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "the helpers of tests are tests too")]

#[expect(dead_code, reason = "the tests of the diagnosis need more of it")]
mod support_snapshot;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;

use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use streamdoctor::clock::Clock;
use streamdoctor::config::DataPlan;
use streamdoctor::diagnosis::{Cause, Diagnosis, diagnose};
use streamdoctor::history::scrub::{PublicNames, Scrubber};
use streamdoctor::history::traffic::{Level, Warning};
use streamdoctor::history::{
    FILE, Happening, History, Limits, Open, ReadError, Reader, Round, Salt, Trouble, open,
};
use streamdoctor::observation::{
    HostsEntry, InterfaceKind, LookupAnswer, NameServer, ProxyEndpoint, ProxyScheme, Snapshot,
    Subject, Tunnel, Vantage,
};
use streamdoctor::presentation::words::Platform;
use streamdoctor::presentation::{ServiceState, report};
use streamdoctor::remedy::{Feedback, Remedy};
use support_snapshot::{arbitrary, scenarios};

// What leaves the computer's memory tells nobody who and where the user is.

#[test]
fn every_scenario_has_the_same_verdict_when_it_is_scrubbed() {
    let (salt, public) = (Salt::new(b"any"), PublicNames::bundled());
    let wrong: Vec<String> = scenarios()
        .iter()
        .filter_map(|(name, scenario)| {
            let plain = scenario.snapshot();
            let scrubbed = Scrubber::new(&salt, &public).scrub(&plain);
            let (before, after) = (verdicts(&plain), verdicts(&scrubbed));
            (before != after).then(|| format!("{name}:\n    {before:?}\n    {after:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a diagnosis comes down to.
fn verdicts(snapshot: &Snapshot) -> Vec<String> {
    let findings = diagnose(snapshot);
    let told = |it: &Diagnosis| {
        let beside = it.contributing.iter().map(|it| it.cause.id()).collect::<Vec<_>>();
        format!("{} {:?} {:?} {:?} {beside:?}", it.cause, it.confidence, it.extent, it.roles)
    };
    let services = findings.services.iter().map(|it| format!("{} {}", it.id, told(&it.diagnosis)));
    std::iter::once(told(&findings.network)).chain(services).collect()
}

/// What must not stay, wherever it stands.
const SECRETS: [&str; 12] = [
    "198.51.7.23",
    "2a02:8071:1234::beef",
    "192.168.178.42",
    "3c:a6:2f:aa:bb:cc",
    "marias-nas",
    "gate.hotel-adler.example",
    "hotel-adler",
    "corp-schmidt",
    "maria.schmidt",
    "/home/maria",
    "s3cr3t",
    "enx3ca62faabbcc",
];

/// A round with a secret in every corner.
fn with_secrets(mut round: Snapshot) -> Snapshot {
    let host = &mut round.host;
    let own: IpAddr = "192.168.178.42".parse().unwrap();
    let public: IpAddr = "2a02:8071:1234::beef".parse().unwrap();
    for interface in host.interfaces.iter_mut().flatten() {
        interface.addresses.extend([own, public, "198.51.7.23".parse().unwrap()]);
    }
    let name = "enx3ca62faabbcc".to_owned();
    host.tunnels
        .get_or_insert_default()
        .push(Tunnel { interface: name.clone(), carries_default: false });
    host.name_servers
        .get_or_insert_default()
        .push(NameServer { address: (own, 53).into(), interface: Some(name.clone()) });
    host.hosts_entries
        .get_or_insert_default()
        .push(HostsEntry { name: "marias-nas.fritz.box".to_owned(), address: own });
    let proxy = host.proxy.get_or_insert_default();
    proxy.bypass = vec!["*.corp-schmidt.example".to_owned(), "192.168.178.42/24".to_owned()];
    proxy.unusable = vec!["http_proxy: http://maria.schmidt:s3cr3t@x y".to_owned()];
    round
        .not_possible
        .push((Vantage::OtherInterface(name), "enx3ca62faabbcc has 192.168.178.42".to_owned()));
    for walk in &mut round.walks {
        for hop in &mut walk.hops {
            if let Some(lookup) = &mut hop.lookup
                && let LookupAnswer::Addresses(found) = &mut lookup.answer
            {
                found.push(public);
            }
            let Ok(Some(exchange)) = &mut hop.outcome else { continue };
            let fields = [
                ("x-forwarded-for", "198.51.7.23, 192.168.178.42:80"),
                ("set-cookie", "session=s3cr3t; Domain=corp-schmidt.example"),
                (
                    "x-portal",
                    "https://maria.schmidt:s3cr3t@gate.hotel-adler.example/?mac=3c:a6:2f:aa:bb:cc&user=maria.schmidt#s3cr3t",
                ),
                ("via", "1.1 marias-nas.lan (squid)"),
            ];
            let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
            exchange.headers.0.extend(fields);
            let body = exchange.body.get_or_insert_default();
            body.text += " Your address is 198.51.7.23 [2a02:8071:1234::beef], 3C:A6:2F:AA:BB:CC. \
                Ask maria.schmidt@corp-schmidt.example; see /home/maria/x and \
                <a href=\"/me?token=s3cr3t&amp;name=maria.schmidt\">marias-nas.fritz.box:8080</a>.";
        }
    }
    round
}

#[test]
fn no_planted_secret_stays() {
    let (salt, public) = (Salt::new(b"any"), PublicNames::bundled());
    for (name, scenario) in scenarios() {
        let scrubbed = Scrubber::new(&salt, &public).scrub(&with_secrets(scenario.snapshot()));
        let text = serde_json::to_string(&scrubbed).unwrap().to_ascii_lowercase();
        for secret in SECRETS {
            assert!(!text.contains(secret), "{name}: {secret} stays: {}", around(&text, secret));
        }
    }
}

fn around<'a>(text: &'a str, found: &str) -> &'a str {
    let at = text.find(found).unwrap_or_default();
    &text[at.saturating_sub(80)..(at + 80).min(text.len())]
}

#[test]
fn what_everybody_knows_stays() {
    let (salt, public) = (Salt::new(b"any"), PublicNames::bundled());
    let scrubber = Scrubber::new(&salt, &public);
    for text in [
        "www.netflix.com answered through CloudFront.",
        "Server: nginx/1.25.3",
        "https://www.netflix.com/login",
        "asked 1.1.1.1:53 and 127.0.0.53",
        "It took 12:30:05 hours.",
    ] {
        assert_eq!(scrubber.text(text), text);
    }
}

#[test]
fn an_address_becomes_another_of_its_kind() {
    let (salt, public) = (Salt::new(b"any"), PublicNames::bundled());
    let scrubber = Scrubber::new(&salt, &public);
    let other = |it: &str| scrubber.text(it);
    for (address, begin) in [
        ("192.168.1.2", "192.168."),
        ("10.1.2.3", "10."),
        ("169.254.1.2", "169.254."),
        ("fd12:3456::1", "fd"),
        ("fe80::1234", "fe80::"),
    ] {
        let other = other(address);
        assert!(other != address && other.starts_with(begin), "{address} became {other}");
    }
    let shared: std::net::Ipv4Addr = other("100.100.1.2").parse().unwrap();
    assert!((64..128).contains(&shared.octets()[1]), "{shared}");
    for same in ["127.0.0.1", "0.0.0.0", "::1", "255.255.255.255"] {
        assert_eq!(other(same), same);
    }
    // Two of one network still are, and two of different ones are not.
    let prefix = |it: &str| other(it).rsplit_once('.').unwrap().0.to_owned();
    assert_eq!(prefix("203.113.5.6"), prefix("203.113.5.77"));
    assert_ne!(prefix("203.113.5.6"), prefix("203.113.9.6"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is in a round, it can be scrubbed, and what is scrubbed twice is as good.
    #[test]
    fn any_round_can_be_scrubbed(round in arbitrary::snapshot()) {
        let (salt, public) = (Salt::new(b"any"), PublicNames::default());
        let scrubbed = Scrubber::new(&salt, &public).scrub(&round);
        prop_assert_eq!(scrubbed.walks.len(), round.walks.len());
        let text = serde_json::to_string(&scrubbed).unwrap();
        prop_assert!(serde_json::from_str::<Snapshot>(&text).is_ok());
    }

    /// No text makes it panic, and no address of the user's gets through.
    #[test]
    fn any_text_can_be_scrubbed(before in ".{0,40}", after in ".{0,40}") {
        let (salt, public) = (Salt::new(b"any"), PublicNames::default());
        let text = format!("{before} 198.51.7.23 {after}");
        let scrubbed = Scrubber::new(&salt, &public).text(&text);
        prop_assert!(!scrubbed.contains("198.51.7.23"), "{}", scrubbed);
    }
}

// The file.

const LIMITS: Limits = Limits { days: 366, bytes: 200_000_000 };

/// When the stories of these tests begin.
fn began() -> Timestamp {
    "2026-03-02T20:00:00Z".parse().unwrap()
}

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

fn kept_in(folder: &Path) -> (History, Vec<Trouble>) {
    kept_with(Some(folder.to_owned()), None).0
}

/// A history, and what it says of the data plan.
fn kept_with(
    folder: Option<PathBuf>,
    plan: Option<DataPlan>,
) -> ((History, Vec<Trouble>), mpsc::Receiver<Warning>) {
    let (warnings, warned) = mpsc::channel();
    let public = PublicNames::bundled();
    let how = Open { folder, limits: LIMITS, plan, zone: TimeZone::UTC, public };
    let warn = move |it| warnings.send(it).unwrap_or_default();
    (open(how, Clock::system(), warn), warned)
}

/// A round as `scenario` has it, made at `at`.
fn snapshot(scenario: &str, at: Timestamp) -> Snapshot {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios").join(scenario);
    let text = fs::read_to_string(path.with_extension("toml")).unwrap();
    let scenario: support_snapshot::Scenario = toml::from_str(&text).unwrap();
    let mut snapshot = scenario.snapshot();
    dated(&mut snapshot, at);
    snapshot.started_at = at;
    snapshot
}

/// Lets everybody's clock show `at`.
fn dated(snapshot: &mut Snapshot, at: Timestamp) {
    for hop in snapshot.walks.iter_mut().flat_map(|it| &mut it.hops) {
        let Ok(Some(exchange)) = &mut hop.outcome else { continue };
        for (name, value) in &mut exchange.headers.0 {
            if name == "date" {
                *value = at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
            }
        }
    }
}

/// Waits until everything is written, however busy the machine is.
fn settle(history: &History) {
    until(|| history.writer.finish());
}

fn round(scenario: &str, at: Timestamp) -> Round {
    judged(snapshot(scenario, at))
}

fn judged(snapshot: Snapshot) -> Round {
    let told = report(&snapshot, &diagnose(&snapshot), &[], Platform::Linux);
    Round::of(snapshot, &told)
}

fn reader(folder: &Path) -> Reader {
    Reader::new(&folder.join(FILE))
}

#[cfg(unix)]
#[test]
fn nobody_but_its_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (history, troubles) = kept_in(&data);
    assert_eq!(troubles, []);
    history.writer.record(round("healthy", began()));
    settle(&history);
    assert_eq!(fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
    let files = fs::read_dir(&data).unwrap().map(|it| it.unwrap().path()).collect::<Vec<_>>();
    assert!(files.len() >= 2, "{files:?}");
    for file in files {
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}

#[test]
fn the_round_nearest_to_a_time_replays_to_its_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let (history, _) = kept_in(folder.path());
    for (minute, scenario) in [(0, "healthy"), (3, "service_overloaded"), (6, "healthy")] {
        history.writer.record(round(scenario, began() + minutes(minute)));
    }
    settle(&history);
    let reader = reader(folder.path());
    let at = |minute| reader.nearest(began() + minutes(minute)).unwrap().unwrap();
    assert_eq!(at(-500).at, began());
    assert_eq!(at(500).at, began() + minutes(6));
    let found = at(4);
    assert_eq!((found.at, found.cause), (began() + minutes(3), Cause::ServiceOverloaded));
    let plain = snapshot("service_overloaded", began() + minutes(3));
    assert_eq!(verdicts(&found.snapshot), verdicts(&plain));
    assert!(!serde_json::to_string(&found.snapshot).unwrap().contains("192.168.1.23"));
}

#[test]
fn without_a_history_there_is_none_and_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let reader = reader(folder.path());
    assert!(matches!(reader.nearest(began()), Err(ReadError::None)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// The file of a history that was closed after fifty rounds.
fn fifty_rounds(folder: &Path) -> PathBuf {
    let file = folder.join(FILE);
    let (history, _) = kept_in(folder);
    for minute in 0..50 {
        history.writer.record(round("service_overloaded", began() + minutes(minute)));
    }
    settle(&history);
    drop(history);
    wait_for_the_end(&file);
    file
}

#[test]
fn a_damaged_file_is_set_aside_and_a_new_one_begins() {
    let folder = tempfile::tempdir().unwrap();
    let file = fifty_rounds(folder.path());
    let mut bytes = fs::read(&file).unwrap();
    // The head stays, so that it still looks like one of ours.
    let middle = bytes.len() / 4;
    bytes[middle..].fill(0xa5);
    fs::write(&file, &bytes).unwrap();
    let (history, _) = kept_in(folder.path());
    // It is found out beside the first rounds, which are not lost by that.
    history.writer.record(round("healthy", began() + minutes(100)));
    until(|| !set_aside(folder.path()).is_empty());
    settle(&history);
    let aside = set_aside(folder.path());
    assert_eq!(aside.len(), 1, "{aside:?}");
    assert!(aside[0].starts_with("history-damaged-2"), "{aside:?}");
    let kept = fs::read(folder.path().join(&aside[0])).unwrap();
    assert!(kept[middle..] == bytes[middle..], "what was there is still there");
    let found = reader(folder.path()).nearest(began()).unwrap().unwrap();
    assert_eq!(found.at, began() + minutes(100));
}

/// A folder whose first five rounds are in the file, and the next five in its log alone, as after a kill.
fn killed() -> tempfile::TempDir {
    let (folder, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for begin in [0, 5] {
        let (history, troubles) = kept_in(folder.path());
        assert_eq!(troubles, []);
        for minute in begin..begin + 5 {
            history.writer.record(round("service_overloaded", began() + minutes(minute)));
        }
        settle(&history);
        if begin > 0 {
            // Without its last word.
            for end in ["", "-wal"] {
                let name = format!("{FILE}{end}");
                fs::copy(folder.path().join(&name), copy.path().join(&name)).unwrap();
            }
        }
        drop(history);
        wait_for_the_end(&folder.path().join(FILE));
    }
    copy
}

fn kept_rounds(folder: &Path) -> usize {
    let now = Clock::system().wall();
    reader(folder).rounds(began() - minutes(60), now).unwrap().len()
}

/// A power cut, or a disk that lies, may leave anything in the log: what was before it is there, and it goes on.
#[test]
fn a_damaged_log_loses_its_own_rounds_at_most() {
    type Damage = fn(&mut Vec<u8>);
    let whole = killed();
    assert_eq!(kept_rounds(whole.path()), 10);
    let damages: [(&str, Damage); 7] = [
        ("nothing in it", Vec::clear),
        ("cut in its head", |log| log.truncate(17)),
        ("cut in a frame", |log| log.truncate(log.len() / 2 + 11)),
        ("cut in the last frame", |log| log.truncate(log.len() - 1)),
        ("noise", |log| log.fill(0xa5)),
        ("noise after its head", |log| log[32..].fill(0xa5)),
        ("one bit", |log| {
            let middle = log.len() / 2;
            log[middle] ^= 1;
        }),
    ];
    for (what, damage) in damages {
        let folder = killed();
        let log = folder.path().join(format!("{FILE}-wal"));
        let mut bytes = fs::read(&log).unwrap();
        damage(&mut bytes);
        fs::write(&log, bytes).unwrap();
        // Who only reads gets what there is.
        assert!((5..=10).contains(&kept_rounds(folder.path())), "{what}");
        let (history, troubles) = kept_in(folder.path());
        assert_eq!(troubles, [], "{what}");
        history.writer.record(round("healthy", began() + minutes(100)));
        settle(&history);
        let kept = kept_rounds(folder.path());
        assert!((6..=11).contains(&kept), "{what}: {kept}");
        assert_eq!(set_aside(folder.path()), [""; 0], "{what}");
    }
}

#[test]
fn a_file_that_was_cut_off_is_set_aside_as_it_is_and_it_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = fifty_rounds(folder.path());
    let whole = fs::read(&file).unwrap();
    for length in [2, 99, 100, 512, 4096, whole.len() / 2, whole.len() / 2 + 7] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), &whole[..length]).unwrap();
        // Who only reads is told, or gets what there is.
        match reader(folder.path()).nearest(began()) {
            Ok(_) | Err(ReadError::Damaged | ReadError::OutOfReach(_)) => {}
            Err(error) => panic!("{length}: {error:?}"),
        }
        let (history, _) = kept_in(folder.path());
        history.writer.record(round("healthy", began() + minutes(100)));
        until(|| !set_aside(folder.path()).is_empty());
        settle(&history);
        let aside = set_aside(folder.path());
        assert_eq!(aside.len(), 1, "{length}: {aside:?}");
        let kept = fs::read(folder.path().join(&aside[0])).unwrap();
        assert!(kept == whole[..length], "{length}: it was changed");
        let found = reader(folder.path()).nearest(began()).unwrap().unwrap();
        assert_eq!(found.at, began() + minutes(100), "{length}");
    }
    // An empty file is a new one (so is one of a single byte, says SQLite).
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), "").unwrap();
    assert_eq!(kept_in(folder.path()).1, []);
    assert_eq!(set_aside(folder.path()), [""; 0]);
}

/// The thread closes the file after its last word; then its log is part of it.
fn wait_for_the_end(file: &Path) {
    let log = PathBuf::from(format!("{}-wal", file.display()));
    while log.exists() {
        std::thread::yield_now();
    }
}

fn set_aside(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name());
    let names = names.map(|it| it.to_string_lossy().into_owned());
    names.filter(|it| !it.starts_with(FILE)).collect()
}

#[test]
fn what_is_no_history_at_all_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), "Dear diary, today nothing played.").unwrap();
    let (history, troubles) = kept_in(folder.path());
    assert!(matches!(&troubles[..], [Trouble::Damaged(_)]), "{troubles:?}");
    history.writer.record(round("healthy", began()));
    settle(&history);
    assert!(reader(folder.path()).nearest(began()).unwrap().is_some());
    let aside = set_aside(folder.path());
    let kept = fs::read_to_string(folder.path().join(&aside[0])).unwrap();
    assert_eq!(kept, "Dear diary, today nothing played.");
}

#[test]
fn a_file_from_the_future_is_set_aside_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    for _ in 0..2 {
        drop(kept_in(folder.path()));
        wait_for_the_end(&file);
        // Bytes 60 to 63 are the user version (SQLite, "Database File Format", section 1.3).
        let mut bytes = fs::read(&file).unwrap();
        bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
        fs::write(&file, &bytes).unwrap();
        assert!(matches!(reader(folder.path()).nearest(began()), Err(ReadError::Newer)));
        let (history, troubles) = kept_in(folder.path());
        assert!(matches!(&troubles[..], [Trouble::Newer(_)]), "{troubles:?}");
        assert!(troubles[0].to_string().contains("newer version and is set aside"));
        history.writer.record(round("healthy", began()));
        settle(&history);
        drop(history);
        wait_for_the_end(&file);
    }
    assert_eq!(set_aside(folder.path()).len(), 2);
}

#[test]
fn what_cannot_be_in_a_file_is_in_memory_and_says_so_once() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let (history, troubles) = kept_in(&file.path().join("below a file"));
    assert!(matches!(&troubles[..], [Trouble::InMemory(_)]), "{troubles:?}");
    history.writer.record(round("service_overloaded", began()));
    settle(&history);
    let found = history.reader.nearest(began()).unwrap().unwrap();
    assert_eq!(found.cause, Cause::ServiceOverloaded);
    assert_eq!(history.reader.timings(began() - minutes(5)).unwrap().len(), 2);
}

/// Each version that was released left such a file; the newest version reads them all.
#[test]
fn files_of_every_version_are_read() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/history");
    let mut versions =
        fs::read_dir(fixtures).unwrap().map(|it| it.unwrap().path()).collect::<Vec<_>>();
    versions.sort();
    assert!(!versions.is_empty());
    for version in versions {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(&version, folder.path().join(FILE)).unwrap();
        let (_history, troubles) = kept_in(folder.path());
        assert_eq!(troubles, [], "{version:?}");
        let reader = reader(folder.path());
        let found = reader.nearest(began()).unwrap().unwrap();
        assert_eq!(found.cause, Cause::ServiceOverloaded);
        let incidents = reader.incidents(began() - minutes(60)).unwrap();
        assert_eq!(incidents.len(), 1, "{incidents:?}");
        assert_eq!(incidents[0].ended, Some(began() + minutes(10)));
        assert_eq!(reader.timings(began() - minutes(60)).unwrap().len(), 2);
    }
}

/// Writes the file that the test above reads, once for each version that is released.
#[test]
#[ignore = "writes into tests/fixtures"]
fn write_the_fixture_of_this_version() {
    let folder = tempfile::tempdir().unwrap();
    let (history, _) = kept_in(folder.path());
    history.writer.record(round("service_overloaded", began()));
    history.writer.happened(began(), opened("bravo"));
    history.writer.happened(began() + minutes(10), resolved("bravo", began()));
    history.writer.judged(Cause::ServiceOverloaded, Remedy::WaitAndRetry, true);
    settle(&history);
    drop(history);
    let file = folder.path().join(FILE);
    wait_for_the_end(&file);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/history");
    fs::create_dir_all(&fixtures).unwrap();
    fs::copy(file, fixtures.join("1.db")).unwrap();
}

// Incidents and timings.

fn opened(key: &str) -> Happening {
    Happening::Opened { key: key.to_owned(), cause: Cause::ServiceOverloaded }
}

fn resolved(key: &str, since: Timestamp) -> Happening {
    Happening::Resolved { key: key.to_owned(), cause: Cause::ServiceOverloaded, since }
}

#[test]
fn an_incident_that_outlives_the_program_is_one_incident() {
    let folder = tempfile::tempdir().unwrap();
    let (first, _) = kept_in(folder.path());
    first.writer.happened(began(), opened("bravo"));
    first.writer.record(round("service_overloaded", began() + minutes(5)));
    settle(&first);
    drop(first);
    let (second, _) = kept_in(folder.path());
    let reader = reader(folder.path());
    let meanwhile = reader.incidents(began()).unwrap();
    assert!(meanwhile[0].cut_short, "{meanwhile:?}");
    assert_eq!(meanwhile[0].ended, Some(began() + minutes(5)));
    second.writer.happened(began() + minutes(8), opened("bravo"));
    second.writer.happened(began() + minutes(20), resolved("bravo", began() + minutes(8)));
    settle(&second);
    let all = reader.incidents(began()).unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!((all[0].began, all[0].ended), (began(), Some(began() + minutes(20))));
    assert!(!all[0].cut_short);
}

#[test]
fn the_next_day_it_is_another_incident() {
    let folder = tempfile::tempdir().unwrap();
    let (first, _) = kept_in(folder.path());
    first.writer.happened(began(), opened("bravo"));
    settle(&first);
    drop(first);
    let (second, _) = kept_in(folder.path());
    second.writer.happened(began() + minutes(24 * 60), opened("bravo"));
    settle(&second);
    let all = reader(folder.path()).incidents(began()).unwrap();
    assert_eq!(all.len(), 2, "{all:?}");
    assert_eq!(all[0].ended, None);
}

#[test]
fn time_behind_a_network_problem_is_told_apart_from_downtime() {
    let folder = tempfile::tempdir().unwrap();
    let (history, _) = kept_in(folder.path());
    for (minute, scenario) in [(0, "healthy"), (1, "isp_down"), (2, "service_overloaded")] {
        history.writer.record(round(scenario, began() + minutes(minute)));
    }
    settle(&history);
    let reader = reader(folder.path());
    let timings = reader.timings(began()).unwrap();
    let alfa = timings.iter().find(|it| it.service == "alfa").unwrap();
    assert_eq!((alfa.looks, alfa.decided, alfa.held, alfa.up), (3, 2, 1, 1));
    assert_eq!(alfa.down + alfa.degraded, 1);
    let line = reader.timeline("alfa", began(), began() + minutes(60), minutes(1)).unwrap();
    let shape = line.iter().map(|it| (it.up, it.held, it.cause)).collect::<Vec<_>>();
    assert_eq!(
        shape,
        [(1, 0, None), (0, 1, Some(Cause::IspDown)), (0, 0, Some(Cause::ServiceOverloaded))]
    );
    let hours = reader.timeline("alfa", began(), began() + minutes(60), minutes(60)).unwrap();
    assert_eq!((hours.len(), hours[0].up, hours[0].held), (1, 1, 1));
}

#[test]
fn a_clock_that_is_wrong_by_a_year_dates_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let (history, _) = kept_in(folder.path());
    let mut wrong = snapshot("healthy", began() - SignedDuration::from_hours(24 * 365));
    dated(&mut wrong, began());
    let wall = wrong.started_at;
    history.writer.record(judged(wrong));
    history.writer.happened(wall + minutes(1), opened("bravo"));
    settle(&history);
    let reader = reader(folder.path());
    let close = |it: Timestamp, to: Timestamp| it.duration_since(to).abs() < minutes(1);
    assert!(close(reader.nearest(began()).unwrap().unwrap().at, began()));
    let incident = &reader.incidents(began() - minutes(60)).unwrap()[0];
    assert!(close(incident.began, began() + minutes(1)), "{incident:?}");
}

/// Nobody out there told the time while the clock was wrong; then it was set back.
#[test]
fn what_a_wrong_clock_has_dated_in_the_future_stays_there_and_is_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let now = Clock::system().wall();
    let ahead = now + SignedDuration::from_hours(24 * 365);
    let (history, _) = kept_in(folder.path());
    history.writer.happened(ahead, opened("alfa"));
    history.writer.happened(ahead, opened("charlie"));
    history.writer.record(round("isp_down", ahead));
    settle(&history);
    // In the same run it is set back, and one of them ends.
    history.writer.happened(now - minutes(20), resolved("charlie", now - minutes(40)));
    settle(&history);
    drop(history);

    let (history, _) = kept_in(folder.path());
    history.writer.happened(now - minutes(10), opened("bravo"));
    history.writer.record(round("service_overloaded", now - minutes(9)));
    settle(&history);
    drop(history);

    let (history, _) = kept_in(folder.path());
    for key in ["alfa", "bravo"] {
        history.writer.happened(now + minutes(24 * 60), opened(key));
    }
    settle(&history);
    let reader = reader(folder.path());
    let all = reader.incidents(now - minutes(60)).unwrap();
    let of = |key: &str| {
        let mut of = all.iter().filter(|it| it.key == key).collect::<Vec<_>>();
        of.sort_by_key(|it| it.began);
        of
    };
    let close = |it: Timestamp, to: Timestamp| it.duration_since(to).abs() < minutes(1);
    let alfa = of("alfa");
    assert_eq!(alfa.len(), 2, "{all:#?}");
    assert!(close(alfa[1].began, ahead) && alfa[1].cut_short, "{alfa:#?}");
    assert_eq!(alfa[0].ended, None, "the new one is one of its own");
    let bravo = of("bravo");
    assert_eq!(bravo.len(), 2, "{all:#?}");
    assert!(close(bravo[0].ended.unwrap(), now - minutes(9)), "{bravo:#?}");
    let charlie = of("charlie");
    assert!(charlie.len() == 1 && close(charlie[0].began, now - minutes(40)), "{charlie:#?}");
    assert!(close(charlie[0].ended.unwrap(), now - minutes(20)), "{charlie:#?}");

    let found = |at| reader.nearest(at).unwrap().unwrap();
    assert!(close(found(now).at, now - minutes(9)));
    assert!(close(found(ahead).at, ahead), "nothing is deleted");
    let latest = reader.latest_trouble(None).unwrap().unwrap();
    assert_eq!(latest.cause, Cause::ServiceOverloaded, "and not the one that is dated later");
    assert_eq!(reader.timings(now - minutes(60)).unwrap().len(), 2);
}

// What a round may know of the past.

/// Days of looks, every ten minutes in the evening.
fn evenings(history: &History, days: i64) {
    for day in 1..=days {
        for look in 0..12 {
            let at = began() - SignedDuration::from_hours(24 * day) + minutes(look * 5 - 30);
            history.writer.record(round("healthy", at));
        }
        settle(history);
    }
}

/// A history that was begun four days ago, in its next run.
fn after_four_evenings(folder: &Path) -> History {
    let (history, _) = kept_in(folder);
    evenings(&history, 4);
    drop(history);
    let (history, _) = kept_in(folder);
    history.writer.record(round("healthy", began()));
    settle(&history);
    history
}

#[test]
fn what_is_usual_here_is_known_in_the_next_round_and_in_its_record() {
    let folder = tempfile::tempdir().unwrap();
    let history = after_four_evenings(folder.path());
    let mut late = snapshot("healthy", began() + minutes(3));
    for walk in &mut late.walks {
        if walk.subject == (Subject::Target { service: "bravo".to_owned(), index: 0 }) {
            walk.hops[0].timings.first_byte_ms = Some(1_200.0);
        }
    }
    assert_eq!(diagnose(&late).services[1].diagnosis.cause, Cause::None);
    until(|| {
        history.past.add_to(&mut late);
        !late.usual.is_empty()
    });
    let found = &diagnose(&late).services[1].diagnosis;
    assert_eq!(found.cause, Cause::ServiceSlow);
    let told = report(&late, &diagnose(&late), &[], Platform::Linux);
    assert_eq!(told.services[1].state, ServiceState::Degraded);
    history.writer.record(Round::of(late.clone(), &told));
    settle(&history);
    let record = reader(folder.path()).nearest(late.started_at).unwrap().unwrap();
    assert_eq!(verdicts(&record.snapshot), verdicts(&late));
}

/// Waits for the history's thread, which draws what is usual after it has answered.
fn until(mut condition: impl FnMut() -> bool) {
    while !condition() {
        std::thread::yield_now();
    }
}

#[test]
fn on_another_network_nothing_is_known_of_this_one() {
    let folder = tempfile::tempdir().unwrap();
    let history = after_four_evenings(folder.path());
    let mut here = snapshot("healthy", began() + minutes(3));
    until(|| {
        history.past.add_to(&mut here);
        !here.usual.is_empty()
    });
    let mut elsewhere = snapshot("healthy", began() + minutes(3));
    let gateway: IpAddr = "10.7.7.1".parse().unwrap();
    for route in elsewhere.host.routes.iter_mut().flatten() {
        route.gateway = Some(gateway);
    }
    history.past.add_to(&mut elsewhere);
    assert_eq!(elsewhere.usual, []);
}

#[test]
fn what_the_user_said_of_a_remedy_is_known_in_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    let (history, _) = kept_in(folder.path());
    history.writer.record(round("service_overloaded", began()));
    settle(&history);
    let mut now = snapshot("service_overloaded", began() + minutes(3));
    history.writer.judged(Cause::ServiceOverloaded, Remedy::ContactSupport, true);
    settle(&history);
    drop(history);
    let (history, _) = kept_in(folder.path());
    history.writer.record(round("healthy", began() + minutes(1)));
    settle(&history);
    until(|| history.past.add_to(&mut now) != Feedback::default());
    let read =
        streamdoctor::history::Past::read(&reader(folder.path()), None, &TimeZone::UTC, &mut now);
    assert_eq!(history.past.add_to(&mut now), read);
}

#[test]
fn bytes_count_against_the_plan_over_restarts_and_each_level_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let plan = DataPlan { bytes: 10_000, resets_on: 1 };
    let counted = |bytes: u64, minute: i64| {
        let mut snapshot = snapshot("healthy", began() + minutes(minute));
        for interface in snapshot.host.interfaces.iter_mut().flatten() {
            assert_eq!(interface.kind, InterfaceKind::Ethernet);
            interface.received_bytes = Some(1_000_000 + bytes);
            interface.sent_bytes = Some(500);
        }
        judged(snapshot)
    };
    let ((first, _), warned) = kept_with(Some(folder.path().to_owned()), Some(plan));
    first.writer.record(counted(0, 0));
    first.writer.record(counted(7_000, 3));
    settle(&first);
    first.writer.record(counted(8_500, 6));
    first.writer.record(counted(8_600, 9));
    settle(&first);
    drop(first);
    let warned = warned.iter().collect::<Vec<_>>();
    assert_eq!(warned.iter().map(|it| it.level).collect::<Vec<_>>(), [Level::NearlyUsed]);
    assert_eq!(warned[0].renews, date(2026, 4, 1));
    // What went while the program did not run counts, too.
    let ((second, _), warned) = kept_with(Some(folder.path().to_owned()), Some(plan));
    second.writer.record(counted(11_000, 60));
    settle(&second);
    let warning = warned.recv().unwrap();
    assert_eq!((warning.level, warning.used.used_bytes), (Level::UsedUp, 11_000));
    let mut next = snapshot("healthy", began() + minutes(63));
    second.past.add_to(&mut next);
    assert_eq!(next.host.data_use, Some(warning.used));
    let mut in_check = snapshot("healthy", began() + minutes(63));
    let reader = reader(folder.path());
    streamdoctor::history::Past::read(&reader, Some(plan), &TimeZone::UTC, &mut in_check);
    assert_eq!(in_check.host.data_use, next.host.data_use);
}

#[test]
fn a_proxy_of_ones_own_is_known_by_no_name() {
    let mut with_proxy = snapshot("healthy", began());
    let proxy = with_proxy.host.proxy.get_or_insert_default();
    let host = "gate.corp-schmidt.example".to_owned();
    proxy.https = Some(ProxyEndpoint { scheme: ProxyScheme::Http, host, port: 3128 });
    proxy.pac_url = Some("http://gate.corp-schmidt.example/proxy.pac?u=maria".to_owned());
    let (salt, public) = (Salt::new(b"any"), PublicNames::bundled());
    let scrubbed = Scrubber::new(&salt, &public).scrub(&with_proxy).host.proxy.unwrap();
    let host = scrubbed.https.unwrap().host;
    assert!(host.ends_with(".example") && !host.contains("schmidt"), "{host}");
    assert_eq!(scrubbed.pac_url.unwrap(), format!("http://{host}/proxy.pac?u="));
}

// kill -9.

/// Where the child of the test below keeps its history.
const CHILD: &str = "STREAMDOCTOR_TEST_HISTORY";

/// What was finished longer ago than this is not lost, however the process ends.
const AT_MOST: SignedDuration = SignedDuration::from_secs(2);

#[test]
fn no_finished_round_is_lost_when_the_process_is_killed() {
    kill_it(10);
}

#[test]
#[ignore = "takes minutes"]
fn no_finished_round_is_lost_in_a_hundred_kills() {
    kill_it(100);
}

/// Not a test by itself: records rounds as fast as they come, tells of each, and is killed.
#[test]
#[ignore = "only a child of the test above"]
fn child_that_is_killed() {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    let (history, troubles) = kept_in(Path::new(&folder));
    assert_eq!(troubles, []);
    let clock = Clock::system();
    let scenarios = ["healthy", "service_overloaded", "isp_down"];
    let templates = scenarios.map(|it| snapshot(it, began()));
    for number in 0_usize.. {
        let at = clock.wall();
        let mut snapshot = templates[number % templates.len()].clone();
        dated(&mut snapshot, at);
        snapshot.started_at = at;
        history.writer.record(judged(snapshot));
        history
            .writer
            .happened(at, if number % 2 == 0 { opened("bravo") } else { resolved("bravo", at) });
        println!("finished {}", at.as_millisecond());
        // Five hundred times as many as there ever are: one in ten seconds.
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// Kills a program that records `times` times, each time after another number of rounds, and looks for what is missing.
fn kill_it(times: u32) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::system();
    let (mut all, mut missing_young, mut oldest) = (0, 0, SignedDuration::ZERO);
    for turn in 0..times {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_is_killed", "--ignored", "--nocapture"])
            .env(CHILD, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut finished = Vec::new();
        let wanted = 1 + 5 * usize::try_from(turn * 37 % 23).unwrap();
        for line in lines.map_while(Result::ok) {
            let Some(at) = line.split("finished ").nth(1) else { continue };
            finished.push(Timestamp::from_millisecond(at.parse().unwrap()).unwrap());
            if finished.len() == wanted {
                break;
            }
        }
        assert_eq!(finished.len(), wanted, "the child ended by itself");
        child.kill().unwrap();
        let killed = clock.wall();
        child.wait().unwrap();
        let reader = reader(folder.path());
        let kept: BTreeSet<i64> = rounds(&reader, finished[0], killed);
        for at in &finished {
            all += 1;
            if !kept.contains(&at.as_millisecond()) {
                let age = killed.duration_since(*at);
                assert!(age <= AT_MOST, "a round of {age:#} before the kill is lost");
                missing_young += 1;
                oldest = oldest.max(age);
            }
        }
        let (history, troubles) = kept_in(folder.path());
        assert_eq!(troubles, [], "turn {turn}");
        settle(&history);
        drop(history);
        wait_for_the_end(&folder.path().join(FILE));
        assert_eq!(set_aside(folder.path()), Vec::<String>::new(), "turn {turn}");
    }
    println!(
        "{times} kills, {all} finished rounds, {missing_young} of the last moment lost, the oldest of them {} ms old",
        oldest.as_millis()
    );
}

/// The times of the rounds from `from` to `to`.
fn rounds(reader: &Reader, from: Timestamp, to: Timestamp) -> BTreeSet<i64> {
    let all = reader.rounds(from, to).unwrap();
    all.into_iter().map(|(at, _)| at.as_millisecond()).collect()
}

// A year.

/// Prints how long the questions of the page take over a year of looks.
#[test]
#[ignore = "takes a minute"]
fn a_year_is_read_in_a_blink() {
    const SERVICES: usize = 8;
    let folder = tempfile::tempdir().unwrap();
    let (history, _) = kept_in(folder.path());
    let template = judged(snapshot("healthy", began()));
    let calm = SignedDuration::from_mins(3);
    let looks = 365 * 24 * 20;
    for look in 0..looks {
        let at = began() + calm * look;
        let mut round = Round { at, is_dated: false, ..template.clone() };
        round.services = (0..SERVICES)
            .map(|it| streamdoctor::history::Seen {
                service: format!("service-{it}"),
                ..round.services[0].clone()
            })
            .collect();
        // Only the last day has whole rounds.
        round.snapshot.walks.clear();
        history.writer.record(round);
        if look % 100 == 0 {
            settle(&history);
        }
        if look % 1000 == 0 {
            history.writer.happened(at, opened("service-1"));
            history.writer.happened(at + minutes(9), resolved("service-1", at));
        }
    }
    settle(&history);
    let end = began() + calm * looks;
    let mut last = template;
    last.at = end;
    last.is_dated = true;
    history.writer.record(last);
    settle(&history);
    until(|| reader(folder.path()).begin().unwrap().is_some_and(|it| it >= began()));
    let reader = reader(folder.path());
    let clock = Clock::system();
    let hours = |count: i64| SignedDuration::from_hours(count);
    let measure = |name: &str, ask: &dyn Fn() -> usize| {
        let mut took = (0..10)
            .map(|_| {
                let begin = clock.now();
                assert!(ask() > 0, "{name}");
                clock.now() - begin
            })
            .collect::<Vec<_>>();
        took.sort();
        println!(
            "{name}: median {:.1} ms, worst {:.1} ms",
            took[5].as_secs_f64() * 1e3,
            took[9].as_secs_f64() * 1e3
        );
    };
    println!("{} MB", fs::metadata(folder.path().join(FILE)).unwrap().len() / 1_000_000);
    measure("a day by the quarter", &|| {
        reader.timeline("service-3", end - hours(24), end, minutes(15)).unwrap().len()
    });
    measure("a week by the hour", &|| {
        reader.timeline("service-3", end - hours(168), end, hours(1)).unwrap().len()
    });
    measure("a year by the day", &|| {
        reader.timeline("service-3", began(), end, hours(24)).unwrap().len()
    });
    measure("timings of a week", &|| reader.timings(end - hours(168)).unwrap().len());
    measure("timings of a year", &|| reader.timings(began()).unwrap().len());
    measure("all incidents", &|| reader.incidents(began()).unwrap().len());
    measure("the nearest round", &|| reader.nearest(end - hours(3)).unwrap().into_iter().count());
}
