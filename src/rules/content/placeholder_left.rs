//! `placeholder-left`: marks of something still to be filled in, and guidance that was left
//! standing.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::diag::Place;
use crate::plan::{BlockKind, Cell, TextRun};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::is_inside;
use crate::rules::engine::value_span::ValueSpan;
use crate::text::word_list::{contains_word, ends_with_word, starts_with_word};
use crate::text::{At, han};

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
        // 2024年  月  日, ？？万元
        r"\d{4}年[ \u{3000}]+月[ \u{3000}]*日|[？?]{2,}(?:万|亿|元|吨|家|个|人|项|台|%|年)",
        r"[*＊]{3,}(?:万|亿|元|吨|家|个|公司|企业|县|市|园区)",
        r"某某+",
        r"_{3,}|＿{2,}",
        // Merge fields that no data has filled: «单位名称»
        r"«[\p{Han}\w .-]{1,40}»",
        // What controls and macros of Word ask for.
        r"[【〔\[（(]?(?:单击|点击|双击|轻击|单击或点击|点击或轻触)(?:此处|这里|以|来)?(?:添加|输入|键入|选择|填写)[^。；;\n，,]{0,12}(?:标题|名称|姓名|单位|日期|文字|文本|内容)[】〕\]）)]?。?",
        r"(?:Click(?: or tap)?(?: here)? to enter|Click here to enter|Choose an item|Choose a building block)[^。\n]{0,20}",
        // Blanks in brackets: （　　）
        r"[（(][ \u{3000}]+[）)]",
        // Standing alone, or as the whole of what a colon or brackets announce.
        r"(?:^|[：:（(，,。；;|\s])(?P<hit>请选择|选择一项|待补充|待填写|待填|待补|待定|待完善|待确认|待核实|此处填写|请填写)(?:$|[：:）)，,。；;|\s…])",
        // A chapter that is left to somebody: （此部分由园区管委会补充）
        r"^[（(【\[]?(?:此|本|该)(?:部分|节|章|处|段|项|表|内容)(?:暂缺)?[，,]?(?:由|请|待|需)[^。；;，,]{0,20}(?:补充|填写|提供|完善|续写)[^。；;，,]{0,4}[）)】\]]?。?$",
        r"(?:此处|请在此处?|请在这里)(?:填写|插入|粘贴)[^。；;\n]{0,40}|请在(?:此处?|这里)(?:说明|描述|补充|写)[^。；;\n]{0,40}",
    ];
    Regex::new(&parts.join("|")).expect("constant pattern")
});

/// Texts in which such marks are honest: a masked number, a multiplication, the targets' table, a
/// line to sign on.
static HONEST: LazyLock<Regex> = LazyLock::new(|| {
    // A line that somebody signs on by hand, and what is dated by hand, stay empty until then.
    let by_hand = r"(?:签字|签名|签章|亲签)[）)]?\s*[：:]?\s*[_＿]+|[_＿]+\s*[（(](?:签字|签名|签章|手写)[^）)]{0,6}[）)]|[_＿]+\s*年\s*[_＿]+\s*月\s*[_＿]+\s*日|(?:签字|签名|签章|盖章|公章)[^\n]{0,60}年\s+月\s*日";
    let numbers = r"\d\s*[×Xx*＊]{2,}\s*\d|\{\{\s*targets\s*\}\}";
    Regex::new(&format!("{numbers}|{by_hand}")).expect("constant pattern")
});

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    let by_hand = cells_filled_by_hand(cx);
    for flat in cx.text_runs() {
        for range in in_text(cx, &flat.text) {
            let found = shorten(&flat.text[range.clone()]);
            let at = flat.at(range.start, range.end).unwrap_or_default();
            if !is_told(&by_hand, at) {
                out.push(Hit::at(at).arg("found", found));
            }
        }
    }
    let told = spans(&out);
    for at in shown_by_word(cx) {
        if !is_told(&told, *at) {
            let found = shorten(cx.sources().slice(*at));
            out.push(Hit::at(*at).arg("found", found));
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

/// Cells of blanks whose row or column is one of signatures: they stay empty until somebody signs.
fn cells_filled_by_hand(cx: &Context<'_>) -> Vec<At> {
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    let mut out = Vec::new();
    for block in plan.blocks() {
        let BlockKind::Table(table) = &block.kind else { continue };
        let Some(head) = table.rows.first() else { continue };
        let text = |cell: &Cell| TextRun::of(&cell.inlines).text;
        let is_signed = |cell: &Cell| contains_word(&text(cell), "filled-in-by-others");
        let columns: Vec<bool> = head.cells.iter().map(is_signed).collect();
        for row in &table.rows {
            let is_of_signatures = row.cells.first().is_some_and(is_signed);
            // A date beside a signature is written by the same hand.
            let has_signature = is_of_signatures || columns.contains(&true);
            for (column, cell) in row.cells.iter().enumerate() {
                let is_blank =
                    text(cell).chars().all(|c| matches!(c, '_' | '＿' | ' ' | '年' | '月' | '日'));
                let is_here = columns.get(column) == Some(&true) || is_of_signatures;
                let is_dated = has_signature
                    && head.cells.get(column).is_some_and(|head| text(head).contains("日期"));
                if is_blank && (is_here || is_dated) {
                    out.push(cell.at);
                }
            }
        }
    }
    out.sort();
    out
}

/// Places that the word processor itself shows as still to be filled in: hints of controls, blanks
/// of forms.
fn shown_by_word<'a>(cx: &Context<'a>) -> &'a [At] {
    let Some(plan) = &cx.project.plan else { return &[] };
    &plan.placeholders
}

/// The places of findings, in order.
fn spans(hits: &[Hit]) -> Vec<At> {
    let mut out = Vec::new();
    for hit in hits {
        if let Place::At(at) = hit.place {
            out.push(at);
        }
    }
    out.sort();
    out
}

/// Whether a place overlaps one of some that are in order and apart.
fn is_told(told: &[At], at: At) -> bool {
    let next =
        told.partition_point(|told| (told.source, told.span.end) <= (at.source, at.span.start));
    told.get(next).is_some_and(|told| told.source == at.source && told.span.start < at.span.end)
}

/// A text without its placeholders.
pub(in crate::rules) fn without(cx: &Context<'_>, run: &TextRun) -> String {
    let text = &run.text;
    let mut rest = String::new();
    let mut from = 0;
    for range in in_text(cx, text) {
        rest.push_str(text.get(from..range.start).unwrap_or_default());
        from = range.end;
    }
    rest.push_str(text.get(from..).unwrap_or_default());
    let whole = run.whole().unwrap_or_default();
    let shown = shown_by_word(cx);
    let first =
        shown.partition_point(|at| (at.source, at.span.end) <= (whole.source, whole.span.start));
    let behind = shown.get(first..).unwrap_or_default();
    let inside = |at: &&At| at.source == whole.source && at.span.start < whole.span.end;
    for at in behind.iter().take_while(inside) {
        rest = rest.replacen(cx.sources().slice(*at), "", 1);
    }
    rest
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
        if !is_inside(&found.range(), fine) && !is_anonym(text, &found.range()) {
            out.push(found.range());
        }
    }
    out
}

/// Whether it hides somebody's name: 梅某某 in a decision, unless a unit of that name follows.
fn is_anonym(text: &str, found: &Range<usize>) -> bool {
    let (before, after) = (&text[..found.start], &text[found.end..]);
    text[found.clone()].starts_with('某')
        && ends_with_word(before, "surnames")
        && !starts_with_word(after, "bodies-that-are-left-open")
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
    let text = han::one_line(text);
    if text.chars().count() <= 24 {
        return text;
    }
    let beginning: String = text.chars().take(23).collect();
    beginning + "…"
}
