//! The word about a page that was to open, and did not.

use super::super::words::Words;
use super::{Kind, Notice, Urgency};

/// The key of the word about a page that did not open.
pub const UNOPENED: &str = "unopened";

/// Says that nothing here opened the page, and where else the same is to be had. A click tries once more.
pub fn unopened(words: Words) -> Notice {
    Notice {
        key: UNOPENED.to_owned(),
        title: words.say("notice-unopened").into_owned(),
        body: words.say("notice-unopened-body").into_owned(),
        urgency: Urgency::Normal,
        kind: Kind::Opened,
        actions: vec![],
    }
}
