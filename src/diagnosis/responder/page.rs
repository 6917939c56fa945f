//! What a person would see of a response: title, heading and text, without markup, in one normal form.

use std::borrow::Cow;

use serde_json::Value;

use crate::observation::Exchange;

/// As much visible text as a notice needs, in bytes; what lies beyond is content.
const VISIBLE_LIMIT: usize = 16 * 1024;
/// As much of it as a title needs.
const TITLE_LIMIT: usize = 1024;

/// The readable side of a response.
///
/// Normal form: lower case, `_` and `-` as a space, one space between words, a line feed where a block ends,
/// straight apostrophes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// The reason phrase (where it is not the standard's), the title and the first headings.
    pub(super) title: String,
    /// All visible text.
    pub(super) text: String,
    /// Its length in characters.
    pub(super) length: usize,
    pub(super) kind: Kind,
    /// Where a page without words of its own sends the reader: a meta refresh, or a script that does nothing else.
    pub(super) forwards_to: Option<String>,
    /// Whether it has a form to fill in.
    pub(super) form: bool,
    /// How many headings it has: a notice has one subject, other pages have several.
    pub(super) headings: usize,
}

/// What the content is, whatever its header field says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Empty,
    Html,
    Json,
    Text,
    /// A playlist, a picture, a script: not meant for readers.
    Data,
}

impl Page {
    pub(super) fn of(exchange: &Exchange) -> Self {
        let raw = exchange.text();
        let kind = kind(exchange.headers.get("content-type").unwrap_or_default(), raw);
        let mut page = Self { kind, ..Self::default() };
        match kind {
            Kind::Empty | Kind::Data => {}
            Kind::Html => page.read_html(raw),
            Kind::Json => page.text = normal(&split_camel_case(head(&said(raw), VISIBLE_LIMIT))),
            Kind::Text => page.text = normal(head(raw, VISIBLE_LIMIT)),
        }
        page.length = page.text.chars().count();
        if let Some(reason) = &exchange.reason {
            page.title = format!("{}\n{}", normal(head(reason, TITLE_LIMIT)), page.title);
        }
        if page.length > 200 {
            page.forwards_to = None;
        }
        page
    }

    fn read_html(&mut self, raw: &str) {
        let mut visible = String::new();
        let mut titles = String::new();
        let mut in_title = false;
        // Behind the last `>` there are no tags: a stray `<` must not cost a walk to the end of the page.
        let (mut rest, tail) = raw.split_at(raw.rfind('>').map_or(0, |at| at + 1));
        while let Some(open) = rest.find('<') {
            push(&mut visible, &mut titles, &rest[..open], in_title);
            if visible.len() > VISIBLE_LIMIT {
                rest = "";
                break;
            }
            rest = &rest[open..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = after(comment, "-->");
                continue;
            }
            let Some((tag, body)) = tag(rest) else {
                visible.push('<');
                rest = &rest[1..];
                continue;
            };
            rest = body;
            let (closing, name) = match tag.strip_prefix('/') {
                Some(name) => (true, name),
                None => (false, tag),
            };
            let end =
                name.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len());
            let name = &name[..end];
            let is = |names: &[&str]| names.iter().any(|it| it.eq_ignore_ascii_case(name));
            if !closing && is(&["style", "svg"]) {
                rest = &rest[closing_tag(rest, name)..];
            } else if !closing && is(&["script"]) {
                let end = closing_tag(rest, name);
                self.forwards_to = self.forwards_to.take().or_else(|| script_target(&rest[..end]));
                rest = &rest[end..];
            } else if is(&["title", "h1", "h2"]) {
                // Of a long page only the first headings say what it is.
                self.headings += usize::from(!closing && !is(&["title"]));
                in_title = !closing && self.headings <= 3;
                titles.push('\n');
            } else if !closing && is(&["meta"]) {
                self.forwards_to = self.forwards_to.take().or_else(|| refresh_target(tag));
            } else if !closing && is(&["iframe", "frame"]) {
                // A page that is nothing but a frame around another one's.
                self.forwards_to = self.forwards_to.take().or_else(|| frame_target(tag));
            } else if !closing && is(&["form"]) {
                self.form = true;
            }
            let inline =
                is(&["a", "b", "i", "em", "strong", "span", "font", "u", "code", "tt", "small"]);
            visible.push(if inline { ' ' } else { '\n' });
        }
        push(&mut visible, &mut titles, rest, in_title);
        push(&mut visible, &mut titles, tail, in_title);
        self.title = normal(head(&titles, TITLE_LIMIT));
        self.text = normal(head(&visible, VISIBLE_LIMIT));
    }
}

fn push(visible: &mut String, titles: &mut String, text: &str, in_title: bool) {
    let text = entities(head(text, VISIBLE_LIMIT));
    visible.push_str(&text);
    if in_title {
        titles.push_str(&text);
    }
}

fn kind(content_type: &str, raw: &str) -> Kind {
    let begin = raw.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if begin.is_empty() {
        return Kind::Empty;
    }
    let media = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let markup = begin.starts_with('<');
    match media.as_str() {
        "text/html" | "application/xhtml+xml" => Kind::Html,
        _ if media.ends_with("json") && !markup => Kind::Json,
        // Error pages often come under the type of what was asked for.
        "" | "text/plain" | "application/octet-stream" if markup => Kind::Html,
        "" | "text/plain" if begin.starts_with(['{', '[']) => Kind::Json,
        "" | "text/plain" if begin.starts_with("#EXT") => Kind::Data,
        "" | "text/plain" => Kind::Text,
        "text/xml" | "application/xml" => Kind::Html,
        _ if markup && head(begin, 512).to_ascii_lowercase().contains("<html") => Kind::Html,
        _ => Kind::Data,
    }
}

/// At most `limit` bytes from the beginning, cut between characters.
fn head(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The inside of the tag at the beginning of `text`, and what follows it.
fn tag(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('<')?;
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return None;
    }
    let end = inside.find('>')?;
    Some((&inside[..end], &inside[end + 1..]))
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.find(end).map_or("", |at| &text[at + end.len()..])
}

/// Where the element ends whose inside `text` begins with.
fn closing_tag(text: &str, name: &str) -> usize {
    let ends = |at: &usize| {
        let after = text.as_bytes().get(at + 2..at + 2 + name.len());
        after.is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
    };
    text.match_indices("</").map(|(at, _)| at).find(ends).unwrap_or(text.len())
}

fn find_ignoring_case(text: &str, word: &str) -> Option<usize> {
    text.as_bytes().windows(word.len()).position(|it| it.eq_ignore_ascii_case(word.as_bytes()))
}

/// The address in `<meta http-equiv="refresh" content="0; url=…">`.
fn refresh_target(tag: &str) -> Option<String> {
    find_ignoring_case(tag.get(..512).unwrap_or(tag), "refresh")?;
    let at = find_ignoring_case(tag, "url=")?;
    address(&tag[at + 4..])
}

/// The address of a frame.
fn frame_target(tag: &str) -> Option<String> {
    let at = find_ignoring_case(tag.get(..1024).unwrap_or(tag), "src=")?;
    address(&tag[at + 4..])
}

/// The address that a script assigns to the location. A script that only forwards is short.
fn script_target(script: &str) -> Option<String> {
    if script.len() > 2048 {
        return None;
    }
    script.match_indices("location").find_map(|(at, word)| {
        let rest = &script[at + word.len()..];
        let rest = [".href", ".replace", ".assign"]
            .iter()
            .find_map(|it| rest.strip_prefix(it))
            .unwrap_or(rest);
        let rest = rest.trim_start().strip_prefix(['=', '('])?.trim_start();
        rest.starts_with(['"', '\'']).then(|| address(rest)).flatten()
    })
}

fn address(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['\'', '"', ' ', '\\']);
    let end = text.find(['\'', '"', '>', ' ', '\\']).unwrap_or(text.len());
    (end > 0).then(|| entities(&text[..end]).into_owned())
}

/// Decodes the character references that notices use.
fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| reference(&rest[..end]).map(|it| (it, end))) {
            Some((character, end)) => {
                decoded.push(character);
                rest = &rest[end + 1..];
            }
            None => decoded.push('&'),
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    if let Some((letter, mark)) = name.char_indices().nth(1).map(|(at, _)| name.split_at(at)) {
        let marks = ["grave", "acute", "circ", "tilde", "uml", "ring", "cedil"];
        if let Some(mark) = marks.iter().position(|it| *it == mark) {
            // HTML 4.01, section 24.2.1: a letter and the name of its mark.
            let composed = match (letter.to_ascii_lowercase().as_str(), mark) {
                ("a", 0) => 'à',
                ("a", 1) => 'á',
                ("a", 2) => 'â',
                ("a", 3) => 'ã',
                ("a", 4) => 'ä',
                ("a", 5) => 'å',
                ("e", 0) => 'è',
                ("e", 1) => 'é',
                ("e", 2) => 'ê',
                ("e", 4) => 'ë',
                ("c", 6) => 'ç',
                ("n", 3) => 'ñ',
                ("i", 0) => 'ì',
                ("i", 1) => 'í',
                ("i", 2) => 'î',
                ("i", 4) => 'ï',
                ("o", 0) => 'ò',
                ("o", 1) => 'ó',
                ("o", 2) => 'ô',
                ("o", 3) => 'õ',
                ("o", 4) => 'ö',
                ("u", 0) => 'ù',
                ("u", 1) => 'ú',
                ("u", 2) => 'û',
                ("u", 4) => 'ü',
                _ => return None,
            };
            return Some(composed);
        }
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "rsquo" | "lsquo" => '\'',
        "nbsp" => ' ',
        "szlig" => 'ß',
        "mdash" | "ndash" => '-',
        _ => return None,
    })
}

/// JSON without the members that are off: `"vpn": false` says that there is none.
fn said(raw: &str) -> Cow<'_, str> {
    match serde_json::from_str(raw) {
        Ok(mut value) => {
            drop_what_is_off(&mut value);
            Cow::Owned(value.to_string())
        }
        // Cut off, or not quite JSON.
        Err(_) => Cow::Borrowed(raw),
    }
}

fn drop_what_is_off(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| {
                drop_what_is_off(member);
                !is_off(member)
            });
        }
        Value::Array(items) => items.iter_mut().for_each(drop_what_is_off),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_off(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(on) => !on,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
    }
}

/// `geoBlocked` as `geo Blocked`: JSON has words in one piece.
fn split_camel_case(text: &str) -> String {
    let mut split = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    for character in text.chars() {
        if before.is_lowercase() && character.is_uppercase() {
            split.push(' ');
        }
        split.push(character);
        before = character;
    }
    split
}

/// Brings text into normal form.
fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    // The beginning is as if a block had ended before it.
    let mut last = '\n';
    for character in text.chars() {
        let character = match character {
            '\u{2018}' | '\u{2019}' | '\u{b4}' => '\'',
            '_' | '-' | '\u{2010}'..='\u{2015}' => ' ',
            '\n' | '!'..='~' => character,
            it if it.is_whitespace() => ' ',
            it => it,
        };
        match (last, character) {
            ('\n', '\n' | ' ') | (' ', ' ') => continue,
            (' ', '\n') => {
                normal.pop();
                normal.push('\n');
            }
            (_, it) if it.is_ascii() => normal.push(it.to_ascii_lowercase()),
            (_, it) => normal.extend(it.to_lowercase()),
        }
        last = character;
    }
    normal.truncate(normal.trim_end().len());
    normal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::{Body, Headers, HttpVersion, Transport};

    fn page(content_type: &str, text: &str) -> Page {
        Page::of(&Exchange {
            transport: Transport::Plain,
            version: HttpVersion::Http11,
            status: 503,
            reason: None,
            headers: Headers(vec![("content-type".into(), content_type.into())]),
            body: Some(Body { text: text.into(), read: 0, complete: true }),
            as_expected: false,
            throughput: None,
        })
    }

    #[test]
    fn reads_what_a_person_sees() {
        let seen = page(
            "text/html",
            "<!doctype html><title>We&rsquo;ll be back</title><style>p{x:y}</style><!-- hidden --><h1>Sorry\u{2019}s</h1>\
             <p>Scheduled\n <b>maintenance</b>&nbsp;now</p><script>var a = 'not shown'</script>",
        );
        assert_eq!(seen.title, "we'll be back\nsorry's");
        assert_eq!(seen.text, "we'll be back\nsorry's\nscheduled\nmaintenance now");
    }

    #[test]
    fn brings_codes_into_words() {
        assert_eq!(
            page("application/json", r#"{"errorCode":"GEO_BLOCKED"}"#).text,
            r#"{"error code":"geo blocked"}"#
        );
        assert_eq!(page("text/plain", "Not-Entitled").text, "not entitled");
    }

    #[test]
    fn a_flag_that_is_off_is_not_said() {
        let seen = page(
            "application/json",
            r#"{"vpn":false,"error":null,"geo":{"blocked":0},"country":"DE"}"#,
        );
        assert_eq!(seen.text, r#"{"country":"de"}"#);
        assert_eq!(page("application/json", r#"{"vpn":true}"#).text, r#"{"vpn":true}"#);
        // Cut off in the middle.
        assert_eq!(page("application/json", r#"{"vpn":false,"#).text, r#"{"vpn":false,"#);
    }

    #[test]
    fn a_frame_around_another_page_leads_there() {
        let frame =
            page("text/html", "<iframe width=\"100%\" src=\"http://10.0.0.1/blocked\"></iframe>");
        assert_eq!(frame.forwards_to.as_deref(), Some("http://10.0.0.1/blocked"));
    }

    #[test]
    fn headings_are_counted() {
        assert_eq!(page("text/html", "<title>a</title><h1>b</h1><h2>c</h2>").headings, 2);
    }

    #[test]
    fn decodes_letters_with_marks() {
        assert_eq!(
            page("text/html", "Acc&egrave;s &#233;t&#xe9; &Uuml;ber &bogus; &").text,
            "accès été über &bogus; &"
        );
    }

    #[test]
    fn finds_where_a_page_without_words_leads() {
        let refresh = page(
            "text/html",
            r#"<meta http-equiv="Refresh" content="0; URL=http://10.0.0.1/login?a=1&amp;b=2">"#,
        );
        assert_eq!(refresh.forwards_to.as_deref(), Some("http://10.0.0.1/login?a=1&b=2"));
        let script = page("text/html", "<script>window.location = 'http://10.0.0.1/';</script>");
        assert_eq!(script.forwards_to.as_deref(), Some("http://10.0.0.1/"));
        let words = page(
            "text/html",
            &format!("<script>location.href='/x'</script>{}", "word ".repeat(60)),
        );
        assert_eq!(words.forwards_to, None);
    }

    #[test]
    fn a_picture_inside_a_tag_is_not_read() {
        let picture = "QUJD".repeat(4096);
        let seen = page(
            "text/html",
            &format!("<p>Blocked<img src=\"data:image/png;base64,{picture}\">a < b"),
        );
        assert_eq!(seen.text, "blocked\na < b");
    }

    #[test]
    fn tells_content_from_pages() {
        assert_eq!(page("application/vnd.apple.mpegurl", "#EXTM3U\n").kind, Kind::Data);
        assert_eq!(page("video/mp4", "<html><p>blocked</html>").kind, Kind::Html);
        assert_eq!(page("text/plain", "<h1>Down</h1>").kind, Kind::Html);
        assert_eq!(page("text/html", " ").kind, Kind::Empty);
    }
}
