//! The facts as a letter: for a support desk, for a provider, or to show that it is not one's own fault. Pure.
//!
//! Addresses and the names of things at home are left out: such a text ends up in forums.

use std::fmt::Write as _;
use std::net::IpAddr;

use jiff::ZonedDateTime;

use crate::observation::Phase;
use crate::presentation::words::{Words, t};
use crate::presentation::{Problem, Report, ServiceReport, TargetReport};
use crate::remedy::TrialResult;

/// Who is to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The service's support.
    Support,
    /// The Internet provider.
    Provider,
}

/// What was measured about `problem`, for `reader`, as plain text.
pub fn letter(
    words: Words,
    problem: &Problem,
    report: Option<&Report>,
    reader: Reader,
    now: &ZonedDateTime,
) -> String {
    let zone = now.time_zone().clone();
    let stamp = |it: jiff::Timestamp| {
        it.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M %:z").to_string()
    };
    let mut text = String::new();
    let mut line = |says: &str| {
        text.push_str(&scrub(says));
        text.push('\n');
    };
    line(&words.say(match reader {
        Reader::Support => "page-letter-support",
        Reader::Provider => "page-letter-provider",
    }));
    line("");
    line(&problem.sentence);
    let sure = words.confidence_word(problem.confidence);
    line(&t!(words, "page-letter-cause", cause = problem.cause.id(), confidence = sure));
    line(&t!(words, "page-letter-since", time = stamp(problem.since)));
    line(&t!(words, "page-letter-written", time = stamp(now.timestamp())));
    if !problem.services.is_empty() {
        line(&t!(words, "page-letter-hit", services = problem.services.join(", ")));
    }
    for (heading, says) in
        [("page-letter-seen", &problem.evidence), ("page-letter-not", &problem.ruled_out)]
    {
        if !says.is_empty() {
            line(&format!("\n{}", words.say(heading)));
            for it in says {
                line(&format!("- {it}"));
            }
        }
    }
    let tried = problem.steps.iter().filter_map(|step| {
        let word = match step.trial {
            TrialResult::Helps | TrialResult::NoHelp => words.trial_word(step.trial)?,
            TrialResult::NotTried | TrialResult::NotPossible => return None,
        };
        Some(format!("- {} ({word})", step.title))
    });
    let tried = tried.collect::<Vec<_>>();
    if !tried.is_empty() {
        line(&format!("\n{}", words.say("page-letter-tried")));
        for it in &tried {
            line(it);
        }
    }
    let measured = report.iter().flat_map(|it| &it.services);
    let measured = measured.filter(|it| match reader {
        Reader::Support => problem.services.contains(&it.name),
        // The contrast is what a provider needs: what works over the same line.
        Reader::Provider => true,
    });
    let measured = measured.flat_map(|service| service.targets.iter().map(move |it| (service, it)));
    let measured =
        measured.map(|(service, target)| timing(words, service, target)).collect::<Vec<_>>();
    if !measured.is_empty() {
        line(&format!("\n{}", words.say("page-letter-measured")));
        for it in &measured {
            line(it);
        }
    }
    let by = t!(words, "page-letter-by", version = env!("CARGO_PKG_VERSION"));
    line(&format!("\n{by}"));
    text
}

fn timing(words: Words, service: &ServiceReport, target: &TargetReport) -> String {
    let times = &target.phases;
    let times = [times.resolve_ms, times.connect_ms, times.handshake_ms, times.first_byte_ms];
    let times = times.map(|it| it.map_or_else(|| "–".to_owned(), |it| format!("{it:.0}")));
    let mut line =
        format!("- {} ({}): {}", service.name, words.role_word(target.role), times.join(", "));
    if let Some(status) = target.status {
        write!(line, "; HTTP {status}").ok();
    }
    if let Some(error) = &target.error {
        write!(line, "; {error}").ok();
    }
    line
}

/// The steps of one attempt, in their order, with the names of their words.
pub(super) const PHASES: [(Phase, &str); 4] = [
    (Phase::Resolve, "page-phase-resolve"),
    (Phase::Connect, "page-phase-connect"),
    (Phase::Handshake, "page-phase-handshake"),
    (Phase::Exchange, "page-phase-exchange"),
];

/// `text` without addresses and without the names of things at home.
pub(super) fn scrub(text: &str) -> String {
    let is_part = |it: char| it.is_alphanumeric() || ".:-_%/@".contains(it);
    let mut scrubbed = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|it| !is_part(it)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        scrubbed.push_str(&scrub_word(word));
        let gap = after.find(is_part).unwrap_or(after.len());
        scrubbed.push_str(&after[..gap]);
        rest = &after[gap..];
    }
    scrubbed
}

/// The ends of names that mean something at one home only: RFC 6762, RFC 8375, RFC 9476 and what routers use.
const HOME: [&str; 9] = [
    ".local",
    ".lan",
    ".home",
    ".home.arpa",
    ".internal",
    ".fritz.box",
    ".localdomain",
    ".corp",
    ".intranet",
];

fn scrub_word(word: &str) -> String {
    // A full stop, a colon or a dash at the end belongs to the sentence.
    let core = word.trim_end_matches(['.', ':', '-', '/']);
    let tail = &word[core.len()..];
    // An address may carry a port, a zone or the length of its network.
    let bare = core.split(['/', '%']).next().unwrap_or_default();
    let host = bare.rsplit_once(':').map_or(bare, |(host, _)| host);
    let is_address = [bare, host].iter().any(|it| it.parse::<IpAddr>().is_ok());
    let parts = bare.split([':', '-']).collect::<Vec<_>>();
    let is_hardware = parts.len() == 6
        && parts.iter().all(|it| it.len() == 2 && it.bytes().all(|it| it.is_ascii_hexdigit()));
    let lower = host.to_lowercase();
    if is_address || is_hardware {
        format!("[address]{tail}")
    } else if core.contains('@') || HOME.iter().any(|end| lower.ends_with(end)) {
        format!("[name]{tail}")
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_names_at_home_are_left_out() {
        for (text, scrubbed) in [
            ("The router (192.168.1.1) is silent.", "The router ([address]) is silent."),
            ("It asked 1.1.1.1:53.", "It asked [address]."),
            (
                "Over fe80::1%wlan0, 2001:db8::5/64 and [2001:db8::1]:443:",
                "Over [address], [address] and [[address]]:443:",
            ),
            ("From 00:11:22:aa:bb:cc it came.", "From [address] it came."),
            ("fritz.box, nas.lan and tv.fritz.box", "fritz.box, [name] and [name]"),
            ("me@example.com wrote", "[name] wrote"),
        ] {
            assert_eq!(scrub(text), scrubbed);
        }
    }

    #[test]
    fn what_a_reader_needs_stays() {
        for text in [
            "Netflix answered 503 after 1.5 seconds, at 20:15.",
            "www.netflix.com: HTTP/2, version 1.2.3",
            "M7111-1331-5059 and NW-2-5",
            "",
        ] {
            assert_eq!(scrub(text), text);
        }
    }
}
