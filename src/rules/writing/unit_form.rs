//! `unit-form`: units and symbols that are no legal ones or are written in another way (GB 3100 to
//! 3102, 节约能源法).

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{clause_around, in_book_title};

use crate::rules::engine::replacement::replace;

/// What is written, and what should be.
const FORMS: [(&str, &str); 44] = [
    ("吨标煤", "吨标准煤"),
    ("千克标煤", "千克标准煤"),
    ("公斤标煤", "千克标准煤"),
    ("KWh", "kW·h"),
    ("Kwh", "kW·h"),
    ("kwh", "kW·h"),
    ("KWH", "kW·h"),
    ("kWH", "kW·h"),
    ("KW·h", "kW·h"),
    ("KW.h", "kW·h"),
    ("kw·h", "kW·h"),
    ("kw.h", "kW·h"),
    ("kW.h", "kW·h"),
    ("MWH", "MW·h"),
    ("Mwh", "MW·h"),
    ("KW", "kW"),
    ("Kw", "kW"),
    ("kw", "kW"),
    ("KV", "kV"),
    ("Kv", "kV"),
    ("KVA", "kV·A"),
    ("kVA", "kV·A"),
    ("KA", "kA"),
    ("MPA", "MPa"),
    ("Mpa", "MPa"),
    ("mpa", "MPa"),
    ("KPa", "kPa"),
    ("Kpa", "kPa"),
    ("KG", "kg"),
    ("Kg", "kg"),
    ("KM", "km"),
    ("Km", "km"),
    ("km2", "km²"),
    ("hm2", "hm²"),
    ("m2", "m²"),
    ("m3", "m³"),
    ("M3", "m³"),
    ("M2", "m²"),
    ("Nm3", "Nm³"),
    ("NM3", "Nm³"),
    ("cm3", "cm³"),
    ("ug", "μg"),
    ("PH值", "pH值"),
    ("Ph值", "pH值"),
];

/// All units.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    static FINDER: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let finder = FINDER.get_or_init(|| {
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(FORMS.iter().map(|(from, _)| from))
            .ok()
    });
    let Some(finder) = finder else { return Vec::new() };
    let mut out = Vec::new();
    for prose in cx.prose() {
        let text = prose.text();
        for found in finder.find_iter(text) {
            let (start, end) = (found.start(), found.end());
            let (from, to) = FORMS[found.pattern().as_usize()];
            if (from.is_ascii() && !is_unit(text, start, end)) || in_book_title(text, start) {
                continue;
            }
            out.push(replace(cx, prose, start, end, to));
        }
    }
    out
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
            !digits.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic() || c == '-')
        }
        Some(c) => {
            (matches!(c, '万' | '亿' | '百' | '千' | '每' | '/' | '（' | '(' | '·' | '：' | ':')
                && !spaced)
                || text[start..end].ends_with('值')
        }
    };
    alone && fits && !is_money_supply(text, start, end)
}

/// `货币供应量（M2）`, `M2余额`: a measure of money.
fn is_money_supply(text: &str, start: usize, end: usize) -> bool {
    matches!(&text[start..end], "M2" | "M3") && clause_around(text, start, end).contains("货币")
}

#[cfg(test)]
mod tests {
    use super::is_unit;

    #[test]
    fn letters_are_units_only_where_one_stands() {
        let unit = |t: &str, u: &str| t.find(u).is_some_and(|i| is_unit(t, i, i + u.len()));
        assert!(unit("节电120万KWh", "KWh") && unit("水耗（m3/t）", "m3") && unit("5000 m3", "m3"));
        assert!(unit("建筑面积（M2）", "M2") && !unit("年末广义货币供应量(M2)余额313万亿元", "M2"));
        assert!(
            !unit("型号KW-5", "KW")
                && !unit("M3货币", "M3")
                && !unit("A2KW", "KW")
                && !unit("5m3x", "m3")
        );
    }
}
