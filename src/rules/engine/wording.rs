//! A hit in the words of its card.

use crate::diag::{Authority, Finding, RuleId, Severity};
use crate::notice::Card;
use crate::text::han;

use super::hit::{HeadingClause, Hit};

/// A hit in the words of its card.
pub(in crate::rules) fn finding(card: &Card, hit: Hit, is_final: bool) -> Finding {
    let template = template(card, hit.variant.as_deref());
    let (severity, blocks_pack) = severity(card, hit.variant.as_deref());
    let weight = card.weight_of(severity, blocks_pack);
    let severity = if is_final && blocks_pack { Severity::Error } else { severity };
    Finding {
        rule: RuleId(card.id.0.clone()),
        severity,
        blocks_pack,
        weight,
        message: fill(template, &hit.args),
        help: card.help.as_ref().map(|h| fill(h, &hit.args)),
        authority: authority(card, hit.clause, hit.heading),
        place: hit.place,
        related: hit.related,
        fix: hit.fix,
        meaning: card.finds,
    }
}

/// The clause of a hit: its own, the card's with the heading that the hit is about, or the card's.
fn authority(card: &Card, clause: Option<Authority>, heading: Option<HeadingClause>) -> Authority {
    if let Some(clause) = clause {
        return clause;
    }
    let own = card.authority.clone();
    let is_meant = |heading: &HeadingClause| match (heading.only_in, own.at) {
        (None, _) => true,
        (Some(part), Some(at)) => (part.start..part.end).contains(&at.span.start),
        (Some(_), None) => false,
    };
    let Some(heading) = heading.filter(is_meant) else { return own };
    let reference = format!("{} {}", own.reference, heading.path);
    Authority {
        kind: own.kind,
        reference: reference.trim().to_owned(),
        quote: heading.words,
        at: heading.at,
    }
}

/// The severity of a wording, and whether it stops `pack`: the card's, unless the card gives this
/// wording a severity of its own.
fn severity(card: &Card, variant: Option<&str>) -> (Severity, bool) {
    for (name, severity) in &card.severities {
        if Some(name.as_str()) == variant {
            return (*severity, *severity == Severity::Error);
        }
    }
    (card.severity, card.blocks_pack)
}

/// The card's message of a name; the main one if it has none.
fn template<'a>(card: &'a Card, variant: Option<&str>) -> &'a str {
    for (name, text) in &card.messages {
        if Some(name.as_str()) == variant {
            return text;
        }
    }
    &card.message
}

/// Puts values in the place of `{arguments}`. A name without a value stays as it is, so that a test
/// can see it.
pub(in crate::rules) fn fill(template: &str, args: &[(&'static str, String)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        match args.iter().find(|(name, _)| *name == &rest[1..close]) {
            // Whatever a check takes from a file: what nobody sees is shown in no form of a report.
            Some((_, value)) => out.push_str(&han::printable_lines(value, 0..0).0),
            None => out.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}
