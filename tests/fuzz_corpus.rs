//! Replays the corpora of the fuzz targets: seeds, and whatever once broke something.

#[path = "fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::Path;

use targets::TARGETS;

#[test]
fn every_input_of_every_corpus_holds() {
    for (name, target) in TARGETS {
        let folder = Path::new("fuzz/corpus").join(name);
        let mut inputs = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|it| it.unwrap().path())
            .collect::<Vec<_>>();
        inputs.sort();
        assert!(!inputs.is_empty(), "{name} has no corpus");
        for input in inputs {
            let bytes = fs::read(&input).unwrap();
            // The panic does not know the file.
            let held = std::panic::catch_unwind(|| target(&bytes));
            assert!(held.is_ok(), "{} breaks {name}", input.display());
        }
    }
}

#[test]
fn every_target_is_run_by_cargo_fuzz() {
    let manifest = fs::read_to_string("fuzz/Cargo.toml").unwrap();
    for (name, _) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        let source = fs::read_to_string(format!("fuzz/fuzz_targets/{name}.rs")).unwrap();
        assert!(source.contains(&format!("targets::{name}(data)")), "{name}");
    }
}
