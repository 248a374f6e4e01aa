//! A folder on disk into a [`Project`]: `pilot.toml`, the plan's text, and the files beside it.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobBuilder;

use crate::attachment::inspect_apart;
use crate::notice::{Library, Notice, NoticeError};
use crate::plan;
use crate::plan::docx::{self, DocxError, DocxPicture};
use crate::text::digest::sha256;
use crate::text::encoding::{self, TextEncoding};
use crate::text::{SourceId, SourceText};
use crate::workers::Workers;

use super::carried_notice::{self, CarriedNoticeError};
use super::config::Config;
use super::files;
use super::model::{Decoded, Project, ProjectFile, WordPlan, normal};

/// The name of the file that makes a folder a project.
pub const PROJECT_FILE: &str = "pilot.toml";

/// Endings of the plan's texts.
const PLAN_TEXTS: [&str; 3] = [".md", ".markdown", ".txt"];

/// Why a project could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A file could not be read.
    #[error("cannot read {}", .0.display())]
    Io(PathBuf, #[source] std::io::Error),
    /// A file stops being text in this line.
    #[error("{} is no text from line {line} on", .path.display())]
    NotText { path: PathBuf, line: usize },
    /// These files of the plan are neither texts nor Word documents.
    #[error("files of the plan are no texts")]
    NoPlanText(Vec<String>),
    /// A Word document cannot be read.
    #[error("cannot read {}", .0.display())]
    Word(PathBuf, #[source] DocxError),
    /// A Word document is not the only file of the plan: all files of the plan.
    #[error("a Word document is not the only file of the plan")]
    NotAlone(Vec<String>),
    /// `pilot.toml` names no notice.
    #[error("pilot.toml names no notice")]
    NoNotice,
    /// The notice is not known.
    #[error("there is no notice {0}")]
    UnknownNotice(String),
    /// The folder that `pilot.toml` names as its notice gives none.
    #[error(transparent)]
    Carried(CarriedNoticeError),
    /// The notice's own files have faults.
    #[error(transparent)]
    Notice(NoticeError),
}

/// A project with the notice that it follows.
#[derive(Debug)]
pub struct OpenedProject {
    pub project: Project,
    pub notice: Arc<Notice>,
}

/// Reads the project in a folder. `notice` overrides the one that `pilot.toml` names.
///
/// # Errors
/// Only if there is nothing to judge; what is wrong with the files is left to the rules.
pub fn open(
    root: &Path,
    library: &Library,
    notice: Option<&str>,
    workers: &Workers,
) -> Result<OpenedProject, ReadError> {
    let path = root.join(PROJECT_FILE);
    let bytes = fs::read(&path).map_err(|e| ReadError::Io(path.clone(), e))?;
    let text = String::from_utf8(bytes).map_err(|fault| {
        let valid = fault.utf8_error().valid_up_to();
        ReadError::NotText { path, line: line_of(fault.as_bytes(), valid) }
    })?;
    let text = SourceText::new(PROJECT_FILE, text);
    let named = match notice {
        Some(id) => id.to_owned(),
        None => Config::notice_of(SourceId(1), &text).ok_or(ReadError::NoNotice)?.value,
    };
    let named = if carried_notice::is_path(&named) {
        carried_notice::add(root, &named, library).map_err(ReadError::Carried)?
    } else {
        named
    };
    let notice = load(library, &named)?;
    let mut project = Project { root: root.to_owned(), ..Project::default() };
    project.sources.add(notice.text.source.clone());
    let source = project.sources.add(text);
    project.config = Config::parse(source, project.sources.get(source), &notice);
    let plan_files = plan_paths(root, &project.config);
    if let Some(name) = plan_files.iter().find(|n| is_word(n)) {
        if plan_files.len() > 1 {
            return Err(ReadError::NotAlone(plan_files));
        }
        let name = name.clone();
        let path = files::inside(root, &name);
        // A rule reports that it is not there.
        let bytes = path
            .as_ref()
            .map(|p| fs::read(p).map_err(|e| ReadError::Io(p.clone(), e)))
            .transpose()?;
        let pictures = match bytes {
            Some(bytes) => read_word(&root.join(&name), &name, &bytes, &mut project, workers)?,
            None => Vec::new(),
        };
        read_files(root, plan_files, &mut project, workers);
        project.add_pictures(pictures, workers);
        return Ok(OpenedProject { project, notice });
    }
    let mut ids = Vec::new();
    for name in &plan_files {
        if !is_plan_text(name) {
            continue;
        }
        if let Some(id) = read_text(root, name, &mut project)? {
            ids.push(id);
        }
    }
    let mut unread = plan_files.clone();
    unread.retain(|name| !is_plan_text(name) && files::inside(root, name).is_some());
    if !ids.is_empty() {
        // What a pattern finds beside texts, pictures above all, is not meant as the plan.
        let named: Vec<String> =
            project.config.plan.files.iter().map(|file| normal(&file.value)).collect();
        unread.retain(|name| named.contains(name));
    }
    if !unread.is_empty() {
        return Err(ReadError::NoPlanText(unread));
    }
    if !ids.is_empty() {
        project.plan = Some(plan::parse::parse(&ids, &project.sources));
    }
    read_files(root, plan_files, &mut project, workers);
    Ok(OpenedProject { project, notice })
}

/// Reads a plan that belongs to no project.
///
/// # Errors
/// If the file or the notice cannot be read.
pub fn open_plan(
    path: &Path,
    library: &Library,
    notice: &str,
    workers: &Workers,
) -> Result<OpenedProject, ReadError> {
    let notice = load(library, notice)?;
    let root = path.parent().map(Path::to_owned).unwrap_or_default();
    let mut project = Project { root, ..Project::default() };
    project.sources.add(notice.text.source.clone());
    let source = project.sources.add(SourceText::new(PROJECT_FILE, ""));
    project.config = Config::parse(source, project.sources.get(source), &notice);
    let pictures = add_plan(path, &mut project, workers)?;
    if let Some(word) = &project.word {
        project.files = vec![files::read_file(&project.root, &word.path, workers)];
        project.add_pictures(pictures, workers);
    }
    Ok(OpenedProject { project, notice })
}

/// Reads the text of a plan alone.
///
/// # Errors
/// If the file cannot be read.
pub fn plan_alone(path: &Path, workers: &Workers) -> Result<Project, ReadError> {
    let mut project = Project::default();
    add_plan(path, &mut project, workers)?;
    Ok(project)
}

/// Adds the plan in a file to a project; its pictures if it is a Word document.
fn add_plan(
    path: &Path,
    project: &mut Project,
    workers: &Workers,
) -> Result<Vec<DocxPicture>, ReadError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.into_owned();
    let bytes = fs::read(path).map_err(|e| ReadError::Io(path.to_owned(), e))?;
    if is_word(&name) || bytes.starts_with(b"PK\x03\x04") {
        return read_word(path, &name, &bytes, project, workers);
    }
    let id = decode(path, &name, bytes, project)?;
    project.plan = Some(plan::parse::parse(&[id], &project.sources));
    Ok(Vec::new())
}

/// Whether a name is that of a Word document, of whatever age.
pub fn is_word(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    ending.is_some_and(|e| ["docx", "docm", "dotx", "dotm", "doc", "wps"].contains(&e.as_str()))
}

fn read_word(
    path: &Path,
    name: &str,
    bytes: &[u8],
    project: &mut Project,
    workers: &Workers,
) -> Result<Vec<DocxPicture>, ReadError> {
    let read = docx::read_apart(workers, bytes, name, &mut project.sources)
        .map_err(|fault| ReadError::Word(path.to_owned(), fault))?;
    project.plan = Some(read.plan);
    project.word = Some(WordPlan { path: name.to_owned(), notes: read.notes });
    Ok(read.pictures)
}

impl Project {
    /// The pictures of a Word document are files of the project as those beside a text are.
    fn add_pictures(&mut self, pictures: Vec<DocxPicture>, workers: &Workers) {
        for DocxPicture { path, name, bytes } in pictures {
            let sha256 = sha256(&bytes);
            let size = bytes.len() as u64;
            let facts = inspect_apart(workers, &name, Cow::Owned(bytes));
            // It was looked for on disk, too, where it cannot be.
            self.files.retain(|f| f.path != path);
            self.files.push(ProjectFile {
                path,
                size,
                sha256,
                facts,
                exists: true,
                modified: None,
            });
        }
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        // Its text is judged as the plan, headers and footers too.
        if let Some(word) = &self.word
            && let Some(file) = self.files.iter_mut().find(|f| f.path == word.path)
        {
            file.facts.text = None;
        }
    }
}

fn load(library: &Library, id: &str) -> Result<Arc<Notice>, ReadError> {
    if !library.ids().iter().any(|known| known == id) {
        return Err(ReadError::UnknownNotice(id.to_owned()));
    }
    library.load(id).map_err(ReadError::Notice)
}

/// The plan's files in the order of `pilot.toml`; a pattern's files by name; each once; `plan.md`
/// if nothing is said.
fn plan_paths(root: &Path, config: &Config) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let said: Vec<String> = config.plan.files.iter().map(|f| normal(&f.value)).collect();
    let said = if said.is_empty() && config.plan.pdf.is_none() {
        vec!["plan.md".to_owned()]
    } else {
        said
    };
    for name in said {
        if is_pattern(&name) {
            out.extend(matching(root, &name));
        } else {
            out.push(name);
        }
    }
    let mut seen = std::collections::HashSet::new();
    out.retain(|name| seen.insert(name.clone()));
    out
}

/// Whether a name of a plan's file stands for several.
pub(super) fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '[', '{'])
}

fn matching(root: &Path, pattern: &str) -> Vec<String> {
    let Ok(glob) = GlobBuilder::new(pattern).literal_separator(true).build() else {
        return Vec::new();
    };
    let matcher = glob.compile_matcher();
    let walk = walkdir::WalkDir::new(root).max_depth(6).follow_links(false).sort_by_file_name();
    walk.into_iter()
        .filter_entry(|e| {
            let name = e.file_name();
            e.depth() == 0 || !name.to_string_lossy().starts_with('.') && name != "dist"
        })
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_file())
        .filter_map(|e| {
            let below = e.path().strip_prefix(root).ok()?;
            Some(below.to_string_lossy().replace('\\', "/"))
        })
        .filter(|name| matcher.is_match(name))
        .collect()
}

/// Whether a name is that of a plan's text.
fn is_plan_text(name: &str) -> bool {
    let lower = name.to_lowercase();
    PLAN_TEXTS.iter().any(|ending| lower.ends_with(ending))
}

/// The text of a plan's file; `None` if it is not there, which a rule reports.
fn read_text(
    root: &Path,
    name: &str,
    project: &mut Project,
) -> Result<Option<SourceId>, ReadError> {
    let Some(path) = files::inside(root, name) else { return Ok(None) };
    let bytes = fs::read(&path).map_err(|fault| ReadError::Io(path.clone(), fault))?;
    Ok(Some(decode(&path, name, bytes, project)?))
}

/// Text of a plan. A plan in GBK or UTF-16 is read all the same, and remembered, so that a rule can
/// ask for UTF-8; a text that is damaged is not read in half.
fn decode(
    path: &Path,
    name: &str,
    bytes: Vec<u8>,
    project: &mut Project,
) -> Result<SourceId, ReadError> {
    let not_text = |line| ReadError::NotText { path: path.to_owned(), line };
    if let Some(fault) = encoding::damage(&bytes) {
        return Err(not_text(line_of(&bytes, fault)));
    }
    let (text, encoding) = encoding::decode(bytes).ok_or_else(|| not_text(1))?;
    if encoding != TextEncoding::Utf8 {
        project.decoded.push(Decoded { path: name.to_owned(), encoding: encoding.name() });
    }
    Ok(project.sources.add(SourceText::new(name, text)))
}

/// The line of a byte, from 1.
fn line_of(bytes: &[u8], offset: usize) -> usize {
    1 + bytes[..offset].iter().filter(|byte| **byte == b'\n').count()
}

fn read_files(root: &Path, plan_files: Vec<String>, project: &mut Project, workers: &Workers) {
    let mut names: Vec<String> = plan_files;
    let named = project.named_files().into_iter().map(|(_, path, _)| path);
    names.extend(named.filter(|path| !is_pattern(path)));
    names.extend(files::list_attachments(root));
    names.sort();
    names.dedup();
    project.files = files::read_files(root, &names, workers);
}
