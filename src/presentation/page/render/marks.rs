//! Drawings: what each state looks like (by outline first, by colour too), and the stations of the way.

use maud::{Markup, PreEscaped, html};

use crate::presentation::{Badge, ServiceState};
use crate::remedy::TrialResult;

/// A small sign for a state. Each has an outline of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A disc with a tick.
    Good,
    /// A triangle.
    Partly,
    /// An octagon with a cross.
    Bad,
    /// A disc with a bar: it answers, but not to programs.
    Closed,
    /// Two bars.
    Held,
    /// A dashed ring.
    Open,
    /// A ring with a question mark.
    Unsure,
    /// A ring with hands.
    Busy,
}

impl Mark {
    /// Its class in the style sheet, and its symbol in the sprite.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Partly => "partly",
            Self::Bad => "bad",
            Self::Closed => "closed",
            Self::Held => "held",
            Self::Open => "open",
            Self::Unsure => "unsure",
            Self::Busy => "busy",
        }
    }

    pub(super) fn of_service(state: Option<ServiceState>) -> Self {
        match state {
            Some(ServiceState::Up) => Self::Good,
            Some(ServiceState::Degraded) => Self::Partly,
            Some(ServiceState::Down) => Self::Bad,
            Some(ServiceState::Refused) => Self::Closed,
            Some(ServiceState::Held) => Self::Held,
            Some(ServiceState::Unknown) => Self::Unsure,
            None => Self::Busy,
        }
    }

    pub(super) fn of_badge(badge: Badge) -> Self {
        match badge {
            Badge::Fine => Self::Good,
            Badge::Partial => Self::Partly,
            Badge::ServiceDown | Badge::MyNetwork => Self::Bad,
            Badge::Paused => Self::Held,
            Badge::Checking => Self::Busy,
            Badge::Unknown => Self::Unsure,
        }
    }

    pub(super) fn of_trial(trial: TrialResult) -> Self {
        match trial {
            TrialResult::Helps => Self::Good,
            TrialResult::NoHelp => Self::Bad,
            TrialResult::NotTried | TrialResult::NotPossible => Self::Open,
        }
    }
}

/// The mark. The word stands beside it, so it is not read aloud.
pub(super) fn mark(mark: Mark) -> Markup {
    let class = mark.class();
    html! {
        svg class={ "mark " (class) } viewBox="0 0 20 20" aria-hidden="true" { use href={ "#" (class) }; }
    }
}

/// What stands along the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Icon {
    Device,
    OtherDevice,
    Phone,
    Console,
    Network,
    Filter,
    Proxy,
    Provider,
    Vpn,
    Names,
    Internet,
    Service,
}

impl Icon {
    fn id(self) -> &'static str {
        match self {
            Self::Device => "i-device",
            Self::OtherDevice => "i-tv",
            Self::Phone => "i-phone",
            Self::Console => "i-console",
            Self::Network => "i-net",
            Self::Filter => "i-filter",
            Self::Proxy => "i-proxy",
            Self::Provider => "i-isp",
            Self::Vpn => "i-vpn",
            Self::Names => "i-dns",
            Self::Internet => "i-web",
            Self::Service => "i-play",
        }
    }
}

pub(super) fn icon(icon: Icon) -> Markup {
    html! { svg class="icon" viewBox="0 0 24 24" aria-hidden="true" { use href={ "#" (icon.id()) }; } }
}

/// The signs, once per page.
pub(super) fn sprite() -> Markup {
    const SYMBOLS: &[(&str, u8, &str)] = &[
        (
            "good",
            20,
            r#"<circle cx="10" cy="10" r="9"/><path class="cut" d="m5.6 10.4 3 3 5.8-6.6"/>"#,
        ),
        (
            "partly",
            20,
            r#"<path d="M10 1.2 19.4 18H.6z"/><path class="cut" d="M10 7.4v4.8m0 2.4v.2"/>"#,
        ),
        (
            "bad",
            20,
            r#"<path d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z"/><path class="cut" d="m6.6 6.6 6.8 6.8m0-6.8-6.8 6.8"/>"#,
        ),
        ("closed", 20, r#"<circle cx="10" cy="10" r="9"/><path class="cut" d="M5.4 10h9.2"/>"#),
        (
            "held",
            20,
            r#"<rect x="3.5" y="2.5" width="4.4" height="15" rx="1.4"/><rect x="12.1" y="2.5" width="4.4" height="15" rx="1.4"/>"#,
        ),
        ("open", 20, r#"<circle class="ring" cx="10" cy="10" r="7.8" stroke-dasharray="3.1 3"/>"#),
        (
            "unsure",
            20,
            r#"<circle class="ring" cx="10" cy="10" r="8.2"/><path class="ring" d="M7.5 7.8c.2-3.4 5-3.2 5-.3 0 1.9-2.5 2-2.5 4M10 14v.2"/>"#,
        ),
        (
            "busy",
            20,
            r#"<circle class="ring" cx="10" cy="10" r="8.2"/><path class="ring" d="M10 5.4V10l3 2"/>"#,
        ),
        (
            "i-device",
            24,
            r#"<rect x="4" y="4.5" width="16" height="11" rx="1.6"/><path d="M2 19h20"/>"#,
        ),
        (
            "i-tv",
            24,
            r#"<rect x="2.5" y="5" width="19" height="12" rx="1.6"/><path d="M8 20.5h8"/>"#,
        ),
        (
            "i-phone",
            24,
            r#"<rect x="6.5" y="2.5" width="11" height="19" rx="2.2"/><path d="M10.8 18.5h2.4"/>"#,
        ),
        (
            "i-console",
            24,
            r#"<path d="M8 7h8a5 5 0 0 1 4.9 4.2l.8 4.3a2.3 2.3 0 0 1-4.1 1.7L15.5 15h-7l-2.1 2.2a2.3 2.3 0 0 1-4.1-1.7l.8-4.3A5 5 0 0 1 8 7zM8 9.6v3M6.5 11.1h3M15.6 10v.1M17.4 12v.1"/>"#,
        ),
        (
            "i-net",
            24,
            r#"<path d="M3.2 9.4a12.6 12.6 0 0 1 17.6 0M6.3 12.8a8.2 8.2 0 0 1 11.4 0M9.3 16a4 4 0 0 1 5.4 0M12 19.4v.1"/>"#,
        ),
        ("i-filter", 24, r#"<path d="M3.5 4.5h17l-6.6 7.8v5.4l-3.8 2.2v-7.6z"/>"#),
        ("i-proxy", 24, r#"<path d="M3.5 8.5h16l-4-4M20.5 15.5h-16l4 4"/>"#),
        (
            "i-isp",
            24,
            r#"<path d="M12 12.5V21M8.5 21h7M8.3 13.6a5.2 5.2 0 0 1 0-7.4M15.7 6.2a5.2 5.2 0 0 1 0 7.4M5.3 16.6a9.5 9.5 0 0 1 0-13.4M18.7 3.2a9.5 9.5 0 0 1 0 13.4"/><circle cx="12" cy="9.9" r="1.6"/>"#,
        ),
        (
            "i-vpn",
            24,
            r#"<path d="m12 2.8 7.4 2.9v5.5c0 4.5-3 8-7.4 10-4.4-2-7.4-5.5-7.4-10V5.7z"/><path d="M12 9.2v3.4"/><circle cx="12" cy="9" r="1.3"/>"#,
        ),
        (
            "i-dns",
            24,
            r#"<path d="M12 2.5v19M8.5 21.5h7M5 4.5h11l3.2 2.4L16 9.3H5zM19 12H8l-3.2 2.3L8 16.6h11z"/>"#,
        ),
        (
            "i-web",
            24,
            r#"<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5.2 5.2 5.2 12.8 0 18-5.2-5.2-5.2-12.8 0-18z"/>"#,
        ),
        (
            "i-play",
            24,
            r#"<rect x="2.5" y="4.5" width="19" height="15" rx="3"/><path d="m10 8.8 5.2 3.2-5.2 3.2z"/>"#,
        ),
    ];
    html! {
        svg class="sprite" aria-hidden="true" {
            @for (id, size, shape) in SYMBOLS {
                symbol id=(id) viewBox={ "0 0 " (size) " " (size) } { (PreEscaped(*shape)) }
            }
        }
    }
}

/// The page's own sign: a screen, and the state at its corner. Legible at 16 pixels.
pub(in crate::presentation::page) fn favicon(badge: Badge) -> Markup {
    let (colour, shape) = match Mark::of_badge(badge) {
        Mark::Good => ("#1f8a54", r#"<circle cx="23" cy="22" r="8"/>"#),
        Mark::Partly => ("#d98a00", r#"<path d="m23 13 9 16H14z"/>"#),
        Mark::Bad => {
            ("#d3362d", r#"<path d="M19.7 14h6.6l4.7 4.7v6.6L26.3 30h-6.6L15 25.3v-6.6z"/>"#)
        }
        Mark::Held => ("#6b7686", r#"<path d="M15 14h6v16h-6zm10 0h6v16h-6z"/>"#),
        Mark::Closed | Mark::Open | Mark::Unsure | Mark::Busy => (
            "#6b7686",
            r##"<circle cx="23" cy="22" r="6" fill="#fff" stroke="#6b7686" stroke-width="4"/>"##,
        ),
    };
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" {
            rect x="1" y="3" width="28" height="21" rx="5" fill="#17324d" {}
            path d="m11 8.5 9 5-9 5z" fill="#fff" {}
            g fill=(colour) stroke="#fff" stroke-width="1.6" { (PreEscaped(shape)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_and_station_is_in_the_sprite() {
        let sprite = sprite().into_string();
        let marks = [
            Mark::Good,
            Mark::Partly,
            Mark::Bad,
            Mark::Closed,
            Mark::Held,
            Mark::Open,
            Mark::Unsure,
            Mark::Busy,
        ];
        let icons = [
            Icon::Device,
            Icon::OtherDevice,
            Icon::Phone,
            Icon::Console,
            Icon::Network,
            Icon::Filter,
            Icon::Proxy,
            Icon::Provider,
            Icon::Vpn,
            Icon::Names,
            Icon::Internet,
            Icon::Service,
        ];
        for id in marks.iter().map(|it| it.class()).chain(icons.iter().map(|it| it.id())) {
            assert_eq!(sprite.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
        }
    }

    #[test]
    fn states_that_differ_have_signs_that_differ() {
        use ServiceState::{Degraded, Down, Held, Refused, Unknown, Up};
        let states =
            [Some(Up), Some(Degraded), Some(Down), Some(Refused), Some(Held), Some(Unknown), None];
        let mut classes = states.map(|it| Mark::of_service(it).class()).to_vec();
        classes.sort_unstable();
        classes.dedup();
        assert_eq!(classes.len(), states.len());
    }
}
