//! Views to show, and a server that shows them.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use streamdoctor::clock::Clock;
use streamdoctor::diagnosis::{Blame, Cause, Confidence};
use streamdoctor::platform;
use streamdoctor::presentation::page::{ExplainPage, Meaning, PagePath, Server};
use streamdoctor::presentation::{
    Badge, Command, Problem, ServiceLine, ServiceState, StepView, View,
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
}

impl Stage {
    /// Shows `view`.
    pub(crate) fn set(view: View) -> Self {
        listen();
        let (view, shown) = watch::channel(Arc::new(view));
        let (sender, commands) = mpsc::unbounded_channel();
        let explained = Arc::new(Mutex::new(Vec::new()));
        let asked = explained.clone();
        let server = Server::start(
            shown,
            move |command| sender.send(command).unwrap(),
            move |code| {
                asked.lock().unwrap_or_else(PoisonError::into_inner).push(code.to_owned());
                explain(code)
            },
            platform::identify,
            Clock::system(),
        )
        .unwrap();
        Self { server, view, commands, explained }
    }

    pub(crate) fn link(&self, path: PagePath) -> Url {
        self.server.link(path).unwrap()
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

fn explain(code: &str) -> ExplainPage {
    let meanings = if code.eq_ignore_ascii_case("nw-2-5") {
        vec![Meaning {
            service: Some("Netflix".to_owned()),
            says:
                "The device cannot reach Netflix. Mostly it is the home network, or a filter in it."
                    .to_owned(),
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
    ExplainPage { code: code.to_uppercase(), meanings }
}
