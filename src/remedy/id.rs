//! The remedies: a closed list whose ids are for ever.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Declares [`Remedy`] with its ids.
macro_rules! remedies {
    ($($name:ident = $id:literal,)*) => {
        /// Something that a user can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Remedy {
            $(#[serde(rename = $id)] $name,)*
        }

        impl Remedy {
            /// All remedies.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable id.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

remedies! {
    WaitAndRetry = "wait_and_retry",
    CheckServiceStatus = "check_service_status",
    TryAnotherNetwork = "try_another_network",
    TurnOffVpn = "turn_off_vpn",
    TurnOffProxy = "turn_off_proxy",
    ChangeDns = "change_dns",
    RestartDevice = "restart_device",
    RestartNetworkEquipment = "restart_network_equipment",
    ClearCookiesAndCache = "clear_cookies_and_cache",
    CheckCredentials = "check_credentials",
    CheckSubscription = "check_subscription",
    UpdateSoftware = "update_software",
    ReinstallApp = "reinstall_app",
    TryAnotherBrowser = "try_another_browser",
    DisableExtensions = "disable_extensions",
    TryAnotherDevice = "try_another_device",
    CheckDataLimit = "check_data_limit",
    ContactSupport = "contact_support",
    ContactProvider = "contact_provider",
    SignInToNetwork = "sign_in_to_network",
    RemoveHostsEntry = "remove_hosts_entry",
    RestartApp = "restart_app",
    SignOutAndIn = "sign_out_and_in",
    CloseOtherStreams = "close_other_streams",
    UpdatePayment = "update_payment",
    CheckHdmi = "check_hdmi",
    LowerQuality = "lower_quality",
    FixClock = "fix_clock",
    PreferIpv4 = "prefer_ipv4",
    FlushDns = "flush_dns",
    AllowInFirewall = "allow_in_firewall",
    StopHttpsScanning = "stop_https_scanning",
    AskNetworkOwner = "ask_network_owner",
    MoveCloserOrUseCable = "move_closer_or_use_cable",
}

impl Remedy {
    /// The remedy with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|remedy| remedy.id() == id)
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
