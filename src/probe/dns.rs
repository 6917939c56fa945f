//! Our own DNS client. The system's look-up hides response codes and cannot ask anybody else; this one can.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use hickory_proto::op::{Edns, Message, MessageType, OpCode, Query, ResponseCode};
use hickory_proto::rr::{Name, RData, RecordType};
use socket2::{Domain, SockRef, Socket, Type};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, UdpSocket};
use tokio::time::{Instant, timeout_at};

use super::budget::Budget;
use super::datagram::receive;
use super::limits::Limits;
use crate::observation::{FailureKind, Family, LookupAnswer};
use crate::platform;

/// What we can take in one datagram: no fragments on any ordinary path (DNS Flag Day 2020).
const DATAGRAM: u16 = 1232;

/// CNAMEs followed within an answer: resolvers give up earlier.
const MAX_ALIASES: usize = 16;

/// Datagrams that are looked at while one that fits is awaited: forged ones must not keep us busy.
const MAX_STRAYS: usize = 32;

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    name: Name,
    kind: RecordType,
    id: u16,
}

impl Question {
    /// Asks for the addresses of `name`; `None` where it cannot be a name.
    pub(super) fn new(name: &str, family: Family) -> Option<Self> {
        let mut id = [0; 2];
        getrandom::fill(&mut id).ok()?;
        let mut name = Name::from_ascii(name).ok()?;
        name.set_fqdn(true);
        let kind = match family {
            Family::V4 => RecordType::A,
            Family::V6 => RecordType::AAAA,
        };
        Some(Self { name, kind, id: u16::from_be_bytes(id) })
    }

    /// The same with the id that DNS over HTTPS wants, which makes answers cacheable (RFC 8484, section 4.1).
    pub(super) fn without_id(self) -> Self {
        self.with_id(0)
    }

    pub(super) fn with_id(self, id: u16) -> Self {
        Self { id, ..self }
    }

    /// The question on the wire.
    pub(super) fn encode(&self, with_edns: bool) -> Option<Vec<u8>> {
        let mut message = Message::new(self.id, MessageType::Query, OpCode::Query);
        message.metadata.recursion_desired = true;
        message.add_query(Query::query(self.name.clone(), self.kind));
        if with_edns {
            let mut edns = Edns::new();
            edns.set_max_payload(DATAGRAM).set_version(0);
            message.set_edns(edns);
        }
        message.to_vec().ok()
    }

    /// Reads `bytes` as the answer to this question; `None` where they are not.
    pub(super) fn decode(&self, bytes: &[u8]) -> Option<Reply> {
        let message = Message::from_vec(bytes).ok()?;
        let head = &message.metadata;
        let asked = message.queries.first();
        // A server that cannot read the question may leave it out.
        let same = asked.is_none_or(|it| it.name() == &self.name && it.query_type() == self.kind);
        let may_be_missing = head.response_code == ResponseCode::FormErr;
        if head.id != self.id
            || head.message_type != MessageType::Response
            || !same
            || asked.is_none() && !may_be_missing
        {
            return None;
        }
        if head.truncation {
            return Some(Reply::Truncated);
        }
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "a foreign enum; the rest keeps its number"
        )]
        Some(match head.response_code {
            ResponseCode::NoError => {
                self.addresses(&message).map_or(Reply::Answer(LookupAnswer::Malformed), |found| {
                    Reply::Answer(if found.is_empty() {
                        LookupAnswer::NoData
                    } else {
                        LookupAnswer::Addresses(found)
                    })
                })
            }
            ResponseCode::NXDomain => Reply::Answer(LookupAnswer::NoSuchName),
            ResponseCode::ServFail => Reply::Answer(LookupAnswer::ServerFailure),
            ResponseCode::Refused => Reply::Answer(LookupAnswer::Refused),
            ResponseCode::FormErr => Reply::NotUnderstood,
            other => Reply::Answer(LookupAnswer::OtherCode(other.into())),
        })
    }

    /// The addresses at the end of the chain of aliases; `None` where it has no end.
    fn addresses(&self, message: &Message) -> Option<Vec<IpAddr>> {
        let mut name = &self.name;
        for _ in 0..=MAX_ALIASES {
            let of_name = || message.answers.iter().filter(|record| record.name == *name);
            let found = of_name()
                .filter(|record| record.record_type() == self.kind)
                .filter_map(|record| record.data.ip_addr())
                .collect::<Vec<_>>();
            let alias = of_name().find_map(|record| {
                if let RData::CNAME(alias) = &record.data { Some(&alias.0) } else { None }
            });
            match alias {
                Some(next) if found.is_empty() => name = next,
                Some(_) | None => return Some(found),
            }
        }
        None
    }
}

/// What an answer on the wire says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Answer(LookupAnswer),
    /// It did not fit: ask again over TCP (RFC 7766).
    Truncated,
    /// FORMERR: the server may be too old for EDNS (RFC 6891, section 7).
    NotUnderstood,
}

/// Asks `server` over UDP, and over TCP where the answer does not fit.
pub(super) async fn ask_udp(
    server: SocketAddr,
    question: &Question,
    interface: Option<&str>,
    limits: &Limits,
    budget: &Budget,
) -> LookupAnswer {
    let end = budget.until(limits.query);
    match udp(server, question, true, interface, limits, end).await {
        Ok(Reply::Answer(answer)) => answer,
        Ok(Reply::Truncated) => ask_tcp(server, question, interface, limits, budget).await,
        Ok(Reply::NotUnderstood) => {
            match udp(server, question, false, interface, limits, end).await {
                Ok(Reply::Answer(answer)) => answer,
                Ok(Reply::Truncated) => ask_tcp(server, question, interface, limits, budget).await,
                Ok(Reply::NotUnderstood) => LookupAnswer::OtherCode(ResponseCode::FormErr.into()),
                Err(answer) => answer,
            }
        }
        Err(answer) => answer,
    }
}

async fn udp(
    server: SocketAddr,
    question: &Question,
    with_edns: bool,
    interface: Option<&str>,
    limits: &Limits,
    end: Instant,
) -> Result<Reply, LookupAnswer> {
    let query = question.encode(with_edns).ok_or(LookupAnswer::Failed)?;
    let socket = udp_socket(server, interface).map_err(|err| unreachable(&err))?;
    socket.send(&query).await.map_err(|err| unreachable(&err))?;
    let mut resend = Some(end.min(Instant::now() + limits.resend));
    let mut buffer = vec![0; usize::from(u16::MAX)];
    let mut strays = 0;
    loop {
        let patience = resend.unwrap_or(end);
        match timeout_at(patience, receive(&socket, &mut buffer)).await {
            Ok(Ok(length)) => match question.decode(&buffer[..length]) {
                Some(reply) => return Ok(reply),
                None if strays < MAX_STRAYS => strays += 1,
                None => return Err(LookupAnswer::Malformed),
            },
            Ok(Err(err)) => return Err(unreachable(&err)),
            Err(_) if resend.take().is_some_and(|at| at < end) => {
                socket.send(&query).await.map_err(|err| unreachable(&err))?;
            }
            Err(_) if strays > 0 => return Err(LookupAnswer::Malformed),
            Err(_) => return Err(LookupAnswer::TimedOut),
        }
    }
}

/// A socket that takes datagrams from `server` alone. The kernel picks a random source port.
fn udp_socket(server: SocketAddr, interface: Option<&str>) -> io::Result<UdpSocket> {
    let socket = Socket::new(Domain::for_address(server), Type::DGRAM, None)?;
    socket.set_nonblocking(true)?;
    if let Some(interface) = interface {
        let family = Family::of(server.ip());
        platform::socket::bind_to_interface(&SockRef::from(&socket), interface, family)?;
    } else {
        let any: IpAddr = match server {
            SocketAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
            SocketAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
        };
        socket.bind(&SocketAddr::new(any, 0).into())?;
    }
    // Connected, so that the kernel drops what comes from others and tells of ICMP errors.
    socket.connect(&server.into())?;
    UdpSocket::from_std(socket.into())
}

/// A service that nobody runs (RFC 863): what goes there disturbs nobody.
const DISCARD: u16 = 9;

/// Whether rules of this computer hold back a datagram to `address` over `interface`.
///
/// Linux tells it of a datagram at once, while a SYN that they drop looks like one that got lost.
pub(super) async fn is_held_back(address: IpAddr, interface: &str) -> bool {
    let Ok(socket) = udp_socket(SocketAddr::new(address, DISCARD), Some(interface)) else {
        return false;
    };
    let sent = socket.send(&[]).await;
    sent.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
}

/// Asks `server` over TCP (RFC 7766).
pub(super) async fn ask_tcp(
    server: SocketAddr,
    question: &Question,
    interface: Option<&str>,
    limits: &Limits,
    budget: &Budget,
) -> LookupAnswer {
    let Some(query) = question.encode(true) else { return LookupAnswer::Failed };
    let asking = async { Ok(tcp(server, &query, interface).await) };
    match budget.run(limits.query, asking).await {
        Ok(Ok(bytes)) => match question.decode(&bytes) {
            Some(Reply::Answer(answer)) => answer,
            Some(Reply::NotUnderstood) => LookupAnswer::OtherCode(ResponseCode::FormErr.into()),
            // An answer over TCP has room for all.
            Some(Reply::Truncated) | None => LookupAnswer::Malformed,
        },
        Ok(Err(err)) if err.kind() == io::ErrorKind::UnexpectedEof => LookupAnswer::Malformed,
        Ok(Err(err)) => unreachable(&err),
        Err(failure) => meaning(&failure),
    }
}

async fn tcp(server: SocketAddr, query: &[u8], interface: Option<&str>) -> io::Result<Vec<u8>> {
    let socket = if server.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    if let Some(interface) = interface {
        let family = Family::of(server.ip());
        platform::socket::bind_to_interface(&SockRef::from(&socket), interface, family)?;
    }
    let mut stream = socket.connect(server).await?;
    let length = u16::try_from(query.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    // In one segment: some servers do not wait for a second (RFC 7766, section 8).
    let framed = length.to_be_bytes().into_iter().chain(query.iter().copied()).collect::<Vec<_>>();
    stream.write_all(&framed).await?;
    let mut answer = vec![0; usize::from(stream.read_u16().await?)];
    stream.read_exact(&mut answer).await?;
    Ok(answer)
}

/// What it means for a look-up that the resolver could not be spoken to.
pub(super) fn meaning(failure: &FailureKind) -> LookupAnswer {
    use FailureKind::{Cancelled, HeadTooLarge, Http2, MalformedResponse, TimedOut, Truncated};
    if matches!(failure, TimedOut | Cancelled) {
        LookupAnswer::TimedOut
    } else if matches!(failure, MalformedResponse | HeadTooLarge | Http2(_) | Truncated) {
        LookupAnswer::Malformed
    } else {
        LookupAnswer::Unreachable
    }
}

fn unreachable(err: &io::Error) -> LookupAnswer {
    if platform::socket::is_exhausted(err) {
        // It was not asked.
        LookupAnswer::Failed
    } else if err.kind() == io::ErrorKind::TimedOut {
        LookupAnswer::TimedOut
    } else {
        LookupAnswer::Unreachable
    }
}

#[cfg(test)]
mod tests {
    use hickory_proto::rr::Record;
    use hickory_proto::rr::rdata::{A, AAAA, CNAME};
    use proptest::prelude::*;

    use super::*;

    fn name(text: &str) -> Name {
        let mut name = Name::from_ascii(text).unwrap();
        name.set_fqdn(true);
        name
    }

    fn question() -> Question {
        Question::new("www.example.test", Family::V4).unwrap()
    }

    fn response(to: &Question, code: ResponseCode) -> Message {
        let mut message = Message::response(to.id, OpCode::Query);
        message.metadata.response_code = code;
        message.add_query(Query::query(to.name.clone(), to.kind));
        message
    }

    fn alias(from: &str, to: &str) -> Record {
        Record::from_rdata(name(from), 60, RData::CNAME(CNAME(name(to))))
    }

    fn host(of: &str, address: [u8; 4]) -> Record {
        Record::from_rdata(name(of), 60, RData::A(A(address.into())))
    }

    #[track_caller]
    fn check(question: &Question, message: &Message, expected: Option<&Reply>) {
        assert_eq!(question.decode(&message.to_vec().unwrap()).as_ref(), expected);
    }

    #[test]
    fn each_response_code_is_told_apart() {
        let question = question();
        let codes = [
            (ResponseCode::NXDomain, LookupAnswer::NoSuchName),
            (ResponseCode::ServFail, LookupAnswer::ServerFailure),
            (ResponseCode::Refused, LookupAnswer::Refused),
            (ResponseCode::NotImp, LookupAnswer::OtherCode(4)),
            (ResponseCode::NoError, LookupAnswer::NoData),
        ];
        for (code, answer) in codes {
            check(&question, &response(&question, code), Some(&Reply::Answer(answer)));
        }
        let not_understood = response(&question, ResponseCode::FormErr);
        check(&question, &not_understood, Some(&Reply::NotUnderstood));
    }

    #[test]
    fn aliases_are_followed_to_the_addresses() {
        let question = question();
        let mut message = response(&question, ResponseCode::NoError);
        message.add_answer(alias("www.example.test", "edge.cdn.test"));
        message.add_answer(host("edge.cdn.test", [192, 0, 2, 7]));
        message.add_answer(host("unrelated.test", [192, 0, 2, 66]));
        let found = vec!["192.0.2.7".parse().unwrap()];
        check(&question, &message, Some(&Reply::Answer(LookupAnswer::Addresses(found))));
    }

    #[test]
    fn a_circle_of_aliases_is_no_answer() {
        let question = question();
        let mut message = response(&question, ResponseCode::NoError);
        message.add_answer(alias("www.example.test", "b.test"));
        message.add_answer(alias("b.test", "www.example.test"));
        check(&question, &message, Some(&Reply::Answer(LookupAnswer::Malformed)));
    }

    #[test]
    fn an_alias_that_ends_nowhere_is_no_data() {
        let question = question();
        let mut message = response(&question, ResponseCode::NoError);
        message.add_answer(alias("www.example.test", "b.test"));
        check(&question, &message, Some(&Reply::Answer(LookupAnswer::NoData)));
    }

    #[test]
    fn an_address_of_the_other_family_is_no_answer() {
        let question = question();
        let mut message = response(&question, ResponseCode::NoError);
        let address = RData::AAAA(AAAA("2001:db8::1".parse().unwrap()));
        message.add_answer(Record::from_rdata(question.name.clone(), 60, address));
        check(&question, &message, Some(&Reply::Answer(LookupAnswer::NoData)));
    }

    #[test]
    fn an_answer_to_another_question_is_none() {
        let question = question();
        let mut wrong_id = response(&question, ResponseCode::NXDomain);
        wrong_id.metadata.id = question.id.wrapping_add(1);
        check(&question, &wrong_id, None);

        let other = Question { name: name("other.test"), ..question.clone() };
        check(&question, &response(&other, ResponseCode::NXDomain), None);

        let echo = question.encode(true).unwrap();
        assert_eq!(question.decode(&echo), None, "a question is no answer");
    }

    #[test]
    fn the_case_of_letters_does_not_matter() {
        let question = question();
        let shouted = Question { name: name("WWW.EXAMPLE.TEST"), ..question.clone() };
        let message = response(&shouted, ResponseCode::NXDomain);
        check(&question, &message, Some(&Reply::Answer(LookupAnswer::NoSuchName)));
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let _reply = question().decode(&bytes);
        }
    }
}
