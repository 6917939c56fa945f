//! Several looks in a row, told as one: the worst that was wrong at any moment, and whether it still is. Pure.

use std::cmp::Reverse;

use super::{Cause, Diagnosis, Findings, When};
use crate::observation::Snapshot;

/// The round to be told, with `when` filled in. Of equals, the one with the surest verdict, then the latest.
///
/// # Panics
///
/// If there is no round at all.
pub fn worst(rounds: Vec<(Snapshot, Findings)>) -> (Snapshot, Findings) {
    let seen: Vec<Findings> = rounds.iter().map(|(_, findings)| findings.clone()).collect();
    let (_, (snapshot, mut findings)) = rounds
        .into_iter()
        .enumerate()
        .min_by_key(|(at, (_, findings))| (badness(findings), Reverse(*at)))
        .expect("a look makes at least one round");
    let network: Vec<Cause> = seen.iter().map(|it| it.network.cause).collect();
    findings.network.when = when(&findings.network, &network);
    for service in &mut findings.services {
        let of_it = |round: &Findings| {
            round.services.iter().find(|it| it.id == service.id).map(|it| it.diagnosis.cause)
        };
        let causes: Vec<Cause> = seen.iter().filter_map(of_it).collect();
        service.diagnosis.when = when(&service.diagnosis, &causes);
    }
    (snapshot, findings)
}

/// How bad a round is: a cause of the network, a cause of services, nothing decided, nothing wrong.
fn badness(findings: &Findings) -> (u8, Reverse<super::Confidence>, usize) {
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
