//! A copy of a document with comments and tracked changes: every other part stays byte for byte,
//! and so does every byte of the changed parts but for the marks of comments and the runs that
//! change.

use std::ops::Range;

use super::comment::{Comment, Comments, Placed, RangeMarks};
use super::container::{Container, part_of_kind};
use super::docx_error::DocxError;
use super::revision::TextChange;
use super::text_origins::DocumentPart;
use super::tracked_changes::{self, ChangeAuthor, Rewritten};
use super::xml_copy::{namespace, rewrite};
use super::{DocxPlan, comment_range, xml};

/// What is put into a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations<'m> {
    pub comments: &'m [Comment],
    /// Changes of the virtual text, in order.
    pub changes: &'m [TextChange],
    /// The virtual text.
    pub text: &'m str,
    /// When they are made: local time as Word writes it, `2023-10-16T09:00:00Z`.
    pub date: &'m str,
}

/// Puts comments and tracked changes into a copy of the document that `plan` was read from.
///
/// # Errors
/// If the document cannot be read, or is written in a way that its parts cannot be added to.
pub fn annotate(
    bytes: &[u8],
    plan: &DocxPlan,
    marks: &Annotations<'_>,
) -> Result<Vec<u8>, DocxError> {
    let mut container = Container::open(bytes)?;
    let relations = container.relations(&container.main.clone())?;
    let mut changed = Vec::new();
    let cuts = tracked_changes::cuts(marks.changes, &plan.stretches, marks.text)
        .ok_or(DocxError::Unusual)?;
    let mut signer = ChangeAuthor { date: marks.date, next_id: 0 };
    for part in [DocumentPart::Main, DocumentPart::Footnotes, DocumentPart::Endnotes] {
        let cuts = cuts.get(&part);
        if cuts.is_none() && (part != DocumentPart::Main || marks.comments.is_empty()) {
            continue;
        }
        let kind = match part {
            DocumentPart::Main | DocumentPart::Margins => None,
            DocumentPart::Footnotes => Some("footnotes"),
            DocumentPart::Endnotes => Some("endnotes"),
        };
        let name = match kind {
            Some(kind) => part_of_kind(&relations, kind).ok_or(DocxError::Unusual)?,
            None => container.main.clone(),
        };
        let (encoding, document) = container.written(&name)?.ok_or(DocxError::Damaged)?;
        let (prefix, namespace) = namespace(&document).ok_or(DocxError::Unusual)?;
        let tree = xml::parse(&document)?;
        let mut runs = Vec::new();
        if let Some(cuts) = cuts {
            signer.next_id = signer.next_id.max(tracked_changes::free_id(&tree));
            runs = tracked_changes::rewritten(&document, &tree, &prefix, cuts, &mut signer)
                .ok_or(DocxError::Unusual)?;
        }
        let mut range_marks = RangeMarks::default();
        if part == DocumentPart::Main && !marks.comments.is_empty() {
            let pieces = comment_range::Pieces::of(&tree);
            let placed: Vec<Placed<'_>> = marks
                .comments
                .iter()
                .filter_map(|comment| {
                    let (start, end) = comment_range::reach(
                        plan,
                        marks.text,
                        &pieces,
                        comment.line,
                        &comment.words,
                    )?;
                    Some(Placed { start, end, comment })
                })
                .collect();
            let first = Comments { namespace: &namespace, date: marks.date }.put(
                &mut container,
                &placed,
                &mut changed,
            )?;
            range_marks = RangeMarks::of(&prefix, &placed, first, &runs);
        }
        let text = spliced(&document, splices(&runs, range_marks)).ok_or(DocxError::Unusual)?;
        changed.push((name, encoding.written(&text)));
    }
    rewrite(bytes, changed)
}

/// What is put in the place of ranges of a part: runs in their new form, with the marks between
/// these, and all other marks.
fn splices(runs: &[Rewritten], mut marks: RangeMarks) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    for run in runs {
        let mut text = String::new();
        for (before, piece) in run.pieces().enumerate() {
            text.push_str(&marks.inside.remove(&(run.outer.start, before)).unwrap_or_default());
            text.push_str(piece);
        }
        out.push((run.outer.clone(), text));
    }
    out.extend(marks.between.into_iter().map(|(at, mark)| (at..at, mark)));
    out
}

/// A text with some of its ranges replaced; `None` if they overlap.
fn spliced(text: &str, mut splices: Vec<(Range<usize>, String)>) -> Option<String> {
    // What is put in goes before what is replaced from there on; the order of what is put in at one
    // place stays.
    splices.sort_by_key(|(range, _)| (range.start, range.end));
    let lengths = splices.iter().map(|(_, with)| with.len());
    let more: usize = lengths.sum();
    let (mut out, mut from) = (String::with_capacity(text.len() + more), 0);
    for (range, with) in splices {
        out.push_str(text.get(from..range.start)?);
        out.push_str(&with);
        from = range.end;
    }
    out.push_str(text.get(from..)?);
    Some(out)
}
