//! What a round of the default watch costs, by a real one against servers on loopback.

use std::sync::Arc;
use std::time::Duration;

use streamdoctor::catalogue::ProbeKind;
use streamdoctor::clock::Clock;
use streamdoctor::config::Config;
use streamdoctor::observation::Subject;
use streamdoctor::probe::{Limits, Proxies, Reader, Spec, Trust, Walker, round};
use url::Url;

use super::support::pki::Authority;
use super::support::server;

/// Chains of common authorities have three to five thousand bytes.
const CHAIN: usize = 4_000;

/// A question for each family and its answer, for a host with a name.
const LOOK_UPS: u64 = 500;

/// What a walk costs, on average.
pub(crate) struct Cost {
    pub(crate) target: u64,
    pub(crate) reference: u64,
}

pub(crate) async fn of_a_round(config: &Config) -> Cost {
    let authority = Authority::new("Public Root");
    let mut identity = authority.certify("127.0.0.1");
    while identity.chain.iter().map(|it| it.len()).sum::<usize>() < CHAIN {
        identity.chain.push(authority.root());
    }
    // A page of common size, of which only the head is wanted.
    let page = server::response("200 OK", &"x".repeat(100_000));
    let service = server::https(identity.config(&[b"http/1.1"]), vec![page]).await;
    let control = server::http(vec![server::response("204 No Content", "")]).await;

    let mut services = config.services.clone();
    for target in services.iter_mut().flat_map(|it| &mut it.targets) {
        let (scheme, kind) = match target.probe {
            ProbeKind::Https | ProbeKind::Http => ("https", ProbeKind::Https),
            ProbeKind::Tcp | ProbeKind::Dns => ("tcp", ProbeKind::Tcp),
        };
        target.url = Url::parse(&format!("{scheme}://{service}/")).unwrap();
        target.probe = kind;
        target.expect = streamdoctor::observation::Expectation::default();
    }
    let mut controls = config.controls.clone();
    for it in &mut controls {
        it.url = Url::parse(&format!("http://{control}/")).unwrap();
        it.expect = streamdoctor::observation::Expectation::default();
    }
    let spec = Spec {
        controls,
        anchors: config.anchors.iter().map(|_| control).collect(),
        public_resolvers: vec![],
        doh: vec![],
        services,
        trials: false,
        outside_tunnel: false,
        closely: false,
        deadline: Duration::from_secs(15),
    };
    let roots = [authority.root()];
    let trust = Trust::from_roots(&roots, &roots);
    let clock = Clock::system();
    let walker = Walker::new(trust.clone(), clock.clone(), Limits::default());
    let reader = Arc::new(Reader::new(trust, Proxies::default(), &Limits::default()));
    let parts = [
        (vec![], vec![], spec.services.clone()),
        (spec.controls.clone(), spec.anchors.clone(), vec![]),
    ];
    let mut costs = Vec::new();
    for (controls, anchors, services) in parts {
        let spec = Spec { controls, anchors, services, ..spec.clone() };
        let snapshot = round(&walker, &reader, &clock, &spec, |_| ()).await;
        let failed = snapshot.walks.iter().find(|it| !it.succeeded());
        assert!(failed.is_none(), "{failed:?}");
        let named = |it: &Subject| matches!(it, Subject::Target { .. } | Subject::Control(_));
        let named = snapshot.walks.iter().filter(|it| named(&it.subject)).count() as u64;
        let bytes = snapshot.bytes.unwrap() + named * LOOK_UPS;
        costs.push(bytes / snapshot.walks.len() as u64);
    }
    Cost { target: costs[0], reference: costs[1] }
}
