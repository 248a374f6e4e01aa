//! The program knows rules by what their cards say of them, never by their names.

use std::collections::BTreeSet;
use std::path::Path;

use pilot::notice::Library;
use regex::Regex;

use crate::support::source_tree::sources;

/// Texts that are written as a rule's name and are none: file, text.
const OTHER_THINGS: [(&str, &str); 7] = [
    // A key of a profile, and of the demands of an example.
    ("src/notice/fact_name.rs", "plan-title"),
    ("src/notice/schema/profile_keys.rs", "plan-title"),
    ("src/notice/schema/example_keys.rs", "plan-title"),
    ("src/rereading/drafts.rs", "plan-title"),
    // A way to compute a check digit.
    ("src/notice/schema/card_keys.rs", "resident-id"),
    // Names of wordings and of open points in what is read of a notice.
    ("src/reading/facts/mail.rs", "mail-subject"),
    ("src/reading/facts/open_points.rs", "mail-recipient"),
];

/// The names of all rules.
fn names() -> BTreeSet<String> {
    let library = Library::default();
    let mut names: BTreeSet<String> = library.patterns().into_keys().collect();
    for id in library.ids() {
        let notice = library.load(&id).expect("a built-in notice");
        names.extend(notice.cards.iter().map(|card| card.id.0.clone()));
    }
    names
}

#[test]
fn no_rule_is_known_by_its_name() {
    let names = names();
    let text = Regex::new(r#""([a-z]+(?:-[a-z]+)+)""#).expect("a pattern");
    let mut others: BTreeSet<(&str, &str)> = BTreeSet::from(OTHER_THINGS);
    let mut faults = Vec::new();
    for file in sources(Path::new(".")) {
        // A group of rules lists its functions by the names of their cards.
        let is_list = file.path.starts_with("src/rules/") && file.stem() == "mod";
        for (line, code) in file.code() {
            for found in text.captures_iter(code) {
                let name = &found[1];
                let is_own = file.stem().replace('_', "-") == name;
                if !names.contains(name) || is_list || is_own {
                    continue;
                }
                let other = OTHER_THINGS.iter().find(|other| **other == (&file.path, name));
                match other {
                    Some(other) => _ = others.remove(other),
                    None => faults.push(format!("{}:{line}: {name}", file.path)),
                }
            }
        }
    }
    assert!(names.len() > 100 && faults.is_empty(), "{}", faults.join("\n"));
    // An exception that is not needed any more goes.
    assert!(others.is_empty(), "{others:?}");
}
