//! The word about a page that was to open, and did not.

use super::super::words::Words;
use super::{Kind, Notice};

/// The key of the word about a page that did not open.
pub const UNOPENED: &str = "unopened";

/// Says that nothing here opened the page, and where else the same is to be had. A click tries once more.
pub fn unopened(words: Words) -> Notice {
    let body = words.say("notice-unopened-body").into_owned();
    Notice::new(words, UNOPENED, Kind::Opened, &words.say("notice-unopened"), body)
}
