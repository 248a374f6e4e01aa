//! Fields of a form that nobody has filled in: an empty cell behind a label, a table with heads and
//! no row, a line such as `联系人：＿＿＿`.

use crate::text::characters::{filled, is_digits};
use crate::text::word_list::contains_word;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

/// Rows of cells.
pub(super) type FormTable = Vec<Vec<String>>;

/// Cells that are looked at in one file; a form has fewer.
pub(super) const MOST_CELLS: usize = 20_000;
/// Fields that are named.
const MOST_FIELDS: usize = 200;
/// Characters of a label: what is longer is text.
const LONGEST_LABEL: usize = 20;

/// Labels of a table's empty cells.
pub(super) fn empty_cells(table: &FormTable) -> Vec<String> {
    let mut fields = Fields::default();
    let mut index = 0;
    while let Some(row) = table.get(index) {
        let below = table.get(index + 1..).unwrap_or_default();
        if is_head(row, below) {
            let body = below.iter().take_while(|row| !is_label_row(row));
            let body: Vec<&Vec<String>> = body.collect();
            index += 1 + body.len();
            if !body.iter().any(|row| is_written(row)) {
                for label in row.iter().filter(|cell| !is_serial(cell)) {
                    fields.add(label);
                }
            }
            continue;
        }
        for pair in row.windows(2) {
            if let [label, value] = pair
                && value.trim().is_empty()
                && is_label(label)
            {
                fields.add(label);
            }
        }
        index += 1;
    }
    fields.list
}

/// Labels of a line's blanks: `联系人：____ 电话：____`.
pub(super) fn blank_lines(text: &str) -> Vec<String> {
    let mut fields = Fields::default();
    for line in text.lines() {
        for found in BLANK.captures_iter(line) {
            let (Some(whole), Some(label)) = (found.get(0), found.get(1)) else { continue };
            let rest = line.get(whole.end()..).unwrap_or_default();
            let rest = rest.trim_start();
            // What stands behind a blank is its value, unless it is the next label.
            if rest.is_empty() || NEXT_LABEL.is_match(rest) {
                fields.add(label.as_str());
            }
        }
    }
    fields.list
}

static BLANK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([^\s:：_＿，。；、（）()]{2,15})[:：](?:[_＿]{2,}|[ \u{3000}\u{a0}\t]{3,})[ \u{3000}\u{a0}\t_＿]*")
        .expect("constant pattern")
});
static NEXT_LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[^\s:：_＿，。；]{2,15}[:：]").expect("constant pattern"));

#[derive(Default)]
struct Fields {
    list: Vec<String>,
    seen: BTreeSet<String>,
}

impl Fields {
    fn add(&mut self, label: &str) {
        let label: String = label.split_whitespace().collect();
        let label = label.trim_end_matches(['：', ':']).to_owned();
        if label.is_empty() || contains_word(&label, "filled-in-by-others") {
            return;
        }
        if self.list.len() < MOST_FIELDS && self.seen.insert(label.clone()) {
            self.list.push(label);
        }
    }
}

/// Whether a row heads a table: at least two labels, the first of which counts rows, or nothing but
/// labels above rows that begin with a number or with nothing.
fn is_head(row: &[String], below: &[Vec<String>]) -> bool {
    let written = row.iter().rposition(|cell| filled(cell).is_some());
    let Some(last) = written else { return false };
    let row = row.get(..=last).unwrap_or_default();
    if row.len() < 3 || !row.iter().all(|cell| is_label(cell)) {
        return false;
    }
    if row.first().is_some_and(|cell| is_serial(cell)) {
        return true;
    }
    match below.first().and_then(|next| next.first()) {
        Some(first) => {
            let first = first.trim();
            first.is_empty() || is_digits(first)
        }
        // A last row of labels and values looks the same.
        None => row.iter().any(|cell| cell.contains("备注")),
    }
}

/// Whether a row begins the next part of a form.
fn is_label_row(row: &[String]) -> bool {
    let first = match row.first() {
        Some(cell) => cell.trim(),
        None => "",
    };
    let is_number = first.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '…'));
    !is_number && row.len() < 3
}

/// Whether somebody has written into a row more than its number.
fn is_written(row: &[String]) -> bool {
    let cells = row.iter().skip(1);
    let mut texts = cells.filter(|cell| !matches!(cell.trim(), "" | "…" | "……"));
    texts.next().is_some()
}

fn is_serial(cell: &str) -> bool {
    let label: String = cell.split_whitespace().collect();
    matches!(label.as_str(), "序号" | "编号" | "No." | "序")
}

fn is_label(cell: &str) -> bool {
    let label: String = cell.split_whitespace().collect();
    let length = label.chars().count();
    let has_han = label.chars().any(crate::text::han::is_han);
    let has_digit = label.chars().any(|c| c.is_ascii_digit());
    (2..=LONGEST_LABEL).contains(&length) && has_han && !has_digit && !label.contains(['。', '；'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> FormTable {
        let row = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        rows.iter().map(row).collect()
    }

    #[test]
    fn cells_behind_labels() {
        let form = table(&[
            &["单位名称", "某县人民政府", "联系人", ""],
            &["地址", "", "联系电话", "1"],
            &["县级主管部门意见", ""],
        ]);
        assert_eq!(empty_cells(&form), ["联系人", "地址"]);
    }

    #[test]
    fn tables_without_a_row() {
        let head: &[&str] = &["序号", "项目名称", "金额（万元）", "备注"];
        assert_eq!(empty_cells(&table(&[head])), ["项目名称", "金额（万元）"]);
        assert_eq!(empty_cells(&table(&[head, &["1", "", "", ""]])), ["项目名称", "金额（万元）"]);
        let filled: &[&str] = &["1", "甲项目", "", ""];
        assert!(empty_cells(&table(&[head, filled, &["2", "", "", ""]])).is_empty());
    }

    #[test]
    fn blanks_in_lines() {
        let text = "联系人：____ 电话：13　　\n单位：      某局\n申报单位：        \n说明如下：\n";
        assert_eq!(blank_lines(text), ["联系人", "申报单位"]);
    }
}
