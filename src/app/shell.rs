//! Carries out what the controller decides: rounds, timers, tray, notifications, page, and the line to other starts.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use interprocess::local_socket::tokio::Stream;
use jiff::tz::TimeZone;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use super::channel::{self, Door, Request, Response};
use super::look::{LookError, Looker, spec};
use super::session::Session;
use super::{Controller, Effect, Event, Now, Record, Watched};
use crate::catalogue::{self, Service};
use crate::clock::Clock;
use crate::config::Config;
use crate::diagnosis::diagnose;
use crate::platform::{self, OpenError};
use crate::presentation::notice::native::Notifier;
use crate::presentation::page::{ExplainPage, Meaning, PagePath, Server};
use crate::presentation::tray::native::Tray;
use crate::presentation::words::{self, Platform, ServiceWords};
use crate::presentation::{Command, Report, StepView, View, report};
use crate::remedy::TrialResult;

/// The surfaces that the start has set up, and what comes from them.
#[derive(Debug)]
pub struct Surfaces {
    pub tray: Option<Tray>,
    /// What is asked for by a click, from whatever thread.
    pub commands: mpsc::UnboundedReceiver<Command>,
    /// The other end, for surfaces that are set up later.
    pub sender: mpsc::UnboundedSender<Command>,
}

/// Where else to look.
const ELSEWHERE: &str = "`streamdoctor status` says the same";

/// A round in the daemon may take as long as `check`'s.
const DEADLINE: Duration = Duration::from_secs(15);

/// Runs until somebody asks to quit. `session`: where other starts find us, if there is such a place.
pub async fn run(
    config: Config,
    clock: Clock,
    session: Option<Session>,
    surfaces: Surfaces,
) -> Result<(), LookError> {
    // Heard from now on: what comes while the rest is being set up must not just kill it.
    let mut ending = std::pin::pin!(platform::asked_to_end());
    tokio::select! {
        biased;
        () = &mut ending => return Ok(()),
        () = std::future::ready(()) => {}
    }
    // Before the rest: another start may be waiting for it.
    let door =
        session.as_ref().and_then(|it| Door::open(it.folder()).inspect_err(complain_of_door).ok());
    let looker = Looker::new(&config, &clock)?;
    let Surfaces { tray, mut commands, sender } = surfaces;
    let (asks, mut asked) = mpsc::unbounded_channel::<Ask>();
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        services = config.services.len(),
        every = ?config.schedule.interval,
        "started"
    );
    let watched = config.services.iter().map(watched).collect();
    let mut controller = Controller::new(config.schedule, watched, TimeZone::system());
    let (views, view) = watch::channel(Arc::new(controller.view()));
    let page = page(&config, view, &sender, &clock);
    let notifier = Notifier::new(move |key, _| {
        // A click after the end is nobody's any more.
        drop(sender.send(Command::OpenFix(key)));
    });
    let mut shell =
        Shell { config, clock, looker, tray, views, page, notifier, round: None, due: None };
    let mut next = Some((Event::Due, None));
    loop {
        if let Some((event, reply)) = next.take() {
            let mut opening = None;
            for effect in controller.step(event, shell.now()) {
                if effect == Effect::Quit {
                    tracing::info!("ended");
                    return Ok(());
                }
                opening = shell.carry_out(effect).or(opening);
            }
            if let Some(reply) = reply {
                tokio::spawn(report_back(opening, reply));
            }
        }
        next = tokio::select! {
            Some(command) = commands.recv() => Some((Event::Asked(command), None)),
            Some((command, reply)) = asked.recv() => Some((Event::Asked(command), Some(reply))),
            finished = finished(&mut shell.round) => {
                shell.round = None;
                Some((finished, None))
            }
            () = due(shell.due) => {
                shell.due = None;
                Some((Event::Due, None))
            }
            () = visited(shell.page.as_ref()) => Some((Event::Visited, None)),
            stream = knocked(door.as_ref()) => {
                answer(stream, &controller, &asks);
                None
            }
            () = &mut ending => Some((Event::Asked(Command::Quit), None)),
        };
    }
}

/// What another start asks for, and where it waits to hear what came of it.
type Ask = (Command, oneshot::Sender<Response>);

/// A page on its way to the user's browser, or the reason why it never gets there.
type Opening = JoinHandle<Result<(), String>>;

async fn report_back(opening: Option<Opening>, reply: oneshot::Sender<Response>) {
    let response = match opening {
        None => Response::Done,
        Some(opening) => match opening.await {
            Ok(Ok(())) => Response::Done,
            Ok(Err(reason)) => Response::NotDone(reason),
            Err(error) => Response::NotDone(error.to_string()),
        },
    };
    // Who asked may have given up meanwhile.
    drop(reply.send(response));
}

fn watched(service: &Service) -> Watched {
    Watched {
        id: service.id.clone(),
        name: service.name.clone(),
        status_page: service.links.get("status").map(ToString::to_string),
    }
}

/// The fix page; without it the tray, the notifications and the command line go on.
fn page(
    config: &Config,
    view: watch::Receiver<Arc<View>>,
    sender: &mpsc::UnboundedSender<Command>,
    clock: &Clock,
) -> Option<Server> {
    let (commands, known) = (sender.clone(), config.catalogue.clone());
    let explain = move |code: &str| explain(code, &known);
    let obey = move |command| drop(commands.send(command));
    let started = Server::start(view, obey, explain, platform::identify, clock.clone());
    let complain = |error: &io::Error| {
        tracing::warn!(%error, "the page cannot be shown, for no port of 127.0.0.1 is to be had; {ELSEWHERE}");
    };
    started.inspect_err(complain).ok()
}

fn explain(code: &str, known: &[Service]) -> ExplainPage {
    let explanation = catalogue::explain(code, None, known);
    let meanings = explanation.meanings.iter().map(|it| {
        let service = it.service.as_ref().and_then(|id| known.iter().find(|known| known.id == *id));
        let words = service.map(|it| ServiceWords { name: &it.name, links: &it.links });
        let steps = it.remedies.iter().map(|remedy| {
            let text = words::steps(*remedy, Platform::named(std::env::consts::OS), words.as_ref());
            StepView {
                remedy: *remedy,
                trial: TrialResult::NotTried,
                title: text.title,
                steps: text.steps,
                link: text.link,
            }
        });
        Meaning {
            service: service.map(|it| it.name.clone()),
            says: it.says.clone(),
            confidence: it.confidence.into(),
            steps: steps.collect(),
            help: it.help.as_ref().map(ToString::to_string),
        }
    });
    ExplainPage { code: explanation.code.clone(), meanings: meanings.collect() }
}

fn complain_of_door(error: &io::Error) {
    tracing::warn!(%error, "`streamdoctor status` and further starts will not find this one");
}

/// Everything that effects are carried out with.
struct Shell {
    config: Config,
    clock: Clock,
    looker: Looker,
    tray: Option<Tray>,
    views: watch::Sender<Arc<View>>,
    page: Option<Server>,
    notifier: Notifier,
    round: Option<JoinHandle<Event>>,
    due: Option<tokio::time::Instant>,
}

impl Shell {
    fn now(&self) -> Now {
        Now {
            moment: self.clock.now(),
            wall: self.clock.wall(),
            watched: self.page.as_ref().is_some_and(|it| it.viewers() > 0),
        }
    }

    /// Carries `effect` out. What opens something tells later what came of it.
    fn carry_out(&mut self, effect: Effect) -> Option<Opening> {
        match effect {
            Effect::Look { closely } => self.round = Some(self.look(closely)),
            Effect::Wake(after) => self.due = Some(tokio::time::Instant::now() + after),
            Effect::Publish(view) => {
                if let Some(tray) = &self.tray {
                    tray.update(&view);
                }
                self.views.send_replace(Arc::from(view));
            }
            Effect::Notify(notice) => {
                let notifier = self.notifier.clone();
                // The notifier has logged a failure; the tray and the page show the same.
                tokio::spawn(async move { drop(notifier.show(notice).await) });
            }
            Effect::Withdraw(key) => {
                let notifier = self.notifier.clone();
                tokio::spawn(async move { notifier.close(&key).await });
            }
            Effect::OpenPage(problem) => return Some(self.open_page(problem)),
            Effect::OpenStatusPage(service) => {
                let known = self.config.services.iter().find(|it| it.id == service);
                let page = known.and_then(|it| it.links.get("status"));
                return page.map(|page| open(page.to_string()));
            }
            Effect::Record(record) => log(&record),
            Effect::Quit => {}
        }
        None
    }

    fn look(&self, closely: bool) -> JoinHandle<Event> {
        // Without a word from the user nobody's real address is shown to a service.
        let spec = spec(&self.config, closely, false, DEADLINE);
        let (looker, catalogue) = (self.looker.clone(), self.config.catalogue.clone());
        tokio::spawn(async move {
            let snapshot = looker.look(&spec, |_| ()).await;
            let findings = diagnose(&snapshot);
            let told =
                report(&snapshot, &findings, &catalogue, Platform::named(std::env::consts::OS));
            tracing::debug!(cause = told.summary.cause.id(), took_ms = told.took_ms, "round");
            drop(snapshot);
            platform::memory::give_back();
            Event::Finished(Box::new((findings, told)))
        })
    }

    fn open_page(&self, problem: Option<String>) -> Opening {
        let path = problem.map_or(PagePath::Home, PagePath::Problem);
        let link = match &self.page {
            Some(page) => page.link(path).map_err(|error| error.to_string()),
            None => Err("there is no page, for no port of 127.0.0.1 is to be had".to_owned()),
        };
        match link {
            Ok(link) => open(link.to_string()),
            Err(reason) => {
                tracing::warn!("the page cannot be opened: {reason}; {ELSEWHERE}");
                tokio::spawn(async { Err(reason) })
            }
        }
    }
}

/// Opens `url` in the browser, on a thread of its own: whether a browser starts is known after a while.
fn open(url: String) -> Opening {
    tokio::task::spawn_blocking(move || {
        let opened = platform::open_url(&url).map_err(|error| why_not_opened(&error).to_owned());
        opened.inspect_err(|reason| {
            tracing::warn!("the page cannot be opened: {reason}; {ELSEWHERE}");
        })
    })
}

/// In words of our own: the system's name the link, and a link of ours carries a ticket.
fn why_not_opened(error: &OpenError) -> &'static str {
    match error {
        OpenError::Refused => "it is not the kind of link that is opened here",
        OpenError::NoBrowser(source) if source.kind() == io::ErrorKind::NotFound => {
            "nothing here opens web pages"
        }
        OpenError::NoBrowser(_) => "no browser started",
    }
}

/// What happened to a problem. Which service it is may be known to whoever reads the log; hosts and addresses may not.
fn log(record: &Record) {
    match record {
        Record::Opened { key, cause } => {
            tracing::info!(about = key, cause = cause.id(), "a problem began");
        }
        Record::Changed { key, before, cause } => {
            tracing::info!(about = key, before = before.id(), cause = cause.id(), "it changed");
        }
        Record::Resolved { key, cause, lasted } => {
            tracing::info!(
                about = key,
                cause = cause.id(),
                lasted_s = lasted.as_secs(),
                "a problem is over"
            );
        }
    }
}

/// The end of the round under way; waits for ever if there is none.
async fn finished(round: &mut Option<JoinHandle<Event>>) -> Event {
    match round {
        Some(round) => round.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a round ended abnormally");
            Event::Lost
        }),
        None => std::future::pending().await,
    }
}

/// The moment of the next round; waits for ever if none is set.
async fn due(at: Option<tokio::time::Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

/// The next visit to the page; waits for ever where there is no page.
async fn visited(page: Option<&Server>) {
    match page {
        Some(page) => page.visited().await,
        None => std::future::pending().await,
    }
}

/// The next connection of another start; waits for ever where there is no door.
async fn knocked(door: Option<&Door>) -> Stream {
    match door {
        Some(door) => door.next().await,
        None => std::future::pending().await,
    }
}

/// Answers another start, beside everything else.
fn answer(stream: Stream, controller: &Controller, asks: &mpsc::UnboundedSender<Ask>) {
    let status = Response::Status {
        report: controller.report().cloned().map(Box::<Report>::new),
        view: Box::new(controller.view()),
    };
    let asks = asks.clone();
    tokio::spawn(channel::serve(stream, move |request| async move {
        match request {
            Request::Status => status,
            Request::Do(command) => {
                let (reply, done) = oneshot::channel();
                // Nobody replies when the program is ending, which is what may have been asked for.
                drop(asks.send((command, reply)));
                done.await.unwrap_or(Response::Done)
            }
        }
    }));
}
