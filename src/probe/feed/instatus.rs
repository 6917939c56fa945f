//! `/summary.json` of an Instatus page.

use serde::Deserialize;

use super::Statement;
use crate::observation::FeedState;

pub(super) fn statement(document: &[u8]) -> Option<Statement> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Summary {
        page: Page,
        #[serde(default)]
        active_incidents: Vec<Named>,
        #[serde(default)]
        active_maintenances: Vec<Named>,
    }
    #[derive(Deserialize)]
    struct Page {
        status: String,
    }
    #[derive(Deserialize)]
    struct Named {
        name: String,
        #[serde(default)]
        impact: String,
    }

    let summary = serde_json::from_slice::<Summary>(document).ok()?;
    let incident = summary.active_incidents.first();
    Some(match summary.page.status.as_str() {
        "UP" => (FeedState::Operational, None),
        "HASISSUES" => {
            let is_outage = incident.is_some_and(|it| it.impact.ends_with("OUTAGE"));
            let state = if is_outage { FeedState::Outage } else { FeedState::Degraded };
            (state, incident.map(|it| it.name.clone()))
        }
        "UNDERMAINTENANCE" => {
            let maintenance = summary.active_maintenances.first();
            (FeedState::Maintenance, maintenance.map(|it| it.name.clone()))
        }
        _ => return None,
    })
}
