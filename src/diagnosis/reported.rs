//! What the user reports, joined with what was measured. Pure.
//!
//! A reported symptom beside a clean probe is never more than possible: nobody here saw it. What was measured to be wrong
//! stands, whatever is reported.

use serde::{Deserialize, Serialize};

use super::{
    Cause, Confidence, Contributing, Diagnosis, Evidence, Extent, Findings, Said, ServiceFinding,
};
use crate::diagnosis::said::say;
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
    /// All of them, this computer's first.
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
    /// What the catalogue says about it.
    pub meanings: Vec<Meant>,
}

/// What a code means to one service, or to anybody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The service's id; `None` for plain statuses and browsers' own errors.
    pub service: Option<String>,
    /// The code as its owner writes it.
    pub code: String,
    /// The most likely first.
    pub causes: Vec<Cause>,
}

/// What kind of symptom a code stands for: it decides what a clean probe beside it can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// Somebody refuses (403), and says no more.
    Refused,
    /// The service's servers failed (5xx, and codes that say so).
    Servers,
    /// The device did not get through.
    Way,
    /// The address looks like a VPN's.
    Vpn,
    /// The app or browser is in its own way: stored data, an extension, an old version.
    App,
    /// The code itself says what it is: the account, the title, protected playback.
    Told(Cause),
}

impl Meant {
    /// The HTTP status that the code is: "HTTP 503", or anybody's "503 Service Unavailable".
    fn status(&self) -> Option<u16> {
        let own = self.code.strip_prefix("HTTP ");
        let text = own.or_else(|| self.service.is_none().then_some(self.code.as_str()))?;
        let status = text.split(' ').next()?.parse().ok()?;
        (100..600).contains(&status).then_some(status)
    }

    fn family(&self) -> Option<Family> {
        if let Some(status) = self.status() {
            match status {
                500..=599 => return Some(Family::Servers),
                403 => return Some(Family::Refused),
                _ => {}
            }
        } else if self.service.is_none() {
            // What a browser says in its own words happened between it and the service.
            return Some(Family::App);
        }
        let first = self.causes.iter().find(|it| !matches!(it, Cause::None | Cause::Unknown))?;
        Some(match (first.area(), *first) {
            ("vpn", _) => Family::Vpn,
            (_, Cause::OtherDevice) => Family::Way,
            (area, _) if is_of_the_way(area) => Family::Way,
            (_, Cause::AppOrBrowser) => Family::App,
            (_, cause) if is_of_servers(cause) => Family::Servers,
            (_, cause) => Family::Told(cause),
        })
    }
}

/// Whether causes of this area lie between a device and the service.
fn is_of_the_way(area: &str) -> bool {
    matches!(area, "link" | "router" | "isp" | "dns" | "filter" | "proxy")
}

fn is_of_servers(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::ServiceUnreachable
            | Cause::ServiceOverloaded
            | Cause::GatewayError
            | Cause::Maintenance
            | Cause::ServiceError
            | Cause::EdgeFailing
            | Cause::ServicePartial
    )
}

/// What else is known when a report is weighed.
#[derive(Clone, Copy, Debug)]
struct Here {
    /// Whether what goes out goes through a VPN's tunnel.
    tunnel: bool,
    /// Whether the resolver steers services to an address of its own.
    smart_dns: bool,
}

/// The reason that is given beside a clean probe.
const CLEAN: &str = "reported.clean_probe";

/// Whether nothing but the user's word speaks for it.
pub fn is_only_reported(diagnosis: &Diagnosis) -> bool {
    diagnosis.evidence.iter().any(|it| it.rule == CLEAN)
}

/// Joins what the user sees with what was found. What was measured to be wrong stands.
pub fn weigh(mut findings: Findings, seen: &Seen, snapshot: &Snapshot) -> Findings {
    let alone = findings.services.len() == 1;
    let noted = |cause| findings.network.contributing.iter().any(|it| it.cause == cause);
    let here = Here {
        tunnel: snapshot.host.in_tunnel() == Some(true),
        smart_dns: findings.network.cause == Cause::VpnSmartDns || noted(Cause::VpnSmartDns),
    };
    for service in &mut findings.services {
        if let Some(meant) = seen.at(&service.id, alone) {
            join(service, seen, meant, here);
        }
    }
    findings
}

impl Seen {
    /// Whether any service may show it: a plain status, or a browser's own words.
    pub fn is_anybodys(&self) -> bool {
        self.meanings.iter().any(|it| it.service.is_none())
    }

    /// What it means at `service`: its own meaning before anybody's. What any service may show is this one's only if no
    /// other was looked at (`alone`), whichever service has words of its own for it.
    pub fn at(&self, service: &str, alone: bool) -> Option<&Meant> {
        if self.is_anybodys() && !alone {
            return None;
        }
        let own = self.meanings.iter().find(|it| it.service.as_deref() == Some(service));
        own.or_else(|| self.meanings.iter().find(|it| it.service.is_none()))
    }
}

fn join(service: &mut ServiceFinding, seen: &Seen, meant: &Meant, here: Here) {
    let measured = service.diagnosis.cause;
    let clean = matches!(measured, Cause::None | Cause::BotChallenge | Cause::SignInRequired);
    let fits = clean || meant.causes.iter().any(|it| it.area() == measured.area());
    let reported = Evidence {
        rule: "reported.code".to_owned(),
        says: say!("You see “{code}”.", code = seen.code.escape_debug().to_string()),
        supports: fits,
    };
    if service.held || !service.looked_at || !clean {
        service.diagnosis.evidence.push(reported);
        return;
    }
    let Some(family) = meant.family() else { return };
    let main = beside_a_clean_probe(family, seen.device, here);
    let mut rest: Vec<Cause> = Vec::new();
    let causes = meant.causes.iter().copied();
    // The servers that another device asks may be others; so may its way to them.
    let elsewhere = (family == Family::Servers).then_some(Cause::OtherDevice);
    let elsewhere = elsewhere.filter(|_| seen.device.is_some_and(Device::is_another));
    for cause in causes.chain(elsewhere).filter_map(|it| also_possible(it, seen.device, here)) {
        if cause != main && !rest.contains(&cause) {
            rest.push(cause);
        }
    }
    let clean = Evidence { rule: CLEAN.to_owned(), says: what_is_not_seen(main), supports: true };
    let diagnosis = &mut service.diagnosis;
    diagnosis.cause = main;
    diagnosis.blame = main.blame();
    diagnosis.confidence = Confidence::Possible;
    diagnosis.extent = Extent::Service;
    diagnosis.evidence = vec![reported, clean];
    diagnosis.contributing = rest
        .into_iter()
        .map(|cause| Contributing { cause, confidence: Confidence::Possible })
        .collect();
}

/// What a reported symptom comes from, most likely, while this computer gets good answers.
///
/// The nearest wrong answer is the code's own first cause: the good answer rules it out as often as not.
fn beside_a_clean_probe(family: Family, device: Option<Device>, here: Here) -> Cause {
    let another = device.is_some_and(Device::is_another);
    match family {
        // A tunnel of this computer is not the television's.
        Family::Vpn if here.smart_dns => Cause::VpnSmartDns,
        Family::Vpn if here.tunnel && !another => Cause::VpnBlocked,
        Family::Vpn => Cause::VpnAddressFlagged,
        Family::Servers => Cause::ServicePartial,
        Family::Told(cause) => cause,
        Family::Refused | Family::App if another => Cause::OtherDevice,
        Family::Refused | Family::App => Cause::AppOrBrowser,
        // This computer gets through, so what does not is the program on it that shows the error, or another device.
        Family::Way if device.is_some_and(|it| !it.is_another()) => Cause::AppOrBrowser,
        Family::Way => Cause::OtherDevice,
    }
}

/// What else a code's cause can mean while this computer gets good answers; `None` for what the good answers rule out.
fn also_possible(cause: Cause, device: Option<Device>, here: Here) -> Option<Cause> {
    match cause.area() {
        "none" | "unknown" => None,
        "vpn" => Some(beside_a_clean_probe(Family::Vpn, device, here)),
        area if cause == Cause::OtherDevice || is_of_the_way(area) => {
            device.is_none_or(Device::is_another).then_some(Cause::OtherDevice)
        }
        _ if is_of_servers(cause) => Some(Cause::ServicePartial),
        // This program is refused as programs are; a person who sees an error is not.
        _ if cause == Cause::BotChallenge => None,
        _ => Some(cause),
    }
}

/// Why a clean probe does not speak against `cause`.
fn what_is_not_seen(cause: Cause) -> Said {
    match cause.area() {
        "vpn" => {
            say!(
                "This computer gets a good answer; whether the address may play shows only when something is played."
            )
        }
        "service" => {
            say!(
                "The front door answers; what lies behind the sign-in, or was over before, cannot be seen from outside."
            )
        }
        _ if cause == Cause::OtherDevice => {
            say!(
                "This computer gets a good answer over the same line, so the line and the service work."
            )
        }
        _ => {
            say!(
                "This computer gets a good answer; what needs your account cannot be seen from outside."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::observation::Tunnel;

    fn diagnosis(cause: Cause) -> Diagnosis {
        Diagnosis::plain(cause, Confidence::Certain, Extent::Service)
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
            meanings: vec![Meant {
                service: owner.map(str::to_owned),
                code: "AB-12".to_owned(),
                causes: causes.to_vec(),
            }],
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
        assert!(!is_only_reported(&told));
        assert_eq!((told.cause, told.confidence), (Cause::GatewayError, Confidence::Certain));
        assert_eq!(told.evidence[0].rule, "reported.code");
    }

    #[test]
    fn a_report_beside_a_clean_probe_is_never_more_than_possible() {
        for cause in Cause::ALL {
            let told = weighed(Cause::None, &seen(Some("alfa"), &[*cause], None));
            assert_eq!(is_only_reported(&told), told.cause != Cause::None, "{cause}");
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
        let told = weighed(Cause::None, &seen(Some("alfa"), &[Cause::ServiceOverloaded], None));
        assert_eq!(told.cause, Cause::ServicePartial);
    }

    #[test]
    fn a_fault_of_the_network_that_is_not_seen_here_is_another_devices() {
        let told = weighed(Cause::None, &seen(Some("alfa"), &[Cause::IspDown], None));
        assert_eq!(told.cause, Cause::OtherDevice);
    }

    #[test]
    fn a_television_is_the_reason_where_it_shows_the_error_unless_the_code_says_otherwise() {
        let on_tv =
            |cause| weighed(Cause::None, &seen(Some("alfa"), &[cause], Some(Device::Tv))).cause;
        assert_eq!(on_tv(Cause::AppOrBrowser), Cause::OtherDevice);
        assert_eq!(on_tv(Cause::TooManyStreams), Cause::TooManyStreams);
    }

    #[test]
    fn a_resolver_that_steers_is_the_reason_where_a_code_names_a_vpn() {
        let code = seen(Some("alfa"), &[Cause::VpnBlocked], None);
        let mut findings = findings(Cause::None);
        let noted = Contributing { cause: Cause::VpnSmartDns, confidence: Confidence::Possible };
        findings.network.contributing.push(noted);
        let told = weigh(findings, &code, &Snapshot::empty(Timestamp::UNIX_EPOCH));
        assert_eq!(told.services[0].diagnosis.cause, Cause::VpnSmartDns);
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
