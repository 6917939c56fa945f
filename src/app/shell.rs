//! Carries out what the controller decides: rounds, timers, tray, notifications, page, and the line to other starts.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use interprocess::local_socket::tokio::Stream;
use jiff::tz::TimeZone;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use super::channel::{self, Door, Request, Response};
use super::look::{LookError, Looker, spec};
use super::page::Backstage;
use super::session::Session;
use super::welcome;
use super::{Controller, Effect, Event, Now, Record, Settings, Watched};
use crate::catalogue::Service;
use crate::clock::{Clock, Moment};
use crate::config::{self, Config, OutsideTunnel, SaveError, Setting};
use crate::diagnosis::{Cause, diagnose, phone};
use crate::platform::{self, OpenError};
use crate::presentation::notice::native::Notifier;
use crate::presentation::page::{PagePath, Server};
use crate::presentation::tray::native::Tray;
use crate::presentation::words::Platform;
use crate::presentation::{Command, Report, View, report};

/// The surfaces that the start has set up, and what comes from them.
#[derive(Debug)]
pub struct Surfaces {
    pub tray: Option<Tray>,
    /// What is asked for by a click, from whatever thread.
    pub commands: mpsc::UnboundedReceiver<Command>,
    /// The other end, for surfaces that are set up later.
    pub sender: mpsc::UnboundedSender<Command>,
    /// The folder of the user's settings, where there is one.
    pub settings: Option<PathBuf>,
}

/// Where else to look.
const ELSEWHERE: &str = "`streamdoctor status` says the same";

/// What a phone showed says nothing about the next evening.
const PHONE_STANDS: Duration = Duration::from_mins(30);

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
    let Surfaces { tray, mut commands, sender, settings } = surfaces;
    let (asks, mut asked) = mpsc::unbounded_channel::<Ask>();
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        services = config.services.len(),
        every = ?config.schedule.interval,
        "started"
    );
    let first_run = welcome::is_due();
    let Settings { services, asks_outside_tunnel } = settings_of(&config);
    let controller = Controller::new(config.schedule, services, TimeZone::system());
    let mut controller = controller.welcoming(first_run).asking_before_outside(asks_outside_tunnel);
    let (views, view) = watch::channel(Arc::new(controller.view()));
    let backstage = Backstage::new(config.clone(), clock.clone(), tray.is_some());
    if tray.is_some() {
        let backstage = backstage.clone();
        // Beside the rest: a desktop that is just starting may take its time to answer.
        tokio::spawn(async move {
            if platform::has_tray_host().await == Some(false) {
                backstage.shows_icons(false);
            }
        });
    }
    let page = page(view, &sender, &backstage, &clock);
    if first_run && tray.is_some() {
        // Whoever starts it for the first time sees that it runs, and what it does.
        drop(sender.send(Command::OpenPage));
    }
    let notifier = Notifier::new(move |key, _| {
        // A click after the end is nobody's any more.
        drop(sender.send(Command::OpenFix(key)));
    });
    let (events, mut more) = mpsc::unbounded_channel();
    let mut shell = Shell {
        config,
        settings,
        clock,
        looker,
        tray,
        views,
        page,
        backstage,
        phone: None,
        notifier,
        events,
        round: None,
        due: None,
    };
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
            Some(config) = more.recv() => Some((shell.configure(config), None)),
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

fn settings_of(config: &Config) -> Settings {
    Settings {
        services: config.services.iter().map(watched).collect(),
        asks_outside_tunnel: config.outside_tunnel == OutsideTunnel::Ask,
    }
}

/// The fix page; without it the tray, the notifications and the command line go on.
fn page(
    view: watch::Receiver<Arc<View>>,
    sender: &mpsc::UnboundedSender<Command>,
    backstage: &Backstage,
    clock: &Clock,
) -> Option<Server> {
    let commands = sender.clone();
    let obey = move |command| drop(commands.send(command));
    let started = Server::start(view, obey, backstage.clone(), platform::identify, clock.clone());
    let complain = |error: &io::Error| {
        tracing::warn!(%error, "the page cannot be shown, for no port of 127.0.0.1 is to be had; {ELSEWHERE}");
    };
    started.inspect_err(complain).ok()
}

fn complain_of_door(error: &io::Error) {
    tracing::warn!(%error, "`streamdoctor status` and further starts will not find this one");
}

/// Everything that effects are carried out with.
struct Shell {
    config: Config,
    /// The folder of the user's settings, where there is one.
    settings: Option<PathBuf>,
    clock: Clock,
    looker: Looker,
    tray: Option<Tray>,
    views: watch::Sender<Arc<View>>,
    page: Option<Server>,
    backstage: Backstage,
    /// What was seen on a phone, and when that was told.
    phone: Option<(phone::Seen, Moment)>,
    notifier: Notifier,
    /// Where settings go that were changed.
    events: mpsc::UnboundedSender<Box<Config>>,
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
            Effect::Save(setting) => self.save(setting),
            Effect::HearPhone(seen) => self.phone = Some((seen, self.clock.now())),
            Effect::Welcome => {
                tokio::task::spawn_blocking(welcome::note);
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
        let backstage = self.backstage.clone();
        let fresh =
            |(_, told): &&(phone::Seen, Moment)| self.clock.now().since(*told) < PHONE_STANDS;
        let phone = self.phone.as_ref().filter(fresh).map(|(seen, _)| seen.clone());
        tokio::spawn(async move {
            let snapshot = looker.look(&spec, |told| backstage.hear(told)).await;
            let mut findings = diagnose(&snapshot);
            if let Some(seen) = &phone {
                findings = phone::weigh(findings, seen);
            }
            let told =
                report(&snapshot, &findings, &catalogue, Platform::named(std::env::consts::OS));
            tracing::debug!(cause = told.summary.cause.id(), took_ms = told.took_ms, "round");
            backstage.found(&told);
            Event::Finished(Box::new((findings, told)))
        })
    }

    /// Writes a setting into the user's file, beside everything else; what is in force then comes back.
    fn save(&self, setting: Setting) {
        let Some(folder) = self.settings.clone() else {
            tracing::warn!("a setting cannot be saved, for there is no folder for it");
            return;
        };
        let (events, backstage) = (self.events.clone(), self.backstage.clone());
        let before = Box::new(self.config.clone());
        tokio::task::spawn_blocking(move || {
            let saved = config::save(&folder, &setting);
            backstage.saved(saved.as_ref().err().map(SaveError::told));
            let config = match saved {
                Ok(config) => Box::new(config),
                Err(error) => {
                    tracing::warn!(%error, "a setting was not saved");
                    // What is in force is told again, so that nobody takes the change for granted.
                    before
                }
            };
            // Nobody listens any more when the program is ending.
            drop(events.send(config));
        });
    }

    /// Puts other settings into force.
    fn configure(&mut self, config: Box<Config>) -> Event {
        self.config = *config;
        self.backstage.configure(self.config.clone());
        Event::Configured(settings_of(&self.config))
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
        Record::Judged { key, cause, remedy, helped } => {
            let cause = cause.map(Cause::id);
            tracing::info!(about = key, cause, remedy = remedy.id(), helped, "a remedy was judged");
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
