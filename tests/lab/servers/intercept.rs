//! Somebody on the way who re-signs TLS: an antivirus, a company's gateway, a family filter.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use anyhow::Result;
use nix::sys::socket::{getsockopt, sockopt};
use rustls::pki_types::ServerName;
use rustls::server::Acceptor;
use rustls::{ClientConfig, RootCertStore};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{LazyConfigAcceptor, TlsConnector};

use super::{connect, each, web};
use crate::authority::Authority;
use crate::world::{Interceptor, Place, Signer, World};

/// Takes apart every connection that the router redirects to `listener`.
pub(crate) fn serve(
    listener: TcpListener,
    interceptor: Interceptor,
    world: &World,
    authority: &Arc<Authority>,
) -> Result<()> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.root(Signer::Services)?)?;
    roots.add(authority.root(Signer::Controls)?)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut upstream = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    upstream.alpn_protocols = vec![b"http/1.1".to_vec()];
    let (upstream, days) = (TlsConnector::from(Arc::new(upstream)), world.days_ahead);
    let authority = Arc::clone(authority);
    each(listener, move |stream| {
        let (authority, upstream) = (Arc::clone(&authority), upstream.clone());
        async move {
            let target = original_target(&stream)?;
            let hello = LazyConfigAcceptor::new(Acceptor::default(), stream).await?;
            let named = hello.client_hello().server_name().map(str::to_owned);
            let name = named.unwrap_or_else(|| target.to_string());
            let forged = authority.identity(vec![name.clone()], Signer::Interceptor, -2, 30)?;
            let mut stream = hello.into_stream(web::tls(forged, &[b"http/1.1"])?).await?;
            if let Some(block) = (interceptor.blocks)(&name) {
                return web::serve(stream, false, days, move |_| block.clone()).await;
            }
            let onward = connect(Place::Router, target, 443).await?;
            let mut onward = upstream.connect(ServerName::try_from(name)?, onward).await?;
            tokio::io::copy_bidirectional(&mut stream, &mut onward).await?;
            Ok(())
        }
    });
    Ok(())
}

/// Where a redirected connection was going to.
fn original_target(stream: &TcpStream) -> Result<IpAddr> {
    if stream.local_addr()?.is_ipv4() {
        let address = getsockopt(stream, sockopt::OriginalDst)?;
        Ok(Ipv4Addr::from(u32::from_be(address.sin_addr.s_addr)).into())
    } else {
        let address = getsockopt(stream, sockopt::Ip6tOriginalDst)?;
        Ok(Ipv6Addr::from(address.sin6_addr.s6_addr).into())
    }
}
