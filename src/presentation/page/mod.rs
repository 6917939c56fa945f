//! The page that opens from the notification and the tray: the sentence, the evidence, and the steps that help.
//!
//! A small web server on the loopback interface renders the one [`View`](super::View) and takes a few commands back.
//! Everything on it is ours: nothing is loaded from elsewhere, and it works without the Internet.
//!
//! Who may see it:
//!
//! - The opened link carries a *ticket*: random, for one use, for half a minute. It is exchanged at once for a cookie,
//!   so that what ends up in histories is worthless. Where others can read how a browser is started, it is handed a file
//!   for its user alone, which goes to the link.
//! - Cookies are not kept apart by port (RFC 6265, section 8.5): any server on this computer gets what `127.0.0.1`
//!   set. So the cookie is bound to a path that is random in each run, and no other server is asked for that path.
//! - On Linux the owner of each connection is asked of the kernel: other users of this computer are refused even with
//!   a stolen ticket or cookie.
//! - `Host` must be our own authority (DNS rebinding), `Origin` and `Sec-Fetch-Site` must be ours (other sites, and
//!   other ports, which `SameSite` counts as the same site), and what changes something is a POST with a token that
//!   only our own pages contain.
//!
//! Invariants: a GET changes nothing but the life of a ticket. Text from the view is text. Neither ticket nor cookie
//! is ever logged. Every resource is bounded: connections, sizes, times, tickets, refusals answered.

mod events;
mod gate;
mod letter;
pub mod links;
mod past;
mod place;
mod progress;
mod render;
mod secret;
mod server;
mod source;

pub use letter::{Reader, letter};
pub use place::PagePath;
pub use progress::{Progress, Tally, Trial};
pub use server::{Pass, Peer, Server};
pub use source::{
    Cell, ExplainPage, IconPlace, Meaning, Outage, Outside, Question, Settings, Source, Span,
    Timeline,
};
