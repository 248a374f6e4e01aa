//! Finds the section of a plan that a rule is about.

use crate::plan::Section;
use crate::text::han;
use crate::text::numeral::{self, OrdinalKind};

use super::context::Context;

/// The section that a selector names: the ordinals of a heading of the outline, `二(二)`, or words of a heading.
///
/// A heading counts by its words first: a plan that lost a chapter still has the others.
pub(super) fn find<'a>(cx: &Context<'a>, selector: &str) -> Option<&'a Section> {
    let plan = cx.project.plan.as_ref()?;
    let mut all = Vec::new();
    plan.sections.iter().for_each(|s| paths(s, "", &mut all));
    let node = cx.notice.outline.iter().flat_map(|n| n.walk()).map(|(_, n)| n).find(|n| n.path == selector);
    let title = han::fold(node.map_or(selector, |n| &n.title));
    let by_words = all.iter().find(|(_, s)| words(s) == title).or_else(|| all.iter().find(|(_, s)| words(s).contains(&title)));
    by_words.or_else(|| all.iter().find(|(path, _)| path == selector)).map(|(_, s)| *s)
}

/// The words of a section and those below it, headings below it included, a paragraph a line.
pub(super) fn text(section: &Section) -> String {
    let mut out = String::new();
    for (depth, below) in section.walk() {
        if depth > 0 {
            out.push_str(&below.heading.text);
            out.push('\n');
        }
        for flat in below.blocks.iter().flat_map(crate::plan::Block::flats) {
            out.push_str(&flat.text);
            out.push('\n');
        }
    }
    out
}

fn words(section: &Section) -> String {
    let heading = &section.heading;
    han::fold(&heading.text[heading.ordinal.as_ref().map_or(0, |o| o.len)..])
}

fn paths<'a>(section: &'a Section, above: &str, out: &mut Vec<(String, &'a Section)>) {
    let short = section.heading.ordinal.as_ref().map_or_else(String::new, |o| match o.kind {
        OrdinalKind::Chinese => numeral::chinese(o.number),
        kind => kind.write(o.number),
    });
    let path = format!("{above}{short}");
    out.push((path.clone(), section));
    section.children.iter().for_each(|c| paths(c, &path, out));
}
