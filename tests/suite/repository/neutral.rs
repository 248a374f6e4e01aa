//! The program and its common data serve any notice: words of one place or one trade are data of a
//! notice, in its own folder.

use std::fs;
use std::path::{Path, PathBuf};

/// Words of the built-in notice.
const WORDS: [&str; 6] = ["广西", "清洁生产", "平果", "灵山", "漓江", "由所在县（市、区）或园区"];

/// Where the words stand as what they are for the whole country: names of divisions and of laws.
const OF_THE_COUNTRY: [(&str, &str); 7] = [
    ("outline/common/divisions.toml", "广西"),
    ("outline/common/divisions.toml", "平果"),
    ("outline/common/divisions.toml", "灵山"),
    // Not every county of the country with such a name is looked for; the list is of any province.
    ("outline/common/words/places.toml", "灵山"),
    // A name of a province that begins as a person's does.
    ("outline/common/reading-input/names.toml", "广西"),
    // An act that was repealed, an act that was renamed, and the rule about them.
    ("outline/common/repealed.toml", "清洁生产"),
    ("outline/common/rules/repealed-basis.toml", "清洁生产"),
];

fn files_below(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files_below(&path, endings, found);
        } else if path.extension().is_some_and(|end| endings.iter().any(|known| end == *known)) {
            found.push(path);
        }
    }
}

/// What of a file is read by the program or by people who use it; tests are neither.
fn counted(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("text");
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end].to_owned()
}

#[test]
fn nothing_common_speaks_of_one_notice() {
    let mut files = Vec::new();
    files_below(Path::new("src"), &["rs"], &mut files);
    files_below(Path::new("outline/common"), &["toml", "md", "yml"], &mut files);
    assert!(files.len() > 400, "{}", files.len());
    let mut faults = Vec::new();
    let mut needed = Vec::new();
    for path in files {
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        let text = counted(&path);
        let name = path.to_string_lossy().replace('\\', "/");
        for word in WORDS {
            if is_test || !text.contains(word) {
                continue;
            }
            match OF_THE_COUNTRY.iter().find(|known| **known == (name.as_str(), word)) {
                Some(known) => needed.push(*known),
                None => faults.push(format!("{name}: {word}")),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // An exception that is not needed any more goes.
    let left: Vec<_> = OF_THE_COUNTRY.iter().filter(|known| !needed.contains(known)).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// What is of the country is of all of it: no province has more than its share.
#[test]
fn the_divisions_are_those_of_the_whole_country() {
    let divisions = pilot::notice::Library::default().all_divisions();
    let mut provinces: Vec<&str> = divisions.all.iter().map(|d| d.province.as_str()).collect();
    provinces.dedup();
    assert!(provinces.len() >= 31, "{provinces:?}");
    assert!(divisions.counties().count() > 2_800);
}
