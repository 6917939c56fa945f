//! Replays the corpora of the fuzz targets: seeds, and whatever once broke something.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "the helpers of tests are tests too")]

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

/// Without a fuzzer at hand: the corpora with bytes turned, cut out, doubled and taken from their neighbours.
#[test]
fn what_is_near_to_a_corpus_holds_too() {
    mutate(2_000);
}

#[test]
#[ignore = "takes minutes"]
fn much_that_is_near_to_a_corpus_holds_too() {
    mutate(60_000);
}

fn mutate(times: usize) {
    for (name, target) in TARGETS {
        let inputs = fs::read_dir(Path::new("fuzz/corpus").join(name)).unwrap();
        let mut inputs = inputs.map(|it| fs::read(it.unwrap().path()).unwrap()).collect::<Vec<_>>();
        inputs.sort();
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        // Slow ones are left to the fuzzer.
        let times = if matches!(name, "page" | "snapshot") { times / 20 } else { times };
        for _ in 0..times {
            let mut bytes = inputs[random.below(inputs.len())].clone();
            for _ in 0..=random.below(4) {
                random.turn(&mut bytes, &inputs);
            }
            let held = std::panic::catch_unwind(|| target(&bytes));
            assert!(held.is_ok(), "{name} breaks on {}", bytes.escape_ascii());
        }
        println!("{name}: {times} inputs held");
    }
}

/// A sequence that is the same each time: xorshift.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % end.max(1)
    }

    fn turn(&mut self, bytes: &mut Vec<u8>, others: &[Vec<u8>]) {
        let at = self.below(bytes.len());
        let end = (at + 1 + self.below(16)).min(bytes.len());
        match self.below(5) {
            0 if !bytes.is_empty() => bytes[at] = u8::try_from(self.below(256)).unwrap(),
            1 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
            2 if at < end => drop(bytes.drain(at..end)),
            3 if at < end => bytes.extend_from_within(at..end),
            _ => {
                let other = &others[self.below(others.len())];
                let from = self.below(other.len());
                let piece =
                    other[from..].iter().take(1 + self.below(64)).copied().collect::<Vec<_>>();
                bytes.splice(at..at, piece);
            }
        }
    }
}
