//! What a certificate says about itself, read with care: on a hostile network any bytes can come.

use jiff::Timestamp;
use rustls_pki_types::CertificateDer;
use x509_parser::certificate::{X509Certificate, X509CertificateParser};
use x509_parser::nom::Parser as _;
use x509_parser::x509::X509Name;

use crate::observation::CertificateFacts;

/// Longer names are cut: they end in reports and on pages.
const MAX_NAME: usize = 120;

/// The certificate in `der`. What its extensions hold is not looked into: nothing of it is told, and it takes most of the
/// time.
fn parse<'a>(der: &'a CertificateDer<'_>) -> Option<X509Certificate<'a>> {
    let mut parser = X509CertificateParser::new().with_deep_parse_extensions(false);
    parser.parse(der.as_ref()).ok().map(|(_, certificate)| certificate)
}

/// The facts of the first certificate of `chain`, where it can be read; and when the first of the chain to end does, in
/// seconds since 1970, where all can be.
pub(super) fn facts_and_end(
    chain: &[CertificateDer<'_>],
) -> (Option<CertificateFacts>, Option<i64>) {
    let all = chain.iter().map(parse).collect::<Vec<_>>();
    let ends = all.iter().map(|it| Some(it.as_ref()?.validity().not_after.timestamp()));
    let end = ends.collect::<Option<Vec<_>>>().and_then(|it| it.into_iter().min());
    let leaf = all.first().and_then(Option::as_ref);
    let root = all.last().and_then(Option::as_ref);
    (leaf.and_then(|leaf| facts_of(leaf, root)), end)
}

/// The facts of the first certificate of `chain`; `None` where it cannot be read.
pub(super) fn facts(chain: &[CertificateDer<'_>]) -> Option<CertificateFacts> {
    facts_and_end(chain).0
}

fn facts_of(
    leaf: &X509Certificate<'_>,
    root: Option<&X509Certificate<'_>>,
) -> Option<CertificateFacts> {
    let (not_before, not_after) = validity(leaf)?;
    Some(CertificateFacts {
        subject: names(leaf.subject(), &[common_name, organisation]).swap_remove(0),
        issuer: names(leaf.issuer(), &[organisation, common_name]).join(" "),
        root: names(
            root.map_or_else(|| leaf.issuer(), |it| it.issuer()),
            &[organisation, common_name],
        )
        .join(" "),
        not_before,
        not_after,
        self_signed: leaf.subject() == leaf.issuer(),
    })
}

/// A moment, in seconds since 1970, at which all of `chain` is within its time; of the first certificate alone where
/// there is none for all.
///
/// It serves to ask "whose is it?" apart from "is it over?".
pub(super) fn own_time(chain: &[CertificateDer<'_>]) -> Option<i64> {
    let span = |der: &CertificateDer<'_>| {
        let certificate = parse(der)?;
        let validity = certificate.validity();
        Some((validity.not_before.timestamp(), validity.not_after.timestamp()))
    };
    let first = span(chain.first()?)?;
    let common = chain
        .iter()
        .filter_map(span)
        .fold(first, |(begin, end), (from, to)| (begin.max(from), end.min(to)));
    let (begin, end) = if common.0 <= common.1 { common } else { first };
    Some(begin.midpoint(end))
}

fn validity(certificate: &X509Certificate<'_>) -> Option<(Timestamp, Timestamp)> {
    let validity = certificate.validity();
    Some((
        Timestamp::from_second(validity.not_before.timestamp()).ok()?,
        Timestamp::from_second(validity.not_after.timestamp()).ok()?,
    ))
}

type Part = for<'a> fn(&'a X509Name<'_>) -> Option<&'a str>;

fn common_name<'a>(name: &'a X509Name<'_>) -> Option<&'a str> {
    name.iter_common_name().next().and_then(|it| it.as_str().ok())
}

fn organisation<'a>(name: &'a X509Name<'_>) -> Option<&'a str> {
    name.iter_organization().next().and_then(|it| it.as_str().ok())
}

/// The `parts` that `name` has, each once; an empty text if it has none of them.
fn names(name: &X509Name<'_>, parts: &[Part]) -> Vec<String> {
    let mut found = Vec::new();
    for text in parts.iter().filter_map(|part| part(name)).map(printable) {
        if !text.is_empty() && !found.contains(&text) {
            found.push(text);
        }
    }
    if found.is_empty() {
        found.push(String::new());
    }
    found
}

fn printable(text: &str) -> String {
    text.chars().filter(|it| !it.is_control()).take(MAX_NAME).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rcgen::{CertificateParams, DnType, Issuer, KeyPair, date_time_ymd};

    use super::*;

    fn key() -> KeyPair {
        KeyPair::generate().unwrap()
    }

    fn named(common_name: &str, organisation: &str) -> CertificateParams {
        let mut params = CertificateParams::new(vec!["www.example.test".to_owned()]).unwrap();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, common_name);
        params.distinguished_name.push(DnType::OrganizationName, organisation);
        params.not_before = date_time_ymd(2024, 1, 1);
        params.not_after = date_time_ymd(2024, 12, 31);
        params
    }

    #[test]
    fn names_and_times_are_read() {
        let issuer = Issuer::new(named("Filter CA", "Good Filters"), key());
        let leaf = named("www.example.test", "").signed_by(&key(), &issuer).unwrap();
        let facts = facts(&[leaf.der().clone()]).unwrap();
        assert_eq!(facts.subject, "www.example.test");
        assert_eq!(facts.issuer, "Good Filters Filter CA");
        assert_eq!(facts.root, "Good Filters Filter CA");
        assert_eq!(facts.not_before.to_string(), "2024-01-01T00:00:00Z");
        assert!(!facts.self_signed);
    }

    #[test]
    fn self_signed_is_seen() {
        let own = named("router", "").self_signed(&key()).unwrap();
        assert!(facts(&[own.der().clone()]).unwrap().self_signed);
    }

    #[test]
    fn control_characters_and_length_of_names_are_cut() {
        let name = format!("\u{1b}[31m{}", "x".repeat(300));
        let own = named(&name, "").self_signed(&key()).unwrap();
        let subject = facts(&[own.der().clone()]).unwrap().subject;
        assert!(!subject.contains('\u{1b}') && subject.len() <= MAX_NAME, "{subject}");
    }

    #[test]
    fn the_own_time_lies_within_the_validity() {
        let own = named("router", "").self_signed(&key()).unwrap();
        let time = Timestamp::from_second(own_time(&[own.der().clone()]).unwrap()).unwrap();
        assert!(time.to_string().starts_with("2024-07-01"), "{time}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let chain = [CertificateDer::from(bytes)];
            let _read = (facts(&chain), own_time(&chain));
        }

        #[test]
        fn a_damaged_certificate_is_read_without_panic(at in 0usize..400, value: u8) {
            let mut der = named("a", "b").self_signed(&key()).unwrap().der().to_vec();
            let at = at % der.len();
            der[at] = value;
            let chain = [CertificateDer::from(der)];
            let _read = (facts(&chain), own_time(&chain));
        }
    }
}
