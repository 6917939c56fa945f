//! HTTP/2: frames that cost the sender nothing.

use std::time::Duration;

use super::cases::{Case, Kind};
use super::wire::{Script, drain, script};

/// RFC 9113, section 6.
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const PRIORITY: u8 = 2;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PUSH_PROMISE: u8 = 5;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;
const END_HEADERS: u8 = 4;

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut bytes = length[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// The preface of a server, then `begin`, then `again` for ever.
fn frames(begin: Vec<u8>, again: Vec<u8>) -> Script {
    script(move |stream, taken| {
        let (begin, again) = (begin.clone(), again.clone());
        async move {
            let (mut reader, mut writer) = tokio::io::split(stream);
            let write = async {
                // Until the request is there, which opens stream 1.
                tokio::time::sleep(Duration::from_millis(30)).await;
                let mut going = taken.write(&mut writer, &frame(SETTINGS, 0, 0, &[])).await;
                going &= taken.write(&mut writer, &begin).await;
                while going && !again.is_empty() {
                    going = taken.write(&mut writer, &again).await;
                    tokio::task::yield_now().await;
                }
            };
            // What comes back is read: a server that wants to harm has the time.
            tokio::join!(write, drain(&mut reader));
        }
    })
}

/// `:status: 200`, indexed (RFC 7541, appendix A).
const OK: &[u8] = &[0x88];
/// `:status: 503`, literal.
const BUSY: &[u8] = &[0x08, 3, b'5', b'0', b'3'];

/// A field that is not indexed, with a name and a value of this length.
fn literal(length: usize) -> Vec<u8> {
    let mut bytes = vec![0, 1, b'x', 0x7f];
    let mut rest = length - 127;
    while rest >= 128 {
        bytes.push(u8::try_from(rest % 128).unwrap() | 0x80);
        rest /= 128;
    }
    bytes.push(u8::try_from(rest).unwrap());
    bytes.extend(vec![b'a'; length]);
    bytes
}

pub(crate) fn cases() -> Vec<Case> {
    const ANY: &[&str] = &[
        "exchange.timed_out",
        "exchange.http2",
        "exchange.closed",
        "exchange.malformed_response",
        "exchange.head_too_large",
        "exchange.reset",
    ];
    const THEIRS: &[&str] = &["service.error", "service.slow", "service.gateway_error"];
    let case =
        |name, script| Case { name, kind: Kind::Http2(script), expected: ANY, causes: THEIRS };
    // Ten settings of the same kind, then once more.
    let settings = frame(SETTINGS, 0, 0, &[0, 4, 0, 1, 0, 0].repeat(100)).repeat(16);
    // One entry of 4 KiB in the dynamic table, then a byte for each copy of it.
    let mut table = vec![0x40, 1, b'x', 0x7f, 0xe1, 0x1e];
    table.extend(vec![b'a'; 127 + 0x61 + (0x1e << 7)]);
    let mut bomb = OK.to_vec();
    bomb.extend(&table);
    bomb.extend(vec![0xbe; 8 * 1024]);
    let mut busy = frame(HEADERS, END_HEADERS, 1, BUSY);
    busy.extend(frame(DATA, 0, 1, &[]));
    vec![
        case("h2: endless settings", frames(Vec::new(), settings)),
        case("h2: endless pings", frames(Vec::new(), frame(PING, 0, 0, &[7; 8]).repeat(512))),
        case(
            "h2: endless acknowledgements",
            frames(Vec::new(), frame(PING, 1, 0, &[7; 8]).repeat(512)),
        ),
        case(
            "h2: endless resets",
            frames(Vec::new(), frame(RST_STREAM, 0, 1, &[0, 0, 0, 8]).repeat(512)),
        ),
        case(
            "h2: endless resets of other streams",
            frames(Vec::new(), frame(RST_STREAM, 0, 2, &[0, 0, 0, 8]).repeat(512)),
        ),
        case(
            "h2: endless priorities",
            frames(Vec::new(), frame(PRIORITY, 0, 3, &[0, 0, 0, 1, 9]).repeat(512)),
        ),
        case(
            "h2: endless window updates",
            frames(Vec::new(), frame(WINDOW_UPDATE, 0, 0, &[0, 0, 0, 1]).repeat(512)),
        ),
        case(
            "h2: a head without end",
            frames(frame(HEADERS, 0, 1, OK), frame(CONTINUATION, 0, 1, &literal(8000))),
        ),
        case(
            "h2: a head of empty pieces",
            frames(frame(HEADERS, 0, 1, OK), frame(CONTINUATION, 0, 1, &[]).repeat(512)),
        ),
        case(
            "h2: a head that unpacks to 32 MB",
            frames(frame(HEADERS, END_HEADERS, 1, &bomb), frame(PING, 0, 0, &[7; 8])),
        ),
        case(
            "h2: endless interim heads",
            frames(
                Vec::new(),
                frame(HEADERS, END_HEADERS, 1, &[0x08, 3, b'1', b'0', b'3']).repeat(256),
            ),
        ),
        case(
            "h2: endless promises",
            frames(
                Vec::new(),
                frame(PUSH_PROMISE, END_HEADERS, 1, &[0, 0, 0, 2, 0x82, 0x84, 0x87]).repeat(64),
            ),
        ),
        case(
            "h2: endless goodbyes",
            frames(
                Vec::new(),
                frame(GOAWAY, 0, 0, &[0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0]).repeat(256),
            ),
        ),
        case(
            "h2: a frame that says 16 MB",
            frames(vec![0xff, 0xff, 0xff, DATA, 0, 0, 0, 0, 1], vec![b'x'; 16 * 1024]),
        ),
        case(
            "h2: frames of unknown kinds",
            frames(Vec::new(), frame(0xbe, 0, 0, &[1; 1024]).repeat(8)),
        ),
        Case {
            name: "h2: a 503, then endless empty pieces",
            kind: Kind::Http2(frames(busy, frame(DATA, 0, 1, &[]).repeat(512))),
            expected: &["503"],
            causes: &["service.overloaded"],
        },
        Case {
            name: "h2: a 503, then more than the window",
            kind: Kind::Http2(frames(
                frame(HEADERS, END_HEADERS, 1, BUSY),
                frame(DATA, 0, 1, &[b'x'; 16 * 1024]),
            )),
            expected: &["503"],
            causes: &["service.overloaded"],
        },
    ]
}
