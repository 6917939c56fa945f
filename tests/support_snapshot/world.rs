//! The healthy world: two services, six controls with a name, three literal addresses, one wired computer.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use jiff::{SignedDuration, Timestamp};
use streamdoctor::observation::{
    Anchor, Attempt, AttemptOutcome, CertificateFacts, DefaultRoute, Exchange, Family, Gateway,
    Headers, Hop, Host, HttpVersion, Interface, InterfaceKind, Lookup, LookupAnswer, NameServer,
    Neighbour, ProxyEndpoint, ProxyScheme, ProxySettings, ProxySource, Resolver, ResolverKind,
    Role, Route, ServiceSpec, TargetSpec, Timings, TlsFacts, Transport,
};
use url::Url;

/// Controls with a name, of unrelated owners.
pub(crate) const CONTROLS: [&str; 6] = [
    "http://check.charlie.example/generate_204",
    "http://check.delta.example/generate_204",
    "http://check.echo.example/generate_204",
    "http://check.foxtrot.example/generate_204",
    "http://check.golf.example/generate_204",
    "http://check.hotel.example/generate_204",
];

/// Literal addresses.
pub(crate) const ANCHORS: [&str; 3] = ["1.1.1.1:443", "8.8.8.8:443", "9.9.9.9:53"];

/// When every told round began.
pub(crate) fn began() -> Timestamp {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

/// The two services that are watched unless a scenario says otherwise.
pub(crate) fn services() -> Vec<ServiceSpec> {
    let target =
        |role, url: &str| TargetSpec { role, url: url.to_owned(), measured: role == Role::Media };
    vec![
        ServiceSpec {
            id: "alfa".to_owned(),
            name: "Alfa".to_owned(),
            targets: vec![
                target(Role::Web, "https://www.alfa.example/"),
                target(Role::Api, "https://api.alfa.example/"),
                target(Role::Media, "https://media.alfa.example/segment"),
            ],
        },
        ServiceSpec {
            id: "bravo".to_owned(),
            name: "Bravo".to_owned(),
            targets: vec![
                target(Role::Web, "https://www.bravo.example/"),
                target(Role::Media, "https://media.bravo.example/segment"),
            ],
        },
    ]
}

/// A wired computer behind a router that also answers for DNS.
pub(crate) fn host(ipv6: bool) -> Host {
    let gateway = IpAddr::from([192, 168, 1, 1]);
    let mut addresses = vec![IpAddr::from([192, 168, 1, 23])];
    let mut routes = vec![route(Family::V4, Some(gateway), "eth0", 100)];
    if ipv6 {
        addresses.push("2001:db8:1::23".parse().unwrap());
        routes.push(route(Family::V6, Some("fe80::1".parse().unwrap()), "eth0", 100));
    }
    Host {
        interfaces: Some(vec![Interface {
            name: "eth0".to_owned(),
            kind: InterfaceKind::Ethernet,
            enabled: true,
            carrier: Some(true),
            addresses,
            speed_mbps: Some(1000),
            carrier_changes: Some(1),
            errors: Some(0),
            ..Interface::default()
        }]),
        routes: Some(routes),
        gateways: Some(vec![Gateway {
            address: gateway,
            interface: "eth0".to_owned(),
            neighbour: Neighbour::Reachable,
            responds: Some(true),
            round_trips: Vec::new(),
        }]),
        name_servers: Some(vec![NameServer {
            address: SocketAddr::new(gateway, 53),
            interface: None,
        }]),
        hosts_entries: Some(Vec::new()),
        proxy: Some(ProxySettings::default()),
        tunnels: Some(Vec::new()),
        software: None,
        pressure: None,
        data_use: None,
    }
}

fn route(family: Family, gateway: Option<IpAddr>, interface: &str, metric: u32) -> DefaultRoute {
    DefaultRoute { family, gateway, interface: interface.to_owned(), metric }
}

/// A proxy as it stands in a setting, `http://proxy.example:3128`.
pub(crate) fn proxy(url: &str) -> ProxyEndpoint {
    let url = Url::parse(url).unwrap();
    let scheme = match url.scheme() {
        "http" => ProxyScheme::Http,
        "https" => ProxyScheme::Https,
        "socks4" => ProxyScheme::Socks4,
        "socks5" => ProxyScheme::Socks5,
        "socks5h" => ProxyScheme::Socks5h,
        other => panic!("{other} is no proxy's scheme"),
    };
    ProxyEndpoint {
        scheme,
        host: url.host_str().unwrap().to_owned(),
        port: url.port_or_known_default().unwrap(),
    }
}

/// Settings with this proxy for everything.
pub(crate) fn proxy_settings(endpoint: &ProxyEndpoint) -> ProxySettings {
    ProxySettings {
        source: ProxySource::Environment,
        http: Some(endpoint.clone()),
        https: Some(endpoint.clone()),
        ..ProxySettings::default()
    }
}

/// The addresses that DNS gives for the `place`-th name of the world.
pub(crate) fn addresses(place: u8, ipv6: bool) -> Vec<IpAddr> {
    let six = Ipv6Addr::new(0x2001, 0xdb8, 0x100, 0, 0, 0, 0, u16::from(place) + 1);
    let four = |last: u8| IpAddr::V4(Ipv4Addr::new(203, 0, 113, place * 4 + last));
    ipv6.then_some(IpAddr::V6(six)).into_iter().chain([four(1), four(2)]).collect()
}

/// What the system's own way answers.
pub(crate) fn looked_up(name: &str, answer: LookupAnswer, took_ms: u32) -> Lookup {
    Lookup {
        resolver: Resolver { kind: ResolverKind::System, address: String::new() },
        name: name.to_owned(),
        family: None,
        answer,
        took_ms,
    }
}

/// A hop that has gone well, up to its response.
pub(crate) fn hop(url: &str, found: &[IpAddr]) -> Hop {
    let parsed = Url::parse(url).unwrap();
    let host = parsed.host_str().unwrap().trim_matches(['[', ']']).to_owned();
    let literal = host.parse::<IpAddr>().ok();
    let found: Vec<IpAddr> = literal.map_or_else(|| found.to_vec(), |it| vec![it]);
    let port = parsed.port_or_known_default().unwrap_or(443);
    let peer = found.first().map(|it| SocketAddr::new(*it, port));
    Hop {
        url: url.to_owned(),
        route: Route::Direct,
        lookup: literal
            .is_none()
            .then(|| looked_up(&host, LookupAnswer::Addresses(found.clone()), 12)),
        attempts: peer
            .map(|peer| Attempt { peer, outcome: AttemptOutcome::Connected, took_ms: 9 })
            .into_iter()
            .collect(),
        peer,
        tls: (parsed.scheme() == "https").then(|| good_tls(&host)),
        timings: Timings {
            resolve_ms: literal.is_none().then_some(12.04),
            connect_ms: Some(9.26),
            handshake_ms: (parsed.scheme() == "https").then_some(20.51),
            first_byte_ms: Some(30.125),
        },
        outcome: Ok(None),
    }
}

/// A session that a public root authenticates.
pub(crate) fn good_tls(host: &str) -> TlsFacts {
    TlsFacts {
        version: Some("1.3".to_owned()),
        alpn: Some("h2".to_owned()),
        anchor: Some(Anchor::Public),
        certificate: Some(certificate(host)),
    }
}

/// A certificate in its time, signed by the public authority of this world.
pub(crate) fn certificate(host: &str) -> CertificateFacts {
    let days = |count: i64| SignedDuration::from_hours(24 * count);
    CertificateFacts {
        subject: host.to_owned(),
        issuer: "Example Trust: Example CA 1".to_owned(),
        root: "Example Root".to_owned(),
        not_before: began() - days(30),
        not_after: began() + days(60),
        self_signed: false,
    }
}

/// A response.
pub(crate) fn exchange(transport: Transport, status: u16, as_expected: bool) -> Exchange {
    Exchange {
        transport,
        version: HttpVersion::Http11,
        status,
        reason: None,
        headers: Headers::default(),
        body: None,
        as_expected,
        throughput: None,
    }
}
