//! One look at everything: what `check` does once and the daemon again and again.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use thiserror::Error;
use url::Url;

use super::{Parts, Plan};
use crate::catalogue::{Service, Target};
use crate::clock::Clock;
use crate::config::{Config, OutsideTunnel};
use crate::observation::{Role, Snapshot, Subject};
use crate::probe::{
    Limits, Progress, Proxies, Reader, Spec, Trust, TrustError, Walker, host, round,
};

/// Why nothing can be looked at.
#[derive(Debug, Error)]
pub enum LookError {
    /// Only what the settings name can fail: a system that trusts nobody is a finding.
    #[error("use the public_roots of [trust]")]
    Trust(#[from] TrustError),
    #[error("start looking")]
    Runtime(#[from] io::Error),
}

/// What a look needs, made once. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Looker {
    trust: Trust,
    walker: Walker,
    clock: Clock,
    ways: Arc<Mutex<Option<Ways>>>,
}

/// What goes through the proxies as they were when somebody last looked.
#[derive(Clone, Debug)]
struct Ways {
    proxies: Proxies,
    walker: Walker,
    reader: Arc<Reader>,
}

impl Looker {
    /// Reads whom this computer and the settings trust.
    pub fn new(config: &Config, clock: &Clock) -> Result<Self, LookError> {
        let trust = Trust::load(config.public_roots.as_deref())?;
        let walker = Walker::new(trust.clone(), clock.clone(), Limits::default());
        Ok(Self { trust, walker, clock: clock.clone(), ways: Arc::default() })
    }

    /// Makes one round, through the proxies that are configured now: a laptop changes its network, and with it these.
    pub async fn look(&self, spec: &Spec, progress: impl Fn(Progress)) -> Snapshot {
        // Desktops keep their settings in files and programs.
        let read = tokio::task::spawn_blocking(host::proxy_settings).await;
        let (settings, credentials) = read.unwrap_or_else(|error| {
            tracing::error!(panicked = error.is_panic(), "the proxy settings cannot be read");
            Default::default()
        });
        let Ways { walker, reader, .. } = self.ways(Proxies { settings, credentials });
        round(&walker, &reader, &self.clock, spec, progress).await
    }

    /// Those of the pages `links`, each with whose it is, that are not there any more, and why. One at a time: this is
    /// for whoever keeps the catalogue, and no page is in a hurry.
    pub async fn broken_links(&self, links: Vec<(String, Url)>) -> Vec<(String, Url, String)> {
        let read = tokio::task::spawn_blocking(host::proxy_settings).await;
        let (settings, credentials) = read.unwrap_or_default();
        let Ways { reader, .. } = self.ways(Proxies { settings, credentials });
        let mut broken = Vec::new();
        for (whose, url) in links {
            match reader.visit(&url).await {
                // A refusal is a bot wall's, or wants a sign-in: the page is there.
                Ok(status) if status < 400 || matches!(status, 401 | 403 | 405 | 429) => {}
                Ok(status) => broken.push((whose, url, format!("answers {status}"))),
                Err(reason) => broken.push((whose, url, reason)),
            }
        }
        broken
    }

    /// Hands a JSON document to the user's own collector at `url`, by the way that leads there now, and returns what is
    /// answered to it, or why it was not taken.
    pub(super) async fn deliver(&self, url: &Url, document: Vec<u8>) -> Result<Vec<u8>, String> {
        let read = tokio::task::spawn_blocking(host::proxy_settings).await;
        let (settings, credentials) = read.unwrap_or_default();
        let Ways { reader, .. } = self.ways(Proxies { settings, credentials });
        reader.deliver(url, document).await
    }

    /// The ways through `proxies`: those of the last look, unless they have changed.
    fn ways(&self, proxies: Proxies) -> Ways {
        let mut ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |it: &&Ways| {
            it.proxies.settings == proxies.settings && it.proxies.credentials == proxies.credentials
        };
        if let Some(ways) = ways.as_ref().filter(same) {
            return ways.clone();
        }
        let reader = Reader::new(self.trust.clone(), proxies.clone(), &Limits::default());
        let walker = self.walker.with_proxies(proxies.clone());
        ways.insert(Ways { proxies, walker, reader: Arc::new(reader) }).clone()
    }
}

/// What a round of `config` looks at. `consent`: whether a trial may go outside a tunnel where the settings say "ask".
pub fn spec(config: &Config, closely: bool, consent: bool, deadline: Duration) -> Spec {
    of_services(config, config.services.clone(), closely, consent, deadline)
}

fn of_services(
    config: &Config,
    services: Vec<Service>,
    closely: bool,
    consent: bool,
    deadline: Duration,
) -> Spec {
    Spec {
        controls: config.controls.clone(),
        anchors: config.anchors.clone(),
        public_resolvers: config.public_resolvers.clone(),
        doh: config.doh.clone(),
        services,
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

/// What a round of a part of `config` looks at. `numbers`: where each service is in it.
pub(super) fn spec_of(
    config: &Config,
    numbers: &BTreeMap<String, usize>,
    plan: &Plan,
    closely: bool,
    deadline: Duration,
) -> Spec {
    let chosen = plan.services.iter().filter_map(|(id, parts)| {
        let number = *numbers.get(id)?;
        Some((number, part_of(config.services.get(number)?, parts)))
    });
    // In the order of the settings, in which people see them.
    let chosen = chosen.collect::<BTreeMap<_, _>>();
    // Without a word from the user nobody's real address is shown to a service.
    let spec = of_services(config, chosen.into_values().collect(), closely, false, deadline);
    if plan.references {
        return spec;
    }
    Spec { controls: Vec::new(), anchors: Vec::new(), ..spec }
}

/// The service with these of its targets, counted from its front door.
fn part_of(service: &Service, parts: &Parts) -> Service {
    // What a service says about its codes and links is no part of a look.
    let targets = match parts {
        Parts::All => service.targets.clone(),
        Parts::Only(parts) => {
            let is_door = |it: &&Target| it.role == Role::Web;
            let door = service.targets.iter().position(|it| is_door(&it)).unwrap_or(0);
            let mut order = (0..service.targets.len()).collect::<Vec<_>>();
            order.sort_by_key(|it| (*it != door, *it));
            let mut wanted =
                parts.iter().filter_map(|it| order.get(*it).copied()).collect::<Vec<_>>();
            wanted.sort_unstable();
            wanted.into_iter().map(|it| service.targets[it].clone()).collect()
        }
    };
    Service {
        id: service.id.clone(),
        name: service.name.clone(),
        host_suffixes: service.host_suffixes.clone(),
        targets,
        status: service.status.clone(),
        ..Service::default()
    }
}

/// For how long each service wants to be left alone, where an answer that it authenticated says so (RFC 9110, section
/// 10.2.3).
pub(super) fn retry_after(snapshot: &Snapshot) -> BTreeMap<String, Duration> {
    let mut wishes = BTreeMap::new();
    for walk in &snapshot.walks {
        let Subject::Target { service, .. } = &walk.subject else { continue };
        let Some(exchange) = walk.exchange().filter(|it| matches!(it.status, 429 | 503)) else {
            continue;
        };
        let field = exchange.headers.get("retry-after");
        if let Some(wish) = field.and_then(|it| wait(it, snapshot.started_at)) {
            let longest = wishes.entry(service.clone()).or_insert(wish);
            *longest = wish.max(*longest);
        }
    }
    wishes
}

/// Seconds, or a date.
fn wait(field: &str, now: Timestamp) -> Option<Duration> {
    let field = field.trim();
    if let Ok(seconds) = field.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = Timestamp::try_from(httpdate::parse_http_date(field).ok()?).ok()?;
    Duration::try_from(date.duration_since(now)).ok()
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;
    use crate::observation::{ProxyEndpoint, ProxyScheme, ProxySettings};

    #[tokio::test]
    async fn a_page_that_is_gone_is_told_apart_from_one_that_refuses_programs() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serve = async {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = [0; 4096];
                let length = stream.read(&mut request).await.unwrap();
                let status = &request[5..length][..3];
                let status = str::from_utf8(status).unwrap();
                let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n");
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        };
        let link =
            |path: &str| ("Bravo".to_owned(), format!("http://{address}/{path}").parse().unwrap());
        let closed = ("Bravo".to_owned(), "http://127.0.0.1:9/".parse().unwrap());
        let links = vec![link("200"), link("403"), link("404"), closed];
        let looker = Looker::new(&Config::default(), &Clock::system()).unwrap();
        let broken = tokio::select! {
            broken = looker.broken_links(links) => broken,
            () = serve => unreachable!("it serves for ever"),
        };
        let broken = broken.iter().map(|it| (it.1.path(), it.2.as_str())).collect::<Vec<_>>();
        assert_eq!(broken[0], ("/404", "answers 404"));
        assert_eq!(broken.len(), 2, "{broken:?}");
    }

    #[test]
    fn proxies_that_change_between_two_looks_are_followed() {
        let looker = Looker::new(&Config::default(), &Clock::system()).unwrap();
        let through = |host: &str| {
            let scheme = ProxyScheme::Http;
            let endpoint = ProxyEndpoint { scheme, host: host.to_owned(), port: 3128 };
            let settings = ProxySettings { https: Some(endpoint), ..ProxySettings::default() };
            looker.ways(Proxies { settings, ..Proxies::default() })
        };
        let first = through("one.example");
        assert!(Arc::ptr_eq(&first.reader, &through("one.example").reader));
        let second = through("two.example");
        assert!(!Arc::ptr_eq(&first.reader, &second.reader));
        assert_eq!(second.proxies.settings.https.unwrap().host, "two.example");
    }
}
