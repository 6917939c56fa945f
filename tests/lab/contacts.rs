//! Whom the desktop sends anything to, as its kernel sees it, held against what `streamdoctor services` lists.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::cell::{feed, within};
use crate::desktop;
use crate::world::{Answer, NO_GATEWAY, PROXY, Place, ROUTER, ROUTER6, World};

/// Notes every address that a packet leaves for, before anything can hold it back.
const WATCH: &str = "\
table inet watch {
    set four { type ipv4_addr; flags dynamic; size 65535; }
    set six { type ipv6_addr; flags dynamic; size 65535; }
    chain out {
        type filter hook output priority -300;
        oifname \"lo\" accept
        add @four { ip daddr }
        add @six { ip6 daddr }
    }
}
";

/// From now on.
pub(crate) fn watch() -> Result<()> {
    feed(Some(Place::Desktop), "nft", &["-f", "-"], WATCH)
}

/// Those that something was sent to and that are not listed. How many were listed must not be none.
pub(crate) async fn strangers(world: &World) -> Result<Vec<String>> {
    let listed = listed(world).await?;
    let met = met()?;
    if met.is_empty() && world.steps.is_empty() {
        return Ok(vec!["the watch saw nothing leave, which cannot be".to_owned()]);
    }
    let is_known = |it: &&IpAddr| listed.contains(it) || is_the_kernels(**it);
    let strangers = met.iter().filter(|it| !is_known(it));
    Ok(strangers.map(|it| format!("contacted {it}, which is not listed")).collect())
}

/// Neighbours and groups on the link, which the kernel itself speaks to.
fn is_the_kernels(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => it.is_multicast(),
        IpAddr::V6(it) => it.is_multicast() || it.is_unicast_link_local(),
    }
}

fn met() -> Result<BTreeSet<IpAddr>> {
    let mut met = BTreeSet::new();
    for set in ["four", "six"] {
        let mut command = Command::new("nft");
        command.args(["list", "set", "inet", "watch", set]);
        let output = within(Place::Desktop, || command.output())??;
        if !output.status.success() {
            bail!("nft says: {}", String::from_utf8_lossy(&output.stderr));
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        met.extend(text.split([' ', ',', '\n', '\t']).filter_map(|it| it.parse::<IpAddr>().ok()));
    }
    Ok(met)
}

/// The addresses of every host that `streamdoctor services` lists as contacted, and of the user's own network.
async fn listed(world: &World) -> Result<BTreeSet<IpAddr>> {
    let mut command = desktop::program(world, &["services", "--json"]);
    command.stdout(Stdio::piped()).stderr(Stdio::inherit());
    let child = within(Place::Desktop, || command.spawn())??;
    let output = child.wait_with_output().await?;
    let told: Value = serde_json::from_slice(&output.stdout).context("the list of contacts")?;
    let watched =
        told["services"].as_array().into_iter().flatten().filter(|it| it["watched"] == true);
    let lists = watched.map(|it| &it["hosts"]).chain([&told["controls"], &told["resolvers"]]);
    let hosts = lists.flat_map(|it| it.as_array().into_iter().flatten()).filter_map(Value::as_str);

    let mut addresses = BTreeSet::from([ROUTER.into(), ROUTER6.into(), NO_GATEWAY.into()]);
    if world.proxy.is_some() {
        addresses.insert(PROXY.into());
    }
    let servers = world.resolv_conf.lines().filter_map(|it| it.strip_prefix("nameserver "));
    addresses.extend(servers.filter_map(|it| it.trim().parse::<IpAddr>().ok()));
    for host in hosts {
        addresses.extend(addresses_of(host, world));
    }
    Ok(addresses)
}

/// What `host`, perhaps with a port, means to anybody in this world.
fn addresses_of(host: &str, world: &World) -> Vec<IpAddr> {
    if let Ok(literal) = host.parse::<std::net::SocketAddr>() {
        return vec![literal.ip()];
    }
    let name = host.split(':').next().unwrap_or_default();
    if let Ok(literal) = name.parse() {
        return vec![literal];
    }
    let mut addresses = world.site(name).map(|it| it.addresses.clone()).unwrap_or_default();
    for resolver in [&world.resolver, &world.public_resolvers] {
        if let Answer::Addresses(told) = resolver.answer(name) {
            addresses.extend(told);
        }
    }
    let pinned =
        world.hosts_file.lines().filter(|it| it.split_whitespace().skip(1).any(|it| it == name));
    addresses.extend(pinned.filter_map(|it| it.split_whitespace().next()?.parse::<IpAddr>().ok()));
    addresses
}
