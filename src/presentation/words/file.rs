//! The word files, in the format of Project Fluent: embedded, and each parsed when a word of it is first needed.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

use super::Words;

type Bundle = FluentBundle<FluentResource>;
type Text = Pattern<&'static str>;

/// The files of one language, by what their messages begin with.
struct Files {
    causes: LazyLock<Bundle>,
    remedies: LazyLock<Bundle>,
    common: LazyLock<Bundle>,
    times: LazyLock<Bundle>,
    view: LazyLock<Bundle>,
    tray: LazyLock<Bundle>,
    notices: LazyLock<Bundle>,
    terminal: LazyLock<Bundle>,
    page: LazyLock<Bundle>,
    /// `None` in the language in which the diagnosis speaks: it has its reasons by itself.
    reasons: Option<LazyLock<Bundle>>,
    /// `None` in the language of the data.
    meanings: Option<LazyLock<Bundle>>,
}

macro_rules! files {
    (language $tag:literal, $reasons:expr, $meanings:expr) => {
        Files {
            causes: files!($tag, "causes"),
            remedies: files!($tag, "remedies"),
            common: files!($tag, "common"),
            times: files!($tag, "times"),
            view: files!($tag, "view"),
            tray: files!($tag, "tray"),
            notices: files!($tag, "notices"),
            terminal: files!($tag, "terminal"),
            page: files!($tag, "page"),
            reasons: $reasons,
            meanings: $meanings,
        }
    };
    ($tag:literal, $file:literal) => {
        LazyLock::new(|| {
            parse($tag, include_str!(concat!("../../../config/words/", $tag, "/", $file, ".ftl")))
        })
    };
}

static ENGLISH: Files = files!(language "en", None, None);
static GERMAN: Files =
    files!(language "de", Some(files!("de", "reasons")), Some(files!("de", "meanings")));

fn parse(tag: &str, text: &str) -> Bundle {
    // What cannot be read is left out, and so is a name that is there twice: the tests refuse both.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, _)| rest);
    let mut bundle = Bundle::new_concurrent(tag.parse().into_iter().collect());
    // The marks around a name that keep its direction are no text for a terminal or a menu.
    bundle.set_use_isolating(false);
    let _already_there = bundle.add_resource(resource);
    bundle
}

fn bundle(words: Words, id: &str) -> &'static Bundle {
    let files = match words {
        Words::English => &ENGLISH,
        Words::German => &GERMAN,
    };
    let room = id.split_once('-').map_or(id, |(room, _)| room);
    match room {
        "cause" => &files.causes,
        "remedy" => &files.remedies,
        "time" => &files.times,
        "view" => &files.view,
        "tray" => &files.tray,
        "notice" => &files.notices,
        "terminal" => &files.terminal,
        "page" => &files.page,
        "reason" | "because" => files.reasons.as_ref().map_or(&files.common, |it| it),
        "means" => files.meanings.as_ref().map_or(&files.common, |it| it),
        _ => &files.common,
    }
}

fn pattern(
    words: Words,
    id: &str,
    attribute: Option<&str>,
) -> Option<(&'static Bundle, &'static Text)> {
    let bundle = bundle(words, id);
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        None => message.value()?,
        Some(name) => message.get_attribute(name)?.value(),
    };
    Some((bundle, pattern))
}

/// The text of a message or of its attribute; `None` where the language does not have it.
pub(super) fn text(
    words: Words,
    id: &str,
    attribute: Option<&str>,
    with: Option<&FluentArgs<'_>>,
) -> Option<Cow<'static, str>> {
    let (bundle, pattern) = pattern(words, id, attribute)?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, with, &mut errors);
    debug_assert!(errors.is_empty(), "{id}: {errors:?}");
    Some(text)
}

/// Whether a message has an attribute.
pub(super) fn has(words: Words, id: &str, attribute: &str) -> bool {
    pattern(words, id, Some(attribute)).is_some()
}

/// Whether one of `variables` stands anywhere in a text.
pub(super) fn mentions(words: Words, id: &str, attribute: &str, variables: &[&str]) -> bool {
    pattern(words, id, Some(attribute)).is_some_and(|(_, it)| in_pattern(it, variables))
}

fn in_pattern(pattern: &Text, variables: &[&str]) -> bool {
    pattern.elements.iter().any(|it| match it {
        PatternElement::TextElement { .. } => false,
        PatternElement::Placeable { expression: Expression::Inline(it) } => is_one(it, variables),
        PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
            variants.iter().any(|it| in_pattern(&it.value, variables))
        }
    })
}

fn is_one(expression: &InlineExpression<&str>, variables: &[&str]) -> bool {
    matches!(expression, InlineExpression::VariableReference { id } if variables.contains(&id.name))
}
