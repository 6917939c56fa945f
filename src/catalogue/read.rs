//! Reading a TOML file key by key, so that every complaint names file, line, key, value and what would be right, and
//! one reading finds all of them.
//!
//! Derived deserialisers stop at the first fault and do not know which words would be right; people who write a
//! service's file by hand deserve better.

use std::cell::RefCell;
use std::fmt;
use std::ops::RangeInclusive;
use std::rc::Rc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::nearest::nearest;

/// A value as it stands in a file.
#[derive(Debug)]
enum Value {
    Text(String),
    Flag(bool),
    /// A number as it is written, and what it is where it is whole and not below zero.
    Number(String, Option<u64>),
    Date,
    List(Vec<At<Value>>),
    Table(Table),
}

type Table = Vec<(At<String>, Value)>;

/// Something, and where in its file it stands.
#[derive(Debug)]
struct At<T> {
    at: usize,
    it: T,
}

impl<T> At<T> {
    fn of<S: Into<T>>(spanned: Spanned<S>) -> Self {
        Self { at: spanned.span().start, it: spanned.into_inner().into() }
    }
}

impl From<DeValue<'_>> for Value {
    fn from(value: DeValue<'_>) -> Self {
        match value {
            DeValue::String(text) => Self::Text(text.into_owned()),
            DeValue::Boolean(flag) => Self::Flag(flag),
            DeValue::Integer(it) => {
                Self::Number(it.to_string(), u64::from_str_radix(it.as_str(), it.radix()).ok())
            }
            DeValue::Float(it) => Self::Number(it.to_string(), None),
            DeValue::Datetime(_) => Self::Date,
            DeValue::Array(members) => Self::List(members.into_iter().map(At::of).collect()),
            DeValue::Table(table) => Self::Table(read_table(table)),
        }
    }
}

fn read_table(table: DeTable<'_>) -> Table {
    let key =
        |it: Spanned<DeString<'_>>| At { at: it.span().start, it: it.into_inner().into_owned() };
    table.into_iter().map(|(name, value)| (key(name), value.into_inner().into())).collect()
}

/// What `build.rs` made of a bundled file. It has no lines: its complaints are for a test to see.
impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Bool(flag) => Self::Flag(flag),
            serde_json::Value::Number(it) => Self::Number(it.to_string(), it.as_u64()),
            // TOML has no null, so there is none.
            serde_json::Value::Null => Self::Date,
            serde_json::Value::Array(members) => {
                Self::List(members.into_iter().map(|it| At { at: 0, it: it.into() }).collect())
            }
            serde_json::Value::Object(table) => Self::Table(
                table.into_iter().map(|(name, it)| (At { at: 0, it: name }, it.into())).collect(),
            ),
        }
    }
}

/// One thing that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as people know it: `services/plex.toml`.
    pub file: String,
    /// The line, counted from one, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong and what would be right, in one sentence without its full stop.
    pub says: String,
}

impl Problem {
    /// Something that is wrong with the file as a whole.
    pub(crate) fn of(file: &str, says: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, says: says.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.file, self.says),
            None => write!(f, "{}: {}", self.file, self.says),
        }
    }
}

/// A file under reading, with what was found wrong so far.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    form: Form,
    problems: RefCell<Vec<Problem>>,
}

/// How a file is written.
#[derive(Clone, Copy, Debug)]
enum Form {
    Toml,
    /// As `build.rs` writes what the program brings along: it is read at each start, a fifth as long as TOML takes.
    Json,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        // Some editors put a byte order mark in front.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { file, text, form: Form::Toml, problems: RefCell::default() }
    }

    /// Reads what `build.rs` made of a file.
    pub(super) fn of_bundled(file: &'a str, json: &'a str) -> Self {
        Self { file, text: json, form: Form::Json, problems: RefCell::default() }
    }

    /// The whole file as one section; `None` where it is not TOML.
    pub(crate) fn root(&self) -> Option<Section<'_, 'a>> {
        let table = match self.form {
            Form::Toml => self.toml(),
            Form::Json => self.json(),
        };
        table.map(|table| Section {
            reader: self,
            name: Rc::from(""),
            at: None,
            table,
            asked: Vec::new(),
        })
    }

    fn json(&self) -> Option<Table> {
        match serde_json::from_str::<serde_json::Value>(self.text).map(Value::from) {
            Ok(Value::Table(table)) => Some(table),
            other => {
                self.complain(None, format!("this is no table in JSON: {other:?}"));
                None
            }
        }
    }

    fn toml(&self) -> Option<Table> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let at = error.span().map(|span| span.start);
            let line = at.map(|at| self.line(at));
            // What follows a fault in its line is a consequence of it.
            if self.problems.borrow().last().is_none_or(|last| last.line != line) {
                self.complain(at, format!("this is not TOML: {}", one_line(error.message())));
            }
        }
        errors.is_empty().then(|| read_table(table.into_inner()))
    }

    pub(crate) fn complain(&self, at: Option<usize>, says: impl Into<String>) {
        let line = at.map(|at| self.line(at));
        let problem = Problem { file: self.file.to_owned(), line, says: says.into() };
        self.problems.borrow_mut().push(problem);
    }

    /// What was found wrong, in the order of the lines.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| problem.line);
        problems
    }

    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        before.split(|byte| *byte == b'\n').count()
    }
}

/// A table under reading. Keys that nobody asked for are wrong; [`Section::finish`] says so.
#[derive(Debug)]
#[must_use = "call `finish`, or unknown keys go unnoticed"]
pub(crate) struct Section<'r, 'a> {
    reader: &'r Reader<'a>,
    /// How the table is called in complaints; empty for the file itself.
    name: Rc<str>,
    at: Option<usize>,
    table: Table,
    asked: Vec<&'static str>,
}

impl<'r, 'a> Section<'r, 'a> {
    /// What stands under `key`, if anything.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Entry<'r, 'a>> {
        self.asked.push(key);
        let found = self.table.iter().position(|(name, _)| name.it == key)?;
        let (At { at, .. }, value) = self.table.swap_remove(found);
        let name = Name { section: Rc::clone(&self.name), key };
        Some(Entry { reader: self.reader, name, at, value })
    }

    /// What stands under `key`, and a complaint if there is nothing.
    pub(crate) fn need(&mut self, key: &'static str, example: &str) -> Option<Entry<'r, 'a>> {
        let found = self.take(key);
        if found.is_none() {
            let who = if self.name.is_empty() { "the file" } else { &*self.name };
            self.complain(format!("{who} has no {key}; add a line such as {key} = {example}"));
        }
        found
    }

    pub(crate) fn complain(&self, says: impl Into<String>) {
        self.reader.complain(self.at, says);
    }

    /// Ends the reading: what is left over is a complaint each.
    pub(crate) fn finish(self) {
        let place = if self.name.is_empty() { "this file" } else { &*self.name };
        for (At { at, it: key }, _) in &self.table {
            let says = match nearest(key, self.asked.iter().copied()) {
                Some(meant) => {
                    format!("{:?} is not a key of {place}; did you mean {meant}?", short(key))
                }
                None => format!(
                    "{:?} is not a key of {place}; the keys are {}",
                    short(key),
                    self.asked.join(", ")
                ),
            };
            self.reader.complain(Some(*at), says);
        }
    }
}

/// How a value is called in complaints: put together only where there is one.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    section: Rc<str>,
    key: &'static str,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.section.is_empty() {
            write!(f, "{} ", self.section)?;
        }
        f.write_str(self.key)
    }
}

/// A value under reading. Each way of reading it complains, and gives nothing, where it does not fit.
#[derive(Debug)]
pub(crate) struct Entry<'r, 'a> {
    reader: &'r Reader<'a>,
    pub(crate) name: Name,
    at: usize,
    value: Value,
}

impl<'r, 'a> Entry<'r, 'a> {
    pub(crate) fn text(self) -> Option<Text<'r, 'a>> {
        let Self { reader, name, at, value: Value::Text(value) } = self else {
            return self.unfit("a text in quotes");
        };
        Some(Text { reader, name, at, value })
    }

    pub(crate) fn flag(self) -> Option<bool> {
        let Value::Flag(value) = self.value else { return self.unfit("true or false") };
        Some(value)
    }

    pub(crate) fn whole(self, allowed: RangeInclusive<u64>) -> Option<u64> {
        let Value::Number(number, value) = &self.value else {
            return self.unfit("a whole number");
        };
        if let Some(value) = value.filter(|value| allowed.contains(value)) {
            return Some(value);
        }
        let (least, most) = allowed.into_inner();
        let range =
            if least == most { least.to_string() } else { format!("from {least} to {most}") };
        self.complain(format!("{} {number} is not {range}", self.name));
        None
    }

    /// The members of a list; what is no list counts as a list of one.
    pub(crate) fn one_or_more(self) -> Vec<Self> {
        if matches!(self.value, Value::List(_)) {
            self.list().unwrap_or_default()
        } else {
            vec![self]
        }
    }

    pub(crate) fn list(self) -> Option<Vec<Self>> {
        let Self { reader, name, value: Value::List(members), .. } = self else {
            return self.unfit("a list in brackets");
        };
        let entry =
            |At { at, it: value }: At<Value>| Self { reader, name: name.clone(), at, value };
        Some(members.into_iter().map(entry).collect())
    }

    pub(crate) fn texts(self) -> Option<Vec<Text<'r, 'a>>> {
        Some(self.list()?.into_iter().filter_map(Self::text).collect())
    }

    pub(crate) fn is_empty_list(&self) -> bool {
        matches!(&self.value, Value::List(members) if members.is_empty())
    }

    pub(crate) fn is_text(&self) -> bool {
        matches!(self.value, Value::Text(_))
    }

    pub(crate) fn section(self) -> Option<Section<'r, 'a>> {
        let Self { reader, name, at, value: Value::Table(table) } = self else {
            return self.unfit("a table");
        };
        let name = Rc::from(name.to_string());
        Some(Section { reader, name, at: Some(at), table, asked: Vec::new() })
    }

    /// The tables of `[[name]]`.
    pub(crate) fn sections(self) -> Option<Vec<Section<'r, 'a>>> {
        let name = self.name.clone();
        if matches!(self.value, Value::Table(_)) {
            self.complain(format!("write [[{name}]] with two brackets: there may be several"));
            return None;
        }
        Some(self.list()?.into_iter().filter_map(Self::section).collect())
    }

    pub(crate) fn complain(&self, says: impl Into<String>) {
        self.reader.complain(Some(self.at), says);
    }

    fn unfit<T>(&self, wanted: &str) -> Option<T> {
        let is = match &self.value {
            Value::Text(_) => "a text",
            Value::Number(..) => "a number",
            Value::Flag(_) => "true or false",
            Value::Date => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        };
        self.complain(format!("{} must be {wanted}, not {is}", self.name));
        None
    }
}

/// A text under reading, which still knows its line.
#[derive(Debug)]
pub(crate) struct Text<'r, 'a> {
    reader: &'r Reader<'a>,
    name: Name,
    at: usize,
    pub(crate) value: String,
}

impl Text<'_, '_> {
    /// The text, which must not be empty.
    pub(crate) fn filled(self) -> Option<String> {
        if self.value.trim().is_empty() {
            return self.refuse("is empty");
        }
        Some(self.value)
    }

    /// One of a closed set of words.
    pub(crate) fn one_of<T: Copy>(self, words: &[(&str, T)]) -> Option<T> {
        if let Some((_, found)) = words.iter().find(|(word, _)| *word == self.value) {
            return Some(*found);
        }
        let all = words.iter().map(|(word, _)| *word);
        // A long list helps nobody; the nearest word does.
        let fix = match nearest(&self.value, all.clone()) {
            Some(meant) if words.len() > 12 => format!("is not known; did you mean {meant:?}?"),
            None if words.len() > 12 => "is not known".to_owned(),
            _ => format!("is not one of {}", all.collect::<Vec<_>>().join(", ")),
        };
        self.refuse(&fix)
    }

    /// What `parse` makes of it; the error completes the sentence "NAME VALUE …".
    pub(crate) fn parse<T, E: fmt::Display>(
        self,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match parse(&self.value) {
            Ok(parsed) => Some(parsed),
            Err(error) => self.refuse(&error.to_string()),
        }
    }

    fn refuse<T>(&self, why: &str) -> Option<T> {
        let says = format!("{} {:?} {}", self.name, short(&self.value), one_line(why));
        self.reader.complain(Some(self.at), says);
        None
    }
}

/// Enough of a value to recognise it, without the password that an URL may hold.
fn short(value: &str) -> String {
    let secret =
        value.find("://").map(|at| at + 3).zip(value.rfind('@')).filter(|(from, to)| from < to);
    let value = secret
        .map_or(value.to_owned(), |(from, to)| format!("{}…{}", &value[..from], &value[to..]));
    let mut short = value.chars().take(80).collect::<String>();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}

fn one_line(message: &str) -> String {
    message.lines().map(str::trim).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str, read: impl FnOnce(&mut Section<'_, '_>)) -> Vec<String> {
        let reader = Reader::new("a.toml", text);
        if let Some(mut root) = reader.root() {
            read(&mut root);
            root.finish();
        }
        reader.into_problems().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_unknown_key_names_the_one_that_was_meant() {
        let found = problems("nmae = 'x'\n", |root| drop(root.take("name")));
        assert_eq!(
            found,
            ["a.toml, line 1: \"nmae\" is not a key of this file; did you mean name?"]
        );
        let found = problems("\nzzz = 1\n", |root| drop((root.take("name"), root.take("id"))));
        assert_eq!(
            found,
            ["a.toml, line 2: \"zzz\" is not a key of this file; the keys are name, id"]
        );
    }

    #[test]
    fn a_value_of_the_wrong_kind_says_which_is_right() {
        let found = problems("a = 1\nb = 'x'\nc = 700\n", |root| {
            assert!(root.take("a").unwrap().text().is_none());
            assert!(root.take("b").unwrap().flag().is_none());
            assert!(root.take("c").unwrap().whole(1..=599).is_none());
        });
        assert_eq!(
            found,
            [
                "a.toml, line 1: a must be a text in quotes, not a number",
                "a.toml, line 2: b must be true or false, not a text",
                "a.toml, line 3: c 700 is not from 1 to 599",
            ]
        );
    }

    #[test]
    fn every_syntax_error_is_told_with_its_line() {
        let found = problems("a = \nb = 1\nc = = 2\n", |_| panic!("there is no table"));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("a.toml, line 1: this is not TOML: "), "{found:?}");
        assert!(found[1].starts_with("a.toml, line 3: this is not TOML: "), "{found:?}");
    }

    #[test]
    fn a_byte_order_mark_is_no_fault() {
        assert!(problems("\u{feff}a = 1", |root| drop(root.take("a"))).is_empty());
    }
}
