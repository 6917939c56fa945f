//! The tray on Windows and macOS, which want the icon on the main thread and under an event loop.

use std::sync::mpsc::channel;
use std::thread;

use tao::event::{Event, StartCause};
use tao::event_loop::{ControlFlow, EventLoopBuilder};
use tao::platform::run_return::EventLoopExtRunReturn;

use crate::clock::Clock;
use crate::presentation::Command;
use crate::presentation::tray::icon::Theme;
use crate::presentation::tray::native::{Face, Listening, Picture, Tray, TrayError, pace};
use crate::presentation::words::Words;

#[cfg(target_os = "macos")]
mod menu_bar;
#[cfg(target_os = "macos")]
use menu_bar::look;

#[cfg(windows)]
mod taskbar;
#[cfg(windows)]
use taskbar::look;

/// What wakes the event loop.
#[derive(Debug)]
enum Wake {
    Draw(Picture),
    /// The desktop has another colour or scale, or a taskbar again.
    #[cfg_attr(not(windows), expect(dead_code, reason = "elsewhere the system colours the icon"))]
    Restyle,
    /// The handle was dropped.
    Leave,
}

impl Tray {
    /// Puts the icon into the tray and serves it until the handle is dropped, on the main thread. `ready` gets the
    /// handle before the loop starts, and must return: the rest of the program runs on threads of its own. It speaks `words`
    /// until the first view comes.
    ///
    /// Each click calls `sender`, which must only send.
    pub fn run_event_loop(
        words: Words,
        sender: impl Fn(Command) + Send + Sync + 'static,
        ready: impl FnOnce(Self),
    ) -> Result<(), TrayError> {
        let _listening = Listening::start(sender)?;
        let mut event_loop = EventLoopBuilder::<Wake>::with_user_event().build();
        hide_from_dock(&mut event_loop);

        let (tray, views, farewell) = Self::channel();
        let proxy = event_loop.create_proxy();
        let forward = move || {
            pace(words, &views, &Clock::system(), |picture, _| {
                // The loop has ended, and this thread with it soon.
                let _closed = proxy.send_event(Wake::Draw(picture));
            });
            let _closed = proxy.send_event(Wake::Leave);
        };
        thread::Builder::new().name("tray".to_owned()).spawn(forward).map_err(TrayError::Thread)?;
        #[cfg(windows)]
        let proxy = event_loop.create_proxy();
        #[cfg(windows)]
        taskbar::watch({
            let proxy = proxy.clone();
            move || drop(proxy.send_event(Wake::Restyle))
        });
        ready(tray);

        let mut picture = Picture::first(words, Clock::system().wall());
        let (failed, outcome) = channel();
        let mut face = None;
        event_loop.run_return(|event, _, flow| {
            *flow = ControlFlow::Wait;
            match event {
                // Not earlier: macOS has no status bar before its application runs.
                Event::NewEvents(StartCause::Init) => {
                    match Face::new(look(), picture.clone()) {
                        Ok(it) => {
                            #[cfg(windows)]
                            taskbar::listen(&it.tray, {
                                let proxy = proxy.clone();
                                move || drop(proxy.send_event(Wake::Restyle))
                            });
                            face = Some(it);
                        }
                        Err(err) => {
                            // Its receiver lives in this function.
                            let _kept = failed.send(err);
                            *flow = ControlFlow::Exit;
                        }
                    }
                }
                Event::UserEvent(Wake::Draw(next)) => {
                    picture = next;
                    draw(face.as_mut(), &picture);
                }
                Event::UserEvent(Wake::Restyle) => draw(face.as_mut(), &picture),
                Event::UserEvent(Wake::Leave) => *flow = ControlFlow::Exit,
                _ => {}
            }
        });
        drop((face, farewell));
        outcome.try_recv().map_or(Ok(()), Err)
    }
}

/// The colour and the scale of the desktop can change at any time, so they are asked each time.
fn draw(face: Option<&mut Face>, picture: &Picture) {
    if let Some(face) = face {
        face.look = look();
        face.draw(picture.clone());
    }
}
/// Calls `dress` with what the panel is, and `renew` when it has lost the icon, where that is not seen already: here it
/// is.
#[expect(clippy::unused_async, reason = "elsewhere the desktop has to be asked")]
pub async fn follow_panel(chosen: Option<Theme>, dress: impl Fn(Theme), _: impl Fn()) {
    if let Some(theme) = chosen {
        dress(theme);
    }
}

/// Whether somebody shows tray icons: here the system itself does.
#[expect(clippy::unused_async, reason = "elsewhere the desktop has to be asked")]
pub async fn has_tray_host() -> Option<bool> {
    Some(true)
}

/// A tray program has no window to switch to.
#[cfg(target_os = "macos")]
fn hide_from_dock(event_loop: &mut tao::event_loop::EventLoop<Wake>) {
    use tao::platform::macos::{ActivationPolicy, EventLoopExtMacOS};
    event_loop.set_activation_policy(ActivationPolicy::Accessory);
}

#[cfg(not(target_os = "macos"))]
fn hide_from_dock(_: &mut tao::event_loop::EventLoop<Wake>) {}
