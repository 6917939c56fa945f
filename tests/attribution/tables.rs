//! Decision tables of others who have asked whose fault it is, replayed in our words: each row of a table is a round.
//!
//! Browsers and phones decide between "this name", "your DNS", "no Internet" and "sign in first"; RFC 9209 lists what an
//! intermediary may say of itself. Where we say more than they do, the row says so.

use streamdoctor::diagnosis::{Cause, Confidence, Findings, Party, diagnose, responder};
use streamdoctor::observation::{SCHEMA, Snapshot, Transport};
use url::Url;

use crate::support_snapshot::{Scenario, arbitrary, world};

fn judged(told: &str) -> Findings {
    let text = format!("rule = \"a row\"\n{told}\n[expect]\n");
    let scenario: Scenario = toml::from_str(&text).unwrap_or_else(|it| panic!("{it}\n{text}"));
    diagnose(&scenario.snapshot())
}

/// What a side of a comparison of resolvers says of names that surely exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Correct,
    /// No such name, or no address.
    Incorrect,
    /// A failure of its own.
    Failing,
    /// Nothing comes back.
    Unreachable,
    /// It was not asked.
    Unknown,
}

const SIDES: [Side; 5] =
    [Side::Correct, Side::Incorrect, Side::Failing, Side::Unreachable, Side::Unknown];

impl Side {
    fn answer(self) -> Option<&'static str> {
        match self {
            Self::Correct => Some("truth"),
            Self::Incorrect => Some("no_such_name"),
            Self::Failing => Some("server_failure"),
            Self::Unreachable => Some("timed_out"),
            Self::Unknown => None,
        }
    }

    fn failure(self) -> &'static str {
        match self {
            Self::Incorrect => "resolve.no_such_name",
            Self::Failing => "resolve.server_failure",
            Self::Correct | Self::Unreachable | Self::Unknown => "resolve.timed_out",
        }
    }
}

/// A round in which names do not resolve the usual way, or one name alone where the resolver in use is `Correct`.
fn compared(mine: Side, public: Side, literal: bool) -> Findings {
    let who = if mine == Side::Correct { "alfa.web" } else { "names" };
    let mut told = format!("[[walk]]\nto = \"{who}\"\nfails = \"{}\"\n", mine.failure());
    if !literal {
        told += "[[walk]]\nto = \"anchors\"\nfails = \"connect.timed_out\"\n";
    }
    for (by, side) in [("configured", mine), ("public", public)] {
        if let Some(answer) = side.answer() {
            for part in [
                "[[lookup]]
of = \"controls\"
by = \"",
                by,
                "\"
answer = \"",
                answer,
                "\"
",
            ] {
                told.push_str(part);
            }
        }
    }
    judged(&told)
}

/// Chromium's comparison of the configured resolver with public ones: all pairs of outcomes, with literal addresses that
/// answer and without. It says "this name", "your DNS", "no Internet" or nothing; it takes silence of public resolvers for
/// "no Internet", where we ask literal addresses first.
#[test]
fn a_comparison_of_resolvers_has_an_answer_for_every_pair() {
    for mine in SIDES {
        for public in SIDES {
            for literal in [true, false] {
                let found = compared(mine, public, literal);
                let cause = found.network.cause;
                let row = format!("{mine:?} {public:?}, literal addresses {literal}: {cause}");
                let dns = matches!(cause, Cause::ResolverDown | Cause::ResolverFailing);
                match (mine, public, literal) {
                    (Side::Correct, ..) => {
                        assert!(!dns && cause != Cause::IspDown, "{row}: one name is no resolver");
                    }
                    (Side::Incorrect | Side::Failing, Side::Correct, _) => {
                        assert_eq!(cause, Cause::ResolverFailing, "{row}");
                    }
                    (Side::Unreachable, Side::Correct, _) => {
                        assert_eq!(cause, Cause::ResolverDown, "{row}");
                    }
                    (_, _, true) => assert_ne!(cause, Cause::IspDown, "{row}: the line answers"),
                    // Whoever answers for public resolvers shows that something passes.
                    (_, Side::Incorrect | Side::Failing, false) => {
                        assert_ne!(cause, Cause::IspDown, "{row}");
                    }
                    (Side::Unreachable, Side::Unreachable, false) => {
                        assert_eq!(cause, Cause::IspDown, "{row}");
                    }
                    (_, Side::Correct | Side::Unreachable | Side::Unknown, false) => {
                        assert!(found.network.confidence <= Confidence::Certain, "{row}");
                    }
                }
            }
        }
    }
}

/// How a connectivity check that was changed on the way is read, by Chromium's detector and Android's monitor: a redirect,
/// a page and 511 are a portal; errors, an empty page and a name that leads into the own network are not.
#[test]
fn a_changed_check_is_a_portal_only_where_somebody_can_sign_in() {
    let page = "body = \"<form>Please sign in to the network</form>\"";
    let away = "headers = { location = \"http://login.example.net/\" }";
    let rows = [
        ("status = 204", "", false),
        ("status = 200", page, true),
        ("status = 200", "body = \"ok\"", false),
        ("status = 200", "", false),
        ("status = 511", "", true),
        ("status = 302", away, true),
        ("status = 500", "", false),
        ("status = 503", "headers = { retry-after = \"101\" }", false),
        ("status = 404", page, false),
        ("fails = \"exchange.timed_out\"", "", false),
        ("fails = \"connect.refused\"", "", false),
    ];
    for (ending, more, portal) in rows {
        let found = judged(&format!(
            "[[walk]]\nto = \"controls\"\n{ending}\n{more}\n[[walk]]\nto = \"services\"\nfails = \"handshake.reset\"\n\
             [[walk]]\nto = \"anchors\"\nfails = \"connect.timed_out\"\n"
        ));
        assert_eq!(found.network.cause == Cause::CaptivePortal, portal, "{ending} {more}");
    }
}

/// Android: a session that is authenticated is conclusive, whatever the checks in clear text say; and checks in clear text
/// that pass while nothing secure does are no whole connection.
#[test]
fn authenticated_answers_acquit_the_network_and_clear_text_alone_does_not() {
    let failing_checks = "[[walk]]\nto = \"controls\"\nstatus = 500\n";
    let found = judged(failing_checks);
    assert_ne!(found.network.cause, Cause::CaptivePortal);
    assert!(found.services.iter().all(|it| it.diagnosis.cause == Cause::None));

    let only_clear = judged("[[walk]]\nto = \"services\"\nfails = \"handshake.reset\"\n");
    assert_ne!(only_clear.network.cause, Cause::None);
}

/// What is nearer hides what follows from it, all the way: of three faults in a row only the first is told.
#[test]
fn a_chain_of_faults_is_told_by_its_first_link() {
    let no_carrier = "[host]\ninterfaces = [{ name = \"eth0\", kind = \"ethernet\", enabled = true, carrier = false, addresses = [] }]\n\
        routes = []\ngateways = []\nname_servers = []\n";
    let silent = "[[walk]]\nto = \"names\"\nfails = \"resolve.lookup_failed\"\n[[walk]]\nto = \"anchors\"\nfails = \"connect.network_unreachable\"\n";
    let found = judged(&format!("{no_carrier}{silent}"));
    assert_eq!(found.network.cause, Cause::NoCarrier);
    assert_eq!(found.network.contributing, [], "nothing of what follows is told beside it");
    assert!(found.services.iter().all(|it| it.held && it.diagnosis.cause == Cause::NoCarrier));
}

/// Each error type of RFC 9209 (section 2.3), with the status that it recommends, the cause where an authenticated answer
/// of a service carries it, and the cause where the configured proxy answers our CONNECT with it.
const PROXY_STATUS: &[(&str, u16, Cause, Cause)] = &[
    ("dns_timeout", 504, Cause::GatewayError, Cause::ProxyFailed),
    ("dns_error", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("destination_not_found", 500, Cause::ServiceError, Cause::ProxyFailed),
    ("destination_unavailable", 503, Cause::GatewayError, Cause::ProxyFailed),
    ("destination_ip_prohibited", 502, Cause::GatewayError, Cause::ProxyDenied),
    ("destination_ip_unroutable", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("connection_refused", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("connection_terminated", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("connection_timeout", 504, Cause::GatewayError, Cause::ProxyFailed),
    ("connection_read_timeout", 504, Cause::GatewayError, Cause::ProxyFailed),
    ("connection_write_timeout", 504, Cause::GatewayError, Cause::ProxyFailed),
    ("connection_limit_reached", 503, Cause::ServiceOverloaded, Cause::ProxyFailed),
    ("tls_protocol_error", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("tls_certificate_error", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("tls_alert_received", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("http_request_error", 429, Cause::RateLimited, Cause::ProxyFailed),
    ("http_request_denied", 403, Cause::Forbidden, Cause::ProxyDenied),
    ("http_response_incomplete", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("http_response_header_section_size", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("http_response_header_size", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("http_response_body_size", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("http_response_trailer_section_size", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("http_response_trailer_size", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("http_response_transfer_coding", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("http_response_content_coding", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("http_response_timeout", 504, Cause::GatewayError, Cause::ProxyFailed),
    ("http_upgrade_failed", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("http_protocol_error", 502, Cause::GatewayError, Cause::ProxyFailed),
    ("proxy_internal_response", 500, Cause::ServiceError, Cause::ProxyFailed),
    ("proxy_internal_error", 500, Cause::ServiceError, Cause::ProxyFailed),
    ("proxy_configuration_error", 500, Cause::ServiceError, Cause::ProxyFailed),
    ("proxy_loop_detected", 502, Cause::GatewayError, Cause::ProxyFailed),
];

#[test]
fn each_error_that_an_intermediary_reports_is_its_side_of_the_line() {
    assert_eq!(PROXY_STATUS.len(), 32);
    let url = Url::parse("https://www.bravo.test/").unwrap();
    let mut wrong = Vec::new();
    for (error, status, of_service, of_proxy) in PROXY_STATUS {
        let text = format!("HTTP/1.1 {status} x\r\nProxy-Status: hop.test; error={error}\r\n\r\n");
        for (transport, cause) in [(Transport::Tls, of_service), (Transport::Connect, of_proxy)] {
            let said = responder::classify_json(text.as_bytes(), Some(&url), transport);
            let by_service =
                matches!(said.responder.party, Party::ServiceEdge | Party::ServiceOrigin);
            let party = if transport == Transport::Connect {
                said.responder.party == Party::ForwardProxy
            } else {
                by_service
            };
            if said.cause != *cause || !party {
                wrong
                    .push(format!("{error} {transport:?}: {} by {:?}", said.cause, said.responder));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A hop that says it passed on what it received did not make it (RFC 9209, section 2.1.4).
#[test]
fn what_a_hop_relayed_is_not_its_own() {
    let url = Url::parse("https://www.bravo.test/").unwrap();
    let text = b"HTTP/1.1 503 x\r\nProxy-Status: hop.test; received-status=503; error=http_protocol_error\r\n\r\n";
    let said = responder::classify_json(text, Some(&url), Transport::Tls);
    assert_eq!((said.cause, said.confidence), (Cause::ServiceOverloaded, Confidence::Likely));
}

/// Reading back is strict: what is not a round of ours is refused, and nothing is made up for what is missing.
#[test]
fn a_truncated_or_foreign_round_is_not_read() {
    let round = Snapshot { services: world::services(), ..Snapshot::empty(world::began()) };
    let text = serde_json::to_string(&round).unwrap();
    assert!(serde_json::from_str::<Snapshot>(&text).is_ok());
    // Cut anywhere between two characters, it never parses to less than it was.
    for end in 0..text.len() {
        assert!(serde_json::from_str::<Snapshot>(&text[..end]).is_err(), "cut at {end}");
    }
    for needed in ["schema", "started_at", "host", "walks", "services", "controls", "lookups"] {
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value.as_object_mut().unwrap().remove(needed);
        let why = serde_json::from_value::<Snapshot>(value).unwrap_err().to_string();
        assert!(why.contains(needed), "the reason names what is missing: {why}");
    }
    assert_eq!(round.schema, SCHEMA);
}

mod any {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        /// What was seen twice was seen.
        #[test]
        fn seeing_a_look_up_twice_changes_nothing(snapshot in arbitrary::orderly()) {
            let once = diagnose(&snapshot);
            let mut twice = snapshot.clone();
            twice.lookups.extend(snapshot.lookups.clone());
            twice.feeds.extend(snapshot.feeds.clone());
            prop_assert_eq!(diagnose(&twice), once);
        }
    }
}
