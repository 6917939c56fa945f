//! From a report to the problems that the surfaces tell of. Pure.

use jiff::Timestamp;

use crate::diagnosis::incident::{Incident, NETWORK};
use crate::diagnosis::reported::is_only_reported;
use crate::diagnosis::{Cause, When, is_near};
use crate::presentation::words::{DiagnosisWords, Words};
use crate::presentation::{
    Badge, PlanEntry, Problem, Report, ServiceReport, ServiceState, StepView,
};

/// An open problem as it was last told, and what it does to the icon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub(super) problem: Problem,
    pub(super) badge: Badge,
    /// Whether it has lasted long enough to be told aloud.
    pub(super) is_ripe: bool,
    /// Whether nothing but the user's word speaks for it.
    pub(super) is_reported: bool,
    /// Whether the last round saw it: what was not measured, or is perhaps over, stays as it was told.
    pub(super) is_seen: bool,
}

impl Open {
    /// The problem that `incident`, with this key, is in `report`; `None` where the report does not know it: it was not
    /// measured, or is not there any more.
    pub(super) fn of(
        words: Words,
        key: &str,
        incident: &Incident,
        report: &Report,
    ) -> Option<Self> {
        let when = if incident.comes_and_goes { When::ComesAndGoes } else { When::Now };
        let mut is_reported = false;
        let (problem, is_down) = if key == NETWORK {
            of_network(words, report, when, incident.since)?
        } else {
            let service = report.services.iter().find(|it| it.id == key)?;
            is_reported = is_only_reported(&service.diagnosis);
            of_service(words, service, when, incident.since)?
        };
        let badge = match (is_down, is_near(problem.blame)) {
            // Nobody here has seen that it is down.
            _ if is_reported => Badge::Partial,
            (false, _) => Badge::Partial,
            (true, true) => Badge::MyNetwork,
            (true, false) => Badge::ServiceDown,
        };
        Some(Self { problem, badge, is_ripe: false, is_reported, is_seen: true })
    }

    /// The same after a round that did not see it.
    pub(super) fn unseen(&self) -> Self {
        Self { is_seen: false, ..self.clone() }
    }

    /// Whether anybody is hindered by it: things that are only slower, or that another way makes up for, are shown
    /// and never announced.
    pub(super) fn is_felt(&self) -> bool {
        let hits = self.problem.key != NETWORK || !self.problem.services.is_empty();
        self.is_ripe && hits && !is_mild(self.problem.cause)
    }

    /// Where it stands among others: what hinders comes first, and what is nearer to the user.
    pub(super) fn rank(&self) -> (bool, bool, bool, Timestamp) {
        let problem = &self.problem;
        let far = !is_near(problem.blame);
        (is_mild(problem.cause), problem.key != NETWORK, far, problem.since)
    }
}

fn is_mild(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::DnsSlow
            | Cause::Ipv6Broken
            | Cause::EdgeFailing
            | Cause::ServiceSlow
            | Cause::IspSlow
            | Cause::LinkSlow
            | Cause::VpnSmartDns
    )
}

/// Whether only a close look shows it, so that its absence from another says nothing.
pub(super) fn needs_a_close_look(cause: Cause) -> bool {
    matches!(cause, Cause::EdgeFailing | Cause::ServiceSlow | Cause::IspSlow | Cause::LinkSlow)
}

fn of_network(
    words: Words,
    report: &Report,
    when: When,
    since: Timestamp,
) -> Option<(Problem, bool)> {
    let network = &report.network;
    if matches!(network.cause, Cause::None | Cause::Unknown) {
        return None;
    }
    let held = report.services.iter().filter(|it| it.state == ServiceState::Held);
    let held = held.map(|it| it.name.as_str()).collect::<Vec<_>>();
    let told = DiagnosisWords { when, ..DiagnosisWords::of_network(network, held.iter().copied()) };
    let problem = Problem {
        key: NETWORK.to_owned(),
        cause: network.cause,
        blame: network.blame,
        confidence: network.confidence,
        title: words.grouped_title(&told),
        sentence: words.sentence(&told),
        evidence: network.evidence.iter().map(|it| words.reason(&it.says)).collect(),
        ruled_out: network.ruled_out.iter().map(|it| words.ruled_out(it)).collect(),
        services: held.iter().map(|it| (*it).to_owned()).collect(),
        steps: network.plan.iter().map(step).collect(),
        since,
    };
    Some((problem, !held.is_empty()))
}

fn of_service(
    words: Words,
    service: &ServiceReport,
    when: When,
    since: Timestamp,
) -> Option<(Problem, bool)> {
    let diagnosis = &service.diagnosis;
    if matches!(service.state, ServiceState::Up | ServiceState::Held | ServiceState::Unknown) {
        return None;
    }
    let told = DiagnosisWords { when, ..DiagnosisWords::new(diagnosis, [service.name.as_str()]) };
    let problem = Problem {
        key: service.id.clone(),
        cause: diagnosis.cause,
        blame: diagnosis.blame,
        confidence: diagnosis.confidence,
        title: words.title(&told),
        sentence: words.sentence(&told),
        evidence: diagnosis.evidence.iter().map(|it| words.reason(&it.says)).collect(),
        ruled_out: diagnosis.ruled_out.iter().map(|it| words.ruled_out(it)).collect(),
        services: vec![service.name.clone()],
        steps: service.plan.iter().map(step).collect(),
        since,
    };
    Some((problem, service.state == ServiceState::Down))
}

fn step(entry: &PlanEntry) -> StepView {
    StepView {
        remedy: entry.remedy,
        trial: entry.trial,
        title: entry.title.clone(),
        steps: entry.steps.clone(),
        link: entry.link.clone(),
    }
}

/// How long the first target took to answer, connection and all.
pub(super) fn response_ms(service: &ServiceReport) -> Option<u32> {
    let phases = service.targets.first()?.phases;
    let parts = [phases.resolve_ms, phases.connect_ms, phases.handshake_ms, phases.first_byte_ms];
    phases.first_byte_ms?;
    let sum: f64 = parts.into_iter().flatten().sum();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "bounded by the time limits of a walk"
    )]
    Some(sum.round().max(0.0) as u32)
}
