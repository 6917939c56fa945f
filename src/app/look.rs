//! One look at everything: what `check` does once and the daemon again and again.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;

use crate::clock::Clock;
use crate::config::{Config, OutsideTunnel};
use crate::observation::Snapshot;
use crate::probe::{
    Limits, Progress, Proxies, Reader, Spec, Trust, TrustError, Walker, host, round,
};

/// Why nothing can be looked at.
#[derive(Debug, Error)]
pub enum LookError {
    #[error("read the certificates that are trusted here")]
    Trust(#[from] TrustError),
    #[error("start looking")]
    Runtime(#[from] io::Error),
}

/// What a look needs, made once.
#[derive(Clone, Debug)]
pub struct Looker {
    walker: Walker,
    reader: Arc<Reader>,
    clock: Clock,
}

impl Looker {
    /// Reads trust and proxy settings as they are now.
    pub fn new(config: &Config, clock: &Clock) -> Result<Self, LookError> {
        let trust = Trust::load(config.public_roots.as_deref())?;
        let (settings, credentials) = host::proxy_settings();
        let proxies = Proxies { settings, credentials };
        let limits = Limits::default();
        let reader = Arc::new(Reader::new(trust.clone(), proxies.clone(), &limits));
        let walker = Walker::new(trust, clock.clone(), limits).with_proxies(proxies);
        Ok(Self { walker, reader, clock: clock.clone() })
    }

    /// Makes one round.
    pub async fn look(&self, spec: &Spec, progress: impl Fn(Progress)) -> Snapshot {
        round(&self.walker, &self.reader, &self.clock, spec, progress).await
    }
}

/// What a round of `config` looks at. `consent`: whether a trial may go outside a tunnel where the settings say "ask".
pub fn spec(config: &Config, closely: bool, consent: bool, deadline: Duration) -> Spec {
    Spec {
        controls: config.controls.clone(),
        anchors: config.anchors.clone(),
        public_resolvers: config.public_resolvers.clone(),
        doh: config.doh.clone(),
        services: config.services.clone(),
        trials: true,
        outside_tunnel: match config.outside_tunnel {
            OutsideTunnel::Always => true,
            OutsideTunnel::Ask => consent,
            OutsideTunnel::Never => false,
        },
        closely,
        deadline,
    }
}
