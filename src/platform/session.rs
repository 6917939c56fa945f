//! The session around the program: how it ends, how wide its terminal is, where its tray is.

use crate::presentation::Command;
use crate::presentation::tray::native::{Tray, TrayError};
use crate::presentation::words::Words;

/// Waits until the session or the user wants the program to end.
#[cfg(unix)]
pub async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()];
    let [term, int, hup] = kinds.map(|kind| signal(kind).ok());
    let next = |it: Option<tokio::signal::unix::Signal>| async move {
        match it {
            Some(mut it) => drop(it.recv().await),
            // A signal that cannot be watched ends the program by itself.
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = next(term) => {}
        () = next(int) => {}
        () = next(hup) => {}
    }
}

/// Waits until the session or the user wants the program to end: Ctrl-C and Ctrl-Break, a console window that is closed,
/// a user who signs out, a computer that is switched off.
#[cfg(windows)]
pub async fn asked_to_end() {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
    /// One of them, or for ever if it cannot be watched: then it ends the program by itself.
    macro_rules! next {
        ($event:expr) => {
            async {
                match $event {
                    Ok(mut it) => drop(it.recv().await),
                    Err(_) => std::future::pending().await,
                }
            }
        };
    }
    tokio::select! {
        () = next!(ctrl_c()) => {}
        () = next!(ctrl_break()) => {}
        () = next!(ctrl_close()) => {}
        () = next!(ctrl_logoff()) => {}
        () = next!(ctrl_shutdown()) => {}
    }
}

/// How many columns the terminal on standard output has; `None` where it is no terminal.
pub fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// Runs `serve` with a tray icon, or with the reason why there is none, until it returns.
///
/// The icon speaks `words` until the first view comes. `click` is called for each click on a thread that must not be held
/// up: it must only send.
#[cfg(target_os = "linux")]
pub fn with_tray<T>(
    words: Words,
    click: impl Fn(Command) + Send + Sync + 'static,
    serve: impl FnOnce(Result<Tray, TrayError>) -> T + Send + 'static,
) -> T {
    serve(Tray::start(words, click))
}

/// Runs `serve` on a thread with the handle of a tray icon, whose event loop wants this one, the main thread.
///
/// The icon speaks `words` until the first view comes. `click` is called for each click on a thread that must not be held
/// up: it must only send.
///
/// # Panics
///
/// If `serve` panics, or no thread can be started.
#[cfg(not(target_os = "linux"))]
pub fn with_tray<T: Send + 'static>(
    words: Words,
    click: impl Fn(Command) + Send + Sync + 'static,
    serve: impl FnOnce(Result<Tray, TrayError>) -> T + Send + 'static,
) -> T {
    super::console::leave_own();
    let mut thread = None;
    let shown = Tray::run_event_loop(words, click, |tray| {
        thread = Some(std::thread::spawn(move || serve(Ok(tray))));
    });
    if let Err(error) = shown {
        tracing::warn!(%error, "it runs without an icon");
    }
    thread
        .expect("the event loop hands its tray over before it starts")
        .join()
        .expect("it reports its own failures")
}
