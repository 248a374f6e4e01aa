//! `placeholder-left`: marks of something still to be filled in, and guidance that was left
//! standing.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::is_inside;
use crate::rules::engine::value_span::ValueSpan;
use crate::text::han;

/// What is a placeholder wherever it stands; `hit` is the part to mark where the text around it
/// matters.
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    let parts = [
        // 【待填：…】 【 】 【请填写…】 and the same in square brackets; 【注】 is honest.
        r"[【〔\[](?:[\s_＿]*|[^】〕\]\n]{0,40}(?:待填|待补|待定|待确认|待核|待完善|填写|填入|此处(?:写|插|补))[^】〕\]\n]{0,80})[】〕\]]",
        // {{name}} that the program does not know.
        r"\{\{[^{}\n]{0,60}\}\}",
        r"(?i:(?-u:\b)(?:TODO|TBD|FIXME)(?-u:\b))",
        // XX县 ××公司 20××年; a part of a word or between digits it is something else.
        r"(?-u:\b)(?:XX+|xx+)(?:\.(?:XX+|xx+))?(?-u:\b)|\d\d(?:XX|xx)年|[ＸｘＸ]{2,}|×{2,}|[〇○□]{2,}[县市区镇]",
        // X年X月, 2023年×月, 第X章, 图X-X
        r"[XxＸ×]+年[XxＸ×]+月(?:[XxＸ×]+日)?|\d{4}年[XxＸ×]+月(?:[XxＸ×]+日)?|第[XＸ×][章节条款期批]|[图表][XＸ×][-－—.][XＸ×\d]",
        r"[*＊]{3,}(?:万|亿|元|吨|家|个|公司|企业|县|市|园区)",
        r"某某+",
        r"_{3,}|＿{2,}",
        // Blanks in brackets: （　　）
        r"[（(][ \u{3000}]+[）)]",
        // Standing alone, or as the whole of what a colon or brackets announce.
        r"(?:^|[：:（(，,。；;|\s])(?P<hit>待补充|待填写|待填|待补|待定|待完善|待确认|待核实|此处填写|请填写)(?:$|[：:）)，,。；;|\s…])",
        r"(?:此处|请在此处?|请在这里)(?:填写|插入|粘贴)[^。；;\n]{0,40}|请在(?:此处?|这里)(?:说明|描述|补充|写)[^。；;\n]{0,40}",
    ];
    Regex::new(&parts.join("|")).expect("constant pattern")
});

/// Texts in which such marks are honest: a masked number, a multiplication, the targets' table.
static HONEST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\d\s*[×Xx*＊]{2,}\s*\d|\{\{\s*targets\s*\}\}").expect("constant pattern")
});

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for flat in cx.text_runs() {
        for range in in_text(cx, &flat.text) {
            let found = shorten(&flat.text[range.clone()]);
            out.push(
                Hit::at(flat.at(range.start, range.end).unwrap_or_default()).arg("found", found),
            );
        }
    }
    for value in cx.config().tree.texts() {
        let mut written: Option<ValueSpan> = None;
        for range in in_text(cx, value.value) {
            let found = shorten(&value.value[range.clone()]);
            let written = written.get_or_insert_with(|| ValueSpan::of(cx, value.at, value.value));
            out.push(Hit::at(written.at(range.start, range.end)).arg("found", found));
        }
    }
    out
}

/// The placeholders of a text, in order.
pub(in crate::rules) fn in_text(cx: &Context<'_>, text: &str) -> Vec<Range<usize>> {
    if is_guidance(cx, text) {
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len().max(start);
        return std::iter::once(start..end).collect();
    }
    let mut out = Vec::new();
    let mut fine: Option<Vec<Range<usize>>> = None;
    for captures in MARKS.captures_iter(text) {
        let Some(found) = captures.name("hit").or_else(|| captures.get(0)) else { continue };
        let honest = || HONEST.find_iter(text).map(|honest| honest.range());
        let fine = fine.get_or_insert_with(|| honest().collect());
        if !is_inside(&found.range(), fine) {
            out.push(found.range());
        }
    }
    out
}

/// Whether a whole paragraph is one of the outline's own hints, taken out of its comment.
fn is_guidance(cx: &Context<'_>, text: &str) -> bool {
    let is_mark = |c: char| "-*·• ".contains(c) || ('①'..='⑳').contains(&c);
    let bare = text.trim().trim_start_matches(is_mark);
    if bare.chars().count() < 12 {
        return false;
    }
    // Hardly any paragraph begins as one of them does, and ordinary ideographs stay as they are
    // when folded.
    let first = bare.chars().next().unwrap_or_default();
    let mut hints = cx.guidance().range(first.to_string()..);
    let may_be = hints.next().is_some_and(|hint| hint.starts_with(first));
    (may_be || !('一'..='龥').contains(&first)) && cx.guidance().contains(&han::fold(bare))
}

fn shorten(text: &str) -> String {
    let text = han::printable(text);
    if text.chars().count() <= 24 {
        return text;
    }
    let beginning: String = text.chars().take(23).collect();
    beginning + "…"
}
