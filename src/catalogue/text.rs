//! Text from files that somebody wrote.

/// Whether `char` is no part of a text that can be read: a terminal obeys it, or nobody sees what it does.
pub fn is_hidden(char: char) -> bool {
    char.is_control() || is_invisible(char)
}

/// Characters that change how their neighbours are read: bidirectional controls (UAX #9, section 2), zero-width ones
/// and tags. The joiners U+200C and U+200D stay, as several scripts need them.
fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{00AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}
