//! Apple's list of services with their events, sometimes wrapped into a function call.

use serde::Deserialize;

use super::{Statement, severity};
use crate::observation::FeedState;

pub(super) fn statement(document: &[u8], wanted: &[String]) -> Option<Statement> {
    #[derive(Deserialize)]
    struct Page {
        services: Vec<Service>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Service {
        service_name: String,
        #[serde(default)]
        events: Vec<Event>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Event {
        #[serde(default, rename = "eventStatus")]
        state: String,
        #[serde(default)]
        status_type: String,
        #[serde(default)]
        message: Option<String>,
    }

    let begin = document.iter().position(|it| *it == b'{')?;
    let end = document.iter().rposition(|it| *it == b'}')?;
    let page = serde_json::from_slice::<Page>(document.get(begin..=end)?).ok()?;
    let is_wanted = |it: &&Service| {
        wanted.is_empty() || wanted.iter().any(|name| name.eq_ignore_ascii_case(&it.service_name))
    };
    let worst = page
        .services
        .iter()
        .filter(is_wanted)
        .flat_map(|it| &it.events)
        .filter(|it| it.state == "ongoing")
        .map(|it| {
            let state = match it.status_type.as_str() {
                "Outage" => FeedState::Outage,
                "Maintenance" => FeedState::Maintenance,
                "Available" => FeedState::Operational,
                _ => FeedState::Degraded,
            };
            (state, it.message.clone())
        })
        .max_by_key(|(state, _)| severity(*state));
    Some(worst.unwrap_or((FeedState::Operational, None)))
}
