//! Finds the section of a plan that a rule is about.

use crate::plan::Section;
use crate::text::han;

use super::context::Context;

/// The section that a selector names: the ordinals of a heading of the outline, `二(二)`, or, where
/// the notice has no such heading, words of a heading of the plan.
pub(in crate::rules) fn find<'a>(cx: &Context<'a>, selector: &str) -> Option<&'a Section> {
    let mut nodes = cx.notice.outline.iter().flat_map(|node| node.walk());
    if nodes.any(|(_, node)| node.path == selector) {
        return cx.matching().section(selector);
    }
    let plan = cx.project.plan.as_ref()?;
    let title = han::fold(selector);
    let mut sections = plan.walk().into_iter().map(|(_, section)| section);
    sections.find(|section| words(section).contains(&title))
}

/// The words of a section and those below it, headings below it included, a paragraph a line.
pub(in crate::rules) fn text(section: &Section) -> String {
    let mut out = String::new();
    for (depth, below) in section.walk() {
        if depth > 0 {
            out.push_str(&below.heading.text);
            out.push('\n');
        }
        for flat in below.blocks.iter().flat_map(crate::plan::Block::text_runs) {
            out.push_str(&flat.text);
            out.push('\n');
        }
    }
    out
}

fn words(section: &Section) -> String {
    let heading = &section.heading;
    han::fold(
        &heading.text[(match heading.ordinal.as_ref() {
            Some(o) => o.len,
            None => 0,
        })..],
    )
}
