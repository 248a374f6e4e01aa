//! `--annotate`: findings as comments in a copy of a Word plan.

use std::ops::Range;
use std::path::Path;

use crate::diag::{Applicability, Finding, Place, Report};
use crate::plan::docx::{self, Annotations, Comment, DocxPlan};
use crate::project::revise::Rewrite;
use crate::project::{Project, replace};
use crate::text::{Sources, han};

use super::word_fixes::{self, FixContext, WordFixes, WordPlanText};
use crate::cli::terminal::failure::{Failure, shown};
use crate::cli::terminal::wording::word_document::failure;

/// Writes a copy of the plan with the findings as comments, and with fixes of `least` and above as
/// tracked changes. What it came to, in Chinese.
pub(crate) fn annotate(
    context: &FixContext<'_>,
    report: &Report,
    out: &Path,
    least: Option<Applicability>,
) -> Result<String, Failure> {
    let project = context.project;
    let Some(word) = &project.word else {
        return Err(Failure::new("--annotate 只用于 Word 方案（.docx）")
            .hint("Markdown 方案的问题直接看输出，或用 --format html"));
    };
    let path = project.root.join(&word.path);
    if !out.extension().is_some_and(|e| e.eq_ignore_ascii_case("docx")) {
        return Err(Failure::new(format!("--annotate 的文件名要以 .docx 结尾：{}", shown(out))));
    }
    let is_same = |a: &Path, b: &Path| {
        if a == b {
            return true;
        }
        match (a.canonicalize(), b.canonicalize()) {
            (Ok(a), Ok(b)) => a == b,
            _ => false,
        }
    };
    if is_same(out, &path) {
        return Err(
            Failure::new("--annotate 不能写到原文件上").hint("换一个文件名，如 方案-批注.docx")
        );
    }
    let (bytes, plan, text) = document(project, &word.path)?;
    let (mut comments, mut elsewhere) = (Vec::new(), 0);
    for finding in &report.findings {
        match place_of(finding, project) {
            Some((line, words)) => {
                comments.push(Comment { line, words, paragraphs: paragraphs(finding) })
            }
            None => elsewhere += 1,
        }
    }
    let document = WordPlanText { bytes: &bytes, plan: &plan, text: &text };
    let fixed = match least {
        Some(least) => word_fixes::fix(context, &document, least, &path)?,
        None => WordFixes::default(),
    };
    let date = format!("{}Z", context.options.now.0.format("%Y-%m-%dT%H:%M:%S"));
    let marks =
        Annotations { comments: &comments, changes: &fixed.changes, text: &text, date: &date };
    let copy = docx::annotate(&bytes, &plan, &marks).map_err(|fault| failure(&path, fault))?;
    replace::write_atomic(out, &copy).map_err(|e| Failure::io("写不了", out, e))?;
    let rest = if elsewhere > 0 {
        format!("；另有 {elsewhere} 条不在方案里")
    } else {
        String::new()
    };
    let changes = match (least, fixed.fixes) {
        (None, _) => String::new(),
        (Some(_), 0) => "，没有可以自动修改的".to_owned(),
        (Some(_), fixes) => format!("，{fixes} 处修改写成修订（在“审阅”里逐处接受或拒绝）"),
    };
    Ok(format!("已把 {} 条写成批注{changes}：{}{rest}", comments.len(), shown(out)))
}

/// How fixes would change the plan, as its text before and after.
pub(crate) fn difference(
    context: &FixContext<'_>,
    least: Applicability,
) -> Result<Option<(Rewrite, usize)>, Failure> {
    let Some(word) = &context.project.word else { return Ok(None) };
    let (bytes, plan, text) = document(context.project, &word.path)?;
    let document = WordPlanText { bytes: &bytes, plan: &plan, text: &text };
    let fixed = word_fixes::fix(context, &document, least, &context.project.root.join(&word.path))?;
    Ok(word_fixes::rewrite(&word.path, &text, fixed.after).map(|rewrite| (rewrite, fixed.fixes)))
}

/// The bytes of a Word plan, what they say, and their virtual text.
fn document(project: &Project, name: &str) -> Result<(Vec<u8>, DocxPlan, String), Failure> {
    let path = project.root.join(name);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io("读不了", &path, e))?;
    let mut sources = Sources::default();
    let plan = docx::read(&bytes, name, &mut sources).map_err(|fault| failure(&path, fault))?;
    let text = sources.get(plan.source).text.clone();
    // What was judged is what is marked.
    if project.sources.iter().all(|(_, source)| source.name != name || source.text != text) {
        return Err(Failure::new(format!("{} 在检查期间被改动，没有写文件", shown(&path)))
            .hint("请在 Word 里保存后再运行一次"));
    }
    Ok((bytes, plan, text))
}

/// The paragraph that a finding is about, and the words in it, if it is not about the whole; the
/// first one for the plan as a whole.
fn place_of(finding: &Finding, project: &Project) -> Option<(usize, Range<usize>)> {
    let word = project.word.as_ref()?;
    match &finding.place {
        Place::At(at) => {
            let source = project.sources.get(at.source);
            let line = source.line(at.span.start);
            let (words, whole) = (at.span.range(), source.line_span(line).range());
            let is_whole = words.start <= whole.start && words.end >= whole.end;
            let words = if is_whole { 0..0 } else { words.start..words.end.min(whole.end) };
            if source.name == word.path { Some((line, words)) } else { None }
        }
        Place::Path(path) => {
            let is_inside = path.starts_with(&format!("{}/", word.path));
            if *path == word.path || is_inside { Some((1, 0..0)) } else { None }
        }
        Place::Whole => Some((1, 0..0)),
    }
}

/// The paragraphs of a comment: what, why, what to do.
fn paragraphs(finding: &Finding) -> Vec<String> {
    let authority = &finding.authority;
    let quote =
        if authority.quote.is_empty() { String::new() } else { format!("：{}", authority.quote) };
    let mut out = vec![
        format!(
            "{}：{}（{}）",
            finding.severity.word(),
            han::printable(&finding.message),
            finding.rule
        ),
        format!(
            "依据：{} {}{}",
            authority.kind.word(),
            authority.reference,
            han::printable(&quote)
        ),
    ];
    out.extend(finding.help.as_ref().map(|help| format!("建议：{}", han::printable(help))));
    out
}
