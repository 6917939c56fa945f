//! The settings in force, in words: for `streamdoctor config` and `streamdoctor services`.

use std::collections::BTreeSet;

use serde::Serialize;
use toml::Value;
use url::Url;

use super::keeping::written as amount;
use super::metrics::described as metrics;
use super::schema::{Config, Daily, Icons, Language, Metered, OutsideTunnel};
use crate::catalogue::{Service, written};
use crate::observation::Expectation;

/// Where the description of a service is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Part of the program.
    Bundled,
    /// Added, or changed, by a file of the user's.
    File,
}

/// One known service, or one of the other reasons for contacting somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServiceRow {
    pub id: String,
    pub name: String,
    pub watched: bool,
    pub source: Origin,
    /// Every host that is contacted for it, with the port where it is no ordinary one, sorted.
    pub hosts: Vec<String>,
}

/// Every host that the program contacts, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contacts {
    /// All known services; only those that are watched, or asked for by name, are contacted.
    pub services: Vec<ServiceRow>,
    /// Known-good comparisons, by name and by literal address.
    pub controls: Vec<String>,
    /// Public resolvers that the system's own is compared with, when something is wrong.
    pub resolvers: Vec<String>,
    /// The user's own collector of numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collector: Option<String>,
}

/// Every host that the program contacts under these settings.
pub fn contacts(config: &Config) -> Contacts {
    let controls = config.controls.iter().filter_map(|control| host(&control.url));
    let doh = config.doh.iter().filter_map(host);
    Contacts {
        services: list(config),
        controls: sorted(controls.chain(config.anchors.iter().map(ToString::to_string))),
        resolvers: sorted(config.public_resolvers.iter().map(ToString::to_string).chain(doh)),
        collector: config.metrics.otlp.as_ref().and_then(host),
    }
}

/// Every known service with the hosts that are contacted for it: its targets and its status feed.
pub fn list(config: &Config) -> Vec<ServiceRow> {
    let row = |service: &Service| {
        let targets = service.targets.iter().map(|target| match target.url.port() {
            Some(port) if port != 443 => format!("{}:{port}", target.host()),
            _ => target.host().to_owned(),
        });
        let feed = service.status.as_ref().and_then(|feed| host(&feed.url));
        ServiceRow {
            id: service.id.clone(),
            name: service.name.clone(),
            watched: config.services.iter().any(|watched| watched.id == service.id),
            source: if service.file.is_some() { Origin::File } else { Origin::Bundled },
            hosts: sorted(targets.chain(feed)),
        }
    };
    config.catalogue.iter().map(row).collect()
}

/// The settings in force as a `streamdoctor.toml` that would say the same, with the files they are from.
pub fn describe(config: &Config) -> String {
    let mut lines = vec!["# The settings in force.".to_owned()];
    if config.files.is_empty() {
        lines.push("# No file was read: everything is at its default.".to_owned());
    } else {
        lines.push("# From:".to_owned());
        // A file's name may hold anything, a line break too.
        let name =
            |path: &std::path::PathBuf| path.display().to_string().replace(['\n', '\r'], "?");
        lines.extend(config.files.iter().map(|path| format!("#   {}", name(path))));
    }
    lines.push("version = 1\n\n[controls]\nendpoints = [".to_owned());
    lines.extend(config.controls.iter().map(|control| {
        let url = quoted(control.url.as_str());
        match expectation(&control.expect) {
            Some(expect) => format!("    {{ url = {url}, expect = {expect} }},"),
            None => format!("    {{ url = {url} }},"),
        }
    }));
    lines.push("]".to_owned());
    lines.push(format!("addresses = {}", texts(&config.anchors)));
    lines.push(format!("\n[resolvers]\npublic = {}", texts(&config.public_resolvers)));
    lines.push(format!("doh = {}", texts(&config.doh)));
    if let Some(path) = &config.public_roots {
        lines.push(format!("\n[trust]\npublic_roots = {}", quoted(&path.to_string_lossy())));
    }
    let (interval, quick) = (written(config.schedule.interval), written(config.schedule.quick));
    lines.push(format!(
        "\n[schedule]\ninterval = {}\nquick = {}",
        quoted(&interval),
        quoted(&quick)
    ));
    for (key, daily) in
        [("daily_mb", config.schedule.daily), ("daily_mb_metered", config.schedule.daily_metered)]
    {
        match daily {
            Daily::Usual => {}
            Daily::Bytes(bytes) => lines.push(format!("{key} = {}", bytes / 1_000_000)),
            Daily::Unlimited => lines.push(format!("{key} = 0")),
        }
    }
    match config.schedule.metered {
        Metered::Auto => {}
        Metered::Yes => lines.push("metered = \"yes\"".to_owned()),
        Metered::No => lines.push("metered = \"no\"".to_owned()),
    }
    let outside_tunnel = match config.outside_tunnel {
        OutsideTunnel::Ask => "ask",
        OutsideTunnel::Always => "always",
        OutsideTunnel::Never => "never",
    };
    lines.push(format!("\n[trials]\noutside_tunnel = {}", quoted(outside_tunnel)));
    let history = config.history;
    lines.push(format!(
        "\n[history]\nenabled = {}\ndays = {}\nmax_mb = {}",
        history.on_disk, history.days, history.max_mb
    ));
    if let Some(plan) = config.data_plan {
        let amount = quoted(&amount(plan.bytes));
        lines.push(format!("\n[data]\nplan = {amount}\nresets_on = {}", plan.resets_on));
    }
    lines.extend(metrics(&config.metrics, quoted));
    let quiet = config.quiet.written().iter().map(|it| quoted(it)).collect::<Vec<_>>();
    lines.push(format!("\n[notifications]\nquiet = [{}]", quiet.join(", ")));
    let icons = match config.icons {
        Icons::Auto => "auto",
        Icons::Light => "light",
        Icons::Dark => "dark",
    };
    lines.push(format!("\n[tray]\nicons = {}", quoted(icons)));
    let language = match config.language {
        Language::Auto => "auto",
        Language::English => "en",
        Language::German => "de",
    };
    lines.push(format!("\n[appearance]\nlanguage = {}", quoted(language)));
    let enabled = config.services.iter().map(|service| &service.id).collect::<Vec<_>>();
    lines.push(format!("\n[services]\nenabled = {}\n", texts(&enabled)));
    lines.join("\n")
}

fn expectation(expect: &Expectation) -> Option<String> {
    let status = match expect.status.as_slice() {
        [] => None,
        [status] => Some(format!("status = {status}")),
        several => Some(format!("status = {several:?}")),
    };
    let body = expect.body.as_deref().map(|body| format!("body = {}", quoted(body)));
    let parts = status.into_iter().chain(body).collect::<Vec<_>>();
    (!parts.is_empty()).then(|| format!("{{ {} }}", parts.join(", ")))
}

fn texts<T: ToString>(values: &[T]) -> String {
    let values = values.iter().map(|value| quoted(&value.to_string())).collect::<Vec<_>>();
    format!("[{}]", values.join(", "))
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

fn host(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn sorted(hosts: impl Iterator<Item = String>) -> Vec<String> {
    hosts.collect::<BTreeSet<_>>().into_iter().collect()
}
