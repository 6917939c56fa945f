//! One HTTP exchange as it was seen: who could have written it (the transport), and what it said.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::coding::unpacked;

/// Through what the response came. It decides who can have written it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// Inside a TLS session that a publicly trusted certificate authenticates: the service's side wrote it.
    Tls,
    /// Inside a TLS session that another root signed: whoever re-signs TLS here can have written it.
    Intercepted,
    /// A forward proxy's own answer to CONNECT.
    Connect,
    /// Clear text through a configured forward proxy.
    Proxied,
    /// Clear text: anybody on the path can have written it.
    Plain,
}

impl Transport {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Tls, Self::Intercepted, Self::Connect, Self::Proxied, Self::Plain];
}

/// The protocol version of the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HttpVersion {
    #[serde(rename = "1.0")]
    Http10,
    #[serde(rename = "1.1")]
    Http11,
    #[serde(rename = "2")]
    Http2,
}

/// Header fields in the order in which they came, names in lower case. Values of cookies are cut off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Headers(pub Vec<(String, String)>);

impl Headers {
    /// The first value of `name` (in lower case).
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All values of `name` (in lower case), in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether `name` (in lower case) is there at all.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// The beginning of the response's content, decoded, at most [`Body::LIMIT`] bytes on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The text; bytes that are not UTF-8 are replaced.
    pub text: String,
    /// Bytes of content read.
    pub read: u64,
    /// Whether the content ended within what we read.
    pub complete: bool,
}

impl Body {
    /// As much content is looked at, in bytes, packed or not.
    pub const LIMIT: usize = 64 * 1024;

    /// The text of `content`: without the coding that these header fields name, and in the character set that they or its
    /// own head name. Pages of old boxes and of many countries are not in UTF-8, and a notice in another character set is
    /// no words at all.
    pub fn decode(content: &[u8], headers: &Headers) -> String {
        let content = Self::unpacked(content, headers);
        if let Ok(text) = std::str::from_utf8(&content) {
            return text.to_owned();
        }
        let head = &content[..content.len().min(1024)];
        let declared = headers.get("content-type").and_then(|it| charset(it.as_bytes()));
        let declared = declared.or_else(|| charset(head)).unwrap_or(encoding_rs::UTF_8);
        declared.decode(&content).0.into_owned()
    }

    /// The beginning of `content` without the coding that these header fields name.
    pub fn unpacked<'a>(content: &'a [u8], headers: &Headers) -> Cow<'a, [u8]> {
        let content = &content[..content.len().min(Self::LIMIT)];
        unpacked(content, headers.get("content-encoding"), Self::LIMIT)
    }
}

/// The character set in `charset=…`: of a `Content-Type`, or of a page's `<meta>`.
fn charset(text: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    const NAME: &[u8] = b"charset=";
    let at = text.windows(NAME.len()).position(|it| it.eq_ignore_ascii_case(NAME))?;
    let label = text[at + NAME.len()..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or(label.strip_prefix(b"'")).unwrap_or(label);
    let end =
        label.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)));
    encoding_rs::Encoding::for_label(&label[..end.unwrap_or(label.len())])
}

/// How fast the content came.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Throughput {
    /// Bytes of content read.
    pub bytes: u64,
    /// From the first byte of content to the last that we read, in milliseconds.
    pub millis: f64,
}

impl Throughput {
    /// Bytes per second below which not even the lowest quality of a video plays: 1.5 Mbit/s.
    pub const PLAYABLE: f64 = 190_000.0;

    /// Bytes per second; `None` where too little came to tell.
    pub fn bytes_per_second(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a rate needs no more than 52 bits")]
        let bytes = self.bytes as f64;
        (self.bytes >= 16 * 1024 && self.millis > 0.0).then(|| bytes / self.millis * 1000.0)
    }
}

/// A response, and what it came through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// Through what it came.
    pub transport: Transport,
    /// Its protocol version.
    pub version: HttpVersion,
    /// The status code.
    pub status: u16,
    /// The reason phrase, where HTTP/1 sent one other than the standard's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The header fields.
    pub headers: Headers,
    /// The content, where it was read: always when the response surprises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// Whether status and content are what the target's expectation says.
    pub as_expected: bool,
    /// How fast the content came, where that was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub throughput: Option<Throughput>,
}

impl Exchange {
    /// The text that was read, or nothing.
    pub fn text(&self) -> &str {
        self.body.as_ref().map_or("", |it| it.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_read_in_the_character_set_that_it_names() {
        let decode = |content: &[u8], content_type: &str| {
            let fields = [("content-type".to_owned(), content_type.to_owned())];
            Body::decode(content, &Headers(fields.into()))
        };
        let russian = b"\xc4\xee\xf1\xf2\xf3\xef";
        assert_eq!(decode(russian, "text/html; charset=windows-1251"), "Доступ");
        let page = [b"<meta charset='windows-1251'>".as_slice(), russian].concat();
        assert!(decode(&page, "text/html").ends_with("Доступ"));
        let japanese = b"\x83\x81\x83\x93\x83\x65";
        assert_eq!(decode(japanese, "text/html; charset=\"Shift_JIS\""), "メンテ");
        // What is UTF-8 is UTF-8, whatever it calls itself; what names nothing is kept as far as it can be.
        assert_eq!(decode("Zugriff für".as_bytes(), "x; charset=iso-8859-1"), "Zugriff für");
        assert_eq!(Body::decode(b"a\xffb", &Headers::default()), "a\u{fffd}b");
        assert_eq!(decode(b"a\xffb", "x; charset=klingon"), "a\u{fffd}b");
    }
}
