//! Underlined blanks: on paper a line that something is to be written on.

use std::rc::Rc;

use super::field::BLANK;
use super::flow::ParagraphItem;

/// Half widths of a letter from which on underlined blanks are a line.
const LEAST: usize = 3;
/// Colours that word processors and browsers give to links, before and after they were followed.
const LINK_COLOURS: [&str; 5] = ["0563C1", "0000FF", "0000EE", "954F72", "800080"];

/// Writes underlined blanks as the line that they are on paper. White space around words that are
/// underlined with it stays.
pub(super) fn write_out(items: &mut [ParagraphItem<'_>]) {
    let mut start = 0;
    while start < items.len() {
        let rest = items.get_mut(start..).unwrap_or_default();
        let length = rest.iter().take_while(|item| is_underlined(item)).count();
        let line = rest.get_mut(..length).unwrap_or_default();
        let width: Option<usize> = line.iter().map(width).sum();
        if width.is_some_and(|width| width >= LEAST) {
            for item in &mut *line {
                draw(item);
            }
        }
        for item in line {
            forget(item);
        }
        start += length.max(1);
    }
}

fn is_underlined(item: &ParagraphItem<'_>) -> bool {
    matches!(item, ParagraphItem::Text(_, look, _) if look.underlined == Some(true))
}

/// Half widths of blanks; `None` where something is written.
fn width(item: &ParagraphItem<'_>) -> Option<usize> {
    let ParagraphItem::Text(text, ..) = item else { return None };
    let mut sum = 0;
    for c in text.chars() {
        sum += match c {
            '\t' => BLANK.len(),
            '\u{3000}' | '\u{2003}' => 2,
            c if c.is_whitespace() => 1,
            _ => return None,
        };
    }
    Some(sum)
}

fn draw(item: &mut ParagraphItem<'_>) {
    let ParagraphItem::Text(text, _, origin) = item else { return };
    let mut line = String::new();
    for c in text.chars() {
        match c {
            '\t' => line.push_str(BLANK),
            '\u{3000}' | '\u{2003}' => line.push_str("__"),
            _ => line.push('_'),
        }
    }
    *text = line;
    // These are no characters of the document.
    *origin = None;
}

/// Underlined text looks like any other one from here on, and so does a link.
fn forget(item: &mut ParagraphItem<'_>) {
    let ParagraphItem::Text(_, look, _) = item else { return };
    let look = Rc::make_mut(look);
    look.underlined = None;
    let is_link = |colour: &str| LINK_COLOURS.iter().any(|link| link.eq_ignore_ascii_case(colour));
    if look.colour.as_deref().is_some_and(is_link) {
        look.colour = None;
    }
}
