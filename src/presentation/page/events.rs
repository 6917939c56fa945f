//! Server-sent events: tell an open page that there is something new. The page then fetches itself again, so there is
//! one way in which it is made. Only what a running round has seen so far, which changes many times a second, is sent
//! as it is to be shown.

use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame};
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until};

use super::progress::Progress;
use super::render;
use crate::presentation::View;

/// Keeps the connection from looking dead, and finds out that the page is gone.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// A view that changes ten times a second is shown four times a second.
const CALM: Duration = Duration::from_millis(250);
/// Then the page connects anew, so that a reader that does not read cannot hold its place for ever.
const LIFE: Duration = Duration::from_mins(30);

/// Names what a view shows. The same within one run for equal views.
pub(super) fn version(view: &View) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(view).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The body of a response that lasts.
#[derive(Debug)]
pub(super) struct Events(mpsc::Receiver<Bytes>);

impl Events {
    /// Tells of each change of `view`, the present one first, and of `progress`. `place` is held as long as the body
    /// lives.
    pub(super) fn of(
        view: watch::Receiver<Arc<View>>,
        progress: watch::Receiver<Progress>,
        place: OwnedSemaphorePermit,
    ) -> Self {
        let (sender, receiver) = mpsc::channel(1);
        tokio::spawn(async move {
            tokio::select! {
                () = sender.closed() => {}
                () = sleep(LIFE) => {}
                () = feed(view, progress, &sender) => {}
            }
            drop(place);
        });
        Self(receiver)
    }
}

impl Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|it| it.map(|bytes| Ok(Frame::data(bytes))))
    }
}

/// Writes events until nobody listens, or nothing will ever change again.
async fn feed(
    mut view: watch::Receiver<Arc<View>>,
    mut progress: watch::Receiver<Progress>,
    sender: &mpsc::Sender<Bytes>,
) {
    let mut told = String::new();
    loop {
        let shown = view.borrow_and_update().clone();
        let version = version(&shown);
        if version != told {
            let event = format!("retry: 2000\nevent: view\ndata: {version}\n\n");
            if sender.send(Bytes::from(event)).await.is_err() {
                return;
            }
            told = version;
        }
        if progress.has_changed().is_ok_and(|it| it) {
            let seen = render::progress(&progress.borrow_and_update(), &shown).into_string();
            // A line break would end the event's line; names come from files that may hold one.
            let event = format!("event: progress\ndata: {}\n\n", seen.replace(['\n', '\r'], " "));
            if shown.checking && sender.send(Bytes::from(event)).await.is_err() {
                return;
            }
        }
        let calm = Instant::now() + CALM;
        loop {
            tokio::select! {
                changed = view.changed() => match changed {
                    Ok(()) => break,
                    Err(_) => return,
                },
                changed = progress.changed() => match changed {
                    Ok(()) => {
                        progress.mark_changed();
                        break;
                    }
                    Err(_) => return,
                },
                () = sleep(HEARTBEAT) => {
                    if sender.send(Bytes::from_static(b":\n\n")).await.is_err() {
                        return;
                    }
                }
            }
        }
        sleep_until(calm).await;
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use tokio::sync::Semaphore;

    use super::*;
    use crate::presentation::Badge;
    use crate::presentation::words::Words;

    fn view(headline: &str) -> Arc<View> {
        Arc::new(View {
            words: Words::English,
            badge: Badge::Fine,
            headline: headline.to_owned(),
            network: String::new(),
            problems: Vec::new(),
            services: Vec::new(),
            checked_at: None,
            checking: false,
            paused_until: None,
            starts_at_login: None,
            first_run: false,
            asks_outside_tunnel: false,
            upkeep: crate::presentation::Upkeep::default(),
        })
    }

    /// What the place of `places` hears of `view`, while no round tells anything.
    async fn events(view: watch::Receiver<Arc<View>>, places: &Arc<Semaphore>) -> Events {
        // Never dropped: the end of all progress is the end of the program.
        let progress = Box::leak(Box::new(watch::Sender::new(Progress::default())));
        Events::of(view, progress.subscribe(), places.clone().acquire_owned().await.unwrap())
    }

    async fn next(events: &mut Events) -> Option<String> {
        let frame = events.frame().await?.unwrap().into_data().unwrap();
        Some(String::from_utf8(frame.to_vec()).unwrap())
    }

    #[tokio::test(start_paused = true)]
    async fn tells_the_present_view_then_each_change_at_a_calm_pace() {
        let places = Arc::new(Semaphore::new(1));
        let (sender, receiver) = watch::channel(view("a"));
        let mut events = events(receiver, &places).await;
        assert!(next(&mut events).await.unwrap().contains(&version(&view("a"))));

        let begun = Instant::now();
        sender.send_replace(view("b"));
        sender.send_replace(view("c"));
        assert!(next(&mut events).await.unwrap().contains(&version(&view("c"))));
        assert_eq!(begun.elapsed(), CALM);
        assert_eq!(next(&mut events).await.unwrap(), ":\n\n");

        drop(sender);
        assert_eq!(next(&mut events).await, None);
        assert_eq!(places.available_permits(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_view_that_is_sent_again_unchanged_is_no_news() {
        let places = Arc::new(Semaphore::new(1));
        let (sender, receiver) = watch::channel(view("a"));
        let mut events = events(receiver, &places).await;
        next(&mut events).await;
        sender.send_replace(view("a"));
        assert_eq!(next(&mut events).await.unwrap(), ":\n\n");
    }

    #[tokio::test(start_paused = true)]
    async fn a_page_that_goes_away_frees_its_place() {
        let places = Arc::new(Semaphore::new(1));
        let (_sender, receiver) = watch::channel(view("a"));
        drop(events(receiver, &places).await);
        drop(places.acquire().await.unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn a_reader_that_never_reads_loses_its_place() {
        let places = Arc::new(Semaphore::new(1));
        let (_sender, receiver) = watch::channel(view("a"));
        let _unread = events(receiver, &places).await;
        let begun = Instant::now();
        drop(places.acquire().await.unwrap());
        assert_eq!(begun.elapsed(), LIFE);
    }

    #[tokio::test(start_paused = true)]
    async fn what_a_running_round_sees_is_told_and_after_it_nothing_is() {
        let places = Arc::new(Semaphore::new(1));
        let mut shown = View::clone(&view("a"));
        shown.checking = true;
        let (views, receiver) = watch::channel(Arc::new(shown));
        let sees = watch::Sender::new(Progress::default());
        let place = places.acquire_owned().await.unwrap();
        let mut events = Events::of(receiver, sees.subscribe(), place);
        next(&mut events).await;
        let begun = Instant::now();
        sees.send_modify(|it| it.reference(true));
        sees.send_modify(|it| it.service("a\nevent: x", true));
        let told = next(&mut events).await.unwrap();
        assert!(told.starts_with("event: progress\ndata: ") && told.ends_with("\n\n"), "{told}");
        assert_eq!(told.trim_end().lines().count(), 2, "{told}");
        assert!(told.contains("Your connection works"), "{told}");
        assert!(begun.elapsed() <= CALM);

        views.send_replace(view("b"));
        next(&mut events).await;
        sees.send_modify(|it| it.reference(true));
        assert_eq!(next(&mut events).await.unwrap(), ":\n\n");
    }
}
