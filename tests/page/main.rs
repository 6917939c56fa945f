//! The page as browsers and attackers meet it: a real server on the loopback interface.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "helpers of tests are tests")]
#![expect(clippy::assigning_clones, reason = "views are written down as plainly as possible")]

mod access;
mod attacks;
mod browser;
mod languages;
mod looks;
mod pages;
mod scene;
#[path = "../support_snapshot/mod.rs"]
#[expect(dead_code, unused_imports, reason = "whom to blame is another test's question")]
mod support_snapshot;
mod web;
mod webdriver;
