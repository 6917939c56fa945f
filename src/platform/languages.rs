//! Which languages the user reads.

/// The languages that the system names, the best first, as tags: `de-DE`. None where it names none.
pub fn languages() -> Vec<String> {
    sys_locale::get_locales().collect()
}
