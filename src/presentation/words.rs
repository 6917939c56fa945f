//! What people read: titles and sentences for a diagnosis, steps for a remedy. All words are data, in `config/words/`;
//! this module chooses among them and fills in names.
//!
//! Pure: the words are embedded, and each function depends on its arguments alone.

mod template;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use thiserror::Error;
use url::Url;

use self::template::{Context, Filling, Template};
use super::text::{plain, shorten};
use super::{NetworkReport, ServiceState};
use crate::diagnosis::reported::Device;
use crate::diagnosis::{
    Blame, Cause, Confidence, Diagnosis, Evidence, Extent, Party, RuledOut, When,
};
use crate::observation::{Phase, Role};
use crate::remedy::{Remedy, TrialResult};

/// A name longer than this many columns is cut: it would push everything else out of a menu.
const NAME_COLUMNS: usize = 32;

/// Where steps are to be done: at this computer, by its operating system, or at another device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Platform {
    Windows,
    MacOs,
    Linux,
    Tv,
    Phone,
    Console,
}

impl Platform {
    /// The computers that this program runs on.
    pub const COMPUTERS: &[Self] = &[Self::Windows, Self::MacOs, Self::Linux];

    /// Whether there are steps for `remedy` here.
    pub fn knows(self, remedy: Remedy) -> bool {
        Device::ALL
            .iter()
            .filter(|it| self.at(Some(**it)) == self)
            .any(|device| remedy.applies_to(*device))
    }

    /// Where `device` is, seen from this computer: there, or here.
    #[must_use]
    pub fn at(self, device: Option<Device>) -> Self {
        match device {
            None | Some(Device::Browser | Device::App) => self,
            Some(Device::Tv) => Self::Tv,
            Some(Device::Phone) => Self::Phone,
            Some(Device::Console) => Self::Console,
        }
    }

    /// The platform of this name, as `std::env::consts::OS` spells it. Whatever is unknown is most like Linux.
    pub fn named(os: &str) -> Self {
        match os {
            "windows" => Self::Windows,
            "macos" => Self::MacOs,
            _ => Self::Linux,
        }
    }
}

/// What the words need to know about a service: its name, and its own pages by purpose.
#[derive(Clone, Copy, Debug)]
pub struct ServiceWords<'a> {
    pub name: &'a str,
    pub links: &'a BTreeMap<String, Url>,
}

/// A part of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The line of the network.
    Network,
    /// What speaks for it.
    Why,
    /// What speaks against it.
    Against,
    RuledOut,
    /// What contributes.
    Also,
    WhatHelps,
    /// In the place of a service's name.
    AnyService,
    /// The phases of a round.
    LookingAtConnection,
    LookingAtServices,
    CloserLook,
}

/// A remedy in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemedyText {
    /// What to do, in a few words.
    pub title: String,
    /// How, line by line. The last says how to see that it worked.
    pub steps: Vec<String>,
    /// Where to do it: the service's own page, or the platform's settings.
    pub link: Option<String>,
}

/// What is told: a diagnosis, and the names of what it hits.
#[derive(Clone, Debug)]
pub struct DiagnosisWords<'a> {
    pub cause: Cause,
    pub confidence: Confidence,
    pub extent: Extent,
    pub roles: &'a [Role],
    pub when: When,
    pub evidence: &'a [Evidence],
    /// The services that are hit, by name, the most important first.
    pub services: Vec<&'a str>,
}

impl<'a> DiagnosisWords<'a> {
    /// `diagnosis`, of `services`.
    pub fn new(diagnosis: &'a Diagnosis, services: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            cause: diagnosis.cause,
            confidence: diagnosis.confidence,
            extent: diagnosis.extent,
            roles: &diagnosis.roles,
            when: diagnosis.when,
            evidence: &diagnosis.evidence,
            services: services.into_iter().collect(),
        }
    }

    /// What is wrong with the network, which hits `services`.
    pub fn of_network(
        network: &'a NetworkReport,
        services: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            cause: network.cause,
            confidence: network.confidence,
            extent: Extent::All,
            roles: &[],
            when: When::Now,
            evidence: &network.evidence,
            services: services.into_iter().collect(),
        }
    }

    /// `cause` as such, without a round behind it.
    pub fn of_cause(cause: Cause, services: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            cause,
            confidence: Confidence::Certain,
            extent: Extent::Service,
            roles: &[],
            when: When::Now,
            evidence: &[],
            services: services.into_iter().collect(),
        }
    }
}

/// A few words without codes, for a menu or the title of a notice.
pub fn title(told: &DiagnosisWords<'_>) -> String {
    let words = english();
    let title = told.render(&words.form(told).title, Length::Short);
    match told.when {
        When::Now => title,
        When::Passed => framed(&words.phrase.passed_title, "title", &title),
        When::ComesAndGoes => framed(&words.phrase.comes_and_goes_title, "title", &title),
    }
}

/// The title, with the names of the services that are hit before it where it does not name them itself.
pub fn grouped_title(told: &DiagnosisWords<'_>) -> String {
    let words = english();
    let title = title(told);
    if told.services.is_empty() || words.form(told).names_services() {
        return title;
    }
    let names = told.named(Length::Short).filling.text;
    let title = words.lists.uncapitalised(&title);
    filled(&words.lists.grouped, &[("names", &names), ("title", &title)])
}

/// One plain sentence: what happened, and whose side it is.
pub fn sentence(told: &DiagnosisWords<'_>) -> String {
    let words = english();
    let sentence = told.render(&words.form(told).sentence, Length::Full);
    match told.when {
        When::Now => sentence,
        When::Passed => framed(&words.phrase.passed, "sentence", &sentence),
        When::ComesAndGoes => framed(&words.phrase.comes_and_goes, "sentence", &sentence),
    }
}

/// What it means, in two or three sentences. Where the evidence does not decide, what was seen comes first.
pub fn detail(told: &DiagnosisWords<'_>) -> String {
    let detail = told.render(&english().cause[&told.cause].detail, Length::Full);
    if told.cause != Cause::Unknown {
        return detail;
    }
    let seen = told.evidence.iter().take(3).map(|it| as_sentence(&plain(&it.says)));
    seen.filter(|it| !it.is_empty()).chain([detail]).collect::<Vec<_>>().join(" ")
}

/// What `cause` is, as a noun: "an overload", "your DNS".
pub fn noun(cause: Cause) -> &'static str {
    &english().cause[&cause].noun
}

/// A cause that was considered, and what speaks against it: "Not an overload: …".
pub fn ruled_out(it: &RuledOut) -> String {
    let because = plain(&it.because);
    filled(&english().phrase.ruled_out, &[("noun", noun(it.cause)), ("because", &because)])
}

/// How a service is doing, in a word or two.
pub fn state_word(state: ServiceState) -> &'static str {
    let words = &english().state;
    match state {
        ServiceState::Up => &words.up,
        ServiceState::Degraded => &words.degraded,
        ServiceState::Down => &words.down,
        ServiceState::Refused => &words.refused,
        ServiceState::Held => &words.held,
        ServiceState::Unknown => &words.unknown,
    }
}

/// How the network is doing, in a word or two.
pub fn network_word(cause: Cause) -> &'static str {
    let words = &english().network_state;
    if cause == Cause::None {
        &words.fine
    } else if cause == Cause::Unknown {
        &words.unknown
    } else {
        &words.wrong
    }
}

/// Whose side it is.
pub fn blame_word(blame: Blame) -> &'static str {
    &english().blame[&blame]
}

/// Who wrote a response.
pub fn party_word(party: Party) -> &'static str {
    &english().party[&party]
}

/// How sure we are.
pub fn confidence_word(confidence: Confidence) -> &'static str {
    &english().confidence[&confidence]
}

/// A part of a service: "sign-in".
pub fn role_word(role: Role) -> &'static str {
    &english().part[&role].word
}

/// What is being done in a phase: "connecting".
pub fn phase_word(phase: Phase) -> &'static str {
    &english().phase[&phase]
}

/// What became of trying a remedy; `None` where nothing did.
pub fn trial_word(trial: TrialResult) -> Option<&'static str> {
    let words = &english().trial;
    match trial {
        TrialResult::Helps => Some(&words.helps),
        TrialResult::NoHelp => Some(&words.no_help),
        TrialResult::NotPossible => Some(&words.not_possible),
        TrialResult::NotTried => None,
    }
}

/// What to do, in a few words.
pub fn remedy_title(remedy: Remedy) -> &'static str {
    &english().remedy[&remedy].title
}

/// What to do and how, on `platform`, with the pages of `service` where it is about one.
pub fn steps(remedy: Remedy, platform: Platform, service: Option<&ServiceWords<'_>>) -> RemedyText {
    let words = &english().remedy[&remedy];
    let page = |key: &str| {
        let url = service?.links.get(key)?;
        // A link comes from a file: it opens a page, and nothing else.
        matches!(url.scheme(), "https" | "http").then(|| plain(url.as_str()))
    };
    let fill = |slot: &str| match slot {
        "service" => Some(match service {
            Some(service) => Filling::name(name(service.name)),
            None => Filling::word(&english().lists.nobody),
        }),
        "link" => words.link.clone().map(Filling::name),
        key => page(key).map(Filling::name),
    };
    let with = Context { confidence: Confidence::Certain, many: false, fill: &fill };
    let (own, at) = (words.own_steps(platform), Platform::COMPUTERS.contains(&platform));
    // How this computer shows that it worked says nothing about another device.
    let done = if at || own.is_empty() { &words.done } else { &english().faces.done_there };
    let lines = words.steps_on(platform).iter().chain([done]);
    let settings = match platform {
        Platform::Windows => &words.settings.windows,
        Platform::MacOs => &words.settings.macos,
        Platform::Linux => &words.settings.linux,
        Platform::Tv | Platform::Phone | Platform::Console => &None,
    };
    RemedyText {
        title: words.title.clone(),
        steps: lines.filter_map(|line| line.render(&with)).collect(),
        link: (words.page.iter().find_map(|key| page(key)))
            .or_else(|| words.link.clone())
            .or_else(|| settings.clone()),
    }
}

/// The heading of a part of a report.
pub fn heading(heading: Heading) -> &'static str {
    let words = &english().faces;
    match heading {
        Heading::Network => &words.network,
        Heading::Why => &words.why,
        Heading::Against => &words.against,
        Heading::RuledOut => &words.ruled_out,
        Heading::Also => &words.also,
        Heading::WhatHelps => &words.what_helps,
        Heading::AnyService => &words.any_service,
        Heading::LookingAtConnection => &words.looking_at_connection,
        Heading::LookingAtServices => &words.looking_at_services,
        Heading::CloserLook => &words.closer_look,
    }
}

/// How sure it is that a code means what we say.
pub fn meaning_word(confidence: Confidence) -> &'static str {
    &english().meaning[&confidence]
}

/// That nobody knows what `code` means.
pub fn unknown_code(code: &str) -> String {
    filled(&english().faces.unknown_code, &[("code", &plain(code))])
}

/// The codes that look most like what was typed, as a question.
pub fn nearest_codes(codes: &[String]) -> String {
    let codes = codes.iter().map(|it| plain(it)).collect::<Vec<_>>().join(", ");
    filled(&english().faces.nearest, &[("codes", &codes)])
}

/// `template` with one slot filled.
fn filled(template: &Template, slots: &[(&str, &str)]) -> String {
    let fill = |slot: &str| {
        slots.iter().find(|(name, _)| *name == slot).map(|(_, text)| Filling::name(*text))
    };
    let with = Context { confidence: Confidence::Certain, many: false, fill: &fill };
    template.render(&with).unwrap_or_default()
}

fn framed(template: &Template, slot: &str, text: &str) -> String {
    filled(template, &[(slot, text)])
}

/// A service's name as it is shown.
fn name(name: &str) -> String {
    shorten(&plain(name), NAME_COLUMNS)
}

fn as_sentence(text: &str) -> String {
    if text.is_empty() || text.ends_with(['.', '!', '?', '…']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// How much room a list of names has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    /// In a title.
    Short,
    /// In a sentence.
    Full,
}

/// What a sentence is about.
struct Subject {
    filling: Filling,
    many: bool,
}

impl DiagnosisWords<'_> {
    fn render(&self, template: &Template, length: Length) -> String {
        let words = english();
        let service = self.subject(length);
        let name = self.named(length);
        let many = if template.mentions("service") { service.many } else { name.many };
        let bare = Context { confidence: self.confidence, many, fill: &|_| None };
        let fill = |slot: &str| match slot {
            "service" => Some(service.filling.clone()),
            "name" => Some(name.filling.clone()),
            ending => words.ending.get(ending)?.render(&bare).map(Filling::name),
        };
        let with = Context { confidence: self.confidence, many, fill: &fill };
        template.render(&with).unwrap_or_default()
    }

    /// The names as they are shown.
    fn names(&self) -> Vec<String> {
        self.services.iter().map(|it| name(it)).collect()
    }

    /// The services: "Netflix, Twitch and 2 others", or shorter "Netflix and 3 others".
    fn named(&self, length: Length) -> Subject {
        let lists = &english().lists;
        let names = self.names();
        let list = match &names[..] {
            [] => {
                return Subject { filling: Filling::word(&lists.nobody), many: false };
            }
            [one] => return Subject { filling: Filling::name(one), many: false },
            [a, b] => filled(&lists.two, &[("a", a), ("b", b)]),
            [a, rest @ ..] if length == Length::Short => {
                filled(&lists.many, &[("a", a), ("n", &rest.len().to_string())])
            }
            [a, b, c] => filled(&lists.three, &[("a", a), ("b", b), ("c", c)]),
            [a, b, rest @ ..] => {
                filled(&lists.more, &[("a", a), ("b", b), ("n", &rest.len().to_string())])
            }
        };
        Subject { filling: Filling::name(list), many: true }
    }

    /// The services, or the part of the one that is hit: "Netflix's sign-in".
    fn subject(&self, length: Length) -> Subject {
        let words = english();
        let named = self.named(length);
        if named.many {
            return named;
        }
        let about = |template: &Template, part: &str| {
            let name = named.filling.clone();
            let fill = |slot: &str| match slot {
                "name" => Some(name.clone()),
                "part" => Some(Filling::name(part)),
                _ => None,
            };
            let with = Context { confidence: Confidence::Certain, many: false, fill: &fill };
            template.render(&with).unwrap_or_default()
        };
        match self.extent {
            Extent::All | Extent::Service => named,
            Extent::Partial => {
                Subject { filling: Filling::word(about(&words.subject.some, "")), many: true }
            }
            Extent::Role => {
                let roles = self.roles.iter().copied().collect::<BTreeSet<_>>();
                let parts = roles.iter().map(|it| &words.part[it]).collect::<Vec<_>>();
                let (part, many) = match &parts[..] {
                    [] => return named,
                    [one] => (one.word.clone(), one.many),
                    [a, b] => {
                        (filled(&words.subject.parts, &[("a", &a.word), ("b", &b.word)]), true)
                    }
                    // So many parts are the service.
                    _ => return named,
                };
                let text = about(&words.subject.part, &part);
                // A name keeps its spelling, "the service" takes its capital.
                let filling = if self.services.is_empty() {
                    Filling::word(text)
                } else {
                    Filling::name(text)
                };
                Subject { filling, many }
            }
        }
    }
}

/// The file of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[expect(dead_code, reason = "names the file; the choice among languages will read it")]
    language: String,
    lists: ListWords,
    subject: SubjectWords,
    part: BTreeMap<Role, PartWords>,
    /// Ends of sentences, by the slot in which they stand.
    ending: BTreeMap<String, Template>,
    phrase: PhraseWords,
    state: StateWords,
    network_state: NetworkWords,
    blame: BTreeMap<Blame, String>,
    party: BTreeMap<Party, String>,
    confidence: BTreeMap<Confidence, String>,
    trial: TrialWords,
    phase: BTreeMap<Phase, String>,
    faces: FaceWords,
    meaning: BTreeMap<Confidence, String>,
    cause: BTreeMap<Cause, CauseWords>,
    remedy: BTreeMap<Remedy, RemedyWords>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListWords {
    nobody: String,
    two: Template,
    three: Template,
    more: Template,
    many: Template,
    grouped: Template,
    uncapitalised: Vec<String>,
}

impl ListWords {
    /// `title` as it is written in the middle of a line.
    fn uncapitalised(&self, title: &str) -> String {
        let first = title.split([' ', '\'', ',']).next().unwrap_or_default();
        if self.uncapitalised.iter().any(|it| it == first) {
            let mut rest = title.chars();
            rest.next().map(|it| it.to_lowercase().chain(rest).collect()).unwrap_or_default()
        } else {
            title.to_owned()
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SubjectWords {
    part: Template,
    parts: Template,
    some: Template,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartWords {
    word: String,
    many: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseWords {
    passed_title: Template,
    comes_and_goes_title: Template,
    passed: Template,
    comes_and_goes: Template,
    ruled_out: Template,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StateWords {
    up: String,
    degraded: String,
    down: String,
    refused: String,
    held: String,
    unknown: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NetworkWords {
    fine: String,
    wrong: String,
    unknown: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TrialWords {
    helps: String,
    no_help: String,
    not_possible: String,
}

/// Headings and small phrases of the faces.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FaceWords {
    network: String,
    why: String,
    against: String,
    ruled_out: String,
    also: String,
    what_helps: String,
    any_service: String,
    looking_at_connection: String,
    looking_at_services: String,
    closer_look: String,
    done_there: Line,
    unknown_code: Template,
    nearest: Template,
}

/// The words for one cause.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CauseWords {
    noun: String,
    /// Where everything is hit.
    all: Option<Form>,
    /// Where one service is hit, or several.
    service: Option<Form>,
    detail: Template,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    title: Template,
    sentence: Template,
}

impl Form {
    /// Whether the title says which services are hit.
    fn names_services(&self) -> bool {
        self.title.mentions("service") || self.title.mentions("name")
    }
}

/// The words for one remedy.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RemedyWords {
    title: String,
    /// For all platforms.
    #[serde(default)]
    steps: Vec<Line>,
    #[serde(default)]
    windows: Vec<Line>,
    #[serde(default)]
    macos: Vec<Line>,
    #[serde(default)]
    linux: Vec<Line>,
    #[serde(default)]
    tv: Vec<Line>,
    #[serde(default)]
    phone: Vec<Line>,
    #[serde(default)]
    console: Vec<Line>,
    done: Line,
    #[serde(default)]
    page: Vec<String>,
    link: Option<String>,
    #[serde(default)]
    settings: Settings,
}

impl RemedyWords {
    fn steps_on(&self, platform: Platform) -> &[Line] {
        let own = self.own_steps(platform);
        if own.is_empty() { &self.steps } else { own }
    }

    fn own_steps(&self, platform: Platform) -> &[Line] {
        match platform {
            Platform::Windows => &self.windows,
            Platform::MacOs => &self.macos,
            Platform::Linux => &self.linux,
            Platform::Tv => &self.tv,
            Platform::Phone => &self.phone,
            Platform::Console => &self.console,
        }
    }
}

/// Addresses of the platforms' own settings pages.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    windows: Option<String>,
    macos: Option<String>,
    linux: Option<String>,
}

/// A step, in one form or more. The first form whose slots can all be filled is taken.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Line(Vec<Template>);

impl Line {
    fn render(&self, with: &Context<'_>) -> Option<String> {
        self.0.iter().find_map(|form| form.render(with))
    }
}

impl TryFrom<String> for Line {
    type Error = template::Malformed;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.split(" || ")
            .map(|form| Template::try_from(form.to_owned()))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// Why a word file cannot be used.
#[derive(Debug, Error)]
enum WordsError {
    #[error("parse the words")]
    Parse(#[from] toml::de::Error),
    #[error("find words for {0}")]
    Missing(String),
}

impl Words {
    /// Reads a word file, and makes sure that nothing is without words.
    fn parse(text: &str) -> Result<Self, WordsError> {
        let words = toml::from_str::<Self>(text)?;
        words.first_missing().map_or(Ok(words), |what| Err(WordsError::Missing(what)))
    }

    fn first_missing(&self) -> Option<String> {
        let cause = |it: &&Cause| {
            self.cause.get(it).is_none_or(|words| words.all.is_none() && words.service.is_none())
        };
        let remedy = |it: &&Remedy| {
            self.remedy.get(it).is_none_or(|words| {
                let devices = Device::ALL.iter().filter(|device| it.applies_to(**device));
                let elsewhere = devices.map(|device| Platform::Linux.at(Some(*device)));
                let mut all = Platform::COMPUTERS.iter().copied().chain(elsewhere);
                all.any(|platform| words.steps_on(platform).is_empty())
            })
        };
        let blames =
            Cause::ALL.iter().map(|it| it.blame()).filter(|it| !self.blame.contains_key(it));
        (Cause::ALL.iter().find(cause).map(ToString::to_string))
            .or_else(|| Remedy::ALL.iter().find(remedy).map(ToString::to_string))
            .or_else(|| blames.map(|it| format!("{it:?}")).next())
    }

    /// The words that fit what is told: those for everything, or those for services.
    fn form(&self, told: &DiagnosisWords<'_>) -> &Form {
        let words = &self.cause[&told.cause];
        let all = words.all.as_ref();
        let service = words.service.as_ref();
        let (first, second) =
            if told.extent == Extent::All { (all, service) } else { (service, all) };
        first.or(second).expect("`parse` refuses a cause without words")
    }
}

fn english() -> &'static Words {
    static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
        Words::parse(include_str!("../../config/words/en.toml"))
            .expect("the embedded words are complete: the tests read them")
    });
    &ENGLISH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_words_are_complete() {
        if let Err(why) = Words::parse(include_str!("../../config/words/en.toml")) {
            panic!(
                "{why}: {}",
                std::error::Error::source(&why).map_or_else(String::new, ToString::to_string)
            );
        }
    }

    /// A step with a misspelt slot would be left out for ever, and nobody would miss it.
    #[test]
    fn steps_name_only_links_that_services_have() {
        const LINKS: &[&str] = &[
            "home",
            "help",
            "contact",
            "account",
            "payment",
            "clear_cookies",
            "login_help",
            "status",
            "devices",
        ];
        for (remedy, words) in &english().remedy {
            let lines = [&words.steps, &words.windows, &words.macos, &words.linux];
            let elsewhere = [&words.tv, &words.phone, &words.console];
            let lines = lines.into_iter().chain(elsewhere).flatten().chain([&words.done]);
            for slot in lines.flat_map(|line| &line.0).flat_map(Template::slots) {
                let link = slot == "link" && words.link.is_some();
                assert!(slot == "service" || link || LINKS.contains(&slot), "{remedy}: {slot}");
            }
            for page in &words.page {
                assert!(LINKS.contains(&page.as_str()), "{remedy}: {page}");
            }
        }
    }
}
