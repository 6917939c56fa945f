//! In which language the program speaks.

use crate::config::Language;
use crate::platform;
use crate::presentation::words::Words;

/// The words that the settings name, or those of the user's own language where there are any.
pub fn words(language: Language) -> Words {
    match language {
        Language::Auto => Words::among(platform::languages().iter().map(String::as_str)),
        Language::English => Words::English,
        Language::German => Words::German,
    }
}
