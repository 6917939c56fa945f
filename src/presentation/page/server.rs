//! The server: connections, limits, routes and headers.

use std::convert::Infallible;
use std::fmt;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Either, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use jiff::tz::TimeZone;
use maud::Markup;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};
use url::{Url, form_urlencoded};

use super::events::{Events, version};
use super::gate::{Gate, Life, Refusal, TICKET_LIFE, lock};
use super::past::Past;
use super::place::Note;
use super::place::{PagePath, Place};
use super::render::{self, Extras, Scene};
use super::source::{Question, Source, Span};
use crate::clock::Clock;
use crate::diagnosis::reported::Device;
use crate::presentation::words::Words;
use crate::presentation::{Badge, Command, PauseFor, Problem, Section, View};
use crate::remedy::Remedy;

/// A browser opens six at most to one host; two browsers and a spare.
const MAX_CONNECTIONS: usize = 16;
/// So many pages are told of changes at once; further ones have their reload button.
const MAX_STREAMS: usize = 8;
/// A browser's request to us is about 1 KiB.
const MAX_HEAD: usize = 8 * 1024;
/// Our largest form names each known service once.
const MAX_BODY: usize = 16 * 1024;
/// No code on a screen is longer.
const MAX_CODE: usize = 64;
/// So many services are drawn beside one problem.
const MAX_LINES: usize = 6;
/// For a whole head, and for a whole body. Both come in one piece from a browser on this computer.
const READ_TIME: Duration = Duration::from_secs(5);
/// No connection lasts longer; an open page just connects anew.
const CONNECTION_LIFE: Duration = Duration::from_hours(1);
/// After the system refused us a connection (no descriptors left, for one).
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

const STYLE: &str = include_str!("../../../assets/page/style.css");
const SCRIPT: &str = include_str!("../../../assets/page/script.js");

/// What every response carries, refusals included.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Our own pages: with `no-referrer` a form would be posted with `Origin: null` (Fetch standard, "append a request
/// Origin header"), and we could not tell our page from others. Nobody else gets a referrer either way.
const REFERRER_OF_PAGES: HeaderValue = HeaderValue::from_static("same-origin");
/// All else, in particular the response to a ticket.
const NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");

type PageBody = Either<Full<Bytes>, Events>;

/// Whose process is at the other end of a connection. Other users of this computer can reach the loopback interface,
/// too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// This user, or the administrator, whom nothing here could keep out.
    Ours,
    /// Another user.
    Foreign,
    /// The system does not tell; ticket and cookie alone must do.
    Unknown,
}

/// Who opened the connection from the first address to the second.
type Identify = Box<dyn Fn(SocketAddr, SocketAddr) -> Peer + Send + Sync>;

/// The running page. It ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    shared: Arc<Shared>,
    serving: JoinHandle<()>,
}

impl Server {
    /// Listens on a free port of `127.0.0.1` and shows `view`. To be called inside a tokio runtime.
    ///
    /// `source` is asked for what the view leaves out; like the rendering it runs while a browser waits. `identify` says
    /// who opened the connection from the first address to the second.
    pub fn start(
        view: watch::Receiver<Arc<View>>,
        commands: impl Fn(Command) + Send + Sync + 'static,
        source: impl Source + 'static,
        identify: impl Fn(SocketAddr, SocketAddr) -> Peer + Send + Sync + 'static,
        clock: Clock,
    ) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let listener = TcpListener::from_std(listener)?;
        let mut past = Past::default();
        past.absorb(&view.borrow(), clock.wall());
        let shared = Arc::new(Shared {
            gate: Gate::new(address.port(), clock.now())?,
            address,
            view,
            commands: Box::new(commands),
            source: Box::new(source),
            identify: Box::new(identify),
            clock,
            past: Mutex::new(past),
            visits: Notify::new(),
            streams: Arc::new(Semaphore::new(MAX_STREAMS)),
        });
        tracing::debug!(port = address.port(), "the page is served");
        let serving = tokio::spawn(serve(listener, shared.clone()));
        Ok(Self { shared, serving })
    }

    /// A pass to `path`. Fails only where the system has no random numbers.
    pub fn pass(&self, path: PagePath) -> io::Result<Pass> {
        self.pass_to(&Place::at(path))
    }

    /// A pass to what a code means at a service, or, without a code, to the question which it is.
    pub fn code_pass(&self, service: String, code: String) -> io::Result<Pass> {
        self.pass_to(&Place { service: Some(service), ..Place::at(PagePath::Explain(code)) })
    }

    fn pass_to(&self, place: &Place) -> io::Result<Pass> {
        let (ticket, life) = self.shared.gate.mint(place.link(), self.shared.clock.now())?;
        let link = format!("{}/open?ticket={ticket}", self.shared.gate.origin());
        Ok(Pass {
            words: self.shared.words(),
            link: Url::parse(&link).map_err(io::Error::other)?,
            life,
        })
    }

    /// Speaks with a browser at the other end of `stream`, as if it had connected to the port.
    #[doc(hidden)]
    pub async fn converse(&self, stream: impl AsyncRead + AsyncWrite + Unpin) {
        converse(stream, self.shared.clone()).await;
    }

    /// How many pages are open and visible right now: somebody is looking.
    pub fn viewers(&self) -> usize {
        MAX_STREAMS - self.shared.streams.available_permits()
    }

    /// Waits until a page becomes visible. Visits while nobody waits are one.
    pub async fn visited(&self) {
        self.shared.visits.notified().await;
    }
}

/// A way to one page, for one use within half a minute.
pub struct Pass {
    words: Words,
    link: Url,
    life: Life,
}

impl Pass {
    /// The link with its ticket. Whoever has it may come in.
    pub fn link(&self) -> &Url {
        &self.link
    }

    /// A page that goes to the link by itself: for a file, where others could read a link that a browser is started with.
    pub fn page(&self) -> String {
        render::passage(self.words, self.link.as_str()).into_string()
    }

    /// Waits until the link is worth nothing any more: whether it was used, or only grew old.
    pub async fn spent(self) -> bool {
        timeout(TICKET_LIFE, self.life).await.is_ok()
    }
}

impl fmt::Debug for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pass(…)")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

struct Shared {
    gate: Gate,
    address: SocketAddr,
    view: watch::Receiver<Arc<View>>,
    commands: Box<dyn Fn(Command) + Send + Sync>,
    source: Box<dyn Source>,
    identify: Identify,
    clock: Clock,
    past: Mutex<Past>,
    /// Told each time a page becomes visible.
    visits: Notify,
    streams: Arc<Semaphore>,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Accepts connections, and remembers which problems went away, until it is aborted; the connections end with it.
async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut connections = JoinSet::new();
    let mut view = shared.view.clone();
    let mut alive = true;
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    if (shared.identify)(peer, shared.address) == Peer::Foreign {
                        tracing::info!("another user of this computer tried to open the page");
                    } else if let Ok(place) = places.clone().try_acquire_owned() {
                        let shared = shared.clone();
                        connections.spawn(async move {
                            converse(stream, shared).await;
                            drop(place);
                        });
                    } else {
                        turn_away(stream);
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "the page cannot take a connection");
                    sleep(ACCEPT_PAUSE).await;
                }
            },
            changed = view.changed(), if alive => {
                alive = changed.is_ok();
                let now = shared.clock.wall();
                lock(&shared.past).absorb(&view.borrow_and_update(), now);
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Speaks HTTP with one browser.
async fn converse(stream: impl AsyncRead + AsyncWrite + Unpin, shared: Arc<Shared>) {
    let service = service_fn(|request| answer(shared.clone(), request));
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(READ_TIME)
        .max_header_size(MAX_HEAD)
        .max_buf_size(2 * MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    match timeout(CONNECTION_LIFE, conversation).await {
        Ok(Ok(())) | Err(_) => {}
        // hyper's errors name what went wrong, never what was sent.
        Ok(Err(error)) => tracing::debug!(%error, "a connection to the page ended early"),
    }
}

/// Says that there is no room, without waiting for anything.
fn turn_away(stream: TcpStream) {
    const BUSY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\n\
        content-security-policy: default-src 'none'; frame-ancestors 'none'\r\nx-content-type-options: nosniff\r\n\
        cache-control: no-store\r\nretry-after: 5\r\nconnection: close\r\n\r\n\
        Too many pages of streamdoctor are open. Close one, then try again.\n";
    if let Ok(mut stream) = stream.into_std() {
        // Whoever cannot take these few bytes at once does without.
        stream.write_all(BUSY).ok();
    }
}

async fn answer(
    shared: Arc<Shared>,
    request: Request<Incoming>,
) -> Result<Response<PageBody>, Infallible> {
    let (parts, body) = request.into_parts();
    let mut response = match shared.route(&parts, body).await {
        Ok(response) => response,
        Err(refusal) => shared.refuse(refusal),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::REFERRER_POLICY).or_insert(NO_REFERRER);
    Ok(response)
}

impl Shared {
    async fn route(&self, parts: &Parts, body: Incoming) -> Result<Response<PageBody>, Refusal> {
        self.gate.check_host(parts)?;
        let path = parts.uri.path();
        let query = parts.uri.query().unwrap_or_default();
        match (&parts.method, path) {
            (&Method::GET, "/open") => return self.open(parts, query),
            (&Method::GET | &Method::POST, _) => {}
            _ => return Err(Refusal::Method),
        }
        self.gate.check_site(parts)?;
        self.gate.check_cookie(parts)?;
        let name = path.strip_prefix(self.gate.root()).ok_or(Refusal::NotFound)?;
        match (&parts.method, name) {
            (&Method::POST, "command") => {
                self.gate.check_origin(parts)?;
                self.command(parts, body).await
            }
            (_, "command") | (&Method::POST, _) => Err(Refusal::Method),
            (_, "style.css") => Ok(content("text/css; charset=utf-8", STYLE)),
            (_, "script.js") => Ok(content("text/javascript; charset=utf-8", SCRIPT)),
            (_, "icon.svg") => {
                let badge = field(query, "badge").and_then(|it| badge(&it));
                let icon = render::icon(badge.unwrap_or(self.view.borrow().badge));
                Ok(content("image/svg+xml", icon.into_string()))
            }
            (_, "card.svg") => self.card(query),
            (_, "events") => Ok(self.events()),
            _ => Ok(self.page(&Place::parse(name, query).ok_or(Refusal::NotFound)?)),
        }
    }

    /// Exchanges a ticket for the cookie.
    fn open(&self, parts: &Parts, query: &str) -> Result<Response<PageBody>, Refusal> {
        let ticket = field(query, "ticket").unwrap_or_default();
        let path = self.gate.redeem(parts, &ticket, self.clock.now())?;
        let target = format!("{}{}", self.gate.root(), path);
        // The browser sends a strict cookie along with a redirect only if nobody else began the navigation, and only
        // some say so. Otherwise a page of our own goes there.
        let began_here = parts.headers.get("sec-fetch-site").is_some_and(|it| it == "none");
        let mut response = if began_here {
            redirect(&target)
        } else {
            html(StatusCode::OK, &render::passage(self.words(), &target))
        };
        if let Ok(cookie) = HeaderValue::try_from(self.gate.set_cookie()) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }

    fn words(&self) -> Words {
        self.view.borrow().words
    }

    fn page(&self, place: &Place) -> Response<PageBody> {
        let view = self.view.borrow().clone();
        let ended = match &place.path {
            PagePath::Problem(key) => lock(&self.past).find(key).cloned(),
            PagePath::Home | PagePath::Explain(_) | PagePath::Section(_) => None,
        };
        let progress = self.source.progress().borrow().clone();
        let extras = self.extras(place, &view);
        let scene = Scene {
            view: &view,
            version: &version(&view),
            now: &self.clock.wall().to_zoned_datetime(TimeZone::system()),
            root: self.gate.root(),
            token: self.gate.token(),
            ended: ended.as_ref(),
            progress: &progress,
            extras: &extras,
        };
        let mut response = html(StatusCode::OK, &render::document(&scene, place));
        response.headers_mut().insert(header::REFERRER_POLICY, REFERRER_OF_PAGES);
        response
    }

    /// What the page at `place` needs besides the view, and no more.
    fn extras(&self, place: &Place, view: &View) -> Extras {
        let source = &self.source;
        match &place.path {
            PagePath::Home => {
                let first = view.problems.first();
                let mut extras = first.map(|it| self.about(it, place.on, view)).unwrap_or_default();
                extras.settings = view.first_run.then(|| source.settings());
                extras
            }
            PagePath::Problem(key) => match render::problem_of(view, key) {
                Some(problem) => self.about(problem, place.on, view),
                None => Extras::default(),
            },
            PagePath::Explain(code) => Extras {
                explained: (!code.is_empty() || place.service.is_some()).then(|| {
                    source.explain(&Question {
                        code: code.clone(),
                        service: place.service.clone(),
                        device: place.on,
                    })
                }),
                phone: place.service.as_ref().and_then(|it| self.phone(it, view)),
                ..Extras::default()
            },
            PagePath::Section(Section::History) => Extras {
                report: source.report(),
                day: source.history(Span::Day),
                week: source.history(Span::Week),
                ..Extras::default()
            },
            PagePath::Section(Section::Settings | Section::About) => {
                Extras { settings: Some(source.settings()), ..Extras::default() }
            }
        }
    }

    fn about(&self, problem: &Problem, on: Option<Device>, view: &View) -> Extras {
        let hit = |line: &super::source::Timeline| problem.services.contains(&line.name);
        let lines = |span| {
            let lines = self.source.history(span);
            lines.into_iter().filter(hit).take(MAX_LINES).collect::<Vec<_>>()
        };
        // What holds everything is no matter of one service, and a phone tells of one.
        let own = view.services.iter().find(|it| it.id == problem.key);
        Extras {
            steps: on.map(|device| self.source.steps_on(problem, device)),
            report: self.source.report(),
            day: lines(Span::Day),
            week: lines(Span::Week),
            phone: own.and_then(|it| self.phone(&it.id, view)),
            ..Extras::default()
        }
    }

    fn phone(&self, service: &str, view: &View) -> Option<(String, String, String)> {
        let line = view.services.iter().find(|it| it.id == service)?;
        Some((line.id.clone(), line.name.clone(), self.source.address(service)?))
    }

    /// The verdict about one problem as a picture.
    fn card(&self, query: &str) -> Result<Response<PageBody>, Refusal> {
        let view = self.view.borrow().clone();
        let key = field(query, "key").ok_or(Refusal::NotFound)?;
        let problem = render::problem_of(&view, &key).ok_or(Refusal::NotFound)?;
        let now = self.clock.wall().to_zoned_datetime(TimeZone::system());
        Ok(content("image/svg+xml", render::picture(view.words, problem, &now).into_string()))
    }

    fn events(&self) -> Response<PageBody> {
        let Ok(place) = self.streams.clone().try_acquire_owned() else {
            // The one status at which a browser stops asking: HTML standard, section 9.2.
            return status(StatusCode::NO_CONTENT);
        };
        self.visits.notify_one();
        let mut response = Response::new(Either::Right(Events::of(
            self.view.clone(),
            self.source.progress(),
            place,
        )));
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        response
    }

    async fn command(&self, parts: &Parts, body: Incoming) -> Result<Response<PageBody>, Refusal> {
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
        if !kind.is_some_and(|it| it.starts_with("application/x-www-form-urlencoded")) {
            return Err(Refusal::Form);
        }
        let form = timeout(READ_TIME, Limited::new(body, MAX_BODY).collect())
            .await
            .map_err(|_| Refusal::TooSlow)?
            .map_err(|_| Refusal::TooLarge)?
            .to_bytes();
        let form = str::from_utf8(&form).map_err(|_| Refusal::Form)?;
        self.gate.check_token(&field(form, "token").unwrap_or_default())?;
        // Back to one of our own places, whatever the form says.
        let back = field(form, "back").and_then(|it| Place::parse_link(&it));
        let back = back.ok_or(Refusal::Form)?;
        let Wish { command, back } = self.parse_wish(form, back).ok_or(Refusal::Form)?;
        if let Some(command) = command {
            tracing::debug!(?command, "asked for on the page");
            (self.commands)(command);
        }
        Ok(redirect(&format!("{}{}", self.gate.root(), back.link())))
    }

    /// What a form asks for, and where its reader goes next. The page may ask for less than the tray.
    fn parse_wish(&self, form: &str, mut back: Place) -> Option<Wish> {
        let view = self.view.borrow().clone();
        let yes = |name| match field(form, name)?.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let step = field(form, "step").and_then(|it| Remedy::from_id(&it));
        let problem =
            || field(form, "key").filter(|key| view.problems.iter().any(|it| it.key == *key));
        let service =
            || field(form, "service").filter(|id| view.services.iter().any(|it| it.id == *id));
        let command = match field(form, "do")?.as_str() {
            "check_now" => {
                back.note = None;
                if let Some(remedy) = step {
                    back = back.after(remedy, self.clock.wall());
                }
                Command::CheckNow
            }
            "resume" => Command::Resume,
            "pause" => Command::Pause(match field(form, "for")?.as_str() {
                "half_an_hour" => PauseFor::HalfAnHour,
                "an_hour" => PauseFor::AnHour,
                "until_tomorrow" => PauseFor::UntilTomorrow,
                _ => return None,
            }),
            "mute" => {
                back.note = Some(Note::Muted);
                Command::Mute(problem()?)
            }
            "remind" => {
                back.note = Some(Note::Reminded);
                Command::Remind(problem()?)
            }
            "await" => {
                back.note = Some(Note::Awaited);
                Command::AwaitReturn { service: service()?, awaited: true }
            }
            "mute_service" => {
                back.note = Some(Note::Saved);
                Command::MuteService { service: service()?, muted: yes("muted")? }
            }
            "judge" => {
                let (remedy, helped) = (step?, yes("helped")?);
                back.judged = Some(remedy);
                back.note = Some(if helped { Note::Helped } else { Note::DidNotHelp });
                // What has helped may be over already.
                let key = field(form, "key")?;
                let was = problem().is_some() || lock(&self.past).find(&key).is_some();
                was.then_some(())?;
                Command::Judge { key, remedy, helped }
            }
            "phone" => {
                let opens = yes("opens")?;
                back.note = Some(if opens { Note::OpensOnThePhone } else { Note::FailsOnThePhone });
                Command::PhoneSaw { service: service()?, opens }
            }
            "saw" => return self.saw(form, &view),
            "watch" => {
                back.note = Some(Note::Saved);
                let known = self.source.settings().contacts.services;
                let wanted = form_urlencoded::parse(form.as_bytes())
                    .filter(|(name, _)| name == "service")
                    .map(|(_, id)| id.into_owned())
                    .collect::<Vec<_>>();
                if !wanted.iter().all(|id| known.iter().any(|it| it.id == *id)) {
                    return None;
                }
                Command::Watch(wanted)
            }
            "quiet" => {
                back.note = Some(Note::Saved);
                let hours = |name| field(form, name).filter(|it| is_time(it));
                Command::KeepQuiet(if yes("set")? {
                    let (from, until) = (hours("from")?, hours("until")?);
                    (from != until).then_some(())?;
                    vec![format!("{from}-{until}")]
                } else {
                    Vec::new()
                })
            }
            "outside" => {
                back.note = Some(Note::Saved);
                Command::AllowOutsideTunnel(yes("allow")?)
            }
            "login" => {
                back.note = Some(Note::Saved);
                Command::StartAtLogin(yes("allow")?)
            }
            "welcomed" => Command::Welcomed,
            _ => return None,
        };
        Some(Wish { command: Some(command), back })
    }

    /// What somebody sees on a screen: it is explained, and weighed where it is told at which service.
    fn saw(&self, form: &str, view: &View) -> Option<Wish> {
        let code = field(form, "code")?.trim().to_owned();
        (code.chars().count() <= MAX_CODE).then_some(())?;
        let on = field(form, "on").and_then(|it| Device::from_id(&it));
        let told = field(form, "service").filter(|it| !it.is_empty());
        if told.as_ref().is_some_and(|id| !view.services.iter().any(|it| it.id == *id)) {
            return None;
        }
        // A code that only one service has says by itself where it was seen.
        let service = told.or_else(|| {
            let question = Question { code: code.clone(), service: None, device: on };
            let owners = self.source.explain(&question).meanings.into_iter();
            let mut owners = owners.map(|it| it.service).collect::<Vec<_>>();
            owners.dedup();
            let [Some(owner)] = owners.as_slice() else { return None };
            Some(view.services.iter().find(|it| it.name == *owner)?.id.clone())
        });
        let command = service.clone().filter(|_| !code.is_empty());
        let command = command.map(|service| Command::Saw { service, code: code.clone(), on });
        let back = Place { on, service, ..Place::at(PagePath::Explain(code)) };
        Some(Wish { command, back })
    }

    fn refuse(&self, refusal: Refusal) -> Response<PageBody> {
        // What was asked for may be a live ticket: it is not logged.
        tracing::debug!(?refusal, "a request to the page was refused");
        let mut response = if self.gate.may_explain(self.clock.now()) {
            html(refusal.status(), &render::refusal(self.words(), refusal))
        } else {
            status(Refusal::TooMany.status())
        };
        let headers = response.headers_mut();
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        if refusal == Refusal::Method {
            headers.insert(header::ALLOW, HeaderValue::from_static("GET, POST"));
        }
        response
    }
}

/// What a form asks for, and where its reader goes next.
struct Wish {
    command: Option<Command>,
    back: Place,
}

/// The first field of this name in a query or form.
fn field(form: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(form.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// `22:00`, as browsers write it.
fn is_time(text: &str) -> bool {
    let number = |it: &str, most: u8| it.len() == 2 && it.parse::<u8>().is_ok_and(|it| it <= most);
    text.split_once(':').is_some_and(|(hour, minute)| number(hour, 23) && number(minute, 59))
}

fn badge(name: &str) -> Option<Badge> {
    serde_json::from_value(serde_json::Value::from(name)).ok()
}

fn status(status: StatusCode) -> Response<PageBody> {
    let mut response = Response::new(Either::Left(Full::default()));
    *response.status_mut() = status;
    response
}

fn content(kind: &'static str, text: impl Into<Bytes>) -> Response<PageBody> {
    let mut response = Response::new(Either::Left(Full::new(text.into())));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn html(status: StatusCode, page: &Markup) -> Response<PageBody> {
    let mut response = content("text/html; charset=utf-8", page.0.clone());
    *response.status_mut() = status;
    response
}

/// `target` is one of our links, and therefore plain ASCII.
fn redirect(target: &str) -> Response<PageBody> {
    let mut response = status(StatusCode::SEE_OTHER);
    if let Ok(target) = HeaderValue::try_from(target) {
        response.headers_mut().insert(header::LOCATION, target);
    }
    response
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_pass_tells_whether_anybody_came() {
        let pass = |life| Pass {
            words: Words::English,
            link: Url::parse("http://127.0.0.1/").unwrap(),
            life,
        };
        let (ticket, life) = oneshot::channel();
        drop(ticket);
        assert!(pass(life).spent().await);
        let (ticket, life) = oneshot::channel();
        assert!(!pass(life).spent().await, "an opener that found no browser ended as if it had");
        drop(ticket);
    }
}
