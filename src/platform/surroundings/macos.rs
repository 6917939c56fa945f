//! macOS: the system's notification centre tells of the network and of the source of power (`notify(3)`), the workspace
//! of sleep. What a connection costs, it does not tell without a framework that nothing else here needs.
#![expect(
    unsafe_code,
    reason = "notify(3), clocks and the workspace are interfaces of C and Objective-C"
)]

use std::ffi::{CStr, c_char, c_int};
use std::fmt;
use std::fs::File;
use std::os::fd::BorrowedFd;
use std::ptr::NonNull;
use std::sync::Arc;
use std::time::Duration;

use block2::RcBlock;
use objc2::rc::Retained;
use objc2::runtime::{NSObjectProtocol, ProtocolObject};
use objc2_app_kit::{
    NSWorkspace, NSWorkspaceDidWakeNotification, NSWorkspaceWillSleepNotification,
};
use objc2_foundation::{NSNotification, NSNotificationName};
use socket2::SockRef;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tracing::debug;

use super::Change;
use super::ways::{self, Said};
use crate::platform::command::output;

/// `kNotifySCNetworkChange`: addresses, routes, name servers or proxies have changed.
const NETWORK: &CStr = c"com.apple.system.config.network_change";
/// `kIOPSNotifyPowerSource`: another source of power, or another battery.
const POWER: &CStr = c"com.apple.system.powersources.source";

/// What is watched; all of it ends with this.
pub(super) struct Watch {
    tasks: Vec<JoinHandle<()>>,
    observers: Vec<Retained<ProtocolObject<dyn NSObjectProtocol>>>,
}

// SAFETY: observers are only taken back, and the notification centre may be used from any thread.
unsafe impl Send for Watch {}
// SAFETY: nothing can be done with a shared `Watch`.
unsafe impl Sync for Watch {}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").finish_non_exhaustive()
    }
}

pub(super) fn watch(changes: &mpsc::Sender<Change>) -> Watch {
    let network = Arc::new(Notify::new());
    let mut tasks = vec![tokio::spawn(ways::follow(Arc::clone(&network), changes.clone()))];
    if let Some(mut posts) = Posts::of(NETWORK) {
        tasks.push(tokio::spawn(async move {
            while posts.next().await.is_some() {
                network.notify_one();
            }
        }));
    }
    let (changes_of_power, battery) = (changes.clone(), Said::new(Change::Battery));
    let posts = Posts::of(POWER);
    tasks.push(tokio::spawn(async move {
        battery.say(on_battery().await, &changes_of_power);
        let Some(mut posts) = posts else { return };
        while posts.next().await.is_some() {
            battery.say(on_battery().await, &changes_of_power);
        }
    }));
    Watch { tasks, observers: watch_sleep(changes) }
}

/// `CLOCK_MONOTONIC` counts on while the computer sleeps (`clock_gettime(3)`).
pub(super) fn uptime() -> Option<Duration> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call fills in the structure, or fails.
    let result = unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut time) };
    let (seconds, nanos) = (u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?);
    (result == 0).then(|| Duration::new(seconds, nanos))
}

/// Whether the battery pays: `Now drawing from 'Battery Power'`, the first line of what `pmset` prints.
async fn on_battery() -> Option<bool> {
    let ask = || output("/usr/bin/pmset", &["-g", "ps"]);
    let text = tokio::task::spawn_blocking(ask).await.ok()??;
    let first = text.lines().next()?;
    if first.contains("'Battery Power'") || first.contains("'UPS Power'") {
        Some(true)
    } else {
        first.contains("'AC Power'").then_some(false)
    }
}

/// Sleep and waking come from the workspace, on the main thread, whose event loop serves the tray. Without a tray nobody
/// serves it, and [`uptime`] alone tells.
fn watch_sleep(
    changes: &mpsc::Sender<Change>,
) -> Vec<Retained<ProtocolObject<dyn NSObjectProtocol>>> {
    let center = NSWorkspace::sharedWorkspace().notificationCenter();
    let on = |name: &NSNotificationName, change: Change| {
        let changes = changes.clone();
        let block = RcBlock::new(move |_: NonNull<NSNotification>| ways::send(&changes, change));
        // SAFETY: the name is the system's, no object is named, and the block only sends, which any thread may.
        unsafe { center.addObserverForName_object_queue_usingBlock(Some(name), None, None, &block) }
    };
    // SAFETY: these are constants of the framework.
    let (sleeping, awake) =
        unsafe { (NSWorkspaceWillSleepNotification, NSWorkspaceDidWakeNotification) };
    vec![on(sleeping, Change::Sleeping), on(awake, Change::Awake)]
}

impl Drop for Watch {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
        let center = NSWorkspace::sharedWorkspace().notificationCenter();
        for observer in &self.observers {
            // SAFETY: it is what the centre gave us for the observer, and is taken back once.
            unsafe { center.removeObserver(observer.as_ref()) };
        }
    }
}

unsafe extern "C" {
    /// notify(3), of the system's library.
    fn notify_register_file_descriptor(
        name: *const c_char,
        descriptor: *mut c_int,
        flags: c_int,
        token: *mut c_int,
    ) -> u32;
    fn notify_cancel(token: c_int) -> u32;
}

/// `NOTIFY_STATUS_OK`.
const DONE: u32 = 0;

/// The posts under one name, each as four bytes that can be read.
struct Posts {
    token: c_int,
    pipe: AsyncFd<File>,
}

impl Posts {
    fn of(name: &CStr) -> Option<Self> {
        let (mut descriptor, mut token) = (-1, -1);
        // SAFETY: the name ends with a zero, and the call puts two numbers there, or fails.
        let result = unsafe {
            notify_register_file_descriptor(name.as_ptr(), &raw mut descriptor, 0, &raw mut token)
        };
        if result != DONE {
            debug!(result, ?name, "this cannot be watched");
            return None;
        }
        // SAFETY: the system has opened it for us, and it stays open until the token is given back.
        let theirs = unsafe { BorrowedFd::borrow_raw(descriptor) };
        // The system closes its own when the token is given back, so ours is a copy.
        let pipe = theirs.try_clone_to_owned().and_then(|copy| {
            SockRef::from(&copy).set_nonblocking(true)?;
            // SAFETY: a `File` keeps its one descriptor open until it is dropped, which the `AsyncFd` does.
            Ok(unsafe { AsyncFd::register_with_interest(File::from(copy), Interest::READABLE) }?)
        });
        match pipe {
            Ok(pipe) => Some(Self { token, pipe }),
            Err(error) => {
                debug!(%error, ?name, "this cannot be watched");
                // SAFETY: it was given to us and is given back once.
                unsafe { notify_cancel(token) };
                None
            }
        }
    }

    /// Waits for a post; `None` when there are no more.
    async fn next(&mut self) -> Option<()> {
        use std::io::Read as _;
        loop {
            let mut ready = self.pipe.readable().await.ok()?;
            let mut posts = [0; 64];
            match ready.try_io(|pipe| pipe.get_ref().read(&mut posts)) {
                Ok(Ok(0) | Err(_)) => return None,
                Ok(Ok(_)) => return Some(()),
                Err(_) => {}
            }
        }
    }
}

impl Drop for Posts {
    fn drop(&mut self) {
        // SAFETY: it was given to us and is given back once.
        unsafe { notify_cancel(self.token) };
    }
}
