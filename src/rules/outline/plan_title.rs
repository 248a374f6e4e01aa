//! `plan-title`: the title of the plan.

use super::heading_words::shown;
use crate::plan::Heading;
use crate::rules::engine::context::Context;

use crate::rules::engine::hit::Hit;
use crate::text::{At, han};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let wanted = &cx.profile().plan_title;
    let Some(plan) = &cx.project.plan else { return Vec::new() };
    if wanted.is_empty() {
        return Vec::new();
    }
    match &plan.title {
        Some(title) if holds(&title.text, wanted) => Vec::new(),
        Some(title) => {
            vec![Hit::at(place(title)).arg("title", shown(&title.text)).arg("wanted", wanted)]
        }
        None => {
            let start = match plan.sources.first() {
                Some(source) => At::new(*source, 0, 0),
                None => At::default(),
            };
            vec![Hit::at(start).variant("none").arg("wanted", wanted)]
        }
    }
}

fn place(title: &Heading) -> At {
    if title.text.trim().is_empty() { title.line } else { title.at }
}

/// Whether a title holds the words in their order, a few others between them:
/// 节能改造**整体**示范**项目**实施方案.
fn holds(title: &str, wanted: &str) -> bool {
    let title: Vec<char> = han::fold(title).chars().collect();
    let wanted: Vec<char> = han::fold(wanted).chars().collect();
    let most = wanted.len() + 6;
    (0..title.len()).any(|start| {
        let mut rest = wanted.iter().peekable();
        for c in title[start..].iter().take(most) {
            if rest.peek() == Some(&c) {
                rest.next();
            }
        }
        rest.peek().is_none()
    })
}
