//! The state of this computer and of its link, as the operating system tells it.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

/// An address family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    V4,
    V6,
}

impl Family {
    /// The family of `address`.
    pub fn of(address: IpAddr) -> Self {
        if address.is_ipv4() { Self::V4 } else { Self::V6 }
    }
}

/// All that the operating system tells. Each part is `None` where it could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Host {
    /// Network interfaces, without loopback.
    pub interfaces: Option<Vec<Interface>>,
    /// Default routes, and the pairs of half-space routes that tunnels use instead, best first.
    pub routes: Option<Vec<DefaultRoute>>,
    /// The gateways of the default routes, as the neighbour table knows them after we spoke to them.
    pub gateways: Option<Vec<Gateway>>,
    /// The configured name servers, in the order in which they are asked.
    pub name_servers: Option<Vec<NameServer>>,
    /// Entries of the hosts file for names that we look at.
    pub hosts_entries: Option<Vec<HostsEntry>>,
    /// Proxy settings in force.
    pub proxy: Option<ProxySettings>,
    /// Tunnels that are up.
    pub tunnels: Option<Vec<Tunnel>>,
    /// VPN clients and security software that are running; looked for only when something is wrong.
    pub software: Option<Vec<Software>>,
    /// How busy this computer is; looked at only when something is wrong.
    pub pressure: Option<Pressure>,
    /// What this computer has used of the data plan on the present network, where the user told of a plan.
    pub data_use: Option<DataUse>,
}

impl Host {
    /// Whether a tunnel carries the traffic to everywhere; `None` where tunnels were not looked for.
    pub fn in_tunnel(&self) -> Option<bool> {
        Some(self.tunnels.as_ref()?.iter().any(|it| it.carries_default))
    }
}

/// What kind of link an interface is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterfaceKind {
    Ethernet,
    Wifi,
    Mobile,
    /// TUN, TAP, WireGuard, PPP and their like.
    Tunnel,
    /// Bridges, containers' ends, other software links: not a way to the Internet by themselves.
    Virtual,
    #[default]
    Unknown,
}

/// A network interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Interface {
    /// The system's name for it.
    pub name: String,
    /// What kind of link it is.
    pub kind: InterfaceKind,
    /// Whether it is switched on.
    pub enabled: bool,
    /// Whether there is a link: cable in, Wi-Fi associated.
    pub carrier: Option<bool>,
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
    /// Link speed in Mbit/s.
    pub speed_mbps: Option<u32>,
    /// How often the carrier changed since the interface exists.
    pub carrier_changes: Option<u64>,
    /// How often it changed during the round, where that was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier_changes_during: Option<u64>,
    /// Frames dropped or damaged since the interface exists.
    pub errors: Option<u64>,
    /// Bytes received since the interface exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_bytes: Option<u64>,
    /// Bytes sent since the interface exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_bytes: Option<u64>,
}

/// A way to everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultRoute {
    pub family: Family,
    /// The next hop; `None` on point-to-point links.
    pub gateway: Option<IpAddr>,
    /// The interface's name.
    pub interface: String,
    pub metric: u32,
}

/// What the neighbour table (ARP, NDP) says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Neighbour {
    /// It answered lately.
    Reachable,
    /// It answered once, or an answer is awaited: nothing is known to be wrong.
    Stale,
    /// It does not answer.
    Failed,
    /// It is not in the table.
    Absent,
}

/// A default gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gateway {
    pub address: IpAddr,
    /// The interface's name.
    pub interface: String,
    /// What the neighbour table says after we tried to reach it.
    pub neighbour: Neighbour,
    /// Whether anything came back from the gateway itself: an answer or a refusal on any port.
    pub responds: Option<bool>,
    /// Round trips while something was late, in milliseconds; `None` for one that did not come back. Empty where that
    /// was not measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub round_trips: Vec<Option<u32>>,
}

/// A configured name server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameServer {
    pub address: SocketAddr,
    /// The interface for which it is configured, where the system tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
}

/// A line of the hosts file about a name that we look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostsEntry {
    pub name: String,
    pub address: IpAddr,
}

/// The protocol in which a proxy is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProxyScheme {
    Http,
    /// The connection to the proxy itself is TLS.
    Https,
    Socks4,
    Socks5,
    /// SOCKS 5 where the proxy resolves the name.
    Socks5h,
}

/// A proxy, without credentials.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProxyEndpoint {
    pub scheme: ProxyScheme,
    pub host: String,
    pub port: u16,
}

/// Where proxy settings were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProxySource {
    /// None are set.
    #[default]
    None,
    /// `HTTPS_PROXY` and its like.
    Environment,
    /// The desktop's or the operating system's settings.
    Desktop,
}

/// Proxy settings in force, without credentials.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProxySettings {
    pub source: ProxySource,
    /// For `http` URLs.
    pub http: Option<ProxyEndpoint>,
    /// For `https` URLs.
    pub https: Option<ProxyEndpoint>,
    /// Hosts that are reached without the proxy, as configured.
    pub bypass: Vec<String>,
    /// The address of an automatic configuration script (PAC).
    pub pac_url: Option<String>,
    /// Whether the PAC script could be fetched; `None` without one, or when that was not tried.
    pub pac_reachable: Option<bool>,
    /// Whether programs here go the direct way where the PAC script cannot be had.
    pub pac_optional: bool,
    /// What the PAC script names; `None` where that could not be read off it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pac_ways: Option<ScriptWays>,
    /// Settings that make no sense, as "where: value".
    pub unusable: Vec<String>,
}

impl ProxySettings {
    /// Whether any proxy is configured.
    pub fn any(&self) -> bool {
        self.http.is_some() || self.https.is_some() || self.pac_url.is_some()
    }
}

/// The ways that stand in a PAC script, word for word. It is not evaluated, so which of them is whose is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScriptWays {
    /// Whether one of them is the direct way.
    pub direct: bool,
    pub proxies: Vec<ScriptProxy>,
}

/// A proxy that a PAC script names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptProxy {
    pub endpoint: ProxyEndpoint,
    /// Whether it took a connection.
    pub answers: bool,
}

/// How busy this computer was for a moment of the round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pressure {
    /// Busy time of all processors together, in percent.
    pub cpu_percent: Option<u8>,
    /// Memory that programs can still get without swapping, in percent of all.
    pub memory_free_percent: Option<u8>,
    /// By how much this program was woken too late, in milliseconds: the middle one of several short sleeps. It is what
    /// a player that stutters feels.
    pub woken_late_ms: Option<u32>,
}

impl Pressure {
    /// Whether nothing is left for a player: it is kept waiting longer than two pictures of a film last, while all
    /// processors are busy or there is no memory. A busy computer that still wakes its programs in time plays well.
    pub fn is_overload(&self) -> bool {
        const TWO_PICTURES_MS: u32 = 80;
        let busy = self.cpu_percent.is_some_and(|it| it >= 97);
        let full = self.memory_free_percent.is_some_and(|it| it <= 3);
        self.woken_late_ms.is_some_and(|it| it >= TWO_PICTURES_MS) && (busy || full)
    }
}

/// What was used of a data plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataUse {
    /// Bytes that this computer used in the plan's present period, both ways.
    pub used_bytes: u64,
    /// Bytes that the plan allows in it.
    pub plan_bytes: u64,
}

impl DataUse {
    /// Whether the plan is used up. Others may use it too, so it can be without our knowing, never the other way round.
    pub fn is_used_up(&self) -> bool {
        self.used_bytes >= self.plan_bytes
    }
}

/// A tunnel that is up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tunnel {
    /// The interface's name.
    pub interface: String,
    /// Whether the traffic to everywhere goes through it.
    pub carries_default: bool,
}

/// What kind of software a process belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoftwareKind {
    Vpn,
    /// Antivirus or a firewall that looks into traffic.
    Security,
    /// A local filter or advertisement blocker that works on DNS or traffic.
    Filter,
}

/// Software that can have a hand in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Software {
    pub kind: SoftwareKind,
    /// The product's name.
    pub name: String,
}
