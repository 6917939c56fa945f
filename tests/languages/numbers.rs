//! What is counted: one of a thing is not told as many, in any language.

use std::collections::BTreeSet;
use std::fs;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use streamdoctor::presentation::words::Words;

use crate::{REASONS, folder, read};

/// The slots in which a count stands.
const COUNTS: [&str; 8] = ["n", "others", "all", "fine", "done", "days", "hours", "minutes"];

/// What may follow a lone 1: units that have one form, and what does not hang on it.
fn goes_with_one(words: Words, word: &str) -> bool {
    let said: &[&str] = match words {
        Words::English => &["min", "h", "d", "s", "of", "more…", "is", "left", "done"],
        Words::German => &["Min.", "Std.", "Tg.", "Sek.", "von", "antwortet", "getan"],
    };
    said.contains(&word)
}

/// The first "1 others" or "1 weitere" in a text.
pub(crate) fn one_as_many(words: Words, text: &str) -> Option<String> {
    let said = text.split_whitespace().collect::<Vec<_>>();
    let pairs = said.windows(2).filter(|it| it[0].trim_start_matches(['(', '“', '„']) == "1");
    let mut pairs = pairs.map(|it| it[1].trim_end_matches([')', ',', ';', ':']));
    pairs.find(|it| !goes_with_one(words, it)).map(|it| format!("1 {it}"))
}

#[test]
fn what_is_counted_has_a_form_for_one_and_a_form_for_more() {
    for words in Words::ALL {
        let mut counted = BTreeSet::new();
        for file in fs::read_dir(folder(*words)).unwrap() {
            let path = file.unwrap().path();
            // The rules have a sentence of their own for one; what comes of that is tested with every scenario.
            if path.file_stem().is_some_and(|it| it == REASONS) {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let texts = read(&text);
            let mut bundle = FluentBundle::new(vec![words.tag().parse().unwrap()]);
            bundle.set_use_isolating(false);
            bundle.add_resource(FluentResource::try_new(text).unwrap()).unwrap();
            for (id, text) in &texts {
                let slots = text.slots.union(&text.selectors).map(String::as_str);
                let slots = slots.collect::<BTreeSet<_>>();
                // The hours of the night are no count: "22:00 until 07:00".
                if !slots.iter().any(|it| COUNTS.contains(it)) || id == "page-quiet-hours" {
                    continue;
                }
                counted.insert(id.clone());
                let message = bundle.get_message(id.split('.').next().unwrap()).unwrap();
                let pattern = match id.split_once('.') {
                    None => message.value().unwrap(),
                    Some((_, part)) => message.get_attribute(part).unwrap().value(),
                };
                for unit in ["second", "minute"] {
                    let told = |n: u64| {
                        let mut with = FluentArgs::new();
                        for slot in &slots {
                            let value = if COUNTS.contains(slot) {
                                FluentValue::from(n)
                            } else {
                                FluentValue::from(if *slot == "unit" { unit } else { "X" })
                            };
                            with.set((*slot).to_owned(), value);
                        }
                        let mut errors = Vec::new();
                        let told = bundle.format_pattern(pattern, Some(&with), &mut errors);
                        assert!(errors.is_empty(), "{id}: {errors:?}");
                        told.into_owned()
                    };
                    assert_eq!(one_as_many(*words, &told(1)), None, "{words:?}, {id}: {}", told(1));
                    // Both languages have one form for none and for many.
                    assert_eq!(told(0).replace('0', "5"), told(5), "{id}");
                    assert_eq!(told(2).replace('2', "5"), told(5), "{id}");
                    assert!(told(5).contains('5'), "{id}: {}", told(5));
                }
            }
        }
        println!("{words:?}: {} texts with a count", counted.len());
        assert!(counted.contains("list-more") && counted.contains("time-every"), "{counted:?}");
    }
}

#[test]
fn one_that_is_told_as_many_is_found() {
    for (words, text, found) in [
        (Words::English, "A and 1 others work again", Some("1 others")),
        (Words::English, "every 1 minutes", Some("1 minutes")),
        (Words::English, "Yours does not, and so do 1 others.", Some("1 others.")),
        (Words::English, "1 of 3 pages; 1 min ago; at 1.1.1.1 others", None),
        (Words::German, "A und 1 weitere", Some("1 weitere")),
        (Words::German, "vor 1 Std. 1 Min., 1 von 3, 11 weitere", None),
    ] {
        assert_eq!(one_as_many(words, text).as_deref(), found, "{text}");
    }
}
