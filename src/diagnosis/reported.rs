//! What the user reports, joined with what was measured. Pure.
//!
//! A reported symptom beside a clean probe is never more than possible: nobody here saw it.

use serde::{Deserialize, Serialize};

use super::{Cause, Confidence, Contributing, Evidence, Extent, Findings, ServiceFinding};
use crate::observation::Snapshot;

/// What shows the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    Browser,
    App,
    Tv,
    Phone,
    Console,
}

impl Device {
    /// All devices, this computer's own first.
    pub const ALL: [Self; 5] = [Self::Browser, Self::App, Self::Tv, Self::Phone, Self::Console];

    /// The stable id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::App => "app",
            Self::Tv => "tv",
            Self::Phone => "phone",
            Self::Console => "console",
        }
    }

    /// The device with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|device| device.id() == id)
    }

    /// Whether it is another device than the one that this program runs on.
    pub fn is_another(self) -> bool {
        matches!(self, Self::Tv | Self::Phone | Self::Console)
    }
}

/// Whether `cause` sits on this computer, so that another device in the same network does not meet it.
pub fn is_of_this_computer(cause: Cause) -> bool {
    match cause.area() {
        "proxy" => true,
        "device" => {
            !matches!(cause, Cause::OtherDevice | Cause::Drm | Cause::Unsupported | Cause::DataCap)
        }
        // A VPN that is not seen here may be the router's.
        "vpn" => !matches!(cause, Cause::VpnAddressFlagged | Cause::VpnSmartDns),
        _ => false,
    }
}

/// What the user sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The code, as it was typed.
    pub code: String,
    pub device: Option<Device>,
    /// What the catalogue says: the service (or anybody's), and the causes.
    pub meanings: Vec<(Option<String>, Vec<Cause>)>,
}

/// Joins what the user sees with what was found. What was measured to be wrong stands.
pub fn weigh(mut findings: Findings, seen: &Seen, snapshot: &Snapshot) -> Findings {
    let alone = findings.services.len() == 1;
    let tunnel = snapshot.host.tunnels.iter().flatten().any(|it| it.carries_default);
    for service in &mut findings.services {
        let meaning = |(owner, _): &&(Option<String>, Vec<Cause>)| match owner {
            Some(owner) => *owner == service.id,
            // A plain status may be any service's; it is this one's if no other was looked at.
            None => alone,
        };
        let causes: Vec<Cause> =
            seen.meanings.iter().filter(meaning).flat_map(|(_, causes)| causes.clone()).collect();
        if !causes.is_empty() {
            join(service, seen, &causes, tunnel);
        }
    }
    findings
}

fn join(service: &mut ServiceFinding, seen: &Seen, causes: &[Cause], tunnel: bool) {
    let reported = Evidence {
        rule: "reported.code".to_owned(),
        says: format!("You see “{}”.", seen.code.escape_debug()),
        supports: true,
    };
    let clean = matches!(
        service.diagnosis.cause,
        Cause::None | Cause::BotChallenge | Cause::SignInRequired
    );
    if service.held || !service.looked_at || !clean {
        service.diagnosis.evidence.push(reported);
        return;
    }
    let mut fitting: Vec<Cause> = Vec::new();
    if seen.device.is_some_and(Device::is_another) {
        fitting.push(Cause::OtherDevice);
    }
    for cause in causes.iter().filter_map(|it| beside_a_clean_probe(*it, tunnel)) {
        if !fitting.contains(&cause) {
            fitting.push(cause);
        }
    }
    let Some((main, rest)) = fitting.split_first() else { return };
    let clean = Evidence {
        rule: "reported.clean_probe".to_owned(),
        says:
            "This computer gets a good answer; what needs your account cannot be seen from outside."
                .to_owned(),
        supports: true,
    };
    let diagnosis = &mut service.diagnosis;
    diagnosis.cause = *main;
    diagnosis.blame = main.blame();
    diagnosis.confidence = Confidence::Possible;
    diagnosis.extent = Extent::Service;
    diagnosis.evidence = vec![reported, clean];
    diagnosis.contributing = rest
        .iter()
        .map(|cause| Contributing { cause: *cause, confidence: Confidence::Possible })
        .collect();
}

/// What a code's cause can mean while this computer gets good answers; `None` for what the good answers rule out.
fn beside_a_clean_probe(cause: Cause, tunnel: bool) -> Option<Cause> {
    let of_servers = matches!(
        cause,
        Cause::ServiceUnreachable
            | Cause::ServiceOverloaded
            | Cause::GatewayError
            | Cause::ServiceError
            | Cause::EdgeFailing
    );
    match cause.area() {
        "none" | "unknown" => None,
        "vpn" => Some(if tunnel { Cause::VpnBlocked } else { Cause::VpnAddressFlagged }),
        // This computer gets through, so what cannot is the device that shows the error.
        "link" | "router" | "isp" | "dns" | "filter" | "proxy" => Some(Cause::OtherDevice),
        _ if of_servers => Some(Cause::ServicePartial),
        _ => Some(cause),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::{Diagnosis, When};
    use super::*;
    use crate::observation::Tunnel;

    fn diagnosis(cause: Cause) -> Diagnosis {
        Diagnosis {
            cause,
            blame: cause.blame(),
            confidence: Confidence::Certain,
            extent: Extent::Service,
            roles: Vec::new(),
            responder: None,
            evidence: Vec::new(),
            ruled_out: Vec::new(),
            contributing: Vec::new(),
            when: When::Now,
        }
    }

    fn findings(cause: Cause) -> Findings {
        let services = vec![ServiceFinding {
            id: "alfa".to_owned(),
            held: false,
            looked_at: true,
            diagnosis: diagnosis(cause),
            symptom: None,
        }];
        Findings { network: diagnosis(Cause::None), services }
    }

    fn seen(owner: Option<&str>, causes: &[Cause], device: Option<Device>) -> Seen {
        Seen {
            code: "AB-12".to_owned(),
            device,
            meanings: vec![(owner.map(str::to_owned), causes.to_vec())],
        }
    }

    fn weighed(found: Cause, seen: &Seen) -> Diagnosis {
        let snapshot = Snapshot::empty(Timestamp::UNIX_EPOCH);
        weigh(findings(found), seen, &snapshot).services.remove(0).diagnosis
    }

    #[test]
    fn a_television_meets_the_networks_faults_and_not_this_computers() {
        for here in [Cause::VpnBlocked, Cause::ProxyDenied, Cause::HostsOverride, Cause::ClockWrong]
        {
            assert!(is_of_this_computer(here), "{here}");
        }
        for common in
            [Cause::ResolverDown, Cause::VpnAddressFlagged, Cause::OtherDevice, Cause::IspDown]
        {
            assert!(!is_of_this_computer(common), "{common}");
        }
    }

    #[test]
    fn what_was_measured_to_be_wrong_stands() {
        let told =
            weighed(Cause::GatewayError, &seen(Some("alfa"), &[Cause::TooManyStreams], None));
        assert_eq!((told.cause, told.confidence), (Cause::GatewayError, Confidence::Certain));
        assert_eq!(told.evidence[0].rule, "reported.code");
    }

    #[test]
    fn a_report_beside_a_clean_probe_is_never_more_than_possible() {
        for cause in Cause::ALL {
            let told = weighed(Cause::None, &seen(Some("alfa"), &[*cause], None));
            if told.cause != Cause::None {
                assert_eq!(told.confidence, Confidence::Possible, "{cause}");
            }
        }
    }

    #[test]
    fn a_code_of_another_service_says_nothing_about_this_one() {
        let told = weighed(Cause::None, &seen(Some("bravo"), &[Cause::TooManyStreams], None));
        assert_eq!(told.cause, Cause::None);
        assert!(told.evidence.is_empty());
    }

    #[test]
    fn what_this_computer_reaches_is_not_down_for_everybody() {
        let told = weighed(Cause::None, &seen(None, &[Cause::ServiceOverloaded], None));
        assert_eq!(told.cause, Cause::ServicePartial);
    }

    #[test]
    fn a_fault_of_the_network_that_is_not_seen_here_is_another_devices() {
        let told = weighed(Cause::None, &seen(Some("alfa"), &[Cause::IspDown], None));
        assert_eq!(told.cause, Cause::OtherDevice);
    }

    #[test]
    fn a_television_comes_first_where_it_shows_the_error() {
        let told =
            weighed(Cause::None, &seen(Some("alfa"), &[Cause::TooManyStreams], Some(Device::Tv)));
        assert_eq!(told.cause, Cause::OtherDevice);
        assert_eq!(told.contributing[0].cause, Cause::TooManyStreams);
        assert_eq!(
            weighed(
                Cause::None,
                &seen(Some("alfa"), &[Cause::TooManyStreams], Some(Device::Browser)),
            )
            .cause,
            Cause::TooManyStreams
        );
    }

    #[test]
    fn a_code_about_a_vpn_is_the_vpns_only_where_one_is_on() {
        let code = seen(Some("alfa"), &[Cause::VpnBlocked], None);
        assert_eq!(weighed(Cause::None, &code).cause, Cause::VpnAddressFlagged);
        let mut snapshot = Snapshot::empty(Timestamp::UNIX_EPOCH);
        snapshot.host.tunnels =
            Some(vec![Tunnel { interface: "wg0".to_owned(), carries_default: true }]);
        let told = weigh(findings(Cause::None), &code, &snapshot);
        assert_eq!(told.services[0].diagnosis.cause, Cause::VpnBlocked);
    }

    #[test]
    fn a_service_that_was_not_looked_at_is_not_judged_by_a_report() {
        let mut unseen = findings(Cause::None);
        unseen.services[0].looked_at = false;
        let code = seen(Some("alfa"), &[Cause::TooManyStreams], None);
        let told = weigh(unseen, &code, &Snapshot::empty(Timestamp::UNIX_EPOCH));
        assert_eq!(told.services[0].diagnosis.cause, Cause::None);
    }
}
