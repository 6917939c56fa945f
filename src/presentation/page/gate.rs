//! Who is let in: hosts, origins, tickets, the cookie and the token. No I/O but random numbers; time is an argument.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::http::request::Parts;
use hyper::http::{HeaderMap, HeaderName, StatusCode, header};
use tokio::sync::oneshot;

use super::secret::Secret;
use crate::clock::Moment;

/// A browser that is not running yet needs some seconds to come up; a ticket lying about is a risk.
pub(super) const TICKET_LIFE: Duration = Duration::from_secs(30);
/// More links are never waiting to be opened at once. The oldest makes room.
const MAX_TICKETS: usize = 16;
/// So many refusals are answered in words at once, then one a second.
const REFUSALS: u32 = 30;

const COOKIE: &str = "streamdoctor";

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_PURPOSE: HeaderName = HeaderName::from_static("sec-purpose");

/// Why a request gets nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// `Host` is not our authority: a name of somebody else's leads here (DNS rebinding).
    WrongHost,
    /// Another site asks, or another server on this computer.
    ForeignSite,
    /// No cookie of this run.
    NoCookie,
    /// The ticket was used, is too old, or never was.
    NoTicket,
    /// The form lacks the token.
    NoToken,
    NotFound,
    Method,
    /// What was posted is not one of our forms.
    Form,
    TooLarge,
    TooSlow,
    /// Too many refusals in a row.
    TooMany,
}

impl Refusal {
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::ForeignSite | Self::NoCookie | Self::NoTicket | Self::NoToken => {
                StatusCode::FORBIDDEN
            }
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Form => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
        }
    }
}

/// The secrets of one run, and the checks that need them.
pub(super) struct Gate {
    /// `127.0.0.1:PORT`, as `Host` must say it.
    host: String,
    /// The same as an origin.
    origin: String,
    /// The path below which everything lies, with both slashes.
    root: String,
    cookie: Secret,
    token: Secret,
    tickets: Mutex<VecDeque<Ticket>>,
    refusals: Mutex<Budget>,
}

struct Ticket {
    secret: Secret,
    /// Where it leads, relative to the root.
    path: String,
    minted: Moment,
    /// Never sent: it goes with the ticket, which the other end notices.
    _life: oneshot::Sender<Infallible>,
}

/// Notices the end of a ticket, unless that only grows old.
pub(super) type Life = oneshot::Receiver<Infallible>;

impl Gate {
    pub(super) fn new(port: u16, now: Moment) -> io::Result<Self> {
        let room = Secret::random()?;
        Ok(Self {
            host: format!("127.0.0.1:{port}"),
            origin: format!("http://127.0.0.1:{port}"),
            root: format!("/{}/", room.reveal().get(..16).unwrap_or_default()),
            cookie: Secret::random()?,
            token: Secret::random()?,
            tickets: Mutex::default(),
            refusals: Mutex::new(Budget { left: REFUSALS, filled: now }),
        })
    }

    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    pub(super) fn root(&self) -> &str {
        &self.root
    }

    /// What our forms carry.
    pub(super) fn token(&self) -> &str {
        self.token.reveal()
    }

    /// A new ticket for `path`, and what notices its end.
    pub(super) fn mint(&self, path: String, now: Moment) -> io::Result<(String, Life)> {
        let secret = Secret::random()?;
        let text = secret.reveal().to_owned();
        let (held, life) = oneshot::channel();
        let mut tickets = lock(&self.tickets);
        tickets.truncate(MAX_TICKETS - 1);
        tickets.push_front(Ticket { secret, path, minted: now, _life: held });
        Ok((text, life))
    }

    /// Takes a ticket for where it leads. A browser that only prefetches does not use it up.
    pub(super) fn redeem(&self, parts: &Parts, text: &str, now: Moment) -> Result<String, Refusal> {
        if parts.headers.contains_key(SEC_PURPOSE) {
            return Err(Refusal::NoTicket);
        }
        let mut tickets = lock(&self.tickets);
        tickets.retain(|it| now.since(it.minted) < TICKET_LIFE);
        // Each is compared, so that the time does not tell which was nearest.
        let found = tickets.iter().enumerate().fold(None, |found, (at, ticket)| {
            if ticket.secret.matches(text) { Some(at) } else { found }
        });
        found.and_then(|at| tickets.remove(at)).map(|it| it.path).ok_or(Refusal::NoTicket)
    }

    /// Checks who the request claims to be for: exactly us, in the form that browsers use.
    pub(super) fn check_host(&self, parts: &Parts) -> Result<(), Refusal> {
        let is_ours = only(&parts.headers, &header::HOST) == Some(self.host.as_bytes());
        if is_ours && parts.uri.authority().is_none() { Ok(()) } else { Err(Refusal::WrongHost) }
    }

    /// Checks from where the request comes, as far as the browser says.
    pub(super) fn check_site(&self, parts: &Parts) -> Result<(), Refusal> {
        let headers = &parts.headers;
        let origin_is_ours = !headers.contains_key(header::ORIGIN) || self.origin_is_ours(headers);
        // "none" is the user's own doing. "same-site" is not enough: it ignores the port.
        let site_is_ours = !headers.contains_key(SEC_FETCH_SITE)
            || matches!(only(headers, &SEC_FETCH_SITE), Some(b"same-origin" | b"none"));
        if origin_is_ours && site_is_ours { Ok(()) } else { Err(Refusal::ForeignSite) }
    }

    /// Checks what a request that changes something needs besides: it must *say* that it comes from our page.
    pub(super) fn check_origin(&self, parts: &Parts) -> Result<(), Refusal> {
        if self.origin_is_ours(&parts.headers) { Ok(()) } else { Err(Refusal::ForeignSite) }
    }

    pub(super) fn check_token(&self, offered: &str) -> Result<(), Refusal> {
        if self.token.matches(offered) { Ok(()) } else { Err(Refusal::NoToken) }
    }

    /// Checks the cookie. Other servers on this computer can set cookies of the same name: one right one is enough.
    pub(super) fn check_cookie(&self, parts: &Parts) -> Result<(), Refusal> {
        let right = parts
            .headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(name, _)| *name == COOKIE)
            .fold(false, |right, (_, value)| self.cookie.matches(value) | right);
        if right { Ok(()) } else { Err(Refusal::NoCookie) }
    }

    /// The cookie for the browser that brought a ticket. Without `Secure`, as loopback has no TLS and not every
    /// browser makes an exception.
    pub(super) fn set_cookie(&self) -> String {
        format!("{COOKIE}={}; Path={}; HttpOnly; SameSite=Strict", self.cookie.reveal(), self.root)
    }

    /// Whether a refusal should still be answered in words.
    pub(super) fn may_explain(&self, now: Moment) -> bool {
        lock(&self.refusals).take(now)
    }

    fn origin_is_ours(&self, headers: &HeaderMap) -> bool {
        only(headers, &header::ORIGIN) == Some(self.origin.as_bytes())
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate").field("host", &self.host).finish_non_exhaustive()
    }
}

/// The value of a header that stands there exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a [u8]> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    values.next().is_none().then_some(first.as_bytes())
}

/// Some at once, then one a second.
struct Budget {
    left: u32,
    filled: Moment,
}

impl Budget {
    fn take(&mut self, now: Moment) -> bool {
        let seconds = now.since(self.filled).as_secs();
        if seconds > 0 {
            let more = u32::try_from(seconds).unwrap_or(u32::MAX);
            self.left = self.left.saturating_add(more).min(REFUSALS);
            self.filled = now;
        }
        let some = self.left > 0;
        self.left = self.left.saturating_sub(1);
        some
    }
}

/// A poisoned lock still guards whole values here: each is changed in one step.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot::error::TryRecvError;

    use super::*;

    fn gate() -> Gate {
        Gate::new(4000, Moment::default()).unwrap()
    }

    fn ticket(gate: &Gate, path: impl Into<String>, at: Moment) -> String {
        gate.mint(path.into(), at).unwrap().0
    }

    fn request(headers: &[(&str, &str)]) -> Parts {
        let mut request = hyper::Request::builder().uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn a_ticket_opens_once() {
        let gate = gate();
        let at = Moment::default();
        let text = ticket(&gate, "problem?key=a".to_owned(), at);
        let browser = request(&[]);
        assert_eq!(gate.redeem(&browser, &text, at), Ok("problem?key=a".to_owned()));
        assert_eq!(gate.redeem(&browser, &text, at), Err(Refusal::NoTicket));
    }

    #[test]
    fn a_ticket_lives_for_half_a_minute() {
        let gate = gate();
        let early = ticket(&gate, String::new(), Moment::default());
        let late = ticket(&gate, String::new(), Moment::from_secs(1));
        let browser = request(&[]);
        assert_eq!(gate.redeem(&browser, &early, Moment::from_secs(30)), Err(Refusal::NoTicket));
        assert_eq!(gate.redeem(&browser, &late, Moment::from_secs(30)), Ok(String::new()));
    }

    #[test]
    fn tickets_are_bounded_and_the_oldest_makes_room() {
        let gate = gate();
        let at = Moment::default();
        let minted =
            (0..=MAX_TICKETS).map(|_| ticket(&gate, String::new(), at)).collect::<Vec<_>>();
        assert_eq!(lock(&gate.tickets).len(), MAX_TICKETS);
        let browser = request(&[]);
        assert_eq!(gate.redeem(&browser, &minted[0], at), Err(Refusal::NoTicket));
        assert_eq!(gate.redeem(&browser, &minted[1], at), Ok(String::new()));
    }

    #[test]
    fn the_end_of_a_ticket_is_noticed() {
        let gate = gate();
        let at = Moment::default();
        let over = |life: &mut Life| life.try_recv() == Err(TryRecvError::Closed);
        let (used, mut life_of_used) = gate.mint(String::new(), at).unwrap();
        let (_, mut life_of_other) = gate.mint(String::new(), at).unwrap();
        assert!(!over(&mut life_of_used) && !over(&mut life_of_other));
        gate.redeem(&request(&[]), &used, at).unwrap();
        assert!(over(&mut life_of_used) && !over(&mut life_of_other));
        // An old one is put away with the next that comes.
        gate.redeem(&request(&[]), "", Moment::from_secs(30)).unwrap_err();
        assert!(over(&mut life_of_other));
    }

    #[test]
    fn prefetching_does_not_use_a_ticket_up() {
        let gate = gate();
        let at = Moment::default();
        let text = ticket(&gate, String::new(), at);
        let prefetch = request(&[("sec-purpose", "prefetch;prerender")]);
        assert_eq!(gate.redeem(&prefetch, &text, at), Err(Refusal::NoTicket));
        assert_eq!(gate.redeem(&request(&[]), &text, at), Ok(String::new()));
    }

    #[test]
    fn only_our_own_authority_is_our_host() {
        let gate = gate();
        assert_eq!(gate.check_host(&request(&[("host", "127.0.0.1:4000")])), Ok(()));
        for hosts in [
            &["127.0.0.1:4001"][..],
            &["127.0.0.1"],
            &["localhost:4000"],
            &["[::1]:4000"],
            &["rebound.example:4000"],
            &["127.0.0.1:4000.evil.example"],
            &["127.0.0.1:4000", "127.0.0.1:4000"],
            &[],
        ] {
            let headers = hosts.iter().map(|host| ("host", *host)).collect::<Vec<_>>();
            assert_eq!(gate.check_host(&request(&headers)), Err(Refusal::WrongHost), "{hosts:?}");
        }
    }

    #[test]
    fn the_same_site_on_another_port_is_another_site() {
        let gate = gate();
        for headers in [
            &[][..],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:4000")],
        ] {
            assert_eq!(gate.check_site(&request(headers)), Ok(()), "{headers:?}");
        }
        for headers in [
            &[("sec-fetch-site", "same-site")][..],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "none"), ("sec-fetch-site", "cross-site")],
            &[("origin", "http://127.0.0.1:4001")],
            &[("origin", "null")],
            &[("origin", "http://127.0.0.1:4000"), ("origin", "http://evil.example")],
        ] {
            assert_eq!(
                gate.check_site(&request(headers)),
                Err(Refusal::ForeignSite),
                "{headers:?}"
            );
        }
        assert_eq!(gate.check_origin(&request(&[])), Err(Refusal::ForeignSite));
    }

    #[test]
    fn a_foreign_cookie_of_the_same_name_neither_opens_nor_locks_out() {
        let gate = gate();
        let right = format!("streamdoctor={}", gate.cookie.reveal());
        let wrong = format!("streamdoctor={}", "0".repeat(64));
        let with = |cookies: &str| gate.check_cookie(&request(&[("cookie", cookies)]));
        assert_eq!(with(&right), Ok(()));
        assert_eq!(with(&format!("a=b; {wrong}; {right}; c")), Ok(()));
        assert_eq!(with(&wrong), Err(Refusal::NoCookie));
        assert_eq!(with(&format!("x{right}")), Err(Refusal::NoCookie));
        assert_eq!(gate.check_cookie(&request(&[])), Err(Refusal::NoCookie));
    }

    #[test]
    fn refusals_are_explained_at_a_bounded_rate() {
        let gate = gate();
        let at = Moment::default();
        assert_eq!((0..100).filter(|_| gate.may_explain(at)).count(), 30);
        assert!(gate.may_explain(Moment::from_secs(1)));
        assert!(!gate.may_explain(Moment::from_secs(1)));
        assert_eq!((0..100).filter(|_| gate.may_explain(Moment::from_secs(9999))).count(), 30);
    }

    #[test]
    fn debug_shows_no_secret() {
        let gate = gate();
        let ticket = ticket(&gate, String::new(), Moment::default());
        let shown = format!("{gate:?}");
        for secret in [&ticket, gate.cookie.reveal(), gate.token(), gate.root()] {
            assert!(!shown.contains(secret.trim_matches('/')));
        }
    }
}
