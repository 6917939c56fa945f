//! Arguments, logging, and nothing else.

use std::process::ExitCode;

use clap::Parser;
use streamdoctor::cli::{self, Args};
use tracing_subscriber::filter::LevelFilter;

fn main() -> ExitCode {
    let args = Args::parse();
    log();
    cli::run(args)
}

/// Logs go to standard error; `STREAMDOCTOR_LOG` is one of off, error, warn, info, debug, trace.
#[expect(
    clippy::disallowed_methods,
    reason = "`main` reads what is needed before there is a configuration"
)]
fn log() {
    let level = std::env::var("STREAMDOCTOR_LOG")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(LevelFilter::INFO);
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
}
