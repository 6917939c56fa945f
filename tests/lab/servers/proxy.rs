//! A forward proxy: CONNECT, and requests in absolute form (RFC 9112, section 3.2.2).

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use super::{connect, each, web};
use crate::world::{Place, Reply, World};

/// Serves on `listener`; for hosts for which `answers` has one, the proxy answers itself.
pub(crate) fn serve(listener: TcpListener, answers: fn(&str) -> Option<Reply>, world: &Arc<World>) {
    let world = Arc::clone(world);
    each(listener, move |stream| relay(stream, answers, Arc::clone(&world)));
}

async fn relay(
    mut stream: TcpStream,
    answers: fn(&str) -> Option<Reply>,
    world: Arc<World>,
) -> Result<()> {
    let head = read_head(&mut stream).await?;
    let line = head.lines().next().unwrap_or_default();
    let [method, target, _] = line.split(' ').collect::<Vec<_>>()[..] else {
        bail!("not a request line: {line}");
    };
    let tunnel = method == "CONNECT";
    let authority = target.trim_start_matches("http://").split('/').next().unwrap_or_default();
    let default = if tunnel { 443 } else { 80 };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !host.ends_with(':') => (host, port.parse()?),
        _ => (authority, default),
    };
    if let Some(reply) = answers(host) {
        stream.write_all(&in_full(&reply, world.days_ahead)).await?;
        return Ok(stream.shutdown().await?);
    }
    let address = match host.trim_matches(['[', ']']).parse() {
        Ok(address) => address,
        Err(_) => *world.site(host).and_then(|it| it.addresses.first()).context("no such host")?,
    };
    let mut onward = connect(Place::Router, address, port).await?;
    if tunnel {
        stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
    } else {
        let path = target.trim_start_matches("http://").trim_start_matches(authority);
        let rest = head.split_once("\r\n").map_or("", |(_, rest)| rest);
        let head =
            format!("{method} {path} HTTP/1.1\r\nvia: 1.1 px-7\r\nconnection: close\r\n{rest}");
        onward.write_all(head.as_bytes()).await?;
    }
    copy_bidirectional(&mut stream, &mut onward).await?;
    Ok(())
}

/// Reads up to and including the empty line; byte by byte, since what follows belongs to the tunnel.
async fn read_head(stream: &mut TcpStream) -> Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
        if head.len() > 16_384 {
            bail!("an endless head");
        }
    }
    Ok(String::from_utf8(head)?)
}

fn in_full(reply: &Reply, days_ahead: i32) -> Vec<u8> {
    let headers = reply.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
    let head = format!(
        "HTTP/1.1 {} Proxy says\r\ndate: {}\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: {}\r\n{}\r\n",
        reply.status,
        web::http_date(days_ahead),
        reply.body.len(),
        headers.collect::<String>()
    );
    [head.as_bytes(), &reply.body].concat()
}
