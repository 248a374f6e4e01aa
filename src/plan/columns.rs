//! How wide the columns of a table are, in which size its text fits, and whether the page must
//! be landscape for it.

use unicode_width::UnicodeWidthChar;

use super::{Align, Table, TextRun};
use crate::text::han::is_cjk;

/// With more columns than this, cells have less space around their text.
const MANY: usize = 8;
/// Minimum column widths to try, widest first, in Chinese characters: shorter texts stay on one
/// line.
const FLOORS: [f64; 5] = [8.0, 7.0, 6.0, 5.0, 4.0];
/// What is left to try where even that does not fit.
const LOW_FLOORS: [f64; 2] = [3.0, 2.0];
/// The part of the room that short texts may take from long ones.
const SHORT: f64 = 0.75;
/// With more lines in a cell than this, a smaller size is taken if there is one.
const LINES: f64 = 2.0;
/// What is measured is not exact; a character must not fall on a line of its own for it.
const SLACK: f64 = 0.2;
/// Rows that are likely to have more lines may break across pages.
const TALL: f64 = 10.0;
/// A table of many columns with more lines in a cell than this, although in the smallest size, gets
/// a landscape page.
const DEEP: f64 = 4.0;

/// How wide tables may be, and the sizes of type to try from the largest on; all in points.
#[derive(Clone, Copy, Debug)]
pub struct TableRoom<'a> {
    /// On a portrait page.
    pub portrait: (f64, &'a [f64]),
    /// On a landscape page.
    pub landscape: (f64, &'a [f64]),
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub struct ColumnLayout {
    /// Size of type, points.
    pub size: f64,
    /// Widths, points.
    pub widths: Vec<f64>,
    /// Alignments.
    pub align: Vec<Side>,
    /// Rows that may break across pages.
    pub tall: Vec<bool>,
    /// Space at each side of a cell's text, points.
    pub inset: f64,
    /// Whether the widths are for a landscape page.
    pub landscape: bool,
}

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    /// In the middle.
    Center,
    Right,
}

/// What is to fit into a column, in sizes of type.
#[derive(Clone, Copy)]
struct Want {
    /// The longest line.
    whole: f64,
    /// The longest part without a place to break.
    run: f64,
}

impl Want {
    /// Below this the column looks bad or text runs out of it.
    fn least(self, floor: f64) -> f64 {
        self.run.max(self.whole.min(floor + SLACK))
    }
}

impl ColumnLayout {
    /// Columns that fill a portrait page in the first of the sizes in which they fit, or a page
    /// in landscape where they do not. The highest cell of all is made as low as can
    /// be.
    pub fn new(table: &Table, room: TableRoom<'_>) -> Self {
        let mut texts: Vec<Vec<String>> = Vec::new();
        let mut count = 1;
        for row in &table.rows {
            let cells = row.cells.iter().map(|c| TextRun::of(&c.inlines).text);
            texts.push(cells.collect());
            count = count.max(row.cells.len());
        }
        let mut wants = vec![Want { whole: 1.0, run: 1.0 }; count];
        for row in &texts {
            for (want, text) in wants.iter_mut().zip(row) {
                let whole = text.lines().map(measure).fold(0.0, f64::max);
                want.whole = want.whole.max(whole + SLACK);
                want.run = want.run.max(longest_run(text) + SLACK);
            }
        }
        let inset = if count > MANY { 2.0 } else { 4.0 };
        let within = |(width, sizes): (f64, &[f64])| {
            choose(&wants, sizes, &|size| ((width - 2.0 * inset * count as f64) / size).max(1.0))
        };
        let portrait = within(room.portrait);
        let is_bad = portrait.lines.is_none_or(|lines| count > MANY && lines > DEEP);
        let landscape =
            is_bad.then(|| within(room.landscape)).filter(|t| t.is_better_than(&portrait));
        let is_landscape = landscape.is_some();
        let Fit { size, shares, .. } = landscape.unwrap_or(portrait);
        let lines = |text: &str, share: f64| -> f64 {
            let lines = text.lines();
            lines.map(|line| (measure(line) / share).ceil()).sum()
        };
        let tall = texts.iter().map(|row| {
            let mut cells = row.iter().zip(&shares);
            cells.any(|(text, share)| lines(text, *share) > TALL)
        });
        let align = wants.iter().enumerate().map(|(i, want)| {
            match table.align.get(i).copied().unwrap_or_default() {
                Align::Left => Side::Left,
                Align::Center => Side::Center,
                Align::Right => Side::Right,
                Align::Auto if want.whole <= 10.0 => Side::Center,
                Align::Auto => Side::Left,
            }
        });
        let (tall, align) = (tall.collect(), align.collect());
        Self {
            size,
            widths: shares.into_iter().map(|s| s * size + 2.0 * inset).collect(),
            align,
            tall,
            inset,
            landscape: is_landscape,
        }
    }

    /// The room for text in a column, in sizes of type.
    pub fn room(&self, column: usize) -> f64 {
        self.widths.get(column).map(|w| (w - 2.0 * self.inset) / self.size).unwrap_or(f64::MAX)
    }

    /// Whether the columns are too many for even one character in each.
    pub fn is_crowded(&self) -> bool {
        (0..self.widths.len()).any(|column| self.room(column) < 1.0)
    }
}

/// How columns share a width.
#[derive(Debug, PartialEq)]
struct Fit {
    /// Size of type, points.
    size: f64,
    /// Widths of the text, in sizes of type.
    shares: Vec<f64>,
    /// Lines of the highest cell; `None` if the columns do not fit and were scaled down.
    lines: Option<f64>,
}

impl Fit {
    /// Whether it is worth a page of its own.
    fn is_better_than(&self, portrait: &Self) -> bool {
        match (self.lines, portrait.lines) {
            (Some(own), Some(other)) => own < other,
            (Some(_), None) | (None, None) => true,
            (None, Some(_)) => false,
        }
    }
}

/// The first size in which all fits in few lines; if there is none, the last but one of those in
/// which it fits at all, so that long texts do not make the whole table tiny.
fn choose(wants: &[Want], sizes: &[f64], room: &dyn Fn(f64) -> f64) -> Fit {
    let last = sizes.last().copied().unwrap_or(10.5);
    let tried: Vec<Fit> = sizes
        .iter()
        .filter_map(|size| {
            let (shares, lines) = share(wants, room(*size), &FLOORS)?;
            Some(Fit { size: *size, shares, lines: Some(lines) })
        })
        .collect();
    let few = tried.iter().position(|fit| fit.lines.is_some_and(|lines| lines <= LINES));
    let last_but_one = tried.len().saturating_sub(2);
    let most = sizes.len().saturating_sub(2);
    let index = few.unwrap_or(last_but_one).min(most);
    match tried.into_iter().nth(index) {
        Some(fit) => fit,
        None => {
            let room = room(last);
            let shares = match share(wants, room, &LOW_FLOORS) {
                Some((shares, _)) => shares,
                None => {
                    let needed: f64 = wants.iter().map(|w| w.run).sum();
                    wants.iter().map(|w| w.run * room / needed).collect()
                }
            };
            Fit { size: last, shares, lines: None }
        }
    }
}

/// Shares the room out, and tells the lines of the highest cell; `None` if it is too narrow. Every
/// column gets the least it needs; those with long texts get as much as makes the highest cell
/// lowest; what is left over goes to all.
fn share(wants: &[Want], room: f64, floors: &[f64]) -> Option<(Vec<f64>, f64)> {
    let least = |floor: f64| -> f64 {
        let wants = wants.iter();
        wants.map(|want| want.least(floor)).sum()
    };
    let fits = |floor: &&f64| least(**floor) <= room * SHORT;
    let floor = *floors.iter().find(fits).or(floors.last())?;
    if least(floor) > room {
        return None;
    }
    // A broken line is not filled to its end: half a character is lost at either side.
    let at = |lines: f64| -> Vec<f64> {
        let width = |want: &Want| {
            let broken = (want.whole / lines + 1.0).min(want.whole);
            let width = if lines <= 1.0 { want.whole } else { broken };
            width.max(want.least(floor))
        };
        wants.iter().map(width).collect()
    };
    let (mut low, mut high) = (1.0, 1000.0_f64);
    if at(low).iter().sum::<f64>() > room {
        for _ in 0..40 {
            let middle = (low + high) / 2.0;
            if at(middle).iter().sum::<f64>() > room { low = middle } else { high = middle }
        }
    } else {
        high = low;
    }
    let lines = high.ceil();
    let mut widths = at(lines);
    fill(&mut widths, wants, room);
    Some((widths, lines))
}

/// Gives away what is left: first to columns that need little more to stay on one line, then to
/// those with long texts.
fn fill(widths: &mut [f64], wants: &[Want], room: f64) {
    let mut left = room - widths.iter().sum::<f64>();
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by(|a, b| (wants[*a].whole - widths[*a]).total_cmp(&(wants[*b].whole - widths[*b])));
    for index in order {
        let more = wants[index].whole - widths[index];
        if more > 0.0 && more <= left {
            widths[index] += more;
            left -= more;
        }
    }
    let is_open = |index: usize, width: f64| width + 0.01 < wants[index].whole;
    let any = widths.iter().enumerate().any(|(i, w)| is_open(i, *w));
    let mut takes = Vec::new();
    let mut taken = 0.0;
    for (index, width) in widths.iter().enumerate() {
        let takes_more = !any || is_open(index, *width);
        if takes_more {
            taken += wants[index].whole;
        }
        takes.push(takes_more);
    }
    for (index, width) in widths.iter_mut().enumerate() {
        if takes[index] {
            *width += left.max(0.0) * wants[index].whole / taken;
        }
    }
}

/// About how wide a text is, in sizes of type, with the quarter that is set between Chinese and
/// other characters.
pub fn measure(text: &str) -> f64 {
    let mut last = None;
    let mut sum = 0.0;
    for c in text.chars() {
        let joint = last.is_some_and(|l| is_letter(l) && is_han(c) || is_han(l) && is_letter(c));
        sum += width(c) + if joint { 0.25 } else { 0.0 };
        last = Some(c);
    }
    sum
}

fn is_han(c: char) -> bool {
    crate::text::han::is_han(c)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// About how wide a character is, in sizes of type; rather too wide than too narrow.
pub fn width(c: char) -> f64 {
    match c {
        '0'..='9' => 0.56,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.95,
        'A'..='Z' => 0.72,
        'a'..='z' => 0.58,
        ' '..='~' => 0.4,
        c if c.width_cjk() == Some(2) => 1.0,
        c if c.width_cjk() == Some(0) => 0.0,
        _ => 0.7,
    }
}

/// The longest part that has no place to break a line, as wide as it is.
fn longest_run(text: &str) -> f64 {
    let in_a_row = |run: &str| -> f64 { run.chars().map(width).sum() };
    text.split(|c: char| c.is_whitespace() || is_cjk(c)).map(in_a_row).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::{ColumnLayout, FLOORS, Fit, TableRoom, Want, choose, share};
    use crate::plan::{Cell, Inline, InlineKind, Row, Table};
    use crate::text::At;

    #[test]
    fn short_columns_stay_whole_and_long_ones_share_the_rest() {
        let wants = [
            Want { whole: 2.0, run: 1.0 },
            Want { whole: 60.0, run: 1.0 },
            Want { whole: 30.0, run: 1.0 },
        ];
        let (widths, lines) = share(&wants, 36.0, &FLOORS).unwrap_or_else(|| panic!("it fits"));
        assert!(widths[0] >= 2.0 && widths[1] > widths[2] * 1.5, "{widths:?}");
        assert!(
            (widths.iter().sum::<f64>() - 36.0).abs() < 0.01 && (lines - 3.0).abs() < 0.01,
            "{widths:?} {lines}"
        );
    }

    #[test]
    fn a_size_is_taken_in_which_unbreakable_parts_fit_and_too_much_is_scaled_down() {
        let wants = [Want { whole: 30.0, run: 30.0 }, Want { whole: 10.0, run: 10.0 }];
        let room = |size: f64| 420.0 / size;
        assert_eq!(choose(&wants, &[12.0, 10.5, 9.0], &room).size, 10.5);
        assert_eq!(
            choose(&wants, &[21.0], &room),
            Fit { size: 21.0, shares: vec![15.0, 5.0], lines: None }
        );
    }

    #[test]
    fn only_a_table_that_does_not_fit_upright_turns_the_page() {
        let columns = |count: usize, word: &str| {
            let cell = || Cell {
                inlines: vec![Inline { kind: InlineKind::Text(word.into()), at: At::default() }],
                at: At::default(),
            };
            let row = || Row { cells: (0..count).map(|_| cell()).collect(), at: At::default() };
            let table = Table { rows: vec![row(), row()], ..Table::default() };
            ColumnLayout::new(
                &table,
                TableRoom {
                    portrait: (442.0, &[12.0, 10.5, 9.0]),
                    landscape: (637.0, &[10.5, 9.0, 7.5]),
                },
            )
        };
        assert!(
            !columns(
                4,
                "很长的文字很长的文字很长的文字很长的文字很长的文字很长的文字很长的文字很长的文字"
            )
            .landscape
        );
        assert!(!columns(8, "123456").landscape && columns(16, "123456").landscape);
        assert!(columns(16, "123456").widths.iter().sum::<f64>() > 600.0);
    }
}
