//! The proxies that are configured: which one a request goes through, and how to speak to it.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use http::{HeaderValue, Request, header};
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::budget::Budget;
use super::exchange::{self, Wish};
use super::handshake::Stream;
use super::limits::Limits;
use super::{bypass, classify};
use crate::catalogue::ProbeKind;
use crate::observation::{
    Exchange, Expectation, FailureKind, ProxyEndpoint, ProxyScheme, ProxySettings, Transport,
};

/// The "no acceptable methods" of RFC 1928, section 3, which we note for a refused password too.
const SOCKS_NO_METHOD: u8 = 0xff;

/// The user name and password of a proxy, from its URL.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The user name, decoded.
    pub user: String,
    /// The password, decoded.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// The proxy settings in force, with what the settings themselves must not carry.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    /// What is configured.
    pub settings: ProxySettings,
    /// The credentials of those proxies that have some.
    pub credentials: BTreeMap<ProxyEndpoint, Credentials>,
}

impl Proxies {
    /// The proxy for a request of this kind to `host`; `None` for the direct way.
    pub(super) fn choose(&self, kind: ProbeKind, host: &str, port: u16) -> Option<&ProxyEndpoint> {
        let configured = match kind {
            ProbeKind::Http => self.settings.http.as_ref(),
            ProbeKind::Https | ProbeKind::Tcp => self.settings.https.as_ref(),
            ProbeKind::Dns => None,
        }?;
        let exempt =
            bypass::is_this_computer(host) || bypass::is_exempt(&self.settings.bypass, host, port);
        (!exempt).then_some(configured)
    }

    /// The value of `Proxy-Authorization` for `proxy`, if it has credentials (RFC 7617).
    pub(super) fn authorization(&self, proxy: &ProxyEndpoint) -> Option<HeaderValue> {
        let it = self.credentials.get(proxy)?;
        let encoded = base64(format!("{}:{}", it.user, it.password).as_bytes());
        let mut value = HeaderValue::try_from(format!("Basic {encoded}")).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// Where a proxy is to connect to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    Name(String, u16),
    Address(SocketAddr),
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name, port) => write!(f, "{name}:{port}"),
            Self::Address(address) => address.fmt(f),
        }
    }
}

/// What a proxy made of our wish.
pub(super) enum Tunnel {
    Open(Stream),
    /// An HTTP proxy's own answer.
    Refused(Box<Exchange>),
}

/// Whether `scheme` hands names to the proxy and leaves it to resolve them.
pub(super) fn resolves_names(scheme: ProxyScheme) -> bool {
    match scheme {
        ProxyScheme::Http | ProxyScheme::Https | ProxyScheme::Socks5h => true,
        ProxyScheme::Socks4 | ProxyScheme::Socks5 => false,
    }
}

/// Whether `scheme` understands HTTP, so that an `http` URL is asked of the proxy itself.
pub(super) fn speaks_http(scheme: ProxyScheme) -> bool {
    matches!(scheme, ProxyScheme::Http | ProxyScheme::Https)
}

/// Asks an HTTP proxy for a tunnel (RFC 9110, section 9.3.6).
pub(super) async fn connect(
    stream: Stream,
    destination: &Destination,
    authorization: Option<HeaderValue>,
    user_agent: &HeaderValue,
    limits: &Limits,
    budget: &Budget,
) -> Result<Tunnel, FailureKind> {
    let authority = destination.to_string();
    let mut request = Request::connect(&authority)
        .header(header::HOST, &authority)
        .header(header::USER_AGENT, user_agent);
    if let Some(value) = authorization {
        request = request.header(header::PROXY_AUTHORIZATION, value);
    }
    let request = request
        .body(Full::new(Bytes::new()))
        .map_err(|_| FailureKind::Unclassified("the target's name fits no request".to_owned()))?;
    let answer = exchange::send(stream, false, request, None, limits.tunnel, budget)
        .await
        .map_err(|kind| {
            let is_nonsense = kind == FailureKind::MalformedResponse;
            if is_nonsense { FailureKind::ProxyProtocol } else { kind }
        })?;
    if answer.response.status().is_success() {
        let upgraded = hyper::upgrade::on(answer.response);
        let open = async { upgraded.await.map_err(|err| classify::http(&err)) };
        let stream = budget.run(limits.tunnel, open).await?;
        return Ok(Tunnel::Open(Box::new(TokioIo::new(stream))));
    }
    // Nothing but a tunnel was wanted, so any answer with content is a surprise.
    let nothing = Expectation::default();
    let wish = Wish { expect: &nothing, redirect_is_fine: false, follows: false, measure: None };
    let refusal = exchange::read(answer, Transport::Connect, &wish, limits, budget).await?;
    Ok(Tunnel::Refused(Box::new(refusal)))
}

/// Asks a SOCKS proxy for a tunnel.
pub(super) async fn socks(
    mut stream: Stream,
    scheme: ProxyScheme,
    destination: &Destination,
    credentials: Option<&Credentials>,
    limits: &Limits,
    budget: &Budget,
) -> Result<Stream, FailureKind> {
    let asking = async {
        match scheme {
            ProxyScheme::Socks4 => socks4(&mut stream, destination, credentials).await,
            ProxyScheme::Socks5 | ProxyScheme::Socks5h => {
                socks5(&mut stream, destination, credentials).await
            }
            ProxyScheme::Http | ProxyScheme::Https => Err(SocksError::Protocol),
        }
    };
    budget
        .run(limits.tunnel, async {
            asking.await.map_err(|err| match err {
                SocksError::Io(err) => classify::io(&err),
                SocksError::Protocol => FailureKind::ProxyProtocol,
                SocksError::Reply(code) => FailureKind::SocksReply(code),
            })
        })
        .await?;
    Ok(stream)
}

enum SocksError {
    Io(io::Error),
    Protocol,
    Reply(u8),
}

impl From<io::Error> for SocksError {
    fn from(err: io::Error) -> Self {
        Self::Io(err)
    }
}

async fn socks4(
    stream: &mut Stream,
    destination: &Destination,
    credentials: Option<&Credentials>,
) -> Result<(), SocksError> {
    const GRANTED: u8 = 90;
    let Destination::Address(SocketAddr::V4(address)) = destination else {
        return Err(SocksError::Protocol);
    };
    let mut request = vec![4, 1];
    request.extend(address.port().to_be_bytes());
    request.extend(address.ip().octets());
    request.extend(credentials.map(|it| it.user.as_bytes()).unwrap_or_default());
    request.push(0);
    stream.write_all(&request).await?;
    let mut reply = [0; 8];
    stream.read_exact(&mut reply).await?;
    match reply[..2] {
        [0, GRANTED] => Ok(()),
        [0, code] => Err(SocksError::Reply(code)),
        _ => Err(SocksError::Protocol),
    }
}

/// RFC 1928, with the password method of RFC 1929.
async fn socks5(
    stream: &mut Stream,
    destination: &Destination,
    credentials: Option<&Credentials>,
) -> Result<(), SocksError> {
    const NO_AUTHENTICATION: u8 = 0;
    const PASSWORD: u8 = 2;

    let methods: &[u8] =
        if credentials.is_some() { &[NO_AUTHENTICATION, PASSWORD] } else { &[NO_AUTHENTICATION] };
    stream.write_all(&[&[5, u8::try_from(methods.len()).unwrap_or(1)], methods].concat()).await?;
    let mut chosen = [0; 2];
    stream.read_exact(&mut chosen).await?;
    match (chosen, credentials) {
        ([5, NO_AUTHENTICATION], _) => {}
        ([5, PASSWORD], Some(credentials)) => {
            let mut request = vec![1];
            for text in [&credentials.user, &credentials.password] {
                request.push(u8::try_from(text.len()).map_err(|_| SocksError::Protocol)?);
                request.extend(text.as_bytes());
            }
            stream.write_all(&request).await?;
            let mut status = [0; 2];
            stream.read_exact(&mut status).await?;
            if status[1] != 0 {
                return Err(SocksError::Reply(SOCKS_NO_METHOD));
            }
        }
        ([5, SOCKS_NO_METHOD], _) => return Err(SocksError::Reply(SOCKS_NO_METHOD)),
        _ => return Err(SocksError::Protocol),
    }

    let mut request = vec![5, 1, 0];
    let port = match destination {
        Destination::Address(address) => {
            match address.ip() {
                IpAddr::V4(ip) => {
                    request.push(1);
                    request.extend(ip.octets());
                }
                IpAddr::V6(ip) => {
                    request.push(4);
                    request.extend(ip.octets());
                }
            }
            address.port()
        }
        Destination::Name(name, port) => {
            request.push(3);
            request.push(u8::try_from(name.len()).map_err(|_| SocksError::Protocol)?);
            request.extend(name.as_bytes());
            *port
        }
    };
    request.extend(port.to_be_bytes());
    stream.write_all(&request).await?;

    let mut reply = [0; 4];
    stream.read_exact(&mut reply).await?;
    match reply {
        [5, 0, _, _] => {}
        [5, code, _, _] => return Err(SocksError::Reply(code)),
        _ => return Err(SocksError::Protocol),
    }
    // The address that the proxy bound; nobody needs it, but it stands before the tunnel's bytes.
    let bound = match reply[3] {
        1 => 4,
        3 => usize::from(stream.read_u8().await?),
        4 => 16,
        _ => return Err(SocksError::Protocol),
    };
    let mut rest = vec![0; bound + 2];
    stream.read_exact(&mut rest).await?;
    Ok(())
}

/// Base 64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().chain(&[0, 0]).take(3).fold(0, |it, byte| it << 8 | u32::from(*byte));
        for place in 0..4 {
            let index = (group >> (18 - 6 * place)) & 0x3f;
            text.push(if place <= chunk.len() {
                char::from(ALPHABET[index as usize])
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(host: &str) -> ProxyEndpoint {
        ProxyEndpoint { scheme: ProxyScheme::Http, host: host.to_owned(), port: 3128 }
    }

    fn proxies() -> Proxies {
        Proxies {
            settings: ProxySettings {
                http: Some(endpoint("clear.test")),
                https: Some(endpoint("secure.test")),
                bypass: vec!["intranet.test".to_owned()],
                ..ProxySettings::default()
            },
            credentials: BTreeMap::new(),
        }
    }

    #[test]
    fn each_kind_has_its_proxy() {
        let proxies = proxies();
        let host_for = |kind| proxies.choose(kind, "example.com", 443).map(|it| it.host.as_str());
        assert_eq!(host_for(ProbeKind::Http), Some("clear.test"));
        assert_eq!(host_for(ProbeKind::Https), Some("secure.test"));
        assert_eq!(host_for(ProbeKind::Tcp), Some("secure.test"));
        assert_eq!(host_for(ProbeKind::Dns), None);
    }

    #[test]
    fn exempt_hosts_and_this_computer_go_the_direct_way() {
        let proxies = proxies();
        for host in ["intranet.test", "www.intranet.test", "localhost", "127.0.0.1", "::1"] {
            assert_eq!(proxies.choose(ProbeKind::Https, host, 443), None, "{host}");
        }
    }

    #[test]
    fn base64_is_that_of_the_rfc() {
        let pairs = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
            ("Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ];
        for (plain, encoded) in pairs {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn credentials_are_never_printed() {
        let it = Credentials { user: "anna".to_owned(), password: "secret".to_owned() };
        let text = format!("{it:?}");
        assert!(!text.contains("anna") && !text.contains("secret"), "{text}");
    }
}
