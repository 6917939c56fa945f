//! The fault lab: small Internets, each broken in one way, and the real program in the middle of each.
//!
//! ```text
//! desktop ── router ── provider ── internet: two services, six controls, three public resolvers
//! ```
//!
//! Needs root, `ip` and `nft`; all servers are threads of this binary. Each scenario lives in a cell of its own
//! (`cell.rs`), so nothing leaks out, nothing is left over, and several run at the same time.
//!
//! ```text
//! cargo test --test lab                         # all scenarios
//! cargo test --test lab -- proxy name_          # those whose name contains a word
//! cargo test --test lab -- --verify             # prove that each fault is there, without the program
//! cargo test --test lab -- --shell proxy_407 -- bash
//! cargo test --test lab -- --soak 3600          # the daemon for an hour, a new fault every ten seconds
//! ```

#![expect(clippy::print_stdout, reason = "this is the test's own report")]

#[cfg(target_os = "linux")]
mod authority;
#[cfg(target_os = "linux")]
mod cell;
#[cfg(target_os = "linux")]
mod contacts;
#[cfg(target_os = "linux")]
mod desktop;
#[cfg(target_os = "linux")]
mod network;
#[cfg(target_os = "linux")]
mod observer;
#[cfg(target_os = "linux")]
mod play;
#[cfg(target_os = "linux")]
mod privacy;
#[cfg(target_os = "linux")]
mod scenarios;
#[cfg(target_os = "linux")]
mod servers;
#[cfg(target_os = "linux")]
mod soak;
#[cfg(target_os = "linux")]
mod verdict;
#[cfg(target_os = "linux")]
mod world;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    play::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("lab skipped: it needs Linux");
}
