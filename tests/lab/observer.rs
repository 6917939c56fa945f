//! The reference observer: a few plain probes from the desktop, by blocking sockets and without any code of the
//! program. It draws no conclusion; it proves that a scenario's fault is really there.

use std::fs;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs as _, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use rustls::pki_types::ServerName;
use rustls::{CertificateError, ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::authority::Authority;
use crate::desktop::trusted;
use crate::world::{PROXY, PROXY_PORT, World};

const PATIENCE: Duration = Duration::from_millis(1200);

/// What came back from a resolver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    Nothing,
    Code(u8),
    Addresses(Vec<IpAddr>),
}

/// What came back from a web server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    NoName,
    /// The connection was refused.
    Refused,
    /// Nothing came back in time.
    Silence,
    /// There is no way there.
    NoWay,
    Expired,
    NotYetValid,
    Untrusted,
    /// Anything else that went wrong.
    Broken(String),
    Page {
        status: u16,
        /// Head and beginning of the body.
        text: String,
        /// Who signed the certificate; empty for clear text.
        issuer: String,
    },
}

impl Seen {
    pub(crate) fn status(&self) -> Option<u16> {
        if let Self::Page { status, .. } = self { Some(*status) } else { None }
    }

    pub(crate) fn says(&self, words: &str) -> bool {
        matches!(self, Self::Page { text, .. } if text.contains(words))
    }

    pub(crate) fn signed_by(&self, words: &str) -> bool {
        matches!(self, Self::Page { issuer, .. } if issuer.contains(words))
    }
}

/// Looks from inside the desktop; its methods must be called in the desktop's network namespace.
pub(crate) struct Observer<'a> {
    pub world: &'a World,
    tls: Arc<ClientConfig>,
}

#[expect(clippy::unused_self, reason = "a scenario asks one observer for everything")]
impl<'a> Observer<'a> {
    pub(crate) fn new(world: &'a World, authority: &Authority) -> Result<Self> {
        let mut roots = RootCertStore::empty();
        for signer in trusted(world) {
            roots.add(authority.root(signer)?)?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { world, tls: Arc::new(tls) })
    }

    /// A file under `/sys/class/net/eth0`.
    pub(crate) fn link(&self, file: &str) -> Option<String> {
        Some(fs::read_to_string(format!("/sys/class/net/eth0/{file}")).ok()?.trim().to_owned())
    }

    pub(crate) fn is_enabled(&self) -> bool {
        let flags = self
            .link("flags")
            .and_then(|it| u32::from_str_radix(it.trim_start_matches("0x"), 16).ok());
        flags.is_some_and(|it| it & 1 == 1)
    }

    pub(crate) fn has_carrier(&self) -> bool {
        self.link("carrier").as_deref() == Some("1")
    }

    /// Whether there is an IPv4 default route.
    pub(crate) fn has_route(&self) -> bool {
        let table = fs::read_to_string("/proc/thread-self/net/route").unwrap_or_default();
        table.lines().any(|line| line.split_whitespace().nth(1) == Some("00000000"))
    }

    /// Whether the desktop's neighbour table has an answer from `address`.
    pub(crate) fn knows_neighbour(&self, address: IpAddr) -> bool {
        let table = fs::read_to_string("/proc/thread-self/net/arp").unwrap_or_default();
        let (address, nobody) = (address.to_string(), "00:00:00:00:00:00");
        table
            .lines()
            .any(|line| line.split_whitespace().next() == Some(&address) && !line.contains(nobody))
    }

    /// The local address that would be used to reach `address`.
    pub(crate) fn local_address_towards(&self, address: IpAddr) -> Option<IpAddr> {
        let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
        socket.connect((address, 9)).ok()?;
        Some(socket.local_addr().ok()?.ip())
    }

    /// What the system itself finds for `name`, hosts file and all.
    pub(crate) fn system(&self, name: &str) -> Vec<IpAddr> {
        let found = (name, 443).to_socket_addrs();
        found.map(|found| found.map(|it| it.ip()).collect()).unwrap_or_default()
    }

    /// What `server` answers when it is asked for the IPv4 addresses of `name`.
    pub(crate) fn ask(&self, server: IpAddr, name: &str) -> Heard {
        self.try_asking(server, name).unwrap_or(Heard::Nothing)
    }

    fn try_asking(&self, server: IpAddr, name: &str) -> Option<Heard> {
        let mut query = vec![0x5d, 0x0c, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        for label in name.split('.') {
            query.push(u8::try_from(label.len()).ok()?);
            query.extend(label.bytes());
        }
        query.extend([0, 0, 1, 0, 1]);
        let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
        socket.set_read_timeout(Some(PATIENCE)).ok()?;
        socket.connect((server, 53)).ok()?;
        socket.send(&query).ok()?;
        let mut buffer = [0; 1500];
        let length = socket.recv(&mut buffer).ok()?;
        let code = buffer[3] & 15;
        if code != 0 {
            return Some(Heard::Code(code));
        }
        // Each record: a pointer to the name, type, class, time to live, length, and four bytes of address.
        let records = buffer.get(query.len()..length)?.chunks_exact(16);
        let addresses = records.filter_map(|it| <[u8; 4]>::try_from(it.get(12..)?).ok());
        Some(Heard::Addresses(addresses.map(IpAddr::from).collect()))
    }

    /// Fetches a site's usual page over TLS, from the first address that the system finds.
    pub(crate) fn fetch(&self, name: &str) -> Seen {
        match self.system(name).first() {
            None => Seen::NoName,
            Some(address) => self.fetch_at(name, *address),
        }
    }

    /// The same from one address.
    pub(crate) fn fetch_at(&self, name: &str, address: IpAddr) -> Seen {
        match self.connect(address, 443) {
            Err(trouble) => trouble,
            Ok(stream) => self.fetch_over(stream, name),
        }
    }

    /// The same through the configured proxy; where that refuses, its answer.
    pub(crate) fn fetch_through_proxy(&self, name: &str) -> Seen {
        let mut stream = match self.connect(PROXY.into(), PROXY_PORT) {
            Err(trouble) => return trouble,
            Ok(stream) => stream,
        };
        let request = format!("CONNECT {name}:443 HTTP/1.1\r\nHost: {name}:443\r\n\r\n");
        let mut head = [0; 4096];
        let length = stream.write_all(request.as_bytes()).and_then(|()| stream.read(&mut head));
        match length.map(|length| parse(head.get(..length).unwrap_or_default(), String::new())) {
            Err(error) => trouble(&error),
            Ok(answer) if answer.status() == Some(200) => self.fetch_over(stream, name),
            Ok(answer) => answer,
        }
    }

    /// Fetches a control's usual page in clear text.
    pub(crate) fn fetch_in_clear(&self, name: &str) -> Seen {
        let Some(address) = self.system(name).first().copied() else {
            return Seen::NoName;
        };
        match self.connect(address, 80) {
            Err(trouble) => trouble,
            Ok(mut stream) => match self.exchange(&mut stream, name) {
                Err(error) => trouble(&error),
                Ok(bytes) => parse(&bytes, String::new()),
            },
        }
    }

    pub(crate) fn connect(&self, address: IpAddr, port: u16) -> Result<TcpStream, Seen> {
        let connected = TcpStream::connect_timeout(&SocketAddr::new(address, port), PATIENCE);
        let stream = connected.map_err(|error| trouble(&error))?;
        for set in [TcpStream::set_read_timeout, TcpStream::set_write_timeout] {
            set(&stream, Some(PATIENCE)).map_err(|error| trouble(&error))?;
        }
        Ok(stream)
    }

    fn fetch_over(&self, stream: TcpStream, name: &str) -> Seen {
        let Ok(server) = ServerName::try_from(name.to_owned()) else {
            return Seen::NoName;
        };
        let session = match ClientConnection::new(Arc::clone(&self.tls), server) {
            Ok(session) => session,
            Err(error) => return Seen::Broken(error.to_string()),
        };
        let mut stream = StreamOwned::new(session, stream);
        let bytes = match self.exchange(&mut stream, name) {
            Ok(bytes) => bytes,
            Err(error) => return trouble(&error),
        };
        let leaf = stream.conn.peer_certificates().and_then(|chain| chain.first());
        let leaf = leaf.and_then(|leaf| X509Certificate::from_der(leaf).ok());
        let issuer = leaf.map(|(_, leaf)| leaf.issuer().to_string()).unwrap_or_default();
        parse(&bytes, issuer)
    }

    /// Asks for the usual page of `name` and reads what comes, up to 16 KiB.
    fn exchange(
        &self,
        stream: &mut (impl std::io::Read + std::io::Write),
        name: &str,
    ) -> std::io::Result<Vec<u8>> {
        let path = self.world.site(name).map_or("/", |site| site.path);
        let request = format!("GET {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut bytes = Vec::new();
        match stream.take(16_384).read_to_end(&mut bytes) {
            // A body that stops in the middle: what came counts.
            Err(error) if bytes.is_empty() => Err(error),
            _ => Ok(bytes),
        }
    }
}

fn parse(bytes: &[u8], issuer: String) -> Seen {
    let text = String::from_utf8_lossy(bytes).into_owned();
    match text.split(' ').nth(1).and_then(|it| it.parse().ok()) {
        Some(status) => Seen::Page { status, text, issuer },
        None => Seen::Broken("not HTTP".to_owned()),
    }
}

fn trouble(error: &std::io::Error) -> Seen {
    let inner = error.get_ref().and_then(|it| it.downcast_ref::<rustls::Error>());
    if let Some(rustls::Error::InvalidCertificate(certificate)) = inner {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the other library's list may grow")]
        return match certificate {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => Seen::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                Seen::NotYetValid
            }
            CertificateError::UnknownIssuer => Seen::Untrusted,
            other => Seen::Broken(other.to_string()),
        };
    }
    #[expect(clippy::wildcard_enum_match_arm, reason = "the standard library's list may grow")]
    match error.kind() {
        ErrorKind::ConnectionRefused => Seen::Refused,
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Seen::Silence,
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => Seen::NoWay,
        _ => Seen::Broken(error.to_string()),
    }
}
