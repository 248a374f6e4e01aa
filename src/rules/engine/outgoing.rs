//! Which files somebody else will see.

use std::collections::HashSet;

use crate::project::ProjectFile;
use crate::project::model::FileUse;
use crate::rules::engine::context::Context;
use crate::rules::engine::fields;

/// Files that somebody else will see: all files of a received package; otherwise those that
/// `pilot.toml` or the plan names.
pub(in crate::rules) fn outgoing<'a>(cx: &Context<'a>) -> Vec<&'a ProjectFile> {
    let project = cx.project;
    let there = project.files.iter().filter(|f| f.exists);
    if fields::is_received(cx) {
        return there.collect();
    }
    let index = cx.files();
    let pdf =
        cx.config().plan.pdf.as_ref().and_then(|p| index.file(&p.value)).map(|f| f.path.as_str());
    let named = index.named().iter();
    let named: HashSet<&str> = named
        .filter_map(|(why, path, _)| Some((*why, index.file(path)?.path.as_str())))
        .filter(|(why, path)| *why != FileUse::Plan || Some(*path) == pdf)
        .map(|(_, path)| path)
        .collect();
    there.filter(|f| named.contains(f.path.as_str())).collect()
}
