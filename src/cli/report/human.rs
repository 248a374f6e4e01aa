//! For people: each finding with the line it is about and the sentence of the notice it rests on.

use std::collections::BTreeMap;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::diag::{AuthorityKind, Finding, FindingMeaning, Place, Severity};
use crate::text::source::Lines;
use crate::text::{At, han};

use super::ReportView;
use super::grounds;
use super::location::{decided, words};
use crate::cli::terminal::shell::Color;

/// Ends the name of a place that has no line which a person could go to. What the renderer puts
/// behind it is taken out.
const NO_LINE: char = '\u{1}';

/// Takes out the line and column behind [`NO_LINE`].
fn without_lines(text: &str) -> String {
    let mut parts = text.split(NO_LINE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    out
}

/// Writes a report.
pub(super) fn write(
    judged: &ReportView,
    color: Color,
    width: usize,
    statistics: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if color.0 { Renderer::styled() } else { Renderer::plain() }.term_width(width);
    if let Some(file) = &judged.file {
        writeln!(out, "━━ {file}\n")?;
    }
    for (weight, findings) in judged.report.by_weight() {
        writeln!(out, "── {}（{} 条）\n", weight.word(), findings.len())?;
        for finding in findings {
            let group = group(finding, judged, Nearness::of(width));
            writeln!(out, "{}\n", without_lines(&renderer.render(&[group])))?;
        }
    }
    for note in &judged.notes {
        writeln!(out, "说明：{}", han::printable(note))?;
    }
    for off in &judged.report.off {
        let why = han::printable(&format!("{}{}", off.reason, decided(off)));
        writeln!(out, "已关闭 {}（{why}），略去 {} 条", off.rule, off.hidden)?;
    }
    for line in judged.scope.lines() {
        writeln!(out, "{}", han::printable(&line))?;
    }
    // Of many packages each has its line only.
    if judged.file.is_none() {
        for line in grounds::lines(judged) {
            writeln!(out, "{}", han::printable(&line))?;
        }
    }
    if statistics {
        write_counts(&judged.counts(), out)?;
    }
    writeln!(out, "{}", verdict(judged))?;
    match judged.trackable {
        (0, 0) => {}
        (safe, 0) => writeln!(out, "其中 {safe} 条可用 --annotate 副本.docx --fix 写成修订")?,
        (0, other) => writeln!(
            out,
            "其中 {other} 条可用 --annotate 副本.docx --fix --unsafe-fixes 写成修订，请逐处核对"
        )?,
        (safe, other) => {
            writeln!(
                out,
                "其中 {safe} 条可用 --annotate 副本.docx --fix 写成修订，另有 {other} 条再加 --unsafe-fixes，请逐处核对"
            )?;
        }
    }
    match judged.fixable {
        (0, 0) => Ok(()),
        (safe, 0) => writeln!(out, "其中 {safe} 条可用 --fix 自动修改"),
        (0, other) => writeln!(out, "其中 {other} 条可用 --fix --unsafe-fixes 修改，改后请核对"),
        (safe, other) => writeln!(
            out,
            "其中 {safe} 条可用 --fix 自动修改，另有 {other} 条再加 --unsafe-fixes，改后请核对"
        ),
    }
}

fn group<'a>(finding: &'a Finding, judged: &'a ReportView, near: Nearness) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level
        .with_name(finding.severity.word())
        .primary_title(han::printable(&finding.message))
        .id(finding.rule.as_str());
    let mut elements: Vec<Element<'a>> = Vec::new();
    place(&finding.place, None, true, judged, near, &mut elements);
    for label in &finding.related {
        place(&label.place, Some(han::printable(&label.text)), false, judged, near, &mut elements);
    }
    let authority = &finding.authority;
    let basis = format!("依据：{} {}", authority.kind.word(), authority.reference);
    match authority.at {
        Some(at) => snippet(at, Some(basis), false, judged, near, &mut elements),
        None => {
            let quote = if authority.quote.is_empty() {
                String::new()
            } else {
                format!("：{}", authority.quote)
            };
            let text = if authority.kind == AuthorityKind::Practice {
                format!("依据：{}{quote}", authority.kind.word())
            } else {
                format!("{basis}{quote}")
            };
            let level = Level::NOTE.with_name("说明");
            elements.push(level.message(han::printable(&text)).into());
        }
    }
    if let Some(help) = &finding.help {
        let level = Level::HELP.with_name("建议");
        elements.push(level.message(han::printable(help)).into());
    }
    title.elements(elements)
}

fn place<'a>(
    place: &Place,
    label: Option<String>,
    primary: bool,
    judged: &'a ReportView,
    near: Nearness,
    out: &mut Vec<Element<'a>>,
) {
    match place {
        Place::At(at) => snippet(*at, label, primary, judged, near, out),
        Place::Path(path) => {
            let path = han::printable(path);
            out.push(Origin::path(path).into());
            if let Some(label) = label {
                let level = Level::NOTE.with_name("另见");
                out.push(level.message(label).into());
            }
        }
        Place::Whole => {}
    }
}

/// Of a long line only what is near to a place is handed over, so that it costs no more than a
/// short one: on each side more bytes than the characters that fill a line of the terminal can
/// have.
#[derive(Clone, Copy)]
struct Nearness(u32);

impl Nearness {
    fn of(width: usize) -> Self {
        Self(u32::try_from(width).unwrap_or(u32::MAX).saturating_mul(4))
    }
}

/// The lines of a place; only these are handed over, so that a long plan costs nothing.
fn snippet<'a>(
    at: At,
    label: Option<String>,
    primary: bool,
    judged: &'a ReportView,
    Nearness(near): Nearness,
    out: &mut Vec<Element<'a>>,
) {
    let source = judged.sources.get(at.source);
    let first = source.line(at.span.start);
    let last = source.line(at.span.end).clamp(first, first + 2);
    let (mut from, mut to) = (source.line_span(first).start, source.line_span(last).end);
    let is_part = to - from > near.saturating_mul(4);
    if is_part {
        from = source.floor(at.span.start.saturating_sub(near).max(from) as usize) as u32;
        let end = at.span.start.saturating_add(near.saturating_mul(2));
        to = source.floor(end.min(to) as usize) as u32;
    }
    let lines = crate::text::Span { start: from, end: to };
    let (start, end) = (at.span.start.clamp(from, to) - from, at.span.end.clamp(from, to) - from);
    let written = source.slice(lines);
    let (shown, range) = han::printable_lines(written, start as usize..end as usize);
    let is_changed = shown != written;
    let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation = kind.span(range).label(label);
    let snippet = Snippet::source(shown).line_start(first);
    let snippet = snippet.fold(false).annotation(annotation);
    let path = match source.lines {
        Lines::Text if is_part || is_changed => {
            // The renderer would count the column in what it shows.
            let place = source.line_col(at.span.start);
            format!("{}:{}:{}{NO_LINE}", han::printable(&source.name), place.line, place.column)
        }
        Lines::Text => han::printable(&source.name),
        Lines::Paragraphs => format!("{}{NO_LINE}", words(&Place::At(at), judged)),
    };
    out.push(snippet.path(path).into());
}

/// Writes the counts of several reports together.
pub(super) fn write_sum(judged: &[ReportView], out: &mut dyn Write) -> io::Result<()> {
    let mut sum = BTreeMap::new();
    for (rule, count) in judged.iter().flat_map(ReportView::counts) {
        *sum.entry(rule).or_insert(0) += count;
    }
    writeln!(out, "{} 个项目合计：", judged.len())?;
    write_counts(&sum, out)
}

fn write_counts(counts: &BTreeMap<&str, usize>, out: &mut dyn Write) -> io::Result<()> {
    for (rule, count) in counts {
        writeln!(out, "{count:>6}  {rule}")?;
    }
    Ok(())
}

/// The counts in a line.
pub(super) fn verdict(judged: &ReportView) -> String {
    let s = judged.report.summary();
    let name = if judged.name.is_empty() {
        String::new()
    } else {
        format!("{}：", han::printable(&judged.name))
    };
    if s.error + s.warning + s.info == 0 {
        return format!("{name}{}", judged.nothing());
    }
    let blocking = judged.report.findings.iter().filter(|f| f.blocks_pack).count();
    let stop = match (blocking, judged.is_received) {
        (0, _) => String::new(),
        (n, true) => format!("；其中 {n} 条须退回更正"),
        (n, false) => format!("；其中 {n} 条会使打包停止"),
    };
    let unseen = judged.report.findings.iter().filter(|f| f.means(FindingMeaning::Unseen)).count();
    let not_passed = match unseen {
        0 => String::new(),
        n => format!("；有 {n} 处没有看到内容，看过才算通过"),
    };
    format!(
        "{name}错误 {} 条，警告 {} 条，提示 {} 条{stop}{not_passed}",
        s.error, s.warning, s.info
    )
}
