//! `document-number-form`: 〔2023〕5号 (GB/T 9704-2012 7.2.5: the whole year in 六角括号, no 第, no
//! leading zero).

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han::is_han;

use crate::rules::engine::replacement::{digits, replace};

const OPEN: [char; 7] = ['[', '［', '(', '（', '【', '〔', '「'];
const CLOSE: [char; 7] = [']', '］', ')', '）', '】', '〕', '」'];

/// All numbers of documents.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for prose in cx.prose() {
        let text = prose.text();
        if !text.contains('号') {
            continue;
        }
        for (at, _) in text.match_indices(OPEN) {
            if let Some((end, right)) = judge(text, at) {
                out.push(replace(cx, prose, at, end, &right));
            }
        }
    }
    out
}

/// The end of a number that begins with its bracket, and how it should be; `None` if it is right or
/// none at all.
fn judge(text: &str, at: usize) -> Option<(usize, String)> {
    // A word for the issuer stands before it: 国发, 桂环发. A court's file has its brackets in
    // front.
    text[..at].chars().next_back().filter(|c| is_han(*c))?;
    let open = text[at..].chars().next()?;
    let inner = &text[at + open.len_utf8()..];
    let year = digits(inner);
    let close = inner[year..].chars().next().filter(|c| CLOSE.contains(c))?;
    let mut rest = &inner[year + close.len_utf8()..];
    let spaces = rest.len() - rest.trim_start().len();
    rest = rest.trim_start();
    let ordinal = rest.strip_prefix('第');
    rest = ordinal.unwrap_or(rest);
    let number = digits(rest);
    rest[number..].strip_prefix('号').filter(|_| number > 0 && number < 6)?;
    let full_year = match &inner[..year] {
        y if y.len() == 4 && (y.starts_with("19") || y.starts_with("20")) => y.to_owned(),
        y if y.len() == 2 && open == '〔' => format!("20{y}"),
        _ => return None,
    };
    let bare = rest[..number].trim_start_matches('0');
    let right = format!("〔{full_year}〕{bare}号");
    let end = text.len() - rest.len() + number + '号'.len_utf8();
    (text[at..end] != right && spaces == 0 && !bare.is_empty()).then_some((end, right))
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn forms() {
        let right = |t: &str| t.find(super::OPEN).and_then(|at| judge(t, at)).map(|(_, r)| r);
        assert_eq!(right("国发[2023]5号").as_deref(), Some("〔2023〕5号"));
        assert_eq!(right("桂环发〔2023〕第05号").as_deref(), Some("〔2023〕5号"));
        for text in [
            "发改环资〔2021〕1524号",
            "（2023）桂01民终5号",
            "方案（2023年）",
            "公告2023年第5号",
            "表（2023）",
        ] {
            assert_eq!(right(text), None, "{text}");
        }
    }
}
