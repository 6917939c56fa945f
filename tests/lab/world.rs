//! The plan of one small Internet: what exists, how it answers, and what is broken in it. A plain value; `network`
//! and `servers` make it real.
//!
//! Names and addresses are ordinary public-looking ones, since a program may rightly distrust documentation
//! addresses; nothing leaves the cell.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// One network namespace: `desktop — router — provider — internet`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Desktop,
    Router,
    Provider,
    Internet,
}

impl Place {
    pub(crate) const ALL: [Self; 4] = [Self::Desktop, Self::Router, Self::Provider, Self::Internet];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::Router => "router",
            Self::Provider => "provider",
            Self::Internet => "internet",
        }
    }
}

pub(crate) const DESKTOP: Ipv4Addr = Ipv4Addr::new(192, 168, 178, 34);
pub(crate) const ROUTER: Ipv4Addr = Ipv4Addr::new(192, 168, 178, 1);
/// An address for a gateway at which nobody is.
pub(crate) const NO_GATEWAY: Ipv4Addr = Ipv4Addr::new(192, 168, 178, 254);
/// A second address of the router, where the proxy lives.
pub(crate) const PROXY: Ipv4Addr = Ipv4Addr::new(192, 168, 178, 40);
pub(crate) const PROVIDER: Ipv4Addr = Ipv4Addr::new(88, 71, 4, 1);
pub(crate) const RESOLVER: IpAddr = IpAddr::V4(Ipv4Addr::new(88, 71, 0, 53));
/// Where the provider's resolver sends people whom it does not want to see a name.
pub(crate) const NOTICE: IpAddr = IpAddr::V4(Ipv4Addr::new(88, 71, 0, 80));
pub(crate) const PUBLIC: [IpAddr; 3] = [
    IpAddr::V4(Ipv4Addr::new(64, 6, 64, 6)),
    IpAddr::V4(Ipv4Addr::new(156, 154, 70, 1)),
    IpAddr::V4(Ipv4Addr::new(185, 228, 168, 9)),
];
pub(crate) const DESKTOP6: Ipv6Addr = Ipv6Addr::new(0x2a02, 0x8071, 0x5b0, 1, 0, 0, 0, 0x34);
pub(crate) const ROUTER6: Ipv6Addr = Ipv6Addr::new(0x2a02, 0x8071, 0x5b0, 1, 0, 0, 0, 1);

pub(crate) const PROXY_PORT: u16 = 3128;
/// Where the router's transparent servers listen.
pub(crate) const PORTAL_PORT: u16 = 8080;
pub(crate) const INTERCEPTOR_PORT: u16 = 8443;
/// Where hostile servers of the Internet listen.
pub(crate) const FLOOD_PORT: u16 = 9001;
pub(crate) const DRIP_PORT: u16 = 9002;

/// Who signs a site's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Signer {
    /// The public root of the services, through an intermediate.
    Services,
    /// The public root of controls and resolvers.
    Controls,
    /// The root of somebody who re-signs other people's TLS.
    Interceptor,
}

/// The certificate that a site shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certificate {
    Good,
    Expired,
    SelfSigned,
}

/// A response.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// A small HTML page.
pub(crate) fn page(title: &str, text: &str) -> String {
    format!(
        "<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
    )
}

/// What a site is for the program under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Web,
    Api,
    Media,
    Status,
    Control,
    /// DNS over HTTPS.
    Doh,
}

/// A host with a name.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub name: &'static str,
    /// The service that it belongs to, or nothing.
    pub service: &'static str,
    pub part: Part,
    pub path: &'static str,
    pub addresses: Vec<IpAddr>,
    pub signer: Signer,
    pub certificate: Certificate,
    pub reply: Reply,
}

/// What a resolver does with a question.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// The addresses that the name really has.
    Truth,
    Silence,
    /// A response code without records: 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED.
    Code(u8),
    /// NOERROR without an address.
    Empty,
    Addresses(Vec<IpAddr>),
}

pub(crate) const SERVFAIL: u8 = 2;
pub(crate) const NXDOMAIN: u8 = 3;
pub(crate) const REFUSED: u8 = 5;

/// How a resolver behaves.
#[derive(Clone, Debug)]
pub(crate) struct Resolver {
    /// To every question for which there is no other rule.
    pub always: Answer,
    /// To questions for these names.
    pub names: BTreeMap<&'static str, Answer>,
}

impl Resolver {
    const fn honest() -> Self {
        Self { always: Answer::Truth, names: BTreeMap::new() }
    }

    pub(crate) fn answer(&self, name: &str) -> &Answer {
        self.names.get(name).unwrap_or(&self.always)
    }
}

/// Somebody who takes TLS connections apart on the way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Interceptor {
    /// Whether the desktop trusts its root.
    pub trusted: bool,
    /// The page that it shows instead of a site, by the site's name.
    pub blocks: fn(&str) -> Option<Reply>,
}

/// The proxy that the desktop is told to use.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Proxy {
    /// Its port is closed.
    Closed,
    /// Nothing ever comes back from it.
    Silent,
    /// It runs, and answers itself where this gives an answer.
    Runs(fn(&str) -> Option<Reply>),
}

/// The hook of a packet filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hook {
    Input,
    Forward,
    /// Destination NAT of what comes in.
    Redirect,
}

/// Something done to the finished network.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Arguments of `ip`.
    Ip(Place, String),
    /// A rule of `nft`.
    Nft(Place, Hook, String),
}

/// Everything that one scenario needs.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub sites: Vec<Site>,
    /// The provider's resolver, which the desktop uses.
    pub resolver: Resolver,
    pub public_resolvers: Resolver,
    pub resolv_conf: String,
    pub hosts_file: String,
    pub ipv6: bool,
    pub interceptor: Option<Interceptor>,
    /// What the router answers to clear text, instead of letting anything through.
    pub portal: Option<Reply>,
    pub proxy: Option<Proxy>,
    /// By how many days the rest of the world is ahead of the desktop's clock. The desktop's clock itself cannot be
    /// turned without turning this machine's.
    pub days_ahead: i32,
    pub steps: Vec<Step>,
}

impl World {
    /// Everything works.
    pub(crate) fn healthy() -> Self {
        Self {
            sites: sites(),
            resolver: Resolver::honest(),
            public_resolvers: Resolver::honest(),
            resolv_conf: format!("nameserver {RESOLVER}\noptions timeout:2 attempts:2\n"),
            hosts_file: String::new(),
            ipv6: true,
            interceptor: None,
            portal: None,
            proxy: None,
            days_ahead: 0,
            steps: Vec::new(),
        }
    }

    pub(crate) fn ip(&mut self, place: Place, command: impl Into<String>) {
        self.steps.push(Step::Ip(place, command.into()));
    }

    pub(crate) fn nft(&mut self, place: Place, hook: Hook, rule: impl Into<String>) {
        self.steps.push(Step::Nft(place, hook, rule.into()));
    }

    /// Adds a rule for all traffic towards `addresses`.
    pub(crate) fn nft_towards(
        &mut self,
        place: Place,
        hook: Hook,
        addresses: &[IpAddr],
        verdict: &str,
    ) {
        for address in addresses {
            let family = if address.is_ipv4() { "ip" } else { "ip6" };
            self.nft(place, hook, format!("{family} daddr {address} {verdict}"));
        }
    }

    pub(crate) fn site(&self, name: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.name == name)
    }

    /// The site that owns `address`.
    pub(crate) fn owner(&self, address: IpAddr) -> Option<&Site> {
        self.sites.iter().find(|site| site.addresses.contains(&address))
    }

    /// The sites of `service` that carry it; its status page lives elsewhere, and goes on.
    fn carriers<'a>(&'a self, service: &'a str) -> impl Iterator<Item = &'a Site> {
        self.sites.iter().filter(move |it| it.service == service && it.part != Part::Status)
    }

    pub(crate) fn names(&self, service: &str) -> Vec<&'static str> {
        self.carriers(service).map(|it| it.name).collect()
    }

    pub(crate) fn addresses(&self, service: &str) -> Vec<IpAddr> {
        self.carriers(service).flat_map(|it| it.addresses.clone()).collect()
    }

    /// Changes the sites that carry `service`, or those of them that are one of `parts`.
    pub(crate) fn change(&mut self, service: &str, parts: &[Part], change: impl Fn(&mut Site)) {
        let parts = if parts.is_empty() { &[Part::Web, Part::Api, Part::Media] } else { parts };
        let hit = |it: &&mut Site| it.service == service && parts.contains(&it.part);
        self.sites.iter_mut().filter(hit).for_each(change);
    }

    /// Lets them answer with `reply`.
    pub(crate) fn reply(&mut self, service: &str, parts: &[Part], reply: &Reply) {
        self.change(service, parts, |site| site.reply = reply.clone());
    }

    /// Lets a resolver answer questions for the names of `service` in its own way.
    pub(crate) fn lie(&mut self, service: &str, answer: &Answer) {
        let names = self.names(service);
        self.resolver.names.extend(names.into_iter().map(|name| (name, answer.clone())));
    }
}

/// The well-known hosts: two services, six controls of different owners, the resolvers.
fn sites() -> Vec<Site> {
    let segment = || Reply::new(200, vec![0x47; 262_144]).with("content-type", "video/mp2t");
    let home = |name: &str| Reply::new(200, page(name, &"Something to watch. ".repeat(200)));
    let health = || Reply::new(200, r#"{"status":"ok"}"#).with("content-type", "application/json");
    let calm = || {
        let body = r#"{"page":{"name":"status"},"components":[],"incidents":[],"scheduled_maintenances":[],"status":{"indicator":"none","description":"All Systems Operational"}}"#;
        Reply::new(200, body).with("content-type", "application/json")
    };
    vec![
        service(
            "alfa",
            Part::Web,
            "www.alfa.example",
            "/",
            &["13.33.240.7", "13.33.240.52", "13.33.240.98", "2600:9000:2240::7"],
            home("Alfa"),
        ),
        service(
            "alfa",
            Part::Api,
            "api.alfa.example",
            "/v2/health",
            &["52.84.151.20", "2600:9000:2151::20"],
            health(),
        ),
        service(
            "alfa",
            Part::Media,
            "edge.alfa-video.example",
            "/v/segment-1.ts",
            &["199.232.18.7", "199.232.82.7", "2a04:4e42:99::7"],
            segment(),
        ),
        service(
            "alfa",
            Part::Status,
            "status.alfa.example",
            "/api/v2/summary.json",
            &["18.160.41.9"],
            calm(),
        ),
        service(
            "bravo",
            Part::Web,
            "bravo.example",
            "/browse",
            &["45.57.12.130", "2620:10c:7012::130"],
            home("Bravo"),
        ),
        service("bravo", Part::Api, "api.bravo.example", "/ping", &["45.57.40.8"], health()),
        service(
            "bravo",
            Part::Media,
            "cdn.bravo.example",
            "/seg/0001.m4s",
            &["45.57.91.3", "2620:10c:7091::3"],
            segment(),
        ),
        control("connectivity.north.example", "/generate_204", "142.251.36.3", Reply::new(204, "")),
        control(
            "captive.south.example",
            "/hotspot.html",
            "17.253.57.201",
            Reply::new(200, page("Success", "Success")),
        ),
        control(
            "test.east.example",
            "/connect.txt",
            "13.107.6.52",
            Reply::new(200, "East Connect Test"),
        ),
        control(
            "detect.west.example",
            "/success.txt",
            "34.107.243.93",
            Reply::new(200, "success\n"),
        ),
        control("cp.centre.example", "/generate_204", "104.17.9.229", Reply::new(204, "")),
        control(
            "check.free.example",
            "/online.txt",
            "8.43.85.73",
            Reply::new(200, "You are online\n"),
        ),
        Site {
            addresses: PUBLIC.to_vec(),
            part: Part::Doh,
            ..control("dns.quad.example", "/dns-query", "64.6.64.6", Reply::new(400, ""))
        },
    ]
}

fn service(
    service: &'static str,
    part: Part,
    name: &'static str,
    path: &'static str,
    addresses: &[&str],
    reply: Reply,
) -> Site {
    let addresses = addresses.iter().filter_map(|it| it.parse().ok()).collect();
    let (signer, certificate) = (Signer::Services, Certificate::Good);
    Site { name, service, part, path, addresses, signer, certificate, reply }
}

fn control(name: &'static str, path: &'static str, address: &str, reply: Reply) -> Site {
    let site = service("", Part::Control, name, path, &[address], reply);
    Site { signer: Signer::Controls, ..site }
}
