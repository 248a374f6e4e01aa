//! Emphasis that only some programs show: `**句子。**后面` is bold here and in print, and a row of
//! asterisks elsewhere.
//!
//! CommonMark decides by the characters next to the marks whether they open or close; Chinese
//! punctuation inside and a character outside keeps them from it (commonmark-spec issue 650).
//! Programs differ, so both readings are made and compared.

use std::collections::HashSet;
use std::ops::Range;

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};

/// Emphasis in a text that plain CommonMark does not see, as byte ranges with the marks, in order.
pub fn fragile(text: &str) -> Vec<Range<usize>> {
    if !text.contains(['*', '_', '~']) {
        return Vec::new();
    }
    let plain: HashSet<Range<usize>> = marks(text, false).into_iter().collect();
    let mut friendly = marks(text, true);
    friendly.retain(|range| !plain.contains(range));
    friendly
}

/// Where emphasis begins and ends.
fn marks(text: &str, friendly: bool) -> Vec<Range<usize>> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.cjk_friendly_emphasis = friendly;
    // CommonMark ends a line at LF, CRLF, and CR alone.
    let ends = text
        .char_indices()
        .filter(|(i, c)| *c == '\n' || (*c == '\r' && !text[i + 1..].starts_with('\n')));
    let mut starts = vec![0];
    starts.extend(ends.map(|(i, _)| i + 1));
    let offset = |line: usize, column: usize| {
        let index = line.saturating_sub(1);
        let Some(start) = starts.get(index) else { return text.len() };
        (start + column).min(text.len())
    };
    let arena = Arena::new();
    let mut out = Vec::new();
    for node in parse_document(&arena, text, &options).descendants() {
        let data = node.data();
        if matches!(data.value, NodeValue::Strong | NodeValue::Emph | NodeValue::Strikethrough) {
            let place = data.sourcepos;
            out.push(
                offset(place.start.line, place.start.column.saturating_sub(1))
                    ..offset(place.end.line, place.end.column),
            );
        }
    }
    // Places that the parser counts otherwise, as where it replaces a character, are none.
    let is_mark = |c: char| matches!(c, '*' | '_' | '~');
    out.retain(|range| {
        let Some(emphasis) = text.get(range.clone()) else { return false };
        emphasis.starts_with(is_mark) && emphasis.ends_with(is_mark)
    });
    out.sort_by_key(|r| (r.start, r.end));
    out
}

/// The same emphasis with the punctuation at its ends moved outside, if plain CommonMark then sees
/// it.
///
/// `before` and `after` are what stands next to it.
pub fn with_marks_moved(before: &str, emphasis: &str, after: &str) -> Option<String> {
    let mark_len = emphasis.bytes().take_while(|b| matches!(b, b'*' | b'_' | b'~')).count();
    let end = emphasis.len().checked_sub(mark_len)?;
    let (mark, inner) = (emphasis.get(..mark_len)?, emphasis.get(mark_len..end)?);
    let is_outer =
        |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, '*' | '_' | '~' | '`');
    let tail = inner.trim_end_matches(is_outer);
    let body = tail.trim_start_matches(is_outer);
    let (front, back) = (&inner[..tail.len() - body.len()], &inner[tail.len()..]);
    // Only the end, then both ends: a closing bracket without its opening one must not be torn out.
    [(String::new(), tail, back), (front.to_owned(), body, back)].into_iter().find_map(
        |(front, body, back)| {
            let moved = format!("{front}{mark}{body}{mark}{back}");
            let whole = format!("{before}{moved}{after}");
            let start = before.len() + front.len();
            let wanted = start..start + body.len() + 2 * mark.len();
            let seen = marks(&whole, false).contains(&wanted) && !body.is_empty();
            let count = |mark: char| body.matches(mark).count();
            let balanced = |open: char, close: char| count(open) == count(close);
            let whole_brackets =
                [('（', '）'), ('(', ')'), ('《', '》'), ('“', '”'), ('【', '】'), ('「', '」')]
                    .iter()
                    .all(|(o, c)| balanced(*o, *c));
            if seen && whole_brackets { Some(moved) } else { None }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_readings_are_compared() {
        let found = |t: &str| fragile(t).into_iter().map(|r| t[r].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("前**中文。**后"), ["**中文。**"]);
        assert_eq!(found("前**中文**。后**另一**处"), [] as [&str; 0]);
        assert_eq!(found("按**《方案》**执行"), ["**《方案》**"]);
        assert_eq!(
            found("甲\r前**中文。**后\r\n按**《方案》**执行"),
            ["**中文。**", "**《方案》**"]
        );
        for odd in ["\0甲\0**中文。**后", "\0\r**中文。**\0后", "~\0~中。~\0~"] {
            assert!(fragile(odd).into_iter().all(|r| odd.get(r).is_some()), "{odd:?}");
        }
    }

    #[test]
    fn punctuation_moves_outside() {
        assert_eq!(with_marks_moved("前", "**中文。**", "后").as_deref(), Some("**中文**。"));
        assert_eq!(with_marks_moved("按", "**《方案》**", "执行").as_deref(), Some("《**方案**》"));
        assert_eq!(with_marks_moved("前", "**说明（甲）**", "后"), None);
    }
}
