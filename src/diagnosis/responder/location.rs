//! Where a redirect leads: home, to a sign-in, to a portal, or to a block page.

use std::collections::BTreeSet;

use url::{Host, Url};

use super::lexicon::Notice;
use crate::observation::{is_inside, is_inside_name};

/// The target of a redirect, seen from where the request went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Location {
    pub(super) target: Url,
    pub(super) relation: Relation,
    /// The words of host, path and parameter names.
    words: BTreeSet<String>,
    /// Whether it carries the address that was asked for.
    pub(super) carries_origin: bool,
}

/// How the host of the target relates to the one that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same host, or another of the same registered name (as far as the last two labels tell).
    Home,
    /// An address, or a name, that only this network has.
    Local,
    /// Another site.
    Elsewhere,
}

const BLOCK: &[&str] = &[
    "block",
    "blocked",
    "blockpage",
    "blocking",
    "blocks",
    "urlblock",
    "deny",
    "denied",
    "accessdenied",
    "banned",
    "ban",
    "restricted",
    "restriction",
    "forbidden",
    "prohibited",
    "filter",
    "filtered",
    "webfilter",
    "contentfilter",
    "urlfilter",
    "dnsfilter",
    "filterpages",
    "lawfilter",
    "blackhole",
    "sinkhole",
    "warn",
    "warning",
    "violation",
    "parental",
    "safesearch",
    "usercheck",
    "sgerror",
    "squidguard",
    "dansguardian",
    "e2guardian",
    "quarantine",
    "stop",
    "notice",
    "stoppage",
    "notallowed",
    "courtorder",
    "courtorders",
];
/// Pieces of words in which block pages speak of themselves, long enough to stand in no other word.
const BLOCK_STEMS: &[&str] = &[
    "blocked",
    "blockpage",
    "blocksite",
    "siteblock",
    "urlblock",
    "webblock",
    "accessdenied",
    "denyaccess",
    "restricted",
    "courtorder",
    "gesperrt",
    "bloquead",
    "bloccat",
    "geblokkeerd",
    "zablokowan",
    "zapret",
    "diblokir",
    "engelli",
    "parental",
    "webfilter",
    "urlfilter",
    "contentfilter",
    "dnsfilter",
    "lawfilter",
    "netfilter",
    "safesurf",
    "internetpositif",
    "internetbaik",
];
/// Names under which home routers speak of themselves: public names, but only the router answers to them.
const ROUTERS: &[&str] = &[
    "fritz.box",
    "speedport.ip",
    "o2.box",
    "easy.box",
    "vodafone.station",
    "vodafone.box",
    "homerouter.cpe",
    "tplinkwifi.net",
    "tplinklogin.net",
    "tplinkmodem.net",
    "tplogin.cn",
    "routerlogin.net",
    "routerlogin.com",
    "mywifiext.net",
    "orbilogin.com",
    "router.asus.com",
    "asusrouter.com",
    "repeater.asus.com",
    "miwifi.com",
    "myrouter.io",
    "dlinkrouter.com",
    "mydlink.router",
    "linksyssmartwifi.com",
    "myfritz.box",
    "zyxelwifi.com",
    "tendawifi.com",
    "mobile.hotspot",
    "unifi.ui.com",
    "setup.ui.com",
    "amplifi.lan",
    "congstar.box",
    "livebox.home",
];
/// Names of parameters that block pages are called with.
const BLOCK_PARAMETERS: &[&str] = &[
    "category",
    "categories",
    "catid",
    "cat",
    "reason",
    "policy",
    "policyname",
    "rule",
    "ruleid",
    "clientgroup",
    "clientaddr",
    "targetgroup",
    "targetclass",
    "srcclass",
    "blockreason",
    "filtername",
    "threat",
];
const PORTAL: &[&str] = &[
    "portal",
    "captive",
    "captiveportal",
    "hotspot",
    "wifi",
    "wlan",
    "guest",
    "guests",
    "splash",
    "preauth",
    "uam",
    "uamip",
    "wispr",
    "nac",
    "gateway",
    "coova",
    "chilli",
    "wifidog",
    "nodogsplash",
    "opennds",
    "webauth",
    "cna",
    "onboarding",
    "aup",
    "terms",
    "switch",
    "mac",
    "clientmac",
    "ap",
    "apmac",
    "ssid",
    "nasid",
    "gw",
];
const SIGN_IN: &[&str] = &[
    "login",
    "signin",
    "logon",
    "auth",
    "authorize",
    "authorise",
    "authenticate",
    "authentication",
    "oauth",
    "oauth2",
    "sso",
    "saml",
    "saml2",
    "oidc",
    "identity",
    "idp",
    "accounts",
    "session",
    "sessions",
    "connexion",
    "anmelden",
    "einloggen",
    "acceso",
    "entrar",
    "passport",
];

const MAINTENANCE: &[&str] =
    &["maintenance", "wartung", "mantenimiento", "manutencao", "manutenzione"];
/// In the name of a host, or at the beginning of a path: pages that let people in by turns.
const WAITING: &[&str] = &["waitingroom", "warteraum", "warteschlange", "queueit", "queuefair"];
const CHALLENGE: &[&str] =
    &["captcha", "challenge", "sorry", "perfdrive", "humancheck", "botcheck"];
const REGION: &[&str] = &[
    "geo",
    "geoblock",
    "geoblocked",
    "georestricted",
    "geofence",
    "unsupportedcountry",
    "unavailableregion",
    "notavailable",
];
/// Beside "country" or "region", which alone stand in the address of any page of a country.
const REFUSED: &[&str] = &["not", "unavailable", "unsupported", "blocked", "restricted"];

impl Location {
    /// Reads a redirect from `from`; `None` where it is no address.
    pub(super) fn of(from: &Url, location: &str) -> Option<Self> {
        let target = from.join(location.trim()).ok()?;
        let relation = relation(from, &target)?;
        let host = target.host_str().unwrap_or_default();
        let path = target.path();
        let names =
            target.query_pairs().map(|(name, _)| name.into_owned()).collect::<Vec<_>>().join(" ");
        let mut words =
            words(host).chain(words(path)).chain(words(&names)).collect::<BTreeSet<_>>();
        for joined in ["sign-in", "sign_in", "log-in", "log_in"] {
            if path.to_ascii_lowercase().contains(joined) {
                words.insert("signin".into());
            }
        }
        let carries_origin = from.host_str().is_some_and(|asked| {
            target.query_pairs().any(|(_, value)| value.contains(asked))
                && relation != Relation::Home
        });
        Some(Self { target, relation, words, carries_origin })
    }

    fn has(&self, list: &[&str]) -> bool {
        list.iter().any(|word| self.words.contains(*word))
    }

    /// Whether it names itself a block page: in host or path, or, where nothing speaks for a portal, by the names of its
    /// parameters.
    pub(super) fn is_block(&self) -> bool {
        self.has(BLOCK)
            || self.relation != Relation::Home && self.has_block_stem()
            || self.has(&["not"]) && self.has(&["allowed", "permitted"])
            || self.relation != Relation::Home && !self.is_portal() && self.has(BLOCK_PARAMETERS)
    }

    fn has_block_stem(&self) -> bool {
        self.words.iter().any(|word| BLOCK_STEMS.iter().any(|stem| word.contains(stem)))
            // `internet-positif` and the like are one name in two words.
            || self.target.host_str().is_some_and(|host| {
                let host = host.replace('-', "");
                BLOCK_STEMS.iter().any(|stem| host.contains(stem))
            })
    }

    /// Whether it names itself a network's sign-in page.
    pub(super) fn is_portal(&self) -> bool {
        self.has(PORTAL)
    }

    /// Whether it names itself a sign-in.
    pub(super) fn is_sign_in(&self) -> bool {
        self.has(SIGN_IN)
    }

    /// Whether it leads to a waiting room, which lets people in by turns. A film of that name stands deeper in a path, and
    /// a service's own "queue" is somebody's list of films.
    pub(super) fn is_waiting_room(&self) -> bool {
        is_waiting_room(&self.target, self.relation == Relation::Elsewhere)
    }

    /// What the address says by itself.
    pub(super) fn notices(&self) -> impl Iterator<Item = Notice> {
        let about_region =
            self.has(REGION) || self.has(&["country", "region"]) && self.has(REFUSED);
        [
            (Notice::Maintenance, self.has(MAINTENANCE)),
            (Notice::Challenge, self.has(CHALLENGE)),
            (Notice::Region, about_region),
            (Notice::SignIn, self.is_sign_in()),
        ]
        .into_iter()
        .filter_map(|(notice, said)| said.then_some(notice))
    }

    /// Whether it leads to a port that public sites do not use.
    pub(super) fn has_odd_port(&self) -> bool {
        self.target.port().is_some()
    }

    /// Whether it leads to a bare address, as no public site does.
    pub(super) fn is_bare_address(&self) -> bool {
        matches!(self.target.host(), Some(Host::Ipv4(_) | Host::Ipv6(_)))
    }

    /// The host, for people.
    pub(super) fn host(&self) -> &str {
        self.target.host_str().unwrap_or_default()
    }
}

/// Whether `url` calls itself a waiting room; `elsewhere`: it is of another site than what was asked for.
pub(in crate::diagnosis) fn is_waiting_room(url: &Url, elsewhere: bool) -> bool {
    let host = url.host_str().unwrap_or_default();
    let first = url.path_segments().and_then(|mut it| it.next()).unwrap_or_default();
    let all: BTreeSet<String> = words(host).chain(words(first)).collect();
    let has = |word: &str| all.contains(word);
    WAITING.iter().any(|it| has(it))
        || has("waiting") && has("room")
        || elsewhere && words(host).any(|it| it == "queue")
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(str::to_ascii_lowercase)
}

fn relation(from: &Url, target: &Url) -> Option<Relation> {
    let asked = from.host()?;
    let found = target.host()?;
    if asked == found {
        return Some(Relation::Home);
    }
    Some(match found {
        Host::Ipv4(address) if is_inside(address.into()) => Relation::Local,
        Host::Ipv6(address) if is_inside(address.into()) => Relation::Local,
        Host::Ipv4(_) | Host::Ipv6(_) => Relation::Elsewhere,
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let Host::Domain(asked) = asked else { return Some(Relation::Elsewhere) };
            if site(name) == site(asked.trim_end_matches('.')) {
                Relation::Home
            } else if is_local_name(name) {
                Relation::Local
            } else {
                Relation::Elsewhere
            }
        }
    })
}

/// Whether anything is read from `word`, in lower case, where it stands in the address of a redirect.
pub fn is_telling(word: &str) -> bool {
    BLOCK_STEMS.iter().any(|stem| word.contains(stem))
        || [
            BLOCK,
            BLOCK_PARAMETERS,
            PORTAL,
            SIGN_IN,
            MAINTENANCE,
            WAITING,
            CHALLENGE,
            REGION,
            REFUSED,
        ]
        .iter()
        .any(|list| list.contains(&word))
        || [
            "country",
            "region",
            "sign",
            "in",
            "log",
            "not",
            "allowed",
            "permitted",
            "waiting",
            "room",
            "queue",
        ]
        .contains(&word)
}

/// The last two labels, or three under a second-level domain such as `co.uk`.
pub fn site(name: &str) -> String {
    let labels = name.rsplit('.').collect::<Vec<_>>();
    let second_level = labels.len() > 2 && labels[0].len() == 2 && labels[1].len() <= 3;
    let take = if second_level { 3 } else { 2 };
    labels.into_iter().take(take).map(str::to_ascii_lowercase).collect::<Vec<_>>().join(".")
}

/// Names that only somebody's own network can mean.
pub fn is_local_name(name: &str) -> bool {
    is_inside_name(name) || is_router_name(name)
}

/// Names in which routers and the gateways of portals speak of themselves, besides what every network may use (RFC 9476: `alt`).
fn is_router_name(name: &str) -> bool {
    matches!(name.rsplit('.').next(), Some("client" | "alt" | "arpa"))
        || ROUTERS.iter().any(|router| router.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(location: &str) -> Location {
        Location::of(&Url::parse("http://www.bravo.test/watch").unwrap(), location).unwrap()
    }

    #[test]
    fn home_is_the_same_registered_name() {
        for home in [
            "/other",
            "https://www.bravo.test/",
            "https://bravo.test/",
            "https://accounts.bravo.test/",
        ] {
            assert_eq!(to(home).relation, Relation::Home, "{home}");
        }
        assert_eq!(to("https://www.other.test/").relation, Relation::Elsewhere);
        assert_eq!(site("a.b.co.uk"), site("c.b.co.uk"));
        assert_ne!(site("a.co.uk"), site("b.co.uk"));
    }

    #[test]
    fn local_is_what_only_this_network_has() {
        for local in [
            "http://192.168.1.1/",
            "http://100.64.0.1/",
            "http://[fe80::1]/",
            "http://router/",
            "http://gate.lan/",
            "http://fritz.box/",
        ] {
            assert_eq!(to(local).relation, Relation::Local, "{local}");
        }
        assert_eq!(to("http://203.0.114.1/").relation, Relation::Elsewhere);
    }

    #[test]
    fn tells_block_pages_portals_and_sign_ins_by_their_words() {
        assert!(to("http://filter.example/page").is_block());
        assert!(to("http://x.example/a?category=7&url=z").is_block());
        assert!(!to("/watch?category=7").is_block());
        assert!(!to("http://blockbuster.example/").is_block());
        assert!(to("http://www.ispcourtorders.example/").is_block());
        assert!(to("http://internet-positif.example/").is_block());
        assert!(to("http://x.example/SiteBlocked.html").is_block());
        assert!(!to("/SiteBlocked.html").is_block(), "the service's own");
        assert!(to("http://x.example/guest/s/default/").is_portal());
        assert!(to("https://bravo.test/sign-in").is_sign_in());
        assert!(!to("https://bravo.test/catalogue").is_sign_in());
    }

    #[test]
    fn a_waiting_room_is_no_film_and_no_list_of_films() {
        for waiting in [
            "https://bravo.queue-it.net/?c=bravo&e=live",
            "https://queue.tickets.example/bravo",
            "https://waitingroom.bravo.test/",
            "https://waiting-room.bravo.test/",
            "/waiting-room?e=1",
            "https://bravo.queue-fair.net/",
        ] {
            assert!(to(waiting).is_waiting_room(), "{waiting}");
        }
        for other in ["/queue", "https://queue.bravo.test/", "/title/the-waiting-room", "/login"] {
            assert!(!to(other).is_waiting_room(), "{other}");
        }
    }

    #[test]
    fn sees_whether_the_address_asked_for_is_carried_along() {
        assert!(to("http://x.example/?u=http%3A%2F%2Fwww.bravo.test%2Fwatch").carries_origin);
        assert!(!to("http://x.example/?u=1").carries_origin);
    }
}
