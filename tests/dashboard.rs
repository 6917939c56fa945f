//! The dashboard and the alert rules, as strictly as they can be read without Grafana: whole, and about metrics with
//! labels that the program really tells.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use streamdoctor::presentation::metrics::{Reading, exposition, families};
use streamdoctor::presentation::{Report, View};

const DASHBOARD: &str = "assets/grafana/streamdoctor.json";
const ALERTS: &str = "assets/prometheus/alerts.yml";

fn dashboard() -> Value {
    serde_json::from_str(&fs::read_to_string(DASHBOARD).unwrap()).unwrap()
}

fn list<'a>(value: &'a Value, what: &str) -> &'a Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("{what} is no list: {value}"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

/// Every question to Prometheus that a panel has, with the panel's title.
fn questions(dashboard: &Value) -> Vec<(String, String)> {
    let panels = list(&dashboard["panels"], "panels").iter();
    let of_panel = |panel: &Value| {
        let targets = list(&panel["targets"], "targets").iter();
        let asks = targets.map(|it| (text(panel, "title").to_owned(), text(it, "expr").to_owned()));
        asks.collect::<Vec<_>>()
    };
    panels.flat_map(of_panel).collect()
}

#[test]
fn the_dashboard_is_whole() {
    let dashboard = dashboard();
    // Of Grafana 10; later ones bring it up to date by themselves.
    assert_eq!(dashboard["schemaVersion"], 38);
    assert_eq!(text(&dashboard, "uid"), "streamdoctor");
    let source = json!({ "type": "prometheus", "uid": "${datasource}" });
    let variables = list(&dashboard["templating"]["list"], "variables");
    let names = variables.iter().map(|it| text(it, "name")).collect::<Vec<_>>();
    assert_eq!(names, ["datasource", "instance", "service"]);
    assert_eq!(
        (text(&variables[0], "type"), text(&variables[0], "query")),
        ("datasource", "prometheus")
    );
    for variable in &variables[1..] {
        assert_eq!((text(variable, "type"), &variable["datasource"]), ("query", &source));
        assert_eq!(text(&variable["query"], "query"), text(variable, "definition"));
    }
    let mut ids = BTreeSet::new();
    let mut taken = BTreeMap::new();
    for panel in list(&dashboard["panels"], "panels") {
        let title = text(panel, "title");
        assert!(ids.insert(panel["id"].as_u64().unwrap()), "{title}: its id is another's");
        assert!(
            ["state-timeline", "table", "timeseries"].contains(&text(panel, "type")),
            "{title}"
        );
        assert_eq!(panel["datasource"], source, "{title}");
        let side = |key: &str| panel["gridPos"][key].as_u64().unwrap();
        assert!(side("w") > 0 && side("h") > 0 && side("x") + side("w") <= 24, "{title}");
        for x in side("x")..side("x") + side("w") {
            for y in side("y")..side("y") + side("h") {
                let other = taken.insert((x, y), title);
                assert_eq!(other, None, "{title} lies over another");
            }
        }
        let mut references = BTreeSet::new();
        for target in list(&panel["targets"], title) {
            assert!(references.insert(text(target, "refId")), "{title}: a refId comes twice");
            assert_eq!(target["datasource"], source, "{title}");
            let is_table = text(panel, "type") == "table";
            assert_eq!(
                target["format"] == "table" && target["instant"] == true,
                is_table,
                "{title}"
            );
        }
        for transformation in panel["transformations"].as_array().into_iter().flatten() {
            assert!(["merge", "organize"].contains(&text(transformation, "id")), "{title}");
        }
    }
    for (title, question) in questions(&dashboard) {
        for used in question.split('$').skip(1) {
            let name = used.split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap();
            assert!(names.contains(&name), "{title} asks with ${name}");
        }
    }
}

/// All that the program can tell: of each metric, its labels.
fn told() -> BTreeMap<String, BTreeSet<String>> {
    let now = "2026-03-02T20:00:00Z";
    let diagnosis = json!({
        "cause": "service.overloaded", "blame": "service", "confidence": "certain", "extent": "service",
        "roles": ["web"], "responder": null, "evidence": [], "ruled_out": [], "contributing": [], "when": "now",
    });
    let phases =
        json!({ "resolve_ms": 1.0, "connect_ms": 1.0, "handshake_ms": 1.0, "first_byte_ms": 1.0 });
    let report = json!({
        "schema": 1, "version": "0.1.0", "started_at": now, "took_ms": 1840,
        "summary": { "blame": "service", "cause": "service.overloaded", "sentence": "Bravo is overloaded." },
        "network": {
            "cause": "none", "blame": "none", "confidence": "certain", "evidence": [], "contributing": [], "plan": [],
        },
        "services": [{
            "id": "bravo", "name": "Bravo", "state": "down", "symptom": null, "diagnosis": diagnosis, "plan": [],
            "targets": [{ "role": "web", "url": "https://www.example/", "phases": phases }],
        }],
    });
    let view = json!({
        "badge": "service_down", "headline": "", "network": "", "checked_at": now, "checking": false,
        "paused_until": null, "starts_at_login": null, "first_run": false, "asks_outside_tunnel": false,
        "upkeep": { "bytes_today": 1, "bytes_allowed": 2 },
        "problems": [{
            "key": "bravo", "cause": "service.overloaded", "blame": "service", "confidence": "certain", "title": "",
            "sentence": "", "evidence": [], "ruled_out": [], "services": ["Bravo"], "steps": [], "since": now,
        }],
        "services": [{
            "id": "bravo", "name": "Bravo", "state": "down", "word": "down", "response_ms": 1, "problem": "bravo",
            "status_page": null, "muted": false, "awaited": false,
        }],
    });
    let view: View = serde_json::from_value(view).unwrap();
    let report: Report = serde_json::from_value(report).unwrap();
    let took = Some(Duration::from_secs(2));
    let reading = Reading { view: &view, report: Some(&report), rounds: 1, took };
    let mut told = BTreeMap::<String, BTreeSet<String>>::new();
    for line in exposition(&families(&reading)).lines().filter(|it| !it.starts_with('#')) {
        let (series, _) = line.rsplit_once(' ').unwrap();
        let (name, labels) = series.split_once('{').unwrap_or((series, ""));
        let labels = labels.split("\",").filter_map(|it| Some(it.split_once('=')?.0.to_owned()));
        told.entry(name.to_owned()).or_default().extend(labels);
    }
    told
}

/// Each metric of ours in `text`, with the labels that it is narrowed by.
fn asked(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let is_name = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let of_metric = |rest: &str| {
        let end = rest.find(|it| !is_name(it)).unwrap_or(rest.len());
        let selector = rest[end..].strip_prefix('{').and_then(|it| it.split('}').next());
        let parts = selector.unwrap_or_default().split(',').filter(|it| !it.is_empty());
        let label = |part: &str| part.split(|it| !is_name(it)).next().unwrap().to_owned();
        (format!("streamdoctor_{}", &rest[..end]), parts.map(label).collect())
    };
    text.split("streamdoctor_").skip(1).map(of_metric).collect()
}

#[test]
fn dashboard_and_alerts_ask_for_what_is_told() {
    let told = told();
    // Whoever scrapes adds these.
    let of_scraper = ["instance", "job"];
    for file in [DASHBOARD, ALERTS] {
        let text = fs::read_to_string(file).unwrap().replace("\\\"", "\"");
        let asked = asked(&text);
        assert!(asked.len() > 3, "{file}");
        for (name, labels) in asked {
            let known = told.get(&name).unwrap_or_else(|| panic!("{file} asks for {name}"));
            let strange =
                labels.iter().find(|it| !known.contains(*it) && !of_scraper.contains(&it.as_str()));
            assert_eq!(strange, None, "{file} narrows {name} by a label that it has not");
        }
    }
}

/// Prometheus' own reader has the last word, where it is installed.
#[test]
fn prometheus_understands_every_question() {
    if Command::new("promtool").arg("--version").output().is_err() {
        assert!(std::env::var_os("CI").is_none(), "promtool cannot be started");
        // Past the capture of the test runner: who skips must say so.
        writeln!(
            std::io::stderr(),
            "SKIPPED: promtool is not installed, so it has not read the questions"
        )
        .unwrap();
        return;
    }
    let check = |file: &std::path::Path| {
        let said = Command::new("promtool").args(["check", "rules"]).arg(file).output().unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    };
    check(ALERTS.as_ref());
    // A question is as good as the expression of a rule; JSON is YAML.
    let rules = questions(&dashboard()).into_iter().enumerate().map(|(number, (_, question))| {
        let question = question.replace("$instance", ".*").replace("$service", ".*");
        json!({ "record": format!("question:{number}"), "expr": question })
    });
    let rules = json!({ "groups": [{ "name": "dashboard", "rules": rules.collect::<Vec<_>>() }] });
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rules.yml");
    fs::write(&file, rules.to_string()).unwrap();
    check(&file);
}
