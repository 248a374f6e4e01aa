//! The running text of a plan as it is judged for its writing: no code, no addresses, every piece
//! with its place.

use std::ops::Range;

use crate::plan::{Block, BlockKind, Plan, TextRun};
use crate::text::At;

/// What a piece of running text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum ProseKind {
    /// A heading or the title.
    Heading,
    /// A paragraph or an item of a list.
    Body,
    /// A cell of a table.
    Cell,
    /// The words of a picture.
    Figure,
}

/// A paragraph, heading or cell.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Prose {
    /// Its text; web and mail addresses are a row of `u`, code is U+FFFC.
    pub(in crate::rules) flat: TextRun,
    /// What it is.
    pub(in crate::rules) kind: ProseKind,
    /// The running number of its first-level section; `None` before the first one and in notes.
    pub(in crate::rules) part: Option<usize>,
    /// The running number of its table.
    pub(in crate::rules) table: Option<usize>,
}

impl Prose {
    /// Its text.
    pub(in crate::rules) fn text(&self) -> &str {
        &self.flat.text
    }

    /// The place of a range of its text.
    pub(in crate::rules) fn at(&self, start: usize, end: usize) -> At {
        self.flat.at(start, end).unwrap_or_default()
    }
}

/// All running text of a plan, in order.
pub(in crate::rules) fn of(plan: &Plan) -> Vec<Prose> {
    let mut reader = Reader { out: Vec::new(), part: None, tables: 0 };
    if let Some(title) = &plan.title {
        reader.push(TextRun::prose(&title.inlines), ProseKind::Heading, None);
    }
    for b in plan.preamble.iter() {
        reader.block(b);
    }
    for (part, section) in plan.sections.iter().enumerate() {
        reader.part = Some(part);
        for (_, section) in section.walk() {
            reader.push(TextRun::prose(&section.heading.inlines), ProseKind::Heading, None);
            for b in section.blocks.iter() {
                reader.block(b);
            }
        }
    }
    reader.part = None;
    let notes = plan.footnotes.iter().flat_map(|(_, blocks)| blocks);
    for b in notes.chain(&plan.margins) {
        reader.block(b);
    }
    reader.out
}

struct Reader {
    out: Vec<Prose>,
    part: Option<usize>,
    tables: usize,
}

impl Reader {
    fn push(&mut self, mut flat: TextRun, kind: ProseKind, table: Option<usize>) {
        mask_addresses(&mut flat.text);
        self.out.push(Prose { flat, kind, part: self.part, table });
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                self.push(TextRun::prose(inlines), ProseKind::Body, None)
            }
            BlockKind::List { items, .. } => {
                for b in items.iter().flatten() {
                    self.block(b);
                }
            }
            BlockKind::Quote(blocks) => {
                for b in blocks.iter() {
                    self.block(b);
                }
            }
            BlockKind::Table(table) => {
                let number = self.tables;
                self.tables += 1;
                for cell in table.rows.iter().flat_map(|r| &r.cells) {
                    self.push(TextRun::prose(&cell.inlines), ProseKind::Cell, Some(number));
                }
            }
            BlockKind::Figure(image) => {
                self.push(TextRun::plain(&image.alt, image.at), ProseKind::Figure, None)
            }
            BlockKind::Code(_) | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }
}

/// Puts `u` for every character of a web or mail address: its points and commas are no punctuation
/// of the sentence.
fn mask_addresses(text: &mut String) {
    if !(text.contains("://") || text.contains("www.") || text.contains('@')) {
        return;
    }
    let is_part = |b: u8| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"');
    let mut bytes = std::mem::take(text).into_bytes();
    let mut start = 0;
    while start < bytes.len() {
        if !is_part(bytes[start]) {
            start += 1;
            continue;
        }
        let len = bytes[start..].iter().take_while(|b| is_part(**b)).count();
        let word = &bytes[start..start + len];
        let is_address = word.windows(3).any(|w| w == b"://")
            || word.starts_with(b"www.")
            || word.contains(&b'@');
        if is_address {
            // A mark at the very end belongs to the sentence.
            let is_mark = |b: &&u8| matches!(b, b',' | b'.' | b';' | b':' | b')' | b'(');
            let marks = word.iter().rev().take_while(is_mark);
            let keep = marks.count();
            bytes[start..start + len - keep].fill(b'u');
        }
        start += len;
    }
    // Only ASCII was exchanged for ASCII, so this is the same text otherwise.
    *text = String::from_utf8(bytes).unwrap_or_default();
}

/// Bytes on each side of a place that are looked at: some three hundred characters, more than any
/// title or clause has. A text without punctuation would otherwise be walked from end to end for
/// each of its places.
const AROUND: usize = 900;

/// What stands before and behind a range, as far as it is looked at.
fn around(text: &str, start: usize, end: usize) -> (&str, &str) {
    let from = text.ceil_char_boundary(start.saturating_sub(AROUND));
    let to = text.floor_char_boundary(end.saturating_add(AROUND));
    (&text[from..start], &text[end..to])
}

/// Whether a place in a text lies between `《` and `》`.
pub(in crate::rules) fn in_book_title(text: &str, offset: usize) -> bool {
    let (before, after) = around(text, offset, offset);
    match before.rfind('《') {
        Some(open) => !before[open..].contains('》') && after.contains('》'),
        None => false,
    }
}

/// The clause around a range: from the last mark of punctuation before it to the first one after
/// it.
pub(in crate::rules) fn clause_around(text: &str, start: usize, end: usize) -> &str {
    let is_end = |c: char| matches!(c, '，' | '。' | '；' | '！' | '？' | ',' | ';' | '\n');
    let (before, after) = around(text, start, end);
    let from = match before.rfind(is_end) {
        Some(i) => {
            i + match before[i..].chars().next() {
                Some(value) => char::len_utf8(value),
                None => 1,
            }
        }
        None => 0,
    };
    let to = after.find(is_end).unwrap_or(after.len());
    &text[start - (before.len() - from)..end + to]
}

/// Which of some ranges that are in order and apart holds another one.
pub(in crate::rules) fn is_inside(range: &Range<usize>, ranges: &[Range<usize>]) -> bool {
    ranges
        .get(ranges.partition_point(|r| r.end < range.end))
        .is_some_and(|r| r.start <= range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_masked_without_their_last_mark() {
        let mut text = "见https://a.cn/b,c，邮箱a.b@c.cn。网址www.a.cn,".to_owned();
        mask_addresses(&mut text);
        assert_eq!(text, "见uuuuuuuuuuuuuuuu，邮箱uuuuuuuu。网址uuuuuuuu,");
    }

    #[test]
    fn clauses_and_titles() {
        let text = "按照《甲县办法》，乙县先行；丙县后行。";
        let at = |w: &str| text.find(w).unwrap_or_default();
        assert!(in_book_title(text, at("甲县")));
        assert!(!in_book_title(text, at("乙县")));
        assert_eq!(clause_around(text, at("乙县"), at("乙县") + 6), "乙县先行");
        // However long a text is, what is near is looked at, whole characters of it.
        let long = format!("{}一{}", "中".repeat(1000), "文a".repeat(1000));
        let clause = clause_around(&long, 3000, 3003);
        assert!(clause.contains('一') && clause.len() < 2000, "{}", clause.len());
    }

    #[test]
    fn what_lies_in_one_of_many_ranges() {
        let ranges = [2..4, 6..9, 9..10];
        for (range, inside) in [
            (2..4, true),
            (3..5, false),
            (4..6, false),
            (7..8, true),
            (9..10, true),
            (1..3, false),
            (10..11, false),
        ] {
            assert_eq!(is_inside(&range, &ranges), inside, "{range:?}");
        }
    }
}
