//! The page as browsers and attackers meet it: a real server on the loopback interface.

mod attacks;
mod browser;
mod looks;
mod pages;
mod scene;
mod web;
mod webdriver;
