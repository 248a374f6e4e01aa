//! `number-without-source`: a statistic of which nobody can say when or where it was taken. Off
//! unless selected.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{ProseKind, clause_around};

/// What makes a number a statistic about the present.
const CLAIMS: [&str; 14] = [
    "增长",
    "下降了",
    "实现产值",
    "总产值",
    "增加值",
    "占比",
    "占全",
    "位居",
    "排名",
    "达到",
    "排放量为",
    "消耗量为",
    "取水量为",
    "年均",
];

/// What tells when or where it was taken, or that it is still to come.
const SOURCES: [&str; 33] = [
    "年底",
    "年末",
    "年度",
    "年全",
    "年园",
    "截至",
    "截止",
    "近年",
    "近3年",
    "近三年",
    "十三五",
    "十四五",
    "据",
    "统计",
    "来源",
    "年鉴",
    "公报",
    "监测",
    "见表",
    "见图",
    "如表",
    "如图",
    "报告",
    "目标",
    "预计",
    "计划",
    "力争",
    "将",
    "到20",
    "年，",
    "上年",
    "同比",
    "测算",
];

/// Where a text claims something with a word. `单位工业增加值能耗` is the name of an indicator.
fn claim(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word)
        .map(|(at, _)| at)
        .find(|at| !(word == "增加值" && clause_around(text, *at, *at).contains("单位")))
}

/// What names a source for all that follows, and not only for one number.
const STRONG: [&str; 7] = ["据", "统计", "来源", "年鉴", "公报", "监测", "报告"];

/// Whether a text tells a year or a source.
fn tells_source(text: &str) -> bool {
    has_year(text) || SOURCES.iter().any(|w| says(text, w))
}

/// The same for all that stands below it.
fn tells_all(text: &str) -> bool {
    has_year(text) || STRONG.iter().any(|w| says(text, w))
}

/// Whether a text says a word; 数据 and 证据 tell nothing of where they come from.
fn says(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(i, _)| word != "据" || !text[..i].ends_with(['数', '证', '票', '单']))
}

fn has_year(text: &str) -> bool {
    for (end, _) in text.match_indices('年') {
        let before = text.as_bytes()[..end].last_chunk::<4>();
        if before.is_some_and(|year| year.iter().all(u8::is_ascii_digit)) {
            return true;
        }
    }
    false
}

/// One finding a paragraph. What a heading or the first paragraph below it says of the year or
/// source holds for all that follows, for a first-level section with everything below it.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    let (mut part, mut part_is_told) = (None, false);
    let (mut is_told, mut is_first, mut is_top) = (false, true, true);
    for prose in cx.prose() {
        let text = prose.text();
        match prose.kind {
            ProseKind::Heading => {
                is_top = prose.part != part;
                part = prose.part;
                part_is_told = if is_top { tells_all(text) } else { part_is_told };
                is_told = part_is_told || tells_all(text);
                is_first = true;
                continue;
            }
            ProseKind::Body => {}
            ProseKind::Cell | ProseKind::Figure => continue,
        }
        let is_sourced = tells_source(text);
        if is_first && tells_all(text) {
            is_told = true;
            part_is_told |= is_top;
        }
        is_first = false;
        if is_told || is_sourced {
            continue;
        }
        let Some(claim) = CLAIMS.iter().filter_map(|w| claim(text, w)).min() else { continue };
        let Some(digits) = text[claim..].find(|c: char| c.is_ascii_digit()).map(|i| claim + i)
        else {
            continue;
        };
        if text[claim..digits].chars().count() > 12 {
            continue;
        }
        let number = text[digits..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.');
        let end = digits + number.count();
        out.push(Hit::at(prose.at(digits, end)).arg("number", &text[digits..end]));
    }
    out
}
