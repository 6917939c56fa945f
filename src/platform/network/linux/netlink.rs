//! Questions to the kernel's route socket, one at a time.
//!
//! The answers come from the same machine within microseconds, so there is nothing to wait for and no task to run;
//! a message that the decoder does not understand is left out, not the rest with it.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use rtnetlink::packet_core::{
    DecodeError, Emitable, NLM_F_DUMP, NLM_F_MULTIPART, NLM_F_REQUEST, NetlinkDeserializable,
    NetlinkHeader, NetlinkMessage, NetlinkPayload, NetlinkSerializable, Parseable as _,
};
use rtnetlink::packet_route::AddressFamily;
use rtnetlink::packet_route::address::{AddressHeader, AddressMessage, AddressMessageBuffer};
use rtnetlink::packet_route::link::{LinkHeader, LinkMessage, LinkMessageBuffer};
use rtnetlink::packet_route::neighbour::{
    NeighbourHeader, NeighbourMessage, NeighbourMessageBuffer,
};
use rtnetlink::packet_route::route::{
    RouteAttribute, RouteHeader, RouteMessage, RouteMessageBuffer,
};
use rtnetlink::sys::protocols::NETLINK_ROUTE;
use rtnetlink::sys::{Socket, SocketAddr};
use socket2::SockRef;
use tracing::debug;

use crate::observation::Family;

/// Never needed by a kernel that answers; keeps a bug from hanging a round.
const LIMIT: Duration = Duration::from_millis(200);
/// A message's length stands in its first four bytes, and each begins at a multiple of four (netlink(7)).
const LENGTH: usize = 4;
const ALIGNMENT: usize = 4;
const HEADER: usize = 16;

/// A connection to the kernel's tables.
pub(super) struct Netlink {
    socket: Socket,
    sequence: u32,
}

impl Netlink {
    pub(super) fn open() -> io::Result<Self> {
        let mut socket = Socket::new(NETLINK_ROUTE)?;
        socket.bind_auto()?;
        socket.connect(&SocketAddr::new(0, 0))?;
        SockRef::from(&socket).set_read_timeout(Some(LIMIT))?;
        Ok(Self { socket, sequence: 0 })
    }

    pub(super) fn links(&mut self) -> io::Result<Vec<LinkMessage>> {
        self.ask(&[&LinkHeader::default()], NLM_F_DUMP)
    }

    pub(super) fn addresses(&mut self) -> io::Result<Vec<AddressMessage>> {
        self.ask(&[&AddressHeader::default()], NLM_F_DUMP)
    }

    /// The routes of both families, from all tables.
    pub(super) fn routes(&mut self) -> io::Result<Vec<RouteMessage>> {
        let mut found = Vec::new();
        for family in [Family::V4, Family::V6] {
            let header =
                RouteHeader { address_family: address_family(family), ..RouteHeader::default() };
            found.extend(self.ask(&[&header], NLM_F_DUMP)?);
        }
        Ok(found)
    }

    /// The route that a packet of ours to `destination` would take.
    pub(super) fn route_to(&mut self, destination: IpAddr) -> io::Result<Option<RouteMessage>> {
        let header = RouteHeader {
            address_family: address_family(Family::of(destination)),
            destination_prefix_length: if destination.is_ipv4() { 32 } else { 128 },
            ..RouteHeader::default()
        };
        let destination = RouteAttribute::Destination(destination.into());
        Ok(self.ask(&[&header, &destination], 0)?.into_iter().next())
    }

    pub(super) fn neighbours(&mut self, family: Family) -> io::Result<Vec<NeighbourMessage>> {
        let header =
            NeighbourHeader { family: address_family(family), ..NeighbourHeader::default() };
        self.ask(&[&header], NLM_F_DUMP)
    }

    /// The rows that answer a question made of `parts`.
    fn ask<R: Row>(&mut self, parts: &[&dyn Emitable], flags: u16) -> io::Result<Vec<R>> {
        self.sequence += 1;
        let mut header = NetlinkHeader::default();
        header.flags = NLM_F_REQUEST | flags;
        header.sequence_number = self.sequence;
        let question = Question { kind: R::GET, parts };
        let mut message = NetlinkMessage::new(header, NetlinkPayload::InnerMessage(question));
        message.finalize();
        let mut bytes = vec![0; message.buffer_len()];
        message.serialize(&mut bytes);
        self.socket.send(&bytes, 0)?;

        let mut answers = Vec::new();
        loop {
            let (bytes, _) = self.socket.recv_from_full()?;
            for message in split(&bytes) {
                match NetlinkMessage::<Answer<R>>::deserialize(message) {
                    Ok(it) if it.header.sequence_number != self.sequence => {}
                    Ok(it) => match it.payload {
                        NetlinkPayload::Done(_) => return Ok(answers),
                        NetlinkPayload::Error(error) => {
                            return error.code.map_or(Ok(answers), |_| Err(error.to_io()));
                        }
                        NetlinkPayload::InnerMessage(Answer(row)) => {
                            answers.extend(row);
                            if it.header.flags & NLM_F_MULTIPART == 0 {
                                return Ok(answers);
                            }
                        }
                        NetlinkPayload::Noop | NetlinkPayload::Overrun(_) => {}
                        _ => debug!("a netlink message is of an unknown kind"),
                    },
                    Err(error) => debug!(%error, "a netlink message is not understood"),
                }
            }
        }
    }
}

/// A row of one of the kernel's tables. A dump holds rows of one table, so the decoder of all that a route socket can say
/// (filters, rules, statistics: a seventh of a megabyte) is not needed.
trait Row: Sized {
    /// The kind of the messages that hold one (rtnetlink(7)), and of the question for them.
    const NEW: u16;
    const GET: u16;

    fn read(bytes: &[u8]) -> Result<Self, DecodeError>;
}

impl Row for LinkMessage {
    const NEW: u16 = libc::RTM_NEWLINK;
    const GET: u16 = libc::RTM_GETLINK;

    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::parse(&LinkMessageBuffer::new_checked(&bytes)?)
    }
}

impl Row for AddressMessage {
    const NEW: u16 = libc::RTM_NEWADDR;
    const GET: u16 = libc::RTM_GETADDR;

    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::parse(&AddressMessageBuffer::new_checked(&bytes)?)
    }
}

impl Row for RouteMessage {
    const NEW: u16 = libc::RTM_NEWROUTE;
    const GET: u16 = libc::RTM_GETROUTE;

    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::parse(&RouteMessageBuffer::new_checked(&bytes)?)
    }
}

impl Row for NeighbourMessage {
    const NEW: u16 = libc::RTM_NEWNEIGH;
    const GET: u16 = libc::RTM_GETNEIGH;

    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::parse(&NeighbourMessageBuffer::new_checked(&bytes)?)
    }
}

/// A message of the kernel's: a row, where it is one of the table that was asked for.
struct Answer<R>(Option<R>);

impl<R: Row> NetlinkDeserializable for Answer<R> {
    type Error = DecodeError;

    fn deserialize(header: &NetlinkHeader, payload: &[u8]) -> Result<Self, DecodeError> {
        let is_row = header.message_type == R::NEW;
        is_row.then(|| R::read(payload)).transpose().map(Self)
    }
}

/// A message to the kernel.
struct Question<'a> {
    kind: u16,
    parts: &'a [&'a dyn Emitable],
}

impl NetlinkSerializable for Question<'_> {
    fn message_type(&self) -> u16 {
        self.kind
    }

    fn buffer_len(&self) -> usize {
        self.parts.iter().map(|it| it.buffer_len()).sum()
    }

    fn serialize(&self, mut buffer: &mut [u8]) {
        for part in self.parts {
            let (room, rest) = buffer.split_at_mut(part.buffer_len());
            part.emit(room);
            buffer = rest;
        }
    }
}

/// The messages in what was received, by their own lengths.
fn split(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let length = u32::from_ne_bytes(bytes.get(..LENGTH)?.try_into().ok()?);
        let length = usize::try_from(length).ok().filter(|it| *it >= HEADER)?;
        let message = bytes.get(..length)?;
        bytes = bytes.get(length.next_multiple_of(ALIGNMENT)..).unwrap_or_default();
        Some(message)
    })
}

fn address_family(family: Family) -> AddressFamily {
    match family {
        Family::V4 => AddressFamily::Inet,
        Family::V6 => AddressFamily::Inet6,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn message(length: u32, size: usize) -> Vec<u8> {
        let mut bytes = length.to_ne_bytes().to_vec();
        bytes.resize(size, 0xaa);
        bytes
    }

    #[test]
    fn messages_begin_at_multiples_of_four() {
        let bytes = [message(17, 20), message(16, 16)].concat();
        assert_eq!(split(&bytes).map(<[u8]>::len).collect::<Vec<_>>(), [17, 16]);
    }

    #[test]
    fn a_length_that_cannot_be_ends_it() {
        assert_eq!(split(&message(0, 32)).count(), 0);
        assert_eq!(split(&message(64, 32)).count(), 0);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic_or_go_on_for_ever(bytes: Vec<u8>) {
            prop_assert!(split(&bytes).count() <= bytes.len() / HEADER);
        }
    }
}
