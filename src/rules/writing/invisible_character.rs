//! `invisible-character`: what nobody sees and programs stumble over, and characters that only look
//! like the right ones.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Applicability, Edit, Fix};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::is_inside;
use crate::text::han::is_hidden;
use crate::text::{At, SourceId};

/// What is wrong with a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// No width: U+200B and the like.
    ZeroWidth,
    /// Turns the direction of writing.
    Bidi,
    /// Has no agreed shape.
    Private,
    /// A control character, or the mark of a decoding that failed.
    Control,
    /// Looks like a common ideograph: ⽅ for 方.
    Radical,
    /// Looks like a Latin letter: Cyrillic А for A.
    Letter,
}

/// Scans the plan and `pilot.toml` as they were written, comments left out, one finding a line and
/// fault; and what they write by escapes, `&#8203;` and `\u200b`.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    let (ids, comments) = match cx.project.plan.as_ref() {
        Some(p) => (p.sources.as_slice(), p.comments.as_slice()),
        None => (&[][..], &[][..]),
    };
    for id in ids {
        let own = comments.iter().filter(|comment| comment.source == *id);
        let mut skip: Vec<_> = own.map(|comment| comment.span.range()).collect();
        skip.sort_by_key(|range| range.start);
        scan(cx, *id, &skip, &mut out);
    }
    if !cx.config().tree.entries().is_empty() {
        scan(cx, cx.config().source, &[], &mut out);
    }
    for run in cx.text_runs() {
        for (range, c, kind) in faults(&run.text) {
            let at = run.at(range.start, range.end).unwrap_or_default();
            if !cx.sources().slice(at).contains(c) {
                out.push(hit(kind, &[(at, c)]));
            }
        }
    }
    for value in cx.config().tree.texts() {
        for (_, c, kind) in faults(value.value) {
            if !cx.sources().slice(value.at).contains(c) {
                // What has to be taken out is a part of the place.
                out.push(Hit { fix: None, ..hit(kind, &[(value.at, c)]) });
            }
        }
    }
    out
}

fn scan(cx: &Context<'_>, id: SourceId, skip: &[std::ops::Range<usize>], out: &mut Vec<Hit>) {
    let text = &cx.sources().get(id).text;
    let mut found = faults(text);
    found.retain(|(range, ..)| !is_inside(range, skip));
    let mut rest = found.as_slice();
    while let Some((first, ..)) = rest.first() {
        let first = first.start;
        let line = match text[first..].find('\n') {
            Some(i) => first + i,
            None => text.len(),
        };
        let count = rest.iter().take_while(|(range, ..)| range.start <= line).count();
        let (here, later) = rest.split_at(count);
        for kind in [
            Fault::ZeroWidth,
            Fault::Bidi,
            Fault::Private,
            Fault::Control,
            Fault::Radical,
            Fault::Letter,
        ] {
            let same_kind = here.iter().filter(|(.., found)| *found == kind);
            let place = |range: &Range<usize>| At::new(id, range.start, range.end);
            let alike: Vec<(At, char)> = same_kind.map(|(at, c, _)| (place(at), *c)).collect();
            if !alike.is_empty() {
                out.push(hit(kind, &alike));
            }
        }
        rest = later;
    }
}

/// The characters of a text with a fault, and where they are.
fn faults(text: &str) -> Vec<(Range<usize>, char, Fault)> {
    let mut found = Vec::new();
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        // Common ideographs and ASCII need no further look.
        let is_common = matches!(
            c,
            '\u{20}'..='\u{7e}' | '\n' | '\u{3000}'..='\u{3163}' | '\u{3165}'..='\u{9fff}'
        );
        if !is_common {
            let end = at + c.len_utf8();
            if let Some(fault) = fault(c, before, text[end..].chars().next()) {
                found.push((at..end, c, fault));
            }
        }
        before = c;
    }
    found
}

fn hit(kind: Fault, found: &[(At, char)]) -> Hit {
    let (first, c) = found[0];
    let hit = Hit::at(first).arg("code", format!("U+{:04X}", c as u32)).arg("count", found.len());
    let with = |c: char| -> Option<String> {
        match kind {
            Fault::ZeroWidth => Some(String::new()),
            Fault::Radical => Some(c.nfkc().collect()),
            Fault::Letter => latin(c).map(String::from),
            _ => None,
        }
    };
    let edits: Option<Vec<Edit>> =
        found.iter().map(|(at, c)| Some(Edit { at: *at, with: with(*c)? })).collect();
    let (variant, title, applicability) = match kind {
        Fault::ZeroWidth => ("zero_width", "删去", Applicability::Safe),
        Fault::Bidi => ("bidi", "", Applicability::Unsafe),
        Fault::Private => ("private", "", Applicability::Unsafe),
        Fault::Control => ("control", "", Applicability::Unsafe),
        Fault::Radical => ("radical", "改为通用汉字", Applicability::Safe),
        Fault::Letter => ("letter", "改为拉丁字母", Applicability::Unsafe),
    };
    let right: String = with(c).unwrap_or_default();
    let hit = hit.variant(variant).arg("found", c).arg("right", right);
    match edits {
        Some(edits) => hit.fix(Fix { title: title.to_owned(), edits, applicability }),
        None => hit,
    }
}

fn fault(c: char, before: char, after: Option<char>) -> Option<Fault> {
    let is_latin = |c: char| c.is_ascii_alphanumeric();
    match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{3164}'
        | '\u{180e}' => Some(Fault::ZeroWidth),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' => {
            Some(Fault::Bidi)
        }
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10fffd}' => Some(Fault::Private),
        '\t' | '\r' => None,
        '\u{fffd}' | '\u{2028}' | '\u{2029}' => Some(Fault::Control),
        c if c.is_control() => Some(Fault::Control),
        '\u{2f00}'..='\u{2fd5}' | '\u{2e9f}' | '\u{2ef3}' | '\u{f900}'..='\u{fad9}'
            if c.nfkc().next() != Some(c) =>
        {
            Some(Fault::Radical)
        }
        // A Russian word is one; a single letter among Latin ones is a slip.
        '\u{400}'..='\u{4ff}'
            if latin(c).is_some() && (is_latin(before) || after.is_some_and(is_latin)) =>
        {
            Some(Fault::Letter)
        }
        c if is_hidden(c) => Some(Fault::ZeroWidth),
        _ => None,
    }
}

/// The Latin letter that a Cyrillic one looks like.
fn latin(c: char) -> Option<char> {
    const ALIKE: [(char, char); 19] = [
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('Х', 'X'),
        ('а', 'a'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('у', 'y'),
        ('х', 'x'),
        ('і', 'i'),
    ];
    ALIKE.iter().find(|(from, _)| *from == c).map(|(_, to)| *to)
}
