//! The cards of a read notice: each binds a rule of the common folder to the clause that a fact was
//! read from.

use std::collections::BTreeMap;

use crate::notice::Library;
use crate::notice::stub;

use super::ReadNotice;

/// A clause: its heading and its words.
struct BoundClause {
    quote: String,
    line: usize,
}

/// Returns the cards by the names of their rules.
pub(super) fn bindings(read: ReadNotice<'_>, library: &Library) -> BTreeMap<String, String> {
    let lines: Vec<&str> = read.document.lines.iter().map(|line| line.text.as_str()).collect();
    let patterns = library.patterns();
    let mut cards = BTreeMap::new();
    let by_fact = stub::rules_by_fact(library);
    for (fact, clause) in clauses(read, &lines) {
        let heading = heading_above(&lines, clause.line);
        for rule in by_fact.get(fact).into_iter().flatten() {
            let Some(pattern) = patterns.get(rule) else { continue };
            let card = stub::binding_card(rule, pattern, heading, &clause.quote, clause.line);
            cards.entry(rule.clone()).or_insert(card);
        }
    }
    cards
}

/// Facts, by their names in `bindings.toml`, with the clauses that they were read from.
fn clauses(read: ReadNotice<'_>, lines: &[&str]) -> Vec<(&'static str, BoundClause)> {
    let sheet = read.sheet;
    let mut found = Vec::new();
    let mut bind = |fact: &'static str, quote: &str, line: usize| {
        found.push((fact, BoundClause { quote: quote.to_owned(), line }));
    };
    let mut own = sheet.deadlines.iter().filter(|deadline| deadline.value.own);
    if let Some(deadline) = own.rfind(|deadline| deadline.value.date.is_some()) {
        bind("deadlines", &deadline.quote, deadline.line);
    }
    if let Some(mail) = &sheet.mail {
        if let Some(to) = mail.to.first() {
            bind("mail-to", &to.quote, to.line);
        }
        if let Some(subject) = &mail.subject
            && super::profile::subject_form(&subject.value).by_hand.is_empty()
        {
            bind("subject", &subject.quote, subject.line);
        }
        if let Some(max) = &mail.max {
            bind("mail-max", &max.quote, max.line);
        }
    }
    if let Some(copies) = sheet.copies.first() {
        bind("copies", &copies.quote, copies.line);
    }
    if let Some(binding) = &sheet.binding {
        bind("binding", &binding.quote, binding.line);
    }
    if let Some(discs) = &sheet.discs {
        bind("discs", &discs.quote, discs.line);
    }
    if let Some(letter) = &sheet.letter
        && !letter.value.signers.is_empty()
    {
        bind("letter", &letter.quote, letter.line);
    }
    if let Some(same_body) = &sheet.same_body {
        bind("same-body", &same_body.quote, same_body.line);
    }
    if sheet.categories.len() > 1
        && let Some(category) = sheet.categories.first()
    {
        bind("categories", &category.quote, category.line);
    }
    if let Some(period) = &sheet.period {
        bind("period", &period.quote, period.line);
    }
    for quota in &sheet.quota {
        if quota.value.max.is_some() {
            bind("quota", &quota.quote, quota.line);
        }
    }
    if let Some(material) = sheet.materials.first() {
        bind("materials", &material.quote, material.line);
    }
    if let Some(condition) = sheet.conditions.first() {
        bind("conditions", &condition.quote, condition.line);
    }
    if let Some(naming) = sheet.naming.first() {
        bind("naming", &naming.quote, naming.line);
    }
    if let Some(title) = outline_title(read, lines) {
        bind("outline", title.0, title.1);
    }
    found
}

/// The line that prescribes the outline: the sentence that lists its parts, or the last line above
/// the first heading that speaks of an outline, else that heading itself.
fn outline_title<'l>(read: ReadNotice<'_>, lines: &[&'l str]) -> Option<(&'l str, usize)> {
    let first = read.sheet.outline.first()?;
    let above = lines.iter().enumerate().take(first.line).rev().take(4);
    for (index, line) in above {
        if ["大纲", "提纲", "编写", "编制"].iter().any(|word| line.contains(word)) {
            return Some((line, index + 1));
        }
    }
    let line = lines.get(first.line.checked_sub(1)?)?;
    Some((line, first.line))
}

/// The nearest line above (or at) a line of the notice that is a numbered heading, else its first
/// line.
fn heading_above<'l>(lines: &[&'l str], line: usize) -> &'l str {
    for candidate in lines.iter().take(line).rev() {
        if stub::is_heading(candidate) {
            return candidate;
        }
    }
    lines.first().copied().unwrap_or_default()
}
