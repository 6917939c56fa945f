//! What was: incidents and timings, for people, for programs and for spreadsheets.

use std::path::Path;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use serde::Serialize;

use super::args::History as Options;
use super::{Done, Outcome, complain, say, say_json, settings};
use crate::app::words;
use crate::catalogue::Service;
use crate::clock::Clock;
use crate::diagnosis::incident::NETWORK;
use crate::history::{FILE, PastIncident, ReadError, Reader, ServiceTiming, when};
use crate::platform;
use crate::presentation::text::plain;
use crate::presentation::words::{DiagnosisWords, Words, args, t};

/// The version of the JSON.
const SCHEMA: u32 = 1;

/// The JSON of `history`. Fields may be added, not changed.
#[derive(Debug, Serialize)]
struct Told<'a> {
    schema: u32,
    version: &'static str,
    since: Timestamp,
    until: Timestamp,
    incidents: Vec<ToldIncident<'a>>,
    services: &'a [ServiceTiming],
}

#[derive(Debug, Serialize)]
struct ToldIncident<'a> {
    #[serde(flatten)]
    incident: &'a PastIncident,
    lasted_s: i64,
}

pub(super) fn history(folder: Option<&Path>, options: &Options) -> Done {
    let config = settings(folder)?;
    let now = now(&Clock::system());
    let Some(since) = when::since(&options.since, &now) else {
        complain(format_args!(
            "“{}” is no time to begin with; write {}",
            plain(&options.since),
            when::LENGTHS
        ));
        return Err(Outcome::BadInput);
    };
    let reader = reader();
    let read = reader.incidents(since).and_then(|it| Ok((it, reader.timings(since)?)));
    let (incidents, services) = match read {
        Ok(read) => read,
        Err(ReadError::None) => (Vec::new(), Vec::new()),
        Err(error) => return Err(complain_of(&error)),
    };
    if options.json {
        let until = now.timestamp();
        let lasted = |incident: &PastIncident| seconds(incident, until);
        let incidents =
            incidents.iter().map(|it| ToldIncident { incident: it, lasted_s: lasted(it) });
        say_json(&Told {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            since,
            until,
            incidents: incidents.collect(),
            services: &services,
        });
    } else if options.csv {
        say(&csv(&incidents, &services, now.timestamp()));
    } else {
        let words = words(config.language);
        say(&text(words, &incidents, &services, since, &now, &config.catalogue));
    }
    Ok(Outcome::Well)
}

/// The history of this user.
pub(super) fn reader() -> Reader {
    let folder = platform::paths().map(|it| it.data).unwrap_or_default();
    Reader::new(&folder.join(FILE))
}

/// Says why the history cannot be read, and what to do.
pub(super) fn complain_of(error: &ReadError) -> Outcome {
    let then = match error {
        ReadError::None => "; it begins when streamdoctor runs: type `streamdoctor` to start it",
        ReadError::Newer => "; use that one, or start this one, which sets it aside",
        ReadError::Damaged | ReadError::OutOfReach(_) => "",
    };
    complain(format_args!("{error}{then}"));
    Outcome::Inconclusive
}

/// Now, where the user is.
pub(super) fn now(clock: &Clock) -> ZonedDateTime {
    clock.wall().to_zoned_datetime(TimeZone::system())
}

fn text(
    words: Words,
    incidents: &[PastIncident],
    services: &[ServiceTiming],
    since: Timestamp,
    now: &ZonedDateTime,
    catalogue: &[Service],
) -> String {
    let begin = point(words, since, now);
    if incidents.is_empty() && services.is_empty() {
        return t!(words, "terminal-history-nothing", begin = begin).into_owned();
    }
    let head = match incidents.len() {
        0 => t!(words, "terminal-history-well", begin = begin),
        count => t!(words, "terminal-history-wrong", begin = begin, n = count),
    };
    let mut lines = vec![head.into_owned()];
    for incident in incidents {
        let about =
            if incident.key == NETWORK { None } else { Some(name(&incident.key, catalogue)) };
        let told = DiagnosisWords::of_cause(incident.cause, about.as_deref());
        let lasted = length(words, seconds(incident, now.timestamp()));
        let end = match incident.ended {
            None => words.say("terminal-history-still-so"),
            Some(_) if incident.cut_short => {
                t!(words, "terminal-history-at-least", length = lasted)
            }
            Some(_) => lasted.into(),
        };
        let day = point(words, incident.began, now);
        lines.push(format!("  {day}  {} ({end})", words.title(&told)));
    }
    if !services.is_empty() {
        lines.push(String::new());
        let names = services.iter().map(|it| name(&it.service, catalogue)).collect::<Vec<_>>();
        let width = names.iter().map(|it| it.chars().count()).max().unwrap_or_default();
        for (service, name) in services.iter().zip(&names) {
            lines.push(format!("  {name:width$}  {}", timing(words, service)));
        }
    }
    lines.join("\n")
}

/// How a service did, in words.
fn timing(words: Words, it: &ServiceTiming) -> String {
    let share = |part| share(words, part, it.decided);
    let mut parts = Vec::new();
    if it.decided == 0 {
        parts.push(words.say("terminal-history-unknown"));
    } else {
        let well = it.up + it.refused;
        parts.push(t!(words, "terminal-history-answered", share = share(well)));
        if it.degraded > 0 {
            parts.push(t!(words, "terminal-history-partly", share = share(it.degraded)));
        }
        if it.down > 0 {
            parts.push(t!(words, "terminal-history-down", share = share(it.down)));
        }
    }
    if let Some(ms) = it.response_ms {
        parts.push(t!(words, "terminal-history-took", ms = ms.to_string()));
    }
    if it.held > 0 {
        parts.push(t!(words, "terminal-history-not-seen", n = it.held));
    }
    parts.join(", ")
}

/// A share in per cent, that says neither "100 %" nor "0 %" of what is not quite that.
fn share(words: Words, part: u64, of: u64) -> String {
    let thousandths = (part * 1000).checked_div(of).unwrap_or_default();
    let told = |it: u64| words.decimal(&format!("{}.{} %", it / 10, it % 10));
    match thousandths {
        0 if part > 0 => t!(words, "terminal-history-hardly", share = told(1)).into_owned(),
        1000 => "100 %".to_owned(),
        it => told(it),
    }
}

/// The service's name, or its id where it is not known any more.
pub(super) fn name(id: &str, catalogue: &[Service]) -> String {
    let known = catalogue.iter().find(|it| it.id == id);
    plain(known.map_or(id, |it| it.name.as_str()))
}

/// A point in time as people say it: the time alone for today, and with the day for others.
pub(super) fn point(words: Words, at: Timestamp, now: &ZonedDateTime) -> String {
    let local = at.to_zoned_datetime(now.time_zone().clone());
    let (date, time) = (local.date(), local.strftime("%H:%M"));
    if date == now.date() {
        return time.to_string();
    }
    let is_this_year = date.year() == now.date().year();
    let day = if is_this_year { words.day_of_year(date) } else { words.date(date) };
    format!("{day}, {time}")
}

/// A length of time in its two largest units.
pub(super) fn length(words: Words, seconds: i64) -> String {
    let seconds = seconds.max(0);
    let parts = [
        (seconds / 86_400, "terminal-history-days"),
        (seconds / 3600 % 24, "terminal-history-hours"),
        (seconds / 60 % 60, "terminal-history-minutes"),
        (seconds % 60, "terminal-history-seconds"),
    ];
    let largest = parts.iter().position(|(amount, _)| *amount > 0).unwrap_or(parts.len() - 1);
    let told = parts.iter().skip(largest).take(2);
    let told = told.filter(|(amount, _)| *amount > 0 || seconds == 0);
    let told = told.map(|(amount, unit)| words.fill(unit, &args!(n = *amount)));
    told.collect::<Vec<_>>().join(" ")
}

fn seconds(incident: &PastIncident, now: Timestamp) -> i64 {
    let end = incident.ended.unwrap_or(now);
    (end.as_second() - incident.began.as_second()).max(0)
}

/// One table for both (RFC 4180): a line is an incident, or how a service did.
fn csv(incidents: &[PastIncident], services: &[ServiceTiming], now: Timestamp) -> String {
    const HEAD: &str =
        "kind,subject,cause,began,ended,seconds,looks,up,degraded,down,refused,held,response_ms";
    let time = |it: Timestamp| it.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let incident = |it: &PastIncident| {
        let ended = it.ended.map(time).unwrap_or_default();
        let (key, cause) = (cell(&it.key), it.cause.id());
        format!("incident,{key},{cause},{},{ended},{},,,,,,,", time(it.began), seconds(it, now))
    };
    let service = |it: &ServiceTiming| {
        let ms = it.response_ms.map(|it| it.to_string()).unwrap_or_default();
        let ServiceTiming { looks, up, degraded, down, refused, held, .. } = it;
        format!(
            "service,{},,,,,{looks},{up},{degraded},{down},{refused},{held},{ms}",
            cell(&it.service)
        )
    };
    let lines = std::iter::once(HEAD.to_owned());
    let lines = lines.chain(incidents.iter().map(incident)).chain(services.iter().map(service));
    lines.map(|it| it + "\r\n").collect()
}

/// A text as a cell. What a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection").
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = format!("{}{text}", if is_formula { "'" } else { "" });
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::Cause;

    const EN: Words = Words::English;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn incident(key: &str, ended: Option<i64>) -> PastIncident {
        PastIncident {
            key: key.to_owned(),
            cause: Cause::ServiceOverloaded,
            began: at(0),
            ended: ended.map(at),
            cut_short: false,
        }
    }

    fn timing_of(up: u64, down: u64, held: u64) -> ServiceTiming {
        ServiceTiming {
            service: "alfa".to_owned(),
            looks: up + down + held,
            decided: up + down,
            up,
            degraded: 0,
            down,
            refused: 0,
            held,
            response_ms: Some(120),
        }
    }

    #[test]
    fn formulas_do_nothing_in_a_spreadsheet() {
        let table =
            csv(&[incident("=HYPERLINK(\"x\")", Some(60)), incident("a,b", None)], &[], at(90));
        let lines = table.split("\r\n").collect::<Vec<_>>();
        assert_eq!(
            lines[1],
            "incident,\"'=HYPERLINK(\"\"x\"\")\",service.overloaded,1970-01-01T00:00:00Z,1970-01-01T00:01:00Z,60,,,,,,,"
        );
        assert_eq!(lines[2], "incident,\"a,b\",service.overloaded,1970-01-01T00:00:00Z,,90,,,,,,,");
        let columns = lines[0].matches(',').count();
        assert_eq!(lines[1].matches(',').count(), columns);
        let table = csv(&[], &[timing_of(3, 1, 0)], at(0));
        assert_eq!(table.split("\r\n").nth(1), Some("service,alfa,,,,,4,3,0,1,0,0,120"));
    }

    #[test]
    fn each_character_that_begins_a_formula_is_disarmed_and_no_other() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"] {
            let cell = cell(formula);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{formula:?} → {cell:?}");
        }
        for text in ["alfa", "a=b", "a-b", "'quoted'", "<b>", "テレビ", ""] {
            assert_eq!(cell(text), text);
        }
        assert_eq!(cell("a\"b\nc"), "\"a\"\"b\nc\"");
    }

    #[test]
    fn time_behind_a_network_problem_is_not_downtime() {
        assert_eq!(
            timing(EN, &timing_of(10, 0, 5)),
            "answered 100 % of the time, in 120 ms, not seen 5 times for trouble of the network"
        );
    }

    #[test]
    fn almost_all_is_not_all_and_almost_nothing_is_not_nothing() {
        assert_eq!(
            timing(EN, &timing_of(99_999, 1, 0)),
            "answered 99.9 % of the time, down less than 0.1 %, in 120 ms"
        );
    }

    #[test]
    fn lengths_have_two_units() {
        assert_eq!(length(EN, 0), "0 s");
        assert_eq!(length(EN, 61), "1 min 1 s");
        assert_eq!(length(EN, 2 * 86_400 + 59), "2 d");
        assert_eq!(length(EN, -5), "0 s");
        assert_eq!(length(Words::German, 86_400 + 3_600), "1 Tg. 1 Std.");
    }

    #[test]
    fn what_lasts_and_what_was_cut_short_say_so() {
        let now = at(3600).to_zoned_datetime(TimeZone::UTC);
        let cut = PastIncident { cut_short: true, ..incident("network", Some(120)) };
        let told = text(EN, &[incident("alfa", None), cut], &[], at(0), &now, &[]);
        assert_eq!(
            told,
            "2 things were wrong since 00:00, the latest first:\n  00:00  alfa is overloaded (still so)\n  00:00  \
             The service is overloaded (at least 2 min)"
        );
    }

    #[test]
    fn a_german_reads_it_in_german() {
        let now = at(40 * 86_400).to_zoned_datetime(TimeZone::UTC);
        let told = text(
            Words::German,
            &[incident("alfa", Some(90)), incident("bravo", None)],
            &[timing_of(99_999, 1, 5)],
            at(0),
            &now,
            &[],
        );
        assert_eq!(
            told,
            "Seit 1. Januar, 00:00 gab es 2 Störungen, die letzte zuerst:\n  1. Januar, 00:00  alfa ist überlastet (1 Min. \
             30 Sek.)\n  1. Januar, 00:00  bravo ist überlastet (noch immer)\n\n  alfa  antwortete 99,9 % der Zeit, \
             ausgefallen weniger als 0,1 %, in 120 ms, 5-mal nicht zu sehen, weil das Netzwerk gestört war"
        );
        let nothing = text(Words::German, &[], &[], at(0), &now, &[]);
        assert!(
            nothing.starts_with("Seit 1. Januar, 00:00 ist nichts aufgezeichnet."),
            "{nothing}"
        );
    }

    #[test]
    fn without_anything_it_says_how_to_begin() {
        let now = at(3600).to_zoned_datetime(TimeZone::UTC);
        assert!(text(EN, &[], &[], at(0), &now, &[]).contains("type `streamdoctor` to start it"));
    }
}
