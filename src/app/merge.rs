//! From the report of a round that looked at a part to what is known of everything. Pure.

use std::collections::BTreeMap;

use crate::diagnosis::{Cause, is_near};
use crate::presentation::{Report, ServiceReport, ServiceState, summary};

/// What is known after `new`: what it did not look at stays as it was before. `order`: the services that are watched.
pub(super) fn report(old: Option<Report>, mut new: Report, order: &[&str]) -> Report {
    let is_whole = order.iter().all(|id| new.services.iter().any(|it| it.id == *id));
    let Some(old) = old else { return new };
    let mut before: BTreeMap<String, ServiceReport> =
        old.services.into_iter().map(|it| (it.id.clone(), it)).collect();
    for service in &mut new.services {
        if let Some(before) = before.remove(&service.id) {
            keep_parts(service, before);
        }
    }
    if is_whole {
        return new;
    }
    // Behind a network through which nothing of this round came nobody can say how the others are.
    let all_held = !new.services.is_empty()
        && new.services.iter().all(|it| it.state == ServiceState::Held)
        && is_near(new.network.blame);
    let held_by = all_held.then(|| new.services[0].diagnosis.clone());
    let kept = before.into_values().map(|mut it| {
        if let Some(diagnosis) = &held_by {
            it.state = ServiceState::Held;
            it.diagnosis = diagnosis.clone();
        } else if it.state == ServiceState::Held && new.network.cause == Cause::None {
            it.state = ServiceState::Unknown;
        }
        it
    });
    let mut all: BTreeMap<String, ServiceReport> = std::mem::take(&mut new.services)
        .into_iter()
        .chain(kept)
        .map(|it| (it.id.clone(), it))
        .collect();
    new.services = order.iter().filter_map(|id| all.remove(*id)).collect();
    new.summary = summary(&new.network, &new.services);
    new
}

/// Targets that were not asked this time keep their last answers.
fn keep_parts(service: &mut ServiceReport, before: ServiceReport) {
    let asked = |url: &str| service.targets.iter().any(|it| it.url == url);
    let kept = before.targets.into_iter().filter(|it| !asked(&it.url)).collect::<Vec<_>>();
    service.targets.extend(kept);
}
