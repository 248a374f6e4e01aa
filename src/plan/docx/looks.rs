//! Text that looks otherwise than the text around it: bright colours, highlights, fonts that only a
//! few words have.

use std::collections::BTreeMap;

use crate::plan::model::{TextLook, TextLookKind};
use crate::text::At;
use crate::text::han::han_count;
use crate::text::word_list::{contains_word, pairs};

use super::styles::CharacterFormat;

/// More runs than this in one font are a habit.
const MOST_RUNS: usize = 20;
/// A font that is the rule has at least this share of the running text, in percent.
const USUAL_SHARE: usize = 85;
/// A font that a few words have has at most this share, in percent.
const RARE_SHARE: usize = 5;
/// Ideographs that the running text must have to tell what is usual.
const LEAST_TEXT: usize = 200;
/// How far the channels of a colour lie apart, at least, so that it is bright.
const BRIGHT: u8 = 0x70;

/// Where a font stands.
#[derive(Default)]
struct FontUse {
    ideographs: usize,
    runs: usize,
    /// The first runs.
    at: Vec<At>,
}

/// Collects looks while paragraphs are written.
#[derive(Default)]
pub(super) struct Looks {
    found: Vec<TextLook>,
    fonts: BTreeMap<String, FontUse>,
}

impl Looks {
    /// Notes how a piece of text looks; colours and fonts of headings belong to their style.
    pub(super) fn note(&mut self, text: &str, look: &CharacterFormat, is_heading: bool, at: At) {
        if text.trim().is_empty() {
            return;
        }
        if look.background.as_deref().is_some_and(is_bright_background) {
            self.push(TextLookKind::Highlighted, at);
        }
        if !is_heading && look.colour.as_deref().is_some_and(is_bright) {
            self.push(TextLookKind::Coloured, at);
        }
    }

    /// A look; one that goes on from the piece before is one.
    fn push(&mut self, kind: TextLookKind, at: At) {
        match self.found.iter_mut().rev().find(|look| look.kind == kind) {
            Some(last) if last.at.source == at.source && last.at.span.end == at.span.start => {
                last.at = last.at.with(last.at.span.join(at.span));
            }
            _ => self.found.push(TextLook { kind, at }),
        }
    }

    /// Notes the font of a piece of running text.
    pub(super) fn note_font(&mut self, text: &str, look: &CharacterFormat, at: At) {
        let ideographs = han_count(text);
        if ideographs == 0 {
            return;
        }
        let name = bare_name(look.ideograph_font.as_deref().unwrap_or_default());
        let seen = self.fonts.entry(name).or_default();
        seen.ideographs += ideographs;
        seen.runs += 1;
        if seen.runs <= MOST_RUNS {
            seen.at.push(at);
        }
    }

    /// All looks, in order.
    pub(super) fn finish(self) -> Vec<TextLook> {
        let mut out = self.found;
        let all: usize = self.fonts.values().map(|font| font.ideographs).sum();
        let usual = self.fonts.iter().max_by_key(|(_, font)| font.ideographs);
        if let Some((usual, most)) = usual
            && all >= LEAST_TEXT
            && most.ideographs * 100 >= all * USUAL_SHARE
        {
            for (font, seen) in &self.fonts {
                let is_rare = seen.ideographs * 100 <= all * RARE_SHARE && seen.runs <= MOST_RUNS;
                // A font that nobody names, and one for emphasis, is none that was pasted.
                if font != usual
                    && is_rare
                    && !font.is_empty()
                    && !usual.is_empty()
                    && !contains_word(font, "heading-fonts")
                {
                    let kind =
                        || TextLookKind::OtherFont { font: font.clone(), usual: usual.clone() };
                    out.extend(seen.at.iter().map(|at| TextLook { kind: kind(), at: *at }));
                }
            }
        }
        out.sort_by_key(|look| (look.at.source, look.at.span.start));
        out
    }
}

/// A font by one of its names, without what tells its editions apart.
fn bare_name(font: &str) -> String {
    let font = font.trim();
    let font = font.split(['_', '-']).next().unwrap_or(font);
    match pairs("names-of-fonts").iter().find(|(name, _)| name.eq_ignore_ascii_case(font)) {
        Some((_, name)) => name.clone(),
        None => font.to_owned(),
    }
}

/// Whether letters of a colour stand out: `FF0000`, not a dark blue.
fn is_bright(colour: &str) -> bool {
    let Some([red, green, blue]) = channels(colour) else { return false };
    let most = red.max(green).max(blue);
    let least = red.min(green).min(blue);
    most - least >= BRIGHT
}

/// The channels of a colour of six digits.
fn channels(colour: &str) -> Option<[u8; 3]> {
    if colour.len() != 6 || !colour.is_ascii() {
        return None;
    }
    let channel = |at: usize| u8::from_str_radix(&colour[at..at + 2], 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// Whether a background marks text: a highlight by name, or a bright colour.
fn is_bright_background(colour: &str) -> bool {
    match colour {
        "none" | "white" | "black" | "auto" | "lightGray" | "darkGray" => false,
        _ if channels(colour).is_some() => is_bright(colour),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_bright, is_bright_background};

    #[test]
    fn bright_colours_stand_out() {
        for colour in ["FF0000", "C00000", "0070C0", "00b050"] {
            assert!(is_bright(colour), "{colour}");
        }
        for colour in ["000000", "auto", "1F3864", "44546A", "7F7F7F", "FFFFFF", "é1234", ""] {
            assert!(!is_bright(colour), "{colour}");
        }
        assert!(is_bright_background("yellow") && is_bright_background("FFFF00"));
        assert!(!is_bright_background("none") && !is_bright_background("D9D9D9"));
    }
}
