//! The numbers for other programs, as a scraper and a collector get them from the real program.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

#[path = "desktop/bus.rs"]
#[expect(dead_code, reason = "the tests of the desktop need more of it")]
mod bus;
#[path = "daemon/daemon.rs"]
#[expect(dead_code, reason = "the tests of the daemon need more of it")]
mod daemon;
#[path = "cli/internet.rs"]
#[expect(dead_code, reason = "the tests of the command line need more of it")]
mod internet;
#[path = "desktop/seen.rs"]
mod seen;
#[path = "support/server.rs"]
#[expect(dead_code, reason = "the tests of the probe need more of it")]
mod server;
#[path = "daemon/world.rs"]
#[expect(dead_code, reason = "the tests of the daemon need more of it")]
mod world;

use std::collections::{BTreeMap, BTreeSet};

use nix::sys::signal::Signal;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use daemon::Daemon;
use seen::Seen;
use world::World;

const SETTINGS: &str = "home/.config/streamdoctor/streamdoctor.toml";

/// Each sample, by its name with its labels.
type Samples = BTreeMap<String, f64>;

#[tokio::test]
async fn a_scraper_reads_states_causes_and_times() {
    let world = World::new().await;
    world.answers(503);
    let (daemon, address) = listening(&world).await;
    let samples =
        once(&address, |it| it.contains_key("streamdoctor_last_look_timestamp_seconds")).await;
    assert!(samples["streamdoctor_service_state{service=\"bravo\",state=\"down\"}"] > 0.5);
    assert!(samples["streamdoctor_service_state{service=\"bravo\",state=\"up\"}"] < 0.5);
    let cause = "streamdoctor_service_cause_info{service=\"bravo\",cause=\"service.overloaded\",blame=\"service\"";
    assert!(samples.keys().any(|it| it.starts_with(cause)), "{samples:?}");
    let connect =
        "streamdoctor_phase_duration_seconds{service=\"bravo\",role=\"web\",phase=\"connect\"}";
    assert!((0.0..1.0).contains(&samples[connect]), "{samples:?}");
    assert!(!samples.keys().any(|it| it.contains("phase=\"handshake\"")), "there was none");
    assert!(samples["streamdoctor_rounds_total"] >= 1.0);
    assert!(samples["streamdoctor_traffic_today_bytes"] > 0.0);
    assert!(
        !samples.keys().any(|it| it.contains("127.0.0.1") || it.contains("://")),
        "{samples:?}"
    );
    assert_eq!(daemon.ends_after(Signal::SIGTERM).await.0.code(), Some(0));
}

#[tokio::test]
async fn the_numbers_can_be_read_here_and_nothing_else_can_be_done() {
    let world = World::new().await;
    let (_daemon, address) = listening(&world).await;
    for (line, host, status) in [
        ("GET /metrics", address.as_str(), 200),
        ("HEAD /metrics", "localhost", 200),
        ("GET /metrics?x=1", address.as_str(), 200),
        ("GET /metrics", "rebound.example", 421),
        ("POST /metrics", address.as_str(), 405),
        ("GET /", address.as_str(), 404),
        ("GET /../metrics", address.as_str(), 404),
    ] {
        let answer = ask(&address, line, host).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{line} {host}: {answer}");
        assert!(!answer.contains("access-control-"), "{answer}");
        assert_eq!(answer.contains("streamdoctor_"), status == 200 && line.starts_with("GET"));
    }
}

#[tokio::test]
async fn a_change_of_the_settings_is_followed_and_without_them_nobody_listens() {
    let world = World::new().await;
    let without = std::fs::read_to_string(world.path(SETTINGS)).unwrap();
    let (daemon, first) = listening(&world).await;
    let with = std::fs::read_to_string(world.path(SETTINGS)).unwrap();
    // Changes are heard of only after the start.
    once(&first, |it| it["streamdoctor_rounds_total"] >= 1.0).await;
    world.write(SETTINGS, &without);
    let closed = async { while TcpStream::connect(&first).await.is_ok() {} };
    tokio::time::timeout(bus::PATIENCE, closed).await.expect("it listens no more");
    let said = daemon.says.all().len();
    world.write(SETTINGS, &with);
    let second = address_after(&daemon, said).await;
    assert!(ask(&second, "GET /metrics", &second).await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn a_collector_gets_them_and_one_that_is_gone_is_told_once() {
    let world = World::new().await;
    let collector = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = collector.local_addr().unwrap();
    let section =
        format!("[metrics]\notlp = \"http://{at}\"\nevery = \"10s\"\ninstance = \"here\"\n");
    add(&world, &section);
    let daemon = Daemon::start(world.command(["run", "--headless"]));
    let received = Seen::<(String, Value)>::default();
    // The first is refused; what it held is not sent again, but told anew.
    receive(&collector, 503, &received).await;
    daemon.until_it_says("does not take the numbers: answers 503").await;
    receive(&collector, 200, &received).await;
    daemon.until_it_says("takes the numbers again").await;
    let (head, request) = received.nth(2).await;
    assert!(head.starts_with("POST /v1/metrics HTTP/1.1"), "{head}");
    assert!(head.to_ascii_lowercase().contains("content-type: application/json"), "{head}");
    check_otlp(&request);
    let (status, said) = daemon.ends_after(Signal::SIGTERM).await;
    assert_eq!(status.code(), Some(0));
    assert_eq!(said.iter().filter(|it| it.contains("collector")).count(), 2, "{said:?}");
}

/// The shape that OTLP's JSON has, and that a collector would refuse otherwise.
#[track_caller]
fn check_otlp(request: &Value) {
    let resource = &request["resourceMetrics"][0];
    let attributes = resource["resource"]["attributes"].as_array().unwrap();
    let is_named =
        |it: &Value| it["key"] == "service.instance.id" && it["value"]["stringValue"] == "here";
    assert!(attributes.iter().any(is_named), "{attributes:?}");
    let metrics = resource["scopeMetrics"][0]["metrics"].as_array().unwrap();
    let integer = |it: &Value| it.as_str().unwrap().parse::<i64>().unwrap();
    for metric in metrics {
        assert!(metric["name"].as_str().unwrap().starts_with("streamdoctor."));
        let (gauge, sum) = (metric.get("gauge"), metric.get("sum"));
        assert!(gauge.is_some() != sum.is_some(), "one kind: {metric}");
        if let Some(sum) = sum {
            assert_eq!(
                (&sum["aggregationTemporality"], &sum["isMonotonic"]),
                (&2.into(), &true.into())
            );
        }
        let points = gauge.or(sum).unwrap()["dataPoints"].as_array().unwrap();
        assert!(!points.is_empty(), "{metric}");
        for point in points {
            let now = integer(&point["timeUnixNano"]);
            assert!(now > 1_000_000_000_000_000_000, "{point}");
            match (point.get("asInt"), point.get("asDouble")) {
                (Some(value), None) => assert!(integer(value) >= 0, "{point}"),
                (None, Some(value)) => assert!(value.is_f64(), "{point}"),
                _ => panic!("one value: {point}"),
            }
            if sum.is_some() {
                assert!(integer(&point["startTimeUnixNano"]) <= now, "{point}");
            }
        }
    }
    let names = metrics.iter().map(|it| it["name"].as_str().unwrap()).collect::<Vec<_>>();
    for name in ["streamdoctor.service_state", "streamdoctor.phase_duration", "streamdoctor.rounds"]
    {
        assert!(names.contains(&name), "{names:?}");
    }
}

/// Takes one request and answers it.
async fn receive(collector: &TcpListener, status: u16, received: &Seen<(String, Value)>) {
    let accepted = tokio::time::timeout(bus::PATIENCE, collector.accept()).await;
    let (mut stream, _) = accepted.expect("it sends").unwrap();
    let mut bytes = Vec::new();
    let (head, body) = loop {
        let mut chunk = [0; 4096];
        let length = stream.read(&mut chunk).await.unwrap();
        assert!(length > 0, "it ended early");
        bytes.extend_from_slice(&chunk[..length]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let lower = head.to_ascii_lowercase();
        let (_, wanted) = lower.split_once("content-length: ").unwrap();
        if body.len() == wanted.lines().next().unwrap().parse::<usize>().unwrap() {
            break (head.to_owned(), body.to_owned());
        }
    };
    received.push((head, serde_json::from_str(&body).unwrap()));
    let answer =
        format!("HTTP/1.1 {status} X\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{{}}");
    stream.write_all(answer.as_bytes()).await.unwrap();
}

fn add(world: &World, section: &str) {
    let text = std::fs::read_to_string(world.path(SETTINGS)).unwrap();
    world.write(SETTINGS, &format!("{text}{section}"));
}

async fn listening(world: &World) -> (Daemon, String) {
    add(world, "[metrics]\nlisten = \"127.0.0.1:0\"\n");
    let daemon = Daemon::start(world.command(["run", "--headless"]));
    let address = address(&daemon).await;
    (daemon, address)
}

/// Where it says that it listens.
async fn address(daemon: &Daemon) -> String {
    address_after(daemon, 0).await
}

/// The same, but for the first `lines`.
async fn address_after(daemon: &Daemon, lines: usize) -> String {
    for n in lines + 1.. {
        let line = daemon.says.nth(n).await;
        if let Some((_, rest)) = line.split_once("the numbers are at http://") {
            return rest.split('/').next().unwrap().to_owned();
        }
    }
    unreachable!("it says something for ever")
}

async fn ask(address: &str, line: &str, host: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("{line} HTTP/1.1\r\nhost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

/// Scrapes until `enough`.
async fn once(address: &str, enough: impl Fn(&Samples) -> bool) -> Samples {
    let scraped = async {
        loop {
            let answer = ask(address, "GET /metrics", address).await;
            let (head, text) = answer.split_once("\r\n\r\n").unwrap();
            assert!(
                head.contains("content-type: text/plain; version=0.0.4; charset=utf-8"),
                "{head}"
            );
            let samples = parsed(text);
            if enough(&samples) {
                return samples;
            }
        }
    };
    tokio::time::timeout(bus::PATIENCE, scraped).await.expect("it comes")
}

/// Reads the text format: each family's HELP and TYPE before its samples, no sample twice, a number each.
#[track_caller]
fn parsed(text: &str) -> Samples {
    assert!(text.ends_with('\n'), "the last line ends, too");
    let (mut samples, mut family) = (Samples::new(), String::new());
    let mut families = BTreeSet::new();
    for line in text.lines() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            help.split(' ').next().unwrap().clone_into(&mut family);
            assert!(families.insert(family.clone()), "{family} comes twice");
        } else if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (name, kind) = kind.split_once(' ').unwrap();
            assert_eq!(name, family);
            assert_eq!(kind == "counter", name.ends_with("_total"), "{line}");
        } else {
            let (series, value) = line.rsplit_once(' ').unwrap();
            assert_eq!(series.split('{').next().unwrap(), family);
            let twice = samples.insert(series.to_owned(), value.parse().unwrap());
            assert_eq!(twice, None, "{series} comes twice");
        }
    }
    samples
}
