//! Whole outputs of each verb, as a user sees them: `tests/transcripts/*.md`.
//!
//! A file names the folder that its commands run in (`<!-- folder: … -->`) and what the build must
//! have (`<!-- needs: render -->`). Below each command stands what it prints, standard output before
//! standard error, and its exit status where that is not 0. `SNAPSHOTS=overwrite cargo test
//! transcripts` writes the outputs anew.

use std::fs;
use std::path::Path;

use snapbox::data::DataFormat;
use tempfile::TempDir;

use crate::support::workshop::workshop;
use crate::support::{copy_file, example, example_with_pdf, folder, pilot_in};

const FOLDER: &str = "tests/transcripts";

/// A plan with a fault of each kind that the notice of the workshop knows.
const PLAN: &str = "# 某县示范项目实施方案\n\n## 一、项目概况\n\n### （一）基本情况\n\n年节水5~8万吨，大概三成，投资**待定**。\n";

/// What a new project needs to know.
const ANSWERS: &str = "[project]\nname = \"平果市铝产业园清洁生产整体审核创新试点项目\"\ncategory = \"park\"\n\
    [applicant]\nname = \"平果市工业园区管理委员会\"\nkind = \"park-authority\"\ndivision = \"451082\"\n";

/// A notice that nobody has written down as data.
const NOTICE: &str = "关于申报示范项目的通知\n一、材料要求\n申报单位应当为县级人民政府。\n二、材料报送\n2026年3月31日前报送。\n";

/// The folder in which the commands of a transcript run.
fn place(name: &str) -> TempDir {
    match name {
        "empty" => folder(&[("answers.toml", ANSWERS.as_bytes())]),
        "notice" => folder(&[("通知.txt", NOTICE.as_bytes()), ("notices/说明.txt", b"")]),
        "workshop" => workshop(PLAN.as_bytes()),
        "example" => example(),
        "example-with-pdf" => example_with_pdf(),
        "word" => {
            let dir = folder(&[]);
            let document = Path::new("tests/word/real/mammoth-tables.docx");
            copy_file(document, &dir.path().join("实施方案.docx"));
            dir
        }
        other => panic!("there is no folder {other}"),
    }
}

/// The value of a comment at the head of a transcript.
fn head<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<!-- {key}: "))?;
    Some(rest.split_once(" -->")?.0)
}

/// The words of a command line; quotes keep a word together, `#` begins a remark.
fn words(line: &str) -> Vec<String> {
    let line = line.split("  #").next().unwrap_or_default();
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.trim().chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Runs a command and returns what it prints, without what differs from run to run.
fn printed(dir: &Path, line: &str) -> String {
    let words = words(line);
    let args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let ran = pilot_in(dir, &args);
    let mut text = ran.out;
    text.push_str(&ran.err);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let status = ran.exit as i32;
    if status != 0 {
        text.push_str(&format!("[退出状态 {status}]\n"));
    }
    let text = text.replace(&dir.display().to_string(), "[文件夹]");
    text.replace(env!("CARGO_PKG_VERSION"), "[VERSION]")
}

/// A transcript with the outputs that its commands have now.
fn replayed(text: &str) -> String {
    let dir = place(head(text, "folder").expect("a transcript names its folder"));
    let mut out = String::new();
    let mut in_block = false;
    for line in text.lines() {
        if line.starts_with("```") {
            in_block = line == "```console";
        }
        let command = line.strip_prefix("$ ").filter(|_| in_block);
        if !in_block || line.starts_with("```") || command.is_some() {
            out.push_str(line);
            out.push('\n');
        }
        if let Some(command) = command {
            out.push_str(&printed(dir.path(), command));
        }
    }
    out
}

/// Replays the transcripts that need this of the build.
fn compare(needs: Option<&str>) {
    let mut count = 0;
    for entry in fs::read_dir(FOLDER).expect("transcripts are there") {
        let path = entry.expect("readable").path();
        let text = fs::read_to_string(&path).expect("text");
        if head(&text, "needs") == needs {
            count += 1;
            let expected = snapbox::Data::read_from(&path, Some(DataFormat::Text)).raw();
            let found = snapbox::Data::text(replayed(&text)).raw();
            let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
            assert.normalize_paths(false).eq(found, expected);
        }
    }
    assert!(count > 0, "no transcript needs {needs:?}");
}

#[test]
fn each_verb_prints_what_its_transcript_shows() {
    compare(None);
}

#[cfg(feature = "render")]
#[test]
fn each_verb_that_typesets_prints_what_its_transcript_shows() {
    compare(Some("render"));
}

/// Every verb has a transcript, so that a new one is not forgotten.
#[cfg(feature = "render")]
#[test]
fn no_verb_is_without_a_transcript() {
    let mut all = String::new();
    for entry in fs::read_dir(FOLDER).expect("transcripts are there") {
        all.push_str(&fs::read_to_string(entry.expect("readable").path()).expect("text"));
    }
    for verb in verbs() {
        assert!(all.contains(&format!("\n$ pilot {verb}")), "{verb} is in no transcript");
    }
}

/// The verbs that the help lists.
#[cfg(feature = "render")]
fn verbs() -> Vec<String> {
    let help = pilot_in(Path::new("."), &["--help"]).out;
    let lines = help.lines().filter_map(|line| line.strip_prefix("  "));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    let verbs = names.filter(|name| name.chars().all(|c| c.is_ascii_lowercase()));
    let verbs: Vec<String> = verbs.map(str::to_owned).collect();
    assert!(verbs.len() > 10, "{help}");
    verbs
}

/// What the documentation tells users to type exists: the verb and each of its options.
#[cfg(feature = "render")]
#[test]
fn the_commands_of_the_documentation_exist() {
    let verbs = verbs();
    let mut count = 0;
    for file in ["README.md", "docs/guide.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(file).expect("there");
        for line in text.lines() {
            let line = line.strip_prefix("$ ").unwrap_or_default();
            let Some(at) = line.find("pilot ").filter(|at| *at == 0) else { continue };
            let words = words(&line[at..]);
            let verb = &words[1];
            count += 1;
            assert!(verbs.contains(verb), "{file}: there is no verb {verb}: {line}");
            let help = pilot_in(Path::new("."), &[verb, "--help"]).out;
            for option in words.iter().filter(|word| word.starts_with("--")) {
                let name = option.split('=').next().unwrap_or_default();
                assert!(help.contains(name), "{file}: {verb} does not know {name}: {line}");
            }
        }
    }
    assert!(count > 10, "only {count} commands");
}
