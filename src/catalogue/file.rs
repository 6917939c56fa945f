//! From the text of a service's file to a [`Service`].

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Duration;

use url::{Host, Url};

use super::interval::interval;
use super::read::{Entry, Problem, Reader, Section, Text};
use super::service::{Code, ProbeKind, Service, StatusFeed, StatusKind, Target, Trust};
use crate::diagnosis::Cause;
use crate::observation::{Expectation, Role};
use crate::remedy::Remedy;

/// The purposes that a link may have.
pub const LINKS: &[&str] = &[
    "home",
    "help",
    "contact",
    "status",
    "account",
    "login_help",
    "subscription",
    "payment",
    "clear_cookies",
    "devices",
    "streams",
    "vpn_help",
    "region_help",
    "speed_test",
];

/// How much of a media file is read to measure the throughput, unless the file says otherwise.
const MEASURED_BYTES: u64 = 256 * 1024;

const ROLES: &[(&str, Role)] = &[
    ("web", Role::Web),
    ("api", Role::Api),
    ("auth", Role::Auth),
    ("media", Role::Media),
    ("images", Role::Images),
    ("status", Role::Status),
];

const PROBES: &[(&str, ProbeKind)] = &[
    ("https", ProbeKind::Https),
    ("http", ProbeKind::Http),
    ("tcp", ProbeKind::Tcp),
    ("dns", ProbeKind::Dns),
];

const STATUS_KINDS: &[(&str, StatusKind)] = &[
    ("atlassian_statuspage", StatusKind::AtlassianStatuspage),
    ("apple_system_status", StatusKind::AppleSystemStatus),
    ("pagerduty_status", StatusKind::PagerdutyStatus),
    ("aws_currentevents", StatusKind::AwsCurrentevents),
    ("google_incidents", StatusKind::GoogleIncidents),
    ("instatus", StatusKind::Instatus),
];

static CAUSES: LazyLock<Vec<(&str, Cause)>> =
    LazyLock::new(|| Cause::ALL.iter().map(|it| (it.id(), *it)).collect());

static REMEDIES: LazyLock<Vec<(&str, Remedy)>> =
    LazyLock::new(|| Remedy::ALL.iter().map(|it| (it.id(), *it)).collect());

const TRUST: &[(&str, Trust)] =
    &[("high", Trust::High), ("medium", Trust::Medium), ("low", Trust::Low)];

/// A service's file as it was read: what it does not say is `None`.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) id: String,
    name: Option<String>,
    aliases: Option<Vec<String>>,
    default_enabled: Option<bool>,
    host_suffixes: Option<Vec<String>>,
    targets: Option<Vec<Target>>,
    every: Option<Duration>,
    status: Option<StatusFeed>,
    links: BTreeMap<String, Url>,
    codes: Option<Vec<Code>>,
}

impl Draft {
    /// A service of its own.
    pub(crate) fn complete(self, file: &str) -> Result<Service, Problem> {
        let Some(name) = self.name else {
            return Err(Problem::of(
                file,
                "the file has no name; add a line such as name = \"Plex\"",
            ));
        };
        let Some(targets) = self.targets.filter(|targets| !targets.is_empty()) else {
            let fix = "the file has no [[target]]; add one with a url, such as url = \"https://plex.example/\"";
            return Err(Problem::of(file, fix));
        };
        Ok(Service {
            id: self.id,
            name,
            aliases: self.aliases.unwrap_or_default(),
            default_enabled: self.default_enabled.unwrap_or_default(),
            host_suffixes: self.host_suffixes.unwrap_or_default(),
            targets,
            every: self.every,
            status: self.status,
            links: self.links,
            codes: self.codes.unwrap_or_default(),
            file: None,
        })
    }

    /// A change to a service that is known already: each part that the file gives replaces the bundled one; links are
    /// replaced one by one.
    pub(crate) fn change(self, service: &mut Service) {
        if let Some(name) = self.name {
            service.name = name;
        }
        if let Some(aliases) = self.aliases {
            service.aliases = aliases;
        }
        if let Some(default_enabled) = self.default_enabled {
            service.default_enabled = default_enabled;
        }
        if let Some(host_suffixes) = self.host_suffixes {
            service.host_suffixes = host_suffixes;
        }
        if let Some(targets) = self.targets {
            service.targets = targets;
        }
        if let Some(every) = self.every {
            service.every = Some(every);
        }
        if let Some(status) = self.status {
            service.status = Some(status);
        }
        if let Some(codes) = self.codes {
            service.codes = codes;
        }
        service.links.extend(self.links);
    }

    /// Whether the service is watched unless the settings say otherwise, where the file says so.
    pub(crate) fn default_enabled(&self) -> Option<bool> {
        self.default_enabled
    }
}

/// Reads a service's file.
pub(crate) fn service(file: &str, text: &str) -> Result<Draft, Vec<Problem>> {
    draft_of(Reader::new(file, text))
}

pub(super) fn draft_of(reader: Reader<'_>) -> Result<Draft, Vec<Problem>> {
    let draft = reader.root().and_then(draft);
    let problems = reader.into_problems();
    match draft {
        Some(draft) if problems.is_empty() => Ok(draft),
        _ => Err(problems),
    }
}

/// Reads a file of codes that belong to no service: the codes, each with the steps that the file gives to all.
pub(super) fn codes(reader: Reader<'_>) -> Result<Vec<Code>, Vec<Problem>> {
    let mut found = Vec::new();
    if let Some(mut root) = reader.root() {
        let also = root.take("also").map(remedies_of).unwrap_or_default();
        found = root.need("code", "…").map(code_list).unwrap_or_default();
        for code in &mut found {
            let missing = also.iter().filter(|remedy| !code.remedies.contains(remedy));
            let missing = missing.copied().collect::<Vec<_>>();
            code.remedies.extend(missing);
        }
        root.finish();
    }
    let problems = reader.into_problems();
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

fn draft(mut root: Section<'_, '_>) -> Option<Draft> {
    let id = root.need("id", "\"plex\"").and_then(Entry::text).and_then(|it| it.parse(id));
    let name = root.take("name").and_then(Entry::text).and_then(Text::filled);
    let aliases = root.take("aliases").and_then(filled_texts);
    let default_enabled = root.take("default_enabled").and_then(Entry::flag);
    let host_suffixes = root.take("hosts").and_then(Entry::section).and_then(host_suffixes);
    let targets = root.take("target").and_then(Entry::sections);
    let targets = targets.map(|all| all.into_iter().filter_map(target).collect());
    let every = root.take("every").and_then(Entry::text).and_then(|it| it.parse(interval));
    let status = root.take("status").and_then(Entry::section).and_then(status);
    let links = root.take("links").and_then(Entry::section).map(links).unwrap_or_default();
    let codes = root.take("code").map(code_list);
    root.finish();
    Some(Draft {
        id: id?,
        name,
        aliases,
        default_enabled,
        host_suffixes,
        targets,
        every,
        status,
        links,
        codes,
    })
}

fn id(text: &str) -> Result<String, &'static str> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if text.is_empty() || text.len() > 64 || !text.chars().all(plain) || text.starts_with('-') {
        return Err("is not made of lower-case letters, digits and dashes, such as \"my-plex\"");
    }
    Ok(text.to_owned())
}

fn host_suffixes(mut section: Section<'_, '_>) -> Option<Vec<String>> {
    let suffixes = section.need("suffixes", "[\"plex.tv\"]").and_then(filled_texts);
    let _unused = provenance(&mut section);
    section.finish();
    suffixes
}

fn target(mut section: Section<'_, '_>) -> Option<Target> {
    let role = section.take("role").map_or(Some(Role::Web), |role| role.text()?.one_of(ROLES));
    let url = section.need("url", "\"https://plex.example/\"").and_then(Entry::text);
    let url = url.and_then(|url| url.parse(target_url));
    let probe = section.take("probe");
    let probe = match (&url, probe) {
        (Some((url, natural)), Some(entry)) => {
            let chosen = entry.text().and_then(|text| {
                let chosen = text.value.clone();
                text.one_of(PROBES).map(|probe| (probe, chosen))
            });
            chosen.and_then(|(probe, word)| {
                let fits = probe == *natural || matches!(probe, ProbeKind::Tcp | ProbeKind::Dns);
                if !fits || *natural == ProbeKind::Dns && probe != ProbeKind::Dns {
                    section.complain(format!(
                        "target probe {word:?} does not fit the url {url}; leave it out, or change the url"
                    ));
                    return None;
                }
                Some(probe)
            })
        }
        (Some((_, natural)), None) => Some(*natural),
        (None, probe) => {
            // The URL has its complaint already; only the word itself can still be wrong.
            probe.and_then(|probe| probe.text()?.one_of(PROBES))
        }
    };
    let has_body = matches!(probe, None | Some(ProbeKind::Https | ProbeKind::Http));
    let expect = section.take("expect");
    if let Some(expect) = &expect
        && !has_body
    {
        expect
            .complain("target expect needs a probe of kind https or http: others see no response");
    }
    let expect = expect.map(expectation).unwrap_or_default();
    let measure = measure(&mut section, role, has_body);
    let _unused = provenance(&mut section);
    section.finish();
    Some(Target { role: role?, probe: probe?, url: url?.0, expect, measure })
}

/// How many bytes to measure with, if the target asks for that.
fn measure(section: &mut Section<'_, '_>, role: Option<Role>, has_body: bool) -> Option<u64> {
    let measure = section.take("measure");
    let max_bytes = section.take("max_bytes");
    if let Some(measure) = measure {
        if !has_body || role.is_some_and(|role| role != Role::Media) {
            measure.complain("target measure needs role = \"media\" and an https or http url");
        }
        measure.text()?.one_of(&[("throughput", ())])?;
        // Less tells no rate, more is not gentle.
        return max_bytes.map_or(Some(MEASURED_BYTES), |it| it.whole(16 * 1024..=16 * 1024 * 1024));
    }
    if let Some(max_bytes) = max_bytes {
        max_bytes.complain("target max_bytes needs measure = \"throughput\" beside it");
    }
    None
}

/// What `expect = { status = …, body = … }` says.
pub(crate) fn expectation(entry: Entry<'_, '_>) -> Expectation {
    let Some(mut section) = entry.section() else { return Expectation::default() };
    let status = section.take("status").map(Entry::one_or_more).unwrap_or_default();
    let status = status.into_iter().filter_map(|it| it.whole(100..=599));
    let status = status.filter_map(|it| u16::try_from(it).ok()).collect();
    let body = section.take("body").and_then(Entry::text).and_then(Text::filled);
    section.finish();
    Expectation { status, body }
}

fn status(mut section: Section<'_, '_>) -> Option<StatusFeed> {
    let kind = section.need("kind", "\"atlassian_statuspage\"").and_then(Entry::text);
    let kind = kind.and_then(|kind| kind.one_of(STATUS_KINDS));
    let url = section.need("url", "\"https://status.plex.example/api/v2/summary.json\"");
    let url = url.and_then(Entry::text).and_then(|url| url.parse(page_url));
    let components = section.take("components").and_then(filled_texts).unwrap_or_default();
    let _unused = provenance(&mut section);
    section.finish();
    Some(StatusFeed { kind: kind?, url: url?, components })
}

/// Links by purpose, each an URL or a table with the URL and where it is from.
fn links(mut section: Section<'_, '_>) -> BTreeMap<String, Url> {
    let mut links = BTreeMap::new();
    for purpose in LINKS {
        let Some(entry) = section.take(purpose) else { continue };
        let url = if entry.is_text() {
            entry.text()
        } else {
            entry.section().and_then(|mut link| {
                let url = link.need("url", "\"https://…\"").and_then(Entry::text);
                let _unused = provenance(&mut link);
                link.finish();
                url
            })
        };
        if let Some(url) = url.and_then(|url| url.parse(page_url)) {
            links.insert((*purpose).to_owned(), url);
        }
    }
    section.finish();
    links
}

fn code_list(entry: Entry<'_, '_>) -> Vec<Code> {
    let sections = entry.sections().unwrap_or_default();
    sections.into_iter().filter_map(code).collect()
}

fn code(mut section: Section<'_, '_>) -> Option<Code> {
    let codes = section.take("codes").and_then(filled_texts).unwrap_or_default();
    let texts = section.take("texts").and_then(filled_texts).unwrap_or_default();
    if codes.is_empty() && texts.is_empty() {
        section.complain("code has neither codes nor texts; add a line such as codes = [\"E1\"]");
    }
    let meaning = section.need("meaning", "\"The server is full.\"").and_then(Entry::text);
    let meaning = meaning.and_then(Text::filled);
    let causes = section.need("causes", "[\"service.overloaded\"]").and_then(at_least_one);
    let causes = causes.map(|entry| words(entry, &CAUSES));
    let remedies = section.need("remedies", "[\"wait_and_retry\"]").and_then(at_least_one);
    let remedies = remedies.map(remedies_of);
    let help = section.take("help").and_then(Entry::text).and_then(|url| url.parse(page_url));
    let (source, confidence) = provenance(&mut section);
    section.finish();
    let (meaning, causes, remedies) = (meaning?, causes?, remedies?);
    Some(Code { codes, texts, meaning, causes, remedies, confidence, help, source })
}

fn remedies_of(entry: Entry<'_, '_>) -> Vec<Remedy> {
    words(entry, &REMEDIES)
}

fn at_least_one<'r, 'a>(entry: Entry<'r, 'a>) -> Option<Entry<'r, 'a>> {
    if entry.is_empty_list() {
        entry.complain(format!("{} is empty; every code needs a cause and a step", entry.name));
        return None;
    }
    Some(entry)
}

fn words<T: Copy>(entry: Entry<'_, '_>, known: &[(&str, T)]) -> Vec<T> {
    let texts = entry.texts().unwrap_or_default();
    texts.into_iter().filter_map(|text| text.one_of(known)).collect()
}

fn filled_texts(entry: Entry<'_, '_>) -> Option<Vec<String>> {
    Some(entry.texts()?.into_iter().filter_map(Text::filled).collect())
}

/// Where a fact is from, and how good that is. Users need not say.
fn provenance(section: &mut Section<'_, '_>) -> (Vec<String>, Trust) {
    let source = section.take("source").and_then(filled_texts).unwrap_or_default();
    let confidence = section.take("confidence").and_then(Entry::text);
    (source, confidence.and_then(|it| it.one_of(TRUST)).unwrap_or(Trust::Medium))
}

/// A page for people, or a feed.
pub(crate) fn page_url(text: &str) -> Result<Url, String> {
    const FORMS: &str = "does not begin with https:// or http://";
    let url = parse_url(text, FORMS)?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(FORMS.to_owned());
    }
    without_credentials(url)
}

/// A URL to probe, with the probe that it asks for by itself.
pub(crate) fn target_url(text: &str) -> Result<(Url, ProbeKind), String> {
    const FORMS: &str =
        "does not begin with https:// or http://, nor is it tcp://host:port or dns:name";
    let url = parse_url(text, FORMS)?;
    let probe = match url.scheme() {
        "https" => ProbeKind::Https,
        "http" => ProbeKind::Http,
        "tcp" => {
            let plain = matches!(url.path(), "" | "/") && url.query().is_none();
            if !plain || url.host_str().is_none_or(str::is_empty) || url.port().is_none() {
                return Err("is not of the form tcp://host:port".to_owned());
            }
            ProbeKind::Tcp
        }
        "dns" => {
            if !matches!(Host::parse(url.path()), Ok(Host::Domain(_))) {
                return Err("is not of the form dns:name".to_owned());
            }
            ProbeKind::Dns
        }
        _ => return Err(FORMS.to_owned()),
    };
    // `tcp` is no scheme that the URL standard knows, so its host was not looked at yet.
    if let (ProbeKind::Tcp, Some(host)) = (probe, url.host_str())
        && let Err(error) = Host::parse(host)
    {
        return Err(format!("is not a URL: {error}"));
    }
    without_credentials(url).map(|url| (url, probe))
}

fn parse_url(text: &str, forms: &str) -> Result<Url, String> {
    Url::parse(text).map_err(|error| {
        if error == url::ParseError::RelativeUrlWithoutBase {
            return forms.to_owned();
        }
        format!("is not a URL: {error}")
    })
}

fn without_credentials(url: Url) -> Result<Url, String> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not contain a user name or password: nothing here signs in".to_owned());
    }
    if url.host_str().is_some_and(|host| host.contains('*')) {
        return Err("must name one host, without *".to_owned());
    }
    Ok(url)
}
