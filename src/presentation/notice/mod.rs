//! Notifications: what to say ([`opened`], [`changed`], [`resolved`], [`returned`], and for several [`summary`] and
//! [`all_resolved`]) and what a click asks for ([`asked`]) is decided here and is pure; [`native`] shows it, one popup
//! for each root cause, replaced in place.
//!
//! Texts are as people read them; markup is escaped where a server reads it, in `platform`.

mod data_plan;
pub mod native;
mod unopened;

pub use data_plan::{DATA_PLAN, data_plan};
pub use unopened::{UNOPENED, unopened};

use std::borrow::Cow;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use self::native::Clicked;
use super::text::beyond;
use super::tray::clip;
use super::words::{DiagnosisWords, Words, t};
use super::{Command, Problem};
use crate::diagnosis::Blame;
use crate::remedy::TrialResult;

/// The action that shows the fix steps.
pub const FIX: &str = "fix";
/// The action that asks to hear of it again.
pub const REMIND: &str = "remind";
/// The action that asks to hear no more of it.
pub const MUTE: &str = "mute";
/// The key of the summary of what was kept quiet.
pub const SUMMARY: &str = "summary";

/// Servers cut titles at about so many characters, each in its own way.
const TITLE: usize = 80;
const BODY: usize = 300;

/// A notification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What it is about: the key of the problem. A new notice takes the place of the old one with the same key.
    pub key: String,
    pub title: String,
    pub body: String,
    pub urgency: Urgency,
    pub kind: Kind,
    /// The visible buttons: an id, and what is written on it. A click on the popup itself needs none.
    pub actions: Vec<(String, String)>,
    /// What a click on the popup itself does, for servers that show it as a button, too.
    pub open: String,
    /// How to come to the steps where a server shows no buttons.
    pub way: String,
}

impl Notice {
    /// A notice without buttons.
    fn new(words: Words, key: &str, kind: Kind, title: &str, body: String) -> Self {
        Self {
            key: key.to_owned(),
            title: clip(title, TITLE),
            body,
            urgency: Urgency::Normal,
            kind,
            actions: vec![],
            open: words.say("notice-open").into_owned(),
            way: words.say("notice-way").into_owned(),
        }
    }
}

/// How much it may disturb. Nothing of ours is critical: that would break through "do not disturb".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Urgency {
    Low,
    Normal,
}

/// What became of the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    Opened,
    Changed,
    Resolved,
    /// A service answers again, and somebody waited for that.
    Returned,
    /// Several problems at once, or what was kept quiet for a while.
    Summary,
}

/// Says that a problem has begun, whose side it is, and the step that comes first.
pub fn opened(words: Words, problem: &Problem) -> Notice {
    about(words, problem, Kind::Opened)
}

/// Says that the same problem turned out to be, or has become, something else.
pub fn changed(words: Words, problem: &Problem) -> Notice {
    about(words, problem, Kind::Changed)
}

/// Says that a problem, which was announced, is over.
pub fn resolved(words: Words, problem: &Problem, lasted: Duration) -> Notice {
    let title = match problem.blame {
        Blame::Service | Blame::Account | Blame::Region => work_again(words, &problem.services),
        Blame::Device
        | Blame::Network
        | Blame::Isp
        | Blame::VpnOrProxy
        | Blame::None
        | Blame::Unknown => work_again(words, &[]),
    };
    let (was, time) = (clip(&problem.title, TITLE), length(words, lasted));
    let body = t!(words, "notice-over", title = was, time = time).into_owned();
    over(words, &problem.key, Kind::Resolved, &title, body)
}

/// Says that several problems, which were announced, are over at once; with how long each lasted.
pub fn all_resolved(words: Words, ended: &[(Problem, Duration)]) -> Notice {
    let mut services = Vec::<String>::new();
    for service in ended.iter().flat_map(|(problem, _)| &problem.services) {
        if !services.contains(service) {
            services.push(service.clone());
        }
    }
    let longest = ended.iter().map(|(_, lasted)| *lasted).max().unwrap_or_default();
    let time = length(words, longest);
    let body = t!(words, "notice-all-over", n = ended.len(), time = time).into_owned();
    over(words, SUMMARY, Kind::Resolved, &work_again(words, &services), body)
}

/// Says that a service, by its id and name, answers again: somebody waited for that.
pub fn returned(words: Words, service: &str, name: &str) -> Notice {
    let body = words.say("notice-returned").into_owned();
    over(words, service, Kind::Returned, &work_again(words, &[name.to_owned()]), body)
}

/// What a click on a notice, by its key, asks for.
pub fn asked(key: String, clicked: &Clicked) -> Command {
    match clicked {
        Clicked::Button(id) if id == REMIND => Command::Remind(key),
        Clicked::Button(id) if id == MUTE => Command::Mute(key),
        Clicked::Popup | Clicked::Button(_) => Command::OpenFix(key),
    }
}

fn work_again(words: Words, services: &[String]) -> String {
    match services {
        [] => words.say("notice-works-again"),
        [one] => t!(words, "notice-one-works-again", name = one.as_str()),
        [one, rest @ ..] => {
            t!(words, "notice-several-work-again", name = one.as_str(), others = rest.len())
        }
    }
    .into_owned()
}

fn length(words: Words, time: Duration) -> Cow<'static, str> {
    words.lasting(i64::try_from(time.as_secs()).unwrap_or(i64::MAX))
}

fn over(words: Words, key: &str, kind: Kind, title: &str, body: String) -> Notice {
    Notice { urgency: Urgency::Low, ..Notice::new(words, key, kind, title, body) }
}

/// Says in one notice what began at once, or what was kept quiet; nothing if there is nothing.
pub fn summary(words: Words, problems: &[Problem]) -> Option<Notice> {
    let first = problems.first()?;
    let (title, body) = if problems.iter().all(|it| it.cause == first.cause) {
        let services = problems.iter().flat_map(|it| &it.services).map(String::as_str);
        let told = DiagnosisWords {
            // Several are as sure as the least sure of them.
            confidence: problems.iter().map(|it| it.confidence).min()?,
            ..DiagnosisWords::of_cause(first.cause, services)
        };
        let title = words.grouped_title(&told);
        let body = clip(&beyond(&title, &words.sentence(&told)), BODY);
        (title, body)
    } else {
        let others = problems[1..].iter().map(|it| clip(&it.title, TITLE)).collect::<Vec<_>>();
        let sentence = clip(&beyond(&first.title, &first.sentence), BODY / 2);
        let (n, titles) = (others.len(), others.join("; "));
        let body = t!(words, "notice-and-more", sentence = sentence, n = n, titles = titles);
        (first.title.clone(), clip(body.trim_start(), BODY))
    };
    Some(Notice {
        // Each of them has steps of its own, and is not to be muted unseen.
        actions: vec![action(FIX, words.say("notice-fix"))],
        ..Notice::new(words, SUMMARY, Kind::Summary, &title, body)
    })
}

fn action(id: &str, text: Cow<'static, str>) -> (String, String) {
    (id.to_owned(), text.into_owned())
}

fn about(words: Words, problem: &Problem, kind: Kind) -> Notice {
    let mut body = clip(&beyond(&problem.title, &problem.sentence), BODY);
    if let Some(step) = problem.steps.first() {
        let title = clip(&step.title, TITLE);
        let step = match step.trial {
            TrialResult::Helps => t!(words, "notice-tried-step", step = title),
            TrialResult::NoHelp | TrialResult::NotTried | TrialResult::NotPossible => {
                t!(words, "notice-first-step", step = title)
            }
        };
        body = if body.is_empty() { step.into_owned() } else { format!("{body}\n{step}") };
    }
    Notice {
        actions: vec![
            action(FIX, words.say("notice-fix")),
            action(REMIND, words.say("notice-remind")),
            action(MUTE, words.say("notice-mute")),
        ],
        ..Notice::new(words, &problem.key, kind, &problem.title, body)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::diagnosis::{Cause, Confidence};
    use crate::presentation::StepView;
    use crate::remedy::Remedy;

    const EN: Words = Words::English;

    fn problem(cause: Cause, services: &[&str]) -> Problem {
        Problem {
            key: "bravo".to_owned(),
            cause,
            blame: cause.blame(),
            confidence: Confidence::Likely,
            title: "Bravo is overloaded".to_owned(),
            sentence: "Bravo is overloaded; it is not you.".to_owned(),
            evidence: vec![],
            ruled_out: vec![],
            services: services.iter().map(ToString::to_string).collect(),
            steps: vec![],
            since: Timestamp::UNIX_EPOCH,
        }
    }

    fn step(title: &str, trial: TrialResult) -> StepView {
        let title = title.to_owned();
        StepView { remedy: Remedy::TurnOffVpn, trial, title, steps: vec![], link: None }
    }

    #[test]
    fn an_opened_problem_has_its_sentence_and_a_button_to_the_steps() {
        let notice = opened(EN, &problem(Cause::ServiceOverloaded, &["Bravo"]));
        assert_eq!((notice.key.as_str(), notice.kind), ("bravo", Kind::Opened));
        assert_eq!(notice.title, "Bravo is overloaded");
        assert_eq!(notice.body, "It is not you.");
        let written = notice.actions.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>();
        assert_eq!(written, ["Fix steps", "Remind me in 1 h", "Mute"]);
    }

    #[test]
    fn no_popup_says_its_title_twice() {
        for words in Words::ALL {
            for cause in Cause::ALL {
                for confidence in [Confidence::Certain, Confidence::Likely, Confidence::Possible] {
                    let told = DiagnosisWords {
                        confidence,
                        ..DiagnosisWords::of_cause(*cause, ["Bravo"])
                    };
                    let notice = opened(
                        *words,
                        &Problem {
                            title: words.grouped_title(&told),
                            sentence: words.sentence(&told),
                            ..problem(*cause, &["Bravo"])
                        },
                    );
                    let again = notice.body.strip_prefix(notice.title.as_str());
                    assert!(!again.is_some_and(|it| it.starts_with(['.', ';', ':'])), "{notice:?}");
                    assert!(!notice.body.is_empty(), "{notice:?}");
                }
            }
        }
        let bare = Problem {
            sentence: "Bravo is overloaded.".to_owned(),
            steps: vec![step("Wait", TrialResult::NotTried)],
            ..problem(Cause::ServiceOverloaded, &["Bravo"])
        };
        assert_eq!(opened(EN, &bare).body, "First step: Wait");
    }

    #[test]
    fn the_first_step_says_whether_it_was_tried_and_works() {
        let with = |trial| Problem {
            steps: vec![step("Turn off the VPN", trial)],
            ..problem(Cause::VpnBlocked, &["Bravo"])
        };
        assert!(
            opened(EN, &with(TrialResult::Helps))
                .body
                .ends_with("\nTried, this works: Turn off the VPN")
        );
        for trial in [TrialResult::NoHelp, TrialResult::NotTried, TrialResult::NotPossible] {
            assert!(
                opened(EN, &with(trial)).body.ends_with("\nFirst step: Turn off the VPN"),
                "{trial:?}"
            );
        }
    }

    #[test]
    fn a_change_takes_the_place_of_the_notice_before_it() {
        let problem = problem(Cause::GatewayError, &["Bravo"]);
        assert_eq!(changed(EN, &problem), Notice { kind: Kind::Changed, ..opened(EN, &problem) });
    }

    #[test]
    fn what_is_over_says_who_works_again_and_how_long_it_took() {
        let notice =
            resolved(EN, &problem(Cause::ServiceOverloaded, &["Bravo"]), Duration::from_secs(750));
        assert_eq!(notice.title, "Bravo works again");
        assert_eq!(notice.body, "“Bravo is overloaded” is over; it lasted 12 min.");
        assert_eq!((notice.key.as_str(), notice.urgency), ("bravo", Urgency::Low));
        let three =
            resolved(EN, &problem(Cause::ServiceOverloaded, &["A", "B", "C"]), Duration::ZERO);
        assert_eq!(three.title, "A and 2 others work again");
        let two = resolved(EN, &problem(Cause::ServiceOverloaded, &["A", "B"]), Duration::ZERO);
        assert_eq!(two.title, "A and one other work again");
    }

    #[test]
    fn what_was_not_the_services_fault_is_not_called_theirs_when_it_is_over() {
        let notice =
            resolved(EN, &problem(Cause::ResolverDown, &["Bravo"]), Duration::from_secs(30));
        assert_eq!(notice.title, "It works again");
        assert!(notice.body.ends_with("it lasted less than a minute."), "{}", notice.body);
    }

    #[test]
    fn a_summary_tells_the_worst_and_names_the_rest() {
        assert_eq!(summary(EN, &[]), None);
        let other = |title: &str| Problem {
            title: title.to_owned(),
            ..problem(Cause::GatewayError, &["Other"])
        };
        let bravo = problem(Cause::ServiceOverloaded, &["Bravo"]);
        let three = summary(EN, &[bravo, other("Alfa is down"), other("Delta is down")]).unwrap();
        assert_eq!(three.title, "Bravo is overloaded");
        assert_eq!(three.body, "It is not you. And 2 more problems: Alfa is down; Delta is down.");
        assert_eq!((three.key.as_str(), three.kind), (SUMMARY, Kind::Summary));
    }

    #[test]
    fn several_services_with_the_same_fault_are_named_together() {
        let of = |name: &str| problem(Cause::ServiceOverloaded, &[name]);
        let all = summary(EN, &["Alfa", "Bravo", "Charlie", "Delta"].map(of)).unwrap();
        assert_eq!(all.title, "Alfa and 3 others are probably overloaded");
        assert!(all.body.starts_with("Alfa, Bravo and 2 others"), "{}", all.body);
        // One name fits both, and what the title says is not said again.
        let one = summary(EN, &[of("Alfa")]).unwrap();
        assert_eq!(one.title, "Alfa is probably overloaded");
        assert_eq!(one.body, "It is probably not you.");
        assert!(all.actions.iter().all(|(id, _)| id == FIX), "{:?}", all.actions);
    }

    #[test]
    fn several_that_are_over_at_once_are_told_in_one() {
        let of = |name: &str, minutes| {
            (problem(Cause::ServiceOverloaded, &[name]), Duration::from_mins(minutes))
        };
        let notice = all_resolved(EN, &[of("Alfa", 3), of("Bravo", 12), of("Alfa", 5)]);
        assert_eq!(notice.title, "Alfa and one other work again");
        assert_eq!(notice.body, "3 problems are over; it lasted 12 min.");
        assert_eq!((notice.key.as_str(), notice.kind), (SUMMARY, Kind::Resolved));
    }

    #[test]
    fn who_waited_for_a_service_hears_that_it_is_back() {
        let notice = returned(EN, "bravo", "Bravo & Co");
        assert_eq!(
            (notice.key.as_str(), notice.title.as_str()),
            ("bravo", "Bravo & Co works again")
        );
        assert_eq!((notice.kind, notice.urgency), (Kind::Returned, Urgency::Low));
    }

    #[test]
    fn a_click_is_what_is_written_on_the_button_and_else_the_steps() {
        let button = |id: &str| asked("bravo".to_owned(), &Clicked::Button(id.to_owned()));
        assert_eq!(button(REMIND), Command::Remind("bravo".to_owned()));
        assert_eq!(button(MUTE), Command::Mute("bravo".to_owned()));
        let steps = Command::OpenFix("bravo".to_owned());
        assert_eq!(button(FIX), steps);
        assert_eq!(button("whatever a server makes up"), steps);
        assert_eq!(asked("bravo".to_owned(), &Clicked::Popup), steps);
    }

    #[test]
    fn long_texts_are_cut_and_markup_stays_as_it_was_typed() {
        let notice = opened(
            EN,
            &Problem {
                title: "A & <b>B</b> ".repeat(50),
                sentence: "<i>x</i> ".repeat(500),
                ..problem(Cause::ServiceOverloaded, &[])
            },
        );
        assert!(notice.title.starts_with("A & <b>B</b>") && notice.title.chars().count() <= TITLE);
        assert!(notice.body.starts_with("<i>x</i>") && notice.body.chars().count() <= BODY);
    }
}
