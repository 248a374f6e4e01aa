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
    let pdf = cx.config().plan.pdf.as_ref();
    let pdf = pdf.and_then(|pdf| index.file(&pdf.value));
    let mut named: HashSet<&str> = HashSet::new();
    for (why, path, _) in index.named() {
        let Some(file) = index.file(path) else { continue };
        let is_pdf = pdf.is_some_and(|pdf| pdf.path == file.path);
        // The files that the plan is written in stay at home.
        if *why != FileUse::Plan || is_pdf {
            named.insert(&file.path);
        }
    }
    let is_named = |file: &&ProjectFile| named.contains(file.path.as_str());
    there.filter(is_named).collect()
}
