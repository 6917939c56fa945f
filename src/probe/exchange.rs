//! One HTTP exchange over an open connection: it stops at the head, unless the content is needed or surprises.

use std::borrow::Cow;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderMap};
use http::{Request, Response, StatusCode, Version};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::{http1, http2};
use hyper::ext::ReasonPhrase;
use hyper_util::rt::TokioIo;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};
use url::{Url, form_urlencoded};

use super::budget::{Budget, millis};
use super::classify;
use super::handshake::Stream;
use super::limits::Limits;
use super::metered::{Cap, Metered};
use crate::observation::{
    Body, Exchange, Expectation, FailureKind, Headers, HttpVersion, Throughput, Transport,
};

/// The largest response head that is read; servers and browsers agree on less.
const MAX_HEAD: usize = 64 * 1024;

/// The most header fields that are read.
const MAX_FIELDS: usize = 100;

/// The most content that is looked at.
pub(super) const MAX_CONTENT: usize = Body::LIMIT;

/// As much of a page tells whether it is a filter's: longer ones are real.
const DOUBTED: usize = 8 * 1024;

/// The window of an HTTP/2 stream: what a server can make us hold. Measuring needs a larger one.
const WINDOW: u32 = 128 * 1024;
const MEASURING_WINDOW: u32 = 1024 * 1024;

/// All bytes that are taken, besides those that are measured: heads, content, and what frames and chunks add to them.
/// Frames that mean nothing cost a server nothing, and the user may pay for each byte.
const MAX_TAKEN: u64 = 1024 * 1024;

/// What is asked of a response.
#[derive(Clone, Debug)]
pub(super) struct Wish<'a> {
    pub(super) expect: &'a Expectation,
    /// Whether a redirect counts as an answer where no status is listed.
    pub(super) redirect_is_fine: bool,
    /// Whether a redirect is going to be followed, so that its content does not matter.
    pub(super) follows: bool,
    /// Read up to so many bytes and time them.
    pub(super) measure: Option<u64>,
}

impl Wish<'_> {
    fn likes(&self, status: StatusCode) -> bool {
        if self.expect.status.is_empty() {
            status.is_success() || self.redirect_is_fine && status.is_redirection()
        } else {
            self.expect.status.contains(&status.as_u16())
        }
    }

    /// Where a response with this head is going to be followed to (RFC 9110, section 15.4).
    pub(super) fn leads_to<'h>(
        &self,
        status: StatusCode,
        headers: &'h HeaderMap,
    ) -> Option<&'h str> {
        let is_redirect = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
        let is_the_answer = self.expect.status.contains(&status.as_u16());
        if !self.follows || !is_redirect || is_the_answer {
            return None;
        }
        headers.get(header::LOCATION)?.to_str().ok()
    }
}

/// A response whose content may still come. Dropping it ends the connection.
pub(super) struct Answer {
    pub(super) response: Response<Incoming>,
    /// From the request to the end of the head.
    pub(super) first_byte: Duration,
    _connection: Connection,
}

/// The tasks that drive a connection; they end with it.
type Connection = Arc<Mutex<JoinSet<()>>>;

/// Sends `request` over `stream` and waits for the head of the response, of whose content so many bytes may be measured.
pub(super) async fn send(
    stream: Stream,
    is_h2: bool,
    request: Request<Full<Bytes>>,
    measure: Option<u64>,
    limit: Duration,
    budget: &Budget,
) -> Result<Answer, FailureKind> {
    let connection = Connection::default();
    let io = TokioIo::new(Metered { stream, meter: Cap(MAX_TAKEN + measure.unwrap_or(0)) });
    let begin = Instant::now();
    // Boxed, as it holds a connection that is moved once for each layer around it.
    let answer = Box::pin(async {
        if is_h2 {
            let window = if measure.is_some() { MEASURING_WINDOW } else { WINDOW };
            let (mut sender, driver) = http2::Builder::new(Tasks(Arc::downgrade(&connection)))
                .initial_stream_window_size(window)
                .initial_connection_window_size(window)
                // Above our own limit, as the library's answer to a large head looks like a broken rule.
                .max_header_list_size(u32::try_from(4 * MAX_HEAD).unwrap_or(u32::MAX))
                .handshake(io)
                .await?;
            drive(&connection, driver);
            sender.send_request(request).await
        } else {
            let (mut sender, driver) =
                http1::Builder::new().max_buf_size(MAX_HEAD).handshake(io).await?;
            drive(&connection, driver.with_upgrades());
            sender.send_request(request).await
        }
    });
    let response =
        budget.run(limit, async { answer.await.map_err(|err| classify::http(&err)) }).await?;
    let too_many = response.headers().len() > MAX_FIELDS;
    if too_many || head_size(response.headers()) > MAX_HEAD {
        return Err(FailureKind::HeadTooLarge);
    }
    Ok(Answer { response, first_byte: begin.elapsed(), _connection: connection })
}

/// Reads what `wish` asks for out of `answer`.
pub(super) async fn read(
    answer: Answer,
    transport: Transport,
    wish: &Wish<'_>,
    limits: &Limits,
    budget: &Budget,
) -> Result<Exchange, FailureKind> {
    let (head, content) = answer.response.into_parts();
    let liked = wish.likes(head.status);
    let followed = wish.leads_to(head.status, &head.headers).is_some();
    let text = wish.expect.body.as_deref();

    let mut exchange = Exchange {
        transport,
        version: match head.version {
            Version::HTTP_2 => HttpVersion::Http2,
            Version::HTTP_10 => HttpVersion::Http10,
            _ => HttpVersion::Http11,
        },
        status: head.status.as_u16(),
        reason: head
            .extensions
            .get::<ReasonPhrase>()
            .map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned()),
        headers: headers(&head.headers),
        body: None,
        as_expected: liked && text.is_none(),
        throughput: None,
    };
    // Whoever re-signs on the way may answer with a page of its own, and call it success.
    let is_settled = liked && text.is_none() && wish.measure.is_none();
    let doubted = is_settled && transport == Transport::Intercepted;
    if followed || is_settled && !doubted {
        return Ok(exchange);
    }

    let measure = wish.measure.filter(|_| liked);
    let limit = if measure.is_some() { limits.measure } else { limits.content };
    let wanted = measure.unwrap_or(match (liked, doubted) {
        (true, true) => DOUBTED as u64,
        (true, false) => 0,
        (false, _) => MAX_CONTENT as u64,
    });
    let mut reading = Reading::new(text.filter(|_| liked).map(str::as_bytes), wanted);
    let ended = reading.take(content, limits.idle, budget.until(limit), budget).await;
    exchange.as_expected = liked && text.is_none_or(|it| reading.holds(it, &exchange.headers));
    if measure.is_some() {
        exchange.throughput = reading.throughput();
    }
    match ended {
        // The status was a surprise: that is the finding, and what came of the content helps to explain it.
        _ if !liked => {}
        // It was as it should be, and nothing more was asked for.
        _ if doubted => {}
        Ok(()) => {}
        // How slow it is was the question.
        Err(FailureKind::TimedOut) if measure.is_some() => {}
        Err(failure) => return Err(failure),
    }
    if !exchange.as_expected || doubted {
        exchange.body = Some(reading.into_body(&exchange.headers));
    }
    Ok(exchange)
}

/// All content of `answer`, as far as it is looked at.
pub(super) async fn content(
    answer: Answer,
    limits: &Limits,
    budget: &Budget,
) -> Result<Vec<u8>, FailureKind> {
    let mut reading = Reading::new(None, MAX_CONTENT as u64);
    let content = answer.response.into_body();
    reading.take(content, limits.idle, budget.until(limits.content), budget).await?;
    Ok(reading.kept)
}

/// The cookies that a response sets, as `name=value`.
pub(super) fn cookies(headers: &HeaderMap) -> Vec<String> {
    headers
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .filter_map(|value| value.split(';').next())
        .map(|pair| pair.trim().to_owned())
        .filter(|pair| pair.contains('='))
        .collect()
}

/// The content as it comes.
struct Reading<'a> {
    /// The text that must be in it.
    needle: Option<&'a [u8]>,
    /// Bytes that are wanted besides it.
    wanted: u64,
    kept: Vec<u8>,
    read: u64,
    found: bool,
    complete: bool,
    /// When the first and the last piece came.
    span: Option<(Instant, Instant)>,
}

impl<'a> Reading<'a> {
    fn new(needle: Option<&'a [u8]>, wanted: u64) -> Self {
        Self {
            needle,
            wanted,
            kept: Vec::new(),
            read: 0,
            found: false,
            complete: false,
            span: None,
        }
    }

    async fn take(
        &mut self,
        mut content: Incoming,
        idle: Duration,
        end: Instant,
        budget: &Budget,
    ) -> Result<(), FailureKind> {
        while !self.is_enough() {
            let patience = Instant::now() + idle;
            let Ok(frame) = timeout_at(end.min(patience), content.frame()).await else {
                // Nothing at all for so long: it has stopped. Little by little until the end: it is slow.
                let late = budget.late();
                let has_stopped = late == FailureKind::TimedOut && patience <= end;
                return Err(if has_stopped { FailureKind::Truncated } else { late });
            };
            // A flood of empty frames is always ready, and never lets the timer speak.
            if Instant::now() >= end {
                return Err(budget.late());
            }
            match frame {
                None => {
                    self.complete = true;
                    return Ok(());
                }
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        self.add(&data);
                    }
                }
                Some(Err(err)) => {
                    let kind = classify::http(&err);
                    let is_cut = matches!(kind, FailureKind::Closed | FailureKind::Reset);
                    return Err(if is_cut { FailureKind::Truncated } else { kind });
                }
            }
        }
        Ok(())
    }

    fn is_enough(&self) -> bool {
        let needs_text = self.needle.is_some() && !self.found && self.kept.len() < MAX_CONTENT;
        !needs_text && self.read >= self.wanted
    }

    fn add(&mut self, data: &[u8]) {
        let now = Instant::now();
        self.span = Some((self.span.map_or(now, |(first, _)| first), now));
        self.read += data.len() as u64;
        let before = self.kept.len();
        self.kept.extend_from_slice(&data[..data.len().min(MAX_CONTENT - before)]);
        if let Some(needle) = self.needle.filter(|_| !self.found) {
            // The text may begin in an earlier piece.
            let begin = before.saturating_sub(needle.len().saturating_sub(1));
            self.found = contains(&self.kept[begin..], needle);
        }
    }

    fn throughput(&self) -> Option<Throughput> {
        let (first, last) = self.span?;
        Some(Throughput { bytes: self.read, millis: millis(last - first) })
    }

    /// Whether `text` is in it, as it came or as it is meant.
    fn holds(&self, text: &str, headers: &Headers) -> bool {
        let unpacked = || Body::unpacked(&self.kept, headers);
        // What came as it is was searched as it came.
        self.found || matches!(unpacked(), Cow::Owned(it) if contains(&it, text.as_bytes()))
    }

    fn into_body(self, headers: &Headers) -> Body {
        Body { text: Body::decode(&self.kept, headers), read: self.read, complete: self.complete }
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    needle.is_empty() || haystack.windows(needle.len()).any(|it| it == needle)
}

/// The fields as they are kept. Cookies and credentials are cut to their names: they are secrets, and theirs.
fn headers(fields: &HeaderMap) -> Headers {
    let value_of = |name: &header::HeaderName, value: &header::HeaderValue| {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        let ends = match *name {
            header::LOCATION => return without_values(&text),
            header::SET_COOKIE | header::COOKIE => "=",
            header::AUTHORIZATION | header::PROXY_AUTHORIZATION => " ",
            _ => return text,
        };
        text.split(ends).next().unwrap_or_default().trim().to_owned()
    };
    Headers(fields.iter().map(|(name, value)| (name.to_string(), value_of(name, value))).collect())
}

/// A place to go to, without the values of its query: a session, or what a hotspot knows of this computer. The names
/// stay, and so do hosts: they tell who sends us there, and on whose behalf.
fn without_values(location: &str) -> String {
    let place = location.split('#').next().unwrap_or_default();
    let Some((place, query)) = place.split_once('?') else { return place.to_owned() };
    let begin = format!("{place}?");
    let length = begin.len();
    let mut kept = form_urlencoded::Serializer::for_suffix(begin, length);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        kept.append_pair(&name, &host_in(&value).unwrap_or_default());
    }
    kept.finish()
}

/// The host that `value` names, as a URL or as it is; an address may be the user's own.
fn host_in(value: &str) -> Option<String> {
    let url = Url::parse(value).ok().filter(Url::has_host);
    let name = url.as_ref().map_or(Some(value), Url::host_str)?;
    let is_plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || ".-".contains(it);
    let (_, domain) = name.rsplit_once('.')?;
    let is_name = name.chars().all(is_plain) && domain.chars().all(|it| it.is_ascii_lowercase());
    let scheme = url.as_ref().map(|it| format!("{}://", it.scheme())).unwrap_or_default();
    (is_name && !domain.is_empty()).then(|| format!("{scheme}{name}"))
}

fn head_size(fields: &HeaderMap) -> usize {
    fields.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}

fn drive<F>(connection: &Connection, driver: F)
where
    F: Future<Output = Result<(), hyper::Error>> + Send + 'static,
{
    // What goes wrong in it reaches whoever waits for the response.
    spawn(connection, async { drop(driver.await) });
}

fn spawn(connection: &Connection, task: impl Future<Output = ()> + Send + 'static) {
    connection.lock().unwrap_or_else(PoisonError::into_inner).spawn(task);
}

/// Where hyper's HTTP/2 puts its tasks. It must not own them: they own it.
#[derive(Clone)]
struct Tasks(Weak<Mutex<JoinSet<()>>>);

impl<F> hyper::rt::Executor<F> for Tasks
where
    F: Future<Output = ()> + Send + 'static,
{
    fn execute(&self, task: F) {
        if let Some(connection) = self.0.upgrade() {
            spawn(&connection, task);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_place_to_go_to_the_values_are_not_kept() {
        for (location, kept) in [
            ("/login?session=8f3a&lang=en#top", "/login?session=&lang="),
            (
                "http://10.0.0.1/?mac=02:00:5e:10:00:34&ip=10.0.0.7&ssid=Anna",
                "http://10.0.0.1/?mac=&ip=&ssid=",
            ),
            (
                "https://gate.example/auT?origurl=http%3A%2F%2Fwww.example.com%2Fa%3Fkey%3D1",
                "https://gate.example/auT?origurl=http%3A%2F%2Fwww.example.com",
            ),
            (
                "https://a.example/?host=www.example.com&token=eyJh.eyJ1.x_y",
                "https://a.example/?host=www.example.com&token=",
            ),
            ("/plain", "/plain"),
        ] {
            assert_eq!(without_values(location), kept);
        }
    }
}
