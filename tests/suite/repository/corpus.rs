//! Nasty inputs, and seeded mutations of them, through the same functions that are fuzzed
//! (`tests/fuzz`).

use std::fs;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

// Shared with the package of the fuzz targets, which needs the names from outside.
#[path = "../../fuzz/targets.rs"]
#[allow(unreachable_pub)]
mod targets;

/// The beginning of a file's name, the target it is for, and how many mutations are tried.
const KINDS: &[(&str, &str, u64)] = &[
    ("zip-", "zip_reader", 600),
    ("manifest-", "manifest", 250),
    ("eml-", "eml", 400),
    ("toml-", "pilot_toml", 200),
    ("plan-", "plan", 60),
    ("card-", "card", 150),
    ("office-", "office", 250),
    ("pdf-", "pdf", 250),
    ("shrink-", "shrink", 150),
    ("word-", "word", 250),
    ("worker-", "worker_message", 400),
];

fn corpus() -> Vec<(String, Vec<u8>)> {
    let entries =
        fs::read_dir("tests/corpus").expect("the corpus").map(|e| e.expect("readable").path());
    let mut files: Vec<_> = entries
        .map(|p| {
            (
                p.file_name().expect("named").to_string_lossy().into_owned(),
                fs::read(&p).expect("readable"),
            )
        })
        .collect();
    files.sort();
    files
}

fn target(name: &str) -> targets::Target {
    targets::ALL.iter().find(|(n, _)| *n == name).expect("a target").1
}

#[test]
fn every_input_has_a_target_and_passes_all_of_them() {
    let files = corpus();
    for (name, _) in &files {
        assert!(name.is_ascii(), "{name}");
        assert!(KINDS.iter().any(|(lead, ..)| name.starts_with(lead)), "{name} is for no target");
    }
    assert!(
        KINDS
            .iter()
            .all(|(lead, name, _)| files.iter().any(|(n, _)| n.starts_with(lead))
                && !name.is_empty())
    );
    files.par_iter().for_each(|(_, bytes)| {
        for (_, run) in targets::ALL.iter() {
            run(bytes);
        }
    });
    let manifest = fs::read_to_string("tests/fuzz/Cargo.toml").expect("the package of targets");
    for (name, _) in targets::ALL {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is not fuzzed");
    }
}

/// xorshift64*: the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % sides.max(1)
    }
}

/// Values that readers stumble over.
const EDGES: &[&[u8]] = &[
    b"\0",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\0\0\0\x80",
    b"PK\x05\x06",
    b"\r\n",
    b"=",
    b"\"",
    b"]",
    b"\xe4\xb8",
];

fn mutated(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(out.len() + 1);
        match dice.roll(6) {
            0 if at < out.len() => out[at] ^= 1 << dice.roll(8),
            1 if at < out.len() => out[at] = dice.roll(256) as u8,
            2 => out.truncate(at),
            3 => {
                let edge = EDGES[dice.roll(EDGES.len())];
                let end = (at + edge.len()).min(out.len());
                out.splice(at..end, edge.iter().copied());
            }
            4 => {
                let end = (at + dice.roll(40)).min(out.len());
                drop(out.drain(at..end));
            }
            _ => {
                let end = (at + dice.roll(80)).min(out.len());
                let piece = out[at..end].to_vec();
                let to = dice.roll(out.len() + 1);
                out.splice(to..to, piece);
            }
        }
    }
    out
}

#[test]
fn mutations_of_them_do_no_harm() {
    let files = corpus();
    // For longer searches without a fuzzer: so many times as many.
    let times: u64 = match std::env::var("PILOT_MUTATIONS") {
        Ok(times) => times.parse().expect("a number"),
        Err(_) => 1,
    };
    let mut jobs: Vec<(&str, u64)> = Vec::new();
    for (lead, _, count) in KINDS {
        jobs.extend((0..*count * times).map(|number| (*lead, number)));
    }
    assert!(jobs.len() > 2_000);
    jobs.into_par_iter().for_each(|(lead, number)| {
        let (_, name, _) = KINDS.iter().find(|(l, ..)| *l == lead).expect("a kind");
        let own: Vec<_> = files.iter().filter(|(n, _)| n.starts_with(lead)).collect();
        let (_, bytes) = own[number as usize % own.len()];
        let mut dice = Dice(
            0x9e37_79b9_7f4a_7c15 ^ (number + 1).wrapping_mul(lead.len() as u64 + 0x0100_0193),
        );
        let input = mutated(bytes, &mut dice);
        if std::panic::catch_unwind(|| target(name)(&input)).is_err() {
            let kept = std::env::temp_dir().join(format!("{lead}{number}.bin"));
            fs::write(&kept, &input).expect("written");
            panic!("{name} fails on {}", kept.display());
        }
    });
}
