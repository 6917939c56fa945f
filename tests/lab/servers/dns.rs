//! Resolvers that answer, or do not, as they are told. Written without the library that the program uses, so that an
//! error in how it reads or writes messages does not cancel out.

use std::net::IpAddr;
use std::sync::Arc;

use anyhow::Result;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{bind, each, listen};
use crate::world::{Answer, NXDOMAIN, Place, Resolver, World};

type Choose = fn(&World) -> &Resolver;

/// Serves UDP and TCP on port 53.
pub(crate) fn serve(
    place: Place,
    address: IpAddr,
    world: &Arc<World>,
    choose: Choose,
) -> Result<()> {
    let socket = bind(place, (address, 53).into())?;
    let known = Arc::clone(world);
    tokio::spawn(async move {
        let mut buffer = [0; 2048];
        while let Ok((length, peer)) = socket.recv_from(&mut buffer).await {
            let query = buffer.get(..length).unwrap_or_default();
            if let Some(reply) = answer(query, choose(&known), &known) {
                // The desktop may have gone away by now.
                socket.send_to(&reply, peer).await.ok();
            }
        }
    });
    let known = Arc::clone(world);
    each(listen(place, (address, 53).into())?, move |mut stream| {
        let known = Arc::clone(&known);
        async move {
            loop {
                let mut query = vec![0; stream.read_u16().await?.into()];
                stream.read_exact(&mut query).await?;
                let Some(reply) = answer(&query, choose(&known), &known) else {
                    std::future::pending::<()>().await;
                    continue;
                };
                stream.write_u16(u16::try_from(reply.len())?).await?;
                stream.write_all(&reply).await?;
            }
        }
    });
    Ok(())
}

const TYPE_A: u16 = 1;
const TYPE_AAAA: u16 = 28;

/// The message that `resolver` sends back (RFC 1035, section 4), or nothing.
pub(crate) fn answer(query: &[u8], resolver: &Resolver, world: &World) -> Option<Vec<u8>> {
    let question = Question::parse(query)?;
    let truth = || world.site(&question.name).map(|site| site.addresses.clone());
    let (code, addresses) = match resolver.answer(&question.name) {
        Answer::Silence => return None,
        Answer::Truth => truth().map_or((NXDOMAIN, Vec::new()), |addresses| (0, addresses)),
        Answer::Code(code) => (*code, Vec::new()),
        Answer::Empty => (0, Vec::new()),
        Answer::Addresses(addresses) => (0, addresses.clone()),
    };
    let records = addresses.into_iter().filter_map(|address| match (question.kind, address) {
        (TYPE_A, IpAddr::V4(address)) => Some(address.octets().to_vec()),
        (TYPE_AAAA, IpAddr::V6(address)) => Some(address.octets().to_vec()),
        _ => None,
    });
    let records = records.collect::<Vec<_>>();

    let mut reply = query.get(..2)?.to_vec();
    // A response, recursion desired and available.
    reply.extend([0x81, 0x80 | code, 0, 1, 0, u8::try_from(records.len()).ok()?, 0, 0, 0, 0]);
    reply.extend(query.get(12..question.end)?);
    for record in records {
        // The name is the question's, at offset 12; class IN; time to live 30 s.
        reply.extend([0xc0, 12]);
        reply.extend(question.kind.to_be_bytes());
        reply.extend([0, 1, 0, 0, 0, 30, 0, u8::try_from(record.len()).ok()?]);
        reply.extend(record);
    }
    Some(reply)
}

struct Question {
    name: String,
    kind: u16,
    /// Where it ends in the message.
    end: usize,
}

impl Question {
    fn parse(query: &[u8]) -> Option<Self> {
        let mut labels = Vec::new();
        let mut at = 12;
        loop {
            let length = usize::from(*query.get(at)?);
            at += 1;
            if length == 0 {
                break;
            }
            let label = query.get(at..at + length)?;
            labels.push(String::from_utf8_lossy(label).to_ascii_lowercase());
            at += length;
        }
        let kind = u16::from_be_bytes(query.get(at..at + 2)?.try_into().ok()?);
        Some(Self { name: labels.join("."), kind, end: at + 4 })
    }
}
