//! The figures by which the source is compared with that of other projects. They are printed by
//! `cargo test measure -- --nocapture`; `PILOT_MEASURE=/path/of/another/checkout` measures that one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::support::source_tree::{SourceFile, sources};

/// What is counted in a source tree, tests left out.
#[derive(Debug, Default)]
struct Figures {
    files: usize,
    lines: usize,
    median_length: usize,
    longest: usize,
    short_files: usize,
    wide_lines: usize,
    /// Lines with four or more method calls.
    dense_lines: usize,
    /// Chains of four or more method calls, one a line.
    long_chains: usize,
    /// Uses of `map_or`, `map_or_else`, `then_some`, `filter(|_| …)`, `for_each`.
    tricks: usize,
    types: usize,
    shared_names: usize,
    one_word_names: usize,
    shared_stems: usize,
    doc_lines: usize,
    inline_comments: usize,
}

/// Counts what is in source files.
fn figures(files: &[SourceFile]) -> Figures {
    let call = Regex::new(r"\.[a-z_][a-z0-9_]*(?:::<[^()]*>)?\(").expect("a pattern");
    let trick = Regex::new(r"\.(?:map_or|map_or_else|then_some|for_each)\(|\.filter\(\|_\|")
        .expect("a pattern");
    let mut figures = Figures { files: files.len(), ..Figures::default() };
    let mut lengths = Vec::new();
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut stems: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files {
        let mut length = 0;
        let mut chain = 0;
        for line in file.lines() {
            length += 1;
            let text = line.trim_start();
            if line.chars().count() > 100 {
                figures.wide_lines += 1;
            }
            if text.starts_with("///") || text.starts_with("//!") {
                figures.doc_lines += 1;
                continue;
            }
            if text.starts_with("//") {
                figures.inline_comments += 1;
                continue;
            }
            if call.find_iter(text).count() >= 4 {
                figures.dense_lines += 1;
            }
            figures.tricks += trick.find_iter(text).count();
            chain = if text.starts_with('.') { chain + 1 } else { 0 };
            if chain == 4 {
                figures.long_chains += 1;
            }
        }
        lengths.push(length);
        figures.lines += length;
        if length < 30 {
            figures.short_files += 1;
        }
        for declared in file.types() {
            *names.entry(declared.name).or_default() += 1;
        }
        if file.stem() != "mod" {
            *stems.entry(file.stem()).or_default() += 1;
        }
    }
    lengths.sort_unstable();
    figures.median_length = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
    figures.longest = lengths.last().copied().unwrap_or_default();
    for (name, count) in names {
        figures.types += count;
        if count > 1 {
            figures.shared_names += count;
        }
        if name.chars().filter(|c| c.is_uppercase()).count() == 1 {
            figures.one_word_names += count;
        }
    }
    figures.shared_stems = stems.into_values().filter(|count| *count > 1).sum();
    figures
}

/// How many rules there are, and how many of them are data alone: none of their cards is bound to
/// a function.
fn rules(repository: &Path) -> (usize, usize) {
    let (mut all, mut code) = (BTreeSet::new(), BTreeSet::new());
    for notice in fs::read_dir(repository.join("outline")).expect("outline is there").flatten() {
        let Ok(cards) = fs::read_dir(notice.path().join("rules")) else { continue };
        for card in cards.flatten() {
            let text = fs::read_to_string(card.path()).expect("readable");
            let table: toml::Table = text.parse().expect("TOML");
            let Some(check) = table.get("check").and_then(toml::Value::as_table) else { continue };
            let id = card.path().file_stem().expect("named").to_string_lossy().into_owned();
            if check.contains_key("code") {
                code.insert(id.clone());
            }
            all.insert(id);
        }
    }
    (all.len(), all.difference(&code).count())
}

fn table(figures: &Figures, rules: (usize, usize)) -> String {
    let mut text = String::new();
    let per_thousand = |count: usize| 1_000.0 * count as f64 / figures.lines as f64;
    let per_cent = |count: usize, of: usize| 100.0 * count as f64 / of as f64;
    let mut row = |name: &str, value: String| {
        let _ = writeln!(text, "{name}: {value}");
    };
    row("files, lines", format!("{}, {}", figures.files, figures.lines));
    row("median and longest file", format!("{}, {}", figures.median_length, figures.longest));
    row("files under 30 lines", figures.short_files.to_string());
    row("lines over 100 columns", format!("{:.1} %", per_cent(figures.wide_lines, figures.lines)));
    row("lines with four calls, per 1,000", format!("{:.1}", per_thousand(figures.dense_lines)));
    row("chains over four lines, per 1,000", format!("{:.1}", per_thousand(figures.long_chains)));
    row("map_or and the like, per 1,000", format!("{:.1}", per_thousand(figures.tricks)));
    let shared = per_cent(figures.shared_names, figures.types);
    row("type names that are shared", format!("{shared:.0} % of {}", figures.types));
    let one_word = per_cent(figures.one_word_names, figures.types);
    row("type names of one word", format!("{one_word:.0} %"));
    row("files that share their stem", figures.shared_stems.to_string());
    let (docs, comments) = (per_thousand(figures.doc_lines), per_thousand(figures.inline_comments));
    row("doc lines and comments, per 1,000", format!("{docs:.0}, {comments:.0}"));
    let (all, data) = rules;
    let share = per_cent(data, all);
    row("rules that are data", format!("{data} of {all}, {share:.0} %"));
    text
}

#[test]
fn the_figures_of_the_source_can_be_measured() {
    let repository = match std::env::var_os("PILOT_MEASURE") {
        Some(value) => PathBuf::from(value),
        None => ".".into(),
    };
    let figures = figures(&sources(&repository));
    let table = table(&figures, rules(&repository));
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("\n{table}").as_bytes());
    assert!(figures.files > 100 && figures.types > 100, "{table}");
}

/// A statement does one thing: STYLE.md. The best of the projects that were compared have two.
#[test]
fn lines_with_four_calls_stay_rare() {
    let figures = figures(&sources(Path::new(".")));
    let per_thousand = 1_000.0 * figures.dense_lines as f64 / figures.lines as f64;
    assert!(per_thousand < 2.0, "{per_thousand:.1} of 1,000 lines have four calls or more");
}

#[test]
fn what_is_counted_is_what_is_there() {
    let text = "//! A file.\nstruct Found;\npub(super) struct Found {}\nenum FoundPart { A }\n\
                // why\nlet a = b.c().d().e::<f>(g.h());\nlet i = j\n    .k()\n    .l()\n    .m()\n    .n();\n\
                #[cfg(test)]\nstruct Found;\n";
    let file = SourceFile { path: "src/a/b.rs".into(), text: text.into() };
    let found = figures(&[file]);
    assert_eq!((found.types, found.shared_names, found.one_word_names), (3, 2, 2));
    assert_eq!((found.dense_lines, found.long_chains, found.lines), (1, 1, 11));
    assert_eq!((found.doc_lines, found.inline_comments, found.short_files), (1, 1, 1));
}
