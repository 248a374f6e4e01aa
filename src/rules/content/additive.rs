//! Which columns of a table add up: told by their headings and units.

use super::cells::{Grid, Value, unit_of};
use crate::text::word_list::{contains_word, ends_with_word, is_word};

/// What a column's heading and unit say about adding it up.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Never.
    No,
    /// Shares of a whole: about one hundred.
    Shares,
    /// To the last digit.
    Counted,
    /// Up to rounding.
    Measured,
}

pub(super) fn kind(heading: &str, unit: Option<&str>) -> Kind {
    let name = heading.split(['(', '（']).next().unwrap_or_default();
    let percent = unit == Some("%") || heading.contains('%');
    if percent || ends_with_word(name, "share-endings") {
        let is_share = contains_word(name, "shares-of-a-whole");
        return if is_share { Kind::Shares } else { Kind::No };
    }
    // 节水率 is none, 税率 is none; 节约量 of 单位产品 is none.
    if contains_word(name, "never-summed") {
        return Kind::No;
    }
    if let Some(unit) = unit {
        let mut parts = unit.splitn(2, '/');
        let (base, per) = (parts.next().unwrap_or_default(), parts.next());
        if per.is_some_and(|time| !is_word(time, "times-of-rates")) {
            return Kind::No;
        }
        let is_counted = is_word(base, "counted-units");
        if is_counted && per.is_none() {
            return Kind::Counted;
        }
        let adds_up = is_counted || is_word(base, "measured-units") || base.ends_with("co2");
        return if adds_up { Kind::Measured } else { Kind::No };
    }
    if contains_word(name, "always-summed") { Kind::Measured } else { Kind::No }
}

/// The unit of a column: its own, that of a column 单位 if all rows have the same, that of the
/// caption.
pub(super) fn unit(grid: &Grid, column: usize) -> Option<String> {
    if let Some(own) = unit_of(&grid.head.get(column)?.text) {
        return Some(own);
    }
    let entries = grid.rows.iter().filter_map(|row| row.get(column));
    let of_cells: Vec<&str> = entries
        .filter_map(|entry| match &entry.value {
            Value::Number(_, unit) => Some(unit.as_str()),
            _ => None,
        })
        .collect();
    if of_cells.iter().any(|unit| !unit.is_empty()) {
        let first = of_cells[0];
        let are_alike = of_cells.iter().all(|unit| *unit == first);
        return if are_alike { Some(first.to_owned()) } else { None };
    }
    if grid.caption.contains("单位") { unit_of(&grid.caption) } else { None }
}

/// Whether a column 单位 gives rows different units: then nothing adds up downwards.
pub(super) fn has_mixed_units(grid: &Grid) -> bool {
    (0..grid.width()).any(|column| {
        if !is_word(grid.heading(column), "unit-headings") {
            return false;
        }
        let entries = grid.rows.iter().filter_map(|row| row.get(column));
        let mut units = entries.filter(|entry| entry.value == Value::Words);
        let Some(first) = units.next() else { return false };
        units.any(|unit| unit.text != first.text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_units_decide() {
        assert!(
            kind("投资", Some("万元")) == Kind::Measured
                && kind("人员", Some("人")) == Kind::Counted
        );
        assert!(
            kind("占比(%)", Some("%")) == Kind::Shares && kind("综合利用率", Some("%")) == Kind::No
        );
        assert!(
            kind("单位产品能耗", Some("kg/t")) == Kind::No
                && kind("排放量", Some("t/a")) == Kind::Measured
        );
        assert!(kind("单价", Some("元")) == Kind::No && kind("备注", None) == Kind::No);
    }
}
