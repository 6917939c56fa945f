//! From the errors of our libraries to one vocabulary: by type, once, and never by text.

use std::error::Error;
use std::io;
use std::iter;

use crate::observation::FailureKind;
use crate::platform;

/// What an operation on a socket, or on a TLS session over it, failed with.
pub(super) fn io(err: &io::Error) -> FailureKind {
    if let Some(inner) = err.get_ref().and_then(|it| it.downcast_ref::<rustls::Error>()) {
        return tls(inner);
    }
    // Nobody out there has anything to do with it: it was not looked at.
    if platform::socket::is_exhausted(err) {
        return FailureKind::Cancelled;
    }
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum; leftovers are kept as text"
    )]
    match err.kind() {
        io::ErrorKind::ConnectionRefused => FailureKind::Refused,
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe => FailureKind::Reset,
        io::ErrorKind::UnexpectedEof => FailureKind::Closed,
        io::ErrorKind::TimedOut => FailureKind::TimedOut,
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => {
            FailureKind::NetworkUnreachable
        }
        io::ErrorKind::HostUnreachable => FailureKind::HostUnreachable,
        io::ErrorKind::PermissionDenied => FailureKind::PermissionDenied,
        io::ErrorKind::AddrNotAvailable | io::ErrorKind::AddrInUse => {
            FailureKind::AddressNotAvailable
        }
        // The kind's own words: an error's text may hold addresses and names.
        kind => FailureKind::Unclassified(match err.raw_os_error() {
            Some(code) => format!("{kind} (os error {code})"),
            None => kind.to_string(),
        }),
    }
}

/// What a TLS handshake, or a record after it, failed with. What is wrong with a certificate is told more exactly by
/// [`super::trust::Trust::judge`].
pub(super) fn tls(err: &rustls::Error) -> FailureKind {
    use rustls::{AlertDescription, CertificateError};
    #[expect(clippy::wildcard_enum_match_arm, reason = "foreign enums; leftovers are kept as text")]
    match err {
        rustls::Error::AlertReceived(
            AlertDescription::ProtocolVersion | AlertDescription::InsufficientSecurity,
        )
        | rustls::Error::PeerIncompatible(_) => FailureKind::TlsVersion,
        rustls::Error::AlertReceived(alert) => FailureKind::TlsAlert(alert_name(*alert)),
        rustls::Error::InvalidCertificate(reason) => match reason {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                FailureKind::CertificateExpired
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                FailureKind::CertificateNotYetValid
            }
            CertificateError::UnknownIssuer => FailureKind::UnknownIssuer,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                FailureKind::NameMismatch
            }
            _ => FailureKind::CertificateInvalid,
        },
        rustls::Error::NoCertificatesPresented => FailureKind::CertificateInvalid,
        rustls::Error::InvalidMessage(_)
        | rustls::Error::InappropriateMessage { .. }
        | rustls::Error::PeerSentOversizedRecord => FailureKind::NotTls,
        rustls::Error::InappropriateHandshakeMessage { .. } | rustls::Error::PeerMisbehaved(_) => {
            FailureKind::Unclassified("the TLS peer broke the rules".to_owned())
        }
        rustls::Error::DecryptError => {
            FailureKind::Unclassified("a TLS record was damaged".to_owned())
        }
        _ => FailureKind::Unclassified("TLS failed".to_owned()),
    }
}

/// What an HTTP exchange failed with.
pub(super) fn http(err: &hyper::Error) -> FailureKind {
    for cause in causes(err) {
        if let Some(h2) = cause.downcast_ref::<h2::Error>() {
            use h2::Reason;
            return match (h2.get_io(), h2.reason()) {
                (Some(inner), _) => io(inner),
                // Our own side's word for a head that does not end.
                (None, Some(Reason::ENHANCE_YOUR_CALM)) if h2.is_library() => {
                    FailureKind::HeadTooLarge
                }
                // `Debug` of a reason is its name in RFC 9113, section 7.
                (None, Some(reason)) => FailureKind::Http2(format!("{reason:?}")),
                (None, None) => FailureKind::Http2("PROTOCOL_ERROR".to_owned()),
            };
        }
        if let Some(inner) = cause.downcast_ref::<io::Error>() {
            let is_tls =
                inner.get_ref().and_then(|it| it.downcast_ref::<rustls::Error>()).is_some();
            #[expect(
                clippy::wildcard_enum_match_arm,
                reason = "a foreign enum; the rest is the socket's"
            )]
            return match inner.kind() {
                // Our own limit: nothing that ends is so large.
                io::ErrorKind::FileTooLarge => FailureKind::HeadTooLarge,
                // The library's words for chunks that are none.
                io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput if !is_tls => {
                    FailureKind::MalformedResponse
                }
                _ => io(inner),
            };
        }
    }
    if err.is_parse_too_large() {
        FailureKind::HeadTooLarge
    } else if err.is_incomplete_message() || err.is_closed() || err.is_canceled() {
        FailureKind::Closed
    } else if err.is_timeout() {
        FailureKind::TimedOut
    } else {
        // A parse error, or bytes before they were due.
        FailureKind::MalformedResponse
    }
}

/// Every error in the chain.
fn causes<'a>(err: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(err), |&err| err.source())
}

/// The alert's name as RFC 8446, section 6 writes it.
fn alert_name(alert: rustls::AlertDescription) -> String {
    let Some(camel) = alert.as_str() else { return format!("alert {}", u8::from(alert)) };
    let letters = camel.chars().collect::<Vec<_>>();
    let mut name = String::with_capacity(camel.len() + 4);
    for (at, letter) in letters.iter().enumerate() {
        let after_lower = at > 0 && letters[at - 1].is_lowercase();
        let ends_acronym = at > 0 && letters.get(at + 1).is_some_and(|it| it.is_lowercase());
        if letter.is_uppercase() && (after_lower || ends_acronym) {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    // The library spells it in the British way.
    name.replace("unrecognised", "unrecognized")
}

#[cfg(test)]
mod tests {
    use rustls::{AlertDescription, CertificateError};

    use super::*;

    #[track_caller]
    fn check_io(kind: io::ErrorKind, expected: &FailureKind) {
        assert_eq!(io(&io::Error::from(kind)), *expected);
    }

    #[test]
    fn socket_errors_have_their_word() {
        check_io(io::ErrorKind::ConnectionRefused, &FailureKind::Refused);
        check_io(io::ErrorKind::ConnectionReset, &FailureKind::Reset);
        check_io(io::ErrorKind::BrokenPipe, &FailureKind::Reset);
        check_io(io::ErrorKind::UnexpectedEof, &FailureKind::Closed);
        check_io(io::ErrorKind::TimedOut, &FailureKind::TimedOut);
        check_io(io::ErrorKind::NetworkUnreachable, &FailureKind::NetworkUnreachable);
        check_io(io::ErrorKind::HostUnreachable, &FailureKind::HostUnreachable);
        check_io(io::ErrorKind::PermissionDenied, &FailureKind::PermissionDenied);
        check_io(io::ErrorKind::AddrNotAvailable, &FailureKind::AddressNotAvailable);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn operating_system_codes_have_their_word() {
        let eperm = 1;
        let enetunreach = 101;
        let emfile = 24;
        assert_eq!(io(&io::Error::from_raw_os_error(emfile)), FailureKind::Cancelled);
        assert_eq!(io(&io::Error::from_raw_os_error(eperm)), FailureKind::PermissionDenied);
        assert_eq!(io(&io::Error::from_raw_os_error(enetunreach)), FailureKind::NetworkUnreachable);
    }

    #[test]
    fn leftovers_keep_no_names() {
        let err = io::Error::other("cannot reach www.example.com at 192.0.2.1");
        let FailureKind::Unclassified(text) = io(&err) else { panic!("classified") };
        assert!(!text.contains("example") && !text.contains("192"), "{text}");
    }

    #[test]
    fn a_tls_error_inside_an_io_error_is_found() {
        let inner = rustls::Error::AlertReceived(AlertDescription::HandshakeFailure);
        let err = io::Error::new(io::ErrorKind::InvalidData, inner);
        assert_eq!(io(&err), FailureKind::TlsAlert("handshake_failure".to_owned()));
    }

    #[test]
    fn alerts_about_versions_are_versions() {
        let version = rustls::Error::AlertReceived(AlertDescription::ProtocolVersion);
        assert_eq!(tls(&version), FailureKind::TlsVersion);
    }

    #[test]
    fn certificate_errors_have_their_word() {
        let word = |it| tls(&rustls::Error::InvalidCertificate(it));
        assert_eq!(word(CertificateError::Expired), FailureKind::CertificateExpired);
        assert_eq!(word(CertificateError::NotValidYet), FailureKind::CertificateNotYetValid);
        assert_eq!(word(CertificateError::UnknownIssuer), FailureKind::UnknownIssuer);
        assert_eq!(word(CertificateError::NotValidForName), FailureKind::NameMismatch);
        assert_eq!(word(CertificateError::Revoked), FailureKind::CertificateInvalid);
    }

    #[test]
    fn alert_names_are_those_of_the_rfc() {
        assert_eq!(alert_name(AlertDescription::UnknownCA), "unknown_ca");
        assert_eq!(alert_name(AlertDescription::UnrecognisedName), "unrecognized_name");
        assert_eq!(alert_name(AlertDescription::UnknownPSKIdentity), "unknown_psk_identity");
        assert_eq!(alert_name(AlertDescription::CertificateRequired), "certificate_required");
        assert_eq!(alert_name(AlertDescription::Unknown(222)), "alert 222");
    }
}
