//! The tray menu and the tooltip as plain values. `native` turns them into the system's own, and decides nothing.
//!
//! Texts are as people read them; the marks that a toolkit reads into them (`&`, `_`) are escaped in `native`.

use std::borrow::Cow;
use std::iter;
use std::time::Duration;

use jiff::Timestamp;

use super::text::{clip, clip_utf16, wrap};
use crate::presentation::text::{beyond, plain};
use crate::presentation::words::{Words, t};
use crate::presentation::{Command, PauseFor, Problem, Section, ServiceLine, ServiceState, View};

/// What a title, a state line and the like may be long, in characters: menus are as wide as their longest entry.
const LINE: usize = 64;
/// A line of the state, which has up to three: it is always there, and so makes the whole menu as wide.
const STATE: usize = 48;
/// A service's name, beside its state and time.
const NAME: usize = 32;
/// So many services are listed; the page has them all.
const SERVICES: usize = 20;
/// So many problems are listed; more than these have one cause that is not found yet.
const PROBLEMS: usize = 5;
/// The codes that nearly all who see one see, in the words of browsers.
const CODES: [(&str, &str); 3] =
    [("403", "tray-seen-403"), ("502", "tray-seen-502"), ("503", "tray-seen-503")];
/// Windows cuts a tooltip at 128 units of UTF-16, the closing zero among them.
const TOOLTIP: usize = 127;

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A line to read.
    Label(String),
    Item {
        text: String,
        command: Command,
        enabled: bool,
    },
    /// An item with a tick.
    Check {
        text: String,
        command: Command,
        checked: bool,
        enabled: bool,
    },
    Submenu {
        text: String,
        entries: Vec<Entry>,
    },
    Separator,
}

/// The menu for what is known at `now`.
pub fn menu(view: &View, now: Timestamp) -> Vec<Entry> {
    let words = view.words;
    // Not a label: what matters most must not be grey.
    let headline = wrap(&view.headline, STATE, 3).into_iter();
    let mut menu = headline.map(|line| item(&line, Command::OpenPage)).collect::<Vec<_>>();
    menu.push(Entry::Separator);
    if !view.problems.is_empty() {
        menu.extend(problems(words, &view.problems, now));
        menu.push(Entry::Separator);
    }
    menu.push(services(words, &view.services));
    if !view.network.is_empty() {
        menu.push(label(&view.network));
    }
    if view.upkeep.settings_problem.is_some() {
        menu.push(label(&words.say("tray-bad-settings")));
    }
    menu.push(Entry::Separator);
    menu.push(check_now(words, view.checking));
    menu.push(item(&words.say("tray-open"), Command::OpenPage));
    menu.push(pause(words, view.paused_until, now));
    menu.push(Entry::Separator);
    menu.push(item(&words.say("tray-history"), Command::OpenSection(Section::History)));
    menu.push(item(&words.say("tray-settings"), Command::OpenSection(Section::Settings)));
    menu.extend(view.starts_at_login.map(|it| start_at_login(words, it)));
    menu.push(item(&words.say("tray-about"), Command::OpenSection(Section::About)));
    menu.push(Entry::Separator);
    menu.push(item(&words.say("tray-quit"), Command::Quit));
    menu
}

/// What the pointer is told over the icon: the state, a fact, and how old both are.
pub fn tooltip(view: &View, now: Timestamp) -> String {
    let words = view.words;
    let age = |at| t!(words, "tray-checked", age = words.ago(at, now)).into_owned();
    let rest = [fact(view, now), view.checked_at.map(age)];
    let rest = rest.into_iter().flatten().map(|it| format!("\n{}", clip(&it, 48)));
    let rest = rest.collect::<String>();
    // The age is what keeps an old state from passing for a new one, so it is the state that is cut.
    let room = TOOLTIP.saturating_sub(rest.encode_utf16().count());
    clip_utf16(&plain(&view.headline), room) + &rest
}

/// How long the words of [`menu`] and [`tooltip`] stay true: they tell the age of things.
pub fn stays_true_for(view: &View, now: Timestamp) -> Option<Duration> {
    // Ages grow: what is so many seconds old has its next minute in the rest of it.
    let ages = view.checked_at.into_iter().chain(view.problems.iter().map(|it| it.since));
    let ages = ages.map(|then| 60 - (now.as_second() - then.as_second()).rem_euclid(60));
    // What is left shrinks: its next minute begins when the seconds over a whole minute are gone.
    let left = view.paused_until.map(|end| (end.as_second() - now.as_second()).rem_euclid(60) + 1);
    ages.chain(left).min().and_then(|it| u64::try_from(it).ok()).map(Duration::from_secs)
}

/// Whether two menus differ in texts, ticks and greyness at most, so that one may be written over the other.
pub fn same_shape(a: &[Entry], b: &[Entry]) -> bool {
    a.len() == b.len()
        && iter::zip(a, b).all(|pair| match pair {
            (Entry::Label(_), Entry::Label(_)) | (Entry::Separator, Entry::Separator) => true,
            (Entry::Item { command: a, .. }, Entry::Item { command: b, .. })
            | (Entry::Check { command: a, .. }, Entry::Check { command: b, .. }) => a == b,
            (Entry::Submenu { entries: a, .. }, Entry::Submenu { entries: b, .. }) => {
                same_shape(a, b)
            }
            _ => false,
        })
}

fn problems(words: Words, problems: &[Problem], now: Timestamp) -> impl Iterator<Item = Entry> {
    let listed = problems.iter().take(PROBLEMS).map(move |it| problem(words, it, now));
    listed.chain(more(words, problems.len(), PROBLEMS))
}

fn problem(words: Words, problem: &Problem, now: Timestamp) -> Entry {
    let fix = Command::OpenFix(problem.key.clone());
    let sentence = wrap(&beyond(&problem.title, &problem.sentence), LINE, 3);
    let sentence = sentence.into_iter().map(|line| item(&line, fix.clone()));
    let entries = sentence.chain([
        Entry::Label(t!(words, "tray-began", age = words.ago(problem.since, now)).into_owned()),
        Entry::Separator,
        item(&words.say("tray-fix"), fix.clone()),
        item(&words.say("tray-remind"), Command::Remind(problem.key.clone())),
        item(&words.say("tray-mute"), Command::Mute(problem.key.clone())),
    ]);
    Entry::Submenu { text: clip(&problem.title, LINE), entries: entries.collect() }
}

fn services(words: Words, services: &[ServiceLine]) -> Entry {
    let mut listed = services.iter().collect::<Vec<_>>();
    // In the user's own order, which keeps every service in its place; unless some would not be seen, then the worst first.
    if services.len() > SERVICES {
        listed.sort_by_key(|it| urgency(it.state));
    }
    let lines = listed.into_iter().take(SERVICES).map(|it| service(words, it));
    let mut entries = lines.chain(more(words, services.len(), SERVICES)).collect::<Vec<_>>();
    if entries.is_empty() {
        entries.push(Entry::Label(words.say("tray-none-watched").into_owned()));
    }
    let text = match fine(words, services) {
        Some(state) => t!(words, "tray-services-state", state = state),
        None => words.say("tray-services"),
    };
    Entry::Submenu { text: text.into_owned(), entries }
}

/// "all 6 are fine" or "4 of 6 are fine", once one was looked at.
fn fine(words: Words, services: &[ServiceLine]) -> Option<Cow<'static, str>> {
    // Nobody has seen that they fail.
    if !services.is_empty() && services.iter().all(|it| it.state == Some(ServiceState::Held)) {
        return Some(words.say("tray-held"));
    }
    let fine = services.iter().filter(|it| it.state == Some(ServiceState::Up)).count();
    let all = services.len();
    let looked_at = services.iter().any(|it| it.state.is_some());
    let says = if fine == all && all > 1 {
        t!(words, "tray-all-fine", all = all)
    } else {
        t!(words, "tray-some-fine", fine = fine, all = all)
    };
    looked_at.then_some(says)
}

fn service(words: Words, line: &ServiceLine) -> Entry {
    let word = Some(clip(&line.word, NAME)).filter(|it| !it.is_empty());
    let says =
        word.into_iter().chain(line.response_ms.map(|it| response(words, it))).collect::<Vec<_>>();
    let colon = if says.is_empty() { "" } else { ": " };
    let name = clip(&line.name, NAME);
    let muted = if line.muted { format!(" ({})", words.say("tray-muted")) } else { String::new() };
    let text = format!("{} {name}{colon}{}{muted}", symbol(line.state), says.join(", "));
    let steps = match &line.problem {
        Some(key) => item(&words.say("tray-fix"), Command::OpenFix(key.clone())),
        None => item(&words.say("tray-details"), Command::OpenPage),
    };
    let mut entries = vec![steps, seen_here(words, &line.id), when_it_is_back(words, line)];
    if line.status_page.is_some() {
        let status = Command::OpenStatusPage(line.id.clone());
        entries.push(item(&words.say("tray-status-page"), status));
    }
    entries.push(mute(words, line));
    Entry::Submenu { text, entries }
}

/// What the user may see, whatever we do.
fn seen_here(words: Words, service: &str) -> Entry {
    let seen = |(code, means): (&str, &str)| {
        let (service, code) = (service.to_owned(), code.to_owned());
        item(&format!("{code} ({})", words.say(means)), Command::Saw { service, code, on: None })
    };
    let other = item(&words.say("tray-seen-other"), Command::AskCode(service.to_owned()));
    Entry::Submenu {
        text: words.say("tray-seen").into_owned(),
        entries: CODES.into_iter().map(seen).chain([other]).collect(),
    }
}

fn when_it_is_back(words: Words, line: &ServiceLine) -> Entry {
    // What answers cannot come back.
    let is_away = match line.state {
        Some(ServiceState::Down | ServiceState::Degraded | ServiceState::Held) => true,
        Some(ServiceState::Up | ServiceState::Refused | ServiceState::Unknown) | None => false,
    };
    Entry::Check {
        text: words.say("tray-await").into_owned(),
        command: Command::AwaitReturn { service: line.id.clone(), awaited: !line.awaited },
        checked: line.awaited,
        enabled: is_away || line.awaited,
    }
}

fn mute(words: Words, line: &ServiceLine) -> Entry {
    Entry::Check {
        text: words.say("tray-mute").into_owned(),
        command: Command::MuteService { service: line.id.clone(), muted: !line.muted },
        checked: line.muted,
        enabled: true,
    }
}

fn start_at_login(words: Words, starts: bool) -> Entry {
    Entry::Check {
        text: words.say("tray-start-at-login").into_owned(),
        command: Command::StartAtLogin(!starts),
        checked: starts,
        enabled: true,
    }
}

/// The state as one character, which tells it without any colour.
fn symbol(state: Option<ServiceState>) -> char {
    match state {
        Some(ServiceState::Up) => '✓',
        Some(ServiceState::Degraded) => '◐',
        Some(ServiceState::Down) => '✗',
        Some(ServiceState::Refused) => '○',
        Some(ServiceState::Held) => '–',
        Some(ServiceState::Unknown) => '?',
        None => '…',
    }
}

/// What must not be missed comes first.
fn urgency(state: Option<ServiceState>) -> u8 {
    match state {
        Some(ServiceState::Down) => 0,
        Some(ServiceState::Degraded) => 1,
        Some(ServiceState::Held) => 2,
        Some(ServiceState::Unknown) => 3,
        Some(ServiceState::Refused) => 4,
        None => 5,
        Some(ServiceState::Up) => 6,
    }
}

fn response(words: Words, ms: u32) -> String {
    let seconds = || words.decimal(&format!("{:.1} s", f64::from(ms) / 1000.0));
    if ms < 1000 { format!("{ms} ms") } else { seconds() }
}

fn check_now(words: Words, checking: bool) -> Entry {
    let text = words.say(if checking { "tray-checking" } else { "tray-check-now" });
    Entry::Item { text: text.into_owned(), command: Command::CheckNow, enabled: !checking }
}

fn pause(words: Words, paused_until: Option<Timestamp>, now: Timestamp) -> Entry {
    match paused_until {
        Some(end) => item(&t!(words, "tray-resume", left = left(words, end, now)), Command::Resume),
        None => Entry::Submenu {
            text: words.say("tray-pause").into_owned(),
            entries: vec![
                item(&words.say("tray-pause-half-an-hour"), Command::Pause(PauseFor::HalfAnHour)),
                item(&words.say("tray-pause-an-hour"), Command::Pause(PauseFor::AnHour)),
                item(
                    &words.say("tray-pause-until-tomorrow"),
                    Command::Pause(PauseFor::UntilTomorrow),
                ),
            ],
        },
    }
}

/// One thing that is worth knowing beside the state.
fn fact(view: &View, now: Timestamp) -> Option<String> {
    let words = view.words;
    if let Some(end) = view.paused_until {
        return Some(t!(words, "tray-left", left = left(words, end, now)).into_owned());
    }
    match view.problems.len() {
        0 | 1 => fine(words, &view.services)
            .map(|state| t!(words, "tray-services-state", state = state).into_owned()),
        n => Some(t!(words, "tray-more-problems", n = n - 1).into_owned()),
    }
}

fn left(words: Words, end: Timestamp, now: Timestamp) -> Cow<'static, str> {
    words.lasting((end.as_second() - now.as_second()).max(0))
}

/// What is not listed is on the page.
fn more(words: Words, all: usize, listed: usize) -> Option<Entry> {
    let hidden = all.checked_sub(listed).filter(|it| *it > 0)?;
    Some(item(&t!(words, "tray-more", n = hidden), Command::OpenPage))
}

fn item(text: &str, command: Command) -> Entry {
    Entry::Item { text: text.to_owned(), command, enabled: true }
}

fn label(text: &str) -> Entry {
    Entry::Label(clip(text, LINE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::{Cause, Confidence};
    use crate::presentation::Badge;

    const NOW: Timestamp = Timestamp::constant(1_800_000_000, 0);

    fn view() -> View {
        View {
            words: Words::English,
            badge: Badge::Fine,
            headline: "All is well".to_owned(),
            network: "Your network is fine".to_owned(),
            problems: vec![],
            services: vec![line("bravo", Some(ServiceState::Up))],
            checked_at: Some(NOW),
            checking: false,
            paused_until: None,
            starts_at_login: None,
            first_run: false,
            asks_outside_tunnel: false,
            upkeep: crate::presentation::Upkeep::default(),
        }
    }

    fn line(id: &str, state: Option<ServiceState>) -> ServiceLine {
        ServiceLine {
            id: id.to_owned(),
            name: id.to_owned(),
            state,
            word: "fine".to_owned(),
            response_ms: Some(84),
            problem: None,
            status_page: None,
            muted: false,
            awaited: false,
        }
    }

    fn trouble(key: &str) -> Problem {
        Problem {
            key: key.to_owned(),
            cause: Cause::ServiceOverloaded,
            blame: Cause::ServiceOverloaded.blame(),
            confidence: Confidence::Likely,
            title: format!("{key} is overloaded"),
            sentence: format!("{key} is overloaded; it is not you."),
            evidence: vec![],
            ruled_out: vec![],
            services: vec![key.to_owned()],
            steps: vec![],
            since: NOW,
        }
    }

    /// The menu as indented text, which is how a person reads it.
    fn read(entries: &[Entry]) -> String {
        let lines = entries.iter().map(|entry| match entry {
            Entry::Label(text) => format!("{text}\n"),
            Entry::Item { text, command, enabled: true } => format!("{text} -> {command:?}\n"),
            Entry::Item { text, enabled: false, .. } => format!("({text})\n"),
            Entry::Check { text, enabled: false, .. } => format!("({text})\n"),
            Entry::Check { text, checked, command, .. } => {
                format!("[{}] {text} -> {command:?}\n", if *checked { 'x' } else { ' ' })
            }
            Entry::Separator => "---\n".to_owned(),
            Entry::Submenu { text, entries } => {
                let inner = read(entries).trim_end().replace('\n', "\n  ");
                format!("{text} >\n  {inner}\n")
            }
        });
        lines.collect()
    }

    fn submenu<'a>(entries: &'a [Entry], begins: &str) -> &'a [Entry] {
        let found = entries.iter().find_map(|entry| match entry {
            Entry::Submenu { text, entries } if text.starts_with(begins) => Some(entries),
            Entry::Label(_)
            | Entry::Item { .. }
            | Entry::Check { .. }
            | Entry::Submenu { .. }
            | Entry::Separator => None,
        });
        found.unwrap_or_else(|| panic!("no submenu {begins:?} in {}", read(entries)))
    }

    #[test]
    fn a_calm_menu_reads_from_the_state_to_quit() {
        let expected = format!(
            "All is well -> OpenPage\n\
             ---\n\
             Services: 1 of 1 is fine >\n  \
               ✓ bravo: fine, 84 ms >\n    \
                 Details… -> OpenPage\n    \
                 I see an error here >\n      \
                   403 (forbidden) -> {saw}\"403\", on: None }}\n      \
                   502 (bad gateway) -> {saw}\"502\", on: None }}\n      \
                   503 (service unavailable) -> {saw}\"503\", on: None }}\n      \
                   Other code… -> AskCode(\"bravo\")\n    \
                 (Tell me when it is back)\n    \
                 [ ] Mute -> MuteService {{ service: \"bravo\", muted: true }}\n\
             Your network is fine\n\
             ---\n\
             Check now -> CheckNow\n\
             Open streamdoctor… -> OpenPage\n\
             Pause >\n  \
               For 30 minutes -> Pause(HalfAnHour)\n  \
               For 1 hour -> Pause(AnHour)\n  \
               Until tomorrow -> Pause(UntilTomorrow)\n\
             ---\n\
             History… -> OpenSection(History)\n\
             Settings… -> OpenSection(Settings)\n\
             About streamdoctor… -> OpenSection(About)\n\
             ---\n\
             Quit -> Quit\n",
            saw = "Saw { service: \"bravo\", code: "
        );
        assert_eq!(read(&menu(&view(), NOW)), expected);
    }

    #[test]
    fn who_waits_for_a_service_that_is_away_sees_a_tick_and_takes_it_back_there() {
        let away = line("bravo", Some(ServiceState::Down));
        let entries = menu(&View { services: vec![away.clone()], ..view() }, NOW);
        let asks = read(submenu(submenu(&entries, "Services"), "✗ bravo"));
        assert!(
            asks.contains(
                "[ ] Tell me when it is back -> AwaitReturn { service: \"bravo\", awaited: true }"
            ),
            "{asks}"
        );
        let waits = ServiceLine { awaited: true, ..away };
        let entries = menu(&View { services: vec![waits], ..view() }, NOW);
        let asks = read(submenu(submenu(&entries, "Services"), "✗ bravo"));
        assert!(
            asks.contains(
                "[x] Tell me when it is back -> AwaitReturn { service: \"bravo\", awaited: false }"
            ),
            "{asks}"
        );
    }

    #[test]
    fn a_muted_service_says_so_without_being_opened() {
        let muted = ServiceLine { muted: true, ..line("bravo", Some(ServiceState::Down)) };
        let entries = menu(&View { services: vec![muted], ..view() }, NOW);
        let asks = read(submenu(submenu(&entries, "Services"), "✗ bravo: fine, 84 ms (muted)"));
        assert!(
            asks.contains("[x] Mute -> MuteService { service: \"bravo\", muted: false }"),
            "{asks}"
        );
    }

    #[test]
    fn start_at_login_is_offered_where_it_is_known() {
        let with = |starts| read(&menu(&View { starts_at_login: starts, ..view() }, NOW));
        assert!(!with(None).contains("Start at login"));
        assert!(with(Some(false)).contains("[ ] Start at login -> StartAtLogin(true)"));
        assert!(with(Some(true)).contains("[x] Start at login -> StartAtLogin(false)"));
    }

    #[test]
    fn each_problem_leads_to_its_own_steps() {
        let view = View { problems: vec![trouble("network"), trouble("bravo")], ..view() };
        let menu = menu(&view, NOW);
        let steps = read(submenu(&menu, "bravo is overloaded"));
        assert_eq!(
            steps,
            "It is not you. -> OpenFix(\"bravo\")\nIt began just now.\n---\n\
             Fix steps… -> OpenFix(\"bravo\")\nRemind me in 1 h -> Remind(\"bravo\")\n\
             Mute -> Mute(\"bravo\")\n"
        );
        assert!(read(submenu(&menu, "network is")).contains("Fix steps… -> OpenFix(\"network\")"));
    }

    #[test]
    fn a_service_leads_to_the_problem_that_hits_it_and_to_its_status_page() {
        let hit = ServiceLine {
            problem: Some("network".to_owned()),
            status_page: Some("https://status.bravo.test/".to_owned()),
            muted: false,
            awaited: false,
            word: "held".to_owned(),
            response_ms: None,
            ..line("bravo", Some(ServiceState::Held))
        };
        let menu = menu(&View { services: vec![hit], ..view() }, NOW);
        let read = read(submenu(submenu(&menu, "Services"), "– bravo: held"));
        assert!(read.starts_with("Fix steps… -> OpenFix(\"network\")\n"), "{read}");
        let status = "\nThe service's own status page… -> OpenStatusPage(\"bravo\")\n";
        assert!(read.contains(status), "{read}");
    }

    #[test]
    fn services_behind_a_fault_of_the_network_are_not_said_to_fail() {
        let lines =
            |states: &[ServiceState]| states.iter().map(|it| line("a", Some(*it))).collect();
        let behind: Vec<_> = lines(&[ServiceState::Held, ServiceState::Held]);
        assert_eq!(fine(Words::English, &behind).as_deref(), Some("waiting for your network"));
        let some: Vec<_> = lines(&[ServiceState::Held, ServiceState::Up]);
        assert_eq!(fine(Words::English, &some).as_deref(), Some("1 of 2 are fine"));
    }

    #[test]
    fn while_a_round_runs_no_other_is_asked_for() {
        let read = read(&menu(&View { checking: true, ..view() }, NOW));
        assert!(read.contains("(Checking…)") && !read.contains("Check now"), "{read}");
    }

    #[test]
    fn resume_takes_the_place_of_pause() {
        let end = Timestamp::from_second(NOW.as_second() + 25 * 60).unwrap();
        let read = read(&menu(&View { paused_until: Some(end), ..view() }, NOW));
        assert!(read.contains("Resume (25 min left) -> Resume"), "{read}");
        assert!(!read.contains("Until tomorrow"), "{read}");
    }

    #[test]
    fn a_pause_that_is_over_has_nothing_left() {
        let read = read(&menu(&View { paused_until: Some(Timestamp::UNIX_EPOCH), ..view() }, NOW));
        assert!(read.contains("Resume (less than a minute left)"), "{read}");
    }

    #[test]
    fn two_hundred_services_are_the_worst_twenty_and_a_way_to_the_rest() {
        let mut services =
            (0..200).map(|i| line(&format!("s{i}"), Some(ServiceState::Up))).collect::<Vec<_>>();
        services[150].state = Some(ServiceState::Down);
        services[180].state = Some(ServiceState::Degraded);
        let menu = menu(&View { services, ..view() }, NOW);
        let read = read(submenu(&menu, "Services: 198 of 200 are fine"));
        let top = read.lines().filter(|it| !it.starts_with(' ')).collect::<Vec<_>>();
        assert_eq!(top.len(), 21, "{read}");
        assert_eq!(
            top[..3],
            ["✗ s150: fine, 84 ms >", "◐ s180: fine, 84 ms >", "✓ s0: fine, 84 ms >"]
        );
        assert_eq!(top[20], "and 180 more… -> OpenPage");
    }

    #[test]
    fn twenty_services_stay_in_their_order_whatever_their_state() {
        let mut services =
            (0..20).map(|i| line(&format!("s{i}"), Some(ServiceState::Up))).collect::<Vec<_>>();
        services[19].state = Some(ServiceState::Down);
        let read = read(submenu(&menu(&View { services, ..view() }, NOW), "Services"));
        assert!(read.starts_with("✓ s0") && !read.contains("more…"), "{read}");
    }

    #[test]
    fn a_flood_of_problems_is_cut_short() {
        let problems = (0..8).map(|i| trouble(&format!("s{i}"))).collect();
        let read = read(&menu(&View { problems, ..view() }, NOW));
        assert_eq!(read.matches("Fix steps…").count(), PROBLEMS);
        assert!(read.contains("and 3 more… -> OpenPage"), "{read}");
    }

    #[test]
    fn long_names_are_cut_and_markup_stays_as_it_was_typed() {
        let name = format!("A & B_C <b>{}", "x".repeat(300));
        let services = vec![ServiceLine { name, ..line("abc", Some(ServiceState::Up)) }];
        let headline = "word ".repeat(100);
        let entries = menu(&View { headline, services, ..view() }, NOW);
        let read = read(&entries);
        assert!(read.contains("✓ A & B_C <b>xxxxxxxxxxxxxxxxxxxx…: fine, 84 ms"), "{read}");
        assert!(read.lines().all(|it| it.chars().count() < 100), "{read}");
    }

    #[test]
    fn every_state_has_a_symbol_of_its_own() {
        let mut symbols = states().map(symbol).to_vec();
        symbols.sort_unstable();
        symbols.dedup();
        assert_eq!(symbols.len(), states().len());
    }

    fn states() -> [Option<ServiceState>; 7] {
        use ServiceState::{Degraded, Down, Held, Refused, Unknown, Up};
        [Some(Up), Some(Degraded), Some(Down), Some(Refused), Some(Held), Some(Unknown), None]
    }

    #[test]
    fn a_view_of_nothing_is_a_menu_all_the_same() {
        let empty = View { services: vec![], network: String::new(), checked_at: None, ..view() };
        assert!(read(&menu(&empty, NOW)).contains("Services >\n  No service is watched.\n"));
        assert_eq!(tooltip(&empty, NOW), "All is well");
    }

    #[test]
    fn the_tooltip_has_state_fact_and_age() {
        let later = Timestamp::from_second(NOW.as_second() + 125).unwrap();
        assert_eq!(
            tooltip(&view(), later),
            "All is well\nServices: 1 of 1 is fine\nchecked 2 min ago"
        );
        let view = View { problems: vec![trouble("a"), trouble("b"), trouble("c")], ..view() };
        assert_eq!(tooltip(&view, later), "All is well\nand 2 more problems\nchecked 2 min ago");
    }

    #[test]
    fn a_long_tooltip_loses_its_state_and_never_its_age() {
        let view = View { headline: "🎬".repeat(200), ..view() };
        let tooltip = tooltip(&view, NOW);
        assert!(tooltip.encode_utf16().count() <= 127, "{tooltip}");
        assert!(tooltip.contains('…') && tooltip.ends_with("\nchecked just now"), "{tooltip}");
    }

    #[test]
    fn words_about_time_are_renewed_with_the_minute() {
        let at = |second| Timestamp::from_second(NOW.as_second() + second).unwrap();
        let seconds = |view: &View, now| stays_true_for(view, now).map(|it| it.as_secs());
        assert_eq!(seconds(&view(), at(0)), Some(60));
        assert_eq!(seconds(&view(), at(125)), Some(55));
        let paused = View { checked_at: None, paused_until: Some(at(90)), ..view() };
        assert_eq!(seconds(&paused, at(0)), Some(31));
        assert_eq!(seconds(&View { checked_at: None, ..view() }, at(0)), None);
    }

    #[test]
    fn what_only_reads_differently_has_the_same_shape() {
        let calm = menu(&view(), NOW);
        let busy = View {
            headline: "Looking".to_owned(),
            checking: true,
            services: vec![line("bravo", Some(ServiceState::Down))],
            ..view()
        };
        assert!(same_shape(&calm, &menu(&busy, NOW)));
        assert!(!same_shape(&calm, &menu(&View { problems: vec![trouble("a")], ..view() }, NOW)));
        assert!(!same_shape(&calm, &menu(&View { paused_until: Some(NOW), ..view() }, NOW)));
    }

    #[test]
    fn the_same_words_for_another_command_are_another_shape() {
        let one = [item("Fix steps…", Command::OpenFix("a".to_owned()))];
        let other = [item("Fix steps…", Command::OpenFix("b".to_owned()))];
        assert!(!same_shape(&one, &other));
    }
}
