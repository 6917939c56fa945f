//! The last day and week of a service as a drawing. What a bar means shows in its height as well as in its colour.

use std::borrow::Cow;

use jiff::Timestamp;
use maud::{Markup, html};

use super::super::source::{Span, Timeline};
use super::{Scene, when};
use crate::presentation::ServiceState;
use crate::presentation::words::{Words, t};

/// The width of a drawing in its own units.
const WIDTH: i64 = 1000;
/// And its height.
const HEIGHT: u32 = 28;

/// So many services are drawn: more would make the page heavy.
const MOST: usize = 48;

/// The day and the week of each service.
pub(super) fn both(scene: &Scene<'_>, day: &[Timeline], week: &[Timeline]) -> Markup {
    let words = scene.view.words;
    html! {
        @for (span, lines, heading) in [(Span::Day, day, "page-last-day"), (Span::Week, week, "page-last-week")] {
            @if !lines.is_empty() {
                h3 { (words.say(heading)) }
                @for line in lines.iter().take(MOST) { (draw(scene, line, span)) }
                (axis(scene, &lines[0], span))
            }
        }
        @if !day.is_empty() || !week.is_empty() { (legend(words)) }
        @if day.len() > MOST { p.soft { (t!(words, "page-not-drawn", n = day.len() - MOST)) } }
    }
}

fn draw(scene: &Scene<'_>, line: &Timeline, span: Span) -> Markup {
    let words = scene.view.words;
    let said = summary(words, line);
    let name = line.name.as_str();
    let label = match span {
        Span::Day => t!(words, "page-last-day-of", name = name, said = said.clone()),
        Span::Week => t!(words, "page-last-week-of", name = name, said = said.clone()),
    };
    html! {
        div.timeline {
            p { strong { (line.name) } " " span.soft { (said) } }
            svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } preserveAspectRatio="none" role="img"
                aria-label=(label) {
                @for bar in bars(line) {
                    rect class=(bar.class) x=(bar.x) width=(bar.width) y=(HEIGHT - bar.height) height=(bar.height) {}
                }
            }
        }
        @if !line.incidents.is_empty() && span == Span::Week {
            ul.incidents {
                @for it in line.incidents.iter().take(8) {
                    li {
                        (when::at(words, it.since, scene.now)) ": " (it.title)
                        @match it.until {
                            Some(until) => { ", " (when::length(words, it.since, until)) },
                            None => { ", " (t!(words, "page-still-there")) },
                        }
                    }
                }
            }
        }
    }
}

/// What the drawing shows, in a few words.
fn summary(words: Words, line: &Timeline) -> Cow<'static, str> {
    let looked: i64 =
        spans(line).filter(|(_, _, it)| it.is_some()).map(|(from, until, _)| until - from).sum();
    if looked == 0 {
        return t!(words, "page-not-looked-at");
    }
    let wrong: i64 = spans(line)
        .filter(|(_, _, it)| matches!(it, Some(ServiceState::Down | ServiceState::Degraded)))
        .map(|(from, until, _)| until - from)
        .sum();
    match wrong {
        0 => t!(words, "page-no-trouble"),
        seconds => {
            let from = Timestamp::UNIX_EPOCH;
            let until = Timestamp::from_second(seconds).unwrap_or(from);
            t!(words, "page-trouble-for", time = when::length(words, from, until))
        }
    }
}

/// A run of one state as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bar {
    x: i64,
    width: i64,
    height: u32,
    class: &'static str,
}

/// From when until when it was how, in seconds, cut to the line's own time.
fn spans(line: &Timeline) -> impl Iterator<Item = (i64, i64, Option<ServiceState>)> {
    let (begin, end) = (line.from.as_second(), line.until.as_second());
    let ends = line.cells.iter().skip(1).map(|it| it.from.as_second()).chain([end]);
    line.cells
        .iter()
        .zip(ends)
        .map(move |(cell, until)| {
            (cell.from.as_second().clamp(begin, end), until.clamp(begin, end), cell.state)
        })
        .filter(|(from, until, _)| until > from)
}

/// The bars of a line: runs of one look are one bar, and the shortest trouble is still seen.
fn bars(line: &Timeline) -> Vec<Bar> {
    let (begin, end) = (line.from.as_second(), line.until.as_second());
    let whole = (end - begin).max(1);
    let mut bars: Vec<Bar> = Vec::new();
    for (from, until, state) in spans(line) {
        let (class, height) = shape(state);
        let x = (from - begin) * WIDTH / whole;
        let right = (until - begin) * WIDTH / whole;
        let least = if class == "bad" || class == "partly" { 3 } else { 0 };
        let width = (right - x).max(least);
        match bars.last_mut() {
            Some(before) if before.class == class => before.width = x + width - before.x,
            _ if width > 0 => bars.push(Bar { x, width, height, class }),
            _ => {}
        }
    }
    bars
}

fn shape(state: Option<ServiceState>) -> (&'static str, u32) {
    match state {
        Some(ServiceState::Up | ServiceState::Refused) => ("good", 10),
        Some(ServiceState::Degraded) => ("partly", 19),
        Some(ServiceState::Down) => ("bad", HEIGHT),
        Some(ServiceState::Held) => ("held", 6),
        Some(ServiceState::Unknown) => ("unsure", 4),
        None => ("none", 2),
    }
}

fn axis(scene: &Scene<'_>, line: &Timeline, span: Span) -> Markup {
    let marks = if span == Span::Day { 4 } else { 7 };
    let zone = scene.now.time_zone();
    let (begin, end) = (line.from.as_second(), line.until.as_second());
    let words = scene.view.words;
    let shown = |time: Timestamp| {
        let time = time.to_zoned_datetime(zone.clone());
        match span {
            Span::Day => time.strftime("%H:%M").to_string().into(),
            Span::Week => words.weekday_short(time.weekday()),
        }
    };
    html! {
        div.axis aria-hidden="true" {
            @for at in 0..marks {
                @let time = Timestamp::from_second(begin + (end - begin) * at / marks).unwrap_or(line.from);
                span { (shown(time)) }
            }
            span { (t!(words, "page-axis-now")) }
        }
    }
}

fn legend(words: Words) -> Markup {
    html! {
        p.legend.soft {
            @for (class, word) in [("good", "page-legend-good"), ("partly", "page-legend-partly"), ("bad", "page-legend-bad"), ("held", "page-legend-held"), ("none", "page-legend-none")] {
                span { span class={ "swatch " (class) } aria-hidden="true" {} (words.say(word)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::source::Cell;
    use super::*;

    fn line(cells: &[(i64, Option<ServiceState>)]) -> Timeline {
        let at = |second| Timestamp::from_second(second).unwrap();
        Timeline {
            service: "alfa".to_owned(),
            name: "Alfa".to_owned(),
            from: at(0),
            until: at(86_400),
            cells: cells
                .iter()
                .map(|(from, state)| Cell { from: at(*from), state: *state })
                .collect(),
            incidents: Vec::new(),
        }
    }

    #[test]
    fn a_calm_day_is_one_bar() {
        let up = Some(ServiceState::Up);
        let calm = line(&[(0, up), (300, up), (600, up)]);
        assert_eq!(bars(&calm), [Bar { x: 0, width: 1000, height: 10, class: "good" }]);
        assert_eq!(summary(Words::English, &calm), "no trouble seen");
    }

    #[test]
    fn a_minute_of_trouble_is_seen_and_told() {
        let (up, down) = (Some(ServiceState::Up), Some(ServiceState::Down));
        let short = line(&[(0, up), (43_200, down), (43_260, up)]);
        let bad = bars(&short).into_iter().find(|it| it.class == "bad").unwrap();
        assert_eq!((bad.x, bad.width), (500, 3));
        assert_eq!(summary(Words::English, &short), "trouble for about a minute");
    }

    #[test]
    fn what_was_not_looked_at_is_neither_well_nor_ill() {
        let asleep = line(&[(0, None)]);
        assert_eq!(bars(&asleep)[0].class, "none");
        assert_eq!(summary(Words::English, &asleep), "not looked at yet");
        assert!(bars(&line(&[])).is_empty());
        assert_eq!(summary(Words::English, &line(&[])), "not looked at yet");
    }

    #[test]
    fn cells_before_the_line_begins_are_cut_to_it() {
        let down = Some(ServiceState::Down);
        let old = line(&[(-5_000, down), (8_640, Some(ServiceState::Up))]);
        assert_eq!((bars(&old)[0].x, bars(&old)[0].width), (0, 100));
    }

    #[test]
    fn each_state_has_a_height_of_its_own() {
        use ServiceState::{Degraded, Down, Held, Unknown, Up};
        let heights = [Some(Up), Some(Degraded), Some(Down), Some(Held), Some(Unknown), None];
        let mut heights = heights.map(|it| shape(it).1).to_vec();
        heights.sort_unstable();
        heights.dedup();
        assert_eq!(heights.len(), 6);
    }
}
