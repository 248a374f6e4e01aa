//! Pictures that editors write and CommonMark does not know: paths with spaces, sizes, `![[…]]`;
//! and paths as editors write them, `%E5%9B%BE`.

use crate::plan::caption::is_caption;
use crate::plan::model::{Image, Inline, InlineKind, MarkupFault, MarkupFaultKind};
use crate::text::han::fold;

use super::MarkdownReader;
use super::source_positions::SourcePositions;

impl MarkdownReader<'_> {
    /// Captions of pictures within text: only a picture that stands alone has its caption printed.
    pub(super) fn find_lost_captions(&mut self, inlines: &[Inline]) {
        let mut captions: Vec<&Image> = Vec::new();
        let mut words = String::new();
        let mut waiting: Vec<&Inline> = inlines.iter().collect();
        while let Some(inline) = waiting.pop() {
            match &inline.kind {
                InlineKind::Image(image) => captions.push(image),
                InlineKind::Text(text) => words.push_str(text),
                InlineKind::Strong(inner)
                | InlineKind::Emph(inner)
                | InlineKind::Link { inlines: inner, .. } => waiting.extend(inner),
                _ => {}
            }
        }
        let words = if captions.is_empty() { words } else { fold(&words) };
        for image in captions.into_iter().rev() {
            let alt = Inline { kind: InlineKind::Text(image.alt.clone()), at: image.at };
            if is_caption(&[alt], '图') && !words.contains(&fold(&image.alt)) {
                self.faults
                    .push(MarkupFault { kind: MarkupFaultKind::InlineCaption, at: image.at });
            }
        }
    }
}

/// Pushes a text that stands in the source as it is, the pictures in it as such.
pub(super) fn pieces(
    places: &SourcePositions<'_>,
    text: &str,
    range: (usize, usize),
    out: &mut Vec<Inline>,
) {
    let push_text = |from: usize, to: usize, out: &mut Vec<Inline>| {
        if from < to {
            let kind = InlineKind::Text(text[from..to].to_owned());
            out.push(Inline { kind, at: places.at((range.0 + from, range.0 + to)) });
        }
    };
    let mut done = 0;
    let mut from = 0;
    while let Some(found) = text[from..].find("![") {
        let start = from + found;
        let Some((length, path, alt)) = picture(&text[start..]) else {
            from = start + "![".len();
            continue;
        };
        push_text(done, start, out);
        let at = places.at((range.0 + start, range.0 + start + length));
        let image = Image { path: decoded(&path), alt, at };
        out.push(Inline { kind: InlineKind::Image(image), at });
        done = start + length;
        from = done;
    }
    push_text(done, text.len(), out);
}

/// A picture at the start of a text: its bytes, its path and its words.
fn picture(text: &str) -> Option<(usize, String, String)> {
    if let Some(inner) = text.strip_prefix("![[") {
        let end = inner.find("]]")?;
        let mut parts = inner[..end].split('|');
        let path = parts.next()?.trim();
        let is_size = |part: &str| part.chars().all(|c| c.is_ascii_digit() || c == 'x');
        let alt = parts.find(|part| !is_size(part.trim())).unwrap_or_default();
        let length = "![[".len() + end + "]]".len();
        if !is_file(path) {
            return None;
        }
        return Some((length, path.to_owned(), alt.trim().to_owned()));
    }
    let inner = text.strip_prefix("![")?;
    let middle = inner.find("](")?;
    let alt = &inner[..middle];
    let target = &inner[middle + "](".len()..];
    let mut end = target.find(')')?;
    // A bracket in the name: `图(1).png`.
    let count = |end: usize, mark: char| target[..end].matches(mark).count();
    while count(end, '(') > count(end, ')') {
        end += 1 + target[end + 1..].find(')')?;
    }
    let path = without_dimensions(target[..end].trim());
    if alt.contains('[') || !is_file(path) {
        return None;
    }
    let length = "![".len() + middle + "](".len() + end + ")".len();
    Some((length, path.to_owned(), without_size(alt).to_owned()))
}

/// Whether a text may be the name of a file: one line, with an ending.
fn is_file(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let is_ending = (1..=5).contains(&ending.len());
    let is_plain = ending.chars().all(|c| c.is_ascii_alphanumeric());
    path.contains('.') && is_ending && is_plain && !path.contains('\n')
}

/// A path without ` =300x200` behind it.
fn without_dimensions(path: &str) -> &str {
    let Some((before, size)) = path.rsplit_once(" =") else { return path };
    let is_size = size.chars().all(|c| c.is_ascii_digit() || matches!(c, 'x' | '%' | '*'));
    if is_size { before.trim_end() } else { path }
}

/// The words of a picture without the size behind them, `图1 路线|300`.
pub(super) fn without_size(alt: &str) -> &str {
    let Some((before, size)) = alt.rsplit_once('|') else { return alt };
    let is_of_size = |c: char| c.is_ascii_digit() || c == 'x';
    let is_size = !size.is_empty() && size.chars().all(is_of_size);
    if is_size { before.trim_end() } else { alt }
}

/// A path with `%E5%9B%BE` as the characters that they stand for, and `/` for `\`; as it is where
/// they stand for none.
pub(super) fn decoded(path: &str) -> String {
    if path.contains(':') {
        return path.to_owned();
    }
    let path = path.replace('\\', "/");
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or(path)
}
