//! Amounts beside the parts that they are the sum of: `A 3家、B 9家，合计12家`, `146吨（甲92吨、乙54吨）`,
//! `6家分为A级1家、B级3家、C级2家`.

use std::ops::Range;

use super::fact_text::FactText;
use super::fact_words::WORDS;
use super::quantity::{Quantity, QuantityBound};
use super::quantity_unit::UnitFamily;
use super::sentence;

/// A total and its parts; indexes into [`super::PlanFacts::quantities`].
#[derive(Clone, Debug)]
pub struct SumStatement {
    pub total: usize,
    pub parts: Range<usize>,
    /// Whether other quantities may stand before the parts: where `合计` begins to count is not
    /// written.
    pub is_open: bool,
    /// Whether the parts need not be all: 其中.
    pub is_partial: bool,
}

/// The statements of a text; `first` is the index of the first of its quantities.
pub(super) fn read(text: &FactText, first: usize, found: &[Quantity], out: &mut Vec<SumStatement>) {
    let words = text.text();
    for (position, total) in found.iter().enumerate() {
        if !is_additive(total) {
            continue;
        }
        if let Some(parts) = before(words, found, position) {
            let of_all = move_by(first, parts);
            let total = first + position;
            out.push(SumStatement { total, parts: of_all, is_open: true, is_partial: false });
        }
        let in_brackets = in_brackets(words, found, position).map(|parts| (parts, false));
        if let Some((parts, is_partial)) = in_brackets.or_else(|| divided(words, found, position)) {
            let (total, parts) = (first + position, move_by(first, parts));
            out.push(SumStatement { total, parts, is_open: false, is_partial });
        }
    }
}

fn move_by(first: usize, parts: Range<usize>) -> Range<usize> {
    first + parts.start..first + parts.end
}

/// Whether amounts of its kind add up.
fn is_additive(quantity: &Quantity) -> bool {
    let is_amount = !matches!(
        quantity.family(),
        UnitFamily::Share
            | UnitFamily::Points
            | UnitFamily::Time
            | UnitFamily::Length
            | UnitFamily::Other
            | UnitFamily::None
    );
    let is_rate = quantity.unit.as_ref().is_some_and(|unit| unit.is_rate);
    is_amount
        && quantity.bound == QuantityBound::Exact
        && (!is_rate || base(quantity) != quantity.base())
}

/// The unit without the year of a yearly amount.
fn base(quantity: &Quantity) -> &str {
    quantity.base().trim_end_matches("/年")
}

fn is_part(part: &Quantity, total: &Quantity) -> bool {
    is_additive(part) && base(part) == base(total)
}

/// Bytes between two parts at most.
const BETWEEN: usize = 60;

/// Whether what stands between two parts lets them be members of one list.
fn joins(between: &str) -> bool {
    let is_joint = between.starts_with(['、', '，', '和', '及', '与', '；']);
    is_joint && between.len() <= BETWEEN && !WORDS.no_parts.is_in(between)
}

/// The parts before `，合计12家`.
fn before(words: &str, found: &[Quantity], position: usize) -> Option<Range<usize>> {
    let total = &found[position];
    let last = position.checked_sub(1)?;
    let between = &words[found[last].spot.end..total.spot.start];
    if between.len() > BETWEEN || !is_sum_word(between) {
        return None;
    }
    let sentence = sentence::sentence(words, total.spot.start, total.spot.end);
    let mut start = position;
    while let Some(next) = start.checked_sub(1) {
        let part = &found[next];
        let is_near = part.spot.start >= sentence.start && is_part(part, total);
        let is_joined = start == position || joins(&words[part.spot.end..found[start].spot.start]);
        if !is_near || !is_joined {
            break;
        }
        start = next;
    }
    // 加上…，总计: what is added to stands in another sentence.
    let lead = &words[sentence.start..found[start].spot.start];
    let is_all = !WORDS.added_to.is_in(lead);
    if position - start >= 2 && is_all { Some(start..position) } else { None }
}

/// Whether words between two amounts say that the second is the sum: `，合计`, `，三者合计年发电`.
fn is_sum_word(between: &str) -> bool {
    let Some(lead) = between.strip_prefix(['，', '；', '、']) else { return false };
    let Some((at, word)) = WORDS.sum_words.found_in(lead) else { return false };
    let (before, behind) = (&lead[..at], &lead[at + word.len()..]);
    let is_plain = |text: &str| !text.contains(|c: char| c.is_ascii_digit() || c == '，');
    before.chars().count() <= 3
        && behind.chars().count() <= 6
        && is_plain(before)
        && is_plain(behind)
}

/// The parts in brackets directly behind a total and its noun.
fn in_brackets(words: &str, found: &[Quantity], position: usize) -> Option<Range<usize>> {
    let total = &found[position];
    let near = words.floor_char_boundary(total.spot.end + BETWEEN);
    let behind = &words[total.spot.end..near];
    let open = behind.find(['（', '('])?;
    let noun = &behind[..open];
    if noun.chars().count() > 6 || noun.contains(['，', '。', '、', '；', '）', ')', '：']) {
        return None;
    }
    let start = total.spot.end + open;
    let end = start + words[start..].find(['）', ')'])?;
    if WORDS.no_parts.is_in(&words[start..end]) {
        return None;
    }
    let first = position + 1;
    let inside = found[first..].iter().take_while(|part| part.spot.end <= end);
    let last = first + inside.count();
    let parts = &found[first..last];
    let is_list = parts.iter().all(|part| is_part(part, total));
    if parts.len() >= 2 && is_list { Some(first..last) } else { None }
}

/// The parts behind a total that is divided into them: `分为`, `包括`, or a colon.
fn divided(words: &str, found: &[Quantity], position: usize) -> Option<(Range<usize>, bool)> {
    let total = &found[position];
    let first = position + 1;
    let part = found.get(first)?;
    let between = &words[total.spot.end..part.spot.start];
    let whole_lead = between.split("，其中").next().unwrap_or(between);
    let is_partial = whole_lead.len() < between.len();
    let is_one_clause = !whole_lead.contains(['，', '、']) || whole_lead.contains("分为");
    let is_divided = between.len() <= BETWEEN
        && (is_partial || WORDS.division_words.is_in(between))
        && is_one_clause
        && !WORDS.no_parts.is_in(whole_lead)
        && !between.contains(['。', '；', '（', '(']);
    if !is_divided || !is_part(part, total) {
        return None;
    }
    let mut last = first + 1;
    while let Some(next) = found.get(last) {
        let between = &words[found[last - 1].spot.end..next.spot.start];
        if !is_part(next, total) || !joins(between) || between.starts_with('；') {
            break;
        }
        last += 1;
    }
    // What goes on behind the last part may be more of them, without a number.
    let end = found[last - 1].spot.end;
    let is_closed = words[end..].is_empty() || words[end..].starts_with(['。', '；', '，', '）']);
    let more = &words[end..words.floor_char_boundary(end + BETWEEN)];
    let is_all = is_closed && !more.starts_with("，其余") && !more.starts_with("，其他");
    let least = if is_partial { 3 } else { 2 };
    if last - first >= least && is_all { Some((first..last, is_partial)) } else { None }
}
