//! VPN clients, security suites and local filters that are running, by the names of their processes.
//!
//! That one runs is no proof that it has a hand in it, so this is only asked for when something is wrong.

use std::collections::BTreeSet;

use serde::Deserialize;
use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System};
use tracing::{debug, warn};

use crate::observation::{Software, SoftwareKind};

const PRODUCTS: &str = include_str!(concat!(env!("OUT_DIR"), "/software.json"));
/// Linux keeps no more of a process's name (`TASK_COMM_LEN`, without the zero).
const SHORT: usize = 15;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Products {
    product: Vec<Product>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Product {
    name: String,
    kind: SoftwareKind,
    #[serde(default)]
    linux: Vec<String>,
    #[serde(default)]
    macos: Vec<String>,
    #[serde(default)]
    windows: Vec<String>,
}

impl Product {
    fn processes(&self, system: &str) -> &[String] {
        match system {
            "macos" => &self.macos,
            "windows" => &self.windows,
            _ => &self.linux,
        }
    }
}

/// The known products of which a process is running, each once.
pub fn software() -> Vec<Software> {
    let Ok(mut system) = System::new() else {
        debug!("the processes cannot be listed");
        return Vec::new();
    };
    system.refresh_processes_specifics(
        ProcessesToUpdate::All,
        true,
        ProcessRefreshKind::nothing().without_tasks(),
    );
    let running = system.processes().values().map(|it| it.name().to_string_lossy().into_owned());
    let products = products().unwrap_or_else(|error| {
        warn!(%error, "the list of products is broken");
        Vec::new()
    });
    known(&products, std::env::consts::OS, &running.collect())
}

fn products() -> serde_json::Result<Vec<Product>> {
    serde_json::from_str::<Products>(PRODUCTS).map(|it| it.product)
}

fn known(products: &[Product], system: &str, running: &BTreeSet<String>) -> Vec<Software> {
    let running = running.iter().map(|it| spelling(system, it)).collect::<BTreeSet<_>>();
    let is_running = |product: &&Product| {
        product.processes(system).iter().any(|it| running.contains(&spelling(system, it)))
    };
    let software = |it: &Product| Software { kind: it.kind, name: it.name.clone() };
    products.iter().filter(is_running).map(software).collect()
}

/// A process's name in the form in which two are compared.
fn spelling(system: &str, name: &str) -> String {
    let name = name.to_lowercase();
    match system {
        "linux" => String::from_utf8_lossy(&name.as_bytes()[..name.len().min(SHORT)]).into_owned(),
        "windows" => name.trim_end_matches(".exe").to_owned(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(system: &str, running: &[&str]) -> Vec<String> {
        let running = running.iter().map(ToString::to_string).collect();
        let products = products().unwrap();
        known(&products, system, &running).into_iter().map(|it| it.name).collect()
    }

    #[test]
    fn the_list_names_each_product_once_with_a_process() {
        let products = products().unwrap();
        let mut names = BTreeSet::new();
        for product in &products {
            assert!(names.insert(&product.name), "{} stands twice", product.name);
            let processes = [&product.linux, &product.macos, &product.windows];
            assert!(processes.iter().any(|it| !it.is_empty()), "{}", product.name);
        }
    }

    #[test]
    fn no_process_belongs_to_two_products() {
        let products = products().unwrap();
        for system in ["linux", "macos", "windows"] {
            let mut seen = BTreeSet::new();
            for product in &products {
                for process in product.processes(system) {
                    assert!(seen.insert(spelling(system, process)), "{system}: {process}");
                }
            }
        }
    }

    #[test]
    fn a_product_is_told_once_however_many_processes_it_has() {
        assert_eq!(found("windows", &["NordVPN.exe", "nordvpn-service.exe"]), ["NordVPN"]);
        assert_eq!(found("macos", &["NordVPN"]), ["NordVPN"]);
    }

    #[test]
    fn linux_cuts_long_names() {
        assert_eq!(found("linux", &["mullvad-daemon"]), ["Mullvad VPN"]);
        assert_eq!(
            found("linux", &["NetworkManager-openvpn"[..15].as_ref()]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_name_that_only_begins_alike_is_another_program() {
        assert!(found("linux", &["openvpn-settings"]).is_empty());
        assert!(found("windows", &["explorer.exe", "svchost.exe"]).is_empty());
    }

    #[test]
    fn the_running_processes_can_be_read() {
        // What runs here is not ours to say; only that it is read without fault, each product once.
        let found = software();
        let names = found.iter().map(|it| &it.name).collect::<BTreeSet<_>>();
        assert_eq!(names.len(), found.len());
    }
}
