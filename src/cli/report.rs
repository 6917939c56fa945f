//! The measured facts, for a provider or a support desk.

use std::path::Path;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::args::Report as Options;
use super::check::look_now;
use super::history::{length, name, now, reader};
use super::{Done, Outcome, ask, say, settings};
use crate::catalogue::Service;
use crate::clock::Clock;
use crate::diagnosis::incident::NETWORK;
use crate::diagnosis::{Cause, Contributing, Evidence, RuledOut, diagnose};
use crate::history::scrub::{PublicNames, Scrubber};
use crate::history::{PastIncident, Reader, Salt};
use crate::observation::{InterfaceKind, Snapshot};
use crate::presentation::text::plain;
use crate::presentation::words::{Platform, Words};
use crate::presentation::{PlanEntry, Report, ServiceReport, TargetReport, report};

/// Whoever gets it reads English: a support desk, a provider, a forum.
const WORDS: Words = Words::English;

/// What happened before is another matter.
const RECENT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// As long as `check` takes.
const DEADLINE: Duration = Duration::from_secs(15);

/// Tells of the latest recorded trouble, or of a look made now: where there is none, or where addresses are wanted, which
/// records do not hold.
pub(super) fn tell_facts(folder: Option<&Path>, options: &Options) -> Done {
    let mut config = settings(folder)?;
    let service = options.service.as_deref();
    let service = service.map(|it| ask::named(&config.catalogue, it).map(str::to_owned));
    let service = service.transpose()?;
    let clock = Clock::system();
    let reader = reader();
    let since = now(&clock).timestamp().checked_sub(RECENT).unwrap_or_default();
    let recorded = reader.latest_trouble(service.as_deref()).ok().flatten();
    let recorded = recorded.filter(|it| it.at >= since && !options.with_addresses && !options.now);
    let catalogue = config.catalogue.clone();
    let (snapshot, is_record) = if let Some(round) = recorded {
        (round.snapshot, true)
    } else {
        if let Some(id) = &service {
            config.services = catalogue.iter().filter(|it| it.id == *id).cloned().collect();
        }
        let snapshot = look_now(&config, &clock, DEADLINE)?;
        (if options.with_addresses { snapshot } else { scrubbed(&snapshot) }, false)
    };
    let findings = diagnose(&snapshot);
    let platform = Platform::named(std::env::consts::OS);
    let told = report(&snapshot, &findings, &catalogue, platform);
    let facts = Facts {
        report: &told,
        snapshot: &snapshot,
        service: service.as_deref(),
        is_record,
        with_addresses: options.with_addresses,
        incidents: incidents(&reader, service.as_deref(), since),
        catalogue: &catalogue,
    };
    say(&facts.text());
    Ok(Outcome::Well)
}

/// Names in a report of their own: nobody can tell by them that two reports are from the same place.
fn scrubbed(snapshot: &Snapshot) -> Snapshot {
    let mut salt = [0; 16];
    if let Err(error) = getrandom::fill(&mut salt) {
        tracing::warn!(%error, "the system gives no random numbers");
    }
    let (salt, public) = (Salt::new(&salt), PublicNames::bundled());
    Scrubber::new(&salt, &public).scrub(snapshot)
}

fn incidents(reader: &Reader, service: Option<&str>, since: Timestamp) -> Vec<PastIncident> {
    let mut found = reader.incidents(since).unwrap_or_default();
    found.retain(|it| it.key == NETWORK || service.is_none_or(|id| it.key == id));
    found
}

struct Facts<'a> {
    report: &'a Report,
    snapshot: &'a Snapshot,
    service: Option<&'a str>,
    /// Whether it was recorded, or seen now.
    is_record: bool,
    with_addresses: bool,
    incidents: Vec<PastIncident>,
    catalogue: &'a [Service],
}

impl Facts<'_> {
    /// Times are in UTC: who reads it sits elsewhere.
    fn text(&self) -> String {
        let mut out = String::new();
        let about = self.service.map(|it| format!(" about {}", name(it, self.catalogue)));
        let mut line = |text: String| {
            out += &text;
            out.push('\n');
        };
        line(format!(
            "Report of streamdoctor {}{}",
            self.report.version,
            about.unwrap_or_default()
        ));
        line(format!(
            "{} {} UTC, in {:.1} s",
            if self.is_record { "Recorded" } else { "Seen" },
            self.report.started_at.strftime("%Y-%m-%d %H:%M:%S"),
            f64::from(self.report.took_ms) / 1000.0
        ));
        line(format!("System: {}; connected by {}", std::env::consts::OS, self.ways()));
        line(if self.with_addresses {
            "Addresses and names are in it: look it through before you send it.".to_owned()
        } else {
            "Addresses and names of your own are left out, or replaced by made-up ones.".to_owned()
        });
        let network = &self.report.network;
        let shown = self.report.services.iter();
        let shown: Vec<&ServiceReport> =
            shown.filter(|it| self.service.is_none_or(|id| it.id == id)).collect();
        line(String::new());
        line(format!("The network: {}", WORDS.network_word(network.cause)));
        if network.cause != Cause::None {
            line(format!(
                "  cause {} ({})",
                network.cause,
                WORDS.confidence_word(network.confidence)
            ));
            reasons(&mut line, &network.evidence, &network.ruled_out, &network.contributing);
            trials(&mut line, &network.plan);
        }
        for service in shown {
            line(String::new());
            line(format!("{}: {}", plain(&service.name), WORDS.state_word(service.state)));
            if service.diagnosis.cause != Cause::None {
                let it = &service.diagnosis;
                line(format!("  cause {} ({})", it.cause, WORDS.confidence_word(it.confidence)));
                if let Some(responder) = &it.responder {
                    let product =
                        responder.product.as_deref().map(|it| format!(" ({})", plain(it)));
                    let party = WORDS.party_word(responder.party);
                    line(format!("  the answer came from {party}{}", product.unwrap_or_default()));
                }
                reasons(&mut line, &it.evidence, &it.ruled_out, &it.contributing);
                trials(&mut line, &service.plan);
            }
            for target in &service.targets {
                line(format!("  measured: {}", measured(target)));
            }
        }
        if !self.incidents.is_empty() {
            line(String::new());
            line("In the last seven days (UTC):".to_owned());
            for incident in &self.incidents {
                let about = if incident.key == NETWORK {
                    "the network".to_owned()
                } else {
                    name(&incident.key, self.catalogue)
                };
                let lasted = incident.ended.map_or_else(
                    || "still so".to_owned(),
                    |end| length(WORDS, end.as_second() - incident.began.as_second()),
                );
                let began = incident.began.strftime("%Y-%m-%d %H:%M");
                line(format!("  {began}  {about}: {} ({lasted})", incident.cause));
            }
        }
        out
    }

    /// By what kinds of links the computer is connected.
    fn ways(&self) -> String {
        let host = &self.snapshot.host;
        let up =
            host.interfaces.iter().flatten().filter(|it| it.enabled && it.carrier != Some(false));
        let mut ways: Vec<&str> = up.filter_map(|it| kind(it.kind)).collect();
        ways.sort_unstable();
        ways.dedup();
        if host.in_tunnel() == Some(true) {
            ways.push("a VPN");
        }
        if host.proxy.as_ref().is_some_and(crate::observation::ProxySettings::any) {
            ways.push("a proxy");
        }
        if ways.is_empty() { "nothing that could be seen".to_owned() } else { ways.join(", ") }
    }
}

fn kind(kind: InterfaceKind) -> Option<&'static str> {
    match kind {
        InterfaceKind::Ethernet => Some("cable"),
        InterfaceKind::Wifi => Some("Wi-Fi"),
        InterfaceKind::Mobile => Some("mobile data"),
        InterfaceKind::Unknown => Some("a link of unknown kind"),
        InterfaceKind::Tunnel | InterfaceKind::Virtual => None,
    }
}

fn reasons(
    line: &mut impl FnMut(String),
    evidence: &[Evidence],
    ruled_out: &[RuledOut],
    contributing: &[Contributing],
) {
    for it in evidence {
        let sign = if it.supports { "because" } else { "although" };
        line(format!("  {sign}: {}", WORDS.reason(&it.says)));
    }
    for it in ruled_out {
        line(format!("  not {}: {}", it.cause, WORDS.reason(&it.because)));
    }
    for it in contributing {
        line(format!("  perhaps also {} ({})", it.cause, WORDS.confidence_word(it.confidence)));
    }
}

/// What was tried, and whether it helped.
fn trials(line: &mut impl FnMut(String), plan: &[PlanEntry]) {
    for step in plan {
        if let Some(word) = WORDS.trial_word(step.trial) {
            line(format!("  tried: {} ({})", plain(&step.title), word));
        }
    }
}

fn measured(target: &TargetReport) -> String {
    let phases = target.phases;
    let phases = [
        ("resolve", phases.resolve_ms),
        ("connect", phases.connect_ms),
        ("handshake", phases.handshake_ms),
        ("first byte", phases.first_byte_ms),
    ];
    let mut parts = vec![format!("{} {}", WORDS.role_word(target.role), plain(&target.url))];
    parts.extend(target.status.map(|it| format!("status {it}")));
    parts.extend(target.error.as_ref().map(|it| format!("failed: {}", plain(it))));
    parts.extend(phases.iter().filter_map(|(name, ms)| Some(format!("{name} {:.1} ms", (*ms)?))));
    parts.join(", ")
}
