//! The few words about verdicts that only the page needs. All others come ready-made in the view.

use std::borrow::Cow;

use crate::diagnosis::{Blame, Cause, Confidence};
use crate::presentation::Problem;
use crate::presentation::words::{Words, args, name_of, t};
use crate::remedy::TrialResult;

/// Whose side it is, as a sentence.
pub(super) fn blame(words: Words, problem: &Problem) -> Cow<'static, str> {
    let id = match problem.blame {
        Blame::Device if problem.cause == Cause::OtherDevice => "page-blame-other-device",
        Blame::Device => "page-blame-device",
        Blame::Network => match problem.cause.area() {
            "dns" => "page-blame-dns",
            "filter" if problem.cause != Cause::CaptivePortal => "page-blame-filter",
            _ => "page-blame-network",
        },
        Blame::Isp => "page-blame-isp",
        Blame::VpnOrProxy if problem.cause.area() == "proxy" => "page-blame-proxy",
        Blame::VpnOrProxy => "page-blame-vpn",
        Blame::Service => "page-blame-service",
        Blame::Account => "page-blame-account",
        Blame::Region => "page-blame-region",
        Blame::None => return Cow::default(),
        Blame::Unknown => "page-blame-unknown",
    };
    let (service, number) = match problem.services.as_slice() {
        [one] => (Cow::Owned(one.clone()), "one"),
        _ => (words.say("page-the-services"), "many"),
    };
    let confidence = name_of(problem.confidence);
    words.fill(id, &args!(confidence = confidence, service = service, number = number))
}

/// How an attempt failed. A name without words is told as it is, with its language where that is another than the page's.
pub(super) fn failure(words: Words, code: &str) -> (Cow<'static, str>, Option<&'static str>) {
    let bare = || {
        let language = (words != Words::English).then_some(Words::English.tag());
        (code.replace('_', " ").into(), language)
    };
    words.failure_word(code).map_or_else(bare, |it| (it, None))
}

/// What became of trying a step.
pub(super) fn trial(words: Words, trial: TrialResult) -> Cow<'static, str> {
    words.trial_word(trial).unwrap_or_else(|| words.say("trial-not-tried"))
}

/// What a code means, as the beginning of a sentence: "Netflix: this usually means".
pub(super) fn means(words: Words, service: Option<&str>, sure: Confidence) -> Cow<'static, str> {
    let sure = name_of(sure);
    match service {
        Some(service) => t!(words, "page-means-here", confidence = sure, service = service),
        None => t!(words, "page-means", confidence = sure),
    }
}
