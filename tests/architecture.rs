//! The walls between the layers. One crate has no crate walls, so these tests are the wall.
//!
//! They read the source as text: good enough, since rustfmt decides how it looks, and comments and tests are left out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer, with the layers that it may use besides itself. Vocabulary first; nobody may use what stands below.
const MAY_USE: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("whole_file", &[]),
    ("observation", &["clock"]),
    ("diagnosis", &["clock", "observation"]),
    ("remedy", &["diagnosis", "observation"]),
    ("catalogue", &["diagnosis", "observation", "remedy"]),
    ("config", &["catalogue", "observation", "whole_file"]),
    ("presentation", &["catalogue", "clock", "config", "diagnosis", "observation", "remedy"]),
    ("platform", &["clock", "observation", "presentation", "whole_file"]),
    ("probe", &["catalogue", "clock", "config", "observation", "platform", "whole_file"]),
    ("history", EVERYTHING_BUT_THE_TOP),
    ("app", EVERYTHING_BELOW),
    ("cli", EVERYTHING_BELOW),
];

/// The two on top see all, but `cli` only asks `app`, which knows nothing of arguments.
const EVERYTHING_BELOW: &[&str] = &[
    "app",
    "catalogue",
    "clock",
    "config",
    "diagnosis",
    "history",
    "observation",
    "platform",
    "presentation",
    "probe",
    "remedy",
    "whole_file",
];

/// What was is told in the words of all that is, and asks nobody.
const EVERYTHING_BUT_THE_TOP: &[&str] = &[
    "catalogue",
    "clock",
    "config",
    "diagnosis",
    "observation",
    "platform",
    "presentation",
    "remedy",
    "whole_file",
];

/// The layers in which the same input must always give the same output.
const PURE: &[&str] = &["observation", "diagnosis", "remedy"];

/// Single files of other layers of which the same is true.
const PURE_FILES: &[&str] = &[
    "src/history/baseline.rs",
    "src/history/network.rs",
    "src/history/round.rs",
    "src/history/scrub.rs",
    "src/history/traffic.rs",
    "src/history/when.rs",
    "src/presentation/metrics/exposition.rs",
    "src/presentation/metrics/mod.rs",
    "src/presentation/metrics/otlp.rs",
];

/// What tells that code looks at the world.
const IMPURE: &[&str] = &[
    "tokio::",
    "reqwest::",
    "hyper::",
    "rustls::",
    "::now()",
    "std::env",
    "std::fs",
    "std::io",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "std::net::Tcp",
    "std::net::Udp",
    "TcpStream",
    "UdpSocket",
];

/// Foreign types stop at the room that meets them: the rooms for each crate.
const HOMES: &[(&str, &[&str])] = &[
    ("anyhow", &["src/main.rs", "src/app/", "src/cli/"]),
    ("clap", &["src/main.rs", "src/cli/"]),
    ("clap_complete", &["src/cli/"]),
    ("clap_mangen", &["src/cli/"]),
    ("fluent_bundle", &["src/presentation/words"]),
    ("fluent_syntax", &["src/presentation/words/"]),
    ("flate2", &["src/history/", "src/observation/coding.rs", "src/probe/reader.rs"]),
    ("hickory_proto", &["src/probe/"]),
    ("hyper", &["src/app/metrics/", "src/probe/", "src/presentation/page/"]),
    ("hyper_util", &["src/app/metrics/", "src/probe/", "src/presentation/page/"]),
    ("indicatif", &["src/presentation/terminal.rs"]),
    ("interprocess", &["src/app/", "src/platform/"]),
    ("maud", &["src/presentation/page/"]),
    ("notify", &["src/app/"]),
    ("notify_rust", &["src/platform/"]),
    ("qrcode", &["src/presentation/page/"]),
    ("reqwest", &["src/probe/"]),
    ("ring", &["src/history/", "src/probe/"]),
    ("rtnetlink", &["src/platform/"]),
    ("rusqlite", &["src/history/"]),
    ("rustls", &["src/probe/"]),
    ("rustls_native_certs", &["src/probe/"]),
    ("socket2", &["src/probe/", "src/platform/"]),
    ("sys_locale", &["src/platform/"]),
    ("sysinfo", &["src/probe/host/", "src/platform/"]),
    ("tao", &["src/platform/"]),
    ("tokio_rustls", &["src/probe/"]),
    ("toml_edit", &["src/config/"]),
    ("tray_icon", &["src/platform/", "src/presentation/tray/native.rs"]),
    ("webpki", &["src/probe/"]),
    ("webpki_roots", &["src/probe/"]),
    ("windows_registry", &["src/platform/"]),
    ("x509_parser", &["src/probe/"]),
    ("zbus", &["src/platform/"]),
];

#[test]
fn every_room_of_the_source_is_a_layer() {
    let known = MAY_USE.iter().map(|(layer, _)| *layer).collect::<BTreeSet<_>>();
    for source in sources() {
        let layer = source.layer();
        let is_frame = ["lib", "main"].contains(&layer);
        assert!(is_frame || known.contains(layer), "{} belongs to no layer", source.path);
    }
}

#[test]
fn layers_only_use_what_they_may() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some((layer, may_use)) = MAY_USE.iter().find(|(it, _)| *it == source.layer()) else {
            continue;
        };
        for (number, line) in source.code() {
            assert!(
                !line.contains("crate::{"),
                "{}:{number}: one `use` for each layer",
                source.path
            );
            for (other, _) in MAY_USE.iter().filter(|(it, _)| it != layer && !may_use.contains(it))
            {
                if line.contains(&format!("crate::{other}")) {
                    wrong.push(format!("{}:{number}: {layer} may not use {other}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The catalogue names causes and remedies; how one finds them is none of its business.
#[test]
fn the_catalogue_uses_only_the_names_of_causes_and_remedies() {
    let words = ["Cause", "Confidence", "Remedy"];
    for source in sources().into_iter().filter(|it| it.layer() == "catalogue") {
        for (number, line) in source.code() {
            for layer in ["crate::diagnosis::", "crate::remedy::"] {
                let Some((_, used)) = line.split_once(layer) else { continue };
                let names = used.trim_matches(|it| "{};".contains(it)).split(", ");
                let names =
                    names.filter_map(|it| it.split(|it: char| !it.is_alphanumeric()).next());
                for name in names {
                    assert!(words.contains(&name), "{}:{number}: {layer}{name}", source.path);
                }
            }
        }
    }
}

#[test]
fn verdicts_are_pure() {
    let is_pure =
        |it: &Source| PURE.contains(&it.layer()) || PURE_FILES.contains(&it.path.as_str());
    refuse(IMPURE, is_pure, "looks at the world");
}

/// tokio's own `Instant` is another matter: a test can stop it.
#[test]
fn only_the_clock_reads_the_time() {
    let elsewhere = |it: &Source| it.layer() != "clock";
    refuse(&["SystemTime::now()", "Timestamp::now()"], elsewhere, "reads the time");
    let std_time = matches(&["std::time::"], elsewhere);
    let found = std_time.into_iter().find(|(_, _, line)| line.contains("Instant"));
    assert_eq!(found, None, "std's own clock");
}

/// `cfg!(…)` in an expression may stand anywhere: both branches are compiled, and checked, everywhere.
#[test]
fn only_the_platform_has_code_for_one_system() {
    let systems = ["target_os", "windows", "unix", "target_family"];
    let found = matches(&["#[cfg", "#![cfg"], |it| it.layer() != "platform");
    let found = found.into_iter().filter(|(_, _, line)| systems.iter().any(|it| line.contains(it)));
    // Whether a console opens is decided by an attribute of the crate's root.
    let found = found.filter(|(_, _, line)| !line.contains("windows_subsystem"));
    let found = found.map(|(path, number, line)| format!("{path}:{number}: {line}"));
    let found = found.collect::<Vec<_>>();
    assert!(found.is_empty(), "outside src/platform:\n{}", found.join("\n"));
}

#[test]
fn only_the_platform_is_unsafe() {
    let marks = ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern", "(unsafe_code"];
    refuse(&marks, |it| it.layer() != "platform", "is unsafe outside src/platform");
}

#[test]
fn foreign_types_stay_at_home() {
    let mut wrong = Vec::new();
    for (name, homes) in HOMES {
        let elsewhere = |it: &Source| !homes.iter().any(|home| it.path.starts_with(home));
        let (used, imported) = (format!("{name}::"), format!("use {name};"));
        for (path, number, line) in matches(&[&used, &imported], elsewhere) {
            // `tokio_rustls::` ends in `rustls::` too.
            let before = line.split(&used).next().and_then(|it| it.chars().last());
            let is_longer = before.is_some_and(|it| it.is_alphanumeric() || it == '_');
            if !is_longer || line.contains(&imported) {
                wrong.push(format!("{path}:{number}: {name} belongs to {}", homes.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A data file that nobody reads is a rule that nobody follows.
#[test]
fn every_data_file_is_embedded() {
    let texts = sources().into_iter().map(|it| it.text).collect::<String>();
    // The schemas are for editors (`tests/catalogue.rs` holds them against the files and the code), a README for people.
    let is_read = |it: &PathBuf| {
        let name = it.to_string_lossy();
        !name.ends_with("schema.json") && !name.ends_with("README.md")
    };
    for file in files(Path::new("config")).into_iter().filter(is_read) {
        let path = file.to_string_lossy().replace('\\', "/");
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        // What `build.rs` makes of it, or the file itself.
        let made = path.replacen("config", "", 1).replace(".toml", ".json\"");
        let is_named = [path.clone(), made, format!("\"{stem}\"")];
        let is_named = is_named.iter().any(|it| texts.contains(it));
        assert!(is_named, "{path} is embedded nowhere");
    }
}

/// Where people are spoken to: every word of it is in the word files, so that it can be translated.
const FACES: &[&str] = &[
    "src/presentation/notice/data_plan.rs",
    "src/presentation/notice/mod.rs",
    "src/presentation/page/letter.rs",
    "src/presentation/page/links.rs",
    "src/presentation/page/progress.rs",
    "src/presentation/page/render/",
    "src/presentation/terminal.rs",
    "src/presentation/tray/menu.rs",
    "src/presentation/tray/text.rs",
];

/// A crude search between quotation marks, for what reads like a sentence or begins like one.
#[test]
fn faces_have_no_words_of_their_own() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|it| FACES.iter().any(|face| it.path.starts_with(face))) {
        for (number, line) in source.code().filter(|(_, line)| !line.contains("reason = ")) {
            let said = line.split('"').skip(1).step_by(2).filter(|it| speaks(it));
            wrong.extend(said.map(|it| format!("{}:{number}: “{it}”", source.path)));
        }
    }
    assert!(wrong.is_empty(), "say it in config/words:\n{}", wrong.join("\n"));
    for text in ["Check again", "It works.", "Mute", "perhaps here", "{n} more problems"] {
        assert!(speaks(text), "{text}");
    }
    for text in ["page-check-again", "M{x} {y}h{long}", "{name}  {}", "{ms} ms", "GB"] {
        assert!(!speaks(text), "{text}");
    }
}

/// Whether a text is one for people: two words, or one with a capital. What is between braces is filled in.
fn speaks(text: &str) -> bool {
    /// What browsers and shells read.
    const NOT_FOR_PEOPLE: &[&str] = &[
        "noreferrer noopener",
        "light dark",
        "; HTTP {status}",
        "streamdoctor check",
        "streamdoctor status",
    ];
    let rest = text.split('}').map(|it| it.split('{').next().unwrap_or_default());
    let rest = rest.collect::<Vec<_>>().join(" ");
    let is_word = |it: &&str| {
        let letters = it.trim_end_matches(['.', ',', ':', ';', '!', '?', '…']);
        letters.len() > 1 && letters.chars().all(|it| it.is_alphabetic() || "’'".contains(it))
    };
    let words = rest.split(' ').filter(is_word).collect::<Vec<_>>();
    let begins = words.iter().any(|it| it.len() > 2 && it.starts_with(char::is_uppercase));
    let is_font = text.ends_with("sans-serif");
    (words.len() > 1 || begins) && !is_font && !NOT_FOR_PEOPLE.contains(&text)
}

/// The names that this project's own tests give to their hosts must decide nothing.
#[test]
fn no_name_of_a_test_is_known_to_the_program() {
    let marks = ["alfa.example", "bravo.example", "alfa-video"];
    refuse(&marks, |_| true, "knows a host of the tests");
}

/// One file of the program.
struct Source {
    /// From the top of the repository, with forward slashes.
    path: String,
    text: String,
}

impl Source {
    fn layer(&self) -> &str {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        inside.split('/').next().unwrap_or_default()
    }

    /// The numbered lines that are neither comments nor tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = self.path.ends_with("/tests.rs") || self.path.contains("/tests/");
        let lines = if is_test { "" } else { &self.text };
        let lines = lines.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        let lines = lines.take_while(|(_, line)| *line != "mod tests {");
        lines.filter(|(_, line)| !line.starts_with("//"))
    }
}

fn sources() -> Vec<Source> {
    let rust = files(Path::new("src"))
        .into_iter()
        .filter(|it| it.extension().is_some_and(|it| it == "rs"));
    let sources = rust.map(|file| Source {
        path: file.to_string_lossy().replace('\\', "/"),
        text: fs::read_to_string(file).expect("a file of ours"),
    });
    let sources = sources.collect::<Vec<_>>();
    assert!(sources.len() > 10, "the tests do not see the source");
    sources
}

/// All files below `folder`; none where there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry of a folder of ours").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Where one of `marks` stands in the code of a file that `within` picks.
fn matches(marks: &[&str], within: impl Fn(&Source) -> bool) -> Vec<(String, usize, String)> {
    let mut found = Vec::new();
    for source in sources().iter().filter(|it| within(it)) {
        let lines = source.code().filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)));
        found.extend(lines.map(|(number, line)| (source.path.clone(), number, line.to_owned())));
    }
    found
}

#[track_caller]
fn refuse(marks: &[&str], within: impl Fn(&Source) -> bool, what: &str) {
    let found = matches(marks, within);
    let found =
        found.into_iter().map(|(path, number, line)| format!("{path}:{number} {what}: {line}"));
    let found = found.collect::<Vec<_>>();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Whoever adds a crate says why it is trusted.
#[test]
fn every_direct_dependency_has_its_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).unwrap();
    let document = read("ARCHITECTURE.md");
    let reasons = document.split_once("Why they are trusted").unwrap().1;
    let reasons = reasons.split("\n## ").next().unwrap();
    let named = reasons
        .split(|it: char| !it.is_ascii_alphanumeric() && it != '-' && it != '_')
        .collect::<BTreeSet<_>>();
    let of = |table: &toml::Table, key: &str| -> Vec<String> {
        let section = table.get(key).and_then(toml::Value::as_table);
        let package = |(name, it): (&String, &toml::Value)| {
            it.get("package").and_then(toml::Value::as_str).unwrap_or(name).to_owned()
        };
        section.into_iter().flatten().map(package).collect()
    };
    let mut all = of(&manifest, "dependencies");
    all.extend(of(&manifest, "build-dependencies"));
    for target in manifest["target"].as_table().unwrap().values() {
        all.extend(of(target.as_table().unwrap(), "dependencies"));
    }
    // Held in the lock file, and never built in.
    let missing = all.iter().filter(|it| it.as_str() != "blocking" && !named.contains(it.as_str()));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&String>::new());
}
