//! Where in the page one is: parsed from a request, written into links.

use jiff::Timestamp;
use url::form_urlencoded;

use crate::diagnosis::reported::Device;
use crate::presentation::Section;
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
    /// A section that is not about a problem.
    Section(Section),
}

/// A page, and how far its reader has come with the steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) path: PagePath,
    /// The steps that the reader has done, as the links say.
    pub(super) done: Vec<Remedy>,
    /// When the last of them was done, in milliseconds since the epoch: an older look says nothing about it.
    pub(super) asked: Option<i64>,
    /// The step of which the reader has said whether it helped.
    pub(super) judged: Option<Remedy>,
    /// The device that shows the fault, where it was told.
    pub(super) on: Option<Device>,
    /// The service whose screen it is, by id, where it was told.
    pub(super) service: Option<String>,
    /// What the reader has just done.
    pub(super) note: Option<Note>,
}

/// What the reader has just done, to be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    Muted,
    Helped,
    DidNotHelp,
    Reminded,
    Awaited,
    Saved,
    OpensOnThePhone,
    FailsOnThePhone,
}

impl Note {
    const ALL: [(Self, &str); 8] = [
        (Self::Muted, "muted"),
        (Self::Helped, "helped"),
        (Self::DidNotHelp, "no_help"),
        (Self::Reminded, "remind"),
        (Self::Awaited, "awaited"),
        (Self::Saved, "saved"),
        (Self::OpensOnThePhone, "phone_opens"),
        (Self::FailsOnThePhone, "phone_fails"),
    ];

    fn id(self) -> &'static str {
        Self::ALL.iter().find(|(it, _)| *it == self).map_or("", |(_, id)| id)
    }

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, it)| *it == id).map(|(it, _)| *it)
    }
}

const SECTIONS: [(&str, Section); 3] =
    [("history", Section::History), ("settings", Section::Settings), ("about", Section::About)];

impl Place {
    pub(super) fn at(path: PagePath) -> Self {
        Self {
            path,
            done: Vec::new(),
            asked: None,
            judged: None,
            on: None,
            service: None,
            note: None,
        }
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
            name => PagePath::Section(SECTIONS.iter().find(|(it, _)| *it == name)?.1),
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
        Some(Self {
            path,
            done,
            asked: field("asked").and_then(|it| it.parse().ok()),
            judged: field("judged").and_then(|it| Remedy::from_id(&it)),
            on: field("on").and_then(|it| Device::from_id(&it)),
            service: field("service").filter(|it| !it.is_empty()),
            note: field("note").and_then(|it| Note::from_id(&it)),
        })
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
            PagePath::Section(section) => {
                SECTIONS.iter().find(|(_, it)| it == section).map_or("", |(name, _)| name)
            }
        };
        for remedy in &self.done {
            query.append_pair("done", remedy.id());
        }
        if let Some(asked) = self.asked {
            query.append_pair("asked", &asked.to_string());
        }
        let rest = [
            ("judged", self.judged.map(Remedy::id)),
            ("on", self.on.map(Device::id)),
            ("service", self.service.as_deref()),
            ("note", self.note.map(Note::id)),
        ];
        for (name, value) in rest {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        match query.finish() {
            query if query.is_empty() => name.to_owned(),
            query => format!("{name}?{query}"),
        }
    }

    /// The same place after `remedy` was done, too.
    pub(super) fn after(mut self, remedy: Remedy, now: Timestamp) -> Self {
        self.asked = Some(now.as_millisecond());
        self.note = None;
        if !self.done.contains(&remedy) {
            self.done.push(remedy);
        }
        self
    }

    /// The same place, where the fault is shown by `device`.
    pub(super) fn shown_by(&self, device: Option<Device>) -> Self {
        Self { on: device, note: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_back_to_its_place() {
        let mut places = vec![
            Place::at(PagePath::Home),
            Place::at(PagePath::Home).after(Remedy::TurnOffVpn, Timestamp::UNIX_EPOCH),
            Place::at(PagePath::Problem("netflix".to_owned())),
            Place::at(PagePath::Problem("a&b=c <d>/../é".to_owned()))
                .after(Remedy::ChangeDns, Timestamp::UNIX_EPOCH)
                .after(Remedy::WaitAndRetry, Timestamp::MAX),
            Place {
                service: Some("netflix".to_owned()),
                ..Place::at(PagePath::Explain("NW-2-5".to_owned())).shown_by(Some(Device::Tv))
            },
            Place {
                judged: Some(Remedy::ChangeDns),
                ..Place::at(PagePath::Problem("netflix".to_owned()))
            },
        ];
        places.extend(SECTIONS.map(|(_, section)| Place::at(PagePath::Section(section))));
        places.extend(
            Note::ALL.map(|(note, _)| Place { note: Some(note), ..Place::at(PagePath::Home) }),
        );
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
    fn what_a_link_says_and_nobody_knows_is_left_out() {
        let place = Place::parse(
            "",
            "done=change_dns&done=nonsense&done=change_dns&on=toaster&note=x&judged=y&service=",
        )
        .unwrap();
        assert_eq!(place, Place { done: vec![Remedy::ChangeDns], ..Place::at(PagePath::Home) });
    }
}
