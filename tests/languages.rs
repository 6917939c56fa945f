//! The word files of all languages: the same messages with the same slots, all of them used, none of them forgotten.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

#[path = "languages/certainty.rs"]
mod certainty;
#[path = "languages/numbers.rs"]
mod numbers;
#[path = "languages/reasons.rs"]
mod reasons;
#[expect(dead_code, unused_imports, reason = "whom to blame is another test's question")]
mod support_snapshot;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use streamdoctor::presentation::words::{Words, meaning_id, reason_id};

/// The names of texts: a message, or one of its attributes, as `message.attribute`.
type Texts = BTreeMap<String, Text>;

/// One text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Text {
    /// As it is written, with all its forms.
    words: String,
    slots: BTreeSet<String>,
    /// What decides between its forms.
    selectors: BTreeSet<String>,
}

/// What a message of `file` begins with.
fn room(file: &str) -> Option<&str> {
    match file {
        "causes" => Some("cause"),
        "remedies" => Some("remedy"),
        "notices" => Some("notice"),
        "times" => Some("time"),
        "view" | "tray" | "terminal" | "page" => Some(file),
        "common" => None,
        _ => panic!("{file}.ftl is embedded nowhere: src/presentation/words/file.rs"),
    }
}

/// The file of what the diagnosis says, which English does not have: there the diagnosis has it by itself.
const REASONS: &str = "reasons";

/// The same of what codes mean, which stands beside each code.
const MEANINGS: &str = "meanings";

fn folder(words: Words) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("config/words").join(words.tag())
}

/// All texts of a language, with the file of each.
fn texts(words: Words) -> Texts {
    let mut texts = Texts::new();
    for file in fs::read_dir(folder(words)).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if name == REASONS || name == MEANINGS {
            continue;
        }
        for (id, text) in read(&fs::read_to_string(&path).unwrap()) {
            let begins = id.split('-').next();
            match room(&name) {
                Some(room) => assert_eq!(begins, Some(room), "{id} in {name}.ftl"),
                None => assert!(
                    !["cause", "remedy", "notice", "time", "view", "tray", "terminal", "page"]
                        .iter()
                        .any(|it| begins == Some(it)),
                    "{id} in {name}.ftl"
                ),
            }
            assert_eq!(texts.insert(id.clone(), text), None, "{id} is there twice");
        }
    }
    texts
}

fn read(file: &str) -> Texts {
    let resource = parser::parse(file).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut texts = Texts::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        let value = message.value.iter().map(|it| (id.to_owned(), it));
        let attributes =
            message.attributes.iter().map(|it| (format!("{id}.{}", it.id.name), &it.value));
        for (id, pattern) in value.chain(attributes) {
            assert_eq!(texts.insert(id.clone(), text(pattern)), None, "{id} is there twice");
        }
    }
    texts
}

fn text(pattern: &Pattern<&str>) -> Text {
    let mut text =
        Text { words: String::new(), slots: BTreeSet::new(), selectors: BTreeSet::new() };
    gather(pattern, &mut text);
    text
}

fn gather(pattern: &Pattern<&str>, text: &mut Text) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.words.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(it) } => inline(it, text),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                let InlineExpression::VariableReference { id } = selector else {
                    panic!("{selector:?} decides about a form")
                };
                text.selectors.insert(id.name.to_owned());
                for variant in variants {
                    gather(&variant.value, text);
                    text.words.push('\n');
                }
            }
        }
    }
}

fn inline(expression: &InlineExpression<&str>, text: &mut Text) {
    match expression {
        InlineExpression::VariableReference { id } => {
            text.slots.insert(id.name.to_owned());
        }
        InlineExpression::StringLiteral { value } => text.words.push_str(value),
        InlineExpression::NumberLiteral { .. }
        | InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. }
        | InlineExpression::Placeable { .. } => {
            panic!("{expression:?} stands for something that no test looks at")
        }
    }
}

/// The cases that a language may give a word, and that no other need have.
fn is_case(id: &str) -> bool {
    [".nom", ".acc", ".dat"].iter().any(|it| id.ends_with(it))
}

/// The slots as they are without the forms of one language: case, capital.
fn bare(slots: &BTreeSet<String>) -> BTreeSet<String> {
    let bare = |it: &String| it.replace("_acc", "").replace("_dat", "").to_lowercase();
    slots.iter().map(bare).collect()
}

/// What of `other` is not as it is in the original.
fn differences(original: &Texts, other: &Texts) -> Vec<String> {
    let mut found = Vec::new();
    for (id, text) in original.iter().filter(|(id, _)| !is_case(id)) {
        match other.get(id) {
            None => found.push(format!("{id} is missing")),
            Some(it) if bare(&it.slots) != bare(&text.slots) => {
                found.push(format!("{id} has {:?}, not {:?}", it.slots, text.slots));
            }
            Some(it) => {
                // How sure it is must be said; number is a matter of grammar.
                let says = |text: &Text| text.selectors.contains("confidence");
                if says(text) != says(it) {
                    found.push(format!("{id} does not follow the confidence"));
                }
            }
        }
    }
    let more = other.keys().filter(|id| !is_case(id) && !original.contains_key(*id));
    found.extend(more.map(|id| format!("{id} is nowhere else")));
    found
}

#[test]
fn every_language_has_the_same_messages_with_the_same_slots() {
    let original = texts(Words::English);
    for words in &Words::ALL[1..] {
        let found = differences(&original, &texts(*words));
        assert!(found.is_empty(), "{words:?}: {found:#?}");
    }
}

#[test]
fn what_is_missing_or_misspelt_is_found() {
    let original = read("a = x { $n }\n    .b = { $confidence ->\n *[likely] y\n }\n");
    let differs = |other: &str| differences(&original, &read(other));
    assert!(differs("a = z { $n_dat }\n    .b = { $confidence ->\n *[likely] y\n }\n").is_empty());
    assert_eq!(differs("a = z { $n }\n").len(), 1);
    assert_eq!(differs("a = z { $m }\n    .b = { $confidence ->\n *[likely] y\n }\n").len(), 1);
    assert_eq!(differs("a = z { $n }\n    .b = y\n").len(), 1);
    let more = "a = z { $n }\n    .b = { $confidence ->\n *[likely] y\n }\nc = new\n";
    assert_eq!(differs(more), ["c is nowhere else"]);
}

#[test]
fn nothing_was_left_untranslated() {
    let original = texts(Words::English);
    let words_of = |it: &str| it.split(|it: char| !it.is_alphabetic()).any(|it| it.len() > 3);
    for words in &Words::ALL[1..] {
        for (id, text) in texts(*words) {
            let same = original.get(&id).is_some_and(|it| it.words == text.words);
            // The number of a word is grammar.
            let may_be = id.ends_with(".number");
            assert!(!same || may_be || !words_of(&text.words), "{words:?}, {id}: {}", text.words);
        }
    }
}

/// All of the program's text that is not about tests.
fn program() -> String {
    fn add(folder: &Path, all: &mut String) {
        let mut files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
        files.by_ref().for_each(|path| {
            if path.is_dir() {
                add(&path, all);
            } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).unwrap();
                all.push_str(text.split("#[cfg(test)]\nmod tests {").next().unwrap());
            }
        });
    }
    let mut all = String::new();
    add(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

/// The names of messages that a text of the program uses.
fn used(program: &str) -> BTreeSet<&str> {
    let rooms = ["notice-", "time-", "view-", "tray-", "terminal-", "page-"];
    let small = [
        "blame-",
        "code-",
        "confidence-",
        "heading-",
        "list-",
        "meaning-",
        "name-",
        "network-",
        "party-",
        "part-",
        "phase-",
        "ruled-out",
        "sentence-",
        "state-",
        "step-",
        "subject-",
        "title-",
        "trial-",
    ];
    let is_name = |it: &&str| {
        let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
        it.chars().all(plain) && rooms.iter().chain(&small).any(|room| it.starts_with(room))
    };
    // An element of the page has a name, too, which stands behind its mark somewhere.
    let is_element = |it: &&str| program.contains(&format!("#{it} ")) || it.ends_with('-');
    program.split('"').filter(is_name).filter(|it| !is_element(it)).collect()
}

#[test]
fn every_message_is_used_and_every_used_one_is_there() {
    let program = program();
    let used = used(&program);
    let texts = texts(Words::English);
    let ids = texts.keys().filter(|it| !it.contains('.')).map(String::as_str);
    let ids = ids.collect::<BTreeSet<_>>();
    // Attributes of forms stand beside the names of messages, and so do names of classes and ids of the page.
    let attributes = texts.keys().filter_map(|it| it.split_once('.')).map(|(_, it)| it);
    let attributes = attributes.collect::<BTreeSet<_>>();
    let missing = used.difference(&ids).filter(|it| !attributes.contains(**it));
    let missing = missing.collect::<Vec<_>>();
    assert!(missing.is_empty(), "used and not there: {missing:?}");
    let rooms = ["cause-", "remedy-", "failure-"];
    let by_name = |it: &&&str| !rooms.iter().any(|room| it.starts_with(room));
    let unused = ids.difference(&used).filter(by_name).collect::<Vec<_>>();
    assert!(unused.is_empty(), "there and not used: {unused:?}");
}

#[test]
fn every_failure_that_a_report_may_name_has_words() {
    let source = include_str!("../src/observation/failure.rs");
    let names = source.split_once("pub fn code(").unwrap().1.split_once("\n    }\n").unwrap().0;
    let names = names.split('"').skip(1).step_by(2).collect::<BTreeSet<_>>();
    assert!(names.contains("timed_out"));
    let texts = texts(Words::English);
    let told = texts.keys().filter_map(|it| it.strip_prefix("failure-")).collect::<BTreeSet<_>>();
    assert_eq!(told, names);
    for words in Words::ALL {
        assert_eq!(words.failure_word("what_another_version_says"), None);
    }
}

/// The patterns of what the diagnosis says, by the names under which their translations stand.
fn patterns() -> BTreeMap<String, BTreeSet<String>> {
    let program = program();
    let is_code = |it: &&str| !it.trim_start().starts_with("//");
    let program = program.lines().filter(is_code).collect::<Vec<_>>().join("\n");
    let mut patterns = BTreeMap::<String, BTreeSet<String>>::new();
    for said in program.split("say!(").skip(1) {
        let Some(literal) = said.trim_start().strip_prefix('"') else { continue };
        let mut pattern = String::new();
        let mut rest = literal.chars();
        loop {
            match rest.next().unwrap() {
                '"' => break,
                '\\' => pattern.push(rest.next().unwrap()),
                other => pattern.push(other),
            }
        }
        patterns.entry(reason_id(&pattern)).or_default().insert(pattern);
    }
    patterns
}

fn slots_of(pattern: &str) -> BTreeSet<String> {
    let slots = pattern.split('{').skip(1);
    slots.map(|it| it.split('}').next().unwrap().to_owned()).collect()
}

#[test]
fn every_reason_has_a_translation_with_the_same_slots_and_a_name_of_its_own() {
    let patterns = patterns();
    assert!(patterns.len() > 300, "only {} patterns were found in the sources", patterns.len());
    let shared = patterns.iter().filter(|(_, it)| it.len() > 1).collect::<Vec<_>>();
    assert!(shared.is_empty(), "one name for two: {shared:#?}");
    for words in &Words::ALL[1..] {
        let file = folder(*words).join(REASONS).with_extension("ftl");
        let texts = read(&fs::read_to_string(file).unwrap());
        let mut found = Vec::new();
        for (id, pattern) in &patterns {
            let pattern = pattern.first().unwrap();
            match texts.get(id) {
                None => found.push(format!("{id} is missing: {pattern}")),
                Some(text) if text.slots != slots_of(pattern) => {
                    found.push(format!("{id} has {:?}, not those of {pattern}", text.slots));
                }
                Some(text) if text.words == *pattern => found.push(format!("{id} is English")),
                Some(_) => {}
            }
        }
        found.extend(
            texts
                .keys()
                .filter(|it| !patterns.contains_key(*it))
                .map(|it| format!("{it} is left over")),
        );
        assert!(found.is_empty(), "{words:?}: {found:#?}");
    }
}

/// What the codes that are embedded mean, by the names under which the translations stand.
fn meanings() -> BTreeMap<String, BTreeSet<String>> {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("config");
    let mut meanings = BTreeMap::<String, BTreeSet<String>>::new();
    for folder in ["codes", "services"] {
        for file in fs::read_dir(config.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|it| it != "toml") {
                continue;
            }
            let file = toml::from_str::<toml::Table>(&fs::read_to_string(path).unwrap()).unwrap();
            for code in file.get("code").and_then(toml::Value::as_array).into_iter().flatten() {
                let says = code["meaning"].as_str().unwrap();
                meanings.entry(meaning_id(says)).or_default().insert(says.to_owned());
            }
        }
    }
    meanings
}

#[test]
fn every_meaning_of_a_code_has_a_translation_and_a_name_of_its_own() {
    let meanings = meanings();
    let shared = meanings.iter().filter(|(_, it)| it.len() > 1).collect::<Vec<_>>();
    assert!(shared.is_empty(), "one name for two: {shared:#?}");
    let names = meanings.keys().collect::<BTreeSet<_>>();
    for words in &Words::ALL[1..] {
        let file = folder(*words).join(MEANINGS).with_extension("ftl");
        let texts = read(&fs::read_to_string(file).unwrap());
        let there = texts.keys().collect::<BTreeSet<_>>();
        let missing = names.difference(&there).collect::<Vec<_>>();
        assert!(missing.is_empty(), "{words:?} misses {missing:#?}");
        let more = there.difference(&names).collect::<Vec<_>>();
        assert!(more.is_empty(), "{words:?} has left over {more:#?}");
        for says in meanings.values().flatten() {
            let (text, language) = words.meaning(says);
            assert_eq!(language, *words, "{says}");
            assert_ne!(text, *says);
        }
        assert_eq!(words.meaning("A user's own."), ("A user's own.".into(), Words::English));
    }
}

#[test]
fn a_sentence_and_a_part_of_one_have_names_of_their_own() {
    assert_eq!(reason_id("Your router answers."), "reason-your-router-answers");
    assert_eq!(reason_id("your router answers"), "because-your-router-answers");
    assert_eq!(reason_id("{n} of {all} “x” (451)."), "reason-n-of-all-x-451");
}

#[test]
fn a_text_says_in_which_language_it_is() {
    assert_eq!(Words::among(["de-AT", "en"]), Words::German);
    assert_eq!(Words::among(["fr", "de_CH.UTF-8"]), Words::German);
    assert_eq!(Words::among(["C", "de-DE"]), Words::English);
    assert_eq!(Words::among(["den-x"]), Words::English);
    assert_eq!(Words::among([]), Words::English);
    for words in Words::ALL {
        assert_eq!(Words::among([words.tag()]), *words);
    }
}
