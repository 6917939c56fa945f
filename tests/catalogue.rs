//! The data that comes with the program: every file is what it should be, and every fact says where it is from.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use streamdoctor::catalogue::{ProbeKind, Trust, bundled, explain};
use streamdoctor::diagnosis::Cause;
use streamdoctor::observation::Role;
use streamdoctor::presentation::handbook;
use streamdoctor::remedy::Remedy;

fn config() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("config")
}

/// Every TOML file in a folder of `config/`, by its path.
fn files(folder: &str) -> BTreeMap<PathBuf, Value> {
    let entries = fs::read_dir(config().join(folder)).unwrap();
    let paths = entries
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "toml"));
    paths
        .map(|path| {
            let file = toml(&path);
            (path, file)
        })
        .collect()
}

fn toml(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(config().join(name)).unwrap()).unwrap()
}

/// The page of the documentation is what the data says.
#[test]
fn the_page_about_services_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/services.md");
    let page = fs::read_to_string(path).unwrap_or_default();
    let current = page == handbook(&bundled());
    assert!(current, "write it again: streamdoctor services --markdown > docs/services.md");
}

#[test]
fn every_file_obeys_its_schema() {
    let service = schema("service.schema.json");
    for (path, file) in files("services") {
        obeys(&file, &service, &service, &path.display().to_string());
    }
    let settings = schema("schema.json");
    obeys(&toml(&config().join("streamdoctor.toml")), &settings, &settings, "streamdoctor.toml");
}

#[test]
#[should_panic(expected = "expect: bodi is not in the schema")]
fn the_schema_refuses_a_wrong_key() {
    let service = schema("service.schema.json");
    let file = serde_json::json!({ "id": "a", "target": [{ "url": "https://a.example/", "expect": { "bodi": "x" } }] });
    obeys(&file, &service, &service, "a");
}

/// As much of JSON Schema as ours use.
fn obeys(value: &Value, schema: &Value, root: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("{name}"));
        return obeys(value, target, root, place);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let fits = |choice: &Value| choice["type"].as_str().is_none_or(|it| it == kind(value));
        let choice = choices.iter().find(|choice| fits(resolve(choice, root)));
        return obeys(
            value,
            choice.unwrap_or_else(|| panic!("{place}: {value} is none of {choices:?}")),
            root,
            place,
        );
    }
    if let Some(allowed) = schema["enum"].as_array() {
        assert!(allowed.contains(value), "{place}: {value} is not allowed");
    }
    if !schema["const"].is_null() {
        assert_eq!(*value, schema["const"], "{place}");
    }
    if let Some(wanted) = schema["type"].as_str() {
        assert_eq!(kind(value), wanted, "{place}: {value}");
    }
    if let (Some(number), Some(least)) = (value.as_i64(), schema["minimum"].as_i64()) {
        assert!(
            number >= least && schema["maximum"].as_i64().is_none_or(|most| number <= most),
            "{place}: {number}"
        );
    }
    if let (Some(text), Some(least)) = (value.as_str(), schema["minLength"].as_u64()) {
        assert!(text.len() as u64 >= least, "{place} is empty");
    }
    if let (Some(list), Some(least)) = (value.as_array(), schema["minItems"].as_u64()) {
        assert!(list.len() as u64 >= least, "{place} is empty");
    }
    for item in value.as_array().into_iter().flatten() {
        obeys(item, &schema["items"], root, place);
    }
    if let (Some(table), Some(known)) = (value.as_object(), schema["properties"].as_object()) {
        for (key, value) in table {
            let schema =
                known.get(key).unwrap_or_else(|| panic!("{place}: {key} is not in the schema"));
            obeys(value, schema, root, &format!("{place}: {key}"));
        }
        for key in schema["required"].as_array().into_iter().flatten() {
            assert!(table.contains_key(key.as_str().unwrap()), "{place} has no {key}");
        }
    }
}

fn resolve<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    schema["$ref"]
        .as_str()
        .map_or(schema, |name| root.pointer(name.trim_start_matches('#')).unwrap())
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[test]
fn every_fact_names_its_sources_and_all_of_them_are_known() {
    let known = toml(&config().join("sources.toml"));
    let mut used = BTreeSet::new();
    for (path, file) in files("services").into_iter().chain(files("codes")) {
        let facts =
            ["target", "code"].iter().flat_map(|key| file[key].as_array().into_iter().flatten());
        let links = file["links"].as_object().into_iter().flat_map(|links| links.values());
        let status = [&file["status"], &file["hosts"]].into_iter().filter(|it| !it.is_null());
        for fact in facts.chain(links).chain(status) {
            let sources =
                fact["source"].as_array().unwrap_or_else(|| panic!("{}: {fact}", path.display()));
            assert!(!sources.is_empty(), "{}: {fact}", path.display());
            assert!(
                fact.get("confidence").is_some() || fact.get("suffixes").is_some(),
                "{}: {fact}",
                path.display()
            );
            used.extend(sources.iter().map(|it| it.as_str().unwrap().to_owned()));
        }
    }
    let known = known.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let unknown = used.difference(&known).collect::<Vec<_>>();
    assert!(unknown.is_empty(), "not in sources.toml: {unknown:?}");
}

#[test]
fn the_six_of_the_start_are_watched_by_default() {
    let services = bundled();
    let watched = services.iter().filter(|it| it.default_enabled).map(|it| it.id.as_str());
    assert_eq!(
        watched.collect::<Vec<_>>(),
        ["netflix", "youtube", "prime-video", "disney-plus", "twitch", "spotify"]
    );
}

#[test]
fn targets_are_few_begin_with_the_front_door_and_are_encrypted() {
    for service in bundled() {
        let first = &service.targets[0];
        assert_eq!((first.role, first.probe), (Role::Web, ProbeKind::Https), "{}", service.id);
        assert!(service.targets.len() <= 6, "{}", service.id);
        let mut seen = BTreeSet::new();
        for target in &service.targets {
            assert_ne!(target.probe, ProbeKind::Http, "{}", target.url);
            assert!(seen.insert(target.host().to_owned()), "{} is probed twice", target.host());
        }
        for url in service.links.values().chain(service.status.iter().map(|feed| &feed.url)) {
            assert_eq!(url.scheme(), "https", "{url}");
        }
        assert!(service.links.contains_key("home"), "{}", service.id);
    }
}

#[test]
fn what_must_not_be_asked_is_not_asked() {
    for service in bundled() {
        for target in &service.targets {
            let host = target.host();
            // Their certificates are not publicly trusted: over TLS they would always look broken.
            if matches!(host, "appboot.netflix.com" | "uiboot.netflix.com") {
                assert_eq!(target.probe, ProbeKind::Tcp, "{host}");
            }
            // Measuring the speed there needs a token, and loads what is not ours to load.
            assert!(!host.ends_with("fast.com"), "{host}");
            let path = target.url.path();
            for word in ["signup", "sign-up", "register", "token", "device", "login"] {
                assert!(target.probe != ProbeKind::Https || !path.contains(word), "{}", target.url);
            }
        }
    }
}

#[test]
fn no_code_of_a_service_is_there_twice() {
    for service in bundled() {
        let mut seen = BTreeSet::new();
        for code in service.codes.iter().flat_map(|code| &code.codes) {
            assert!(seen.insert(code.to_lowercase()), "{}: {code}", service.id);
        }
    }
}

#[test]
fn no_two_services_are_called_the_same() {
    let mut seen = BTreeMap::new();
    for service in bundled() {
        for name in service.aliases.iter().chain([&service.id, &service.name]) {
            let other = seen.insert(name.to_lowercase(), service.id.clone());
            assert!(other.is_none_or(|other| other == service.id), "{name}");
        }
    }
}

#[test]
fn a_fact_with_a_weak_source_says_often() {
    for service in bundled() {
        for code in service.codes.iter().filter(|code| code.confidence == Trust::Low) {
            assert!(
                code.meaning.to_lowercase().contains("often means"),
                "{}: {}",
                service.id,
                code.meaning
            );
        }
    }
}

#[test]
fn every_code_is_found_by_its_own_name_and_has_a_cause_and_a_step() {
    let services = bundled();
    for service in &services {
        for code in &service.codes {
            assert!(code.meaning.ends_with('.'), "{}: {}", service.id, code.meaning);
            for written in code.codes.iter().filter(|it| !it.contains('*')) {
                let found = explain(written, None, &services);
                let own = found.meanings.iter().find(|it| it.service.as_ref() == Some(&service.id));
                let own = own.unwrap_or_else(|| panic!("{}: {written}: {found:?}", service.id));
                assert_eq!(
                    (&own.causes, &own.remedies),
                    (&code.causes, &code.remedies),
                    "{written}"
                );
                assert!(!own.causes.is_empty() && !own.remedies.is_empty(), "{written}");
                assert!(!own.causes.contains(&Cause::None), "{written}");
            }
        }
    }
}

/// The advice of the article that this program began with: every row is reachable from its code.
#[test]
fn what_the_article_advises_is_among_the_steps() {
    use Remedy::{
        ChangeDns, CheckCredentials, CheckDataLimit, CheckServiceStatus, CheckSubscription,
        ClearCookiesAndCache, ContactSupport, DisableExtensions, FlushDns, ReinstallApp,
        RestartDevice, RestartNetworkEquipment, TryAnotherBrowser, TryAnotherDevice,
        TryAnotherNetwork, TurnOffProxy, TurnOffVpn, UpdateSoftware, WaitAndRetry,
    };
    let any = [
        UpdateSoftware,
        ReinstallApp,
        TryAnotherBrowser,
        CheckDataLimit,
        DisableExtensions,
        TryAnotherDevice,
        ContactSupport,
    ];
    let rows: [(&str, &[Remedy]); 3] = [
        (
            "503",
            &[
                WaitAndRetry,
                CheckServiceStatus,
                TryAnotherNetwork,
                TurnOffVpn,
                TurnOffProxy,
                RestartDevice,
                RestartNetworkEquipment,
            ],
        ),
        (
            "502",
            &[
                WaitAndRetry,
                RestartDevice,
                ClearCookiesAndCache,
                RestartNetworkEquipment,
                ChangeDns,
                FlushDns,
                TurnOffProxy,
            ],
        ),
        (
            "403",
            &[
                CheckCredentials,
                CheckSubscription,
                TurnOffVpn,
                TurnOffProxy,
                ClearCookiesAndCache,
                ChangeDns,
            ],
        ),
    ];
    for (code, advised) in rows {
        let found = explain(code, None, &bundled());
        let plain = found.meanings.iter().find(|it| it.service.is_none()).unwrap();
        for remedy in advised.iter().chain(&any) {
            assert!(plain.remedies.contains(remedy), "{code}: {remedy}");
        }
        // Whoever names the service is told all of it, too.
        for service in [None, Some("netflix"), Some("hulu")] {
            let told = explain(code, service, &bundled());
            let given: BTreeSet<Remedy> =
                told.meanings.iter().flat_map(|it| it.remedies.iter().copied()).collect();
            let missing: Vec<_> =
                advised.iter().chain(&any).filter(|it| !given.contains(it)).collect();
            assert!(missing.is_empty(), "{code} of {service:?}: {missing:?}");
        }
    }
}

#[test]
fn plain_statuses_have_the_causes_that_the_diagnosis_knows() {
    let causes = |code: &str| {
        let found = explain(code, None, &[]);
        found.meanings.into_iter().next().unwrap_or_else(|| panic!("{code}")).causes
    };
    for (code, cause) in [
        ("401", Cause::SignInRequired),
        ("402", Cause::NotEntitled),
        ("403", Cause::Forbidden),
        ("403", Cause::PageBlocked),
        ("404", Cause::ContentUnavailable),
        ("407", Cause::ProxyAuthRequired),
        ("420", Cause::VpnBlocked),
        ("429", Cause::RateLimited),
        ("451", Cause::LegalBlock),
        ("500", Cause::ServiceError),
        ("502", Cause::GatewayError),
        ("503", Cause::ServiceOverloaded),
        ("503", Cause::Maintenance),
        ("504", Cause::GatewayError),
        ("511", Cause::CaptivePortal),
        ("520", Cause::GatewayError),
        ("522", Cause::GatewayError),
        ("525", Cause::GatewayError),
        ("526", Cause::GatewayError),
        ("408", Cause::IspLossy),
        ("410", Cause::ContentUnavailable),
    ] {
        assert!(causes(code).contains(&cause), "{code}: {cause}");
    }
}
