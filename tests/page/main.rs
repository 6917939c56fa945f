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
mod web;
mod webdriver;
