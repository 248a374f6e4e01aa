//! Lists of materials that stand on one line: 须提交以下材料：（1）申报书；（2）营业执照。

use std::sync::LazyLock;

use super::phrases::{cut_outside, inside, trimmed};
use crate::reading::expression::Expression;
use crate::reading::patterns::wording;
use crate::reading::sentence;

static ANNOUNCES: LazyLock<Expression> = LazyLock::new(|| wording("materials", "announces"));
static NUMBER: LazyLock<Expression> = LazyLock::new(|| wording("materials", "inline-number"));

/// The items of the row behind a colon whose words announce materials; none where there is no such
/// row of several.
pub(super) fn items(line: &str) -> Vec<&str> {
    for (colon, mark) in line.match_indices(['：', ':']) {
        let before = sentence_end(&line[..colon]);
        if inside(line, colon) || !ANNOUNCES.is_match(before) {
            continue;
        }
        let behind = &line[colon + mark.len()..];
        let row = up_to_full_stop(behind);
        let mut items = numbered(row);
        if items.len() < 2 {
            items = cut_outside(row, &['；', ';']);
            items.retain(|item| !trimmed(item).is_empty());
        }
        if items.len() > 1 {
            return items.into_iter().map(trimmed).collect();
        }
    }
    Vec::new()
}

/// The last sentence of a text.
fn sentence_end(text: &str) -> &str {
    match sentence::cut(text).pop() {
        Some((_, last)) => last,
        None => text,
    }
}

fn up_to_full_stop(text: &str) -> &str {
    let stop = text.match_indices('。').find(|(at, _)| !inside(text, *at));
    match stop {
        Some((at, _)) => &text[..at],
        None => text,
    }
}

/// The items of a row in which each begins with a number, the first one at once.
fn numbered(row: &str) -> Vec<&str> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for found in NUMBER.find_iter(row) {
        let before = row[..found.start()].trim_end();
        let is_first = before.is_empty();
        let follows = before.ends_with(['；', ';', '。', '，', '、']);
        if is_first || !starts.is_empty() && follows {
            starts.push((found.start(), found.end()));
        }
    }
    let mut items = Vec::new();
    for (index, (_, from)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map(|(start, _)| *start);
        items.push(&row[*from..end.unwrap_or(row.len())]);
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_behind_a_colon_is_cut_at_its_numbers_or_semicolons() {
        assert_eq!(
            items(
                "申报单位须在线提交以下材料：（1）申报书；（2）查新报告（基础研究除外）；（3）合作协议。"
            ),
            ["申报书", "查新报告（基础研究除外）", "合作协议"]
        );
        assert_eq!(
            items("（三）申报材料包括：申报书；营业执照。另行通知。"),
            ["申报书", "营业执照"]
        );
        assert!(items("申报材料：申报书、营业执照。").is_empty());
        assert!(items("评审程序：（1）初审；（2）复审。").is_empty());
    }
}
