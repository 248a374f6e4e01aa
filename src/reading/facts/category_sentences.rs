//! Finds kinds that a notice names in passing: in the sentence of the days, in the sentence that asks to apply.

use std::sync::OnceLock;

use super::categories::{enumerated, fact, is_name};
use super::phrases::trimmed;
use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::patterns::wording;
use crate::reading::sheet::{Facts, ReadCategory};
use crate::reading::word_lists;
use crate::reading::zone::Zone;

/// 申报国家级的，请于8月15日前…；申报省级的，请于9月10日前…: kinds that only the days tell apart.
pub(super) fn by_days(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    static ROUTE: OnceLock<Expression> = OnceLock::new();
    let route = ROUTE.get_or_init(|| wording("categories", "route-by-day"));
    let mut found: Facts<ReadCategory> = Facts::new();
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        if found.len() < 2 && found.last().is_some_and(|last| last.line != sentence.line) {
            found.clear();
        }
        for captures in route.captures_iter(sentence.text) {
            let Some(name) = captures.name("asked").or(captures.name("level")) else { continue };
            found.push(fact(notice, name.as_str(), sentence.text, sentence.line));
        }
    }
    found
}

/// 申报绿色工厂、绿色工业园区、绿色供应链管理企业: kinds that one sentence names, alike in how they begin or end.
pub(super) fn asked_kinds(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    static ASKED: OnceLock<Expression> = OnceLock::new();
    let asked = ASKED.get_or_init(|| wording("categories", "asked-kinds"));
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        for captures in asked.captures_iter(sentence.text) {
            let Some(kinds) = captures.name("kinds") else { continue };
            let names = enumerated(kinds.as_str());
            let is_row = names.len() > 1 && names.iter().all(|name| is_name(name));
            if is_row && are_alike(&names) {
                let fact_of = |name| fact(notice, name, sentence.text, sentence.line);
                return names.into_iter().map(fact_of).collect();
            }
        }
    }
    Facts::new()
}

/// Whether all names begin with the same two characters.
fn are_alike(names: &[&str]) -> bool {
    let Some(first) = names.first() else { return false };
    let head: String = first.chars().take(2).collect();
    let are_documents = names.iter().any(|name| word_lists::list("document-noun").ends(name));
    !are_documents && names.iter().all(|name| name.starts_with(&head))
}

/// A name without what leads to it or counts: 本次申报分国家级和省级两类.
pub(super) fn without_lead_in(name: &str) -> &str {
    static LEAD_IN: OnceLock<Expression> = OnceLock::new();
    static COUNT: OnceLock<Expression> = OnceLock::new();
    let lead_in = LEAD_IN.get_or_init(|| wording("categories", "lead-in"));
    let count = COUNT.get_or_init(|| wording("categories", "count-behind"));
    let mut bare = name;
    if let Some(found) = lead_in.find(bare) {
        bare = trimmed(&bare[found.end()..]);
    }
    // 第二类 is a name of its own.
    let counting = count.find(bare).filter(|found| !bare[..found.start()].ends_with('第'));
    if let Some(found) = counting {
        bare = trimmed(&bare[..found.start()]);
    }
    let is_left = bare.chars().count() >= 2;
    if is_left { bare } else { name }
}
