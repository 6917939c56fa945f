//! A sentence for people, as the diagnosis says it: the English pattern, which stands where the rule is, and what fills it.
//!
//! It is told in English by itself; in other languages the presentation finds the pattern's translation. What is written
//! down or sent is the English sentence, so that what others read does not hang on the user's language.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A sentence, or a part of one that stands in another. Made by [`say!`].
#[derive(Clone, Debug)]
pub enum Said {
    /// A pattern of this program, and what stands in its slots.
    Pattern { pattern: &'static str, slots: Vec<(&'static str, Slot)> },
    /// A finished text: one that was read back, or that was told in another language already.
    Text(String),
}

/// What stands in a slot.
#[derive(Clone, Debug)]
pub enum Slot {
    /// A name, or words of others: the same in each language.
    Text(String),
    Number(u64),
    /// A number with so many places behind the sign.
    Decimal(f64, usize),
    Said(Said),
}

/// A sentence: `say!("Your router answers.")`, `say!("The proxy sends us to {host}.", host)`, `say!("{n} of {all}", n = 1,
/// all = 2)`. That the slots are those of the pattern is checked when it is compiled.
///
/// Each pattern has its translation in `config/words/*/reasons.ftl`; `tests/languages.rs` misses none.
macro_rules! say {
    ($pattern:literal) => {
        $crate::diagnosis::Said::Pattern { pattern: $pattern, slots: Vec::new() }
    };
    ($pattern:literal, $($slot:ident $(= $value:expr)?),+ $(,)?) => {{
        const _: fn() = || { let _ = format_args!($pattern, $($slot = ""),+); };
        $crate::diagnosis::Said::Pattern {
            pattern: $pattern,
            slots: vec![$((
                stringify!($slot),
                $crate::diagnosis::Slot::from($crate::diagnosis::said::say!(@value $slot $($value)?)),
            )),+],
        }
    }};
    (@value $slot:ident) => { $slot };
    (@value $slot:ident $value:expr) => { $value };
}
pub(crate) use say;

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut rest, slots) = match self {
            Self::Text(text) => return f.write_str(text),
            Self::Pattern { pattern, slots } => (*pattern, slots),
        };
        while let Some((before, after)) = rest.split_once('{') {
            f.write_str(before)?;
            let (name, behind) = after.split_once('}').unwrap_or((after, ""));
            match slots.iter().find(|(slot, _)| *slot == name) {
                Some((_, Slot::Text(text))) => f.write_str(text)?,
                Some((_, Slot::Number(number))) => write!(f, "{number}")?,
                Some((_, Slot::Decimal(number, places))) => write!(f, "{number:.places$}")?,
                Some((_, Slot::Said(said))) => write!(f, "{said}")?,
                None => {}
            }
            rest = behind;
        }
        f.write_str(rest)
    }
}

/// Two are the same that say the same, wherever they come from.
impl PartialEq for Said {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Said {}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::Text)
    }
}

impl From<&str> for Slot {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Slot {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u16> for Slot {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<u32> for Slot {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Slot {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Slot {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

impl From<Said> for Slot {
    fn from(said: Said) -> Self {
        Self::Said(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_its_pattern_with_what_stands_in_it() {
        let how = say!("took {time} s", time = Slot::Decimal(1.26, 1));
        let said = say!("{who} {how}, {n} times", who = "{n}", how, n = 2_usize);
        assert_eq!(said.to_string(), "{n} took 1.3 s, 2 times");
        assert_eq!(say!("It answers.").to_string(), "It answers.");
    }

    #[test]
    fn is_written_as_its_sentence_and_read_back_as_a_text() {
        let said = say!("The proxy sends us to {host}.", host = "a.test");
        let written = serde_json::to_string(&said).unwrap();
        assert_eq!(written, r#""The proxy sends us to a.test.""#);
        let read = serde_json::from_str::<Said>(&written).unwrap();
        assert!(matches!(read, Said::Text(_)));
        assert_eq!(read, said);
        // What others wrote fills no slots.
        assert_eq!(Said::Text("{host}".to_owned()).to_string(), "{host}");
    }
}
