//! The network's own interface for its sign-in (RFC 8908), where the lease names one (RFC 8910).

use url::Url;

use super::reader::Reader;
use super::redirect::{Reach, reach_of};

/// Asks every interface that the leases name; whether one says that a sign-in is wanted. `None` where none is named, or
/// none gives an answer that makes sense.
///
/// Whoever answers for leases is a stranger: only https is followed (RFC 8908, section 4), and never to this computer.
pub(super) async fn wants_sign_in(named: &[String], reader: &Reader) -> Option<bool> {
    let mut said = None;
    for url in named.iter().filter_map(|it| Url::parse(it).ok()) {
        if url.scheme() != "https" || reach_of(&url) == Reach::Computer {
            continue;
        }
        let document = reader.get(&url).await;
        if let Some(captive) = document.as_deref().and_then(read) {
            said = Some(captive || said.unwrap_or_default());
        }
    }
    said
}

/// The one key that must be there (RFC 8908, section 5).
fn read(document: &[u8]) -> Option<bool> {
    serde_json::from_slice::<serde_json::Value>(document).ok()?.get("captive")?.as_bool()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_document_says_whether_a_sign_in_is_wanted() {
        let wanted = br#"{"captive": true, "user-portal-url": "https://portal.example/"}"#;
        assert_eq!(read(wanted), Some(true));
        assert_eq!(read(br#"{"captive": false, "seconds-remaining": 326}"#), Some(false));
    }

    #[test]
    fn what_is_no_such_document_says_nothing() {
        for other in [&b"<html>captive: true</html>"[..], br#"{"captive": "true"}"#, b"[]", b""] {
            assert_eq!(read(other), None);
        }
    }
}
