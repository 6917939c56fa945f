//! The order in which to try what helps, with what was already tried. Pure.

use super::{Remedy, Step, TrialResult, for_cause};
use crate::diagnosis::{Cause, Diagnosis};
use crate::observation::{Family, Snapshot, Subject, Vantage, Walk};

/// What a plan is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope<'a> {
    /// The network as a whole.
    Network,
    /// One service, by its id.
    Service(&'a str),
}

/// The remedies for `diagnosis`, in the order in which to try them: what helped in a trial first, what did not last.
pub fn plan(diagnosis: &Diagnosis, scope: Scope<'_>, snapshot: &Snapshot) -> Vec<Step> {
    let mut remedies: Vec<Remedy> = Vec::new();
    let causes =
        std::iter::once(diagnosis.cause).chain(diagnosis.contributing.iter().map(|it| it.cause));
    if diagnosis.cause == Cause::None {
        return Vec::new();
    }
    for remedy in causes.flat_map(for_cause) {
        if !remedies.contains(remedy) {
            remedies.push(*remedy);
        }
    }
    let hit = hit(snapshot, scope);
    // What a trial showed to help belongs into the plan, whatever the cause is thought to be.
    for remedy in TRIED.iter().map(|(remedy, _)| *remedy) {
        if !remedies.contains(&remedy) && result(remedy, &hit, snapshot) == TrialResult::Helps {
            remedies.push(remedy);
        }
    }
    let mut steps: Vec<Step> = remedies
        .into_iter()
        .map(|remedy| Step { remedy, trial: result(remedy, &hit, snapshot) })
        .collect();
    steps.sort_by_key(|step| match step.trial {
        TrialResult::Helps => 0,
        TrialResult::NotTried | TrialResult::NotPossible => 1,
        TrialResult::NoHelp => 2,
    });
    steps
}

/// Which remedy a vantage is the trial of.
const TRIED: &[(Remedy, fn(&Vantage) -> bool)] = &[
    (Remedy::RemoveHostsEntry, |it| matches!(it, Vantage::PastHostsFile)),
    (Remedy::ChangeDns, |it| matches!(it, Vantage::OtherResolver(_))),
    (Remedy::TurnOffProxy, |it| matches!(it, Vantage::WithoutProxy)),
    (Remedy::TurnOffVpn, |it| matches!(it, Vantage::OutsideTunnel(_))),
    (Remedy::TryAnotherNetwork, |it| matches!(it, Vantage::OtherInterface(_))),
    (Remedy::PreferIpv4, |it| matches!(it, Vantage::Family(Family::V4))),
    (Remedy::WaitAndRetry, |it| matches!(it, Vantage::Again)),
];

/// The subjects in `scope` that showed a symptom. A trial on anything else shows nothing.
fn hit<'a>(snapshot: &'a Snapshot, scope: Scope<'_>) -> Vec<&'a Subject> {
    let inside = |subject: &Subject| match (scope, subject) {
        (Scope::Network, _) => true,
        (Scope::Service(id), Subject::Target { service, .. }) => service == id,
        (Scope::Service(_), Subject::Control(_) | Subject::Anchor(_)) => false,
    };
    let symptom =
        |walk: &&Walk| walk.vantage == Vantage::Ordinary && !walk.cancelled() && !walk.succeeded();
    snapshot
        .walks
        .iter()
        .filter(symptom)
        .map(|walk| &walk.subject)
        .filter(|it| inside(it))
        .collect()
}

/// What became of trying `remedy` on the subjects that were hit.
fn result(remedy: Remedy, hit: &[&Subject], snapshot: &Snapshot) -> TrialResult {
    let Some((_, is_trial)) = TRIED.iter().find(|(it, _)| *it == remedy) else {
        return TrialResult::NotTried;
    };
    let trials: Vec<&Walk> = snapshot
        .walks
        .iter()
        .filter(|walk| is_trial(&walk.vantage) && hit.contains(&&walk.subject) && !walk.cancelled())
        .collect();
    if trials.is_empty() {
        let barred = snapshot.not_possible.iter().any(|(vantage, _)| is_trial(vantage));
        return if barred { TrialResult::NotPossible } else { TrialResult::NotTried };
    }
    // Several resolvers may be tried for one subject: one that helps is enough for it.
    let mut subjects: Vec<&Subject> = trials.iter().map(|walk| &walk.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let helped = subjects
        .iter()
        .filter(|it| trials.iter().any(|walk| walk.subject == ***it && walk.succeeded()))
        .count();
    if helped > 0 && helped * 2 >= subjects.len() {
        TrialResult::Helps
    } else {
        TrialResult::NoHelp
    }
}
