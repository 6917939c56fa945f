//! Reading a TOML file key by key, so that every complaint names file, line, key, value and what would be right, and
//! one reading finds all of them.
//!
//! Derived deserialisers stop at the first fault and do not know which words would be right; people who write a
//! service's file by hand deserve better.

use std::cell::RefCell;
use std::fmt;
use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::nearest;
use super::text::is_hidden;

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
    problems: RefCell<Vec<Problem>>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        // Some editors put a byte order mark in front.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { file, text, problems: RefCell::default() }
    }

    /// The whole file as one section; `None` where it is not TOML.
    pub(crate) fn root(&self) -> Option<Section<'_, 'a>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let at = error.span().map(|span| span.start);
            let line = at.map(|at| self.line(at));
            // What follows a fault in its line is a consequence of it.
            if self.problems.borrow().last().is_none_or(|last| last.line != line) {
                self.complain(at, format!("this is not TOML: {}", one_line(error.message())));
            }
        }
        errors.is_empty().then(|| Section {
            reader: self,
            name: String::new(),
            at: None,
            table: table.into_inner(),
            asked: Vec::new(),
        })
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
    name: String,
    at: Option<usize>,
    table: DeTable<'a>,
    asked: Vec<&'static str>,
}

impl<'r, 'a> Section<'r, 'a> {
    /// What stands under `key`, if anything.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Entry<'r, 'a>> {
        self.asked.push(key);
        let (found, value) = self.table.remove_entry(key)?;
        Some(Entry {
            reader: self.reader,
            name: if self.name.is_empty() {
                key.to_owned()
            } else {
                format!("{} {key}", self.name)
            },
            at: found.span().start,
            value: value.into_inner(),
        })
    }

    /// What stands under `key`, and a complaint if there is nothing.
    pub(crate) fn need(&mut self, key: &'static str, example: &str) -> Option<Entry<'r, 'a>> {
        let found = self.take(key);
        if found.is_none() {
            let who = if self.name.is_empty() { "the file" } else { &self.name };
            self.complain(format!("{who} has no {key}; add a line such as {key} = {example}"));
        }
        found
    }

    pub(crate) fn complain(&self, says: impl Into<String>) {
        self.reader.complain(self.at, says);
    }

    /// Ends the reading: what is left over is a complaint each.
    pub(crate) fn finish(self) {
        let place = if self.name.is_empty() { "this file" } else { &self.name };
        for key in self.table.keys() {
            let says = match nearest(key.get_ref(), self.asked.iter().copied()) {
                Some(meant) => {
                    format!(
                        "{:?} is not a key of {place}; did you mean {meant}?",
                        short(key.get_ref())
                    )
                }
                None => format!(
                    "{:?} is not a key of {place}; the keys are {}",
                    short(key.get_ref()),
                    self.asked.join(", ")
                ),
            };
            self.reader.complain(Some(key.span().start), says);
        }
    }
}

/// A value under reading. Each way of reading it complains, and gives nothing, where it does not fit.
#[derive(Debug)]
pub(crate) struct Entry<'r, 'a> {
    reader: &'r Reader<'a>,
    /// How the value is called in complaints.
    pub(crate) name: String,
    at: usize,
    value: DeValue<'a>,
}

impl<'r, 'a> Entry<'r, 'a> {
    pub(crate) fn text(self) -> Option<Text<'r, 'a>> {
        let Self { reader, name, at, value: DeValue::String(value) } = self else {
            return self.unfit("a text in quotes");
        };
        Some(Text { reader, name, at, value: value.into_owned() })
    }

    pub(crate) fn flag(self) -> Option<bool> {
        let DeValue::Boolean(value) = self.value else { return self.unfit("true or false") };
        Some(value)
    }

    pub(crate) fn whole(self, allowed: RangeInclusive<u64>) -> Option<u64> {
        let DeValue::Integer(number) = &self.value else { return self.unfit("a whole number") };
        let value = u64::from_str_radix(number.as_str(), number.radix()).ok();
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
        if self.value.is_array() { self.list().unwrap_or_default() } else { vec![self] }
    }

    pub(crate) fn list(self) -> Option<Vec<Self>> {
        let Self { reader, name, value: DeValue::Array(members), .. } = self else {
            return self.unfit("a list in brackets");
        };
        let entry = |member: Spanned<DeValue<'a>>| {
            let at = member.span().start;
            Self { reader, name: name.clone(), at, value: member.into_inner() }
        };
        Some(members.into_iter().map(entry).collect())
    }

    pub(crate) fn texts(self) -> Option<Vec<Text<'r, 'a>>> {
        Some(self.list()?.into_iter().filter_map(Self::text).collect())
    }

    pub(crate) fn is_empty_list(&self) -> bool {
        self.value.as_array().is_some_and(|members| members.is_empty())
    }

    pub(crate) fn is_text(&self) -> bool {
        self.value.is_str()
    }

    pub(crate) fn section(self) -> Option<Section<'r, 'a>> {
        let Self { reader, name, at, value: DeValue::Table(table) } = self else {
            return self.unfit("a table");
        };
        Some(Section { reader, name, at: Some(at), table, asked: Vec::new() })
    }

    /// The tables of `[[name]]`.
    pub(crate) fn sections(self) -> Option<Vec<Section<'r, 'a>>> {
        let name = self.name.clone();
        if self.value.is_table() {
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
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.complain(format!("{} must be {wanted}, not {is}", self.name));
        None
    }
}

/// A text under reading, which still knows its line.
#[derive(Debug)]
pub(crate) struct Text<'r, 'a> {
    reader: &'r Reader<'a>,
    name: String,
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

    /// The same, to be shown. What cannot be seen in it is left out: files are handed on, and a name stands in menus,
    /// popups and letters.
    pub(crate) fn shown(self) -> Option<String> {
        let seen = self.value.replace(char::is_whitespace, " ").replace(is_hidden, "");
        let seen = seen.trim();
        if seen.is_empty() {
            return self.refuse("is empty");
        }
        Some(seen.to_owned())
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
