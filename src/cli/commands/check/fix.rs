//! `--fix` and `--diff`: fixes a project in memory until nothing changes, then writes it or shows
//! the difference.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Applicability, apply};
use crate::notice::Notice;
use crate::project::Project;
use crate::project::revise::{Rewrite, WriteBackError, write_back};
use crate::rules::{self, Options};
use crate::text::source::Lines;
use crate::text::{SourceId, han};

use crate::cli::terminal::failure::{Failure, shown};

/// What the fixes come to.
pub(crate) struct FixedFiles {
    /// The changed files, by path.
    pub(crate) files: Vec<Rewrite>,
    /// How many fixes were made in all.
    pub(crate) fixes: usize,
    /// Files that have fixes but are not in UTF-8, and so stay as they are.
    pub(crate) not_utf8: Vec<String>,
    /// Word documents that have fixes, which are never changed.
    pub(crate) word: Vec<String>,
}

/// Applies fixes and judges anew, until there is nothing left to do. Writes nothing.
pub(crate) fn fix(
    project: &Project,
    notice: &Notice,
    options: &Options,
    least: Applicability,
) -> Result<FixedFiles, Failure> {
    let mut now = project.clone();
    let mut fixes = 0;
    let (mut not_utf8, mut word) = (BTreeSet::new(), BTreeSet::new());
    for round in 0.. {
        let report = rules::run(&now, notice, options);
        for edit in report
            .findings
            .iter()
            .filter_map(|f| f.fix.as_ref())
            .filter(|f| f.applicability >= least)
            .flat_map(|f| &f.edits)
        {
            let source = now.sources.get(edit.at.source);
            let name = &source.name;
            if source.lines == Lines::Paragraphs {
                word.insert(name.clone());
            } else if now.is_decoded(name) {
                not_utf8.insert(name.clone());
            }
        }
        let chosen =
            apply::choose(&report.findings, least, &now.sources, |edit| now.may_edit(edit));
        if chosen.is_empty() {
            break;
        }
        if round == apply::ROUNDS {
            let rules: BTreeSet<&str> = report
                .findings
                .iter()
                .filter(|f| f.fix.is_some())
                .map(|f| f.rule.as_str())
                .collect();
            let rules: Vec<&str> = rules.into_iter().collect();
            return Err(Failure::new(format!(
                "自动修改 {round} 遍后仍在变化，没有写文件；涉及的规则：{}",
                rules.join("、")
            ))
            .hint("用 --ignore 规则 略过其中一条后再 --fix，并请报告此问题"));
        }
        fixes += chosen.len();
        let texts = apply::apply(&chosen, &now.sources);
        now = now.revised(notice, &texts);
        if !now.config.problems.is_empty() {
            return Err(Failure::new("自动修改会使 pilot.toml 读不懂，没有写文件")
                .hint("请手工修改，并请报告此问题"));
        }
    }
    Ok(FixedFiles {
        files: rewrites(project, &now),
        fixes,
        not_utf8: not_utf8.into_iter().collect(),
        word: word.into_iter().collect(),
    })
}

fn rewrites(before: &Project, after: &Project) -> Vec<Rewrite> {
    let bytes = |project: &Project, id: SourceId| {
        let source = project.sources.get(id);
        let mark = if source.skipped > 0 { "\u{feff}" } else { "" };
        format!("{mark}{}", source.text)
    };
    // By path, since one file may be named twice.
    let mut files: BTreeMap<String, Rewrite> = BTreeMap::new();
    for (id, source) in before.sources.iter() {
        let (old, new) = (bytes(before, id), bytes(after, id));
        if old != new {
            files.insert(
                source.name.clone(),
                Rewrite { path: source.name.clone(), before: old, after: new },
            );
        }
    }
    files.into_values().collect()
}

/// Writes the changed files.
pub(crate) fn write(project: &Project, fixed: &FixedFiles) -> Result<(), Failure> {
    write_back(&project.root, &fixed.files).map_err(|error| match error {
        WriteBackError::NotInProject(path) => {
            Failure::new(format!("{} 是链接或不在项目里，没有修改", shown(&path)))
        }
        WriteBackError::ChangedMeanwhile(path) => {
            Failure::new(format!("{} 在检查期间被改动，没有修改", shown(&path)))
                .hint("请保存编辑器里的文件后再运行一次")
        }
        WriteBackError::Io { path, source } => Failure::io("写不了", &path, source),
    })
}

/// The difference in unified form, with paths below `base`. For a terminal, control characters are
/// shown.
pub(crate) fn difference(fixed: &FixedFiles, base: &str, terminal: bool) -> String {
    let mut out = String::new();
    for file in &fixed.files {
        let diff = similar::TextDiff::from_lines(&file.before, &file.after);
        let path = format!("{base}{}", file.path);
        let text = diff
            .unified_diff()
            .context_radius(3)
            .header(&format!("a/{path}"), &format!("b/{path}"))
            .to_string();
        if terminal {
            for line in text.lines() {
                out.push_str(&han::printable(line.trim_end_matches('\r')));
                out.push('\n');
            }
        } else {
            out.push_str(&text);
        }
    }
    out
}
