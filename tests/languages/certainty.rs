//! How sure it is: one word for one grade, wherever it is told.

use std::fs;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;
use streamdoctor::presentation::words::Words;

use crate::{folder, text};

/// The words of a grade. English has two for what is possible: one goes with a verb, the other where there is none.
fn words_of(words: Words, grade: &str) -> &'static [&'static str] {
    match (words, grade) {
        (Words::English, "likely") => &["probably"],
        (Words::English, "possible") => &["may", "perhaps"],
        (Words::German, "likely") => &["wahrscheinlich"],
        (Words::German, "possible") => &["vielleicht"],
        _ => &[],
    }
}

/// What also says that something is not sure, and would be a grade of its own beside those.
fn stray(words: Words) -> &'static [&'static str] {
    match words {
        Words::English => &["likely", "possibly", "maybe", "might", "presumably"],
        Words::German => &[
            "wohl",
            "vermutlich",
            "möglicherweise",
            "womöglich",
            "eventuell",
            "höchstwahrscheinlich",
        ],
    }
}

/// What is wrong with a text for `grade`.
fn mistakes(words: Words, grade: &str, text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let said = lower.split(|it: char| !it.is_alphabetic()).collect::<Vec<_>>();
    let says = |it: &&&str| said.contains(*it);
    let own = words_of(words, grade);
    let other = ["likely", "possible"].iter().filter(|it| **it != grade);
    let other = other.flat_map(|it| words_of(words, it)).chain(stray(words));
    // Whatever is sure may speak of what may come of it.
    let other = other.filter(|it| grade != "certain" || **it != "may");
    let mut found = other.filter(says).map(|it| format!("says “{it}”")).collect::<Vec<_>>();
    if !own.is_empty() && !own.iter().any(|it| says(&it)) {
        found.push(format!("does not say “{}”", own.join("” or “")));
    }
    found
}

/// The texts of `pattern` by their grade.
fn graded(pattern: &Pattern<&str>, found: &mut Vec<(String, String)>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression: Expression::Select { selector, variants } } =
            element
        else {
            continue;
        };
        let is_grade = matches!(
            selector,
            InlineExpression::VariableReference { id } if id.name == "confidence"
        );
        for variant in variants {
            match &variant.key {
                VariantKey::Identifier { name } if is_grade => {
                    let forms = text(&variant.value).words;
                    let forms = forms.lines().map(str::trim).filter(|it| !it.is_empty());
                    found.extend(forms.map(|it| ((*name).to_owned(), it.to_owned())));
                }
                VariantKey::Identifier { .. } | VariantKey::NumberLiteral { .. } => {
                    graded(&variant.value, found);
                }
            }
        }
    }
}

#[test]
fn a_grade_of_certainty_has_one_word_everywhere() {
    for words in Words::ALL {
        let (mut looked, mut wrong) = (0, Vec::new());
        for file in fs::read_dir(folder(*words)).unwrap() {
            let file = fs::read_to_string(file.unwrap().path()).unwrap();
            for entry in &parser::parse(file.as_str()).unwrap().body {
                let Entry::Message(message) = entry else { continue };
                // What a code means is told by how often it does.
                if message.id.name.starts_with("page-means") {
                    continue;
                }
                let parts = message.attributes.iter().map(|it| &it.value);
                for pattern in message.value.iter().chain(parts) {
                    let mut texts = Vec::new();
                    graded(pattern, &mut texts);
                    looked += texts.len();
                    for (grade, text) in texts {
                        let mistakes = mistakes(*words, &grade, &text);
                        if !mistakes.is_empty() {
                            wrong.push(format!(
                                "{} [{grade}] {mistakes:?}: {text}",
                                message.id.name
                            ));
                        }
                    }
                }
            }
        }
        assert!(looked > 500, "{looked} texts were found");
        assert!(wrong.is_empty(), "{words:?}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn another_word_for_a_grade_is_found() {
    let german = |grade, text| mistakes(Words::German, grade, text);
    assert_eq!(german("possible", "Es ist vielleicht aus"), [""; 0]);
    assert_eq!(german("possible", "Es ist möglicherweise aus").len(), 2);
    assert_eq!(german("likely", "Es ist wohl aus").len(), 2);
    assert_eq!(german("certain", "Es ist vielleicht aus").len(), 1);
    assert_eq!(mistakes(Words::English, "likely", "It is most likely off").len(), 2);
    assert_eq!(mistakes(Words::English, "certain", "It is off; you may wait"), [""; 0]);
}
