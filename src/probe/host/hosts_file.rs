//! Lines of the hosts file about names that we look at.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::observation::HostsEntry;

/// The entries for `names`, in the file's order, as `names` spells them.
pub(super) fn entries(text: &str, names: &BTreeSet<String>) -> Vec<HostsEntry> {
    let mut found = Vec::new();
    // Some editors on Windows put a byte order mark before the first line.
    for line in text.trim_start_matches('\u{feff}').lines() {
        let mut words = line.split('#').next().unwrap_or_default().split_whitespace();
        let Some(address) = words.next().and_then(address) else { continue };
        for word in words {
            if let Some(name) = names.iter().find(|name| is_same(name, word)) {
                let entry = HostsEntry { name: name.clone(), address };
                if !found.contains(&entry) {
                    found.push(entry);
                }
            }
        }
    }
    found
}

/// An address, with or without a zone.
fn address(word: &str) -> Option<IpAddr> {
    word.split('%').next()?.parse().ok()
}

/// Names are compared without case (RFC 4343), and the dot at the end is only the root's.
fn is_same(name: &str, word: &str) -> bool {
    name.trim_end_matches('.').eq_ignore_ascii_case(word.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let names = ["www.service.example", "api.service.example"].map(str::to_owned);
        let entries = entries(text, &names.into());
        entries.into_iter().map(|it| (it.name, it.address.to_string())).collect()
    }

    fn entry(name: &str, address: &str) -> (String, String) {
        (name.to_owned(), address.to_owned())
    }

    #[test]
    fn one_line_can_name_several() {
        let text =
            "127.0.0.1 localhost\n0.0.0.0\tapi.service.example  WWW.Service.Example.  # blocked\n";
        let expected =
            [entry("api.service.example", "0.0.0.0"), entry("www.service.example", "0.0.0.0")];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn both_families_are_told() {
        let text = "\u{feff}::1 www.service.example\r\n10.0.0.1 www.service.example\r\nfe80::1%en0 api.service.example\r\n";
        let expected = [
            entry("www.service.example", "::1"),
            entry("www.service.example", "10.0.0.1"),
            entry("api.service.example", "fe80::1"),
        ];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn comments_longer_names_and_rubbish_are_not_entries() {
        let text = "#10.0.0.1 www.service.example\n10.0.0.1 # www.service.example\n10.0.0.1 xwww.service.example\n\
            www.service.example 10.0.0.1\n10.0.0.300 www.service.example\n10.0.0.1\n";
        assert!(found(text).is_empty());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "([0-9.:%#]{1,9}|www.service.example|[ \t\n]|\\PC)*") {
            found(&text);
        }
    }
}
