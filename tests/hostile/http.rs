//! HTTP/1.1: heads, contents, lies about lengths, places to go to.

use std::io::Read;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::cases::{Case, Kind};
use super::wire::{Script, flood, script};
use crate::support::server::read_head;

const NOW: Duration = Duration::ZERO;
const SLOWLY: Duration = Duration::from_millis(100);

const BAD: &[&str] = &["service.error"];
const HEAD_TOO_LARGE: &[&str] = &["exchange.head_too_large", "exchange.malformed_response"];

const TOO_BUSY: &[&str] = &["503"];
const BUSY: &[&str] = &["service.overloaded"];
const ANSWERED: &[&str] = &["200"];
const WELL: &[&str] = &["none"];

fn case(
    name: &'static str,
    script: Script,
    expected: &'static [&'static str],
    causes: &'static [&'static str],
) -> Case {
    Case { name, kind: Kind::Http(script, None), expected, causes }
}

fn text(
    name: &'static str,
    script: Script,
    needs: &'static str,
    expected: &'static [&'static str],
) -> Case {
    Case { name, kind: Kind::Http(script, Some(needs)), expected, causes: BAD }
}

fn redirect(name: &'static str, location: &str, expected: &'static [&'static str]) -> Case {
    let head = format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
    case(name, flood(head, "", NOW), expected, BAD)
}

fn head(status: &str, fields: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{fields}\r\n")
}

/// The bytes of `text`, one after another and over again, slowly.
fn trickle(text: &'static str) -> Script {
    script(move |mut stream, taken| async move {
        read_head(&mut stream).await;
        for byte in text.bytes().cycle() {
            if !taken.write(&mut stream, &[byte]).await {
                break;
            }
            tokio::time::sleep(SLOWLY).await;
        }
    })
}

/// A gzip of zeros: a thousand times larger when it is unpacked, and as many more as one likes.
fn bomb() -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    std::io::copy(&mut std::io::repeat(0).take(8 << 20), &mut packed).unwrap();
    packed.finish().unwrap()
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn cases() -> Vec<Case> {
    let fields =
        "X-Padding: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(64);
    let cookies = "Set-Cookie: a=1234567890123456789012345678901234567890; Path=/\r\n".repeat(64);
    let lots = vec![b'x'; 64 * 1024];
    let ten_gigabytes = "Content-Length: 10737418240\r\n";
    let packed = |how: &str| {
        let head = head(
            "503 Service Unavailable",
            &format!("Content-Encoding: {how}\r\nContent-Length: 10737418240\r\n"),
        );
        flood(head, bomb(), NOW)
    };
    let markup =
        "<title>\u{1b}]0;x\u{7}<script>alert(1)</script></title><img src=x onerror=alert(1)>";
    let mut odd =
        head("503 Service Unavailable", "Content-Type: text/html\r\nContent-Length: 4096\r\n")
            .into_bytes();
    odd.extend(markup.as_bytes());
    odd.extend(vec![0xff; 4096 - markup.len()]);
    vec![
        case(
            "head: endless fields",
            flood("HTTP/1.1 200 OK\r\n", fields.clone(), NOW),
            HEAD_TOO_LARGE,
            BAD,
        ),
        case(
            "head: one endless field",
            flood("HTTP/1.1 200 OK\r\nX: ", lots.clone(), NOW),
            HEAD_TOO_LARGE,
            BAD,
        ),
        case(
            "head: endless cookies",
            flood("HTTP/1.1 200 OK\r\n", cookies, NOW),
            HEAD_TOO_LARGE,
            BAD,
        ),
        case(
            "head: an endless reason",
            flood("HTTP/1.1 200 ", lots.clone(), NOW),
            HEAD_TOO_LARGE,
            BAD,
        ),
        case(
            "head: endless empty lines",
            flood("", "\r\n".repeat(512), NOW),
            &["exchange.timed_out", "exchange.malformed_response", "exchange.head_too_large"],
            &["service.error", "service.slow", "service.unreachable", "service.gateway_error"],
        ),
        case(
            "head: a byte a tenth of a second",
            flood("HTTP/1.1 200 OK\r\nX: ", "a", SLOWLY),
            &["exchange.timed_out"],
            &["service.error", "service.slow", "service.gateway_error"],
        ),
        case(
            "head: endless 100 Continue",
            flood("", "HTTP/1.1 100 Continue\r\n\r\n".repeat(64), NOW),
            HEAD_TOO_LARGE,
            BAD,
        ),
        case(
            "head: endless 100 Continue, a byte a tenth of a second",
            trickle("HTTP/1.1 100 Continue\r\n\r\n"),
            &["exchange.timed_out"],
            &["service.error", "service.slow", "service.gateway_error"],
        ),
        case(
            "head: endless early hints",
            flood("", head("103 Early Hints", "Link: </a>; rel=preload\r\n").repeat(64), NOW),
            HEAD_TOO_LARGE,
            BAD,
        ),
        case(
            "head: not HTTP at all",
            flood("SSH-2.0-OpenSSH_9.6\r\n", "", NOW),
            &["exchange.malformed_response"],
            BAD,
        ),
        case(
            "content: 10 GB after a 503",
            flood(head("503 Service Unavailable", ten_gigabytes), lots.clone(), NOW),
            TOO_BUSY,
            BUSY,
        ),
        case(
            "content: 10 GB after a 200",
            flood(head("200 OK", ten_gigabytes), lots.clone(), NOW),
            ANSWERED,
            WELL,
        ),
        text(
            "content: 10 GB without the text",
            flood(head("200 OK", ten_gigabytes), lots.clone(), NOW),
            "needle",
            &["200 unexpected"],
        ),
        case(
            "content: endless after a 503",
            flood(head("503 Service Unavailable", ""), lots.clone(), NOW),
            TOO_BUSY,
            BUSY,
        ),
        case(
            "content: a byte a tenth of a second",
            flood(head("503 Service Unavailable", ten_gigabytes), "x", SLOWLY),
            TOO_BUSY,
            BUSY,
        ),
        case("content: gzip bomb", packed("gzip"), TOO_BUSY, BUSY),
        case("content: br bomb", packed("br"), TOO_BUSY, BUSY),
        case("content: zstd bomb", packed("zstd"), TOO_BUSY, BUSY),
        case("content: a bomb in a bomb", packed("gzip, gzip, gzip, br"), TOO_BUSY, BUSY),
        case(
            "content: markup, escapes and no UTF-8 in the title",
            flood(odd, "", NOW),
            TOO_BUSY,
            BUSY,
        ),
        case(
            "length: says less than it sends",
            flood(head("503 Service Unavailable", "Content-Length: 3\r\n"), lots.clone(), NOW),
            TOO_BUSY,
            BUSY,
        ),
        text(
            "length: says more than it sends",
            flood(head("200 OK", "Content-Length: 4000\r\n") + "short", "", NOW),
            "needle",
            &["exchange.truncated"],
        ),
        case(
            "length: two that differ",
            flood(
                head("503 Service Unavailable", "Content-Length: 3\r\nContent-Length: 4\r\n")
                    + "abc",
                "",
                NOW,
            ),
            &["exchange.malformed_response", "503"],
            &["service.error", "service.overloaded"],
        ),
        case(
            "length: negative",
            flood(head("503 Service Unavailable", "Content-Length: -1\r\n"), "", NOW),
            &["exchange.malformed_response", "503"],
            &["service.error", "service.overloaded"],
        ),
        case(
            "length: beyond 64 bits",
            flood(
                head("503 Service Unavailable", "Content-Length: 99999999999999999999999\r\n"),
                lots.clone(),
                NOW,
            ),
            &["exchange.malformed_response", "503"],
            &["service.error", "service.overloaded"],
        ),
        text(
            "chunks: a size beyond 64 bits",
            flood(
                head("200 OK", "Transfer-Encoding: chunked\r\n") + "fffffffffffffffff\r\n",
                lots.clone(),
                NOW,
            ),
            "needle",
            &["exchange.malformed_response", "exchange.truncated"],
        ),
        text(
            "chunks: an endless extension",
            flood(head("200 OK", "Transfer-Encoding: chunked\r\n") + "5;x=", lots.clone(), NOW),
            "needle",
            &["exchange.malformed_response", "exchange.timed_out", "exchange.truncated"],
        ),
        text(
            "chunks: endless trailers",
            flood(head("200 OK", "Transfer-Encoding: chunked\r\n") + "0\r\n", fields.clone(), NOW),
            "needle",
            &[
                "exchange.malformed_response",
                "exchange.timed_out",
                "exchange.truncated",
                "exchange.head_too_large",
            ],
        ),
        text(
            "chunks: endless, of one byte",
            flood(head("200 OK", "Transfer-Encoding: chunked\r\n"), "1\r\nx\r\n".repeat(1024), NOW),
            "needle",
            &["200 unexpected", "exchange.timed_out"],
        ),
        Case {
            name: "chunks and a length",
            kind: Kind::Http(
                flood(
                    head("200 OK", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n")
                        + "0\r\n\r\n",
                    "",
                    NOW,
                ),
                Some("needle"),
            ),
            expected: &["200 unexpected", "exchange.malformed_response"],
            // Chunks win (RFC 9112, section 6.3), and nothing is in them.
            causes: &["none", "service.error"],
        },
        redirect("redirect: to itself", "/", &["exchange.redirect_loop"]),
        redirect("redirect: to a file", "file:///etc/passwd", &["exchange.redirect_refused"]),
        redirect("redirect: to another program", "vscode://x/y", &["exchange.redirect_refused"]),
        redirect(
            "redirect: to text",
            "data:text/html,<script>1</script>",
            &["exchange.redirect_refused"],
        ),
        redirect("redirect: to nonsense", "http://[", &["exchange.malformed_response"]),
        Case {
            name: "redirect: ever on",
            kind: Kind::Onward,
            expected: &["exchange.redirect_loop"],
            causes: BAD,
        },
        Case {
            name: "redirect: a service on the Internet to this computer",
            kind: Kind::Inward,
            expected: &["exchange.redirect_refused"],
            causes: BAD,
        },
    ]
}
