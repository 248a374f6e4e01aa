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

/// Places below `cli` that hold whole sentences in Chinese, and what these are. None of them is an
/// error: errors are values in English, and `cli/terminal/wording/` says them in Chinese.
const SENTENCES: &[(&str, &str)] = &[
    ("src/attachment/picture_format.rs", "names of formats"),
    ("src/bundle/checklist", "the list and the message of a package, written for their reader"),
    ("src/bundle/verify", "findings on what was received"),
    ("src/bundle/zip", "findings on what was received"),
    ("src/export/sheet", "a document, written for its reader"),
    ("src/facts", "characters that may stand beside a word"),
    ("src/notice/dates.rs", "a deadline as the list prints it"),
    ("src/notice/demands.rs", "counts as the list prints them"),
    ("src/notice/example_text.rs", "messages of rules in an example"),
    ("src/notice/schema", "what an editor shows beside a key"),
    ("src/notice/stub", "a card to fill in"),
    ("src/notice/unconfirmed.rs", "counts as the list prints them"),
    ("src/project/config/validate.rs", "findings on pilot.toml"),
    ("src/project/schema.rs", "what an editor shows beside a key"),
    ("src/reading", "what was read, for the sheet and the profile; patterns"),
    ("src/rules", "arguments of findings; patterns"),
    ("src/scaffold", "the files of a new project"),
    ("src/text/io_words.rs", "kinds of errors of the system, which findings say, too"),
    ("src/workers/process.rs", "how a process ended, which findings say, too"),
];

/// Whether a text is a whole sentence in Chinese and not a word or a pattern.
fn is_sentence(text: &str) -> bool {
    let is_pattern = ["(?", "[^", "\\s"].iter().any(|mark| text.contains(mark));
    let is_long = pilot::text::han::han_count(text) >= 6;
    is_long && !is_pattern && text.contains(['，', '；', '。', '：', '、', '{'])
}

/// The texts between quotation marks in the code of a file.
fn literals(file: &SourceFile) -> Vec<String> {
    let literal = regex::Regex::new(r#""((?:[^"\\]|\\.)*)""#).expect("a pattern");
    let code: Vec<&str> = file.code().map(|(_, line)| line).collect();
    let code = code.join("\n");
    let found = literal.captures_iter(&code);
    found.map(|found| found[1].to_owned()).collect()
}

#[test]
fn sentences_for_users_are_written_in_cli_or_in_a_place_with_a_reason() {
    let mut faults = Vec::new();
    let mut used = std::collections::BTreeSet::new();
    for file in own_sources().iter().filter(|file| file.layer() != "cli") {
        let sentence = literals(file).into_iter().find(|text| is_sentence(text));
        let Some(sentence) = sentence else { continue };
        match SENTENCES.iter().find(|(place, _)| file.path.starts_with(place)) {
            Some((place, _)) => {
                used.insert(*place);
            }
            None => faults.push(format!("{}: “{sentence}”", file.path)),
        }
    }
    for (place, reason) in SENTENCES {
        if !used.contains(place) {
            faults.push(format!("{place} holds no sentences any more ({reason})"));
        }
    }
    assert_none(&faults);
    assert!(is_sentence("是压缩包：请先解压，再给出其中的通知文件") && !is_sentence("实施方案"));
}

/// An error below `cli` is a type, and its words are English.
#[test]
fn errors_below_the_terminal_are_types_in_english() {
    let in_words = regex::Regex::new(r"Result<[^;{]*, (?:String|&'static str)>+(?: \{|;|,?$)")
        .expect("a pattern");
    let mut faults = Vec::new();
    for file in own_sources() {
        let mut is_attribute = false;
        for (line, text) in file.code() {
            is_attribute |= text.contains("#[error(");
            let is_chinese = is_attribute && text.chars().any(pilot::text::han::is_han);
            if (is_chinese && file.layer() != "cli") || in_words.is_match(text) {
                faults.push(format!("{}:{line}: {}", file.path, text.trim()));
            }
            is_attribute &= !text.contains(")]");
        }
    }
    assert_none(&faults);
    assert!(in_words.is_match("fn read() -> Result<Self, String> {"));
    assert!(in_words.is_match("    file: Mutex<Result<File, String>>,"));
    assert!(!in_words.is_match("fn names() -> Result<BTreeMap<String, String>, ReadError> {"));
}

/// Idioms that STYLE.md names, with what is written instead.
const IDIOMS: &[(&str, &str)] = &[
    (r"\b(?:is|are) told\b", "is reported, is known"),
    (r"\bat the most\b", "at most"),
    (r"\bso many\b", "a number of"),
    (r"\blies on its side\b", "landscape"),
    (r"\bmend(?:s|ed)?\b", "fix"),
    (r"\bof old\b", "legacy"),
    (r"\bof strangers\b", "third-party"),
];

/// The idioms in a comment.
fn idioms(comment: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for (pattern, instead) in IDIOMS {
        let pattern = regex::Regex::new(pattern).expect("a pattern");
        if pattern.is_match(comment) {
            found.push(*instead);
        }
    }
    found
}

#[test]
fn comments_use_none_of_the_idioms_that_the_style_names() {
    let mut faults = Vec::new();
    for file in own_sources() {
        for (index, line) in file.lines().enumerate() {
            let line = line.trim_start();
            if line.starts_with("//") {
                let found = idioms(line);
                faults.extend(found.iter().map(|instead| {
                    format!("{}:{}: {line} (write: {instead})", file.path, index + 1)
                }));
            }
        }
    }
    assert_none(&faults);
    assert_eq!(
        idioms("// Bytes at the most; the rest is told."),
        ["is reported, is known", "at most"]
    );
}
