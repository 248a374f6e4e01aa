//! The shape of the code, kept by tests instead of by crates.

use std::fs;
use std::path::PathBuf;

/// Each part with its layer; parts of one layer do not import each other.
const LAYERS: &[(&str, u8)] = &[
    ("text", 0),
    ("diag", 1),
    ("workers", 1),
    ("plan", 2),
    ("notice", 2),
    ("attachment", 2),
    ("project", 3),
    ("facts", 3),
    ("reading", 3),
    ("rereading", 4),
    ("scaffold", 4),
    ("rules", 4),
    ("render", 4),
    ("export", 4),
    ("bundle", 4),
    ("cli", 5),
];

/// Lines of a file before its tests.
const LONGEST: usize = 400;

fn sources() -> Vec<(PathBuf, String)> {
    let mut out = Vec::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src is there") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).expect("readable");
                out.push((path, text));
            }
        }
    }
    out.sort();
    out
}

/// The code of a file without its tests and comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..tests]
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(i, line)| (i + 1, line))
}

fn part(path: &std::path::Path) -> String {
    let second =
        path.components().nth(1).expect("below src").as_os_str().to_string_lossy().into_owned();
    second.trim_end_matches(".rs").to_owned()
}

fn layer(part: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == part).map(|(_, layer)| *layer)
}

#[test]
fn imports_point_down() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let own = part(&path);
        let Some(from) = layer(&own) else { continue };
        for (line, text) in code(&text) {
            for (start, _) in text.match_indices("crate::") {
                let name: String = text[start + 7..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if let Some(to) = layer(&name)
                    && name != own
                    && to >= from
                {
                    faults.push(format!("{}:{line}: {own} must not know {name}", path.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_say_what_they_are_and_stay_short() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        if !text.starts_with("//!") {
            faults.push(format!("{}: does not begin with //!", path.display()));
        }
        let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
        let lines = text[..tests].lines().count();
        if lines > LONGEST {
            faults.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn clock_environment_and_printing_stay_outside() {
    let forbidden: &[(&str, &[&str])] = &[
        ("SystemTime::now", &["src/cli/terminal/env.rs"]),
        ("Local::now", &[]),
        ("Utc::now", &[]),
        ("Instant::now", &["src/cli/"]),
        ("env::var", &["src/cli/terminal/env.rs"]),
        ("env::args", &["src/cli/mod.rs", "src/cli/worker.rs"]),
        ("io::stdout", &["src/cli/"]),
        ("io::stderr", &["src/cli/"]),
        ("println!", &[]),
        ("TcpStream", &["src/cli/commands/preview/"]),
        ("TcpListener", &["src/cli/commands/preview/"]),
        ("UdpSocket", &[]),
        ("serde(flatten", &[]),
        ("serde(untagged", &[]),
        ("unsafe ", &[]),
    ];
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let name = path.to_string_lossy().replace('\\', "/");
        for (line, text) in code(&text) {
            for (word, homes) in forbidden {
                if text.contains(word) && !homes.iter().any(|home| name.starts_with(home)) {
                    faults.push(format!("{name}:{line}: {word}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_some_parts_touch_the_disk() {
    let homes = ["src/project/", "src/notice/library.rs", "src/bundle/", "src/cli/"];
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let name = path.to_string_lossy().replace('\\', "/");
        for (line, text) in code(&text) {
            let touches = ["fs::", "File::", "read_dir("].iter().any(|w| text.contains(w))
                && !text.contains("crate::");
            if touches && !homes.iter().any(|home| name.starts_with(home)) {
                faults.push(format!("{name}:{line}: {}", text.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Verbs share what lies in the rooms beside `commands/`, never each other; and no room knows a
/// verb.
#[test]
fn verbs_import_no_verbs() {
    let commands = PathBuf::from("src/cli/commands");
    let verbs: Vec<String> = fs::read_dir(&commands)
        .expect("commands are there")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .map(|name| name.trim_end_matches(".rs").to_owned())
        .filter(|name| name != "mod")
        .collect();
    assert!(verbs.len() > 10, "{verbs:?}");
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let in_cli = path.starts_with("src/cli") && path != *"src/cli/mod.rs";
        if !in_cli || path == commands.join("mod.rs") {
            continue;
        }
        let below = path.strip_prefix(&commands).ok();
        let parts: Vec<String> = below
            .into_iter()
            .flat_map(|below| below.iter())
            .map(|part| part.to_string_lossy().trim_end_matches(".rs").to_owned())
            .collect();
        let own = match parts.first() {
            Some(value) => String::as_str(value),
            None => "",
        };
        // As many times `super::` lead from this file to `commands`.
        let depth = parts.iter().filter(|part| *part != "mod").count();
        let up = "super::".repeat(depth);
        for (line, text) in code(&text) {
            for verb in verbs.iter().filter(|verb| *verb != own) {
                let named = format!("commands::{verb}");
                let climbed = format!("{up}{verb}");
                let names = |word: &str| {
                    text.match_indices(word).any(|(start, _)| {
                        let before = text[..start].chars().next_back();
                        let after = text[start + word.len()..].chars().next();
                        let is_word = |c: Option<char>| {
                            c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
                        };
                        !is_word(before.filter(|_| word.starts_with("super")))
                            && !after.is_some_and(|c| c.is_alphanumeric() || c == '_')
                    })
                };
                if names(&named) || (depth > 0 && names(&climbed)) {
                    faults.push(format!("{}:{line}: must not know {verb}", path.display()));
                }
            }
            if text.contains("commands::{") || (depth > 0 && text.contains(&format!("{up}{{"))) {
                let braces = text.split('{').nth(1).unwrap_or_default();
                for name in braces.split(|c: char| !c.is_alphanumeric() && c != '_') {
                    if name != own && verbs.iter().any(|verb| verb == name) {
                        faults.push(format!("{}:{line}: must not know {name}", path.display()));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A page that was cut off in the middle still reads well up to there.
#[test]
fn the_map_of_the_code_is_whole_and_has_a_row_for_each_part() {
    let map = fs::read_to_string("src/ARCHITECTURE.md").expect("the map");
    let headings: Vec<&str> = map.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    for heading in ["Words", "How a rule works", "Facts", "Invariants", "Absences", "Why not …"] {
        assert!(headings.contains(&heading), "{heading}: {headings:?}");
    }
    for (part, _) in LAYERS {
        assert!(map.contains(&format!("| `{part}` | ")), "no row for {part}");
    }
}
