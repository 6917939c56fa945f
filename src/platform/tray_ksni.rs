//! The tray on Linux: a `StatusNotifierItem` on the session bus, drawn from a thread of its own. Needs neither a display
//! nor an event loop; a host that comes later finds the icon by itself.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::clock::Clock;
use crate::presentation::Command;
use crate::presentation::tray::icon::Theme;
use crate::presentation::tray::native::{
    Canvas, Face, Listening, Look, Picture, Tray, TrayError, pace,
};
use crate::presentation::words::Words;

/// How long a session bus may take to let us in. It is a local socket, and the desktop may be starting.
const START: Duration = Duration::from_secs(5);
/// How long the bus may take to say who is there.
const ASK: Duration = Duration::from_secs(2);

/// The icon's size is that of the panels of KDE and Xfce, where it is then not scaled; larger ones cost every host time
/// and memory at each change.
const LOOK: Look = Look {
    theme: Theme::Any,
    size: 22,
    menu_on_left_click: false,
    title: Some("streamdoctor"),
    tooltip: without_markup,
    // Ours and the tray's thread would both count who holds such an entry's platform side, and not by atomic numbers
    // (muda 0.21): now and then that ends the program by a heap that is broken.
    writes_ticks: true,
};

impl Tray {
    /// Puts the icon into the tray, in these words until the first view comes. Each click calls `sender`, on a thread that
    /// must not be held up: it must only send.
    pub fn start(
        words: Words,
        sender: impl Fn(Command) + Send + Sync + 'static,
    ) -> Result<Self, TrayError> {
        let listening = Listening::start(sender)?;
        let (tray, views, farewell) = Self::channel();
        let (started, outcome) = mpsc::channel();
        let draw = move || {
            // Dropped last, when the icon is gone and no click can come any more.
            let (_farewell, _listening) = (farewell, listening);
            let clock = Clock::system();
            let mut face = match Face::new(LOOK, Picture::first(words, clock.wall())) {
                Ok(face) => Some(face),
                Err(err) => {
                    // Without a listener nobody waits for it any more.
                    let _told = started.send(Err(err));
                    return;
                }
            };
            if started.send(Ok(())).is_ok() {
                pace(words, &views, &clock, |picture, canvas| draw(&mut face, picture, canvas));
            }
        };
        thread::Builder::new().name("tray".to_owned()).spawn(draw).map_err(TrayError::Thread)?;
        outcome.recv_timeout(START).map_err(|_| TrayError::Silent(START))??;
        Ok(tray)
    }
}

/// Makes what is shown equal to `picture`. An icon lives and dies with its connection to the bus, so the next bus needs
/// another one; where that cannot be had yet, the next picture tries again.
fn draw(face: &mut Option<Face>, picture: Picture, canvas: Canvas) {
    if canvas == Canvas::Lost {
        *face = None;
    }
    match face {
        Some(face) => face.draw(picture),
        None => match Face::new(LOOK, picture) {
            Ok(anew) => *face = Some(anew),
            Err(err) => tracing::debug!(%err, "the tray icon could not be put there once more"),
        },
    }
}

/// `text` without the characters of markup. Some hosts read it as markup, as the specification says, and show nothing if
/// it is broken (Xfce); others show it as it is, so that an escape would be seen (KDE).
fn without_markup(text: &str) -> String {
    text.replace('&', "+").replace('<', "‹").replace('>', "›")
}

/// Whether somebody shows tray icons on this desktop: GNOME does so only with an extension. None if nobody can tell.
///
/// The icon does not need to know: it registers as soon as a host comes.
pub async fn has_tray_host() -> Option<bool> {
    let ask = async {
        let bus = zbus::Connection::session().await?;
        let answer = bus
            .call_method(
                Some("org.freedesktop.DBus"),
                "/org/freedesktop/DBus",
                Some("org.freedesktop.DBus"),
                "NameHasOwner",
                &"org.kde.StatusNotifierWatcher",
            )
            .await?;
        answer.body().deserialize::<bool>()
    };
    tokio::time::timeout(ASK, ask).await.ok()?.ok()
}
