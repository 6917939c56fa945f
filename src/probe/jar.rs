//! The cookies of one walk: some front doors set one and redirect to themselves, which is no circle for a browser.

use url::Url;

/// Cookies kept at most, and bytes of each: a hostile server must not fill our memory.
const MAX_COOKIES: usize = 32;
const MAX_COOKIE: usize = 4096;

/// Cookies by the host that set them. Forgotten with the walk.
#[derive(Clone, Debug, Default)]
pub(super) struct Jar(Vec<(String, String)>);

impl Jar {
    /// Keeps what a response from `url` set, as `name=value`.
    pub(super) fn keep(&mut self, url: &Url, cookies: Vec<String>) {
        let host = url.host_str().unwrap_or_default();
        for cookie in cookies {
            let name = |it: &str| it.split('=').next().map(str::to_owned);
            self.0.retain(|(of, old)| of != host || name(old) != name(&cookie));
            if self.0.len() < MAX_COOKIES && cookie.len() <= MAX_COOKIE {
                self.0.push((host.to_owned(), cookie));
            }
        }
    }

    /// The cookies for a request to `url`. Only the very host that set one gets it back.
    pub(super) fn header(&self, url: &Url) -> Option<String> {
        let host = url.host_str()?;
        let own = self.0.iter().filter(|(of, _)| of == host).map(|(_, it)| it.as_str());
        let text = own.collect::<Vec<_>>().join("; ");
        (!text.is_empty()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_cookie_goes_back_to_its_host_alone() {
        let mut jar = Jar::default();
        jar.keep(&url("https://a.test/"), vec!["seen=1".to_owned(), "lang=en".to_owned()]);
        assert_eq!(jar.header(&url("https://a.test/x")).as_deref(), Some("seen=1; lang=en"));
        assert_eq!(jar.header(&url("https://b.test/")), None);
    }

    #[test]
    fn a_new_value_replaces_the_old() {
        let mut jar = Jar::default();
        jar.keep(&url("https://a.test/"), vec!["n=1".to_owned()]);
        jar.keep(&url("https://a.test/"), vec!["n=2".to_owned()]);
        assert_eq!(jar.header(&url("https://a.test/")).as_deref(), Some("n=2"));
    }

    #[test]
    fn a_jar_is_never_large() {
        let mut jar = Jar::default();
        jar.keep(&url("https://a.test/"), (0..1000).map(|n| format!("c{n}=1")).collect());
        jar.keep(&url("https://a.test/"), vec![format!("big={}", "x".repeat(100_000))]);
        assert!(jar.0.len() <= MAX_COOKIES);
    }
}
