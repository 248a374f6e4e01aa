//! A new project that follows a notice, as a list of files: what `init` writes. Pure: the same
//! answers give the same bytes, whether they were typed or read from a file.

pub mod adopt;
mod answers;
mod complete;
mod division_names;
mod document;
mod known_facts;
mod template;
mod template_vars;
mod toml_text;
mod unfilled;

use crate::notice::Notice;
use crate::project::NewFile;
use crate::project::json_schema::{SCHEMA_FILE, json_schema};
use crate::project::read::PROJECT_FILE;

pub use answers::{Answers, Ci};
pub use division_names::{place_name, resolve_division, suggested_name};
pub use document::plan_title;

/// The files of a new project, sorted by path: the notice's templates with their holes filled, the
/// schema, the plan.
///
/// What the answers leave open becomes a marked place to fill in; whatever else they say is kept.
pub fn plan(notice: &Notice, answers: &Answers) -> Vec<NewFile> {
    let facts = complete::complete(notice, answers);
    let mut holes = template_vars::texts(notice, &facts);
    holes.extend(toml_text::blocks(notice, &facts));
    let kinds = if answers.ci.is_empty() { &[Ci::Github][..] } else { &answers.ci };
    let servers = ci(notice, kinds);
    let names: Vec<String> = servers.iter().map(|f| format!("`{}`", f.path)).collect();
    let named = if names.is_empty() { None } else { Some(names.join("、")) };
    holes.insert("ci.files".to_owned(), named);
    let mut files = Vec::new();
    for (name, text) in &notice.template {
        let Some(filled) = template::fill(text, &holes) else { continue };
        let filled = if name == PROJECT_FILE {
            toml_text::with_rest(filled, notice, &facts)
        } else {
            filled
        };
        push(&mut files, template::file_name(name), filled);
    }
    if !notice.template.contains_key(PROJECT_FILE) {
        push(
            &mut files,
            PROJECT_FILE.to_owned(),
            toml_text::with_rest(format!("#:schema {SCHEMA_FILE}\n"), notice, &facts),
        );
    }
    if let Some(name) = document::file_name(&facts) {
        push(&mut files, name, document::text(notice, &facts));
    }
    push(&mut files, SCHEMA_FILE.to_owned(), format!("{:#}\n", json_schema(notice)));
    push(&mut files, "attachments/".to_owned(), String::new());
    for file in servers {
        if files.iter().all(|f| f.path != file.path) {
            files.push(file);
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The files that make build servers check a project, sorted by path. They are written as they are:
/// their languages have double braces of their own.
pub fn ci(notice: &Notice, kinds: &[Ci]) -> Vec<NewFile> {
    let mut files = Vec::new();
    for (name, text) in &notice.ci {
        if let Some((kind, path)) = name.split_once('/')
            && kinds.iter().any(|wanted| wanted.key() == kind)
        {
            push(&mut files, template::file_name(path), text.replace("\r\n", "\n"));
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The first of two files with one name counts: a notice may bring its own plan or schema.
fn push(files: &mut Vec<NewFile>, path: String, text: String) {
    if files.iter().all(|f| f.path != path) {
        files.push(NewFile { path, contents: text.into_bytes() });
    }
}
