//! `--fix` and `--diff` for a Word plan: what the fixes come to, paragraph by paragraph. The plan
//! itself is never changed.

use std::path::Path;

use crate::diag::{Applicability, Edit, apply};
use crate::notice::Notice;
use crate::plan::docx::{self, Annotations, DocxError, DocxPlan, Revision, TextChange};
use crate::project::Project;
use crate::project::revise::Rewrite;
use crate::rules::{self, Options};
use crate::text::{SourceId, Sources};

use crate::cli::terminal::failure::Failure;
use crate::cli::terminal::wording::word_document;

/// What fixes are judged by.
pub(crate) struct FixContext<'j> {
    pub(crate) project: &'j Project,
    pub(crate) notice: &'j Notice,
    pub(crate) options: &'j Options,
}

/// A Word plan as it was read.
pub(crate) struct WordPlanText<'d> {
    pub(crate) bytes: &'d [u8],
    pub(crate) plan: &'d DocxPlan,
    /// Its virtual text.
    pub(crate) text: &'d str,
}

/// What the fixes come to.
#[derive(Default)]
pub(crate) struct WordFixes {
    /// In order, in places of the virtual text.
    pub(crate) changes: Vec<TextChange>,
    /// How many fixes are made.
    pub(crate) fixes: usize,
    /// The virtual text afterwards.
    pub(crate) after: String,
}

/// Makes fixes in memory, reads the changed document and judges it anew, until there is nothing
/// left to do.
pub(crate) fn fix(
    context: &FixContext<'_>,
    document: &WordPlanText<'_>,
    least: Applicability,
    path: &Path,
) -> Result<WordFixes, Failure> {
    let FixContext { project, notice, options } = context;
    let failure = |fault: DocxError| word_document::failure(path, fault);
    let Some(id) = source_of(project) else { return Ok(WordFixes::default()) };
    let mut revision = Revision::of(document.plan, document.text);
    let (mut now, mut fixes) = ((*project).clone(), 0);
    for round in 0.. {
        let report = rules::run(&now, notice, options);
        let may = |edit: &Edit| {
            edit.at.source == id && revision.allows(&edit.at.span.range(), &edit.with)
        };
        let chosen = apply::choose(&report.findings, least, &now.sources, may);
        if chosen.is_empty() {
            break;
        }
        if round == apply::ROUNDS {
            return Err(Failure::new(format!("自动修改 {round} 遍后仍在变化，没有写文件"))
                .hint("用 --ignore 规则 略过其中一条后再试，并请报告此问题"));
        }
        let made = chosen.len();
        let edits: Vec<_> = chosen
            .iter()
            .flat_map(|f| &f.edits)
            .map(|e| (e.at.span.range(), e.with.as_str()))
            .collect();
        revision.edit(&edits);
        let read = reread(document, &revision, project, id).map_err(failure)?;
        let whole = revision
            .settle(&read.sources.get(id).text)
            .ok_or(DocxError::Unusual)
            .map_err(failure)?;
        // A paragraph that does not read as it should has gone back, and is read once more.
        now =
            if whole { read } else { reread(document, &revision, project, id).map_err(failure)? };
        fixes += if whole { made } else { 0 };
    }
    let changes = revision.changes();
    // Where paragraphs went back, fixes cannot be matched with changes any more: then the changes
    // are counted.
    let fixes = if fixes == 0 { changes.len() } else { fixes };
    Ok(WordFixes { changes, fixes, after: revision.text().to_owned() })
}

/// The project with the plan as it reads once the changes are accepted.
fn reread(
    document: &WordPlanText<'_>,
    revision: &Revision<'_>,
    project: &Project,
    id: SourceId,
) -> Result<Project, DocxError> {
    let changes = revision.changes();
    let marks = Annotations { comments: &[], changes: &changes, text: document.text, date: "" };
    let copy = docx::annotate(document.bytes, document.plan, &marks)?;
    let mut sources = Sources::default();
    for (_, source) in project.sources.iter().take_while(|(other, _)| *other != id) {
        sources.add(source.clone());
    }
    let read = docx::read(&copy, &project.sources.get(id).name, &mut sources)?;
    for (_, source) in project.sources.iter().skip_while(|(other, _)| *other != id).skip(1) {
        sources.add(source.clone());
    }
    Ok(Project { sources, plan: Some(read.plan), ..project.clone() })
}

/// The source that is the plan's virtual text.
fn source_of(project: &Project) -> Option<SourceId> {
    let path = &project.word.as_ref()?.path;
    project.sources.iter().find(|(_, source)| source.name == *path).map(|(id, _)| id)
}

/// The virtual text before and after, a paragraph a line, so that the difference shows paragraphs.
pub(crate) fn rewrite(path: &str, before: &str, after: String) -> Option<Rewrite> {
    (before != after).then(|| Rewrite {
        path: path.to_owned(),
        before: format!("{before}\n"),
        after: format!("{after}\n"),
    })
}
