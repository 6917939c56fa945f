//! What the diagnosis says, in every language: each scenario and each recorded response, as people read them.

use std::collections::BTreeSet;

use serde::Deserialize;
use streamdoctor::diagnosis::{Evidence, RuledOut, Said, Slot, diagnose, responder};
use streamdoctor::observation::Transport;
use streamdoctor::presentation::terminal::{self, Style};
use streamdoctor::presentation::words::{Platform, Words};
use streamdoctor::presentation::{Listener, Report, report_to};
use url::Url;

use crate::numbers::one_as_many;
use crate::support_snapshot::scenarios;

/// Nearly every English sentence has one of these words, and no German one has.
const ENGLISH: &[&str] = &[
    "the", "and", "of", "is", "are", "that", "your", "this", "with", "does", "from", "which",
    "there", "it", "its", "no", "not", "to", "answers", "works", "other", "others",
];

fn english_words(text: &str) -> Vec<&str> {
    let words = text.split(|it: char| !it.is_alphabetic());
    // In capitals it is a short name, such as IT.
    let is_name = |it: &str| it.len() > 1 && it.chars().all(char::is_uppercase);
    let is_english = |it: &&str| ENGLISH.iter().any(|word| word.eq_ignore_ascii_case(it));
    words.filter(|it| !is_name(it) && is_english(it)).collect()
}

/// The same without what others wrote, which is told as it came.
fn without_names(said: &Said) -> Said {
    let Said::Pattern { pattern, slots } = said else { panic!("{said} has no pattern") };
    let slots = slots.iter().map(|(name, slot)| {
        let slot = match slot {
            Slot::Text(_) => Slot::Text("X".to_owned()),
            Slot::Said(said) => Slot::Said(without_names(said)),
            other @ (Slot::Number(_) | Slot::Decimal(..)) => other.clone(),
        };
        (*name, slot)
    });
    Said::Pattern { pattern, slots: slots.collect() }
}

fn is_told_in_german(said: &Said, seen: &mut BTreeSet<&'static str>) {
    let german = Words::German.reason(&without_names(said));
    let english = Words::English.reason(said);
    assert!(english_words(&german).is_empty(), "{english}\n{german}");
    for (words, told) in [(Words::English, &english), (Words::German, &german)] {
        assert_eq!(one_as_many(words, told), None, "{told}");
    }
    assert!(!german.contains(['{', '}']) && !german.is_empty(), "{english}\n{german}");
    // Whoever reads it as data gets the English.
    assert_eq!(serde_json::to_value(said).unwrap(), said.to_string());
    if let Said::Pattern { pattern, .. } = said {
        seen.insert(pattern);
    }
}

fn all(evidence: &[Evidence], ruled_out: &[RuledOut], seen: &mut BTreeSet<&'static str>) {
    for said in evidence.iter().map(|it| &it.says).chain(ruled_out.iter().map(|it| &it.because)) {
        is_told_in_german(said, seen);
    }
}

#[test]
fn every_scenario_is_told_in_german_from_beginning_to_end() {
    let mut seen = BTreeSet::new();
    for (name, scenario) in scenarios() {
        let snapshot = scenario.snapshot();
        let findings = diagnose(&snapshot);
        all(&findings.network.evidence, &findings.network.ruled_out, &mut seen);
        for service in &findings.services {
            all(&service.diagnosis.evidence, &service.diagnosis.ruled_out, &mut seen);
        }
        let listener = Listener { words: Words::German, ..Listener::at(Platform::Linux) };
        let report = report_to(&snapshot, &findings, &[], &listener);
        let style = Style::plain(100).in_words(Words::German);
        let text = terminal::report(&report, style);
        // What a vendor says is in the vendor's own words.
        let quoted = |it: &&str| !it.contains("sagt selbst: „");
        let ours = text.lines().filter(quoted).collect::<Vec<_>>().join("\n");
        assert!(english_words(&ours).is_empty(), "{name}: {:?}\n{text}", english_words(&ours));
        // By way of another program it reads the same.
        let sent = serde_json::to_string(&Words::German.retold(&report).unwrap()).unwrap();
        let back = serde_json::from_str::<Report>(&sent).unwrap();
        assert_eq!(terminal::report(&back, style), text, "{name}");
        assert_eq!(Words::English.retold(&report), None);
    }
    println!("{} patterns occur in scenarios", seen.len());
}

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    response: String,
}

#[test]
fn every_recorded_response_is_told_in_german() {
    let families = [
        include_str!("../fixtures/responses/field/fronts.txt"),
        include_str!("../fixtures/responses/field/walls.txt"),
        include_str!("../fixtures/responses/field/service.txt"),
        include_str!("../fixtures/responses/field/gateways.txt"),
        include_str!("../fixtures/responses/field/blocks.txt"),
        include_str!("../fixtures/responses/field/portals.txt"),
        include_str!("../fixtures/responses/field/innocents.txt"),
        include_str!("../fixtures/responses/field/unseen.txt"),
        include_str!("../fixtures/responses/field/odd.txt"),
    ];
    let recorded = families.iter().flat_map(|it| it.split("\n## "));
    let recorded = recorded.map(|it| it.split_once('\n').map_or("", |it| it.1).to_owned());
    let table = include_str!("../fixtures/responses/cases.toml");
    let table = toml::from_str::<Table>(table).unwrap().case.into_iter().map(|it| it.response);
    let url = Url::parse("https://www.bravo.test/").unwrap();
    let (mut seen, mut count) = (BTreeSet::new(), 0);
    for response in recorded.chain(table) {
        for transport in Transport::ALL {
            let said = responder::classify_json(response.as_bytes(), Some(&url), transport);
            all(&said.evidence, &[], &mut seen);
        }
        count += 1;
    }
    println!("{count} responses, {} patterns", seen.len());
}

#[test]
fn numbers_and_words_in_words_are_in_the_way_of_the_language() {
    let lost = |n: u64| Said::Pattern {
        pattern: "{changed} of {all} known pages came back changed.",
        slots: vec![("changed", Slot::Number(n)), ("all", Slot::Number(3))],
    };
    assert_eq!(Words::German.reason(&lost(1)), "1 von 3 bekannten Seiten kam verändert zurück.");
    assert_eq!(Words::German.reason(&lost(2)), "2 von 3 bekannten Seiten kamen verändert zurück.");
    let late = Said::Pattern {
        pattern: "Its answer began only after {own} seconds.",
        slots: vec![("own", Slot::Decimal(3.06, 1))],
    };
    assert_eq!(Words::English.reason(&late), "Its answer began only after 3.1 seconds.");
    assert_eq!(Words::German.reason(&late), "Die Antwort begann erst nach 3,1 Sekunden.");
    let how = Said::Pattern { pattern: "says that this name does not exist", slots: vec![] };
    let denied =
        Said::Pattern { pattern: "Your DNS {how}.", slots: vec![("how", Slot::Said(how))] };
    assert_eq!(Words::German.reason(&denied), "Ihr DNS sagt, dass es diesen Namen nicht gibt.");
    // What was read back from a record is told as it is, and no word of others obeys.
    let evil = Said::Text("{ $x }\u{1b}[2J".to_owned());
    assert_eq!(Words::German.reason(&evil), "{ $x }");
}
