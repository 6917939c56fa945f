//! What people read: titles and sentences for a diagnosis, steps for a remedy, and the small words of every face. All words
//! are data, in `config/words/`, in each language; this module chooses among them and fills in names.
//!
//! Pure: the words are embedded, and each function depends on its arguments alone.

mod file;
mod places;
mod reasons;
mod times;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentArgs;
use serde::{Deserialize, Serialize};
use url::Url;

pub use reasons::{meaning_id, reason_id};

use super::text::{capitalised, plain, shorten};
use super::{NetworkReport, ServiceState};
use crate::diagnosis::reported::Device;
use crate::diagnosis::{
    Blame, Cause, Confidence, Diagnosis, Evidence, Extent, Party, RuledOut, When,
};
use crate::observation::{Phase, Role};
use crate::remedy::{Remedy, TrialResult};

/// The words of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Words {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "de")]
    German,
}

/// A text of the word files, filled with what stands in its slots: `t!(words, "list-two", a = "x", b = "y")`.
macro_rules! t {
    ($words:expr, $id:literal) => {
        $words.say($id)
    };
    ($words:expr, $id:literal, $($slot:ident = $value:expr),+ $(,)?) => {
        $words.fill($id, &$crate::presentation::words::args!($($slot = $value),+))
    };
}
pub(crate) use t;

/// What stands in the slots of a text.
macro_rules! args {
    ($($slot:ident = $value:expr),+ $(,)?) => {{
        let mut with = fluent_bundle::FluentArgs::new();
        $(with.set(stringify!($slot), $value);)+
        with
    }};
}
pub(crate) use args;

/// The name of a confidence in the word files.
pub(crate) fn name_of(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        Confidence::Possible => "possible",
    }
}

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
    /// A phase of a round.
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

impl Words {
    /// All languages, the original first.
    pub const ALL: &[Self] = &[Self::English, Self::German];

    /// The tag of the language, as a page and the settings spell it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The first of `languages`, tags such as `de-AT`, for which there are words; English where there are none for any.
    pub fn among<'a>(languages: impl IntoIterator<Item = &'a str>) -> Self {
        let primary = |tag: &'a str| tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        let known = |tag: &'a str| match primary(tag).to_ascii_lowercase().as_str() {
            // What no language was chosen for.
            "en" | "c" | "posix" => Some(Self::English),
            "de" => Some(Self::German),
            _ => None,
        };
        languages.into_iter().find_map(known).unwrap_or_default()
    }

    /// A text without slots.
    pub(crate) fn say(self, id: &str) -> Cow<'static, str> {
        self.found(id, file::text(self, id, None, None))
    }

    /// A text with slots. [`t!`] is shorter.
    pub(crate) fn fill(self, id: &str, with: &FluentArgs<'_>) -> Cow<'static, str> {
        self.found(id, file::text(self, id, None, Some(with)))
    }

    /// An attribute of a text without slots.
    pub(crate) fn part(self, id: &str, attribute: &str) -> Cow<'static, str> {
        self.found(id, file::text(self, id, Some(attribute), None))
    }

    /// An attribute of a text.
    fn filled_part(self, id: &str, attribute: &str, with: &FluentArgs<'_>) -> Cow<'static, str> {
        self.found(id, file::text(self, id, Some(attribute), Some(with)))
    }

    /// The tests see to it that every text is there: a face must not fall for one that is not.
    fn found(self, id: &str, text: Option<Cow<'static, str>>) -> Cow<'static, str> {
        debug_assert!(text.is_some(), "{id} is missing in {self:?}");
        text.unwrap_or_default()
    }

    /// A few words without codes, for a menu or the title of a notice.
    pub fn title(self, told: &DiagnosisWords<'_>) -> String {
        let with = self.args(told, Length::Short);
        let title = self.filled_part(&id_of(told.cause), self.form(told).title(), &with);
        match told.when {
            When::Now => title,
            When::Passed => t!(self, "title-passed", title = title),
            When::ComesAndGoes => t!(self, "title-comes-and-goes", title = title),
        }
        .into_owned()
    }

    /// The title, with the names of the services that are hit before it where it does not name them itself.
    pub fn grouped_title(self, told: &DiagnosisWords<'_>) -> String {
        let title = self.title(told);
        let plain = ["name", "Name", "service", "Service"];
        let cases = ["name_acc", "name_dat", "service_acc", "service_dat"];
        let form = self.form(told).title();
        let id = id_of(told.cause);
        let names_them = [plain, cases].iter().any(|it| file::mentions(self, &id, form, it));
        if told.services.is_empty() || names_them {
            return title;
        }
        let names = self.named(told, Length::Short).word.nom;
        let title = self.uncapitalised(title);
        t!(self, "title-grouped", names = names, title = title).into_owned()
    }

    /// One plain sentence: what happened, and whose side it is.
    pub fn sentence(self, told: &DiagnosisWords<'_>) -> String {
        let with = self.args(told, Length::Full);
        let sentence = self.filled_part(&id_of(told.cause), self.form(told).sentence(), &with);
        match told.when {
            When::Now => sentence,
            When::Passed => t!(self, "sentence-passed", sentence = sentence),
            When::ComesAndGoes => t!(self, "sentence-comes-and-goes", sentence = sentence),
        }
        .into_owned()
    }

    /// What it means, in two or three sentences. Where the evidence does not decide, what was
    /// seen comes first.
    pub fn detail(self, told: &DiagnosisWords<'_>) -> String {
        let with = self.args(told, Length::Full);
        let detail = self.filled_part(&id_of(told.cause), "detail", &with).into_owned();
        if told.cause != Cause::Unknown {
            return detail;
        }
        let seen = told.evidence.iter().take(3).map(|it| as_sentence(&self.reason(&it.says)));
        seen.filter(|it| !it.is_empty()).chain([detail]).collect::<Vec<_>>().join(" ")
    }

    /// What `cause` is, as a noun: "an overload", "your DNS".
    pub fn noun(self, cause: Cause) -> Cow<'static, str> {
        self.say(&id_of(cause))
    }

    /// A cause that was considered, and what speaks against it: "Not an overload: …".
    pub fn ruled_out(self, it: &RuledOut) -> String {
        let because = self.reason(&it.because);
        t!(self, "ruled-out", noun = self.noun(it.cause), because = because).into_owned()
    }

    /// How a service is doing, in a word or two.
    pub fn state_word(self, state: ServiceState) -> Cow<'static, str> {
        self.say(match state {
            ServiceState::Up => "state-up",
            ServiceState::Degraded => "state-degraded",
            ServiceState::Down => "state-down",
            ServiceState::Refused => "state-refused",
            ServiceState::Held => "state-held",
            ServiceState::Unknown => "state-unknown",
        })
    }

    /// How the network is doing, in a word or two.
    pub fn network_word(self, cause: Cause) -> Cow<'static, str> {
        if cause == Cause::None {
            self.say("network-fine")
        } else if cause == Cause::Unknown {
            self.say("network-unknown")
        } else {
            self.say("network-wrong")
        }
    }

    /// Whose side it is.
    pub fn blame_word(self, blame: Blame) -> Cow<'static, str> {
        self.say(match blame {
            Blame::None => "blame-none",
            Blame::Device => "blame-device",
            Blame::Network => "blame-network",
            Blame::Isp => "blame-isp",
            Blame::VpnOrProxy => "blame-vpn_or_proxy",
            Blame::Service => "blame-service",
            Blame::Account => "blame-account",
            Blame::Region => "blame-region",
            Blame::Unknown => "blame-unknown",
        })
    }

    /// Who wrote a response.
    pub fn party_word(self, party: Party) -> Cow<'static, str> {
        self.say(match party {
            Party::ServiceOrigin => "party-service_origin",
            Party::ServiceEdge => "party-service_edge",
            Party::ForwardProxy => "party-forward_proxy",
            Party::Filter => "party-filter",
            Party::Portal => "party-portal",
            Party::Interceptor => "party-interceptor",
            Party::Unknown => "party-unknown",
        })
    }

    /// How sure we are.
    pub fn confidence_word(self, confidence: Confidence) -> Cow<'static, str> {
        self.say(match confidence {
            Confidence::Certain => "confidence-certain",
            Confidence::Likely => "confidence-likely",
            Confidence::Possible => "confidence-possible",
        })
    }

    /// A part of a service: "sign-in".
    pub fn role_word(self, role: Role) -> Cow<'static, str> {
        self.say(part_id(role))
    }

    /// What is being done in a phase: "connecting".
    pub fn phase_word(self, phase: Phase) -> Cow<'static, str> {
        self.say(match phase {
            Phase::Resolve => "phase-resolve",
            Phase::Connect => "phase-connect",
            Phase::Handshake => "phase-handshake",
            Phase::Exchange => "phase-exchange",
        })
    }

    /// How an attempt failed, by the stable name of the failure; `None` where that is not known, as a report of another
    /// version may have it.
    pub fn failure_word(self, code: &str) -> Option<Cow<'static, str>> {
        file::text(self, &format!("failure-{code}"), None, None)
    }

    /// What became of trying a remedy; `None` where nothing did.
    pub fn trial_word(self, trial: TrialResult) -> Option<Cow<'static, str>> {
        let id = match trial {
            TrialResult::Helps => "trial-helps",
            TrialResult::NoHelp => "trial-no-help",
            TrialResult::NotPossible => "trial-not-possible",
            TrialResult::NotTried => return None,
        };
        Some(self.say(id))
    }

    /// What to do, in a few words.
    pub fn remedy_title(self, remedy: Remedy) -> Cow<'static, str> {
        self.say(&remedy_id(remedy))
    }

    /// What to do and how, on `platform`, with the pages of `service` where it is about one.
    pub fn steps(
        self,
        remedy: Remedy,
        platform: Platform,
        service: Option<&ServiceWords<'_>>,
    ) -> RemedyText {
        let page = places::pages(remedy).iter().find_map(|purpose| {
            let url = service?.links.get(*purpose)?;
            // A link comes from a file: it opens a page, and nothing else.
            matches!(url.scheme(), "https" | "http").then(|| (*purpose, plain(url.as_str())))
        });
        let (purpose, link) = match page {
            Some((purpose, address)) => (purpose, Some(address)),
            None => ("none", places::link(remedy).map(str::to_owned)),
        };
        let mut with = FluentArgs::with_capacity(6);
        with.set("page", purpose);
        with.set("link", link.clone().unwrap_or_default());
        match service {
            Some(service) => Subject::named(name(service.name), false),
            None => self.nobody(),
        }
        .put(&mut with, &SERVICE);

        let id = remedy_id(remedy);
        let own = file::text(self, &id, Some(platform.attribute()), Some(&with));
        // How this computer shows that it worked says nothing about another device.
        let done = if Platform::COMPUTERS.contains(&platform) || own.is_none() {
            self.filled_part(&id, "done", &with)
        } else {
            self.say("step-done-there")
        };
        let steps = own.unwrap_or_else(|| self.filled_part(&id, "steps", &with));
        let lines = steps.lines().chain([done.as_ref()]).filter(|it| !it.is_empty());
        RemedyText {
            title: self.remedy_title(remedy).into_owned(),
            steps: lines.map(str::to_owned).collect(),
            link: link.or_else(|| places::settings(remedy, platform).map(str::to_owned)),
        }
    }

    /// The heading of a part of a report.
    pub fn heading(self, heading: Heading) -> Cow<'static, str> {
        self.say(match heading {
            Heading::Network => "heading-network",
            Heading::Why => "heading-why",
            Heading::Against => "heading-against",
            Heading::RuledOut => "heading-ruled-out",
            Heading::Also => "heading-also",
            Heading::WhatHelps => "heading-what-helps",
            Heading::AnyService => "heading-any-service",
            Heading::CloserLook => "heading-closer-look",
        })
    }

    /// How sure it is that a code means what we say.
    pub fn meaning_word(self, confidence: Confidence) -> Cow<'static, str> {
        self.say(match confidence {
            Confidence::Certain => "meaning-certain",
            Confidence::Likely => "meaning-likely",
            Confidence::Possible => "meaning-possible",
        })
    }

    /// That nobody knows what `code` means.
    pub fn unknown_code(self, code: &str) -> String {
        t!(self, "code-unknown", code = plain(code)).into_owned()
    }

    /// The codes that look most like what was typed, as a question.
    pub fn nearest_codes(self, codes: &[String]) -> String {
        let codes = codes.iter().map(|it| plain(it)).collect::<Vec<_>>().join(", ");
        t!(self, "code-nearest", codes = codes).into_owned()
    }

    /// The words that fit what is told: those for everything, or those for services.
    fn form(self, told: &DiagnosisWords<'_>) -> Form {
        let (first, second) = match told.extent {
            Extent::All => (Form::All, Form::Service),
            Extent::Service | Extent::Role | Extent::Partial => (Form::Service, Form::All),
        };
        if file::has(self, &id_of(told.cause), first.title()) { first } else { second }
    }

    /// `title` as it is written after a colon.
    fn uncapitalised(self, title: String) -> String {
        let first = title.split([' ', '\'', ',']).next().unwrap_or_default();
        let list = self.say("title-uncapitalised");
        if first.is_empty() || !list.split(", ").any(|it| it == first) {
            return title;
        }
        let mut rest = title.chars();
        rest.next().map(|it| it.to_lowercase().chain(rest).collect()).unwrap_or_default()
    }

    /// What the slots of a diagnosis's texts are filled with.
    fn args(self, told: &DiagnosisWords<'_>, length: Length) -> FluentArgs<'static> {
        let named = self.named(told, length);
        let mut with = FluentArgs::with_capacity(11);
        with.set("confidence", name_of(told.confidence));
        self.subject(told, &named, length).put(&mut with, &SERVICE);
        named.put(&mut with, &NAME);
        with
    }

    /// The services: "Netflix, Twitch and 2 others", or shorter "Netflix and 3 others".
    fn named(self, told: &DiagnosisWords<'_>, length: Length) -> Subject {
        let names = told.services.iter().map(|it| name(it)).collect::<Vec<_>>();
        let mut with = FluentArgs::with_capacity(4);
        for (slot, name) in ["a", "b", "c"].into_iter().zip(&names) {
            with.set(slot, name.clone());
        }
        let list = match &names[..] {
            [] => return self.nobody(),
            [one] => return Subject::named(one.clone(), false),
            [_, _] => "list-two",
            [_, rest @ ..] if length == Length::Short => {
                with.set("n", rest.len());
                "list-many"
            }
            [_, _, _] => "list-three",
            [_, _, rest @ ..] => {
                with.set("n", rest.len());
                "list-more"
            }
        };
        Subject { word: self.inflected(list, &with), ours: false, many: true }
    }

    fn nobody(self) -> Subject {
        let word = self.inflected("name-nobody", &FluentArgs::new());
        Subject { word, ours: true, many: false }
    }

    /// The services, or the part of the one that is hit: "Netflix's sign-in".
    fn subject(self, told: &DiagnosisWords<'_>, named: &Subject, length: Length) -> Subject {
        if named.many {
            return named.clone();
        }
        let mut with = FluentArgs::with_capacity(9);
        named.clone().put(&mut with, &NAME);
        with.set("whose", if named.ours { "nobody" } else { "named" });
        let roles = told.roles.iter().copied().collect::<BTreeSet<_>>();
        let roles = roles.into_iter().map(part_id).collect::<Vec<_>>();
        let none = FluentArgs::new();
        let part = match (told.extent, &roles[..]) {
            (Extent::Role, [one]) => {
                let many = self.filled_part(one, "number", &none) == "many";
                Some((self.inflected(one, &none), many))
            }
            (Extent::Role, [a, b]) if length == Length::Full => {
                let mut both = FluentArgs::with_capacity(6);
                self.inflected(a, &none).put(&mut both, ["a", "a_acc", "a_dat"]);
                self.inflected(b, &none).put(&mut both, ["b", "b_acc", "b_dat"]);
                Some((self.inflected("subject-parts", &both), true))
            }
            // Two are too long for a title.
            (Extent::Partial, _) | (Extent::Role, [_, _]) => None,
            // So many parts are the service.
            (Extent::All | Extent::Service | Extent::Role, _) => return named.clone(),
        };
        let (id, many) = match part {
            Some((part, many)) => {
                part.put(&mut with, ["part", "part_acc", "part_dat"]);
                ("subject-part", many)
            }
            None => ("subject-some", true),
        };
        let word = self.inflected(id, &with);
        // A name keeps its spelling, "the service" and "some servers of" take their capital.
        let ours = named.ours || !word.nom.starts_with(named.word.nom.as_ref());
        Subject { word, ours, many }
    }

    /// A text in the cases that the language has for it.
    fn inflected(self, id: &str, with: &FluentArgs<'_>) -> Inflected {
        let own = |case| file::text(self, id, Some(case), Some(with));
        let nom = own("nom").unwrap_or_else(|| self.fill(id, with));
        let acc = own("acc").unwrap_or_else(|| nom.clone());
        let dat = own("dat").unwrap_or_else(|| nom.clone());
        Inflected { nom, acc, dat }
    }
}

impl Platform {
    /// Under which its steps stand in the word files.
    fn attribute(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::MacOs => "macos",
            Self::Linux => "linux",
            Self::Tv => "tv",
            Self::Phone => "phone",
            Self::Console => "console",
        }
    }
}

fn id_of(cause: Cause) -> String {
    format!("cause-{}", cause.id().replace('.', "-"))
}

fn remedy_id(remedy: Remedy) -> String {
    format!("remedy-{}", remedy.id())
}

fn part_id(role: Role) -> &'static str {
    match role {
        Role::Web => "part-web",
        Role::Api => "part-api",
        Role::Auth => "part-auth",
        Role::Media => "part-media",
        Role::Images => "part-images",
        Role::Status => "part-status",
    }
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

/// Of what a cause's words speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Everything is hit.
    All,
    /// One service is, or several.
    Service,
}

impl Form {
    fn title(self) -> &'static str {
        match self {
            Self::All => "all-title",
            Self::Service => "service-title",
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::All => "all-sentence",
            Self::Service => "service-sentence",
        }
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

/// A word in the cases that the languages need. Where a language has none, all are the same.
#[derive(Clone, Debug)]
struct Inflected {
    nom: Cow<'static, str>,
    acc: Cow<'static, str>,
    dat: Cow<'static, str>,
}

impl Inflected {
    fn put(self, with: &mut FluentArgs<'static>, [nom, acc, dat]: [&'static str; 3]) {
        with.set(nom, self.nom);
        with.set(acc, self.acc);
        with.set(dat, self.dat);
    }
}

/// What a sentence is about.
#[derive(Clone, Debug)]
struct Subject {
    word: Inflected,
    /// Whether the word is ours and takes a capital at the beginning of a sentence. A name keeps its own spelling.
    ours: bool,
    many: bool,
}

/// The slots of a subject: in the middle of a sentence, at its beginning, by case, and its number.
type Slots = [&'static str; 5];

const SERVICE: Slots = ["service", "Service", "service_acc", "service_dat", "service_number"];
const NAME: Slots = ["name", "Name", "name_acc", "name_dat", "name_number"];

impl Subject {
    fn named(name: String, many: bool) -> Self {
        let name = Cow::Owned::<'static, str>(name);
        let word = Inflected { nom: name.clone(), acc: name.clone(), dat: name };
        Self { word, ours: false, many }
    }

    fn put(self, with: &mut FluentArgs<'static>, [nom, begin, acc, dat, number]: &Slots) {
        let capital =
            if self.ours { capitalised(&self.word.nom) } else { self.word.nom.to_string() };
        with.set(*begin, capital);
        with.set(*number, if self.many { "many" } else { "one" });
        self.word.put(with, [nom, acc, dat]);
    }
}
