//! Comments and fences that are never closed: read as they stand, they swallow every chapter after
//! them.

use std::borrow::Cow;

use comrak::nodes::NodeValue;
use comrak::{Arena, parse_document};

use crate::plan::model::{MarkupFault, MarkupFaultKind};
use crate::text::SourceId;

use super::options;
use super::source_positions::SourcePositions;

/// Marks that are looked for in one source: each needs a reading of its own.
const MOST: usize = 16;

/// A text with spaces in the place of opening marks without their end, and those marks.
pub(super) fn without(source: SourceId, text: &str) -> (Cow<'_, str>, Vec<MarkupFault>) {
    let mut text = Cow::Borrowed(text);
    let mut faults = Vec::new();
    if !["<!--", "```", "~~~"].iter().any(|mark| text.contains(mark)) {
        return (text, faults);
    }
    while faults.len() < MOST {
        let places = SourcePositions::new(source, &text);
        let Some((kind, start, end)) = first(&places) else { break };
        faults.push(MarkupFault { kind, at: places.at((start, end)) });
        let mut without = text.into_owned();
        without.replace_range(start..end, &" ".repeat(end - start));
        text = Cow::Owned(without);
    }
    (text, faults)
}

/// The first such mark.
fn first(places: &SourcePositions<'_>) -> Option<(MarkupFaultKind, usize, usize)> {
    let arena = Arena::new();
    let root = parse_document(&arena, places.text, &options());
    for node in root.descendants() {
        let data = node.data();
        let range = places.range(data.sourcepos, None);
        match &data.value {
            NodeValue::HtmlBlock(_) => {
                if let Some(open) = open_comment(places.slice(range)) {
                    let start = range.0 + open;
                    return Some((MarkupFaultKind::OpenComment, start, start + "<!--".len()));
                }
            }
            NodeValue::CodeBlock(code) if code.fenced && !code.closed => {
                let line = places.slice(range).lines().next()?;
                let mark = char::from(code.fence_char);
                let lead = line.find(mark)?;
                let length = line[lead..].chars().take_while(|c| *c == mark).count();
                let start = range.0 + lead;
                return Some((MarkupFaultKind::OpenFence, start, start + length));
            }
            _ => {}
        }
    }
    None
}

/// The first `<!--` of a text that another one follows before its end, or nothing ends.
fn open_comment(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find("<!--") {
        let open = from + found;
        let inner = open + "<!--".len();
        let Some(length) = text[inner..].find("-->") else { return Some(open) };
        if text[inner..inner + length].contains("<!--") {
            return Some(open);
        }
        from = inner + length;
    }
    None
}
