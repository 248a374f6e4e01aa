//! Finds kinds that stand in a row: a sentence that counts them, the rows of a table, the items of a scope.

use std::sync::LazyLock;

use super::categories::{body_clauses, enumerated, fact, is_name, item_name};
use super::phrases::{cut_outside, trimmed};
use crate::reading::clauses::Clause;
use crate::reading::cut_notice::CutNotice;
use crate::reading::day::number;
use crate::reading::expression::Expression;
use crate::reading::patterns::wording;
use crate::reading::sheet::{Facts, ReadCategory};
use crate::reading::word_lists;
use crate::reading::zone::Zone;

static ROW: LazyLock<Expression> = LazyLock::new(|| wording("categories", "counted-row"));
static LEAD: LazyLock<Expression> = LazyLock::new(|| wording("categories", "row-lead"));
static OTHERS: LazyLock<Expression> = LazyLock::new(|| wording("categories", "other-kinds"));

/// 示范基地分种植、养殖、加工三种类型: a row with as many members as it is said to have.
pub(super) fn counted(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        for captures in ROW.captures_iter(sentence.text) {
            let (Some(row), Some(count)) = (captures.name("row"), captures.name("number")) else {
                continue;
            };
            let behind = &sentence.text[captures.whole().end()..];
            if OTHERS.is_match(behind) {
                continue;
            }
            let names = members(row.as_str());
            let count = if count.as_str() == "两" { Some(2) } else { number(count.as_str()) };
            let is_whole = count == u32::try_from(names.len()).ok();
            let may_be_more = captures.name("more").is_some() && names.len() > 1;
            let are_documents =
                names.iter().all(|name| word_lists::list("document-noun").ends(name));
            let are_names = names.len() > 1 && names.iter().all(|name| is_name(name));
            if (is_whole || may_be_more) && are_names && !are_documents {
                let fact_of = |name| fact(notice, name, sentence.text, sentence.line);
                return names.into_iter().map(fact_of).collect();
            }
        }
    }
    Facts::new()
}

/// The members of a row without the words that lead to it; quoted names need nothing between them.
fn members(row: &str) -> Vec<&str> {
    let row = cut_outside(row, &['，']).pop().unwrap_or(row);
    let row = match LEAD.find(row) {
        Some(found) => &row[found.end()..],
        None => row,
    };
    let row = trimmed(row);
    if row.starts_with('“') && row.ends_with('”') {
        return row.split_inclusive('”').map(|name| name.trim_matches(QUOTED_ROW)).collect();
    }
    enumerated(row)
}

/// What stands between and around quoted names.
const QUOTED_ROW: [char; 5] = ['“', '”', '、', '和', '及'];

/// The first column of a table below a heading that says 类别.
pub(super) fn in_table(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    for (_, clause) in body_clauses(notice) {
        if !word_lists::list("heading-kinds").ends(&clause.heading) || clause.has_text {
            continue;
        }
        let found = column(notice, clause);
        if found.len() > 1 {
            return found;
        }
    }
    Facts::new()
}

/// The names below the head of the column that says what they are.
fn column(notice: &CutNotice<'_>, clause: &Clause) -> Facts<ReadCategory> {
    let head = cells(notice.line(clause.line + 1));
    let Some(column) = head.iter().position(|cell| names_column(cell)) else {
        return Facts::new();
    };
    let mut found = Facts::new();
    for line in clause.line + 2..clause.end {
        let row = cells(notice.line(line));
        if row.len() != head.len() {
            break;
        }
        if let Some(name) = row.get(column).filter(|name| is_name(name)) {
            found.push(fact(notice, name, notice.line(line), line));
        }
    }
    found
}

fn names_column(cell: &str) -> bool {
    let is_kind = word_lists::list("heading-kinds").ends(cell);
    is_kind || cell.ends_with("名称") || cell.ends_with("方向")
}

/// The cells of a row: apart by tab characters, or by several blanks in a copied text.
fn cells(line: &str) -> Vec<&str> {
    let parts: Vec<&str> = line.split('\t').collect();
    let parts = if parts.len() > 1 { parts } else { line.split("  ").collect() };
    let cells: Vec<&str> =
        parts.into_iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
    if cells.len() > 1 { cells } else { Vec::new() }
}

/// 申报范围 with items that end alike and are no bodies: 高星级绿色建筑示范项目, 超低能耗建筑示范项目.
pub(super) fn in_scope(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    for (_, clause) in body_clauses(notice) {
        if !clause.heading.ends_with("申报范围") {
            continue;
        }
        let children = clause.children.iter();
        let children = children.filter_map(|child| notice.clauses.clauses.get(*child));
        let mut found = Facts::new();
        let mut endings = Vec::new();
        for child in children {
            let Some(name) = item_name(notice, child).filter(|name| is_name(name)) else {
                return Facts::new();
            };
            let ending: String = name.chars().skip(name.chars().count() - 2).collect();
            endings.push(ending);
            found.push(fact(notice, name, notice.line(child.line), child.line));
        }
        endings.dedup();
        let is_of_bodies = endings.iter().any(|ending| is_body(ending));
        if found.len() > 1 && endings.len() == 1 && !is_of_bodies {
            return found;
        }
    }
    Facts::new()
}

/// Whether names that end so are of applicants.
fn is_body(ending: &str) -> bool {
    word_lists::list("body-noun").ends(ending)
}
