//! The keys of `pilot.toml`: those that are documented and checked are those that are read.

use pilot::notice::{Library, Notice};
use pilot::project::Config;
use pilot::project::schema::{AllowedValues, KeyKind, KeySpec, ROOT};
use pilot::text::{SourceId, SourceText};

/// The fields that a text of `pilot.toml` fills: the tree of all that is written does not count.
/// From `entry` on, in bytes, nothing may be wrong with it; a table's other keys may be missing.
fn fields(text: &str, entry: usize, notice: &Notice) -> String {
    let source = SourceText::new("pilot.toml", text);
    let config = Config::parse(SourceId(0), &source, notice);
    let wrong = config.problems.iter().find(|problem| problem.at.span.start as usize >= entry);
    assert!(wrong.is_none(), "{text}{wrong:?}");
    format!("{:?}", Config { tree: Default::default(), problems: Vec::new(), ..config })
}

/// A value that may stand at a key.
fn sample(kind: KeyKind, notice: &Notice) -> String {
    let word = |words: AllowedValues| match words.words(&notice.profile).first() {
        Some(word) => format!("{word:?}"),
        None => "\"word\"".to_owned(),
    };
    match kind {
        KeyKind::Text => "\"text\"".to_owned(),
        KeyKind::Format => "1".to_owned(),
        KeyKind::Amount | KeyKind::Number | KeyKind::Measured => "3.5".to_owned(),
        KeyKind::Bool => "true".to_owned(),
        KeyKind::Month => "\"2023-11\"".to_owned(),
        KeyKind::Day => "\"2023-10-12\"".to_owned(),
        KeyKind::Texts => "[\"text\"]".to_owned(),
        KeyKind::Days => "[\"2023-10-12\"]".to_owned(),
        KeyKind::Choice(words) => word(words),
        KeyKind::ChoiceList(words) => format!("[{}]", word(words)),
        KeyKind::Table(_) | KeyKind::Tables(_) | KeyKind::Rules(_) => {
            unreachable!("tables are walked into")
        }
    }
}

/// Every key that holds a value, as a table's head and an entry below it.
fn leaves(head: &str, keys: &[KeySpec], notice: &Notice, out: &mut Vec<(String, String)>) {
    for key in keys {
        let path = if head.is_empty() {
            key.name.to_owned()
        } else {
            format!("{}.{}", head.trim_matches(['[', ']']), key.name)
        };
        match key.kind {
            KeyKind::Table(below) => leaves(&format!("[{path}]"), below, notice, out),
            KeyKind::Tables(below) => leaves(&format!("[[{path}]]"), below, notice, out),
            KeyKind::Rules(below) => {
                let rule = notice.cards.first().expect("a rule").id.to_string();
                leaves(&format!("[{path}.{rule}]"), below, notice, out);
            }
            kind => {
                let entry = format!("{} = {}", key.name, sample(kind, notice));
                out.push((head.to_owned(), entry));
            }
        }
    }
}

#[test]
fn every_key_of_the_table_fills_a_field() {
    let notice = Library::default().load("gx-2023-cleaner-production").expect("the notice");
    let mut keys = Vec::new();
    leaves("", ROOT, &notice, &mut keys);
    assert!(keys.len() > 60, "{}", keys.len());
    for (head, entry) in keys {
        if entry == "format = 1" {
            // It says how the others are read.
            continue;
        }
        let without = format!("{head}\n");
        let with = format!("{head}\n{entry}\n");
        let start = without.len();
        let (before, after) = (fields(&without, start, &notice), fields(&with, start, &notice));
        assert_ne!(before, after, "{head} {entry}");
    }
}
