//! What a vendor says about itself, where a machine can read it. Words beside the evidence, never instead of it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Proxy};
use serde::Deserialize;
use tokio::time::Instant;
use url::Url;

use super::limits::Limits;
use super::proxy::Proxies;
use super::redirect::{self, Next, Reach};
use super::trust::Trust;
use crate::catalogue::{StatusFeed, StatusKind};
use crate::observation::{Feed, FeedState, ProxyScheme};

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

/// Longer words are cut: they end in a sentence.
const MAX_WORDS: usize = 160;

/// Reads small documents from the web: status feeds, proxy scripts. Its client is made when it is first needed.
#[derive(Debug)]
pub struct Reader {
    trust: Trust,
    proxies: Proxies,
    limit: Duration,
    client: OnceLock<Option<Client>>,
    /// For where a vendor's server sends us on: its names never mean the user's own network.
    cautious: OnceLock<Option<Client>>,
    /// For this computer itself, to which no proxy knows the way.
    direct: OnceLock<Option<Client>>,
    /// What each vendor said last, and when.
    said: Mutex<BTreeMap<String, (Instant, Feed)>>,
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

/// What a vendor has said holds for so long: a feed is asked for once in a while, however often we look.
const HOLDS: Duration = Duration::from_mins(3);

/// Reads the status feed of the service `service_id`, unless that was done a moment ago. Never fails.
pub async fn feed(service_id: &str, feed: &StatusFeed, reader: &Reader) -> Feed {
    let known = || reader.said.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    if let Some((at, said)) = known().get(service_id)
        && now.duration_since(*at) < HOLDS
    {
        return said.clone();
    }
    let said = read(service_id, feed, reader).await;
    known().insert(service_id.to_owned(), (now, said.clone()));
    said
}

async fn read(service_id: &str, feed: &StatusFeed, reader: &Reader) -> Feed {
    let document = reader.get(&feed.url).await;
    let (state, says) =
        document.and_then(|it| parse(feed, &it)).unwrap_or((FeedState::Unreadable, None));
    Feed { service: service_id.to_owned(), state, says: says.and_then(|it| words(&it)) }
}

pub(super) type Statement = (FeedState, Option<String>);

/// What `document` states; `None` where it cannot be understood.
pub(super) fn parse(feed: &StatusFeed, document: &[u8]) -> Option<Statement> {
    match feed.kind {
        StatusKind::AtlassianStatuspage => statuspage(document, &feed.components),
        StatusKind::AppleSystemStatus => apple(document, &feed.components),
        StatusKind::Instatus => instatus(document),
        StatusKind::GoogleIncidents => google(document, &feed.components),
        // Their documents are not described anywhere; a guess would put words into their mouths.
        StatusKind::PagerdutyStatus | StatusKind::AwsCurrentevents => None,
    }
}

/// `/api/v2/summary.json` of an Atlassian Statuspage.
fn statuspage(document: &[u8], wanted: &[String]) -> Option<Statement> {
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

/// Apple's list of services with their events, sometimes wrapped into a function call.
fn apple(document: &[u8], wanted: &[String]) -> Option<Statement> {
    #[derive(Deserialize)]
    struct Page {
        services: Vec<Service>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Service {
        service_name: String,
        #[serde(default)]
        events: Vec<Event>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Event {
        #[serde(default, rename = "eventStatus")]
        state: String,
        #[serde(default)]
        status_type: String,
        #[serde(default)]
        message: Option<String>,
    }

    let begin = document.iter().position(|it| *it == b'{')?;
    let end = document.iter().rposition(|it| *it == b'}')?;
    let page = serde_json::from_slice::<Page>(document.get(begin..=end)?).ok()?;
    let is_wanted = |it: &&Service| {
        wanted.is_empty() || wanted.iter().any(|name| name.eq_ignore_ascii_case(&it.service_name))
    };
    let worst = page
        .services
        .iter()
        .filter(is_wanted)
        .flat_map(|it| &it.events)
        .filter(|it| it.state == "ongoing")
        .map(|it| {
            let state = match it.status_type.as_str() {
                "Outage" => FeedState::Outage,
                "Maintenance" => FeedState::Maintenance,
                "Available" => FeedState::Operational,
                _ => FeedState::Degraded,
            };
            (state, it.message.clone())
        })
        .max_by_key(|(state, _)| severity(*state));
    Some(worst.unwrap_or((FeedState::Operational, None)))
}

/// `/summary.json` of an Instatus page.
fn instatus(document: &[u8]) -> Option<Statement> {
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

/// Google's list of incidents; those without an end are going on.
fn google(document: &[u8], wanted: &[String]) -> Option<Statement> {
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

/// Of several states, the one with the highest number is told.
fn severity(state: FeedState) -> u8 {
    match state {
        FeedState::Unreadable => 0,
        FeedState::Operational => 1,
        FeedState::Maintenance => 2,
        FeedState::Degraded => 3,
        FeedState::Outage => 4,
    }
}

/// The vendor's words on one line, without anything that is no text.
pub(super) fn words(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.chars().filter(|it| !it.is_control()).collect::<String>();
    if line.is_empty() {
        return None;
    }
    if line.chars().count() <= MAX_WORDS {
        return Some(line);
    }
    Some(line.chars().take(MAX_WORDS - 1).chain(['…']).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(
        kind: StatusKind,
        components: &[&str],
        document: &str,
        expected: Option<(FeedState, &str)>,
    ) {
        let feed = StatusFeed {
            kind,
            url: Url::parse("https://status.example.test/").unwrap(),
            components: components.iter().map(|it| (*it).to_owned()).collect(),
        };
        let found = parse(&feed, document.as_bytes());
        let found =
            found.as_ref().map(|(state, says)| (*state, says.as_deref().unwrap_or_default()));
        assert_eq!(found, expected);
    }

    const STATUSPAGE: StatusKind = StatusKind::AtlassianStatuspage;

    #[test]
    fn each_statuspage_indicator_has_its_state() {
        let states = [
            ("none", FeedState::Operational),
            ("minor", FeedState::Degraded),
            ("major", FeedState::Outage),
            ("critical", FeedState::Outage),
            ("maintenance", FeedState::Maintenance),
            ("purple", FeedState::Unreadable),
        ];
        for (indicator, state) in states {
            let document = format!(r#"{{"status":{{"indicator":"{indicator}"}}}}"#);
            check(STATUSPAGE, &[], &document, Some((state, "")));
        }
    }

    #[test]
    fn the_incident_is_what_a_statuspage_says() {
        let document = r#"{"status":{"indicator":"major","description":"Partial System Outage"},
            "incidents":[{"name":"Video playback fails","status":"investigating"}]}"#;
        check(STATUSPAGE, &[], document, Some((FeedState::Outage, "Video playback fails")));
        let bare = r#"{"status":{"indicator":"major","description":"Partial System Outage"}}"#;
        check(STATUSPAGE, &[], bare, Some((FeedState::Outage, "Partial System Outage")));
    }

    #[test]
    fn a_component_that_does_not_matter_is_no_trouble() {
        let document = r#"{"status":{"indicator":"major"},
            "components":[{"name":"Chat","status":"major_outage"},{"name":"Web","status":"operational"}],
            "incidents":[{"name":"Chat is down","components":[{"name":"Chat","status":"major_outage"}]}]}"#;
        check(STATUSPAGE, &["Web"], document, Some((FeedState::Operational, "")));
        check(STATUSPAGE, &["Chat"], document, Some((FeedState::Outage, "Chat is down")));
    }

    #[test]
    fn a_maintenance_to_come_is_not_going_on() {
        let document = r#"{"status":{"indicator":"minor","description":"Minor"},
            "scheduled_maintenances":[{"name":"Next week","status":"scheduled"}]}"#;
        check(STATUSPAGE, &[], document, Some((FeedState::Degraded, "Minor")));
    }

    #[test]
    fn apple_wraps_its_list_and_keeps_old_events() {
        let document = r#"jsonCallback({"services":[
            {"serviceName":"Apple TV","events":[
              {"eventStatus":"resolved","statusType":"Outage","message":"over"},
              {"eventStatus":"ongoing","statusType":"Issue","message":"Some users cannot play"}]},
            {"serviceName":"Maps","events":[{"eventStatus":"ongoing","statusType":"Outage"}]}]});"#;
        let expected = Some((FeedState::Degraded, "Some users cannot play"));
        check(StatusKind::AppleSystemStatus, &["Apple TV"], document, expected);
        check(
            StatusKind::AppleSystemStatus,
            &["Music"],
            document,
            Some((FeedState::Operational, "")),
        );
    }

    #[test]
    fn instatus_names_its_incident() {
        let document = r#"{"page":{"status":"HASISSUES"},
            "activeIncidents":[{"name":"Login fails","impact":"MAJOROUTAGE"}]}"#;
        check(StatusKind::Instatus, &[], document, Some((FeedState::Outage, "Login fails")));
    }

    #[test]
    fn a_google_incident_with_an_end_is_over() {
        let document = r#"[{"end":"2024-01-01T00:00:00Z","severity":"high"},
            {"external_desc":"Elevated errors","severity":"medium"}]"#;
        check(
            StatusKind::GoogleIncidents,
            &[],
            document,
            Some((FeedState::Degraded, "Elevated errors")),
        );
    }

    #[test]
    fn what_is_no_feed_is_not_understood() {
        for document in ["", "<html>503</html>", "{}", "[]", "null", "{\"status\":3}"] {
            check(STATUSPAGE, &[], document, None);
        }
    }

    #[test]
    fn words_are_one_short_line() {
        assert_eq!(words("  Login\n\tfails \u{1b}[31m").as_deref(), Some("Login fails [31m"));
        assert_eq!(words(" \n"), None);
        assert_eq!(words(&"x".repeat(1000)).unwrap().chars().count(), MAX_WORDS);
    }

    #[tokio::test(start_paused = true)]
    async fn what_a_vendor_said_holds_for_a_while_and_is_then_asked_for_again() {
        let reader =
            Reader::new(Trust::from_roots(&[], &[]), Proxies::default(), &Limits::default());
        let said = Feed { service: "x".to_owned(), state: FeedState::Outage, says: None };
        reader.said.lock().unwrap().insert("x".to_owned(), (Instant::now(), said));
        let nobody = StatusFeed {
            kind: STATUSPAGE,
            url: Url::parse("http://127.0.0.1:9/").unwrap(),
            components: vec![],
        };
        assert_eq!(feed("x", &nobody, &reader).await.state, FeedState::Outage);
        assert_eq!(reader.take_count(), 0, "nobody was asked");
        tokio::time::advance(HOLDS).await;
        assert_eq!(feed("x", &nobody, &reader).await.state, FeedState::Unreadable);
        assert!(reader.take_count() > 0);
    }
}
