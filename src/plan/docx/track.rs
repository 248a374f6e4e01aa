//! Changes of running text as tracked changes: runs are split, what goes stands in `w:del`, what comes in `w:ins`
//! (ECMA-376 part 1, 17.13.5). Every byte of a run that is not changed stays as it is, its properties with each piece.

use std::collections::BTreeMap;
use std::ops::Range;

use super::copy::escape;
use super::place::{Part, Stretch, is_open, touching};
use super::revision::Change;
use super::xml::Node;

/// What happens to one `w:t`: characters from and to, and what comes in their place.
#[derive(Debug)]
pub(super) struct Cut<'c> {
    chars: Range<usize>,
    with: &'c str,
}

/// Changes by part, by run, by the place of the `w:t`.
pub(super) type Cuts<'c> = BTreeMap<Part, BTreeMap<usize, RunCuts<'c>>>;
pub(super) type RunCuts<'c> = BTreeMap<usize, Vec<Cut<'c>>>;

/// Finds the places of changes; `None` if one of them cannot be made.
pub(super) fn cuts<'c>(changes: &'c [Change], stretches: &[Stretch], text: &str) -> Option<Cuts<'c>> {
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
            let before = text.get(stretch.start..from)?.chars().count() + stretch.origin.skip;
            let length = text.get(from..to.max(from))?.chars().count();
            let origin = stretch.origin;
            let cut = Cut { chars: before..before + length, with };
            out.entry(origin.part).or_default().entry(origin.run).or_default().entry(origin.text).or_default().push(cut);
            with = "";
        }
    }
    Some(out)
}

/// Who changes, when, and the number of the next change.
#[derive(Debug)]
pub(super) struct Signer<'s> {
    pub(super) author: &'s str,
    pub(super) date: &'s str,
    pub(super) next_id: u32,
}

/// The first number above those of all changes in a part.
pub(super) fn free_id(node: &Node) -> u32 {
    let is_change = matches!(&*node.name, "ins" | "del" | "moveFrom" | "moveTo") || node.name.ends_with("Change");
    let own = node.attribute("id").filter(|_| is_change).and_then(|id| id.parse::<u32>().ok()).map_or(0, |id| id.saturating_add(1));
    node.children.iter().map(free_id).fold(own, u32::max)
}

/// The new forms of the runs of a part that change, with the places of the old ones.
pub(super) fn rewritten(
    document: &str,
    tree: &Node,
    prefix: &str,
    cuts: &BTreeMap<usize, RunCuts<'_>>,
    signer: &mut Signer<'_>,
) -> Option<Vec<(Range<usize>, String)>> {
    let mut runs = BTreeMap::new();
    find_runs(tree, cuts, &mut runs);
    let mut out = Vec::new();
    for (at, cuts) in cuts {
        let node = runs.get(at)?;
        out.push((node.outer.clone(), run(document, node, prefix, cuts, signer)?));
    }
    Some(out)
}

fn find_runs<'n>(node: &'n Node, wanted: &BTreeMap<usize, RunCuts<'_>>, out: &mut BTreeMap<usize, &'n Node>) {
    for child in &node.children {
        if &*child.name == "r" && wanted.contains_key(&child.outer.start) {
            out.insert(child.outer.start, child);
        }
        find_runs(child, wanted, out);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Kept,
    Gone,
    New,
}

fn run(document: &str, node: &Node, prefix: &str, cuts: &RunCuts<'_>, signer: &mut Signer<'_>) -> Option<String> {
    let inner = node.inner.clone()?;
    let (open, close) = (document.get(node.outer.start..inner.start)?, document.get(inner.end..node.outer.end)?);
    let properties = node.child("rPr").map(|p| p.outer.clone());
    let mut pieces: Vec<(Kind, String)> = Vec::new();
    let mut at = properties.as_ref().map_or(inner.start, |p| p.end);
    for child in &node.children {
        if child.outer.start < at {
            continue;
        }
        push(&mut pieces, Kind::Kept, document.get(at..child.outer.start)?);
        at = child.outer.end;
        match child.inner.as_ref().and_then(|inner| Some((inner, cuts.get(&inner.start)?))) {
            Some((inner, cuts)) => split(document.get(inner.clone())?, prefix, cuts, &mut pieces)?,
            None => push(&mut pieces, Kind::Kept, document.get(child.outer.clone())?),
        }
    }
    push(&mut pieces, Kind::Kept, document.get(at..inner.end)?);
    let properties = properties.map_or(Some(""), |p| document.get(p))?;
    let mut out = String::new();
    for (kind, content) in pieces {
        let whole = format!("{open}{properties}{content}{close}");
        let name = match kind {
            Kind::Kept => {
                out.push_str(&whole);
                continue;
            }
            Kind::Gone => "del",
            Kind::New => "ins",
        };
        let Signer { author, date, next_id } = signer;
        out.push_str(&format!(r#"<{prefix}:{name} {prefix}:id="{next_id}" {prefix}:author="{author}" {prefix}:date="{date}">"#));
        out.push_str(&format!("{whole}</{prefix}:{name}>"));
        *next_id = next_id.saturating_add(1);
    }
    Some(out)
}

/// Content of one kind stays together in one run.
fn push(pieces: &mut Vec<(Kind, String)>, kind: Kind, content: &str) {
    match pieces.last_mut() {
        _ if content.is_empty() => {}
        Some((last, text)) if *last == kind => text.push_str(content),
        _ => pieces.push((kind, content.to_owned())),
    }
}

/// Splits the content of a `w:t`. What is kept and what goes are the bytes that stood there.
fn split(raw: &str, prefix: &str, cuts: &[Cut<'_>], pieces: &mut Vec<(Kind, String)>) -> Option<()> {
    let borders = borders(raw)?;
    let slice = |chars: Range<usize>| raw.get(*borders.get(chars.start)?..*borders.get(chars.end)?);
    let element = |name: &str, content: &str| match content {
        "" => String::new(),
        content => format!(r#"<{prefix}:{name} xml:space="preserve">{content}</{prefix}:{name}>"#),
    };
    let mut at = 0;
    for cut in cuts {
        push(pieces, Kind::Kept, &element("t", slice(at..cut.chars.start)?));
        push(pieces, Kind::Gone, &element("delText", slice(cut.chars.clone())?));
        push(pieces, Kind::New, &element("t", &escape(cut.with)));
        at = cut.chars.end;
    }
    push(pieces, Kind::Kept, &element("t", slice(at..borders.len() - 1)?));
    Some(())
}

/// Where each character begins, and the end: a reference is one character, and so is a line end of two bytes.
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
