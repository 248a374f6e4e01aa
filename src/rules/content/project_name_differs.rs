//! `project-name-differs`: another spelling of the name of the project.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

use super::name_spelling::{Finder, collect, project, title_spelling};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(name) = &cx.config().project.name else { return Vec::new() };
    let Some(parts) = project::ProjectNameParts::of(&name.value, cx) else { return Vec::new() };
    let finder = Finder { find: &|text| project::find(text, &parts), ends: parts.ends() };
    let mut out = collect(cx, name, &finder);
    out.extend(title_spelling::judge(cx, name, &parts));
    out
}
