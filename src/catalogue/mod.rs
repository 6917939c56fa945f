//! What we look at and what is known about it: services, their targets, codes and links. Data, from `config/`,
//! embedded in the binary; each part can be overridden by the user.

mod service;
mod bundled;
mod file;
mod interval;
mod codes;
mod nearest;
mod new_file;
mod read;
mod text;

pub(crate) use bundled::as_bundled;
pub use bundled::bundled;
pub use codes::{Explanation, Meaning, explain};
pub use file::LINKS;
pub use new_file::NewService;
pub use read::Problem;
pub use service::{Code, ProbeKind, Service, StatusFeed, StatusKind, Target, Trust};
pub use text::is_hidden;

pub(crate) use file::{expectation, page_url, service as read_service};
pub(crate) use interval::{interval, written};
pub(crate) use nearest::nearest;
pub(crate) use read::{Entry, Reader, Section, Text};

/// The service that somebody calls `name`: by id, other word or name, whatever the case.
pub fn find<'a>(services: &'a [Service], name: &str) -> Option<&'a Service> {
    let name = name.trim().to_lowercase();
    let called = |service: &&Service| service.aliases.contains(&name);
    services
        .iter()
        .find(|service| service.id == name)
        .or_else(|| services.iter().find(called))
        .or_else(|| services.iter().find(|service| service.name.to_lowercase() == name))
}

/// Whether `word` is `known` with a slip of the fingers or two.
pub fn is_slip_of(word: &str, known: &str) -> bool {
    nearest(word, [known]).is_some()
}

/// The id of the service that somebody may have meant by `name`.
pub fn nearest_service<'a>(services: &'a [Service], name: &str) -> Option<&'a str> {
    if let Some(found) = find(services, name) {
        return Some(&found.id);
    }
    let words = services.iter().flat_map(|service| {
        let names = service.aliases.iter().chain([&service.id, &service.name]);
        names.map(|word| (word.as_str(), service.id.as_str()))
    });
    let words = words.collect::<Vec<_>>();
    let meant = nearest(name.trim(), words.iter().map(|(word, _)| *word))?;
    words.iter().find(|(word, _)| *word == meant).map(|(_, id)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_found_by_id_other_word_and_name() {
        let services = bundled();
        for name in ["disney-plus", "Disney", "DISNEY+", " disney+ "] {
            assert_eq!(find(&services, name).unwrap().id, "disney-plus", "{name}");
        }
        assert!(find(&services, "disnoy").is_none());
        assert_eq!(nearest_service(&services, "disnoy"), Some("disney-plus"));
        assert_eq!(nearest_service(&services, "zzzzzzzz"), None);
    }
}
