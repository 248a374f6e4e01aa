//! Front matter: facts between two lines of marks at the head of a source, which is none of the
//! text. CommonMark makes a heading of it.

use std::borrow::Cow;

use crate::plan::model::{MarkupFault, MarkupFaultKind};
use crate::text::{At, SourceId};

/// Lines that are looked at.
const MOST: usize = 200;

/// The marks of YAML and TOML with what stands behind their keys.
const FORMS: [(&str, &[char]); 2] = [("---", &[':', '：']), ("+++", &['='])];

/// A text with spaces in the place of its front matter, and where that stood.
pub(super) fn without(source: SourceId, text: &str) -> (Cow<'_, str>, Option<MarkupFault>) {
    let Some((start, end)) = range(text) else { return (Cow::Borrowed(text), None) };
    let blank = |c: char| if matches!(c, '\n' | '\r') { c } else { ' ' };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..start]);
    for c in text[start..end].chars() {
        out.extend(std::iter::repeat_n(blank(c), c.len_utf8()));
    }
    out.push_str(&text[end..]);
    let fault = MarkupFault { kind: MarkupFaultKind::FrontMatter, at: At::new(source, start, end) };
    (Cow::Owned(out), Some(fault))
}

/// The bytes of the front matter, both marks included. Text between two horizontal lines is none:
/// it must not get lost.
fn range(text: &str) -> Option<(usize, usize)> {
    let head = text.trim_start();
    let start = text.len() - head.len();
    let (mark, ends_key) = FORMS.into_iter().find(|(mark, _)| head.starts_with(mark))?;
    let mut end = start;
    let mut keys = 0;
    for (number, line) in head.split_inclusive('\n').take(MOST).enumerate() {
        let body = line.trim_end();
        if number == 0 && body != mark {
            return None;
        }
        if number > 0 && (body == mark || (mark == "---" && body == "...")) {
            return if keys > 0 { Some((start, end + body.len())) } else { None };
        }
        end += line.len();
        let is_key = number > 0 && is_key(body, ends_key);
        keys += usize::from(is_key);
        let goes_on = body.is_empty() || line.starts_with([' ', '\t', '#', '-', '[']);
        if number > 0 && !is_key && !goes_on {
            return None;
        }
    }
    None
}

/// Whether a line begins with a key: one word and what ends it.
fn is_key(line: &str, ends_key: &[char]) -> bool {
    let Some((word, _)) = line.split_once(ends_key) else { return false };
    let word = word.trim_end().trim_matches(['"', '\'']);
    let in_key = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    !word.is_empty() && word.chars().all(in_key)
}
