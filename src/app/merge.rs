//! From the report of a round that looked at a part to what is known of everything. Pure.

use std::collections::BTreeMap;

use crate::diagnosis::{Cause, is_near};
use crate::presentation::{Report, ServiceReport, ServiceState};

/// Where each service is in the settings, by its id.
pub(super) fn places<'a>(ids: impl IntoIterator<Item = &'a String>) -> BTreeMap<String, usize> {
    ids.into_iter().enumerate().map(|(place, id)| (id.clone(), place)).collect()
}

/// Adds what `new` says to what is known: what it did not look at stays as it was. `places`: where each watched service
/// stands among the others. `contrast`: whether controls were looked at, so that it can speak of the network.
///
/// The summary stays that of `new`, which has not seen everything.
pub(super) fn add(
    known: &mut Option<Report>,
    mut new: Report,
    places: &BTreeMap<String, usize>,
    contrast: bool,
) {
    let Some(old) = known else {
        *known = Some(new);
        return;
    };
    let services = std::mem::take(&mut new.services);
    // Behind a network through which nothing of this round came nobody can say how the others are.
    let all_held = contrast
        && is_near(new.network.blame)
        && services.iter().all(|it| it.state == ServiceState::Held);
    let held_by = services.first().filter(|_| all_held).map(|it| it.diagnosis.clone());
    let is_free = contrast && new.network.cause == Cause::None;
    if held_by.is_some() || is_free && old.network.cause != Cause::None {
        for other in &mut old.services {
            if let Some(diagnosis) = &held_by {
                other.state = ServiceState::Held;
                other.diagnosis = diagnosis.clone();
            } else if other.state == ServiceState::Held {
                other.state = ServiceState::Unknown;
            }
        }
    }
    for service in services {
        put(&mut old.services, service, places);
    }
    if contrast {
        old.network = new.network;
    }
    (old.started_at, old.took_ms, old.summary) = (new.started_at, new.took_ms, new.summary);
}

/// Puts `service` into its place, instead of what was known of it before.
fn put(all: &mut Vec<ServiceReport>, mut service: ServiceReport, places: &BTreeMap<String, usize>) {
    let place = |id: &str| places.get(id).copied().unwrap_or(usize::MAX);
    let wanted = place(&service.id);
    match all.binary_search_by_key(&wanted, |it| place(&it.id)) {
        Ok(at) => {
            let before = std::mem::take(&mut all[at].targets);
            // Targets that were not asked this time keep their last answers.
            let asked = |url: &str| service.targets.iter().any(|it| it.url == url);
            let kept = before.into_iter().filter(|it| !asked(&it.url)).collect::<Vec<_>>();
            service.targets.extend(kept);
            all[at] = service;
        }
        Err(at) => all.insert(at, service),
    }
}
