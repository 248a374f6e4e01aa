//! Small questions about inline text.

use std::ops::Range;

use crate::plan::model::{Inline, InlineKind};
use crate::text::han;

/// Whether a piece of inline text shows nothing.
pub(super) fn is_blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Whether raw HTML is a certain tag, opening or empty.
pub(super) fn is_tag(html: &str, name: &str) -> bool {
    let inner = html.trim_start_matches('<').trim_end_matches('>');
    let inner = inner.trim_end_matches('/').trim();
    inner.eq_ignore_ascii_case(name)
}

/// Whether words between `^` or `~` marks are a super- or subscript rather than two ranges: short,
/// without Chinese or spaces, and for digits not straight behind another digit on both sides, as in
/// `5~10~`.
pub(super) fn is_script(words: &str, before: Option<&Inline>) -> bool {
    let short = words.chars().count() <= 8 && !words.is_empty();
    let plain = !words.chars().any(|c| c.is_whitespace() || han::is_cjk(c) || c == '~' || c == '^');
    let marks_a_number = matches!(before.map(|b| &b.kind), Some(InlineKind::Text(text)) if text.ends_with(|c: char| c.is_ascii_digit()));
    let is_number = words.chars().all(|c| c.is_ascii_digit() || c == '-' || c == '+');
    short && plain && (!marks_a_number || is_number)
}

/// Puts `<sub>…</sub>` and `<sup>…</sup>` together.
pub(super) fn join_tags(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut open: Vec<(bool, usize)> = Vec::new();
    for inline in inlines {
        let (is_sub, closes) = match &inline.kind {
            InlineKind::Html(html) if is_tag(html, "sub") => (true, false),
            InlineKind::Html(html) if is_tag(html, "sup") => (false, false),
            InlineKind::Html(html) if is_tag(html, "/sub") => (true, true),
            InlineKind::Html(html) if is_tag(html, "/sup") => (false, true),
            _ => {
                out.push(inline);
                continue;
            }
        };
        match open.last() {
            Some((kind, index)) if closes && *kind == is_sub => {
                let index = *index;
                open.pop();
                let mut inner = out.split_off(index);
                let first = inner.remove(0);
                let at = first.at.with(first.at.span.join(inline.at.span));
                let kind = if is_sub { InlineKind::Sub(inner) } else { InlineKind::Sup(inner) };
                out.push(Inline { kind, at });
            }
            _ => {
                // Scripts do not nest in honest text; a limit keeps the tree shallow.
                if !closes && open.len() < 4 {
                    open.push((is_sub, out.len()));
                }
                out.push(inline);
            }
        }
    }
    out
}

/// Cuts a text that was unescaped into pieces: each is a range of the text and the bytes of the
/// source that it stands for, the same bytes but for entities. `None` if the two do not belong
/// together.
pub(super) fn align(source: &str, text: &str) -> Option<Vec<(Range<usize>, usize, usize)>> {
    let (mut i, mut j) = (0, 0);
    let (mut piece_i, mut piece_j) = (0, 0);
    let mut out = Vec::new();
    while j < text.len() {
        let (rest, wanted) = (&source[i..], &text[j..]);
        let c = rest.chars().next()?;
        let want = wanted.chars().next()?;
        let escaped = rest[c.len_utf8()..]
            .chars()
            .next()
            .filter(|n| c == '\\' && n.is_ascii_punctuation() && *n == want);
        let mut entity = if c == '&' { entity(rest) } else { None };
        if entity.is_some_and(|name| wanted.starts_with(name)) {
            entity = None;
        }
        if escaped.is_none() && entity.is_none() && c == want {
            i += c.len_utf8();
            j += c.len_utf8();
            continue;
        }
        if piece_j < j {
            out.push((piece_j..j, piece_i, i));
        }
        if escaped.is_some() {
            i += 1;
        } else if let Some(name) = entity {
            let after = match rest[name.len()..].chars().next() {
                Some('&' | '\\') | None => "",
                Some(next) => &rest[name.len()..name.len() + next.len_utf8()],
            };
            let ends = wanted.char_indices().map(|(k, c)| k + c.len_utf8());
            let mut ends = ends.take(2);
            let end = ends.find(|end| wanted[*end..].starts_with(after));
            let len = end.unwrap_or(want.len_utf8());
            out.push((j..j + len, i, i + name.len()));
            i += name.len();
            j += len;
        } else if c == '\0' && want == '\u{fffd}' {
            out.push((j..j + 3, i, i + 1));
            i += 1;
            j += 3;
        } else {
            return None;
        }
        (piece_i, piece_j) = (i, j);
    }
    if !source[i..].chars().all(|c| c.is_whitespace() || c == '\\') {
        return None;
    }
    if piece_j < j {
        out.push((piece_j..j, piece_i, i));
    }
    Some(out)
}

/// The entity at the start of a text, `&` and `;` included.
fn entity(text: &str) -> Option<&str> {
    let end = text.bytes().take(40).position(|b| b == b';')?;
    let name = &text[1..end];
    let in_name = |b: u8| b.is_ascii_alphanumeric() || b == b'#';
    if !name.is_empty() && name.bytes().all(in_name) { Some(&text[..=end]) } else { None }
}
