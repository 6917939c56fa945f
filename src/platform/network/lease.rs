//! What systemd-networkd's leases say of a network's sign-in. Its library reads the same files, and nobody else tells.

use std::fs;

use crate::whole_file;

const LEASES: &str = "/run/systemd/netif/leases";

/// More is no lease.
const LONGEST: u64 = 64 * 1024;

/// The addresses of the interfaces that the leases name.
pub(super) fn portal_interfaces() -> Vec<String> {
    let entries = fs::read_dir(LEASES).into_iter().flatten().flatten();
    let texts = entries.filter_map(|it| whole_file::read_text(&it.path(), LONGEST).ok());
    texts.filter_map(|text| portal_interface(&text).map(str::to_owned)).collect()
}

fn portal_interface(lease: &str) -> Option<&str> {
    lease.lines().find_map(|line| line.strip_prefix("CAPTIVE_PORTAL="))
}

#[cfg(test)]
mod tests {
    use super::portal_interface;

    #[test]
    fn a_lease_may_name_an_interface() {
        let lease = "# This is private data. Do not parse.\nADDRESS=192.0.2.7\nCAPTIVE_PORTAL=https://portal.example/api\n";
        assert_eq!(portal_interface(lease), Some("https://portal.example/api"));
        assert_eq!(portal_interface("ADDRESS=192.0.2.7\nROUTER=192.0.2.1\n"), None);
    }
}
