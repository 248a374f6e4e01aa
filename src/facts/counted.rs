//! Counts of things, and the list that holds them: `10项措施：1.… 2.…`, `11家企业，见表3`.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::text::numeral::{self, OrdinalKind};

use super::PlanFacts;
use super::fact_text::{FactSpot, FactTextKind};
use super::fact_words::WORDS;
use super::quantity::QuantityBound;
use super::quantity_unit::UnitFamily;
use super::references::ReferenceKind;
use super::sentence;

/// Where the things stand that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedList {
    /// The rows of a table that the sentence names; index into [`super::PlanFacts::tables`].
    Rows(usize),
    /// Numbered paragraphs, headings or items behind the sentence, the first one's text.
    Items(usize),
    /// 一是…二是… or （1）…（2）… in the same text.
    Inline,
}

/// A count of things.
#[derive(Clone, Debug)]
pub struct CountedThings {
    /// The number, its unit and the noun.
    pub spot: FactSpot,
    pub count: u32,
    /// The unit as written: 家, 项.
    pub unit: String,
    /// The noun of the list of counted nouns: 企业, 措施.
    pub noun: String,
    /// From the unit to the noun: `在产工业` of 11家在产工业企业.
    pub between: String,
    /// Whether 约, 余, 以上 or the like make it no exact count.
    pub is_exact: bool,
    /// The list that the sentence leads to, with the number of its members.
    pub list: Option<(CountedList, usize)>,
}

/// Characters between a unit and its noun at most.
const BETWEEN: usize = 10;

/// Finds the counts of a text; its quantities, references and what follows it are known.
pub(super) fn read(index: usize, facts: &PlanFacts, out: &mut Vec<CountedThings>) {
    let words = facts.texts[index].text();
    let mut found: Vec<(u32, usize, usize, String, bool)> = Vec::new();
    for quantity in facts.quantities_of(index) {
        let Some(unit) = &quantity.unit else { continue };
        let is_count =
            unit.family == UnitFamily::Count && !unit.is_rate && unit.factor == Decimal::ONE;
        if let Some(count) = quantity.value.to_u32()
            && is_count
            && quantity.value.scale() == 0
        {
            let exact = quantity.bound == QuantityBound::Exact;
            let spot = quantity.spot;
            found.push((count, spot.start, spot.end, unit.written.clone(), exact));
        }
    }
    for (value, start, unit_at) in chinese_counts(words) {
        let rest = &words[unit_at..];
        let unit: String =
            rest.chars().take(if rest.starts_with("方面") { 2 } else { 1 }).collect();
        let Some(count) = value.to_u32() else { continue };
        // 方面 is unit and noun.
        let end = if unit == "方面" { unit_at } else { unit_at + unit.len() };
        found.push((count, start, end, unit, true));
    }
    found.sort_by_key(|(_, start, ..)| *start);
    for (count, start, end, unit, is_exact) in found {
        let Some((between, noun)) = noun_behind(&words[end..]) else { continue };
        let spot = FactSpot { text: index, start, end: end + between.len() + noun.len() };
        let list = list_of(facts, spot, count);
        out.push(CountedThings {
            spot,
            count,
            unit,
            noun: noun.to_owned(),
            between: between.to_owned(),
            is_exact,
            list,
        });
    }
}

/// The counted noun near the start of a text and what stands before it. Where the noun goes on to
/// another one, 企业问题, the last one counts.
fn noun_behind(text: &str) -> Option<(&str, &'static str)> {
    for (count, (at, c)) in text.char_indices().enumerate() {
        if count > BETWEEN || !(crate::text::han::is_han(c) || matches!(c, '“' | '”')) {
            return None;
        }
        let Some(first) = WORDS.counted_nouns.beginning(&text[at..]) else { continue };
        let (mut start, mut noun) = (at, first);
        while let Some(next) = WORDS.counted_nouns.beginning(&text[start + noun.len()..]) {
            start += noun.len();
            noun = next;
        }
        return Some((&text[..start], noun));
    }
    None
}

/// Bytes behind a count in which its list must stand, if it stands in the same text.
const INLINE_WITHIN: usize = 3_000;

/// Whether a text holds another count.
fn has_count(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) || !chinese_counts(text).is_empty()
}

/// The list that a count leads to.
fn list_of(facts: &PlanFacts, spot: FactSpot, count: u32) -> Option<(CountedList, usize)> {
    let words = facts.texts[spot.text].text();
    let sentence = sentence::sentence(words, spot.start, spot.end);
    let behind = &words[spot.end..sentence.end];
    if WORDS.list_of_some.is_in(behind) || words[..spot.start].ends_with("等") {
        return None;
    }
    // 见表3 behind the count, with no other count between them.
    let references = facts.references_of(spot.text);
    let first = references.partition_point(|reference| reference.spot.start < spot.end);
    let next = references.get(first).filter(|reference| reference.spot.start < sentence.end);
    let named = next.filter(|reference| {
        let between = &words[spot.end..reference.spot.start];
        reference.kind == ReferenceKind::Table && !has_count(between)
    });
    if let Some(reference) = named {
        let table = facts.table_of(&reference.number)?;
        return Some((CountedList::Rows(table), rows(facts, table)?));
    }
    if !WORDS.list_leads.is_in(behind) && !words[sentence.end..].starts_with(['；', '。']) {
        return None;
    }
    let near = words.floor_char_boundary(spot.end + INLINE_WITHIN);
    if let Some(members) = inline(&words[spot.end..near]) {
        return Some((CountedList::Inline, members));
    }
    let words = words.trim_end();
    let leads = words.ends_with(['：', ':']) || words.ends_with("如下。");
    let last = words.trim_end_matches('。').len();
    if !leads || sentence.end < last || count < 2 {
        return None;
    }
    items(facts, spot.text)
}

/// The rows of a table that stand for things: those with a number where a column numbers them, else
/// those that are no sums.
fn rows(facts: &PlanFacts, table: usize) -> Option<usize> {
    let table = &facts.tables[table];
    let words = |text: &usize| facts.texts[*text].text().trim();
    let first = table.rows.first()?.first().map(words)?;
    let is_numbered = WORDS.serial_columns.iter().any(|word| word == first);
    let mut count = 0;
    for row in table.rows.iter().skip(1) {
        let label = row.first().map(words).unwrap_or_default();
        let bare: String = label.chars().filter(|c| !c.is_whitespace()).collect();
        let begins = |word: &String| bare.starts_with(word.as_str());
        let is_sum = WORDS.not_counted_rows.iter().any(begins);
        let is_thing = if is_numbered {
            bare.starts_with(|c: char| c.is_ascii_digit())
        } else {
            !is_sum && !row.iter().all(|text| words(text).is_empty())
        };
        count += usize::from(is_thing);
    }
    if count > 0 { Some(count) } else { None }
}

/// How many members an enumeration within a text has: 一是, 二是 … or （1）（2）….
///
/// `4家企业…梳理出3方面问题：一是…`: what another count before it leads to is that count's.
fn inline(text: &str) -> Option<usize> {
    let first = text.find(&format!("{}是", numeral::chinese(1)))?;
    if has_count(&text[..first]) {
        return None;
    }
    let mut members = 0;
    let mut from = 0;
    for number in 1..=30 {
        let mark = format!("{}是", numeral::chinese(number));
        let Some(at) = text[from..].find(&mark) else { break };
        from += at + mark.len();
        members += 1;
    }
    if members >= 2 { Some(members) } else { None }
}

/// The numbered texts that follow a text directly.
fn items(facts: &PlanFacts, index: usize) -> Option<(CountedList, usize)> {
    let first = index + 1;
    let start = facts.texts.get(first)?;
    let is_item = start.kind == FactTextKind::Item;
    if is_item {
        // A list of Markdown: its blocks are one, its items are counted by where they begin.
        let block = start.block;
        let of_list = facts.texts[first..].iter().take_while(|text| text.block == block);
        return Some((CountedList::Items(first), of_list.count()));
    }
    let kind = ordinal(start.text())?.0;
    let mut last = 0;
    for text in &facts.texts[first..] {
        if text.cell.is_some() {
            continue;
        }
        match ordinal(text.text()) {
            Some((found, number)) if found == kind => {
                if number != last + 1 {
                    break;
                }
                last = number;
            }
            // What is numbered more widely ends the list.
            Some((found, _)) if found < kind => break,
            _ if text.kind == FactTextKind::Heading => break,
            // Text between members is theirs.
            _ => {}
        }
    }
    if last >= 2 { Some((CountedList::Items(first), last as usize)) } else { None }
}

fn ordinal(text: &str) -> Option<(OrdinalKind, u32)> {
    let found = numeral::ordinal(text.trim_start())?;
    Some((found.kind, found.number))
}

/// A number in Chinese characters before a word that counts: 三个阶段, 十项措施. Returns the number,
/// its first byte and the bytes up to the unit.
fn chinese_counts(words: &str) -> Vec<(Decimal, usize, usize)> {
    let is_digit = |c: char| {
        matches!(
            c,
            '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百'
        )
    };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = words[from..].find(is_digit) {
        let start = from + at;
        let rest = &words[start..];
        let len = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        from = start + len;
        let is_ordinal = words[..start].ends_with(['第', '之', '其', '“']);
        if is_ordinal || !rest[len..].starts_with(['个', '项', '家', '大', '类', '种', '条', '方'])
        {
            continue;
        }
        if let Some(number) = numeral::parse_chinese(&rest[..len]).filter(|number| *number > 1) {
            found.push((Decimal::from(number), start, from));
        }
    }
    found
}
