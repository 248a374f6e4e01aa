//! How often rules speak up on honest text. The counts in `tests/precision/table.txt` may only fall.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use pilot::outline::{Example, Need};
use pilot::project::Project;
use pilot::rules;

use crate::support::{GUANGXI, notice, options_of, project_of};

/// Rules that ask for what only a plan of this notice has: nothing to count on a law.
const OF_THE_OUTLINE: [&str; 3] = ["outline", "category", "applicant"];

/// The honest texts: name and text.
fn texts() -> Vec<(String, String)> {
    let mut out = Vec::new();
    for entry in fs::read_dir("tests/precision").expect("tests/precision is there") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("named").to_string_lossy().into_owned();
        if name.ends_with(".md") && name != "README.md" {
            out.push((name, fs::read_to_string(&path).expect("readable")));
        }
    }
    let example = Path::new("examples/pingguo-nawa-park/plan.md");
    out.push(("example".to_owned(), fs::read_to_string(example).expect("readable")));
    out.push(("notice".to_owned(), fs::read_to_string(format!("outline/{GUANGXI}/notice.txt")).expect("readable")));
    out.sort();
    out
}

fn judged(name: &str, text: &str) -> (Project, pilot::diag::Report) {
    let notice = notice(GUANGXI);
    let config = if name == "example" { fs::read_to_string("examples/pingguo-nawa-park/pilot.toml").ok() } else { None };
    // A line of a law is a paragraph.
    let plan = if name == "notice" { text.replace('\n', "\n\n") } else { text.to_owned() };
    let example = Example { plan: Some(plan), config, ..Example::default() };
    let (project, _) = project_of(&example, &notice);
    let options = options_of(&example, &notice, vec![Need::Plan, Need::Facts, Need::Config, Need::Clock]);
    let mut report = rules::run(&project, &notice, &options);
    let is_counted =
        |rule: &str| notice.card(rule).is_some_and(|c| !OF_THE_OUTLINE.contains(&c.group.as_str()) && c.needs.contains(&Need::Plan));
    report.findings.retain(|f| is_counted(f.rule.as_str()));
    (project, report)
}

#[test]
fn honest_text_raises_no_more_alarms_than_before() {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut han: BTreeMap<String, usize> = BTreeMap::new();
    let mut shown = String::new();
    for (name, text) in texts() {
        let (project, report) = judged(&name, &text);
        han.insert(name.clone(), pilot::text::han::han_count(&text));
        for finding in &report.findings {
            *counts.entry((finding.rule.to_string(), name.clone())).or_default() += 1;
            if let pilot::diag::Place::At(at) = &finding.place {
                let source = project.sources.get(at.source);
                let line = source.line_col(at.span.start).line;
                let _ = writeln!(shown, "{name}:{line}: {} {} “{}”", finding.rule, finding.message, project.sources.slice(*at));
            }
        }
    }
    let mut table = String::from("# rule, text, findings, findings per 10,000 ideographs; see README.md\n");
    for ((rule, name), count) in &counts {
        let rate = *count as f64 * 10_000.0 / han[name].max(1) as f64;
        let _ = writeln!(table, "{rule}\t{name}\t{count}\t{rate:.2}");
    }
    let _ = writeln!(table, "# {} ideographs in {} texts", han.values().sum::<usize>(), han.len());
    let kept = fs::read_to_string("tests/precision/table.txt").unwrap_or_default();
    let allowed = |rule: &str, name: &str| {
        let line = kept.lines().find(|l| l.starts_with(&format!("{rule}\t{name}\t")));
        line.and_then(|l| l.split('\t').nth(2)).and_then(|n| n.parse::<usize>().ok()).unwrap_or(0)
    };
    let worse: Vec<_> = counts
        .iter()
        .filter(|((rule, name), count)| **count > allowed(rule, name))
        .map(|((rule, name), _)| format!("{rule} on {name}"))
        .collect();
    assert!(worse.is_empty(), "more alarms than before: {}\n{shown}\n{table}", worse.join(", "));
    assert!(kept == table, "fewer alarms than before, or other texts: put this into tests/precision/table.txt\n{table}\n{shown}");
}
