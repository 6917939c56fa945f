//! Arguments, logging, and nothing else.

use std::process::ExitCode;

use streamdoctor::app::LogFile;
use streamdoctor::cli::{self, Args};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

fn main() -> ExitCode {
    cli::watch_for_faults();
    let args = Args::of_this_process();
    let file = LogFile::default();
    log(&file);
    cli::run(args, &file)
}

/// Logs go to standard error, and to `file` once that is open; `STREAMDOCTOR_LOG` is one of off, error, warn, info, debug, trace.
#[expect(
    clippy::disallowed_methods,
    reason = "`main` reads what is needed before there is a configuration"
)]
fn log(file: &LogFile) {
    let wanted = std::env::var("STREAMDOCTOR_LOG").ok().filter(|it| !it.is_empty());
    let level = wanted.as_deref().map(str::parse::<LevelFilter>);
    let ours = match level {
        Some(Ok(level)) => level,
        Some(Err(_)) | None => LevelFilter::INFO,
    };
    // Libraries warn of what is their affair, and name hosts and addresses when they do.
    let theirs = if ours > LevelFilter::INFO { ours } else { ours.min(LevelFilter::ERROR) };
    let targets = Targets::new().with_target("streamdoctor", ours).with_default(theirs);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    let file = file.clone();
    let kept = tracing_subscriber::fmt::layer().with_writer(move || file.clone());
    let kept = kept.with_target(false).with_ansi(false);
    tracing_subscriber::registry().with(lines).with(kept).with(targets).init();
    if let (Some(wanted), Some(Err(_))) = (&wanted, level) {
        tracing::warn!(
            "STREAMDOCTOR_LOG is {wanted:?}, which is none of off, error, warn, info, debug, trace; it is info"
        );
    }
}
