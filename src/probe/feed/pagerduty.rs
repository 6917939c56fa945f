//! A status page of `PagerDuty`'s. Its front is a list of posts (`/api/posts?is_featured=true`), which say by ids how far
//! they are and how bad; what the ids mean stands beside it (`/api/post_enums`), and so do the names of the parts
//! (`/api/services`).
//!
//! None of it is promised to anybody: it is what these pages' own script reads. So a word that is not known here makes
//! a post that is not understood, and a page with such a post never says that all is well.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Beside, Statement, severity};
use crate::observation::FeedState;

#[derive(Deserialize)]
struct Front {
    posts: Vec<Post>,
}

#[derive(Deserialize)]
struct Post {
    #[serde(default)]
    title: String,
    #[serde(rename = "post_type")]
    kind: String,
    latest_update: Option<Update>,
}

#[derive(Deserialize)]
struct Update {
    status_id: String,
    #[serde(default)]
    severity_id: Option<String>,
    #[serde(default)]
    impacts: Option<Vec<Impact>>,
}

/// How bad it is for one part.
#[derive(Deserialize)]
struct Impact {
    service_id: String,
    severity_id: String,
}

/// Whether there is anything whose ids want to be known.
pub(super) fn has_posts(document: &[u8]) -> bool {
    serde_json::from_slice::<Front>(document).is_ok_and(|it| !it.posts.is_empty())
}

pub(super) fn statement(document: &[u8], beside: &Beside, wanted: &[String]) -> Option<Statement> {
    let front = serde_json::from_slice::<Front>(document).ok()?;
    if front.posts.is_empty() {
        return Some((FeedState::Operational, None));
    }
    let legend = Legend::read(beside.legend.as_deref()?)?;
    let parts =
        if wanted.is_empty() { None } else { Some(parts(beside.services.as_deref()?, wanted)?) };
    let told = front.posts.iter().map(|it| (legend.state(it, parts.as_deref()), it));
    // Of several that are as bad, the newest stands first.
    let worst = told.clone().rev().filter_map(|(state, post)| Some((state?, post)));
    let worst = worst.max_by_key(|(state, _)| severity(*state));
    let is_understood = told.clone().all(|(state, _)| state.is_some());
    match worst {
        Some((state, post)) if state != FeedState::Operational => {
            Some((state, Some(post.title.clone())))
        }
        _ => is_understood.then_some((FeedState::Operational, None)),
    }
}

/// What the ids mean, in lower case: of each kind of meaning, those by their ids.
struct Legend(BTreeMap<(String, String), String>);

impl Legend {
    fn read(document: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Legend {
            post_enums: Vec<Meaning>,
        }
        #[derive(Deserialize)]
        struct Meaning {
            id: String,
            name: String,
            post_enum_type: String,
        }

        let legend = serde_json::from_slice::<Legend>(document).ok()?;
        let meanings = legend.post_enums.into_iter();
        let meanings =
            meanings.map(|it| ((it.post_enum_type, it.id), it.name.trim().to_ascii_lowercase()));
        Some(Self(meanings.collect()))
    }

    fn meaning(&self, kind: &str, id: &str) -> Option<&str> {
        self.0.get(&(kind.to_owned(), id.to_owned())).map(String::as_str)
    }

    /// What a post says of `parts`, or of the whole; `None` where it is not understood.
    fn state(&self, post: &Post, parts: Option<&[String]>) -> Option<FeedState> {
        let update = post.latest_update.as_ref()?;
        let is_incident = match (post.kind.as_str(), self.meaning("status", &update.status_id)?) {
            ("incident", "detected" | "investigating") => true,
            ("maintenance", "in progress") => false,
            ("incident", "resolved") | ("maintenance", "scheduled" | "completed") => {
                return Some(FeedState::Operational);
            }
            _ => return None,
        };
        let impacts = update.impacts.as_deref().unwrap_or_default();
        let concerns = |it: &&Impact| parts.is_none_or(|parts| parts.contains(&it.service_id));
        if !impacts.is_empty() && !impacts.iter().any(|it| concerns(&it)) {
            return Some(FeedState::Operational);
        }
        if !is_incident {
            return Some(FeedState::Maintenance);
        }
        let of_parts = impacts.iter().filter(concerns).filter_map(|it| self.impact(it));
        let of_parts = of_parts.max_by_key(|it| severity(*it));
        let of_whole = update.severity_id.as_deref().and_then(|it| self.severity(it));
        if parts.is_some() { of_parts.or(of_whole) } else { of_whole.or(of_parts) }
    }

    fn severity(&self, id: &str) -> Option<FeedState> {
        Some(match self.meaning("severity", id)? {
            "all good" => FeedState::Operational,
            "minor" => FeedState::Degraded,
            "major" => FeedState::Outage,
            _ => return None,
        })
    }

    fn impact(&self, impact: &Impact) -> Option<FeedState> {
        Some(match self.meaning("impacts", &impact.severity_id)? {
            "operational" => FeedState::Operational,
            "partial outage" => FeedState::Degraded,
            "outage" => FeedState::Outage,
            _ => return None,
        })
    }
}

/// The ids of the parts with a name that is wanted; `None` where the page has none of these any more.
fn parts(document: &[u8], wanted: &[String]) -> Option<Vec<String>> {
    #[derive(Deserialize)]
    struct Parts {
        services: Vec<Part>,
    }
    #[derive(Deserialize)]
    struct Part {
        id: String,
        display_name: String,
    }

    let parts = serde_json::from_slice::<Parts>(document).ok()?.services.into_iter();
    let is_wanted =
        |it: &Part| wanted.iter().any(|name| name.eq_ignore_ascii_case(&it.display_name));
    let ids = parts.filter(is_wanted).map(|it| it.id).collect::<Vec<_>>();
    (!ids.is_empty()).then_some(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEGEND: &str = r#"{"post_enums":[
        {"id":"P0D2P8P","name":"detected","post_type":"incident","post_enum_type":"status"},
        {"id":"P4PQPKC","name":"investigating","post_type":"incident","post_enum_type":"status"},
        {"id":"PJZOPVW","name":"resolved","post_type":"incident","post_enum_type":"status"},
        {"id":"P7N67Y0","name":"scheduled","post_type":"maintenance","post_enum_type":"status"},
        {"id":"P3AI6IA","name":"in progress","post_type":"maintenance","post_enum_type":"status"},
        {"id":"P01X66N","name":"completed","post_type":"maintenance","post_enum_type":"status"},
        {"id":"PMONITR","name":"on holiday","post_type":"incident","post_enum_type":"status"},
        {"id":"PALLGUD","name":"All good","post_type":"incident","post_enum_type":"severity"},
        {"id":"PMINOR1","name":"minor","post_type":"incident","post_enum_type":"severity"},
        {"id":"PYERNRT","name":"major","post_type":"incident","post_enum_type":"severity"},
        {"id":"PPURPLE","name":"purple","post_type":"incident","post_enum_type":"severity"},
        {"id":"POPERAT","name":"operational","post_type":"incident","post_enum_type":"impacts"},
        {"id":"PRVF8MD","name":"partial outage","post_type":"incident","post_enum_type":"impacts"},
        {"id":"PNJU8NQ","name":"outage","post_type":"incident","post_enum_type":"impacts"},
        {"id":"PY2J4PR","name":"maintenance","post_type":"maintenance","post_enum_type":"impacts"}]}"#;

    const SERVICES: &str = r#"{"services":[
        {"id":"PCHAT01","business_service_id":"PB1","display_name":"Chat","is_active":true},
        {"id":"PSTREAM","business_service_id":"PB2","display_name":"Streaming","is_active":true}]}"#;

    /// A post as the page has it, with what decides nothing.
    fn post(title: &str, kind: &str, status: &str, severity: &str, impacts: &str) -> String {
        format!(
            r#"{{"id":"PXQ1","title":"{title}","post_type":"{kind}","starts_at":1790000000000,"ends_at":null,
            "first_update_at":1790000000000,"last_update_at":1790000900000,"latest_update":{{"id":"PU7",
            "message":"<p>We are looking into it.</p>","reported_at":1790000900000,"update_frequency_ms":null,
            "status_id":"{status}","severity_id":"{severity}","impacts":[{impacts}]}}}}"#
        )
    }

    fn impact(part: &str, severity: &str) -> String {
        format!(r#"{{"service_id":"{part}","severity_id":"{severity}"}}"#)
    }

    #[track_caller]
    fn check(posts: &[String], wanted: &[&str], expected: Option<(FeedState, &str)>) {
        let document = format!(r#"{{"posts":[{}],"continuationToken":null}}"#, posts.join(","));
        assert_eq!(has_posts(document.as_bytes()), !posts.is_empty());
        let beside = Beside { legend: Some(LEGEND.into()), services: Some(SERVICES.into()) };
        let wanted = wanted.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let found = statement(document.as_bytes(), &beside, &wanted);
        let found =
            found.as_ref().map(|(state, says)| (*state, says.as_deref().unwrap_or_default()));
        assert_eq!(found, expected);
    }

    const WELL: Option<(FeedState, &str)> = Some((FeedState::Operational, ""));

    #[test]
    fn an_empty_front_means_that_all_is_well() {
        check(&[], &[], WELL);
        check(&[], &["Streaming"], WELL);
        assert_eq!(
            statement(br#"{"posts":[]}"#, &Beside::default(), &[]),
            Some((FeedState::Operational, None)),
            "nothing else is asked for"
        );
    }

    #[test]
    fn an_open_incident_is_as_bad_as_its_severity() {
        for (severity, state) in [("PMINOR1", FeedState::Degraded), ("PYERNRT", FeedState::Outage)]
        {
            for status in ["P0D2P8P", "P4PQPKC"] {
                let posts = [post("Streams fail", "incident", status, severity, "")];
                check(&posts, &[], Some((state, "Streams fail")));
            }
        }
        check(&[post("Is it?", "incident", "P0D2P8P", "PALLGUD", "")], &[], WELL);
    }

    #[test]
    fn what_is_resolved_is_over_and_what_is_planned_has_not_begun() {
        check(&[post("Was down", "incident", "PJZOPVW", "PYERNRT", "")], &[], WELL);
        check(&[post("Next week", "maintenance", "P7N67Y0", "", "")], &[], WELL);
        check(&[post("Last week", "maintenance", "P01X66N", "", "")], &[], WELL);
    }

    #[test]
    fn a_maintenance_under_way_is_no_incident_and_an_incident_beside_it_is_worse() {
        let maintenance = post("New database", "maintenance", "P3AI6IA", "", "");
        let only = [maintenance.clone()];
        check(&only, &[], Some((FeedState::Maintenance, "New database")));
        let incident = post("Slow", "incident", "P4PQPKC", "PMINOR1", "");
        check(&[maintenance, incident], &[], Some((FeedState::Degraded, "Slow")));
    }

    #[test]
    fn what_concerns_other_parts_only_is_no_trouble_here() {
        let impacts = [impact("PCHAT01", "PNJU8NQ"), impact("PSTREAM", "PRVF8MD")];
        let both = [post("Trouble", "incident", "P4PQPKC", "PYERNRT", &impacts.join(","))];
        check(&both, &["streaming"], Some((FeedState::Degraded, "Trouble")));
        check(&both, &["Chat"], Some((FeedState::Outage, "Trouble")));
        check(&both, &[], Some((FeedState::Outage, "Trouble")));
        let chat = [post("Chat", "incident", "P4PQPKC", "PYERNRT", &impacts[0])];
        check(&chat, &["Streaming"], WELL);
        let works = impact("PCHAT01", "PY2J4PR");
        let works = [post("Chat moves", "maintenance", "P3AI6IA", "", &works)];
        check(&works, &["Streaming"], WELL);
        check(&works, &["Chat"], Some((FeedState::Maintenance, "Chat moves")));
        check(&chat, &["A part that is gone"], None);
    }

    #[test]
    fn a_word_that_is_not_known_is_no_all_clear() {
        let strange = [
            post("?", "incident", "PMONITR", "PMINOR1", ""),
            post("?", "incident", "PGONE01", "PMINOR1", ""),
            post("?", "incident", "P4PQPKC", "PPURPLE", ""),
            post("?", "festival", "P4PQPKC", "PMINOR1", ""),
            post("?", "maintenance", "P4PQPKC", "PMINOR1", ""),
        ];
        let open = post("Streams fail", "incident", "P4PQPKC", "PYERNRT", "");
        for post in strange {
            check(std::slice::from_ref(&post), &[], None);
            // What is said clearly is said all the same.
            check(&[post, open.clone()], &[], Some((FeedState::Outage, "Streams fail")));
        }
    }

    #[test]
    fn what_is_no_such_page_is_not_understood() {
        let posts = format!(r#"{{"posts":[{}]}}"#, post("x", "incident", "P4PQPKC", "PYERNRT", ""));
        let read = |document: &str, legend: Option<&str>| {
            let beside = Beside { legend: legend.map(Into::into), services: None };
            statement(document.as_bytes(), &beside, &[])
        };
        for document in ["", "<html>", "{}", "[]", SERVICES, r#"{"posts":{}}"#, r#"{"posts":[{}]}"#]
        {
            assert_eq!(read(document, Some(LEGEND)), None, "{document}");
        }
        for legend in [None, Some(""), Some("{}"), Some("<html>"), Some(r#"{"post_enums":[{}]}"#)] {
            assert_eq!(read(&posts, legend), None, "{legend:?}");
        }
        assert!(read(&posts, Some(LEGEND)).is_some());
    }
}
