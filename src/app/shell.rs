//! Carries out what the controller decides: rounds, timers, tray, notifications, page, and the line to other starts.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use super::channel::{self, Door, Request, Response};
use super::look::{LookError, Looker, spec};
use super::session::Session;
use super::{Controller, Effect, Event, Watched};
use crate::catalogue::{self, Service};
use crate::clock::Clock;
use crate::config::Config;
use crate::diagnosis::diagnose;
use crate::platform;
use crate::presentation::notice::native::Notifier;
use crate::presentation::page::{ExplainPage, Meaning, PagePath, Server};
use crate::presentation::tray::native::Tray;
use crate::presentation::words::{self, Platform, ServiceWords};
use crate::presentation::{Command, Report, StepView, View, report};
use crate::remedy::TrialResult;

/// How the daemon shows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// With an icon, where one is to be had.
    Tray,
    Headless,
}

/// The surfaces that the start has set up, and what comes from them.
#[derive(Debug)]
pub struct Surfaces {
    pub tray: Option<Tray>,
    /// What is asked for by a click, from whatever thread.
    pub commands: mpsc::UnboundedReceiver<Command>,
    /// The other end, for surfaces that are set up later.
    pub sender: mpsc::UnboundedSender<Command>,
}

/// A round in the daemon may take as long as `check`'s.
const DEADLINE: Duration = Duration::from_secs(15);

/// Runs until somebody asks to quit. `session`: where other starts find us, if there is such a place.
pub async fn run(
    config: Config,
    clock: Clock,
    session: Option<Session>,
    surfaces: Surfaces,
) -> Result<(), LookError> {
    let looker = Looker::new(&config, &clock)?;
    let Surfaces { tray, mut commands, sender } = surfaces;
    let watched = config.services.iter().map(watched).collect();
    let mut controller = Controller::new(config.schedule, watched, TimeZone::system());
    let (views, view) = watch::channel(Arc::new(controller.view()));
    let page = page(&config, view, &sender, &clock);
    let on_click = sender.clone();
    let notifier = Notifier::new(move |key, _| {
        // A click after the end is nobody's any more.
        drop(on_click.send(Command::OpenFix(key)));
    });
    let door =
        session.as_ref().and_then(|it| Door::open(it.folder()).inspect_err(complain_of_door).ok());
    let mut shell =
        Shell { config, clock, looker, tray, views, page, notifier, round: None, due: None };
    let mut ending = std::pin::pin!(platform::asked_to_end());
    let mut event = Some(Event::Due);
    loop {
        if let Some(event) = event.take() {
            let effects = controller.step(event, shell.clock.now(), shell.clock.wall());
            for effect in effects {
                if effect == Effect::Quit {
                    return Ok(());
                }
                shell.carry_out(effect);
            }
        }
        event = tokio::select! {
            Some(command) = commands.recv() => Some(Event::Asked(command)),
            finished = finished(&mut shell.round) => { shell.round = None; Some(finished) }
            () = due(shell.due) => { shell.due = None; Some(Event::Due) }
            stream = next(door.as_ref()) => {
                answer(stream, &controller, &sender);
                None
            }
            () = &mut ending => Some(Event::Asked(Command::Quit)),
        };
    }
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
    let started =
        Server::start(view, move |command| drop(commands.send(command)), explain, clock.clone());
    started.inspect_err(|error| tracing::warn!(%error, "the fix page cannot be shown: no local port is to be had")).ok()
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
    tracing::warn!(%error, "other starts of this program will not find this one");
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
    fn carry_out(&mut self, effect: Effect) {
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
            Effect::OpenPage(problem) => self.open_page(problem),
            Effect::OpenStatusPage(service) => {
                let services = &self.config.services;
                let page = services
                    .iter()
                    .find(|it| it.id == service)
                    .and_then(|it| it.links.get("status"));
                if let Some(page) = page {
                    open(page.as_str());
                }
            }
            Effect::Quit => {}
        }
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
            Event::Finished(Box::new((findings, told)))
        })
    }

    fn open_page(&self, problem: Option<String>) {
        let Some(page) = &self.page else {
            tracing::warn!(
                "the fix page is not to be had; the menu and `streamdoctor status` show the same"
            );
            return;
        };
        let path = problem.map_or(PagePath::Home, PagePath::Problem);
        match page.link(path) {
            Ok(link) => open(link.as_str()),
            Err(error) => tracing::warn!(%error, "the fix page cannot be opened"),
        }
    }
}

fn open(url: &str) {
    if let Err(error) = platform::open_url(url) {
        // Not the link itself: it carries a ticket.
        tracing::warn!(%error, "no browser could be opened");
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

/// The next connection of another start; waits for ever where there is no door.
async fn next(door: Option<&Door>) -> io::Result<interprocess::local_socket::tokio::Stream> {
    match door {
        Some(door) => door.next().await,
        None => std::future::pending().await,
    }
}

/// Answers another start, beside everything else.
fn answer(
    stream: io::Result<interprocess::local_socket::tokio::Stream>,
    controller: &Controller,
    sender: &mpsc::UnboundedSender<Command>,
) {
    let stream = match stream {
        Ok(stream) => stream,
        Err(error) => return tracing::debug!(%error, "another start went away"),
    };
    let status = Response::Status {
        report: controller.report().cloned().map(Box::<Report>::new),
        view: Box::new(controller.view()),
    };
    let sender = sender.clone();
    tokio::spawn(channel::serve(stream, move |request| async move {
        match request {
            Request::Status => status,
            Request::Do(command) => {
                drop(sender.send(command));
                Response::Done
            }
        }
    }));
}
