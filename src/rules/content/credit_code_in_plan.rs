//! `credit-code-in-plan`: the codes that the text and the tables of a plan give.

use std::collections::HashMap;

use crate::facts::{FactSpot, PlanFacts};
use crate::rules::applicant::credit_code::{Fault, fault};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::At;
use crate::text::han;
use crate::text::word_list::{contains_word, ends_with_word, words};

/// Characters that a code with a slip has: fewer are a number of something else, more are two codes.
const LENGTHS: std::ops::RangeInclusive<usize> = 15..=21;

/// A code in the plan.
struct CodeMention {
    spot: FactSpot,
    /// Without white space, in half width.
    code: String,
    /// The body that its row names.
    body: Option<String>,
}

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let mut out = Vec::new();
    // The code of each body and the body of each code, where they stand first.
    let mut codes: HashMap<String, (String, At)> = HashMap::new();
    for object in &cx.config().objects {
        let (Some(name), Some(code)) = (&object.name, &object.credit_code) else { continue };
        codes.insert(han::fold(&name.value), (code.value.trim().to_owned(), code.at));
    }
    let mut bodies: HashMap<String, (String, At)> = HashMap::new();
    for mention in mentions(facts) {
        let at = facts.at(mention.spot);
        let name = match &mention.body {
            Some(name) => name.clone(),
            None => "文中".to_owned(),
        };
        let hit = Hit::at(at).arg("name", &name).arg("code", &mention.code);
        match fault(&mention.code) {
            Some(Fault::Length(length)) => {
                out.push(hit.variant("length").arg("length", length));
                continue;
            }
            Some(Fault::Character(c)) => {
                out.push(hit.variant("character").arg("character", c));
                continue;
            }
            Some(Fault::Check) => {
                out.push(hit);
                continue;
            }
            None => {}
        }
        let Some(body) = mention.body else { continue };
        let folded = han::fold(&body);
        match codes.get(&folded) {
            Some((other, place)) if *other != mention.code && fault(other).is_none() => {
                let hit = hit.variant("two").arg("other", other);
                out.push(hit.related(*place, "这里是另一个代码"));
            }
            Some(_) => {}
            None => {
                codes.insert(folded.clone(), (mention.code.clone(), at));
            }
        }
        match bodies.get(&mention.code) {
            Some((other, place)) if is_another(&folded, &han::fold(other)) => {
                let hit = Hit::at(at).arg("name", &name).arg("code", &mention.code);
                let hit = hit.variant("shared").arg("other", other);
                out.push(hit.related(*place, "这里也是这个代码"));
            }
            Some(_) => {}
            None => {
                bodies.insert(mention.code, (body, at));
            }
        }
    }
    out
}

/// Whether two names cannot be one body's: neither holds the other.
fn is_another(one: &str, other: &str) -> bool {
    !one.contains(other) && !other.contains(one)
}

/// All codes that the plan calls so.
fn mentions(facts: &PlanFacts) -> Vec<CodeMention> {
    let mut out = Vec::new();
    for (index, text) in facts.texts.iter().enumerate() {
        if text.cell.is_some() && is_below_or_beside_the_word(facts, index) {
            let words = text.text();
            let start = words.len() - words.trim_start().len();
            let spot = FactSpot { text: index, start, end: start + words.trim().len() };
            push(facts, spot, &mut out);
            continue;
        }
        for word in words("credit-code-words") {
            for (at, _) in text.text().match_indices(word.as_str()) {
                let behind = at + word.len();
                if let Some((start, end)) = code_behind(text.text(), behind) {
                    push(facts, FactSpot { text: index, start, end }, &mut out);
                }
            }
        }
    }
    out
}

/// Takes what may be a code: letters and digits only, about as many as a code has.
fn push(facts: &PlanFacts, spot: FactSpot, out: &mut Vec<CodeMention>) {
    let written = facts.words(spot);
    if !written.chars().all(is_of_a_code) {
        return;
    }
    let bare = written.chars().filter(|c| !c.is_whitespace());
    let code: String = bare.map(half_width).collect();
    if LENGTHS.contains(&code.len()) && code.contains(|c: char| c.is_ascii_digit()) {
        out.push(CodeMention { spot, code, body: body_of_row(facts, spot) });
    }
}

fn is_of_a_code(c: char) -> bool {
    let half = half_width(c);
    half.is_ascii_alphanumeric() || half == ' ' || c == '\u{3000}'
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        _ => c,
    }
}

/// The letters and digits behind the word, beyond a colon, 为 or a bracket.
fn code_behind(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = &text[from..];
    let code = rest.trim_start_matches(|c: char| {
        matches!(c, '：' | ':' | '为' | '是' | '（' | '(') || c.is_whitespace()
    });
    let start = from + rest.len() - code.len();
    let is_part = |c: char| half_width(c).is_ascii_alphanumeric();
    let len = code.find(|c| !is_part(c)).unwrap_or(code.len());
    if len == 0 { None } else { Some((start, start + len)) }
}

/// Whether the head of its column or the cell before it is the word.
fn is_below_or_beside_the_word(facts: &PlanFacts, index: usize) -> bool {
    let Some(cell) = facts.texts[index].cell else { return false };
    let rows = &facts.tables[cell.table].rows;
    let is_word = |text: Option<&usize>| match text {
        Some(text) => contains_word(facts.texts[*text].text(), "credit-code-words"),
        None => false,
    };
    let head = rows.first().and_then(|head| head.get(cell.column));
    let before = cell.column.checked_sub(1).and_then(|column| rows[cell.row].get(column));
    is_word(head) || is_word(before)
}

/// The name of a body that the row of a cell gives.
fn body_of_row(facts: &PlanFacts, spot: FactSpot) -> Option<String> {
    let cell = facts.texts[spot.text].cell?;
    let texts = facts.tables[cell.table].rows[cell.row].iter();
    let mut names = texts.map(|text| facts.texts[*text].text().trim());
    let is_body =
        |name: &&str| ends_with_word(name, "firms") || ends_with_word(name, "office-endings");
    names.find(is_body).map(str::to_owned)
}
