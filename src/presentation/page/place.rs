//! Where in the page one is: parsed from a request, written into links.

use jiff::Timestamp;
use url::form_urlencoded;

use crate::remedy::Remedy;

/// No key, code or list in a link is longer.
const MAX_FIELD: usize = 128;

/// What a link from the tray, a notification or the terminal may open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagePath {
    /// The state of everything.
    Home,
    /// The fix steps of one problem, by its key.
    Problem(String),
    /// What a code on the screen means.
    Explain(String),
}

/// A page, and how far its reader has come with the steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) path: PagePath,
    /// The steps that the reader has done, as the links say.
    pub(super) done: Vec<Remedy>,
    /// When the last of them was done, in milliseconds since the epoch: an older look says nothing about it.
    pub(super) asked: Option<i64>,
    /// Whether the reader has just asked to hear no more of it.
    pub(super) muted: bool,
}

impl Place {
    pub(super) fn at(path: PagePath) -> Self {
        Self { path, done: Vec::new(), asked: None, muted: false }
    }

    /// The place that `name` (below the root) and `query` mean, if there is one.
    pub(super) fn parse(name: &str, query: &str) -> Option<Self> {
        let field = |wanted: &str| {
            form_urlencoded::parse(query.as_bytes())
                .find(|(key, _)| key == wanted)
                .map(|(_, value)| value.into_owned())
                .filter(|value| value.chars().count() <= MAX_FIELD)
        };
        let path = match name {
            "" => PagePath::Home,
            "problem" => PagePath::Problem(field("key")?),
            "explain" => PagePath::Explain(field("code")?.trim().to_owned()),
            _ => return None,
        };
        let mut done = Vec::new();
        for (_, value) in form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key == "done")
        {
            if let Some(remedy) = Remedy::from_id(&value)
                && !done.contains(&remedy)
            {
                done.push(remedy);
            }
        }
        let asked = field("asked").and_then(|it| it.parse().ok());
        Some(Self { path, done, asked, muted: field("muted").is_some() })
    }

    /// The same from a link that [`Self::link`] wrote.
    pub(super) fn parse_link(link: &str) -> Option<Self> {
        let (name, query) = link.split_once('?').unwrap_or((link, ""));
        Self::parse(name, query)
    }

    /// The link, relative to the root.
    pub(super) fn link(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let name = match &self.path {
            PagePath::Home => "",
            PagePath::Problem(key) => {
                query.append_pair("key", key);
                "problem"
            }
            PagePath::Explain(code) => {
                query.append_pair("code", code);
                "explain"
            }
        };
        for remedy in &self.done {
            query.append_pair("done", remedy.id());
        }
        if let Some(asked) = self.asked {
            query.append_pair("asked", &asked.to_string());
        }
        if self.muted {
            query.append_pair("muted", "yes");
        }
        match query.finish() {
            query if query.is_empty() => name.to_owned(),
            query => format!("{name}?{query}"),
        }
    }

    /// The same place after `remedy` was done, too.
    pub(super) fn after(mut self, remedy: Remedy, now: Timestamp) -> Self {
        self.asked = Some(now.as_millisecond());
        if !self.done.contains(&remedy) {
            self.done.push(remedy);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_back_to_its_place() {
        let places = [
            Place::at(PagePath::Home),
            Place::at(PagePath::Home).after(Remedy::TurnOffVpn, Timestamp::UNIX_EPOCH),
            Place::at(PagePath::Problem("netflix".to_owned())),
            Place::at(PagePath::Problem("a&b=c <d>/../é".to_owned()))
                .after(Remedy::ChangeDns, Timestamp::UNIX_EPOCH)
                .after(Remedy::WaitAndRetry, Timestamp::MAX),
            Place::at(PagePath::Explain("NW-2-5".to_owned())),
            Place { muted: true, ..Place::at(PagePath::Problem("netflix".to_owned())) },
        ];
        for place in places {
            assert_eq!(Place::parse_link(&place.link()), Some(place));
        }
    }

    #[test]
    fn what_is_no_place_is_none() {
        for link in
            ["problem", "explain", "nowhere", "../", "//evil.example/", "https://evil.example/"]
        {
            assert_eq!(Place::parse_link(link), None, "{link}");
        }
        assert_eq!(Place::parse("problem", &format!("key={}", "x".repeat(MAX_FIELD + 1))), None);
    }

    #[test]
    fn unknown_and_repeated_steps_are_left_out() {
        let place = Place::parse("", "done=change_dns&done=nonsense&done=change_dns").unwrap();
        assert_eq!(place.done, [Remedy::ChangeDns]);
    }
}
