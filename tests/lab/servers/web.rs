//! HTTP and HTTPS: the sites, the captive portal, the provider's notice.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::{DATE, HOST, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo};
use jiff::{SignedDuration, Timestamp};
use rustls::ServerConfig;
use rustls::server::Acceptor;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::LazyConfigAcceptor;

use super::{dns, each};
use crate::authority::{Authority, Identity};
use crate::world::{Part, ROUTER, Reply, World, page};

/// A request, as far as an answer depends on it.
pub(crate) struct Asked {
    pub host: String,
    pub path: String,
    pub query: String,
    pub body: Bytes,
}

/// All sites, with their certificates.
#[derive(Clone)]
pub(crate) struct Sites {
    world: Arc<World>,
    configs: Arc<BTreeMap<&'static str, Arc<ServerConfig>>>,
}

impl Sites {
    pub(crate) fn new(world: &Arc<World>, authority: &Authority) -> Result<Self> {
        let config = |identity| tls(identity, &[b"h2", b"http/1.1"]);
        let configs =
            world.sites.iter().map(|site| Ok((site.name, config(authority.identity_of(site)?)?)));
        let configs = Arc::new(configs.collect::<Result<_>>()?);
        Ok(Self { world: Arc::clone(world), configs })
    }

    pub(crate) fn serve_tls(self, listener: TcpListener) {
        each(listener, move |stream| {
            let sites = self.clone();
            async move {
                let address = stream.local_addr()?.ip();
                let hello = LazyConfigAcceptor::new(Acceptor::default(), stream).await?;
                let named = hello.client_hello().server_name().map(str::to_owned);
                let named = named.and_then(|name| sites.world.site(&name));
                let site = named.or_else(|| sites.world.owner(address)).context("whose?")?;
                let config = sites.configs.get(site.name).context("no certificate")?;
                let stream = hello.into_stream(Arc::clone(config)).await?;
                let h2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
                let days = sites.world.days_ahead;
                serve(stream, h2, days, move |asked| sites.reply(address, asked)).await
            }
        });
    }

    pub(crate) fn serve_clear(self, listener: TcpListener) {
        each(listener, move |stream| {
            let sites = self.clone();
            async move {
                let address = stream.local_addr()?.ip();
                let days = sites.world.days_ahead;
                serve(stream, false, days, move |asked| sites.reply_in_clear(address, asked)).await
            }
        });
    }

    fn reply(&self, address: IpAddr, asked: &Asked) -> Reply {
        let named = self.world.site(&asked.host).or_else(|| self.world.owner(address));
        let Some(site) = named else {
            return Reply::new(421, page("421", "Misdirected request"));
        };
        if site.part == Part::Doh {
            return over_https(asked, &self.world).unwrap_or_else(|| Reply::new(400, ""));
        }
        site.reply.clone()
    }

    fn reply_in_clear(&self, address: IpAddr, asked: &Asked) -> Reply {
        match self.world.owner(address) {
            Some(site) if site.part == Part::Control && site.path == asked.path => {
                site.reply.clone()
            }
            Some(site) => {
                let there = format!("https://{}{}", site.name, asked.path);
                Reply::new(301, "").with("location", &there)
            }
            None => Reply::new(404, page("404", "Nothing here")),
        }
    }
}

/// What the provider shows to people whom its resolver has sent here.
pub(crate) fn serve_notice(listener: TcpListener, world: &World) {
    let days = world.days_ahead;
    let notice =
        Reply::new(200, page("Access restricted", "This site is not available on our network."));
    each(listener, move |stream| {
        let notice = notice.clone();
        async move { serve(stream, false, days, move |_| notice.clone()).await }
    });
}

/// The captive portal's answer to all clear text, and its own page.
pub(crate) fn serve_portal(listener: TcpListener, world: &World) {
    let days = world.days_ahead;
    let form = "<form action=\"/login\" method=\"post\">Room number <input name=\"room\"></form>";
    let login = Reply::new(200, page("Welcome, guest", form));
    let portal = world.portal.clone().unwrap_or_else(|| login.clone());
    each(listener, move |stream| {
        let (login, portal) = (login.clone(), portal.clone());
        let own = ROUTER.to_string();
        let answer =
            move |asked: &Asked| if asked.host == own { login.clone() } else { portal.clone() };
        async move { serve(stream, false, days, answer).await }
    });
}

/// The configuration of a TLS server that shows `identity`.
pub(crate) fn tls(identity: Identity, protocols: &[&[u8]]) -> Result<Arc<ServerConfig>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(identity.chain, identity.key)?;
    config.alpn_protocols = protocols.iter().map(|it| it.to_vec()).collect();
    Ok(Arc::new(config))
}

/// Serves one connection.
pub(crate) async fn serve<S, A>(stream: S, h2: bool, days_ahead: i32, answer: A) -> Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    A: Fn(&Asked) -> Reply + Send + Sync + 'static,
{
    let answer = Arc::new(answer);
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = Arc::clone(&answer);
        async move { Ok::<_, Infallible>(render(answer(&read(request).await), days_ahead)) }
    });
    let io = TokioIo::new(stream);
    if h2 {
        hyper::server::conn::http2::Builder::new(TokioExecutor::new())
            .serve_connection(io, service)
            .await?;
    } else {
        hyper::server::conn::http1::Builder::new().serve_connection(io, service).await?;
    }
    Ok(())
}

async fn read(request: Request<Incoming>) -> Asked {
    let uri = request.uri().clone();
    let in_header = request.headers().get(HOST).and_then(|it| it.to_str().ok());
    let host = uri.host().or(in_header).unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase();
    let body = request
        .into_body()
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let (path, query) = (uri.path().to_owned(), uri.query().unwrap_or_default().to_owned());
    Asked { host, path, query, body }
}

fn render(reply: Reply, days_ahead: i32) -> Response<Full<Bytes>> {
    let has_body = !reply.body.is_empty();
    let mut response = Response::new(Full::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or_default();
    if has_body && !reply.headers.iter().any(|(name, _)| *name == "content-type") {
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert("content-type", html);
    }
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    if let Ok(date) = HeaderValue::from_str(&http_date(days_ahead)) {
        response.headers_mut().insert(DATE, date);
    }
    response
}

/// The world's time in the format of a Date header.
pub(crate) fn http_date(days_ahead: i32) -> String {
    let now = Timestamp::now() + SignedDuration::from_hours(24 * i64::from(days_ahead));
    SystemTime::try_from(now).map(httpdate::fmt_http_date).unwrap_or_default()
}

/// DNS over HTTPS (RFC 8484), by GET and by POST.
fn over_https(asked: &Asked, world: &World) -> Option<Reply> {
    let parameter = asked.query.split('&').find_map(|it| it.strip_prefix("dns="));
    let query = match parameter {
        Some(text) => from_base64url(text)?,
        None => asked.body.to_vec(),
    };
    let message = dns::answer(&query, &world.public_resolvers, world)?;
    Some(Reply::new(200, message).with("content-type", "application/dns-message"))
}

fn from_base64url(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bits = 0_u32;
    let mut held = 0;
    let mut bytes = Vec::new();
    for letter in text.bytes().filter(|it| *it != b'=') {
        let value = ALPHABET.iter().position(|it| *it == letter)?;
        bits = bits << 6 | u32::try_from(value).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    Some(bytes)
}
