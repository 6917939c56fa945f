//! The file of a service that a user adds, from an address as people type it. Pure.

use url::{Host, Url};

use super::file::target_url;
use super::service::{ProbeKind, Service};
use crate::observation::{is_inside, is_inside_name};

/// A service to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewService {
    pub id: String,
    pub name: String,
    pub url: Url,
    probe: ProbeKind,
    /// The status that it answers with by nature, where it is not one that says "all is well": many servers at home want
    /// a sign-in at their door.
    pub status: Option<u16>,
}

impl NewService {
    /// A service at `address`, called `name` and known as `id`, or as its host says.
    pub fn new(address: &str, name: Option<&str>, id: Option<&str>) -> Result<Self, String> {
        let address = address.trim();
        let (url, probe) = target_url(&with_scheme(address)).map_err(|it| format!("it {it}"))?;
        let host = url.host_str().unwrap_or_else(|| url.path()).to_owned();
        let name = name.map_or_else(|| host.clone(), |it| it.trim().to_owned());
        let id = id.map_or_else(|| as_id(&name), |it| it.trim().to_owned());
        if id.is_empty() || id != as_id(&id) {
            let form = "lower-case letters, digits and single dashes";
            return Err(format!("“{id}” cannot be its id, which has {form}; give one with --id"));
        }
        Ok(Self { id, name, url, probe, status: None })
    }

    /// Whether its answer carries a status.
    pub fn speaks_http(&self) -> bool {
        matches!(self.probe, ProbeKind::Https | ProbeKind::Http)
    }

    /// The service among `known` that it is in truth: the one with its id, or whose host it names.
    pub fn among<'a>(&self, known: &'a [Service]) -> Option<&'a Service> {
        let host = self.url.host_str().unwrap_or_default();
        let is_below = |suffix: &String| {
            host.strip_suffix(suffix.as_str()).is_some_and(|it| it.is_empty() || it.ends_with('.'))
        };
        (known.iter().find(|it| it.id == self.id))
            .or_else(|| known.iter().find(|it| it.host_suffixes.iter().any(is_below)))
    }

    /// The text of its file.
    pub fn text(&self) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let expectation = self.status.map(|status| {
            let why = "# So it answered when it was added. Another answer is a fault.";
            format!("{why}\nexpect = {{ status = {status} }}\n")
        });
        format!(
            "#:schema ../service.schema.json\n\nid = {}\nname = {}\n\n[[target]]\nurl = {}\n{}",
            quoted(&self.id),
            quoted(&self.name),
            quoted(self.url.as_str()),
            expectation.unwrap_or_default()
        )
    }
}

/// `address` with the scheme that people leave out: clear text inside their own network, where nobody has certificates.
fn with_scheme(address: &str) -> String {
    if address.contains("://") || address.starts_with("dns:") {
        return address.to_owned();
    }
    let is_own = Url::parse(&format!("http://{address}")).is_ok_and(|url| match url.host() {
        Some(Host::Ipv4(it)) => is_inside(it.into()),
        Some(Host::Ipv6(it)) => is_inside(it.into()),
        Some(Host::Domain(name)) => is_inside_name(name),
        None => false,
    });
    format!("{}://{address}", if is_own { "http" } else { "https" })
}

/// `name` as an id: lower-case letters, digits and single dashes.
fn as_id(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{bundled, read_service};

    fn added(address: &str) -> NewService {
        NewService::new(address, None, None).unwrap()
    }

    #[test]
    fn an_address_is_read_as_people_type_it() {
        for (typed, url, id) in [
            ("192.168.1.10:32400", "http://192.168.1.10:32400/", "192-168-1-10"),
            ("http://plex.lan:32400/identity", "http://plex.lan:32400/identity", "plex-lan"),
            ("nas", "http://nas/", "nas"),
            ("plex.fritz.box", "http://plex.fritz.box/", "plex-fritz-box"),
            (
                "plex.fritz.box.example.org",
                "https://plex.fritz.box.example.org/",
                "plex-fritz-box-example-org",
            ),
            ("watch.example.org/live", "https://watch.example.org/live", "watch-example-org"),
            ("[fd00::1]:8096", "http://[fd00::1]:8096/", "fd00-1"),
            ("tcp://10.0.0.2:8096", "tcp://10.0.0.2:8096", "10-0-0-2"),
            ("dns:nas.example.org", "dns:nas.example.org", "nas-example-org"),
        ] {
            let service = added(typed);
            assert_eq!((service.url.as_str(), service.id.as_str()), (url, id), "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        for typed in
            ["", "ftp://nas/", "https://user:secret@nas/", "https://*.example.org/", "tcp://nas"]
        {
            let reason = NewService::new(typed, None, None).unwrap_err();
            assert!(reason.starts_with("it ") && !reason.contains("secret"), "{typed}: {reason}");
        }
        let reason = NewService::new("nas", None, Some("My NAS")).unwrap_err();
        assert!(reason.contains("--id"), "{reason}");
    }

    #[test]
    fn the_file_reads_back_as_what_was_added() {
        let name = "My \"Plex\"\n[[target]]\\ é";
        let mut service = NewService::new("192.168.1.10", Some(name), None).unwrap();
        service.status = Some(401);
        let read =
            read_service("plex.toml", &service.text()).unwrap().complete("plex.toml").unwrap();
        assert_eq!((read.id.as_str(), read.name.as_str()), ("my-plex-target", name));
        assert_eq!(read.targets.len(), 1);
        assert_eq!(read.targets[0].url.as_str(), "http://192.168.1.10/");
        assert_eq!(read.targets[0].expect.status, [401]);
    }

    #[test]
    fn a_known_service_is_recognised_by_id_and_host() {
        let known = bundled();
        let found = |address| added(address).among(&known).map(|it| it.id.as_str());
        assert_eq!(found("https://www.netflix.com/"), Some("netflix"));
        assert_eq!(found("https://netflix.com.example.org/"), None);
        assert_eq!(found("https://notnetflix.com/"), None);
        let named = NewService::new("nas", Some("Netflix"), None).unwrap();
        assert_eq!(named.among(&known).map(|it| it.id.as_str()), Some("netflix"));
    }
}
