//! Building: one build of every dependency serves all commands.

use std::collections::BTreeMap;
use std::process::Command;

use crate::support::outside_tools::print_skip;

/// The crates that a build needs, each with its features, as cargo resolves them.
fn resolved(edges: &str) -> Option<BTreeMap<String, String>> {
    let cargo = std::env::var_os("CARGO")?;
    let mut command = Command::new(cargo);
    command.args(["tree", "--locked", "--offline", "--prefix", "none", "--format", "{p}\t{f}"]);
    let output = command.args(["--edges", edges]).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let text = String::from_utf8(output.stdout).ok()?;
    let rows = text.lines().filter_map(|line| line.trim_end_matches(" (*)").split_once('\t'));
    Some(rows.map(|(name, features)| (name.to_owned(), features.to_owned())).collect())
}

/// Otherwise `cargo test` would build again what `cargo run` has built: minutes, for Typst.
#[test]
fn the_tests_turn_on_no_feature_of_what_the_program_uses() {
    let (Some(program), Some(tests)) = (resolved("normal,build"), resolved("normal,build,dev"))
    else {
        print_skip("the crates of a build: started without cargo");
        return;
    };
    assert!(program.len() > 100 && tests.len() > program.len());
    for (name, features) in &program {
        assert_eq!(Some(features), tests.get(name), "{name} would be built twice");
    }
}
