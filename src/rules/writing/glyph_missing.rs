//! `glyph-missing`: characters that the document's fonts cannot print.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Applicability, Edit, Fix};
use crate::text::toml_tree::TomlNode;
use crate::text::{At, Span, coverage};

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// Values of `pilot.toml` that stand on the cover or in the table of targets.
const PRINTED: &[&str] = &["project.name", "applicant.name", "render.note"];

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for flat in cx.text_runs() {
        for (start, c) in unprintable(cx, &flat.text) {
            if let Some(at) = flat.at(start, start + c.len_utf8()) {
                let hit = hit(at, c);
                // In the source it may be written as an entity.
                let written = cx.sources().slice(at);
                let is_itself = written.chars().eq([c]);
                let is_space = c.is_whitespace() && is_itself;
                out.push(if is_space { hit.fix(plain_space(at)) } else { hit });
            }
        }
    }
    let config = cx.config();
    let fields = PRINTED.iter().filter_map(|field| config.tree.find(field));
    let cover = fields.filter_map(TomlNode::text);
    let targets = config.targets.iter();
    let targets = targets.flat_map(|target| [target.indicator.clone(), target.unit.clone()]);
    for value in cover.chain(targets.flatten()) {
        let found = unprintable(cx, &value.value);
        if found.is_empty() {
            continue;
        }
        let mut places: BTreeMap<char, usize> = BTreeMap::new();
        for (lead, c) in cx.sources().slice(value.at).char_indices() {
            places.entry(c).or_insert(lead);
        }
        for (_, c) in found {
            let lead = places.get(&c).copied();
            out.push(hit(inside(value.at, c, lead), c));
        }
    }
    out
}

/// The first place of every character that cannot be printed.
fn unprintable(cx: &Context<'_>, text: &str) -> Vec<(usize, char)> {
    let mut seen = BTreeSet::new();
    let prints = |c| coverage::printable(c) || cx.project.machine_prints.has(c);
    let characters = text.char_indices();
    characters.filter(|(_, c)| !prints(*c) && seen.insert(*c)).collect()
}

/// The place of a character in a value; the whole value if it is written with an escape.
fn inside(at: At, c: char, lead: Option<usize>) -> At {
    match lead {
        Some(lead) => {
            let start = at.span.start as usize + lead;
            at.with(Span::new(start, start + c.len_utf8()))
        }
        None => at,
    }
}

/// Spaces of other widths come along with text from web pages; the one of the keyboard says the
/// same.
fn plain_space(at: At) -> Fix {
    Fix {
        title: "改为普通空格".to_owned(),
        edits: vec![Edit { at, with: " ".to_owned() }],
        applicability: Applicability::Safe,
    }
}

fn hit(at: At, c: char) -> Hit {
    if c.is_whitespace() {
        return Hit::at(at).variant("space").arg("code", format!("U+{:04X}", u32::from(c)));
    }
    let shown = crate::text::han::printable(&c.to_string());
    Hit::at(at).arg("character", shown).arg("code", format!("U+{:04X}", u32::from(c)))
}
