//! The small language of the word files: text with slots, and words that follow confidence and number.
//!
//! - `{service}` is a slot.
//! - `[is|is probably|may be]` follows the confidence: certain, likely, possible.
//! - `<answers|answer>` follows the number of what the sentence is about: one, many.
//!
//! The last two nest. A template is checked when it is read; writing it out can only fail where a slot stays empty.

use std::iter::Peekable;
use std::str::Chars;

use serde::Deserialize;
use thiserror::Error;

use crate::diagnosis::Confidence;

/// A text of the word files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Slot(String),
    /// Certain, likely, possible.
    Sure([Template; 3]),
    /// One, many.
    Number([Template; 2]),
}

/// Why a text is not a template.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum Malformed {
    #[error("`{0}` is not closed")]
    Open(char),
    #[error("`{0}` closes nothing")]
    Close(char),
    #[error("`{open}` has {found} forms, not {wanted}")]
    Forms { open: char, found: usize, wanted: usize },
}

/// What stands in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filling {
    pub(super) text: String,
    /// Whether the word is ours and takes a capital at the beginning of a sentence. A name keeps its own spelling.
    pub(super) ours: bool,
}

impl Filling {
    /// A name, or anything else whose spelling is not ours.
    pub(super) fn name(text: impl Into<String>) -> Self {
        Self { text: text.into(), ours: false }
    }

    /// A word of ours.
    pub(super) fn word(text: impl Into<String>) -> Self {
        Self { text: text.into(), ours: true }
    }
}

/// With what a template is written out.
pub(super) struct Context<'a> {
    pub(super) confidence: Confidence,
    pub(super) many: bool,
    pub(super) fill: &'a dyn Fn(&str) -> Option<Filling>,
}

impl Template {
    /// The text; `None` where a slot stays empty.
    pub(super) fn render(&self, with: &Context<'_>) -> Option<String> {
        let mut out = String::new();
        self.write(with, &mut out).map(|()| out)
    }

    /// The names of all slots, in every form of it.
    pub(super) fn slots(&self) -> Vec<&str> {
        let slots = self.0.iter().flat_map(|piece| match piece {
            Piece::Text(_) => vec![],
            Piece::Slot(name) => vec![name.as_str()],
            Piece::Sure(forms) => forms.iter().flat_map(Self::slots).collect(),
            Piece::Number(forms) => forms.iter().flat_map(Self::slots).collect(),
        });
        slots.collect()
    }

    /// Whether `{slot}` occurs in any form of it.
    pub(super) fn mentions(&self, slot: &str) -> bool {
        self.slots().contains(&slot)
    }

    fn write(&self, with: &Context<'_>, out: &mut String) -> Option<()> {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Slot(name) => {
                    let filling = (with.fill)(name)?;
                    if filling.ours && begins_sentence(out) {
                        out.push_str(&capitalised(&filling.text));
                    } else {
                        out.push_str(&filling.text);
                    }
                }
                Piece::Sure([certain, likely, possible]) => match with.confidence {
                    Confidence::Certain => certain.write(with, out)?,
                    Confidence::Likely => likely.write(with, out)?,
                    Confidence::Possible => possible.write(with, out)?,
                },
                Piece::Number([one, many]) => {
                    if with.many { many } else { one }.write(with, out)?;
                }
            }
        }
        Some(())
    }
}

impl TryFrom<String> for Template {
    type Error = Malformed;

    fn try_from(text: String) -> Result<Self, Malformed> {
        let mut rest = text.chars().peekable();
        let template = parse(&mut rest, false)?;
        match rest.next() {
            None => Ok(template),
            Some(close) => Err(Malformed::Close(close)),
        }
    }
}

/// Reads up to the end, or up to what closes a form. A bar that is not between forms is only a bar.
fn parse(rest: &mut Peekable<Chars<'_>>, is_form: bool) -> Result<Template, Malformed> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    while let Some(&next) = rest.peek() {
        if matches!(next, ']' | '>') || (next == '|' && is_form) {
            break;
        }
        rest.next();
        let piece = match next {
            '{' => Piece::Slot(slot(rest)?),
            '[' => Piece::Sure(forms(rest, '[', ']')?),
            '<' => Piece::Number(forms(rest, '<', '>')?),
            '}' => return Err(Malformed::Close('}')),
            other => {
                text.push(other);
                continue;
            }
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        pieces.push(piece);
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(Template(pieces))
}

fn slot(rest: &mut Peekable<Chars<'_>>) -> Result<String, Malformed> {
    let mut name = String::new();
    for next in rest.by_ref() {
        if next == '}' {
            return Ok(name);
        }
        name.push(next);
    }
    Err(Malformed::Open('{'))
}

fn forms<const N: usize>(
    rest: &mut Peekable<Chars<'_>>,
    open: char,
    close: char,
) -> Result<[Template; N], Malformed> {
    let mut forms = Vec::new();
    loop {
        forms.push(parse(rest, true)?);
        match rest.next() {
            Some('|') => {}
            Some(other) if other == close => break,
            Some(other) => return Err(Malformed::Close(other)),
            None => return Err(Malformed::Open(open)),
        }
    }
    let found = forms.len();
    forms.try_into().map_err(|_| Malformed::Forms { open, found, wanted: N })
}

/// Whether what is written next stands at the beginning of a sentence.
fn begins_sentence(written: &str) -> bool {
    written.is_empty() || [". ", "? ", "! "].iter().any(|end| written.ends_with(end))
}

/// `text` with a capital.
fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn render(text: &str, confidence: Confidence, many: bool) -> Option<String> {
        let fill = |slot: &str| match slot {
            "service" => Some(Filling::name("iView")),
            "it" => Some(Filling::word("the service")),
            _ => None,
        };
        let template = Template::try_from(text.to_owned()).unwrap();
        template.render(&Context { confidence, many, fill: &fill })
    }

    #[test]
    fn confidence_and_number_choose_the_form() {
        let text = "{service} [<is|are>|<is|are> probably|may be] slow";
        assert_eq!(render(text, Confidence::Certain, false).unwrap(), "iView is slow");
        assert_eq!(render(text, Confidence::Likely, true).unwrap(), "iView are probably slow");
        assert_eq!(render(text, Confidence::Possible, true).unwrap(), "iView may be slow");
    }

    #[test]
    fn our_words_take_a_capital_where_a_sentence_begins_and_names_do_not() {
        assert_eq!(
            render("{it} waits. {it} is {it}. {service}!", Confidence::Certain, false).unwrap(),
            "The service waits. The service is the service. iView!"
        );
    }

    #[test]
    fn an_empty_slot_empties_the_text_only_in_the_form_that_is_chosen() {
        assert_eq!(render("a [{gap}|b|c]", Confidence::Certain, false), None);
        assert_eq!(render("a [{gap}|b|c]", Confidence::Likely, false).unwrap(), "a b");
    }

    #[test]
    fn a_malformed_text_is_refused_with_its_reason() {
        let reason = |text: &str| Template::try_from(text.to_owned()).unwrap_err();
        assert_eq!(reason("{a"), Malformed::Open('{'));
        assert_eq!(reason("[a|b|c"), Malformed::Open('['));
        assert_eq!(reason("a]"), Malformed::Close(']'));
        assert_eq!(reason("a}"), Malformed::Close('}'));
        assert_eq!(reason("[a|b]"), Malformed::Forms { open: '[', found: 2, wanted: 3 });
        assert_eq!(reason("<a>"), Malformed::Forms { open: '<', found: 1, wanted: 2 });
        assert_eq!(reason("[a|<b]>|c]"), Malformed::Close(']'));
    }

    #[test]
    fn a_bar_between_no_forms_is_a_bar() {
        let command = "env | grep proxy";
        assert_eq!(render(command, Confidence::Certain, false).unwrap(), command);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".*") {
            if let Ok(template) = Template::try_from(text) {
                let fill = |_: &str| Some(Filling::word("x"));
                let with = Context { confidence: Confidence::Likely, many: true, fill: &fill };
                prop_assert!(template.render(&with).is_some());
            }
        }
    }
}
