//! Pieces of a paragraph on the way into the virtual text: text of one look, line ends, pictures,
//! notes.

use crate::plan::model::{Inline, InlineKind};
use crate::text::At;

use super::styles::CharacterFormat;
use super::text_origins::CharacterOrigin;

/// A piece of a paragraph.
pub(super) enum TextPiece {
    /// Text of one look, and its stretches: how many bytes come from where; `None` for what Word
    /// generates.
    Text(String, CharacterFormat, Vec<(usize, Option<CharacterOrigin>)>),
    Break(CharacterOrigin),
    Picture(String, String),
    Note(String),
}

/// Drops white space and line ends at both ends.
pub(super) fn trim(pieces: &mut Vec<TextPiece>) {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    while let Some(first) = pieces.first_mut() {
        match first {
            TextPiece::Text(text, _, origins) => {
                cut_start(text, origins, text.len() - text.trim_start_matches(blank).len());
                if !text.is_empty() {
                    break;
                }
            }
            TextPiece::Break(_) => {}
            TextPiece::Picture(..) | TextPiece::Note(_) => break,
        }
        pieces.remove(0);
    }
    while let Some(last) = pieces.last_mut() {
        match last {
            TextPiece::Text(text, _, origins) => {
                cut_end(text, origins, text.trim_end_matches(blank).len());
                if !text.is_empty() {
                    break;
                }
            }
            TextPiece::Break(_) => {}
            TextPiece::Picture(..) | TextPiece::Note(_) => break,
        }
        pieces.pop();
    }
}

/// Drops bytes at the start of a text, and of its stretches as many characters.
fn cut_start(text: &mut String, origins: &mut [(usize, Option<CharacterOrigin>)], bytes: usize) {
    let mut from = 0;
    for (length, origin) in origins {
        let cut = (*length).min(bytes.saturating_sub(from));
        let stretch = text.get(from..from + cut).unwrap_or_default();
        let characters = stretch.chars().count();
        from += *length;
        *length -= cut;
        if let Some(origin) = origin {
            origin.skip += characters;
        }
    }
    text.drain(..bytes);
}

/// Keeps the first bytes of a text and its stretches.
fn cut_end(text: &mut String, origins: &mut [(usize, Option<CharacterOrigin>)], keep: usize) {
    let mut from = 0;
    for (length, _) in origins {
        let kept = (*length).min(keep.saturating_sub(from));
        from += *length;
        *length = kept;
    }
    text.truncate(keep);
}

/// A run as inline text with its look; a heading's look belongs to its style.
pub(super) fn dressed(text: String, look: &CharacterFormat, is_heading: bool, at: At) -> Inline {
    let mut inline = Inline { kind: InlineKind::Text(text), at };
    let mut wrap = |make: fn(Vec<Inline>) -> InlineKind| {
        let inner = std::mem::replace(&mut inline, Inline { kind: InlineKind::SoftBreak, at });
        inline = Inline { kind: make(vec![inner]), at };
    };
    match look.raised.as_deref() {
        Some("superscript") => wrap(InlineKind::Sup),
        Some("subscript") => wrap(InlineKind::Sub),
        _ => {}
    }
    if look.strike == Some(true) {
        wrap(InlineKind::Strike);
    }
    if look.italic == Some(true) && !is_heading {
        wrap(InlineKind::Emph);
    }
    if look.bold == Some(true) && !is_heading {
        wrap(InlineKind::Strong);
    }
    inline
}
