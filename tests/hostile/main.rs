//! What hostile networks send, phase by phase: each costs a bounded amount of memory and bytes, ends by itself within
//! the limits of the probe, and nobody innocent is blamed for it.
//!
//! ```text
//! cargo test --test hostile                                       # bounds and verdicts, with short limits
//! cargo test --test hostile -- --ignored --nocapture              # the table, with the limits of every day
//! ```
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

mod cases;
mod dns;
mod h2;
mod http;
mod meter;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "the tests of the probe need more of it")]
mod support;
#[path = "../support_snapshot/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the tests of the diagnosis need more of it")]
mod support_snapshot;
mod tls;
mod wire;

use std::time::{Duration, Instant};

use cases::{Case, Outcome};
use streamdoctor::probe::Limits;

/// What one attempt may hold at most.
const MEMORY: usize = 16 << 20;

/// What a server may get rid of at most: what is read, and what lies in the buffers of the system.
const TAKEN: usize = 16 << 20;

/// One after another, as all memory of this process is counted.
fn play(limits: &Limits) -> Vec<(Case, Outcome, usize, Duration)> {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut played = Vec::new();
    // What is made once and kept is not the cost of a case.
    cases::warm_up(&runtime(), limits);
    for case in cases::all() {
        let runtime = runtime();
        let stage = runtime.block_on(case.stage());
        let idle = meter::start();
        #[expect(clippy::disallowed_methods, reason = "the table shows how long each takes")]
        let begun = Instant::now();
        let outcome = runtime.block_on(case.play(&stage, limits));
        let (peak, took) = (meter::peak_over(idle), begun.elapsed());
        runtime.shutdown_background();
        played.push((case, outcome, peak, took));
    }
    played
}

fn complaints(played: &[(Case, Outcome, usize, Duration)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (case, outcome, peak, _) in played {
        let mut say = |what: String| wrong.push(format!("{}: {what}", case.name));
        if !case.expected.contains(&outcome.said.as_str()) {
            say(format!("said {}, not one of {:?}", outcome.said, case.expected));
        }
        if !case.causes.contains(&outcome.cause.as_str()) {
            say(format!("blamed {}, not one of {:?}", outcome.cause, case.causes));
        }
        if *peak > MEMORY {
            say(format!("held {peak} bytes"));
        }
        if outcome.taken > TAKEN {
            say(format!("took {} bytes", outcome.taken));
        }
    }
    wrong
}

#[test]
fn whatever_comes_is_bounded_and_nobody_innocent_is_blamed() {
    let short = Duration::from_millis(250);
    let limits = Limits {
        query: short,
        query_over_tls: short,
        resend: short / 2,
        handshake: short * 2,
        first_byte: short * 2,
        idle: short,
        content: short * 2,
        walk: short * 16,
        feed: short * 2,
        ..Limits::default()
    };
    let wrong = complaints(&play(&limits));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "takes a while: each case as long as the limits of every day let it"]
fn table() {
    let limits = Limits::default();
    let played = play(&limits);
    println!(
        "| what was sent | what was said | cause | peak memory | taken | time |\n|---|---|---|---|---|---|"
    );
    let mut late = Vec::new();
    for (case, outcome, peak, took) in &played {
        println!(
            "| {} | {} | {} | {} KiB | {} KiB | {:.2} s |",
            case.name,
            outcome.said,
            outcome.cause,
            peak / 1024,
            outcome.taken / 1024,
            took.as_secs_f64()
        );
        // A little more than the limit, as the machine may be busy.
        if *took > limits.walk + Duration::from_secs(1) {
            late.push(case.name);
        }
    }
    let wrong = complaints(&played);
    assert!(wrong.is_empty() && late.is_empty(), "{}\nlate: {late:?}", wrong.join("\n"));
}
