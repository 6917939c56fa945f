//! A tray host of which nothing is seen: says on standard output when an icon registers, and keeps it.
//!
//! For the time from the start of the program to its icon; on the session bus that the environment names.

use std::error::Error;
use std::future::pending;

use zbus::interface;

struct Host;

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Host {
    #[expect(clippy::unused_self, clippy::needless_pass_by_value, reason = "D-Bus's signature")]
    #[expect(clippy::print_stdout, reason = "its only word")]
    fn register_status_notifier_item(&self, service: String) {
        println!("{service}");
    }

    #[expect(clippy::unused_self, reason = "D-Bus's signature")]
    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let _held = zbus::connection::Builder::session()?
        .serve_at("/StatusNotifierWatcher", Host)?
        .name("org.kde.StatusNotifierWatcher")?
        .build()
        .await?;
    pending().await
}
