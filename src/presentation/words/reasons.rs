//! What the diagnosis says, and what codes mean, in the user's language. The English is where the rule or the code is; the
//! translations have files of their own.

use std::borrow::Cow;

use fluent_bundle::FluentArgs;

use super::{Words, file};
use crate::diagnosis::{Evidence, RuledOut, Said, Slot};
use crate::presentation::Report;
use crate::presentation::text::plain;

impl Words {
    /// A reason of the diagnosis, on one line. A finished text is told as it is.
    pub fn reason(self, said: &Said) -> String {
        plain(&self.told(said))
    }

    /// What a code means, and the language in which that is told: what users add to the catalogue has no translation.
    pub fn meaning(self, says: &str) -> (Cow<'_, str>, Self) {
        let translation =
            (self != Self::English).then(|| file::text(self, &meaning_id(says), None, None));
        match translation.flatten() {
            Some(text) => (text, self),
            None => (Cow::Borrowed(says), Self::English),
        }
    }

    /// `report` with its reasons in these words, as finished texts; `None` where they are already.
    pub fn retold(self, report: &Report) -> Option<Report> {
        if self == Self::English {
            return None;
        }
        let mut report = report.clone();
        let retell = |evidence: &mut [Evidence], ruled_out: &mut [RuledOut]| {
            for it in evidence {
                it.says = Said::Text(self.told(&it.says));
            }
            for it in ruled_out {
                it.because = Said::Text(self.told(&it.because));
            }
        };
        retell(&mut report.network.evidence, &mut report.network.ruled_out);
        for it in &mut report.services {
            retell(&mut it.diagnosis.evidence, &mut it.diagnosis.ruled_out);
        }
        Some(report)
    }

    fn told(self, said: &Said) -> String {
        let (pattern, slots) = match said {
            Said::Pattern { pattern, slots } if self != Self::English => (pattern, slots),
            Said::Pattern { .. } | Said::Text(_) => return said.to_string(),
        };
        let mut with = FluentArgs::with_capacity(slots.len());
        for (name, slot) in slots {
            match slot {
                Slot::Text(text) => with.set(*name, text.clone()),
                Slot::Number(number) => with.set(*name, *number),
                Slot::Decimal(number, places) => {
                    with.set(*name, self.decimal(&format!("{number:.places$}")));
                }
                Slot::Said(said) => with.set(*name, self.told(said)),
            }
        }
        self.fill(&reason_id(pattern), &with).into_owned()
    }
}

/// Under which the translations of a pattern stand: its words, so that the files can be read. What begins small is a part of a
/// sentence, and another than the sentence of the same words.
pub fn reason_id(pattern: &str) -> String {
    let part = pattern.starts_with(|it: char| it.is_ascii_lowercase());
    let room = if part { "because" } else { "reason" };
    id_of(room, pattern)
}

/// Under which the translations of a code's meaning stand.
pub fn meaning_id(says: &str) -> String {
    id_of("means", says)
}

fn id_of(room: &str, text: &str) -> String {
    let words = text.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    words.fold(room.to_owned(), |id, word| id + "-" + &word.to_ascii_lowercase())
}
