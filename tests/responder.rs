//! Who wrote a response and what it means: the table of cases, and what holds for any bytes at all.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde::Deserialize;
use streamdoctor::diagnosis::{Cause, Confidence, Party, responder};
use streamdoctor::observation::Transport;
use url::Url;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    rule: String,
    transport: Transport,
    response: String,
    /// Words that are put behind the response.
    #[serde(default)]
    filler: usize,
    cause: Cause,
    confidence: Option<Confidence>,
    party: Option<Party>,
    product: Option<String>,
    retry_after: Option<u64>,
}

fn url(transport: Transport) -> Url {
    let scheme = match transport {
        Transport::Tls | Transport::Intercepted | Transport::Connect => "https",
        Transport::Proxied | Transport::Plain => "http",
    };
    Url::parse(&format!("{scheme}://www.bravo.test/")).expect("a constant address")
}

#[test]
fn every_case_of_the_table_is_read_as_it_says() {
    let table: Table = toml::from_str(include_str!("fixtures/responses/cases.toml")).unwrap();
    let mut wrong = Vec::new();
    for case in table.case {
        let response = case.response + &" lorem".repeat(case.filler);
        let said = responder::classify_json(
            response.as_bytes(),
            Some(&url(case.transport)),
            case.transport,
        );
        let waits = responder::exchange_from_raw(response.as_bytes(), case.transport)
            .ok()
            .and_then(|it| responder::read(&it, &url(case.transport), false).retry_after);
        let right = said.cause == case.cause
            && case.confidence.is_none_or(|it| it == said.confidence)
            && case.party.is_none_or(|it| it == said.responder.party)
            && (case.product.is_none() || case.product == said.responder.product)
            && case.retry_after.is_none_or(|it| waits == Some(Duration::from_secs(it)))
            && said.blame == case.cause.blame()
            && !said.evidence.is_empty();
        if !right {
            wrong.push(format!("{}\n    {said:?}", case.rule));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Responses as products and countries write them, a family in each file. A case begins with
/// `## product @ transport => cause|cause`, then `; party=…` and `; max=…` (the most confidence that the evidence allows)
/// where they matter; its response follows. Where several causes stand, the bytes do not decide between them.
#[test]
fn what_the_world_answers_is_read_rightly() {
    let families = [
        ("fronts", include_str!("fixtures/responses/field/fronts.txt")),
        ("walls", include_str!("fixtures/responses/field/walls.txt")),
        ("service", include_str!("fixtures/responses/field/service.txt")),
        ("gateways", include_str!("fixtures/responses/field/gateways.txt")),
        ("blocks", include_str!("fixtures/responses/field/blocks.txt")),
        ("portals", include_str!("fixtures/responses/field/portals.txt")),
        ("innocents", include_str!("fixtures/responses/field/innocents.txt")),
        ("unseen", include_str!("fixtures/responses/field/unseen.txt")),
        ("odd", include_str!("fixtures/responses/field/odd.txt")),
    ];
    let mut wrong = Vec::new();
    for (family, text) in families {
        for case in text.split("\n## ") {
            let (line, response) = case.split_once('\n').unwrap_or((case, ""));
            let (product, rest) = line.trim_start_matches("## ").split_once(" @ ").unwrap();
            let (transport, wanted) = rest.split_once(" => ").unwrap();
            let transport: Transport = word(transport);
            let mut wanted = wanted.split(';').map(str::trim);
            let causes = words::<Cause>(wanted.next().unwrap());
            let (mut parties, mut most) = (Vec::new(), Confidence::Certain);
            for limit in wanted {
                match limit.split_once('=').unwrap() {
                    ("party", names) => parties = words::<Party>(names),
                    ("max", name) => most = word(name),
                    other => panic!("{product}: {other:?}"),
                }
            }
            let said =
                responder::classify_json(response.as_bytes(), Some(&url(transport)), transport);
            let right = causes.contains(&said.cause)
                && (parties.is_empty() || parties.contains(&said.responder.party))
                && said.confidence <= most;
            if !right {
                wrong.push(format!("{family}, {product}\n    {said:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn words<T: serde::de::DeserializeOwned>(names: &str) -> Vec<T> {
    names.trim().split('|').map(word).collect()
}

fn word<T: serde::de::DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(name.trim().into()).unwrap_or_else(|err| panic!("{name}: {err}"))
}

#[test]
fn what_was_expected_is_healthy_on_every_way() {
    for transport in Transport::ALL {
        let exchange =
            responder::exchange_from_raw(b"HTTP/1.1 204 No Content\r\n\r\n", transport).unwrap();
        assert_eq!(
            responder::read(&exchange, &url(transport), true).cause,
            Cause::None,
            "{transport:?}"
        );
    }
}

#[test]
fn a_middleman_leaves_open_what_the_service_may_have_meant() {
    let read = |transport| {
        let exchange =
            responder::exchange_from_raw(b"HTTP/1.1 503 Service Unavailable\r\n\r\n", transport)
                .unwrap();
        responder::read(&exchange, &url(transport), false).if_relayed
    };
    assert_eq!(read(Transport::Intercepted), Some(Cause::ServiceOverloaded));
    assert_eq!(read(Transport::Proxied), Some(Cause::ServiceOverloaded));
    assert_eq!(read(Transport::Tls), None);
}

#[test]
fn the_json_has_the_documented_shape() {
    let said = responder::classify_json(b"HTTP/1.1 502 Bad Gateway\r\n\r\n", None, Transport::Tls);
    let json = serde_json::to_value(said).unwrap();
    assert_eq!(json["schema"], 1);
    assert_eq!(json["responder"]["party"], "service_edge");
    assert_eq!(json["cause"], "service.gateway_error");
    assert_eq!(json["blame"], "service");
    assert_eq!(json["confidence"], "certain");
    assert_eq!(json["evidence"][0]["rule"], "http.transport");
}

fn transport() -> impl Strategy<Value = Transport> {
    prop_oneof![
        Just(Transport::Tls),
        Just(Transport::Intercepted),
        Just(Transport::Connect),
        Just(Transport::Proxied),
        Just(Transport::Plain),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..2048), transport in transport()) {
        responder::classify_json(&bytes, Some(&url(transport)), transport);
    }

    #[test]
    fn any_response_is_read_and_says_why(
        status in 100_u16..1000,
        fields in proptest::collection::vec(("[A-Za-z-]{1,20}", "\\PC{0,60}"), 0..8),
        location in proptest::option::of("(https?:/?/?)?\\PC{0,40}"),
        content in "(\\PC|[<>/&;\"'\n]|<script>|<title>|<meta http-equiv=refresh content='0;url=|<!--|&#x|vpn|maintenance){0,200}",
        transport in transport(),
    ) {
        let fields = fields.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
        let location = location.iter().map(|it| format!("Location: {it}\r\n"));
        let head = fields.chain(location).collect::<String>();
        let raw = format!("HTTP/1.1 {status} Any\r\n{head}\r\n{content}");
        let said = responder::classify_json(raw.as_bytes(), Some(&url(transport)), transport);
        prop_assert!(!said.evidence.is_empty());
        if transport == Transport::Tls {
            prop_assert!(!matches!(said.cause.area(), "filter" | "proxy"), "{:?}", said);
        }
    }
}

/// A page as large as an observation keeps must not take noticeable time, whatever is in it. The bound is wide: it is
/// for what grows with the square of the length, on a loaded machine and without optimisation.
#[test]
fn no_content_takes_long() {
    for unit in [
        "<",
        "<!--",
        "<script>location",
        "&#",
        "maintenance or ",
        "</",
        "<title>a",
        "vpn ",
        "\u{a0}",
        "<style>",
        "blocked by policy. ",
    ] {
        let text = format!(
            "HTTP/1.1 503 X\r\nContent-Type: text/html\r\n\r\n{}",
            unit.repeat(64 * 1024 / unit.len())
        );
        #[expect(clippy::disallowed_methods, reason = "the duration is what is tested")]
        let begin = Instant::now();
        responder::classify_json(text.as_bytes(), None, Transport::Plain);
        assert!(begin.elapsed() < Duration::from_secs(2), "{unit}: {:?}", begin.elapsed());
    }
}
