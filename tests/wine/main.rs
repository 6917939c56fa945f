//! The real Windows program under Wine: what it says of services of the tests' own, which settings of Windows it obeys,
//! its icon in the taskbar, and its second start.
//!
//! `scripts/windows test` builds the program, makes a Wine of its own with a screen of its own, and runs this.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "the helpers of tests are tests too")]

mod desktop;
mod package;
#[path = "../support/proxy.rs"]
#[expect(dead_code, reason = "other tests need more of it")]
mod proxy;
#[path = "../support/server.rs"]
#[expect(dead_code, reason = "other tests need more of it")]
mod server;
mod world;

use std::fs;

use serde_json::{Value, json};

use desktop::{Screen, TASKBAR_END};
use package::Package;
use world::{Windows, World};

// What it says.

#[tokio::test]
async fn the_service_answers_and_all_is_well() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    let told = windows.check(&world).await;
    assert_eq!(told.status, 0, "{told:#?}");
    assert_eq!(told.json["services"][0]["state"], "up", "{told:#?}");
    assert_eq!(told.json["summary"]["cause"], "none", "{told:#?}");
}

#[tokio::test]
async fn each_status_has_its_cause() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    for (status, cause, blame) in [
        (503, "service.overloaded", "service"),
        (502, "service.gateway_error", "service"),
        (504, "service.gateway_error", "service"),
        (500, "service.error", "service"),
        (403, "account.forbidden", "account"),
        (451, "account.legal_block", "region"),
    ] {
        world.answers(status);
        let told = windows.check(&world).await;
        let service = &told.json["services"][0];
        assert_eq!(service["diagnosis"]["cause"], cause, "{status}: {told:#?}");
        assert_eq!(service["diagnosis"]["blame"], blame, "{status}: {told:#?}");
        assert_eq!(told.status, 1, "{status}: {told:#?}");
    }
}

#[tokio::test]
async fn what_windows_does_not_tell_is_not_held_against_anybody() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    let (told, seen) = windows.look(&world).await;
    // Wine knows interfaces and routes; whatever else is missing is missing, and not empty or broken.
    assert!(seen["host"]["interfaces"].as_array().is_some_and(|it| !it.is_empty()), "{seen:#}");
    assert!(seen["host"]["routes"].is_array(), "{seen:#}");
    assert_eq!(told.json["network"]["cause"], "none", "{told:#?}");
}

// The settings of Windows.

#[tokio::test]
async fn the_proxy_of_the_registry_is_used() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    let (proxy, log) = proxy::http_connect(world.front()).await;
    windows.set_proxy(&format!("http=127.0.0.1:9;https={proxy}")).await;
    let (told, seen) = windows.look(world.named("www.bravo.example")).await;
    assert_eq!(told.status, 0, "{told:#?}");
    assert_eq!(seen["host"]["proxy"]["source"], "desktop", "{seen:#}");
    let asked = log.lock().unwrap().clone();
    let line = format!("CONNECT www.bravo.example:{} HTTP/1.1", world.front().port());
    assert!(asked.iter().any(|it| it.starts_with(&line)), "{asked:?}");
}

#[tokio::test]
async fn a_proxy_of_the_registry_that_is_dead_is_named() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    let dead = server::closed_port().await;
    windows.set_proxy(&dead.to_string()).await;
    let told = windows.check(world.named("www.bravo.example")).await;
    assert_eq!(told.json["summary"]["cause"], "proxy.unreachable", "{told:#?}");
    assert_eq!(told.json["summary"]["blame"], "vpn_or_proxy", "{told:#?}");
}

#[tokio::test]
async fn a_proxy_that_is_switched_off_or_bypassed_is_not_used() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    let dead = server::closed_port().await;
    windows.set_proxy(&dead.to_string()).await;
    windows.set_internet("ProxyOverride", "REG_SZ", "*.elsewhere.example;localhost;<local>").await;
    let told = windows.check(&world).await;
    assert_eq!(told.status, 0, "{told:#?}");
    windows.set_internet("ProxyEnable", "REG_DWORD", "0").await;
    let (told, seen) = windows.look(&world).await;
    assert_eq!(told.status, 0, "{told:#?}");
    assert_eq!(seen["host"]["proxy"]["source"], "none", "{seen:#}");
}

#[tokio::test]
async fn a_script_that_is_gone_is_seen_and_breaks_nothing() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    let gone = server::closed_port().await;
    windows.set_internet("AutoConfigURL", "REG_SZ", &format!("http://{gone}/proxy.pac")).await;
    let (told, seen) = windows.look(&world).await;
    assert_eq!(seen["host"]["proxy"]["pac_reachable"], false, "{seen:#}");
    // The programs of Windows go without it, so what answers is not called broken: it is mentioned.
    assert_eq!(told.status, 0, "{told:#?}");
    let reasons = told.json["network"]["evidence"].as_array().unwrap();
    assert!(reasons.iter().any(|it| it["rule"] == "proxy.script"), "{told:#?}");
}

#[tokio::test]
async fn the_proxies_that_a_script_names_are_tried() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    let dead = server::closed_port().await;
    let script = format!("function FindProxyForURL(url, host) {{ return \"PROXY {dead}\"; }}");
    let place = server::http(vec![server::response("200 OK", &script)]).await;
    windows.set_internet("AutoConfigURL", "REG_SZ", &format!("http://{place}/proxy.pac")).await;
    let (_, seen) = windows.look(&world).await;
    let ways = &seen["host"]["proxy"]["pac_ways"];
    assert_eq!(ways["direct"], false, "{seen:#}");
    assert_eq!(ways["proxies"][0]["endpoint"]["port"], dead.port(), "{seen:#}");
    assert_eq!(ways["proxies"][0]["answers"], false, "{seen:#}");
}

#[tokio::test]
async fn rubbish_in_the_proxy_entry_breaks_nothing() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    windows.set_proxy("http=;;=:::99999; https=http://[:x ;socks=Ünsinn:1:2").await;
    let (told, seen) = windows.look(&world).await;
    assert_eq!(told.status, 0, "{told:#?}");
    let unusable = seen["host"]["proxy"]["unusable"].as_array().unwrap();
    assert!(!unusable.is_empty(), "{seen:#}");
}

#[tokio::test]
async fn the_hosts_file_of_windows_is_read() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    windows.write_hosts("\u{feff}# Ünsere\r\n10.9.8.7\tlocalhost # pinned\r\n");
    let (_, seen) = windows.look(&world).await;
    let pinned = json!([{ "name": "localhost", "address": "10.9.8.7" }]);
    assert_eq!(seen["host"]["hosts_entries"], pinned, "{seen:#}");
}

#[tokio::test]
#[ignore = "Wine does not give the root that stands in the registry"]
async fn the_roots_of_windows_are_trusted() {
    let (windows, world) = (Windows::enter().await.by_store(), World::new().await);
    let told = windows.check(&world).await;
    assert_ne!(told.status, 0, "nobody trusts it yet: {told:#?}");
    windows.trust(&world).await;
    let told = windows.check(&world).await;
    assert_eq!(told.status, 0, "{told:#?}");
}

// How it starts.

#[tokio::test]
async fn the_icon_is_in_the_taskbar_and_a_second_start_hands_over() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    world.answers(503);
    let before = Screen::at_rest().await;
    let mut first = windows.start(&world);
    let status = windows.until_status(|it| it["summary"]["cause"] == "service.overloaded").await;
    assert_eq!(status["services"][0]["state"], "down", "{status:#}");

    // It turns red once a second look has found the same.
    before.until_changed(TASKBAR_END).await;
    Screen::until_red(TASKBAR_END).await.keep("windows-tray.png");

    let second = windows.run(&windows.program(&world, &[])).await;
    assert_eq!(second.status, 0, "{second:#?}");
    let told = format!("{}{}", second.out, second.err);
    assert!(told.contains("streamdoctor is running already"), "{told}");
    assert!(first.try_wait().unwrap().is_none(), "the first one goes on");

    windows.end("streamdoctor.exe").await;
    let status = windows.run(&windows.program(&world, &["status", "--json"])).await;
    assert_eq!(status.status, 4, "nobody is left: {status:#?}");
}

/// The icon is lost where Explorer crashes. What changes before it is back is seen when it is.
#[tokio::test]
async fn the_icon_comes_back_with_the_taskbar() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    let empty = Screen::at_rest().await;
    let _running = windows.start(&world);
    windows.until_status(|it| it["summary"]["cause"] == "none").await;
    empty.until_changed(TASKBAR_END).await;

    windows.taskbar("gone").await;
    empty.until_again(TASKBAR_END).await;
    world.answers(503);
    windows.until_status(|it| it["summary"]["cause"] == "service.overloaded").await;
    windows.taskbar("back").await;
    Screen::until_red(TASKBAR_END).await;
}

#[tokio::test]
async fn the_icon_follows_the_colour_of_the_taskbar() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    let empty = Screen::at_rest().await;
    let _running = windows.start(&world);
    windows.until_status(|it| it["summary"]["cause"] == "none").await;
    empty.until_changed(TASKBAR_END).await;
    let dark = Screen::at_rest().await;
    windows.set_light_taskbar(true).await;
    dark.until_changed(TASKBAR_END).await;
    windows.set_light_taskbar(false).await;
    dark.until_again(TASKBAR_END).await;
}

#[tokio::test]
async fn folders_and_names_of_any_letters_are_understood() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    // The user is called so, too: see `Windows::enter`.
    let told = windows.run(&windows.program(&world, &["config"])).await;
    assert_eq!(told.status, 0, "{told:#?}");
    assert!(told.out.contains(world::FOLDER), "{told:#?}");
    let file = world.folder().join("Übung 映画.http");
    fs::write(&file, "HTTP/1.1 503 Service Unavailable\r\nServer: nginx\r\n\r\n").unwrap();
    let told =
        windows.run(&windows.program(&world, &["classify", &world::path(&file), "--json"])).await;
    assert_eq!(told.status, 0, "{told:#?}");
    assert_eq!(told.json()["schema"], Value::from(1));
}

#[tokio::test]
async fn what_is_wrong_with_the_arguments_is_said_on_standard_error() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    let told = windows.run(&windows.program(&world, &["check", "--wrong"])).await;
    assert_eq!((told.status, told.out.as_str()), (2, ""), "{told:#?}");
    assert!(told.err.contains("--wrong"), "{told:#?}");
}

// What users get.

#[test]
fn windows_finds_in_the_programs_what_it_looks_for() {
    let package = Package::unpack();
    let programs = ["streamdoctor.exe", "streamdoctorw.exe"].map(|it| package.file(it));
    assert_eq!(programs.each_ref().map(|it| package::wants_console(it)), [true, false]);
    for program in programs {
        assert_eq!(package::icon_sizes(&program), [16, 20, 24, 32, 40, 48, 64, 256]);
        let version = package::version(&program);
        for (name, value) in [
            ("FileDescription", "streamdoctor"),
            ("ProductName", "streamdoctor"),
            ("ProductVersion", env!("CARGO_PKG_VERSION")),
            ("FileVersion", env!("CARGO_PKG_VERSION")),
        ] {
            // Before a name stand lengths.
            let says = |it: &[String]| it[0].ends_with(name) && it[1] == value;
            assert!(version.windows(2).any(says), "{name}: {version:?}");
        }
        let manifest = package::manifest(&program);
        let windows_10 = "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}";
        for word in ["asInvoker", "PerMonitorV2", ">UTF-8<", "longPathAware", windows_10] {
            assert!(manifest.contains(word), "{word}: {manifest}");
        }
    }
}

/// The path has blanks and letters of many kinds.
#[tokio::test]
async fn the_package_runs_where_it_was_unpacked() {
    let (windows, world) = (Windows::enter().await, World::new().await);
    let package = Package::unpack();
    let line = [world::path(&package.file("streamdoctor.exe")), "--version".to_owned()];
    let told = windows.run(&line).await;
    assert_eq!(told.out.trim(), concat!("streamdoctor ", env!("CARGO_PKG_VERSION")), "{told:#?}");

    let windows = windows.with(package.file("streamdoctorw.exe"));
    let _running = windows.start(&world);
    let windows = windows.with(package.file("streamdoctor.exe"));
    let status = windows.until_status(|it| it["summary"]["cause"] == "none").await;
    assert_eq!(status["services"][0]["state"], "up", "{status:#}");

    // The second start opens the page of the first.
    windows.forget_visit();
    let second = windows.run(&windows.program(&world, &[])).await;
    assert_eq!(second.status, 0, "{second:#?}");
    let page = windows.visit().await;
    assert_eq!((page.scheme(), page.host_str()), ("http", Some("127.0.0.1")), "{page}");
}
