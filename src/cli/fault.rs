//! What is said when the program itself fails: where, and never about whom.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::fmt::Write as _;
use std::panic::{self, PanicHookInfo};

use super::complain;

/// From now on a panic is told as a fault of ours, in words that hold no data. A message that was put together may hold
/// anything: an address, a name, a cookie.
pub fn watch() {
    panic::set_hook(Box::new(|info| complain(words(info))));
}

fn words(info: &PanicHookInfo<'_>) -> String {
    let mut words = "this is a fault of streamdoctor, not of your network".to_owned();
    if let Some(at) = info.location() {
        // Writing to a `String` cannot fail.
        write!(words, "; it is at {}, line {}", at.file(), at.line()).ok();
    }
    // Only what stands in the source is a `&'static str`.
    if let Some(literal) = info.payload().downcast_ref::<&'static str>() {
        write!(words, ": {literal}").ok();
    }
    // Names of functions; captured only where the user asked for it.
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        write!(words, "\n{trace}").ok();
    }
    words
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// What is said of a panic in a thread of this name. Other tests may panic meanwhile.
    fn said_of(panics: impl FnOnce() + Send + 'static) -> String {
        const NAME: &str = "the one that panics";
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() == Some(NAME) {
                *heard.lock().unwrap() = words(info);
            }
        }));
        let thread = std::thread::Builder::new().name(NAME.to_owned()).spawn(panics).unwrap();
        assert!(thread.join().is_err());
        panic::set_hook(before);
        said.lock().unwrap().clone()
    }

    #[test]
    fn a_panic_is_told_by_its_place_and_never_with_data() {
        let host = std::hint::black_box("anna.example");
        let said = said_of(move || panic!("cannot reach {host}"));
        assert!(
            said.contains("a fault of streamdoctor") && said.contains("fault.rs, line"),
            "{said}"
        );
        assert!(!said.lines().next().unwrap().contains("anna"), "{said}");

        let said = said_of(|| panic!("the list was empty"));
        assert!(said.lines().next().unwrap().ends_with(": the list was empty"), "{said}");
    }
}
