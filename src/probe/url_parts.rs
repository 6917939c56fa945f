//! What of a URL goes where: to a resolver, to a server, into a record.

use std::net::{IpAddr, SocketAddr};

use url::Url;

/// `url` without user name, password and fragment, and without the query unless it is wanted.
pub(super) fn without_secrets(url: &Url, with_query: bool) -> String {
    let mut url = url.clone();
    // Both fail only for URLs that cannot have credentials.
    let _no_credentials = (url.set_username(""), url.set_password(None));
    url.set_fragment(None);
    if !with_query {
        url.set_query(None);
    }
    url.into()
}

/// The host without the brackets of an IPv6 address.
pub(super) fn host_of(url: &Url) -> Option<&str> {
    let host = url.host_str()?;
    Some(host.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(host))
        .filter(|it| !it.is_empty())
}

pub(super) fn port_of(url: &Url) -> u16 {
    url.port_or_known_default().unwrap_or(443)
}

/// Host and port as `Host` has them: without the scheme's own port (RFC 9110, section 7.2).
pub(super) fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

pub(super) fn with_port(addresses: &[IpAddr], port: u16) -> Vec<SocketAddr> {
    addresses.iter().map(|it| SocketAddr::new(*it, port)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn credentials_and_query_never_leave_the_probe() {
        let url = url("https://anna:secret@www.example.com/a?token=1#part");
        assert_eq!(without_secrets(&url, false), "https://www.example.com/a");
        assert_eq!(without_secrets(&url, true), "https://www.example.com/a?token=1");
    }

    #[test]
    fn hosts_and_ports_of_any_scheme_are_found() {
        let literal = url("tcp://192.0.2.1:443");
        assert_eq!((host_of(&literal), port_of(&literal)), (Some("192.0.2.1"), 443));
        let v6 = url("https://[2001:db8::1]:8443/");
        assert_eq!((host_of(&v6), port_of(&v6)), (Some("2001:db8::1"), 8443));
        assert_eq!(authority(&v6), "[2001:db8::1]:8443");
        assert_eq!(authority(&url("http://www.example.com:80/")), "www.example.com");
        assert_eq!(host_of(&url("data:text/plain,x")), None);
    }
}
