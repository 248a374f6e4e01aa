//! One name for one thing: types, files, and where words for users are.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::source_tree::{SourceFile, sources};

/// Names of files that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &[
    "case", "common", "desk", "helpers", "judge", "limits", "look", "machine", "marks", "mend",
    "misc", "place", "places", "produce", "set", "stop", "talk", "tell", "util", "utils", "words",
    "written",
];

fn own_sources() -> Vec<SourceFile> {
    sources(Path::new("."))
}

/// Fails with all of them, one a line.
#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_two_public_types_have_one_name() {
    let files = own_sources();
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for file in &files {
        for declared in file.types().into_iter().filter(|declared| declared.is_public) {
            let place = format!("{}:{}", file.path, declared.line);
            places.entry(declared.name).or_default().push(place);
        }
    }
    places.retain(|_, places| places.len() > 1);
    let faults: Vec<String> =
        places.iter().map(|(name, places)| format!("{name}: {}", places.join(", "))).collect();
    assert_none(&faults);
}

#[test]
fn no_two_files_of_a_layer_have_one_name() {
    let files = own_sources();
    let mut places: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.stem() != "mod") {
        places.entry((file.layer(), file.stem())).or_default().push(&file.path);
    }
    places.retain(|_, places| places.len() > 1);
    let faults: Vec<String> = places.values().map(|places| places.join(", ")).collect();
    assert_none(&faults);
}

#[test]
fn names_of_files_say_what_is_inside() {
    let files = own_sources();
    let empty = files.iter().filter(|file| EMPTY_NAMES.contains(&file.stem()));
    let faults: Vec<String> = empty.map(|file| file.path.clone()).collect();
    assert_none(&faults);
}

/// Errors of the system carry their kind; what users read about them is put into words outside.
#[test]
fn no_error_of_the_system_holds_words_for_users() {
    let mut faults = Vec::new();
    for file in own_sources() {
        for (line, text) in file.code() {
            let makes_one = text.contains("io::Error::new(") || text.contains("io::Error::other(");
            if makes_one && text.chars().any(pilot::text::han::is_han) {
                faults.push(format!("{}:{line}: {}", file.path, text.trim()));
            }
        }
    }
    assert_none(&faults);
}
