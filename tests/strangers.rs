//! Text from elsewhere is text on every face, whatever it says: pages, menus, popups, terminal, tables, letters, metrics.
//! Menus and popups on a real bus are in `tests/desktop.rs`.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

#[path = "support/nasty.rs"]
mod nasty;
#[expect(dead_code, unused_imports, reason = "the tests of the diagnosis need more of it")]
mod support_snapshot;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use nasty::NASTY;
use streamdoctor::app::{Controller, Effect, Event, Finished, Now, Watched};
use streamdoctor::clock::{Clock, Moment};
use streamdoctor::config::{self, Schedule};
use streamdoctor::diagnosis::diagnose;
use streamdoctor::diagnosis::reported::Device;
use streamdoctor::observation::Snapshot;
use streamdoctor::presentation::metrics::{Reading, exposition, families};
use streamdoctor::presentation::page::{
    ExplainPage, IconPlace, Outside, PagePath, Peer, Progress, Question, Reader, Server, Settings,
    Source, Span, Timeline, letter,
};
use streamdoctor::presentation::terminal::{self, Style};
use streamdoctor::presentation::tray::menu::{self, Entry};
use streamdoctor::presentation::words::{Platform, Words};
use streamdoctor::presentation::{Problem, Report, StepView, View, notice, report};
use support_snapshot::scenarios;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};
use tokio::sync::watch;

const PLAIN: &str = "Alfa";

/// A line for people: nothing that a terminal obeys, nothing that hides or reorders.
#[track_caller]
fn is_plain(text: &str, by: &str) {
    let hides = |it: char| matches!(it, '\u{200b}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{e0041}');
    let bad = text.chars().find(|it| (it.is_control() && *it != '\n') || hides(*it));
    assert_eq!(bad, None, "{by:?} makes {text:?}");
}

/// A recorded round in which every foreign text is `nasty`.
fn round(nasty: &str) -> Snapshot {
    static OVERLOADED: LazyLock<Snapshot> = LazyLock::new(|| {
        let all = scenarios();
        all.iter().find(|(name, _)| *name == "service_overloaded").unwrap().1.snapshot()
    });
    let mut snapshot = OVERLOADED.clone();
    for service in &mut snapshot.services {
        nasty.clone_into(&mut service.name);
    }
    for hop in snapshot.walks.iter_mut().flat_map(|it| &mut it.hops) {
        if let Ok(Some(exchange)) = &mut hop.outcome {
            exchange.reason = Some(nasty.to_owned());
            for (_, value) in &mut exchange.headers.0 {
                nasty.clone_into(value);
            }
        }
    }
    for interface in snapshot.host.interfaces.iter_mut().flatten() {
        interface.name = format!("{nasty}{}", interface.name);
    }
    snapshot
}

fn told(nasty: &str) -> Report {
    let snapshot = round(nasty);
    report(&snapshot, &diagnose(&snapshot), &[], Platform::Linux)
}

/// What the program calls a service whose file says this name.
fn named(nasty: &str) -> String {
    let name = toml::Value::String(nasty.to_owned());
    let file = format!(
        "id = \"x\"\nname = {name}\n[[target]]\nrole = \"web\"\nurl = \"https://x.example/\"\n"
    );
    let (config, problems) = config::read_texts("", &file);
    assert!(problems.is_empty(), "{problems:?}");
    let config = config.unwrap();
    config.catalogue.iter().find(|it| it.id == "x").unwrap().name.clone()
}

/// What the running program shows of such rounds.
fn view(words: &str) -> View {
    let mut snapshot = round(words);
    for service in &mut snapshot.services {
        service.name = named(words);
    }
    let watched = snapshot.services.iter().map(|it| Watched {
        id: it.id.clone(),
        name: it.name.clone(),
        ..Watched::default()
    });
    let mut controller = Controller::new(Schedule::default(), watched.collect(), TimeZone::UTC);
    let now = |seconds| Now {
        moment: Moment::from_secs(seconds),
        wall: at(i64::try_from(seconds).unwrap()),
        watched: false,
    };
    for look in 0..4 {
        let effects = controller.step(Event::Due, now(look * 600));
        for effect in effects {
            let Effect::Look { round, .. } = effect else { continue };
            let finished = Finished {
                round,
                findings: diagnose(&snapshot),
                report: report(&snapshot, &diagnose(&snapshot), &[], Platform::Linux),
                bytes: 0,
                walks: 0,
                retry_after: BTreeMap::new(),
                in_tunnel: None,
            };
            drop(controller.step(Event::Finished(Box::new(finished)), now(look * 600 + 10)));
        }
    }
    let view = controller.view();
    assert_eq!(view.problems.len(), 1, "{words:?}: {view:#?}");
    view
}

fn problem(words: &str) -> Problem {
    view(words).problems.remove(0)
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_750_000_000 + seconds).unwrap()
}

#[test]
fn a_terminal_obeys_nobody_elses_words() {
    for nasty in NASTY {
        let told = told(nasty);
        is_plain(&terminal::report(&told, Style::plain(80)), nasty);
        is_plain(&terminal::report(&told, Style::plain(30)), nasty);
        // Colours are ours, and they end.
        let coloured = terminal::report(&told, Style::colored(80));
        assert!(!coloured.contains("\u{1b}]") && !coloured.contains("\u{1b}[2J"), "{coloured:?}");
    }
}

#[test]
fn menus_and_tooltips_are_lines_that_can_be_read() {
    let harmless = menu::menu(&view(PLAIN), at(2000));
    for nasty in NASTY {
        let view = view(nasty);
        let entries = menu::menu(&view, at(2000));
        assert_eq!(commands(&entries), commands(&harmless), "{nasty:?} brings no entry of its own");
        for text in texts(&entries) {
            is_plain(&text, nasty);
            assert!(!text.contains('\n'), "{text:?}");
        }
        let tooltip = menu::tooltip(&view, at(2000));
        is_plain(&tooltip, nasty);
        assert!(tooltip.lines().count() <= 3, "{tooltip:?}");
    }
}

fn texts(entries: &[Entry]) -> Vec<String> {
    let mut all = vec![];
    for entry in entries {
        match entry {
            Entry::Label(text) | Entry::Item { text, .. } | Entry::Check { text, .. } => {
                all.push(text.clone());
            }
            Entry::Submenu { text, entries } => {
                all.push(text.clone());
                all.extend(texts(entries));
            }
            Entry::Separator => {}
        }
    }
    all
}

/// What the entries ask for. One headline takes as many entries as it has lines.
fn commands(entries: &[Entry]) -> Vec<String> {
    let mut all = vec![];
    for entry in entries {
        match entry {
            Entry::Item { command, .. } | Entry::Check { command, .. } => {
                all.push(format!("{command:?}"));
            }
            Entry::Submenu { entries, .. } => all.extend(commands(entries)),
            Entry::Label(_) | Entry::Separator => {}
        }
    }
    all.dedup();
    all
}

fn about(key: &str) -> Problem {
    static HARMLESS: LazyLock<Problem> = LazyLock::new(|| problem(PLAIN));
    Problem { key: key.to_owned(), ..HARMLESS.clone() }
}

#[test]
fn popups_are_lines_that_can_be_read() {
    for nasty in NASTY {
        let it = problem(nasty);
        let minute = Duration::from_mins(1);
        let (second, third) = (about("bravo"), about("charlie"));
        let all = [
            Some(notice::opened(Words::English, &it)),
            Some(notice::changed(Words::English, &it)),
            Some(notice::resolved(Words::English, &it, minute)),
            Some(notice::all_resolved(
                Words::English,
                &[(it.clone(), minute), (second.clone(), minute)],
            )),
            Some(notice::returned(Words::English, "alfa", nasty)),
            notice::summary(Words::English, &[it.clone(), second, third]),
        ];
        for notice in all.into_iter().flatten() {
            is_plain(&notice.title, nasty);
            is_plain(&notice.body, nasty);
            assert!(!notice.title.contains('\n'), "{notice:?}");
            for (_, label) in &notice.actions {
                is_plain(label, nasty);
            }
        }
    }
}

#[test]
fn a_letter_to_support_is_plain_text() {
    for nasty in NASTY {
        let told = told(&named(nasty));
        let now = at(2000).to_zoned_datetime(TimeZone::UTC);
        let it = problem(nasty);
        for reader in [Reader::Support, Reader::Provider] {
            is_plain(&letter(Words::English, &it, Some(&told), reader, &now), nasty);
        }
    }
}

/// Text-based format of Prometheus: a name, labels in quotes, a number; nothing else begins a line.
#[test]
fn no_word_of_a_stranger_is_a_metric() {
    let names = |words: &str| {
        let (view, told) = (view(words), told(words));
        let reading = Reading {
            view: &view,
            report: Some(&told),
            rounds: 1,
            took: Some(Duration::from_secs(1)),
        };
        let text = exposition(&families(&reading));
        let lines = text.lines().map(|line| {
            let end = line.find(['{', ' ']).unwrap_or(line.len());
            if line.starts_with('#') { "#".to_owned() } else { line[..end].to_owned() }
        });
        lines.collect::<Vec<_>>()
    };
    let harmless = names(PLAIN);
    for nasty in NASTY {
        assert_eq!(names(nasty), harmless, "{nasty:?}");
    }
}

/// Elements, attributes, and where they stand are the same, whatever the words are.
#[test]
fn pages_have_no_element_of_a_stranger() {
    let pages = ["", "problem?key=alfa", "explain?code=", "history", "settings", "about"];
    let harmless = pages.map(|name| skeleton(&page(&view(PLAIN), name)));
    for nasty in NASTY {
        let view = view(nasty);
        for (name, harmless) in pages.iter().zip(&harmless) {
            let page = page(&view, name);
            assert_eq!(&skeleton(&page), harmless, "{nasty:?} on {name:?}: {page}");
            assert!(
                !page.contains(|it: char| it.is_control() && it != '\n'),
                "{nasty:?}: {page:?}"
            );
        }
    }
}

/// What the address bar may say.
#[test]
fn what_is_asked_is_shown_as_text() {
    let harmless = view(PLAIN);
    let encoded =
        |it: &str| url::form_urlencoded::byte_serialize(it.as_bytes()).collect::<String>();
    let asked = |it: &str| page(&harmless, &format!("explain?code={}&service=alfa", encoded(it)));
    let harmless = skeleton(&asked("x"));
    for nasty in NASTY {
        let page = asked(nasty);
        assert_eq!(skeleton(&page), harmless, "{nasty:?}: {page}");
    }
}

/// The elements of a page with the names of their attributes, and whether their links stay on it.
fn skeleton(page: &str) -> Vec<String> {
    let mut all = vec![];
    let mut rest = page;
    while let Some((_, tag)) = rest.split_once('<') {
        let (mut quoted, mut end) = (false, tag.len());
        for (at, char) in tag.char_indices() {
            match char {
                '"' => quoted = !quoted,
                '>' if !quoted => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        // Every value stands between double quotes, so what is outside them is names.
        let names = tag[..end].split('"').step_by(2).collect::<Vec<_>>().join("…");
        all.push(names);
        rest = &tag[end..];
    }
    all
}

/// The page at `name` of a program that shows `view`.
fn page(view: &View, name: &str) -> String {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
    runtime.unwrap().block_on(async {
        let (_end, shown) = watch::channel(Arc::new(view.clone()));
        let server =
            Server::start(shown, |_| (), Knows::default(), |_, _| Peer::Ours, Clock::system())
                .unwrap();
        let pass = server.pass(PagePath::Home).unwrap();
        let host = format!("127.0.0.1:{}", pass.link().port().unwrap());
        let get = |path: &str, more: &str| {
            format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n")
        };
        let link = &pass.link()[url::Position::BeforePath..];
        let entered = send(&server, &get(link, "Sec-Fetch-Site: none\r\n")).await;
        let field = |name: &str| {
            let lines = entered.lines().find_map(|it| it.strip_prefix(name)).unwrap();
            lines.split(';').next().unwrap().to_owned()
        };
        let (root, cookie) = (field("location: "), field("set-cookie: "));
        let asked = get(&format!("{root}{name}"), &format!("Cookie: {cookie}\r\n"));
        let answer = send(&server, &asked).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let (_, page) = answer.split_once("\r\n\r\n").unwrap();
        // Secrets are of the same length, and other ones each time.
        page.to_owned()
    })
}

async fn send(server: &Server, asked: &str) -> String {
    let (mut ours, theirs) = duplex(16 * 1024);
    let talk = async {
        ours.write_all(asked.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        ours.read_to_end(&mut answer).await.unwrap();
        String::from_utf8(answer).unwrap()
    };
    tokio::join!(server.converse(theirs), talk).1
}

/// A program that knows nothing of what the page asks.
#[derive(Default)]
struct Knows {
    progress: watch::Sender<Progress>,
}

impl Source for Knows {
    fn explain(&self, question: &Question) -> ExplainPage {
        ExplainPage { code: question.code.clone(), ..ExplainPage::default() }
    }

    fn steps_on(&self, problem: &Problem, _: Device) -> Vec<StepView> {
        problem.steps.clone()
    }

    fn report(&self) -> Option<Arc<Report>> {
        None
    }

    fn history(&self, _: Span) -> Vec<Timeline> {
        Vec::new()
    }

    fn settings(&self) -> Settings {
        Settings {
            contacts: config::contacts(&config::Config::default()),
            interval: Duration::from_mins(3),
            quick: Duration::from_secs(20),
            outside: Outside::Ask,
            quiet: None,
            folders: Vec::new(),
            icon: IconPlace::Tray,
            unsaved: None,
        }
    }

    fn address(&self, _: &str) -> Option<String> {
        None
    }

    fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }
}
