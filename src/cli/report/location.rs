//! What the writers for other programs share: paths, lines, and what may not stand in their
//! formats.

use crate::diag::{AuthorityKind, Finding, OffRule, Place};
use crate::notice::NoticeText;
use crate::text::characters;
use crate::text::source::{LinePlace, Lines};
use crate::text::{At, LineCol, SourceText, han};

use super::ReportView;

/// Where a finding is, for a program that knows files and lines.
pub(super) struct FilePosition {
    /// Relative to the project, with `/`; empty if there is no file.
    pub(super) path: String,
    /// First and last place, the end not included; `None` for a file as a whole and for word
    /// processor documents.
    pub(super) range: Option<(LineCol, LineCol)>,
    /// The paragraph in a word processor document.
    pub(super) paragraph: Option<ParagraphPlace>,
}

/// A paragraph of a word processor document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParagraphPlace {
    /// One of the running text, counted from 1.
    Number(usize),
    /// One that stands elsewhere: `页眉`.
    Named(LinePlace),
}

impl ParagraphPlace {
    /// The paragraph at an offset of a document's text.
    pub(super) fn of(source: &SourceText, offset: u32) -> Self {
        let line = source.line(offset);
        match source.named_lines.get(&line) {
            Some(place) => Self::Named(*place),
            None => Self::Number(line),
        }
    }

    /// `第 9 段`, `页眉`.
    pub(super) fn words(self) -> String {
        match self {
            Self::Number(number) => format!("第 {number} 段"),
            Self::Named(place) => place.word().to_owned(),
        }
    }
}

/// Where a place is. What concerns the whole points at the first text of the project.
pub(super) fn file_position(place: &Place, judged: &ReportView) -> FilePosition {
    let bare = |path: String| FilePosition { path, range: None, paragraph: None };
    match place {
        Place::At(at) => text_position(*at, judged),
        Place::Path(path) => bare(path.clone()),
        Place::Whole => {
            let first = judged
                .sources
                .iter()
                .find(|(id, source)| *id != NoticeText::ID && !source.text.is_empty());
            bare(first.map(|(_, source)| source.name.clone()).unwrap_or_default())
        }
    }
}

fn text_position(at: At, judged: &ReportView) -> FilePosition {
    let source = judged.sources.get(at.source);
    let (start, end) = (source.line_col(at.span.start), source.line_col(at.span.end));
    match source.lines {
        Lines::Text => {
            FilePosition { path: source.name.clone(), range: Some((start, end)), paragraph: None }
        }
        Lines::Paragraphs => {
            let paragraph = Some(ParagraphPlace::of(source, at.span.start));
            FilePosition { path: source.name.clone(), range: None, paragraph }
        }
    }
}

/// `plan.md:9`, `方案.docx 第 9 段`, `attachments/a.pdf`, or nothing.
pub(super) fn words(place: &Place, judged: &ReportView) -> String {
    if matches!(place, Place::Whole) {
        return "整个项目".to_owned();
    }
    let file_position = file_position(place, judged);
    let path = han::printable(&file_position.path);
    match (file_position.range, file_position.paragraph) {
        (Some((start, _)), _) => format!("{path}:{}", start.line),
        (None, Some(paragraph)) => {
            let headings =
                if let Place::At(at) = place { under(*at, judged) } else { String::new() };
            format!("{path} {}{headings}", paragraph.words())
        }
        _ => path,
    }
}

/// `第 9 段（二、试点内容）：` before a message in forms that know lines and no paragraphs; empty
/// for a text with lines.
pub(super) fn before_message(place: &Place, judged: &ReportView) -> String {
    let (Place::At(at), Some(paragraph)) = (place, file_position(place, judged).paragraph) else {
        return String::new();
    };
    format!("{}{}：", paragraph.words(), under(*at, judged))
}

/// `（二、试点内容 › (一)总体要求）`: what a place of a Word document stands under; empty at the
/// top.
fn under(at: At, judged: &ReportView) -> String {
    let short = |text: &String| {
        let cut: String = text.chars().take(20).collect();
        if cut.len() < text.len() {
            format!("{}…", han::printable(&cut))
        } else {
            han::printable(&cut)
        }
    };
    let headings = judged.heading_path(at);
    let path: Vec<String> = headings.iter().map(short).collect();
    if path.is_empty() { String::new() } else { format!("（{}）", path.join(" › ")) }
}

/// Characters of a line that are shown.
const SHOWN: usize = 200;
/// Characters of a longer line that are shown before the marked words.
const BEFORE: usize = 79;

/// The line a finding is about, without the white space around it; at most 200 characters.
pub(super) fn line(finding: &Finding, judged: &ReportView) -> Option<String> {
    let Place::At(at) = finding.place else { return None };
    let source = judged.sources.get(at.source);
    let span = source.line_span(source.line(at.span.start));
    let whole = source.slice(span);
    // No character has more than four bytes. A line with twice as many is not walked for each of
    // its findings.
    if whole.len() <= 8 * SHOWN && characters::count(whole.trim()) <= SHOWN {
        return Some(whole.trim().to_owned());
    }
    // The marked words stay in view.
    let start = source.floor(at.span.start as usize) - span.start as usize;
    let before = whole[..start].char_indices().rev();
    let earlier = before.take(BEFORE).last();
    let from = match earlier {
        Some((index, _)) => index,
        None => start,
    };
    let to = match whole[from..].char_indices().nth(SHOWN) {
        Some((index, _)) => from + index,
        None => whole.len(),
    };
    let (left, right) = (if from > 0 { "…" } else { "" }, if to < whole.len() { "…" } else { "" });
    Some(format!("{left}{}{right}", whole[from..to].trim()))
}

/// A path as a relative URI reference (RFC 3986 4.2): percent-encoded UTF-8, `/` between its parts.
pub(super) fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char)
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// `依据：附件 一(二)：“…”`
pub(super) fn basis(finding: &Finding) -> String {
    let authority = &finding.authority;
    let quote = &authority.quote;
    match authority.kind {
        _ if quote.is_empty() && authority.kind == AuthorityKind::Practice => {
            authority.kind.word().to_owned()
        }
        _ if quote.is_empty() => format!("{} {}", authority.kind.word(), authority.reference),
        AuthorityKind::Practice => format!("{}：{quote}", authority.kind.word()),
        kind => format!("{} {}：{}", kind.word(), authority.reference, han::quoted(quote)),
    }
}

/// Who switched a rule off, and until when.
pub(super) fn decided(off: &OffRule) -> String {
    let mut out = String::new();
    if let Some(by) = &off.by {
        out.push_str(&format!("，{by}决定"));
    }
    if let Some(until) = &off.until {
        out.push_str(&format!("，至 {until}"));
    }
    out
}

/// What to do about a finding, as a further line of its text; empty if there is no advice.
pub(super) fn help_line(finding: &Finding, indent: &str) -> String {
    match &finding.help {
        Some(help) => format!("\n{indent}建议：{help}"),
        None => String::new(),
    }
}
