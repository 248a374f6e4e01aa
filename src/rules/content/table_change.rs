//! Differences and rates in tables: 基准值 − 目标值 = 削减量, 削减量 ÷ 基准值 = 下降率.

use crate::text::word_list::contains_word;
use rust_decimal::Decimal;

use crate::rules::engine::hit::Hit;

use super::cells::{Entry, Grid};
use super::decimal::{self, rounding, unit};

/// Which columns hold what.
struct Columns {
    base: usize,
    target: usize,
    change: Option<usize>,
    rate: Option<usize>,
}

/// Rows whose difference or rate is not what the other columns give.
pub(super) fn check(grid: &Grid) -> Vec<Hit> {
    let Some(columns) = find(grid) else { return Vec::new() };
    let mut out = Vec::new();
    if let Some(column) = columns.change {
        out.extend(consistent(grid, column, |row| difference(row, &columns, column), "change"));
    }
    if let Some(column) = columns.rate {
        out.extend(consistent(grid, column, |row| ratio(grid, row, &columns, column), "rate"));
    }
    out
}

/// A column by a list of words, if exactly one has them and none of the other lists'.
fn one(grid: &Grid, list: &str, not: &[&str]) -> Option<usize> {
    let mut found = grid.columns(list);
    found.retain(|column| {
        let heading = grid.heading(*column);
        !not.iter().any(|other| contains_word(heading, other))
    });
    if let [only] = found.as_slice() { Some(*only) } else { None }
}

fn find(grid: &Grid) -> Option<Columns> {
    let change = one(grid, "change-columns", &["rate-columns"]);
    let rate = one(grid, "rate-columns", &[]);
    let not_base = ["change-columns", "rate-columns", "target-columns"];
    let base = one(grid, "base-columns", &not_base);
    let not_target = ["change-columns", "rate-columns", "base-columns", "name-columns"];
    let target = one(grid, "target-columns", &not_target);
    if change.is_none() && rate.is_none() {
        return None;
    }
    match (base, target) {
        (Some(base), Some(target)) => Some(Columns { base, target, change, rate }),
        _ => by_position(grid, change, rate),
    }
}

/// Other headings: the two columns before the difference or the rate, or the first and the last
/// year before it, if most rows say that it is theirs.
fn by_position(grid: &Grid, change: Option<usize>, rate: Option<usize>) -> Option<Columns> {
    let computed = change.or(rate)?;
    let years: Vec<usize> = (0..computed).filter(|c| is_year(grid.heading(*c))).collect();
    let (before, last) = (computed.checked_sub(2)?, computed.checked_sub(1)?);
    let mut pairs = vec![(before, last)];
    if let [first, .., last] = years.as_slice() {
        pairs.push((*first, *last));
    }
    let mut candidates = pairs.into_iter();
    candidates.find_map(|(base, target)| {
        let columns = Columns { base, target, change, rate };
        let (mut judged, mut right) = (0, 0);
        for row in &grid.rows {
            let verdict = match change {
                Some(change) => difference(row, &columns, change),
                None => ratio(grid, row, &columns, computed),
            };
            if let Some(should_be) = verdict {
                judged += 1;
                right += usize::from(should_be.is_none());
            }
        }
        if right >= 3 && right * 3 >= judged * 2 { Some(columns) } else { None }
    })
}

/// Whether a heading begins with a year: `2022年`, `2022年产量`.
fn is_year(heading: &str) -> bool {
    let digits = heading.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && heading[digits..].starts_with('年')
}

/// What the cell should hold; the outer `None` if there is nothing to judge, the inner one if it is
/// right.
type Judged = Option<Option<String>>;

fn difference(row: &[Entry], columns: &Columns, column: usize) -> Judged {
    let number = |c: usize| row.get(c).and_then(Entry::number);
    let (base, target, written) = (number(columns.base)?, number(columns.target)?, number(column)?);
    let computed = (base - target).abs();
    let places = base.scale().max(target.scale());
    let mut tolerance = Decimal::ZERO;
    if places > written.scale() {
        tolerance = rounding(base) + rounding(target) + rounding(written);
    }
    // Numbers that are themselves rounded may differ by one unit of the last digit.
    if written.scale() > 0 {
        tolerance = tolerance.max(unit(written));
    }
    let fits = (computed - written.abs()).abs() <= tolerance;
    Some(if fits { None } else { Some(decimal::write(computed, places)) })
}

fn ratio(grid: &Grid, row: &[Entry], columns: &Columns, column: usize) -> Judged {
    let number = |c: usize| row.get(c).and_then(Entry::number);
    let (base, target, written) = (number(columns.base)?, number(columns.target)?, number(column)?);
    let cell = match row.get(column) {
        Some(e) => e.text.as_str(),
        None => "",
    };
    if !grid.heading(column).contains('%') && !cell.contains(['%', '％']) {
        return None;
    }
    // `None` where the base is nothing, or so little that the share is beyond all measure.
    let percent = |part: Decimal| {
        let share = part.checked_div(base.abs())?;
        share.checked_mul(Decimal::ONE_HUNDRED)
    };
    let computed = percent((base - target).abs())?;
    let relative = Decimal::ONE.checked_add(computed / Decimal::ONE_HUNDRED)?;
    let inherited = percent(rounding(base) + rounding(target))?.checked_mul(relative)?;
    let tolerance = rounding(written).checked_add(inherited)?;
    let is_near = |value: Decimal| (value - written.abs()).abs() <= tolerance;
    // A printed difference may have more digits than the two values it comes from.
    let by_change = columns.change.and_then(number).and_then(|change| percent(change.abs()));
    let fits = is_near(computed) || by_change.is_some_and(is_near);
    Some(if fits { None } else { Some(decimal::write(computed, written.scale())) })
}

/// Findings of a column, unless more rows differ: then the column must mean something else.
fn consistent(
    grid: &Grid,
    column: usize,
    judge: impl Fn(&[Entry]) -> Judged,
    variant: &'static str,
) -> Vec<Hit> {
    let (mut wrong, mut right) = (Vec::new(), 0);
    for row in &grid.rows {
        match judge(row) {
            Some(Some(computed)) => {
                let Some(entry) = row.get(column) else { continue };
                let hit = Hit::at(entry.at).variant(variant).arg("name", grid.heading(column));
                wrong.push(hit.arg("written", &entry.text).arg("computed", computed));
            }
            Some(None) => right += 1,
            None => {}
        }
    }
    if wrong.len() >= 3 && right == 0 { Vec::new() } else { wrong }
}
