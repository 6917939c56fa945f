//! Carries out what the controller decides: rounds, timers, tray, notifications, page, and the line to other starts.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use interprocess::local_socket::tokio::Stream;
use jiff::tz::TimeZone;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::{JoinHandle, JoinSet};

use super::alarm::Alarm;
use super::channel::{self, Door, Request, Response};
use super::language::words;
use super::look::{LookError, Looker, retry_after, spec_of};
use super::memory::Memory;
use super::merge;
use super::metrics::Metrics;
use super::page::Backstage;
use super::past;
use super::reload::Watch;
use super::session::Session;
use super::sighting::{self, Sighting};
use super::sleep::SleepMeter;
use super::welcome;
use super::{Configured, Controller, Effect, Event, Finished, Now, Plan, Record, Watched};
use crate::catalogue::Service;
use crate::clock::{Clock, Moment};
use crate::config::{self, Config, OutsideTunnel, SaveError, Setting};
use crate::diagnosis::{diagnose, phone};
use crate::history::{History, Round};
use crate::platform::surroundings::{self, Change, Surroundings};
use crate::platform::{self, OpenError, autostart};
use crate::presentation::notice;
use crate::presentation::notice::native::Notifier;
use crate::presentation::page::{PagePath, Pass, Server};
use crate::presentation::tray::icon::Theme;
use crate::presentation::tray::native::Tray;
use crate::presentation::words::Platform;
use crate::presentation::{Command, Listener, Report, View, report_to};

/// The surfaces that the start has set up, and what comes from them.
#[derive(Debug)]
pub struct Surfaces {
    pub tray: Option<Tray>,
    /// What is asked for by a click, from whatever thread.
    pub commands: mpsc::UnboundedReceiver<Command>,
    /// The other end, for surfaces that are set up later.
    pub sender: mpsc::UnboundedSender<Command>,
}

/// Where the program's own files are.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// The folder of settings that the user named.
    pub named: Option<PathBuf>,
    /// The folder where settings are otherwise; they need not exist.
    pub settings: Option<PathBuf>,
    /// The folder of the program's own notes.
    pub state: Option<PathBuf>,
}

/// How long what was seen on a phone stands: its line is another one by the evening.
const PHONE_STANDS: Duration = Duration::from_mins(30);

/// What is left to spend is noted so often at most; everything else when it happens.
const NOTE_GAP: Duration = Duration::from_mins(10);

/// How long the last answers may take.
const PARTING: Duration = Duration::from_millis(500);

/// Two words about one waking come closer together than this.
const ONE_WAKING: Duration = Duration::from_secs(20);

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
    home: Home,
) -> Result<(), LookError> {
    // Heard from now on: what comes while the rest is being set up must not just kill it.
    let mut ending = std::pin::pin!(platform::asked_to_end());
    tokio::select! {
        biased;
        () = &mut ending => return Ok(()),
        () = std::future::ready(()) => {}
    }
    // Before the rest: another start may be waiting for it.
    let door = session.as_ref().and_then(move_in);
    let looker = Looker::new(&config, &clock)?;
    let Surfaces { tray, mut commands, sender } = surfaces;
    let (asks, mut asked) = mpsc::unbounded_channel::<Ask>();
    let (told, mut tellings) = mpsc::unbounded_channel::<Event>();
    let history = past::open(&config, &clock, told.clone());
    log_start(&config);
    let config = Arc::new(config);
    let first_run = welcome::is_due();
    let mut controller = controller_of(&config).welcoming(first_run);
    let (views, view) = watch::channel(Arc::new(controller.view()));
    let backstage =
        Backstage::new(Arc::clone(&config), clock.clone(), tray.is_some(), history.reader.clone());
    let page = page(view, &sender, &backstage, &clock);
    if first_run && tray.is_some() {
        // Whoever starts it for the first time sees that it runs, and what it does.
        drop(sender.send(Command::OpenPage));
    }
    let notifier = Notifier::new(move |key, clicked| {
        // A click after the end is nobody's any more.
        drop(sender.send(notice::asked(key, &clicked)));
    });
    let metrics = Metrics::start(&config.metrics, &looker, views.subscribe(), &clock);
    let (saved, mut written) = mpsc::unbounded_channel();
    if let Some(tray) = &tray {
        set_up(tray, &config, &backstage);
    }
    let mut settings = home.named.as_deref().or(home.settings.as_deref()).map(Watch::over);
    let mut surroundings = Surroundings::watch();
    // Who is not the session's one program must not write what it remembers.
    let state = home.state.as_deref().filter(|_| session.is_some());
    let mut shell = Shell {
        services: merge::places(config.services.iter().map(|it| &it.id)),
        config,
        clock,
        looker,
        history,
        metrics,
        tray,
        views,
        page,
        backstage,
        notifier,
        told,
        saved,
        sightings: vec![],
        phone: None,
        rounds: Rounds::default(),
        due: Alarm::new(),
        sleep: SleepMeter::default(),
        woke: None,
        memory: state.map(Memory::in_folder),
        room: session.as_ref().map(|it| it.folder().to_owned()),
        noted: Moment::default(),
        home,
    };
    shell.recall(&mut controller);
    let starts = Event::StartsAtLogin(autostart::state());
    let mut answers = JoinSet::new();
    // The first look begins at once; what else is known by now is told before it.
    let mut waiting = vec![(Event::Due, None), (starts, None)];
    loop {
        if !waiting.is_empty() && shell.has_slept() {
            waiting.push((Event::Woke, None));
        }
        while let Some((event, reply)) = waiting.pop() {
            let Some((opening, next)) = shell.step(&mut controller, event) else {
                drop(reply);
                farewell(answers).await;
                return Ok(());
            };
            waiting.extend(next.map(|it| (it, None)));
            if let Some(reply) = reply {
                tokio::spawn(report_back(opening, reply));
            }
        }
        let next = tokio::select! {
            Some(command) = commands.recv() => Some((Event::Asked(command), None)),
            Some((command, reply)) = asked.recv() => Some((Event::Asked(command), Some(reply))),
            finished = shell.rounds.next() => Some((finished, None)),
            Some(told) = tellings.recv() => Some((told, None)),
            Some(()) = written.recv() => shell.reload().map(|it| (it, None)),
            () = shell.due.rings() => Some((Event::Due, None)),
            change = surroundings.next() => shell.heard(change).map(|it| (it, None)),
            () = changed(settings.as_mut()) => shell.reload().map(|it| (it, None)),
            () = visited(shell.page.as_ref()) => Some((Event::Visited, None)),
            Some(_) = answers.join_next() => None,
            // Further ones wait with the system, which bounds them, and hold neither memory nor descriptors of ours.
            stream = knocked(door.as_ref()), if answers.len() < channel::MOST_AT_ONCE => {
                answer(stream, &controller, &asks, &mut answers);
                None
            }
            () = &mut ending => Some((Event::Asked(Command::Quit), None)),
        };
        waiting.extend(next);
    }
}

/// A daemon that has seen nothing yet, with the settings of `config`.
fn controller_of(config: &Config) -> Controller {
    let watched = config.services.iter().map(watched).collect();
    let references = config.controls.len() + config.anchors.len();
    Controller::new(config.schedule, watched, TimeZone::system())
        .with(references, seed())
        .speaking(words(config.language))
        .quiet_in(config.quiet.clone())
        .asking_before_outside(config.outside_tunnel == OutsideTunnel::Ask)
}

/// Dresses the icon for its panel, and learns whether the desktop shows icons at all. Beside the rest: a desktop that is
/// just starting may take its time to answer.
fn set_up(tray: &Tray, config: &Config, backstage: &Backstage) {
    let chosen = Theme::chosen(config.icons);
    tokio::spawn(platform::follow_panel(chosen, tray.dresser(), tray.renewer()));
    let backstage = backstage.clone();
    tokio::spawn(async move {
        if platform::has_tray_host().await == Some(false) {
            backstage.shows_icons(false);
        }
    });
}

/// Who asked for the end is told that it has come, if that is quickly done.
async fn farewell(mut answers: JoinSet<()>) {
    let all_told = async { while answers.join_next().await.is_some() {} };
    // Who only knocked and says nothing is not waited for.
    drop(tokio::time::timeout(PARTING, all_told).await);
}

/// Whether it must not be forgotten either.
fn is_worth_noting(effect: &Effect) -> bool {
    matches!(effect, Effect::Notify(_) | Effect::Withdraw(_) | Effect::Record(_))
}

/// How long the round took that has ended, if one has.
fn took(event: &Event) -> Option<Duration> {
    let Event::Finished(finished) = event else { return None };
    Some(Duration::from_millis(finished.report.took_ms.into()))
}

/// Any number, so that programs that start together look at different times.
fn seed() -> u64 {
    let mut seed = [0; 8];
    // Without randomness they look at the same time, which is no fault.
    let _no_randomness = getrandom::fill(&mut seed);
    u64::from_ne_bytes(seed)
}

/// Switches the start at login, and says what came of it and what holds now.
fn start_at_login(on: bool) -> (Opening, Event) {
    let set = autostart::set(on).map_err(|error| {
        let reason = format!("the start at login stays as it is: {error}");
        tracing::warn!("{reason}");
        reason
    });
    let event = Event::StartsAtLogin(autostart::state());
    (tokio::spawn(async { set }), event)
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
            Err(_) => Response::NotDone("it failed on the way".to_owned()),
        },
    };
    // Who asked may have given up meanwhile.
    drop(reply.send(response));
}

fn watched(service: &Service) -> Watched {
    Watched {
        id: service.id.clone(),
        name: service.name.clone(),
        links: service.links.clone(),
        every: service.every,
        parts: service.targets.len(),
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

/// Takes the session's folder over from one that was killed, and opens the door to other starts.
fn move_in(session: &Session) -> Option<Door> {
    platform::open::sweep(session.folder());
    let complain = |error: &io::Error| {
        tracing::warn!(%error, "`streamdoctor status` and further starts will not find this one");
    };
    Door::open(session.folder()).inspect_err(complain).ok()
}

/// The rounds under way, by the tasks that make them.
#[derive(Default)]
struct Rounds {
    tasks: JoinSet<Finished>,
    numbers: BTreeMap<tokio::task::Id, u64>,
}

impl Rounds {
    /// The next end of a round; waits for ever if there is none.
    async fn next(&mut self) -> Event {
        match self.tasks.join_next_with_id().await {
            Some(Ok((id, finished))) => {
                self.numbers.remove(&id);
                Event::Finished(Box::new(finished))
            }
            Some(Err(error)) => {
                // What it panicked with may hold anything, and its place has been told.
                tracing::error!(panicked = error.is_panic(), "a round ended abnormally");
                Event::Lost(self.numbers.remove(&error.id()).unwrap_or(u64::MAX))
            }
            None => std::future::pending().await,
        }
    }
}

/// Everything that effects are carried out with.
struct Shell {
    config: Arc<Config>,
    /// Where each service is in it.
    services: BTreeMap<String, usize>,
    clock: Clock,
    looker: Looker,
    history: History,
    metrics: Metrics,
    tray: Option<Tray>,
    views: watch::Sender<Arc<View>>,
    page: Option<Server>,
    backstage: Backstage,
    notifier: Notifier,
    /// Where it is told what came of things that go on beside everything else.
    told: mpsc::UnboundedSender<Event>,
    /// Where it is told that the settings were saved, or were not.
    saved: mpsc::UnboundedSender<()>,
    /// What the user sees, to be joined with what is found.
    sightings: Vec<Sighting>,
    /// What was seen on a phone, and when that was told.
    phone: Option<(phone::Seen, Moment)>,
    rounds: Rounds,
    /// The moment of the next round.
    due: Alarm,
    sleep: SleepMeter,
    /// When it woke last.
    woke: Option<Moment>,
    memory: Option<Memory>,
    /// The folder of the session, for what is handed to the browser.
    room: Option<PathBuf>,
    /// When the state was written last.
    noted: Moment,
    home: Home,
}

impl Shell {
    fn now(&self) -> Now {
        Now {
            moment: self.sleep.moment(self.clock.now()),
            wall: self.clock.wall(),
            watched: self.page.as_ref().is_some_and(|it| it.viewers() > 0),
        }
    }

    /// Whether the computer has slept since this was asked last.
    fn has_slept(&mut self) -> bool {
        let slept = self.sleep.read(self.clock.now(), surroundings::uptime());
        if slept {
            self.woke = Some(self.now().moment);
        }
        slept
    }

    /// Carries out what the controller decides about `event`: what opens something, and what is to be told next. Nothing
    /// if that is the end.
    fn step(
        &mut self,
        controller: &mut Controller,
        event: Event,
    ) -> Option<(Option<Opening>, Option<Event>)> {
        // What a user said must not be forgotten, whatever happens in the next moment.
        let mut worth_noting = matches!(event, Event::Asked(_));
        let took = took(&event);
        let (mut opening, mut next) = (None, None);
        for effect in controller.step(event, self.now()) {
            worth_noting |= is_worth_noting(&effect);
            match effect {
                Effect::Quit => {
                    self.note(controller);
                    self.history.writer.finish();
                    tracing::info!("ended");
                    return None;
                }
                Effect::StartAtLogin(on) => {
                    let (set, event) = start_at_login(on);
                    (opening, next) = (Some(set), Some(event));
                }
                Effect::Look { .. }
                | Effect::Wake(_)
                | Effect::Publish(_)
                | Effect::Notify(_)
                | Effect::Withdraw(_)
                | Effect::OpenPage(_)
                | Effect::OpenStatusPage(_)
                | Effect::OpenSection(_)
                | Effect::OpenCode { .. }
                | Effect::Heed(_)
                | Effect::HearPhone(_)
                | Effect::Save(_)
                | Effect::Welcome
                | Effect::Judged { .. }
                | Effect::Record(_) => opening = self.carry_out(effect).or(opening),
            }
        }
        if let Some(took) = took {
            self.metrics.looked(took, controller.report());
        }
        if worth_noting || self.now().moment - self.noted >= NOTE_GAP {
            self.note(controller);
        }
        Some((opening, next))
    }

    /// What a change of the surroundings means.
    fn heard(&mut self, change: Change) -> Option<Event> {
        tracing::debug!(?change, "the surroundings");
        Some(match change {
            Change::Network => Event::NetworkChanged,
            Change::Sleeping => Event::Sleeping,
            Change::Awake => {
                // The clocks tell of it, too, where they can.
                self.has_slept();
                let now = self.now().moment;
                let is_told = self.woke.is_some_and(|it| it < now && now - it < ONE_WAKING);
                self.woke = Some(now);
                return (!is_told).then_some(Event::Woke);
            }
            Change::Metered(metered) => Event::Metered(metered),
            Change::Battery(battery) => Event::Battery(battery),
        })
    }

    /// Reads the settings again. What cannot be used changes nothing, and is said.
    fn reload(&mut self) -> Option<Event> {
        let (named, settings) = (self.home.named.as_deref(), self.home.settings.as_deref());
        let read = Config::load(named, settings.or(named)?);
        let config = match read.map_err(|error| error.to_string()).and_then(|config| {
            let looker = Looker::new(&config, &self.clock).map_err(|error| error.to_string())?;
            Ok((config, looker))
        }) {
            Ok((config, _)) if config == *self.config => return Some(self.configured()),
            Ok((config, looker)) => {
                self.looker = looker;
                config
            }
            Err(problem) => {
                tracing::warn!("the settings have changed and the old ones hold: {problem}");
                return Some(Event::Misconfigured(problem));
            }
        };
        tracing::info!(services = config.services.len(), "the settings have changed");
        self.services = merge::places(config.services.iter().map(|it| &it.id));
        self.metrics.configure(&config.metrics, &self.looker);
        self.config = Arc::new(config);
        self.backstage.configure(Arc::clone(&self.config));
        Some(self.configured())
    }

    fn configured(&self) -> Event {
        Event::Configured(Box::new(Configured {
            words: words(self.config.language),
            schedule: self.config.schedule,
            services: self.config.services.iter().map(watched).collect(),
            references: self.config.controls.len() + self.config.anchors.len(),
            asks_outside_tunnel: self.config.outside_tunnel == OutsideTunnel::Ask,
            quiet: self.config.quiet.clone(),
        }))
    }

    /// Goes on with what an earlier start noted.
    fn recall(&mut self, controller: &mut Controller) {
        self.has_slept();
        if let Some(state) = self.memory.as_ref().and_then(Memory::read) {
            controller.restore(state, self.now());
        }
    }

    /// Notes what must outlive the program.
    fn note(&mut self, controller: &Controller) {
        let now = self.now();
        self.noted = now.moment;
        if let Some(memory) = &self.memory {
            memory.write(&controller.remember(now));
        }
    }

    /// Carries `effect` out. What opens something tells later what came of it.
    fn carry_out(&mut self, effect: Effect) -> Option<Opening> {
        match effect {
            Effect::Look { round, closely, plan } => self.look(round, closely, &plan),
            Effect::Wake(after) => self.due.set(tokio::time::Instant::now() + after),
            Effect::Publish(view) => {
                if let Some(tray) = &self.tray {
                    tray.update(&view);
                }
                self.views.send_replace(Arc::from(view));
            }
            Effect::Notify(notice) => {
                let notifier = self.notifier.clone();
                let told = self.told.clone();
                tokio::spawn(async move {
                    // The notifier has logged a failure; the tray and the page show the same.
                    if let Err(error) = notifier.show(notice.clone()).await
                        && error.is_unheard()
                    {
                        drop(told.send(Event::Unheard(notice)));
                    }
                });
            }
            Effect::Withdraw(key) => {
                let notifier = self.notifier.clone();
                tokio::spawn(async move { notifier.close(&key).await });
            }
            Effect::OpenPage(problem) => return Some(self.open_page(problem)),
            Effect::OpenStatusPage(service) => {
                let known = self.config.services.iter().find(|it| it.id == service);
                let page = known.and_then(|it| it.links.get("status"));
                return page.map(|page| open(page.to_string(), self.when_unopened()));
            }
            Effect::OpenSection(section) => return Some(self.open_at(PagePath::Section(section))),
            Effect::OpenCode { service, code } => {
                return Some(self.open_ours(|page| page.code_pass(service, code)));
            }
            Effect::Heed(sightings) => self.sightings = sightings,
            Effect::HearPhone(seen) => self.phone = Some((seen, self.now().moment)),
            Effect::Save(setting) => self.save(setting),
            Effect::Welcome => drop(tokio::task::spawn_blocking(welcome::note)),
            Effect::Record(record) => {
                log(&record);
                let at = self.clock.wall();
                self.history.writer.happened(at, past::happening(&record, at));
            }
            Effect::Judged { cause, remedy, helped } => {
                tracing::info!(
                    cause = cause.id(),
                    remedy = remedy.id(),
                    helped,
                    "a remedy was judged"
                );
                self.history.writer.judged(cause, remedy, helped);
            }
            Effect::StartAtLogin(_) | Effect::Quit => {}
        }
        None
    }

    fn look(&mut self, round: u64, closely: bool, plan: &Plan) {
        let spec = spec_of(&self.config, &self.services, plan, closely, DEADLINE);
        let (looker, config) = (self.looker.clone(), Arc::clone(&self.config));
        let (past, writer) = (self.history.past.clone(), self.history.writer.clone());
        let reported = sighting::reported(&self.sightings, &config.catalogue);
        let now = self.now().moment;
        let fresh = |(_, told): &&(phone::Seen, Moment)| now - *told < PHONE_STANDS;
        let phone = self.phone.as_ref().filter(fresh).map(|(seen, _)| seen.clone());
        let (backstage, words) = (self.backstage.clone(), words(self.config.language));
        let task = self.rounds.tasks.spawn(async move {
            let mut snapshot = looker.look(&spec, |told| backstage.hear(told)).await;
            let feedback = past.add_to(&mut snapshot);
            let findings = sighting::join(diagnose(&snapshot), &reported, &snapshot);
            let findings = match &phone {
                Some(seen) => phone::weigh(findings, seen),
                None => findings,
            };
            let platform = Platform::named(std::env::consts::OS);
            let listener =
                Listener { words, platform, feedback: Some(&feedback), reported: &reported };
            let told = report_to(&snapshot, &findings, &config.catalogue, &listener);
            let (bytes, walks) = (snapshot.bytes.unwrap_or(0), snapshot.walks.len());
            let retry_after = retry_after(&snapshot);
            let in_tunnel = snapshot.host.in_tunnel();
            writer.record(Round::of(snapshot, &told));
            backstage.found(&told);
            tracing::debug!(cause = told.summary.cause.id(), took_ms = told.took_ms, "round");
            Finished { round, findings, report: told, bytes, walks, retry_after, in_tunnel }
        });
        self.rounds.numbers.insert(task.id(), round);
    }

    /// Writes a setting into the user's file, beside everything else; then what is in force is read again.
    fn save(&self, setting: Setting) {
        let folder = self.home.named.clone().or_else(|| self.home.settings.clone());
        let Some(folder) = folder else {
            tracing::warn!("a setting cannot be saved, for there is no folder for it");
            return;
        };
        let (saved, backstage) = (self.saved.clone(), self.backstage.clone());
        tokio::task::spawn_blocking(move || {
            let written = config::save(&folder, &setting);
            backstage.saved(written.as_ref().err().map(SaveError::told));
            if let Err(error) = written {
                tracing::warn!(%error, "a setting was not saved");
            }
            // Nobody listens any more when the program is ending.
            saved.send(()).ok();
        });
    }

    /// Tells whoever clicked that nothing opened: a click without an answer looks broken.
    fn when_unopened(&self) -> impl FnOnce() + Send + 'static + use<> {
        let notice = notice::unopened(self.views.borrow().words);
        let notifier = self.notifier.clone();
        move || {
            // The log has said it, too.
            tokio::spawn(async move { drop(notifier.show(notice).await) });
        }
    }

    fn open_page(&self, problem: Option<String>) -> Opening {
        self.open_at(problem.map_or(PagePath::Home, PagePath::Problem))
    }

    fn open_at(&self, path: PagePath) -> Opening {
        self.open_ours(|page| page.pass(path))
    }

    fn open_ours(&self, pass: impl FnOnce(&Server) -> io::Result<Pass>) -> Opening {
        let pass = match &self.page {
            Some(page) => pass(page).map_err(|error| error.to_string()),
            None => Err("there is no page, for no port of 127.0.0.1 is to be had".to_owned()),
        };
        match pass {
            Ok(pass) => open_by(pass, self.room.clone(), self.when_unopened()),
            Err(reason) => {
                tracing::warn!("the page cannot be opened: {reason}; {ELSEWHERE}");
                tokio::spawn(async { Err(reason) })
            }
        }
    }
}

/// Opens `url` in the browser; `unopened` is told where none starts.
fn open(url: String, unopened: impl FnOnce() + Send + 'static) -> Opening {
    tokio::spawn(async move {
        let opened = started(move || platform::open_url(&url)).await;
        opened.inspect_err(|_| unopened())
    })
}

/// The same for our own page. What the browser is handed in `room` stays until it has been used, or cannot be any more: then
/// `unopened` is told. An opener that finds no browser may end as if it had.
fn open_by(pass: Pass, room: Option<PathBuf>, unopened: impl FnOnce() + Send + 'static) -> Opening {
    tokio::spawn(async move {
        let (link, page) = (pass.link().to_string(), pass.page());
        let opening = move || match room {
            Some(room) => platform::open_by_file(&link, &page, &room),
            None => platform::open_url(&link).map(|()| None),
        };
        match started(opening).await {
            Ok(handed) => {
                tokio::spawn(async move {
                    let used = pass.spent().await;
                    drop(handed);
                    if !used {
                        tracing::warn!(
                            "the page was not opened: no browser came for it; {ELSEWHERE}"
                        );
                        unopened();
                    }
                });
                Ok(())
            }
            Err(reason) => {
                unopened();
                Err(reason)
            }
        }
    })
}

/// Starts a browser on a thread of its own: whether one starts is known after a while.
async fn started<T: Send + 'static>(
    opening: impl FnOnce() -> Result<T, OpenError> + Send + 'static,
) -> Result<T, String> {
    let opened = tokio::task::spawn_blocking(move || told(opening())).await;
    opened.unwrap_or_else(|_| Err("it failed on the way".to_owned()))
}

/// Tells why something was not opened.
fn told<T>(opened: Result<T, OpenError>) -> Result<T, String> {
    opened.map_err(|error| {
        let reason = why_not_opened(&error);
        tracing::warn!("the page cannot be opened: {reason}; {ELSEWHERE}");
        reason.to_owned()
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

fn log_start(config: &Config) {
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        services = config.services.len(),
        every = ?config.schedule.interval,
        "started"
    );
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

/// The next change of the settings; waits for ever where they have no folder.
async fn changed(settings: Option<&mut Watch>) {
    match settings {
        Some(settings) => settings.changed().await,
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
fn answer(
    stream: Stream,
    controller: &Controller,
    asks: &mpsc::UnboundedSender<Ask>,
    answers: &mut JoinSet<()>,
) {
    let view = Box::new(controller.view());
    let status = Response::Status {
        report: controller.report().cloned().map(Box::<Report>::new),
        told: controller.report().and_then(|it| view.words.retold(it)).map(Box::new),
        view,
    };
    let asks = asks.clone();
    answers.spawn(channel::serve(stream, move |request| async move {
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
