//! Notifications: what to say ([`opened`], [`changed`], [`resolved`], [`summary`]) is decided here and is pure;
//! [`native`] shows it, one popup for each root cause, replaced in place.
//!
//! Texts are as people read them; markup is escaped where a server reads it, in `platform`.

mod data_plan;
pub mod native;

pub use data_plan::{DATA_PLAN, data_plan};

use std::time::Duration;

use super::Problem;
use super::tray::{clip, count, lasting};
use crate::diagnosis::Blame;
use crate::remedy::TrialResult;

/// The action that shows the fix steps.
pub const FIX: &str = "fix";
/// The key of the summary of what was kept quiet.
pub const SUMMARY: &str = "summary";

/// Servers cut titles at about so many characters, each in its own way.
const TITLE: usize = 80;
const BODY: usize = 300;

/// A notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is about: the key of the problem. A new notice takes the place of the old one with the same key.
    pub key: String,
    pub title: String,
    pub body: String,
    pub urgency: Urgency,
    pub kind: Kind,
    /// The visible buttons: an id, and what is written on it. A click on the popup itself needs none.
    pub actions: Vec<(String, String)>,
}

/// How much it may disturb. Nothing of ours is critical: that would break through "do not disturb".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    Low,
    Normal,
}

/// What became of the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Opened,
    Changed,
    Resolved,
    /// What was kept quiet during a pause.
    Summary,
}

/// Says that a problem has begun, whose side it is, and the step that comes first.
pub fn opened(problem: &Problem) -> Notice {
    about(problem, Kind::Opened)
}

/// Says that the same problem turned out to be, or has become, something else.
pub fn changed(problem: &Problem) -> Notice {
    about(problem, Kind::Changed)
}

/// Says that a problem, which was announced, is over.
pub fn resolved(problem: &Problem, lasted: Duration) -> Notice {
    let title = match (problem.blame, &problem.services[..]) {
        (Blame::Service | Blame::Account | Blame::Region, [one]) => format!("{one} works again"),
        (Blame::Service | Blame::Account | Blame::Region, [one, rest @ ..]) => {
            format!("{one} and {} work again", count(rest.len(), "other", "others"))
        }
        _ => "It works again".to_owned(),
    };
    let lasted = lasting(i64::try_from(lasted.as_secs()).unwrap_or(i64::MAX));
    Notice {
        key: problem.key.clone(),
        title: clip(&title, TITLE),
        body: format!("“{}” is over; it lasted {lasted}.", clip(&problem.title, TITLE)),
        urgency: Urgency::Low,
        kind: Kind::Resolved,
        actions: vec![],
    }
}

/// Says in one notice what was kept quiet; nothing if there is nothing.
pub fn summary(problems: &[Problem]) -> Option<Notice> {
    let first = problems.first()?;
    let more = problems.len() - 1;
    let also = match more {
        0 => String::new(),
        more => format!(" And {}.", count(more, "more problem", "more problems")),
    };
    let body = clip(&first.sentence, BODY - 40) + &also;
    let actions = vec![(FIX.to_owned(), "Fix steps".to_owned())];
    let (urgency, kind) = (Urgency::Normal, Kind::Summary);
    Some(Notice {
        key: SUMMARY.to_owned(),
        title: clip(&first.title, TITLE),
        body,
        urgency,
        kind,
        actions,
    })
}

fn about(problem: &Problem, kind: Kind) -> Notice {
    let mut body = clip(&problem.sentence, BODY);
    if let Some(step) = problem.steps.first() {
        let tried = match step.trial {
            TrialResult::Helps => "Tried, this works",
            TrialResult::NoHelp | TrialResult::NotTried | TrialResult::NotPossible => "First step",
        };
        body = format!("{body}\n{tried}: {}", clip(&step.title, TITLE));
    }
    Notice {
        key: problem.key.clone(),
        title: clip(&problem.title, TITLE),
        body,
        urgency: Urgency::Normal,
        kind,
        actions: vec![(FIX.to_owned(), "Fix steps".to_owned())],
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::diagnosis::{Cause, Confidence};
    use crate::presentation::StepView;
    use crate::remedy::Remedy;

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
        let notice = opened(&problem(Cause::ServiceOverloaded, &["Bravo"]));
        assert_eq!((notice.key.as_str(), notice.kind), ("bravo", Kind::Opened));
        assert_eq!(notice.title, "Bravo is overloaded");
        assert_eq!(notice.body, "Bravo is overloaded; it is not you.");
        assert_eq!(notice.actions, [(FIX.to_owned(), "Fix steps".to_owned())]);
    }

    #[test]
    fn the_first_step_says_whether_it_was_tried_and_works() {
        let with = |trial| Problem {
            steps: vec![step("Turn off the VPN", trial)],
            ..problem(Cause::VpnBlocked, &["Bravo"])
        };
        assert!(
            opened(&with(TrialResult::Helps))
                .body
                .ends_with("\nTried, this works: Turn off the VPN")
        );
        for trial in [TrialResult::NoHelp, TrialResult::NotTried, TrialResult::NotPossible] {
            assert!(
                opened(&with(trial)).body.ends_with("\nFirst step: Turn off the VPN"),
                "{trial:?}"
            );
        }
    }

    #[test]
    fn a_change_takes_the_place_of_the_notice_before_it() {
        let problem = problem(Cause::GatewayError, &["Bravo"]);
        assert_eq!(changed(&problem), Notice { kind: Kind::Changed, ..opened(&problem) });
    }

    #[test]
    fn what_is_over_says_who_works_again_and_how_long_it_took() {
        let notice =
            resolved(&problem(Cause::ServiceOverloaded, &["Bravo"]), Duration::from_secs(750));
        assert_eq!(notice.title, "Bravo works again");
        assert_eq!(notice.body, "“Bravo is overloaded” is over; it lasted 12 min.");
        assert_eq!((notice.key.as_str(), notice.urgency), ("bravo", Urgency::Low));
        let three = resolved(&problem(Cause::ServiceOverloaded, &["A", "B", "C"]), Duration::ZERO);
        assert_eq!(three.title, "A and 2 others work again");
        let two = resolved(&problem(Cause::ServiceOverloaded, &["A", "B"]), Duration::ZERO);
        assert_eq!(two.title, "A and one other work again");
    }

    #[test]
    fn what_was_not_the_services_fault_is_not_called_theirs_when_it_is_over() {
        let notice = resolved(&problem(Cause::ResolverDown, &["Bravo"]), Duration::from_secs(30));
        assert_eq!(notice.title, "It works again");
        assert!(notice.body.ends_with("it lasted less than a minute."), "{}", notice.body);
    }

    #[test]
    fn a_summary_names_the_worst_and_counts_the_rest() {
        let problem = problem(Cause::ServiceOverloaded, &["Bravo"]);
        assert_eq!(summary(&[]), None);
        let one = summary(std::slice::from_ref(&problem)).unwrap();
        assert_eq!(one.body, "Bravo is overloaded; it is not you.");
        let three = summary(&[problem.clone(), problem.clone(), problem]).unwrap();
        assert_eq!(three.body, "Bravo is overloaded; it is not you. And 2 more problems.");
        assert_eq!((three.key.as_str(), three.kind), (SUMMARY, Kind::Summary));
    }

    #[test]
    fn long_texts_are_cut_and_markup_stays_as_it_was_typed() {
        let notice = opened(&Problem {
            title: "A & <b>B</b> ".repeat(50),
            sentence: "<i>x</i> ".repeat(500),
            ..problem(Cause::ServiceOverloaded, &[])
        });
        assert!(notice.title.starts_with("A & <b>B</b>") && notice.title.chars().count() <= TITLE);
        assert!(notice.body.starts_with("<i>x</i>") && notice.body.chars().count() <= BODY);
    }
}
