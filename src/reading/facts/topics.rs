//! What each line of a notice is about, by the headings above it: conditions, materials, categories, …

use crate::reading::clauses::{Clause, NumberKind};
use crate::reading::cut_notice::CutNotice;
use crate::reading::word_lists;
use crate::reading::zone::Zone;

/// A list of marked lines is followed this far.
const LONGEST_LIST: usize = 60;

/// What a stretch of a notice is about; several things may hold at once (申报对象和条件).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Topics {
    pub applicants: bool,
    /// A heading that says 条件 or 资格: everything below it is a condition.
    pub conditions: bool,
    /// A heading that says 要求 only: conditions stand below it among other things.
    pub requirements: bool,
    /// A list of what must not apply.
    pub excluded: bool,
    /// A heading that says 范围: what is within it is a condition.
    pub scope: bool,
    pub materials: bool,
    pub categories: bool,
    pub quota: bool,
    /// Support, procedure, supervision: sums and years here are no conditions.
    pub benefits: bool,
}

impl Topics {
    /// What a heading or the sentence before a list announces.
    pub(super) fn of(heading: &str) -> Self {
        let conditions = word_lists::list("heading-conditions").is_in(heading);
        let is_met = ["满足", "符合", "具备"].iter().any(|word| heading.contains(word));
        let says_conditions = heading.contains("条件")
            || heading.contains("资格")
            || heading.contains("限项")
            || heading.contains("标准")
            || is_met;
        let is_object = word_lists::list("heading-object").is_in(heading);
        let materials = word_lists::list("heading-materials").is_in(heading);
        Self {
            applicants: word_lists::list("heading-applicants").is_in(heading),
            conditions: conditions && says_conditions || heading.ends_with("条件") || is_object,
            requirements: conditions && !says_conditions && !materials && !is_object,
            excluded: word_lists::list("excluding").is_in(heading),
            scope: [
                "申报范围",
                "征集范围",
                "推荐范围",
                "参评范围",
                "评选范围",
                "实施范围",
                "征集内容",
                "受理范围",
            ]
            .iter()
            .any(|word| heading.contains(word)),
            materials,
            categories: word_lists::list("heading-categories").is_in(heading),
            quota: word_lists::list("heading-quota").is_in(heading),
            benefits: word_lists::list("heading-benefits").is_in(heading)
                && !conditions
                && !materials,
        }
    }

    /// Whether it is about nothing that is known.
    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// The topics of every line, in order; the first is that of line 1.
pub(super) fn topics(notice: &CutNotice<'_>) -> Vec<Topics> {
    let by_clause = by_clause(&notice.clauses.clauses);
    let mut found = Vec::with_capacity(notice.line_count());
    for line in 1..=notice.line_count() {
        let own = notice.clauses.index_at(line).and_then(|index| by_clause.get(index));
        found.push(own.copied().unwrap_or_default());
    }
    announce(notice, &mut found);
    found
}

/// The topics of each clause: by its own heading, or those of the clause that holds it.
fn by_clause(clauses: &[Clause]) -> Vec<Topics> {
    let mut found: Vec<Topics> = Vec::with_capacity(clauses.len());
    for clause in clauses {
        let above = match clause.parent.and_then(|parent| found.get(parent)) {
            Some(above) => *above,
            None => Topics::default(),
        };
        found.push(of_clause(clause, above));
    }
    found
}

fn of_clause(clause: &Clause, above: Topics) -> Topics {
    if clause.heading.is_empty() {
        return above;
    }
    let is_item =
        clause.number.kind >= NumberKind::Arabic && clause.children.is_empty() && !clause.has_text;
    let goes_below = clause.end > clause.line + 1 || clause.has_text;
    if is_item && !goes_below && !above.is_empty() {
        return above;
    }
    let own = Topics::of(&clause.heading);
    if !own.is_empty() {
        return own;
    }
    let is_other = word_lists::list("heading-other").ends(&clause.heading);
    let is_great = clause.parent.is_none();
    if is_other || is_great { Topics::default() } else { above }
}

/// A line without number that ends in a colon announces the list below it: 有下列情形之一的，不得申报：.
fn announce(notice: &CutNotice<'_>, topics: &mut [Topics]) {
    for line in 1..=notice.line_count() {
        if notice.zone(line) != Zone::Body {
            continue;
        }
        let text = notice.line(line);
        let Some(opener) = opener(text) else { continue };
        let own = Topics::of(opener);
        let says_nothing =
            own.is_empty() || own == (Topics { benefits: true, ..Topics::default() });
        if says_nothing {
            continue;
        }
        for below in list_lines(notice, line) {
            if let Some(topic) = topics.get_mut(below - 1) {
                *topic = own;
            }
        }
    }
}

/// The last clause of a line that ends in a colon or announces exclusions, number included.
pub(super) fn opener(text: &str) -> Option<&str> {
    let is_excluding = word_lists::list("excluding").is_in(text);
    if text.starts_with('◆') || text.starts_with('●') {
        return Some(text);
    }
    // Where the items stand on the line itself, nothing below belongs to them.
    let has_items = text.contains(['；', ';']) || text.trim_end().ends_with('。');
    let is_short_exclusion = is_excluding && !has_items && text.chars().count() <= 40;
    let announces = text.ends_with(['：', ':']) || is_short_exclusion;
    if !announces {
        return None;
    }
    let stop = text.rfind('。');
    let start = match stop {
        Some(at) if at + '。'.len_utf8() < text.len() => at + '。'.len_utf8(),
        _ => 0,
    };
    Some(&text[start..])
}

/// The lines of the list that follows a line: the row of numbers that begins there, or marked lines.
pub(super) fn list_lines(notice: &CutNotice<'_>, line: usize) -> Vec<usize> {
    let clauses = &notice.clauses;
    let Some(first) = clauses.begins(line + 1) else { return marked_lines(notice, line) };
    let mut lines = Vec::new();
    let row = row(notice, line + 1);
    let Some(last) = row.last() else { return lines };
    let end = match clauses.clauses.get(*last) {
        Some(clause) => clause.end,
        None => first.end,
    };
    lines.extend(first.line..end);
    lines
}

/// The clauses of the row that begins at a line: 1., 2., 3. with one parent, without a gap between them.
pub(super) fn row(notice: &CutNotice<'_>, line: usize) -> Vec<usize> {
    let clauses = &notice.clauses;
    let mut row = Vec::new();
    let Some(first) = clauses.index_at(line) else { return row };
    let mut index = first;
    while let Some(clause) = clauses.clauses.get(index) {
        row.push(index);
        let next = clause.end;
        let Some(follower) = clauses.begins(next) else { break };
        let is_next = follower.parent == clause.parent
            && follower.number.kind == clause.number.kind
            && follower.number.value == clause.number.value + 1;
        let Some(place) = clauses.index_at(next) else { break };
        if !is_next {
            break;
        }
        index = place;
    }
    row
}

/// Whether a line is a whole paragraph without number: 申报条件： may announce just that.
fn is_paragraph(notice: &CutNotice<'_>, line: usize) -> bool {
    let text = notice.line(line);
    notice.zone(line) == Zone::Body && notice.clauses.begins(line).is_none() && text.ends_with('。')
}

/// Lines without number that are items all the same: marked with a sign, or ended by ；.
fn marked_lines(notice: &CutNotice<'_>, line: usize) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut next = line + 1;
    if is_paragraph(notice, next) {
        return vec![next];
    }
    while next <= notice.line_count()
        && next <= line + LONGEST_LIST
        && notice.zone(next) == Zone::Body
    {
        let text = notice.line(next);
        let is_marked =
            text.starts_with(['●', '■', '·', '—', '-', '*', '★', '▲', '◇', '√', '•', '➢']);
        let ends_item = text.ends_with(['；', ';']);
        let is_numbered = notice.clauses.begins(next).is_some();
        if is_numbered {
            break;
        }
        let follows_item = next > line + 1 && notice.line(next - 1).ends_with(['；', ';']);
        if !is_marked && !ends_item && !follows_item {
            break;
        }
        lines.push(next);
        next += 1;
    }
    lines
}

/// The words of a line without its number.
pub(super) fn bare<'a>(notice: &CutNotice<'a>, line: usize) -> &'a str {
    let text = notice.line(line);
    match notice.clauses.begins(line) {
        Some(clause) => text.get(clause.number.length..).unwrap_or(text),
        None => text
            .trim_start_matches(['●', '■', '·', '—', '-', '*', '★', '▲', '◇', '◆', '√', '•', '➢'])
            .trim_start(),
    }
}
