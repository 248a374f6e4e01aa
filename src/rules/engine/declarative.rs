//! The kinds of checks that cards state as data.

use std::ops::Range;

use regex::Captures;

use super::context::Context;
use super::hit::Hit;
use super::prose::is_inside;
use super::value_span::ValueSpan;
use crate::diag::{Edit, Fix, Place};
use crate::notice::Check;
use crate::notice::card::{CheckRegex, Replacement, Within};

/// What a check sees.
pub(in crate::rules) fn hits(check: &Check, cx: &Context<'_>) -> Vec<Hit> {
    match check {
        Check::MustNotMatch { pattern, within, except, fix } => {
            must_not_match(pattern, *within, except.as_ref(), fix.as_ref(), cx)
        }
        Check::Required { fields } => fields
            .iter()
            .filter(|f| is_missing(cx, &f.field))
            .map(|f| Hit::at(cx.field_at(&f.field)).arg("field", &f.field).arg("name", &f.name))
            .collect(),
        Check::Same { left, right } => same(left, right, cx),
        Check::FileName { pattern, last_part } => file_name(pattern, *last_part, cx),
        Check::MustMention { sections, topics } => {
            super::mention::must_mention(sections, topics, cx)
        }
        Check::MustMatch { section, any } => super::mention::must_match(section, any, cx),
        Check::DatedSteps { section } => {
            crate::rules::content::schedule_vague::dated_steps(section, cx)
        }
        Check::TargetsAgree { sections } => {
            crate::rules::content::target_differs::agree(sections, cx)
        }
        Check::FieldForm { field, pattern, max_chars } => {
            super::mention::field_form(field, pattern, *max_chars, cx)
        }
        Check::Manual {} | Check::Waiver {} => Vec::new(),
        Check::Code { name } => super::registry::code(name).map_or_else(Vec::new, |f| f(cx)),
    }
}

/// Whether a field has no value; one that is marked as still to fill in is reported elsewhere.
fn is_missing(cx: &Context<'_>, field: &str) -> bool {
    let config = cx.config();
    match config.tree.find(field) {
        Some(node) => {
            let blank = node.text().is_some_and(|t| t.value.trim().is_empty());
            blank
                || (node.text().is_none()
                    && node.items().is_empty()
                    && matches!(node.value, crate::project::toml_tree::TomlValue::List(_)))
        }
        None => true,
    }
}

fn same(left: &str, right: &str, cx: &Context<'_>) -> Vec<Hit> {
    let tree = &cx.config().tree;
    let Some(b) = tree.find(right).and_then(|n| n.text()) else { return Vec::new() };
    let unfilled = |t: &str| t.trim().is_empty() || crate::project::config::is_unfilled(t);
    if unfilled(&b.value) {
        return Vec::new();
    }
    if is_missing(cx, left) {
        return vec![
            Hit::at(cx.field_at(left)).variant("missing").arg("left", "").arg("right", &b.value),
        ];
    }
    let Some(a) = tree.find(left).and_then(|n| n.text()) else { return Vec::new() };
    if crate::text::han::fold(&a.value) == crate::text::han::fold(&b.value) || unfilled(&a.value) {
        return Vec::new();
    }
    vec![
        Hit::at(a.at)
            .arg("left", &a.value)
            .arg("right", &b.value)
            .related(b.at, format!("这里是“{}”", b.value)),
    ]
}

fn file_name(CheckRegex(regex): &CheckRegex, last_part: bool, cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for path in cx.file_names() {
        let looked_at = if last_part { path.rsplit('/').next().unwrap_or(&path) } else { &path };
        if let Some(found) = regex.find(looked_at) {
            let (found, name) = (found.as_str().to_owned(), looked_at.to_owned());
            out.push(
                Hit::path(path.clone())
                    .arg("name", name)
                    .arg("found", crate::text::han::printable(&found)),
            );
        }
    }
    out
}

fn must_not_match(
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
            if let Some(CheckRegex(except)) = except
                && is_inside(
                    &found.range(),
                    fine.get_or_insert_with(|| except.find_iter(text).map(|m| m.range()).collect()),
                )
            {
                continue;
            }
            let hit = place(found.start(), found.end())
                .arg("found", crate::text::han::printable(found.as_str()));
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
            if let Some(text) = file.facts.text.as_ref().filter(|_| !is_source) {
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
