//! What a code on the screen means, however somebody types it. Pure.
//!
//! Codes and what people type are brought into one form: lower case, cut into parts at everything that is neither
//! letter nor digit (dashes of every kind, spaces, colons, dots, brackets), without words such as "Error" in front.
//! The likelier reading comes first and ends the search: the code itself, the code without its separators, a family
//! (`NW-*-*`), the code without what stands in brackets, the words of a message, a code inside a sentence.

use serde::Serialize;
use url::Url;

use super::bundled::general_codes;
use super::find;
use super::nearest::{distance, tolerance};
use super::service::{Code, Service, Trust};
use crate::diagnosis::Cause;
use crate::remedy::Remedy;

/// What a code means: one meaning per service and family of codes, plain HTTP statuses and browser errors included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    pub schema: u32,
    /// The code as it was typed, without the white space around it.
    pub code: String,
    /// Empty where nobody is known to use the code. Of several services: the caller asks which.
    pub meanings: Vec<Meaning>,
    /// Where nothing is known: codes that may have been meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nearest: Vec<String>,
}

/// One meaning of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meaning {
    /// The service's id; `None` for plain statuses and browser errors.
    pub service: Option<String>,
    pub says: String,
    pub causes: Vec<Cause>,
    pub confidence: Trust,
    pub remedies: Vec<Remedy>,
    /// The code as its owner writes it.
    #[serde(skip)]
    pub code: String,
    /// The service's own page about it.
    #[serde(skip)]
    pub help: Option<Url>,
}

impl Explanation {
    /// The ids of the services that use the code.
    pub fn services(&self) -> Vec<&str> {
        let mut services = Vec::new();
        for service in self.meanings.iter().filter_map(|meaning| meaning.service.as_deref()) {
            if !services.contains(&service) {
                services.push(service);
            }
        }
        services
    }
}

/// No code is longer; more text than this is cut off.
const LONGEST: usize = 300;

/// Explains `code`. With `service`, only that service's meanings and the general ones count.
pub fn explain(code: &str, service: Option<&str>, catalogue: &[Service]) -> Explanation {
    let typed = code.trim().chars().take(LONGEST).collect::<String>();
    let service = service.map(|name| find(catalogue, name).map_or(name, |found| &found.id));
    let index = Index::new(catalogue);
    let found = index.search(&typed, service);
    let nearest = if found.is_empty() { index.nearest(&typed, service) } else { Vec::new() };
    let meanings = found.into_iter().map(Line::meaning).collect();
    Explanation { schema: 1, code: typed, meanings, nearest }
}

/// Every code of the catalogue and every general one, ready to be compared.
struct Index<'a> {
    catalogue: &'a [Service],
    lines: Vec<Line<'a>>,
}

/// One way of writing one code.
struct Line<'a> {
    service: Option<&'a Service>,
    code: &'a Code,
    /// As its owner writes it.
    written: &'a str,
    key: Key,
}

impl Line<'_> {
    /// Whether it belongs to `service`, or to nobody.
    fn is_of(&self, service: Option<&str>) -> bool {
        match (self.service, service) {
            (Some(own), Some(wanted)) => own.id == wanted,
            (None, _) | (_, None) => true,
        }
    }

    /// A minus may have been left out, but browsers' numbers are told from other numbers by it alone.
    fn is_written_so(&self, typed: &Key) -> bool {
        let signs = self.key.negative == typed.negative || self.service.is_some();
        signs && self.key.parts == typed.parts
    }

    fn meaning(&self) -> Meaning {
        Meaning {
            service: self.service.map(|service| service.id.clone()),
            says: self.code.meaning.clone(),
            causes: self.code.causes.clone(),
            confidence: self.code.confidence,
            remedies: self.code.remedies.clone(),
            code: self.written.to_owned(),
            help: self.code.help.clone(),
        }
    }
}

/// Whether a known code can be what was typed; the likeliest reading comes first.
const READINGS: [fn(&Line<'_>, &Key) -> bool; 4] = [
    |line, typed| line.is_written_so(typed),
    |line, typed| line.key.joins_like(typed),
    |line, typed| line.key.covers(typed),
    |line, typed| typed.begins(&line.key),
];

impl<'a> Index<'a> {
    fn new(catalogue: &'a [Service]) -> Self {
        let lines = |service: Option<&'a Service>, codes: &'a [Code]| {
            codes.iter().flat_map(move |code| {
                let line = move |written: &'a String| Line {
                    service,
                    code,
                    written,
                    key: Key::of(written),
                };
                let written = if code.codes.is_empty() { &code.texts } else { &code.codes };
                written.iter().map(line)
            })
        };
        let general = lines(None, general_codes());
        let named = catalogue.iter().flat_map(|service| lines(Some(service), &service.codes));
        Self { catalogue, lines: general.chain(named).collect() }
    }

    /// The meanings of what was typed, the named service's first.
    fn search(&self, typed: &str, service: Option<&str>) -> Vec<&Line<'a>> {
        let found =
            first_found([&|| self.lookup(typed, service), &|| self.by_text(typed, service)]);
        if !found.is_empty() {
            return found;
        }
        let named = self.service_in(typed).filter(|_| service.is_none());
        let Some((named, rest)) = named else { return self.in_sentence(typed, service) };
        // What the named service does not use is not looked for at others.
        let named = Some(named);
        first_found([&|| self.lookup(&rest, named), &|| self.in_sentence(&rest, named), &|| {
            self.in_sentence(typed, named)
        }])
    }

    /// The meanings of `typed` as one code.
    fn lookup(&self, typed: &str, service: Option<&str>) -> Vec<&Line<'a>> {
        let found = self.by_key(&Key::of(typed), service);
        // Details follow in brackets, or behind a dot: "ERR_QUIC_PROTOCOL_ERROR.QUIC_NETWORK_IDLE_TIMEOUT".
        let detail = typed.find('(').or_else(|| typed.find('.').filter(|_| typed.contains('_')));
        match detail {
            Some(detail) if found.is_empty() => self.by_key(&Key::of(&typed[..detail]), service),
            _ => found,
        }
    }

    fn by_key(&self, key: &Key, service: Option<&str>) -> Vec<&Line<'a>> {
        if key.parts.is_empty() {
            return Vec::new();
        }
        let found =
            READINGS.iter().map(|reading| self.filtered(service, |line| reading(line, key)));
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The meanings whose message stands in `typed`.
    fn by_text(&self, typed: &str, service: Option<&str>) -> Vec<&Line<'a>> {
        let typed = plain(typed);
        self.filtered(service, |line| {
            line.code.texts.iter().any(|text| typed.contains(&plain(text)))
        })
    }

    /// The meanings of a code in the middle of other words: "Netflix shows NW-2-5 on my TV", "Error 503: no backend".
    fn in_sentence(&self, typed: &str, service: Option<&str>) -> Vec<&Line<'a>> {
        // A bare number is a code only where it leads, announced or a status, and no other number follows.
        let parts = Key::of(typed).parts;
        if let Some((number, rest)) = parts.split_first().filter(|(first, _)| is_number(first))
            && !rest.iter().any(|part| part.chars().any(|c| c.is_ascii_digit()))
        {
            let found = self.by_key(&Key::of(number), service);
            let announced = Key::cut(typed).first() != Some(number);
            if announced || found.iter().any(|line| line.written.starts_with("HTTP ")) {
                return found;
            }
        }
        // Elsewhere only what no ordinary words look like.
        let words = typed.split_whitespace().collect::<Vec<_>>();
        for at in 0..words.len() {
            for length in (1..=4).rev() {
                let Some(window) = words.get(at..at + length) else { continue };
                let window = window.join(" ");
                if !is_telling(&window) {
                    continue;
                }
                let key = Key::of(&window);
                let found = if length == 1 {
                    self.lookup(&window, service)
                } else {
                    self.filtered(service, |line| line.is_written_so(&key))
                };
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// The service that is named among the words, and the words without it.
    fn service_in(&self, typed: &str) -> Option<(&'a str, String)> {
        let parts = Key::of(typed).parts;
        let mut best: Option<(usize, &'a str, String)> = None;
        for service in self.catalogue {
            for name in service.aliases.iter().chain([&service.id, &service.name]) {
                let name = Key::cut(name);
                let Some(at) = parts.windows(name.len().max(1)).position(|it| it == name) else {
                    continue;
                };
                if best.as_ref().is_none_or(|(length, ..)| *length < name.len()) {
                    let rest = [&parts[..at], &parts[at + name.len()..]].concat().join(" ");
                    best = Some((name.len(), &service.id, rest));
                }
            }
        }
        best.map(|(_, id, rest)| (id, rest))
    }

    /// One line per family of codes that `fits`, of `service` (which comes first) and of nobody.
    fn filtered(&self, service: Option<&str>, fits: impl Fn(&Line<'_>) -> bool) -> Vec<&Line<'a>> {
        let mut found: Vec<&Line<'a>> = Vec::new();
        for line in self.lines.iter().filter(|line| line.is_of(service) && fits(line)) {
            if !found.iter().any(|other| std::ptr::eq(other.code, line.code)) {
                found.push(line);
            }
        }
        if service.is_some() {
            found.sort_by_key(|line| line.service.is_none());
        }
        found
    }

    /// The codes that differ least from `typed`, at most three.
    fn nearest(&self, typed: &str, service: Option<&str>) -> Vec<String> {
        let typed = Key::of(typed).parts.join("-");
        if !(3..=60).contains(&typed.chars().count()) {
            return Vec::new();
        }
        let mut near = Vec::new();
        for line in self.lines.iter().filter(|line| line.is_of(service)) {
            let known = line.key.parts.join("-");
            let apart = distance(&typed, &known);
            if apart <= tolerance(known.chars().count()) && !line.written.contains('*') {
                near.push((apart, line.written));
            }
        }
        near.sort_unstable();
        near.dedup();
        near.into_iter().take(3).map(|(_, written)| written.to_owned()).collect()
    }
}

/// What the first of these ways finds that finds anything.
fn first_found<'i, 'a, const N: usize>(
    ways: [&dyn Fn() -> Vec<&'i Line<'a>>; N],
) -> Vec<&'i Line<'a>> {
    ways.into_iter().map(|way| way()).find(|found| !found.is_empty()).unwrap_or_default()
}

/// A code in the form in which codes are compared.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    /// Whether it is a number below zero.
    negative: bool,
    /// What stands between the separators, in lower case; `*` for any one part.
    parts: Vec<String>,
    /// Whether it was typed with a `*` at the end, for all codes that begin so.
    open: bool,
}

impl Key {
    fn of(text: &str) -> Self {
        let mut parts = Self::cut(text);
        let open = parts.last().is_some_and(|part| part == "*");
        let lead = parts.len() - Self::without_lead(&parts).len();
        parts.drain(..lead);
        let negative = parts.first().is_some_and(|first| is_number(first) && signed(text, first));
        Self { negative, parts, open }
    }

    /// Cuts at everything that is neither letter nor digit.
    fn cut(text: &str) -> Vec<String> {
        let text = text.to_lowercase();
        let parts = text.split(|c: char| !c.is_alphanumeric() && c != '*');
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// What is left after the words that only announce a code.
    fn without_lead(mut parts: &[String]) -> &[String] {
        loop {
            parts = match parts {
                [first, rest @ ..] if ANNOUNCING.contains(&first.as_str()) => rest,
                // "HTTP/1.1 503", "HTTP status 503", "HTTP 503".
                [http, major, minor, status, ..]
                    if http == "http"
                        && major.len() == 1
                        && minor.len() == 1
                        && is_status(status) =>
                {
                    &parts[3..]
                }
                [http, version, status, ..]
                    if http == "http" && version.len() == 1 && is_status(status) =>
                {
                    &parts[2..]
                }
                [http, next, ..]
                    if http == "http"
                        && (is_status(next) || ANNOUNCING.contains(&next.as_str())) =>
                {
                    &parts[1..]
                }
                // "net::ERR_CONNECTION_RESET", "net_error -202".
                [net, err, ..] if net == "net" && matches!(err.as_str(), "err" | "error") => {
                    &parts[1..]
                }
                _ => return parts,
            }
        }
    }

    /// Whether both are the same but for separators: typed without any, with more of them, or without those between a
    /// letter and a digit. `NW-25` is not `NW-2-5`.
    fn joins_like(&self, typed: &Self) -> bool {
        let joined = self.parts.concat();
        if joined.len() < 4
            || !joined.chars().any(char::is_alphabetic)
            || joined != typed.parts.concat()
        {
            return false;
        }
        let typed_ends = ends(&typed.parts);
        let kinds_meet = |at: usize| {
            let before = joined[..at].chars().next_back().is_some_and(char::is_numeric);
            let after = joined[at..].chars().next().is_some_and(char::is_numeric);
            before != after
        };
        typed.parts.len() == 1
            || ends(&self.parts).into_iter().all(|end| typed_ends.contains(&end) || kinds_meet(end))
    }

    /// Whether this is a family that `typed` belongs to: its last part is a number, or left open as in "SHAK-xxxx".
    fn covers(&self, typed: &Self) -> bool {
        let numbered = |part: &String| {
            (1..=8).contains(&part.len())
                && (is_number(part) || part.len() > 1 && part.chars().all(|c| c == 'x'))
        };
        self.parts.last().is_some_and(|part| part == "*")
            && self.parts.len() == typed.parts.len()
            && self
                .parts
                .iter()
                .zip(&typed.parts)
                .all(|(known, part)| known == "*" || known == part)
            && typed.parts.last().is_some_and(numbered)
    }

    /// Whether `known` is one of the codes that were asked for with a `*` at the end.
    fn begins(&self, known: &Self) -> bool {
        let Some((_, begin)) = self.parts.split_last().filter(|_| self.open) else { return false };
        !begin.is_empty() && known.parts.len() > begin.len() && known.parts.starts_with(begin)
    }
}

/// Words in front of a code that say nothing but that a code follows.
const ANNOUNCING: &[&str] = &[
    "error",
    "errors",
    "code",
    "codes",
    "status",
    "number",
    "message",
    "fehler",
    "fehlercode",
    "erreur",
    "errore",
    "codice",
    "código",
    "codigo",
    "kod",
    "błąd",
    "fout",
    "foutcode",
    "hata",
    "ошибка",
    "エラー",
    "错误",
    // Whose number it is.
    "cloudflare",
    "nsurlerrordomain",
    "avfoundationerrordomain",
    "winerror",
];

/// The places, counted in bytes, at which parts end.
fn ends(parts: &[String]) -> Vec<usize> {
    let add = |at: &mut usize, part: &String| {
        *at += part.len();
        Some(*at)
    };
    parts.iter().scan(0, add).collect()
}

/// Whether no ordinary words look like this: letters and digits together, or an underscore.
fn is_telling(text: &str) -> bool {
    let has = |test: fn(char) -> bool| text.chars().any(test);
    text.contains('_') || has(|c| c.is_ascii_digit()) && has(char::is_alphabetic)
}

fn is_number(part: &str) -> bool {
    part.chars().all(|c| c.is_ascii_digit())
}

fn is_status(part: &str) -> bool {
    part.len() == 3 && is_number(part)
}

/// Whether a dash that is a sign, and not a separator, stands before `number` in `text`.
fn signed(text: &str, number: &str) -> bool {
    let before = text.find(number).and_then(|at| text.get(..at)).unwrap_or_default();
    let mut before = before.chars().rev();
    let dash = before.next().is_some_and(|c| {
        matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
    });
    dash && before.next().is_none_or(|c| !c.is_alphanumeric())
}

/// A message in the form in which messages are compared.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace(['\u{2019}', '\u{2018}', '`', '\u{b4}'], "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::bundled;

    fn catalogue() -> &'static [Service] {
        static BUNDLED: std::sync::OnceLock<Vec<Service>> = std::sync::OnceLock::new();
        BUNDLED.get_or_init(bundled)
    }

    /// The services of the meanings, `-` for nobody.
    fn services(typed: &str) -> Vec<String> {
        services_for(typed, None)
    }

    fn services_for(typed: &str, service: Option<&str>) -> Vec<String> {
        let meanings = explain(typed, service, catalogue()).meanings;
        meanings.into_iter().map(|it| it.service.unwrap_or_else(|| "-".to_owned())).collect()
    }

    fn code_of(typed: &str) -> String {
        let meanings = explain(typed, None, catalogue()).meanings;
        meanings.first().unwrap_or_else(|| panic!("{typed}")).code.clone()
    }

    #[test]
    fn a_code_is_found_as_people_type_it() {
        for typed in [
            "NW-2-5",
            "nw-2-5",
            " NW-2-5 ",
            "nw 2 5",
            "NW2-5",
            "nw25",
            "NW\u{2011}2\u{2011}5",
            "NW–2–5",
            "NW\u{2212}2\u{2212}5",
            "Error NW-2-5",
            "error code: nw-2-5",
            "Fehlercode NW-2-5",
            "Netflix NW-2-5",
            "NW-2-5 on my TV",
            "Netflix says NW-2-5 again",
            "I get nw 2 5 on the TV",
            "the app shows: NW 2-5!",
            "(NW-2-5)",
            "NW-2-5.",
            "code NW_2_5",
        ] {
            assert_eq!(services(typed), ["netflix"], "{typed}");
            assert_eq!(code_of(typed), "NW-2-5", "{typed}");
        }
        for typed in
            ["M7111-1331-5059", "m7111 1331 5059", "M711113315059", "error code: m7111-1331-5059"]
        {
            assert_eq!(code_of(typed), "M7111-1331-5059", "{typed}");
        }
        assert_eq!(services("error -118"), ["-", "steam"]);
        assert_eq!(services("118"), ["steam"]);
        assert_eq!(services("p dev 320"), ["hulu"]);
    }

    #[test]
    fn what_nobody_uses_has_no_meaning() {
        for typed in [
            "",
            " ",
            "-",
            "N",
            "code",
            "error",
            "hello",
            "12",
            "ZZ-99-77",
            "QX-1234",
            "Fehler 4711-0815",
            "W-2-5-9-9",
            "NW",
            "NW-2-5-9-9",
            "NW-x-hello",
            "nothing works",
            "5 apples",
            "i have 2 problems",
            "HTTP",
            "http 999",
            "*",
            "-*",
            "*-*",
            "NW-x-y",
            "Netflix",
            "Error netflix",
        ] {
            let found = explain(typed, None, catalogue());
            assert_eq!(found.meanings, [], "{typed:?}");
        }
    }

    #[test]
    fn a_plain_status_is_found_in_the_line_that_servers_show() {
        for typed in [
            "503",
            "HTTP 503",
            "http status 503",
            "HTTP/1.1 503 Service Unavailable",
            "HTTP/2 503",
            "Error 503 Service Unavailable",
            "503 Service Temporarily Unavailable",
            "Error 503 Backend fetch failed",
            "503 - no healthy upstream",
            "Status code: 503",
        ] {
            assert_eq!(services(typed)[0], "-", "{typed}");
            assert!(code_of(typed).contains("503"), "{typed}");
        }
        assert_eq!(services_for("503", Some("netflix")), ["netflix", "-"]);
        assert_eq!(services("Netflix 503"), ["netflix", "-"]);
        assert_eq!(services("disney+ 504"), ["-"]);
    }

    #[test]
    fn what_browsers_and_systems_say_is_known_however_it_is_typed() {
        for typed in [
            "NSURLErrorDomain -1009",
            "net_error -202",
            "ERR_QUIC_PROTOCOL_ERROR.QUIC_NETWORK_IDLE_TIMEOUT",
            "0x80072ee7",
            "SSL_ERROR_HANDSHAKE_FAILURE_ALERT",
            "SEC_ERROR_OCSP_FUTURE_RESPONSE",
            "DNS_PROBE_POSSIBLE",
            "ERR_SOCKS_CONNECTION_FAILED",
            "curl: (28)",
            "WinError 10060",
            "ECONNREFUSED",
            "Cloudflare 1009",
            "error code: 1020",
            "5xx",
            "HTTP 530",
            "This site can\u{2019}t be reached",
            "Ihre Verbindung ist nicht privat",
            "このサイトにアクセスできません",
            "Playback Error",
            "STATUS_ACCESS_VIOLATION",
        ] {
            assert!(!explain(typed, None, catalogue()).meanings.is_empty(), "{typed}");
        }
        let causes = |typed| explain(typed, None, catalogue()).meanings[0].causes[0];
        assert_eq!(causes("Error 1009"), Cause::GeoBlocked);
        assert_eq!(causes("Error 1015"), Cause::RateLimited);
        assert_eq!(causes("DLG_FLAGS_SEC_CERT_DATE_INVALID"), Cause::ClockWrong);
        assert_eq!(causes("ERR_PROXY_AUTH_UNSUPPORTED"), Cause::ProxyAuthRequired);
        // Nobody's: a number alone, or words about something else.
        for typed in ["1099", "the site is fine", "1033x"] {
            assert!(explain(typed, None, catalogue()).meanings.is_empty(), "{typed}");
        }
    }

    #[test]
    fn browser_errors_are_found_by_name_number_and_sentence() {
        for typed in [
            "ERR_NAME_NOT_RESOLVED",
            "net::ERR_NAME_NOT_RESOLVED",
            "err name not resolved",
            "DNS_PROBE_FINISHED_NXDOMAIN",
            "Hmm. We’re having trouble finding that site.",
            "Chrome says ERR_NAME_NOT_RESOLVED",
            "-1003",
            "Safari can’t find the server",
        ] {
            assert!(services(typed).contains(&"-".to_owned()), "{typed}");
        }
        let unknown_issuer = explain("SEC_ERROR_UNKNOWN_ISSUER", None, catalogue());
        assert_eq!(unknown_issuer.meanings[0].causes[0], Cause::TlsIntercepted);
        let reset = explain("PR_CONNECT_RESET_ERROR", None, catalogue());
        assert_eq!(reset.meanings[0].causes[0], Cause::ConnectionBlocked);
        // A number without its minus is not a browser's.
        assert_eq!(services("1003"), ["hulu"]);
    }

    #[test]
    fn what_stands_in_brackets_chooses_but_is_not_needed() {
        assert_eq!(code_of("tvq-pb-101 (2.10.5006)"), "tvq-pb-101 (2.10.5006)");
        assert_eq!(code_of("tvq-pb-101 (5.2.1)"), "tvq-pb-101");
        assert_eq!(code_of("tvq-pb-101"), "tvq-pb-101");
        assert_eq!(services("s1001"), ["plex"]);
    }

    #[test]
    fn a_family_covers_its_unknown_members_and_the_known_code_comes_first() {
        assert_eq!(code_of("NW-8-18"), "NW-*-*");
        assert_eq!(code_of("tvq-rnd-100"), "tvq-*-*");
        assert_eq!(code_of("shak 1234"), "SHAK-*");
        assert_eq!(code_of("SHAK-xxxx"), "SHAK-*");
        assert_eq!(code_of("shak-1001"), "SHAK-1001");
    }

    #[test]
    fn a_star_asks_for_all_codes_that_begin_so() {
        let found = explain("tvq-*", None, catalogue());
        assert!(found.meanings.len() >= 3, "{found:?}");
        assert!(found.meanings.iter().all(|it| it.code.starts_with("tvq-")), "{found:?}");
    }

    #[test]
    fn a_message_is_found_by_its_words() {
        assert_eq!(services("Sign in to confirm you’re not a bot"), ["youtube"]);
        assert_eq!(services("This content isn't available, try again later."), ["youtube"]);
        assert_eq!(services("Too many people are using your account right now"), ["netflix"]);
    }

    #[test]
    fn one_code_of_several_services_has_all_meanings_unless_one_is_named() {
        assert_eq!(explain("4", None, catalogue()).services(), ["spotify", "deezer"]);
        assert_eq!(services_for("4", Some("deezer")), ["deezer"]);
        assert_eq!(services("Deezer error 4"), ["deezer"]);
        assert_eq!(services("hulu error code 5"), ["hulu"]);
        assert_eq!(services_for("NW-2-5", Some("hulu")), [] as [&str; 0]);
    }

    #[test]
    fn a_slip_of_the_fingers_gets_suggestions() {
        assert_eq!(explain("NW-25", None, catalogue()).nearest.first().unwrap(), "NW-2-5");
        let near = explain("N8156-6031", None, catalogue());
        assert_eq!((near.meanings.len(), near.nearest[0].as_str()), (0, "N8156-6013"));
        assert!(
            explain("ERR_NAME_NOT_RESOLVE", None, catalogue())
                .nearest
                .contains(&"ERR_NAME_NOT_RESOLVED".to_owned())
        );
        assert!(explain("hello", None, catalogue()).nearest.is_empty());
    }

    #[test]
    fn the_json_has_exactly_the_promised_fields() {
        let json = serde_json::to_value(explain("E123", None, catalogue())).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "schema": 1, "code": "E123",
                "meanings": [{
                    "service": "netflix", "says": "As many screens are playing as the plan allows.",
                    "causes": ["account.too_many_streams"], "confidence": "high",
                    "remedies": ["close_other_streams", "check_subscription"],
                }],
            })
        );
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_typed_can_break_it(typed in "\\PC*", service in proptest::option::of("[a-z-]{0,8}")) {
            explain(&typed, service.as_deref(), catalogue());
        }
    }
}
