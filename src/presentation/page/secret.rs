//! Random values that open doors: compared in constant time, never shown by `Debug`.

use std::fmt;
use std::fmt::Write as _;
use std::io;

use subtle::ConstantTimeEq;

/// 256 random bits, carried as hexadecimal text.
pub(super) struct Secret(String);

impl Secret {
    pub(super) fn random() -> io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(Self(bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a `String` cannot fail.
            write!(text, "{byte:02x}").ok();
            text
        })))
    }

    /// The text to hand out. Not for logs.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether `offered` is this secret, in a time that does not depend on where they differ.
    pub(super) fn matches(&self, offered: &str) -> bool {
        self.0.as_bytes().ct_eq(offered.as_bytes()).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_text_matches() {
        let secret = Secret::random().unwrap();
        let text = secret.reveal().to_owned();
        assert_eq!(text.len(), 64);
        assert!(secret.matches(&text));
        assert!(!secret.matches(&text[..63]));
        assert!(!secret.matches(&text.to_uppercase()) || text == text.to_uppercase());
        assert!(!secret.matches(""));
        assert!(!secret.matches(Secret::random().unwrap().reveal()));
    }

    #[test]
    fn debug_does_not_show_it() {
        let secret = Secret::random().unwrap();
        assert!(!format!("{secret:?}").contains(&secret.reveal()[..8]));
    }
}
