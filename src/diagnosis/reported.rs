//! What the user reports, joined with what was measured. Pure.
//!
//! A reported symptom beside a clean probe is never more than possible: nobody here saw it.

use serde::{Deserialize, Serialize};

use super::{Cause, Confidence, Contributing, Evidence, Extent, Findings, ServiceFinding};
use crate::observation::Snapshot;

/// What shows the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    Browser,
    App,
    Tv,
    Phone,
    Console,
}

impl Device {
    /// Whether it is another device than the one that this program runs on.
    fn is_another(self) -> bool {
        matches!(self, Self::Tv | Self::Phone | Self::Console)
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
    match cause {
        Cause::None | Cause::Unknown => None,
        Cause::VpnBlocked | Cause::VpnAddressFlagged | Cause::VpnSmartDns => {
            Some(if tunnel { Cause::VpnBlocked } else { Cause::VpnAddressFlagged })
        }
        Cause::ServiceUnreachable
        | Cause::ServiceOverloaded
        | Cause::GatewayError
        | Cause::ServiceError
        | Cause::EdgeFailing
        | Cause::ServicePartial => Some(Cause::ServicePartial),
        _ => match cause.area() {
            // This computer gets through, so what cannot is the device that shows the error.
            "link" | "router" | "isp" | "dns" | "filter" | "proxy" => Some(Cause::OtherDevice),
            _ => Some(cause),
        },
    }
}
