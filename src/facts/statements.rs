//! What the text says about quantities together: changes with their rate, shares of a whole,
//! investments that pay back.

use crate::text::word_list::contains_any;

use super::fact_text::{FactSpot, FactText};
use super::fact_words::{Direction, WORDS};
use super::quantity::{Quantity, ends_otherwise};
use super::quantity_unit::UnitFamily;
use super::ratio_statements::{self, GrowthStatement, RatioStatement};
use super::sentence;
use super::sum_statements::{self, SumStatement};

/// `由A降至B，下降C%`. Quantities are indexes into [`super::PlanFacts::quantities`].
#[derive(Clone, Debug)]
pub struct ChangeStatement {
    pub from: usize,
    pub to: usize,
    /// Where the verb says that it goes.
    pub direction: Direction,
    /// The rate in per cent or percentage points, with the direction that its word says.
    pub rate: Option<(usize, Direction)>,
    /// The difference in the same unit, with the direction that its word says: `减少12吨`.
    pub difference: Option<(usize, Direction)>,
}

/// `占…的61.0%`.
#[derive(Clone, Debug)]
pub struct ShareStatement {
    /// Index into [`super::PlanFacts::quantities`].
    pub quantity: usize,
    /// What stands between 占 and the number: `园区工业总产值的`.
    pub whole: FactSpot,
}

/// `投资A万元，年效益B万元，回收期C年`; indexes into [`super::PlanFacts::quantities`].
#[derive(Clone, Debug)]
pub struct PaybackStatement {
    /// `None` if the sentence names none: the whole project's is meant.
    pub investment: Option<usize>,
    pub yearly: usize,
    pub payback: usize,
}

/// All statements of one kind each.
#[derive(Clone, Debug, Default)]
pub(super) struct Statements {
    pub(super) changes: Vec<ChangeStatement>,
    pub(super) shares: Vec<ShareStatement>,
    pub(super) paybacks: Vec<PaybackStatement>,
    pub(super) ratios: Vec<RatioStatement>,
    pub(super) growths: Vec<GrowthStatement>,
    pub(super) sums: Vec<SumStatement>,
}

/// Finds the statements of a text; `first` is the index of the first of its quantities.
pub(super) fn read(text: &FactText, first: usize, found: &[Quantity], out: &mut Statements) {
    let words = text.text();
    for (position, pair) in found.windows(2).enumerate() {
        let between = &words[pair[0].spot.end..pair[1].spot.start];
        if let Some(direction) = change_verb(between, &pair[0], &pair[1], words) {
            let mut change = ChangeStatement {
                from: first + position,
                to: first + position + 1,
                direction,
                rate: None,
                difference: None,
            };
            follow(words, position, first, found, &mut change);
            out.changes.push(change);
        }
    }
    for (position, quantity) in found.iter().enumerate() {
        if quantity.family() == UnitFamily::Share
            && let Some(whole) = whole_before(words, quantity)
        {
            out.shares.push(ShareStatement { quantity: first + position, whole });
        }
    }
    payback(words, first, found, out);
    ratio_statements::read(text, first, found, &mut out.ratios, &mut out.growths);
    sum_statements::read(text, first, found, &mut out.sums);
}

/// Bytes between two values that may hold a verb and a year.
const BETWEEN: usize = 60;

/// The direction of the verb between two values.
fn change_verb(between: &str, one: &Quantity, two: &Quantity, words: &str) -> Option<Direction> {
    if between.len() > BETWEEN || one.base() != two.base() {
        return None;
    }
    let before = &words[..one.spot.start];
    let clause = sentence::clause(words, one.spot.start, one.spot.end);
    let has_start = before[clause.start..].contains(['由', '从']);
    // Between the two stand a year and the verb; another clause would hold words of its own.
    let (verb, direction) =
        WORDS.changes.iter().find(|(verb, _)| between.contains(verb.as_str()))?;
    let rest = between.replacen(verb.as_str(), "", 1);
    let is_filler = |c: char| {
        c.is_ascii_digit() || "年的月底末约，到第一二三四季度在".contains(c) || c.is_whitespace()
    };
    if has_start && rest.chars().all(is_filler) { Some(*direction) } else { None }
}

/// Finds the rate and the difference behind a change.
fn follow(
    words: &str,
    position: usize,
    first: usize,
    found: &[Quantity],
    out: &mut ChangeStatement,
) {
    let to = &found[position + 1];
    let sentence = sentence::sentence(words, to.spot.start, to.spot.end);
    let mut behind = to.spot.end;
    for (index, next) in found.iter().enumerate().skip(position + 2).take(2) {
        if next.spot.start >= sentence.end || next.spot.start - behind > BETWEEN {
            break;
        }
        let between = &words[behind..next.spot.start];
        behind = next.spot.end;
        // 节约 ends with 约 and is a word of its own.
        let is_whole = ends_otherwise(between);
        let fillers = ['了', '为', '约', '达', '到', '：', '率', '幅', '度', '比', '例'];
        let bare = if is_whole { between } else { between.trim_end_matches(fillers) };
        let word = WORDS
            .rates
            .iter()
            .find(|(word, _)| bare.ends_with(word.trim_end_matches(['率', '幅'])));
        let Some((word, direction)) = word else { break };
        // Another indicator between them makes it that one's rate.
        let lead = bare.trim_end_matches(word.trim_end_matches(['率', '幅']));
        if lead
            .trim_matches(['，', '、', '（', '(', '；', ' ', '共', '累', '计', '即'])
            .chars()
            .count()
            > 2
        {
            break;
        }
        let is_rate = matches!(next.family(), UnitFamily::Share | UnitFamily::Points);
        let index = first + index;
        if next.base() == to.base() && next.base() != "%" {
            out.difference = out.difference.or(Some((index, *direction)));
        } else if is_rate {
            out.rate = out.rate.or(Some((index, *direction)));
        } else {
            break;
        }
    }
}

/// What a share is a share of: the words between 占 and the number.
fn whole_before(words: &str, quantity: &Quantity) -> Option<FactSpot> {
    let clause = sentence::clause(words, quantity.spot.start, quantity.spot.end);
    let before = &words[clause.start..quantity.spot.start];
    let at = before.rfind('占')?;
    let start = clause.start + at + '占'.len_utf8();
    let has_digit = words[start..quantity.spot.start].contains(|c: char| c.is_ascii_digit());
    let spot = FactSpot { start, end: quantity.spot.start, ..quantity.spot };
    if has_digit { None } else { Some(spot) }
}

/// How many quantities before a time are looked at.
const NEAR: usize = 12;

/// Finds an investment, what it brings in a year and how long it takes, in one sentence.
fn payback(words: &str, first: usize, found: &[Quantity], out: &mut Statements) {
    if !WORDS.payback_words.is_in(words) {
        return;
    }
    for (position, quantity) in found.iter().enumerate() {
        let is_time =
            quantity.family() == UnitFamily::Time && !matches!(quantity.base(), "小时" | "秒");
        if !is_time || !WORDS.payback_words.is_in(lead(words, found, position)) {
            continue;
        }
        let sentence = sentence::sentence(words, quantity.spot.start, quantity.spot.end);
        let mut investment = None;
        let mut yearly = None;
        for (before, other) in found.iter().enumerate().take(position).rev().take(NEAR) {
            if other.spot.start < sentence.start {
                break;
            }
            if other.family() != UnitFamily::Money {
                continue;
            }
            let lead = lead(words, found, before);
            if yearly.is_none() && contains_any(lead, &WORDS.yearly_words) {
                yearly = Some(first + before);
            } else if investment.is_none() && contains_any(lead, &WORDS.investment_words) {
                investment = Some(first + before);
            }
        }
        if let Some(yearly) = yearly {
            out.paybacks.push(PaybackStatement { investment, yearly, payback: first + position });
        }
    }
}

/// The words between a quantity and the one before it, or the start of its clause.
fn lead<'w>(words: &'w str, found: &[Quantity], position: usize) -> &'w str {
    let spot = found[position].spot;
    let clause = sentence::clause(words, spot.start, spot.end);
    let last = match position.checked_sub(1) {
        Some(before) => found[before].spot.end,
        None => 0,
    };
    &words[clause.start.max(last).min(spot.start)..spot.start]
}
