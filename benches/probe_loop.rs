//! The daemon's own probe, again and again: what one costs, seen from outside the process.
//!
//! ```text
//! probe_loop URL (--count N | --every MS --for SECONDS) [--public-roots PEM] [--loopback]
//! ```
//!
//! `--loopback` is for servers at 127.0.0.1: elsewhere that is what a filter answers, and no probe is made.
//!
//! `{}` in the URL becomes the number of the probe: names that were never seen before, so that nothing that is
//! remembered of a certificate helps.

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use streamdoctor::catalogue::ProbeKind;
use streamdoctor::clock::Clock;
use streamdoctor::diagnosis::responder;
use streamdoctor::observation::{Expectation, Subject, Vantage};
use streamdoctor::probe::{Errand, Limits, Trust, Walker};
use tokio::task::JoinSet;
use url::Url;

type Failure = Box<dyn Error + Send + Sync>;

struct Wanted {
    url: String,
    count: u64,
    /// Between the starts of two probes; one after another where it is zero.
    every: Duration,
    roots: Option<PathBuf>,
    loopback: bool,
}

fn main() -> Result<(), Failure> {
    let wanted = arguments()?;
    let trust = Trust::load(wanted.roots.as_deref())?;
    let clock = Clock::system();
    let walker = if wanted.loopback { Walker::in_this_computer } else { Walker::new };
    let walker = walker(trust, clock.clone(), Limits::default());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let failed = runtime.block_on(probe_all(wanted, walker, clock))?;
    if failed > 0 { Err(format!("{failed} probes failed").into()) } else { Ok(()) }
}

fn arguments() -> Result<Wanted, Failure> {
    let mut wanted = Wanted {
        url: String::new(),
        count: 0,
        every: Duration::ZERO,
        roots: None,
        loopback: false,
    };
    let mut seconds = 0;
    let mut words = env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} wants a value"));
        match word.as_str() {
            "--count" => wanted.count = value()?.parse()?,
            "--every" => wanted.every = Duration::from_millis(value()?.parse()?),
            "--for" => seconds = value()?.parse()?,
            "--public-roots" => wanted.roots = Some(value()?.into()),
            "--loopback" => wanted.loopback = true,
            _ => wanted.url = word,
        }
    }
    if let Some(every) = u64::try_from(wanted.every.as_millis()).ok().filter(|it| *it > 0) {
        wanted.count = seconds * 1000 / every;
    }
    Ok(wanted)
}

/// Makes all probes; returns how many failed.
async fn probe_all(wanted: Wanted, walker: Walker, clock: Clock) -> Result<u64, Failure> {
    let walker = Arc::new(walker);
    let mut running = JoinSet::new();
    let mut timer = (!wanted.every.is_zero()).then(|| tokio::time::interval(wanted.every));
    let mut failed = 0;
    for number in 0..wanted.count {
        match &mut timer {
            Some(timer) => {
                timer.tick().await;
            }
            None => failed += wait(&mut running).await,
        }
        while let Some(done) = running.try_join_next() {
            failed += u64::from(!done?);
        }
        let errand = errand(&wanted.url.replace("{}", &number.to_string()))?;
        let (walker, clock) = (Arc::clone(&walker), clock.clone());
        running.spawn(async move { probe(&walker, &clock, &errand).await });
    }
    while !running.is_empty() {
        failed += wait(&mut running).await;
    }
    Ok(failed)
}

async fn wait(running: &mut JoinSet<bool>) -> u64 {
    match running.join_next().await {
        Some(done) => u64::from(!done.unwrap_or(false)),
        None => 0,
    }
}

fn errand(url: &str) -> Result<Errand, Failure> {
    Ok(Errand {
        subject: Subject::Target { service: "bench".to_owned(), index: 0 },
        vantage: Vantage::Ordinary,
        url: Url::parse(url)?,
        kind: ProbeKind::Https,
        expect: Expectation::default(),
        measure: None,
        addresses: None,
        sni: None,
    })
}

/// One probe, its answer read as the diagnosis reads it. Whether all was well.
async fn probe(walker: &Walker, clock: &Clock, errand: &Errand) -> bool {
    let walk = walker.walk(errand, clock.now()).await;
    let well = walk.succeeded();
    if let Some(exchange) = walk.exchange() {
        let answer = responder::read(exchange, &errand.url, exchange.as_expected);
        return well && answer.cause == streamdoctor::diagnosis::Cause::None;
    }
    well
}
