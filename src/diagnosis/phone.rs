//! The phone as a second vantage: whether a service opens over mobile data, as its user says. Pure.
//!
//! Mobile data is another way to the same service. What opens there is not down; what does not open there either is
//! hardly this network's fault. It is somebody's word, and nobody here saw it: it moves a verdict by one step and never
//! makes it certain.

use super::{Cause, Confidence, Evidence, Extent, Findings, RuledOut, ServiceFinding};
use crate::diagnosis::said::say;

/// What was seen on the phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The service's id.
    pub service: String,
    pub opens: bool,
}

/// Joins what the phone showed with what was found.
pub fn weigh(mut findings: Findings, seen: &Seen) -> Findings {
    for service in findings.services.iter_mut().filter(|it| it.id == seen.service) {
        // Behind a cause of the network nothing is known of the service, and the phone tells of the service.
        if service.looked_at && !service.held {
            join(service, seen.opens);
        }
    }
    findings
}

fn join(service: &mut ServiceFinding, opens: bool) {
    let at = service.diagnosis.cause;
    match (whose(at), opens) {
        // On the phone it works, so what was taken for the service's own fault is on the way, or its answer to us.
        (Side::Service, true) => elsewhere(service),
        (Side::Service, false) | (Side::Ours, true) => confirm(service, opens),
        (Side::Ours, false) => doubt(service),
        // From here it is well, and on the screen it is not: else nobody would have asked the phone.
        (Side::Nobody, true) => suppose(service, Cause::AppOrBrowser, opens),
        (Side::Nobody | Side::Undecided, false) => suppose(service, Cause::ServicePartial, opens),
        (Side::Undecided, true) => tell(service, opens, true),
        // An account is the same on both.
        (Side::Account, _) => {}
    }
}

/// Whose side a cause is on, as far as a phone can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Service,
    Ours,
    Account,
    Nobody,
    Undecided,
}

fn whose(cause: Cause) -> Side {
    match cause.area() {
        "service" => Side::Service,
        "account" => Side::Account,
        "none" => Side::Nobody,
        "unknown" => Side::Undecided,
        _ => Side::Ours,
    }
}

/// The service is not down: part of it fails, or the way to it does.
fn elsewhere(service: &mut ServiceFinding) {
    let before = service.diagnosis.cause;
    let cause = if before == Cause::ServiceDnsMissing {
        Cause::DnsBlocked
    } else if before == Cause::ServiceUnreachable {
        Cause::IspRouteLost
    } else {
        // There was an answer: it is the servers that this computer is sent to.
        Cause::EdgeFailing
    };
    if before == Cause::EdgeFailing {
        confirm(service, true);
        return;
    }
    service.diagnosis.ruled_out.push(RuledOut {
        cause: before,
        because: say!("it opens on your phone over mobile data."),
    });
    suppose(service, cause, true);
    service.diagnosis.extent = Extent::Partial;
}

fn suppose(service: &mut ServiceFinding, cause: Cause, opens: bool) {
    let diagnosis = &mut service.diagnosis;
    diagnosis.cause = cause;
    diagnosis.blame = cause.blame();
    diagnosis.confidence = Confidence::Possible;
    diagnosis.extent = Extent::Service;
    tell(service, opens, true);
}

fn confirm(service: &mut ServiceFinding, opens: bool) {
    let diagnosis = &mut service.diagnosis;
    // Somebody's word makes nothing certain.
    diagnosis.confidence = diagnosis.confidence.max(Confidence::Likely);
    tell(service, opens, true);
}

fn doubt(service: &mut ServiceFinding) {
    let diagnosis = &mut service.diagnosis;
    diagnosis.confidence = match diagnosis.confidence {
        // Nothing else explains what was measured; the phone may have another trouble.
        Confidence::Certain => Confidence::Likely,
        Confidence::Likely | Confidence::Possible => Confidence::Possible,
    };
    tell(service, false, false);
}

fn tell(service: &mut ServiceFinding, opens: bool, supports: bool) {
    let says = if opens {
        say!("It opens on your phone over mobile data.")
    } else {
        say!("It does not open on your phone over mobile data either.")
    };
    let evidence = Evidence { rule: "reported.phone".to_owned(), says, supports };
    service.diagnosis.evidence.push(evidence);
}

#[cfg(test)]
mod tests {
    use super::super::Diagnosis;
    use super::*;

    fn weighed(cause: Cause, confidence: Confidence, opens: bool) -> Diagnosis {
        let diagnosis = Diagnosis::plain(cause, confidence, Extent::Service);
        let found = ServiceFinding {
            id: "alfa".to_owned(),
            held: false,
            looked_at: true,
            diagnosis: diagnosis.clone(),
            symptom: None,
        };
        let findings = Findings { network: diagnosis, services: vec![found] };
        let seen = Seen { service: "alfa".to_owned(), opens };
        weigh(findings, &seen).services.remove(0).diagnosis
    }

    #[test]
    fn what_opens_on_mobile_data_is_not_down() {
        let told = weighed(Cause::ServiceUnreachable, Confidence::Likely, true);
        assert_eq!((told.cause, told.confidence), (Cause::IspRouteLost, Confidence::Possible));
        assert_eq!(told.ruled_out[0].cause, Cause::ServiceUnreachable);
        assert_eq!(told.evidence[0].rule, "reported.phone");
    }

    #[test]
    fn an_answer_that_only_this_computer_gets_is_not_the_whole_service() {
        let told = weighed(Cause::ServiceOverloaded, Confidence::Likely, true);
        assert_eq!((told.cause, told.extent), (Cause::EdgeFailing, Extent::Partial));
        let told = weighed(Cause::EdgeFailing, Confidence::Possible, true);
        assert_eq!((told.cause, told.confidence), (Cause::EdgeFailing, Confidence::Likely));
        assert!(told.ruled_out.is_empty());
    }

    #[test]
    fn what_fails_there_too_is_the_services_and_never_certain_by_a_word() {
        let told = weighed(Cause::ServiceOverloaded, Confidence::Possible, false);
        assert_eq!((told.cause, told.confidence), (Cause::ServiceOverloaded, Confidence::Likely));
    }

    #[test]
    fn what_is_on_our_side_is_borne_out_by_a_phone_that_gets_through() {
        let told = weighed(Cause::ConnectionBlocked, Confidence::Possible, true);
        assert_eq!((told.cause, told.confidence), (Cause::ConnectionBlocked, Confidence::Likely));
        let told = weighed(Cause::ConnectionBlocked, Confidence::Certain, true);
        assert_eq!(told.confidence, Confidence::Certain, "what was measured stands");
    }

    #[test]
    fn what_is_on_our_side_is_doubted_where_the_phone_fails_too() {
        let told = weighed(Cause::ConnectionBlocked, Confidence::Certain, false);
        assert_eq!((told.cause, told.confidence), (Cause::ConnectionBlocked, Confidence::Likely));
        assert!(!told.evidence[0].supports);
    }

    #[test]
    fn beside_a_clean_probe_the_phone_tells_app_from_service() {
        assert_eq!(weighed(Cause::None, Confidence::Certain, true).cause, Cause::AppOrBrowser);
        assert_eq!(weighed(Cause::None, Confidence::Certain, false).cause, Cause::ServicePartial);
        assert_eq!(weighed(Cause::Unknown, Confidence::Possible, true).cause, Cause::Unknown);
    }

    #[test]
    fn an_account_is_the_same_on_every_line() {
        for opens in [true, false] {
            let told = weighed(Cause::Forbidden, Confidence::Likely, opens);
            assert_eq!((told.cause, told.confidence), (Cause::Forbidden, Confidence::Likely));
            assert!(told.evidence.is_empty());
        }
    }

    #[test]
    fn another_service_and_one_that_was_not_looked_at_stay_as_they_were() {
        let found = |id: &str, looked_at| ServiceFinding {
            id: id.to_owned(),
            held: false,
            looked_at,
            diagnosis: weighed(Cause::Forbidden, Confidence::Likely, true),
            symptom: None,
        };
        let services = vec![found("bravo", true), found("alfa", false)];
        let network = services[0].diagnosis.clone();
        let before = Findings { network, services };
        let seen = Seen { service: "alfa".to_owned(), opens: true };
        assert_eq!(weigh(before.clone(), &seen), before);
    }
}
