//! Takes out of a round what tells who and where the user is, and leaves what the diagnosis reads. Pure.
//!
//! - Addresses become others of the same kind (private, link-local, shared, public), by a keyed mapping that keeps
//!   common prefixes (Xu et al., "Prefix-Preserving IP Address Anonymization", 2002).
//! - Host names become others with as many labels, equal where they were equal, label by label from the right. The names
//!   of services that everybody knows stay; so do words that a rule reads ("login", "blocked").
//! - Of queries only the names of parameters stay, and whether the address asked for is carried along. User names, cookies,
//!   mail and hardware addresses go.
//!
//! Every part of a round is named here, so that a new one cannot slip through: the compiler asks what is to become of it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use url::{Host as UrlHost, Url, form_urlencoded};

use super::Salt;
use crate::catalogue::{self, Service};
use crate::config;
use crate::diagnosis::responder::{is_local_name, is_telling, site};
use crate::observation::{
    Attempt, AttemptOutcome, Body, CertificateFacts, DefaultRoute, Exchange, Failure, FailureKind,
    Feed, Gateway, Headers, Hop, Host, HostsEntry, Interface, Lookup, LookupAnswer, NEUTRAL_NAME,
    NameServer, ProxyEndpoint, ProxySettings, Resolver, Route, ScriptProxy, ScriptWays,
    ServiceSpec, Snapshot, TargetSpec, TlsFacts, Tunnel, Vantage, Walk,
};

/// Longer parts of a path are no words.
const LONGEST_WORD: usize = 24;

/// What everybody knows, and so tells nothing of anybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicNames {
    sites: BTreeSet<String>,
    addresses: BTreeSet<IpAddr>,
}

impl PublicNames {
    /// The names and addresses that come with the program.
    pub fn bundled() -> Self {
        Self::bundled_in(&catalogue::bundled())
    }

    /// The same, given all services that are known: what the user has made of them is his own.
    pub fn bundled_in(catalogue: &[Service]) -> Self {
        let mut known = Self::default();
        for service in catalogue.iter().filter_map(catalogue::as_bundled) {
            let urls = service.links.values().chain(service.status.as_ref().map(|it| &it.url));
            known.sites.extend(urls.filter_map(|it| Some(site(it.host_str()?))));
            known.sites.extend(service.targets.iter().map(|it| site(it.host())));
        }
        let controls = config::default_controls();
        for url in controls.iter().map(|it| &it.url).chain(&config::default_doh()) {
            match url.host() {
                Some(UrlHost::Domain(name)) => drop(known.sites.insert(site(name))),
                Some(UrlHost::Ipv4(it)) => drop(known.addresses.insert(it.into())),
                Some(UrlHost::Ipv6(it)) => drop(known.addresses.insert(it.into())),
                None => {}
            }
        }
        let literal = [config::default_anchors(), config::default_resolvers()];
        known.addresses.extend(literal.iter().flatten().map(SocketAddr::ip));
        known
    }

    fn has(&self, host: &str) -> bool {
        self.sites.contains(&site(host))
    }
}

/// Scrubs the rounds of one history: what was equal in two of them still is.
#[derive(Debug)]
pub struct Scrubber<'a> {
    salt: &'a Salt,
    public: &'a PublicNames,
    /// The sites of names that are the user's own, or his network's, and stand in the round.
    own: RefCell<BTreeSet<String>>,
    known: RefCell<BTreeMap<IpAddr, IpAddr>>,
    interfaces: RefCell<BTreeMap<String, String>>,
}

impl<'a> Scrubber<'a> {
    pub fn new(salt: &'a Salt, public: &'a PublicNames) -> Self {
        Self {
            salt,
            public,
            own: RefCell::default(),
            known: RefCell::default(),
            interfaces: RefCell::default(),
        }
    }

    /// The same round without what tells who and where it was.
    pub fn scrub(&self, round: &Snapshot) -> Snapshot {
        let Snapshot {
            schema,
            version,
            started_at,
            took_ms,
            host,
            controls,
            anchors,
            services,
            walks,
            lookups,
            feeds,
            looked_closer,
            not_possible,
            usual,
            bytes,
            stalls,
            wants_sign_in,
        } = round;
        self.note_names(round);
        Snapshot {
            schema: *schema,
            version: version.clone(),
            started_at: *started_at,
            took_ms: *took_ms,
            host: self.host(host),
            controls: controls.iter().map(|it| self.url(it)).collect(),
            anchors: anchors.iter().map(|it| self.socket(*it)).collect(),
            services: services.iter().map(|it| self.service(it)).collect(),
            walks: walks.iter().map(|it| self.walk(it)).collect(),
            lookups: lookups.iter().map(|it| self.lookup(it)).collect(),
            feeds: feeds.iter().map(|it| self.feed(it)).collect(),
            looked_closer: *looked_closer,
            not_possible: not_possible
                .iter()
                .map(|(vantage, why)| (self.vantage(vantage), self.text(why)))
                .collect(),
            usual: usual.clone(),
            bytes: *bytes,
            stalls: stalls.clone(),
            wants_sign_in: *wants_sign_in,
        }
    }

    /// Learns which names are not everybody's, so that they are found in texts, too.
    fn note_names(&self, round: &Snapshot) {
        let hop = |hop: &Hop| {
            let mut names = vec![host_of(&hop.url)];
            names.push(hop.lookup.as_ref().map(|it| it.name.clone()));
            if let Route::Proxy(proxy) = &hop.route {
                names.push(Some(proxy.host.clone()));
            }
            let exchange = hop.outcome.as_ref().ok().and_then(Option::as_ref);
            names.push(exchange.and_then(|it| host_of(it.headers.get("location")?)));
            names
        };
        let mut names: Vec<Option<String>> =
            round.walks.iter().flat_map(|it| &it.hops).flat_map(hop).collect();
        names.extend(round.controls.iter().map(|it| host_of(it)));
        names.extend(round.services.iter().flat_map(|it| &it.targets).map(|it| host_of(&it.url)));
        names.extend(round.lookups.iter().map(|it| Some(it.name.clone())));
        names.extend(round.host.hosts_entries.iter().flatten().map(|it| Some(it.name.clone())));
        if let Some(proxy) = &round.host.proxy {
            let ends = [&proxy.http, &proxy.https];
            names.extend(ends.into_iter().flatten().map(|it| Some(it.host.clone())));
            names.extend(proxy.bypass.iter().map(|it| Some(without_wildcard(it).1.to_owned())));
            names.push(proxy.pac_url.as_deref().and_then(host_of));
            let of_script = proxy.pac_ways.iter().flat_map(|it| &it.proxies);
            names.extend(of_script.map(|it| Some(it.endpoint.host.clone())));
        }
        let is_own = |name: &String| {
            name.contains('.') && name.parse::<IpAddr>().is_err() && !self.public.has(name)
        };
        let own = names.into_iter().flatten().filter(is_own).map(|it| site(&it));
        self.own.borrow_mut().extend(own);
    }

    fn host(&self, host: &Host) -> Host {
        let Host {
            interfaces,
            routes,
            gateways,
            name_servers,
            hosts_entries,
            proxy,
            tunnels,
            software,
            pressure,
            data_use,
        } = host;
        let interfaces = each(interfaces.as_ref(), |it| self.whole_interface(it));
        Host {
            interfaces,
            routes: each(routes.as_ref(), |it| {
                let DefaultRoute { family, gateway, interface, metric } = it;
                DefaultRoute {
                    family: *family,
                    gateway: gateway.map(|it| self.address(it)),
                    interface: self.interface(interface),
                    metric: *metric,
                }
            }),
            gateways: each(gateways.as_ref(), |it| {
                let Gateway { address, interface, neighbour, responds, round_trips } = it;
                Gateway {
                    address: self.address(*address),
                    interface: self.interface(interface),
                    neighbour: *neighbour,
                    responds: *responds,
                    round_trips: round_trips.clone(),
                }
            }),
            name_servers: each(name_servers.as_ref(), |it| {
                let NameServer { address, interface } = it;
                NameServer {
                    address: self.socket(*address),
                    interface: interface.as_deref().map(|it| self.interface(it)),
                }
            }),
            hosts_entries: each(hosts_entries.as_ref(), |it| {
                let HostsEntry { name, address } = it;
                HostsEntry { name: self.name(name), address: self.address(*address) }
            }),
            proxy: proxy.as_ref().map(|it| self.proxy(it)),
            tunnels: each(tunnels.as_ref(), |it| {
                let Tunnel { interface, carries_default } = it;
                Tunnel { interface: self.interface(interface), carries_default: *carries_default }
            }),
            // Names of products.
            software: software.clone(),
            pressure: *pressure,
            data_use: *data_use,
        }
    }

    fn whole_interface(&self, interface: &Interface) -> Interface {
        let Interface {
            name,
            kind,
            enabled,
            carrier,
            addresses,
            speed_mbps,
            carrier_changes,
            carrier_changes_during,
            errors,
            received_bytes,
            sent_bytes,
        } = interface;
        Interface {
            name: self.interface(name),
            kind: *kind,
            enabled: *enabled,
            carrier: *carrier,
            addresses: addresses.iter().map(|it| self.address(*it)).collect(),
            speed_mbps: *speed_mbps,
            carrier_changes: *carrier_changes,
            carrier_changes_during: *carrier_changes_during,
            errors: *errors,
            received_bytes: *received_bytes,
            sent_bytes: *sent_bytes,
        }
    }

    fn proxy(&self, proxy: &ProxySettings) -> ProxySettings {
        let ProxySettings {
            source,
            http,
            https,
            bypass,
            pac_url,
            pac_reachable,
            pac_optional,
            pac_ways,
            unusable,
        } = proxy;
        let ways = |ScriptWays { direct, proxies }: &ScriptWays| ScriptWays {
            direct: *direct,
            proxies: proxies
                .iter()
                .map(|ScriptProxy { endpoint, answers }| ScriptProxy {
                    endpoint: self.endpoint(endpoint),
                    answers: *answers,
                })
                .collect(),
        };
        let bypass_entry = |entry: &String| {
            let (before, rest) = without_wildcard(entry);
            let scrubbed = match rest.split_once('/') {
                Some((address, length)) => match address.parse::<IpAddr>() {
                    Ok(address) => format!("{}/{length}", self.address(address)),
                    Err(_) => self.text(rest),
                },
                None => self.place(rest),
            };
            format!("{before}{scrubbed}")
        };
        ProxySettings {
            source: *source,
            http: http.as_ref().map(|it| self.endpoint(it)),
            https: https.as_ref().map(|it| self.endpoint(it)),
            bypass: bypass.iter().map(bypass_entry).collect(),
            pac_url: pac_url.as_deref().map(|it| self.url(it)),
            pac_reachable: *pac_reachable,
            pac_optional: *pac_optional,
            pac_ways: pac_ways.as_ref().map(ways),
            // What was written where a proxy belongs may be anything, a password too.
            unusable: unusable
                .iter()
                .map(|it| format!("{}: …", it.split(':').next().unwrap_or_default()))
                .collect(),
        }
    }

    fn endpoint(&self, endpoint: &ProxyEndpoint) -> ProxyEndpoint {
        let ProxyEndpoint { scheme, host, port } = endpoint;
        ProxyEndpoint { scheme: *scheme, host: self.place(host), port: *port }
    }

    /// What the user called a service is his word for it, and stays.
    fn service(&self, service: &ServiceSpec) -> ServiceSpec {
        let ServiceSpec { id, name, targets } = service;
        let target = |it: &TargetSpec| {
            let TargetSpec { role, url, measured } = it;
            TargetSpec { role: *role, url: self.url(url), measured: *measured }
        };
        ServiceSpec {
            id: id.clone(),
            name: name.clone(),
            targets: targets.iter().map(target).collect(),
        }
    }

    fn feed(&self, feed: &Feed) -> Feed {
        let Feed { service, state, says } = feed;
        Feed {
            service: service.clone(),
            state: *state,
            says: says.as_deref().map(|it| self.text(it)),
        }
    }

    fn walk(&self, walk: &Walk) -> Walk {
        let Walk { subject, vantage, at_ms, took_ms, hops } = walk;
        Walk {
            subject: subject.clone(),
            vantage: self.vantage(vantage),
            at_ms: *at_ms,
            took_ms: *took_ms,
            hops: hops.iter().map(|it| self.hop(it)).collect(),
        }
    }

    fn vantage(&self, vantage: &Vantage) -> Vantage {
        match vantage {
            Vantage::OtherResolver(it) => Vantage::OtherResolver(self.place(it)),
            Vantage::OutsideTunnel(it) => Vantage::OutsideTunnel(self.interface(it)),
            Vantage::OtherInterface(it) => Vantage::OtherInterface(self.interface(it)),
            Vantage::Address(it) => Vantage::Address(self.address(*it)),
            Vantage::NeutralName(it) => Vantage::NeutralName(self.address(*it)),
            Vantage::Ordinary
            | Vantage::PastHostsFile
            | Vantage::WithoutProxy
            | Vantage::Family(_)
            | Vantage::SmallSegments
            | Vantage::Http1
            | Vantage::CorrectedClock(_)
            | Vantage::Again => vantage.clone(),
        }
    }

    fn hop(&self, hop: &Hop) -> Hop {
        let Hop { url, route, lookup, attempts, peer, tls, timings, outcome } = hop;
        Hop {
            url: self.url(url),
            route: match route {
                Route::Direct => Route::Direct,
                Route::Proxy(it) => Route::Proxy(self.endpoint(it)),
            },
            lookup: lookup.as_ref().map(|it| self.lookup(it)),
            attempts: attempts.iter().map(|it| self.attempt(it)).collect(),
            peer: peer.map(|it| self.socket(it)),
            tls: tls.as_ref().map(|it| self.tls(it)),
            timings: *timings,
            outcome: match outcome {
                Ok(exchange) => Ok(exchange.as_ref().map(|it| self.exchange(it))),
                Err(Failure { phase, kind }) => {
                    Err(Failure { phase: *phase, kind: self.failure(kind) })
                }
            },
        }
    }

    fn attempt(&self, attempt: &Attempt) -> Attempt {
        let Attempt { peer, outcome, took_ms } = attempt;
        Attempt {
            peer: self.socket(*peer),
            outcome: match outcome {
                AttemptOutcome::Failed(kind) => AttemptOutcome::Failed(self.failure(kind)),
                AttemptOutcome::Connected | AttemptOutcome::Abandoned => outcome.clone(),
            },
            took_ms: *took_ms,
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the others hold no text of anybody's")]
    fn failure(&self, kind: &FailureKind) -> FailureKind {
        match kind {
            FailureKind::Unclassified(it) => FailureKind::Unclassified(self.text(it)),
            FailureKind::ProxyUnreachable(it) => {
                FailureKind::ProxyUnreachable(Box::new(self.failure(it)))
            }
            _ => kind.clone(),
        }
    }

    fn lookup(&self, lookup: &Lookup) -> Lookup {
        let Lookup { resolver, name, family, answer, took_ms } = lookup;
        let Resolver { kind, address } = resolver;
        Lookup {
            resolver: Resolver { kind: *kind, address: self.place(address) },
            name: self.name(name),
            family: *family,
            answer: match answer {
                LookupAnswer::Addresses(found) => {
                    LookupAnswer::Addresses(found.iter().map(|it| self.address(*it)).collect())
                }
                LookupAnswer::NoSuchName
                | LookupAnswer::NoData
                | LookupAnswer::ServerFailure
                | LookupAnswer::Refused
                | LookupAnswer::OtherCode(_)
                | LookupAnswer::TimedOut
                | LookupAnswer::Unreachable
                | LookupAnswer::Malformed
                | LookupAnswer::Failed => answer.clone(),
            },
            took_ms: *took_ms,
        }
    }

    fn tls(&self, tls: &TlsFacts) -> TlsFacts {
        let TlsFacts { version, alpn, anchor, certificate } = tls;
        let certificate = certificate.as_ref().map(|it| {
            let CertificateFacts { subject, issuer, root, not_before, not_after, self_signed } = it;
            let subject = match without_wildcard(subject) {
                (before, name) if is_host_name(name) => format!("{before}{}", self.name(name)),
                _ => self.text(subject),
            };
            CertificateFacts {
                subject,
                issuer: self.text(issuer),
                root: self.text(root),
                not_before: *not_before,
                not_after: *not_after,
                self_signed: *self_signed,
            }
        });
        TlsFacts {
            version: version.clone(),
            alpn: alpn.clone(),
            anchor: anchor.clone(),
            certificate,
        }
    }

    fn exchange(&self, exchange: &Exchange) -> Exchange {
        let Exchange { transport, version, status, reason, headers, body, as_expected, throughput } =
            exchange;
        Exchange {
            transport: *transport,
            version: *version,
            status: *status,
            reason: reason.as_deref().map(|it| self.text(it)),
            headers: Headers(
                headers
                    .0
                    .iter()
                    .map(|(name, value)| (name.clone(), self.header(name, value)))
                    .collect(),
            ),
            body: body.as_ref().map(|it| {
                let Body { text, read, complete } = it;
                Body { text: self.text(text), read: *read, complete: *complete }
            }),
            as_expected: *as_expected,
            throughput: *throughput,
        }
    }

    fn header(&self, name: &str, value: &str) -> String {
        match name {
            "set-cookie" => value.split('=').next().map(|it| format!("{it}=")).unwrap_or_default(),
            "cookie" | "authorization" | "proxy-authorization" => String::new(),
            _ => self.text(value),
        }
    }

    /// An address, an address with a port, a URL, or a name.
    fn place(&self, text: &str) -> String {
        let bare = text.trim_matches(['[', ']']);
        if let Ok(address) = bare.parse() {
            let address = self.address(address);
            return if text.starts_with('[') {
                format!("[{address}]")
            } else {
                address.to_string()
            };
        }
        match text.parse() {
            Ok(address) => self.socket(address).to_string(),
            Err(_) if text.contains("://") => self.url(text),
            Err(_) if is_host_name(text) => self.name(text),
            Err(_) => self.text(text),
        }
    }

    /// A URL without user name, query values and fragment. What is none is read as a text.
    fn url(&self, text: &str) -> String {
        let Ok(mut url) = Url::parse(text) else { return self.words(text) };
        if !url.has_host() {
            return self.words(text);
        }
        let host = match url.host() {
            Some(UrlHost::Domain(name)) => Some(self.name(name)),
            Some(UrlHost::Ipv4(it)) => Some(self.address(it.into()).to_string()),
            Some(UrlHost::Ipv6(it)) => Some(format!("[{}]", self.address(it.into()))),
            None => None,
        };
        url.set_fragment(None);
        let is_clean = url.set_username("").is_ok()
            && url.set_password(None).is_ok()
            && url.set_host(host.as_deref()).is_ok();
        if !is_clean {
            return format!("{}://{}/", url.scheme(), self.hashed(text));
        }
        let query = url.query().map(|it| self.query(it));
        url.set_query(query.as_deref());
        let path = self.path(url.path());
        url.set_path(&path);
        let written = url.to_string();
        // The parser adds the slash of an empty path, which some texts do without.
        let bare = written.strip_suffix('/').filter(|_| !text.ends_with('/') && url.path() == "/");
        bare.filter(|_| url.query().is_none()).map_or_else(|| written.clone(), str::to_owned)
    }

    /// A path, of which only what can be words stays.
    fn path(&self, path: &str) -> String {
        let part = |part: &str| {
            let digits = part.bytes().filter(u8::is_ascii_digit).count();
            let is_word = part.len() <= LONGEST_WORD
                && digits <= 5
                && !part.contains(['@', '~'])
                && !part.contains("%40");
            if is_word { part.to_owned() } else { format!("x{}", self.salt.name(part, 4)) }
        };
        let parts = path.split('/').collect::<Vec<_>>();
        let is_folder_of_users = |it: &str| {
            ["users", "user", "home", "u", "profile"].contains(&it.to_ascii_lowercase().as_str())
        };
        let each = parts.iter().enumerate().map(|(at, it)| {
            if at > 0 && !it.is_empty() && is_folder_of_users(parts[at - 1]) {
                format!("x{}", self.salt.name(it, 4))
            } else {
                part(it)
            }
        });
        each.collect::<Vec<_>>().join("/")
    }

    /// The names of the parameters; of their values only addresses of pages, scrubbed.
    fn query(&self, query: &str) -> String {
        if !query.contains('=') {
            let telling = query
                .split(|it: char| !it.is_ascii_alphanumeric())
                .all(|it| is_telling(&it.to_ascii_lowercase()));
            return if telling { query.to_owned() } else { String::new() };
        }
        let mut scrubbed = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(query.replace("&amp;", "&").as_bytes()) {
            let name = if name.len() <= LONGEST_WORD && !name.contains('@') { &*name } else { "x" };
            let value = if value.contains("://") || value.contains('.') && is_host_name(&value) {
                let page = self.place(&value);
                page.split('?').next().unwrap_or_default().to_owned()
            } else {
                String::new()
            };
            scrubbed.append_pair(name, &value);
        }
        scrubbed.finish()
    }

    /// A host name, other than those that everybody knows, label by label from the right.
    fn name(&self, name: &str) -> String {
        if let Ok(address) = name.trim_matches(['[', ']']).parse() {
            return self.address(address).to_string();
        }
        let lower = name.to_ascii_lowercase();
        if self.public.has(&lower) || [NEUTRAL_NAME, "localhost", "<local>"].contains(&&*lower) {
            return name.to_owned();
        }
        let is_alone = !lower.trim_end_matches('.').contains('.');
        let mut suffix = String::new();
        let mut labels: Vec<String> = Vec::new();
        for (place, label) in lower.rsplit('.').enumerate() {
            // What `site` reads as a second-level domain must stay one.
            let is_ending = place == 0 && !is_alone
                || place == 1 && label.len() <= 3 && labels[0].len() == 2
                || suffix == "arpa." && label == "home";
            suffix = format!("{label}.{suffix}");
            let word = |word: &str| {
                let stays = is_telling(word)
                    || word.is_empty()
                    || ["www", "api", "media", "cdn", "static", "m", "*"].contains(&word);
                if stays {
                    word.to_owned()
                } else {
                    format!("h{}", self.salt.name(&format!("{word} {suffix}"), 4))
                }
            };
            labels.push(if is_ending {
                label.to_owned()
            } else {
                label.split('-').map(word).collect::<Vec<_>>().join("-")
            });
        }
        labels.reverse();
        labels.join(".")
    }

    /// A text without the addresses and names that must not stay.
    pub fn text(&self, text: &str) -> String {
        let mut scrubbed = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = next_url(rest) {
            let (before, from) = rest.split_at(at);
            scrubbed += &self.words(before);
            let end = from.find(ends_url).unwrap_or(from.len());
            let (url, after) = from.split_at(end);
            scrubbed += &self.url(url);
            rest = after;
        }
        scrubbed + &self.words(rest)
    }

    /// The same, of a text without whole URLs.
    fn words(&self, text: &str) -> String {
        let mut scrubbed = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = "";
        while !rest.is_empty() {
            let length = rest.find(|it| !is_of_word(it)).unwrap_or(rest.len());
            if length > 0 {
                let (word, after) = rest.split_at(length);
                let folder = before.trim_end_matches(['/', '\\']);
                let is_user = before.len() > folder.len()
                    && ["home", "users"].iter().any(|it| {
                        folder.len() >= it.len()
                            && folder.is_char_boundary(folder.len() - it.len())
                            && folder[folder.len() - it.len()..].eq_ignore_ascii_case(it)
                    });
                scrubbed += &if is_user { self.hashed(word) } else { self.word(word) };
                rest = after;
            } else if let Some(query) = rest.strip_prefix('?') {
                let end = query.find(ends_url).unwrap_or(query.len());
                let (query, after) = query.split_at(end);
                scrubbed.push('?');
                if query.contains('=') && !query.contains('?') {
                    scrubbed += &self.query(query);
                    rest = after;
                } else {
                    rest = &rest[1..];
                }
            } else {
                let mark = rest.chars().next().map_or(1, char::len_utf8);
                scrubbed += &rest[..mark];
                rest = &rest[mark..];
            }
            before = &text[..text.len() - rest.len()];
        }
        scrubbed
    }

    /// One word of a text, with the punctuation that clings to it.
    fn word(&self, word: &str) -> String {
        let bare = word.trim_end_matches(['.', ':', '-', '@', '_']);
        let tail = &word[bare.len()..];
        if let Ok(address) = bare.parse::<IpAddr>() {
            return format!("{}{tail}", self.address(address));
        }
        // Some interfaces are called by their hardware address; others by a word that any text may hold.
        let is_number = bare.bytes().any(|it| it.is_ascii_digit());
        if is_number && let Some(known) = self.interfaces.borrow().get(bare) {
            return format!("{known}{tail}");
        }
        if let Ok(address) = bare.parse::<SocketAddr>() {
            return format!("{}{tail}", self.socket(address));
        }
        if is_hardware_address(bare) {
            return format!("02-{}{tail}", self.salt.name(bare, 5));
        }
        if let Some((user, host)) = bare.split_once('@')
            && !user.is_empty()
            && host.contains('.')
        {
            return format!("{}@mail.invalid{tail}", self.hashed(bare));
        }
        let (name, port) = match bare.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => (name, Some(port)),
            _ => (bare, None),
        };
        if !self.is_own(name) {
            return word.to_owned();
        }
        let port = port.map(|it| format!(":{it}")).unwrap_or_default();
        format!("{}{port}{tail}", self.name(name))
    }

    /// Whether a word of a text is a name that must not stay.
    fn is_own(&self, word: &str) -> bool {
        let lower = word.to_ascii_lowercase();
        is_host_name(&lower)
            && lower.contains('.')
            && !self.public.has(&lower)
            && (self.own.borrow().contains(&site(&lower)) || is_local_name(&lower))
    }

    fn hashed(&self, what: &str) -> String {
        format!("x{}", self.salt.name(what, 4))
    }

    fn interface(&self, name: &str) -> String {
        let mut known = self.interfaces.borrow_mut();
        known
            .entry(name.to_owned())
            .or_insert_with(|| format!("if{}", self.salt.name(name, 3)))
            .clone()
    }

    fn socket(&self, socket: SocketAddr) -> SocketAddr {
        SocketAddr::new(self.address(socket.ip()), socket.port())
    }

    /// Another address of the same kind.
    fn address(&self, address: IpAddr) -> IpAddr {
        if self.public.addresses.contains(&address) {
            return address;
        }
        if let Some(known) = self.known.borrow().get(&address) {
            return *known;
        }
        let other = match address {
            IpAddr::V4(it) => IpAddr::V4(self.four(it)),
            IpAddr::V6(it) => IpAddr::V6(self.six(it)),
        };
        self.known.borrow_mut().insert(address, other);
        other
    }

    fn four(&self, address: Ipv4Addr) -> Ipv4Addr {
        let (kind, kept) = kind_of_four(address);
        let mut other = address;
        // What leaves its kind goes on until it is back: still one to one.
        loop {
            other = Ipv4Addr::from_bits(
                u32::try_from(self.mix(u128::from(other.to_bits()), 32, kept)).unwrap_or_default(),
            );
            if kind_of_four(other).0 == kind {
                return other;
            }
        }
    }

    fn six(&self, address: Ipv6Addr) -> Ipv6Addr {
        let bits = address.to_bits();
        if let Some(four) = embedded(address) {
            let four = u128::from(self.four(four).to_bits());
            return Ipv6Addr::from_bits(bits >> 32 << 32 | four);
        }
        let (kind, kept) = kind_of_six(address);
        let mut other = address;
        loop {
            other = Ipv6Addr::from_bits(self.mix(other.to_bits(), 128, kept));
            if kind_of_six(other).0 == kind && embedded(other).is_none() {
                return other;
            }
        }
    }

    /// Flips each bit behind the first `kept` of `width`, or not, by the keyed hash of the bits before it.
    fn mix(&self, bits: u128, width: u32, kept: u32) -> u128 {
        let mut mixed = bits;
        for place in kept..width {
            let before = if place == 0 { 0 } else { bits >> (width - place) };
            let mut text = [0; 18];
            text[..16].copy_from_slice(&before.to_be_bytes());
            text[16..].copy_from_slice(&[
                u8::try_from(width).unwrap_or_default(),
                u8::try_from(place).unwrap_or_default(),
            ]);
            mixed ^= u128::from(self.salt.hash(&text)[0] & 1) << (width - place - 1);
        }
        mixed
    }
}

/// The kind of an address, and how many of its first bits tell it.
fn kind_of_four(address: Ipv4Addr) -> (&'static str, u32) {
    let [a, b, c, _] = address.octets();
    match (a, b, c) {
        (0 | 127 | 224..=255, ..) => ("of no network", 32),
        (10, ..) => ("private, class A", 8),
        (172, 16..=31, _) => ("private, class B", 12),
        (192, 168, _) => ("private, class C", 16),
        (169, 254, _) => ("link-local", 16),
        (100, 64..=127, _) => ("shared", 10),
        (192, 0, 0 | 2) | (198, 51, 100) | (203, 0, 113) => ("for documents", 24),
        (198, 18 | 19, _) => ("for benchmarks", 15),
        _ => ("public", 8),
    }
}

/// The same of IPv6.
fn kind_of_six(address: Ipv6Addr) -> (&'static str, u32) {
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] | [0xff00..=0xffff, ..] => ("of no network", 128),
        [0xfe80..=0xfebf, ..] => ("link-local", 64),
        [0xfc00..=0xfdff, ..] => ("unique local", 8),
        [0x2001, 0xdb8, ..] => ("for documents", 32),
        [0x2001, 0, ..] => ("Teredo", 32),
        [0x2002, ..] => ("6to4", 16),
        _ => ("public", 16),
    }
}

/// The IPv4 address that an IPv6 address stands for (RFC 4291, section 2.5.5.2; RFC 6052, section 2.1).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = address.segments();
    let stands = matches!(segments, [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..]);
    let [.., high, low] = segments;
    stands.then(|| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
}

fn each<T>(all: Option<&Vec<T>>, one: impl Fn(&T) -> T) -> Option<Vec<T>> {
    all.map(|it| it.iter().map(one).collect())
}

/// What stands before a name to make it a pattern, and the name.
fn without_wildcard(pattern: &str) -> (&str, &str) {
    let name = pattern.trim_start_matches(['*', '.']);
    pattern.split_at(pattern.len() - name.len())
}

fn host_of(url: &str) -> Option<String> {
    Some(Url::parse(url).ok()?.host_str()?.trim_matches(['[', ']']).to_owned())
}

fn is_host_name(text: &str) -> bool {
    let label = |it: &str| {
        (1..=63).contains(&it.len())
            && it.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
    };
    let last = text.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    text.len() <= 253
        && text.trim_end_matches('.').split('.').all(label)
        && last.bytes().any(|it| it.is_ascii_alphabetic())
}

/// Whether `word` is six pairs of hexadecimal digits.
fn is_hardware_address(word: &str) -> bool {
    word.len() == 17
        && word.bytes().enumerate().all(|(at, it)| match at % 3 {
            2 => matches!(it, b':' | b'-'),
            _ => it.is_ascii_hexdigit(),
        })
}

fn is_of_word(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '.' | ':' | '-' | '_' | '@')
}

fn ends_url(it: char) -> bool {
    it.is_whitespace()
        || it.is_control()
        || matches!(it, '"' | '\'' | '<' | '>' | ')' | '(' | '`' | ',' | '|' | '{' | '}')
}

/// Where the next URL of the web begins.
fn next_url(text: &str) -> Option<usize> {
    let begins = |it: &&[u8]| {
        let rest = it[4..].strip_prefix(b"s").or_else(|| it[4..].strip_prefix(b"S"));
        it[..4].eq_ignore_ascii_case(b"http") && rest.unwrap_or(&it[4..]).starts_with(b"://")
    };
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(7)).find(|at| begins(&&bytes[*at..]))
}
