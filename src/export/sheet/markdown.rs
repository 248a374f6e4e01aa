//! The sheet as Markdown.

use super::{NOTHING, evidence, place};
use crate::reading::view::SheetView;

/// Writes the sheet as Markdown.
pub fn markdown(view: &SheetView) -> String {
    let mut out = format!("# 读通知：{}\n", escaped(&view.title));
    if !view.warning.is_empty() {
        out.push_str(&format!("\n> {}\n", escaped(&view.warning)));
    }
    for group in &view.groups {
        out.push_str(&format!("\n## {}\n\n", group.heading));
        if group.rows.is_empty() {
            out.push_str(&format!("{NOTHING}\n"));
        }
        for row in &group.rows {
            out.push_str(&format!("- **{}**：{}", escaped(&row.label), escaped(&row.value)));
            if !row.note.is_empty() {
                out.push_str(&format!("（{}）", escaped(&row.note)));
            }
            out.push('\n');
            let evidence = evidence(row);
            let place = place(row);
            if !evidence.is_empty() {
                out.push_str(&format!("  > {}　{place}\n", escaped(evidence)));
            } else if !place.is_empty() {
                out.push_str(&format!("  > {place}\n"));
            }
        }
    }
    out
}

/// Text that means nothing but itself in Markdown, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
