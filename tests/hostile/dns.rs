//! DNS, and what else is read from strangers besides the services themselves.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use streamdoctor::observation::ResolverKind::{Public, PublicTcp};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::cases::{Case, Kind};
use super::support::dns::one_port_for_both;
use super::wire::{Taken, drain, flood};

/// What comes after a question: messages, and whether the last one comes again and again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reply {
    udp: Vec<Vec<u8>>,
    /// As they are, length and all.
    tcp: Vec<Vec<u8>>,
    again: bool,
    pause: Duration,
}

/// The replies to a question.
pub(crate) type Answers = Arc<dyn Fn(&[u8]) -> Reply + Send + Sync>;

/// A name server at one port of UDP and TCP.
pub(crate) async fn serve(answers: Answers, taken: Taken) -> SocketAddr {
    let (udp, tcp, address) = one_port_for_both().await;
    let (by_udp, count) = (Arc::clone(&answers), taken.clone());
    tokio::spawn(async move {
        let mut buffer = [0; 2048];
        while let Ok((length, from)) = udp.recv_from(&mut buffer).await {
            let reply = by_udp(&buffer[..length]);
            let rest =
                reply.udp.iter().cycle().take(if reply.again { 10_000 } else { reply.udp.len() });
            for message in rest {
                // Nobody may listen any more.
                udp.send_to(message, from).await.ok();
                if reply.pause.is_zero() {
                    tokio::task::yield_now().await;
                } else {
                    tokio::time::sleep(reply.pause).await;
                }
            }
            count.write(&mut tokio::io::sink(), &[]).await;
        }
    });
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = tcp.accept().await {
            let (answers, taken) = (Arc::clone(&answers), taken.clone());
            tokio::spawn(async move {
                let Ok(length) = stream.read_u16().await else { return };
                let mut question = vec![0; length.into()];
                if stream.read_exact(&mut question).await.is_err() {
                    return;
                }
                let reply = answers(&question);
                for message in &reply.tcp {
                    if !taken.write(&mut stream, message).await {
                        return;
                    }
                }
                let Some(last) = reply.tcp.last().filter(|_| reply.again) else {
                    stream.shutdown().await.ok();
                    return drain(&mut stream).await;
                };
                while taken.write(&mut stream, last).await {
                    if reply.pause.is_zero() {
                        tokio::task::yield_now().await;
                    } else {
                        tokio::time::sleep(reply.pause).await;
                    }
                }
            });
        }
    });
    address
}

/// The head of a response to `question` with so many answers, and the question.
fn head(question: &[u8], flags: u16, answers: u16) -> Vec<u8> {
    let mut message = question[..2].to_vec();
    for number in [flags, 1, answers, 0, 0] {
        message.extend(u16::to_be_bytes(number));
    }
    let name = question[12..].iter().position(|it| *it == 0).unwrap();
    message.extend(&question[12..12 + name + 5]);
    message
}

const RESPONSE: u16 = 0x8180;
const TRUNCATED: u16 = 0x8380;

/// A record of this kind (A is 1, CNAME is 5) for `name`.
fn record(name: &[u8], kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = name.to_vec();
    bytes.extend([0, u8::try_from(kind).unwrap(), 0, 1, 0, 0, 0, 60]);
    bytes.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
    bytes.extend(data);
    bytes
}

/// The name of the question.
const ASKED: &[u8] = &[0xc0, 12];

fn name(label: &str) -> Vec<u8> {
    let mut bytes = vec![u8::try_from(label.len()).unwrap()];
    bytes.extend(label.as_bytes());
    bytes.extend(b"\x04test\0");
    bytes
}

fn framed(message: &[u8]) -> Vec<u8> {
    let mut bytes = u16::try_from(message.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(message);
    bytes
}

fn once(message: Vec<u8>) -> Reply {
    Reply { tcp: vec![framed(&message)], udp: vec![message], ..Reply::default() }
}

fn aliases(question: &[u8], count: u16, back: bool) -> Vec<u8> {
    let mut message = head(question, RESPONSE, count);
    for at in 0..count {
        let from = if at == 0 { ASKED.to_vec() } else { name(&format!("n{at}")) };
        let to =
            if back && at + 1 == count { ASKED.to_vec() } else { name(&format!("n{}", at + 1)) };
        message.extend(record(&from, 5, &to));
    }
    message
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn cases() -> Vec<Case> {
    const NONSENSE: &[&str] = &["Malformed"];
    const WELL: &[&str] = &["none"];
    let dns = |name, kind, expected, answers: fn(&[u8]) -> Reply| Case {
        name,
        kind: Kind::Dns(kind, Arc::new(answers)),
        expected,
        causes: WELL,
    };
    let feed = |name, begin: String, again: Vec<u8>, pause| Case {
        name,
        kind: Kind::Feed(flood(begin, again, pause)),
        expected: &["Unreadable"],
        causes: WELL,
    };
    let now = Duration::ZERO;
    let ok = |fields: &str| format!("HTTP/1.1 200 OK\r\n{fields}\r\n");
    vec![
        dns("dns: endless answers with wrong ids", Public, NONSENSE, |question| {
            let mut forged = head(question, RESPONSE, 1);
            forged[0] ^= 0xff;
            forged.extend(record(ASKED, 1, &[192, 0, 2, 66]));
            Reply { udp: vec![forged], again: true, ..Reply::default() }
        }),
        dns("dns: answers to another question", Public, NONSENSE, |question| {
            let mut other = head(question, RESPONSE, 0);
            other[13] ^= 1;
            once(other)
        }),
        dns("dns: the question comes back", Public, NONSENSE, |question| once(question.to_vec())),
        dns("dns: endless noise", Public, NONSENSE, |_| Reply {
            udp: vec![vec![0xa7; 512]],
            again: true,
            ..Reply::default()
        }),
        dns("dns: 1800 aliases", PublicTcp, NONSENSE, |question| {
            once(aliases(question, 1800, false))
        }),
        dns("dns: a circle of aliases", Public, NONSENSE, |question| {
            once(aliases(question, 12, true))
        }),
        dns("dns: an alias to itself", Public, NONSENSE, |question| {
            once(aliases(question, 1, true))
        }),
        dns(
            "dns: 4000 addresses",
            PublicTcp,
            &["4000 addresses", "Malformed", "64 addresses"],
            |question| {
                let mut message = head(question, RESPONSE, 4000);
                for at in 0..4000_u16 {
                    let [high, low] = at.to_be_bytes();
                    message.extend(record(ASKED, 1, &[198, 51, high, low]));
                }
                once(message)
            },
        ),
        dns(
            "dns: a datagram of 60 KB",
            Public,
            &["3700 addresses", "Malformed", "64 addresses"],
            |question| {
                let mut message = head(question, RESPONSE, 3700);
                for _ in 0..3700 {
                    message.extend(record(ASKED, 1, &[198, 51, 100, 7]));
                }
                once(message)
            },
        ),
        dns("dns: truncated, over TCP too", Public, NONSENSE, |question| {
            once(head(question, TRUNCATED, 0))
        }),
        dns("dns: names that point to themselves", Public, NONSENSE, |question| {
            let mut message = head(question, RESPONSE, 1);
            let at = u16::try_from(message.len()).unwrap() | 0xc000;
            message.extend(record(&at.to_be_bytes(), 1, &[192, 0, 2, 7]));
            once(message)
        }),
        dns("dns: names that point at each other", Public, NONSENSE, |question| {
            let mut message = head(question, RESPONSE, 1);
            let at = u16::try_from(message.len()).unwrap() | 0xc000;
            let there = (at + 2).to_be_bytes();
            message.extend([there, at.to_be_bytes()].concat());
            message.extend([0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 1, 2, 3, 4]);
            once(message)
        }),
        dns("dns: counts that lie", Public, NONSENSE, |question| {
            once(head(question, RESPONSE, 0xffff))
        }),
        dns("dns: TCP that drips", PublicTcp, &["TimedOut"], |_| Reply {
            tcp: vec![vec![0xff, 0xff], vec![0]],
            again: true,
            pause: Duration::from_millis(100),
            ..Reply::default()
        }),
        dns("dns: TCP that floods", PublicTcp, NONSENSE, |_| Reply {
            tcp: vec![vec![0xff, 0xff], vec![0xa7; 16 * 1024]],
            again: true,
            ..Reply::default()
        }),
        dns("dns: TCP that ends in the middle", PublicTcp, NONSENSE, |_| Reply {
            tcp: vec![vec![0xff, 0xff, 1, 2, 3]],
            ..Reply::default()
        }),
        dns("dns: TCP with nothing in it", PublicTcp, NONSENSE, |_| Reply {
            tcp: vec![vec![0, 0]],
            ..Reply::default()
        }),
        dns("dns: truncated, then TCP that drips", Public, &["TimedOut"], |question| Reply {
            udp: vec![head(question, TRUNCATED, 0)],
            tcp: vec![vec![0xff]],
            again: true,
            pause: Duration::from_millis(100),
        }),
        feed("feed: 10 GB", ok("Content-Length: 10737418240\r\n"), vec![b'['; 64 * 1024], now),
        feed("feed: endless", ok(""), vec![b'{'; 64 * 1024], now),
        feed("feed: gzip bomb", ok("Content-Encoding: gzip\r\n"), vec![0x55; 64 * 1024], now),
        feed(
            "feed: a byte a tenth of a second",
            ok("Content-Length: 10737418240\r\n"),
            vec![b' '],
            Duration::from_millis(100),
        ),
        feed(
            "feed: endless fields",
            "HTTP/1.1 200 OK\r\n".to_owned(),
            b"X-Padding: aaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(64),
            now,
        ),
        feed(
            "feed: endless 100 Continue",
            String::new(),
            b"HTTP/1.1 100 Continue\r\n\r\n".repeat(64),
            // Our client for documents bounds it by time alone.
            Duration::from_millis(1),
        ),
        feed("feed: 20000 brackets", ok("") + &"[".repeat(20_000), Vec::new(), now),
        feed("feed: not HTTP", "220 mail.example\r\n".to_owned(), Vec::new(), now),
        feed(
            "feed: to itself",
            "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n".to_owned(),
            Vec::new(),
            now,
        ),
        feed(
            "feed: to a file",
            "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"
                .to_owned(),
            Vec::new(),
            now,
        ),
        Case {
            name: "feed: a vendor sends to this computer",
            kind: Kind::FeedInward,
            expected: &["Unreadable"],
            causes: WELL,
        },
    ]
}
