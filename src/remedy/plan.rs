//! The order in which to try what helps, with what was already tried. Pure.

use url::Url;

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
    // Where packets get lost by chance, what went well went well by chance.
    let by_chance =
        matches!(diagnosis.cause, Cause::LinkLossy | Cause::IspLossy | Cause::LinkUnstable);
    let hit = if by_chance { Vec::new() } else { hit(snapshot, scope) };
    // What a trial showed to help belongs into the plan, whatever the cause is thought to be.
    for remedy in TRIED.iter().map(|(remedy, _)| *remedy) {
        if !remedies.contains(&remedy) && result(remedy, &hit, snapshot) == TrialResult::Helps {
            remedies.push(remedy);
        }
    }
    let step = |remedy| Step { remedy, trial: result(remedy, &hit, snapshot) };
    let mut steps: Vec<Step> = remedies.into_iter().map(step).collect();
    steps.sort_by_key(|step| place(step, diagnosis.cause, snapshot));
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
    let tells = |walk: &&Walk| {
        is_trial(&walk.vantage)
            && hit.contains(&&walk.subject)
            && !walk.cancelled()
            && is_different(walk, snapshot)
    };
    let trials: Vec<&Walk> = snapshot.walks.iter().filter(tells).collect();
    if trials.is_empty() {
        let barred = snapshot.not_possible.iter().any(|(vantage, _)| is_trial(vantage));
        return if barred { TrialResult::NotPossible } else { TrialResult::NotTried };
    }
    // Several resolvers may be tried for one subject: one that helps is enough for it.
    let mut subjects: Vec<&Subject> = trials.iter().map(|walk| &walk.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let helped =
        |it: &&&Subject| trials.iter().any(|walk| walk.subject == ***it && walk.succeeded());
    let helped = subjects.iter().filter(helped).count();
    if helped > 0 && helped * 2 >= subjects.len() {
        TrialResult::Helps
    } else {
        TrialResult::NoHelp
    }
}

/// Whether a trial changed what it was meant to change: another resolver that gives the same addresses is no other way.
fn is_different(trial: &Walk, snapshot: &Snapshot) -> bool {
    if !matches!(trial.vantage, Vantage::OtherResolver(_) | Vantage::PastHostsFile) {
        return true;
    }
    // No resolver is asked for a name that the hosts file pins.
    let pinned = |name: &str| {
        snapshot.host.hosts_entries.iter().flatten().any(|it| it.name.eq_ignore_ascii_case(name))
    };
    let host = trial.hops.first().and_then(|hop| Url::parse(&hop.url).ok());
    let host = host.as_ref().and_then(Url::host_str).unwrap_or_default();
    if matches!(trial.vantage, Vantage::OtherResolver(_)) && pinned(host) {
        return false;
    }
    let used = trial.hops.first().map(|hop| hop.attempts.as_slice()).unwrap_or_default();
    let ordinary =
        snapshot.ordinary(&trial.subject).and_then(|walk| walk.hops.first()?.lookup.as_ref());
    let known = ordinary.map(|it| it.answer.addresses()).unwrap_or_default();
    !used.iter().any(|attempt| known.contains(&attempt.peer.ip()))
}

/// How far down a step belongs: what helped first, what cannot apply here behind what can, what did not help last.
fn place(step: &Step, cause: Cause, snapshot: &Snapshot) -> u8 {
    let host = &snapshot.host;
    let idle = match step.remedy {
        Remedy::TurnOffVpn => {
            cause.area() != "vpn"
                && host.tunnels.as_ref().is_some_and(|it| !it.iter().any(|it| it.carries_default))
        }
        Remedy::TurnOffProxy => {
            cause.area() != "proxy" && host.proxy.as_ref().is_some_and(|it| !it.any())
        }
        _ => false,
    };
    match step.trial {
        TrialResult::Helps => 0,
        TrialResult::NotTried | TrialResult::NotPossible if idle => 2,
        TrialResult::NotTried | TrialResult::NotPossible => 1,
        TrialResult::NoHelp => 3,
    }
}
