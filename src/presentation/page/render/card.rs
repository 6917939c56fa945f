//! The card "it is not you": the verdict with the measured facts, to be shown to others as text or as a picture.

use jiff::ZonedDateTime;
use maud::{Markup, PreEscaped, html};
use url::form_urlencoded;

use super::super::letter::scrub;
use super::{Scene, words};
use crate::diagnosis::{Blame, Cause};
use crate::presentation::Problem;
use crate::presentation::text::wrap;
use crate::presentation::words::{Words, args, name_of, t};

/// So many facts are shown at once; all of them stand in the details.
const FACTS: usize = 3;

/// What the card says, in plain lines.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Card {
    title: String,
    sentence: String,
    facts: Vec<String>,
    foot: String,
}

impl Card {
    fn of(words: Words, problem: &Problem, now: &ZonedDateTime) -> Self {
        let since = problem.since.to_zoned_datetime(now.time_zone().clone());
        let mut facts = problem.evidence.iter().take(FACTS).map(|it| scrub(it)).collect::<Vec<_>>();
        facts.extend(problem.ruled_out.iter().take(1).map(|it| scrub(it)));
        Self {
            title: words
                .fill(title(problem.cause), &args!(confidence = name_of(problem.confidence)))
                .into_owned(),
            sentence: scrub(&problem.sentence),
            facts,
            foot: t!(
                words,
                "page-card-foot",
                since = since.strftime("%H:%M").to_string(),
                date = words.date(now.date()),
                time = now.strftime("%H:%M").to_string(),
                zone = now.strftime("%:z").to_string(),
            )
            .into_owned(),
        }
    }

    fn text(&self) -> String {
        let facts = self.facts.iter().flat_map(|it| ["- ", it, "\n"]).collect::<String>();
        format!("{}\n{}\n\n{facts}\n{}\n", self.title, self.sentence, self.foot)
    }
}

/// The name of the words for whose side it is.
fn title(cause: Cause) -> &'static str {
    match cause.blame() {
        Blame::Service | Blame::Isp => "page-card-not-you",
        Blame::Device if cause == Cause::OtherDevice => "page-card-other-device",
        Blame::Device => "page-card-device",
        Blame::Network => "page-card-network",
        Blame::VpnOrProxy if cause.area() == "proxy" => "page-card-proxy",
        Blame::VpnOrProxy => "page-card-vpn",
        Blame::Account => "page-card-account",
        Blame::Region => "page-card-region",
        Blame::None | Blame::Unknown => "page-card-seen",
    }
}

/// The card on the page, with its ways out.
pub(super) fn card(scene: &Scene<'_>, problem: &Problem) -> Markup {
    let words = scene.view.words;
    let card = Card::of(words, problem, scene.now);
    let key =
        form_urlencoded::Serializer::new(String::new()).append_pair("key", &problem.key).finish();
    let picture = format!("{}card.svg?{key}", scene.root);
    html! {
        section.card.proof aria-labelledby="proof" {
            h2 #proof { (card.title) }
            @if card.facts.is_empty() { p { (words::blame(words, problem)) } }
            ul.seen { @for fact in &card.facts { li { (fact) } } }
            div.actions {
                button.second type="button" hidden data-copy="card-text" { (t!(words, "page-copy-text")) }
                button.second type="button" hidden data-picture=(picture) { (t!(words, "page-copy-picture")) }
                a.link href=(picture) download="streamdoctor.svg" { (t!(words, "page-save-picture")) }
            }
            pre.copied #card-text hidden { (card.text()) }
        }
    }
}

const WIDTH: usize = 1000;
/// How many columns fit into a line of the picture, by size of its letters.
const TITLE_COLUMNS: usize = 38;
const TEXT_COLUMNS: usize = 72;

/// The card as a picture. It is looked at elsewhere, so its colours are its own, and nothing is loaded.
pub(in crate::presentation::page) fn picture(
    words: Words,
    problem: &Problem,
    now: &ZonedDateTime,
) -> Markup {
    let card = Card::of(words, problem, now);
    let mut y = 80;
    let mut lines = Vec::new();
    let mut add = |text: &str,
                   columns: usize,
                   size: usize,
                   weight: usize,
                   fill: &'static str,
                   bullet: bool| {
        for (at, line) in wrap(text, columns).into_iter().enumerate() {
            y += size * 13 / 10;
            lines.push((y, size, weight, fill, line, bullet && at == 0));
        }
        y += size / 2;
    };
    add(&card.title, TITLE_COLUMNS, 44, 700, "#17324d", false);
    add(&card.sentence, 60, 28, 600, "#1b2430", false);
    for fact in &card.facts {
        add(fact, TEXT_COLUMNS, 22, 400, "#3b4653", true);
    }
    add(&card.foot, 84, 18, 400, "#565f6b", false);
    let height = y + 40;
    html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        svg xmlns="http://www.w3.org/2000/svg" xml:lang=(words.tag()) width=(WIDTH) height=(height) viewBox={ "0 0 " (WIDTH) " " (height) }
            font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif" {
            rect width=(WIDTH) height=(height) fill="#f6f5f2" {}
            rect x="20" y="20" width=(WIDTH - 40) height=(height - 40) rx="18" fill="#fff" stroke="#dcd9d2" {}
            rect x="60" y="52" width="40" height="30" rx="8" fill="#17324d" {}
            path d="m75 59 13 8-13 8z" fill="#fff" {}
            text x="112" y="76" font-size="22" font-weight="600" fill="#17324d" { "streamdoctor" }
            @for (y, size, weight, fill, line, bullet) in &lines {
                @if *bullet { circle cx="66" cy=(y - size / 3) r="4" fill="#17466f" {} }
                text x=(if *size == 22 { 84 } else { 60 }) y=(y) font-size=(size) font-weight=(weight) fill=(fill) { (line) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::Confidence;

    fn problem(cause: Cause, confidence: Confidence) -> Problem {
        Problem {
            key: "alfa".to_owned(),
            cause,
            blame: cause.blame(),
            confidence,
            title: "Alfa is <down>".to_owned(),
            sentence: "Alfa answers 503 & more.".to_owned(),
            evidence: vec!["Seen from 192.168.0.17.".to_owned(); 5],
            ruled_out: Vec::new(),
            services: vec!["Alfa".to_owned()],
            steps: Vec::new(),
            since: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn now() -> ZonedDateTime {
        "2026-11-24T20:15:00+01:00[+01:00]".parse().unwrap()
    }

    #[test]
    fn the_card_says_whose_side_it_is_and_how_sure_that_is() {
        let title =
            |cause, confidence| Card::of(Words::English, &problem(cause, confidence), &now()).title;
        assert_eq!(title(Cause::ServiceOverloaded, Confidence::Certain), "It is not you");
        assert_eq!(title(Cause::IspDown, Confidence::Likely), "It is probably not you");
        assert_eq!(title(Cause::VpnBlocked, Confidence::Certain), "It is your VPN");
        assert_eq!(title(Cause::ProxyDenied, Confidence::Possible), "It may be the proxy");
        assert_eq!(title(Cause::Unknown, Confidence::Possible), "What was seen");
    }

    #[test]
    fn what_is_handed_on_names_no_address() {
        let problem = problem(Cause::ServiceOverloaded, Confidence::Certain);
        let text = Card::of(Words::English, &problem, &now()).text();
        assert!(text.contains("[address]") && !text.contains("192.168"), "{text}");
        let drawn = picture(Words::English, &problem, &now()).into_string();
        assert!(!drawn.contains("192.168") && drawn.contains("503 &amp; more"), "{drawn}");
    }
}
