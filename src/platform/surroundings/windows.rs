//! Windows: IP Helper tells of the network, the power manager of sleep and of the battery, the connection's profile of
//! its costs. Each calls us on threads of its own.
#![expect(unsafe_code, reason = "the notifications take raw contexts and give them back")]

use std::ffi::c_void;
use std::fmt;
use std::ptr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, mpsc};
use tracing::debug;
use windows::Networking::Connectivity::{
    ConnectionCost, NetworkCostType, NetworkInformation, NetworkStatusChangedEventHandler,
};
use windows_sys::Win32::Foundation::{HANDLE, NO_ERROR};
use windows_sys::Win32::NetworkManagement::IpHelper::{
    CancelMibChangeNotify2, MIB_IPFORWARD_ROW2, MIB_IPINTERFACE_ROW, MIB_NOTIFICATION_TYPE,
    MIB_UNICASTIPADDRESS_ROW, NotifyIpInterfaceChange, NotifyRouteChange2,
    NotifyUnicastIpAddressChange,
};
use windows_sys::Win32::Networking::WinSock::AF_UNSPEC;
use windows_sys::Win32::System::Power::{
    DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS, GetSystemPowerStatus, HPOWERNOTIFY, POWERBROADCAST_SETTING,
    PowerRegisterSuspendResumeNotification, PowerSettingRegisterNotification,
    PowerSettingUnregisterNotification, PowerUnregisterSuspendResumeNotification,
    SYSTEM_POWER_STATUS,
};
use windows_sys::Win32::System::SystemInformation::GetTickCount64;
use windows_sys::Win32::System::SystemServices::GUID_ACDC_POWER_SOURCE;
use windows_sys::Win32::UI::WindowsAndMessaging::{
    DEVICE_NOTIFY_CALLBACK, PBT_APMRESUMEAUTOMATIC, PBT_APMSUSPEND, PBT_POWERSETTINGCHANGE,
};

use super::Change;
use super::ways::{self, Said};

/// What the system calls, and with what.
///
/// Invariant: the registrations point into `ears`, which lives in a place of its own until all of them are taken back.
pub(super) struct Watch {
    network: Vec<HANDLE>,
    suspend: Option<HPOWERNOTIFY>,
    power: Option<HPOWERNOTIFY>,
    costs: Option<i64>,
    task: tokio::task::JoinHandle<()>,
    _subscription: Box<DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS>,
    _ears: Arc<Ears>,
}

// SAFETY: the handles are numbers of the system's that any thread may give back, and what they point to is shared data.
unsafe impl Send for Watch {}
// SAFETY: nothing can be done with a shared `Watch`.
unsafe impl Sync for Watch {}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").finish_non_exhaustive()
    }
}

/// Where the system's calls arrive.
struct Ears {
    network: Arc<Notify>,
    metered: Said,
    battery: Said,
    changes: mpsc::Sender<Change>,
}

pub(super) fn watch(changes: &mpsc::Sender<Change>) -> Watch {
    let network = Arc::new(Notify::new());
    let ears = Arc::new(Ears {
        network: Arc::clone(&network),
        metered: Said::new(Change::Metered),
        battery: Said::new(Change::Battery),
        changes: changes.clone(),
    });
    ears.battery.say(on_battery(), changes);
    ears.metered.say(metered(), changes);
    let context = Arc::as_ptr(&ears).cast::<c_void>();
    let subscription = Box::new(DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS {
        Callback: Some(power_event),
        Context: context.cast_mut(),
    });
    Watch {
        network: watch_network(context),
        suspend: watch_suspend(&subscription),
        power: watch_power(&subscription),
        costs: watch_costs(&ears),
        task: tokio::spawn(ways::follow(network, changes.clone())),
        _subscription: subscription,
        _ears: ears,
    }
}

pub(super) fn uptime() -> Option<Duration> {
    // SAFETY: it takes nothing. Sleep and hibernation count, too.
    Some(Duration::from_millis(unsafe { GetTickCount64() }))
}

fn watch_network(context: *const c_void) -> Vec<HANDLE> {
    let mut handles = Vec::new();
    let mut keep = |result, handle: HANDLE| {
        if result == NO_ERROR {
            handles.push(handle);
        } else {
            debug!(result, "a part of the network cannot be watched");
        }
    };
    let mut handle = ptr::null_mut();
    // SAFETY: `context` points to `Ears` that outlive the registration, which `Drop` takes back.
    keep(
        unsafe {
            NotifyIpInterfaceChange(
                AF_UNSPEC,
                Some(interface_changed),
                context,
                false,
                &raw mut handle,
            )
        },
        handle,
    );
    let mut handle = ptr::null_mut();
    // SAFETY: as above.
    keep(
        unsafe {
            NotifyUnicastIpAddressChange(
                AF_UNSPEC,
                Some(address_changed),
                context,
                false,
                &raw mut handle,
            )
        },
        handle,
    );
    let mut handle = ptr::null_mut();
    // SAFETY: as above.
    keep(
        unsafe {
            NotifyRouteChange2(AF_UNSPEC, Some(route_changed), context, false, &raw mut handle)
        },
        handle,
    );
    handles
}

fn watch_suspend(subscription: &DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS) -> Option<HPOWERNOTIFY> {
    let mut handle = ptr::null_mut();
    let recipient = ptr::from_ref(subscription).cast_mut().cast();
    // SAFETY: the subscription and its context outlive the registration, which `Drop` takes back.
    let result = unsafe {
        PowerRegisterSuspendResumeNotification(DEVICE_NOTIFY_CALLBACK, recipient, &raw mut handle)
    };
    if result != NO_ERROR {
        debug!(result, "sleep cannot be watched");
    }
    (result == NO_ERROR).then_some(handle as HPOWERNOTIFY)
}

fn watch_power(subscription: &DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS) -> Option<HPOWERNOTIFY> {
    let source = GUID_ACDC_POWER_SOURCE;
    let mut handle = ptr::null_mut();
    let recipient = ptr::from_ref(subscription).cast_mut().cast();
    // SAFETY: as for sleep.
    let result = unsafe {
        PowerSettingRegisterNotification(
            &raw const source,
            DEVICE_NOTIFY_CALLBACK,
            recipient,
            &raw mut handle,
        )
    };
    if result != NO_ERROR {
        debug!(result, "the battery cannot be watched");
    }
    (result == NO_ERROR).then_some(handle as HPOWERNOTIFY)
}

fn watch_costs(ears: &Arc<Ears>) -> Option<i64> {
    let ears = Arc::clone(ears);
    let handler = NetworkStatusChangedEventHandler::new(move |_| {
        ears.metered.say(metered(), &ears.changes);
        Ok(())
    });
    let watched = NetworkInformation::NetworkStatusChanged(&handler);
    watched
        .inspect_err(|error| debug!(%error, "the costs of the connection cannot be watched"))
        .ok()
}

/// Whether the way to the Internet has a price or a limit; `None` where there is no way, or Windows does not know.
fn metered() -> Option<bool> {
    let profile = NetworkInformation::GetInternetConnectionProfile();
    let cost = profile.and_then(|it| it.GetConnectionCost()).ok()?;
    let limited = |it: &ConnectionCost| it.Roaming() == Ok(true) || it.OverDataLimit() == Ok(true);
    match cost.NetworkCostType().ok()? {
        NetworkCostType::Fixed | NetworkCostType::Variable => Some(true),
        NetworkCostType::Unrestricted => Some(limited(&cost)),
        _ => limited(&cost).then_some(true),
    }
}

/// Whether the battery pays; `None` where Windows does not know.
fn on_battery() -> Option<bool> {
    let mut status = SYSTEM_POWER_STATUS::default();
    // SAFETY: the call fills in the structure, or fails.
    if unsafe { GetSystemPowerStatus(&raw mut status) } == 0 {
        return None;
    }
    match status.ACLineStatus {
        0 => Some(true),
        1 => Some(false),
        _ => None,
    }
}

/// SAFETY: `context` must point to `Ears`, as it does in all of our registrations.
unsafe fn ears<'a>(context: *const c_void) -> &'a Ears {
    // SAFETY: as the caller promises.
    unsafe { &*context.cast::<Ears>() }
}

unsafe extern "system" fn interface_changed(
    context: *const c_void,
    _: *const MIB_IPINTERFACE_ROW,
    _: MIB_NOTIFICATION_TYPE,
) {
    // SAFETY: it is the context of our registration.
    unsafe { ears(context) }.network.notify_one();
}

unsafe extern "system" fn address_changed(
    context: *const c_void,
    _: *const MIB_UNICASTIPADDRESS_ROW,
    _: MIB_NOTIFICATION_TYPE,
) {
    // SAFETY: it is the context of our registration.
    unsafe { ears(context) }.network.notify_one();
}

unsafe extern "system" fn route_changed(
    context: *const c_void,
    _: *const MIB_IPFORWARD_ROW2,
    _: MIB_NOTIFICATION_TYPE,
) {
    // SAFETY: it is the context of our registration.
    unsafe { ears(context) }.network.notify_one();
}

unsafe extern "system" fn power_event(
    context: *const c_void,
    event: u32,
    setting: *const c_void,
) -> u32 {
    // SAFETY: it is the context of our registration.
    let ears = unsafe { ears(context) };
    match event {
        PBT_APMSUSPEND => ways::send(&ears.changes, Change::Sleeping),
        // It comes after each sleep; the one that says that a user is there may come later, or never.
        PBT_APMRESUMEAUTOMATIC => ways::send(&ears.changes, Change::Awake),
        PBT_POWERSETTINGCHANGE => {
            // SAFETY: with this event comes the setting, or nothing.
            let setting = unsafe { setting.cast::<POWERBROADCAST_SETTING>().as_ref() };
            if setting.is_some() {
                // Asked anew, so that first word and later ones come from one place.
                ears.battery.say(on_battery(), &ears.changes);
            }
        }
        _ => {}
    }
    NO_ERROR
}

impl Drop for Watch {
    fn drop(&mut self) {
        for handle in self.network.drain(..) {
            // SAFETY: it was given to us and is given back once. The call waits until none of its callbacks runs.
            unsafe { CancelMibChangeNotify2(handle) };
        }
        if let Some(handle) = self.suspend.take() {
            // SAFETY: it was given to us and is given back once.
            unsafe { PowerUnregisterSuspendResumeNotification(handle) };
        }
        if let Some(handle) = self.power.take() {
            // SAFETY: it was given to us and is given back once.
            unsafe { PowerSettingUnregisterNotification(handle) };
        }
        if let Some(token) = self.costs.take()
            && let Err(error) = NetworkInformation::RemoveNetworkStatusChanged(token)
        {
            debug!(%error, "the watch over the costs of the connection cannot be ended");
        }
        self.task.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_watch_begins_and_ends_wherever_the_system_tells_nothing() {
        let (sender, mut changes) = mpsc::channel(16);
        let watch = watch(&sender);
        drop(sender);
        drop(watch);
        // What holds now came first, each once; after the end nobody can send any more.
        let mut told = Vec::new();
        while let Some(change) = changes.recv().await {
            assert!(
                matches!(change, Change::Metered(Some(_)) | Change::Battery(Some(_))),
                "{change:?}"
            );
            assert!(!told.contains(&change), "{change:?} came twice");
            told.push(change);
        }
    }

    #[tokio::test]
    async fn sleep_and_waking_are_told() {
        let (sender, mut changes) = mpsc::channel(16);
        let ears = Ears {
            network: Arc::default(),
            metered: Said::new(Change::Metered),
            battery: Said::new(Change::Battery),
            changes: sender,
        };
        let context = ptr::from_ref(&ears).cast();
        for event in [PBT_APMSUSPEND, PBT_APMRESUMEAUTOMATIC, 0xffff] {
            // SAFETY: the context is what the function expects.
            unsafe { power_event(context, event, ptr::null()) };
        }
        drop(ears);
        assert_eq!(changes.recv().await, Some(Change::Sleeping));
        assert_eq!(changes.recv().await, Some(Change::Awake));
        assert_eq!(changes.recv().await, None);
    }

    #[test]
    fn the_computer_runs_since_some_time() {
        assert!(uptime().unwrap() > Duration::ZERO);
    }
}
