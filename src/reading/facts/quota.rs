//! Finds how many may be recommended or entered: in sentences, and in tables.

use std::sync::OnceLock;

use super::phrases;
use super::quota_table;
use super::topics;
use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::{expression, wording};
use crate::reading::sheet::{Facts, ReadQuota, Strength};
use crate::reading::zone::Zone;
use crate::text::numeral::parse_chinese;

/// Reads them.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<ReadQuota> {
    static QUOTA: OnceLock<Expression> = OnceLock::new();
    let quota = QUOTA.get_or_init(|| wording("quota", "quota"));
    let topics = topics::topics(notice);
    let mut found = Facts::new();
    for sentence in &notice.sentences {
        let topic = topics.get(sentence.line - 1).copied().unwrap_or_default();
        if sentence.zone != Zone::Body
            || topic.excluded
            || phrases::is_the_authoritys(sentence.text)
        {
            continue;
        }
        let Some(matched) = quota.find(sentence.text) else { continue };
        if is_about_something_else(sentence.text, matched.start(), matched.end()) {
            continue;
        }
        found.push(Fact::stated(
            quota_of(sentence.text, matched.as_str()),
            sentence.text,
            sentence.line,
        ));
    }
    found.extend(quota_table::read(notice));
    found
}

/// Sums, pages, members of a team, experts and the authority's own choice are no quota.
fn is_about_something_else(sentence: &str, start: usize, end: usize) -> bool {
    let matched = &sentence[start..end];
    let inside = [
        "万元",
        "成员",
        "参与人",
        "专家",
        "合作单位",
        "参与单位",
        "完成人",
        "课题组",
        "主要参与",
        "人数",
        "导师",
    ];
    let before: Vec<char> = sentence[..start].chars().rev().take(10).collect();
    let before: String = before.into_iter().rev().collect();
    let last = match matched.chars().next_back() {
        Some(last) => last.len_utf8(),
        None => 0,
    };
    let behind: String = sentence[end..].chars().take(6).collect();
    // A wording may take in the character behind the unit: 至少2个周|期.
    let with_last: String = sentence[end - last..].chars().take(4).collect();
    let beside =
        ["课题组", "成员", "专家", "合作单位", "完成人", "指导教师", "指导老师", "导师", "参与人"];
    let is_beside = beside.iter().any(|word| before.ends_with(word) || behind.contains(word));
    let is_length = [
        "字",
        "页",
        "分钟",
        "万",
        "元",
        "％",
        "%",
        "份",
        "周期",
        "月",
        "工作日",
        "小时",
        "方面",
        "阶段",
        "年度",
    ]
    .iter()
    .any(|unit| behind.starts_with(unit) || with_last.starts_with(unit));
    is_beside || is_length || inside.iter().any(|word| matched.contains(word))
}

/// What a wording limits.
fn quota_of(sentence: &str, matched: &str) -> ReadQuota {
    static COUNT: OnceLock<Expression> = OnceLock::new();
    let count = COUNT.get_or_init(|| {
        expression(
            r"(?P<low>[0-9０-９]+\s*[-—～~－至])?\s*(?P<number>[0-9０-９]+|[一二三四五六七八九十两]+)\s*
              (?:个|项|名|家|门|件|篇|户|组|幅|支|所|例|种|人|节|套|位)",
        )
    });
    static PER: OnceLock<Expression> = OnceLock::new();
    let per = PER.get_or_init(|| {
        expression(
            r"(?P<per>(?:每|各)[^，。；限可至最0-9推申报选遴送择考原不负超]{1,20})
              (?:可|均可|限|推荐|申报|选|择优|至多|最多|不超过|原则上|负责|报送|至少|只能)",
        )
    });
    let number = count.captures(matched).and_then(|captures| captures.name("number"));
    let is_least = matched.contains("至少") || matched.contains("不少于");
    let max = match number {
        Some(number) if !is_least => value(number.as_str()),
        _ => None,
    };
    let strength = match phrases::strength(sentence) {
        Some(Strength::InPrinciple) => Strength::InPrinciple,
        Some(Strength::Encouraged) => Strength::Encouraged,
        _ => Strength::Must,
    };
    let per = per.captures(sentence).and_then(|captures| captures.name("per"));
    let per = per.map(|found| found.as_str().trim().to_owned());
    ReadQuota { max, per, strength }
}

/// A number in Arabic digits of either width or in Han.
pub(super) fn value(text: &str) -> Option<u32> {
    let mut folded = String::new();
    for c in text.trim().chars() {
        match c {
            '0'..='9' => folded.push(c),
            '０'..='９' => folded.push(char::from_u32(c as u32 - '０' as u32 + '0' as u32)?),
            _ => return parse_chinese(text.trim()),
        }
    }
    folded.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_number_is_taken_and_whom_it_binds() {
        let quota = quota_of("每个设区市推荐2-3个项目。", "推荐2-3个项目");
        assert_eq!((quota.max, quota.per.as_deref()), (Some(3), Some("每个设区市")));
        assert_eq!(quota_of("至少推荐1户", "至少推荐1户").max, None);
        assert_eq!(quota_of("每人限报一项", "限报一项").max, Some(1));
    }
}
