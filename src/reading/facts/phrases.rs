//! Cuts phrases out of sentences: enumerations, names without their brackets, the strength of a demand.

use std::sync::OnceLock;

use crate::reading::expression::Expression;
use crate::reading::patterns::expression;
use crate::reading::sheet::Strength;
use crate::reading::word_lists;

/// The marks that may stand around a phrase.
const MARKS: [char; 16] =
    ['，', '。', '；', '：', ';', ':', ',', '、', '！', ' ', '\u{3000}', '\t', '.', '．', '◆', '●'];

/// A phrase without marks and blanks at either end.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(MARKS)
}

/// Cuts a text at one of the marks where no bracket or quotation mark is open.
pub(super) fn cut_outside<'a>(text: &'a str, marks: &[char]) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut depth = 0usize;
    let mut begin = 0;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '“' | '《' | '【' | '「' => depth += 1,
            '）' | ')' | '”' | '》' | '】' | '」' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && marks.contains(&c) {
            pieces.push(&text[begin..at]);
            begin = at + c.len_utf8();
        }
    }
    pieces.push(&text[begin..]);
    pieces
}

/// The members of an enumeration: `A、B以及C`; also `A和B` if `joins` says that both may stand alone.
pub(super) fn members(text: &str, joins: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut found = Vec::new();
    for piece in cut_outside(text, &['、', '；', ';']) {
        let parts = split_word(piece, "以及");
        for part in parts.into_iter().flat_map(|part| split_word(part, "连同")) {
            let pieces = split_joined(part, &joins);
            found.extend(pieces.into_iter().map(trimmed).filter(|piece| !piece.is_empty()));
        }
    }
    found
}

fn split_word<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    match text.find(word) {
        Some(at) if !inside(text, at) => {
            let mut parts = vec![&text[..at]];
            parts.extend(split_word(&text[at + word.len()..], word));
            parts
        }
        _ => vec![text],
    }
}

/// Parts at 和, 与, 及 (A或B is one thing) where what stands before and behind may stand alone.
fn split_joined<'a>(text: &'a str, joins: &impl Fn(&str) -> bool) -> Vec<&'a str> {
    for (at, c) in text.char_indices() {
        if !matches!(c, '和' | '与' | '及') || inside(text, at) {
            continue;
        }
        let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
        if joins(trimmed(before)) && joins(trimmed(behind)) {
            let mut parts = vec![before];
            parts.extend(split_joined(behind, joins));
            return parts;
        }
    }
    vec![text]
}

/// Whether a bracket or quotation mark is open at a place.
pub(super) fn inside(text: &str, at: usize) -> bool {
    let mut depth = 0usize;
    for c in text[..at].chars() {
        match c {
            '（' | '(' | '“' | '《' | '【' => depth += 1,
            '）' | ')' | '”' | '》' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth > 0
}

/// A text without what stands in brackets.
pub(super) fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth > 0 => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Whether a sentence says what the authority itself will do.
pub(super) fn is_the_authoritys(sentence: &str) -> bool {
    static AUTHORITY: OnceLock<Expression> = OnceLock::new();
    let authority = AUTHORITY.get_or_init(|| {
        expression(
            r"(?:我委|我局|我厅|我部|我办|学会|协会|专家|领导小组|办公室|中心|评委会|组委会|审核单位|受理单位|初审单位|市教育局|省教育厅|部委|主办单位)
              (?:将|负责|组织|对|提出)|现将|公示",
        )
    });
    // 现将…转发给你们，请…: what follows is asked for.
    static FORWARDS: OnceLock<Expression> = OnceLock::new();
    let forwards = FORWARDS.get_or_init(|| {
        expression(r"现将[^。；]{0,260}?(?:转发|印发|发)(?:给)?(?:你们|你单位|各单位)[，,；;]")
    });
    let asked = match forwards.find(sentence) {
        Some(found) => &sentence[found.end()..],
        None => sentence,
    };
    authority.is_match(asked)
}

/// How binding a sentence is; `None` where it demands nothing.
pub(super) fn strength(sentence: &str) -> Option<Strength> {
    let text = word_lists::list("not-a-demand").blanked(sentence);
    if word_lists::list("demand-in-principle").is_in(&text) {
        return Some(Strength::InPrinciple);
    }
    if word_lists::list("demand-must-not").is_in(&text) {
        return Some(Strength::MustNot);
    }
    if word_lists::list("demand-must").is_in(&text) {
        return Some(Strength::Must);
    }
    if word_lists::list("demand-encouraged").is_in(&text) {
        return Some(Strength::Encouraged);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enumeration_is_parted_where_its_members_may_stand_alone() {
        let is_document =
            |text: &str| word_lists::list("document-noun").ends(&without_brackets(text));
        let found = members("案例文本、汇总表和承诺书（见附件1、2）以及推荐函", is_document);
        assert_eq!(found, ["案例文本", "汇总表", "承诺书（见附件1、2）", "推荐函"]);
        assert_eq!(members("科学问题和工程技术", is_document), ["科学问题和工程技术"]);
    }

    #[test]
    fn strength_is_read_from_the_word_and_not_from_a_character() {
        assert_eq!(strength("推广应用相应成果"), None);
        assert_eq!(strength("应装订成册"), Some(Strength::Must));
        assert_eq!(strength("原则上不得超过3个"), Some(Strength::InPrinciple));
        assert_eq!(strength("逾期不予受理"), Some(Strength::MustNot));
        assert_eq!(strength("优先支持联合申报"), Some(Strength::Encouraged));
    }
}
