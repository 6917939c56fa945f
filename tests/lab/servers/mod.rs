//! The servers of a [`World`], all as tasks of one thread. Their sockets live where they were made.

mod dns;
mod intercept;
mod proxy;
mod web;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use socket2::{Domain, Protocol, Socket, Type};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpSocket, TcpStream, UdpSocket};

use crate::authority::Authority;
use crate::cell::within;
use crate::world::{
    DRIP_PORT, FLOOD_PORT, INTERCEPTOR_PORT, PORTAL_PORT, PROXY, PROXY_PORT, PUBLIC, Place, Proxy,
    RESOLVER, World,
};

/// Starts all servers. They run as long as the runtime does.
pub(crate) fn start(world: &Arc<World>, authority: &Arc<Authority>) -> Result<()> {
    let anywhere = |port| {
        let four = SocketAddr::from((Ipv4Addr::UNSPECIFIED, port));
        let six = SocketAddr::from((Ipv6Addr::UNSPECIFIED, port));
        if world.ipv6 { vec![four, six] } else { vec![four] }
    };

    dns::serve(Place::Provider, RESOLVER, world, |world| &world.resolver)?;
    for address in PUBLIC {
        dns::serve(Place::Internet, address, world, |world| &world.public_resolvers)?;
    }
    let sites = web::Sites::new(world, authority)?;
    for address in anywhere(443) {
        sites.clone().serve_tls(listen(Place::Internet, address)?);
    }
    for address in anywhere(80) {
        sites.clone().serve_clear(listen(Place::Internet, address)?);
    }
    web::serve_notice(listen(Place::Provider, (crate::world::NOTICE, 80).into())?, world);
    if world.portal.is_some() {
        for address in anywhere(PORTAL_PORT) {
            web::serve_portal(listen(Place::Router, address)?, world);
        }
    }
    if let Some(interceptor) = world.interceptor {
        for address in anywhere(INTERCEPTOR_PORT) {
            let listener = listen(Place::Router, address)?;
            intercept::serve(listener, interceptor, world, authority)?;
        }
    }
    if let Some(Proxy::Runs(answers)) = world.proxy {
        proxy::serve(listen(Place::Router, (PROXY, PROXY_PORT).into())?, answers, world);
    }
    Ok(())
}

/// Starts what only a soak needs: somebody who signs people in at the router, and hostile servers on the Internet.
pub(crate) fn start_hostile(world: &World) -> Result<()> {
    let anywhere = |port| SocketAddr::from((Ipv4Addr::UNSPECIFIED, port));
    web::serve_portal(listen(Place::Router, anywhere(PORTAL_PORT))?, world);
    // More than anybody would take, as fast as it is taken.
    each(listen(Place::Internet, anywhere(FLOOD_PORT))?, |mut stream| async move {
        stream.write_all(b"HTTP/1.1 503 Service Unavailable\r\n\r\n").await?;
        loop {
            stream.write_all(&[b'x'; 16 * 1024]).await?;
        }
    });
    // A byte now and then, for ever.
    each(listen(Place::Internet, anywhere(DRIP_PORT))?, |mut stream| async move {
        loop {
            stream.write_all(b"\x16").await?;
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        }
    });
    Ok(())
}

fn socket(place: Place, address: SocketAddr, kind: Type, protocol: Protocol) -> Result<Socket> {
    let socket =
        within(place, || Socket::new(Domain::for_address(address), kind, Some(protocol)))??;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    socket.set_nonblocking(true)?;
    Ok(socket)
}

fn listen(place: Place, address: SocketAddr) -> Result<TcpListener> {
    let socket = socket(place, address, Type::STREAM, Protocol::TCP)?;
    socket.set_reuse_address(true)?;
    socket.bind(&address.into()).with_context(|| format!("listening on {address}"))?;
    socket.listen(256)?;
    Ok(TcpListener::from_std(socket.into())?)
}

fn bind(place: Place, address: SocketAddr) -> Result<UdpSocket> {
    let socket = socket(place, address, Type::DGRAM, Protocol::UDP)?;
    socket.bind(&address.into()).with_context(|| format!("binding {address}"))?;
    Ok(UdpSocket::from_std(socket.into())?)
}

/// Connects from `place`.
async fn connect(place: Place, address: IpAddr, port: u16) -> Result<TcpStream> {
    let address = SocketAddr::new(address, port);
    let socket = within(place, || match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    })??;
    Ok(socket.connect(address).await?)
}

/// Gives each connection to a task of its own. How a connection ends is the other side's business.
fn each<F>(listener: TcpListener, handle: impl Fn(TcpStream) -> F + Send + 'static)
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(handle(stream));
        }
    });
}
