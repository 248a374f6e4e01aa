//! How far a comment reaches: the runs that carry its words, and what marks of comments may not
//! stand in as a whole.

use std::ops::Range;

use super::DocxPlan;
use super::field::{is_bound, is_plain};
use super::text_origins::{Anchor, CharacterOrigin, DocumentPart, Stretch, ends};
use super::xml::XmlNode;

/// Where a mark of a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MarkPosition {
    /// The byte of the main part.
    pub(super) at: usize,
    /// Where the words themselves begin or end, if that is known.
    pub(super) words: Option<CharacterOrigin>,
}

/// The pieces of the main part between which marks of comments may stand, in order: runs, and what
/// must stay whole, such as a field from its beginning to its end, a formula, a control that is
/// bound.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    whole: Vec<Range<usize>>,
    /// Fields that are open.
    depth: usize,
    /// Where the outermost of them began; `None` if in another paragraph.
    began: Option<usize>,
}

impl Pieces {
    /// Those of a part.
    pub(super) fn of(root: &XmlNode) -> Self {
        let mut out = Self::default();
        out.paragraphs(root);
        out
    }

    fn paragraphs(&mut self, node: &XmlNode) {
        for child in &node.children {
            match &*child.name {
                "p" => {
                    self.began = None;
                    self.content(child);
                }
                "AlternateContent" | "del" | "moveFrom" => {}
                _ => self.paragraphs(child),
            }
        }
    }

    /// What stands in a paragraph, or in something within one that may hold marks, too (ECMA-376
    /// part 1, 17.13.4).
    fn content(&mut self, node: &XmlNode) {
        for child in &node.children {
            match &*child.name {
                "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr" => {}
                "hyperlink" | "ins" | "moveTo" | "smartTag" | "customXml" | "sdtContent" => {
                    self.content(child)
                }
                "sdt" if !is_bound(child) && !is_plain(child) => self.content(child),
                _ => self.piece(child),
            }
        }
    }

    fn piece(&mut self, node: &XmlNode) {
        let before = self.depth;
        self.depth = depth_after(node, before);
        if before == 0 {
            self.began = Some(node.outer().start);
        }
        if let Some(began) = self.began
            && self.depth == 0
        {
            self.whole.push(began..node.outer().end);
        }
    }

    /// The piece in which a byte stands.
    fn around(&self, at: usize) -> Option<&Range<usize>> {
        let behind = self.whole.partition_point(|piece| piece.start <= at);
        self.whole.get(behind.checked_sub(1)?).filter(|piece| at < piece.end)
    }
}

/// How many fields are open behind an element. What is deleted counts for nothing, and so does a
/// text box.
fn depth_after(node: &XmlNode, depth: usize) -> usize {
    match &*node.name {
        "del" | "moveFrom" | "txbxContent" => depth,
        "fldChar" => match node.attribute("fldCharType") {
            Some("begin") => depth + 1,
            Some("end") => depth.saturating_sub(1),
            _ => depth,
        },
        "AlternateContent" => {
            node.chosen().map(|branch| depth_after(branch, depth)).unwrap_or(depth)
        }
        _ => node.children.iter().fold(depth, |depth, child| depth_after(child, depth)),
    }
}

/// Between which places the marks of a comment on words of a line stand; `text` is the virtual
/// text.
pub(super) fn reach(
    plan: &DocxPlan,
    text: &str,
    pieces: &Pieces,
    line: usize,
    on: &Range<usize>,
) -> Option<(MarkPosition, MarkPosition)> {
    let paragraph = anchor(plan, line)?;
    let whole = (
        MarkPosition { at: paragraph.start, words: None },
        MarkPosition { at: paragraph.end, words: None },
    );
    Some(words(plan, text, pieces, on, paragraph).unwrap_or(whole))
}

/// The paragraph that a comment on a line belongs to.
fn anchor(plan: &DocxPlan, line: usize) -> Option<Anchor> {
    let last = plan.anchors.len().checked_sub(1)?;
    let index = line.saturating_sub(1).min(last);
    let before = plan.anchors[..=index].iter().rev().find_map(|a| *a);
    before.or_else(|| plan.anchors[index..].iter().find_map(|a| *a))
}

/// The runs that carry words; `None` if no runs of the paragraph do, or if marks may not stand
/// around them.
fn words(
    plan: &DocxPlan,
    text: &str,
    pieces: &Pieces,
    words: &Range<usize>,
    paragraph: Anchor,
) -> Option<(MarkPosition, MarkPosition)> {
    if words.is_empty() {
        return None;
    }
    let (first, last) = ends(&plan.stretches, words)?;
    if first.origin.part != DocumentPart::Main || last.origin.part != DocumentPart::Main {
        return None;
    }
    let border = |stretch: Stretch, end: usize| {
        let skipped = text.get(stretch.start..end)?.chars().count();
        Some(CharacterOrigin { skip: stretch.origin.skip + skipped, ..stretch.origin })
    };
    let from = pieces.around(first.origin.text)?.start;
    let to = pieces.around(last.origin.text)?.end;
    let start = if words.start < first.start {
        // A number that Word generates stands in no run: then they begin where the paragraph does.
        MarkPosition { at: paragraph.start, words: None }
    } else {
        MarkPosition { at: from, words: border(first, words.start) }
    };
    let end = MarkPosition { at: to, words: border(last, words.end.min(last.end())) };
    let is_within = paragraph.start <= start.at && start.at < end.at && end.at <= paragraph.end;
    if is_within { Some((start, end)) } else { None }
}
