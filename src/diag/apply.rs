//! Putting fixes into texts. Pure: texts in, texts out.
//!
//! Invariant: a fix is applied as a whole or not at all, and no two applied edits touch the same
//! bytes. What had to wait is found again when the changed text is judged anew.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::{SourceId, Sources, Span};

use super::finding::Finding;
use super::fix::{Applicability, Edit, Fix};

/// How often a text is fixed and judged anew before it counts as never coming to rest.
pub const ROUNDS: usize = 10;

/// The fixes that can be applied together, in the order of the findings: trusted enough, allowed by
/// `may_edit`, with places that exist, and clear of those chosen before. A fix that two findings
/// share is taken once.
pub fn choose<'a>(
    findings: &'a [Finding],
    least: Applicability,
    sources: &Sources,
    may_edit: impl Fn(&Edit) -> bool,
) -> Vec<&'a Fix> {
    let mut taken = Taken::default();
    let mut chosen = Vec::new();
    for fix in findings.iter().filter_map(|f| f.fix.as_ref()) {
        if fix.applicability < least
            || fix.edits.is_empty()
            || !fix.edits.iter().all(|e| exists(e, sources) && may_edit(e))
        {
            continue;
        }
        if taken.take(fix) {
            chosen.push(fix);
        }
    }
    chosen
}

/// The places of edits that are chosen, no two of which collide.
#[derive(Default)]
struct Taken(BTreeMap<SourceId, BTreeSet<Span>>);

impl Taken {
    /// Takes the places of a fix, all of them or none: a fix whose own edits collide leaves nothing
    /// behind.
    fn take(&mut self, fix: &Fix) -> bool {
        for (index, edit) in fix.edits.iter().enumerate() {
            let spans = self.0.entry(edit.at.source).or_default();
            if is_free(spans, edit.at.span) {
                spans.insert(edit.at.span);
                continue;
            }
            for edit in &fix.edits[..index] {
                self.0.entry(edit.at.source).or_default().remove(&edit.at.span);
            }
            return false;
        }
        true
    }
}

/// Whether a place collides with none that is taken. Since those lie apart, only the last ones that
/// begin before its end can.
fn is_free(taken: &BTreeSet<Span>, span: Span) -> bool {
    let before = taken.range(..=Span { start: span.end, end: u32::MAX }).rev();
    !before.take_while(|t| t.end >= span.start).any(|t| collide(*t, span))
}

/// Whether the places of an edit lie in their text, on borders of characters, and something would
/// change.
fn exists(edit: &Edit, sources: &Sources) -> bool {
    let text = &sources.get(edit.at.source).text;
    text.get(edit.at.span.range()).is_some_and(|old| old != edit.with)
}

/// Neighbours may both be replaced; an insertion next to anything waits, since the order would
/// matter.
fn collide(a: Span, b: Span) -> bool {
    if a.is_empty() || b.is_empty() {
        a.start <= b.end && b.start <= a.end
    } else {
        a.start < b.end && b.start < a.end
    }
}

/// The texts that fixes from [`choose`] change, changed. Line ends of inserted text become those of
/// the text around.
pub fn apply(fixes: &[&Fix], sources: &Sources) -> Vec<(SourceId, String)> {
    let mut by_source: BTreeMap<SourceId, Vec<&Edit>> = BTreeMap::new();
    for edit in fixes.iter().flat_map(|f| &f.edits) {
        by_source.entry(edit.at.source).or_default().push(edit);
    }
    let mut out = Vec::new();
    for (id, edits) in by_source {
        out.push((id, edited(&sources.get(id).text, edits)));
    }
    out
}

fn edited(text: &str, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|e| e.at.span);
    let (windows_ends, ends) = (text.matches("\r\n"), text.matches('\n'));
    let windows = windows_ends.count() * 2 > ends.count();
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        let range = edit.at.span.range();
        out.push_str(text.get(done..range.start).unwrap_or_default());
        if windows {
            out.push_str(&edit.with.replace("\r\n", "\n").replace('\n', "\r\n"));
        } else {
            out.push_str(&edit.with);
        }
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Authority, AuthorityKind, FindingWeight, Place, RuleId, Severity};
    use crate::text::{At, SourceText};

    const ID: SourceId = SourceId(0);

    fn finding(edits: &[(usize, usize, &str)], applicability: Applicability) -> Finding {
        let edits = edits
            .iter()
            .map(|(start, end, with)| Edit {
                at: At::new(ID, *start, *end),
                with: (*with).to_owned(),
            })
            .collect();
        Finding {
            rule: RuleId::from("a"),
            severity: Severity::Info,
            blocks_pack: false,
            weight: FindingWeight::Quality,
            message: String::new(),
            help: None,
            authority: Authority {
                kind: AuthorityKind::Practice,
                reference: String::new(),
                quote: String::new(),
                at: None,
            },
            place: Place::Whole,
            related: Vec::new(),
            fix: Some(Fix { title: String::new(), edits, applicability }),
            meaning: None,
        }
    }

    fn fixed(text: &str, findings: &[Finding], least: Applicability) -> String {
        let mut sources = Sources::default();
        sources.add(SourceText::new("a", text));
        let chosen = choose(findings, least, &sources, |_| true);
        match apply(&chosen, &sources).pop() {
            Some((_, edited)) => edited,
            None => text.to_owned(),
        }
    }

    #[test]
    fn neighbours_go_together_and_overlaps_wait() {
        let safe = |edits: &[(usize, usize, &str)]| finding(edits, Applicability::Safe);
        assert_eq!(
            fixed("abcd", &[safe(&[(0, 2, "X")]), safe(&[(2, 4, "Y")])], Applicability::Safe),
            "XY"
        );
        assert_eq!(
            fixed("abcd", &[safe(&[(0, 3, "X")]), safe(&[(2, 4, "Y")])], Applicability::Safe),
            "Xd"
        );
        assert_eq!(
            fixed("abcd", &[safe(&[(1, 1, "X")]), safe(&[(1, 1, "Y")])], Applicability::Safe),
            "aXbcd"
        );
        assert_eq!(
            fixed("abcd", &[safe(&[(1, 2, "X")]), safe(&[(2, 2, "Y")])], Applicability::Safe),
            "aXcd"
        );
    }

    #[test]
    fn a_fix_is_whole_or_not_there() {
        let both = finding(&[(0, 1, "X"), (2, 3, "Z")], Applicability::Safe);
        let first = finding(&[(2, 4, "Y")], Applicability::Safe);
        assert_eq!(fixed("abcd", &[first, both.clone()], Applicability::Safe), "abY");
        let own = finding(&[(0, 2, "X"), (1, 3, "Z")], Applicability::Safe);
        assert_eq!(
            fixed("abcd", &[own, both], Applicability::Safe),
            "XbZd",
            "a fix that collides with itself is left out"
        );
    }

    #[test]
    fn places_are_taken_as_if_each_were_compared_with_each() {
        let mut dice = 1u64;
        let mut roll = |sides: u64| {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % sides
        };
        for _ in 0..300 {
            let (mut taken, mut compared) = (BTreeSet::new(), Vec::new());
            for _ in 0..12 {
                let start = roll(30) as usize;
                let span = Span::new(start, start + roll(5) as usize);
                let free = !compared.iter().any(|s| collide(*s, span));
                assert_eq!(is_free(&taken, span), free, "{span:?} among {compared:?}");
                if free {
                    taken.insert(span);
                    compared.push(span);
                }
            }
        }
    }

    #[test]
    fn what_is_not_trusted_or_not_there_is_left() {
        assert_eq!(
            fixed("abcd", &[finding(&[(0, 1, "X")], Applicability::Unsafe)], Applicability::Safe),
            "abcd"
        );
        assert_eq!(
            fixed("abcd", &[finding(&[(0, 1, "X")], Applicability::Unsafe)], Applicability::Unsafe),
            "Xbcd"
        );
        assert_eq!(
            fixed("一二", &[finding(&[(1, 3, "X")], Applicability::Safe)], Applicability::Safe),
            "一二"
        );
        assert_eq!(
            fixed("一二", &[finding(&[(3, 9, "X")], Applicability::Safe)], Applicability::Safe),
            "一二"
        );
    }

    #[test]
    fn line_ends_stay_what_they_are() {
        assert_eq!(
            fixed(
                "a\r\nb\r\n",
                &[finding(&[(3, 3, "x\n")], Applicability::Safe)],
                Applicability::Safe
            ),
            "a\r\nx\r\nb\r\n"
        );
        assert_eq!(
            fixed("a\nb\n", &[finding(&[(2, 2, "x\n")], Applicability::Safe)], Applicability::Safe),
            "a\nx\nb\n"
        );
    }
}
