//! Which remedies make sense at which device.

use super::Remedy;
use crate::diagnosis::reported::Device;

/// Whether `remedy` can be done at `device`, or for it.
#[expect(clippy::wildcard_enum_match_arm, reason = "most remedies fit every device")]
pub fn fits(remedy: Remedy, device: Device) -> bool {
    let is_computer = !device.is_another();
    match remedy {
        Remedy::TryAnotherBrowser | Remedy::DisableExtensions => device == Device::Browser,
        Remedy::ClearCookiesAndCache => device != Device::Console,
        Remedy::ReinstallApp => device != Device::Browser,
        Remedy::RemoveHostsEntry
        | Remedy::FlushDns
        | Remedy::AllowInFirewall
        | Remedy::StopHttpsScanning => is_computer,
        Remedy::TurnOffProxy | Remedy::FixClock => is_computer || device == Device::Phone,
        Remedy::CheckHdmi => matches!(device, Device::Tv | Device::Console) || is_computer,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_television_is_not_told_to_try_another_browser() {
        for remedy in [Remedy::TryAnotherBrowser, Remedy::RemoveHostsEntry, Remedy::FlushDns] {
            assert!(!fits(remedy, Device::Tv), "{remedy}");
            assert!(fits(remedy, Device::Browser), "{remedy}");
        }
        assert!(fits(Remedy::CheckHdmi, Device::Tv) && !fits(Remedy::CheckHdmi, Device::Phone));
    }

    #[test]
    fn what_is_about_the_network_or_the_account_fits_every_device() {
        for device in Device::ALL {
            for remedy in
                [Remedy::RestartNetworkEquipment, Remedy::CheckSubscription, Remedy::WaitAndRetry]
            {
                assert!(fits(remedy, device), "{remedy}");
            }
        }
    }
}
