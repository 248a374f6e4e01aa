//! Running text as Typst code.

use std::fmt::Write as _;

use crate::plan::{Inline, InlineKind, columns};
use crate::text::han::{is_cjk, is_han};
use crate::text::{At, Span, coverage};

use super::literal;
use super::writer::CodeWriter;

/// Signs between the ends of a range, which must not begin a line (GB/T 15834—2011, 5.1). A doubled
/// — is a dash and may not be cut either, which the typesetter knows.
const RANGE_SIGNS: [char; 3] = ['—', '–', '～'];

impl CodeWriter<'_> {
    pub(in crate::render) fn inlines(&mut self, inlines: &[Inline]) {
        for (index, inline) in inlines.iter().enumerate() {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) => self.text(text, inline.at),
                InlineKind::Strong(inner) => self.call("#strong[", inner),
                InlineKind::Emph(inner) => self.call("#emph[", inner),
                InlineKind::Strike(inner) => self.call("#strike[", inner),
                InlineKind::Sup(inner) => self.call("#super[", inner),
                InlineKind::Sub(inner) => self.call("#sub[", inner),
                InlineKind::Link { url, inlines } => {
                    let is_address = ["https://", "http://", "mailto:"]
                        .iter()
                        .any(|scheme| url.starts_with(scheme));
                    let open = if is_address {
                        format!("#link({})[", literal(url))
                    } else {
                        "#[".to_owned()
                    };
                    self.call(&open, inlines);
                }
                InlineKind::Image(image) => {
                    let start = self.code.len();
                    self.code.push_str("#small-picture(style, ");
                    self.picture(image);
                    self.code.push_str(");");
                    self.mark(start, inline.at, false);
                }
                // A line end between Chinese characters is nothing; between words of letters it is
                // a space.
                InlineKind::SoftBreak => {
                    let before = inlines[..index].iter().rev().find_map(|i| edge(i, true));
                    let after = inlines[index + 1..].iter().find_map(|i| edge(i, false));
                    if before.is_some_and(|c| !is_cjk(c)) && after.is_some_and(|c| !is_cjk(c)) {
                        self.code.push_str("#\" \";");
                    }
                }
                InlineKind::LineBreak => self.code.push_str("#linebreak();"),
                InlineKind::Note(name) => self.note(name, inline.at),
                InlineKind::Html(_) => {}
            }
        }
    }

    fn call(&mut self, open: &str, inner: &[Inline]) {
        self.code.push_str(open);
        self.inlines(inner);
        self.code.push_str("];");
    }

    /// A note: its text at the first reference, its number at the others.
    fn note(&mut self, name: &str, at: At) {
        if let Some(number) = self.notes.get(name) {
            let _ = write!(self.code, "#footnote(<note-{number}>);");
            return;
        }
        let plan = self.plan;
        let Some((_, blocks)) = plan.footnotes.iter().find(|(n, _)| n == name) else { return };
        let number = self.notes.len() + 1;
        self.notes.insert(name.to_owned(), number);
        let start = self.code.len();
        self.code.push_str("#footnote[");
        self.one_or_more(blocks);
        let _ = write!(self.code, "]<note-{number}>");
        self.mark(start, at, false);
    }

    /// Text, in pieces where the code must say more than the letters.
    pub(in crate::render) fn text(&mut self, text: &str, at: At) {
        let exact = text.len() == at.span.range().len();
        let place = |start: usize, end: usize| {
            let base = at.span.start as usize;
            if exact { at.with(Span::new(base + start, base + end)) } else { at }
        };
        let mut from = 0;
        let fonts = self.fonts.clone();
        for piece in
            pieces(text, self.widest_run, &|c| coverage::printable(c) || fonts.system_prints(c))
        {
            let (start, end, kind) = piece;
            self.string(&text[from..start], place(from, start), exact);
            from = end;
            match kind {
                SpecialKind::Nothing => {}
                SpecialKind::Missing(c) => {
                    self.code.push_str("#missing[");
                    self.missing.push((c, place(start, end), self.code.len()));
                    self.string(&format!("U+{:04X}", u32::from(c)), place(start, end), false);
                    self.code.push_str("];");
                }
                SpecialKind::Glued { spaced } => {
                    self.code.push_str(if spaced {
                        "#h(0.25em, weak: true);#box["
                    } else {
                        "#box["
                    });
                    self.string(&text[start..end], place(start, end), exact);
                    self.code.push_str("];");
                }
                SpecialKind::Run => {
                    for (index, c) in text[start..end].char_indices() {
                        let (first, last) = (start + index, start + index + c.len_utf8());
                        self.string(&text[first..last], place(first, last), exact);
                        self.code.push_str("#h(0pt);");
                    }
                }
            }
        }
        self.string(&text[from..], place(from, text.len()), exact);
    }

    fn string(&mut self, text: &str, at: At, exact: bool) {
        if text.is_empty() {
            return;
        }
        self.code.push('#');
        let start = self.code.len();
        self.code.push_str(&literal(text));
        self.mark(start, at, exact);
        self.code.push(';');
    }
}

/// What is not plain text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum SpecialKind {
    /// An invisible character, or one space of several.
    Nothing,
    /// A character that no font has.
    Missing(char),
    /// The end of a number or a character, and the sign of a range: no line may break between them.
    /// `spaced` if Chinese stands before a number, where the typesetter would have put a
    /// quarter of space.
    Glued { spaced: bool },
    /// A run of letters wider than its place: a line may break anywhere in it.
    Run,
}

/// The parts of a text that are not plain, in order.
fn pieces(
    text: &str,
    widest_run: f64,
    prints: &dyn Fn(char) -> bool,
) -> Vec<(usize, usize, SpecialKind)> {
    let mut out: Vec<(usize, usize, SpecialKind)> = Vec::new();
    let mut last = None;
    let mut run = (0, 0.0);
    for (index, c) in text.char_indices() {
        let end = index + c.len_utf8();
        let breaks = c.is_whitespace() || is_cjk(c);
        if breaks {
            close_run(text, run, index, widest_run, &mut out);
            run = (end, 0.0);
        } else {
            run.1 += columns::width(c);
        }
        if coverage::is_invisible(c)
            || (c.is_control() && !c.is_whitespace())
            || (c == ' ' && last == Some(' '))
        {
            out.push((index, end, SpecialKind::Nothing));
        } else if !prints(c) {
            out.push((index, end, SpecialKind::Missing(c)));
        } else if RANGE_SIGNS.contains(&c) && last != Some(c) && !text[end..].starts_with(c) {
            let floor = out.last().map(|(_, end, _)| *end).unwrap_or(0);
            if let Some((start, spaced)) = glue(text, floor, index) {
                out.push((start, end, SpecialKind::Glued { spaced }));
            }
        }
        last = Some(c);
    }
    close_run(text, run, text.len(), widest_run, &mut out);
    out.sort_by_key(|(start, end, _)| (*start, *end));
    out
}

/// Marks a run that is too wide, unless something in it is already marked.
fn close_run(
    text: &str,
    (start, width): (usize, f64),
    end: usize,
    widest: f64,
    out: &mut Vec<(usize, usize, SpecialKind)>,
) {
    if width > widest
        && end > start
        && text.is_char_boundary(start)
        && !out.iter().rev().any(|(_, e, _)| *e > start)
    {
        out.push((start, end, SpecialKind::Run));
    }
}

/// Where what stands before a range's sign begins: a number as a whole, with the character that
/// counts it (`1月—`), otherwise one character. And whether Chinese comes before a number.
fn glue(text: &str, floor: usize, sign: usize) -> Option<(usize, bool)> {
    let all = text.get(floor..sign)?;
    let unit = match all.chars().next_back() {
        Some(last) if is_han(last) => last.len_utf8(),
        _ => 0,
    };
    let before = &all[..all.len() - unit];
    let is_number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '℃' | '‰');
    let number = before.len() - before.trim_end_matches(is_number).len();
    if number > 24 {
        return None;
    }
    if number > 0 {
        let start = sign - unit - number;
        let spaced = text[..start].chars().next_back().is_some_and(is_han);
        return Some((start, spaced));
    }
    let one = all.chars().next_back()?;
    if one.is_whitespace() { None } else { Some((sign - one.len_utf8(), false)) }
}

/// The first or last character of a piece of text.
fn edge(inline: &Inline, last: bool) -> Option<char> {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => {
            if last {
                text.chars().next_back()
            } else {
                text.chars().next()
            }
        }
        InlineKind::Strong(inner)
        | InlineKind::Emph(inner)
        | InlineKind::Strike(inner)
        | InlineKind::Sup(inner)
        | InlineKind::Sub(inner)
        | InlineKind::Link { inlines: inner, .. } => {
            if last {
                inner.iter().rev().find_map(|i| edge(i, last))
            } else {
                inner.iter().find_map(|i| edge(i, last))
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{SpecialKind, coverage, pieces};

    fn parts(text: &str) -> Vec<(&str, SpecialKind)> {
        pieces(text, 6.0, &coverage::printable)
            .into_iter()
            .map(|(start, end, kind)| (&text[start..end], kind))
            .collect()
    }

    #[test]
    fn signs_of_ranges_stay_with_what_is_before_them_and_dashes_are_left_alone() {
        assert_eq!(parts("（2021—2025年）"), [("2021—", SpecialKind::Glued { spaced: false })]);
        assert_eq!(parts("约10%～12.5%"), [("10%～", SpecialKind::Glued { spaced: true })]);
        assert_eq!(parts("及1月—2月"), [("1月—", SpecialKind::Glued { spaced: true })]);
        assert_eq!(parts("周一—周五"), [("一—", SpecialKind::Glued { spaced: false })]);
        assert_eq!(parts("目标——节水"), []);
    }

    #[test]
    fn what_cannot_be_printed_is_told_apart_from_what_is_invisible() {
        assert_eq!(parts("甲\u{200b}乙"), [("\u{200b}", SpecialKind::Nothing)]);
        assert_eq!(parts("李𡊮"), [("𡊮", SpecialKind::Missing('𡊮'))]);
        assert_eq!(parts("a  b"), [(" ", SpecialKind::Nothing)]);
    }

    #[test]
    fn only_runs_that_are_too_wide_may_break() {
        assert_eq!(parts("见ABCDEFGHIJKLMN页"), [("ABCDEFGHIJKLMN", SpecialKind::Run)]);
        assert_eq!(parts("见ABCDE页"), []);
    }
}
