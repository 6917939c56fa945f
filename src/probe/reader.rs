//! Small documents of the web: vendors' feeds, pages for people that ought to be there, and what a collector is given.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Proxy};
use tokio::time::Instant;
use url::Url;

use super::limits::Limits;
use super::proxy::Proxies;
use super::redirect::{self, Next, Reach};
use super::trust::Trust;
use crate::observation::{Feed, ProxyScheme};

/// The largest document that is read: the longest feeds known have a third of it.
const MAX_DOCUMENT: usize = 512 * 1024;

/// What a server can make us hold besides.
const WINDOW: u32 = 128 * 1024;

/// Redirects followed at most: a feed that moved once or twice is still that feed.
const MAX_REDIRECTS: usize = 3;

/// How long a collector may take to say that it has something.
const DELIVERY: Duration = Duration::from_secs(10);

/// No collector has more to say about what it was given.
const MAX_RECEIPT: usize = 16 * 1024;

/// Reads small documents from the web: status feeds, proxy scripts. Its client is made when it is first needed.
#[derive(Debug)]
pub struct Reader {
    trust: Trust,
    proxies: Proxies,
    pub(super) limit: Duration,
    client: OnceLock<Option<Client>>,
    /// For where a vendor's server sends us on: its names never mean the user's own network.
    cautious: OnceLock<Option<Client>>,
    /// For this computer itself, to which no proxy knows the way.
    direct: OnceLock<Option<Client>>,
    /// What each vendor said last, and when.
    pub(super) said: Mutex<BTreeMap<String, (Instant, Feed)>>,
    /// What was read, and not yet asked for.
    bytes: AtomicU64,
}

/// A connection to a reader's document, its handshake and the heads of its packets.
const CONNECTION: u64 = 7_000;

impl Reader {
    /// A reader that trusts what the system trusts, and goes through the proxies that are configured.
    pub fn new(trust: Trust, proxies: Proxies, limits: &Limits) -> Self {
        Self {
            trust,
            proxies,
            limit: limits.feed,
            client: OnceLock::new(),
            cautious: OnceLock::new(),
            direct: OnceLock::new(),
            said: Mutex::default(),
            bytes: AtomicU64::new(0),
        }
    }

    /// The document at `url`; `None` where it cannot be had in time, is too large, or is not there.
    pub async fn get(&self, url: &Url) -> Option<Vec<u8>> {
        tokio::time::timeout(self.limit, self.fetch(url)).await.ok()?
    }

    async fn fetch(&self, url: &Url) -> Option<Vec<u8>> {
        let began = redirect::reach_of(url);
        let mut url = url.clone();
        for hop in 0..=MAX_REDIRECTS {
            let is_strangers = hop > 0 && began == Reach::World;
            let client = if is_strangers {
                self.cautious.get_or_init(|| {
                    self.client().and_then(|it| it.dns_resolver(Outside).build().ok())
                })
            } else {
                self.client.get_or_init(|| self.client()?.build().ok())
            };
            self.bytes.fetch_add(CONNECTION, Ordering::Relaxed);
            let mut response = client.as_ref()?.get(url.clone()).send().await.ok()?;
            if response.status().is_redirection() {
                let location = response.headers().get(LOCATION)?.to_str().ok()?;
                let Some(Next::Follow(next)) = redirect::judge(&url, location, began) else {
                    return None;
                };
                url = next;
                continue;
            }
            if !response.status().is_success() {
                return None;
            }
            let mut document = Vec::new();
            while let Some(chunk) = response.chunk().await.ok()? {
                if document.len() + chunk.len() > MAX_DOCUMENT {
                    return None;
                }
                document.extend_from_slice(&chunk);
                self.bytes.fetch_add(chunk.len() as u64, Ordering::Relaxed);
            }
            return Some(document);
        }
        None
    }

    /// What reading has cost since this was asked last.
    pub(super) fn take_count(&self) -> u64 {
        self.bytes.swap(0, Ordering::Relaxed)
    }

    /// Whether a page for people is at `url`: the status with which it is answered, or why there is no answer. Nothing of
    /// the page is kept, and no redirect is followed: a page that has moved is there.
    pub async fn visit(&self, url: &Url) -> Result<u16, String> {
        let client = self.client.get_or_init(|| self.client()?.build().ok());
        let client = client.as_ref().ok_or_else(|| "no way to ask for it".to_owned())?;
        let answer = client.get(url.clone()).send().await;
        answer.map(|it| it.status().as_u16()).map_err(|error| {
            // The URL is said already.
            let error = error.without_url();
            std::error::Error::source(&error).map_or(error.to_string(), ToString::to_string)
        })
    }

    /// Hands a JSON document over at `url`, and returns what is answered to it, or why it was not taken.
    pub async fn deliver(&self, url: &Url, document: Vec<u8>) -> Result<Vec<u8>, String> {
        let delivery = tokio::time::timeout(DELIVERY, self.post(url, document));
        delivery.await.unwrap_or_else(|_| Err("no answer in time".to_owned()))
    }

    async fn post(&self, url: &Url, document: Vec<u8>) -> Result<Vec<u8>, String> {
        let reach = redirect::reach_of(url);
        let client = if reach == Reach::Computer {
            self.direct.get_or_init(|| self.bare().build().ok())
        } else {
            self.client.get_or_init(|| self.client()?.build().ok())
        };
        let client =
            client.as_ref().ok_or_else(|| "there is no way through this proxy".to_owned())?;
        let request = client.post(url.clone()).header(CONTENT_TYPE, "application/json");
        let request = if reach == Reach::World {
            // Only what leaves the user's own network costs anything.
            let document = zipped(&document).map_err(|error| error.to_string())?;
            self.bytes.fetch_add(CONNECTION + document.len() as u64, Ordering::Relaxed);
            request.header(CONTENT_ENCODING, "gzip").body(document)
        } else {
            request.body(document)
        };
        // Whoever reads the log knows the URL, and it may hold a key.
        let mut response = request.send().await.map_err(why)?;
        if !response.status().is_success() {
            return Err(format!("answers {}", response.status().as_u16()));
        }
        let mut receipt = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(why)? {
            if receipt.len() + chunk.len() > MAX_RECEIPT {
                break;
            }
            receipt.extend_from_slice(&chunk);
        }
        Ok(receipt)
    }

    fn client(&self) -> Option<ClientBuilder> {
        let mut builder = self.bare();
        let settings = &self.proxies.settings;
        for (endpoint, is_https) in [(&settings.http, false), (&settings.https, true)] {
            let Some(endpoint) = endpoint else { continue };
            let scheme = match endpoint.scheme {
                ProxyScheme::Http => "http",
                ProxyScheme::Https => "https",
                // The feed is not worth a second SOCKS client.
                ProxyScheme::Socks4 | ProxyScheme::Socks5 | ProxyScheme::Socks5h => return None,
            };
            let address = format!("{scheme}://{}:{}", endpoint.host, endpoint.port);
            let proxy = if is_https { Proxy::https(address) } else { Proxy::http(address) };
            let bypass = reqwest::NoProxy::from_string(&settings.bypass.join(","));
            let mut proxy = proxy.ok()?.no_proxy(bypass);
            if let Some(value) = self.proxies.authorization(endpoint) {
                proxy = proxy.custom_http_auth(value);
            }
            builder = builder.proxy(proxy);
        }
        Some(builder)
    }

    /// A client that goes through no proxy.
    fn bare(&self) -> ClientBuilder {
        Client::builder()
            .tls_backend_preconfigured(self.trust.plain_client_config())
            .user_agent(super::USER_AGENT)
            // Followed by hand: not every place may be gone to.
            .redirect(Policy::none())
            .http2_initial_stream_window_size(WINDOW)
            .http2_initial_connection_window_size(WINDOW)
            // Once in a while is no reason to hold connections open.
            .pool_max_idle_per_host(0)
            // The proxies are ours to choose: nothing reads the environment but `platform`.
            .no_proxy()
    }
}

fn zipped(document: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(document)?;
    encoder.finish()
}

/// The innermost reason, which says what happened and not to whom.
fn why(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut reason: &dyn std::error::Error = &error;
    while let Some(source) = reason.source() {
        reason = source;
    }
    reason.to_string()
}

/// Finds addresses out in the world only.
struct Outside;

impl Resolve for Outside {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let outside = found.filter(|it| redirect::reach(it.ip()) == Reach::World);
            Ok(Box::new(outside.collect::<Vec<_>>().into_iter()) as Addrs)
        })
    }
}
