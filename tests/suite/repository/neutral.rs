//! The program and its common data serve any notice: words of one place or one trade are data of a
//! notice, in its own folder.

use std::fs;
use std::path::{Path, PathBuf};

/// Words of the built-in notice.
const WORDS: [&str; 6] = ["广西", "清洁生产", "平果", "灵山", "漓江", "由所在县（市、区）或园区"];

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

/// What of a file is read by the program or by people who use it: tests and examples are neither.
fn counted(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("text");
    let ends = ["#[cfg(test)]", "[[example."];
    let end = ends.iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    text[..end].to_owned()
}

#[test]
fn nothing_common_speaks_of_one_notice() {
    let mut files = Vec::new();
    files_below(Path::new("src"), &["rs"], &mut files);
    files_below(Path::new("outline/common/rules"), &["toml"], &mut files);
    files_below(Path::new("outline/common/template"), &["md", "toml"], &mut files);
    files_below(Path::new("outline/common/styles"), &["toml"], &mut files);
    files_below(Path::new("outline/common/ci"), &["yml"], &mut files);
    files.push(PathBuf::from("outline/common/bindings.toml"));
    files.push(PathBuf::from("outline/common/profile.toml"));
    assert!(files.len() > 300, "{}", files.len());
    let mut faults = Vec::new();
    for path in files {
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        let text = counted(&path);
        for word in WORDS {
            if !is_test && text.contains(word) {
                faults.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
