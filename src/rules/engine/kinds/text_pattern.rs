//! Text that must not stand there.

use std::ops::Range;

use regex::Captures;

use crate::diag::{Edit, Fix, Place};
use crate::notice::card::{CheckRegex, Replacement, Within};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::is_inside;
use crate::rules::engine::value_span::ValueSpan;
use crate::text::han::one_line;

pub(in crate::rules::engine) fn must_not_match(
    CheckRegex(regex): &CheckRegex,
    within: Within,
    except: Option<&CheckRegex>,
    fix: Option<&Replacement>,
    cx: &Context<'_>,
) -> Vec<Hit> {
    let mut out = Vec::new();
    let mut look = |text: &str, place: &dyn Fn(usize, usize) -> Hit| {
        let mut fine: Option<Vec<Range<usize>>> = None;
        for captures in regex.captures_iter(text) {
            let Some(found) = captures.name("hit").or_else(|| captures.get(0)) else { continue };
            if found.is_empty() {
                continue;
            }
            let excepted = |CheckRegex(except): &CheckRegex| -> Vec<Range<usize>> {
                let found = except.find_iter(text);
                found.map(|found| found.range()).collect()
            };
            if let Some(except) = except
                && is_inside(&found.range(), fine.get_or_insert_with(|| excepted(except)))
            {
                continue;
            }
            let hit = place(found.start(), found.end()).arg("found", one_line(found.as_str()));
            out.push(mended(hit, fix, &captures, found.as_str(), cx));
        }
    };
    if matches!(within, Within::Plan | Within::PlanAndConfig | Within::Everything) {
        for flat in cx.text_runs() {
            look(&flat.text, &|start, end| Hit::at(flat.at(start, end).unwrap_or_default()));
        }
    }
    if matches!(within, Within::Config | Within::PlanAndConfig | Within::Everything) {
        for value in cx.config().tree.texts() {
            let written = ValueSpan::of(cx, value.at, value.value);
            look(value.value, &|start, end| Hit::at(written.at(start, end)));
        }
    }
    if within == Within::Everything {
        for file in &cx.project.files {
            look(&file.path, &|_, _| Hit::path(file.path.clone()));
            // The plan itself was looked at with its places.
            let is_source = cx.sources().find(&file.path).is_some();
            if let Some(text) = &file.facts.text
                && !is_source
            {
                for line in text.lines() {
                    look(line, &|_, _| Hit::path(file.path.clone()));
                }
            }
        }
    }
    out
}

/// Adds the card's edit, where the hit stands in the file just as it was found.
fn mended(
    hit: Hit,
    fix: Option<&Replacement>,
    captures: &Captures<'_>,
    found: &str,
    cx: &Context<'_>,
) -> Hit {
    let (Some(fix), Place::At(at)) = (fix, &hit.place) else { return hit };
    let at = *at;
    if cx.sources().slice(at) != found {
        return hit;
    }
    let mut with = String::new();
    captures.expand(&fix.with, &mut with);
    hit.fix(Fix {
        title: fix.title.clone(),
        edits: vec![Edit { at, with }],
        applicability: fix.safety,
    })
}
