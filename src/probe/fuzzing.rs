//! Narrow ways to what reads bytes of strangers, for fuzzing and for the replay of its findings. Not an interface.

use std::time::Duration;

use http::HeaderValue;
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use url::Url;

use super::dns::Question;
use super::trust::Trust;
use super::{certificate, exchange, feed, redirect};
use crate::catalogue::{StatusFeed, StatusKind};
use crate::observation::Family;

/// Reads `bytes` as a resolver's answer.
pub fn dns_message(bytes: &[u8]) {
    for family in [Family::V4, Family::V6] {
        // The id of the message itself, or hardly one would be read any further.
        let Some(question) = Question::new("www.example.com", family) else { return };
        let id = bytes.first_chunk::<2>().map_or(0, |it| u16::from_be_bytes(*it));
        let _reply = question.with_id(id).decode(bytes);
    }
}

/// Judges `chain`, each certificate in DER, as a server's.
pub fn certificates(chain: &[&[u8]]) {
    let chain = chain.iter().map(|it| CertificateDer::from(it.to_vec())).collect::<Vec<_>>();
    let trust = Trust::from_roots(&chain, &chain);
    let now = UnixTime::since_unix_epoch(Duration::from_secs(1_750_000_000));
    let name = ServerName::try_from("www.example.test").ok();
    let verdict = trust.judge(&chain, name.as_ref(), now);
    if let Some(facts) = verdict.certificate {
        let texts = [facts.subject, facts.issuer, facts.root];
        assert!(texts.iter().all(|it| !it.contains(char::is_control)), "{texts:?}");
    }
    let _time = certificate::own_time(&chain);
}

/// Reads `bytes` as what a vendor says about itself, in each of the forms that are known.
pub fn feed_document(bytes: &[u8]) {
    let Ok(url) = Url::parse("https://status.example.test/") else { return };
    let beside = feed::Beside { legend: Some(bytes.to_owned()), services: Some(bytes.to_owned()) };
    for kind in [
        StatusKind::AtlassianStatuspage,
        StatusKind::AppleSystemStatus,
        StatusKind::Instatus,
        StatusKind::GoogleIncidents,
        StatusKind::PagerdutyStatus,
    ] {
        let source = StatusFeed { kind, url: url.clone(), components: vec!["Video".to_owned()] };
        let said = feed::parse(&source, bytes, &beside).and_then(|(_, says)| feed::words(&says?));
        assert!(said.is_none_or(|it| !it.contains(char::is_control)));
    }
}

/// Judges `location` as where a stranger sends us; a walk that did not begin inside must not be led there.
pub fn redirect(location: &str) {
    let Ok(from) = Url::parse("https://www.example.com/a/b") else { return };
    if let Some(redirect::Next::Follow(to)) =
        redirect::judge(&from, location, redirect::Reach::World)
    {
        assert!(matches!(to.scheme(), "http" | "https"), "{to}");
        assert!(redirect::reach_of(&to) == redirect::Reach::World, "{to}");
    }
}

/// Reads `value` as a field that sets a cookie.
pub fn cookie(value: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(value) else { return };
    let fields = [(http::header::SET_COOKIE, value)].into_iter().collect();
    for cookie in exchange::cookies(&fields) {
        assert!(!cookie.contains(';') && cookie.contains('='), "{cookie:?}");
    }
}
