//! Linux: the kernel's route socket tells of the network, logind of sleep, NetworkManager of what costs money, UPower of
//! the battery. Each may be missing; nobody is started by being asked.

mod bus;
mod power;
mod routes;

use std::fs;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::Change;

/// The tasks that watch; they end with it.
#[derive(Debug)]
pub(super) struct Watch {
    _tasks: JoinSet<()>,
}

pub(super) fn watch(changes: &mpsc::Sender<Change>) -> Watch {
    let mut tasks = JoinSet::new();
    let (ours, theirs) = (changes.clone(), changes.clone());
    tasks.spawn(async move {
        if let Err(error) = routes::watch(&ours).await {
            tracing::debug!(%error, "changes of the network are not heard");
        }
    });
    tasks.spawn(async move { bus::watch(&theirs).await });
    Watch { _tasks: tasks }
}

/// Whoever is behind with listening hears of later changes, and looks then at what is.
fn tell(changes: &mpsc::Sender<Change>, change: Change) {
    if changes.try_send(change).is_err() {
        tracing::debug!(?change, "nobody takes a change of the surroundings");
    }
}

pub(super) fn uptime() -> Option<Duration> {
    let text = fs::read_to_string("/proc/uptime").ok()?;
    parse_uptime(&text)
}

/// The first number of `/proc/uptime` counts seconds, sleep included (`proc_uptime(5)`, `CLOCK_BOOTTIME`).
fn parse_uptime(text: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(text.split_ascii_whitespace().next()?.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_uptime_is_the_first_number() {
        assert_eq!(parse_uptime("350735.47 234388.90\n"), Some(Duration::from_millis(350_735_470)));
    }

    #[test]
    fn what_is_no_uptime_is_none() {
        for text in ["", "soon 1.0", "-1.0 2.0", "inf 1", "1e300 0"] {
            assert_eq!(parse_uptime(text), None, "{text:?}");
        }
    }
}
