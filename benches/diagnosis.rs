//! From a full snapshot to verdicts, plans and words: what follows each round in which something is wrong.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

#[path = "../tests/support_snapshot/mod.rs"]
#[expect(dead_code, unused_imports, reason = "made for tests, which use all of it")]
mod support_snapshot;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use streamdoctor::catalogue::bundled;
use streamdoctor::diagnosis::diagnose;
use streamdoctor::observation::{ServiceSpec, Snapshot, Subject};
use streamdoctor::presentation::report;
use streamdoctor::presentation::words::Platform;
use support_snapshot::scenarios;

/// So many services are watched at defaults.
const SERVICES: usize = 6;

/// The scenario in which most was tried, with its services again and again until they are as many as are watched.
fn full() -> Snapshot {
    let snapshots = scenarios().into_iter().map(|(_, it)| it.snapshot());
    let mut full = snapshots.max_by_key(|it| it.walks.len()).expect("there are scenarios");
    let (services, walks) = (full.services.clone(), full.walks.clone());
    for copy in 1..SERVICES.div_ceil(services.len().max(1)) {
        let id = |id: &str| format!("{id}-{copy}");
        full.services.extend(services.iter().map(|it| ServiceSpec {
            id: id(&it.id),
            name: id(&it.name),
            ..it.clone()
        }));
        full.walks.extend(walks.iter().filter_map(|it| {
            let Subject::Target { service, index } = &it.subject else { return None };
            let subject = Subject::Target { service: id(service), index: *index };
            Some(streamdoctor::observation::Walk { subject, ..it.clone() })
        }));
    }
    full
}

fn diagnosis(criterion: &mut Criterion) {
    let snapshot = full();
    let catalogue = bundled();
    let name = format!("{} walks, {} services", snapshot.walks.len(), snapshot.services.len());
    criterion.bench_function(&format!("diagnose {name}"), |bench| {
        bench.iter(|| diagnose(black_box(&snapshot)));
    });
    let findings = diagnose(&snapshot);
    criterion.bench_function(&format!("report {name}"), |bench| {
        bench.iter(|| report(black_box(&snapshot), &findings, &catalogue, Platform::Linux));
    });
}

criterion_group!(benches, diagnosis);
criterion_main!(benches);
