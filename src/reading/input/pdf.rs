//! A PDF with a text layer: its lines by their places on the pages, page numbers and running heads left out, lines that the width of
//! the page broke joined, cells beside each other kept as rows.

mod rows;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::attachment::{Broken, inspect_text_places};
use crate::reading::document::LineKind;
use crate::text::characters::{self, trailing_digits};
use crate::text::han::han_count;

use super::broken::{begins_item, join};
use super::draft::{Draft, DraftLine};
use super::input_fault::InputFault;
use rows::{TextRow, rows};

/// Height of A4 in points.
const A4_HEIGHT: f64 = 842.0;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, InputFault> {
    let (facts, pages) = inspect_text_places(bytes);
    match facts.broken {
        Some(Broken::Encrypted) => return Err(InputFault::Encrypted),
        Some(Broken::Empty) => return Err(InputFault::Empty),
        Some(_) if facts.text.is_none() => return Err(InputFault::Damaged),
        _ => {}
    }
    if facts.cut && facts.text.is_none() {
        return Err(InputFault::TooDeep);
    }
    let text = facts.text.ok_or(InputFault::Scan)?;
    let scanned = facts.pages.iter().filter(|page| page.scan_dpi.is_some());
    let scanned = scanned.count();
    if scanned * 2 > facts.pages.len() && han_count(&text) < 40 {
        return Err(InputFault::Scan);
    }
    let rows = rows(&pages);
    let mut draft = Draft::default();
    let kept = without_running(&pages.sizes, rows, &mut draft);
    join_rows(&kept, &mut draft);
    if facts.cut {
        draft.leave_out(usize::MAX, "文件过大，后面的页没有读", "超出读取上限");
    }
    Ok(draft)
}

/// Page numbers, and lines at the same edge of most pages.
fn without_running(sizes: &[(f64, f64)], rows: Vec<TextRow>, draft: &mut Draft) -> Vec<TextRow> {
    let height = |page: usize| match sizes.get(page) {
        Some((_, height)) => *height,
        None => A4_HEIGHT,
    };
    let is_at_edge =
        |row: &TextRow| row.base < height(row.page) * 0.09 || row.base > height(row.page) * 0.90;
    let bare = |text: &str| text.replace(|c: char| c.is_ascii_digit() || c.is_whitespace(), "");
    let mut edges: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for row in rows.iter().filter(|row| is_at_edge(row)) {
        edges.entry(bare(&row.text)).or_default().insert(row.page);
    }
    let mut kept = Vec::new();
    for (place, row) in rows.into_iter().enumerate() {
        let why = if !is_at_edge(&row) {
            None
        } else if is_page_number(&row.text) {
            Some("页码")
        } else if ends_in_page_number(&row.text) {
            Some("页眉页脚")
        } else {
            let own = bare(&row.text);
            let pages = edges.get(&own).map(BTreeSet::len).unwrap_or_default();
            let is_running = pages >= 3 && pages * 2 >= sizes.len() && !own.is_empty();
            if is_running { Some("页眉页脚") } else { None }
        };
        match why {
            Some(why) => draft.leave_out(place, row.text, why),
            None => kept.push(row),
        }
    }
    kept
}

fn is_page_number(text: &str) -> bool {
    let bare: String = text
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '-' | '—' | '–' | '－' | '·' | '―' | '/' | '~')
        })
        .collect();
    let counted = bare.strip_prefix('第').and_then(|rest| rest.strip_suffix('页'));
    let counted = counted.unwrap_or(&bare);
    !bare.is_empty()
        && bare.chars().count() <= 12
        && !counted.contains(|c: char| !c.is_ascii_digit() && !"页共第".contains(c))
}

/// `… — 1 —`: a running foot with the number of the page.
fn ends_in_page_number(text: &str) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '－');
    let Some(before) = text.trim_end().strip_suffix(is_dash) else { return false };
    let before = before.trim_end();
    let digits = trailing_digits(before).len();
    let before = before[..before.len() - digits].trim_end();
    (1..=4).contains(&digits) && before.ends_with(is_dash)
}

/// Joins rows that the width of the page broke.
fn join_rows(rows: &[TextRow], draft: &mut Draft) {
    let frame = Frame::of(rows);
    let mut before: Option<&TextRow> = None;
    for (index, row) in rows.iter().enumerate() {
        let kind = if row.is_of_table { LineKind::TableRow } else { LineKind::Paragraph };
        let goes_on = before.is_some_and(|before| frame.goes_on(before, row));
        match draft.lines.last_mut() {
            Some(last) if goes_on => join(&mut last.text, &row.text),
            _ => draft.lines.push(DraftLine {
                text: row.text.clone(),
                kind,
                opens: true,
                place: index,
            }),
        }
        before = Some(row);
    }
}

/// Where the running text of a document begins and ends on its lines.
struct Frame {
    left: f64,
    right: f64,
    /// Whether its paragraphs are indented.
    is_indented: bool,
}

impl Frame {
    fn of(rows: &[TextRow]) -> Self {
        let is_long = |row: &&TextRow| !row.is_of_table && characters::count(&row.text) >= 20;
        let long: Vec<&TextRow> = rows.iter().filter(is_long).collect();
        let left = most_common(long.iter().map(|row| row.left));
        let right = most_common(long.iter().map(|row| row.right));
        let indented = long
            .iter()
            .filter(|row| row.left > left + row.size && row.left < left + 3.0 * row.size)
            .count();
        Self { left, right, is_indented: indented >= 2 }
    }

    /// Whether a row goes on the paragraph of the row before it.
    fn goes_on(&self, before: &TextRow, row: &TextRow) -> bool {
        if before.is_of_table || row.is_of_table || (before.size - row.size).abs() > 0.15 * row.size
        {
            return false;
        }
        let is_full = before.right > self.right - 1.6 * before.size;
        let is_at_left = (row.left - self.left).abs() < 0.8 * row.size;
        let is_far = row.page == before.page && row.base - before.base > 3.2 * row.size;
        if !is_full || !is_at_left || is_far {
            return false;
        }
        let ends = before.text.ends_with(['。', '！', '？', '：', ':']);
        // Where paragraphs are indented, a line that is not goes on, whatever the one before ends with.
        if self.is_indented {
            !(ends && begins_item(&row.text))
        } else {
            !ends && !begins_item(&row.text)
        }
    }
}

/// The place at which most rows stand, in steps of two points.
fn most_common(places: impl Iterator<Item = f64>) -> f64 {
    let mut counts: BTreeMap<i64, (usize, f64)> = BTreeMap::new();
    for place in places {
        #[allow(clippy::cast_possible_truncation, reason = "a place on a page")]
        let step = (place / 4.0).round() as i64;
        let count = counts.entry(step).or_insert((0, place));
        count.0 += 1;
    }
    let best = counts.values().max_by_key(|(count, _)| *count);
    match best {
        Some((_, place)) => *place,
        None => 0.0,
    }
}
