//! `stale-place-name`: divisions by a name that they no longer have.

use super::place_mention::{is_firm, mentions};
use crate::diag::{Applicability, Edit, Fix};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::clause_around;
use crate::text::word_list::contains_word;

/// Units by a name that they no longer have.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for mention in mentions(cx) {
        let prose = &cx.prose()[mention.prose];
        let (text, start, end) = (prose.text(), mention.start, mention.end);
        if !mention.division.formerly.iter().any(|f| f == &text[start..end]) {
            continue;
        }
        let clause = clause_around(text, start, end);
        if contains_word(clause, "former-name-marks")
            || text[end..].starts_with("（现")
            || text[end..].starts_with("(现")
            || is_firm(text, end)
        {
            continue;
        }
        let (old, at) = (&text[start..end], prose.at(start, end));
        let mut hit = Hit::at(at).arg("old", old).arg("new", &mention.division.name);
        if cx.sources().slice(at) == old {
            let edits = vec![Edit { at, with: mention.division.name.clone() }];
            hit = hit.fix(Fix {
                title: format!("改为“{}”", mention.division.name),
                edits,
                applicability: Applicability::Unsafe,
            });
        }
        out.push(hit);
    }
    out
}
