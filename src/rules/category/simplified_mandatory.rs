//! `simplified-mandatory`: enterprises under mandatory audit in a category with a simplified one.

use crate::project::config::ProjectObject;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    if !cx.category().is_some_and(|category| category.simplified) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for object in &cx.config().objects {
        out.extend(mandatory(object));
    }
    out
}

/// An object that says of itself that its audit is mandatory.
fn mandatory(object: &ProjectObject) -> Option<Hit> {
    let mandatory = object.mandatory_audit.as_ref().filter(|audit| audit.value)?;
    let name = object.name.as_ref().map(|name| name.value.as_str());
    Some(Hit::at(mandatory.at).arg("name", name.unwrap_or("试点对象")))
}
