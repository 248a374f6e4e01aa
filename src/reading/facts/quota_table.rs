//! Reads tables of quotas: rows with cells, and tables of which a copy kept one cell a line.

use super::quota::value;
use crate::reading::cut_notice::CutNotice;
use crate::reading::document::LineKind;
use crate::reading::fact::Fact;
use crate::reading::sheet::{Facts, ReadQuota, Strength};
use crate::reading::word_lists;
use crate::reading::zone::Zone;

/// A cell that stands alone on its line has at most this many characters.
const LONGEST_CELL: usize = 14;

/// Reads them: only where a line above the table speaks of 名额, 分配 or 限额.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<ReadQuota> {
    let mut found = Facts::new();
    let mut line = 1;
    while line <= notice.line_count() {
        let end = end_of_table(notice, line);
        if end < line + 4 && !is_row(notice, line) || !is_announced(notice, line) {
            line = end.max(line + 1);
            continue;
        }
        if is_row(notice, line) {
            found.extend(rows(notice, line, end));
        } else {
            found.extend(cells(notice, line, end));
        }
        line = end.max(line + 1);
    }
    found
}

fn is_row(notice: &CutNotice<'_>, line: usize) -> bool {
    let at = line.checked_sub(1).and_then(|index| notice.document.lines.get(index));
    at.is_some_and(|line| line.kind == LineKind::TableRow && line.text.contains('\t'))
}

/// Whether the table is one of quotas: one of the five lines above it says so, or a cell of its head.
fn is_announced(notice: &CutNotice<'_>, line: usize) -> bool {
    let above = line.saturating_sub(5).max(1)..line + 4;
    above.into_iter().any(|near| word_lists::list("heading-quota").is_in(notice.line(near)))
}

/// The line behind the table that begins at a line: rows, or lines of one short cell each.
fn end_of_table(notice: &CutNotice<'_>, line: usize) -> usize {
    let mut end = line;
    while end <= notice.line_count() {
        let fits = if is_row(notice, line) { is_row(notice, end) } else { is_cell(notice, end) };
        if !fits {
            break;
        }
        end += 1;
    }
    end
}

fn is_cell(notice: &CutNotice<'_>, line: usize) -> bool {
    let text = notice.line(line);
    let is_short = text.chars().count() <= LONGEST_CELL;
    let is_text = matches!(notice.zone(line), Zone::Body | Zone::Annexed);
    let is_clause = notice.clauses.begins(line).is_some();
    is_text
        && !is_row(notice, line)
        && is_short
        && !is_clause
        && !text.ends_with(['。', '；', '：', ':', '，'])
}

/// A table with one cell a line: either heads and a row label before the first number, or 序号, 地区, 名额 by threes.
fn cells(notice: &CutNotice<'_>, line: usize, end: usize) -> Facts<ReadQuota> {
    let cells: Vec<(usize, &str)> = (line..end).map(|at| (at, notice.line(at))).collect();
    let is_number =
        |cell: &(usize, &str)| value(cell.1).is_some() && cell.1.chars().all(|c| c.is_numeric());
    let Some(first) = cells.iter().position(is_number) else { return Facts::new() };
    let run = cells[first..].iter().take_while(|cell| is_number(cell)).count();
    // The title of the table stands above its heads, a cell like them.
    let head = cells[..first].iter().position(|cell| cell.1.contains("序号"));
    if let Some(head) = head.filter(|head| (2..=4).contains(&(first - head))) {
        return triples(&cells[head..], first - head);
    }
    if first >= 3 && first == run + 2 {
        return matrix(&cells, run, first);
    }
    let head = first.checked_sub(2).and_then(|at| cells.get(at));
    let is_pairs = run == 1 && head.is_some_and(|head| is_quota_head(head.1));
    if is_pairs { pairs(&cells, first - 1) } else { Facts::new() }
}

/// Whether a head is that of the numbers: 名额, 推荐数量.
fn is_quota_head(head: &str) -> bool {
    head.contains("名额") || head.contains("数量") || head.contains("指标")
}

/// Units and numbers by turns: 甲大学 5 乙大学 3.
fn pairs(cells: &[(usize, &str)], from: usize) -> Facts<ReadQuota> {
    let mut found = Facts::new();
    let mut at = from;
    while let (Some(unit), Some(number)) = (cells.get(at), cells.get(at + 1)) {
        let Some(max) = value(number.1) else { return found };
        if value(unit.1).is_some() || is_sum(unit.1) {
            return found;
        }
        found.push(quota(max, unit.1.to_owned(), *number));
        at += 2;
    }
    found
}

/// Whether a row is the sum of the others.
fn is_sum(label: &str) -> bool {
    let bare = label.replace([' ', '\u{3000}'], "");
    ["合计", "总计", "小计"].iter().any(|word| bare.contains(word))
}

/// Columns by their heads, rows by their labels.
fn matrix(cells: &[(usize, &str)], columns: usize, first: usize) -> Facts<ReadQuota> {
    let heads = &cells[first - 1 - columns..first - 1];
    let mut found = Facts::new();
    let mut at = first - 1;
    while let (Some(label), Some(row)) = (cells.get(at), cells.get(at + 1..at + 1 + columns)) {
        for (head, cell) in heads.iter().zip(row) {
            let Some(max) = value(cell.1) else { return found };
            let per = format!("{}·{}", head.1, label.1);
            found.push(quota(max, per, *cell));
        }
        at += columns + 1;
    }
    found
}

/// Rows of as many cells as there are heads; the last cell is the number.
fn triples(cells: &[(usize, &str)], width: usize) -> Facts<ReadQuota> {
    let mut found = Facts::new();
    let mut at = width;
    while let Some(row) = cells.get(at..at + width) {
        let (name, last) = (row[width.saturating_sub(2)], row[width - 1]);
        let Some(max) = value(last.1) else { return found };
        if value(name.1).is_some() || is_sum(name.1) {
            return found;
        }
        found.push(quota(max, name.1.to_owned(), last));
        at += width;
    }
    found
}

fn quota(max: u32, per: String, cell: (usize, &str)) -> Fact<ReadQuota> {
    let why = format!("名额表在文中一格一行，按行列对应到“{per}”");
    let value = ReadQuota { max: Some(max), per: Some(per), strength: Strength::Must };
    Fact::stated(value, cell.1, cell.0).inferred(why)
}

/// A table whose rows are whole: the first row has the heads, the first cell of each other row its label.
fn rows(notice: &CutNotice<'_>, line: usize, end: usize) -> Facts<ReadQuota> {
    let heads: Vec<&str> = notice.line(line).split('\t').map(str::trim).collect();
    let mut found = Facts::new();
    for at in line + 1..end {
        let row: Vec<&str> = notice.line(at).split('\t').map(str::trim).collect();
        let label = row.iter().find(|cell| !cell.is_empty() && value(cell).is_none());
        let Some(label) = label.filter(|label| !is_sum(label)) else { continue };
        for (column, cell) in row.iter().enumerate() {
            let (Some(max), Some(head)) = (value(cell), heads.get(column)) else { continue };
            if head.contains("序号") || head.is_empty() {
                continue;
            }
            let per = if head.contains("名额") || head.contains("数") {
                (*label).to_owned()
            } else {
                format!("{head}·{label}")
            };
            let value = ReadQuota { max: Some(max), per: Some(per), strength: Strength::Must };
            found.push(Fact::stated(value, notice.line(at), at));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::reading::facts::read_sheet;
    use crate::reading::input::read_notice;

    /// Each unit with its number, of a notice as a text file.
    fn places(table: &str) -> Vec<(String, u32)> {
        let text = format!(
            "关于组织推荐2024年示范企业的通知\n各市：\n请于2024年8月15日前将材料报送我厅。\n某厅\n2024年6月20日\n附件1\n推荐名额分配表\n{table}\n"
        );
        let document = read_notice("call.txt", text.as_bytes(), 0).expect("a text");
        let quota = read_sheet(&document).quota.into_iter();
        let places = quota.map(|fact| (fact.value.per.unwrap_or_default(), fact.value.max));
        places.map(|(per, max)| (per, max.unwrap_or_default())).collect()
    }

    #[test]
    fn tables_of_units_are_read_whatever_a_copy_made_of_them() {
        let wanted = vec![("甲市".to_owned(), 5), ("乙市".to_owned(), 3)];
        for table in [
            "序号\t单位\t名额\n1\t甲市\t5\n2\t乙市\t3\n合计\t\t8",
            "| 单位 | 名额 |\n| --- | --- |\n| 甲市 | 5 |\n| 乙市 | 3 |",
            "单位\n名额\n甲市\n5\n乙市\n3\n合计\n8",
            "序号\n单位\n名额\n1\n甲市\n5\n2\n乙市\n3",
        ] {
            assert_eq!(places(table), wanted, "{table}");
        }
    }
}
