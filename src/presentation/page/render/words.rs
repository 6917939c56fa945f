//! The few fixed words about verdicts. All others come ready-made in the view.

use crate::diagnosis::{Blame, Cause, Confidence};
use crate::presentation::Problem;
use crate::remedy::TrialResult;

/// Whose side it is, as a sentence.
pub(super) fn blame(problem: &Problem) -> String {
    let service = match problem.services.as_slice() {
        [one] => one.as_str(),
        _ => "the services",
    };
    let says = match problem.blame {
        Blame::Device if problem.cause == Cause::OtherDevice => {
            format!("it is the other device, not {service} and not your connection.")
        }
        Blame::Device => format!("it is this device, not {service}."),
        Blame::Network => {
            let what = match problem.cause.area() {
                "dns" => "the name server (DNS) that your network uses",
                "filter" if problem.cause != Cause::CaptivePortal => "a filter on the way",
                _ => "the network that you are in",
            };
            format!("it is {what}, not {service}.")
        }
        Blame::Isp => "it is not you: the fault is at your Internet provider.".to_owned(),
        Blame::VpnOrProxy => {
            let what = if problem.cause.area() == "proxy" { "proxy" } else { "VPN" };
            format!("it is the {what} on the way, not your connection.")
        }
        Blame::Service => format!("it is not you: the fault is at {service}."),
        Blame::Account => format!("your connection works: it is about your account at {service}."),
        Blame::Region => "your connection works: it is about the region.".to_owned(),
        Blame::None => return String::new(),
        Blame::Unknown => return "Whose side it is cannot be told yet.".to_owned(),
    };
    match problem.confidence {
        Confidence::Certain => {
            let mut letters = says.chars();
            letters.next().map(|it| it.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
        Confidence::Likely => format!("Most likely {says}"),
        Confidence::Possible => format!("Perhaps {says}"),
    }
}

/// What became of trying a step.
pub(super) fn trial(trial: TrialResult) -> &'static str {
    match trial {
        TrialResult::Helps => "tried: this works",
        TrialResult::NoHelp => "tried: this does not help",
        TrialResult::NotTried => "not tried",
        TrialResult::NotPossible => "cannot be tried from here",
    }
}

/// How sure a reading of a code is.
pub(super) fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "means",
        Confidence::Likely => "usually means",
        Confidence::Possible => "often means",
    }
}
