//! How busy this computer is: whether a player would get its turn.

use std::thread;
use std::time::Duration;

use sysinfo::System;
use tokio::time::Instant;
use tracing::debug;

use crate::observation::Pressure;

/// So many short sleeps, each timed: the middle one is not coloured by a single hitch.
const SLEEPS: usize = 11;

/// As long as a player of 25 pictures a second waits between two of them. All sleeps together are longer than the time
/// below which the system's own counts of busy time mean nothing (200 ms).
const SLEEP: Duration = Duration::from_millis(40);

/// Looks for half a second. Blocks its thread.
pub(in crate::probe) fn pressure() -> Pressure {
    let mut system = System::new().inspect_err(|error| debug!(%error, "no system counters")).ok();
    if let Some(system) = &mut system {
        system.refresh_cpu_usage();
    }
    let mut late: Vec<Duration> = (0..SLEEPS)
        .map(|_| {
            let begin = Instant::now();
            thread::sleep(SLEEP);
            begin.elapsed().saturating_sub(SLEEP)
        })
        .collect();
    late.sort_unstable();
    let mut pressure = Pressure {
        woken_late_ms: u32::try_from(late[SLEEPS / 2].as_millis()).ok(),
        ..Pressure::default()
    };
    if let Some(system) = &mut system {
        system.refresh_cpu_usage();
        system.refresh_memory();
        pressure.cpu_percent = percent(f64::from(system.global_cpu_usage()), 100.0);
        #[expect(clippy::cast_precision_loss, reason = "a percentage needs no more than 52 bits")]
        let (free, all) = (system.available_memory() as f64, system.total_memory() as f64);
        pressure.memory_free_percent = percent(free * 100.0, all * 100.0);
    }
    pressure
}

/// `part` of `all` in percent; `None` where there is nothing to be a part of.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn percent(part: f64, all: f64) -> Option<u8> {
    (all > 0.0).then(|| (part / all * 100.0).clamp(0.0, 100.0).round() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_not_known() {
        assert_eq!(percent(0.0, 0.0), None);
        assert_eq!((percent(50.0, 200.0), percent(3.0, 2.0)), (Some(25), Some(100)));
    }
}
