//! What is fuzzed: each function takes the bytes of a stranger all the way to what a user sees, and asserts what must
//! hold whatever they are. `fuzz/` runs them on new bytes, `tests/fuzz_corpus.rs` on all that were ever of interest.

use std::collections::BTreeMap;
use std::str;
use std::sync::{Arc, LazyLock, Mutex};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use streamdoctor::app::channel::{self, Request, Response};
use streamdoctor::app::{Controller, Effect, Event, Finished, Now, Watched};
use streamdoctor::catalogue::{self, Service};
use streamdoctor::clock::{Clock, Moment};
use streamdoctor::config;
use streamdoctor::diagnosis::reported::Device;
use streamdoctor::diagnosis::{diagnose, responder};
use streamdoctor::observation::{Snapshot, Transport};
use streamdoctor::presentation::page::{
    ExplainPage, IconPlace, Outside, PagePath, Progress, Question, Server, Settings, Source, Span,
    Timeline,
};
use streamdoctor::presentation::terminal::{self, Style};
use streamdoctor::presentation::tray::menu;
use streamdoctor::presentation::words::{Platform, Words};
use streamdoctor::presentation::{
    Badge, Command, Problem, Report, StepView, Upkeep, View, notice, report,
};
use streamdoctor::probe::fuzzing;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};
use tokio::sync::watch;
use url::Url;

/// A target: its name, and what it does.
pub(crate) type Target = (&'static str, fn(&[u8]));

pub(crate) const TARGETS: [Target; 8] = [
    ("response", response),
    ("dns", dns),
    ("certificate", certificate),
    ("settings", settings),
    ("snapshot", snapshot),
    ("page", page),
    ("socket", socket),
    ("feed", feed),
];

/// The first byte says how a response came; the rest is the response.
pub(crate) fn response(data: &[u8]) {
    let Some((first, bytes)) = data.split_first() else { return };
    let transport = Transport::ALL[usize::from(*first) % Transport::ALL.len()];
    let url = Url::parse("https://www.example.com/watch").ok();
    let found = responder::classify_json(bytes, url.as_ref(), transport);
    is_plain(&terminal::classification(&found, Style::plain(80)));
    serde_json::to_string(&found).expect("it can be told as JSON");
    for line in bytes.split(|it| *it == b'\n').take(32) {
        let Some(at) = line.iter().position(|it| *it == b':') else { continue };
        let value = line[at + 1..].trim_ascii();
        fuzzing::cookie(value);
        if let Ok(text) = str::from_utf8(value) {
            fuzzing::redirect(text);
        }
    }
}

pub(crate) fn dns(data: &[u8]) {
    fuzzing::dns_message(data);
}

/// Certificates one after another, each behind its length.
pub(crate) fn certificate(data: &[u8]) {
    let mut chain = Vec::new();
    let mut rest = data;
    while let Some((length, after)) = rest.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*length)).min(after.len());
        let (one, after) = after.split_at(length);
        chain.push(one);
        rest = after;
    }
    fuzzing::certificates(&chain);
}

/// The settings, a line of `====`, and the file of a service.
pub(crate) fn settings(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let (settings, service) = text.split_once("\n====\n").unwrap_or((text, ""));
    let (config, problems) = config::read_texts(settings, service);
    for problem in &problems {
        is_plain(&problem.to_string());
    }
    if let Some(config) = config {
        assert!(config.schedule.quick.as_secs() >= 10 || !problems.is_empty());
        is_plain(&config::describe(&config));
        is_plain(&terminal::contacts(&config::contacts(&config), Style::plain(80)));
    }
}

/// A recorded round, up to every surface.
pub(crate) fn snapshot(data: &[u8]) {
    static KNOWN: LazyLock<Vec<Service>> = LazyLock::new(catalogue::bundled);
    let Ok(snapshot) = serde_json::from_slice::<Snapshot>(data) else { return };
    let findings = diagnose(&snapshot);
    let told = report(&snapshot, &findings, &KNOWN, Platform::Linux);
    is_plain(&terminal::report(&told, Style::plain(72)));
    serde_json::to_string(&told).expect("it can be told as JSON");

    let services = snapshot.services.iter().map(|it| Watched {
        id: it.id.clone(),
        name: it.name.clone(),
        ..Watched::default()
    });
    let mut controller =
        Controller::new(config::Schedule::default(), services.collect(), TimeZone::UTC);
    let mut effects = controller.step(Event::Due, at(0));
    let round = effects
        .iter()
        .find_map(|it| if let Effect::Look { round, .. } = it { Some(*round) } else { None });
    let finished = Finished {
        round: round.unwrap_or_default(),
        findings,
        report: told,
        bytes: 0,
        walks: 0,
        retry_after: BTreeMap::new(),
        in_tunnel: None,
    };
    effects.extend(controller.step(Event::Finished(Box::new(finished)), at(60)));
    let view = controller.view();
    for entry in menu::menu(&view, wall(61)) {
        assert!(!format!("{entry:?}").contains('\u{1b}'), "{entry:?}");
    }
    assert!(!menu::tooltip(&view, wall(61)).contains('\u{1b}'));
    for problem in &view.problems {
        let shown =
            [notice::opened(Words::English, problem), notice::changed(Words::English, problem)];
        assert!(shown.iter().all(|it| !it.body.contains('\u{1b}')), "{shown:?}");
    }
    assert!(effects.iter().all(|it| !matches!(it, Effect::OpenPage(_) | Effect::Quit)));
    let pages = wait(async {
        let stage = Stage::set(view);
        let visitor = stage.enter().await;
        stage.send(visitor.get("").as_bytes()).await
    });
    let pages = String::from_utf8_lossy(&pages);
    assert_eq!(
        pages.matches("<script").count(),
        pages.matches("<script src=\"/").count(),
        "{pages}"
    );
    assert!(!pages.contains('\u{1b}'));
}

/// What a browser, or something that wants to look like one, sends. `{cookie}`, `{token}`, `{ticket}`, `{root}` and
/// `{host}` stand for what only our own page's visitor knows.
pub(crate) fn page(data: &[u8]) {
    wait(async {
        let stage = Stage::set(secret_view());
        let visitor = stage.enter().await;
        let secrets = [
            ("{cookie}", visitor.cookie.clone()),
            ("{token}", visitor.token.clone()),
            ("{ticket}", stage.ticket()),
            ("{root}", visitor.root.clone()),
            ("{host}", stage.host.clone()),
        ];
        let mut sent = data.to_vec();
        let knows = secrets.map(|(name, value)| {
            let before = sent.clone();
            sent = replace(&before, name.as_bytes(), value.as_bytes());
            sent != before
        });
        let [cookie, token, ticket, ..] = knows;
        let answer = stage.send(&sent).await;
        let shows = |it: &str| find(&answer, it.as_bytes()).is_some();
        assert!(cookie || !shows(SECRET), "shown to a stranger");
        assert!(ticket || !shows(&visitor.cookie), "the cookie is handed out for a ticket alone");
        // A page may show these words as text, and only as text.
        assert!(!shows("\r\naccess-control-"), "nobody else may read");
        let answers = answer.windows(9).filter(|it| *it == b"HTTP/1.1 ").count();
        assert!(
            answers == 0
                || shows("frame-ancestors 'none'")
                || shows("400 Bad Request")
                || shows(" 431 ")
        );
        let commands = stage.commands.lock().expect("nobody panics with it").clone();
        assert!(cookie && token || commands.is_empty(), "{commands:?} for a stranger");
        assert!(
            commands.iter().all(|it| !matches!(it, Command::Quit | Command::OpenStatusPage(_)))
        );
    });
}

/// Bytes at both ends of the line between two starts of the program.
pub(crate) fn socket(data: &[u8]) {
    wait(async {
        let (mut ours, theirs) = duplex(64);
        let mut asked = None;
        let talk = async {
            ours.write_all(data).await.ok();
            ours.shutdown().await.ok();
            let mut answer = Vec::new();
            ours.read_to_end(&mut answer).await.ok();
            answer
        };
        let serve = channel::serve(theirs, async |request| {
            asked = Some(request);
            Response::Done
        });
        let ((), answer) = tokio::join!(serve, talk);
        assert!(asked.is_some() || answer.is_empty(), "nonsense gets no answer");

        let (mut daemon, client) = duplex(64);
        let answer = async {
            daemon.write_all(data).await.ok();
            daemon.shutdown().await.ok();
            let mut request = Vec::new();
            daemon.read_to_end(&mut request).await.ok();
        };
        let (_heard, ()) = tokio::join!(channel::speak(client, &Request::Status), answer);
    });
}

/// What a vendor's status page may say.
pub(crate) fn feed(data: &[u8]) {
    fuzzing::feed_document(data);
}

const SECRET: &str = "Only-the-owner-may-read-this";

/// A running page over streams in memory.
struct Stage {
    server: Server,
    host: String,
    commands: Arc<Mutex<Vec<Command>>>,
}

struct Visitor {
    cookie: String,
    token: String,
    root: String,
    host: String,
}

impl Stage {
    fn set(view: View) -> Self {
        let (_end, shown) = watch::channel(Arc::new(view));
        let commands = Arc::new(Mutex::new(Vec::new()));
        let asked = Arc::clone(&commands);
        let server = Server::start(
            shown,
            move |command| asked.lock().expect("nobody panics with it").push(command),
            Knows::nothing(),
            |_, _| streamdoctor::presentation::page::Peer::Ours,
            Clock::system(),
        )
        .expect("a port is free");
        let pass = server.pass(PagePath::Home).expect("there are random numbers");
        let host = format!("127.0.0.1:{}", pass.link().port().unwrap_or_default());
        Self { server, host, commands }
    }

    fn ticket(&self) -> String {
        let pass = self.server.pass(PagePath::Home).expect("there are random numbers");
        pass.link().query().and_then(|it| it.strip_prefix("ticket=")).unwrap_or_default().to_owned()
    }

    async fn send(&self, bytes: &[u8]) -> Vec<u8> {
        let (mut ours, theirs) = duplex(16 * 1024);
        let talk = async {
            let mut answer = Vec::new();
            let (mut reader, mut writer) = tokio::io::split(&mut ours);
            // Left open: a browser closes its end when it has the answer, and silence ends the rest.
            let write = async { writer.write_all(bytes).await.ok() };
            tokio::join!(write, async { reader.read_to_end(&mut answer).await.ok() });
            answer
        };
        let ((), answer) = tokio::join!(self.server.converse(theirs), talk);
        answer
    }

    async fn enter(&self) -> Visitor {
        let open = format!(
            "GET /open?ticket={} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: none\r\nConnection: close\r\n\r\n",
            self.ticket(),
            self.host
        );
        let answer = String::from_utf8_lossy(&self.send(open.as_bytes()).await).into_owned();
        let between = |text: &str, begin: &str, end: char| {
            let rest = text.split_once(begin).map_or("", |(_, rest)| rest);
            rest.split(end).next().unwrap_or_default().to_owned()
        };
        let cookie = between(&answer, "streamdoctor=", ';');
        let root = between(&answer, "location: ", '\r');
        let mut visitor = Visitor { cookie, token: String::new(), root, host: self.host.clone() };
        let home = self.send(visitor.get("").as_bytes()).await;
        visitor.token = between(&String::from_utf8_lossy(&home), "name=\"token\" value=\"", '"');
        assert_eq!((visitor.cookie.len(), visitor.token.len()), (64, 64), "the owner is let in");
        visitor
    }
}

impl Visitor {
    fn get(&self, name: &str) -> String {
        format!(
            "GET {}{name} HTTP/1.1\r\nHost: {}\r\nCookie: streamdoctor={}\r\nConnection: close\r\n\r\n",
            self.root, self.host, self.cookie
        )
    }
}

/// A program that knows nothing of what the page asks.
struct Knows {
    progress: watch::Sender<Progress>,
}

impl Knows {
    fn nothing() -> Self {
        Self { progress: watch::Sender::default() }
    }
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
            interval: std::time::Duration::from_mins(3),
            quick: std::time::Duration::from_secs(20),
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

fn secret_view() -> View {
    View {
        words: Words::English,
        badge: Badge::Fine,
        headline: SECRET.to_owned(),
        network: SECRET.to_owned(),
        problems: Vec::new(),
        services: Vec::new(),
        checked_at: None,
        checking: false,
        paused_until: None,
        starts_at_login: None,
        first_run: false,
        asks_outside_tunnel: false,
        upkeep: Upkeep::default(),
    }
}

/// Text for people: lines, and nothing that a terminal obeys.
#[track_caller]
fn is_plain(text: &str) {
    let bad = text.chars().find(|it| it.is_control() && *it != '\n');
    assert_eq!(bad, None, "{text:?}");
}

fn at(seconds: i64) -> Now {
    let moment = Moment::from_secs(u64::try_from(seconds).unwrap_or_default());
    Now { moment, wall: wall(seconds), watched: false }
}

fn wall(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_750_000_000 + seconds).expect("a time of our age")
}

/// Runs to the end in time that does not pass by itself.
fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
    runtime.expect("a runtime").block_on(future)
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|it| it == part)
}

fn replace(text: &[u8], part: &[u8], by: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    let mut rest = text;
    while let Some(at) = find(rest, part) {
        whole.extend_from_slice(&rest[..at]);
        whole.extend_from_slice(by);
        rest = &rest[at + part.len()..];
    }
    whole.extend_from_slice(rest);
    whole
}
