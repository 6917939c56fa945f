//! What happens in a month: stumbles, and twelve things that are really wrong.

use std::time::Duration;

/// What kind of thing happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Something fails for a moment.
    Blip,
    /// The lid is closed, and the network needs some seconds afterwards.
    Sleep,
    /// From one network to another, with nothing in between.
    Roam,
    /// A network that wants a sign-in, which its user gives.
    Portal,
    /// A service that lets no programs in.
    BotWall,
    Incident,
}

impl What {
    pub(crate) const ALL: [Self; 6] =
        [Self::Blip, Self::Sleep, Self::Roam, Self::Portal, Self::BotWall, Self::Incident];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Blip => "blips",
            Self::Sleep => "sleeps",
            Self::Roam => "roams",
            Self::Portal => "portals",
            Self::BotWall => "bot walls",
            Self::Incident => "incidents",
        }
    }

    fn count(self) -> usize {
        match self {
            Self::Blip => 200,
            Self::Sleep => 50,
            Self::Roam => 20,
            Self::Portal => 10,
            Self::BotWall => 5,
            Self::Incident => 12,
        }
    }

    /// How long it lasts, in seconds, from and to.
    fn lasts(self) -> (u64, u64) {
        match self {
            // What lasts longer than a quick interval is seen twice, and is no blip.
            Self::Blip => (1, 19),
            Self::Sleep => (20 * 60, 11 * 3600),
            Self::Roam => (2, 19),
            Self::Portal => (20, 150),
            Self::BotWall => (600, 3 * 3600),
            Self::Incident => (20 * 60, 4 * 3600),
        }
    }
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) what: What,
    pub(crate) at: Duration,
    pub(crate) lasts: Duration,
    /// The scenario that tells what a round sees meanwhile; after a sleep, for the seconds after it.
    pub(crate) scene: &'static str,
}

impl Event {
    pub(crate) fn end(&self) -> Duration {
        self.at + self.lasts
    }
}

const REAL: [&str; 12] = [
    "service_overloaded",
    "isp_down",
    "service_gateway_error",
    "dns_resolver_down",
    "service_unreachable",
    "router_unreachable",
    "service_tls_invalid",
    "proxy_unreachable",
    "service_maintenance",
    "vpn_down",
    "service_dns_missing",
    "link_no_carrier",
];

const BRIEF: [&str; 8] = [
    "isp_down",
    "service_overloaded",
    "service_gateway_error",
    "dns_resolver_down",
    "service_unreachable",
    "service_error__truncated",
    "router_unreachable",
    "isp_lossy",
];

const ROAMING: [&str; 4] = ["link_no_carrier", "link_no_lease", "device_no_route", "isp_down"];

/// A month with everything in it, one thing after the other.
pub(crate) fn month(seed: u64) -> Vec<Event> {
    let mut dice = Dice(seed);
    let mut all = What::ALL
        .iter()
        .flat_map(|what| (0..what.count()).map(|nth| (*what, nth)))
        .map(|(what, nth)| {
            let (least, most) = what.lasts();
            let of = |all: &[&'static str]| all[nth % all.len()];
            let scene = match what {
                What::Blip => of(&BRIEF),
                What::Sleep => of(&["isp_down", "link_no_carrier", "dns_resolver_down"]),
                What::Roam => of(&ROAMING),
                What::Portal => of(&["filter_captive_portal", "filter_captive_portal__511"]),
                What::BotWall => "service_bot_challenge",
                What::Incident => of(&REAL),
            };
            let lasts = Duration::from_secs(dice.between(least, most));
            Event { what, at: Duration::ZERO, lasts, scene }
        })
        .collect::<Vec<_>>();
    for last in (1..all.len()).rev() {
        all.swap(last, usize::try_from(dice.between(0, last as u64)).unwrap());
    }
    let busy = all.iter().map(|it| it.lasts).sum::<Duration>();
    let free = Duration::from_hours(24 * 30 - 1).checked_sub(busy).unwrap();
    let shares = all.iter().map(|_| dice.between(1, 20)).collect::<Vec<_>>();
    let share = free / u32::try_from(shares.iter().sum::<u64>()).unwrap();
    let mut now = Duration::ZERO;
    for (event, gap) in all.iter_mut().zip(shares) {
        now += share * u32::try_from(gap).unwrap();
        event.at = now;
        now += event.lasts;
    }
    all
}

/// The same throws for the same seed (splitmix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn between(&mut self, least: u64, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        least + (it ^ (it >> 31)) % (most - least + 1)
    }
}
