//! The page in every language: nothing of one stands on the page of another.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use streamdoctor::app::{Controller, Effect, Event, Finished, Now, Watched};
use streamdoctor::clock::Moment;
use streamdoctor::config::Schedule;
use streamdoctor::diagnosis::diagnose;
use streamdoctor::observation::Snapshot;
use streamdoctor::presentation::page::{PagePath, Reader, letter};
use streamdoctor::presentation::words::{Platform, Words};
use streamdoctor::presentation::{Listener, View, report_to};

use crate::access::states;
use crate::looks::half_way;
use crate::scene::Stage;
use crate::support_snapshot::scenarios;
use crate::web::Visitor;

/// What the tests themselves give to the page is in English, and shown as it is.
const SCENE: &str = include_str!("scene.rs");

#[tokio::test]
async fn no_page_has_a_word_of_another_language() {
    let (mut looked, scene) = (0, scene());
    for (view, name) in states() {
        let [english, german] = [Words::English, Words::German].map(|words| {
            let stage = Stage::set(View { words, ..view.clone() });
            stage.progress.send_replace(half_way());
            stage
        });
        let mut pages = Vec::new();
        for stage in [&english, &german] {
            let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
            pages.push(visitor.get(name).await.body);
        }
        let tag = |page: &str, words: Words| {
            page.contains(&format!("<html lang=\"{words}\"", words = words.tag()))
        };
        assert!(tag(&pages[0], Words::English) && tag(&pages[1], Words::German), "{name}");
        let [english, german] = [&pages[0], &pages[1]].map(|it| texts(it));
        assert!(german.len() > 10, "{name}");
        let both =
            english.intersection(&german).filter(|it| !is_data(it, &scene)).collect::<Vec<_>>();
        assert!(both.is_empty(), "“{name}” says the same in both: {both:#?}");
        looked += 1;
    }
    println!("{looked} states in two languages");
}

/// Real failures, from their measurement to the page: what was measured is told in the language of the page, too.
#[tokio::test]
async fn a_failure_is_told_in_one_language_from_beginning_to_end() {
    for name in [
        "service_overloaded",
        "service_gateway_error",
        "service_tls_invalid",
        "service_slow",
        "filter_dns_blocked",
        "filter_captive_portal",
        "proxy_unreachable",
        "dns_resolver_down",
        "isp_slow",
        "isp_lossy",
        "device_clock_wrong",
        "vpn_blocked",
    ] {
        let snapshot = scenarios().into_iter().find(|it| it.0 == name).unwrap().1.snapshot();
        let mut pages = Vec::new();
        let mut letters = Vec::new();
        for words in [Words::English, Words::German] {
            let view = after(&snapshot, words);
            let problem = view.problems.first().unwrap_or_else(|| panic!("{name}: no problem"));
            assert!(!problem.evidence.is_empty(), "{name}");
            letters.extend([Reader::Support, Reader::Provider].map(|reader| {
                letter(
                    words,
                    problem,
                    None,
                    reader,
                    &Timestamp::UNIX_EPOCH.to_zoned_datetime(TimeZone::UTC),
                )
            }));
            let evidence = problem.evidence.clone();
            let key = problem.key.clone();
            let stage = Stage::set(view);
            let visitor = Visitor::enter(stage.link(PagePath::Problem(key.clone()))).await;
            let page = visitor.get(&format!("problem?key={key}")).await.body;
            for says in evidence {
                let says = says.replace('&', "&amp;").replace('"', "&quot;");
                assert!(page.contains(&says), "{name}: {says} is not on the page");
            }
            pages.push(page);
        }
        let [english, german] = [&pages[0], &pages[1]].map(|it| texts(it));
        let scene = scene();
        let both =
            english.intersection(&german).filter(|it| !is_data(it, &scene)).collect::<Vec<_>>();
        assert!(both.is_empty(), "“{name}” says the same in both: {both:#?}");
        // Only the languages' own names, and lines of code, say that they are in another.
        assert!(!pages[1].contains("lang=\"en\""), "{name}");
        let lines = |it: &str| it.lines().map(str::to_owned).collect::<BTreeSet<_>>();
        for (english, german) in [(0, 2), (1, 3)] {
            let (english, german) = (lines(&letters[english]), lines(&letters[german]));
            let both = english.intersection(&german).filter(|it| it.split(' ').count() > 3);
            let both = both.filter(|it| !it.contains("HTTP")).collect::<Vec<_>>();
            assert!(both.is_empty(), "{name}: the letters both say {both:#?}");
        }
    }
}

/// What the running program shows after some such rounds.
fn after(snapshot: &Snapshot, words: Words) -> View {
    let watched = snapshot.services.iter().map(|it| Watched {
        id: it.id.clone(),
        name: it.name.clone(),
        ..Watched::default()
    });
    let mut controller =
        Controller::new(Schedule::default(), watched.collect(), TimeZone::UTC).speaking(words);
    let listener = Listener { words, ..Listener::at(Platform::Linux) };
    for look in 0..4 {
        let now = |seconds| Now {
            moment: Moment::from_secs(seconds),
            wall: Timestamp::from_second(i64::try_from(seconds).unwrap()).unwrap(),
            watched: false,
        };
        for effect in controller.step(Event::Due, now(look * 600)) {
            let Effect::Look { round, .. } = effect else { continue };
            let findings = diagnose(snapshot);
            let finished = Finished {
                round,
                report: report_to(snapshot, &findings, &[], &listener),
                findings,
                bytes: 0,
                walks: 0,
                retry_after: BTreeMap::new(),
                in_tunnel: None,
            };
            drop(controller.step(Event::Finished(Box::new(finished)), now(look * 600 + 10)));
        }
    }
    controller.view()
}

/// What is read on a page, or read aloud.
fn texts(page: &str) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        texts.insert(text.trim().trim_end_matches(" – streamdoctor").to_owned());
        for name in ["aria-label=\"", "title=\"", "alt=\""] {
            let value = tag.split_once(name).and_then(|(_, it)| it.split('"').next());
            texts.extend(value.map(str::to_owned));
        }
    }
    texts.retain(|it| it.split(' ').filter(|word| word.len() > 2).count() > 1);
    texts
}

/// The scene as one line, so that a sentence is found that stands on two.
fn scene() -> String {
    SCENE.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is no word of ours: what the scene shows, code, and the program's own name with its version.
fn is_data(text: &str, scene: &str) -> bool {
    let plain = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    let of_scene = plain
        .split(['.', ':', ',', '('])
        .all(|it| it.contains("[address]") || scene.contains(it.trim()));
    of_scene || plain.starts_with("streamdoctor ")
}
