//! Words that the program looks for are data, in `outline/common/words/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;

use crate::support::source_tree::{SourceFile, sources};

/// Rooms that look for words; the others only say some.
const LOOKING: [&str; 7] = ["text", "plan", "facts", "attachment", "bundle", "scaffold", "rules"];

/// The names of the lists by the key of their table: `lists`, `pairs`, `numbered`.
fn lists() -> BTreeMap<String, BTreeSet<String>> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in fs::read_dir("outline/common/words").expect("the folder") {
        let text = fs::read_to_string(file.expect("readable").path()).expect("text");
        let tables: toml::Table = text.parse().expect("TOML");
        for (key, table) in tables {
            let Some(table) = table.as_table() else { continue };
            names.entry(key).or_default().extend(table.keys().cloned());
        }
    }
    names
}

fn code(file: &SourceFile) -> String {
    file.code().map(|(_, line)| line).collect::<Vec<&str>>().join("\n")
}

#[test]
fn every_list_is_asked_for_and_every_list_that_is_asked_for_exists() {
    let lists = lists();
    let call = Regex::new(r#"\b(words|pairs|numbered)\("([a-z-]+)"\)"#).expect("a pattern");
    let sources = sources(Path::new("."));
    let code: String = sources.iter().map(code).collect();
    let mut faults = Vec::new();
    for found in call.captures_iter(&code) {
        let key = if &found[1] == "words" { "lists" } else { &found[1] };
        if !lists[key].contains(&found[2]) {
            faults.push(format!("no list of {key} is called {}", &found[2]));
        }
    }
    for (key, names) in &lists {
        for name in names {
            if !code.contains(&format!("\"{name}\"")) {
                faults.push(format!("nothing asks for {name} of {key}"));
            }
        }
    }
    assert!(call.is_match(&code) && faults.is_empty(), "{}", faults.join("\n"));
}

/// The lists of three words or more that stand in a text.
fn written_lists(text: &str) -> Vec<String> {
    let list = Regex::new(r#"\[\s*(?:"[^"\n]*",\s*){2,}(?:"[^"\n]*")?,?\s*\]"#).expect("a pattern");
    let word = Regex::new(r#""([^"\n]*)""#).expect("a pattern");
    let mut found = Vec::new();
    for written in list.find_iter(text) {
        let words = word.captures_iter(written.as_str());
        let is_chinese = |word: &str| word.chars().any(pilot::text::han::is_han);
        if words.filter(|word| is_chinese(&word[1])).count() >= 3 {
            found.push(written.as_str().split_whitespace().collect());
        }
    }
    found
}

#[test]
fn no_list_of_words_to_look_for_stands_in_the_code() {
    let mut faults = Vec::new();
    for file in sources(Path::new(".")) {
        if !LOOKING.contains(&file.layer()) {
            continue;
        }
        for list in written_lists(&code(&file)) {
            faults.push(format!("{}: {list}", file.path));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(
        written_lists("a [\"甲\", \"乙\"] b [\n  \"甲\",\n  \"乙\",\n  \"丙\",\n]").len(),
        1
    );
}
