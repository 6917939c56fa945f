//! The tray icon itself, by `tray-icon`, on every system. It decides nothing: it makes what is shown equal to a
//! `Picture`, with as few changes as that takes.
//!
//! `tray-icon`'s objects belong to one thread, and which one depends on the system, so the loops that own a `Face`
//! are in `platform`; [`Tray`] is their handle.

use std::fmt;
use std::io;
use std::iter;
use std::mem;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use thiserror::Error;
use tray_icon::menu::{
    CheckMenuItem, IsMenuItem, Menu, MenuEvent, MenuId, MenuItem, PredefinedMenuItem, Submenu,
};
use tray_icon::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};

use super::icon::{Image, Theme, icon};
use super::menu::{Entry, menu, same_shape, stays_true_for, tooltip};
use crate::clock::{Clock, Moment};
use crate::presentation::words::Words;
use crate::presentation::{Badge, Command, View};

/// Hosts ask for all pixels again after each change, and some flicker.
const PACE: Duration = Duration::from_millis(250);

/// What to say, once, when nobody shows tray icons.
pub const NO_HOST: &str = concat!(
    "this desktop shows no tray icons (GNOME does with the AppIndicator extension); ",
    "the icon appears by itself as soon as something shows it",
);

/// Why there is no tray icon.
#[derive(Debug, Error)]
pub enum TrayError {
    /// No desktop to show it in: no session bus, on Linux.
    #[error("no tray is to be had here: {0}")]
    NoDesktop(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("no tray is to be had here: the desktop does not answer within {} seconds", .0.as_secs())]
    Silent(Duration),
    #[error("no tray is to be had here: this process shows its icon already")]
    Running,
    #[error("no tray is to be had here: no thread could be started")]
    Thread(#[source] io::Error),
}

/// What is to be seen.
#[derive(Debug)]
pub(crate) enum Wish {
    View(Box<View>),
    /// Icons for another panel.
    Theme(Theme),
    /// The desktop has lost the icon.
    Anew,
}

/// The handle of the tray icon. The icon goes when this is dropped.
#[derive(Debug)]
pub struct Tray {
    wishes: Option<Arc<Sender<Wish>>>,
    /// Disconnected when the icon is gone. Locked by nobody: it makes the handle one that threads may share.
    gone: Mutex<Receiver<()>>,
}

impl Tray {
    /// How long dropping waits until the icon is gone: a bus that hangs must not hang us.
    const FAREWELL: Duration = Duration::from_secs(1);

    /// A handle, what it sends, and what is to be dropped when the icon is gone.
    pub(crate) fn channel() -> (Self, Receiver<Wish>, Sender<()>) {
        let (wishes, received) = mpsc::channel();
        let (farewell, gone) = mpsc::channel();
        (Self { wishes: Some(Arc::new(wishes)), gone: Mutex::new(gone) }, received, farewell)
    }

    /// Shows `view`. Returns at once; only the last of several in a row may be drawn.
    pub fn update(&self, view: &View) {
        if let Some(wishes) = &self.wishes {
            // Nobody listens any more when the desktop took the icon away; then there is nothing to draw.
            let _gone = wishes.send(Wish::View(Box::new(view.clone())));
        }
    }

    /// A way to draw the icons for another panel, which returns at once and does nothing when the icon is gone.
    pub fn dresser(&self) -> impl Fn(Theme) + Send + 'static {
        // It must not keep the icon.
        let wishes = self.wishes.as_ref().map(Arc::downgrade).unwrap_or_default();
        move |theme| {
            if let Some(wishes) = wishes.upgrade() {
                let _gone = wishes.send(Wish::Theme(theme));
            }
        }
    }

    /// A way to put the icon there once more, after a desktop that has lost it is back. As [`dresser`](Self::dresser)
    /// otherwise.
    pub fn renewer(&self) -> impl Fn() + Send + 'static {
        let wishes = self.wishes.as_ref().map(Arc::downgrade).unwrap_or_default();
        move || {
            if let Some(wishes) = wishes.upgrade() {
                let _gone = wishes.send(Wish::Anew);
            }
        }
    }
}

impl Drop for Tray {
    fn drop(&mut self) {
        self.wishes = None;
        // Nothing is ever sent: this ends with the thread, or with the time.
        let gone = self.gone.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ended = gone.recv_timeout(Self::FAREWELL);
    }
}

/// All that can be seen of the tray icon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    badge: Badge,
    /// What the icon is to be drawn for, if anybody has said so.
    theme: Option<Theme>,
    tooltip: String,
    entries: Vec<Entry>,
}

impl Picture {
    fn of(view: &View, theme: Option<Theme>, now: Timestamp) -> Self {
        Self { badge: view.badge, theme, tooltip: tooltip(view, now), entries: menu(view, now) }
    }

    /// What is shown before anything is known.
    pub(crate) fn first(words: Words, now: Timestamp) -> Self {
        Self::of(&first_view(words), None, now)
    }
}

fn first_view(words: Words) -> View {
    View {
        words,
        badge: Badge::Checking,
        headline: words.say("view-first-look").into_owned(),
        network: String::new(),
        problems: vec![],
        services: vec![],
        checked_at: None,
        checking: true,
        paused_until: None,
        starts_at_login: None,
        first_run: false,
        asks_outside_tunnel: false,
        upkeep: crate::presentation::Upkeep::default(),
    }
}

/// What is to be done with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Canvas {
    /// Drawn over the one that is there.
    Kept,
    /// Drawn as the first one was: the icon is gone.
    Lost,
}

/// Calls `draw` for what is wished for, and again when the words grow old, never more often than the pace. Ends when the
/// handle is dropped. Sleeps in between.
pub(crate) fn pace(
    words: Words,
    wishes: &Receiver<Wish>,
    clock: &Clock,
    mut draw: impl FnMut(Picture, Canvas),
) {
    let (mut view, mut theme, mut canvas) = (first_view(words), None, Canvas::Kept);
    let mut drawn: Option<Moment> = None;
    loop {
        let wait = stays_true_for(&view, clock.wall());
        let mut take = |wish| match wish {
            Wish::View(it) => view = *it,
            Wish::Theme(it) => theme = Some(it),
            Wish::Anew => canvas = Canvas::Lost,
        };
        let next = match wait {
            Some(wait) => wishes.recv_timeout(wait),
            None => wishes.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match next {
            Ok(wish) => take(wish),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        // What comes before the pace allows to draw again is drawn together.
        while let Some(at) = drawn {
            match wishes.recv_timeout(PACE.saturating_sub(clock.now() - at)) {
                Ok(wish) => take(wish),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        wishes.try_iter().for_each(take);
        draw(Picture::of(&view, theme, clock.wall()), mem::replace(&mut canvas, Canvas::Kept));
        drawn = Some(clock.now());
    }
}

/// How the icon is to look on this system.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// What it is drawn for, as long as nobody says otherwise.
    pub(crate) theme: Theme,
    pub(crate) size: u32,
    /// Whether a left click opens the menu, where the system lets us choose.
    pub(crate) menu_on_left_click: bool,
    /// The name of the icon, where hosts list it by that; macOS would write it into the menu bar.
    pub(crate) title: Option<&'static str>,
    /// Makes a tooltip fit for those who show it.
    pub(crate) tooltip: fn(&str) -> String,
    /// Whether a tick is a character of its entry's text, rather than the system's to draw.
    pub(crate) writes_ticks: bool,
}

impl Look {
    fn fit(&self, picture: &mut Picture) {
        if self.writes_ticks {
            write_ticks(&mut picture.entries);
        }
    }
}

/// Makes entries with a tick plain ones, which say it in their text.
fn write_ticks(entries: &mut [Entry]) {
    for entry in entries {
        match entry {
            Entry::Check { text, command, checked, enabled } => {
                let text = format!("{} {text}", if *checked { '☑' } else { '☐' });
                *entry = Entry::Item { text, command: command.clone(), enabled: *enabled };
            }
            Entry::Submenu { entries, .. } => write_ticks(entries),
            Entry::Label(_) | Entry::Item { .. } | Entry::Separator => {}
        }
    }
}

/// The icon, its menu and its tooltip. Stays on the thread that made it.
pub(crate) struct Face {
    /// The icon as the system knows it.
    pub(crate) tray: TrayIcon,
    /// Somebody may change the colour or the scale of the desktop; the next drawing follows.
    pub(crate) look: Look,
    /// The look in which the icon was drawn last.
    drawn: (Theme, u32),
    tree: Tree,
    shown: Picture,
}

impl Face {
    #[expect(deprecated, reason = "what is to be used instead exists on macOS only")]
    pub(crate) fn new(look: Look, mut picture: Picture) -> Result<Self, TrayError> {
        look.fit(&mut picture);
        let tree = Tree::grow(&picture.entries);
        let builder = TrayIconBuilder::new()
            // Hosts remember by the id whether the user wants to see the icon.
            .with_id("streamdoctor")
            .with_menu(Box::new(tree.root.clone()))
            .with_menu_on_left_click(look.menu_on_left_click)
            .with_tooltip((look.tooltip)(&picture.tooltip))
            .with_icon_as_template(look.theme == Theme::Template);
        let builder = match pixels(&picture, look) {
            Some(icon) => builder.with_icon(icon),
            None => builder,
        };
        let builder = match look.title {
            Some(title) => builder.with_title(title),
            None => builder,
        };
        let tray = builder.build().map_err(|err| TrayError::NoDesktop(Box::new(err)))?;
        Ok(Self { tray, look, drawn: (look.theme, look.size), tree, shown: picture })
    }

    /// Makes what is shown equal to `picture`.
    pub(crate) fn draw(&mut self, mut picture: Picture) {
        self.look.fit(&mut picture);
        if same_shape(&self.shown.entries, &picture.entries) {
            self.tree.write(&self.shown.entries, &picture.entries);
        } else {
            self.tree = Tree::grow(&picture.entries);
            self.tray.set_menu(Some(Box::new(self.tree.root.clone())));
        }
        let told = self.shown.tooltip == picture.tooltip
            || done(&self.tray.set_tooltip(Some((self.look.tooltip)(&picture.tooltip))));
        let look = (self.look.theme, self.look.size);
        let is_painted = (self.shown.badge, self.shown.theme) == (picture.badge, picture.theme)
            && self.drawn == look;
        let painted = is_painted || self.paint(&picture);
        let before = mem::replace(&mut self.shown, picture);
        // What cannot be drawn, as while Windows has no taskbar, is still to be drawn the next time.
        if !told {
            self.shown.tooltip = before.tooltip;
        }
        if painted {
            self.drawn = look;
        } else {
            (self.shown.badge, self.shown.theme) = (before.badge, before.theme);
        }
    }

    #[expect(deprecated, reason = "what is to be used instead exists on macOS only")]
    fn paint(&self, picture: &Picture) -> bool {
        let icon = pixels(picture, self.look);
        done(&match self.look.theme {
            // Does nothing but on macOS.
            Theme::Template => self.tray.set_icon_with_as_template(icon, true),
            Theme::Any | Theme::Light | Theme::Dark => self.tray.set_icon(icon),
        })
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("shown", &self.shown).finish_non_exhaustive()
    }
}

/// A picture that could not be drawn is not worth more than a word: the next one comes soon.
fn done(drawn: &tray_icon::Result<()>) -> bool {
    if let Err(err) = drawn {
        tracing::debug!(%err, "the tray icon could not be redrawn");
    }
    drawn.is_ok()
}

fn pixels(picture: &Picture, look: Look) -> Option<tray_icon::Icon> {
    // Where the system paints the icon itself there is nothing to choose.
    let theme = picture.theme.filter(|_| look.theme != Theme::Template).unwrap_or(look.theme);
    let Image { width, height, rgba } = icon(picture.badge, theme, look.size);
    tray_icon::Icon::from_rgba(rgba, width, height).ok()
}

/// The menu as `muda` holds it, beside the entries that it was made of.
struct Tree {
    root: Menu,
    nodes: Vec<Node>,
}

enum Node {
    Item(MenuItem),
    Check(CheckMenuItem),
    Submenu(Submenu, Vec<Node>),
    Separator(PredefinedMenuItem),
}

impl Tree {
    fn grow(entries: &[Entry]) -> Self {
        let root = Menu::new();
        let nodes = entries.iter().map(Node::grow).collect::<Vec<_>>();
        for node in &nodes {
            root.append(node.item()).unwrap_or_else(|err| left_out(&err));
        }
        Self { root, nodes }
    }

    /// Writes `new` over `old`, which has the same shape.
    fn write(&self, old: &[Entry], new: &[Entry]) {
        write(&self.nodes, old, new);
    }
}

fn write(nodes: &[Node], old: &[Entry], new: &[Entry]) {
    for (node, (old, new)) in iter::zip(nodes, iter::zip(old, new)) {
        node.write(old, new);
    }
}

impl Node {
    fn grow(entry: &Entry) -> Self {
        match entry {
            Entry::Label(text) => Self::Item(MenuItem::new(marked(text), false, None)),
            Entry::Item { text, command, enabled } => {
                Self::Item(MenuItem::with_id(id(command), marked(text), *enabled, None))
            }
            Entry::Check { text, command, checked, enabled } => {
                let text = marked(text);
                Self::Check(CheckMenuItem::with_id(id(command), text, *enabled, *checked, None))
            }
            Entry::Submenu { text, entries } => {
                let submenu = Submenu::new(marked(text), true);
                let nodes = entries.iter().map(Self::grow).collect::<Vec<_>>();
                for node in &nodes {
                    submenu.append(node.item()).unwrap_or_else(|err| left_out(&err));
                }
                Self::Submenu(submenu, nodes)
            }
            Entry::Separator => Self::Separator(PredefinedMenuItem::separator()),
        }
    }

    fn item(&self) -> &dyn IsMenuItem {
        match self {
            Self::Item(item) => item,
            Self::Check(item) => item,
            Self::Submenu(item, _) => item,
            Self::Separator(item) => item,
        }
    }

    fn write(&self, old: &Entry, new: &Entry) {
        match (self, old, new) {
            (Self::Item(item), Entry::Label(old), Entry::Label(new)) if old != new => {
                item.set_text(marked(new));
            }
            (
                Self::Item(item),
                Entry::Item { text: old, enabled: was, .. },
                Entry::Item { text, enabled, .. },
            ) => {
                if old != text {
                    item.set_text(marked(text));
                }
                if was != enabled {
                    item.set_enabled(*enabled);
                }
            }
            (
                Self::Check(item),
                Entry::Check { text: old, enabled: was, .. },
                Entry::Check { text, checked, enabled, .. },
            ) => {
                if old != text {
                    item.set_text(marked(text));
                }
                if was != enabled {
                    item.set_enabled(*enabled);
                }
                // A click has ticked it already, whatever came of the command.
                if item.is_checked() != *checked {
                    item.set_checked(*checked);
                }
            }
            (
                Self::Submenu(item, nodes),
                Entry::Submenu { text: old, entries: was },
                Entry::Submenu { text, entries },
            ) => {
                if old != text {
                    item.set_text(marked(text));
                }
                write(nodes, was, entries);
            }
            _ => {}
        }
    }
}

fn left_out(err: &tray_icon::menu::Error) {
    tracing::warn!(%err, "an entry of the tray menu is left out");
}

/// `text` as `muda` wants it on every system: `&` marks the key of an entry, and `&&` is the character. What a system
/// reads into other characters (`_` in a D-Bus menu) is `tray-icon`'s to escape.
fn marked(text: &str) -> String {
    text.replace('&', "&&")
}

/// The id of an entry is what it asks for, so that even a click on a menu that was replaced meanwhile means what
/// could be read when it was made.
fn id(command: &Command) -> MenuId {
    MenuId::new(serde_json::to_string(command).expect("a command is plain data"))
}

type Clicks = Arc<dyn Fn(Command) + Send + Sync>;

/// Where clicks go. `muda` and `tray-icon` keep one handler for the life of the process, so that the second icon, after
/// the first could not be had, would never hear of its clicks if the handler itself were ours.
static CLICKS: Mutex<Option<Clicks>> = Mutex::new(None);

/// While this lives, clicks are sent.
#[derive(Debug)]
pub(crate) struct Listening(());

impl Listening {
    /// Sends all clicks to `sender`, which is called on a thread that others wait for: it must only send.
    pub(crate) fn start(
        sender: impl Fn(Command) + Send + Sync + 'static,
    ) -> Result<Self, TrayError> {
        let mut clicks = CLICKS.lock().unwrap_or_else(PoisonError::into_inner);
        if clicks.is_some() {
            return Err(TrayError::Running);
        }
        *clicks = Some(Arc::new(sender));
        MenuEvent::set_event_handler(Some(|event: MenuEvent| {
            if let Ok(command) = serde_json::from_str(event.id().as_ref()) {
                clicked(command);
            }
        }));
        TrayIconEvent::set_event_handler(Some(|event| {
            if let TrayIconEvent::Click { button, button_state, .. } = event
                && (button, button_state) == (MouseButton::Left, MouseButtonState::Up)
            {
                clicked(Command::OpenPage);
            }
        }));
        Ok(Self(()))
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        *CLICKS.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn clicked(command: Command) {
    // Not called under the lock: what it sends to may drop the icon.
    let sender = CLICKS.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(sender) = sender {
        sender(command);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, checked: bool, enabled: bool) -> Entry {
        Entry::Check { text: text.to_owned(), command: Command::CheckNow, checked, enabled }
    }

    #[test]
    fn texts_ticks_and_greyness_are_written_over() {
        let old = [
            Entry::Label("a".to_owned()),
            Entry::Submenu { text: "b".to_owned(), entries: vec![check("c", false, true)] },
        ];
        let new = [
            Entry::Label("A & a".to_owned()),
            Entry::Submenu { text: "B".to_owned(), entries: vec![check("C", true, false)] },
        ];
        let tree = Tree::grow(&old);
        tree.write(&old, &new);
        let [Node::Item(label), Node::Submenu(submenu, nodes)] = &tree.nodes[..] else {
            panic!("another shape")
        };
        let [Node::Check(item)] = &nodes[..] else { panic!("another shape") };
        assert_eq!((label.text().as_str(), submenu.text().as_str()), ("A && a", "B"));
        assert_eq!(
            (item.text().as_str(), item.is_checked(), item.is_enabled()),
            ("C", true, false)
        );
    }

    #[test]
    fn where_ticks_are_written_no_entry_has_one_of_its_own() {
        let submenu = |entries| Entry::Submenu { text: "s".to_owned(), entries };
        let mut entries = [
            check("a", true, true),
            submenu(vec![check("b", false, false), check("c", true, true)]),
        ];
        write_ticks(&mut entries);
        let item = |text: &str, enabled| Entry::Item {
            text: text.to_owned(),
            command: Command::CheckNow,
            enabled,
        };
        let wanted = [item("☑ a", true), submenu(vec![item("☐ b", false), item("☑ c", true)])];
        assert_eq!(entries, wanted);
    }

    /// A click ticks an item by itself. If its command changed nothing, the tick has to go again.
    #[test]
    fn a_tick_that_a_click_left_is_put_right() {
        let entries = [check("c", false, true)];
        let tree = Tree::grow(&entries);
        let [Node::Check(item)] = &tree.nodes[..] else { panic!("another shape") };
        item.set_checked(true);
        tree.write(&entries, &entries);
        assert!(!item.is_checked());
    }

    #[test]
    fn an_id_is_read_back_as_the_command_that_it_was() {
        for command in [Command::OpenFix("A & \"B\"_C".to_owned()), Command::Quit] {
            assert_eq!(serde_json::from_str::<Command>(id(&command).as_ref()).unwrap(), command);
        }
    }
}
