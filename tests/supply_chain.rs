//! What the program is built from: whence it comes, under which licences, and what must not be in it. `deny.toml` says
//! what is allowed; `cargo deny` reads it where everything is tested, and these tests read it always. They download
//! nothing.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "the helpers of tests are tests too")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[test]
fn everything_comes_from_crates_io_with_its_checksum() {
    for (lock, ours) in [
        ("Cargo.lock", &["streamdoctor"][..]),
        ("fuzz/Cargo.lock", &["streamdoctor", "streamdoctor-fuzz"]),
    ] {
        let packages = packages(lock);
        assert!(packages.len() > 100, "{lock}");
        for package in packages {
            let name = package["name"].as_str().unwrap().to_owned();
            let source = package.get("source").and_then(toml::Value::as_str);
            if ours.contains(&name.as_str()) {
                assert_eq!(source, None, "{name} of {lock} is ours");
            } else {
                assert_eq!(source, Some(CRATES_IO), "{name} of {lock}");
                assert!(package.contains_key("checksum"), "{name} of {lock}");
            }
        }
    }
    let allowed = table("deny.toml")["sources"]["allow-registry"].as_array().unwrap().clone();
    let allowed = allowed.iter().map(|it| format!("registry+{}", it.as_str().unwrap()));
    assert_eq!(allowed.collect::<Vec<_>>(), [CRATES_IO]);
}

#[test]
fn no_version_is_left_open() {
    let manifest = table("Cargo.toml");
    let mut sections = vec![];
    let kinds = ["dependencies", "build-dependencies", "dev-dependencies"];
    let of = |table: &toml::Table| kinds.map(|kind| table.get(kind).cloned());
    sections.extend(of(&manifest));
    for target in manifest["target"].as_table().unwrap().values() {
        sections.extend(of(target.as_table().unwrap()));
    }
    let mut count = 0;
    for (name, wanted) in sections.iter().flatten().flat_map(|it| it.as_table().unwrap()) {
        let version = wanted.as_str().or_else(|| wanted.get("version")?.as_str());
        assert!(version.is_some_and(|it| it.contains(|it: char| it.is_ascii_digit())), "{name}");
        assert!(!version.unwrap().contains('*'), "{name}");
        assert!(["git", "path", "registry"].iter().all(|it| wanted.get(it).is_none()), "{name}");
        count += 1;
    }
    assert!(count > 50, "{count}");
}

#[test]
fn what_is_banned_is_not_there() {
    let policy = table("deny.toml");
    let banned = policy["bans"]["deny"].as_array().unwrap();
    let wrappers = |it: &toml::Value| -> BTreeSet<String> {
        let wrappers = it.get("wrappers").and_then(toml::Value::as_array);
        wrappers.into_iter().flatten().map(|it| it.as_str().unwrap().to_owned()).collect()
    };
    let banned = banned.iter().map(|it| (it["crate"].as_str().unwrap(), wrappers(it)));
    let banned = banned.collect::<BTreeMap<_, _>>();
    for one in ["openssl", "openssl-sys", "native-tls"] {
        assert!(banned.contains_key(one), "{one} is banned");
    }
    // Through whom each is there, if it is.
    let packages = packages("Cargo.lock");
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let needs = package.get("dependencies").and_then(toml::Value::as_array);
        for needed in needs.into_iter().flatten() {
            let needed = needed.as_str().unwrap().split(' ').next().unwrap();
            let may = banned.get(needed).is_none_or(|wrappers| wrappers.contains(name));
            assert!(may, "{name} brings {needed}");
        }
    }
}

#[test]
fn licences_ask_for_no_more_than_ours() {
    let policy = &table("deny.toml")["licenses"];
    let words = |it: &toml::Value| -> BTreeSet<String> {
        it.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
    };
    let allowed = words(&policy["allow"]);
    let exceptions = policy["exceptions"].as_array().unwrap().iter();
    let exceptions = exceptions.map(|it| (it["crate"].as_str().unwrap(), words(&it["allow"])));
    let exceptions = exceptions.collect::<BTreeMap<_, _>>();
    let packages = manifests();
    if packages.is_empty() {
        return;
    }
    assert!(packages.len() > 100);
    let mut of_use = BTreeSet::new();
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_default();
        if permits(licence, &allowed) {
            continue;
        }
        let excepted = exceptions.get(name).is_some_and(|it| permits(licence, it));
        assert!(excepted, "{name} is licensed under “{licence}”");
        of_use.insert(name.to_owned());
    }
    let of_no_use = exceptions.keys().filter(|it| !of_use.contains(**it)).collect::<Vec<_>>();
    assert!(of_no_use.is_empty(), "exceptions that nothing needs: {of_no_use:?}");
}

#[test]
fn a_choice_of_licences_needs_one_and_a_sum_needs_all() {
    let allowed = ["MIT", "ISC", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"];
    let allowed = BTreeSet::from(allowed.map(str::to_owned));
    for (licence, may) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("MIT AND ISC", true),
        ("MIT OR GPL-3.0 AND ISC", true),
        ("(MIT OR GPL-3.0) AND ISC", true),
        ("(MIT OR ISC) AND GPL-3.0", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("MIT WITH LLVM-exception", false),
        ("", false),
        ("(MIT", false),
        ("MIT)", false),
        ("MIT ISC", false),
    ] {
        assert_eq!(permits(licence, &allowed), may, "{licence}");
    }
}

/// Whether an SPDX expression can be met with these licences alone. What is not an expression cannot.
fn permits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    // `/` is how crates wrote OR before there were expressions.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words = spaced.split_whitespace().collect::<Vec<_>>();
    let (may, rest) = any_of(&words, allowed);
    may && rest.is_empty()
}

fn any_of<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (bool, &'a [&'a str]) {
    let (mut may, mut rest) = all_of(words, allowed);
    while let ["OR", after @ ..] = rest {
        let (other, after) = all_of(after, allowed);
        (may, rest) = (may | other, after);
    }
    (may, rest)
}

fn all_of<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (bool, &'a [&'a str]) {
    let (mut may, mut rest) = one(words, allowed);
    while let ["AND", after @ ..] = rest {
        let (other, after) = one(after, allowed);
        (may, rest) = (may & other, after);
    }
    (may, rest)
}

fn one<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (bool, &'a [&'a str]) {
    match words {
        ["(", rest @ ..] => match any_of(rest, allowed) {
            (may, [")", rest @ ..]) => (may, rest),
            // It is never closed.
            (_, rest) => (false, rest),
        },
        [name, "WITH", exception, rest @ ..] => {
            (allowed.contains(&format!("{name} WITH {exception}")), rest)
        }
        [name, rest @ ..] => (allowed.contains(*name), rest),
        [] => (false, words),
    }
}

/// The manifests of all crates, for all systems; none, and said aloud, where not all have been downloaded.
fn manifests() -> Vec<Value> {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    if !cargo.status.success() {
        let why = String::from_utf8_lossy(&cargo.stderr).into_owned();
        eprintln!("skipped: `cargo fetch` gets what is missing here: {why}");
        assert!(std::env::var_os("CI").is_none_or(|it| it.is_empty()), "all crates are needed");
        return Vec::new();
    }
    let told: Value = serde_json::from_slice(&cargo.stdout).unwrap();
    told["packages"].as_array().unwrap().clone()
}

fn packages(lock: &str) -> Vec<toml::Table> {
    let packages = table(lock)["package"].as_array().unwrap().clone();
    packages.into_iter().map(|it| it.as_table().unwrap().clone()).collect()
}

fn table(name: &str) -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}
