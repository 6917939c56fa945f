//! The order in which to try what helps, with what was already tried. Pure.

use url::Url;

use super::{Feedback, Remedy, Step, TrialResult, for_cause};
use crate::diagnosis::reported::Device;
use crate::diagnosis::{Cause, Diagnosis};
use crate::observation::{FailureKind, Family, Snapshot, Subject, Vantage, Walk};

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
    plan_with(diagnosis, scope, snapshot, &Feedback::default())
}

/// The same, where the user said of some remedies whether they helped. That never outranks what a trial showed.
pub fn plan_with(
    diagnosis: &Diagnosis,
    scope: Scope<'_>,
    snapshot: &Snapshot,
    feedback: &Feedback,
) -> Vec<Step> {
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
    steps.sort_by_key(|step| {
        (place(step, diagnosis.cause, snapshot), feedback.rank(diagnosis.cause, step.remedy))
    });
    steps
}

/// The remedies for what a user reports, on `device`, and no probe sees: the code's own come first, as its meaning
/// orders them. None of them can be tried: the probe has no symptom that could go away.
pub fn plan_reported(
    diagnosis: &Diagnosis,
    remedies: &[Remedy],
    device: Option<Device>,
) -> Vec<Step> {
    let contributing = diagnosis.contributing.iter().map(|it| it.cause);
    let causes = std::iter::once(diagnosis.cause).chain(contributing);
    let first = (diagnosis.cause.area() == "vpn").then_some(Remedy::TurnOffVpn);
    let all = first.into_iter().chain(remedies.iter().copied());
    let mut steps: Vec<Step> = Vec::new();
    for remedy in all.chain(causes.flat_map(for_cause).copied()) {
        let known = steps.iter().any(|it| it.remedy == remedy);
        if !known && device.is_none_or(|it| remedy.applies_to(it)) {
            let barred = TRIED.iter().any(|(it, _)| *it == remedy);
            let trial = if barred { TrialResult::NotPossible } else { TrialResult::NotTried };
            steps.push(Step { remedy, trial });
        }
    }
    steps
}

/// Whether a vantage is the trial of a remedy.
type IsTrial = fn(&Vantage) -> bool;

/// Which remedy a vantage is the trial of.
const TRIED: &[(Remedy, IsTrial)] = &[
    (Remedy::RemoveHostsEntry, |it| matches!(it, Vantage::PastHostsFile)),
    (Remedy::ChangeDns, |it| matches!(it, Vantage::OtherResolver(_))),
    (Remedy::TurnOffProxy, |it| matches!(it, Vantage::WithoutProxy)),
    (Remedy::TurnOffVpn, |it| matches!(it, Vantage::OutsideTunnel(_))),
    (Remedy::TryAnotherNetwork, |it| matches!(it, Vantage::OtherInterface(_))),
    (Remedy::PreferIpv4, |it| matches!(it, Vantage::Family(Family::V4))),
    (Remedy::WaitAndRetry, |it| matches!(it, Vantage::Again)),
    (Remedy::FixClock, |it| matches!(it, Vantage::CorrectedClock(_))),
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
    // A kill switch that lets nothing past the tunnel does not show what turning the VPN off would do.
    let forbidden = |walk: &&Walk| {
        walk.failure().is_some_and(|it| it.kind == FailureKind::PermissionDenied)
            && matches!(walk.vantage, Vantage::OutsideTunnel(_) | Vantage::OtherInterface(_))
    };
    let made: Vec<&Walk> = snapshot.walks.iter().filter(tells).collect();
    let trials: Vec<&Walk> = made.iter().copied().filter(|it| !forbidden(it)).collect();
    if trials.is_empty() {
        let barred =
            !made.is_empty() || snapshot.not_possible.iter().any(|(vantage, _)| is_trial(vantage));
        return if barred { TrialResult::NotPossible } else { TrialResult::NotTried };
    }
    // Several resolvers may be tried for one subject: one that helps is enough for it.
    let mut subjects: Vec<&Subject> = trials.iter().map(|walk| &walk.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let helped =
        |it: &&&Subject| trials.iter().any(|walk| walk.subject == ***it && walk.succeeded());
    let helped = subjects.iter().filter(helped).count();
    match (helped > 0 && helped * 2 >= subjects.len(), remedy) {
        (true, _) => TrialResult::Helps,
        // A second or two were too short; that an hour is, too, was not tried.
        (false, Remedy::WaitAndRetry) => TrialResult::NotTried,
        (false, _) => TrialResult::NoHelp,
    }
}

/// Whether a trial changed what it was meant to change: another resolver that gives the same addresses is no other way.
fn is_different(trial: &Walk, snapshot: &Snapshot) -> bool {
    // What works again over the same family, too, was a passing hitch.
    if matches!(trial.vantage, Vantage::Family(_)) {
        let again = |it: &&Walk| it.vantage == Vantage::Again && it.subject == trial.subject;
        return !snapshot.walks.iter().filter(again).any(Walk::succeeded);
    }
    if matches!(trial.vantage, Vantage::OutsideTunnel(_)) {
        return !denied_by_own_router(trial, snapshot);
    }
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

/// Whether the router's own resolver denied the name: it is asked without the VPN, too, while the trial asked others.
fn denied_by_own_router(trial: &Walk, snapshot: &Snapshot) -> bool {
    let denied = snapshot.ordinary(&trial.subject).and_then(Walk::failure).is_some_and(|it| {
        matches!(
            it.kind,
            FailureKind::NoSuchName
                | FailureKind::NoData
                | FailureKind::ServerFailure
                | FailureKind::QueryRefused
                | FailureKind::UnusableAddress
        )
    });
    let gateways = snapshot.host.gateways.as_deref().unwrap_or_default();
    let servers = snapshot.host.name_servers.as_deref().unwrap_or_default();
    let by_router = |ip| gateways.iter().any(|it| it.address == ip);
    denied && !servers.is_empty() && servers.iter().all(|it| by_router(it.address.ip()))
}

/// How far down a step belongs: what helped first, what cannot apply here behind what can, what did not help last.
fn place(step: &Step, cause: Cause, snapshot: &Snapshot) -> u8 {
    let host = &snapshot.host;
    let no_proxy = || host.proxy.as_ref().is_some_and(|it| !it.any());
    let idle = (step.remedy == Remedy::TurnOffVpn
        && cause.area() != "vpn"
        && host.in_tunnel() == Some(false))
        || (step.remedy == Remedy::TurnOffProxy && cause.area() != "proxy" && no_proxy());
    match step.trial {
        TrialResult::Helps => 0,
        TrialResult::NotTried | TrialResult::NotPossible if idle => 2,
        TrialResult::NotTried | TrialResult::NotPossible => 1,
        TrialResult::NoHelp => 3,
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::diagnosis::{Confidence, Contributing, Extent};
    use crate::observation::{
        Gateway, Hop, NameServer, Neighbour, Phase, ProxySettings, Route, Timings, Tunnel,
    };

    fn diagnosis(cause: Cause) -> Diagnosis {
        Diagnosis::plain(cause, Confidence::Likely, Extent::Service)
    }

    fn walk(index: usize, vantage: Vantage, failure: Option<FailureKind>) -> Walk {
        let hop = Hop {
            url: "https://www.alfa.example/".to_owned(),
            route: Route::Direct,
            lookup: None,
            attempts: Vec::new(),
            peer: None,
            tls: None,
            timings: Timings::default(),
            outcome: failure.map_or(Ok(None), |it| Err(it.at(Phase::Connect))),
        };
        Walk {
            subject: Subject::Target { service: "alfa".to_owned(), index },
            vantage,
            at_ms: 0,
            took_ms: 0,
            hops: vec![hop],
        }
    }

    fn round(walks: Vec<Walk>) -> Snapshot {
        Snapshot { walks, ..Snapshot::empty(Timestamp::UNIX_EPOCH) }
    }

    const TIMED_OUT: Option<FailureKind> = Some(FailureKind::TimedOut);

    fn of_alfa(cause: Cause, snapshot: &Snapshot) -> Vec<Step> {
        plan(&diagnosis(cause), Scope::Service("alfa"), snapshot)
    }

    fn trial_of(remedy: Remedy, steps: &[Step]) -> Option<TrialResult> {
        steps.iter().find(|it| it.remedy == remedy).map(|it| it.trial)
    }

    fn outside() -> Vantage {
        Vantage::OutsideTunnel("eth0".to_owned())
    }

    #[test]
    fn what_the_routers_own_resolver_denies_is_denied_without_the_vpn_too() {
        let resolved = |server: [u8; 4]| {
            let mut denied = walk(0, Vantage::Ordinary, None);
            denied.hops[0].outcome = Err(FailureKind::NoSuchName.at(Phase::Resolve));
            let mut round = round(vec![denied, walk(0, outside(), None)]);
            round.host.gateways = Some(vec![Gateway {
                address: [192, 168, 1, 1].into(),
                interface: "eth0".to_owned(),
                neighbour: Neighbour::Reachable,
                responds: None,
                round_trips: Vec::new(),
            }]);
            round.host.name_servers =
                Some(vec![NameServer { address: (server, 53).into(), interface: None }]);
            trial_of(Remedy::TurnOffVpn, &of_alfa(Cause::VpnBlocked, &round))
        };
        assert_eq!(resolved([192, 168, 1, 1]), Some(TrialResult::NotTried));
        assert_eq!(resolved([10, 66, 0, 1]), Some(TrialResult::Helps), "it is the VPN's resolver");
    }

    #[test]
    fn nothing_is_wrong_and_nothing_is_advised() {
        assert_eq!(of_alfa(Cause::None, &round(Vec::new())), []);
    }

    #[test]
    fn what_helped_comes_first_even_if_the_cause_does_not_call_for_it() {
        let snapshot = round(vec![
            walk(0, Vantage::Ordinary, TIMED_OUT),
            walk(0, Vantage::WithoutProxy, None),
        ]);
        let steps = of_alfa(Cause::Maintenance, &snapshot);
        assert_eq!(steps[0], Step { remedy: Remedy::TurnOffProxy, trial: TrialResult::Helps });
    }

    #[test]
    fn what_did_not_help_comes_last() {
        let snapshot =
            round(vec![walk(0, Vantage::Ordinary, TIMED_OUT), walk(0, outside(), TIMED_OUT)]);
        let steps = of_alfa(Cause::ServiceUnreachable, &snapshot);
        assert_eq!(
            steps.last(),
            Some(&Step { remedy: Remedy::TurnOffVpn, trial: TrialResult::NoHelp })
        );
    }

    #[test]
    fn a_trial_on_what_showed_no_symptom_shows_nothing() {
        let snapshot = round(vec![walk(0, Vantage::Ordinary, None), walk(0, outside(), None)]);
        let steps = of_alfa(Cause::Forbidden, &snapshot);
        assert_eq!(trial_of(Remedy::TurnOffVpn, &steps), Some(TrialResult::NotTried));
    }

    #[test]
    fn a_trial_that_helped_fewer_than_half_of_what_is_hit_does_not_help() {
        let mut walks: Vec<Walk> =
            (0..3).map(|it| walk(it, Vantage::Ordinary, TIMED_OUT)).collect();
        walks.extend([
            walk(0, outside(), None),
            walk(1, outside(), TIMED_OUT),
            walk(2, outside(), TIMED_OUT),
        ]);
        let steps = of_alfa(Cause::ServiceUnreachable, &round(walks));
        assert_eq!(trial_of(Remedy::TurnOffVpn, &steps), Some(TrialResult::NoHelp));
    }

    #[test]
    fn a_trial_that_this_computer_forbids_was_not_possible() {
        let forbidden = Some(FailureKind::PermissionDenied);
        let snapshot =
            round(vec![walk(0, Vantage::Ordinary, TIMED_OUT), walk(0, outside(), forbidden)]);
        let steps = of_alfa(Cause::VpnDown, &snapshot);
        assert_eq!(trial_of(Remedy::TurnOffVpn, &steps), Some(TrialResult::NotPossible));
    }

    #[test]
    fn a_trial_that_may_not_be_made_is_said_not_to_be_possible() {
        let mut snapshot = round(vec![walk(0, Vantage::Ordinary, TIMED_OUT)]);
        snapshot.not_possible = vec![(outside(), "not allowed".to_owned())];
        let steps = of_alfa(Cause::ServiceOverloaded, &snapshot);
        assert_eq!(trial_of(Remedy::TurnOffVpn, &steps), Some(TrialResult::NotPossible));
    }

    #[test]
    fn where_packets_are_lost_by_chance_no_trial_counts() {
        let snapshot = round(vec![walk(0, Vantage::Ordinary, TIMED_OUT), walk(0, outside(), None)]);
        let steps = of_alfa(Cause::IspLossy, &snapshot);
        assert!(steps.iter().all(|it| it.trial == TrialResult::NotTried), "{steps:?}");
    }

    #[test]
    fn what_cannot_apply_here_comes_behind_what_can() {
        let mut snapshot = round(Vec::new());
        snapshot.host.tunnels =
            Some(vec![Tunnel { interface: "wg0".to_owned(), carries_default: false }]);
        snapshot.host.proxy = Some(ProxySettings::default());
        let steps = of_alfa(Cause::Forbidden, &snapshot);
        let idle = |it: &Step| matches!(it.remedy, Remedy::TurnOffVpn | Remedy::TurnOffProxy);
        let first = steps.iter().position(idle).expect("both are advised");
        assert!(steps[first..].iter().all(idle), "{steps:?}");
    }

    #[test]
    fn what_may_play_a_part_adds_its_advice_once() {
        let mut both = diagnosis(Cause::DnsBlocked);
        both.contributing
            .push(Contributing { cause: Cause::GeoBlocked, confidence: Confidence::Possible });
        let steps = plan(&both, Scope::Service("alfa"), &round(Vec::new()));
        assert!(trial_of(Remedy::TurnOffVpn, &steps).is_some());
        assert_eq!(steps.iter().filter(|it| it.remedy == Remedy::ChangeDns).count(), 1);
    }

    fn told(remedy: Remedy, helped: u32, failed: u32) -> Feedback {
        let mut feedback = Feedback::default();
        feedback.add(Cause::ServiceUnreachable, remedy, helped, failed);
        feedback
    }

    fn with(feedback: &Feedback, snapshot: &Snapshot) -> Vec<Remedy> {
        let diagnosis = diagnosis(Cause::ServiceUnreachable);
        let steps = plan_with(&diagnosis, Scope::Service("alfa"), snapshot, feedback);
        steps.into_iter().map(|it| it.remedy).collect()
    }

    #[test]
    fn what_the_user_said_to_help_comes_first_and_what_did_not_last() {
        let snapshot = round(vec![walk(0, Vantage::Ordinary, TIMED_OUT)]);
        let before = with(&Feedback::default(), &snapshot);
        let (first, last) = (before[0], before[before.len() - 1]);
        assert_eq!(with(&told(last, 2, 1), &snapshot)[0], last);
        assert_eq!(with(&told(first, 0, 1), &snapshot).last(), Some(&first));
        assert_eq!(with(&told(first, 1, 1), &snapshot), before);
    }

    #[test]
    fn no_word_of_the_user_outranks_a_trial() {
        let snapshot = round(vec![
            walk(0, Vantage::Ordinary, TIMED_OUT),
            walk(0, outside(), TIMED_OUT),
            walk(0, Vantage::WithoutProxy, None),
        ]);
        let praised = with(&told(Remedy::TurnOffVpn, 9, 0), &snapshot);
        assert_eq!(praised.first(), Some(&Remedy::TurnOffProxy));
        assert_eq!(praised.last(), Some(&Remedy::TurnOffVpn));
        let blamed = with(&told(Remedy::TurnOffProxy, 0, 9), &snapshot);
        assert_eq!(blamed.first(), Some(&Remedy::TurnOffProxy));
    }

    #[test]
    fn a_word_about_one_cause_says_nothing_of_another() {
        let snapshot = round(Vec::new());
        let mut feedback = Feedback::default();
        let before = with(&feedback, &snapshot);
        feedback.add(Cause::IspDown, before[before.len() - 1], 9, 0);
        assert_eq!(with(&feedback, &snapshot), before);
    }
}
