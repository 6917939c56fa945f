//! Which hosts are reached without the proxy: `NO_PROXY` and its cousins.

use std::net::IpAddr;

/// Whether one of `rules` exempts `host` at `port` from the proxy.
///
/// There is no standard. Understood is what curl, Go, the desktops and Windows write: `*`; `<local>` for names without
/// a dot; an address; a network as `10.0.0.0/8`; a name, which stands for the names below it too, with or without a
/// leading dot; `*` within a name; each with an optional `:port`.
pub(super) fn is_exempt(rules: &[String], host: &str, port: u16) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    rules.iter().any(|rule| matches(&rule.trim().to_ascii_lowercase(), &host, port))
}

/// Whether `host` is this computer itself, which no proxy can reach on our behalf.
pub(super) fn is_this_computer(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|it| it.to_canonical().is_loopback())
}

fn matches(rule: &str, host: &str, port: u16) -> bool {
    let literal = host.parse::<IpAddr>().ok();
    if rule == "*" {
        return true;
    }
    if rule == "<local>" {
        return literal.is_none() && !host.contains('.');
    }
    if let (Some((network, length)), Some(address)) = (rule.split_once('/'), literal) {
        return in_network(address, network, length);
    }
    let (rule, wanted_port) = split_port(rule);
    if wanted_port.is_some_and(|wanted| wanted != port) || rule.is_empty() {
        return false;
    }
    if let Ok(rule) = rule.parse::<IpAddr>() {
        return literal.is_some_and(|it| it.to_canonical() == rule.to_canonical());
    }
    let name = rule.strip_prefix("*.").or_else(|| rule.strip_prefix('.')).unwrap_or(rule);
    if name.contains('*') {
        return glob(name, host);
    }
    host == name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'))
}

/// Splits `host:port`, `[v6]:port` and their parts; a bare IPv6 address has no port.
fn split_port(rule: &str) -> (&str, Option<u16>) {
    if let Some(rest) = rule.strip_prefix('[') {
        let (address, after) = rest.split_once(']').unwrap_or((rest, ""));
        return (address, after.strip_prefix(':').and_then(|it| it.parse().ok()));
    }
    if rule.parse::<IpAddr>().is_ok() {
        return (rule, None);
    }
    match rule.rsplit_once(':') {
        Some((host, port)) if port.parse::<u16>().is_ok() => (host, port.parse().ok()),
        Some(_) | None => (rule, None),
    }
}

fn in_network(address: IpAddr, network: &str, length: &str) -> bool {
    let (Ok(network), Ok(length)) = (network.parse::<IpAddr>(), length.parse::<u32>()) else {
        return false;
    };
    let differs = |bits: u32, all: u32| length > all || bits < length;
    match (address.to_canonical(), network) {
        (IpAddr::V4(address), IpAddr::V4(network)) => {
            let common = (u32::from(address) ^ u32::from(network)).leading_zeros();
            !differs(common, u32::BITS)
        }
        (IpAddr::V6(address), IpAddr::V6(network)) => {
            let common = (u128::from(address) ^ u128::from(network)).leading_zeros();
            !differs(common, u128::BITS)
        }
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
    }
}

/// Whether `text` is `pattern` with any text in place of each `*`.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: &str, exempt: &[&str], proxied: &[&str]) {
        let rules = [rule.to_owned()];
        for host in exempt {
            assert!(is_exempt(&rules, host, 443), "{rule} must exempt {host}");
        }
        for host in proxied {
            assert!(!is_exempt(&rules, host, 443), "{rule} must not exempt {host}");
        }
    }

    #[test]
    fn a_name_stands_for_the_names_below_it() {
        let below = ["example.com", "www.example.com", "WWW.EXAMPLE.COM."];
        let others = ["notexample.com", "example.com.evil.test", "com"];
        check("example.com", &below, &others);
        check(".example.com", &below, &others);
        check("*.example.com", &below, &others);
    }

    #[test]
    fn a_star_exempts_everything() {
        check("*", &["example.com", "192.0.2.1", "::1"], &[]);
    }

    #[test]
    fn local_means_names_of_one_label() {
        check("<local>", &["nas", "printer"], &["example.com", "192.0.2.1", "::1"]);
    }

    #[test]
    fn networks_exempt_the_addresses_in_them() {
        check("10.0.0.0/8", &["10.1.2.3"], &["11.0.0.1", "::1", "10.example.com"]);
        check("192.0.2.128/25", &["192.0.2.200"], &["192.0.2.1"]);
        check("fd00::/8", &["fd12::1"], &["fe80::1", "10.0.0.1"]);
        check("0.0.0.0/0", &["192.0.2.1"], &["::1"]);
        check("10.0.0.0/33", &[], &["10.0.0.0"]);
        check("ten/8", &[], &["10.0.0.0"]);
    }

    #[test]
    fn a_literal_exempts_itself_in_any_spelling() {
        check("192.0.2.1", &["192.0.2.1"], &["192.0.2.10", "1.192.0.2.1"]);
        check("2001:db8:0::1", &["2001:db8::1"], &["2001:db8::2"]);
        check("[2001:db8::1]", &["2001:db8::1"], &[]);
    }

    #[test]
    fn a_port_restricts_the_rule() {
        check("example.com:443", &["example.com"], &["example.org"]);
        check("example.com:8443", &[], &["example.com"]);
        check("[2001:db8::1]:443", &["2001:db8::1"], &[]);
        check("[2001:db8::1]:80", &[], &["2001:db8::1"]);
    }

    #[test]
    fn stars_within_stand_for_any_text() {
        check("192.168.*", &["192.168.1.20"], &["192.169.1.20"]);
        check("cdn*.example.com", &["cdn7.example.com"], &["www.example.com"]);
    }

    #[test]
    fn empty_rules_exempt_nothing() {
        check("", &[], &["example.com", ""]);
        check(":443", &[], &["example.com"]);
    }

    #[test]
    fn this_computer_needs_no_rule() {
        assert!(is_this_computer("localhost") && is_this_computer("127.0.0.2"));
        assert!(!is_this_computer("localhost.example.com") && !is_this_computer("192.168.0.1"));
    }
}
