//! The scenarios: what is broken, how that shows to a plain observer, and what the program must say about it.
//!
//! To add one, add a row. `with` changes the healthy world, `shows` must be true in it and false in the healthy one
//! (`--verify` proves both), and the rest says what is right.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::observer::{Heard, Observer, Seen};
use crate::world::{
    Answer, Certificate, DESKTOP, Hook, Interceptor, NO_GATEWAY, NOTICE, NXDOMAIN, PUBLIC, Part,
    Place, Proxy, REFUSED, RESOLVER, ROUTER, Reply, SERVFAIL, World, page,
};

/// An answer that is right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Truth {
    pub cause: &'static str,
    pub blame: &'static str,
}

/// What does not work for the user.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hits {
    Nothing,
    Everything,
    Service(&'static str),
    Roles(&'static str, &'static [&'static str]),
}

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    /// With 0: all is well.
    Well,
    /// With 1: something is wrong.
    Wrong,
    /// With 0: the service only refuses programs.
    Refused,
    /// With 0 or 1: both are honest.
    Open,
}

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Scenario {
    pub id: &'static str,
    pub text: &'static str,
    pub arrange: fn(&mut World),
    pub proof: fn(&Observer<'_>) -> bool,
    /// For each fault that is really there, the answers that are right.
    pub truths: Vec<Vec<Truth>>,
    pub hits: Hits,
    pub ends: Ends,
    /// The remedy whose trial must help and come first.
    pub helps: Option<&'static str>,
    /// Further remedies whose trials really help.
    pub may_help: &'static [&'static str],
    /// Further causes that may be named.
    pub beside: &'static [&'static str],
    /// Whether nothing that can be seen from the desktop makes it certain.
    pub uncertain: bool,
}

const ALFA: &str = "alfa";
const BRAVO: &str = "bravo";
const WWW: &str = "www.alfa.example";
const API: &str = "api.alfa.example";
const EDGE: &str = "edge.alfa-video.example";
const OTHER: &str = "bravo.example";
const CONTROL: &str = "detect.west.example";

impl Scenario {
    fn new(id: &'static str, text: &'static str) -> Self {
        Self {
            id,
            text,
            arrange: |_| {},
            proof: |_| false,
            truths: Vec::new(),
            hits: Hits::Nothing,
            ends: Ends::Well,
            helps: None,
            may_help: &[],
            beside: &[],
            uncertain: false,
        }
    }

    fn with(self, arrange: fn(&mut World)) -> Self {
        Self { arrange, ..self }
    }

    fn shows(self, proof: fn(&Observer<'_>) -> bool) -> Self {
        Self { proof, ..self }
    }

    /// A fault, its cause, and whose side it is.
    fn is(mut self, cause: &'static str, blame: &'static str) -> Self {
        self.truths.push(vec![Truth { cause, blame }]);
        if cause != "none" {
            self.ends = Ends::Wrong;
        }
        self
    }

    /// Another answer to the fault before it that is as honest: from the desktop both look the same.
    fn or(mut self, cause: &'static str, blame: &'static str) -> Self {
        if let Some(last) = self.truths.last_mut() {
            last.push(Truth { cause, blame });
        }
        self
    }

    fn hits(self, hits: Hits) -> Self {
        Self { hits, ..self }
    }

    fn everything(self) -> Self {
        self.hits(Hits::Everything)
    }

    fn ends(self, ends: Ends) -> Self {
        Self { ends, ..self }
    }

    fn helps(self, remedy: &'static str) -> Self {
        Self { helps: Some(remedy), ..self }
    }

    fn may_help(self, may_help: &'static [&'static str]) -> Self {
        Self { may_help, ..self }
    }

    fn beside(self, beside: &'static [&'static str]) -> Self {
        Self { beside, ..self }
    }

    fn uncertain(self) -> Self {
        Self { uncertain: true, ..self }
    }
}

/// The whole table.
pub(crate) fn all() -> Vec<Scenario> {
    [
        healthy(),
        device(),
        link(),
        beyond(),
        resolvers(),
        filters(),
        proxies(),
        failures(),
        refusals(),
        edges(),
        several(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn healthy() -> Vec<Scenario> {
    vec![
        Scenario::new("healthy", "everything works")
            .shows(|it| {
                let fine = |name| it.fetch(name).status() == Some(200);
                fine(WWW)
                    && fine(API)
                    && fine(EDGE)
                    && fine(OTHER)
                    && it.fetch_in_clear(CONTROL).says("success")
            })
            .is("none", "none"),
        Scenario::new("healthy_without_ipv6", "everything works on a network that has IPv4 alone")
            .with(|world| world.ipv6 = false)
            .shows(|it| {
                it.fetch_at(WWW, first(it, WWW, false)).status().is_none()
                    && it.fetch(WWW).status() == Some(200)
            })
            .is("none", "none"),
        Scenario::new("gateway_without_ping", "the gateway never answers pings")
            .with(|world| {
                world.nft(Place::Router, Hook::Input, "icmp type echo-request drop");
                world.nft(Place::Router, Hook::Input, "icmpv6 type echo-request drop");
                // Nor does it say that a port is closed.
                world.nft(Place::Router, Hook::Input, format!("ip daddr {ROUTER} drop"));
            })
            .shows(|it| {
                it.connect(ROUTER.into(), 9).err() == Some(Seen::Silence)
                    && it.fetch(WWW).status() == Some(200)
            })
            .is("none", "none"),
        Scenario::new(
            "one_control_broken",
            "one of the controls answers 500, all the rest is fine",
        )
        .with(|world| {
            world.change("", &[Part::Control], |site| {
                if site.name == CONTROL {
                    site.reply = Reply::new(500, "oops");
                }
            });
        })
        .shows(|it| {
            it.fetch_in_clear(CONTROL).status() == Some(500) && it.fetch(WWW).status() == Some(200)
        })
        .is("none", "none"),
        Scenario::new(
            "one_public_resolver_blocked",
            "the provider blocks one of the public resolvers",
        )
        .with(|world| world.nft_towards(Place::Provider, Hook::Forward, &PUBLIC[..1], "drop"))
        .shows(|it| it.ask(PUBLIC[0], WWW) == Heard::Nothing && it.fetch(WWW).status() == Some(200))
        .is("none", "none"),
        Scenario::new(
            "intercepted_by_trusted_root",
            "a company re-signs all TLS with a root that the desktop trusts",
        )
        .with(|world| world.interceptor = Some(Interceptor { trusted: true, blocks: |_| None }))
        .shows(|it| it.fetch(WWW).signed_by("Watchful") && it.fetch(OTHER).status() == Some(200))
        .is("none", "none"),
        Scenario::new(
            "proxy_is_the_only_way",
            "a proxy works, and the router lets nothing else through",
        )
        .with(|world| {
            world.proxy = Some(Proxy::Runs(|_| None));
            world.nft(Place::Router, Hook::Forward, "iifname \"lan0\" drop");
        })
        .shows(|it| {
            it.fetch_through_proxy(WWW).status() == Some(200) && it.fetch(WWW) == Seen::NoName
        })
        .is("none", "none"),
    ]
}

fn device() -> Vec<Scenario> {
    vec![
        Scenario::new("interface_off", "the only interface is switched off")
            .with(|world| world.ip(Place::Desktop, "link set eth0 down"))
            .shows(|it| !it.is_enabled())
            .is("device.interface_off", "device")
            .everything(),
        Scenario::new("no_default_route", "an address, but no default route")
            .with(|world| {
                world.ipv6 = false;
                world.ip(Place::Desktop, "route del default");
            })
            .shows(|it| {
                !it.has_route() && it.local_address_towards(ROUTER.into()) == Some(DESKTOP.into())
            })
            .is("device.no_route", "device")
            .everything(),
        Scenario::new("no_name_server", "no name server is configured")
            .with(|world| world.resolv_conf.clear())
            .shows(|it| {
                it.system(WWW).is_empty() && matches!(it.ask(PUBLIC[0], WWW), Heard::Addresses(_))
            })
            .is("device.no_resolver", "device")
            .everything()
            .may_help(&["change_dns"]),
        Scenario::new("hosts_file", "the hosts file sends a whole service nowhere")
            .with(|world| {
                let lines = world.names(ALFA).into_iter().map(|name| format!("0.0.0.0 {name}\n"));
                world.hosts_file = lines.collect();
            })
            .shows(|it| it.system(WWW) == [IpAddr::V4(Ipv4Addr::UNSPECIFIED)])
            .is("device.hosts_override", "device")
            .hits(Hits::Service(ALFA))
            .helps("remove_hosts_entry"),
        Scenario::new(
            "hosts_file_elsewhere",
            "the hosts file sends one host of a service to another machine",
        )
        .with(|world| world.hosts_file = format!("{ROUTER} {API}\n"))
        .shows(|it| it.system(API) == [IpAddr::V4(ROUTER)])
        .is("device.hosts_override", "device")
        .hits(Hits::Roles(ALFA, &["api"]))
        .helps("remove_hosts_entry"),
        Scenario::new("clock_ahead", "this computer's clock is more than a year ahead")
            .with(|world| world.days_ahead = -400)
            .shows(|it| it.fetch(WWW) == Seen::Expired && it.fetch(OTHER) == Seen::Expired)
            .is("device.clock_wrong", "device")
            .everything()
            .helps("fix_clock"),
        Scenario::new("clock_behind", "this computer's clock is more than a year behind")
            .with(|world| world.days_ahead = 400)
            .shows(|it| it.fetch(WWW) == Seen::NotYetValid && it.fetch(OTHER) == Seen::NotYetValid)
            .is("device.clock_wrong", "device")
            .everything()
            .helps("fix_clock"),
    ]
}

fn link() -> Vec<Scenario> {
    vec![
        Scenario::new("no_carrier", "the cable is out")
            .with(|world| world.ip(Place::Router, "link set lan0 down"))
            .shows(|it| it.is_enabled() && !it.has_carrier())
            .is("link.no_carrier", "network")
            .everything(),
        Scenario::new("no_lease", "nobody gave an address; the system made one up")
            .with(|world| {
                world.ipv6 = false;
                world.ip(Place::Desktop, "addr flush dev eth0");
                world.ip(Place::Desktop, "addr add 169.254.61.9/16 dev eth0 scope link");
                world.resolv_conf = String::new();
            })
            .shows(|it| {
                let made_up = IpAddr::from([169, 254, 61, 9]);
                it.local_address_towards([169, 254, 1, 1].into()) == Some(made_up)
                    && !it.has_route()
            })
            .is("link.no_lease", "network")
            .everything(),
        Scenario::new("gateway_dead", "there is a link, but no gateway")
            .with(|world| world.ip(Place::Router, "addr flush dev lan0"))
            .shows(|it| {
                let reached = it.connect(ROUTER.into(), 9).err();
                it.has_carrier()
                    && reached != Some(Seen::Refused)
                    && !it.knows_neighbour(ROUTER.into())
            })
            .is("router.unreachable", "network")
            .everything(),
        Scenario::new(
            "wrong_gateway",
            "the best route leads to a gateway that is not there, a worse one to the router",
        )
        .with(|world| {
            world.ipv6 = false;
            world.ip(
                Place::Desktop,
                format!("route add default via {NO_GATEWAY} dev eth0 metric 50"),
            );
        })
        .shows(|it| {
            it.connect(PUBLIC[0], 443).is_err()
                && it.has_route()
                && !it.knows_neighbour(ROUTER.into())
        })
        .is("router.unreachable", "network")
        .everything(),
    ]
}

fn beyond() -> Vec<Scenario> {
    vec![
        Scenario::new(
            "provider_down",
            "the provider forwards nothing, and its resolver knows nothing",
        )
        .with(|world| {
            world.nft(Place::Provider, Hook::Forward, "drop");
            world.resolver.always = Answer::Code(SERVFAIL);
        })
        .shows(|it| it.connect(PUBLIC[0], 443).err() == Some(Seen::Silence) && gateway_lives(it))
        .is("isp.down", "isp")
        .everything(),
        Scenario::new("line_down", "the router has lost its line, and says so")
            .with(|world| world.ip(Place::Router, "link set wan0 down"))
            .shows(|it| {
                it.ask(RESOLVER, WWW) == Heard::Nothing && gateway_lives(it) && it.has_route()
            })
            .is("isp.down", "isp")
            .everything(),
        Scenario::new("ipv6_broken", "IPv6 packets vanish at the provider")
            .with(|world| world.nft(Place::Provider, Hook::Forward, "meta nfproto ipv6 drop"))
            .shows(|it| {
                it.fetch_at(WWW, first(it, WWW, false)) == Seen::Silence
                    && it.fetch_at(WWW, first(it, WWW, true)).status() == Some(200)
            })
            .is("isp.ipv6_broken", "isp")
            .everything()
            .ends(Ends::Open)
            .may_help(&["prefer_ipv4"]),
    ]
}

fn resolvers() -> Vec<Scenario> {
    vec![
        Scenario::new("resolver_silent", "the provider's resolver answers nothing")
            .with(|world| world.resolver.always = Answer::Silence)
            .shows(|it| it.ask(RESOLVER, WWW) == Heard::Nothing && public_knows(it, WWW))
            .is("dns.resolver_down", "network")
            .everything()
            .helps("change_dns"),
        Scenario::new(
            "resolver_servfail",
            "the provider's resolver answers SERVFAIL to everything",
        )
        .with(|world| world.resolver.always = Answer::Code(SERVFAIL))
        .shows(|it| it.ask(RESOLVER, CONTROL) == Heard::Code(SERVFAIL) && public_knows(it, CONTROL))
        .is("dns.resolver_failing", "network")
        .everything()
        .helps("change_dns"),
        Scenario::new("resolver_refuses", "the provider's resolver refuses every question")
            .with(|world| world.resolver.always = Answer::Code(REFUSED))
            .shows(|it| {
                it.ask(RESOLVER, CONTROL) == Heard::Code(REFUSED) && public_knows(it, CONTROL)
            })
            .is("dns.resolver_down", "network")
            .or("dns.resolver_failing", "network")
            .everything()
            .helps("change_dns"),
        Scenario::new("name_denied", "the provider's resolver denies the names of one service")
            .with(|world| world.lie(ALFA, &Answer::Code(NXDOMAIN)))
            .shows(|it| it.ask(RESOLVER, WWW) == Heard::Code(NXDOMAIN) && public_knows(it, WWW))
            .is("filter.dns_blocked", "network")
            .hits(Hits::Service(ALFA))
            .helps("change_dns"),
        Scenario::new(
            "name_sunk",
            "the provider's resolver answers 0.0.0.0 and :: for one service",
        )
        .with(|world| {
            let nowhere = vec![Ipv4Addr::UNSPECIFIED.into(), Ipv6Addr::UNSPECIFIED.into()];
            world.lie(ALFA, &Answer::Addresses(nowhere));
        })
        .shows(|it| {
            it.ask(RESOLVER, WWW) == Heard::Addresses(vec![Ipv4Addr::UNSPECIFIED.into()])
                && public_knows(it, WWW)
        })
        .is("filter.dns_blocked", "network")
        .hits(Hits::Service(ALFA))
        .helps("change_dns"),
        Scenario::new(
            "name_redirected",
            "the provider's resolver sends one service to a page of its own",
        )
        .with(|world| world.lie(ALFA, &Answer::Addresses(vec![NOTICE])))
        .shows(|it| {
            it.system(WWW) == [NOTICE] && it.fetch(WWW) == Seen::Refused && public_knows(it, WWW)
        })
        .is("filter.dns_blocked", "network")
        .hits(Hits::Service(ALFA))
        .helps("change_dns"),
        Scenario::new(
            "name_redirected_on_the_way",
            "the provider answers every plain question itself and sends one service to a page of its own",
        )
        .with(|world| {
            world.lie(ALFA, &Answer::Addresses(vec![NOTICE]));
            for transport in ["udp", "tcp"] {
                let rule = format!(
                    "meta nfproto ipv4 ip daddr != {RESOLVER} {transport} dport 53 dnat ip to {RESOLVER}"
                );
                world.nft(Place::Provider, Hook::Redirect, rule);
            }
        })
        .shows(|it| {
            PUBLIC.iter().all(|server| it.ask(*server, WWW) == Heard::Addresses(vec![NOTICE]))
        })
        .is("filter.dns_blocked", "network")
        .hits(Hits::Service(ALFA))
        .helps("change_dns"),
        Scenario::new(
            "name_emptied",
            "the provider's resolver has no address for the names of one service",
        )
        .with(|world| world.lie(ALFA, &Answer::Empty))
        .shows(|it| it.ask(RESOLVER, WWW) == Heard::Addresses(Vec::new()) && public_knows(it, WWW))
        .is("filter.dns_blocked", "network")
        .hits(Hits::Service(ALFA))
        .helps("change_dns"),
        Scenario::new("name_gone", "the names of one service are gone everywhere")
            .with(|world| {
                world.lie(ALFA, &Answer::Code(NXDOMAIN));
                world.public_resolvers = world.resolver.clone();
            })
            .shows(|it| PUBLIC.iter().all(|server| it.ask(*server, WWW) == Heard::Code(NXDOMAIN)))
            .is("service.dns_missing", "service")
            .hits(Hits::Service(ALFA)),
    ]
}

fn filters() -> Vec<Scenario> {
    vec![
        Scenario::new("portal_redirects", "a hotspot sends all clear text to its sign-in page")
            .with(|world| {
                let sign_in = format!("http://{ROUTER}/login?from=wifi");
                world.portal = Some(Reply::new(302, "").with("location", &sign_in));
            })
            .shows(|it| it.fetch_in_clear(CONTROL).says("/login?from=wifi"))
            .is("filter.captive_portal", "network")
            .everything(),
        Scenario::new("portal_511", "a hotspot answers 511 to all clear text")
            .with(|world| {
                let text = page("Sign in", "You need to sign in to this network.");
                world.portal = Some(Reply::new(511, text));
            })
            .shows(|it| it.fetch_in_clear(CONTROL).status() == Some(511))
            .is("filter.captive_portal", "network")
            .everything(),
        Scenario::new("portal_page", "a hotspot shows its page with 200 to all clear text")
            .with(|world| {
                world.portal =
                    Some(Reply::new(200, page("Wi-Fi", "Accept the terms to go online.")));
            })
            .shows(|it| it.fetch_in_clear(CONTROL).says("Accept the terms"))
            .is("filter.captive_portal", "network")
            .everything(),
        Scenario::new(
            "intercepted",
            "all TLS is re-signed by a root that the desktop does not trust",
        )
        .with(|world| world.interceptor = Some(Interceptor { trusted: false, blocks: |_| None }))
        .shows(|it| it.fetch(WWW) == Seen::Untrusted && it.fetch(OTHER) == Seen::Untrusted)
        .is("filter.tls_intercepted", "network")
        .everything(),
        Scenario::new(
            "block_page",
            "the trusted interceptor shows a page of its own instead of one service",
        )
        .with(|world| {
            let blocks = |name: &str| {
                let text = page("Request denied", "Category: video. Ask your administrator.");
                name.contains("alfa").then(|| Reply::new(403, text))
            };
            world.interceptor = Some(Interceptor { trusted: true, blocks });
        })
        .shows(|it| it.fetch(WWW).says("Category: video") && it.fetch(WWW).signed_by("Watchful"))
        .is("filter.page_blocked", "network")
        .hits(Hits::Service(ALFA)),
        Scenario::new(
            "block_page_with_success",
            "the trusted interceptor shows a page of its own instead of one service, and calls it a success",
        )
        .with(|world| {
            let blocks = |name: &str| {
                let text = page("Access denied", "This page was blocked by your administrator.");
                name.contains("alfa").then(|| Reply::new(200, text))
            };
            world.interceptor = Some(Interceptor { trusted: true, blocks });
        })
        .shows(|it| it.fetch(WWW).says("blocked by your") && it.fetch(WWW).signed_by("Watchful"))
        .is("filter.page_blocked", "network")
        .hits(Hits::Service(ALFA)),
        Scenario::new(
            "interceptor_overloaded",
            "the trusted interceptor answers 503 to everything",
        )
        .with(|world| {
            let blocks =
                |_: &str| Some(Reply::new(503, page("Busy", "The scanner has no free slots.")));
            world.interceptor = Some(Interceptor { trusted: true, blocks });
        })
        .shows(|it| it.fetch(WWW).status() == Some(503) && it.fetch(OTHER).signed_by("Watchful"))
        .is("filter.page_blocked", "network")
        .or("filter.tls_intercepted", "network")
        .everything(),
    ]
}

fn proxies() -> Vec<Scenario> {
    let blame = "vpn_or_proxy";
    let direct_works = "turn_off_proxy";
    vec![
        Scenario::new("proxy_closed", "the configured proxy's port is closed")
            .with(|world| world.proxy = Some(Proxy::Closed))
            .shows(|it| it.world.proxy.is_some() && it.fetch_through_proxy(WWW) == Seen::Refused)
            .is("proxy.unreachable", blame)
            .everything()
            .helps(direct_works),
        Scenario::new("proxy_silent", "nothing comes back from the configured proxy")
            .with(|world| world.proxy = Some(Proxy::Silent))
            .shows(|it| it.fetch_through_proxy(WWW) == Seen::Silence)
            .is("proxy.unreachable", blame)
            .everything()
            .helps(direct_works),
        Scenario::new("proxy_407", "the proxy wants a password")
            .with(|world| {
                world.proxy = Some(Proxy::Runs(|_| {
                    let reply = Reply::new(407, page("407", "Who are you?"));
                    Some(reply.with("proxy-authenticate", "Basic realm=\"px\""))
                }));
            })
            .shows(|it| it.fetch_through_proxy(WWW).status() == Some(407))
            .is("proxy.auth_required", blame)
            .everything()
            .helps(direct_works),
        Scenario::new("proxy_403", "the proxy refuses one service")
            .with(|world| {
                world.proxy = Some(Proxy::Runs(|host| {
                    let reply = Reply::new(403, page("403", "Not with this proxy."));
                    host.contains("alfa").then(|| reply.with("via", "1.1 px-7"))
                }));
            })
            .shows(|it| {
                it.fetch_through_proxy(WWW).status() == Some(403)
                    && it.fetch_through_proxy(OTHER).status() == Some(200)
            })
            .is("proxy.denied", blame)
            .hits(Hits::Service(ALFA))
            .helps(direct_works),
        Scenario::new("proxy_503", "the proxy itself answers 503 to everything")
            .with(|world| {
                world.proxy =
                    Some(Proxy::Runs(|_| Some(Reply::new(503, page("503", "Out of licences.")))));
            })
            .shows(|it| it.fetch_through_proxy(OTHER).status() == Some(503))
            .is("proxy.failed", blame)
            .everything()
            .helps(direct_works),
        Scenario::new("proxy_502_to_one", "the proxy answers 502 for one service, which is well")
            .with(|world| {
                world.proxy = Some(Proxy::Runs(|host| {
                    let reply = Reply::new(502, page("502", "No answer from the next hop."));
                    host.contains("alfa").then_some(reply)
                }));
            })
            .shows(|it| {
                it.fetch_through_proxy(WWW).status() == Some(502)
                    && it.fetch_through_proxy(OTHER).status() == Some(200)
            })
            .is("proxy.failed", blame)
            .hits(Hits::Service(ALFA))
            .helps(direct_works),
    ]
}

/// What a service says about its own trouble, in a session that nobody took apart.
fn failures() -> Vec<Scenario> {
    vec![
        Scenario::new("service_502", "a service's edge gets no good answer from its own servers")
            .with(|world| {
                world.reply(
                    ALFA,
                    &[],
                    &Reply::new(502, nginx("502 Bad Gateway")).with("server", "nginx"),
                );
            })
            .shows(|it| it.fetch(WWW).status() == Some(502))
            .is("service.gateway_error", "service")
            .hits(Hits::Service(ALFA)),
        Scenario::new("service_504", "a service's edge waits in vain for its own servers")
            .with(|world| world.reply(ALFA, &[], &Reply::new(504, nginx("504 Gateway Time-out"))))
            .shows(|it| it.fetch(WWW).status() == Some(504))
            .is("service.gateway_error", "service")
            .hits(Hits::Service(ALFA)),
        Scenario::new("service_503", "a service is overloaded")
            .with(|world| {
                world.reply(ALFA, &[], &Reply::new(503, page("503", "Please come back later.")));
            })
            .shows(|it| it.fetch(WWW).status() == Some(503))
            .is("service.overloaded", "service")
            .hits(Hits::Service(ALFA)),
        Scenario::new("service_maintenance", "a service announces maintenance")
            .with(|world| {
                let text = page("Scheduled maintenance", "We will be back at 06:00 UTC.");
                world.reply(ALFA, &[], &Reply::new(503, text).with("retry-after", "5400"));
            })
            .shows(|it| it.fetch(WWW).says("Scheduled maintenance"))
            .is("service.maintenance", "service")
            .hits(Hits::Service(ALFA)),
        Scenario::new("service_500", "a service's site answers 500")
            .with(|world| {
                world.reply(ALFA, &[Part::Web], &Reply::new(500, page("500", "Something broke.")));
            })
            .shows(|it| it.fetch(WWW).status() == Some(500))
            .is("service.error", "service")
            .hits(Hits::Roles(ALFA, &["web"])),
        Scenario::new("api_503", "the API of a service, which has one address, answers 503")
            .with(|world| world.reply(BRAVO, &[Part::Api], &Reply::new(503, r#"{"error":"busy"}"#)))
            .shows(|it| {
                it.fetch("api.bravo.example").status() == Some(503)
                    && it.fetch(OTHER).status() == Some(200)
            })
            .is("service.overloaded", "service")
            .hits(Hits::Roles(BRAVO, &["api"]))
            .uncertain(),
        Scenario::new("media_502", "the video hosts of a service answer 502")
            .with(|world| {
                world.reply(ALFA, &[Part::Media], &Reply::new(502, nginx("502 Bad Gateway")));
            })
            .shows(|it| it.fetch(EDGE).status() == Some(502) && it.fetch(WWW).status() == Some(200))
            .is("service.gateway_error", "service")
            .hits(Hits::Roles(ALFA, &["media"])),
    ]
}

/// Why a service does not want us, in its own words.
fn refusals() -> Vec<Scenario> {
    vec![
        Scenario::new("bot_wall", "a service's site wants to see a browser")
            .with(|world| {
                let text = page("Just a moment...", "Enable JavaScript and cookies to continue");
                let reply = Reply::new(403, text)
                    .with("server", "cloudflare")
                    .with("cf-ray", "8c1d2e3f4a5b6c7d-AMS");
                world.reply(ALFA, &[Part::Web], &reply.with("cf-mitigated", "challenge"));
            })
            .shows(|it| it.fetch(WWW).says("cf-mitigated"))
            .is("service.bot_challenge", "service")
            .hits(Hits::Service(ALFA))
            .ends(Ends::Refused),
        Scenario::new("geo_403", "a service is not offered in this country")
            .with(|world| {
                let text = page("Sorry", "Alfa is not available in your country or region yet.");
                world.reply(ALFA, &[], &Reply::new(403, text));
            })
            .shows(|it| it.fetch(WWW).says("not available in your country"))
            .is("account.geo_blocked", "region")
            .hits(Hits::Service(ALFA)),
        Scenario::new("legal_451", "a service may not be offered for legal reasons")
            .with(|world| {
                let text = page("451", "Unavailable for legal reasons.");
                let by = "<https://authority.example/order/7>; rel=\"blocked-by\"";
                world.reply(ALFA, &[], &Reply::new(451, text).with("link", by));
            })
            .shows(|it| it.fetch(WWW).status() == Some(451))
            .is("account.legal_block", "region")
            .hits(Hits::Service(ALFA)),
        Scenario::new("forbidden_403", "a service refuses, and does not say why")
            .with(|world| {
                world.reply(
                    ALFA,
                    &[],
                    &Reply::new(403, "Forbidden").with("content-type", "text/plain"),
                );
            })
            .shows(|it| it.fetch(WWW).status() == Some(403))
            .is("account.forbidden", "account")
            .hits(Hits::Service(ALFA))
            .ends(Ends::Open),
        Scenario::new("sign_in_401", "the API wants a sign-in")
            .with(|world| {
                let reply = Reply::new(401, r#"{"error":"unauthenticated"}"#);
                world.reply(
                    ALFA,
                    &[Part::Api],
                    &reply.with("www-authenticate", "Bearer realm=\"alfa\""),
                );
            })
            .shows(|it| it.fetch(API).status() == Some(401))
            .is("account.sign_in_required", "account")
            .hits(Hits::Service(ALFA))
            .ends(Ends::Refused),
        Scenario::new("rate_429", "the API says that we ask too often")
            .with(|world| {
                let reply = Reply::new(429, r#"{"error":"too_many_requests"}"#);
                world.reply(ALFA, &[Part::Api], &reply.with("retry-after", "120"));
            })
            .shows(|it| it.fetch(API).status() == Some(429))
            .is("service.rate_limited", "service")
            .hits(Hits::Roles(ALFA, &["api"])),
    ]
}

fn edges() -> Vec<Scenario> {
    vec![
        Scenario::new("certificate_expired", "a service let its certificates expire")
            .with(|world| world.change(ALFA, &[], |site| site.certificate = Certificate::Expired))
            .shows(|it| it.fetch(WWW) == Seen::Expired && it.fetch(OTHER).status() == Some(200))
            .is("service.tls_invalid", "service")
            .hits(Hits::Service(ALFA)),
        Scenario::new(
            "certificate_self_signed",
            "a service's site shows a self-signed certificate for another name",
        )
        .with(|world| {
            world.change(ALFA, &[Part::Web], |site| site.certificate = Certificate::SelfSigned);
        })
        .shows(|it| {
            let odd = it.fetch(WWW);
            odd == Seen::Untrusted || matches!(odd, Seen::Broken(_))
        })
        .is("service.tls_invalid", "service")
        .or("filter.tls_intercepted", "network")
        .hits(Hits::Roles(ALFA, &["web"])),
        Scenario::new("service_refuses", "no address of a service accepts a connection")
            .with(|world| {
                let all = world.addresses(ALFA);
                world.nft_towards(
                    Place::Internet,
                    Hook::Input,
                    &all,
                    "meta l4proto tcp reject with tcp reset",
                );
            })
            .shows(|it| it.fetch(WWW) == Seen::Refused && it.fetch(API) == Seen::Refused)
            .is("service.unreachable", "service")
            // A firewall on the way may refuse in the same manner. A lost route cannot.
            .beside(&["filter.connection_blocked"])
            .hits(Hits::Service(ALFA)),
        Scenario::new("service_silent", "no address of a service answers anything")
            .with(|world| {
                let all = world.addresses(ALFA);
                world.nft_towards(Place::Internet, Hook::Input, &all, "drop");
            })
            .shows(|it| it.fetch(WWW) == Seen::Silence && it.fetch(OTHER).status() == Some(200))
            .is("service.unreachable", "service")
            .or("isp.route_lost", "isp")
            .or("filter.connection_blocked", "network")
            .hits(Hits::Service(ALFA)),
        Scenario::new(
            "one_address_refuses",
            "one of a site's addresses refuses, the others are fine",
        )
        .with(|world| {
            let one = world.site(WWW).map(|site| site.addresses[1..2].to_vec()).unwrap_or_default();
            world.nft_towards(
                Place::Internet,
                Hook::Input,
                &one,
                "meta l4proto tcp reject with tcp reset",
            );
        })
        .shows(|it| {
            let addresses =
                it.world.site(WWW).map(|site| site.addresses.clone()).unwrap_or_default();
            it.fetch_at(WWW, addresses[1]) == Seen::Refused
                && it.fetch_at(WWW, addresses[0]).status() == Some(200)
        })
        // A client that happens to take another address sees nothing wrong.
        .is("service.edge_failing", "service")
        .or("none", "none")
        .hits(Hits::Service(ALFA))
        .ends(Ends::Open),
    ]
}

fn several() -> Vec<Scenario> {
    vec![
        Scenario::new(
            "denied_and_overloaded",
            "the resolver denies one service while another is overloaded",
        )
        .with(|world| {
            world.lie(ALFA, &Answer::Code(NXDOMAIN));
            world.reply(BRAVO, &[], &Reply::new(503, page("503", "Too many viewers.")));
        })
        .shows(|it| {
            it.ask(RESOLVER, WWW) == Heard::Code(NXDOMAIN) && it.fetch(OTHER).status() == Some(503)
        })
        .is("filter.dns_blocked", "network")
        .is("service.overloaded", "service")
        .everything()
        .helps("change_dns"),
        Scenario::new(
            "both_overloaded",
            "two services answer 503 at the same time, and nobody sits in between",
        )
        .with(|world| {
            world.reply(ALFA, &[Part::Web], &Reply::new(503, page("503", "Busy at Alfa.")));
            world.reply(BRAVO, &[Part::Web], &Reply::new(503, page("503", "Busy at Bravo.")));
        })
        .shows(|it| it.fetch(WWW).says("Busy at Alfa") && it.fetch(OTHER).says("Busy at Bravo"))
        .is("service.overloaded", "service")
        .everything(),
        Scenario::new("proxy_passes_503_on", "a working proxy passes a service's own 503 on")
            .with(|world| {
                world.proxy = Some(Proxy::Runs(|_| None));
                world.reply(ALFA, &[], &Reply::new(503, page("503", "Please come back later.")));
            })
            .shows(|it| it.fetch_through_proxy(WWW).says("Please come back later"))
            .is("service.overloaded", "service")
            .hits(Hits::Service(ALFA)),
        Scenario::new(
            "interceptor_passes_502_on",
            "the trusted interceptor passes a service's own 502 on",
        )
        .with(|world| {
            world.interceptor = Some(Interceptor { trusted: true, blocks: |_| None });
            world.reply(ALFA, &[], &Reply::new(502, nginx("502 Bad Gateway")));
        })
        .shows(|it| it.fetch(WWW).status() == Some(502) && it.fetch(WWW).signed_by("Watchful"))
        // Inside a re-signed session nobody can prove who wrote it.
        .is("service.gateway_error", "service")
        .or("filter.page_blocked", "network")
        .or("filter.tls_intercepted", "network")
        .beside(&["filter.tls_intercepted"])
        .hits(Hits::Service(ALFA))
        .uncertain(),
    ]
}

/// nginx's own page.
fn nginx(title: &str) -> String {
    format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n\
         <hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    )
}

/// The first address of a site in one family.
fn first(it: &Observer<'_>, name: &str, v4: bool) -> IpAddr {
    let addresses = it.world.site(name).map(|site| site.addresses.clone()).unwrap_or_default();
    let found = addresses.into_iter().find(|address| address.is_ipv4() == v4);
    found.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

fn public_knows(it: &Observer<'_>, name: &str) -> bool {
    matches!(it.ask(PUBLIC[0], name), Heard::Addresses(found) if !found.is_empty())
}

/// Whether the gateway answers at all: a closed port is an answer.
fn gateway_lives(it: &Observer<'_>) -> bool {
    it.connect(ROUTER.into(), 9).err() == Some(Seen::Refused)
}
