//! How far each heading of the outline has come; for `pilot status` and the matrix of conformity.

use crate::notice::Notice;
use crate::project::Project;
use crate::rules::engine::context::{Context, Options};
use crate::text::{At, han};

/// How far a heading of the outline has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionState {
    /// The heading as the notice writes it.
    pub heading: String,
    /// Its path in the outline, `一(二)`.
    pub path: String,
    /// Depth from 0.
    pub depth: usize,
    /// Whether it has no headings below it.
    pub is_leaf: bool,
    /// Where the plan has it.
    pub at: Option<At>,
    /// Whether something stands under it, if it is a leaf.
    pub is_written: bool,
    /// Chinese characters under it and the headings below it.
    pub characters: usize,
}

/// The state of every heading of the outline, in order.
pub fn section_states(project: &Project, notice: &Notice, options: &Options) -> Vec<SectionState> {
    let cx = Context::new(project, notice, options);
    let matching = cx.matching();
    let mut out = Vec::new();
    for node in &matching.nodes {
        let section = node.head.map(|h| matching.heads[h].section);
        let mut depth = 0;
        let mut above = node.parent;
        while let Some(parent) = above {
            depth += 1;
            above = matching.nodes[parent].parent;
        }
        out.push(SectionState {
            heading: node.node.full(),
            path: node.node.path.clone(),
            depth,
            is_leaf: node.node.is_leaf(),
            at: section.map(|s| s.heading.at),
            is_written: section.is_some_and(|s| super::written_content::has_content(&cx, s)),
            characters: match section {
                Some(s) => han::han_count(&s.text()),
                None => 0,
            },
        });
    }
    out
}
