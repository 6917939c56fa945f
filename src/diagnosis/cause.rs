//! The causes: a closed list whose ids are for ever, with whose fault each is.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Declares [`Cause`] with its ids, so that a cause cannot be without one.
macro_rules! causes {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// Why a stream does not play. The id is `area.cause`; the area answers "me or them?".
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Cause {
            $($(#[$doc])* #[serde(rename = $id)] $name,)*
        }

        impl Cause {
            /// All causes, in the order of the layers: what comes first cuts off, or distorts, what comes later.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable id.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

causes! {
    /// All is well.
    None = "none",

    InterfaceOff = "device.interface_off",
    NoCarrier = "link.no_carrier",
    NoLease = "link.no_lease",
    NoRoute = "device.no_route",
    Firewall = "device.firewall",
    RouterUnreachable = "router.unreachable",
    LinkUnstable = "link.unstable",
    LinkLossy = "link.lossy",
    CaptivePortal = "filter.captive_portal",

    ProxyUnreachable = "proxy.unreachable",
    ProxyAuthRequired = "proxy.auth_required",
    ProxyDenied = "proxy.denied",
    ProxyFailed = "proxy.failed",

    VpnDown = "vpn.down",
    IspDown = "isp.down",
    IspLossy = "isp.lossy",

    NoResolver = "device.no_resolver",
    VpnDnsFailing = "vpn.dns_failing",
    ResolverDown = "dns.resolver_down",
    ResolverFailing = "dns.resolver_failing",

    ClockWrong = "device.clock_wrong",
    TrustStore = "device.trust_store",
    PageBlocked = "filter.page_blocked",
    TlsIntercepted = "filter.tls_intercepted",

    PortBlocked = "isp.port_blocked",
    LinkSlow = "link.slow",
    IspSlow = "isp.slow",
    MtuBlackhole = "isp.mtu_blackhole",
    Ipv6Broken = "isp.ipv6_broken",
    DnsSlow = "dns.slow",

    HostsOverride = "device.hosts_override",
    DnsBlocked = "filter.dns_blocked",
    ConnectionBlocked = "filter.connection_blocked",
    IspRouteLost = "isp.route_lost",
    VpnBlocked = "vpn.blocked",
    VpnAddressFlagged = "vpn.address_flagged",
    VpnSmartDns = "vpn.smart_dns",

    DataCap = "device.data_cap",
    Overloaded = "device.overloaded",
    AppOrBrowser = "device.app_or_browser",
    OtherDevice = "device.other_device",
    Drm = "device.drm",
    Unsupported = "device.unsupported",

    ServiceDnsMissing = "service.dns_missing",
    ServiceUnreachable = "service.unreachable",
    ServiceTlsInvalid = "service.tls_invalid",
    /// 502 and 504: its front gets no good answer from its own servers.
    GatewayError = "service.gateway_error",
    /// 503 without a maintenance notice.
    ServiceOverloaded = "service.overloaded",
    ServicePartial = "service.partial",
    Maintenance = "service.maintenance",
    ServiceError = "service.error",
    EdgeFailing = "service.edge_failing",
    ServiceSlow = "service.slow",
    ContentUnavailable = "service.content_unavailable",
    RateLimited = "service.rate_limited",
    BotChallenge = "service.bot_challenge",

    GeoBlocked = "account.geo_blocked",
    LegalBlock = "account.legal_block",
    SignInRequired = "account.sign_in_required",
    NotEntitled = "account.not_entitled",
    TooManyStreams = "account.too_many_streams",
    Forbidden = "account.forbidden",

    /// The evidence does not decide.
    Unknown = "unknown",
}

impl Cause {
    /// The cause with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|cause| cause.id() == id)
    }

    /// The part of the id before the dot.
    pub fn area(self) -> &'static str {
        self.id().split('.').next().unwrap_or_default()
    }

    /// Whom the user is told to look at.
    pub fn blame(self) -> Blame {
        if matches!(self, Self::GeoBlocked | Self::LegalBlock) {
            return Blame::Region;
        }
        match self.area() {
            "none" => Blame::None,
            "device" => Blame::Device,
            "link" | "router" | "dns" | "filter" => Blame::Network,
            "isp" => Blame::Isp,
            "vpn" | "proxy" => Blame::VpnOrProxy,
            "service" => Blame::Service,
            "account" => Blame::Account,
            _ => Blame::Unknown,
        }
    }

    /// Whether it only says that a program without an account is not let in. People may well be: it is no alarm.
    pub fn is_refusal(self) -> bool {
        matches!(self, Self::BotChallenge | Self::SignInRequired | Self::NotEntitled)
    }
}

impl Cause {
    /// How long it must be seen before it is believed, and stay away before it is believed to be over.
    ///
    /// What is there or not needs only the second look. What is a matter of degree, and what a radio link or a busy
    /// provider does for a minute every evening, needs more of them.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others are there or not")]
    pub fn settle(self) -> Duration {
        match self {
            // From one network to another takes as long as this.
            Self::InterfaceOff | Self::NoCarrier | Self::NoLease | Self::NoRoute => {
                Duration::from_secs(20)
            }
            Self::LinkUnstable | Self::LinkLossy | Self::IspLossy => Duration::from_secs(35),
            Self::LinkSlow
            | Self::IspSlow
            | Self::DnsSlow
            | Self::Ipv6Broken
            | Self::EdgeFailing
            | Self::Overloaded
            | Self::ServiceSlow => Duration::from_secs(55),
            _ => SETTLE,
        }
    }

    /// How long it is only shown before it is told aloud.
    ///
    /// A network that wants a sign-in opens its own window on most desktops, and most people are through in a minute: a
    /// second voice would only disturb. Who is not through after a few minutes has not seen that window.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others are told at once")]
    pub fn patience(self) -> Duration {
        match self {
            Self::CaptivePortal => Duration::from_mins(3),
            _ => Duration::ZERO,
        }
    }
}

/// How long a change must last before it is believed: longer than a retry, shorter than a quick interval, so that the
/// second look in a row decides.
pub const SETTLE: Duration = Duration::from_secs(5);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Whose side it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Blame {
    None,
    Device,
    Network,
    Isp,
    VpnOrProxy,
    Service,
    Account,
    Region,
    Unknown,
}

/// How sure we are. `Certain` is right 99 times of 100, `Likely` 9 of 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    Possible,
    Likely,
    Certain,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_found_again() {
        for cause in Cause::ALL {
            assert_eq!(Cause::from_id(cause.id()), Some(*cause));
            assert_eq!(serde_json::to_string(cause).unwrap(), format!("\"{}\"", cause.id()));
        }
    }

    #[test]
    fn every_area_has_a_blame() {
        for cause in Cause::ALL.iter().filter(|it| **it != Cause::Unknown) {
            assert_ne!(cause.blame(), Blame::Unknown, "{cause}");
        }
    }
}
