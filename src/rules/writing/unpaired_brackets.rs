//! `unpaired-brackets`: brackets, quotation marks and title marks that lack their partner (GB/T
//! 15834-2011 4.8, 4.9, 4.14).

use std::collections::HashSet;

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// Openers, closers and a number for each kind; half- and full-width ones may close each other.
const PAIRS: [(char, char, u8); 12] = [
    ('(', ')', 0),
    ('（', '）', 0),
    ('[', ']', 1),
    ('［', '］', 1),
    ('〔', '〕', 2),
    ('【', '】', 3),
    ('《', '》', 5),
    ('〈', '〉', 6),
    ('“', '”', 7),
    ('‘', '’', 8),
    ('「', '」', 9),
    ('『', '』', 10),
];

struct Alone {
    prose: usize,
    at: usize,
    mark: char,
    opens: bool,
}

/// All marks without partner.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut alone = Vec::new();
    for (index, prose) in cx.prose().iter().enumerate() {
        paragraph(index, prose.text(), &mut alone);
    }
    let is_open_quote = |a: &Alone| a.opens && matches!(a.mark, '“' | '「');
    // A quotation of several paragraphs: each begins with its opening mark, only the last has the
    // closing one (4.8.3).
    let goes_on = |a: &Alone| {
        let Some(next) = cx.prose().get(a.prose + 1) else { return false };
        is_open_quote(a) && next.text().trim_start().starts_with(a.mark)
    };
    let notes: HashSet<usize> = long_notes(cx, &alone).into_iter().collect();
    let mut hits = Vec::new();
    for (index, a) in alone.iter().enumerate() {
        if goes_on(a) || notes.contains(&index) {
            continue;
        }
        let place = cx.prose()[a.prose].at(a.at, a.at + a.mark.len_utf8());
        let partner = match PAIRS.iter().find(|(o, c, _)| *o == a.mark || *c == a.mark) {
            Some((_, closing, _)) if a.opens => *closing,
            Some((opening, ..)) => *opening,
            None => ' ',
        };
        hits.push(Hit::at(place).arg("mark", a.mark).arg("partner", partner));
    }
    hits
}

/// How many paragraphs a note in brackets may have.
const LONGEST_NOTE: usize = 8;

/// A note of several paragraphs in one pair of brackets, as below the tables of laws: the first
/// begins with the opening bracket and a later one ends with the closing bracket.
fn long_notes(cx: &Context<'_>, alone: &[Alone]) -> Vec<usize> {
    let text = |a: &Alone| cx.prose()[a.prose].text();
    let begins =
        |a: &Alone| a.opens && matches!(a.mark, '（' | '(') && text(a)[..a.at].trim().is_empty();
    let ends = |a: &Alone| {
        !a.opens
            && matches!(a.mark, '）' | ')')
            && text(a)[a.at + a.mark.len_utf8()..].trim().is_empty()
    };
    let mut out = Vec::new();
    for (index, pair) in alone.windows(2).enumerate() {
        let [first, last] = pair else { continue };
        // Each is the only one of its paragraph between the note and the paragraph's other end, so
        // a paragraph is looked at once.
        let is_first = index.checked_sub(1).is_none_or(|i| alone[i].prose < first.prose);
        let is_last = alone.get(index + 2).is_none_or(|next| next.prose > last.prose);
        let is_near = (1..=LONGEST_NOTE).contains(&last.prose.saturating_sub(first.prose));
        if is_near && is_first && is_last && begins(first) && ends(last) {
            out.extend([index, index + 1]);
        }
    }
    out
}

fn paragraph(index: usize, text: &str, out: &mut Vec<Alone>) {
    let mut open: Vec<(usize, char, u8)> = Vec::new();
    let mut closers: Vec<Alone> = Vec::new();
    for (at, c) in text.char_indices() {
        // All of them but the ASCII ones lie in few blocks; most characters need no further look.
        if !(c.is_ascii_punctuation()
            || matches!(c, '\u{2018}'..='\u{201d}' | '\u{3008}'..='\u{301f}' | '\u{ff08}'..='\u{ff5d}'))
        {
            continue;
        }
        if let Some((_, _, kind)) = PAIRS.iter().find(|(o, ..)| *o == c) {
            if c == '[' || !is_interval(text, at) {
                open.push((at, c, *kind));
            }
        } else if let Some((_, _, kind)) = PAIRS.iter().find(|(_, close, _)| *close == c) {
            match open.iter().rposition(|(_, _, k)| k == kind) {
                Some(i) => {
                    // What was opened inside and not closed is alone.
                    for (at, mark, _) in open.drain(i..).skip(1) {
                        closers.push(Alone { prose: index, at, mark, opens: true });
                    }
                }
                None if is_ordinal(text, at)
                    || is_apostrophe(text, at, c)
                    || (c == ']' || c == ')') && is_interval(text, at) => {}
                None => closers.push(Alone { prose: index, at, mark: c, opens: false }),
            }
        }
    }
    closers.extend(
        open.into_iter()
            .filter(|(at, c, _)| !is_half_open(text, *at, *c))
            .map(|(at, mark, _)| Alone { prose: index, at, mark, opens: true }),
    );
    closers.sort_by_key(|a| a.at);
    out.append(&mut closers);
}

/// `1)` or `a）` at the start of a text or after a mark: an ordinal without an opening bracket.
fn is_ordinal(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let word = before.trim_end_matches(|c: char| {
        c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c) || ('①'..='⑳').contains(&c)
    });
    let len = before[word.len()..].chars().count();
    let border = word.chars().next_back().is_none_or(|c| {
        c.is_whitespace() || matches!(c, '；' | '。' | '，' | '：' | ';' | ':' | ',' | '、' | '(')
    });
    (1..=3).contains(&len) && border
}

/// `’` in a Latin word.
fn is_apostrophe(text: &str, at: usize, c: char) -> bool {
    c == '’' && text[..at].ends_with(|before: char| before.is_ascii_alphanumeric())
}

/// The longest interval, in bytes: how far is looked for its other end.
const LONGEST_INTERVAL: usize = 80;

/// The beginning of a text, at most so long, whole characters.
fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_INTERVAL)]
}

/// Whether a text is two numbers with a comma between them.
fn is_two_numbers(text: &str) -> bool {
    let is_bound = |c: char| c.is_ascii_digit() || ".,，-+∞ %".contains(c);
    text.contains([',', '，']) && text.chars().all(is_bound)
}

/// `(0,100]`, `[0,1)`: half-open intervals pair with another kind.
fn is_interval(text: &str, at: usize) -> bool {
    let c = text[at..].chars().next().unwrap_or(' ');
    if matches!(c, '(' | '（') {
        let rest = beginning(&text[at + c.len_utf8()..]);
        return rest.find(']').is_some_and(|end| is_two_numbers(&rest[..end]));
    }
    let before = &text[text.floor_char_boundary(at.saturating_sub(LONGEST_INTERVAL))..at];
    before
        .rfind(['[', '(', '（'])
        .is_some_and(|open| is_two_numbers(before[open..].trim_start_matches(['[', '(', '（'])))
}

/// `[0,1)`: opened by the other kind.
fn is_half_open(text: &str, at: usize, c: char) -> bool {
    c == '[' && {
        let rest = beginning(&text[at + 1..]);
        rest.find([')', '）']).is_some_and(|end| is_two_numbers(&rest[..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners() {
        let found = |t: &str| {
            let mut out = Vec::new();
            paragraph(0, t, &mut out);
            out.into_iter().map(|a| a.mark).collect::<String>()
        };
        assert_eq!(found("园区（以下简称园区）和《方案》的“目标”"), "");
        assert_eq!(found("园区（以下简称园区和《方案的“目标”"), "（《");
        assert_eq!(found("1)总则；2）目标"), "");
        assert_eq!(found("浓度在(0,100]和[0,1)之间"), "");
        assert_eq!(found("目标）值"), "）");
        assert_eq!(found("it’s"), "");
    }
}
