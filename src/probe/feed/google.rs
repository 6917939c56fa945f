//! Google's list of incidents; those without an end are going on.

use serde::Deserialize;

use super::{Statement, severity};
use crate::observation::FeedState;

pub(super) fn statement(document: &[u8], wanted: &[String]) -> Option<Statement> {
    #[derive(Deserialize)]
    struct Incident {
        #[serde(default)]
        end: Option<String>,
        #[serde(default)]
        external_desc: Option<String>,
        #[serde(default)]
        severity: String,
        #[serde(default)]
        affected_products: Vec<Product>,
    }
    #[derive(Deserialize)]
    struct Product {
        title: String,
    }

    let incidents = serde_json::from_slice::<Vec<Incident>>(document).ok()?;
    let is_wanted = |it: &&Incident| {
        let named = |name: &String| {
            it.affected_products.iter().any(|product| product.title.eq_ignore_ascii_case(name))
        };
        wanted.is_empty() || wanted.iter().any(named)
    };
    let open = incidents.iter().filter(|it| it.end.as_deref().unwrap_or_default().is_empty());
    let worst = open
        .filter(is_wanted)
        .map(|it| {
            let is_outage = it.severity == "high";
            let state = if is_outage { FeedState::Outage } else { FeedState::Degraded };
            (state, it.external_desc.clone())
        })
        .max_by_key(|(state, _)| severity(*state));
    Some(worst.unwrap_or((FeedState::Operational, None)))
}
