//! Changes of running text as tracked changes: runs are split, what goes stands in `w:del`, what
//! comes in `w:ins` (ECMA-376 part 1, 17.13.5). Every byte of a run that is not changed stays as it
//! is, its properties with each piece.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::escape;

use super::revision::TextChange;
use super::text_origins::{CharacterOrigin, DocumentPart, Stretch, is_open, touching};
use super::xml::XmlNode;

/// What happens to one `w:t`: characters from and to, and what comes in their place.
#[derive(Debug)]
pub(super) struct Cut<'c> {
    chars: Range<usize>,
    with: &'c str,
}

/// Changes by part, by run, by the place of the `w:t`.
pub(super) type Cuts<'c> = BTreeMap<DocumentPart, BTreeMap<usize, RunCuts<'c>>>;
pub(super) type RunCuts<'c> = BTreeMap<usize, Vec<Cut<'c>>>;

/// Finds the places of changes; `None` if one of them cannot be made.
pub(super) fn cuts<'c>(
    changes: &'c [TextChange],
    stretches: &[Stretch],
    text: &str,
) -> Option<Cuts<'c>> {
    let mut out = Cuts::new();
    for change in changes {
        let range = &change.range;
        if !is_open(stretches, range) {
            return None;
        }
        // What comes in looks like the first character that goes, or like the one before it.
        let mut with = change.with.as_str();
        for stretch in touching(stretches, range) {
            let from = range.start.max(stretch.start);
            let to = range.end.min(stretch.end());
            let is_new = range.is_empty() && !with.is_empty();
            if from >= to && !is_new {
                continue;
            }
            let origin = stretch.origin;
            let before = text.get(stretch.start..from)?.chars().count() + origin.skip;
            let going = text.get(from..to.max(from))?;
            let length = going.chars().count();
            let cut = Cut { chars: before..before + length, with };
            let runs = out.entry(origin.part).or_default();
            let texts = runs.entry(origin.run).or_default();
            texts.entry(origin.text).or_default().push(cut);
            with = "";
        }
    }
    Some(out)
}

/// Who changes and comments.
pub(super) const AUTHOR: &str = "pilot";

/// When changes are made, and the number of the next one.
#[derive(Debug)]
pub(super) struct ChangeAuthor<'s> {
    pub(super) date: &'s str,
    pub(super) next_id: u32,
}

/// The first number above those of all changes in a part.
pub(super) fn free_id(node: &XmlNode) -> u32 {
    let is_change = matches!(&*node.name, "ins" | "del" | "moveFrom" | "moveTo")
        || node.name.ends_with("Change");
    let id = if is_change { node.attribute("id") } else { None };
    let own = match id.map(str::parse::<u32>) {
        Some(Ok(id)) => id.saturating_add(1),
        _ => 0,
    };
    node.children.iter().map(free_id).fold(own, u32::max)
}

/// A character of a run: the place of its `w:t`, and how many stand before it there.
type Point = (usize, usize);

/// A run in its new form, as several.
#[derive(Debug)]
pub(super) struct Rewritten {
    /// Where it stood.
    pub(super) outer: Range<usize>,
    pieces: Vec<RunPiece>,
}

#[derive(Debug)]
struct RunPiece {
    kind: RunPieceKind,
    from: Point,
    to: Point,
    xml: String,
}

impl Rewritten {
    /// The new runs in order, each with its changes around it.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(|p| p.xml.as_str())
    }

    /// How many of the new runs stand before words that begin at a character.
    pub(super) fn before(&self, words: &CharacterOrigin) -> usize {
        let begins = self.pieces.iter().rposition(|p| p.from <= (words.text, words.skip));
        begins.unwrap_or(0)
    }

    /// How many of the new runs stand before what follows words that end at a character. What comes
    /// in there belongs to them.
    pub(super) fn behind(&self, words: &CharacterOrigin) -> usize {
        let end = (words.text, words.skip);
        let behind = match self.pieces.iter().position(|piece| piece.to >= end) {
            Some(index) => index + 1,
            None => self.pieces.len(),
        };
        let is_new = |piece: &&RunPiece| piece.kind == RunPieceKind::New && piece.from == end;
        behind + self.pieces[behind..].iter().take_while(is_new).count()
    }
}

/// The new forms of the runs of a part that change.
pub(super) fn rewritten(
    document: &str,
    tree: &XmlNode,
    prefix: &str,
    cuts: &BTreeMap<usize, RunCuts<'_>>,
    signer: &mut ChangeAuthor<'_>,
) -> Option<Vec<Rewritten>> {
    let mut runs = BTreeMap::new();
    find_runs(tree, cuts, &mut runs);
    let mut out = Vec::new();
    for (at, cuts) in cuts {
        let node = runs.get(at)?;
        out.push(Rewritten {
            outer: node.outer(),
            pieces: run(document, node, prefix, cuts, signer)?,
        });
    }
    Some(out)
}

fn find_runs<'n>(
    node: &'n XmlNode,
    wanted: &BTreeMap<usize, RunCuts<'_>>,
    out: &mut BTreeMap<usize, &'n XmlNode>,
) {
    for child in &node.children {
        if &*child.name == "r" && wanted.contains_key(&child.outer().start) {
            out.insert(child.outer().start, child);
        }
        find_runs(child, wanted, out);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunPieceKind {
    Kept,
    Gone,
    New,
}

fn run(
    document: &str,
    node: &XmlNode,
    prefix: &str,
    cuts: &RunCuts<'_>,
    signer: &mut ChangeAuthor<'_>,
) -> Option<Vec<RunPiece>> {
    let inner = node.inner()?;
    let (open, close) = (
        document.get(node.outer().start..inner.start)?,
        document.get(inner.end..node.outer().end)?,
    );
    let properties = node.child("rPr").map(|p| p.outer());
    let mut pieces: Vec<RunPiece> = Vec::new();
    let mut at = properties.as_ref().map(|p| p.end).unwrap_or(inner.start);
    for child in &node.children {
        if child.outer().start < at {
            continue;
        }
        push(
            &mut pieces,
            RunPieceKind::Kept,
            (at, 0)..(child.outer().start, 0),
            document.get(at..child.outer().start)?,
        );
        at = child.outer().end;
        let inner = child.inner();
        let cut = inner.and_then(|inner| {
            let cuts = cuts.get(&inner.start)?;
            Some((inner, cuts))
        });
        match cut {
            Some((inner, cuts)) => {
                split(document.get(inner.clone())?, inner.start, prefix, cuts, &mut pieces)?
            }
            None => push(
                &mut pieces,
                RunPieceKind::Kept,
                (child.outer().start, 0)..(at, 0),
                document.get(child.outer())?,
            ),
        }
    }
    push(&mut pieces, RunPieceKind::Kept, (at, 0)..(inner.end, 0), document.get(at..inner.end)?);
    let properties = properties.map(|p| document.get(p)).unwrap_or(Some(""))?;
    for piece in &mut pieces {
        let whole = format!("{open}{properties}{}{close}", piece.xml);
        let name = match piece.kind {
            RunPieceKind::Kept => {
                piece.xml = whole;
                continue;
            }
            RunPieceKind::Gone => "del",
            RunPieceKind::New => "ins",
        };
        let ChangeAuthor { date, next_id } = signer;
        let mark = format!(
            r#"<{prefix}:{name} {prefix}:id="{next_id}" {prefix}:author="{AUTHOR}" {prefix}:date="{date}">"#
        );
        piece.xml = format!("{mark}{whole}</{prefix}:{name}>");
        *next_id = next_id.saturating_add(1);
    }
    Some(pieces)
}

/// Content of one kind stays together in one run.
fn push(pieces: &mut Vec<RunPiece>, kind: RunPieceKind, points: Range<Point>, content: &str) {
    match pieces.last_mut() {
        _ if content.is_empty() => {}
        Some(last) if last.kind == kind => {
            last.xml.push_str(content);
            last.to = points.end;
        }
        _ => pieces.push(RunPiece {
            kind,
            from: points.start,
            to: points.end,
            xml: content.to_owned(),
        }),
    }
}

/// Splits the content of a `w:t` that begins at a place. What is kept and what goes are the bytes
/// that stood there.
fn split(
    raw: &str,
    text: usize,
    prefix: &str,
    cuts: &[Cut<'_>],
    pieces: &mut Vec<RunPiece>,
) -> Option<()> {
    let borders = borders(raw)?;
    let slice = |chars: Range<usize>| raw.get(*borders.get(chars.start)?..*borders.get(chars.end)?);
    let element = |name: &str, content: &str| match content {
        "" => String::new(),
        content => format!(r#"<{prefix}:{name} xml:space="preserve">{content}</{prefix}:{name}>"#),
    };
    let points = |chars: Range<usize>| (text, chars.start)..(text, chars.end);
    let mut at = 0;
    for cut in cuts {
        let (before, end) = (at..cut.chars.start, cut.chars.end);
        push(pieces, RunPieceKind::Kept, points(before.clone()), &element("t", slice(before)?));
        push(
            pieces,
            RunPieceKind::Gone,
            points(cut.chars.clone()),
            &element("delText", slice(cut.chars.clone())?),
        );
        push(pieces, RunPieceKind::New, points(end..end), &element("t", &escape::xml(cut.with)));
        at = end;
    }
    let rest = at..borders.len() - 1;
    push(pieces, RunPieceKind::Kept, points(rest.clone()), &element("t", slice(rest)?));
    Some(())
}

/// Where each character begins, and the end: a reference is one character, and so is a line end of
/// two bytes.
fn borders(raw: &str) -> Option<Vec<usize>> {
    let mut out = vec![0];
    let mut at = 0;
    while let Some(c) = raw.get(at..)?.chars().next() {
        at += match c {
            '&' => raw.get(at..)?.find(';')? + 1,
            '\r' if raw.get(at + 1..)?.starts_with('\n') => 2,
            c => c.len_utf8(),
        };
        out.push(at);
    }
    Some(out)
}
