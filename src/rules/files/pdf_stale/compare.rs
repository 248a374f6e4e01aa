//! What a plan says and its PDF does not, and the other way round.

use crate::text::characters;
use std::ops::Range;

use super::passages::{Passage, Piece};
use super::printed_text::{PrintedText, han_of, without_digits};

/// So many passages are looked for in vain, and no more: each costs a walk through the whole PDF,
/// and the answer is plain by then.
pub(super) const MOST_LACKING: usize = 100;
/// Bytes behind the place of the last passage in which the next one is looked for first, since
/// both texts go the same way.
const NEXT: usize = 1 << 13;
/// Characters of a footer and a header between two pages, at most.
const BETWEEN_PAGES: usize = 80;
/// Characters between two pieces that letters or a raised digit separate.
const BETWEEN_PIECES: usize = 6;
/// Ends of lines at which a page may end.
const MOST_CUTS: usize = 3;
/// Places at which a row is tried.
const MOST_TRIES: usize = 40;
/// Words from which on a passage is looked for.
const LEAST: usize = 4;
/// Words from which on a passage stands once in a text.
const TELLING: usize = 12;
/// Chinese characters of a line that stands by itself, from which on it says something.
const LEAST_LINE: usize = 4;

/// How a PDF differs from a plan.
#[derive(Default)]
pub(super) struct Difference {
    /// What the plan says and the PDF does not.
    pub(super) lacking: Vec<String>,
    /// What the PDF says and the plan does not.
    pub(super) surplus: Vec<String>,
    /// What stands at another place.
    pub(super) moved: Vec<String>,
}

/// Compares passages with a text. `all` are the words of the whole plan, headings, notes and
/// captions too.
pub(super) fn compare(passages: &[Passage], told: &PrintedText, all: &str) -> Difference {
    let mut difference = Difference::default();
    let mut places: Vec<Option<Vec<Range<usize>>>> = Vec::new();
    let finder = Finder { told, all };
    let mut last = 0;
    for passage in passages {
        let pieces = passage.pieces.iter();
        let length: usize = pieces.map(|piece| characters::count(&piece.words)).sum();
        if passage.table.is_none() && length < LEAST {
            places.push(None);
            continue;
        }
        if difference.lacking.len() == MOST_LACKING {
            return difference;
        }
        let found = finder.passage(passage, last);
        match &found {
            Some(ranges) => {
                let start = ranges.first().map(|range| range.start).unwrap_or(last);
                let is_back = start < last && last > 0;
                let is_telling = passage.table.is_none() && length >= TELLING;
                if is_back && is_telling && is_once(passage, &told.words) {
                    difference.moved.push(passage.shown.clone());
                }
                // What is short may stand elsewhere by chance: the way goes on from what is not.
                if is_telling || !is_back {
                    last = ranges.last().map(|range| range.end).unwrap_or(last);
                }
            }
            None if passage.table.is_none() => difference.lacking.push(passage.shown.clone()),
            None => {}
        }
        places.push(found);
    }
    lacking_rows(passages, &places, told, &mut difference);
    surplus(passages, &places, told, all, &mut difference);
    difference
}

/// Looks for words in the text of a PDF.
struct Finder<'t> {
    told: &'t PrintedText,
    /// The words of the whole plan.
    all: &'t str,
}

impl Finder<'_> {
    /// Where the pieces of a passage stand: behind the one before, or anywhere.
    fn passage(&self, passage: &Passage, last: usize) -> Option<Vec<Range<usize>>> {
        let words = &self.told.words;
        let near = last..words.floor_char_boundary(last + NEXT);
        let found = self.passage_in(passage, near);
        found.or_else(|| self.passage_in(passage, 0..words.len()))
    }

    /// The same within a stretch: wherever its longest piece stands, the others must stand around
    /// it.
    fn passage_in(&self, passage: &Passage, within: Range<usize>) -> Option<Vec<Range<usize>>> {
        let sized = passage.pieces.iter().enumerate();
        let (position, longest) = sized.max_by_key(|(_, piece)| piece.words.len())?;
        let words = &self.told.words;
        let mut from = within.start;
        for _ in 0..MOST_TRIES {
            let middle = self.find(&longest.words, from..within.end)?;
            from = middle.start + words[middle.start..].chars().next().map(char::len_utf8)?;
            let before = self.before(&passage.pieces[..=position], middle.start);
            let behind = self.behind(&passage.pieces[position + 1..], middle.end);
            if let (Some(mut ranges), Some(after)) = (before, behind) {
                ranges.push(middle);
                ranges.extend(after);
                return Some(ranges);
            }
        }
        None
    }

    /// Where pieces stand that follow each other from a place on.
    fn behind(&self, pieces: &[Piece], from: usize) -> Option<Vec<Range<usize>>> {
        let words = &self.told.words;
        let mut out = Vec::new();
        let mut at = from;
        for piece in pieces {
            let length = piece.words.chars().count();
            let end = ahead(words, at, length + BETWEEN_PAGES);
            let found = self.find(&piece.words, at..end)?;
            if !self.may_lie_between(at..found.start, piece.begins_cell) {
                return None;
            }
            at = found.end;
            out.push(found);
        }
        Some(out)
    }

    /// Where pieces stand that end at a place; the last of them stands there already.
    fn before(&self, pieces: &[Piece], to: usize) -> Option<Vec<Range<usize>>> {
        let words = &self.told.words;
        let mut out = Vec::new();
        let mut at = to;
        for pair in pieces.windows(2).rev() {
            let piece = &pair[0];
            let length = piece.words.chars().count();
            let far = back(words, at, length + BETWEEN_PAGES);
            let found = match words[far..at].rfind(&piece.words) {
                Some(place) => far + place..far + place + piece.words.len(),
                None => self.find_apart(&piece.words, far..at)?,
            };
            if found.end > at || !self.may_lie_between(found.end..at, pair[1].begins_cell) {
                return None;
            }
            at = found.start;
            out.push(found);
        }
        out.reverse();
        Some(out)
    }

    /// Whether pieces are still together with this between them: a digit that is raised, what
    /// another cell had, the end of a page.
    fn may_lie_between(&self, gap: Range<usize>, is_cell: bool) -> bool {
        let words = &self.told.words[gap.clone()];
        let is_short = words.chars().count() <= BETWEEN_PIECES;
        let is_free = is_short && (is_cell || han_of(words) == 0);
        is_free || self.is_end_of_page(gap)
    }

    /// Whether a gap is the end of a page: whole lines that stand on several pages, are numbers, or
    /// stand in the plan, such as notes.
    fn is_end_of_page(&self, gap: Range<usize>) -> bool {
        let parts = self.told.parts(gap);
        parts.iter().all(|part| {
            let is_known = without_digits(part.words).is_empty() || self.all.contains(part.words);
            part.is_whole && is_known
        })
    }

    /// Where words stand, at one place perhaps over the end of a page.
    fn find(&self, wanted: &str, within: Range<usize>) -> Option<Range<usize>> {
        match self.told.words[within.clone()].find(wanted) {
            Some(at) => Some(within.start + at..within.start + at + wanted.len()),
            None => self.find_apart(wanted, within),
        }
    }

    /// Where words stand over the end of a page.
    fn find_apart(&self, wanted: &str, within: Range<usize>) -> Option<Range<usize>> {
        // One of the halves is whole, so only places near to one of those are looked at.
        let length = wanted.chars().count();
        if length < LEAST {
            return None;
        }
        let words = &self.told.words[within.clone()];
        let (first, second) = wanted.split_at(ahead(wanted, 0, length / 2));
        let head = wanted.chars().next()?;
        let whole = |at: usize| self.goes_on(wanted, within.start + at);
        let by_first = words.match_indices(first).find_map(|(at, _)| whole(at));
        by_first.or_else(|| {
            words.match_indices(second).find_map(|(end, _)| {
                let near = words[..end].char_indices().rev().take(BETWEEN_PAGES + length);
                let mut heads = near.filter(|(_, c)| *c == head);
                heads.find_map(|(at, _)| whole(at))
            })
        })
    }

    /// Where words end that begin at a place and go on there, perhaps behind the end of a page.
    fn goes_on(&self, wanted: &str, at: usize) -> Option<Range<usize>> {
        let words = &self.told.words;
        let pairs = wanted.chars().zip(words[at..].chars());
        let alike = pairs.take_while(|(a, b)| a == b);
        let same: usize = alike.map(|(a, _)| a.len_utf8()).sum();
        // The number of a page may begin as the text goes on.
        let lines = self.told.starts_in(at + 1..at + same);
        let last = lines.iter().rev().take(MOST_CUTS);
        let mut cuts = last.map(|start| start - at);
        let whole = self.goes_on_from(wanted, at, same);
        whole.or_else(|| cuts.find_map(|cut| self.goes_on_from(wanted, at, cut)))
    }

    /// The same where the page ends behind this number of bytes.
    fn goes_on_from(&self, wanted: &str, at: usize, same: usize) -> Option<Range<usize>> {
        let words = &self.told.words;
        let rest = &wanted[same..];
        let from = at + same;
        let end = ahead(words, from, BETWEEN_PAGES + rest.chars().count());
        let found = from + words[from..end].find(rest)?;
        let is_whole = found == from || self.is_end_of_page(from..found);
        if is_whole { Some(at..found + rest.len()) } else { None }
    }
}

/// So many characters ahead of a place.
fn ahead(told: &str, at: usize, count: usize) -> usize {
    match told[at..].char_indices().nth(count) {
        Some((place, _)) => at + place,
        None => told.len(),
    }
}

/// So many characters back from a place.
fn back(told: &str, at: usize, count: usize) -> usize {
    match told[..at].char_indices().rev().nth(count) {
        Some((place, _)) => place,
        None => 0,
    }
}

/// Whether a passage stands once in the PDF.
fn is_once(passage: &Passage, told: &str) -> bool {
    let Some(longest) = passage.pieces.iter().max_by_key(|piece| piece.words.len()) else {
        return false;
    };
    let count = told.match_indices(&longest.words).take(2).count();
    count == 1 && longest.words.chars().count() >= TELLING
}

/// Rows that are not found, of tables whose other rows are: where cells are broken into lines, a
/// PDF may give the lines across the cells.
fn lacking_rows(
    passages: &[Passage],
    places: &[Option<Vec<Range<usize>>>],
    told: &PrintedText,
    difference: &mut Difference,
) {
    let of_table = |table: Option<usize>| {
        let rows = passages.iter().zip(places).filter(|(passage, _)| passage.table == table);
        let (mut found, mut all) = (0, 0);
        for (_, place) in rows {
            all += 1;
            found += usize::from(place.is_some());
        }
        (found, all)
    };
    for (index, (passage, place)) in passages.iter().zip(places).enumerate() {
        if passage.table.is_none() || place.is_some() {
            continue;
        }
        let (found, all) = of_table(passage.table);
        let is_told_otherwise = || has_same_characters(index, passages, places, told);
        if found * 2 >= all && found > 0 && !is_told_otherwise() {
            difference.lacking.push(passage.shown.clone());
        }
    }
}

/// Whether the text between the rows around it has the characters of a row in another order.
fn has_same_characters(
    index: usize,
    passages: &[Passage],
    places: &[Option<Vec<Range<usize>>>],
    told: &PrintedText,
) -> bool {
    let mut before = places[..index].iter().rev().flatten();
    let last = before.next().and_then(|ranges| ranges.last());
    let start = last.map(|range| range.end).unwrap_or(0);
    let after = places[index + 1..].iter().flatten();
    let mut after = after.filter_map(|ranges| ranges.first()).map(|range| range.start);
    let end = after.find(|place| *place >= start).unwrap_or(told.words.len());
    let mut there: Vec<char> = told.words[start..end].chars().collect();
    if there.len() > 4_000 {
        return false;
    }
    for wanted in passages[index].pieces.iter().flat_map(|piece| piece.words.chars()) {
        match there.iter().position(|c| *c == wanted) {
            Some(place) => drop(there.swap_remove(place)),
            None => return false,
        }
    }
    true
}

/// What the PDF says between passages that follow each other in the plan.
fn surplus(
    passages: &[Passage],
    places: &[Option<Vec<Range<usize>>>],
    told: &PrintedText,
    all: &str,
    difference: &mut Difference,
) {
    let mut before: Option<(&Passage, usize)> = None;
    for (passage, place) in passages.iter().zip(places) {
        let Some(ranges) = place else {
            before = None;
            continue;
        };
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { continue };
        if let Some((other, end)) = before
            && !passage.behind_unknown
            && end <= first.start
        {
            let is_loose = other.pieces.last().is_some_and(|piece| piece.is_loose)
                || passage.pieces.first().is_some_and(|piece| piece.is_loose);
            let is_within = other.block == passage.block;
            let gap = Gap { is_loose, is_within, is_row: passage.table.is_some() && is_within };
            difference.surplus.extend(gap.says(end..first.start, told, all));
        }
        for (pair, pieces) in ranges.windows(2).zip(passage.pieces.windows(2)) {
            let is_between_cells = pieces[1].begins_cell;
            let is_loose = pieces[0].is_loose || pieces[1].is_loose;
            let gap = Gap { is_loose, is_within: true, is_row: true };
            if is_between_cells && pair[0].end <= pair[1].start {
                difference.surplus.extend(gap.says(pair[0].end..pair[1].start, told, all));
            }
        }
        before = Some((passage, last.end));
        if difference.surplus.len() >= MOST_LACKING {
            return;
        }
    }
}

/// What is known of a gap between two passages.
struct Gap {
    /// Letters or raised characters stand at its edge.
    is_loose: bool,
    /// Both passages are of one paragraph or table.
    is_within: bool,
    /// Both are of one table.
    is_row: bool,
}

impl Gap {
    /// What stands in it and nowhere in the plan.
    fn says(&self, gap: Range<usize>, told: &PrintedText, all: &str) -> Option<String> {
        let mut said = String::new();
        let mut is_telling = false;
        for part in told.parts(gap) {
            let bare = without_digits(part.words);
            let is_known = all.contains(part.words) || (!bare.is_empty() && all.contains(&bare));
            let has_han = !bare.is_empty();
            // A number by itself is that of a page, of an item, or a raised one.
            let is_number = !has_han && (part.is_whole || self.is_loose || !self.is_within);
            if is_number || (is_known && has_han) {
                continue;
            }
            let least = match (part.is_whole, self.is_row) {
                (true, false) => LEAST_LINE,
                (true, true) => 2,
                (false, _) => 1,
            };
            let is_long = han_of(part.words) >= least || (!has_han && !part.is_whole);
            is_telling |= is_long;
            said.push_str(part.words);
        }
        let long = han_of(&said) >= LEAST_LINE;
        if is_telling || long { Some(said) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::super::passages::passages;
    use super::super::printed_text::words;
    use super::*;
    use crate::plan::parse::parse;
    use crate::text::{SourceText, Sources};

    fn difference(plan: &str, pdf: &str) -> Difference {
        let mut sources = Sources::default();
        let id = sources.add(SourceText::new("plan.md", plan));
        let plan = parse(&[id], &sources);
        let mut all = String::new();
        for run in plan.text_runs() {
            all.push_str(&words(&run.text));
            all.push('\n');
        }
        compare(&passages(&plan), &PrintedText::of(pdf), &all)
    }

    #[test]
    fn letters_and_raised_digits_stand_between_what_is_compared() {
        let plan = "污水处理厂由管委会管理，能力为5000m³/d，处理水量112.0万m³，负荷率为61.4%。";
        let told = "污水处理厂由\n— 6 — 109Q\n管委会管理，能力为 5000m3/d，处理水量\n\
            11/29/26 5:46 PM\n112.0 万 m³，负荷率为 61.4%。\n— 7 — 109Q\n";
        let same = difference(plan, told);
        assert!(same.lacking.is_empty() && same.surplus.is_empty(), "{:?}", same.lacking);
        for (from, to) in [("112.0", "112.1"), ("管委会管理", "管委会直接管理"), ("率为", "率约为")]
        {
            let changed = difference(plan, &told.replace(from, to));
            assert_eq!(changed.lacking.len(), 1, "{from}");
        }
    }

    #[test]
    fn a_sentence_may_stand_on_both_sides_of_the_end_of_a_page() {
        let sentence = "园区企业每年节水若干吨";
        for cut in 1..sentence.chars().count() {
            let (start, end) = sentence.split_at(ahead(sentence, 0, cut));
            let found = |between: &str| {
                let text = format!("园区企业园区{start}\n{between}\n{end}节水若干吨");
                let told = PrintedText::of(&text);
                let finder = Finder { told: &told, all: "注一" };
                finder.find(sentence, 0..told.words.len()).map(|range| range.start)
            };
            assert_eq!((found("— 12 —"), found("注一")), (Some(18), Some(18)), "{cut}");
            assert_eq!(found("别的话"), None, "{cut}");
            assert_eq!(found(&format!("{}\n", "12345 ".repeat(20))), None, "{cut}");
        }
    }
}
