//! The sheet “读通知” as a page of HTML, a Word document or Markdown: each fact beside its sentence.

pub mod markdown;
pub mod sheet_docx;
pub mod sheet_html;

use crate::reading::view::ViewRow;

/// What is said of a group in which nothing was found.
const NOTHING: &str = "通知里没有读到。";

/// The place of a sentence: `第 12 行`.
fn place(row: &ViewRow) -> String {
    if row.line == 0 { String::new() } else { format!("第 {} 行", row.line) }
}

/// The sentence, where it says more than the value.
fn evidence(row: &ViewRow) -> &str {
    if row.quote == row.value { "" } else { &row.quote }
}
