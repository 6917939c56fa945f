//! The command line as a person or a script meets it: the real program, with private folders and servers of the tests'
//! own. Exit statuses and JSON are as the documentation promises; whatever is wrong with the input is said in a sentence.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

#[path = "cli/internet.rs"]
mod internet;
#[path = "support/server.rs"]
#[expect(dead_code, reason = "the tests of the probe need more of it")]
mod server;
#[path = "cli/user.rs"]
mod user;

use std::ffi::OsStr;
use std::fs::File;
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use internet::{Internet, SILENCE};
use user::{Outcome, PATIENCE, User, outcome};

// check

#[tokio::test]
async fn all_well_is_0_and_says_what_was_seen() {
    let (_internet, user) = online().await;
    let told = user.run(&["check"]).await.ends(0);
    assert!(told.out.starts_with("Bravo's front door answers from here;"), "{}", told.out);
    assert!(!told.out.contains('\u{1b}'), "a pipe gets no colours");
}

#[tokio::test]
async fn something_wrong_is_1_and_says_whose_side_it_is() {
    let (internet, user) = online().await;
    internet.answers(503);
    let told = user.run(&["check"]).await.ends(1);
    for words in [
        "Bravo may be overloaded; what was seen does not prove it yet.",
        "down (503)",
        "What helps",
    ] {
        assert!(told.out.contains(words), "{words:?} is missing in {}", told.out);
    }
}

#[tokio::test]
async fn in_german_all_is_german_and_json_gives_the_reasons_in_english() {
    let (internet, user) = online().await;
    let settings = format!("{}[appearance]\nlanguage = \"de\"\n", internet.settings());
    user.write("home/.config/streamdoctor/streamdoctor.toml", settings);
    internet.answers(503);
    let told = user.run(&["check"]).await.ends(1);
    let out = told.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["gerade nicht antworten kann (503)", "Was hilft", "unverschlüsselt"] {
        assert!(out.contains(words), "{words:?} is missing in {}", told.out);
    }
    let english = [" the ", " of ", " is ", " and ", "your", "answers"];
    let found = english.iter().filter(|it| out.contains(**it)).collect::<Vec<_>>();
    assert!(found.is_empty(), "{found:?} in {}", told.out);
    let report = user.run(&["check", "--json"]).await.ends(1).json();
    let evidence = report["services"][0]["diagnosis"]["evidence"].as_array().unwrap();
    let says = "The service says that it cannot answer at the moment (503).";
    assert!(evidence.iter().any(|it| it["says"] == says), "{evidence:?}");
    let told = user.run(&["explain", "503"]).await.ends(0).out;
    assert!(told.contains("überlastet oder in Wartung") && !told.contains(" the "), "{told}");
    let told = user.run(&["explain", "503", "--json"]).await.ends(0).json();
    let says = told["meanings"][0]["says"].as_str().unwrap();
    assert!(says.starts_with("The server is there but cannot answer now"), "{says}");
}

#[tokio::test]
async fn what_only_refuses_programs_is_0() {
    let (internet, user) = online().await;
    internet.answers(401);
    let told = user.run(&["check", "--json"]).await.ends(0);
    assert_eq!(told.json()["services"][0]["state"], "refused");
}

#[tokio::test]
async fn what_cannot_be_decided_is_3() {
    let (internet, user) = online().await;
    let alone = internet.settings().replace("endpoints = [", "endpoints = [] # [");
    let alone = alone.replace("addresses = [", "addresses = [] # [");
    user.write("home/.config/streamdoctor/streamdoctor.toml", alone);
    internet.answers(SILENCE);
    let told = user.run(&["check", "--json", "--deadline", "2"]).await.ends(3);
    assert_eq!(told.json()["summary"]["cause"], "unknown", "{}", told.out);
}

#[tokio::test]
async fn json_has_the_shape_that_is_promised() {
    let (internet, user) = online().await;
    internet.answers(503);
    let report = user.run(&["check", "--json"]).await.ends(1).json();
    assert_eq!(
        (&report["schema"], &report["version"]),
        (&json!(1), &json!(env!("CARGO_PKG_VERSION")))
    );
    assert!(report["started_at"].as_str().unwrap().ends_with('Z') && report["took_ms"].is_u64());
    assert_eq!(report["summary"]["blame"], "service");
    assert_eq!(report["summary"]["cause"], "service.overloaded");
    assert_eq!(report["network"]["cause"], "none");
    for list in ["evidence", "contributing", "plan"] {
        assert!(report["network"][list].is_array(), "{list}");
    }
    let service = &report["services"][0];
    let symptom = json!({ "phase": "exchange", "error": null, "status": 503, "role": "web" });
    assert_eq!((&service["id"], &service["state"]), (&json!("bravo"), &json!("down")));
    assert_eq!(service["symptom"], symptom);
    assert_eq!(service["diagnosis"]["extent"], "service");
    assert_eq!(service["plan"][0]["remedy"], "wait_and_retry");
    assert!(service["targets"][0]["phases"]["first_byte_ms"].is_f64());
}

#[tokio::test]
async fn a_saved_look_is_judged_the_same_again() {
    let (internet, user) = online().await;
    internet.answers(503);
    let save = ["check", "--json", "--save", "round.json"];
    let seen = user.run(&save).await.ends(1);
    let again = user.run(&["diagnose", "round.json", "--json"]).await.ends(1);
    assert_eq!(again.json(), seen.json());
    let told = user.run(&["diagnose", "round.json"]).await.ends(1);
    assert!(
        told.out.starts_with("Bravo may be overloaded; what was seen does not prove it yet."),
        "{}",
        told.out
    );
    let round = std::fs::read(user.path("round.json")).unwrap();
    assert_eq!(user.feed(&["diagnose", "-"], &round).await.ends(1).out, told.out);
    // What was there is replaced.
    internet.answers(200);
    user.run(&save).await.ends(0);
    user.run(&["diagnose", "round.json"]).await.ends(0);
}

#[tokio::test]
async fn where_nothing_can_be_saved_is_said_before_the_look() {
    let (internet, user) = online().await;
    user.run(&["check", "--save", "no/such/folder.json"])
        .await
        .refuses(&["no/such/folder.json: it cannot be written: No such file or directory"]);
    user.run(&["check", "--save", "home"]).await.refuses(&["home: it cannot be written"]);
    assert_eq!(internet.asked(), 0);
}

#[tokio::test]
async fn a_watch_tells_the_worst_moment_and_that_it_passed() {
    let (internet, user) = online().await;
    internet.answers(503);
    let watch = user.command(&["check", "--watch", "4", "--json"]);
    let recover = async {
        internet.until_asked_for("/watch", 1).await;
        internet.answers(200);
    };
    let (told, ()) = tokio::join!(outcome(watch), recover);
    let report = told.ends(1).json();
    assert_eq!(report["summary"]["cause"], "service.overloaded");
    assert_eq!(report["services"][0]["diagnosis"]["when"], "passed");
}

#[tokio::test]
async fn a_watch_that_is_interrupted_tells_what_it_saw() {
    let (internet, user) = online().await;
    let mut watch = user.command(&["check", "--watch", "600"]);
    let watch = watch.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let second_round = internet.until_asked_for("/alive", 2);
    tokio::time::timeout(PATIENCE, second_round).await.unwrap();
    let id = nix::unistd::Pid::from_raw(i32::try_from(watch.id().unwrap()).unwrap());
    nix::sys::signal::kill(id, nix::sys::signal::Signal::SIGINT).unwrap();
    let told = tokio::time::timeout(PATIENCE, watch.wait_with_output()).await.unwrap().unwrap();
    assert_eq!(told.status.code(), Some(0));
    assert!(told.stdout.starts_with(b"Bravo's front door answers"));
}

#[tokio::test]
async fn a_deadline_is_kept() {
    let (internet, user) = online().await;
    internet.answers(SILENCE);
    let begun = Instant::now();
    let told = user.run(&["check", "--deadline", "1", "--json"]).await;
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    assert!(told.json()["took_ms"].as_u64().unwrap() < 2_000, "{}", told.out);
}

#[tokio::test]
async fn what_the_user_sees_counts_beside_what_the_program_sees() {
    let (_internet, user) = online().await;
    let report = user.run(&["check", "--seen", "503", "--json"]).await.ends(1).json();
    assert_eq!(report["summary"]["cause"], "service.partial");
    let on_tv = ["check", "bravo", "--seen", "503", "--on", "tv", "--json"];
    let diagnosis = &user.run(&on_tv).await.json()["services"][0]["diagnosis"];
    assert_eq!(diagnosis["cause"], "service.partial");
    let mut also = diagnosis["contributing"].as_array().unwrap().iter();
    assert!(also.any(|it| it["cause"] == "device.other_device"), "{diagnosis}");
    let refused = ["check", "bravo", "--seen", "403", "--on", "tv", "--json"];
    let report = user.run(&refused).await.json();
    assert_eq!(report["summary"]["cause"], "device.other_device");
}

#[tokio::test]
async fn without_trials_nothing_is_tried() {
    let (internet, user) = online().await;
    internet.answers(503);
    user.run(&["check", "--no-trials", "--save", "round.json"]).await.ends(1);
    let round = std::fs::read(user.path("round.json")).unwrap();
    let round = serde_json::from_slice::<Value>(&round).unwrap();
    let walks = round["walks"].as_array().unwrap();
    assert!(walks.iter().all(|it| it["vantage"] == "ordinary"), "{walks:#?}");
}

// A code

#[tokio::test]
async fn a_code_alone_is_explained_and_looked_at() {
    let (internet, user) = online().await;
    internet.answers(503);
    let told = user.run(&["503"]).await.ends(1);
    let (meaning, look) = (told.out.find("503").unwrap(), told.out.find("Your network").unwrap());
    assert!(meaning < look, "{}", told.out);
    // Browsers' own have a minus.
    assert!(user.run(&["-118"]).await.out.starts_with("-118\n"));
}

#[tokio::test]
async fn what_is_neither_command_nor_code_is_refused_with_what_may_be_meant() {
    let user = User::new();
    user.run(&["chekc"]).await.refuses(&["“chekc” is neither", "did you mean check?"]);
    user.run(&["NW-2-5x"]).await.refuses(&["did you mean NW-2-5?"]);
    user.run(&["xyzzy"]).await.refuses(&["“xyzzy” is neither a command (`streamdoctor --help`"]);
    user.run(&[""]).await.refuses(&["“” is neither"]);
    user.run(&["503", "--json"]).await.refuses(&["“--json” is not understood after a code"]);
    let long = "a".repeat(100_000);
    assert!(user.run(&[long]).await.err.len() < 1_000, "it is not read back in full");
    user.run(&["\u{1b}[2Jx"]).await.refuses(&["“x”"]);
}

// explain, classify

#[tokio::test]
async fn a_known_code_is_0_and_an_unknown_one_1() {
    let user = User::new();
    let told = user.run(&["explain", "nw-2-5"]).await.ends(0);
    assert!(told.out.contains("Netflix"), "{}", told.out);
    let meanings = user.run(&["explain", "NW-2-5", "--json"]).await.ends(0).json();
    assert_eq!((&meanings["schema"], &meanings["code"]), (&json!(1), &json!("NW-2-5")));
    assert_eq!(meanings["meanings"][0]["service"], "netflix");
    assert_eq!(
        user.run(&["explain", "xyzzy", "--json"]).await.ends(1).json()["meanings"],
        json!([])
    );
    user.run(&["explain", ""]).await.ends(1);
    user.run(&["explain", "-118"]).await.ends(0);
    user.run(&["explain", "error", "503"]).await.ends(0);
}

#[tokio::test]
async fn an_unknown_service_is_refused_with_the_nearest() {
    let user = User::new();
    for arguments in [&["explain", "503", "--service", "netflox"][..], &["check", "netflox"]] {
        user.run(arguments).await.refuses(&[
            "“netflox”",
            "did you mean netflix?",
            "`streamdoctor services`",
        ]);
    }
    user.run(&["check", "zzzzzzzz"])
        .await
        .refuses(&["no service is called “zzzzzzzz”; `streamdoctor"]);
}

#[tokio::test]
async fn a_recorded_response_is_read_from_a_file_or_standard_input() {
    let user = User::new();
    let response = b"HTTP/1.1 503 Service Unavailable\r\nServer: nginx\r\n\r\n";
    user.write("response", response);
    let from_file = user.run(&["classify", "response", "--json"]).await.ends(0);
    assert_eq!(from_file.json()["cause"], "service.overloaded");
    let piped = user.feed(&["classify", "-", "--json"], response).await.ends(0);
    assert_eq!(piped.out, from_file.out);
    let plain = ["classify", "response", "--url", "http://bravo.example/", "--json"];
    let plain = user.run(&plain).await.ends(0).json();
    assert_ne!(plain["confidence"], from_file.json()["confidence"], "clear text is anybody's");
    let proxy = ["classify", "response", "--transport", "connect", "--json"];
    assert_eq!(user.run(&proxy).await.ends(0).json()["responder"]["party"], "forward_proxy");
    for nonsense in [&b""[..], b"\xff\xfe\x00", b"HTTP/1.1", b"hello\r\n\r\n"] {
        user.feed(&["classify", "-"], nonsense).await.ends(0);
    }
}

// status, services, config

#[tokio::test]
async fn without_a_running_program_status_is_4() {
    let user = User::new();
    for arguments in [&["status"][..], &["status", "--json"]] {
        let told = user.run(arguments).await;
        assert_eq!((told.status, told.out.as_str()), (4, ""));
        assert!(told.err.contains("start it with `streamdoctor`"), "{}", told.err);
    }
}

#[tokio::test]
async fn every_host_that_is_contacted_is_listed() {
    let (_internet, user) = online().await;
    let told = user.run(&["services"]).await.ends(0);
    assert!(told.out.contains("Bravo") && told.out.contains("127.0.0.1"), "{}", told.out);
    let listed = user.run(&["services", "--json"]).await.ends(0).json();
    let services = listed["services"].as_array().unwrap();
    let watched = services.iter().filter(|it| it["watched"] == true).collect::<Vec<_>>();
    assert_eq!(watched.len(), 1);
    assert_eq!((&watched[0]["id"], &watched[0]["source"]), (&json!("bravo"), &json!("file")));
}

#[tokio::test]
async fn the_settings_in_force_can_be_read_again() {
    let (_internet, user) = online().await;
    let told = user.run(&["config"]).await.ends(0);
    user.write("again/streamdoctor.toml", &told.out);
    std::fs::create_dir(user.path("again/services")).unwrap();
    let services = "services/bravo.toml";
    let from = user.path("home/.config/streamdoctor").join(services);
    std::fs::copy(from, user.path("again").join(services)).unwrap();
    let again = user.run(&["config", "--config", "again"]).await.ends(0);
    let settings = |it: &Outcome| {
        it.out.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(settings(&again), settings(&told));
    let told = user.run(&["config", "check"]).await.ends(0);
    assert!(told.out.contains("services/bravo.toml"), "{}", told.out);
    let none = User::new().run(&["config", "check"]).await.ends(0);
    assert!(none.out.starts_with("All is at its default"), "{}", none.out);
}

#[tokio::test]
async fn the_folder_is_the_options_or_else_the_environments() {
    let user = User::new();
    user.write("one/streamdoctor.toml", "[services]\nenabled = [\"hulu\"]\n");
    user.write("two/streamdoctor.toml", "[services]\nenabled = [\"twitch\"]\n");
    let from_environment = |arguments: &[&str]| {
        let mut command = user.command(arguments);
        command.env("STREAMDOCTOR_CONFIG", "one");
        outcome(command)
    };
    assert!(from_environment(&["config"]).await.ends(0).out.contains("enabled = [\"hulu\"]"));
    let both = from_environment(&["--config", "two", "config"]).await.ends(0);
    assert!(both.out.contains("enabled = [\"twitch\"]"), "{}", both.out);
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_named_by_file_line_key_value_and_fix() {
    let user = User::new();
    let cases = [
        ("[shcedule]\n", &["streamdoctor.toml, line 1", "shcedule", "schedule"][..]),
        ("[schedule]\ninterval = \"1s\"\n", &["line 2", "interval", "\"1s\"", "\"10s\""]),
        ("[services]\nenabled = [\"netflox\"]\n", &["line 2", "netflox", "netflix"]),
        ("[services\n", &["streamdoctor.toml, line 1"]),
        (
            "[trust]\npublic_roots = \"no.pem\"\n",
            &["line 2", "public_roots", "no.pem", "is not there"],
        ),
    ];
    for (settings, words) in cases {
        let file = user.write("settings/streamdoctor.toml", settings);
        for command in [&["check"][..], &["config", "check"], &["run", "--headless"], &[]] {
            let arguments = [&["--config", "settings"], command].concat();
            let told = user.run(&arguments).await;
            told.refuses(words);
            assert!(told.err.contains("/settings cannot be used:"), "{}", told.err);
        }
        std::fs::remove_file(file).unwrap();
    }
    user.write("settings/streamdoctor.toml", b"\xff\xfe");
    user.run(&["--config", "settings", "check"])
        .await
        .refuses(&["is not UTF-8 text; save it as UTF-8"]);
}

#[tokio::test]
async fn roots_that_are_none_are_named() {
    let user = User::new();
    user.write("settings/streamdoctor.toml", "[trust]\npublic_roots = \"roots.pem\"\n");
    let file = user.write("settings/roots.pem", "hello");
    for command in [&["check"][..], &["config", "check"], &["run", "--headless"]] {
        let told = user.run(&[&["--config", "settings"], command].concat()).await;
        // A daemon says more before it finds out; all say which setting and which file.
        assert_eq!(told.status, 2, "{told:#?}");
        assert!(told.err.contains("cannot use the public_roots of [trust]: "), "{}", told.err);
        assert!(told.err.contains(file.to_str().unwrap()), "{}", told.err);
    }
}

#[tokio::test]
async fn a_folder_that_is_none_is_named() {
    let user = User::new();
    user.write("file", "");
    user.run(&["--config", "nowhere", "check"])
        .await
        .refuses(&["nowhere", "there is no such folder"]);
    user.run(&["--config", "file", "check"]).await.refuses(&["this is not a folder"]);
    let odd = OsStr::from_bytes(b"\xff");
    user.run(&[OsStr::new("--config"), odd, OsStr::new("check")]).await;
}

// services add

#[tokio::test]
async fn a_service_at_home_is_added_by_its_address_and_looked_at() {
    let (internet, user) = online().await;
    let address = internet.address().to_string();
    let told = user.run(&["services", "add", &address, "--name", "My Plex"]).await.ends(0);
    assert!(told.out.contains("My Plex is added:"), "{}", told.out);
    assert!(told.out.contains("add \"my-plex\" to the list `enabled`"), "{}", told.out);
    assert!(told.out.contains("front door answers"), "{}", told.out);

    let file = user.path("home/.config/streamdoctor/services/my-plex.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(&format!("url = \"http://{address}/\"")), "{text}");
    assert!(user.path("home/.config/streamdoctor/service.schema.json").exists());
    user.run(&["config", "check"]).await.ends(0);

    internet.answers(503);
    let told = user.run(&["check", "My Plex"]).await.ends(1);
    assert!(told.out.contains("My Plex"), "{}", told.out);

    let told = user.run(&["services", "add", &address, "--name", "My Plex"]).await;
    told.refuses(&["My Plex is known already, as my-plex; change its file"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text, "nothing was written over");
}

#[tokio::test]
async fn a_door_that_wants_a_sign_in_is_well_as_long_as_it_wants_it() {
    let (internet, user) = online().await;
    internet.answers(401);
    let address = internet.address().to_string();
    let told = user.run(&["services", "add", &address, "--id", "nas"]).await.ends(0);
    assert!(told.out.contains("It answers 401 at its door"), "{}", told.out);
    user.run(&["check", "nas"]).await.ends(0);
    internet.answers(502);
    user.run(&["check", "nas"]).await.ends(1);
}

#[tokio::test]
async fn a_service_that_is_away_is_added_all_the_same() {
    let (_internet, user) = online().await;
    let told =
        user.run(&["services", "add", "http://127.0.0.1:9/", "--name", "Attic"]).await.ends(0);
    assert!(told.out.contains("Attic is added:"), "{}", told.out);
    let text = user.path("home/.config/streamdoctor/services/attic.toml");
    assert!(!std::fs::read_to_string(text).unwrap().contains("expect"), "a fault is not expected");
}

#[tokio::test]
async fn what_cannot_be_added_is_said_with_what_to_do() {
    let user = User::new();
    for (address, reason) in [
        (
            "https://www.netflix.com/",
            "Netflix is known already, as netflix; name it in [services] enabled",
        ),
        ("ftp://nas/", "it does not begin with https:// or http://"),
        ("http://user:secret@nas/", "it must not contain a user name or password"),
    ] {
        user.run(&["services", "add", address]).await.refuses(&[reason]);
    }
    assert!(!user.path("home/.config/streamdoctor/services").exists());
}

// Bad input

#[tokio::test]
async fn a_file_that_is_no_recorded_round_is_refused_with_the_reason() {
    let user = User::new();
    std::fs::create_dir(user.path("folder")).unwrap();
    File::create(user.path("huge")).unwrap().set_len(65 << 20).unwrap();
    let cases = [
        ("absent", None, "it cannot be read: No such file"),
        ("folder", None, "it cannot be read: Is a directory"),
        ("huge", None, "larger than 64 MiB"),
        ("empty", Some("\n"), "it is empty"),
        ("cut", Some(r#"{"schema":1,"version":"0.1.0","start"#), "its end is missing"),
        ("foreign", Some(r#"{"hello":"world"}"#), "missing field `schema`"),
        ("future", Some(r#"{"schema":99}"#), "its format is 99, and this program reads 1"),
        ("half", Some(r#"{"schema":1}"#), "missing field"),
        ("text", Some("hello"), "no recorded round"),
    ];
    for (name, content, reason) in cases {
        if let Some(content) = content {
            user.write(name, content);
        }
        let told = user.run(&["diagnose", name]).await;
        told.refuses(&[&format!("streamdoctor: {name}: "), reason]);
    }
    user.run(&["classify", "absent"]).await.refuses(&["absent: it cannot be read"]);
    user.run(&["classify", "huge"]).await.refuses(&["larger than 16 MiB"]);
}

#[tokio::test]
async fn a_round_with_a_piece_missing_never_breaks_the_program() {
    let (internet, user) = online().await;
    internet.answers(503);
    user.run(&["check", "--save", "round.json"]).await.ends(1);
    let round = std::fs::read(user.path("round.json")).unwrap();
    let whole = serde_json::from_slice::<Value>(&round).unwrap();
    for key in whole.as_object().unwrap().keys() {
        for put in [None, Some(json!(null)), Some(json!({}))] {
            let mut broken = whole.clone();
            match put {
                None => drop(broken.as_object_mut().unwrap().remove(key)),
                Some(put) => broken[key] = put,
            }
            user.feed(&["diagnose", "-"], broken.to_string().as_bytes()).await;
        }
    }
}

#[tokio::test]
async fn arguments_that_make_no_sense_are_refused() {
    let user = User::new();
    for (arguments, words) in [
        (&["check", "--deadline", "0"][..], "a whole number of seconds from 1 to 600"),
        (&["check", "--deadline", "1.5"], "a whole number of seconds"),
        (&["check", "--deadline", "99999999999999999999"], "a whole number of seconds"),
        (&["check", "--watch", "0"], "a whole number of seconds from 1 to 86400"),
        (&["check", "--on", "tv"], "--seen"),
        (&["check", "--seen", "503", "--on", "toaster"], "toaster"),
        (&["check", "--seen", "xyzzy"], "“xyzzy” is no code that is known here"),
        (&["check", "--nonsense"], "--nonsense"),
        (&["classify", "-", "--url", "nonsense"], "nonsense"),
        (&["classify", "-", "--transport", "pigeon"], "pigeon"),
        (&["explain"], "<CODE>"),
        (&["config", "chekc"], "chekc"),
    ] {
        user.run(arguments).await.refuses(&[words]);
    }
    for command in ["check", "explain", "diagnose", "classify"] {
        let told = user.run(&[OsStr::new(command), OsStr::from_bytes(b"\xff")]).await;
        assert_eq!(told.status, 2, "{told:#?}");
    }
    assert_eq!(user.run(&[OsStr::from_bytes(b"\xff\xfe")]).await.status, 2);
}

#[tokio::test]
async fn without_a_home_what_needs_none_works() {
    let user = User::new();
    for home in [None, Some(""), Some("/nonexistent"), Some("relative")] {
        let mut command = user.command(&["explain", "503", "--config", "."]);
        match home {
            Some(home) => command.env("HOME", home),
            None => command.env_remove("HOME"),
        };
        outcome(command).await.ends(0);
    }
}

#[tokio::test]
async fn a_log_level_that_is_none_is_said() {
    let user = User::new();
    let with_level = |level: &str| {
        let mut command = user.command(&["explain", "503"]);
        command.env("STREAMDOCTOR_LOG", level);
        outcome(command)
    };
    let told = with_level("loud").await;
    assert_eq!(told.status, 0);
    assert!(
        told.err.contains("STREAMDOCTOR_LOG is \"loud\", which is none of off"),
        "{}",
        told.err
    );
    with_level("").await.ends(0);
    with_level("error").await.ends(0);
}

// Terminals and pipes

#[tokio::test]
async fn help_and_version_are_answers() {
    let user = User::new();
    assert_eq!(
        user.run(&["--version"]).await.ends(0).out,
        concat!("streamdoctor ", env!("CARGO_PKG_VERSION"), "\n")
    );
    let help = user.run(&["--help"]).await.ends(0).out;
    for command in
        ["run", "check", "diagnose", "classify", "explain", "status", "services", "config"]
    {
        assert!(help.contains(&format!("\n  {command} ")), "{command} is missing in {help}");
        user.run(&[command, "--help"]).await.ends(0);
    }
}

#[tokio::test]
async fn colours_come_only_where_they_are_wanted() {
    let user = User::new();
    let with = |name: &str, value: &str| {
        let mut command = user.command(&["explain", "503"]);
        command.env(name, value).env("TERM", "xterm-256color");
        outcome(command)
    };
    assert!(!with("CLICOLOR", "1").await.ends(0).out.contains('\u{1b}'), "a pipe is no terminal");
    assert!(with("CLICOLOR_FORCE", "1").await.ends(0).out.contains('\u{1b}'));
    let mut both = user.command(&["explain", "503"]);
    both.env("NO_COLOR", "1").env("TERM", "xterm-256color");
    assert!(!outcome(both).await.ends(0).out.contains('\u{1b}'));
}

#[tokio::test]
async fn whoever_stops_listening_is_no_failure() {
    let (internet, user) = online().await;
    internet.answers(503);
    for arguments in [&["check"][..], &["services"], &["config"], &["explain", "503"], &["--help"]]
    {
        let mut command = user.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let told = tokio::time::timeout(PATIENCE, child.wait_with_output()).await.unwrap().unwrap();
        assert!(told.stderr.is_empty(), "{}", String::from_utf8_lossy(&told.stderr));
        let expected = i32::from(arguments == ["check"]);
        assert_eq!(told.status.code(), Some(expected), "{arguments:?}");
    }
}

/// A terminal gets a line of progress that goes away, then colours; both in one look.
#[tokio::test]
async fn a_terminal_gets_progress_and_colours() {
    let (internet, user) = online().await;
    internet.answers(503);
    let on_a_terminal = |no_color: Option<&str>| {
        let mut script = tokio::process::Command::new("script");
        let program = format!("'{}' check", env!("CARGO_BIN_EXE_streamdoctor"));
        script.args(["-q", "-e", "-c", &program, "/dev/null"]).stdin(Stdio::null());
        for (name, value) in user.command::<&str>(&[]).as_std().get_envs() {
            script.env(name, value.unwrap_or_default());
        }
        script.env("TERM", "xterm-256color").envs(no_color.map(|it| ("NO_COLOR", it)));
        script.env_remove("CI").current_dir(user.path(".")).kill_on_drop(true);
        script
    };
    let Ok(told) = on_a_terminal(None).output().await else {
        assert!(std::env::var_os("CI").is_none(), "script(1) cannot be started");
        let says = "SKIPPED: script(1) is not installed, so the terminal was not tested\n";
        std::io::stderr().write_all(says.as_bytes()).unwrap();
        return;
    };
    let text = String::from_utf8(told.stdout).unwrap();
    assert_eq!(told.status.code(), Some(1), "{text}");
    assert!(text.contains("Looking") && text.contains("Taking a closer look"), "{text:?}");
    let (progress, report) = text.rsplit_once("\u{1b}[2K").expect("the line goes away");
    assert!(!progress.contains("overloaded"), "{text:?}");
    assert!(
        report.contains("\u{1b}[1mBravo may be overloaded; what was seen does not prove it yet."),
        "{text:?}"
    );
    let plain = on_a_terminal(Some("1")).output().await.unwrap();
    let plain = String::from_utf8(plain.stdout).unwrap();
    assert!(
        plain.contains("Bravo may be overloaded; what was seen does not prove it yet.")
            && !plain.contains("\u{1b}[1m"),
        "{plain:?}"
    );
}

/// Somebody whose settings name an Internet in which all is well.
async fn online() -> (Internet, User) {
    let (internet, user) = (Internet::new().await, User::new());
    user.write("home/.config/streamdoctor/streamdoctor.toml", internet.settings());
    user.write("home/.config/streamdoctor/services/bravo.toml", internet.service());
    (internet, user)
}
