//! Tables as elements of the page.

use super::writer::PageWriter;
use crate::plan::{Align, Inline, Table, TextRun};
use crate::text::characters;
use crate::text::han::is_cjk;

/// Characters without a place to break that a cell may hold in one line.
const LONG: usize = 24;

impl<'a> PageWriter<'a> {
    pub(super) fn table(&mut self, caption: Option<&'a [Inline]>, table: &'a Table) {
        let columns = table.columns();
        if columns == 0 {
            return;
        }
        self.out.push_str("<div class=\"wide\"><table>\n");
        if let Some(caption) = caption {
            self.around("<caption>", "</caption>\n", |w| w.inlines(caption));
        }
        for (index, row) in table.rows.iter().enumerate() {
            self.out.push_str(match index {
                0 => "<thead>\n<tr>",
                1 => "<tbody>\n<tr>",
                _ => "<tr>",
            });
            for column in 0..columns {
                let (element, side) = match table.align.get(column) {
                    _ if index == 0 => ("th", ""),
                    Some(Align::Center) => ("td", "c"),
                    Some(Align::Right) => ("td", "r"),
                    Some(Align::Auto | Align::Left) | None => ("td", ""),
                };
                let long = row.cells.get(column).is_some_and(|cell| is_long(&cell.inlines));
                let class = [side, if long { "long" } else { "" }].join(" ");
                let class = if class.trim().is_empty() {
                    String::new()
                } else {
                    format!(" class=\"{}\"", class.trim())
                };
                let scope = if index == 0 { " scope=\"col\"" } else { "" };
                self.around(&format!("<{element}{scope}{class}>"), &format!("</{element}>"), |w| {
                    if let Some(cell) = row.cells.get(column) {
                        w.inlines(&cell.inlines);
                    }
                });
            }
            self.out.push_str(if index == 0 { "</tr>\n</thead>\n" } else { "</tr>\n" });
        }
        self.out.push_str(if table.rows.len() > 1 {
            "</tbody>\n</table></div>\n"
        } else {
            "</table></div>\n"
        });
    }
}

/// Whether something in a cell would make its column too wide: codes stay whole, addresses of the
/// web may be broken.
fn is_long(inlines: &[Inline]) -> bool {
    let text = TextRun::of(inlines).text;
    let mut runs = text.split(|c: char| c.is_whitespace() || is_cjk(c));
    runs.any(|run| characters::count(run) > LONG)
}
