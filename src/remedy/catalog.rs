//! Which remedies serve which cause, cheapest and most likely to help first.
//!
//! This is the order without knowledge of the round: `plan` moves what was tried and helps to the front, and what was
//! tried and does not help to the end.

use super::Remedy::{
    self, AllowInFirewall, AskNetworkOwner, ChangeDns, CheckCredentials, CheckDataLimit, CheckHdmi,
    CheckServiceStatus, CheckSubscription, ClearCookiesAndCache, CloseOtherStreams,
    ContactProvider, ContactSupport, DisableExtensions, FixClock, FlushDns, LowerQuality,
    MoveCloserOrUseCable, PreferIpv4, ReinstallApp, RemoveHostsEntry, RestartApp, RestartDevice,
    RestartNetworkEquipment, SignInToNetwork, SignOutAndIn, StopHttpsScanning, TryAnotherBrowser,
    TryAnotherDevice, TryAnotherNetwork, TurnOffProxy, TurnOffVpn, UpdatePayment, UpdateSoftware,
    WaitAndRetry,
};
use crate::diagnosis::Cause;
use crate::diagnosis::reported::Device;

/// The remedies for `cause`, in the order in which to try them. Empty only where nothing is wrong.
#[expect(clippy::too_many_lines, reason = "one table, with a row for each cause")]
pub fn for_cause(cause: Cause) -> &'static [Remedy] {
    match cause {
        Cause::None => &[],

        Cause::InterfaceOff => &[TryAnotherNetwork, MoveCloserOrUseCable, RestartDevice],
        Cause::NoRoute => &[
            RestartDevice,
            RestartNetworkEquipment,
            TurnOffVpn,
            TryAnotherNetwork,
            AskNetworkOwner,
            ContactProvider,
        ],
        Cause::NoResolver => &[ChangeDns, RestartDevice, TurnOffVpn, RestartNetworkEquipment],
        Cause::HostsOverride => &[RemoveHostsEntry, FlushDns, RestartApp, TryAnotherDevice],
        Cause::Firewall => {
            // A VPN's kill switch is a local rule, too.
            &[AllowInFirewall, TurnOffVpn, RestartDevice, TryAnotherDevice, AskNetworkOwner]
        }
        Cause::ClockWrong => &[FixClock, RestartApp, RestartDevice],
        Cause::TrustStore => &[UpdateSoftware, FixClock, StopHttpsScanning, TryAnotherDevice],
        Cause::DataCap => &[CheckDataLimit, TryAnotherNetwork, LowerQuality, ContactProvider],
        Cause::Overloaded => &[
            RestartApp,
            LowerQuality,
            RestartDevice,
            DisableExtensions,
            UpdateSoftware,
            TryAnotherDevice,
        ],
        Cause::AppOrBrowser => &[
            RestartApp,
            ClearCookiesAndCache,
            DisableExtensions,
            TryAnotherBrowser,
            SignOutAndIn,
            UpdateSoftware,
            ReinstallApp,
            RestartDevice,
            TryAnotherDevice,
            ContactSupport,
        ],
        Cause::OtherDevice => &[
            RestartApp,
            RestartDevice,
            SignOutAndIn,
            MoveCloserOrUseCable,
            UpdateSoftware,
            RestartNetworkEquipment,
            ChangeDns,
            ReinstallApp,
            TryAnotherDevice,
            ContactSupport,
        ],
        Cause::Drm => &[
            RestartApp,
            TryAnotherBrowser,
            UpdateSoftware,
            CheckHdmi,
            FixClock,
            ClearCookiesAndCache,
            RestartDevice,
            ReinstallApp,
            TryAnotherDevice,
            ContactSupport,
        ],
        Cause::Unsupported => &[
            UpdateSoftware,
            TryAnotherBrowser,
            DisableExtensions,
            ReinstallApp,
            TryAnotherDevice,
            ContactSupport,
        ],

        Cause::NoCarrier => &[
            MoveCloserOrUseCable,
            TryAnotherNetwork,
            RestartNetworkEquipment,
            RestartDevice,
            ContactProvider,
        ],
        Cause::NoLease => &[
            RestartDevice,
            RestartNetworkEquipment,
            MoveCloserOrUseCable,
            TryAnotherNetwork,
            AskNetworkOwner,
        ],
        Cause::LinkLossy => &[
            MoveCloserOrUseCable,
            LowerQuality,
            RestartNetworkEquipment,
            RestartDevice,
            TryAnotherNetwork,
            UpdateSoftware,
        ],
        Cause::LinkSlow => {
            &[MoveCloserOrUseCable, LowerQuality, RestartNetworkEquipment, TryAnotherNetwork]
        }
        Cause::LinkUnstable => &[
            MoveCloserOrUseCable,
            RestartNetworkEquipment,
            RestartDevice,
            UpdateSoftware,
            TryAnotherNetwork,
        ],

        Cause::RouterUnreachable => &[
            RestartNetworkEquipment,
            RestartDevice,
            MoveCloserOrUseCable,
            TryAnotherNetwork,
            AskNetworkOwner,
            ContactProvider,
        ],

        Cause::CaptivePortal => &[SignInToNetwork, TryAnotherNetwork, AskNetworkOwner],

        Cause::ProxyUnreachable => {
            &[TurnOffProxy, RestartDevice, TryAnotherNetwork, AskNetworkOwner]
        }
        Cause::ProxyAuthRequired => &[TurnOffProxy, AskNetworkOwner, TryAnotherNetwork],
        Cause::ProxyDenied => &[TurnOffProxy, AskNetworkOwner, TryAnotherNetwork],
        Cause::ProxyFailed => &[TurnOffProxy, WaitAndRetry, TryAnotherNetwork, AskNetworkOwner],

        Cause::VpnDown => &[TurnOffVpn, RestartDevice, UpdateSoftware, TryAnotherNetwork],
        Cause::VpnDnsFailing => &[TurnOffVpn, ChangeDns, FlushDns, RestartDevice],
        Cause::VpnBlocked => {
            &[TurnOffVpn, ClearCookiesAndCache, TurnOffProxy, TryAnotherNetwork, ContactSupport]
        }
        Cause::VpnAddressFlagged => &[
            TurnOffVpn,
            TurnOffProxy,
            DisableExtensions,
            ChangeDns,
            TryAnotherNetwork,
            // Many providers hand out a new address after it.
            RestartNetworkEquipment,
            ContactProvider,
            ContactSupport,
        ],
        Cause::VpnSmartDns => &[ChangeDns, FlushDns, TryAnotherNetwork, RestartNetworkEquipment],

        Cause::IspDown => &[
            RestartNetworkEquipment,
            TryAnotherNetwork,
            CheckDataLimit,
            WaitAndRetry,
            ContactProvider,
        ],
        Cause::IspLossy => &[
            RestartNetworkEquipment,
            LowerQuality,
            TryAnotherNetwork,
            WaitAndRetry,
            ContactProvider,
        ],
        Cause::IspSlow => &[
            LowerQuality,
            RestartNetworkEquipment,
            TurnOffVpn,
            CheckDataLimit,
            TryAnotherNetwork,
            WaitAndRetry,
            ContactProvider,
        ],
        Cause::IspRouteLost => {
            &[WaitAndRetry, TryAnotherNetwork, RestartNetworkEquipment, TurnOffVpn, ContactProvider]
        }
        Cause::Ipv6Broken => {
            &[PreferIpv4, RestartNetworkEquipment, TryAnotherNetwork, ContactProvider]
        }
        Cause::MtuBlackhole => {
            &[TurnOffVpn, RestartNetworkEquipment, TryAnotherNetwork, ContactProvider]
        }
        Cause::PortBlocked => {
            &[TryAnotherNetwork, TurnOffVpn, AllowInFirewall, AskNetworkOwner, ContactProvider]
        }

        Cause::ResolverDown => &[
            ChangeDns,
            RestartNetworkEquipment,
            FlushDns,
            TryAnotherNetwork,
            AskNetworkOwner,
            ContactProvider,
        ],
        Cause::ResolverFailing => {
            &[ChangeDns, FlushDns, RestartNetworkEquipment, TryAnotherNetwork, ContactProvider]
        }
        Cause::DnsSlow => &[ChangeDns, RestartNetworkEquipment, FlushDns, ContactProvider],

        Cause::DnsBlocked => {
            &[ChangeDns, FlushDns, TryAnotherNetwork, AskNetworkOwner, ContactProvider]
        }
        Cause::ConnectionBlocked => &[
            TryAnotherNetwork,
            AllowInFirewall,
            TurnOffVpn,
            AskNetworkOwner,
            RestartNetworkEquipment,
            ContactProvider,
        ],
        Cause::PageBlocked => &[
            TryAnotherNetwork,
            TurnOffProxy,
            StopHttpsScanning,
            ChangeDns,
            AllowInFirewall,
            AskNetworkOwner,
            ContactProvider,
        ],
        Cause::TlsIntercepted => {
            &[StopHttpsScanning, TryAnotherNetwork, UpdateSoftware, AskNetworkOwner]
        }

        Cause::ServiceDnsMissing => {
            &[WaitAndRetry, CheckServiceStatus, FlushDns, ChangeDns, ContactSupport]
        }
        Cause::ServiceUnreachable => &[
            WaitAndRetry,
            CheckServiceStatus,
            TryAnotherNetwork,
            TurnOffVpn,
            RestartNetworkEquipment,
            ContactSupport,
        ],
        Cause::ServiceTlsInvalid => &[
            WaitAndRetry,
            CheckServiceStatus,
            TryAnotherNetwork,
            UpdateSoftware,
            FixClock,
            ContactSupport,
        ],
        Cause::GatewayError => &[
            WaitAndRetry,
            CheckServiceStatus,
            ClearCookiesAndCache,
            RestartDevice,
            TurnOffProxy,
            TurnOffVpn,
            TryAnotherNetwork,
            FlushDns,
            ChangeDns,
            RestartNetworkEquipment,
            ContactSupport,
        ],
        Cause::ServiceOverloaded => &[
            WaitAndRetry,
            CheckServiceStatus,
            TurnOffVpn,
            TurnOffProxy,
            TryAnotherNetwork,
            RestartDevice,
            RestartNetworkEquipment,
            ContactSupport,
        ],
        Cause::ServicePartial => &[
            WaitAndRetry,
            CheckServiceStatus,
            RestartApp,
            ClearCookiesAndCache,
            SignOutAndIn,
            TryAnotherDevice,
            RestartDevice,
            TryAnotherNetwork,
            RestartNetworkEquipment,
            ContactSupport,
        ],
        Cause::Maintenance => &[WaitAndRetry, CheckServiceStatus, ContactSupport],
        Cause::ServiceError => &[
            WaitAndRetry,
            CheckServiceStatus,
            ClearCookiesAndCache,
            RestartApp,
            TryAnotherBrowser,
            TurnOffVpn,
            TryAnotherNetwork,
            ContactSupport,
        ],
        Cause::EdgeFailing => &[
            WaitAndRetry,
            RestartApp,
            FlushDns,
            ChangeDns,
            TryAnotherNetwork,
            CheckServiceStatus,
            ContactSupport,
        ],
        Cause::ServiceSlow => &[
            LowerQuality,
            WaitAndRetry,
            CheckServiceStatus,
            TurnOffVpn,
            ChangeDns,
            TryAnotherNetwork,
            ContactSupport,
        ],
        Cause::ContentUnavailable => &[
            RestartApp,
            WaitAndRetry,
            TurnOffVpn,
            DisableExtensions,
            UpdateSoftware,
            CheckSubscription,
            TryAnotherDevice,
            ContactSupport,
        ],
        Cause::RateLimited => {
            &[WaitAndRetry, TurnOffVpn, TurnOffProxy, TryAnotherNetwork, ContactSupport]
        }
        Cause::BotChallenge => &[
            TryAnotherBrowser,
            TurnOffVpn,
            TurnOffProxy,
            ClearCookiesAndCache,
            DisableExtensions,
            TryAnotherNetwork,
            WaitAndRetry,
            ContactSupport,
        ],

        Cause::GeoBlocked => &[
            TurnOffVpn,
            TurnOffProxy,
            ChangeDns,
            TryAnotherNetwork,
            CheckSubscription,
            // The address may be listed in a wrong country.
            ContactProvider,
            ContactSupport,
        ],
        Cause::LegalBlock => &[TurnOffVpn, TurnOffProxy, ContactSupport],
        Cause::SignInRequired => &[
            SignOutAndIn,
            CheckCredentials,
            ClearCookiesAndCache,
            UpdateSoftware,
            ReinstallApp,
            ContactSupport,
        ],
        Cause::NotEntitled => {
            &[CheckSubscription, UpdatePayment, SignOutAndIn, CheckCredentials, ContactSupport]
        }
        Cause::TooManyStreams => &[
            CloseOtherStreams,
            WaitAndRetry,
            SignOutAndIn,
            CheckSubscription,
            CheckCredentials,
            ContactSupport,
        ],
        Cause::Forbidden => &[
            ClearCookiesAndCache,
            CheckCredentials,
            CheckSubscription,
            TurnOffVpn,
            TurnOffProxy,
            DisableExtensions,
            TryAnotherBrowser,
            TryAnotherNetwork,
            ChangeDns,
            UpdateSoftware,
            TryAnotherDevice,
            ContactSupport,
        ],

        Cause::Unknown => &[
            WaitAndRetry,
            CheckServiceStatus,
            TryAnotherNetwork,
            TryAnotherDevice,
            TurnOffVpn,
            RestartApp,
            RestartDevice,
            RestartNetworkEquipment,
            CheckDataLimit,
            UpdateSoftware,
            ReinstallApp,
            ContactSupport,
        ],
    }
}

impl Remedy {
    /// Whether anybody can do it on the device that shows the error. The steps for it are in the words.
    pub fn applies_to(self, device: Device) -> bool {
        match device {
            Device::Browser => self != ReinstallApp,
            Device::App => self != DisableExtensions,
            Device::Tv => {
                !self.is_a_computers() && !matches!(self, TryAnotherBrowser | TurnOffProxy)
            }
            Device::Phone => !self.is_a_computers() && self != CheckHdmi,
            Device::Console => !self.is_a_computers() && self != TryAnotherBrowser,
        }
    }

    /// Whether only a computer has what it changes.
    fn is_a_computers(self) -> bool {
        matches!(
            self,
            DisableExtensions
                | RemoveHostsEntry
                | FlushDns
                | AllowInFirewall
                | StopHttpsScanning
                | PreferIpv4
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn whatever_is_wrong_has_a_remedy() {
        for cause in Cause::ALL {
            assert_eq!(for_cause(*cause).is_empty(), *cause == Cause::None, "{cause}");
        }
    }

    #[test]
    fn no_remedy_is_named_twice_for_one_cause() {
        for cause in Cause::ALL {
            let remedies = for_cause(*cause);
            let distinct = remedies.iter().collect::<BTreeSet<_>>();
            assert_eq!(distinct.len(), remedies.len(), "{cause}");
        }
    }

    #[test]
    fn every_remedy_serves_a_cause() {
        for remedy in Remedy::ALL {
            assert!(Cause::ALL.iter().any(|it| for_cause(*it).contains(remedy)), "{remedy}");
        }
    }

    /// Whoever asks for help has done all that costs nothing: people come last.
    #[test]
    fn people_are_asked_last() {
        let asks_people =
            |it: &Remedy| matches!(it, ContactProvider | ContactSupport | AskNetworkOwner);
        for cause in Cause::ALL {
            let first = for_cause(*cause).iter().position(asks_people).unwrap_or_default();
            let after = &for_cause(*cause)[first..];
            let cheap = |it: &Remedy| matches!(it, WaitAndRetry | RestartApp | FlushDns);
            assert!(first == 0 || !after.iter().any(cheap), "{cause}: {after:?}");
        }
    }

    /// What each code can mean, and the advice that must be in the plan of one of its meanings.
    #[test]
    fn the_advice_for_each_code_is_reachable_from_its_causes() {
        let unavailable = [
            Cause::ServiceOverloaded,
            Cause::Maintenance,
            Cause::ServicePartial,
            Cause::RateLimited,
            Cause::BotChallenge,
            Cause::ProxyFailed,
            Cause::PageBlocked,
        ];
        let bad_gateway = [Cause::GatewayError, Cause::ServicePartial, Cause::ProxyFailed];
        let forbidden = [
            Cause::Forbidden,
            Cause::SignInRequired,
            Cause::NotEntitled,
            Cause::GeoBlocked,
            Cause::VpnBlocked,
            Cause::BotChallenge,
            Cause::AppOrBrowser,
            Cause::ProxyDenied,
            Cause::PageBlocked,
        ];
        let any = Cause::ALL;
        let table: &[(&[Cause], &[Remedy])] = &[
            (
                &unavailable,
                &[
                    WaitAndRetry,
                    CheckServiceStatus,
                    TryAnotherNetwork,
                    TurnOffVpn,
                    TurnOffProxy,
                    RestartDevice,
                    RestartNetworkEquipment,
                ],
            ),
            (
                &bad_gateway,
                &[
                    WaitAndRetry,
                    RestartDevice,
                    ClearCookiesAndCache,
                    RestartNetworkEquipment,
                    ChangeDns,
                    FlushDns,
                    TurnOffProxy,
                ],
            ),
            (
                &forbidden,
                &[
                    CheckCredentials,
                    CheckSubscription,
                    TurnOffVpn,
                    TurnOffProxy,
                    ClearCookiesAndCache,
                    ChangeDns,
                ],
            ),
            (
                any,
                &[
                    UpdateSoftware,
                    ReinstallApp,
                    TryAnotherBrowser,
                    CheckDataLimit,
                    DisableExtensions,
                    TryAnotherDevice,
                    ContactSupport,
                ],
            ),
        ];
        for (causes, remedies) in table {
            for remedy in *remedies {
                assert!(causes.iter().any(|it| for_cause(*it).contains(remedy)), "{remedy}");
            }
        }
    }
}
