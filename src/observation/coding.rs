//! Content codings (RFC 9110, section 8.4.1). We ask for none; who keeps one packed page for everybody sends it all the
//! same, and its words are evidence.

use std::borrow::Cow;

use flate2::{Decompress, FlushDecompress};

/// `content` without its coding, at most `limit` bytes of it: how far it grows is up to who sent it. As it is where the
/// coding is none that we know, or not what it says; as far as it goes where it was cut off.
pub(super) fn unpacked<'a>(content: &'a [u8], coding: Option<&str>, limit: usize) -> Cow<'a, [u8]> {
    let coding = coding.unwrap_or_default().trim().to_ascii_lowercase();
    let unpacked = match coding.as_str() {
        "gzip" | "x-gzip" => behind_head(content).and_then(|it| inflated(it, false, limit)),
        "deflate" if is_zlib(content) => inflated(content, true, limit),
        // "Some non-conformant implementations send the deflate data without the zlib wrapper" (section 8.4.1.2).
        "deflate" if std::str::from_utf8(content).is_err() => inflated(content, false, limit),
        _ => None,
    };
    unpacked.map_or(Cow::Borrowed(content), Cow::Owned)
}

/// What can be read of deflated data, up to `limit`; `None` where the first byte cannot.
fn inflated(data: &[u8], is_zlib: bool, limit: usize) -> Option<Vec<u8>> {
    // It is filled as far as there is room, and never grows.
    let mut read = Vec::with_capacity(limit);
    let ended = Decompress::new(is_zlib).decompress_vec(data, &mut read, FlushDecompress::None);
    // What came before an error stays in it.
    (ended.is_ok() || !read.is_empty()).then_some(read)
}

/// What follows the head of a gzip member (RFC 1952, section 2.3).
fn behind_head(content: &[u8]) -> Option<&[u8]> {
    let [0x1f, 0x8b, 8, flags, _, _, _, _, _, _, rest @ ..] = content else { return None };
    let [is_checked, has_extra, has_name, has_comment] =
        [1, 2, 3, 4].map(|it| flags >> it & 1 != 0);
    let mut rest = rest;
    if has_extra {
        let (length, behind) = rest.split_first_chunk()?;
        rest = behind.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for has_text in [has_name, has_comment] {
        if has_text {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = &rest[end + 1..];
        }
    }
    if is_checked { rest.get(2..) } else { Some(rest) }
}

/// Whether `content` begins as zlib's format does (RFC 1950, section 2.2).
fn is_zlib(content: &[u8]) -> bool {
    let [method, flags, ..] = *content else { return false };
    method & 0x0f == 8 && u16::from_be_bytes([method, flags]) % 31 == 0
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use flate2::{Compression, GzBuilder};

    use super::*;

    const PAGE: &[u8] = b"<h1>Access denied</h1>";

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    fn page(content: &[u8], coding: &str) -> Vec<u8> {
        unpacked(content, Some(coding), 1024).into_owned()
    }

    #[test]
    fn a_page_that_comes_packed_is_read() {
        assert_eq!(page(&gzip(PAGE), "gzip"), PAGE);
        assert_eq!(page(&gzip(PAGE), " X-GZIP"), PAGE);
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(PAGE).unwrap();
        assert_eq!(page(&zlib.finish().unwrap(), "deflate"), PAGE);
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        bare.write_all(PAGE).unwrap();
        assert_eq!(page(&bare.finish().unwrap(), "deflate"), PAGE);
    }

    #[test]
    fn a_head_of_gzip_may_say_more() {
        let head = GzBuilder::new().filename("a.html").comment("a page").extra("x".repeat(300));
        let mut encoder = head.write(Vec::new(), Compression::fast());
        encoder.write_all(PAGE).unwrap();
        let packed = encoder.finish().unwrap();
        assert_eq!(page(&packed, "gzip"), PAGE);
        // Cut off in the head, it is as it is.
        for end in 0..300 {
            assert_eq!(page(&packed[..end], "gzip"), packed[..end]);
        }
    }

    #[test]
    fn what_only_says_that_it_is_packed_is_as_it_is() {
        assert_eq!(page(PAGE, "gzip"), PAGE);
        assert_eq!(page(PAGE, "deflate"), PAGE);
        assert_eq!(page(PAGE, "br"), PAGE);
        assert_eq!(page(b"", "gzip"), b"");
        assert_eq!(page(&gzip(b""), "gzip"), b"");
        assert_eq!(unpacked(&gzip(PAGE), None, 1024), gzip(PAGE));
        // One in another is no page for people.
        assert_eq!(page(&gzip(&gzip(PAGE)), "gzip, gzip"), gzip(&gzip(PAGE)));
    }

    #[test]
    fn what_was_cut_off_is_read_as_far_as_it_goes() {
        let words = (0..200).map(|it| it.to_string()).collect::<Vec<_>>().join(" word ");
        let packed = gzip(words.as_bytes());
        let read = page(&packed[..packed.len() / 2], "gzip");
        assert!(read.len() > 100 && words.as_bytes().starts_with(&read));
    }

    #[test]
    fn a_bomb_is_read_no_further_than_any_page() {
        let bomb = gzip(&vec![0; 4 << 20]);
        assert!(bomb.len() < 8 << 10);
        assert_eq!(page(&bomb, "gzip").len(), 1024);
    }
}
