//! Views to show, and a server that shows them.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use streamdoctor::clock::Clock;
use streamdoctor::config::{Contacts, Origin, ServiceRow};
use streamdoctor::diagnosis::reported::Device;
use streamdoctor::diagnosis::{Blame, Cause, Confidence};
use streamdoctor::platform;
use streamdoctor::presentation::page::{
    Cell, ExplainPage, IconPlace, Meaning, Outage, Outside, PagePath, Progress, Question, Server,
    Settings, Source, Span, Timeline,
};
use streamdoctor::presentation::words::Words;
use streamdoctor::presentation::{
    Badge, Command, Problem, Report, ServiceLine, ServiceState, StepView, View,
};
use streamdoctor::remedy::{Remedy, TrialResult};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;
use url::Url;

/// A running page, and both of its ends.
pub(crate) struct Stage {
    pub(crate) server: Server,
    pub(crate) view: watch::Sender<Arc<View>>,
    pub(crate) commands: mpsc::UnboundedReceiver<Command>,
    pub(crate) explained: Arc<Mutex<Vec<String>>>,
    pub(crate) progress: watch::Sender<Progress>,
    /// Why the last change was not saved.
    pub(crate) unsaved: watch::Sender<Option<String>>,
}

impl Stage {
    /// Shows `view`.
    pub(crate) fn set(view: View) -> Self {
        listen();
        let (view, shown) = watch::channel(Arc::new(view));
        let (sender, commands) = mpsc::unbounded_channel();
        let explained = Arc::new(Mutex::new(Vec::new()));
        let progress = watch::Sender::default();
        let unsaved = watch::Sender::default();
        let backstage = Backstage {
            explained: explained.clone(),
            progress: progress.clone(),
            unsaved: unsaved.subscribe(),
        };
        let server = Server::start(
            shown,
            move |command| sender.send(command).unwrap(),
            backstage,
            platform::identify,
            Clock::system(),
        )
        .unwrap();
        Self { server, view, commands, explained, progress, unsaved }
    }

    pub(crate) fn link(&self, path: PagePath) -> Url {
        self.server.pass(path).unwrap().link().clone()
    }

    /// The next command that the page asks for.
    pub(crate) async fn command(&mut self) -> Command {
        let next = timeout(Duration::from_secs(30), self.commands.recv()).await;
        next.expect("a command").expect("the server runs")
    }

    /// Waits until so many pages are open and seen.
    pub(crate) async fn viewed_by(&self, count: usize) {
        let wait = async {
            while self.server.viewers() != count {
                tokio::task::yield_now().await;
            }
        };
        timeout(Duration::from_secs(30), wait).await.expect("pages that come and go are counted");
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut View)) {
        let mut view = View::clone(&self.view.borrow());
        change(&mut view);
        self.view.send_replace(Arc::new(view));
    }
}

/// All that was logged by any test so far.
pub(crate) fn log() -> String {
    String::from_utf8_lossy(&LOG.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
}

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Takes down every word. For all tests at once, as tracing decides once for each place whether it is heard.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(|| Ear).init();
    });
}

struct Ear;

impl Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(crate) fn minutes_ago(minutes: i64) -> Timestamp {
    Clock::system().wall() - SignedDuration::from_mins(minutes)
}

fn line(id: &str, name: &str, ms: u32) -> ServiceLine {
    ServiceLine {
        id: id.to_owned(),
        name: name.to_owned(),
        state: Some(ServiceState::Up),
        word: "answers".to_owned(),
        response_ms: Some(ms),
        problem: None,
        status_page: None,
        muted: false,
        awaited: false,
    }
}

/// All is well.
pub(crate) fn fine() -> View {
    let mut spotify = line("spotify", "Spotify", 29);
    spotify.status_page = Some("https://spotify.statuspage.io/".to_owned());
    let mut twitch = line("twitch", "Twitch", 41);
    twitch.status_page = Some("https://status.twitch.com/".to_owned());
    let mut prime = line("prime", "Prime Video", 64);
    prime.state = Some(ServiceState::Refused);
    prime.word = "answers people only".to_owned();
    View {
        words: Words::English,
        badge: Badge::Fine,
        headline: "All six services answer from here.".to_owned(),
        network:
            "Your network, your provider and the Internet work. Playback itself cannot be seen \
                  without signing in: still an error on your screen? Type it below."
                .to_owned(),
        problems: Vec::new(),
        services: vec![
            line("netflix", "Netflix", 34),
            line("youtube", "YouTube", 22),
            prime,
            line("disney_plus", "Disney+", 57),
            twitch,
            spotify,
        ],
        checked_at: Some(minutes_ago(2)),
        checking: false,
        paused_until: None,
        starts_at_login: None,
        first_run: false,
        asks_outside_tunnel: false,
        upkeep: streamdoctor::presentation::Upkeep::default(),
    }
}

fn step(remedy: Remedy, trial: TrialResult, title: &str, steps: &[&str]) -> StepView {
    StepView {
        remedy,
        trial,
        title: title.to_owned(),
        steps: steps.iter().map(|it| (*it).to_owned()).collect(),
        link: None,
    }
}

/// The VPN is refused by Netflix, and the trial outside it works.
pub(crate) fn vpn_blocked() -> View {
    let mut view = fine();
    let mut status = step(
        Remedy::CheckServiceStatus,
        TrialResult::NotTried,
        "See whether others have the problem",
        &["Open Netflix's own status page.", "It says whether Netflix is working."],
    );
    status.link = Some("https://help.netflix.com/en/is-netflix-down".to_owned());
    view.badge = Badge::MyNetwork;
    view.headline = "Netflix refuses your VPN.".to_owned();
    view.network =
        "Your network and your provider work; a VPN (wg0) carries everything.".to_owned();
    view.problems = vec![Problem {
        key: "netflix".to_owned(),
        cause: Cause::VpnBlocked,
        blame: Blame::VpnOrProxy,
        confidence: Confidence::Certain,
        title: "Netflix refuses your VPN".to_owned(),
        sentence: "Netflix answers everybody but your VPN: outside it, it works.".to_owned(),
        evidence: vec![
            "Through the VPN (wg0) Netflix's own edge answered 403, inside an authenticated connection.".to_owned(),
            "Outside the VPN the same request was answered as it should be, 210 milliseconds later.".to_owned(),
            "All other services answer through the VPN.".to_owned(),
        ],
        ruled_out: vec![
            "It is not an outage: outside the VPN Netflix answers.".to_owned(),
            "It is not a filter in your network: the answer came from Netflix itself.".to_owned(),
        ],
        services: vec!["Netflix".to_owned()],
        steps: vec![
            step(
                Remedy::TurnOffVpn,
                TrialResult::Helps,
                "Turn off the VPN, or leave Netflix out of it",
                &[
                    "Open your VPN program and disconnect. Or look in its settings for “split tunnelling” and add \
                     your browser.",
                    "Reload the page or start the app again.",
                    "It worked if the home page of Netflix shows up.",
                ],
            ),
            step(
                Remedy::TryAnotherNetwork,
                TrialResult::NotTried,
                "Try another network",
                &["On your phone, switch Wi-Fi off and open Netflix.", "If it plays there, it is your line or VPN."],
            ),
            status,
            step(
                Remedy::ChangeDns,
                TrialResult::NoHelp,
                "Use another DNS server",
                &["Set 1.1.1.1 as DNS server in the network settings."],
            ),
            step(
                Remedy::ContactSupport,
                TrialResult::NotPossible,
                "Ask your VPN's support for another exit",
                &["Tell them that Netflix answers 403 to their address."],
            ),
        ],
        since: minutes_ago(12),
    }];
    view.services[0].state = Some(ServiceState::Down);
    view.services[0].word = "refuses the VPN".to_owned();
    view.services[0].response_ms = None;
    view.services[0].problem = Some("netflix".to_owned());
    view
}

/// It has just been started for the first time, and the first round runs.
pub(crate) fn first_run() -> View {
    let mut view = View {
        badge: Badge::Checking,
        headline: "Looking for the first time…".to_owned(),
        network: String::new(),
        checking: true,
        checked_at: None,
        starts_at_login: Some(false),
        first_run: true,
        ..fine()
    };
    for service in &mut view.services {
        service.state = None;
        service.word = "not looked at yet".to_owned();
        service.response_ms = None;
    }
    view
}

/// The service itself is overloaded, and a VPN is not in the way.
pub(crate) fn overloaded() -> View {
    let mut view = dns_down();
    view.problems.remove(0);
    view.badge = Badge::ServiceDown;
    view.headline = "Disney+ is overloaded; it is not you.".to_owned();
    view.network = "Your network and your provider work.".to_owned();
    let well = fine().services;
    for (line, well) in view.services.iter_mut().zip(well) {
        if line.id != "disney_plus" {
            *line = well;
        }
    }
    let problem = &mut view.problems[0];
    problem.confidence = Confidence::Likely;
    problem.sentence = "Disney+ has more visitors than it can serve; it is not you.".to_owned();
    problem.evidence = vec![
        "Disney+'s own servers answered “503, too busy”, inside a secure connection.".to_owned(),
        "Two further addresses of Disney+ answered the same.".to_owned(),
        "Five other services answer over the same line (192.168.0.17).".to_owned(),
    ];
    problem.ruled_out = vec!["Not your connection: all six comparisons answered.".to_owned()];
    view
}

/// The resolver is silent: everything is held. And the service that Disney+ is has a problem of its own.
pub(crate) fn dns_down() -> View {
    let mut view = fine();
    let names = view.services.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    view.badge = Badge::MyNetwork;
    view.headline = "Your network cannot look up names (DNS).".to_owned();
    view.network = "The name server of your network, the router, does not answer.".to_owned();
    for service in &mut view.services {
        service.state = Some(ServiceState::Held);
        service.word = "hidden by that".to_owned();
        service.response_ms = None;
        service.problem = Some("network".to_owned());
    }
    view.services[3].state = Some(ServiceState::Down);
    view.services[3].word = "overloaded".to_owned();
    view.services[3].problem = Some("disney_plus".to_owned());
    let wait = step(
        Remedy::WaitAndRetry,
        TrialResult::NotTried,
        "Wait; streamdoctor tells you when it is back",
        &["Nothing on your side is wrong. Most such faults are over within the hour."],
    );
    view.problems = vec![
        Problem {
            key: "network".to_owned(),
            cause: Cause::ResolverDown,
            blame: Blame::Network,
            confidence: Confidence::Likely,
            title: "No names (DNS)".to_owned(),
            sentence: "The name server that your network uses does not answer, so nothing can be found by its name."
                .to_owned(),
            evidence: vec![
                "The configured name server (your router) did not answer three questions.".to_owned(),
                "A public name server answered the same questions in 14 milliseconds.".to_owned(),
            ],
            ruled_out: vec!["It is not your provider: addresses without names are reached.".to_owned()],
            services: names,
            steps: vec![
                step(
                    Remedy::ChangeDns,
                    TrialResult::Helps,
                    "Use another DNS server",
                    &["Open the network settings.", "Set 1.1.1.1 and 9.9.9.9 as DNS servers.", "Reload a page: it opens."],
                ),
                step(
                    Remedy::RestartNetworkEquipment,
                    TrialResult::NotTried,
                    "Restart the router",
                    &["Pull its plug, wait 30 seconds, put it back.", "Wait three minutes."],
                ),
            ],
            since: minutes_ago(4),
        },
        Problem {
            key: "disney_plus".to_owned(),
            cause: Cause::ServiceOverloaded,
            blame: Blame::Service,
            confidence: Confidence::Possible,
            title: "Disney+ is overloaded".to_owned(),
            sentence: "Disney+ answers 503 to you: it has more visitors than it can serve.".to_owned(),
            evidence: vec!["Its edge answered 503.".to_owned()],
            ruled_out: Vec::new(),
            services: vec!["Disney+".to_owned()],
            steps: vec![wait],
            since: minutes_ago(40),
        },
    ];
    view
}

/// What the page asks besides the view.
struct Backstage {
    explained: Arc<Mutex<Vec<String>>>,
    progress: watch::Sender<Progress>,
    unsaved: watch::Receiver<Option<String>>,
}

impl Source for Backstage {
    fn explain(&self, question: &Question) -> ExplainPage {
        let mut explained = self.explained.lock().unwrap_or_else(PoisonError::into_inner);
        explained.push(question.code.clone());
        explain(question)
    }

    fn steps_on(&self, problem: &Problem, device: Device) -> Vec<StepView> {
        let mut steps = problem.steps.clone();
        steps.retain(|it| it.remedy.applies_to(device));
        if device == Device::Tv {
            steps.insert(
                0,
                step(
                    Remedy::RestartDevice,
                    TrialResult::NotTried,
                    "Restart the TV",
                    &["Pull its plug, wait a minute, put it back.", "It worked if the app starts."],
                ),
            );
        }
        steps
    }

    fn report(&self) -> Option<Arc<Report>> {
        Some(Arc::new(report()))
    }

    fn history(&self, span: Span) -> Vec<Timeline> {
        fine().services.iter().map(|line| timeline(line, span)).collect()
    }

    fn settings(&self) -> Settings {
        Settings { unsaved: self.unsaved.borrow().clone(), ..settings() }
    }

    fn address(&self, service: &str) -> Option<String> {
        Some(format!("https://www.{}.example/", service.replace('_', "-")))
    }

    fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }
}

fn settings() -> Settings {
    let row = |(id, name): (&str, &str), watched: bool| ServiceRow {
        id: id.to_owned(),
        name: name.to_owned(),
        watched,
        source: Origin::Bundled,
        hosts: vec![format!("api.{id}.example"), format!("www.{id}.example")],
    };
    let watched = fine().services;
    let mut services =
        watched.iter().map(|it| row((it.id.as_str(), it.name.as_str()), true)).collect::<Vec<_>>();
    let more = [
        ("apple_tv", "Apple TV+"),
        ("arte", "ARTE"),
        ("crunchyroll", "Crunchyroll"),
        ("dazn", "DAZN"),
        ("max", "Max"),
        ("paramount", "Paramount+"),
    ];
    services.extend(more.map(|it| row(it, false)));
    Settings {
        contacts: Contacts {
            services,
            controls: vec!["connectivity.example".to_owned(), "192.0.2.1:443".to_owned()],
            resolvers: vec!["1.1.1.1".to_owned(), "1.1.1.1:53".to_owned(), "9.9.9.9:53".to_owned()],
            collector: None,
        },
        interval: std::time::Duration::from_mins(3),
        quick: std::time::Duration::from_secs(20),
        outside: Outside::Ask,
        quiet: Some(vec!["22:00-07:00".to_owned()]),
        folders: vec![
            ("Your settings".to_owned(), "/home/me/.config/streamdoctor".to_owned()),
            ("What is kept".to_owned(), "/home/me/.local/share/streamdoctor".to_owned()),
        ],
        icon: IconPlace::Overflow,
        unsaved: None,
    }
}

/// A day and a week with some trouble in them, different for each service.
fn timeline(line: &ServiceLine, span: Span) -> Timeline {
    let until = Clock::system().wall();
    let ago = |hours: i64| until - SignedDuration::from_hours(hours);
    let from = ago(span.hours());
    let up = Some(ServiceState::Up);
    let mut cells = vec![(span.hours(), up)];
    let mut incidents = Vec::new();
    let mut trouble = |begun: i64, over: i64, state, title: &str, cause| {
        if begun <= span.hours() {
            cells.extend([(begun, Some(state)), (over, up)]);
        }
        incidents.push(Outage {
            cause,
            title: title.to_owned(),
            since: ago(begun),
            until: Some(ago(over)),
        });
    };
    match line.id.as_str() {
        "netflix" => {
            trouble(100, 97, ServiceState::Down, "Netflix is overloaded", Cause::ServiceOverloaded);
            trouble(9, 8, ServiceState::Down, "Netflix refuses your VPN", Cause::VpnBlocked);
        }
        "disney_plus" => {
            trouble(20, 14, ServiceState::Degraded, "Disney+ is slow", Cause::ServiceSlow);
        }
        "twitch" => cells.extend([(60, None), (50, up), (6, None), (3, up)]),
        _ => {}
    }
    cells.retain(|(hours, _)| *hours <= span.hours());
    cells.sort_by_key(|(hours, _)| -hours);
    let cells = cells.into_iter().map(|(hours, state)| Cell { from: ago(hours), state }).collect();
    incidents.reverse();
    Timeline { service: line.id.clone(), name: line.name.clone(), from, until, cells, incidents }
}

fn report() -> Report {
    let diagnosis = serde_json::json!({
        "cause": "vpn.blocked", "blame": "vpn_or_proxy", "confidence": "certain", "extent": "service", "roles": ["web"],
        "responder": null, "evidence": [], "ruled_out": [], "contributing": [], "when": "now",
    });
    let service = |id: &str, name: &str, status: u16| {
        serde_json::json!({
            "id": id, "name": name, "state": "up", "symptom": null, "diagnosis": diagnosis, "plan": [],
            "targets": [
                { "role": "web", "url": "https://www.example/", "status": status,
                  "phases": { "resolve_ms": 12.1, "connect_ms": 9.8, "handshake_ms": 21.0, "first_byte_ms": 30.2 } },
                { "role": "api", "url": "https://api.example/", "error": "timed_out",
                  "phases": { "resolve_ms": 3.0 } },
            ],
        })
    };
    let report = serde_json::json!({
        "schema": 1, "version": "0.1.0", "started_at": minutes_ago(2).to_string(), "took_ms": 1840,
        "summary": { "blame": "vpn_or_proxy", "cause": "vpn.blocked", "sentence": "Netflix refuses your VPN." },
        "network": { "cause": "none", "blame": "none", "confidence": "certain", "evidence": [], "contributing": [],
                     "plan": [] },
        "services": [service("netflix", "Netflix", 403), service("youtube", "YouTube", 200)],
    });
    serde_json::from_value(report).unwrap()
}

fn explain(question: &Question) -> ExplainPage {
    let code = question.code.as_str();
    let known = code.eq_ignore_ascii_case("nw-2-5");
    let without = code.is_empty() && question.service.as_deref() == Some("netflix");
    let meanings = if known || without {
        vec![Meaning {
            service: Some("Netflix".to_owned()),
            says:
                "The device cannot reach Netflix. Mostly it is the home network, or a filter in it."
                    .to_owned(),
            words: Words::English,
            confidence: Confidence::Likely,
            steps: vec![
                step(
                    Remedy::RestartNetworkEquipment,
                    TrialResult::NotTried,
                    "Restart the router",
                    &[
                        "Pull its plug, wait 30 seconds, put it back.",
                        "Wait three minutes, then try again.",
                    ],
                ),
                step(Remedy::ChangeDns, TrialResult::NotTried, "Use another DNS server", &[]),
            ],
            help: Some("https://help.netflix.com/en/node/14424".to_owned()),
        }]
    } else {
        Vec::new()
    };
    let nearest = if code == "nw-2-55" { vec!["NW-2-5".to_owned()] } else { Vec::new() };
    ExplainPage { code: code.to_uppercase(), meanings, nearest }
}
