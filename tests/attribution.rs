//! Whom to blame: scenarios, one for each mechanism and one for its nearest look-alike, and what holds for any round.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod support_snapshot;
#[path = "attribution/tables.rs"]
mod tables;

use std::collections::BTreeSet;

use proptest::prelude::*;
use streamdoctor::diagnosis::{Blame, Cause, Confidence, Diagnosis, Findings, diagnose, over_time};
use streamdoctor::observation::{Snapshot, Subject, Vantage, Walk};
use streamdoctor::presentation::words::Platform;
use streamdoctor::presentation::{PlanEntry, Report, ServiceState, report};
use streamdoctor::remedy::{self, Scope, TrialResult};
use support_snapshot::scenario::Verdict;
use support_snapshot::{Scenario, arbitrary, scenarios, world};

/// Causes that no probe can show: only what the user sees, counters over weeks, or several rounds tell them.
const NOT_OF_ONE_ROUND: &[Cause] = &[
    Cause::AppOrBrowser,
    Cause::OtherDevice,
    Cause::Drm,
    Cause::Unsupported,
    Cause::ServicePartial,
    Cause::ContentUnavailable,
];

/// Every file under `tests/scenarios` is one case: what was seen, and whom we must blame.
#[test]
fn everybody_gets_the_blame_that_is_his() {
    let wrong: Vec<String> = scenarios()
        .iter()
        .map(|(name, scenario)| (name, scenario, problems(scenario)))
        .filter(|(.., problems)| !problems.is_empty())
        .map(|(name, scenario, problems)| {
            format!("{name}: {}\n    {}", scenario.rule, problems.join("\n    "))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_cause_that_a_round_can_show_has_a_scenario() {
    let told: BTreeSet<Cause> = scenarios()
        .iter()
        .flat_map(|(_, it)| it.expect.values().map(|verdict| verdict.cause).collect::<Vec<_>>())
        .collect();
    let missing: Vec<&Cause> = Cause::ALL
        .iter()
        .filter(|it| !told.contains(it) && !NOT_OF_ONE_ROUND.contains(it))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A reason that no scenario gives is a line that nobody has seen at work.
#[test]
fn each_reason_occurs_in_a_scenario() {
    let given: BTreeSet<String> = scenarios()
        .iter()
        .flat_map(|(_, scenario)| {
            let found = diagnose(&scenario.snapshot());
            let network = found.network.evidence.into_iter();
            network
                .chain(found.services.into_iter().flat_map(|it| it.diagnosis.evidence))
                .map(|it| it.rule)
                .collect::<Vec<_>>()
        })
        .collect();
    // Said of an answer without an exchange, which no walk has.
    let impossible = "exchange.none";
    let missing: Vec<String> =
        reasons().into_iter().filter(|it| !given.contains(it) && it != impossible).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The ids of reasons, as the rules' source has them.
fn reasons() -> BTreeSet<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnosis/rules");
    let sources = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let text: String = sources.map(|it| std::fs::read_to_string(it).unwrap()).collect();
    let is_id = |it: &&str| {
        it.split_once('.').is_some_and(|(area, name)| !area.is_empty() && !name.is_empty())
            && it.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '_')
    };
    text.split('"').skip(1).step_by(2).filter(is_id).map(str::to_owned).collect()
}

fn problems(scenario: &Scenario) -> Vec<String> {
    let snapshot = scenario.snapshot();
    let findings = diagnose(&snapshot);
    let report = report(&snapshot, &findings, &[], Platform::Linux);
    let mut problems = Vec::new();
    let mut names: Vec<&str> = vec!["network"];
    names.extend(snapshot.services.iter().map(|it| it.id.as_str()));
    for unknown in scenario.expect.keys().filter(|it| !names.contains(&it.as_str())) {
        problems.push(format!("{unknown} is not in the world"));
    }
    match scenario.expect.get("network") {
        Some(wanted) => {
            let plan = report.network.plan.as_slice();
            problems.extend(differences("network", wanted, &findings.network, plan));
        }
        None if findings.network.cause != Cause::None => {
            problems.push(format!("network: {:?} is not well", told(&findings.network)));
        }
        None => {}
    }
    for (service, finding) in report.services.iter().zip(&findings.services) {
        match scenario.expect.get(&service.id) {
            Some(wanted) => {
                problems.extend(differences(
                    &service.id,
                    wanted,
                    &finding.diagnosis,
                    &service.plan,
                ));
                if wanted.state.is_some_and(|it| it != service.state) {
                    problems.push(format!("{}: state is {:?}", service.id, service.state));
                }
            }
            None if service.state != ServiceState::Up => {
                problems.push(format!(
                    "{}: {:?} is not well",
                    service.id,
                    told(&finding.diagnosis)
                ));
            }
            None => {}
        }
    }
    problems
}

fn told(diagnosis: &Diagnosis) -> (Cause, Confidence, Vec<Cause>) {
    let beside = diagnosis.contributing.iter().map(|it| it.cause).collect();
    (diagnosis.cause, diagnosis.confidence, beside)
}

fn differences(who: &str, wanted: &Verdict, found: &Diagnosis, plan: &[PlanEntry]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut say = |differs: bool, what: String| {
        if differs {
            problems.push(format!("{who}: {what}"));
        }
    };
    say(
        (wanted.cause, wanted.confidence) != (found.cause, found.confidence),
        format!("{:?}, not {:?}", told(found), (wanted.cause, wanted.confidence)),
    );
    say(wanted.extent.is_some_and(|it| it != found.extent), format!("extent {:?}", found.extent));
    say(
        wanted.roles.as_ref().is_some_and(|it| *it != found.roles),
        format!("roles {:?}", found.roles),
    );
    let responder = found.responder.as_ref();
    say(
        wanted.party.is_some_and(|it| responder.map(|it| it.party) != Some(it)),
        format!("responder {responder:?}"),
    );
    say(
        wanted
            .product
            .as_ref()
            .is_some_and(|it| responder.and_then(|it| it.product.as_ref()) != Some(it)),
        format!("responder {responder:?}"),
    );
    let step = |it: Option<&PlanEntry>| it.map(|it| (it.remedy, it.trial));
    let (first, last) = (step(plan.first()), step(plan.last()));
    say(wanted.first.is_some() && wanted.first != first, format!("first {first:?}"));
    say(wanted.last.is_some() && wanted.last != last, format!("last {last:?}"));
    for cause in &wanted.beside {
        say(
            !found.contributing.iter().any(|it| it.cause == *cause),
            format!("{cause} is not beside {:?}", told(found)),
        );
    }
    for cause in &wanted.ruled_out {
        say(
            !found.ruled_out.iter().any(|it| it.cause == *cause),
            format!("{cause} is not ruled out"),
        );
    }
    problems
}

/// What holds for the diagnosis of any round at all.
fn check_sane(snapshot: &Snapshot) {
    let found = diagnose(snapshot);
    assert_eq!(diagnose(snapshot), found, "the same round gives the same answer");

    let text = serde_json::to_string(snapshot).unwrap();
    let back: Snapshot = serde_json::from_str(&text).unwrap();
    assert_eq!(&back, snapshot, "what is written is read back");

    assert_eq!(found.services.len(), snapshot.services.len());
    let all = std::iter::once(&found.network).chain(found.services.iter().map(|it| &it.diagnosis));
    for diagnosis in all {
        assert_eq!(diagnosis.blame, diagnosis.cause.blame());
        assert!(!diagnosis.evidence.is_empty(), "{:?} without a reason", diagnosis.cause);
        let beside: Vec<Cause> = diagnosis.contributing.iter().map(|it| it.cause).collect();
        assert!(!beside.contains(&diagnosis.cause), "{:?} beside itself", diagnosis.cause);
        assert!(
            !diagnosis.ruled_out.iter().any(|it| it.cause == diagnosis.cause),
            "{:?} is said and ruled out",
            diagnosis.cause
        );
        if diagnosis.cause == Cause::Unknown {
            assert_eq!(diagnosis.confidence, Confidence::Possible);
        }
    }
    check_plans(snapshot, &found);

    let told = over_time::worst(vec![(snapshot.clone(), found.clone())]);
    assert_eq!(told, (snapshot.clone(), found), "one round is its own worst");
}

/// What helped stands first, what did not stands last, nothing stands twice.
fn check_plans(snapshot: &Snapshot, found: &Findings) {
    let of_services = found.services.iter().map(|it| (&it.diagnosis, Scope::Service(&it.id)));
    let plans = std::iter::once((&found.network, Scope::Network)).chain(of_services);
    for (diagnosis, scope) in plans {
        let plan = remedy::plan(diagnosis, scope, snapshot);
        assert_eq!(plan.is_empty(), diagnosis.cause == Cause::None, "{:?}", diagnosis.cause);
        let distinct: BTreeSet<_> = plan.iter().map(|it| it.remedy).collect();
        assert_eq!(distinct.len(), plan.len(), "{plan:?}");
        let place = |it: &TrialResult| match it {
            TrialResult::Helps => 0,
            TrialResult::NotTried | TrialResult::NotPossible => 1,
            TrialResult::NoHelp => 2,
        };
        let places: Vec<_> = plan.iter().map(|it| place(&it.trial)).collect();
        assert!(places.is_sorted(), "{plan:?}");
    }
}

/// The same round, told in another order.
fn check_order(snapshot: &Snapshot) {
    let found = diagnose(snapshot);
    let mut turned = snapshot.clone();
    turned.walks.reverse();
    turned.lookups.reverse();
    assert_eq!(diagnose(&turned), found);
}

/// How surely somebody far away is blamed for something.
fn blames_far(diagnosis: &Diagnosis) -> Option<Confidence> {
    matches!(diagnosis.blame, Blame::Service).then_some(diagnosis.confidence)
}

/// Removes the ordinary walk to a control that went well: one witness less.
fn without_witness(snapshot: &Snapshot) -> Vec<Snapshot> {
    let is_good = |walk: &Walk| {
        walk.vantage == Vantage::Ordinary
            && matches!(walk.subject, Subject::Control(_) | Subject::Anchor(_))
            && walk.succeeded()
    };
    let good = snapshot.walks.iter().enumerate().filter(|(_, walk)| is_good(walk));
    let mut all: Vec<Snapshot> = good
        .map(|(index, _)| {
            let mut less = snapshot.clone();
            less.walks.remove(index);
            less
        })
        .collect();
    let mut none = snapshot.clone();
    none.walks.retain(|it| !is_good(it));
    all.push(none);
    all
}

#[test]
fn scenarios_keep_what_holds_for_all_rounds() {
    for (name, scenario) in scenarios() {
        println!("{name}");
        let snapshot = scenario.snapshot();
        check_sane(&snapshot);
        check_order(&snapshot);
    }
}

#[test]
fn fewer_witnesses_never_make_a_blame_of_the_service_surer() {
    for (name, scenario) in scenarios() {
        let snapshot = scenario.snapshot();
        let with = diagnose(&snapshot);
        for less in without_witness(&snapshot) {
            let without = diagnose(&less);
            for (before, after) in with.services.iter().zip(&without.services) {
                let bound = blames_far(&before.diagnosis).unwrap_or(Confidence::Possible);
                assert!(
                    blames_far(&after.diagnosis).is_none_or(|it| it <= bound),
                    "{name}: {:?}, then {:?}",
                    told(&before.diagnosis),
                    told(&after.diagnosis)
                );
            }
        }
    }
}

#[test]
fn a_round_that_saw_nothing_acquits_and_blames_nobody() {
    for empty in [
        Snapshot::empty(world::began()),
        Snapshot { services: world::services(), ..Snapshot::empty(world::began()) },
        Snapshot {
            services: world::services(),
            host: world::host(true),
            ..Snapshot::empty(world::began())
        },
    ] {
        let found = diagnose(&empty);
        assert_eq!(told(&found.network).0, Cause::Unknown);
        assert!(found.services.iter().all(|it| it.diagnosis.cause == Cause::Unknown));
        check_sane(&empty);
    }
}

#[test]
fn a_round_that_was_cut_off_blames_nobody() {
    let (_, healthy) = scenarios().into_iter().find(|(name, _)| name == "healthy").unwrap();
    let mut snapshot = healthy.snapshot();
    snapshot.walks.iter_mut().for_each(|it| it.hops.clear());
    let report: Report = report(&snapshot, &diagnose(&snapshot), &[], Platform::Linux);
    assert_eq!(report.summary.cause, Cause::Unknown);
    assert!(report.services.iter().all(|it| it.state == ServiceState::Unknown));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_round_gets_a_sane_answer(snapshot in arbitrary::snapshot()) {
        check_sane(&snapshot);
    }

    #[test]
    fn the_order_in_which_things_were_seen_does_not_matter(snapshot in arbitrary::orderly()) {
        check_order(&snapshot);
    }
}
