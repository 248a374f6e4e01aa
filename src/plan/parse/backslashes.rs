//! Backslashes that CommonMark takes for its own and that were meant as they stand: marks of
//! formulas, paths of Windows.

use crate::text::han::is_han;

/// Bytes of a formula at most.
const LONGEST: usize = 200;

/// Where a text as it was written has backslashes that get lost, as ranges of bytes. A backslash
/// before a mark that shall be printed is no loss.
pub(super) fn lost(written: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(found) = written[from..].find('\\') {
        let start = from + found;
        let length = formula(&written[start..]).or_else(|| path(written, start));
        from = match length {
            Some((back, length)) => {
                out.push((start - back, start + length));
                start + length
            }
            // The backslash and what it stands before.
            None => {
                let next = written[start + 1..].chars().next();
                start + 1 + next.map(char::len_utf8).unwrap_or(0)
            }
        };
    }
    out
}

/// `\(E=mc\)` or `\[E=mc\]` at the start of a text: no bytes before it, and its length.
fn formula(text: &str) -> Option<(usize, usize)> {
    let (close, needs) = match text.as_bytes().get(1)? {
        b'(' => ("\\)", None),
        b'[' => ("\\]", Some(['=', '^', '{', '+', '\\'])),
        _ => return None,
    };
    let inner = &text[2..];
    let length = inner.find(close).filter(|length| *length <= LONGEST)?;
    let inner = &inner[..length];
    let is_plain = !inner.chars().any(|c| is_han(c) || c == '\n');
    let has_letter = inner.contains(|c: char| c.is_alphabetic());
    let is_formula = needs.is_none_or(|signs| inner.contains(signs));
    let length = 2 + length + close.len();
    if is_plain && has_letter && is_formula { Some((0, length)) } else { None }
}

/// A path that begins with a drive before this backslash, or is on another machine: the bytes of
/// it before the backslash, and its length from there on. Only where a backslash gets lost.
fn path(written: &str, start: usize) -> Option<(usize, usize)> {
    let before = &written[..start];
    let rest = &written[start..];
    let is_stop = |c: char| matches!(c, '，' | '。' | '；' | '、' | '）' | '”' | '：');
    let is_end = |c: char| c.is_whitespace() || is_stop(c);
    let length = rest.find(is_end).unwrap_or(rest.len());
    let token = &rest[..length];
    let is_other = |c: char| !c.is_ascii_alphanumeric();
    if let Some(drive) = before.strip_suffix(':') {
        let is_letter = drive.ends_with(|c: char| c.is_ascii_alphabetic());
        let is_alone =
            is_letter && drive[..drive.len() - 1].chars().next_back().is_none_or(is_other);
        // Characters that no name on Windows has; then the backslash was meant to print a mark.
        let is_name = !token.contains(['*', '?', '"', '<', '>', '|']);
        let is_path = is_alone && is_name && is_eaten(token);
        return if is_path { Some((2, length)) } else { None };
    }
    let is_first = before.chars().next_back().is_none_or(is_other) && !before.ends_with('\\');
    let name = token.strip_prefix("\\\\")?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    let parts = name.trim_end_matches('\\');
    let is_path = parts.contains('\\') && !parts.contains("\\\\");
    if is_first && is_name && is_path { Some((0, length)) } else { None }
}

/// Whether a path has a backslash before a mark other than a backslash.
fn is_eaten(token: &str) -> bool {
    let mut chars = token.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.next().is_some_and(|next| next != '\\' && next.is_ascii_punctuation())
        {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::lost;

    #[test]
    fn only_backslashes_that_were_meant_are_lost() {
        let rows: &[(&str, &[&str])] = &[
            (r"效率\(E=Q/G\)高", &[r"\(E=Q/G\)"]),
            (r"记作\(c\)和\[a=b\]", &[r"\(c\)", r"\[a=b\]"]),
            (r"放在C:\.x\_y，另见 \\srv\共享\甲。", &[r"C:\.x\_y", r"\\srv\共享\甲"]),
            (r"\(一\)、\(1\)、\[1\]、\[甲\]、3\*4、\_x、\%", &[]),
            (r"C:\data\甲、C:\\data，比例a:\_b\*，\\\\srv\\甲", &[]),
            (r"换行\\下一行\", &[]),
        ];
        for (text, wanted) in rows {
            let found: Vec<&str> = lost(text).into_iter().map(|(a, b)| &text[a..b]).collect();
            assert_eq!(&found, wanted, "{text}");
        }
    }
}
