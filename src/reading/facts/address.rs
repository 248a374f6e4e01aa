//! Finds where paper is to be brought or posted.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::{expression, wording};
use crate::reading::zone::Zone;

static LABEL: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "address-label"));
static SEND_LABEL: LazyLock<Expression> =
    LazyLock::new(|| wording("delivery", "address-label-send"));
static OTHER: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "address-other"));
static LIKE: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "address-like"));
/// What every address holds.
static PLACE: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^[^。；@]{0,80}(?:[0-9一二三四五六七八九十]\s*(?:号|室|楼|层|弄|栋|幢|座)|[路街巷]|大道|大厦|大楼|广场|[省市县区][^，]{2,})",
    )
});
static BRACKET: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"[（(](?P<inside>[^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)?)[)）]")
});
static DELIVER: LazyLock<Expression> =
    LazyLock::new(|| expression(r"寄|送|交|报至|报到|报送|提交|递交|窗口|受理|现场"));
static TO: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "address-to"));
static END: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"[。；;，,\t]|\s{2,}|(?:邮\s*编|邮政编码|联系|电话|收件人|邮箱|传真|收\b)|[（(](?:邮编|邮政编码|联系)",
    )
});

/// How much a place speaks for an address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Beside,
    Labelled,
    ForSending,
}

/// Reads it: what a label for sending names, else any label, else a place beside the words that ask to bring or post.
pub(super) fn read(notice: &CutNotice<'_>) -> Option<Fact<String>> {
    let mut best: Option<(Weight, Fact<String>)> = None;
    for sentence in notice
        .sentences
        .iter()
        .filter(|sentence| matches!(sentence.zone, Zone::Body | Zone::Annexed))
    {
        let Some((weight, value)) =
            labelled(sentence.text).or_else(|| beside(sentence.text)).or_else(|| to(sentence.text))
        else {
            continue;
        };
        if best.as_ref().is_some_and(|(known, _)| *known >= weight) {
            continue;
        }
        best = Some((weight, Fact::stated(value, sentence.text, sentence.line)));
    }
    best.map(|(_, fact)| fact)
}

fn labelled(text: &str) -> Option<(Weight, String)> {
    let mut found_other = None;
    for found in LABEL.find_iter(text) {
        let before: String = text[..found.end()]
            .chars()
            .rev()
            .take(10)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        if OTHER.is_match(&before) {
            continue;
        }
        let rest = text[found.end()..].trim_start();
        let end = end_from(rest, 1);
        let value = rest[..end].trim().trim_end_matches(['）', ')', '（', '(']);
        let value = balanced(rest, value);
        if value.chars().count() < 4 || value.contains("http") || !PLACE.is_match(value) {
            continue;
        }
        let weight =
            if SEND_LABEL.is_match(found.as_str()) { Weight::ForSending } else { Weight::Labelled };
        if weight == Weight::ForSending {
            return Some((weight, value.to_owned()));
        }
        found_other.get_or_insert((weight, value.to_owned()));
    }
    found_other
}

/// A closing bracket that was taken for the end of the sentence comes back if its opening one stands inside.
fn balanced<'a>(rest: &'a str, value: &'a str) -> &'a str {
    let opened = value.matches(['（', '(']).count();
    let closed = value.matches(['）', ')']).count();
    if opened > closed
        && let Some(next) = rest[value.len()..].chars().next()
        && matches!(next, '）' | ')')
    {
        return &rest[..value.len() + next.len_utf8()];
    }
    value
}

/// 寄送至某学会（某市某路62号4102室).
fn beside(text: &str) -> Option<(Weight, String)> {
    for captures in BRACKET.captures_iter(text) {
        let (Some(whole), Some(inside)) = (captures.get(0), captures.name("inside")) else {
            continue;
        };
        let before = &text[..whole.start()];
        let near: String =
            before.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
        if !DELIVER.is_match(&near) {
            continue;
        }
        if let Some(value) = place(inside.as_str()) {
            return Some((Weight::Beside, value));
        }
    }
    None
}

/// 送至某路69号, without a bracket.
fn to(text: &str) -> Option<(Weight, String)> {
    let captures = TO.captures(text)?;
    let place = captures.name("place")?.as_str().trim();
    Some((Weight::Beside, place.to_owned()))
}

/// The part of a bracket that is a place.
fn place(inside: &str) -> Option<String> {
    let found = LIKE.find(inside)?;
    let mut start = found.start();
    let before = &inside[..start];
    if let Some(at) = before.rfind(['，', ',', '：', ':', '；']) {
        start = at;
        if let Some(mark) = before[at..].chars().next() {
            start += mark.len_utf8();
        }
    } else {
        start = 0;
    }
    let rest = &inside[start..];
    let end = end_from(rest, found.end() - start);
    let value = rest[..end].trim();
    let length = value.chars().count();
    if (4..=80).contains(&length) { Some(value.to_owned()) } else { None }
}
/// Where an address ends that has at least that many bytes.
fn end_from(text: &str, least: usize) -> usize {
    match END.find_iter(text).find(|end| end.start() >= least) {
        Some(end) => end.start(),
        None => text.len(),
    }
}
