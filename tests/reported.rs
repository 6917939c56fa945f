//! What the user reports, joined with what was measured: code family × device × tunnel, each row of the table a case.
//! Codes are typed, looked up, weighed and told as `check --seen` does it.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

#[expect(dead_code, reason = "shared with other tests, which use the rest")]
mod support_snapshot;

use streamdoctor::catalogue::{bundled, explain};
use streamdoctor::diagnosis::reported::{Device, weigh};
use streamdoctor::diagnosis::{Cause, Confidence, diagnose};
use streamdoctor::observation::{Snapshot, Subject};
use streamdoctor::presentation::words::Platform;
use streamdoctor::presentation::{Listener, Reported, ServiceReport, report_to};
use streamdoctor::remedy::{Remedy, TrialResult};
use support_snapshot::{Scenario, scenarios};

/// All is well, for Netflix alone.
const WELL: &str = r#"rule = "all is well"
expect = {}
"#;

const ALONE: &str = "world.services = [\"alfa\"]\n";

const TUNNEL: &str = r#"[host]
tunnels = [{ interface = "wg0", carries_default = true }]
"#;

/// A round, told as what differs from a healthy one, about the service with this id.
fn round(differs: &str, service: &str) -> Snapshot {
    let alone = if differs.starts_with("world.services") { "" } else { ALONE };
    let scenario: Scenario = toml::from_str(&format!("{WELL}{alone}{differs}")).unwrap();
    let mut snapshot = scenario.snapshot();
    service.clone_into(&mut snapshot.services[0].id);
    for walk in &mut snapshot.walks {
        if let Subject::Target { service: id, .. } = &mut walk.subject
            && id == "alfa"
        {
            service.clone_into(id);
        }
    }
    snapshot
}

fn told(snapshot: &Snapshot, code: &str, device: Option<Device>) -> ServiceReport {
    let catalogue = bundled();
    let explanation = explain(code, None, &catalogue);
    assert!(!explanation.meanings.is_empty(), "{code} is not known");
    let reported = [Reported::new(explanation, None, device)];
    let findings = weigh(diagnose(snapshot), &reported[0].seen, snapshot);
    let listener = Listener { reported: &reported, ..Listener::at(Platform::Windows) };
    report_to(snapshot, &findings, &catalogue, &listener).services.remove(0)
}

#[test]
fn beside_a_clean_probe_the_kind_of_code_the_device_and_the_tunnel_decide() {
    use Device::{App, Browser, Console, Phone, Tv};
    let rows: &[(&str, Option<Device>, bool, Cause)] = &[
        // Refused, and nobody says why.
        ("403", None, false, Cause::AppOrBrowser),
        ("Error 403 Forbidden", Some(Browser), true, Cause::AppOrBrowser),
        ("403", Some(Tv), false, Cause::OtherDevice),
        // Their servers.
        ("503", None, false, Cause::ServicePartial),
        ("502 Bad Gateway", Some(Browser), true, Cause::ServicePartial),
        ("Error 503 Service Unavailable", Some(Tv), false, Cause::ServicePartial),
        ("504", Some(Console), false, Cause::ServicePartial),
        ("NSEZ-403", None, false, Cause::ServicePartial),
        // The device did not get through.
        ("NW-2-5", None, false, Cause::OtherDevice),
        ("nw 2 5", Some(Tv), true, Cause::OtherDevice),
        ("UI-113", Some(Tv), false, Cause::OtherDevice),
        ("tvq-st-103", Some(Console), false, Cause::OtherDevice),
        ("NW-2-5", Some(App), false, Cause::AppOrBrowser),
        // The app's own data.
        ("UI-800-3", Some(Tv), false, Cause::OtherDevice),
        ("tvq-pb-101", Some(Tv), false, Cause::OtherDevice),
        ("UI-800-3", Some(App), false, Cause::AppOrBrowser),
        // A code that names a VPN: a tunnel here is not the television's.
        ("M7111-1331-5059", None, true, Cause::VpnBlocked),
        ("M7111-5059", Some(Browser), true, Cause::VpnBlocked),
        ("M7111-5059", None, false, Cause::VpnAddressFlagged),
        ("M7111-5059", Some(Tv), true, Cause::VpnAddressFlagged),
        ("HTTP 420", None, true, Cause::VpnBlocked),
        // A browser's own words about its own way.
        ("ERR_CONNECTION_RESET", None, false, Cause::AppOrBrowser),
        ("DNS_PROBE_FINISHED_NXDOMAIN", Some(Browser), true, Cause::AppOrBrowser),
        // The code says it all, whatever shows it.
        ("E123", Some(Tv), false, Cause::TooManyStreams),
        ("M7111-5005", Some(Phone), true, Cause::NotEntitled),
        ("M7121-1331", Some(Browser), false, Cause::Drm),
        ("401", None, false, Cause::SignInRequired),
        ("451", None, false, Cause::LegalBlock),
    ];
    for (code, device, tunnel, cause) in rows {
        let snapshot = round(if *tunnel { TUNNEL } else { "" }, "netflix");
        let report = told(&snapshot, code, *device);
        let what = format!("{code} on {device:?}, tunnel: {tunnel}: {:?}", report.diagnosis);
        assert_eq!(report.diagnosis.cause, *cause, "{what}");
        assert_eq!(report.diagnosis.confidence, Confidence::Possible, "{what}");
        assert!(report.diagnosis.evidence.iter().any(|it| it.rule == "reported.code"), "{what}");
        assert!(!report.plan.is_empty(), "{what}");
    }
}

#[test]
fn a_403_beside_a_clean_probe_may_be_the_browser_the_account_a_vpn_or_the_region() {
    let report = told(&round(TUNNEL, "netflix"), "403", None);
    let also: Vec<Cause> = report.diagnosis.contributing.iter().map(|it| it.cause).collect();
    for cause in [Cause::VpnBlocked, Cause::SignInRequired, Cause::NotEntitled] {
        assert!(also.contains(&cause), "{cause}: {also:?}");
    }
    assert!(also.iter().all(|it| !matches!(it.area(), "filter" | "proxy")), "{also:?}");
    let general = told(&round("", "hulu"), "403", None);
    let also: Vec<Cause> = general.diagnosis.contributing.iter().map(|it| it.cause).collect();
    assert!(also.contains(&Cause::GeoBlocked) && also.contains(&Cause::Forbidden), "{also:?}");
}

#[test]
fn a_code_that_names_a_vpn_puts_the_vpn_first_and_admits_that_it_cannot_be_tried() {
    let report = told(&round(TUNNEL, "netflix"), "M7111-5059", None);
    assert_eq!(report.plan[0].remedy, Remedy::TurnOffVpn);
    assert_eq!(report.plan[0].trial, TrialResult::NotPossible);
}

#[test]
fn no_trial_of_what_is_only_reported_says_that_it_helps_or_does_not() {
    for code in ["403", "503", "NW-2-5", "M7111-5059", "E123"] {
        for entry in told(&round(TUNNEL, "netflix"), code, None).plan {
            let honest = matches!(entry.trial, TrialResult::NotPossible | TrialResult::NotTried);
            assert!(honest, "{code}: {entry:?}");
        }
    }
}

#[test]
fn the_steps_are_for_the_device_that_shows_the_error() {
    let on_tv = told(&round("", "netflix"), "NW-2-5", Some(Device::Tv)).plan;
    let text = on_tv.iter().flat_map(|it| &it.steps).cloned().collect::<Vec<_>>().join("\n");
    assert!(text.contains("TV") && !text.contains("Windows"), "{text}");
    let computers = [Remedy::DisableExtensions, Remedy::FlushDns, Remedy::TryAnotherBrowser];
    assert!(on_tv.iter().all(|it| !computers.contains(&it.remedy)), "{on_tv:?}");
    let here = told(&round("", "netflix"), "403", Some(Device::Browser)).plan;
    assert!(here.iter().any(|it| it.remedy == Remedy::DisableExtensions));
    assert!(here.iter().all(|it| it.remedy != Remedy::ReinstallApp));
}

#[test]
fn what_was_measured_to_be_wrong_stands_whatever_is_reported() {
    let broken = r#"[[walk]]
to = "services"
status = 503
"#;
    let snapshot = round(broken, "netflix");
    let alone = diagnose(&snapshot).services.remove(0).diagnosis;
    assert_eq!(alone.cause, Cause::ServiceOverloaded);
    for code in ["E123", "503", "NW-2-5"] {
        let diagnosis = told(&snapshot, code, Some(Device::Tv)).diagnosis;
        assert_eq!((diagnosis.cause, diagnosis.confidence), (alone.cause, alone.confidence));
        let reported = diagnosis.evidence.iter().find(|it| it.rule == "reported.code").unwrap();
        assert_eq!(reported.supports, code == "503", "{code}");
    }
}

#[test]
fn a_status_that_any_service_may_show_is_nobodys_where_several_were_looked_at() {
    let snapshot = round("world.services = [\"alfa\", \"bravo\"]\n", "netflix");
    let explanation = explain("503", None, &bundled());
    let seen = Reported::new(explanation, None, None).seen;
    let findings = weigh(diagnose(&snapshot), &seen, &snapshot);
    assert!(findings.services.iter().all(|it| it.diagnosis.cause == Cause::None), "{findings:?}");
    // A code of Netflix's own is Netflix's, whatever else was looked at.
    let explanation = explain("NSEZ-403", None, &bundled());
    let seen = Reported::new(explanation, None, None).seen;
    let findings = weigh(diagnose(&snapshot), &seen, &snapshot);
    let causes = findings.services.iter().map(|it| it.diagnosis.cause).collect::<Vec<_>>();
    assert_eq!(causes, [Cause::ServicePartial, Cause::None]);
}

#[test]
fn no_report_makes_anything_more_certain() {
    let explanation = explain("503", None, &bundled());
    let seen = Reported::new(explanation, None, Some(Device::Browser)).seen;
    for (name, scenario) in scenarios() {
        let snapshot = scenario.snapshot();
        let found = diagnose(&snapshot);
        for (before, after) in
            found.services.iter().zip(weigh(found.clone(), &seen, &snapshot).services)
        {
            let (before, after) = (&before.diagnosis, &after.diagnosis);
            let stands = (before.cause, before.confidence) == (after.cause, after.confidence);
            assert!(stands || after.confidence == Confidence::Possible, "{name}: {after:?}");
        }
    }
}

#[test]
fn every_code_of_every_service_has_a_cause_and_a_step_beside_a_clean_probe() {
    for service in bundled() {
        for code in service.codes.iter().flat_map(|it| &it.codes) {
            let typed = code.replace('*', "1");
            let explanation = explain(&typed, Some(&service.id), &bundled());
            let reported = [Reported::new(explanation, None, None)];
            let snapshot = round("", &service.id);
            let findings = weigh(diagnose(&snapshot), &reported[0].seen, &snapshot);
            let listener = Listener { reported: &reported, ..Listener::at(Platform::Linux) };
            let report = report_to(&snapshot, &findings, &[], &listener).services.remove(0);
            assert_ne!(report.diagnosis.cause, Cause::None, "{} {typed}", service.id);
            assert!(!report.plan.is_empty(), "{} {typed}", service.id);
        }
    }
}
