//! What the user says that he sees, joined with what a round found. Pure.

use jiff::{SignedDuration, Timestamp};

use crate::catalogue::{self, Service};
use crate::diagnosis::reported::{Device, weigh};
use crate::diagnosis::{Findings, ServiceFinding};
use crate::observation::Snapshot;
use crate::presentation::Reported;

/// How long a report stands by itself. Nobody takes one back, and what was seen an hour ago is old.
const STANDS: SignedDuration = SignedDuration::from_hours(1);

/// An error that the user sees at a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The service's id.
    pub service: String,
    /// The code, as it was typed.
    pub code: String,
    pub on: Option<Device>,
    /// When it was reported.
    pub at: Timestamp,
}

impl Sighting {
    /// Whether it still counts at `wall`. A clock that was set back does not make it last.
    pub(super) fn stands(&self, wall: Timestamp) -> bool {
        let age = wall.duration_since(self.at);
        age >= SignedDuration::ZERO && age < STANDS
    }
}

/// What is seen, with what the catalogue says that it means.
pub(super) fn reported(sightings: &[Sighting], known: &[Service]) -> Vec<Reported> {
    let of = |it: &Sighting| {
        let explanation = catalogue::explain(&it.code, Some(&it.service), known);
        Reported::new(explanation, Some(it.service.clone()), it.on)
    };
    sightings.iter().map(of).collect()
}

/// Joins what is seen with `findings`.
pub(super) fn join(findings: Findings, reported: &[Reported], snapshot: &Snapshot) -> Findings {
    reported.iter().fold(findings, |findings, it| join_one(findings, it, snapshot))
}

fn join_one(mut findings: Findings, reported: &Reported, snapshot: &Snapshot) -> Findings {
    let is_it = |it: &ServiceFinding| reported.service.as_ref() == Some(&it.id);
    let Some(place) = findings.services.iter().position(is_it) else { return findings };
    // Alone, as if no other service had been looked at: a plain status may be any service's, and here somebody has said
    // whose it is.
    let services = vec![findings.services.remove(place)];
    let alone = Findings { network: findings.network.clone(), services };
    let joined = weigh(alone, &reported.seen, snapshot);
    findings.services.splice(place..place, joined.services);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::reported::is_only_reported;
    use crate::diagnosis::{Cause, Confidence, Diagnosis, Extent};

    fn found(cause: Cause) -> Findings {
        let diagnosis = Diagnosis::plain(cause, Confidence::Certain, Extent::Service);
        let service = |id: &str| ServiceFinding {
            id: id.to_owned(),
            held: false,
            looked_at: true,
            diagnosis: diagnosis.clone(),
            symptom: None,
        };
        Findings { network: diagnosis.clone(), services: vec![service("netflix"), service("own")] }
    }

    fn sighting(service: &str, code: &str) -> Sighting {
        let (service, code) = (service.to_owned(), code.to_owned());
        Sighting { service, code, on: None, at: Timestamp::UNIX_EPOCH }
    }

    fn joined(cause: Cause, sightings: &[Sighting]) -> Vec<Diagnosis> {
        let snapshot = Snapshot::empty(Timestamp::UNIX_EPOCH);
        let reported = reported(sightings, &catalogue::bundled());
        let findings = join(found(cause), &reported, &snapshot);
        findings.services.into_iter().map(|it| it.diagnosis).collect()
    }

    #[test]
    fn a_status_that_any_service_may_show_is_the_one_services_of_whom_it_is_said() {
        let told = joined(Cause::None, &[sighting("own", "503")]);
        assert_eq!(told[0].cause, Cause::None);
        assert_eq!(
            (told[1].cause, told[1].confidence),
            (Cause::ServicePartial, Confidence::Possible)
        );
        assert!(is_only_reported(&told[1]));
    }

    #[test]
    fn several_reports_stand_beside_each_other() {
        let told = joined(Cause::None, &[sighting("own", "503"), sighting("netflix", "403")]);
        assert!(told.iter().all(is_only_reported), "{told:#?}");
    }

    #[test]
    fn what_was_measured_is_not_talked_away() {
        let told = joined(Cause::GatewayError, &[sighting("own", "403")]);
        assert_eq!((told[1].cause, told[1].confidence), (Cause::GatewayError, Confidence::Certain));
    }

    #[test]
    fn a_code_that_nobody_knows_says_nothing() {
        assert_eq!(joined(Cause::None, &[sighting("own", "no such code")])[1].cause, Cause::None);
    }

    #[test]
    fn a_report_stands_for_an_hour_by_any_clock() {
        let it = sighting("own", "503");
        let after = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        assert_eq!(
            [0, 59, 60, -1].map(|it_is| it.stands(after(it_is))),
            [true, true, false, false]
        );
    }
}
