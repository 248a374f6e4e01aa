//! A project with changed texts: what may be changed, the project read anew from memory, and the
//! way back to the disk.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use crate::diag::Edit;
use crate::notice::{Notice, NoticeText};
use crate::plan;
use crate::text::source::Lines;
use crate::text::{At, SourceId, SourceText, Sources};

use super::config::Config;
use super::model::Project;
use super::replace::write_atomic;
use super::toml_tree::{TomlNode, TomlValue};

/// Keys of `pilot.toml` whose text is prose. All others are names, numbers, dates and keys: a
/// program never changes them.
const PROSE: &[&str] =
    &["boundary", "staff", "system", "mechanism", "summary", "reason", "note", "title"];

impl Project {
    /// Whether a program may make an edit: in a text of the project that is UTF-8, and in
    /// `pilot.toml` within prose only.
    pub fn may_edit(&self, edit: &Edit) -> bool {
        let id = edit.at.source;
        let source = self.sources.get(id);
        let inside = Path::new(&source.name)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if id == NoticeText::ID
            || source.lines != Lines::Text
            || !inside
            || self.is_decoded(&source.name)
        {
            return false;
        }
        id != self.config.source || is_prose(&self.config.tree, "", edit.at)
    }

    /// Whether a text was not written in UTF-8, so that it could not be written back as it was.
    pub fn is_decoded(&self, name: &str) -> bool {
        self.decoded.iter().any(|d| d.path == name)
    }

    /// The same project with other texts, judged from memory. What is known about the files on disk
    /// stays.
    #[must_use]
    pub fn revised(&self, notice: &Notice, texts: &[(SourceId, String)]) -> Self {
        let mut sources = Sources::default();
        for (id, old) in self.sources.iter() {
            let mut source = old.clone();
            if let Some((_, text)) = texts.iter().find(|(changed, _)| *changed == id) {
                source = SourceText::new(&*old.name, text.clone());
                source.skipped = old.skipped;
            }
            sources.add(source);
        }
        let mut project = Self { sources, ..self.clone() };
        let source = project.config.source;
        if texts.iter().any(|(id, _)| *id == source) {
            project.config = Config::parse(source, project.sources.get(source), notice);
        }
        if let Some(old) = &self.plan
            && old.sources.iter().all(|id| project.sources.get(*id).lines == Lines::Text)
        {
            project.plan = Some(plan::parse::parse(&old.sources, &project.sources));
        }
        project
    }
}

fn is_prose(node: &TomlNode, key: &str, at: At) -> bool {
    let holds = |place: At| place.span.start < at.span.start && at.span.end < place.span.end;
    match &node.value {
        TomlValue::Text(_) => holds(node.at) && PROSE.contains(&key),
        TomlValue::List(items) => items.iter().any(|item| is_prose(item, key, at)),
        TomlValue::Table(entries) => {
            entries.iter().any(|(key, value)| is_prose(value, &key.value, at))
        }
        _ => false,
    }
}

/// A text of a project before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// Relative to the project, with `/`.
    pub path: String,
    /// The bytes that were read, with their byte order mark.
    pub before: String,
    /// The bytes that are to be there.
    pub after: String,
}

/// Writes changed texts back, each whole or not at all. None is written if any of them is not what
/// was read, or is a link.
///
/// # Errors
/// `InvalidInput` for a link or a path out of the project, `Interrupted` for a file that somebody
/// else has changed, or the system's refusal; with the file.
pub fn write_back(root: &Path, files: &[Rewrite]) -> Result<(), (PathBuf, io::Error)> {
    let real_root = fs::canonicalize(root).map_err(|e| (root.to_owned(), e))?;
    let mut paths = Vec::new();
    for file in files {
        let path = root.join(&file.path);
        let fail = |error: io::Error| (path.clone(), error);
        let meta = fs::symlink_metadata(&path).map_err(fail)?;
        let real = fs::canonicalize(&path).map_err(fail)?;
        if !meta.is_file() || !real.starts_with(&real_root) {
            return Err(fail(ErrorKind::InvalidInput.into()));
        }
        if fs::read(&path).map_err(fail)? != file.before.as_bytes() {
            return Err(fail(ErrorKind::Interrupted.into()));
        }
        paths.push(path);
    }
    for (file, path) in files.iter().zip(paths) {
        write_atomic(&path, file.after.as_bytes()).map_err(|e| (path, e))?;
    }
    Ok(())
}
