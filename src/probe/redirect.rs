//! Which redirects are followed. A probe must not become a way for strangers to send requests into the user's network.

use std::net::IpAddr;

use url::{Host, Url};

pub(super) use crate::observation::is_inside;

/// Redirects followed at most. Browsers follow twenty; no front door needs half of it.
pub(super) const MAX_REDIRECTS: usize = 8;

/// Where a redirect leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Follow(Url),
    /// Another scheme, or this computer or its network.
    Refuse(Url),
}

/// Judges a redirect from `from` to `location`, in a walk whose first host lies inside the user's network or not;
/// `None` where `location` makes no sense.
pub(super) fn judge(from: &Url, location: &str, began_inside: bool) -> Option<Next> {
    let to = from.join(location).ok()?;
    let is_web = matches!(to.scheme(), "http" | "https");
    let follows = is_web && to.has_host() && (began_inside || !names_inside(&to));
    Some(if follows { Next::Follow(to) } else { Next::Refuse(to) })
}

/// Whether the host of `url` itself, without a look-up, lies inside the user's network.
pub(super) fn names_inside(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_inside(address.into()),
        Some(Host::Ipv6(address)) => is_inside(address.into()),
        Some(Host::Domain(name)) => match name.parse::<IpAddr>() {
            Ok(address) => is_inside(address),
            Err(_) => super::resolve::is_local_name(name),
        },
        None => false,
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
        let next = judge(&url("https://www.example.com/a"), location, false).unwrap();
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
        check("http://[::ffff:10.0.0.1]/", false);
    }

    #[test]
    fn a_walk_that_began_inside_may_stay_inside() {
        let next = judge(&url("http://192.168.0.10:8096/"), "http://192.168.0.10:8096/web/", true);
        assert!(matches!(next, Some(Next::Follow(_))));
    }

    #[test]
    fn nonsense_leads_nowhere() {
        assert_eq!(judge(&url("https://www.example.com/"), "http://[", false), None);
    }
}
