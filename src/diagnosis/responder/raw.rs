//! A response as raw bytes, as a recording holds it: status line, header fields, content.
//!
//! Lenient where real software is: bare line feeds, a missing reason phrase, folded fields, interim responses before the
//! final one. Total: any bytes give a response or say why they are none.

use std::borrow::Cow;

use http::StatusCode;
use thiserror::Error;

use crate::observation::{Body, Exchange, Headers, HttpVersion, Transport};

/// More header fields than any honest response has.
const FIELD_LIMIT: usize = 1024;

/// Why bytes are no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RawError {
    /// Nothing at all.
    #[error("there are no bytes")]
    Empty,
    /// Something, but without a status line: HTTP/0.9, TLS, or anything else.
    #[error("there is no status line")]
    NotHttp,
}

/// A parsed response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawResponse {
    /// The protocol version of the status line.
    pub version: HttpVersion,
    /// The status code.
    pub status: u16,
    /// The reason phrase, where it is not the standard's; may be empty.
    pub reason: Option<String>,
    /// The header fields, names in lower case, values of cookies cut off.
    pub headers: Headers,
    /// The content, without transfer coding.
    pub content: Vec<u8>,
    /// Whether the content is as long as was announced.
    pub complete: bool,
}

/// Parses a response from its first byte on.
pub fn parse(bytes: &[u8]) -> Result<RawResponse, RawError> {
    let mut rest = bytes;
    loop {
        let response = parse_one(rest)?;
        // 100 and 103 announce the final response (RFC 9110, section 15.2); 101 is final.
        if !matches!(response.status, 100 | 102..=199) || response.content.is_empty() {
            return Ok(response);
        }
        let content = rest.len() - response.content.len();
        match parse_one(&rest[content..]) {
            Ok(_) => rest = &rest[content..],
            Err(_) => return Ok(response),
        }
    }
}

/// The exchange that a recording shows.
pub fn exchange_from_raw(bytes: &[u8], transport: Transport) -> Result<Exchange, RawError> {
    let raw = parse(bytes)?;
    let read = u64::try_from(raw.content.len()).unwrap_or(u64::MAX);
    let text = Body::decode(&raw.content, &raw.headers);
    Ok(Exchange {
        transport,
        version: raw.version,
        status: raw.status,
        reason: raw.reason,
        headers: raw.headers,
        body: Some(Body { text, read, complete: raw.complete }),
        as_expected: (200..300).contains(&raw.status),
        throughput: None,
    })
}

fn parse_one(bytes: &[u8]) -> Result<RawResponse, RawError> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).ok_or(RawError::Empty)?;
    let mut lines = Lines { rest: &bytes[start..] };
    let line = lines.next().ok_or(RawError::Empty)?;
    let (version, status, reason) = status_line(line).ok_or(RawError::NotHttp)?;

    let mut fields: Vec<(String, String)> = Vec::new();
    for line in lines.by_ref() {
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            // A folded value (RFC 9112, section 5.2).
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(&text(line));
            }
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        if fields.len() < FIELD_LIMIT {
            let name = text(&line[..colon]).to_ascii_lowercase();
            let mut value = text(&line[colon + 1..]).into_owned();
            if name == "set-cookie" {
                value.truncate(value.find('=').map_or(value.len(), |at| at + 1));
            }
            fields.push((name, value));
        }
    }
    let headers = Headers(fields);
    let (content, complete) = content(lines.rest, &headers);
    let standard = StatusCode::from_u16(status).ok().and_then(|it| it.canonical_reason());
    let reason = (!standard.unwrap_or_default().eq_ignore_ascii_case(&reason)).then_some(reason);
    Ok(RawResponse { version, status, reason, headers, content: content.into_owned(), complete })
}

/// Lines that end in CRLF or LF alone; what follows the last one read is `rest`.
struct Lines<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.iter().position(|byte| *byte == b'\n').unwrap_or(self.rest.len());
        let line = &self.rest[..end];
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

/// `HTTP/1.1 503 Reason`. Shoutcast servers write `ICY` for the version.
fn status_line(line: &[u8]) -> Option<(HttpVersion, u16, String)> {
    let line = text(line);
    let (version, rest) = line.split_once([' ', '\t'])?;
    let version = match version.to_ascii_uppercase().as_str() {
        "HTTP/1.0" | "ICY" => HttpVersion::Http10,
        "HTTP/2" | "HTTP/2.0" => HttpVersion::Http2,
        other if other.starts_with("HTTP/") => HttpVersion::Http11,
        _ => return None,
    };
    let rest = rest.trim_start();
    let code = rest.get(..3)?;
    let reason = rest.get(3..)?;
    if !code.bytes().all(|byte| byte.is_ascii_digit())
        || !(reason.is_empty() || reason.starts_with([' ', '\t']))
    {
        return None;
    }
    let status = code.parse().ok().filter(|status| *status >= 100)?;
    Some((version, status, reason.trim().to_owned()))
}

fn content<'a>(bytes: &'a [u8], headers: &Headers) -> (Cow<'a, [u8]>, bool) {
    let chunked =
        headers.all("transfer-encoding").any(|it| it.to_ascii_lowercase().contains("chunked"));
    if chunked {
        if let Some((content, complete)) = unchunk(bytes) {
            return (Cow::Owned(content), complete);
        }
        // Some recorders store the content already decoded.
        return (Cow::Borrowed(bytes), true);
    }
    let announced = headers.get("content-length").and_then(|it| it.trim().parse::<u64>().ok());
    let complete = announced.is_none_or(|length| bytes.len() as u64 >= length);
    (Cow::Borrowed(bytes), complete)
}

/// Takes the chunked coding away (RFC 9112, section 7.1); `None` if it does not begin as such.
fn unchunk(bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut content = Vec::new();
    let mut lines = Lines { rest: bytes };
    let mut first = true;
    loop {
        let Some(line) = lines.next() else { return (!first).then_some((content, false)) };
        let line = text(line);
        let digits = line.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'));
        let Some(size) = size else { return (!first).then_some((content, false)) };
        first = false;
        if size == 0 {
            return Some((content, true));
        }
        let Some(chunk) = lines.rest.get(..size) else {
            content.extend_from_slice(lines.rest);
            return Some((content, false));
        };
        content.extend_from_slice(chunk);
        lines.rest = &lines.rest[size..];
        // The end of line after the chunk; tolerated where it is missing.
        lines.rest = lines.rest.strip_prefix(b"\r").unwrap_or(lines.rest);
        lines.rest = lines.rest.strip_prefix(b"\n").unwrap_or(lines.rest);
    }
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_plain_response() {
        let raw = parse(
            b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 4\r\n\r\nbusy",
        )
        .unwrap();
        assert_eq!((raw.status, raw.reason.as_deref()), (503, None));
        assert_eq!(raw.headers.get("retry-after"), Some("5"));
        assert_eq!((raw.content.as_slice(), raw.complete), (&b"busy"[..], true));
    }

    #[test]
    fn tolerates_what_real_software_sends() {
        let bare = parse(b"HTTP/1.0 200\nX-A: 1\n  2\nno colon here\n\nhi").unwrap();
        assert_eq!((bare.version, bare.reason.as_deref()), (HttpVersion::Http10, Some("")));
        assert_eq!(bare.headers.get("x-a"), Some("1 2"));
        assert_eq!(bare.content, b"hi");
        assert_eq!(parse(b"ICY 200 OK\r\n\r\n").unwrap().status, 200);
        assert_eq!(parse(b"HTTP/2 502 \r\nserver: x\r\n\r\n").unwrap().version, HttpVersion::Http2);
        assert_eq!(
            parse(b"HTTP/1.1 403 No way\r\n\r\n").unwrap().reason.as_deref(),
            Some("No way")
        );
        assert_eq!(parse(b"HTTP/1.1 429 TOO MANY REQUESTS\r\n\r\n").unwrap().reason, None);
    }

    #[test]
    fn skips_interim_responses() {
        let raw = parse(
            b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 502 Bad Gateway\r\n\r\nx",
        )
        .unwrap();
        assert_eq!((raw.status, raw.content.as_slice()), (502, &b"x"[..]));
    }

    #[test]
    fn takes_the_chunked_coding_away() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let whole =
            parse(format!("{head}4;x=y\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\n").as_bytes()).unwrap();
        assert_eq!((whole.content.as_slice(), whole.complete), (&b"Wikipedia"[..], true));
        let cut = parse(format!("{head}9\r\nWiki").as_bytes()).unwrap();
        assert_eq!((cut.content.as_slice(), cut.complete), (&b"Wiki"[..], false));
        let decoded = parse(format!("{head}<html>").as_bytes()).unwrap();
        assert_eq!(decoded.content, b"<html>");
    }

    #[test]
    fn keeps_no_value_of_a_cookie() {
        let raw = parse(b"HTTP/1.1 200 OK\r\nSet-Cookie: id=secret; Path=/\r\n\r\n").unwrap();
        assert_eq!(raw.headers.get("set-cookie"), Some("id="));
    }

    #[test]
    fn says_why_bytes_are_no_response() {
        assert_eq!(parse(b""), Err(RawError::Empty));
        assert_eq!(parse(b" \r\n"), Err(RawError::Empty));
        for garbage in [
            &b"<html>hello"[..],
            b"HTTP/1.1",
            b"HTTP/1.1 2x0 OK",
            b"HTTP/1.1 2000 OK",
            b"\x16\x03\x01\x00",
        ] {
            assert_eq!(parse(garbage), Err(RawError::NotHttp), "{garbage:?}");
        }
    }
}
