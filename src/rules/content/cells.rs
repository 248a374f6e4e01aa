//! A table as rows of texts and numbers.

use crate::plan::{Block, BlockKind, Plan};
use crate::plan::{Table, TextRun};
use crate::rules::engine::context::Context;
use crate::text::word_list::contains_word;
use crate::text::{At, han};

use rust_decimal::Decimal;

use super::decimal;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// One number, and what follows it: `80.0` and `万吨`.
    Number(Decimal, String),
    /// Nothing, or a dash for nothing.
    Nothing,
    /// Words, a range, an estimate: nothing to calculate with.
    Words,
}

/// A cell.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its text without white space around it.
    pub(super) text: String,
    /// What it holds.
    pub(super) value: Value,
    /// Its place.
    pub(super) at: At,
}

impl Entry {
    /// Its number.
    pub(super) fn number(&self) -> Option<Decimal> {
        if let Value::Number(number, _) = self.value { Some(number) } else { None }
    }
}

/// A table, cell by cell.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// The head.
    pub(super) head: Vec<Entry>,
    /// The texts of the head, folded.
    folded: Vec<String>,
    /// All other rows.
    pub(super) rows: Vec<Vec<Entry>>,
    /// The words before it, if they are its caption.
    pub(super) caption: String,
}

/// All tables of a plan with their captions.
pub(super) fn grids(cx: &Context<'_>) -> Vec<Grid> {
    match &cx.project.plan {
        Some(plan) => of_plan(plan),
        None => Vec::new(),
    }
}

fn of_plan(plan: &Plan) -> Vec<Grid> {
    let mut out = Vec::new();
    of_blocks(&plan.preamble, &mut out);
    for (_, section) in plan.walk() {
        of_blocks(&section.blocks, &mut out);
    }
    out
}

/// The tables of some blocks, each with the paragraph before it if that is short enough for a
/// caption.
pub(super) fn of_blocks(blocks: &[Block], out: &mut Vec<Grid>) {
    for (i, block) in blocks.iter().enumerate() {
        if let BlockKind::Table(table) = &block.kind {
            let before = i.checked_sub(1).map(|before| &blocks[before].kind);
            let mut caption = match before {
                Some(BlockKind::Paragraph(inlines)) => TextRun::of(inlines).text,
                _ => String::new(),
            };
            if caption.chars().count() > 60 {
                caption.clear();
            }
            out.push(grid(table, caption));
        }
    }
}

fn grid(table: &Table, caption: String) -> Grid {
    let mut rows = table.rows.iter().map(|row| {
        let entry = |cell: &crate::plan::Cell| {
            let text = TextRun::prose(&cell.inlines).text.trim().to_owned();
            Entry { value: value(&text), text, at: cell.at }
        };
        row.cells.iter().map(entry).collect::<Vec<_>>()
    });
    let head = rows.next().unwrap_or_default();
    Grid {
        folded: head.iter().map(|e| han::fold(&e.text)).collect(),
        head,
        rows: rows.collect(),
        caption,
    }
}

fn value(text: &str) -> Value {
    if text.is_empty()
        || text.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '/' | '／' | '\\' | '…' | '·'))
        || text == "无"
    {
        return Value::Nothing;
    }
    let Some((number, len)) = decimal::read(text) else { return Value::Words };
    let rest = text[len..].trim();
    // `5～10`, `3×130t/h`, `2019年`, `1.2万（含税）` are more than a number and its unit.
    let is_unit = rest.chars().count() <= 10
        && !rest.contains(|c: char| {
            c.is_ascii_digit()
                || matches!(c, '~' | '～' | '—' | '–' | '×' | '*' | '（' | '(' | '±' | '左' | '余')
        })
        && !rest.starts_with(['-', '年', '月', '日', ':', '：', '.', '、', '，', ',', '/']);
    if is_unit { Value::Number(number, han::fold(rest)) } else { Value::Words }
}

/// The unit in the brackets at the end of a heading: `投资（万元）`, or after `单位：` of a
/// caption.
pub(super) fn unit_of(heading: &str) -> Option<String> {
    if let Some((_, after)) = heading.split_once("单位：").or_else(|| heading.split_once("单位:"))
    {
        let unit = after.trim_end_matches(['）', ')', ' ']);
        return Some(han::fold(unit));
    }
    let open = heading.rfind(['（', '('])?;
    let inner = heading[open..].trim_start_matches(['（', '(']);
    let close = inner.find(['）', ')'])?;
    Some(han::fold(&inner[..close]))
}

impl Grid {
    /// The number of columns.
    pub(super) fn width(&self) -> usize {
        self.head.len()
    }

    /// The heading of a column, folded.
    pub(super) fn heading(&self, column: usize) -> &str {
        match self.folded.get(column) {
            Some(value) => String::as_str(value),
            None => "",
        }
    }

    /// The entry of a row and column.
    pub(super) fn entry(&self, row: usize, column: usize) -> Option<&Entry> {
        self.rows.get(row)?.get(column)
    }

    /// Columns whose heading holds a word of a list.
    pub(super) fn columns(&self, list: &str) -> Vec<usize> {
        let has_a_word = |column: &usize| contains_word(self.heading(*column), list);
        (0..self.width()).filter(has_a_word).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_numbers_only_if_they_are_one() {
        let is_number = |t: &str| matches!(value(t), Value::Number(..));
        assert!(
            is_number("80.0万吨")
                && is_number("16,000")
                && is_number("61.0%")
                && is_number("−4.33")
        );
        for text in
            ["5～10", "3×130t/h", "2019年", "约120", "F2", "是", "1-2", "蒸汽146万吨", "12:30"]
        {
            assert!(!is_number(text), "{text}");
        }
        assert_eq!(value("—"), Value::Nothing);
    }

    #[test]
    fn units_of_headings() {
        assert_eq!(unit_of("投资（万元）").as_deref(), Some("万元"));
        assert_eq!(unit_of("表9 水量平衡（单位：万m³）").as_deref(), Some("万m3"));
        assert_eq!(unit_of("综合能耗"), None);
    }
}
