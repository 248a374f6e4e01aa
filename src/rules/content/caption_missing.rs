//! `caption-missing`: tables and figures without number or title.

use super::numbered_caption::{caption_of, groups};
use crate::plan::BlockKind;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// Tables and figures without number or title.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let mut out = Vec::new();
    for blocks in groups(plan) {
        for (i, block) in blocks.iter().enumerate() {
            let (mark, at) = match &block.kind {
                BlockKind::Table(table) => (
                    '表',
                    match table.rows.first() {
                        Some(r) => r.at,
                        None => block.at,
                    },
                ),
                BlockKind::Figure(image) => ('图', image.at),
                _ => continue,
            };
            let hit =
                Hit::at(at).arg("what", if mark == '表' { "表格" } else { "图" }).arg("mark", mark);
            match caption_of(blocks, i, mark) {
                None => out.push(hit),
                Some((number, false)) => out.push(hit.variant("title").arg("number", number)),
                Some((_, true)) => {}
            }
        }
    }
    out
}
