//! Where a remedy is done: which pages of a service may help with it, and the platforms' own settings. No words.

use super::Platform;
use crate::remedy::Remedy;

/// The purposes of the service's pages that may help, the best first.
pub(super) fn pages(remedy: Remedy) -> &'static [&'static str] {
    of(PAGES, remedy).copied().unwrap_or_default()
}

/// A page that is the same for everybody.
pub(super) fn link(remedy: Remedy) -> Option<&'static str> {
    of(LINKS, remedy).copied()
}

/// The page of the platform's own settings.
pub(super) fn settings(remedy: Remedy, platform: Platform) -> Option<&'static str> {
    match platform {
        Platform::Windows => of(WINDOWS, remedy).copied(),
        Platform::MacOs => of(MACOS, remedy).copied(),
        Platform::Linux | Platform::Tv | Platform::Phone | Platform::Console => None,
    }
}

fn of<T>(table: &'static [(Remedy, T)], remedy: Remedy) -> Option<&'static T> {
    table.iter().find(|(it, _)| *it == remedy).map(|(_, it)| it)
}

const PAGES: &[(Remedy, &[&str])] = &[
    (Remedy::CheckServiceStatus, &["status", "help"]),
    (Remedy::ClearCookiesAndCache, &["clear_cookies"]),
    (Remedy::CheckCredentials, &["login_help", "account"]),
    (Remedy::CheckSubscription, &["account"]),
    (Remedy::ContactSupport, &["contact", "help"]),
    (Remedy::SignOutAndIn, &["devices", "account"]),
    (Remedy::CloseOtherStreams, &["devices", "account"]),
    (Remedy::UpdatePayment, &["payment", "account"]),
];

const LINKS: &[(Remedy, &str)] = &[
    // A page of clear text, made to be replaced by a network's own page.
    (Remedy::SignInToNetwork, "http://detectportal.firefox.com/canonical.html"),
];

const WINDOWS: &[(Remedy, &str)] = &[
    (Remedy::TryAnotherNetwork, "ms-settings:network-wifi"),
    (Remedy::TurnOffVpn, "ms-settings:network-vpn"),
    (Remedy::TurnOffProxy, "ms-settings:network-proxy"),
    (Remedy::ChangeDns, "ms-settings:network-status"),
    (Remedy::UpdateSoftware, "ms-settings:windowsupdate"),
    (Remedy::ReinstallApp, "ms-settings:appsfeatures"),
    (Remedy::TryAnotherBrowser, "ms-settings:defaultapps"),
    (Remedy::CheckDataLimit, "ms-settings:datausage"),
    (Remedy::FixClock, "ms-settings:dateandtime"),
    (Remedy::PreferIpv4, "ms-settings:network-status"),
    (Remedy::AllowInFirewall, "ms-settings:windowsdefender"),
    (Remedy::MoveCloserOrUseCable, "ms-settings:network-wifi"),
];

const MACOS: &[(Remedy, &str)] = &[
    (Remedy::TryAnotherNetwork, "x-apple.systempreferences:com.apple.wifi-settings-extension"),
    (
        Remedy::TurnOffVpn,
        "x-apple.systempreferences:com.apple.NetworkExtensionSettingsUI.NESettingsUIExtension",
    ),
    (Remedy::TurnOffProxy, "x-apple.systempreferences:com.apple.Network-Settings.extension"),
    (Remedy::ChangeDns, "x-apple.systempreferences:com.apple.Network-Settings.extension"),
    (
        Remedy::UpdateSoftware,
        "x-apple.systempreferences:com.apple.Software-Update-Settings.extension",
    ),
    (Remedy::TryAnotherBrowser, "x-apple.systempreferences:com.apple.Desktop-Settings.extension"),
    (Remedy::FixClock, "x-apple.systempreferences:com.apple.Date-Time-Settings.extension"),
    (Remedy::PreferIpv4, "x-apple.systempreferences:com.apple.Network-Settings.extension"),
    (Remedy::AllowInFirewall, "x-apple.systempreferences:com.apple.Network-Settings.extension"),
    (Remedy::MoveCloserOrUseCable, "x-apple.systempreferences:com.apple.wifi-settings-extension"),
];
