//! The settings as a user meets them: a folder with files in it, and what is said about mistakes.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use streamdoctor::catalogue::{LINKS, ProbeKind};
use streamdoctor::config::{
    Config, Icons, Keeping, Language, Origin, OutsideTunnel, contacts, describe, list,
};
use streamdoctor::diagnosis::Cause;
use streamdoctor::observation::Role;
use streamdoctor::remedy::Remedy;
use tempfile::TempDir;

/// A configuration folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// What loading a folder with these files gives.
#[track_caller]
fn loaded(files: &[(&str, &str)]) -> Config {
    let folder = folder(files);
    Config::load(Some(folder.path()), Path::new("/nonexistent"))
        .unwrap_or_else(|errors| panic!("{errors}"))
}

/// The complaints about a folder with these files.
#[track_caller]
fn complaints(files: &[(&str, &str)]) -> Vec<String> {
    let folder = folder(files);
    let errors = Config::load(Some(folder.path()), Path::new("/nonexistent")).unwrap_err();
    errors.problems.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn settings_complaints(text: &str) -> Vec<String> {
    complaints(&[("streamdoctor.toml", text)])
}

#[track_caller]
fn service_complaints(text: &str) -> Vec<String> {
    complaints(&[("services/plex.toml", text)])
}

fn shipped(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("config").join(name)).unwrap()
}

#[test]
fn the_shipped_settings_are_the_defaults() {
    let config = loaded(&[("streamdoctor.toml", &shipped("streamdoctor.toml"))]);
    assert_eq!(Config { files: Vec::new(), ..config }, Config::default());
}

#[test]
fn a_default_folder_need_not_exist_and_a_named_one_must() {
    let nowhere = tempfile::tempdir().unwrap().path().join("nowhere");
    assert_eq!(Config::load(None, &nowhere).unwrap(), Config::default());
    let errors = Config::load(Some(&nowhere), &nowhere).unwrap_err();
    assert!(
        errors.to_string().ends_with("there is no such folder; make it, or name another one"),
        "{errors}"
    );
    assert_eq!(Config { files: Vec::new(), ..loaded(&[]) }, Config::default());
}

#[test]
fn a_file_in_place_of_the_folder_is_refused() {
    let folder = folder(&[("streamdoctor.toml", "")]);
    let file = folder.path().join("streamdoctor.toml");
    let errors = Config::load(Some(&file), &file).unwrap_err();
    assert!(errors.to_string().contains("this is not a folder"), "{errors}");
}

#[test]
fn every_setting_is_read() {
    let config = loaded(&[
        ("roots.pem", "-"),
        (
            "streamdoctor.toml",
            r#"
                version = 1
                [controls]
                endpoints = [
                    { url = "http://a.example/204", expect = { status = 204 } },
                    { url = "https://b.example/", expect = { status = [200, 301], body = "ok" } },
                    { url = "http://c.example/" },
                ]
                addresses = ["192.0.2.1:443", "[2001:db8::1]:53"]
                [resolvers]
                public = ["192.0.2.2", "192.0.2.3:5353", "2001:db8::2"]
                doh = ["https://192.0.2.4/dns-query"]
                [trust]
                public_roots = "roots.pem"
                [schedule]
                interval = "1h 30m"
                quick = "1m"
                [trials]
                outside_tunnel = "never"
                [notifications]
                quiet = ["22:00-07:00", "13:00 - 14:30"]
                [tray]
                icons = "dark"
                [appearance]
                language = "de"
                [history]
                enabled = false
                days = 30
                max_mb = 50
                [data]
                plan = "1.5 TB"
                resets_on = 15
                [metrics]
                listen = "127.0.0.1:9469"
                otlp = "https://collector.example/otlp"
                every = "30s"
                instance = "living-room"
                [services]
                enabled = ["hulu", "netflix", "hulu"]
            "#,
        ),
    ]);
    let expectations =
        config.controls.iter().map(|it| (it.expect.status.clone(), it.expect.body.clone()));
    assert_eq!(
        expectations.collect::<Vec<_>>(),
        [(vec![204], None), (vec![200, 301], Some("ok".to_owned())), (vec![], None)]
    );
    let text = |addresses: &[std::net::SocketAddr]| {
        addresses.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(text(&config.anchors), ["192.0.2.1:443", "[2001:db8::1]:53"]);
    assert_eq!(
        text(&config.public_resolvers),
        ["192.0.2.2:53", "192.0.2.3:5353", "[2001:db8::2]:53"]
    );
    assert_eq!(config.doh[0].as_str(), "https://192.0.2.4/dns-query");
    let roots = config.public_roots.unwrap();
    assert!(roots.is_absolute() && roots.ends_with("roots.pem"), "{}", roots.display());
    assert_eq!(config.schedule.interval, Duration::from_mins(90));
    assert_eq!(config.schedule.quick, Duration::from_mins(1));
    assert_eq!(config.outside_tunnel, OutsideTunnel::Never);
    assert_eq!(config.quiet.written(), ["22:00-07:00", "13:00-14:30"]);
    assert_eq!(config.icons, Icons::Dark);
    assert_eq!(config.language, Language::German);
    assert_eq!(config.history, Keeping { on_disk: false, days: 30, max_mb: 50 });
    let plan = config.data_plan.unwrap();
    assert_eq!((plan.bytes, plan.resets_on), (1_500_000_000_000, 15));
    let metrics = &config.metrics;
    assert_eq!(metrics.listen, Some("127.0.0.1:9469".parse().unwrap()));
    let collector = metrics.collector().unwrap();
    assert_eq!(collector.as_str(), "https://collector.example/otlp/v1/metrics");
    assert_eq!(metrics.every, Duration::from_secs(30));
    assert_eq!(metrics.instance.as_deref(), Some("living-room"));
    assert_eq!(config.services.iter().map(|it| &*it.id).collect::<Vec<_>>(), ["hulu", "netflix"]);
    assert_eq!(config.files.len(), 1);
}

#[test]
fn an_empty_list_replaces_the_default_list() {
    let config =
        loaded(&[("streamdoctor.toml", "[controls]\naddresses = []\n[services]\nenabled = []")]);
    assert!(config.anchors.is_empty() && config.services.is_empty());
    assert_eq!(config.controls, Config::default().controls);
}

#[test]
fn a_short_interval_alone_shortens_quick_too() {
    let config = loaded(&[("streamdoctor.toml", "[schedule]\ninterval = \"10s\"")]);
    assert_eq!(config.schedule.interval, Duration::from_secs(10));
    assert_eq!(config.schedule.quick, Duration::from_secs(10));
}

#[test]
fn all_mistakes_are_told_at_once_with_line_value_and_fix() {
    let found = complaints(&[
        (
            "streamdoctor.toml",
            "[schedul]\ninterval = \"3m\"\n[schedule]\nquick = \"5s\"\ninterval = \"soon\"\n[trials]\n\
             outside_tunnel = \"maybe\"\n[services]\nenabled = [\"netflx\", \"max\", \"xyzzy\"]\n",
        ),
        (
            "services/plex.toml",
            "id = \"my-plex\"\nname = \"My Plex\"\n\n[[target]]\nurl = \"https://plex.example/\"\n[[target]]\n\
             role = \"webb\"\nurl = \"ftp://plex.example/\"\nexpect = { status = 9, bodi = \"x\" }\n",
        ),
    ]);
    insta::assert_snapshot!(found.join("\n"), @r#"
    streamdoctor.toml, line 1: "schedul" is not a key of this file; did you mean schedule?
    streamdoctor.toml, line 4: schedule quick "5s" is not from "10s" to "24h"
    streamdoctor.toml, line 5: schedule interval "soon" is not a duration such as "20s", "3m" or "1h 30m"
    streamdoctor.toml, line 7: trials outside_tunnel "maybe" is not one of ask, always, never
    streamdoctor.toml, line 9: services enabled "netflx" is not a service; did you mean "netflix"?
    streamdoctor.toml, line 9: services enabled "max" is not a service; did you mean "hbo-max"?
    streamdoctor.toml, line 9: services enabled "xyzzy" is not a service; `streamdoctor services` lists them, services/NAME.toml adds one
    services/plex.toml, line 7: target role "webb" is not one of web, api, auth, media, images, status
    services/plex.toml, line 8: target url "ftp://plex.example/" does not begin with https:// or http://, nor is it tcp://host:port or dns:name
    services/plex.toml, line 9: target expect status 9 is not from 100 to 599
    services/plex.toml, line 9: "bodi" is not a key of target expect; did you mean body?
    "#);
}

#[test]
fn a_span_of_hours_that_is_none_is_told() {
    let found = settings_complaints(
        "[notifications]\nquiet = [\"22:00-07:00\", \"at night\", \"22-7\"]\n[tray]\nicons = \"grey\"\n[appearance]\nlanguage = \"fr\"\n",
    );
    insta::assert_snapshot!(found.join("\n"), @r#"
    streamdoctor.toml, line 2: notifications quiet "at night" is not a span of hours such as "22:00-07:00"
    streamdoctor.toml, line 2: notifications quiet "22-7" is not a span of hours such as "22:00-07:00"
    streamdoctor.toml, line 4: tray icons "grey" is not one of auto, light, dark
    streamdoctor.toml, line 6: appearance language "fr" is not one of auto, en, de
    "#);
}

#[test]
fn a_list_of_settings_must_hold_what_it_says() {
    let found = settings_complaints(
        r#"
version = 2
[controls]
endpoints = [{ expect = { status = 204 } }, "http://a.example/", { url = "a.example" }]
addresses = ["192.0.2.1", "example.com:443", 7]
[resolvers]
public = "1.1.1.1"
doh = ["http://1.1.1.1/dns-query", "https://user:secret@1.1.1.1/"]
[trust]
public_roots = "missing.pem"
[schedule]
interval = "30s"
quick = "1m"
"#,
    );
    insta::assert_snapshot!(found.join("\n"), @r#"
    streamdoctor.toml, line 2: version 2 is not 1
    streamdoctor.toml, line 4: controls endpoints has no url; add a line such as url = "http://connectivity.example/generate_204"
    streamdoctor.toml, line 4: controls endpoints must be a table, not a text
    streamdoctor.toml, line 4: controls endpoints url "a.example" does not begin with https:// or http://
    streamdoctor.toml, line 5: controls addresses must be a text in quotes, not a number
    streamdoctor.toml, line 5: controls addresses "192.0.2.1" is not an address with a port, such as "192.0.2.1:443"
    streamdoctor.toml, line 5: controls addresses "example.com:443" is not an address with a port, such as "192.0.2.1:443"
    streamdoctor.toml, line 7: resolvers public must be a list in brackets, not a text
    streamdoctor.toml, line 8: resolvers doh "http://1.1.1.1/dns-query" does not begin with https://
    streamdoctor.toml, line 8: resolvers doh "https://…@1.1.1.1/" must not contain a user name or password: nothing here signs in
    streamdoctor.toml, line 10: trust public_roots "missing.pem" is not there; relative paths count from the configuration folder
    streamdoctor.toml, line 11: schedule quick "1m" is longer than interval "30s"; make it shorter, or interval longer
    "#);
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    assert_eq!(
        settings_complaints("[schedule]\ninterval = 3m\n"),
        [
            "streamdoctor.toml, line 2: this is not TOML: string values must be quoted, expected literal string"
        ]
    );
}

#[test]
fn a_file_that_is_no_text_or_too_large_is_refused() {
    let folder =
        folder(&[("streamdoctor.toml", ""), ("services/large.toml", &"#".repeat(1024 * 1024 + 1))]);
    fs::write(folder.path().join("services/binary.toml"), [0xff, 0xfe, 0x00]).unwrap();
    fs::create_dir(folder.path().join("services/folder.toml")).unwrap();
    let errors = Config::load(Some(folder.path()), folder.path()).unwrap_err();
    let found = errors.problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        found,
        [
            "services/binary.toml: the file is not UTF-8 text; save it as UTF-8",
            "services/folder.toml: the file cannot be read: it is not a file; move it away",
            "services/large.toml: the file is larger than 1 MiB, so it is hardly what it should be",
        ]
    );
}

#[test]
fn durations_are_whole_and_within_bounds() {
    for (text, right) in [
        ("10s", true),
        ("3m", true),
        ("1h 30m", true),
        ("1h30m", true),
        ("90 seconds", true),
        ("24h", true),
        ("9s", false),
        ("25h", false),
        ("0s", false),
        ("-3m", false),
        ("3m ago", false),
        ("", false),
        ("3", false),
        ("soon", false),
        ("99999999999999999999h", false),
    ] {
        let settings = format!("[schedule]\ninterval = {text:?}\n");
        let folder = folder(&[("streamdoctor.toml", &settings)]);
        let config = Config::load(Some(folder.path()), folder.path());
        assert_eq!(config.is_ok(), right, "{text:?}: {:?}", config.err());
    }
}

#[test]
fn five_lines_are_a_service_and_it_is_watched() {
    let config = loaded(&[(
        "services/plex.toml",
        "id = \"my-plex\"\nname = \"My Plex\"\n\n[[target]]\nurl = \"http://192.168.1.10:32400/identity\"\n",
    )]);
    let plex = config.services.last().unwrap();
    assert_eq!((plex.id.as_str(), plex.name.as_str()), ("my-plex", "My Plex"));
    let target = &plex.targets[0];
    assert_eq!((target.role, target.probe, target.measure), (Role::Web, ProbeKind::Http, None));
    assert_eq!((target.host(), target.port()), ("192.168.1.10", Some(32400)));
    assert_eq!(config.services.len(), Config::default().services.len() + 1);
}

#[test]
fn ten_thousand_targets_are_read() {
    let service = |number: usize| {
        let target = |it| format!("[[target]]\nurl = \"https://host-{it}.example/\"\n");
        let targets = (0..100).map(target).collect::<String>();
        let text = format!("id = \"many-{number}\"\nname = \"Many {number}\"\n{targets}");
        (format!("services/many-{number}.toml"), text)
    };
    let files = (0..100).map(service).collect::<Vec<_>>();
    let ids = (0..100).map(|it| format!("\"many-{it}\"")).collect::<Vec<_>>().join(", ");
    let settings = format!("[services]\nenabled = [{ids}]\n");
    let mut all = vec![("streamdoctor.toml", settings.as_str())];
    all.extend(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let config = loaded(&all);
    let targets = config.services.iter().map(|it| it.targets.len()).sum::<usize>();
    assert_eq!((config.services.len(), targets), (100, 10_000));
}

#[test]
fn a_file_with_a_bundled_id_replaces_the_parts_that_it_gives() {
    let config = loaded(&[(
        "services/netflix.toml",
        "id = \"netflix\"\n[links]\nhelp = \"https://help.example/\"\n[[target]]\nurl = \"https://netflix.example/\"\n",
    )]);
    let before = Config::default();
    let (old, new) = (&before.catalogue[0], &config.catalogue[0]);
    assert_eq!(new.name, "Netflix");
    assert_eq!(new.targets.len(), 1);
    assert_eq!(new.codes, old.codes);
    assert_eq!(new.links["help"].as_str(), "https://help.example/");
    assert_eq!(new.links["account"], old.links["account"]);
    assert!(new.file.as_ref().unwrap().ends_with("services/netflix.toml"));
    assert_eq!(config.catalogue.len(), before.catalogue.len());
    assert_eq!(config.services.len(), before.services.len(), "it stays watched, once");
}

#[test]
fn two_files_with_one_id_are_refused() {
    let text =
        "id = \"my-plex\"\nname = \"My Plex\"\n[[target]]\nurl = \"https://plex.example/\"\n";
    assert_eq!(
        complaints(&[("services/a.toml", text), ("services/b.toml", text)]),
        [
            "services/b.toml: id \"my-plex\" is also in services/a.toml; change one of them, or put both together"
        ]
    );
}

#[test]
fn only_visible_toml_files_are_services() {
    let config = loaded(&[
        ("services/.plex.toml", "broken"),
        ("services/plex.toml~", "broken"),
        ("services/README.md", "broken"),
    ]);
    assert!(config.files.is_empty());
}

#[test]
fn a_service_without_the_necessary_says_what_to_add() {
    let found = service_complaints("name = \"My Plex\"\n[[target]]\nrole = \"web\"\n");
    insta::assert_snapshot!(found.join("\n"), @r#"
    services/plex.toml: the file has no id; add a line such as id = "plex"
    services/plex.toml, line 2: target has no url; add a line such as url = "https://plex.example/"
    "#);
    let found =
        service_complaints("id = \"my-plex\"\n[[target]]\nurl = \"https://plex.example/\"\n");
    insta::assert_snapshot!(found.join("\n"), @r#"
    services/plex.toml: the file has no name; add a line such as name = "Plex"
    "#);
    let found = service_complaints("id = \"my-plex\"\nname = \"My Plex\"\n");
    insta::assert_snapshot!(found.join("\n"), @r#"
    services/plex.toml: the file has no [[target]]; add one with a url, such as url = "https://plex.example/"
    "#);
}

#[test]
fn each_mistake_in_a_service_is_told() {
    let found = service_complaints(
        r#"
id = "My Plex"
name = " "
[hosts]
suffix = ["plex.example"]
[target]
url = "https://plex.example/"
[status]
kind = "statuspage"
[links]
hepl = "https://plex.example/"
account = "plex.example/account"
[[code]]
codes = ["E1"]
causes = ["service.overload"]
remedies = []
[[code]]
meaning = "It is full."
causes = ["service.overloaded"]
remedies = ["wait"]
"#,
    );
    insta::assert_snapshot!(found.join("\n"), @r#"
    services/plex.toml, line 2: id "My Plex" is not made of lower-case letters, digits and dashes, such as "my-plex"
    services/plex.toml, line 3: name " " is empty
    services/plex.toml, line 4: hosts has no suffixes; add a line such as suffixes = ["plex.tv"]
    services/plex.toml, line 5: "suffix" is not a key of hosts; did you mean suffixes?
    services/plex.toml, line 6: write [[target]] with two brackets: there may be several
    services/plex.toml, line 8: status has no url; add a line such as url = "https://status.plex.example/api/v2/summary.json"
    services/plex.toml, line 9: status kind "statuspage" is not one of atlassian_statuspage, apple_system_status, pagerduty_status, aws_currentevents, google_incidents, instatus
    services/plex.toml, line 11: "hepl" is not a key of links; did you mean help?
    services/plex.toml, line 12: links account "plex.example/account" does not begin with https:// or http://
    services/plex.toml, line 13: code has no meaning; add a line such as meaning = "The server is full."
    services/plex.toml, line 15: code causes "service.overload" is not known; did you mean "service.overloaded"?
    services/plex.toml, line 16: code remedies is empty; every code needs a cause and a step
    services/plex.toml, line 17: code has neither codes nor texts; add a line such as codes = ["E1"]
    services/plex.toml, line 20: code remedies "wait" is not known
    "#);
}

#[test]
fn each_mistake_in_a_target_is_told() {
    let found = service_complaints(
        r#"
id = "my-plex"
name = "My Plex"
[[target]]
url = "plex.example"
[[target]]
url = "tcp://plex.example"
[[target]]
url = "dns:"
[[target]]
url = "https://*.plex.example/"
[[target]]
url = "https://me:secret@plex.example/"
[[target]]
url = "https://plex.example/"
probe = "http"
[[target]]
url = "tcp://plex.example:443"
expect = { status = 200 }
[[target]]
url = "https://plex.example/"
measure = "throughput"
[[target]]
role = "media"
url = "https://plex.example/"
measure = "throughput"
max_bytes = 1
[[target]]
url = "https://plex.example/"
max_bytes = 65536
"#,
    );
    insta::assert_snapshot!(found.join("\n"), @r#"
    services/plex.toml, line 5: target url "plex.example" does not begin with https:// or http://, nor is it tcp://host:port or dns:name
    services/plex.toml, line 7: target url "tcp://plex.example" is not of the form tcp://host:port
    services/plex.toml, line 9: target url "dns:" is not of the form dns:name
    services/plex.toml, line 11: target url "https://*.plex.example/" must name one host, without *
    services/plex.toml, line 13: target url "https://…@plex.example/" must not contain a user name or password: nothing here signs in
    services/plex.toml, line 14: target probe "http" does not fit the url https://plex.example/; leave it out, or change the url
    services/plex.toml, line 19: target expect needs a probe of kind https or http: others see no response
    services/plex.toml, line 22: target measure needs role = "media" and an https or http url
    services/plex.toml, line 27: target max_bytes 1 is not from 16384 to 16777216
    services/plex.toml, line 30: target max_bytes needs measure = "throughput" beside it
    "#);
}

#[test]
fn the_probe_follows_from_the_url_unless_it_is_given() {
    let config = loaded(&[(
        "services/own.toml",
        r#"
id = "own"
name = "Own"
[[target]]
url = "https://a.example/"
[[target]]
url = "http://a.example/"
[[target]]
url = "tcp://a.example:8443"
[[target]]
url = "dns:a.example"
[[target]]
url = "https://a.example/"
probe = "tcp"
[[target]]
url = "https://a.example/"
probe = "dns"
[[target]]
role = "media"
url = "https://a.example/segment"
measure = "throughput"
"#,
    )]);
    let own = config.catalogue.last().unwrap();
    let probes = own.targets.iter().map(|target| (target.probe, target.host(), target.port()));
    assert_eq!(
        probes.collect::<Vec<_>>(),
        [
            (ProbeKind::Https, "a.example", Some(443)),
            (ProbeKind::Http, "a.example", Some(80)),
            (ProbeKind::Tcp, "a.example", Some(8443)),
            (ProbeKind::Dns, "a.example", None),
            (ProbeKind::Tcp, "a.example", Some(443)),
            (ProbeKind::Dns, "a.example", Some(443)),
            (ProbeKind::Https, "a.example", Some(443)),
        ]
    );
    assert_eq!(own.targets[6].measure, Some(262_144));
}

#[test]
fn what_is_described_reads_back_as_the_same() {
    let config = loaded(&[(
        "streamdoctor.toml",
        "[controls]\nendpoints = [{ url = \"http://a.example/\", expect = { status = [200, 204], body = \"\\\"\\n'\" } }, \
         { url = \"http://b.example/\" }]\n[schedule]\ninterval = \"1h 30m 5s\"\n[services]\nenabled = [\"hulu\"]\n",
    )]);
    let again = loaded(&[("streamdoctor.toml", &describe(&config))]);
    assert_eq!(Config { files: Vec::new(), ..again }, Config { files: Vec::new(), ..config });
    let defaults = loaded(&[("streamdoctor.toml", &describe(&Config::default()))]);
    assert_eq!(Config { files: Vec::new(), ..defaults }, Config::default());
}

#[test]
fn the_description_names_the_files() {
    let folder =
        folder(&[("streamdoctor.toml", ""), ("services/netflix.toml", "id = \"netflix\"\n")]);
    let config = Config::load(Some(folder.path()), folder.path()).unwrap();
    let text = describe(&config);
    for name in ["streamdoctor.toml", "services/netflix.toml"] {
        assert!(text.contains(&folder.path().join(name).display().to_string()), "{text}");
    }
    assert!(describe(&Config::default()).contains("No file was read"));
}

#[test]
fn every_host_that_is_contacted_is_listed() {
    let config = loaded(&[("services/netflix.toml", "id = \"netflix\"\n")]);
    let contacts = contacts(&config);
    let row = |id: &str| list(&config).into_iter().find(|row| row.id == id).unwrap();
    assert_eq!((row("netflix").source, row("netflix").watched), (Origin::File, true));
    assert_eq!((row("hulu").source, row("hulu").watched), (Origin::Bundled, false));
    for service in &config.catalogue {
        let row = row(&service.id);
        for target in &service.targets {
            assert!(row.hosts.iter().any(|host| host == target.host()), "{}", target.url);
        }
        if let Some(feed) = &service.status {
            assert!(row.hosts.contains(&feed.url.host_str().unwrap().to_owned()), "{}", feed.url);
        }
    }
    assert_eq!(contacts.services, list(&config));
    for control in &config.controls {
        assert!(contacts.controls.contains(&control.url.host_str().unwrap().to_owned()));
    }
    assert!(contacts.controls.contains(&"9.9.9.9:53".to_owned()));
    assert!(
        contacts.resolvers.contains(&"8.8.8.8:53".to_owned())
            && contacts.resolvers.contains(&"8.8.8.8".to_owned())
    );
}

#[test]
fn the_default_controls_have_at_least_three_owners() {
    let domain = |host: &str| host.rsplit('.').take(2).map(str::to_owned).collect::<Vec<_>>();
    let config = Config::default();
    let owners = config.controls.iter().map(|it| domain(it.url.host_str().unwrap()));
    assert!(owners.collect::<BTreeSet<_>>().len() >= 5);
}

#[test]
fn schema_and_program_know_the_same_words() {
    let schema =
        serde_json::from_str::<serde_json::Value>(&shipped("service.schema.json")).unwrap();
    // The order of the layers is the program's affair, so sets are compared.
    let words = |pointer: &str| -> BTreeSet<String> {
        serde_json::from_value(
            schema.pointer(pointer).unwrap_or_else(|| panic!("{pointer}")).clone(),
        )
        .unwrap()
    };
    let code = "/properties/code/items/properties";
    assert_eq!(
        words(&format!("{code}/causes/items/enum")),
        Cause::ALL.iter().map(|it| it.id().to_owned()).collect::<BTreeSet<_>>()
    );
    assert_eq!(
        words(&format!("{code}/remedies/items/enum")),
        Remedy::ALL.iter().map(|it| it.id().to_owned()).collect::<BTreeSet<_>>()
    );
    let links = schema.pointer("/properties/links/properties").unwrap().as_object().unwrap();
    assert_eq!(
        links.keys().collect::<BTreeSet<_>>(),
        LINKS.iter().map(|it| it.to_owned().to_owned()).collect::<Vec<_>>().iter().collect()
    );
    for role in words("/properties/target/items/properties/role/enum") {
        loaded(&[(
            "services/a.toml",
            &format!(
                "id = \"a\"\nname = \"A\"\n[[target]]\nrole = {role:?}\nurl = \"https://a.example/\"\n"
            ),
        )]);
    }
    for kind in words("/properties/status/properties/kind/enum") {
        loaded(&[(
            "services/hulu.toml",
            &format!("id = \"hulu\"\n[status]\nkind = {kind:?}\nurl = \"https://a.example/\"\n"),
        )]);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, ..Default::default() })]

    #[test]
    fn no_text_can_break_it(
        settings in "(\\[?\\[?(schedule|controls|services|trust|x)\\]?\\]?\n|(interval|quick|endpoints|enabled|public_roots) = [\\[{\"0-9a-z}\\]]{0,8}\n|\\PC{0,12}\n){0,6}",
        service in "(id = \"[a-z]{1,4}\"\n|name = \\PC{0,6}\n|\\[\\[?(target|code|links|status)\\]\\]?\n|(url|role|probe|codes) = \"[a-z:/.*@]{0,16}\"\n){0,8}",
    ) {
        let folder = folder(&[("streamdoctor.toml", &settings), ("services/a.toml", &service)]);
        if let Err(errors) = Config::load(Some(folder.path()), folder.path()) {
            assert!(!errors.problems.is_empty());
            assert!(!errors.to_string().is_empty());
        }
    }
}

#[test]
fn a_data_plan_is_an_amount_and_a_day() {
    let wrong = complaints(&[(
        "streamdoctor.toml",
        "[history]\ndays = 3\n[data]\nplan = \"100\"\nresets_on = 32\n",
    )])
    .join("\n");
    for says in [
        "line 2: history days 3 is not from 7 to 3660",
        "line 4: data plan \"100\" is not an amount of data such as \"100 GB\" or \"1.5 TB\"",
        "line 5: data resets_on 32 is not from 1 to 31",
    ] {
        assert!(wrong.contains(says), "{says:?} is missing in {wrong}");
    }
    let alone = complaints(&[("streamdoctor.toml", "[data]\nresets_on = 3\n")]).join("\n");
    assert!(alone.contains("data has no plan; add a line such as plan = \"100 GB\""), "{alone}");
}

#[test]
fn the_numbers_are_for_nobody_unless_it_is_said_for_whom() {
    assert!(!Config::default().metrics.are_wanted());
    assert!(!loaded(&[("streamdoctor.toml", "[metrics]\nevery = \"2m\"\n")]).metrics.are_wanted());
    let text = "[metrics]\nlisten = \"[::1]:9469\"\notlp = \"http://192.0.2.7:4318\"\nevery = \"1h\"\n\
                instance = \"a \\\"b\\\"\"\n";
    let config = loaded(&[("streamdoctor.toml", text)]);
    assert!(config.metrics.are_wanted());
    let again = loaded(&[("streamdoctor.toml", &describe(&config))]);
    assert_eq!(again.metrics, config.metrics);
    assert_eq!(contacts(&config).collector.as_deref(), Some("192.0.2.7:4318"));
    assert_eq!(contacts(&Config::default()).collector, None);
}

#[test]
fn each_mistake_about_the_numbers_is_told() {
    let found = complaints(&[(
        "streamdoctor.toml",
        "[metrics]\nlisten = \"localhost\"\notlp = \"collector:4318\"\nevery = \"1s\"\ninstance = \" \"\nport = 1\n",
    )]);
    insta::assert_snapshot!(found.join("\n"), @r#"
    streamdoctor.toml, line 2: metrics listen "localhost" is not an address with a port, such as "127.0.0.1:9469"
    streamdoctor.toml, line 3: metrics otlp "collector:4318" does not begin with https:// or http://
    streamdoctor.toml, line 4: metrics every "1s" is not from "10s" to "24h"
    streamdoctor.toml, line 5: metrics instance " " is not a name of 1 to 100 letters
    streamdoctor.toml, line 6: "port" is not a key of metrics; the keys are listen, otlp, every, instance
    "#);
}
