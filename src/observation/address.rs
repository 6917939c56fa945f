//! Which addresses and names mean one's own network. The probe's caution and the diagnosis read the same.

use std::net::IpAddr;

/// Whether only this computer, its network or its provider's can mean `address` (RFC 1918, 3927, 4193, 6598, 6890): it
/// is nobody's on the Internet.
pub fn is_inside(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(it) => {
            let [first, second, ..] = it.octets();
            it.is_private()
                || it.is_link_local()
                || it.is_loopback()
                || first == 0
                || (first == 100 && (64..128).contains(&second))
        }
        IpAddr::V6(it) => {
            it.is_loopback()
                || it.is_unspecified()
                || it.is_unique_local()
                || it.is_unicast_link_local()
        }
    }
}

/// Whether only one's own network can know `name`: no public resolver ever will (RFC 6761, 6762, 8375, ICANN's
/// `internal`, and the habits of routers and companies).
pub fn is_inside_name(name: &str) -> bool {
    const ENDINGS: [&str; 10] = [
        "localhost",
        "local",
        "internal",
        "home.arpa",
        // The commonest router of Central Europe calls its network so.
        "fritz.box",
        "lan",
        "home",
        "localdomain",
        "corp",
        "intranet",
    ];
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    !name.contains(['.', ':'])
        || ENDINGS.iter().any(|it| name.strip_suffix(it).is_some_and(|rest| rest.ends_with('.')))
}

/// Whether a service can be at `address`: filters that deny a name answer with the unspecified address or with this
/// computer itself.
pub fn leads_somewhere(address: IpAddr) -> bool {
    let address = address.to_canonical();
    !address.is_unspecified() && !address.is_loopback()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn all(addresses: &[&str], wanted: bool) {
        for address in addresses {
            assert_eq!(is_inside(address.parse().unwrap()), wanted, "{address}");
        }
    }

    #[test]
    fn addresses_of_networks_of_ones_own_are_told_from_public_ones() {
        all(
            &["192.168.1.1", "10.0.0.1", "172.16.0.1", "169.254.1.1", "127.0.0.1", "0.0.0.0"],
            true,
        );
        all(&["100.64.0.1", "::1", "::", "fe80::1", "fd00::1", "::ffff:10.0.0.1"], true);
        all(&["8.8.8.8", "172.32.0.1", "100.63.0.1", "100.128.0.1", "2001:db8::1"], false);
    }

    #[test]
    fn names_of_ones_own_network_are_told_from_public_ones() {
        for own in
            ["nas", "router.lan", "Printer.Local.", "x.home.arpa", "nas.fritz.box", "wiki.corp"]
        {
            assert!(is_inside_name(own), "{own}");
        }
        for public in
            ["www.example.com", "lan.example.com", "corp.example", "nas.box", "2001:db8::1"]
        {
            assert!(!is_inside_name(public), "{public}");
        }
    }
}
