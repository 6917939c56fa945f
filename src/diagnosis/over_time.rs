//! Several looks in a row, told as one: the worst that was wrong at any moment, and whether it still is. Pure.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::facts::is_physical;
use super::{Cause, Confidence, Diagnosis, Evidence, Extent, Findings, When};
use crate::diagnosis::said::say;
use crate::observation::Snapshot;

/// The round to be told, with `when` filled in. Of equals, the one with the surest verdict, then the latest.
///
/// # Panics
///
/// If there is no round at all.
pub fn worst(rounds: Vec<(Snapshot, Findings)>) -> (Snapshot, Findings) {
    let flapped = carrier_changes(rounds.iter().map(|(snapshot, _)| snapshot));
    let seen: Vec<Findings> = rounds.iter().map(|(_, findings)| findings.clone()).collect();
    let (_, (snapshot, mut findings)) = rounds
        .into_iter()
        .enumerate()
        .min_by_key(|(at, (_, findings))| (badness(findings), Reverse(*at)))
        .expect("a look makes at least one round");
    let network: Vec<Cause> = seen.iter().map(|it| it.network.cause).collect();
    findings.network.when = when(&findings.network, &network);
    let further =
        findings.network.cause > Cause::LinkUnstable || findings.network.cause == Cause::None;
    if flapped > 1 && further {
        findings.network = unstable(flapped);
    }
    for service in &mut findings.services {
        let of_it = |round: &Findings| {
            round.services.iter().find(|it| it.id == service.id).map(|it| it.diagnosis.cause)
        };
        let causes: Vec<Cause> = seen.iter().filter_map(of_it).collect();
        service.diagnosis.when = when(&service.diagnosis, &causes);
    }
    (snapshot, findings)
}

/// How often a physical link changed between up and down from the first round to the last, at most.
fn carrier_changes<'a>(rounds: impl Iterator<Item = &'a Snapshot>) -> u64 {
    let mut first: BTreeMap<&str, u64> = BTreeMap::new();
    let mut most = 0;
    for snapshot in rounds {
        let interfaces = snapshot.host.interfaces.iter().flatten();
        for interface in interfaces.filter(|it| is_physical(it.kind)) {
            let Some(now) = interface.carrier_changes else { continue };
            let before = *first.entry(&interface.name).or_insert(now);
            most = most.max(now.saturating_sub(before));
        }
    }
    most
}

/// The link came and went between the rounds, so what they saw of anything further away is seen through it.
fn unstable(changes: u64) -> Diagnosis {
    Diagnosis {
        cause: Cause::LinkUnstable,
        blame: Cause::LinkUnstable.blame(),
        confidence: Confidence::Likely,
        extent: Extent::All,
        roles: Vec::new(),
        responder: None,
        evidence: vec![Evidence {
            rule: "link.carrier_changes".to_owned(),
            says: say!(
                "The link changed between up and down {changes} times while we looked.",
                changes
            ),
            supports: true,
        }],
        ruled_out: Vec::new(),
        contributing: Vec::new(),
        when: When::ComesAndGoes,
    }
}

/// How bad a round is: a cause of the network, a cause of services, nothing decided, nothing wrong.
fn badness(findings: &Findings) -> (u8, Reverse<Confidence>, usize) {
    let wrong = |cause: Cause| !matches!(cause, Cause::None | Cause::Unknown);
    let own = || findings.services.iter().filter(|it| !it.held).map(|it| &it.diagnosis);
    let hit = own().filter(|it| wrong(it.cause)).count();
    if wrong(findings.network.cause) {
        (0, Reverse(findings.network.confidence), usize::MAX - hit)
    } else if let Some(surest) = own().filter(|it| wrong(it.cause)).map(|it| it.confidence).max() {
        (1, Reverse(surest), usize::MAX - hit)
    } else if findings.network.cause == Cause::Unknown || own().any(|it| it.cause == Cause::Unknown)
    {
        (2, Reverse(findings.network.confidence), 0)
    } else {
        (3, Reverse(findings.network.confidence), 0)
    }
}

/// Whether what `diagnosis` says is still so, given the causes of all rounds in order.
fn when(diagnosis: &Diagnosis, causes: &[Cause]) -> When {
    if matches!(diagnosis.cause, Cause::None | Cause::Unknown) {
        return When::Now;
    }
    let wrong: Vec<bool> = causes.iter().map(|it| *it != Cause::None).collect();
    let begins = wrong.windows(2).filter(|pair| !pair[0] && pair[1]).count()
        + usize::from(wrong.first() == Some(&true));
    match (begins, wrong.last()) {
        (2.., _) => When::ComesAndGoes,
        (_, Some(false)) => When::Passed,
        (_, Some(true) | None) => When::Now,
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::{Blame, ServiceFinding};
    use super::*;

    fn diagnosis(cause: Cause, confidence: Confidence) -> Diagnosis {
        Diagnosis::plain(cause, confidence, Extent::Service)
    }

    /// A round of one service, marked so that it can be told from others.
    fn round(mark: u32, network: Cause, service: Cause) -> (Snapshot, Findings) {
        let snapshot = Snapshot { took_ms: mark, ..Snapshot::empty(Timestamp::UNIX_EPOCH) };
        let held = network.blame() != Blame::None;
        let services = vec![ServiceFinding {
            id: "alfa".to_owned(),
            held,
            looked_at: true,
            diagnosis: diagnosis(service, Confidence::Likely),
            symptom: None,
        }];
        (snapshot, Findings { network: diagnosis(network, Confidence::Certain), services })
    }

    /// The mark of the round that is told, and when its service was hit.
    fn told(rounds: Vec<(Snapshot, Findings)>) -> (u32, When) {
        let (snapshot, findings) = worst(rounds);
        (snapshot.took_ms, findings.services[0].diagnosis.when)
    }

    const WELL: Cause = Cause::None;
    const HIT: Cause = Cause::GatewayError;

    #[test]
    fn what_is_still_so_is_now() {
        let rounds = vec![round(0, WELL, WELL), round(1, WELL, HIT), round(2, WELL, HIT)];
        assert_eq!(told(rounds), (2, When::Now), "of equals the latest");
    }

    #[test]
    fn what_is_over_has_passed_and_is_told_all_the_same() {
        let rounds = vec![round(0, WELL, HIT), round(1, WELL, WELL), round(2, WELL, WELL)];
        assert_eq!(told(rounds), (0, When::Passed));
    }

    #[test]
    fn what_began_twice_comes_and_goes() {
        let rounds = vec![round(0, WELL, HIT), round(1, WELL, WELL), round(2, WELL, HIT)];
        assert_eq!(told(rounds), (2, When::ComesAndGoes));
    }

    #[test]
    fn a_cause_of_the_network_is_worse_than_a_services() {
        let rounds = vec![round(0, Cause::IspDown, Cause::IspDown), round(1, WELL, HIT)];
        assert_eq!(told(rounds), (0, When::Now), "the service was hit to the end");
    }

    #[test]
    fn what_is_not_decided_is_worse_than_nothing_and_better_than_a_cause() {
        let rounds = vec![round(0, WELL, WELL), round(1, WELL, Cause::Unknown)];
        assert_eq!(told(rounds).0, 1);
        let rounds = vec![round(0, WELL, HIT), round(1, WELL, Cause::Unknown)];
        assert_eq!(told(rounds).0, 0);
    }

    /// A round in which the link had changed so often.
    fn linked(changes: u64) -> (Snapshot, Findings) {
        let (mut snapshot, findings) = round(0, WELL, WELL);
        snapshot.host.interfaces = Some(vec![crate::observation::Interface {
            name: "eth0".to_owned(),
            carrier_changes: Some(changes),
            ..crate::observation::Interface::default()
        }]);
        (snapshot, findings)
    }

    #[test]
    fn a_link_that_went_and_came_back_between_rounds_is_unstable() {
        let (_, findings) = worst(vec![linked(4), linked(6), linked(8)]);
        assert_eq!(findings.network.cause, Cause::LinkUnstable);
        assert_eq!(findings.network.when, When::ComesAndGoes);
    }

    #[test]
    fn a_link_that_changed_before_we_looked_is_not() {
        let (_, findings) = worst(vec![linked(8), linked(8)]);
        assert_eq!(findings.network.cause, WELL);
    }

    #[test]
    fn one_round_is_told_as_it_is() {
        let one = round(7, WELL, HIT);
        assert_eq!(worst(vec![one.clone()]), one);
    }
}
