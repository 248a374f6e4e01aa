//! Per cents beside the two values that they come from: `A，占B的C%`, `B，其中A，占C%`, `A，比上年的B增长C%`.

use super::fact_text::FactText;
use super::fact_words::{Direction, WORDS};
use super::quantity::Quantity;
use super::quantity_unit::UnitFamily;
use super::sentence;

/// A part, its whole, and the per cent that it is. Quantities are indexes into
/// [`super::PlanFacts::quantities`].
#[derive(Clone, Debug)]
pub struct RatioStatement {
    pub part: usize,
    pub whole: usize,
    pub percent: usize,
    /// Whether the per cent has a name of its own, 负荷率, whose definition may be another one.
    pub is_named: bool,
}

/// `A，比2021年的B增长C%`.
#[derive(Clone, Debug)]
pub struct GrowthStatement {
    pub now: usize,
    pub then: usize,
    pub rate: usize,
    pub direction: Direction,
}

/// The statements of a text; `first` is the index of the first of its quantities.
pub(super) fn read(
    text: &FactText,
    first: usize,
    found: &[Quantity],
    ratios: &mut Vec<RatioStatement>,
    growths: &mut Vec<GrowthStatement>,
) {
    let words = text.text();
    for (position, three) in found.windows(3).enumerate() {
        let [one, two, percent] = three else { continue };
        let sentence = sentence::sentence(words, percent.spot.start, percent.spot.end);
        let is_share = percent.family() == UnitFamily::Share;
        let is_counted_alike =
            one.family() != UnitFamily::Count || words_of_unit(one) == words_of_unit(two);
        let is_alike = is_one_base(one, two) && is_counted_alike;
        if !is_share || one.spot.start < sentence.start || !is_alike {
            continue;
        }
        let between = &words[one.spot.end..two.spot.start];
        let behind = &words[two.spot.end..percent.spot.start];
        let (one, two, percent) = (first + position, first + position + 1, first + position + 2);
        if let Some(direction) = growth(between, behind) {
            growths.push(GrowthStatement { now: one, then: two, rate: percent, direction });
        } else if is_share_of(between) && behind == "的" {
            ratios.push(RatioStatement { part: one, whole: two, percent, is_named: false });
        } else if is_of_whole(between) && is_share_word(behind) {
            ratios.push(RatioStatement { part: two, whole: one, percent, is_named: false });
        } else if is_rate_name(behind) && between.starts_with(['，', '中']) {
            ratios.push(RatioStatement { part: two, whole: one, percent, is_named: true });
        }
    }
}

/// Whether two quantities are measured in one unit; a yearly amount is often printed without 年.
fn is_one_base(one: &Quantity, two: &Quantity) -> bool {
    let bare = |quantity: &Quantity| quantity.base().trim_end_matches("/年").to_owned();
    !one.base().is_empty() && one.base() != "%" && bare(one) == bare(two)
}

fn words_of_unit(quantity: &Quantity) -> &str {
    match &quantity.unit {
        Some(unit) => &unit.written,
        None => "",
    }
}

/// Bytes between two quantities of one statement at most.
const BETWEEN: usize = 60;

/// The direction of `，比上年的…增长`.
fn growth(between: &str, behind: &str) -> Option<Direction> {
    let lead = between.trim_start_matches(['，', '（', '(']);
    let is_compared =
        lead.starts_with(['比', '较']) && lead.len() <= BETWEEN && lead.ends_with('的');
    let word = behind.trim_end_matches(['了', '约']);
    let (_, direction) = WORDS.rates.iter().find(|(rate, _)| rate == word)?;
    if is_compared { Some(*direction) } else { None }
}

/// Whether 占 stands directly behind a part: a name before it would be another one's.
fn is_share_of(between: &str) -> bool {
    let lead = between.trim_start_matches(['，', '、', '（', '(', '仅', '约', '共']);
    lead.starts_with('占') && between.len() <= BETWEEN
}

/// Whether what stands between a whole and its part says that it is one: `其中`, `企业中，`.
fn is_of_whole(between: &str) -> bool {
    between.len() <= BETWEEN && WORDS.part_marks.is_in(between)
}

fn bare(behind: &str) -> &str {
    let lead = behind.trim_start_matches(['，', '、', '（', '(', ' ']);
    lead.trim_end_matches(['为', '达', '到', '约', '仅', '是'])
}

/// Whether nothing but 占 and 占比 stands before a per cent.
fn is_share_word(behind: &str) -> bool {
    let bare = bare(behind);
    bare == "占" || bare == "占比" || bare == "仅占"
}

/// Whether the name of a rate of a part to its whole stands before a per cent.
fn is_rate_name(behind: &str) -> bool {
    let bare = bare(behind);
    bare.len() <= BETWEEN && WORDS.rate_names.iter().any(|name| bare.ends_with(name.as_str()))
}
