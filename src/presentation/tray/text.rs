//! Words about time and numbers, and text made fit for one line of a menu.

use jiff::Timestamp;

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

/// "one service", "3 services".
pub(in crate::presentation) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("one {one}") } else { format!("{n} {many}") }
}

/// A length of time in words, to the minute: "less than a minute", "12 min", "3 h 5 min", "2 days".
pub(in crate::presentation) fn lasting(seconds: i64) -> String {
    let minutes = seconds / 60;
    match (minutes / (24 * 60), minutes / 60, minutes % 60) {
        (0, 0, 0) => "less than a minute".to_owned(),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (1, _, _) => "one day".to_owned(),
        (days, _, _) => format!("{days} days"),
    }
}

/// How long ago `then` was: "just now", "2 min ago".
pub(super) fn ago(then: Timestamp, now: Timestamp) -> String {
    let seconds = now.as_second() - then.as_second();
    // Also when `then` lies ahead: somebody set the clock back.
    if seconds < 60 { "just now".to_owned() } else { format!("{} ago", lasting(seconds)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

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

    #[test]
    fn ages_are_told_in_minutes() {
        assert_eq!(ago(at(100), at(159)), "just now");
        assert_eq!(ago(at(100), at(160)), "1 min ago");
        assert_eq!(ago(at(0), at(3 * 3600 + 300)), "3 h 5 min ago");
        assert_eq!(ago(at(0), at(24 * 3600)), "one day ago");
        assert_eq!(ago(at(0), at(49 * 3600)), "2 days ago");
    }

    #[test]
    fn a_clock_that_was_set_back_makes_nothing_older() {
        assert_eq!(ago(at(500), at(100)), "just now");
    }
}
