//! The known marks: signatures of products, words of notices, issuers of interceptors. Data from `config/signatures/`.
//!
//! All literal texts are looked for in one pass ([`search`](super::search)), and compared where one may begin.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::page::Page;
use super::search::Beginnings;
use crate::diagnosis::{Cause, Confidence, Party};
use crate::observation::{Exchange, Headers};

/// The files, in the order in which a match is preferred: what names its author best comes first. In the form that
/// `build.rs` gives them, as TOML takes its time.
const FILES: &[(&str, &str)] = &[
    ("walls.toml", include_str!(concat!(env!("OUT_DIR"), "/signatures/walls.json"))),
    ("filters.toml", include_str!(concat!(env!("OUT_DIR"), "/signatures/filters.json"))),
    ("portals.toml", include_str!(concat!(env!("OUT_DIR"), "/signatures/portals.json"))),
    ("proxies.toml", include_str!(concat!(env!("OUT_DIR"), "/signatures/proxies.json"))),
    ("edges.toml", include_str!(concat!(env!("OUT_DIR"), "/signatures/edges.json"))),
];
const WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/signatures/words.json"));
const INTERCEPTORS: &str = include_str!(concat!(env!("OUT_DIR"), "/signatures/interceptors.json"));

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read().expect("the embedded signatures are checked by a test"));

/// What a notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Announces maintenance, and not merely as one reason among several.
    Maintenance,
    RateLimit,
    /// Asks for proof that a person is there.
    Challenge,
    /// Lets people in by turns.
    Waiting,
    /// Names the reader's country or region.
    Region,
    /// Names a VPN, an unblocker or an anonymous proxy.
    Vpn,
    TooManyStreams,
    /// Speaks of plan, subscription or payment.
    Entitlement,
    SignIn,
    /// Has no place left for listeners or viewers.
    Full,
    /// Names a court or a law.
    Legal,
    /// Speaks as a filter does: blocked, category, policy, administrator.
    Blocked,
    /// Denies without saying why.
    Denied,
    /// Wants a sign-in to the network.
    Portal,
    /// Has words that portals have, and other pages as well.
    PortalHint,
    /// A middleman tells why it could not fetch.
    FetchFailed,
    /// Speaks of itself as a proxy.
    Proxy,
}

/// A signature: the marks of one product, and what its response means.
#[derive(Debug)]
pub(super) struct Signature {
    pub(super) id: String,
    pub(super) product: String,
    pub(super) party: Party,
    /// The cause; `None` where the status code says it.
    pub(super) cause: Option<Cause>,
    pub(super) confidence: Confidence,
    status: Vec<u16>,
    all: Vec<Condition>,
    any: Vec<Condition>,
    none: Vec<Condition>,
}

#[derive(Debug)]
enum Condition {
    /// The content contains the mark with this index.
    Body(usize),
    BodyIs(String),
    BodyStarts(String),
    Reason(String),
    Header {
        name: String,
        value: Match,
    },
}

#[derive(Debug)]
enum Match {
    Present,
    Is(String),
    Has(String),
    Starts(String),
}

/// Words of one topic, as their file has them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    notice: Notice,
    within: usize,
    phrases: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

/// What a page says on one topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Heard {
    /// How many different phrases.
    pub(super) phrases: usize,
    /// Whether one of them stands in the title, a heading or the reason phrase.
    pub(super) in_title: bool,
}

/// What a page says, by topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heards(BTreeMap<Notice, Heard>);

impl Heards {
    pub(super) fn get(&self, notice: Notice) -> Heard {
        self.0.get(&notice).copied().unwrap_or_default()
    }

    pub(super) fn has(&self, notice: Notice) -> bool {
        self.0.contains_key(&notice)
    }

    /// Whether the topic is what the page is about: in its title, or said in more than one way.
    pub(super) fn clearly(&self, notice: Notice) -> bool {
        let heard = self.get(notice);
        heard.in_title || heard.phrases >= 2
    }

    /// Adds what a header field says.
    pub(super) fn add(&mut self, notice: Notice) {
        let heard = self.0.entry(notice).or_default();
        heard.phrases += 1;
        heard.in_title = true;
    }

    pub(super) fn notices(&self) -> BTreeSet<Notice> {
        self.0.keys().copied().collect()
    }
}

#[derive(Debug)]
struct Interceptor {
    product: String,
    issuer: Vec<String>,
}

struct Lexicon {
    signatures: Vec<Signature>,
    interceptors: Vec<Interceptor>,
    marks: Vec<String>,
    marks_begin: Beginnings,
    topics: Vec<Topic>,
    /// Indices of a topic and of a phrase in it.
    phrases: Vec<(usize, usize)>,
    phrases_begin: Beginnings,
}

/// The signatures that match, in order of preference.
pub(super) fn signatures(exchange: &Exchange) -> Vec<&'static Signature> {
    LEXICON.matching(exchange)
}

/// What the page says.
pub(super) fn notices(page: &Page) -> Heards {
    LEXICON.notices(page)
}

/// The product that signs with this issuer (organisation or common name), where it is known to re-sign TLS.
pub fn interceptor(issuer: &str) -> Option<&'static str> {
    let lexicon: &'static Lexicon = &LEXICON;
    let signs = |it: &&Interceptor| it.issuer.iter().any(|name| contains(issuer, name));
    lexicon.interceptors.iter().find(signs).map(|it| it.product.as_str())
}

impl Lexicon {
    fn read() -> Result<Self, String> {
        let mut marks = Marks::default();
        let mut signatures = Vec::new();
        for (file, text) in FILES {
            let parsed: SignatureFile =
                serde_json::from_str(text).map_err(|err| format!("{file}: {err}"))?;
            for raw in parsed.signature {
                let id = raw.id.clone();
                signatures
                    .push(raw.check(&mut marks).map_err(|err| format!("{file}: {id}: {err}"))?);
            }
        }
        let words: WordFile =
            serde_json::from_str(WORDS).map_err(|err| format!("words.toml: {err}"))?;
        let interceptors: InterceptorFile = serde_json::from_str(INTERCEPTORS)
            .map_err(|err| format!("interceptors.toml: {err}"))?;

        let topics = words.topic;
        let of_topic =
            |(topic, it): (usize, &Topic)| (0..it.phrases.len()).map(move |phrase| (topic, phrase));
        let phrases = topics.iter().enumerate().flat_map(of_topic).collect::<Vec<_>>();
        let texts = phrases.iter().map(|(topic, phrase)| &topics[*topic].phrases[*phrase]);
        let texts = texts.map(|it| it.trim_end_matches('$'));
        Ok(Self {
            signatures,
            interceptors: interceptors
                .interceptor
                .into_iter()
                .map(|it| Interceptor { product: it.product, issuer: it.issuer })
                .collect(),
            marks_begin: Beginnings::of(marks.0.iter().map(String::as_str)),
            marks: marks.0,
            phrases_begin: Beginnings::of(texts),
            phrases,
            topics,
        })
    }

    fn matching(&self, exchange: &Exchange) -> Vec<&Signature> {
        let text = exchange.text();
        let mut found = vec![false; self.marks.len()];
        self.marks_begin.each(text, |mark, at| {
            found[mark] = found[mark] || starts(&text.as_bytes()[at..], &self.marks[mark]);
        });
        self.signatures.iter().filter(|it| it.fits(exchange, &found)).collect()
    }

    fn notices(&self, page: &Page) -> Heards {
        // Which phrases of which topics were met, and whether in the title.
        let mut met: BTreeMap<(usize, usize), bool> = BTreeMap::new();
        for (text, in_title) in [(&page.title, true), (&page.text, false)] {
            self.phrases_begin.each(text, |phrase, at| {
                let key @ (topic, phrase) = self.phrases[phrase];
                let topic = &self.topics[topic];
                let counts = in_title || page.length <= topic.within;
                if counts
                    && stands_at(&topic.phrases[phrase], text, at)
                    && !met.contains_key(&key)
                    && topic.means_it(text, at)
                {
                    met.insert(key, in_title);
                }
            });
        }
        let mut heards = Heards::default();
        for ((topic, _), in_title) in met {
            let heard = heards.0.entry(self.topics[topic].notice).or_default();
            heard.phrases += 1;
            heard.in_title |= in_title;
        }
        heards
    }
}

impl Topic {
    /// Whether the sentence around `start` offers no other reason.
    fn means_it(&self, text: &str, start: usize) -> bool {
        !self.unless.iter().any(|it| holds(it, sentence(text, start)))
    }
}

/// Whether `phrase` stands at `start` of `text`, at the beginning of a word.
fn stands_at(phrase: &str, text: &str, start: usize) -> bool {
    let bare = phrase.strip_suffix('$').unwrap_or(phrase);
    // Pages are in lower case as phrases are, so whole texts are compared as marks are.
    if !text.as_bytes().get(start..).is_some_and(|it| starts(it, bare)) {
        return false;
    }
    let rest = &text[start + bare.len()..];
    let whole = bare.len() < phrase.len() || bare.is_ascii() && bare.len() <= 4;
    // Scripts without spaces between words have no beginnings of words either.
    let spaced = bare.starts_with(|c: char| c < '\u{590}');
    let inside = text[..start].ends_with(char::is_alphanumeric);
    let goes_on = rest.starts_with(char::is_alphanumeric);
    !(spaced && inside || whole && goes_on)
}

/// Whether `phrase` stands anywhere in `text`.
fn holds(phrase: &str, text: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| stands_at(phrase, text, at))
}

/// The sentence around `at`, as far as it is of a sentence's length.
fn sentence(text: &str, at: usize) -> &str {
    const REACH: usize = 300;
    let ends = ['.', '!', '?', '\n', '。'];
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let to = text.ceil_char_boundary((at + REACH).min(text.len()));
    let begin =
        text[from..at].rfind(ends).map_or(from, |it| text.ceil_char_boundary(from + it + 1));
    let end = text[at..to].find(ends).map_or(to, |it| at + it);
    &text[begin..end]
}

impl Signature {
    fn fits(&self, exchange: &Exchange, found: &[bool]) -> bool {
        let holds = |it: &Condition| it.holds(exchange, found);
        (self.status.is_empty() || self.status.contains(&exchange.status))
            && self.all.iter().all(holds)
            && (self.any.is_empty() || self.any.iter().any(holds))
            && !self.none.iter().any(holds)
    }
}

impl Condition {
    fn holds(&self, exchange: &Exchange, found: &[bool]) -> bool {
        match self {
            Self::Body(mark) => found[*mark],
            Self::BodyIs(text) => exchange.text().trim().eq_ignore_ascii_case(text),
            Self::BodyStarts(text) => starts(exchange.text().trim_start().as_bytes(), text),
            Self::Reason(text) => exchange.reason.as_deref().is_some_and(|it| contains(it, text)),
            Self::Header { name, value } => value.holds(&exchange.headers, name),
        }
    }
}

impl Match {
    fn holds(&self, headers: &Headers, name: &str) -> bool {
        headers.all(name).any(|value| match self {
            Self::Present => true,
            Self::Is(text) => value.trim().eq_ignore_ascii_case(text),
            Self::Has(text) => contains(value, text),
            Self::Starts(text) => starts(value.as_bytes(), text),
        })
    }
}

fn starts(text: &[u8], beginning: &str) -> bool {
    let last = |it: &[u8]| it.last().map(u8::to_ascii_lowercase);
    let beginning = beginning.as_bytes();
    // The last letter first: what is asked about begins alike.
    text.get(..beginning.len())
        .is_some_and(|it| last(it) == last(beginning) && it.eq_ignore_ascii_case(beginning))
}

fn contains(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len().max(1)).any(|it| it.eq_ignore_ascii_case(part.as_bytes()))
}

/// The marks in the content, each once.
#[derive(Default)]
struct Marks(Vec<String>);

impl Marks {
    fn add(&mut self, mark: String) -> usize {
        self.0.iter().position(|it| it.eq_ignore_ascii_case(&mark)).unwrap_or_else(|| {
            self.0.push(mark);
            self.0.len() - 1
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureFile {
    signature: Vec<RawSignature>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    topic: Vec<Topic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InterceptorFile {
    interceptor: Vec<RawInterceptor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawInterceptor {
    #[cfg_attr(not(test), expect(dead_code, reason = "names the entry for its readers"))]
    id: String,
    product: String,
    issuer: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "says where the entry comes from"))]
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSignature {
    id: String,
    product: String,
    party: Party,
    cause: Option<Cause>,
    #[serde(default)]
    status: Vec<u16>,
    #[serde(default)]
    all: Vec<RawCondition>,
    #[serde(default)]
    any: Vec<RawCondition>,
    #[serde(default)]
    none: Vec<RawCondition>,
    confidence: Confidence,
    #[cfg_attr(not(test), expect(dead_code, reason = "says where the entry comes from"))]
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCondition {
    body: Option<String>,
    body_is: Option<String>,
    body_starts: Option<String>,
    reason: Option<String>,
    header: Option<String>,
    is: Option<String>,
    has: Option<String>,
    starts: Option<String>,
}

impl RawSignature {
    fn check(self, marks: &mut Marks) -> Result<Signature, &'static str> {
        if self.all.is_empty() && self.any.is_empty() {
            return Err("a signature without a condition matches everything");
        }
        let mut conditions = |raw: Vec<RawCondition>| {
            raw.into_iter().map(|it| it.check(marks)).collect::<Result<Vec<_>, _>>()
        };
        Ok(Signature {
            all: conditions(self.all)?,
            any: conditions(self.any)?,
            none: conditions(self.none)?,
            id: self.id,
            product: self.product,
            party: self.party,
            cause: self.cause,
            confidence: self.confidence,
            status: self.status,
        })
    }
}

impl RawCondition {
    fn check(self, marks: &mut Marks) -> Result<Condition, &'static str> {
        let Self { body, body_is, body_starts, reason, header, is, has, starts } = self;
        let compared = [&is, &has, &starts].into_iter().flatten().count();
        let named = [&body, &body_is, &body_starts, &reason, &header].into_iter().flatten().count();
        if named != 1 {
            return Err("a condition names one of body, body_is, body_starts, reason, header");
        }
        if compared > usize::from(header.is_some()) {
            return Err("only a header is compared, and in one way");
        }
        let texts = [&body, &body_is, &body_starts, &reason, &has, &starts];
        if texts.into_iter().flatten().any(|text| text.len() < 2) {
            return Err("a mark of less than two bytes is no mark");
        }
        if header.as_ref().is_some_and(|name| name.bytes().any(|byte| byte.is_ascii_uppercase())) {
            return Err("header names are in lower case");
        }
        let of_body = body
            .map(|text| Condition::Body(marks.add(text)))
            .or_else(|| body_is.map(Condition::BodyIs))
            .or_else(|| body_starts.map(Condition::BodyStarts))
            .or_else(|| reason.map(Condition::Reason));
        let value = is.map(Match::Is).or(has.map(Match::Has)).or(starts.map(Match::Starts));
        let of_header =
            header.map(|name| Condition::Header { name, value: value.unwrap_or(Match::Present) });
        of_body.or(of_header).ok_or("a condition without a mark")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_valid_and_every_id_is_unique() {
        let lexicon = Lexicon::read().unwrap();
        let mut ids = lexicon.signatures.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
        let interceptors: InterceptorFile = serde_json::from_str(INTERCEPTORS).unwrap();
        ids.extend(interceptors.interceptor.iter().map(|it| it.id.clone()));
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    #[test]
    fn every_entry_names_a_known_source() {
        let known: toml::Table =
            toml::from_str(include_str!("../../../config/signatures/sources.toml")).unwrap();
        let interceptors: InterceptorFile = serde_json::from_str(INTERCEPTORS).unwrap();
        let mut entries =
            interceptors.interceptor.into_iter().map(|it| (it.id, it.sources)).collect::<Vec<_>>();
        for (_, text) in FILES {
            let file: SignatureFile = serde_json::from_str(text).unwrap();
            entries.extend(file.signature.into_iter().map(|it| (it.id, it.sources)));
        }
        for (id, sources) in entries {
            assert!(!sources.is_empty(), "{id} names no source");
            for source in sources {
                assert!(known.contains_key(&source), "{id}: {source}");
            }
        }
    }

    #[test]
    fn causes_and_parties_of_signatures_belong_together() {
        for it in Lexicon::read().unwrap().signatures {
            let area = it.cause.map(Cause::area);
            match it.party {
                Party::Filter | Party::Portal => assert_eq!(area, Some("filter"), "{}", it.id),
                Party::ForwardProxy => assert_eq!(area, None, "{}", it.id),
                Party::ServiceEdge | Party::ServiceOrigin => {
                    assert!(
                        matches!(area, None | Some("service" | "account" | "vpn")),
                        "{}",
                        it.id
                    );
                }
                Party::Interceptor | Party::Unknown => panic!("{}", it.id),
            }
        }
    }

    #[test]
    fn phrases_are_in_normal_form_and_stand_once_in_their_topic() {
        for topic in Lexicon::read().unwrap().topics {
            let mut seen = BTreeSet::new();
            for phrase in topic.phrases.iter().chain(&topic.unless) {
                assert_eq!(phrase.to_lowercase(), *phrase);
                assert!(!phrase.contains(['_', '-', '\u{2019}', '\n']), "{phrase}");
                assert!(!phrase.contains("  ") && phrase.trim() == phrase, "{phrase}");
                assert!(seen.insert(phrase.clone()), "{phrase}");
            }
        }
    }

    #[test]
    fn what_is_looked_for_stays_small() {
        let bytes = LEXICON.marks_begin.size() + LEXICON.phrases_begin.size();
        assert!(bytes <= 64 * 1024, "{bytes} bytes");
    }

    #[test]
    fn phrases_begin_with_a_word_and_short_ones_are_whole_words() {
        assert!(stands_at("vpn", "a vpn.", 2));
        assert!(!stands_at("vpn", "a vpnx", 2));
        assert!(!stands_at("login", "blogin", 1));
        assert!(stands_at("login", "login?", 0));
        assert!(stands_at("被阻止", "已被阻止", 3));
        assert!(!stands_at("filtered$", "filteredx", 0));
    }

    #[test]
    fn interceptors_are_known_by_their_issuer() {
        assert_eq!(
            interceptor("Kaspersky Anti-Virus Personal Root Certificate"),
            Some("Kaspersky")
        );
        assert_eq!(interceptor("Let's Encrypt R3"), None);
        assert_eq!(interceptor(""), None);
    }
}
