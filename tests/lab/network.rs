//! Makes the network of a [`World`]: namespaces, links, addresses, routes, and the packet filters that break it.

use std::fs;

use anyhow::{Context as _, Result};

use crate::cell::{feed, within};
use crate::world::{
    DESKTOP, DESKTOP6, Hook, INTERCEPTOR_PORT, NOTICE, PORTAL_PORT, PROVIDER, PROXY, PROXY_PORT,
    Place, Proxy, RESOLVER, ROUTER, ROUTER6, Step, World,
};

/// Builds the healthy network and then takes the steps of `world`.
pub(crate) fn build(world: &World) -> Result<()> {
    fs::create_dir_all("/run/netns")?;
    let add = |place: Place| format!("netns add {}\n", place.name());
    feed(None, "ip", &["-batch", "-"], &Place::ALL.map(add).concat())?;
    for place in Place::ALL {
        within(place, || prepare(place, world.ipv6))?
            .with_context(|| format!("kernel settings of the {}", place.name()))?;
    }
    feed(None, "ip", &["-batch", "-"], LINKS)?;
    for place in Place::ALL {
        feed(Some(place), "ip", &["-batch", "-"], &addresses(place, world))?;
    }
    nft(Place::Router, NAT)?;
    for step in &world.steps {
        if let Step::Ip(place, command) = step {
            feed(Some(*place), "ip", &["-batch", "-"], command)?;
        }
    }
    for place in Place::ALL {
        nft(place, &tables(place, world))?;
    }
    Ok(())
}

/// Kernel settings; before there are interfaces, so that all inherit them.
fn prepare(place: Place, ipv6: bool) -> Result<()> {
    let set = |key: &str, value: &str| match fs::write(format!("/proc/sys/net/{key}"), value) {
        // A kernel without IPv6 has none of its settings.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => other.with_context(|| format!("net/{key}")),
    };
    for scope in ["all", "default"] {
        set(&format!("ipv6/conf/{scope}/disable_ipv6"), if ipv6 { "0" } else { "1" })?;
        set(&format!("ipv6/conf/{scope}/accept_ra"), "0")?;
        set(&format!("ipv6/conf/{scope}/accept_dad"), "0")?;
        set(&format!("ipv4/conf/{scope}/rp_filter"), "0")?;
    }
    // As distributions set it: anybody may ping.
    set("ipv4/ping_group_range", "0 2147483647")?;
    set("ipv4/icmp_ratelimit", "0")?;
    if place != Place::Desktop {
        set("ipv4/ip_forward", "1")?;
        set("ipv6/conf/all/forwarding", "1")?;
    }
    Ok(())
}

/// Explicit indices: where both ends of a pair have the same one, the kernel reports the loss of carrier a second late.
const LINKS: &str = "\
link add eth0 index 21 netns desktop type veth peer name lan0 netns router
link add wan0 index 22 netns router type veth peer name line0 netns provider
link add core0 index 23 netns provider type veth peer name peer0 netns internet
";

const NAT: &str = "\
table ip nat {
    chain out {
        type nat hook postrouting priority 100;
        oifname \"wan0\" ip saddr 192.168.178.0/24 masquerade
    }
}
";

fn addresses(place: Place, world: &World) -> String {
    let (four, six) = match place {
        Place::Desktop => (
            format!(
                "link set eth0 address 02:00:5e:10:00:34 up\naddr add {DESKTOP}/24 brd + dev eth0\n\
                 route add default via {ROUTER} dev eth0 proto dhcp src {DESKTOP} metric 100\n"
            ),
            format!(
                "addr add {DESKTOP6}/64 dev eth0 nodad\n\
                 route add default via {ROUTER6} dev eth0 proto ra metric 100\n"
            ),
        ),
        Place::Router => (
            format!(
                "link set lan0 address 02:00:5e:10:00:01 up\nlink set wan0 up\naddr add {ROUTER}/24 dev lan0\n\
                 addr add {PROXY}/24 dev lan0\naddr add 88.71.4.2/24 dev wan0\nroute add default via {PROVIDER}\n"
            ),
            format!(
                "addr add {ROUTER6}/64 dev lan0 nodad\naddr add 2a02:8071:ff::2/64 dev wan0 nodad\n\
                 route add default via 2a02:8071:ff::1\n"
            ),
        ),
        Place::Provider => (
            format!(
                "link set line0 up\nlink set core0 up\naddr add {PROVIDER}/24 dev line0\n\
                 addr add 62.40.99.1/30 dev core0\naddr add {RESOLVER}/32 dev lo\naddr add {NOTICE}/32 dev lo\n\
                 route add default via 62.40.99.2\n"
            ),
            "addr add 2a02:8071:ff::1/64 dev line0 nodad\naddr add 2a02:8071:fe::1/64 dev core0 nodad\n\
             route add 2a02:8071:5b0:1::/64 via 2a02:8071:ff::2\nroute add default via 2a02:8071:fe::2\n"
                .to_owned(),
        ),
        Place::Internet => (
            "link set peer0 up\naddr add 62.40.99.2/30 dev peer0\nroute add 88.71.0.0/16 via 62.40.99.1\n"
                .to_owned(),
            "addr add 2a02:8071:fe::2/64 dev peer0 nodad\nroute add 2a02:8071::/32 via 2a02:8071:fe::1\n"
                .to_owned(),
        ),
    };
    let mut commands = format!("link set lo up\n{four}");
    if world.ipv6 {
        commands += &six;
    }
    if place == Place::Internet {
        let everywhere = world.sites.iter().flat_map(|site| &site.addresses);
        let everywhere = everywhere.filter(|it| it.is_ipv4() || world.ipv6);
        commands.extend(everywhere.map(|address| {
            let (bits, dad) = if address.is_ipv4() { (32, "") } else { (128, " nodad") };
            format!("addr add {address}/{bits} dev lo{dad}\n")
        }));
    }
    commands
}

/// What the router does with the traffic of the LAN, where somebody sits on it.
fn redirections(world: &World) -> Vec<Step> {
    let router = |hook, rule: String| Step::Nft(Place::Router, hook, rule);
    let mut steps = Vec::new();
    if world.interceptor.is_some() {
        let rule = format!("iifname \"lan0\" tcp dport 443 redirect to :{INTERCEPTOR_PORT}");
        steps.push(router(Hook::Redirect, rule));
    }
    if world.portal.is_some() {
        let rule = format!("iifname \"lan0\" tcp dport 80 redirect to :{PORTAL_PORT}");
        steps.push(router(Hook::Redirect, rule));
        // Name look-ups are let through, or nobody would ever come as far as clear text.
        let rule = format!(
            "iifname \"lan0\" ip daddr {RESOLVER} meta l4proto {{ tcp, udp }} th dport 53 accept"
        );
        steps.push(router(Hook::Forward, rule));
        let rule = "iifname \"lan0\" meta l4proto tcp reject with tcp reset".to_owned();
        steps.push(router(Hook::Forward, rule));
        steps.push(router(Hook::Forward, "iifname \"lan0\" drop".to_owned()));
    }
    if matches!(world.proxy, Some(Proxy::Silent)) {
        let rule = format!("ip daddr {PROXY} tcp dport {PROXY_PORT} drop");
        steps.push(router(Hook::Input, rule));
    }
    steps
}

/// One chain for each hook, since an `accept` in one chain does not keep another from dropping.
fn tables(place: Place, world: &World) -> String {
    let redirections = redirections(world);
    let table = |(hook, kind): (Hook, &str)| {
        let rules = world.steps.iter().chain(&redirections).filter_map(|step| match step {
            Step::Nft(at, on, rule) if *at == place && *on == hook => Some(format!("{rule}\n")),
            Step::Nft(..) | Step::Ip(..) => None,
        });
        let rules = rules.collect::<String>();
        if rules.is_empty() {
            return String::new();
        }
        format!("table inet {hook:?} {{\nchain only {{\ntype {kind};\n{rules}}}\n}}\n")
    };
    let kinds = [
        (Hook::Input, "filter hook input priority 0"),
        (Hook::Forward, "filter hook forward priority 0"),
        (Hook::Redirect, "nat hook prerouting priority -100"),
    ];
    kinds.map(table).concat()
}

fn nft(place: Place, rules: &str) -> Result<()> {
    feed(Some(place), "nft", &["-f", "-"], rules)
}
