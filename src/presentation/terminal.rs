//! The terminal: a report and the meaning of a code as text, and a line of progress meanwhile.
//!
//! What is returned carries colours. `anstream` takes them out where they do not belong (`NO_COLOR`, `CLICOLOR`, a
//! dumb terminal, a pipe), so the text must say everything without them.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::time::Duration;

use anstyle::{AnsiColor, Style as Ink};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::text::{columns, pad, plain, shorten, wrap};
use super::words::{DiagnosisWords, Heading, Words};
use super::{PlanEntry, Report, ServiceReport, ServiceState};
use crate::config::Contacts;
use crate::diagnosis::responder::Classification;
use crate::diagnosis::{Cause, Confidence, Contributing, Evidence, RuledOut};
use crate::observation::Timings;
use crate::remedy::TrialResult;

/// Longer lines are hard to read, however wide the window is.
const WIDEST: usize = 100;
/// Narrower, a hanging indent leaves nothing to hang.
const NARROWEST: usize = 40;
/// So many remedies are shown with their steps. Who has tried them reads the others' titles, or the page.
const WITH_STEPS: usize = 3;
/// Names are aligned up to this width.
const NAME_COLUMNS: usize = 24;
/// "1000.0 s".
const TIME_COLUMNS: usize = 8;

const BOLD: Ink = Ink::new().bold();
const DIM: Ink = Ink::new().dimmed();
const GOOD: Ink = AnsiColor::Green.on_default();
const FAIR: Ink = AnsiColor::Yellow.on_default();
const BAD: Ink = AnsiColor::Red.on_default();

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    words: Words,
    width: usize,
    color: bool,
}

impl Style {
    /// Colours, for a terminal of `width` columns.
    pub fn colored(width: usize) -> Self {
        let width = width.clamp(NARROWEST, WIDEST);
        Self { words: Words::English, width, color: true }
    }

    /// No colours at all.
    pub fn plain(width: usize) -> Self {
        Self { color: false, ..Self::colored(width) }
    }

    /// The same in another language.
    #[must_use]
    pub fn in_words(self, words: Words) -> Self {
        Self { words, ..self }
    }

    fn paint(self, ink: Ink, text: &str) -> Cow<'_, str> {
        if self.color && !text.is_empty() {
            Cow::Owned(format!("{ink}{text}{ink:#}"))
        } else {
            Cow::Borrowed(text)
        }
    }
}

/// A report for people: the answer, how everything is doing, and for what is wrong: why, and what helps.
pub fn report(report: &Report, style: Style) -> String {
    let mut page = Page { out: String::new(), style };
    page.paragraph(0, BOLD, &plain(&report.summary.sentence));
    page.gap();
    page.table(report);
    let names = report.services.iter().filter(|it| it.state == ServiceState::Held);
    let names = names.map(ServiceReport::name_or_id).collect::<Vec<_>>();
    if report.network.cause != Cause::None {
        let told = DiagnosisWords::of_network(&report.network, names);
        page.problem(&Problem {
            title: style.words.title(&told),
            detail: style.words.detail(&told),
            evidence: &report.network.evidence,
            ruled_out: &report.network.ruled_out,
            contributing: &report.network.contributing,
            plan: &report.network.plan,
        });
    }
    for service in report.services.iter().filter(|it| is_told(it, report)) {
        let told = DiagnosisWords::new(&service.diagnosis, [service.name_or_id()]);
        page.problem(&Problem {
            title: style.words.title(&told),
            detail: style.words.detail(&told),
            evidence: &service.diagnosis.evidence,
            ruled_out: &service.diagnosis.ruled_out,
            contributing: &service.diagnosis.contributing,
            plan: &service.plan,
        });
    }
    page.out
}

/// What a code on the screen means, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainView {
    pub code: String,
    pub meanings: Vec<MeaningView>,
    /// Codes that look like it, where it has no meaning.
    pub nearest: Vec<String>,
}

/// One meaning of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeaningView {
    /// The service's name; `None` where the code is nobody's own.
    pub service: Option<String>,
    pub says: String,
    pub confidence: Confidence,
    /// What helps, in a few words each, in the order in which to try.
    pub remedies: Vec<String>,
}

/// The meanings of a code, for people.
pub fn explanation(view: &ExplainView, style: Style) -> String {
    let mut page = Page { out: String::new(), style };
    if view.meanings.is_empty() {
        page.paragraph(0, BOLD, &style.words.unknown_code(&view.code));
        if !view.nearest.is_empty() {
            page.paragraph(0, Ink::new(), &style.words.nearest_codes(&view.nearest));
        }
        return page.out;
    }
    page.paragraph(0, BOLD, &plain(&view.code));
    for meaning in &view.meanings {
        page.gap();
        let service = meaning.service.as_deref().map(plain);
        let service = service.map_or_else(|| style.words.heading(Heading::AnyService), Cow::Owned);
        let sure = style.words.meaning_word(meaning.confidence);
        page.line(&format!(
            "{} {}",
            style.paint(BOLD, &service),
            style.paint(DIM, &format!("({sure})"))
        ));
        page.paragraph(2, Ink::new(), &plain(&meaning.says));
        for (at, remedy) in meaning.remedies.iter().enumerate() {
            page.hanging(2, &number(at), DIM, &plain(remedy));
        }
    }
    page.out
}

/// What a recorded response means, for people.
pub fn classification(it: &Classification, style: Style) -> String {
    let mut page = Page { out: String::new(), style };
    let told = DiagnosisWords::of_cause(it.cause, []);
    let told = DiagnosisWords { confidence: it.confidence, ..told };
    page.paragraph(0, BOLD, &style.words.title(&told));
    page.gap();
    let product = it.responder.product.as_deref().map(|it| format!(" ({})", plain(it)));
    let party = style.words.party_word(it.responder.party);
    let heads = [style.words.say("terminal-written-by"), style.words.say("terminal-cause")];
    let width = heads.iter().map(|it| columns(it)).max().unwrap_or_default();
    let [by, cause] = heads.map(|it| pad(&it, width));
    page.line(&format!("{by}  {party}{}", product.unwrap_or_default()));
    let sure = style.words.confidence_word(it.confidence);
    page.line(&format!("{cause}  {} ({sure})", it.cause));
    page.gap();
    for evidence in &it.evidence {
        page.hanging(2, "- ", DIM, &style.words.reason(&evidence.says));
    }
    page.out
}

/// Every host that is contacted, and why.
pub fn contacts(contacts: &Contacts, style: Style) -> String {
    let mut page = Page { out: String::new(), style };
    let words = style.words;
    let (watched, known): (Vec<_>, Vec<_>) = contacts.services.iter().partition(|it| it.watched);
    page.paragraph(0, BOLD, &words.say("terminal-watched"));
    for service in watched {
        let hosts = service.hosts.iter().map(|it| plain(it)).collect::<Vec<_>>().join(", ");
        page.hanging(2, &pad(&plain(&service.name), 16), Ink::new(), &hosts);
    }
    page.gap();
    page.paragraph(0, BOLD, &words.say("terminal-compare"));
    page.hanging(
        2,
        &pad(&words.say("terminal-always"), 16),
        Ink::new(),
        &contacts.controls.join(", "),
    );
    page.hanging(
        2,
        &pad(&words.say("terminal-when-wrong"), 16),
        Ink::new(),
        &contacts.resolvers.join(", "),
    );
    page.gap();
    if let Some(collector) = &contacts.collector {
        page.paragraph(0, BOLD, &words.say("terminal-collector"));
        page.paragraph(2, Ink::new(), &plain(collector));
        page.gap();
    }
    page.paragraph(0, BOLD, &words.say("terminal-known"));
    let names = known.iter().map(|it| plain(&it.name)).collect::<Vec<_>>().join(", ");
    page.paragraph(2, Ink::new(), &names);
    page.out
}

/// What is told at length: what is wrong, and in any case what the summary speaks of.
fn is_told(service: &ServiceReport, report: &Report) -> bool {
    match service.state {
        ServiceState::Down | ServiceState::Degraded | ServiceState::Unknown => true,
        ServiceState::Held => false,
        ServiceState::Up | ServiceState::Refused => {
            service.diagnosis.cause != Cause::None
                && service.diagnosis.cause == report.summary.cause
        }
    }
}

/// One thing that is wrong.
struct Problem<'a> {
    title: String,
    detail: String,
    evidence: &'a [Evidence],
    ruled_out: &'a [RuledOut],
    contributing: &'a [Contributing],
    plan: &'a [PlanEntry],
}

/// The text as it grows.
struct Page {
    out: String,
    style: Style,
}

impl Page {
    /// The network and the services, one line each.
    fn table(&mut self, report: &Report) {
        let words = self.style.words;
        let network = words.heading(Heading::Network);
        let names = report.services.iter().map(|it| shorten(&plain(it.name_or_id()), NAME_COLUMNS));
        let names = names.collect::<Vec<_>>();
        let states = report.services.iter().map(|it| state(words, it)).collect::<Vec<_>>();
        let width = |of: &mut dyn Iterator<Item = &str>| of.map(columns).max().unwrap_or_default();
        let name_width = width(&mut names.iter().map(String::as_str).chain([network.as_ref()]));
        let state_width = width(&mut states.iter().map(String::as_str));

        let cause = report.network.cause;
        let (mark, ink) = if cause == Cause::None {
            ("✓", GOOD)
        } else if cause == Cause::Unknown {
            ("?", FAIR)
        } else {
            ("✗", BAD)
        };
        let mark = self.style.paint(ink, mark);
        let word = words.network_word(cause);
        self.line(&format!("  {mark} {}  {word}", pad(&network, name_width)));
        let left = self.style.width.saturating_sub(4 + name_width + 2);
        let times = state_width + 2 + TIME_COLUMNS <= left;
        for ((service, name), state) in report.services.iter().zip(&names).zip(&states) {
            let (mark, ink) = symbol(service.state);
            let mark = self.style.paint(ink, mark);
            let name = pad(name, name_width);
            match response_ms(service).filter(|_| times) {
                Some(took) => {
                    let took = format!("{:>TIME_COLUMNS$}", duration(words, took));
                    let took = self.style.paint(DIM, &took);
                    self.line(&format!("  {mark} {name}  {}  {took}", pad(state, state_width)));
                }
                None => self.line(&format!("  {mark} {name}  {}", shorten(state, left))),
            }
        }
    }

    fn problem(&mut self, problem: &Problem<'_>) {
        self.gap();
        self.paragraph(0, BOLD, &problem.title);
        self.paragraph(2, Ink::new(), &problem.detail);
        let words = self.style.words;
        let says = |supports: bool| {
            let those = problem.evidence.iter().filter(move |it| it.supports == supports);
            those.map(|it| words.reason(&it.says)).collect::<Vec<_>>()
        };
        let ruled_out = problem.ruled_out.iter();
        let ruled_out = ruled_out
            .map(|it| format!("{}: {}", words.noun(it.cause), words.reason(&it.because)))
            .collect::<Vec<_>>();
        let also = problem.contributing.iter().map(|it| {
            format!("{} ({})", words.noun(it.cause), words.confidence_word(it.confidence))
        });
        let facts = [
            (Heading::Why, says(true)),
            (Heading::Against, says(false)),
            (Heading::RuledOut, ruled_out),
            (Heading::Also, also.collect()),
        ];
        let facts = facts.map(|(heading, lines)| (words.heading(heading), lines));
        let width = facts.iter().map(|(heading, _)| columns(heading)).max().unwrap_or_default();
        if facts.iter().any(|(_, lines)| !lines.is_empty()) {
            self.gap();
        }
        for (heading, lines) in &facts {
            for (at, line) in lines.iter().enumerate() {
                let heading = if at == 0 { heading.as_ref() } else { "" };
                self.hanging(2, &format!("{}  ", pad(heading, width)), DIM, line);
            }
        }
        self.plan(problem.plan);
    }

    fn plan(&mut self, plan: &[PlanEntry]) {
        if plan.is_empty() {
            return;
        }
        self.gap();
        let words = self.style.words;
        self.paragraph(2, BOLD, &words.heading(Heading::WhatHelps));
        for (at, entry) in plan.iter().enumerate() {
            let title = plain(&entry.title);
            let ink = match entry.trial {
                TrialResult::Helps => GOOD,
                TrialResult::NoHelp | TrialResult::NotPossible | TrialResult::NotTried => DIM,
            };
            let number = number(at);
            match words.trial_word(entry.trial) {
                Some(trial) => {
                    let room = self.style.width.saturating_sub(2 + number.len());
                    let fits = columns(&title) + 3 + columns(&trial) <= room;
                    let trial = self.style.paint(ink, &trial);
                    let number = self.style.paint(DIM, &number);
                    if fits {
                        self.line(&format!("  {number}{title} — {trial}"));
                    } else {
                        self.line(&format!("  {number}{title}"));
                        self.line(&format!("     {trial}"));
                    }
                }
                None => self.hanging(2, &number, DIM, &title),
            }
            let tells_how = entry.trial == TrialResult::Helps
                || (at < WITH_STEPS && entry.trial != TrialResult::NoHelp);
            if tells_how {
                self.how(entry, 2 + columns(&number));
            }
        }
    }

    fn how(&mut self, entry: &PlanEntry, indent: usize) {
        for step in &entry.steps {
            self.hanging(indent, "· ", DIM, &plain(step));
        }
        if let Some(link) = &entry.link
            && !entry.steps.iter().any(|it| it.contains(link.as_str()))
        {
            self.hanging(indent, "→ ", DIM, &plain(link));
        }
    }

    /// `text`, wrapped, each line indented.
    fn paragraph(&mut self, indent: usize, ink: Ink, text: &str) {
        for line in wrap(text, self.style.width.saturating_sub(indent)) {
            let line = self.style.paint(ink, &line).into_owned();
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    /// `text`, wrapped, to the right of `label`.
    fn hanging(&mut self, indent: usize, label: &str, ink: Ink, text: &str) {
        let hang = indent + columns(label);
        for (at, line) in wrap(text, self.style.width.saturating_sub(hang)).iter().enumerate() {
            if at == 0 {
                let label = self.style.paint(ink, label).into_owned();
                self.line(&format!("{}{label}{line}", " ".repeat(indent)));
            } else {
                self.line(&format!("{}{line}", " ".repeat(hang)));
            }
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn gap(&mut self) {
        self.out.push('\n');
    }
}

impl ServiceReport {
    fn name_or_id(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }
}

/// One outline per state, so that colour is never needed.
fn symbol(state: ServiceState) -> (&'static str, Ink) {
    match state {
        ServiceState::Up => ("✓", GOOD),
        ServiceState::Degraded => ("≈", FAIR),
        ServiceState::Down => ("✗", BAD),
        ServiceState::Refused => ("○", DIM),
        ServiceState::Held => ("·", DIM),
        ServiceState::Unknown => ("?", FAIR),
    }
}

/// The state in words, and what was seen of it.
fn state(words: Words, service: &ServiceReport) -> String {
    let mut state = words.state_word(service.state).into_owned();
    if let Some(symptom) = &service.symptom
        && matches!(service.state, ServiceState::Down | ServiceState::Degraded)
    {
        // Writing to a string cannot fail.
        _ = match symptom.status {
            Some(status) => write!(state, " ({status})"),
            None => write!(state, " {}", words.phase_word(symptom.phase)),
        };
    }
    state
}

/// How long the first target took to answer, from the look-up to the first byte.
fn response_ms(service: &ServiceReport) -> Option<f64> {
    let Timings { resolve_ms, connect_ms, handshake_ms, first_byte_ms } =
        service.targets.first()?.phases;
    let first_byte = first_byte_ms?;
    Some([resolve_ms, connect_ms, handshake_ms].into_iter().flatten().sum::<f64>() + first_byte)
}

fn duration(words: Words, ms: f64) -> String {
    let seconds = || words.decimal(&format!("{:.1} s", ms / 1000.0));
    if ms < 999.5 { format!("{ms:.0} ms") } else { seconds() }
}

/// "1. ", aligned up to 99.
fn number(at: usize) -> String {
    pad(&format!("{}. ", at + 1), 3)
}

/// What is being done, in one line on standard error that goes away. Nothing where that is no terminal.
#[derive(Debug)]
pub struct Progress {
    words: Words,
    bar: ProgressBar,
}

impl Progress {
    /// How often the line shows that it is alive.
    const TICK: Duration = Duration::from_millis(120);

    /// Progress over `targets` targets. Hidden where standard error is no terminal, or a dumb one.
    pub fn new(targets: usize, words: Words) -> Self {
        Self::drawn_on(targets, words, ProgressDrawTarget::stderr())
    }

    /// Progress that nobody sees.
    pub fn hidden() -> Self {
        Self::drawn_on(0, Words::English, ProgressDrawTarget::hidden())
    }

    fn drawn_on(targets: usize, words: Words, target: ProgressDrawTarget) -> Self {
        let bar = ProgressBar::with_draw_target(Some(targets as u64), target);
        // Without colours: `indicatif` does not know all the ways in which people say that they want none.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix} {wide_msg}") {
            bar.set_style(style.tick_chars("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ "));
        }
        if !bar.is_hidden() {
            bar.enable_steady_tick(Self::TICK);
        }
        Self { words, bar }
    }

    /// A new phase of the round has begun.
    pub fn phase(&self, what: &str) {
        self.bar.set_prefix(plain(what));
        self.bar.set_message("");
    }

    /// A round begins.
    pub fn begin(&self) {
        self.phase(&self.words.say("terminal-looking"));
    }

    /// A target was looked at.
    pub fn target_done(&self, name: &str, ok: bool) {
        self.bar.inc(1);
        let count = (self.bar.position(), self.bar.length().unwrap_or_default());
        self.bar.set_message(done(name, ok, count));
    }

    /// Something is wrong, so the round goes on with trials.
    pub fn closer_look(&self) {
        self.phase(&self.words.heading(Heading::CloserLook));
    }

    /// All is seen: the line goes away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}

fn done(name: &str, ok: bool, (position, all): (u64, u64)) -> String {
    let symbol = if ok { "✓" } else { "✗" };
    let name = shorten(&plain(name), NAME_COLUMNS);
    if all >= position && all > 1 {
        format!("{position}/{all} {symbol} {name}")
    } else {
        format!("{symbol} {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_that_cannot_be_read_is_not_used() {
        assert_eq!(Style::plain(300).width, WIDEST);
        assert_eq!(Style::plain(0).width, NARROWEST);
    }

    #[test]
    fn durations_are_rounded_to_what_a_person_reads() {
        assert_eq!(duration(Words::English, 31.4), "31 ms");
        assert_eq!(duration(Words::English, 999.4), "999 ms");
        assert_eq!(duration(Words::English, 999.6), "1.0 s");
        assert_eq!(duration(Words::English, 12_340.0), "12.3 s");
    }

    #[test]
    fn progress_counts_only_where_there_is_something_to_count() {
        assert_eq!(done("Netflix", true, (2, 6)), "2/6 ✓ Netflix");
        assert_eq!(done("Net\u{1b}[2Jflix", false, (1, 1)), "✗ Netflix");
        assert_eq!(done("Netflix", false, (3, 0)), "✗ Netflix");
    }

    #[test]
    fn progress_that_nobody_sees_can_be_driven_to_its_end() {
        let progress = Progress::hidden();
        progress.phase("Looking at your connection");
        progress.target_done("Netflix", true);
        progress.closer_look();
        progress.finish();
        assert!(progress.bar.is_finished());
    }
}
