//! Finds the kinds that a title names side by side.

use std::sync::OnceLock;

use super::categories::fact;
use super::phrases::without_brackets;
use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::patterns::expression;
use crate::reading::sheet::{Facts, ReadCategory};
use crate::reading::zone::Zone;
use crate::text::han::is_han;

/// Two kinds that the title names side by side: 金融类、物流类…; 省“甲奖”、省“乙奖”….
pub(super) fn in_title(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    static PAIR: OnceLock<Expression> = OnceLock::new();
    let pair = PAIR.get_or_init(|| {
        expression(
            r"(?P<first>[\p{Han}]{1,6}类)[、和与](?P<second>[\p{Han}]{1,6}类)
              |(?P<quoted>[\p{Han}]?[“][^”]{2,16}[”])\s*[、和与]\s*(?P<other>[\p{Han}]?[“][^”]{2,16}[”])",
        )
    });
    for line in 1..=notice.line_count().min(20) {
        if notice.zone(line) != Zone::Title {
            continue;
        }
        let text = notice.line(line);
        let Some(captures) = pair.captures(text) else { continue };
        let mut found = Facts::new();
        for group in ["first", "second", "quoted", "other"] {
            if let Some(name) = captures.name(group) {
                let name = name.as_str().trim_start_matches(['年', '度']);
                found.push(fact(notice, &without_brackets(name), text, line));
            }
        }
        return found;
    }
    Facts::new()
}

/// Two kinds that the title names side by side before a word for both (甲、乙开发方案申报): the text joins them alone (甲和乙).
pub(super) fn side_by_side(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    let lines = 1..=notice.line_count().min(20);
    let Some(line) = lines.into_iter().find(|line| notice.zone(*line) == Zone::Title) else {
        return Facts::new();
    };
    let title = notice.line(line);
    let Some(mark) = title.find('、') else { return Facts::new() };
    let before = &title[..mark];
    let start = before.char_indices().rev().take_while(|(_, c)| is_han(*c)).last();
    let first = start.map(|(at, _)| &before[at..]).unwrap_or_default();
    let first = first.trim_start_matches([
        '年', '度', '关', '于', '做', '好', '开', '展', '申', '报', '组', '织', '的',
    ]);
    let behind = &title[mark + '、'.len_utf8()..];
    let end = behind.find(|c: char| !is_han(c)).unwrap_or(behind.len());
    let rest = &behind[..end];
    if !(2..=10).contains(&first.chars().count()) {
        return Facts::new();
    }
    let Some(second) = shortest_joined(notice, first, rest) else { return Facts::new() };
    vec![fact(notice, first, title, line), fact(notice, second, title, line)]
}

/// The shortest beginning of `rest` that the text puts behind `first` and 和 or 、.
fn shortest_joined<'a>(notice: &CutNotice<'_>, first: &str, rest: &'a str) -> Option<&'a str> {
    let mut shortest: Option<usize> = None;
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        for (at, _) in sentence.text.match_indices(first) {
            let behind = &sentence.text[at + first.len()..];
            let Some(joined) = behind.strip_prefix(['和', '与', '、', '及']) else { continue };
            let same = joined.chars().zip(rest.chars()).take_while(|(a, b)| a == b);
            let length: usize = same.map(|(a, _)| a.len_utf8()).sum();
            if length >= 6 && shortest.is_none_or(|known| length < known) {
                shortest = Some(length);
            }
        }
    }
    let length = shortest.filter(|length| *length < rest.len())?;
    Some(&rest[..length])
}
