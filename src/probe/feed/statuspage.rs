//! `/api/v2/summary.json` of an Atlassian Statuspage.

use serde::Deserialize;

use super::{Statement, severity};
use crate::observation::FeedState;

pub(super) fn statement(document: &[u8], wanted: &[String]) -> Option<Statement> {
    #[derive(Deserialize)]
    struct Summary {
        status: Status,
        #[serde(default)]
        components: Vec<Component>,
        #[serde(default)]
        incidents: Vec<Incident>,
        #[serde(default)]
        scheduled_maintenances: Vec<Incident>,
    }
    #[derive(Deserialize)]
    struct Status {
        indicator: String,
        #[serde(default)]
        description: Option<String>,
    }
    #[derive(Deserialize)]
    struct Component {
        name: String,
        status: String,
    }
    #[derive(Deserialize)]
    struct Incident {
        name: String,
        #[serde(default)]
        status: String,
        #[serde(default)]
        components: Vec<Component>,
    }

    let page = serde_json::from_slice::<Summary>(document).ok()?;
    let is_wanted = |it: &Component| wanted.iter().any(|name| name.eq_ignore_ascii_case(&it.name));
    let of_components = page
        .components
        .iter()
        .filter(|it| is_wanted(it))
        .filter_map(|it| match it.status.as_str() {
            "operational" => Some(FeedState::Operational),
            "degraded_performance" | "partial_outage" => Some(FeedState::Degraded),
            "major_outage" => Some(FeedState::Outage),
            "under_maintenance" => Some(FeedState::Maintenance),
            _ => None,
        })
        .max_by_key(|it| severity(*it));
    let overall = match page.status.indicator.as_str() {
        "none" => FeedState::Operational,
        "minor" => FeedState::Degraded,
        "major" | "critical" => FeedState::Outage,
        "maintenance" => FeedState::Maintenance,
        _ => FeedState::Unreadable,
    };
    let state = of_components.unwrap_or(overall);
    if state == FeedState::Operational {
        return Some((state, None));
    }
    let concerns = |it: &&Incident| {
        wanted.is_empty() || it.components.is_empty() || it.components.iter().any(is_wanted)
    };
    let incident = page.incidents.iter().find(concerns);
    let maintenance =
        page.scheduled_maintenances.iter().filter(|it| it.status != "scheduled").find(concerns);
    let named = match state {
        FeedState::Maintenance => maintenance.or(incident),
        FeedState::Operational
        | FeedState::Degraded
        | FeedState::Outage
        | FeedState::Unreadable => incident.or(maintenance),
    };
    Some((state, named.map(|it| it.name.clone()).or(page.status.description)))
}
