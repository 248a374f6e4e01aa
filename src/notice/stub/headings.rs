//! A draft of `outline.toml`: the headings of the annex that prescribes them.

use std::fmt::Write as _;

use crate::text::numeral::OrdinalKind;

use super::quoted;
use super::reading::{heading, heading_before_text, outline_start};

const HEAD: &str = "# 附件里的编制大纲，标题逐字照抄；ask 是每节要写的内容，新建方案时成为注释，不会印出来。\n# 可用的键：heading、ask、required（缺省 true）、min-chars、ask-for.<类别>。\nformat = 1\n";

/// The draft.
pub(super) fn draft(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = HEAD.to_owned();
    let Some(start) = outline_start(&lines) else {
        out.push_str(
            "\n# 没有在通知里找到大纲或提纲。如有，照下面的样子写：\n# [[section]]\n# heading = \"一、项目概况\"\n# ask = [\"……\"]\n",
        );
        return out;
    };
    // The kinds of ordinals above the present place; the depth is how many.
    let mut open: Vec<OrdinalKind> = Vec::new();
    let mut asks: Vec<&str> = Vec::new();
    for line in lines.iter().skip(start) {
        let (title, rest) = match (heading(line), heading_before_text(line)) {
            (Some(_), _) => (*line, ""),
            (None, Some((title, rest))) => (title, rest),
            (None, None) => {
                asks.push(line);
                continue;
            }
        };
        let Some(kind) = heading(title).map(|o| o.kind) else { continue };
        flush(&mut asks, open.is_empty(), &mut out);
        while open.last().is_some_and(|k| *k >= kind) {
            open.pop();
        }
        open.push(kind);
        let _ = writeln!(
            out,
            "\n[[section{}]]\nheading = {}",
            ".section".repeat(open.len() - 1),
            quoted(title)
        );
        if !rest.trim().is_empty() {
            asks.push(rest.trim());
        }
    }
    flush(&mut asks, open.is_empty(), &mut out);
    out
}

/// Writes what is to be written under the heading before; lines before the first heading are left
/// out.
fn flush(asks: &mut Vec<&str>, nothing_open: bool, out: &mut String) {
    if !asks.is_empty() && !nothing_open {
        let list: Vec<String> = asks.iter().map(|a| quoted(a)).collect();
        let _ = writeln!(out, "ask = [{}]", list.join(", "));
    }
    asks.clear();
}
