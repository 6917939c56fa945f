//! The JSON of `check`, `diagnose` and `status` is a contract: programs read it. Fields may be added, never changed.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

#[expect(dead_code, reason = "whom to blame is another test's question")]
mod support_snapshot;

use std::collections::BTreeSet;

use serde_json::Value;
use streamdoctor::diagnosis::{Cause, diagnose};
use streamdoctor::presentation::words::Platform;
use streamdoctor::presentation::{Report, report};
use streamdoctor::remedy::Remedy;
use support_snapshot::{Scenario, scenarios};

const BLAMES: &[&str] = &[
    "none",
    "device",
    "network",
    "isp",
    "vpn_or_proxy",
    "service",
    "account",
    "region",
    "unknown",
];
const CONFIDENCES: &[&str] = &["certain", "likely", "possible"];
const STATES: &[&str] = &["up", "degraded", "down", "refused", "held", "unknown"];
const EXTENTS: &[&str] = &["all", "service", "role", "partial"];
const ROLES: &[&str] = &["web", "api", "auth", "media", "images", "status"];
const PHASES: &[&str] = &["resolve", "connect", "handshake", "exchange"];
const WHENS: &[&str] = &["now", "passed", "comes_and_goes"];
const TRIALS: &[&str] = &["helps", "no_help", "not_tried", "not_possible"];
const PARTIES: &[&str] = &[
    "service_origin",
    "service_edge",
    "forward_proxy",
    "filter",
    "portal",
    "interceptor",
    "unknown",
];

fn json(scenario: &Scenario) -> Value {
    let snapshot = scenario.snapshot();
    let report = report(&snapshot, &diagnose(&snapshot), &[], Platform::Linux);
    serde_json::to_value(report).unwrap()
}

fn of(name: &str) -> Value {
    let all = scenarios();
    let (_, scenario) = all.iter().find(|(it, _)| it == name).expect("a scenario");
    json(scenario)
}

/// An object with exactly these fields.
#[track_caller]
fn has(value: &Value, fields: &[&str]) {
    let found: BTreeSet<&str> =
        value.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(found, fields.iter().copied().collect());
}

#[track_caller]
fn one_of(value: &Value, words: &[&str]) {
    let word = value.as_str().expect("a word");
    assert!(words.contains(&word), "{word}");
}

#[track_caller]
fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

#[track_caller]
fn is_text(value: &Value) {
    assert!(value.as_str().is_some_and(|it| !it.is_empty()), "{value}");
}

#[track_caller]
fn is_cause(value: &Value) {
    let id = value.as_str().expect("a cause is never null");
    assert!(Cause::from_id(id).is_some(), "{id}");
}

fn check_reasons(value: &Value) {
    for reason in list(&value["evidence"]) {
        has(reason, &["rule", "says", "supports"]);
        is_text(&reason["rule"]);
        is_text(&reason["says"]);
        assert!(reason["supports"].is_boolean());
    }
    for other in list(&value["ruled_out"]) {
        has(other, &["cause", "because"]);
        is_cause(&other["cause"]);
        is_text(&other["because"]);
    }
    for other in list(&value["contributing"]) {
        has(other, &["cause", "confidence"]);
        is_cause(&other["cause"]);
        one_of(&other["confidence"], CONFIDENCES);
    }
    is_cause(&value["cause"]);
    one_of(&value["blame"], BLAMES);
    one_of(&value["confidence"], CONFIDENCES);
}

fn check_plan(value: &Value) {
    for step in list(value) {
        has(step, &["remedy", "trial", "title", "steps", "link"]);
        assert!(step["remedy"].as_str().and_then(Remedy::from_id).is_some(), "{step}");
        one_of(&step["trial"], TRIALS);
        is_text(&step["title"]);
        list(&step["steps"]).iter().for_each(is_text);
        assert!(step["link"].is_null() || step["link"].is_string());
    }
}

fn check_service(service: &Value) {
    has(service, &["id", "name", "state", "symptom", "diagnosis", "plan", "targets"]);
    is_text(&service["id"]);
    one_of(&service["state"], STATES);
    check_plan(&service["plan"]);
    if !service["symptom"].is_null() {
        let symptom = &service["symptom"];
        has(symptom, &["phase", "error", "status", "role"]);
        one_of(&symptom["phase"], PHASES);
        one_of(&symptom["role"], ROLES);
        // Either a response came or it did not.
        assert_ne!(symptom["error"].is_null(), symptom["status"].is_null(), "{symptom}");
    }
    let diagnosis = &service["diagnosis"];
    has(
        diagnosis,
        &[
            "cause",
            "blame",
            "confidence",
            "extent",
            "roles",
            "responder",
            "evidence",
            "ruled_out",
            "contributing",
            "when",
        ],
    );
    check_reasons(diagnosis);
    one_of(&diagnosis["extent"], EXTENTS);
    one_of(&diagnosis["when"], WHENS);
    for role in list(&diagnosis["roles"]) {
        one_of(role, ROLES);
    }
    if !diagnosis["responder"].is_null() {
        has(&diagnosis["responder"], &["party", "product"]);
        one_of(&diagnosis["responder"]["party"], PARTIES);
    }
    for target in list(&service["targets"]) {
        has(target, &["role", "url", "phases", "status", "error"]);
        one_of(&target["role"], ROLES);
        is_text(&target["url"]);
        let phases = target["phases"].as_object().expect("an object");
        for (phase, ms) in phases {
            let known = ["resolve_ms", "connect_ms", "handshake_ms", "first_byte_ms"];
            assert!(known.contains(&phase.as_str()), "{phase}");
            let text = ms.to_string();
            let places = text.split_once('.').map_or(0, |(_, places)| places.len());
            assert!(places <= 1, "{phase} is {text}");
        }
    }
}

#[test]
fn every_report_has_the_promised_shape() {
    for (name, scenario) in scenarios() {
        println!("{name}");
        let report = json(&scenario);
        has(
            &report,
            &[
                "schema",
                "version",
                "started_at",
                "took_ms",
                "verdict_after_ms",
                "summary",
                "network",
                "services",
            ],
        );
        assert_eq!(report["schema"], 1);
        assert!(report["started_at"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
        assert!(report["took_ms"].is_u64());
        assert!(report["verdict_after_ms"].is_u64() || report["verdict_after_ms"].is_null());
        has(&report["summary"], &["blame", "cause", "sentence"]);
        is_cause(&report["summary"]["cause"]);
        one_of(&report["summary"]["blame"], BLAMES);
        is_text(&report["summary"]["sentence"]);
        has(
            &report["network"],
            &["cause", "blame", "confidence", "evidence", "ruled_out", "contributing", "plan"],
        );
        check_reasons(&report["network"]);
        check_plan(&report["network"]["plan"]);
        list(&report["services"]).iter().for_each(check_service);

        let back: Report = serde_json::from_value(report.clone()).unwrap();
        assert_eq!(serde_json::to_value(back).unwrap(), report, "what is printed is read back");
    }
}

#[test]
fn the_summary_is_the_worst_and_nearest() {
    for (name, scenario) in scenarios() {
        let report = json(&scenario);
        let network = report["network"]["cause"].as_str().unwrap();
        let summary = report["summary"]["cause"].as_str().unwrap();
        let services: Vec<&str> = list(&report["services"])
            .iter()
            .map(|it| it["diagnosis"]["cause"].as_str().unwrap())
            .collect();
        match network {
            "none" if services.iter().all(|it| *it == "none") => {
                assert_eq!(summary, "none", "{name}");
            }
            "none" => assert!(summary != "none" && services.contains(&summary), "{name}"),
            "unknown" => assert_ne!(summary, "none", "{name}"),
            cause => assert_eq!(summary, cause, "{name}"),
        }
    }
}

#[test]
fn a_held_service_carries_the_cause_of_the_network() {
    let report = of("isp_down");
    for service in list(&report["services"]) {
        assert_eq!(service["state"], "held");
        assert_eq!(service["diagnosis"]["cause"], "isp.down");
        assert!(service["diagnosis"]["responder"].is_null(), "nobody answered");
    }
}

#[test]
fn a_service_that_is_well_has_no_symptom_and_an_empty_plan() {
    let report = of("healthy");
    for service in list(&report["services"]) {
        assert!(service["symptom"].is_null() && list(&service["plan"]).is_empty());
    }
    assert!(list(&report["network"]["plan"]).is_empty());
}

#[test]
fn a_failure_is_told_by_its_name_and_a_response_by_its_status() {
    let refused = of("service_unreachable__other_service_answers");
    let symptom = &refused["services"][0]["symptom"];
    assert_eq!(symptom["phase"], "connect");
    assert_eq!(symptom["error"], "refused");

    let answered = of("service_gateway_error");
    let service = &answered["services"][0];
    assert_eq!(service["symptom"]["status"], 502);
    assert_eq!(service["symptom"]["phase"], "exchange");
    assert_eq!(service["targets"][0]["status"], 502);
    assert_eq!(service["diagnosis"]["responder"]["party"], "service_edge");
}

#[test]
fn phases_are_told_to_a_tenth_of_a_millisecond() {
    let report = of("healthy");
    let phases = &report["services"][0]["targets"][0]["phases"];
    assert_eq!(phases["resolve_ms"], 12.0);
    assert_eq!(phases["connect_ms"], 9.3);
    assert_eq!(phases["first_byte_ms"], 30.1);
}
