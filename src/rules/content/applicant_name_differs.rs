//! `applicant-name-differs`: another spelling of the name of the applicant.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

use super::name_spelling::{Finder, applicant, collect};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(name) = &cx.config().applicant.name else { return Vec::new() };
    let parts = applicant::ApplicantNameParts::of(&name.value, cx);
    let finder = Finder { find: &|text| applicant::find(text, &parts), ends: parts.ends() };
    collect(cx, name, &finder)
}
