//! Tags of HTML in running text: which ones only dress the words, and which are words themselves.

use crate::plan::model::{Image, Inline, InlineKind};

/// Elements that dress the words between their two tags.
const DRESSING: [&str; 22] = [
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "small", "span", "strike", "strong", "sub", "u",
];

/// Elements that begin a line or a block, whether or not they are closed.
const BLOCKS: [&str; 45] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
];

/// The name of a tag in small letters, without `/`; `None` for what is no tag.
pub(super) fn name(tag: &str) -> Option<String> {
    let inner = tag.strip_prefix('<')?.trim_start_matches('/');
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric());
    let end = end.unwrap_or(inner.len());
    let (name, rest) = inner.split_at(end);
    let is_end = rest.starts_with(['>', '/', ' ', '\t', '\n', '\r']);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if is_name && is_end { Some(name.to_ascii_lowercase()) } else { None }
}

/// Whether an element begins a line or a block.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || name == "ul"
}

/// Makes text of tags that are none of HTML's (`<XX>`, or `<B>` without its end), pictures of
/// `<img>`, line ends of tags that begin a line. Tags that only dress words stay HTML.
pub(super) fn settle(inlines: Vec<Inline>) -> Vec<Inline> {
    if !inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Html(_))) {
        return inlines;
    }
    let paired = paired(&inlines);
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for (index, inline) in inlines.into_iter().enumerate() {
        let InlineKind::Html(html) = &inline.kind else {
            out.push(inline);
            continue;
        };
        let name = name(html);
        let name = name.as_deref().unwrap_or_default();
        let image = if name == "img" { picture(html, &inline) } else { None };
        let kind = match image {
            Some(image) => InlineKind::Image(image),
            None if is_block(name) && (html.starts_with("</") || out.is_empty()) => inline.kind,
            None if is_block(name) => InlineKind::LineBreak,
            None if paired.contains(&index) => inline.kind,
            None => InlineKind::Text(html.clone()),
        };
        out.push(Inline { kind, at: inline.at });
    }
    out
}

/// The tags of elements that dress words and have both their tags, as indices.
fn paired(inlines: &[Inline]) -> std::collections::BTreeSet<usize> {
    let mut out = std::collections::BTreeSet::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    for (index, inline) in inlines.iter().enumerate() {
        let InlineKind::Html(html) = &inline.kind else { continue };
        let Some(name) = name(html) else { continue };
        if name != "sup" && !DRESSING.contains(&name.as_str()) {
            continue;
        }
        if !html.starts_with("</") {
            open.push((name, index));
        } else if let Some(depth) = open.iter().rposition(|(known, _)| *known == name) {
            out.insert(open[depth].1);
            out.insert(index);
            open.truncate(depth);
        }
    }
    out
}

fn picture(tag: &str, inline: &Inline) -> Option<Image> {
    let path = super::picture_text::decoded(&attribute(tag, "src")?);
    let alt = attribute(tag, "alt").unwrap_or_default();
    Some(Image { path, alt, at: inline.at })
}

/// The value of an attribute, its quotes taken off.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower[from..].find(name) {
        let start = from + found;
        from = start + name.len();
        let is_word = tag[..start].ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let Some(value) = tag[from..].trim_start().strip_prefix('=') else { continue };
        if !is_word {
            continue;
        }
        let value = value.trim_start();
        let quote = value.chars().next()?;
        if matches!(quote, '"' | '\'') {
            let inner = &value[1..];
            return Some(inner[..inner.find(quote)?].to_owned());
        }
        let end = value.find(|c: char| c.is_whitespace() || c == '>');
        let end = end.unwrap_or(value.len());
        return Some(value[..end].trim_end_matches('/').to_owned());
    }
    None
}
