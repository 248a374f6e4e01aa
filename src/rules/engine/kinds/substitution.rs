//! Wordings in running text that should be others: fixed ones, such as units that are no legal ones
//! (GB 3100 to 3102), and those that a pattern finds.

use std::ops::Range;

use crate::notice::card::CheckRegex;
use crate::notice::check_kind::{Border, Substitution, SubstitutionForm, Swap};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{Prose, clause_around, in_book_title, is_inside};
use crate::rules::engine::replacement::replace;

/// All wordings, text by text.
pub(in crate::rules::engine) fn substitution(check: &Substitution, cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for prose in cx.prose() {
        if let Some(swap) = &check.swap {
            swapped(check, swap, prose, cx, &mut out);
        }
        for form in &check.forms {
            formed(form, prose, cx, &mut out);
        }
    }
    out
}

fn swapped(check: &Substitution, swap: &Swap, prose: &Prose, cx: &Context<'_>, out: &mut Vec<Hit>) {
    let text = prose.text();
    let mut fine: Option<Vec<Range<usize>>> = None;
    for found in swap.finder.find_iter(text) {
        let (start, end) = (found.start(), found.end());
        let (wrong, right) = &swap.wordings[found.pattern().as_usize()];
        let is_bordered = match check.border {
            Some(Border::Unit) if wrong.is_ascii() => is_unit(text, start, end),
            _ => true,
        };
        let is_excused = check
            .unless_near
            .get(wrong)
            .is_some_and(|word| clause_around(text, start, end).contains(word.as_str()));
        let excepted = || match &check.except {
            Some(CheckRegex(except)) => except.find_iter(text).map(|fine| fine.range()).collect(),
            None => Vec::new(),
        };
        if !is_bordered || is_excused || in_book_title(text, start) {
            continue;
        }
        if !is_inside(&found.range(), fine.get_or_insert_with(excepted)) {
            out.push(replace(cx, prose, start, end, right));
        }
    }
}

fn formed(form: &SubstitutionForm, prose: &Prose, cx: &Context<'_>, out: &mut Vec<Hit>) {
    let CheckRegex(find) = &form.find;
    let text = prose.text();
    for captures in find.captures_iter(text) {
        let Some(found) = captures.name("hit").or_else(|| captures.get(0)) else { continue };
        let mut right = String::new();
        captures.expand(&form.with, &mut right);
        if found.as_str() != right {
            out.push(replace(cx, prose, found.start(), found.end(), &right));
        }
    }
}

/// Whether Latin letters at a place are a unit: after a number, 万, a stroke or a bracket, and not
/// part of a longer word.
fn is_unit(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end_matches(' ').chars().next_back();
    let after = text[end..].chars().next();
    let spaced = text[..start].ends_with(' ');
    let alone = !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let fits = match before {
        None => after.is_none_or(|c| matches!(c, '/' | '）' | ')' | '·')),
        Some(c) if c.is_ascii_digit() => {
            // M2 of `F-16 M2` is none, nor is the 2 of `A2KW`.
            let digits = text[..start]
                .trim_end_matches(' ')
                .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
            !digits.ends_with(|c: char| c.is_ascii_alphabetic() || c == '-')
        }
        Some(c) => {
            (matches!(c, '万' | '亿' | '百' | '千' | '每' | '/' | '（' | '(' | '·' | '：' | ':')
                && !spaced)
                || text[start..end].ends_with('值')
        }
    };
    alone && fits
}

#[cfg(test)]
mod tests {
    use super::is_unit;

    #[test]
    fn letters_are_units_only_where_one_stands() {
        let unit = |t: &str, u: &str| t.find(u).is_some_and(|i| is_unit(t, i, i + u.len()));
        assert!(unit("节电120万KWh", "KWh") && unit("水耗（m3/t）", "m3") && unit("5000 m3", "m3"));
        assert!(unit("建筑面积（M2）", "M2"));
        assert!(
            !unit("型号KW-5", "KW")
                && !unit("M3货币", "M3")
                && !unit("A2KW", "KW")
                && !unit("5m3x", "m3")
        );
    }
}
