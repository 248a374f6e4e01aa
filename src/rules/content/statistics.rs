//! `number-without-source`: a statistic of which nobody can say when or where it was taken. Off unless selected.

use crate::rules::context::Context;
use crate::rules::hit::Hit;
use crate::rules::prose::{ProseKind, clause_around};

/// What makes a number a statistic about the present.
const CLAIMS: [&str; 14] =
    ["增长", "下降了", "实现产值", "总产值", "增加值", "占比", "占全", "位居", "排名", "达到", "排放量为", "消耗量为", "取水量为", "年均"];

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
    text.match_indices(word).map(|(at, _)| at).find(|at| !(word == "增加值" && clause_around(text, *at, *at).contains("单位")))
}

/// Whether a text tells a year or a source.
fn tells_source(text: &str) -> bool {
    let has_year =
        text.match_indices('年').any(|(i, _)| i >= 4 && text.is_char_boundary(i - 4) && text[i - 4..i].bytes().all(|b| b.is_ascii_digit()));
    has_year || SOURCES.iter().any(|w| text.contains(w))
}

/// One finding a paragraph. What a heading or the first paragraph below it says of the year or source holds for all of them.
pub(super) fn without_source(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    let mut is_told = false;
    let mut is_first = true;
    for prose in cx.prose() {
        let text = prose.text();
        match prose.kind {
            ProseKind::Heading => {
                is_told = tells_source(text);
                is_first = true;
                continue;
            }
            ProseKind::Body => {}
            ProseKind::Cell | ProseKind::Figure => continue,
        }
        let is_sourced = tells_source(text);
        is_told |= is_first && is_sourced;
        is_first = false;
        if is_told || is_sourced {
            continue;
        }
        let Some(claim) = CLAIMS.iter().filter_map(|w| claim(text, w)).min() else { continue };
        let Some(digits) = text[claim..].find(|c: char| c.is_ascii_digit()).map(|i| claim + i) else { continue };
        if text[claim..digits].chars().count() > 12 {
            continue;
        }
        let end = digits + text[digits..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        out.push(Hit::at(prose.at(digits, end)).arg("number", &text[digits..end]));
    }
    out
}
