//! Sends the numbers to a collector, again and again: for laptops that nobody can fetch them from.
//!
//! What a collector did not take is not kept: all that is counted is counted from the start, so that the next time says
//! the same and more.

use std::fmt::Write as _;
use std::future::pending;
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use url::Url;

use super::Source;
use crate::app::look::Looker;
use crate::clock::Clock;
use crate::config;
use crate::presentation::metrics::{Sender, otlp, rejected};

/// The first time, so that there is something to tell.
const FIRST: Duration = Duration::from_secs(5);

/// Where traffic costs money, not more often than this.
const METERED: Duration = Duration::from_mins(15);

/// Who this run is to a collector, unless the settings have a name.
#[derive(Debug)]
pub(super) struct Identity {
    name: String,
    since: Timestamp,
}

impl Identity {
    pub(super) fn new(clock: &Clock) -> Self {
        let mut random = [0; 16];
        // Without randomness the name is that of others without it: their numbers mix, which is no harm to anybody here.
        let _no_randomness = getrandom::fill(&mut random);
        let mut name = String::new();
        for byte in random {
            let _infallible = write!(name, "{byte:02x}");
        }
        Self { name, since: clock.wall() }
    }
}

/// Sends for ever; where there is no collector it only waits.
pub(super) async fn serve(
    wanted: &config::Metrics,
    looker: &Looker,
    source: &Source,
    identity: &Identity,
    clock: &Clock,
) {
    let Some(url) = wanted.collector() else { return pending().await };
    let instance = wanted.instance.as_deref().unwrap_or(&identity.name);
    let sender = Sender { instance, since: identity.since };
    let mut times = interval_at(Instant::now() + FIRST.min(wanted.every), wanted.every);
    // After a sleep once, not for each time that was missed.
    times.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut sent: Option<Instant> = None;
    let mut is_taken = true;
    loop {
        times.tick().await;
        let is_early = sent.is_some_and(|it| it.elapsed() < METERED.max(wanted.every));
        if is_early && source.is_metered() {
            continue;
        }
        sent = Some(Instant::now());
        let document = otlp(&source.read(), sender, clock.wall()).to_string().into_bytes();
        let delivered = deliver(looker, &url, document).await;
        // One line when it begins and one when it is over, however often it is tried meanwhile.
        match &delivered {
            Err(reason) if is_taken => {
                tracing::warn!("the collector of [metrics] does not take the numbers: {reason}");
            }
            Ok(()) if !is_taken => {
                tracing::info!("the collector of [metrics] takes the numbers again");
            }
            Ok(()) | Err(_) => {}
        }
        is_taken = delivered.is_ok();
    }
}

async fn deliver(looker: &Looker, url: &Url, document: Vec<u8>) -> Result<(), String> {
    let receipt = looker.deliver(url, document).await?;
    rejected(&receipt).map_or(Ok(()), |it| Err(format!("it does not want {it} of them")))
}
