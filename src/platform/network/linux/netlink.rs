//! Questions to the kernel's route socket, one at a time.
//!
//! The answers come from the same machine within microseconds, so there is nothing to wait for and no task to run;
//! a message that the decoder does not understand is left out, not the rest with it.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use rtnetlink::packet_core::{
    NLM_F_DUMP, NLM_F_MULTIPART, NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload,
};
use rtnetlink::packet_route::address::AddressMessage;
use rtnetlink::packet_route::link::LinkMessage;
use rtnetlink::packet_route::neighbour::NeighbourMessage;
use rtnetlink::packet_route::route::{RouteAttribute, RouteMessage};
use rtnetlink::packet_route::{AddressFamily, RouteNetlinkMessage};
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
        let question = RouteNetlinkMessage::GetLink(LinkMessage::default());
        Ok(self.ask(question, NLM_F_DUMP)?.into_iter().filter_map(link).collect())
    }

    pub(super) fn addresses(&mut self) -> io::Result<Vec<AddressMessage>> {
        let question = RouteNetlinkMessage::GetAddress(AddressMessage::default());
        Ok(self.ask(question, NLM_F_DUMP)?.into_iter().filter_map(address).collect())
    }

    /// The routes of both families, from all tables.
    pub(super) fn routes(&mut self) -> io::Result<Vec<RouteMessage>> {
        let mut found = Vec::new();
        for family in [Family::V4, Family::V6] {
            let mut message = RouteMessage::default();
            message.header.address_family = address_family(family);
            let question = RouteNetlinkMessage::GetRoute(message);
            found.extend(self.ask(question, NLM_F_DUMP)?.into_iter().filter_map(route));
        }
        Ok(found)
    }

    /// The route that a packet of ours to `destination` would take.
    pub(super) fn route_to(&mut self, destination: IpAddr) -> io::Result<Option<RouteMessage>> {
        let mut message = RouteMessage::default();
        message.header.address_family = address_family(Family::of(destination));
        message.header.destination_prefix_length = if destination.is_ipv4() { 32 } else { 128 };
        message.attributes.push(RouteAttribute::Destination(destination.into()));
        let answer = self.ask(RouteNetlinkMessage::GetRoute(message), 0)?;
        Ok(answer.into_iter().find_map(route))
    }

    pub(super) fn neighbours(&mut self, family: Family) -> io::Result<Vec<NeighbourMessage>> {
        let mut message = NeighbourMessage::default();
        message.header.family = address_family(family);
        let question = RouteNetlinkMessage::GetNeighbour(message);
        Ok(self.ask(question, NLM_F_DUMP)?.into_iter().filter_map(neighbour).collect())
    }

    fn ask(
        &mut self,
        question: RouteNetlinkMessage,
        flags: u16,
    ) -> io::Result<Vec<RouteNetlinkMessage>> {
        self.sequence += 1;
        let mut header = NetlinkHeader::default();
        header.flags = NLM_F_REQUEST | flags;
        header.sequence_number = self.sequence;
        let mut message = NetlinkMessage::new(header, NetlinkPayload::from(question));
        message.finalize();
        let mut bytes = vec![0; message.buffer_len()];
        message.serialize(&mut bytes);
        self.socket.send(&bytes, 0)?;

        let mut answers = Vec::new();
        loop {
            let (bytes, _) = self.socket.recv_from_full()?;
            for message in split(&bytes) {
                match NetlinkMessage::<RouteNetlinkMessage>::deserialize(message) {
                    Ok(it) if it.header.sequence_number != self.sequence => {}
                    Ok(it) => match it.payload {
                        NetlinkPayload::Done(_) => return Ok(answers),
                        NetlinkPayload::Error(error) => {
                            return error.code.map_or(Ok(answers), |_| Err(error.to_io()));
                        }
                        NetlinkPayload::InnerMessage(answer) => {
                            answers.push(answer);
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

fn link(message: RouteNetlinkMessage) -> Option<LinkMessage> {
    if let RouteNetlinkMessage::NewLink(it) = message { Some(it) } else { None }
}

fn address(message: RouteNetlinkMessage) -> Option<AddressMessage> {
    if let RouteNetlinkMessage::NewAddress(it) = message { Some(it) } else { None }
}

fn route(message: RouteNetlinkMessage) -> Option<RouteMessage> {
    if let RouteNetlinkMessage::NewRoute(it) = message { Some(it) } else { None }
}

fn neighbour(message: RouteNetlinkMessage) -> Option<NeighbourMessage> {
    if let RouteNetlinkMessage::NewNeighbour(it) = message { Some(it) } else { None }
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
