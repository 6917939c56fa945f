//! Snapshots of no sense at all, and of some: what no network would show, any file may hold.

use std::net::{IpAddr, SocketAddr};

use jiff::{SignedDuration, Timestamp};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use streamdoctor::observation::{
    Anchor, Attempt, AttemptOutcome, Body, CertificateFacts, DataUse, DefaultRoute, Exchange,
    Failure, FailureKind, Family, Feed, FeedState, Gateway, Headers, Hop, Host, HostsEntry,
    HttpVersion, Interface, InterfaceKind, Lookup, LookupAnswer, NameServer, Neighbour, Phase,
    Pressure, ProxyEndpoint, ProxyScheme, ProxySettings, ProxySource, Resolver, ResolverKind, Role,
    Route, ServiceSpec, Snapshot, Software, SoftwareKind, Subject, TargetSpec, Throughput, Timings,
    TlsFacts, Transport, Tunnel, Vantage, Walk,
};

use super::world;

/// Names that collide often enough to be joined by the rules.
const NAMES: [&str; 4] =
    ["www.alfa.example", "www.bravo.example", "check.charlie.example", "check.delta.example"];

fn address() -> impl Strategy<Value = IpAddr> {
    let usual: Vec<IpAddr> = [
        "203.0.113.1",
        "203.0.113.2",
        "198.51.100.7",
        "192.168.1.1",
        "192.168.1.23",
        "10.0.0.5",
        "100.64.0.9",
        "169.254.3.4",
        "127.0.0.53",
        "0.0.0.0",
        "2001:db8::1",
        "fe80::1",
        "fd00::1",
        "::",
        "::1",
    ]
    .iter()
    .map(|it| it.parse().unwrap())
    .collect();
    prop_oneof![9 => select(usual), 1 => any::<IpAddr>()]
}

fn peer() -> impl Strategy<Value = SocketAddr> {
    (address(), select(vec![53, 80, 443, 8096])).prop_map(|(ip, port)| SocketAddr::new(ip, port))
}

fn when() -> impl Strategy<Value = Timestamp> {
    (-900_i64..900).prop_map(|days| world::began() + SignedDuration::from_hours(days * 24))
}

fn kind() -> impl Strategy<Value = FailureKind> {
    use FailureKind as K;
    let plain = vec![
        K::NoSuchName,
        K::NoData,
        K::ServerFailure,
        K::QueryRefused,
        K::LookupFailed,
        K::UnusableAddress,
        K::TimedOut,
        K::Refused,
        K::Reset,
        K::Closed,
        K::NetworkUnreachable,
        K::HostUnreachable,
        K::PermissionDenied,
        K::AddressNotAvailable,
        K::ProxyProtocol,
        K::CertificateExpired,
        K::CertificateNotYetValid,
        K::UnknownIssuer,
        K::NameMismatch,
        K::CertificateInvalid,
        K::TlsVersion,
        K::NotTls,
        K::MalformedResponse,
        K::HeadTooLarge,
        K::Truncated,
        K::RedirectLoop,
        K::RedirectRefused,
        K::Cancelled,
    ];
    prop_oneof![
        8 => select(plain.clone()),
        1 => select(plain).prop_map(|it| K::ProxyUnreachable(Box::new(it))),
        1 => any::<u8>().prop_map(K::SocksReply),
        1 => select(vec!["handshake_failure", ""]).prop_map(|it| K::TlsAlert(it.to_owned())),
        1 => Just(K::Http2("INTERNAL_ERROR".to_owned())),
        1 => Just(K::Unclassified("something else".to_owned())),
    ]
}

fn phase() -> impl Strategy<Value = Phase> {
    select(vec![Phase::Resolve, Phase::Connect, Phase::Handshake, Phase::Exchange])
}

fn failure() -> impl Strategy<Value = Failure> {
    // Half of them make sense.
    let sensible = select(vec![
        FailureKind::NoSuchName.at(Phase::Resolve),
        FailureKind::TimedOut.at(Phase::Connect),
        FailureKind::Refused.at(Phase::Connect),
        FailureKind::Reset.at(Phase::Handshake),
        FailureKind::TimedOut.at(Phase::Handshake),
        FailureKind::UnknownIssuer.at(Phase::Handshake),
        FailureKind::Truncated.at(Phase::Exchange),
    ]);
    prop_oneof![sensible, (kind(), phase()).prop_map(|(kind, phase)| kind.at(phase))]
}

fn answer() -> impl Strategy<Value = LookupAnswer> {
    prop_oneof![
        5 => prop::collection::vec(address(), 0..3).prop_map(LookupAnswer::Addresses),
        1 => Just(LookupAnswer::NoSuchName),
        1 => Just(LookupAnswer::NoData),
        1 => Just(LookupAnswer::ServerFailure),
        1 => Just(LookupAnswer::Refused),
        1 => any::<u16>().prop_map(LookupAnswer::OtherCode),
        1 => Just(LookupAnswer::TimedOut),
        1 => Just(LookupAnswer::Unreachable),
        1 => Just(LookupAnswer::Malformed),
        1 => Just(LookupAnswer::Failed),
    ]
}

fn lookup() -> impl Strategy<Value = Lookup> {
    let kinds = vec![
        ResolverKind::System,
        ResolverKind::Configured,
        ResolverKind::Public,
        ResolverKind::PublicTcp,
        ResolverKind::Doh,
    ];
    let servers = vec!["", "192.168.1.1:53", "1.1.1.1:53", "https://1.1.1.1/dns-query"];
    (
        (select(kinds), select(servers)),
        select(NAMES.to_vec()),
        option::of(select(vec![Family::V4, Family::V6])),
        answer(),
        0_u32..6_000,
    )
        .prop_map(|((kind, server), name, family, answer, took_ms)| Lookup {
            resolver: Resolver { kind, address: server.to_owned() },
            name: name.to_owned(),
            family,
            answer,
            took_ms,
        })
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let outcome = prop_oneof![
        4 => Just(AttemptOutcome::Connected),
        3 => kind().prop_map(AttemptOutcome::Failed),
        1 => Just(AttemptOutcome::Abandoned),
    ];
    (peer(), outcome, 0_u32..6_000).prop_map(|(peer, outcome, took_ms)| Attempt {
        peer,
        outcome,
        took_ms,
    })
}

fn tls() -> impl Strategy<Value = TlsFacts> {
    let anchor = select(vec![
        Anchor::Public,
        Anchor::Private,
        Anchor::Rejected { public: true },
        Anchor::Rejected { public: false },
    ]);
    let name = select(vec!["", "www.alfa.example", "Example Filter CA", "FortiGate CA"]);
    let certificate = (name.clone(), name.clone(), name, when(), when(), any::<bool>()).prop_map(
        |(subject, issuer, root, not_before, not_after, self_signed)| CertificateFacts {
            subject: subject.to_owned(),
            issuer: issuer.to_owned(),
            root: root.to_owned(),
            not_before,
            not_after,
            self_signed,
        },
    );
    (option::of(anchor), option::of(certificate)).prop_map(|(anchor, certificate)| TlsFacts {
        version: Some("1.3".to_owned()),
        alpn: None,
        anchor,
        certificate,
    })
}

fn exchange() -> impl Strategy<Value = Exchange> {
    let transport = select(vec![
        Transport::Tls,
        Transport::Intercepted,
        Transport::Connect,
        Transport::Proxied,
        Transport::Plain,
    ]);
    let status = prop_oneof![
        select(vec![200, 204, 302, 401, 403, 407, 420, 429, 451, 500, 502, 503, 504, 511]),
        any::<u16>(),
    ];
    let header = select(vec![
        ("location", "http://login.portal.example/?from=x"),
        ("location", "::::"),
        ("server", "cloudflare"),
        ("cf-mitigated", "challenge"),
        ("retry-after", "120"),
        ("proxy-status", "edge; error=connection_refused"),
        ("date", "Sun, 01 Mar 2026 12:00:00 GMT"),
        ("date", "Tue, 01 Mar 2022 12:00:00 GMT"),
        ("date", "soon"),
    ]);
    let text = select(vec![
        "",
        "<html><title>Access denied</title>blocked by the administrator</html>",
        "{\"error\":\"subscription_required\"}",
        "<h1>We are down for maintenance</h1>",
    ]);
    (
        transport,
        select(vec![HttpVersion::Http10, HttpVersion::Http11, HttpVersion::Http2]),
        status,
        prop::collection::vec(header, 0..3),
        option::of(text),
        any::<bool>(),
        option::of((0_u64..300_000, 0.0_f64..9_000.0)),
    )
        .prop_map(|(transport, version, status, headers, text, as_expected, rate)| Exchange {
            transport,
            version,
            status,
            reason: None,
            headers: Headers(
                headers.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect(),
            ),
            body: text.map(|it| Body {
                text: it.to_owned(),
                read: it.len() as u64,
                complete: true,
            }),
            as_expected,
            throughput: rate.map(|(bytes, millis)| Throughput { bytes, millis: tenth(millis) }),
        })
}

/// A figure that survives a journey through JSON.
fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn hop() -> impl Strategy<Value = Hop> {
    let urls = vec![
        "https://www.alfa.example/",
        "http://www.alfa.example/",
        "https://www.bravo.example/",
        "http://check.charlie.example/generate_204",
        "http://192.168.1.50:8096/",
        "https://203.0.113.9/",
        "tcp://1.1.1.1:443",
        "tcp://[2001:db8::9]:443",
        "dns:www.alfa.example",
        "",
        "no url",
    ];
    let milliseconds = || option::of((0.0_f64..6_000.0).prop_map(tenth));
    let outcome = prop_oneof![
        5 => exchange().prop_map(|it| Ok(Some(it))),
        1 => Just(Ok(None)),
        5 => failure().prop_map(Err),
    ];
    (
        select(urls),
        prop_oneof![4 => Just(Route::Direct), 1 => proxy().prop_map(Route::Proxy)],
        option::of(lookup()),
        prop::collection::vec(attempt(), 0..4),
        option::of(peer()),
        option::of(tls()),
        (milliseconds(), milliseconds(), milliseconds(), milliseconds()),
        outcome,
    )
        .prop_map(|(url, route, lookup, attempts, peer, tls, timings, outcome)| Hop {
            url: url.to_owned(),
            route,
            lookup,
            attempts,
            peer,
            tls,
            timings: Timings {
                resolve_ms: timings.0,
                connect_ms: timings.1,
                handshake_ms: timings.2,
                first_byte_ms: timings.3,
            },
            outcome,
        })
}

fn subject() -> impl Strategy<Value = Subject> {
    let target = |service: &str, index| Subject::Target { service: service.to_owned(), index };
    select(vec![
        Subject::Control(0),
        Subject::Control(1),
        Subject::Control(7),
        Subject::Anchor(0),
        Subject::Anchor(1),
        target("alfa", 0),
        target("alfa", 1),
        target("bravo", 0),
        target("nobody", 9),
    ])
}

fn vantage() -> impl Strategy<Value = Vantage> {
    prop_oneof![
        12 => Just(Vantage::Ordinary),
        1 => Just(Vantage::OtherResolver("1.1.1.1:53".to_owned())),
        1 => Just(Vantage::PastHostsFile),
        1 => Just(Vantage::WithoutProxy),
        1 => Just(Vantage::OutsideTunnel("eth0".to_owned())),
        1 => Just(Vantage::OtherInterface("wlan0".to_owned())),
        1 => select(vec![Family::V4, Family::V6]).prop_map(Vantage::Family),
        1 => address().prop_map(Vantage::Address),
        1 => address().prop_map(Vantage::NeutralName),
        1 => Just(Vantage::SmallSegments),
        1 => Just(Vantage::Http1),
        1 => Just(Vantage::Again),
        1 => any::<i64>().prop_map(Vantage::CorrectedClock),
    ]
}

fn walk() -> impl Strategy<Value = Walk> {
    (subject(), vantage(), 0_u32..15_000, 0_u32..15_000, prop::collection::vec(hop(), 0..3))
        .prop_map(|(subject, vantage, at_ms, took_ms, hops)| Walk {
            subject,
            vantage,
            at_ms,
            took_ms,
            hops,
        })
}

fn proxy() -> impl Strategy<Value = ProxyEndpoint> {
    let schemes = vec![
        ProxyScheme::Http,
        ProxyScheme::Https,
        ProxyScheme::Socks4,
        ProxyScheme::Socks5,
        ProxyScheme::Socks5h,
    ];
    (select(schemes), any::<u16>()).prop_map(|(scheme, port)| ProxyEndpoint {
        scheme,
        host: "proxy.example".to_owned(),
        port,
    })
}

fn interface() -> impl Strategy<Value = Interface> {
    let kinds = vec![
        InterfaceKind::Ethernet,
        InterfaceKind::Wifi,
        InterfaceKind::Mobile,
        InterfaceKind::Tunnel,
        InterfaceKind::Virtual,
        InterfaceKind::Unknown,
    ];
    (
        name(),
        select(kinds),
        any::<bool>(),
        option::of(any::<bool>()),
        prop::collection::vec(address(), 0..3),
    )
        .prop_map(|(name, kind, enabled, carrier, addresses)| Interface {
            name,
            kind,
            enabled,
            carrier,
            addresses,
            ..Interface::default()
        })
}

fn name() -> impl Strategy<Value = String> {
    select(vec!["eth0", "wlan0", "wg0"]).prop_map(str::to_owned)
}

fn host() -> impl Strategy<Value = Host> {
    let route = (select(vec![Family::V4, Family::V6]), option::of(address()), name(), any::<u32>())
        .prop_map(|(family, gateway, interface, metric)| DefaultRoute {
            family,
            gateway,
            interface,
            metric,
        });
    let neighbours =
        vec![Neighbour::Reachable, Neighbour::Stale, Neighbour::Failed, Neighbour::Absent];
    let trips = prop::collection::vec(option::of(0_u32..3_000), 0..6);
    let gateway = (address(), name(), select(neighbours), option::of(any::<bool>()), trips)
        .prop_map(|(address, interface, neighbour, responds, round_trips)| Gateway {
            address,
            interface,
            neighbour,
            responds,
            round_trips,
        });
    let server = (peer(), option::of(name()))
        .prop_map(|(address, interface)| NameServer { address, interface });
    let entry = (select(NAMES.to_vec()), address())
        .prop_map(|(name, address)| HostsEntry { name: name.to_owned(), address });
    let settings = (option::of(proxy()), option::of(proxy()), option::of(any::<bool>())).prop_map(
        |(http, https, pac_reachable)| ProxySettings {
            source: ProxySource::Desktop,
            http,
            https,
            bypass: Vec::new(),
            pac_url: pac_reachable.map(|_| "http://wpad.example/wpad.dat".to_owned()),
            pac_reachable,
            pac_optional: false,
            pac_ways: None,
            unusable: Vec::new(),
        },
    );
    let tunnel = (name(), any::<bool>())
        .prop_map(|(interface, carries_default)| Tunnel { interface, carries_default });
    let pressure =
        any::<(Option<u8>, Option<u8>, Option<u32>)>().prop_map(|(cpu, memory, late)| Pressure {
            cpu_percent: cpu,
            memory_free_percent: memory,
            woken_late_ms: late,
        });
    let data_use =
        any::<(u64, u64)>().prop_map(|(used_bytes, plan_bytes)| DataUse { used_bytes, plan_bytes });
    let kinds = vec![SoftwareKind::Vpn, SoftwareKind::Security, SoftwareKind::Filter];
    let software = select(kinds).prop_map(|kind| Software { kind, name: "Something".to_owned() });
    (
        option::of(prop::collection::vec(interface(), 0..3)),
        option::of(prop::collection::vec(route, 0..3)),
        option::of(prop::collection::vec(gateway, 0..3)),
        option::of(prop::collection::vec(server, 0..3)),
        option::of(prop::collection::vec(entry, 0..2)),
        option::of(settings),
        option::of(prop::collection::vec(tunnel, 0..2)),
        option::of(prop::collection::vec(software, 0..2)),
        option::of(pressure),
        option::of(data_use),
    )
        .prop_map(
            |(
                interfaces,
                routes,
                gateways,
                servers,
                hosts,
                proxy,
                tunnels,
                software,
                pressure,
                data_use,
            )| Host {
                interfaces,
                routes,
                gateways,
                name_servers: servers,
                hosts_entries: hosts,
                proxy,
                tunnels,
                software,
                pressure,
                data_use,
            },
        )
}

/// Any snapshot: what it holds need not fit together.
pub(crate) fn snapshot() -> impl Strategy<Value = Snapshot> {
    let states = vec![
        FeedState::Operational,
        FeedState::Degraded,
        FeedState::Outage,
        FeedState::Maintenance,
        FeedState::Unreadable,
    ];
    let feed =
        (select(vec!["alfa", "bravo", "nobody"]), select(states)).prop_map(|(service, state)| {
            Feed { service: service.to_owned(), state, says: Some("yes".to_owned()) }
        });
    let barred = vantage().prop_map(|it| (it, "not allowed".to_owned()));
    (
        host(),
        prop::collection::vec(walk(), 0..14),
        prop::collection::vec(lookup(), 0..8),
        prop::collection::vec(feed, 0..3),
        prop::collection::vec(barred, 0..2),
        any::<bool>(),
    )
        .prop_map(|(host, walks, lookups, feeds, not_possible, looked_closer)| Snapshot {
            host,
            controls: vec![
                "http://check.charlie.example/generate_204".to_owned(),
                "http://check.delta.example/generate_204".to_owned(),
            ],
            anchors: vec!["1.1.1.1:443".parse().unwrap(), "8.8.8.8:443".parse().unwrap()],
            services: specs(),
            walks,
            lookups,
            feeds,
            looked_closer,
            not_possible,
            stalls: Vec::new(),
            ..Snapshot::empty(world::began())
        })
}

/// A snapshot with at most one ordinary walk to each subject, as the probe makes them.
pub(crate) fn orderly() -> impl Strategy<Value = Snapshot> {
    snapshot().prop_map(|mut snapshot| {
        let mut known = std::collections::BTreeSet::new();
        snapshot.walks.retain(|it| known.insert((it.subject.clone(), it.vantage.clone())));
        snapshot
    })
}

/// A cause and a plan's other inputs at random.
fn specs() -> Vec<ServiceSpec> {
    let target = |role, url: &str| TargetSpec { role, url: url.to_owned(), measured: false };
    vec![
        ServiceSpec {
            id: "alfa".to_owned(),
            name: "Alfa".to_owned(),
            targets: vec![
                target(Role::Web, "https://www.alfa.example/"),
                target(Role::Media, "https://media.alfa.example/"),
            ],
        },
        ServiceSpec {
            id: "bravo".to_owned(),
            name: "Bravo".to_owned(),
            targets: vec![target(Role::Web, "https://www.bravo.example/")],
        },
        ServiceSpec { id: "nothing".to_owned(), name: "Nothing".to_owned(), targets: Vec::new() },
    ]
}
