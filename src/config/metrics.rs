//! The section about numbers for other programs: `[metrics]`.

use std::net::SocketAddr;
use std::time::Duration;

use url::Url;

use crate::catalogue::{Entry, Section, interval, page_url, written};

/// Longer names are no names.
const LONGEST_NAME: usize = 100;

/// Who gets the numbers: nobody, unless it is said here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// Where Prometheus may fetch them.
    pub listen: Option<SocketAddr>,
    /// The collector to which they are sent by OTLP over HTTP.
    pub otlp: Option<Url>,
    /// How often they are sent.
    pub every: Duration,
    /// The name that tells this computer from others at the collector.
    pub instance: Option<String>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self { listen: None, otlp: None, every: Duration::from_mins(1), instance: None }
    }
}

impl Metrics {
    /// Whether anybody gets them.
    pub fn are_wanted(&self) -> bool {
        self.listen.is_some() || self.otlp.is_some()
    }

    /// Where a collector takes metrics: the path that belongs to them, below the address that was given (OTLP, "OTLP/HTTP
    /// Request").
    pub fn collector(&self) -> Option<Url> {
        const PATH: &str = "/v1/metrics";
        let mut url = self.otlp.clone()?;
        let base = url.path().trim_end_matches('/');
        if !base.ends_with(PATH) {
            let path = format!("{base}{PATH}");
            url.set_path(&path);
        }
        Some(url)
    }
}

pub(super) fn metrics(mut section: Section<'_, '_>) -> Metrics {
    let default = Metrics::default();
    let listen = section.take("listen").and_then(Entry::text).and_then(|it| it.parse(address));
    let otlp = section.take("otlp").and_then(Entry::text).and_then(|it| it.parse(collector));
    let every = section.take("every").and_then(Entry::text).and_then(|it| it.parse(interval));
    let instance = section.take("instance").and_then(Entry::text).and_then(|it| it.parse(name));
    section.finish();
    Metrics { listen, otlp, every: every.unwrap_or(default.every), instance }
}

fn address(text: &str) -> Result<SocketAddr, &'static str> {
    text.trim().parse().map_err(|_| "is not an address with a port, such as \"127.0.0.1:9469\"")
}

fn collector(text: &str) -> Result<Url, String> {
    let url = page_url(text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must be an address without ? and #, such as \"http://127.0.0.1:4318\"".into());
    }
    Ok(url)
}

fn name(text: &str) -> Result<String, &'static str> {
    let name = text.trim();
    let fits = (1..=LONGEST_NAME).contains(&name.len()) && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err("is not a name of 1 to 100 letters") }
}

/// The section's lines, as they would be read back; none where nothing of it is set.
pub(super) fn described(metrics: &Metrics, quoted: impl Fn(&str) -> String) -> Option<String> {
    if *metrics == Metrics::default() {
        return None;
    }
    let mut lines = vec!["\n[metrics]".to_owned()];
    let listen = metrics.listen.map(|it| it.to_string());
    let otlp = metrics.otlp.as_ref().map(Url::as_str);
    let given = [
        ("listen", listen.as_deref()),
        ("otlp", otlp),
        ("every", Some(&*written(metrics.every))),
        ("instance", metrics.instance.as_deref()),
    ]
    .map(|(key, value)| Some(format!("{key} = {}", quoted(value?))));
    lines.extend(given.into_iter().flatten());
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_go_to_their_own_path_below_the_collectors_address() {
        let goes_to = |text: &str| {
            let metrics = Metrics { otlp: Some(text.parse().unwrap()), ..Metrics::default() };
            metrics.collector().unwrap().to_string()
        };
        assert_eq!(goes_to("http://a.example:4318"), "http://a.example:4318/v1/metrics");
        assert_eq!(goes_to("https://a.example/otlp/"), "https://a.example/otlp/v1/metrics");
        assert_eq!(goes_to("http://a.example/v1/metrics"), "http://a.example/v1/metrics");
        assert_eq!(Metrics::default().collector(), None);
    }
}
