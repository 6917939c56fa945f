//! Gives what is known to other programs as numbers, where the user wants that: at an address for Prometheus, and to a
//! collector.
//!
//! They are made when they are asked for, from what is known at that time: nothing is kept for later, and nothing waits.

mod endpoint;
mod push;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::look::Looker;
use crate::clock::Clock;
use crate::config;
use crate::presentation::metrics::{Family, Reading, families};
use crate::presentation::{Report, View};

/// Who gives the numbers. It ends when this is dropped.
#[derive(Debug)]
pub(super) struct Metrics {
    source: Source,
    settings: watch::Sender<Settings>,
    serving: JoinHandle<()>,
}

/// What may change while the program runs.
#[derive(Clone, Debug)]
struct Settings {
    wanted: config::Metrics,
    /// The way to a collector.
    looker: Looker,
}

/// Where the numbers come from. Cloning is cheap.
#[derive(Clone, Debug)]
struct Source {
    view: watch::Receiver<Arc<View>>,
    seen: Arc<Mutex<Seen>>,
}

/// What the view does not tell.
#[derive(Debug, Default)]
struct Seen {
    rounds: u64,
    took: Option<Duration>,
    report: Option<Report>,
}

impl Metrics {
    /// Begins with what `view` shows. To be called inside a tokio runtime.
    pub(super) fn start(
        wanted: &config::Metrics,
        looker: &Looker,
        view: watch::Receiver<Arc<View>>,
        clock: &Clock,
    ) -> Self {
        let source = Source { view, seen: Arc::default() };
        let settings = Settings { wanted: wanted.clone(), looker: looker.clone() };
        let (settings, changes) = watch::channel(settings);
        let serving = tokio::spawn(serve(changes, source.clone(), clock.clone()));
        Self { source, settings, serving }
    }

    /// Goes on with other settings.
    pub(super) fn configure(&self, wanted: &config::Metrics, looker: &Looker) {
        self.settings.send_replace(Settings { wanted: wanted.clone(), looker: looker.clone() });
    }

    /// A round that took so long has ended, and this is what is known now.
    pub(super) fn looked(&self, took: Duration, known: Option<&Report>) {
        let mut seen = self.source.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.rounds += 1;
        seen.took = Some(took);
        // What nobody asks for need not be copied.
        seen.report = known.filter(|_| self.settings.borrow().wanted.are_wanted()).cloned();
    }
}

impl Drop for Metrics {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Source {
    fn read(&self) -> Vec<Family> {
        let view = Arc::clone(&self.view.borrow());
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        families(&Reading {
            view: &view,
            report: seen.report.as_ref(),
            rounds: seen.rounds,
            took: seen.took,
        })
    }

    fn is_metered(&self) -> bool {
        self.view.borrow().upkeep.metered
    }
}

/// Serves by the settings of the time, until nobody can change them any more.
async fn serve(mut settings: watch::Receiver<Settings>, source: Source, clock: Clock) {
    let identity = push::Identity::new(&clock);
    loop {
        let Settings { wanted, looker } = settings.borrow_and_update().clone();
        let fetched = endpoint::serve(wanted.listen, &source);
        let sent = push::serve(&wanted, &looker, &source, &identity, &clock);
        tokio::select! {
            () = fetched => {}
            () = sent => {}
            // Both end here, and the port is free for the next.
            changed = settings.changed() => if changed.is_err() { return },
        }
    }
}
