//! `number-without-source`: a statistic of which nobody can say when or where it was taken. Off unless selected.

use crate::rules::context::Context;
use crate::rules::hit::Hit;
use crate::rules::prose::ProseKind;

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

/// One finding a paragraph.
pub(super) fn without_source(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for prose in cx.prose().iter().filter(|p| p.kind == ProseKind::Body) {
        let text = prose.text();
        let has_year = text
            .match_indices('年')
            .any(|(i, _)| i >= 4 && text.is_char_boundary(i - 4) && text[i - 4..i].bytes().all(|b| b.is_ascii_digit()));
        if has_year || SOURCES.iter().any(|w| text.contains(w)) {
            continue;
        }
        let Some(claim) = CLAIMS.iter().filter_map(|w| text.find(w)).min() else { continue };
        let Some(digits) = text[claim..].find(|c: char| c.is_ascii_digit()).map(|i| claim + i) else { continue };
        if text[claim..digits].chars().count() > 12 {
            continue;
        }
        let end = digits + text[digits..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        out.push(Hit::at(prose.at(digits, end)).arg("number", &text[digits..end]));
    }
    out
}
