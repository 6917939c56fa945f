//! From a round's evidence to the report that every face shows. Pure.

use super::words::{DiagnosisWords, Platform, ServiceWords, Words};
use super::{
    NetworkReport, PlanEntry, Report, ServiceReport, ServiceState, Summary, Symptom, TargetReport,
};
use crate::catalogue::{Explanation, Meaning, Service};
use crate::diagnosis::reported::{Device, Meant, Seen, is_only_reported};
use crate::diagnosis::{Cause, Diagnosis, Extent, Findings, ServiceFinding};
use crate::observation::{Role, ServiceSpec, Snapshot, Subject, Timings, Walk};
use crate::remedy::{self, Feedback, Remedy, Scope, Step};

/// The version of the JSON.
const SCHEMA: u32 = 1;

/// The report of one round, in English, with the steps of `platform`. `catalogue` knows the services' own pages.
pub fn report(
    snapshot: &Snapshot,
    findings: &Findings,
    catalogue: &[Service],
    platform: Platform,
) -> Report {
    report_to(snapshot, findings, catalogue, &Listener::at(platform))
}

/// To whom a round is told, and what else is known of them.
#[derive(Clone, Copy, Debug)]
pub struct Listener<'a> {
    pub words: Words,
    pub platform: Platform,
    /// What they said of remedies before.
    pub feedback: Option<&'a Feedback>,
    /// What they see themselves: the findings were weighed against it.
    pub reported: &'a [Reported],
}

/// What somebody sees, with what the catalogue says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// At which service, by its id; `None`: at the one whose code it is.
    pub service: Option<String>,
    pub seen: Seen,
    pub explanation: Explanation,
}

impl Reported {
    /// What `explanation` says of a code that somebody sees on `device`, at `service`.
    pub fn new(explanation: Explanation, service: Option<String>, device: Option<Device>) -> Self {
        let meant = |it: &Meaning| Meant {
            service: it.service.clone(),
            code: it.code.clone(),
            causes: it.causes.clone(),
        };
        let meanings = explanation.meanings.iter().map(meant).collect();
        let seen = Seen { code: explanation.code.clone(), device, meanings };
        Self { service, seen, explanation }
    }

    /// What is advised against it where it is seen at `service`, and where that is to be done.
    fn advice(&self, service: &str, alone: bool) -> Option<(&[Remedy], Option<Device>)> {
        let is_here = self.service.as_ref().is_none_or(|it| it == service);
        let meant = self.seen.at(service, alone || self.service.is_some()).filter(|_| is_here)?;
        let same = |it: &&Meaning| it.service == meant.service && it.code == meant.code;
        let meaning = self.explanation.meanings.iter().find(same)?;
        Some((&meaning.remedies, self.seen.device))
    }
}

impl Listener<'_> {
    /// Somebody at this platform who reads English, and of whom nothing else is known.
    pub fn at(platform: Platform) -> Self {
        Self { words: Words::English, platform, feedback: None, reported: &[] }
    }

    fn plan(&self, diagnosis: &Diagnosis, scope: Scope<'_>, snapshot: &Snapshot) -> Vec<Step> {
        match self.feedback {
            Some(feedback) => remedy::plan_with(diagnosis, scope, snapshot, feedback),
            None => remedy::plan(diagnosis, scope, snapshot),
        }
    }
}

/// The same, for somebody of whom more is known.
pub fn report_to(
    snapshot: &Snapshot,
    findings: &Findings,
    catalogue: &[Service],
    listener: &Listener<'_>,
) -> Report {
    let services: Vec<ServiceReport> = findings
        .services
        .iter()
        .zip(&snapshot.services)
        .map(|(finding, spec)| service(snapshot, finding, spec, catalogue, listener))
        .collect();
    let network = network(snapshot, &findings.network, listener);
    Report {
        schema: SCHEMA,
        version: snapshot.version.clone(),
        started_at: snapshot.started_at,
        took_ms: snapshot.took_ms,
        verdict_after_ms: snapshot.first_failure_ms().map(|it| snapshot.took_ms.saturating_sub(it)),
        summary: summary(listener.words, &network, &services),
        network,
        services,
    }
}

fn network(snapshot: &Snapshot, diagnosis: &Diagnosis, listener: &Listener<'_>) -> NetworkReport {
    let plan = listener.plan(diagnosis, Scope::Network, snapshot);
    NetworkReport {
        cause: diagnosis.cause,
        blame: diagnosis.blame,
        confidence: diagnosis.confidence,
        evidence: diagnosis.evidence.clone(),
        ruled_out: diagnosis.ruled_out.clone(),
        contributing: diagnosis.contributing.clone(),
        plan: in_words(&plan, listener.words, listener.platform, None),
    }
}

fn service(
    snapshot: &Snapshot,
    finding: &ServiceFinding,
    spec: &ServiceSpec,
    catalogue: &[Service],
    listener: &Listener<'_>,
) -> ServiceReport {
    let known = catalogue.iter().find(|it| it.id == finding.id);
    let words = known.map(|it| ServiceWords { name: &it.name, links: &it.links });
    let scope = if finding.held { Scope::Network } else { Scope::Service(&finding.id) };
    let ordinary = |index: usize| {
        snapshot
            .ordinary(&Subject::Target { service: finding.id.clone(), index })
            .filter(|it| !it.cancelled())
    };
    let symptom =
        finding.symptom.and_then(|index| symptom(ordinary(index)?, spec.targets.get(index)?.role));
    let alone = snapshot.services.len() == 1;
    let mut reported = listener.reported.iter().filter(|_| is_only_reported(&finding.diagnosis));
    let reported = reported.find_map(|it| it.advice(&finding.id, alone));
    let (plan, platform) = match reported {
        Some((remedies, device)) => {
            let plan = remedy::plan_reported(&finding.diagnosis, remedies, device);
            (plan, listener.platform.at(device))
        }
        None => (listener.plan(&finding.diagnosis, scope, snapshot), listener.platform),
    };
    let targets = spec
        .targets
        .iter()
        .enumerate()
        .map(|(index, it)| target(it.role, &it.url, ordinary(index)));
    ServiceReport {
        id: finding.id.clone(),
        name: spec.name.clone(),
        state: state(finding),
        symptom,
        diagnosis: finding.diagnosis.clone(),
        plan: in_words(&plan, listener.words, platform, words.as_ref()),
        targets: targets.collect(),
    }
}

/// How a service is doing, from what was found.
fn state(finding: &ServiceFinding) -> ServiceState {
    let diagnosis = &finding.diagnosis;
    let works = matches!(diagnosis.cause, Cause::ServiceSlow | Cause::EdgeFailing);
    // Who cannot open the front door cannot watch.
    let shut = diagnosis.extent == Extent::Service || diagnosis.roles.contains(&Role::Web);
    if finding.held {
        ServiceState::Held
    } else if !finding.looked_at || diagnosis.cause == Cause::Unknown {
        ServiceState::Unknown
    } else if diagnosis.cause == Cause::None {
        ServiceState::Up
    } else if diagnosis.cause.is_refusal() {
        ServiceState::Refused
    } else if shut && !works {
        ServiceState::Down
    } else {
        ServiceState::Degraded
    }
}

fn symptom(walk: &Walk, role: Role) -> Option<Symptom> {
    if let Some(failure) = walk.failure() {
        let error = Some(failure.kind.code().to_owned());
        return Some(Symptom { phase: failure.phase, error, status: None, role });
    }
    let exchange = walk.exchange().filter(|it| !it.as_expected)?;
    Some(Symptom {
        phase: crate::observation::Phase::Exchange,
        error: None,
        status: Some(exchange.status),
        role,
    })
}

fn target(role: Role, url: &str, walk: Option<&Walk>) -> TargetReport {
    let first = walk.and_then(|it| it.hops.first());
    TargetReport {
        role,
        url: url.to_owned(),
        phases: first.map(|hop| to_a_tenth(hop.timings)).unwrap_or_default(),
        status: walk.and_then(Walk::exchange).map(|it| it.status),
        error: walk.and_then(Walk::failure).map(|it| it.kind.code().to_owned()),
    }
}

/// No phase is measured more exactly than to a tenth of a millisecond.
fn to_a_tenth(timings: Timings) -> Timings {
    let round = |ms: Option<f64>| ms.map(|it| (it * 10.0).round() / 10.0);
    Timings {
        resolve_ms: round(timings.resolve_ms),
        connect_ms: round(timings.connect_ms),
        handshake_ms: round(timings.handshake_ms),
        first_byte_ms: round(timings.first_byte_ms),
    }
}

fn in_words(
    steps: &[Step],
    words: Words,
    platform: Platform,
    service: Option<&ServiceWords<'_>>,
) -> Vec<PlanEntry> {
    let entry = |step: &Step| {
        let text = words.steps(step.remedy, platform, service);
        PlanEntry {
            remedy: step.remedy,
            trial: step.trial,
            title: text.title,
            steps: text.steps,
            link: text.link,
        }
    };
    steps.iter().map(entry).collect()
}

/// Tells the steps against what a service has in other words; `device` is where somebody sees it who has said so.
pub fn reworded(
    report: &mut ServiceReport,
    words: Words,
    service: Option<&ServiceWords<'_>>,
    device: Option<Device>,
) {
    let here = Platform::named(std::env::consts::OS);
    let there = device.filter(|_| is_only_reported(&report.diagnosis));
    in_other_words(&mut report.plan, words, here.at(there), service);
}

/// The same of the network.
pub fn network_reworded(report: &mut NetworkReport, words: Words) {
    in_other_words(&mut report.plan, words, Platform::named(std::env::consts::OS), None);
}

fn in_other_words(
    plan: &mut [PlanEntry],
    words: Words,
    platform: Platform,
    service: Option<&ServiceWords<'_>>,
) {
    for entry in plan {
        let text = words.steps(entry.remedy, platform, service);
        (entry.title, entry.steps, entry.link) = (text.title, text.steps, text.link);
    }
}

/// The worst and nearest: a cause of the network before a service's, what is open before what is not decided.
pub fn summary(words: Words, network: &NetworkReport, services: &[ServiceReport]) -> Summary {
    let names = |wanted: &dyn Fn(&ServiceReport) -> bool| -> Vec<&str> {
        services.iter().filter(|it| wanted(it)).map(|it| it.name.as_str()).collect()
    };
    let of_network = |cause: Cause| {
        let hit = names(&|it| it.state == ServiceState::Held);
        let sentence = words.sentence(&DiagnosisWords::of_network(network, hit));
        Summary { blame: cause.blame(), cause, sentence }
    };
    if !matches!(network.cause, Cause::None | Cause::Unknown) {
        return of_network(network.cause);
    }
    let worst = services
        .iter()
        .filter_map(|it| Some((severity(it)?, it)))
        .min_by_key(|(severity, _)| *severity);
    match worst {
        Some((severity, worst)) if severity < UNDECIDED || network.cause == Cause::None => {
            let alike =
                names(&|it| it.diagnosis.cause == worst.diagnosis.cause && it.state == worst.state);
            let told = DiagnosisWords::new(&worst.diagnosis, alike);
            let cause = worst.diagnosis.cause;
            Summary { blame: cause.blame(), cause, sentence: words.sentence(&told) }
        }
        _ if network.cause == Cause::Unknown => of_network(Cause::Unknown),
        _ => {
            let told =
                DiagnosisWords::of_cause(Cause::None, names(&|it| it.state == ServiceState::Up));
            Summary {
                blame: Cause::None.blame(),
                cause: Cause::None,
                sentence: words.sentence(&told),
            }
        }
    }
}

const UNDECIDED: u8 = 2;

/// How bad a service's state is; `None` where nothing is wrong with it by itself.
fn severity(service: &ServiceReport) -> Option<u8> {
    match service.state {
        ServiceState::Up | ServiceState::Held => None,
        ServiceState::Down => Some(0),
        ServiceState::Degraded => Some(1),
        ServiceState::Unknown => Some(UNDECIDED),
        ServiceState::Refused => Some(3),
    }
}

/// Whether nothing else is left than services that answer people and not programs.
pub fn only_refused(report: &Report) -> bool {
    report.network.cause == Cause::None
        && report
            .services
            .iter()
            .all(|it| matches!(it.state, ServiceState::Up | ServiceState::Refused))
}
