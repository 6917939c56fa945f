//! A name server of our own on loopback, over UDP and TCP at the same port.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hickory_proto::op::{Message, OpCode, ResponseCode};
use hickory_proto::rr::rdata::A;
use hickory_proto::rr::{RData, Record};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UdpSocket};

/// By what a question came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    Udp,
    Tcp,
}

/// A running name server.
pub(crate) struct NameServer {
    pub(crate) address: SocketAddr,
    /// Questions that have come.
    pub(crate) asked: Arc<AtomicUsize>,
}

impl NameServer {
    /// Answers each question by the messages that `answer` gives for it: none is silence. Its second argument counts
    /// the questions before this one.
    pub(crate) async fn start(
        answer: impl Fn(&Message, usize, Carrier) -> Vec<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        let answer = Arc::new(answer);
        let asked = Arc::new(AtomicUsize::new(0));
        let (udp, tcp, address) = one_port_for_both().await;

        let (by_udp, count) = (Arc::clone(&answer), Arc::clone(&asked));
        tokio::spawn(async move {
            let mut buffer = [0; 4096];
            while let Ok((length, from)) = udp.recv_from(&mut buffer).await {
                let question = Message::from_vec(&buffer[..length]).unwrap();
                let before = count.fetch_add(1, Ordering::SeqCst);
                for message in by_udp(&question, before, Carrier::Udp) {
                    udp.send_to(&message, from).await.unwrap();
                }
            }
        });

        let count = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = tcp.accept().await {
                let mut bytes = vec![0; usize::from(stream.read_u16().await.unwrap())];
                stream.read_exact(&mut bytes).await.unwrap();
                let question = Message::from_vec(&bytes).unwrap();
                let before = count.fetch_add(1, Ordering::SeqCst);
                for message in answer(&question, before, Carrier::Tcp) {
                    stream.write_u16(u16::try_from(message.len()).unwrap()).await.unwrap();
                    stream.write_all(&message).await.unwrap();
                }
            }
        });
        Self { address, asked }
    }

    pub(crate) fn count(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// An answer to `question` without any record.
pub(crate) fn reply(question: &Message, code: ResponseCode) -> Message {
    let mut message = Message::response(question.metadata.id, OpCode::Query);
    message.metadata.response_code = code;
    message.add_queries(question.queries.clone());
    message
}

/// An answer to `question` with one address.
pub(crate) fn address(question: &Message, address: [u8; 4]) -> Message {
    let mut message = reply(question, ResponseCode::NoError);
    let name = question.queries[0].name().clone();
    message.add_answer(Record::from_rdata(name, 60, RData::A(A(address.into()))));
    message
}

/// The message on the wire.
pub(crate) fn wire(message: &Message) -> Vec<u8> {
    message.to_vec().unwrap()
}

/// A port that is free for datagrams and for connections: other tests take ports, too.
pub(crate) async fn one_port_for_both() -> (UdpSocket, TcpListener, SocketAddr) {
    loop {
        let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = udp.local_addr().unwrap();
        match TcpListener::bind(address).await {
            Ok(tcp) => return (udp, tcp, address),
            Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse, "{error}"),
        }
    }
}
