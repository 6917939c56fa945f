//! The tray and the notifications over a private session bus, with a tray host and a notification server of the tests'
//! own. Needs only `dbus-daemon`: no display, no desktop, nothing of the user's session.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

#[path = "desktop/actor.rs"]
mod actor;
#[path = "desktop/bus.rs"]
mod bus;
#[path = "desktop/day.rs"]
mod day;
#[path = "desktop/fakes.rs"]
mod fakes;
#[path = "desktop/item.rs"]
mod item;
#[path = "support/nasty.rs"]
mod nasty;
#[path = "desktop/seen.rs"]
mod seen;
#[expect(dead_code, reason = "whom to blame is another test's question")]
mod support_snapshot;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use streamdoctor::diagnosis::{Cause, Confidence};
use streamdoctor::presentation::text::plain;
use streamdoctor::presentation::words::Words;
use streamdoctor::presentation::{
    Badge, Command, PauseFor, Problem, Section, ServiceLine, ServiceState, StepView, View,
};
use streamdoctor::remedy::{Remedy, TrialResult};

use tokio::time::Instant;

use actor::{Actor, Ask, LIMITS, Said};
use bus::Bus;
use fakes::{Computer, Portal, Server, Watcher, Xfconf};
use item::Item;
use nasty::NASTY;
use seen::Seen;

/// `NMMetered`.
const METERED: u32 = 1;
const FREE: u32 = 2;
const METERED_BY_GUESS: u32 = 3;

/// Starts a private bus, or skips the test.
macro_rules! bus {
    () => {
        match Bus::start().await {
            Some(bus) => bus,
            None => return,
        }
    };
}

/// Run by the other tests, in a process of its own.
#[test]
#[ignore = "the process that the other tests drive"]
fn actor() {
    actor::main();
}

// The icon.

#[tokio::test]
async fn the_icon_says_what_it_is_before_anything_is_known() {
    let bus = bus!();
    let (_watcher, _actor, item) = shown(&bus).await;
    assert_eq!(item.property::<String>("Id").await, "streamdoctor");
    assert_eq!(item.property::<String>("Title").await, "streamdoctor");
    assert_eq!(item.property::<String>("Status").await, "Active");
    assert!(!item.property::<bool>("ItemIsMenu").await, "a left click is ours");
    let (title, text) = item.tooltip().await;
    assert_eq!((title.as_str(), text.as_str()), ("streamdoctor", "Looking for the first time…"));
    let (width, height, pixels) = item.pixels().await;
    assert!((22..=32).contains(&width) && width == height, "{width} x {height}");
    assert!(pixels.iter().any(|it| *it != 0), "the icon is empty");
}

/// One host takes a tooltip for markup and shows nothing when it is broken, another shows escapes as they are.
#[tokio::test]
async fn the_tooltip_has_no_character_that_any_host_takes_for_markup() {
    let bus = bus!();
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    actor.must(show(View { headline: "A & B_C <b>".to_owned(), ..calm() })).await;
    item.until_tooltip("A + B_C ‹b›\nServices: 1 of 1 is fine").await;
}

#[tokio::test]
async fn each_state_has_pixels_of_its_own() {
    let bus = bus!();
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    let mut seen = vec![item.pixels().await];
    for badge in [
        Badge::Fine,
        Badge::Partial,
        Badge::ServiceDown,
        Badge::MyNetwork,
        Badge::Paused,
        Badge::Unknown,
    ] {
        let headline = format!("{badge:?}");
        actor.must(show(View { badge, headline: headline.clone(), ..calm() })).await;
        item.until(&headline).await;
        item.until_tooltip(&headline).await;
        // The icon follows the words, in the same breath.
        let pixels = loop {
            let pixels = item.pixels().await;
            if !seen.contains(&pixels) {
                break pixels;
            }
            item.signal(&format!("waited for the icon of {badge:?}")).await;
        };
        seen.push(pixels);
    }
}

#[tokio::test]
async fn a_burst_of_changes_is_drawn_once_and_ends_with_the_last() {
    let bus = bus!();
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    let began = Instant::now();
    for i in 0..40 {
        let badge = if i % 2 == 0 { Badge::Fine } else { Badge::ServiceDown };
        actor.must(show(View { badge, headline: format!("{i}"), ..calm() })).await;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    actor.must(show(View { headline: "the last".to_owned(), ..calm() })).await;
    item.until_tooltip("the last").await;
    let icons = item.signals().iter().filter(|it| *it == "NewIcon").count();
    // One at once, one at the end, and one for each quarter of a second in between.
    let most = 2 + began.elapsed().as_millis() / 250;
    assert!(icons > 0 && icons as u128 <= most, "{icons} changes of the icon, {most} expected");
}

#[tokio::test]
async fn the_icon_follows_the_panel_by_the_settings_portal() {
    for old in [false, true] {
        let bus = bus!();
        let portal = Portal { scheme: 1, old }.start(&bus).await;
        let (_watcher, mut actor, mut item) = shown(&bus).await;
        let any = item.pixels().await;
        actor.must(Ask::FollowPanel).await;
        let dark = item.until_pixels("a dark panel", |it| *it != any).await;
        Portal::choose(&portal, 2).await;
        let light = item.until_pixels("a light panel", |it| *it != dark).await;
        assert_ne!(light, any);
        Portal::choose(&portal, 0).await;
        item.until_pixels("any panel", |it| *it == any).await;
    }
}

#[tokio::test]
async fn the_icon_follows_xfces_panel_where_no_portal_tells() {
    let bus = bus!();
    let dark = Arc::new(AtomicBool::new(true));
    let settings = Xfconf(vec![("xfce4-panel", "/panels/dark-mode", dark.clone())]);
    let settings = settings.start(&bus).await;
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    let any = item.pixels().await;
    actor.must(Ask::FollowPanel).await;
    item.until_pixels("a dark panel", |it| *it != any).await;
    dark.store(false, Ordering::Relaxed);
    Xfconf::changed(&settings, "xfce4-panel", "/panels/dark-mode").await;
    item.until_pixels("any panel", |it| *it == any).await;
}

// The menu.

#[tokio::test]
async fn the_menu_is_the_views() {
    let bus = bus!();
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    actor.must(show(troubled())).await;
    let entries = item.until("Bravo is overloaded > Fix steps…").await;
    let paths = entries.iter().map(|it| it.path.as_str()).collect::<Vec<_>>();
    let expected = [
        "Bravo is overloaded",
        "",
        "Bravo is overloaded",
        "Bravo is overloaded > It is not you.",
        "Bravo is overloaded > It began just now.",
        "Bravo is overloaded > ",
        "Bravo is overloaded > Fix steps…",
        "Bravo is overloaded > Remind me in 1 h",
        "Bravo is overloaded > Mute",
        "",
        "Services: 1 of 2 are fine",
        "Services: 1 of 2 are fine > ✗ Bravo: down",
        "Services: 1 of 2 are fine > ✗ Bravo: down > Fix steps…",
        "Services: 1 of 2 are fine > ✗ Bravo: down > I see an error here",
        "Services: 1 of 2 are fine > ✗ Bravo: down > I see an error here > 403 (forbidden)",
        "Services: 1 of 2 are fine > ✗ Bravo: down > I see an error here > 502 (bad gateway)",
        "Services: 1 of 2 are fine > ✗ Bravo: down > I see an error here > 503 (service unavailable)",
        "Services: 1 of 2 are fine > ✗ Bravo: down > I see an error here > Other code…",
        "Services: 1 of 2 are fine > ✗ Bravo: down > Tell me when it is back",
        "Services: 1 of 2 are fine > ✗ Bravo: down > The service's own status page…",
        "Services: 1 of 2 are fine > ✗ Bravo: down > Mute",
        // An underline would be read as the mark of a key, so it is doubled on its way.
        "Services: 1 of 2 are fine > ✓ A & B__C <b>: fine, 84 ms",
        "Services: 1 of 2 are fine > ✓ A & B__C <b>: fine, 84 ms > Details…",
        "Services: 1 of 2 are fine > ✓ A & B__C <b>: fine, 84 ms > I see an error here",
        "Services: 1 of 2 are fine > ✓ A & B__C <b>: fine, 84 ms > I see an error here > 403 (forbidden)",
        "Services: 1 of 2 are fine > ✓ A & B__C <b>: fine, 84 ms > I see an error here > 502 (bad gateway)",
        "Services: 1 of 2 are fine > ✓ A & B__C <b>: fine, 84 ms > I see an error here > 503 (service unavailable)",
        "Services: 1 of 2 are fine > ✓ A & B__C <b>: fine, 84 ms > I see an error here > Other code…",
        "Services: 1 of 2 are fine > ✓ A & B__C <b>: fine, 84 ms > Tell me when it is back",
        "Services: 1 of 2 are fine > ✓ A & B__C <b>: fine, 84 ms > Mute",
        "Your network is fine",
        "",
        "Check now",
        "Open streamdoctor…",
        "Pause",
        "Pause > For 30 minutes",
        "Pause > For 1 hour",
        "Pause > Until tomorrow",
        "",
        "History…",
        "Settings…",
        "Start at login",
        "About streamdoctor…",
        "",
        "Quit",
    ];
    assert_eq!(paths, expected);
    let entry = |path: &str| entries.iter().rfind(|it| it.path == path).unwrap();
    assert!(entry("Quit").enabled && !entry("Your network is fine").enabled);
    // What is there cannot come back.
    let back = |service: &str| {
        entry(&format!("Services: 1 of 2 are fine > {service} > Tell me when it is back"))
    };
    assert!(back("✗ Bravo: down").enabled && !back("✓ A & B__C <b>: fine, 84 ms").enabled);
    assert_eq!(
        [entry("Start at login").ticked, back("✗ Bravo: down").ticked],
        [Some(true), Some(false)]
    );
    assert_eq!(entry("Quit").ticked, None);
}

#[tokio::test]
async fn a_tick_is_what_the_program_says_whatever_a_click_made_of_it() {
    let bus = bus!();
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    actor.must(show(troubled())).await;
    let path = "Services: 1 of 2 are fine > ✗ Bravo: down > Tell me when it is back";
    item.until(path).await;
    item.click(path).await;
    let waits = Command::AwaitReturn { service: "bravo".to_owned(), awaited: true };
    assert_eq!(actor.commands.nth(1).await, waits);
    // Nothing came of the click.
    actor.must(show(View { headline: "Nothing came of it".to_owned(), ..troubled() })).await;
    let is_ticked = |entries: &[item::Entry], ticked| {
        entries.iter().any(|it| it.path == path && it.ticked == Some(ticked))
    };
    item.until("Nothing came of it").await;
    item.until_entries("no tick", |entries| is_ticked(entries, false)).await;
    let mut waiting = troubled();
    waiting.services[0].awaited = true;
    actor.must(show(waiting)).await;
    item.until_entries("a tick", |entries| is_ticked(entries, true)).await;
    item.click(path).await;
    let takes_back = Command::AwaitReturn { service: "bravo".to_owned(), awaited: false };
    assert_eq!(actor.commands.nth(2).await, takes_back);
}

#[tokio::test]
async fn each_click_is_the_command_that_is_written_on_it() {
    let bus = bus!();
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    actor.must(show(troubled())).await;
    item.until("Bravo is overloaded > Fix steps…").await;
    let bravo = "Services: 1 of 2 are fine > ✗ Bravo: down";
    let saw = |code: &str| {
        let (service, code) = ("bravo".to_owned(), code.to_owned());
        Command::Saw { service, code, on: None }
    };
    let clicks = [
        ("Check now".to_owned(), Command::CheckNow),
        ("Open streamdoctor…".to_owned(), Command::OpenPage),
        ("Bravo is overloaded > Fix steps…".to_owned(), Command::OpenFix("bravo".to_owned())),
        ("Bravo is overloaded > Remind me in 1 h".to_owned(), Command::Remind("bravo".to_owned())),
        ("Bravo is overloaded > Mute".to_owned(), Command::Mute("bravo".to_owned())),
        (format!("{bravo} > I see an error here > 403 (forbidden)"), saw("403")),
        (format!("{bravo} > I see an error here > 502 (bad gateway)"), saw("502")),
        (format!("{bravo} > I see an error here > 503 (service unavailable)"), saw("503")),
        (
            format!("{bravo} > I see an error here > Other code…"),
            Command::AskCode("bravo".to_owned()),
        ),
        (
            format!("{bravo} > Mute"),
            Command::MuteService { service: "bravo".to_owned(), muted: true },
        ),
        ("History…".to_owned(), Command::OpenSection(Section::History)),
        ("Settings…".to_owned(), Command::OpenSection(Section::Settings)),
        ("Start at login".to_owned(), Command::StartAtLogin(false)),
        ("About streamdoctor…".to_owned(), Command::OpenSection(Section::About)),
        (format!("{bravo} > Fix steps…"), Command::OpenFix("bravo".to_owned())),
        (
            format!("{bravo} > The service's own status page…"),
            Command::OpenStatusPage("bravo".to_owned()),
        ),
        ("Pause > For 30 minutes".to_owned(), Command::Pause(PauseFor::HalfAnHour)),
        ("Pause > For 1 hour".to_owned(), Command::Pause(PauseFor::AnHour)),
        ("Pause > Until tomorrow".to_owned(), Command::Pause(PauseFor::UntilTomorrow)),
        ("Quit".to_owned(), Command::Quit),
    ];
    for (i, (path, command)) in clicks.iter().enumerate() {
        item.click(path).await;
        assert_eq!(actor.commands.nth(i + 1).await, *command, "{path}");
    }
    item.left_click().await;
    assert_eq!(actor.commands.nth(clicks.len() + 1).await, Command::OpenPage);
}

#[tokio::test]
async fn new_words_are_written_in_place_and_a_new_entry_is_a_new_menu() {
    let bus = bus!();
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    actor.must(show(calm())).await;
    let before = item.until("All is well").await;
    item.signals();

    let busy = View { headline: "Looking again".to_owned(), checking: true, ..calm() };
    actor.must(show(busy)).await;
    let after = item.until("Checking…").await;
    let ids = |entries: &[item::Entry]| entries.iter().map(|it| it.id).collect::<Vec<_>>();
    assert_eq!(ids(&before), ids(&after));
    assert!(after.iter().any(|it| it.path == "Looking again"), "{after:#?}");
    assert!(!item.signals().contains(&"LayoutUpdated".to_owned()));

    actor.must(show(troubled())).await;
    item.until("Bravo is overloaded > Fix steps…").await;
    assert!(item.signals().contains(&"LayoutUpdated".to_owned()));
    // A host that has not noticed yet clicks on an entry that is no more: nothing happens, and nothing breaks.
    assert!(item.click_id(before.last().unwrap().id).await.is_err());
    item.click("Quit").await;
    assert_eq!(actor.commands.nth(1).await, Command::Quit);
}

#[tokio::test]
async fn resume_takes_the_place_of_pause() {
    let bus = bus!();
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    let end = Timestamp::now() + jiff::SignedDuration::from_secs(25 * 60 + 30);
    let paused = View { badge: Badge::Paused, paused_until: Some(end), ..calm() };
    actor.must(show(paused)).await;
    item.until("Resume (25 min left)").await;
    item.click("Resume (25 min left)").await;
    assert_eq!(actor.commands.nth(1).await, Command::Resume);
}

/// Nobody sends a new view, and yet it says what is left.
#[tokio::test]
async fn words_about_time_grow_old_by_themselves() {
    let bus = bus!();
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    let end = Timestamp::now() + jiff::SignedDuration::from_secs(61);
    actor.must(show(View { badge: Badge::Paused, paused_until: Some(end), ..calm() })).await;
    item.until("Resume (1 min left)").await;
    item.until("Resume (less than a minute left)").await;
}

#[tokio::test]
async fn two_hundred_services_are_not_a_menu_of_two_hundred() {
    let bus = bus!();
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    let services = (0..200).map(|i| service(&format!("s{i}"), ServiceState::Up)).collect();
    actor.must(show(View { services, ..calm() })).await;
    let entries = item.until("Services: all 200 are fine > and 180 more…").await;
    assert!(entries.len() < 250, "{} entries", entries.len());
    item.click("Services: all 200 are fine > and 180 more…").await;
    assert_eq!(actor.commands.nth(1).await, Command::OpenPage);
}

// The desktop around it.

#[tokio::test]
async fn a_host_that_comes_later_or_again_finds_the_icon() {
    let bus = bus!();
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::StartTray(Words::English)).await;
    assert_eq!(actor.ask(Ask::FindHost).await, Said::Host(Some(false)));

    let registered = Seen::default();
    let watcher = Watcher::start(&bus, &registered).await;
    let service = registered.nth(1).await;
    assert_eq!(actor.ask(Ask::FindHost).await, Said::Host(Some(true)));

    watcher.close().await.unwrap();
    actor.must(show(View { headline: "Meanwhile".to_owned(), ..calm() })).await;
    let _watcher = Watcher::start(&bus, &registered).await;
    assert_eq!(registered.nth(2).await, service);
    Item::find(&bus, &service).await.until("Meanwhile").await;
}

#[tokio::test]
async fn the_first_picture_is_in_the_users_language_already() {
    let bus = bus!();
    let first = [
        (Words::English, "Looking for the first time…", "Quit"),
        (Words::German, "Zum ersten Mal wird nachgesehen …", "Beenden"),
    ];
    for (words, headline, quit) in first {
        let registered = Seen::default();
        let _watcher = Watcher::start(&bus, &registered).await;
        let mut actor = Actor::start(&bus.address);
        // No view is sent: this is what is there before one.
        actor.must(Ask::StartTray(words)).await;
        let item = Item::find(&bus, &registered.nth(1).await).await;
        let (title, text) = item.tooltip().await;
        assert!(format!("{title}\n{text}").contains(headline), "{title}: {text}");
        item.click(headline).await;
        item.click(quit).await;
        assert_eq!(actor.commands.nth(2).await, Command::Quit);
    }
}

#[tokio::test]
async fn without_a_session_bus_the_reason_is_said() {
    let mut actor = Actor::start("unix:path=/nonexistent/bus");
    let (why, _) = actor.fails(Ask::StartTray(Words::English)).await;
    assert!(why.starts_with("no tray is to be had here: "), "{why}");
    assert_eq!(actor.ask(Ask::FindHost).await, Said::Host(None));
    let (why, _) = actor.fails(Ask::Open(Box::new(overloaded()))).await;
    assert!(why.starts_with("no notification can be shown here: "), "{why}");
}

#[tokio::test]
async fn a_session_bus_that_never_answers_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bus");
    // Connections are taken by the kernel, and nobody ever reads.
    let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let mut actor = Actor::start(&format!("unix:path={}", path.display()));
    let (why, took) = actor.fails(Ask::StartTray(Words::English)).await;
    assert!(why.contains("does not answer"), "{why}");
    assert!(took < Duration::from_secs(8), "{took:?}");
    assert_eq!(actor.ask(Ask::FindHost).await, Said::Host(None));
    let (why, took) = actor.fails(Ask::Open(Box::new(overloaded()))).await;
    assert!(why.contains("did not answer"), "{why}");
    assert!(took < LIMITS.call * 3, "{took:?}");
}

#[tokio::test]
async fn when_the_bus_dies_nothing_hangs() {
    let mut bus = bus!();
    let (_watcher, mut actor, _item) = shown(&bus).await;
    bus.kill().await;
    actor.must(show(calm())).await;
    let (_, took) = actor.fails(Ask::Open(Box::new(overloaded()))).await;
    assert!(took < LIMITS.call * 3, "{took:?}");
    actor.must(Ask::StopTray).await;
}

/// The connection that the icon is on ends with the bus, and the library of the icon does not say so.
#[tokio::test]
async fn a_bus_that_comes_back_gets_the_icon_back_as_it_is_by_then() {
    let mut bus = bus!();
    let (_watcher, mut actor, item) = shown(&bus).await;
    let any = item.pixels().await;
    actor.must(Ask::FollowPanel).await;
    actor.must(show(calm())).await;
    let mut sockets = 0;
    for times in 1..=3 {
        bus.kill().await;
        // What is new meanwhile is not lost.
        let headline = format!("Meanwhile, {times}");
        actor.must(show(View { headline: headline.clone(), ..troubled() })).await;
        bus.start_again().await;
        // Each bus tells its own watcher.
        let registered = Seen::default();
        let _watcher = Watcher::start(&bus, &registered).await;
        let mut item = Item::find(&bus, &registered.nth(1).await).await;
        item.until(&headline).await;
        assert_eq!(item.property::<String>("Id").await, "streamdoctor");
        assert_eq!(item.property::<String>("Status").await, "Active");
        item.until_tooltip(&headline).await;
        item.until_pixels("trouble", |it| *it != any).await;
        item.click("Bravo is overloaded > Fix steps…").await;
        assert_eq!(actor.commands.nth(times).await, Command::OpenFix("bravo".to_owned()));
        assert_eq!(registered.all().len(), 1, "one icon");
        if times == 1 {
            sockets = actor.sockets();
        }
    }
    // The library of the icon keeps the end of each lost connection (ksni 0.3.7 asks an executor that has ended to tidy
    // up), and nothing else is kept.
    assert!(actor.sockets() <= sockets + 2, "{} sockets, {sockets} at first", actor.sockets());
    actor.must(Ask::StopTray).await;
}

/// Only the watcher goes: the icon is on the same connection as before, and there is one.
#[tokio::test]
async fn a_watcher_that_comes_back_finds_the_one_icon_that_was_there() {
    let bus = bus!();
    let (watcher, mut actor, item) = shown(&bus).await;
    actor.must(Ask::FollowPanel).await;
    let icons = bus.icons().await;
    assert_eq!(icons.len(), 1, "{icons:?}");
    drop(item);
    watcher.close().await.unwrap();
    let registered = Seen::default();
    let _watcher = Watcher::start(&bus, &registered).await;
    assert_eq!(registered.nth(1).await, icons[0]);
    actor.must(show(View { headline: "Later".to_owned(), ..calm() })).await;
    Item::find(&bus, &icons[0]).await.until("Later").await;
    assert_eq!((bus.icons().await, registered.all().len()), (icons, 1));
}

// The computer's bus.

#[tokio::test]
async fn what_the_computer_tells_is_heard_and_heard_again_on_the_next_bus() {
    let mut bus = bus!();
    let mut computer = Computer::start(&bus, METERED_BY_GUESS, true).await;
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::Watch).await;
    actor.heard("Metered(Some(true))").await;
    actor.heard("Battery(Some(true))").await;
    computer.meters(FREE).await;
    actor.heard("Metered(Some(false))").await;
    computer.discharges(false).await;
    actor.heard("Battery(Some(false))").await;
    computer.sleeps(true).await;
    actor.heard("Sleeping").await;
    computer.sleeps(false).await;
    actor.heard("Awake").await;
    computer.restart_network(&bus, METERED).await;
    actor.heard("Metered(Some(true))").await;

    for on_battery in [true, false] {
        bus.kill().await;
        bus.start_again().await;
        let metered_now = if on_battery { FREE } else { METERED };
        let computer = Computer::start(&bus, metered_now, on_battery).await;
        actor.heard(&format!("Battery(Some({on_battery}))")).await;
        actor.heard(&format!("Metered(Some({}))", !on_battery)).await;
        computer.sleeps(true).await;
        actor.heard("Sleeping").await;
        computer.sleeps(false).await;
        actor.heard("Awake").await;
    }
}

#[tokio::test]
async fn one_icon_at_a_time_and_another_after_it() {
    let bus = bus!();
    let registered = Seen::default();
    let _watcher = Watcher::start(&bus, &registered).await;
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::StartTray(Words::English)).await;
    let (why, _) = actor.fails(Ask::StartTray(Words::English)).await;
    assert!(why.contains("already"), "{why}");
    actor.must(Ask::StopTray).await;
    actor.must(Ask::StartTray(Words::English)).await;
    Item::find(&bus, &registered.nth(2).await).await.click("Quit").await;
    assert_eq!(actor.commands.nth(1).await, Command::Quit);
}

// Notifications.

#[tokio::test]
async fn an_opened_problem_is_shown_with_its_actions_and_hints() {
    let bus = bus!();
    let server = Server::start(&bus, &["body", "actions"]).await;
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::Open(Box::new(overloaded()))).await;
    let sent = server.sent.nth(1).await;
    assert_eq!((sent.app.as_str(), sent.replaces), ("streamdoctor", 0));
    assert_eq!(sent.title, "Bravo is overloaded");
    assert_eq!(sent.body, "It is not you.\nFirst step: Wait & try again");
    let actions =
        ["default", "Open", "fix", "Fix steps", "remind", "Remind me in 1 h", "mute", "Mute"];
    assert_eq!(sent.actions, actions);
    let hints = ["category=network.error", "desktop-entry=streamdoctor", "urgency=1"];
    assert_eq!(sent.hints, hints);
    // Good news is no reason to look up.
    actor.must(Ask::Resolve(Box::new(overloaded()))).await;
    let over = server.sent.nth(2).await;
    let hints = ["category=network.connected", "desktop-entry=streamdoctor", "urgency=0"];
    assert_eq!(
        (over.hints, over.actions),
        (hints.map(str::to_owned).to_vec(), vec!["default".to_owned(), "Open".to_owned()])
    );
}

#[tokio::test]
async fn each_button_of_a_popup_is_what_is_written_on_it() {
    let bus = bus!();
    let server = Server::start(&bus, &["actions"]).await;
    let mut actor = Actor::start(&bus.address);
    let bravo = || "bravo".to_owned();
    for (i, (key, command)) in [
        ("default", Command::OpenFix(bravo())),
        ("fix", Command::OpenFix(bravo())),
        ("remind", Command::Remind(bravo())),
        ("mute", Command::Mute(bravo())),
    ]
    .into_iter()
    .enumerate()
    {
        actor.must(Ask::Open(Box::new(overloaded()))).await;
        let sent = server.sent.nth(i + 1).await;
        click_when_heard(&server, &actor, sent.id, key, i + 1).await;
        assert_eq!(actor.commands.nth(i + 1).await, command, "{key}");
    }
}

/// Each desktop has its own way of saying so.
#[tokio::test]
async fn a_desktop_that_is_not_to_be_disturbed_is_not() {
    for name in ["fake", "dunst", "Xfce Notify Daemon"] {
        let bus = bus!();
        let server = Server::start_named(&bus, name).await;
        let xfce = Arc::new(AtomicBool::new(false));
        let settings = Xfconf(vec![("xfce4-notifyd", "/do-not-disturb", xfce.clone())]);
        let _settings = settings.start(&bus).await;
        let switch = if name == "Xfce Notify Daemon" { &xfce } else { &server.inhibited };
        let mut actor = Actor::start(&bus.address);
        switch.store(true, Ordering::Relaxed);
        let (why, _) = actor.fails(Ask::Open(Box::new(overloaded()))).await;
        assert_eq!(why, "the desktop is not to be disturbed", "{name}");
        assert!(server.sent.all().is_empty(), "{name}");
        switch.store(false, Ordering::Relaxed);
        actor.must(Ask::Open(Box::new(overloaded()))).await;
        assert_eq!(server.sent.nth(1).await.title, "Bravo is overloaded", "{name}");
    }
}

#[tokio::test]
async fn a_click_on_the_popup_and_one_on_its_button_are_both_heard() {
    let bus = bus!();
    let server = Server::start(&bus, &["actions"]).await;
    let mut actor = Actor::start(&bus.address);
    for (n, key, expected) in [(1, "default", None), (2, "fix", Some("fix".to_owned()))] {
        actor.must(Ask::Open(Box::new(overloaded()))).await;
        let sent = server.sent.nth(n).await;
        click_when_heard(&server, &actor, sent.id, key, n).await;
        assert_eq!(actor.notices.nth(n).await, ("bravo".to_owned(), expected));
    }
}

#[tokio::test]
async fn the_same_problem_is_replaced_in_place_and_another_is_not() {
    let bus = bus!();
    let server = Server::start(&bus, &["actions"]).await;
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::Open(Box::new(overloaded()))).await;
    actor.must(Ask::Open(Box::new(about("network")))).await;
    // Both waits have surely begun, which nothing tells: only one of them must hear the click.
    tokio::time::sleep(Duration::from_millis(200)).await;
    actor.must(Ask::Resolve(Box::new(overloaded()))).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let (first, other, over) =
        (server.sent.nth(1).await, server.sent.nth(2).await, server.sent.nth(3).await);
    assert_eq!((other.replaces, over.replaces), (0, first.id));
    assert_eq!(over.title, "Bravo works again");
    click_when_heard(&server, &actor, first.id, "default", 1).await;
    // The wait for the first popup has ended with it: one click is heard once.
    click_when_heard(&server, &actor, other.id, "default", 2).await;
    let heard = actor.notices.all();
    assert_eq!(heard, [("bravo".to_owned(), None), ("network".to_owned(), None)]);
}

#[tokio::test]
async fn markup_is_escaped_where_it_is_read() {
    let bus = bus!();
    let server = Server::start(&bus, &["actions", "body-markup"]).await;
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::Open(Box::new(overloaded()))).await;
    let sent = server.sent.nth(1).await;
    assert!(sent.body.ends_with("First step: Wait &amp; try again"), "{}", sent.body);
}

/// What people read of a label that a host shows: `__` is an underline, and `_` alone would mark a key.
fn read_by_a_host(label: &str) -> String {
    let (pairs, marks) = (label.matches("__").count(), label.matches('_').count());
    assert_eq!(pairs * 2, marks, "a mark that is nobody's: {label:?}");
    label.replace("__", "_")
}

#[tokio::test]
async fn whatever_a_service_is_called_its_name_is_a_name_in_menu_tooltip_and_popup() {
    let bus = bus!();
    let server = Server::start(&bus, &["actions", "body", "body-markup"]).await;
    let (_watcher, mut actor, mut item) = shown(&bus).await;
    for (n, nasty) in NASTY.iter().enumerate() {
        let name = plain(nasty);
        let mut view = calm();
        view.services =
            vec![ServiceLine { name: (*nasty).to_owned(), ..service("x", ServiceState::Up) }];
        view.headline = format!("{n}: {nasty}");
        actor.must(show(view)).await;
        item.until_tooltip(&format!("{n}:")).await;
        let tooltip = item.tooltip().await.1;
        assert!(!tooltip.contains(['<', '>', '&', '\u{1b}']), "{tooltip:?}");
        let entries = item.entries().await;
        let line = entries.iter().find(|it| it.path.contains(" > ✓ ")).unwrap();
        let (_, label) = line.path.split_once(" > ✓ ").unwrap();
        let shown = read_by_a_host(label);
        // A long one is cut.
        let begin = name.chars().take(16).collect::<String>();
        assert!(shown.starts_with(&begin), "{nasty:?} is shown as {shown:?}");

        let mut problem = about(&format!("problem-{n}"));
        problem.title = format!("{n}: {nasty}");
        problem.sentence = (*nasty).to_owned();
        actor.must(Ask::Open(Box::new(problem))).await;
        let sent = server.sent.nth(n + 1).await;
        assert!(!sent.body.contains(['<', '>', '\u{1b}']), "{:?}", sent.body);
        let entities = ["&amp;", "&lt;", "&gt;"].map(|it| sent.body.matches(it).count());
        assert_eq!(
            entities.iter().sum::<usize>(),
            sent.body.matches('&').count(),
            "{:?}",
            sent.body
        );
        let read = sent.body.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assert!(read.contains(&begin), "{nasty:?} is shown as {read:?}");
        assert!(!sent.title.contains(['\n', '\u{1b}']), "{:?}", sent.title);
    }
}

#[tokio::test]
async fn a_server_without_buttons_gets_the_way_in_words() {
    let bus = bus!();
    let server = Server::start(&bus, &["body"]).await;
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::Open(Box::new(overloaded()))).await;
    let sent = server.sent.nth(1).await;
    let way = "\nClick the streamdoctor icon in the tray for the steps.";
    assert!(sent.body.ends_with(way), "{}", sent.body);
    // What is over has no steps.
    actor.must(Ask::Resolve(Box::new(overloaded()))).await;
    assert!(!server.sent.nth(2).await.body.contains("in the tray"));
}

#[tokio::test]
async fn what_is_closed_is_gone_from_the_screen() {
    let bus = bus!();
    let server = Server::start(&bus, &["actions"]).await;
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::Open(Box::new(overloaded()))).await;
    let sent = server.sent.nth(1).await;
    actor.must(Ask::Close("another".to_owned())).await;
    actor.must(Ask::Close("bravo".to_owned())).await;
    assert_eq!(server.closed.nth(1).await, sent.id);
}

/// A click that nobody would hear must not be possible.
#[tokio::test]
async fn a_popup_goes_when_its_click_is_not_waited_for_any_more() {
    let bus = bus!();
    let server = Server::start(&bus, &["actions"]).await;
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::OpenBriefly(Box::new(overloaded()))).await;
    assert_eq!(server.closed.nth(1).await, server.sent.nth(1).await.id);
}

#[tokio::test]
async fn only_so_many_are_open_and_the_oldest_goes_first() {
    let bus = bus!();
    let server = Server::start(&bus, &["actions"]).await;
    let mut actor = Actor::start(&bus.address);
    for key in ["a", "b", "c"] {
        actor.must(Ask::Open(Box::new(about(key)))).await;
    }
    let first = server.sent.nth(1).await;
    assert_eq!(server.closed.nth(1).await, first.id);
    assert_eq!(server.closed.all().len(), 1);
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up_in_time() {
    let bus = bus!();
    let _server = Server::start_hanging(&bus).await;
    let mut actor = Actor::start(&bus.address);
    let (why, took) = actor.fails(Ask::Open(Box::new(overloaded()))).await;
    assert!(why.contains("did not answer"), "{why}");
    assert!(took < LIMITS.call * 3 / 2, "{took:?}");
}

#[tokio::test]
async fn without_a_server_the_reason_is_said_and_a_later_one_is_used() {
    let bus = bus!();
    let mut actor = Actor::start(&bus.address);
    let (why, _) = actor.fails(Ask::Open(Box::new(overloaded()))).await;
    assert!(why.starts_with("no notification can be shown here: "), "{why}");
    let server = Server::start(&bus, &["actions"]).await;
    actor.must(Ask::Open(Box::new(overloaded()))).await;
    assert_eq!(server.sent.nth(1).await.replaces, 0);
}

/// The next server counts from one again, so that its first popup has the number of the lost one.
#[tokio::test]
async fn a_popup_of_a_dead_server_is_not_taken_for_one_of_the_next() {
    let bus = bus!();
    let server = Server::start(&bus, &["actions", "body-markup"]).await;
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::Open(Box::new(overloaded()))).await;
    let lost = server.sent.nth(1).await;
    server.die().await;

    let server = Server::start(&bus, &["actions"]).await;
    actor.must(Ask::Open(Box::new(about("network")))).await;
    let sent = server.sent.nth(1).await;
    assert_eq!((sent.id, sent.replaces), (lost.id, 0));
    // What the next server can do is asked again.
    assert!(sent.body.contains("Wait & try again"), "{}", sent.body);
    click_when_heard(&server, &actor, sent.id, "fix", 1).await;
    actor.must(Ask::Open(Box::new(overloaded()))).await;
    assert_eq!(server.sent.nth(2).await.replaces, 0);
    assert_eq!(actor.notices.all(), [("network".to_owned(), Some("fix".to_owned()))]);
}

/// Nothing of ours is shown by the next server, and yet it has a popup with the number of our lost one.
#[tokio::test]
async fn a_popup_of_another_program_is_not_taken_for_a_lost_one_of_ours() {
    let bus = bus!();
    let server = Server::start(&bus, &["actions"]).await;
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::Open(Box::new(overloaded()))).await;
    let lost = server.sent.nth(1).await;
    server.die().await;
    let server = Server::start(&bus, &["actions"]).await;
    server.click(lost.id, "default").await;
    actor.must(Ask::Open(Box::new(about("network")))).await;
    click_when_heard(&server, &actor, server.sent.nth(1).await.id, "fix", 1).await;
    assert_eq!(actor.notices.all(), [("network".to_owned(), Some("fix".to_owned()))]);
}

/// A hundred popups one after the other, each answered: none leaves a connection behind.
#[tokio::test]
async fn popups_leave_nothing_behind() {
    let bus = bus!();
    let server = Server::start(&bus, &["actions"]).await;
    let mut actor = Actor::start(&bus.address);
    let mut after_ten = 0;
    for n in 1..=100 {
        actor.must(Ask::Open(Box::new(overloaded()))).await;
        let sent = server.sent.nth(n).await;
        click_when_heard(&server, &actor, sent.id, "default", n).await;
        if n == 10 {
            after_ten = actor.sockets();
        }
    }
    assert!(actor.sockets() <= after_ten + 1, "{} sockets, {after_ten} after ten", actor.sockets());
}

/// None for blips, flapping, sleep and walls against programs; one for each fault, replaced in place.
#[tokio::test]
async fn days_of_faults_are_told_in_exactly_these_popups() {
    let bus = bus!();
    day::play(&bus).await;
}

// What the tests have in common.

/// A tray host, the program, and its icon.
async fn shown(bus: &Bus) -> (zbus::Connection, Actor, Item) {
    let registered = Seen::default();
    let watcher = Watcher::start(bus, &registered).await;
    let mut actor = Actor::start(&bus.address);
    actor.must(Ask::StartTray(Words::English)).await;
    let item = Item::find(bus, &registered.nth(1).await).await;
    (watcher, actor, item)
}

/// Clicks until the click is heard `n` times in all: a popup can be clicked before the program, which has just been
/// told its number, listens. People are slower than that.
async fn click_when_heard(server: &Server, actor: &Actor, id: u32, key: &str, n: usize) {
    let clicks = async {
        loop {
            server.click(id, key).await;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = clicks => {}
        _ = actor.notices.nth(n) => {}
    }
    server.put_away(id).await;
}

fn show(view: View) -> Ask {
    Ask::Show(Box::new(view))
}

fn calm() -> View {
    View {
        words: Words::English,
        badge: Badge::Fine,
        headline: "All is well".to_owned(),
        network: "Your network is fine".to_owned(),
        problems: vec![],
        services: vec![service("Bravo", ServiceState::Up)],
        checked_at: None,
        checking: false,
        paused_until: None,
        starts_at_login: None,
        first_run: false,
        asks_outside_tunnel: false,
        upkeep: streamdoctor::presentation::Upkeep::default(),
    }
}

/// Something is wrong, and everything is known.
fn troubled() -> View {
    let down = ServiceLine {
        word: "down".to_owned(),
        response_ms: None,
        problem: Some("bravo".to_owned()),
        status_page: Some("https://status.bravo.test/".to_owned()),
        muted: false,
        awaited: false,
        ..service("Bravo", ServiceState::Down)
    };
    View {
        words: Words::English,
        badge: Badge::ServiceDown,
        headline: "Bravo is overloaded".to_owned(),
        problems: vec![overloaded()],
        services: vec![down, service("A & B_C <b>", ServiceState::Up)],
        starts_at_login: Some(true),
        ..calm()
    }
}

fn service(name: &str, state: ServiceState) -> ServiceLine {
    ServiceLine {
        id: name.to_lowercase(),
        name: name.to_owned(),
        state: Some(state),
        word: "fine".to_owned(),
        response_ms: Some(84),
        problem: None,
        status_page: None,
        muted: false,
        awaited: false,
    }
}

fn overloaded() -> Problem {
    about("bravo")
}

fn about(key: &str) -> Problem {
    let step = StepView {
        remedy: Remedy::WaitAndRetry,
        trial: TrialResult::NotTried,
        title: "Wait & try again".to_owned(),
        steps: vec![],
        link: None,
    };
    Problem {
        key: key.to_owned(),
        cause: Cause::ServiceOverloaded,
        blame: Cause::ServiceOverloaded.blame(),
        confidence: Confidence::Likely,
        title: "Bravo is overloaded".to_owned(),
        sentence: "Bravo is overloaded; it is not you.".to_owned(),
        evidence: vec![],
        ruled_out: vec![],
        services: vec!["Bravo".to_owned()],
        steps: vec![step],
        since: Timestamp::now(),
    }
}
