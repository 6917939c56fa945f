//! Text made fit for one line of a menu.

use crate::presentation::text::plain;

/// `text` in one line of at most `max` characters; what does not fit is cut, and says so.
pub(in crate::presentation) fn clip(text: &str, max: usize) -> String {
    let text = plain(text);
    if text.chars().count() <= max {
        return text;
    }
    let kept = text.chars().take(max.saturating_sub(1)).collect::<String>();
    format!("{}…", kept.trim_end())
}

/// `text` in at most `max` units of UTF-16, which is how Windows counts.
pub(super) fn clip_utf16(text: &str, max: usize) -> String {
    if text.encode_utf16().count() <= max {
        return text.to_owned();
    }
    let mut units = 1; // The mark of the cut.
    let fits = |it: &char| {
        units += it.len_utf16();
        units <= max
    };
    let kept = text.chars().take_while(fits).collect::<String>();
    format!("{}…", kept.trim_end())
}

/// The lines of `text`, broken at spaces, none longer than `width`; at most `max`, the last of them cut.
pub(super) fn wrap(text: &str, width: usize, max: usize) -> Vec<String> {
    let mut lines = Vec::<String>::new();
    for word in plain(text).split(' ') {
        let full = lines.len() == max;
        match lines.last_mut() {
            // The last line takes all that is left, to be cut below.
            Some(line) if full || line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|line| clip(&line, width)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_and_says_so() {
        assert_eq!(clip("Netflix", 7), "Netflix");
        assert_eq!(clip("Netflix Kids", 8), "Netflix…");
        assert_eq!(clip("ÄÖÜäöü", 3), "ÄÖ…");
    }

    #[test]
    fn a_name_stays_in_its_line_and_in_its_order() {
        assert_eq!(clip("a\tb\nc   d\u{7}\u{202e}e", 20), "a b c de");
    }

    #[test]
    fn a_pair_of_surrogates_is_never_cut_in_two() {
        assert_eq!(clip_utf16("🎬🎬🎬", 6), "🎬🎬🎬");
        assert_eq!(clip_utf16("🎬🎬🎬", 5), "🎬🎬…");
        assert_eq!(clip_utf16("🎬🎬🎬", 4), "🎬…");
    }

    #[test]
    fn a_sentence_is_broken_at_spaces_and_the_last_line_is_cut() {
        assert_eq!(wrap("one two three", 7, 3), ["one two", "three"]);
        assert_eq!(wrap("one two three four five", 7, 2), ["one two", "three…"]);
        assert_eq!(wrap("incomprehensibilities", 7, 2), ["incomp…"]);
        assert_eq!(wrap("", 7, 2), [""]);
    }
}
