//! Text that is safe and fits: foreign strings made plain, lines wrapped to a width in columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::catalogue::is_hidden;

/// `text` from elsewhere as one plain line: without control characters, terminal escapes, and the invisible characters
/// that reorder or hide what is read.
///
/// Every string that a server, a resolver, a vendor or a file gave us goes through here before a person sees it.
pub fn plain(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for char in anstream::adapter::strip_str(text).to_string().chars() {
        if char.is_whitespace() {
            // One space for any run: a table or a hanging indent must not be torn.
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_hidden(char) {
            line.push(char);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// How many columns `text` takes on a terminal.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// `text`, cut to `width` columns with an ellipsis where it is longer.
pub fn shorten(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let (head, _) = split_at_columns(text, width.saturating_sub(1));
    format!("{}…", head.trim_end())
}

/// `text`, filled with spaces to `width` columns.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// The lines of `text` at `width` columns, broken between words. A word that is too long is broken, too, unless it is
/// an address that somebody will want to copy.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && columns(&line) + 1 + columns(word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        let mut word = word;
        while columns(word) > width && !word.contains("://") {
            let (head, rest) = split_at_columns(word, width);
            lines.push(head.to_owned());
            word = rest;
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// `text` with a capital.
pub fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// What `sentence` says beyond the `title` that stands above it: where it begins with the title's own words, the rest, which
/// may be nothing.
pub fn beyond(title: &str, sentence: &str) -> String {
    let Some(rest) = sentence.strip_prefix(title) else { return sentence.to_owned() };
    if matches!(rest, "" | ".") {
        return String::new();
    }
    // What goes on in any other way cannot stand alone.
    let alone = rest.strip_prefix("; ").or_else(|| rest.strip_prefix(": "));
    alone.map_or_else(|| sentence.to_owned(), capitalised)
}

/// The longest beginning of `text` that takes at most `width` columns, but at least one character; and the rest.
fn split_at_columns(text: &str, width: usize) -> (&str, &str) {
    let mut taken = 0;
    for (at, char) in text.char_indices() {
        taken += char.width().unwrap_or(0);
        if taken > width && at > 0 {
            return text.split_at(at);
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn terminal_escapes_vanish_as_a_whole() {
        assert_eq!(plain("\u{1b}[31mred\u{1b}[0m \u{1b}]0;title\u{7}text"), "red text");
    }

    #[test]
    fn lines_and_tabs_become_spaces() {
        assert_eq!(plain("  one\r\n\ttwo\u{2028}three \n"), "one two three");
    }

    #[test]
    fn characters_that_reorder_or_hide_vanish() {
        assert_eq!(plain("a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{e0041}f"), "abcdef");
    }

    #[test]
    fn other_scripts_stay_as_they_are() {
        for text in ["Прайм Видео", "テレビ東京", "نماوا", "हॉटस्टार", "Disney+ · 4,99 €"]
        {
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn what_the_title_said_is_not_said_again() {
        let title = "Bravo is overloaded";
        for (sentence, rest) in [
            ("Bravo is overloaded; it is not you.", "It is not you."),
            ("Bravo is overloaded: its front says so.", "Its front says so."),
            ("Bravo is overloaded.", ""),
            ("Bravo is overloaded", ""),
            ("Bravo is overloaded, so nothing plays.", "Bravo is overloaded, so nothing plays."),
            ("Bravo has too many guests.", "Bravo has too many guests."),
            ("", ""),
        ] {
            assert_eq!(beyond(title, sentence), rest);
        }
        assert_eq!(beyond("Brav", "Bravo is overloaded."), "Bravo is overloaded.");
        assert_eq!(beyond("", "Bravo is overloaded."), "Bravo is overloaded.");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("", 7), Vec::<String>::new());
    }

    #[test]
    fn a_long_word_is_broken_and_a_long_address_is_not() {
        assert_eq!(wrap("a abcdefghij b", 4), ["a", "abcd", "efgh", "ij b"]);
        assert_eq!(wrap("see https://help.example/x", 10), ["see", "https://help.example/x"]);
        assert_eq!(wrap("テレビ東京", 4), ["テレ", "ビ東", "京"]);
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        assert_eq!(shorten("abcdef", 6), "abcdef");
        assert_eq!(shorten("abcdefg", 6), "abcde…");
        assert_eq!(shorten("テレビ", 4), "テ…");
    }

    proptest! {
        #[test]
        fn nothing_that_controls_a_terminal_survives(text in any::<String>()) {
            let plain = plain(&text);
            prop_assert!(!plain.contains(is_hidden), "{plain:?}");
            prop_assert_eq!(plain.trim(), plain.as_str());
        }

        #[test]
        fn plain_twice_is_plain_once(text in any::<String>()) {
            let once = plain(&text);
            prop_assert_eq!(plain(&once), once);
        }

        #[test]
        fn wrapping_keeps_every_character_and_the_width(text in any::<String>(), width in 2..40_usize) {
            let lines = wrap(&text, width);
            let squeezed = |it: &str| it.chars().filter(|it| !it.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeezed(&lines.concat()), squeezed(&text));
            for line in lines.iter().filter(|it| !it.contains("://")) {
                prop_assert!(line.chars().map(|it| it.width().unwrap_or(0)).sum::<usize>() <= width);
            }
        }
    }
}
