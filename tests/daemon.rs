//! The real program as it runs: over a private session bus with a tray host and a notification server of the tests'
//! own, against a service of their own, with a browser of their own. Nothing of the user's session or network.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

#[path = "daemon/browser.rs"]
mod browser;
#[path = "desktop/bus.rs"]
#[expect(dead_code, reason = "the tests of the tray alone need more of it")]
mod bus;
#[path = "daemon/daemon.rs"]
mod daemon;
#[path = "desktop/fakes.rs"]
#[expect(dead_code, reason = "the tests of the tray alone need more of it")]
mod fakes;
#[path = "cli/internet.rs"]
#[expect(dead_code, reason = "the tests of the command line need more of it")]
mod internet;
#[path = "desktop/item.rs"]
#[expect(dead_code, reason = "the tests of the tray alone need more of it")]
mod item;
#[path = "desktop/seen.rs"]
mod seen;
#[path = "support/server.rs"]
#[expect(dead_code, reason = "the tests of the probe need more of it")]
mod server;
#[path = "daemon/world.rs"]
mod world;

use std::collections::HashSet;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::time::Duration;

use nix::sys::signal::Signal;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::UnixStream;
use tokio::time::Instant;

use bus::{Bus, PATIENCE};
use daemon::Daemon;
use fakes::{Server, Watcher};
use item::Item;
use seen::Seen;
use world::World;

/// Starts a private bus, or skips the test.
macro_rules! bus {
    () => {
        match Bus::start().await {
            Some(bus) => bus,
            None => return,
        }
    };
}

const HEADLESS: [&str; 2] = ["run", "--headless"];

// The whole way.

#[tokio::test]
async fn a_fault_is_announced_its_steps_open_and_its_end_is_told() {
    let bus = bus!();
    let (desktop, registered) = (Server::start(&bus, &["body", "actions"]).await, Seen::default());
    let _watcher = Watcher::start(&bus, &registered).await;
    let world = World::new().await;
    let daemon = with_desktop(&world, &bus);
    let name = registered.nth(1).await;
    let mut item = Item::find(&bus, &name).await;
    item.until_tooltip("Bravo's front door answers").await;
    let fine = item.pixels().await;

    // Two looks in a row decide, at the shortest interval that there is.
    world.answers(503);
    let broken = Instant::now();
    item.until_tooltip("Something looks odd").await;
    let sent = desktop.sent.nth(1).await;
    assert!(broken.elapsed() < Duration::from_secs(30), "{:?}", broken.elapsed());
    assert!(sent.title.contains("Bravo may be overloaded"), "{}", sent.title);
    assert_eq!(
        sent.actions,
        ["default", "Open", "fix", "Fix steps", "remind", "Remind me in 1 h", "mute", "Mute"]
    );
    item.until_tooltip("Bravo may be overloaded").await;
    assert_ne!(item.pixels().await, fine);

    // A click opens the steps: once, for whoever holds the link.
    desktop.click(sent.id, "default").await;
    let link = world.opened.nth(1).await;
    let page = browser::open(&link).await;
    assert_eq!(page.status, 200);
    for words in ["Bravo may be overloaded", "Wait a little, then retry"] {
        assert!(page.content.contains(words), "{words:?} is not in {}", page.content);
    }
    assert_eq!(browser::open(&link).await.status, 403, "a ticket is for one ride");

    // Whoever asks need not wait for the second look.
    world.answers(200);
    item.click("Check now").await;
    let over = desktop.sent.nth(2).await;
    assert_eq!(over.title, "Bravo works again");
    item.until_tooltip("Bravo's front door answers").await;
    assert_eq!(item.pixels().await, fine);

    let (status, said) = daemon.ends_after(Signal::SIGTERM).await;
    assert_eq!(status.code(), Some(0));
    assert_eq!(desktop.sent.all().len(), 2, "nothing else was worth a word");
    let events = said.iter().map(|line| {
        let (_, event) = line.split_once(" INFO ").unwrap_or_else(|| panic!("{line}"));
        event.split(" lasted_s").next().unwrap().to_owned()
    });
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        events.collect::<Vec<_>>(),
        [
            format!("started version=\"{version}\" services=1 every=10s"),
            "a problem began about=\"bravo\" cause=\"service.overloaded\"".to_owned(),
            "a problem is over about=\"bravo\" cause=\"service.overloaded\"".to_owned(),
            "ended".to_owned(),
        ]
    );
    assert!(!bus_has(&bus, &name).await, "the icon is gone");
}

#[tokio::test]
async fn who_sees_an_error_where_all_is_well_is_answered_and_led_to_the_steps() {
    let bus = bus!();
    let (desktop, registered) = (Server::start(&bus, &["body", "actions"]).await, Seen::default());
    let _watcher = Watcher::start(&bus, &registered).await;
    let world = World::new().await;
    let _daemon = with_desktop(&world, &bus);
    let mut item = Item::find(&bus, &registered.nth(1).await).await;
    item.until_tooltip("Bravo's front door answers").await;

    let service = |entries: &[item::Entry]| {
        let mut paths = entries.iter().map(|it| it.path.clone());
        paths.find(|it| it.ends_with(" > I see an error here > 503 (service unavailable)"))
    };
    let entry = service(&item.entries().await).unwrap();
    item.click(&entry).await;
    let sent = desktop.sent.nth(1).await;
    assert_eq!(sent.title, "A part of Bravo may be failing");
    item.until_tooltip("You see an error").await;
    // A popup can be clicked before the program, which has just been told its number, listens; people are slower.
    let click = async {
        loop {
            desktop.click(sent.id, "fix").await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let link = tokio::select! {
        link = world.opened.nth(1) => link,
        () = click => unreachable!("it clicks for ever"),
    };
    let page = browser::open(&link).await;
    assert_eq!(page.status, 200);
    assert!(
        page.content.contains("You see an error, yet Bravo answers from here"),
        "{}",
        page.content
    );

    // What asks for a page gets one.
    for (n, entry) in ["Settings…", "History…", "About streamdoctor…"].iter().enumerate() {
        item.click(entry).await;
        assert_eq!(browser::open(&world.opened.nth(n + 2).await).await.status, 200, "{entry}");
    }
    quit(&item).await;
    assert_eq!(desktop.sent.all().len(), 1, "it is said once");
}

// One program in a session.

#[tokio::test]
async fn a_second_start_shows_the_page_of_the_first() {
    let world = World::new().await;
    let daemon = Daemon::start(world.command(HEADLESS));
    daemon.until_it_says("started").await;
    for again in [&[][..], &HEADLESS] {
        let second = run(&world, again).await;
        assert_eq!(second.status.code(), Some(0), "{second:?}");
        assert!(text(&second.stdout).contains("running already"), "{second:?}");
    }
    let link = world.opened.nth(1).await;
    assert_ne!(link, world.opened.nth(2).await, "each has a ticket of its own");
    assert_eq!(browser::open(&link).await.status, 200);
    let (status, said) = daemon.ends_after(Signal::SIGINT).await;
    assert_eq!(status.code(), Some(0));
    assert!(!said.iter().any(|line| line.contains("ticket")), "{said:?}");
}

// What everybody can read: how others' programs were started.

#[tokio::test]
async fn no_live_ticket_stands_in_the_list_of_processes() {
    for of_the_system in [false, true] {
        let world = World::new().await;
        let _browser_stays = world.chooses_a_browser("");
        if of_the_system && !world.asks_the_systems_opener() {
            eprintln!("skipped: the opener of a desktop is not here (xdg-utils, shared-mime-info)");
            continue;
        }
        let left_over = world.write("run/streamdoctor/page-killed.html", "a link that is dead");
        let mut command = world.command(HEADLESS);
        command.env("DISPLAY", ":none").env("STREAMDOCTOR_LOG", "trace");
        let daemon = Daemon::start(command);
        daemon.until_it_says("started").await;
        assert!(!left_over.exists());
        assert_eq!(run(&world, &[]).await.status.code(), Some(0));

        let handed = world.opened.nth(1).await;
        let started = command_lines();
        assert!(started.contains(&handed), "the browser is among them");
        let file = PathBuf::from(handed.trim_start_matches("file://"));
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let page = std::fs::read_to_string(&file).unwrap();
        let link = page.split('"').find(|it| it.starts_with("http://127.0.0.1:")).unwrap();
        let (_, ticket) = link.split_once("ticket=").unwrap();
        assert!(ticket.len() > 32 && !started.contains(ticket), "{started}");

        assert_eq!(browser::open(link).await.status, 200);
        let gone = async {
            while file.exists() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, gone).await.expect("the file goes with its ticket");
        assert_eq!(browser::open(link).await.status, 403);
        let (_, said) = daemon.ends_after(Signal::SIGTERM).await;
        assert!(!said.iter().any(|line| line.contains(ticket)), "{said:?}");
    }
}

#[tokio::test]
async fn a_browser_that_sees_other_files_is_handed_a_link_for_this_user_alone() {
    let world = World::new().await;
    let _browser_stays = world.chooses_a_browser("X-Flatpak=org.example.Web\n");
    let daemon = Daemon::start(world.command(HEADLESS));
    daemon.until_it_says("started").await;
    assert_eq!(run(&world, &[]).await.status.code(), Some(0));
    let link = world.opened.nth(1).await;
    assert!(link.starts_with("http://127.0.0.1:"), "{link}");
    assert_eq!(browser::open(&link).await.status, 200);
}

/// How the programs of this computer were started, as far as we may read it.
fn command_lines() -> String {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let lines = processes.filter_map(|it| std::fs::read(it.path().join("cmdline")).ok());
    lines.map(|it| String::from_utf8_lossy(&it).replace('\0', " ") + "\n").collect()
}

#[tokio::test]
async fn of_two_that_start_at_once_one_runs_and_the_other_hands_over() {
    let world = World::new().await;
    let (mut one, mut other) =
        (Daemon::start(world.command(HEADLESS)), Daemon::start(world.command(HEADLESS)));
    let first_to_end = tokio::select! {
        status = one.child.wait() => status,
        status = other.child.wait() => status,
        () = tokio::time::sleep(PATIENCE) => panic!("both run"),
    };
    assert_eq!(first_to_end.unwrap().code(), Some(0));
    assert_eq!(browser::open(&world.opened.nth(1).await).await.status, 200);
    assert_eq!(status_once_known(&world).await["summary"]["cause"], "none");
}

#[tokio::test]
async fn a_killed_program_leaves_nothing_that_hinders_the_next() {
    let world = World::new().await;
    let first = Daemon::start(world.command(HEADLESS));
    first.until_it_says("started").await;
    let (status, _) = first.ends_after(Signal::SIGKILL).await;
    assert_eq!(status.code(), None);
    assert!(world.path("run/streamdoctor/streamdoctor.sock").exists(), "a kill cleans nothing up");
    let gone = run(&world, &["status"]).await;
    assert_eq!(gone.status.code(), Some(4), "{gone:?}");
    let next = Daemon::start(world.command(HEADLESS));
    next.until_it_says("started").await;
    assert_eq!(status_once_known(&world).await["summary"]["cause"], "none");
    assert_eq!(next.ends_after(Signal::SIGTERM).await.0.code(), Some(0));
}

#[tokio::test]
async fn a_hung_first_is_said_to_be_there_and_silent() {
    let world = World::new().await;
    let first = Daemon::start(world.command(HEADLESS));
    first.until_it_says("started").await;
    first.signal(Signal::SIGSTOP);
    let second = run(&world, &[]).await;
    assert_eq!(second.status.code(), Some(1), "{second:?}");
    assert!(text(&second.stderr).contains("cannot get an answer"), "{second:?}");
    first.signal(Signal::SIGCONT);
    assert_eq!(first.ends_after(Signal::SIGTERM).await.0.code(), Some(0));
}

// What it knows.

#[tokio::test]
async fn status_is_what_the_last_round_saw() {
    let world = World::new().await;
    world.answers(503);
    let daemon = Daemon::start(world.command(HEADLESS));
    daemon.until_it_says("started").await;
    let report = status_once_known(&world).await;
    assert_eq!(report["schema"], 1);
    assert_eq!(report["services"][0]["state"], "down");
    let upkeep = &report["upkeep"];
    assert!(upkeep["bytes_today"].as_u64().unwrap() > 0, "{upkeep}");
    assert!(
        upkeep["bytes_allowed"].is_null(),
        "the settings of this world have no limit: {upkeep}"
    );
    let told = run(&world, &["status"]).await;
    assert_eq!(told.status.code(), Some(1), "{told:?}");
    assert!(text(&told.stdout).contains("Last looked at "), "{told:?}");
    assert_eq!(daemon.ends_after(Signal::SIGHUP).await.0.code(), Some(0));
}

#[tokio::test]
async fn a_pause_is_told_by_status() {
    let bus = bus!();
    let registered = Seen::default();
    let _watcher = Watcher::start(&bus, &registered).await;
    let world = World::new().await;
    let _daemon = with_desktop(&world, &bus);
    let mut item = Item::find(&bus, &registered.nth(1).await).await;
    item.until_tooltip("Bravo's front door answers").await;
    item.click("Pause > Until tomorrow").await;
    item.until_tooltip("Paused").await;
    let told = run(&world, &["status"]).await;
    assert_eq!(told.status.code(), Some(0), "{told:?}");
    assert!(text(&told.stdout).contains("It is paused until 06:00:00."), "{told:?}");
    quit(&item).await;
}

#[tokio::test]
async fn a_german_daemon_gives_its_reasons_in_german_and_as_data_in_english() {
    let world = World::new().await;
    world.speaks("de");
    world.answers(503);
    let daemon = Daemon::start(world.command(HEADLESS));
    daemon.until_it_says("started").await;
    let report = status_once_known(&world).await;
    let evidence = report["services"][0]["diagnosis"]["evidence"].as_array().unwrap();
    let says = "The service says that it cannot answer at the moment (503).";
    assert!(evidence.iter().any(|it| it["says"] == says), "{evidence:?}");
    let told = run(&world, &["status"]).await;
    let told = text(&told.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["gerade nicht antworten kann (503)", "Zuletzt nachgesehen um"] {
        assert!(told.contains(words), "{words:?} is missing in {told}");
    }
    assert!(!told.contains(" the "), "{told}");
}

#[tokio::test]
async fn as_long_as_its_page_is_visible_it_looks_often() {
    let world = World::new().await;
    world.looks_every("10h");
    let mut command = world.command(HEADLESS);
    command.env("STREAMDOCTOR_LOG", "debug");
    let daemon = Daemon::start(command);
    daemon.until_it_says("round cause").await;
    run(&world, &[]).await;
    let _page = browser::stay(&world.opened.nth(1).await).await;
    let rounds = async {
        let mut lines = 0;
        let mut rounds = 0;
        while rounds < 2 {
            lines += 1;
            rounds += usize::from(daemon.says.nth(lines).await.contains("round cause"));
        }
    };
    rounds.await;
}

// From the command line.

#[tokio::test]
async fn it_is_paused_resumed_and_ended_from_the_command_line() {
    let world = World::new().await;
    let daemon = Daemon::start(world.command(HEADLESS));
    status_once_known(&world).await;
    let paused = run(&world, &["pause", "30m"]).await;
    assert_eq!(paused.status.code(), Some(0), "{paused:?}");
    let told = run(&world, &["status"]).await;
    assert!(text(&told.stdout).contains("It is paused until "), "{told:?}");
    assert_eq!(run(&world, &["resume"]).await.status.code(), Some(0));
    let told = run(&world, &["status"]).await;
    assert!(!text(&told.stdout).contains("It is paused"), "{told:?}");
    assert!(text(&told.stdout).contains("Today it has moved "), "{told:?}");
    assert_eq!(run(&world, &["quit"]).await.status.code(), Some(0));
    assert_eq!(daemon.ends().await.0.code(), Some(0));
    let nobody = run(&world, &["quit"]).await;
    assert_eq!(nobody.status.code(), Some(4), "{nobody:?}");
}

#[tokio::test]
async fn a_pause_outlives_a_kill() {
    let world = World::new().await;
    let daemon = Daemon::start(world.command(HEADLESS));
    status_once_known(&world).await;
    run(&world, &["pause", "tomorrow"]).await;
    daemon.ends_after(Signal::SIGKILL).await;
    let daemon = Daemon::start(world.command(HEADLESS));
    daemon.until_it_says("started").await;
    run(&world, &["resume"]).await;
    status_once_known(&world).await;
    assert_eq!(daemon.ends_after(Signal::SIGTERM).await.0.code(), Some(0));
}

// Its settings and its notes.

#[tokio::test]
async fn settings_are_followed_and_a_bad_edit_keeps_the_old_ones_and_says_why() {
    let world = World::new().await;
    let daemon = Daemon::start(world.command(HEADLESS));
    assert_eq!(status_once_known(&world).await["services"][0]["id"], "bravo");
    let file = "home/.config/streamdoctor/streamdoctor.toml";
    let good = std::fs::read_to_string(world.path(file)).unwrap();
    world.write(file, "[schedule]\nquick = \"1s\"\n");
    daemon.until_it_says("the old ones hold").await;
    let told = run(&world, &["status"]).await;
    let says = "line 2: schedule quick \"1s\" is not from \"10s\" to \"24h\"";
    assert!(text(&told.stdout).contains(says), "{told:?}");
    assert!(text(&told.stdout).contains("Bravo"), "{told:?}");
    let charlie =
        std::fs::read_to_string(world.path("home/.config/streamdoctor/services/bravo.toml"));
    let charlie = charlie.unwrap().replace("bravo", "charlie").replace("Bravo", "Charlie");
    world.write("home/.config/streamdoctor/services/charlie.toml", &charlie);
    world.write(file, &good.replace("[\"bravo\"]", "[\"charlie\"]"));
    daemon.until_it_says("the settings have changed services=1").await;
    let followed = async {
        loop {
            let told = run(&world, &["status"]).await;
            let told = text(&told.stdout);
            if told.contains("Charlie") && !told.contains("the old ones hold") {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, followed).await.expect("the new settings hold");
    assert_eq!(daemon.ends_after(Signal::SIGTERM).await.0.code(), Some(0));
}

#[tokio::test]
async fn without_a_terminal_the_log_is_kept_in_a_file() {
    let world = World::new().await;
    let daemon = Daemon::start(world.command(HEADLESS));
    daemon.until_it_says("started").await;
    daemon.ends_after(Signal::SIGTERM).await;
    let log = world.path("home/.local/state/streamdoctor/streamdoctor.log");
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("started version") && log.trim_end().ends_with("ended"), "{log}");
    assert_eq!(log.lines().count(), 2, "a calm day is a handful of lines: {log}");
}

// By hand.

#[tokio::test]
async fn at_a_terminal_it_says_how_to_see_it_and_ends_by_ctrl_c() {
    let world = World::new().await;
    let mut terminal = tokio::process::Command::new("script");
    // Not every shell gives its place to its last command; one that stays hears the Ctrl-C, too, and tells that.
    let program = format!("exec '{}' run --headless", world::PROGRAM);
    terminal.args(["-q", "-e", "-c", &program, "/dev/null"]);
    for (name, value) in world.command(HEADLESS).as_std().get_envs() {
        terminal.env(name, value.unwrap_or_default());
    }
    terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
    let Ok(mut terminal) = terminal.spawn() else {
        assert!(std::env::var_os("CI").is_none(), "script(1) cannot be started");
        let says = "SKIPPED: script(1) is not installed, so a start at a terminal was not tested\n";
        std::io::stderr().write_all(says.as_bytes()).unwrap();
        return;
    };
    let mut lines = BufReader::new(terminal.stdout.take().unwrap()).lines();
    let greeting =
        async { while !lines.next_line().await.unwrap().unwrap().contains("Ctrl-C ends it") {} };
    tokio::time::timeout(PATIENCE, greeting).await.unwrap();
    let mut keys = terminal.stdin.take().unwrap();
    keys.write_all(b"\x03").await.unwrap();
    let rest = async { while lines.next_line().await.unwrap().is_some() {} };
    tokio::time::timeout(PATIENCE, rest).await.unwrap();
    assert_eq!(terminal.wait().await.unwrap().code(), Some(0));
}

// What may be missing.

#[tokio::test]
async fn without_a_session_bus_it_says_so_and_runs_without_an_icon() {
    let world = World::new().await;
    let daemon = Daemon::start(world.command::<&str>([]));
    daemon.until_it_says("It runs without an icon; `streamdoctor status` says").await;
    assert_eq!(status_once_known(&world).await["summary"]["cause"], "none");
    assert_eq!(daemon.ends_after(Signal::SIGTERM).await.0.code(), Some(0));
}

#[tokio::test]
async fn without_a_tray_host_it_says_so_once_and_shows_the_icon_when_one_comes() {
    let bus = bus!();
    let world = World::new().await;
    let daemon = with_desktop(&world, &bus);
    daemon.until_it_says("this desktop shows no tray icons").await;
    let registered = Seen::default();
    let _watcher = Watcher::start(&bus, &registered).await;
    let mut item = Item::find(&bus, &registered.nth(1).await).await;
    item.until_tooltip("Bravo's front door answers").await;
    quit(&item).await;
    let (status, said) = daemon.ends().await;
    assert_eq!(status.code(), Some(0));
    assert_eq!(said.iter().filter(|it| it.contains("no tray icons")).count(), 1, "{said:?}");
}

#[tokio::test]
async fn without_a_notification_server_it_says_so_and_shows_the_rest() {
    let bus = bus!();
    let registered = Seen::default();
    let _watcher = Watcher::start(&bus, &registered).await;
    let world = World::new().await;
    let daemon = with_desktop(&world, &bus);
    let mut item = Item::find(&bus, &registered.nth(1).await).await;
    item.until_tooltip("Bravo's front door answers").await;
    world.answers(503);
    item.click("Check now").await;
    item.until_tooltip("Bravo may be overloaded").await;
    daemon.until_it_says("no notification can be shown here").await;
    item.click("Bravo may be overloaded > Fix steps…").await;
    assert_eq!(browser::open(&world.opened.nth(1).await).await.status, 200);
    assert_eq!(daemon.ends_after(Signal::SIGTERM).await.0.code(), Some(0));
}

#[tokio::test]
async fn a_click_that_opens_nothing_is_answered_in_words() {
    let bus = bus!();
    let (desktop, registered) = (Server::start(&bus, &["body", "actions"]).await, Seen::default());
    let _watcher = Watcher::start(&bus, &registered).await;
    let world = World::new().await;
    // As the desktop's opener ends where it finds no browser; and so do those that are asked after it.
    for opener in ["xdg-open", "gio", "gnome-open", "kde-open6", "kde-open5", "kde-open"] {
        let program = world.write(&format!("bin/{opener}"), "#!/bin/sh\nexit 3\n");
        std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let daemon = with_desktop(&world, &bus);
    let mut item = Item::find(&bus, &registered.nth(1).await).await;
    item.until_tooltip("Bravo's front door answers").await;
    item.click("Open streamdoctor…").await;
    let sent = desktop.sent.nth(1).await;
    assert_eq!(sent.title, "The page did not open");
    assert!(sent.body.contains("`streamdoctor status` says the same"), "{}", sent.body);
    // A click tries once more.
    desktop.click(sent.id, "default").await;
    assert_eq!(desktop.sent.nth(2).await.title, "The page did not open");
    assert_eq!(daemon.ends_after(Signal::SIGTERM).await.0.code(), Some(0));
}

#[tokio::test]
async fn without_a_browser_the_second_start_says_so() {
    let world = World::new().await;
    // Only this: whatever opens pages here is not to be found.
    let nothing = world.path("empty");
    std::fs::create_dir(&nothing).unwrap();
    let mut command = world.command(HEADLESS);
    let daemon = Daemon::start({
        command.env("PATH", nothing);
        command
    });
    daemon.until_it_says("started").await;
    let second = run(&world, &[]).await;
    assert_eq!(second.status.code(), Some(0), "{second:?}");
    assert!(text(&second.stderr).contains("nothing here opens web pages"), "{second:?}");
    daemon.until_it_says("the page cannot be opened: nothing here opens web pages").await;
}

#[tokio::test]
async fn a_home_that_cannot_be_written_is_said_and_it_looks_all_the_same() {
    let world = World::new().await;
    let settings = world.path("home/.config/streamdoctor");
    let mut command = world.command(["run", "--headless", "--config", settings.to_str().unwrap()]);
    // Nobody, not even root, makes a folder below a file.
    command.env_remove("XDG_RUNTIME_DIR").env("HOME", world.write("file", ""));
    command.env("STREAMDOCTOR_LOG", "debug");
    let daemon = Daemon::start(command);
    daemon.until_it_says("there is no place for the notes of this session").await;
    daemon.until_it_says("round cause=\"none\"").await;
    assert_eq!(daemon.ends_after(Signal::SIGTERM).await.0.code(), Some(0));
}

#[tokio::test]
async fn a_socket_that_cannot_be_made_is_said_and_it_looks_all_the_same() {
    let world = World::new().await;
    // A socket's path is short (unix(7)), a folder's is not.
    let deep = world.path("d".repeat(120));
    std::fs::create_dir(&deep).unwrap();
    let mut command = world.command(HEADLESS);
    command.env("XDG_RUNTIME_DIR", &deep).env("STREAMDOCTOR_LOG", "debug");
    let daemon = Daemon::start(command);
    daemon.until_it_says("will not find this one").await;
    daemon.until_it_says("round cause=\"none\"").await;
    let mut second = world.command::<&str>([]);
    let second = second.env("XDG_RUNTIME_DIR", &deep).output().await.unwrap();
    assert_eq!(second.status.code(), Some(1), "{second:?}");
    assert!(text(&second.stderr).contains("it is running already"), "{second:?}");
}

/// A program of this user's has gone mad: it connects again and again, holds on, and says nothing.
#[tokio::test]
async fn a_flood_of_silent_starts_takes_a_bounded_share_and_is_given_up() {
    let world = World::new().await;
    let daemon = Daemon::start(world.command(HEADLESS));
    daemon.until_it_says("started").await;
    status_once_known(&world).await;
    let place = world.path("run/streamdoctor/streamdoctor.sock");
    let open = format!("/proc/{}/fd", daemon.child.id().unwrap());
    // Its ends of the local socket's connections, and the socket itself: a look has others.
    let held = || {
        let sockets = std::fs::read_to_string("/proc/net/unix").unwrap();
        let ours = sockets.lines().filter(|it| it.ends_with(place.to_str().unwrap()));
        let ours =
            ours.filter_map(|it| Some(format!("socket:[{}]", it.split_whitespace().nth(6)?)));
        let ours = ours.collect::<HashSet<_>>();
        let open = std::fs::read_dir(&open).unwrap().flatten();
        let open = open.filter_map(|it| std::fs::read_link(it.path()).ok());
        open.filter(|it| ours.contains(it.to_str().unwrap_or_default())).count()
    };
    let before = held();
    let mut flood = Vec::new();
    while flood.len() < 150 {
        match UnixStream::connect(&place).await {
            Ok(stream) => flood.push(stream),
            // As many wait there as the system lets wait.
            Err(_) => tokio::task::yield_now().await,
        }
    }
    let mut most = 0;
    let mut nothing = [0];
    loop {
        tokio::select! {
            closed = flood[0].read(&mut nothing) => {
                assert!(matches!(closed, Ok(0)), "{closed:?}");
                break;
            }
            () = tokio::time::sleep(Duration::from_millis(20)) => most = most.max(held()),
        }
    }
    assert!((before + 64..before + 100).contains(&most), "{most} descriptors, {before} before");
    drop(flood);
    let told = run(&world, &["status"]).await;
    assert_eq!(told.status.code(), Some(0), "{told:?}");
    assert_eq!(daemon.ends_after(Signal::SIGTERM).await.0.code(), Some(0));
}

/// In a network of its own that has one port to give, the second program gets none.
#[tokio::test]
async fn without_a_port_for_its_page_it_says_so_and_looks_all_the_same() {
    const BOTH: &str = "echo 40000 40000 > /proc/sys/net/ipv4/ip_local_port_range || exit 99
        XDG_RUNTIME_DIR=$2 $1 run --headless & read go; exec $1 run --headless";
    let world = World::new().await;
    let first_runtime = world.path("first");
    std::fs::create_dir(&first_runtime).unwrap();
    let mut command = tokio::process::Command::new("unshare");
    // The processes end with the first of them, which ends with the test.
    command.args(["--user", "--map-root-user", "--net", "--pid", "--fork", "--kill-child"]);
    command.args(["sh", "-c", BOTH, "sh", world::PROGRAM]).arg(&first_runtime);
    for (name, value) in world.command(HEADLESS).as_std().get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.kill_on_drop(true).stdin(Stdio::piped());
    let mut daemons = Daemon::start(command);
    if !daemons.says_before_it_ends("started").await {
        let says = "SKIPPED: no network of its own is to be had, so a page without a port was not tested\n";
        std::io::stderr().write_all(says.as_bytes()).unwrap();
        return;
    }
    daemons.type_in("go\n").await;
    daemons.until_it_says("the page cannot be shown, for no port of 127.0.0.1 is to be had").await;
    assert_ne!(status_once_known(&world).await["summary"]["cause"], "none", "nothing is there");
    let second = run(&world, &[]).await;
    assert_eq!(second.status.code(), Some(0), "{second:?}");
    assert!(text(&second.stderr).contains("there is no page"), "{second:?}");
}

fn with_desktop(world: &World, bus: &Bus) -> Daemon {
    let mut command = world.command::<&str>([]);
    command.env("DBUS_SESSION_BUS_ADDRESS", &bus.address);
    Daemon::start(command)
}

/// Chooses "Quit". The program may be gone before it answers the click.
async fn quit(item: &Item) {
    let entries = item.entries().await;
    let entry = entries.iter().find(|it| it.path == "Quit").unwrap();
    drop(item.click_id(entry.id).await);
}

async fn run(world: &World, arguments: &[&str]) -> Output {
    tokio::time::timeout(PATIENCE, world.command(arguments).output()).await.unwrap().unwrap()
}

/// What `status --json` says, as soon as there is anything to say.
async fn status_once_known(world: &World) -> Value {
    let known = async {
        loop {
            let told = run(world, &["status", "--json"]).await;
            if !told.stdout.is_empty() {
                return serde_json::from_slice(&told.stdout).unwrap();
            }
        }
    };
    tokio::time::timeout(PATIENCE, known).await.expect("the first round ends")
}

async fn bus_has(bus: &Bus, name: &str) -> bool {
    let bus = bus.connect().await;
    let (driver, path) = ("org.freedesktop.DBus", "/org/freedesktop/DBus");
    let answer = bus.call_method(Some(driver), path, Some(driver), "NameHasOwner", &name).await;
    answer.unwrap().body().deserialize().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}
