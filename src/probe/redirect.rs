//! Which redirects are followed. A probe must not become a way for strangers to send requests into the user's network.

use std::net::{IpAddr, Ipv4Addr};

use url::{Host, Url};

/// Redirects followed at most. Browsers follow twenty; no front door needs half of it.
pub(super) const MAX_REDIRECTS: usize = 8;

/// Where a redirect leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Follow(Url),
    /// Another scheme, or this computer or its network.
    Refuse(Url),
}

/// Who can be meant by an address. The nearer, the less a stranger may send us there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    World,
    /// The user's own network.
    Network,
    /// This computer: other programs listen there, and so does our own page.
    Computer,
}

/// Judges a redirect from `from` to `location`, in a walk that `began` so near; `None` where `location` makes no sense.
///
/// A walk never comes nearer than it began: the user's own server may send it around in their network, a service on the
/// Internet may not.
pub(super) fn judge(from: &Url, location: &str, began: Reach) -> Option<Next> {
    let to = from.join(location).ok()?;
    let is_web = matches!(to.scheme(), "http" | "https");
    let follows = is_web && to.has_host() && reach_of(&to) <= began;
    Some(if follows { Next::Follow(to) } else { Next::Refuse(to) })
}

/// Who can be meant by the host of `url` itself, without a look-up.
pub(super) fn reach_of(url: &Url) -> Reach {
    match url.host() {
        Some(Host::Ipv4(address)) => reach(address.into()),
        Some(Host::Ipv6(address)) => reach(address.into()),
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
            match name.parse() {
                Ok(address) => reach(address),
                // RFC 6761, section 6.3.
                Err(_) if name == "localhost" || name.ends_with(".localhost") => Reach::Computer,
                Err(_) if super::resolve::is_local_name(&name) => Reach::Network,
                Err(_) => Reach::World,
            }
        }
        None => Reach::World,
    }
}

/// Who can be meant by `address`.
pub(super) fn reach(address: IpAddr) -> Reach {
    match plain(address) {
        IpAddr::V4(it) if it.is_loopback() || it.octets()[0] == 0 => Reach::Computer,
        IpAddr::V4(it) if it.is_private() || it.is_link_local() => Reach::Network,
        IpAddr::V6(it) if it.is_loopback() || it.is_unspecified() => Reach::Computer,
        IpAddr::V6(it) if it.is_unique_local() || it.is_unicast_link_local() => Reach::Network,
        IpAddr::V4(_) | IpAddr::V6(_) => Reach::World,
    }
}

/// The IPv4 address that an IPv6 address stands for: mapped, compatible (RFC 4291, section 2.5.5), or what a NAT64
/// translates (RFC 6052, section 2.1).
fn plain(address: IpAddr) -> IpAddr {
    let IpAddr::V6(six) = address.to_canonical() else { return address.to_canonical() };
    let [.., a, b, c, d] = six.octets();
    let four = Ipv4Addr::new(a, b, c, d);
    match six.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, _, _] => four.into(),
        [0, 0, 0, 0, 0, 0, high, _] if high != 0 => four.into(),
        _ => six.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[track_caller]
    fn check(location: &str, follow: bool) {
        let next = judge(&url("https://www.example.com/a"), location, Reach::World).unwrap();
        assert_eq!(matches!(next, Next::Follow(_)), follow, "{location}");
    }

    #[test]
    fn other_hosts_and_relative_paths_are_followed() {
        check("https://login.example.net/", true);
        check("http://www.example.com/", true);
        check("/b", true);
        check("//cdn.example.com/", true);
    }

    #[test]
    fn other_schemes_are_refused() {
        check("file:///etc/passwd", false);
        check("data:text/plain,x", false);
        check("intent://scan/", false);
    }

    #[test]
    fn this_computer_and_its_network_are_refused() {
        for host in
            ["127.0.0.1", "localhost", "[::1]", "192.168.0.1", "169.254.169.254", "0.0.0.0", "nas"]
        {
            check(&format!("http://{host}/"), false);
        }
        check("http://2130706433/", false);
        check("http://0x7f.1/", false);
        for mapped in ["[::ffff:10.0.0.1]", "[64:ff9b::127.0.0.1]", "[::10.0.0.1]", "[::ffff:0:1]"]
        {
            check(&format!("http://{mapped}/"), false);
        }
        check("http://[64:ff9b::198.51.100.1]/", true);
        check("http://www.localhost./", false);
    }

    #[test]
    fn a_walk_never_comes_nearer_than_it_began() {
        let follows = |from: &str, to: &str| {
            let from = url(from);
            matches!(judge(&from, to, reach_of(&from)), Some(Next::Follow(_)))
        };
        assert!(follows("http://192.168.0.10:8096/", "http://192.168.0.10:8096/web/"));
        assert!(follows("http://nas.local/", "http://nas.local:8096/web/"));
        assert!(follows("http://localhost:8096/", "http://127.0.0.1:8096/web/"));
        assert!(!follows("http://192.168.0.10:8096/", "http://127.0.0.1:8096/"));
        assert!(!follows("http://nas.local/", "http://localhost/"));
        assert!(!follows("https://www.example.com/", "http://nas.local/"));
    }

    #[test]
    fn nonsense_leads_nowhere() {
        assert_eq!(judge(&url("https://www.example.com/"), "http://[", Reach::World), None);
    }
}
