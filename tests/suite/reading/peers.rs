//! The deadlines of our own notices, beside a peer that finds times in Chinese texts.

use std::process::Command;

use crate::support::outside_tools::print_skip;

/// What the script exits with where the peer is not installed.
const NO_PEER: i32 = 3;

/// What one program found: deadlines, of how many, days that are none.
#[derive(Debug, PartialEq)]
struct Score {
    found: usize,
    all: usize,
    wrong: usize,
}

/// The line of a program in what the script prints.
fn score(printed: &str, program: &str) -> Score {
    for line in printed.lines() {
        let Some(numbers) = line.strip_prefix(program) else { continue };
        let numbers: Vec<usize> = numbers.split_whitespace().flat_map(str::parse).collect();
        if let [found, all, wrong] = numbers[..] {
            return Score { found, all, wrong };
        }
    }
    panic!("no line of {program} in {printed:?}")
}

#[test]
fn a_peer_that_finds_times_finds_fewer_deadlines_and_names_days_that_are_none() {
    let mut script = Command::new("python3");
    script.args(["tests/reading/peer_times.py", env!("CARGO_BIN_EXE_pilot")]);
    let Ok(ran) = script.arg("tests/reading/notices").output() else {
        print_skip("deadlines beside jionlp: no python3");
        return;
    };
    if ran.status.code() == Some(NO_PEER) {
        print_skip("deadlines beside jionlp: pip install jionlp");
        return;
    }
    let printed = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let ours = score(&printed, "pilot");
    let peer = score(&printed, "jionlp");
    assert!(ours.all >= 20 && ours.all == peer.all, "{printed}");
    assert_eq!(ours, Score { found: ours.all, all: ours.all, wrong: 0 });
    assert!(peer.found > 0, "the peer was not asked rightly: {printed}");
    assert!(ours.found >= peer.found && ours.wrong <= peer.wrong, "{printed}");
}
