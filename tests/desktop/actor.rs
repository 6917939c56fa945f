//! The program's side: the library's tray and notifier in a process of their own, since both find their bus in the
//! environment, and a process has one tray icon. Driven by lines of JSON.

use std::io::{BufRead, Write};
use std::process::Stdio;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use streamdoctor::platform::surroundings::Surroundings;
use streamdoctor::platform::{follow_panel, has_tray_host};
use streamdoctor::presentation::notice::native::{Clicked, Limits, Notifier};
use streamdoctor::presentation::notice::{Notice, asked as asked_for, opened, resolved};
use streamdoctor::presentation::tray::native::Tray;
use streamdoctor::presentation::words::Words;
use streamdoctor::presentation::{Command, Problem, View};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin};
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::bus::PATIENCE;
use crate::seen::Seen;

/// What a test asks for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Ask {
    StartTray(Words),
    StopTray,
    Show(Box<View>),
    FindHost,
    Open(Box<Problem>),
    /// With a popup that is not waited for long.
    OpenBriefly(Box<Problem>),
    Resolve(Box<Problem>),
    Close(String),
    Notify(Box<Notice>),
    /// Draws the icons for whatever the desktop says that its panel is, and puts them there again if it has lost them.
    FollowPanel,
    /// Tells what changes around the computer.
    Watch,
}

/// What came of it, or what the user did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Said {
    /// Done, or why not.
    Did(Result<(), String>, Duration),
    Host(Option<bool>),
    Command(Command),
    /// A notice was clicked: its key, and the button.
    Notice(String, Option<String>),
    /// What changed around the computer, as it is written for the log.
    Change(String),
}

/// Short, so that a test of a hung desktop is not long; and long enough for a busy machine.
pub(crate) const LIMITS: Limits =
    Limits { call: Duration::from_secs(2), wait: Duration::from_hours(1), open: 2 };

/// Lines of ours begin so; the test runner writes others in between.
const OURS: char = '@';

/// The body of the test that is the process: it only does what it is asked.
#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() {
    let mut tray = None;
    let notifier = Notifier::with_limits(
        |key, clicked| {
            // As the daemon does.
            say(&Said::Command(asked_for(key.clone(), &clicked)));
            say(&Said::Notice(
                key,
                match clicked {
                    Clicked::Popup => None,
                    Clicked::Button(id) => Some(id),
                },
            ));
        },
        LIMITS,
    );
    let brief = Limits { wait: Duration::from_millis(50), ..LIMITS };
    let brief = Notifier::with_limits(|_, _| {}, brief);
    let mut asked = asked();
    while let Some(ask) = asked.recv().await {
        let began = Instant::now();
        let did = match ask {
            Ask::StartTray(words) => {
                match Tray::start(words, |command| say(&Said::Command(command))) {
                    Ok(it) => {
                        tray = Some(it);
                        Ok(())
                    }
                    Err(err) => Err(err.to_string()),
                }
            }
            Ask::StopTray => {
                tray = None;
                Ok(())
            }
            Ask::Show(view) => tray.as_ref().map_or(Err("no tray".to_owned()), |it| {
                it.update(&view);
                Ok(())
            }),
            Ask::FindHost => {
                say(&Said::Host(has_tray_host().await));
                continue;
            }
            Ask::Open(problem) => {
                notifier.show(opened(Words::English, &problem)).await.map_err(|err| err.to_string())
            }
            Ask::OpenBriefly(problem) => {
                brief.show(opened(Words::English, &problem)).await.map_err(|err| err.to_string())
            }
            Ask::Resolve(problem) => {
                let notice = resolved(Words::English, &problem, Duration::from_mins(1));
                notifier.show(notice).await.map_err(|err| err.to_string())
            }
            Ask::Close(key) => {
                notifier.close(&key).await;
                Ok(())
            }
            Ask::Notify(notice) => notifier.show(*notice).await.map_err(|err| err.to_string()),
            Ask::FollowPanel => tray.as_ref().map_or(Err("no tray".to_owned()), |it: &Tray| {
                tokio::spawn(follow_panel(None, it.dresser(), it.renewer()));
                Ok(())
            }),
            Ask::Watch => {
                tokio::spawn(async {
                    let mut surroundings = Surroundings::watch();
                    loop {
                        say(&Said::Change(format!("{:?}", surroundings.next().await)));
                    }
                });
                Ok(())
            }
        };
        say(&Said::Did(did, began.elapsed()));
    }
}

fn asked() -> mpsc::UnboundedReceiver<Ask> {
    let (sender, received) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let ask = serde_json::from_str(&line.unwrap()).unwrap();
            if sender.send(ask).is_err() {
                return;
            }
        }
    });
    received
}

fn say(said: &Said) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{OURS}{}", serde_json::to_string(said).unwrap()).unwrap();
    out.flush().unwrap();
}

/// The process, held by a test. Ends with it.
pub(crate) struct Actor {
    process: Child,
    asks: ChildStdin,
    pub(crate) commands: Seen<Command>,
    pub(crate) notices: Seen<(String, Option<String>)>,
    pub(crate) changes: Seen<String>,
    answers: mpsc::UnboundedReceiver<Said>,
}

impl Actor {
    /// Starts the process with this bus, as the user's and as the computer's.
    pub(crate) fn start(bus: &str) -> Self {
        let mut command = tokio::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--ignored", "--exact", "actor", "--nocapture"]);
        command.env("DBUS_SESSION_BUS_ADDRESS", bus).env("DBUS_SYSTEM_BUS_ADDRESS", bus);
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        command.env_remove("XDG_CURRENT_DESKTOP");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().unwrap();
        let asks = process.stdin.take().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let (commands, notices, changes) = (Seen::default(), Seen::default(), Seen::default());
        let (clicks, popups, around) = (commands.clone(), notices.clone(), changes.clone());
        let (answer, answers) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(line) = lines.next_line().await.unwrap() {
                let Some(ours) = line.strip_prefix(OURS) else { continue };
                match serde_json::from_str(ours).unwrap() {
                    Said::Command(command) => clicks.push(command),
                    Said::Notice(key, button) => popups.push((key, button)),
                    Said::Change(change) => around.push(change),
                    it @ (Said::Did(..) | Said::Host(_)) => {
                        // The test may have ended.
                        let _ended = answer.send(it);
                    }
                }
            }
        });
        Self { process, asks, commands, notices, changes, answers }
    }

    /// Asks, and waits for what comes of it.
    pub(crate) async fn ask(&mut self, ask: Ask) -> Said {
        let line = serde_json::to_string(&ask).unwrap() + "\n";
        self.asks.write_all(line.as_bytes()).await.unwrap();
        let answer = tokio::time::timeout(PATIENCE, self.answers.recv()).await;
        answer.unwrap_or_else(|_| panic!("no answer to {ask:?}")).expect("the process has ended")
    }

    /// Asks for what must succeed.
    pub(crate) async fn must(&mut self, ask: Ask) {
        let said = self.ask(ask).await;
        assert!(matches!(said, Said::Did(Ok(()), _)), "{said:?}");
    }

    /// Asks for what must fail: why it did, and how long that took.
    pub(crate) async fn fails(&mut self, ask: Ask) -> (String, Duration) {
        let said = self.ask(ask).await;
        let Said::Did(Err(why), took) = said else { panic!("{said:?}") };
        (why, took)
    }

    /// Waits until this is the last that was heard of its kind, which is the word before its value.
    pub(crate) async fn heard(&self, change: &str) {
        fn kind(change: &str) -> &str {
            match change.split('(').next() {
                Some("Awake") => "Sleeping",
                kind => kind.unwrap_or(change),
            }
        }
        loop {
            let all = self.changes.all();
            if all.iter().rfind(|it| kind(it) == kind(change)).is_some_and(|it| it == change) {
                return;
            }
            self.changes.nth(all.len() + 1).await;
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.id().unwrap()
    }

    /// So many connections does the process hold.
    pub(crate) fn sockets(&self) -> usize {
        let open = std::fs::read_dir(format!("/proc/{}/fd", self.id())).unwrap();
        let targets = open.filter_map(|it| std::fs::read_link(it.ok()?.path()).ok());
        targets.filter(|it| it.to_string_lossy().starts_with("socket:")).count()
    }
}
