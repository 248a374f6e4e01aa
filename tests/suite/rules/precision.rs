//! How often rules speak up on honest text. The counts in `tests/precision/table.txt` may only
//! fall.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use pilot::diag::{Finding, Place};
use pilot::notice::card::ExampleFile;
use pilot::notice::{Check, Example, Need, Notice};
use pilot::rules;
use rayon::prelude::*;

use crate::support::applicants::PARK;
use crate::support::{GUANGXI, notice, options_of, project_of};

/// Rules that ask for what only a plan of this notice has: nothing to count on a law.
const OF_THE_OUTLINE: [&str; 3] = ["outline", "category", "applicant"];

/// The ways in which a text is judged.
#[derive(Clone, Copy)]
enum Way {
    /// As the plan, by all rules, those that are off by default too, as `pack` judges.
    Plan,
    /// As the plan for another notice.
    OtherNotice,
    /// As the text of an attachment.
    Attachment,
}

const WAYS: [(Way, &str); 3] =
    [(Way::Plan, "plan"), (Way::OtherNotice, "plan-2"), (Way::Attachment, "file")];

/// The folder, inside `tests/precision`, of texts that are not law: several in one file.
const PROSE: &str = "prose/";

/// The files of honest text: name and content.
fn files() -> Vec<(String, String)> {
    let mut out = Vec::new();
    for folder in ["", PROSE] {
        let entries = fs::read_dir(format!("tests/precision/{folder}")).expect("the folder");
        for entry in entries {
            let path = entry.expect("readable").path();
            let name = path.file_name().expect("named").to_string_lossy().into_owned();
            if name.ends_with(".md") && name != "README.md" {
                let content = fs::read_to_string(&path).expect("readable");
                out.push((format!("{folder}{name}"), content));
            }
        }
    }
    out
}

/// The texts of a file of prose: each has one heading of the first level.
fn split(name: &str, content: &str) -> Vec<(String, String)> {
    let (_, body) = content.split_once('\n').unwrap_or_default();
    let parts = body.split("\n# ").skip(1);
    parts.enumerate().map(|(i, part)| (format!("{name}#{}", i + 1), format!("# {part}"))).collect()
}

/// The name of the file that a text is from.
fn file_of(name: &str) -> &str {
    name.split('#').next().unwrap_or(name)
}

/// The honest texts: name and text.
fn texts() -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (name, content) in files() {
        if name.starts_with(PROSE) {
            out.extend(split(&name, &content));
        } else {
            out.push((name, content));
        }
    }
    let example = Path::new("examples/pingguo-nawa-park/plan.md");
    out.push(("example".to_owned(), fs::read_to_string(example).expect("readable")));
    out.push((
        "notice".to_owned(),
        fs::read_to_string(format!("outline/{GUANGXI}/notice.txt")).expect("readable"),
    ));
    out.sort();
    out
}

/// The findings that point into a text, each with the line and what is marked; of one rule, if one
/// is named.
fn judged(
    way: Way,
    name: &str,
    text: &str,
    notices: &[Notice; 2],
    only: Option<&str>,
) -> Vec<(Finding, String)> {
    let notice = &notices[usize::from(matches!(way, Way::OtherNotice))];
    // A line of the notice is a paragraph.
    let text = if name == "notice" { text.replace('\n', "\n\n") } else { text.to_owned() };
    let config = match (name, way) {
        ("example", Way::Plan) => fs::read_to_string("examples/pingguo-nawa-park/pilot.toml").ok(),
        ("example", _) => None,
        // With these, names, places and money are compared with something.
        _ => Some(PARK.to_owned()),
    };
    let mut example =
        Example { config, as_of: Some("2023-10-16".to_owned()), ..Example::default() };
    match way {
        Way::Plan | Way::OtherNotice => example.plan = Some(text),
        Way::Attachment => {
            example.files.push(ExampleFile {
                path: "attachments/1.pdf".to_owned(),
                text: Some(text),
                ..ExampleFile::default()
            });
        }
    }
    let (project, _) = project_of(&example, notice);
    let mut options =
        options_of(&example, notice, vec![Need::Plan, Need::Facts, Need::Config, Need::Clock]);
    options.is_final = true;
    options.select = notice
        .cards
        .iter()
        .map(|c| c.id.to_string())
        .filter(|id| only.is_none_or(|only| only == id))
        .collect();
    let plan: Vec<_> = project.plan.iter().flat_map(|p| p.sources.clone()).collect();
    let is_of_text = |rule: &str| {
        notice
            .card(rule)
            .is_some_and(|c| !OF_THE_OUTLINE.contains(&c.group.as_str()) && c.group != "files")
    };
    let mut out = Vec::new();
    for finding in rules::run(&project, notice, &options).findings {
        let shown = match &finding.place {
            Place::At(at) if plan.contains(&at.source) => {
                let source = project.sources.get(at.source);
                format!("{}: “{}”", source.line_col(at.span.start).line, project.sources.slice(*at))
            }
            Place::Path(path) => path.clone(),
            _ => continue,
        };
        if is_of_text(finding.rule.as_str()) {
            out.push((finding, shown));
        }
    }
    out
}

#[test]
fn honest_text_raises_no_more_alarms_than_before() {
    let notices = [notice(GUANGXI), notice("sample-2024-green-park")];
    let texts = texts();
    let jobs: Vec<_> = texts
        .iter()
        .flat_map(|(name, text)| WAYS.map(|(way, word)| (name, text, way, word)))
        .collect();
    let found: Vec<_> = jobs
        .par_iter()
        .map(|(name, text, way, word)| (*name, *word, judged(*way, name, text, &notices, None)))
        .collect();
    let mut han: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, text) in &texts {
        *han.entry(file_of(name)).or_default() += pilot::text::han::han_count(text);
    }
    let mut counts: BTreeMap<(String, &str, &str), usize> = BTreeMap::new();
    let mut shown = String::new();
    for (name, word, findings) in &found {
        for (finding, place) in findings {
            *counts.entry((finding.rule.to_string(), word, file_of(name))).or_default() += 1;
            let _ =
                writeln!(shown, "{name} ({word}) {place}: {} {}", finding.rule, finding.message);
        }
    }
    let mut table = String::from(
        "# rule, way, text, findings, findings per 10,000 ideographs; see README.md\n",
    );
    for ((rule, word, name), count) in &counts {
        let rate = *count as f64 * 10_000.0 / han[name].max(1) as f64;
        let _ = writeln!(table, "{rule}\t{word}\t{name}\t{count}\t{rate:.2}");
    }
    let _ =
        writeln!(table, "# {} ideographs in {} texts", han.values().sum::<usize>(), texts.len());
    let kept = fs::read_to_string("tests/precision/table.txt").unwrap_or_default();
    if std::env::var("SNAPSHOTS").as_deref() == Ok("overwrite") {
        fs::write("tests/precision/table.txt", &table).expect("table written");
        return;
    }
    let allowed = |rule: &str, word: &str, name: &str| {
        let line = kept.lines().find(|l| l.starts_with(&format!("{rule}\t{word}\t{name}\t")));
        line.and_then(|l| l.split('\t').nth(3)).and_then(|n| n.parse::<usize>().ok()).unwrap_or(0)
    };
    let worse: Vec<_> = counts
        .iter()
        .filter(|((rule, word, name), count)| **count > allowed(rule, word, name))
        .map(|((rule, word, name), _)| format!("{rule} on {name} ({word})"))
        .collect();
    assert!(worse.is_empty(), "more alarms than before: {}\n{shown}\n{table}", worse.join(", "));
    assert!(
        kept == table,
        "fewer alarms than before, or other texts: put this into tests/precision/table.txt\n{table}\n{shown}"
    );
}

#[test]
fn there_is_enough_honest_text() {
    let (prose, law): (Vec<_>, Vec<_>) =
        files().into_iter().partition(|(name, _)| name.starts_with(PROSE));
    for (texts, least) in [(&law, 350_000), (&prose, 300_000)] {
        let all: usize = texts.iter().map(|(_, text)| pilot::text::han::han_count(text)).sum();
        assert!(all >= least, "{all} ideographs");
    }
    for (name, text) in law.iter().chain(&prose) {
        let first = text.lines().next().unwrap_or_default();
        let told = first.starts_with("<!--") && first.contains("来源：");
        let free = first.contains("著作权法第五条");
        let own = name.starts_with(PROSE) && first.contains("自拟") && first.contains("许可");
        assert!(told && (free || own), "{name} tells no source");
    }
}

/// Mistakes that are put into honest texts by hand: what is written there, what takes its place,
/// and the rule that must see it.
const MISTAKES: &str = include_str!("../../precision/mistakes.txt");

/// A rule that is silent on honest text is worth something only if it still speaks where there is a
/// mistake.
#[test]
fn mistakes_in_honest_text_are_found() {
    let notices = [notice(GUANGXI), notice("sample-2024-green-park")];
    let texts: BTreeMap<String, String> = texts().into_iter().collect();
    let mistakes: Vec<Vec<&str>> = MISTAKES
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| l.split('\t').collect())
        .collect();
    let missed: Vec<String> = mistakes
        .par_iter()
        .filter_map(|mistake| {
            let [rule, way, name, right, wrong] = mistake.as_slice() else {
                panic!("five fields: {mistake:?}")
            };
            let right = right.replace("\\n", "\n");
            let wrong = wrong.replace("\\n", "\n").replace("\\u{200b}", "\u{200b}");
            let (way, _) = WAYS.into_iter().find(|(_, word)| word == way).expect("a way");
            let text = &texts[*name];
            assert!(text.contains(&right), "{name} does not say {right}");
            let count = |text: &str| judged(way, name, text, &notices, Some(rule)).len();
            (count(&text.replacen(&right, &wrong, 1)) <= count(text)).then(|| mistake.join(" | "))
        })
        .collect();
    assert!(missed.is_empty(), "not seen:\n{}", missed.join("\n"));
    // Every rule about text of its groups is tried.
    let tried: std::collections::BTreeSet<&str> = mistakes.iter().map(|m| m[0]).collect();
    for card in
        notices[0].cards.iter().filter(|c| matches!(c.group.as_str(), "writing" | "secrecy"))
    {
        // Markdown has neither colours nor fonts.
        if matches!(card.check, Check::Look { .. }) {
            continue;
        }
        assert!(tried.contains(card.id.as_str()), "no mistake for {}", card.id);
    }
}
