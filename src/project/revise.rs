//! A project with changed texts: what may be changed, the project read anew from memory, and the
//! way back to the disk.

use std::fs;
use std::io;
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

/// Why changed texts were not written back.
#[derive(Debug, thiserror::Error)]
pub enum WriteBackError {
    /// A link, or a path that leads out of the project.
    #[error("{} is a link or outside the project", .0.display())]
    NotInProject(PathBuf),
    /// The file is no longer what was read.
    #[error("{} was changed by somebody else", .0.display())]
    ChangedMeanwhile(PathBuf),
    /// The system refused.
    #[error("cannot write {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

/// Writes changed texts back, each whole or not at all. None is written if any of them is not what
/// was read, or is a link.
///
/// # Errors
/// A link or a path out of the project, a file that somebody else has changed, or the system's
/// refusal; with the file.
pub fn write_back(root: &Path, files: &[Rewrite]) -> Result<(), WriteBackError> {
    let io_error = |path: &Path| {
        let path = path.to_owned();
        move |source| WriteBackError::Io { path, source }
    };
    let real_root = fs::canonicalize(root).map_err(io_error(root))?;
    let mut paths = Vec::new();
    for file in files {
        let path = root.join(&file.path);
        let meta = fs::symlink_metadata(&path).map_err(io_error(&path))?;
        let real = fs::canonicalize(&path).map_err(io_error(&path))?;
        if !meta.is_file() || !real.starts_with(&real_root) {
            return Err(WriteBackError::NotInProject(path));
        }
        if fs::read(&path).map_err(io_error(&path))? != file.before.as_bytes() {
            return Err(WriteBackError::ChangedMeanwhile(path));
        }
        paths.push(path);
    }
    for (file, path) in files.iter().zip(paths) {
        write_atomic(&path, file.after.as_bytes()).map_err(io_error(&path))?;
    }
    Ok(())
}
